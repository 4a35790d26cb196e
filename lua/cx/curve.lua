-- curve.lua - cx.curve: what money brings at a touchpoint, declared, or fitted from what was tried
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: cx.curve.saturating { gain = 10, half = 20000 }, s_shaped, points, fitted. Out: a curve; curve:at(money, z) is its gain.
--
-- (1) saturating: gain (1 - 2^(-x / half)): half of all that can be gained comes with `half`. With rate = b instead of half,
--     gain (1 - e^(-b x)).
-- (2) s_shaped: gain x^k / (half^k + x^k), k = steep, 3 unless told (Hill 1910): little comes of little.
-- (3) points: straight lines between { money, gain }, in order; before the first from nothing, flat after the last.
-- (4) A number that is not sure is { value, low, high } (or a table with these keys, such as an estimate): a 95 % interval.
--     z = { ... }, one standard normal for each of curve.unsure, moves it: gains by addition, the rest, which
--     are above 0, by factors; below and above the value by its own half of the interval.
-- (5) fitted: { { money, gain }, ... } of actions that were tried; (1) by least squares over half, and with it the gain
--     (Golub and Pereyra 1973); the errors are those of the linearised fit, and go together.
-- (6) A curve gains nothing from nothing but what its first point says; what is not finite is refused.

local caller = require "cx.caller"
local complain = require "cx.complain"

local curve = {}

local Z95 = 1.959963984540054
local class = { __name = "curve" }
class.__index = class


local function is_number(x) return type(x) == "number" and x == x and math.abs(x) < math.huge end


--- True for a curve.
---@param value any
---@return boolean
function curve.is(value) return getmetatable(value) == class end


-- ---- numbers that may not be sure (4) --------------------------------------------------------------------

--- A number with its interval; low and high are nil where it is sure.
---@param given any
---@param path string
---@param lowest? number what it must be above
---@return { value: number, low: number?, high: number? }
function curve.number(given, path, lowest)
  local made = { value = given }
  require "cx.plan.plain".check(given, path)
  if type(given) == "table" then
    made = { value = given.value or given[1], low = given.low or given[2], high = given.high or given[3] }
  end
  if not is_number(made.value) or made.value <= (lowest or -math.huge) then
    caller.raise(("%s: a number%s is wanted, or { value, low, high }, not %s"):format(path,
      lowest and " above " .. lowest or "", complain.show(type(given) == "table" and made.value or given)))
  end
  if made.low == nil and made.high == nil then return made end
  if not (is_number(made.low) and is_number(made.high) and made.low <= made.value and made.value <= made.high)
    or made.low <= (lowest or -math.huge) then
    caller.raise(("%s: an interval holds its value, { value, low, high }%s"):format(path,
      lowest and (", and lies above %s"):format(lowest) or ""))
  end
  return made
end


--- The number moved by z standard errors, each side by its own half of the interval (4).
---@param number { value: number, low: number?, high: number? }
---@param z number
---@return number
function curve.moved(number, z)
  if not number.low then return number.value end
  return number.value + z / Z95 * (z < 0 and number.value - number.low or number.high - number.value)
end


-- The same for a number above 0: by factors.
local function scaled(number, z)
  if not number.low then return number.value end
  return number.value * (z < 0 and number.value / number.low or number.high / number.value) ^ (z / Z95)
end


-- ---- shapes ----------------------------------------------------------------------------------------------

local function check(word, given, known)
  if type(given) ~= "table" then caller.raise(("cx.curve.%s wants a table"):format(word)) end
  require "cx.plan.plain".check(given, "cx.curve." .. word)
  caller.known("option of cx.curve." .. word, given, known)
end


