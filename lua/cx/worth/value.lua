-- value.lua - what a customer of each kind is worth: at the purchase, with duration, with referrals
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: plain numbers of segments and of the whole. Out: plain numbers; intervals are made by draws (worth.lua).
--
-- (1) m: margin of a period = spend x purchases x margin's share. A customer's value over time is m times the annuity
--     sum over t of (r / (1 + d))^t = (1 + d) / (1 + d - r), or its first `years` terms, less the cost of acquisition
--     (Gupta and Lehmann 2003; the first period counts in full).
-- (2) Referrals: (referrals x conversion - mentions x loss) x the value of a new customer, each period that one stays.
--     A new customer is worth the mean of all segments by their shares, unless told. One generation; with
--     generations = "all" the geometric series 1 / (1 - ratio), where a new customer brings less than one other: ratio < 1.
-- (3) A draw for which the series has no sum takes that of CAP years, and at most MOST_RATIO as ratio.

local value = {}

local CAP, MOST_RATIO = 100, 0.95

value.SEGMENTS = { "promoter", "passive", "detractor" }


--- The sum over t of (r / (1 + d))^t, for so many years or without end (1).
---@param r number retention of a period, 0..1
---@param d number discount of a period, from 0
---@param years? integer
---@return number
function value.annuity(r, d, years)
  local q = r / (1 + d)
  if not years and q < 1 - 1e-9 then return (1 + d) / (1 + d - r) end
  years = years or CAP                                                                             -- (3)
  if math.abs(1 - q) < 1e-9 then return years end
  return (1 - q ^ years) / (1 - q)
end


-- The mean value of a new customer, and how many others one brings (2).
local function of_new(made, shared)
  local sum, mean, ratio = 0, 0, 0
  for _, name in ipairs(value.SEGMENTS) do
    local one = made[name]
    if one then
      sum, mean = sum + one.share, mean + one.share * one.duration
      ratio = ratio + one.share * one.referrals * shared.conversion * one.annuity
    end
  end
  if sum <= 0 then return shared.new_value or 0, 0 end
  return shared.new_value or mean / sum, ratio / sum
end


--- The three values of each segment: { promoter = { purchase, duration, referred, total, annuity }, ... }, and the ratio.
---@param segments table<string, table> spend, purchases, retention, referrals, mentions, acquisition, share: numbers
---@param shared { discount: number, margin: number, conversion: number, loss: number, years?: integer, new_value?: number,
---  all?: boolean }
---@return table, number ratio
function value.of(segments, shared)
  local made = {}
  for name, one in pairs(segments) do
    local annuity = value.annuity(one.retention or 0, shared.discount, shared.years)
    local purchase = one.spend * shared.margin
    made[name] = { purchase = purchase, annuity = annuity, share = one.share, referrals = one.referrals or 0,
                   duration = purchase * one.purchases * annuity - one.acquisition }
  end
  local new, ratio = of_new(made, shared)
  local times = shared.all and 1 / (1 - math.min(ratio, MOST_RATIO)) or 1
  for name, one in pairs(made) do
    local given = segments[name]
    local net = one.referrals * shared.conversion - (given.mentions or 0) * shared.loss
    one.referred = net * new * times * one.annuity
    one.total = one.duration + one.referred
  end
  return made, ratio
end


return value
