-- measure.lua - stair 5: what is measured, and how well the leading itself succeeds
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: measure = { surveys =, pulse =, behaviour =, contacts =, leading =, frame =, benchmarks =, ... }.
-- (why = analyses such as cx.drivers, worth = analyses such as cx.worth.)
-- Out: inside.surveys, .pulse, .leading, .behaviour, .frame, .benchmarks; measures to be measured (bind.lua).
--
-- (1) surveys: those that are asked; a survey that a goal uses is asked too.
-- (2) pulse: goals or measures of the staff. leading: goals or measures of the leading (cx.leading).
-- (3) behaviour: a series (cx.series), of which the columns that it names are measured, and measures or goals on it, in a list.
-- (4) contacts: what cx.contacts makes. predictions: a table, kept as it is.
-- (5) frame: the key areas of performance, each with its measures: { service = { nps, ease }, money = crm.sales }.
-- (6) benchmarks: { "NPS of the trade", 31, source = "...", date = "2025-06-01" }; none without source and date.
-- (7) why and worth: one analysis or a list of them (analysis.lua).

local bind = require "cx.plan.bind"
local read = require "cx.plan.read"

local measure = {}

local KNOWN = { "surveys", "contacts", "behaviour", "predictions", "pulse", "leading", "why", "worth", "frame", "benchmarks" }


--- The declared surveys, before anything is bound to them (1).
---@param given? table
---@param inside table
function measure.surveys(given, inside)
  given = read.table(given, "measure")
  read.known(given, "measure", KNOWN)
  local survey = require "cx.survey"
  local list, path_of = read.list(given.surveys, "measure.surveys", survey.is, "a survey or a list of surveys")
  for i, one in ipairs(list) do
    if not survey.is(one) then read.fail(path_of(i), "a survey", one, "such as cx.survey { ... } makes") end
    bind.add_survey(inside.surveys, one)
  end
end


-- (3)
local function behaviour(given, inside)
  local series = require "cx.behaviour"
  local made = { series = {}, measures = {} }
  local list, path_of = read.list(given, "measure.behaviour", function(item)
    return series.is(item) or bind.is_measure(item)
  end, "a series, a measure or a list of them")
  for i, one in ipairs(list) do
    if series.is(one) then
      made.series[#made.series + 1] = one
      for _, column in ipairs(series.columns(one)) do
        local path = read.at(path_of(i), column)
        made.measures[#made.measures + 1] = bind.measure(inside, one[column], path, { word = column })
      end
    else
      made.measures[#made.measures + 1] = bind.measure(inside, one, path_of(i))
    end
  end
  return made
end


-- (5)
local function frame(given, inside)
  local made = {}
  for i, item in ipairs(read.map(given, "measure.frame", "such as { service = nps(answers.recommend) }")) do
    made[i] = { id = item.key, path = item.path,
                measures = bind.measures(inside, item.value, item.path, { place = item.path, word = item.key }) }
  end
  return made
end


-- (6)
local function benchmarks(given)
  local made = {}
  local list, path_of = read.list(given, "measure.benchmarks", function() return false end, "a list of benchmarks")
  for i, item in ipairs(list) do
    local path = path_of(i)
    item = read.table(item, path, 'such as { "NPS of the trade", 31, source = "...", date = "2025-06-01" }')
    read.known(item, path, { "text", "value", "source", "date", "of" }, 2)
    local one = { path = path, text = read.some_text(item[1] or item.text, path .. "[1]"),
                  value = read.number(item[2] or item.value, path .. "[2]"),
                  source = read.some_text(item.source, path .. ".source"),
                  date = read.date(item.date, path .. ".date"), of = item.of }
    if not one.value then read.fail(path .. "[2]", "a number", nil) end
    if not one.date then read.fail(path .. ".date", 'a date such as "2025-06-01"', nil) end
    if one.of ~= nil and not require "cx.metric".is(one.of) then read.fail(path .. ".of", "a metric", one.of) end
    made[i] = one
  end
  return made
end


-- (4)
local function contacts(given, inside)
  if given == nil then return nil end
  if type(given) ~= "table" or rawget(given, "kind") ~= "contacts" then
    read.fail("measure.contacts", "a contact log", given, "such as cx.contacts { ... } makes")
  end
  local folder = type(given.settle) == "function" and given.settle
  if folder then folder(given, inside.folder) end
  return given
end


-- (7)
local function analyses(given, path)
  local analysis = require "cx.analysis"
  local list, path_of = read.list(given, path, analysis.is, "an analysis or a list of them")
  for i, one in ipairs(list) do
    if not analysis.is(one) then read.fail(path_of(i), "an analysis", one, "such as cx.drivers { ... } makes") end
  end
  return list
end


--- Reads the section, after its surveys.
---@param given? table
---@param inside table of the plan
---@return table
function measure.read(given, inside)
  given = given or {}
  inside.pulse = bind.measures(inside, given.pulse, "measure.pulse", { place = "measure.pulse" })
  inside.leading = bind.measures(inside, given.leading, "measure.leading", { place = "measure.leading" })
  inside.behaviour = behaviour(given.behaviour, inside)
  inside.contacts = contacts(given.contacts, inside)
  read.table(given.predictions, "measure.predictions")
  inside.why, inside.worth = analyses(given.why, "measure.why"), analyses(given.worth, "measure.worth")
  inside.frame, inside.benchmarks = frame(given.frame, inside), benchmarks(given.benchmarks)
  return given
end


return measure
