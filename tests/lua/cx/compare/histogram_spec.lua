-- histogram_spec.lua - histogram.lua: chi-square and Mann-Whitney from tallies

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function answers(options)
  local all = { file = "tests/data/nps/answers.csv", questions = { satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


-- A tally of rows { group, answer, n }.
local function tally_of(counts, scale)
  local lines = { "g,q" }
  for _, count in ipairs(counts) do
    for _ = 1, count[3] do lines[#lines + 1] = count[1] .. "," .. count[2] end
  end
  return assert(cx.survey { text = table.concat(lines, "\n") .. "\n", questions = { q = scale or cx.scale { 1, 5 } } }
    :tally { by = "g" })
end


local function near(wanted, got)
  assert.is_true(math.abs(wanted - got) <= 1e-9 * math.abs(wanted), ("%.15g is not %.15g"):format(got, wanted))
end


describe("histogram", function()
  it("(1) (3): Mann-Whitney of people as R has it, whether there are no weights or they are not wanted", function()
    for _, weight in ipairs { false, "weight" } do
      local tally = assert(answers { weight = weight or nil }:tally { by = "channel" })
      local n = 0
      for row in assert(cx.survey { file = "tests/data/numeric/welch_satisfied.csv", questions = {} }:rows()) do
        local one = cx.compare(tally, { question = "satisfied", test = "Mann-Whitney", between = { row.a, row.b },
                                        weighted = false })[1]
        assert.equal("Mann-Whitney", one.method)
        near(tonumber(row.wilcoxon_W), one.u)
        near(tonumber(row.wilcoxon_p), one.p)
        near(tonumber(row.wilcoxon_W) / (row.n_a * row.n_b), one.effect)
        assert.same({ "share of superiority", false }, { one.effect_name, one.weighted })
        n = n + 1
      end
      assert.equal(3, n)
    end
  end)

  it("(2): chi-square over all groups of a tally, as R has it", function()
    local one = cx.compare(tally_of { { "a", 1, 30 }, { "a", 2, 45 }, { "a", 5, 25 }, { "b", 1, 60 }, { "b", 2, 20 }, { "b", 5, 20 } },
      { question = "q", test = "chi-square" })[1]
    near(20.1709401709402, one.statistic)
    near(4.16807950556284e-05, one.p)
    near(0.317576291392637, one.effect)
    assert.same({ 2.0, "Cramér's V", false, 0 }, { one.df, one.effect_name, one.doubtful, one.small_expected })
    assert.same({ "chi-square", false }, { one.method, one.weighted })
    assert.is_nil(one.df2)
    assert.equal("the groups answer differently, beyond noise", one.words)
  end)

  it("(4): too few expected people make it doubtful, in words too", function()
    local one = cx.compare(tally_of { { "a", 1, 3 }, { "a", 2, 9 }, { "a", 3, 12 }, { "b", 1, 8 }, { "b", 2, 5 }, { "b", 3, 1 } },
      { question = "q", test = "chi-square" })[1]
    near(0.00442146551631963, one.p)
    assert.is_true(one.doubtful)
    assert.matches("too few answers for this test to be trusted", one.words)
  end)

  it("(2): two rounds, group by group", function()
    local a = tally_of { { "web", 1, 4 }, { "web", 2, 6 }, { "web", 3, 10 }, { "web", 4, 20 }, { "web", 5, 10 } }
    local b = tally_of { { "web", 1, 10 }, { "web", 2, 12 }, { "web", 3, 14 }, { "web", 4, 10 }, { "web", 5, 4 }, { "shop", 1, 1 } }
    local list = cx.compare(a, b, { question = "q", test = "Mann-Whitney" })
    assert.equal(2, #list)
    assert.is_nil(list[1].p)
    assert.same({ 1706.0, .6824, 1 }, { list[2].u, list[2].effect, list[2].family })
    assert.is_true(math.abs(list[2].p - .001243) < 5e-7)
    assert.equal("web: the first answers higher than the second in 68% of pairs, beyond noise", list[2].words)
    local chi = cx.compare(a, b, { question = "q", test = "chi-square", by = false })[1]
    assert.is_true(chi.p < 0.05 and chi.df == 4)
  end)

  it("(3): a group and the rest, and every pair", function()
    local tally = assert(answers():tally { by = "channel" })
    local rest = cx.compare(tally, { question = "satisfied", test = "Mann-Whitney", each = "rest" })
    local pairs_ = cx.compare(tally, { question = "satisfied", test = "chi-square", each = "other" })
    assert.same({ 3, 3, "the rest" }, { #rest, #pairs_, rest[1].against })
    local sum = 0 -- every win of a group over the rest is a loss of the rest
    for _, one in ipairs(rest) do sum = sum + one.u end
    local between = 0
    for _, count in ipairs { { 251, 384 + 220 }, { 384, 251 + 220 }, { 220, 251 + 384 } } do between = between + count[1] * count[2] end
    assert.equal(between / 2, sum)
  end)

  it("numbers are ranked by what was answered", function()
    local one = cx.compare(tally_of({ { "a", 1.5, 3 }, { "a", 20, 2 }, { "b", 3, 4 } }, cx.number),
      { question = "q", test = "Mann-Whitney", between = { "a", "b" } })[1]
    assert.equal(8.0, one.u)
  end)

  it("refuses overlapping groups, several options, another scale and unknown questions", function()
    local tally = tally_of { { "a", 1, 1 }, { "b", 2, 1 } }
    local function mistake(...)
      local given = { ... }
      return sample.mistake("histogram_spec", function() cx.compare(table.unpack(given)) end)
    end
    assert.matches("groups that do not overlap", mistake(tally, { question = "q", test = "chi-square", each = "total" }))
    assert.matches("compares two groups", mistake(tally, { question = "q", test = "Mann-Whitney" }))
    assert.matches("of which question", mistake(tally, { test = "Mann-Whitney" }))
    assert.matches('unknown test "t"', mistake(tally, { question = "q", test = "t" }))
    assert.matches('unknown question of this tally "r"', mistake(tally, { question = "r", test = "chi-square" }))
    local several = assert(cx.survey { text = "g,q\na,x\n", questions = { q = cx.scale.several { "x", "y" } } }:tally { by = "g" })
    assert.matches("several options at once", mistake(several, { question = "q", test = "chi-square" }))
    local other = tally_of({ { "a", 1, 1 } }, cx.scale { 1, 7 })
    assert.matches("different scales", mistake(tally, other, { question = "q", test = "chi-square" }))
  end)

  it("one group, or nobody, is nothing to test", function()
    local one = cx.compare(tally_of { { "a", 1, 5 }, { "a", 2, 5 } }, { question = "q", test = "chi-square" })[1]
    assert.same({ nil, 0 }, { one.p, one.family })
    assert.matches("no answers", one.words)
  end)
end)
