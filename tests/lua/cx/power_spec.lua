-- power_spec.lua - power.lua: how many answers it takes, and by which month

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function nps(promoters, passives, detractors)
  local rows = ("10\n"):rep(promoters) .. ("8\n"):rep(passives) .. ("0\n"):rep(detractors)
  return assert(cx.survey { text = "q\n" .. rows, questions = { q = cx.scale.nps } }:tally {}):total(cx.metric.nps)
end


describe("power", function()
  it("(2) (3): the table of the note", function()
    for _, row in ipairs { { 50, 20, 938, 2604, 3831, 958 }, { 70, 10, 677, 1879, 2763, 691 }, { 30, 40, 1061, 2946, 4333, 1084 } } do
      local function n(options)
        options.promoters, options.detractors = row[1], row[2]
        return cx.power(options).n
      end
      assert.same({ row[3], row[4], row[5], row[6] },
        { n { within = 5 }, n { within = 3 }, n { difference = 5 }, n { difference = -10 } })
    end
  end)

  it("(3): shares and scores as R has them", function()
    local share = cx.power { share = 50, difference = 5 }
    assert.is_true(math.abs(share.exact - 1564.67205277495) < 1e-3)
    assert.equal(1565, share.n)
    assert.is_true(math.abs(cx.power { share = 50, difference = 8, n = 500 }.power - 0.71899655365348) < 1e-9)
    assert.is_true(math.abs(cx.power { sd = 82, difference = 5 }.exact - 4223.02996573129) < 1e-3)
    assert.is_true(math.abs(cx.power { sd = 75, difference = 10, n = 400 }.power - 0.469464770001721) < 1e-6)
    assert.is_true(math.abs(cx.power { sd = 75, difference = 10, power = 0.9 }.exact - 1183.04628297583) < 1e-3)
  end)

  it("(1): an estimate says how answers scatter", function()
    assert.equal(3831, cx.power { estimate = nps(50, 30, 20), difference = 5 }.n)
    assert.equal(2 * 938 - 1, cx.power { estimate = nps(50, 30, 20), within = 5, design_effect = 2 }.n)
    local share = assert(cx.survey { text = "q\n" .. ("1\n0\n"):rep(50), questions = { q = cx.scale { 0, 1 } } }:tally {})
      :total(cx.metric.share("q", 1))
    assert.equal(1565, cx.power { estimate = share, difference = 5 }.n)
  end)

  it("(4): the month by which a goal can be decided", function()
    local goal = cx.goal { cx.metric.nps, at_least = 25, due = "2028-06-30" }
    local made = cx.power { goal = goal, estimate = nps(50, 30, 20), per_month = 150, today = "2026-11-21" }
    assert.same({ "cannot tell", 2807, 19, "2028-06", true },
      { made.verdict, made.n_needed, made.months, made.month, made.in_time })
    made = cx.power { goal = goal, estimate = nps(50, 30, 20), per_month = 120, today = "2026-11-21" }
    assert.same({ 23, "2028-10", false }, { made.months, made.month, made.in_time })
    assert.equal("can be decided in 23 months, from 2,807 answers", made.words)
    made = cx.power { goal = goal, estimate = nps(50, 30, 20), per_month = 120 }
    assert.same({ 23, nil, nil }, { made.months, made.month, made.in_time })
  end)

  it("(4): a goal that is decided needs no month", function()
    local made = cx.power { goal = cx.goal { cx.metric.nps, at_least = 10 }, estimate = nps(50, 30, 20), per_month = 1, language = "fi" }
    assert.same({ "met", 0, "on jo ratkennut" }, { made.verdict, made.months, made.words })
  end)

  it("(5): what can never be seen says so, without a number", function()
    for _, options in ipairs { { promoters = 50, within = 0 }, { share = 50, difference = 0 }, { sd = 2, difference = 0 } } do
      local made = cx.power(options)
      assert.same({ true, nil }, { made.never, made.n })
    end
    local goal, estimate = cx.goal { cx.metric.nps, at_least = 25 }, nps(50, 30, 20)
    assert.is_true(cx.power { goal = goal, estimate = estimate, per_month = 0 }.never)
    assert.equal("kan aldrig avgöras så", cx.power { goal = goal, estimate = estimate, per_month = 0, language = "sv" }.words)
    assert.is_true(cx.power { goal = goal, estimate = { n = 0 }, per_month = 10 }.never)
  end)

  it("everybody alike needs nobody more", function()
    assert.equal(0, cx.power { sd = 0, within = 1 }.n)
    assert.equal(0, cx.power { promoters = 100, difference = 1 }.n)
    assert.equal(1.0, cx.power { promoters = 100, difference = 1, n = 5 }.power)
  end)

  it("(6): no difference is wider than its scale", function()
    local function mistake(options) return sample.mistake("power_spec", function() cx.power(options) end) end
    assert.matches("difference: the scale is 200 wide, so at most that is wanted, not 300",
      mistake { promoters = 50, detractors = 20, difference = 300 })
    assert.matches("the scale is 200 wide", mistake { estimate = nps(50, 30, 20), difference = -201, n = 50 })
    assert.matches("within: the scale is 100 wide, so at most that is wanted, not 101", mistake { share = 50, within = 101 })
    assert.is_true(cx.power { promoters = 50, detractors = 50, difference = 200 }.n >= 2)
    assert.is_true(cx.power { sd = 100, difference = 300 }.n >= 2)
  end)

  it("what is wrong is said at the caller's line", function()
    local function mistake(options) return sample.mistake("power_spec", function() cx.power(options) end) end
    assert.matches("wants a table", mistake(5))
    assert.matches("what do answers look like", mistake { within = 5 })
    assert.matches("within = to know a value", mistake { share = 5 })
    assert.matches("within = to know a value", mistake { share = 5, within = 1, difference = 1 })
    assert.matches("more than 100 percent together", mistake { promoters = 70, detractors = 40, within = 1 })
    assert.matches("share: 0 to 100 percent", mistake { share = 101, within = 1 })
    assert.matches("power: a number between 0 and 1", mistake { share = 50, difference = 1, power = 1 })
    assert.matches("no share is %+60 away", mistake { share = 50, difference = 60 })
    assert.matches("nobody answered", mistake { estimate = { n = 0 }, within = 5 })
    assert.matches("n: at least two people", mistake { sd = 5, difference = 1, n = 1 })
    assert.matches("within: a finite number", mistake { sd = 5, within = 1 / 0 })
    assert.matches("goal: a goal is wanted", mistake { goal = 5 })
    assert.matches("per_month =", mistake { goal = cx.goal { cx.metric.nps, at_least = 5 }, estimate = { n = 0 } })
  end)
end)
