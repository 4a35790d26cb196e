-- history_spec.lua - history.lua: a goal over its rounds, its change and what is noise in it

local cx = require "cx"


-- Rows of a round: how many promoters, passives and detractors.
local function rows(name, place, promoters, passives, detractors)
  local list = {}
  for answer, n in pairs { [10] = promoters, [8] = passives, [2] = detractors } do
    list[#list + 1] = ("%s,%s,%d\n"):format(name, place, answer):rep(n)
  end
  return table.concat(list)
end


local HEAD = "wave,place,answer\n"

local FOUR = HEAD .. rows("1", "web", 50, 30, 20) .. rows("2", "web", 52, 30, 18) .. rows("3", "web", 49, 31, 20)
  .. rows("4", "web", 80, 15, 5) .. rows("1", "shop", 10, 10, 10) .. rows("4", "shop", 11, 10, 9)


local function run(options, goals, extra)
  local all = { text = FOUR, touchpoint = "place", round = { column = "wave" }, questions = { answer = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value end
  local survey = cx.survey(all)
  local plan = { language = "en", measure = { surveys = { survey } }, touchpoints = {
    { "web", from = survey.answer, goals = goals or { cx.goal { cx.metric.nps, at_least = 30 } } },
    { "shop", from = survey.answer, goals = { cx.goal { cx.metric.nps, at_least = 30 } } } } }
  for name, value in pairs(extra or {}) do plan[name] = value end
  return cx.plan(plan):run { today = "2026-11-21" }
end


local function values(goal)
  local list = {}
  for i, one in ipairs(goal.rounds) do
    list[i] = ("%s %s"):format(one.name, one.estimate and one.estimate.value and ("%.0f"):format(one.estimate.value) or one.why)
  end
  return table.concat(list, "; ")
end


describe("history", function()
  it("(1): every round of a goal, the last one being the goal's result", function()
    local result = run()
    assert.same({ names = { "1", "2", "3", "4" }, current = "4" }, result.rounds)
    assert.equal("1 30; 2 34; 3 29; 4 75", values(result.goals[1]))
    assert.equal("1 0; 2 no answers; 3 no answers; 4 7", values(result.goals[2]))
    assert.equal(result.goals[1].estimate, result.goals[1].rounds[4].estimate)
    assert.equal("met", result.goals[1].verdict.verdict)
  end)

  it("(1): one round is no history", function()
    local result = run { round = "4" }
    assert.is_nil(result.rounds)
    assert.is_nil(result.goals[1].rounds)
    assert.is_nil(result.goals[1].change)
  end)

  it("(2): the change is that of cx.compare against the last round with a value; all are one family", function()
    local result = run()
    local tally = {}
    for i, wave in ipairs { "3", "4" } do
      local survey = cx.survey { text = FOUR, only = ("wave == '%s'"):format(wave), questions = { answer = cx.scale.nps },
                                 touchpoint = "place" }
      tally[i] = assert(survey:tally { by = "touchpoint", of = "answer" })
    end
    local wanted = cx.compare(tally[2], tally[1], { metric = cx.metric.nps "answer" })
    local change = result.goals[1].change
    for _, item in ipairs(wanted) do
      if item.group.touchpoint == "web" then
        assert.same({ item.difference, item.low, item.high, item.se, item.p },
          { change.difference, change.low, change.high, change.se, change.p })
      end
    end
    assert.same({ "3", "4", 46.0, 2, "holm", true, true },
      { change.from, change.to, change.difference, change.family, change.adjust, change.beyond_noise, change.better })
    local shop = result.goals[2].change
    assert.same({ "1", 2, false }, { shop.from, shop.family, shop.beyond_noise })
    assert.near(math.min(1, 2 * change.p), change.p_adjusted, 1e-15)
  end)

  it("(2): over twenty changes are adjusted by Benjamini and Hochberg", function()
    local goals = {}
    for i = 1, 21 do goals[i] = cx.goal { cx.metric.nps, at_least = i } end
    local change = run(nil, goals).goals[21].change
    assert.same({ 22, "benjamini-hochberg" }, { change.family, change.adjust })
  end)

  it("(3): less of what few should be is better", function()
    local result = run(nil, { cx.goal { cx.metric.share { question = nil, answers = { 2 } }, at_most = 10 } })
    local change = result.goals[1].change
    assert.near(-15, change.difference, 1e-9)
    assert.is_true(change.better)
  end)

  it("(4): a trend and a control chart over three rounds with values", function()
    local result = run()
    local goal = result.goals[1]
    assert.same({ 4, "rise", 4 }, { goal.trend.rounds, goal.trend.direction, #goal.control.points })
    assert.is_nil(result.goals[2].trend)
    assert.is_nil(result.goals[2].control)
    local list = {}
    for i, one in ipairs(goal.rounds) do list[i] = one.estimate end
    assert.equal(cx.trend(list).p, goal.trend.p)
  end)

  it("(4): rounds in which all answered alike make no chart, and raise nothing", function()
    local text = HEAD .. rows("1", "web", 5, 0, 0) .. rows("2", "web", 5, 0, 0) .. rows("3", "web", 5, 0, 0)
    local result = run({ text = text })
    assert.is_nil(result.goals[1].control)
    assert.equal(0.0, result.goals[1].change.difference)
    assert.is_false(result.goals[1].change.beyond_noise)
  end)

  it("(1): named rounds of other files, their questions by name", function()
    local text = { HEAD .. rows("", "web", 20, 20, 20), HEAD .. rows("", "web", 40, 10, 10) }
    local first = cx.survey { text = text[1], round = "2025", touchpoint = "place", questions = { answer = cx.scale.nps } }
    local result = run { text = text[2], round = "2026", earlier = first }
    assert.same({ names = { "2025", "2026" }, current = "2026" }, result.rounds)
    assert.equal("2025 0; 2026 50", values(result.goals[1]))
    assert.same({ "2025", 50.0 }, { result.goals[1].change.from, result.goals[1].change.difference })
    assert.equal(1, #result.earlier)
    assert.same({ "2025", 60 }, { result.earlier[1].round, result.earlier[1].receipt.read })
  end)

  it("(1): a metric that is bound to this year's question is that question's in earlier files too", function()
    local first = cx.survey { text = HEAD .. "a,web,9\n", round = "1", questions = { answer = cx.scale.nps } }
    local now = cx.survey { text = HEAD .. "a,web,3\n", round = "2", earlier = first, questions = { answer = cx.scale.nps } }
    local result = cx.plan { measure = { surveys = { now } }, touchpoints = {
      { "web", goals = { cx.goal { cx.metric.mean(now.answer), at_least = 5 } } } } }:run { today = "2026-11-21" }
    assert.equal("1 9; 2 3", values(result.goals[1]))
  end)

  it("(2): stores that answered in both rounds are told, and a change without an error is none", function()
    local text = { "wave,store,answer,minutes" }
    for wave = 1, 2 do
      for i = 1, 12 do text[#text + 1] = ("%d,s%d,%d,%d"):format(wave, i % 4, (7 * i + wave) % 11, wave) end
    end
    local survey = cx.survey { text = table.concat(text, "\n") .. "\n", round = { column = "wave" }, cluster = "store",
                               questions = { answer = cx.scale.nps, minutes = cx.number } }
    local result = cx.plan { language = "en", measure = { surveys = { survey } }, touchpoints = {
      { "web", goals = { cx.goal { cx.metric.nps(survey.answer), at_least = 30 },
                         cx.goal { cx.metric.mean(survey.minutes), at_most = 30 } } } } }:run { today = "2026-11-21" }
    local first, second = result.goals[1], result.goals[2]
    assert.same({ 4, "linearised t 95 %" }, { first.change.shared, first.change.method })
    assert.same({ 1, 2 }, { second.rounds[1].estimate.value, second.rounds[2].estimate.value })
    assert.is_nil(second.change)
    assert.equal(1, first.change.family)
  end)

  it("(7): what happened in the organisation stands on the chart at the round of its day", function()
    local text = HEAD .. rows("2025-Q4", "web", 50, 30, 20) .. rows("2026-Q1", "web", 52, 30, 18)
      .. rows("2026-Q2", "web", 49, 31, 20) .. rows("2026-Q3", "web", 80, 15, 5)
    local function with(...) return run({ text = text }, nil, { organise = { events = { ... } } }).goals[1].control.events end
    local events = with({ "2026-08-15", "a new desk" }, { "2026-02-01", "the manager left", unit = "Turku" },
      { "2026-03-31", "prices rose" })
    assert.same({ 2, "2026-Q1", "the manager left, Turku; prices rose" }, { #events, events[1].label, events[1].name })
    assert.same({ 4, "a new desk", "rise" }, { events[2].at, events[2].name, events[2].direction })
    assert.same({}, with({ "2025-11-01", "in the first round" }, { "2027-01-01", "to come" }))
    assert.same({}, run(nil, nil, { organise = { events = { { "2026-02-01", "left" } } } }).goals[1].control.events) -- names 1 to 4
  end)

  it("(7): every renderer tells of it, and says once that other things changed too", function()
    local text = HEAD .. rows("2025-Q4", "web", 50, 30, 20) .. rows("2026-Q1", "web", 52, 30, 18)
      .. rows("2026-Q2", "web", 49, 31, 20) .. rows("2026-Q3", "web", 80, 15, 5)
    local nps = cx.metric.nps
    local result = run({ text = text }, { cx.goal { nps, at_least = 30 }, cx.goal { nps, at_least = 40, id = "two" } },
      { organise = { events = { { "2026-08-15", "a new <desk>" } } } })
    for format, name in pairs { terminal = "a new <desk> (2026-Q3): higher afterwards, beyond noise", html = "a new &lt;desk&gt;",
                                markdown = "(2026-Q3): higher afterwards, beyond noise" } do
      local out = cx.report.text(result, format, { width = 200, pages = "all" }):gsub("\\", "")
      assert.truthy(out:find(name, 1, true), format)
      assert.equal(1, select(2, out:gsub("before and after alone do not show the cause", "")), format)
    end
    assert.matches('<path class="event"', cx.report.text(result, "html"))
    local finnish = cx.report.text(result, "terminal", { language = "fi", width = 200, pages = "all" }):gsub("%s+", " ")
    assert.matches("jälkeen korkeammalla, erottuu kohinasta", finnish)
  end)
end)
