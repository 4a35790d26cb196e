-- score.lua - how each kind of metric scores the answers of a scale
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: a metric, a question with its answers.  Out: one score for each answer, or nil and what is wrong.
--
-- score.FAMILY(metric, question): the rules are those of metric.lua, (1) to (7). The answers of a number
-- without a scale are those that were found, so it may lack an answer that is named (7), but has no top (2).

local complain = require "cx.complain"

local score = {}


-- ---- answers of a scale ---------------------------------------------------------------------

-- The question as messages call it.
function score.name_of(question)
  return ('question "%s"'):format(question.name or question.column or "?")
end


local function list_answers(question)
  local words = {}
  for i, answer in ipairs(question.answers) do words[i] = complain.show(answer.value) end
  return complain.list(words)
end


-- Where an answer stands in the scale: by its value, else by its label, else by the look of it (1 as "1").
local function place_of(question, wanted)
  for i, answer in ipairs(question.answers) do
    if answer.value == wanted then return i end
  end
  local look = tostring(math.tointeger(wanted) or wanted)
  for i, answer in ipairs(question.answers) do
    if answer.label == wanted or answer.value == look then return i end
  end
end


-- (7)
local function lacks(question, wanted)
  return ("the scale of %s has no answer %s; it has %s"):format(score.name_of(question),
    complain.show(wanted), list_answers(question))
end


-- The answers' places as a set, or nil and what is wrong.
local function places_of(question, wanted)
  local places = {}
  for _, value in ipairs(wanted) do
    local place = place_of(question, value)
    if place then
      places[place] = true
    elseif question.type ~= "number" then
      return nil, lacks(question, value)
    end
  end
  return places
end


-- Scores by a function of place and answer.
local function each(question, give)
  local scores = {}
  for i, answer in ipairs(question.answers) do scores[i] = give(i, answer) end
  return scores
end


local function not_numbers(question)
  for _, answer in ipairs(question.answers) do
    if math.type(answer.value) == nil then
      return ("the answers of %s are not numbers (%s)"):format(score.name_of(question), list_answers(question))
    end
  end
end


-- Scores from a table answer -> score (6) (7).
local function declared(given, others, question)
  local scores, keys = {}, {}
  for key in pairs(given) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    local place = place_of(question, key)
    if place then
      scores[place] = given[key]
    elseif question.type ~= "number" then
      return nil, lacks(question, key)
    end
  end
  for i, answer in ipairs(question.answers) do
    scores[i] = scores[i] or others
    if not scores[i] then
      return nil, ("answer %s of %s has no score; give it one, or all the rest: others = 0"):format(
        complain.show(answer.value), score.name_of(question))
    end
  end
  return scores
end


-- ---- one function a family -----------------------------------------------------------------

function score.nps(self, question)                                                          -- (1)
  if self.scores then return declared(self.scores, self.others, question) end
  if question.from ~= 0 or question.to ~= 10 then
    local scale = question.from and ("from %s to %s"):format(question.from, question.to)
      or question.type == "number" and "without ends" or "of names"
    return nil, ("nps wants a scale from 0 to 10, and %s has one %s: which answers are promoters? "
      .. "give scores"):format(score.name_of(question), scale)
  end
  return each(question, function(_, answer)
    return answer.value >= 9 and 100 or answer.value >= 7 and 0 or -100
  end)
end


function score.csat(self, question)                                                         -- (2)
  local trouble = not_numbers(question)
  if trouble then return nil, "csat counts the highest answers; " .. trouble .. ": use share" end
  if question.type == "number" then
    return nil, ("csat needs a scale with ends, such as cx.scale { 1, 5 }; %s is any number"):format(
      score.name_of(question))
  end
  if self.top >= #question.answers then
    return nil, ("csat of the top %d leaves nothing below: %s has %d answers"):format(
      self.top, score.name_of(question), #question.answers)
  end
  local values = each(question, function(_, answer) return answer.value end)
  table.sort(values)
  local least = values[#values - self.top + 1]
  return each(question, function(_, answer) return answer.value >= least and 100 or 0 end)
end


function score.mean(self, question)                                                         -- (3)
  local trouble = not_numbers(question)
  if trouble then return nil, ("%s needs numbers; %s: give scores"):format(self.name, trouble) end
  return each(question, function(_, answer) return answer.value end)
end


function score.share(self, question)                                                        -- (4)
  if not self.answers then
    return nil, 'share of which answer? as in cx.metric.share(question, "exceeded")'
  end
  local places, trouble = places_of(question, self.answers)
  if not places then return nil, trouble end
  return each(question, function(i) return places[i] and 100 or 0 end)
end


function score.emotion(self, question)                                                      -- (5)
  if not self.positive then
    return nil, "emotion: which answers are positive, negative and none? "
      .. "as in cx.metric.emotion { question =, positive = {..}, negative = {..}, none = {..} }"
  end
  local class = { positive = 100, negative = -100, none = 0 }
  local scores = {}
  for _, name in ipairs { "positive", "negative", "none" } do
    local places, trouble = places_of(question, self[name])
    if not places then return nil, trouble end
    for place in pairs(places) do
      if scores[place] then
        return nil, ("emotion: answer %s stands in two classes"):format(
          complain.show(question.answers[place].value))
      end
      scores[place] = class[name]
    end
  end
  for i, answer in ipairs(question.answers) do
    if not scores[i] then                                                                   -- (7)
      return nil, ("emotion: answer %s of %s is neither positive, negative nor none"):format(
        complain.show(answer.value), score.name_of(question))
    end
  end
  return scores
end


function score.own(self, question)                                                          -- (6)
  return declared(self.scores, self.others, question)
end


return score
