-- place.lua - where in a plan's text something stands: a key path in, a line out
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: the text of a plan, a key path such as touchpoints[3].practice. Out: the line on which that stands. Mistakes of calls
-- are given their places by place/call.lua; both read the text by place/words.lua and place/tree.lua.
--
-- (1) A path is followed as far as it goes. Where it ends early, the entry's name is looked for as a string, first inside
--     what was reached, then in the whole text: the n-th of equal ones for the n-th entry. Else it is the last line reached.
-- (2) A row of a table file is its line in that file.
-- (3) A plan's path has the plan's file, and the line of cx.plan where the text does not tell.

local tree = require "cx.place.tree"
local words = require "cx.place.words"

local place = {}


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
  for _, step in ipairs(tree.steps(path)) do
    local deeper = tree.step(self.words, node, step)
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
  local list = words.of(text)
  return setmetatable({ words = list, root = tree.plan(list) }, index)
end


local function text_of(file)
  local handle <close> = io.open(file, "rb")
  return handle and handle:read "a" or ""
end


--- A function that gives the file and the line of what stands in a plan: rule (3). `place`, where given, is asked before the
--- path; `search` or `name` is that of the entry.
---@param plan table
---@return fun(given: { path: string, place?: string, search?: string, name?: string }): string, integer?
function place.finder(plan)
  local file, line = (plan.inside.place or ""):match "^(.*):(%d+)$"
  local lines
  return function(given)
    if given.place then
      local there, number = given.place:match "^(.*):(%d+)$"
      if there then return there, math.tointeger(number) end
    end
    local table_file, row = place.row(given.path)
    if table_file then return plan.inside.folder .. table_file, row end
    lines = lines or place.index(file and text_of(file) or "")
    return file or "plan", lines:line(given.path, given.search or given.name) or math.tointeger(line)
  end
end


--- The row of a table file that a path names (2): its file and line, or nil.
---@param path string
---@return string? file, integer? line
function place.row(path)
  local file, row = path:match "^(.-): row (%d+)"
  return file, row and math.tointeger(row)
end


return place
