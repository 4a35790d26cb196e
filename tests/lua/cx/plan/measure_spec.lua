-- measure_spec.lua - plan/measure.lua: what is measured beside the goals of touchpoints

local cx = require "cx"
local made = dofile "tests/lua/cx/plan/made.lua"

local goal = cx.goal


local function inside(more)
  more.surveys = made.survey
  return made.inside { measure = more }
end


local function refuses(words, more)
  more.surveys = more.surveys or made.survey
  made.refuses(words, { measure = more })
end


describe("plan.measure", function()
  it("(1): surveys are surveys, each once, and those of measures are asked too", function()
    local other = cx.survey { text = "care\n4\n", questions = { care = cx.scale { 1, 5 } } }
    local got = made.inside { measure = { surveys = { made.survey, made.survey }, pulse = goal { cx.metric.mean(other.care), at_least = 4 } } }
    assert.same({ 2, other }, { #got.surveys, got.surveys[2] })
    made.refuses("measure.surveys: a survey or a list of surveys is wanted, not 5", { measure = { surveys = 5 } })
    made.refuses("measure.surveys[2]: a survey is wanted", { measure = { surveys = { made.survey, "x" } } })
  end)

  it("(2): pulses and leading are measures and goals, with their ids", function()
    local got = inside { pulse = { made.nps, goal { made.nps, at_least = 3, id = "own" } }, leading = goal { cx.leading.told, at_least = 95 } }
    assert.same({ "measure.pulse", "own", "measure.leading" }, { got.measured[1].id, got.measured[2].id, got.measured[3].id })
    assert.same({ 2, 1 }, { #got.pulse, #got.leading })
    refuses("measure.pulse[1]: a measure is wanted", { pulse = { 5 } })
    refuses("measure.leading: a measure or a list of measures is wanted, not true", { leading = true })
    refuses("two measures have the id 'own'", { pulse = { goal { made.nps, at_least = 3, id = "own" }, goal { made.nps, at_least = 3, id = "own" } } })
  end)

  it("(3): of a series the columns that it names are measured, and goals on it", function()
    local crm = cx.series { text = "m,churn,sales\n2026-01-05,3,10\n", time = "m", sum = "sales", percent = "churn" }
    local got = inside { behaviour = { crm, goal { crm.churn, at_most = 5 } } }
    assert.same({ "measure.behaviour[1].churn", "measure.behaviour[1].sales", "measure.behaviour[2]" },
      { got.measured[1].id, got.measured[2].id, got.measured[3].id })
    assert.same({ crm }, inside { behaviour = crm }.behaviour.series)
    refuses("measure.behaviour[1]: a measure is wanted, such as", { behaviour = { made.survey } })
  end)

  it("(4), (7): contacts are a contact log, predictions a table, worth and why analyses", function()
    local log = { kind = "contacts", name = "log" }
    assert.equal(log, inside { contacts = log, predictions = { file = "x.csv" }, worth = {} }.contacts)
    refuses("measure.contacts: a contact log is wanted", { contacts = {} })
    refuses("measure.predictions: a table is wanted, not 4", { predictions = 4 })
    refuses("measure.worth: an analysis or a list of them is wanted, not 4", { worth = 4 })
    refuses("measure.why: an analysis or a list of them is wanted, not 4", { why = 4 })
  end)

  it("(5): a frame of key areas with their measures", function()
    local got = inside { frame = { service = { made.nps, cx.metric.mean(made.survey.answer) }, money = made.nps } }
    assert.same({ "money", 1, "service", 2 }, { got.frame[1].id, #got.frame[1].measures, got.frame[2].id, #got.frame[2].measures })
    refuses("measure.frame.service: a measure or a list of measures is wanted, not true", { frame = { service = true } })
  end)

  it("(6): a benchmark has a value, a source and a day", function()
    local one = inside { benchmarks = { { "NPS of the trade", 31, source = "the trade", date = "2025-06-01", of = made.nps } } }.benchmarks[1]
    assert.same({ "NPS of the trade", 31, "the trade", "2025-06-01", made.nps }, { one.text, one.value, one.source, one.date, one.of })
    refuses("measure.benchmarks[1].source: a text is wanted, not nothing", { benchmarks = { { "x", 3, date = "2025-06-01" } } })
    refuses('measure.benchmarks[1].date: a date such as "2025-06-01" is wanted', { benchmarks = { { "x", 3, source = "y" } } })
    refuses("measure.benchmarks[1][2]: a number is wanted", { benchmarks = { { "x", source = "y", date = "2025-06-01" } } })
  end)
end)
