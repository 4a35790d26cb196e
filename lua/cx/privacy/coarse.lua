-- coarse.lua - numbers of a weighted survey, as fine as their errors and no finer
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: estimates, answers, verdicts, changes of a goal whose survey has weights and a privacy minimum. Out: copies to show.
--
-- (1) Seventeen digits of a mean of few different weights are a puzzle with one solution: who answered what. Value, bounds
--     and centre have the place of the error's second digit, the bounds outwards and within the scale; `decimals` says it.
--     What has no error has the place that its interval gives; what is counted in full stays.
-- (2) The effective n is a whole number; there is no design effect; the spread and the other errors have two digits.
-- (3) Answers have shares alone, in as many parts as people answered, a hundred at most: no part tells from a person more.
-- (4) A probability is in hundredths, one digit where it or its rest is less; people needed have two digits, rounded up.
--     Verdicts stay as the exact numbers gave them.
-- (5) A change has the place of its own error, its p two digits; so has a figure of an analysis, its bounds outwards.

local share = require "cx.report.share"

local coarse = {}

local PARTS = 100 -- (3)


-- The exponent of a number's first digit.
local function first_digit(x) return math.floor(math.log(x, 10) + 1e-12) end


-- x in whole units of 10 ^ exponent, rounded by `how`.
local function to_place(x, exponent, how)
  how = how or function(y) return math.floor(y + 0.5) end
  if x == nil then return nil end
  if exponent < 0 then return how(x * 10.0 ^ -exponent) / 10.0 ^ -exponent end
  return how(x / 10.0 ^ exponent) * 10.0 ^ exponent
end


local function down(x) return math.floor(x + 1e-9) end

local function up(x) return math.ceil(x - 1e-9) end


-- The same with so many digits.
local function digits(x, n, how)
  if not x or x == 0 then return x end
  return to_place(x, first_digit(math.abs(x)) - n + 1, how)
end


-- The place of the error's second digit; nil where nothing says how fine a number is.
local function place_of(one)
  local error_ = one.se and one.se > 0 and one.se or one.low and one.high and (one.high - one.low) / 4 or 0
  return error_ > 0 and first_digit(error_) - 1 or nil
end


local function copy(given)
  local made = {}
  for key, value in pairs(given) do made[key] = value end
  return made
end


--- An estimate (1) (2).
---@param given table
---@return table
function coarse.estimate(given)
  if not given.value or given.interval == "exact" then return given end
  local made, place = copy(given), place_of(given)
  if place then
    made.value, made.centre, made.se = to_place(given.value, place), to_place(given.centre, place), digits(given.se, 2)
    if given.low then
      made.low = math.max(to_place(given.low, place, down), given.lowest or -math.huge)
      made.high = math.min(to_place(given.high, place, up), given.highest or math.huge)
    end
    made.decimals = math.max(0, -place)
  end
  made.centre_se, made.spread = digits(given.centre_se, 2), digits(given.spread, 2)
  made.n_effective, made.design_effect = given.n_effective and math.floor(given.n_effective + 0.5) + 0.0, nil
  made.n_interval = given.n_interval and math.max(1.0, math.floor(given.n_interval + 0.5) + 0.0)
  return made
end


--- The answers of a goal, as shares alone (3).
---@param answers table[] { value, label, score, n, w }
---@return table[]
function coarse.answers(answers)
  local list, weights = { n = 0 }, {}
  for i, answer in ipairs(answers) do weights[i], list.n = answer.w, list.n + answer.n end
  local parts = math.min(PARTS, list.n)
  local of = share.parts(weights, parts)
  for i, answer in ipairs(answers) do
    list[i] = { value = answer.value, label = answer.label, score = answer.score, share = of and of[i] / parts }
  end
  return list
end


--- A verdict (4).
---@param given table
---@return table
function coarse.verdict(given)
  local made, p = copy(given), given.probability
  if p and p > 0 and p < 1 then
    made.probability = to_place(p, math.min(-2, first_digit(math.max(math.min(p, 1 - p), 1e-15))))
  end
  if given.n_needed and given.n_needed < math.huge then
    local needed = digits(given.n_needed, 2, up)
    made.n_needed = math.tointeger(needed) or needed
  end
  return made
end


--- A change between rounds (5).
---@param given table
---@return table
function coarse.change(given)
  local made, place = copy(given), place_of(given)
  for _, key in ipairs { "difference", "low", "high" } do
    made[key] = place and given[key] and to_place(given[key], place) or given[key]
  end
  made.decimals = place and math.max(0, -place)
  made.se, made.p, made.p_adjusted = digits(given.se, 2), digits(given.p, 2), digits(given.p_adjusted, 2)
  return made
end


--- A figure of an analysis: value, bounds, error, p (5).
---@param given table
---@return table
function coarse.figure(given)
  local made, place = copy(given), place_of(given)
  if place and given.value then
    made.value, made.decimals = to_place(given.value, place), math.max(0, -place)
    if given.low then made.low, made.high = to_place(given.low, place, down), to_place(given.high, place, up) end
  end
  for _, key in ipairs { "se", "df", "p", "p_adjusted", "effect" } do made[key] = digits(given[key], 2) end
  return made
end


--- Whether a survey's numbers are to be as fine as their errors: it has weights, and a least number of people.
---@param survey table
---@param minimum integer
---@return boolean
function coarse.is_wanted(survey, minimum)
  return minimum > 1 and require "cx.survey".state(survey).roles.weight ~= nil
end


return coarse
