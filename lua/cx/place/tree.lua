-- place/tree.lua - the tables of a text of Lua as trees of keys, items and lines
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: the words of a text (place/words.lua). Out: nodes { line, from, upto, keys, items, has_table, name }; from and upto are
-- the numbers of a node's first word and its last.
--
-- (1) Of a value that is a call, such as goal { ... }, the first table inside is read.
-- (2) A value that is a name alone is looked up where a table is given to that name, a local before others.

local words = require "cx.place.words"

local tree = {}

local is = words.is


-- ---- reading (1) --------------------------------------------------------------------------------------------

local OPENS = { ["("] = true, ["["] = true, ["function"] = true, ["if"] = true, ["do"] = true, ["repeat"] = true }
local CLOSES = { [")"] = true, ["]"] = true, ["end"] = true, ["until"] = true }

local read_table


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


-- The table that is given to a name, or nil (2). Keys of tables bear names too.
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


--- The table that cx.plan is called with, or nil.
---@param list table[] words
---@return table?
function tree.plan(list)
  for i = #list - 1, 1, -1 do
    local made = list[i][1] == "name" and list[i][2] == "plan" and table_of_call(list, i)
    if made then return made end
  end
end


--- The tables of the calls of a name, or of one of several, in a line; each has the number of its name's word in `call`.
---@param list table[] words
---@param line integer
---@param names string such as "goal"; several stand apart by blanks
---@return table[]
function tree.calls(list, line, names)
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


-- ---- paths (2) ----------------------------------------------------------------------------------------------

--- The steps of a path: texts and numbers.
---@param path string such as "touchpoints[3].practice"
---@return (string|integer)[]
function tree.steps(path)
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


--- The node that a step leads to from another, or nil.
---@param list table[] words
---@param node table
---@param step string|integer
---@return table?
function tree.step(list, node, step)
  if node.name and not node.has_table then node = table_named(list, node.name) or node end
  if math.type(step) then return node.items[step] end
  return node.keys[step]
end


--- The path in a tree of the word at i, and "" for the tree itself; nil when it is not in there.
---@param node table
---@param i integer
---@return string?
function tree.path(node, i)
  if i < node.from or i > node.upto then return nil end
  for _, part in ipairs { node.keys, node.items } do
    for key, item in pairs(part) do
      local deeper = tree.path(item, i)
      if deeper then
        return (math.type(key) and "[%s]%s" or key:find "^[%a_][%w_]*$" and ".%s%s" or '["%s"]%s'):format(key, deeper)
      end
    end
  end
  return ""
end


return tree
