-- plan_spec.lua - plan.lua: what a plan declares, and what it refuses

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function mistake(...) return sample.mistake("plan_spec", ...) end


-- A plan over sample M with some keys changed.
local function plan_of(options)
  local survey = sample.survey()
  local all = { name = "M", language = "en", due = "2026-12-31", measure = { surveys = { survey } }, touchpoints = {
    { "store", phase = "during", goals = { cx.goal { cx.metric.nps(survey.answer), at_least = -20 } } },
    { "web", phase = "after", goals = { cx.goal { cx.metric.nps(survey.answer), at_least = 30 } } } } }
  for name, value in pairs(options or {}) do all[name] = value or nil end
  return (cx.plan(all))
end


describe("plan", function()
  it("only declares, and is plain data with a kind", function()
    local survey = cx.survey { file = "no/such.csv", questions = { q = cx.scale.nps } }
    local plan = plan_of { measure = { surveys = { survey } }, touchpoints = { { "x", from = survey.q,
      goals = { cx.goal { cx.metric.nps, at_least = 1 } } } } }
    assert.equal("plan", plan.kind)
    assert.equal("M", plan.name)
  end)

  it("(1): unknown keys are errors that list the known ones", function()
    assert.matches('unknown key of cx.plan "touchpoint"; did you mean "touchpoints"%? known are name, language, round, due',
      mistake(function() plan_of { touchpoint = {} } end))
    assert.matches('touchpoints%[1%]: unknown key "fase"; known are name, id, phase',
      mistake(function() plan_of { touchpoints = { { "a", fase = "before" } } } end))
    assert.matches('measure: unknown key "survey"; did you mean "surveys"',
      mistake(function() plan_of { measure = { survey = {} } } end))
    assert.matches('define: unknown key "benefits"; did you mean "benefit"', mistake(function() plan_of { define = { benefits = "x" } } end))
    assert.matches('unknown key of report "pdf"', mistake(function() plan_of { report = { pdf = "x" } } end))
  end)

  it("(2): sections stand in the plan as they were written, and read in plan.inside", function()
    local plan = plan_of { organise = { lead = "Anna" }, implement = { loop = {} }, redefine = { review = "every round" },
                           privacy = { minimum = 5 }, public_sector = true, round = "quarter" }
    assert.same({ lead = "Anna" }, plan.organise)
    assert.same({ "Anna", 1, {} }, { plan.inside.lead, plan.inside.review.every, plan.inside.loop.rules })
    assert.equal(2, #plan.inside.touchpoints)
  end)

  it("words that are one of a few name the others", function()
    assert.matches('touchpoints%[1%].phase: unknown word "while"; known are before, during, after',
      mistake(function() plan_of { touchpoints = { { "a", phase = "while" } } } end))
    assert.matches("language: unknown word \"de\"; known are en, fi, sv", mistake(function() plan_of { language = "de" } end))
    assert.matches("due: a date such as", mistake(function() plan_of { due = "31.12.2026" } end))
    plan_of { language = { "fi", "sv" } }
  end)

  it("(5): met is that of every goal without its own, and is told in the result", function()
    local survey = sample.survey()
    local plan = plan_of { met = { probability = 0.6 }, measure = { surveys = survey }, touchpoints = {
      { "web", from = survey.answer, goals = { cx.goal { cx.metric.nps, at_least = 30 },
        cx.goal { cx.metric.nps, at_least = 30, met = "sure" } } } } }
    local result = plan:run { today = "2026-06-01" }
    assert.same({ kind = "probability", probability = 0.6 }, result.met)
    assert.same({ "probability", "sure" }, { result.goals[1].met.kind, result.goals[2].met.kind })
    assert.is_nil(plan_of():run { today = "2026-06-01" }.goals[1].met)
  end)

  it("(5): what is no rule is refused, and so is a margin that takes in the whole scale", function()
    assert.matches('unknown met "shure"; did you mean "sure"', mistake(function() plan_of { met = "shure" } end))
    assert.matches("met.margin: a number above 0", mistake(function() plan_of { met = { margin = -1 } } end))
    local survey = sample.survey()
    assert.matches("touchpoints%[1%].goals: mean: met.margin = 20: every value from 0 to 10 would be met", mistake(function()
      plan_of { met = { margin = 20 }, measure = { surveys = survey }, touchpoints = {
        { "web", from = survey.answer, goals = cx.goal { cx.metric.mean, at_least = 8 } } } }
    end))
  end)

  it("(2): a metric without a question is bound by its touchpoint", function()
    local survey = sample.survey()
    local plan = plan_of { measure = { surveys = survey }, touchpoints = {
      { "web", from = survey.answer,
        goals = cx.goal { cx.metric.nps, at_least = 30 } } } }
    assert.equal(1, #plan:run { today = "2026-06-01" }.goals)
    assert.matches("touchpoints%[1%].goals%[1%]: nps has no question; bind it", mistake(function()
      plan_of { touchpoints = { { "web", goals = { cx.goal { cx.metric.nps, at_least = 30 } } } } }
    end))
    assert.matches("touchpoints%[1%].goals%[1%]: csat", mistake(function()
      local wide = cx.survey { text = "a\n1\n", questions = { a = cx.scale.names { "x", "y" } } }
      plan_of { touchpoints = { { "web", from = wide.a,
                                  goals = { cx.goal { cx.metric.csat, at_least = 30 } } } } }
    end))
  end)

  it("(2): a question's name is that of the one survey which asks it", function()
    local goal = cx.goal { cx.metric.nps "answer", at_least = 30 }
    assert.equal(7, plan_of { touchpoints = { { "web", goals = { goal } } } }:run().goals[1].estimate.n
      + plan_of { touchpoints = { { "web", goals = { goal } } } }:run().goals[1].estimate.missing.empty)
    assert.matches("several surveys ask 'answer'", mistake(function()
      plan_of { measure = { surveys = { sample.survey(), sample.survey() } }, touchpoints = { { "web", goals = { goal } } } }
    end))
    assert.matches("no survey in measure.surveys asks 'other'", mistake(function()
      plan_of { touchpoints = { { "web", goals = { cx.goal { cx.metric.nps "other", at_least = 30 } } } } }
    end))
  end)

  it("(2): touchpoints and goals have ids that stay", function()
    local survey = sample.survey()
    local nps = cx.metric.nps(survey.answer)
    local result = plan_of { measure = { surveys = { survey } }, touchpoints = {
      { "web", goals = { cx.goal { nps, at_least = 1 }, cx.goal { nps, at_least = 2 },
                         cx.goal { nps, at_least = 3, id = "own" } } },
      { "store", id = "shop", goals = { cx.goal { nps, at_least = 1 } } } } }:run()
    local ids = {}
    for i, goal in ipairs(result.goals) do ids[i] = goal.id end
    assert.same({ "web", "web 2", "own", "shop" }, ids)
    local goal = cx.goal { nps, at_least = 1 }
    result = plan_of { measure = { surveys = { survey } }, touchpoints = {
      { "web", goals = { goal, goal } }, { "web 2", goals = { goal } } } }:run()
    for i, one in ipairs(result.goals) do ids[i] = one.id end
    assert.same({ "web", "web 2", "web 2 2" }, { ids[1], ids[2], ids[3] })
    assert.matches("two goals have the id 'own'", mistake(function()
      local own = cx.goal { nps, at_least = 1, id = "own" }
      plan_of { touchpoints = { { "web", goals = { own } }, { "store", goals = { own } } } }
    end))
  end)

  it("(1): what is shown as a text is one, and what cannot be written is said at once", function()
    assert.matches("name: a text is wanted", mistake(function() plan_of { name = {} } end))
    assert.matches("touchpoints%[1%].owner: a text is wanted, not a table",
      mistake(function() plan_of { touchpoints = { { "a", owner = { "x", "y" } } } } end))
    assert.matches("report.html: the path of a file is wanted, not 3", mistake(function() plan_of { report = { html = 3 } } end))
    assert.matches('unknown report.locale "xx"; known are en, fi, sv',
      mistake(function() plan_of { report = { locale = "xx" } } end))
    assert.matches("run is called as in plan:run", mistake(function() plan_of():run "x" end))
    assert.matches("run is called as in plan:run", mistake(function() plan_of().run() end))
  end)

  it("what is no survey, no goal, no question is refused by place", function()
    assert.matches("measure.surveys%[1%]: a survey is wanted", mistake(function() plan_of { measure = { surveys = { {} } } } end))
    assert.matches("touchpoints%[1%].goals%[1%]: a goal is wanted, such as goal { nps, at_least = 30 }, not 5",
      mistake(function() plan_of { touchpoints = { { "a", goals = { 5 } } } } end))
    assert.matches("touchpoints%[1%]: a touchpoint begins with its name",
      mistake(function() plan_of { touchpoints = { { phase = "before" } } } end))
    assert.matches("touchpoints%[1%].from: a question is wanted", mistake(function() plan_of { touchpoints = { { "a", from = "answer" } } } end))
  end)

  it("load gives the plan that a file returns, and says in one line what is no plan", function()
    local load = require "cx.plan".load
    local path = sample.file('return require "cx".plan { name = "Shop" }\n', ".lua")
    assert.equal("Shop", load(path).name)
    os.remove(path)
    path = sample.file("return 5\n", ".lua")
    assert.same({ path .. ": it is no plan; a plan ends with return cx.plan { ... }" }, { select(2, load(path)) })
    os.remove(path)
    path = sample.file('\nreturn require "cx".plan { nme = 1 }\n', ".lua")
    assert.matches(path .. ':2: unknown key of cx.plan "nme"', select(2, load(path)), 1, true)
    os.remove(path)
    assert.matches("cannot open", select(2, load(path)))
  end)
end)
