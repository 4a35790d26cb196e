-- diff.lua - two plans, or two rounds of one: what was promised then and now, and whether goalposts moved
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: two sides, each a plan with or without its result, or a round that a ledger keeps. Out: plain data; a document.
--
-- (1) Goals of two sides are one where touchpoint and metric and question are; of several such the same id, then the order
--     decides. What is left is one where the id is: its metric changed. The rest were added or dropped.
-- (2) Raised is harder to meet, lowered easier; a goal that asks for the other side is turned.
-- (3) A moved goal stands against the old and the new data, on its old and its new target. Where the new data give another
--     verdict on the new target than on the old, that is said.
-- (4) A question's words, type, ends, answers or codes that changed break its trend, unless the new plan declares a bridge
--     for it (redefine.bridges) whose `was` is the old wording, or the name of a question without one, where that changed.
-- (5) Questions go by their names; where several surveys ask one of a name, by survey and name.
-- (6) Without data there is no verdict. A goal that is missed is behind until its day has passed, as reports say it: the old
--     goal's day for the old target, the new one's for the new, on the day of the comparison.
-- (7) Promises, touchpoints, actions and rules of the loop are compared by id (diff/part.lua), where both sides have them.
-- (8) Of rounds, what rests on fewer people than privacy asks for is left out: the minimum of the goal's own survey, else the
--     plan's. Of two versions of one round so are figures whose n differ by fewer: the difference would tell of those few.
-- (9) A goal that did not move stands with both results and verdicts where the results differ; then the two are not the same.

local part = require "cx.diff.part"
local record = require "cx.record"

local diff = {}


-- ---- sides ------------------------------------------------------------------------------------------------------

local function bridges_of(plan)
  local by = {}
  for _, bridge in ipairs(plan.inside.review.bridges) do by[bridge.question.name] = bridge.was end
  return by
end


--- A side of a plan; measured unless result is nil.
---@param plan table
---@param result? table
---@return table
function diff.of_plan(plan, result)
  local goals = record.goals(plan)
  for i, goal in ipairs(result and result.goals or {}) do
    goals[i].hidden = goal.hidden and true or nil
    goals[i].estimate = not goal.hidden and record.estimate(goal.estimate) or nil
  end
  return { name = plan.name, goals = goals, questions = record.questions(plan), bridges = bridges_of(plan),
           parts = part.of(plan), has_data = result ~= nil }
end


-- The least number of people for a goal of a round (8), by the survey that asks its question in the round or the plan.
local function minimum_of(plan, round)
  if not plan then return function() end end
  local wanted_of, survey_of, by_name = {}, {}, {}
  for _, wanted in ipairs(plan.inside.wanted) do wanted_of[wanted.id] = wanted end
  for _, survey in ipairs(plan.inside.surveys) do by_name[require "cx.survey".name(survey)] = survey end
  for _, question in ipairs(round.results.questions or {}) do survey_of[question.id] = by_name[question.survey] end
  return function(goal)
    local wanted, survey = wanted_of[goal.id], goal.question and survey_of[goal.question]
    if wanted and wanted.question and wanted.question.name == goal.question then return record.minimum(plan, wanted) end
    return survey and require "cx.privacy.goals".minimum(survey, plan) or plan.privacy and plan.privacy.minimum or nil
  end
end


--- A side of a round.
---@param round table of record.rounds
---@param plan? table the plan whose bridges and privacy hold
---@return table
function diff.of_round(round, plan)
  local minimum, goals = minimum_of(plan, round), {}
  for i, one in ipairs(round.results.goals) do
    goals[i] = {}
    for key, value in pairs(one) do goals[i][key] = value end
    goals[i].least = minimum(one)
    if goals[i].least and one.estimate and (one.estimate.n or 0) < goals[i].least then
      goals[i].estimate, goals[i].hidden = nil, true
    end
  end
  return { name = round.name, round = round.name, goals = goals, questions = round.results.questions or {},
           bridges = plan and bridges_of(plan) or {}, parts = round.results.parts, has_data = true }
end


-- Whether two results of one goal are not the same to the last digit.
local function differs(now, was)
  for _, key in ipairs { "value", "low", "high", "n" } do
    if now[key] ~= was[key] then return true end
  end
  return false
end


-- Takes away what two versions of one round would tell of a few people: of those who are in one alone, and of those whose
-- answers alone changed, however many they are (8).
local function hide_few(old, new, pairs_)
  if not old.round or old.round ~= new.round then return end
  for now, was in pairs(pairs_) do
    local least = math.max(now.least or 0, was.least or 0)
    local new_one, old_one = now.estimate, was.estimate
    local apart = new_one and old_one and math.abs((new_one.n or 0) - (old_one.n or 0)) or least
    if apart < least and differs(new_one, old_one) then
      now.estimate, now.hidden, was.estimate, was.hidden = nil, true, nil, true
    end
  end
