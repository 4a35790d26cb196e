-- plan.lua - the plan: what was promised at which touchpoint, and what it is measured with
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: cx.plan { ... }. Out: a plan, which only declares; plan:run() measures it (run.lua).
--
-- (1) Unknown keys are errors, at the top and in every section.
-- (2) The six stairs are read by plan/define, develop, organise, implement, measure and redefine; what they read stands
--     in plan.inside, in lists in the plan's order, beside the sections as they were written. What is measured is bound to
--     its questions by plan/bind.lua.
-- (3) Files are looked for in the plan's folder.
-- (4) Everything wrong is one error at the line of its key, with the key path and what was expected (plan/read.lua,
--     place/call.lua).
-- (5) met, what counts as met (met.lua), is that of all goals that do not say their own.
-- (6) ledger = "file" or { at =, key =, persons = } says where the plan's history and cases are kept (loop.lua, 1).
-- (7) public_sector = true says that there are no rivals and no revenue; nothing is asked of them then.
-- (8) check = { off = { T05 = "why" } } is for cxlua check (check.lua).
-- (9) A file that makes a plan and loses it, returning nothing, is a mistake; a script that uses its plan itself is none.

local caller = require "cx.caller"
local complain = require "cx.complain"
local read = require "cx.plan.read"

local plan = {}

local TOP = { "name", "language", "round", "due", "met", "public_sector", "define", "touchpoints", "organise", "implement",
              "measure", "redefine", "report", "privacy", "ledger", "check" }
local REPORT = { "html", "markdown", "json", "csv", "xlsx", "terminal", "locale", "sections" }
local LEDGER = { "at", "key", "persons" }
local SECTION = { "title", "blocks" }
local LANGUAGES = { "en", "fi", "sv" }
local ROUNDS = { "week", "month", "quarter", "half-year", "year" }

local class = { __name = "plan" }
class.__index = class


--- True for a plan.
---@param value any
---@return boolean
function plan.is(value) return getmetatable(value) == class end


local function one_of(kind, value, words)
  if value == nil then return end
  for _, word in ipairs(words) do
    if word == value then return end
  end
  caller.raise(complain.message(kind, value, words))
end


local function check_language(language)
  local list, path_of = read.list(language, "language", function(item) return type(item) == "string" end,
    'a language, such as "fi", or a list of languages')
  for i, code in ipairs(list) do read.word(code, path_of(i), LANGUAGES) end
end


-- ---- the plan -------------------------------------------------------------------------------------------

local function check_sections(sections)
  if sections == nil then return end
  if type(sections) ~= "table" then caller.raise "report.sections: a list is wanted" end
  for i, section in ipairs(sections) do
    if type(section) == "table" then
      caller.known("key of a report section", section, SECTION)
      read.text(section.title, ("report.sections[%d].title"):format(i))
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
    local path = report[format]
    if path ~= nil and (type(path) ~= "string" or not path:find "%S" or path:find "%z") then
      caller.raise(("report.%s: the path of a file is wanted, not %s"):format(format, complain.show(path)))
    end
  end
  read.boolean(report.terminal, "report.terminal")
  one_of("report.locale", report.locale, LANGUAGES)
  check_sections(report.sections)
end


-- Where the ledger is (6).
local function check_ledger(given)
  if given == nil or type(given) == "string" and given ~= "" then return end
  given = read.table(given, "ledger", 'such as { at = "plan.ledger" }')
  read.known(given, "ledger", LEDGER)
  for _, key in ipairs { "at", "key" } do
    if given[key] ~= nil then read.some_text(given[key], "ledger." .. key) end
  end
  read.word(given.persons, "ledger.persons", { "hashed", "plain" })
end


local function check(options)
  if type(options) ~= "table" then caller.raise "cx.plan wants a table: cx.plan { name = ..., touchpoints = { ... } }" end
  require "cx.plan.plain".check(options, "cx.plan")
  caller.known("key of cx.plan", options, TOP)
  if #options > 0 then read.raise("cx.plan", "each part has a name, as in cx.plan { touchpoints = { ... } }") end
  read.text(options.name, "name")
  read.date(options.due, "due")
  read.boolean(options.public_sector, "public_sector")
  check_language(options.language)
  local _, message = require "cx.met".read(options.met)
  if message then caller.raise(message) end
  one_of("round", options.round, ROUNDS)
  check_report(options.report)
  check_ledger(options.ledger)
  if options.check ~= nil then require "cx.check".read(options.check) end
  require "cx.privacy.goals".check(options.privacy)
end


-- The folder of a survey's files, and of those of its earlier rounds (3).
local function settle_folder(one, folder)
  local state = require "cx.survey".state(one)
  state.folder = state.folder or folder
  for _, earlier in ipairs(state.earlier or {}) do settle_folder(earlier, folder) end
end


-- The six stairs read in an order in which each finds what it refers to (2).
local function read_sections(self, inside)
  local measure = require "cx.plan.measure"
  measure.surveys(self.measure, inside)
  require "cx.plan.define".read(self.define, inside)
  local touchpoints = require "cx.plan.develop".read(self.touchpoints, inside)
  self.touchpoints = self.touchpoints and touchpoints
  require "cx.plan.organise".read(self.organise, inside)
  require "cx.plan.implement".read(self.implement, inside)
  measure.read(self.measure, inside)
  require "cx.plan.redefine".read(self.redefine, inside)
end


local function made_of(options)
  check(options)
  local self = {}
  for key, value in pairs(options) do self[key] = value end
  self.kind = "plan"
  local inside = { wanted = {}, measured = {}, ids = {}, surveys = {}, place = caller.place(), folder = caller.folder() }
  inside.met = require "cx.met".read(options.met)
  read_sections(self, inside)
  for _, one in ipairs(inside.surveys) do settle_folder(one, inside.folder) end    -- (3)
  self.inside = inside
  return setmetatable(self, class)
end


local places = {} -- where plans were made (9)


--- cx.plan { ... }
---@param options table
---@return table
function plan.new(options)
  local made = caller.within("plan", options, made_of)                              -- (4)
  if made.inside.place then places[made.inside.place] = true end
  return made
end


--- What is wrong with a file that returned nothing (9), or nil.
---@param path string
---@return string?
function plan.unreturned(path)
  for made in pairs(places) do
    local line = made:sub(1, #path + 1) == path .. ":" and math.tointeger(tonumber(made:sub(#path + 2)))
    if line and require "cx.place.call".loses(path, line, "plan") then
      return ("%s: the plan was made but not returned; end the file with return cx.plan { ... }"):format(path)
    end
  end
end


--- The plan that a file returns, which is loaded and not measured.
---@param path string
---@return table? plan, string? message what Lua or the plan says, with its line
function plan.load(path)
  local chunk, message = loadfile(path)
  if not chunk then return nil, message end
  local done, made = pcall(chunk, path)
  if not done and tostring(made):find "interrupted!$" then return nil, path .. ": interrupted" end
  if not done then return nil, tostring(made) end
  local unreturned = made == nil and plan.unreturned(path)
  if unreturned then return nil, unreturned end
  if not plan.is(made) then return nil, path .. ": it is no plan; a plan ends with return cx.plan { ... }" end
  return made
end


--- Measures every goal, one pass a survey. What the world does is raised, with the line of the survey.
---@param options? { today?: string, ledger?: string, save?: boolean }
---@return table result
function class:run(options)
  if not plan.is(self) or options ~= nil and type(options) ~= "table" then
    caller.raise "run is called as in plan:run() or plan:run { today = \"2026-12-31\" }"
  end
  return require "cx.run".measure(self, options)
end


return plan
