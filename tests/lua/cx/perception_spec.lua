-- perception_spec.lua - perception.lua: gaps as Welch's t of R, interval scores by hand, late and few predictions

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

-- Web: 7 8 9 6 10 7 in the first quarter, 5 5 6 4 in the second; store: 8 8 8 9.
local ANSWERS = [[
day,place,x
2026-01-10,web,7
2026-01-11,web,8
2026-02-10,web,9
2026-02-11,web,6
2026-03-10,web,10
2026-03-20,web,7
2026-02-01,store,8
2026-02-02,store,8
2026-02-03,store,8
2026-02-04,store,9
2026-04-10,web,5
2026-04-11,web,5
2026-05-10,web,6
2026-05-11,web,4
]]


local function survey(options)
  local all = { text = ANSWERS, time = "day", touchpoint = "place", questions = { x = cx.scale { 0, 10 } } }
  for key, value in pairs(options or {}) do all[key] = value end
  return cx.survey(all)
end


-- Predictions of one place and day by a role, one each.
local function of(role, place, values, day, more)
  local rows = {}
  for i, value in ipairs(values) do
    rows[i] = { role = role, touchpoint = place, value = value, given_at = day, who = role .. i }
    for key, x in pairs(more or {}) do rows[i][key] = x end
  end
  return rows
end


