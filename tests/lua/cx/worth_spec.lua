-- worth_spec.lua: worth.lua and worth/: the note's check, data whose truth is known, coverage, what is refused and what is said

local cx = require "cx"
local core = require "cx.core"
local value = require "cx.worth.value"

local function uniform(...) return core.distribution.normal(core.normals(1, ...)[1]) end


local function finite(x)
  if type(x) == "number" then assert.is_true(x == x and math.abs(x) < math.huge) end
  if type(x) == "table" then for _, one in pairs(x) do finite(one) end end
end


local function measured(given)
  local outcome = assert(cx.worth(given):measure())
  finite(outcome)
  return outcome
end


local function raises(words, given)
  local done, message = pcall(cx.worth, given)
  assert.is_false(done)
  assert.truthy(tostring(message):find(words, 1, true), message)
  assert.truthy(tostring(message):find("worth_spec.lua:", 1, true), message)
end


local function codes(outcome)
  local list = {}
  for i, note in ipairs(outcome.notes) do list[i] = note.code .. (note.segment and " " .. note.segment or "") end
  return list
end


local function input(outcome, segment, key)
  for _, one in ipairs(outcome.inputs) do
    if one.segment == segment and one.key == key then return one end
  end
end


local function two(promoter, detractor, more)
  local given = { discount = 0.10, segments = { promoter = promoter, detractor = detractor } }
  for key, x in pairs(more or {}) do given[key] = x end
  return given
end


-- ---- purchases whose truth is known --------------------------------------------------------------------------

local TRUTH = { promoter = { 200, 0.9, 0.4 }, passive = { 160, 0.75, 0.1 }, detractor = { 130, 0.6, 0.05 } }
local NAMES = { "promoter", "passive", "detractor" }


