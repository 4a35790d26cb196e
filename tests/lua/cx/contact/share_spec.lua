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
