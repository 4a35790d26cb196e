-- redefine.lua - stair 6: what to do with each goal, and which goals are missing, from what the rounds have shown
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, its result, the rounds and reviews that its ledger keeps. Out: proposals in plain data, each with its reason;
-- a decision in the ledger.
--
-- (1) The rounds of a goal are those of the data, and before them those of the ledger that asked the same; all are judged by
--     the goal as it stands now.
-- (2) Met in `raise` rounds running (2 unless the plan says it, raise = 3 or "met three times running"): raise, to what is
--     sure and no further. That is the end of the interval; where the trend surely goes the right way, what the next round
--     is then sure of: that end and the sure end of the slope, never beyond the interval's other end. It is rounded to the
--     easier side, so that as many answers as now decide it. Keep where that is no harder.
-- (3) Missed in `lower` rounds running (3): lower, to the most that the present answers do not rule out, the better end of
--     the interval; keep where the trend goes the right way, or where one step that as many answers could show
--     (guess/goal.lua) reaches the goal.
-- (4) Nobody answered in `drop` rounds running (3): drop. Fewer rounds, hidden or undecided: cannot tell yet.
-- (5) Met in one part of the touchpoint (channel, else unit) and missed in another, surely in both, in the last round: split.
-- (6) New: touchpoints without a goal; expectations that were not met, from 10 % of the last round's answers on, surely,
--     where no goal asks for them yet; findings that nothing was done about; ideas that are neither used
--     nor told back.
-- (7) A goal is due for review when as many rounds began since its last review as the plan says, four unless it does: those
--     that the ledger keeps; where it keeps none, those of the data after that day. These stand first, the longest unseen
--     before the others.
-- (8) Under a privacy minimum there is no (5) and no share of expectations: they would be new figures of few people.
-- (9) What cannot be done is not asked for: a raise is keep where capacity lacks (redefine/capacity.lua), with that reason.
-- (10) A decision raises to what is harder and lowers to what is easier, within what the metric can be.

local diff = require "cx.diff"
local capacity = require "cx.redefine.capacity"
local part = require "cx.redefine.part"
local record = require "cx.record"

local redefine = {}

local RAISE, LOWER, DROP, REVIEW = 2, 3, 3, 4
local STEP = { points = 1, percent = 1, score = 0.1 }

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

-- Whether a goal's estimate can carry a target of another size.
local function is_scaled(goal)
  local e = goal.estimate
  return goal.unit and STEP[goal.unit] and e.interval ~= "exact" and e.interval ~= "none" and e.highest and e.low
    and math.abs(e.highest) <= 1e14
end


-- The target that is sure (2), and whether it takes the trend for it; nil where it cannot be said.
local function sure_of(goal)
  if not is_scaled(goal) then return nil end
  local e, step, trend = goal.estimate, STEP[goal.unit], goal.trend
  local sign = goal.relation == "at_most" and -1 or 1
  local sure, other = e.low, e.high
  if sign < 0 then sure, other = e.high, e.low end
  local is_rising = trend and trend.direction == (sign > 0 and "rise" or "fall")
  if is_rising then sure = sure + math.max(0, sign * (sign > 0 and trend.low or trend.high)) * sign end
  if sign * (sure - other) > 0 then sure = other end
  local steps = sign > 0 and math.floor(sure / step + 1e-9) or math.ceil(sure / step - 1e-9)
  local to = tonumber(("%.1f"):format(steps * step))
  to = math.max(e.lowest, math.min(e.highest, to))
  return math.tointeger(to) or to, is_rising
end


-- The most that the present answers do not rule out, and whether one step that they could show reaches the goal (3); nil
-- where it cannot be said.
local function allowed_of(goal)
  if not is_scaled(goal) then return nil end
  local e, step, sign = goal.estimate, STEP[goal.unit], goal.relation == "at_most" and -1 or 1
  local steps = sign > 0 and math.floor(e.high / step + 1e-9) or math.ceil(e.low / step - 1e-9)
  local to = tonumber(("%.1f"):format(steps * step))
  local visible = require "cx.guess.goal".visible(e, sign)
  return math.tointeger(to) or to, visible ~= nil and sign * (e.value + sign * visible - goal.target) >= 0
end


local function is_harder(goal, to)
  if goal.relation == "at_most" then return to < goal.target end
  return to > goal.target
end


-- How many rounds a rule of the plan says.
local function number_of(value, unless) return require "cx.redefine.rule".times(value) or unless end


