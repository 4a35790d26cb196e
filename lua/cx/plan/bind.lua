-- bind.lua - what a plan wants measured: metrics bound to questions, in the order of the plan
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: goals and measures as a plan says them, each with its key path. Out: inside.wanted, the goals of touchpoints;
-- inside.measured, all else that is measured; inside.surveys, those that are asked.
--
-- (1) A metric without a question is bound by its touchpoint's `from`; a question's name by the one survey that asks it.
-- (2) Goals have an id: their own, else the touchpoint's; goals count on from there: "Art", "Art 2".
-- (3) A measure has an id too: its goal's own, else where it stands: "organise.functions.leadership".
-- (4) A measure outside touchpoints is that of all rows of its survey (overall); one inside, that of the touchpoint's.
-- (5) Goals may be a phrase: "nps >= 30; csat(satisfied) >= 80" (phrase.lua).
-- (6) A measure that is no metric (figure.lua) has no question; the metrics that it is made of are measured as its parts:
--     over all rows, or, where it is placed, at its touchpoint.

local figure = require "cx.figure"
local goal = require "cx.goal"
local metric = require "cx.metric"
local read = require "cx.plan.read"

local bind = {}

local MEASURE = 'such as share(answers.x, "yes")'


--- Adds a survey once.
---@param surveys table[]
---@param one table
function bind.add_survey(surveys, one)
  for _, known in ipairs(surveys) do
    if known == one then return end
  end
  surveys[#surveys + 1] = one
end


--- The one survey that asks a question of this name (1).
---@param surveys table[]
---@param name string
---@param path string
---@return table
function bind.survey_asking(surveys, name, path)
  local found
  for _, one in ipairs(surveys) do
    if require "cx.survey".state(one).by_name[name] then
      if found then
        read.raise(path, ("several surveys ask '%s'; bind the question itself, as in answers.%s"):format(name, name))
      end
      found = one
    end
  end
  if not found then read.raise(path, ("no survey in measure.surveys asks '%s'"):format(name)) end
  return found
end


-- The metric of a goal bound to a question, and that question (1).
local function question_of(inside, made, touchpoint, path)
  if not made.question then
    local from = touchpoint and touchpoint.from
    if not from then
      read.raise(path, ("%s has no question; bind it, as in cx.metric.%s(answers.recommend)%s"):format(made.name, made.name,
        touchpoint and ", or give the touchpoint from =" or ""))
    end
    local scores, message = metric.scores(made, from)
    if not scores and from.type ~= "number" then read.raise(path, message) end
    return metric.bind(made, from), from
  end
  local survey = made.survey or bind.survey_asking(inside.surveys, made.question, path)
  local question = survey[made.question]
  local scores, message = metric.scores(made, question)
  if not scores and question.type ~= "number" then read.raise(path, message) end
  return made, question
end


-- Raises for a margin within which every answer of the question's scale is met.
local function check_margin(inside, one, made, question, path)
  local low, high
  for _, score in ipairs(metric.scores(made, question) or {}) do
    low, high = math.min(low or score, score), math.max(high or score, score)
  end
  local relation, target = one:target()
  local message = low and goal.too_easy(one.met or inside.met, relation, target, { low, high })
  if message then read.raise(path, ("%s: %s"):format(made.name, message)) end
end


-- The metrics that a figure is made of (6), each an entry to be measured.
local function parts_of(inside, measure, label, path)
  local parts, at = {}, measure.placed and label or nil
  for i, part in ipairs(measure.parts or {}) do
    local made, question = question_of(inside, part, nil, path)
    bind.add_survey(inside.surveys, question.survey)
    parts[i] = { metric = made, question = question, name = at, overall = not at or nil, touchpoint = {} }
  end
  return parts
end


-- What is to be measured of a goal, or of a bare metric or measure.
local function entry_of(inside, given, touchpoint, label, path)
  local one = goal.is(given) and given or nil
  local wanted = one and one.metric or given
  local entry = { goal = one, path = path, touchpoint = touchpoint or {}, name = label, overall = not touchpoint or nil }
  if figure.is(wanted) then
    entry.measure, entry.metric, entry.parts = wanted, wanted, parts_of(inside, wanted, touchpoint and label, path)
    return entry
  end
  entry.metric, entry.question = question_of(inside, wanted, touchpoint, path)
  if one then check_margin(inside, one, entry.metric, entry.question, path) end
  bind.add_survey(inside.surveys, entry.question.survey)
  return entry
end


--- Whether a value can be measured: a metric, a measure, a goal on one.
---@param value any
---@return boolean
function bind.is_measure(value) return metric.is(value) or figure.is(value) or goal.is(value) end


-- ---- goals of touchpoints ------------------------------------------------------------------------------------

--- The goals at a path, one, a list or a phrase (5).
---@param inside table
---@param given any
---@param path string
---@return table[] goals, fun(i: integer): string path
function bind.goals(inside, given, path)
  if type(given) == "string" then
    return require "cx.plan.phrase".goals(given, inside, path), function() return path end
  end
  local list, path_of = read.list(given, path, goal.is, "a goal or a list of goals")
  for i, one in ipairs(list) do
    if not goal.is(one) then read.fail(path_of(i), "a goal", one, "such as goal { nps, at_least = 30 }") end
  end
  return list, path_of
end


--- Adds the goals of a touchpoint to inside.wanted (2).
---@param inside table
---@param touchpoint table as declared, with `from` a question
---@param id string of the touchpoint
---@param label string as the data bear it
---@param path string
function bind.touchpoint(inside, touchpoint, id, label, path)
  local list, path_of = bind.goals(inside, touchpoint.goals, path .. ".goals")
  for i, one in ipairs(list) do
    local entry = entry_of(inside, one, touchpoint, label, path_of(i))
    entry.id = read.id(inside.ids, one.id, i > 1 and ("%s %d"):format(id, i) or id, path_of(i), "goals")
    inside.wanted[#inside.wanted + 1] = entry
  end
end


-- ---- measures elsewhere ----------------------------------------------------------------------------------------

--- Adds a measure to inside.measured (3) (4); nil is fine.
---@param inside table
---@param given any a metric, a figure or a goal on one
---@param path string
---@param about? { place?: string, touchpoint?: table, label?: string, word?: string } what it is called
---@return table? entry
function bind.measure(inside, given, path, about)
  if given == nil then return nil end
  about = about or {}
  if not bind.is_measure(given) then read.fail(path, "a measure", given, MEASURE) end
  local entry = entry_of(inside, given, about.touchpoint, about.label, path)
  entry.place = about.place or path
  entry.section, entry.word = path:match "^[%a]+", about.word
  entry.id = read.id(inside.ids, entry.goal and entry.goal.id, entry.place, path, "measures")
  inside.measured[#inside.measured + 1] = entry
  return entry
end


--- Adds a list of measures, or one, or the goals of a phrase.
---@return table[] entries
function bind.measures(inside, given, path, about)
  local made = {}
  local function listed()
    if type(given) == "string" then return bind.goals(inside, given, path) end
    return read.list(given, path, bind.is_measure, "a measure or a list of measures")
  end
  local list, path_of = listed()
  for i, one in ipairs(list) do made[i] = bind.measure(inside, one, path_of(i), about) end
  return made
end


-- ---- practices and their like ----------------------------------------------------------------------------------

--- What an organisation does, in words, with measures that it is done: a text, a list of texts, or
--- { "text", kept = a measure, goals = { ... } }.
---@param inside table
---@param given any
---@param path string
---@param about? table as in bind.measure, its place that of the statement
---@return { text?: string, texts: string[], kept?: table, goals: table[], path: string }?
function bind.statement(inside, given, path, about)
  if given == nil then return nil end
  if bind.is_measure(given) then given = { kept = given } end
  local made = { texts = {}, goals = {}, path = path }
  if type(given) == "string" then made.texts[1] = read.some_text(given, path)
  else
    given = read.table(given, path, 'such as { "the offer within a day", kept = share(answers.x, "yes") }')
    read.known(given, path, { "text", "kept", "goals" }, #given)
    for i = 1, #given do made.texts[i] = read.some_text(given[i], read.at(path, i)) end
    if given.text ~= nil then table.insert(made.texts, 1, read.some_text(given.text, path .. ".text")) end
    local function told(key)
      local one = { place = (about and about.place or path) .. "." .. key }
      for name, value in pairs(about or {}) do one[name] = one[name] or value end
      return one
    end
    made.kept = bind.measure(inside, given.kept, path .. ".kept", told "kept")
    if given.goals ~= nil then made.goals = bind.measures(inside, given.goals, path .. ".goals", told "goals") end
  end
  made.text = #made.texts > 0 and table.concat(made.texts, "; ") or nil
  return made
end


return bind
