-- gap.lua - experience against what the same people expected, and against what they had before
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: cx.gap { experience =, expectation =, earlier =, by = "touchpoint" }. Out: an analysis; its outcome.
--
-- (1) A gap is the mean of the same person's differences: experience less expectation, later less earlier (compare/paired.lua:
--     paired t; strata and clusters linearised). Whose pair is not whole is counted, and is in no figure.
-- (2) Fell short, met, exceeded: by the order of the answers on the scale, whatever the metric scores; each share with
--     Wilson's interval of the pairs that weigh; with strata or clusters, of as many as their design makes of them.
-- (3) Expectation is a question on the same scale, of the same rows or of a survey that asked the same people before (role
--     person on both sides; `where` holds for both). Earlier experience is that of another round: { round = cx.year, between =
--     { "2025", "2026" } } (survey:pairs), or an earlier survey (cx.pairs).
-- (4) Verdict: "exceeded" or "fell short" ("better", "worse") where p, adjusted over the touchpoints (Holm up to 20, then
--     Benjamini-Hochberg), is at most 1 - confidence; "met" ("same") where the interval lies inside +-margin, which is
--     declared; else "cannot tell".
-- (5) Places with fewer pairs than the minimum are hidden, and as many others as it takes (privacy/listed.lua). With weights
--     and a minimum numbers are as fine as their errors (privacy/coarse.lua).

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local gap = {}

local KNOWN = { "experience", "expectation", "earlier", "by", "where", "margin", "confidence", "minimum", "title", "id" }
local WORDS = { expectation = { "exceeded", "fell short", "met" }, earlier = { "better", "worse", "same" } }


-- ---- declared ------------------------------------------------------------------------------------------

-- The question of the expectation (3).
local function read_expectation(given, experience)
  local side = asked.metric(given, "expectation")
  if not side then return nil end
  local a, b = side.survey[side.metric.question], experience.survey[experience.metric.question]
  if a == b then caller.raise("expectation: it is the experience's own question; another one is wanted") end
  if not require "cx.compare.scales".alike(a, b) then
    caller.raise(("expectation: %s is on another scale than %s; the same answers are wanted"):format(a.name, b.name))
  end
  return a
end


local function read_earlier(given, survey)
  if given == nil or require "cx.survey".is(given) then return given end
  if type(given) ~= "table" or given.round == nil or given.between == nil then
    caller.raise(("earlier: an earlier survey, or { round = cx.year, between = { \"2025\", \"2026\" } }, is wanted, not %s")
      :format(complain.show(given)))
  end
  caller.known("key of earlier", given, { "round", "between" })
  local panel = require "cx.panel"
  panel.round(survey, given.round)
  return { round = given.round, between = panel.between(given.between) }
end


local function read_margin(given)
  if given == nil or type(given) == "number" and given > 0 and given < math.huge then return given end
  caller.raise(("margin: a difference too small to matter, in the metric's unit, is wanted, not %s")
    :format(complain.show(given)))
end


-- ---- one list of gaps ------------------------------------------------------------------------------------

-- A share of the pairs, in percent, with its interval (2).
local function share_of(order, is_counted, weighted, confidence)
  local cells, yes, no = order.cells, { n = 0, w = 0.0, q = 0.0, score = 100.0 }, { n = 0, w = 0.0, q = 0.0, score = 0.0 }
  for i = 3, #cells do -- the first two are the ends of the scale
    local into = is_counted(cells[i].score) and yes or no
    for _, key in ipairs { "n", "w", "q" } do into[key] = into[key] + cells[i][key] end
  end
  local e = core.estimate({ no, yes }, yes.n + no.n, { weighted = weighted, interval = "wilson", confidence = confidence })
  local made = { value = e.value, low = e.low, high = e.high, n = yes.n + no.n, method = e.method }
  local many = order.design_n and order.design_n(is_counted)
  if not many then return made end
  local part, z = e.value / 100, core.distribution.normal_quantile(0.5 + confidence / 2)
  local middle, reach = part + z * z / (2 * many), z * math.sqrt(part * (1 - part) / many + z * z / (4 * many * many))
  made.low, made.high = 100 * (middle - reach) / (1 + z * z / many), 100 * (middle + reach) / (1 + z * z / many)
  return made
