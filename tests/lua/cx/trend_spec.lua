-- trend_spec.lua - trend.lua: slopes, shares, orders and their words (statistics, section 4)

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function near(wanted, got, tolerance)
  assert.is_true(math.abs(wanted - got) <= tolerance, ("%.12g is not %.12g"):format(got, wanted))
end


local function rounds(values, errors)
  local list = {}
  for i, value in ipairs(values) do list[i] = { value = value, se = errors[i] } end
  return list
end


local SIX = rounds({ 28, 31, 27, 35, 38, 41 }, { 5, 5.5, 6, 5, 4.5, 5 })


describe("trend", function()
  it("(1) (2): gives the slope of the note, and says it in words", function()
    local trend = cx.trend(SIX)
    near(2.669674, trend.slope, 5e-7)
    near(1.196624, trend.se, 5e-7)
    near(0.025681, trend.p, 5e-7)
    near(trend.slope - 1.959964 * trend.se, trend.low, 1e-6)
    assert.same({ "rise", "a rise beyond noise", 6 }, { trend.direction, trend.text, trend.rounds })
  end)

  it("(2): what the answers cannot tell is said so", function()
    assert.equal("no trend that the answers can tell", cx.trend(SIX, { confidence = 0.99 }).text)
    assert.equal("ei suuntaa, jonka vastaukset erottaisivat", cx.trend(SIX, { confidence = 0.99, language = "fi" }).text)
    assert.equal("en uppgång utöver bruset", cx.trend(SIX, { language = "sv" }).text)
  end)

  it("(2): a fall is a fall", function()
    local trend = cx.trend(rounds({ 40, 30, 20 }, { 2, 2, 2 }))
    assert.same({ "fall", "a fall beyond noise" }, { trend.direction, trend.text })
  end)

  it("(1): uneven times count as they are", function()
    near(cx.trend(SIX).slope / 3, cx.trend(SIX, { times = { 3, 6, 9, 12, 15, 18 } }).slope, 1e-12)
  end)

  it("gives the planned contrast of the note", function()
    near(2.237144, cx.trend(SIX, { contrast = { -2.5, -1.5, -0.5, 0.5, 1.5, 2.5 } }).contrast.z, 5e-7)
  end)

  it("(3): stands Mann-Kendall beside it, with its method named", function()
    local order = cx.trend(SIX).order
    assert.same({ 11.0, "exact" }, { order.s, order.method })
    near(0.05555555555555556, order.p, 1e-12)
    assert.equal("normal approximation", cx.trend(rounds({ 1, 1, 2, 3 }, { 1, 1, 1, 1 })).order.method)
  end)

  it("leaves out rounds without answers, and says how many", function()
    local trend = cx.trend { SIX[1], { n = 0 }, SIX[2], SIX[3] }
    assert.same({ 3, 4, { 1, 3, 4 } }, { trend.rounds, #trend.points, trend.times })
    assert.same({ "One round without answers is left out." }, trend.notes)
  end)

  it("takes the interval's error where all answers are equal", function()
    local core = require "cx.core"
    local same = core.estimate({ { n = 0, score = -100 }, { n = 0, score = 0 }, { n = 9, score = 100 } }, 9)
    assert.equal(0, same.se)
    assert.same({ "In one round all answers are equal: the error of its interval stands in." },
      cx.trend({ SIX[1], SIX[2], same }).notes)
  end)

  it("reads a tally by time", function()
    local tally = assert(sample.survey():tally { by = cx.month, of = "answer" })
    local trend = cx.trend(tally:measure(cx.metric.nps "answer"))
    assert.equal(3, trend.rounds)
    assert.equal("2026-01", trend.points[1].label)
    assert.is_true(trend.low < trend.slope and trend.slope < trend.high)
  end)

  it("(4): gives Cochran and Armitage's test of the note", function()
    local trend = cx.trend.shares { { 83, 86 }, { 90, 93 }, { 129, 136 }, { 70, 82 } }
    near(8.224922, trend.chi_square, 5e-7)
    near(0.004132, trend.p, 5e-7)
    assert.equal("fall", trend.direction)
  end)

  it("refuses what cannot be decided, at the caller's line", function()
    local mistake = function(f, ...)
      local given = { ... }
      return sample.mistake("trend_spec", function() local _ = f(given[1], given[2]) end)
    end
    assert.equal("cx.trend: at least two rounds with answers are wanted", mistake(cx.trend, { { n = 0 }, SIX[1] }))
    assert.equal("cx.trend: number 2 (2) has no standard error; leave it out of the list", mistake(cx.trend, { SIX[1], { value = 3 } }))
    assert.equal("cx.trend: number 2 (2) has a standard error of 0; leave it out of the list",
      mistake(cx.trend, { SIX[1], { value = 3, se = 0 } }))
    assert.equal("times: at least two different ones are wanted", mistake(cx.trend, { SIX[1], SIX[2] }, { times = { 4, 4 } }))
    assert.equal("times: a list of 6 numbers is wanted, one for each estimate", mistake(cx.trend, SIX, { times = { 1 } }))
    assert.matches("^contrast: coefficients that sum to 0", mistake(cx.trend, SIX, { contrast = { 1, 1, 1, 1, 1, 1 } }))
    assert.matches("^unknown option of cx.trend \"time\"; did you mean \"times\"", mistake(cx.trend, SIX, { time = {} }))
    assert.matches("^unknown language \"de\"", mistake(cx.trend, SIX, { language = "de" }))
    assert.matches("^cx.trend wants a list of estimates", mistake(cx.trend, SIX[1]))
    assert.matches("number 2 is not { x, n }", mistake(cx.trend.shares, { { 1, 2 }, { 3, 2 } }))
    assert.matches("people at two different times", mistake(cx.trend.shares, { { 0, 0 }, { 1, 2 } }))
  end)
end)
