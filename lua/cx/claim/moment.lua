-- moment.lua - the claims that the first feeling of a journey lifts it, and that the last one undoes it
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: cx.claim.end_matters { answers.recommend }, or { answers.care, outcome = yearly.recommend }, or { journey = cx.journey
-- { ... } }.
--
-- (1) journey: the weight of the first or the last feeling in the overall score, beside peak, trough and mean (journey/
--     feeling.lua), in points of the score for a step of feeling.
-- (2) A metric: of each person the answers in time, those of an hour being one. What comes after is the person's next answer,
--     to the outcome where one is told, or their latest one to an outcome of another survey; the answers before it, three at
--     least, are the path. The outcome is fitted by least squares on the first, the last and the mean of the path.
-- (3) So the weight is what the moment adds to what every moment adds alike; it is in standard deviations of the outcome for
--     one of the moment, with the jackknife over 32 buckets of people, t. It is supported where it is more than the margin,
--     which is 0 unless told.
--     better = "low": the less of the feeling the better, as of a share of the annoyed; the weight is turned, so that it is
--     above 0 where a last annoyance undoes.
-- (4) Fewer than 60 such people: no estimate.

local asked = require "cx.asked"
local caller = require "cx.caller"
local core = require "cx.core"
local from = require "cx.claim.given"
local rows = require "cx.claim.rows"

local FEWEST, PATH, BUCKETS, TINY = 60, 3, 32, 1e-9
local MOST_GROUPS = 50000000


local function read(given)
  local feeling, outcome = from.measure(given, 1, "feeling"), asked.metric(given.outcome, "outcome")
  local journey = given.journey
  if journey ~= nil and not require "cx.analysis".is(journey, "journey") then
    caller.raise "journey: what cx.journey { ... } makes is wanted"
  end
  if journey and (feeling or outcome) then caller.raise "journey: it has its own feelings; give it or a measure" end
  if journey and not journey.overall_of then
    caller.raise "journey: one with feeling = and overall = is wanted, so that moments can be held against the whole"
  end
  if journey and given.better ~= nil then caller.raise "better: it goes with a measure; a journey's are better high" end
  return { feeling = feeling, outcome = outcome, journey = journey, sign = from.better(given.better),
           names = { metric = feeling and asked.name(feeling.metric) } }
end


-- ---- a journey (1) -----------------------------------------------------------------------------------------

local function of_journey(ask, context, which)
  local outcome, message, code = ask.journey:measure(context)
  if not outcome then return nil, message, code end
  local fit = outcome.feeling and outcome.feeling.fit
  local found = { minimum = 1, data = { surveys = { require "cx.survey".name(ask.journey.log) }, rows = fit and fit.n } }
  for _, one in ipairs(fit and fit.weights or {}) do
    if one.name == which and one.value then
      found.estimate = { value = one.value, low = one.low, high = one.high, n = fit.n, method = one.method, counts = "people",
                         unit = "weight" }
    end
  end
  if not found.estimate then found.needs = { code = "n", counts = "people", n = FEWEST, has = fit and fit.n } end
  return found
end


-- ---- people's answers in time (2) ------------------------------------------------------------------------------

-- The value of a metric for each person and hour: { [person] = { [hour] = value } }.
local function values_of(side)
  local tally <close>, message, code = side.survey:tally { by = { "person", { kind = "bucket", unit = "hour" } },
    of = side.metric.question, max_groups = MOST_GROUPS }
  if not tally then return nil, message, code end
  local made, about = {}, require "cx.tally".about(tally)
  local person, hour = about.by[1].name, about.by[2].name
  for _, estimate in ipairs(tally:measure(side.metric)) do
    local who, when = estimate.group[person], estimate.group[hour]
    if estimate.value and who ~= "" and when ~= "" then
      made[who] = made[who] or {}
      made[who][when] = estimate.value
    end
  end
  return made
end


