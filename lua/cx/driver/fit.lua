-- fit.lua - an outcome fitted by its drivers, and again without each bucket: what a jackknife makes of it
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: moments, the numbers of outcome and drivers, groups. Out: the fit, those without each bucket; intervals of anything
-- that is a function of a fit.
--
-- (1) V = (G - 1) / G sum of (value without g - their mean)^2 over the G buckets that have rows; t with G - 1 degrees of
--     freedom. Rows of one person, account or cluster are in one bucket, so errors are robust against what they share, and
--     against unequal variances: the delete-a-group jackknife in the place of a sandwich, whose fourth moments are not kept.
-- (2) Beyond 20 groups the fits without a bucket share R squared out by sampled orders, the same for each bucket.
-- (3) A fit without a bucket that has too few rows, or where the outcome does not vary, leaves all without intervals.

local core = require "cx.core"

local fit = {}

local EXACT, TWINS = 20, 500


---@class cx.Fit
---@field full table what core.driver gives
---@field leaves table[]? the same without each bucket
---@field df integer?


-- Whether a fit has rows to tell something (3).
local function is_fit(made, p) return made.n > p + 1 and made.spread[p + 1] > 0 end

fit.is_fit = is_fit


--- Fits (1). asked = { missing, outcome, drivers, groups, way, twins, seed, threads }
---@param box userdata
---@param buckets integer
---@param asked table
---@return cx.Fit?, string?, string?
function fit.make(box, buckets, asked)
  local options = { lmg = asked.way, groups = asked.groups, twins = asked.twins, seed = asked.seed, threads = asked.threads }
  local full, message, code = core.driver(box, asked.missing, 0, asked.outcome, asked.drivers, options)
  if not full then return nil, message, code end
  local made, p = { full = full, leaves = {} }, #asked.drivers
  if asked.way == "exact" and #(asked.groups or asked.drivers) > EXACT then                        -- (2)
    options.lmg, options.twins = "sampled", TWINS
  end
  for bucket = 1, buckets do
    if core.moments_rows(box, bucket) > 0 then
      local leaf = core.driver(box, asked.missing, bucket, asked.outcome, asked.drivers, options)
      if not leaf or not is_fit(leaf, p) then return { full = full } end                          -- (3)
      made.leaves[#made.leaves + 1] = leaf
    end
  end
  if #made.leaves < 2 then return { full = full } end
  made.df = #made.leaves - 1
  return made
end


--- The interval of a function of a fit (1): { value, se, low, high, n, method }.
---@param self cx.Fit
---@param confidence number
---@param of fun(made: table): number
---@return table
function fit.interval(self, confidence, of)
  local value = of(self.full)
  local n = math.floor(self.full.n + 0.5)
  if not self.leaves then return { value = value, n = n } end
  local sum, values, g = 0, {}, #self.leaves
  for i, leaf in ipairs(self.leaves) do
    values[i] = of(leaf)
    sum = sum + values[i]
  end
  local spread = 0
  for _, one in ipairs(values) do spread = spread + (one - sum / g) ^ 2 end
  local se = math.sqrt((g - 1) / g * spread)
  local reach = core.distribution.t_quantile((1 + confidence) / 2, self.df) * se
  return { value = value, se = se, low = value - reach, high = value + reach, n = n, df = self.df,
           method = ("bucket jackknife %.6g %%"):format(100 * confidence) }
end


return fit
