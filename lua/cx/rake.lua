-- rake.lua - weights that give a sample the margins of its population; what is measured with them knows it
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally by the columns to rake on, and targets. Out: a raked tally: measure, total, counts, weights, write.
-- Formulas: core/infer/rake.h.
--
-- (1) targets = { region = { north = 52000, south = 31000 }, ... }: one margin each. cells = { { region = "north",
--     age = "18-34", total = 900 }, ... }: one margin of joint cells, which is cell weighting.
-- (2) Targets that sum to 1 or 100 are shares, and the weights keep their sum; all others are totals, and the weights
--     then sum to them. All margins of totals must sum to the same.
-- (3) The tally's own weights are the start; weighted = false starts from one person, one weight.
-- (4) What the answers cannot give is nil, message, code: a label without target, a target that nobody is in,
--     margins that cannot be reached together, trimming that cannot be kept. Nothing is repaired in silence.
-- (5) measure gives one estimate for each group of the columns that are not raked on; by = names others. Errors are
--     those of the residuals; with strata or clusters these are summed by cluster (design.lua).
-- (6) trim = 3 caps weights at three times their mean, what is cut being shared equally. The margins afterwards stand
--     in the report. It needs one weight within each cell: the weight's column in by says it.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local series = require "cx.series"

local rake = {}

local KNOWN = { "targets", "cells", "trim", "sweeps", "weighted" }
local MEASURE = { "by", "confidence", "interval" }
local JOIN = "\31" -- between the labels of a joint cell


---@class cx.RakedTally
---@field kind "raked"
---@field report table
local class = {}
class.__index = class

local inside = setmetatable({}, { __mode = "k" }) -- of each raked tally: what is not for reading


-- ---- targets (1) (2) ----------------------------------------------------------------------------------------

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys
end


local function columns_of(about)
  local at, known = {}, {}
  for i, entry in ipairs(about.by) do at[entry.name], known[i] = i, entry.name end
  return at, known
end


local function check_target(what, value)
  if type(value) ~= "number" or value ~= value or value <= 0 or value == math.huge then
    caller.raise(("%s: a positive number is wanted, not %s; leave out who cannot be reached with where =")
      :format(what, complain.show(value)))
  end
  return value
end


-- One margin of a column: { columns, names, labels, level, target }.
local function margin_of(name, at, targets)
  if type(targets) ~= "table" or next(targets) == nil then
    caller.raise(("targets.%s: a table of label = total is wanted"):format(name))
  end
  local margin = { columns = { at }, names = { name }, labels = {}, level = {}, target = {} }
  for i, label in ipairs(sorted_keys(targets)) do
    local text = tostring(label)
    margin.labels[i], margin.level[text] = text, i
    margin.target[i] = check_target(("targets.%s[%s]"):format(name, complain.show(label)), targets[label])
  end
  return margin
end


