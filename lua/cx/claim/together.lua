-- together.lua - claims of what goes with what: unrelated, goes with, suffices, behaviour predicts the score
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: cx.claim.unrelated { nps(answers.recommend), crm.sales, margin = 0.1 } and its likes.
--
-- (1) unrelated: the correlation lies within +-margin. goes_with: it is more than the margin (0 unless told). Measures of one
--     survey go together row by row, others by unit and period (units.lua).
-- (2) suffices: with good products the encounters add at most the margin to the explained variance: adjusted R2 of all, less
--     that of the product alone. product and encounters are lists of questions of the outcome's survey.
-- (3) behaviour_predicts: what is observed explains at least so much of the score (at_least =, R2): adjusted R2 of one or
--     several columns of the same survey, else r2 by unit and period.

local asked = require "cx.asked"
local caller = require "cx.caller"
local from = require "cx.claim.given"
local rows = require "cx.claim.rows"
local units = require "cx.claim.units"

local together = {}

local BY_UNIT = { "unit", "period", "level" }


-- What correlations of units are asked by.
local function ask_of(given, more)
  for _, key in ipairs(BY_UNIT) do more[key] = given[key] end
  units.check(more)
  more.where = asked.where(given.where)
  return more
end


local function names_of(a, b)
  return { from = a and asked.name(a.metric), to = b and asked.name(b.metric), metric = b and asked.name(b.metric) }
end


-- A list of sides from one metric or several.
local function read_list(given, path, survey)
  if given == nil then return nil end
  if type(given) == "table" and (given.kind or require "cx.metric".is(given)) then given = { given } end
  if type(given) ~= "table" or #given == 0 then caller.raise(path .. ": a question or a list of questions is wanted") end
  local list = {}
  for i, one in ipairs(given) do
    list[i] = asked.wanted(one, ("%s[%d]"):format(path, i))
    if survey and list[i].survey ~= survey then
      caller.raise(("%s[%d]: a question of the outcome's own survey is wanted"):format(path, i))
    end
  end
  return list
end


-- Refuses a question that is on two sides.
local function check_apart(...)
  local seen = {}
  for _, list in ipairs { ... } do
    for _, side in ipairs(list) do
      local at = seen[side.survey] or {}
      if at[side.metric.question] then
        caller.raise(("'%s' stands on two sides of the claim; another measure is wanted"):format(side.metric.question))
      end
      seen[side.survey], at[side.metric.question] = at, true
    end
  end
end


-- What rows say, or that they are too few.
local function of_rows(self, ask, sides, context, work)
  local call = { confidence = self.confidence, minimum = self.minimum, where = ask.where }
  return rows.fitted(sides, call, context, function(fitted)
    local found = { data = rows.data(sides, fitted.n), minimum = fitted.minimum }
    if fitted.few then found.needs = { code = "data", what = "variation" } else found.estimate = work(fitted) end
    return found
  end)
end


-- ---- correlations (1) ----------------------------------------------------------------------------------------

local function read_pair(given)
  local a, b = from.measure(given, 1, "a"), from.measure(given, 2, "b")
  if a and b then check_apart({ a }, { b }) end
  return ask_of(given, { a = a, b = b, names = names_of(a, b) })
end


local function find_pair(self, ask, context)
  local a, b = ask.a, ask.b
  if not a or not b then return { lacks = "measure" } end
  if a.survey ~= b.survey or ask.unit then return units.correlation(self, ask, a, b, context) end
  return of_rows(self, ask, { b, a }, context, rows.correlation)
end


local PAIR = { "a", "b", "unit", "period", "level", "where" }
together.unrelated = { KEYS = PAIR, PLACES = 2, REGION = "equal", read = read_pair, find = find_pair }
together.goes_with = { KEYS = PAIR, PLACES = 2, REGION = "more", read = read_pair, find = find_pair }


-- ---- what the one adds to the other (2) ------------------------------------------------------------------------

together.suffices = { KEYS = { "product", "encounters", "outcome", "where" }, REGION = "small" }


function together.suffices.read(given)
  local outcome = asked.metric(given.outcome, "outcome")
  local ask = { outcome = outcome, where = asked.where(given.where), names = names_of(nil, outcome) }
  for _, key in ipairs { "product", "encounters" } do ask[key] = read_list(given[key], key, outcome and outcome.survey) end
  check_apart({ outcome }, ask.product or {}, ask.encounters or {})
  return ask
end


function together.suffices.find(self, ask, context)
  for _, key in ipairs { "outcome", "product", "encounters" } do
    if not ask[key] then return { lacks = key } end
  end
  local sides, alone = { ask.outcome }, {}
  for i, side in ipairs(ask.product) do sides[#sides + 1], alone[i] = side, i + 1 end
  for _, side in ipairs(ask.encounters) do sides[#sides + 1] = side end
  return of_rows(self, ask, sides, context, function(fitted)
    local product, at = fitted.make(alone), {}
    for i, leaf in ipairs(fitted.fit.leaves) do at[leaf] = product.leaves[i] end
    at[fitted.fit.full] = product.full
    return fitted.estimate(function(f) return rows.adjusted(f) - rows.adjusted(at[f]) end, "r_squared")
  end)
end


-- ---- observed instead of asked (3) -------------------------------------------------------------------------------

together.behaviour_predicts = { KEYS = { "behaviour", "score", "at_least", "unit", "period", "level", "where" }, PLACES = 2,
                                REGION = "least" }


function together.behaviour_predicts.read(given)
  local score = from.measure(given, 2, "score")
  local behaviour = read_list(from.either(given, 1, "behaviour"), "behaviour")
  if score and behaviour then check_apart({ score }, behaviour) end
  local is_here = true
  for _, one in ipairs(behaviour or {}) do is_here = is_here and score and one.survey == score.survey end
  if behaviour and #behaviour > 1 and not is_here then
    caller.raise "behaviour: several columns are wanted of the score's own survey; of another one alone"
  end
  return ask_of(given, { score = score, behaviour = behaviour, names = names_of(behaviour and behaviour[1], score) })
end


-- r2 of an interval of r, which may lie on both sides of nothing.
local function squared(estimate)
  local low, high = estimate.low, estimate.high
  local least = low * high <= 0 and 0 or math.min(low * low, high * high)
  estimate.value, estimate.low, estimate.high = estimate.value ^ 2, least, math.max(low * low, high * high)
  estimate.unit = "r_squared"
end


function together.behaviour_predicts.find(self, ask, context)
  local score, list = ask.score, ask.behaviour
  if not score then return { lacks = "score" } end
  if not list then return { lacks = "behaviour" } end
  if list[1].survey ~= score.survey or ask.unit then
    local found, message, code = units.correlation(self, ask, list[1], score, context)
    if found and found.estimate then squared(found.estimate) end
    return found, message, code
  end
  return of_rows(self, ask, table.move(list, 1, #list, 2, { score }), context, function(fitted)
    return fitted.estimate(rows.adjusted, "r_squared")
  end)
end


return together
