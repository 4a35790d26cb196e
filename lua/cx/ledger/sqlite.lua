-- sqlite.lua - a ledger in one file, in the program's own database
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a path. Out: a store.
--
-- (1) Nothing is lost: a write-ahead log, and the disk waited for at every commit. A run killed at any moment leaves
--     what was committed, whole.
-- (2) A run that finds another one writing waits for it, 30 seconds unless told.
-- (3) A transaction begins with the right to write, BEGIN IMMEDIATE; else two that read first could not both write.
-- (4) What is deleted is overwritten with zeros, and no copy of it goes to a temporary file.
-- (5) The log works between runs on one machine; where several machines write, a server is the place.
-- (6) A file that is something else is left as it is: it is looked at before anything is set.

local store = require "cx.ledger.store"
local trouble = require "cx.ledger.trouble"

local sqlite = { name = "sqlite", bytes = "BLOB", whole = "INTEGER" }

local MAGIC = "SQLite format 3\0" -- what its files begin with; shorter ones it would take for empty

sqlite.begin = { "BEGIN IMMEDIATE" }                                            -- (3)


function sqlite.literal(hex) return "X'" .. hex .. "'" end

function sqlite.text(value) return tostring(value) end

function sqlite.readable(column) return ("CAST(%s AS TEXT)"):format(column) end

function sqlite.position(needle, column) return ("instr(%s, %s)"):format(column, needle) end


-- Why a path is no place for a ledger, or nothing.
local function unfit(where, create)
  local file = io.open(where, "rb")
  if not file then
    local folder = where:match "^(.*/)" or "."
    local _, _, reason = os.rename(folder, folder)
    if reason == 2 then return "no_file", ("there is no folder %s"):format(folder) end
    if not create then return "no_file", "there is no ledger yet; a run of the plan makes one" end
    return nil
  end
  local head, _, reason = file:read(#MAGIC)
  file:close()
  if reason == 21 then return "not_ledger", "it is a folder; name a file in it" end
  if head and head ~= MAGIC then return "not_ledger", "it is no ledger but another kind of file; name another file" end
end


-- Sets the log of rule (1). Two that do it at once may both be refused at once, whatever they would wait.
local function set_log(made)
  local mode, message, code
  for _ = 1, 100 do
    mode, message, code = made:value "PRAGMA journal_mode = WAL"
    if mode or code ~= "busy" then break end
    made:exclusive(function() return true end)
  end
  if not mode then return nil, message, code end
  return made:run "PRAGMA synchronous = FULL"
end


--- Sets what a ledger wants, once the file is known to be one: rules (1) (4) (6).
---@param made table the store
---@return true?, string? message, string? code
function sqlite.settle(made)
  local set, message, code = set_log(made)
  if not set then return nil, message, code end
  for _, pragma in ipairs { "secure_delete = ON", "temp_store = MEMORY" } do
    set, message, code = made:run("PRAGMA " .. pragma)
    if not set then return nil, message, code end
  end
  return true
end


-- The path as the engine takes it for one: "file:..." would be an address to it.
local function path_of(where)
  return where:find "^file:" and "./" .. where or where
end


--- Opens a file; it is made when there is none.
---@param where string path
---@param options { wait: number?, create: boolean? }
---@return table? store, string? message, string? code
function sqlite.open(where, options)
  local code, message = unfit(where, options.create ~= false)
  if code then return trouble.say(where, code, "%s", message) end
  local environment = require "luasql.sqlite3".sqlite3()
  local connection, words = environment:connect(path_of(where))
  if not connection then
    environment:close()
    if tostring(words):find "unable to open" then
      return trouble.say(where, "not_writable", "it cannot be opened; give yourself the right to read and write it")
    end
    return trouble.of(where, words)
  end
  local made = store.new(sqlite, where, connection, environment)
  made:run(("PRAGMA busy_timeout = %d"):format((options.wait or 30) * 1000 // 1)) -- (2)
  return made
end


--- The tables that the file has.
---@param made table the store
---@return table<string, true>? names, string? message, string? code
function sqlite.tables(made)
  local rows, message, code = made:rows "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
  if not rows then return nil, message, code end
  local names = {}
  for _, row in ipairs(rows) do names[row[1]] = true end
  return names
end


-- Moves what is in the log to the file, and empties the log.
local function empty_log(made)
  local rows, message, code = made:rows "PRAGMA wal_checkpoint(TRUNCATE)"
  if not rows then return nil, message, code end
  if rows[1] and tonumber(rows[1][1]) ~= 0 then return trouble.of(made.where, "database is locked") end
  return true
end


--- Writes the file anew, so that nothing is in it but what is in its tables.
---@param made table the store
---@return true?, string? message, string? code
function sqlite.clean(made)
  local done, message, code = empty_log(made)
  if done then done, message, code = made:run "VACUUM" end
  if done then done, message, code = empty_log(made) end
  if not done then return nil, message, code end
  return true
end


--- Every file that the ledger may have.
---@param made table the store
---@return string[]
function sqlite.files(made)
  local list = {}
  for _, ending in ipairs { "", "-wal", "-shm", "-journal" } do
    local file = io.open(made.where .. ending, "rb")
    if file then
      list[#list + 1] = made.where .. ending
      file:close()
    end
  end
  return list
end


return sqlite
