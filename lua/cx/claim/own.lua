-- own.lua - a claim of one's own: a text, and a metric or a test that says what the data are
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: cx.claim.own { text = "Half of all cases are solved at once", metric = log.solved, at_least = 50 }, or test =
-- function(context) return { value = 3.1, low = 2.8, high = 3.4, n = 210 } end.
--
-- (1) metric: over all rows of its survey, or those of where =, in the metric's own unit.
-- (2) test gives an estimate: value (or estimate), low, high, n, and method, unit, counts where it knows them; nil and a
--     message where the data are not there. Bounds are finite and in order; anything else is raised at the claim's place.
--     It counts people unless it says otherwise: fewer than the plan's privacy minimum are hidden.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local from = require "cx.claim.given"

local own = { KEYS = { "test", "metric", "where", "is", "at_least", "at_most" }, PLACES = 1, REGION = "value" }


function own.read(given)
  if given.text == nil then caller.raise "text: what is claimed? text = \"...\"" end
  local side = from.measure(given, 1, "metric")
  if given.test ~= nil and type(given.test) ~= "function" then
    caller.raise(("test: a function of the context is wanted, not %s"):format(complain.show(given.test)))
  end
  if side and given.test then caller.raise "test and metric: one of them is wanted" end
  if given.where ~= nil and not side then caller.raise "where: it goes with a metric" end
  return { side = side, test = given.test, where = asked.where(given.where),
           names = { metric = side and asked.name(side.metric) } }
end


local LARGEST = 1e15

local function is_finite(x) return math.type(x) ~= nil and math.abs(x) <= LARGEST end


-- What a test gave, as an estimate; nil and what is wrong with it (2).
local function checked(made, confidence)
  if type(made) ~= "table" then
    return nil, ("a table { value =, low =, high =, n = } is wanted, not %s"):format(complain.show(made))
  end
  local value, low, high, n = made.value or made.estimate, made.low, made.high, made.n
  for _, x in ipairs { value or false, low or false, high or false } do
    if not is_finite(x) then return nil, "value, low and high are finite numbers, of 15 digits at most" end
  end
  if low > value or value > high then return nil, "the value lies between low and high" end
  if not is_finite(n) or n < 0 then return nil, "n = how many the estimate rests on is wanted" end
  return { value = value, low = low, high = high, n = n,
           counts = type(made.counts) == "string" and made.counts or "people",
           method = type(made.method) == "string" and made.method or ("own test %.6g %%"):format(100 * confidence),
           unit = type(made.unit) == "string" and made.unit or "score" }
end


local function tested(self, ask, context)
  local made, message = ask.test(context)
  if made == nil then
    if type(message) ~= "string" then message = nil end
    return { lacks = "test", notes = message and { { code = "said", text = message } } or nil }
  end
  local estimate, trouble = checked(made, self.confidence)
  if not estimate then return nil, "test: " .. trouble, "bad_test" end
  local privacy = context and context.plan and context.plan.privacy or {}
  return { estimate = estimate, minimum = math.max(1, self.minimum or 1, privacy.minimum or 1), data = {} }
end


local function measured(self, ask, context)
  local survey, metric = ask.side.survey, ask.side.metric
  asked.settle(survey, context)
  local tally <close>, message, code = survey:tally { of = metric.question, where = ask.where }
  if not tally then return nil, message, code end
  local made = tally:total(metric, { confidence = self.confidence })
  local found = { data = require "cx.claim.rows".data({ ask.side }, made.n),
                  minimum = asked.minimum(survey, context, self.minimum) }
  if not made.low then
    found.needs = { code = "data", what = "interval" }
    return found
  end
  found.estimate = { value = made.value, low = made.low, high = made.high, n = made.n, method = made.method, counts = "people",
                     unit = metric.unit }
  return found
end


function own.find(self, ask, context)
  if ask.test then return tested(self, ask, context) end
  if not ask.side then return { lacks = "measure" } end
  return measured(self, ask, context)
end


return own
