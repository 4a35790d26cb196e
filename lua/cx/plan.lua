-- plan.lua - the plan: what was promised at which touchpoint, and what it is measured with
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: cx.plan { ... }. Out: a plan, which only declares; plan:run() measures it (run.lua).
--
-- (1) Unknown keys are errors, at the top and wherever something works already; sections for later are kept as they are.
-- (2) A metric without a question is bound by its touchpoint's `from`; a question's name by the one survey that asks it.
-- (3) Files are looked for in the plan's folder.
-- (4) Touchpoints and goals have an id: their own, else the touchpoint's name; goals count on from there: "Art", "Art 2".
-- (5) met, what counts as met (met.lua), is that of all goals that do not say their own.

local caller = require "cx.caller"
local complain = require "cx.complain"

local plan = {}

local TOP = { "name", "language", "round", "due", "met", "public_sector", "define", "touchpoints", "organise", "implement",
              "measure", "redefine", "report", "privacy" }
local DEFINE = { "value", "experience", "benefit", "brand", "emotions", "principles", "claims" }
local MEASURE = { "surveys", "contacts", "behaviour", "predictions", "pulse", "leading", "worth" }
local TOUCHPOINT = { "name", "id", "phase", "channel", "role", "owner", "need", "serves", "practice", "from", "goals",
                     "peak", "feel", "sells", "resources", "text" }
local REPORT = { "html", "markdown", "json", "csv", "xlsx", "terminal", "locale", "sections" }
local SECTION = { "title", "blocks" }
local PHASES = { "before", "during", "after" }
local LANGUAGES = { "en", "fi", "sv" }
local ROUNDS = { "week", "month", "quarter", "half-year", "year" }

local class = { __name = "plan" }
class.__index = class


--- True for a plan.
---@param value any
---@return boolean
function plan.is(value) return getmetatable(value) == class end


local function table_or_nil(options, name)
  local value = options[name]
  if value ~= nil and type(value) ~= "table" then
    caller.raise(("%s: a table is wanted, not %s"):format(name, complain.show(value)))
  end
  return value or {}
end


local function text_or_nil(options, name, word)
  local value = options[name]
  if value ~= nil and type(value) ~= "string" then
    caller.raise(("%s%s: a text is wanted, not %s"):format(word or "", name, complain.show(value)))
  end
end


local function one_of(kind, value, words)
  if value == nil then return end
  for _, word in ipairs(words) do
    if word == value then return end
  end
  caller.raise(complain.message(kind, value, words))
end


local function check_date(value)
  if value == nil or require "cx.goal".is_date(value) then return end
  caller.raise(("due: a date such as \"2026-12-31\" is wanted, not %s"):format(complain.show(value)))
end


local function check_language(language)
  local languages = type(language) == "table" and language or { language }
  for _, code in ipairs(languages) do one_of("language", code, LANGUAGES) end
end


-- ---- surveys ---------------------------------------------------------------------------------------

