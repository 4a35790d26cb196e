-- calendar_spec.lua - when a time is up
--
--   file > rows > batch > tally > metric > GOAL > report

local calendar = require "cx.loop.calendar"


-- The published holidays: country -> year -> days (tests/data/loop/README.md).
local function published()
  local list = { fi = {}, sv = {} }
  for line in io.lines "tests/data/loop/holidays.csv" do
    local country, day, year = line:match "^(%l%l),((%d%d%d%d)%-%d%d%-%d%d)$"
    if country then
      year = math.tointeger(year)
      list[country][year] = list[country][year] or {}
      table.insert(list[country][year], day)
    end
  end
  return list
end


describe("calendar", function()
  it("(3): has the published holidays of Finland and Sweden, 2024 to 2030", function()
    local years = 0
    for country, list in pairs(published()) do
      for year, days in pairs(list) do
        assert.same(days, calendar.holidays(year, country))
        years = years + 1
      end
    end
    assert.equal(14, years)
  end)


  it("(3): finds Easter in the years in which it is earliest and latest", function()
    -- 1818 and 2285 have it on March 22, 1943 and 2038 on April 25: published tables of Easter
    local function has(year, day)
      for _, one in ipairs(calendar.holidays(year, "fi")) do
        if one == day then return true end
      end
      return false
    end
    assert.is_true(has(2285, "2285-03-22"))
    assert.is_true(has(1943, "1943-04-25"))
    assert.is_true(has(2038, "2038-04-25"))
    assert.is_false(has(2038, "2038-04-24"))
  end)


  it("(4): gives Sweden its national day for its Whit Monday in 2005", function()
    assert.is_false(calendar.is_working("2004-05-31", "sv"))
    assert.is_true(calendar.is_working("2004-06-07", "sv"))
    assert.is_false(calendar.is_working("2005-06-06", "sv"))
    assert.is_true(calendar.is_working("2005-05-16", "sv"))
  end)


  it("(2): counts working days over weekends and holidays", function()
    local add = calendar.add
    assert.equal("2026-11-24", add("2026-11-20T16:00:00Z", "2 working days", "fi")) -- from a Friday
    assert.equal("2026-11-23", add("2026-11-20", "1 working day"))
    assert.equal("2026-11-23", add("2026-11-21", "1 working day"))                  -- from a Saturday
    assert.equal("2026-12-29", add("2026-12-23", "2 working days", "fi"))           -- Christmas and a weekend
    assert.equal("2026-12-25", add("2026-12-23", "2 working days"))                 -- without holidays
    assert.equal("2026-06-22", add("2026-06-18", "1 working day", "sv"))            -- Midsummer
    assert.equal("2027-01-04", add("2026-12-30", "1 working day", "sv"))            -- New Year's Eve
    assert.equal("2026-12-31", add("2026-12-30", "1 working day", "fi"))
    assert.equal("2026-11-20", add("2026-11-20", "0 working days", "fi"))
  end)


  it("(7): working hours pass on working days between two hours of the clock", function()
    local function add(from, time, holidays, hours) return calendar.add(from, time, holidays, hours) end
    assert.equal("2026-11-20T12:30:00Z", add("2026-11-20T10:30:00Z", "2 working hours", "fi"))
    assert.equal("2026-11-23T09:00:00Z", add("2026-11-20T15:00:00Z", "2 working hours", "fi"))     -- a weekend between
    assert.equal("2026-11-20T16:00:00Z", add("2026-11-20T14:00:00Z", "2 working hours", "fi"))     -- to the last second
    assert.equal("2026-11-20T10:00:00Z", add("2026-11-20T03:00:00Z", "2 working hours", "fi"))     -- before it opens
    assert.equal("2026-11-23T10:00:00Z", add("2026-11-21T12:00:00Z", "2 working hours", "fi"))     -- on a Saturday
    assert.equal("2026-12-28T09:00:00Z", add("2026-12-23T15:00:00Z", "2 working hours", "fi"))     -- Christmas
    assert.equal("2026-11-24T12:00:00Z", add("2026-11-20T12:00:00Z", "16 working hours"))
    assert.equal("2026-11-20T17:30:00Z", add("2026-11-20T15:30:00Z", "2 working hours", "fi", { 9, 18 }))
    assert.equal("2026-11-23T09:30:00Z", add("2026-11-20T17:00:00Z", "1 working hour", "fi", { 9, 17.5 }))
    assert.is_true(calendar.are_hours { 0, 24 })
    assert.is_false(calendar.are_hours { 8, 8 })
  end)


  it("(7): counts as a walk from second to second does", function()
    local function walk(from, n)
      local at, left = require "cx.core".time(from), n * 3600
      while left > 0 do
        local day = calendar.moment(at):sub(1, 10)
        local hour = at % 86400 // 3600
        if hour >= 8 and hour < 16 and calendar.is_working(day, "sv") then left = left - 60 end
        at = at + 60
      end
      return calendar.moment(at)
    end
    for i = 1, 40 do
      local from = calendar.moment(1790000000 // 60 * 60 + i * 7919 * 60)
      assert.equal(walk(from, i % 11 + 1), calendar.add(from, (i % 11 + 1) .. " working hours", "sv"), from)
    end
  end)


  it("(2): takes declared days for holidays", function()
    assert.equal("2026-11-25", calendar.add("2026-11-20", "2 working days", { "2026-11-23" }))
    assert.is_true(calendar.is_working("2026-12-25", { "2026-11-23" }))
  end)


  it("(1) (5): ends days with a day, hours with a moment, months with the month", function()
    assert.equal("2026-12-05", calendar.add("2026-11-21T10:00:00Z", "14 days"))
    assert.equal("2026-11-22T02:00:00Z", calendar.add("2026-11-21T22:00:00Z", "4 hours"))
    assert.equal("2024-02-29", calendar.add("2024-01-31", "1 month"))
    assert.equal("2027-02-28", calendar.add("2026-11-30", "3 months"))
    assert.equal("2027-03-14", calendar.add("2026-12-31T10:00:00", "73 days"))
    assert.equal("2025-02-28", calendar.add("2024-02-29", "1 year"))
    assert.equal("2026-12-05", calendar.add("2026-11-21", "2 weeks"))
  end)


  it("(1): goes through every day of 400 years and back", function()
    local day, n = "2000-01-01", 0
    while day < "2400-01-01" do day, n = calendar.add(day, "1 day"), n + 1 end
    assert.equal(146097, n)
    assert.equal(146097, calendar.days("2000-01-01", day))
  end)


  it("(1): a day is in time until its end, a moment until it is past", function()
    assert.is_false(calendar.is_over("2026-11-21", "2026-11-21T23:59:59Z"))
    assert.is_true(calendar.is_over("2026-11-21", "2026-11-22"))
    assert.is_false(calendar.is_over("2026-11-21T14:00:00Z", "2026-11-21T14:00:00Z"))
    assert.is_true(calendar.is_over("2026-11-21T14:00:00Z", "2026-11-21T14:00:01Z"))
    assert.is_false(calendar.is_over(nil, "2026-11-21"))
  end)


  it("refuses what is no time, no moment and no country", function()
    for _, wrong in ipairs { "2 working weeks", "days", "2 wrking days", "-1 days", "2.5 days", "1e3 days", "", 14, "99999999 days" } do
      assert.is_nil(calendar.read(wrong), wrong)
    end
    assert.error_matches(function() calendar.add("2026-11-21", "soon") end, "^a time such as .* not \"soon\"$")
    assert.error_matches(function() calendar.add("2026-02-30", "1 day") end, "a moment such as .* not \"2026%-02%-30\"$")
    assert.error_matches(function() calendar.holidays(2026, "no") end, "unknown country \"no\"")
  end)
end)
