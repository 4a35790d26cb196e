-- schema.lua - the ledger's tables, and how an older ledger becomes a newer one
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a store, the plan's name. Out: a store whose tables are those of this program; or nil, message, code.
--
-- (1) cx_schema has a row for each version that was made, and when; the highest is the ledger's.
-- (2) An older ledger is brought up in one transaction: it is the old one or the new one, never between.
-- (3) A newer ledger is refused, and nothing in it is touched.
-- (4) A database with other tables and none of ours is another program's file, where the ledger is a file of its own.
-- (5) A ledger is one plan's: its name stands in cx_about, and another plan is refused.
-- (6) Who only looks changes nothing: an older ledger is read as it is, and where there is none, there stays none.
-- (7) A plan that got a new name takes its ledger along: the change is an event, with who, when and why.
-- (8) A version that was once given out is never edited; what changes is a new version.

local trouble = require "cx.ledger.trouble"

local schema = {}

-- What each version adds.
schema.versions = {
  {
    "CREATE TABLE cx_about (name {bytes} PRIMARY KEY, value {bytes} NOT NULL)",
    [[CREATE TABLE cx_event (seq {whole} PRIMARY KEY, kind {bytes} NOT NULL, id {bytes} NOT NULL, event {bytes} NOT NULL,
      data {bytes} NOT NULL, who {bytes} NOT NULL, at {bytes} NOT NULL, why {bytes} NOT NULL, person {bytes})]],
  },
  {
    "ALTER TABLE cx_event ADD COLUMN mark {bytes}",                             -- of `unique`
    "CREATE UNIQUE INDEX cx_event_mark ON cx_event (mark)",
    "CREATE INDEX cx_event_kind ON cx_event (kind, seq)",
    "CREATE INDEX cx_event_thing ON cx_event (kind, id)",
    "CREATE INDEX cx_event_person ON cx_event (person)",
    "CREATE TABLE cx_forgotten (person {bytes} PRIMARY KEY, at {bytes} NOT NULL)",
    [[CREATE VIEW cx_readable AS SELECT seq, {text:at} AS at, {text:who} AS who, {text:why} AS why, {text:kind} AS kind,
      {text:id} AS id, {text:event} AS event, {text:data} AS data, {text:person} AS person FROM cx_event]],
  },
}


--- The version of a ledger; 0 when there is none.
---@param store table
---@return integer? version, string? message, string? code
function schema.version(store)
  local tables, message, code = store.engine.tables(store)
  if not tables then return nil, message, code end
  if not tables.cx_schema then
    if next(tables) and store.engine.name == "sqlite" then                      -- (4)
      return trouble.say(store.where, "not_ledger", "it is another program's database; name another file")
    end
    return 0
  end
  local version
  version, message, code = store:value "SELECT max(version) FROM cx_schema"
  if message then return nil, message, code end
  return math.tointeger(tonumber(version)) or 0
end


