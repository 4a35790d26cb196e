-- method.lua - the line beneath a table of estimates: how intervals were made, by which weights and design
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a result, the goals that a table shows, the words of a language. Out: one line.
--
-- (1) Beneath each table of estimates stands which intervals they have, at which confidence, weighted by what, and how the
--     errors were found (design.lua). What a column of that very table says is not said again.
-- (2) Weights and design are those of the surveys that the table's goals are of.
-- (3) Where all goals are hidden there are no estimates to say it of.

local design = require "cx.report.design"

local method = {}


--- The confidence level of goals, as "95 %".
---@param words table
---@param goals table[]
---@return string
function method.level(words, goals)
  for _, goal in ipairs(goals) do
    local e = goal.estimate or {}
    local level = e.confidence and words:plain(100 * e.confidence) .. words.format.percent or words:method_level(e.method)
    if level then return level end
  end
  return words:percent(95)
end


--- Names of methods without their level, each once, in the language: "Wilson, adjusted Wald".
---@param words table
---@param methods string[]
---@return string
function method.names(words, methods)
  local seen, list = {}, {}
  for _, given in ipairs(methods) do
    local name = words:method_name(given)
    if not seen[name] then seen[name], list[#list + 1] = true, name end
  end
  return table.concat(list, words.format.comma)
end


-- The methods of the goals' estimates, those of earlier rounds too when asked for.
local function methods_of(goals, earlier)
  local list = {}
  local function add(estimate)
    local kind = estimate and estimate.interval
    if estimate and estimate.method and kind ~= "none" and kind ~= "exact" then list[#list + 1] = estimate.method end
  end
  for _, goal in ipairs(goals) do
    if not goal.hidden then
      add(goal.estimate)
      for _, round in ipairs(earlier and goal.rounds or {}) do add(round.estimate) end
    end
  end
  return list
end


-- The surveys of a result that the goals are of: rule (2); all of them where that is not known.
local function surveys_of(result, goals)
  local asked, list = {}, {}
  for _, goal in ipairs(goals) do
    if goal.question and goal.question.survey then asked[goal.question.survey] = true end
  end
  for _, survey in ipairs(result.surveys or {}) do
    if survey.survey and asked[survey.survey] then list[#list + 1] = survey end
  end
  return #list > 0 and list or result.surveys or {}
end


--- Whether any survey of these goals is weighted: then shares are of weights.
---@return boolean
function method.weighted(result, goals)
  for _, survey in ipairs(surveys_of(result, goals)) do
    if survey.weighted then return true end
  end
  return false
end


-- Whether anything here is counted in full, without an interval.
local function in_full(goals)
  for _, goal in ipairs(goals) do
    if (goal.estimate or {}).interval == "exact" then return true end
  end
  return false
end


-- Whether there are goals, and nothing of them is shown (3).
local function all_hidden(goals)
  for _, goal in ipairs(goals) do
    if not goal.hidden then return false end
  end
  return #goals > 0
end


-- By which weights, and how the errors were found.
local function add_weights(parts, words, result, goals)
  local weights, seen, surveys = {}, {}, surveys_of(result, goals)
  for _, survey in ipairs(surveys) do
    local weight = survey.weighted and tostring(survey.weight or "")
    if weight and not seen[weight] then seen[weight], weights[#weights + 1] = true, weight end
  end
  parts[#parts + 1] = #weights > 0 and words:say(words.basis.weighted, 1, { weight = words:join(weights) })
    or words.basis.unweighted
  for _, text in ipairs(design.sentences(words, surveys)) do parts[#parts + 1] = text end
end


--- The line beneath a table of these goals: rule (1); "" where there is nothing to say (3).
---@param words table
---@param result table
---@param goals table[]
---@param what? { column: boolean?, earlier: boolean?, also: string? } whether a column has the methods; earlier rounds
---  are shown too; what else is to be said of intervals
---@return string
function method.line(words, result, goals, what)
  local parts, b = {}, words.basis
  what = what or {}
  if not what.column then
    local names = method.names(words, methods_of(goals, what.earlier))
    if names ~= "" then
      parts[1] = words:say(b.interval, 1, { confidence = method.level(words, goals), methods = names })
    end
  end
  parts[#parts + 1] = what.also
  if in_full(goals) then parts[#parts + 1] = b.in_full end
  if not all_hidden(goals) then add_weights(parts, words, result, goals) end
  return table.concat(parts, " ")
end


return method
