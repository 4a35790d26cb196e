-- effect_spec.lua: effect.lua, effect/ and the report: planted effects found, none where none is, clusters, placebo, bad input

local cx = require "cx"
local core = require "cx.core"
local lang = require "cx.lang"
local part = require "cx.report.why.effect"
local told = dofile "tests/lua/cx/report/why/told.lua"


local function finite(x)
  if type(x) == "number" then assert.is_true(x == x and math.abs(x) < math.huge) end
  if type(x) == "table" then for _, one in pairs(x) do finite(one) end end
end


-- A year of answers: A is a point above B, both rise; from July A has `effect` more; before that it drifts apart by `apart`.
local function survey(n, seed, given, roles)
  local lines = { "id,day,g,both,x" }
  for i = 1, n do
    local month, g = 1 + i % 12, (i // 12) % 3 == 0 and "A" or "B"
    local mean = 4 + (g == "A" and 1 or 0) + month * 0.05 + (g == "A" and month >= 7 and given.effect or 0)
      + (g == "A" and month >= 4 and given.apart or 0) + (given.person and core.normals(1, seed, 9, i % 90)[1] or 0)
    local x = math.floor(mean + 1.5 * core.normals(1, seed, 0, i)[1] + 0.5)
    lines[#lines + 1] = ("p%d,2026-%02d-10,%s,%s,%d"):format(i % 90, month, g, "yes", math.max(0, math.min(10, x)))
  end
  local options = { text = table.concat(lines, "\n"), time = "day", questions = { x = cx.scale { 0, 10 } } }
  for key, value in pairs(roles or {}) do options[key] = value end
  return cx.survey(options)
end


local function declared(s, more)
  local given = { of = s.x, date = "2026-07-01", where = "g == 'A'", against = "rest" }
  for key, value in pairs(more or {}) do given[key] = value or nil end
  return cx.effect(given)
end


local function measured(s, more)
  local outcome = assert(declared(s, more):measure())
  finite(outcome)
  return outcome
end


local function codes(outcome)
  local list = {}
  for i, note in ipairs(outcome.notes) do list[i] = note.code end
  return list
end


local function raises(words, given)
  local done, message = pcall(cx.effect, given)
  assert.is_false(done)
  assert.truthy(tostring(message):find(words, 1, true), message)
  assert.truthy(tostring(message):find("effect_spec.lua:", 1, true), message)
end


describe("effect", function()
  it("(1), difference (2): the four means by hand, with Welch's error where nobody answers twice", function()
    local s = cx.survey { time = "day", questions = { x = cx.scale { 0, 10 } }, text = "day,g,x\n"
      .. "2026-06-30,A,4\n2026-06-01,A,6\n2026-07-01,A,8\n2026-07-02,A,10\n"
      .. "2026-06-30,B,5\n2026-06-01,B,7\n2026-07-01,B,5\n2026-07-02,B,9\n2025-12-31,A,0\n2027-01-01,B,0\n" }
    local o = measured(s)
    assert.near((9 - 5) - (7 - 6), o.value, 1e-12)
    -- variances of the means 1, 1, 4, 1; Welch-Satterthwaite 7^2 / (1 + 1 + 16 + 1)
    assert.near(math.sqrt(7), o.se, 1e-12)
    assert.near(49 / 19, o.df, 1e-12)
    assert.near(3 + math.sqrt(7) * core.distribution.t_quantile(0.975, 49 / 19), o.high, 1e-9)
    assert.equal(8, o.n)
    assert.same({ "2026-01-01", "2026-12-31" }, { o.from, o.to })
  end)

  -- Rscript tests/r/effect.R: svyglm with the interaction, persons as clusters. Its m / (m - 1) of all persons gives errors of
  -- 0.345332474415234 and 0.378310836739068; with each cell's own persons the same residuals give those here.
  it("difference (1): equal to R's svyglm where persons answer several times, with and without weights", function()
    local function of(weight)
      local s = cx.survey { file = "tests/data/effect/answers.csv", time = "day", person = "id", weight = weight,
                            questions = { x = cx.scale { 0, 10 } } }
      return measured(s)
    end
    local o = of(nil)
    assert.near(0.892784890153311, o.value, 1e-12)
    assert.near(0.351148610888709, o.se, 1e-12)
    o = of "w"
    assert.near(0.892694483216999, o.value, 1e-12)
    assert.near(0.385121264131182, o.se, 1e-12)
    assert.near(-0.146660641429147, o.placebo.value, 1e-12)
    assert.near(0.711806494109629, o.placebo.se, 1e-12)
  end)

  it("finds the effect that was planted, and none where none was", function()
    local o = measured(survey(3000, 3, { effect = 1 }))
    assert.is_true(o.low < 1 and 1 < o.high)
    assert.equal("higher", o.verdict)
    assert.is_true(o.placebo.p > 0.05)
    assert.same({}, codes(o))
    o = measured(survey(3000, 4, { effect = 0 }), { margin = 0.5 })
    assert.equal("none", o.verdict)
    assert.is_true(o.low < 0 and 0 < o.high)
    o = measured(survey(300, 4, { effect = 0 }), { margin = 0.01 })
    assert.equal("cannot tell", o.verdict)
  end)

  it("(3): groups that moved apart before are found by the placebo", function()
    local o = measured(survey(3000, 5, { effect = 0, apart = 1.5 }))
    assert.same({ "not_parallel" }, codes(o))
    assert.is_nil(part.decide(o, lang.load "en"))
  end)

  it("(4): without a comparison it is the change, and no proof", function()
    local o = measured(survey(2000, 6, { effect = 1 }), { against = false })
    assert.near(1 + 6 * 0.05, o.value, 0.35)
    assert.is_false(o.comparison)
    assert.is_nil(o.cells.comparison)
    assert.equal("no_comparison", o.notes[1].code)
    assert.matches("no proof of an effect", part.sentence(o, lang.load "en"))
    assert.is_nil(part.decide(o, lang.load "en"))
  end)

  it("difference (1): intervals of persons who answer many times hold the truth about as often as they say", function()
    local hits, runs = 0, 60
    for seed = 1, runs do
      local o = measured(survey(540, seed + 50, { effect = 0.5, person = true }, { person = "id" }))
      assert.equal("id", o.cluster)
      if o.low <= 0.5 and 0.5 <= o.high then hits = hits + 1 end
    end
    assert.is_true(hits >= 52, ("%d of %d"):format(hits, runs))
  end)

  it("cells (2): an account holds its persons together, as in the errors of goals", function()
    assert.equal("id", measured(survey(540, 3, { effect = 1 }, { account = "id", person = "both" })).cluster)
  end)

  it("(6): a group of one cluster has the error of its rows, and it is said", function()
    local o = measured(survey(600, 7, { effect = 1 }), { cluster = "g" })
    assert.same({ "one_cluster" }, codes(o))
    assert.is_true(o.low < o.value)
  end)

  it("(6) (7): no answers on one side, too few, in both groups, no variation", function()
    local s = survey(600, 8, { effect = 1 })
    assert.same({ "empty" }, codes(measured(s, { date = "2028-01-01" })))
    local o = measured(s, { minimum = 1000 })
    assert.is_true(o.hidden)
    assert.is_nil(o.value)
    assert.is_nil(o.course)
    o = measured(s, { minimum = 30 })   -- cells of 100 and more, months of 16 and more
    assert.is_nil(o.course)
    assert.is_number(o.value)
    o = measured(s, { against = "both == 'yes'" })
    assert.same({ "both", "empty" }, codes(o))
    assert.equal(203, o.notes[1].n) -- all of A
    local flat = cx.survey { time = "day", questions = { x = cx.scale { 0, 10 } }, text = "day,g,x\n"
      .. ("2026-06-30,A,5\n2026-08-01,A,5\n2026-06-30,B,5\n2026-08-01,B,5\n"):rep(5) }
    o = measured(flat)
    assert.equal(0, o.value)
    assert.is_nil(o.low)
    assert.same({ "no_error", "no_placebo" }, codes(o))
    told.all(part, o)
  end)

  it("(7): the minimum counts people, not answers: of a cell, of a half of the time before, of a part of a month", function()
    local lines = { "id,day,g,x" }
    local function add(who, n, day, group)
      for i = 1, n do lines[#lines + 1] = ("%s%d,%s,%s,%d"):format(who, 1 + i % n, day, group, i % 11) end
    end
    local function of(minimum)
      local s = cx.survey { text = table.concat(lines, "\n"), time = "day", person = "id", questions = { x = cx.scale { 0, 10 } } }
      return measured(s, { date = "2026-07-11", minimum = minimum })
    end
    for _, group in ipairs { "A", "B" } do
      for _, day in ipairs { "2026-02-10", "2026-05-10", "2026-08-10" } do add(group, 12, day, group) end
    end
    assert.equal(3, #of(10).course)
    for _ = 1, 12 do add("busy", 1, "2026-07-20", "A") end          -- twelve answers of one person
    assert.equal(4, #of(1).course)
    local o = of(10)
    assert.is_number(o.value)
    assert.is_nil(o.course)
    for i = 1, #lines do lines[i] = lines[i]:gsub("2026%-02%-10,A", "2026-05-10,A") end
    add("few", 3, "2026-02-10", "A")
    o = of(10)
    assert.is_number(o.value)
    assert.is_nil(o.placebo)
    assert.same({ "placebo_few" }, codes(o))
    told.all(part, o)
    for i = 1, #lines do lines[i] = lines[i]:gsub("^%a+%d+,2026%-08%-10,A", "one,2026-08-10,A"):gsub("^busy1", "one") end
    o = of(10)
    assert.is_true(o.hidden)
    assert.is_nil(o.cells)
    assert.is_true(of(1).cells.treated.after.n > 10)                  -- answers enough, of one person
  end)

  it("(7): weighted figures under a minimum are as fine as their errors, the verdict that of the exact ones", function()
    local s = cx.survey { file = "tests/data/effect/answers.csv", time = "day", person = "id", weight = "w",
                          privacy = { minimum = 4 }, questions = { x = cx.scale { 0, 10 } } }
    local o = measured(s)
    assert.same({ 0.89, 0.39, "higher" }, { o.value, o.se, o.verdict })
    local function is_coarse(x) return math.abs(x * 100 - math.floor(x * 100 + 0.5)) < 1e-9 end
    for _, group in pairs(o.cells) do
      for _, cell in pairs(group) do
        for _, key in ipairs { "value", "low", "high" } do assert.is_true(is_coarse(cell[key]), key) end
      end
    end
    for _, month in ipairs(o.course or {}) do assert.is_true(is_coarse(month.treated) and is_coarse(month.comparison)) end
    assert.is_true(is_coarse(o.placebo.value))
    assert.equal(0.84, o.placebo.p)
  end)

  it("(5): the day on which the plan's action was done; one that is not done, or not known", function()
    local s = survey(900, 9, { effect = 1 })
    local function plan(done)
      return cx.plan { name = "P", measure = { surveys = { s } }, touchpoints = { { "All", goals = cx.goal { cx.metric.mean(s.x),
        at_least = 5 } } }, implement = { actions = { { id = "calls", finding = "f", action = "Call everybody", owner = "o",
        due = "2026-07-01", done = done } } } }
    end
    local o = assert(declared(s, { date = false, action = "calls" }):measure { plan = plan "2026-07-01", today = "2026-12-31" })
    assert.equal("2026-07-01", o.date)
    assert.equal("higher", o.verdict)
    assert.equal("2026-12-31", o.to)
    o = assert(declared(s):measure { today = "2026-09-30" })
    assert.equal("2026-09-30", o.to)
    assert.same({ "not_over" }, codes(o))
    told.all(part, o)
    o = assert(declared(s, { date = false, action = "calls" }):measure { plan = plan(nil), today = "2026-12-31" })
    assert.same({ "not_done" }, codes(o))
    assert.matches("Call everybody", told.all(part, o) and part.sentence(o, lang.load "en"))
    local none, message, code = declared(s, { date = false, action = "cals" }):measure { plan = plan(nil), today = "2026-12-31" }
    assert.is_nil(none)
    assert.matches("calls", message)
    assert.equal("usage", code)
    assert.equal("usage", select(3, declared(s, { date = false, action = "calls" }):measure()))
  end)

  it("(5): the ledger may know the day", function()
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    local s = survey(900, 9, { effect = 1 })
    local plan = cx.plan { name = "P", ledger = { at = folder .. "/p.ledger", key = folder .. "/p.key" },
      measure = { surveys = { s } }, implement = { actions = { { id = "calls", action = "Call everybody" } } } }
    local call = declared(s, { date = false, action = "calls" })
    assert.same({ "not_done" }, codes(assert(call:measure { plan = plan, today = "2026-12-31" })))
    local ledger = assert(require "cx.loop".ledger(plan, { who = "anna", now = "2026-07-02T10:00:00" }))
    assert(require "cx.loop.outer".act(plan, ledger, "calls", { at = "2026-07-01" }))
    ledger:close()
    local o = assert(call:measure { plan = plan, today = "2026-12-31" })
    assert.same({ "2026-07-01", "Call everybody", "higher" }, { o.date, o.action, o.verdict })
    os.execute("rm -r " .. folder)
  end)

  it("measures columns of a series", function()
    local lines = { "day;g;sales" }
    for i = 1, 400 do
      local month, g = 1 + i % 12, (i // 12) % 2 == 0 and "A" or "B"
      lines[#lines + 1] = ("2026-%02d-10;%s;%s"):format(month, g, (("%.2f"):format(100 + (g == "A" and month >= 7 and 20 or 0)
        + core.normals(1, 1, 0, i)[1] * 5):gsub("%.", ",")))
    end
    local sales = cx.series { text = table.concat(lines, "\n"), time = "day", unit = "g" }
    local o = assert(cx.effect { of = sales.sales, date = "2026-07-01", where = "unit == 'A'", against = "unit == 'B'" }:measure())
    assert.is_true(o.low < 20 and 20 < o.high)
  end)

  it("report: the same words in three languages, a sentence, the picture", function()
    told.same_keys(require "cx.report.why.words.effect")
    local o = measured(survey(3000, 3, { effect = 1 }))
    assert.matches("^Since 1 Jul 2026 .* gained %+0%.90 ", part.sentence(o, lang.load "en"))
    assert.matches("^Is what was done on ", part.decide(o, lang.load "en"))
    assert.matches("Difference of the changes", told.all(part, o), 1, true)
    assert.equal(12, #o.course)
    told.all(part, measured(survey(300, 3, { effect = -2 })))
    told.all(part, measured(survey(300, 3, { effect = 0 }), { margin = 5, against = false }))
    told.all(part, measured(survey(300, 3, { effect = 0 }), { minimum = 1000 }))
    told.all(part, measured(survey(300, 3, { effect = 0 }), { date = "2028-01-01" }))
  end)

  it("refuses what it cannot use, at the analyst's line", function()
    local s = survey(10, 1, { effect = 0 })
    raises("of", { date = "2026-07-01" })
    raises("date: since when", { of = s.x })
    raises("one of them", { of = s.x, date = "2026-07-01", action = "a" })
    raises("a day such as", { of = s.x, date = "July" })
    raises("before", { of = s.x, date = "2026-07-01", before = "half a year" })
    raises("against", { of = s.x, date = "2026-07-01", against = "rest" })
    raises("where", { of = s.x, date = "2026-07-01", where = "g = 'A'" })
    raises("margin", { of = s.x, date = "2026-07-01", margin = -1 })
    raises("colour", { of = s.x, date = "2026-07-01", colour = 1 })
    raises("time", { of = cx.survey { text = "x\n1\n", questions = { x = cx.scale { 0, 10 } } }.x, date = "2026-07-01" })
  end)
end)
