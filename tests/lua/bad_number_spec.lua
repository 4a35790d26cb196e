-- bad_number_spec: whatever the weights, the design and the answers are, each number is defined or refused in words
--
-- (1) No weight, or one that is no number, is left out and counted as such; so is one below 0 or above 1e9. A weight of 0
--     is kept: who has it is a person without a say.
-- (2) A stratum of one cluster follows the policy; fail says how many there are.
-- (3) Answers that are all equal: the value is theirs to the last bit, its error 0, and the interval is not a point.
-- (4) Nobody: n is 0, and no value, error or bound. One or two people: bounds that few can give.
-- (5) Margins that contradict each other, or that the answers cannot reach, are refused, with their sums or the worst level.
-- (6) A label without a target, and a target without people, are refused by name.
-- (7) Tallies on different scales are not compared, in any way.
-- (8) Shares of 0 and 1 have bounds between them, and decide and compare as sides of no spread.
-- (9) Confidence runs between 0 and 1, without either; more of it is never narrower.
-- (10) Weights from 1e-18 to 1e9 in one sample are added up exactly, and nobody of great weight is surer than one person.
-- (11) A population below the sample, blank, or two in one stratum, is refused; a stratum taken whole has no error.
-- (12) Blank accounts and blank strata are one more account and one more stratum.
-- (13) A plan over what cannot be measured ends with one line that names its survey's place, and status 1.
-- (14) Whatever is asked of such answers is a sound table or one line with a hint, and so are the reports of a plan over them:
--      no NaN, no infinity, no 1e300, bounds around their value, probabilities from 0 to 1, read = used + dropped.

local cx = require "cx"
local bad = dofile "tests/lua/bad_number.lua"
local random = dofile "tests/lua/number_random.lua"
local words = dofile "tests/lua/number_words.lua"
local input = dofile "tests/lua/bad_input.lua"

local nps, share = cx.metric.nps, cx.metric.share
local HEADER = "tp,q,s,c,k,x,w,st,cl,pop,acc,person,day,old\n"


-- A survey of the columns of number_random, by rows of them.
local function survey(rows, options)
  local all = { text = HEADER .. table.concat(rows, "\n") .. "\n", questions = random.questions(false), name = "S" }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


