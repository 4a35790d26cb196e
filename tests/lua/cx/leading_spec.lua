-- leading_spec.lua - leading.lua and figure.lua: how well the leading itself succeeds, counted in full

local cx = require "cx"
local figure = require "cx.figure"
local sample = dofile "tests/lua/cx/sample.lua"

local goal, leading = cx.goal, cx.leading


local function mistake(...) return sample.mistake("leading_spec", ...) end


local function measured(given, options)
  local plan = { name = "x", due = "2026-12-31", measure = { leading = given } }
  for key, value in pairs(options or {}) do plan[key] = value end
  return cx.plan(plan):run { today = "2026-06-01" }.measures[1]
end


local function action(told) return { action = "x", tell = { to = "all", told = told } } end


describe("figure", function()
  it("(3): what is counted in full is met or missed as it stands", function()
    assert.same({ verdict = "met", shown = "met" }, goal { leading.told, at_least = 50 }:verdict(figure.exact(50)))
    assert.equal("missed", goal { leading.told, at_least = 50.5 }:verdict(figure.exact(50)).verdict)
    assert.equal("behind", goal { leading.told, at_most = 49, due = "2026-12-31" }:verdict(figure.exact(50), "2026-06-01").shown)
    assert.equal("missed", goal { leading.told, at_most = 49, due = "2026-05-31" }:verdict(figure.exact(50), "2026-06-01").shown)
  end)

  it("(1): a share of nothing is no data", function() assert.is_nil(figure.share(0, 0)) end)
end)


describe("leading", function()
  it("(1): told is that of the plan's actions with a message, by today", function()
    local one = measured(goal { leading.told, at_least = 50 }, { implement = { actions = {
      action "2026-05-01", action "2026-07-01", action(nil), { action = "nothing to tell" } } } })
    assert.near(100 / 3, one.estimate.value, 1e-12)
    assert.same({ 3, "behind", "percent" }, { one.estimate.n, one.verdict.shown, one.unit })
  end)

  it("(1): told is what the ledger holds too", function()
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    local plan = cx.plan { name = "x", due = "2026-12-31", ledger = { at = folder .. "/x.ledger", key = folder .. "/x.key" },
      implement = { actions = { { action = "a", tell = { to = "all" } }, { action = "b", tell = { to = "all" } } } },
      measure = { leading = goal { leading.told, at_least = 50 } } }
    assert.equal(0, plan:run { today = "2026-06-01" }.measures[1].estimate.value)
    local outer = require "cx.loop.outer"
    local ledger = assert(require "cx.loop".ledger(plan, { who = "anna", now = "2026-05-31T10:00:00" }))
    assert(outer.act(plan, ledger, "a", { at = "2026-05-02" }))
    assert(ledger:append { assert(outer.telling(plan, ledger, "a", { at = "2026-05-03" })) })
    ledger:close()
    local one = plan:run { today = "2026-06-01" }.measures[1]
    assert.same({ 50, 2, "met" }, { one.estimate.value, one.estimate.n, one.verdict.verdict })
    os.execute("rm -r " .. folder)
  end)

  it("(1): coverage is those trained of all", function()
    assert.near(100 * 11 / 30, measured(leading.coverage, { organise = { training = { a = { done = 9, of = 10 }, b = { done = 2, of = 20 },
      c = "in words" } } }).estimate.value, 1e-12)
  end)

  it("(1): what has no data says so, and is never zero", function()
    for _, word in ipairs { leading.told, leading.coverage, leading.ideas_used, leading.reviewed, leading.complaints_per_1000 } do
      local one = measured(goal { word, at_least = 0 })
      assert.same({ "no data", "cannot tell" }, { one.why, one.verdict.verdict })
      assert.is_nil(one.estimate.value)
    end
  end)

  it("(1): a ledger may fill what is bare", function()
    leading.source.ideas_used = function(context) return context.today == "2026-06-01" and figure.exact(4) or nil end
    local one = measured(goal { leading.ideas_used, at_least = 4 })
    leading.source.ideas_used = nil
    assert.same({ 4, "met" }, { one.estimate.value, one.verdict.verdict })
  end)

  it("(2): numbers stand as they are, shares as a part of a whole", function()
    assert.equal("met", measured(goal { leading.days_with_customers(12), at_least = 12 }).verdict.verdict)
    local one = measured(leading.told { 41, of = 58 })
    assert.near(4100 / 58, one.estimate.value, 1e-12)
    assert.equal(58, one.estimate.n)
    assert.matches("cx.leading.told: a percentage up to 100 is wanted, not 130", mistake(function() leading.told(130) end))
    assert.matches("cx.leading.told: a part of a whole is wanted", mistake(function() leading.told { 60, of = 58 } end))
    assert.matches("cx.leading.ideas_used: a number from 0 is wanted, not %-1", mistake(function() leading.ideas_used(-1) end))
    assert.matches("cx.leading.ideas_used: a number or a metric is wanted, not \"many\"", mistake(function() leading.ideas_used "many" end))
    assert.matches('unknown measure of leading "days"', mistake(function() return leading.days end))
  end)

  it("(3): a metric or a column of a series under this name", function()
    local log = cx.series { text = "m,days\n2026-01-05,3\n2026-02-05,4\n", time = "m", sum = "days" }
    local one = measured(goal { leading.days_with_customers(log.days), at_least = 8 })
    assert.same({ 7, "behind", "days_with_customers" }, { one.estimate.value, one.verdict.shown, one.metric_name })
    local survey = sample.survey()
    one = measured(leading.staff_commitment(cx.metric.enps(survey.answer)))
    assert.same({ "staff_commitment", 11 }, { one.metric_name, one.estimate.n })
  end)

  it("(4): complaints to a thousand contacts, of numbers or of sums", function()
    assert.equal(15, measured(leading.complaints_per_1000 { complaints = 18, contacts = 1200 }).estimate.value)
    local log = cx.series { text = "m,bad,all\n2026-01-05,3,500\n2026-02-05,4,500\n", time = "m", sum = { "bad", "all" } }
    local one = measured(goal { leading.complaints_per_1000 { complaints = log.bad, contacts = log.all }, at_most = 7 })
    assert.same({ 7, 1000, "met" }, { one.estimate.value, one.estimate.n, one.verdict.verdict })
    assert.matches("contacts: a number or a column of a series that is a sum is wanted, not nothing",
      mistake(function() leading.complaints_per_1000 { complaints = 3 } end))
    assert.matches("contacts: a number from 1 is wanted, not 0", mistake(function() leading.complaints_per_1000 { complaints = 3, contacts = 0 } end))
  end)

  it("page one and every format show goals that are no questions", function()
    local plan = cx.plan { name = "x", due = "2026-12-31", touchpoints = { { "lead", goals = {
      goal { leading.days_with_customers(7), at_least = 12 }, goal { leading.ideas_used, at_least = 5 } } } } }
    local result = plan:run { today = "2026-06-01" }
    for _, format in ipairs { "html", "markdown", "json", "csv" } do
      local path = os.tmpname()
      assert(cx.report[format](result, path))
      local file <close> = assert(io.open(path))
      local text = file:read "a"
      assert.truthy(text:find("days", 1, true), format)
      assert.falsy(text:find("nan", 1, true) or text:find("table: 0x", 1, true), format)
      os.remove(path)
    end
  end)
end)
