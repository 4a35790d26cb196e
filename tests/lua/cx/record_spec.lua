-- record_spec.lua - record: rounds as a ledger keeps them, and the report's table of them
--
--   file > rows > batch > tally > metric > GOAL > report

local child = dofile "tests/lua/child.lua"
local cx = require "cx"

-- So many answers of 10 and of 0 a quarter, at one touchpoint.
local function rows(...)
  local lines = { "when,place,recommend" }
  for quarter, counts in ipairs { ... } do
    for i = 1, counts[1] + counts[2] do
      lines[#lines + 1] = ("2026-%02d-%02d,Invoice,%d"):format(3 * quarter - 1, 1 + i % 28, i <= counts[1] and 10 or 0)
    end
  end
  return table.concat(lines, "\n") .. "\n"
end


local PLAN = [[
local cx = require "cx"
local answers = cx.survey { file = "answers.csv", time = "when", touchpoint = "place", PERSON
                            questions = { recommend = cx.scale.nps { text = "Would you recommend us?" } } }
return cx.plan { name = "Shop", language = "LANGUAGE", round = "quarter", LEDGER PRIVACY
  touchpoints = { { "Invoice", goals = { cx.goal { cx.metric.nps(answers.recommend), at_least = TARGET } } } } }
]]


describe("record", function()
  local folder
  before_each(function() folder = child.folder() end)
  after_each(function() child.remove(folder) end)

  local function write(text, values)
    child.write(folder .. "/answers.csv", text)
    local words = { LANGUAGE = "en", LEDGER = 'ledger = "plan.ledger",', PRIVACY = "", PERSON = "", TARGET = "20" }
    for key, value in pairs(values or {}) do words[key] = value end
    child.write(folder .. "/plan.lua", (PLAN:gsub("%u%u+", words)))
  end

  local function run(today, ...)
    return child.run({ child.program(), "plan.lua", "--today", today, ... }, { cwd = folder })
  end

  local function rounds()
    local ledger = assert(cx.ledger.open(folder .. "/plan.ledger", { plan = "Shop", create = false }))
    local list = assert(ledger:rounds())
    ledger:close()
    return list
  end

  local function exists(name)
    local file = io.open(folder .. "/" .. name)
    if file then file:close() end
    return file ~= nil
  end

  it("(1)(2)(3): a run of a plan with a ledger keeps its round: text, hash, counts, results, verdicts", function()
    write(rows { 60, 40 })
    local made = run "2026-03-31"
    assert.same({ "Round 2026-Q1: kept in the ledger.\n", 0 }, { made.err, made.status })
    local list = rounds()
    assert.same({ 1, "2026-Q1" }, { #list, list[1].name })
    local file = io.open(folder .. "/plan.lua", "rb")
    assert.equal(file:read "a", list[1].plan_text)
    file:close()
    assert.equal(cx.ledger.hash(list[1].plan_text), list[1].plan_hash)
    local goal = list[1].results.goals[1]
    assert.same({ "Invoice", "nps", "recommend", "at_least", 20, 20.0, 100 },
      { goal.id, goal.metric, goal.question, goal.relation, goal.target, goal.estimate.value, goal.estimate.n })
    assert.same({ { id = "Invoice", verdict = "cannot tell", probability = list[1].verdicts[1].probability } },
      list[1].verdicts)
    assert.same({ { value = "0", n = 40 }, { value = "10", n = 60 } },
      { list[1].tallies[1].answers[1], list[1].tallies[1].answers[11] })
    assert.same({ "Would you recommend us?", "score", 11 }, { list[1].results.questions[1].text,
      list[1].results.questions[1].type, #list[1].results.questions[1].answers })
  end)

  it("(3): nothing is kept without a ledger, nor by plan:run unless told", function()
    write(rows { 60, 40 }, { LEDGER = "" })
    assert.same({ "", 0 }, { run("2026-03-31").err, run("2026-03-31").status })
    assert.is_false(exists "plan.ledger")
    local other = run("2026-03-31", "--ledger", "other.ledger")
    assert.equal("Round 2026-Q1: kept in the ledger.\n", other.err)
    assert.is_true(exists "other.ledger")
    write(rows { 60, 40 })
    local plan = dofile(folder .. "/plan.lua")
    plan:run { today = "2026-03-31" }
    assert.is_false(exists "plan.ledger")
    assert.equal("Round 2026-Q1: kept in the ledger.", plan:run({ today = "2026-03-31", save = true }).kept_line)
    assert.is_true(exists "plan.ledger")
  end)

  it("(3): the same again adds nothing; another result is a new version, and one line says what differs", function()
    write(rows { 60, 40 })
    run "2026-03-31"
    assert.equal("", run("2026-03-31").err)
    write(rows { 70, 30 })
    assert.equal("Round 2026-Q1: kept as version 2; one result differs: Invoice 20.0 (n = 100) → 40.0 (n = 100).\n", run("2026-03-31").err)
    assert.same({ 1, 2 }, { #rounds(), #rounds()[1].versions })
    write(rows { 70, 30 }, { TARGET = "30" })
    assert.equal("Round 2026-Q1: kept as version 3; goals differ: Invoice raised 20 → 30 (met → cannot tell yet).\n",
      run("2026-03-31").err)
    assert.equal("", run("2026-03-31", "--quiet").err)
  end)

  it("(3): of another plan with the same promises that is said; moved goals stand beside moved results", function()
    write(rows { 60, 40 })
    run "2026-03-31"
    write(rows { 60, 40 }, { PRIVACY = "-- a remark" })
    assert.equal("Round 2026-Q1: kept as version 2; the plan's text differs, the results do not.\n", run("2026-03-31").err)
    write(rows { 70, 30 }, { TARGET = "60", LANGUAGE = "fi" })
    assert.equal("Kierros 2026-Q1: kirjattu versiona 3; yksi tulos eroaa: Invoice 20,0 (n = 100) → 40,0 (n = 100). "
      .. "Tavoitteet eroavat: Invoice nostettu 20 → 60 (ei ratkea vielä → ei saavutettu).\n", run("2026-03-31").err)
  end)

  it("(6): a run applies the plan's retention of cases", function()
    local loop = 'implement = { loop = { { when = "recommend == 0" }, retention = "3 years" } },'
    write(rows { 60, 40 }, { PRIVACY = loop, PERSON = 'person = "when",' })
    local ledger = assert(cx.ledger.open(folder .. "/plan.ledger", { plan = "Shop", now = "2015-01-01T10:00:00" }))
    assert(ledger:append { { kind = "case", id = "old", event = "open", data = { words = "a complaint" } } })
    ledger:close()
    assert.equal("Round 2026-Q1: kept in the ledger. One event was too old to be kept.\n", run("2026-03-31").err)
    assert.equal("", run("2026-03-31").err)
    ledger = assert(cx.ledger.open(folder .. "/plan.ledger", { plan = "Shop", create = false }))
    for event in ledger:events { kind = "case" } do assert.is_true(event.forgotten) end
    ledger:close()
  end)

  it("(6): so does a run that keeps no round, where there is a ledger", function()
    write(rows { 60, 40 }, { PRIVACY = 'implement = { loop = { { when = "recommend == 0" }, retention = "3 years" } },', LEDGER = "",
      PERSON = 'person = "when",' })
    assert.equal("", run("2026-03-31").err)
    assert.is_false(exists "plan.ledger")
    local ledger = assert(cx.ledger.open(folder .. "/plan.ledger", { plan = "Shop", now = "2015-01-01T10:00:00" }))
    assert(ledger:append { { kind = "case", id = "old", event = "open", data = { words = "a complaint" } } })
    ledger:close()
    assert.equal("One event was too old to be kept.\n", run("2026-03-31").err)
    assert.equal("", run("2026-03-31").err)
  end)

  it("(3): a ledger that cannot be read is the world's trouble, with the plan's line", function()
    write(rows { 60, 40 })
    child.write(folder .. "/plan.ledger", "no ledger at all, but a text that is long enough to be looked at")
    local made = run "2026-03-31"
    assert.equal(1, made.status)
    assert.matches("^plan.lua:%d+: ", made.err)
    assert.equal("", made.out)
  end)

  it("history (1)(2): rounds whose data are gone stand in the report, on the targets of their time", function()
    write(rows { 90, 10 }, { TARGET = "45" })
    run "2026-03-31"
    write((rows({ 0, 0 }, { 50, 50 })), { TARGET = "38" })
    local out = run("2026-06-30").out
    assert.matches("Rounds that the ledger keeps", out, 1, true)
    assert.matches("2026%-Q1 +2026%-Q2", out)
    assert.matches("80 ✔ %(≥ 45%) +0 ✘", out)
    for code, heading in pairs { fi = "Päiväkirjan kierrokset", sv = "Omgångar i liggaren" } do
      write((rows({ 0, 0 }, { 50, 50 })), { TARGET = "38", LANGUAGE = code })
      assert.matches(heading, run("2026-06-30").out, 1, true)
    end
  end)

  it("(5): figures of fewer people than the plan's minimum are not shown, however they were kept", function()
    write(rows { 8, 1 })
    run "2026-03-31"
    write((rows({ 0, 0 }, { 50, 50 })), { PRIVACY = "privacy = { minimum = 10 }," })
    local history = dofile(folder .. "/plan.lua"):run { today = "2026-06-30" }.history
    assert.same({ true, nil }, { history[1].goals.Invoice.hidden, history[1].goals.Invoice.estimate })
    assert.is_nil(history[1].goals.Invoice.verdict)
  end)

  it("again (1)(2): an earlier round that the data tell otherwise is remarked and kept as a new version, once", function()
    write(rows { 60, 40 }, { TARGET = "10" })
    run "2026-03-31"
    write((rows({ 60, 40 }, { 50, 50 })), { TARGET = "30" })
    assert.equal("Round 2026-Q2: kept in the ledger.\n", run("2026-06-30").err)
    write((rows({ 80, 30 }, { 50, 50 })), { TARGET = "30" })
    local made = run "2026-06-30"
    assert.equal("Round 2026-Q1: its data have changed since it was kept; kept as version 2: "
      .. "Invoice 20.0 (n = 100) → 45.5 (n = 110).\n", made.err)
    assert.matches("2026-Q1: what was kept differs from what the data tell now: Invoice 20.0 (n = 100) → 45.5 (n = 110).",
      (made.out:gsub("%s+", " ")), 1, true)
    assert.equal("", run("2026-06-30").err)
    local round = rounds()[1]
    assert.same({ "2026-Q1", 2, 20.0, 100, 10 }, { round.name, #round.versions, round.versions[1].results.goals[1].estimate.value,
      round.versions[1].results.goals[1].estimate.n, round.versions[1].results.goals[1].target })
    assert.same({ 110, 10, "met" }, { round.results.goals[1].estimate.n, round.results.goals[1].target, round.verdicts[1].verdict })
    assert.same({ 1, {} }, { #round.tallies, round.tallies[1].answers })
    assert.equal(round.versions[1].plan_text, round.plan_text)                  -- the plan of its time
    local out = run("2026-06-30").out
    assert.matches("2026%-Q1\u{a0}%*", out)
    assert.matches("2026%-Q1, version 2, kept [^:]+: Invoice 20.0 %(n = 100%) → 45.5 %(n = 110%)", (out:gsub("%s+", " ")))
    for code, tens in pairs { fi = 90, sv = 100 } do
      write((rows({ tens, 30 }, { 50, 50 })), { TARGET = "30", LANGUAGE = code })
      assert.matches(("%d)"):format(tens + 30), run("2026-06-30").err, 1, true)
    end
  end)

  it("again (3): a difference by fewer people than privacy asks for is neither shown nor kept", function()
    local private = { PRIVACY = "privacy = { minimum = 10 }," }
    write(rows { 60, 40 }, private)
    run "2026-03-31"
    write((rows({ 63, 40 }, { 50, 50 })), private)
    local made = run "2026-06-30"
    assert.matches("Round 2026%-Q1: its data have changed since it was kept; not kept again: "
      .. "Invoice by too few people to be shown%.\n$", made.err)
    assert.is_nil(made.err:find "2[%d.]* %(n")
    assert.equal(1, #rounds()[1].versions)
    local history = dofile(folder .. "/plan.lua"):run { today = "2026-06-30" }.history
    assert.same({ hidden = true }, history[1].goals.Invoice)
    write((rows({ 80, 40 }, { 50, 50 })), private)
    assert.matches("n = 100%) → 33.3 %(n = 120%)", run("2026-06-30").err)
    assert.equal(2, #rounds()[1].versions)
  end)
end)
