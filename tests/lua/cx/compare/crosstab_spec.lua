-- crosstab_spec.lua - histogram.lua and crosstab.lua in samples with weights, strata or clusters, against R
--
-- The figures are in tests/data/api/truth.csv and in tests/data/r/crosstab.csv, made by tests/r/crosstab.R.

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local TOLERANCE = 1e-9


local function near(wanted, got, what, tolerance)
  if wanted == "" then return end
  wanted = tonumber(wanted)
  assert.is_true(math.abs(wanted - got) <= (tolerance or TOLERANCE) * math.max(1e-3, math.abs(wanted)),
    ("%s: %.15g is not %.15g"):format(what, got, wanted))
end


-- ---- the sample of R's script ---------------------------------------------------------------------------

local FILE = "tests/data/nps/answers.csv"
local DESIGN = { w = { weight = "weight" }, st = { weight = "weight", strata = "region" },
                 cl = { weight = "weight", strata = "region", cluster = "store" }, cu = { strata = "region", cluster = "store" } }


local function survey(design, given)
  local options = { questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(DESIGN[design]) do options[name] = value end
  for name, value in pairs(given or { file = FILE }) do options[name] = value end
  return cx.survey(options)
end


local tallies = {}

local function tally_of(design, column)
  local key = design .. column
  tallies[key] = tallies[key] or assert(survey(design):tally { by = column ~= "" and column or nil })
  return tallies[key]
end


-- The lines of the sample that are odd or even, as a survey's text.
local function half(odd)
  local lines, n = {}, 0
  for line in io.lines(FILE) do
    if n == 0 or (n % 2 == 1) == odd then lines[#lines + 1] = line end
    n = n + 1
  end
  return { text = table.concat(lines, "\n") .. "\n" }
end


local function group_of(row, test)
  local tally, options = tally_of(row.design, row.column), { question = row.question, test = test }
  if row.a == "" then return cx.compare(tally, options)[1] end
  if row.b ~= "" then
    options.between = { row.a, row.b }
    return cx.compare(tally, options)[1]
  end
  options.each = "rest"
  for _, one in ipairs(cx.compare(tally, options)) do
    if one.of == row.a then return one end
  end
end


local check = {
  chisq = function(row) return group_of(row, "chi-square") end,
  rank = function(row) return group_of(row, "Mann-Whitney") end,
  likelihood = function(row)
    local e = tally_of(row.design, ""):total(cx.metric.share("recommend", tonumber(row.a)), { interval = "likelihood" })
    return { low = e.low / 100, high = e.high / 100 }
  end,
  stacked = function(row)
    local key = "halves " .. row.design
    tallies[key] = tallies[key] or { assert(survey(row.design, half(true)):tally {}), assert(survey(row.design, half(false)):tally {}) }
    return cx.compare(tallies[key][1], tallies[key][2], { question = row.question, test = "chi-square" })[1]
  end,
}


describe("crosstab, as R has it:", function()
  local n = { chisq = 0, rank = 0, likelihood = 0, stacked = 0 }
  for row in assert(cx.survey { file = "tests/data/r/crosstab.csv", questions = {} }:rows()) do
    n[row.kind] = n[row.kind] + 1
    it(("%s %s %s %s %s %s"):format(row.kind, row.design, row.question, row.column, row.a, row.b), function()
      local got = check[row.kind](row)
      for _, name in ipairs { "statistic", "df", "df2", "p", "effect", "low", "high" } do near(row[name], got[name], name) end
    end)
  end

  it("leaves nothing out", function()
    assert.same({ chisq = 112, rank = 88, likelihood = 20, stacked = 8 }, n)
  end)
end)


-- ---- the schools ------------------------------------------------------------------------------------------

local SCHOOLS = {
  strat = { file = "apistrat", strata = "stype", population = "fpc" }, strat0 = { file = "apistrat", strata = "stype" },
  clus = { file = "apiclus1", cluster = "dnum", population = "fpc" }, clus0 = { file = "apiclus1", cluster = "dnum" },
}


local function schools(design)
  local d = SCHOOLS[design]
  return assert(cx.survey {
    file = "tests/data/api/" .. d.file .. ".csv", weight = "pw", strata = d.strata, cluster = d.cluster, population = d.population,
    questions = { wide = cx.scale.names { column = "sch.wide", "No", "Yes" } },
  }:tally { by = "stype" })
end


local FIELD = { ["Rao-Scott F"] = "statistic", ["Rao-Scott ndf"] = "df", ["Rao-Scott ddf"] = "df2", ["Rao-Scott p"] = "p" }


describe("crosstab, of the schools:", function()
  it("Rao and Scott's test is R's, and shares by likelihood are but for R's reading off a spline", function()
    local test, n = cx.compare(schools "strat", { question = "wide", test = "chi-square" })[1], 0
    for row in assert(cx.survey { file = "tests/data/api/truth.csv", questions = {} }:rows()) do
      local field = FIELD[row.statistic]
      if field then near(row.estimate, test[field], row.statistic) end
      if row.interval == "likelihood" then
        local e = schools(row.design):total(cx.metric.share("wide", "Yes"), { interval = "likelihood" })
        near(row.estimate, e.value / 100, "share")
        near(row.se, e.se / 100, "error")
        near(row.low, e.low / 100, "low", 5e-6) -- 3.7e-6 at most: core/infer/interval.h (12)
        near(row.high, e.high / 100, "high", 5e-6)
        assert.same({ tonumber(row.df), tonumber(row.n), "likelihood 95 %" }, { e.df, e.n, e.method })
      end
      n = n + ((field or row.interval == "likelihood") and 1 or 0)
    end
    assert.equal(8, n)
    assert.same({ "Rao-Scott chi-square", true, false, 0 }, { test.method, test.weighted, test.doubtful, test.small_expected })
    assert.equal("the groups answer differently, beyond noise", test.words)
  end)
end)


-- ---- what R does not do -------------------------------------------------------------------------------------

-- Rows of { group, answer, weight, cluster }.
local function made(rows, given)
  local lines = { "g,q,w,c" }
  for i, row in ipairs(rows) do lines[i + 1] = table.concat(row, ",") end
  local options = { text = table.concat(lines, "\n") .. "\n", questions = { q = cx.scale { 1, 5 } } }
  for name, value in pairs(given or { weight = "w" }) do options[name] = value end
  return assert(cx.survey(options):tally { by = "g" })
end


local function chi(tally, more)
  local options = { question = "q", test = "chi-square" }
  for name, value in pairs(more or {}) do options[name] = value end
  return cx.compare(tally, options)[1]
end


local function ranks(tally, weighted)
  return cx.compare(tally, { question = "q", test = "Mann-Whitney", between = { "a", "b" }, weighted = weighted })[1]
end


local MIXED = { { "a", 1, 1.5, 1 }, { "a", 2, 1, 1 }, { "a", 2, 2, 2 }, { "a", 5, 1, 3 }, { "b", 2, 0.5, 3 }, { "b", 4, 1, 4 },
                { "b", 5, 2, 4 }, { "b", 5, 1, 5 } }


-- The same, each weight multiplied.
local function heavier(times)
  local rows = {}
  for i, row in ipairs(MIXED) do rows[i] = { row[1], row[2], times * row[3], row[4] } end
  return rows
end


describe("crosstab", function()
  it("histogram (1): a sample without weights, or weighed by ones, is told apart by the method", function()
    local ones = {}
    for i, row in ipairs(MIXED) do ones[i] = { row[1], row[2], 1, row[4] } end
    local plain, weighed = chi(made(ones), { weighted = false }), chi(made(ones))
    assert.same({ "chi-square", "Rao-Scott chi-square" }, { plain.method, weighed.method })
    assert.same({ false, true }, { plain.weighted, weighed.weighted })
    near(plain.effect, weighed.effect, "Cramér's V")
    assert.equal(plain.least_expected, weighed.least_expected)
    local u, t = ranks(made(ones), false), ranks(made(ones))
    near(u.effect, t.effect, "superiority")
    assert.same({ "Mann-Whitney", "design-based rank test" }, { u.method, t.method })
    assert.is_nil(t.u)
    assert.equal(#ones - 2, t.df)
  end)

  it("(1): weights of another size change nothing", function()
    for _, test in ipairs { chi, ranks } do
      local one, other = test(made(MIXED)), test(made(heavier(100)))
      for _, name in ipairs { "statistic", "df", "p", "effect" } do near(one[name], other[name], name) end
    end
  end)

  it("(2): two tallies, one weighted and the other not, the size of the weights of no account", function()
    local other = made({ { "a", 1, 1, 1 }, { "a", 3, 1, 1 }, { "b", 2, 1, 2 }, { "b", 1, 1, 3 } }, {})
    local function both(a, b, test) return cx.compare(a, b, { question = "q", test = test, by = false })[1] end
    local one, two = both(made(MIXED), other, "chi-square"), both(made(heavier(7)), other, "chi-square")
    for _, name in ipairs { "statistic", "df", "df2", "p", "effect" } do near(one[name], two[name], name) end
    near(10, one.df2 / one.df, "8 - 1 + 4 - 1 degrees of freedom")
    assert.is_nil(one.shared)
    local on, back = both(made(MIXED), other, "Mann-Whitney"), both(other, made(MIXED), "Mann-Whitney")
    near(-on.statistic, back.statistic, "t")
    near(1 - on.effect, back.effect, "superiority")
  end)

  it("(2): the same people twice in the same clusters are no difference, with an error", function()
    local rows = made(MIXED, { weight = "w", cluster = "c" })
    local one = cx.compare(rows, rows, { question = "q", test = "Mann-Whitney", by = false })[1]
    assert.same({ 0.0, 1.0, 0.5, 5 }, { one.statistic, one.p, one.effect, one.shared })
  end)

  it("histogram (5): without an error there is an effect and no p, and the words say so", function()
    local apart = chi(made { { "a", 1, 2, 1 }, { "a", 1, 2, 1 }, { "b", 5, 2, 2 }, { "b", 5, 2, 2 } })
    assert.same({ nil, 1.0, 0 }, { apart.p, apart.effect, apart.family })
    assert.matches("cannot be tested", apart.words)
    local one = ranks(made({ { "a", 1, 1, 1 }, { "a", 2, 2, 1 }, { "b", 5, 1, 1 }, { "b", 4, 1, 1 } },
      { weight = "w", cluster = "c" }))
    assert.same({ nil, 0.0 }, { one.p, one.effect })
    assert.matches("cannot be tested", one.words)
  end)

  it("nobody, or nobody who weighs, is nothing to test", function()
    local none = chi(made { { "a", 1, 1, 1 }, { "a", 2, 1, 1 } })
    assert.same({}, { none.p, none.effect })
    local light = chi(made { { "a", 1, 1, 1 }, { "a", 2, 1, 1 }, { "b", 2, 0, 1 }, { "b", 1, 0, 1 } })
    assert.same({}, { light.p, light.effect })
    assert.matches("no answers", light.words)
  end)

  it("all answers equal: no difference at all", function()
    local same = ranks(made { { "a", 3, 1, 1 }, { "a", 3, 2, 1 }, { "b", 3, 1, 2 }, { "b", 3, 1.5, 2 } })
    assert.same({ 0.0, 1.0, 0.5 }, { same.statistic, same.p, same.effect })
  end)

  it("(3): strata of one cluster under the policy to fail are refused; so is a table too large", function()
    local function mistake(tally, question)
      return sample.mistake("crosstab_spec", function() cx.compare(tally, { question = question, test = "chi-square" }) end)
    end
    local lonely = made({ { "a", 1, 1, 1 }, { "a", 2, 1, 1 }, { "b", 2, 1, 2 }, { "b", 4, 1, 3 } },
      { weight = "w", strata = "c", lonely = "fail" })
    assert.matches("2 strata have one cluster", mistake(lonely, "q"))
    local lines = { "g,x,w" }
    for i = 1, 1001 do lines[i + 1] = ("%s,%d,1.5"):format(i % 2, i) end
    local large = assert(cx.survey { text = table.concat(lines, "\n") .. "\n", weight = "w", questions = { x = cx.number } }:tally { by = "g" })
    assert.matches("at most 2000 are wanted", mistake(large, "x"))
  end)

  it("a sample with a population and neither strata nor clusters takes its share into account", function()
    local rows = {}
    for i, row in ipairs(MIXED) do rows[i] = { row[1], row[2], row[3], 16 } end
    local part, all = chi(made(rows, { weight = "w", population = "c" })), chi(made(MIXED))
    near(2 * all.statistic, part.statistic, "F of half of a population")
    near(all.df, part.df, "df")
  end)
end)