-- The columns of joint cells: all keys of the first but total.
local function cell_columns(cells, at, known)
  if type(cells) ~= "table" or type(cells[1]) ~= "table" then
    caller.raise "cells: a list of { column = label, ..., total = number } is wanted"
  end
  local names = {}
  for _, name in ipairs(known) do
    if cells[1][name] ~= nil then names[#names + 1] = name end
  end
  for _, name in ipairs(sorted_keys(cells[1])) do
    if name ~= "total" and not at[name] then
      caller.raise("cells: " .. complain.message("column of this tally", name, known))
    end
  end
  if #names == 0 then caller.raise "cells: at least one column of the tally is wanted" end
  return names
end


local function margin_of_cells(cells, at, known)
  local names = cell_columns(cells, at, known)
  local margin = { columns = {}, names = names, labels = {}, level = {}, target = {} }
  for i, name in ipairs(names) do margin.columns[i] = at[name] end
  for i, cell in ipairs(cells) do
    local labels = {}
    for k, name in ipairs(names) do
      if type(cell) ~= "table" or cell[name] == nil then caller.raise(("cells: number %d has no %s"):format(i, name)) end
      labels[k] = tostring(cell[name])
    end
    local key = table.concat(labels, JOIN)
    local said = margin.level[key]
    if said then caller.raise(("cells: number %d says again what number %d said"):format(i, said)) end
    margin.labels[i], margin.level[key] = table.concat(labels, " · "), i
    margin.target[i] = check_target(("cells[%d].total"):format(i), cell.total)
  end
  return margin
end


-- The sum of a margin, and whether it is one of shares (2).
local function sum_of(margin)
  local sum = 0
  for _, target in ipairs(margin.target) do sum = sum + target end
  for _, whole in ipairs { 1, 100 } do
    if math.abs(sum - whole) <= 1e-9 * whole then return sum, true end
    if math.abs(sum - whole) <= 0.02 * whole then
      local names = table.concat(margin.names, ", ")
      caller.raise(("targets of %s sum to %.10g; shares sum to %d"):format(names, sum, whole))
    end
  end
  return sum, false
end


-- Brings all margins to one sum: that of the totals, else the weight there is.
local function settle(margins, weight)
  local total, of
  for _, margin in ipairs(margins) do
    margin.sum, margin.shares = sum_of(margin)
    if not margin.shares then
      if total and math.abs(margin.sum - total) > 1e-9 * total then
        caller.raise(("targets of %s sum to %.10g, those of %s to %.10g; one population has one size")
          :format(table.concat(margin.names, ", "), margin.sum, of, total))
      end
      total, of = total or margin.sum, of or table.concat(margin.names, ", ")
    end
  end
  total = total or weight
  for _, margin in ipairs(margins) do
    for i, target in ipairs(margin.target) do margin.target[i] = target / margin.sum * total end
  end
end


local function read_margins(about, options, weight)
  local at, known = columns_of(about)
  local margins = {}
  local targets = options.targets or {}
  if type(targets) ~= "table" then caller.raise "targets: a table of column = { label = total } is wanted" end
  for _, name in ipairs(sorted_keys(targets)) do
    if not at[name] then caller.raise("targets: " .. complain.message("column of this tally", name, known)) end
  end
  for i, name in ipairs(known) do
    if targets[name] ~= nil then margins[#margins + 1] = margin_of(name, i, targets[name]) end
  end
  if options.cells ~= nil then margins[#margins + 1] = margin_of_cells(options.cells, at, known) end
  if #margins == 0 then caller.raise "cx.rake: targets = { column = { label = total } } are wanted" end
  settle(margins, weight)
  return margins
end


-- ---- what raking refuses (4) ----------------------------------------------------------------------------------

local function named(margin, level)
  local label = type(level) == "string" and level:gsub(JOIN, " · ") or margin.labels[level]
  return ("%s = \"%s\""):format(table.concat(margin.names, ", "), label)
end


local REFUSAL = {
  ["no target"] = function(margin, level)
    return ("the answers have %s, and there is no target for it"):format(named(margin, level)), "no_target"
  end,
  empty = function(margin, level)
    return ("nobody with a weight is in %s, so its target cannot be reached; join it with another")
      :format(named(margin, level)), "empty_target"
  end,
  apart = function(margin, level, value)
    return ("the margins cannot be reached together: %s comes to %.6g where %.6g is wanted; join small categories, or "
      .. "allow more sweeps"):format(named(margin, level), value, margin.target[level]), "no_convergence"
  end,
  unlike = function()
    return "trim: people of one cell have different weights; add the weight's column to by =", "unequal_weights"
  end,
  tight = function() return "trim: nobody is left to share what is cut; a higher cap is wanted", "tight_trim" end,
  no_memory = function() return "not enough memory", "no_memory" end,
}


local function refused(margins, word, margin, level, value)
  if word == "many" then caller.raise "cx.rake: the margins have more than 2000 levels in all" end
  return nil, REFUSAL[word](margins[margin], level, value)
end


-- ---- the report -------------------------------------------------------------------------------------------------

local function report_margins(raked, margins)
  local list = {}
  for m, margin in ipairs(margins) do
    local entry = { columns = margin.names, levels = {} }
    for l, label in ipairs(margin.labels) do
      local n, before, target, after = core.rake_level(raked, m, l)
      entry.levels[l] = { label = label, n = n, before = before, target = target, after = after }
    end
    list[m] = entry
  end
  return list
end


local function report_of(raked, margins, trim)
  local s = core.rake_sum_up(raked)
  local report = {
    method = #margins == 1 and "cell weighting" or "raking", sweeps = s.sweeps, error = s.error, n = s.n, weight = s.weight,
    factors = { lowest = s.lowest, highest = s.highest }, n_effective = s.n / s.effect_after,
    design_effect = { before = s.effect_before, after = s.effect_after }, margins = report_margins(raked, margins),
  }
  if trim then
    report.trim = { times = trim, cap = s.cap, people = s.trimmed, moved = s.moved, design_effect = s.effect_after,
                    method = "equal shares (survey::trimWeights)" }
  end
  return report
end


-- ---- made --------------------------------------------------------------------------------------------------------

local function read_options(options)
  if type(options) ~= "table" then caller.raise "cx.rake(tally, { targets = { column = { label = total } } })" end
  caller.known("option of cx.rake", options, KNOWN)
  local trim = options.trim
  if trim ~= nil and (type(trim) ~= "number" or trim ~= trim or trim <= 1 or trim == math.huge) then
    caller.raise(("trim: how many times the mean weight, more than 1, is wanted, not %s"):format(complain.show(trim)))
  end
  return trim, series.whole("sweeps", options.sweeps, 1000, 1, 1000000)
end


-- The weight of all groups.
local function weight_of(box, weighted)
  local sum = 0
  for group = 1, core.tally_size(box) do
    local n, w = core.tally_group(box, group)
    sum = sum + (weighted and w or n)
  end
  return sum
end


-- What core.rake_measure wants of strata and clusters: where each group of the full tally belongs.
local function design_of(box, about)
  local strata, message = require "cx.design".strata(about)
  if not strata then caller.raise(message) end
  local index, n, psus = {}, #about.by, {}
  for group = 1, core.tally_size(box) do index[table.concat(core.tally_labels(box, group), JOIN)] = group end
  local made = { full = about.full, psus = strata.psus, population = strata.population, clustered = strata.clustered,
                 lonely = strata.lonely, cell = {}, stratum = {}, psu = {}, home = {} }
  for g = 1, core.tally_size(about.full or box) do
    local labels = core.tally_labels(about.full or box, g)
    local h = strata.at[strata.stratified and labels[n + 1] or ""]
    local key = h .. JOIN .. (strata.clustered and labels[n + (strata.stratified and 2 or 1)] or "")
    if not psus[key] then
      made.home[#made.home + 1] = h
      psus[key] = #made.home
    end
    made.cell[g], made.stratum[g], made.psu[g] = index[table.concat(labels, JOIN, 1, n)], h, psus[key]
  end
  made.full = made.full or box
  return made
end


--- cx.rake(tally, { targets =, cells =, trim =, sweeps =, weighted = })
---@param box userdata
---@param options table
---@return cx.RakedTally?, string? message, string? code
function rake.new(box, options)
  local about = require "cx.tally".about(box)
  local trim, sweeps = read_options(options)
  local weighted = about.weight ~= nil and options.weighted ~= false
  local weight = weight_of(box, weighted)
  if weight <= 0 then return nil, "nobody with a weight is in the tally", "empty_target" end
  local margins = read_margins(about, options, weight)
  local raked, word, margin, level, value = core.rake(box, margins, weighted, sweeps)
  if not raked then return refused(margins, word, margin, level, value) end
  local before = trim and report_of(raked, margins).design_effect.after
  if trim then
    local done
    done, word = core.rake_trim(raked, trim)
    if not done then return refused(margins, word) end
  end
  local self = setmetatable({ kind = "raked", report = report_of(raked, margins, trim) }, class)
  if trim then self.report.trim.design_effect_before = before end
  inside[self] = { box = box, about = about, raked = raked, margins = margins, weighted = weighted,
                   design = about.design and design_of(box, about) }
  return self
end


-- ---- measured (5) -------------------------------------------------------------------------------------------------

local function open(self)
  local state = inside[self]
  if not state then caller.raise "a raked tally is wanted, as cx.rake gives it" end
  require "cx.tally".about(state.box) -- raises when it is closed
  return state
end


-- The columns that by names; without it those that are not raked on.
local function read_by(state, by)
  local at, known = columns_of(state.about)
  local columns = {}
  if by == nil then
    local used = {}
    for _, margin in ipairs(state.margins) do
      for _, column in ipairs(margin.columns) do used[column] = true end
    end
    for i in ipairs(known) do
      if not used[i] then columns[#columns + 1] = i end
    end
    return columns
  end
  for i, name in ipairs(type(by) == "table" and by or { by }) do
    columns[i] = at[name]
    if not at[name] then caller.raise("by: " .. complain.message("column of this tally", name, known)) end
  end
  return columns
end


-- Groups of the tally by their labels in some columns: lists of numbers, and what each is.
local function domains_of(state, columns)
  local box, by_key, keys = state.box, {}, {}
  for group = 1, core.tally_size(box) do
    local labels, parts = #columns > 0 and core.tally_labels(box, group), {}
    for i, column in ipairs(columns) do parts[i] = labels[column] end
    local key = table.concat(parts, JOIN)
    if not by_key[key] then
      by_key[key] = { parts = parts }
      keys[#keys + 1] = key
    end
    table.insert(by_key[key], group)
  end
  table.sort(keys)
  local domains, names = {}, {}
  for i, key in ipairs(keys) do
    domains[i], names[i] = by_key[key], {}
    for k, column in ipairs(columns) do names[i][state.about.by[column].name] = by_key[key].parts[k] end
  end
  return domains, names
end


-- One estimate for each list of groups of the tally.
local function measure_domains(state, metric, how, domains)
  local at, plan = require "cx.ask".metric(state.box, state.about, metric, "measure")
  local done, list = pcall(core.rake_measure, state.raked, state.box, at, plan, how, domains, state.weighted,
    state.design)
  if not done then caller.raise((tostring(list):gsub("^[^\n]-:%d+: ", ""))) end
  for _, estimate in ipairs(list) do estimate.raked = true end
  return list
end


local function measure(self, metric, options, total)
  local state = open(self)
  options = options or {}
  if type(options) ~= "table" then caller.raise "measure: options are a table" end
  caller.known("option of measure", options, MEASURE)
  if not require "cx.metric".is(metric) then
    caller.raise(("a metric is wanted, such as cx.metric.nps \"recommend\", not %s"):format(complain.show(metric)))
  end
  local domains, names = domains_of(state, total and {} or read_by(state, options.by))
  local list = measure_domains(state, metric, { confidence = options.confidence, interval = options.interval }, domains)
  for i, estimate in ipairs(list) do estimate.group = names[i] end
  return list
end


--- Estimates with raked weights, one for each group of the columns not raked on, or of those that by names.
---@param metric table
---@param options? { by?: string|string[], confidence?: number, interval?: string }
---@return table[]
function class:measure(metric, options) return measure(self, metric, options, false) end


--- The estimate over all groups.
---@param metric table
---@param options? { confidence?: number, interval?: string }
---@return table
function class:total(metric, options)
  return measure(self, metric, options, true)[1] or { n = 0, n_effective = 0.0, missing = {}, group = {} }
end


--- The groups with their factors: a list of { group, factor, n, w }, w being the raked weight of all its people.
---@return table[]
function class:weights()
  local state = open(self)
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
  local state = open(self)
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
function class:design() return open(self).box:design() end


--- Writes the survey's rows with their raked weights to a CSV (rake_rows.lua).
---@param survey table
---@param path string
---@param options? { column?: string, where?: function }
---@return integer? rows, string? message, string? code
function class:write(survey, path, options)
  return require "cx.rake_rows".write(open(self), survey, path, options)
end


--- Frees the weights; the tally stays. Again is fine.
function class:close()
  local state = inside[self]
  if state then state.raked:close() end
end


class.__close = class.close


rake.open, rake.measure_domains = open, measure_domains -- for raked_side.lua


return rake
