-- forget.lua - takes a person out of a ledger, and proves that nothing is left
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a ledger, a raw name. Out: { events =, files = }; or nil, message, code.
--
-- (1) The person's events become tombstones.
-- (2) The person joins the list of the forgotten, under a fingerprint that nothing else bears: an import adds no event.
-- (3) The proof: neither the name nor its fingerprint is in any row, nor, on SQLite, in any byte of any file.
-- (4) Where the name still stands, in another's note say, that is an error which names the events; the forgetting stands.
-- (5) Forgetting again is fine, and proves again.

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
local function bury_things(store, people, secrets)
  local things, message, code = things_of(store, people)
  if not things then return nil, message, code end
  local buried = 0
  for _, thing in ipairs(things) do
    local n
    n, message, code = tombstone.bury(store, thing, people, secrets)
    if not n then return nil, message, code end
    buried = buried + n
  end
  return buried
end


-- One transaction: tombstones, and the list of rule (2).
local function bury_person(ledger, raw, secrets, options)
  local store = ledger.store
  local key, message, code = person.key(ledger)
  if not key then return nil, message, code end
  local people = store:bytes(raw) .. ", " .. store:bytes(person.print(key, "person", raw))
  return store:exclusive(function()
    local buried, done
    buried, message, code = bury_things(store, people, secrets)
    if not buried then return nil, message, code end
    done, message, code = store:run(("INSERT INTO cx_forgotten (person, at) VALUES (%s, %s) ON CONFLICT DO NOTHING"):format(
      store:bytes(person.print(key, "forgotten", raw)), store:bytes(ledger:now())))
    if done and buried > 0 then
      done, message, code = tombstone.note(ledger, "forgotten", { events = buried }, options)
    end
    if not done then return nil, message, code end
    return buried
  end)
end


--- Forgets a person: rules (1) to (4).
---@param ledger table
---@param raw string as an import names the person
---@param options { who: string?, why: string? }
---@return { events: integer, files: string[] }? done, string? message, string? code
function forget.person(ledger, raw, options)
  local key, message, code = person.key(ledger)
  if not key then return nil, message, code end
  local secrets = { raw, person.print(key, "person", raw) }
  if json.escaped(raw) ~= raw then secrets[3] = json.escaped(raw) end
  local buried, done
  buried, message, code = bury_person(ledger, raw, secrets, options)
  if not buried then return nil, message, code end
  done, message, code = tombstone.clean(ledger.store)
  if not done then return nil, message, code end
  local files
  files, message, code = trace.prove(ledger.store, secrets)
  if not files then return nil, message, code end
  return { events = buried, files = files }
end


return forget
