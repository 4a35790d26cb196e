-- decompose_spec.lua - decompose.lua: mix, rate and questionnaire

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


-- A tally where each group has n people and an NPS: { group, n, nps }.
local function round(groups, options)
  local lines = { "touchpoint,q,w" }
  for _, group in ipairs(groups) do
    local promoters = group[2] * (100 + group[3]) / 200
    for i = 1, group[2] do lines[#lines + 1] = ("%s,%d,%d"):format(group[1], i <= promoters and 10 or 0, 1 + i % 3) end
  end
  local all = { text = table.concat(lines, "\n") .. "\n", questions = { q = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(cx.survey(all):tally { by = "touchpoint" })
end


local before = { { "phone", 100, -20 }, { "store", 600, 40 }, { "web", 300, 30 } }
local after = { { "phone", 100, -10 }, { "store", 400, 42 }, { "web", 500, 28 } }


describe("decompose", function()
  it("(1) (3): the note's example, to the last bit", function()
    local change = cx.decompose(round(before), round(after), { metric = cx.metric.nps })
    local sum = change.questionnaire
    for i, wanted in ipairs { { 0, 1.0 }, { -2.12, 1.0 }, { -0.28, -0.8 } } do
      local group = change.groups[i]
      assert.is_true(math.abs(group.mix - wanted[1]) < 1e-11 and math.abs(group.rate - wanted[2]) < 1e-11)
      sum = sum + group.mix + group.rate
    end
    assert.equal(change.change, sum)
    assert.equal(change.change, change.after - change.before)
    assert.equal(change.change, change.mix + change.rate)
    assert.same({ "store", 600, 400 }, { change.groups[2].label, change.groups[2].n_before, change.groups[2].n_after })
    assert.same({ 40.0, 42.0 }, { change.groups[2].value_before, change.groups[2].value_after })
    assert.equal("from 31.0 to 29.8, by −1.2: −2.4 by mix, 1.2 by rate", change.words)
  end)

  it("(4): what is printed adds up too", function()
    for decimals = 0, 3 do
      local change = cx.decompose(round(before), round(after), { metric = cx.metric.nps, decimals = decimals })
      local printed, sum = change.printed, change.printed.questionnaire
      for _, group in ipairs(printed.groups) do sum = sum + group.mix + group.rate end
      assert.is_true(math.abs(sum - printed.change) < 1e-9)
      assert.is_true(math.abs(printed.after - printed.before - printed.change) < 1e-9)
      assert.is_true(math.abs(printed.mix + printed.rate + printed.questionnaire - printed.change) < 1e-9)
    end
  end)

  it("(2): changed items are the questionnaire's part", function()
    local change = cx.decompose(round { { "kept", 100, 40 }, { "old", 50, 0 } }, round { { "kept", 100, 44 }, { "new", 100, -20 } },
      { metric = cx.metric.nps, changed = { "old", "new" } })
    assert.is_true(math.abs(change.rate - 4) < 1e-11)
    assert.equal(0.0, change.mix)
    assert.equal(change.change, change.mix + change.rate + change.questionnaire)
    assert.matches("by the questionnaire$", change.words)
    assert.is_true(change.groups[2].changed)
  end)

  it("weights count, and can be left out", function()
    local a, b = round(before, { weight = "w" }), round(after, { weight = "w" })
    local weighted = cx.decompose(a, b, { metric = cx.metric.nps })
    assert.is_true(math.abs(weighted.before - a:total(cx.metric.nps).value) < 1e-9)
    local plain = cx.decompose(a, b, { metric = cx.metric.nps, weighted = false })
    assert.is_true(math.abs(plain.change + 1.2) < 1e-11)
  end)

  it("words in three languages", function()
    local function words(language)
      return cx.decompose(round(before), round(after), { metric = cx.metric.nps, language = language }).words
    end
    assert.equal("31,0 → 29,8, muutos −1,2: rakenteesta −2,4, tasosta 1,2", words "fi")
    assert.equal("från 31,0 till 29,8, ändring −1,2: −2,4 av fördelningen, 1,2 av nivån", words "sv")
  end)

  it("a round without answers is said, and mistakes are raised", function()
    local none = assert(cx.survey { text = "touchpoint,q\nweb,\n", questions = { q = cx.scale.nps } }:tally { by = "touchpoint" })
    local change, message, code = cx.decompose(none, round(after), { metric = cx.metric.nps })
    assert.same({ nil, "a round has no answers: nothing moved from or to it; two rounds with answers are wanted", "no_answers" }, { change, message, code })
    local function mistake(...)
      local given = { ... }
      return sample.mistake("decompose_spec", function() cx.decompose(table.unpack(given)) end)
    end
    assert.matches("a metric is wanted", mistake(round(before), round(after), {}))
    assert.matches('unknown group "wep"; did you mean "web"',
      mistake(round(before), round(after), { metric = cx.metric.nps, changed = "wep" }))
    assert.matches("decimals: a whole number", mistake(round(before), round(after), { metric = cx.metric.nps, decimals = 1.5 }))
    local five = assert(cx.survey { text = "touchpoint,q\nweb,1\n", questions = { q = cx.scale { 1, 5 } } }:tally { by = "touchpoint" })
    assert.matches("different scales", mistake(round(before), five, { metric = cx.metric.mean }))
  end)
end)
