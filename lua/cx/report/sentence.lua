-- sentence.lua - the plain sentences at the head of page one, and what is asked of the management
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the goals of a result, the words of a language. Out: at most three sentences; at most three requests.
--
-- (1) First what is met and what is behind; then how sure the rest is; then what cannot be told from these answers.
-- (2) Up to three goals are named, those furthest from their goal first; the rest are counted.
-- (3) A goal is named as undecidable when it needs at least twice the answers it has, or when no number of them decides it;
--     the one in most need comes first. The way out is asked of the management, with the month if the plan has a round.
-- (4) Requests: what is behind, furthest first (two of them if an undecidable one follows); what has no answers.
-- (5) An action that is late, or done and late to be told, is asked about first, the one that waits longest.

local method = require "cx.report.method"
local wording = require "cx.report.wording"

local sentence = {}

local MOST_NAMES = 3


-- Goals by status, and those undecided by their word.
local function sorted_out(goals)
  local by = { met = {}, missed = {}, behind = {}, ["cannot tell"] = {}, no_answers = {}, hidden = {}, sure = 0, unlikely = 0 }
  for _, goal in ipairs(goals) do
    local status = wording.status(goal)
    table.insert(by[status], goal)
    if status == "cannot tell" then
      if goal.verdict.word == "almost certain" then by.sure = by.sure + 1 end
      if goal.verdict.word == "unlikely" then by.unlikely = by.unlikely + 1 end
    end
  end
  return by
end

sentence.sorted_out = sorted_out


-- Goals, furthest from their goal first; equal ones stay in the order of the journey.
local function furthest_first(goals)
  local place, list = {}, {}
  for i, goal in ipairs(goals) do place[goal], list[i] = i, goal end
  table.sort(list, function(a, b)
    local da, db = wording.distance(a) or 0, wording.distance(b) or 0
    if da ~= db then return da < db end
    return place[a] < place[b]
  end)
  return list
end


-- Names of goals as one text: rule (2); sorted already, they stay so.
local function names(words, goals, is_sorted)
  local list, far = {}, is_sorted and goals or furthest_first(goals)
  local shown = #far > MOST_NAMES + 1 and MOST_NAMES or #far
  for i = 1, shown do list[i] = wording.name(words, far[i]) end
  if shown < #far then list[#list + 1] = words:say(words.sentence.others, #far - shown) end
  return words:join(list)
end


sentence.names = names


