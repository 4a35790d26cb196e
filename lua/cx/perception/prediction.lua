-- prediction.lua - what leaders and the front line said beforehand, row by row
--
--   FILE > ROWS > batch > tally > metric > goal > report
--
-- In: a file with the columns role, touchpoint, value (or low and high), given_at, who, round; or a list of such tables.
-- Out: predictions, and how many rows are none.
--
-- (1) A prediction has a role, a day and a number, or an interval from low to high; of an interval alone the number is its
--     middle. Without touchpoint it is of all touchpoints together.
-- (2) who names the predictor by any sign; without it every row is a person of its own.
-- (3) A row without a role or a day that can be read, or without a number, is counted and not used: "unreadable"; without
--     given_at it is "undated".

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local prediction = {}

local COLUMNS = { "role", "touchpoint", "value", "low", "high", "given_at", "who", "round" }
local MOST = 1000000


--- Checks what was given as predictions: a path, a survey of rows, or a list.
---@param given any
---@return table { survey? , rows? }
function prediction.read(given)
  if type(given) == "string" then return { survey = require "cx.survey".new { file = given } } end
  if require "cx.table".is(given) then return { survey = given.survey } end
  if type(given) ~= "table" or #given == 0 then
    caller.raise(("predictions: a path, or a list of { role =, touchpoint =, value =, given_at = }, is wanted, not %s")
      :format(complain.show(given)))
  end
  for i, row in ipairs(given) do
    if type(row) ~= "table" then caller.raise(("predictions[%d]: a table is wanted, not %s"):format(i, complain.show(row))) end
    caller.known(("key of predictions[%d]"):format(i), row, COLUMNS)
    for _, name in ipairs(COLUMNS) do
      local cell = row[name]
      local is_number = type(cell) == "number" and math.abs(cell) < math.huge
      if cell ~= nil and type(cell) ~= "string" and not is_number then
        caller.raise(("predictions[%d].%s: a text or a number is wanted, not %s"):format(i, name, complain.show(cell)))
      end
    end
  end
  return { rows = given }
end


local function text_of(cell) return cell ~= nil and tostring(cell):match "^%s*(.-)%s*$" or "" end


-- A number, nil for an empty cell; false for one that is none.
local function number_of(cell, decimal)
  local text = text_of(cell)
  if text == "" then return nil end
  local number = core.number(text, decimal) or core.number(text, decimal == "," and "." or ",")
  return number and number == number and math.abs(number) < 1e15 and number or false
end


local function day_of(cell)
  local text = text_of(cell)
  local seconds = text ~= "" and core.time(text) or nil
  return seconds and core.bucket(seconds, "day"), text == ""
end


-- The prediction of a row; nil and why it is none (1) (3).
local function one_of(row, decimal)
  local role, day, is_undated = text_of(row.role), day_of(row.given_at)
  local value, low, high = number_of(row.value, decimal), number_of(row.low, decimal), number_of(row.high, decimal)
  if is_undated then return nil, "undated" end
  if role == "" or not day or value == false or low == false or high == false then return nil, "unreadable" end
  if (low == nil) ~= (high == nil) or low and low > high or value == nil and low == nil then return nil, "unreadable" end
  return { role = role, place = text_of(row.touchpoint), value = value or (low + high) / 2, low = low, high = high,
           day = day, who = text_of(row.who), round = text_of(row.round) }
end


-- Calls use(row, decimal) for each row of a file; nil, message, code when there is none.
local function each_row(survey, use)
  local receipt, message, code = survey:receipt()
  if not receipt then return nil, message, code end
  local next_row
  next_row, message, code = survey:rows {}
  if not next_row then return nil, message, code end
  local decimal
  for _, item in ipairs(receipt.dialect or {}) do decimal = item.name == "decimal" and item.value or decimal end
  for row in next_row do use(row, decimal or ".") end
  return true
end


--- The predictions, with number as the row's place, and the rows that are none by reason; nil, message, code without a file.
---@param source table of prediction.read
---@param context? table
---@return table[]? list, table|string left, string? code
function prediction.list(source, context)
  local list, left, n = {}, { undated = 0, unreadable = 0 }, 0
  local function use(row, decimal)
    n = n + 1
    local made, why = one_of(row, decimal)
    if made and #list < MOST then
      made.number = n
      list[#list + 1] = made
    elseif why then
      left[why] = left[why] + 1
    end
  end
  if source.rows then
    for _, row in ipairs(source.rows) do use(row, ".") end
    return list, left
  end
  require "cx.asked".settle(source.survey, context)
  local done, message, code = each_row(source.survey, use)
  if not done then return nil, message, code end
  return list, left
end


return prediction
