-- place/call.lua - a call of cx in a text: which key of its table a mistake is about, and whether what it gave is lost
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a chunk's source and line as debug.getinfo gives them, the call's name, what it was given, a message.
-- Out: the line and the message with the path of the key that it is about.
--
-- (1) Of a call that raised, the table is the one in its line. A path is followed in the text and in what was given alike:
--     where the text has another value than was given, it came from elsewhere, and the line is that of the call.
-- (2) A call inside cx.plan { ... } has a path there: goal { nps, at_least = "x" } is touchpoints[3].goals[1].at_least.
-- (3) What a call gave goes nowhere when it stands alone, or in a name that is not heard of again.
-- (4) The text of a script on standard input is what the program kept of it (input.h).

local tree = require "cx.place.tree"
local words = require "cx.place.words"

local call = {}

local is = words.is
local INPUT = "=stdin" -- the source of a script on standard input


-- ---- texts (4) ----------------------------------------------------------------------------------------------

-- The text of a chunk, or nil.
local function text_of(source)
  if source == INPUT then return package.loaded["cx.input"] end
  local path = source:match "^@(.*)"
  if not path then return source:sub(1, 1) ~= "=" and source or nil end
  local file <close> = io.open(path, "rb")
  return file and file:read "a"
end


local last -- { text, words } of the chunk that was looked at last


-- The words of a chunk's text; nil where there is none.
local function words_of_source(source)
  local text = text_of(source)
  if not text then return nil end
  if not last or last.text ~= text then last = { text = text, words = words.of(text) } end
  return last.words
end


-- ---- mistakes (1) (2) ---------------------------------------------------------------------------------------

-- Whether a value can be what stands at a node of the text.
local function agrees(list, node, value)
  local first = list[node.from]
  if node.from ~= node.upto or node.has_table or not first then return true end
  if first[1] == "string" then return value == first[2] end
  if first[1] == "number" then return value == tonumber(first[2]) end
  if first[2] == "true" or first[2] == "false" then return value == (first[2] == "true") end
  return true
end


-- Where in a call's table the steps lead, as far as text and value go together; nil when the value is not the text's.
local function follow(list, node, given, steps)
  local reached = 0
  for i, step in ipairs(steps) do
    local deeper = tree.step(list, node, step)
    if not deeper then break end
    local known = type(given) == "table"
    given = known and rawget(given, step)
    if known and not agrees(list, deeper, given) then return nil end
    node, reached = deeper, i
  end
  return node, reached
end


-- Whether all that a table of the text says outright is what was given.
local function is_like(list, node, given)
  for _, part in ipairs { node.keys, node.items } do
    for key, item in pairs(part) do
      if not agrees(list, item, rawget(given, key)) then return false end
    end
  end
  return true
end


-- The one call of a name in a line that may have been given this.
local function node_of(list, line, names, given)
  local found
  for _, node in ipairs(tree.calls(list, line, names)) do
    if is_like(list, node, given) then
      if found then return nil end
      found = node
    end
  end
  return found
end


-- The key path that a message is about, and whether it begins with it. Some messages name an unknown key, or an item's number.
local function path_of(message, given)
  local path, stop = "", message:match "^[%a_][%w_]*()"
  while stop do
    path = message:sub(1, stop - 1)
    stop = message:match('^%.[%a_\x80-\xff][%w_\x80-\xff]*()', stop) or message:match("^%[%d+%]()", stop)
      or message:match('^%[".-"%]()', stop)
  end
  local rest = message:sub(#path + 1):match "^: (.*)"
  if not rest or rawget(given, tree.steps(path)[1]) == nil then path, rest = "", message end
  local unknown, number = rest:match '^unknown [^"]*"(.-)"', rest:match "^number (%d+) "
  local question, word = rest:match "^question '(.-)'", rest:match "^unknown ([%a_]+) " or rest:match "^cx%.%a+: ([%a_]+) = "
  if question then return ('questions["%s"]'):format(question), false end
  if path == "" and word and rawget(given, word) ~= nil then return word, false end
  if unknown then return ('%s["%s"]'):format(path, unknown), path ~= "" end
  return number and ("%s[%s]"):format(path, number) or path, path ~= ""
end


--- The line of the key that a message is about, and the message with the path of the call in the plan (1) (2).
---@param source string of the chunk, as debug.getinfo gives it
---@param line integer of the call
---@param names string what is called, such as "goal"; several names stand apart by blanks
---@param given table
---@param message string that may begin with a key path
---@return integer line, string message
function call.mend(source, line, names, given, message)
  local list = words_of_source(source)
  local node = list and node_of(list, line, names, given)
  if not node then return line, message end
  local path, is_first = path_of(message, given)
  local deepest, reached = follow(list, node, given, tree.steps(path))
  local plan = names ~= "plan" and tree.plan(list)
  local way = plan and tree.path(plan, node.call) or ""
  if way ~= "" then message = ("%s%s%s"):format((way:gsub("^%.", "")), is_first and "." or ": ", message) end
  return deepest and reached > 0 and deepest.line or line, message
end


-- ---- calls for nothing (3) ----------------------------------------------------------------------------------

local GOES_ON = {}
for word in ([[= ( , { [ return and or not in if elseif while until .. + - * / // % ^ # & ~ | << >> < > <= >= == ~=]])
  :gmatch "%S+" do
  GOES_ON[word] = true
end


-- How often a name stands in a text.
local function count_name(list, name)
  local n = 0
  for _, one in ipairs(list) do
    if one[1] == "name" and one[2] == name then n = n + 1 end
  end
  return n
end


-- Whether the value of the call at a node goes nowhere.
local function is_lost(list, node)
  local first, next_one = node.call, list[node.upto + 1]
  if is(next_one, ")") then next_one = list[node.upto + 2] end
  if is(next_one, ":") or is(next_one, ".") or is(next_one, "[") then return false end
  while is(list[first - 1], ".") do first = first - 2 end
  local before = list[first - 1]
  if not is(before, "=") then return not (before and before[1] ~= "string" and GOES_ON[before[2]]) end
  local at = is(list[first - 2], ">") and first - 5 or first - 2                  -- local made <const> =
  local name = list[at]
  return name ~= nil and name[1] == "name" and not is(list[at - 1], ".") and not is(list[at - 1], ",")
    and count_name(list, name[2]) == 1
end


--- Whether what cx's `name` gave in a line of a file is lost (3); false where the text does not tell.
---@param path string of the file, or "stdin"
---@param line integer
---@param name string
---@return boolean
function call.loses(path, line, name)
  local list = words_of_source(path == "stdin" and INPUT or "@" .. path)
  local calls = list and tree.calls(list, line, name) or {}
  return #calls == 1 and is_lost(list, calls[1])
end


return call