local function hours_of(values)
  local list = {}
  for hour in pairs(values) do list[#list + 1] = hour end
  table.sort(list)
  return list
end


-- The path of a person and what came after it: { first, last, mean, outcome }; nil where it is too short.
local function path_of(felt, outcome, is_elsewhere)
  local hours, path, answered = hours_of(felt), {}, hours_of(outcome or {})
  local after = answered[#answered]
  if not after then return nil end
  for _, hour in ipairs(hours) do
    if is_elsewhere or hour < after then path[#path + 1] = felt[hour] end
  end
  if #path < PATH then return nil end
  local sum = 0
  for _, x in ipairs(path) do sum = sum + x end
  return { path[1], path[#path], sum / #path, outcome[after] }
end


-- Paths of all people, in the order of their names.
local function paths_of(ask)
  local felt, message, code = values_of(ask.feeling)
  if not felt then return nil, message, code end
  local after, is_elsewhere = felt, false
  if ask.outcome then
    is_elsewhere = ask.outcome.survey ~= ask.feeling.survey
    after, message, code = values_of(ask.outcome)
    if not after then return nil, message, code end
  end
  local people, list = {}, {}
  for who in pairs(felt) do people[#people + 1] = who end
  table.sort(people)
  for _, who in ipairs(people) do list[#list + 1] = path_of(felt[who], after[who], is_elsewhere) end
  return list
end


-- ---- fitted (3) ----------------------------------------------------------------------------------------------

-- Sums and products of paths, { n, sum, product }.
local function add(to, path, sign)
  to.n = to.n + sign
  for i = 1, 4 do
    to.sum[i] = to.sum[i] + sign * path[i]
    for j = 1, 4 do to.product[i][j] = to.product[i][j] + sign * path[i] * path[j] end
  end
end


local function empty()
  local made = { n = 0, sum = { 0, 0, 0, 0 }, product = {} }
  for i = 1, 4 do made.product[i] = { 0, 0, 0, 0 } end
  return made
end


-- The standardised weights of first, last and mean; nil where the path does not tell them apart.
local function weights_of(m)
  local c = {}
  for i = 1, 4 do
    c[i] = {}
    for j = 1, 4 do c[i][j] = m.product[i][j] / m.n - m.sum[i] / m.n * (m.sum[j] / m.n) end
  end
  if c[4][4] <= TINY then return nil end
  local spread = { c[1][1], c[2][2], c[3][3], c[4][4] }
  for k = 1, 3 do -- Gauss and Jordan
    if c[k][k] <= TINY * spread[k] or c[k][k] <= TINY then return nil end
    for i = 1, 3 do
      local by = i ~= k and c[i][k] / c[k][k] or 0
      for j = k, 4 do c[i][j] = c[i][j] - by * c[k][j] end
    end
  end
  local weights = {}
  for i = 1, 2 do weights[i] = c[i][4] / c[i][i] * math.sqrt(spread[i] / spread[4]) end
  return weights
end


-- The weight of moment `at`, turned by `sign`, with its interval; nil where it cannot be told.
local function estimate_of(paths, at, sign, confidence)
  local all, part, values, mean = empty(), {}, {}, 0
  for i = 1, BUCKETS do part[i] = {} end
  for i, path in ipairs(paths) do
    add(all, path, 1)
    table.insert(part[i % BUCKETS + 1], path)
  end
  local full = weights_of(all)
  if not full then return nil end
  for b = 1, BUCKETS do
    for _, path in ipairs(part[b]) do add(all, path, -1) end
    local leaf = weights_of(all)
    for _, path in ipairs(part[b]) do add(all, path, 1) end
    if not leaf then return nil end
    values[b], mean = leaf[at], mean + leaf[at] / BUCKETS
  end
  local squares = 0
  for _, x in ipairs(values) do squares = squares + (x - mean) ^ 2 end
  local reach = core.distribution.t_quantile((1 + confidence) / 2, BUCKETS - 1) * math.sqrt((BUCKETS - 1) / BUCKETS * squares)
  local value = sign * full[at]
  return { value = value, low = value - reach, high = value + reach, n = #paths, counts = "people", unit = "beta",
           method = ("bucket jackknife %.6g %%"):format(100 * confidence) }
end


-- What a side lacks for paths of people, or nil.
local function lacks(side)
  local roles = require "cx.survey".state(side.survey).roles
  return not roles.person and "person" or not roles.time and "time" or nil
end


local function find(which, at)
  return function(self, ask, context)
    if ask.journey then return of_journey(ask, context, which) end
    if not ask.feeling then return { lacks = "feeling" } end
    for _, side in ipairs { ask.feeling, ask.outcome } do
      local what = lacks(side)
      if what then return { lacks = what } end
      asked.settle(side.survey, context)
    end
    local paths, message, code = paths_of(ask)
    if not paths then return nil, message, code end
    local found = { data = rows.data({ ask.feeling, ask.outcome }, #paths),
                    minimum = asked.minimum(ask.feeling.survey, context, self.minimum) }
    found.data.path = PATH
    if #paths < FEWEST then                                                                           -- (4)
      found.needs = { code = "n", counts = "people", n = FEWEST, has = #paths >= found.minimum and #paths or nil, path = true }
      found.data.rows = found.needs.has
      return found
    end
    found.estimate = estimate_of(paths, at, ask.sign, self.confidence)
    if not found.estimate then found.needs = { code = "data", what = "variation" } end
    return found
  end
end


local KEYS = { "feeling", "outcome", "journey", "better" }

return {
  first_matters = { KEYS = KEYS, PLACES = 1, REGION = "more", read = read, find = find("first", 1) },
  end_matters = { KEYS = KEYS, PLACES = 1, REGION = "more", read = read, find = find("end", 2) },
}
