-- feeling.lua - which moments of a path make the overall score: first, peak, end, trough, or just the mean
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: sums and products of path.h (4), by bucket of cases. Out: weights fitted by least squares, and what they add.
--
-- (1) score = b0 + first + peak + end + trough + mean, fitted, not assumed: (peak + end) / 2 (Kahneman, Fredrickson,
--     Schreiber and Redelmeier, 1993, Psychological Science 4:401) is a claim like others. Weights have the jackknife's
--     intervals.
-- (2) What the moments add to the plain mean: the difference of R2 on cases that were left out of the fit, a bucket at a
--     time. Its interval is t's over the buckets. When it contains 0, or is below, the mean suffices.
-- (3) A moment that the others determine (all paths of one event: first = peak = end = mean) is left out, and so told.
-- (4) Fewer than FEWEST cases, or buckets: no fit.

local core = require "cx.core"
local share = require "cx.journey.share"

local feeling = {}

feeling.NAMES = { "first", "peak", "end", "trough", "mean" }
local SCORE, FEWEST, FEWEST_BUCKETS, TINY = 6, 60, 10, 1e-9


local function add(to, from, sign)
  to.n = to.n + sign * from.n
  for i = 1, SCORE do
    to.sum[i] = to.sum[i] + sign * from.sum[i]
    for j = 1, SCORE do to.product[i][j] = to.product[i][j] + sign * from.product[i][j] end
  end
end


local function empty()
  local made = { n = 0, sum = {}, product = {} }
  for i = 1, SCORE do
    made.sum[i], made.product[i] = 0, {}
    for j = 1, SCORE do made.product[i][j] = 0 end
  end
  return made
end


local function covariance(m, i, j) return m.product[i][j] / m.n - m.sum[i] / m.n * (m.sum[j] / m.n) end


-- Least squares on the named moments, by Cholesky; those that earlier ones determine are left out (3).
local function fit(m, wanted)
  local used, lower, rest = {}, {}, {}
  for _, i in ipairs(wanted) do
    local row, pivot = {}, covariance(m, i, i)
    for k, j in ipairs(used) do
      local c = covariance(m, i, j)
      for l = 1, k - 1 do c = c - row[l] * lower[k][l] end
      row[k] = c / lower[k][k]
      pivot = pivot - row[k] ^ 2
    end
    if pivot > TINY * covariance(m, i, i) and pivot > TINY then
      local c, n = covariance(m, i, SCORE), #used + 1
      for l = 1, n - 1 do c = c - row[l] * rest[l] end
      row[n] = math.sqrt(pivot)
      used[n], lower[n], rest[n] = i, row, c / row[n]
    end
  end
  local weight = {}
  for k = #used, 1, -1 do
    local c = rest[k]
    for l = k + 1, #used do c = c - lower[l][k] * weight[used[l]] end
    weight[used[k]] = c / lower[k][k]
  end
  local constant = m.sum[SCORE] / m.n
  for i, b in pairs(weight) do constant = constant - b * m.sum[i] / m.n end
  return { weight = weight, constant = constant, used = used }
end


-- The squared errors of a fit on the cases of a bucket.
local function errors(m, made)
  local product = m.product
  local sum = product[SCORE][SCORE] - 2 * made.constant * m.sum[SCORE] + made.constant ^ 2 * m.n
  for i, b in pairs(made.weight) do
    sum = sum - 2 * b * (product[i][SCORE] - made.constant * m.sum[i])
    for j, c in pairs(made.weight) do sum = sum + b * c * product[i][j] end
  end
  return math.max(0, sum)
end


local EVERY, MEAN = { 5, 1, 2, 3, 4 }, { 5 }


-- Fits without each bucket, and how they do on it.
local function leave_out(all, buckets)
  local list = {}
  for _, bucket in ipairs(buckets) do
    add(all, bucket, -1)
    local full, base = fit(all, EVERY), fit(all, MEAN)
    list[#list + 1] = { full = full, mine = errors(bucket, full), plain = errors(bucket, base),
                        all = errors(bucket, { weight = {}, constant = all.sum[SCORE] / all.n }) }
    add(all, bucket, 1)
  end
  return list
end


-- (2)
local function gain(list, confidence)
  local g, plain, mine, all, spread = #list, 0, 0, 0, 0
  for _, one in ipairs(list) do plain, mine, all = plain + one.plain, mine + one.mine, all + one.all end
  local value = (plain - mine) / all
  for _, one in ipairs(list) do spread = spread + (one.plain - one.mine - value * one.all) ^ 2 end
  local se = math.sqrt(g / (g - 1) * spread) / all
  local half = core.distribution.t_quantile((1 + confidence) / 2, g - 1) * se
  return { value = value, low = value - half, high = value + half, se = se, mean_r2 = 1 - plain / all, full_r2 = 1 - mine / all,
           method = share.method(("left-out R2, %d buckets, t"):format(g), confidence) }
end


local function weights_of(made, list, confidence)
  local weights = {}
  for i, name in ipairs(feeling.NAMES) do
    local value, left = made.weight[i], {}
    for _, one in ipairs(list) do left[#left + 1] = one.full.weight[i] end
    local entry = { name = name, value = value }
    if value and #left == #list then
      entry.low, entry.high, entry.se = share.jackknife(value, left, confidence)
      entry.method = share.method(("jackknife, %d buckets, t"):format(#left), confidence)
    else
      entry.value, entry.left_out = nil, true                                                       -- (3)
    end
    weights[i] = entry
  end
  return weights
end


--- The fit of overall scores to the moments of paths.
---@param buckets table[] moments
---@param confidence number
---@return table { n, verdict = "mean suffices"|"moments matter"|"too few", gain, weights }
function feeling.fit(buckets, confidence)
  local all, kept = empty(), {}
  for _, bucket in ipairs(buckets) do
    add(all, bucket, 1)
    if bucket.n > 0 then kept[#kept + 1] = bucket end
  end
  local made = { n = all.n, verdict = "too few", fewest = FEWEST }
  if all.n < FEWEST or #kept < FEWEST_BUCKETS or covariance(all, SCORE, SCORE) <= TINY then return made end  -- (4)
  local list = leave_out(all, kept)
  made.gain = gain(list, confidence)
  made.gain.n = all.n
  local full = fit(all, EVERY)
  made.weights, made.constant = weights_of(full, list, confidence), full.constant
  made.verdict = made.gain.low > 0 and "moments matter" or "mean suffices"
  return made
end


--- Means of the moments over the cases that felt something.
---@param m table moments
---@param confidence number
---@return table[]
function feeling.means(m, confidence)
  local list = {}
  for i, name in ipairs(feeling.NAMES) do
    list[i] = { name = name, n = m.n, value = m.sum[i] / m.n }
    if m.n > 1 then
      local se = math.sqrt(math.max(0, covariance(m, i, i)) / (m.n - 1))
      local half = core.distribution.t_quantile((1 + confidence) / 2, m.n - 1) * se
      list[i].low, list[i].high, list[i].method = list[i].value - half, list[i].value + half, share.method("t", confidence)
    end
  end
  return list
end


return feeling
