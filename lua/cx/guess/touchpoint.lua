-- touchpoint.lua - the touchpoints of a drafted plan: the labels of a column, or one for each question
--
--   file > rows > batch > TALLY > metric > GOAL > report
--
-- In: a survey as it was looked at. Out: { name, phase, question, goals } in the order of the journey.
--
-- (1) A survey with a touchpoint column is long: its labels are the touchpoints, and each hears every question.
-- (2) Any other survey is wide: each question is a touchpoint.
-- (3) A label that fewer than scale.LISTED people stand behind is not written down; at most MOST labels are.
-- (4) A question without a metric (question.lua, 6) has no goal.
-- (5) Names are unique in a plan: the second of a name bears its column or its survey's file too.

local lexicon = require "cx.guess.lexicon"
local name = require "cx.guess.name"
local scale = require "cx.guess.scale"
local word = require "cx.guess.word"

local touchpoint = {}

local MOST, MOST_QUESTIONS = 24, 10
local PLACE = { before = 1, during = 2, after = 3 }


--- "before", "during" or "after", by the words of a name; a whole sentence says nothing of it.
---@param text string
---@return string
function touchpoint.phase(text)
  local words = word.fold(text)
  if word.count(words) > 4 then return "during" end
  if word.has(words, lexicon.phase.after) then return "after" end
  if word.has(words, lexicon.phase.before) then return "before" end
  return "during"
end


-- A name that no touchpoint bears yet (5).
local function unique(shown, taken, more)
  local made, n = shown, 1
  while taken[made] do
    n = n + 1
    made = n == 2 and ("%s (%s)"):format(shown, more) or ("%s (%s, %d)"):format(shown, more, n - 1)
  end
  taken[made] = true
  return made
end


local function goal_of(one, q, bound)
  return { survey = one, question = q, metric = q.metric, relation = q.metric.relation or "at_least", target = 0,
           bound = bound }
end


-- The questions that can have a goal (4).
local function measured(one)
  local list = {}
  for _, q in ipairs(one.questions) do
    if q.metric then list[#list + 1] = q end
  end
  return list
end


-- (1) (3)
local function long(one, taken, list)
  local questions = measured(one)
  local tally, message = one.described:tally { by = one.roles.touchpoint.name, of = {} }
  if not tally then return nil, message end
  local labels = {}
  for _, group in ipairs(tally:groups()) do
    local label = group.group[one.roles.touchpoint.name]
    if label ~= "" and group.n >= scale.LISTED then labels[#labels + 1] = { label = label, n = group.n } end
  end
  tally:close()
  table.sort(labels, function(a, b)
    if a.n ~= b.n then return a.n > b.n end
    return a.label < b.label
  end)
  for i = 1, math.min(#labels, MOST) do
    local label = labels[i].label
    local made = { name = label, phase = touchpoint.phase(label), goals = {} }
    if not taken[label] then
      taken[label] = true
      for k = 1, math.min(#questions, MOST_QUESTIONS) do made.goals[k] = goal_of(one, questions[k], true) end
      list[#list + 1] = made
    end
  end
  return true
end


-- (2)
local function wide(one, taken, list)
  for _, q in ipairs(measured(one)) do
    local c = q.column
    local shown = name.shown(c.option or c.text)
    local says_more = #c.name <= 20 and word.lower(shown) ~= word.lower(c.name)
    shown = unique(shown, taken, says_more and c.name or one.file_name)
    local phase = touchpoint.phase(c.option or word.count(word.fold(c.text)) <= 4 and c.text or c.name)
    list[#list + 1] = { name = shown, phase = phase, from = q, survey = one, goals = { goal_of(one, q, false) } }
  end
  return true
end


--- The touchpoints of surveys, in the order of the journey.
---@param surveys table[]
---@return table[]?, string?
function touchpoint.draft(surveys)
  local taken, list = {}, {}
  for _, one in ipairs(surveys) do
    local draft = one.is_earlier and function() return true end or one.roles.touchpoint and long or wide
    local done, message = draft(one, taken, list)
    if not done then return nil, message end
  end
  for i, made in ipairs(list) do made.place = i end
  table.sort(list, function(a, b)
    if PLACE[a.phase] ~= PLACE[b.phase] then return PLACE[a.phase] < PLACE[b.phase] end
    return a.place < b.place
  end)
  return list
end


return touchpoint
