-- drivers_spec.lua - drivers.lua against relaimpo, rwa, lm and NIST; intervals; what bad data give

local cx = require "cx"

local FOLDER = "tests/data/drivers/"


-- The rows of a table of results, by their first column.
local function truth(name)
  local rows, head = {}, nil
  for line in io.lines(FOLDER .. name .. ".csv") do
    local cells = {}
    for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = (cell:gsub('"', "")) end
    if not head then
      head = cells
    else
      local row = {}
      for i, key in ipairs(head) do row[key] = tonumber(cells[i]) or cells[i] end
      rows[cells[1]] = row
    end
  end
  return rows
end


local function near(expected, got, tolerance)
  assert.is_true(math.abs(expected - got) <= (tolerance or 1e-8) * math.max(1e-3, math.abs(expected)),
    ("%.15g is not %.15g"):format(got, expected))
end


local function digits(expected, got)
  if expected == got then return 16 end
  return -math.log(math.abs(got - expected) / math.abs(expected), 10)
end


-- A survey of numbers, and its drivers in order.
local function numbers(source, outcome, names, more)
  local questions, of = { [outcome] = cx.number }, {}
  for _, name in ipairs(names) do questions[name:gsub("%.", "_")] = cx.number { column = name } end
  local given = { questions = questions }
  given[source:find "\n" and "text" or "file"] = source
  for key, value in pairs(more or {}) do given[key] = value end
  local survey = cx.survey(given)
  for i, name in ipairs(names) do of[i] = survey[(name:gsub("%.", "_"))] end
  return survey, of
end


local SWISS = { "Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality" }
local MTCARS = { "cyl", "disp", "hp", "gear" }


local function swiss(more)
  local survey, of = numbers(FOLDER .. "swiss.csv", "Fertility", SWISS)
  local given = { outcome = survey.Fertility, of = of }
  for key, value in pairs(more or {}) do given[key] = value end
  return assert(cx.drivers(given):measure())
end


local function by_name(outcome)
  local list = {}
  for _, item in ipairs(outcome.drivers) do list[(item.name:gsub("_", "."))] = item end
  return list
end


-- Every number of an outcome is one: no NaN, no infinity.
local function expect_finite(value, path)
  if type(value) == "number" then
    assert.is_true(value == value and math.abs(value) < math.huge, path .. " is no number")
  elseif type(value) == "table" then
    for key, inner in pairs(value) do expect_finite(inner, path .. "." .. tostring(key)) end
  end
end


local function notes(outcome)
  local codes = {}
  for i, note in ipairs(outcome.notes) do codes[i] = note.code end
  return table.concat(codes, " ")
end


