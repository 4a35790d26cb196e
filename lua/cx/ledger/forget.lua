-- forget.lua - takes a person out of a ledger, and proves that nothing is left
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a ledger, a raw name. Out: how many events it was, what was searched; or nil, message, code.
--
-- (1) The person's events become tombstones.
-- (2) The person joins the list of the forgotten, under a fingerprint that nothing else bears: an import adds no event.
-- (3) The proof: neither the name, in whatever letters, nor its fingerprint is in any event, nor, on SQLite, in any byte of any
--     file. What was searched, and how, is said: trace.lua.
-- (4) Where the name still stands, in another's note say, that is an error which names the events; the forgetting stands.
--     redact = true puts a mark in its place there, in the same transaction, and the note of (5) has the events' numbers.
-- (5) That it was done is an event, without the name: who, when, why, how many.
-- (6) Forgetting again is fine, and proves again.

local json = require "cx.ledger.json"
local person = require "cx.ledger.person"
local tombstone = require "cx.ledger.tombstone"
local trace = require "cx.ledger.trace"

local forget = {}


-- The things of which a person has events: { kind, id, alone } with alone when nobody else is in them.
local function things_of(store, people)
  local rows, message, code = store:rows(([[SELECT kind, id,
    (SELECT count(*) FROM cx_event o WHERE o.kind = e.kind AND o.id = e.id AND o.person IS NOT NULL
      AND o.person NOT IN (%s)) FROM cx_event e WHERE person IN (%s) GROUP BY kind, id ORDER BY min(seq)]]):format(
    people, people))
  if not rows then return nil, message, code end
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = { kind = store:text(row[1]), id = store:text(row[2]), alone = tonumber(row[3]) == 0 }
  end
  return list
end


-- Buries every thing of the person.
local function bury_things(store, people, names)
  local things, message, code = things_of(store, people)
  if not things then return nil, message, code end
  local buried = 0
  for _, thing in ipairs(things) do
    local n
    n, message, code = tombstone.bury(store, thing, people, names)
    if not n then return nil, message, code end
    buried = buried + n
  end
  return buried
end


-- Keeps the person on the list of rule (2).
local function list_person(ledger, key, raw)
  local store = ledger.store
  return store:run(("INSERT INTO cx_forgotten (person, at) VALUES (%s, %s) ON CONFLICT DO NOTHING"):format(
    store:bytes(person.print(key, "forgotten", raw)), store:bytes(ledger:now())))
end


-- The work of one transaction: tombstones, the list, marks, the note (5).
local function let_go(ledger, key, raw, names, options)
  local store = ledger.store
  local people = store:bytes(raw) .. ", " .. store:bytes(person.print(key, "person", raw))
  local buried, message, code = bury_things(store, people, names)
  if not buried then return nil, message, code end
  local redacted, done = {}
  done, message, code = list_person(ledger, key, raw)
  if done and options.redact then redacted, message, code = require "cx.ledger.redact".events(store, names) end
  if not done or not redacted then return nil, message, code end
  if buried + #redacted > 0 then
    local told = { events = buried }
    if #redacted > 0 then told.redacted, told.seqs = #redacted, redacted end
    done, message, code = tombstone.note(ledger, "forgotten", told, options)
    if not done then return nil, message, code end
  end
  return { events = buried, redacted = #redacted }
end


--- Forgets a person: rules (1) to (6).
---@param ledger table
---@param raw string as an import names the person
---@param options { who: string?, why: string?, redact: boolean? }
---@return table? done { events =, redacted =, files =, searched =, of = events searched }, string? message, string? code,
---table[]? events in which the name stands
function forget.person(ledger, raw, options)
  local key, message, code = person.key(ledger)
  if not key then return nil, message, code end
  local secrets = { raw, person.print(key, "person", raw) }
  if json.escaped(raw) ~= raw then secrets[3] = json.escaped(raw) end
  local names = trace.names(secrets)
  local done
  done, message, code = ledger.store:exclusive(function() return let_go(ledger, key, raw, names, options) end)
  if not done then return nil, message, code end
  local cleaned, proof, found
  cleaned, message, code = tombstone.clean(ledger.store)
  if not cleaned then return nil, message, code end
  proof, message, code, found = trace.prove(ledger.store, names)
  if not proof then return nil, message, code, found end
  done.files, done.searched, done.of = proof.files, proof.searched, proof.events
  return done
end


return forget
