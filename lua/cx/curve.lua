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
-- (5) fitted: { { money, gain }, ... } of actions that were tried; (1) by least squares (curve/fit.lua). A gain may have an
--     interval, all or none, and may be the effect of an action, { money, cx.effect { ... } }: it is measured with the plan.
--     cx.effect { action = "id" } alone has the action's own cost. Effects that cannot be told are left out.
-- (6) A curve gains nothing from nothing but what its first point says; what is not finite is refused.

local caller = require "cx.caller"
local complain = require "cx.complain"
local fit = require "cx.curve.fit"

local curve = {}

local Z95 = 1.959963984540054
local MOST = 1e15 -- beyond it no digit would be left of cents
local class = { __name = "curve" }
class.__index = class


local function is_number(x) return type(x) == "number" and math.abs(x) <= MOST end


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


--- Much of little, less of more (1).
---@param given { gain: any, half: any?, rate: any? }
---@return table curve
function curve.saturating(given)
  check("saturating", given, { "gain", "half", "rate" })
  local gain = curve.number(given.gain, "gain")
  if (given.half == nil) == (given.rate == nil) then
    caller.raise "half or rate is wanted: the money that brings half of all that can be gained, or the rate of it"
  end
  if given.half ~= nil then return made("saturating", { gain, curve.number(given.half, "half", 0) }, fit.at) end
  local rate = curve.number(given.rate, "rate", 0)
  local self = made("saturating", { gain, rate }, function(x, top, by) return top * (1 - math.exp(-by * x)) end)
  local log2 = math.log(2)
  self.by_rate = { value = log2 / rate.value, low = rate.high and log2 / rate.high, high = rate.low and log2 / rate.low }
  return self
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

-- What was tried made a curve; nil and why not.
local function through(self, tried)
  for i = 2, #tried do
    if (tried[i].se == nil) ~= (tried[1].se == nil) then
      return nil, "gains with intervals are wanted, or gains without; not both"
    end
  end
  local found, message = fit.saturating(tried)
  if not found then return nil, message end
  local gain, half, root = found.gain, found.half, found.root
  self.unsure, self.n = 2, #tried
  self.gain, self.half = { value = gain, se = root[1] }, { value = half, se = half * math.sqrt(root[2] ^ 2 + root[3] ^ 2) }
  self.own = function(x, z)
    local a, b = z and z[1] or 0, z and z[2] or 0
    return fit.at(x, gain + root[1] * a, half * math.exp(root[2] * a + root[3] * b))
  end
  return self
end


local function is_effect(value) return require "cx.analysis".is(value, "effect") end


-- The error of a gain with an interval of 95 %, or its own.
local function se_of(gain, given)
  if not gain.low then return nil end
  local se = type(given) == "table" and is_number(given.se) and given.se or (gain.high - gain.low) / (2 * Z95)
  return se > 0 and se or nil
end


-- One that was tried: { money, gain, se }, or { money, effect } to be measured.
local function read_tried(one, i)
  if is_effect(one) then return { effect = one } end
  local money, given = nil, nil
  if type(one) == "table" then money, given = rawget(one, 1), rawget(one, 2) end
  if not is_number(money) or money <= 0 or not is_number(given) and type(given) ~= "table" then
    caller.raise(("number %d: { money, gain } is wanted, with money above 0"):format(i))
  end
  if is_effect(given) then return { money = money, effect = given } end
  local gain = curve.number(given, ("number %d"):format(i))
  return { money = money, gain = gain.value, se = se_of(gain, given) }
end


--- A saturating curve through what was tried (5). Raises where that does not show where it bends.
---@param given table[] { money, gain }, { money, cx.effect }, cx.effect: at least three, of at least two amounts
---@return table curve with gain and half as estimates { value, se }, n; those of effects once they are measured
function curve.fitted(given)
  local tried, waits = {}, false
  for i, one in ipairs(type(given) == "table" and given or {}) do
    tried[i] = read_tried(one, i)
    waits = waits or tried[i].effect ~= nil
  end
  local self = made("fitted", {}, nil)
  if waits then
    self.unsure, self.tried = 2, tried
    return self
  end
  local done, message = through(self, tried)
  if not done then caller.raise(message) end
  return self
end


-- The money of an effect's own action; nil and why there is none.
local function cost_of(effect, context)
  local inside = context and context.plan and context.plan.inside or {}
  for _, action in ipairs(inside.actions or {}) do
    if action.id == effect.action then
      if action.cost and action.cost > 0 then return action.cost end
      return nil, ("the action %s has no cost; { money, cx.effect { ... } } tells it"):format(action.id)
    end
  end
  return nil, "what did it cost? { money, cx.effect { ... } }, or an action of the plan with a cost, is wanted"
end


-- What was tried with its effect measured; false where that cannot be told; nil, message, code.
local function measured(one, context)
  if not one.effect then return one end
  local money, message = one.money, nil
  if not money then money, message = cost_of(one.effect, context) end
  if not money then return nil, message, "usage" end
  local outcome, code
  outcome, message, code = one.effect:measure(context)
  if not outcome then return nil, message, code end
  return outcome.value and (outcome.se or 0) > 0 and { money = money, gain = outcome.value, se = outcome.se }
end


--- The curve with its effects measured (5): itself where there are none; nil, message, code where it cannot be made.
---@param context? { plan?: table, today?: string, result?: table }
---@return table? curve, string? message, string? code
function class:measured(context)
  if not self.tried then return self end
  local list = {}
  for _, one in ipairs(self.tried) do
    local entry, message, code = measured(one, context)
    if entry == nil and message then return nil, message, code end
    list[#list + 1] = entry or nil
  end
  if #list < 3 then
    return nil, ("of %d actions that were tried the effect of %d can be told; three are wanted"):format(#self.tried, #list),
      "usage"
  end
  local curved, message = through(made("fitted", {}, nil), list)
  if not curved then return nil, message, "usage" end
  return curved
end


-- A number with its interval; that of a fit by its error.
local function interval(number, by_factor)
  if not number.se then return number.low and { value = number.value, low = number.low, high = number.high } or
    { value = number.value } end
  local reach = Z95 * number.se
  if not by_factor then return { value = number.value, low = number.value - reach, high = number.value + reach } end
  local factor = math.exp(math.min(700, reach / number.value))
  return { value = number.value, low = number.value / factor, high = number.value * factor }
end


--- What the curve takes for granted, for a report: { shape, top, half, n }; top is all that can be gained, half the money that
--- brings half of it, n the actions of a fit.
---@return { shape: string, top: table, half?: table, n?: integer }
function class:about()
  if self.shape == "fitted" then
    return { shape = "fitted", n = self.n, top = interval(self.gain), half = interval(self.half, true) }
  end
  if self.shape == "points" then
    local top = self.numbers[1]
    for _, number in ipairs(self.numbers) do top = number.value > top.value and number or top end
    return { shape = "points", top = interval(top) }
  end
  return { shape = self.shape, top = interval(self.numbers[1]), half = self.by_rate and interval(self.by_rate)
    or interval(self.numbers[2]) }
end


return curve
