-- drivers_spec.lua - why/drivers.lua: what is told of drivers, in three languages, with every number's interval

local drivers = require "cx.report.why.drivers"
local lang = require "cx.lang"
local svg = require "cx.report.why.drivers_svg"
local texts = require "cx.report.why.words.drivers"


local function interval(value, low, high)
  return { value = value, low = low, high = high, n = 1200, method = "bucket jackknife 95 %" }
end


local function driver(name, part, reach, rank, more)
  local item = interval(part * 0.4, (part - reach) * 0.4, (part + reach) * 0.4)
  item.name, item.rank, item.part = name, rank, interval(part, part - reach, part + reach)
  item.distinguishable, item.correlation, item.vif, item.beta = rank ~= nil, 0.31, 1.26, interval(0.2, 0.15, 0.25)
  for key, value in pairs(more or {}) do item[key] = value end
  return item
end


local function sample()
  return {
    kind = "drivers", outcome = { name = "mean", question = "recommend", unit = "score" }, missing = "listwise", n = 1200,
    method = "lmg", confidence = 0.95, df = 31, notes = { { code = "constant", name = "price" } },
    r_squared = interval(0.4, 0.36, 0.44),
    drivers = { driver("ease", 0.6, 0.05, { 1, 1 }), driver("staff", 0.35, 0.05, { 2, 2 }, { text = "Our staff" }),
                driver("food", 0.05, 0.07) },
    ties = { { a = "ease", b = "staff", value = 0.1, low = -0.1, high = 0.3 } },
    check = { r_squared = 0.38, most = 0.02, moved = "staff", drivers = {} },
    map = { line = 1 / 3, without = { "food" }, items = {
      { name = "ease", importance = interval(0.6, 0.55, 0.65), gap = interval(-12, -15, -9), target = 75, unit = "percent",
        relation = "at_least", performance = interval(63, 60, 66), verdict = "mend" },
      { name = "staff", importance = interval(0.35, 0.3, 0.4), gap = interval(2, -1, 5), target = 4, unit = "score",
        relation = "at_least", performance = interval(4.1, 3.9, 4.2), verdict = "cannot tell" } } },
    contrast = { { name = "ease", penalty = interval(1.1, 0.9, 1.3), reward = interval(0.2, 0, 0.4), verdict = "disappoints" } },
    parts = { total = 6.34, n = 30, groups = {
      { name = "web", share = 1 / 3, mean = 6.349, value = 2.1163, low = 2, high = 2.2, n = 10, from_mean = interval(0.003, -1, 1) },
      { name = "store", share = 1 / 3, mean = 6.335, value = 2.1117, low = 2, high = 2.2, n = 10, from_mean = interval(-0.0015, -1, 1) },
      { name = "", hidden = true, share = 1 / 3, mean = 6.336, value = 2.112, low = 2, high = 2.2, n = 10,
        from_mean = interval(-0.0015, -1, 1) } } },
  }
end


local function keys_of(value, path, into)
  for key, inner in pairs(value) do
    local name = path .. "." .. key
    into[name] = type(inner)
    if type(inner) == "table" then keys_of(inner, name, into) end
  end
  return into
end


