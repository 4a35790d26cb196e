-- contacts_spec.lua - a contact log: good starts, promises, plans, and logs that are wrong
--
--   file > rows > batch > tally > METRIC > goal > report

local cx = require "cx"
local sample = dofile "tests/lua/cx/contact/sample.lua"

local little, told, of_rows, total, near, reasons = sample.little, sample.told, sample.of_rows, sample.total, sample.near, sample.reasons


describe("contacts of a little log", function()
  local loki

  setup(function() loki = little() end)


  it("(2): the good start is the four criteria together, over all cases", function()
    local start = total(loki, "good_start")                     -- T1 T3 T5 T7 of eight
    assert.equal(8, start.n)
    near(50, start.value)
    near(100 * 7 / 8, total(loki, "met").value)
    near(100 * 6 / 8, total(loki, "answered").value)
    near(100 * 5 / 8, total(loki, "assured").value)
  end)


  it("(2): told when the expert returns asks those alone who were handed on", function()
    local returns = total(loki, "told_return")                     -- T1 T3 T7 of T1 T3 T4 T7 T8
    assert.equal(5, returns.n)
    near(60, returns.value)
    assert.equal(3, returns.missing["not handed on"])
  end)


  it("(2): coded items are shares of cases", function()
    near(12.5, total(loki, "greeted").value)
    near(12.5, total(loki, "came_back").value)
    near(12.5, total(loki, "renewed").value)
  end)


  it("(7), log (10): a promise may be a time from its moment, in working days of the plan's holidays", function()
    local rows = { "1,2026-12-23T12:00,told,1 working day", "1,2026-12-28T16:00,returned,", "2,2026-12-23T12:00,told,1 arkipäivä",
                   "2,2026-12-29T00:00,returned,", "3,2026-12-23T12:00,told,2 timmar", "3,2026-12-23T14:00,returned,",
                   "4,2026-12-23T12:00,told,soon" }
    local options = { events = { told = "told", returned = "returned" }, holidays = "fi", today = "2027-01-05" }
    local p = of_rows(rows, options):promises()
    assert.same({ 3, 2, 1 }, { p.made, p.kept, p.late })
    assert.equal(1, reasons(of_rows(rows, options):receipt().repaired)["unreadable promise"])
    options.holidays = nil
    assert.same({ 1, 2 }, { of_rows(rows, options):promises().kept, of_rows(rows, options):promises().late })
    options.today = nil
    local log = of_rows(rows, options)
    local plan = cx.plan { name = "x", touchpoints = { { "Call", goals = { cx.goal { log.promises_kept, at_least = 50 } } } },
      implement = { loop = { holidays = "fi" } }, measure = { contacts = log }, due = "2027-12-31" }
    assert.near(200 / 3, plan:run { today = "2027-01-05" }.goals[1].estimate.value, 1e-9)
  end)


  it("(2): solved in one go is not solved after a second question or a handing on", function()
    near(25, total(loki, "first_contact").value)                -- T2 T5, not T8
  end)


  it("(2): waiting is the mean of hours to the first contact", function()
    local e = total(loki, "waiting")
    assert.equal(7, e.n)
    assert.equal(1, e.missing["not contacted"])
    near((20 / 60 + 24 + 2 + 0.5 + 1 / 60 + 0.5 + 10 / 60) / 7, e.value)
  end)


  it("(2): promises are kept, late, broken or open", function()
    local p = loki:promises()
    -- kept: T1, T8's renewed one; late: T3, T8's first; broken: T4; open: T7
    assert.same({ 6, 2, 2, 1, 1 }, { p.made, p.kept, p.late, p.broken, p.open })
    near(40, p.share.value)
    assert.equal(5, p.share.n)
    near(40, total(loki, "promises_late").value)
    near(20, total(loki, "promises_broken").value)
  end)


  it("(4): promises stand as of today; later rows are not there yet", function()
    local function fates(today)
      local p = little { today = today }:promises()
      return { p.made, p.kept, p.late, p.broken, p.open }
    end
    assert.same({ 2, 0, 1, 0, 1 }, fates "2026-03-02")
    assert.same({ 2, 0, 0, 1, 1 }, fates "2026-03-02 15:30")
    assert.same({ 6, 2, 2, 1, 1 }, fates "2026-03-09 11:59:59")
    assert.same({ 6, 2, 2, 2, 0 }, fates "2026-03-09 12:00:01")
    assert.equal(33, reasons(little { today = "2026-03-02" }:receipt().dropped)["after today"])
  end)


  it("(5): the receipt counts every row, and none is used in silence", function()
    local r = loki:receipt()
    assert.equal(51, r.read)
    assert.equal(8, r.cases)
    assert.same({ ["no case"] = 1, ["promise without a case"] = 1, ["no time"] = 1, ["repeated row"] = 1 }, reasons(r.dropped))
    assert.equal(47, r.used)
    assert.same({ ["unknown event"] = 1, ["out of order"] = 1, ["promise due before it was made"] = 1 }, reasons(r.repaired))
    assert.same({ { code = "kahvitauko", n = 1 } }, r.unknown)
    total(loki, "good_start")
    local of_cases = loki.survey:receipt()
    assert.same({ 51, 47, 8 }, { of_cases.read, of_cases.used, of_cases.questions.good_start.used })
  end)


  it("(3): cases are tallied by touchpoint and time as any survey's rows", function()
    local tally <close> = assert(loki.survey:tally { by = { "touchpoint", cx.day }, of = "good_start" })
    local n = {}
    for _, e in ipairs(tally:measure(loki.good_start)) do n[e.group.touchpoint .. " " .. e.group.day] = e.n .. " " .. e.value end
    assert.same({ ["Vikailmoitus 2026-03-02"] = "2 50.0", ["Tarjous 2026-03-02"] = "1 100.0", ["Tarjous 2026-03-03"] = "1 0.0",
                  ["Vikailmoitus 2026-03-03"] = "1 100.0", ["Tarjous 2026-03-04"] = "1 0.0", ["Tarjous 2026-03-05"] = "1 0.0",
                  ["Vikailmoitus 2026-03-06"] = "1 100.0" }, n)
  end)


  it("(3): cases of one account are one cluster, promises else those of one case", function()
    local by_account = little { account = "asiakas" }
    local plain, clustered = total(loki, "good_start"), total(by_account, "good_start")
    near(plain.value, clustered.value)
    -- z of a cluster = sum of (x - mean) / 8, V = 6/5 sum z^2: Aalto 2 good, Berg 1 of 2, Cederberg 1, Dahl 0, Ek 0, Fors 0
    near(100 * math.sqrt(6 / 5 * (1 ^ 2 + 0 + 0.5 ^ 2 * 4)) / 8, clustered.se)
    -- promises whose time has come: T1 1, T3 0, T4 0, T8 1 of 2, T7 none; five clusters, mean .4
    near(100 * math.sqrt(5 / 4 * (0.6 ^ 2 + 0.4 ^ 2 * 2 + 0.2 ^ 2)) / 5, total(loki, "promises_kept").se)
  end)
end)


