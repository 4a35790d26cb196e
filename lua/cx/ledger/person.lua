-- person.lua - people as a ledger knows them: by a fingerprint that only the key's owner can make
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a raw name, address or number, the ledger's key. Out: 64 digits.
--
-- (1) A person is HMAC-SHA-256 of the raw text under the ledger's key. Without the key nobody can try out names.
-- (2) The key is a file beside the ledger with mode 0600, made when it is first needed. Keep it apart from copies of the
--     ledger; with it lost, nobody in the ledger is found again, and the figures stay.
-- (3) The ledger holds a fingerprint of its key: another key, or none, is an error and never a second self of everybody.
-- (4) Marks of `unique` and the list of the forgotten are fingerprints of their own kinds, so that none shows another.
-- (5) persons = "plain" stores people as they are; the list of the forgotten and marks stay fingerprints.

local core = require "cx.core"
local schema = require "cx.ledger.schema"
local trouble = require "cx.ledger.trouble"

local person = {}


-- The file's 64 digits, or nil.
local function read(path)
  local file = io.open(path, "rb")
  local text = file and file:read "a"
  if file then file:close() end
  return text and text:match "^(%x+)%s*$"
end


-- The key is the ledger's: rule (3).
local function check(ledger, key)
  local store, path = ledger.store, ledger.key_path
  local seal = core.hmac(key, "key")
  local known, message, code = schema.about(store, "key")
  if message then return nil, message, code end
  if known and known ~= seal then
    return trouble.say(path, "other_key", "it is not the key of this ledger; name the file that is")
  end
  if known then return key end
  return store:exclusive(function()
    known, message, code = schema.about(store, "key")
    if message then return nil, message, code end
    if known and known ~= seal then return trouble.say(path, "other_key", "it is not the key of this ledger") end
    if known then return key end
    local done
    done, message, code = schema.set_about(store, "key", seal)
    if not done then return nil, message, code end
    return key
  end)
end


--- The ledger's key, read or made: rule (2). Call it outside transactions.
---@param ledger table
---@return string? key, string? message, string? code
function person.key(ledger)
  if ledger.secret then return ledger.secret end
  local path = ledger.key_path
  if not path then
    return trouble.say(ledger.store.where, "no_key",
      'persons want a key; name its file, key = "plan.key"; in a plan: ledger = { at = "...", key = "plan.key" }')
  end
  local known, message, code = schema.about(ledger.store, "key")
  if message then return nil, message, code end
  local there = io.open(path, "rb")
  if there then there:close() end
  if known and not there then
    return trouble.say(path, "no_key", "the key of this ledger is not there; put it back, or name its place")
  end
  if not known and ledger.store.looks then return trouble.say(path, "no_key", "the ledger knows nobody yet: it has no key") end
  local made
  made, message, code = core.secret(path)
  if not made then return nil, message, code end
  local key = read(path)
  if not key or #key < 32 then return trouble.say(path, "no_key", "it holds no key: one line of 64 hexadecimal digits") end
  ledger.secret, message, code = check(ledger, key)
  return ledger.secret, message, code
end


--- A fingerprint of one kind: rule (4).
---@param key string
---@param kind "person"|"mark"|"forgotten"
---@param text string
---@return string
function person.print(key, kind, text)
  return core.hmac(key, kind .. "\0" .. text)
end


--- A person as events have it: rules (1) and (5).
---@param ledger table
---@param raw string
---@return string? hash, string? message, string? code
function person.of(ledger, raw)
  if ledger.persons == "plain" then return raw end
  local key, message, code = person.key(ledger)
  if not key then return nil, message, code end
  return person.print(key, "person", raw)
end


--- True when the person asked to be forgotten.
---@param ledger table
---@param raw string
---@return boolean? forgotten, string? message, string? code
function person.is_forgotten(ledger, raw)
  local key, message, code = person.key(ledger)
  if not key then return nil, message, code end
  local store = ledger.store
  local rows
  rows, message, code = store:rows(("SELECT at FROM cx_forgotten WHERE person = %s"):format(
    store:bytes(person.print(key, "forgotten", raw))))
  if not rows then return nil, message, code end
  return #rows > 0
end


return person