local function of_met(goal, n, rule, lacks)
  local wanted = number_of(rule.raise, RAISE)
  if n < wanted then return "keep", "met_few", { wanted = wanted } end
  local to, by_trend = sure_of(goal)
  if not to then return "keep", "met_no_way", {} end
  if not is_harder(goal, to) then return "keep", "met_no_room", {} end
  local why, about = lacks()
  if why then                                                                     -- (9)
    about.sure = to
    return "keep", "met_" .. why, about
  end
  return "raise", by_trend and "met_trend" or "met_sure", { to = to }
end


local function of_missed(goal, n, rule)
  local wanted = number_of(rule.lower, LOWER)
  local better = goal.relation == "at_most" and "fall" or "rise"
  if goal.trend and goal.trend.direction == better then return "keep", "missed_better", {} end
  if n < wanted then return "keep", "missed_few", { wanted = wanted } end
  local to, is_near = allowed_of(goal)
  if to and not is_near and to ~= goal.target and not is_harder(goal, to) then return "lower", "missed_running", { to = to } end
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


-- ---- one goal -----------------------------------------------------------------------------------------------------

local BY_VERDICT = { met = of_met, missed = of_missed, ["cannot tell"] = of_open, none = of_none }


-- A missed goal is behind until its day has passed, as reports say it.
local function shown_of(verdict, due, today)
  return verdict == "missed" and due and today <= due and "behind" or verdict
end


