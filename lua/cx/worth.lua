-- worth.lua - cx.worth: what a promoter is worth more than a detractor, and what one point of a touchpoint's goal is
--
--   file > rows > BATCH > TALLY > METRIC > GOAL > report
--
-- In: cx.worth { segments = { promoter = { spend = 208, retention = 0.9 }, ... }, discount = 0.08 }, or data:
-- spend = "sales.csv", key = "customer", of = nps(answers.recommend). Out: an analysis; its outcome.
--
-- (1) Three differences of a promoter and a detractor, each holding the one before: at the purchase, with duration, with
--     referrals. Formulas: worth/value.lua. A period is a year. Intervals by draws (worth/draw.lua).
-- (2) Inputs are declared, or joined from a file of purchases by person (worth/joined.lua); what is declared goes first.
--     What is neither is: purchases 1, margin 1, conversion 1, loss 0, acquisition 0, and referrals 0 where another class has
--     some; each stands in the outcome's inputs.
-- (3) Without retention there is no duration, without referrals and mentions no third number; the outcome says so.
-- (4) points = { of = { answers.ease }, outcome =, customers = 12000 }: one point of each is worth its slope on the outcome,
--     other things equal (drivers.lua), times that of the outcome's point: the difference over the 200 points from a
--     detractor to a promoter. Slopes go with the outcome, and need not cause it.
-- (5) A class without customers is told; without promoters or detractors there are no differences. A class of
--     fewer people than the privacy minimum has no figures, and nor have differences that need it. With weights and a
--     minimum what comes from data is as fine as its error, and all figures are worked out from that.
-- (6) Notes: survivors (joined.lua, 2); negative: a class costs more than it brings; ratio: each customer would bring one
--     other or more, so that the series has no sum and one generation is counted.

local asked = require "cx.asked"
local caller = require "cx.caller"
local coarse = require "cx.privacy.coarse"
local draw = require "cx.worth.draw"
local given_of = require "cx.worth.given"
local joined = require "cx.worth.joined"
local purchases = require "cx.worth.purchases"
local value = require "cx.worth.value"

local worth = {}

local KNOWN = { "segments", "discount", "years", "margin", "conversion", "loss", "acquisition", "new_value", "generations",
                "spend", "key", "amount", "time", "referral", "retained", "of", "on", "where", "points", "not_counted",
                "unit", "draws", "seed", "minimum", "max_persons", "title", "id" }
local OWN = { "spend", "purchases", "retention", "referrals", "mentions", "acquisition", "share" }
local DEFAULT = { purchases = 1, acquisition = 0 }
local SHARED = { margin = 1, conversion = 1, loss = 0 }
local NEARLY = 0.96 -- of a year: less is scaled up, and told
local STEPS = { "purchase", "duration", "total" }

local class = { __name = "worth" }
class.__index = class


-- ---- declared ------------------------------------------------------------------------------------------

local function read_source(given)
  if given.spend == nil then
    for _, name in ipairs { "key", "amount", "time", "referral", "retained", "of", "on" } do
      if given[name] ~= nil and not (name == "of" and given.points) then
        caller.raise(name .. ": of which file? spend = \"sales.csv\"")
      end
    end
    return nil
  end
  local names = {}
  for _, name in ipairs { "key", "amount", "time", "referral", "retained", "on" } do
    local text = given[name]
    if text ~= nil and (type(text) ~= "string" or text == "") then caller.raise(name .. ": the name of a column is wanted") end
    names[name] = text
  end
  if not names.key then caller.raise "key: which column of spend says whose purchase it is? key = \"customer\"" end
  local on = names.on
  names.on = nil
  return { survey = purchases.read(given.spend, "spend"), names = names, on = on }
end


