-- event.lua - what happened: written once, read in order
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: events as an analyst's program gives them, filters. Out: rows of cx_event, and back.
--
-- (1) An event is { kind, id, event, data, who, at, why, person, unique }; kind, id and event are wanted, who and at are the
--     ledger's unless given. A mistake in one is raised with its place in the list and the name of its key.
-- (2) Events are numbered 1, 2, 3, ... without a gap, in the order of their commits; none is ever changed or removed, but
--     for the tombstones of cx.ledger.forget.
-- (3) All events of a call are added, or none.
-- (4) One whose `unique` is there already is not added again, and that is no error.
-- (5) One of a forgotten person is not added, nor, in the same call, another of the same thing that names nobody.
-- (6) Reading takes a page at a time, so that one may add while one reads, and sees what was added.
-- (7) A tombstone is an event whose data are no text at all. It is read as { forgotten = true, data = {} }.

local core = require "cx.core"
local json = require "cx.ledger.json"
local person = require "cx.ledger.person"

local event = {}

local KEYS = { "kind", "id", "event", "data", "who", "at", "why", "person", "unique" }
local LONGEST = { kind = 100, event = 100, id = 1000, at = 40 }
local PAGE = 500


--- True for a day or a moment: 2026-11-21, 2026-11-21T10:00, 2026-11-21T10:00:00Z.
---@param text any
---@return boolean
function event.is_time(text)
  return type(text) == "string" and text:find "^%d%d%d%d%-%d%d%-%d%d" ~= nil and core.time(text) ~= nil
end


