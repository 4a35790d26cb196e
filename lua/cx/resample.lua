-- resample.lua - errors by resampling, for what no formula serves: any function of a histogram, written in Lua
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally and a metric, or a function of counts { { answer, n, w, w2 } ... } as tally:counts gives them.
-- Out: a list, one for each group: value, se, low, high, and what made them. Formulas: core/infer/resample.h.
--
-- (1) cx.bootstrap draws each group's histogram again, exactly as if its rows had been drawn with replacement. That is
--     wrong with weights, strata or clusters: it refuses, and names cx.jackknife. `weighted = false` looks away from
--     the weights.
-- (2) Replicate r of group g has its own random numbers: the seed alone decides, not the number of threads.
-- (3) cx.jackknife leaves out one hash bucket at a time; it serves weights too, and accounts or persons, which the
--     buckets keep together. The tally must be made with buckets = 32 or so.
-- (4) A group with all its answers in one bucket has a value and no error; `why` says so.
-- (5) The function must give a finite number for every histogram that can be drawn.

local caller = require "cx.caller"
local core = require "cx.core"
local series = require "cx.series"

local resample = {}

local KNOWN = { "of", "seed", "replicates", "threads", "confidence", "weighted" }
local JACKKNIFE = { "of", "confidence", "weighted" }


-- A metric, or a function and the question it reads.
local function read_wanted(word, wanted, options)
  if type(wanted) == "function" then return wanted end
  if not require "cx.metric".is(wanted) then
    caller.raise(("%s: a metric or a function of counts is wanted"):format(word))
  end
  if options.of ~= nil then caller.raise(("%s: of = goes with a function; a metric has its question"):format(word)) end
end


local function read_options(word, options, known)
  options = options or {}
  if type(options) ~= "table" then caller.raise(("%s: options are a table"):format(word)) end
  caller.known("option of " .. word, options, known)
  return options, series.part("confidence", options.confidence, 0.95)
end


-- The answers of a question in each group; refuses cells that share people.
local function counts_of(word, box, about, options)
  local question, at = require "cx.ask".question(about, options.of, word)
  if question.type == "several" then
    caller.raise(("%s: people of \"%s\" stand under several options; use a metric over one of them")
      :format(word, question.name))
  end
  return require "cx.measure".counter(box, at, question, about)
end


local function value_of(word, statistic, counts)
  local value = statistic(counts)
  if type(value) ~= "number" or value ~= value or math.abs(value) == math.huge then
    caller.raise(("%s: the function gave %s; a finite number is wanted for every histogram"):format(word, tostring(value)))
  end
  return value + 0.0
end


-- ---- bootstrap (1) (2) ------------------------------------------------------------------------------------

-- Refuses where redrawing rows one by one is not what the sample was.
local function refuse(about, options)
  if about.weight and options.weighted ~= false then
    caller.raise(("cx.bootstrap: the tally is weighted by %s, and a histogram does not keep each person's weight; "
      .. "use cx.jackknife on survey:tally { buckets = 32 }"):format(about.weight))
  end
  local design = about.design
  if design then
    caller.raise(("cx.bootstrap: the survey declares %s, so its rows were not drawn one by one; "
      .. "use cx.jackknife on survey:tally { buckets = 32 }")
      :format(design.cluster and "clusters" or design.stratum and "strata" or "a population"))
  end
end


-- One group by a function: every replicate in Lua.
local function draw(statistic, counts, cell, seed, replicates, confidence)
  local people, answered = {}, 0
  for i, count in ipairs(counts) do
    count.w, count.w2 = count.n + 0.0, count.n + 0.0
    people[i], answered = count.n, answered + count.n
  end
  if answered == 0 then return { n = 0 } end
  local values, drawn = {}, {}
  for r = 1, replicates do
    for i, n in ipairs(core.resample(people, seed, cell, r - 1)) do
      drawn[i] = { answer = counts[i].answer, n = n, w = n + 0.0, w2 = n + 0.0 }
    end
    values[r] = value_of("cx.bootstrap", statistic, drawn)
  end
  local made = core.resample_sum_up(values, confidence)
  made.value, made.n = value_of("cx.bootstrap", statistic, counts), answered
  return made
