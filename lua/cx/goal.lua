-- goal.lua - what was promised for a metric, and the verdict on it
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a metric and a target; later an estimate.  Out: met, missed, cannot tell, and how sure.
--
-- (1) A goal has one metric and one of at_least, at_most. What counts as met is a rule (met.lua): the goal's own, else
--     the plan's, else "sure".
-- (2) Until the due date has passed, a missed goal is shown as "behind"; its verdict stays "missed".
-- (3) From 90 % on a probability reads "almost certain", up to 10 % "unlikely".
-- (4) A least number of answers is a condition of its own: too_few says so, the verdict stays.
-- (5) A target that no value of the metric can reach is a mistake, and so is a margin within which every value is.
-- (6) A value without an interval (measure.lua, 5) decides nothing: cannot tell, without a probability.
-- (7) What is no metric but a measure that is counted in full (figure.lua) is met or missed as it stands.

local complain = require "cx.complain"
local figure = require "cx.figure"
local met = require "cx.met"
local metric = require "cx.metric"

local goal = {}

local KNOWN = { "at_least", "at_most", "due", "id", "met", "minimum" }
local REACH = { points = { -100, 100 }, percent = { 0, 100 } }
local ALMOST_CERTAIN, UNLIKELY = 0.90, 0.10


---@class cx.Goal
---@field kind "goal"
---@field metric cx.Metric
---@field at_least? number
---@field at_most? number
---@field due? string "2026-12-31"
---@field id? string
---@field met? cx.Met the rule by which it is decided
---@field minimum? integer
---@field place? string "plan.lua:31", where it was made
local class = {}
class.__index = class


local LENGTH = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }


--- Whether a value is a date such as "2026-12-31".
---@param value any
---@return boolean
function goal.is_date(value)
  if type(value) ~= "string" then return false end
  local year, month, day = value:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  if not year then return false end
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  return month >= 1 and month <= 12 and day >= 1 and day <= LENGTH[month]
    and (month ~= 2 or day < 29 or leap)
end


--- What is wrong with a margin on a scale { from, to }, or nil (5).
---@param rule? cx.Met
---@param relation "at_least"|"at_most"
---@param target number
---@param reach? number[]|false
function goal.too_easy(rule, relation, target, reach)
  if not reach or not rule or rule.kind ~= "margin" then return nil end
  local eased = met.eased(rule, relation, target)
  if relation == "at_least" and eased > reach[1] or relation == "at_most" and eased < reach[2] then return nil end
  return ("met.margin = %s: every value from %s to %s would be met; a smaller one is wanted"):format(rule.margin,
    reach[1], reach[2])
end


-- What is wrong with the target, or nil (1) (5).
local function wrong_target(given)
  if (given.at_least == nil) == (given.at_most == nil) then
    return "a goal has one target: at_least = or at_most ="
  end
  local word = given.at_least ~= nil and "at_least" or "at_most"
  local target = given[word]
  if math.type(target) == nil or target ~= target or math.abs(target) > 1e15 then
    return ("%s: a number is wanted, not %s"):format(word, complain.show(target))
  end
  local reach = given[1].family ~= "own" and REACH[given[1].unit]
  if reach and (target < reach[1] or target > reach[2]) then
    return ("%s = %s cannot be: %s lies between %s and %s"):format(word, target, given[1].name,
      reach[1], reach[2])
  end
  return goal.too_easy(met.read(given.met), word, target, reach)
end


--- What is wrong with a goal's table, or nil.
---@param given table
---@return string?
function goal.trouble(given)
  local strange = complain.stranger(given, KNOWN)
  if strange then return complain.message("option of cx.goal", strange, KNOWN) end
  if not metric.is(given[1]) and not figure.is(given[1]) then
    return "a goal begins with its metric: cx.goal { cx.metric.nps, at_least = 30 }"
  end
  for key in pairs(given) do
    if type(key) ~= "string" and key ~= 1 then return "a goal has one metric; make a goal of each" end
  end
  if given.due ~= nil and not goal.is_date(given.due) then
    return ('due: a date such as "2026-12-31" is wanted, not %s'):format(complain.show(given.due))
  end
  if given.id ~= nil and (type(given.id) ~= "string" or not given.id:find "%S") then return "id: a text is wanted" end
  if given.minimum ~= nil and (math.type(given.minimum) ~= "integer" or given.minimum < 1) then
    return "minimum: the least number of answers is a whole number from 1"
  end
  local _, message = met.read(given.met)
  return message or wrong_target(given)
end


-- cx.goal { metric, at_least = | at_most =, due =, id =, met =, minimum = }
local function new(_, given)
  if type(given) ~= "table" then
    complain.at(2, "cx.goal wants a table: cx.goal { cx.metric.nps, at_least = 30 }")
  end
  local trouble = goal.trouble(given)
  if trouble then require "cx.caller".raise_in("goal", given, trouble) end
  return setmetatable({ kind = "goal", metric = given[1], at_least = given.at_least,
    at_most = given.at_most, due = given.due, id = given.id, met = met.read(given.met),
    minimum = given.minimum, place = require "cx.caller".place() }, class)
end


-- Methods are called with a colon.
local function check_self(self, name)
  if goal.is(self) then return end
  complain.at(3, ("%s is called with a colon, as in goal:%s(...), on a goal that cx.goal { ... } made"):format(name, name))
end


--- The relation and the target: "at_least", 30.
---@return "at_least"|"at_most", number
function class:target()
  check_self(self, "target")
  if self.at_least ~= nil then return "at_least", self.at_least end
  return "at_most", self.at_most
end


-- (3)
local function word_of(probability)
  if not probability then return nil end
  if probability >= ALMOST_CERTAIN then return "almost certain" end
  if probability <= UNLIKELY then return "unlikely" end
end


--- The verdict on an estimate, nil or without a value when nobody answered.
---@param estimate? table as tally:measure gives it
---@param today? string "2026-11-21"; without it a missed goal is shown as missed
---@param due? string the date of the plan, for a goal without its own
---@param rule? cx.Met the rule of the plan, for a goal without its own
---@return table { verdict, shown, probability, n_needed, word, too_few }
function class:verdict(estimate, today, due, rule)
  check_self(self, "verdict")
  estimate = estimate or { n = 0 }
  due = self.due or due
  if type(estimate) ~= "table" then
    complain.at(2, "verdict: an estimate is wanted, as tally:measure gives it")
  end
  if estimate.value ~= nil and not estimate.interval then
    complain.at(2, "verdict: not an estimate, since it does not say its interval")
  end
  if today ~= nil and not goal.is_date(today) then
    complain.at(2, 'today: a date such as "2026-12-31" is wanted, not ' .. complain.show(today))
  end
  local verdict = estimate.interval == "exact" and figure.verdict(estimate.value, self:target())           -- (7)
    or estimate.interval == "none" and { verdict = "cannot tell" }                -- (6)
    or met.verdict(self.met or rule, estimate, self:target())
  verdict.word = word_of(verdict.probability)
  verdict.shown = verdict.verdict
  if verdict.verdict == "missed" and today and due and today <= due then                      -- (2)
    verdict.shown = "behind"
  end
  if self.minimum and (estimate.n or 0) < self.minimum then verdict.too_few = true end        -- (4)
  return verdict
end


--- Whether a value is a goal.
function goal.is(value)
  return getmetatable(value) == class
end


return setmetatable(goal, { __call = new })
