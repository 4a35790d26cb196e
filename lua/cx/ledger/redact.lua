-- redact.lua - takes a name out of what was written of others
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a store in a transaction, names. Out: the numbers of the events in which a mark stands now.
--
-- (1) "[forgotten]" takes the place of the word in which the name stands, in every text of the event: data and their keys, why,
--     who. What else the event says stays.
-- (2) A number that is the name becomes the mark too; counts do not (trace.lua, 2).
-- (3) An id that holds the name is replaced wherever it stands (tombstone.lua, 3), and a person whose plain name holds it is
--     nobody.

local alike = require "cx.ledger.alike"
local json = require "cx.ledger.json"
local tombstone = require "cx.ledger.tombstone"
local trace = require "cx.ledger.trace"

local redact = {}

redact.MARK = "[forgotten]"


-- A text with marks.
local function marked(text, names)
  for _, name in ipairs(names) do text = alike.replace(text, name, redact.MARK) end
  return text
end


-- A key that is new in a table.
local function free_key(copy, key)
  local free, n = key, 1
  while copy[free] ~= nil do
    n = n + 1
    free = ("%s %d"):format(key, n)
  end
  return free
end


-- Data with marks.
local function data_of(e, value, key, names)
  if type(value) == "string" then return marked(value, names) end
  if trace.is_number(e, key, value, names) then return redact.MARK end
  if type(value) ~= "table" then return value end
  local copy, keys = {}, {}
  for inside in pairs(value) do keys[#keys + 1] = inside end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, inside in ipairs(keys) do
    local new = type(inside) == "string" and marked(inside, names) or inside
    copy[new == inside and inside or free_key(copy, new)] = data_of(e, value[inside], inside, names)
  end
  return copy
end


-- Writes one event anew: rules (1) to (3).
local function write(store, e, names)
  local set = {}
  local function put(column, text) set[#set + 1] = ("%s = %s"):format(column, store:bytes(text)) end
  for _, column in ipairs { "kind", "event", "who", "why" } do put(column, marked(e[column], names)) end
  if not e.forgotten then put("data", assert(json.encode(data_of(e, e.data, nil, names)))) end
  if e.person and alike.holds(e.person, names) then set[#set + 1] = "person = NULL" end
  return store:run(("UPDATE cx_event SET %s WHERE seq = %d"):format(table.concat(set, ", "), e.seq))
end


--- Puts marks in the place of names: rules (1) to (3).
---@param store table
---@param names table[]
---@return integer[]? seqs, string? message, string? code
function redact.events(store, names)
  local found, message, code = trace.events(store, names)
  if not found then return nil, message, code end
  local seqs, renamed = {}, {}
  for i, e in ipairs(found) do
    local thing = e.kind .. "\0" .. e.id
    if alike.holds(e.id, names) and not renamed[thing] then
      renamed[thing] = true
      local done
      done, message, code = tombstone.rename(store, { kind = e.kind, id = e.id })
      if not done then return nil, message, code end
    end
    seqs[i] = e.seq
  end
  found, message, code = trace.events(store, names)                             -- ids are replaced in data too
  if not found then return nil, message, code end
  for _, e in ipairs(found) do
    local done
    done, message, code = write(store, e, names)
    if not done then return nil, message, code end
  end
  return seqs
end


return redact
