-- place.lua - where in a plan's text something stands: a key path in, a line out
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: the text of a plan, a key path such as touchpoints[3].practice. Out: the line on which that stands.
--
-- (1) The text is cut into words of Lua: strings and comments are known, so that nothing inside them is taken for code.
-- (2) The table of cx.plan is read as a tree of keys, items and lines; a value that is a name alone is looked up where a
--     table is given to that name; of a call such as goal { ... } the table inside it is read.
-- (3) A path is followed as far as it goes. Where it ends early, the entry's name is looked for as a string, first inside
--     what was reached, then in the whole text: the n-th of equal ones for the n-th entry. Else it is the last line reached.
-- (4) A row of a table file is its line in that file.

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


-- The table that cx.plan is called with.
local function plan_table(list)
  for i = #list - 1, 1, -1 do
    if list[i][1] == "name" and list[i][2] == "plan" then
      local at = is(list[i + 1], "(") and i + 2 or i + 1
      if is(list[at], "{") then return (read_table(list, at)) end
      if at == i + 2 and list[at] and list[at][1] == "name" then return table_named(list, list[at][2]) end
    end
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


--- The row of a table file that a path names (4): its file and line, or nil.
---@param path string
---@return string? file, integer? line
function place.row(path)
  local file, row = path:match "^(.-): row (%d+)"
  return file, row and math.tointeger(row)
end


return place
