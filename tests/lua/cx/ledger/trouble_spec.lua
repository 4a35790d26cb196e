-- trouble_spec.lua - engines' words become one line and a code
--
--   file > rows > batch > tally > metric > goal > report

local trouble = require "cx.ledger.trouble"


describe("ledger's trouble", function()
  it("(1): known words have a code, and say what would be right", function()
    for words, code in pairs {
      ["LuaSQL: database is locked"] = "busy", ["LuaSQL: database or disk is full"] = "no_space",
      ["LuaSQL: attempt to write a readonly database"] = "not_writable", ["LuaSQL: file is not a database"] = "not_ledger",
      ["LuaSQL: database disk image is malformed"] = "damaged", ["LuaSQL: disk I/O error"] = "disk",
      ["LuaSQL: error executing statement. PostgreSQL: ERROR:  canceling statement due to lock timeout\n"] = "busy",
      ['LuaSQL: error executing statement. PostgreSQL: ERROR:  could not extend file "x": No space left on device'] = "no_space",
      ["LuaSQL: error executing statement. PostgreSQL: ERROR:  permission denied for table cx_event"] = "not_writable",
      ["LuaSQL: error executing statement. PostgreSQL: server closed the connection unexpectedly\n\tThis"] = "no_server",
    } do
      local none, message, found = trouble.of("plan.ledger", words)
      assert.same({ nil, code }, { none, found })
      assert.truthy(message:find "^plan.ledger: [^\n]+$")
      assert.is_nil(message:find "LuaSQL" or message:find "%.$")
    end
  end)

  it("(1): other words are kept, in one line", function()
    local _, message, code = trouble.of("a", "LuaSQL: error executing statement. PostgreSQL: ERROR:  odd thing\nLINE 1: x\n")
    assert.same({ "a: odd thing", "failed" }, { message, code })
  end)

  it("(2): the place stands once, also where the engine's words begin with it", function()
    local _, message = trouble.of("../x.ledger", "LuaSQL: ../x.ledger: it is outside")
    assert.equal("../x.ledger: it is outside", message)
    _, message = trouble.of("x", "LuaSQL: ../x: it is outside")
    assert.equal("x: ../x: it is outside", message)
  end)

  it("(2): passwords are never shown", function()
    for where, shown in pairs {
      ["postgres://anna:s3cret@db/x"] = "postgres://anna:***@db/x",
      ["postgresql://db/x?password=s3cret&a=b"] = "postgresql://db/x?password=***&a=b",
      ["host=a password=s3cret dbname=x"] = "host=a password=*** dbname=x",
      ["host=a password = 's3 cret' dbname=x"] = "host=a password = *** dbname=x",
      ["plan.ledger"] = "plan.ledger",
    } do
      assert.equal(shown, trouble.place(where))
      local _, message = trouble.say(where, "x", "no")
      assert.is_nil(message:find "cret")
    end
  end)
end)
