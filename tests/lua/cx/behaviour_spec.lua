-- behaviour_spec.lua - behaviour.lua: cx.series, what people did

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

-- Two units in three months; churn in percent, weighed by customers; one cell is no number.
local TEXT = [[
month,unit,sales,churn,customers
2026-01-05,T,100.5,3,10
2026-01-06,S,50,5,30
2026-02-05,T,80,2,10
2026-02-06,S,n/a,4,10
2026-05-05,T,30,1,10
2026-05-06,S,20,3,10
]]


local function series(options)
  local all = { text = TEXT, time = "month", unit = "unit", sum = "sales", percent = "churn" }
  for key, value in pairs(options or {}) do all[key] = value or nil end
  return cx.series(all)
end


local function measured(given, options)
  local plan = { name = "x", measure = { behaviour = given } }
  for key, value in pairs(options or {}) do plan[key] = value end
  return cx.plan(plan):run { today = "2026-06-01" }
end


local function mistake(...) return sample.mistake("behaviour_spec", ...) end


describe("series", function()
  it("(1): a column is a mean with its interval, weighed where a weight is named", function()
    local one = measured { series { sum = false, percent = false }.customers }.measures[1]
    assert.same({ 6, 80 / 6, "score", "customers" }, { one.estimate.n, one.estimate.value, one.unit, one.metric_name })
    -- t with 5 degrees of freedom, 2.570581836 (R 4.2: qt(.975, 5)); values 10 30 10 10 10 10
    local se = math.sqrt((30 - 80 / 6) ^ 2 + 5 * (10 - 80 / 6) ^ 2) / math.sqrt(5 * 6)
    assert.near(80 / 6 + 2.570581835636314 * se, one.estimate.high, 1e-9)
    one = measured(series { weight = "customers" }, {}).measures[1]
    assert.equal("churn", one.metric_name)
    -- (3*10 + 5*30 + 2*10 + 4*10 + 1*10 + 3*10) / 80
    assert.near(280 / 80, one.estimate.value, 1e-12)
  end)

  it("(2): a column named in sum is its total, counted in full, weights or not", function()
    for _, weight in ipairs { false, "customers" } do
      local one = measured(series { weight = weight }).measures[2]
      assert.same({ 280.5, 280.5, 280.5, 5, "exact", "count" },
        { one.estimate.value, one.estimate.low, one.estimate.high, one.estimate.n, one.estimate.interval, one.unit })
    end
  end)

  it("(2): a goal on a sum is met or missed, never open", function()
    local crm = series()
    local result = cx.plan { name = "x", due = "2026-12-31", touchpoints = { { "a", goals = {
      cx.goal { crm.sales, at_least = 280 }, cx.goal { crm.sales, at_least = 281 }, cx.goal { crm.sales, at_most = 280.5 } } } },
    }:run { today = "2026-06-01" }
    assert.same({ "met", "behind", "met" }, { result.goals[1].verdict.shown, result.goals[2].verdict.shown, result.goals[3].verdict.shown })
    assert.is_nil(result.goals[1].outlook)
  end)

  it("(3): rounds are those of time; sums have no change, means do", function()
    local result = measured(series(), { round = "month" })
    local churn, sales = result.measures[1], result.measures[2]
    local totals = {}
    for i, one in ipairs(sales.rounds) do totals[i] = one.estimate.value end
    assert.same({ 150.5, 80, 50 }, totals)
    assert.same({ nil, -1 }, { sales.change and 1, churn.change.difference })
    assert.same({ "2026-01", "2026-02", "2026-05" }, result.rounds.names)
  end)

  it("(3): a cell that is no number is missing, and counted", function()
    local one = measured(series()).measures[2]
    assert.same({ unreadable = 1 }, (function(missing)
      local got = {}
      for reason, n in pairs(missing) do if n > 0 then got[reason] = n end end
      return got
    end)(one.estimate.missing))
  end)

  it("(4): rows are not people: the plan's minimum leaves them, their own does not", function()
    local result = measured(series(), { privacy = { minimum = 10 } })
    assert.is_nil(result.measures[1].hidden)
    assert.equal(3, result.measures[1].estimate.value)
    result = measured(series { privacy = { minimum = 10 } })
    assert.is_true(result.measures[1].hidden)
    assert.is_nil(result.measures[1].estimate.value)
  end)

  it("(5): a percentage lies between 0 and 100", function()
    local crm = series()
    assert.matches("at_least = 130 cannot be: churn lies between 0 and 100", mistake(function() cx.goal { crm.churn, at_least = 130 } end))
  end)

  it("what is wrong is said at the caller's line", function()
    assert.matches('unknown option of cx.series "sums"; did you mean "sum"', mistake(function() series { sums = "x" } end))
    assert.matches("sum: 'churn' is a mean too", mistake(function() series { sum = { "churn" } } end))
    assert.matches("sum: a text or a list of texts is wanted, not 5", mistake(function() series { sum = 5 } end))
    assert.matches("cx.series wants a table", mistake(function() cx.series "crm.csv" end))
    local done, message = pcall(measured, { series { sum = false, percent = false }.salez })
    assert.is_false(done)
    assert.matches("there is no column 'salez'; did you mean 'sales'", message)
  end)
end)
