-- goal_spec.lua - goal: targets from the present level and the step that can be seen

local core = require "cx.core"
local cx = require "cx"
local goal = require "cx.guess.goal"


-- The estimate of a share of yes among n.
local function share(yes, n)
  local rows = { "a" }
  for i = 1, n do rows[#rows + 1] = i <= yes and "yes" or "no" end
  local survey = cx.survey { text = table.concat(rows, "\n") .. "\n", questions = { a = cx.scale.names { "yes", "no" } } }
  local tally <close> = assert(survey:tally { of = "a" })
  return tally:total(cx.metric.share("a", "yes"))
end


describe("goal", function()
  it("goal (1): the step is the least that as many answers show with a power of 80 %", function()
    local e = share(500, 1000)
    local step = goal.visible(e, 1)
    local power = core.power.share_of({ variance = 2500, share = 0.5, width = 100, effect = 1 }, 0.5, 0.5 + step / 100, 1000)
    assert.is_true(math.abs(power - 0.8) < 1e-6, tostring(power))   -- power.prop.test(1000, .5, .5 + step/100)
    assert.is_true(goal.visible(share(250, 500), 1) > step)
  end)

  it("goal (2): a target is a whole percent beyond the step", function()
    local target, step = goal.propose(share(500, 1000), "percent", "at_least")
    assert.equal(57, target)
    assert.is_true(step > 6 and step < 7)
    assert.equal("integer", math.type(target))
    target = goal.propose(share(500, 1000), "percent", "at_most")
    assert.equal(43, target)
  end)

  it("goal (3): few answers, or nearly everybody already, hold what is sure", function()
    local target, step = goal.propose(share(11, 20), "percent", "at_least")
    assert.equal(34, target)                                         -- R: prop.test(11, 20, correct = FALSE): .3421 to .7418
    assert.is_nil(step)
    target, step = goal.propose(share(99, 100), "percent", "at_least")
    assert.equal(94, target)                                         -- .9455
    assert.is_nil(step)
    target, step = goal.propose(share(40, 40), "percent", "at_least")
    assert.equal(91, target)                                         -- .9124
    assert.is_nil(step)
    target = goal.propose(share(1, 40), "percent", "at_most")
    assert.equal(13, target)                                         -- .1288
  end)

  it("goal (4): tells how many answers a modest step takes, when it takes more", function()
    local step, n = goal.more(share(50, 100), "percent", "at_least")
    assert.equal(5, step)
    assert.equal(1565, n)                                            -- R: power.prop.test(p1 = .5, p2 = .55, power = .8)
    assert.is_nil(goal.more(share(1000, 2000), "percent", "at_least"))
  end)
end)
