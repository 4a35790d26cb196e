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
--     for it (redefine.bridges) whose `was` is the old wording where the wording changed.
-- (5) Questions go by their names; where several surveys ask one of a name, by survey and name.
-- (6) Without data there is no verdict: a dash.

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
  return { name = plan.name, goals = goals, questions = record.questions(plan), bridges = bridges_of(plan) }
end


--- A side of a round.
---@param round table of record.rounds
---@param plan? table the plan whose bridges and privacy hold
---@return table
function diff.of_round(round, plan)
  local minimum, goals = plan and plan.privacy and plan.privacy.minimum, {}
  for i, one in ipairs(round.results.goals) do
    goals[i] = {}
    for key, value in pairs(one) do goals[i][key] = value end
    if minimum and one.estimate and (one.estimate.n or 0) < minimum then goals[i].estimate, goals[i].hidden = nil, true end
  end
  return { name = round.name, goals = goals, questions = round.results.questions or {},
           bridges = plan and bridges_of(plan) or {} }
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
local function changes_of(was, now)
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
  if was.owner ~= now.owner then add("owner", was.owner, now.owner) end
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


-- A goal that moved, against both data; nil where it did not or asks something else.
local function post_of(was, now)
  if what_of(was) ~= what_of(now) or was.relation == now.relation and was.target == now.target then return nil end
  local made = { id = now.id, touchpoint = now.touchpoint, unit = now.unit, relation = now.relation,
    old_relation = was.relation, old = was.target, new = now.target,
    old_value = (was.estimate or {}).value, new_value = (now.estimate or {}).value,
    old_on_old = diff.judge(was, was.estimate), old_on_new = diff.judge(was, now.estimate),
    new_on_old = diff.judge(now, was.estimate), new_on_new = diff.judge(now, now.estimate) }
  made.moved = made.new_on_new ~= nil and made.new_on_new ~= made.old_on_new
  return made
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
          bridged = bridge ~= nil and (what[1] ~= "wording" or bridge == (was.text or "")) or false }
      end
    end
  end
  return list
end


-- ---- the whole --------------------------------------------------------------------------------------------------

--- What differs between two sides.
---@param old table
---@param new table
---@return { same: boolean, goals: table[], posts: table[], questions: table[] }
function diff.compare(old, new)
  local pairs_, taken = matched(old.goals, new.goals)
  local made = { old = old.name, new = new.name, goals = {}, posts = {}, questions = question_changes(old, new) }
  for _, now in ipairs(new.goals) do
    local was = pairs_[now]
    if was then
      table.move(changes_of(was, now), 1, 9, #made.goals + 1, made.goals)
      made.posts[#made.posts + 1] = post_of(was, now)
    else
      made.goals[#made.goals + 1] = { kind = "added", id = now.id, touchpoint = now.touchpoint, new = record.promised(now) }
    end
  end
  for _, was in ipairs(old.goals) do
    if not taken[was] then
      made.goals[#made.goals + 1] = { kind = "dropped", id = was.id, touchpoint = was.touchpoint, old = record.promised(was) }
    end
  end
  for _, one in ipairs(made.goals) do one.goal, one.was = nil, nil end
  made.same = #made.goals == 0 and #made.questions == 0
  return made
end


-- ---- in words ---------------------------------------------------------------------------------------------------

local RELATION = { at_least = "≥", at_most = "≤" }


-- A value of a change as the language writes it.
local function shown(words, value)
  if value == nil then return "–" end
  if math.type(value) then return words:plain(value) end
  return words:date(value)
end


local function goal_table(words, made)
  local d, rows = words.diff, {}
  for i, one in ipairs(made.goals) do
    rows[i] = { one.id, d.kind[one.kind], shown(words, one.old), shown(words, one.new) }
  end
  return { kind = "table", rows = rows, columns = { { title = d.goal, header = true }, { title = d.what },
    { title = d.old }, { title = d.new } } }
end


local function target_of(words, relation, target) return ("%s %s"):format(RELATION[relation], words:plain(target)) end


--- What is said of a moved goalpost (3); nil where nothing is.
---@return string?
function diff.sentence(words, post)
  if not post.moved then return nil end
  local form = post.relation ~= post.old_relation and "turned" or post.new > post.old and "rose" or "fell"
  return words:say(words.diff.because[form], 1, { goal = post.id, now = words:word("status", post.new_on_new),
    was = words:word("status", post.old_on_new), old = words:plain(post.old), new = words:plain(post.new) })
end


local function post_blocks(words, made, add)
  local d, rows, said = words.diff, {}, {}
  for _, post in ipairs(made.posts) do
    local function status(key) return post[key] and words:word("status", post[key]) or "–" end
    rows[#rows + 1] = { post.id, target_of(words, post.old_relation, post.old), status "old_on_old", status "old_on_new" }
    rows[#rows + 1] = { post.id, target_of(words, post.relation, post.new), status "new_on_old", status "new_on_new" }
    said[#said + 1] = diff.sentence(words, post)
  end
  if #rows == 0 then return end
  add { kind = "heading", level = 2, text = d.posts }
  add { kind = "table", rows = rows, columns = { { title = d.goal, header = true, merge = true }, { title = d.target },
    { title = d.old_data }, { title = d.new_data } } }
  if #said > 0 then
    local items = {}
    for i, text in ipairs(said) do items[i] = { text = text } end
    add { kind = "list", items = items }
  end
end


local function question_blocks(words, made, add)
  local d, rows = words.diff, {}
  for i, one in ipairs(made.questions) do
    local what = {}
    for j, kind in ipairs(one.changes) do what[j] = d.question[kind] end
    rows[i] = { one.id, words:join(what), one.bridged and d.bridged or d.broken }
  end
  if #rows == 0 then return end
  add { kind = "heading", level = 2, text = d.questions }
  add { kind = "table", rows = rows, columns = { { title = d.asked, header = true }, { title = d.what },
    { title = d.trend } } }
end


--- A comparison as a document.
---@param words table
---@param made table
---@return table[]
function diff.document(words, made)
  local d, document = words.diff, {}
  local function add(block) document[#document + 1] = block end
  if made.same then
    add { kind = "paragraph", text = d.same }
    return document
  end
  if #made.goals > 0 then
    add { kind = "heading", level = 2, text = d.goals }
    add(goal_table(words, made))
  end
  post_blocks(words, made, add)
  question_blocks(words, made, add)
  return document
end


return diff
