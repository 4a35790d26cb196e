-- contrast.lua - the error of a difference between groups of one sample that was drawn by strata or clusters
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally with its full tally (by stratum and cluster), two of its groups. Out: covariance and df for core.compare.
--
-- (1) The influence of a cluster on a - b is its influence on a less that on b: combined by cluster first, then the
--     variance of the design (core/infer/design.h, rules 1, 2 and 6). Groups that share clusters are not independent.
-- (2) Without clusters a person is a cluster, and is in one of two groups only.
-- (3) A group against the rest: the tally by two labels, the group's and the rest's.
-- (4) A design without degrees of freedom tells no error: then the sides stand as they would if all their answers were
--     equal (core/infer/compare.h, rule 6), and have no covariance.
-- (5) Two rounds meet by clusters (rounds.lua): then the influence of each cluster is wanted, not their variance.
-- (6) Clusters that all differ alike tell no spread of their difference, as people tell none who all answer alike, and
--     nobody is sure of such a difference: the sides then count as independent. Only where all there are were drawn is
--     there nothing to be unsure of.

local caller = require "cx.caller"
local core = require "cx.core"
local side = require "cx.side"

local contrast = {}

local GROUP, REST = "group", "rest"


-- ---- influences (1) ---------------------------------------------------------------------------------

-- Sums of weights, of weights times scores, of squares around a value, and people, of one group's cells.
local function sums(cells, weighted, value)
  local w, y, squares, n = 0, 0, 0, 0
  for _, cell in ipairs(cells) do
    local weight, square = weighted and cell.w or cell.n, weighted and cell.q or cell.n
    w, y = w + weight, y + weight * cell.score
    squares = squares + square * (cell.score - value) ^ 2
    n = n + cell.n
  end
  return w, y, squares, n
end


-- What a side adds to a cluster or, without clusters, to a stratum.
local function add(into, sign, mean, weight, w, y, squares)
  into.z = into.z + sign * (y - mean * w) / weight
  into.z2 = into.z2 + squares / weight ^ 2
end


