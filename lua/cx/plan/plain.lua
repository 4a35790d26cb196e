-- plain.lua - tables with an end: what a plan holds is looked at before anything walks through it
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a value of a plan. Out: nothing, or what is wrong with it, with its key path.
--
-- (1) A table is a plain one: no function answers for keys that are not there (__index, __len, __pairs), since such a
--     table may have no end. A table of defaults as __index is fine.
-- (2) No table holds itself, at whatever depth. The same table in two places is fine.
-- (3) Tables inside tables are at most 50 deep, and hold at most a million values in all.
-- (4) What cx makes (surveys, questions, metrics, goals ...) is known to have an end, and is not looked into.
-- (5) A list has no gaps: what stands behind a nil would be lost. Tables from codes to words, and blocks of a report, may.
-- (6) Of several troubles the first is told, items before keys and these by name: the same plan gets the same words.

local read = require "cx.plan.read"

local plain = {}

local DEEPEST, MOST = 50, 1000000
local MADE = { survey = true, question = true, metric = true, goal = true, series = true, measure = true, contacts = true,
               plan = true, raked = true, bucket = true, rule = true }


local function is_made(value, meta)
  if rawget(value, "kind") == "table" then return rawget(value, "survey") ~= nil end -- cx.table, not a block of a report
  return type(meta) ~= "table" and meta ~= nil or MADE[rawget(value, "kind")]
    or meta ~= nil and type(rawget(meta, "__name")) == "string"
end


-- The metamethod by which a table may have no end, or nil (1).
local function endless(meta)
  if meta == nil then return nil end
  for _, name in ipairs { "__index", "__len", "__pairs" } do
    if type(rawget(meta, name)) == "function" then return name end
  end
end


local SPARSE = { missing = true, answers = true, scores = true, blocks = true, rows = true, sections = true }


-- The first nil in a list before its last item, or nil (5).
local function gap(value)
  local n, last = 0, 0
  for key in next, value do
    if math.type(key) == "integer" and key >= 1 then n, last = n + 1, math.max(last, key) end
  end
  if last == n then return nil end
  for i = 1, last do
    if rawget(value, i) == nil then return i end
  end
end


-- What stands in a table, in one order (6), as long as it is among the first `most`.
local function entries(value, most)
  local items, keys = rawlen(value), {}
  for key in next, value do
    if not (math.type(key) == "integer" and key >= 1 and key <= items) then keys[#keys + 1] = key end
    if #keys > most then break end
  end
  if #keys > 1 then table.sort(keys, function(a, b) return tostring(a) < tostring(b) end) end
  local i = 0
  return function()
    i = i + 1
    local key = i
    if i > items then key = keys[i - items] end
    if key ~= nil then return key, rawget(value, key) end
  end
end


local look


-- The trouble of the first entry that has one, or nil.
local function look_inside(value, path, state, depth, sparse)
  for key, item in entries(value, MOST) do
    state.n = state.n + 1
    if state.n > MOST then return ("%s: more than %d values in its tables"):format(state.word, MOST) end
    local trouble = type(item) == "table" and look(item, read.at(path, key), state, depth + 1, sparse or SPARSE[key])
    if trouble then return trouble end
  end
end


function look(value, path, state, depth, sparse)
  local meta = getmetatable(value)
  if is_made(value, meta) or state.done[value] then return nil end                -- (4)
  if state.inside[value] then
    return ("%s: this table holds itself: it is %s too; write what is meant, not the table"):format(path, state.inside[value])
  end
  if endless(meta) then
    return ("%s: a plain table is wanted, not one with %s, which may have no end"):format(path, endless(meta))
  end
  if depth > DEEPEST then return ("%s ...: tables inside tables, more than %d deep"):format(path:sub(1, 60), DEEPEST) end
  local first = not sparse and gap(value)
  if first then return ("%s: item %d of the list is nil, and something comes after it"):format(path, first) end
  state.inside[value] = path
  local trouble = look_inside(value, path, state, depth, sparse)
  if trouble then return trouble end
  state.inside[value], state.done[value] = nil, true
end


--- What keeps a table from having an end, or nil.
---@param value any
---@param word string what it is, such as "cx.plan"
---@param path? string of its key, when it has one
---@return string?
function plain.trouble(value, word, path)
  if type(value) ~= "table" then return nil end
  local trouble = look(value, path or "", { done = {}, inside = {}, n = 0, word = word }, 1)
  if not trouble then return nil end
  trouble = trouble:gsub("^%.", ""):gsub("^:", word .. ":")
  return (trouble:gsub("it is %.", "it is "):gsub("it is  too", "it is " .. word .. " too"))
end


--- Raises it at the analyst's line.
---@param value any
---@param word string
function plain.check(value, word)
  local trouble = plain.trouble(value, word)
  if trouble then require "cx.caller".raise(trouble) end
end


return plain
