-- bootstrap.lua - errors by drawing people again, for what no formula serves
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally and a metric, or a function of counts (resample.lua).
-- Out: a list, one for each group: value, se, low, high, and what made them. Formulas: core/infer/resample.h.
--
-- (1) cx.bootstrap draws each group's histogram again, exactly as if its rows had been drawn with replacement. That is
--     wrong with weights, strata or clusters: it refuses, and names cx.jackknife. `weighted = false` looks away from
--     the weights.
-- (2) Replicate r of group g has its own random numbers: the seed alone decides, not the number of threads.

local asked = require "cx.asked"
local caller = require "cx.caller"
local core = require "cx.core"
local resample = require "cx.resample"
local series = require "cx.series"

local bootstrap = {}

local KNOWN = { "of", "seed", "replicates", "threads", "confidence", "weighted" }


local function read_options(options)
  options = options or {}
  if type(options) ~= "table" then caller.raise "cx.bootstrap: options are a table" end
  caller.known("option of cx.bootstrap", options, KNOWN)
  return options, series.part("confidence", options.confidence, 0.95)
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
    values[r] = resample.value("cx.bootstrap", statistic, drawn)
  end
  local made = core.resample_sum_up(values, confidence)
  made.value, made.n = resample.value("cx.bootstrap", statistic, counts), answered
  return made
end


--- cx.bootstrap(tally, metric | function, { of =, seed =, replicates =, threads =, confidence =, weighted = })
---@param box userdata
---@param wanted table|fun(counts: table[]): number
---@param options? table
---@return table[]
function bootstrap.of(box, wanted, options)
  local about = require "cx.tally".about(box)
  local confidence
  options, confidence = read_options(options)
  local statistic, list = resample.wanted("cx.bootstrap", wanted, options), {}
  refuse(about, options)
  local seed = asked.whole("seed", options.seed, 1, math.mininteger, math.maxinteger)
  local replicates = asked.whole("replicates", options.replicates, 2000, 2, 1000000)
  local threads = asked.whole("threads", options.threads, 2, 1, 1024)
  local groups = require "cx.ask".groups(box, about)
  if statistic then
    local _, counts = resample.counts("cx.bootstrap", box, about, options)
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


return bootstrap
