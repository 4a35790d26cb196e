-- loop_spec.lua - the closed loop on a ledger
--
--   file > rows > batch > tally > metric > GOAL > report

local case = require "cx.loop.case"
local child = dofile "tests/lua/child.lua"
local loop = require "cx.loop"
local shop = dofile "tests/lua/cx/loop/shop.lua"

local BAD = "recommend <= 6 and ok == 'yes'"


describe("loop", function()
  local folder, ledger

  before_each(function()
    folder = child.folder()
    ledger = shop.ledger(folder)
  end)

  after_each(function()
    ledger:close()
    child.remove(folder)
  end)


  local function plan_of(rules, options)
    return shop.plan(rules or { { when = BAD, contact = "2 working days", tell = "14 days" } }, options)
  end


  -- The ledger again at another time.
  local function later(now, options)
    ledger:close()
    ledger = shop.ledger(folder, now, options)
  end


  describe("the ledger (1)", function()
    it("stands beside the plan, with the plan's name, or where the plan says", function()
      local plan = plan_of()
      plan.inside.place, plan.inside.folder = "x/huolto.lua:12", "x/"
      assert.same({ "x/huolto.ledger", {} }, { loop.place(plan) })
      plan.ledger = "other/kept.ledger"
      assert.equal("x/other/kept.ledger", (loop.place(plan)))
      plan.ledger = { at = "/var/kept.ledger", key = "kept.key", persons = "plain" }
      assert.same({ "/var/kept.ledger", { key = "x/kept.key", persons = "plain" } }, { loop.place(plan) })
      plan.ledger = { at = "postgres://localhost/cx", key = "/etc/kept.key" }
      assert.same({ "postgres://localhost/cx", { key = "/etc/kept.key" } }, { loop.place(plan) })
    end)


    it("is refused in one line where the plan's words for it are none", function()
      for given, message in pairs { [5] = "ledger: a table is wanted", [{ at = "" }] = "ledger.at: a text is wanted",
                                    [{ where = "x" }] = "unknown key \"where\"",
                                    [{ persons = "open" }] = "ledger.persons: unknown word \"open\"" } do
        assert.error_matches(function() plan_of(nil, { ledger = given }) end, message)
      end
    end)


    it("that is not there is not made for a look", function()
      local plan = plan_of(nil, { folder = folder .. "/", ledger = "none.ledger" })
      local made, message, code = loop.ledger(plan, { create = false })
      assert.is_nil(made)
      assert.equal("no_file", code)
      assert.matches("none.ledger", message)
    end)
  end)


  describe("opening (4)", function()
    it("opens a case for each answer that a rule takes, and nothing twice", function()
      local plan = plan_of()
      local done = assert(loop.open(plan, ledger))
      assert.same({ 3, 0, 1 }, { done.opened, done.known, done.nobody })
      for _ = 1, 3 do
        done = assert(loop.open(plan, ledger))
        assert.same({ 0, 3 }, { done.opened, done.known })
      end
      local list = shop.cases(ledger)
      assert.equal(3, #list)
      assert.same({ "open", "finance", "2026-10-13", "2026-10-23", BAD }, { list[1].state, list[1].owner,
        list[1].contact_due, list[1].tell_due, list[1].rule })
    end)


    it("opens only what is new where files overlap", function()
      assert(loop.open(plan_of(), ledger))
      local more = shop.survey { text = shop.ANSWERS:gsub("\nbertta[^\n]*", "") .. "fanny@x.fi,2026-10-08,Visit,south,1,glad,yes\n" }
      local done = assert(loop.open(plan_of(nil, { survey = more }), ledger))
      assert.same({ 1, 3 }, { done.opened, done.known })
    end)


    it("draws ids of eight signs in which nobody is, and completes what is begun", function()
      assert(loop.open(plan_of(), ledger))
      local cases, ids = loop.cases(ledger)
      for _, id in ipairs(ids) do assert.matches("^[a-z2-9]+$", id) end
      assert.equal(8, #ids[1])
      assert.equal(ids[1], loop.find(cases, ids[1]:sub(1, 7)).id)
      local same = { abc = { id = "abc" }, abd = { id = "abd" } }
      assert.equal("abc", loop.find(same, "abc").id)
      assert.same({ nil, "ab may be abc, abd; give more of its id", "no_case" }, { loop.find(same, "ab") })
      assert.same({ nil, "there is no case x; list shows those that there are", "no_case" }, { loop.find(same, "x") })
      assert.is_nil(loop.find(same, ""))
    end)


    it("keeps nobody's name in the ledger, and finds it in the survey", function()
      assert(loop.open(plan_of(), ledger))
      local names = assert(loop.names(plan_of(), ledger))
      assert.equal("anna@x.fi", names[shop.cases(ledger)[1].person])
      for e in ledger:events() do
        assert.is_nil(require "cx.ledger.json".encode(e.data):find("x.fi", 1, true))
      end
    end)


    it("joins answers of a group to the case that is open for it", function()
      local plan = plan_of { { when = "ok == 'yes'", group = function(row) return row.area end } }
      assert(loop.open(plan, ledger))
      local list = shop.cases(ledger)
      assert.same({ 2, 2, 1 }, { #list, list[1].joined, list[2].joined })         -- north: anna, anna, david; south: bertta, eva
      assert.equal(0, loop.open(plan, ledger).opened)
      assert(loop.take(plan, ledger, { { id = list[1].id, event = "tell" } }))
      assert.equal(0, loop.open(plan, ledger).opened)                             -- known answers open nothing again
      local more = shop.survey { text = shop.ANSWERS .. "gun@x.fi,2026-10-08,Visit,north,1,glad,yes\n"
        .. "hilla@x.fi,2026-10-08,Visit,north,2,glad,yes\n" }
      plan = plan_of({ { when = "ok == 'yes'", group = function(row) return row.area end } }, { survey = more })
      assert.equal(2, loop.open(plan, ledger).opened)
      list = shop.cases(ledger)
      assert.same({ 3, "open", 1 }, { #list, list[3].state, list[3].joined })     -- gun opens, hilla joins
    end)


    it("opens nothing again for who was forgotten", function()
      local plan = plan_of()
      assert(loop.open(plan, ledger))
      assert(ledger:forget "anna@x.fi")
      local done = assert(loop.open(plan, ledger))
      assert.same({ 0, 1, 2 }, { done.opened, done.known, done.forgotten })
      local forgotten = 0
      for _, state in ipairs(shop.cases(ledger)) do forgotten = forgotten + (state.forgotten and 1 or 0) end
      assert.equal(2, forgotten)
    end)


    it("opens a case by hand, with the touchpoint's owner, and refuses a day before its opening", function()
      local done = assert(loop.open_one(plan_of(), ledger, { person = "gun", touchpoint = "Visit", text = "called" }))
      assert.same({ "service", "called" }, { shop.cases(ledger)[1].owner, shop.cases(ledger)[1].text })
      assert.equal(done.id, shop.cases(ledger)[1].id)
      local made, message = loop.open_one(plan_of(), ledger, { person = "gun", tell_due = "2026-10-01" })
      assert.is_nil(made)
      assert.equal("tell due 2026-10-01 is before its opening 2026-10-09", message)
      assert.equal(1, #shop.cases(ledger))
    end)
  end)


  describe("a step", function()
    local plan, list

    before_each(function()
      plan = plan_of()
      assert(loop.open(plan, ledger))
      list = shop.cases(ledger)
    end)


    it("(2): is taken with all cases or with none", function()
      assert(loop.take(plan, ledger, { { id = list[1].id, event = "tell" } }))
      local done, message, code = loop.take(plan, ledger, { { id = list[2].id, event = "tell" }, { id = list[1].id, event = "tell" } })
      assert.same({ "step" }, { code })
      assert.is_nil(done)
      assert.equal(("case %s: it was told; reopen it first"):format(list[1].id), message)
      assert.equal("open", shop.cases(ledger)[2].state)
    end)


    it("(3): is not taken with a case that another run has changed meanwhile", function()
      local cases = loop.cases(ledger)
      local events = assert(loop.checked(plan, ledger, cases, { { id = list[1].id, event = "contact" } }))
      assert(loop.take(plan, ledger, { { id = list[1].id, event = "contact", why = "first" } }))
      local added, left_out = ledger:append(events)                               -- made before the other's
      assert.same({ 0, 1 }, { added, left_out.known })
      local contacts = 0
      for e in ledger:events { kind = "case", id = list[1].id } do contacts = contacts + (e.event == "contact" and 1 or 0) end
      assert.equal(1, contacts)
    end)


    it("(3): two steps with one case in a call are checked one after the other", function()
      local id = list[1].id
      assert(loop.take(plan, ledger, { { id = id, event = "fix" }, { id = id, event = "tell" }, { id = id, event = "confirm" } }))
      assert.equal("confirmed", shop.cases(ledger)[1].state)
      local done, message = loop.take(plan, ledger, { { id = list[2].id, event = "fix" }, { id = list[2].id, event = "confirm" } })
      assert.is_nil(done)
      assert.matches("it is fixed: the customer has not been told", message)
      assert.equal("open", shop.cases(ledger)[2].state)
    end)


    it("(7): telling many keeps one message, linked to the action", function()
      local done = assert(loop.tell(plan, ledger, { list[1].id, list[2].id }, { text = "we changed the invoice", action = "New" }))
      assert.equal(3, done.added)
      local now = shop.cases(ledger)
      assert.same({ "told", "told", "open", "New" }, { now[1].state, now[2].state, now[3].state, now[1].action })
      assert.equal(now[1].message, now[2].message)
      local messages = 0
      for e in ledger:events { kind = "message" } do
        assert.same({ now[1].message, "we changed the invoice", "New", 2 }, { e.id, e.data.text, e.data.action, e.data.cases })
        messages = messages + 1
      end
      assert.equal(1, messages)
    end)


    it("times of a case that is opened again run from then", function()
      assert(loop.tell(plan, ledger, { list[1].id }, {}))
      later "2026-11-20T10:00:00Z"
      local times = loop.times(plan, shop.cases(ledger)[1], ledger:now())
      assert.same({ contact_due = "2026-11-24", tell_due = "2026-12-04" }, times)
      assert(loop.take(plan, ledger, { { id = list[1].id, event = "reopen", data = times } }))
      local state = shop.cases(ledger)[1]
      assert.same({ "open", 1, "2026-11-24" }, { state.state, state.reopened, state.contact_due })
      assert.equal("contact", (case.late(state, "2026-11-25")))
    end)


    it("merging, and handing over, stand in the case", function()
      assert(loop.take(plan, ledger, { { id = list[2].id, event = "merge", data = { into = list[1].id } } }))
      assert(loop.take(plan, ledger, { { id = list[1].id, event = "assign", data = { owner = "head" }, why = "is ill" } }))
      local now = shop.cases(ledger)
      assert.same({ list[1].id, "head" }, { now[2].merged, now[1].owner })
      local done, message = loop.take(plan, ledger, { { id = list[3].id, event = "merge", data = { into = list[1].id } } })
      assert.is_nil(done)
      assert.matches("is another person's", message)
    end)
  end)


  describe("the hook (5)", function()
    it("is called with the case and its event, after the event is kept", function()
      local calls = {}
      local plan = plan_of { { when = BAD }, hook = function(state, e)
        local kept
        local other <close> = shop.ledger(folder)
        for one in other:events { kind = "case", id = state.id } do kept = one.seq end
        calls[#calls + 1] = { state.id, e.event, state.state, kept == e.seq }
      end }
      assert(loop.open(plan, ledger))
      local list = shop.cases(ledger)
      assert(loop.tell(plan, ledger, { list[2].id }, { text = "sorry" }))
      assert.same({ { list[1].id, "open", "open", true }, { list[2].id, "open", "open", true },
        { list[3].id, "open", "open", true }, { list[2].id, "tell", "told", true } }, calls)
      assert(loop.open(plan, ledger))
      assert.equal(4, #calls)
    end)


    it("may raise: that is told, and the event stands", function()
      local plan = plan_of { { when = "recommend <= 2" }, hook = function() error("no mail today", 0) end }
      local done = assert(loop.open(plan, ledger))
      assert.equal(1, done.opened)
      assert.same({ ("hook: case %s: no mail today"):format(shop.cases(ledger)[1].id) }, done.raised)
    end)
  end)


  it("says how the round stands, of actions and of cases", function()
    local plan = plan_of(nil, { actions = {
      { action = "New invoice", done = "2026-09-01", tell = { to = "all", told = "2026-09-20", due = "2026-09-30" } },
      { action = "New doors", opened = "2026-08-30", tell = { to = "all", due = "2026-10-01" } },
      { action = "More chairs" } } })
    assert(loop.open(plan, ledger))
    local list = shop.cases(ledger)
    assert(loop.tell(plan, ledger, { list[1].id }, {}))
    assert(loop.take(plan, ledger, { { id = list[2].id, event = "cannot reach" } }))
    later "2026-10-30T10:00:00Z"
    assert.same({ told = 1, of = 2, late = 1, oldest_days = 61, cases = { told = 1, of = 3, late = 1, oldest_days = 21, unreachable = 1 } },
      loop.summary(ledger, plan))
    assert.same({ told = 1, of = 2, late = 1, oldest_days = 40, cases = { told = 0, of = 0, late = 0, unreachable = 0 } },
      loop.summary(nil, plan, "2026-10-09"))
  end)


  it("stands in the result of a plan and on page one, while somebody is untold", function()
    local actions = { { action = "New invoice", done = "2026-09-01", tell = { to = "all", due = "2026-09-30" } },
                      { action = "New doors", done = "2026-09-02", tell = { to = "all", told = "2026-09-20" } } }
    local plan = plan_of(nil, { actions = actions, folder = folder .. "/", ledger = "plan.ledger" })
    assert(loop.open(plan, ledger))
    local list = shop.cases(ledger)
    assert(loop.tell(plan, ledger, { list[1].id }, {}))
    local result = plan:run { today = "2026-10-09" }
    assert.same({ 1, 2, 1, 38, 1, 3 }, { result.loop.told, result.loop.of, result.loop.late, result.loop.oldest_days,
      result.loop.cases.told, result.loop.cases.of })
    local function page(code)
      return require "cx.report".text(result, "terminal", { language = code, width = 400 })
    end
    assert.matches("The round is open: told 1 of 2 actions to the customers%. One is past its day of telling%. "
      .. "The oldest has waited 38 days%. Told 1 of 3 customers with a case%.", page "en")
    assert.matches("Kierros on auki: toimenpiteistä on kerrottu asiakkaille 1/2%.", page "fi")
    assert.matches("Omgången är öppen: kunderna har fått besked om 1 av 2 åtgärder%.", page "sv")
    assert(loop.tell(plan, ledger, { list[2].id, list[3].id }, { action = "New invoice", to = "all" }))
    result = plan:run { today = "2026-10-09" }
    assert.same({ 2, 3 }, { result.loop.told, result.loop.cases.told })
    assert.is_nil(page "en":find "round is open" or page "en":find "customers with a case")
  end)


  it("counts no cases in a plan with a privacy, and is nothing in a plan without actions and cases", function()
    local plan = plan_of(nil, { folder = folder .. "/", ledger = "plan.ledger" })
    assert(loop.open(plan, ledger))
    assert.equal(3, loop.stand(plan, "2026-10-09").cases.of)
    plan.privacy = { minimum = 5 }
    assert.is_nil(loop.stand(plan, "2026-10-09"))
    plan.ledger = "none.ledger"
    plan.privacy = nil
    assert.is_nil(loop.stand(plan, "2026-10-09"))
    plan.inside.place = "plan.lua:7"
    plan.ledger = "plan.ledger"
    plan.name = "Another"
    assert.error_matches(function() loop.stand(plan, "2026-10-09") end, "^.*plan.ledger: ")
  end)
end)
