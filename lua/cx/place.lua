-- place.lua - where in a plan's text something stands: a key path in, a line out
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: the text of a plan, a key path such as touchpoints[3].practice. Out: the line on which that stands; a mistake's
-- message with the line and the path of the key that it is about.
--
-- (1) The text is cut into words of Lua: strings and comments are known, so that nothing inside them is taken for code.
-- (2) The table of cx.plan is read as a tree of keys, items and lines; a value that is a name alone is looked up where a
--     table is given to that name; of a call such as goal { ... } the table inside it is read.
-- (3) A path is followed as far as it goes. Where it ends early, the entry's name is looked for as a string, first inside
--     what was reached, then in the whole text: the n-th of equal ones for the n-th entry. Else it is the last line reached.
-- (4) A row of a table file is its line in that file.
-- (5) Of a call that raised, the table is the one in its line. A path is followed in the text and in what was given alike:
--     where the text has another value than was given, it came from elsewhere, and the line is that of the call.
-- (6) A call inside cx.plan { ... } has a path there: goal { nps, at_least = "x" } is touchpoints[3].goals[1].at_least.
-- (7) What a call gave goes nowhere when it stands alone, or in a name that is not heard of again.

local place = {}

local words


-- ---- words of Lua (1) ----------------------------------------------------------------------------------------

local ESCAPE = { n = "\n", t = "\t", r = "\r", a = "\a", b = "\b", f = "\f", v = "\v", ["\n"] = "\n" }


-- A short string as Lua reads it.
local function unescaped(text)
  local lpeg = require "lpeg"
  local P, R, C = lpeg.P, lpeg.R, lpeg.C
  local hex = R("09", "af", "AF")
  local function byte(digits, base) return string.char(tonumber(digits, base) % 256) end
  local escape = P "\\" * (P "z" * lpeg.S " \t\r\n"^0 / ""
    + P "x" * C(hex * hex) / function(digits) return byte(digits, 16) end
    + P "u{" * C(hex^1) * "}" / function(digits) return utf8.char(tonumber(digits, 16) & 0x7FFFFFFF) end
    + C(R "09" * R "09"^-2) / function(digits) return byte(digits, 10) end
    + C(1) / function(letter) return ESCAPE[letter] or letter end) / 1
  return lpeg.Cs((escape + 1)^0):match(text)
end


local function compile()
  local lpeg = require "lpeg"
  local P, R, S, C, Cc, Cg, Cb, Cmt, Cp, Ct =
    lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cb, lpeg.Cmt, lpeg.Cp, lpeg.Ct
  local open = "[" * Cg(P "="^0, "level") * "["
  local close = "]" * C(P "="^0) * "]"
  local closing = Cmt(close * Cb "level", function(_, _, a, b) return a == b end)
  local long = open * P "\n"^-1 * C((1 - closing)^0) * closing / 1
  local comment = "--" * (long / 0 + (1 - P "\n")^0)
  local function short(mark) return mark * C((P "\\" * 1 + (1 - S("\\\n" .. mark)))^0) * mark / unescaped end
  local letter, digit = R("az", "AZ") + "_", R "09"
  local name = C(letter * (letter + digit)^0)
  local number = C((digit + "." * digit) * (S "eEpP" * S "+-" + letter + digit + ".")^0)
  local sign = C(P "..." + ".." + "==" + "~=" + "<=" + ">=" + "//" + "::" + "<<" + ">>" + 1)
  local function word(kind, pattern) return Ct(Cc(kind) * pattern * Cp()) end
  local item = S " \t\r\n\f\v"^1 + comment + word("string", long + short '"' + short "'") + word("name", name)
    + word("number", number) + word("sign", sign)
  return Ct((P "#" * (1 - P "\n")^0)^-1 * item^0)
end


-- The words of a text: { kind, text, end byte, line = }.
local function words_of(text)
  words = words or compile()
  local list = words:match(text) or {}
  local line, at = 1, 1
  for _, one in ipairs(list) do
    local last = one[3] - 1                                       -- a long string counts at its end
    while true do
      local found = text:find("\n", at, true)
      if not found or found > last then break end
      line, at = line + 1, found + 1
    end
    one.line = line
  end
  return list
end


-- ---- tables (2) ---------------------------------------------------------------------------------------------

local OPENS = { ["("] = true, ["["] = true, ["function"] = true, ["if"] = true, ["do"] = true, ["repeat"] = true }
local CLOSES = { [")"] = true, ["]"] = true, ["end"] = true, ["until"] = true }

local read_table


local function is(one, text) return one ~= nil and one[1] ~= "string" and one[2] == text end


