-- postgres.lua - a ledger on a PostgreSQL server
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a connection string, "postgres://user@host/database" or "host=... dbname=...". Out: a store.
--
-- (1) The driver is Debian's lua-sql-postgres, loaded when it is asked for.
-- (2) Values come as texts: bytes as "\x" and digits, whole numbers as digits.
-- (3) A transaction takes a lock of the whole ledger that lets others read, so that events have the order of their commits.
-- (4) A run that finds another one writing waits for it, 30 seconds unless told.
-- (5) The server's own log, copies and backups are its administrator's: they are not the ledger's files.
-- (6) Who only looks asks the server to refuse every change, and needs no right but SELECT.

local store = require "cx.ledger.store"
local trouble = require "cx.ledger.trouble"

local postgres = { name = "postgres", bytes = "BYTEA", whole = "BIGINT" }

local byte_of = {} -- of two digits
for byte = 0, 255 do byte_of[("%02x"):format(byte)] = string.char(byte) end

-- What a connection string begins with.
local WORD = { host = true, hostaddr = true, port = true, dbname = true, user = true, service = true, password = true,
               passfile = true, sslmode = true }

local LOCK = 0x63786c -- of one ledger in one database: advisory, freed at the end of the transaction

postgres.begin = { "BEGIN", ("SELECT pg_advisory_xact_lock(%d)"):format(LOCK) }  -- (3)
postgres.still = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


function postgres.literal(hex) return "'\\x" .. hex .. "'::bytea" end

function postgres.readable(column) return ("encode(%s, 'escape')"):format(column) end

function postgres.position(needle, column) return ("position(%s in %s)"):format(needle, column) end


function postgres.text(value)                                                   -- (2)
  if value:sub(1, 2) ~= "\\x" then return value end
  return (value:sub(3):gsub("%x%x", byte_of))
end


--- True for a connection string, false for a path.
---@param where string
---@return boolean
function postgres.is(where)
  return where:find "^postgres%l*://" ~= nil or WORD[where:match "^%s*(%l+)%s*="] == true
end


--- Connects to the server.
---@param where string
---@param options { wait: number?, look: boolean? }
---@return table? store, string? message, string? code
function postgres.open(where, options)
  local found, driver = pcall(require, "luasql.postgres")
  if not found then
    return trouble.say(where, "no_driver", "the driver of PostgreSQL is not installed; install lua-sql-postgres")
  end
  local environment = driver.postgres()
  local connection, words = environment:connect(where)
  if not connection then
    environment:close()
    return trouble.of(where, words)
  end
  local made = store.new(postgres, where, connection, environment)
  local looks = options.look and "on" or "off"
  for _, setting in ipairs { "standard_conforming_strings = on", "bytea_output = 'hex'", "synchronous_commit = on",
                             ("lock_timeout = %d"):format((options.wait or 30) * 1000 // 1),
                             "default_transaction_read_only = " .. looks } do
    local set, message, code = made:run("SET " .. setting)
    if not set then
      made:close()
      return nil, message, code
    end
  end
  return made
end


--- Nothing more to set.
function postgres.settle() return true end


--- The tables of ours that the database has; those of others are none of our business.
---@param made table the store
---@return table<string, true>? names, string? message, string? code
function postgres.tables(made)
  local rows, message, code = made:rows
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'cx\\_%'"
  if not rows then return nil, message, code end
  local names = {}
  for _, row in ipairs(rows) do names[row[1]] = true end
  return names
end


--- Writes the tables anew, so that nothing is in their files but what is in them.
---@param made table the store
---@return true?, string? message, string? code
function postgres.clean(made)
  for _, name in ipairs { "cx_event", "cx_forgotten", "cx_about" } do
    local done, message, code = made:run("VACUUM FULL " .. name)
    if not done then return nil, message, code end
  end
  return true
end


--- Files of a server are not ours to read: rule (5).
---@return string[]
function postgres.files() return {} end


return postgres