local function read_points(given, of)
  if given == nil then return nil end
  if type(given) ~= "table" then caller.raise "points: { of = { answers.ease }, customers = 12000 } is wanted" end
  caller.known("key of points", given, { "of", "outcome", "customers", "where", "method" })
  local outcome = asked.metric(given.outcome, "points.outcome") or of
  if not outcome then caller.raise "points.outcome: a metric such as cx.metric.nps(answers.recommend) is wanted, or of =" end
  require "cx.worth.people".classes(outcome.metric, outcome.survey[outcome.metric.question])
  return { customers = given_of.number(given.customers, "points.customers", 0), metric = outcome.metric,
           drivers = require "cx.drivers".new { outcome = outcome.metric, of = given.of, where = given.where,
                                                method = given.method } }
end


--- Declares what a customer is worth.
---@param given table see KNOWN; discount is wanted, and segments or spend
---@return table analysis
function worth.new(given)
  asked.check("cx.worth", given, KNOWN)
  local source, of = read_source(given), asked.metric(given.of, "of")
  local segments = given_of.segments(given.segments, source ~= nil)
  if of then require "cx.worth.people".classes(of.metric, of.survey[of.metric.question]) end
  if given.where ~= nil and type(given.where) ~= "string" then caller.raise "where: a where-text is wanted" end
  if given.unit ~= nil and type(given.unit) ~= "string" then caller.raise "unit: a text is wanted, such as \"€\"" end
  return setmetatable({
    kind = "worth", title = given.title, id = given.id, place = caller.place(), source = source, of = of, segments = segments,
    shared = given_of.shared(given, segments, source ~= nil), where = given.where, unit = given.unit,
    points = read_points(given.points, of), not_counted = given_of.texts(given.not_counted),
    draws = asked.whole("draws", given.draws, 2000, 100, 100000),
    seed = asked.whole("seed", given.seed, 1, math.mininteger, math.maxinteger),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
    max_persons = asked.whole("max_persons", given.max_persons, nil, 1, 1 << 30),
  }, class)
end


-- ---- data (2) --------------------------------------------------------------------------------------------

-- The metric that says who is a promoter: told, else the plan's first that can, of a survey that knows its people.
local function metric_of(self, context)
  if self.of then return self.of end
  for _, one in ipairs(context and context.plan and context.plan.inside.wanted or {}) do
    local metric = one.metric
    if metric and metric.family == "nps" and metric.survey then
      local roles = require "cx.survey".state(metric.survey).roles
      if roles.person or roles.account == self.source.names.key then return { metric = metric, survey = metric.survey } end
    end
  end
end


local function join(self, context)
  local side = metric_of(self, context)
  if not side then
    return nil, "of: whose recommendation parts the customers? of = cx.metric.nps(answers.recommend), with person = in its "
      .. "survey", "usage"
  end
  asked.settle(side.survey, context)
  local people = require "cx.worth.people"
  local who, message, code = people.read(side, { where = self.where, most = self.max_persons,
    column = people.column(side.survey, self.source.on, self.source.names.key) })
  if not who then return nil, message, code end
  local columns
  columns, message, code = purchases.open(self.source.survey, self.source.names, context)
  if not columns then return nil, message, code end
  local made
  made, message, code = joined.make(who, self.source.survey, columns)
  if not made then return nil, message, code end
  made.who, made.minimum = who, asked.minimum(side.survey, context, self.minimum)
  if coarse.is_wanted(side.survey, made.minimum) then joined.coarsen(made.classes) end
  made.measure = asked.name(side.metric)
  return made
end


-- ---- inputs ------------------------------------------------------------------------------------------------

local function input(segment, key, number, source)
  return { segment = segment, key = key, value = number.value, low = number.low, high = number.high, n = number.n,
           method = number.method, source = source }
end


