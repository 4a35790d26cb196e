-- index_spec.lua - index.lua: parts brought to one scale, weights, errors; the same as by hand and by R

local cx = require "cx"
local index = require "cx.report.why.index"
local lang = require "cx.lang"
local sample = dofile "tests/lua/cx/sample.lua"
local told = dofile "tests/lua/cx/report/why/told.lua"


-- Rows whose whole is made of care and ease, twice as much of care.
local function survey(n, more)
  local lines = { "care,ease,whole,rcare,rease" }
  for i = 1, n do
    local care, ease = i * 7 % 5 + 1, i * i % 7 + 1
    lines[i + 1] = ("%d,%d,%d,%d,%d"):format(care, ease, math.min(10, 2 * (care - 1) + i % 3 // 2), i % 3 + 1, i * 5 % 7 + 1)
  end
  local all = { text = table.concat(lines, "\n") .. "\n", questions = { care = cx.scale { 1, 5 }, ease = cx.scale { 1, 7 },
    whole = cx.scale.nps, rcare = cx.scale { 1, 5 }, rease = cx.scale { 1, 7 } } }
  for key, value in pairs(more or {}) do all[key] = value end
  return cx.survey(all)
end


local function parts(s) return { emotion = s.care, ease = s.ease } end
local WEIGHTS = { emotion = 2, ease = 1 }


-- Mean and standard error of a person's index, by hand.
local function by_hand(n)
  local sum, squares = 0, 0
  for i = 1, n do
    local x = 2 / 3 * 100 * (i * 7 % 5) / 4 + 1 / 3 * 100 * (i * i % 7) / 6
    sum, squares = sum + x, squares + x * x
  end
  local mean = sum / n
  return mean, math.sqrt((squares / n - mean * mean) / (n - 1))
end


describe("index", function()
  it("(1): the weighted mean of parts brought to 0..100", function()
    local o = assert(cx.index { parts = parts(survey(210)), weights = WEIGHTS }:measure())
    assert.near((by_hand(210)), o.value, 1e-9)
    assert.same({ "ease", "emotion" }, { o.parts[1].name, o.parts[2].name })
    assert.near(2 / 3, o.parts[2].weight.value, 1e-12)
    assert.near(o.value, o.parts[1].weight.value * o.parts[1].value + o.parts[2].weight.value * o.parts[2].value, 1e-9)
    assert.is_true(o.low < o.value and o.value < o.high and o.n == 210)
  end)

  it("(2) (3): of moments without buckets the error is that of the co-moments, as by hand", function()
    local s = survey(210)
    local box <close> = assert(s:moments { of = { "care", "ease" }, buckets = 1 })
    local o = assert(cx.index { parts = parts(s), weights = WEIGHTS, moments = box }:measure())
    local mean, se = by_hand(210)
    assert.near(mean, o.value, 1e-9)
    assert.near(se, o.se, 1e-9)
    assert.equal("co-moments, t 95 %", o.method)
  end)

  it("(1) (2): fitted weights are the parts' shares of R2, with intervals; no outcome that goes with nothing", function()
    local s = survey(300)
    local o = assert(cx.index { parts = parts(s), weights = "fitted", outcome = s.whole }:measure())
    local drivers = assert(cx.drivers { outcome = s.whole, of = { s.care, s.ease } }:measure())
    for _, driver in ipairs(drivers.drivers) do
      local part = o.parts[driver.name == "care" and 2 or 1]
      assert.near(driver.part.value, part.weight.value, 1e-9)
      assert.near(driver.part.low, part.weight.low, 1e-9)
    end
    assert.equal("fitted", o.weights)
  end)

  it("(4): rivals' ratings by the same weights, and the difference", function()
    local s = survey(210)
    local o = assert(cx.index { parts = parts(s), weights = WEIGHTS, rivals = { emotion = s.rcare, ease = s.rease } }:measure())
    assert.near(o.value - o.rival.value, o.difference.value, 1e-9)
    assert.is_true(o.difference.low < o.difference.value)
    assert.matches("^The experience index is 44 of 100 .*ease 33 with weight 33%% and emotion 50 with weight 67%%%. The rivals' is",
      index.sentence(o, lang.load "en"))
    told.all(index, o)
    o.difference = { value = -5, low = -7, high = -3, n = 9 }
    assert.matches("Missä kirimme kilpailijat kiinni", index.decide(o, lang.load "fi"))
    told.all(index, o)
    o.difference = { value = 5, low = 3, high = 7, n = 9 }
    told.all(index, o)
  end)

  it("(5): in a goal the error is that of the round's parts and their correlations: by hand", function()
    local s = survey(210)
    local plan = cx.plan { name = "A", measure = { surveys = { s } }, touchpoints = { { "All",
      goals = { cx.goal { cx.metric.index { parts = parts(s), weights = WEIGHTS }, at_least = 30 } } } } }
    local goal = plan:run { today = "2026-11-21" }.goals[1]
    local mean, se = by_hand(210)
    assert.near(mean, goal.estimate.value, 1e-9)
    assert.near(se, goal.estimate.se, 1e-9)
    assert.equal("met", goal.verdict.verdict)
    assert.same({ "ease", "emotion" }, { goal.estimate.parts[1].name, goal.estimate.parts[2].name })
  end)

  -- Two touchpoints, care better at the first; csat's interval is Wald's, without degrees of freedom.
  local function placed(more)
    local lines = { "care,ease,whole,place" }
    for i = 1, 300 do
      lines[i + 1] = ("%d,%d,%d,%s"):format(i % 2 == 0 and 4 + i // 2 % 2 or 1 + i % 5, i * i % 7 + 1, i % 11, i % 2 == 0 and "Visit" or "Bill")
    end
    local all = { text = table.concat(lines, "\n") .. "\n", touchpoint = "place", questions = { care = cx.scale { 1, 5 },
      ease = cx.scale { 1, 7 }, whole = cx.scale.nps } }
    for key, value in pairs(more or {}) do all[key] = value end
    return cx.survey(all)
  end

  local function plan_of(s, weights)
    local function goal() return cx.goal { cx.metric.index { parts = { emotion = cx.metric.csat(s.care), ease = s.ease },
      weights = weights or WEIGHTS, outcome = not weights and s.whole or nil }, at_least = 50 } end
    return cx.plan { name = "A", measure = { surveys = { s }, pulse = { goal() } },
      touchpoints = { { "Visit", goals = { goal() } }, { "Bill", goals = { goal() } } } }
  end

  it("(5): at a touchpoint the parts are those of its rows, elsewhere of all; a part's normal interval costs no freedom", function()
    local made = plan_of(placed(), { emotion = 2, ease = 1 }):run { today = "2026-11-21" }
    local visit, bill, all = made.goals[1].estimate, made.goals[2].estimate, made.measures[1].estimate
    assert.same({ 150, 150, 300 }, { visit.n, bill.n, all.n })
    assert.same({ 100, 40 }, { visit.parts[2].value, bill.parts[2].value })
    assert.near(70, all.parts[2].value, 1e-9)
    local core = require "cx.core"
    assert.near(bill.value - core.distribution.t_quantile(0.975, 149) * bill.se, bill.low, 1e-9)
    local part = bill.parts[1]
    assert.is_true(part.low < part.value and part.value < part.high and part.n == 150)
  end)

  it("(5): beside a goal its parts stand on page one and after it, in every renderer; nothing of them where it is hidden", function()
    local made = plan_of(placed(), { emotion = 2, ease = 1 }):run { today = "2026-11-21" }
    local wanted = { en = "Bill %(experience index%) consists of ease %d+ %(%d+.-%d+%) with weight 33%% and emotion 40 %(",
                     fi = "Bill %(kokemusindeksi%) koostuu osista: helppous %d+ %(%d+.-%d+%) painolla 33\u{a0}%% ja tunne 40 %(",
                     sv = "Bill %(upplevelseindex%) består av delar: enkelheten %d+ %(%d+.-%d+%) med vikten 33\u{a0}%% och känslan 40 %(" }
    for language, pattern in pairs(wanted) do
      local text = cx.report.text(made, "markdown", { language = language })
      assert.matches(pattern, text)
      assert.is_truthy(text:find("| csat · care", 1, true) or text:find("· care", 1, true))
    end
    for _, renderer in ipairs { "terminal", "html" } do
      assert.is_truthy(cx.report.text(made, renderer, { language = "en" }):find("consists of", 1, true))
    end
    local data = require "cjson".decode(cx.report.text(made, "json", { language = "en" }))
    local ease, emotion = table.unpack(data.goals[2].estimate.parts)
    assert.same({ "ease", "emotion", "csat", "care", 150 }, { ease.name, emotion.name, emotion.metric, emotion.question, emotion.n })
    made = plan_of(placed { privacy = { minimum = 200 } }, { emotion = 2, ease = 1 }):run { today = "2026-11-21" }
    assert.same({ true, nil }, { made.goals[1].hidden, made.goals[1].estimate.parts })
    assert.is_nil(cx.report.text(made, "markdown", { language = "en" }):find("Bill (experience index) consists", 1, true))
  end)

  it("(5): what privacy hides at one place no index tells by the others and the whole", function()
    local lines = { "care,ease,place" }
    for i = 1, 66 do
      lines[i + 1] = ("%d,%d,%s"):format(i % 5 + 1, i % 7 + 1, i <= 6 and "Desk" or i % 2 == 0 and "Visit" or "Bill")
    end
    local s = cx.survey { text = table.concat(lines, "\n") .. "\n", touchpoint = "place",
      questions = { care = cx.scale { 1, 5 }, ease = cx.scale { 1, 7 } } }
    local function hidden(metric, target)
      local function goal() return cx.goal { metric, at_least = target } end
      local made = cx.plan { name = "A", privacy = { minimum = 10 }, measure = { surveys = { s }, pulse = { goal() } },
        touchpoints = { { "Visit", goals = { goal() } }, { "Bill", goals = { goal() } }, { "Desk", goals = { goal() } } } }
        :run { today = "2026-11-21" }
      local list = {}
      for i, one in ipairs(made.goals) do list[i] = one.hidden or false end
      list[4] = made.measures[1].hidden or false
      return list
    end
    local plain, made = hidden(cx.metric.mean(s.care), 3), hidden(cx.metric.index { parts = parts(s), weights = WEIGHTS }, 50)
    assert.is_true(plain[3])
    assert.same(plain, made) -- Desk is all less Visit less Bill: one of these is hidden with it
    assert.is_true(plain[1] or plain[2] or plain[4])
  end)

  it("(6): too few people, or nobody, give no figures", function()
    local o = assert(cx.index { parts = parts(survey(20)), weights = WEIGHTS, minimum = 30 }:measure())
    assert.same({ true, nil, "hidden" }, { o.hidden, o.value, o.notes[1].code })
    told.all(index, o)
    local same = cx.survey { text = "a,b,y\n" .. ("1,2,3\n"):rep(40), questions = { a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 },
      y = cx.scale { 1, 5 } } }
    o = assert(cx.index { parts = { a = same.a, b = same.b }, weights = "fitted", outcome = same.y }:measure())
    assert.same({ nil, "nothing_fitted" }, { o.value, o.notes[1].code })
    told.all(index, o)
    local empty = cx.survey { text = "a,b\n1,\n,2\n", questions = { a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 } } }
    o = assert(cx.index { parts = { a = empty.a, b = empty.b }, weights = { a = 1, b = 1 } }:measure())
    assert.equal("nobody", o.notes[1].code)
    told.all(index, o)
  end)

  it("stands in a plan's why, with its parts", function()
    local s = survey(210)
    local plan = cx.plan { name = "A", measure = { surveys = { s }, why = { cx.index { parts = parts(s), weights = WEIGHTS } } },
      touchpoints = { { "All", goals = { cx.goal { cx.metric.nps(s.whole), at_least = 30 } } } } }
    local text = cx.report.text(plan:run { today = "2026-11-21" }, "markdown", { language = "fi" })
    assert.matches("Kokemusindeksi on 44/100 %(.-%): helppous 33 painolla 33\u{a0}%% ja tunne 50 painolla 67\u{a0}%%", text)
  end)

  it("has the same words in three languages", function() told.same_keys(require "cx.report.why.words.index") end)

  it("refuses what is no index", function()
    local s, other = survey(20), survey(20)
    local tally = assert(s:tally { of = "care" })
    local number = cx.survey { text = "x,y\n1,2\n", questions = { x = cx.number, y = cx.scale { 1, 5 } } }
    local function mistake(given)
      given.parts = given.parts or parts(s)
      return sample.mistake("index_spec", function() cx.index(given) end)
    end
    assert.matches("^weights: a number for each part", mistake {})
    assert.matches("^weights.ease: a number from 0 to 1000000000 is wanted, not nil", mistake { weights = { emotion = 1 } })
    assert.matches('^unknown part in weights "edge"', mistake { weights = { emotion = 1, ease = 1, edge = 1 } })
    assert.matches("^weights: one of them at least", mistake { weights = { emotion = 0, ease = 0 } })
    assert.matches("^weights.emotion: a number from 0", mistake { weights = { emotion = -1, ease = 1 } })
    assert.matches("^weights.emotion: a number from 0", mistake { weights = { emotion = 0 / 0, ease = 1 } })
    assert.matches("^weights.ease: a number from 0 to", mistake { weights = { emotion = 1, ease = 1e308 } })
    assert.matches("^weights: fitted to what", mistake { weights = "fitted" })
    assert.matches("^parts: an index has two parts", mistake { parts = { ease = s.ease }, weights = { ease = 1 } })
    assert.matches("^parts: parts by name", mistake { parts = 5 })
    assert.matches("all parts are of one survey", mistake { parts = { a = s.ease, b = other.care }, weights = { a = 1, b = 1 } })
    assert.matches("stands there twice", mistake { parts = { a = s.ease, b = s.ease }, weights = { a = 1, b = 1 } })
    assert.matches("a scale with two ends", mistake { parts = { a = number.x, b = number.y }, weights = { a = 1, b = 1 } })
    assert.matches("^outcome: another question", mistake { weights = "fitted", outcome = s.ease })
    assert.matches("^rivals: the same parts", mistake { weights = WEIGHTS, rivals = { emotion = s.rcare } })
    assert.matches("^moments: what survey:moments", mistake { weights = WEIGHTS, moments = tally })
    tally:close()
    local box <close> = assert(s:moments { of = { "care" } })
    local none, message = cx.index { parts = parts(s), weights = WEIGHTS, moments = box }:measure()
    assert.is_nil(none)
    assert.matches("^moments: they hold no mean of 'ease'", message)
  end)
end)
