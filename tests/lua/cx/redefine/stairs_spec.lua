-- stairs_spec.lua - stairs: what is done, open and overdue on each stair, and what to do next
--
--   file > rows > batch > tally > metric > GOAL > report

local cx = require "cx"
local lang = require "cx.lang"
local redefine = require "cx.redefine"
local stairs = require "cx.redefine.stairs"

local function about(sections, today)
  local survey = cx.survey { name = "S", text = "q\n" .. ("10\n"):rep(60) .. ("0\n"):rep(40), questions = { q = cx.scale.nps } }
  local function goal(target, due) return cx.goal { cx.metric.nps(survey.q), at_least = target, due = due } end
  local given = { name = "P", define = { experience = { care = "They care", speed = "They are quick" } },
    touchpoints = { { "A", serves = "care", goals = { goal(-50), goal(20, "2026-01-31") } }, { "B" } },
    redefine = { review = "every round" } }
  for key, value in pairs(sections or {}) do given[key] = value end
  local plan = cx.plan(given)
  local result = plan:run { today = today or "2026-06-30" }
  return { plan = plan, result = result, proposals = redefine.propose(result, { rounds = {} }), today = today or "2026-06-30",
    actions = require "cx.loop.outer".actions(plan, nil, today or "2026-06-30"), findings = {} }
end


local FULL = {
  organise = { training = { skill = { done = 3, of = 5, due = "2026-03-31" }, other = { done = 2, of = 2, due = "2026-03-31" } } },
  implement = { actions = {
    { finding = "F", action = "late", owner = "x", due = "2026-02-28", tell = { to = "all", by = "letter" } },
    { finding = "F", action = "told", owner = "x", due = "2026-02-28", done = "2026-02-01",
      tell = { to = "all", by = "letter", told = "2026-03-01" } } } },
}


describe("stairs", function()
  it("(1)(2): counts what is done of all, and what is overdue by its day", function()
    local list = stairs.states(about(FULL))
    local got = {}
    for i, one in ipairs(list) do got[i] = ("%s %d/%d %s"):format(one.key, one.done, one.of, table.concat(one.overdue, "+")) end
    assert.same({ "define 1/2 ", "touchpoints 1/2 ", "organise 5/7 skill", "implement 1/2 late", "measure 1/2 A 2",
                  "redefine 0/2 A+A 2" }, got)
  end)

  it("(3)(4): the worst is the state; next is what is overdue, else how to mend, errors first", function()
    local given = about()
    given.findings = { { stair = 2, severity = "warning", mend = "first" }, { stair = 2, severity = "error", mend = "worse" },
                       { stair = 3, severity = "note", mend = "never" }, { stair = 4, severity = "warning", mend = "act" } }
    local list = stairs.states(given)
    assert.same({ "open", "open", "none", "open", "overdue", "overdue" },
      { list[1].state, list[2].state, list[3].state, list[4].state, list[5].state, list[6].state })
    assert.same({ 2, "worse", 0, "act" }, { list[2].open, list[2].next, list[3].open, list[4].next })
    given = about({ define = { experience = { care = "They care" } } }, "2026-01-01")
    assert.same({ "done", "open" }, { stairs.states(given)[1].state, stairs.states(given)[5].state })
  end)

  it("(3): a stair of which the plan says anything is in the plan, though there is nothing to count", function()
    assert.equal("none", stairs.states(about())[3].state)
    assert.equal("done", stairs.states(about { organise = { lead = "Anna" } })[3].state)
  end)

  it("(2): a goal of which nothing was decided has not been looked at", function()
    local given = about()
    local goals = {}
    for i, one in ipairs(given.proposals) do goals[i] = { id = one.id, unseen = 1, decided = i == 1 and { word = "keep" } or nil } end
    given.proposals = goals
    assert.same({ 1, #goals }, { stairs.states(given)[6].done, stairs.states(given)[6].of })
  end)

  it("(5): is one page in three languages, the leading's own measures beneath", function()
    local given = about { implement = FULL.implement, organise = FULL.organise, measure = { leading = { cx.leading.told } } }
    for code, words in pairs { en = { "overdue: skill.", "1 of 2 promises served" }, fi = { "myöhässä: skill.", "1 / 2" },
                               sv = { "försenat: skill.", "1 av 2" } } do
      local own = lang.load(code)
      local text = cx.report.text(stairs.document(own, stairs.states(given), given.result), "terminal",
        { width = 100, language = code })
      assert.matches(words[1], text, 1, true)
      assert.matches(words[2], text, 1, true)
      assert.matches(own.redefine.stairs.leading, text, 1, true)
      assert.is_true(select(2, text:gsub("\n", "\n")) < 60)
    end
  end)

  it("(4): what is overdue, what else is left and the first finding are said, on one page", function()
    local given = about(FULL)
    given.findings = { { id = "D01", stair = 1, severity = "error", why = "nothing serves speed (stair 1, define)", mend = "say what" },
                       { id = "O01", stair = 3, severity = "error", why = "skill is late", mend = "train" } }
    local list = stairs.states(given)
    assert.same({ { "They are quick" }, { "B" }, {}, {} }, { list[1].left, list[2].left, list[3].left, list[4].left })
    for _, code in ipairs { "en", "fi", "sv" } do
      local text = cx.report.text(stairs.document(lang.load(code), list, given.result), "terminal", { width = 80, language = code })
      assert.is_nil(text:find "[{}]")
      assert.matches("They are quick%. Nothing serves speed – say what%.", text)
      assert.is_nil(text:find("skill is late", 1, true))
      assert.is_true(select(2, text:gsub("\n", "\n")) < 60)
    end
  end)
end)
