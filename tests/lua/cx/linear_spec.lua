-- linear_spec.lua - sums and ratios of small samples; tests/lua/cx/api_spec.lua has larger ones, by R
local cx = require "cx"

local TEXT = [[
s,y,x,w,id
1,1,2,1,a
1,4,3,2,b
1,2,,1,c
2,9,5,3,d
3,5,5,1,e
3,8,6,2,f
]]

local Y, X = cx.metric.mean "y", cx.metric.mean "x"

local function tally(options, request)
  options.text = options.text or TEXT
  options.questions = { y = cx.number, x = cx.number }
  return assert(cx.survey(options):tally(request or { of = { "y", "x" } }))
end

describe("linear", function()
  it("(4): a sum without a design is that of rows drawn one by one", function()
    local e = tally({}):sum(Y)[1]
    assert.equal(29, e.value)
    assert.near(6 * math.sqrt(1 / 6 * 10.166666666666666), e.se, 1e-12) -- R: svytotal, weights 1
    assert.equal(5, e.df)
    assert.near(e.value + 2.570581835636314 * e.se, e.high, 1e-9)
    assert.equal("t 95 %", e.method)
    assert.equal(29, tally({ weight = "w" }):sum(Y, { weighted = false })[1].value)
    assert.equal(59, tally({ weight = "w" }):sum(Y)[1].value)
  end)

  it("(4): lonely strata follow the policy, as in R", function()
    local function error_of(lonely)
      return tally({ weight = "w", strata = "s", lonely = lonely }):sum(Y)[1].se
    end
    assert.near(29.883, error_of(nil), 5e-4)
    assert.near(15.684, error_of "average", 5e-4)
    assert.near(12.806, error_of "remove", 5e-4)
    assert.error_matches(function() error_of "fail" end, "lonely: 1 stratum has one cluster")
  end)

  it("(1): who gave no answer adds nothing; groups and all of them", function()
    local t = tally({ weight = "w" }, { by = "s", of = { "y", "x" } })
    local list = t:sum(X)
    assert.same({ 8, 15, 17 }, { list[1].value, list[2].value, list[3].value })
    assert.equal("1", list[1].group.s)
    assert.equal(2, list[1].n)
    assert.equal(40, t:sum(X, { by = false })[1].value)
    assert.equal(0, #tally({}, { of = "y", where = "s == '9'" }):sum(Y))
  end)

  it("(2): a ratio is that of the sums, whichever columns stand between", function()
    local options = { weight = "w", cluster = "id" }
    local list = tally(options, { by = "s", of = { "y", "x" }, where = "x is not missing" }):ratio(Y, X, { by = false })
    assert.near(57 / 40, list[1].value, 1e-12)
    assert.equal(5, list[1].n)
    assert.equal(5, list[1].df)
    assert.near(1, tally(options, { of = "y" }):ratio(Y, Y)[1].value, 1e-15)
    assert.near(0, tally(options, { of = "y" }):ratio(Y, Y)[1].se, 1e-12)
  end)

  it("(2): rows that lack one answer are refused, and so is a ratio to nothing", function()
    assert.error_matches(function() tally({ cluster = "id" }):ratio(Y, X) end, "1 rows lack an answer")
    local zero = tally { text = "y,x,id\n1,0,a\n2,0,b\n", cluster = "id" }
    local e = zero:ratio(Y, X)[1]
    assert.is_nil(e.value)
    assert.equal(2, e.n)
  end)

  it("(3): without clusters a ratio is refused, and told how", function()
    assert.error_matches(function() tally({ strata = "s" }):ratio(Y, X) end, "differs in every row")
    assert.error_matches(function() tally({}):ratio(Y, X) end, "declare cluster =")
  end)

  it("a sample of one row has a sum and no bounds", function()
    local e = tally { text = "y,x\n3,1\n" }:sum(Y)[1]
    assert.equal(3, e.value)
    assert.is_nil(e.low)
  end)

  it("options and metrics are checked", function()
    assert.error_matches(function() tally({}):sum(Y, { interval = "t" }) end, "unknown option of sum")
    assert.error_matches(function() tally({}):sum(Y, { confidence = 1 }) end, "between 0 and 1")
    assert.error_matches(function() tally({}):sum "y" end, "a metric is wanted")
    assert.error_matches(function() tally({}):sum(Y, { by = "z" }) end, "column of the tally")
  end)
end)
