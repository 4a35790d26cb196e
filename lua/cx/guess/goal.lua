-- goal.lua - a goal from the present level and what the present number of answers can tell apart
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: an estimate, the side that is better. Out: a target, and the smallest change that can be seen.
--
-- (1) The smallest change that as many answers in the next round would show with a power of 80 % (cx.power) is the step up.
-- (2) Targets are whole points and percents, and tenths of a score, rounded away from the present level.
-- (3) Where fewer than FEWEST answered, where no change that is possible can be seen, or where the target would want
--     nearly everybody's best answer, the goal is to hold what is sure: the end of the interval.
-- (4) A step of 5 points or percents, or 0.3 of a score, is what a year can bring: how many answers it takes is said.

local goal = {}

local FEWEST = 30   -- answers whose mean is near enough to normal for (1)
local LEFT = 0.95   -- of a scale that a target may take up (3)
local MODEST = { points = 5, percent = 5, score = 0.3 }
local STEP = { points = 1, percent = 1, score = 0.1 }


-- Whether n answers show a change d.
local function is_seen(estimate, d)
  local found, made = pcall(require "cx.power".new, { estimate = estimate, difference = d })
  return found and made.exact ~= nil and made.exact <= estimate.n
end


--- The smallest change in a direction that can be seen (1), or nil.
---@param estimate table
---@param sign 1|-1
---@return number?
function goal.visible(estimate, sign)
  local room = sign > 0 and estimate.highest - estimate.value or estimate.value - estimate.lowest
  if room <= 0 or estimate.n < FEWEST or not estimate.spread or estimate.spread <= 0 then return nil end
  local seen, unseen = room * (1 - 1e-9), 0
  if not is_seen(estimate, sign * seen) then return nil end
  for _ = 1, 30 do
    local half = (seen + unseen) / 2
    if is_seen(estimate, sign * half) then seen = half else unseen = half end
  end
  return seen
end


-- x in steps, up or down.
local function rounded(x, step, up)
  local steps = x / step
  local whole = up and math.ceil(steps - 1e-9) or math.floor(steps + 1e-9)
  local value = whole * step
  return step == 1 and math.tointeger(value) or math.tointeger(value) or tonumber(("%.1f"):format(value))
end


--- How many answers a modest step takes: the step and n, when it takes more than there are (4).
---@param estimate table
---@param unit "points"|"percent"|"score"
---@param relation "at_least"|"at_most"
---@return number? step
---@return integer? n
function goal.more(estimate, unit, relation)
  local step = MODEST[unit]
  local difference = relation == "at_least" and step or -step
  local found, made = pcall(require "cx.power".new, { estimate = estimate, difference = difference })
  if found and made.n and made.n > estimate.n then return step, made.n end
end


--- The target and the change that can be seen; without the change the goal is to hold (3).
---@param estimate table
---@param unit "points"|"percent"|"score"
---@param relation "at_least"|"at_most"
---@return number target
---@return number? visible
function goal.propose(estimate, unit, relation)
  local step, sign = STEP[unit], relation == "at_least" and 1 or -1
  local visible = goal.visible(estimate, sign)
  local target = visible and rounded(estimate.value + sign * visible, step, sign > 0)                 -- (2)
  local room = (1 - LEFT) * (estimate.highest - estimate.lowest)
  if target and target <= estimate.highest - room and target >= estimate.lowest + room then return target, visible end
  local sure = sign > 0 and estimate.low or sign < 0 and estimate.high or estimate.value              -- (3)
  target = rounded(sure, step, sign < 0)
  return math.max(estimate.lowest, math.min(estimate.highest, target)), nil
end


return goal
