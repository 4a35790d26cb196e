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
    touchpoints = { { "A", goals = { goal } }, more.second }, redefine = more.redefine and more.redefine(survey) }
  local made = redefine.propose(plan:run { today = ("2026-%02d-28"):format(3 * #list) }, about)
  return made[1], made
end


local function words_of(one) return one.proposal .. ", " .. one.reason end
local MET, MISSED = { 900, 100 }, { 400, 600 }

describe("redefine", function()
  it("(2): raises what was met twice running, to what as many answers could show; else keeps", function()
    local one = proposed({ MET, MET }, 45)
    assert.equal("raise, met_running", words_of(one))
    assert.is_true(one.to > one.value and one.to < 95)
    assert.equal(("A: met in 2 rounds running; so many answers could show %d."):format(one.to), "A: " .. show.reason(lang.load "en", one))
    assert.equal("keep, met_few", words_of((proposed({ MISSED, MET }, 45))))
    assert.equal("keep, met_few", words_of((proposed({ MET, MET }, 45, { redefine = function() return { raise = 3 } end }))))
    assert.equal("keep, met_no_room", words_of((proposed({ { 4990, 10 }, { 4980, 20 } }, 98))))
    assert.equal("raise, met_sure", words_of((proposed({ { 4990, 10 }, { 4980, 20 } }, 90))))
  end)

  it("(3): lowers what was missed three times running, not what rises or what one step reaches", function()
    local one = proposed({ MISSED, MISSED, MISSED }, 45)
    assert.equal("lower, missed_running", words_of(one))
    assert.is_true(one.to > one.value and one.to < 45)
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
    assert.same({ "split", "web", "phone" }, { one.proposal, one.about.met, one.about.missed })
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

  it("(1): rounds of the ledger count, where they asked the same; they are judged by today's goal", function()
    local function round(name, seq, value, question)
      local estimate = { value = value, low = value - 2, high = value + 2, se = 1, n = 1000, n_effective = 1000, n_interval = 1000,
        confidence = 0.95, interval = "wald", centre = value, centre_se = 1, df = 999, lowest = -100, highest = 100, spread = 1000 }
      return { name = name, versions = { { seq = seq } }, verdicts = {},
        results = { goals = { { id = "A", metric = "nps", question = question or "q", relation = "at_least", target = 99, estimate = estimate } } } }
    end
    assert.equal("raise, met_running", words_of((proposed({ MET }, 45, nil, { rounds = { round("2025-Q4", 1, 70) } }))))
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
