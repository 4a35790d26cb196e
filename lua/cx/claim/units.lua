-- units.lua - two measures of the same units and periods, by cx.link
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: two metrics of any surveys or series, what units and periods are. Out: the outcome of a link; a correlation of units.
--
-- (1) Units are the role unit of both unless told; a survey without one cannot be joined: nothing is found, and it is said.
-- (2) The correlation is that of unit and period means at once, with the jackknife over units (link.lua).

local units = {}

local FEWEST = 3


--- Raises what is wrong with unit, period and level, where they are declared.
---@param ask table
function units.check(ask)
  local any = { metric = require "cx.metric".mean "x", survey = {} }
  any.metric.survey = any.survey
  require "cx.link".new { staff = any.metric, customers = any.metric, unit = ask.unit, period = ask.period, level = ask.level,
    lags = ask.lags, moderator = ask.moderator, digital = ask.digital, permutations = ask.permutations }
end


-- What units are called on either side; nil where a survey has none (1).
local function names_of(ask, a, b)
  if ask.unit then return ask.unit end
  local survey = require "cx.survey"
  if survey.state(a.survey).roles.unit and survey.state(b.survey).roles.unit then return "unit" end
end


--- The outcome of a link of two sides; { lacks } where they cannot be joined; nil, message, code.
---@param self table
---@param ask table { unit, period, level, lags, ... }
---@param a table a side
---@param b table
---@param context? table
---@return table?, string?, string?
function units.link(self, ask, a, b, context)
  local unit = names_of(ask, a, b)
  if not unit then return { lacks = "unit" } end
  local survey = require "cx.survey"
  if ask.period == nil and not (survey.state(a.survey).roles.time and survey.state(b.survey).roles.time) then
    return { lacks = "time" }
  end
  local one = require "cx.link".new { staff = a.metric, customers = b.metric, unit = unit, period = ask.period,
    level = ask.level, lags = ask.lags or 0, moderator = ask.moderator, digital = ask.digital, margin = ask.margin,
    confidence = self.confidence, permutations = ask.permutations, minimum = self.minimum }
  local outcome, message, code = one:measure(context)
  if not outcome and (code == "no_units" or code == "hidden") then return { lacks = code } end
  return outcome, message, code
end


--- What is needed where a link has no interval: people, where units are hidden, else units.
---@param outcome table
---@return table
function units.needs(outcome)
  if outcome.units < FEWEST and outcome.staff.left_cells + outcome.customers.left_cells > 0 then
    return { code = "data", what = "hidden" }
  end
  return { code = "n", counts = "units", n = math.max(FEWEST, outcome.units + 1), has = outcome.units }
end


--- What a claim is told of a link's data.
---@param outcome table
---@param sides table[]
---@return table
function units.data(outcome, sides)
  local data = require "cx.claim.rows".data(sides)
  data.units, data.rounds, data.period = outcome.units, outcome.periods, outcome.is_calendar and outcome.period or nil
  return data
end


--- What is found of a correlation at once (2).
---@param self table
---@param ask table
---@param a table
---@param b table
---@param context? table
---@return table?, string?, string?
function units.correlation(self, ask, a, b, context)
  local outcome, message, code = units.link(self, ask, a, b, context)
  if not outcome or outcome.lacks then return outcome, message, code end
  local found = { data = units.data(outcome, { a, b }), minimum = 1 }
  if not outcome.low then
    found.needs = units.needs(outcome)
    return found
  end
  found.estimate = { value = outcome.value, low = outcome.low, high = outcome.high, n = outcome.n, method = outcome.method,
                     counts = "units", unit = "r" }
  return found
end


return units