end


-- ---- goals (1) (2) ----------------------------------------------------------------------------------------------

local function what_of(goal)
  return table.concat({ goal.metric or "", goal.family or "", goal.scoring or "", goal.question or "" }, "\0")
end


-- Pairs up goals of equal keys, those of one id first.
local function pair_up(old, new, key_of, pairs_, taken)
  local function pass(fits)
    for _, now in ipairs(new) do
      for _, was in ipairs(old) do
        if not taken[now] and not taken[was] and key_of(now) == key_of(was) and fits(was, now) then
          pairs_[now], taken[now], taken[was] = was, true, true
        end
      end
    end
  end
  pass(function(was, now) return was.id == now.id end)
  pass(function() return true end)
end


local function matched(old, new)
  local pairs_, taken = {}, {}
  pair_up(old, new, function(goal) return (goal.touchpoint or "") .. "\0" .. what_of(goal) end, pairs_, taken)
  pair_up(old, new, function(goal) return goal.id end, pairs_, taken)
  return pairs_, taken
end


-- Whether a target is harder than another of its relation.
local function is_harder(relation, new, old)
  if relation == "at_most" then return new < old end
  return new > old
end


-- What changed of one goal.
local function changes_of(was, now, has_parts)
  local list = {}
  local function add(kind, a, b)
    list[#list + 1] = { kind = kind, id = now.id, touchpoint = now.touchpoint, old = a, new = b, goal = now, was = was }
  end
  if what_of(was) ~= what_of(now) then add("metric", record.asked(was), record.asked(now)) end
  if was.relation ~= now.relation then add("turned", record.promised(was), record.promised(now))
  elseif was.target ~= now.target then
    add(is_harder(now.relation, now.target, was.target) and "raised" or "lowered", was.target, now.target)
  end
  if was.due ~= now.due then add("due", was.due, now.due) end
  if was.owner ~= now.owner and not has_parts then add("owner", was.owner, now.owner) end
  return list
end


-- ---- goalposts (3) ----------------------------------------------------------------------------------------------

--- The verdict of a described goal on an estimate; nil without one.
---@param goal { relation: string, target: number, met: table? }
---@param estimate? table
---@return string?
function diff.judge(goal, estimate)
  if not estimate or not estimate.value then return nil end
  if estimate.interval == "exact" then
    return require "cx.figure".verdict(estimate.value, goal.relation, goal.target).verdict
  end
  if estimate.interval == "none" then return "cannot tell" end
  return require "cx.met".verdict(goal.met, estimate, goal.relation, goal.target).verdict
end


-- A verdict as reports say it on a day (6).
local function shown_of(verdict, due, today)
  return verdict == "missed" and due and today and today <= due and "behind" or verdict
end


-- What a goal's estimate shows; nil without one.
local function result_of(goal)
  local e = goal.estimate
  if not e then return nil end
  return { value = e.value, low = e.low, high = e.high, n = e.n, interval = e.interval, method = e.method,
           confidence = e.confidence, family = goal.family }
end


-- A goal that moved, against both data; nil where it did not or asks something else.
local function post_of(was, now, today)
  if what_of(was) ~= what_of(now) or was.relation == now.relation and was.target == now.target then return nil end
  local made = { id = now.id, touchpoint = now.touchpoint, unit = now.unit, relation = now.relation,
    old_relation = was.relation, old = was.target, new = now.target,
    old_value = (was.estimate or {}).value, new_value = (now.estimate or {}).value,
    old_result = result_of(was), new_result = result_of(now),
    old_on_old = diff.judge(was, was.estimate), old_on_new = diff.judge(was, now.estimate),
    new_on_old = diff.judge(now, was.estimate), new_on_new = diff.judge(now, now.estimate) }
  made.shown = {
    old_on_old = shown_of(made.old_on_old, was.due, today), old_on_new = shown_of(made.old_on_new, was.due, today),
    new_on_old = shown_of(made.new_on_old, now.due, today), new_on_new = shown_of(made.new_on_new, now.due, today) }
  made.moved = made.new_on_new ~= nil and made.new_on_new ~= made.old_on_new
  return made
end


-- A goal that did not move, on both data; nil where these are the same (9).
local function standing_of(was, now, today)
  if what_of(was) ~= what_of(now) or was.relation ~= now.relation or was.target ~= now.target then return nil end
  local old, new = result_of(was), result_of(now)
  if not old and not new or old and new and old.value == new.value and old.n == new.n then return nil end
  return { id = now.id, touchpoint = now.touchpoint, unit = now.unit, relation = now.relation, target = now.target,
    old_result = old, new_result = new, shown = { old = shown_of(diff.judge(was, was.estimate), was.due, today),
                                                  new = shown_of(diff.judge(now, now.estimate), now.due, today) } }
end


-- ---- questions (4) (5) ------------------------------------------------------------------------------------------

local function codes_of(question)
  local list = {}
  for i, answer in ipairs(question.answers or {}) do list[i] = ("%s=%s"):format(answer.value, answer.label or answer.value) end
  return table.concat(list, "\0") .. "\1" .. table.concat(question.missing or {}, "\0")
end


local function ends_of(question)
  return ("%s %s %s %d"):format(question.type or "", question.from or "", question.to or "", #(question.answers or {}))
end


-- Questions by name; by survey and name where a name is asked by several.
local function by_key(questions)
  local n, by = {}, {}
  for _, one in ipairs(questions) do n[one.id] = (n[one.id] or 0) + 1 end
  for _, one in ipairs(questions) do by[n[one.id] > 1 and (one.survey or "") .. "\0" .. one.id or one.id] = one end
  return by
end


local function question_changes(old, new)
  local before, list = by_key(old.questions), {}
  local after = by_key(new.questions)
  for _, now in ipairs(new.questions) do
    local was = after[now.id] == now and before[now.id] or before[(now.survey or "") .. "\0" .. now.id]
    if was then
      local what = {}
      if (was.text or "") ~= (now.text or "") then what[#what + 1] = "wording" end
      if ends_of(was) ~= ends_of(now) then what[#what + 1] = "scale"
      elseif codes_of(was) ~= codes_of(now) then what[#what + 1] = "codes" end
      if #what > 0 then
        local bridge = new.bridges[now.id]
        list[#list + 1] = { id = now.id, survey = now.survey, changes = what, old_text = was.text, new_text = now.text,
          bridged = bridge ~= nil and (what[1] ~= "wording" or bridge == (was.text or was.id) or bridge == (was.text or "")) }
      end
    end
  end
  return list
end


-- What a goal asks and promises, for those who say it in words.
local function asked_of(goal, side)
  if not goal then return nil end
  local made = { metric = goal.metric, label = goal.label, family = goal.family, scoring = goal.scoring, unit = goal.unit,
                 question = goal.question, relation = goal.relation, target = goal.target }
  for _, one in ipairs(goal.question and side.questions or {}) do
    if one.id == goal.question then
      made.text, made.from, made.to = one.text, one.from, one.to
      break
    end
  end
  return made
end


-- ---- the whole --------------------------------------------------------------------------------------------------

--- What differs between two sides.
---@param old table
---@param new table
---@param options? { today: string? }
---@return { same: boolean, goals: table[], posts: table[], results: table[], questions: table[], parts: table[] }
function diff.compare(old, new, options)
  local pairs_, taken = matched(old.goals, new.goals)
  local today, has_parts = (options or {}).today, old.parts ~= nil and new.parts ~= nil
  hide_few(old, new, pairs_)
  local made = { old = old.name, new = new.name, goals = {}, posts = {}, results = {}, questions = question_changes(old, new),
                 parts = has_parts and part.compare(old.parts, new.parts) or {} }
  for _, now in ipairs(new.goals) do
    local was = pairs_[now]
    if was then
      table.move(changes_of(was, now, has_parts), 1, 9, #made.goals + 1, made.goals)
      made.posts[#made.posts + 1] = post_of(was, now, today)
      made.results[#made.results + 1] = old.has_data and new.has_data and standing_of(was, now, today) or nil     -- (9)
    else
      made.goals[#made.goals + 1] = { kind = "added", id = now.id, touchpoint = now.touchpoint, new = record.promised(now),
                                      goal = now }
    end
  end
  for _, was in ipairs(old.goals) do
    if not taken[was] then
      made.goals[#made.goals + 1] = { kind = "dropped", id = was.id, touchpoint = was.touchpoint, old = record.promised(was),
                                      was = was }
    end
  end
  for _, one in ipairs(made.goals) do
    one.old_asked, one.new_asked = asked_of(one.was, old), asked_of(one.goal, new)
    one.goal, one.was = nil, nil
  end
  made.same = #made.goals == 0 and #made.results == 0 and #made.questions == 0 and #made.parts == 0
  return made
end


return diff
