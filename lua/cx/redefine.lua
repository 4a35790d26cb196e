-- redefine.lua - stair 6: what to do with each goal, and which goals are missing, from what the rounds have shown
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, its result, the rounds and reviews that its ledger keeps. Out: proposals in plain data, each with its reason;
-- a decision in the ledger.
--
-- (1) The rounds of a goal are those of the data, and before them those of the ledger that asked the same; all are judged by
--     the goal as it stands now.
-- (2) Met in `raise` rounds running (2 unless the plan says it in a number): raise, to what the present answers could show
--     above the present level (guess/goal.lua); keep where that is no higher.
-- (3) Missed in `lower` rounds running (3): lower, to one such step above the present level; keep where the trend goes the
--     right way, or where the step reaches the goal.
-- (4) Nobody answered in `drop` rounds running (3): drop. Fewer rounds, hidden or undecided: cannot tell yet.
-- (5) Met in one part of the touchpoint (channel, else unit) and missed in another, surely in both: split.
-- (6) New: touchpoints without a goal; expectations that were not met, from 10 % of the answers on, surely, where no goal
--     asks for them yet; findings that nothing was done about.
-- (7) A goal is due for review when as many rounds were kept since its last review as the plan says, four unless it does.
--     These stand first, the longest unseen before the others.
-- (8) Under a privacy minimum there is no (5) and no share of expectations: they would be new figures of few people.

local diff = require "cx.diff"
local record = require "cx.record"

local redefine = {}

local RAISE, LOWER, DROP, REVIEW = 2, 3, 3, 4
local FEWEST, LEAST_SHARE = 30, 10

redefine.WORDS = { "keep", "raise", "lower", "drop", "split", "cannot tell yet", "new" }


-- ---- rounds of a goal (1) ----------------------------------------------------------------------------------------

local function same_question(kept, goal)
  return kept.metric == goal.metric and kept.question == goal.question and kept.scoring == goal.scoring
end