-- The parts of the full tally by stratum and cluster: { stratum =, z =, z2 = }, in the order of the tally.
local function parts(call, full, cells, strata, by, sides)
  local list, at = {}, {}
  for i = 1, core.tally_size(full) do
    local labels = core.tally_labels(full, i)
    local one = sides[table.concat(labels, "\0", 1, by)]
    if one then
      local stratum = strata.stratified and labels[by + 1] or ""
      local key = strata.clustered and table.concat(labels, "\0", by + 1) or stratum
      if not at[key] then
        at[key] = { stratum = strata.at[stratum], z = 0.0, z2 = 0.0 }
        list[#list + 1] = at[key]
      end
      add(at[key], one.sign, one.estimate.value, one.weight, sums(cells[i], call.weighted, one.estimate.value))
    end
  end
  return list
end


-- Sums of z and z2 by stratum.
local function by_stratum(strata, list)
  local z, z2 = {}, {}
  for h = 1, #strata.psus do z[h], z2[h] = 0.0, 0.0 end
  for _, part in ipairs(list) do
    z[part.stratum] = z[part.stratum] + part.z
    z2[part.stratum] = z2[part.stratum] + (strata.clustered and part.z ^ 2 or part.z2)
  end
  return z, z2
end


-- Whether a side has an error without degrees of freedom to go with it (4).
local function is_loose(estimate)
  return (estimate.interval == "equal answers" or estimate.interval == "none") and estimate.se > 0
end


-- Whether everything that there is was drawn.
local function is_whole(strata)
  for h, size in ipairs(strata.population) do
    if size == 0 or size > strata.psus[h] then return false end
  end
  return true
end


-- Whether a difference would be sure for want of spread (6).
local function is_rigid(strata, a, b, both)
  return a.value ~= b.value and both <= 1e-12 * (a.se ^ 2 + b.se ^ 2) and not is_whole(strata)
end


--- Degrees of freedom and covariance of two sides, from the sums of their difference by stratum (1) (4) (6).
---@param strata { psus: number[], population: number[], lonely: string }
---@param z number[]
---@param z2 number[]
---@param a table a side
---@param b table
---@return { df: number, covariance: number }
function contrast.covariance(strata, z, z2, a, b)
  local done, both, df = pcall(core.design_error, strata, z, z2)
  if not done then caller.raise((tostring(both):gsub("^[^\n]-:%d+: ", ""))) end
  if df < 1 or is_loose(a.estimate) or is_loose(b.estimate) then return { df = 0, covariance = 0 } end
  if is_rigid(strata, a.estimate, b.estimate, both) then return { df = df, covariance = 0 } end
  return { df = df, covariance = (a.estimate.se ^ 2 + b.estimate.se ^ 2 - both) / 2 }
end


-- The weight of each group of a tally, by key.
local function weights(call, box)
  local list = {}
  for i, cells in ipairs(side.cells(box, call.metric)) do
    list[table.concat(core.tally_labels(box, i), "\0")] = sums(cells, call.weighted, 0)
  end
  return list
end


--- Degrees of freedom and covariance of two groups, for core.compare.
---@param call table
---@param box userdata
---@param a table a side of the tally
---@param b table
---@return { df: number, covariance: number }
function contrast.between(call, box, a, b)
  local about = side.about(box)
  local strata, message = require "cx.design".strata(about)
  if not strata then caller.raise(message) end
  if not (a.estimate.value and b.estimate.value) then return { df = 0, covariance = 0 } end
  local weight = weights(call, box)
  local cells = side.cells(about.full or box, call.metric, about)
  local sides = {}
  for one, sign in pairs { [a] = 1, [b] = -1 } do
    sides[one.key] = { sign = sign, estimate = one.estimate, weight = weight[one.key] }
  end
  local z, z2 = by_stratum(strata, parts(call, about.full or box, cells, strata, #about.by, sides))
  return contrast.covariance(strata, z, z2, a, b)
end


-- ---- clusters one by one (5) -----------------------------------------------------------------------------

--- Adds to a cluster's influence and people.
---@param clusters table<string, { stratum: integer, z: number, n: number }>
---@param z number
---@param n number
---@param stratum integer
---@param key string
function contrast.add_cluster(clusters, z, n, stratum, key)
  local one = clusters[key]
  if not one then
    one = { stratum = stratum, z = 0.0, n = 0 }
    clusters[key] = one
  end
  one.z, one.n = one.z + z, one.n + n
end


--- The influence of every cluster on every side of a tally: side's key -> cluster's key -> { stratum, z, n }.
---@param call { metric: table, weighted: boolean }
---@param box userdata
---@param sides table[]
---@param place fun(labels: string[], by: integer): integer, string of a group of the full tally
---@return table<string, table<string, { stratum: integer, z: number, n: number }>>
function contrast.clusters(call, box, sides, place)
  local about = side.about(box)
  local by, weight, cells = #about.by, weights(call, box), side.cells(about.full, call.metric, about)
  local all, value = {}, {}
  for _, one in ipairs(sides) do all[one.key], value[one.key] = {}, one.estimate.value end
  for g = 1, core.tally_size(about.full) do
    local labels = core.tally_labels(about.full, g)
    local key = table.concat(labels, "\0", 1, by)
    if value[key] then
      local w, y, _, n = sums(cells[g], call.weighted, value[key])
      contrast.add_cluster(all[key], (y - value[key] * w) / weight[key], n, place(labels, by))
    end
  end
  return all
end


-- ---- the rest (3) --------------------------------------------------------------------------------------

-- A copy of a tally under new labels; groups that become one are added up.
local function relabel(box, about, names, label)
  local tally, bins, questions = require "cx.tally", {}, {}
  for i, question in ipairs(about.questions) do bins[i], questions[i] = tally.bins(question), question.name end
  local new = assert(core.tally_new(names, questions, bins))
  assert(core.tally_add_design(new, core.tally_design(box, true)))
  for group = 1, core.tally_size(box) do
    local code = assert(core.tally_add_group(new, label(core.tally_labels(box, group)),
      core.tally_group(box, group, true)))
    for q in ipairs(about.questions) do tally.copy_cells(box, q, group, new, code) end
  end
  assert(core.tally_settle(new))
  return new
end


--- The tally by two labels, one group's and the rest's; the caller closes it.
---@param box userdata
---@param group integer
---@return userdata
function contrast.against_rest(box, group)
  local about, said = side.about(box), {}
  local key, by = table.concat(core.tally_labels(box, group), "\0"), #about.by
  for name, value in pairs(about) do said[name] = value end
  said.by = { { name = "side", column = "side" } }
  local names = { "side" }
  for _, hidden in ipairs(require "cx.design".hidden(about.design)) do names[#names + 1] = hidden.name end
  said.full = relabel(about.full or box, about, names, function(labels)
    local own = table.concat(labels, "\0", 1, by) == key
    return table.move(labels, by + 1, #labels, 2, { own and GROUP or REST })
  end)
  local two = assert(core.tally_collapse(said.full, { 1 }))
  core.tally_about(two, said)
  return two
end


--- The group's side and the rest's; a rest that nobody is in has no value.
---@param sides table[]
---@return table, table
function contrast.pair(sides)
  local by_key = {}
  for _, one in ipairs(sides) do by_key[one.key] = one end
  return by_key[GROUP], by_key[REST] or { key = REST, estimate = { n = 0, n_effective = 0.0 } }
end


--- The group's share of all weights.
---@param call table
---@param box userdata
---@param a table
---@return number
function contrast.share(call, box, a)
  local weight = weights(call, box)
  local sum = weight[GROUP] + (weight[REST] or 0)
  return sum > 0 and math.min(1, weight[a.key] / sum) or 1
end


return contrast
