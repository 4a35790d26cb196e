-- guess.lua - a plan drafted from answers: looked at, guessed, measured, written
--
--   FILE > ROWS > batch > TALLY > METRIC > GOAL > REPORT
--
-- In: paths of exports and what the caller knows. Out: the text of a plan that runs.
--
-- (1) Guesses rest on the first SAMPLE rows; levels on all of them.
-- (2) Files with the same columns are one survey; each other file is its own.
-- (3) The draft is run before it is written, so that what is written runs. A role that keeps it from running is left away.
-- (4) A goal that nobody answered, or fewer people than a minimum, is not written.
-- (5) No question found: nil, and in one line what was looked for.
-- (6) A place in a plan is relative to the plan's folder.

local column = require "cx.guess.column"
local head = require "cx.guess.head"
local lexicon = require "cx.guess.lexicon"
local role = require "cx.guess.role"
local word = require "cx.guess.word"

local guess = {}

guess.SAMPLE = 20000

local STAFF = { "employee", "attrition", "job satisf", "=enps", "workplace", "henkilöstö", "työnantaja", "työpaikka",
                "työyhteisö", "arbetsgivar", "arbetsplats", "medarbetar", "personalpuls" }
local DOUBTFUL = { "cluster", "strata", "round", "account", "person", "unit", "channel", "time", "weight" }


-- ---- looking ---------------------------------------------------------------------------------------------

