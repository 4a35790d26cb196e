-- asked_spec.lua - asked.lua: what may stand where an analysis wants a measure

local asked = require "cx.asked"
local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local function mistake(f, ...)
  local given = table.pack(...)
  return sample.mistake("asked_spec", function() f(table.unpack(given, 1, given.n)) end)
end


describe("asked", function()
  local survey = sample.survey()

  it("(1): a metric of a question, a question, a column of a series", function()
    local one = asked.metric(cx.metric.nps(survey.answer), "of")
    assert.same({ "nps", survey }, { one.metric.name, one.survey })
    one = asked.metric(survey.answer, "of")
    assert.same({ "mean", "answer", survey }, { one.metric.name, one.metric.question, one.survey })
    local crm = cx.series { text = "month,sales\n2026-01-01,5\n", time = "month", sum = "sales" }
    one = asked.metric(crm.sales, "of")
    assert.same({ true, "count" }, { one.metric.total, asked.name(one.metric).unit })
    assert.is_nil(asked.metric(nil, "of"))
  end)

  it("(1): what is none is refused, and so is a metric that does not say whose", function()
    assert.matches("of: which survey's csat%? .* cx.metric.csat%(answers.answer%)", mistake(asked.metric, cx.metric.csat "answer", "of"))
    assert.matches("of: which survey's mean%?", mistake(asked.metric, cx.metric.mean, "of"))
    assert.matches("of: a metric, a question or a column of a series is wanted", mistake(asked.metric, { 5 }, "of"))
    assert.matches("of: whose measure", mistake(asked.wanted, nil, "of"))
  end)

  it("(2): paths begin in the plan's folder, unless the survey has one", function()
    local file = cx.survey { file = "x.csv", questions = { x = cx.number } }
    asked.settle(file, { plan = { inside = { folder = "there/" } } })
    asked.settle(file, { plan = { inside = { folder = "elsewhere/" } } })
    asked.settle(file)
    assert.equal("there/", require "cx.survey".state(file).folder)
  end)

  it("(3): the least number of people is the highest of the survey's or the plan's, and one's own", function()
    assert.equal(1, asked.minimum(survey))
    assert.equal(7, asked.minimum(survey, nil, 7))
    assert.equal(12, asked.minimum(survey, { plan = { privacy = { minimum = 12 } } }, 7))
    assert.equal(10, asked.minimum(sample.survey { about = "staff" }, nil, 3))
  end)

  it("checks confidences, whole numbers, titles", function()
    assert.equal(0.95, asked.confidence())
    assert.matches("confidence: a number", mistake(asked.confidence, 95))
    assert.equal(4, asked.whole("lags", nil, 4, 0, 9))
    assert.matches("lags: a whole number from 0 to 9 is wanted, not 10", mistake(asked.whole, "lags", 10, 4, 0, 9))
    assert.matches("title: a text", mistake(asked.check, "cx.link", { title = 5 }, { "title" }))
    assert.matches('unknown option of cx.link "titel"; did you mean "title"', mistake(asked.check, "cx.link", { titel = "" }, { "title" }))
  end)
end)
