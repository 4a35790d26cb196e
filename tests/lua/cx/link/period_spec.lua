-- period_spec.lua - link/period.lua: places of periods on their calendar, or in the order of a column

local cx = require "cx"
local period = require "cx.link.period"
local sample = dofile "tests/lua/cx/sample.lua"


local function places(list, unit, today)
  local labels = {}
  for _, label in ipairs(list) do labels[label] = true end
  local place, n = period.places(labels, unit, today)
  local at = {}
  for i, label in ipairs(list) do at[i] = place and place[label] or false end
  return at, n
end


describe("link: period", function()
  it("(1): buckets are counted on the calendar, over the turn of a year and gaps", function()
    assert.same({ 1, 2, 14 }, (places({ "2025-12", "2026-01", "2027-01" }, "month")))
    assert.same({ 1, 2, 6 }, (places({ "2025-Q4", "2026-Q1", "2027-Q1" }, "quarter")))
    assert.same({ 1, 2, 4 }, (places({ "2025-H2", "2026-H1", "2027-H1" }, "half-year")))
    assert.same({ 1, 3 }, (places({ "2024", "2026" }, "year")))
    assert.same({ 1, 2, 31 }, (places({ "2026-01-31", "2026-02-01", "2026-03-02" }, "day")))
    assert.same({ 1, 2, 25 }, (places({ "2026-02-28T23", "2026-03-01T00", "2026-03-01T23" }, "hour")))
  end)

  it("(1): weeks are those of ISO 8601: 2020 and 2026 have 53", function()
    assert.same({ 1, 2, 3 }, (places({ "2020-W52", "2020-W53", "2021-W01" }, "week")))
    assert.same({ 1, 2 }, (places({ "2025-W52", "2026-W01" }, "week")))
    assert.same({ 1, 2 }, (places({ "2026-W53", "2027-W01" }, "week")))
  end)

  it("(1): every day of some years lies in the bucket whose place its own calendar says", function()
    local core = require "cx.core"
    local first = core.time "2023-12-28"
    for _, unit in ipairs { "week", "month", "quarter" } do
      local labels, order = {}, {}
      for day = 0, 1200 do
        local label = core.bucket(first + day * 86400, unit)
        if not labels[label] then order[#order + 1] = label end
        labels[label] = true
      end
      local place, n = period.places(labels, unit)
      assert.equal(#order, n)
      for i, label in ipairs(order) do assert.equal(i, place[label]) end
    end
  end)

  it("(2): labels of a column stand by number, else by bytes", function()
    assert.same({ 2, 1, 3 }, (places { "9", "2", "10" }))
    assert.same({ 3, 2, 1 }, (places { "b", "a", "10" }))
  end)

  it("(3): no bucket, an empty label and a day to come have no place", function()
    assert.same({ 1, false, false }, (places({ "2026-01", "", "soon" }, "month")))
    assert.same({ 1, 2, false }, (places({ "2026-01", "2026-02", "2026-03" }, "month", "2026-02-28")))
    assert.same({ {}, 0 }, { places({}, "month") })
  end)

  it("(3): a stray date that makes ten thousand periods is told", function()
    local at, n = places({ "0001-01-01", "2026-01-01" }, "day")
    assert.same({ { false, false }, true }, { at, n > 700000 })
    local function survey(day)
      return cx.survey { text = "unit,day,x\na," .. day .. ",1\n", unit = "unit", time = "day", questions = { x = cx.number } }
    end
    local none, message, code = cx.link { staff = survey("1900-01-01").x, customers = survey("2026-01-01").x, period = "day" }:measure()
    assert.same({ nil, "no_periods" }, { none, code })
    assert.matches("46022 periods from the first to the last", message)
  end)

  it("takes buckets, their names and columns", function()
    assert.same({ { kind = "bucket", unit = "week" }, "week" }, { period.read(cx.week) })
    assert.same({ { kind = "bucket", unit = "month" }, "month" }, { period.read(nil) })
    assert.same({ "wave" }, { period.read "wave" })
    assert.matches("period: a length of time", sample.mistake("period_spec", function() period.read {} end))
  end)
end)