-- All texts of a document, one after another.
local function all_text(outcome, words)
  local parts = { drivers.sentence(outcome, words), drivers.decide(outcome, words) }
  for _, block in ipairs(drivers.blocks(outcome, words)) do
    for _, key in ipairs { "text", "caption", "note", "title", "description" } do parts[#parts + 1] = block[key] end
    for _, column in ipairs(block.columns or {}) do parts[#parts + 1] = column.title end
    for _, row in ipairs(block.rows or {}) do parts[#parts + 1] = table.concat(row, " ") end
  end
  return table.concat(parts, "\n")
end


describe("drivers in a report", function()
  it("drivers: the three languages have the same words", function()
    assert.same(keys_of(texts.en, "", {}), keys_of(texts.fi, "", {}))
    assert.same(keys_of(texts.en, "", {}), keys_of(texts.sv, "", {}))
  end)

  it("drivers: every language says all of it, and leaves no name unfilled", function()
    for _, code in ipairs(lang.known) do
      local text = all_text(sample(), lang.load(code))
      assert.is_nil(text:match "{[%a_]+}")
      assert.matches("Our staff", text)
    end
  end)

  it("drivers (2): one driver is named only where it surely is first", function()
    local words, outcome = lang.load "en", sample()
    assert.equal("40% of the differences in recommend go with its drivers; ease matters most: 60% of what they explain (55–65%).",
      drivers.sentence(outcome, words))
    outcome.drivers[1].rank, outcome.drivers[2].rank = { 1, 2 }, { 1, 2 }
    assert.matches("ease and “Our staff” cannot be told apart at the top", drivers.sentence(outcome, words))
    outcome.drivers[1].rank, outcome.drivers[2].rank = nil, nil
    assert.matches("none of them is distinguishable from zero", drivers.sentence(outcome, words))
  end)

  it("drivers (5): questions are named by their texts, and the metric where it is not the mean", function()
    local outcome = sample()
    outcome.outcome.text = "Would you come again?"
    outcome.notes[1].text = "The price"
    assert.matches("differences in “Would you come again%?” go with", drivers.sentence(outcome, lang.load "en"))
    assert.matches("mittarissa ”Would you come again%?” on", drivers.sentence(outcome, lang.load "fi"))
    assert.matches("Drivers of “Would you come again%?”", drivers.blocks(outcome, lang.load "en")[1].caption)
    assert.matches("no share changes by more than 2.0 percentage points %(“Our staff”%)%. “The price” does not vary",
      all_text(outcome, lang.load "en"))
    outcome.outcome.name = "nps"
    assert.matches("differences in NPS · “Would you come again%?” go with", drivers.sentence(outcome, lang.load "en"))
  end)

  it("drivers (1): one that is not distinguishable from zero has no rank, and its value stays", function()
    local block = drivers.blocks(sample(), lang.load "en")[1]
    assert.same({ "food", "5%", "−2…12%", "not distinguishable from zero" }, { table.unpack(block.rows[3], 1, 4) })
    assert.equal("1", block.rows[1][4])
  end)

  it("drivers: pairs that cannot be told apart are named, and not without end", function()
    local outcome, words = sample(), lang.load "en"
    assert.matches("Cannot be told apart: ease – Our staff%.", all_text(outcome, words))
    for i = 2, 9 do outcome.ties[i] = outcome.ties[1] end
    assert.matches("Our staff and other pairs%.", all_text(outcome, words))
  end)

  it("drivers (3): the driver to be mended first is what is to be decided", function()
    assert.equal("Should “ease” be mended first? It matters, and it is 12.0% of the scale short of its goal (9.0–15.0%).",
      drivers.decide(sample(), lang.load "en"))
    local outcome = sample()
    outcome.map.items[1].verdict = "keep"
    assert.is_nil(drivers.decide(outcome, lang.load "en"))
    outcome.map = nil
    assert.is_nil(drivers.decide(outcome, lang.load "en"))
  end)

  it("drivers (4): printed parts sum to the printed total", function()
    local blocks = drivers.blocks(sample(), lang.load "en")
    local rows, part, pull = blocks[#blocks].rows, 0, 0
    for i = 1, 3 do
      part = part + tonumber(rows[i][4])
      pull = pull + tonumber((rows[i][6]:gsub("−", "-")))
    end
    assert.near(tonumber(rows[4][4]), part, 1e-9)
    assert.near(0, pull, 1e-9)
    assert.equal("others (few people)", rows[3][1])
  end)

  it("drivers: without figures there is a sentence why, and no table", function()
    for _, code in ipairs(lang.known) do
      local words = lang.load(code)
      local outcome = { kind = "drivers", outcome = { name = "mean", question = "recommend" }, drivers = {},
                        notes = { { code = "few_rows", n = 3, drivers = 4 } } }
      assert.matches("3", drivers.sentence(outcome, words))
      assert.same({}, drivers.blocks(outcome, words))
      assert.is_nil(drivers.decide(outcome, words))
    end
  end)

  it("drivers: every note has its words", function()
    local values = { n = 3, lambda = 0.1, digits = 4, name = "x", drivers = 9, minimum = 10, decimals = 4, method = "lmg" }
    for _, code in ipairs(lang.known) do
      for note in pairs(texts[code].notes) do
        local outcome = sample()
        local one = { code = note }
        for key, value in pairs(values) do one[key] = value end
        outcome.notes = { one }
        assert.is_nil(all_text(outcome, lang.load(code)):match "{[%a_]+}")
      end
    end
  end)

  it("drivers_svg (2): the picture has a point for each driver, named, and says more than colours", function()
    local words = lang.load "sv"
    local picture
    for _, block in ipairs(drivers.blocks(sample(), words)) do picture = block.picture and block or picture end
    local drawn = svg.draw(picture, "p", function(s) return (s:gsub("<", "&lt;")) end)
    assert.matches("åtgärdas först", drawn)
    assert.matches('class="signal"', drawn)
    assert.matches('class="open"', drawn)
    assert.is_nil(drawn:find "nan" or drawn:find "inf")
    assert.equal(select(2, drawn:gsub("<g", "")), select(2, drawn:gsub("</g>", "")))
  end)

  it("drivers_svg: one driver without intervals is drawn too", function()
    local drawn = svg.draw({ points = { { label = "a", x = 0, y = 50, verdict = "keep", text = "keep" } }, line = 100, axis_x = "",
      axis_y = "", corner = { mend = "", keep = "", watch = "", leave = "" }, percent = "%", title = "t", description = "d" }, "p",
      function(s) return s end)
    assert.is_nil(drawn:find "nan" or drawn:find "inf")
  end)
end)
