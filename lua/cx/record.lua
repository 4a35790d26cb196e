-- record.lua - a round as the ledger keeps it: what the plan promised, what was found, what was said of it
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, the result of its run. Out: plain data for ledger:save_round; the rounds of a ledger; a table of them.
--
-- (1) Nothing is kept that a report does not show: estimates, verdicts and public counts, after privacy; no row, no person.
-- (2) A round is called as the data call it; else by the plan's unit of time and the day; else by the day.
-- (3) A run is kept when its plan has `ledger =`, or --ledger FILE says where. The same result again adds nothing; another
--     one is a new version, and what differs is said in one line: results, goals that moved with their verdicts.
-- (4) A goal is described by what it asks: touchpoint, metric, question, relation, target, due day; a question by its
--     words, its type, its answers and the codes that are none.
-- (5) Under a privacy minimum, figures of fewer people are left out of what is shown, however they were kept.
-- (6) Every run of the program applies the plan's retention of cases to its ledger, kept or not; where that cannot be written
--     it says so, and reports all the same.
-- (7) Earlier rounds that the ledger keeps and the data now tell otherwise are remarked, and kept as a new version
--     (record/again.lua).

local record = {}

-- ---- descriptions (4) -------------------------------------------------------------------------------------------

local function answers_of(question)
  local list = {}
  for i, answer in ipairs(question.answers or {}) do
    list[i] = { value = tostring(answer.value), label = answer.label and tostring(answer.label) or nil }
  end
  return list
end


-- The codes that are no answers, in one order: "6: missing".
local function missing_of(question)
  local list = {}
  for i, one in ipairs(question.missing or {}) do list[i] = ("%s: %s"):format(one.code, one.reason) end
  table.sort(list)
  return list
end


--- A question in plain data.
---@param question table
---@return table
function record.question(question)
  return { id = question.name, survey = require "cx.survey".name(question.survey), text = question.text,
           type = question.type, from = question.from, to = question.to, answers = answers_of(question),
           missing = missing_of(question) }
end


