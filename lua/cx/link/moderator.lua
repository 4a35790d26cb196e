-- moderator.lua - what a link may depend on: units parted into strata
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: what was declared of units: texts, numbers, a metric, a column; which touchpoints or channels are digital. Out: the
-- names of the strata and each unit's stratum.
--
-- (1) { North = "A", South = "B" }: each text a stratum. { North = 0.7, ... }: numbers, halved at their median into low and
--     high; those on the median are low.
-- (2) A metric: each unit's mean over all periods, halved so; a unit under the minimum of people has none.
-- (3) A column of the customers' survey: the label that most of the unit's rows have; of equals the first in byte order.
-- (4) digital = { channel = { "web", "app" } }: the share of the customers' rows of a unit with these labels of a role or a
--     column, halved so; digital = { share = { North = 0.7, ... } } tells the shares themselves.
-- (5) A stratum of fewer than three units has no link that could be told: its units take no part.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"

local moderator = {}

local FEWEST = 3 -- units (5)


-- ---- declared ------------------------------------------------------------------------------------------

local function is_finite(value) return type(value) == "number" and value == value and math.abs(value) < math.huge end


-- Units by text or by number, all of one type.
local function check_units(given, path)
  local kind
  for unit, value in next, given do
    local this = type(value) == "string" and "text" or is_finite(value) and "number"
    if type(unit) ~= "string" or not this or kind and kind ~= this then
      caller.raise(("%s: units with texts, or units with numbers, are wanted, as in { North = \"A\", South = \"B\" }")
        :format(path))
    end
    kind = this
  end
  if not kind then caller.raise(("%s: no unit is named"):format(path)) end
  return { kind = kind, units = given }
end


local function read_one(name, given)
  local path = "moderator." .. name
  if type(given) == "string" then return { kind = "column", column = given } end
  if type(given) ~= "table" then
    caller.raise(("%s: a table of units, a metric or a column is wanted, not %s"):format(path, complain.show(given)))
  end
  if require "cx.metric".is(given) or rawget(given, "kind") == "question" then
    return { kind = "metric", side = asked.metric(given, path) }
  end
  return check_units(given, path)
end


local function read_digital(given)
  if type(given) ~= "table" then
    caller.raise "digital: which labels are digital? as in digital = { channel = { \"web\", \"app\" } }"
  end
  local name, labels = next(given)
  if type(name) ~= "string" or next(given, name) ~= nil or type(labels) ~= "table" then
    caller.raise "digital: one role or column with its digital labels is wanted, as in { channel = { \"web\", \"app\" } }"
  end
  if name == "share" then return check_units(labels, "digital.share") end
  local set = {}
  for i, label in ipairs(labels) do
    if type(label) ~= "string" then caller.raise(("digital.%s[%d]: a label is wanted"):format(name, i)) end
    set[label] = true
  end
  if not next(set) then caller.raise(("digital.%s: no label is named"):format(name)) end
  return { kind = "share", column = name, labels = set }
end


