-- trend.lua - whether a metric rises or falls over rounds beyond noise, in numbers and in words
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: estimates in time order. Out: a plain table: slope, interval, p, direction, words. Formulas: core/infer/trend.h.
--
-- (1) The slope is weighted by 1/se^2; its test uses the errors of the estimates, so the rounds must be of different
--     people (no person in two rounds), else they are more alike than it takes them to be.
-- (2) A trend is told when p < 1 - confidence; otherwise the answers cannot tell, which is not "no trend".
-- (3) Mann-Kendall stands beside it: the order alone, for series whose errors are doubted.
-- (4) cx.trend.shares takes counts { x, n }: Cochran and Armitage's test, people unweighted.

local caller = require "cx.caller"
local core = require "cx.core"
local series = require "cx.series"

local trend = {}

local KNOWN = { "times", "contrast", "labels", "confidence", "language" }


-- The options both forms take.
local function read_options(word, options)
  options = options or {}
  if type(options) ~= "table" then caller.raise(("%s: options are a table"):format(word)) end
  caller.known("option of " .. word, options, KNOWN)
  return options, series.part("confidence", options.confidence, 0.95), series.words(options.language)
end


-- The times of the points that have a value.
local function times_of(points, given)
  local times = {}
  for i, point in ipairs(points) do times[i] = given and given[point.at] or point.at end
  return times
end


local function direction_of(p, slope, confidence)
  if p >= 1 - confidence or slope == 0 then return "none" end                                           -- (2)
  return slope > 0 and "rise" or "fall"
end


-- The planned contrast over the points that have a value, or nil.
local function contrast_of(points, times, y, v, given)
  if not given then return nil end
  local c = {}
  for i, point in ipairs(points) do c[i] = given[point.at] end
  local made = core.trend(times, y, v, c)
  if not made then caller.raise "contrast: coefficients that sum to 0 and are not all 0 are wanted" end
  return { value = made.value, se = made.se, z = made.z, p = made.p }
end


local function order_of(y)
  local order = core.trend_order(y)
  order.method = order.exact and "exact" or "normal approximation"
  return order
end


-- cx.trend(estimates, { times =, contrast =, labels =, confidence =, language = })
local function new(_, list, options)
  local confidence, words
  options, confidence, words = read_options("cx.trend", options)
  local read = series.read("cx.trend", list, options.labels, true)
  local given = series.numbers("times", options.times, #read.all)
  local coefficients = series.numbers("contrast", options.contrast, #read.all)
  local points, v = read.points, {}
  if #points < 2 then caller.raise "cx.trend: at least two rounds with answers are wanted" end
  local times, y = times_of(points, given), series.column(points, "value")
  for i, point in ipairs(points) do v[i] = point.se ^ 2 end
  local slope = core.trend(times, y, v)
  if not slope then caller.raise "times: at least two different ones are wanted" end
  local reach = core.distribution.normal_quantile((1 + confidence) / 2) * slope.se
  local direction = direction_of(slope.p, slope.value, confidence)
  return {
    kind = "trend", rounds = #points, method = "weighted slope", confidence = confidence,
    slope = slope.value, se = slope.se, low = slope.value - reach, high = slope.value + reach, z = slope.z, p = slope.p,
    level = slope.level, mean_time = slope.mean_time, times = times, points = read.all,
    contrast = contrast_of(points, times, y, v, coefficients), order = order_of(y),
    direction = direction, text = words.trend[direction], notes = series.notes(read, words),
  }
end


--- A trend of shares from counts: cx.trend.shares({ { 83, 86 }, { 90, 93 } ... }, { times = }).
---@param counts number[][]
---@param options? { times?: number[], confidence?: number, language?: string }
---@return table { chi_square, z, p, direction, text, method, rounds }
function trend.shares(counts, options)
  local confidence, words
  options, confidence, words = read_options("cx.trend.shares", options)
  if type(counts) ~= "table" or #counts < 2 then caller.raise "cx.trend.shares wants a list of { x, n }, at least two" end
  local times, x, n = series.numbers("times", options.times, #counts) or {}, {}, {}
  for i, count in ipairs(counts) do
    local fine = type(count) == "table" and type(count[1]) == "number" and type(count[2]) == "number"
      and count[1] >= 0 and count[1] <= count[2] and count[2] < math.huge
    if not fine then caller.raise(("cx.trend.shares: number %d is not { x, n } with x of n people"):format(i)) end
    times[i], x[i], n[i] = times[i] or i, count[1], count[2]
  end
  local made = core.trend_shares(times, x, n)
  if not made then caller.raise "cx.trend.shares: people at two different times at least are wanted" end
  local direction = direction_of(made.p, made.z, confidence)
  return { kind = "trend", rounds = #counts, method = "Cochran-Armitage", confidence = confidence, times = times,
           chi_square = made.chi_square, z = made.z, p = made.p, direction = direction, text = words.trend[direction] }
end


return setmetatable(trend, { __call = new })
