-- database.lua - databases under --sandbox: files of the plan's folder, and no network
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: LuaSQL's library, the wall of files. Out: a library of the same shape, with less in it.
--
-- (1) A statement stays in its file: it begins with a word that is known to. ATTACH, VACUUM INTO, modules and pragmas that
--     name a folder do not. LuaSQL runs only the first statement of a text.
-- (2) A name is a path, never a URI. The files that SQLite keeps beside it are asked for too: one may be a link.

local database = {}

local find, match, gmatch, upper = string.find, string.match, string.gmatch, string.upper
local pairs, type = pairs, type

local STATEMENTS = {}
for word in gmatch("SELECT INSERT UPDATE DELETE REPLACE WITH CREATE DROP ALTER BEGIN COMMIT END ROLLBACK", "%S+") do
  STATEMENTS[word] = true
end

local PRAGMAS = {}
for word in gmatch("journal_mode synchronous secure_delete temp_store busy_timeout wal_checkpoint user_version "
  .. "integrity_check quick_check foreign_keys", "%S+") do
  PRAGMAS[word] = true
end

local CREATED = { TABLE = true, INDEX = true, UNIQUE = true, TRIGGER = true, VIEW = true }


-- Rule (1).
local function stays_inside(statement)
  if type(statement) ~= "string" then return false end
  local word, rest = match(statement, "^%s*(%a+)(.*)$")
  word, rest = upper(word or ""), rest or ""
  if word == "PRAGMA" then return PRAGMAS[match(rest, "^%s+([%w_]+)") or ""] and not find(rest, "^%s+[%w_]+%s*%.") end
  if word == "VACUUM" then return not find(rest, "%S") end
  if word == "CREATE" then return CREATED[upper(match(rest, "^%s+(%a+)") or "")] end
  return STATEMENTS[word]
end


local function connection_walled(connection)
  local made = {}
  for _, name in pairs { "commit", "rollback", "setautocommit", "escape", "close", "getlastautoid" } do
    made[name] = function(_, ...) return connection[name](connection, ...) end
  end
  function made.execute(_, statement)
    if not stays_inside(statement) then return nil, "LuaSQL: --sandbox refuses this statement" end
    return connection:execute(statement)
  end
  return made
end


--- The embedded database, on files that the wall lets through.
---@param library table luasql.sqlite3
---@param wall fun(path: string, write: boolean): true?, string?
---@return fun(): table loader
function database.files(library, wall)
  local function open()
    local environment = library.sqlite3()
    local made = {}
    function made.close() return environment:close() end
    function made.connect(_, path, ...)
      for _, ending in pairs { "", "-wal", "-shm", "-journal" } do                -- (2)
        local fine, why = wall(path .. ending, true)
        if not fine then return nil, "LuaSQL: " .. why end
      end
      if find(path, "^file:") then path = "./" .. path end
      local connection, message = environment:connect(path, ...)
      return connection and connection_walled(connection), message
    end
    return made
  end
  return function() return { sqlite3 = open } end
end


--- A database elsewhere, which is the network.
---@return table library
function database.none()
  local function refuse() return nil, "LuaSQL: there is no network under --sandbox" end
  return { postgres = function() return { connect = refuse, close = refuse } end }
end


return database