-- A small survey of one question on 0 to 10.
local function answers(text, options)
  local all = { text = text, questions = { q = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


local function total(text, options, how) return assert(answers(text, options):tally {}):total(nps, how) end


-- What is raised, without its place, or the second result.
local function refusal(f, ...)
  local done, result, message = pcall(f, ...)
  if done then
    assert.is_nil(result)
    return message
  end
  bad.told(result)
  return (tostring(result):gsub("^[^\n]-:%d+: ", ""))
end


local function dropped(one, reason)
  for _, item in ipairs(one:receipt().dropped) do
    if item.reason == reason then return item.n end
  end
  return 0
end


describe("bad number (1): weights", function()
  it("(1): none, no number, infinite, negative and too large ones are left out by their reasons", function()
    local one = answers("q,w\n10,1\n9,\n9,much\n9,nan\n9,inf\n9,-1\n9,1e308\n9,1000000001\n3,1000000000\n", { weight = "w" })
    local tally = assert(one:tally {})
    assert.same({ 4, 3 }, { dropped(one, "no weight"), dropped(one, "bad weight") })
    assert.same({ 9, 2 }, { one:receipt().read, one:receipt().used })
    assert.same({ 2, 1000000001.0 }, { tally:total(nps).n, tally:design().w })
  end)

  it("(1): a weight of 0 is a person without a say; a group of them has people and no value", function()
    local tally = assert(answers("q,w,g\n10,0,a\n9,0,a\n3,1,b\n9,3,b\n10,0,b\n", { weight = "w" }):tally { by = "g" })
    local a, b = table.unpack(tally:measure(nps))
    assert.same({ 2, 0.0 }, { a.n, a.n_effective })
    assert.is_nil(a.value or a.se or a.low or a.high)
    assert.same({ 3, 50.0 }, { b.n, b.value })
    assert.equal(0.0, tally:measure(nps, { weighted = false })[1].se)
    local verdict = cx.goal { nps, at_least = 30 }:verdict(a)
    assert.same({ "cannot tell", nil }, { verdict.verdict, verdict.probability })
    assert.matches("nobody with a weight is in g = \"a\"", refusal(cx.rake, tally, { targets = { g = { a = 1, b = 2 } } }))
  end)

  it("(1): where all weigh 0 there is no value, the sum is 0, and raking refuses", function()
    local tally = assert(answers("q,w\n10,0\n9,0\n", { weight = "w" }):tally { by = "q" })
    assert.is_nil(tally:total(nps).value)
    assert.same({ 0.0, 0.0 }, { tally:sum(nps, { by = false })[1].value, tally:sum(nps, { by = false })[1].se })
    assert.matches("^nobody with a weight is in the tally; ", refusal(cx.rake, tally, { targets = { q = { ["9"] = 1 } } }))
  end)
end)


describe("bad number (2): one cluster in a stratum", function()
  local ONE, ALL = "q,st,cl\n9,n,1\n3,n,2\n10,s,3\n8,s,3\n", "q,st,cl\n9,n,1\n3,s,2\n"
  local function of(text, policy) return total(text, { strata = "st", cluster = "cl", lonely = policy }) end

  it("(2): each policy has its error, and the estimate says how many strata it was", function()
    local errors = {}
    for i, policy in ipairs { "adjust", "remove", "average" } do
      local one = of(ONE, policy)
      assert.same({ 25.0, 1 }, { one.value, one.lonely }, policy)
      errors[i] = one.se
    end
    -- by hand: z is 75/4 and -125/4 in stratum n, 75/4 + -25/4 in s; 2 (25^2 + 25^2) = 2500, 12.5^2 = 156.25
    assert.is_true(math.abs(errors[1] - math.sqrt(2500 + 156.25)) < 1e-9)
    assert.is_true(math.abs(errors[2] - 50) < 1e-9)
    assert.is_true(math.abs(errors[3] - math.sqrt(5000)) < 1e-9)
  end)

  it("(2): fail refuses with their number and what would do", function()
    assert.matches("^lonely: 1 stratum has one cluster, .+ lonely = \"adjust\"", refusal(of, ONE, "fail"))
    assert.matches("^lonely: 2 strata have one cluster", refusal(of, ALL, "fail"))
    local tally = assert(answers(ONE, { strata = "st", cluster = "cl", lonely = "fail" }):tally {})
    assert.matches("^lonely: 1 stratum has .+ lonely = \"adjust\"", refusal(tally.sum, tally, nps))
  end)

  it("(2): nothing but such strata leaves no degrees of freedom: the interval is that of equal answers", function()
    for _, policy in ipairs { "adjust", "remove", "average" } do
      local one = of(ALL, policy)
      assert.same({ 0, "equal answers", 2 }, { one.design_df, one.interval, one.lonely }, policy)
      assert.is_true(one.low < -60 and one.high > 60, policy)
      assert.equal("cannot tell", cx.goal { nps, at_least = 30 }:verdict(one).verdict, policy)
    end
  end)
end)


describe("bad number (3): all answers equal", function()
  it("(3): the value is theirs, its error 0, and every automatic interval has a width", function()
    local tally = assert(answers("q\n9\n9\n9\n9\n"):tally {})
    for _, metric in ipairs { nps, cx.metric.mean, cx.metric.csat, share("q", 9), share("q", 3) } do
      local one = tally:total(metric)
      assert.equal(0.0, one.se, metric.name)
      assert.is_true(one.high - one.low > 0, metric.name)
      bad.sound(one)
    end
    assert.same({ 100.0, 9.0 }, { tally:total(nps).value, tally:total(cx.metric.mean).value })
  end)

  it("(3): rounds of equal answers: the difference of equals is 0 with p 1; no trend, no chart without limits", function()
    local tally = assert(answers("q,g\n9,a\n9,a\n9,b\n9,b\n9,c\n9,c\n"):tally { by = "g" })
    local one = cx.compare(tally, { metric = nps, between = { "a", "b" } })[1]
    assert.same({ 0.0, 1.0, false }, { one.difference, one.p, one.beyond_noise })
    local trend = cx.trend(tally:measure(nps))
    assert.same({ 0.0, 1.0, "none" }, { trend.slope, trend.p, trend.direction })
    assert.matches("all answers of the baseline are equal; a longer baseline is wanted", refusal(cx.chart, tally:measure(nps)))
    assert.equal(0.0, cx.shrink(tally:measure(nps), { draws = 0 }).tau2)
    assert.equal(0.0, cx.bootstrap(tally, nps, { replicates = 20 })[1].se)
    bad.sound(cx.compare(tally, { question = "q", test = "chi-square" }))
  end)

  it("(3): a metric of one score is certain where it is measured, and refused where errors are weighed", function()
    local flat = cx.metric { question = "q", scores = { [9] = 3 }, others = 3, name = "flat" }
    local tally = assert(answers("q,g\n9,a\n1,b\n"):tally { by = "g" })
    local one = tally:total(flat)
    assert.same({ 3.0, 0.0, 3.0, 3.0 }, { one.value, one.se, one.low, one.high })
    for _, word in ipairs { cx.trend, cx.chart, cx.shrink } do
      assert.matches("a standard error of 0; leave it out of the list$", refusal(word, tally:measure(flat)))
    end
    assert.equal("flat", flat.name)
  end)
end)


describe("bad number (4): nobody, one and two", function()
  it("(4): nobody has no value anywhere", function()
    local tally = assert(answers("q,g\n\"\",a\n\"\",b\n"):tally { by = "g" })
    assert.same({ 0, 0.0 }, { tally:total(nps).n, tally:total(nps).n_effective })
    assert.is_nil(tally:total(nps).value)
    assert.is_nil(tally:measure(nps)[1].low)
    for _, each in ipairs { "rest", "total", "other" } do
      local one = cx.compare(tally, { metric = nps, each = each })[1]
      assert.is_nil(one.difference or one.p or one.low)
      assert.equal(0, one.family)
    end
    assert.equal(0, cx.bootstrap(tally, nps)[1].n)
    assert.matches("no_answers", select(3, cx.decompose(tally, tally, { metric = nps })))
    assert.matches("^cx.trend: at least two", refusal(cx.trend, tally:measure(nps)))
    assert.matches("^cx.chart: at least two", refusal(cx.chart, tally:measure(nps)))
    assert.matches("^cx.shrink: at least two", refusal(cx.shrink, tally:measure(nps)))
    assert.matches("nobody answered, .+ use share =", refusal(cx.power, { estimate = tally:total(nps), within = 5 }))
  end)

  it("(4): one and two people have wide bounds, and decide nothing", function()
    for text, value in pairs { ["q\n9\n"] = 100.0, ["q\n9\n3\n"] = 0.0, ["q\n9\n9\n"] = 100.0 } do
      local one = total(text)
      assert.equal(value, one.value)
      assert.is_true(one.high - one.low > 90, text)
      assert.equal("cannot tell", cx.goal { nps, at_least = 30 }:verdict(one).verdict)
      bad.sound(one)
    end
  end)
end)


describe("bad number (5) (6): margins", function()
  local full, hole

  setup(function()
    full = assert(answers("q,g,h\n9,a,x\n3,a,y\n8,b,x\n10,b,y\n"):tally { by = { "g", "h" } })
    hole = assert(answers("q,g,h\n9,a,x\n3,a,x\n8,b,y\n10,b,y\n"):tally { by = { "g", "h" } })
  end)

  local function rake(tally, targets) return refusal(cx.rake, tally, { targets = targets }) end

  it("(5): of two sizes: both sums are said", function()
    assert.equal("targets of h sum to 7, those of g to 15; one population has one size",
      rake(full, { g = { a = 10, b = 5 }, h = { x = 3, y = 4 } }))
  end)

  it("(5): that cannot be reached together: the worst level, and the code", function()
    local targets = { g = { a = 10, b = 5 }, h = { x = 5, y = 10 } }
    assert.matches("^the margins cannot be reached together: g = \"a\" comes to 5 where 10 is wanted; join", rake(hole, targets))
    assert.equal("no_convergence", select(3, cx.rake(hole, { targets = targets })))
    assert.equal(15, math.floor(cx.rake(full, { targets = targets }).report.weight + 0.5))
  end)

  it("(6): a label without a target, a target without people", function()
    assert.equal("the answers have g = \"b\", and there is no target for it", rake(full, { g = { a = 10 } }))
    assert.matches("^nobody with a weight is in g = \"c\", .+; join it", rake(full, { g = { a = 10, b = 5, c = 5 } }))
  end)

  it("(6): a target is a number from 1e-15 to 1e15", function()
    for _, target in ipairs { 0, -1, 1 / 0, 0 / 0, 1e16, 1e-16, "x" } do
      assert.matches("^targets.g%[\"a\"%]: a positive number, from 1e%-15 to 1e15, is wanted", rake(full, { g = { a = target, b = 5 } }))
    end
    for _, target in ipairs { 1e-15, 1e15 } do
      local raked = assert(cx.rake(full, { targets = { g = { a = target, b = 5 } } }))
      bad.sound({ raked.report, raked:measure(nps), raked:measure(nps, { by = "g" }), raked:weights() })
    end
  end)
end)


describe("bad number (7): different scales", function()
  it("(7): compare, its tests, rounds of groups and decompose refuse, with both scales", function()
    local ten = assert(answers("q\n9\n3\n"):tally {})
    local five = assert(answers("q\n1\n5\n", { questions = { q = cx.scale { 1, 5 } } }):tally {})
    local names = assert(answers("q\nyes\n", { questions = { q = cx.scale.names { "yes" } } }):tally {})
    for _, other in ipairs { five, names } do
      for _, options in ipairs { { metric = cx.metric.mean }, { question = "q", test = "chi-square" },
                                 { question = "q", test = "Mann-Whitney" } } do
        assert.matches("different scales: q runs from 0 to 10 in the first and ", refusal(cx.compare, ten, other, options))
      end
      assert.matches("different scales", refusal(cx.decompose, ten, other, { metric = cx.metric.mean }))
    end
  end)
end)


describe("bad number (8): shares of 0 and 1", function()
  local tally

  setup(function()
    tally = assert(answers("c,g\n" .. ("yes,a\n"):rep(5) .. ("no,b\n"):rep(5), { questions = { c = cx.scale.names { "yes", "no" } } })
      :tally { by = "g" })
  end)

  it("(8): every interval stays between 0 and 100; t and Wald have no width, the others have one", function()
    for _, way in ipairs { "auto", "Wilson", "Wilson survey", "beta", "logit", "arcsine", "likelihood", "t", "Wald" } do
      local one, none = table.unpack(tally:measure(share("c", "yes"), { interval = way }))
      assert.same({ 100.0, 0.0 }, { one.value, none.value })
      assert.is_true(one.low >= 0 and one.high == 100 and none.low == 0 and none.high <= 100, way)
      assert.is_true((one.low < 99) == (way ~= "t" and way ~= "Wald"), way)
      assert.is_true(math.abs(one.low + none.high - 100) < 1e-9, way)
    end
  end)

  it("(8): the difference of 1 and 0 has a p, and bounds up to 100", function()
    for _, way in ipairs { "score", "Newcombe", "Wald", "Welch t", "linearised t" } do
      local one = cx.compare(tally, { metric = share("c", "yes"), between = { "a", "b" }, method = way })[1]
      assert.equal(100.0, one.difference)
      assert.is_true(one.p > 0 and one.p < 0.1 and one.high <= 100, way)
      bad.sound(one)
    end
  end)

  it("(8): goals, power and trends at the ends", function()
    local one = tally:measure(share("c", "yes"))[1]
    assert.same({ "met", 1.0 }, { cx.goal { share("c", "yes"), at_least = 0 }:verdict(one).verdict,
                                  cx.goal { share("c", "yes"), at_least = 0 }:verdict(one).probability })
    assert.equal("cannot tell", cx.goal { share("c", "yes"), at_least = 100 }:verdict(one).verdict)
    assert.equal(0, cx.power { share = 0, within = 5 }.n)
    assert.is_true(cx.power { share = 50, within = 0 }.never)
    assert.is_true(cx.power { share = 50, difference = 0 }.never)
    assert.matches("no share is %-5 away; one from %-?0 to 100 is wanted$", refusal(cx.power, { share = 0, difference = -5 }))
    for _, chance in ipairs { 0, 1 } do
      assert.matches("^power: a number between 0 and 1", refusal(cx.power, { share = 50, difference = 5, power = chance }))
    end
    local level = cx.trend.shares { { 0, 5 }, { 0, 5 } }
    assert.same({ 0.0, 1.0, "none" }, { level.z, level.p, level.direction })
    assert.matches("^cx.trend.shares: people at two", refusal(cx.trend.shares, { { 0, 0 }, { 0, 0 } }))
  end)
end)


describe("bad number (9): confidence", function()
  it("(9): more of it is never narrower, from .5 to .999999, for every interval", function()
    local tally = assert(answers("q\n9\n3\n8\n10\n10\n"):tally {})
    for metric, ways in pairs { [nps] = { "auto", "adjusted Wald", "score", "t", "Wald" }, [cx.metric.mean] = { "auto", "t" },
                                [share("q", { 9, 10 })] = { "Wilson", "Wilson survey", "beta", "logit", "arcsine", "likelihood" } } do
      for _, way in ipairs(ways) do
        local before = 0
        for _, confidence in ipairs { 0.5, 0.8, 0.95, 0.99, 0.9999, 0.999999 } do
          local one = tally:total(metric, { interval = way, confidence = confidence })
          bad.sound(one)
          assert.is_true(one.high - one.low >= before, way .. confidence)
          before = one.high - one.low
        end
      end
    end
  end)

  it("(9): 0, 1, beyond and what is no number are refused by every word that takes it", function()
    local tally = assert(answers("q,g\n9,a\n3,a\n8,b\n10,b\n"):tally { by = "g", buckets = 2 })
    local list = tally:measure(nps)
    local takes = {
      function(c) return tally:measure(nps, c) end, function(c) return tally:total(nps, c) end,
      function(c) return tally:sum(nps, c) end, function(c) return cx.trend(list, c) end,
      function(c) return cx.chart(list, c) end, function(c) return cx.shrink(list, c) end,
      function(c) return cx.bootstrap(tally, nps, c) end, function(c) return cx.jackknife(tally, nps, c) end,
      function(c) return cx.compare(tally, { metric = nps, each = "rest", confidence = c.confidence }) end,
      function(c) return cx.power { share = 50, within = 5, confidence = c.confidence } end,
    }
    for _, take in ipairs(takes) do
      for _, confidence in ipairs { 0, 1, -1, 2, 0 / 0, 1 / 0 } do
        assert.matches("^confidence: a number between 0 and 1 is wanted", refusal(take, { confidence = confidence }))
      end
      assert.matches("^confidence: a number", refusal(take, { confidence = "x" }))
    end
  end)
end)


describe("bad number (10): weights far apart", function()
  it("(10): from 1e-18 to 1e9 they add up, and the few are not many", function()
    local tally = assert(answers("q,w\n10,1e-18\n9,1e9\n3,1\n7,0.000000000000000001\n", { weight = "w" }):tally {})
    assert.equal(1000000001.0, tally:design().w)
    local one = tally:total(nps)
    assert.is_true(math.abs(one.value - 100 * (1e9 - 1) / (1e9 + 1)) < 1e-9)
    assert.is_true(one.n_interval <= 4 and one.high - one.low > 50)
    assert.equal("cannot tell", cx.goal { nps, at_least = 50 }:verdict(one).verdict)
  end)

  it("(10): weights of 1e-12 alone give the errors of weights of 1, with a design and without", function()
    local text = "q,w,st,cl,g\n10,W,n,1,a\n3,W,n,2,a\n9,W,s,3,b\n7,W,s,4,b\n0,W,s,4,a\n"
    for _, design in ipairs { {}, { strata = "st" }, { strata = "st", cluster = "cl" } } do
      design.weight = "w"
      local one = assert(answers((text:gsub("W", "1")), design):tally { by = "g" })
      local two = assert(answers((text:gsub("W", "0.000000000001")), design):tally { by = "g" })
      local function near(a, b, what) assert.is_true(math.abs(a - b) <= 1e-9 * math.max(1, math.abs(a)), what) end
      for _, name in ipairs { "value", "se", "low", "high" } do
        near(one:total(nps)[name], two:total(nps)[name], name)
        near(one:measure(nps)[1][name], two:measure(nps)[1][name], name)
        near(one:sum(nps)[1][name], 1e12 * two:sum(nps)[1][name], name)
      end
      local function compared(tally) return cx.compare(tally, { metric = nps, between = { "a", "b" } })[1] end
      near(compared(one).se, compared(two).se, "se")
      near(compared(one).p, compared(two).p, "p")
    end
  end)
end)


describe("bad number (11): populations", function()
  local function of(a, b, c, options)
    return total(("q,p\n9,%s\n3,%s\n8,%s\n"):format(a, b, c), options or { population = "p" })
  end

  it("(11): what is no size, two sizes, and fewer than the sample are refused", function()
    for _, text in ipairs { "", "0", "-1", "inf", "x" } do
      assert.equal(("population: '%s' is no size of a stratum; every row wants one, above 0"):format(text), refusal(of, 9, text, 9))
    end
    assert.equal("population: stratum '' has two sizes, 10 and 9; one is wanted", refusal(of, 9, 10, 9))
    assert.equal("population: a stratum of 1 holds 3 in the sample; at least as many are wanted", refusal(of, 1, 1, 1))
  end)

  it("(11): declared alone it serves every word, and a sample taken whole has no error", function()
    local whole, part = of(3, 3, 3), of(9, 9, 9)
    assert.same({ 0.0, 0.0 }, { whole.se, whole.value })
    assert.is_true(math.abs(part.se ^ 2 - of(1e15, 1e15, 1e15).se ^ 2 * (1 - 3 / 9)) < 1e-6)
    local rows = { "Web,9,1,yes,a,1,1,n,1,20,A,p,2026-01-01,3", "Shop,3,5,no,b,2,1,s,2,20,B,q,2026-02-01,9" }
    words.all(random.new(11), survey(rows, { population = "pop" }), nil, "population: ", "tp", 16)
  end)
end)


describe("bad number (12): blank cells of a design", function()
  it("(12): blank accounts are one account, blank strata one stratum", function()
    local accounts = total("q,acc\n9,A\n3,\n10,\n8,B\n", { account = "acc" })
    assert.equal(2, accounts.design_df) -- three accounts, one stratum
    assert.equal(accounts.se, total("q,acc\n9,A\n3,?\n10,?\n8,B\n", { account = "acc" }).se)
    local strata = total("q,st\n9,n\n3,\n10,\n8,n\n", { strata = "st" })
    assert.equal(2, strata.design_df) -- four people, two strata
    assert.equal(strata.se, total("q,st\n9,n\n3,?\n10,?\n8,n\n", { strata = "st" }).se)
  end)
end)


describe("bad number: scores", function()
  it("metric (10): a score is 0, or 1e-15 to 1e15 in size", function()
    for _, score in ipairs { 1e-16, -1e-300, 1e16, 1 / 0, 0 / 0 } do
      assert.matches("0, or 1e%-15 to 1e15 in size, is wanted$", refusal(cx.metric, { question = "q", scores = { [1] = score } }))
      assert.matches("^others: ", refusal(cx.metric, { question = "q", scores = { [1] = 1 }, others = score }))
    end
  end)

  it("measure (2): a number beyond 1e15 is off the scale, one below 1e-15 is 0", function()
    local one = answers("q\n1e308\n-1e16\n1e-300\n2\n", { questions = { q = cx.number } })
    local mean = assert(one:tally {}):total(cx.metric.mean)
    assert.same({ 2, 1.0, 2 }, { mean.n, mean.value, mean.missing["off scale"] })
  end)

  it("decompose (4): parts that have no such decimals are refused", function()
    local wild = cx.metric { question = "q", scores = { [9] = 1e15 }, others = -1e15 }
    local a, b = assert(answers("q\n9\n3\n"):tally {}), assert(answers("q\n9\n9\n"):tally {})
    assert.matches("^decimals: parts up to 1e%+15 cannot be printed with 1 decimals; fewer, ", refusal(cx.decompose, a, b, { metric = wild }))
  end)
end)


describe("bad number (13): a plan", function()
  setup(input.begin)
  teardown(input.finish)

  it("(13): of a bad population, of lonely strata that are to fail, of weights that are none", function()
    input.write("some.csv", "recommend,p,st,w\n9,1,n,0\n3,1,n,inf\n8,1,s,-1\n")
    input.refuses("population: a stratum of 1 holds 3 in the sample; at least as many are wanted", "some.csv", "population = 'p'")
    input.refuses("lonely: 1 stratum has one cluster, so that the sample has no error; say how it is to be taken: "
      .. "lonely = \"adjust\", \"remove\" or \"average\"", "some.csv", "strata = 'st', lonely = 'fail'")
    local got = input.plan("some.csv", "weight = 'w'")
    assert.same({ 0, "" }, { got.status, got.err })
    bad.clean(got.out)
    input.write("some.csv", "recommend,w\n9,inf\n3,-1\n")
    assert.matches("^plan.lua:3: some.csv: nothing in the weight column 'w' is a weight", input.plan("some.csv", "weight = 'w'").err)
  end)
end)


-- ---- (14) ------------------------------------------------------------------------------------------------

-- Four rows of the random columns, with what a case puts into them.
local function rows_with(case)
  local rows = {}
  for i = 1, case.rows or 6 do
    local function of(name, ordinary)
      local cell = case[name]
      if type(cell) == "table" then cell = cell[(i - 1) % #cell + 1] end
      return cell or ordinary
    end
    rows[i] = table.concat({ of("tp", i % 2 == 0 and "Web" or "Shop"), of("q", ("%d"):format(2 * i - 1)), of("s", ("%d"):format(i % 5 + 1)),
      of("c", i % 3 == 0 and "no" or "yes"), of("k", "a;b"), of("x", ("%d.5"):format(i)), of("w", "1"), of("st", i % 2 == 0 and "n" or "s"),
      of("cl", ("%d"):format(i)), of("pop", "50"), of("acc", "A"), "p" .. i, ("2026-0%d-01"):format(i), of("old", "9") }, ",")
  end
  return rows
end


local CASES = {
  { "weights of 0", w = "0" }, { "a weight of 0", w = { "0", "1", "2" } }, { "no weights but one", w = { "", "", "3" } },
  { "infinite weights but one", w = { "inf", "1e308", "1" } }, { "negative weights but one", w = { "-1", "-0.5", "1" } },
  { "weights far apart", w = { "1e-18", "1e9", "1" } }, { "one weight of all", w = { "1e9", "0", "0" } },
  { "all answers equal", q = "9", s = "5", c = "yes", k = "a", x = "2", old = "9" },
  { "answers all blank", q = "", s = "", c = "", k = "", x = "", old = "" }, { "nobody", rows = 0 }, { "one", rows = 1 },
  { "two", rows = 2 }, { "two alike", rows = 2, q = "9", s = "5" }, { "one cluster a stratum", cl = { "1", "2" } },
  { "one stratum a row", st = { "1", "2", "3", "4", "5", "6" } }, { "blank strata", st = { "", "n" } }, { "blank clusters", cl = "" },
  { "a population of the sample", pop = "3" }, { "a population below the sample", pop = "1" }, { "blank populations", pop = "" },
  { "numbers of any size", x = { "1e15", "-1e15", "1e308", "1e-300", "0", "x" } }, { "one touchpoint", tp = "Web" },
  { "no touchpoint", tp = "" },
}
local DESIGNS = { { "no design" }, { "weights", weight = "w" }, { "strata", weight = "w", strata = "st" },
                  { "clusters", weight = "w", strata = "st", cluster = "cl", lonely = "average" },
                  { "accounts", account = "acc", weight = "w" }, { "a population", weight = "w", strata = "st", population = "pop" } }


describe("bad number (14): every word", function()
  for i, case in ipairs(CASES) do
    it("(14): " .. case[1], function()
      for k, design in ipairs(DESIGNS) do
        local options = { touchpoint = "tp", time = "day" }
        for name, value in pairs(design) do options[name] = type(name) == "string" and value or nil end
        local r, path = random.new(100 * i + k), ("%s, %s: "):format(case[1], design[1])
        local one = survey(rows_with(case), options)
        local other = survey(rows_with { rows = 4 }, options)
        for _, by in ipairs { "tp", false } do words.all(r, one, other, path, by, 2) end
        words.plan(r, one, path)
      end
    end)
  end

  it("(14): random surveys, each with random words and a plan", function()
    for seed = 1, tonumber(os.getenv "CXLUA_SEEDS") or 40 do
      local r, path = random.new(seed), ("seed %d: "):format(seed)
      local tame = r:chance(3)
      local one, other = r:survey(tame), r:survey(tame)
      words.all(r, one, other, path)
      words.plan(r, one, path)
      if seed % 2 == 0 then words.plan(r, r:rounds(tame), path .. "rounds: ") end
    end
  end)
end)
