-- case_spec.lua - states of a case, and the steps that fit them
--
--   file > rows > batch > tally > metric > GOAL > report

local case = require "cx.loop.case"


-- The state after events: each { "tell", day, data }.
local function after(...)
  local state
  for i, one in ipairs { { "open", "2026-11-01", { owner = "huolto", contact_due = "2026-11-03", tell_due = "2026-11-15" } }, ... } do
    state = case.reduce(state, { seq = i, kind = "case", id = "aaa", event = one[1], at = one[2] .. "T10:00:00Z",
                                 data = one[3] or {}, who = "anna", why = "", person = i == 1 and "p" or nil })
  end
  return state
end


local function misfit(state, name, data, at)
  return case.misfit(state, name, data or {}, at or "2026-12-01T10:00:00Z", data and data.other)
end


describe("case", function()
  it("(1): goes from open to confirmed, and is closed only when the customer was told", function()
    local steps, closed = {}, {}
    for i, name in ipairs { "contact", "fix", "tell", "confirm" } do
      steps[i] = { name, ("2026-11-%02d"):format(i + 1) }
      local state = after(table.unpack(steps))
      closed[i] = state.state .. " " .. tostring(case.is_closed(state))
    end
    assert.same({ "contacted false", "fixed false", "told true", "confirmed true" }, closed)
    assert.is_false(case.is_closed(after()))
  end)


  it("(2): telling is contacting, and needs no fix", function()
    local state = after { "tell", "2026-11-05", { action = "new invoice", message = "m1" } }
    assert.same({ "told", "2026-11-05T10:00:00Z", "2026-11-05T10:00:00Z", "new invoice" },
      { state.state, state.contacted, state.told, state.action })
    assert.is_nil(state.fixed)
  end)


  it("(2): is confirmed only after it was told", function()
    for _, steps in ipairs { {}, { { "contact", "2026-11-02" } }, { { "fix", "2026-11-02" } } } do
      assert.matches("the customer has not been told; tell first", misfit(after(table.unpack(steps)), "confirm"))
    end
    assert.is_nil(misfit(after { "tell", "2026-11-02" }, "confirm"))
    assert.equal("case aaa: it was confirmed", misfit(after({ "tell", "2026-11-02" }, { "confirm", "2026-11-03" }), "confirm"))
  end)


  it("(2): is not confirmed on a day before it was told", function()
    assert.matches("2026%-11%-04 is before the customer was told, 2026%-11%-05",
      misfit(after { "tell", "2026-11-05" }, "confirm", {}, "2026-11-04"))
    assert.is_nil(misfit(after { "tell", "2026-11-05" }, "confirm", {}, "2026-11-05"))
  end)


  it("(1): takes no step with a closed case but to reopen, confirm or hand it over", function()
    local state = after { "tell", "2026-11-02" }
    for _, name in ipairs { "contact", "fix", "tell", "cannot reach" } do
      assert.equal("case aaa: it was told; reopen it first", misfit(state, name))
    end
    assert.is_nil(misfit(state, "reopen"))
    assert.is_nil(misfit(state, "assign", { owner = "talous" }))
    assert.matches("it is huolto's", misfit(state, "assign", { owner = "huolto" }))
    assert.matches("reopen it first, where that did not hold", misfit(after { "fix", "2026-11-02" }, "fix"))
  end)


  it("(3): reopened, begins anew, and keeps when things were first done", function()
    local state = after({ "contact", "2026-11-02" }, { "fix", "2026-11-03" }, { "tell", "2026-11-04", { action = "a" } },
      { "reopen", "2026-11-10", { contact_due = "2026-11-12", tell_due = "2026-11-24" } })
    assert.same({ "open", 1, "2026-11-12" }, { state.state, state.reopened, state.contact_due })
    assert.is_nil(state.told or state.fixed or state.contacted or state.action)
    assert.equal("2026-11-04T10:00:00Z", state.first.tell)
    assert.equal("contact", (case.late(state, "2026-11-13")))
    assert.matches("needs no reopening", misfit(state, "reopen"))
  end)


  it("(1): is late to contact, then to tell, and no longer once told", function()
    assert.is_nil(case.late(after(), "2026-11-03T23:59:59Z"))
    assert.same({ "contact", "2026-11-03" }, { case.late(after(), "2026-11-04") })
    assert.is_nil(case.late(after { "contact", "2026-11-02" }, "2026-11-15"))
    assert.same({ "tell", "2026-11-15" }, { case.late(after { "fix", "2026-11-02" }, "2026-11-16") })
    assert.is_nil(case.late(after { "tell", "2026-11-20" }, "2026-12-16"))
  end)


  it("(4): who cannot be reached is not told and not late, until reached", function()
    local state = after({ "cannot reach", "2026-11-02" }, { "cannot reach", "2026-11-04" })
    assert.same({ "open", 2, "2026-11-04T10:00:00Z" }, { state.state, state.tries, state.unreachable })
    assert.is_nil(case.late(state, "2026-12-31"))
    assert.is_false(case.is_closed(state))
    state = after({ "cannot reach", "2026-11-02" }, { "contact", "2026-11-20" })
    assert.is_nil(state.unreachable)
    assert.equal("tell", (case.late(state, "2026-12-31")))
  end)


  it("(5): merges cases of one person, not of two, not into itself", function()
    local state = after()
    assert.is_nil(misfit(state, "merge", { into = "bbb", other = { id = "bbb", person = "p" } }))
    assert.equal("case aaa: bbb is another person's; tell both, which one message can do",
      misfit(state, "merge", { into = "bbb", other = { id = "bbb", person = "q" } }))
    assert.matches("into itself", misfit(state, "merge", { into = "aaa", other = state }))
    assert.matches("no case to merge into", misfit(state, "merge", { into = "bbb", other = { id = "bbb", person = "p", merged = "c" } }))
    local merged = after { "merge", "2026-11-05", { into = "bbb" } }
    assert.is_true(case.is_closed(merged))
    assert.equal("case aaa: it was merged into bbb; name that", misfit(merged, "tell"))
  end)


  it("(6): keeps the times of a forgotten case, and takes no step with it", function()
    local state
    for i, name in ipairs { "open", "tell" } do
      state = case.reduce(state, { seq = i, kind = "case", id = "aaa", event = name, at = "2026-11-0" .. i, data = {}, who = "anna",
                                   why = "", forgotten = true })
    end
    assert.same({ "told", "2026-11-02", true }, { state.state, state.first.tell, state.forgotten })
    assert.equal("case aaa: its person was forgotten", misfit(state, "reopen"))
  end)


  it("refuses what came before the opening, and takes its day", function()
    assert.equal("case aaa: 2026-10-31 is before its opening 2026-11-01T10:00:00Z", misfit(after(), "contact", {}, "2026-10-31"))
    assert.is_nil(misfit(after(), "contact", {}, "2026-11-01"))
    assert.matches("before its opening", misfit(after(), "contact", {}, "2026-11-01T09:59:59Z"))
  end)
end)
