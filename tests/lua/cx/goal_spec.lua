-- goal_spec.lua - goal.lua: targets, verdicts, words

local core = require "cx.core"
local goal = require "cx.goal"
local metric = require "cx.metric"


-- 50 promoters, 30 passives, 20 detractors, unless told: the sample of the statistics note.
local function nps(promoters, passives, detractors)
  local p, a, d = promoters or 50, passives or 30, detractors or 20
  return core.estimate({ { n = d, score = -100 }, { n = a, score = 0 }, { n = p, score = 100 } }, p + a + d)
end


local function trouble(given)
  local fine, message = pcall(function()
    goal(given)
  end)
  assert.is_false(fine)
  assert.matches("goal_spec%.lua:%d+: ", message)
  return message
end


describe("goal", function()
  it("keeps what it was given", function()
    local g = goal { metric.csat, at_least = 75, due = "2026-12-31", id = "web-1" }
    assert.same({ "goal", 75, "2026-12-31", "web-1" }, { g.kind, g.at_least, g.due, g.id })
    assert.is_nil(g.at_most)
    assert.equal(metric.csat, g.metric)
    assert.same({ "at_least", 75 }, { g:target() })
    assert.is_true(goal.is(g))
  end)


  it("(1): met, missed and cannot tell are those of the note", function()
    local function judge(target) return goal { metric.nps, at_least = target }:verdict(nps()) end
    assert.same({ "met", "cannot tell", "cannot tell", "missed" },
      { judge(10).verdict, judge(25).verdict, judge(40).verdict, judge(45).verdict })
    assert.near(0.704181, judge(25).probability, 5e-7)
    assert.equal(2807, judge(25).n_needed)
    assert.equal("integer", math.type(judge(25).n_needed))
    assert.is_nil(judge(10).n_needed)
  end)


  it("(1): at most is the mirror", function()
    assert.equal("met", goal { metric.nps, at_most = 45 }:verdict(nps()).verdict)
    assert.equal("missed", goal { metric.nps, at_most = 10 }:verdict(nps()).verdict)
  end)


  it("(2): a missed goal is behind until its due date has passed", function()
    local g = goal { metric.nps, at_least = 45, due = "2026-12-31" }
    local function shown(today) return g:verdict(nps(), today).shown end
    assert.same({ "behind", "behind", "missed", "missed" },
      { shown "2026-11-21", shown "2026-12-31", shown "2027-01-01", shown() })
    assert.equal("missed", g:verdict(nps(), "2026-11-21").verdict)
    assert.equal("behind", goal { metric.nps, at_least = 45 }:verdict(nps(), "2026-11-21", "2026-12-31").shown)
    assert.equal("missed", goal { metric.nps, at_least = 45 }:verdict(nps(), "2026-11-21").shown)
    assert.equal("cannot tell", goal { metric.nps, at_least = 25, due = "2026-12-31" }:verdict(nps(), "2026-11-21").shown)
  end)


  it("(3): a high probability has a word, and so has a low one", function()
    local function word(target) return goal { metric.nps, at_least = target }:verdict(nps()).word end
    assert.equal("almost certain", word(15))
    assert.equal("unlikely", word(40))
    assert.is_nil(word(25))
  end)


  it("(4): too few answers are said apart from the verdict", function()
    local g = goal { metric.nps, at_least = 10, minimum = 200 }
    local v = g:verdict(nps())
    assert.same({ "met", true }, { v.verdict, v.too_few })
    assert.is_nil(g:verdict(nps(500, 300, 200)).too_few)
  end)


  it("(5): a target beyond the metric is a mistake", function()
    assert.matches("csat lies between 0 and 100", trouble { metric.csat, at_least = 101 })
    assert.matches("nps lies between %-100 and 100", trouble { metric.nps, at_most = -101 })
    assert.is_table(goal { metric { scores = { 1000 } }, at_least = 500 })
  end)


  it("met (1): sure is the default, and may be said", function()
    for _, target in ipairs { 10, 25, 40, 45 } do
      assert.same(goal { metric.nps, at_least = target }:verdict(nps()),
        goal { metric.nps, at_least = target, met = "sure" }:verdict(nps()))
    end
  end)


  it("met (2): a probability decides where the interval cannot", function()
    local function judge(target, p, word)
      return goal { metric.nps, [word or "at_least"] = target, met = { probability = p } }:verdict(nps())
    end
    assert.same({ "met", "cannot tell" }, { judge(25, 0.7).verdict, judge(25, 0.71).verdict })
    assert.near(0.704181, judge(25, 0.7).probability, 5e-7)
    assert.is_nil(judge(25, 0.7).n_needed)
    assert.same({ "missed", "unlikely" }, { judge(40, 0.8).verdict, judge(40, 0.8).word })
    assert.same({ "met", "missed" }, { judge(40, 0.8, "at_most").verdict, judge(25, 0.7, "at_most").verdict })
    assert.same({ "met", "cannot tell" }, { judge(10, 0.97).verdict, judge(10, 0.9999).verdict })
  end)


  it("met (2): .975 decides as sure does, and needs as many answers", function()
    for target = -90, 90 do
      local sure = goal { metric.nps, at_least = target }:verdict(nps())
      local like = goal { metric.nps, at_least = target, met = { probability = 0.975 } }:verdict(nps())
      assert.same({ sure.verdict, sure.n_needed }, { like.verdict, like.n_needed })
    end
  end)


  it("met (3): a margin is a target as much easier, and nothing else", function()
    local eased = goal { metric.nps, at_least = 25, met = { margin = 15 } }:verdict(nps())
    assert.same(goal { metric.nps, at_least = 10 }:verdict(nps()), eased)
    assert.equal("met", eased.verdict)
    assert.same(goal { metric.nps, at_most = 45 }:verdict(nps()),
      goal { metric.nps, at_most = 20, met = { margin = 25 } }:verdict(nps()))
    assert.same(goal { metric.nps, at_least = 25 }:verdict(nps()),
      goal { metric.nps, at_least = 27, met = { margin = 2 } }:verdict(nps()))
  end)


  it("met (4): answers needed decide by the rule, and fewer by a milder one", function()
    local function needed(p)
      return goal { metric.nps, at_least = 25, met = { probability = p } }:verdict(nps()).n_needed
    end
    assert.is_true(needed(0.8) > 100 and needed(0.8) < needed(0.9) and needed(0.9) < needed(0.975))
    assert.equal(2807, needed(0.975))
    assert.is_true(needed(0.999) > 2807)
  end)


  it("met: the plan's rule is for goals without their own", function()
    local met = require "cx.met"
    local rule = met.read { probability = 0.7 }
    assert.equal("met", goal { metric.nps, at_least = 25 }:verdict(nps(), nil, nil, rule).verdict)
    assert.equal("cannot tell", goal { metric.nps, at_least = 25, met = "sure" }:verdict(nps(), nil, nil, rule).verdict)
    assert.near(0.3, met.risk(rule, 0.95), 1e-12)
    assert.near(0.05, met.risk(nil, 0.9), 1e-12)
  end)


  it("met: what nobody answered and what all answered alike stay as they are", function()
    for _, rule in ipairs { { probability = 0.8 }, { margin = 5 } } do
      local g = goal { metric.nps, at_least = 10, met = rule }
      assert.same({ verdict = "cannot tell", shown = "cannot tell" }, g:verdict(nps(0, 0, 0)))
      assert.equal("met", g:verdict(nps(50, 0, 0)).verdict)
      local one = g:verdict(nps(1, 0, 0))
      assert.is_true(one.probability == one.probability and one.probability >= 0 and one.probability <= 1)
    end
  end)


  it("met: what is no rule is refused with what would be one", function()
    local function said(met) return trouble { metric.nps, at_least = 30, met = met } end
    assert.matches('unknown met "shure"; did you mean "sure"', said "shure")
    assert.matches('unknown key of met "margn"; did you mean "margin"', said { margn = 2 })
    for _, wrong in ipairs { 0.8, true, {}, { probability = 0.8, margin = 2 } } do
      assert.matches('met: "sure", { probability = 0.8 } or { margin = 2 } is wanted', said(wrong), 1, true)
    end
    for _, p in ipairs { 0.5, 1, 80, "0.8", 0 / 0, -1 } do
      assert.matches("met.probability: a number above 0.5 and below 1", said { probability = p })
    end
    for _, m in ipairs { 0, -2, "2", 1 / 0, 0 / 0 } do
      assert.matches("met.margin: a number above 0", said { margin = m })
    end
    assert.matches("met.margin = 130: every value from %-100 to 100 would be met", said { margin = 130 })
  end)


  it("nobody answered: cannot tell, without a probability", function()
    local g = goal { metric.nps, at_least = 10 }
    for _, e in ipairs { {}, nps(0, 0, 0) } do
      assert.same({ verdict = "cannot tell", shown = "cannot tell" }, g:verdict(e))
    end
    assert.same({ verdict = "cannot tell", shown = "cannot tell" }, g:verdict(nil))
  end)


  it("what is no goal is refused with what would be one", function()
    assert.matches('unknown option of cx.goal "at_lest"; did you mean "at_least"', trouble { metric.nps, at_lest = 3 })
    assert.matches("one target", trouble { metric.nps })
    assert.matches("one target", trouble { metric.nps, at_least = 1, at_most = 2 })
    assert.matches("begins with its metric", trouble { at_least = 3 })
    assert.matches("one metric", trouble { metric.nps, metric.csat, at_least = 3 })
    assert.matches("a number is wanted", trouble { metric.nps, at_least = "30" })
    assert.matches("minimum", trouble { metric.nps, at_least = 30, minimum = 0 })
    for _, due in ipairs { "31.12.2026", "2026-02-29", "2026-13-01", 20261231 } do
      assert.matches("due: a date", trouble { metric.nps, at_least = 30, due = due })
    end
    assert.is_table(goal { metric.nps, at_least = 30, due = "2028-02-29" })
  end)


  it("an estimate without its interval, or a wrong day, is refused", function()
    local g = goal { metric.nps, at_least = 10 }
    assert.has_error(function() g:verdict { value = 3 } end)
    assert.has_error(function() g:verdict(nps(), "tomorrow") end)
  end)


  it("a dot in place of the colon is said at the caller's line", function()
    local g = goal { metric.nps, at_least = 10 }
    for _, name in ipairs { "verdict", "target" } do
      local done, message = pcall(function() g[name] {} end)
      assert.is_false(done)
      assert.matches(("^tests/lua/cx/goal_spec.lua:%%d+: %s is called with a colon, as in goal:%s%%("):format(name, name), message)
    end
  end)
end)
