-- clock_spec.lua - whose clock a time of the loop is by
--
--   file > rows > batch > tally > metric > GOAL > report

local clock = require "cx.loop.clock"

local NOW = "2026-10-24T22:30:00Z" -- in Helsinki the 25th, 01:30, summer time; at 04:00 it becomes winter


local function plan(zone, holidays) return { inside = { loop = { zone = zone, holidays = holidays, rules = {} } } } end


describe("clock", function()
  local plain, helsinki = plan(), plan "Europe/Helsinki"

  it("(1): a moment with a zone is that instant, one without is by the plan's clock, else UTC", function()
    assert.equal("2026-10-20T07:00:00Z", clock.utc(helsinki, "2026-10-20T10:00:00+03:00"))
    assert.equal("2026-10-20T07:00:00Z", clock.utc(plain, "2026-10-20T10:00:00+03:00"))
    assert.equal("2026-10-20T07:00:00Z", clock.utc(helsinki, "2026-10-20T10:00"))
    assert.equal("2026-10-20T10:00:00Z", clock.utc(plain, "2026-10-20T10:00"))
    assert.equal("2026-10-20T10:00:00Z", clock.utc(helsinki, "2026-10-20T10:00:00Z"))
  end)


  it("(1): summer time ends and begins with the zone's", function()
    assert.equal("2026-10-24T10:00:00Z", clock.utc(helsinki, "2026-10-24T13:00"))
    assert.equal("2026-10-25T11:00:00Z", clock.utc(helsinki, "2026-10-25T13:00"))
    assert.equal("2026-03-28T11:00:00Z", clock.utc(helsinki, "2026-03-28T13:00"))
    assert.equal("2026-03-29T10:00:00Z", clock.utc(helsinki, "2026-03-29T13:00"))
  end)


  it("(2): a day is one of the plan's clock", function()
    assert.equal("2026-10-20", clock.utc(helsinki, "2026-10-20"))
    assert.equal("2026-10-25", clock.today(helsinki, NOW))
    assert.equal("2026-10-24", clock.today(plain, NOW))
    assert.equal("2026-10-24", clock.today(helsinki, "2026-10-24"))
  end)


  it("(3): refuses what has not come yet", function()
    assert.equal("2026-10-25", clock.deed(helsinki, "2026-10-25", NOW))
    assert.equal(NOW, clock.deed(helsinki, nil, NOW))
    assert.equal("2026-10-24T22:30:00Z", clock.deed(helsinki, "2026-10-25T01:30", NOW))
    for _, text in ipairs { "2026-10-26", "2026-10-25T01:31", "2026-10-24T22:30:01Z", "2026-10-25T00:31:00+02:00" } do
      local at, message, code = clock.deed(helsinki, text, NOW)
      assert.same({ nil, "step" }, { at, code })
      assert.equal(text .. " has not come yet, it is " .. NOW .. "; what was done is told when it is done", message)
    end
    assert.is_nil((clock.deed(plain, "2026-10-25", NOW)))
    assert.equal("2026-10-24T23:59:00Z", clock.deed(plain, "2026-10-24T23:59", "2026-10-24"))    -- a day lasts until its end
    assert.is_nil((clock.deed(plain, "2026-10-25T00:00", "2026-10-24")))
  end)


  it("(4): a time allowed is counted from the plan's today", function()
    assert.equal("2026-10-27", clock.due(helsinki, NOW, "2 days"))
    assert.equal("2026-10-26", clock.due(plain, NOW, "2 days"))
    assert.equal("2026-10-26", clock.due(plan("Europe/Helsinki", "fi"), NOW, "1 working day"))
    assert.equal("2026-10-25T00:30:00Z", clock.due(helsinki, NOW, "2 hours"))
  end)


  it("(4): working hours are those of the plan's clock", function()
    local made = plan("Europe/Helsinki", "fi")
    assert.equal("2026-10-26T08:00:00Z", clock.due(made, NOW, "2 working hours"))          -- Monday, winter time: until 10
    assert.equal("2026-10-23T13:00:00Z", clock.due(made, "2026-10-23T11:00:00Z", "2 working hours"))   -- to 16, summer time
    assert.equal("2026-10-26T06:30:00Z", clock.due(made, "2026-10-23T12:30:00Z", "1 working hour"))
    made.inside.loop.hours = { 9, 17 }
    assert.equal("2026-10-23T13:30:00Z", clock.due(made, "2026-10-23T12:30:00Z", "1 working hour"))
    assert.equal("2026-10-26T10:00:00Z", clock.due(plain, NOW, "2 working hours"))
  end)


  it("(2): a day is over when it is by the plan's clock", function()
    local calendar = require "cx.loop.calendar"
    assert.equal("2026-10-25T01:30:00+03:00", clock.here(helsinki, NOW))
    assert.equal("2026-10-25T13:00:00+02:00", clock.here(helsinki, "2026-10-25T11:00:00Z"))
    assert.equal(NOW, clock.here(plain, NOW))
    assert.equal("2026-10-25", clock.here(helsinki, "2026-10-25"))
    assert.is_true(calendar.is_over("2026-10-24", clock.here(helsinki, NOW)))
    assert.is_false(calendar.is_over("2026-10-24", clock.here(plain, NOW)))
    assert.is_false(calendar.is_over("2026-10-24T22:30:00Z", clock.here(helsinki, NOW)))
    assert.is_true(calendar.is_over("2026-10-24T22:29:59Z", clock.here(helsinki, NOW)))
  end)


  it("(5): answers are by the plan's clock", function()
    local core_of = require "cx.core".time
    assert.equal(core_of "2026-10-20T07:00:00", clock.answered(helsinki, "2026-10-20T10:00:00Z"))
    assert.equal(core_of "2026-10-20T10:00:00", clock.answered(plain, "2026-10-20T10:00:00Z"))
    assert.equal(core_of "2026-10-19T21:00:00", clock.seconds(helsinki, "2026-10-20"))
  end)
end)
