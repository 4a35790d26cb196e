-- target.lua - the margins of a population, as an analyst writes them
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: targets = and cells = of cx.rake, what is said about the tally, its weight. Out: margins as core.rake takes them.
--
-- (1) A margin is { columns, names, labels, level = { key -> number }, target }: one of each column of targets, one of
--     all cells. Labels of joint cells are joined by the byte 31.
-- (2) Targets that sum to 1 or 100 are shares of the weight there is; all others are totals, which sum to the same.

local caller = require "cx.caller"
local complain = require "cx.complain"

local target = {}

local JOIN = "\31"


local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys
end


local function check_target(what, value)
  if type(value) ~= "number" or not (value >= 1e-15 and value <= 1e15) then
    caller.raise(("%s: a positive number, from 1e-15 to 1e15, is wanted, not %s; leave out who cannot be reached with where =")
      :format(what, complain.show(value)))
  end
  return value
end


-- One margin of a column: { columns, names, labels, level, target }.
local function margin_of(name, at, targets)
  if type(targets) ~= "table" or next(targets) == nil then
    caller.raise(("targets.%s: a table of label = total is wanted"):format(name))
  end
  local margin = { columns = { at }, names = { name }, labels = {}, level = {}, target = {} }
  for i, label in ipairs(sorted_keys(targets)) do
    local text = tostring(label)
    margin.labels[i], margin.level[text] = text, i
    margin.target[i] = check_target(("targets.%s[%s]"):format(name, complain.show(label)), targets[label])
  end
  return margin
end


-- The columns of joint cells: all keys of the first but total.
local function cell_columns(cells, at, known)
  if type(cells) ~= "table" or type(cells[1]) ~= "table" then
    caller.raise "cells: a list of { column = label, ..., total = number } is wanted"
  end
  local names = {}
  for _, name in ipairs(known) do
    if cells[1][name] ~= nil then names[#names + 1] = name end
  end
  for _, name in ipairs(sorted_keys(cells[1])) do
    if name ~= "total" and not at[name] then
      caller.raise("cells: " .. complain.message("column of this tally", name, known))
    end
  end
  if #names == 0 then caller.raise "cells: at least one column of the tally is wanted" end
  return names
end


local function margin_of_cells(cells, at, known)
  local names = cell_columns(cells, at, known)
  local margin = { columns = {}, names = names, labels = {}, level = {}, target = {} }
  for i, name in ipairs(names) do margin.columns[i] = at[name] end
  for i, cell in ipairs(cells) do
    local labels = {}
    for k, name in ipairs(names) do
      if type(cell) ~= "table" or cell[name] == nil then caller.raise(("cells: number %d has no %s"):format(i, name)) end
      labels[k] = tostring(cell[name])
    end
    local key = table.concat(labels, JOIN)
    local said = margin.level[key]
    if said then caller.raise(("cells: number %d says again what number %d said"):format(i, said)) end
    margin.labels[i], margin.level[key] = table.concat(labels, " · "), i
    margin.target[i] = check_target(("cells[%d].total"):format(i), cell.total)
  end
  return margin
end


-- The sum of a margin, and whether it is one of shares (2).
local function sum_of(margin)
  local sum = 0
  for _, share in ipairs(margin.target) do sum = sum + share end
  for _, whole in ipairs { 1, 100 } do
    if math.abs(sum - whole) <= 1e-9 * whole then return sum, true end
    if math.abs(sum - whole) <= 0.02 * whole then
      local names = table.concat(margin.names, ", ")
      caller.raise(("targets of %s sum to %.10g; shares sum to %d"):format(names, sum, whole))
    end
  end
  return sum, false
end


-- Brings all margins to one sum: that of the totals, else the weight there is.
local function settle(margins, weight)
  local total, of
  for _, margin in ipairs(margins) do
    margin.sum, margin.shares = sum_of(margin)
    if not margin.shares then
      if total and math.abs(margin.sum - total) > 1e-9 * total then
        caller.raise(("targets of %s sum to %.10g, those of %s to %.10g; one population has one size")
          :format(table.concat(margin.names, ", "), margin.sum, of, total))
      end
      total, of = total or margin.sum, of or table.concat(margin.names, ", ")
    end
  end
  total = total or weight
  for _, margin in ipairs(margins) do
    for i, share in ipairs(margin.target) do margin.target[i] = share / margin.sum * total end
  end
end


--- The margins that options declare, all of one sum.
---@param about table a tally's
---@param options { targets?: table, cells?: table[] }
---@param weight number of the whole tally
---@return table[]
function target.read(about, options, weight)
  local at, known = require "cx.domain".columns(about)
  local margins = {}
  local targets = options.targets or {}
  if type(targets) ~= "table" then caller.raise "targets: a table of column = { label = total } is wanted" end
  for _, name in ipairs(sorted_keys(targets)) do
    if not at[name] then caller.raise("targets: " .. complain.message("column of this tally", name, known)) end
  end
  for i, name in ipairs(known) do
    if targets[name] ~= nil then margins[#margins + 1] = margin_of(name, i, targets[name]) end
  end
  if options.cells ~= nil then margins[#margins + 1] = margin_of_cells(options.cells, at, known) end
  if #margins == 0 then caller.raise "cx.rake: targets = { column = { label = total } } are wanted" end
  settle(margins, weight)
  return margins
end


return target
