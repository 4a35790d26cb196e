-- rake.lua - weights that give a sample the margins of its population; what is measured with them knows it
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally by the columns to rake on, and targets (rake/target.lua). Out: a raked tally (rake/raked.lua).
-- Formulas: core/infer/rake.h.
--
-- (1) targets = { region = { north = 52000, south = 31000 }, ... }: one margin each. cells = { { region = "north",
--     age = "18-34", total = 900 }, ... }: one margin of joint cells, which is cell weighting.
-- (2) Targets that sum to 1 or 100 are shares, and the weights keep their sum; all others are totals, and the weights
--     then sum to them. All margins of totals must sum to the same.
-- (3) The tally's own weights are the start; weighted = false starts from one person, one weight.
-- (4) What the answers cannot give is nil, message, code: a label without target, a target that nobody is in,
--     margins that cannot be reached together, trimming that cannot be kept. Nothing is repaired in silence.
-- (5) trim = 3 caps weights at three times their mean, what is cut being shared equally. The margins afterwards stand
--     in the report. It needs one weight within each cell: the weight's column in by says it.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local rake = {}

local KNOWN = { "targets", "cells", "trim", "sweeps", "weighted" }
local JOIN = "\31" -- between the labels of a joint cell


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
    if value ~= value or math.abs(value) == math.huge then
      return ("the margins cannot be reached together: the weights that %s wants are beyond all numbers; join small "
        .. "categories"):format(named(margin, level)), "no_convergence"
    end
    return ("the margins cannot be reached together: %s comes to %.10g where %.10g is wanted; join small categories, or "
      .. "allow more sweeps"):format(named(margin, level), value, margin.target[level]), "no_convergence"
  end,
  unlike = function()
    return "trim: people of one cell have different weights; add the weight's column to by =", "unequal_weights"
  end,
  tight = function() return "trim: nobody is left to share what is cut; a higher cap is wanted", "tight_trim" end,
  no_memory = function() return "not enough memory", "no_memory" end,
}


--- Why margins cannot be had, and its code: what core.rake says in a sentence.
---@param margins table[]
---@param word string
---@param margin? integer
---@param level? integer|string
---@param value? number
---@return string message
---@return string code
function rake.refusal(margins, word, margin, level, value)
  if word == "many" then caller.raise "cx.rake: the margins have more than 2000 levels in all" end
  return REFUSAL[word](margins[margin], level, value)
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
  return trim, asked.whole("sweeps", options.sweeps, 1000, 1, 1000000)
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
  local design = require "cx.design"
  local strata, place, index, n, psus = design.strata(about), design.placer(about.design), {}, #about.by, {}
  for group = 1, core.tally_size(box) do index[table.concat(core.tally_labels(box, group), JOIN)] = group end
  local made = { full = about.full, psus = strata.psus, population = strata.population, clustered = strata.clustered,
                 lonely = strata.lonely, cell = {}, stratum = {}, psu = {}, home = {} }
  for g = 1, core.tally_size(about.full or box) do
    local labels = core.tally_labels(about.full or box, g)
    local stratum, key = place(labels, n)
    local h = strata.at[stratum]
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
  if weight <= 0 then
    return nil, "nobody with a weight is in the tally; answers with weights above 0 are wanted", "empty_target"
  end
  local margins = require "cx.rake.target".read(about, options, weight)
  local raked, word, margin, level, value = core.rake(box, margins, weighted, sweeps)
  if not raked then return nil, rake.refusal(margins, word, margin, level, value) end
  local before = trim and report_of(raked, margins).design_effect.after
  if trim then
    local done
    done, word = core.rake_trim(raked, trim)
    if not done then return nil, rake.refusal(margins, word) end
  end
  local report = report_of(raked, margins, trim)
  if trim then report.trim.design_effect_before = before end
  return require "cx.rake.raked".new(report, { box = box, about = about, raked = raked, margins = margins, weighted = weighted,
                                          trimmed = trim ~= nil, design = about.design and design_of(box, about) })
end


return rake