-- Answers 1-5 of n people: y follows a and b; c is noise.
local function planted(n, more)
  local seed, rows = 3, { "y,a,b,c,g" }
  local function draw(k)
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % k
  end
  for i = 1, n do
    local a, b, c = 1 + draw(5), 1 + draw(5), 1 + draw(5)
    local y = math.max(0, math.min(10, a + (b <= 3 and -2 or 0) + draw(5)))
    rows[#rows + 1] = ("%d,%s,%d,%d,%s"):format(y, more and more(i) and "" or a, b, c, i % 3 == 0 and "x" or "y")
  end
  return cx.survey { text = table.concat(rows, "\n") .. "\n", questions = { y = cx.scale.nps, a = cx.scale { 1, 5 },
    b = cx.scale { 1, 5 }, c = cx.scale { 1, 5 } } }
end


local function of_planted(survey, more)
  local given = { outcome = survey.y, of = { survey.a, survey.b, survey.c } }
  for key, value in pairs(more or {}) do given[key] = value end
  return assert(cx.drivers(given):measure())
end


describe("drivers", function()
  it("drivers (1): LMG, first, last and Pratt are relaimpo's", function()
    local survey, of = numbers(FOLDER .. "mtcars.csv", "mpg", MTCARS)
    for file, outcome in pairs { swiss = swiss(), mtcars = assert(cx.drivers { outcome = survey.mpg, of = of }:measure()) } do
      local items, count = by_name(outcome), 0
      for name, row in pairs(truth(file .. "_lmg")) do
        near(row.lmg, items[name].value)
        near(row.lmg_share, items[name].part.value)
        near(row.first, items[name].first)
        near(row.last, items[name].last)
        near(row.pratt, items[name].pratt)
        near(row.betasq, items[name].beta.value ^ 2)
        near(row.R2, outcome.r_squared.value)
        count = count + 1
      end
      assert.equal(#outcome.drivers, count)
      assert.equal("lmg", outcome.method)
    end
  end)

  it("drivers (1): weighted LMG is relaimpo's", function()
    local rows, i = {}, -24
    for line in io.lines(FOLDER .. "swiss.csv") do
      rows[#rows + 1] = line .. (i == -24 and ",w" or "," .. math.abs(i))
      i = i + 1
    end
    local survey, of = numbers(table.concat(rows, "\n") .. "\n", "Fertility", SWISS, { weight = "w" })
    local items = by_name(assert(cx.drivers { outcome = survey.Fertility, of = of }:measure()))
    for name, row in pairs(truth "swiss_lmg_weighted") do near(row.lmg, items[name].value) end
  end)

  it("drivers (1): Johnson's weights are those of rwa, and of Genizi in the notes", function()
    local survey, of = numbers(FOLDER .. "mtcars.csv", "mpg", MTCARS)
    for file, outcome in pairs { swiss = swiss { method = "johnson" },
                                 mtcars = assert(cx.drivers { outcome = survey.mpg, of = of, method = "johnson" }:measure()) } do
      local items = by_name(outcome)
      for name, row in pairs(truth(file .. "_relative_weights")) do
        near(row.raw, items[name].value)
        near(row.share, items[name].part.value)
        assert.equal(row.sign, items[name].correlation < 0 and "-" or "+")
      end
    end
    -- R package rwa, mpg ~ cyl + disp + hp + gear
    local published = { cyl = .2284797, disp = .2221469, hp = .2321744, gear = .0963886 }
    local items = by_name(assert(cx.drivers { outcome = survey.mpg, of = of, method = "johnson" }:measure()))
    for name, value in pairs(published) do assert.near(value, items[name].value, 5e-8) end
  end)

  it("drivers: slopes are those of lm", function()
    local items = by_name(swiss())
    for name, row in pairs(truth "swiss_ols") do
      if items[name] then near(row.estimate, items[name].slope.value) end
    end
  end)

  it("drivers: NIST Longley to at least ten digits from exact moments", function()
    -- NIST StRD, certified
    local certified = { 15.0618722713733, -.358191792925910E-01, -2.02022980381683, -1.03322686717359,
                        -.511041056535807E-01, 1829.15146461355 }
    local survey, of = numbers(FOLDER .. "longley.csv", "y", { "x1", "x2", "x3", "x4", "x5", "x6" })
    local outcome = assert(cx.drivers { outcome = survey.y, of = of, decimals = 1 }:measure())
    local items = by_name(outcome)
    for i, value in ipairs(certified) do
      local got = digits(value, items["x" .. i].slope.value)
      assert.is_true(got >= 10, ("x%d: %.1f digits"):format(i, got))
    end
    assert.is_true(digits(.995479004577296, outcome.r_squared.value) >= 10)
    assert.is_true(outcome.digits > 9)
  end)

  it("drivers (2) (3): what was planted is found, and noise is not distinguished from zero", function()
    local outcome = of_planted(planted(2000))
    local items = by_name(outcome)
    assert.is_true(items.a.distinguishable and items.b.distinguishable)
    assert.is_false(items.c.distinguishable)
    assert.is_nil(items.c.rank)
    assert.equal(31, outcome.df)
    assert.is_true(items.a.low < items.a.value and items.a.value < items.a.high)
    assert.equal("listwise", outcome.missing)
    expect_finite(outcome, "outcome")
  end)

  it("drivers (3): ranks are spans, and pairs that cannot be told apart are ties", function()
    local outcome = swiss()
    local items = by_name(outcome)
    assert.same({ 1, 4 }, items.Education.rank)
    assert.is_nil(items["Infant.Mortality"].rank) -- its interval reaches 0
    for _, tie in ipairs(outcome.ties) do
      assert.is_true(tie.low <= 0 and tie.high >= 0)
      assert.near(items[tie.a].value - items[tie.b].value, tie.value, 1e-12)
    end
    assert.equal("Education", outcome.ties[1].a)
    local clear = of_planted(planted(3000))
    assert.same({}, clear.ties)
    assert.same({ 1, 1 }, clear.drivers[1].rank)
  end)

  it("drivers (2): the interval is that of the jackknife by hand", function()
    local survey = planted(300)
    local outcome = of_planted(survey, { buckets = 4 })
    local moments <close> = assert(survey:moments { of = { "y", "a", "b", "c" }, buckets = 4 })
    local values, mean = {}, 0
    for bucket = 1, 4 do
      local m = moments:matrix { missing = "listwise", without = bucket, of = { "a", "b", "c", "y" } }
      local core = require "cx.core"
      values[bucket] = core.driver(moments, "listwise", bucket, 1, { 2, 3, 4 }, {}).r_squared
      assert.equal(3, core.driver(moments, "listwise", bucket, 1, { 2, 3, 4 }, {}).rank)
      assert.equal(4, #m.names)
      mean = mean + values[bucket] / 4
    end
    local sum = 0
    for _, value in ipairs(values) do sum = sum + (value - mean) ^ 2 end
    near(math.sqrt(3 / 4 * sum), outcome.r_squared.se)
    near(outcome.r_squared.value + 3.182446305284263 * outcome.r_squared.se, outcome.r_squared.high) -- R: qt(.975, 3)
  end)

  it("drivers (4): few complete rows make it pairwise, with the harmonic mean of n", function()
    local outcome = of_planted(planted(1000, function(i) return i % 3 == 0 end))
    assert.equal("pairwise", outcome.missing)
    assert.is_true(outcome.n > 700 and outcome.n < 1000)
    expect_finite(outcome, "outcome")
    assert.equal("listwise", of_planted(planted(1000, function(i) return i % 10 == 0 end)).missing)
    assert.equal("pairwise", of_planted(planted(200), { missing = "pairwise" }).missing)
  end)

  it("drivers (4): a pairwise matrix that fits no data is shrunk, and that is told", function()
    local rows = { "y,a,b" }
    for i = 1, 40 do -- a and b are never answered together but in four rows that contradict the rest
      rows[#rows + 1] = ("%d,%d,"):format(i % 5 * 2, i % 5 + 1)
      rows[#rows + 1] = ("%d,,%d"):format(i % 5 * 2, i % 5 + 1)
    end
    for i = 1, 4 do rows[#rows + 1] = (",%d,%d"):format(i, 6 - i) end
    local survey = cx.survey { text = table.concat(rows, "\n") .. "\n",
      questions = { y = cx.scale.nps, a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 } } }
    local outcome = assert(cx.drivers { outcome = survey.y, of = { survey.a, survey.b } }:measure())
    assert.matches("shrunk", notes(outcome))
    assert.is_true(outcome.r_squared.value <= 1)
    expect_finite(outcome, "outcome")
  end)

  it("drivers (5): collinear drivers share, and have no coefficient of their own", function()
    local rows = { "y,a,b" }
    for i = 1, 60 do rows[#rows + 1] = ("%d,%d,%d"):format((i * 7) % 11, (i * 7) % 5 + 1, 6 - ((i * 7) % 5 + 1)) end
    local survey = cx.survey { text = table.concat(rows, "\n") .. "\n",
      questions = { y = cx.scale.nps, a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 } } }
    local outcome = assert(cx.drivers { outcome = survey.y, of = { survey.a, survey.b } }:measure())
    near(outcome.drivers[1].value, outcome.drivers[2].value)
    assert.matches("collinear", notes(outcome))
    expect_finite(outcome, "outcome")
  end)

  it("drivers (5): drivers too alike for the answer are told, with the digits that hold", function()
    local rows = { "y,a,b" }
    for i = 1, 90 do
      local a = i * 37 % 91 * 11
      rows[#rows + 1] = ("%d,%d,%.2f"):format(a // 100 + i % 3, a, a + (i % 7 - 3) / 100)
    end
    local survey, of = numbers(table.concat(rows, "\n") .. "\n", "y", { "a", "b" })
    local outcome = assert(cx.drivers { outcome = survey.y, of = of }:measure())
    assert.equal("ill_conditioned", notes(outcome))
    assert.is_true(outcome.digits > 5 and outcome.digits < 8)
    expect_finite(outcome, "outcome")
  end)

  it("drivers (5): constant drivers, a constant outcome, more drivers than rows, nobody: no figures, and why", function()
    local s = cx.scale { 1, 5 }
    local function measured(text)
      local survey = cx.survey { text = text, questions = { y = cx.scale.nps, a = s, b = s } }
      local outcome, message = cx.drivers { outcome = survey.y, of = { survey.a, survey.b } }:measure()
      assert(outcome, message)
      expect_finite(outcome, "outcome")
      return outcome
    end
    local few = "y,a,b\n1,2,3\n5,3,2\n9,4,4\n"
    assert.equal("few_rows", notes(measured(few)))
    assert.equal("constant_outcome", notes(measured "y,a,b\n5,2,3\n5,3,2\n5,4,4\n5,1,1\n5,5,5\n"))
    assert.matches("constant.*no_drivers", notes(measured "y,a,b\n1,2,3\n5,2,3\n9,2,3\n4,2,3\n2,2,3\n"))
    local one = measured(few:gsub("\n(%d),(%d),%d", "\n%1,%2,3") .. "3,1,3\n8,5,3\n6,2,3\n")
    assert.matches("^constant", notes(one))
    assert.equal(1, #one.drivers)
    assert.equal(one.drivers[1].value, one.r_squared.value)
    assert.equal("few_rows", notes(measured("y,a,b\n" .. (",,\n"):rep(9))))
  end)

  it("drivers (1): groups are taken together, and their shares sum to R squared", function()
    local outcome = swiss { groups = { school = { "Examination", "Education" } } }
    local sum = 0
    for _, item in ipairs(outcome.drivers) do sum = sum + item.value end
    near(outcome.r_squared.value, sum)
    assert.equal(4, #outcome.drivers)
    assert.same({ "Examination", "Education" }, by_name(outcome).school.members)
    -- R: relaimpo::calc.relimp(..., groups = list(c("Examination", "Education"))) takes groups the same way
  end)

  it("drivers (1): sampled orders come near, with their own error", function()
    local exact, sampled = by_name(swiss()), by_name(swiss { method = "sampled", orders = 3000 })
    for name, item in pairs(sampled) do
      assert.is_true(item.sampling_se > 0)
      assert.is_true(math.abs(item.value - exact[name].value) < 5 * item.sampling_se)
    end
  end)

  it("drivers (1): more than 26 drivers go by Johnson's weights, or sampled when LMG is asked for", function()
    local head, rows, seed = { "y" }, {}, 1
    for k = 1, 28 do head[#head + 1] = "d" .. k end
    for i = 1, 120 do
      local cells = {}
      for k = 1, 29 do
        seed = (seed * 1103515245 + 12345) % 2147483648
        cells[k] = 1 + seed // 65536 % 5
      end
      rows[i] = table.concat(cells, ",")
    end
    local questions, of = { y = cx.scale.nps }, {}
    for k = 1, 28 do questions["d" .. k] = cx.scale { 1, 5 } end
    local survey = cx.survey { text = table.concat(head, ",") .. "\n" .. table.concat(rows, "\n") .. "\n", questions = questions }
    for k = 1, 28 do of[k] = survey["d" .. k] end
    local outcome = assert(cx.drivers { outcome = survey.y, of = of }:measure())
    assert.equal("johnson", outcome.method)
    assert.matches("many_drivers", notes(outcome))
    outcome = assert(cx.drivers { outcome = survey.y, of = of, method = "lmg", orders = 20 }:measure())
    assert.equal("sampled", outcome.method)
    expect_finite(outcome, "outcome")
  end)

  it("drivers (7): under the least number of people there are no figures", function()
    local outcome = of_planted(planted(60), { minimum = 100 })
    assert.is_true(outcome.hidden)
    assert.is_nil(outcome.r_squared or outcome.n or outcome.complete or outcome.rows)
    assert.same({}, outcome.drivers)
    assert.same({ { code = "hidden", minimum = 100 } }, outcome.notes)
  end)

  it("drivers (6): rank scores without gaps are Spearman's", function()
    local table_, rows = { { 30, 12, 3 }, { 14, 40, 16 }, { 4, 18, 33 } }, { "y,a" } -- statistics: Spearman .557826
    for i, line in ipairs(table_) do
      for j, n in ipairs(line) do
        for _ = 1, n do rows[#rows + 1] = i .. "," .. j end
      end
    end
    local s = cx.scale { 1, 3 }
    local survey = cx.survey { text = table.concat(rows, "\n") .. "\n", questions = { y = s, a = s } }
    local outcome = assert(cx.drivers { outcome = survey.y, of = { survey.a } }:measure())
    assert.near(.557826 ^ 2, outcome.check.r_squared, 2e-6)
    assert.near(.559558 ^ 2, outcome.r_squared.value, 2e-6) -- Pearson
    assert.equal(0, outcome.check.most)
  end)

  it("drivers (6): what disappoints is told from what delights", function()
    local outcome = of_planted(planted(3000))
    local found = {}
    for _, item in ipairs(outcome.contrast) do found[item.name] = item end
    assert.equal("disappoints", found.b.verdict) -- planted: 2 less when b is 3 or below
    assert.is_true(found.b.penalty.low < 2 and found.b.penalty.high > 1.5)
    assert.is_not.equal("delights", found.a.verdict)
    assert.equal("cannot tell", found.c.verdict)
  end)

  it("drivers (6): a straight line neither disappoints nor delights, however its answers lie", function()
    local rows = { "y,a" } -- low is 0-6, mean 3; between 7-8, mean 7.5; high 9-10, mean 9.5: a penalty of 9, a reward of 4
    for i = 0, 1319 do rows[#rows + 1] = ("%d,%d"):format(2 * (i % 11) + i // 11 % 3, i % 11) end
    local survey = cx.survey { text = table.concat(rows, "\n") .. "\n",
                               questions = { y = cx.scale { 0, 22 }, a = cx.scale { 0, 10 } } }
    local item = assert(cx.drivers { outcome = survey.y, of = { survey.a } }:measure()).contrast[1]
    assert.near(9, item.penalty.value, 1e-9)
    assert.near(4, item.reward.value, 1e-9)
    assert.near(0, item.contrast.value, 1e-9)
    assert.is_true(item.contrast.low < 0 and item.contrast.high > 0)
    assert.equal("both", item.verdict)
  end)

  it("drivers (6): the map stands against the declared goals", function()
    local survey = planted(2000)
    local outcome = of_planted(survey, { goals = { cx.goal { cx.metric.mean(survey.a), at_least = 4 },
      cx.goal { cx.metric.csat(survey.b), at_least = 10 } } })
    local found = {}
    for _, item in ipairs(outcome.map.items) do found[item.name] = item end
    assert.equal("mend", found.a.verdict)
    near((found.a.performance.value - 4) / 4 * 100, found.a.gap.value)
    assert.is_true(found.b.gap.low > 0)
    assert.same({ "c" }, outcome.map.without)
    near(1 / 3, outcome.map.line)
  end)

  it("drivers (6): what each group gives adds up to the total", function()
    local outcome = of_planted(planted(500), { by = "g" })
    local sum, pulls, share = 0, 0, 0
    for _, group in ipairs(outcome.parts.groups) do
      sum, pulls, share = sum + group.value, pulls + group.from_mean.value, share + group.share
      assert.is_true(group.low < group.value and group.value < group.high)
    end
    assert.equal(outcome.parts.total, sum)
    assert.near(0, pulls, 1e-12)
    assert.near(1, share, 1e-12)
    local survey = planted(500)
    local tally <close> = assert(survey:tally { of = "y" })
    assert.near(tally:total(cx.metric.mean "y").value, outcome.parts.total, 1e-12)
  end)

  it("drivers (6): the errors of parts are those of the design, as R's survey has them", function()
    local rows = { "cl,st,g,y,w,a" }
    for i = 0, 59 do
      local cluster = i // 5
      rows[#rows + 1] = ("%d,%d,%s,%d,%.1f,%d"):format(cluster, cluster % 2, i % 3 == 0 and "a" or "b", i * 7 % 11, 1 + i % 4 * 0.5,
        i * 5 % 7)
    end
    local function part(design, minimum)
      design.text, design.questions = table.concat(rows, "\n"), { y = cx.scale { 0, 10 }, a = cx.scale { 0, 6 } }
      local survey = cx.survey(design)
      return assert(cx.drivers { outcome = survey.y, of = { survey.a }, by = "g", minimum = minimum }:measure()).parts.groups
    end
    local full, plain = part({ cluster = "cl", strata = "st", weight = "w" })[1], part({ cluster = "cl" })[1]
    local function equal(value, se, pull, got)
      near(value, got.value)
      near(se, got.se)
      near(pull, got.from_mean.se)
    end
    equal(1.8380952381, 0.3556502246, 0.2733641784, full) -- svymean, svycontrast(z - h * y) of svydesign(~cl, strata = ~st, weights = ~w)
    equal(1.7833333333, 0.3223571644, 0.2664144430, plain)
    local joined = part({ cluster = "cl" }, 30) -- a has 20 people; b goes with it, so that nobody tells a by what is left
    assert.same({ 1, true, 60 }, { #joined, joined[1].hidden, joined[1].n })
    near(0, joined[1].from_mean.se)
  end)

  it("drivers: mistakes are raised at the caller's line", function()
    local survey, other = planted(30), planted(30)
    local function raised(given, expected)
      local done, message = pcall(function() return cx.drivers(given) end)
      assert.is_false(done)
      assert.matches(expected, message)
      assert.matches("drivers_spec", message)
    end
    raised({ of = { survey.a } }, "outcome")
    raised({ outcome = survey.y }, "which questions may drive it")
    raised({ outcome = survey.y, of = { survey.a, survey.y } }, "of%[2%]: 'y' is the outcome itself")
    raised({ outcome = survey.y, of = { survey.a, survey.a } }, "of%[2%]: 'a' is named twice")
    raised({ outcome = survey.y, of = { other.a } }, "another survey")
    raised({ outcome = survey.y, of = { survey.a }, method = "pmvd" }, "method")
    raised({ outcome = survey.y, of = { survey.a }, groups = { x = { "z" } } }, '"z" is no driver')
    raised({ outcome = survey.y, of = { survey.a }, missing = "mean" }, "missing")
    raised({ outcome = survey.y, of = { survey.a }, drivers = 1 }, "option of cx.drivers")
  end)

  it("drivers: a question whose answers are no numbers is told at the caller's line, by the option's name", function()
    local survey = cx.survey { text = "y,a\nyes,1\n", questions = { y = cx.scale.names { "yes", "no" }, a = cx.scale { 1, 5 } } }
    local done, message = pcall(function()
      local made = cx.drivers { outcome = survey.y, of = { survey.a } }
      return made
    end)
    assert.is_false(done)
    assert.matches("^tests/lua/cx/drivers_spec%.lua:%d+: outcome: mean needs numbers; .* give scores", message)
  end)

  it("drivers: no file is nil, a message and a code", function()
    local survey = cx.survey { file = "none.csv", questions = { y = cx.scale.nps, a = cx.scale.nps } }
    local outcome, message, code = cx.drivers { outcome = survey.y, of = { survey.a } }:measure()
    assert.is_nil(outcome)
    assert.is_string(message)
    assert.is_string(code)
  end)
end)
