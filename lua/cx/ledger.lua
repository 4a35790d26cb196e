-- ledger.lua - what a plan has been through: rounds, cases, messages, promises, actions, decisions, reviews
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: where it is: a file beside the plan, or a connection string of PostgreSQL. Out: a ledger that one may only add to.
--
-- (1) Everything is an event: who, when, why, of what. The state of things is folded from events, never stored, so that an
--     auditor who replays them comes to the same.
-- (2) What the world refuses is nil, message, code: a full disk, a file that is none, another plan's ledger, a newer one.
--     What was written before stands. A mistake of the program is raised at its line.
-- (3) People are fingerprints under a key that is a file of its own, unless persons = "plain"; see ledger/person.lua.
-- (4) Times are given, or the clock's in UTC: `now` stands for the whole run.
-- (5) What a forgetting left undone is done by the next run; where that fails too (a full disk, a reader in the way), the
--     ledger opens all the same, and `unclean` says why.
-- (6) look = true opens what is there for reading: it makes, mends and brings up nothing, and no right to write is needed.

local event = require "cx.ledger.event"
local forget = require "cx.ledger.forget"
local person = require "cx.ledger.person"
local round = require "cx.ledger.round"
local schema = require "cx.ledger.schema"
local tombstone = require "cx.ledger.tombstone"

local ledger = {}

---@class cx.Ledger
---@field store table
---@field who string
---@field unclean string? what keeps forgotten bytes from being overwritten
local methods = {}

local OPTIONS = { "plan", "who", "now", "key", "language", "persons", "wait", "create", "look" }
local FILTER = { "kind", "id", "since", "upto", "person" }


-- Raises what is wrong with the options.
local function check(where, options)
  local caller, complain = require "cx.caller", require "cx.complain"
  if type(where) ~= "string" or where == "" then
    caller.raise("ledger: a path or a connection string is wanted, not " .. complain.show(where))
  end
  if where:find "\0" then caller.raise "ledger: the path holds a NUL" end
  if where:find(":memory:", 1, true) then                                       -- LuaSQL keeps it nowhere
    caller.raise "ledger: what is in memory is lost; name a file whose path has no \":memory:\" in it"
  end
  caller.known("option of a ledger", options, OPTIONS)
  for _, name in ipairs { "plan", "who", "key", "language", "persons" } do
    local value = options[name]
    if value ~= nil and type(value) ~= "string" then
      caller.raise(("ledger: %s: a text is wanted, not %s"):format(name, tostring(value)))
    end
  end
  if options.wait ~= nil and not (math.type(options.wait) and options.wait >= 0 and options.wait < 2 ^ 20) then
    caller.raise("ledger: wait: seconds are wanted, not " .. tostring(options.wait))
  end
  if options.now and not event.is_time(options.now) then
    caller.raise(('ledger: now: a time is wanted, such as "2026-11-21T10:00:00", not %s'):format(complain.show(options.now)))
  end
  if options.persons and options.persons ~= "hashed" and options.persons ~= "plain" then
    caller.raise(complain.message("choice of persons", options.persons, { "hashed", "plain" }))
  end
end


-- The engine of a place.
local function engine_of(where)
  local postgres = require "cx.ledger.postgres"
  return postgres.is(where) and postgres or require "cx.ledger.sqlite"
end


--- Opens a ledger; it is made when there is none, unless create = false or look = true.
---@param where string "plan.ledger", or "postgres://..." or "host=... dbname=..."
---@param options? { plan: string?, who: string?, now: string?, key: string?, persons: "hashed"|"plain"|nil, wait: number?,
---create: boolean?, look: boolean?, language: string? }
---@return cx.Ledger? ledger, string? message, string? code
function ledger.open(where, options)
  options = options or {}
  check(where, options)
  local engine = engine_of(where)
  local store, message, code = engine.open(where, options)
  if not store then return nil, message, code end
  local who = options.who or os.getenv "USER" or os.getenv "LOGNAME" or require "cx.core".login() or ""
  local made = setmetatable({ store = store, who = who, given_now = options.now,
    key_path = options.key or engine.name == "sqlite" and where .. ".key" or nil, persons = options.persons or "hashed" },
    methods)
  local done
  done, message, code = schema.settle(store, options, made:now())
  if not done then
    store:close()
    return nil, message, code
  end
  if options.look then
    store.looks = true                                                          -- (6)
  else
    made.unclean = select(2, tombstone.clean_up(store))                         -- (5)
  end
  return made
end


methods.__index = methods
methods.__name = "cx.ledger"


-- Raises unless the ledger is open.
local function opened(self)
  if not self.store.connection then require "cx.caller".raise "the ledger was closed" end
end


--- The time that events get which have none.
---@return string
function methods:now()
  return self.given_now or os.date "!%Y-%m-%dT%H:%M:%SZ"
end


--- Adds events, all or none: see ledger/event.lua for their keys.
---@param events table[]
---@return integer? added, table|string left_out { known =, forgotten = }, or a message, string? code
function methods:append(events)
  opened(self)
  return event.append(self, event.checked(self, events))
end


-- Raises what is wrong with a filter.
local function check_filter(filter)
  local caller = require "cx.caller"
  caller.known("filter of events", filter, FILTER)
  for _, name in ipairs { "kind", "id", "person" } do
    if filter[name] ~= nil and type(filter[name]) ~= "string" then
      caller.raise(("events: %s: a text is wanted, not %s"):format(name, tostring(filter[name])))
    end
  end
  local since = filter.since
  if since ~= nil and math.type(since) ~= "integer" and not event.is_time(since) then
    caller.raise("events: since: a time or an event's number is wanted, not " .. tostring(since))
  end
  if filter.upto ~= nil and math.type(filter.upto) ~= "integer" then
    caller.raise("events: upto: an event's number is wanted, not " .. tostring(filter.upto))
  end
