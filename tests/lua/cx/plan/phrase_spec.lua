-- phrase_spec.lua - plan/phrase.lua: goals as people write them

local cx = require "cx"
local made = dofile "tests/lua/cx/plan/made.lua"

local survey = cx.survey { text = "recommend,expectation,satisfied\n9,over,5\n", questions = { recommend = cx.scale.nps,
  expectation = cx.scale.names { "short", "just so", "over" }, satisfied = cx.scale { 1, 5 } } }


local function wanted(phrase, from)
  return made.inside { measure = { surveys = survey }, touchpoints = { { "a", from = from, goals = phrase } } }.wanted
end


local function shown(phrase, from)
  local list = {}
  for i, one in ipairs(wanted(phrase, from)) do
    local relation, target = one.goal:target()
    list[i] = ("%s(%s) %s %s %s"):format(one.metric.name, one.question.name, relation, target, one.goal.due or "")
  end
  return list
end


local function refuses(words, phrase)
  made.refuses(words, { measure = { surveys = survey }, touchpoints = { { "a", goals = phrase } } })
end


describe("goal phrase", function()
  it("(1): metrics, relations in signs and words, several goals, a day", function()
    assert.same({ "nps(recommend) at_least 30 ", "csat(satisfied) at_least 80 2026-12-31", "share(expectation) at_most 10 " },
      shown "nps(recommend) >= 30; csat(satisfied) ≥ 80 % by 2026-12-31; share(expectation, short) at most 10")
    assert.same({ "ces(satisfied) at_most 2 " }, shown "ces(satisfied)<=2;")
    assert.same({ "enps(recommend) at_least -5 " }, shown " enps( recommend ) at least -5 ")
  end)

  it("(1): share takes answers, quoted where they have commas; csat how many of the highest count", function()
    assert.same({ "just so", "over" }, wanted "share(expectation, just so, 'over') >= 50"[1].metric.answers)
    assert.equal(1, wanted "csat(satisfied, 1) >= 50"[1].metric.top)
    assert.same({ 4 }, wanted "share(satisfied, 4) >= 50"[1].metric.answers)
  end)

  it("(2): a metric alone is that of its touchpoint's question", function()
    assert.same({ "csat(satisfied) at_least 80 " }, shown("csat >= 80", survey.satisfied))
    refuses("touchpoints[1].goals: csat has no question", "csat >= 80")
  end)

  it("(3): a decimal comma", function()
    assert.equal(5.8, select(2, wanted "mean(satisfied) >= 4; mean(recommend) >= 5,8"[2].goal:target()))
  end)

  it("(4): what cannot be read is shown", function()
    refuses('touchpoints[1].goals: a goal is wanted, such as "nps >= 30; share(expectation, exceeded) >= 25 by 2026-12-31", '
      .. 'not "nps is fine"', "nps(recommend) >= 3; nps is fine")
    refuses('not "nps(recommend) >= much"', "nps(recommend) >= much")
    refuses("a goal is wanted", "")
    refuses('unknown metric "npz"; did you mean "nps"? known are nps, enps, csat, ces, mean, share', "npz(recommend) >= 3")
    refuses("no survey in measure.surveys asks 'recomend'", "nps(recomend) >= 3")
    refuses("there is no day 2026-02-30", "nps(recommend) >= 3 by 2026-02-30")
    refuses("at_least = 130 cannot be: nps lies between -100 and 100", "nps(recommend) >= 130")
    refuses('has no answer "never"', "share(expectation, never) >= 3")
    refuses("share: which answer of 'expectation'", "share(expectation) >= 3")
    refuses("share: of which question and answer", "share >= 3")
    refuses("nps takes one question", "nps(recommend, 4) >= 3")
  end)
end)
