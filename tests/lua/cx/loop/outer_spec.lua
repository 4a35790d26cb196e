-- outer_spec.lua - findings: found, acted, told to the clientele
--
--   file > rows > batch > tally > metric > GOAL > report

local child = dofile "tests/lua/child.lua"
local loop = require "cx.loop"
local outer = require "cx.loop.outer"
local shop = dofile "tests/lua/cx/loop/shop.lua"

local ACTIONS = {
  { finding = "rows are not understood", action = "New invoice", opened = "2026-09-01", owner = "finance",
    tell = { to = "all customers", by = "letter", due = "2026-10-15" } },
  { finding = "rows are not understood", action = "A line to call", done = "2026-09-10" },
  { action = "New doors", done = "2026-12-24", tell = { to = "visitors", told = "2026-12-31" } },
}


describe("outer", function()
  local folder, ledger, plan

  before_each(function()
    folder = child.folder()
    ledger = shop.ledger(folder)
    plan = shop.plan(nil, { actions = ACTIONS })
  end)

  after_each(function()
    ledger:close()
    child.remove(folder)
  end)


  -- "state state state" of the actions, on a day.
  local function states(today)
    local parts = {}
    for i, one in ipairs(outer.actions(plan, ledger, today or "2026-10-09")) do parts[i] = one.state .. (one.late and "!" or "") end
    return table.concat(parts, " ")
  end


  local function told_all(given)
    return loop.tell(plan, ledger, {}, given)
  end


  it("(6): an action that opens after the day is neither told nor untold, and no finding's", function()
    for day, wanted in pairs { ["2026-09-01"] = { 2, 2 }, ["2026-08-31"] = { 1, 1 } } do
      local list = outer.findings(ledger, outer.actions(plan, ledger, day))
      assert.same(wanted, { outer.summary(ledger, plan, day).of, list[1].actions })
    end
  end)

  it("(1): takes what the plan says, once its day has come, and what the ledger says", function()
    assert.equal("found acted found", states())
    assert.equal("found! acted told", states "2026-12-31")
    assert(outer.act(plan, ledger, "New invoice", {}))
    assert.equal("acted acted found", states())
    assert(told_all { action = "New invoice", to = "all", by = "letter", reach = 4000 })
    local one = outer.actions(plan, ledger, "2026-10-09")[1]
    assert.same({ "told", "all", "letter", 4000, "2026-10-09T10:00:00Z" }, { one.state, one.to, one.by, one.reach, one.told })
    assert.is_false(one.late)
  end)


  it("(1): the actions as declared, with what the ledger says was done and told; the plan's own words first", function()
    assert(outer.act(plan, ledger, "New invoice", {}))
    assert(told_all { action = "New invoice", to = "all", by = "mail", reach = 4000 })
    local given = { actions = ACTIONS, budget = 5 }
    local made = outer.declared(given, outer.actions(plan, ledger, "2026-10-09"))
    assert.equal(5, made.budget)
    assert.equal("2026-10-09", made.actions[1].done)
    assert.same({ to = "all customers", by = "letter", due = "2026-10-15", told = "2026-10-09", reach = 4000 },
      made.actions[1].tell)
    assert.same({ ACTIONS[2], ACTIONS[3] }, { made.actions[2], made.actions[3] })
    assert.is_nil(ACTIONS[1].done)
    assert.is_nil(outer.declared(nil, {}))
  end)


  it("(6): of what is late, the action that waits longest is what management is asked about", function()
    plan = shop.plan(nil, { actions = {
      { action = "Train all", due = "2026-10-01", owner = "staff" },
      { action = "New invoice", due = "2026-09-01", tell = { to = "all customers", due = "2026-09-20" } },
      { action = "Told long ago", due = "2026-01-01", done = "2026-02-01", tell = { told = "2026-02-02" , to = "all" } } } })
    local function waiting(today) return loop.summary(ledger, plan, today).waiting end
    assert.is_nil(waiting "2026-09-01")
    assert.same({ id = "New invoice", action = "New invoice", due = "2026-09-01", done = false, days = 9, to = "all customers" },
      waiting "2026-09-10")
    assert(outer.act(plan, ledger, "New invoice", {}))
    local late = waiting "2026-10-09"
    assert.same({ "New invoice", true, 19 }, { late.action, late.done, late.days })
    assert(told_all { action = "New invoice", reach = 10 })
    late = waiting "2026-10-09"
    assert.same({ "Train all", "staff", 8 }, { late.action, late.owner, late.days })
  end)


  it("(1): who is to be told, and by what, are the plan's unless said", function()
    assert(outer.act(plan, ledger, "New invoice", {}))
    assert(told_all { action = "New invoice", reach = 10 })
    local one = outer.actions(plan, ledger, "2026-10-09")[1]
    assert.same({ "all customers", "letter", 10 }, { one.to, one.by, one.reach })
  end)


  it("(2): a finding is where its furthest action is", function()
    outer.keep(ledger, { text = "the door is heavy", touchpoint = "Visit" })
    local list = outer.findings(ledger, outer.actions(plan, ledger, "2026-10-09"))
    local told = {}
    for i, one in ipairs(list) do told[i] = ("%s: %s, %d"):format(one.text, one.state, one.actions) end
    assert.same({ "the door is heavy: found, 0", "rows are not understood: acted, 2", "New doors: found, 1" }, told)
  end)


  it("(2): an action names a finding of the ledger by its text or its id", function()
    local id = assert(outer.keep(ledger, { text = "the door is heavy" }))
    for _, name in ipairs { id, "the door is heavy" } do
      local one = shop.plan(nil, { actions = { { finding = name, action = "New doors" } } })
      local list = outer.findings(ledger, outer.actions(one, ledger, "2026-10-09"))
      assert.same({ 1, 1 }, { #list, list[1].actions })
    end
  end)


  it("keeps two findings under two ids, also where another run had the next one", function()
    local one = assert(outer.keep(ledger, { text = "the door is heavy" }))
    assert.equal("f1", one)
    assert(ledger:append { { kind = "finding", id = "f3", event = "find", data = { text = "it is dark" }, unique = "finding\0f3" } })
    assert.equal("f4", assert(outer.keep(ledger, { text = "the queue is long" })))
    assert.equal(5, #outer.findings(ledger, outer.actions(plan, ledger, "2026-10-09")))
  end)


  it("(3): told of those whose telling is planned or done, late past its day, oldest from its opening", function()
    assert.same({ 0, 2, 0, 38 }, { (function(s) return s.told, s.of, s.late, s.oldest_days end)(loop.summary(ledger, plan)) })
    local s = loop.summary(ledger, plan, "2026-10-16")
    assert.same({ 0, 2, 1, 45 }, { s.told, s.of, s.late, s.oldest_days })
    assert(told_all { action = "A line to call", to = "all" })
    assert.same({ 1, 3 }, { loop.summary(ledger, plan).told, loop.summary(ledger, plan).of })
  end)


  it("(5): is told only when it is done, and not before that day", function()
    local done, message, code = told_all { action = "New invoice", to = "all" }
    assert.is_nil(done)
    assert.equal("step", code)
    assert.equal("action 'New invoice': it is not done yet; say that it is, with act, and tell then", message)
    assert(outer.act(plan, ledger, "New invoice", { at = "2026-10-05" }))
    done, message = told_all { action = "New invoice", to = "all", at = "2026-10-04" }
    assert.is_nil(done)
    assert.equal("action 'New invoice': 2026-10-04 is before it was done, 2026-10-05", message)
    done, message = outer.act(plan, ledger, "New invoice", {})
    assert.is_nil(done)
    assert.equal("action 'New invoice': it was done 2026-10-05", message)
  end)


  it("an action is not done before its opening", function()
    local done, message = outer.act(plan, ledger, "New invoice", { at = "2026-08-31" })
    assert.is_nil(done)
    assert.equal("action 'New invoice': 2026-08-31 is before its opening 2026-09-01", message)
  end)


  it("finds an action by the beginning of its id", function()
    assert.equal("New invoice", outer.find(plan, "New inv").id)
    assert.equal("New doors", outer.find(plan, "New doors").id)
    assert.same({ nil, "'New' may be New invoice, New doors; give more of it", "no_action" }, { outer.find(plan, "New") })
    local one, message = outer.find(plan, "New invoise")
    assert.is_nil(one)
    assert.matches('unknown action "New invoise"; did you mean "New invoice"%?', message)
    assert.matches("the plan has none", select(2, outer.find(shop.plan(), "x")))
  end)
end)
