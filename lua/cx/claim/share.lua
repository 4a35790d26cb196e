-- share.lua - the claim of a part's share in the experience: emotion is two thirds, ease, edge and efficiency the rest
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: cx.claim.share_of_experience { part = "emotion", is = 2/3, margin = 0.1, outcome = answers.recommend }.
--
-- (1) The share of the explained variance of the outcome that the questions with part = "emotion" have, all questions of a
--     part being one driver: Shapley's value over the parts, jackknife over people (drivers.lua). part may be a list: their
--     shares together.
-- (2) The questions are those of the outcome's survey that have a part, or those of `of`. Numbers and scales of numbers take
--     part; names do so as a metric in `of` (of = { emotion = { cx.metric.emotion(...) } }).
-- (3) Where R2 is not surely above nothing there is nothing to have a share of: cannot tell. So it is where the questions are
--     all of one part.
-- (4) A share is never below 0 or above 1, nor is its interval.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"

local share = { KEYS = { "part", "is", "at_least", "at_most", "outcome", "of", "where", "buckets" }, REGION = "value" }


local function read_parts(given)
  local parts = type(given) == "string" and { given } or given
  local fine = type(parts) == "table" and #parts > 0
  for _, one in ipairs(fine and parts or {}) do fine = fine and type(one) == "string" and one ~= "" end
  if fine then return parts end
  caller.raise(("part: which part of the experience? part = \"emotion\", or a list of them, not %s")
    :format(complain.show(given)))
end


-- The questions by part that `of` names: { emotion = { answers.care }, ... }.
local function read_of(given)
  if given == nil then return nil end
  if type(given) ~= "table" or given.kind or next(given) == nil then
    caller.raise "of: parts and their questions are wanted, as in of = { emotion = { answers.care }, ease = { answers.ease } }"
  end
  local groups = {}
  for part, list in pairs(given) do
    if type(part) ~= "string" then caller.raise "of: each part has a name, as in of = { emotion = { answers.care } }" end
    if type(list) ~= "table" or list.kind then list = { list } end
    groups[part] = {}
    for i, one in ipairs(list) do groups[part][i] = asked.wanted(one, ("of.%s[%d]"):format(part, i)).metric end
  end
  return groups
end


function share.read(given)
  local made = { parts = read_parts(given.part), outcome = asked.metric(given.outcome, "outcome"), groups = read_of(given.of),
                 where = asked.where(given.where), buckets = asked.whole("buckets", given.buckets, nil, 2, 1024) }
  for _, bound in ipairs { "is", "at_least", "at_most" } do
    local x = given[bound]
    if x and not (x >= 0 and x <= 1) then
      caller.raise(("%s: a share is between 0 and 1, such as 2/3, not %s"):format(bound, complain.show(x)))
    end
  end
  made.names = { parts = made.parts, metric = made.outcome and asked.name(made.outcome.metric) }
  return made
end


-- The questions that have a part, by part (2).
local function declared(survey, outcome)
  local groups = {}
  for _, question in ipairs(require "cx.survey".state(survey).questions) do
    local is_number = question.type == "number" or question.type == "score"
    if question.part and is_number and question.name ~= outcome.question then
      groups[question.part] = groups[question.part] or {}
      table.insert(groups[question.part], require "cx.metric".mean(question))
    end
  end
  return groups
end


-- Drivers and their groups: what is claimed of, and every other part by itself.
local function drivers_of(ask, groups)
  local claimed, names, of, given, rest = {}, {}, {}, { ["the claimed"] = {} }, false
  for _, part in ipairs(ask.parts) do claimed[part] = true end
  for part in pairs(groups) do names[#names + 1] = part end
  table.sort(names)
  for _, part in ipairs(names) do
    local key = claimed[part] and "the claimed" or "part " .. part
    given[key] = given[key] or {}
    rest = rest or not claimed[part]
    for _, metric in ipairs(groups[part]) do
      of[#of + 1] = metric
      table.insert(given[key], metric.question)
    end
  end
  return of, given, rest
end


-- The share that drivers found, between 0 and 1 (4).
local function share_in(outcome)
  for _, driver in ipairs(outcome.drivers) do
    if driver.name == "the claimed" and driver.part.low then
      local function within(x) return math.max(0, math.min(1, x)) end
      return { value = within(driver.part.value), low = within(driver.part.low), high = within(driver.part.high),
               n = driver.part.n, method = "Shapley, " .. driver.part.method, counts = "people", unit = "share" }
    end
  end
end


-- Parts and their questions as an outcome tells them.
local function told(groups)
  local list = {}
  for part, metrics in pairs(groups) do
    local one = { part = part, questions = {} }
    for i, metric in ipairs(metrics) do one.questions[i] = metric.question end
    list[#list + 1] = one
  end
  table.sort(list, function(a, b) return a.part < b.part end)
  return list
end


function share.find(self, ask, context)
  if not ask.outcome then return { lacks = "outcome" } end
  local groups = ask.groups or declared(ask.outcome.survey, ask.outcome.metric)
  for _, part in ipairs(ask.parts) do
    if not groups[part] then return { lacks = "part" } end
  end
  local of, given, rest = drivers_of(ask, groups)
  if not rest then return { lacks = "other_parts" } end                                              -- (3)
  local outcome, message, code = require "cx.drivers".new { outcome = ask.outcome.metric, of = of, groups = given,
    where = ask.where, buckets = ask.buckets, confidence = self.confidence, minimum = self.minimum }:measure(context)
  if not outcome then return nil, message, code end
  local r_squared = outcome.r_squared
  local found = { minimum = outcome.minimum, data = { surveys = { require "cx.survey".name(ask.outcome.survey) },
    rows = outcome.n, parts = told(groups), r_squared = r_squared } }
  if outcome.hidden then
    found.needs, found.data = { code = "n", counts = "people", n = outcome.minimum }, nil
    return found
  end
  found.estimate = share_in(outcome)
  if not found.estimate then
    found.needs = { code = "data", what = "variation" }
  elseif not r_squared.low or r_squared.low <= 0 then                                                -- (3)
    found.verdict, found.needs = "cannot tell", { code = "data", what = "explained" }
  end
  return found
end


return share
