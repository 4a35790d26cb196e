-- people.lua - who answered what: each person's latest class, held while a file of purchases streams by
--
--   file > ROWS > BATCH > tally > metric > goal > report
--
-- In: a metric with promoters and detractors, the column that says who. Out: the class and the day of each person.
--
-- (1) Promoters are answers whose score is above 0, passives 0, detractors below, as in the NPS; a metric without both ends
--     is refused.
-- (2) Of a person's several rows the last of the file counts, as in panel.lua; blank names are left out and counted.
-- (3) group = a column beside: the person is then told apart within it, and bears it; each = true makes every row somebody.
-- (4) A person weighs what the survey's weight says in that last row, 1 without weights; who weighs nothing is left out.
-- (5) Memory grows with the persons who answered, some 200 bytes each, up to max_persons.

local caller = require "cx.caller"
local core = require "cx.core"
local purchases = require "cx.worth.purchases"

local people = {}

people.MOST = 2000000


local function quoted(name) return "`" .. name:gsub("`", "``") .. "`" end


local function literal(value)
  if type(value) == "number" then return tostring(value) end
  return '"' .. value:gsub('[\\"]', "\\%0") .. '"'
end


--- The where-text that each class of a metric's answers passes: { promoter = "...", ... } (1).
---@param metric table
---@param question table
---@param where? string
---@return table<string, string>
function people.classes(metric, question, where)
  local scores, parts = require "cx.metric".scores(metric, question), { promoter = {}, passive = {}, detractor = {} }
  for i, answer in ipairs(question.answers) do
    local score = scores[i]
    if score then
      local list = parts[score > 0 and "promoter" or score < 0 and "detractor" or "passive"]
      list[#list + 1] = ("%s == %s"):format(quoted(question.name), literal(answer.value))
    end
  end
  if #parts.promoter == 0 or #parts.detractor == 0 then
    caller.raise(("of: %s has no promoters and detractors; a metric such as cx.metric.nps is wanted"):format(metric.name))
  end
  for name, list in pairs(parts) do
    if #list > 0 then
      parts[name] = (where and "(" .. where .. ") and " or "") .. "(" .. table.concat(list, " or ") .. ")"
    else
      parts[name] = nil
    end
  end
  return parts
end


--- Which column of a survey says who: told, else the role whose column bears the key's name, else the role person.
---@param survey table
---@param on? string
---@param key string
---@return string
function people.column(survey, on, key)
  if on then return on end
  local roles = require "cx.survey".state(survey).roles
  for _, role in ipairs { "person", "account" } do
    if roles[role] == key then return key end
  end
  if roles.person then return roles.person end
  caller.raise "key: which column of the survey says who answered? on = \"...\", or person = \"...\" in cx.survey"
end


-- Who a row is of, and the group (3); "" where either is blank.
local function who_of(row, options, made)
  local who = purchases.text(row[options.column])
  if not options.group then return who end
  local group = purchases.text(row[options.group])
  if who == "" or group == "" then return "" end
  if options.each then return tostring(made.n + 1), group end
  return group .. "\0" .. who, group
end


-- One row of somebody (2) (4).
local function enter(made, row, names, who, group, at, weight)
  if made.class[who] then made.repeated = made.repeated + 1 else made.n = made.n + 1 end
  for i = 1, #names do
    if row[i] then made.class[who] = names[i] end
  end
  made.group[who], made.at[who] = group, at
  if made.weight then made.weight[who] = weight end
end


-- The tests of the classes, and their names in that order.
local function tests_of(side, where)
  local classes, names, any = people.classes(side.metric, side.survey[side.metric.question], where), {}, {}
  for _, name in ipairs { "promoter", "passive", "detractor" } do
    if classes[name] then names[#names + 1], any[#any + 1] = name, classes[name] end
  end
  return names, any
end


-- The columns that are taken, each once.
local function columns_of(...)
  local list, seen = {}, {}
  for i = 1, select("#", ...) do
    local name = select(i, ...)
    if name and not seen[name] then list[#list + 1], seen[name] = name, true end
  end
  return list
end


--- Reads who answered: class, at (seconds), group and weight by person; how many there are, blank and repeated rows.
---@param side { metric: table, survey: table }
---@param options { column: string, where?: string, most?: integer, group?: string, each?: boolean }
---@return table?, string?, string?
function people.read(side, options)
  local names, any = tests_of(side, options.where)
  local roles, most = require "cx.survey".state(side.survey).roles, options.most or people.MOST
  local time, weight = roles.time, roles.weight
  local decimal, message, code = purchases.decimal(side.survey)
  if not decimal then return nil, message, code end
  local rows
  rows, message, code = side.survey:rows { any = any, columns = columns_of(options.column, options.group, time, weight) }
  if not rows then return nil, message, code end
  local made = { class = {}, at = {}, group = {}, weight = weight and {}, n = 0, blank = 0, repeated = 0,
                 is_timed = time ~= nil }
  for row in rows do
    local who, group = who_of(row, options, made)
    local w = weight and purchases.number(purchases.text(row[weight]), decimal) or 1
    if who == "" then
      made.blank = made.blank + 1
    elseif w > 0 then
      enter(made, row, names, who, group, time and core.time(purchases.text(row[time])) or nil, w)
      if made.n > most then
        return nil, ("more than %d people answered; max_persons = allows more"):format(most), "too_many"
      end
    end
  end
  return made
end


return people
