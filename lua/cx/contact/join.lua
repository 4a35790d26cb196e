-- join.lua - what customers answered in a survey, beside their cases
--
--   FILE > ROWS > batch > tally > metric > goal > report
--
-- In: join = { survey =, by = { own role, the survey's column }, of = "recommend" }. Out: a function: case, question -> a cell.
--
-- (1) by names a role of the log, account or person, and the column of the survey that holds the same names, compared
--     exactly; one name is the role, and the survey's column of that role.
-- (2) Where the survey has a time, a case gets the first answer at its first moment or after, so that what came of it is
--     meant; else the last row of the file. Both are compared by the wall's clock.
-- (3) A case without such an answer has an empty cell: it is missing.
-- (4) Memory grows with the survey's rows.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local join = {}


local function columns_of(given)
  local by = type(given.by) == "string" and { given.by } or given.by
  local role, column = type(by) == "table" and by[1], type(by) == "table" and by[2]
  if role ~= "account" and role ~= "person" then
    caller.raise(("join.by: \"account\" or \"person\", or { \"account\", \"the survey's column\" }, is wanted, not %s")
      :format(complain.show(role)))
  end
  if column == nil then column = require "cx.survey".state(given.survey).roles[role] end
  if type(column) ~= "string" or column == "" then
    caller.raise(("join.by: which column of the survey holds the %s? by = { \"%s\", \"column\" }"):format(role, role))
  end
  return role, column
end


--- Checks a join and reads it: { survey, role, column, of = { questions } }.
---@param given any
---@return table
function join.check(given)
  local survey = require "cx.survey"
  if type(given) ~= "table" or not survey.is(rawget(given, "survey")) then
    caller.raise "join: { survey = answers, by = \"account\", of = \"recommend\" } is wanted"
  end
  caller.known("key of join", given, { "survey", "by", "of" })
  local role, column = columns_of(given)
  local of, state = {}, survey.state(given.survey)
  for i, name in ipairs(type(given.of) == "table" and rawget(given.of, "kind") == nil and given.of or { given.of }) do
    local question = type(name) == "table" and name or type(name) == "string" and state.by_name[name]
    if not question or rawget(question, "kind") ~= "question" or question.survey ~= given.survey then
      local known = {}
      for j, one in ipairs(state.questions) do known[j] = one.name end
      caller.raise("join.of: " .. complain.message("question", type(name) == "table" and rawget(name, "name") or name, known))
    end
    of[i] = question
  end
  if #of == 0 then caller.raise "join.of: a question of the survey, or a list of them, is wanted" end
  return { survey = given.survey, role = role, column = column, of = of }
end


-- The rows of the survey by name, in the order of the file.
local function gather(made, state)
  local take, time = { made.column }, state.roles.time
  for _, question in ipairs(made.of) do take[#take + 1] = question.name end
  if time then take[#take + 1] = "time" end
  local next_row, message, code = made.survey:rows { columns = take }
  if not next_row then return nil, message, code end
  local by_key = {}
  for row in next_row do
    local key = (row[made.column] or ""):match "^%s*(.-)%s*$"
    local wall = time and core.time(row.time or "") or nil
    if key ~= "" and (wall or not time) then
      by_key[key] = by_key[key] or {}
      table.insert(by_key[key], { wall = wall, n = #by_key[key], row = row })
    end
  end
  return by_key
end


-- The answer of a list for a case (2).
local function chosen(list, one, has_time)
  if not has_time then return list[#list] end
  local best
  for _, item in ipairs(list) do
    if item.wall >= one.events[1].wall and (not best or item.wall < best.wall) then best = item end
  end
  return best
end


--- Reads the survey; a function that gives a case's cell of a question.
---@param made table of join.check
---@param folder? string
---@return (fun(one: table, name: string): string)?, string?, string?
function join.read(made, folder)
  local state = require "cx.survey".state(made.survey)
  state.folder = state.folder or folder
  local by_key, message, code = gather(made, state)
  if not by_key then return nil, message, code end
  local has_time = state.roles.time ~= nil
  return function(one, name)
    local key = one.place[made.role]
    local list = key and by_key[key]
    local item = list and chosen(list, one, has_time)
    return item and item.row[name] or ""                                        -- (3)
  end
end


return join