-- What is wrong with one event, or nothing: rule (1).
local function mistake(one)
  if type(one) ~= "table" then return ("an event is a table, not %s"):format(tostring(one)) end
  local complain = require "cx.complain"
  local strange = complain.stranger(one, KEYS)
  if strange then return complain.message("key of an event", strange, KEYS) end
  for _, name in ipairs(KEYS) do
    local value, wanted = one[name], name == "kind" or name == "id" or name == "event"
    if name ~= "data" and (value ~= nil or wanted) and type(value) ~= "string" then
      return ("%s: a text is wanted, not %s"):format(name, complain.short(value))
    end
    if wanted and value == "" then return name .. ": it is empty" end
    if LONGEST[name] and value and #value > LONGEST[name] then
      return ("%s: %d bytes; at most %d fit"):format(name, #value, LONGEST[name])
    end
  end
  if one.at and not event.is_time(one.at) then
    return ("at: a time is wanted, such as \"2026-11-21T10:00:00\", not %s"):format(complain.show(one.at))
  end
end


--- Events as they are to be written, checked: each with its text of data.
---@param ledger table
---@param events table[]
---@return table[]
function event.checked(ledger, events)
  local caller, list = require "cx.caller", {}
  if type(events) ~= "table" or #events == 0 and next(events) ~= nil then
    caller.raise("append: a list of events is wanted, { { kind =, id =, event = }, ... }")
  end
  for i, one in ipairs(events) do
    local why = mistake(one)
    local data = "{}"
    if not why and one.data ~= nil then
      if type(one.data) ~= "table" then why = ("data: a table is wanted, not %s"):format(type(one.data)) end
      if not why then data, why = json.encode(one.data) end
      if not data then why = "data." .. why end
    end
    if why then caller.raise(("events[%d].%s"):format(i, why)) end
    list[i] = { kind = one.kind, id = one.id, event = one.event, data = data, who = one.who or ledger.who,
                at = one.at or ledger:now(), why = one.why or "", raw = one.person, unique = one.unique }
  end
  return list
end


-- Gives each its person and mark; or nil, message, code.
local function sign(ledger, list)
  for _, one in ipairs(list) do
    if one.raw or one.unique then
      local key, message, code = person.key(ledger)
      if not key then return nil, message, code end
      if one.unique then one.mark = person.print(key, "mark", one.unique) end
      if one.raw then one.person = person.of(ledger, one.raw) end
    end
  end
  return true
end


-- Leaves out the forgotten: rule (5). Gives the rest and how many were left out.
local function without_forgotten(ledger, list)
  local gone, people = {}, {}
  for _, one in ipairs(list) do
    if one.raw then
      if people[one.raw] == nil then
        local found, message, code = person.is_forgotten(ledger, one.raw)
        if found == nil then return nil, message, code end
        people[one.raw] = found
      end
      if people[one.raw] then gone[one.kind .. "\0" .. one.id] = true end
    end
  end
  local rest = {}
  for _, one in ipairs(list) do
    local out = one.raw and people[one.raw] or not one.raw and gone[one.kind .. "\0" .. one.id]
    if not out then rest[#rest + 1] = one end
  end
  return rest, #list - #rest
end


local function insert(store, one, seq)
  local b = function(text) return store:bytes(text) end
  return store:run(([[INSERT INTO cx_event (seq, kind, id, event, data, who, at, why, person, mark)
    VALUES (%d, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (mark) DO NOTHING]]):format(seq, b(one.kind), b(one.id),
    b(one.event), b(one.data), b(one.who), b(one.at), b(one.why), b(one.person), b(one.mark)))
end


--- The number of the last event.
---@param store table
---@return integer? seq, string? message, string? code
function event.last(store)
  local last, message, code = store:value "SELECT max(seq) FROM cx_event"
  if message then return nil, message, code end
  return math.tointeger(tonumber(last)) or 0
end


--- Writes checked events in the transaction that is open: rules (2) and (4). Gives how many were new.
---@param store table
---@param list table[]
---@return integer? added, string? message, string? code
function event.write(store, list)
  local seq, message, code = event.last(store)
  if not seq then return nil, message, code end
  local added = 0
  for _, one in ipairs(list) do
    local n
    n, message, code = insert(store, one, seq + added + 1)
    if not n then return nil, message, code end
    added = added + n
  end
  return added
end


--- Adds checked events: rules (3) to (5).
---@param ledger table
---@param list table[]
---@return integer? added, table|string left_out { known =, forgotten = }, or a message, string? code
function event.append(ledger, list)
  local done, message, code = sign(ledger, list)
  if not done then return nil, message, code end
  return ledger.store:exclusive(function()
    local rest, forgotten, why = without_forgotten(ledger, list)
    if not rest then return nil, forgotten, why end
    local added
    added, message, code = event.write(ledger.store, rest)
    if not added then return nil, message, code end
    return added, { known = #rest - added, forgotten = forgotten }
  end)
end


-- The conditions of a filter, as SQL.
local function conditions(store, filter, after)
  local list = { ("seq > %d"):format(math.max(after, math.type(filter.since) == "integer" and filter.since or 0)) }
  for _, name in ipairs { "kind", "id", "person" } do
    if filter[name] then list[#list + 1] = ("%s = %s"):format(name, store:bytes(filter[name])) end
  end
  if type(filter.since) == "string" then list[#list + 1] = ("at >= %s"):format(store:bytes(filter.since)) end
  if filter.upto then list[#list + 1] = ("seq <= %d"):format(filter.upto) end
  return table.concat(list, " AND ")
end


-- An event of a row: rule (7).
local function of_row(store, row)
  local data = store:text(row[5])
  local forgotten = data == "" or nil
  return { seq = math.tointeger(tonumber(row[1])), kind = store:text(row[2]), id = store:text(row[3]),
           event = store:text(row[4]), data = forgotten and {} or json.decode(data), who = store:text(row[6]),
           at = store:text(row[7]), why = store:text(row[8]), person = store:text(row[9]), forgotten = forgotten }
end


--- One page of events after a number.
---@param store table
---@param filter table
---@param after integer
---@return table[]? events, string? message, string? code
function event.page(store, filter, after)
  local rows, message, code = store:rows(([[SELECT seq, kind, id, event, data, who, at, why, person FROM cx_event
    WHERE %s ORDER BY seq LIMIT %d]]):format(conditions(store, filter, after), PAGE))
  if not rows then return nil, message, code end
  local list = {}
  for i, row in ipairs(rows) do list[i] = of_row(store, row) end
  return list
end


--- An iterator of events in order: rule (6). What fails in the world is raised, since a loop has no other way.
---@param store table
---@param filter table
---@return fun(): table?
function event.each(store, filter)
  local page, at, after, ended = {}, 0, 0, false
  return function()
    at = at + 1
    if not page[at] and not ended then
      local message
      page, message = event.page(store, filter, after)
      if not page then error(message, 0) end
      at, ended = 1, #page < PAGE
    end
    if page[at] then after = page[at].seq end
    return page[at]
  end
end


return event