local function first(words, goals, by)
  local s, total = words.sentence, #goals - #by.hidden
  if #goals == 0 then return s.no_goals end
  if total == 0 then return nil end
  if #by.met == total then return words:say(s.all_met, total, { total = total }) end
  local text = #by.met == 0 and words:say(s.none_met, total, { total = total })
    or words:say(s.met, #by.met, { total = total })
  for _, key in ipairs { "behind", "missed" } do
    if #by[key] > 0 then text = text .. " " .. words:say(s[key], #by[key], { names = names(words, by[key]) }) end
  end
  if #by.behind + #by.missed == 0 then text = text .. " " .. s.none_behind end
  return text
end


local function second(words, goals, by)
  local s, open = words.sentence, #by["cannot tell"]
  if open == 0 then
    if #goals == 0 or #by.no_answers + #by.hidden > 0 then return nil end
    for _, goal in ipairs(goals) do
      if goal.met and goal.met.kind == "probability" then return s.all_decided end
    end
    return words:say(s.all_told, 1, { confidence = method.level(words, goals) })
  end
  local text, more = words:say(s.open, open), {}
  if by.sure > 0 then more[#more + 1] = words:say(s.open_sure, by.sure) end
  if by.unlikely > 0 then more[#more + 1] = words:say(s.open_unlikely, by.unlikely) end
  return text .. (#more > 0 and ": " .. words:join(more) or "") .. "."
end


-- How many times its answers a goal needs; infinite for what they never decide, 0 for what is not known.
local function need(goal)
  if goal.outlook and goal.outlook.never then return math.huge end
  local needed, n = goal.verdict.n_needed, goal.estimate.n
  if needed and needed == needed and needed < math.huge and n and n > 0 then return needed / n end
  return 0
end


-- The undecided goals that need most answers beside those they have: rule (3).
local function neediest(by)
  local place, list = {}, {}
  for i, goal in ipairs(by["cannot tell"]) do
    place[goal] = i
    if need(goal) >= 2 then list[#list + 1] = goal end
  end
  table.sort(list, function(a, b)
    if need(a) ~= need(b) then return need(a) > need(b) end
    return place[a] < place[b]
  end)
  return list
end


local function third(words, by)
  local s = words.sentence
  if #by.no_answers > 0 then return words:say(s.no_answers, #by.no_answers, { names = names(words, by.no_answers) }) end
  local list = neediest(by)
  local goal = list[1]
  if not goal then return nil end
  local text = #list == #by["cannot tell"] and s.needed_all or s.needed_several
  if #list > 1 then return words:say(text, #list, { names = names(words, list, true) }) end
  local values = { name = wording.name(words, goal) }
  if need(goal) == math.huge then return words:say(s.never, 1, values) end
  values.needed = wording.about(words, goal.verdict.n_needed)
  return words:say(s.needed, goal.estimate.n, values)
end


--- The sentences at the head of page one: rules (1) to (3).
---@return string[]
function sentence.lead(words, goals)
  local by, list = sorted_out(goals), {}
  list[1] = first(words, goals, by)
  if #by.hidden > 0 then list[#list + 1] = words:say(words.privacy.goals, #by.hidden) end
  list[#list + 1] = second(words, goals, by)
  list[#list + 1] = third(words, by)
  return list
end


local function owned(words, goal, text)
  if not goal.owner or goal.owner == "" then return text end
  return ("%s (%s)"):format(text, words:say(words.decide.owner, 1, { owner = goal.owner }))
end


local function request_behind(words, goal)
  local unit = goal.unit == "percent" and words.format.percent or ""
  return owned(words, goal, words:say(words.decide.behind, 1, { name = wording.name(words, goal),
    value = wording.value(words, goal, 1) .. unit, goal = wording.target(words, goal) .. unit }))
end


-- (3)
local function request_open(words, goal)
  local d, name = words.decide, wording.name(words, goal)
  if need(goal) == math.huge then return owned(words, goal, words:say(d.never, 1, { name = name })) end
  local when = wording.month(words, goal)
  return owned(words, goal, words:say(d.open, goal.estimate.n, { name = name, n = words:number(goal.estimate.n),
    needed = wording.about(words, goal.verdict.n_needed), when = when and words:say(d.when, 1, { month = when }) or "" }))
end


-- (5)
local function request_waiting(words, waiting)
  local d = words.decide
  local form = not waiting.done and d.undone or waiting.to and d.untold_to or d.untold
  return owned(words, waiting, words:say(form, 1, { action = waiting.action, to = waiting.to,
                                                    days = words:say(d.days, waiting.days) }))
end


--- What management is asked to decide: rules (4) and (5).
---@param words table
---@param goals table[]
---@param waiting? table an action of the plan, as result.loop has it
---@return string[]
function sentence.requests(words, goals, waiting)
  local by, list = sorted_out(goals), {}
  local late, open = {}, neediest(by)[1]
  list[1] = waiting and request_waiting(words, waiting) or nil
  for _, key in ipairs { "behind", "missed" } do table.move(by[key], 1, #by[key], #late + 1, late) end
  for i, goal in ipairs(furthest_first(late)) do
    if i <= (open and 2 or 3) then list[#list + 1] = request_behind(words, goal) end
  end
  if open then list[#list + 1] = request_open(words, open) end
  for _, goal in ipairs(by.no_answers) do
    if #list < 3 then
      list[#list + 1] = owned(words, goal, words:say(words.decide.no_answers, 1, { name = wording.name(words, goal) }))
    end
  end
  return list
end


return sentence
