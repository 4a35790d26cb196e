-- postgres_spec.lua - the ledger on a PostgreSQL server, a real one
--
--   file > rows > batch > tally > metric > GOAL > report

local cx = require "cx"
local child = require "tests.lua.child"
local postgres = require "cx.ledger.postgres"
local server_of = require "tests.lua.cx.ledger.server"
local trace = require "cx.ledger.trace"


describe("ledger on PostgreSQL:", function()
  if not server_of.bin() then
    pending "PostgreSQL is not installed (Debian: postgresql)"
    return
  end

  local server, folder, n = nil, nil, 0

  setup(function()
    server, folder = server_of.start(), child.folder()
  end)

  teardown(function()
    if server then server:stop() end
    if folder then child.remove(folder) end
  end)

  local function place()
    n = n + 1
    local where, name = server:database()
    return { where = where, key = ("%s/%d.key"):format(folder, n), name = name }
  end

  assert(loadfile("tests/lua/cx/ledger/suite.lua", "t", _ENV))()(place)


  it("postgres: a connection string is told from a path", function()
    for _, where in ipairs { "postgres://a@b/c", "postgresql://b/c", "host=/tmp dbname=x", " dbname = x", "service=cx" } do
      assert.is_true(postgres.is(where), where)
    end
    for _, where in ipairs { "plan.ledger", "/a/b.ledger", "a=b.ledger", "C:\\plan.ledger", "postgres.ledger" } do
      assert.is_false(postgres.is(where), where)
    end
  end)


  it("trouble (2): no server is an error of one line, without the password", function()
    local ledger, message, code = cx.ledger.open("host=/nonexistent dbname=x user=y password='top secret'")
    assert.same({ nil, "no_server" }, { ledger, code })
    assert.truthy(message:find('^host=/nonexistent dbname=x user=y password=%*%*%*: connection to server .* failed: '), message)
    assert.is_nil(message:find "secret")
    assert.is_nil(message:find "\n")
    assert.equal("postgres://anna:***@server/db", require "cx.ledger.trouble".place "postgres://anna:xyz@server/db")
  end)


  it("person (2): a server has no place beside it, so persons want a key that is named", function()
    local ledger <close> = assert(cx.ledger.open(place().where))
    local hash, message, code = ledger:person "x"
    assert.same({ nil, "no_key" }, { hash, code })
    assert.truthy(message:find 'persons want a key; name its file, key = "plan.key"')
  end)


  it("schema (4): a database with other programs' tables is shared, and these stay", function()
    local at = place()
    server:sql(at.name, "CREATE TABLE theirs (x integer)")
    server:sql(at.name, "INSERT INTO theirs VALUES (7)")
    local ledger <close> = assert(cx.ledger.open(at.where, { plan = "Huolto" }))
    assert.equal(1, ledger:append { { kind = "case", id = "1", event = "a" } })
    assert.equal("7", server:sql(at.name, "SELECT x FROM theirs"))
  end)


  it("a user who may only read is told so, and the ledger stays", function()
    local at = place()
    local ledger <close> = assert(cx.ledger.open(at.where, { plan = "Huolto" }))
    assert.equal(1, ledger:append { { kind = "case", id = "1", event = "a" } })
    server:sql(at.name, "CREATE ROLE reader LOGIN")
    server:sql(at.name, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    local reader <close> = assert(cx.ledger.open((at.where:gsub("tester", "reader")), { plan = "Huolto" }))
    local added, message, code = reader:append { { kind = "case", id = "2", event = "a" } }
    assert.same({ nil, "not_writable" }, { added, code })
    assert.is_nil(message:find "\n")
    assert.equal("1", reader:events()().id)
    local look <close> = assert(cx.ledger.open((at.where:gsub("tester", "reader")), { plan = "Huolto", look = true }))
    assert.equal("1", look:events()().id)
    local lines = {}
    assert.same({ events = 1, forgotten = 0 }, look:backup(function(line) lines[#lines + 1] = line end))
    assert.equal(3, #lines)
  end)


  it("postgres (6): a look makes no table, and the server itself refuses changes in it", function()
    local at = place()
    assert.equal("no_file", select(3, cx.ledger.open(at.where, { plan = "Huolto", look = true })))
    assert.equal("0", server:sql(at.name, "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'cx%'"))
    assert(cx.ledger.open(at.where, { plan = "Huolto" })):close()
    local look <close> = assert(cx.ledger.open(at.where, { plan = "Huolto", look = true }))
    assert.same({ nil, "not_writable" }, { look.store:run "DELETE FROM cx_event", (select(3, look.store:run "DELETE FROM cx_event")) })
  end)


  it("a disk that is full: one line, what was acknowledged is whole, and with room it goes on", function()
    local disk = folder .. "/disk"
    local function noise(seed) -- that a server cannot make shorter
      local parts = {}
      for i = 1, 500 do parts[i] = require "cx.core".sha256(seed .. " " .. i) end
      return table.concat(parts)
    end
    local function shell(command)
      local pipe = io.popen(command .. " 2>&1")
      local text = pipe:read "a"
      return pipe:close(), text
    end
    if not shell(("mkdir %s && mount -t tmpfs -o size=14m,mode=777 tmpfs %s && chmod 755 %s"):format(disk, disk, folder)) then
      return pending "no right to mount a small disk"
    end
    finally(function()
      server:sql("postgres", "DROP DATABASE IF EXISTS small")
      server:sql("postgres", "DROP TABLESPACE IF EXISTS small")
      shell("umount " .. disk)
    end)
    shell(("chown --reference=%s/data %s"):format(server.folder, disk))
    server:sql("postgres", ("CREATE TABLESPACE small LOCATION '%s'"):format(disk))
    server:sql("postgres", "CREATE DATABASE small TABLESPACE small")
    local where = ("host=%s dbname=small user=tester"):format(server.folder)
    local ledger <close> = assert(cx.ledger.open(where, { plan = "Huolto" }))
    local acknowledged, added, message, code = 0, nil, nil, nil
    for _ = 1, 500 do
      local list = {}
      for i = 1, 3 do
        list[i] = { kind = "case", id = tostring(acknowledged + 1), event = "a", data = { x = noise(acknowledged .. i) } }
      end
      added, message, code = ledger:append(list)
      if not added then break end
      acknowledged = acknowledged + 1
    end
    assert.same({ nil, "no_space" }, { added, code })
    assert.truthy(message:find "the disk is full; make room, and run this again", message)
    assert.is_nil(message:find "\n")
    assert.is_true(acknowledged > 3)
    local seen = 0
    for e in ledger:events() do
      seen = seen + 1
      assert.equal(tostring((seen + 2) // 3), e.id)
    end
    assert.equal(3 * acknowledged, seen)
    assert.is_true(shell(("mount -o remount,size=64m %s"):format(disk)))
    assert.equal(1, ledger:append { { kind = "case", id = "more", event = "a" } })
  end)


  it("what was committed outlives a crash of the server; a run in the middle is told, and nothing of it is there", function()
    local at = place()
    local ledger = assert(cx.ledger.open(at.where, { plan = "Huolto" }))
    assert.equal(2, ledger:append { { kind = "case", id = "1", event = "a" }, { kind = "case", id = "2", event = "a" } })
    local kept, message, code = ledger.store:exclusive(function()
      assert(require "cx.ledger.event".write(ledger.store,
        { { kind = "case", id = "3", event = "a", data = "{}", who = "", at = "2026-01-01", why = "" } }))
      server:crash()
      return true
    end)
    assert.same({ nil, "no_server" }, { kept, code })
    assert.is_nil(message:find "\n")
    ledger:close()
    local again <close> = assert(cx.ledger.open(at.where, { plan = "Huolto" }))
    local seen = {}
    for e in again:events() do seen[#seen + 1] = e.id end
    assert.same({ "1", "2" }, seen)
  end)


  it("forget (3): no file of the database's tables holds the name or the fingerprint", function()
    local at = place()
    local ledger <close> = assert(cx.ledger.open(at.where, { plan = "Huolto", key = at.key }))
    local name, many = "Aino Unohdettava", {}
    for i = 1, 500 do
      many[i] = { kind = "case", id = tostring(i), event = "open", person = i % 10 == 0 and name or "other " .. i,
                  data = { text = i % 10 == 0 and name or "x" } }
    end
    assert(ledger:append(many))
    local secrets = trace.names { name, assert(ledger:person(name)) }
    local function files_with()
      server:sql(at.name, "CHECKPOINT")
      local number = server:sql(at.name, "SELECT oid FROM pg_database WHERE datname = current_database()")
      local found, pipe = 0, io.popen(("find %s/data/base/%s -type f"):format(server.folder, number))
      for path in pipe:lines() do
        if trace.file_holds(path, secrets) then found = found + 1 end
      end
      pipe:close()
      return found
    end
    assert.is_true(files_with() > 0)
    assert.equal(50, assert(ledger:forget(name)).events)
    assert.equal(0, files_with())
  end)
end)
