-- fit.lua - a saturating curve through what was tried
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: a list of { money, gain, se? }. Out: gain, half and the root of their covariance.
--
-- (1) gain (1 - 2^(-x / half)), by least squares over half, and with it the gain (Golub and Pereyra 1973). The errors are those
--     of the linearised fit, and go together.
-- (2) Gains with errors of their own weigh 1/se^2; the errors of the fit then are theirs, times the root of the scatter about
--     the curve per degree of freedom where that is above 1 (Birge 1932). Else the scatter alone tells them.
-- (3) Four powers of ten around what was spent are searched: a grid, then golden section. At their edge nothing bends.

local fit = {}

local LOG2, GRID = math.log(2), 40


--- The curve of rule (1).
---@param x number
---@param gain number
---@param half number
---@return number
function fit.at(x, gain, half) return x > 0 and gain * (1 - math.exp(-LOG2 * x / half)) or 0 end


local function weight_of(one) return one.se and 1 / (one.se * one.se) or 1 end


-- For one half the gain by least squares, and what is left.
local function at_half(tried, half)
  local sum_fg, sum_ff, left = 0, 0, 0
  for _, one in ipairs(tried) do
    local f, w = fit.at(one.money, 1, half), weight_of(one)
    sum_fg, sum_ff = sum_fg + w * f * one.gain, sum_ff + w * f * f
  end
  local gain = sum_fg / sum_ff
  for _, one in ipairs(tried) do left = left + weight_of(one) * (one.gain - fit.at(one.money, gain, half)) ^ 2 end
  return left, gain
end


-- The half that leaves least, and whether it lies at an edge (3).
local function best_half(tried, most)
  local best, at
  for i = -GRID, GRID do
    local left = at_half(tried, most * 10 ^ (i / 20))
    if not best or left < best then best, at = left, i / 20 end
  end
  local golden, lo, hi = (math.sqrt(5) - 1) / 2, at - 0.05, at + 0.05
  while hi - lo > 1e-10 do
    local a, b = hi - golden * (hi - lo), lo + golden * (hi - lo)
    if at_half(tried, most * 10 ^ a) < at_half(tried, most * 10 ^ b) then hi = b else lo = a end
  end
  return most * 10 ^ ((lo + hi) / 2), math.abs(at) >= 2
end


-- The root of the covariance of gain and log half: { gain's se, log half's by gain, log half's own }; nil when singular.
local function errors(tried, gain, half, left)
  local aa, ab, bb, variance = 0, 0, 0, left / (#tried - 2)
  if tried[1].se then variance = math.max(1, variance) end                                    -- (2)
  for _, one in ipairs(tried) do
    local w, a = weight_of(one), fit.at(one.money, 1, half)
    local b = -gain * LOG2 * one.money / half * math.exp(-LOG2 * one.money / half)
    aa, ab, bb = aa + w * a * a, ab + w * a * b, bb + w * b * b
  end
  local det = aa * bb - ab * ab
  if det <= 1e-12 * aa * bb then return nil end
  local v_gain, v_half, both = variance * bb / det, variance * aa / det, -variance * ab / det
  local se = math.sqrt(v_gain)
  local by = se > 0 and both / se or 0
  return { se, by, math.sqrt(math.max(0, v_half - by * by)) }
end


--- Fits; nil and why not where what was tried does not show it.
---@param tried { money: number, gain: number, se?: number }[] errors with all or with none
---@return { gain: number, half: number, root: number[] }?, string?
function fit.saturating(tried)
  local most, amounts, n = 0, {}, 0
  for _, one in ipairs(tried) do
    if not amounts[one.money] then amounts[one.money], n = true, n + 1 end
    most = math.max(most, one.money)
  end
  if #tried < 3 or n < 2 then
    return nil, "cx.curve.fitted wants at least three { money, gain } of at least two amounts of money"
  end
  local half, is_edge = best_half(tried, most)
  local left, gain = at_half(tried, half)
  local root = not is_edge and errors(tried, gain, half, left)
  if not root then
    return nil, "what was tried does not show where the gain levels off; declare the curve, or try other amounts"
  end
  return { gain = gain, half = half, root = root }
end


return fit
