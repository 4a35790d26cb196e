-- read_spec.lua - plan/read.lua: values checked one by one

local cx = require "cx"
local read = require "cx.plan.read"
local sample = dofile "tests/lua/cx/sample.lua"


local function mistake(f, ...)
  local given = table.pack(...)
  return sample.mistake("read_spec", function()
    local made = f(table.unpack(given, 1, given.n))
    return made
  end)
end


describe("plan.read", function()
  it("(1): a message says the path, what is wanted and what there is", function()
    local shown = { [5] = "5", ["a\nb"] = '"a b"', [true] = "true", [print] = "a function", [{}] = "a table",
                    [cx.metric.nps] = "a metric" }
    for value, text in pairs(shown) do
      assert.equal("a.b: a list is wanted, not " .. text, mistake(read.fail, "a.b", "a list", value))
    end
    assert.equal("a: a list is wanted, as in x, not nothing", mistake(read.fail, "a", "a list", nil, "as in x"))
    assert.matches('not "x+%.%.%."$', mistake(read.fail, "a", "a list", ("x"):rep(1000)))
  end)

  it("(1): key paths can be typed", function()
    assert.same({ "a[3]", "a.b", "a.ä", 'a["b c"]', 'a["3"]' },
      { read.at("a", 3), read.at("a", "b"), read.at("a", "ä"), read.at("a", "b c"), read.at("a", "3") })
  end)

  it("(2): nil is fine, and values of the right type stay", function()
    for _, one in ipairs { "text", "number", "boolean", "date", "duration", "func" } do assert.is_nil(read[one](nil, "a")) end
    assert.same({ "x", 5, 5, true, "2024-02-29", "1 hour" }, { read.text("x", "a"), read.number(5, "a"), read.whole(5.0, "a", 5),
      read.boolean(true, "a"), read.date("2024-02-29", "a"), read.duration("1 hour", "a") })
  end)

  it("days that are not there are told from texts that are none", function()
    for _, day in ipairs { "2026-02-29", "2026-02-30", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00" } do
      assert.equal("a: there is no day " .. day, mistake(read.date, day, "a"))
    end
    for _, text in ipairs { "31.12.2026", "2026-1-1", "2026-01-01T10:00", "" } do
      assert.matches('^a: a date such as "2026%-12%-31" is wanted, not "', mistake(read.date, text, "a"))
    end
  end)

  it("times are a number of hours, days, working days, weeks, months or years", function()
    for _, text in ipairs { "2 working days", "1 working day", "14 days", "1 day", "3 years", "48 hours", "2 weeks", "6 months",
      "2 working hours", "1 working hour" } do
      assert.equal(text, read.duration(text, "a"))
    end
    for _, text in ipairs { "two days", "2", "days", "2 working hourly", "2 working decades", "-1 days", "2 dayss", "1.5 days", " 2 days" } do
      assert.matches("^a: a time such as", mistake(read.duration, text, "a"))
    end
  end)

  it("(3): a list may be one item alone; holes and names are refused", function()
    local function is_text(item) return type(item) == "string" end
    assert.same({ "x" }, (read.list("x", "a", is_text, "a text")))
    assert.same({}, (read.list(nil, "a", is_text, "a text")))
    local list, path_of = read.list({ "x", "y" }, "a", is_text, "a text")
    assert.same({ "x", "y", "a[2]" }, { list[1], list[2], path_of(2) })
    assert.equal("a: a list is wanted; 5 has no place in it", mistake(read.list, { "x", [5] = "y" }, "a", is_text, "a text"))
    assert.equal('a: a list is wanted; "k" has no place in it', mistake(read.list, { "x", k = "y" }, "a", is_text, "a text"))
    assert.equal("a: a text is wanted, not a metric", mistake(read.list, cx.metric.nps, "a", is_text, "a text"))
  end)

  it("(4): a map is read in byte order of its keys", function()
    local keys = {}
    for i, item in ipairs(read.map({ b = 1, ["ä"] = 2, a = 3, B = 4 }, "m")) do keys[i] = item.path end
    assert.same({ "m.B", "m.a", "m.b", "m.ä" }, keys)
  end)

  it("ids: one's own are kept and may not be equal; made ones make way", function()
    local taken = {}
    assert.same({ "x", "x 2", "y" }, { read.id(taken, nil, "x", "p", "goals"), read.id(taken, nil, "x", "p", "goals"),
                                       read.id(taken, "y", "x", "p", "goals") })
    assert.equal("two goals have the id 'y'; give one of them another", mistake(read.id, taken, "y", "x", "p", "goals"))
    assert.equal("p.id: a text is wanted, not 5", mistake(read.id, taken, 5, "x", "p", "goals"))
  end)
end)