-- The surveys of measure.surveys.
local function declared_surveys(measure)
  local survey, list = require "cx.survey", measure.surveys
  if list == nil then return {} end
  if survey.is(list) then list = { list } end
  if type(list) ~= "table" then caller.raise "measure.surveys: a list of surveys is wanted" end
  for i, one in ipairs(list) do
    if not survey.is(one) then
      caller.raise(("measure.surveys: number %d is no survey; cx.survey { ... } makes one"):format(i))
    end
  end
  return table.move(list, 1, #list, 1, {})
end


local function add_survey(surveys, one)
  for _, known in ipairs(surveys) do
    if known == one then return end
  end
  surveys[#surveys + 1] = one
end


-- The one survey that asks a question of this name (2).
local function survey_asking(surveys, name, word)
  local found
  for _, one in ipairs(surveys) do
    local state = require "cx.survey".state(one)
    if state.by_name[name] then
      if found then
        caller.raise(("%s: several surveys ask '%s'; bind the question itself, as in answers.%s"):format(word, name, name))
      end
      found = one
    end
  end
  if not found then caller.raise(("%s: no survey in measure.surveys asks '%s'"):format(word, name)) end
  return found
end


-- ---- touchpoints -------------------------------------------------------------------------------------

local function check_touchpoint(touchpoint, at)
  local name = type(touchpoint) == "table" and (touchpoint[1] or touchpoint.name)
  if type(name) ~= "string" then
    caller.raise(("touchpoints: number %d has no name, as in { \"Checkout\", phase = \"during\" }"):format(at))
  end
  caller.known(("key of touchpoint '%s'"):format(name), touchpoint, TOUCHPOINT)
  one_of(("phase of touchpoint '%s'"):format(name), touchpoint.phase, PHASES)
  for _, key in ipairs { "id", "owner" } do text_or_nil(touchpoint, key, ("touchpoint '%s': "):format(name)) end
  local from = touchpoint.from
  if from ~= nil and (type(from) ~= "table" or from.kind ~= "question") then
    caller.raise(("touchpoint '%s': from is a question, as in from = answers.checkout"):format(name))
  end
  return require "cx.touchpoint".label(name)
end


-- The goals of a touchpoint, one or a list.
local function goals_of(touchpoint, name)
  local goal, list = require "cx.goal", touchpoint.goals
  if list == nil then return {} end
  if goal.is(list) then list = { list } end
  for i, one in ipairs(type(list) == "table" and list or { list }) do
    if not goal.is(one) then
      caller.raise(("touchpoint '%s': number %d of its goals is none; cx.goal { ... } makes one"):format(name, i))
    end
  end
  return list
end


-- The metric of a goal bound to a question, and that question (2).
local function bind(metric, touchpoint, surveys, word)
  if not metric.question then
    if not touchpoint.from then
      caller.raise(("%s: %s has no question; bind it, as in cx.metric.%s(answers.recommend), or give the touchpoint from = ")
        :format(word, metric.name, metric.name))
    end
    local scores, message = require "cx.metric".scores(metric, touchpoint.from)
    if not scores then caller.raise(("%s: %s"):format(word, message)) end
    return require "cx.metric".bind(metric, touchpoint.from), touchpoint.from
  end
  local survey = metric.survey or survey_asking(surveys, metric.question, word)
  local question = survey[metric.question]
  local scores, message = require "cx.metric".scores(metric, question)
  if not scores and question.type ~= "number" then caller.raise(("%s: %s"):format(word, message)) end
  return metric, question
end


-- Raises for a margin within which every answer of the question's scale is met (5).
local function check_margin(goal, rule, metric, question, word)
  local low, high
  for _, score in ipairs(require "cx.metric".scores(metric, question) or {}) do
    low, high = math.min(low or score, score), math.max(high or score, score)
  end
  local relation, target = goal:target()
  local message = low and require "cx.goal".too_easy(goal.met or rule, relation, target, { low, high })
  if message then caller.raise(("%s: %s: %s"):format(word, metric.name, message)) end
end


-- The id of a goal (4): two of the plan's own that are equal are a mistake; one that is made makes way.
local function goal_id(self, own, made)
  local id, n = own or made, 1
  while self.ids[id] do
    if own then caller.raise(("two goals have the id '%s'; give one of them another"):format(own)) end
    n = n + 1
    id = ("%s %d"):format(made, n)
  end
  self.ids[id] = true
  return id
end


local function read_goals(self, touchpoint, at, surveys)
  local name = check_touchpoint(touchpoint, at)
  local word, id = ("touchpoint '%s'"):format(name), touchpoint.id or name
  for i, goal in ipairs(goals_of(touchpoint, name)) do
    local metric, question = bind(goal.metric, touchpoint, surveys, word)
    check_margin(goal, self.met, metric, question, word)
    add_survey(surveys, question.survey)
    self.wanted[#self.wanted + 1] = {
      id = goal_id(self, goal.id, i > 1 and ("%s %d"):format(id, i) or id), touchpoint = touchpoint, name = name, goal = goal,
      metric = metric, question = question,
    }
  end
end


-- ---- the plan -------------------------------------------------------------------------------------------

local function check_sections(sections)
  if sections == nil then return end
  if type(sections) ~= "table" then caller.raise "report.sections: a list is wanted" end
  for i, section in ipairs(sections) do
    if type(section) == "table" then
      caller.known("key of a report section", section, SECTION)
    elseif type(section) ~= "function" then
      caller.raise(("report.sections: number %d is neither a table nor a function"):format(i))
    end
  end
end


local function check_report(report)
  if report == nil or type(report) == "function" then return end
  if type(report) ~= "table" then
    caller.raise "report: a function of the result, or a table such as { html = \"report.html\" }, is wanted"
  end
  caller.known("key of report", report, REPORT)
  for _, format in ipairs { "html", "markdown", "json", "csv" } do
    if report[format] ~= nil and type(report[format]) ~= "string" then
      caller.raise(("report.%s: the path of a file is wanted, not %s"):format(format, complain.show(report[format])))
    end
  end
  one_of("report.locale", report.locale, LANGUAGES)
  check_sections(report.sections)
end


local function check(options)
  if type(options) ~= "table" then caller.raise "cx.plan wants a table: cx.plan { name = ..., touchpoints = { ... } }" end
  caller.known("key of cx.plan", options, TOP)
  caller.known("key of define", table_or_nil(options, "define"), DEFINE)
  caller.known("key of measure", table_or_nil(options, "measure"), MEASURE)
  for _, name in ipairs { "touchpoints", "organise", "implement", "redefine" } do table_or_nil(options, name) end
  text_or_nil(options, "name")
  check_date(options.due)
  check_language(options.language)
  local _, message = require "cx.met".read(options.met)
  if message then caller.raise(message) end
  one_of("round", options.round, ROUNDS)
  check_report(options.report)
  require "cx.privacy.goals".check(options.privacy)
end


-- The folder of a survey's files, and of those of its earlier rounds (3).
local function settle_folder(one, folder)
  local state = require "cx.survey".state(one)
  state.folder = state.folder or folder
  for _, earlier in ipairs(state.earlier or {}) do settle_folder(earlier, folder) end
end


--- cx.plan { ... }
---@param options table
---@return table
function plan.new(options)
  check(options)
  local self = {}
  for key, value in pairs(options) do self[key] = value end
  self.kind = "plan"
  local inside = { wanted = {}, ids = {}, place = caller.place(), folder = caller.folder() }
  inside.met = require "cx.met".read(options.met)
  inside.surveys = declared_surveys(self.measure or {})
  for i, touchpoint in ipairs(self.touchpoints or {}) do read_goals(inside, touchpoint, i, inside.surveys) end
  for _, one in ipairs(inside.surveys) do settle_folder(one, inside.folder) end    -- (3)
  self.inside = inside
  return setmetatable(self, class)
end


--- Measures every goal, one pass a survey. What the world does is raised, with the line of the survey.
---@param options? { today?: string }
---@return table result
function class:run(options)
  if not plan.is(self) or options ~= nil and type(options) ~= "table" then
    caller.raise "run is called as in plan:run() or plan:run { today = \"2026-12-31\" }"
  end
  return require "cx.run".measure(self, options)
end


return plan
