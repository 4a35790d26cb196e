-- share.lua - a share of cases with Wilson's interval, and the jackknife over buckets of cases
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: k of n cases; values with each bucket left out. Out: estimates as plain tables.

local core = require "cx.core"

local share = {}


--- The method in words, as estimates have it.
---@param name string
---@param confidence number
---@return string
function share.method(name, confidence) return ("%s %.6g %%"):format(name, 100 * confidence) end


--- k of n cases in percent (Wilson, 1927, J. Am. Stat. Assoc. 22:209); no value of none.
---@param k integer
---@param n integer
---@param confidence number
---@return table { value, low, high, n, method }
function share.of(k, n, confidence)
  if n == 0 then return { n = 0 } end
  local z = core.distribution.normal_quantile((1 + confidence) / 2)
  local p, d = k / n, 1 + z * z / n
  local centre, half = (p + z * z / (2 * n)) / d, z / d * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
  return { value = 100 * p, low = 100 * math.max(0, k == 0 and 0 or centre - half),
           high = 100 * math.min(1, k == n and 1 or centre + half), n = n, cases = k,
           method = share.method("Wilson", confidence) }
end


--- A value with the interval of its leave-outs (statistics: jackknife over G buckets, t with G - 1 degrees of freedom).
---@param value number
---@param left number[]
---@param confidence number
---@return number? low
---@return number? high
---@return number? se
function share.jackknife(value, left, confidence)
  local g, mean, sum = #left, 0, 0
  if g < 2 then return nil end
  for _, x in ipairs(left) do mean = mean + x / g end
  for _, x in ipairs(left) do sum = sum + (x - mean) ^ 2 end
  local se = math.sqrt((g - 1) / g * sum)
  local half = core.distribution.t_quantile((1 + confidence) / 2, g - 1) * se
  return value - half, value + half, se
end


return share