-- The path as the plan says it (6).
local function relative(path, out)
  local folder = out and out:match "^(.*/)" or ""
  if path:sub(1, 1) == "/" or folder == "" then return path end
  if folder:sub(1, 1) == "/" or folder:find("..", 1, true) then return nil end
  folder = folder:gsub("^%./", "")
  if path:sub(1, #folder) == folder and folder ~= "" then return path:sub(#folder + 1) end
  return (folder:gsub("[^/]+/", "../")) .. path
end


local function absolute(path)
  return (os.getenv "PWD" or ".") .. "/" .. path
end


-- The name of a path's file without its endings.
local function base_of(path)
  local base = path:match "([^/]+)$" or path
  return (base:gsub("%.[gz][zs]t?d?$", ""):gsub("%.%w+$", ""))
end


-- What two files' names begin with alike, without a number at its end; else the first.
local function common(a, b)
  local n = 0
  while n < #a and a:byte(n + 1) == b:byte(n + 1) do n = n + 1 end
  local both = a:sub(1, n):gsub("[%d_%-%s.]+%a?[%d_%-%s.]*$", "")
  return #both >= 3 and both or a
end


-- The survey of files with the columns of input.
local function new_survey(path, input, heads)
  local one = { paths = { path }, file_name = base_of(path), dialect = input.dialect, names = input.columns, columns = {} }
  for i, name in ipairs(input.columns) do one.columns[i] = column.new(name, heads[i]) end
  return one
end


local function key_of(names)
  local sorted = table.move(names, 1, #names, 1, {})
  table.sort(sorted)
  return table.concat(sorted, "\0")
end


-- Surveys of the files (2).
local function group(paths)
  local list, by = {}, {}
  for _, path in ipairs(paths) do
    if path == "-" then return nil, "a plan needs a file that it can read again, not standard input" end
    local input, heads = head.look(path)
    if not input then return nil, heads end
    local key = key_of(input.columns)
    local known = by[key]
    if known then
      known.paths[#known.paths + 1] = path
      known.file_name = common(known.file_name, base_of(path))
      if known.dialect.encoding ~= input.dialect.encoding then known.dialect.encoding = "utf-8" end
    else
      by[key] = new_survey(path, input, heads)
      list[#list + 1] = by[key]
    end
  end
  return list
end


-- Reads rows into the profiles (1).
local function sample(one)
  local survey = require "cx.survey".new { file = one.paths }
  local next_row, message = survey:rows {}
  if not next_row then return nil, message end
  local n, done, row = 0, pcall(next_row)
  while done and row and n < guess.SAMPLE do
    n = n + 1
    for _, c in ipairs(one.columns) do column.add(c, row[c.name], one.dialect) end
    done, row = pcall(next_row)
  end
  if not done then return nil, tostring(row) end
  one.rows, one.sampled = n, row ~= nil
  return true
end


--- Looks at exports: surveys with profiles of their columns.
---@param paths string[]
---@return table[]? surveys
---@return string? message
function guess.look(paths)
  local list, message = group(paths)
  if not list then return nil, message end
  for _, one in ipairs(list) do
    local done
    done, message = sample(one)
    if not done then return nil, message end
  end
  return list
end


-- ---- guessing ---------------------------------------------------------------------------------------------

--- The language of names, wordings and labels: the one with most words that give it away.
---@param surveys table[]
---@return "en"|"fi"|"sv"
function guess.language(surveys)
  local points = { en = 0.5, fi = 0, sv = 0 }
  for _, one in ipairs(surveys) do
    for _, c in ipairs(one.columns) do
      local said = word.fold(c.name) .. word.fold(c.text)
      for i = 1, c.many and 0 or math.min(#c.order, 20) do said = said .. word.fold(c.order[i]) end
      for code, stems in pairs(lexicon.language) do
        for _, stem in ipairs(stems) do
          if word.has(said, { stem }) then points[code] = points[code] + 1 end
        end
      end
    end
  end
  local best = "en"
  for _, code in ipairs { "fi", "sv" } do
    if points[code] > points[best] then best = code end
  end
  return best
end


local function is_staff(one)
  for _, c in ipairs(one.columns) do
    if word.has(word.fold(c.name) .. word.fold(c.text), STAFF) then return true end
  end
end


--- Gives columns their roles; doubts are what a person could settle.
---@param one table
---@param wishes? table<string, string|false>
---@return table? doubts
---@return string? message
function guess.roles(one, wishes)
  for _, c in ipairs(one.columns) do c.role, c.told, c.chosen = nil, nil, nil end
  local roles, doubts = role.assign(one.columns, wishes or {})
  if not roles then return nil, doubts end
  one.roles = roles
  return doubts
end


local TESTS = { "preview", "test", "spam", "förhandsgransk", "esikatselu" }


-- The rows that are answers, as a where-text: those of tests, previews and spam are told apart by the survey's machine.
local function only_of(one)
  for _, c in ipairs(one.columns) do
    local named = word.has(c.short, { "=status", "distribution channel", "response type" })
    local wanted = {}
    for _, label in ipairs(named and not c.many and c.order or {}) do
      local plain = not label:find "['\\%c]" and not tonumber(label)
      if plain and word.has(word.fold(label), TESTS) then wanted[#wanted + 1] = ("'%s'"):format(label) end
    end
    table.sort(wanted)
    local place = c.name:match "^[%a_][%w_]*$" or not c.name:find "[`%c]" and ("`%s`"):format(c.name)
    if place and #wanted > 0 then return ("not (%s in { %s })"):format(place, table.concat(wanted, ", ")) end
  end
end


-- What questions the surveys have; those without any go.
local function ask(surveys)
  local list, question = {}, require "cx.guess.question"
  for _, one in ipairs(surveys) do
    one.questions = question.find(one.columns, one.dialect)
    one.left, one.staff, one.only = question.left(one.columns), is_staff(one), only_of(one)
    for _, q in ipairs(one.questions) do
      if one.staff and q.metric and q.metric.family == "nps" then q.metric.family = "enps" end
    end
    if #one.questions > 0 then list[#list + 1] = one end
  end
  return require "cx.guess.round".join(list)
end


-- Names of the questions; those of an earlier round have the newest one's.
local function name_questions(surveys, taken)
  local name = require "cx.guess.name"
  for _, one in ipairs(surveys) do
    for _, q in ipairs(one.is_earlier and {} or one.questions) do
      local c = q.column
      q.name = name.of(c.option or #c.name <= 28 and c.name:find "%a" and c.name or c.text, taken)
    end
  end
  for _, one in ipairs(surveys) do
    for _, q in ipairs(one.is_earlier and one.questions or {}) do q.name = q.twin.name end
  end
end


-- The message of a file without questions (5).
local function none(paths)
  return ("%s: no survey is seen here: no question whether people would recommend, are satisfied or found it easy, no rating "
    .. "from 1 to 4, 5, 7 or 10, no yes and no"):format(table.concat(paths, ", "))
end


-- ---- measuring ----------------------------------------------------------------------------------------------

local function due_of(today)
  local year, month = today:match "^(%d+)%-(%d+)"
  return ("%04d-12-31"):format(tonumber(month) <= 6 and tonumber(year) or tonumber(year) + 1)
end


-- Runs the draft (3): the result, or nil and what went wrong.
local function run(draft, place)
  local written = require "cx.guess.write".plan(draft)
  local chunk, message = load(written, "@" .. place, "t")
  if not chunk then return nil, message end
  local done, plan = pcall(chunk)
  if not done then return nil, tostring(plan) end
  local result
  done, result = pcall(plan.run, plan, { today = draft.today })
  if not done then return nil, tostring(result) end
  return result, written
end


-- Takes away the period of the rounds, else the first doubtful role that any survey has; false when there is none left.
local function give_way(draft)
  if draft.period then
    draft.period = nil
    return true
  end
  for _, name in ipairs(DOUBTFUL) do
    for _, one in ipairs(draft.surveys) do
      if one.roles[name] and not one.roles[name].told then
        one.roles[name] = nil
        return true
      end
    end
  end
  return false
end


local function measure(draft, place)
  local result, message = run(draft, place)
  while not result and give_way(draft) do result, message = run(draft, place) end
  return result, message
end


-- What a goal rests on, in a line.
local function note_of(e, unit, relation, step, words, numbers)
  local decimals = unit == "score" and 2 or 1
  local fill = require "cx.lang".fill
  local note = fill(step and words.goal.seen or words.goal.hold, { value = numbers:number(e.value, decimals),
    n = numbers:number(e.n), step = step and numbers:number(step, decimals) })
  local more, many = require "cx.guess.goal".more(e, unit, relation)
  return more and note .. fill(words.goal.more, { more = numbers:plain(more, 1), many = numbers:number(many) }) or note
end


-- Targets from the estimates; goals without one go (4).
local function settle(draft, result, words, numbers)
  local at, touchpoints, goal = 0, {}, require "cx.guess.goal"
  for _, one in ipairs(draft.touchpoints) do
    local kept = {}
    for _, wish in ipairs(one.goals) do
      at = at + 1
      local found = result.goals[at]
      local e = found.estimate
      if e and e.value and e.n >= (wish.bound and require "cx.guess.scale".LISTED or 1) then
        local target, step = goal.propose(e, found.unit, wish.relation)
        wish.target, wish.note = target, note_of(e, found.unit, wish.relation, step, words, numbers)
        kept[#kept + 1] = wish
      end
    end
    one.goals = kept
    if #kept > 0 then touchpoints[#touchpoints + 1] = one end
  end
  draft.touchpoints = touchpoints
end


-- Questions that no goal uses are not asked for, but those with several answers (question.lua, 6).
local function prune(draft)
  local used = {}
  for _, one in ipairs(draft.touchpoints) do
    for _, wish in ipairs(one.goals) do used[wish.question] = true end
  end
  for _, one in ipairs(draft.surveys) do
    local kept = {}
    for _, q in ipairs(one.questions) do
      if used[q.twin or q] or q.several and not one.is_earlier then kept[#kept + 1] = q end
    end
    one.questions = kept
  end
end


-- Where the files are, as the plan says it, and how the survey is called.
local function place_files(surveys, out, taken)
  for i, one in ipairs(surveys) do
    one.files = {}
    for k, path in ipairs(one.paths) do one.files[k] = relative(path, out) or absolute(path) end
    local said = one.file_name
    if one.round and not said:find(one.round, 1, true) then said = said .. "_" .. one.round end
    one.var = #surveys == 1 and "answers" or require "cx.guess.name".of(said, taken)
    one.described = require "cx.survey".new { file = one.paths }
    one.index = i
  end
end


-- A plan is called as its first survey, of rounds the newest.
local function name_of_plan(surveys)
  for _, one in ipairs(surveys) do
    if not one.is_earlier then return require "cx.guess.name".shown(one.file_name) end
  end
end


--- Writes a plan for surveys that were looked at and have their roles.
---@param surveys table[]
---@param options { today: string, name?: string, language?: string, out?: string }
---@return string? text
---@return string message, when there is none
function guess.write(surveys, options)
  local taken, paths = {}, {}
  for _, one in ipairs(surveys) do table.move(one.paths, 1, #one.paths, #paths + 1, paths) end
  local asked = ask(surveys)
  if #asked == 0 then return nil, none(paths) end
  name_questions(asked, taken)
  place_files(asked, options.out, taken)
  local draft = {
    surveys = asked, language = options.language or guess.language(surveys), today = options.today, due = due_of(options.today),
    name = options.name or name_of_plan(asked), named = options.name ~= nil,
    file = options.out and options.out:match "[^/]+$" or "plan.lua",
  }
  draft.period = require "cx.guess.period".guess(asked)
  for _, one in ipairs(asked) do draft.sampled = draft.sampled or one.sampled and guess.SAMPLE or nil end
  local message
  draft.touchpoints, message = require "cx.guess.touchpoint".draft(asked)
  if not draft.touchpoints then return nil, message end
  local place = options.out or "plan.lua"
  local result
  result, message = measure(draft, place)
  if not result then return nil, message end
  settle(draft, result, require("cx.guess.lang." .. draft.language), require "cx.lang".load(draft.language))
  if #draft.touchpoints == 0 then return nil, none(paths) end
  prune(draft)
  result, message = run(draft, place)                                                              -- (3)
  return result and message, message
end


return guess
