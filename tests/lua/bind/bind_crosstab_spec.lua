-- bind_crosstab_spec.lua - core.crosstab: what it takes, and what it refuses

local core = require "cx.core"


-- A table of two groups by two answers, four clusters of one stratum; some of it otherwise.
local function of(given)
  local all = { rows = 2, columns = 2, psus = { 4 }, population = { 0 },
                parts = { 1, 1, 2, 0, 1, 1, 3, 1, 0, 2, 1, 2, 1, 0, 1, 1, 1, 1, 0, 1, 1, 4, 3, 0, 2, 1, 3, 1, 0, 1 } }
  for name, value in pairs(given or {}) do all[name] = value end
  return all
end


local function mistake(given, test)
  local done, message = pcall(core.crosstab, test or "independence", of(given))
  assert.is_false(done)
  return tostring(message)
end


describe("bind_crosstab", function()
  it("(1) (2): parts of clusters, and people who are clusters themselves", function()
    local t = core.crosstab("independence", of())
    assert.same({ "number", "number", "number", "number" }, { type(t.statistic), type(t.df2), type(t.p), type(t.effect) })
    assert.is_true(math.abs(t.df2 / t.df - 3) < 1e-12)
    local rank = core.crosstab("rank", of())
    assert.same({ 2.0, nil }, { rank.df, rank.df2 })
    local people = core.crosstab("independence", of { parts = { 1, 1, 2, 2, 0, 1, 2, 1, 1, 0, 1, 3, 1, 1, 0 } })
    assert.is_true(people.p > 0 and people.p < 1)
  end)

  it("(2): nothing to test has an effect at most; a policy that fails gives the number of strata", function()
    assert.same({}, core.crosstab("independence", of { parts = {} }))
    local t, lonely = core.crosstab("rank", of { psus = { 1 }, parts = { 1, 1, 2, 0, 1 }, lonely = "fail" })
    assert.same({ nil, 1 }, { t, lonely })
  end)

  it("(3): numbers out of range and tables too large are refused", function()
    assert.matches("outside the table", mistake { parts = { 1, 5, 1, 1, 0 } })
    assert.matches("outside the table", mistake { parts = { 2, 1, 1, 1, 0 } })
    assert.matches("out of order", mistake { parts = { 1, 1, 1, 1, 2 } })
    assert.matches("out of order", mistake { psus = { 2, 2 }, population = { 0, 0 }, parts = { 2, 1, 1, 1, 0, 1, 1, 1, 1, 0 } })
    assert.matches("out of range", mistake { parts = { 1, 1, 0 / 0, 1, 0 } })
    assert.matches("out of range", mistake { psus = { -1 } })
    assert.matches("population for each stratum", mistake { population = {} })
    assert.matches("no policy", mistake { lonely = "guess" })
    assert.matches("smaller table", mistake { rows = 100, columns = 100 })
    assert.matches("rows", mistake { rows = 0 })
    assert.matches("two rows", mistake({ rows = 1, parts = {} }, "rank"))
    assert.matches("invalid option", mistake({}, "median"))
  end)
end)
