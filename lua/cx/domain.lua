-- domain.lua - groups of a tally put together by some of its columns
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally, numbers of its columns. Out: domains, lists of group numbers with { column -> label } beside, in byte
-- order of their labels.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local domain = {}

local JOIN = "\31"


--- The tally's columns: their numbers by name, and their names in order.
---@param about table a tally's
---@return table<string, integer>, string[]
function domain.columns(about)
  local at, known = {}, {}
  for i, entry in ipairs(about.by) do at[entry.name], known[i] = i, entry.name end
  return at, known
end


--- The numbers of the columns that by names: one name, a list, false for none; nil means `otherwise`.
---@param about table a tally's
---@param by string|string[]|false|nil
---@param otherwise integer[]
---@return integer[]
function domain.read(about, by, otherwise)
  if by == nil then return otherwise end
  local at, known = domain.columns(about)
  local columns = {}
  for i, name in ipairs(type(by) == "table" and by or by and { by } or {}) do
    columns[i] = at[name]
    if not at[name] then caller.raise("by: " .. complain.message("column of this tally", name, known)) end
  end
  return columns
end


--- The groups by their labels in some columns.
---@param box userdata
---@param about table a tally's
---@param columns integer[]
---@return integer[][] domains, table<string, string>[] names
function domain.list(box, about, columns)
  local by_key, keys = {}, {}
  for group = 1, core.tally_size(box) do
    local labels, parts = #columns > 0 and core.tally_labels(box, group), {}
    for i, column in ipairs(columns) do parts[i] = labels[column] end
    local key = table.concat(parts, JOIN)
    if not by_key[key] then
      by_key[key] = { parts = parts }
      keys[#keys + 1] = key
    end
    table.insert(by_key[key], group)
  end
  table.sort(keys)
  local domains, names = {}, {}
  for i, key in ipairs(keys) do
    domains[i], names[i] = by_key[key], {}
    for k, column in ipairs(columns) do names[i][about.by[column].name] = by_key[key].parts[k] end
    by_key[key].parts = nil
  end
  return domains, names
end


return domain
