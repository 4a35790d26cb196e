-- raked_side_spec.lua - raked_side.lua: groups of raked tallies compared (figures of R: verify_contrast_spec)

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local nps = cx.metric.nps "recommend"


local function near(wanted, got, tolerance)
  wanted = tonumber(wanted)
  assert.is_true(math.abs(wanted - got) <= (tolerance or 1e-9) * math.max(1, math.abs(wanted)),
    ("%.15g is not %.15g"):format(got, wanted))
end


local function margins()
  local targets = {}
  for row in assert(cx.survey { file = "tests/data/nps/margins.csv", questions = {} }:rows()) do
    targets[row.variable] = targets[row.variable] or {}
    targets[row.variable][row.level] = tonumber(row.total)
  end
  return targets
end


local function people(roles)
  local options = { file = "tests/data/nps/answers.csv", weight = "weight",
                    questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(roles or {}) do options[name] = value end
  return assert(cx.survey(options):tally { by = { "region", "channel", "age", "segment" } })
end


describe("raked_side", function()
  local clustered = assert(cx.rake(people { strata = "region", cluster = "store" }, { targets = margins() }))
  local raked = assert(cx.rake(people(), { targets = margins() }))

  it("(2): R's differences of raked domains that share clusters, with their covariance", function()
    local n = 0
    for row in assert(cx.survey { file = "tests/data/nps/differences.csv", questions = {} }:rows()) do
      if row.design == "rc" then
        n = n + 1
        local one = cx.compare(clustered, { metric = nps, by = row.group, between = { row.a, row.b } })[1]
        near(row.difference, one.difference)
        near(row.se, one.se)
        near(row.df, one.df)
        near(row.t, one.statistic)
        assert.is_true(math.abs(one.p / tonumber(row.p) - 1) < 1e-9)
        near(row.covariance, (one.a.se ^ 2 + one.b.se ^ 2 - one.se ^ 2) / 2)
      end
    end
    assert.equal(4, n)
  end)

  it("(1): the rest is all the others, and what stands against everybody is a part of it", function()
    local rest = cx.compare(raked, { metric = nps, by = "channel", each = "rest" })
    local total = cx.compare(raked, { metric = nps, by = "channel", each = "total" })
    local alone = raked:measure(nps, { by = "channel" })
    local n, sum, shares = raked:total(nps).n, 0, 0
    for i, one in ipairs(rest) do
      assert.same({ channel = one.of }, one.group)
      near(alone[i].se, one.a.se)
      assert.equal(n, one.a.n + one.b.n)
      near(one.p, total[i].p, 1e-12)
      near(raked:total(nps).value, total[i].b.value)
      near(alone[i].value - raked:total(nps).value, total[i].difference)
      local share = 1 - total[i].difference / one.difference
      sum, shares = sum + share * total[i].difference, shares + share
    end
    near(1, shares)
    near(0, sum)
    assert.same({ 3, "all together" }, { #total, total[1].against })
  end)

  it("(1): without by the groups are those of the columns that are not raked on", function()
    local one = cx.compare(raked, { metric = nps, each = "other" })[1]
    assert.same({ "B2B", "B2C", { segment = "B2B" } }, { one.of, one.against, one.group })
    local list = cx.compare(raked, { metric = nps, by = { "segment", "channel" }, between = { "app, B2B", "verkko, B2C" } })
    assert.same({ "app, B2B", 1, { channel = "app", segment = "B2B" } }, { list[1].of, #list, list[1].group })
    local nothing = cx.compare(raked, { metric = nps, by = false, each = "rest" })[1]
    assert.same({ 0, "no answers to compare" }, { nothing.family, nothing.words:match "no answers to compare" })
    assert.is_nil(nothing.p)
  end)

  it("any metric of scores, with its effect, its family and its words", function()
    local metrics = { nps, cx.metric.mean "satisfied", cx.metric.share("recommend", { 9, 10 }), cx.metric.csat "satisfied",
                      cx.metric { question = "satisfied", scores = { 0, 1, 2, 4, 8 }, name = "own" } }
    for _, metric in ipairs(metrics) do
      local list = cx.compare(raked, { metric = metric, by = "channel", each = "other", adjust = "bonferroni" })
      for _, one in ipairs(list) do
        assert.same({ 3, "bonferroni", "linearised t 95 %", 899.0 }, { one.family, one.adjust, one.method, one.df })
        near(math.min(1, 3 * one.p), one.p_adjusted)
        near(one.a.value - one.b.value, one.difference)
        assert.is_true(one.effect ~= nil and one.effect * one.difference > 0 and one.low < one.difference)
        assert.matches("^%w+ .*%w+", one.words)
      end
    end
    local one = cx.compare(raked, { metric = metrics[3], by = "channel", between = { "app", "puhelin" }, language = "fi" })[1]
    assert.equal("Cohen's h", one.effect_name)
    assert.matches("^app .*prosenttiyksikköä korkeampi kuin puhelin", one.words)
  end)

  it("(3): trimmed weights are compared without what the margins would take", function()
    local tally = assert(cx.survey { text = "cell,g,weight,q\na,x,1,1\na,x,1,2\na,y,1,3\na,y,1,4\nb,x,2,5\nb,y,2,1\nc,x,12,2\n",
                                     weight = "weight", questions = { q = cx.scale { 1, 5 } } }:tally { by = { "cell", "g" } })
    local made = assert(cx.rake(tally, { targets = { cell = { a = 4, b = 4, c = 12 } }, trim = 3 }))
    local one = cx.compare(made, { metric = cx.metric.mean, between = { "x", "y" } })[1]
    near(math.sqrt(one.a.se ^ 2 + one.b.se ^ 2), one.se) -- disjoint rows, nothing taken from the others
  end)

  it("a group against the rest is the negative of the rest against it, and twice gives the same bits", function()
    local a = cx.compare(clustered, { metric = nps, by = "segment", between = { "B2B", "B2C" } })[1]
    local b = cx.compare(clustered, { metric = nps, by = "segment", between = { "B2C", "B2B" } })[1]
    near(-a.difference, b.difference, 1e-12)
    near(a.se, b.se, 1e-12)
    assert.same(a, cx.compare(clustered, { metric = nps, by = "segment", between = { "B2B", "B2C" } })[1])
  end)

  it("what is wrong is said at the caller's line", function()
    local function mistake(...)
      local given = table.pack(...)
      return sample.mistake("raked_side_spec", function() local _ = cx.compare(table.unpack(given, 1, given.n)) end)
    end
    assert.matches("method: groups of a raked tally are compared by linearised t",
      mistake(raked, { metric = nps, each = "other", method = "Welch t" }))
    assert.matches("test: chi%-square counts people", mistake(raked, { question = "recommend", test = "chi-square" }))
    assert.matches("test: Mann%-Whitney counts people",
      mistake(raked, raked, { question = "recommend", test = "Mann-Whitney" }))
    assert.matches("paired: the error of pairs knows no raking", mistake(raked, { metric = nps, paired = "channel" }))
    assert.matches("weighted: raked groups are compared with their weights",
      mistake(raked, { metric = nps, each = "rest", weighted = false }))
    assert.matches('unknown column of the tally "chanel"', mistake(raked, { metric = nps, by = "chanel", each = "rest" }))
    assert.matches('unknown group "ap"; did you mean "app"',
      mistake(raked, { metric = nps, by = "channel", between = { "ap", "verkko" } }))
    assert.matches("wants each", mistake(raked, { metric = nps }))
    assert.matches("two were given", mistake(raked, raked, { metric = nps, each = "rest" }))
    assert.matches("different scales", mistake(raked, assert(cx.survey {
      text = "recommend,channel\n1,app\n", questions = { recommend = cx.scale { 1, 5 } } }:tally { by = "channel" }),
      { metric = nps, by = false }))
    local closed = assert(cx.rake(people(), { targets = margins() }))
    closed:close()
    assert.matches("closed", mistake(closed, { metric = nps, each = "rest" }))
  end)
end)
