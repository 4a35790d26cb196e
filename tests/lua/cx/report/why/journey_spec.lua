-- journey_spec.lua - report/why/journey.lua, its words, layout and picture

local cx = require "cx"
local html = require "cx.report.html"
local journey = require "cx.report.why.journey"
local lang = require "cx.lang"
local layout = require "cx.report.why.journey_layout"
local texts = require "cx.report.why.words.journey"


local function patients(more)
  local given = { file = "tests/data/journeys/patients.csv", case = "patient", event = "handling", time = "time",
                  only = "registration_type == 'complete'", conversion = "Check-out" }
  for key, value in pairs(more or {}) do given[key] = value end
  return assert(cx.journey(given):measure())
end


local function keys(table_of, at, list)
  for key, value in pairs(table_of) do
    local path = at .. "." .. tostring(key)
    if type(value) == "table" then keys(value, path, list) else list[#list + 1] = path end
  end
  table.sort(list)
  return list
end


describe("report/why/journey", function()
  it("words: the three languages have the same keys", function()
    assert.same(keys(texts.en, "", {}), keys(texts.fi, "", {}))
    assert.same(keys(texts.en, "", {}), keys(texts.sv, "", {}))
  end)

  it("one sentence, figures first, in three languages", function()
    local made = patients()
    assert.equal("500 customer journeys, 2,721 events; 98.4% (96.9–99.2%) reach Check-out; the most common path has 51.6% of all "
      .. "(47.2–56.0%): Registration → Triage and Assessment → X-Ray → Discuss Results → Check-out.",
      journey.sentence(made, lang.load "en"))
    for _, code in ipairs { "fi", "sv" } do
      local said = journey.sentence(made, lang.load(code))
      assert.matches("98,4", said)
      assert.is_nil(said:find("{", 1, true))
    end
  end)

  it("(2): the picture has no touchpoint that none of its ways joins", function()
    local made = patients()
    for i = #made.steps, 1, -1 do
      if made.steps[i].from == "X-Ray" or made.steps[i].to == "X-Ray" then table.remove(made.steps, i) end
    end
    local seen = {}
    for _, node in ipairs(journey.blocks(made, lang.load "en")[1].nodes) do seen[node.id] = true end
    assert.is_true(seen["Registration"] and seen["Check-out"])
    assert.is_nil(seen["X-Ray"])
  end)

  it("every text of every block is filled", function()
    local made = patients { human = { "Triage and Assessment" }, phases = { before = "Registration", after = "Check-out" } }
    for _, code in ipairs(lang.known) do
      for _, block in ipairs(journey.blocks(made, lang.load(code))) do
        for _, path in ipairs(keys(block, "", {})) do assert.is_nil(path:find("{", 1, true)) end
        assert.is_nil((block.text or block.note or ""):find("{", 1, true))
      end
    end
  end)

  it("(3): a touchpoint that surely loses many is to be decided on, and nothing where none does", function()
    assert.is_nil(journey.decide(patients(), lang.load "en"))
    local lines = { "id,what,when" }
    for i = 1, 100 do
      lines[#lines + 1] = ("%d,phone,%d"):format(i, 1700000000 + i)
      if i <= 40 then lines[#lines + 1] = ("%d,order,%d"):format(i, 1700009000 + i) end
    end
    local made = assert(cx.journey { text = table.concat(lines, "\n") .. "\n", case = "id", event = "what", time = "when",
                                     conversion = "order" }:measure())
    assert.matches("^Who mends phone%? 60.0%% of the journeys", journey.decide(made, lang.load "en"))
  end)

  it("the picture is drawn, with a title, a description and no number that is none", function()
    local blocks = journey.blocks(patients(), lang.load "fi")
    assert.equal("chart", blocks[1].kind)
    local drawn = require(blocks[1].picture).draw(blocks[1], "x1", html.escape)
    assert.matches("<title id=\"x1%-t\">", drawn)
    assert.matches("Registration", drawn)
    assert.is_nil(drawn:find "nan")
    assert.is_nil(drawn:find "inf[^o]")
    assert.equal(drawn, require(blocks[1].picture).draw(blocks[1], "x1", html.escape))
  end)

  it("an empty log and one of too few journeys are told in words alone", function()
    local words = lang.load "en"
    local none = assert(cx.journey { text = "id,what,when\n", case = "id", event = "what", time = "when" }:measure())
    assert.equal("There are no journeys in the log.", journey.sentence(none, words))
    assert.same({}, journey.blocks(none, words))
    local few = assert(cx.journey { text = "id,what,when\n1,a,1700000000\n", case = "id", event = "what", time = "when",
                                    minimum = 10 }:measure())
    assert.equal("Too few journeys to be shown (under 10).", journey.sentence(few, words))
    assert.is_nil(journey.decide(few, words))
  end)
end)


describe("report/why/journey_layout", function()
  local function nodes(...)
    local list = {}
    for i, name in ipairs { ... } do list[i] = { id = name, label = name } end
    return list
  end

  it("(1): cycles are broken at the least travelled way, and a loop stands apart", function()
    local made = layout.make(nodes("a", "b", "c"), { { from = "a", to = "b", n = 9, text = "9" }, { from = "b", to = "c", n = 8, text = "8" },
      { from = "c", to = "a", n = 1, text = "1" }, { from = "b", to = "b", n = 5, text = "5" } })
    assert.equal(1, #made.loops)
    for _, way in ipairs(made.ways) do assert.equal(way.n == 1, way.reversed) end
  end)

  it("(2): every way leads to a later layer", function()
    local random, list = 3, {}
    for i = 1, 40 do
      random = (random * 1103515245 + 12345) % 2147483648
      list[i] = { from = "n" .. random // 65536 % 9, to = "n" .. random // 4096 % 9, n = i, text = "" }
    end
    local made = layout.make(nodes("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"), list)
    for _, way in ipairs(made.ways) do
      for i = 2, #way.nodes do assert.equal(way.nodes[i - 1].layer + 1, way.nodes[i].layer) end
    end
  end)

  it("(3): ways that need not cross do not", function()
    local made = layout.make(nodes("a", "b", "c", "d", "e", "f"), { { from = "a", to = "f", n = 1, text = "" },
      { from = "b", to = "e", n = 1, text = "" }, { from = "c", to = "d", n = 1, text = "" } })
    assert.equal(0, made.crossings)
  end)
end)
