-- verdict.lua - an interval against what is claimed: inside, outside, or neither, and what it would take to tell
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: what a claim was given (is, at_least, at_most, margin), an estimate. Out: a region, a verdict, what is needed.
--
-- (1) Regions: "value" (is +- margin, at_least, at_most: one of them), "more" (more than the margin, which is 0 unless told),
--     "less" (less than minus it), "equal" (within +- margin), "small" (at most the margin), "least" (at least), "most" (at
--     most). What claims that two things are as good as equal wants a margin, else nothing could support it.
-- (2) supported: the whole interval is in the region; refuted: the whole of it is outside; else cannot tell. An exact value
--     is in the region or outside it. `is` without a margin can be refuted, never supported: a margin is what it needs.
-- (3) Needs: that the interval at the estimate that there is would lie on one side of the nearest bound, four times in five:
--     n ((1 + z(.8) / z) half / d)^2, half being half the interval and d the distance to the bound. Of rounds, whose slope's
--     error falls with n^1.5, the cube root of it. An estimate on the bound, or one beyond a thousand million, tells no n.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local verdict = {}

local POWER, MOST, LARGEST = 0.8, 1e9, 1e15
local KEYS = { value = { "is", "at_least", "at_most" }, least = { "at_least" }, most = { "at_most" } }


local function number(given, name)
  local x = given[name]
  if x == nil or math.type(x) and math.abs(x) <= LARGEST then return x end
  caller.raise(("%s: a number is wanted, not %s"):format(name, complain.show(x)))
end


local function read_margin(given, kind, word)
  local margin = number(given, "margin")
  if margin and margin <= 0 then caller.raise(("margin: a number above 0 is wanted, not %s"):format(complain.show(margin))) end
  if not margin and (kind == "equal" or kind == "small") then
    caller.raise(("%s: margin = how large may it be and still count as nothing? without one no data could support it")
      :format(word))
  end
  if margin and (kind == "least" or kind == "most" or kind == "value" and not given.is) then
    caller.raise "margin: it goes with is = a value"
  end
  return margin
end


-- The one bound of several that was given.
local function read_bound(given, kind, word)
  local name
  for _, key in ipairs(KEYS[kind]) do
    if number(given, key) then
      if name then caller.raise(("%s and %s: one of them is wanted"):format(name, key)) end
      name = key
    end
  end
  if not name then
    caller.raise(("%s: what is claimed? %s = a number"):format(word, table.concat(KEYS[kind], " =, ")))
  end
  return name, given[name]
end


--- The region of a claim (1): { low, high, open, is, at_least, at_most, margin }; nil for a claim of parts.
---@param kind? string
---@param given table
---@param word string "cx.claim.end_matters"
---@return table?
function verdict.region(kind, given, word)
  if not kind then return nil end
  local margin = read_margin(given, kind, word)
  if KEYS[kind] then
    local name, value = read_bound(given, kind, word)
    if name == "at_least" then return { low = value, at_least = value } end
    if name == "at_most" then return { high = value, at_most = value } end
    return { low = value - (margin or 0), high = value + (margin or 0), is = value, margin = margin }
  end
  if kind == "more" then return { low = margin or 0, open = true, margin = margin, more = true } end
  if kind == "less" then return { high = -(margin or 0), open = true, margin = margin, less = true } end
  if kind == "equal" then return { low = -margin, high = margin, margin = margin, is = 0 } end
  return { high = margin, margin = margin }
end


--- A region as outcomes tell it.
---@param region? table
---@return table?
function verdict.told(region)
  if not region then return nil end
  return { is = region.is, at_least = region.at_least, at_most = region.at_most, margin = region.margin, low = region.low,
           high = region.high }
end


--- The verdict on an estimate (2).
---@param estimate? { low?: number, high?: number }
---@param region { low?: number, high?: number, open?: boolean }
---@return "supported"|"refuted"|"cannot tell"
function verdict.of(estimate, region)
  if not estimate or not estimate.low or not estimate.high then return "cannot tell" end
  local low, high, open = region.low, region.high, region.open
  local function beyond(x, bound) return x > bound or open and x == bound end
  if low and beyond(low, estimate.high) or high and beyond(estimate.low, high) then return "refuted" end
  if low and (estimate.low < low or open and estimate.low == low) then return "cannot tell" end
  if high and (estimate.high > high or open and estimate.high == high) then return "cannot tell" end
  return "supported"
end


--- The verdict on a claim of several parts: all of them, or one that is surely not so.
---@param parts { verdict: string }[]
---@return "supported"|"refuted"|"cannot tell"
function verdict.of_parts(parts)
  local all = true
  for _, part in ipairs(parts) do
    if part.verdict == "refuted" then return "refuted" end
    all = all and part.verdict == "supported"
  end
  return all and #parts > 0 and "supported" or "cannot tell"
end


-- How far a value is from the nearest bound that its interval reaches over.
local function distance(value, region)
  local least
  for _, bound in pairs { region.low or false, region.high or false } do
    local d = bound and math.abs(value - bound)
    if d and (not least or d < least) then least = d end
  end
  return least
end


--- How many more it would take (3): { code = "n", counts, n, has, power }; "never" where no number would.
---@param estimate? table
---@param region? table
---@param confidence number
---@return table
function verdict.needs(estimate, region, confidence)
  if not estimate or not estimate.low or not region then return { code = "data", what = "interval" } end
  if region.is and not region.margin then return { code = "margin", counts = estimate.counts, has = estimate.n } end
  local d, half = distance(estimate.value, region), (estimate.high - estimate.low) / 2
  local normal = core.distribution.normal_quantile
  local factor = d and d > 0 and ((1 + normal(POWER) / normal((1 + confidence) / 2)) * half / d) ^ 2 or math.huge
  if estimate.counts == "rounds" then factor = factor ^ (1 / 3) end
  local n = factor < MOST and estimate.n * factor or MOST
  if n >= MOST then return { code = "never", counts = estimate.counts, has = estimate.n } end
  return { code = "n", counts = estimate.counts, n = math.max(estimate.n + 1, math.ceil(n)), has = estimate.n, power = POWER }
end


return verdict
