-- diff_spec.lua - diff: two sides of a plan, moved goalposts, questions whose trend breaks
--
--   file > rows > batch > tally > metric > GOAL > report

local cx = require "cx"
local diff = require "cx.diff"
local lang = require "cx.lang"

-- A survey of one touchpoint: so many tens, so many zeros.
local function survey(tens, zeros, options)
  options = options or {}
  local text = "q,r\n" .. ("10,1\n"):rep(tens) .. ("0,2\n"):rep(zeros)
  return cx.survey { name = "S", text = text, questions = {
    q = cx.scale.nps { text = options.text or "Would you recommend us?" },
    r = cx.scale(options.scale or { 1, 5, missing = options.missing }) } }
end


local function plan_of(one, touchpoints, redefine)
  return cx.plan { name = "P", measure = { surveys = { one } }, touchpoints = touchpoints, redefine = redefine }
end


local function nps(one, target, more)
  local given = { cx.metric.nps(one.q), at_least = target }
  for key, value in pairs(more or {}) do given[key] = value end
  return cx.goal(given)
end


local function side(plan) return diff.of_plan(plan, plan:run { today = "2026-06-30" }) end


local function kinds(made)
  local list = {}
  for i, one in ipairs(made.goals) do list[i] = ("%s %s"):format(one.kind, one.id) end
  return list
end


