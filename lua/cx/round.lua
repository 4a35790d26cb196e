-- round.lua - the rounds of a survey, each counted as a sample of its own
--
--   FILE > ROWS > BATCH > TALLY > metric > goal > report
--
-- In: a survey, the goals that it answers, the plan. Out: its editions, oldest first: { name, survey, tally, long, ... }.
--
-- (1) Rounds are the surveys named in `earlier`; else the labels of round = { column = }; else, where the survey has a
--     time and the plan a round, the time's buckets. A survey with none of these is one edition without a name.
-- (2) The last one is the one that goals are measured in. Labels that are all numbers stand in their order, others in
--     that of their bytes, and buckets of time that begin after today are left out: a stray date is soon written.
-- (3) Rows without a round belong to none; they are counted in `without`.
-- (4) Earlier files are asked what the goals ask, as far as their surveys ask it on the same scale.
-- (5) Where a survey has a touchpoint column, a goal takes the rows of its touchpoint; else all rows.

local round = {}


-- What parts a survey's rows into rounds: an entry of by, the column's name in the tally, the unit of time (1).
local function divider(state, plan)
  if type(state.round) == "table" then return state.round.column, state.round.column end
  if state.round == nil and plan.round and state.roles.time then
    return { kind = "bucket", unit = plan.round }, plan.round, plan.round
  end
end


-- The questions of goals, each once.
local function questions_of(goals)
  local list, seen = {}, {}
  for _, goal in ipairs(goals) do
    local question = goal.question
    if not seen[question.name] then list[#list + 1] = question end
    seen[question.name] = true
  end
  return list
end


local function edition_of(survey, name, tally, long)
  return { survey = survey, name = name, tally = tally, long = long, estimates = {}, totals = {}, counts = {},
           weighted = require "cx.survey".state(survey).roles.weight ~= nil }
end


local function fail(survey, message)
  local place = require "cx.survey".state(survey).place
  error(require "cx.caller".placed(place, message), 0)
end


-- ---- rounds in the rows (2) (3) --------------------------------------------------------------------------

-- Parts in the order of their rounds: by number when all labels are numbers.
local function in_order(parts)
  for _, part in ipairs(parts) do
    part.number = tonumber(part.label)
    if not part.number then return parts end
  end
  table.sort(parts, function(a, b)
    if a.number ~= b.number then return a.number < b.number end
    return a.label < b.label
  end)
  return parts
end


-- The bucket that a day is in.
local function bucket_of(today, unit)
  local core = require "cx.core"
  return core.bucket(core.time(today), unit)
end


-- The editions that stand in one tally; rows of no round, and of rounds to come.
local function part(survey, tally, column, unit, today)
  local list, without, later, long = {}, 0, 0, require "cx.survey".state(survey).roles.touchpoint ~= nil
  local last, parts = unit and bucket_of(today, unit), {}
  for _, one in ipairs(require "cx.split".by(tally, column)) do
    if one.label == "" then
      without = one.tally:design().n
    elseif last and one.label > last then
      later = later + one.tally:design().n
    else
      parts[#parts + 1] = one
    end
  end
  for i, one in ipairs(in_order(parts)) do list[i] = edition_of(survey, one.label, one.tally, long) end
  return list, without, later
end


-- ---- rounds in other files (4) ------------------------------------------------------------------------------

--- The question of an earlier survey that a goal's question was: nil and why not.
---@param survey table
---@param question table
---@return table? question, string? why "not asked" or "other scale"
function round.question(survey, question)
  local state = require "cx.survey".state(survey)
  local other = state.by_name[question.name] or state.pattern and survey[question.name]
  if not other then return nil, "not asked" end
  if not require "cx.compare.scales".alike(question, other) then return nil, "other scale" end
  return other
end


local function earlier_edition(survey, goals)
  local state, of = require "cx.survey".state(survey), {}
  for _, question in ipairs(questions_of(goals)) do of[#of + 1] = (round.question(survey, question)) end
  if #of == 0 then return edition_of(survey, state.round, nil, false) end
  local tally, message = survey:tally { by = state.roles.touchpoint and "touchpoint", of = of }
  if not tally then fail(survey, message) end
  return edition_of(survey, state.round, tally, state.roles.touchpoint ~= nil)
end


-- ---- counted -------------------------------------------------------------------------------------------------

--- The editions of a survey, oldest first, the one that goals are measured in last. What the world does is raised with
--- the survey's place.
---@param survey table
---@param goals table[] what the plan wants of it: { question, ... }
---@param plan table
---@param today string
---@return table[] editions, table about { months?, without, later, rounds: boolean, unit? }
function round.count(survey, goals, plan, today)
  local state = require "cx.survey".state(survey)
  local entry, column, unit = divider(state, plan)
  local long = state.roles.touchpoint ~= nil
  local request = { by = { long and "touchpoint" or entry, long and entry or nil }, of = questions_of(goals) }
  local tally, months = require "cx.outlook".count(survey, request, plan.round)
  if not tally then fail(survey, months) end
  local list, about = {}, { months = months, without = 0, later = 0, unit = unit }
  if column then
    list, about.without, about.later = part(survey, tally, column, unit, today)
    about.rounds = #list > 0
  end
  if #list == 0 then
    local name = type(state.round) == "string" and state.round or nil
    local whole = column and require "cx.compare.side".collapse(tally, { long and "touchpoint" or nil }) or tally
    list[1] = edition_of(survey, name, whole, long)
  end
  for i, one in ipairs(state.earlier or {}) do table.insert(list, i, earlier_edition(one, goals)) end
  about.rounds = about.rounds or #list > 1
  return list, about
end


--- The last round of a survey, counted by columns of one's own (2): its tally and its name; nil, message.
---@param survey table
---@param by string[]
---@param question table
---@param plan table
---@param today string
---@return userdata? tally, string? name or what is wrong
function round.latest(survey, by, question, plan, today)
  local state = require "cx.survey".state(survey)
  local entry, column, unit = divider(state, plan)
  local all = table.move(by, 1, #by, 1, {})
  all[#all + 1] = entry
  local tally, message = survey:tally { by = all, of = question }
  if not tally then return nil, message end
  local list = column and part(survey, tally, column, unit, today) or {}
  if #list > 0 then return list[#list].tally, list[#list].name end
  return column and require "cx.compare.side".collapse(tally, by) or tally,
    type(state.round) == "string" and state.round or nil
end


return round
