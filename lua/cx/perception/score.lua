-- score.lua - how near predictions came: proper scores, by role and round
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: predictions that have met what was measured. Out: mean scores with intervals, and whose are lower.
--
-- (1) An interval that is to hold with probability L = 1 - a scores (high - low) + 2/a (low - x) below it and 2/a (x - high)
--     above (Gneiting and Raftery 2007, equation 43). A number scores its squared error, which is proper for the mean
--     (Gneiting 2011). Lower is better; whoever says what he believes does best.
-- (2) A predictor's score is the mean of his predictions; a role's is the mean of its predictors, with t of predictors - 1.
-- (3) What was measured has an error of its own, which is in everybody's score alike.
-- (4) Two roles are compared over the places and rounds that both predicted, by Welch's t on predictors, Holm over pairs.
-- (5) Fewer predictors than the minimum: hidden.

local core = require "cx.core"

local score = {}

local KINDS = { "interval", "squared" }


--- The scores of one prediction (1).
---@param one table { value, low?, high? }
---@param x number what was measured
---@param level number
---@return { interval?: number, squared: number, held?: boolean }
function score.of(one, x, level)
  local made = { squared = (one.value - x) ^ 2 }
  if one.low then
    local by = 2 / (1 - level)
    made.interval = one.high - one.low + by * math.max(0, one.low - x) + by * math.max(0, x - one.high)
    made.held = one.low <= x and x <= one.high
  end
  return made
end


-- Means of each predictor that has this kind of score (2).
local function means_of(list, kind)
  local by_who, order = {}, {}
  for _, one in ipairs(list) do
    local s = one.score[kind]
    if s then
      local who = one.person
      if not by_who[who] then
        by_who[who] = { sum = 0.0, n = 0 }
        order[#order + 1] = by_who[who]
      end
      by_who[who].sum, by_who[who].n = by_who[who].sum + s, by_who[who].n + 1
    end
  end
  local means = {}
  for i, who in ipairs(order) do means[i] = who.sum / who.n end
  return means
end


-- Mean and variance of a list.
local function moments(list)
  local mean, squares = 0.0, 0.0
  for _, x in ipairs(list) do mean = mean + x / #list end
  for _, x in ipairs(list) do squares = squares + (x - mean) ^ 2 end
  return mean, #list > 1 and squares / (#list - 1) or 0.0
end
score.moments = moments


-- The mean score of predictors as an estimate, hidden when they are few (5).
local function estimate(list, kind, confidence, minimum)
  local means = means_of(list, kind)
  if #means == 0 then return nil end
  if #means < minimum then return { hidden = true } end
  local mean, variance = moments(means)
  local made = { value = mean, n = #means }
  if #means > 1 and variance > 1e-18 * mean * mean then
    made.se = math.sqrt(variance / #means)
    local reach = core.distribution.t_quantile((1 + confidence) / 2, #means - 1) * made.se
    made.low, made.high = math.max(0, mean - reach), mean + reach
    made.method = ("t %.6g %%"):format(100 * confidence)
  end
  return made
end


-- Both kinds over a list, and how many intervals held.
local function all_kinds(list, self, minimum)
  local made, held, of = {}, 0, 0
  for _, kind in ipairs(KINDS) do made[kind] = estimate(list, kind, self.confidence, minimum) end
  for _, one in ipairs(list) do
    if one.score.held ~= nil then of = of + 1 end
    if one.score.held then held = held + 1 end
  end
  if of > 0 and made.interval and not made.interval.hidden then made.held = { n = held, of = of } end
  return made
end


local function of_role(list, role, round)
  local found = {}
  for _, one in ipairs(list) do
    if one.role == role and (not round or one.round_name == round) then found[#found + 1] = one end
  end
  return found
end


--- Scores of each role: over all rounds, and round by round.
---@param list table[] predictions with score, role, round_name, person
---@param roles string[]
---@param rounds string[]
---@param self table the analysis
---@param minimum integer
---@return table[]
function score.roles(list, roles, rounds, self, minimum)
  local made = {}
  for i, role in ipairs(roles) do
    made[i] = all_kinds(of_role(list, role), self, minimum)
    made[i].role, made[i].rounds = role, {}
    for _, round in ipairs(rounds) do
      local mine = of_role(list, role, round)
      if #mine > 0 then
        local one = all_kinds(mine, self, minimum)
        one.round = round
        table.insert(made[i].rounds, one)
      end
    end
  end
  return made
end


-- ---- whose are lower (4) -----------------------------------------------------------------------------------

local function cell_of(one) return one.round_name .. "\0" .. one.place end


-- Predictions of a role in cells that another has too.
local function shared(mine, theirs)
  local has, found = {}, {}
  for _, one in ipairs(theirs) do has[cell_of(one)] = true end
  for _, one in ipairs(mine) do
    if has[cell_of(one)] then found[#found + 1] = one end
  end
  return found
end


-- Welch's t on the predictors' means; nil where they do not tell.
local function compare(a, b, kind, confidence, minimum)
  a, b = means_of(a, kind), means_of(b, kind)
  if #a < math.max(2, minimum) or #b < math.max(2, minimum) then return nil end
  local mean_a, variance_a = moments(a)
  local mean_b, variance_b = moments(b)
  local va, vb = variance_a / #a, variance_b / #b
  if va + vb <= 0 then return nil end
  local se, df = math.sqrt(va + vb), (va + vb) ^ 2 / (va ^ 2 / (#a - 1) + vb ^ 2 / (#b - 1))
  local reach = core.distribution.t_quantile((1 + confidence) / 2, df) * se
  return { value = mean_a - mean_b, low = mean_a - mean_b - reach, high = mean_a - mean_b + reach, n = #a + #b, se = se,
           df = df, p = math.min(1, 2 * core.distribution.t(-math.abs((mean_a - mean_b) / se), df)),
           method = ("Welch t %.6g %%"):format(100 * confidence) }
end


--- All pairs of roles by squared error: { role, against, value, low, high, p, p_adjusted, verdict }.
---@param list table[]
---@param roles string[]
---@param self table
---@param minimum integer
---@return table[]
function score.pairs(list, roles, self, minimum)
  local made, p = {}, {}
  for i = 1, #roles do
    for j = i + 1, #roles do
      local a, b = of_role(list, roles[i]), of_role(list, roles[j])
      local one = compare(shared(a, b), shared(b, a), "squared", self.confidence, minimum)
      if one then
        one.role, one.against = roles[i], roles[j]
        made[#made + 1], p[#p + 1] = one, one.p
      end
    end
  end
  for i, adjusted in ipairs(#p > 0 and core.adjust(p, "holm") or {}) do
    local one = made[i]
    one.p_adjusted = adjusted
    one.verdict = adjusted > 1 - self.confidence and "cannot tell" or one.value < 0 and "nearer" or "farther"
  end
  return made
end


return score
