-- result.lua - what was measured of a plan: goals, measures that are no goals of touchpoints, promises rolled up
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: what a plan wants, the editions of its surveys (round.lua). Out: entries of result.goals, .measures, .promises.
--
-- (1) A goal of a touchpoint has its answers beside it; a measure elsewhere has none, and a verdict only if it is a goal.
-- (2) A figure (figure.lua) is asked for its estimate; where it has none, why says so: "no data", "no answers".
-- (3) A promise, a goal of define, stands with the touchpoints that serve it: of = their goals, met = those that are met,
--     open = those that cannot be told yet, have no answers or are hidden; the rest are missed or behind.
-- (4) orphans: promises that no touchpoint serves, touchpoints that serve none; none where the plan has no promises.
-- (5) Figures that count people are hidden below the least number of people of the plan, and of the surveys of their parts; the
--     rest is hidden by privacy/goals.lua.

local result = {}


-- ---- goals (1) -------------------------------------------------------------------------------------------

-- Counts of a question by touchpoint and answer.
local function counts_of(counted, question)
  local known = counted.counts[question.name]
  if known then return known end
  known = {}
  for _, count_ in ipairs(counted.tally:counts(question)) do
    local key = counted.long and count_.group.touchpoint or 1
    known[key] = known[key] or {}
    known[key][count_.answer] = count_
  end
  counted.counts[question.name] = known
  return known
end


-- Every answer of a scale with its people and its share.
local function answers_of(counted, goal)
  local question = goal.question
  local counts = counts_of(counted, question)[counted.long and goal.name or 1] or {}
  local scores = require "cx.metric".scores(goal.metric, question) or {}
  local list, sum = {}, 0
  for i, answer in ipairs(question.answers) do
    local got = counts[answer.value] or { n = 0, w = 0.0 }
    list[i] = { value = answer.value, label = answer.label, score = scores[i], n = got.n, w = got.w }
    sum = sum + (counted.weighted and got.w or got.n)
  end
  for _, answer in ipairs(list) do
    answer.share = sum > 0 and (counted.weighted and answer.w or answer.n) / sum or nil
  end
  return list
end


-- The least number of people of a figure: the plan's, or the highest of the surveys of its parts (5); nil without one.
local function least_of(plan, wanted)
  local least = plan.privacy and plan.privacy.minimum
  for _, part in ipairs(wanted.parts) do
    local own = require "cx.privacy.goals".minimum(part.question.survey, plan)
    least = own and math.max(own, least or own) or least
  end
  return least
end


-- The estimate of what is wanted, its rounds, its editions; of a figure without data why (2).
local function measured(plan, wanted, counted, today)
  local history = require "cx.history"
  if not wanted.measure then
    local editions = counted[wanted.question.survey].editions
    local estimate = history.estimate(editions[#editions], wanted)
    return estimate, history.rounds(editions, wanted, estimate), not estimate.value and "no answers" or nil
  end
  local parts, rests_on = {}, {}
  for i, part in ipairs(wanted.parts) do
    parts[i] = measured(plan, part, counted, today)
    rests_on[i] = { question = part.question, touchpoint = part.name, estimate = parts[i], answers = {} }
  end
  local estimate, why = wanted.measure:estimate { plan = plan, today = today, touchpoint = wanted.name, parts = parts }
  local minimum = least_of(plan, wanted)
  local is_hidden = minimum and wanted.measure.people ~= false and ((estimate or {}).n or 0) < minimum           -- (5)
  return estimate or { n = 0, n_effective = 0.0, missing = {}, group = {} }, nil,
    not (estimate and estimate.value) and (why or "no data") or nil, is_hidden, rests_on
end


-- What goals and measures have alike.
local function entry_of(plan, wanted, counted, today)
  local touchpoint, goal = wanted.touchpoint, wanted.goal
  local estimate, rounds, why, is_hidden, rests_on = measured(plan, wanted, counted, today)
  local relation, target
  if goal then relation, target = goal:target() end
  local made = {
    id = wanted.id, touchpoint = wanted.name, phase = touchpoint.phase, peak = touchpoint.peak and true or false,
    owner = touchpoint.owner, serves = touchpoint.serves, metric = wanted.metric, metric_name = wanted.metric.name,
    question = wanted.question, unit = wanted.metric.unit, relation = relation, target = target,
    due = goal and (goal.due or plan.due) or nil, round = plan.round, estimate = estimate,
    met = goal and (goal.met or plan.inside.met) or nil,
    verdict = goal and goal:verdict(estimate, today, plan.due, plan.inside.met) or nil, rounds = rounds, answers = {},
    why = why, rests_on = rests_on,
  }
  if is_hidden then require "cx.privacy.goals".hide_goal(made) end
  return made
end


--- A goal of a touchpoint.
---@param plan table
---@param wanted table
---@param counted table<table, table> by survey: { editions }
---@param today string
---@return table
function result.goal(plan, wanted, counted, today)
  local made = entry_of(plan, wanted, counted, today)
  if wanted.question then
    local editions = counted[wanted.question.survey].editions
    made.answers = answers_of(editions[#editions], wanted)
  end
  return made
end


--- A measure that is no goal of a touchpoint.
---@return table
function result.measure(plan, wanted, counted, today)
  local made = entry_of(plan, wanted, counted, today)
  made.place, made.section, made.word, made.overall = wanted.place, wanted.section, wanted.word, wanted.overall
  return made
end


-- ---- promises (3) (4) ------------------------------------------------------------------------------------

-- The goals of a result by the id of their touchpoint.
local function by_touchpoint(plan, goals)
  local by = {}
  for i, wanted in ipairs(plan.inside.wanted) do
    local key = wanted.touchpoint
    by[key] = by[key] or {}
    table.insert(by[key], goals[i])
  end
  return by
end


-- Adds a goal's state to a promise.
local function add(promise, goal)
  local verdict = not goal.hidden and goal.estimate.value and goal.verdict.verdict
  promise.of = promise.of + 1
  if verdict == "met" then promise.met = promise.met + 1
  elseif verdict ~= "missed" then promise.open = promise.open + 1 end
end


--- The promises of a plan with the state of their goals, and what serves nothing or is served by nobody.
---@param plan table
---@param goals table[] of the result
---@return { id: string, text: string, kind: string, touchpoints: string[], met: integer, of: integer, open: integer }[]
---@return { promises: string[], touchpoints: string[] } orphans
function result.promises(plan, goals)
  local inside, list, by_id = plan.inside, {}, {}
  local goals_of, orphans = by_touchpoint(plan, goals), { promises = {}, touchpoints = {} }
  for i, promise in ipairs(inside.promises) do
    list[i] = { id = promise.id, text = promise.text, kind = promise.kind, touchpoints = {}, met = 0, of = 0, open = 0 }
    by_id[promise.id] = list[i]
  end
  for _, touchpoint in ipairs(inside.touchpoints) do
    for _, id in ipairs(touchpoint.serves) do
      local promise = by_id[id]
      promise.touchpoints[#promise.touchpoints + 1] = touchpoint.name
      for _, goal in ipairs(goals_of[touchpoint.given] or {}) do add(promise, goal) end
    end
    if #touchpoint.serves == 0 and #list > 0 then table.insert(orphans.touchpoints, touchpoint.name) end
  end
  for _, promise in ipairs(list) do
    if #promise.touchpoints == 0 then table.insert(orphans.promises, promise.id) end
  end
  return list, orphans
end


return result
