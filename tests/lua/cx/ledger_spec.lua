-- ledger_spec.lua - the ledger in a file, and what its face refuses
--
--   file > rows > batch > tally > metric > GOAL > report

local cx = require "cx"
local child = require "tests.lua.child"


describe("ledger in a file:", function()
  local folder, n = nil, 0

  setup(function() folder = child.folder() end)
  teardown(function() child.remove(folder) end)

  assert(loadfile("tests/lua/cx/ledger/suite.lua", "t", _ENV))()(function()
    n = n + 1
    return { where = ("%s/%d.ledger"):format(folder, n), key = ("%s/%d.key"):format(folder, n) }
  end)


  it("ledger: wrong options are raised at the program's line", function()
    local function raises(pattern, ...)
      local given = table.pack(...)
      local done, message = pcall(function() cx.ledger.open(table.unpack(given, 1, given.n)) end)
      assert.is_false(done)
      assert.truthy(message:find("ledger_spec.lua:%d+: .*" .. pattern), message)
    end
    raises("a path or a connection string is wanted", nil)
    raises("a path or a connection string is wanted", "")
    raises('unknown option of a ledger "pln"; did you mean "plan"', "x", { pln = "a" })
    raises("the path holds a NUL", "a\0b")
    raises("what is in memory is lost", ":memory:")
    raises("what is in memory is lost", "a/b:memory:c.ledger")
    raises("wait: seconds are wanted, not soon", "x", { wait = "soon" })
    raises("wait: seconds are wanted, not %-1", "x", { wait = -1 })
    raises("plan: a text is wanted, not 7", "x", { plan = 7 })
    raises('now: a time is wanted.*"today"', "x", { now = "today" })
    raises('unknown choice of persons "hash"; known are hashed, plain', "x", { persons = "hash" })
  end)


  it("ledger (4): without a given time, events have the clock's, in UTC", function()
    local ledger <close> = assert(cx.ledger.open(folder .. "/clock.ledger"))
    assert.equal(1, ledger:append { { kind = "case", id = "1", event = "open" } })
    local at = ledger:events()().at
    assert.truthy(at:find "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%dZ$", at)
    assert.equal(os.date "!%Y-%m-%d", at:sub(1, 10))
  end)


  it("person (2): the key stands beside the ledger unless told", function()
    local ledger <close> = assert(cx.ledger.open(folder .. "/beside.ledger"))
    assert(ledger:person "x")
    local file <close> = assert(io.open(folder .. "/beside.ledger.key"))
    assert.equal(65, #file:read "a")
  end)
end)