-- A metric's own way of scoring, such as csat's top, where two metrics of one name differ.
local function scoring_of(metric)
  local parts = {}
  if metric.top then parts[1] = "top " .. metric.top end
  for _, answer in ipairs(metric.answers or {}) do parts[#parts + 1] = tostring(answer) end
  return #parts > 0 and table.concat(parts, ", ") or nil
end


--- The goals of a plan in plain data.
---@param plan table
---@return table[]
function record.goals(plan)
  local list = {}
  for i, wanted in ipairs(plan.inside.wanted) do
    local relation, target = wanted.goal:target()
    list[i] = { id = wanted.id, touchpoint = wanted.name, owner = wanted.touchpoint.owner, metric = wanted.metric.name,
                label = wanted.metric.label, family = wanted.metric.family, scoring = scoring_of(wanted.metric),
                unit = wanted.metric.unit,
                question = wanted.question and wanted.question.name, relation = relation, target = target,
                due = wanted.goal.due or plan.due, met = wanted.goal.met or plan.inside.met }
  end
  return list
end


local RELATION = { at_least = "≥", at_most = "≤" }

--- What a described goal asks: "csat satisfied (top 2)".
---@param goal table
---@return string
function record.asked(goal)
  local text = goal.question and goal.question ~= goal.metric and ("%s %s"):format(goal.metric, goal.question) or goal.metric
  return goal.scoring and ("%s (%s)"):format(text, goal.scoring) or text
end


--- What a described goal promises: "nps recommend ≥ 30".
---@param goal table
---@return string
function record.promised(goal)
  return ("%s %s %s"):format(record.asked(goal), RELATION[goal.relation], ("%.14g"):format(goal.target))
end


--- The questions of a plan that are declared, and those that its goals ask.
---@param plan table
---@return table[]
function record.questions(plan)
  local list, seen = {}, {}
  local function add(question)
    if not question or seen[question] or not question.survey or not require "cx.survey".is(question.survey) then return end
    seen[question], list[#list + 1] = true, record.question(question)
  end
  for _, survey in ipairs(plan.inside.surveys) do
    for _, question in ipairs(require "cx.survey".state(survey).questions or {}) do add(question) end
  end
  for _, wanted in ipairs(plan.inside.wanted) do add(wanted.question) end
  return list
end


-- ---- a round (1) (2) ----------------------------------------------------------------------------------------------

--- An estimate in plain data, with all that a verdict needs; nil without a value.
---@param estimate table?
---@return table?
function record.estimate(estimate)
  if not estimate or not estimate.value then return nil end
  local made = {}
  for key, value in pairs(estimate) do
    local is_number = math.type(value) and value == value and math.abs(value) < 2 ^ 53
    if is_number or type(value) == "string" or type(value) == "boolean" then made[key] = value end
  end
  return made
end


--- The name of the round that a result is of (2).
---@param result table
---@return string
function record.name(result)
  if result.rounds and result.rounds.current then return tostring(result.rounds.current) end
  for _, survey in ipairs(result.surveys) do
    if survey.round then return tostring(survey.round) end
  end
  if not result.round then return result.today end
  local core = require "cx.core"
  return core.bucket(core.time(result.today), result.round)
end


--- The file that a plan stands in; nil where it is none.
---@param plan table
---@return string?
function record.file(plan) return (plan.inside.place or ""):match "^(.*):%d+$" end


--- The text of a plan's file; nil where it is none.
---@param plan table
---@return string?
function record.text(plan)
  local path = record.file(plan)
  local file = path and io.open(path, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end


-- How many gave each answer, of goals that show it.
local function tallies_of(result)
  local list = {}
  for i, goal in ipairs(result.goals) do
    local counts = {}
    for j, answer in ipairs(not goal.hidden and goal.answers or {}) do
      counts[j] = { value = tostring(answer.value), n = answer.n }
    end
    list[i] = { id = goal.id, answers = counts }
  end
  return list
end


--- A result as ledger:save_round takes it.
---@param result table
---@return table
function record.of(result)
  local plan, text = result.plan, record.text(result.plan)
  local goals, verdicts = record.goals(plan), {}
  for i, goal in ipairs(result.goals) do
    goals[i].hidden = goal.hidden and true or nil
    goals[i].estimate = not goal.hidden and record.estimate(goal.estimate) or nil
    if not goal.hidden and goal.verdict then
      verdicts[#verdicts + 1] = { id = goal.id, verdict = goal.verdict.verdict, probability = goal.verdict.probability }
    end
  end
  return { name = record.name(result), plan_text = text, plan_hash = text and require "cx.ledger".hash(text) or nil,
           tallies = tallies_of(result), verdicts = verdicts,
           results = { goals = goals, questions = record.questions(plan), parts = require "cx.diff.part".of(plan) } }
end


-- ---- keeping (3) ----------------------------------------------------------------------------------------------------

--- Opens the ledger that a run keeps its rounds in; nil, message, code.
---@param plan table
---@param options? { at: string?, create: boolean?, look: boolean?, who: string?, now: string? }
---@return cx.Ledger?, string?, string?
function record.ledger(plan, options)
  options = options or {}
  if not options.at then
    return require "cx.loop".ledger(plan, { create = options.create, look = options.look, who = options.who,
      now = options.now })
  end
  return require "cx.ledger".open(options.at, { plan = plan.name or "plan", create = options.create, look = options.look,
    who = options.who, now = options.now })
end


-- The goals that differ in value or n, each with both: "Lasku 61 (n = 100) → 64 (n = 110)".
local function moved(words, old, new)
  local before, list = {}, {}
  for _, goal in ipairs(old.results.goals) do before[goal.id] = goal end
  for _, goal in ipairs(new.results.goals) do
    local was, now = (before[goal.id] or {}).estimate or {}, goal.estimate or {}
    if was.value ~= now.value or was.n ~= now.n then
      list[#list + 1] = require "cx.record.again".text(words, { { id = goal.id, was = was, now = now } })
    end
  end
  return list
end


-- The goals that came, went or moved between two versions of a round: "Lasku raised 20 → 30 (met → cannot tell)".
local function moved_goals(words, old, new, plan, today)
  local diff, list, post = require "cx.diff", {}, {}
  local made = diff.compare(diff.of_round(old, plan), diff.of_round(new, plan), { today = today })
  for _, one in ipairs(made.posts) do post[one.id] = one.shown end
  for i, one in ipairs(made.goals) do
    local shown, text = post[one.id] or {}, ("%s %s"):format(one.id, words.diff.kind[one.kind])
    if math.type(one.old) and math.type(one.new) then
      text = ("%s %s → %s"):format(text, words:plain(one.old), words:plain(one.new))
    end
    if shown.old_on_old and shown.new_on_new and shown.old_on_old ~= shown.new_on_new then
      text = ("%s (%s → %s)"):format(text, words:word("status", shown.old_on_old), words:word("status", shown.new_on_new))
    end
    list[i] = text
  end
  return list
end


-- What became of a round in one line: "" when the same was kept before.
local function saved_line(words, given, last, version, difference, plan, today)
  local about = { round = given.name, version = tostring(version) }
  if not last then return words:say(words.history.saved, 1, about) end
  if #(difference or {}) == 0 then return "" end
  local list, goals = moved(words, last, given), moved_goals(words, last, given, plan, today)
  about.list, about.goals = table.concat(list, "; "), table.concat(goals, "; ")
  if #goals > 0 and #list > 0 then
    return words:say(words.history.again, #list, about) .. " " .. words:say(words.history.goals, #goals, about)
  end
  if #list > 0 then return words:say(words.history.again, #list, about) end
  if #goals > 0 then return words:say(words.history.again_goals, #goals, about) end
  local is_plan = last.plan_hash ~= given.plan_hash
  return words:say(words.history[is_plan and "again_plan" or "again_else"], 1, about)
end


-- Keeps the round of a result and what changed of earlier ones (7): lines; nil, message, code.
local function save_all(ledger, words, result)
  local rounds, message, code = ledger:rounds()
  if not rounds then return nil, message, code end
  local given, last, earlier = record.of(result), nil, {}
  for _, one in ipairs(rounds) do
    if one.name == given.name then last = one
    elseif not one.forgotten and type(one.results) == "table" and one.results.goals then earlier[#earlier + 1] = one end
  end
  local version, difference
  version, difference, code = ledger:save_round(given)
  if not version then return nil, difference, code end
  local again = require "cx.record.again"
  local lines
  lines, message, code = again.keep(ledger, words, again.changes(result, earlier))
  if not lines then return nil, message, code end
  table.insert(lines, 1, saved_line(words, given, last, version, difference, result.plan, result.today))
  return lines
end


--- Keeps the round of a result, and says what became of it, and of earlier ones that changed: "" when the same was kept
--- before.
---@param result table
---@param options? { at: string?, who: string?, now: string? }
---@return string? line, string? message, string? code
function record.save(result, options)
  local words = require "cx.lang".load(result.language)
  local ledger, message, code = record.ledger(result.plan, options)
  if not ledger then return nil, message, code end
  local lines, retained
  lines, message, code = save_all(ledger, words, result)
  if lines then retained, message, code = require "cx.loop".retain(result.plan, ledger) end                -- (6)
  ledger:close()
  if not lines or not retained then return nil, message, code end
  if retained > 0 then lines[#lines + 1] = words:say(words.loop.retained, retained) end
  local said = {}
  for _, line in ipairs(lines) do said[#said + 1] = line ~= "" and line or nil end
  return table.concat(said, " ")
end


--- Applies the plan's retention to its ledger, of a run that is not kept there, and says it in one line: "" for nothing (6).
---@param result table
---@return string? line, string? message, string? code
function record.retain(result)
  local plan = result.plan
  if not (plan.inside.loop and plan.inside.loop.retention) then return "" end
  local ledger, message, code = require "cx.loop".ledger(plan, { create = false })
  if not ledger and code == "no_file" then return "" end
  if not ledger then return nil, message, code end
  local n
  n, message, code = require "cx.loop".retain(plan, ledger)
  ledger:close()
  if not n then return nil, message, code end
  local words = require "cx.lang".load(result.language)
  return n > 0 and words:say(words.loop.retained, n) or ""
end


--- The rounds that a ledger keeps, oldest first; {} where there is none. What the world does is raised.
---@param plan table
---@param at? string
---@return table[]
function record.rounds(plan, at)
  local ledger, message, code = record.ledger(plan, { at = at, look = true })
  if not ledger then
    if code == "no_file" then return {} end
    error(("%s: %s"):format(plan.inside.place or "plan", message), 0)
  end
  local list
  list, message = ledger:rounds()
  ledger:close()
  if not list then error(("%s: %s"):format(plan.inside.place or "plan", message), 0) end
  local kept = {}
  for _, one in ipairs(list) do
    if not one.forgotten and type(one.results) == "table" and one.results.goals then kept[#kept + 1] = one end
  end
  return kept
end


-- ---- a table of rounds (5) -------------------------------------------------------------------------------------------

--- The least number of people whose figure may be shown, of a goal that a plan wants; nil without one.
---@param plan table
---@param wanted table
---@return integer?
function record.minimum(plan, wanted)
  local survey = wanted.question and wanted.question.survey
  return survey and require "cx.privacy.goals".minimum(survey, plan) or plan.privacy and plan.privacy.minimum or nil
end


--- What a round kept of a goal: { target, relation, estimate, verdict, hidden }; nil where it did not have it.
---@param round table
---@param goal { id: string }
---@param minimum? integer
---@return table?
function record.goal_of(round, goal, minimum)
  for _, one in ipairs(round.results.goals) do
    if one.id == goal.id then
      local made = { target = one.target, relation = one.relation, unit = one.unit, estimate = one.estimate,
                     hidden = one.hidden, metric = one.metric, question = one.question, family = one.family }
      for _, verdict in ipairs(round.verdicts or {}) do
        if verdict.id == one.id then made.verdict = verdict.verdict end
      end
      if minimum and made.estimate and (made.estimate.n or 0) < minimum then
        made.estimate, made.verdict, made.hidden = nil, nil, true
      end
      return made
    end
  end
end


-- A round as its table shows it, with what changed of it since it was over (7); what may not be shown of that is hidden.
local function shown_round(plan, round, change)
  local least = {}
  for _, wanted in ipairs(plan.inside.wanted) do least[wanted.id] = record.minimum(plan, wanted) end
  local made = { name = round.name, goals = {}, change = change and change.goals,
                 versions = require "cx.record.again".versions(round, function(goal) return least[goal.id] end) }
  for _, wanted in ipairs(plan.inside.wanted) do
    made.goals[wanted.id] = record.goal_of(round, wanted, least[wanted.id])
  end
  for _, one in ipairs(change and change.goals or {}) do
    if one.hidden then made.goals[one.id] = { hidden = true } end
  end
  return made
end


--- The earlier rounds of a result as its ledger keeps them: { { name, goals = { [id] = kept }, change, versions } }, with
--- what the data now tell otherwise (7); nil without any.
---@param result table
---@param at? string
---@return table[]?
function record.history(result, at)
  local list, earlier, changed, current = {}, {}, {}, record.name(result)
  for _, round in ipairs(record.rounds(result.plan, at)) do
    if round.name ~= current then earlier[#earlier + 1] = round end
  end
  for _, change in ipairs(require "cx.record.again".changes(result, earlier)) do changed[change.kept] = change end
  for i, round in ipairs(earlier) do list[i] = shown_round(result.plan, round, changed[round]) end
  return #list > 0 and list or nil
end


return record
