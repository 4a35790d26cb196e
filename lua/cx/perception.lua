-- perception.lua - what leaders and the front line believed beforehand, against what customers (or staff) said
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: cx.perception { predictions = "predictions.csv", customers = cx.metric.nps(answers.recommend), round = cx.quarter }.
-- Out: an analysis; its outcome.
--
-- (1) A prediction given after the round's results could be known (perception/truth.lua) is refused, and counted: "late". So
--     are those of no round, of a place that nobody answered about, and off the metric's scale. A prediction without a round
--     is of the first one that was still open on its day.
-- (2) Gap: the mean prediction of a role less the measured value, by place, in the newest round that has both; positive: more
--     was expected than there is. Its error has the spread of the predictors and the error of the measure (Welch).
-- (3) "too high" or "too low": p, adjusted over all gaps (Holm up to 20, then Benjamini-Hochberg), is at most 1 - confidence;
--     "near": the interval lies inside +-margin, which is declared; else "cannot tell".
-- (4) Scores by role and round: perception/score.lua. Staff's improvements against drivers: perception/priority.lua.
-- (5) Predictors are few and known: under `minimum` of them (10, or the plan's, unless told) nothing of a role at a place, or
--     of a role's score, is told. Customers have the minimum of their survey. staff = takes the place of customers = where it
--     is the staff's answers that were predicted.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local prediction = require "cx.perception.prediction"
local priority = require "cx.perception.priority"
local score = require "cx.perception.score"
local truth = require "cx.perception.truth"

local perception = {}

local KNOWN = { "predictions", "customers", "staff", "by", "round", "results", "level", "margin", "improvements", "drivers",
                "minimum", "confidence", "seed", "permutations", "title", "id" }


-- ---- declared ------------------------------------------------------------------------------------------

-- Whose answers were predicted, and by which word.
local function read_side(given)
  if given.customers ~= nil and given.staff ~= nil then
    caller.raise "cx.perception: customers = or staff = is wanted, not both; an analysis each"
  end
  if given.staff ~= nil then return asked.metric(given.staff, "staff"), "staff" end
  return asked.wanted(given.customers, "customers"), "customers"
end


local function read_results(given)
  if given == nil or truth.is_day(given) then return given end
  local fine = type(given) == "table"
  for round, day in next, fine and given or {} do fine = fine and type(round) == "string" and truth.is_day(day) end
  if fine and next(given) then return given end
  caller.raise(("results: the day on which results were known is wanted, such as \"2026-04-15\", or one for each round, not %s")
    :format(complain.show(given)))
end


local function read_part(name, given, default)
  if given == nil then return default end
  if type(given) ~= "number" or not (given > 0 and given < 1) then
    caller.raise(("%s: a number between 0 and 1 is wanted, such as %g"):format(name, default))
  end
  return given
end


local function read_margin(given)
  if given == nil or type(given) == "number" and given > 0 and given < math.huge then return given end
  caller.raise(("margin: a difference too small to matter, in the metric's unit, is wanted, not %s")
    :format(complain.show(given)))
end


-- ---- predictions meet results (1) ------------------------------------------------------------------------

-- The round that a prediction is of; nil and why not.
local function round_of(one, rounds)
  if one.round ~= "" then
    for _, round in ipairs(rounds) do
      if round.name == one.round then return round end
    end
    return nil, "no_round"
  end
  for _, round in ipairs(rounds) do
    if one.day <= round.deadline then return round end
  end
  return nil, #rounds > 0 and "late" or "no_round"
end


-- The estimate that a prediction is to be held against; nil and why not.
local function met(one, rounds)
  local round, why = round_of(one, rounds)
  if not round then return nil, why end
  if one.day > round.deadline then return nil, "late" end
  local e = round.places[one.place]
  if not e or not e.hidden and not e.value then return nil, "no_place" end
  if e.hidden then return nil, "hidden" end
  local lowest, highest = math.min(one.value, one.low or one.value), math.max(one.value, one.high or one.value)
  if e.lowest and e.interval ~= "none" and (lowest < e.lowest or highest > e.highest) then return nil, "off_scale" end
  one.round_name, one.measured = round.name, e
  return e
end


-- The predictions that count, with their scores; the others by reason.
local function sift(self, list, rounds, left)
  local used = {}
  for _, why in ipairs { "late", "no_round", "no_place", "hidden", "off_scale" } do left[why] = 0 end
  for _, one in ipairs(list) do
    local e, why = met(one, rounds)
    if e then
      one.score = score.of(one, e.value, self.level)
      one.person = one.role .. "\0" .. (one.who ~= "" and one.who or "#" .. one.number)
      used[#used + 1] = one
    else
      left[why] = left[why] + 1
    end
  end
  return used
end


local function names_of(list, key)
  local names, seen = {}, {}
  for _, one in ipairs(list) do
    if not seen[one[key]] then names[#names + 1] = one[key] end
    seen[one[key]] = true
  end
  table.sort(names)
  return names
end


-- ---- gaps (2) (3) ------------------------------------------------------------------------------------------

-- One number for each predictor of a role at a place in a round.
local function values_of(list, role, place, round)
  local by_who, order = {}, {}
  for _, one in ipairs(list) do
    if one.role == role and one.place == place and one.round_name == round then
      if not by_who[one.person] then
        by_who[one.person] = { sum = 0.0, n = 0 }
        order[#order + 1] = by_who[one.person]
      end
      by_who[one.person].sum, by_who[one.person].n = by_who[one.person].sum + one.value, by_who[one.person].n + 1
    end
  end
  local values = {}
  for i, who in ipairs(order) do values[i] = who.sum / who.n end
  return values
end


-- Error of the measure and its degrees of freedom, as cx.compare takes them (core/infer/compare.h, 3); nil where it has none.
local function error_of(e, has_design)
  if e.interval == "t" and not has_design and (e.spread or 0) > 0 and e.n_interval > 1 then
    return math.sqrt(e.spread / (e.n_interval - 1)), e.n_interval - 1
  end
  if e.interval == "exact" then return 0.0, 1 end
  local se = e.se and e.se > 0 and e.se or e.centre_se
  if not se or se <= 0 then return nil end
  return se, e.df and e.df > 0 and e.df or 1e6
end


-- The interval and p of a gap (2); nothing where the measure tells no error.
local function bound(self, item, e, mean, variance, n)
  local se, df = error_of(e, require "cx.survey".state(self.side.survey).design ~= nil)
  local v = variance / n
  if not se or v + se <= 0 then return end
  local all = v + se * se
  df = all ^ 2 / ((n > 1 and v ^ 2 / (n - 1) or 0) + se ^ 4 / df)
  local reach = core.distribution.t_quantile((1 + self.confidence) / 2, df) * math.sqrt(all)
  item.se, item.df, item.low, item.high = math.sqrt(all), df, mean - e.value - reach, mean - e.value + reach
  item.p = math.min(1, 2 * core.distribution.t(-math.abs(mean - e.value) / math.sqrt(all), df))
  item.method = ("Welch t %.6g %%"):format(100 * self.confidence)
end


local function gap_of(self, list, role, place, round, e, minimum)
  local values = values_of(list, role, place, round)
  local item = { role = role, place = place, round = round, verdict = "cannot tell", confidence = self.confidence }
  if #values < minimum then                                                                          -- (5)
    item.hidden, item.verdict = true, "hidden"
    return item
  end
  local mean, variance = score.moments(values)
  item.predicted, item.n, item.value = mean, #values, mean - e.value
  item.measured = { value = e.value, low = e.low, high = e.high, n = e.n, method = e.method }
  bound(self, item, e, mean, variance, #values)
  return item
end


local function verdict_of(self, item)
  if item.hidden then return "hidden" end
  if item.beyond_noise then return item.value > 0 and "too high" or "too low" end
  if self.margin and item.low and item.low >= -self.margin and item.high <= self.margin then return "near" end
  return "cannot tell"
end


-- The newest round in which a role predicted a place.
local function newest(list, role, place, order)
  local best
  for _, one in ipairs(list) do
    local is_later = not best or order[one.round_name] > order[best.round_name]
    if one.role == role and one.place == place and is_later then best = one end
  end
  return best
end


local function gaps_of(self, used, roles, rounds, minimum)
  local order, items = {}, {}
  for i, round in ipairs(rounds) do order[round.name] = i end
  for _, place in ipairs(names_of(used, "place")) do
    for _, role in ipairs(roles) do
      local one = newest(used, role, place, order)
      if one then items[#items + 1] = gap_of(self, used, role, place, one.round_name, one.measured, minimum) end
    end
  end
  require "cx.compare.family".adjust(items)
  for _, item in ipairs(items) do
    item.verdict, item.confidence, item.family, item.adjust = verdict_of(self, item), nil, nil, nil
  end
  return items
end


-- ---- measured ----------------------------------------------------------------------------------------------

-- The least number of predictors (5).
local function predictors_minimum(self, context)
  if self.minimum then return self.minimum end
  local privacy = context and context.plan and context.plan.privacy
  return privacy and privacy.minimum or require "cx.privacy".MINIMUM
end


local function fill(self, outcome, used, rounds, minimum)
  local roles, names = names_of(used, "role"), {}
  local is_used = {}
  for _, one in ipairs(used) do is_used[one.round_name] = true end
  for _, round in ipairs(rounds) do
    if is_used[round.name] then names[#names + 1] = round.name end
  end
  outcome.rounds, outcome.roles = names, roles
  outcome.items = gaps_of(self, used, roles, rounds, minimum)
  outcome.scores = score.roles(used, roles, names, self, minimum)
  outcome.pairs = score.pairs(used, roles, self, minimum)
  return outcome
end


local class = { __name = "analysis" }
class.__index = class


--- The outcome; nil, message, code where a file is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  local list, left, code = prediction.list(self.predictions, context)
  if not list then return nil, left, code end
  local rounds, message
  rounds, message, code = truth.rounds(self, context)
  if not rounds then return nil, message, code end
  local minimum, n = predictors_minimum(self, context), #list
  local used = sift(self, list, rounds, left)
  local outcome = fill(self, {
    kind = "perception", title = self.title, id = self.id, of = self.of, measure = asked.name(self.side.metric),
    level = self.level, margin = self.margin, confidence = self.confidence, minimum = minimum, left = left,
    n_predictions = n + left.undated + left.unreadable, n_used = #used, notes = {},
  }, used, rounds, minimum)
  for _, why in ipairs { "late", "undated", "unreadable", "no_round", "no_place", "off_scale", "hidden" } do
    if left[why] > 0 then table.insert(outcome.notes, { code = why, n = left[why] }) end
  end
  if self.improvements then
    outcome.agreement, message, code = priority.agree(self, context)
    if not outcome.agreement then return nil, message, code end
    outcome.seed = self.seed
  end
  return outcome
end


-- What rounds are by, false for one round; a mistake is raised here, not when the answers are counted.
local function read_round(given, survey)
  if given then require "cx.panel".round(survey, given) end
  return given or nil
end


---@class cx.PerceptionOptions
---@field predictions string|table a file, cx.table or a list of { role, touchpoint, value | low, high, given_at, who, round }
---@field customers? cx.Metric|table whose answers were predicted; or staff =
---@field staff? cx.Metric|table
---@field by? string|false what predictions call touchpoint; touchpoints unless told, false for none
---@field round? string|table a column or cx.quarter ...; one round unless told
---@field results? string|table<string, string> the last day of predicting; the last day of each round's data unless told
---@field level? number with which intervals are to hold; .9 unless told
---@field margin? number in the metric's unit, too small to matter; without it "near" is never said
---@field improvements? string[]|table<string, number> the staff's, first first, or with votes; with drivers =
---@field drivers? table names in order, importances by name, or cx.drivers
---@field minimum? integer predictors; the plan's, else 10 unless told
---@field confidence? number .95 unless told
---@field seed? integer of the agreement's permutations beyond eight names; 1 unless told
---@field permutations? integer 9999 unless told
---@field title? string
---@field id? string

--- An analysis; mistakes are raised at the caller's line.
---@param given cx.PerceptionOptions
---@return table
function perception.new(given)
  asked.check("cx.perception", given, KNOWN)
  local side, of = read_side(given)
  if (given.improvements == nil) ~= (given.drivers == nil) then
    caller.raise "improvements = and drivers = go together: what the staff would improve, and what drives the customers"
  end
  if given.predictions == nil then
    caller.raise "cx.perception: what was predicted? predictions = \"predictions.csv\" or a list of rows"
  end
  if given.results == nil and not require "cx.survey".state(side.survey).roles.time then
    caller.raise "results: until when could it be predicted? time = in the survey, or results = \"2026-04-15\", is wanted"
  end
  return setmetatable({
    kind = "perception", title = given.title, id = given.id, place = caller.place(), side = side, of = of,
    predictions = prediction.read(given.predictions), by = asked.by(given.by, side.survey),
    round = read_round(given.round, side.survey),
    results = read_results(given.results), level = read_part("level", given.level, 0.9),
    margin = read_margin(given.margin), improvements = priority.read(given.improvements, "improvements", false),
    drivers = priority.read(given.drivers, "drivers", true), confidence = asked.confidence(given.confidence),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
    seed = asked.whole("seed", given.seed, 1, math.mininteger, math.maxinteger),
    permutations = asked.whole("permutations", given.permutations, 9999, 99, 1000000),
  }, class)
end


return perception
