-- backup.lua - a whole ledger as one text file, and a new ledger from it
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a ledger, a way to write lines; lines, a ledger without events. Out: the same events, on either engine.
--
-- (1) A line each is one object of JSON: what the ledger is, every event in order with its number, who, when, why, person and
--     mark, every forgotten person, and at the end how many there were and the digest of the lines before.
-- (2) People stay fingerprints; the key is not in it, only its seal: what is restored wants the same key.
-- (3) Restoring is done whole, in one transaction, into a ledger of the same plan that has no event yet; a file that was cut or
--     changed, and one of another plan, are refused with their line, and nothing is written.
-- (4) Tombstones stay tombstones, and who was forgotten stays so. A copy from before a forgetting has the person still.
-- (5) The order and the numbers are kept, so that an auditor who replays either ledger comes to the same.

local core = require "cx.core"
local event = require "cx.ledger.event"
local json = require "cx.ledger.json"
local schema = require "cx.ledger.schema"
local trouble = require "cx.ledger.trouble"

local backup = {}

local FORMAT = "cxlua ledger 1"
local PAGE = 500
local COLUMNS = { "seq", "kind", "id", "event", "data", "who", "at", "why", "person", "mark" }
local WANTED = { "kind", "id", "event", "who", "at", "why" }


-- ---- out (1) ----------------------------------------------------------------------------------------------------

-- A row as a line; its data as they stand, none for a tombstone.
local function line_of(store, row)
  local one = { seq = math.tointeger(tonumber(row[1])) }
  for i = 2, #COLUMNS do one[COLUMNS[i]] = store:text(row[i]) end
  local data = one.data
  one.data, one.forgotten = nil, data == "" or nil
  local line = assert(json.encode(one))
  return data == "" and line or ('{"data":%s,%s'):format(data, line:sub(2))
end


-- Calls f with the line of every event, a page at a time; how many there were.
local function each_row(store, f)
  local after, n = 0, 0
  repeat
    local rows, message, code = store:rows(("SELECT %s FROM cx_event WHERE seq > %d ORDER BY seq LIMIT %d"):format(
      table.concat(COLUMNS, ", "), after, PAGE))
    if not rows then return nil, message, code end
    for _, row in ipairs(rows) do
      after, n = math.tointeger(tonumber(row[1])), n + 1
      f(line_of(store, row))
    end
  until #rows < PAGE
  return n
end


-- Calls f with the line of every forgotten person.
local function each_forgotten(store, f)
  local rows, message, code = store:rows "SELECT person, at FROM cx_forgotten ORDER BY person"
  if not rows then return nil, message, code end
  for _, row in ipairs(rows) do
    f(assert(json.encode { forgotten_person = store:text(row[1]), at = store:text(row[2]) }))
  end
  return #rows
end


-- What the ledger is.
local function head_of(store)
  local head = { format = FORMAT }
  for _, name in ipairs { "plan", "key" } do
    local value, message, code = schema.about(store, name)
    if message then return nil, message, code end
    head[name] = value
  end
  return head
end


-- backup.write, on one state of the ledger.
local function write_all(store, write)
  local digest = core.sha256 ""
  local version, message, code = schema.version(store)
  if not version then return nil, message, code end
  if version < #schema.versions then
    return trouble.say(store.where, "older", "it was made by an older cxlua; any command that writes brings it up")
  end
  local head
  head, message, code = head_of(store)
  if not head then return nil, message, code end
  local function put(line)
    digest = core.sha256(digest .. line)
    write(line .. "\n")
  end
  put(assert(json.encode(head)))
  local events, forgotten
  events, message, code = each_row(store, put)
  if events then forgotten, message, code = each_forgotten(store, put) end
  if not forgotten then return nil, message, code end
  write(assert(json.encode { ["end"] = true, events = events, forgotten = forgotten, digest = digest }) .. "\n")
  return { events = events, forgotten = forgotten }
end


--- Writes a ledger as it stands at one moment: write(line) is called with each line (1).
---@param ledger table
---@param write fun(line: string)
---@return { events: integer, forgotten: integer }? done, string? message, string? code
function backup.write(ledger, write)
  return ledger.store:still(function() return write_all(ledger.store, write) end)
