-- lead_spec.lua - the leading's own deeds: ideas, days with customers, cases solved without asking, goals reviewed
--
--   file > rows > batch > tally > METRIC > GOAL > report

local child = dofile "tests/lua/child.lua"
local cx = require "cx"
local lead = require "cx.loop.lead"
local loop = require "cx.loop"
local shop = dofile "tests/lua/cx/loop/shop.lua"


describe("lead", function()
  local folder, ledger, plan

  before_each(function()
    folder = child.folder()
    plan = shop.plan({ { when = "recommend <= 9", contact = "2 working days" } }, { folder = folder .. "/",
      ledger = "plan.ledger" })
    ledger = shop.ledger(folder, "2026-10-20T10:00:00Z")
  end)

  after_each(function()
    ledger:close()
    child.remove(folder)
  end)


  local function figure(name, today, round)
    plan.round = round
    local made = lead.sources[name]({ plan = plan, today = today or "2026-10-20" }, ledger)
    return made and made.value
  end


  it("(1): an idea is received, used and told back, each once and in order", function()
    local id = assert(lead.keep(plan, ledger, { text = "ring first", from = "staff", at = "2026-10-02", touchpoint = "Visit" }))
    assert.equal("i1", id)
    assert.equal("i2", (lead.keep(plan, ledger, { text = "open later" })))
    assert.equal("i1", lead.deed(plan, ledger, "i1", "use", { at = "2026-10-05" }))
    local done, message, code = lead.deed(plan, ledger, "i1", "use", {})
    assert.same({ "idea i1: it was used 2026-10-05", "step" }, { message, code, done })
    for text, given in pairs { ["2026%-10%-01 is before it came, 2026%-10%-02"] = { "i1", "report", { at = "2026-10-01" } },
      ["has not come yet"] = { "i1", "report", { at = "2026-10-21" } }, ["no idea i9; findings shows"] = { "i9", "use", {} },
      ["i may be i1, i2"] = { "i", "use", {} }, ["there is no idea ;"] = { "", "use", {} } } do
      assert.matches(text, select(2, lead.deed(plan, ledger, table.unpack(given))))
    end
    assert.equal("i2", lead.deed(plan, ledger, "i2", "report", {}))
    local ideas = lead.ideas(ledger)
    assert.same({ "ring first", "staff", "2026-10-02", "2026-10-05", "Visit" },
      { ideas[1].text, ideas[1].from, ideas[1].at, ideas[1].used, ideas[1].touchpoint })
    assert.same({ "customer", "2026-10-20T10:00:00Z" }, { ideas[2].from, ideas[2].reported })
    assert.matches("has not come yet", select(2, lead.keep(plan, ledger, { text = "x", at = "2026-10-21" })))
  end)


  it("(2): a day counts once for each of the management", function()
    for _, one in ipairs { { "director", "2026-10-02" }, { "director", "2026-10-02" }, { "director", "2026-10-03" },
      { "head", "2026-10-02" } } do
      assert(lead.meet(plan, ledger, { who = one[1], at = one[2], customers = 3 }))
    end
    assert.equal(3, figure "days_with_customers")
    assert.same({ "2026-10-20", true }, { lead.meet(plan, ledger, { who = "head" }) })
    assert.same({ "2026-10-20", false }, { lead.meet(plan, ledger, { who = "head" }) })
    assert.matches("has not come yet", select(2, lead.meet(plan, ledger, { who = "head", at = "2026-10-21" })))
  end)


  it("(3): counts are of the last round's time, shares of all; nothing yet is no data", function()
    for name in pairs(lead.sources) do
      if name ~= "reviewed" then assert.is_nil(figure(name), name) end
    end
    for i, day in ipairs { "2025-10-20", "2025-10-21", "2026-07-20", "2026-07-21", "2026-10-13", "2026-10-14" } do
      assert(lead.keep(plan, ledger, { text = "idea " .. i, from = i % 2 == 0 and "staff" or "customer", at = day }))
      assert(lead.meet(plan, ledger, { who = "head", at = day }))
    end
    assert.same({ 5, 3, 1, 5 }, { figure "ideas_received", figure("ideas_received", nil, "quarter"),
      figure("ideas_received", nil, "week"), figure "days_with_customers" })
    assert.equal(0, figure "ideas_used")
    local id = lead.ideas(ledger)[2].id
    assert(lead.deed(plan, ledger, id, "use", { at = "2026-10-15" }))
    assert(lead.deed(plan, ledger, id, "report", { at = "2026-10-16" }))
    assert.same({ 1, 1, 0 }, { figure("ideas_used", nil, "quarter"), figure "ideas_reported", figure("ideas_used", "2026-10-14") })
    assert.near(100 / 3, figure "proposals_adopted", 1e-12)
    assert.equal(0, figure("proposals_adopted", "2026-10-14"))
  end)


  it("(4): solved without asking is what was fixed before it was handed over, with Wilson's interval", function()
    assert(loop.open(plan, ledger))
    local list = shop.cases(ledger)
    local function take(i, event, data) assert(loop.take(plan, ledger, { { id = list[i].id, event = event, data = data } })) end
    take(1, "fix")
    take(2, "assign", { owner = "head" })
    take(2, "fix")
    take(3, "fix")
    take(3, "assign", { owner = "head" })                                        -- after it was fixed
    take(4, "tell")                                                              -- told, and nothing fixed
    local made = lead.alone(ledger, "2026-10-20")
    assert.same({ 3, "Wilson" }, { made.n, made.interval })
    assert.near(200 / 3, made.value, 1e-12)
    assert.near(20.76597, made.low, 1e-4)                                        -- R: prop.test(2, 3, correct = FALSE)
    assert.near(93.85080, made.high, 1e-4)
    assert.is_nil(lead.alone(ledger, "2026-10-19"))
    assert(loop.take(plan, ledger, { { id = list[2].id, event = "reopen" }, { id = list[2].id, event = "fix" } }))
    assert.equal(made.value, lead.alone(ledger, "2026-10-20").value)             -- it was handed over all the same
    local stats = assert(require "cx.loop.measure".stats(plan, ledger))
    assert.equal(made.value, stats.alone.value)
  end)


  it("(4): a case that nobody had is not handed over by its first owner", function()
    assert(loop.open_one(plan, ledger, { person = "x" }))
    local id = shop.cases(ledger)[1].id
    assert(loop.take(plan, ledger, { { id = id, event = "assign", data = { owner = "head" } }, { id = id, event = "fix" } }))
    assert.equal(100, lead.alone(ledger, "2026-10-20").value)
  end)


  it("(5): goals are reviewed when they were decided in the time that the plan asks for", function()
    local ids = {}
    for i, one in ipairs(require "cx.record".goals(plan)) do ids[i] = one.id end
    assert.equal(2, #ids)
    assert.equal(0, figure "reviewed")
    assert(ledger:append { { kind = "review", id = ids[1], event = "keep", data = { goal = ids[1] }, at = "2026-01-20" } })
    assert.same({ 50, 50, 0, 0 }, { figure "reviewed", figure("reviewed", nil, "quarter"), figure("reviewed", nil, "month"),
      figure("reviewed", "2026-01-19") })
  end)


  it("a plan's measures of the leading come from its ledger, in the report and on the stairs page", function()
    local survey, leading = shop.survey(), cx.leading
    local measured = cx.plan { name = "Shop", due = "2026-12-31", ledger = { at = folder .. "/plan.ledger" },
      touchpoints = { { "Visit", owner = "service", goals = { cx.goal { cx.metric.nps(survey.recommend), at_least = 20 } } } },
      measure = { leading = { cx.goal { leading.ideas_received, at_least = 2 }, leading.solved_without_asking,
        cx.goal { leading.days_with_customers, at_least = 1 } } } }
    assert(lead.keep(measured, ledger, { text = "a" }))
    assert(loop.open_one(measured, ledger, { person = "x", owner = "head" }))
    assert(loop.take(measured, ledger, { { id = shop.cases(ledger)[1].id, event = "fix" } }))
    local result = measured:run { today = "2026-10-20" }
    local m = result.measures
    assert.same({ 1, "behind", 100, 1, "no data" }, { m[1].estimate.value, m[1].verdict.shown, m[2].estimate.value,
      m[2].estimate.n, m[3].why })
    assert.is_true(m[2].estimate.low < 30 and m[2].estimate.high == 100)
    for _, language in ipairs { "en", "fi", "sv" } do
      local words = require "cx.lang".load(language)
      local stairs = require "cx.redefine.stairs"
      local page = stairs.document(words, {}, result)
      assert.equal(1, (page[#page].rows[2][1]:find(words.metric.solved_without_asking, 1, true)))
    end
    local proposals = require "cx.redefine".propose(result, require "cx.redefine".kept(measured, { today = "2026-10-20" }))
    local found
    for _, one in ipairs(proposals) do found = found or one.reason == "idea" and one.about.text end
    assert.equal("a", found)
  end)
end)
