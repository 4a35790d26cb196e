-- loop_spec.lua - cxlua loop, as it is typed
--
--   file > rows > batch > tally > metric > GOAL > report

local child = dofile "tests/lua/child.lua"
local json = require "cx.ledger.json"

local PLAN = [[
local cx = require "cx"
local answers = cx.survey { file = "answers.csv", person = "who", time = "when", touchpoint = "place",
                            questions = { recommend = cx.scale.nps } }
local goal = cx.goal { cx.metric.nps(answers.recommend), at_least = 20 }
return cx.plan { name = "Shop", language = "LANGUAGE",
  touchpoints = { { "Invoice", owner = "finance", goals = { goal } }, { "Visit", owner = "service", goals = { goal } } },
  implement = {
    actions = { { finding = "Rows are not understood", action = "New invoice", owner = "finance", opened = "2026-09-01",
                  tell = { to = "all", by = "letter", due = "2026-10-15" } } },
    loop = { { when = "recommend <= 6 and ok == 'yes'", contact = "2 working days", tell = "14 days" }, holidays = "fi",
             HOOK },
  } }
]]

local ANSWERS = [[
who,when,place,recommend,ok
anna@x.fi,2026-10-01 09:00,Invoice,2,yes
bertta@x.fi,2026-10-02 10:00,Visit,9,yes
anna@x.fi,2026-10-05 12:00,Visit,5,yes
david@x.fi,2026-10-06 13:00,Invoice,,yes
,2026-10-06 14:00,Invoice,0,yes
eva@x.fi,2026-10-07,Invoice,3,yes
]]