describe("contacts: bad input", function()
  local function message(options)
    local done, text = pcall(cx.contacts, options)
    assert.is_false(done)
    return tostring(text)
  end


  local function with(more)
    local options = { text = "case,time,event,due\n1,2026-03-02,met,\n", case = "case", time = "time", event = "event" }
    for key, value in pairs(more) do options[key] = value end
    return options
  end


  it("(1): mistakes are raised at the plan's line, with what would be right", function()
    local cases = {
      { { case = false }, "case = the name of a column is wanted, not false" },
      { { event = 7 }, "event = the name of a column is wanted, not 7" },
      { { tapaus = "x" }, 'unknown option of cx.contacts "tapaus"' },
      { { events = {} }, "events: a table is wanted" },
      { { events = { met = {} } }, "events.met: a code or a list of codes is wanted" },
      { { events = { ["hello world"] = "x" } }, 'events: each has a name' },
      { { events = { rows = "x" } }, "events: 'rows' is what contacts have already" },
      { { events = { waiting = "x" } }, "events: 'waiting' is what contacts have already" },
      { { shares = { met = { has = "met" } } }, "shares: 'met' is the name of one of the events too" },
      { { shares = { own = { has = "mett" } } }, 'shares.own.has: unknown event "mett"; did you mean "met"?' },
      { { shares = { own = {} } }, "shares.own: what does it count?" },
      { { shares = { own = { within = { from = "asked", to = "met" } } } }, "shares.own.within: hours: a number from 0" },
      { { shares = { own = { within = { from = "asked", to = "met", hours = 0 / 0 } } } }, "hours: a number from 0" },
      { { kept_by = "met" }, 'kept_by: it goes with promise' },
      { { promise = "due", events = { met = "met" } }, "kept_by: which event keeps a promise?" },
      { { promise = "due", kept_by = "solvd" }, 'kept_by: unknown event "solvd"; did you mean "solved"?' },
      { { promise = "due", kept_by = { met = "x" } }, 'kept_by.met: unknown event "x"' },
      { { start = -1 }, "start: a number from 0" },
      { { bands = { 4, 1 } }, "bands: hours that ascend are wanted" },
      { { bands = {} }, "bands: hours that ascend are wanted" },
      { { zone = "Europe/Helsingfors" }, 'unknown zone "Europe/Helsingfors"; did you mean "Europe/Helsinki"?' },
      { { zone = "+25:00" }, 'unknown zone "+25:00"' },
      { { today = "2026-02-30" }, "today: a date or a moment" },
      { { max_cases = 0 }, "max_cases: a whole number from 1" },
      { { questions = { nps = 5 } }, "questions: nps: a scale is wanted" },
      { { join = {} }, "join: { survey = answers" },
      { { earlier = { 1 }, round = "2026" }, "earlier: number 1 is no contacts" },
      { { round = 2026 }, "round: the round's name is wanted, not 2026" },
    }
    for _, case in ipairs(cases) do
      local text = message(with(case[1]))
      assert.truthy(text:find(case[2], 1, true), text)
      assert.truthy(text:find("contacts_spec.lua:%d+: "), text)
    end
  end)


  it("(2): a measure that is not there names those that are, or what it needs", function()
    local loki = cx.contacts(with { events = { met = "met" } })
    for name, wanted in pairs { good_strat = 'unknown measure of contacts "good_strat"', good_start = "good_start needs the events",
                                first_contact = "first_contact needs the event solved", promises_kept = "needs promise =" } do
      local done, text = pcall(function() return loki[name] end)
      assert.is_false(done)
      assert.truthy(text:find(wanted, 1, true), text)
    end
    assert.truthy(cx.contacts(with { events = { met = "m", answered = "a", assured = "s", handed_on = false } }).good_start)
  end)


  it("(4), log (9): what the world does is nil, message, code", function()
    local function trouble(more)
      local tally, text, code = cx.contacts(with(more)).survey:tally { of = "met" }
      assert.is_nil(tally)
      return code .. ": " .. text
    end
    assert.truthy(trouble({ case = "tapaus" }):find("no_column: text: there is no column 'tapaus'", 1, true))
    assert.truthy(trouble({ text = "case,time,event\n" }):find("no_rows: ", 1, true))
    assert.truthy(trouble({ text = "case,time,event\n,2026-03-02,met\n" }):find("no_rows: ", 1, true))
    assert.truthy(trouble({ text = "case,time,event\n1,soon,met\n2,later,met\n" })
      :find("no_time: text: no moment of column 'time' can be read, it holds 'soon'", 1, true))
    assert.truthy(trouble({ text = "case,time,event\n1,03/04/2026 9:00,met\n" })
      :find("no_time: text: '03/04/2026 9:00' can be two days; day_order", 1, true))
    assert.truthy(trouble({ text = "" }):find("the file is empty", 1, true))
    assert.truthy(cx.contacts { file = "tests/data/contacts/none.csv", case = "a", time = "b", event = "c" }:receipt() == nil)
    assert.truthy(trouble({ text = "case,time,event\n1,2026-03-02,met\n2,2026-03-02,met\n", max_cases = 1 })
      :find("too_many: text: more than 1 cases", 1, true))
  end)


  it("log (2): a log of unknown events alone has cases, and says so", function()
    local loki = cx.contacts(with { text = "case,time,event\n1,2026-03-02,x\n2,2026-03-02,y\n3,2026-03-02,y\n3,2026-03-02,\n" })
    assert.same({ 3, 0.0 }, { total(loki, "met").n, total(loki, "met").value })
    local r = loki:receipt()
    assert.same({ { code = "y", n = 2 }, { code = "x", n = 1 } }, r.unknown)
    assert.same({ ["unknown event"] = 3, ["no event"] = 1 }, reasons(r.repaired))
  end)


  it("log (2): a declared event that no row bears is counted", function()
    local r = cx.contacts(with { events = { met = "met", lost = "losst" } }):receipt()
    assert.same({ "lost" }, r.unseen)
    assert.equal(1, reasons(r.repaired)["event never seen"])
  end)


  it("log (1): a log without a promise has measures without answers", function()
    local loki = of_rows { "1,2026-03-02,met," }
    assert.equal(0, total(loki, "promises_kept").n)
    assert.same({ 0, 0 }, { loki:promises().made, loki:promises().open })
  end)


  it("sheet (1): names with quotes, commas and line breaks come through", function()
    local loki = cx.contacts { text = 'case,time,event,place\n1,2026-03-02,met,"a ""b"", c"\n2,2026-03-02,met,"x\ny"\n', case = "case",
                               time = "time", event = "event", touchpoint = "place" }
    local tally <close> = assert(loki.survey:tally { by = "touchpoint", of = "met" })
    local names = {}
    for i, group in ipairs(tally:groups()) do names[i] = group.group.touchpoint end
    assert.same({ 'a "b", c', "x\ny" }, names)
  end)
end)


