-- measure.lua - how the loop itself goes: times, what is late, what was reopened, what telling did
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: a plan, its ledger, now. Out: plain figures.
--
-- (1) Times run in days from the opening to what was first done (survival.lua). A case that is still open counts until now;
--     one that was given up as out of reach, merged or forgotten counts until then, and one told without a fix counts until
--     then where fixing is timed. What came before its opening took no time.
-- (2) In time: of the cases with a day for it, those done until that day, over those done or late.
-- (3) Reopened: of the cases that were ever told or fixed, those that were opened again.
-- (4) The effect of telling: the next answer of each person after the answer that opened their first case. Who had been told
--     before that answer is compared with who had not, on the metric of the first goal of that survey, as cx.compare does.
--     Nobody drew lots about who was told, so the difference may be of other causes: `warning` is not to be left out.
-- (5) Findings that became actions, and actions that were reported back, are counts, not samples: no interval.
-- (6) Where one side has nobody, or fewer people than the plan's privacy asks for, there is no value and no difference.
-- (7) Solved without asking: of the cases that were fixed, those that nobody handed over before (lead.lua, 4).

local calendar = require "cx.loop.calendar"
local case = require "cx.loop.case"
local survival = require "cx.loop.survival"

local measure = {}

local STEPS = { "contact", "fix", "tell" }


-- ---- times (1) --------------------------------------------------------------------------------------------------

-- Until when a case counts where a step is not done.
local function given_up(state, step, now)
  if step == "fix" and state.first.tell then return state.first.tell end
  if state.merged then return state.merged_at end
  if state.unreachable then return state.unreachable end
  return state.forgotten and state.changed or now
end


local function span(from, to)
  if #to == 10 and from:sub(1, 10) == to then return 0 end
  return math.max(0, calendar.days(from, to))
end