describe("diff", function()
  it("says that a plan is like itself", function()
    local one = survey(60, 40)
    local plan = plan_of(one, { { "A", goals = { nps(one, 20) } } })
    assert.same({ true, {}, {}, {} }, { diff.compare(side(plan), side(plan)).same, diff.compare(side(plan), side(plan)).goals,
      diff.compare(side(plan), side(plan)).posts, diff.compare(side(plan), side(plan)).questions })
  end)

  it("(1): goals are known by what they ask, so that one put before another adds one", function()
    local one = survey(60, 40)
    local mean = cx.metric.mean(one.r)
    local old = plan_of(one, { { "A", goals = { nps(one, 20) } }, { "B", goals = { nps(one, 20) } } })
    local new = plan_of(one, { { "A", goals = { cx.goal { mean, at_least = 2 }, nps(one, 20) } },
                               { "C", goals = { nps(one, 20) } } })
    assert.same({ "added A", "added C", "dropped B" }, kinds(diff.compare(side(old), side(new))))
  end)

  it("(1): another metric under the same id is a changed metric, and no goalpost is compared", function()
    local one = survey(60, 40)
    local old = plan_of(one, { { "A", goals = { nps(one, 20) } } })
    local new = plan_of(one, { { "A", goals = { cx.goal { cx.metric.csat { question = one.r, top = 2 }, at_least = 20 } } } })
    local made = diff.compare(side(old), side(new))
    assert.same({ "metric A" }, kinds(made))
    assert.same({ "nps q", "csat r (top 2)", 0 }, { made.goals[1].old, made.goals[1].new, #made.posts })
  end)

  it("(2): raised is harder, lowered easier, whichever way the goal looks", function()
    local one = survey(60, 40)
    local function of(a, b, due)
      local share = cx.metric.share(one.r, 2)
      return side(plan_of(one, { { "A", owner = "x", goals = { nps(one, a, { due = due }) } },
        { "B", goals = { cx.goal { share, at_most = b } } } }))
    end
    assert.same({ "raised A", "due A", "raised B" }, kinds(diff.compare(of(20, 50), of(30, 40, "2027-01-31"))))
    assert.same({ "lowered A", "lowered B" }, kinds(diff.compare(of(30, 40), of(20, 50))))
    local turned = side(plan_of(one, { { "A", owner = "x", goals = { cx.goal { cx.metric.nps(one.q), at_most = 20 } } },
      { "B", goals = { cx.goal { cx.metric.share(one.r, 2), at_most = 50 } } } }))
    assert.same({ "turned A" }, kinds(diff.compare(of(20, 50), turned)))
  end)

  it("(3): old and new goal on old and new data, and why the new one is met", function()
    -- NPS 60 of 1,000 before, 42 after: 45 was surely met then, and is missed or open now; 38 is met on both.
    local was, now = survey(8000, 2000), survey(7050, 2950)
    local made = diff.compare(side(plan_of(was, { { "A", goals = { nps(was, 45) } } })),
      side(plan_of(now, { { "A", goals = { nps(now, 38) } } })))
    local post = made.posts[1]
    assert.same({ "met", "missed", "met", "met", true },
      { post.old_on_old, post.old_on_new, post.new_on_old, post.new_on_new, post.moved })
    assert.same({ 60.0, 41.0 }, { post.old_value, post.new_value })
    assert.equal("A: met, because the target fell from 45 to 38; on the old target: missed.",
      diff.sentence(lang.load "en", post))
    assert.matches("koska tavoite laskettiin: 45 → 38; vanhalla tavoitteella: ei saavutettu", diff.sentence(lang.load "fi", post))
    assert.matches("eftersom målet sänktes från 45 till 38", diff.sentence(lang.load "sv", post))
  end)

  it("(3): a goal that moved and changes no verdict is in the table, and nothing is said of it", function()
    local one = survey(9000, 1000)
    local made = diff.compare(side(plan_of(one, { { "A", goals = { nps(one, 45) } } })),
      side(plan_of(one, { { "A", goals = { nps(one, 38) } } })))
    assert.same({ 1, false, nil }, { #made.posts, made.posts[1].moved, diff.sentence(lang.load "en", made.posts[1]) })
  end)

  it("(3): the verdict is by the goal's own rule of what is met", function()
    local one = survey(70, 30) -- NPS 40, about 22 to 58
    local function of(target) return side(plan_of(one, { { "A", goals = { nps(one, target, { met = { margin = 30 } }) } } })) end
    assert.same({ "met", "met" }, { diff.compare(of(35), of(45)).posts[1].new_on_new,
                                    diff.compare(of(35), of(45)).posts[1].old_on_new })
  end)

  it("(4): wording, scale and codes break a trend, a bridge mends it", function()
    local old = survey(6, 4)
    local function changed(options, redefine)
      local one = survey(6, 4, options)
      local made = diff.compare(side(plan_of(old, { { "A", goals = { nps(old, 20) } } })),
        side(plan_of(one, { { "A", goals = { nps(one, 20) } } }, redefine and redefine(one))))
      local list = {}
      for i, item in ipairs(made.questions) do
        list[i] = ("%s %s %s"):format(item.id, table.concat(item.changes, "+"), item.bridged)
      end
      return list, made.same
    end
    assert.same({ "q wording false" }, (changed { text = "Will you?" }))
    assert.same({ "r scale false" }, (changed { scale = { 1, 7 } }))
    assert.same({ "r codes false" }, (changed { missing = { [6] = "cannot say" } }))
    local function bridge(was) return function(one) return { bridges = { { one.q, was = was } } } end end
    assert.same({ "q wording true" }, (changed({ text = "Will you?" }, bridge "Would you recommend us?")))
    assert.same({ "q wording false" }, (changed({ text = "Will you?" }, bridge "Another wording")))
    assert.is_false(select(2, changed { text = "Will you?" }))
  end)

  it("(6): without data there is no verdict", function()
    local one = survey(60, 40)
    local made = diff.compare(diff.of_plan(plan_of(one, { { "A", goals = { nps(one, 45) } } })),
      diff.of_plan(plan_of(one, { { "A", goals = { nps(one, 38) } } })))
    assert.same({ nil, nil, false }, { made.posts[1].old_on_old, made.posts[1].new_on_new, made.posts[1].moved })
    for _, code in ipairs { "en", "fi", "sv" } do
      local text = cx.report.text(diff.document(lang.load(code), made), "terminal", { width = 100, language = code })
      assert.matches("– +–", text)
    end
  end)
end)
