-- result_spec.lua - result.lua: measures and promises of a result, and what small numbers hide of them

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local goal, nps, mean = cx.goal, cx.metric.nps, cx.metric.mean


describe("promises", function()
  local survey = sample.survey()

  local function result(touchpoints)
    return cx.plan { name = "x", due = "2026-01-31", measure = { surveys = survey },
      define = { value = "Time", experience = { care = "Care", ease = "Ease" } }, touchpoints = touchpoints }
      :run { today = "2026-06-01" }
  end

  it("(3): a promise has the goals of the touchpoints that serve it: met, missed, open", function()
    local made = result { { "store", serves = "care", goals = { goal { nps(survey.answer), at_least = -90 },
                                                                goal { nps(survey.answer), at_least = 99 } } },
                          { "web", serves = { "care", "ease" }, goals = goal { nps(survey.answer), at_least = 30 } },
                          { "nowhere", serves = "ease", goals = goal { nps(survey.answer), at_least = 30 } } }
    local shown = {}
    for i, one in ipairs(made.promises) do
      shown[i] = ("%s %s: %s met %d of %d, open %d"):format(one.kind, one.id, table.concat(one.touchpoints, "+"), one.met, one.of, one.open)
    end
    assert.same({ "value value:  met 0 of 0, open 0", "experience care: store+web met 1 of 3, open 1",
                  "experience ease: web+nowhere met 0 of 2, open 2" }, shown)
  end)

  it("(4): orphans both ways", function()
    assert.same({ promises = { "value", "ease" }, touchpoints = { "web" } },
      result { { "store", serves = "care" }, { "web" } }.orphans)
    local none = cx.plan { name = "x", touchpoints = { { "web" } } }:run()
    assert.same({ promises = {}, touchpoints = {} }, none.orphans)
    assert.same({}, none.promises)
  end)
end)