--- Times of one step: { time =, done = } for each case.
---@param cases table<string, table>
---@param ids string[]
---@param step "contact"|"fix"|"tell"
---@param now string
---@return table[]
function measure.spans(cases, ids, step, now)
  local list = {}
  for _, id in ipairs(ids) do
    local state = cases[id]
    local at = state.first[step]
    list[#list + 1] = { time = span(state.opened, at or given_up(state, step, now)), done = at ~= nil }
  end
  return list
end


-- (2)
local function in_time(cases, ids, step, here)
  local due_key, kept, of = step .. "_due", 0, 0
  for _, id in ipairs(ids) do
    local state = cases[id]
    local at, due = state.first[step], state[due_key]
    if due and state.reopened == 0 and not state.merged then
      local late = calendar.is_over(due, here(at))
      if at or late and not state.unreachable then of = of + 1 end
      if at and not late then kept = kept + 1 end
    end
  end
  return { kept = kept, of = of }
end


-- ---- counts -----------------------------------------------------------------------------------------------------

local function count(t, key) t[key] = (t[key] or 0) + 1 end


local function counts_of(cases, ids, now)
  local made = { n = 0, states = {}, causes = {}, late = { contact = 0, tell = 0 }, reopened = 0, ever_done = 0,
                 unreachable = 0, merged = 0, forgotten = 0 }
  for _, id in ipairs(ids) do
    local state = cases[id]
    made.n = made.n + 1
    if state.forgotten then made.forgotten = made.forgotten + 1 end
    if state.merged then made.merged = made.merged + 1
    else
      count(made.states, state.state)
      count(made.causes, state.cause or "unknown")
      if state.unreachable then made.unreachable = made.unreachable + 1 end
      local late = case.late(state, now)
      if late then made.late[late] = made.late[late] + 1 end
    end
    if state.first.fix or state.first.tell then made.ever_done = made.ever_done + 1 end                       -- (3)
    if state.reopened > 0 then made.reopened = made.reopened + 1 end
  end
  return made
end


-- (5)
local function findings_of(plan, ledger, today)
  local outer = require "cx.loop.outer"
  local actions = outer.actions(plan, ledger, today)
  local made = { found = 0, with_action = 0, actions = 0, done = 0, told = 0 }
  for _, one in ipairs(outer.findings(ledger, actions)) do
    made.found = made.found + 1
    if one.actions > 0 then made.with_action = made.with_action + 1 end
  end
  for _, one in ipairs(actions) do
    if not one.later then made.actions = made.actions + 1 end
    if one.done then made.done = made.done + 1 end
    if one.told then made.told = made.told + 1 end
  end
  return made
end


-- ---- what telling did (4) ---------------------------------------------------------------------------------------

-- The first case of each person in a survey: hash -> { moment, told }.
local function first_cases(cases, ids, name)
  local first = {}
  for _, id in ipairs(ids) do
    local state = cases[id]
    if state.survey == name and state.person and state.moment and not state.merged then
      local known = first[state.person]
      if not known or state.moment < known.moment then
        first[state.person] = { moment = state.moment, told = state.first.tell }
      elseif state.moment == known.moment and state.first.tell and state.first.tell < (known.told or "9999") then
        known.told = state.first.tell
      end
    end
  end
  return first
end


-- The metric's question as a scale again, for a survey of next answers.
local function scale_of(question)
  local made = {}
  for key, value in pairs(question) do made[key] = value end
  made.kind, made.survey, made.column, made.name = "scale", nil, nil, nil
  return made
end


local function quote(text) return '"' .. text:gsub('"', '""') .. '"' end


-- True when a telling came before an answer, by the world's clock.
local function is_before(plan, told, moment)
  local clock = require "cx.loop.clock"
  return clock.seconds(plan, told) < clock.answered(plan, moment)
end


-- The next answers of people: raw name -> { moment, text, told = true where they had been told before it }.
local function next_answers(plan, ledger, work, question, first)
  local rule, core = require "cx.loop.rule", require "cx.core"
  local inputs, message, code = require "cx.source".look(work.state)
  if not inputs then return nil, message, code end
  local who = work.state.roles.person and "person" or "account"
  local next_row
  next_row, message, code = work.survey:rows { columns = { who, "time", question.name } }
  if not next_row then return nil, message, code end
  local hashes, best = {}, {}
  for row in next_row do
    local raw = rule.person(row)
    if raw and hashes[raw] == nil then hashes[raw] = ledger:person(raw) or false end
    local from = raw and first[hashes[raw]]
    local moment = from and rule.moment(row.time, inputs[1].dialect.day_order)
    local answered = row[question.name] and row[question.name]:find "%S"
    if answered and moment and core.time(moment) and moment > from.moment then
      local known = best[raw]
      if not known or moment < known.moment then
        best[raw] = { moment = moment, text = row[question.name], told = from.told and is_before(plan, from.told, moment) }
      end
    end
  end
  return best
end


-- These as the text of a file, and how many of each side.
local function as_text(best)
  local people, lines, n = {}, { "side,answer" }, { told = 0, not_told = 0 }
  for raw in pairs(best) do people[#people + 1] = raw end
  table.sort(people)
  for _, raw in ipairs(people) do
    local one = best[raw]
    local side = one.told and "told" or "not_told"
    n[side] = n[side] + 1
    lines[#lines + 1] = side .. "," .. quote(one.text)
  end
  return table.concat(lines, "\n") .. "\n", n
end


local function effect_of(plan, ledger, work, cases, ids)
  local goal
  for _, one in ipairs(plan.inside.wanted) do
    if not goal and one.question and one.question.survey == work.survey and one.metric then goal = one end
  end
  if not goal or not work.state.roles.time then return nil end
  local best, message, code = require "cx.loop.rule".again(work.state, function()
    return next_answers(plan, ledger, work, goal.question, first_cases(cases, ids, work.name))
  end)
  if not best then return nil, message, code end
  local text, n = as_text(best)
  local made = { survey = work.name, metric = goal.metric.name, question = goal.question.name, unit = goal.metric.unit,
                 told = { n = n.told }, not_told = { n = n.not_told }, warning = "selection" }
  local minimum = math.max(1, require "cx.privacy.goals".minimum(work.survey, plan) or 1)
  made.hidden = math.min(n.told, n.not_told) < minimum or nil                   -- (6)
  if made.hidden then return made end
  local question = goal.question
  local answers = require "cx.survey".new { text = text, delimiter = ",", decimal = work.state.dialect.decimal,
    questions = { [question.name] = require "cx.scale".is(question) and question or scale_of(question) },
    name = "next answers" }
  answers[question.name].column = "answer"
  local tally <close> = assert(answers:tally { by = "side", of = question.name })
  local metric = require "cx.metric".by_name(goal.metric)
  local found = require "cx.compare".new(tally, { metric = metric, between = { "told", "not_told" } })[1]
  made.told.value, made.not_told.value = found.a and found.a.value, found.b and found.b.value
  made.difference, made.low, made.high, made.p = found.difference, found.low, found.high, found.p
  return made
end


--- The effect of telling, for each survey with rules, a goal and a time (4).
---@param plan table
---@param ledger cx.Ledger
---@return table[]? list, string? message, string? code
function measure.effect(plan, ledger)
  local list = {}
  if not plan.inside.loop then return list end
  local rule = require "cx.loop.rule"
  local works, message, code = rule.by_survey(plan)
  if not works then return nil, message, code end
  local cases, ids = require "cx.loop".cases(ledger)
  for _, work in ipairs(works) do
    work.name = require "cx.survey".name(work.survey)
    local made
    made, message, code = effect_of(plan, ledger, work, cases, ids)
    if not made and message then return nil, message, code end
    list[#list + 1] = made
  end
  return list
end


--- All figures of the loop.
---@param plan table
---@param ledger cx.Ledger
---@return table? stats, string? message, string? code
function measure.stats(plan, ledger)
  local loop = require "cx.loop"
  local now, cases, ids = ledger:now(), loop.cases(ledger)
  local function here(moment) return require "cx.loop.clock".here(plan, moment or now) end
  local made = { now = now, cases = counts_of(cases, ids, here()), times = {}, summary = loop.summary(ledger, plan),
                 findings = findings_of(plan, ledger, now:sub(1, 10)) }
  for _, step in ipairs(STEPS) do
    local one = survival.median(measure.spans(cases, ids, step, now))
    one.in_time = step ~= "fix" and in_time(cases, ids, step, here) or nil
    made.times[step] = one
  end
  made.alone = require "cx.loop.lead".alone(ledger, now:sub(1, 10))                                              -- (7)
  local message, code
  made.effect, message, code = measure.effect(plan, ledger)
  if not made.effect then return nil, message, code end
  return made
end


return measure