-- The inputs of one class, or nil where it has no spend.
local function inputs_of(self, name, data, into)
  local declared, found = self.segments[name] or {}, data and data.classes[name] or {}
  if not (declared.spend or found.spend) then return nil end
  for _, key in ipairs(OWN) do
    local number, source = declared[key], "declared"
    if not number and found[key] then number, source = found[key], "data" end
    if not number and key == "acquisition" then number = self.shared.acquisition end
    if not number and key == "share" then
      number, source = { value = data and found.people or 1 }, data and "data" or "default"
    end
    if not number and DEFAULT[key] then number, source = { value = DEFAULT[key] }, "default" end
    if number then into[#into + 1] = input(name, key, number, source) end
  end
  return true
end


-- How many inputs have one of these keys.
local function count_keys(inputs, keys)
  local n = 0
  for _, one in ipairs(inputs) do
    for _, key in ipairs(keys) do n = n + (one.key == key and 1 or 0) end
  end
  return n
end


local function input_of(inputs, segment, key)
  for _, one in ipairs(inputs) do
    if one.segment == segment and one.key == key then return one end
  end
end


local function all_inputs(self, names, data)
  local inputs = {}
  for _, name in ipairs(names) do inputs_of(self, name, data, inputs) end
  for _, key in ipairs { "discount", "margin", "conversion", "loss", "new_value" } do
    local number, source = self.shared[key], "declared"
    if not number and SHARED[key] then number, source = { value = SHARED[key] }, "default" end
    if number then inputs[#inputs + 1] = input(nil, key, number, source) end
  end
  if count_keys(inputs, { "referrals" }) > 0 then              -- who is not said to refer anybody refers nobody
    for _, name in ipairs(names) do
      if not input_of(inputs, name, "referrals") then
        inputs[#inputs + 1] = input(name, "referrals", { value = 0 }, "default")
      end
    end
  end
  return inputs
end


-- Classes that have figures; notes of those that have none (5).
local function classes_of(self, data, outcome)
  local names = {}
  for _, name in ipairs(value.SEGMENTS) do
    local found = data and data.classes[name]
    local is_few = found and found.n > 0 and found.n < data.minimum
    if is_few then
      outcome.hidden = name ~= "passive" or nil
      outcome.notes[#outcome.notes + 1] = { code = "few", segment = name, minimum = data.minimum }
    elseif self.segments[name] and self.segments[name].spend or found and found.spend then
      names[#names + 1] = name
    elseif data or self.segments[name] then
      outcome.notes[#outcome.notes + 1] = { code = "empty", segment = name }
    end
  end
  return names
end


-- ---- measured ------------------------------------------------------------------------------------------------

local function difference(made, step) return made.promoter[step] - made.detractor[step] end


-- Promoters and detractors together; nil where nothing is joined.
local function people_of(outcome)
  local n
  for _, segment in ipairs(outcome.segments) do
    if segment.n and segment.name ~= "passive" then n = (n or 0) + segment.n end
  end
  return n
end


-- Fills values, differences and worths of points, all from the same draws.
local function draw_all(self, outcome, inputs, data, steps)
  local made, ratio = draw.worths(inputs, self.shared, function(one) return one.value end)
  local shared = { years = self.shared.years, all = self.shared.all }
  if shared.all and ratio >= 1 then                                                                       -- (6)
    shared.all = nil
    outcome.notes[#outcome.notes + 1] = { code = "ratio", ratio = ratio }
    made = draw.worths(inputs, shared, function(one) return one.value end)
  end
  local correlation, seen, is_drawn = {}, {}, false
  for name, one in pairs(data and data.classes or {}) do correlation[name] = one.correlation end
  for _, one in ipairs(inputs) do is_drawn = is_drawn or one.low ~= nil end
  local points = outcome.points
  local function keep(key, x)
    seen[key] = seen[key] or {}
    table.insert(seen[key], x)
  end
  if is_drawn or points then
    draw.each(inputs, shared, { draws = self.draws, seed = self.seed, correlation = correlation,
                                extra = points and #points.items + 1 or 0 }, function(drawn, _, z)
      for _, step in ipairs(steps) do
        if is_drawn then
          for _, segment in ipairs(outcome.segments) do keep(segment.name .. step, drawn[segment.name][step]) end
          keep(step, difference(drawn, step))
        end
      end
      if points then points.draw(keep, difference(drawn, steps[#steps]), z, #inputs) end
    end)
  end
  for _, segment in ipairs(outcome.segments) do
    for _, step in ipairs(steps) do segment[step] = draw.told(made[segment.name][step], seen[segment.name .. step]) end
  end
  outcome.method = is_drawn and ("%d draws"):format(self.draws) or "as declared"
  for _, step in ipairs(steps) do
    outcome[step] = draw.told(difference(made, step), seen[step])
    outcome[step].n, outcome[step].method = people_of(outcome), outcome.method
  end
  if points then points.tell(seen, difference(made, steps[#steps])) end
  if is_drawn then outcome.draws, outcome.seed = self.draws, self.seed end
  outcome.sensitivity = draw.sensitivity(inputs, shared, function(m) return difference(m, steps[#steps]) end)
end


local function note_data(outcome, data)
  local notes, left = outcome.notes, data.left
  local function note(code, n)
    if n == nil or n > 0 then notes[#notes + 1] = { code = code, n = n } end
  end
  local function count(code, n) note(code, data.minimum > 1 and n < data.minimum and 0 or n) end
  count("unmatched", data.unmatched)
  count("nameless", data.who.blank)
  note("unreadable", left.blank + left.unreadable)
  if data.who.weight then note "weighted" end
  if not data.spanned then note "one_year" end
  if data.spanned and data.years < NEARLY then note("short", math.max(1, math.floor(data.years * 12 + 0.5))) end
  if data.way == "survivors" then note "survivors" end
end


local function note_inputs(outcome, inputs, has_duration, has_referrals)
  local notes, is_declared, margin = outcome.notes, false, 1
  for _, one in ipairs(inputs) do margin = one.key == "margin" and one.value or margin end
  for _, one in ipairs(inputs) do
    if one.key == "spend" and one.value * margin < 0 then notes[#notes + 1] = { code = "negative", segment = one.segment } end
    is_declared = is_declared or one.key == "retention" and one.source == "declared"
  end
  if not has_duration then notes[#notes + 1] = { code = "no_retention" }
  elseif is_declared then notes[#notes + 1] = { code = "tenure" } end
  if has_duration and not has_referrals then notes[#notes + 1] = { code = "no_referrals" } end
end


--- The outcome; nil, message, code where a file is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  local outcome = { kind = "worth", title = self.title, id = self.id, unit = self.unit, years = self.shared.years, notes = {},
                    segments = {}, inputs = {}, sensitivity = {}, not_counted = self.not_counted }
  local data, message, code
  if self.source then
    data, message, code = join(self, context)
    if not data then return nil, message, code end
    outcome.measure, outcome.way, outcome.span = data.measure, data.way, data.spanned and data.years or nil
  end
  local names = classes_of(self, data, outcome)
  for i, name in ipairs(names) do
    outcome.segments[i] = { name = name, n = data and data.classes[name].n or nil }
  end
  local has = {}
  for _, name in ipairs(names) do has[name] = true end
  if data then note_data(outcome, data) end
  if outcome.hidden or not (has.promoter and has.detractor) then
    if outcome.hidden then outcome.segments = {} end
    return outcome
  end
  local inputs = all_inputs(self, names, data)
  local has_duration = count_keys(inputs, { "retention" }) == #names                                         -- (3)
  local has_referrals = has_duration and count_keys(inputs, { "referrals", "mentions" }) > 0
  note_inputs(outcome, inputs, has_duration, has_referrals)
  if self.points then
    outcome.points, message, code = require "cx.worth.point".measure(self.points, context)
    if not outcome.points then return nil, message, code end
    if #outcome.points.items == 0 then outcome.notes[#outcome.notes + 1] = { code = "no_points" } end
  end
  draw_all(self, outcome, inputs, data, { table.unpack(STEPS, 1, has_referrals and 3 or has_duration and 2 or 1) })
  outcome.inputs = inputs
  return outcome
end


return worth
