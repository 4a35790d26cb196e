-- implement_spec.lua - plan/implement.lua: what is done about what was found, and who is told

local cx = require "cx"
local made = dofile "tests/lua/cx/plan/made.lua"


local function inside(implement) return made.inside { implement = implement } end
local function refuses(words, implement) made.refuses(words, { implement = implement }) end
local function refuses_action(words, action) refuses(words, { actions = { action } }) end


describe("plan.implement", function()
  it("(1): an action is tied to a finding, an owner, a day, a cost, a cause and what is told", function()
    local got = inside { actions = { { finding = "the bill is unclear", action = "a new bill", cause = "system", owner = "money",
      cost = 9000, opened = "2026-01-05", due = "2026-05-31", touchpoint = "web",
      tell = { to = "all", by = "letter", due = "2026-06-15", told = "2026-06-10", reach = 400 } } } }
    local one = got.actions[1]
    assert.same({ "a new bill", "the bill is unclear", "system", "money", 9000, "2026-05-31", "web", "all", 400 },
      { one.id, one.finding, one.cause, one.owner, one.cost, one.due, one.touchpoint, one.tell.to, one.tell.reach })
    assert.same({ "a new bill", "all", "2026-06-10" }, { got.messages[1].action, got.messages[1].to, got.messages[1].told })
    refuses_action("implement.actions[1].action: a text is wanted, not nothing", { finding = "x" })
    refuses_action('implement.actions[1].cause: unknown word "systems"; did you mean "system"? known are people, system, usability',
      { action = "x", cause = "systems" })
    refuses_action("implement.actions[1].cost: a number from 0 is wanted, not -1", { action = "x", cost = -1 })
    refuses_action('implement.actions[1].touchpoint: unknown touchpoint "wep"; did you mean "web"', { action = "x", touchpoint = "wep" })
    refuses_action('implement.actions[1]: unknown key "owners"; did you mean "owner"', { action = "x", owners = "y" })
    refuses_action("implement.actions[1].tell.to: a text is wanted, not nothing", { action = "x", tell = { by = "letter" } })
    refuses("two actions have the id 'a'", { actions = { { action = "x", id = "a" }, { action = "y", id = "a" } } })
  end)

  it("(2): days exist and stand in their order", function()
    refuses_action("implement.actions[1].due: there is no day 2026-02-30", { action = "x", due = "2026-02-30" })
    refuses_action("implement.actions[1].due: 2026-01-01 is before its opening 2026-02-01",
      { action = "x", opened = "2026-02-01", due = "2026-01-01" })
    refuses_action("implement.actions[1].done: 2026-01-01 is before its opening 2026-02-01",
      { action = "x", opened = "2026-02-01", done = "2026-01-01" })
    refuses_action("implement.actions[1].tell.told: 2026-01-01 is before its opening 2026-02-01",
      { action = "x", opened = "2026-02-01", tell = { to = "all", told = "2026-01-01" } })
    inside { actions = { { action = "x", opened = "2026-02-01", due = "2026-02-01" } } }
  end)

  it("(3): a decision has a day, a text, and an expected effect that is measured", function()
    local plan = made.plan { implement = { strategic = { { "2026-01-12", "calls for all", expect = { made.nps, 5 } } } } }
    local one = plan.inside.decisions[1]
    assert.same({ "calls for all", "2026-01-12", made.nps, 5 }, { one.id, one.date, one.expect.metric, one.expect.n })
    assert.equal("implement.strategic.calls for all", plan:run { today = "2026-06-01" }.measures[1].place)
    refuses("implement.strategic[1].expect[1]: a measure is wanted", { strategic = { { "2026-01-12", "x", expect = { 5 } } } })
    refuses("implement.strategic[1].expect[2]: a number is wanted", { strategic = { { "2026-01-12", "x", expect = { made.nps } } } })
    refuses("implement.strategic[1][1]: a date such as", { strategic = { { "x" } } })
  end)

  it("(4): daily choices are counted by a measure each", function()
    local plan = made.plan { implement = { daily = { refunds = made.nps } } }
    assert.same({ refunds = made.nps }, plan.inside.daily)
    assert.equal("refunds", plan:run { today = "2026-06-01" }.measures[1].word)
    refuses("implement.daily.refunds: a measure is wanted", { daily = { refunds = 3 } })
    refuses("implement.daily: each item has a name here", { daily = { made.nps } })
  end)

  it("(5): rules of the loop are where-texts with times", function()
    local hook = function() end
    local loop = inside { loop = { { when = "answer <= 6", contact = "2 working days", tell = "14 days" },
      { when = "answer == 0", owner = "sales", route = hook, id = "zero" }, hook = hook, holidays = "fi",
      retention = "3 years" } }.loop
    assert.same({ "answer <= 6", "2 working days", "14 days", "zero", hook, "fi", "3 years" },
      { loop.rules[1].id, loop.rules[1].contact, loop.rules[1].tell, loop.rules[2].id, loop.hook, loop.holidays, loop.retention })
    assert.equal(1, #inside { loop = { when = "answer <= 6" } }.loop.rules)
    assert.is_nil(inside {}.loop)
    refuses('implement.loop[1].when: a where-text is wanted, such as "recommend <= 6", not nothing', { loop = { {} } })
    refuses("implement.loop[1].when: expected a value after '<='; at character 10", { loop = { { when = "answer <=" } } })
    refuses("implement.loop[1].contact: a time", { loop = { { when = "answer <= 6", contact = "100001 days" } } })
    refuses('implement.loop[1].contact: a time such as "14 days" or "2 working days" is wanted, not "soon"',
      { loop = { { when = "answer <= 6", contact = "soon" } } })
    refuses("implement.loop[1].tell: a time", { loop = { { when = "answer <= 6", tell = "2 working weeks" } } })
    refuses('implement.loop.holidays: unknown word "de"; known are fi, sv', { loop = { holidays = "de" } })
    refuses("implement.loop.holidays[2]: there is no day 2026-13-01", { loop = { holidays = { "2026-12-24", "2026-13-01" } } })
    refuses("implement.loop.hook: a function is wanted, not \"mail\"", { loop = { hook = "mail" } })
    refuses('implement.loop: unknown key "hooks"; did you mean "hook"', { loop = { hooks = hook } })
    refuses("implement.loop[1].survey: a survey is wanted, not 4", { loop = { { when = "answer <= 6", survey = 4 } } })
    refuses("two rules of the loop have the id 'a'", { loop = { { when = "answer <= 6", id = "a" }, { when = "answer <= 5", id = "a" } } })
  end)

  it("(5): two rules that take the same answers to the same place are one written twice", function()
    local why = "implement.loop[2]: it takes the same answers as implement.loop[1], so that each would open two cases; give them one rule"
    refuses(why, { loop = { { when = "answer <= 6" }, { when = "answer <= 6" } } })
    refuses(why, { loop = { { when = "answer <= 6", id = "a" }, { when = " answer  <=\n6 ", id = "b", owner = "sales" } } })
    local when = function() return true end
    refuses(why, { loop = { { when = when }, { when = when, tell = "7 days" } } })
    local function drop() return false end
    assert.equal(3, #inside { loop = { { when = "answer <= 6" }, { when = "answer <= 5" },
      { when = "answer <= 6", drop = drop } } }.loop.rules)
  end)

  it("(5): the loop may have a clock of its own", function()
    assert.equal("Europe/Helsinki", inside { loop = { zone = "Europe/Helsinki" } }.loop.zone)
    refuses('implement.loop.zone: unknown zone "Helsinki"', { loop = { zone = "Helsinki" } })
    assert.same({ 9, 17 }, inside { loop = { { when = "answer <= 6", contact = "2 working hours" }, hours = { 9, 17 } } }.loop.hours)
    for _, hours in ipairs { { 17, 9 }, { 9 }, { 9, 25 }, { -1, 9 }, { "9", 17 }, 9, { 9, 0 / 0 } } do
      refuses("implement.loop.hours: hours of the clock from and until is wanted", { loop = { hours = hours } })
    end
    refuses('implement.loop.retention: a time of days, weeks, months or years such as "3 years" is wanted, not "2 working days"',
      { loop = { retention = "2 working days" } })
  end)

  it("messages beside actions, and one budget between touchpoints (6)", function()
    local got = made.inside { touchpoints = { { "a", resources = 100 }, { "b", resources = 50.5 } },
      implement = { budget = 1000, messages = { { to = "all", by = "web", due = "2026-06-01" } } } }
    assert.same({ 1000, 150.5, "all" }, { got.budget, got.resources, got.messages[1].to })
    assert.is_nil(inside {}.resources)
    refuses("implement.budget: a number is wanted, not \"much\"", { budget = "much" })
    refuses('implement: unknown key "action"; did you mean "actions"', { action = {} })
    refuses("implement.messages[1].to: a text is wanted", { messages = { {} } })
    refuses("implement.budget: a number is wanted, not nan", { budget = 0 / 0 })
    assert(cx)
  end)
end)
