-- sides.lua - which touchpoints are good for the customer, for the company, for both, for neither
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: cx.sides { score = cx.metric.nps(answers.recommend), goal = 30, value = { web = 12, store = 40 } }. Out: an analysis.
--
-- (1) Customer: the score of a touchpoint against the goal: "good" when its interval lies at the goal or above, "bad" when it
--     lies below, else "cannot tell". goal = one number, or one for each touchpoint; in a plan each touchpoint's own goal of
--     the same question and metric stands where none is given.
-- (2) Company: a value for each touchpoint, declared, or a column of a cx.series whose touchpoint role names them: good above
--     `pays` (0 unless told). A declared value, or a sum, has no interval; a mean has, and is judged as (1).
-- (3) "both", "customer", "company", "neither"; "cannot tell" when either side cannot be told or is not there.
-- (4) sales = the share of encounters in which something was sold, such as cx.metric.share(answers.sold, "yes"), of the same
--     survey: its rate beside the score of the encounters with a sale, and of those without.
-- (5) Touchpoints of fewer people than the minimum are hidden, and as many others as it takes (privacy/listed.lua).

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"

local sides = {}

local KNOWN = { "score", "goal", "value", "pays", "unit", "sales", "by", "where", "confidence", "minimum", "title", "id" }


-- ---- declared ------------------------------------------------------------------------------------------

local function is_number(value) return type(value) == "number" and value == value and math.abs(value) < math.huge end


-- A number, or one for each touchpoint.
local function read_numbers(name, given)
  if given == nil or is_number(given) then return given end
  local fine = type(given) == "table" and next(given) ~= nil
  for key, value in next, fine and given or {} do fine = fine and type(key) == "string" and is_number(value) end
  if fine then return given end
  caller.raise(("%s: a number, or one for each touchpoint, is wanted, not %s"):format(name, complain.show(given)))
end


local function read_value(given)
  if given == nil then
    caller.raise "value: what is each touchpoint worth? { web = 12, store = 40 }, or a column of a cx.series, is wanted"
  end
  if type(given) == "table" and require "cx.metric".is(given) then return nil, asked.wanted(given, "value") end
  if is_number(given) then caller.raise "value: one for each touchpoint is wanted, such as { web = 12, store = 40 }" end
  return read_numbers("value", given)
end


local class = { __name = "sides" }
class.__index = class


--- cx.sides { score =, goal =, value = }
---@param given { score: table, goal?: number|table, value: table, pays?: number, unit?: string, sales?: table, by?: string,
---  where?: string, confidence?: number, minimum?: integer, title?: string, id?: string } unit: of the value, such as "€"
---@return table analysis
function sides.new(given)
  asked.check("cx.sides", given, KNOWN)
  local score, sales = asked.wanted(given.score, "score"), asked.metric(given.sales, "sales")
  if sales and sales.survey ~= score.survey then caller.raise "sales: a measure of the same survey as the score is wanted" end
  if given.pays ~= nil and not is_number(given.pays) then caller.raise "pays: a number is wanted" end
  for _, name in ipairs { "unit", "by", "where" } do
    if given[name] ~= nil and type(given[name]) ~= "string" then caller.raise(name .. ": a text is wanted") end
  end
  local by = given.by or require "cx.survey".state(score.survey).roles.touchpoint and "touchpoint"
  if not by then caller.raise "by: which column tells the touchpoint? by = \"...\" is wanted" end
  local value, series = read_value(given.value)
  return setmetatable({ kind = "sides", title = given.title, id = given.id, place = caller.place(), score = score,
    sales = sales, goal = read_numbers("goal", given.goal), value = value, series = series, pays = given.pays or 0,
    unit = given.unit, by = by,
    where = given.where, confidence = asked.confidence(given.confidence),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000) }, class)
end


-- ---- measured ------------------------------------------------------------------------------------------

-- Goals of a plan for the same question and metric (1).
local function goals_of(self, context)
  if self.goal ~= nil then return self.goal end
  local list = {}
  for _, goal in ipairs(context and context.result and context.result.goals or {}) do
    local mine, its = self.score.metric, goal.metric
    local same = its and its.name == mine.name and its.question == mine.question
    if same and goal.relation == "at_least" and goal.touchpoint then list[goal.touchpoint] = goal.target end
  end
  return list
end


-- "good", "bad", "cannot tell", of an estimate against a limit; "absent" without either.
local function judge(one, limit)
  if not one or one.value == nil or limit == nil then return "absent" end
  if (one.low or one.value) >= limit then return "good" end
  if (one.high or one.value) < limit then return "bad" end
  return "cannot tell"
