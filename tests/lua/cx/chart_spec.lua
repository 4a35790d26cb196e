-- chart_spec.lua - chart.lua: limits, signals, baselines and events (statistics, section 8)

local core = require "cx.core"
local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function near(wanted, got, tolerance)
  assert.is_true(math.abs(wanted - got) <= tolerance, ("%.12g is not %.12g"):format(got, wanted))
end


-- The shares of the note as estimates.
local function shares()
  local n = { 400, 500, 450, 420, 480, 510, 390, 460, 440, 470 }
  local x = { 220, 290, 240, 250, 250, 300, 200, 262, 231, 280 }
  local list = {}
  for i = 1, #n do
    list[i] = core.estimate({ { n = n[i] - x[i], score = 0 }, { n = x[i], score = 100 } }, n[i])
  end
  return list
end


local XMR = { 30, 34, 22, 41, 29, 36, 18, 33, 27, 40 }


describe("chart", function()
  it("(1): Laney's limits are those of the note", function()
    local chart = cx.chart(shares())
    near(55.8186, chart.centre, 5e-5)
    near(2.220105, chart.sigma, 5e-7)
    near(39.2809, chart.points[1].low, 5e-5)
    near(72.3562, chart.points[1].high, 5e-5)
    assert.same({ "control", "Laney p'", "pooled", false, "noise" },
      { chart.kind, chart.method, chart.errors, chart.signal, chart.text })
  end)

  it("(1): XmR's limits are those of the note", function()
    local chart = cx.chart(XMR, { method = "xmr" })
    near(31, chart.centre, 1e-12)
    near(11.777778, chart.range, 5e-7)
    near(38.478, chart.range_limit, 5e-4)
    near(-0.328889, chart.points[5].low, 5e-7)
    near(62.328889, chart.points[5].high, 5e-7)
  end)

  it("(1): errors given by hand are used as they are", function()
    local list = {}
    for i, value in ipairs(XMR) do list[i] = { value = value, se = 4, n = 100 } end
    local chart = cx.chart(list)
    assert.equal("own", chart.errors)
    near(11.777778 / 4 / 1.128, chart.sigma, 1e-6)
  end)

  it("(2): the baseline is frozen and named", function()
    local list = { table.unpack(XMR) }
    list[11], list[12] = 90, 95
    local chart = cx.chart(list, { method = "xmr", baseline = { 1, 10 } })
    near(31, chart.centre, 1e-12)
    assert.same({ from = "1", to = "10", n = 10, frozen = true }, chart.baseline)
    assert.same({ true, "a signal" }, { chart.signal, chart.text })
    assert.same({ at = 11, label = "11", rule = "above", text = "above the limits" }, chart.signals[1])
    assert.same({ "above", "jump" }, chart.points[11].signals)
    assert.same({ true, false }, { chart.points[10].baseline, chart.points[11].baseline })
    assert.same({}, chart.notes)
  end)

  it("(2): without a frozen baseline it says so", function()
    assert.same({ "No baseline is frozen: centre and limits come from the whole series, signals included." },
      cx.chart(XMR, { method = "xmr" }).notes)
  end)

  it("(2): a short baseline and shared people are said", function()
    local notes = cx.chart(XMR, { method = "xmr", baseline = { 1, 4 }, overlapping = true }).notes
    assert.same({ "The baseline has 4 points only: its limits are unsure.",
                  "Rounds that share people are alike: signals are then less sure than they look." }, notes)
  end)

  it("finds eight in a row on one side", function()
    local chart = cx.chart({ 8, 12, 8, 12, 9, 11, 11, 11, 11, 11, 11, 11, 11 }, { method = "xmr", baseline = { 1, 4 } })
    assert.same({ at = 13, label = "13", rule = "row", text = "eight in a row on one side of the centre" }, chart.signals[1])
    assert.equal(1, #chart.signals)
  end)

  it("(3): a point without a value keeps its place", function()
    local list = shares()
    table.insert(list, 4, { n = 0 })
    local chart = cx.chart(list, { baseline = { 1, 11 } })
    assert.same({ at = 4, label = "4" }, chart.points[4])
    near(2.220105, chart.sigma, 5e-7)
    assert.same({ "One round without answers is left out." }, chart.notes)
  end)

  it("(4): an event parts before and after, with its warning", function()
    local list = {}
    for i = 1, 20 do list[i] = { value = (i <= 10 and 30 or 45) + i % 2, se = 3, n = 50, group = { month = ("m%02d"):format(i) } } end
    local chart = cx.chart(list, { baseline = { "m01", "m10" }, events = { { at = "m11", name = "a new manager" } } })
    local event = chart.events[1]
    near(15, event.difference, 1e-9)
    assert.same({ "a new manager", "m11", "rise", "higher afterwards, beyond noise" },
      { event.name, event.label, event.direction, event.text })
    assert.matches("do not show the cause", event.warning)
    assert.is_true(event.low < 15 and event.high > 15 and event.p < 0.001)
  end)

  it("speaks three languages", function()
    assert.equal("kohinaa", cx.chart(XMR, { method = "xmr", language = "fi" }).text)
    assert.equal("brus", cx.chart(XMR, { method = "xmr", language = "sv" }).text)
  end)

  it("refuses mistakes at the caller's line", function()
    local mistake = function(options, list)
      return sample.mistake("chart_spec", function() local _ = cx.chart(list or XMR, options) end)
    end
    assert.equal("cx.chart: number 1 (1) has no standard error; leave it out of the list", mistake())
    assert.matches("^unknown method of cx.chart \"p\"; known are laney, xmr", mistake { method = "p" })
    assert.equal("cx.chart: at least two points with a value are wanted", mistake({ method = "xmr" }, { 3 }))
    assert.matches("^baseline: at least two points", mistake { method = "xmr", baseline = { 4, 4 } })
    assert.matches("^unknown point of baseline 99", mistake { method = "xmr", baseline = { 1, 99 } })
    assert.matches("^events: nothing stands before 'x'", mistake { method = "xmr", events = { { at = 1, name = "x" } } })
    assert.matches("^events: number 1 is not", mistake { method = "xmr", events = { { at = 1 } } })
    local same = core.estimate({ { n = 0, score = 0 }, { n = 9, score = 100 } }, 9)
    assert.matches("^cx.chart: all answers of the baseline are equal", mistake(nil, { same, same }))
  end)
end)
