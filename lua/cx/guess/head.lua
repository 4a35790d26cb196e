-- head.lua - what the header of a file says of each column: the question, and the option or part that the column is
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- In: a file as core.inspect saw it. Out: { text, stem, option } for each of its columns.
--
-- (1) Qualtrics: names, wordings, and ImportIds; the wording is the second line.
-- (2) SurveyMonkey: a question above its first column only, the option below; the question holds for the blank ones beside it.
-- (3) One line: the wording is the name. "Satisfaction: Web", "Q1 - Web" and "Rate [Web]" are a question and its part.

local core = require "cx.core"
local word = require "cx.guess.word"

local head = {}

local OPEN = { ["response"] = true, ["open-ended response"] = true, ["vastaus"] = true, ["svar"] = true }
local CUTS = { "^(.-)%s*%[(.+)%]$", "^(.+):%s+(.+)$", "^(.+)%s+%-%s+(.+)$", "^(.+%?)%s+%-?%s*(.+)$", "^(.+%l%l)%-(%u.+)$" }


-- The lines of the header as lists of cells.
local function lines_of(path, dialect)
  local survey = require "cx.survey".new { file = path, encoding = dialect.encoding, delimiter = dialect.delimiter,
    skip_rows = dialect.skip_rows, header_rows = 0 }
  local next_row, message, code = survey:rows {}
  if not next_row then return nil, message, code end
  local lines = {}
  for i = 1, dialect.header_rows do lines[i] = next_row() end
  return lines
end


--- The question and the part that a text names, where it names both (3).
---@param text string
---@return string? stem
---@return string? option
function head.cut(text)
  for _, pattern in ipairs(CUTS) do
    local stem, option = text:match(pattern)
    if stem and #stem > 1 then return stem, option end
  end
end


local function made(text)
  text = word.line(text)
  local stem, option = head.cut(text)
  return { text = text, stem = stem, option = option }
end


-- (1): the names are the first line alone, though there are more.
local function is_qualtrics(columns, lines)
  local same, n = 0, 0
  for i, name in ipairs(columns) do
    local cell = lines[1]["column " .. i] or ""
    if cell ~= "" then
      n = n + 1
      if cell == name then same = same + 1 end
    end
  end
  return #lines > 1 and same > 0.9 * n
end


-- (2)
local function filled_right(columns, lines)
  local heads, stem = {}, ""
  for i, name in ipairs(columns) do
    local above, below = lines[1]["column " .. i] or "", lines[2]["column " .. i] or ""
    if above ~= "" then stem = word.line(above) end
    below = word.line(below)
    if stem == "" or below == "" or OPEN[below:lower()] then
      heads[i] = made(stem ~= "" and stem or below ~= "" and below or name)
    else
      heads[i] = { text = stem .. " - " .. below, stem = stem, option = below }
    end
  end
  return heads
end


--- The heads of a file's columns, in their order.
---@param path string
---@param input table of core.inspect
---@return table[]?, string?, string?
function head.read(path, input)
  local heads = {}
  if input.dialect.header_rows > 1 then
    local lines, message, code = lines_of(path, input.dialect)
    if not lines then return nil, message, code end
    if not is_qualtrics(input.columns, lines) then return filled_right(input.columns, lines) end
    for i, name in ipairs(input.columns) do
      local wording = lines[2]["column " .. i] or ""
      heads[i] = made(wording ~= "" and wording or name)
    end
    return heads
  end
  for i, name in ipairs(input.columns) do heads[i] = made(name) end
  return heads
end


--- Looks at a file and reads the heads.
---@param path string
---@return table? input
---@return table|string heads or what is wrong
function head.look(path)
  local input, message = core.inspect { file = path }
  if not input then return nil, message end
  local heads
  heads, message = head.read(path, input)
  input.source:close()
  if not heads then return nil, message end
  return input, heads
end


return head