-- A curve of numbers that z moves in turn: f(money, gain, second, third).
local function made(shape, numbers, f)
  return setmetatable({ kind = "curve", shape = shape, numbers = numbers, unsure = #numbers, f = f }, class)
end


--- True where no number of the curve has an interval: there is nothing to draw.
---@return boolean
function class:is_sure()
  for _, number in ipairs(self.numbers) do
    if number.low then return false end
  end
  return self.shape ~= "fitted"
end


--- What so much money gains; with z moved by what is not sure.
---@param money number 0 or more
---@param z? number[] standard normals, one for each of self.unsure
---@return number
function class:at(money, z)
  if self.own then return self.own(money, z) end
  local list = {}
  for i, number in ipairs(self.numbers) do
    local by = z and z[i] or 0
    list[i] = i == 1 and curve.moved(number, by) or scaled(number, by)
  end
  return self.f(money, table.unpack(list))
end


local LOG2 = math.log(2)

local function saturating(x, gain, half) return x > 0 and gain * (1 - math.exp(-LOG2 * x / half)) or 0 end


--- Much of little, less of more (1).
---@param given { gain: any, half: any?, rate: any? }
---@return table curve
function curve.saturating(given)
  check("saturating", given, { "gain", "half", "rate" })
  local gain = curve.number(given.gain, "gain")
  if (given.half == nil) == (given.rate == nil) then
    caller.raise "half or rate is wanted: the money that brings half of all that can be gained, or the rate of it"
  end
  if given.half ~= nil then return made("saturating", { gain, curve.number(given.half, "half", 0) }, saturating) end
  return made("saturating", { gain, curve.number(given.rate, "rate", 0) },
    function(x, top, rate) return top * (1 - math.exp(-rate * x)) end)
end


--- Little of little, much from some point on (2).
---@param given { gain: any, half: any, steep: any? }
---@return table curve
function curve.s_shaped(given)
  check("s_shaped", given, { "gain", "half", "steep" })
  return made("s_shaped", { curve.number(given.gain, "gain"), curve.number(given.half, "half", 0),
                            curve.number(given.steep == nil and 3 or given.steep, "steep", 0) },
    function(x, gain, half, steep) return x > 0 and gain / (1 + (half / x) ^ steep) or 0 end)
end


-- (3): the gains at the points, moved together.
local function between(points, x, z)
  local x0, g0 = 0, points[1][1] == 0 and curve.moved(points[1][2], z) or 0
  for _, point in ipairs(points) do
    local gain = curve.moved(point[2], z)
    if x <= point[1] then return point[1] == x0 and gain or g0 + (gain - g0) * (x - x0) / (point[1] - x0) end
    x0, g0 = point[1], gain
  end
  return g0
end


--- Straight lines between points { money, gain } (3).
---@param given table[]
---@return table curve
function curve.points(given)
  if type(given) ~= "table" or #given == 0 then caller.raise "cx.curve.points wants { { money, gain }, ... }" end
  require "cx.plan.plain".check(given, "cx.curve.points")
  local points, last = {}, -1
  for i, point in ipairs(given) do
    if type(point) ~= "table" or not is_number(point[1]) or point[1] <= last or point[1] < 0 then
      caller.raise(("point %d: { money, gain } is wanted, with more money than the one before"):format(i))
    end
    points[i], last = { point[1], curve.number(point[2], ("point %d"):format(i)) }, point[1]
  end
  local gains = {}
  for i, point in ipairs(points) do gains[i] = point[2] end
  local self = made("points", gains, nil)
  self.unsure = 1
  self.own = function(x, z) return between(points, x, z and z[1] or 0) end
  return self
end


-- ---- fitted (5) ------------------------------------------------------------------------------------------

-- For one half the gain by least squares, and what is left.
local function at_half(tried, half)
  local sum_fg, sum_ff, left = 0, 0, 0
  for _, one in ipairs(tried) do
    local f = saturating(one[1], 1, half)
    sum_fg, sum_ff = sum_fg + f * one[2], sum_ff + f * f
  end
  local gain = sum_fg / sum_ff
  for _, one in ipairs(tried) do left = left + (one[2] - saturating(one[1], gain, half)) ^ 2 end
  return left, gain
end


-- The half that leaves least, over four powers of ten around what was spent: a grid, then golden section.
local function best_half(tried, most)
  local best, at
  for i = -40, 40 do
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


-- The root of the covariance of gain and log half: { gain's se, log half's by gain, log half's own }.
local function errors(tried, gain, half, left)
  local aa, ab, bb, variance = 0, 0, 0, left / (#tried - 2)
  for _, one in ipairs(tried) do
    local a = saturating(one[1], 1, half)
    local b = -gain * LOG2 * one[1] / half * math.exp(-LOG2 * one[1] / half)
    aa, ab, bb = aa + a * a, ab + a * b, bb + b * b
  end
  local det = aa * bb - ab * ab
  if det <= 1e-12 * aa * bb then return nil end
  local v_gain, v_half, both = variance * bb / det, variance * aa / det, -variance * ab / det
  local se = math.sqrt(v_gain)
  local by = se > 0 and both / se or 0
  return { se, by, math.sqrt(math.max(0, v_half - by * by)) }
end


--- A saturating curve through what was tried (5). Raises where that does not show where it bends.
---@param given number[][] { money, gain }: at least three, of at least two amounts
---@return table curve with gain and half as estimates { value, se }, n
function curve.fitted(given)
  local tried, most, amounts = {}, 0, {}
  require "cx.plan.plain".check(given, "cx.curve.fitted")
  for i, one in ipairs(type(given) == "table" and given or {}) do
    if type(one) ~= "table" or not is_number(one[1]) or not is_number(one[2]) or one[1] <= 0 then
      caller.raise(("number %d: { money, gain } is wanted, with money above 0"):format(i))
    end
    tried[i], most = one, math.max(most, one[1])
    if not amounts[one[1]] then amounts[one[1]], amounts[#amounts + 1] = true, one[1] end
  end
  if #tried < 3 or #amounts < 2 then
    caller.raise "cx.curve.fitted wants at least three { money, gain } of at least two amounts of money"
  end
  local half, is_edge = best_half(tried, most)
  local left, gain = at_half(tried, half)
  local root = not is_edge and errors(tried, gain, half, left)
  if not root then
    caller.raise "what was tried does not show where the gain levels off; declare the curve, or try other amounts"
  end
  local self = made("fitted", {}, nil)
  self.unsure, self.n = 2, #tried
  self.gain, self.half = { value = gain, se = root[1] }, { value = half, se = half * math.sqrt(root[2] ^ 2 + root[3] ^ 2) }
  self.own = function(x, z)
    local a, b = z and z[1] or 0, z and z[2] or 0
    return saturating(x, gain + root[1] * a, half * math.exp(root[2] * a + root[3] * b))
  end
  return self
end


return curve