describe("cxlua loop", function()
  local folder

  -- Runs the command in the folder; its output, error and status.
  local function run(...)
    local words = { child.program(), "loop", "plan.lua", ... }
    local made = child.run(words, { cwd = folder, env = { "USER=anna" } })
    return made.out, made.err, made.status
  end


  -- The same, which must do well.
  local function fine(...)
    local out, err, status = run(...)
    assert.equal("", err)
    assert.equal(0, status)
    return out
  end


  -- The same at a time.
  local function at(now, ...) return fine(..., "--now", now) end


  local function fails(status, pattern, ...)
    local out, err, got = run(...)
    assert.equal(status, got)
    assert.equal("", out)
    local _, lines = err:gsub("\n", "")
    assert.equal(1, lines, err)
    assert.matches(pattern, err)
  end


  local function plan(language, hook)
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", language or "en"):gsub("HOOK", function() return hook or "" end)))
  end


  local function cases() return assert(json.decode(fine("list", "--all", "--json"))) end


  before_each(function()
    folder = child.folder()
    plan()
    child.write(folder .. "/answers.csv", ANSWERS)
  end)

  after_each(function() child.remove(folder) end)


  it("opens what the rules ask for, and nothing twice", function()
    assert.equal("Opened 3 cases. One answer names nobody and opens nothing.\n", fine("open", "--now", "2026-10-09T10:00:00Z"))
    assert.equal("Opened 0 cases. 3 answers had their cases already. One answer names nobody and opens nothing.\n",
      fine("open", "--now", "2026-10-10T10:00:00Z"))
    assert.equal(3, #cases())
    assert.equal("2026-10-13", cases()[1].contact_due)
  end)


  it("(3): makes no ledger for a look, and says so", function()
    for _, name in ipairs { "list", "stats", "overdue", "export", "findings" } do
      fails(1, "plan.ledger: there is no ledger yet; cxlua loop plan.lua open begins it", name)
    end
    fails(1, "there is no ledger yet", "import", "x.csv")
    fails(1, "there is no ledger yet", "forget", "anna@x.fi")
    assert.is_nil(io.open(folder .. "/plan.ledger"))
  end)


  it("lists, shows and finds what is late, with names when asked", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    local out = fine("list", "--now", "2026-10-14T10:00:00Z")
    assert.matches("^3 cases%. 3 are late%.\n", out)
    assert.matches("to contact +13 Oct 2026 +9 Oct 2026 +finance +Invoice", out)
    assert.is_nil(out:find("anna@", 1, true))
    out = fine("overdue", "--touchpoint", "Visit", "--names", "--now", "2026-10-14")
    assert.matches("^One case%. One is late%.", out)
    assert.matches("service +Visit +anna@x.fi", out)
    assert.equal("No cases.\n", fine("overdue", "--now", "2026-10-13T23:00:00Z"))
    assert.equal("No cases.\n", fine("list", "--owner", "nobody"))
    local id = cases()[3].id
    fine("contact", id:sub(1, 6), "--why", "rang her up", "--who", "kalle", "--at", "2026-10-10")
    out = fine("show", id:sub(1, 6))
    assert.matches("10 Oct 2026 +contacted +kalle +rang her up", out)
    local shown = assert(json.decode(fine("show", id, "--json", "--names")))
    assert.same({ "contacted", "eva@x.fi", 2, "contact" }, { shown.state, shown.name, #shown.history, shown.history[2].event })
  end)


  it("takes a case to the end, and no step out of order", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    local id = cases()[1].id
    assert.equal("One case: contacted.\n", fine("contact", id))
    fails(1, "case " .. id .. ": it is contacted: the customer has not been told; tell first", "confirm", id)
    assert.equal("One case: not reached.\n", fine("cannot-reach", id))
    assert.equal("One case: fixed.\n", fine("fix", id, "--set-cause", "system"))
    assert.equal("One case: told.\n", fine("tell", id, "--text", "mended"))
    assert.matches("told +%g* *mended", fine("show", id))
    assert.equal("One case: confirmed.\n", fine("confirm", id))
    assert.equal("One case: opened.\n", (fine("reopen", id, "--why", "again"):gsub("reopened", "opened")))
    assert.equal("One case: handed over.\n", fine("assign", id, "--new-owner", "head"))
    local state = cases()[1]
    assert.same({ "open", 1, "head", "system" }, { state.state, state.reopened, state.owner, state.cause })
    assert.equal("One case: merged.\n", fine("merge", cases()[2].id, "--into", id))
    fails(1, "another person's", "merge", cases()[3].id, "--into", id)
  end)


  it("tells many at once, linked to the action, and the clientele of it", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    fails(1, "action 'New invoice': it is not done yet; say that it is, with act, and tell then", "tell", "--action", "New",
      "--to", "all")
    assert.equal("Done: New invoice. Now tell it.\n", fine("act", "New"))
    assert.equal("2 cases: told.\n", fine("tell", "--touchpoint", "Invoice", "--action", "New", "--text", "we changed the invoice"))
    assert.equal("New invoice", cases()[1].action)
    assert.equal(cases()[1].message, cases()[3].message)
    assert.matches("Told 0 of 1 actions%.", (fine("stats"):gsub("\n", " ")))
    assert.equal("Told to the clientele: New invoice.\n", fine("tell", "--action", "New invoice", "--to", "all", "--by", "letter",
      "--reach", "4000"))
    local out = fine("stats"):gsub("\n", " ")
    assert.matches("Told 1 of 1 actions%.", out)
    assert.matches("Told 2 of 3 customers with a case%.", out)
    assert.matches("Rows are not understood +New invoice +told", fine("findings"))
    fails(1, "no case that these words choose can take this step", "tell", "--touchpoint", "Invoice")
    fails(2, "which cases%? name them by their ids, or choose them", "tell")
    fails(2, "what was told%? name the plan's action", "tell", "--reach", "5")
  end)


  it("keeps findings, and opens by hand", function()
    assert.matches("^Finding f1 is kept%.\n", fine("find", "the door is heavy", "--touchpoint", "Visit"))
    assert.matches("the door is heavy", fine("findings"))
    local out = fine("open", "--person", "gun@x.fi", "--touchpoint", "Visit", "--text", "called", "--tell-due", "2099-01-01")
    assert.matches("^Opened one case%.\n%w+\n$", out)
    assert.same({ "service", "called", "2099-01-01" }, { cases()[1].owner, cases()[1].text, cases()[1].tell_due })
    fails(1, "tell due 2020%-01%-01 is before its opening", "open", "--person", "gun@x.fi", "--tell-due", "2020-01-01")
  end)


  it("exports and imports, all or nothing", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    for _, name in ipairs { "cases.csv", "cases.json" } do
      fine("export", "--out", name)
      assert.equal("3 cases read; 0 changed.\n", fine("import", name))
    end
    local text = fine "export"
    local id = cases()[1].id
    child.write(folder .. "/back.csv", "id,state,ticket\n" .. id .. ",told,T1\nnobody,told,T2\n")
    fails(1, "back.csv:3: row 2: case nobody: there is no such case; nothing was imported", "import", "back.csv")
    assert.equal(text, fine "export")
    child.write(folder .. "/back.csv", "id,state,ticket\n" .. id .. ",told,T1\n")
    assert.equal("One case read; 1 changed. Left alone: ticket.\n", fine("import", "back.csv"))
    assert.equal("told", cases()[1].state)
    fails(1, "nowhere.csv", "import", "nowhere.csv")
    fails(1, "no/such", "export", "--out", "no/such.csv")
  end)


  it("(4): takes the beginning of a command where it is no other's", function()
    fine("op", "--now", "2026-10-09T10:00:00Z")
    assert.equal(fine("overdue", "--now", "2026-10-14"), fine("ov", "--now", "2026-10-14"))
    assert.matches("^Finding f%d+ is kept", fine("find", "x"))                     -- and not findings
    fails(2, "'con' may be contact, confirm; give more of it", "con", "x")
    fails(2, "unknown command 'ovx'", "ovx")
    fails(2, "unknown command", "")
  end)


  it("tells nobody of an action that is not done", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    fails(1, "action 'New invoice': it is not done yet; say that it is, with act, and tell then", "tell", "--touchpoint", "Invoice",
      "--action", "New", "--text", "we changed the invoice")
    assert.equal("open", cases()[1].state)
  end)


  it("keeps ideas and what became of them, and days with customers", function()
    assert.equal("Idea i1 is kept.\n", fine("idea", "ring before you come", "--from", "staff", "--at", "2026-10-02"))
    assert.equal("In use: idea i1.\n", fine("idea", "i1", "--used", "--at", "2026-10-05"))
    assert.equal("Told back: idea i1.\n", fine("idea", "i1", "--reported", "--at", "2026-10-06"))
    fails(1, "idea i1: it was used 2026%-10%-05", "idea", "i1", "--used")
    fails(1, "there is no idea i7; findings shows those that there are", "idea", "i7", "--used")
    fails(2, "two deeds; say one of them", "idea", "i1", "--used", "--reported")
    fails(2, "what was suggested%? give the idea in words", "idea", " ")
    assert.matches("i1 +ring before you come +staff +2 Oct 2026 +5 Oct 2026 +6 Oct 2026", fine "findings")
    assert.equal("i1", assert(json.decode(fine("findings", "--json"))).ideas[1].id)
    assert.equal("Kept: director met customers on 8 Oct 2026.\n", fine("met", "director", "--customers", "3", "--at", "2026-10-08"))
    assert.equal("8 Oct 2026 is kept already for director.\n", fine("met", "director", "--at", "2026-10-08"))
    fails(2, "one at least is wanted", "met", "director", "--customers", "0")
    fine("open", "--now", "2026-10-09T10:00:00Z")
    fine("fix", cases()[1].id)
    assert.matches("Solved without asking: 100%% of fixed cases %(95%% interval 21 to 100, n 1%)%.", (fine("stats"):gsub("\n", " ")))
    for language, kept in pairs { fi = "Idea i", sv = "Idén i" } do
      plan(language)
      assert.equal(1, (fine("idea", "x"):find(kept, 1, true)))
    end
  end)


  it("refuses touchpoints that the plan does not have, people without a name and findings without words", function()
    fails(2, '--touchpoint: unknown touchpoint "Invoce"; did you mean "Invoice"%? known are ', "open", "--person", "x",
      "--touchpoint", "Invoce")
    fails(2, "--touchpoint: unknown touchpoint \"Nope\"; known are ", "find", "slow", "--touchpoint", "Nope")
    fails(2, "--person: who%?", "open", "--person", " ")
    fails(2, "what was found%?", "find", "  ")
  end)


  it("refuses deeds of the future, and none of today", function()
    local now = "2026-10-09T10:00:00Z"
    fine("open", "--now", now)
    local id = cases()[1].id
    for _, name in ipairs { "contact", "cannot-reach", "fix", "tell" } do
      fails(1, "2026%-10%-10 has not come yet, it is " .. now:gsub("%-", "%%-") .. "; what was done is told when",
        name, id, "--at", "2026-10-10", "--now", now)
    end
    fails(1, "action 'New invoice': 2026%-10%-10 has not come yet", "act", "New", "--at", "2026-10-10", "--now", now)
    fails(1, "2026%-10%-09T10:30 has not come yet", "open", "--person", "x", "--at", "2026-10-09T10:30", "--now", now)
    assert.equal("One case: contacted.\n", fine("contact", id, "--at", "2026-10-09", "--now", now))
    assert.equal("One case: told.\n", fine("tell", id, "--at", "2026-10-09T14:59:00+03:00", "--now", "2026-10-09T12:00:00Z"))
    assert.equal("2026-10-09T11:59:00Z", cases()[1].told)
    fails(1, "2026%-10%-10 has not come yet", "confirm", id, "--at", "2026-10-10", "--now", now)
    fails(1, "2026%-10%-09 is before it was told, 2026%-10%-10", "reopen",
      (fine("tell", cases()[2].id, "--at", "2026-10-10") and cases()[2].id), "--at", "2026-10-09")
  end)


  it("takes times without a zone by the plan's clock", function()
    plan("en", "zone = 'Europe/Helsinki'")
    fine("open", "--now", "2026-10-08T22:30:00Z")                                -- in Helsinki it is the 9th already
    assert.equal("2026-10-13", cases()[1].contact_due)
    fine("contact", cases()[1].id, "--at", "2026-10-09 01:45", "--now", "2026-10-09T10:00")
    assert.equal("2026-10-08T22:45:00Z", cases()[1].contacted)
    fails(1, "2026%-10%-09 10:01 has not come yet", "fix", cases()[1].id, "--at", "2026-10-09 10:01", "--now", "2026-10-09T10:00")
  end)


  it("exports to files that only their owner may read", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    child.write(folder .. "/cases.csv", "old, and open to all")
    for _, words in ipairs { { "cases.csv", "--names" }, { "cases.csv" }, { "cases.json", "--names" } } do
      fine("export", "--out", table.unpack(words))
      assert.equal("600\n", child.run({ "stat", "-c", "%a", words[1] }, { cwd = folder }).out)
    end
  end)


  it("lets no orders of a case's text reach the terminal", function()
    fine("open", "--person", "x", "--text", "a\27[31mred\u{9b}2J", "--why", "\27]0;title\7", "--owner", "o\27[2J")
    local id = cases()[1].id
    for _, words in ipairs { { "list" }, { "show", id }, { "findings" }, { "stats" }, { "overdue" } } do
      assert.is_nil(fine(table.unpack(words)):find "[\0-\9\11-\31\127]", words[1])
    end
    local _, err = run("contact", "\27[31m")
    assert.is_nil(err:find "\27")
  end)


  it("refuses a state that there is none of, an import of nothing, and forgetting nobody", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    fails(2, "%-%-state", "list", "--state", "bogus")
    child.write(folder .. "/empty.csv", "\n")
    fails(1, "empty.csv: it is empty; cases as export writes them are wanted", "import", "empty.csv")
    fails(1, "%.: Is a directory", "import", ".")
    fails(1, '^cxlua loop: forget: the person is wanted as the surveys name them, not ""', "forget", "")
    assert.equal(3, #cases())
  end)


  it("says in one line with its place what a rule's where-text lacks", function()
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", "en"):gsub("HOOK", ""):gsub("recommend <= 6", "recomend <= 6")))
    local wrong = "plan.lua:%d+: implement.loop%[1%].when: answers.csv: there is no column 'recomend'"
    fails(1, wrong, "open")
    local made = child.run({ child.program(), "plan.lua", "--quiet" }, { cwd = folder })                          -- rule (8)
    assert.same({ "", 1 }, { made.out, made.status })
    assert.matches("^" .. wrong, made.err)
  end)


  it("names a cause in the plan's language, in a case's history too", function()
    plan "fi"
    fine("open", "--now", "2026-10-09T10:00:00Z")
    local id = cases()[1].id
    fine("fix", id, "--set-cause", "usability")
    assert.matches("korjattu +anna +käytettävyys", fine("show", id))
  end)


  it("forgets a person, and opens nothing for them again", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    assert.matches("^Forgotten: of 2 events only the bare bones are left%. Searched: every text of 4 events and every byte of plan.ledger", fine("forget", "anna@x.fi"))
    assert.equal(1, #cases())
    assert.matches("2 are of people who were forgotten", fine("open", "--now", "2026-10-09T10:00:00Z"))
    assert.equal(1, #cases())
  end)


  it("calls the hook, and says what it raised", function()
    plan("en", "hook = function(case, event) io.stderr:write(case.id, ' ', event.event, '\\n') end")
    local out, err, status = run("open", "--now", "2026-10-09T10:00:00Z")
    assert.same({ "Opened 3 cases. One answer names nobody and opens nothing.\n", 0 }, { out, status })
    assert.matches("^%w+ open\n%w+ open\n%w+ open\n$", err)
    plan("en", "hook = function() error('no mail') end")
    out, err, status = run("contact", cases()[1].id)
    assert.same({ "One case: contacted.\n", 1 }, { out, status })
    assert.matches("^cxlua loop: hook: case %w+: plan.lua:%d+: no mail\n$", err)
    local list = cases()
    err = select(2, run("contact", list[2].id, list[3].id)) -- the same of several is one line
    assert.matches("^cxlua loop: hook: case %w+, %w+: plan.lua:%d+: no mail\n$", err)
  end)


  it("applies the plan's retention when it opens", function()
    plan("en", "retention = '3 years'")
    at("2026-10-09T10:00:00Z", "open")
    local out = fine("open", "--now", "2029-10-10T10:00:00Z")
    assert.matches("3 events were too old to be kept", out)
    assert.equal(0, #cases())
    assert.matches("^Opened 0 cases%. One answer names nobody and opens nothing%. 3 answers are too old", fine("open", "--now",
      "2029-10-10T10:00:00Z"))
  end)


  it("speaks the plan's language", function()
    plan "fi"
    assert.equal("Avattiin 3 tapausta. Yhdestä vastauksesta ei selviä vastaaja, eikä se avaa tapausta.\n",
      fine("open", "--now", "2026-10-09T10:00:00Z"))
    assert.matches("^3 tapausta%. 3 on myöhässä%.\n", fine("list", "--now", "2026-10-14"))
    plan "sv"
    assert.matches("^3 ärenden%. 3 är försenade%.\n", fine("list", "--now", "2026-10-14"))
    for _, name in ipairs { "stats", "findings" } do assert.is_true(#fine(name) > 40) end
  end)


  it("(4): says in one line what is wrong", function()
    fails(2, "unknown command 'lst'", "lst")
    fails(2, "must be one of 'open', 'contacted', 'fixed', 'told', 'confirmed'", "list", "--state", "done")
    fails(2, '%-%-now: a date such as 2026%-12%-31 is wanted, not "soon"', "list", "--now", "soon")
    fails(2, '%-%-at: a date such as', "contact", "x", "--at", "2026-02-30")
    fine("open", "--now", "2026-10-09T10:00:00Z")
    fails(1, "there is no case zzz; list shows those that there are", "contact", "zzz")
    fails(1, "2026%-10%-01 is before its opening", "contact", cases()[1].id, "--at", "2026-10-01")
    fails(1, "unknown action \"Old\"; known are New invoice", "act", "Old")
    child.write(folder .. "/plan.lua", "return 5")
    fails(1, "plan.lua: it is no plan; a plan ends with return cx.plan", "list")
    child.write(folder .. "/plan.lua", "return cx.plan {")
    fails(1, "plan.lua:1:", "list")
    os.remove(folder .. "/plan.lua")
    fails(1, "plan.lua", "list")
    plan()
    child.write(folder .. "/plan.ledger", ("no ledger at all "):rep(100))
    fails(1, "plan.ledger: it is no ledger", "list")
  end)


  it("refuses the ledger of another plan", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", "en"):gsub("HOOK", ""):gsub('"Shop"', '"Store"')))
    fails(1, "plan.ledger: ", "list")
  end)


  it("has a survey's missing file, and two rules of one id, as one line", function()
    os.remove(folder .. "/answers.csv")
    fails(1, "answers.csv: there is no such file", "open")
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", "en"):gsub("HOOK", "")
      :gsub("loop = {", "loop = { { id = 'a', when = 'recommend <= 1' }, { id = 'a', when = 'recommend <= 2' },")))
    fails(1, "two rules of the loop have the id 'a'; give one of them another", "open")
  end)


  it("opens nothing twice when runs open at the same time", function()
    local lines = { "who,when,place,recommend,ok" }
    for i = 1, 300 do lines[#lines + 1] = ("p%d@x.fi,2026-10-01 09:00,Visit,2,yes"):format(i) end
    child.write(folder .. "/answers.csv", table.concat(lines, "\n") .. "\n")
    local command = ("'%s' loop plan.lua open --json & "):format(child.program()):rep(4) .. "wait"
    local made = child.run({ "sh", "-c", command }, { cwd = folder })
    assert.equal("", made.err)
    local opened, runs = 0, 0
    for line in made.out:gmatch "[^\n]+" do
      opened, runs = opened + assert(json.decode(line)).opened, runs + 1
    end
    assert.same({ 300, 4, 300 }, { opened, runs, #cases() })
  end)


  it("takes a step of two runs at the same time once", function()
    fine("open", "--now", "2026-10-09T10:00:00Z")
    local id = cases()[1].id
    local command = ("'%s' loop plan.lua tell %s; "):format(child.program(), id):rep(1)
    local made = child.run({ "sh", "-c", ("(%s) & "):format(command):rep(6) .. "wait" }, { cwd = folder })
    local shown = assert(json.decode(fine("show", id, "--json")))
    assert.same({ "told", 2 }, { shown.state, #shown.history })
    local _, told = made.out:gsub("One case: told%.\n", "")                        -- who came later is told so
    local _, later = made.out:gsub("Another run changed", "")
    local _, refused = made.err:gsub("it was told; reopen it first", "")
    assert.equal(6, told + later + refused, made.out .. made.err)
  end)
end)