end


-- ---- in (3) -----------------------------------------------------------------------------------------------------

-- What is wrong with an event of a file, or nothing.
local function mistake(one, seq)
  if math.type(one.seq) ~= "integer" or one.seq ~= seq then return ("event %d is wanted"):format(seq) end
  for _, key in ipairs(WANTED) do
    if type(one[key]) ~= "string" then return key .. ": a text is wanted" end
  end
  for _, key in ipairs { "person", "mark" } do
    if one[key] ~= nil and type(one[key]) ~= "string" then return key .. ": a text is wanted" end
  end
  if not one.forgotten and type(one.data) ~= "table" then return "data: a table is wanted" end
end


-- A file's lines as { head, events, forgotten }, checked; or nil and what is wrong, with the line.
local function read(lines)
  local made, digest, n, ended = { events = {}, forgotten = {} }, core.sha256 "", 0, nil
  for line in lines do
    n = n + 1
    line = line:gsub("\r$", "")
    local one = json.decode(line)
    local why
    if ended then why = "nothing is wanted behind the end"
    elseif type(one) ~= "table" then why = "it is no JSON"
    elseif n == 1 then why = one.format ~= FORMAT and "it is no backup of a ledger" or nil
    elseif one["end"] then
      ended = true
      if one.digest ~= digest then why = "the file was changed, or a part of it is missing" end
    elseif one.forgotten_person then why = type(one.at) ~= "string" and "at: a text is wanted" or nil
    else why = mistake(one, #made.events + 1) end
    if why then return nil, ("%d: %s"):format(n, why) end
    digest = core.sha256(digest .. line)
    if n == 1 then made.head = one
    elseif one.forgotten_person then made.forgotten[#made.forgotten + 1] = one
    elseif not ended then made.events[#made.events + 1] = one end
  end
  if not ended then return nil, ("%d: the end is missing"):format(n) end
  return made
end


-- Writes what was read; in a transaction.
local function fill(store, made)
  local b = function(text) return store:bytes(text) end
  if made.head.key then
    local done, message, code = schema.set_about(store, "key", made.head.key)
    if not done then return nil, message, code end
  end
  for _, one in ipairs(made.events) do
    local data = one.forgotten and "" or assert(json.encode(one.data))
    local done, message, code = store:run(("INSERT INTO cx_event (%s) VALUES (%d, %s, %s, %s, %s, %s, %s, %s, %s, %s)"):format(
      table.concat(COLUMNS, ", "), one.seq, b(one.kind), b(one.id), b(one.event), b(data), b(one.who), b(one.at), b(one.why),
      b(one.person), b(one.mark)))
    if not done then return nil, message, code end
  end
  for _, one in ipairs(made.forgotten) do
    local done, message, code = store:run(("INSERT INTO cx_forgotten (person, at) VALUES (%s, %s)"):format(
      b(one.forgotten_person), b(one.at)))
    if not done then return nil, message, code end
  end
  return { events = #made.events, forgotten = #made.forgotten }
end


-- Why a ledger is no place for what was read, or nothing.
local function unfit(store, made)
  local last, message, code = event.last(store)
  if not last then return message, code end
  if last > 0 then return ("it has %d events; a backup is restored into a new ledger"):format(last), "not_empty" end
  local plan, key
  plan, message, code = schema.about(store, "plan")
  if message then return message, code end
  if plan and plan ~= made.head.plan then
    return ('the backup is of the plan "%s", not of "%s"; restore it under that name, then rename'):format(
      made.head.plan or "", plan), "other_plan"
  end
  key, message, code = schema.about(store, "key")
  if message then return message, code end
  if key and key ~= made.head.key then return "it has another key than the backup", "other_key" end
end


--- Fills a ledger without events: rule (3).
---@param ledger table
---@param lines fun(): string?
---@return { events: integer, forgotten: integer }? done, string? message, string? code
function backup.restore(ledger, lines)
  local made, why = read(lines)
  if not made then return nil, why, "damaged" end
  local store = ledger.store
  return store:exclusive(function()
    local message, code = unfit(store, made)
    if message then return trouble.say(store.where, code, "%s", message) end
    return fill(store, made)
  end)
end


return backup
