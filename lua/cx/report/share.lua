-- share.lua - shares that sum to exactly one hundred
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: amounts, none negative. Out: shares in percent with a fixed count of decimals.
--
-- (1) Largest remainder: every share is rounded down, then those with the largest remainders get one unit more.
-- (2) Equal remainders: the earlier one first, so that the same amounts give the same shares.

local share = {}


--- So many parts, whole ones, shared out; nil when there is nothing to share.
---@param amounts number[]
---@param parts integer
---@return integer[]?
function share.parts(amounts, parts)
  local total = 0
  for _, amount in ipairs(amounts) do total = total + amount end
  if total ~= total or total <= 0 or total == math.huge then return nil end
  local units, rest, order, left = {}, {}, {}, parts
  for i, amount in ipairs(amounts) do
    local exact = amount / total * parts
    units[i] = math.floor(exact + 1e-9)
    rest[i], order[i], left = exact - units[i], i, left - units[i]
  end
  table.sort(order, function(a, b)
    if math.abs(rest[a] - rest[b]) > 1e-9 then return rest[a] > rest[b] end     -- (1)
    return a < b                                                                -- (2)
  end)
  for i = 1, left do units[order[i]] = units[order[i]] + 1 end
  return units
end


--- The shares in percent; nil when there is nothing to share.
---@param amounts number[]
---@param decimals? integer 1 unless given
---@return number[]?
function share.percents(amounts, decimals)
  local unit = 10 ^ (decimals or 1)
  local units = share.parts(amounts, math.floor(100 * unit + 0.5))
  for i = 1, #(units or {}) do units[i] = units[i] / unit end
  return units
end


return share
