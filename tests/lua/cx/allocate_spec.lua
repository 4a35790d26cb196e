-- allocate_spec.lua: a budget divided: the note's check, brute force, draws, near-ties, regret, bad input

local cx = require "cx"
local words = require "cx.lang".load
local part = require "cx.report.why.allocate"

local saturating = cx.curve.saturating

local function near(expected, got, by) assert.is_true(math.abs(expected - got) <= (by or 1e-9), ("%.12g"):format(got)) end

local function raises(words_, given)
  local done, message = pcall(cx.allocate, given)
  assert.is_false(done)
  assert.truthy(tostring(message):find(words_, 1, true), message)
  assert.truthy(tostring(message):find("allocate_spec.lua:", 1, true) or not tostring(message):find(":%d+:"), message)
end

-- statistics, section 14: a (1 - exp(-b x)), 6 units: allocation 2 2 2, total 14.719333
local function note(more)
  local given = { budget = 6, step = 1, touchpoints = {
    { "A", curve = saturating { gain = 10, rate = 0.5 } }, { "B", curve = saturating { gain = 8, rate = 0.3 } },
    { "C", curve = saturating { gain = 6, rate = 0.8 } } } }
  for key, value in pairs(more or {}) do given[key] = value end
  return given
end

local function spends(outcome)
  local list = {}
  for i, line in ipairs(outcome.lines) do list[i] = line.value end
  return list
end

local function finite(value)
  if type(value) == "number" then assert.is_true(value == value and math.abs(value) < math.huge) end
  if type(value) == "table" then for _, one in pairs(value) do finite(one) end end
end


