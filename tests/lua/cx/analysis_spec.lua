-- analysis_spec.lua: analyses in a plan, from their declaration to page one
--
-- An analysis of this spec's own stands for any kind: it says what it was asked with.

local cx = require "cx"
local analysis = require "cx.analysis"

local function made(kind, outcome)
  return { kind = kind, title = "Of " .. kind, measure = function(_, context)
    if type(outcome) == "string" then return nil, outcome, "failed" end
    outcome.today = context.today
    return outcome
  end }
end


local function plan(measure, claims)
  local answers = cx.survey { text = "recommend\n9\n10\n3\n", questions = { recommend = cx.scale.nps } }
  measure.surveys = { answers }
  return cx.plan { name = "A", define = { claims = claims }, measure = measure,
    touchpoints = { { "All", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } } } }
end


describe("analysis", function()
  setup(function()
    package.loaded["cx.report.why.effect"] = {
      sentence = function(outcome) return "It is " .. outcome.n .. "." end,
      blocks = function(outcome) return { { kind = "table", columns = { { title = "n" } }, rows = { { tostring(outcome.n) } } } } end,
      decide = function() return "Decide on it." end,
    }
  end)

  teardown(function() package.loaded["cx.report.why.effect"] = nil end)

  it("(1): is what has a known kind and can be measured", function()
    assert.is_true(analysis.is(made("link", {})))
    assert.is_true(analysis.is(made("claim", {}), "claim"))
    assert.is_false(analysis.is(made("link", {}), "claim"))
    assert.is_false(analysis.is(made("goal", {})))
    assert.is_false(analysis.is { kind = "link" })
    assert.is_false(analysis.is "link")
  end)

  it("(2): its outcome has its kind and title, and stands in the result", function()
    local result = plan { why = made("effect", { n = 3 }), surveys = {} }:run { today = "2026-11-21" }
    assert.same({ { kind = "effect", title = "Of effect", n = 3, today = "2026-11-21" } }, result.why)
    assert.same({ {}, {} }, { result.claims, result.worth })
  end)

  it("(3): what the world does to it is raised with a place of the plan", function()
    local done, message = pcall(function() return plan { worth = made("worth", "x.csv: no such file") }:run {} end)
    assert.is_false(done)
    assert.matches("analysis_spec.lua:%d+: x.csv: no such file$", message)
  end)

  it("is wanted in measure.why and measure.worth, and nothing else", function()
    local done, message = pcall(plan, { why = 5 })
    assert.is_false(done)
    assert.matches("measure.why: an analysis or a list of them is wanted, not 5", message)
    done, message = pcall(plan, { worth = { made("worth", {}), {} } })
    assert.is_false(done)
    assert.matches("measure.worth%[2%]: an analysis is wanted", message)
  end)

  it("has its line and its request on page one, its section after, and its keys in JSON", function()
    local result = plan { why = made("effect", { n = 3 }) }:run { today = "2026-11-21" }
    local text = cx.report.text(result, "terminal", { width = 100 })
    assert.matches("\nWhy: It is 3%.\n", text)
    assert.matches("%d%. Decide on it%.", text)
    assert.matches("Of effect", text)
    local json = require "cjson".decode(cx.report.text(result, "json"))
    assert.equal(3, json.why[1].n)
    assert.equal("effect", json.why[1].kind)
  end)
end)
