-- book.lua - published tables as one linear system: cells, and which of them add up to which
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: tables { cells = { { at = { channel = "web" }, n = 34 }, ... } }. Out: cells by their labels, equations.
--
-- (1) A cell says which people it counts by its labels; one that leaves a dimension out is the total over it. Cells of
--     any two tables with the same labels and the same `of` (who is counted) are the same people.
-- (2) People stand under one label of each dimension, so a total is the sum of its labels; `within` says which labels
--     are themselves sums of others: within = { round = { ["to June"] = { "to May", "June" } } }.
-- (3) Totals that nobody published are cells too, unknown ones: two tables without totals share their grand total.
-- (4) A combination of labels that a table does not list is an empty cell of it, and looks like a hidden one.
-- (5) A cell without n is hidden: its people are not known here. Two numbers for the same people are refused.
-- (6) A cell with silent = true is known here and not published.

local book = {}

local MOST_CELLS, MOST_DIMENSIONS = 200000, 8


-- ---- reading tables ------------------------------------------------------------------------------------

local function refuse(message, ...) error(message:format(...), 0) end


-- The dimensions of a table: its own order, then those that only cells name, by their bytes.
local function dimensions_of(made)
  local list, seen, rest = {}, {}, {}
  for _, name in ipairs(made.by or {}) do
    if type(name) ~= "string" or seen[name] then refuse("by: a list of different names is wanted") end
    list[#list + 1], seen[name] = name, true
  end
  for _, cell in ipairs(made.cells) do
    for name in pairs(cell.at) do
      if not seen[name] then rest[#rest + 1], seen[name] = name, true end
    end
  end
  table.sort(rest)
  table.move(rest, 1, #rest, #list + 1, list)
  if #list > MOST_DIMENSIONS then refuse("a table has %d dimensions; %d at most", #list, MOST_DIMENSIONS) end
  return list
end


local function check_cell(cell, at, word)
  if type(cell) ~= "table" or type(cell.at or {}) ~= "table" then
    refuse("%s: cell %d is wrong; { at = { channel = \"web\" }, n = 34 } would be right", word, at)
  end
  for name, label in pairs(cell.at or {}) do
    if type(name) ~= "string" or type(label) ~= "string" and not math.type(label) then
      refuse("%s: cell %d: at holds a label for each dimension, as in at = { channel = \"web\" }", word, at)
    end
  end
  if cell.hidden and cell.n == nil then return end
  local n = cell.n
  if math.type(n) == "float" then n = math.tointeger(n) end
  if math.type(n) ~= "integer" or n < 0 or n > 1 << 50 then
    refuse("%s: cell %d: n is a whole number of people, not %s", word, at, tostring(cell.n))
  end
end


-- A table checked, its cells with whole n; nothing of it is kept.
local function read_table(given, at)
  local word = ("table %s"):format(type(given) == "table" and given.name or at)
  if type(given) ~= "table" or type(given.cells) ~= "table" then
    refuse("%s: { cells = { { at = { channel = \"web\" }, n = 34 }, ... } } is wanted", word)
  end
  local made = { word = word, of = tostring(given.of or ""), by = given.by, within = given.within or {}, cells = {} }
  for i, cell in ipairs(given.cells) do
    check_cell(cell, i, word)
    made.cells[i] = { at = cell.at or {}, n = not cell.hidden and math.tointeger(cell.n) or nil,
                      keep = cell.keep, cost = cell.cost, silent = cell.silent }
  end
  made.by = dimensions_of(made)
  return made
end


-- ---- labels ----------------------------------------------------------------------------------------------

--- The same labels, the same cell, in a table of its own.
---@param source table
---@return table
function book.copy(source)
  local copy = {}
  for key, value in pairs(source) do copy[key] = value end
  return copy
end


--- The text that stands for a set of labels (1).
---@param of string
---@param at table<string, string|number>
---@return string
function book.key(of, at)
  local parts = {}
  for name, label in pairs(at) do parts[#parts + 1] = name .. "\1" .. tostring(label) end
  table.sort(parts)
  return of .. "\0" .. table.concat(parts, "\0")
end


--- Whether a cell has a label for each dimension, and for no other.
---@param node table
---@param by string[]
---@return boolean
function book.has_dimensions(node, by)
  local n = 0
  for _ in pairs(node.at) do n = n + 1 end
  for _, name in ipairs(by) do
    if node.at[name] == nil then return false end
  end
  return n == #by
end


local function add_label(dimension, label)
  local text = tostring(label)
  if dimension.known[text] then return end
  dimension.known[text] = true
  dimension.labels[#dimension.labels + 1] = label
end


-- The labels of each dimension of those who are counted, and what they are made of (2).
local function gather_labels(self, made)
  local universe = self.universe[made.of] or {}
  self.universe[made.of] = universe
  for _, name in ipairs(made.by) do
    universe[name] = universe[name] or { labels = {}, known = {}, parts = {}, inside = {} }
    for _, cell in ipairs(made.cells) do
      if cell.at[name] ~= nil then add_label(universe[name], cell.at[name]) end
    end
    for label, parts in pairs(made.within[name] or {}) do
      if type(parts) ~= "table" or #parts == 0 then refuse("%s: within: a list of labels is wanted", made.word) end
      universe[name].parts[tostring(label)] = parts
      for _, part in ipairs(parts) do universe[name].inside[tostring(part)] = true end
    end
  end
end


-- Labels that are parts only, or sums only, stand in no cell; they are labels all the same.
local function complete_labels(dimension)
  local names = {}
  for label in pairs(dimension.parts) do names[#names + 1] = label end
  table.sort(names)
  for _, label in ipairs(names) do
    add_label(dimension, label)
    for _, part in ipairs(dimension.parts[label]) do add_label(dimension, part) end
  end
  dimension.top = {}
  for _, label in ipairs(dimension.labels) do
    if not dimension.inside[tostring(label)] then dimension.top[#dimension.top + 1] = label end
  end
end


-- ---- cells -------------------------------------------------------------------------------------------------

local function node_at(self, made, at)
  local key = book.key(made.of, at)
  local node = self.by_key[key]
  if not node then
    node = { of = made.of, at = at, by = made.by, number = #self.nodes + 1 }
    self.nodes[node.number] = node
    self.by_key[key] = node
    if node.number > MOST_CELLS then refuse("more than %d cells, totals included; publish fewer", MOST_CELLS) end
  end
  return node
end


local function with(at, name, label)
  local more = book.copy(at)
  more[name] = label
  return more
end


-- A published cell: shown or hidden, of this publication or an earlier one.
local function publish(self, made, cell, is_earlier)
  local node = node_at(self, made, cell.at)
  if cell.n and node.n and node.n ~= cell.n then
    refuse("%s: two numbers for the same people: %d and %d; another round needs a label of its own",
      book.name(node), node.n, cell.n)
  end
  node.n = node.n or cell.n
  if cell.silent then                                                                      -- (6)
    node.is_silent = true
    return
  end
  if is_earlier then node.was_shown, node.was_hidden = node.was_shown or cell.n ~= nil, node.was_hidden or cell.n == nil
  else node.is_own, node.is_given = true, node.is_given or cell.n ~= nil end
  node.is_published, node.keep = true, node.keep or cell.keep
  node.cost = node.cost or cell.cost
end


local function add_equation(self, total, parts)
  local key = total.number .. ":" .. parts[1].number
  if self.known[key] then return end
  self.known[key] = true
  self.equations[#self.equations + 1] = { total = total, parts = parts }
end


-- Every combination of a table's dimensions with or without labels (3), with the sums that it takes part in.
local function visit(self, made, at, depth)
  if depth <= #made.by then
    visit(self, made, at, depth + 1)
    for _, label in ipairs(self.universe[made.of][made.by[depth]].labels) do
      visit(self, made, with(at, made.by[depth], label), depth + 1)
    end
    return
  end
  local node, is_full = node_at(self, made, at), true
  for _, name in ipairs(made.by) do
    local dimension, label = self.universe[made.of][name], at[name]
    local list = label == nil and dimension.top or dimension.parts[tostring(label)] or {}
    if label == nil then is_full = false end
    if #list > 0 then
      local parts = {}
      for i, part in ipairs(list) do parts[i] = node_at(self, made, with(at, name, part)) end
      add_equation(self, node, parts)
    end
  end
  node.is_full = node.is_full or is_full
end


-- ---- people --------------------------------------------------------------------------------------------------

-- The combinations that a table leaves out are empty, as far as its own labels go (4).
local function add_empty(self, made)
  local seen = {}
  for _, name in ipairs(made.by) do seen[name] = {} end
  for _, cell in ipairs(made.cells) do
    for name, label in pairs(cell.at) do seen[name][tostring(label)] = true end
  end
  local function fill(at, depth)
    if depth > #made.by then
      local node = node_at(self, made, at)
      if not node.is_published and not node.is_silent then
        node.n, node.is_published, node.is_own = node.n or 0, true, true
        node.is_given, node.is_empty = true, true
      end
      return
    end
    for _, label in ipairs(self.universe[made.of][made.by[depth]].labels) do
      if seen[made.by[depth]][tostring(label)] then fill(with(at, made.by[depth], label), depth + 1) end
    end
  end
  local has_full = false
  for _, cell in ipairs(made.cells) do has_full = has_full or book.has_dimensions(cell, made.by) end
  if has_full then fill({}, 1) end
end


-- The one cell of a sum whose people are not known; nil when there are none or several.
local function single(equation)
  local found, rest = nil, 0
  local function look(node, sign)
    if node.n then rest = rest + sign * node.n
    elseif found then return false
    else found = { node, sign } end
    return true
  end
  for _, part in ipairs(equation.parts) do
    if not look(part, -1) then return nil end
  end
  if not look(equation.total, 1) or not found then return nil end
  return found[1], -found[2] * rest
end


-- People of cells that nobody published, where a sum tells them.
local function add_up(self)
  local changed = true
  while changed do
    changed = false
    for _, equation in ipairs(self.equations) do
      local node, n = single(equation)
      if node and n >= 0 then node.n, changed = n, true end
    end
  end
end


local function check_sums(self)
  for _, equation in ipairs(self.equations) do
    local sum, total = 0, equation.total
    for _, part in ipairs(equation.parts) do sum = sum and part.n and sum + part.n end
    if sum and total.n and sum ~= total.n then
      refuse("%s: %d people, but its parts add up to %d; a label is missing, or people stand under several",
        book.name(total), total.n, sum)
    end
  end
end


-- ---- the book --------------------------------------------------------------------------------------------------

--- A cell's labels in one text; the total of all is "total" unless a word is given.
---@param node table
---@param total? string
---@param of? boolean with who is counted
---@return string
function book.name(node, total, of)
  local parts = {}
  for _, name in ipairs(node.by) do
    if node.at[name] ~= nil then parts[#parts + 1] = tostring(node.at[name]) end
  end
  if #parts == 0 then parts[1] = total or "total" end
  local text = table.concat(parts, " · ")
  return of and node.of ~= "" and ("%s: %s"):format(node.of, text) or text
end


--- The book of tables, and of earlier ones that cannot be changed. Raises a text when they are wrong; sums that disagree
--- are refused only where there are tables to be published.
---@param tables table[]
---@param earlier? table[]
---@return table { nodes, equations, by_key, tables }
function book.new(tables, earlier)
  local self = { nodes = {}, by_key = {}, equations = {}, known = {}, universe = {}, tables = {} }
  local before = {}
  for i, given in ipairs(tables) do self.tables[i] = read_table(given, i) end
  for i, given in ipairs(earlier or {}) do before[i] = read_table(given, "earlier " .. i) end
  for _, list in ipairs { self.tables, before } do
    for _, made in ipairs(list) do gather_labels(self, made) end
  end
  for _, universe in pairs(self.universe) do
    for _, dimension in pairs(universe) do complete_labels(dimension) end
  end
  for _, list in ipairs { self.tables, before } do
    for _, made in ipairs(list) do
      for _, cell in ipairs(made.cells) do publish(self, made, cell, list == before) end
      visit(self, made, {}, 1)
    end
  end
  add_up(self)
  for _, made in ipairs(self.tables) do add_empty(self, made) end
  add_up(self)
  if #tables > 0 then check_sums(self) end
  return self
end


return book
