-- organise_spec.lua - plan/organise.lua: who answers, who learns, who may decide

local cx = require "cx"
local made = dofile "tests/lua/cx/plan/made.lua"


local function inside(organise) return made.inside { organise = organise } end
local function refuses(words, organise) made.refuses(words, { organise = organise }) end


describe("plan.organise", function()
  it("(1): owners with who they are, those outside the house too", function()
    local owners = inside { owners = { sales = "head of sales", calls = { "a call centre", outside = true } } }.owners
    assert.same({ { "calls", "a call centre", true }, { "sales", "head of sales", false } },
      { { owners[1].id, owners[1].text, owners[1].outside }, { owners[2].id, owners[2].text, owners[2].outside } })
    assert.same("Anna", inside { owners = { "Anna", "Eero" } }.owners[1].id)
    refuses("organise.owners.sales: a table is wanted, not 5", { owners = { sales = 5 } })
    refuses("organise.owners.sales.outside: true or false is wanted, not 1", { owners = { sales = { "x", outside = 1 } } })
    refuses("organise.owners.sales: a text is wanted, not nothing", { owners = { sales = {} } })
  end)

  it("(2): training is counted, and no more are trained than there are", function()
    local training = inside { training = { skills = { done = 31, of = 46, due = "2026-06-30" } } }.training[1]
    assert.same({ "skills", 31, 46, "2026-06-30" }, { training.id, training.done, training.of, training.due })
    refuses("organise.training.skills.done: 50 is more than the 46 there are to train",
      { training = { skills = { done = 50, of = 46 } } })
    refuses("organise.training.skills.of: a whole number is wanted, how many there are to train, not nothing",
      { training = { skills = { done = 5 } } })
    refuses("organise.training.skills.due: there is no day 2026-02-30", { training = { skills = { done = 1, of = 2, due = "2026-02-30" } } })
    refuses("organise.training.skills.done: a whole number from 0 is wanted, not 1.5", { training = { skills = { done = 1.5, of = 2 } } })
  end)

  it("(3): statements are words, with measures and goals beside them", function()
    local plan = made.plan { organise = { recruiting = { "attitude first", kept = made.nps }, rewards = "a team bonus",
      authority = { "200 euros", goals = { cx.goal { made.nps, at_least = 10 } } }, comfort = made.nps } }
    assert.same({ "attitude first", "a team bonus", "200 euros" }, { plan.inside.statements.recruiting.text,
      plan.inside.statements.rewards.text, plan.inside.statements.authority.text })
    local places = {}
    for i, one in ipairs(plan.inside.measured) do places[i] = one.id end
    assert.same({ "organise.recruiting.kept", "organise.comfort.kept", "organise.authority.goals" }, places)
    refuses('organise.recruiting.kept: a measure is wanted, such as share(answers.x, "yes"), not "often"',
      { recruiting = { "x", kept = "often" } })
    refuses('organise.rewards: unknown key "bonus"', { rewards = { bonus = 5 } })
  end)

  it("(4): the five functions are scored by measures, goals or lists of them", function()
    local result = made.plan { organise = { functions = { operation = made.nps, leadership = cx.goal { made.nps, at_least = 90 },
      staff = { made.nps, cx.metric.mean(made.survey.answer) } } } }:run { today = "2026-06-01" }
    local ids = {}
    for i, one in ipairs(result.measures) do ids[i] = one.id end
    assert.same({ "organise.functions.leadership", "organise.functions.staff", "organise.functions.staff 2",
                  "organise.functions.operation" }, ids)
    assert.same({ "organise", "leadership", 90, "behind" },
      { result.measures[1].section, result.measures[1].word, result.measures[1].target, result.measures[1].verdict.shown })
    assert.is_nil(result.measures[4].verdict)
    -- over all touchpoints it is the total of sample M
    local tally <close> = assert(made.survey:tally { of = "answer" })
    assert.equal(tally:total(made.nps).value, result.measures[4].estimate.value)
    assert.equal(11, result.measures[4].estimate.n)
    refuses('organise.functions: unknown key "service"; did you mean "services"', { functions = { service = made.nps } })
    refuses("organise.functions.staff: a measure or a list of measures is wanted, not 4", { functions = { staff = 4 } })
    refuses("organise.functions.staff: nps has no question; bind it", { functions = { staff = cx.metric.nps } })
  end)

  it("(5): events have a day that exists and a text", function()
    local event = inside { events = { { "2026-02-01", "the manager left", unit = "Turku" } } }.events[1]
    assert.same({ "2026-02-01", "the manager left", "Turku" }, { event.date, event.text, event.unit })
    refuses("organise.events[1][1]: there is no day 2026-02-30", { events = { { "2026-02-30", "x" } } })
    refuses('organise.events[1][1]: a date such as "2026-12-31" is wanted, not "spring"', { events = { { "spring", "x" } } })
    refuses("organise.events[1][2]: a text is wanted, not nothing", { events = { { "2026-02-01" } } })
    refuses("organise.events[1]: a table is wanted", { events = { "x" } })
  end)

  it("an unknown key names the nearest", function()
    refuses('organise: unknown key "trainings"; did you mean "training"', { trainings = {} })
  end)
end)
