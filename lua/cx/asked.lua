-- asked.lua - what an analysis asks of a survey: a metric of it, its folder, its least number of people
--
--   file > rows > BATCH > TALLY > METRIC > goal > report
--
-- In: what stands in an analysis where a measure is wanted. Out: { metric, survey }; a mistake is raised at the analyst's line.
--
-- (1) A metric of a survey's question stands for itself, a question for its mean, a column of a series for its own mean or sum.
-- (2) Without a plan paths are those of the survey itself; in a plan they begin in the plan's folder.
-- (3) The least number of people is the survey's or the plan's (privacy/goals.lua, 1), or a higher one that is asked for.

local caller = require "cx.caller"
local complain = require "cx.complain"

local asked = {}


--- The metric and its survey (1); nil when nothing was given.
---@param value any
---@param path string "staff"
---@return { metric: cx.Metric, survey: table }?
function asked.metric(value, path)
  if value == nil then return nil end
  local metric = require "cx.metric"
  if type(value) == "table" and not metric.is(value) and rawget(value, "kind") == "question" then
    local scores, trouble = metric.scores(metric.mean, value)
    if not scores then caller.raise(("%s: %s"):format(path, trouble)) end
    value = metric.mean(value)
  end
  if metric.is(value) and value.survey then return { metric = value, survey = value.survey } end
  if metric.is(value) then
    caller.raise(("%s: which survey's %s? a question itself is wanted, as in cx.metric.%s(answers.%s)"):format(path,
      value.name, value.family == "own" and "mean" or value.family, value.question or "recommend"))
  end
  caller.raise(("%s: a metric, a question or a column of a series is wanted, such as cx.metric.nps(answers.recommend), not %s")
    :format(path, complain.show(value)))
end


--- The same; raises when nothing was given.
---@param value any
---@param path string
---@return { metric: cx.Metric, survey: table }
function asked.wanted(value, path)
  if value == nil then
    caller.raise(("%s: whose measure? a metric is wanted, such as cx.metric.nps(answers.recommend)"):format(path))
  end
  return asked.metric(value, path)
end


--- Lets a survey of an analysis find its files (2).
---@param survey table
---@param context? { plan?: table }
function asked.settle(survey, context)
  local state, plan = require "cx.survey".state(survey), context and context.plan
  state.folder = state.folder or plan and plan.inside and plan.inside.folder
end


--- The least number of people of a cell; 1 where there is no privacy (3).
---@param survey table
---@param context? { plan?: table }
---@param own? integer
---@return integer
function asked.minimum(survey, context, own)
  local least = require "cx.privacy.goals".minimum(survey, context and context.plan)
  return math.max(own or 1, least or 1)
end


--- Which rows there are: a where-text or a function. What is wrong with it is raised where it is declared.
---@param value any
---@return string|function?
function asked.where(value)
  if value == nil or type(value) == "function" then return value end
  if type(value) ~= "string" then
    caller.raise(("where: a where-text or a function is wanted, such as \"segment == 'B2B'\", not %s")
      :format(complain.show(value)))
  end
  local tree, message = require "cx.where".parse(value)
  if not tree then caller.raise((message:match "^[^\n]*":gsub(":$", ""))) end
  return value
end


--- What places are by: told, else the survey's touchpoints, else nothing.
---@param given any a role, a column, false
---@param survey table
---@return string?
function asked.by(given, survey)
  if given == nil then return require "cx.survey".state(survey).roles.touchpoint and "touchpoint" or nil end
  if given == false then return nil end
  if type(given) == "string" and given ~= "" then return given end
  caller.raise(("by: a role such as \"touchpoint\", a column, or false is wanted, not %s"):format(complain.show(given)))
end


--- A confidence: a number between 0 and 1; .95 unless told.
---@param value any
---@return number
function asked.confidence(value)
  if value == nil then return 0.95 end
  if type(value) ~= "number" or not (value > 0 and value < 1) then
    caller.raise "confidence: a number between 0 and 1 is wanted, such as 0.95"
  end
  return value
end


--- A whole number from lo to hi.
---@param name string
---@param value any
---@param default? integer
---@param lo integer
---@param hi integer
---@return integer?
function asked.whole(name, value, default, lo, hi)
  if value == nil then return default end
  if math.type(value) ~= "integer" or value < lo or value > hi then
    caller.raise(("%s: a whole number from %d to %d is wanted, not %s"):format(name, lo, hi, complain.show(value)))
  end
  return value
end


--- Checks what all analyses share: a table, known keys, a title, an id.
---@param word string "cx.link"
---@param given any
---@param known string[]
function asked.check(word, given, known)
  if type(given) ~= "table" then caller.raise(("%s wants a table of options"):format(word)) end
  caller.known("option of " .. word, given, known)
  for _, name in ipairs { "title", "id" } do
    if given[name] ~= nil and (type(given[name]) ~= "string" or given[name] == "") then
      caller.raise(("%s: a text is wanted, not %s"):format(name, complain.show(given[name])))
    end
  end
end


--- What a metric is called in a report: its name, and its question.
---@param metric cx.Metric
---@return { name: string, question: string, unit: string }
function asked.name(metric)
  return { name = metric.name, question = metric.question, unit = metric.total and "count" or metric.unit }
end


return asked
