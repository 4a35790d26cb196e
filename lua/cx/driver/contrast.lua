-- contrast.lua - what disappoints when it is bad, against what delights when it is good
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: drivers on scales; the fit of the outcome by two dummies for each, low and high. Out: penalty and reward of each.
--
-- (1) Penalty-reward contrast (Brandt 1987; Matzler and Sauerwein 2002): the outcome's mean where the driver is low, or
--     high, against where it is between, the other drivers held; penalty: how much less, reward: how much more.
-- (2) Low and high are the answers up to 60 % and from 90 % of the scale: 0-6 and 9-10 of 0-10, 1-3 and 5 of 1-5; or those
--     up to low =, from high =, on every driver's own scale.
-- (3) "disappoints": the penalty is surely larger than the reward at the same distance; "delights": smaller; "both":
--     neither, and one of them is surely more than nothing; else "cannot tell". Distance: from the mean answer between to
--     the mean of the low, or the high, so that a straight line is neither, however the answers lie.
-- (4) A driver that fewer people than the privacy minimum call low, or high, has no contrast.

local fit = require "cx.driver.fit"
local moment = require "cx.moment"

local contrast = {}

local LOW, HIGH, MOST = 0.6, 0.9, 31


-- Up to where an answer is low, and from where it is high (2).
local function bounds_of(q, bounds)
  return (bounds.low or q.from + LOW * (q.to - q.from)) + 1e-9, (bounds.high or q.from + HIGH * (q.to - q.from)) - 1e-9
end


-- Scores of the answers: 1 where a test holds.
local function dummy(question, test)
  local scores = {}
  for i, answer in ipairs(question.answers) do scores[i] = test(answer.value) and 1 or 0 end
  return scores
end


--- The variables of the contrast: the outcome, then low and high of each driver of a scale; nil where there is none.
---@param outcome table a variable
---@param drivers table[] variables
---@param bounds { low?: number, high?: number }
---@return table[]? variables
---@return table[]? drivers
function contrast.variables(outcome, drivers, bounds)
  local list, scaled = { outcome }, {}
  for _, one in ipairs(drivers) do
    local q = one.question
    if q.type == "score" and #scaled < MOST then
      scaled[#scaled + 1] = one
      local low, high = bounds_of(q, bounds)
      list[#list + 1] = moment.variable(q, dummy(q, function(v) return v <= low end), one.name .. " low")
      list[#list + 1] = moment.variable(q, dummy(q, function(v) return v >= high end), one.name .. " high")
    end
  end
  if #scaled == 0 then return nil end
  return list, scaled
end


-- A dummy's effect in the outcome's own units.
local function effect(at, p)
  return function(made) return made.spread[at] > 0 and made.beta[at] * made.spread[p + 1] / made.spread[at] or 0 end
end


-- How much farther the low answers lie from those between than the high ones do (3); 1 where there are none between.
local function skew_of(counts, q, bounds)
  local low, high = bounds_of(q, bounds)
  local n, sum = { 0, 0, 0 }, { 0, 0, 0 }
  for _, count in ipairs(counts:counts(q)) do
    local v = count.answer
    if type(v) == "number" and q.from <= v and v <= q.to then
      local band = v <= low and 1 or v >= high and 3 or 2
      n[band], sum[band] = n[band] + count.w, sum[band] + count.w * v
    end
  end
  if n[1] <= 0 or n[2] <= 0 or n[3] <= 0 then return 1 end
  local middle = sum[2] / n[2]
  return (middle - sum[1] / n[1]) / (sum[3] / n[3] - middle)
end


local function judge(item)
  local difference = item.contrast
  if not difference.low then return "cannot tell" end
  if difference.low > 0 then return "disappoints" end
  if difference.high < 0 then return "delights" end
  if item.penalty.low > 0 or item.reward.low > 0 then return "both" end
  return "cannot tell"
end


-- The dummies that vary and have people enough, by their number among the variables (4).
local function varying(box, asked, n)
  local matrix = require "cx.core".moments_matrix(box, asked.missing, 0, require "cx.tally".count_up(n))
  local list, at = {}, {}
  for i = 2, n do
    local people = matrix.mean[i] * matrix.n[i][i]
    if matrix.covariance[i][i] > 0 and people + 0.5 >= asked.minimum then
      list[#list + 1] = i
      at[i] = #list
    end
  end
  return list, at
end


--- Penalty and reward of each driver (1) (3).
---@param box userdata moments of contrast.variables
---@param drivers table[] those that came with them
---@param asked { buckets: integer, missing: string, confidence: number, minimum: integer, counts: userdata, bounds: table }
---@return table[]?
function contrast.measure(box, drivers, asked)
  local list, at = varying(box, asked, 2 * #drivers + 1)
  if #list == 0 then return nil end
  local made = fit.make(box, asked.buckets, { missing = asked.missing, outcome = 1, drivers = list, way = "none" })
  if not made or not fit.is_fit(made.full, #list) then return nil end
  local told = {}
  for i, one in ipairs(drivers) do
    local low, high = at[2 * i], at[2 * i + 1]
    if low and high and not made.full.collinear[low] and not made.full.collinear[high] then
      local of_low, of_high = effect(low, #list), effect(high, #list)
      local skew = skew_of(asked.counts, one.question, asked.bounds)
      local item = { name = one.name, text = one.question.text,
        penalty = fit.interval(made, asked.confidence, function(f) return -of_low(f) end),
        reward = fit.interval(made, asked.confidence, of_high),
        contrast = fit.interval(made, asked.confidence, function(f) return -of_low(f) - skew * of_high(f) end) }
      item.verdict = judge(item)
      told[#told + 1] = item
    end
  end
  return #told > 0 and told or nil
end


return contrast
