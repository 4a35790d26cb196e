-- suite_whole.lua: what holds of a ledger as a whole on whatever engine: looking, a new name, backups; loaded by suite.lua

-- luacheck: std +busted
local core = require "cx.core"
local cx = require "cx"
local schema = require "cx.ledger.schema"

local NAME = "Aino Meikäläinen"


local function collect(iterator)
  local list = {}
  for e in iterator do list[#list + 1] = e end
  return list
end


-- An iterator over lines.
local function each(lines)
  local i = 0
  return function()
    i = i + 1
    return lines[i]
  end
end


return function(shared)
  local ledger, at

  before_each(function()
    ledger, at = shared.ledger(), shared.place()
  end)

  describe("looking", function()
    it("ledger (6): sees everything and writes nothing", function()
      assert(ledger:append { { kind = "case", id = "1", event = "open", person = NAME } })
      local look <close> = assert(shared.open { look = true })
      assert.same(collect(ledger:events()), collect(look:events()))
      assert.equal(ledger:person(NAME), look:person(NAME))
      for _, refused in ipairs { { look:append { { kind = "case", id = "2", event = "open" } } }, { look:forget(NAME) },
        { look:retain { case = "1 day" } }, { look:save_round { name = "x" } }, { look:rename("Huolto", "x") } } do
        assert.same({ nil, "not_writable" }, { refused[1], refused[3] })
        assert.truthy(refused[2]:find "it was opened to be looked at; nothing is written$")
      end
      assert.equal(1, #collect(ledger:events()))
    end)

    it("schema (6): makes no ledger where there is none; nor does create = false", function()
      local empty = shared.another()
      for _, options in ipairs { { look = true, plan = "Huolto" }, { create = false, plan = "Huolto" } } do
        local none, message, code = cx.ledger.open(empty.where, options)
        assert.same({ nil, "no_file" }, { none, code })
        assert.truthy(message:find "there is no ledger yet; a run of the plan makes one$")
      end
      if ledger.store.engine.name == "postgres" then
        local store <close> = setmetatable({ assert(ledger.store.engine.open(empty.where, {})) },
          { __close = function(self) self[1]:close() end })
        assert.same({}, ledger.store.engine.tables(store[1]))
      else
        assert.is_nil(io.open(empty.where))
      end
    end)

    it("schema (5): another plan's ledger is refused", function()
      assert.equal("other_plan", select(3, shared.open { plan = "Kirjasto", look = true }))
    end)
  end)


  describe("versions", function()
    it("schema (8): those that were once given out are as they were", function()
      local digests = { "2f01ece89fd881e4be2aa3dfa29260241c7b6fea524ce16e5a7f35716b738e9c",
                        "6281372cdb91a80f0333c17d985924b48cdad9c96814fcd6e756250521780b0d" }
      for i, digest in ipairs(digests) do
        assert.equal(digest, core.sha256(table.concat(schema.versions[i], "\n")))
      end
    end)
  end)


  describe("a plan's new name", function()
    it("schema (7): takes the ledger along, as an event; the error names the way", function()
      assert(ledger:append { { kind = "case", id = "1", event = "open" } })
      local _, message = shared.open { plan = "Uusi" }
      assert.truthy(message:find('cxlua loop PLAN rename --from "Huolto"', 1, true), message)
      local any <close> = assert(cx.ledger.open(at.where, { key = at.key, now = "2026-12-01", who = "bertta" }))
      assert.same({ nil, "other_plan" }, { any:rename("Kirjasto", "Uusi"), (select(3, any:rename("Kirjasto", "Uusi"))) })
      assert.equal(1, any:rename("Huolto", "Uusi", { why = "merged" }))
      assert.equal(0, any:rename("Huolto", "Uusi"))
      local renamed <close> = assert(shared.open { plan = "Uusi" })
      local list = collect(renamed:events())
      assert.same({ "ledger", "plan", "renamed", { from = "Huolto", to = "Uusi" }, "bertta", "merged", "2026-12-01" },
        { list[2].kind, list[2].id, list[2].event, list[2].data, list[2].who, list[2].why, list[2].at })
      assert.equal("other_plan", select(3, shared.open()))
    end)
  end)


  describe("backup", function()
    local function lines_of(one)
      local lines = {}
      assert(one:backup(function(line) lines[#lines + 1] = (line:gsub("\n$", "")) end))
      return lines
    end

    local function fill()
      local deep = {}
      for _ = 1, 98 do deep = { deep } end
      assert(ledger:append {
        { kind = "case", id = "1", event = "open", person = NAME, data = { x = 0.1, big = 2 ^ 60, deep = deep }, unique = "u",
          why = "\0'\xff\\" },
        { kind = "case", id = "2", event = "open", person = "Other", data = { list = { "a", "b" }, text = "ä\n\u{2028}" } },
        { kind = "case", id = "2", event = "told", who = "bertta", at = "2026-01-01" } })
      assert(ledger:save_round { name = "2026-Q1", results = { { id = "nps", value = 30 } } })
      assert(ledger:forget(NAME, { why = "asked" }))
      assert(ledger:append { { kind = "case", id = "3", event = "open", unique = "v", data = { deep = deep } } })
    end

    -- A new ledger under the same key: of the same engine, or a file.
    local function new(where)
      return assert(cx.ledger.open(where or shared.another().where, { plan = "Huolto", key = at.key, now = "2027-01-01" }))
    end

    it("(1) (3) (4) (5): the same events, forgotten people and marks, here and in a file", function()
      fill()
      local lines = lines_of(ledger)
      assert.equal(9, #lines)                                                   -- head, 6 events, 1 forgotten, end
      for _, where in ipairs { shared.another().where, os.tmpname() } do
        local restored <close> = new(where)
        assert.same({ events = 6, forgotten = 1 }, restored:restore(each(lines)))
        assert.same(collect(ledger:events()), collect(restored:events()))
        assert.same(lines, lines_of(restored))
        assert.is_true(restored:is_forgotten(NAME))
        assert.same({ 0, { known = 1, forgotten = 0 } },
          { restored:append { { kind = "case", id = "3", event = "open", unique = "v" } } })
        assert.same(ledger:person "Other", restored:person "Other")
        assert.same(ledger:rounds(), restored:rounds())
        os.remove(where)
      end
    end)

    it("store (5): is of one moment, whatever others write meanwhile", function()
      fill()
      local before, seen = lines_of(ledger), {}
      local other <close> = assert(shared.open())
      assert(ledger:backup(function(line)
        seen[#seen + 1] = (line:gsub("\n$", ""))
        if #seen < 3 then assert(other:append { { kind = "case", id = "n" .. #seen, event = "open" } }) end
      end))
      assert.same(before, seen)
      assert.equal(#before + 2, #lines_of(ledger))
      local look <close> = assert(shared.open { look = true })
      assert.equal(#before + 2, #lines_of(look))
      assert.has_error(function() ledger:backup(function() error("no", 0) end) end, "no")
      assert.equal(1, ledger:append { { kind = "case", id = "z", event = "open" } })
    end)

    it("(2): the same key is wanted", function()
      fill()
      local lines, where = lines_of(ledger), shared.another()
      local other <close> = assert(cx.ledger.open(where.where, { plan = "Huolto", key = where.key }))
      assert(other:restore(each(lines)))
      assert.equal("no_key", select(3, other:person "x"))
      os.execute(("cp %s %s"):format(at.key, where.key))
      assert.equal(ledger:person "Other", other:person "Other")
    end)

    it("(3): what was cut or changed, a ledger with events and another plan's are refused, and nothing is written", function()
      fill()
      local lines = lines_of(ledger)
      local empty <close> = new()
      local function refuses(code, pattern, change)
        local copy = table.move(lines, 1, #lines, 1, {})
        copy = change(copy) or copy
        local done, message, word = empty:restore(each(copy))
        assert.same({ nil, code }, { done, word })
        assert.truthy(message:find(pattern), message)
        assert.equal(0, #collect(empty:events()))
      end
      refuses("damaged", "^8: the end is missing", function(l) l[9] = nil end)
      refuses("damaged", "^3: event 2 is wanted", function(l) table.remove(l, 3) end)
      refuses("damaged", "^8: the file was changed, or a part of it is missing", function(l) table.remove(l, 8) end)
      refuses("damaged", "^9: the file was changed", function(l) l[4] = l[4]:gsub("bertta", "berta") end)
      refuses("damaged", "^4: it is no JSON", function(l) l[4] = l[4]:sub(1, 20) end)
      refuses("damaged", "^1: it is no backup of a ledger", function(l) return { l[2] } end)
      refuses("damaged", "^10: nothing is wanted behind the end", function(l) l[10] = l[2] end)
      refuses("damaged", "^0: the end is missing", function() return {} end)
      refuses("damaged", "who: a text is wanted", function(l) l[2] = l[2]:gsub('"who":"anna"', '"who":1') end)
      local done, message, code = ledger:restore(each(lines))
      assert.same({ nil, "not_empty" }, { done, code })
      assert.truthy(message:find "it has 6 events; a backup is restored into a new ledger")
      local place = shared.another()
      local other <close> = assert(cx.ledger.open(place.where, { plan = "Kirjasto", key = at.key }))
      assert.equal("other_plan", select(3, other:restore(each(lines))))
    end)
  end)
end
