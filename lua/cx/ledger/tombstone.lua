-- tombstone.lua - events of which only the bare bones stay
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a ledger in a transaction, a thing { kind, id, alone }. Out: how many events became tombstones.
--
-- (1) A tombstone keeps number, kind, event, who and at, so that counts and times still add up; data, why, person and mark
--     are gone.
-- (2) A thing that is one person's alone loses also its events that name nobody; of one that is shared, a bulk message
--     say, only the person's own are buried.
-- (3) An id that holds the name or the fingerprint is replaced, "forgotten 17", wherever it stands as a whole.
-- (4) That it was done stands in the ledger, not of whom. Then everything is written anew, so that old bytes are gone too; a
--     run that is killed in between leaves a note of it, and the next one to open the ledger does it.

local event = require "cx.ledger.event"
local json = require "cx.ledger.json"
local schema = require "cx.ledger.schema"
local trace = require "cx.ledger.trace"

local tombstone = {}


-- Makes tombstones of the rows that a condition names: rule (1).
local function bury(store, where)
  return store:run(("UPDATE cx_event SET data = %s, why = %s, person = NULL, mark = NULL WHERE data <> %s AND %s"):format(
    store:bytes "", store:bytes "", store:bytes "", where))
end


-- A text in which no secret stands, such as "forgotten 17".
local function new_id(store, thing)
  local seq, message, code = store:value(("SELECT min(seq) FROM cx_event WHERE kind = %s AND id = %s"):format(
    store:bytes(thing.kind), store:bytes(thing.id)))
  if not seq then return nil, message, code end
  return ("forgotten %d"):format(math.tointeger(tonumber(seq)))
end


-- Data with an id replaced wherever it stands as a whole text.
local function replaced(value, old, new)
  if value == old then return new end
  if type(value) ~= "table" then return value end
  local copy = {}
  for key, inside in pairs(value) do
    copy[key == old and new or key] = replaced(inside, old, new)
  end
  return copy
end


--- Gives a thing another id: rule (3).
---@param store table in a transaction
---@param thing { kind: string, id: string }
---@return true?, string? message, string? code
function tombstone.rename(store, thing)
  local id, message, code = new_id(store, thing)
  if not id then return nil, message, code end
  local old, new = store:bytes(thing.id), store:bytes(id)
  local done
  done, message, code = store:run(("UPDATE cx_event SET id = %s WHERE id = %s"):format(new, old))
  if not done then return nil, message, code end
  local rows
  rows, message, code = store:rows(("SELECT seq, data FROM cx_event WHERE %s > 0"):format(
    store.engine.position(store:bytes(json.escaped(thing.id)), "data")))
  if not rows then return nil, message, code end
  for _, row in ipairs(rows) do
    local data = json.encode(replaced(json.decode(store:text(row[2])), thing.id, id))
    done, message, code = store:run(("UPDATE cx_event SET data = %s WHERE seq = %d"):format(
      store:bytes(data), tonumber(row[1])))
    if not done then return nil, message, code end
  end
  return true
end


--- Buries one thing, or some people's part of it: rules (1) to (3).
---@param store table in a transaction
---@param thing { kind: string, id: string, alone: boolean }
---@param people string SQL, a list of people
---@param names table[] of trace.names
---@return integer? events, string? message, string? code
function tombstone.bury(store, thing, people, names)
  local where = ("kind = %s AND id = %s"):format(store:bytes(thing.kind), store:bytes(thing.id))
  if not thing.alone then where = ("%s AND person IN (%s)"):format(where, people) end
  local n, message, code = bury(store, where)
  if n and thing.alone and trace.holds(thing.id, names) then
    local done
    done, message, code = tombstone.rename(store, thing)
    if not done then return nil, message, code end
  end
  return n, message, code
end


--- Says that it was done, and that everything is to be written anew: rule (4).
---@param ledger table
---@param name string
---@param data table
---@param options { who: string?, why: string? }
---@return string|integer|nil done, string? message, string? code
function tombstone.note(ledger, name, data, options)
  local last, message, code = event.last(ledger.store)
  if not last then return nil, message, code end
  local done
  done, message, code = schema.set_about(ledger.store, "unclean", tostring(last + 1))
  if not done then return nil, message, code end
  return event.write(ledger.store, event.checked(ledger, {
    { kind = "ledger", id = name, event = name, data = data, who = options.who, why = options.why } }))
end


-- Removes the note, unless another run has meanwhile left one of its own.
local function settle(store, unclean)
  return store:exclusive(function()
    return store:run(("DELETE FROM cx_about WHERE name = %s AND value = %s"):format(
      store:bytes "unclean", store:bytes(unclean)))
  end)
end


--- Writes everything anew: rule (4).
---@param store table
---@return true?, string? message, string? code
function tombstone.clean(store)
  local unclean, message, code = schema.about(store, "unclean")
  if message then return nil, message, code end
  local done
  done, message, code = store.engine.clean(store)
  if done and unclean then done, message, code = settle(store, unclean) end
  if not done then return nil, message, code end
  return true
end


--- Cleans when a note says so.
---@param store table
---@return true?, string? message, string? code
function tombstone.clean_up(store)
  local unclean, message, code = schema.about(store, "unclean")
  if message then return nil, message, code end
  if not unclean then return true end
  return tombstone.clean(store)
end


return tombstone
