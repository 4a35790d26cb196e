-- tallies.lua - two tallies compared, group by group: independent samples, or two rounds of the same clusters
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: two tallies, raked or not, and a metric. Out: items as cx.compare gives them.
--
-- (1) Groups of the same name meet; one that only one tally has stands against nobody.
-- (2) Two tallies are independent samples, each with its own error: that of its design, its raking, or both.
-- (3) Unless both are clustered by a column of the same name and some clusters are in both: the same stores, or the
--     same customer companies, answered twice. Then both rounds are one sample in which the round is a domain, as in R's
--     survey of the stacked data: a cluster's influence on the difference is that on the later less that on the
--     earlier. `shared` says in how many clusters people of the group answered both times; the method is linearised t.
-- (4) A cluster is known by its stratum and its label. Where the rounds are not stratified by the same column, by its
--     label alone, and the strata are left aside.
-- (5) The population of a stratum is the larger of two that differ; where only one round says it, or more clusters
--     were drawn over both rounds than there are in either, the sample counts as a small part of it.
-- (6) Strata of one cluster over both rounds are taken as the first tally says.
-- (7) Clusters that all moved alike tell no spread: the rounds then count as independent (contrast.lua, rule 6).

local caller = require "cx.caller"
local complain = require "cx.complain"
local contrast = require "cx.compare.contrast"
local core = require "cx.core"
local design = require "cx.design"
local difference = require "cx.compare.difference"
local raked_side = require "cx.compare.raked_side"
local side = require "cx.compare.side"

local tallies = {}

local NOBODY = { key = "", estimate = { n = 0, n_effective = 0.0 } }
local EMPTY = { list = {}, at = {} }
local CLOSING = { __close = function(set) set:close() end }


local function is_raked(thing) return type(thing) == "table" and require "cx.rake.raked".is(thing) end


--- What is said about a tally, raked or not.
---@param thing any
---@return table
function tallies.about(thing)
  if is_raked(thing) then return raked_side.about(thing) end
  return side.about(thing)
end


-- ---- both sides ------------------------------------------------------------------------------------------

local function columns(thing, by)
  if is_raked(thing) then return raked_side.columns(thing, by) end
  return side.columns(side.about(thing), by)
end


