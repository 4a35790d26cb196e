-- profile.lua: a column with given answers, for the specs of guesses

local column = require "cx.guess.column"
local head = require "cx.guess.head"

local profile = {}


--- A column; cells is { ["5"] = 20, ... } or a list of cells.
function profile.new(name, cells, more)
  local stem, option = head.cut(more and more.text or name)
  local c = column.new(name, { text = more and more.text or name, stem = stem, option = option })
  local dialect = { decimal = more and more.decimal or ".", day_order = more and more.day_order or "" }
  for _, cell in ipairs(cells) do column.add(c, cell, dialect) end
  local keys = {}
  for key in pairs(cells) do
    if type(key) == "string" then keys[#keys + 1] = key end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do
    for _ = 1, cells[key] do column.add(c, key, dialect) end
  end
  c.asks = more and more.asks
  return c
end


--- n cells of each number from a to b.
function profile.numbers(a, b, n)
  local cells = {}
  for i = a, b do cells[tostring(i)] = n or 20 end
  return cells
end


return profile