end


--- cx.bootstrap(tally, metric | function, { of =, seed =, replicates =, threads =, confidence =, weighted = })
---@param box userdata
---@param wanted table|fun(counts: table[]): number
---@param options? table
---@return table[]
function resample.bootstrap(box, wanted, options)
  local about = require "cx.tally".about(box)
  local confidence
  options, confidence = read_options("cx.bootstrap", options, KNOWN)
  local statistic, list = read_wanted("cx.bootstrap", wanted, options), {}
  refuse(about, options)
  local seed = series.whole("seed", options.seed, 1, math.mininteger, math.maxinteger)
  local replicates = series.whole("replicates", options.replicates, 2000, 2, 1000000)
  local threads = series.whole("threads", options.threads, 2, 1, 1024)
  local groups = require "cx.ask".groups(box, about)
  if statistic then
    local counts = counts_of("cx.bootstrap", box, about, options)
    for i in ipairs(groups) do list[i] = draw(statistic, counts(i), i - 1, seed, replicates, confidence) end
  else
    local at, plan = require "cx.ask".metric(box, about, wanted, "cx.bootstrap")
    list = core.bootstrap(box, at, plan, { seed = seed, replicates = replicates, threads = threads, confidence = confidence })
  end
  for i, made in ipairs(list) do
    made.group, made.seed, made.replicates, made.confidence = groups[i], seed, replicates, confidence
    made.method = ("bootstrap percentile %.6g %%"):format(100 * confidence)
  end
  return list
end


-- ---- jackknife (3) (4) ------------------------------------------------------------------------------------

