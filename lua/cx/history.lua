-- history.lua - a goal over its rounds: what each gave, what changed since the last one, and whether that is noise
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: the goals of a result, the editions of their surveys (round.lua). Out: in each goal rounds, change, trend, control.
--
-- (1) rounds: { name, estimate } of every round, oldest first, the goal's own last; a round without an estimate says why:
--     "not asked", "other scale", "no answers", "hidden". A goal whose survey has one round has no rounds.
-- (2) change: against the last earlier round with a value (cx.compare), where it has an error; `shared` is the number of
--     clusters that answered in both. All changes of a plan are one family (compare/family.lua).
-- (3) better: whether the change is to the goal's side.
-- (4) trend and control chart: over three rounds with values and errors at least, the latest included.
-- (5) Rounds that privacy hides take no part in (2) and (4); a change is as coarse as privacy made its rounds.
-- (6) What is measured over all touchpoints (overall) takes all rows of an edition. A sum counted in full has no change: it
--     has no noise to be beyond. Measures that are no goals are a family of their own, and have no better side.
-- (7) What happened in the organisation (organise.events) stands on the control chart at the round of its day, where rounds
--     are named as the calendar names them, or else at the first one after it; all of one round are one event. What happened
--     before the second round of the chart has nothing before it, and is left out.

local history = {}

local FEWEST = 3 -- (4)


-- ---- rounds (1) ----------------------------------------------------------------------------------------

-- A sum of values, counted in full (figure.lua).
local function in_full(estimate)
  if not estimate.value then return estimate end
  local made = require "cx.figure".exact(estimate.value * estimate.n, estimate.n)
  made.missing, made.group = estimate.missing, estimate.group
  return made
end


-- Estimates of one metric by touchpoint in an edition; kept, since touchpoints share metrics.
local function measured(edition, given, is_own, by)
  local kept = by and edition.estimates or edition.totals
  local known = kept[given]
  if known then return known end
  known = {}
  local metric = is_own and given or require "cx.metric".by_name(given)
  local options = given.total and { weighted = false } or nil
  local done, list = pcall(edition.tally[by and "measure" or "total"], edition.tally, metric, options)
  if not done then
    local place = require "cx.survey".state(edition.survey).place
    error(type(list) == "string" and require "cx.caller".placed(place, list) or list, 0)
  end
  if by then
    for _, estimate in ipairs(list) do known[estimate.group.touchpoint] = estimate end
  else
    known[1] = list
  end
  for key, estimate in pairs(given.total and known or {}) do known[key] = in_full(estimate) end
  kept[given] = known
  return known
end


-- Whether a goal is that of one touchpoint in an edition (6).
local function is_placed(edition, goal) return edition.long and not goal.overall end


--- The estimate of a goal in an edition of its survey; one of nobody where the goal's touchpoint has no rows.
---@param edition table
---@param goal table what the plan wants: { metric, name }
---@return table
function history.estimate(edition, goal)
  local by = is_placed(edition, goal)
  return measured(edition, goal.metric, edition.survey == goal.question.survey, by)[by and goal.name or 1]
    or { n = 0, n_effective = 0.0, missing = {}, group = {} }
end


-- One round of a goal before its own.
local function entry_of(edition, goal)
  if edition.survey ~= goal.question.survey then
    local question, why = require "cx.round".question(edition.survey, goal.question)
    if not question then return { name = edition.name, why = why } end
  end
  local estimate = history.estimate(edition, goal)
  return { name = edition.name, estimate = estimate.value and estimate, why = not estimate.value and "no answers" or nil }
end