end


local SIDE = { good = { good = "both", bad = "customer" }, bad = { good = "company", bad = "neither" } }


local function taken(e)
  return { value = e.value, low = e.low, high = e.high, n = e.n, method = e.method }
end


-- What each touchpoint is worth (2).
local function values_of(self, context)
  local made = {}
  for name, value in pairs(self.value or {}) do made[name] = { value = value, declared = true } end
  if not self.series then return made end
  asked.settle(self.series.survey, context)
  local metric = self.series.metric
  local tally <close>, message, code = self.series.survey:tally { by = self.by, of = self.series.survey[metric.question] }
  if not tally then return nil, message, code end
  for _, e in ipairs(tally:measure(metric, metric.total and { weighted = false } or nil)) do
    local one = taken(e)
    if metric.total and one.value then one = { value = one.value * e.n, n = e.n } end
    if one.value then made[e.group[self.by]] = one end
  end
  return made
end


-- Which labels of the question of sales are a sale.
local function sold_labels(self)
  local sold = {}
  for answer, score in pairs(self.sales.metric.score_of(self.score.survey[self.sales.metric.question])) do
    if score > 0 then sold[tostring(answer)] = true end
  end
  return sold
end


-- Sale-in-service by touchpoint, and the scores of encounters with a sale and without (4).
local function sales_of(self, minimum)
  local survey, made = self.score.survey, {}
  local question = survey[self.sales.metric.question]
  local score = survey[self.score.metric.question]
  local tallies, message, code = survey:tallies { { by = self.by, of = question, where = self.where },
    { by = { self.by, question }, of = score, where = self.where } }
  if not tallies then return nil, message, code end
  local rates <close> = tallies[1]
  local split <close> = tallies[2]
  for _, e in ipairs(rates:measure(self.sales.metric, { confidence = self.confidence })) do
    if e.value and e.n >= minimum then made[e.group[self.by]] = { rate = taken(e) } end
  end
  local sold = sold_labels(self)
  for _, e in ipairs(split:measure(self.score.metric, { confidence = self.confidence })) do
    local one, label = made[e.group[self.by]], e.group[question.name]
    local key = sold[label] and "with" or label ~= "" and "without"
    if one and key and e.value and not one[key] then one[key] = taken(e) end
  end
  for _, one in pairs(made) do
    local few = one.with and one.with.n < minimum or one.without and one.without.n < minimum
    if few then one.rate, one.with, one.without, one.hidden = nil, nil, nil, true end
  end
  return made
end


local function item_of(self, e, goals, values)
  local label = e.group[self.by]
  local goal = type(goals) == "table" and goals[label] or type(goals) == "number" and goals or nil
  local item = { label = label, score = taken(e), goal = goal, value = values[label], customer = judge(e, goal),
                 company = judge(values[label], self.pays) }
  local row = SIDE[item.customer]
  item.side = row and row[item.company] or "cannot tell"
  return item
end


--- Counts the survey and works the outcome out.
---@param context? table
---@return table? outcome
---@return string? message
---@return string? code
function class:measure(context)
  local survey = self.score.survey
  asked.settle(survey, context)
  local values, message, code = values_of(self, context)
  if not values then return nil, message, code end
  local question = survey[self.score.metric.question]
  local tally <close>, trouble, kind = survey:tally { by = self.by, of = question, where = self.where }
  if not tally then return nil, trouble, kind end
  local minimum, goals = asked.minimum(survey, context, self.minimum), goals_of(self, context)
  local list, items, n, sales = {}, {}, 0, nil
  for _, e in ipairs(tally:measure(self.score.metric, { confidence = self.confidence })) do
    if e.n > 0 and e.group[self.by] ~= "" then
      items[#items + 1] = item_of(self, e, goals, values)
      list[#list + 1], n = { label = e.group[self.by], n = e.n }, n + e.n
    end
  end
  if self.sales then
    sales, message, code = sales_of(self, minimum)
    if not sales then return nil, message, code end
  end
  local hidden = require "cx.privacy.listed".hidden(list, n, minimum)
  for i, item in ipairs(items) do
    if hidden[item.label] then items[i] = { label = item.label, hidden = true, side = "cannot tell" }
    elseif sales then item.sales = sales[item.label] end
  end
  return { kind = "sides", title = self.title, id = self.id, score = asked.name(self.score.metric), unit = self.unit,
           pays = self.pays, items = items, confidence = self.confidence, minimum = minimum, notes = {} }
end


return sides
