-- behaviour.lua - cx.series: what people did, as rows of date, unit and values that another system added up
--
--   FILE > ROWS > BATCH > TALLY > METRIC > goal > report
--
-- In: cx.series { file = "crm.csv", time = "month", unit = "district", sum = "sales" }. Out: a series, whose columns are
-- metrics: crm.conversion.
--
-- (1) A column is the mean of its values, with the interval of a mean: a row is a draw of how things go. weight = names a
--     column that says how much each row weighs.
-- (2) A column named in `sum` is their total, counted in full: it has no interval (figure.lua, 3), and weighs nothing.
-- (3) Rounds, touchpoints and units are those of a survey (survey.lua); a cell that is no number is missing, and counted.
-- (4) Rows are not people: a series is under no privacy minimum but its own, privacy = { minimum = 5 } rows.
-- (5) percent = names columns that are shares in percent; a goal on them lies between 0 and 100. mean = names others that
--     are to be measured wherever the series stands in measure.behaviour; goals may name any column.

local caller = require "cx.caller"
local read = require "cx.plan.read"

local behaviour = {}

local STATE = {}
local OWN = { "sum", "mean", "percent" }
local TAKEN = { "file", "text", "name", "time", "weight", "touchpoint", "channel", "unit", "only", "privacy", "round", "about",
                "encoding", "delimiter", "quote", "escape", "newline", "skip_space", "decimal", "day_order", "skip_rows",
                "header_rows" }

local class = { __name = "series" }


--- True for a series.
---@param value any
---@return boolean
function behaviour.is(value) return type(value) == "table" and rawget(value, STATE) ~= nil end


--- The survey that reads the rows of a series.
---@param self table
---@return table
function behaviour.survey(self) return rawget(self, STATE).survey end


-- The metric of a column, made when it is first named.
function class.__index(self, column)
  if type(column) ~= "string" then return nil end
  local state = rawget(self, STATE)
  local metric = require "cx.metric".mean { question = state.survey[column], name = column }
  if state.sum[column] then metric.total, metric.unit = true, "count" end                      -- (2)
  if state.percent[column] then metric.unit = "percent" end                                    -- (5)
  rawset(self, column, metric)
  return metric
end


--- The columns that a series names as sums, means and percentages, in byte order.
---@param self table
---@return string[]
function behaviour.columns(self)
  local list, state = {}, rawget(self, STATE)
  for _, names in ipairs { state.sum, state.mean, state.percent } do
    for name in pairs(names) do list[#list + 1] = name end
  end
  table.sort(list)
  return list
end


-- The names of columns as a set.
local function set_of(names)
  local set = {}
  for _, name in ipairs(names) do set[name] = true end
  return set
end


local function made_of(options)
  require "cx.plan.plain".check(options, "cx.series")
  if type(options) ~= "table" then caller.raise 'cx.series wants a table: cx.series { file = "crm.csv", time = "month" }' end
  local known = table.move(OWN, 1, #OWN, #TAKEN + 1, table.move(TAKEN, 1, #TAKEN, 1, {}))
  caller.known("option of cx.series", options, known)
  local described = { columns = "*", scale = require "cx.scale".number }
  for _, key in ipairs(TAKEN) do described[key] = options[key] end
  local survey = require "cx.survey".new(described)
  require "cx.survey".state(survey).is_series = true                                           -- (4)
  local state = { survey = survey }
  for _, key in ipairs(OWN) do state[key] = set_of(read.texts(options[key], key)) end
  for name in pairs(state.sum) do
    if state.mean[name] or state.percent[name] then
      read.raise("sum", ("'%s' is a mean too; one of them is wanted"):format(name))
    end
  end
  return setmetatable({ kind = "series", [STATE] = state }, class)
end


--- cx.series { ... }
---@param options table
---@return table
function behaviour.new(options)
  local made = caller.within("series", options, made_of)
  return made
end


return behaviour