end


-- Scores that are the places of the answers, for (2).
local function order_metric(question)
  local scores = {}
  for i, answer in ipairs(question.answers) do scores[answer.value] = i end
  return require "cx.metric" { question = question.name, scores = scores, name = "order" }
end


local function verdict_of(self, one, words)
  if one.beyond_noise then return one.value > 0 and words[1] or words[2] end
  if self.margin and one.low and one.low >= -self.margin and one.high <= self.margin then return words[3] end
  return "cannot tell"
end


-- The gaps of one grouping: { label, value, low ... } for each group that has a pair.
local function gaps_of(self, tally, column, by, against)
  local question = self.experience.survey[self.experience.metric.question]
  local options = { metric = require "cx.metric".by_name(self.experience.metric), paired = column, by = by,
                    confidence = self.confidence }
  local list, weighted = {}, require "cx.tally".about(tally).weight ~= nil
  local orders = require "cx.compare.paired".cells(tally, { metric = order_metric(question), paired = column, by = by })
  for i, item in ipairs(require "cx.compare.paired".compare(tally, options)) do
    list[i] = {
      label = by[1] and item.group[by[1]] or nil, value = item.difference, low = item.low, high = item.high, se = item.se,
      n = item.n, unpaired = item.unpaired, p = item.p, p_adjusted = item.p_adjusted, family = item.family,
      adjust = item.adjust, effect = item.effect, method = item.method, beyond_noise = item.beyond_noise,
      short = share_of(orders[i], function(d) return d < 0 end, weighted, self.confidence),
      met = share_of(orders[i], function(d) return d == 0 end, weighted, self.confidence),
      exceeded = share_of(orders[i], function(d) return d > 0 end, weighted, self.confidence),
    }
    list[i].verdict = item.difference and verdict_of(self, list[i], WORDS[against]) or "cannot tell"
  end
  return list
end


-- ---- hidden (5) ------------------------------------------------------------------------------------------

-- An item that tells nothing but its label.
local function hide(item) return { label = item.label, hidden = true, verdict = "hidden" } end


-- A gap as fine as its errors; its verdict stays.
local function coarsen(item)
  local coarse = require "cx.privacy.coarse"
  local made = coarse.figure(item)
  for _, key in ipairs { "short", "met", "exceeded" } do made[key] = item[key] and coarse.figure(item[key]) end
  return made
end


local function settle_privacy(made, minimum, survey)
  local hidden, total_hidden = require "cx.privacy.listed".hidden(made.items, made.total and made.total.n, minimum)
  for i, item in ipairs(made.items) do
    if hidden[item.label] then made.items[i] = hide(item) end
    if minimum > 1 then made.items[i].unpaired = nil end
  end
  if made.total and total_hidden then made.total = hide(made.total) end
  if require "cx.privacy.coarse".is_wanted(survey, minimum) then
    for i, item in ipairs(made.items) do made.items[i] = coarsen(item) end
    made.total = made.total and coarsen(made.total)
  end
  if made.total and minimum > 1 and (made.total.unpaired or 0) < minimum then made.total.unpaired = nil end
  return made
end


-- ---- measured ----------------------------------------------------------------------------------------------

-- All gaps against one thing: of everybody, and by place.
local function against(self, tally, column, what, minimum)
  local made = { against = what, total = gaps_of(self, tally, column, {}, what)[1], items = {} }
  if self.by then made.items = gaps_of(self, tally, column, { self.by }, what) end
  if not made.total or not made.total.value then made.empty = true end
  return settle_privacy(made, minimum, self.experience.survey)
end


