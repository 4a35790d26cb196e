-- table.lua - cx.table: a part of a plan that its owners fill in as a spreadsheet
--
--   FILE > ROWS > batch > tally > metric > GOAL > report
--
-- In: cx.table "touchpoints.csv". Out: its rows by the names of the columns, read when the plan is declared.
--
-- (1) The file is looked for in the plan's folder, and read as any survey is: delimiter and encoding are guessed.
-- (2) A column that the section does not know is a mistake; so is a row longer than the header. Cells that a short row
--     lacks are empty, and rows without any text are skipped.
-- (3) What the world does is raised at the plan's line too, since a plan without its touchpoints is none.

local caller = require "cx.caller"
local complain = require "cx.complain"

local tabular = {}

local KNOWN = { "file", "text", "encoding", "delimiter", "quote", "decimal", "skip_rows" }
local MOST = 10000 -- rows of a plan's table


local function made_of(options)
  require "cx.plan.plain".check(options, "cx.table")
  if type(options) == "string" then options = { file = options } end
  if type(options) ~= "table" then caller.raise 'cx.table wants a path: cx.table "touchpoints.csv"' end
  caller.known("option of cx.table", options, KNOWN)
  local described = {}
  for key, value in pairs(options) do described[key] = value end
  local survey = require "cx.survey".new(described)
  return { kind = "table", name = require "cx.survey".name(survey), survey = survey }
end


--- cx.table "touchpoints.csv", or cx.table { file =, delimiter = }
---@param options string|table
---@return table
function tabular.new(options)
  local made = caller.within("table", options, made_of)
  return made
end


--- Whether a value is such a table.
---@param value any
---@return boolean
function tabular.is(value) return type(value) == "table" and rawget(value, "kind") == "table" and value.survey ~= nil end


local function has_text(row)
  for _, cell in pairs(row) do
    if cell:find "%S" then return true end
  end
  return false
end


local function check_columns(self, row, columns)
  for name, cell in pairs(row) do
    if name:find "^%s*$" or name:find "^column %d+$" then
      if cell:find "%S" then
        caller.raise(("%s: '%s' stands under no column; cells with ; or , in them are wanted in quotes"):format(self.name,
          complain.short(cell)))
      end
      row[name] = nil
    end
  end
  local strange = complain.stranger(row, columns)
  if strange then
    caller.raise(("%s: %s"):format(self.name, complain.message("column", strange, columns, #columns)))
  end
end


-- Raises for rows that cannot be read as the header says (2).
local function check_rows(self)
  local receipt, message = self.survey:receipt()
  if not receipt then caller.raise(message) end
  for _, item in ipairs(receipt.dropped or {}) do
    if item.reason ~= "blank line" and item.reason ~= "short row" then
      caller.raise(("%s: row %d: a %s; cells with ; or , in them are wanted in quotes"):format(self.name, item.rows[1],
        item.reason))
    end
  end
end


--- The rows of a table, each column name -> text.
---@param self table
---@param inside table of the plan, for its folder
---@param columns string[] those that the section knows
---@return table[] rows, integer[] numbers as a spreadsheet counts them, the header being row 1
function tabular.rows(self, inside, columns)
  local state = require "cx.survey".state(self.survey)
  state.folder = state.folder or inside.folder
  check_rows(self)
  local next_row, message = self.survey:rows {}
  if not next_row then caller.raise(message) end
  local list, numbers, number = {}, {}, 1
  local done, trouble = pcall(function()
    for row in next_row do
      number = number + 1
      if has_text(row) then
        list[#list + 1] = row
        numbers[#list] = number
      end
      if #list > MOST then error(("%s: more than %d rows"):format(self.name, MOST), 0) end
    end
  end)
  if not done then caller.raise((tostring(trouble):gsub("^[^\n]-%.lua:%d+: ", ""))) end
  for _, row in ipairs(list) do check_columns(self, row, columns) end
  return list, numbers
end


return tabular
