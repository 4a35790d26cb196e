-- redefine_spec.lua - redefine: a proposal for each goal, and goals that are missing
--
--   file > rows > batch > tally > metric > GOAL > report

local cx = require "cx"
local lang = require "cx.lang"
local redefine = require "cx.redefine"
local show = require "cx.redefine.show"

-- Rows of a quarter: tens and zeros at touchpoint A, by channel; how many of them found it below.
local function rows(list)
  local lines = { "when,place,channel,q,hope" }
  for quarter, one in ipairs(list) do
    for i = 1, one[1] + one[2] do
      local answer = one.empty and "" or i <= one[1] and 10 or 0
      local channel = one.parts and (i <= one[1] and "web" or "phone") or "web"
      lines[#lines + 1] = ("2026-%02d-10,A,%s,%s,%s"):format(3 * quarter - 1, channel, answer, i <= (one.below or 0) and "below" or "met")
    end
  end
  return table.concat(lines, "\n") .. "\n"
end


-- A plan of one goal, what is proposed for it, and all proposals.
local function proposed(list, target, more, about)
  more = more or {}
  local survey = cx.survey { name = "S", text = rows(list), time = "when", touchpoint = "place", channel = "channel",
    questions = { q = cx.scale.nps, hope = cx.scale.names { "below", "met", "above" } } }
  local goal = cx.goal { cx.metric.nps(survey.q), [more.relation or "at_least"] = target }
  local plan = cx.plan { name = "P", round = "quarter", due = more.due or "2027-12-31", privacy = more.privacy,
    touchpoints = { { "A", owner = "anna", resources = more.resources, goals = { goal } }, more.second },
    implement = more.implement, redefine = more.redefine and more.redefine(survey) }
  local made = redefine.propose(plan:run { today = ("2026-%02d-28"):format(3 * #list) }, about)
  return made[1], made, plan
end


local function words_of(one) return one.proposal .. ", " .. one.reason end
local MET, MISSED = { 900, 100 }, { 400, 600 }

describe("redefine", function()
  it("(2): raises what was met twice running, to what is sure and no further; else keeps", function()
    local one = proposed({ MET, MET }, 45)
    assert.equal("raise, met_sure", words_of(one))
    assert.same({ one.to, 1000 }, { math.floor(one.low), one.answers })
    assert.is_true(one.to < one.value and one.to > one.value - 5)
    assert.equal(("met in 2 rounds running; %d is sure already: %.1f–%.1f, n = 1,000."):format(one.to, one.low, one.high),
      show.reason(lang.load "en", one))
    assert.equal("keep, met_few", words_of((proposed({ MISSED, MET }, 45))))
    assert.equal("keep, met_no_room", words_of((proposed({ { 4990, 10 }, { 4980, 20 } }, 98))))
    assert.equal("raise, met_sure", words_of((proposed({ { 4990, 10 }, { 4980, 20 } }, 90))))
    one = proposed({ { 100, 900 }, { 100, 900 } }, -45, { relation = "at_most" })
    assert.same({ "raise, met_sure", one.to }, { words_of(one), math.ceil(one.high) })
  end)

  it("(2): what surely rises is raised by the sure end of its slope, never beyond the interval", function()
    local one = proposed({ { 700, 300 }, { 705, 295 }, { 790, 210 }, { 800, 200 } }, 30)
    assert.equal("raise, met_trend", words_of(one))
    assert.is_true(one.to > math.floor(one.low) and one.to <= one.high)
    one = proposed({ { 650, 350 }, { 750, 250 }, { 850, 150 }, { 950, 50 } }, 20)
    assert.same({ "raise, met_trend", math.floor(one.high) }, { words_of(one), one.to })
  end)

  it("(2): the plan says in a number or in words how often", function()
    local function by(raise) return words_of((proposed({ MET, MET }, 45, { redefine = function() return { raise = raise } end }))) end
    for _, raise in ipairs { 3, "met three times running", "met 3 times running", "met 3 rounds running" } do
      assert.equal("keep, met_few", by(raise))
    end
    for _, raise in ipairs { 1, 2, "met twice running", "met once", "when it is time" } do
      assert.equal("raise, met_sure", by(raise))
    end
  end)

  it("(9): keeps what would be raised where the owner is busy, or there is no money left", function()
    local function held(implement, today, resources)
      local one, _, plan = proposed({ MET, MET }, 45, { implement = implement, resources = resources })
      assert.equal("raise", one.proposal)                       -- nothing is known of actions yet
      local actions = require "cx.loop.outer".actions(plan, nil, today or "2026-06-28")
      return (proposed({ MET, MET }, 45, { implement = implement, resources = resources }, { actions = actions }))
    end
    local function action(more)
      local made = { finding = "F", action = "New rows", owner = "anna", due = "2026-05-31" }
      for key, value in pairs(more or {}) do made[key] = value end
      return { actions = { made } }
    end
    local late = held(action())
    assert.equal("keep, met_busy", words_of(late))
    assert.matches("but anna has to finish or tell of this first: New rows%.$", show.reason(lang.load "en", late))
    assert.is_nil(late.to)
    assert.equal("keep, met_busy", words_of(held(action { done = "2026-05-01" })))                    -- nobody was told
    local tell = { to = "all", by = "letter", told = "2026-06-01" }
    assert.equal("raise, met_sure", words_of(held(action { done = "2026-05-01", tell = tell })))
    assert.equal("raise, met_sure", words_of(held(action { due = "2026-12-31" })))
    assert.equal("raise, met_sure", words_of(held(action { owner = "bo" })))
  end)

  it("(9): what is left of the budget is it without resources and costs", function()
    local function with(budget, resources, cost)
      return (proposed({ MET, MET }, 45, { resources = resources, implement = { budget = budget, actions = {
        { finding = "F", action = "New rows", owner = "bo", due = "2026-12-31", cost = cost } } } }))
    end
    assert.equal("raise, met_sure", words_of(with(100, 60, 30)))
    local one = with(100, 60, 40)
    assert.same({ "keep, met_poor", 0, 100 }, { words_of(one), one.about.left, one.about.budget })
    assert.equal("keep, met_bare", words_of(with(100, 0, 40)))
  end)

  it("(3): lowers what was missed three times running, not what rises or what one step reaches", function()
    local one = proposed({ MISSED, MISSED, MISSED }, 45)
    assert.equal("lower, missed_running", words_of(one))
    assert.is_true(one.to > one.value and one.to < 45)
    assert.same({ one.to, 1000 }, { math.floor(one.high), one.answers })
    one = proposed({ { 30, 20 }, { 30, 20 }, { 30, 20 } }, 75)                    -- so few that one could see no step below 75
    assert.same({ "lower, missed_running", true }, { words_of(one), one.to <= one.high })
    assert.equal("keep, missed_few", words_of((proposed({ MISSED, MISSED }, 45))))
    assert.equal("keep, missed_better", words_of((proposed({ { 300, 700 }, { 400, 600 }, { 500, 500 } }, 45))))
    assert.equal("keep, missed_near", words_of((proposed({ MISSED, MISSED, MISSED }, -12))))
    assert.equal("lower, missed_running", words_of((proposed({ MET, MET, MET }, 10, { relation = "at_most" }))))
  end)

  it("(4): drops what nobody answered for three rounds; before that, and undecided, it cannot tell", function()
    local none = { 50, 0, empty = true }
    assert.equal("drop, unanswered", words_of((proposed({ MET, none, none, none }, 45))))
    assert.equal("cannot tell yet, no_answers", words_of((proposed({ MET, none }, 45))))
    assert.equal("cannot tell yet, month", words_of((proposed({ { 300, 200 } }, 15))))
    assert.equal("cannot tell yet, late", words_of((proposed({ { 300, 200 } }, 19, { due = "2026-04-30" }))))
    assert.equal("cannot tell yet, never", words_of((proposed({ { 300, 200 } }, 20))))
    assert.equal("cannot tell yet, hidden", words_of((proposed({ { 5, 1 } }, 20, { privacy = { minimum = 10 } }))))
  end)

  it("(5)(8): splits what one channel meets and another misses, not where there is privacy", function()
    local parts = { 500, 500, parts = true }
    local one = proposed({ parts }, 20)
    assert.same({ "split", "web", "phone", 500, 500, "2026-Q1" }, { one.proposal, one.about.met.label, one.about.missed.label,
      one.about.met.n, one.about.missed.n, one.about.round })
    assert.matches("^2026%-Q1: surely met in web, 100 %(98.6–100.0%), n = 500; surely missed in phone, −100",
      show.reason(lang.load "en", one))
    assert.not_equal("split", proposed({ parts }, 20, { privacy = { minimum = 10 } }).proposal)
    assert.not_equal("split", proposed({ { 20, 20, parts = true } }, 20).proposal)
  end)

  it("(6)(8): new goals from places without one, unmet expectations, findings nobody acted on", function()
    local _, all = proposed({ { 900, 100, below = 300 } }, 45, { second = { "B" },
      redefine = function(survey) return { expectations = { survey.hope } } end },
      { findings = { { text = "Rows", id = "f1", state = "found", actions = 0 },
                     { text = "Done", id = "f2", state = "acted", actions = 1 } } })
    local list = {}
    for i = 2, #all do list[#list + 1] = ("%s %s"):format(all[i].id, all[i].reason) end
    assert.same({ "B no_goal", "A (hope) unmet", "f1 finding" }, list)
    assert.is_true(math.abs(all[3].about.share - 30) < 1e-9)
    for i = 2, #all do assert.equal("new", all[i].proposal) end
    _, all = proposed({ { 900, 100, below = 100 } }, 45, { redefine = function(survey) return { expectations = { survey.hope } } end })
    assert.equal(1, #all)
    _, all = proposed({ { 900, 100, below = 300 } }, 45, { privacy = { minimum = 10 },
      redefine = function(survey) return { expectations = { survey.hope } } end })
    assert.equal(1, #all)
  end)

  it("part (3): whole words say that it was less than expected, and none that is denied", function()
    local part = require "cx.redefine.part"
    local function unmet(...)
      local survey = cx.survey { text = "x\n1\n", questions = { hope = cx.scale.names { ... } } }
      return part.unmet(survey.hope)
    end
    for _, said in ipairs { "below", "Fell short of it", "worse than I thought", "not met", "alitti odotukset", "Alle odotusten",
                            "huonompi kuin odotin", "ei täyttynyt", "under förväntan", "sämre än väntat", "motsvarade inte" } do
      assert.equal(said, unmet("met", said, "above"))
    end
    for _, said in ipairs { "I understand it", "thunder", "not worse", "ei alittanut", "inte sämre", "asunder", "aliohjelma" } do
      assert.is_nil(unmet("met", said, "above"), said)
    end
  end)

  it("(5)(6): only the last round says what to split and what fell short", function()
    local earlier, now = { 500, 500, parts = true, below = 600 }, { 900, 100, below = 10 }
    local function expects(survey) return { expectations = { survey.hope } } end
    local one, all = proposed({ earlier, now }, 20, { redefine = expects })
    assert.not_equal("split", one.proposal)
    assert.equal(1, #all)
    one, all = proposed({ now, earlier }, 20, { redefine = expects })
    assert.equal("split", one.proposal)
    assert.same({ "unmet", 60.0, 1000, "2026-Q2" }, { all[2].reason, all[2].about.share, all[2].about.answers, all[2].about.round })
    assert.matches("^2026%-Q2: 60%% %(57–63%), n = 1,000, answered below to “hope”", show.reason(lang.load "en", all[2]))
  end)

  it("(1): rounds of the ledger count, where they asked the same; they are judged by today's goal", function()
    local function round(name, seq, value, question)
      local estimate = { value = value, low = value - 2, high = value + 2, se = 1, n = 1000, n_effective = 1000, n_interval = 1000,
        confidence = 0.95, interval = "wald", centre = value, centre_se = 1, df = 999, lowest = -100, highest = 100, spread = 1000 }
      return { name = name, versions = { { seq = seq } }, verdicts = {},
        results = { goals = { { id = "A", metric = "nps", question = question or "q", relation = "at_least", target = 99, estimate = estimate } } } }
    end
    assert.equal("raise, met_sure", words_of((proposed({ MET }, 45, nil, { rounds = { round("2025-Q4", 1, 70) } }))))
    assert.equal("keep, met_few", words_of((proposed({ MET }, 45, nil, { rounds = { round("2025-Q4", 1, 70, "other") } }))))
    assert.equal("keep, met_few", words_of((proposed({ MET }, 45, nil, { rounds = { round("2025-Q4", 1, 20) } }))))
  end)

  it("(7): goals that nobody looked at for as many rounds as the plan says stand first", function()
    local survey = cx.survey { name = "S", text = rows { MET }, time = "when", touchpoint = "place", questions = { q = cx.scale.nps } }
    local function goal(id) return cx.goal { cx.metric.nps(survey.q), at_least = 45, id = id } end
    local plan = cx.plan { name = "P", round = "quarter", redefine = { review = "every 2 rounds" },
      touchpoints = { { "A", goals = { goal "seen", goal "stale" } } } }
    local function kept(name, seq) return { name = name, versions = { { seq = seq } }, verdicts = {}, results = { goals = {} } } end
    local list = redefine.propose(plan:run { today = "2026-03-28" }, { rounds = { kept("x", 1), kept("y", 3) },
      reviews = { seen = { seq = 2, event = "keep", data = {}, at = "2026-01-01" } } })
    assert.same({ "stale", 2, true, "seen", 1, false }, { list[1].id, list[1].unseen, list[1].due_for_review,
      list[2].id, list[2].unseen, list[2].due_for_review })
  end)

  it("every reason and every proposal is told in three languages", function()
    for _, code in ipairs { "en", "fi", "sv" } do
      local words = lang.load(code)
      for _, list in ipairs { { MET, MET }, { MISSED, MISSED, MISSED }, { { 300, 200 } } } do
        local one, all = proposed(list, 45, { second = { "B" } })
        assert.is_nil(show.reason(words, one):find "[{}]")
        assert.is_true(#cx.report.text(show.document(words, all), "terminal", { width = 100, language = code }) > 100)
      end
      for _, word in ipairs(redefine.WORDS) do assert.is_string(words.redefine.word[word]) end
    end
  end)
end)
