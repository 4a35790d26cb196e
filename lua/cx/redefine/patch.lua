-- patch.lua - new targets in a plan's text: the number alone changes, comments and columns stay
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: the text of a plan, the line that a goal stands on, its target and the new one. Out: an edit; a unified patch.
--
-- (1) Strings and comments are blanked out first, so that nothing inside them is taken for code.
-- (2) The goal's table opens on its line, and may go on over lines. What is looked for in the tables that open there, not in
--     those that open on later lines, is its relation, "=" and a number that is the target.
-- (3) Where there is none, or more than one, nothing is changed, and why is said.
-- (4) A patch has three lines around each change, as `patch -p0` and `git apply -p0` read it.

local patch = {}

local AROUND = 3


--- A text of the same length with strings and comments blanked out (1); line ends stay.
---@param text string
---@return string
function patch.masked(text)
  local parts, i = {}, 1
  local function blank(upto)
    parts[#parts + 1] = text:sub(i, upto):gsub("[^\n]", " ")
    i = upto + 1
  end
  while i <= #text do
    local c = text:sub(i, i)
    local level = text:match("^%-%-%[(=*)%[", i) or text:match("^%[(=*)%[", i)
    if level then
      local _, upto = text:find("]" .. level .. "]", i, true)
      blank(upto or #text)
    elseif text:find("^%-%-", i) or i == 1 and c == "#" then
      blank((text:find("\n", i, true) or #text + 1) - 1)
    elseif c == '"' or c == "'" then
      local at = i + 1
      while at <= #text and text:sub(at, at) ~= c and text:sub(at, at) ~= "\n" do
        at = at + (text:sub(at, at) == "\\" and 2 or 1)
      end
      blank(math.min(at, #text))
    else
      local upto = (text:find("[%-%[\"']", i + 1) or #text + 1) - 1
      parts[#parts + 1] = text:sub(i, upto)
      i = upto + 1
    end
  end
  return table.concat(parts)
end


-- Where a line begins.
local function start_of(text, line)
  local at = 1
  for _ = 2, line do
    local found = text:find("\n", at, true)
    if not found then return nil end
    at = found + 1
  end
  return at
end


-- The tables that open on the line that begins at a byte, those inside others too: first byte, last byte, and where the
-- line ends (2).
local function tables_of(masked, from)
  local line_end = masked:find("\n", from, true) or #masked + 1
  local list, open, at = {}, {}, from
  while true do
    local found, _, c = masked:find("([{}])", at)
    if not found or #open == 0 and found > line_end then break end
    if c == "{" then open[#open + 1] = { from = found }
    elseif #open > 0 then
      local one = table.remove(open)
      one.upto = found
      if one.from < line_end then list[#list + 1] = one end
    end
    at = found + 1
  end
  return list
end


-- A table's own text, what is in tables inside it blanked out.
local function own_text(masked, one)
  local depth = 0
  return (masked:sub(one.from, one.upto):gsub("[^\n]", function(c)
    if c == "}" then depth = depth - 1 end
    local kept = depth <= 1 and c or " "
    if c == "{" then depth = depth + 1 end
    return kept
  end))
end


--- The edit that gives the goal on a line its new target, or nil and why not (3).
---@param text string
---@param line integer
---@param relation "at_least"|"at_most"
---@param old number
---@param new number
---@return { from: integer, upto: integer, text: string }? edit, "gone"|"many"|nil why
function patch.edit(text, line, relation, old, new)
  local masked = patch.masked(text)
  local from = start_of(masked, line)
  if not from then return nil, "gone" end
  local found
  for _, one in ipairs(tables_of(masked, from)) do
    local own, at = own_text(masked, one), 1
    while true do
      local first, last, word, number = own:find("([%w_%.]*" .. relation .. ")%s*=%s*(%-?[%w%.]+)", at)
      if not first then break end
      if word == relation and tonumber(number) == old and not own:find("^%s*[%+%-%*/%%%^%(%[]", last + 1) then
        if found then return nil, "many" end
        found = { from = one.from + last - #number, upto = one.from + last - 1, text = ("%.14g"):format(new) }
      end
      at = last + 1
    end
  end
  if not found then return nil, "gone" end
  return found
end


--- A text with edits made.
---@param text string
---@param edits table[]
---@return string
function patch.apply(text, edits)
  local sorted = table.move(edits, 1, #edits, 1, {})
  table.sort(sorted, function(a, b) return a.from > b.from end)
  for _, edit in ipairs(sorted) do text = text:sub(1, edit.from - 1) .. edit.text .. text:sub(edit.upto + 1) end
  return text
end


-- The lines of a text with their ends.
local function lines_of(text)
  local list = {}
  for line in text:gmatch "[^\n]*\n?" do
    if line ~= "" then list[#list + 1] = line end
  end
  return list
end


-- A line of a hunk; a last line without its end says so.
local function shown(mark, line)
  if line:sub(-1) == "\n" then return mark .. line end
  return mark .. line .. "\n\\ No newline at end of file\n"
end


-- A hunk of lines from..upto, those that changed marked (4).
local function hunk(old, new, from, upto)
  local parts = { ("@@ -%d,%d +%d,%d @@\n"):format(from, upto - from + 1, from, upto - from + 1) }
  local i = from
  while i <= upto do
    local last = i
    while last <= upto and old[last] ~= new[last] do last = last + 1 end
    for j = i, last - 1 do parts[#parts + 1] = shown("-", old[j]) end
    for j = i, last - 1 do parts[#parts + 1] = shown("+", new[j]) end
    if last <= upto and last == i then
      parts[#parts + 1] = shown(" ", old[i])
      last = i + 1
    end
    i = last
  end
  return table.concat(parts)
end


--- The patch of a file: "" where nothing changes. Edits change no line ends (4).
---@param path string
---@param text string
---@param edits table[]
---@return string
function patch.unified(path, text, edits)
  local old, new = lines_of(text), lines_of(patch.apply(text, edits))
  local parts, from, upto = {}, nil, nil
  local function flush()
    if from then parts[#parts + 1] = hunk(old, new, from, upto) end
  end
  for i, line in ipairs(old) do
    if line ~= new[i] then
      local first, last = math.max(1, i - AROUND), math.min(#old, i + AROUND)
      if from and first <= upto + 1 then upto = last
      else
        flush()
        from, upto = first, last
      end
    end
  end
  flush()
  if #parts == 0 then return "" end
  return ("--- %s\n+++ %s\n"):format(path, path) .. table.concat(parts)
end


return patch
