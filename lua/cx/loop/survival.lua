-- survival.lua - how long something takes, with those for whom it is not done yet
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: times, each with whether it was done then or still open. Out: a curve of the share still waiting; medians; points.
--
-- (1) Kaplan and Meier: at each time when something was done, those waiting are multiplied by what was left of them.
--     A case that is still open counts until now and no longer; one that is done at the same time as another is given up
--     counts as done first.
-- (2) Errors are Greenwood's, intervals are those of log(-log), 95 %: they stay between 0 and 1. Where nobody or everybody
--     is left waiting there are none.
-- (3) The median is the first time at which no more than half wait; where exactly half wait for a while, the middle of that
--     while. It is nil where more than half still wait at the end. Its bounds are those of the curve's bounds.

local survival = {}

local Z = 1.959963984540054 -- of 95 %
local NEAR = 1.5e-8         -- two shares this close are one


-- Times in order; at one time what was done comes first (1).
local function in_order(list)
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted, function(a, b)
    if a.time ~= b.time then return a.time < b.time end
    return a.done and not b.done
  end)
  return sorted
end


-- The interval of a share that waits (2).
local function bounds(share, se)
  if share <= 0 or share >= 1 then return nil, nil end
  local log = math.log(share)
  local wide = Z * se / -log
  local inner = math.log(-log)
  return math.exp(-math.exp(inner + wide)), math.exp(-math.exp(inner - wide))
end


--- The curve: { time, n, done, waiting, se, low, high } for each time at which something was done.
---@param list { time: number, done: boolean }[]
---@return table[]
function survival.curve(list)
  local sorted, curve, i = in_order(list), {}, 1
  local waiting, variance = 1, 0
  while i <= #sorted do
    local time, n, done = sorted[i].time, #sorted - i + 1, 0
    while sorted[i] and sorted[i].time == time do
      if sorted[i].done then done = done + 1 end
      i = i + 1
    end
    if done > 0 then
      waiting = waiting * (n - done) / n
      if n > done then variance = variance + done / (n * (n - done)) end
      local se = waiting > 0 and math.sqrt(variance) or nil
      local low, high = bounds(waiting, se or 0)
      curve[#curve + 1] = { time = time, n = n, done = done, waiting = waiting, se = se, low = low, high = high }
    end
  end
  return curve
end


-- The first time at which a column of the curve is at most a half (3); `last` is when the last one was seen.
local function half(curve, key, last)
  for i, point in ipairs(curve) do
    local value = point[key] or (point.waiting <= 0 and key == "waiting" and 0 or nil)
    if value and math.abs(value - 0.5) < NEAR then
      local next_one = curve[i + 1]
      return (point.time + (next_one and next_one.time or last)) / 2
    end
    if value and value < 0.5 then return point.time end
  end
end


--- The median with its bounds (3).
---@param list { time: number, done: boolean }[]
---@return { n: integer, done: integer, median: number?, low: number?, high: number? }
function survival.median(list)
  local curve, last, done = survival.curve(list), 0, 0
  for _, one in ipairs(list) do
    last, done = math.max(last, one.time), done + (one.done and 1 or 0)
  end
  return { n = #list, done = done, median = half(curve, "waiting", last), low = half(curve, "low", last),
           high = half(curve, "high", last) }
end


--- The share that still waits after a time, with its bounds; 1 before anything was done.
---@param list { time: number, done: boolean }[]
---@param time number
---@return { waiting: number, low: number?, high: number? }
function survival.at(list, time)
  local found = { waiting = 1 }
  for _, point in ipairs(survival.curve(list)) do
    if point.time <= time then found = point end
  end
  return { waiting = found.waiting, low = found.low, high = found.high }
end


return survival
