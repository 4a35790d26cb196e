-- contrast.lua - claims that something makes a difference: resolved at once, or with an influence and without
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: cx.claim.first_contact_must_resolve { contacts = log, outcome = log.lost, better = "low" } and
-- cx.claim.search_can_be_influenced { answers.recommend, with = "guide == 'yes'" }.
--
-- (1) first_contact_must_resolve: among the cases with a good start, the outcome of those solved at once less that of those
--     that were not. It has to be more than the margin (0 unless told); better = "low": the less of the outcome the better.
-- (2) search_can_be_influenced: the metric with the influence less that without it, more than the margin. with and without are
--     where-texts or functions of a row; without is the rest unless told. Before and after: with = function(row) return
--     row.day >= "2026-03-01" end. People choose for themselves what they meet: this is a difference, not yet an effect.

local asked = require "cx.asked"
local caller = require "cx.caller"
local from = require "cx.claim.given"
local rows = require "cx.claim.rows"

local contrast = {}


-- A survey that is made of a log is made as of the day of the run.
local function settle(survey, context)
  local state = require "cx.survey".state(survey)
  asked.settle(survey, context)
  if state.as_of and context and context.today then state.as_of(context.today, context.result) end
end


-- The difference of a side's metric between two kinds of rows, turned so that more is better.
local function difference(self, side, with, without, sign, context)
  local survey, metric = side.survey, side.metric
  settle(survey, context)
  local a <close>, message, code = survey:tally { of = metric.question, where = with }
  if not a then return nil, message, code end
  local b <close>, why, kind = survey:tally { of = metric.question, where = without }
  if not b then return nil, why, kind end
  local found = { data = rows.data { side }, minimum = asked.minimum(survey, context, self.minimum) }
  local one = require "cx.compare".new(a, b, { metric = metric, by = false, confidence = self.confidence })[1]
  local n = { with = one and one.a and one.a.n or 0, without = one and one.b and one.b.n or 0 }
  if math.min(n.with, n.without) < found.minimum or n.with == 0 or n.without == 0 then
    found.needs = { code = "data", what = "both" }
    return found
  end
  found.data.rows, found.data.with, found.data.without = n.with + n.without, n.with, n.without
  if not one.low then
    found.needs = { code = "data", what = "interval" }
    return found
  end
  local low, high = sign * one.low, sign * one.high
  found.estimate = { value = sign * one.difference, low = math.min(low, high), high = math.max(low, high),
                     n = n.with + n.without, method = one.method, counts = "people", unit = metric.unit, difference = true }
  return found
end


contrast.first_contact_must_resolve = { KEYS = { "contacts", "outcome", "better" }, REGION = "more" }


function contrast.first_contact_must_resolve.read(given)
  local contacts, outcome = given.contacts, asked.metric(given.outcome, "outcome")
  if contacts ~= nil and not require "cx.contacts".is(contacts) then
    caller.raise "contacts: what cx.contacts { ... } makes is wanted"
  end
  if contacts and outcome and outcome.survey ~= contacts.survey then
    caller.raise "outcome: a measure of the contacts themselves is wanted, such as log.lost"
  end
  for _, name in ipairs(contacts and { "good_start", "first_contact" } or {}) do
    local _ = contacts[name] -- what it needs is raised here
  end
  return { contacts = contacts, outcome = outcome, sign = from.better(given.better),
           names = { metric = outcome and asked.name(outcome.metric) } }
end


function contrast.first_contact_must_resolve.find(self, ask, context)
  if not ask.contacts then return { lacks = "contacts" } end
  if not ask.outcome then return { lacks = "outcome" } end
  return difference(self, ask.outcome, "good_start == 1 and first_contact == 1", "good_start == 1 and first_contact == 0",
    ask.sign, context)
end


contrast.search_can_be_influenced = { KEYS = { "metric", "with", "without", "better" }, PLACES = 1, REGION = "more" }


-- The rows that a condition leaves.
local function rest_of(with)
  if type(with) == "string" then return ("not (%s)"):format(with) end
  return function(row) return not with(row) end
end


function contrast.search_can_be_influenced.read(given)
  local side = from.measure(given, 1, "metric")
  local with, without = from.where(given.with, "with"), from.where(given.without, "without")
  if without and not with then caller.raise "without: with what is it compared? with = too" end
  return { side = side, with = with, without = without or with and rest_of(with), sign = from.better(given.better),
           names = { metric = side and asked.name(side.metric) } }
end


function contrast.search_can_be_influenced.find(self, ask, context)
  if not ask.side then return { lacks = "metric" } end
  if not ask.with then return { lacks = "influence" } end
  return difference(self, ask.side, ask.with, ask.without, ask.sign, context)
end


return contrast
