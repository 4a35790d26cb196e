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
-- (7) Who only looks needs no right to write: a file that nobody has open is read as it stands, without a log beside it; one
--     that is being written, together with its log, which must be readable too.
-- (8) A file that is opened beside the engine is not closed while a store is open: handle.lua says why.

local core = require "cx.core"
local handle = require "cx.ledger.handle"
local store = require "cx.ledger.store"
local trouble = require "cx.ledger.trouble"

local sqlite = { name = "sqlite", bytes = "BLOB", whole = "INTEGER" }

local MAGIC = "SQLite format 3\0" -- what its files begin with; shorter ones it would take for empty

sqlite.begin = { "BEGIN IMMEDIATE" }                                            -- (3)
sqlite.still = "BEGIN" -- what its first query sees, it sees to the end


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
  handle.give_back(file)                                                        -- (8)
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


-- Connects to a path or an address; it is closed again when nothing can be read.
local function connect(where, address, options, probe)
  local environment = require "luasql.sqlite3".sqlite3()
  local connection, words = environment:connect(address)
  if not connection then
    environment:close()
    if tostring(words):find "unable to open" then
      return trouble.say(where, "not_writable", "it cannot be opened; give yourself the right to read and write it")
    end
    return trouble.of(where, words)
  end
  local made = store.new(sqlite, where, connection, environment)
  made:run(("PRAGMA busy_timeout = %d"):format((options.wait or 30) * 1000 // 1)) -- (2)
  local seen, message, code = true, nil, nil
  if probe then seen, message, code = made:rows "SELECT count(*) FROM sqlite_master" end
  if seen then return made end
  made:close()
  return nil, message, code
end


-- The address of a path for reading alone; `still` says that nobody writes.
local function address_of(where, still)
  local path = where:gsub("^//+", "/"):gsub("[^%w/._-]", function(c) return ("%%%02X"):format(c:byte()) end)
  return ("file:%s?mode=ro%s"):format(path, still and "&immutable=1" or "")
end


-- How long a file is, without end where it may not be read; nil where there is none.
local function size_of(path)
  local file, _, reason = io.open(path, "rb")
  if not file then return reason ~= 2 and math.huge or nil end
  local size = file:seek "end"
  handle.give_back(file)
  return size
end


-- Whether a file can be opened so.
local function opens(where, mode)
  local file = io.open(where, mode)
  if file then handle.give_back(file) end                                       -- (8)
  return file ~= nil
end


-- Opens a file to be looked at: rule (7).
local function look_at(where, options)
  if opens(where, "r+b") then
    local made, message, code = connect(where, path_of(where), options, true)
    if made or code ~= "not_writable" and code ~= "failed" then return made, message, code end
  end
  if not opens(where, "rb") then
    return trouble.say(where, "not_readable", "it cannot be opened; give yourself the right to read it")
  end
  local log, index = size_of(where .. "-wal"), size_of(where .. "-shm")
  if log and index then
    local made, message, code = connect(where, address_of(where), options, true)
    if made or code ~= "not_writable" and code ~= "failed" then return made, message, code end
  end
  if log and log > 0 then
    return trouble.say(where, "not_readable",
      "its log %s-wal has to be read with it; copy both to a folder that you may write, and look there", trouble.place(where))
  end
  return connect(where, address_of(where, true), options, true)
end


--- Opens a file; it is made when there is none.
---@param where string path
---@param options { wait: number?, create: boolean?, look: boolean? }
---@return table? store, string? message, string? code
function sqlite.open(where, options)
  local code, message = unfit(where, options.create ~= false and not options.look)
  if code then return trouble.say(where, code, "%s", message) end
  if options.look then return look_at(where, options) end
  return connect(where, path_of(where), options)
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
    if core.file_exists(made.where .. ending) then list[#list + 1] = made.where .. ending end
  end
  return list
end


return sqlite
