-- trace.lua - whether a name still stands anywhere in a ledger
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a store, names (alike.lua): a person's, its form in JSON, its fingerprint. Out: the events in which one stands; what was
-- searched; or nil, message, "trace".
--
-- (1) Every text of every event is searched, and every byte of every file; those of a server are not ours to read. Letters are
--     alike, and short names are whole words, as in alike.lua.
-- (2) The words kind and event of an event are the program's: a short name is not looked for in them, nor numbers in rounds,
--     which hold counts and nobody, nor where data count: n, cases, reach.
-- (3) In the bytes of a file a short name of digits occurs by chance, and one that is a word of the tables ("open") by nature:
--     of those the events alone are searched, and that is what is said.

local alike = require "cx.ledger.alike"
local event = require "cx.ledger.event"
local handle = require "cx.ledger.handle"
local trouble = require "cx.ledger.trouble"

local trace = {}

local CHUNK = 1 << 20
local GONE = 2 -- of the world's numbers, "no such file"
local COUNTS = { n = true, cases = true, reach = true, events = true, redacted = true, things = true, version = true } -- (2)
local TEXTS = { "id", "who", "why", "person" }


--- The names that are looked for: of a person, in JSON, the fingerprint.
---@param secrets string[]
---@return table[]
function trace.names(secrets)
  local names = {}
  for i, secret in ipairs(secrets) do names[i] = alike.name(secret) end
  return names
end


--- True when a text holds one of the names.
trace.holds = alike.holds


--- True when a number of an event's data is one of the names: (2).
---@param e table
---@param key any
---@param value any
---@param names table[]
---@return boolean
function trace.is_number(e, key, value, names)
  if math.type(value) ~= "integer" or COUNTS[key] or e.kind == "round" or e.kind == "ledger" then return false end
  for _, name in ipairs(names) do
    if name.text == tostring(value) then return true end
  end
  return false
end


-- The names that are looked for in an event: (2).
local function names_for(e, names)
  if e.kind ~= "round" and e.kind ~= "ledger" then return names end
  local list = {}
  for _, name in ipairs(names) do
    if not (name.short and name.digits) then list[#list + 1] = name end
  end
  return list
end


-- Where in data a name stands: "data.text", added to a list.
local function places_in(e, value, path, key, names, list)
  if type(value) == "table" then
    for inside, one in pairs(value) do
      if type(inside) == "string" and alike.holds(inside, names) then list[#list + 1] = path .. " (a key)" end
      local step = type(inside) == "number" and ("[%d]"):format(inside) or "." .. inside
      if type(inside) == "string" and alike.holds(inside, names) then step = ".*" end
      places_in(e, one, path .. step, inside, names, list)
    end
  elseif type(value) == "string" and alike.holds(value, names) or trace.is_number(e, key, value, names) then
    list[#list + 1] = path
  end
end


--- Where in an event a name stands, in the order of the words: { "why", "data.text" }.
---@param e table
---@param names table[]
---@return string[]
function trace.places(e, names)
  local list, long = {}, {}
  names = names_for(e, names)
  for _, name in ipairs(names) do
    if not name.short then long[#long + 1] = name end
  end
  for _, key in ipairs { "kind", "event" } do
    if alike.holds(e[key], long) then list[#list + 1] = key end
  end
  for _, key in ipairs(TEXTS) do
    if e[key] and alike.holds(e[key], names) then list[#list + 1] = key end
  end
  local data = {}
  places_in(e, e.data, "data", nil, names, data)
  table.sort(data)
  return table.move(data, 1, #data, #list + 1, list)
end


--- The events in which a name stands, each with `places`; and how many were searched.
---@param store table
---@param names table[]
---@return table[]? events, integer|string searched, string? code
function trace.events(store, names)
  local found, n = {}, 0
  local done, message = pcall(function()
    for e in event.each(store, {}) do
      n = n + 1
      e.places = trace.places(e, names)
      if #e.places > 0 then found[#found + 1] = e end
    end
  end)
  if not done then return nil, message, "failed" end
  return found, n
end


-- ---- files (1) ----------------------------------------------------------------------------------------------------

-- True when what is left of a file holds one of the names; nil and why where it cannot be read.
local function rest_holds(file, names)
  local tail, longest = "", 0
  for _, name in ipairs(names) do longest = math.max(longest, #name.text) end
  while true do
    local bytes, why = file:read(CHUNK)
    if why then return nil, why end
    if not bytes then return false end
    local part = tail .. bytes
    if alike.holds(part, names) then return true end
    tail = part:sub(-2 * longest - 8) -- folding makes no text half as long
  end
end


--- True when a file holds one of the names; nil and why where that cannot be told. What is not there holds nothing.
---@param path string
---@param names table[]
---@return boolean? holds, string? why
function trace.file_holds(path, names)
  local file, why, number = io.open(path, "rb")
  if not file and number == GONE then return false end
  if not file then return nil, why end
  local holds
  holds, why = rest_holds(file, names)
  handle.give_back(file)
  return holds, why and ("%s: %s"):format(path, why)
end


-- True when a short name is a word of the tables, or of an event's kind: (3).
local function is_usual(store, name)
  for _, query in ipairs { "SELECT sql FROM sqlite_master", "SELECT value FROM cx_about", "SELECT DISTINCT kind FROM cx_event",
                           "SELECT DISTINCT event FROM cx_event" } do
    for _, row in ipairs(store:rows(query) or {}) do
      if alike.holds(store:text(row[1]) or "", { name }) then return true end
    end
  end
  return false
end


-- The names that can be told from other bytes of a file, and how: "bytes", "words" or "events": (3).
local function telling(store, names)
  local list, how = {}, "bytes"
  for _, name in ipairs(names) do
    if not name.short then list[#list + 1] = name
    elseif name.digits or is_usual(store, name) then how = "events"
    else
      list[#list + 1] = name
      if how == "bytes" then how = "words" end
    end
  end
  return list, how
end


-- The events of a list in words: "case k3f (event 12: why)".
local function in_words(found, names)
  local list = {}
  for i, e in ipairs(found) do
    local id = alike.holds(e.id, names) and "*" or e.id
    list[i] = ("%s %s (event %d: %s)"):format(e.kind, id, e.seq, table.concat(e.places, ", "))
  end
  return require "cx.complain".list(list, 10)
end


--- The proof that no name stands anywhere: what was searched, { events = n, files = {...}, searched = "bytes"|"words"|"events"|
--- "server" }; or nil, message, "trace" and the events in which it stands.
---@param store table
---@param names table[]
---@return table? proof, string? message, string? code, table[]? events
function trace.prove(store, names)
  local found, n, code = trace.events(store, names)
  if not found then return nil, n, code end
  if #found > 0 then
    local _, message = trouble.say(store.where, "trace",
      "the person's events are forgotten, but the name stands in %d other%s: %s; --redact puts [forgotten] in its place",
      #found, #found == 1 and "" or "s", in_words(found, names))
    return nil, message, "trace", found
  end
  local files, list, how = store.engine.files(store), {}, "server"
  if store.engine.name == "sqlite" then list, how = telling(store, names) end
  for _, path in ipairs(#list > 0 and files or {}) do
    local holds, why = trace.file_holds(path, list)
    if holds then return trouble.say(path, "trace", "the name or its fingerprint is still in this file") end
    if why then return trouble.say(path, "trace", "whether the name is still in this file cannot be told: %s", why) end
  end
  return { events = n, files = files, searched = how }
end


return trace
