-- suite.lua: what holds of a ledger whatever engine it stands on
--
-- place() gives a new empty place: { where =, key = }. Loaded with the environment of a spec, which has busted's words.

-- luacheck: std +busted

local cx = require "cx"
local schema = require "cx.ledger.schema"

local NOW = "2026-11-21T10:00:00"


-- Text that breaks what can be broken.
local function hostile()
  local all = {}
  for byte = 0, 255 do all[#all + 1] = string.char(byte) end
  return {
    "", "'", "''", "\\", "\\'", "'; DROP TABLE cx_event; --", '"', "\0", "a\0b", "\0'", "\xff\xfe", "caf\xe9", "\xc3", "ä\n\r\t",
    "$$", "$1", "?", ":x", "%s", "{bytes}", "\\x41", "X'41'", "\u{2028}", "\u{10FFFF}", "\xed\xa0\x80",
    table.concat(all), ("'\0\\"):rep(100000), ("x"):rep(5000000),
  }
end


local function collect(iterator)
  local list = {}
  for e in iterator do list[#list + 1] = e end
  return list
end


return function(place)
  local at, ledger

  local function open(options)
    local all = { plan = "Huolto", who = "anna", now = NOW, key = at.key }
    for key, value in pairs(options or {}) do all[key] = value end
    return cx.ledger.open(at.where, all)
  end

  before_each(function()
    at = place()
    ledger = assert(open())
  end)

  after_each(function() ledger:close() end)


  describe("events", function()
    it("event (1) (2): come back as they went, numbered without a gap", function()
      local data = { n = 3, x = 0.1, big = 2 ^ 60, yes = true, no = false, list = { "a", { b = 1 } }, text = "ä" }
      assert.equal(2, ledger:append {
        { kind = "case", id = "7", event = "open", data = data, why = "said so" },
        { kind = "action", id = "a", event = "open", who = "bertta", at = "2026-01-02" },
      })
      assert.equal(1, ledger:append { { kind = "case", id = "7", event = "fixed" } })
      local list = collect(ledger:events())
      assert.same({ seq = 1, kind = "case", id = "7", event = "open", data = data, who = "anna", at = NOW, why = "said so" },
        list[1])
      assert.equal("integer", math.type(list[1].data.n))
      assert.same({ seq = 2, kind = "action", id = "a", event = "open", data = {}, who = "bertta", at = "2026-01-02", why = "" },
        list[2])
      assert.equal(3, list[3].seq)
    end)

    it("store (1): hostile text comes back byte for byte, in every place where text may stand", function()
      for i, text in ipairs(hostile()) do
        local id = "h" .. i .. text:sub(1, 900)
        assert.equal(1, ledger:append { { kind = "case", id = id, event = "e" .. text:sub(1, 90), who = text, why = text,
                                          data = { [text:sub(1, 5000)] = text }, person = text, unique = "u" .. i .. text } })
        local list = collect(ledger:events { id = id })
        assert.equal(1, #list)
        local e = list[1]
        assert.is_true(e.event == "e" .. text:sub(1, 90) and e.who == text and e.why == text)
        assert.is_true(e.data[text:sub(1, 5000)] == text, "case " .. i)
      end
      assert.equal(#hostile(), #collect(ledger:events()))
    end)

    it("event (3): all of a call or none", function()
      local before = #collect(ledger:events())
      local run = ledger.store.run
      local n = 0
      ledger.store.run = function(self, statement)
        if statement:find "^INSERT INTO cx_event" then
          n = n + 1
          if n == 3 then return nil, "the world ends", "failed" end
        end
        return run(self, statement)
      end
      local added, message, code = ledger:append {
        { kind = "case", id = "1", event = "a" }, { kind = "case", id = "2", event = "a" }, { kind = "case", id = "3", event = "a" } }
      ledger.store.run = nil
      assert.same({ nil, "the world ends", "failed" }, { added, message, code })
      assert.equal(before, #collect(ledger:events()))
    end)

    it("event (4): a second of the same unique is not added, in the same call or later", function()
      local one = { kind = "case", id = "1", event = "open", unique = "nps matti 2026-01-01 rule 1" }
      local added, left = ledger:append { one, one }
      assert.same({ 1, { known = 1, forgotten = 0 } }, { added, left })
      added, left = ledger:append { one, { kind = "case", id = "2", event = "open", unique = "other" } }
      assert.same({ 1, { known = 1, forgotten = 0 } }, { added, left })
      local list = collect(ledger:events())
      assert.same({ 1, 2 }, { list[1].seq, list[2].seq })
    end)

    it("event (1): mistakes are raised at the program's line, with the place in the list", function()
      local function raises(pattern, one)
        local done, message = pcall(function() ledger:append { { kind = "case", id = "1", event = "x" }, one } end)
        assert.is_false(done)
        assert.truthy(message:find "suite.lua:%d+: events%[2%]", message)
        assert.truthy(message:find(pattern), message)
      end
      raises("id: a text is wanted, not nil", { kind = "case", event = "x" })
      raises("id: a text is wanted, not 3", { kind = "case", id = 3, event = "x" })
      raises("kind: it is empty", { kind = "", id = "1", event = "x" })
      raises("id: 1001 bytes; at most 1000 fit", { kind = "case", id = ("x"):rep(1001), event = "x" })
      raises('unknown key of an event "persn"; did you mean "person"', { kind = "case", id = "1", event = "x", persn = "m" })
      raises('at: a time is wanted.*"yesterday"', { kind = "case", id = "1", event = "x", at = "yesterday" })
      raises('at: a time is wanted.*"2026%-02%-30"', { kind = "case", id = "1", event = "x", at = "2026-02-30" })
      raises("data%.a%.b: a number is wanted, not", { kind = "case", id = "1", event = "x", data = { a = { b = 0 / 0 } } })
      raises("data%.f: data are texts", { kind = "case", id = "1", event = "x", data = { f = print } })
      assert.has_error(function() ledger:append { kind = "case", id = "1", event = "x" } end)
      assert.has_error(function() ledger:append "x" end)
      assert.equal(0, ledger:append {})
      raises("data: a table is wanted", { kind = "case", id = "1", event = "x", data = "x" })
      assert.equal(0, #collect(ledger:events()))
    end)

    it("events are filtered by kind, thing, time and number, and a wrong filter is raised", function()
      ledger:append { { kind = "case", id = "1", event = "a", at = "2026-01-01" }, { kind = "case", id = "2", event = "a" },
                      { kind = "action", id = "1", event = "a" } }
      assert.equal(2, #collect(ledger:events { kind = "case" }))
      assert.equal(2, #collect(ledger:events { id = "1" }))
      assert.equal(2, #collect(ledger:events { since = 1 }))
      assert.equal(2, #collect(ledger:events { since = "2026-02-01" }))
      assert.equal(1, #collect(ledger:events { upto = 1 }))
      assert.has_error(function() ledger:events { since = "soon" } end)
      assert.has_error(function() ledger:events { knd = "case" } end)
    end)

    it("event (6): one may add while one reads, pages long", function()
      local many = {}
      for i = 1, 1203 do many[i] = { kind = "case", id = tostring(i), event = "a" } end
      assert.equal(1203, ledger:append(many))
      local seen = 0
      for e in ledger:events() do
        seen = seen + 1
        assert.equal(seen, e.seq)
        if seen == 600 then ledger:append { { kind = "case", id = "late", event = "a" } } end
      end
      assert.equal(1204, seen)
    end)

    it("stay when the ledger is closed and opened again", function()
      ledger:append { { kind = "case", id = "1", event = "a" } }
      ledger:close()
      ledger:close()
      assert.has_error(function() ledger:events() end, nil)
      ledger = assert(open())
      assert.equal(1, #collect(ledger:events()))
    end)
  end)


  describe("state", function()
    it("ledger (1): is folded from events, now and as it was", function()
      ledger:append { { kind = "case", id = "1", event = "open", at = "2026-01-01", data = { owner = "a", cause = "people" } },
                      { kind = "case", id = "2", event = "open" },
                      { kind = "case", id = "1", event = "assign", at = "2026-01-05", data = { owner = "b" } } }
      local states, ids = ledger:state "case"
      assert.same({ "1", "2" }, ids)
      assert.same({ id = "1", kind = "case", event = "assign", opened = "2026-01-01", changed = "2026-01-05", events = 2,
                    who = "anna", data = { owner = "b", cause = "people" } }, states["1"])
      assert.equal("a", ledger:state("case", { upto = 2 })["1"].data.owner)
      local counts = ledger:state("case", { reducer = function(n) return (n or 0) + 1 end })
      assert.same({ ["1"] = 2, ["2"] = 1 }, counts)
      assert.same({ case = states }, ledger:replay())
      assert.same({ "open", nil }, { ledger:replay(1).case["1"].event, ledger:replay(1).case["2"] })
      assert.same(counts, (cx.ledger.fold(collect(ledger:events()), function(n) return (n or 0) + 1 end)))
    end)
  end)


  describe("rounds", function()
    local function round(value)
      return { name = "2026-Q1", plan_hash = cx.ledger.hash "plan", plan_text = "return 1", tallies = { recommend = "n;w" },
               results = { { id = "nps", value = value, n = 10 }, { id = "csat", value = 80 } }, verdicts = { nps = "met" } }
    end

    it("round (1) (2) (3): a re-run that differs is a version beside the first, one that does not is none", function()
      assert.same({ 1, nil }, { ledger:save_round(round(30)) })
      assert.same({ 1, {} }, { ledger:save_round(round(30)) })
      local version, difference = ledger:save_round(round(32.5))
      assert.equal(2, version)
      assert.same({ { path = "results.nps.value", old = 30, new = 32.5 } }, difference)
      ledger:save_round { name = "2026-Q2", results = {} }
      local rounds = assert(ledger:rounds())
      assert.same({ "2026-Q1", "2026-Q2" }, { rounds[1].name, rounds[2].name })
      assert.same({ 2, 30, 32.5, 32.5 }, { #rounds[1].versions, rounds[1].versions[1].results[1].value,
        rounds[1].versions[2].results[1].value, rounds[1].results[1].value })
      assert.equal("return 1", rounds[1].plan_text)
      assert.equal(64, #rounds[1].plan_hash)
    end)

    it("round: mistakes are raised", function()
      assert.has_error(function() ledger:save_round { result = {} } end)
      assert.has_error(function() ledger:save_round { results = {} } end)
    end)
  end)


  describe("schema", function()
    it("(5): a ledger of another plan is refused and stays; one that asks for none may look", function()
      ledger:append { { kind = "case", id = "1", event = "a" } }
      local other, message, code = open { plan = "Kirjasto" }
      assert.same({ nil, "other_plan" }, { other, code })
      assert.truthy(message:find('it is the ledger of the plan "Huolto", not of "Kirjasto"; name a ledger of its own', 1, true))
      local look <close> = assert(cx.ledger.open(at.where))
      assert.equal(1, #collect(look:events()))
    end)

    it("(3): a newer ledger is refused, and nothing in it is touched", function()
      ledger:append { { kind = "case", id = "1", event = "a" } }
      local version = #schema.versions
      assert(ledger.store:run(("INSERT INTO cx_schema (version, at) VALUES (%d, %s)"):format(version + 1, ledger.store:bytes(NOW))))
      local newer, message, code = open()
      assert.same({ nil, "newer" }, { newer, code })
      assert.truthy(message:find(("schema %d, this one knows %d"):format(version + 1, version), 1, true), message)
      assert.equal(1, #collect(ledger:events()))
    end)

    -- A ledger as the first version made it, with events.
    local function old_ledger()
      local engine = ledger.store.engine
      local place_of_old = place()
      local store = assert(engine.open(place_of_old.where, {}))
      assert(engine.settle(store))
      assert(schema.bring_up(store, NOW, 1))
      for seq = 1, 3 do
        local b = function(text) return store:bytes(text) end
        assert(store:run(("INSERT INTO cx_event (seq, kind, id, event, data, who, at, why) VALUES (%d, %s, %s, %s, %s, %s, %s, %s)")
          :format(seq, b "case", b "1", b("e" .. seq), b '{"a":1}', b "anna", b(NOW), b "")))
      end
      assert.equal(1, schema.version(store))
      return place_of_old, store
    end

    it("(1) (2): an old ledger becomes a new one, with all that it held", function()
      local old, store = old_ledger()
      store:close()
      local brought <close> = assert(cx.ledger.open(old.where, { plan = "Huolto", key = old.key, now = NOW }))
      local list = collect(brought:events())
      assert.same({ 3, "e3", { a = 1 } }, { #list, list[3].event, list[3].data })
      assert.equal(1, brought:append { { kind = "case", id = "1", event = "x", unique = "u", person = "m" } })
      assert.equal(#schema.versions, schema.version(brought.store))
      assert.equal(#schema.versions, tonumber(brought.store:value "SELECT count(*) FROM cx_schema"))
    end)

    it("(2): one that cannot become new stays the old one", function()
      local _, store = old_ledger()
      schema.versions[#schema.versions + 1] = { "CREATE TABLE cx_more (x {whole})", "CREATE TABLE cx_more (x {whole})" }
      local done, message = schema.bring_up(store, NOW)
      schema.versions[#schema.versions] = nil
      assert.is_nil(done)
      assert.truthy(message:find "already exists", message)
      assert.equal(1, schema.version(store))
      assert.is_nil(store.engine.tables(store).cx_forgotten)
      assert.equal(3, tonumber(store:value "SELECT count(*) FROM cx_event"))
      store:close()
    end)

    it("cx_readable shows events to those who read SQL", function()
      ledger:append { { kind = "case", id = "ab", event = "open", why = "it's so" } }
      assert.equal("ab", ledger.store:value "SELECT id FROM cx_readable")
      assert.equal("it's so", ledger.store:value "SELECT why FROM cx_readable")
    end)
  end)


  describe("store", function()
    it("(4): what raises inside a transaction undoes it, and the next one works", function()
      local done, message = pcall(function()
        ledger.store:exclusive(function()
          assert(schema.set_about(ledger.store, "x", "1"))
          error("stop", 0)
        end)
      end)
      assert.same({ false, "stop" }, { done, message })
      assert.is_nil(schema.about(ledger.store, "x"))
      assert.equal(1, ledger.store:exclusive(function() return schema.set_about(ledger.store, "x", "1") end))
      assert.equal("1", schema.about(ledger.store, "x"))
    end)

    it("(4): a second writer waits, then says that it is busy, in one line", function()
      local other <close> = assert(open { wait = 0.2 })
      ledger.store:exclusive(function()
        local added, message, code = other:append { { kind = "case", id = "1", event = "a" } }
        assert.same({ nil, "busy" }, { added, code })
        assert.truthy(message:find("another run is writing; wait for it, and run this again", 1, true))
        assert.is_nil(message:find "\n")
        return true
      end)
      assert.equal(1, other:append { { kind = "case", id = "1", event = "a" } })
    end)
  end)


  for _, name in ipairs { "suite_person", "suite_name", "suite_whole" } do
    assert(loadfile(("tests/lua/cx/ledger/%s.lua"):format(name), "t", _ENV))() {
      open = open, ledger = function() return ledger end, place = function() return at end, another = place,
    }
  end
end
