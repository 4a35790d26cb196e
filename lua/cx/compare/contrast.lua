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
-- (5) Two rounds meet by clusters in the same way (tallies.lua), and so do groups of a clustered raked tally.
-- (6) Clusters that all differ alike tell no spread of their difference, as people tell none who all answer alike, and
--     nobody is sure of such a difference: the sides then count as independent. Only where all there are were drawn is
--     there nothing to be unsure of.

local caller = require "cx.caller"
local core = require "cx.core"
local side = require "cx.compare.side"

local contrast = {}

local GROUP, REST = "group", "rest"
local EMPTY = { list = {}, at = {} }


-- ---- influences (1) (2) -----------------------------------------------------------------------------

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


--- The influences of one side: its clusters in order, or its strata where there are no clusters, and each by its key.
---@class cx.Parts
---@field list { key: string, stratum: integer, z: number, z2: number, n: number }[]
---@field at table<string, table>

--- Adds influences to a part: the sum of them, of their squares, and how many people answered.
---@param parts cx.Parts
---@param z number
---@param z2 number
---@param n number
---@param stratum integer
---@param key string
function contrast.add(parts, z, z2, n, stratum, key)
  local one = parts.at[key]
  if not one then
    one = { key = key, stratum = stratum, z = 0.0, z2 = 0.0, n = 0 }
    parts.at[key], parts.list[#parts.list + 1] = one, one
  end
  one.z, one.z2, one.n = one.z + z, one.z2 + z2, one.n + n
end


-- The weight of each group of a tally, by key.
local function weights(call, box)
  local list = {}
  for i, cells in ipairs(side.cells(box, call.metric)) do
    list[table.concat(core.tally_labels(box, i), "\0")] = sums(cells, call.weighted, 0)
  end
  return list
end


--- The parts of every side of a tally, by its key, in one pass over the full tally.
---@param call { metric: table, weighted: boolean }
---@param box userdata
---@param sides table[]
---@param place fun(labels: string[], by: integer): integer, string where a group belongs: stratum, key of the part
---@return table<string, cx.Parts>
function contrast.parts(call, box, sides, place)
  local about = side.about(box)
  local full, by, weight = about.full or box, #about.by, weights(call, box)
  local all, value = {}, {}
  for _, one in ipairs(sides) do all[one.key], value[one.key] = { list = {}, at = {} }, one.estimate.value end
  for g, cells in ipairs((side.cells(full, call.metric, about))) do
    local labels = core.tally_labels(full, g)
    local key = table.concat(labels, "\0", 1, by)
    local mean = value[key]
    if mean then
      local w, y, squares, n = sums(cells, call.weighted, mean)
      contrast.add(all[key], (y - mean * w) / weight[key], squares / weight[key] ^ 2, n, place(labels, by))
    end
  end
  return all
end


-- ---- differences (1) (2) ------------------------------------------------------------------------------

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


--- Degrees of freedom and covariance of two sides, from the sums of their difference by stratum (4) (6).
---@param strata { psus: number[], population: number[], lonely: string }
---@param z number[]
---@param z2 number[]
---@param a table a side
---@param b table
---@return { df: number, covariance: number }
function contrast.covariance(strata, z, z2, a, b)
  local both, df = caller.try(core.design_error, strata, z, z2)
  if df < 1 or is_loose(a.estimate) or is_loose(b.estimate) then return { df = 0, covariance = 0 } end
  if is_rigid(strata, a.estimate, b.estimate, both) then return { df = df, covariance = 0 } end
  return { df = df, covariance = (a.estimate.se ^ 2 + b.estimate.se ^ 2 - both) / 2 }
end


--- The same from the parts of both sides, and in how many of them people of both answered.
---@param strata table as cx.design gives them
---@param a table a side
---@param b table
---@param first cx.Parts
---@param second cx.Parts
---@return { df: number, covariance: number }, integer? shared
function contrast.join(strata, a, b, first, second)
  if not (a.estimate.value and b.estimate.value) then return { df = 0, covariance = 0 } end
  local z, z2, shared = {}, {}, 0
  for h = 1, #strata.psus do z[h], z2[h] = 0.0, 0.0 end
  local function take(h, part, squares)
    z[h], z2[h] = z[h] + part, z2[h] + (strata.clustered and part * part or squares)
  end
  for _, part in ipairs(first.list) do
    local other = second.at[part.key]
    take(part.stratum, part.z - (other and other.z or 0), part.z2 + (other and other.z2 or 0))
    if other and part.n > 0 and other.n > 0 then shared = shared + 1 end
  end
  for _, part in ipairs(second.list) do
    if not first.at[part.key] then take(part.stratum, -part.z, part.z2) end
  end
  return contrast.covariance(strata, z, z2, a, b), shared
end


--- A function of two groups of a tally: degrees of freedom and covariance, for core.compare.
---@param call table
---@param box userdata
---@param sides table[]
---@return fun(a: table, b: table): { df: number, covariance: number }
function contrast.between(call, box, sides)
  local strata = require "cx.design".strata(side.about(box))
  local place = require "cx.design".placer(side.about(box).design)
  local all = contrast.parts(call, box, sides, function(labels, by)
    local stratum, key = place(labels, by)
    return strata.at[stratum], key
  end)
  return function(a, b)
    return (contrast.join(strata, a, b, all[a.key] or EMPTY, all[b.key] or EMPTY))
  end
end


-- ---- the rest (3) --------------------------------------------------------------------------------------

--- The metric's question by two labels, one group's and the rest's; the caller closes it.
---@param call table
---@param box userdata
---@param group integer
---@return userdata
function contrast.against_rest(call, box, group)
  local about, said = side.about(box), {}
  local question, at = side.question(about, call.metric.question)
  for name, value in pairs(about) do said[name] = value end
  said.by, said.questions, said.index = { { name = "side", column = "side" } }, { question }, { [question.name] = 1 }
  local labels = core.tally_labels(box, group)
  said.full = assert(core.tally_against(about.full or box, at, labels))
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
