-- metric.lua - a metric is the mean of scores: a table that gives each answer a score
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: a question with its answers.  Out: { kind = "metric", name, question, survey, unit, ... }.
--
-- (1) NPS scores 9-10 as 100, 7-8 as 0, 0-6 as -100, and wants a scale from 0 to 10. enps is nps.
-- (2) CSAT scores the k highest answers as 100, the rest as 0; k is 2 unless told.
-- (3) Mean scores each answer as itself; CES is a mean by another name.
-- (4) Share scores the answers named as 100, the rest as 0.
-- (5) Emotion scores positive as 100, none as 0, negative as -100; the share without emotion stands beside.
-- (6) One's own gives every answer a score, or the rest of them one: `others`.
-- (7) An answer that the scale lacks is refused, and so is an answer of the scale without a score.
-- (8) A metric without a question is bound later; with a question itself it is checked at once, with
--     a question's name when it is measured.
-- (9) A mistake is raised at the line of the analyst: makers return nil and a message, doors raise it.
-- (10) A score is 0, or between 1e-15 and 1e15 in size.

local complain = require "cx.complain"
local score = require "cx.score"

local metric = {}


--- A metric, whether bound to a question or not.
---@class cx.Metric
---@field kind "metric"
---@field family string how it scores: nps, csat, mean, share, emotion, own
---@field name string what it is called in reports
---@field unit "points"|"percent"|"score"
---@field question? string the question's name; nil: bound by whoever uses it
---@field survey? table the survey of a question that was given itself
---@field scores? table<any, number> one's own scores
---@field top? integer of csat
---@field answers? any[] of share
---@field beside? cx.Metric of emotion: the share without emotion
---@field score_of fun(question: table): table<any, number> answer -> score; raises


local UNITS = { "points", "percent", "score" }


-- ---- scores of a metric for a question --------------------------------------------------------

--- The scores in the order of question.answers, or nil and what is wrong.
---@param self cx.Metric
---@param question table
---@return number[]?, string?
function metric.scores(self, question)
  if #(question.answers or {}) == 0 and question.type ~= "number" then
    return nil, ("%s has no answers to score; a metric needs a scale"):format(score.name_of(question))
  end
  return score[self.family](self, question)
end


--- The scores in the order of question.answers; raises when they do not fit.
---@param self cx.Metric
---@param question table
---@param level? integer where to raise, as in error(): 2, the caller, unless told
---@return number[]
function metric.scores_for(self, question, level)
  local scores, trouble = metric.scores(self, question)
  if not scores then complain.at(level or 2, trouble) end
  return scores
end


-- ---- making ------------------------------------------------------------------------------------

local class = {}   -- the metatable of all metrics; its __call is the door of makers, below


local function is_question(value)
  return type(value) == "table" and rawget(value, "kind") == "question"
end


local function seal(self)
  self.kind = "metric"
  self.score_of = function(question)
    local map = {}
    for i, s in ipairs(metric.scores_for(self, question, 3)) do map[question.answers[i].value] = s end
    return map
  end
  return setmetatable(self, class)
end


local function copy(self)
  local new = {}
  for key, value in pairs(self) do new[key] = value end
  return new
end


-- (10)
local function is_score(s)
  return math.type(s) ~= nil and (s == 0 or math.abs(s) >= 1e-15 and math.abs(s) <= 1e15)
end


-- Whether every value of a table of scores can be a score.
local function check_scores(given, others)
  if type(given) ~= "table" or next(given) == nil then
    return "scores: a table answer -> score is wanted, such as { [0] = -100, [10] = 100 }"
  end
  local strange
  for key, s in next, given do
    if not is_score(s) then
      local word = complain.show(key)
      strange = (not strange or word < strange) and word or strange
    end
  end
  if strange then
    return ("the score of answer %s is no finite number; 0, or 1e-15 to 1e15 in size, is wanted"):format(strange)
  end
  if others ~= nil and not is_score(others) then
    return "others: a finite number is wanted, 0 or 1e-15 to 1e15 in size"
  end
end


-- A list of answers from one answer or a list.
local function as_list(value)
  return type(value) == "table" and value or { value }
end


-- What each family takes beside its question: known options, and setting them on the new metric;
-- a message when they are wrong.
local take = {}


take.nps = { known = { "question", "name", "scores", "others" }, set = function(self, given)
  if given.scores == nil then return end
  self.scores, self.others = given.scores, given.others
  return check_scores(given.scores, given.others)
end }


take.csat = { known = { "question", "name", "top" }, set = function(self, given)
  if given.top ~= nil then self.top = given.top end
  if math.type(self.top) ~= "integer" or self.top < 1 then
    return "top: how many of the highest answers count? a whole number from 1"
  end
end }


take.mean = { known = { "question", "name" }, set = function() end }


take.share = { known = { "question", "name", "answer", "answers" }, set = function(self, given)
  local wanted = given.answers
  if wanted == nil then wanted = given.answer end
  if wanted == nil then wanted = self.answers end
  if wanted == nil then return 'share of which answer? as in cx.metric.share(question, "exceeded")' end
  self.answers = as_list(wanted)
  if #self.answers == 0 then return "share: the list of answers is empty" end
end }


take.emotion = { known = { "question", "name", "positive", "negative", "none" }, set = function(self, given)
  if given.positive == nil and self.positive then return end
  if given.positive == nil or given.negative == nil then
    return "emotion: positive and negative answers are wanted, and those that are none"
  end
  self.positive, self.negative = as_list(given.positive), as_list(given.negative)
  self.none = given.none ~= nil and as_list(given.none) or {}
end }