describe("measures", function()
  -- care is asked of 14 people: 9 in the north, 3 in the south, 2 without a place of the plan.
  local rows = { "place,care,help" }
  for i = 1, 14 do
    rows[#rows + 1] = ("%s,%d,%s"):format(i <= 9 and "north" or i <= 12 and "south" or "other", i % 5 + 1, i <= 6 and i % 5 + 1 or "")
  end
  local text = table.concat(rows, "\n") .. "\n"

  local function run(minimum, more)
    local survey = cx.survey { text = text, name = "s", touchpoint = "place",
                               questions = { care = cx.scale { 1, 5 }, help = cx.scale { 1, 5 } } }
    local plan = { name = "x", measure = { surveys = survey, pulse = mean(survey.care) }, privacy = minimum and { minimum = minimum },
                   organise = { functions = { staff = mean(survey.help) } },
                   touchpoints = { { "north", goals = goal { mean(survey.care), at_least = 3 } },
                                   { "south", practice = { "x", kept = mean(survey.care) } } } }
    for key, value in pairs(more or {}) do plan[key] = value end
    return cx.plan(plan):run { today = "2026-06-01" }
  end

  local function by_place(result)
    local by = {}
    for _, one in ipairs(result.measures) do by[one.place] = one end
    return by
  end

  it("(1): over all touchpoints all rows count, at one its own", function()
    local by = by_place(run())
    assert.same({ 14, 3, 6 }, { by["measure.pulse"].estimate.n, by["touchpoints.south.practice.kept"].estimate.n,
                                by["organise.functions.staff"].estimate.n })
    assert.near((2 + 3 + 4 + 5 + 1 + 2 + 3 + 4 + 5 + 1 + 2 + 3 + 4 + 5) / 14, by["measure.pulse"].estimate.value, 1e-12)
  end)

  it("small ones are hidden as goals are, and what would tell them", function()
    local result = run(5)
    local by = by_place(result)
    assert.is_true(by["touchpoints.south.practice.kept"].hidden)
    assert.is_nil(by["touchpoints.south.practice.kept"].estimate.value)
    -- the rest is 14 - 9 = 5 people, of whom 2 are nowhere in the plan: nobody can tell the three
    assert.is_nil(by["measure.pulse"].hidden)
    assert.is_nil(by["organise.functions.staff"].hidden)
    assert.is_nil(result.goals[1].hidden)
    result = run(7)
    by = by_place(result)
    assert.is_true(by["organise.functions.staff"].hidden)
    -- 14 of all and 9 in the north would tell of 5 others, fewer than 7
    assert.is_true(by["measure.pulse"].hidden or result.goals[1].hidden)
  end)

  it("what a report published of measures is in its tables, and an audit finds no leak", function()
    local result = run(5)
    local found = {}
    for _, made in ipairs(result.published) do found[made.of] = made end
    assert.truthy(found["s: care"])
    for _, cell in ipairs(found["s: care"].cells) do
      if cell.at.touchpoint == "south" then assert.is_true(cell.hidden) end
      if not cell.at.touchpoint then assert.equal(14, cell.n) end
    end
    assert.is_true(cx.audit(result).safe)
  end)

  it("(5): figures that count people are hidden below the plan's minimum", function()
    local few = { kind = "measure", name = "good start", unit = "percent",
                  estimate = function() return require "cx.figure".share(2, 3) end }
    local result = run(5, { implement = { daily = { start = few } } })
    assert.is_true(by_place(result)["implement.daily.start"].hidden)
    assert.near(200 / 3, by_place(run(nil, { implement = { daily = { start = few } } }))["implement.daily.start"].estimate.value, 1e-9)
    few.people = false
    assert.is_nil(by_place(run(5, { implement = { daily = { start = few } } }))["implement.daily.start"].hidden)
  end)

  it("a survey with measures alone is read, one with neither is not", function()
    local survey = cx.survey { text = text, questions = { care = cx.scale { 1, 5 } } }
    local idle = cx.survey { file = "no/such.csv", questions = { care = cx.scale { 1, 5 } } }
    local result = cx.plan { name = "x", measure = { surveys = { idle }, pulse = mean(survey.care) } }:run()
    assert.same({ 1, 14 }, { #result.surveys, result.measures[1].estimate.n })
  end)
end)


describe("the report of measures", function()
  it("has measures, promises and orphans in its JSON, whatever is not there as null", function()
    local survey = sample.survey()
    local made = cx.plan { name = "x", round = "month", measure = { surveys = survey, pulse = goal { nps(survey.answer), at_least = 3 },
      leading = cx.leading.ideas_used }, define = { value = "Time", benefit = "More" }, touchpoints = { { "web", serves = "value",
        goals = goal { nps(survey.answer), at_least = 30 } } } }:run { today = "2026-03-31" }
    local path = os.tmpname()
    assert(cx.report.json(made, path))
    local file <close> = assert(io.open(path))
    local json = require "cjson"
    local report = json.decode(file:read "a")
    os.remove(path)
    local pulse, ideas = report.measures[1], report.measures[2]
    assert.same({ "measure.pulse", "nps", "answer", "at_least", 3, "cannot tell", 3 },
      { pulse.id, pulse.metric, pulse.question, pulse.relation, pulse.target, pulse.verdict.verdict, #pulse.rounds })
    assert.same({ "measure.leading", json.null, json.null, "no data", json.null },
      { ideas.id, ideas.question, ideas.estimate.value, ideas.why, ideas.verdict })
    assert.same({ "value", "value", "Time", { "web" }, 1, 0, 1 }, { report.promises[1].id, report.promises[1].kind,
      report.promises[1].text, report.promises[1].touchpoints, report.promises[1].of, report.promises[1].met, report.promises[1].open })
    assert.same({ promises = { "benefit" }, touchpoints = {} }, report.orphans)
  end)

  it("shows them in three languages, without raw tables", function()
    local survey = sample.survey()
    local crm = cx.series { text = "m,churn,sales\n2026-01-05,3.4,10\n2026-01-06,3.8,11\n", time = "m", sum = "sales", percent = "churn" }
    local plan = cx.plan { name = "x", due = "2026-12-31",
      define = { experience = { care = "Care" }, claims = { { kind = "claim", text = "The end matters" } } },
      touchpoints = { { "web", serves = "care", role = "digital", channel = "phone", resources = 50, practice = { "A greeting", kept = mean(survey.answer) },
                        goals = goal { nps(survey.answer), at_least = 30 } } },
      organise = { functions = { leadership = nps(survey.answer) }, recruiting = { "attitude", kept = nps(survey.answer) } },
      implement = { daily = { refunds = crm.sales }, strategic = { { "2026-01-12", "calls", expect = { nps(survey.answer), 5 } } },
                    loop = { { when = "answer <= 6", route = function() end, contact = "2 working days" } } },
      measure = { surveys = survey, behaviour = crm, leading = goal { cx.leading.ideas_used, at_least = 3 },
                  benchmarks = { { "trade", 31, source = "the trade", date = "2025-06-01", of = nps(survey.answer) } },
                  frame = { money = crm.sales } },
      redefine = { review = "every 3 rounds", expectations = survey.answer, bridges = { { survey.answer, was = "old" } } } }
    local result = plan:run { today = "2026-06-01" }
    local WORDS = {
      en = { "no data", "leadership", "digital", "Promise", "2 working days", "every 3 rounds", "NPS · answer",
             "of it shared between touchpoints: 50" },
      fi = { "ei tietoja", "johtaminen", "puhelin", "Lupaus", "2 arkipäivää", "joka 3. kierros" },
      sv = { "inga uppgifter", "ledarskap", "telefon", "Löfte", "2 arbetsdagar", "var 3:e omgång" } }
    for language, words in pairs(WORDS) do
      local path = os.tmpname()
      assert(cx.report.markdown(result, path, { language = language }))
      local file <close> = assert(io.open(path))
      local shown = file:read "a"
      os.remove(path)
      for _, word in ipairs(words) do assert.truthy(shown:find(word, 1, true), language .. ": " .. word) end
      assert.falsy(shown:find("table: 0x", 1, true), language)
      assert.falsy(shown:find("function: 0x", 1, true), language)
      assert.truthy(shown:find("21", 1, true), "the sum of sales")
    end
  end)
end)