--- The moderators of a link, digital share first, the others in byte order.
---@param given table options of cx.link
---@return table[]
function moderator.read(given)
  local list, names = {}, {}
  if given.digital ~= nil then
    list[1] = read_digital(given.digital)
    list[1].name, list[1].digital = "digital", true
  end
  if given.moderator ~= nil and type(given.moderator) ~= "table" then
    caller.raise "moderator: named moderators are wanted, as in moderator = { brand = { North = \"A\", South = \"B\" } }"
  end
  for name in pairs(given.moderator or {}) do
    if type(name) ~= "string" then caller.raise "moderator: each has a name, as in moderator = { brand = ... }" end
    names[#names + 1] = name
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local one = read_one(name, given.moderator[name])
    one.name = name
    list[#list + 1] = one
  end
  return list
end


-- ---- values of units -------------------------------------------------------------------------------------

-- Rows of each unit by the label of a column.
local function rows_by(survey, unit, column)
  local tally <close>, message, code = survey:tally { by = { unit, column }, of = {} }
  if not tally then return nil, message, code end
  local about, by_unit = require "cx.tally".about(tally), {}
  for _, one in ipairs(tally:groups()) do
    local label = one.group[about.by[1].name]
    by_unit[label] = by_unit[label] or {}
    table.insert(by_unit[label], { label = one.group[about.by[2].name], n = one.n })
  end
  return by_unit
end


local value = {}


function value.text(one) return one.units end


function value.number(one) return one.units end


function value.metric(one, call, context)
  local survey, metric = one.side.survey, one.side.metric
  asked.settle(survey, context)
  local unit = survey == call.staff.survey and call.units.staff or call.units.customers
  local tally <close>, message, code = survey:tally { by = unit, of = survey[metric.question] }
  if not tally then return nil, message, code end
  local least, found, name = asked.minimum(survey, context, call.minimum), {}, require "cx.tally".about(tally).by[1].name
  for _, estimate in ipairs(tally:measure(metric)) do
    if estimate.n >= least then found[estimate.group[name]] = estimate.value end                  -- (2)
  end
  return found
end


function value.column(one, call)
  local by_unit, message, code = rows_by(call.customers.survey, call.units.customers, one.column)
  if not by_unit then return nil, message, code end
  local found = {}
  for unit, list in pairs(by_unit) do
    table.sort(list, function(a, b)
      if a.n ~= b.n then return a.n > b.n end
      return a.label < b.label
    end)
    found[unit] = list[1].label ~= "" and list[1].label or nil                                    -- (3)
  end
  return found
end


function value.share(one, call)
  local by_unit, message, code = rows_by(call.customers.survey, call.units.customers, one.column)
  if not by_unit then return nil, message, code end
  local found = {}
  for unit, list in pairs(by_unit) do
    local digital, all = 0, 0
    for _, row in ipairs(list) do
      all = all + row.n
      if one.labels[row.label] then digital = digital + row.n end
    end
    found[unit] = all > 0 and digital / all or nil                                                -- (4)
  end
  return found
end


-- ---- strata ------------------------------------------------------------------------------------------------

-- Numbers halved at their median into "low" and "high", and the median (1).
local function halve(found, units)
  local list, halves = {}, {}
  for _, unit in ipairs(units) do list[#list + 1] = found[unit] end
  if #list == 0 then return {} end
  table.sort(list)
  local median = (list[(#list + 1) // 2] + list[#list // 2 + 1]) / 2
  for _, unit in ipairs(units) do
    if found[unit] then halves[unit] = found[unit] <= median and "low" or "high" end
  end
  return halves, median
end


local function is_number_kind(one) return one.kind ~= "text" and one.kind ~= "column" end


-- Names of strata that are large enough, in order; low before high (5).
local function names_of(label, units, halved)
  local size, names = {}, {}
  for _, unit in ipairs(units) do
    if label[unit] then size[label[unit]] = (size[label[unit]] or 0) + 1 end
  end
  for name, n in pairs(size) do
    if n >= FEWEST then names[#names + 1] = name end
  end
  table.sort(names, function(a, b)
    if halved then return a > b end
    return a < b
  end)
  return names
end


--- The strata of a moderator: names, each unit's stratum by number (0 for none), the median where numbers were halved.
---@param one table of moderator.read
---@param units string[]
---@param call table
---@param context? table
---@return { names: string[], stratum: integer[], median?: number, missing: integer }?, string?, string?
function moderator.strata(one, units, call, context)
  local found, message, code = value[one.kind](one, call, context)
  if not found then return nil, message, code end
  local label, median, at = found, nil, {}
  if is_number_kind(one) then label, median = halve(found, units) end
  local made = { names = names_of(label, units, is_number_kind(one)), stratum = {}, median = median, missing = 0 }
  for i, name in ipairs(made.names) do at[name] = i end
  for i, unit in ipairs(units) do
    made.stratum[i] = at[label[unit]] or 0
    if made.stratum[i] == 0 then made.missing = made.missing + 1 end
  end
  return made
end


return moderator
