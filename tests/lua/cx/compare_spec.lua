-- compare_spec.lua - compare.lua: rounds, groups, rests, totals, families and words

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local nps = cx.metric.nps


-- Rows "group,answer" so many times.
local function survey(counts, options)
  local lines = { "touchpoint,q" }
  for _, count in ipairs(counts) do
    for _ = 1, count[3] do lines[#lines + 1] = count[1] .. "," .. count[2] end
  end
  local all = { text = table.concat(lines, "\n") .. "\n", questions = { q = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


-- A round of promoters, passives, detractors at one touchpoint, "web".
local function round(promoters, passives, detractors)
  return assert(survey({ { "web", 10, promoters }, { "web", 8, passives }, { "web", 2, detractors } })
    :tally { by = "touchpoint" })
end


local function near(wanted, got, tolerance)
  assert.is_true(math.abs(wanted - got) <= (tolerance or 1e-9) * math.max(1, math.abs(wanted)),
    ("%.15g is not %.15g"):format(got, wanted))
end


-- The rows of a CSV file by name, read by the library itself.
local function rows(path)
  local list = {}
  for row in assert(cx.survey { file = path, questions = {} }:rows()) do list[#list + 1] = row end
  return list
end


local function answers(options)
  local all = { file = "tests/data/nps/answers.csv",
                questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


describe("compare", function()
  it("(1): two rounds, with the adjusted counts of both", function()
    local list = cx.compare(round(60, 25, 15), round(50, 30, 20), { metric = nps, names = { "2026", "2025" } })
    local one = list[1]
    assert.equal(1, #list)
    near(15, one.difference)
    near(14.563107, one.centre, 5e-8)
    near(10.617735, one.se, 5e-8)
    near(-6.247272, one.low, 5e-7)
    near(35.373485, one.high, 5e-8)
    near(.170193, one.p, 5e-7)
    assert.same({ touchpoint = "web" }, one.group)
    assert.same({ 1, "holm", false, "adjusted Wald 95 %" }, { one.family, one.adjust, one.beyond_noise, one.method })
    assert.equal("web: 2026 and 2025: no difference that the answers can tell", one.words)
    assert.same({ 45.0, 30.0, 100 }, { one.a.value, one.b.value, one.b.n })
    assert.is_nil(one.df)
  end)

  it("(1): groups of one round only are listed, and are not in the family", function()
    local a = assert(survey({ { "web", 10, 9 }, { "shop", 0, 5 } }):tally { by = "touchpoint" })
    local b = assert(survey({ { "web", 0, 9 }, { "bill", 0, 5 } }):tally { by = "touchpoint" })
    local list = cx.compare(a, b, { metric = nps })
    assert.same({ "bill", "shop", "web" }, { list[1].group.touchpoint, list[2].group.touchpoint, list[3].group.touchpoint })
    assert.same({ nil, 1, 0 }, { list[1].p, list[1].family, list[1].a.n })
    assert.equal("bill: the first and the second: no answers to compare", list[1].words)
    assert.equal("web: the first 200.0 points higher than the second, beyond noise", list[3].words)
    local total = cx.compare(a, b, { metric = nps, by = false })
    assert.same({ 1, {} }, { #total, total[1].group })
  end)

  it("(2): domains of one design, as R's survey has them", function()
    local tallies = { u = answers(), w = answers { weight = "weight" },
                      st = answers { weight = "weight", strata = "region" },
                      cl = answers { weight = "weight", strata = "region", cluster = "store" } }
    local n = 0
    for _, row in ipairs(rows "tests/data/nps/differences.csv") do
      if tallies[row.design] then
        local tally = assert(tallies[row.design]:tally { by = row.group, of = "recommend" })
        local one = cx.compare(tally, { metric = nps "recommend", between = { row.a, row.b }, method = "linearised t" })[1]
        near(tonumber(row.difference), one.difference)
        near(tonumber(row.se), one.se)
        near(tonumber(row.t), one.statistic)
        near(tonumber(row.df), one.df)
        assert.is_true(math.abs(one.p / tonumber(row.p) - 1) < 1e-9)
        n = n + 1
      end
    end
    assert.equal(16, n)
  end)

  it("(9): the rest and the total of a sample with clusters", function()
    local options = { weight = "weight", strata = "region", cluster = "store" }
    local tally = assert(answers(options):tally { by = "channel", of = "recommend" })
    options.touchpoint = cx.rule("channel", function(channel) return channel == "app" and "app" or "rest" end)
    local other = assert(answers(options):tally { by = "touchpoint", of = "recommend" })
    local rest = cx.compare(tally, { metric = nps, each = "rest" })[1]
    local direct = cx.compare(other, { metric = nps, between = { "app", "rest" } })[1]
    for _, name in ipairs { "difference", "se", "low", "high", "effect", "df", "p" } do near(direct[name], rest[name], 1e-12) end
    near(33, rest.df)
    near(direct.b.se, rest.b.se)
    local total = cx.compare(tally, { metric = nps, each = "total" })[1]
    near(rest.p, total.p)
    near(tally:measure(nps)[1].value - tally:total(nps).value, total.difference, 1e-11)
    assert.equal("linearised t 95 %", total.method)
    local rounds = cx.compare(tally, other, { metric = nps, by = false })[1]
    assert.same({ 0.0, 1.0 }, { rounds.difference, rounds.p })
    local alone = cx.compare(tally, { metric = nps, each = "rest", by = false })[1]
    assert.is_nil(alone.p)
    assert.matches("compared by linearised t", sample.mistake("compare_spec", function()
      cx.compare(tally, { metric = nps, each = "rest", method = "adjusted Wald" })
    end))
    local two = cx.compare(tally, other, { metric = nps, by = false, method = "linearised t" })[1]
    assert.same({ 36, 33.0, 0.0 }, { two.shared, two.df, two.difference })                              -- (11)
    assert.equal(0.0, cx.decompose(tally, tally, { metric = nps }).change)
  end)

  it("(3): means by Welch's t, as R has them", function()
    local tally = assert(answers():tally { by = "channel", of = "satisfied" })
    for _, row in ipairs(rows "tests/data/numeric/welch_satisfied.csv") do
      local one = cx.compare(tally, { metric = cx.metric.mean, between = { row.a, row.b } })[1]
      near(tonumber(row.t), one.statistic)
      near(tonumber(row.df), one.df)
      near(tonumber(row.p), one.p)
      near(tonumber(row.low), one.low)
      near(tonumber(row.high), one.high)
      assert.equal("Welch t 95 %", one.method)
    end
  end)

  it("(2): the rest is everybody else, the total everybody", function()
    local tally = assert(answers { weight = "weight" }:tally { by = "channel", of = "recommend" })
    local other = assert(answers {
      weight = "weight", touchpoint = cx.rule("channel", function(channel) return channel == "app" and "app" or "rest" end),
    }:tally { by = "touchpoint", of = "recommend" })
    local rest = cx.compare(tally, { metric = nps, each = "rest" })[1]
    local direct = cx.compare(other, { metric = nps, between = { "app", "rest" } })[1]
    assert.equal("app", rest.group.channel)
    for _, name in ipairs { "difference", "se", "low", "high", "effect" } do near(direct[name], rest[name], 1e-12) end
    local total = cx.compare(tally, { metric = nps, each = "total" })[1]
    near(rest.p, total.p)
    near(tally:measure(nps)[1].value - tally:total(nps).value, total.difference, 1e-11)
    near(tally:total(nps).value, total.b.value, 1e-12)
    assert.matches("^app %d+%.%d points higher than the rest, beyond noise$", rest.words)
  end)

  it("(2): a group that is everybody has nothing to be compared with", function()
    for _, each in ipairs { "rest", "total" } do
      local one = cx.compare(round(5, 4, 3), { metric = nps, each = each })[1]
      assert.same({ nil, 0 }, { one.p, one.family })
      assert.matches("no answers to compare", one.words)
    end
    local none = cx.compare(round(0, 0, 1), { metric = nps, each = "other" })
    assert.same({}, none)
  end)

  it("(2): every group against every other is one family", function()
    local tally = assert(answers():tally { by = "channel", of = "recommend" })
    local list = cx.compare(tally, { metric = nps, each = "other" })
    assert.equal(3, #list)
    local groups = {}
    for i, one in ipairs(list) do
      groups[i] = one.of .. "-" .. one.against
      assert.equal(3, one.family)
      assert.is_true(one.p_adjusted >= one.p)
    end
    assert.same({ "app-puhelin", "app-verkko", "puhelin-verkko" }, groups)
  end)

  it("(6): Holm for few, Benjamini-Hochberg for many, and what is asked for", function()
    local counts = {}
    for i = 1, 21 do
      counts[#counts + 1] = { ("g%02d"):format(i), 10, 20 + i }
      counts[#counts + 1] = { ("g%02d"):format(i), 0, 20 }
    end
    local tally = assert(survey(counts):tally { by = "touchpoint" })
    local list = cx.compare(tally, { metric = nps, each = "rest" })
    assert.same({ "benjamini-hochberg", 21 }, { list[1].adjust, list[1].family })
    list = cx.compare(tally, { metric = nps, each = "rest", adjust = "bonferroni" })
    near(math.min(1, 21 * list[1].p), list[1].p_adjusted)
    list = cx.compare(tally, { metric = nps, each = "rest", adjust = "none" })
    assert.equal(list[1].p, list[1].p_adjusted)
  end)

  it("(7): words in three languages", function()
    local function words(language)
      return cx.compare(round(90, 5, 5), round(20, 30, 50), { metric = nps, language = language, by = false })[1].words
    end
    assert.equal("the first 115.0 points higher than the second, beyond noise", words "en")
    assert.equal("ensimmäinen 115,0 pistettä korkeampi kuin toinen, enemmän kuin satunnaisvaihtelu selittää", words "fi")
    assert.equal("den första 115,0 poäng högre än den andra, mer än slumpen förklarar", words "sv")
  end)

  it("(7): beyond noise is decided by the adjusted p at the confidence asked for", function()
    local a, b = round(60, 25, 15), round(45, 30, 25)
    local one = cx.compare(a, b, { metric = nps })[1]
    assert.is_true(one.p < 0.05 and one.beyond_noise and one.low > 0)
    one = cx.compare(a, b, { metric = nps, confidence = 0.99 })[1]
    assert.is_true(one.p > 0.01 and not one.beyond_noise and one.low < 0)
    assert.equal("adjusted Wald 99 %", one.method)
  end)

  it("shares by the score test, with Cohen's h", function()
    local list = cx.compare(round(45, 0, 155), round(56, 0, 154), { metric = cx.metric.share("q", 10) })
    near(-0.978735644721872, list[1].statistic)
    near(0.327710615070148, list[1].p)
    assert.same({ "score 95 %", "Cohen's h" }, { list[1].method, list[1].effect_name })
    list = cx.compare(round(45, 0, 155), round(56, 0, 154), { metric = cx.metric.share("q", 10), method = "Newcombe" })
    near(-12.4065110282032, list[1].low)
    near(4.19183446658068, list[1].high)
  end)

  it("(8): tallies on different scales are refused, with their difference", function()
    local function tally(scale) return assert(cx.survey { text = "q\n1\n2\n", questions = { q = scale } }:tally {}) end
    local ten, five = tally(cx.scale.nps), tally(cx.scale { 1, 5 })
    local function mistake(a, b)
      return sample.mistake("compare_spec", function() cx.compare(a, b, { metric = nps }) end)
    end
    assert.equal("the tallies are on different scales: q runs from 0 to 10 in the first and runs from 1 to 5 in the second; "
      .. "bridge them first", mistake(ten, five))
    assert.matches("runs from 1 to 5 in the first and is any number", mistake(five, tally(cx.number)))
    local share = { metric = cx.metric.share("q", "1") }
    local a, b = tally(cx.scale.names { "1", "2" }), tally(cx.scale.names { "1", "2", "3" })
    assert.matches('q has the answer "3" in the second only', sample.mistake("compare_spec", function() cx.compare(a, b, share) end))
  end)

  it("what is wrong is said at the caller's line", function()
    local tally = round(5, 4, 3)
    local function mistake(...)
      local given = table.pack(...)
      return sample.mistake("compare_spec", function() cx.compare(table.unpack(given, 1, given.n)) end)
    end
    assert.matches("a tally is wanted", mistake({}, {}))
    assert.matches("metric: a metric is wanted", mistake(tally, {}))
    assert.matches('did you mean "each"', mistake(tally, { metric = nps, eech = "rest" }))
    assert.matches('unknown each "all"', mistake(tally, { metric = nps, each = "all" }))
    assert.matches("wants each", mistake(tally, { metric = nps }))
    assert.matches("each and between: one of them", mistake(tally, { metric = nps, each = "rest", between = {} }))
    assert.matches("two groups are wanted", mistake(tally, { metric = nps, between = { "web" } }))
    assert.matches('unknown group "wep"; did you mean "web"', mistake(tally, { metric = nps, between = { "wep", "web" } }))
    assert.matches("two were given", mistake(tally, tally, { metric = nps, each = "rest" }))
    assert.matches("options are wanted", mistake(tally, tally))
    assert.matches("confidence: a number between 0 and 1", mistake(tally, tally, { metric = nps, confidence = 95 }))
    assert.matches("two names are wanted", mistake(tally, tally, { metric = nps, names = "2026" }))
    assert.matches("unknown column of the tally \"tuchpoint\"", mistake(tally, tally, { metric = nps, by = "tuchpoint" }))
    assert.matches("method: 'exact' is not known", mistake(tally, tally, { metric = nps, method = "exact" }))
    assert.matches("method 'score' needs a metric of two scores", mistake(tally, tally, { metric = nps, method = "score" }))
    assert.matches("unknown question of this tally \"r\"", mistake(tally, tally, { metric = nps "r" }))
    assert.matches('unknown language "no"', mistake(tally, tally, { metric = nps, language = "no" }))
    local closed = round(1, 1, 1)
    closed:close()
    assert.matches("closed", mistake(closed, { metric = nps, each = "rest" }))
    local total = assert(survey({ { "web", 1, 2 } }):tally {})
    assert.matches("the first tally is by touchpoint, the second by nothing", mistake(tally, total, { metric = nps }))
  end)

  it("returned straight away, it still knows whose line is wrong", function()
    local function call() return cx.compare(round(1, 1, 1), { metric = 5 }) end
    assert.matches("a metric is wanted", sample.mistake("compare_spec", call))
  end)

  it("no number is ever infinite, however few the answers", function()
    local function finite(value)
      for _, x in pairs(value) do
        if type(x) == "table" then finite(x)
        elseif math.type(x) == "float" then assert.is_true(x == x and math.abs(x) < 1e15) end
      end
    end
    for n = 0, 2 do
      for m = 0, 2 do
        local a = assert(survey({ { "web", 10, n }, { "shop", 0, 1 } }):tally { by = "touchpoint" })
        local b = assert(survey({ { "web", 0, m }, { "shop", 10, 1 } }):tally { by = "touchpoint" })
        for _, metric in ipairs { nps, cx.metric.mean, cx.metric.share("q", 10) } do
          for _, method in ipairs { "auto", "Welch t", "linearised t" } do
            finite(cx.compare(a, b, { metric = metric, method = method }))
            for _, each in ipairs { "rest", "total", "other" } do
              finite(cx.compare(a, { metric = metric, method = method, each = each }))
            end
          end
        end
      end
    end
  end)

  it("an empty label has a word in what is said, and stays empty in the group", function()
    local list = survey { { "web", 10, 9 }, { "web", 2, 3 }, { "", 8, 9 }, { "", 0, 4 } }
    local tally = assert(list:tally { by = "touchpoint" })
    local word = { en = "(blank)", fi = "(tyhjä)", sv = "(tomt)" }
    for language, blank in pairs(word) do
      local made = cx.compare(tally, { metric = nps, each = "rest", language = language })[1]
      assert.same({ "", blank, 1 }, { made.group.touchpoint, made.of, (made.words:find(blank, 1, true)) })
    end
    local pair = cx.compare(tally, { metric = nps, between = { "web", "" } })[1]
    assert.same({ "web", "(blank)" }, { pair.of, pair.against })
    assert.matches("^%(blank%): the first and the second: no", cx.compare(tally, tally, { metric = nps })[1].words)
    assert.matches("^the first and the second: no", cx.compare(tally, tally, { metric = nps, by = false })[1].words)
    for _, each in ipairs { "rest", "other" } do
      assert.equal("(blank)", cx.compare(tally, { question = "q", test = "Mann-Whitney", each = each })[1].of)
    end
  end)

  it("difference (3): where a side does not know its error, the method says that another stands in", function()
    local tally = assert(survey { { "web", 10, 9 }, { "store", 2, 5 }, { "store", 7, 4 } }:tally { by = "touchpoint" })
    local function method(options)
      options.between = { "web", "store" }
      return cx.compare(tally, options)[1].method
    end
    assert.equal("linearised t with a stand-in error 95 %", method { metric = nps, method = "linearised t" })
    assert.equal("Welch t with a stand-in error 95 %", method { metric = cx.metric.mean })
    assert.equal("adjusted Wald 95 %", method { metric = nps })
    local other = assert(survey { { "web", 10, 9 }, { "web", 9, 1 }, { "store", 2, 5 }, { "store", 7, 4 } }:tally { by = "touchpoint" })
    assert.equal("Welch t 95 %", cx.compare(other, { metric = cx.metric.mean, each = "other" })[1].method)
    local lang = require "cx.lang"
    for _, code in ipairs { "fi", "sv" } do
      for _, name in ipairs { "Welch t", "linearised t" } do
        local known = lang.load(code):method_name(name .. " with a stand-in error 95 %")
        assert.is_nil(known:find "stand%-in")
      end
    end
  end)
end)