describe("allocate", function()
  it("(2): divides as the note says", function()
    local outcome = cx.allocate(note()):measure()
    assert.same({ 2.0, 2.0, 2.0 }, spends(outcome))
    near(14.719333, outcome.total.value, 5e-7)
    assert.equal("greedy", outcome.way)
    assert.is_nil(outcome.draws)
    assert.is_nil(outcome.total.low)
  end)

  it("(2): finds what trying all divisions finds, with least, most and worth", function()
    local function given(worth)
      return { budget = 10, step = 1, touchpoints = {
        { "A", curve = cx.curve.s_shaped { gain = 5, half = 4 }, least = 1, most = 6 },
        { "B", curve = saturating { gain = 3, half = 2 }, worth = worth },
        { "C", curve = cx.curve.points { { 2, 0 }, { 3, 2 }, { 8, 2.5 } }, most = 5 } } }
    end
    for _, worth in ipairs { 0.2, 1, 5 } do
      local declared, best = given(worth), -1
      local curves = declared.touchpoints
      for a = 1, 6 do
        for b = 0, 10 - a do
          for c = 0, math.min(5, 10 - a - b) do
            best = math.max(best, curves[1].curve:at(a) + worth * curves[2].curve:at(b) + curves[3].curve:at(c))
          end
        end
      end
      local outcome = cx.allocate(declared):measure()
      near(best, outcome.total.value)
      assert.equal("dynamic programme", outcome.way)
    end
  end)

  it("(3): draws what is not sure, the same for the same seed", function()
    local given = note()
    given.touchpoints[2].curve = saturating { gain = { 8, 4, 12 }, rate = { 0.3, 0.2, 0.5 } }
    local one, two = cx.allocate(given):measure(), cx.allocate(given):measure()
    assert.same(one, two)
    given.seed = 2
    assert.are_not.same(one.total, cx.allocate(given):measure().total)
    assert.equal(1000, one.draws)
    assert.is_true(one.total.low < one.total.value and one.total.value < one.total.high)
    assert.is_true(one.lines[2].low < one.lines[2].high)
    finite(one)
  end)

  it("(4): funded counts the draws that give money at all", function()
    local given = { budget = 10, step = 1, draws = 4000, touchpoints = {
      { "sure", curve = cx.curve.points { { 10, 10 } } },
      -- gains more than 1 a step in the draws with z > 0, half of them
      { "coin", curve = cx.curve.points { { 10, { 10, 0, 20 } } } } } }
    local outcome = cx.allocate(given):measure()
    near(0.5, outcome.lines[2].funded, 0.03)
    near(0.5, outcome.lines[1].funded, 0.03)
  end)

  it("(5): near-ties are divisions that do as well in a quarter of the draws", function()
    local given = { budget = 10, step = 1, touchpoints = {
      { "A", curve = saturating { gain = { 10, 5, 15 }, half = 4 } }, { "B", curve = saturating { gain = { 10, 5, 15 }, half = 4 } },
      { "C", curve = saturating { gain = { 1, 0.9, 1.1 }, half = 4 } } } }
    local outcome = cx.allocate(given):measure()
    assert.equal(2, #outcome.near)
    for _, tie in ipairs(outcome.near) do
      assert.is_true(tie.as_good >= 0.25 and tie.loss >= 0)
      assert.is_true(tie.to ~= "C" and tie.amount == 1)
    end
  end)

  it("(6): regret is what the present division loses, in each draw", function()
    local given = note()
    for i, now in ipairs { 0, 0, 6 } do given.touchpoints[i].now = now end
    local outcome = cx.allocate(given):measure()
    near(14.719333 - 6 * (1 - math.exp(-4.8)), outcome.regret.value, 5e-7)
    near(outcome.regret.value, outcome.better.value)
    assert.matches("So divided it gains 8.8 more than now", part.sentence(outcome, words "en"))
    given.touchpoints[1].curve = saturating { gain = { 10, 8, 12 }, rate = 0.5 }
    outcome = cx.allocate(given):measure()
    assert.is_true(outcome.regret.low > 0 and outcome.regret.low < outcome.regret.value)
    assert.is_true(outcome.better.low > 0 and outcome.better.share == 1)
    assert.matches("Is money moved from C to A", part.decide(outcome, words "en"))
    given.touchpoints[1].now = nil
    assert.is_nil(cx.allocate(given):measure().regret)
  end)

  it("(6): two touchpoints alike, unsure: no division is surely better, whatever hindsight would gain", function()
    local given = { budget = 100, touchpoints = {} }
    for i, now in ipairs { 60, 40 } do
      given.touchpoints[i] = { ("AB"):sub(i, i), now = now, curve = saturating { gain = { 10, 2, 18 }, half = { 40, 16, 100 } } }
    end
    local outcome = cx.allocate(given):measure()
    assert.same({ 50.0, 50.0 }, spends(outcome))
    assert.is_true(outcome.better.low < 0 and outcome.better.high > 0)
    assert.is_true(outcome.better.share > 0.4 and outcome.better.share < 0.8)
    assert.is_true(outcome.regret.low >= 0 and outcome.regret.value > outcome.better.value)
    assert.is_nil(part.decide(outcome, words "en"))
    assert.matches("50 each is best spent on A and B. Whether this division gains more .- cannot be told", part.sentence(outcome, words "en"))
    finite(outcome)
  end)

  it("(3): points without intervals are as sure as they were declared: nothing is drawn", function()
    local outcome = cx.allocate { budget = 50, touchpoints = {
      { "A", now = 30, curve = cx.curve.points { { 10, 1 }, { 20, 2 }, { 30, 2.5 } } },
      { "B", now = 20, curve = cx.curve.points { { 10, 1 }, { 20, 2 }, { 30, 2.5 } } } } }:measure()
    assert.is_nil(outcome.draws)
    assert.is_nil(outcome.total.low)
    assert.is_nil(outcome.lines[1].funded)
    assert.matches("The present division gains as much", part.sentence(outcome, words "en"))
  end)

  it("(8): in a plan the budget is its own, and now what its touchpoints have", function()
    local answers = cx.survey { text = "x\n5\n4\n", questions = { x = cx.scale { 1, 5 } } }
    local goals = cx.goal { cx.metric.mean(answers.x), at_least = 3 }
    local function run(given, budget)
      given.touchpoints = { { "Invoice", curve = saturating { gain = 10, half = 20 } },
                            { "visit", curve = saturating { gain = 8, half = 30 }, now = given.visit } }
      given.visit = nil
      return cx.plan { name = "A", measure = { surveys = { answers }, worth = cx.allocate(given) },
        touchpoints = { { "Invoice", id = "i", goals = goals, resources = 30 }, { "The visit", id = "visit", resources = 50 } },
        implement = { budget = budget } }:run { today = "2026-11-22" }.worth[1]
    end
    local outcome = run({}, 100)
    assert.equal(100, outcome.budget)
    assert.same({ 30, 50 }, { outcome.lines[1].now, outcome.lines[2].now })
    near(10 * (1 - 2 ^ -1.5) + 8 * (1 - 2 ^ (-5 / 3)), outcome.now_total.value)
    assert.same({ { code = "under", amount = 20 } }, outcome.notes)
    outcome = run({ budget = 80, visit = 10 }, 100)
    assert.same({ 80, 30, 10 }, { outcome.budget, outcome.lines[1].now, outcome.lines[2].now })
    local done, message = pcall(run, {})
    assert.is_false(done)
    assert.matches("allocate_spec.lua:%d+: budget: an amount of money is wanted, here or as implement.budget", message)
    message = select(2, cx.allocate { touchpoints = { { "A", curve = saturating { gain = 1, half = 1 } } } }:measure())
    assert.matches("budget: an amount of money is wanted", message)
    message = select(2, pcall(run, { step = 1 }, 5000))
    assert.matches("step: the budget has 5000 steps", message)
  end)

  it("(7): tells of money unspent, curves that fall, and more than the budget spent now", function()
    local outcome = cx.allocate { budget = 100, touchpoints = {
      { "A", now = 150, curve = cx.curve.points { { 10, 5 }, { 20, 4 } } } } }:measure()
    assert.same({ 10.0 }, spends(outcome))
    assert.same({ { code = "unspent", amount = 90.0 }, { code = "falls", name = "A", from = 10.0 }, { code = "over", amount = 50 } },
      outcome.notes)
    assert.same({}, { outcome.better, outcome.regret })
    assert.equal(4, outcome.now_total.value)
  end)

  it("(1): of no budget there is nothing to divide", function()
    local outcome = cx.allocate { budget = 0, touchpoints = { { "A", curve = saturating { gain = 1, half = 1 }, now = 0 } } }:measure()
    assert.same({ 0 }, spends(outcome))
    finite(outcome)
    assert.equal("None of the 0 gains anything where it could be spent.", part.sentence(outcome, words "en"))
  end)

  it("says what is wrong with what it was given", function()
    local one = { "A", curve = saturating { gain = 1, half = 1 } }
    raises("budget: an amount of money from 0 is wanted, not -1", { budget = -1, touchpoints = { one } })
    raises("budget: an amount of money from 0 is wanted, not 1e+300", { budget = 1e300, touchpoints = { one } })
    raises("touchpoints: a list is wanted", { budget = 1 })
    raises("touchpoints[1].curve: a curve is wanted", { budget = 1, touchpoints = { { "A", curve = 5 } } })
    raises("two touchpoints are called 'A'", { budget = 1, touchpoints = { one, one } })
    raises("A: least, 9, is more than the budget, 5", { budget = 5, touchpoints = { { "A", curve = one.curve, least = 9 } } })
    raises("least, 2, is more than most, 1", { budget = 5, touchpoints = { { "A", curve = one.curve, least = 2, most = 1 } } })
    raises("the least of all touchpoints together is more than the budget", { budget = 5, touchpoints = {
      { "A", curve = one.curve, least = 3 }, { "B", curve = one.curve, least = 3 } } })
    raises("unknown option of cx.allocate", { budget = 1, touchpoint = {} })
    raises("step: the budget has 5000 steps", { budget = 5000, step = 1, touchpoints = { one } })
  end)

  it("is told in three languages, with the same keys", function()
    local texts = require "cx.report.why.words.allocate"
    local function keys(t, at, list)
      for key, value in pairs(t) do
        list[#list + 1] = at .. key
        if type(value) == "table" then keys(value, at .. key .. ".", list) end
      end
      table.sort(list)
      return list
    end
    local given = note()
    for i, now in ipairs { 0, 0, 6 } do given.touchpoints[i].now = now end
    given.touchpoints[1].curve = saturating { gain = { 10, 8, 12 }, rate = 0.5 }
    local outcome = cx.allocate(given):measure()
    for _, code in ipairs { "en", "fi", "sv" } do
      assert.same(keys(texts.en, "", {}), keys(texts[code], "", {}))
      local text = part.sentence(outcome, words(code)) .. part.decide(outcome, words(code))
      for _, block in ipairs(part.blocks(outcome, words(code))) do text = text .. (block.note or "") .. (block.text or "") end
      assert.falsy(text:find "[{}]", text)
    end
  end)

  it("is drawn with a bar for each, the same bytes for the same outcome", function()
    local block = part.blocks(cx.allocate(note()):measure(), words "en")[1]
    local draw = require(block.picture).draw
    local picture = draw(block, "a", function(s) return s end)
    assert.equal(picture, draw(block, "a", function(s) return s end))
    assert.equal(3, select(2, picture:gsub("<rect", "")))
    assert.falsy(picture:find "nan" or picture:find "inf")
  end)
end)
