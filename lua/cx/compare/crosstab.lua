-- crosstab.lua - groups by answers in samples with weights, strata or clusters: what each cluster adds to the cells
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: tallies with their full tallies (by stratum and cluster), the rows of a table that their groups belong to.
-- Out: one test, as core.crosstab gives it.
--
-- (1) Without strata and clusters every person of the whole sample is a cluster (core/infer/crosstab.h, rule 2).
-- (2) Two tallies are two samples: their strata stand apart, unless the same clusters answered in both (tallies.lua, rules
--     3 to 6; `shared` says in how many there are people of the table's two rows). The weights of each are scaled to its
--     people, since the weights of two rounds are seldom of one size.
-- (3) A design that has lonely strata and the policy "fail" is refused.

local caller = require "cx.caller"
local core = require "cx.core"
local side = require "cx.compare.side"

local crosstab = {}

local MOST = 2000 -- core.crosstab


local function strata_of(box, about)
  if not about.design then return { at = { [""] = 1 }, psus = { (core.tally_design(box)) }, population = { 0 } } end -- (1)
  return require "cx.design".strata(about)
end


-- ---- what clusters add --------------------------------------------------------------------------------

-- Adds to a part of a unit: a cluster, or the people of a stratum.
local function add(unit, cell, w, q)
  local part = unit.at[cell]
  if not part then
    part = { cell = cell, w = 0.0, q = 0.0 }
    unit.at[cell] = part
    unit[#unit + 1] = part
  end
  part.w, part.q = part.w + w, part.q + q
end


-- A function: labels of a group of the full tally, number of its other columns -> stratum, key of its unit.
local function placer(about, strata)
  if not about.design then return function() return 1, "" end end                                              -- (1)
  local place = require "cx.design".placer(about.design, strata.stratified)
  return function(labels, by)
    local stratum, key = place(labels, by)
    return strata.at[stratum], key
  end
end


-- The unit of a key, in the list of its stratum.
local function unit_of(sample, stratum, key)
  local unit = sample.at[key]
  if not unit then
    unit = { at = {}, clustered = sample.strata.clustered }
    sample.at[key] = unit
    table.insert(sample.units[stratum], unit)
  end
  return unit
end


-- The groups of a source's full tally, with the stratum and the unit of each: lists by the group's key, and the keys in
-- order. They are kept for the next test of the same call, which has the same strata.
local function groups_of(source, strata)
  local known = source.memo[source.box]
  if known then return known end
  local about, groups, put = source.about, { keys = {}, by_key = {} }, placer(source.about, strata)
  local full, at = about.full or source.box, about.index[source.question]
  local count = require "cx.measure".counter(full, at, about.questions[at], about)
  for group = 1, core.tally_size(full) do
    local labels = core.tally_labels(full, group)
    local key = table.concat(labels, "\0", 1, #about.by)
    local stratum, unit = put(labels, #about.by)
    if not groups.by_key[key] then
      groups.by_key[key] = {}
      table.insert(groups.keys, key)
    end
    table.insert(groups.by_key[key], { stratum = stratum, unit = unit, counts = count(group) })
  end
  source.memo[source.box] = groups
  return groups
end


-- Adds the people of one source to its sample.
local function fill(sample, source, place, n_columns)
  local groups = groups_of(source, sample.strata)
  source.n, source.w = 0, 0.0
  for _, key in ipairs(groups.keys) do
    local row = source.rows[key]
    for _, group in ipairs(row and groups.by_key[key] or {}) do
      for _, one in ipairs(group.counts) do
        local column = place[one.answer]
        local w, q = one.w, one.w2
        if not source.weighted then w, q = one.n, one.n end
        if column and w > 0 then
          source.n, source.w = source.n + one.n, source.w + w
          add(unit_of(sample, group.stratum, group.unit), (row - 1) * n_columns + column, w, q)
        end
      end
    end
  end
end


-- What make(box, about) gives, kept for the next test of the same call.
local function once(source, name, make)
  local kept = source.memo[name] or {}
  source.memo[name] = kept
  if kept[source.box] == nil then kept[source.box] = make(source.box, source.about) end
  return kept[source.box]
end


-- The samples that sources come from (2): { strata, units = a list for each stratum, at = units by key, sources }.
local function samples_of(sources)
  local list = {}
  for i, source in ipairs(sources) do
    source.about = side.about(source.box)
    list[i] = { strata = once(source, "strata", strata_of), sources = { source } }
  end
  local both = #sources == 2 and once(sources[1], "both", function(_, about)
    return require "cx.compare.tallies".stack(about, sources[2].about) or false
  end)
  if both then list = { { strata = both, sources = sources } } end
  for _, sample in ipairs(list) do
    sample.units, sample.at = {}, {}
    for h = 1, #sample.strata.psus do sample.units[h] = {} end
  end
  return list
end


-- ---- the test --------------------------------------------------------------------------------------------

-- Writes a unit; scale: row -> what its weights are multiplied by.
local function write(spec, stratum, unit, scale)
  local parts, rows = spec.parts, {}
  for i, part in ipairs(unit) do
    local at, row = #parts, (part.cell - 1) // spec.columns + 1
    local times = scale[row] or 1
    parts[at + 1], parts[at + 2], parts[at + 3] = stratum, part.cell, part.w * times
    parts[at + 4], parts[at + 5] = part.q * times ^ 2, unit.clustered and (i == 1 and 1 or 2) or 0
    rows[row] = true
  end
  return rows[1] and rows[2]
end


-- Adds a sample's strata and parts to a table; how many units have people in the first two rows.
local function add_sample(spec, sample, scale)
  local before, shared = #spec.psus, 0
  for h, list in ipairs(sample.units) do
    spec.psus[before + h], spec.population[before + h] = sample.strata.psus[h], sample.strata.population[h]
    for _, unit in ipairs(list) do
      if write(spec, before + h, unit, scale) then shared = shared + 1 end
    end
  end
  spec.lonely = spec.lonely or sample.strata.lonely
  return #sample.sources == 2 and shared or nil
end


local function refuse(cells)
  caller.raise(("a table of %d groups and answers is too large for this test; at most %d are wanted: compare by fewer columns")
    :format(cells, MOST))
end


--- The test of a table. A source is { box =, question = its name, weighted =, rows = { group's key -> row }, memo = {}
--- shared by the tests of a call }; of two, the first has row 1 and the second row 2.
---@param test "chi-square"|"Mann-Whitney"
---@param answers any[] in the order of the columns
---@param n_rows integer
---@param sources table[]
---@return { statistic?: number, df?: number, df2?: number, p?: number, effect?: number, shared?: integer }
function crosstab.test(test, answers, n_rows, sources)
  if n_rows * #answers > MOST then refuse(n_rows * #answers) end
  if #answers == 0 or n_rows == 0 then return {} end
  local place, spec = {}, { rows = n_rows, columns = #answers, parts = {}, psus = {}, population = {} }
  for i, answer in ipairs(answers) do place[answer] = i end
  local samples, scale, shared = samples_of(sources), {}, nil
  for _, sample in ipairs(samples) do
    for _, source in ipairs(sample.sources) do fill(sample, source, place, spec.columns) end
  end
  for row, source in ipairs(#sources == 2 and sources or {}) do scale[row] = source.w > 0 and source.n / source.w or 1 end
  for _, sample in ipairs(samples) do shared = add_sample(spec, sample, scale) end
  local t, lonely = core.crosstab(test == "chi-square" and "independence" or "rank", spec)
  if not t then
    caller.raise(require "cx.design".lonely(lonely))                                                 -- (3)
  end
  t.shared = shared
  return t
end


return crosstab
