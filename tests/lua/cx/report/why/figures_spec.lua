-- figures_spec.lua: the numbers of analyses, as a list and as rows of the CSV report

local cx = require "cx"
local figures = require "cx.report.why.figures"


local function result()
  local outcome = { kind = "drivers", title = "What drives", n = 7, verdict = "supported", rate = { value = 3 },
    drivers = { { name = "speed", value = 0.5, low = 0.4, high = 0.6, n = 100, method = "bucket jackknife 95 %",
                  beta = { value = -1.5, low = -2, high = -1, n = 100 } },
                { name = "=price", value = 0.25, n = 90 } } }
  return { why = { outcome }, claims = { { kind = "claim", text = "It is", verdict = "refuted",
                                           estimate = { value = 1, low = 0, high = 2, n = 5 } } } }
end


describe("figures", function()
  it("(1)(2)(3): are all numbers with an interval or an n, with their places and names, in one order", function()
    local list = {}
    for i, one in ipairs(figures.of(result())) do list[i] = { one.section, one.path, one.label, one.estimate.value } end
    assert.same({ { "claims", "claims[1].estimate", nil, 1 }, { "why", "why[1].drivers[1]", "speed", 0.5 },
                  { "why", "why[1].drivers[1].beta", "speed", -1.5 }, { "why", "why[1].drivers[2]", "=price", 0.25 } }, list)
    assert.same({}, figures.of {})
  end)

  it("csv (7): are rows of the report, neutral like the rest", function()
    local answers = cx.survey { text = "recommend\n9\n", questions = { recommend = cx.scale.nps } }
    local made = cx.plan { name = "A", measure = { surveys = { answers } },
      touchpoints = { { "All", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } } } }:run { today = "2026-11-21" }
    local planted = result()
    made.why, made.claims = planted.why, planted.claims
    local text = require "cx.report.csv"
    local rows = {}
    text.render({ result = made }, function(s) rows[#rows + 1] = s end, {})
    local csv = table.concat(rows)
    assert.truthy(csv:find("\r\nclaims[1].estimate,,,,,claim,,,,,,1,0,2,,5,,,,refuted,", 1, true), csv)
    assert.truthy(csv:find("\r\nwhy[1].drivers[1],,speed,,,drivers,,,,,,0.5,0.4,0.6,,100,,,bucket jackknife 95 %,", 1, true), csv)
    assert.truthy(csv:find("\r\nwhy[1].drivers[2],,'=price,", 1, true), csv)
    assert.truthy(csv:find(",why,What drives\r\n", 1, true), csv)
  end)
end)
