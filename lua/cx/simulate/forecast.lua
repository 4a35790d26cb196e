-- forecast.lua - how likely a goal is met by when: month by month as answers come in, and round by round along the trend
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: what is known of a goal now; how many answers come in a month; the rounds that there were. Out: probabilities.
--
-- (1) dates: for each month to come up to `by`, with the answers that have come since today: how likely they decide the goal as
--     met (their whole interval on the goal's side) when nothing changes, when the cheapest moves are made, and when those
--     that make it sure are. The value is as uncertain as it is now, and new answers scatter with the design effect of those
--     there are. Moves that bring the value to the target and no further cannot be above a half: that is what sure is for.
-- (2) Answers a month are per_month; else, in a plan with rounds, as many as decide the verdict's month (outlook.lua), or
--     those of the earlier rounds on average.
-- (3) trend: for each round to come up to the one that `by` is in, the value on the straight line through the rounds, weighted
--     by 1/se^2, and how likely it is on the goal's side. Its error is that of the line at that round (Draper and Smith 1998,
--     1.4), times the root of the scatter about it per degree of freedom where that is above 1 (Birge 1932). Where a trend is
--     told at all (history.lua, 4). Rounds that are not of time have none.

local core = require "cx.core"
local distribution = core.distribution

local forecast = {}

local MONTHS = { week = 12 * 7 / 365.25, month = 1, quarter = 3, ["half-year"] = 6, year = 12 }
local MOST_MONTHS, MOST_ROUNDS, DAY = 36, 12, 86400


-- ---- moments of shares -----------------------------------------------------------------------------------

--- Mean and standard deviation of shares over places, the design's effect in the latter.
---@param found table { board, effect? }
---@param shares number[]
---@return number mean, number sd
function forecast.moments(found, shares)
  local mean, square = 0, 0
  for i, one in ipairs(found.board.places) do
    mean, square = mean + shares[i] * one.score, square + shares[i] * one.score ^ 2
  end
  return mean, math.sqrt(math.max(0, square - mean * mean)) * (found.effect or 1)
end


--- The root of the design effect: the error that there is against that of as many people by chance.
---@param found table
---@return number
function forecast.effect(found)
  local _, sd = forecast.moments(found, found.shares)
  return sd > 0 and found.estimate.se * math.sqrt(found.estimate.n) / sd or 1
end


-- ---- month by month (1) (2) ------------------------------------------------------------------------------

local function months_between(from, to)
  local y1, m1, d1 = from:match "^(%d+)%-(%d+)%-(%d+)$"
  local y2, m2, d2 = to:match "^(%d+)%-(%d+)%-(%d+)$"
  return (y2 - y1) * 12 + (m2 - m1) + (d2 - d1) / 31
end


