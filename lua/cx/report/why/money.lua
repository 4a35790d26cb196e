-- money.lua - amounts of money and numbers of any size, with their intervals, as the parts of worth write them
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: numbers, the words of a language, a unit or nil. Out: texts; "" for what is not there.
--
-- (1) No decimals from 100 on, one from 10, two below; from 10,000 on three figures, the rest being noughts.
-- (2) The unit stands behind, with a no-break space.

local money = {}


local function decimals(x)
  local size = math.abs(x)
  return size >= 100 and 0 or size >= 10 and 1 or 2
end


-- Three figures of a large amount.
local function rounded(x)
  if not x or math.abs(x) < 10000 or math.abs(x) > 1e300 then return x end
  return tonumber(("%.3g"):format(x))
end


--- An amount: rules (1) and (2).
---@param words table
---@param x? number
---@param unit? string
---@return string
function money.text(words, x, unit)
  local text = words:number(rounded(x), x and decimals(x))
  if not text then return "" end
  return unit and text .. "\u{a0}" .. unit or text
end


--- The interval of an estimate, without unit.
function money.range(words, estimate)
  if not (estimate and estimate.low) then return "" end
  local largest = math.max(math.abs(estimate.low), math.abs(estimate.high))
  return words:range(rounded(estimate.low), rounded(estimate.high), decimals(largest))
end


--- "147 € (120–180)", or without the interval where there is none.
function money.both(words, estimate, unit)
  local range = money.range(words, estimate)
  local text = money.text(words, estimate.value, unit)
  return range ~= "" and ("%s (%s)"):format(text, range) or text
end


return money
