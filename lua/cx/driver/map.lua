-- map.lua - importance against performance: what to mend first, what to keep, and what cannot be told apart
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: drivers with their part of R squared; goals on them, declared or the plan's. Out: a place on the map for each.
--
-- (1) Performance is measured against the declared goal of the driver, never against the mean of the drivers: its gap is
--     value less target (target less value of at_most), in percent of the metric's range. Without a goal, or with fewer
--     people than the privacy minimum, it has no place.
-- (2) The line of importance is what each would have if all mattered alike: 1 / the number of drivers.
-- (3) "mend": surely important and surely below its goal; "keep": important and at it; "watch": unimportant and below;
--     "leave": unimportant and at it; else "cannot tell".

local map = {}

local RANGE = { points = { -100, 100 }, percent = { 0, 100 } }
local VERDICT = { [true] = { [true] = "mend", [false] = "keep" }, [false] = { [true] = "watch", [false] = "leave" } }


local function range_of(metric, question)
  if RANGE[metric.unit] then return RANGE[metric.unit] end
  if question.type == "score" then return { question.from, question.to } end
end


-- What is promised for a question: of the analysis itself, else of the plan's result.
local function goal_of(self, name, context)
  for _, goal in ipairs(self.goals or {}) do
    if goal.metric.question == name then return goal, goal.metric end
  end
  for _, goal in ipairs(context and context.result and context.result.goals or {}) do
    local metric = type(goal.metric) == "table" and goal.metric
    if metric and metric.kind == "metric" and metric.question == name and (not metric.survey or metric.survey == self.survey)
      and goal.target then
      return { [goal.relation] = goal.target }, metric
    end
  end
end


-- Where a value stands against its goal (1).
local function gap_of(estimate, target, relation, range)
  local sign, width = relation == "at_most" and -1 or 1, range[2] - range[1]
  local function percent(value) return value and sign * (value - target) / width * 100 end
  local low, high = percent(estimate.low), percent(estimate.high)
  if sign < 0 then low, high = high, low end
  return { value = percent(estimate.value), low = low, high = high, n = estimate.n, method = estimate.method }
end


-- true, false, or nil where the interval has the line in it.
local function is_above(interval, line)
  if not interval.low then return nil end
  if interval.low > line then return true end
  if interval.high < line then return false end
end


local function place(self, item, counts, context, made)
  local goal, metric = goal_of(self, item.name, context)
  local range = goal and range_of(metric, item.question)
  if not range then return nil end
  local estimate = counts:total(metric, { confidence = self.confidence })
  if not estimate.value or estimate.n < made.minimum then return nil end
  local relation = goal.at_least and "at_least" or "at_most"
  local gap = gap_of(estimate, goal[relation], relation, range)
  local important, above = is_above(item.part, made.line), is_above(gap, 0)
  return { name = item.name, text = item.text, importance = item.part, gap = gap, target = goal[relation],
           relation = relation, metric = metric.name, unit = metric.unit,
           performance = { value = estimate.value, low = estimate.low, high = estimate.high, n = estimate.n,
                           method = estimate.method },
           verdict = important ~= nil and above ~= nil and VERDICT[important][not above] or "cannot tell" }
end


--- The map of the drivers that have a goal; nil where none has.
---@param self table the analysis
---@param items table[] drivers, each with its question and its part of R squared
---@param counts userdata the tally of their answers
---@param context? table
---@param minimum integer of people
---@return table?
function map.make(self, items, counts, context, minimum)
  local made = { line = 1 / #items, minimum = minimum, items = {}, without = {} }                  -- (2)
  for _, item in ipairs(items) do
    local one = item.question and item.part and place(self, item, counts, context, made)
    if one then made.items[#made.items + 1] = one else made.without[#made.without + 1] = item.name end
  end
  made.minimum = nil
  return #made.items > 0 and made or nil
end


return map
