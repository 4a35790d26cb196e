-- index.lua - the experience index: emotion, ease, efficiency, edge, image as one number, never without its parts
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: cx.index { parts = { emotion = csat(answers.care), ease = answers.ease }, weights = { emotion = 2, ease = 1 } }.
-- Out: an analysis of kind "index"; cx.metric.index { ... } the same as a measure for a goal.
--
-- (1) Each part is a metric on its own scale brought to 0..100: 0 is its lowest score, 100 its highest. The index is their
--     mean by weights, of the people who answered all parts. There are no weights but those that are declared, or fitted:
--     weights = "fitted" with outcome = a measure takes each part's share of its R2 (Shapley, drivers.lua).
-- (2) The error: jackknife over buckets of people, weights fitted anew without each bucket; of moments without buckets (fewer
--     than 10) that of the co-moments, for declared weights: root of w' C w / (n - 1), t.
-- (3) moments = counts of survey:moments, loaded or not, that hold the parts; else the survey is counted. A tally knows
--     each answer by itself, and so no error of a sum: it is refused.
-- (4) rivals = { emotion = ..., ... }: the same people's ratings of the rivals, part by part, with the same weights; the
--     difference has an interval of its own.
-- (5) In a goal its parts are measured as all else of the round, at a touchpoint those of its rows; their correlations, and
--     weights that are fitted, are those of all rows of the survey: the variance is w' S w, S made of the parts' errors and
--     these correlations, less where parts were not answered by the same people; fitted weights stand as they are. Beside the
--     goal stand its parts.
-- (6) Fewer people than the privacy minimum: no figures.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local fit = require "cx.driver.fit"

local index = {}

local KNOWN = { "parts", "weights", "outcome", "rivals", "moments", "where", "confidence", "minimum", "name", "title", "id" }
local BUCKETS, FEWEST, MOST = 32, 10, 1e9


-- ---- declared ------------------------------------------------------------------------------------------

-- The ends of a metric's scores (1).
local function ends_of(side, path)
  local question = require "cx.survey".request(side.survey, { of = side.metric.question }).of[1]
  local low, high = question.from, question.to
  if question.type ~= "number" then
    low, high = math.huge, -math.huge
    local scores, trouble = require "cx.metric".scores(side.metric, question)
    if not scores then caller.raise(("%s: %s"):format(path, trouble)) end
    for _, score in ipairs(scores) do low, high = math.min(low, score), math.max(high, score) end
  end
  if not low or not high or low >= high then
    caller.raise(("%s: a scale with two ends is wanted, such as cx.scale { 1, 5 }"):format(path))
  end
  return low, high
end