local function all_of(...)
  local rows = {}
  for _, list in ipairs { ... } do table.move(list, 1, #list, #rows + 1, rows) end
  return rows
end


local function measured(predictions, options)
  local all = { predictions = predictions, customers = survey().x, round = cx.quarter, minimum = 1 }
  for key, value in pairs(options or {}) do all[key] = value or nil end
  return assert(cx.perception(all):measure())
end


local LEADERS = { 9, 8.5, 9.5, 8, 9 }


describe("perception", function()
  it("(1): what was given after the round's last day is late, and counted", function()
    local o = measured(all_of(of("leader", "web", { 9 }, "2026-03-20", { round = "2026-Q1" }),
      of("leader", "web", { 8 }, "2026-03-21", { round = "2026-Q1" }), of("leader", "web", { 7 }, "2026-06-01"),
      of("leader", "web", { 7 }, "2026-03-21"), of("leader", "moon", { 7 }, "2026-01-01"),
      of("leader", "web", { 70 }, "2026-01-01"), of("leader", "web", { 7 }, "2026-01-01", { round = "2027-Q1" })))
    assert.same({ 2, 1, 1, 1, 7, 2 }, { o.left.late, o.left.no_place, o.left.off_scale, o.left.no_round, o.n_predictions, o.n_used })
    assert.same({ "2026-Q1", "2026-Q2" }, o.rounds)
    assert.same({ code = "late", n = 2 }, o.notes[1])
  end)

  it("(1): results = says the day itself, for all rounds or each", function()
    local rows = of("leader", "web", { 9 }, "2026-04-05", { round = "2026-Q1" })
    assert.equal(0, measured(rows).n_used)
    assert.equal(1, measured(rows, { results = "2026-04-15" }).n_used)
    assert.equal(1, measured(rows, { results = { ["2026-Q1"] = "2026-04-15" } }).n_used)
    assert.equal(0, measured(rows, { results = { ["2026-Q1"] = "2026-04-01" } }).n_used)
  end)

  it("(2): a gap is Welch's t of predictors and answers", function()
    local o = measured(of("leader", "web", LEADERS, "2026-01-01"))
    local item = o.items[1]
    -- R 4.2: t.test(c(9, 8.5, 9.5, 8, 9), c(7, 8, 9, 6, 10, 7))
    assert.near(8.8 - 47 / 6, item.value, 1e-12)
    assert.near(-0.591461589777457, item.low, 1e-9)
    assert.near(2.524794923110792, item.high, 1e-9)
    assert.near(0.184126850985696, item.p, 1e-9)
    assert.same({ 5, 6, "web", "2026-Q1", "cannot tell" }, { item.n, item.measured.n, item.place, item.round, item.verdict })
  end)

  it("(2): of several rounds the newest, and places together where none is named", function()
    local o = measured(all_of(of("leader", "web", LEADERS, "2026-01-01"), of("leader", "web", LEADERS, "2026-04-01"),
      of("leader", "", LEADERS, "2026-01-01")))
    assert.same({ "", "web" }, { o.items[1].place, o.items[2].place })
    assert.same({ "2026-Q1", 10 }, { o.items[1].round, o.items[1].measured.n })
    assert.same({ "2026-Q2", "too high" }, { o.items[2].round, o.items[2].verdict })
    assert.near(3.8, o.items[2].value, 1e-12)
  end)

  it("(3): near is said within a declared margin, and too low has its sign", function()
    local rows = of("leader", "web", { 2, 2.5, 3, 2 }, "2026-01-01")
    assert.same({ "too low", true }, { measured(rows).items[1].verdict, measured(rows).items[1].value < 0 })
    rows = of("leader", "web", { 7.8, 7.9, 7.8, 7.8 }, "2026-01-01")
    assert.equal("cannot tell", measured(rows).items[1].verdict)
    assert.equal("near", measured(rows, { margin = 2 }).items[1].verdict)
  end)

  it("score (1): interval scores of Gneiting and Raftery, by hand", function()
    local rows = {}
    for i, range in ipairs { { 7, 9 }, { 8, 9 }, { 1, 5 } } do
      rows[i] = { role = "leader", touchpoint = "store", low = range[1], high = range[2], given_at = "2026-01-01", who = "p" .. i }
    end
    local one = measured(rows, { level = 0.8 }).scores[1]
    -- measured 8.25; 2/a = 10: 2; 1; 4 + 10 (8.25 - 5)
    assert.near((2 + 1 + 36.5) / 3, one.interval.value, 1e-12)
    assert.same({ n = 2, of = 3 }, one.held)
    assert.near(((8 - 8.25) ^ 2 + (8.5 - 8.25) ^ 2 + (3 - 8.25) ^ 2) / 3, one.squared.value, 1e-12)
    assert.equal("2026-Q1", one.rounds[1].round)
  end)

  it("score (2): predictors are the units, with t", function()
    local rows = all_of(of("leader", "store", { 9.25, 0, 5.25 }, "2026-01-01")) -- errors 1, 8.25, 3
    rows[2].value = 6.25 -- an error of 2
    local one = measured(rows).scores[1].squared
    -- R 4.2: s <- c(1, 4, 9); mean(s) + c(-1, 1) * qt(.975, 2) * sd(s) / sqrt(3); a score is not below 0
    assert.near(14 / 3, one.value, 1e-12)
    assert.near(14.7061897027487, one.high, 1e-9)
    assert.same({ 0, 3 }, { one.low, one.n })
    rows[4] = { role = "leader", touchpoint = "web", value = 47 / 6, given_at = "2026-01-01", who = "leader1" }
    assert.near((0.5 + 4 + 9) / 3, measured(rows).scores[1].squared.value, 1e-12)
  end)

  it("score (4): whose predictions were nearer, over what both predicted", function()
    local rows = all_of(of("leader", "store", { 1.25, 2.25, 0.25 }, "2026-01-01"), -- errors 7, 6, 8
      of("front line", "store", { 9.25, 6.25, 5.25 }, "2026-01-01"), -- errors 1, 2, 3
      of("front line", "web", { 0, 0, 0 }, "2026-01-01"))
    local one = measured(rows).pairs[1]
    -- R 4.2: t.test(c(1, 4, 9), c(49, 36, 64))
    assert.same({ "front line", "leader", "nearer", 6 }, { one.role, one.against, one.verdict, one.n })
    assert.near(14 / 3 - 149 / 3, one.value, 1e-12)
    assert.near(-76.722628488797, one.low, 1e-9)
    assert.near(0.0236581211573756, one.p, 1e-9)
  end)

  it("priority (1): staff's improvements against the customers' drivers", function()
    local rows = of("leader", "web", LEADERS, "2026-01-01")
    local o = measured(rows, { improvements = { "expertise", "speed", "kindness", "price", "hours", "parking", "app" },
      drivers = { kindness = 0.3, speed = 0.2, hours = 0.1, price = 0.05, expertise = 0.01, app = 0.001, shop = 0.4 } }).agreement
    -- R 4.2: cor.test(c(6, 5, 4, 3, 2, 1), c(2, 5, 6, 3, 4, 1), method = "kendall", exact = TRUE): tau .2, p .719444
    assert.near(0.2, o.value, 1e-12)
    assert.near(0.719444444444444, o.p, 1e-12)
    assert.same({ 6, 1, 1, "cannot tell", "expertise", 5 },
      { o.n, o.only_staff, o.only_drivers, o.verdict, o.first.name, o.first.rank })
    o = measured(rows, { improvements = { a = 5, b = 4, c = 3, d = 2, e = 1 }, drivers = { "a", "b", "c", "d", "e" } }).agreement
    assert.same({ 1.0, "agree", 1 }, { o.value, o.verdict, o.first.rank })
    o = measured(rows, { improvements = { "a", "b" }, drivers = { kind = "drivers", drivers = { { name = "b", importance = 1 } } } })
    assert.same({ "cannot tell", 1 }, { o.agreement.verdict, o.agreement.n })
    o = measured(rows, { improvements = { "a", "b", "c" }, drivers = { a = 1, b = 1, c = 1 } }).agreement -- constant ranks
    assert.same({ "cannot tell", 3 }, { o.verdict, o.n })
    assert.is_nil(o.value)
  end)

  it("(5): few predictors are hidden, of places and of scores", function()
    local rows = all_of(of("leader", "web", LEADERS, "2026-01-01"), of("leader", "store", { 8, 9 }, "2026-01-01"))
    local o = measured(rows, { minimum = 5 })
    assert.same({ hidden = true, verdict = "hidden", role = "leader", place = "store", round = "2026-Q1" }, o.items[1])
    assert.is_nil(o.items[2].hidden)
    o = measured(rows, { minimum = false }) -- ten, where nothing is told
    assert.same({ 10, true, true, true }, { o.minimum, o.items[1].hidden, o.items[2].hidden, o.scores[1].squared.hidden })
    assert.is_nil(o.scores[1].held)
  end)

  it("(5): answers under the survey's own minimum are hidden too", function()
    local s = survey { privacy = { minimum = 5 } }
    local o = measured(all_of(of("leader", "web", LEADERS, "2026-01-01"), of("leader", "store", LEADERS, "2026-01-01")),
      { customers = s.x })
    assert.same({ 10, 0 }, { o.left.hidden, #o.items }) -- with the store's four the web's six could be worked out
  end)

  it("truth (4): with weights and a minimum answers are as fine as their error, and the gap with them", function()
    local text = ANSWERS:gsub("\n", ",weight\n", 1):gsub("(,%d+)\n", function(x) return x .. "," .. #x + 0.37 .. "\n" end)
    local rows_ = of("leader", "web", LEADERS, "2026-01-01")
    local exact = measured(rows_, { customers = survey({ text = text, weight = "weight" }).x }).items[1]
    local item = measured(rows_, { customers = survey({ text = text, weight = "weight", privacy = { minimum = 2 } }).x }).items[1]
    assert.is_true(math.abs(exact.measured.value * 100 % 1) > 1e-6)
    assert.near(math.floor(exact.measured.value * 100 + 0.5) / 100, item.measured.value, 1e-9)
    assert.near(item.predicted - item.measured.value, item.value, 1e-12)
  end)

  it("(5): leaders' predictions of the staff's own pulse", function()
    local pulse = survey { about = "staff", privacy = { minimum = 4 }, touchpoint = "place" }
    local o = measured(of("leader", "web", LEADERS, "2026-01-01"), { customers = false, staff = pulse.x })
    assert.same({ "staff", "x" }, { o.of, o.measure.question })
    assert.near(8.8 - 47 / 6, o.items[1].value, 1e-12)
  end)

  it("truth (3): a sum of a series is counted in full; the predictors' spread alone is in the error", function()
    local crm = cx.series { text = "day,sales\n2026-01-05,10\n2026-01-06,20\n2026-02-05,50\n", time = "day", sum = "sales" }
    local o = measured(all_of(of("leader", "", { 25, 27, 29 }, "2026-01-01")), { customers = crm.sales, round = cx.month })
    -- R 4.2: t.test(c(25, 27, 29), mu = 30)$conf.int - 30
    assert.near(-3, o.items[1].value, 1e-12)
    assert.near(-7.96827542350066, o.items[1].low, 1e-9)
    assert.equal(30.0, o.items[1].measured.value)
    o = measured(all_of(of("leader", "", { 25, 25 }, "2026-01-01")), { customers = crm.sales, round = cx.month })
    assert.is_nil(o.items[1].low)
  end)

  it("priority (1): the drivers may be an analysis of their own", function()
    local lines = { "x,a,b,c,day" }
    for i = 0, 299 do
      lines[#lines + 1] = ("%d,%d,%d,%d,2026-01-05"):format(i % 5 * 2 + i % 3, i % 5 + 1, i % 3 + 1, i // 7 % 5 + 1)
    end
    local s = cx.survey { text = table.concat(lines, "\n"), time = "day", questions = { x = cx.scale { 0, 10 }, a = cx.scale { 1, 5 },
                          b = cx.scale { 1, 5 }, c = cx.scale { 1, 5 } } }
    local o = measured(of("leader", "", LEADERS, "2026-01-01"), { customers = s.x, round = false,
      improvements = { "c", "b", "a" }, drivers = cx.drivers { outcome = s.x, of = { s.a, s.b, s.c } } })
    assert.same({ -1.0, 3, "c", 3 }, { o.agreement.value, o.agreement.n, o.agreement.first.name, o.agreement.first.rank })
  end)

  it("prediction (1) (3): a file of rows; what cannot be read is counted", function()
    local path = sample.file([[
role;touchpoint;value;low;high;given_at
leader;web;7,5;;;2026-01-01
leader;web;;6;8;2026-01-02
leader;web;;8;6;2026-01-02
leader;web;;;8;2026-01-02
leader;web;much;;;2026-01-02
leader;web;7;;;
;web;7;;;2026-01-02
leader;web;7;;;soon
]], ".csv")
    local o = measured(path, { round = false })
    os.remove(path)
    assert.same({ 2, 5, 1 }, { o.n_used, o.left.unreadable, o.left.undated })
    assert.same({ 7.25, 2 }, { o.items[1].predicted, o.items[1].n })
    local none, _, code = cx.perception { predictions = "tests/data/gone.csv", customers = survey().x }:measure()
    assert.same({ nil, "no_file" }, { none, code })
  end)

  it("truth (1): without a day of the data there is none to be early for", function()
    local s = cx.survey { text = ANSWERS, touchpoint = "place", questions = { x = cx.scale { 0, 10 } } }
    local rows = of("leader", "web", LEADERS, "2026-01-01")
    assert.matches("results: until when", sample.mistake("perception_spec", function()
      cx.perception { predictions = rows, customers = s.x }
    end))
    assert.equal(5, assert(cx.perception { predictions = rows, customers = s.x, results = "2026-02-01" }:measure()).n_used)
  end)

  it("truth (2): without answers yet nothing is told, and it is no mistake", function()
    local s = cx.survey { text = "day,place,x\n2026-01-01,web,\n", time = "day", touchpoint = "place",
                          questions = { x = cx.scale { 0, 10 } } }
    local o = measured(of("leader", "web", LEADERS, "2026-01-01"), { customers = s.x })
    assert.same({ 0, 5, {} }, { o.n_used, o.left.no_place, o.items })
  end)

  it("refuses what it cannot take at the analyst's line", function()
    local x, rows = survey().x, of("leader", "web", LEADERS, "2026-01-01")
    local function wrong(options) return sample.mistake("perception_spec", function() cx.perception(options) end) end
    assert.matches("customers: whose measure", wrong { predictions = rows })
    assert.matches("not both", wrong { predictions = rows, customers = x, staff = x })
    assert.matches("what was predicted", wrong { customers = x })
    assert.matches("predictions: a path", wrong { predictions = {}, customers = x })
    assert.matches("key of predictions%[1%]", wrong { predictions = { { rolle = "x" } }, customers = x })
    assert.matches("go together", wrong { predictions = rows, customers = x, improvements = { "a" } })
    assert.matches("named twice", wrong { predictions = rows, customers = x, improvements = { "a", "a" }, drivers = { "a" } })
    assert.matches("results: the day", wrong { predictions = rows, customers = x, results = "soon" })
    assert.matches("level: a number", wrong { predictions = rows, customers = x, level = 90 })
  end)
end)
