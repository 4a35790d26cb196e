-- suite_person.lua: what holds of people in a ledger whatever engine it stands on; loaded by suite.lua

-- luacheck: std +busted
local cx = require "cx"
local child = require "tests.lua.child"

local NOW = "2026-11-21T10:00:00"
local NAME = "Aino Meikäläinen"


local function collect(iterator)
  local list = {}
  for e in iterator do list[#list + 1] = e end
  return list
end


return function(shared)
  local ledger, at
  local open = shared.open

  before_each(function()
    ledger, at = shared.ledger(), shared.place()
  end)

  local function add(...)
    return assert(ledger:append { ... })
  end


  describe("person", function()
    it("(1) (2): is a fingerprint under a key that only its owner may read", function()
      add { kind = "case", id = "1", event = "open", person = NAME }
      local hash = assert(ledger:person(NAME))
      assert.truthy(hash:find "^%x+$")
      assert.equal(64, #hash)
      local e = ledger:events()()
      assert.equal(hash, e.person)
      local pipe = io.popen("stat -c %a " .. at.key)
      assert.equal("600", pipe:read "l")
      pipe:close()
      local key = io.open(at.key):read "l"
      assert.equal(hash, require "cx.core".hmac(key, "person\0" .. NAME))
      assert.equal(1, #collect(ledger:events { person = hash }))
      assert.equal(hash, (ledger:state "case")["1"].person)
    end)

    it("(3): another key is refused, and so is none where there was one", function()
      add { kind = "case", id = "1", event = "open", person = NAME }
      ledger:close()
      local kept = io.open(at.key):read "a"
      os.remove(at.key)
      local again <close> = assert(open())
      local added, message, code = again:append { { kind = "case", id = "2", event = "open", person = NAME } }
      assert.same({ nil, "no_key" }, { added, code })
      assert.truthy(message:find "the key of this ledger is not there; put it back")
      child.write(at.key, ("ab"):rep(32) .. "\n")
      added, message, code = again:append { { kind = "case", id = "2", event = "open", person = NAME } }
      assert.same({ nil, "other_key" }, { added, code })
      assert.truthy(message:find "it is not the key of this ledger")
      assert.equal(1, again:append { { kind = "case", id = "2", event = "open" } })
      child.write(at.key, kept)
      assert.equal(1, again:append { { kind = "case", id = "2", event = "open", person = NAME } })
    end)

    it("(2): a file that holds no key is refused", function()
      child.write(at.key, "hello\n")
      local added, message, code = ledger:append { { kind = "case", id = "2", event = "open", person = NAME } }
      assert.same({ nil, "no_key" }, { added, code })
      assert.truthy(message:find "it holds no key")
    end)

    it("(5): may be plain, when the plan says so, and is forgotten all the same", function()
      local plain <close> = assert(open { persons = "plain" })
      assert.equal(1, plain:append { { kind = "case", id = "1", event = "open", person = NAME } })
      assert.equal(NAME, plain:events()().person)
      assert.equal(1, assert(plain:forget(NAME)).events)
      assert.is_nil(plain:events()().person)
    end)
  end)


  describe("forget", function()
    it("(1), tombstone (1) (2): bare bones stay of the person's things, and everything of others'", function()
      add({ kind = "case", id = "1", event = "open", person = NAME, data = { said = "rude" }, why = "rule", unique = "u1" },
        { kind = "case", id = "2", event = "open", person = "Other", data = { said = "slow" } },
        { kind = "case", id = "1", event = "contact", data = { note = "called" } },
        { kind = "message", id = "m", event = "told", person = NAME, data = { by = "mail" } },
        { kind = "message", id = "m", event = "told", person = "Other", data = { by = "mail" } },
        { kind = "message", id = "m", event = "planned", data = { text = "we mended it" } })
      local done = assert(ledger:forget(NAME, { who = "tietosuoja", why = "asked" }))
      assert.equal(3, done.events)
      local list = collect(ledger:events())
      assert.equal(7, #list)
      assert.same({ seq = 1, kind = "case", id = "1", event = "open", data = {}, who = "anna", at = NOW, why = "",
                    forgotten = true }, list[1])
      assert.same({ said = "slow" }, list[2].data)
      assert.is_true(list[3].forgotten and list[4].forgotten)
      assert.same({ by = "mail" }, list[5].data)
      assert.same({ text = "we mended it" }, list[6].data)
      assert.same({ "ledger", "forgotten", { events = 3 }, "tietosuoja", "asked" },
        { list[7].kind, list[7].event, list[7].data, list[7].who, list[7].why })
      assert.is_true(ledger:state "case" ["1"].forgotten)
      assert.equal(0, tonumber(ledger.store:value "SELECT count(mark) FROM cx_event"))
    end)

    it("(2), event (5): an import does not bring the person back", function()
      local one = { kind = "case", id = "1", event = "open", person = NAME, unique = "u1" }
      add(one)
      assert.is_false(ledger:is_forgotten(NAME))
      assert(ledger:forget(NAME))
      assert.is_true(ledger:is_forgotten(NAME))
      local added, left = ledger:append { one, { kind = "case", id = "1", event = "contact" },
        { kind = "case", id = "9", event = "open", person = NAME }, { kind = "case", id = "2", event = "open", person = "Other" } }
      assert.same({ 1, { known = 0, forgotten = 3 } }, { added, left })
    end)

    it("(2): a person who was never there is kept away all the same", function()
      assert.equal(0, assert(ledger:forget "Never Seen").events)
      assert.equal(0, add { kind = "case", id = "1", event = "open", person = "Never Seen" })
    end)

    it("tombstone (3): an id that holds the fingerprint or the name is replaced where it stands", function()
      local hash = ledger:person(NAME)
      add({ kind = "case", id = "nps " .. hash, event = "open", person = NAME },
        { kind = "case", id = "nps " .. NAME, event = "open", person = NAME },
        { kind = "action", id = "a", event = "open", data = { cases = { "nps " .. hash, "b" }, [("nps " .. NAME)] = true } })
      assert(ledger:forget(NAME))
      local list = collect(ledger:events())
      assert.same({ "forgotten 1", "forgotten 2" }, { list[1].id, list[2].id })
      assert.same({ cases = { "forgotten 1", "b" }, ["forgotten 2"] = true }, list[3].data)
    end)

    it("(4): a name in another's event is an error that says where, and the forgetting stands", function()
      add({ kind = "case", id = "1", event = "open", person = NAME },
        { kind = "case", id = "2", event = "note", data = { text = { "met " .. NAME .. " there" } } })
      local done, message, code = ledger:forget(NAME)
      assert.same({ nil, "trace" }, { done, code })
      assert.truthy(message:find("the name stands in 1 other: case 2 (event 2: data.text[1]); --redact ", 1, true), message)
      add({ kind = "case", id = "3", event = "note", data = { [NAME] = true } },
        { kind = "case", id = "4", event = "note", why = "since " .. NAME .. " said so" },
        { kind = "case", id = "5", event = "note", who = NAME }, { kind = "case", id = NAME, event = "note" })
      local found
      done, message, code, found = ledger:forget(NAME)
      assert.same({ nil, "trace", 5, 7 }, { done, code, #found, found[5].seq })
      assert.truthy(message:find("in 5 others: case 2 (event 2: data.text[1]), case 3 (event 4: data (a key)), "
        .. "case 4 (event 5: why), case 5 (event 6: who), case * (event 7: id)", 1, true), message)
      assert.is_true(ledger:events()().forgotten)
    end)

    it("trace (2): a short name is looked for as a whole text or number, not inside others", function()
      add({ kind = "case", id = "1", event = "open", person = "17" },
        { kind = "case", id = "2", event = "note", data = { text = "room 1723", n = 1723 } })
      assert(ledger:forget "17")
      add { kind = "case", id = "3", event = "note", data = { customer = 17 } }
      local _, message = ledger:forget "17"
      assert.truthy(message:find("1 other: case 3 (event 4: data.customer)", 1, true), message)
    end)

    it("(5): again is fine", function()
      add { kind = "case", id = "1", event = "open", person = NAME }
      assert.equal(1, assert(ledger:forget(NAME)).events)
      assert.equal(0, assert(ledger:forget(NAME)).events)
    end)

    it("tombstone (4): a run that died before it wrote everything anew is made good by the next", function()
      add { kind = "case", id = "1", event = "open", person = NAME }
      local clean = ledger.store.engine.clean
      ledger.store.engine.clean = function() return nil, "killed", "failed" end
      local done = ledger:forget(NAME)
      local still <close> = assert(open())
      assert.same({ "killed", true }, { still.unclean, still:events()().forgotten })
      local cleaned = 0
      ledger.store.engine.clean = function(store)
        cleaned = cleaned + 1
        return clean(store)
      end
      assert(open()):close()
      local another <close> = assert(open())
      ledger.store.engine.clean = clean
      assert.same({ nil, 1 }, { done, cleaned })
      assert(another:forget(NAME))
    end)

    it("refuses what is no name, at the program's line", function()
      assert.has_error(function() ledger:forget() end)
      assert.has_error(function() ledger:forget "" end)
    end)
  end)


  describe("retain", function()
    it("(1) (3): what is too old becomes tombstones, kind by kind, and the person may come back", function()
      add({ kind = "case", id = "old", event = "open", person = NAME, data = { a = 1 }, at = "2023-11-19" },
        { kind = "case", id = "old", event = "told", data = { a = 2 }, at = "2023-11-20T23:59:59" },
        { kind = "case", id = "young", event = "open", data = { a = 1 }, at = "2020-01-01" },
        { kind = "case", id = "young", event = "told", data = { a = 2 }, at = "2023-11-21" },
        { kind = "message", id = "m", event = "sent", data = { a = 1 }, at = "2020-01-01" })
      assert.equal(2, ledger:retain { case = "3 years", decision = "1 day" })
      local list = collect(ledger:events())
      assert.same({ true, true, nil, nil, nil }, { list[1].forgotten, list[2].forgotten, list[3].forgotten, list[4].forgotten })
      assert.same({ a = 1 }, list[5].data)
      assert.same({ kind = "case", period = "3 years", things = 1, events = 2 }, list[6].data)
      assert.equal(0, ledger:retain { case = "3 years" })
      assert.equal(1, ledger:retain { message = "36 months" })
      assert.equal(1, add { kind = "case", id = "new", event = "open", person = NAME })
    end)

    it("(1): periods are those of the calendar", function()
      local limit = require "cx.ledger.retain".limit
      assert.equal("2023-11-21", limit(NOW, "3 years"))
      assert.equal("2026-02-28", limit("2026-03-31", "1 month"))
      assert.equal("2024-02-29", limit("2026-08-31", "30 months"))
      assert.equal("2023-02-28", limit("2024-02-29", "1 year"))
      assert.equal("2025-12-31", limit("2026-01-14T09:00", "2 weeks"))
      assert.equal("2025-11-21", limit(NOW, "365 days"))
      for _, wrong in ipairs { "3", "years", "0 days", "-1 days", "3 aeons", "3.5 years", "" } do
        assert.is_nil(limit(NOW, wrong))
      end
      local done, message = pcall(function() ledger:retain { case = "three years" } end)
      assert.is_false(done)
      assert.truthy(message:find 'suite_person.lua:%d+: retain.case: a period is wanted, such as "3 years"', message)
    end)

    it("tombstone (3): ids that hold the fingerprint go too", function()
      local hash = ledger:person(NAME)
      add { kind = "case", id = "x" .. hash, event = "open", person = NAME, at = "2020-01-01" }
      assert.equal(1, ledger:retain { case = "1 year" })
      assert.equal("forgotten 1", ledger:events()().id)
    end)
  end)


  it("a public word of cx opens it", function()
    assert.equal(cx.ledger, require "cx.ledger")
  end)
end
