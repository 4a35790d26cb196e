-- difference.lua - a difference in differences of cells, with its error over clusters
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: cells by cluster (cells.lua), the sign of each. Out: value, error, interval, p; plain numbers.
--
-- (1) The error is that of cell means, linearised over clusters: whoever answers in several cells is counted with what that
--     does to the difference. Each cell's part is corrected by G / (G - 1) of its clusters; svyglm of R's survey does so by
--     all clusters, and has the same residuals.
-- (2) t has Welch's and Satterthwaite's degrees of freedom over the cells. Without shared clusters it is Welch's.
-- (3) A cell of one cluster has no error between clusters, and the difference none.

local core = require "cx.core"

local difference = {}

local NAMES = { "t1", "t2", "t3", "c1", "c2", "c3" } -- in this order, so that sums are the same each time


-- Cells put together: "t" .. the halves of before are one cell when both have the same sign.
local function merged(book, sign)
  local into = {}
  for name, s in pairs(sign) do into[name] = { key = name:sub(1, 1) .. s, sign = s } end
  local sums, list = {}, {}
  for _, own in ipairs(book.order) do
    for _, name in ipairs(NAMES) do
      local cell, sum = into[name], own[name]
      if cell and sum then
        local all = sums[cell.key]
        if not all then
          all = { n = 0, w = 0.0, wy = 0.0, clusters = 0, sign = cell.sign, key = cell.key }
          sums[cell.key], list[#list + 1] = all, all
        end
        all.n, all.w, all.wy = all.n + sum.n, all.w + sum.w, all.wy + sum.wy
      end
    end
  end
  return sums, into, list
end


-- The parts of each cluster in each cell: what it does to the difference.
local function parts_of(book, sums, into)
  local list = {}
  for _, own in ipairs(book.order) do
    local part = {}
    for _, name in ipairs(NAMES) do
      local cell, sum = into[name], own[name]
      local all = cell and sum and sums[cell.key]
      if all then part[cell.key] = (part[cell.key] or 0) + cell.sign * (sum.wy - all.wy / all.w * sum.w) / all.w end
    end
    if next(part) then
      for key in pairs(part) do sums[key].clusters = sums[key].clusters + 1 end
      list[#list + 1] = part
    end
  end
  return list
end


-- Variance and degrees of freedom, of cells in a list; nil where a cell has one cluster.
local function spread_of(parts, list)
  local own, total, sum, squares = {}, 0, 0, 0
  for _, cell in ipairs(list) do
    if cell.clusters < 2 then return nil end
    own[cell.key] = 0
  end
  for _, part in ipairs(parts) do
    local e = 0
    for _, cell in ipairs(list) do
      local x = (part[cell.key] or 0) * math.sqrt(cell.clusters / (cell.clusters - 1))
      e, own[cell.key] = e + x, own[cell.key] + x * x
    end
    total = total + e * e
  end
  for _, cell in ipairs(list) do
    local v = own[cell.key]
    sum, squares = sum + v, squares + v * v / (cell.clusters - 1)
  end
  return total, squares > 0 and sum * sum / squares or 1
end


--- A difference of cells by their signs; nil where a cell is empty.
---@param book table of cells.read
---@param sign table<string, integer> t1 = -1, t3 = 1, ...
---@param wanted integer how many cells there are, with the halves of before as one where they have the same sign
---@param confidence number
---@return { value: number, n: integer, se: number?, low: number?, high: number?, df: number?, p: number?, method: string? }?
function difference.of(book, sign, wanted, confidence)
  local sums, into, list = merged(book, sign)
  if #list < wanted then return nil end
  local value, n = 0, 0
  for _, sum in ipairs(list) do value, n = value + sum.sign * sum.wy / sum.w, n + sum.n end
  local variance, df = spread_of(parts_of(book, sums, into), list)
  local made = { value = value, n = n }
  if variance and variance > 0 then
    made.se, made.df = math.sqrt(variance), df
    local half = made.se * core.distribution.t_quantile(0.5 + confidence / 2, df)
    made.low, made.high = value - half, value + half
    made.p = 2 * (1 - core.distribution.t(math.abs(value) / made.se, df))
    made.method = ("difference in differences, t %.6g %%"):format(100 * confidence)
  end
  return made
end


--- The mean of cells with its own interval, for the table.
---@param book table
---@param names string[]
---@param confidence number
---@return { value: number, low: number?, high: number?, n: integer }?
function difference.mean(book, names, confidence)
  local sign = {}
  for _, name in ipairs(names) do sign[name] = 1 end
  local made = difference.of(book, sign, 1, confidence)
  if not made then return nil end
  return { value = made.value, low = made.low, high = made.high, n = made.n }
end


--- Whether a cell of several rows is one cluster (3).
---@param book table
---@param sign table<string, integer>
---@return boolean
function difference.needs_rows(book, sign)
  local sums, into = merged(book, sign)
  parts_of(book, sums, into)
  for _, sum in pairs(sums) do
    if sum.clusters == 1 and sum.n > 1 then return true end
  end
  return false
end


return difference
