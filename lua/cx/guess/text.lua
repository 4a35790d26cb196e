-- text.lua - lines of Lua that are a pleasure to read: texts quoted, lists wrapped, remarks in one column
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: texts and parts. Out: lines of at most WIDTH characters.
--
-- (1) A text that is too long for a line is broken with \z, between its words.
-- (2) Remarks of a block stand in one column; one that does not fit stands above its line.
-- (3) What is written is data: quotes, backslashes and control characters can never end a text or a remark.

local text = {}

text.WIDTH = 118

local BREAK = 96


local function escape(s)
  return (s:gsub('[%c"\\]', function(c)
    if c == '"' or c == "\\" then return "\\" .. c end
    return ("\\%03d"):format(c:byte())
  end))
end


--- The text as Lua writes it; long ones over several lines (1).
---@param s string
---@param indent? string
---@return string
function text.quote(s, indent)
  if #s <= BREAK then return '"' .. escape(s) .. '"' end
  local lines, line = {}, ""
  for piece in s:gmatch "%S*%s*" do
    if #line + #piece > BREAK and line ~= "" then lines[#lines + 1], line = line, "" end
    line = line .. piece
  end
  lines[#lines + 1] = line
  for i, one in ipairs(lines) do lines[i] = escape(one) end
  return '"' .. table.concat(lines, "\\z\n" .. (indent or "    ")) .. '"'
end


--- A number as Lua writes it.
---@param x number
---@return string
function text.number(x)
  local whole = math.tointeger(x)
  return whole and tostring(whole) or ("%.14g"):format(x)
end


--- Letters of a text, not bytes.
local function letters(s) return utf8.len(s) or #s end


--- The key of a table: bare where Lua allows it.
---@param key string|number
---@return string
function text.key(key)
  if type(key) == "number" then return ("[%s]"):format(text.number(key)) end
  return "[" .. text.quote(key) .. "]"
end


--- `first item, item, ... last`, wrapped; lines after the first begin with indent.
---@param first string
---@param items string[]
---@param last string
---@param indent string
---@return string
function text.list(first, items, last, indent)
  local lines, line = {}, first
  for i, item in ipairs(items) do
    local piece = item .. (i < #items and "," or last)
    local head = piece:match "^[^\n]*"
    local fresh = line == first or line == indent
    local gap = fresh and "" or " "
    if line ~= indent and letters(line) + #gap + letters(head) > text.WIDTH then
      lines[#lines + 1] = (line:gsub(" +$", ""))
      line, gap = indent, ""
    end
    line = line .. gap .. piece
    local rest = line:match "\n([^\n]*)$"
    if rest then
      lines[#lines + 1] = line:sub(1, #line - #rest - 1)
      line = rest
    end
  end
  if #items == 0 then line = first .. last end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end


--- A remark of several lines at an indent (3).
---@param s string
---@param indent? string
---@return string
function text.remark(s, indent)
  indent = indent or ""
  local lines, line = {}, indent .. "--"
  for piece in s:gsub("[%c]+", " "):gmatch "%S+" do
    if letters(line) + 1 + letters(piece) > text.WIDTH then lines[#lines + 1], line = line, indent .. "--  " end
    line = line .. " " .. piece
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end


-- The column in which a block's remarks begin.
local function column_of(block)
  local widest, longest = 0, 0
  for _, one in ipairs(block) do
    local last = letters(one.code:match "[^\n]*$")
    if one.note and not one.code:find "\n" and last + 5 + letters(one.note) <= text.WIDTH then
      widest, longest = math.max(widest, last), math.max(longest, letters(one.note))
    end
  end
  return math.min(widest + 2, text.WIDTH - 3 - longest)
end


--- Lines { code, note } with their remarks aligned (2).
---@param block { code: string, note: string? }[]
---@return string
function text.block(block)
  local at, lines = column_of(block), {}
  for _, one in ipairs(block) do
    local note = one.note and one.note:gsub("[%c]+", " ")
    local last = letters(one.code:match "[^\n]*$")
    local from = math.max(at, last + 2)
    if not note then
      lines[#lines + 1] = one.code
    elseif not one.code:find "\n" and from + 3 + letters(note) <= text.WIDTH then
      lines[#lines + 1] = one.code .. (" "):rep(from - last) .. "-- " .. note
    else
      lines[#lines + 1] = text.remark(note, one.code:match "^ *")
      lines[#lines + 1] = one.code
    end
  end
  return table.concat(lines, "\n")
end


return text
