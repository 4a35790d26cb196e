-- raked.lua - a tally with raked weights: what is asked of it
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: what cx.rake made. Out: estimates, counts, weights, rows. Formulas: core/infer/rake.h.
--
-- (1) measure gives one estimate for each group of the columns that are not raked on; by = names others, by = false
--     none. Errors are those of the residuals; with strata or clusters these are summed by cluster (design.lua).
-- (2) sum and ratio are totals of the population and quotients of two, with errors of the same kind (sum.lua).
-- (3) cx.jackknife rakes each replicate of the sample anew (resample/jackknife.lua).
-- (4) A raked tally is closed by close, <close> or the collector, and with its tally; using it afterwards raises.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local domain = require "cx.domain"

local raked = {}

local MEASURE = { "by", "confidence", "interval" }


---@class cx.RakedTally
---@field kind "raked"
---@field report table
local class = {}
class.__index = class

local inside = setmetatable({}, { __mode = "k" }) -- of each raked tally: what is not for reading


---@class cx.RakedState
---@field box userdata
---@field about table the tally's
---@field raked cx.Raked
---@field margins table[]
---@field weighted boolean
---@field trimmed boolean
---@field closed? boolean
---@field design? table where each group of the full tally belongs: { full, cell, stratum, psu, ... }


--- A raked tally of what cx.rake found.
---@param report table
---@param state cx.RakedState
---@return cx.RakedTally
function raked.new(report, state)
  local self = setmetatable({ kind = "raked", report = report }, class)
  inside[self] = state
  return self
end


--- True for a raked tally.
---@param value any
---@return boolean
function raked.is(value) return inside[value] ~= nil end


--- What is inside an open one (4).
---@param self cx.RakedTally
---@return cx.RakedState
function raked.open(self)
  local state = inside[self]
  if not state then caller.raise "a raked tally is wanted, as cx.rake gives it" end
  if state.closed then caller.raise "the raked tally is closed" end
  require "cx.tally".about(state.box) -- raises when it is closed
  return state
end


--- The groups that by names; without it those of the columns that are not raked on (1).
---@param state cx.RakedState
---@param by string|string[]|false|nil
---@return integer[][] domains, table[] names
function raked.domains(state, by)
  local used, rest = {}, {}
  for _, margin in ipairs(state.margins) do
    for _, column in ipairs(margin.columns) do used[column] = true end
  end
  for i in ipairs(state.about.by) do
    if not used[i] then rest[#rest + 1] = i end
  end
  return domain.list(state.box, state.about, domain.read(state.about, by, rest))
end


local function measure(self, metric, options, total)
  local state = raked.open(self)
  options = options or {}
  if type(options) ~= "table" then caller.raise "measure: options are a table" end
  caller.known("option of measure", options, MEASURE)
  if not require "cx.metric".is(metric) then
    caller.raise(("a metric is wanted, such as cx.metric.nps \"recommend\", not %s"):format(complain.show(metric)))
  end
  local at, plan = require "cx.ask".metric(state.box, state.about, metric, "measure")
  local by = options.by
  if total then by = false end
  local domains, names = raked.domains(state, by)
  local how = { confidence = options.confidence, interval = options.interval }
  local list = caller.try(core.rake_measure, state.raked, state.box, at, plan, how, domains, state.weighted,
    state.design)
  for i, estimate in ipairs(list) do
    require "cx.measure".bare(estimate, plan).group = names[i]
    estimate.raked = true
  end
  return list
end


--- Estimates with raked weights, one for each group of the columns not raked on, or of those that by names.
---@param metric table
---@param options? { by?: string|string[]|false, confidence?: number, interval?: string }
---@return table[]
function class:measure(metric, options) return measure(self, metric, options, false) end


--- The estimate over all groups.
---@param metric table
---@param options? { confidence?: number, interval?: string }
---@return table
function class:total(metric, options)
  return measure(self, metric, options, true)[1] or { n = 0, n_effective = 0.0, missing = {}, group = {} }
end


--- The sums of a metric's scores over the population, for each group that measure has (sum.lua).
---@param metric table
---@param options? { by?: string|string[]|false, confidence?: number }
---@return table[]
function class:sum(metric, options) return require "cx.rake.sum".sum(raked.open(self), metric, options) end


--- The ratios of two metrics' sums, where clusters are declared (sum.lua).
---@param numerator table
---@param denominator table
---@param options? { by?: string|string[]|false, confidence?: number }
---@return table[]
function class:ratio(numerator, denominator, options)
  return require "cx.rake.sum".ratio(raked.open(self), numerator, denominator, options)
end


--- The groups with their factors: a list of { group, factor, n, w }, w being the raked weight of all its people.
---@return table[]
function class:weights()
  local state = raked.open(self)
  local list, factors = {}, core.rake_factors(state.raked, state.box)
  for group, labels in ipairs(require "cx.ask".groups(state.box, state.about)) do
    local n, w = core.tally_group(state.box, group)
    list[group] = { group = labels, factor = factors[group], n = n, w = factors[group] * (state.weighted and w or n) }
  end
  return list
end


--- Raked counts, as tally:counts gives them: a list of { group, answer, n, w, w2 }.
---@param question? string|table
---@return table[]
function class:counts(question)
  local state = raked.open(self)
  local at
  question, at = require "cx.ask".question(state.about, question, "counts")
  local list, factors = {}, core.rake_factors(state.raked, state.box)
  local read = require "cx.measure".counter(state.box, at, question, state.about)
  for group, labels in ipairs(require "cx.ask".groups(state.box, state.about)) do
    for _, count in ipairs(read(group)) do
      local f = factors[group]
      count.w, count.w2 = f * (state.weighted and count.w or count.n), f * f * (state.weighted and count.w2 or count.n)
      count.group = labels
      list[#list + 1] = count
    end
  end
  return list
end


--- The size of the whole design: { n, w, w2 }, w and w2 as they were before raking.
---@return table
function class:design() return raked.open(self).box:design() end


--- Writes the survey's rows with their raked weights to a CSV (rows.lua).
---@param survey table
---@param path string
---@param options? { column?: string, where?: function }
---@return integer? rows, string? message, string? code
function class:write(survey, path, options)
  return require "cx.rake.rows".write(raked.open(self), survey, path, options)
end


--- Frees the weights; the tally stays. Again is fine.
function class:close()
  local state = inside[self]
  if not state then return end
  state.closed = true
  state.raked:close()
end


class.__close = class.close


return raked