-- The value that begins at a word, and the word after it.
local function read_value(list, i)
  local node, depth, first = { line = list[i] and list[i].line, from = i, keys = {}, items = {} }, 0, i
  while list[i] do
    local one = list[i]
    if is(one, "{") then
      local made
      made, i = read_table(list, i)
      if not node.has_table then node.keys, node.items, node.has_table = made.keys, made.items, true end
    else
      local word = one[1] ~= "string" and one[2]
      if depth == 0 and (word == "," or word == ";" or word == "}") then break end
      if OPENS[word] then depth = depth + 1 elseif CLOSES[word] then depth = depth - 1 end
      i = i + 1
    end
  end
  node.upto = i - 1
  if i == first + 1 and list[first][1] == "name" then node.name = list[first][2] end
  return node, i
end


-- The key of an entry and the word where its value begins; no key for an item.
local function key_of(list, i)
  if list[i][1] == "name" and is(list[i + 1], "=") then return list[i][2], i + 2 end
  if is(list[i], "[") and is(list[i + 2], "]") and is(list[i + 3], "=") then
    local key = list[i + 1][2]
    return list[i + 1][1] == "number" and math.tointeger(tonumber(key)) or key, i + 4
  end
  return nil, i
end


-- The table that begins at a word, and the word after it.
read_table = function(list, i)
  local node = { line = list[i].line, from = i, keys = {}, items = {}, has_table = true }
  i = i + 1
  while list[i] and not is(list[i], "}") do
    local line, key, made = list[i].line -- luacheck: ignore
    key, i = key_of(list, i)
    made, i = read_value(list, i)
    made.line = line
    if math.type(key) then node.items[key] = made
    elseif key then node.keys[key] = made
    else node.items[#node.items + 1] = made end
    if is(list[i], ",") or is(list[i], ";") then i = i + 1 end
  end
  node.upto = i
  return node, i + 1
end


-- The table that is given to a name, or nil: where it is a local, there; keys of tables bear names too.
local function table_named(list, name)
  local found
  for i = 1, #list - 2 do
    if list[i][1] == "name" and list[i][2] == name and is(list[i + 1], "=") and is(list[i + 2], "{") then
      if is(list[i - 1], "local") then return (read_table(list, i + 2)) end
      found = found or i + 2
    end
  end
  return found and (read_table(list, found)) or nil
end


-- The table in a call whose name is the word at i, or nil.
local function table_of_call(list, i)
  local at = is(list[i + 1], "(") and i + 2 or i + 1
  if is(list[at], "{") then return (read_table(list, at)) end
  if at == i + 2 and list[at] and list[at][1] == "name" then return table_named(list, list[at][2]) end
end


-- The table that cx.plan is called with.
local function plan_table(list)
  for i = #list - 1, 1, -1 do
    local made = list[i][1] == "name" and list[i][2] == "plan" and table_of_call(list, i)
    if made then return made end
  end
end


-- ---- finding (3) --------------------------------------------------------------------------------------------

-- The steps of a path: texts and numbers.
local function steps_of(path)
  local steps, i = {}, 1
  while i <= #path do
    local number, quoted, name, stop
    number, stop = path:match("^%[(%d+)%]()", i)
    if not number then quoted, stop = path:match('^%["(.-)"%]()', i) end
    if not (number or quoted) then name, stop = path:match("^%.?([^%.%[]+)()", i) end
    if not stop then break end
    steps[#steps + 1] = number and math.tointeger(number) or quoted or name
    i = stop
  end
  return steps
end


local function step_into(self, node, step)
  if node.name and not node.has_table then node = table_named(self.words, node.name) or node end
  if math.type(step) then return node.items[step] end
  return node.keys[step]
end


-- The line of the n-th string that is a text, among some of the words.
local function line_of_text(self, text, n, from, upto)
  for i = from or 1, upto or #self.words do
    local one = self.words[i]
    if one and one[1] == "string" and one[2] == text then
      n = n - 1
      if n == 0 then return one.line end
    end
  end
end


local index = {}
index.__index = index


--- The line on which what a path names begins, or nil where the text has no plan.
---@param path string
---@param name? string the entry's name, for tables that are made elsewhere
---@param n? integer which of several of that name
---@return integer?
function index:line(path, name, n)
  local node = self.root
  if not node then return name and line_of_text(self, name, n or 1) end
  local reached = true
  for _, step in ipairs(steps_of(path)) do
    local deeper = step_into(self, node, step)
    if not deeper then
      reached = false
      break
    end
    node = deeper
  end
  if reached or not name then return node.line end
  return line_of_text(self, name, n or 1, node.from, node.upto) or line_of_text(self, name, n or 1) or node.line
end


--- What finds places in a plan's text.
---@param text string
---@return table
function place.index(text)
  local list = words_of(text)
  return setmetatable({ words = list, root = plan_table(list) }, index)
end


-- ---- mistakes (5) (6) ---------------------------------------------------------------------------------------

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
    local deeper = step_into({ words = list }, node, step)
    if not deeper then break end
    local known = type(given) == "table"
    given = known and rawget(given, step)
    if known and not agrees(list, deeper, given) then return nil end
    node, reached = deeper, i
  end
  return node, reached
end


-- The tables of the calls of a name, or of one of several, in a line.
local function calls_in(list, line, names)
  local found = {}
  names = " " .. names .. " "
  for i, one in ipairs(list) do
    local is_here = one.line == line or list[i + 1] and list[i + 1].line == line
    if is_here and one[1] == "name" and names:find(" " .. one[2] .. " ", 1, true) then
      local made = table_of_call(list, i)
      if made then
        made.call = i
        found[#found + 1] = made
      end
    end
  end
  return found
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
local function call_of(list, line, names, given)
  local found
  for _, node in ipairs(calls_in(list, line, names)) do
    if is_like(list, node, given) then
      if found then return nil end
      found = node
    end
  end
  return found
end


-- The path in a tree of the word at i, and "" for the tree itself; nil when it is not in there.
local function path_to(node, i)
  if i < node.from or i > node.upto then return nil end
  for _, part in ipairs { node.keys, node.items } do
    for key, item in pairs(part) do
      local deeper = path_to(item, i)
      if deeper then
        return (math.type(key) and "[%s]%s" or key:find "^[%a_][%w_]*$" and ".%s%s" or '["%s"]%s'):format(key, deeper)
      end
    end
  end
  return ""
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
  if not rest or rawget(given, steps_of(path)[1]) == nil then path, rest = "", message end
  local unknown, number = rest:match '^unknown [^"]*"(.-)"', rest:match "^number (%d+) "
  local question, word = rest:match "^question '(.-)'", rest:match "^unknown ([%a_]+) " or rest:match "^cx%.%a+: ([%a_]+) = "
  if question then return ('questions["%s"]'):format(question), false end
  if path == "" and word and rawget(given, word) ~= nil then return word, false end
  if unknown then return ('%s["%s"]'):format(path, unknown), path ~= "" end
  return number and ("%s[%s]"):format(path, number) or path, path ~= ""
end


local last -- { text, words } of the chunk that was looked at last


-- The words of a chunk's text; nil where there is none.
local function words_of_source(source)
  local path, text = source:match "^@(.*)", source
  if path or source:sub(1, 1) == "=" then
    local file = path and io.open(path, "rb")
    if not file then return nil end
    text = file:read "a"
    file:close()
  end
  if not text then return nil end
  if not last or last.text ~= text then last = { text = text, words = words_of(text) } end
  return last.words
end


--- The line of the key that a message is about, and the message with the path of the call in the plan (5) (6).
---@param source string of the chunk, as debug.getinfo gives it
---@param line integer of the call
---@param names string what is called, such as "goal"; several names stand apart by blanks
---@param given table
---@param message string that may begin with a key path
---@return integer line, string message
function place.mend(source, line, names, given, message)
  local list = words_of_source(source)
  local call = list and call_of(list, line, names, given)
  if not call then return line, message end
  local path, is_first = path_of(message, given)
  local node, reached = follow(list, call, given, steps_of(path))
  local plan = names ~= "plan" and plan_table(list)
  local way = plan and path_to(plan, call.call) or ""
  if way ~= "" then message = ("%s%s%s"):format((way:gsub("^%.", "")), is_first and "." or ": ", message) end
  return node and reached > 0 and node.line or line, message
end


-- ---- calls for nothing (7) ---------------------------------------------------------------------------------

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


--- Whether what cx's `name` gave in a line of a file is lost (7); false where the text does not tell.
---@param path string
---@param line integer
---@param name string
---@return boolean
function place.loses(path, line, name)
  local list = words_of_source("@" .. path)
  local calls = list and calls_in(list, line, name) or {}
  return #calls == 1 and is_lost(list, calls[1])
end


--- The row of a table file that a path names (4): its file and line, or nil.
---@param path string
---@return string? file, integer? line
function place.row(path)
  local file, row = path:match "^(.-): row (%d+)"
  return file, row and math.tointeger(row)
end


return place