-- What the ledger keeps of a goal, round by round.
local function kept_rounds(rounds, goal, minimum, seen)
  local list = {}
  for _, round in ipairs(rounds) do
    if not seen[round.name] then
      local kept = record.goal_of(round, goal, minimum)
      if kept and same_question(kept, goal) then
        list[#list + 1] = { name = round.name, estimate = kept.estimate, hidden = kept.hidden }
      end
    end
  end
  return list
end


-- The rounds of a goal with a verdict each, oldest first.
local function rounds_of(result, i, described, rounds)
  local goal, seen = result.goals[i], { [record.name(result)] = true }
  for _, one in ipairs(goal.rounds or {}) do seen[tostring(one.name)] = true end
  local minimum = record.minimum(result.plan, result.plan.inside.wanted[i])
  local list = kept_rounds(rounds, described, minimum, seen)
  for j = 1, #(goal.rounds or {}) - 1 do
    local one = goal.rounds[j]
    list[#list + 1] = { name = one.name, estimate = one.estimate, hidden = one.why == "hidden" }
  end
  list[#list + 1] = { name = record.name(result), estimate = not goal.hidden and goal.estimate or nil, hidden = goal.hidden }
  for _, one in ipairs(list) do one.verdict = diff.judge(described, one.estimate) or "none" end
  return list
end


-- How many rounds running, from the last one back, have the verdict.
local function running(list, verdict)
  local n = 0
  for i = #list, 1, -1 do
    if list[i].verdict ~= verdict or verdict == "none" and list[i].hidden then break end
    n = n + 1
  end
  return n
end


-- ---- proposals (2) (3) (4) ---------------------------------------------------------------------------------------

-- The target that the present answers support, and whether they could show it, rather than are sure of it already; nil
-- where it cannot be said.
local function supported(goal)
  local e = goal.estimate
  if not goal.unit or e.interval == "exact" or e.interval == "none" or not e.highest or not e.low then return nil end
  local step = { points = true, percent = true, score = true }
  if not step[goal.unit] or math.abs(e.highest) > 1e14 then return nil end
  local to, visible = require "cx.guess.goal".propose(e, goal.unit, goal.relation)
  return to, visible ~= nil
end


local function is_harder(goal, to)
  if goal.relation == "at_most" then return to < goal.target end
  return to > goal.target
end


local function number_of(value, unless) return math.type(value) == "integer" and value or unless end


local function of_met(goal, n, rule)
  local wanted = number_of(rule.raise, RAISE)
  if n < wanted then return "keep", "met_few", { wanted = wanted } end
  local to, is_seen = supported(goal)
  if to and is_harder(goal, to) then return "raise", is_seen and "met_running" or "met_sure", { to = to } end
  return "keep", "met_no_room", {}
end


local function of_missed(goal, n, rule)
  local wanted = number_of(rule.lower, LOWER)
  local better = goal.relation == "at_most" and "fall" or "rise"
  if goal.trend and goal.trend.direction == better then return "keep", "missed_better", {} end
  if n < wanted then return "keep", "missed_few", { wanted = wanted } end
  local to, is_seen = supported(goal)
  if to and to ~= goal.target and not is_harder(goal, to) then
    return "lower", is_seen and "missed_running" or "missed_sure", { to = to }
  end
  return "keep", "missed_near", {}
end


local function of_open(goal)
  local outlook = goal.outlook or {}
  if outlook.never then return "cannot tell yet", "never", {} end
  if outlook.month then
    return "cannot tell yet", outlook.in_time == false and "late" or "month", { month = outlook.month, due = goal.due }
  end
  return "cannot tell yet", goal.verdict.n_needed and "needed" or "open", { needed = goal.verdict.n_needed }
end


local function of_none(goal, n, rule)
  if goal.hidden then return "cannot tell yet", "hidden", {} end
  local wanted = number_of(rule.drop, DROP)
  if n >= wanted then return "drop", "unanswered", {} end
  return "cannot tell yet", "no_answers", {}
end


-- ---- parts (5) (8) ------------------------------------------------------------------------------------------------

-- The column that parts a survey's touchpoints, and whether that may be looked at.
local function part_column(plan, wanted)
  local survey = wanted.question and wanted.question.survey
  if not survey or not require "cx.survey".is(survey) or record.minimum(plan, wanted) then return nil end
  local state = require "cx.survey".state(survey)
  if not state.roles then return nil end
  return state.roles.channel and "channel" or state.roles.unit and "unit" or nil, survey, state
end


-- A part that surely meets the goal and one that surely misses it; nil without both.
local function parts_of(plan, wanted, described, kept)
  local column, survey, state = part_column(plan, wanted)
  if not column then return nil end
  local long = state.roles.touchpoint ~= nil and not wanted.overall
  local key = ("%p %s"):format(survey, wanted.question.name)
  kept[key] = kept[key] or survey:tally { by = { column, long and "touchpoint" or nil }, of = wanted.question }
  if not kept[key] then return nil end
  local met, missed
  for _, e in ipairs(kept[key]:measure(require "cx.metric".by_name(wanted.metric))) do
    if (not long or e.group.touchpoint == wanted.name) and e.n >= FEWEST and e.group[column] ~= "" then
      local verdict = diff.judge(described, e)
      if verdict == "met" then met = met or e.group[column] end
      if verdict == "missed" then missed = missed or e.group[column] end
    end
  end
  return met and missed and { met = met, missed = missed } or nil
end


-- ---- one goal -----------------------------------------------------------------------------------------------------

local BY_VERDICT = { met = of_met, missed = of_missed, ["cannot tell"] = of_open, none = of_none }


local function proposal_of(result, i, described, rounds, kept)
  local goal, wanted, plan = result.goals[i], result.plan.inside.wanted[i], result.plan
  local list = rounds_of(result, i, described, rounds)
  local verdict = list[#list].verdict
  local n = running(list, verdict)
  local proposal, reason, about = BY_VERDICT[verdict](goal, n, plan.inside.review)
  local parts = verdict ~= "none" and parts_of(plan, wanted, described, kept)
  if parts then proposal, reason, about = "split", "parts", parts end
  about.n = n
  local verdicts = {}
  for j, one in ipairs(list) do verdicts[j] = { round = tostring(one.name), verdict = one.verdict } end
  return { id = goal.id, touchpoint = goal.touchpoint, owner = goal.owner, metric = goal.metric_name, unit = goal.unit,
    relation = goal.relation, target = goal.target, value = not goal.hidden and goal.estimate.value or nil,
    proposal = proposal, reason = reason, about = about, to = about.to, rounds = verdicts, place = wanted.goal.place }
end


-- ---- new goals (6) (8) --------------------------------------------------------------------------------------------

local BELOW = { "alitti", "alittui", "^ali", "huonom", "below", "worse", "fell short", "not met", "underskr", "sämre", "under" }


-- The answer of a question that says that it was less than expected; nil where none does.
local function unmet_answer(question)
  for _, answer in ipairs(question.answers or {}) do
    local text = tostring(answer.label or answer.value):lower()
    for _, word in ipairs(BELOW) do
      if text:find(word) then return answer.value end
    end
  end
end


-- Whether a goal of a place asks a question already.
local function is_asked(plan, question, name)
  for _, wanted in ipairs(plan.inside.wanted) do
    if wanted.question == question and (not name or wanted.name == name) then return true end
  end
end


local function add_expectations(list, plan)
  for _, question in ipairs(plan.inside.review.expectations) do
    local survey, answer = question.survey, unmet_answer(question)
    local state = require "cx.survey".state(survey)
    if answer ~= nil and state and not record.minimum(plan, { question = question }) then                 -- (8)
      local long = state.roles.touchpoint ~= nil
      local tally = survey:tally { by = long and "touchpoint" or nil, of = question }
      for _, e in ipairs(tally and tally:measure(require "cx.metric".share(question.name, answer)) or {}) do
        local name = long and e.group.touchpoint or nil
        local is_sure = e.value and e.n >= FEWEST and e.low and e.low > LEAST_SHARE
        if is_sure and not is_asked(plan, question, name) then
          list[#list + 1] = { proposal = "new", reason = "unmet", touchpoint = name,
            id = name and ("%s (%s)"):format(name, question.name) or question.name,
            about = { share = e.value, low = e.low, high = e.high,
            answer = tostring(answer), n = e.n, question = question.name,
            to = require "cx.guess.goal".propose(e, "percent", "at_most") } }
        end
      end
    end
  end
end


local function add_new(list, plan, findings)
  local has = {}
  for _, wanted in ipairs(plan.inside.wanted) do has[wanted.touchpoint] = true end
  for _, one in ipairs(plan.inside.touchpoints) do
    if not has[one.given] then
      list[#list + 1] = { id = one.name, touchpoint = one.name, proposal = "new", reason = "no_goal", about = {} }
    end
  end
  add_expectations(list, plan)
  for _, one in ipairs(findings or {}) do
    if one.state == "found" and one.actions == 0 then
      list[#list + 1] = { id = one.id or one.text, touchpoint = one.touchpoint, proposal = "new", reason = "finding",
                          about = { text = one.text } }
    end
  end
end


-- ---- the whole (7) ------------------------------------------------------------------------------------------------

-- Rounds kept after a goal's last review; all that there are without one.
local function unseen(rounds, review, n)
  if #rounds == 0 then return n end
  local count = 0
  for _, round in ipairs(rounds) do
    if not review or round.versions[1].seq > review.seq then count = count + 1 end
  end
  return count
end


--- The proposals for a result.
---@param result table
---@param about? { rounds: table[]?, reviews: table<string, table>?, findings: table[]? } what the ledger keeps
---@return table[]
function redefine.propose(result, about)
  about = about or {}
  local plan, kept, list = result.plan, {}, {}
  local every, described = plan.inside.review.every or REVIEW, record.goals(plan)
  for i, goal in ipairs(described) do
    local one, review = proposal_of(result, i, goal, about.rounds or {}, kept), (about.reviews or {})[goal.id]
    one.unseen, one.order = unseen(about.rounds or {}, review, #one.rounds), i
    one.due_for_review = one.unseen >= every
    one.decided = review and { word = review.event, to = review.data.to, at = review.at, who = review.who, why = review.why,
                               is_new = one.unseen == 0 } or nil
    list[i] = one
  end
  table.sort(list, function(a, b)
    local na, nb = a.due_for_review and a.unseen or 0, b.due_for_review and b.unseen or 0
    if na ~= nb then return na > nb end
    return a.order < b.order
  end)
  add_new(list, plan, about.findings)
  return list
end


--- What a plan's ledger keeps for redefining; {} where there is none. What the world does is raised.
---@param plan table
---@param options? { at: string?, today: string? }
---@return { rounds: table[], reviews: table<string, table>, findings: table[] }
function redefine.kept(plan, options)
  options = options or {}
  local made = { rounds = record.rounds(plan, options.at), reviews = {}, findings = {}, actions = {} }
  local ledger = record.ledger(plan, { at = options.at, create = false })
  local outer = require "cx.loop.outer"
  made.actions = outer.actions(plan, ledger, options.today or os.date "%Y-%m-%d")
  if not ledger then return made end
  for e in ledger:events { kind = "review" } do made.reviews[e.data.goal or e.id] = e end
  made.findings = outer.findings(ledger, made.actions)
  ledger:close()
  return made
end


--- Records what was decided of a goal. nil, message, code for what the world refuses.
---@param plan table
---@param given { goal: string, word: string, to: number?, why: string?, who: string?, now: string?, at: string? }
---@return integer?, string?, string?
function redefine.decide(plan, given)
  local ids, target = {}, nil
  for i, goal in ipairs(record.goals(plan)) do
    ids[i] = goal.id
    if goal.id == given.goal then target = goal.target end
  end
  local complain = require "cx.complain"
  if not target and given.word ~= "new" then return nil, complain.message("goal", given.goal, ids), "no_goal" end
  local is_known = false
  for _, word in ipairs(redefine.WORDS) do is_known = is_known or word == given.word end
  if not is_known then return nil, complain.message("decision", given.word, redefine.WORDS), "no_word" end
  local ledger, message, code = record.ledger(plan, { at = given.at, who = given.who, now = given.now })
  if not ledger then return nil, message, code end
  local added
  added, message, code = ledger:append { { kind = "review", id = given.goal, event = given.word, why = given.why,
    data = { goal = given.goal, target = target, to = given.to } } }
  ledger:close()
  if not added then return nil, message, code end
  return added
end


-- Where and how a goal's number is written: goals of one key may share it.
local function written(one) return ("%s %s %.14g"):format(one.place or "", one.relation, one.target) end


--- The patch that gives the plan its new targets: what was decided since the last round, else what is proposed.
---@param plan table
---@param list table[] of redefine.propose
---@return string? patch, table[]|string left_out { id, why }, or a message
function redefine.patch(plan, list)
  local path, text = record.file(plan), record.text(plan)
  if not text then return nil, "the plan's text cannot be read" end
  local patch, edits, left_out, users, taken = require "cx.redefine.patch", {}, {}, {}, {}
  for _, one in ipairs(list) do
    if one.order then users[written(one)] = (users[written(one)] or 0) + 1 end
  end
  for _, one in ipairs(list) do
    local decided = one.decided and one.decided.is_new and one.decided or nil
    local word, to = decided and decided.word or one.proposal, decided and decided.to or one.to
    if to and to ~= one.target and (word == "raise" or word == "lower") then
      local file, line = (one.place or ""):match "^(.*):(%d+)$"
      local edit, why
      if one.place == plan.inside.place then why = "gone"                        -- read from a phrase or a table
      elseif users[written(one)] > 1 then why = "shared"
      elseif file ~= path then why = "elsewhere"
      else edit, why = patch.edit(text, math.tointeger(line), one.relation, one.target, to) end
      if edit and taken[edit.from] then edit, why = nil, "many" end
      if edit then edits[#edits + 1], taken[edit.from] = edit, true
      else left_out[#left_out + 1] = { id = one.id, why = why } end
    end
  end
  return patch.unified(path, text, edits), left_out
end


return redefine