--- The rounds of a goal; nil when there is one.
---@param editions table[]
---@param goal table what the plan wants
---@param estimate table of the last edition
---@return table[]?
function history.rounds(editions, goal, estimate)
  if #editions == 1 then return nil end
  local list = {}
  for i = 1, #editions - 1 do list[i] = entry_of(editions[i], goal) end
  list[#editions] = { name = editions[#editions].name, estimate = estimate, why = not estimate.value and "no answers" or nil }
  return list
end


-- ---- change (2) (3) ------------------------------------------------------------------------------------

-- The place of the last earlier round with a value.
local function before(rounds)
  for i = #rounds - 1, 1, -1 do
    if rounds[i].estimate and rounds[i].estimate.value then return i end
  end
end


-- All touchpoints' differences of a metric between two editions, by touchpoint; kept.
local function compared(kept, now, was, metric, is_by)
  local key = ("%p %p %p %s"):format(metric, now, was, is_by)
  if not kept[key] then
    local by = is_by and "touchpoint" or false
    kept[key] = {}
    for _, item in ipairs(require "cx.compare".new(now.tally, was.tally,
      { metric = require "cx.metric".by_name(metric), by = by, adjust = "none" })) do
      kept[key][by and item.group.touchpoint or 1] = item
    end
  end
  return kept[key]
end


local function change_of(kept, goal, wanted, editions)
  local at = before(goal.rounds)
  if not at or not goal.estimate.value or goal.metric.total then return nil end
  local now, was = editions[#editions], editions[at]
  local by = is_placed(now, wanted) and is_placed(was, wanted)
  local item = compared(kept, now, was, goal.metric, by)[by and wanted.name or 1]
  if not item or not item.p then return nil end
  local sign = goal.relation == "at_most" and -1 or 1
  return {
    from = was.name, to = now.name, difference = item.difference, low = item.low, high = item.high, se = item.se,
    p = item.p, confidence = item.confidence, method = item.method, shared = item.shared,
    better = goal.relation and item.difference * sign > 0,
  }
end


-- ---- trend (4) ------------------------------------------------------------------------------------------------

local function has_error(estimate)
  return (estimate.se or 0) > 0 or (estimate.centre_se or 0) > 0
end


-- The unit of time that a round's name is of: "2026-Q1", "2026-02"; nil for other names.
local UNITS = { { "^%d%d%d%d%-Q[1-4]$", "quarter" }, { "^%d%d%d%d%-H[12]$", "half-year" }, { "^%d%d%d%d%-W%d%d$", "week" },
                { "^%d%d%d%d%-%d%d$", "month" }, { "^%d%d%d%d$", "year" } }

local function unit_of(name)
  for _, one in ipairs(UNITS) do
    if tostring(name):find(one[1]) then return one[2] end
  end
end


local function event_name(event)
  if not event.unit or event.text:find(event.unit, 1, true) then return event.text end
  return ("%s, %s"):format(event.text, event.unit)
end


-- The first round with a value at an event's day or after it; nil where none is (7).
local function round_at(list, labels, day)
  local core, first = require "cx.core", nil
  for i, estimate in ipairs(list) do
    local unit = estimate.value and unit_of(labels[i])
    if unit then
      first = first or i
      if tostring(labels[i]) >= core.bucket(core.time(day), unit) then return i > first and i or nil end
    end
  end
end


-- What happened, as cx.chart takes it (7); nil for nothing.
local function events_of(events, list, labels)
  local by, made = {}, {}
  for _, event in ipairs(events or {}) do
    local at = round_at(list, labels, event.date)
    if at and by[at] then by[at].name = by[at].name .. "; " .. event_name(event)
    elseif at then
      by[at] = { at = at, name = event_name(event) }
      made[#made + 1] = by[at]
    end
  end
  table.sort(made, function(a, b) return a.at < b.at end)
  return #made > 0 and made or nil
end


-- What cx.trend and cx.chart say of the rounds; nil when they are too few.
local function course(goal, language, events)
  local list, labels, n, spread = {}, {}, 0, false
  for i, one in ipairs(goal.rounds) do
    local estimate = one.estimate and one.estimate.value and has_error(one.estimate) and one.estimate
    list[i], labels[i] = estimate or { n = 0 }, one.name
    if estimate then
      n, spread = n + 1, spread or (estimate.spread or 1) > 0
    end
  end
  if n < FEWEST or not spread or not list[#list].value then return nil end
  local options = { labels = labels, language = language }
  local trend = require "cx.trend"(list, options)
  options.events = events_of(events, list, labels)
  return trend, require "cx.chart".new(list, options)
end


--- Adds change, trend and control to goals or measures of a result, after privacy has hidden what it must (5).
---@param goals table[]
---@param wanted table[] what the plan wants, goal by goal
---@param counted table<table, table> by survey: { editions }
---@param language? string|string[]
---@param events? { date: string, text: string, unit: string? }[] of the plan
function history.add(goals, wanted, counted, language, events)
  local changes, kept = {}, {}
  if type(language) == "table" then language = language[1] end
  for i, goal in ipairs(goals) do
    if goal.rounds then
      goal.change = change_of(kept, goal, wanted[i], counted[goal.question.survey].editions)
      changes[#changes + 1] = goal.change
      goal.trend, goal.control = course(goal, language, events)
    end
  end
  require "cx.compare.family".adjust(changes)                                            -- (2)
  for _, goal in ipairs(goals) do
    if goal.coarse and goal.change then goal.change = require "cx.privacy.coarse".change(goal.change) end   -- (5)
  end
end


return history
