-- rounds.lua - claims of what rises and falls over rounds
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: cx.claim.rises { nps(answers.recommend), period = "quarter" } and its likes.
--
-- (1) The change a round: the slope of least squares over the rounds' values on their calendar, with t of n - 2 rounds, which
--     holds their sampling errors and what else moves them. Four rounds at least; those of fewer people than the minimum, and
--     those that are not over yet, are left out.
-- (2) rises, falls: it is more than the margin (0 unless told), or less than minus it.
-- (3) automation_frees_experts: the experts' time for what is demanding rises, and so does the score there; automated =, where
--     given, has to rise too. demanding = a where-text; in a plan else the touchpoints with need = "demanding".
-- (4) features_alone: where effectiveness rises and emotion stays flat, within +-margin a round, customers are not held: the
--     third measure falls. Without that pattern the claim is not put to the test: cannot tell.

local asked = require "cx.asked"
local caller = require "cx.caller"
local core = require "cx.core"
local from = require "cx.claim.given"
local period = require "cx.link.period"
local verdict = require "cx.claim.verdict"

local rounds = {}

local FEWEST = 4


-- ---- the change a round (1) --------------------------------------------------------------------------------

-- The values of a side by period: { { at, value } ... } in order.
local function series_of(self, side, ask, where, context)
  asked.settle(side.survey, context)
  local tally <close>, message, code = side.survey:tally { by = ask.by, of = side.metric.question, where = where }
  if not tally then return nil, message, code end
  local name, total = require "cx.tally".about(tally).by[1].name, side.metric.total
  local minimum, labels, list = asked.minimum(side.survey, context, self.minimum), {}, {}
  local kept = {}
  for _, estimate in ipairs(tally:measure(side.metric, total and { weighted = false } or nil)) do
    local label = estimate.group[name]
    if estimate.value and label ~= "" and estimate.n >= minimum then
      labels[label], kept[#kept + 1] = true, { label = label, n = estimate.n,
        value = total and estimate.value * estimate.n or estimate.value }
    end
  end
  local today = ask.unit and context and context.today
  local now = today and core.bucket(core.time(today), ask.unit)
  if now then labels[now] = nil end
  local place, n = period.places(labels, ask.unit, today or nil)
  if not place then
    return nil, ("period: %d periods from the first to the last; a longer one is wanted"):format(n), "no_periods"
  end
  for _, one in ipairs(kept) do
    if labels[one.label] and place[one.label] then list[#list + 1] = { at = place[one.label], value = one.value, n = one.n } end
  end
  table.sort(list, function(a, b) return a.at < b.at end)
  return list
end


local function slope_of(list, confidence, unit)
  local n, x, y = #list, 0, 0
  if n < FEWEST then return nil end
  for _, one in ipairs(list) do x, y = x + one.at / n, y + one.value / n end
  local xx, xy, yy = 0, 0, 0
  for _, one in ipairs(list) do
    local dx, dy = one.at - x, one.value - y
    xx, xy, yy = xx + dx * dx, xy + dx * dy, yy + dy * dy
  end
  local value = xy / xx
  local se = math.sqrt(math.max(0, yy - value * xy) / (n - 2) / xx)
  local reach = core.distribution.t_quantile((1 + confidence) / 2, n - 2) * se
  return { value = value, low = value - reach, high = value + reach, n = n, counts = "rounds", unit = unit, change = true,
           method = ("slope over rounds, t %.6g %%"):format(100 * confidence) }
end


-- One part of a claim: { name, measure, estimate, verdict }.
local function part_of(self, ask, name, side, region, where, context)
  local list, message, code = series_of(self, side, ask, where, context)
  if not list then return nil, message, code end
  local level, unit = 1 - (1 - self.confidence) / (ask.family or 1), side.metric.total and "count" or side.metric.unit
  local estimate = slope_of(list, level, unit)
  return { name = name, measure = asked.name(side.metric), rounds = #list, estimate = estimate, region = verdict.told(region),
           bounds = region, verdict = verdict.of(estimate, region) }
end


local function needs_of(part, confidence)
  if part.estimate then return verdict.needs(part.estimate, part.bounds, confidence) end
  return { code = "n", counts = "rounds", n = FEWEST, has = part.rounds }
end


local function data_of(parts, sides, ask)
  local data = require "cx.claim.rows".data(sides)
  for _, part in ipairs(parts) do data.rounds = math.min(data.rounds or part.rounds, part.rounds) end
  data.period = ask.unit
  return data
end


-- What is told of a claim of parts: the weakest part is its estimate.
local function settle(parts, found, confidence)
  for _, part in ipairs(parts) do
    if part.verdict == "refuted" or not found.part or found.part.verdict == "supported" and part.verdict ~= "supported" then
      if not (found.part and found.part.verdict == "refuted") then found.part = part end
    end
  end
  found.estimate, found.needs = found.part.estimate, needs_of(found.part, confidence)
  if found.estimate then found.estimate.of = found.part.name end
  for _, part in ipairs(parts) do part.bounds = nil end
  found.parts, found.part, found.minimum = parts, nil, 1
  return found
end


local function read_period(given, ask)
  ask.by, ask.unit = period.read(given.period == nil and "quarter" or given.period)
  return ask
end


local function lacks_time(ask, side)
  return ask.unit and not require "cx.survey".state(side.survey).roles.time
end


-- ---- one measure (2) ------------------------------------------------------------------------------------------

local function read_one(given)
  local side = from.measure(given, 1, "metric")
  return read_period(given, { side = side, where = asked.where(given.where),
                              names = { metric = side and asked.name(side.metric) } })
end


local function find_one(self, ask, context)
  if not ask.side then return { lacks = "metric" } end
  if lacks_time(ask, ask.side) then return { lacks = "time" } end
  local part, message, code = part_of(self, ask, "metric", ask.side, self.region, ask.where, context)
  if not part then return nil, message, code end
  return { estimate = part.estimate, data = data_of({ part }, { ask.side }, ask), minimum = 1,
           needs = not part.estimate and needs_of(part, self.confidence) or nil }
end


local ONE = { "metric", "period", "where" }
rounds.rises = { KEYS = ONE, PLACES = 1, REGION = "more", read = read_one, find = find_one }
rounds.falls = { KEYS = ONE, PLACES = 1, REGION = "less", read = read_one, find = find_one }


-- ---- experts freed (3) ----------------------------------------------------------------------------------------

rounds.automation_frees_experts = { KEYS = { "expert_time", "score", "automated", "demanding", "period" } }


function rounds.automation_frees_experts.read(given)
  local ask = { expert_time = asked.metric(given.expert_time, "expert_time"), score = asked.metric(given.score, "score"),
                automated = asked.metric(given.automated, "automated"), demanding = from.where(given.demanding, "demanding"),
                names = {} }
  if given.margin ~= nil then caller.raise "margin: automation_frees_experts has none; the measures are to rise" end
  if ask.score then ask.names.metric = asked.name(ask.score.metric) end
  ask.family = ask.automated and 3 or 2
  return read_period(given, ask)
end


-- Rows of demanding needs: told, else those of the plan's touchpoints.
local function demanding_of(ask, context)
  if ask.demanding then return ask.demanding end
  local points = context and context.plan and context.plan.inside.touchpoints or {}
  if not require "cx.survey".state(ask.score.survey).roles.touchpoint then return nil end
  local is_demanding, names = {}, 0
  for _, point in ipairs(points) do
    if point.need == "demanding" then is_demanding[#is_demanding + 1], names = point.name, names + 1 end
  end
  return names > 0 and require "cx.claim.channel".where("touchpoint", is_demanding) or nil
end


function rounds.automation_frees_experts.find(self, ask, context)
  if not ask.expert_time then return { lacks = "expert_time" } end
  if not ask.score then return { lacks = "score" } end
  local where = demanding_of(ask, context)
  if not where then return { lacks = "demanding" } end
  local parts, sides = {}, {}
  for _, name in ipairs { "expert_time", "score", "automated" } do
    local side = ask[name]
    if side then
      if lacks_time(ask, side) then return { lacks = "time" } end
      local condition = name == "score" and where or nil
      local part, message, code = part_of(self, ask, name, side, { low = 0, open = true }, condition, context)
      if not part then return nil, message, code end
      parts[#parts + 1], sides[#sides + 1] = part, side
    end
  end
  return settle(parts, { data = data_of(parts, sides, ask) }, self.confidence)
end


-- ---- features alone (4) -----------------------------------------------------------------------------------------

rounds.features_alone = { KEYS = { "effectiveness", "emotion", "held", "period" }, REGION = "equal" }


function rounds.features_alone.read(given)
  local ask = { names = {} }
  for _, name in ipairs { "effectiveness", "emotion", "held" } do ask[name] = asked.metric(given[name], name) end
  if ask.held then ask.names.metric = asked.name(ask.held.metric) end
  return read_period(given, ask)
end


function rounds.features_alone.find(self, ask, context)
  local regions = { effectiveness = { low = 0, open = true }, emotion = self.region, held = { high = 0, open = true } }
  local parts, sides, by = {}, {}, {}
  for i, name in ipairs { "effectiveness", "emotion", "held" } do
    local side = ask[name]
    if not side then return { lacks = name } end
    if lacks_time(ask, side) then return { lacks = "time" } end
    local part, message, code = part_of(self, ask, name, side, regions[name], nil, context)
    if not part then return nil, message, code end
    parts[i], sides[i], by[name] = part, side, part
  end
  local found = { data = data_of(parts, sides, ask), parts = parts, estimate = by.held.estimate, minimum = 1,
                  verdict = by.held.verdict }
  if by.effectiveness.verdict ~= "supported" or by.emotion.verdict ~= "supported" then
    found.verdict, found.needs = "cannot tell", { code = "data", what = "pattern" }
  elseif found.verdict == "cannot tell" then
    found.needs = needs_of(by.held, self.confidence)
  end
  for _, part in ipairs(parts) do part.bounds = nil end
  return found
end


return rounds
