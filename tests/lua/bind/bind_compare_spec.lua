-- bind_compare_spec.lua - bind_compare.c: what it refuses, and what is nil

local core = require "cx.core"


local function estimate(promoters, passives, detractors)
  local n = promoters + passives + detractors
  return core.estimate({ { n = detractors, score = -100 }, { n = passives, score = 0 }, { n = promoters, score = 100 } }, n)
end


local function mistake(f, ...)
  local done, message = pcall(f, ...)
  assert.is_false(done)
  return message
end


describe("bind_compare", function()
  it("(1): a difference is a plain table, empty when not defined", function()
    local d = core.compare(estimate(60, 25, 15), estimate(50, 30, 20))
    assert.same({ "adjusted Wald", 0.0 }, { d.method, d.df })
    assert.same({}, core.compare(estimate(1, 0, 0), estimate(0, 0, 0)))
    assert.same({}, core.compare_pairs({}, {}))
  end)

  it("(1) (2): refuses what is no estimate and no option", function()
    local a = estimate(1, 2, 3)
    assert.matches("not an estimate", mistake(core.compare, a, { value = 1 }))
    assert.matches("not known", mistake(core.compare, a, a, { method = "z" }))
    assert.matches("needs a metric of two", mistake(core.compare, a, a, { method = "wald" }))
    assert.matches("confidence", mistake(core.compare, a, a, { confidence = 1 }))
    assert.matches("finite", mistake(core.compare, a, a, { covariance = 0 / 0 }))
    assert.matches("finite", mistake(core.compare, a, a, { share = 2 }))
    assert.matches("finite numbers", mistake(core.compare_pairs, { { n = 1, score = 0 / 0 } }, {}))
  end)

  it("(3): families and histograms", function()
    assert.same({ 0.02, 0.5 }, core.adjust({ 0.01, 0.5 }))
    assert.same({}, core.adjust({}, "holm"))
    assert.matches("invalid option", mistake(core.adjust, { 0.1 }, "sidak"))
    assert.matches("out of range", mistake(core.adjust, { 0 / 0 }))
    assert.matches("from 0 to 1", mistake(core.adjust, { 1.5 }))
    assert.same({ n = 0.0 }, core.independence {})
    assert.matches("rows of one length", mistake(core.independence, { { 1, 2 }, { 1 } }))
    assert.matches("out of range", mistake(core.independence, { { -1, 2 } }))
    assert.equal(1.5, core.rank_test({ 1, 1 }, { 1, 0 }).u)
    assert.same({}, core.rank_test({}, {}))
    assert.matches("one length", mistake(core.rank_test, { 1 }, {}))
  end)

  it("(4): power, and nil for never", function()
    assert.is_nil(core.power.within({ variance = 1 }, 0))
    assert.is_nil(core.power.months(0, 10, 0))
    assert.equal(2, core.power.months(0, 10, 5))
    assert.matches("positive", mistake(core.power.people, { variance = -1 }, 1, .8))
    assert.matches("between 0 and 1", mistake(core.power.people, { variance = 1 }, 1, 1))
    assert.matches("share", mistake(core.power.share_of, {}, 0.5, 1.5, 10))
    assert.matches("too small", mistake(core.power.mean_of, { variance = 1 }, 1, 1))
  end)

  it("(5): parts, and whole units of print", function()
    local change = core.decompose { { w0 = 10, ws0 = 100, w1 = 10, ws1 = 200 } }
    assert.same({ 10.0, { 0.0, 10.0, 0.0 } }, { change.change, change.parts })
    assert.same({}, core.decompose {})
    assert.matches("finite", mistake(core.decompose, { { w0 = -1 } }))
    assert.same({ 1.0, -1.0 }, core.decompose_round({ 0.5, -0.5 }, 0, 0))
    assert.matches("whole number", mistake(core.decompose_round, { 1 }, 0, 0.5))
    assert.matches("decimals", mistake(core.decompose_round, { 1 }, 10, 1))
  end)
end)
