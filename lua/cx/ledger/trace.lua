-- trace.lua - whether a name still stands anywhere in a ledger
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a store, secrets: a name, its form in JSON, its fingerprint. Out: the files searched; or nil, message, "trace".
--
-- (1) Rows are searched as they are read, files byte by byte; those of a server are not ours to read.
-- (2) A secret of fewer than 6 bytes occurs by chance: of it, texts and numbers that are the secret, whole, are looked for.

local event = require "cx.ledger.event"
local trouble = require "cx.ledger.trouble"

local trace = {}

local SHORT = 6      -- bytes: rule (2)
local CHUNK = 1 << 20


--- True when a text holds a secret: rule (2).
---@param text string
---@param secrets string[]
---@return boolean
function trace.holds(text, secrets)
  for _, secret in ipairs(secrets) do
    if text == secret or #secret >= SHORT and text:find(secret, 1, true) then return true end
  end
  return false
end


-- Texts anywhere in data: true when one of them holds a secret.
local function data_holds(value, secrets)
  if type(value) == "string" then return trace.holds(value, secrets) end
  if math.type(value) == "integer" then return trace.holds(tostring(value), secrets) end
  if type(value) ~= "table" then return false end
  for key, inside in pairs(value) do
    if type(key) == "string" and trace.holds(key, secrets) or data_holds(inside, secrets) then return true end
  end
  return false
end


-- The numbers of events in which a secret stands: rule (1).
local function rows_with(store, secrets)
  local found = {}
  local done, message = pcall(function()
    for e in event.each(store, {}) do
      local texts = { e.id, e.who, e.why, e.person or "", e.kind, e.event }
      if data_holds(e.data, secrets) or data_holds(texts, secrets) then found[#found + 1] = e.seq end
    end
  end)
  if not done then return nil, message, "failed" end
  return found
end


--- True when a file holds one of the texts, byte for byte.
---@param path string
---@param texts string[]
---@return boolean
function trace.file_holds(path, texts)
  local file <close> = io.open(path, "rb")
  local tail, longest = "", 0
  for _, text in ipairs(texts) do longest = math.max(longest, #text) end
  while file do
    local bytes = file:read(CHUNK)
    if not bytes then break end
    local part = tail .. bytes
    for _, text in ipairs(texts) do
      if part:find(text, 1, true) then return true end
    end
    tail = part:sub(-longest)
  end
  return false
end


--- The proof that no secret stands anywhere.
---@param store table
---@param secrets string[]
---@return string[]? files, string? message, string? code
function trace.prove(store, secrets)
  local found, message, code = rows_with(store, secrets)
  if not found then return nil, message, code end
  if #found > 0 then
    local list = require "cx.complain".list(found, 5)
    return trouble.say(store.where, "trace", "the person's events are forgotten, but the name stands in other events: %s; %s",
      list, "forget those too, or those that they are about")
  end
  local long, files = {}, store.engine.files(store)
  for _, secret in ipairs(secrets) do
    if #secret >= SHORT then long[#long + 1] = secret end
  end
  for _, path in ipairs(files) do
    if trace.file_holds(path, long) then
      return trouble.say(path, "trace", "the name or its fingerprint is still in this file")
    end
  end
  return files
end


return trace