-- The number of each group by its labels.
local function index_of(box, about)
  local index = {}
  for group = 1, core.tally_size(box) do
    index[table.concat(core.tally_labels(box, group), "\31", 1, #about.by)] = group
  end
  return index
end


-- Calls visit(group, bucket, group of the full tally) for each of its groups.
local function each_bucket(box, about, visit)
  local index, full = index_of(box, about), about.full
  for g = 1, core.tally_size(full) do
    local labels = core.tally_labels(full, g)
    visit(index[table.concat(labels, "\31", 1, #about.by)], labels[#labels], g)
  end
end


-- Sums of score and weight in each bucket of each group; the values come from them.
local function by_metric(box, about, wanted, weighted)
  local at, plan = require "cx.ask".metric(about.full, about, wanted, "cx.jackknife")
  local groups = {}
  each_bucket(box, about, function(group, bucket, g)
    local sums = groups[group] or { n = 0, buckets = {}, w = 0.0, ws = 0.0 }
    local part = sums.buckets[bucket] or { w = 0.0, ws = 0.0 }
    groups[group], sums.buckets[bucket] = sums, part
    local cells = core.tally_cells(about.full, at, g)
    for i = 1, #cells, 4 do
      local place = plan.place[cells[i]]
      if place > 0 then
        local w = weighted and cells[i + 2] or cells[i + 1] + 0.0
        local ws = w * plan.score[place]
        part.w, part.ws, sums.n = part.w + w, part.ws + ws, sums.n + cells[i + 1]
        sums.w, sums.ws = sums.w + w, sums.ws + ws
      end
    end
  end)
  return groups, function(sums, part)
    local w = sums.w - (part and part.w or 0)
    if w > 1e-12 * sums.w then return (sums.ws - (part and part.ws or 0)) / w end
  end
end


local function sum(a, b)
  if not a then return b end
  return { answer = b.answer, n = a.n + b.n, w = a.w + b.w, w2 = a.w2 + b.w2 }
end


-- Counts less those of a bucket, without answers that nobody is left of.
local function less(sums, part)
  local list = {}
  for _, count in ipairs(sums.counts) do
    local out = part and part[count.answer]
    local n = count.n - (out and out.n or 0)
    if n > 0 then
      list[#list + 1] = { answer = count.answer, n = n, w = count.w - (out and out.w or 0),
                          w2 = count.w2 - (out and out.w2 or 0) }
    end
  end
  return list
end


local function by_function(box, about, statistic, options, weighted)
  local groups, of_full = {}, counts_of("cx.jackknife", about.full, about, options)
  local of_group = counts_of("cx.jackknife", box, about, options)
  local function plain(counts)
    for _, count in ipairs(weighted and {} or counts) do count.w, count.w2 = count.n + 0.0, count.n + 0.0 end
    return counts
  end
  each_bucket(box, about, function(group, bucket, g)
    local sums = groups[group]
    if not sums then
      sums = { n = 0, buckets = {}, counts = plain(of_group(group)) }
      for _, count in ipairs(sums.counts) do sums.n = sums.n + count.n end
      groups[group] = sums
    end
    local part = sums.buckets[bucket] or {}
    for _, count in ipairs(plain(of_full(g))) do part[count.answer] = sum(part[count.answer], count) end
    sums.buckets[bucket] = part
  end)
  return groups, function(sums, part)
    local counts = less(sums, part)
    if #counts > 0 then return value_of("cx.jackknife", statistic, counts) end
  end
end


-- The value of a group and its error from leaving out each bucket in turn.
local function leave_out(sums, value, buckets, confidence)
  local made = { n = sums.n, value = value(sums), buckets = buckets, df = buckets - 1 }
  if not made.value then return { n = sums.n } end
  local names, theta = {}, {}
  for name in pairs(sums.buckets) do names[#names + 1] = name end
  table.sort(names)
  for i = 1, buckets do theta[i] = made.value end -- a bucket without anybody leaves the value as it is
  for i, name in ipairs(names) do
    theta[i] = value(sums, sums.buckets[name])
    if not theta[i] then
      made.why = "all answers stand in one bucket"                                                       -- (4)
      return made
    end
  end
  made.se = core.jackknife(theta)
  local reach = core.distribution.t_quantile((1 + confidence) / 2, buckets - 1) * made.se
  made.low, made.high, made.confidence = made.value - reach, made.value + reach, confidence
  made.method = ("jackknife of %d buckets %.6g %%"):format(buckets, 100 * confidence)
  return made
end


-- Refuses buckets that part what was drawn together (3).
local function check_buckets(about)
  if not about.buckets then
    caller.raise "cx.jackknife: the tally has no buckets; make it with survey:tally { buckets = 32 }"
  end
  local cluster, state = about.design and about.design.cluster, about.survey and require "cx.survey".state(about.survey)
  local kept = state and (state.roles.person or state.roles.account)
  if cluster and state and kept ~= cluster then
    caller.raise(("cx.jackknife: buckets keep %s together, not the clusters of %s; declare account = '%s' and no person")
      :format(kept or "rows", cluster, cluster))
  end
end


--- cx.jackknife(tally, metric | function, { of =, confidence =, weighted = })
---@param box userdata
---@param wanted table|fun(counts: table[]): number
---@param options? table
---@return table[]
function resample.jackknife(box, wanted, options)
  local about = require "cx.tally".about(box)
  local confidence
  options, confidence = read_options("cx.jackknife", options, JACKKNIFE)
  local statistic = read_wanted("cx.jackknife", wanted, options)
  check_buckets(about)
  local weighted = about.weight ~= nil and options.weighted ~= false
  local groups, value
  if statistic then
    groups, value = by_function(box, about, statistic, options, weighted)
  else
    groups, value = by_metric(box, about, wanted, weighted)
  end
  local list = require "cx.ask".groups(box, about)
  for i, named in ipairs(list) do
    list[i] = leave_out(groups[i] or { n = 0, buckets = {}, counts = {}, w = 0, ws = 0 }, value, about.buckets, confidence)
    list[i].group = named
  end
  return list
end


return resample
