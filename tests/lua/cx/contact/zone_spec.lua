-- zone_spec.lua - moments of a contact log: zones, summer time, days without a clock
--
--   file > rows > batch > tally > METRIC > goal > report

local sample = dofile "tests/lua/cx/contact/sample.lua"

local of_rows, total, near, reasons = sample.of_rows, sample.total, sample.near, sample.reasons


describe("contacts: clocks", function()
  local function waits(rows, more)
    return total(of_rows(rows, more), "waiting").value
  end


  it("zone (1): a span over the change to summer time is an hour shorter where the zone is declared", function()
    local rows = { "1,2026-03-28T12:00,asked,", "1,2026-03-29T12:00,met," }
    near(24, waits(rows))
    near(23, waits(rows, { zone = "Europe/Helsinki" }))
    near(24, waits(rows, { zone = "+02:00" }))
    local autumn = { "1,2026-10-24T12:00,asked,", "1,2026-10-25T12:00,met," }
    near(25, waits(autumn, { zone = "Europe/Stockholm" }))
    near(24, waits({ "1,2026-07-24T12:00,asked,", "1,2026-07-25T12:00,met," }, { zone = "Europe/London" }))
  end)


  it("zone (2): the hour that comes twice is its first coming; the one left out is counted", function()
    near(2, waits({ "1,2026-10-25T02:30,asked,", "1,2026-10-25T03:30,met," }, { zone = "Europe/Stockholm" }))
    near(1, waits({ "1,2026-10-25T01:30,asked,", "1,2026-10-25T02:30,met," }, { zone = "Europe/Stockholm" }))
    local loki = of_rows({ "1,2026-03-29T03:30,asked,", "1,2026-03-29T04:30,met," }, { zone = "Europe/Helsinki" })
    near(0, total(loki, "waiting").value)
    assert.equal(1, reasons(loki:receipt().repaired)["skipped hour"])
  end)


  it("moment (2): zones that cells bear count where all bear one, and are told where not", function()
    near(1, waits { "1,2026-03-02T10:00+02:00,asked,", "1,2026-03-02T09:00Z,met," })
    near(3, waits { "1,2026-03-02 10:00:00 GMT+2,asked,", "1,2026-03-02T11:00:00.5Z,met," })
    near(0, waits { "1,1772445600,asked,", "1,2026-03-02T12:00+02:00,met," })
    local mixed = of_rows { "1,2026-03-02T10:00+02:00,asked,", "1,2026-03-02T11:30,met," }
    near(1.5, total(mixed, "waiting").value)
    assert.equal(1, reasons(mixed:receipt().repaired)["zone left out"])
    near(1.5, waits({ "1,2026-03-02T10:00+02:00,asked,", "1,2026-03-02T11:30,met," }, { zone = "Europe/Helsinki" }))
  end)


  it("log (6): a promise that bears no zone leaves the others out too", function()
    local loki = of_rows { "1,2026-03-02T10:00+02:00,asked,2026-03-02T12:00", "1,2026-03-02T09:30Z,returned," }
    assert.equal(2, reasons(loki:receipt().repaired)["zone left out"])
  end)


  it("moment (3): a promise without a clock lasts to the end of its day", function()
    local p = of_rows({ "1,2026-03-02T10:00,asked,2026-03-02", "1,2026-03-02T23:59:59,returned,",
                        "2,2026-03-02T10:00,asked,2026-03-02", "2,2026-03-03T00:00,returned," }):promises()
    assert.same({ 1, 1 }, { p.kept, p.late })
    assert.equal(1, of_rows({ "1,2.3.2026 klo 10.00,asked,2.3.2026" }, { today = "2026-03-02" }):promises().open)
    assert.equal(1, of_rows({ "1,2.3.2026 klo 10.00,asked,2.3.2026" }, { today = "2026-03-03" }):promises().broken)
  end)


  it("case (3): start bounds the criteria, and a start that runs is not judged", function()
    local rows = { "1,2026-03-02T10:00,met,", "1,2026-03-02T10:30,answered,", "1,2026-03-02T12:30,assured,",
                   "2,2026-03-02T10:00,met,", "2,2026-03-02T10:30,answered,", "2,2026-03-02T11:00,assured,",
                   "3,2026-03-02T12:00,met," }
    local function start(more)
      local e = total(of_rows(rows, more), "good_start")
      return { e.n, e.value, e.missing["not due yet"] }
    end
    assert.same({ 3, 200 / 3, nil }, { start()[1], start()[2] + 0.0 })
    assert.same({ 2, 50.0, 1 }, start { start = 1 })
    assert.same({ 3, 100 / 3 }, start { start = 1, today = "2026-03-03" })
  end)
end)
