-- shrink.lua - many small touchpoints at once: values drawn towards their mean, ranks that say how unsure they are
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: a list of estimates. Out: { values = { raw and shrunk, side by side, in the order given }, tau2, mean ... }.
-- Formulas: core/infer/shrink.h.
--
-- (1) Raw and shrunk are both there: rank on the shrunk, judge a goal on the raw.
-- (2) An estimate without a value stays in its place with its group alone.
-- (3) Rank 1 is the highest shrunk value; the interval of the rank comes from `draws` simulated rankings, whose
--     seed is in the result: the same seed gives the same bits.

local asked = require "cx.asked"
local caller = require "cx.caller"
local core = require "cx.core"
local series = require "cx.series"

local shrink = {}

local KNOWN = { "labels", "seed", "draws", "confidence", "language" }
local MOST = 2000 -- values that the core ranks


-- One value of the result: raw, shrunk, rank.
local function describe(point, made, z)
  local value = { label = point.label, group = point.estimate.group, n = point.estimate.n, value = point.value }
  if not made then return value end                                                                     -- (2)
  value.se, value.low, value.high = point.se, point.estimate.low, point.estimate.high
  value.shrunk, value.shrunk_se, value.factor = made.shrunk, made.se, made.factor
  value.shrunk_low, value.shrunk_high = made.shrunk - z * made.se, made.shrunk + z * made.se
  value.rank, value.first = made.rank, made.first
  value.rank_low = made.rank_low and math.tointeger(made.rank_low)
  value.rank_high = made.rank_high and math.tointeger(made.rank_high)
  return value
end


--- cx.shrink(estimates, { labels =, seed =, draws =, confidence =, language = })
---@param list table[]
---@param options? table
---@return table { kind = "shrink", tau2, mean, mean_se, q, q_p, values, seed, draws, notes }
function shrink.new(list, options)
  options = options or {}
  if type(options) ~= "table" then caller.raise "cx.shrink: options are a table" end
  caller.known("option of cx.shrink", options, KNOWN)
  local read = series.read("cx.shrink", list, options.labels, true)
  local points, y, v = read.points, {}, {}
  if #points < 2 then caller.raise "cx.shrink: at least two estimates with a value are wanted" end
  local seed = asked.whole("seed", options.seed, 1, math.mininteger, math.maxinteger)
  local draws = asked.whole("draws", options.draws, #points <= MOST and 4000 or 0, 0, 1000000)
  if draws > 0 and #points > MOST then
    caller.raise(("draws: up to %d estimates are ranked; draws = 0 shrinks without ranks"):format(MOST))
  end
  local confidence, words = series.part("confidence", options.confidence, 0.95), series.words(options.language)
  for i, point in ipairs(points) do y[i], v[i] = point.value, point.se ^ 2 end
  local made = core.shrink(y, v, seed, draws, confidence)
  if not made then caller.raise "cx.shrink: the errors are too small to be weighed" end
  local z = core.distribution.normal_quantile((1 + confidence) / 2)
  local values, k = {}, 0
  for i, point in ipairs(read.all) do
    if point.value ~= nil then k = k + 1 end
    values[i] = describe(point, point.value ~= nil and made.values[k] or nil, z)
  end
  return { kind = "shrink", method = "Paule-Mandel", tau2 = made.tau2, tau2_start = made.start, mean = made.mean,
           mean_se = made.mean_se, q = made.q, q_p = core.distribution.chi_square_tail(made.q, #points - 1),
           values = values, seed = seed, draws = draws, confidence = confidence, notes = series.notes(read, words) }
end


return shrink
