-- figures.lua - every number of an outcome that has an interval or an n, one after another
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcomes of a result. Out: a list of { section, path, label, outcome, estimate }, for tables of data.
--
-- (1) A number of an outcome is a table with value, and low or n; it may hold others.
-- (2) The path says where it stands, "why[1].drivers[2].part"; the label names the nearest thing that has a name: a driver,
--     a touchpoint, an activity.
-- (3) The order is that of plain.lua: the same outcomes give the same list.

local plain = require "cx.report.plain"

local figures = {}

local NAMES = { "label", "name", "touchpoint", "activity" }
local DEEPEST = 12


local function is_estimate(value)
  return math.type(value.value) ~= nil and (math.type(value.low) ~= nil or math.type(value.n) ~= nil)
end


local function name_of(value)
  for _, key in ipairs(NAMES) do
    if type(value[key]) == "string" then return value[key] end
  end
end


local function add(list, about, value, path, label, depth)
  if depth > DEEPEST then return end
  label = name_of(value) or label
  if is_estimate(value) then
    list[#list + 1] = { section = about.section, outcome = about.outcome, path = path, label = label, estimate = value }
  end
  for _, key in ipairs(plain.keys(value)) do
    local inner = value[key]
    if type(inner) == "table" then
      local at = math.type(key) and ("%s[%d]"):format(path, key) or path .. "." .. tostring(key)
      add(list, about, inner, at, label, depth + 1)
    end
  end
end


--- The numbers of a result's claims, why and worth.
---@param result table
---@return { section: string, outcome: table, path: string, label: string?, estimate: table }[]
function figures.of(result)
  local list = {}
  for _, section in ipairs { "claims", "why", "worth" } do
    for i, outcome in ipairs(result[section] or {}) do
      add(list, { section = section, outcome = outcome }, outcome, ("%s[%d]"):format(section, i), nil, 1)
    end
  end
  return list
end


return figures
