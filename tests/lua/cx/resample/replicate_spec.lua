-- replicate_spec.lua - replicate.lua: what is left of sums, and how much a replicate counts

local replicate = require "cx.resample.replicate"

-- Stratum 1: units a and b; stratum 2: c, of c and d.
local function sums()
  local made = replicate.sums()
  replicate.adder(made, 1, "a")("x", 2, 3.0, 5.0, 30.0)
  replicate.adder(made, 1, "b")("x", 1, 1.0, 1.0, 10.0)
  replicate.adder(made, 1, "b")("y", 1, 2.0, 4.0, 0.0)
  replicate.adder(made, 2, "c")("x", 4, 4.0, 4.0, 40.0)
  return made
end


local function left(one)
  local list = {}
  replicate.each_left(sums(), one, function(key, ...) list[key] = { ... } end)
  return list
end


describe("replicate", function()
  it("(1): without a replicate all is left", function()
    assert.same({ x = { 7, 8.0, 10.0, 80.0 }, y = { 1, 2.0, 4.0, 0.0 } }, left())
  end)

  it("(2): the others of the stratum weigh by n/(n - 1), and squares by its square", function()
    local list = replicate.list({ psus = { 2, 2 }, population = { 0, 8 } }, { sums() })
    assert.same({ stratum = 1, unit = "a", times = 1, factor = 0.5, own = 2.0, others = 1 }, list[1])
    assert.same({ x = { 5, 6.0, 8.0, 60.0 }, y = { 1, 4.0, 16.0, 0.0 } }, left(list[1]))
    assert.same({ x = { 6, 10.0, 24.0, 100.0 } }, left(list[2]))                                              -- (4)
    assert.same({ stratum = 2, unit = "c", times = 1, factor = 0.375, own = 2.0, others = 1 }, list[3])
    assert.same({ stratum = 2, times = 1, factor = 0.375, own = 2.0, others = 1 }, list[4])
    assert.same({ 11, 12.0 }, { left(list[4]).x[1] + 4, left(list[4]).x[2] })
    assert.equal(4, #list)
  end)

  it("(2): units without anybody are one replicate", function()
    local list = replicate.list({ psus = { 2, 9 }, population = { 0, 0 } }, { sums() })
    assert.same({ stratum = 2, times = 8, factor = 8 / 9, own = 9 / 8, others = 1 }, list[4])
  end)

  it("(3): a stratum of one unit follows the policy", function()
    local function of(policy) return replicate.list({ psus = { 2, 1 }, population = { 0, 0 }, lonely = policy }, { sums() }) end
    local adjust = of "adjust"
    assert.same({ stratum = 2, times = 1, factor = 0.5, own = 0, others = 2.0 }, adjust[3])
    assert.same({ x = { 3, 8.0, 24.0, 80.0 }, y = { 1, 4.0, 16.0, 0.0 } }, left(adjust[3]))
    assert.same({ 2, 2 }, { #of "remove", #of "average" })
    assert.same({ 0.5, 0.75 }, { of "remove"[1].factor, of "average"[1].factor })
    assert.error_matches(function() of "fail" end, "lonely: 1 stratum has one cluster")
    assert.equal(0, #replicate.list({ psus = { 1 }, population = { 0 }, lonely = "adjust" }, { replicate.sums() }))
    assert.equal(2, #replicate.list({ psus = { 2, 1 }, population = { 0, 1 }, lonely = "adjust" }, { sums() }))
  end)
end)
