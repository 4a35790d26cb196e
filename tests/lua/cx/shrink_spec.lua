-- shrink_spec.lua - shrink.lua: raw and shrunk side by side, ranks with their uncertainty (statistics, section 7)

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function near(wanted, got, tolerance)
  assert.is_true(math.abs(wanted - got) <= tolerance, ("%.12g is not %.12g"):format(got, wanted))
end


local FIVE = {}
for i, value in ipairs { 52, 18, 35, 61, 7 } do FIVE[i] = { value = value, se = ({ 6, 8, 5, 10, 9 })[i] } end


describe("shrink", function()
  it("(1): gives the table of the note, raw and shrunk", function()
    local made = cx.shrink(FIVE)
    near(431.721, made.tau2, 5e-4)
    near(315.979, made.tau2_start, 5e-4)
    near(34.640345, made.mean, 5e-7)
    near(9.913209, made.mean_se, 5e-7)
    for i, wanted in ipairs { { 50.6638, 5.8147 }, { 20.1483, 7.5746 }, { 34.9803, 4.8914 }, { 56.0426, 9.2016 }, { 11.3666, 8.4057 } } do
      near(wanted[1], made.values[i].shrunk, 5e-5)
      near(wanted[2], made.values[i].shrunk_se, 5e-5)
      assert.equal(FIVE[i].value, made.values[i].value)
    end
    assert.is_true(made.q_p < 0.001)
  end)

  it("(3): ranks are unsure, and the seed repeats them", function()
    local made = cx.shrink(FIVE, { seed = 7 })
    assert.same(made, cx.shrink(FIVE, { seed = 7 }))
    assert.same({ 7, 4000 }, { made.seed, made.draws })
    local sum = 0
    for _, value in ipairs(made.values) do
      sum = sum + value.rank
      assert.is_true(value.rank_low <= value.rank_high and math.type(value.rank_low) == "integer")
    end
    near(15, sum, 1e-9)
    assert.same({ 1, 2 }, { made.values[4].rank_low, made.values[4].rank_high })
  end)

  it("(2): an estimate without a value keeps its place", function()
    local made = cx.shrink({ FIVE[1], { n = 0, group = { place = "web" } }, FIVE[2] })
    assert.same({ label = "web", group = { place = "web" }, n = 0 }, made.values[2])
    assert.equal(18, made.values[3].value)
  end)

  it("shrinks what differs by noise alone to one value", function()
    local made = cx.shrink { { value = 30, se = 5 }, { value = 31, se = 5 }, { value = 32, se = 5 } }
    assert.same({ 0.0, 31.0, 31.0 }, { made.tau2, made.values[1].shrunk, made.values[3].shrunk })
  end)

  it("reads a tally by touchpoint", function()
    local tally = assert(sample.survey():tally { by = "touchpoint", of = "answer" })
    local made = cx.shrink(tally:measure(cx.metric.nps "answer"))
    assert.same({ "store", "web" }, { made.values[1].label, made.values[2].label })
  end)

  it("refuses mistakes at the caller's line", function()
    local mistake = function(list, options)
      return sample.mistake("shrink_spec", function() local _ = cx.shrink(list, options) end)
    end
    assert.equal("cx.shrink: at least two estimates with a value are wanted", mistake { FIVE[1], { n = 0 } })
    assert.equal("cx.shrink: number 1 (1) has no standard error; leave it out of the list", mistake { { value = 1 }, FIVE[1] })
    assert.matches("^seed: a whole number", mistake(FIVE, { seed = 1.5 }))
    assert.matches("^draws: a whole number from 0", mistake(FIVE, { draws = -1 }))
  end)
end)