local function proposal_of(result, i, described, about, kept)
  local goal, wanted, plan = result.goals[i], result.plan.inside.wanted[i], result.plan
  local list = rounds_of(result, i, described, about.rounds or {})
  local verdict = list[#list].verdict
  local n = running(list, verdict)
  local function lacks() return capacity.lacks(about.able, goal.owner, about.places[wanted.touchpoint]) end
  local proposal, reason, said = BY_VERDICT[verdict](goal, n, plan.inside.review, lacks)
  local parts = verdict ~= "none" and part.split(result, i, described, kept)
  if parts then proposal, reason, said = "split", "parts", parts end
  said.n, said.state = n, shown_of(verdict, goal.due, result.today)
  local verdicts, e = {}, not goal.hidden and goal.estimate or {}
  for j, one in ipairs(list) do
    verdicts[j] = { round = tostring(one.name), verdict = one.verdict, shown = shown_of(one.verdict, goal.due, result.today) }
  end
  return { id = goal.id, touchpoint = goal.touchpoint, owner = goal.owner, metric = goal.metric_name, unit = goal.unit,
    relation = goal.relation, target = goal.target, value = e.value, low = e.value and e.low, high = e.value and e.high,
    answers = e.value and e.n, method = e.value and e.method, proposal = proposal, reason = reason, about = said,
    to = said.to, rounds = verdicts, place = wanted.goal.place }
end


-- ---- new goals (6) ------------------------------------------------------------------------------------------------

local function add_new(list, result, findings, ideas)
  local plan = result.plan
  local has = {}
  for _, wanted in ipairs(plan.inside.wanted) do has[wanted.touchpoint] = true end
  for _, one in ipairs(plan.inside.touchpoints) do
    if not has[one.given] then
      list[#list + 1] = { id = one.name, touchpoint = one.name, proposal = "new", reason = "no_goal", about = {} }
    end
  end
  part.add_expectations(list, result)
  for _, one in ipairs(findings or {}) do
    if one.state == "found" and one.actions == 0 then
      list[#list + 1] = { id = one.id or one.text, touchpoint = one.touchpoint, proposal = "new", reason = "finding",
                          about = { text = one.text } }
    end
  end
  for _, one in ipairs(ideas or {}) do
    if not one.used and not one.reported then                                   -- told back unused: it was looked at
      list[#list + 1] = { id = one.id, touchpoint = one.touchpoint, proposal = "new", reason = "idea",
                          about = { text = one.text } }
    end
  end
end


-- ---- the whole (7) ------------------------------------------------------------------------------------------------

-- The number of rounds that began after a goal's last review (7); all that there are without one.
local function unseen(rounds, review, one, unit)
  if not review then return math.max(#rounds, #one.rounds) end
  local count = 0
  for _, round in ipairs(rounds) do
    if round.versions[1].seq > review.seq then count = count + 1 end
  end
  if #rounds > 0 or not unit then return count end
  local core = require "cx.core"
  local day = core.bucket(core.time(review.at:sub(1, 10)), unit)
  for _, round in ipairs(one.rounds) do
    if round.round > day then count = count + 1 end
  end
  return count
end


-- Goals that are due for review first, then as the plan has them (7).
local function in_order(list)
  table.sort(list, function(a, b)
    local na, nb = a.due_for_review and a.unseen or 0, b.due_for_review and b.unseen or 0
    if na ~= nb then return na > nb end
    return a.order < b.order
  end)
end


-- The touchpoints as the plan read them, by what it was given.
local function add_able(result, about)
  local by = {}
  for _, one in ipairs(result.plan.inside.touchpoints) do by[one.given] = one end
  local able = capacity.of(result.plan, about.actions or {}, result.today)
  return setmetatable({ able = able, places = by }, { __index = about })
end


--- The proposals for a result.
---@param result table
---@param about? { rounds: table[]?, reviews: table<string, table>?, findings: table[]?, actions: table[]? } what the ledger
---keeps, and the actions as they stand
---@return table[] proposals, table able what can be done (capacity.lua)
function redefine.propose(result, about)
  about = add_able(result, about or {})
  local plan, kept, list = result.plan, {}, {}
  local every, described = plan.inside.review.every or REVIEW, record.goals(plan)
  for i, goal in ipairs(described) do
    local one, review = proposal_of(result, i, goal, about, kept), (about.reviews or {})[goal.id]
    one.unseen, one.order = unseen(about.rounds or {}, review, one, result.round), i
    one.due_for_review = one.unseen >= every
    one.decided = review and { word = review.event, to = review.data.to, at = review.at, who = review.who, why = review.why,
                               is_new = one.unseen == 0 } or nil
    list[i] = one
  end
  in_order(list)
  add_new(list, result, about.findings, about.ideas)
  return list, about.able
end


--- What a plan's ledger keeps for redefining; {} where there is none. What the world does is raised.
---@param plan table
---@param options? { at: string?, today: string? }
---@return { rounds: table[], reviews: table<string, table>, findings: table[] }
function redefine.kept(plan, options)
  options = options or {}
  local made = { rounds = record.rounds(plan, options.at), reviews = {}, findings = {}, ideas = {}, actions = {} }
  local ledger = record.ledger(plan, { at = options.at, look = true })
  local outer = require "cx.loop.outer"
  made.actions = outer.actions(plan, ledger, options.today or os.date "%Y-%m-%d")
  if not ledger then return made end
  for e in ledger:events { kind = "review" } do made.reviews[e.data.goal or e.id] = e end
  made.findings = outer.findings(ledger, made.actions)
  made.ideas = require "cx.loop.lead".ideas(ledger)
  ledger:close()
  return made
end


-- The ends of what a metric can be; nil where it has none.
local function reach_of(wanted)
  local metric, question = wanted.metric, wanted.question
  if metric.family == "own" then return nil end
  if metric.unit == "percent" then return 0, 100 end
  if metric.unit == "points" then return -100, 100 end
  if metric.unit == "score" and question and question.from and question.to then return question.from, question.to end
end


-- What is wrong with the target of a decision, or nil (10).
local function wrong_target(goal, wanted, word, to)
  if to == nil then return nil end
  if word ~= "raise" and word ~= "lower" then return ("--to: a target goes with raise or lower, not with %s"):format(word) end
  local low, high = reach_of(wanted)
  if to ~= to or math.abs(to) > 1e15 or low and (to < low or to > high) then
    return ("--to %.14g cannot be: %s lies between %.14g and %.14g"):format(to, goal.metric, low or -1e15, high or 1e15)
  end
  local fits = to ~= goal.target and is_harder(goal, to) == (word == "raise")
  if fits then return nil end
  local easier = (goal.relation == "at_most") == (word == "raise")
  return ("--to %.14g does not %s %s %.14g; a number %s %.14g would"):format(to, word, goal.relation:gsub("_", " "),
    goal.target, easier and "below" or "above", goal.target)
end


-- What is wrong with a decision, or nil.
local function wrong_decision(plan, given)
  local complain, ids, goal, wanted = require "cx.complain", {}, nil, nil
  for i, one in ipairs(record.goals(plan)) do
    ids[i] = one.id
    if one.id == given.goal then goal, wanted = one, plan.inside.wanted[i] end
  end
  if not goal and given.word ~= "new" then return complain.message("goal", given.goal, ids), "no_goal" end
  local is_known = false
  for _, word in ipairs(redefine.WORDS) do is_known = is_known or word == given.word end
  if not is_known then return complain.message("decision", given.word, redefine.WORDS), "no_word" end
  local message = goal and wrong_target(goal, wanted, given.word, given.to)
  return message, message and "no_target", goal and goal.target
end


--- Records what was decided of a goal. nil, message, code for what the world refuses.
---@param plan table
---@param given { goal: string, word: string, to: number?, why: string?, who: string?, now: string?, at: string? }
---@return integer?, string?, string?
function redefine.decide(plan, given)
  local message, code, target = wrong_decision(plan, given)
  if message then return nil, message, code end
  local ledger, added
  ledger, message, code = record.ledger(plan, { at = given.at, who = given.who, now = given.now })
  if not ledger then return nil, message, code end
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