-- The tally of experience by expectation, and the column of the latter (3).
local function expected(self, context)
  local survey, question, expectation = self.experience.survey, self.experience.metric.question, self.expectation
  if expectation.survey ~= survey then
    asked.settle(expectation.survey, context)
    local tally, message, code = require "cx.panel".across(expectation.survey, survey,
      { of = question, by = self.by, where = self.where }, expectation)
    return tally, tally and "before" or message, code
  end
  local by = { expectation }
  if self.by then table.insert(by, 1, self.by) end
  local tally, message, code = survey:tally { by = by, where = self.where, of = survey[question] }
  return tally, tally and expectation.name or message, code
end


local function people_of(tally, minimum)
  local people = tally:people()
  return people and minimum <= 1 and { both = people.both, before = people.before, after = people.after } or nil
end


local function against_expectation(self, context, minimum)
  local tally <close>, column, code = expected(self, context)
  if not tally then return nil, column, code end
  local made = against(self, tally, column, "expectation", minimum)
  made.question, made.people = self.expectation.name, people_of(tally, minimum)
  return made
end


-- The tally of the same people in two rounds (3).
local function pairs_of(self, context)
  local question, later = self.experience.metric.question, self.experience.survey
  if require "cx.survey".is(self.earlier) then
    asked.settle(self.earlier, context)
    return require "cx.panel".two(self.earlier, later, { of = question, by = self.by, where = self.where })
  end
  return later:pairs { of = question, round = self.earlier.round, between = self.earlier.between, by = self.by,
                       where = self.where }
end


local function against_earlier(self, context, minimum)
  local tally <close>, message, code = pairs_of(self, context)
  if not tally then return nil, message, code end
  local made = against(self, tally, "before", "earlier", minimum)
  made.rounds, made.people = tally:people().rounds, people_of(tally, minimum)
  return made
end


local class = { __name = "analysis" }
class.__index = class


--- The outcome of the gap; nil, message, code where a file or a round is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  local survey = self.experience.survey
  asked.settle(survey, context)
  local minimum = asked.minimum(survey, context, self.minimum)
  local outcome = { kind = "gap", title = self.title, id = self.id, experience = asked.name(self.experience.metric),
                    by = self.by, margin = self.margin, confidence = self.confidence,
                    minimum = minimum > 1 and minimum or nil, list = {}, notes = {} }
  local parts = { self.expectation and against_expectation or nil }
  if self.earlier then parts[#parts + 1] = against_earlier end
  for i, part in ipairs(parts) do
    local made, message, code = part(self, context, minimum)
    if not made then return nil, message, code end
    outcome.list[i] = made
  end
  return outcome
end


---@class cx.GapOptions
---@field experience cx.Metric|table a metric or a question (its mean) on a scale of answers
---@field expectation? cx.Metric|table on the same scale, of the same rows or of a survey before
---@field earlier? table an earlier survey, or { round = cx.year, between = { "2025", "2026" } }
---@field by? string|false role or column; touchpoints unless told, false for none
---@field where? string|function which rows there are
---@field margin? number in the metric's unit, too small to matter; without it "met" is never said
---@field confidence? number .95 unless told
---@field minimum? integer people of a place, where more are wanted than the survey does
---@field title? string
---@field id? string

--- An analysis; mistakes are raised at the caller's line.
---@param given cx.GapOptions
---@return table
function gap.new(given)
  asked.check("cx.gap", given, KNOWN)
  local experience = asked.wanted(given.experience, "experience")
  local question = experience.survey[experience.metric.question]
  if question.type ~= "score" and question.type ~= "names" then
    caller.raise(("experience: %s is no scale of answers; cx.scale, cx.scale.nps or cx.scale.names is wanted")
      :format(question.name))
  end
  if given.expectation == nil and given.earlier == nil then
    caller.raise "cx.gap: against what? expectation = a question, or earlier = a survey or a round"
  end
  return setmetatable({
    kind = "gap", title = given.title, id = given.id, place = caller.place(), experience = experience,
    expectation = read_expectation(given.expectation, experience), earlier = read_earlier(given.earlier, experience.survey),
    by = asked.by(given.by, experience.survey), where = asked.where(given.where), margin = read_margin(given.margin),
    confidence = asked.confidence(given.confidence), minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
  }, class)
end


return gap
