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


local function text_of(made, code, width)
  return cx.report.text(require "cx.diff.show".document(lang.load(code), made), "terminal", { width = width or 140, language = code })
end


local function kinds(made)
  local list = {}
  for i, one in ipairs(made.goals) do list[i] = ("%s %s"):format(one.kind, one.id) end
  return list
end


describe("diff", function()
  it("(9): goals that did not move stand with both results where these differ, and are the same where they do not", function()
    local function made_of(tens, zeros)
      local one = survey(tens, zeros)
      return side(plan_of(one, { { "A", goals = { nps(one, 30) } } }))
    end
    local made = diff.compare(made_of(50, 50), made_of(90, 10), { today = "2026-06-30" })
    assert.is_false(made.same)
    assert.equal(1, #made.results)
    assert.same({ 0, 80, "missed", "met" }, { made.results[1].old_result.value, made.results[1].new_result.value,
      made.results[1].shown.old, made.results[1].shown.new })
    for code, words in pairs { en = { "n = 100 · missed", "n = 100 · met" }, fi = { "ei saavutettu", "saavutettu" },
                               sv = { "ej uppnått", "uppnått" } } do
      local text = text_of(made, code)
      for _, word in ipairs(words) do assert.matches(word, (text:gsub("\u{a0}", " ")), 1, true) end
    end
    assert.is_true(diff.compare(made_of(50, 50), made_of(50, 50)).same)
  end)

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
      require "cx.diff.show".sentence(lang.load "en", post))
    assert.matches("koska tavoite laskettiin: 45 → 38; vanhalla tavoitteella: ei saavutettu", require "cx.diff.show".sentence(lang.load "fi", post))
    assert.matches("eftersom målet sänktes från 45 till 38", require "cx.diff.show".sentence(lang.load "sv", post))
  end)

  it("(3): a goal that moved and changes no verdict is in the table, and nothing is said of it", function()
    local one = survey(9000, 1000)
    local made = diff.compare(side(plan_of(one, { { "A", goals = { nps(one, 45) } } })),
      side(plan_of(one, { { "A", goals = { nps(one, 38) } } })))
    assert.same({ 1, false, nil }, { #made.posts, made.posts[1].moved, require "cx.diff.show".sentence(lang.load "en", made.posts[1]) })
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
    old.q.text = nil -- a question without words went by its name
    assert.same({ "q wording true" }, (changed({ text = "Will you?" }, bridge "q")))
    assert.same({ "q wording false" }, (changed({ text = "Will you?" }, bridge "r")))
  end)

  it("(6): without data there is no verdict", function()
    local one = survey(60, 40)
    local made = diff.compare(diff.of_plan(plan_of(one, { { "A", goals = { nps(one, 45) } } })),
      diff.of_plan(plan_of(one, { { "A", goals = { nps(one, 38) } } })))
    assert.same({ nil, nil, false }, { made.posts[1].old_on_old, made.posts[1].new_on_new, made.posts[1].moved })
    for _, code in ipairs { "en", "fi", "sv" } do
      local text = cx.report.text(require "cx.diff.show".document(lang.load(code), made), "terminal", { width = 100, language = code })
      assert.matches("– +–", text)
    end
  end)

  it("(6): missed is behind until the day of the goal has passed", function()
    local was, now = survey(8000, 2000), survey(7050, 2950)
    local function shown(today)
      return diff.compare(side(plan_of(was, { { "A", goals = { nps(was, 45, { due = "2026-08-31" }) } } })),
        side(plan_of(now, { { "A", goals = { nps(now, 50, { due = "2026-12-31" }) } } })), { today = today }).posts[1].shown
    end
    assert.same({ "behind", "behind" }, { shown("2026-08-31").old_on_new, shown("2026-08-31").new_on_new })
    assert.same({ "missed", "behind" }, { shown("2026-09-01").old_on_new, shown("2026-09-01").new_on_new })
    assert.same({ "missed", "missed" }, { shown("2027-01-01").old_on_new, shown("2027-01-01").new_on_new })
  end)

  it("names metrics as reports do, with the words of their questions", function()
    local one = survey(60, 40)
    local mean = cx.metric.mean(one.r)
    local old = plan_of(one, { { "A", goals = { nps(one, 20) } } })
    local new = plan_of(one, { { "A", goals = { nps(one, 30), cx.goal { mean, at_least = 2 } } } })
    local made = diff.compare(side(old), side(new), { today = "2026-06-30" })
    assert.matches("keskiarvo 1–5 ≥ 2", (text_of(made, "fi"):gsub("\u{a0}", " ")))
    assert.is_nil(text_of(made, "fi"):find("mean", 1, true))
    made = diff.compare(side(new), side(old), { today = "2026-06-30" })
    assert.matches("medelvärde 1–5 ≥ 2", (text_of(made, "sv"):gsub("\u{a0}", " ")))
    old = plan_of(one, { { "A", goals = { nps(one, 20, { id = "a" }) } } })
    new = plan_of(one, { { "A", goals = { cx.goal { mean, at_least = 2, id = "a" } } } })
    assert.matches("NPS %(Would you recommend us%?%)", text_of(diff.compare(side(old), side(new)), "en"))
  end)

  it("(7): promises, touchpoints, actions and rules by id: added, dropped, changed", function()
    local one = survey(60, 40)
    local function of(more)
      local given = { name = "P", measure = { surveys = { one } },
        define = { experience = more.promises }, implement = { actions = more.actions },
        touchpoints = { { "A", owner = more.owner, phase = more.phase, goals = { nps(one, 20) } } } }
      return diff.of_plan(cx.plan(given))
    end
    local old = of { promises = { care = "They care", speed = "Quick" }, owner = "anna", phase = "before",
      actions = { { id = "rows", action = "New rows", owner = "anna", due = "2026-05-31" }, { id = "call", action = "Call" } } }
    local new = of { promises = { care = "They take care" }, owner = "bo", phase = "before",
      actions = { { id = "rows", action = "New rows", owner = "anna", due = "2026-06-30" }, { id = "mail", action = "Mail" } } }
    local made = diff.compare(old, new)
    local list = {}
    for i, part in ipairs(made.parts) do
      local keys = {}
      for j, field in ipairs(part.fields) do keys[j] = field.key end
      list[i] = ("%s %s %s %s"):format(part.change, part.kind, part.id, table.concat(keys, "+"))
    end
    assert.same({ "changed promise care text", "changed touchpoint A owner", "changed action rows due", "added action mail ",
      "dropped promise speed ", "dropped action call " }, list)
    assert.same({}, made.goals)                                                -- the owner is said once
    assert.is_false(made.same)
    local text = text_of(made, "en")
    assert.matches("promise +care +words: They care → They take care", text)
    assert.matches("rows +day: 31 May 2026 → 30 Jun 2026", text)
    for _, code in ipairs { "fi", "sv" } do assert.is_nil(text_of(made, code, 80):find "[{}]") end
    assert.is_true(diff.compare(old, old).same)
  end)

  it("(8): rounds show nothing of fewer people than the survey's or the plan's privacy asks for", function()
    local function estimate(value, n)
      return { value = value, low = value - 2, high = value + 2, se = 1, n = n, n_effective = n, n_interval = n, confidence = 0.95,
        interval = "wald", centre = value, centre_se = 1, df = n - 1, lowest = -100, highest = 100, spread = 1000 }
    end
    local function round(name, target, n)
      return { name = name, results = { questions = { { id = "q", survey = "S" } }, goals = { { id = "A", metric = "nps",
        question = "q", relation = "at_least", target = target, unit = "points", estimate = estimate(60, n) } } } }
    end
    local function plan(own, of_plan)
      local one = cx.survey { name = "S", text = "q\n10\n", privacy = own and { minimum = own }, questions = { q = cx.scale.nps } }
      return cx.plan { name = "P", privacy = of_plan and { minimum = of_plan },
        touchpoints = { { "A", goals = { cx.goal { cx.metric.nps(one.q), at_least = 20 } } } } }
    end
    local function shown(given, ...)
      local post = diff.compare(diff.of_round((...), given), diff.of_round(select(2, ...), given)).posts[1]
      return { post.old_result and post.old_result.n or 0, post.new_result and post.new_result.n or 0 }
    end
    local few, more, other = round("Q1", 10, 20), round("Q1", 20, 25), round("Q2", 30, 25)
    assert.same({ 20, 25 }, shown(plan(), few, more))
    assert.same({ 0, 25 }, shown(plan(22), few, other))
    assert.same({ 0, 25 }, shown(plan(22, 5), few, other))
    assert.same({ 20, 25 }, shown(plan(10, 22), few, other))                    -- the survey's own goes before the plan's
    assert.same({ 0, 0 }, shown(plan(10), few, more))                           -- of one round, five apart
    assert.same({ 20, 25 }, shown(plan(5), few, more))
    local changed = round("Q1", 30, 20)                                         -- one person's answer changed
    changed.results.goals[1].estimate.value = 61
    assert.same({ 0, 0 }, shown(plan(10), few, changed))
    assert.same({ 20, 20 }, shown(plan(), few, changed))
    assert.same({ 20, 20 }, shown(plan(10), few, round("Q1", 30, 20)))          -- another target, the same answers
  end)
end)