end


--- An iterator of events in order: { seq, kind, id, event, data, who, at, why, person, forgotten }. What fails in the world
--- is raised. since: a time, or the number after which; upto: the last number.
---@param filter? { kind: string?, id: string?, since: string|integer|nil, upto: integer?, person: string? }
---@return fun(): table?
function methods:events(filter)
  opened(self)
  filter = filter or {}
  check_filter(filter)
  return event.each(self.store, filter)
end


-- The reducer of a thing that needs none of its own: its data, each event's over the earlier ones'.
local function overlay(state, e)
  state = state or { id = e.id, kind = e.kind, opened = e.at, events = 0, data = {} }
  state.event, state.changed, state.events, state.who = e.event, e.at, state.events + 1, e.who
  state.person = e.person or state.person
  state.forgotten = e.forgotten or state.forgotten
  for key, value in pairs(e.data) do state.data[key] = value end
  return state
end


--- Folds events to the states of things: reducer(state or nil, event) gives the next state.
---@param events fun(): table?|table[] an iterator, or a list
---@param reducer? fun(state: any, e: table): any
---@return table<string, any> states, string[] ids in the order of their first events
function ledger.fold(events, reducer)
  local states, ids, seen = {}, {}, {}
  reducer = reducer or overlay
  local function add(e)
    if not seen[e.id] then seen[e.id], ids[#ids + 1] = true, e.id end
    states[e.id] = reducer(states[e.id], e)
  end
  if type(events) == "table" then
    for _, e in ipairs(events) do add(e) end
  else
    for e in events do add(e) end
  end
  return states, ids
end


--- The states of one kind; upto gives them as they were after that event.
---@param kind string
---@param options? { reducer: function?, upto: integer? }
---@return table<string, any> states, string[] ids
function methods:state(kind, options)
  options = options or {}
  return ledger.fold(self:events { kind = kind, upto = options.upto }, options.reducer)
end


--- Everything as it was after an event, the last unless told: { [kind] = states }, from events alone.
---@param upto? integer
---@return table<string, table<string, any>>
function methods:replay(upto)
  local all = {}
  for e in self:events { upto = upto } do
    local states = all[e.kind] or {}
    all[e.kind], states[e.id] = states, overlay(states[e.id], e)
  end
  return all
end


--- A person as events have it.
---@param raw string
---@return string? hash, string? message, string? code
function methods:person(raw)
  opened(self)
  return person.of(self, raw)
end


--- True when the person was forgotten: no event of theirs will be added.
---@param raw string
---@return boolean? forgotten, string? message, string? code
function methods:is_forgotten(raw)
  opened(self)
  return person.is_forgotten(self, raw)
end


--- Forgets a person: see ledger/forget.lua.
---@param raw string
---@param options? { who: string?, why: string?, redact: boolean? }
---@return { events: integer, redacted: integer, files: string[], searched: string, of: integer }? done, string? message
---@return string? code, table[]? events in which the name still stands
function methods:forget(raw, options)
  opened(self)
  if type(raw) ~= "string" or raw == "" then
    require "cx.caller".raise("forget: a person's name is wanted, not " .. require "cx.complain".show(raw))
  end
  return forget.person(self, raw, options or {})
end


--- Makes tombstones of what is too old: { case = "3 years", message = "18 months" }.
---@param rules table<string, string>
---@param options? { who: string?, why: string? }
---@return integer? events, string? message, string? code
function methods:retain(rules, options)
  opened(self)
  return require "cx.ledger.retain".apply(self, rules, options or {})
end


--- Takes the ledger of a plan that got a new name along; 0 where it has that name already. Open it without a plan.
---@param from string the plan's name so far
---@param to string
---@param options? { who: string?, why: string? }
---@return integer? events, string? message, string? code
function methods:rename(from, to, options)
  opened(self)
  return schema.rename(self, from, to, options or {})
end


--- Writes the whole ledger, line by line: see ledger/backup.lua.
---@param write fun(line: string)
---@return { events: integer, forgotten: integer }? done, string? message, string? code
function methods:backup(write)
  opened(self)
  return require "cx.ledger.backup".write(self, write)
end


--- Fills a ledger without events from the lines of a backup, whole or not at all.
---@param lines fun(): string?
---@return { events: integer, forgotten: integer }? done, string? message, string? code
function methods:restore(lines)
  opened(self)
  return require "cx.ledger.backup".restore(self, lines)
end


--- Saves a round: the version it is, and what changed since the version before (nothing for a first one).
---@param given { name: string, plan_hash: string?, plan_text: string?, tallies: any, results: any, verdicts: any,
---why: string?, who: string? }
---@return integer? version, table|string|nil difference, string? code
function methods:save_round(given)
  opened(self)
  return round.save(self, given)
end


--- Every round, oldest first, each with its versions.
---@return table[]? rounds, string? message, string? code
function methods:rounds()
  opened(self)
  return round.list(self.store)
end


--- Closes the ledger; again is fine.
function methods:close()
  self.store:close()
end

methods.__close = methods.close
methods.__gc = methods.close


--- What differs between two rounds, or any two data: see ledger/round.lua.
ledger.difference = round.difference

--- SHA-256 of a text, such as a plan's.
---@param text string
---@return string
function ledger.hash(text)
  return require "cx.core".sha256(text)
end

return ledger