--- The columns that both tallies have, or what is wrong.
---@param x string[] columns of the first
---@param y string[]
---@return string[]
function tallies.same(x, y)
  if table.concat(x, "\0") == table.concat(y, "\0") then return x end
  caller.raise(("by: the first tally is by %s, the second by %s; by which column are they compared? by = false for none")
    :format(#x > 0 and complain.list(x) or "nothing", #y > 0 and complain.list(y) or "nothing"))
end


--- Sides of two lists that meet, in the order of their keys (1).
---@param first table[]
---@param second table[]
---@return table[][]
function tallies.meet(first, second)
  local at, keys = {}, {}
  for which, list in ipairs { first, second } do
    for _, one in ipairs(list) do
      if not at[one.key] then
        at[one.key] = {}
        keys[#keys + 1] = one.key
      end
      at[one.key][which] = one
    end
  end
  table.sort(keys)
  for i, key in ipairs(keys) do keys[i] = at[key] end
  return keys
end


-- Degrees of freedom of a design by its strata.
local function freedom_of(strata)
  local df = -#strata.psus
  for _, n in ipairs(strata.psus) do df = df + n end
  return math.max(0, df)
end


-- One tally as a set: { about, sides, df, parts, close }; a raked one is like it.
local function open(thing, call, by, options)
  local set
  if is_raked(thing) then
    set = raked_side.open(thing, call, by)
  else
    local box = side.collapse(thing, by)
    local about = side.about(box)
    local weighted = about.weight ~= nil and options.weighted ~= false
    local how = { confidence = call.confidence, weighted = weighted }
    set = { about = about, sides = side.groups(box, call.metric, how), design_n = (core.tally_design(box)) }
    local mine = { metric = call.metric, weighted = weighted }
    function set:parts(place) return contrast.parts(mine, box, self.sides, place) end
    function set.close() box:close() end
    setmetatable(set, CLOSING)
  end
  set.df = math.max(0, set.design_n - 1)
  if set.about.design then set.df = freedom_of(design.strata(set.about)) end
  return set
end


-- Those of two samples together (Welch); a side whose error has none counts as known.
local function together(a, b, df_a, df_b)
  local function part(e, df) return e.se and df >= 1 and e.se ^ 4 / df or 0 end
  local under = part(a, df_a) + part(b, df_b)
  if under > 0 then return ((a.se or 0) ^ 2 + (b.se or 0) ^ 2) ^ 2 / under end
  return df_a + df_b
end


-- ---- clusters of both (3) -----------------------------------------------------------------------------------

-- The clusters of a tally's whole sample: key -> stratum's label.
local function clusters_of(about, stratified)
  local place, list = design.placer(about.design, stratified), {} -- (4)
  for group = 1, core.tally_size(about.frame) do
    local stratum, key = place(core.tally_labels(about.frame, group), 0)
    list[key] = stratum
  end
  return list
end


-- The population of a stratum that holds so many clusters over both rounds (5).
local function population_of(label, psus, first, second)
  local h, k = first.at[label], second.at[label]
  local x, y = h and first.population[h] or 0, k and second.population[k] or 0
  if h and k and (x == 0 or y == 0) then return 0 end
  local size = math.max(x, y)
  return size >= psus and size or 0
end


-- The keys of one of two tables or of both, sorted: sums have one order.
local function either(first, second)
  local keys = {}
  for key in pairs(first) do keys[#keys + 1] = key end
  for key in pairs(second) do
    if not first[key] then keys[#keys + 1] = key end
  end
  table.sort(keys)
  return keys
end


--- The strata of both rounds as one sample, nil when no cluster is in both; like cx.design's.
---@param a table what is said about a tally
---@param b table
---@return table?
function tallies.stack(a, b)
  local one, other = a.design, b.design
  if not (one and other and one.cluster and one.cluster == other.cluster) then return nil end
  local stratified = one.stratum ~= nil and one.stratum == other.stratum
  local first, second = clusters_of(a, stratified), clusters_of(b, stratified)
  local strata = { at = {}, psus = {}, population = {}, clustered = true, lonely = one.lonely, stratified = stratified }
  local shared = 0
  for _, key in ipairs(either(first, second)) do
    local stratum = first[key] or second[key]
    local h = strata.at[stratum] or #strata.psus + 1
    strata.at[stratum], strata.psus[h] = h, (strata.psus[h] or 0) + 1
    if first[key] and second[key] then shared = shared + 1 end
  end
  if shared == 0 then return nil end
  local x, y = design.strata(a), design.strata(b)
  local alike = one.stratum == other.stratum
  for label, h in pairs(strata.at) do
    strata.population[h] = alike and population_of(label, strata.psus[h], x, y) or 0
  end
  return strata
end


-- The influences of all clusters on all sides of a set.
local function influences(set, strata)
  local place = design.placer(set.about.design, strata.stratified)
  return set:parts(function(labels, by)
    local stratum, key = place(labels, by)
    return strata.at[stratum], key
  end)
end


-- ---- the comparison --------------------------------------------------------------------------------------------

-- What core.compare wants of a pair of sides besides: a function of both.
local function errors_of(x, y, strata)
  if not strata then
    return function(a, b) return { df = together(a.estimate, b.estimate, x.df, y.df) } end
  end
  local first, second = influences(x, strata), influences(y, strata)
  return function(a, b)
    local more, shared = contrast.join(strata, a, b, first[a.key] or EMPTY, second[b.key] or EMPTY)
    more.shared = shared
    return more
  end
end


local function is_same_scale(a, b, metric)
  local question, other = side.question(a, metric.question), side.question(b, metric.question)
  if question and other then require "cx.compare.scales".check(question, other) end
end


--- Groups of two tallies: a less b.
---@param a userdata|table
---@param b userdata|table
---@param options table
---@return table[]
function tallies.compare(a, b, options)
  local about_a, about_b = tallies.about(a), tallies.about(b)
  local strata = tallies.stack(about_a, about_b)
  local call = difference.settle(options, about_a, strata and "rounds that share clusters")
  local by = columns(a, options.by)
  if options.by == nil then by = tallies.same(by, columns(b)) end
  is_same_scale(about_a, about_b, call.metric)
  local x <close> = open(a, call, by, options)
  local y <close> = open(b, call, by, options)
  local list, words, more_of = {}, call.words.compare, errors_of(x, y, strata)
  for i, pair in ipairs(tallies.meet(x.sides, y.sides)) do
    local one, e, f = pair[1] or pair[2], pair[1] or NOBODY, pair[2] or NOBODY
    local more = more_of(e, f)
    list[i] = difference.item(call, {
      group = one.group, of = call.names[1] or words.first, against = call.names[2] or words.second,
      head = side.shown(call.words, one), shared = more.shared,
    }, e.estimate, f.estimate, difference.of(call, e.estimate, f.estimate, more))
  end
  return difference.finish(call, list)
end


return tallies
