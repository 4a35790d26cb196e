-- column.lua - what stands in a column: how many cells, which answers, whether they are numbers, times or addresses
--
--   file > ROWS > batch > tally > metric > goal > report
--
-- In: the cells of a column, one at a time. Out: counts of its answers, as long as there are few.
--
-- (1) Answers are counted up to MOST different ones; beyond that a column is only known to have many.
-- (2) A number is what core.number reads with the file's decimal mark; a time what core.time reads, of 1990 to 2100.
-- (3) Times are counted by month, such as 2026-08, in coordinated universal time.

local core = require "cx.core"

local column = {}

local MOST = 400
local EARLIEST, LATEST = 631152000, 4102444800 -- 1990 and 2100, in seconds


--- An empty profile of the column called name.
---@param name string
---@param head table { text, stem, option } of head.lua
---@return table
function column.new(name, head)
  return { name = name, text = head.text, stem = head.stem, option = head.option, rows = 0, filled = 0, distinct = 0,
           count = {}, order = {}, months = {}, numbers = 0, fractions = 0, times = 0, addresses = 0, lists = 0,
           spaces = 0, positive = 0 }
end


local function count(self, cell)
  local n = self.count[cell]
  if n then
    self.count[cell] = n + 1
  elseif self.distinct < MOST then
    self.distinct, self.count[cell] = self.distinct + 1, 1
    self.order[self.distinct] = cell
  else
    self.many = true                                                                              -- (1)
  end
end


local function look(self, cell, dialect)
  local number = core.number(cell, dialect.decimal)
  if number then
    self.numbers = self.numbers + 1
    if number > 0 then self.positive = self.positive + 1 end
    if number ~= math.floor(number) then self.fractions = self.fractions + 1 end
    self.low, self.high = math.min(self.low or number, number), math.max(self.high or number, number)
    return
  end
  local order = dialect.day_order ~= "" and dialect.day_order or nil
  local moment = core.time(cell, order)
  if moment and moment >= EARLIEST and moment < LATEST then                                       -- (2)
    local month = os.date("!%Y-%m", math.floor(moment))                                             -- (3)
    self.times, self.months[month] = self.times + 1, (self.months[month] or 0) + 1
  end
  if cell:find "^[^%s@]+@[^%s@]+%.%a%a" then self.addresses = self.addresses + 1 end
  if cell:find "%S;%s?%S" or cell:find "%w;$" or cell:find "%w|%w" then self.lists = self.lists + 1 end
  local _, blanks = cell:gsub("%s+", "")
  self.spaces = self.spaces + blanks
end


--- Adds a cell.
---@param self table
---@param cell string?
---@param dialect table of core.inspect
function column.add(self, cell, dialect)
  self.rows = self.rows + 1
  cell = cell and cell:match "^%s*(.-)%s*$" or ""
  if cell == "" then return end
  self.filled = self.filled + 1
  count(self, cell)
  look(self, cell, dialect)
end


--- The share of filled cells that a field counts: column.share(c, "times").
---@param self table
---@param field string
---@return number
function column.share(self, field) return self.filled > 0 and self[field] / self.filled or 0 end


--- True when a cell is hardly ever seen twice.
---@param self table
---@return boolean
function column.is_unique(self)
  return self.filled > 0 and (self.many and self.distinct >= MOST or self.distinct >= 0.9 * self.filled)
end


return column
