-- outlook_spec.lua - outlook.lua: answers a round, and the month by which a goal can be decided

local core = require "cx.core"
local cx = require "cx"
local outlook = require "cx.outlook"


-- 50 promoters, 30 passives, 20 detractors.
local function nps()
  return core.estimate({ { n = 20, score = -100 }, { n = 30, score = 0 }, { n = 50, score = 100 } }, 100)
end


-- A goal of a result and what the plan wants.
local function goal(estimate, target, unit, met)
  local wanted = { goal = cx.goal { cx.metric { scores = { 1 }, name = "x" }, at_least = target, met = met } }
  return { unit = unit, estimate = estimate, verdict = wanted.goal:verdict(estimate) }, wanted
end


local function of(estimate, target, plan, months, unit)
  local made, wanted = goal(estimate, target, unit or "points")
  return outlook.of(made, wanted, plan or {}, "2026-11-21", months)
end


describe("outlook", function()
  it("(1): answers a round are those of cx.power", function()
    local made = of(nps(), 10)
    assert.same({ 5, cx.power { estimate = nps(), difference = 5 }.n }, { made.difference, made.per_round })
    assert.same({ made.never, made.month, made.flow }, {})
    local ease = core.estimate({ { n = 50, score = 3 }, { n = 30, score = 4 }, { n = 20, score = 5 } }, 100)
    assert.same({ 0.2, cx.power { estimate = ease, difference = 0.2 }.n },
      { of(ease, 4, {}, nil, "score").difference, of(ease, 4, {}, nil, "score").per_round })
    assert.equal(5, of(nps(), 10, {}, nil, "score").difference)
  end)

  it("(1): a share that cannot rise by it falls, and answers that are all alike say nothing", function()
    local high = core.estimate({ { n = 2, score = 0 }, { n = 98, score = 100 } }, 100)
    assert.equal(cx.power { estimate = high, difference = -5 }.n, of(high, 50, {}, nil, "percent").per_round)
    local all = core.estimate({ { n = 0, score = 0 }, { n = 100, score = 100 } }, 100)
    assert.is_nil(of(all, 50, {}, nil, "percent").per_round)
    local one = core.estimate({ { n = 1, score = 0 }, { n = 0, score = 100 } }, 1)
    assert.is_nil(of(one, 50, {}, nil, "percent").per_round)
  end)

  it("(2): the month is that of the answers needed, 2,807, at the flow there is", function()
    local made = of(nps(), 25, { round = "quarter", due = "2026-12-31" }, 3)
    assert.same({ 100, "2033-09", false }, { made.flow, made.month, made.in_time })   -- 2,707 at 100 / 3: 82 months
    assert.is_true(of(nps(), 25, { round = "quarter", due = "2033-09-01" }, 3).in_time)
    made = of(nps(), 25, { round = "quarter" }, 6)
    assert.same({ 50, "2040-06" }, { made.flow, made.month })                          -- 163 months
    assert.is_nil(made.in_time)
  end)

  it("(2): without a round there is no month, and what is decided has none", function()
    assert.is_nil(of(nps(), 25, {}, nil).month)
    assert.is_nil(of(nps(), 10, { round = "month" }, 1).month)
  end)

  it("(2): the plan's rule tells how many are needed", function()
    local made, wanted = goal(nps(), 25, "points")
    made.verdict = wanted.goal:verdict(nps(), nil, nil, { kind = "probability", probability = 0.9 })
    local found = outlook.of(made, wanted, { round = "month", met = { probability = 0.9 } }, "2026-11-21", 1)
    assert.is_true(found.month < "2028-12")
  end)

  it("(2): never, when the result is the goal itself or the answers come too slowly", function()
    local half = core.estimate({ { n = 50, score = 0 }, { n = 50, score = 100 } }, 100)
    assert.is_true(of(half, 50, {}, nil, "percent").never)
    assert.is_true(of(nps(), 29, { round = "year" }, 1200).never)
  end)

  it("(2): of a mean of equal numbers, which has no interval, it is not said that its result is the goal itself", function()
    local survey = cx.survey { name = "S", text = "hours\n" .. ("0.5\n"):rep(30), questions = { hours = cx.number } }
    local plan = cx.plan { name = "P", measure = { surveys = { survey } },
      touchpoints = { { "A", goals = { cx.goal { cx.metric.mean(survey.hours), at_most = 3 } } } } }
    local got = plan:run({ today = "2026-11-21" }).goals[1]
    assert.same({ "cannot tell", 0.5 }, { got.verdict.verdict, got.estimate.value })
    assert.is_nil(got.estimate.low)
    assert.is_nil(got.outlook.never)
  end)

  it("(3): what is hidden or has no answers has none", function()
    local made, wanted = goal(nps(), 25, "points")
    made.hidden = true
    assert.is_nil(outlook.of(made, wanted, {}, "2026-11-21"))
    assert.is_nil(outlook.of({ unit = "points", estimate = { n = 0 }, verdict = {} }, wanted, {}, "2026-11-21"))
  end)

  it("(2): huolto's four quarters are not taken for one, and its receipt stays", function()
    local plan = dofile "examples/huolto/plan.lua"
    for _, one in ipairs(plan:run { today = "2026-11-21" }.goals) do
      if one.touchpoint == "Tarjous" and one.unit == "points" then
        assert.same({ 125, 127, "2028-04", false }, { one.estimate.n, one.outlook.flow, one.outlook.month, one.outlook.in_time })
      end
    end
    local receipt = plan.measure.surveys[2]:receipt()
    local names = {}
    for name in pairs(receipt.questions) do names[#names + 1] = name end
    assert.equal(2, #names)
  end)

  it("(2): the time is that between rows; neither a stray date nor a month's end changes it", function()
    local function months(first, last, n, stray, round)
      local lines = { "when,score" }
      for i = 1, n do lines[#lines + 1] = (i % 2 == 0 and first or last) .. "," .. i % 11 end
      if stray then lines[#lines + 1] = stray .. ",5" end
      local survey = cx.survey { text = table.concat(lines, "\n") .. "\n", time = "when", questions = {
        score = cx.scale.nps { column = "score" } } }
      local tally, found = outlook.count(survey, { of = { survey.score } }, round or "month")
      tally:close()
      return found
    end
    assert.near(181 / 30.4375, months("2026-04-01", "2026-09-28", 300), 1e-9)
    assert.near(181 / 30.4375, months("2026-04-01", "2026-09-28", 300, "1970-01-01"), 1e-9)
    assert.near(181 / 30.4375, months("2026-04-01", "2026-09-28", 300, "2999-12-31"), 1e-9)
    assert.equal(1, months("2026-02-26", "2026-03-02", 20))
    assert.equal(3, months("2026-02-26", "2026-03-02", 20, nil, "quarter"))
    assert.near(367 / 30.4375, months("2027-12-31", "2028-12-31", 20), 1e-9)
  end)
end)
