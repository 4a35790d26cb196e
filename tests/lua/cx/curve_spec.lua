-- curve_spec.lua: what money brings, declared and fitted

local cx = require "cx"
local curve = require "cx.curve"

local function near(expected, got, by) assert.is_true(math.abs(expected - got) <= (by or 1e-9), ("%.12g"):format(got)) end

local function raises(words, f, ...)
  local done, message = pcall(f, ...)
  assert.is_false(done)
  assert.truthy(tostring(message):find(words, 1, true), message)
end


describe("curve", function()
  it("(1): saturates: half of all with half, or at a rate", function()
    local c = cx.curve.saturating { gain = 10, half = 20000 }
    assert.equal(0, c:at(0))
    near(5, c:at(20000))
    near(7.5, c:at(40000))
    near(10 * (1 - math.exp(-1)), cx.curve.saturating { gain = 10, rate = 0.5 }:at(2))
  end)

  it("(2): is S-shaped: half of all with half, little of little", function()
    local c = cx.curve.s_shaped { gain = 8, half = 100 }
    assert.equal(0, c:at(0))
    near(4, c:at(100))
    near(8 / 9, c:at(50))
    near(8 * 4 / 5, cx.curve.s_shaped { gain = 8, half = 100, steep = 2 }:at(200))
  end)

  it("(3): goes straight between points, flat after the last", function()
    local c = cx.curve.points { { 10, 1 }, { 20, 3 }, { 40, 2 } }
    for x, y in pairs { [0] = 0, [5] = 0.5, [10] = 1, [15] = 2, [20] = 3, [30] = 2.5, [40] = 2, [90] = 2 } do near(y, c:at(x)) end
    near(2, cx.curve.points { { 0, 2 }, { 10, 4 } }:at(0))
    near(3, cx.curve.points { { 0, 2 }, { 10, 4 } }:at(5))
  end)

  it("(4): moves what is not sure: gains by addition, each side by its half; the rest by factors", function()
    local z = 1.959963984540054
    local c = cx.curve.saturating { gain = { 10, 6, 12 }, half = { 100, 50, 400 } }
    assert.equal(2, c.unsure)
    near(6 / 2, c:at(100, { -z, 0 }))
    near(12 / 2, c:at(100, { z, 0 }))
    near(10 * (1 - 2 ^ -2), c:at(100, { 0, -z }))
    near(10 * (1 - 2 ^ -0.25), c:at(100, { 0, z }))
    near(5, cx.curve.points { { 10, { 4, 3, 5 } } }:at(10, { z }))
    near(5, cx.curve.saturating { gain = { value = 10, low = 9, high = 11, se = 1 }, half = 1 }:at(1))
  end)

  it("(5): is fitted as nls of R fits it", function()
    -- R: x <- c(10,20,30,50,80); y <- c(3.1,5.2,6.1,7.4,8.1); summary(nls(y ~ a * (1 - 2^(-x/h)), start = list(a = 8, h = 15)))
    local c = cx.curve.fitted { { 10, 3.1 }, { 20, 5.2 }, { 30, 6.1 }, { 50, 7.4 }, { 80, 8.1 } }
    near(8.21730613115, c.gain.value, 1e-8)
    near(0.138871954688, c.gain.se, 1e-7)
    near(14.58095416626, c.half.value, 1e-7)
    near(0.664376333501, c.half.se, 1e-6)
    near(c.gain.value / 2, c:at(c.half.value))
    assert.is_true(c:at(20, { 1, 0 }) ~= c:at(20))
  end)

  it("(5): gains with intervals weigh by them, as nls of R does", function()
    -- R: the same with weights = 1/se^2, se = width/2/qnorm(.975) of 1 2 .8 2 1 (known errors), then of .2 (sigma 2.60)
    local c = cx.curve.fitted { { 10, { 3.1, 2.6, 3.6 } }, { 20, { 5.2, 4.2, 6.2 } }, { 30, { 6.1, 5.7, 6.5 } },
                                { 50, { 7.4, 6.4, 8.4 } }, { 80, { value = 8.1, low = 7.6, high = 8.6 } } }
    near(8.27341985, c.gain.value, 1e-6)
    near(0.302821921, c.gain.se, 1e-6)
    near(15.14856345, c.half.value, 1e-5)
    near(1.449251188, c.half.se, 1e-5)
    local list = {}
    for i, one in ipairs { { 10, 3.1 }, { 20, 5.2 }, { 30, 6.1 }, { 50, 7.4 }, { 80, 8.1 } } do
      list[i] = { one[1], { one[2], one[2] - 0.1, one[2] + 0.1 } }
    end
    near(0.138871954688, cx.curve.fitted(list).gain.se, 1e-7)
    list[2][2] = 5.2
    raises("gains with intervals are wanted, or gains without", cx.curve.fitted, list)
  end)

  it("(5): effects of actions are measured with the plan, at the actions' own costs", function()
    local lines, core = { "day,g,x" }, require "cx.core"
    local effect = { A = 1, B = 1.7, C = 2.2, D = 0 }
    for i = 1, 6000 do
      local month, g = 1 + i % 12, ("ABCD"):sub(1 + i // 12 % 4, 1 + i // 12 % 4)
      local x = 4 + (month >= 7 and effect[g] or 0) + core.normals(1, 5, 0, i)[1]
      lines[#lines + 1] = ("2026-%02d-10,%s,%d"):format(month, g, math.max(0, math.min(10, math.floor(x + 0.5))))
    end
    local s = cx.survey { text = table.concat(lines, "\n"), time = "day", questions = { x = cx.scale { 0, 10 } } }
    local function of(g) return cx.effect { of = s.x, action = g, where = ("g == '%s'"):format(g), against = "g == 'D'" } end
    local function run(c)
      local actions = {}
      for i, g in ipairs { "A", "B", "C" } do
        actions[i] = { id = g, finding = "f", action = "a", cause = "system", owner = "o", due = "2026-07-01", done = "2026-07-01",
                       cost = ({ 10, 20, 40 })[i] }
      end
      actions[4] = { id = "free", finding = "f", action = "a", cause = "system", owner = "o", due = "2026-07-01" }
      return cx.plan { name = "P", touchpoints = { { "T", goals = cx.goal { cx.metric.mean(s.x), at_least = 3 }, resources = 10 } },
        implement = { actions = actions, budget = 50 }, measure = { surveys = { s }, worth = cx.allocate { touchpoints = {
          { "T", curve = c } } } } }:run { today = "2026-12-31" }.worth[1]
    end
    local outcome = run(cx.curve.fitted { of "A", of "B", { 40, of "C" } })
    local about = outcome.lines[1].curve
    assert.same({ "fitted", 3 }, { about.shape, about.n })
    assert.is_true(about.top.low < 2.4 and about.top.high > 2.4 and about.half.low < 12 and about.half.high > 12)
    assert.is_true(outcome.draws == 1000 and outcome.lines[1].gain.low < outcome.lines[1].gain.high)
    local done, message = pcall(run, cx.curve.fitted { of "A", of "B", of "free" })
    assert.is_false(done)
    assert.matches("curve_spec.lua:%d+: T: the action free has no cost", message)
    message = select(2, pcall(run, cx.curve.fitted { of "A", of "B", { 30, of "free" } }))
    assert.matches("T: of 3 actions that were tried the effect of 2 can be told; three are wanted", message)
    message = select(2, cx.curve.fitted({ of "A", of "B", of "C" }):measured())
    assert.matches("what did it cost", message)
    message = select(2, cx.curve.fitted({ { 10, of "A" }, of "B" }):measured())
    assert.truthy(message)
  end)

  it("about: what a curve takes for granted", function()
    local about = cx.curve.saturating({ gain = { 10, 8, 12 }, rate = { 0.5, 0.25, 1 } }):about()
    assert.same({ value = 10, low = 8, high = 12 }, about.top)
    near(math.log(2) / 0.5, about.half.value)
    near(math.log(2), about.half.low)
    near(4 * math.log(2), about.half.high)
    assert.same({ shape = "points", top = { value = 5 } }, cx.curve.points({ { 10, 5 }, { 20, 4 } }):about())
    assert.same({ shape = "s_shaped", top = { value = 3 }, half = { value = 4 } }, cx.curve.s_shaped({ gain = 3, half = 4 }):about())
  end)

  it("(5): is refused where what was tried does not bend", function()
    raises("does not show where the gain levels off", cx.curve.fitted, { { 10, 1 }, { 20, 2 }, { 30, 3 }, { 40, 4 } })
    raises("does not show", cx.curve.fitted, { { 10, 5 }, { 20, 5 }, { 30, 5 } })
    raises("at least three", cx.curve.fitted, { { 10, 1 }, { 10, 2 }, { 10, 3 } })
    raises("at least three", cx.curve.fitted, {})
    raises("number 1: { money, gain } is wanted", cx.curve.fitted, { { 0, 1 } })
  end)

  it("(6): is finite for any draw", function()
    for _, c in ipairs { cx.curve.saturating { gain = { 1, -1e9, 1e9 }, half = { 1, 1e-9, 1e9 } },
                         cx.curve.s_shaped { gain = 1, half = { 1, 1e-9, 1e9 }, steep = { 3, 1e-3, 50 } } } do
      for _, x in ipairs { 0, 1e-9, 1, 1e12 } do
        for _, z in ipairs { -9, -1, 0, 1, 9 } do
          local y = c:at(x, { z, z, z })
          assert.is_true(y == y and math.abs(y) < math.huge)
        end
      end
    end
  end)

  it("says what is wrong with what it was given", function()
    raises("half or rate is wanted", cx.curve.saturating, { gain = 1 })
    raises("half: a number above 0", cx.curve.saturating, { gain = 1, half = 0 })
    raises("gain: a number is wanted", nil or cx.curve.saturating, { gain = "x", half = 1 })
    raises("an interval holds its value", cx.curve.saturating, { gain = { 1, 2, 3 }, half = 1 })
    raises("point 2: { money, gain } is wanted, with more money", cx.curve.points, { { 10, 1 }, { 10, 2 } })
    raises("unknown option of cx.curve.s_shaped", cx.curve.s_shaped, { gains = 1 })
    assert.is_false(curve.is {})
  end)
end)
