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
      local found, pipe = 0, io.popen(("find %s/data/base -type f"):format(server.folder))
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
