-- share_spec.lua - shares of one's own over the cases of a contact log
--
--   file > rows > batch > tally > METRIC > goal > report

local sample = dofile "tests/lua/cx/contact/sample.lua"

local of_rows, total, reasons = sample.of_rows, sample.total, sample.reasons


describe("contacts: shares of one's own", function()
  local rows = { "1,2026-03-02T08:00,asked,", "1,2026-03-03T08:00,offered,", "2,2026-03-02T08:00,asked,",
                 "2,2026-03-03T08:00:01,offered,", "3,2026-03-03T08:00,offered,", "4,2026-03-02T07:00,offered,",
                 "4,2026-03-02T08:00,asked,", "5,2026-03-05T08:00,asked,", "6,2026-03-02T08:00,asked,",
                 "6,2026-03-02T09:00,leave,", "6,2026-03-02T10:00,offered,", "5,2026-03-05T12:00,leave," }
  local events = { asked = "asked", offered = "offered", leave = "leave" }

  local function share(given, more)
    local options = { events = events, promise = false, shares = { own = given } }
    for key, value in pairs(more or {}) do options[key] = value end
    if options.promise == false then options.promise = nil end
    options.kept_by = "offered"
    return of_rows(rows, options), "own"
  end


  it("share (2): within counts the last second, a to after its from, and leaves open what is not due", function()
    local loki = share { within = { from = "asked", to = "offered", hours = 24 } }
    local e = total(loki, "own")
    assert.same({ 4, 50.0 }, { e.n, e.value })                   -- 1 yes, 2 no by a second, 4 no, 6 yes
    assert.same({ ["does not apply"] = 1, ["not due yet"] = 1 }, { ["does not apply"] = e.missing["does not apply"],
                                                                   ["not due yet"] = e.missing["not due yet"] })
    assert.equal(1, reasons(loki:receipt().repaired)["before its start"])
    assert.equal(5, total(share({ within = { from = "asked", to = "offered", hours = 24 } }, { today = "2026-03-07" }), "own").n)
  end)


  it("share (2): within may be working hours and days, by the log's holidays or the plan's", function()
    local log = { "1,2026-12-04T15:00,asked,", "1,2026-12-07T09:00,offered,",              -- Friday to Monday: two working hours
                  "2,2026-12-04T15:00,asked,", "2,2026-12-07T09:00:01,offered,",
                  "3,2026-12-23T12:00,asked,", "3,2026-12-28T23:59:59,offered,",           -- Christmas: one working day
                  "4,2026-12-23T12:00,asked,", "4,2026-12-29T00:00:00,offered,",
                  "5,2026-12-28T12:00,asked," }
    local function own(time, more)
      local options = { events = { asked = "asked", offered = "offered" }, kept_by = "offered",
                        shares = { own = { within = { from = "asked", to = "offered", time = time } } } }
      for key, value in pairs(more or {}) do options[key] = value end
      local e = total(of_rows(log, options), "own")
      return ("%g of %d"):format(e.value * e.n / 100, e.n)
    end
    assert.equal("1 of 4", own("2 working hours", { holidays = "fi", today = "2026-12-28T13:00" }))  -- 5 is due at 14
    assert.equal("3 of 4", own("1 working day", { holidays = "fi", today = "2026-12-29" })) -- 5 is due at the end of the 29th
    assert.equal("2 of 4", own("1 working day", { today = "2026-12-29" }))                  -- without holidays Christmas Eve is a day
    assert.equal("1 of 4", own("2 työtuntia", { hours = { 8, 16 }, today = "2026-12-28T13:00" }))
    assert.has_error(function() own "soon" end)
    assert.has_error(function() own("1 day", { holidays = "de" }) end)
    assert.has_error(function() own("1 day", { hours = { 16, 8 } }) end)
  end)


  it("share (2): working hours are the wall's, in a log of instants too", function()
    local log = { "1,2026-10-23T15:00+03:00,asked,", "1,2026-10-26T09:00+02:00,offered,",  -- summer time ends between
                  "2,2026-10-23T15:00+03:00,asked,", "2,2026-10-26T09:00:01+02:00,offered," }
    local e = total(of_rows(log, { events = { asked = "asked", offered = "offered" }, kept_by = "offered", zone = "Europe/Helsinki",
      shares = { own = { within = { from = "asked", to = "offered", time = "2 working hours" } } } }), "own")
    assert.same({ 2, 50.0 }, { e.n, e.value })
  end)


  it("share (1) (3): has, any, without and of", function()
    local function value(given)
      local e = total(share(given), "own")
      return ("%d: %.0f"):format(e.n, e.value)
    end
    assert.equal("6: 67", value { has = { "asked", "offered" } })
    assert.equal("6: 67", value { any = { "leave", "offered" }, without = "leave" })
    assert.equal("6: 100", value { any = { "leave", "offered" } })
    assert.equal("5: 60", value { of = "offered", without = "leave", has = "asked" })
    assert.equal("2: 50", value { of = "leave", has = "offered" })
  end)


  it("share (4): a function looks at a case", function()
    local e = total(share { rule = function(case)
      if case.id == "3" then return nil end
      return case.n "asked" == 1 and case.first "asked" == case.events[1].at and #case.events > 1
    end }, "own")
    assert.same({ 5, 80.0 }, { e.n, e.value })
    assert.has_error(function() total(share { rule = function() return 7 end }, "own") end)
  end)
end)