describe("contacts in a plan", function()
  it("(4): goals at touchpoints, promises and own shares are measured as of the plan's day", function()
    local loki = told { shares = { in_a_day = { within = { from = "asked", to = "met", hours = 1 } } } }
    local plan = cx.plan { name = "Log", due = "2026-12-31", measure = { surveys = {}, contacts = loki }, touchpoints = {
      { "Vikailmoitus", goals = { cx.goal { loki.good_start, at_least = 50 }, cx.goal { loki.promises_kept, at_least = 50 } } },
      { "Tarjous", goals = { cx.goal { loki.in_a_day, at_least = 50 } } } } }
    local result = plan:run { today = "2026-03-08" }
    local seen = {}
    for i, goal in ipairs(result.goals) do seen[i] = { goal.metric_name, goal.estimate.n, goal.estimate.value } end
    assert.same({ { "good_start", 4, 75.0 }, { "promises_kept", 1, 100.0 }, { "in_a_day", 4, 50.0 } }, seen)
    assert.equal(51, result.surveys[1].receipt.read)
    for _, language in ipairs { "en", "fi", "sv" } do
      local text = {}
      for _, item in ipairs(result.surveys[1].receipt.repaired) do
        text[#text + 1] = require "cx.lang".load(language).reason[item.reason]
      end
      assert.equal(#result.surveys[1].receipt.repaired, #text)
    end
    local later = plan:run { today = "2026-03-09" }
    assert.equal(2, later.goals[2].estimate.n)
  end)


  it("(6): a run reads the log once, another run anew", function()
    local path = os.tmpname()
    local function write(text)
      local file <close> = assert(io.open(path, "wb"))
      file:write("case,time,event\n", text)
    end
    write "1,2026-03-02,met\n"
    local loki = cx.contacts { file = path, case = "case", time = "time", event = "event" }
    local log, reads = require "cx.contact.log", 0
    local read = log.read
    log.read = function(...)
      reads = reads + 1
      return read(...)
    end
    local plan = cx.plan { due = "2026-12-31", measure = { surveys = {}, contacts = loki }, touchpoints = {
      { "All", goals = { cx.goal { loki.met, at_least = 50 }, cx.goal { loki.good_start, at_least = 50 } } } } }
    assert.equal(1, plan:run { today = "2026-04-01" }.goals[1].estimate.n)
    assert.equal(1, reads)
    write "1,2026-03-02,met\n2,2026-03-02,asked\n"
    assert.equal(2, plan:run { today = "2026-04-01" }.goals[1].estimate.n)
    assert.equal(2, reads)
    log.read = read
    os.remove(path)
  end)


  it("(3): rounds in files of their own are rounds of the goals", function()
    local before = of_rows({ "1,2025-03-02,met,", "2,2025-03-02,asked," }, { round = "2025" })
    local now = of_rows({ "1,2026-03-02,met,", "2,2026-03-02,met," }, { round = "2026", earlier = before })
    local result = cx.plan { due = "2026-12-31", touchpoints = { { "All", goals = { cx.goal { now.met, at_least = 50 } } } } }
      :run { today = "2026-04-01" }
    assert.same({ 50.0, 100.0 }, { result.goals[1].rounds[1].estimate.value, result.goals[1].rounds[2].estimate.value })
  end)


  it("(3): few cases are hidden where there is a minimum", function()
    local loki = told { privacy = { minimum = 5 } }
    local result = cx.plan { due = "2026-12-31", touchpoints = { { "Tarjous", goals = { cx.goal { loki.good_start, at_least = 50 } } } } }
      :run { today = "2026-03-09" }
    assert.is_true(result.goals[1].hidden)
    assert.is_nil(result.goals[1].estimate.value)
  end)
end)