take.own = { known = { "question", "name", "scores", "others", "unit" }, set = function(self, given)
  self.scores, self.others, self.unit = given.scores, given.others, given.unit
  if self.unit == nil then self.unit = "score" end
  for _, unit in ipairs(UNITS) do
    if self.unit == unit then return check_scores(given.scores, given.others) end
  end
  return complain.message("unit", self.unit, UNITS)
end }


-- Sets name and question from what was given, and checks the scale where it is there (8).
local function attach(self, question)
  if is_question(question) then
    self.question, self.survey = question.name, question.survey
    local scores, trouble = metric.scores(self, question)
    if not scores then return nil, trouble end
  elseif question ~= nil then
    if type(question) ~= "string" then
      return nil, ("%s: a question or its name is wanted, not %s"):format(self.name, type(question))
    end
    self.question, self.survey = question, nil
  end
  if self.family == "emotion" and #self.none > 0 then
    self.beside = seal { family = "share", name = "share", unit = "percent", answers = self.none,
      question = self.question, survey = self.survey }
  end
  return self
end


-- A metric of a family from options; or nil and a message.
local function make(base, given)
  local family = take[base.family]
  for key in next, given do
    if type(key) ~= "string" then
      return nil, ("%s: options have names, such as question ="):format(base.name)
    end
  end
  local self = copy(base)
  self.beside = nil
  if given.name ~= nil then
    if type(given.name) ~= "string" or not given.name:find "%S" then return nil, "name: a text is wanted" end
    self.name = given.name
  end
  local trouble = family.set(self, given)
  if trouble then return nil, trouble end
  return attach(seal(self), given.question)
end


-- The options of a call such as share(question, "exceeded") or csat(question, { top = 1 }).
local function options_of(base, question, more)
  if type(question) == "table" and rawget(question, "kind") then
    if not is_question(question) then
      return nil, ("%s: a question is wanted, not a %s"):format(base.name, question.kind)
    end
  elseif type(question) == "table" then
    return more == nil and question or nil, "options stand in one table"
  end
  if question == nil then
    return nil, ("%s: the question is nil; has the survey a question of that name?"):format(base.name)
  end
  local given = {}
  if base.family == "share" then
    given.answers = more
  elseif type(more) == "table" then
    given = copy(more)
  elseif base.family == "csat" and more ~= nil then
    given.top = more
  elseif more ~= nil then
    return nil, ("%s: options are a table, not %s"):format(base.name, type(more))
  end
  given.question = question
  return given
end


function class.__call(self, question, more)
  local given, trouble = options_of(self, question, more)
  if given then trouble = require "cx.plan.plain".trouble(given, "cx.metric." .. self.name) end
  if not given or trouble then complain.at(2, trouble) end
  complain.unknown(2, "option of cx.metric." .. self.name, given, take[self.family].known)
  local made
  made, trouble = make(self, given)
  if not made then complain.at(2, trouble) end
  return made
end


--- Whether a value is a metric.
function metric.is(value)
  return getmetatable(value) == class
end


--- A metric without a question, bound to one; a bound metric is given back as it is. Raises when the
--- scale does not fit.
---@param self cx.Metric
---@param question table
---@param level? integer where to raise, 2 unless told
---@return cx.Metric
function metric.bind(self, question, level)
  if self.question then return self end
  local bound, trouble = attach(seal(copy(self)), question)
  if not bound then complain.at(level or 2, trouble) end
  return bound
end


--- The same metric under another name.
---@param self cx.Metric
---@param name string
---@return cx.Metric
function metric.called(self, name)
  local new = seal(copy(self))
  new.name = name
  return new
end


--- A bound metric without its survey: it finds its question by name, also in the surveys of other rounds.
---@param self cx.Metric
---@return cx.Metric
function metric.by_name(self)
  local new = seal(copy(self))
  new.survey = nil
  return new
end


metric.nps = seal { family = "nps", name = "nps", unit = "points" }
metric.enps = seal { family = "nps", name = "enps", unit = "points" }
metric.csat = seal { family = "csat", name = "csat", unit = "percent", top = 2 }
metric.ces = seal { family = "mean", name = "ces", unit = "score" }
metric.mean = seal { family = "mean", name = "mean", unit = "score" }
metric.share = seal { family = "share", name = "share", unit = "percent" }
metric.emotion = seal { family = "emotion", name = "emotion", unit = "points" }


--- One's own metric (6): cx.metric { question =, scores = { [0] = -100, ... }, others =, name =, unit = }.
local function own(_, given)
  if type(given) ~= "table" or is_question(given) then
    complain.at(2, "cx.metric wants a table: cx.metric { question =, scores = { ... } }")
  end
  local trouble = require "cx.plan.plain".trouble(given, "cx.metric")
  if trouble then complain.at(2, trouble) end
  complain.unknown(2, "option of cx.metric", given, take.own.known)
  local made
  made, trouble = make({ family = "own", name = "score" }, given)
  if not made then complain.at(2, trouble) end
  return made
end


return setmetatable(metric, {
  __call = own,
  __index = function(self, name)
    if name == "index" then -- loaded when it is first asked for
      rawset(self, name, require "cx.index".door())
      return rawget(self, name)
    end
    complain.at(2, complain.message("metric", name,
      { "nps", "enps", "csat", "ces", "mean", "share", "emotion" }))
  end,
})