-- Answers on 2025-01-01 and two years of purchases before and after, of n people by class (or of one truth for all).
local function made_up(n, seed, truth)
  truth = truth or TRUTH
  local answers, sold, new = { "who,day,x" }, { "customer;day;euros;from" }, 0
  for i = 1, n do
    local class = NAMES[1 + i % 3]
    local score = class == "promoter" and 9 + i % 2 or class == "passive" and 7 + i % 2 or i % 7
    local t = truth[class]
    answers[#answers + 1] = ("c%d,2025-01-01,%d"):format(i, score)
    sold[#sold + 1] = ("c%d;2024-%02d-15;%.2f;"):format(i, 1 + i % 12, t[1] * 2 * uniform(seed, i, 1))
    if uniform(seed, i, 2) < t[2] then sold[#sold + 1] = ("c%d;2025-%02d-20;%d;"):format(i, 1 + i % 12, 100) end
    for k = 1, 2 do
      if uniform(seed, i, 2 + k) < t[3] then
        new = new + 1
        sold[#sold + 1] = ("n%d;2025-06-11;50;c%d"):format(new, i)
      end
    end
  end
  sold[#sold + 1] = "first;2024-01-01;1;"
  sold[#sold + 1] = "last;2025-12-31;1;"
  local survey = cx.survey { text = table.concat(answers, "\n"), person = "who", time = "day",
                             questions = { x = cx.scale.nps } }
  return survey, cx.survey { text = table.concat(sold, "\n") }
end


local function joined(n, seed, truth, more)
  local answers, sold = made_up(n, seed, truth)
  local given = { of = cx.metric.nps(answers.x), spend = sold, key = "customer", amount = "euros", time = "day",
                  referral = "from", discount = 0.1, draws = 400 }
  for key, x in pairs(more or {}) do given[key] = x end
  return measured(given)
end


local function true_differences(truth)
  local segments = {}
  for name, t in pairs(truth) do
    segments[name] = { spend = t[1], retention = t[2], referrals = t[3], purchases = 1, acquisition = 0, mentions = 0, share = 1 }
  end
  local made = value.of(segments, { discount = 0.1, margin = 1, conversion = 1, loss = 0 })
  local list = {}
  for _, step in ipairs { "purchase", "duration", "total" } do list[step] = made.promoter[step] - made.detractor[step] end
  return list
end


describe("worth", function()
  it("value (1): the note's check: m 100, d .10, r .8 gives 366.666667, r .6 gives 220", function()
    local o = measured(two({ margin = 100, retention = 0.8 }, { margin = 100, retention = 0.6 }))
    assert.near(366.666667, o.segments[1].duration.value, 5e-7)
    assert.near(220, o.segments[2].duration.value, 1e-9)
    assert.near(146.666667, o.duration.value, 5e-7)
    assert.equal(0, o.purchase.value)
    assert.is_nil(o.total)
    assert.is_nil(o.duration.low)
    assert.same({ "tenure", "no_referrals" }, codes(o))
  end)

  it("value (1): so many years are the first terms of the sum, also without discount", function()
    local sum = 0
    for t = 0, 4 do sum = sum + (0.8 / 1.1) ^ t end
    assert.near(sum, value.annuity(0.8, 0.1, 5), 1e-12)
    assert.equal(7, value.annuity(1, 0, 7))
    assert.near(value.annuity(0.8, 0.1), value.annuity(0.8, 0.1, 100), 1e-9)
  end)

  it("value (2): referrals less warnings, at a new customer's worth, each year that one stays", function()
    local o = measured(two({ margin = 100, retention = 0.8, referrals = 0.5, share = 0.5 },
      { margin = 100, retention = 0.6, mentions = 0.4, share = 0.5 }, { conversion = 0.6, loss = 0.5 }))
    local new = (366.6666666667 + 220) / 2
    assert.near(366.6666666667 + 0.5 * 0.6 * new * 3.6666666667, o.segments[1].total.value, 1e-6)
    assert.near(220 - 0.4 * 0.5 * new * 2.2, o.segments[2].total.value, 1e-6)
  end)

  it("(2): a class that is not said to refer anybody stands in the inputs as referring nobody", function()
    local o = measured(two({ margin = 100, retention = 0.8, referrals = 0.5 }, { margin = 100, retention = 0.6 }))
    assert.same({ 0, "default" }, { input(o, "detractor", "referrals").value, input(o, "detractor", "referrals").source })
    assert.is_nil(input(measured(two({ margin = 1, retention = 0.8 }, { margin = 1, retention = 0.6 })), "detractor", "referrals"))
  end)

  it("value (2): generations are a geometric series where its ratio is below 1, else one is counted and it is said", function()
    local function given(referrals)
      return two({ margin = 100, retention = 0.5, referrals = referrals, share = 1 }, { margin = 50, retention = 0.5, share = 0 },
        { generations = "all" })
    end
    local annuity = 1.1 / 0.6
    local ratio = 0.2 * annuity
    local o = measured(given(0.2))
    assert.near(100 * annuity * (1 + ratio / (1 - ratio)), o.segments[1].total.value, 1e-9)
    o = measured(given(2))
    assert.same({ "tenure", "ratio" }, codes(o))
    assert.near(100 * annuity * (1 + 2 * annuity), o.segments[1].total.value, 1e-9)
  end)

  it("(1): a toy maker's case: tens of euros at the purchase, thousands over a lifetime", function()
    local segments = {}
    for row in cx.survey { file = "tests/data/worth/toymaker.csv" }:rows {} do
      local one = {}
      for _, key in ipairs { "spend", "purchases", "retention", "referrals", "mentions", "share" } do
        one[key] = tonumber(row[key])
      end
      segments[row.class] = one
    end
    local o = measured { segments = segments, discount = 0.08, conversion = 0.5, loss = 0.1 }
    assert.near(72, o.purchase.value, 1e-9)
    assert.is_true(o.duration.value > 1000 and o.duration.value < o.total.value)
    assert.is_true(o.total.value > 2000 and o.total.value < 9999)
  end)

  it("draw (1): intervals of inputs make those of the differences, the same each time", function()
    local given = two({ spend = { 200, 180, 220 }, retention = 0.5 }, { spend = 100, retention = 0.5 }, { draws = 20000 })
    local o = measured(given)
    assert.near(100, o.purchase.value, 1e-9)
    assert.near(80, o.purchase.low, 1)
    assert.near(120, o.purchase.high, 1)
    assert.same(o, measured(given))
  end)

  it("draw (2): what matters most comes first, each alone at its ends", function()
    local o = measured(two({ spend = { 200, 199, 201 }, retention = { 0.8, 0.6, 0.9 } }, { spend = 100, retention = 0.5 }))
    assert.same({ "promoter", "retention" }, { o.sensitivity[1].segment, o.sensitivity[1].key })
    assert.near(200 * 1.1 / 0.5 - 100 * 1.1 / 0.6, o.sensitivity[1].at_low, 1e-9)
    assert.near(200 * 1.1 / 0.2 - 100 * 1.1 / 0.6, o.sensitivity[1].at_high, 1e-9)
    assert.is_nil(o.sensitivity[1].assumed)
    for _, one in ipairs(o.sensitivity) do
      if one.key == "discount" then assert.is_true(one.assumed) end
    end
  end)

  it("(2): finds what was planted in purchases joined by person", function()
    local o, truth = joined(3000, 11, nil), true_differences(TRUTH)
    for name, t in pairs(TRUTH) do
      for i, key in ipairs { "spend", "retention", "referrals" } do
        local one = input(o, name, key)
        assert.equal("data", one.source)
        assert.is_true(one.low <= t[i] and t[i] <= one.high, ("%s %s %g…%g"):format(name, key, one.low, one.high))
      end
    end
    for step, x in pairs(truth) do
      assert.is_true(o[step].low <= x and x <= o[step].high, ("%s %g: %g…%g"):format(step, x, o[step].low, o[step].high))
    end
    assert.equal("answered", o.way)
    assert.equal(1000, o.segments[1].n)
  end)

  it("(2): finds no difference where there is none", function()
    local same = { promoter = { 150, 0.8, 0.1 }, passive = { 150, 0.8, 0.1 }, detractor = { 150, 0.8, 0.1 } }
    local o = joined(900, 4, same)
    for _, step in ipairs { "purchase", "duration", "total" } do
      assert.is_true(o[step].low < 0 and o[step].high > 0, step)
    end
  end)

  it("(1): 95 % intervals hold the truth about as often as they say", function()
    local truth, hits, runs = true_differences(TRUTH), { purchase = 0, duration = 0, total = 0 }, 60
    for seed = 1, runs do
      local o = joined(240, seed + 100, nil, { seed = seed })
      for step, x in pairs(truth) do
        if o[step].low <= x and x <= o[step].high then hits[step] = hits[step] + 1 end
      end
    end
    for step, n in pairs(hits) do assert.is_true(n >= 52, ("%s: %d of %d"):format(step, n, runs)) end
  end)

  -- Rscript tests/r/worth.R: svymean by class, t and Wilson's intervals
  local SOLD = "who;sum;stays\na;100;1\nb;240;1\nc;180;0\nd;90;1\ne;310;1\nf;40;0\ng;120;1\nh;15;0\ni;60;0\nj;75;1\nz;999;0\n"

  local function weighted(more)
    local answers = cx.survey { person = "who", weight = "w", questions = { x = cx.scale.nps },
      text = "who,w,x\na,.5,9\nb,2,10\nc,1,9\nd,.8,10\ne,1.7,9\nf,1,0\ng,.4,1\nh,2.2,2\ni,.9,3\nj,1.5,4\nz,0,9\n" }
    return measured { of = cx.metric.nps(answers.x), spend = cx.survey { text = SOLD }, key = "who", retained = "stays",
                      discount = 0.1, minimum = more }
  end

  it("joined (5): people count by their weights, as R's svymean has it; who weighs nothing is left out", function()
    local o = weighted()
    for name, truth in pairs {
      promoter = { 218.166666666667, 112.468346775476, 323.864986557858, 0.833333333333333, 0.420457042057796, 0.97179849969307 },
      detractor = { 47.9166666666667, 1.9127299058467, 93.9206034274866, 0.316666666666667, 0.0726520428765175,
                    0.732703221980102 } } do
      for i, key in ipairs { "spend", "retention" } do
        local one = input(o, name, key)
        for k, part in ipairs { "value", "low", "high" } do assert.near(truth[3 * i - 3 + k], one[part], 1e-10) end
        assert.equal(5, one.n)
      end
    end
    assert.same({ "empty passive", "weighted", "one_year", "no_referrals" }, codes(o))
  end)

  it("(5): weighted figures under a minimum are worked out from inputs as fine as their errors", function()
    local o = weighted(3)
    assert.same({ 218, 112, 324 }, { input(o, "promoter", "spend").value, input(o, "promoter", "spend").low,
                                     input(o, "promoter", "spend").high })
    assert.near(0.83, input(o, "promoter", "retention").value, 1e-12)
    assert.near(0.6, input(o, "promoter", "share").value, 0.1)
    assert.near(218 * 1.1 / (1.1 - 0.83) - 48 * 1.1 / (1.1 - 0.32), o.duration.value, 1e-9)
  end)

  it("joined (2): a return in the year after is no purchase", function()
    local answers, sold = { "who,day,x" }, { "who;sum;day", "first;1;2024-01-01", "last;1;2025-12-31" }
    for i = 1, 30 do
      answers[#answers + 1] = ("p%d,2025-01-01,%d"):format(i, i % 2 == 0 and 9 or 2)
      sold[#sold + 1] = ("p%d;%d;2024-12-20"):format(i, 100 + i)
      sold[#sold + 1] = ("p%d;%d;2025-02-01"):format(i, i <= 10 and 50 or -20)
    end
    local s = cx.survey { person = "who", time = "day", questions = { x = cx.scale.nps }, text = table.concat(answers, "\n") }
    local o = measured { of = cx.metric.nps(s.x), spend = cx.survey { text = table.concat(sold, "\n") }, key = "who",
                         discount = 0.1 }
    assert.near(5 / 15, input(o, "promoter", "retention").value, 1e-12)
  end)

  it("joined (2): without a day of answering, those who bought a year before are asked, and it is said", function()
    local answers, sold = made_up(600, 5)
    local untimed = cx.survey { text = require "cx.survey".state(answers).text, person = "who",
                                questions = { x = cx.scale.nps } }
    local o = measured { of = cx.metric.nps(untimed.x), spend = sold, key = "customer", amount = "euros", time = "day",
                         referral = "from", discount = 0.1 }
    assert.equal("survivors", o.way)
    assert.same({ "survivors" }, codes(o))
  end)

  it("joined (3) (5): a column says who stayed; who is not in the file, has no name, cannot be read, is counted", function()
    local answers = cx.survey { person = "who", questions = { x = cx.scale.nps },
      text = "who,x\n" .. "a,9\nb,10\nc,2\nd,3\ne,8\n,9\nghost,9\nb,9\n" }
    local o = measured { of = cx.metric.nps(answers.x), key = "who", retained = "stays", discount = 0.1,
      spend = cx.survey { text = "who;sum;stays\na;100;yes\nb;200;no\nc;10;no\nd;20;Yes\ne;50;1\n;5;1\na;x;yes\n" } }
    assert.near(150, input(o, "promoter", "spend").value, 1e-9)
    assert.near(0.5, input(o, "promoter", "retention").value, 1e-9)
    assert.equal("column", o.way)
    assert.same({ "unmatched", "nameless", "unreadable", "one_year", "no_referrals" }, codes(o))
    assert.equal(2, o.notes[3].n)
  end)

  it("(2): in a plan the first recommendation of a survey that knows its accounts says who is a promoter", function()
    local answers = cx.survey { person = "who", account = "firm", questions = { x = cx.scale.nps },
      text = "who,firm,x\n1,a,9\n2,b,10\n3,c,2\n4,d,3\n" }
    local given = cx.worth { spend = cx.survey { text = "firm;sum\na;100\nb;200\nc;10\nd;20\n" }, key = "firm", years = 5,
                             discount = 0.08, not_counted = { "word of mouth" } }
    local plan = cx.plan { name = "P", touchpoints = { { "Shop", goals = cx.goal { cx.metric.nps(answers.x), at_least = 1 } } },
                           measure = { surveys = { answers }, worth = given } }
    local result = assert(plan:run { today = "2026-11-21" })
    assert.near(135, result.worth[1].purchase.value, 1e-9)
    assert.equal(4, result.worth[1].purchase.n)
    local outcome, _, code = given:measure()
    assert.is_nil(outcome)
    assert.equal("usage", code)
  end)

  it("(3): one year of purchases tells no retention, so no worth over time, unless it is declared", function()
    local answers = cx.survey { person = "who", questions = { x = cx.scale.nps }, text = "who,x\na,9\nb,10\nc,2\nd,3\n" }
    local given = { of = cx.metric.nps(answers.x), key = "who", discount = 0.1,
                    spend = cx.survey { text = "who;sum\na;100\nb;200\nc;10\nd;20\n" } }
    local o = measured(given)
    assert.near(135, o.purchase.value, 1e-9)
    assert.is_nil(o.duration)
    assert.same({ "empty passive", "one_year", "no_retention" }, codes(o))
    given.segments = { promoter = { retention = 0.9 }, detractor = { retention = 0.6 } }
    o = measured(given)
    assert.near(150 * 1.1 / 0.2 - 15 * 1.1 / 0.5, o.duration.value, 1e-9)
  end)

  it("joined (1): purchases of part of a year are scaled up to one, and it is said", function()
    local answers = cx.survey { person = "who", questions = { x = cx.scale.nps }, text = "who,x\na,9\nb,10\nc,2\nd,3\ne,8\n" }
    local o = measured { of = cx.metric.nps(answers.x), key = "who", discount = 0.1, spend = cx.survey { text = "who;sum;day\n"
      .. "a;100;2026-01-01\nb;200;2026-06-30\nc;10;2026-02-01\nd;20;2026-03-01\ne;9;2026-03-01\n" } }
    assert.near(135 * 365.25 / 181, o.purchase.value, 1e-9)
    assert.same({ "short", "no_retention" }, codes(o))
    assert.equal(6, o.notes[1].n)
  end)

  it("(4): a point is worth its slope times the worth of the outcome's point", function()
    local lines = { "ease,x" }
    for i = 1, 400 do
      local ease = 1 + i % 5
      lines[#lines + 1] = ("%d,%d"):format(ease, uniform(9, i, 1) < ease / 6 and 10 or 2)
    end
    local answers = cx.survey { text = table.concat(lines, "\n"), questions = { ease = cx.scale { 1, 5 }, x = cx.scale.nps } }
    local o = measured(two({ margin = 300, retention = 0.5 }, { margin = 100, retention = 0.5 },
      { points = { of = { answers.ease }, outcome = cx.metric.nps(answers.x), customers = 1000 } }))
    local item = o.points.items[1]
    assert.near(item.slope.value * 200 * 1.1 / 0.6 / 200, item.each.value, 1e-9)
    assert.near(item.each.value * 1000, item.base.value, 1e-6)
    assert.is_true(item.slope.low <= 200 / 6 and 200 / 6 <= item.slope.high)
    assert.is_true(item.each.low < item.each.value and item.each.value < item.each.high)
  end)

  it("(4): drivers that tell no slope leave no worth of a point, and it is said", function()
    local answers = cx.survey { text = "ease,x\n3,9\n3,2\n3,10\n", questions = { ease = cx.scale { 1, 5 }, x = cx.scale.nps } }
    local o = measured(two({ margin = 300, retention = 0.5 }, { margin = 100, retention = 0.5 },
      { points = { of = { answers.ease }, outcome = cx.metric.nps(answers.x) } }))
    assert.same({}, o.points.items)
    assert.same({ "tenure", "no_referrals", "no_points" }, codes(o))
  end)

  it("(5): a class without customers is told, and so is one of too few people", function()
    local function given(text, minimum)
      local answers = cx.survey { person = "who", questions = { x = cx.scale.nps }, text = text }
      return { of = cx.metric.nps(answers.x), key = "who", discount = 0.1, minimum = minimum,
               spend = cx.survey { text = "who;sum\na;100\nb;200\nc;10\nd;20\n" } }
    end
    local o = measured(given "who,x\na,9\nb,10\nc,8\nd,8\n")
    assert.same({ "empty detractor", "one_year" }, codes(o))
    assert.is_nil(o.purchase)
    o = measured(given("who,x\na,9\nb,10\nc,2\nd,3\n", 3))
    assert.is_true(o.hidden)
    assert.is_nil(o.purchase)
    assert.same({}, o.segments)
  end)

  it("(6): a negative margin is a defined worth, and it is said", function()
    local o = measured(two({ margin = 100, retention = 0.8 }, { margin = -20, retention = 0.9 }))
    assert.near(-20 * 1.1 / 0.2, o.segments[2].duration.value, 1e-9)
    assert.same({ "negative detractor", "tenure", "no_referrals" }, codes(o))
    o = measured(two({ spend = 100, retention = 0.8 }, { spend = 20, retention = 0.9 }, { margin = -0.1 }))
    assert.same({ "negative promoter", "negative detractor", "tenure", "no_referrals" }, codes(o))
  end)

  it("given: refuses what makes no sense, at the analyst's line", function()
    local fine = { margin = 100, retention = 0.8 }
    raises("lasts for ever", two({ margin = 100, retention = 1 }, fine, { discount = 0 }))
    raises("years = 5", two({ margin = 100, retention = { 0.95, 0.9, 1 } }, fine, { discount = 0 }))
    assert.near(500, measured(two({ margin = 100, retention = 1 }, fine, { discount = 0, years = 5 })).segments[1].duration.value,
      1e-9)
    raises("from 0 to 1", two({ margin = 100, retention = 1.2 }, fine))
    raises("discount", { segments = { promoter = fine, detractor = fine } })
    raises("discount", two(fine, fine, { discount = -0.1 }))
    raises("spend and margin", two({ margin = 1, spend = 2 }, fine))
    raises("margin", two(fine, fine, { margin = 0.4 }))
    raises("segments.detractor", { discount = 0.1, segments = { promoter = fine } })
    raises("segments.promoter", two({ retention = 0.5 }, fine))
    raises("key", { discount = 0.1, spend = "x.csv" })
    raises("of which file", two(fine, fine, { key = "x" }))
    raises("generations", two(fine, fine, { generations = 2 }))
    raises("years", two(fine, fine, { years = 0 }))
    raises("colour", two(fine, fine, { colour = 1 }))
    raises("{ value, low, high }", two({ margin = { 5, 6, 7 }, retention = 0.5 }, fine))
    raises("above 0", { discount = 0, spend = "x.csv", key = "k" })
    raises("promoters and detractors", { discount = 0.1, spend = "x.csv", key = "k",
      of = cx.metric.mean(cx.survey { text = "x\n1\n", questions = { x = cx.scale { 1, 5 } } }.x) })
  end)

  it("the world's mistakes are nil and a message: no file, no column, two that could be the amount, too many people", function()
    local answers = cx.survey { person = "who", questions = { x = cx.scale.nps }, text = "who,x\na,9\nb,2\n" }
    local function trouble(spend, more)
      local given = { of = cx.metric.nps(answers.x), key = "who", discount = 0.1, spend = spend }
      for key, x in pairs(more or {}) do given[key] = x end
      local outcome, message, code = cx.worth(given):measure()
      assert.is_nil(outcome)
      return message, code
    end
    assert.equal("no_file", select(2, trouble "tests/data/nps/none.csv"))
    assert.matches("which column is the amount", (trouble(cx.survey { text = "who;a;b\nx;1;2\n" })))
    assert.matches("no column of amount", (trouble(cx.survey { text = "who;a\nx;y\n" })))
    assert.equal("no_column", select(2, trouble(cx.survey { text = "whom;a\nx;1\n" })))
    assert.equal("too_many", select(2, trouble(cx.survey { text = "who;a\nx;1\n" }, { max_persons = 1 })))
  end)
end)