-- Makes one version.
local function make(store, version, now)
  local statements = { table.unpack(schema.versions[version]) }
  if version == 1 then
    table.insert(statements, 1, "CREATE TABLE cx_schema (version {whole} PRIMARY KEY, at {bytes} NOT NULL)")
  end
  statements[#statements + 1] = ("INSERT INTO cx_schema (version, at) VALUES (%d, %s)"):format(version, store:bytes(now))
  for _, statement in ipairs(statements) do
    local done, message, code = store:run(store:sql(statement))
    if not done then return nil, message, code end
  end
  return true
end


--- Brings a ledger up to a version, the newest unless told: rules (1) and (2).
---@param store table
---@param now string
---@param wanted? integer
---@return true?, string? message, string? code
function schema.bring_up(store, now, wanted)
  return store:exclusive(function()
    local version, message, code = schema.version(store)                        -- again: another run may have done it
    if not version then return nil, message, code end
    for next_version = version + 1, wanted or #schema.versions do
      local done
      done, message, code = make(store, next_version, now)
      if not done then return nil, message, code end
    end
    return true
  end)
end


--- A word about the ledger, or nil.
---@param store table
---@param name string
---@return string? value, string? message, string? code
function schema.about(store, name)
  local value, message, code = store:value(("SELECT value FROM cx_about WHERE name = %s"):format(store:bytes(name)))
  return store:text(value), message, code
end


--- Writes a word about the ledger, or removes it (nil).
---@param store table
---@param name string
---@param value string?
---@return integer?, string? message, string? code
function schema.set_about(store, name, value)
  local done, message, code = store:run(("DELETE FROM cx_about WHERE name = %s"):format(store:bytes(name)))
  if not done or value == nil then return done, message, code end
  return store:run(("INSERT INTO cx_about (name, value) VALUES (%s, %s)"):format(store:bytes(name), store:bytes(value)))
end


-- Gives a ledger that is nobody's to a plan; of two that do so at once, one does.
local function give(store, plan)
  return store:exclusive(function()
    local owner, message, code = schema.about(store, "plan")
    if message then return nil, message, code end
    return owner or schema.set_about(store, "plan", plan)
  end)
end


-- Another plan's ledger.
local function refuse(store, owner, plan)
  return trouble.say(store.where, "other_plan", 'it is the ledger of the plan "%s", not of "%s"; name a ledger of its own, %s',
    owner, plan, ('or, where the plan got a new name: cxlua loop PLAN rename --from "%s"'):format(owner))
end


-- The ledger is this plan's, or nobody's yet: rule (5).
local function belong(store, plan, looks)
  local owner, message, code = schema.about(store, "plan")
  if not owner and not message and looks then return true end
  if not owner and not message then
    local given
    given, message, code = give(store, plan)
    if given then owner, message, code = schema.about(store, "plan") end
  end
  if message then return nil, message, code end
  if owner == plan then return true end
  return refuse(store, owner, plan)
end


--- Makes, brings up or refuses what the store holds.
---@param store table
---@param options { plan: string?, look: boolean?, create: boolean? }
---@param now string
---@return true?, string? message, string? code
function schema.settle(store, options, now)
  local version, message, code = schema.version(store)
  if not version then return nil, message, code end
  if version > #schema.versions then                                            -- (3)
    return trouble.say(store.where, "newer", "it was made by a newer cxlua (schema %d, this one knows %d); use that one",
      version, #schema.versions)
  end
  if version == 0 and (options.look or options.create == false) then            -- (6)
    return trouble.say(store.where, "no_file", "there is no ledger yet; a run of the plan makes one")
  end
  local done = true
  if not options.look then
    done, message, code = store.engine.settle(store)
    if done and version < #schema.versions then done, message, code = schema.bring_up(store, now) end
  end
  if done and options.plan then done, message, code = belong(store, options.plan, options.look) end
  if not done then return nil, message, code end
  return true
end


-- Gives the ledger to the new name, and says so in it; in a transaction.
local function rename(ledger, from, to, options)
  local event, store = require "cx.ledger.event", ledger.store
  local owner, message, code = schema.about(store, "plan")
  if message then return nil, message, code end
  if owner == to then return 0 end
  if owner ~= from then
    return trouble.say(store.where, "other_plan", 'it is the ledger of the plan "%s", not of "%s"; nothing was renamed',
      owner or "", from)
  end
  local done
  done, message, code = schema.set_about(store, "plan", to)
  if not done then return nil, message, code end
  return event.write(store, event.checked(ledger, { { kind = "ledger", id = "plan", event = "renamed",
    data = { from = from, to = to }, who = options.who, why = options.why } }))
end


--- Takes the ledger of a plan along to its new name: rule (7). 0 where it has that name already.
---@param ledger table opened without a plan
---@param from string
---@param to string
---@param options { who: string?, why: string? }
---@return integer? events, string? message, string? code
function schema.rename(ledger, from, to, options)
  return ledger.store:exclusive(function() return rename(ledger, from, to, options) end)
end


return schema
