-- purchases.lua - a file of what customers bought, row by row: who, how much, when, who referred them
--
--   FILE > ROWS > batch > tally > metric > goal > report
--
-- In: a path, or what cx.series made; the names of columns. Out: rows of key, amount, day; the span of days.
--
-- (1) Columns that are not named are looked for in the first rows: the amount is the only other column of numbers, the time
--     the only one of days; four cells in five are enough. Where there are none or several, the message says which there are.
-- (2) Keys are texts, trimmed, compared exactly. A row without a key, or whose amount is no number, is counted and not used.
-- (3) Rows stream; nothing is kept here.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local purchases = {}

local MOST_DAYS = 20000 -- texts of days that are kept
local LOOK, ENOUGH = 500, 0.8 -- rows that are looked at, and the share of cells that makes a kind (1)


--- Checks where the rows are: a path, or a series.
---@param given any
---@param name string "spend"
---@return table survey
function purchases.read(given, name)
  if type(given) == "string" and given ~= "" then return require "cx.survey".new { file = given } end
  local behaviour = require "cx.behaviour"
  if behaviour.is(given) then return behaviour.survey(given) end
  if require "cx.survey".is(given) then return given end
  caller.raise(("%s: a path, or what cx.series { file = ... } makes, is wanted, not %s"):format(name, complain.show(given)))
end


-- A cell without spaces around; most have none, and are given as they are.
local function text_of(cell)
  if not cell or cell == "" then return "" end
  local first, last = cell:byte(1), cell:byte(-1)
  if first > 32 and last > 32 then return cell end
  return cell:match "^%s*(.-)%s*$"
end

purchases.text = text_of


local function number_of(text, decimal)
  local x = core.number(text, decimal)
  return x and x == x and math.abs(x) < 1e15 and x or nil
end

purchases.number = number_of


--- The sign between whole numbers and decimals in a survey's files, and the path of the first.
---@param survey table
---@return string? decimal, string? path_or_message, string? code
function purchases.decimal(survey)
  local receipt, message, code = survey:receipt()
  if not receipt then return nil, message, code end
  local decimal = "."
  for _, item in ipairs(receipt.dialect or {}) do decimal = item.name == "decimal" and item.value or decimal end
  return decimal, receipt.files[1].path
end


-- The columns of the first rows that are all numbers, and all days (1).
local function kinds_of(survey, decimal, taken)
  local rows, message, code = survey:rows {}
  if not rows then return nil, message, code end
  local n_number, n_time, seen, n = {}, {}, {}, 0
  for row in rows do
    n = n + 1
    for name, cell in pairs(row) do
      local text = text_of(cell)
      if text ~= "" and not taken[name] then
        seen[name] = (seen[name] or 0) + 1
        if core.time(text) then n_time[name] = (n_time[name] or 0) + 1
        elseif number_of(text, decimal) then n_number[name] = (n_number[name] or 0) + 1 end
      end
    end
    if n >= LOOK then break end
  end
  local numbers, times = {}, {}
  for name, cells in pairs(seen) do
    if (n_number[name] or 0) >= ENOUGH * cells then numbers[#numbers + 1] = name end
    if (n_time[name] or 0) >= ENOUGH * cells then times[#times + 1] = name end
  end
  table.sort(numbers)
  table.sort(times)
  return numbers, times
end


-- The name of a column: told, else the only one there is.
local function only(path, told, list, what, option)
  if told or #list == 1 then return told or list[1] end
  if #list == 0 then return nil, ("%s: no column of %s; %s = names one"):format(path, what, option) end
  return nil, ("%s: which column is the %s? %s = names one of %s"):format(path, what, option, complain.list(list))
end


--- The columns of a file, found where they are not named (1); time is nil when there is none.
---@param survey table
---@param names { key: string, amount?: string, time?: string, referral?: string, retained?: string }
---@param context? table
---@return table? columns { key, amount, time, referral, retained, decimal, path }, string? message, string? code
function purchases.open(survey, names, context)
  require "cx.asked".settle(survey, context)
  local decimal, path, code = purchases.decimal(survey)
  if not decimal then return nil, path, code end
  local taken = {}
  for _, name in pairs(names) do taken[name] = true end
  local numbers, times
  numbers, times, code = kinds_of(survey, decimal, taken)
  if not numbers then return nil, times, code end
  local role = require "cx.survey".state(survey).roles.time
  local made = { key = names.key, referral = names.referral, retained = names.retained, decimal = decimal, path = path }
  local message
  made.time = names.time or role or times[1]
  if #times > 1 and not (names.time or role) then
    made.time, message = only(path, nil, times, "day of the purchase", "time")
    if not made.time then return nil, message, "no_column" end
  end
  made.amount, message = only(path, names.amount, numbers, "amount", "amount")
  if not made.amount then return nil, message, "no_column" end
  return made
end


-- Reads days; each text once, up to MOST_DAYS of them.
local function day_reader()
  local known, n = {}, 0
  return function(text)
    local seconds = known[text]
    if seconds == nil then
      seconds = core.time(text) or false
      if n < MOST_DAYS then known[text], n = seconds, n + 1 end
    end
    return seconds or nil
  end
end


--- The first and the last day of a file; nil where it has none.
---@param survey table
---@param columns table of purchases.open
---@return { first: integer, last: integer }?, string?, string?
function purchases.span(survey, columns)
  if not columns.time then return nil end
  local rows, message, code = survey:rows { columns = { columns.time } }
  if not rows then return nil, message, code end
  local first, last, day_of, name = nil, nil, day_reader(), columns.time
  for row in rows do
    local at = day_of(text_of(row[name]))
    if at then
      if not first or at < first then first = at end
      if not last or at > last then last = at end
    end
  end
  return first and { first = first, last = last } or nil
end


--- Calls use(key, amount, seconds, referrer, retained) for each row; gives how many rows were left out (2).
---@param survey table
---@param columns table of purchases.open
---@param use fun(key: string, amount: number, seconds: integer?, referrer: string, retained: string)
---@return { rows: integer, blank: integer, unreadable: integer }?, string?, string?
function purchases.each(survey, columns, use)
  local list, names = {}, { "key", "amount", "time", "referral", "retained" }
  for _, name in ipairs(names) do list[#list + 1] = columns[name] end
  local rows, message, code = survey:rows { columns = list }
  if not rows then return nil, message, code end
  local left, decimal, day_of = { rows = 0, blank = 0, unreadable = 0 }, columns.decimal, day_reader()
  for row in rows do
    left.rows = left.rows + 1
    local key, amount = text_of(row[columns.key]), number_of(text_of(row[columns.amount]), decimal)
    local seconds = columns.time and day_of(text_of(row[columns.time])) or nil
    if key == "" then
      left.blank = left.blank + 1
    elseif not amount or columns.time and not seconds then
      left.unreadable = left.unreadable + 1
    else
      use(key, amount, seconds, columns.referral and text_of(row[columns.referral]) or "",
        columns.retained and text_of(row[columns.retained]) or "")
    end
  end
  return left
end


return purchases
