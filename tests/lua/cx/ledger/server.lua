-- server.lua: a PostgreSQL server of the tests' own, on a socket in a temporary folder
--
-- (1) initdb refuses root: as root the server runs as another user, postgres or nobody.
-- (2) It listens on no network, and it ends with stop(), which removes its folder.
-- (3) It need not outlive the machine, so it never waits for the disk.
-- (4) What keeps it from starting is an error with the server's words, unless the package is not there at all.

local child = require "tests.lua.child"

local server = {}


local function lines(command)
  local pipe = assert(io.popen(command .. " 2>&1", "r"))
  local text = pipe:read "a"
  local fine = pipe:close()
  return text:gsub("%s+$", ""), fine
end


--- The newest folder of the server's programs, or nil.
function server.bin()
  local found = lines "ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1"
  if found == "" then return nil end
  local there = io.open(found .. "/initdb")
  if there then there:close() end
  return there and found
end


-- Runs a command as the server's user: rule (1).
local function as_user(command)
  if lines "id -u" ~= "0" then return lines(command) end
  local user = lines "id -u postgres" :match "^%d+$" and "postgres" or "nobody"
  return lines(("runuser -u %s -- %s"):format(user, command))
end


local function must(text, fine)
  if not fine then error("the PostgreSQL server of the tests does not start:\n" .. text, 0) end
end


-- Starts what stands in the folder.
local function launch(self)
  must(as_user(("%s/pg_ctl -D %s/data -o \"-k %s -c listen_addresses='' -c max_connections=30 -c fsync=off\" -l %s/log -w -t 60 start")
    :format(self.bin, self.folder, self.folder, self.folder)))
end


--- Makes a server and starts it.
function server.start()
  local self = { bin = assert(server.bin(), "PostgreSQL is not installed"), folder = child.folder(), n = 0 }
  if lines "id -u" == "0" then
    local user = lines "id -u postgres" :match "^%d+$" and "postgres" or "nobody"
    must(lines(("chown %s %s"):format(user, self.folder)))
  end
  must(as_user(("%s/initdb -D %s/data -A trust -U tester -E UTF8 --no-locale"):format(self.bin, self.folder)))
  launch(self)
  return setmetatable(self, { __index = server })
end


--- A connection string of a new database.
function server:database()
  self.n = self.n + 1
  local name = "d" .. self.n
  self:sql("postgres", "CREATE DATABASE " .. name)
  return ("host=%s dbname=%s user=tester"):format(self.folder, name), name
end


--- Runs a statement straight at the server; its first value.
function server:sql(database, statement)
  local environment = require "luasql.postgres".postgres()
  local connection = assert(environment:connect(("host=%s dbname=%s user=tester"):format(self.folder, database)))
  local result = assert(connection:execute(statement))
  local value
  if type(result) == "userdata" then
    value = result:fetch()
    result:close()
  end
  connection:close()
  environment:close()
  return value
end


--- Ends the server at once, as when its machine loses power, and starts it again.
function server:crash()
  must(as_user(("%s/pg_ctl -D %s/data -m immediate -w stop"):format(self.bin, self.folder)))
  launch(self)
end


function server:stop()
  as_user(("%s/pg_ctl -D %s/data -m immediate -w stop"):format(self.bin, self.folder))
  child.remove(self.folder)
end


return server
