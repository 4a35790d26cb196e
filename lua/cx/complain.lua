-- complain.lua - a caller's mistakes, raised at the caller's line
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: what was given and what is known. Out: an error that lists the known names and the nearest one.
--
-- Levels are those of error(): 1 is the function that calls complain, 2 the one that called it (the
-- analyst, as a rule). Never tail-call these: `return complain.at(...)` takes a level away.

local complain = {}

local LONG = 60 -- bytes of a name or a cell in a message


--- Raises the message at the level.
---@param level integer 1 = the function that calls this, 2 = its caller
---@param message string lower case: what is wrong; what would be right
function complain.at(level, message)
  error(message, level + 1)
end


--- A word as it stands in messages: strings in quotes, on one line and in UTF-8, tables and functions by their kind, the
--- rest as they are.
---@param word any
---@return string
function complain.show(word)
  local kind = type(word)
  if kind == "string" then
    if not utf8.len(word) then word = word:gsub("[\x80-\xFF]+", "?") end
    return '"' .. word:gsub("%c+", " ") .. '"'
  end
  if kind == "number" or kind == "boolean" or kind == "nil" then return word ~= word and "nan" or tostring(word) end
  return "a " .. (kind == "table" and type(rawget(word, "kind")) == "string" and word.kind or kind)
end


--- A text as part of one line: control characters as blanks, cut when long.
---@param text any
---@return string
function complain.short(text)
  text = tostring(text)
  if #text > LONG then text = text:sub(1, LONG):gsub("[\xC0-\xFF]?[\x80-\xBF]*$", "") .. "..." end
  return (text:gsub("%c+", " "))
end


--- Words as a list to be read: `a, b, c`; long lists are cut.
---@param words any[]
---@param most? integer how many to show, 20 unless told
---@return string
function complain.list(words, most)
  local shown = {}
  most = most or 20
  for i = 1, math.min(#words, most) do shown[i] = complain.short(words[i]) end
  local text = table.concat(shown, ", ")
  if #words > most then text = ("%s and %d more"):format(text, #words - most) end
  return text
end


-- Edits (insert, delete, replace, swap of neighbours) from a to b.
local function distance(a, b)
  local before, last = {}, {}
  for j = 0, #b do last[j] = j end
  for i = 1, #a do
    local now = { [0] = i }
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j)
      now[j] = math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (same and 0 or 1))
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        now[j] = math.min(now[j], before[j - 2] + 1)
      end
    end
    before, last = last, now
  end
  return last[#b]
end


--- The known word nearest to a word, or nil when none is near.
---@param word any
---@param known any[]
---@return string?
function complain.nearest(word, known)
  word = tostring(word):lower()
  local best, least = nil, math.max(1, #word // 3) + 0.5
  for _, name in ipairs(known) do
    local d = distance(word, tostring(name):lower())
    if d < least then best, least = tostring(name), d end
  end
  return best
end


--- "unknown KIND "x"; did you mean "y"? known are ..." as a text.
---@param kind string such as "option of cx.goal"
---@param word any
---@param known any[]
---@param most? integer as in complain.list
---@return string
function complain.message(kind, word, known, most)
  local near = complain.nearest(word, known)
  return ("unknown %s %s; %sknown are %s"):format(kind, complain.show(word),
    near and ("did you mean %s? "):format(complain.show(near)) or "", complain.list(known, most))
end


--- The first in byte order of a table's string keys that are not known, or nil.
---@param given table
---@param known string[]
---@return string?
function complain.stranger(given, known)
  local is_known, first = {}, nil
  for _, name in ipairs(known) do is_known[name] = true end
  for key in next, given do -- a __pairs of its own may have no end
    if type(key) == "string" and not is_known[key] and (first == nil or key < first) then first = key end
  end
  return first
end


--- Raises if a table has a string key that is not among the known ones.
---@param level integer as in complain.at
---@param kind string such as "option of cx.goal"
---@param given table
---@param known string[]
function complain.unknown(level, kind, given, known)
  local strange = complain.stranger(given, known)
  if strange then error(complain.message(kind, strange, known), level + 1) end
end


return complain