-- Measures by name, in the byte order of these.
local function read_sides(given, path, survey, taken)
  if type(given) ~= "table" or given.kind or next(given) == nil then
    caller.raise(("%s: parts by name are wanted, as in { emotion = answers.care, ease = answers.ease }"):format(path))
  end
  local list = {}
  for name, value in pairs(given) do
    if type(name) ~= "string" then caller.raise(("%s: each has a name, such as emotion ="):format(path)) end
    local at = path .. "." .. name
    local side = asked.wanted(value, at)
    survey = survey or side.survey
    if side.survey ~= survey then caller.raise(("%s: all parts are of one survey: the same people's"):format(at)) end
    if taken[side.metric.question] then caller.raise(("%s: '%s' stands there twice"):format(at, side.metric.question)) end
    taken[side.metric.question] = true
    list[#list + 1] = { name = name, side = side }
    list[#list].low, list[#list].high = ends_of(side, at)
  end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list, survey
end


-- Weights of the parts, adding up to 1; nil for fitted ones.
local function read_weights(given, parts)
  if given.weights == "fitted" then
    if given.outcome == nil then caller.raise "weights: fitted to what? outcome = a measure of the whole" end
    return nil
  end
  if type(given.weights) ~= "table" then
    caller.raise('weights: a number for each part, or "fitted" with outcome =, is wanted; none is taken for granted')
  end
  local list, sum, names = {}, 0, {}
  for i, part in ipairs(parts) do
    local weight = given.weights[part.name]
    if math.type(weight) == nil or not (weight >= 0 and weight <= MOST) then
      caller.raise(("weights.%s: a number from 0 to 1000000000 is wanted, not %s"):format(part.name, complain.show(weight)))
    end
    list[i], names[i], sum = weight, part.name, sum + weight
  end
  caller.known("part in weights", given.weights, names)
  if sum <= 0 then caller.raise "weights: one of them at least is more than 0" end
  for i in ipairs(list) do list[i] = list[i] / sum end
  return list
end


local function read_rivals(given, parts, survey, taken)
  if given == nil then return nil end
  local list = read_sides(given, "rivals", survey, taken)
  for i, part in ipairs(parts) do
    if not list[i] or list[i].name ~= part.name or #list ~= #parts then
      caller.raise "rivals: the same parts as the index's are wanted, each with its rating of the rivals"
    end
  end
  return list
end


local function read_moments(given)
  if given == nil then return nil end
  if not require "cx.moment".is(given) then
    caller.raise("moments: what survey:moments { of = ... } gives is wanted; without co-moments a sum has no error")
  end
  return given
end


local class = { __name = "analysis" }
class.__index = class


--- cx.index { parts =, weights =, outcome =, rivals =, moments =, where =, confidence =, minimum =, name =, title =, id = }
---@param given table
---@return table
function index.new(given)
  asked.check("cx.index", given, KNOWN)
  if given.name ~= nil and (type(given.name) ~= "string" or not given.name:find "%S") then
    caller.raise(("name: a text is wanted, not %s"):format(complain.show(given.name)))
  end
  local taken = {}
  local parts, survey = read_sides(given.parts, "parts", nil, taken)
  if #parts < 2 then caller.raise "parts: an index has two parts at least" end
  local outcome = asked.metric(given.outcome, "outcome")
  if outcome and (outcome.survey ~= survey or taken[outcome.metric.question]) then
    caller.raise "outcome: another question of the parts' own survey is wanted"
  end
  local self = {
    kind = "index", title = given.title, id = given.id, place = caller.place(), parts = parts, survey = survey,
    outcome = outcome, weights = read_weights(given, parts), rivals = read_rivals(given.rivals, parts, survey, taken),
    moments = read_moments(given.moments), where = asked.where(given.where), confidence = asked.confidence(given.confidence),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000), name = given.name or "index",
  }
  return setmetatable(self, class)
end


-- ---- counted (3) ---------------------------------------------------------------------------------------

-- All sides in the order of their variables: the outcome of fitted weights, parts, rivals.
local function sides_of(self)
  local list = {}
  if not self.weights then list[1] = self.outcome end
  for _, part in ipairs(self.parts) do list[#list + 1] = part.side end
  for _, rival in ipairs(self.rivals or {}) do list[#list + 1] = rival.side end
  return list
end


-- Places of the sides among given moments; nil and what they lack.
local function places_in(box, sides)
  local moment, metric = require "cx.moment", require "cx.metric"
  local about, at, places = moment.about(box), {}, {}
  for i, one in ipairs(about.variables) do at[one.name] = i end
  for i, side in ipairs(sides) do
    local place = at[side.metric.question]
    local variable = place and about.variables[place]
    local is_plain = side.metric.family == metric.mean.family
    if not variable or (variable.metric or metric.mean.name) ~= (is_plain and (variable.metric or metric.mean.name)
        or side.metric.name) then
      return nil, ("moments: they hold no %s of '%s'; count it with survey:moments"):format(side.metric.name,
        side.metric.question)
    end
    places[i] = place
  end
  return { box = box, places = places, buckets = about.buckets }
end


local function count(self)
  local sides = sides_of(self)
  if self.moments then return places_in(self.moments, sides) end
  local variables = {}
  for i, side in ipairs(sides) do variables[i] = require "cx.claim.rows".variable(side) end
  local list, counts, code = require "cx.moment".count(self.survey, { variables }, { where = self.where, buckets = BUCKETS })
  if not list then return nil, counts, code end
  counts:close()
  return { box = list[1], places = require "cx.tally".count_up(#sides), buckets = BUCKETS, own = true }
end


-- ---- worked out (1) (2) --------------------------------------------------------------------------------

local function scaled(part, x) return 100 * (x - part.low) / (part.high - part.low) end


-- The weights by what goes with the outcome; nil where nothing does.
local function fitted(self, counted, without)
  local p = #self.parts
  local drivers = table.move(counted.places, 2, p + 1, 1, {})
  local made = core.driver(counted.box, "listwise", without, counted.places[1], drivers, { lmg = "exact" })
  if not made or not fit.is_fit(made, p) or made.r_squared <= 0 then return nil end
  local weights = {}
  for i = 1, p do weights[i] = made.lmg[i] / made.r_squared end
  return weights, made.r_squared
end


-- Everything without a bucket (0: of all): { n, weights, parts, rivals, index, rival }.
local function work(self, counted, without)
  local matrix = core.moments_matrix(counted.box, "listwise", without, counted.places)
  local made = { n = matrix.n[1][1], parts = {}, rivals = {}, index = 0, rival = 0, matrix = matrix }
  if made.n < 2 then return nil end
  made.weights = self.weights
  if not self.weights then made.weights, made.r_squared = fitted(self, counted, without) end
  if not made.weights then return nil end
  local from = self.weights and 0 or 1
  for i, part in ipairs(self.parts) do
    made.parts[i] = scaled(part, matrix.mean[from + i])
    made.index = made.index + made.weights[i] * made.parts[i]
    if self.rivals then
      made.rivals[i] = scaled(self.rivals[i], matrix.mean[from + #self.parts + i])
      made.rival = made.rival + made.weights[i] * made.rivals[i]
    end
  end
  return made
end


-- All fits without a bucket; nil where there are too few of them.
local function leaves_of(self, counted)
  local list = {}
  for bucket = 1, counted.buckets > 1 and counted.buckets or 0 do
    if core.moments_rows(counted.box, bucket) > 0 then
      local leaf = work(self, counted, bucket)
      if not leaf then return nil end
      list[#list + 1] = leaf
    end
  end
  return #list >= FEWEST and list or nil
end


-- The error of a sum of means with weights c, by the co-moments (2).
local function by_comoments(full, c, value, confidence)
  local v, n = 0, full.n
  for i, a in pairs(c) do
    for j, b in pairs(c) do v = v + a * b * full.matrix.covariance[i][j] end
  end
  local se = math.sqrt(math.max(0, v) / (n - 1))
  local reach = core.distribution.t_quantile((1 + confidence) / 2, n - 1) * se
  return { value = value, se = se, low = value - reach, high = value + reach, n = math.floor(n + 0.5), df = n - 1,
           method = ("co-moments, t %.6g %%"):format(100 * confidence) }
end


-- What gives intervals: of(key, i) the part of a fit, c its weights over the variables.
local function estimator(self, full, leaves)
  if leaves then
    local made = { full = full, leaves = leaves, df = #leaves - 1 }
    return function(of) return fit.interval(made, self.confidence, of) end
  end
  return function(of, c) return by_comoments(full, c, of(full), self.confidence) end
end


-- The weights of variables in a sum: sign for the parts, and for the rivals.
local function coefficients(self, full, ours, theirs)
  local c = {}
  for i, part in ipairs(self.parts) do
    if ours ~= 0 then c[i] = ours * full.weights[i] * 100 / (part.high - part.low) end
    if theirs ~= 0 then
      local rival = self.rivals[i]
      c[#self.parts + i] = theirs * full.weights[i] * 100 / (rival.high - rival.low)
    end
  end
  return c
end


local function tell_parts(self, outcome, full, estimate)
  for i, part in ipairs(self.parts) do
    local one = estimate(function(f) return f.parts[i] end, { [i] = 100 / (part.high - part.low) })
    one.name, one.measure, one.low_end, one.high_end = part.name, asked.name(part.side.metric), part.low, part.high
    one.weight = self.weights and { value = full.weights[i] } or estimate(function(f) return f.weights[i] end)
    if self.rivals then
      local rival = self.rivals[i]
      one.rival = estimate(function(f) return f.rivals[i] end, { [#self.parts + i] = 100 / (rival.high - rival.low) })
    end
    outcome.parts[i] = one
  end
end


local function tell(self, outcome, full, leaves)
  local estimate = estimator(self, full, leaves)
  local whole = estimate(function(f) return f.index end, coefficients(self, full, 1, 0))
  for key, value in pairs(whole) do outcome[key] = value end
  tell_parts(self, outcome, full, estimate)
  if self.rivals then
    outcome.rival = estimate(function(f) return f.rival end, coefficients(self, full, 0, 1))
    outcome.difference = estimate(function(f) return f.index - f.rival end, coefficients(self, full, 1, -1))
  end
  return outcome
end


local function note(outcome, code) outcome.notes[#outcome.notes + 1] = { code = code } end


-- The outcome of what was counted.
local function outcome_of(self, counted, context)
  local outcome = { kind = "index", title = self.title, id = self.id, name = self.name, unit = "points", parts = {}, notes = {},
                    weights = self.weights and "declared" or "fitted", confidence = self.confidence,
                    outcome = not self.weights and asked.name(self.outcome.metric) or nil }
  local full = work(self, counted, 0)
  if not full then
    note(outcome, self.weights and "nobody" or "nothing_fitted")
    return outcome
  end
  if full.n < asked.minimum(self.survey, context, self.minimum) then                                  -- (6)
    outcome.hidden = true
    note(outcome, "hidden")
    return outcome
  end
  local leaves = leaves_of(self, counted)
  if not leaves and not self.weights then
    note(outcome, "nothing_fitted")
    return outcome
  end
  return tell(self, outcome, full, leaves)
end


--- The outcome of the index; nil, message, code where a file or a column is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  asked.settle(self.survey, context)
  local counted, message, code = count(self)
  if not counted then return nil, message, code end
  local outcome = outcome_of(self, counted, context)
  if counted.own then counted.box:close() end
  return outcome
end


-- ---- in a goal (5) ---------------------------------------------------------------------------------------

-- Correlations of the parts, less where not the same people answered.
local function correlations(self, counted)
  local from = self.weights and 0 or 1
  local places = table.move(counted.places, from + 1, from + #self.parts, 1, {})
  local matrix, list = core.moments_matrix(counted.box, "pairwise", 0, places), {}
  for i = 1, #places do
    list[i] = {}
    for j = 1, #places do
      local both = matrix.n[i][i] * matrix.n[j][j]
      list[i][j] = both > 0 and matrix.correlation[i][j] * matrix.n[i][j] / math.sqrt(both) or 0
    end
    list[i][i] = 1
  end
  return list
end


-- A part of the round by itself, on the index's scale.
local function told_part(part, e, weight)
  local one = { name = part.name, measure = asked.name(part.side.metric), value = scaled(part, e.value), weight = weight,
                n = e.n, se = e.se * 100 / (part.high - part.low), method = e.method }
  if e.low then one.low, one.high = scaled(part, e.low), scaled(part, e.high) end
  return one
end


-- Degrees of freedom of a part's error; those of the normal's interval, 0, say nothing of it.
local function freedom(e) return e.df and e.df > 0 and e.df or e.n - 1 end


-- The estimate of a sum of the round's parts.
local function summed(self, weights, parts, correlation)
  local value, v, n, df, told = 0, 0, math.huge, math.huge, {}
  for i, part in ipairs(self.parts) do
    local e, by = parts[i], 100 / (part.high - part.low) * weights[i]
    value, n, df = value + weights[i] * scaled(part, e.value), math.min(n, e.n), math.min(df, freedom(e))
    for j, other in ipairs(self.parts) do
      v = v + by * e.se * weights[j] * 100 / (other.high - other.low) * parts[j].se * correlation[i][j]
    end
    told[i] = told_part(part, e, weights[i])
  end
  local se = math.sqrt(math.max(0, v))
  local reach = core.distribution.t_quantile((1 + self.confidence) / 2, math.max(1, df)) * se
  return { value = value, se = se, low = value - reach, high = value + reach, n = n, n_effective = n + 0.0,
           n_interval = n + 0.0,
           centre = value, centre_se = se, df = math.max(1, df), interval = "t", confidence = self.confidence, spread = v * n,
           lowest = 0.0, highest = 100.0, method = ("t %.6g %%"):format(100 * self.confidence), missing = {}, group = {},
           parts = told }
end


--- cx.metric.index { ... }: the index as a measure of a goal (5); its parts are in the estimate.
---@param given table
---@return table
function index.measure(given)
  local self = index.new(given)
  local metrics = {}
  for i, part in ipairs(self.parts) do metrics[i] = part.side.metric end
  return { kind = "measure", name = self.name, unit = "points", parts = metrics, placed = true, estimate = function(_, context)
    for i = 1, #metrics do
      local e = context.parts[i]
      if not e or not e.value or not e.se then return nil, "no data" end
    end
    asked.settle(self.survey, context)
    local counted, message = count(self)
    if not counted then error(("%s: %s"):format(self.place or "index", message), 0) end
    local weights = self.weights or fitted(self, counted, 0)
    local correlation = weights and correlations(self, counted)
    if counted.own then counted.box:close() end
    if not weights then return nil, "no data" end
    return summed(self, weights, context.parts, correlation)
  end }
end


--- The word of cx.metric for it: mistakes at the line of their key.
---@return function
function index.door()
  return core.door(function(given)
    return caller.within("index", given, function()
      require "cx.plan.plain".check(given, "cx.metric.index")
      return index.measure(given)
    end)
  end)
end


return index