local function month_after(date, k)
  local y, m = date:match "^(%d+)%-(%d+)"
  local index = y * 12 + m - 1 + k
  return ("%04d-%02d"):format(index // 1 // 12, index // 1 % 12 + 1)
end


-- Whether the verdict will be met with n answers of these shares: the mean is as unsure as it is now.
local function chance(found, shares, n)
  local mean, sd = forecast.moments(found, shares)
  local z = distribution.normal_quantile(0.5 + found.estimate.confidence / 2)
  local se = sd / math.sqrt(n)
  local spread = math.sqrt(found.estimate.se ^ 2 + se ^ 2)
  local beyond = found.dir * (mean - found.target) - z * se
  if spread <= 0 then return beyond >= 0 and 1 or 0 end
  return distribution.normal(beyond / spread)
end


local function unit_of(context)
  local rounds = context and context.result and context.result.rounds
  return rounds and MONTHS[rounds.unit] and rounds.unit
end


--- Answers a month (2); nil where nobody says.
---@param self { per_month?: number }
---@param goal table
---@param context? table
---@return number?
function forecast.per_month(self, goal, context)
  local unit = unit_of(context)
  if self.per_month or not unit then return self.per_month end
  if goal.outlook and goal.outlook.flow and goal.outlook.flow > 0 then return goal.outlook.flow / MONTHS[unit] end
  local n, rounds = 0, 0
  for i = 1, #(goal.rounds or {}) - 1 do
    local estimate = goal.rounds[i].estimate
    if estimate and (estimate.n or 0) > 0 then n, rounds = n + estimate.n, rounds + 1 end
  end
  return rounds > 0 and n / rounds / MONTHS[unit] or nil
end


--- The months to come (1).
---@param found table
---@param per_month? number
---@param span { today: string, by: string }
---@param after { moved?: number[], sure?: number[] } shares of places
---@return table[]
function forecast.dates(found, per_month, span, after)
  local list, last = {}, math.min(MOST_MONTHS, math.floor(months_between(span.today, span.by)))
  if not per_month or last < 1 then return list end
  for k = 1, last do
    local n = per_month * k
    list[k] = { month = month_after(span.today, k), n = math.floor(n + 0.5), unchanged = chance(found, found.shares, n),
                moved = after.moved and chance(found, after.moved, n), sure = after.sure and chance(found, after.sure, n) }
  end
  return list
end


-- ---- round by round (3) ----------------------------------------------------------------------------------

-- The rounds with a value, by place on the calendar, and the names of those to come with theirs.
local function rounds_of(goal, unit, span)
  local labels, points, ahead = {}, {}, {}
  for _, one in ipairs(goal.rounds) do labels[tostring(one.name)] = true end
  local now, last = goal.rounds[#goal.rounds].name, core.bucket(core.time(span.by), unit)
  local at = core.time(span.today)
  while at <= core.time(span.by) and #ahead < MOST_ROUNDS do
    local label = core.bucket(at, unit)
    if label > now and not labels[label] then labels[label], ahead[#ahead + 1] = true, { name = label } end
    at = at + DAY
  end
  if last > now and not labels[last] then return nil end                       -- beyond what is looked ahead
  local place = require "cx.link.period".places(labels, unit)
  for _, one in ipairs(goal.rounds) do
    local e = one.estimate
    if e and e.value and (e.se or 0) > 0 and place[one.name] then
      points[#points + 1] = { t = place[one.name], y = e.value, w = 1 / (e.se * e.se) }
    end
  end
  for _, one in ipairs(ahead) do one.t = place[one.name] end
  return points, ahead
end


-- The weighted line: value and error at t.
local function line_of(points)
  local sum, t, y = 0, 0, 0
  for _, p in ipairs(points) do sum, t, y = sum + p.w, t + p.w * p.t, y + p.w * p.y end
  t, y = t / sum, y / sum
  local tt, ty, left = 0, 0, 0
  for _, p in ipairs(points) do tt, ty = tt + p.w * (p.t - t) ^ 2, ty + p.w * (p.t - t) * (p.y - y) end
  if tt <= 0 then return nil end
  local slope = ty / tt
  for _, p in ipairs(points) do left = left + p.w * (p.y - y - slope * (p.t - t)) ^ 2 end
  local by = math.max(1, left / (#points - 2))
  return function(at) return y + slope * (at - t), math.sqrt(by * (1 / sum + (at - t) ^ 2 / tt)) end
end


--- The rounds to come (3); nil where there is no trend, or none to come before `by`.
---@param found table
---@param context? table
---@param span { today: string, by: string }
---@return table[]? { { round, value, low, high, se, probability }, ... }
function forecast.trend(found, context, span)
  local unit = unit_of(context)
  if not unit or not found.goal.trend or span.by < span.today then return nil end
  local points, ahead = rounds_of(found.goal, unit, span)
  if not points or #points < 3 or #ahead == 0 then return nil end
  local line, list = line_of(points), {}
  if not line then return nil end
  local z = distribution.normal_quantile(0.5 + found.estimate.confidence / 2)
  local lowest, highest = found.estimate.lowest or -math.huge, found.estimate.highest or math.huge
  local function within(x) return math.max(lowest, math.min(highest, x)) end
  for i, one in ipairs(ahead) do
    local value, se = line(one.t)
    list[i] = { round = one.name, value = within(value), low = within(value - z * se), high = within(value + z * se), se = se,
                n = #points, probability = distribution.normal(found.dir * (value - found.target) / se),
                method = "weighted least squares" }
  end
  return list
end


return forecast
