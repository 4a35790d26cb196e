-- suite_name.lua: what holds of a forgotten name in what was written of others, on whatever engine; loaded by suite.lua

-- luacheck: std +busted
local NAME = "Aino Meikäläinen"


local function collect(iterator)
  local list = {}
  for e in iterator do list[#list + 1] = e end
  return list
end


return function(shared)
  local ledger

  before_each(function() ledger = shared.ledger() end)

  local function add(...)
    return assert(ledger:append { ... })
  end

  describe("a forgotten name", function()
    it("trace (1): is found in other letters and other forms, long or short", function()
      for _, pair in ipairs { { NAME, "met AINO MEIKÄLÄINEN" }, { NAME, "met aino meika\u{308}la\u{308}inen" }, { "Äijö", "ÄIJÖ said" } } do
        add { kind = "case", id = "n", event = "note", data = { text = pair[2] } }
        local done, message, code = ledger:forget(pair[1])
        assert.same({ nil, "trace" }, { done, code })
        assert.truthy(message:find("--redact puts [forgotten] in its place", 1, true), message)
        assert.equal(1, assert(ledger:forget(pair[1], { redact = true })).redacted)
      end
    end)

    it("redact (1) (2) (3): a mark takes its place everywhere, and the rest stays", function()
      add({ kind = "case", id = "1", event = "open", person = NAME, data = { said = "I am " .. NAME } },
        { kind = "case", id = "2", event = "note", data = { text = { "met AINO MEIKÄLÄINEN there", "rest" }, [NAME .. " x"] = true, n = 4 },
          why = "since " .. NAME .. " said so", person = "Other" },
        { kind = "case", id = "see " .. NAME, event = "note", who = NAME },
        { kind = "action", id = "a", event = "note", data = { about = "see " .. NAME } })
      local other = ledger:person "Other"
      local done = assert(ledger:forget(NAME, { redact = true, who = "tietosuoja", why = "asked" }))
      assert.same({ 1, 3 }, { done.events, done.redacted })
      local list = collect(ledger:events())
      assert.same({ text = { "met [forgotten] there", "rest" }, ["[forgotten] x"] = true, n = 4 }, list[2].data)
      assert.same({ "since [forgotten] said so", other }, { list[2].why, list[2].person })
      assert.same({ "forgotten 3", "[forgotten]" }, { list[3].id, list[3].who })
      assert.same({ about = "forgotten 3" }, list[4].data)
      assert.same({ { events = 1, redacted = 3, seqs = { 2, 3, 4 } }, "tietosuoja", "asked" },
        { list[5].data, list[5].who, list[5].why })
      assert.equal(0, assert(ledger:forget(NAME)).redacted)
    end)

    it("redact (2), trace (2): a number that is the name goes, counts stay", function()
      add({ kind = "case", id = "1", event = "note", data = { customer = 17, n = 17, text = "17 came on 2026-11-17" } },
        { kind = "message", id = "m", event = "send", data = { cases = 17, reach = 17 } })
      assert(ledger:save_round { name = "2026-Q1", results = { { id = "a", n = 17, value = 17 } }, verdicts = { { id = "17" } } })
      assert.equal(1, assert(ledger:forget("17", { redact = true })).redacted)
      local list = collect(ledger:events())
      assert.same({ customer = "[forgotten]", n = 17, text = "[forgotten] came on 2026-11-17" }, list[1].data)
      assert.same({ cases = 17, reach = 17 }, list[2].data)
      assert.equal(17, list[3].data.results[1].n)
    end)

    it("redact (3): a plain person whose name is written otherwise is nobody", function()
      local plain <close> = assert(shared.open { persons = "plain" })
      assert(plain:append { { kind = "case", id = "1", event = "open", person = "AINO MEIKÄLÄINEN" } })
      assert.equal("trace", select(3, plain:forget(NAME)))
      assert.equal(1, assert(plain:forget(NAME, { redact = true })).redacted)
      assert.is_nil(plain:events()().person)
    end)

    it("forget (4): the marks and the tombstones are of one transaction", function()
      add({ kind = "case", id = "1", event = "open", person = NAME },
        { kind = "case", id = "2", event = "note", data = { text = NAME } })
      local redact = require "cx.ledger.redact"
      local events = redact.events
      redact.events = function(...)
        assert(events(...))
        return nil, "the world ends", "failed"
      end
      local done, message = ledger:forget(NAME, { redact = true })
      redact.events = events
      assert.same({ nil, "the world ends" }, { done, message })
      local list = collect(ledger:events())
      assert.same({ nil, NAME, 2 }, { list[1].forgotten, list[2].data.text, #list })
      assert.is_false(ledger:is_forgotten(NAME))
    end)

    it("trace (3): what was searched is said", function()
      add { kind = "case", id = "1", event = "open", person = NAME }
      local is_file = ledger.store.engine.name == "sqlite"
      for name, how in pairs { [NAME] = "bytes", ["Äijö"] = "words", ["17"] = "events", Open = "events" } do
        local done = assert(ledger:forget(name))
        assert.equal(is_file and how or "server", done.searched)
        assert.is_true(done.of >= 1)
        assert.equal(is_file, #done.files >= 1)
      end
    end)
  end)
end
