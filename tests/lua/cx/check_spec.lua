-- check_spec.lua - check.lua and cxlua check: rules, what switches them off, places, exit statuses, JSON

local cjson = require "cjson"
local check = require "cx.check"
local child = require "tests.lua.child"
local full = dofile "tests/lua/cx/check/full.lua"
local made = dofile "tests/lua/cx/plan/made.lua"

local here = io.popen("pwd"):read "l"
local program = child.program()

local SEVERITY = { error = true, warning = true, note = true }

local PLAN = [[
local cx = require "cx"
local answers = cx.survey {
  file = "answers.csv", time = "day",
  questions = { recommend = cx.scale.nps, other = cx.scale { 1, 5 } },
}
return cx.plan {
  name = "Shop", language = "en", due = "2026-12-31",
  touchpoints = {
    { "Checkout", phase = "during", owner = "sales",
      goals = { cx.goal { cx.metric.nps(answers.recommend), at_least = 30 } } },
    { "Delivery", phase = "after", owner = "sales" },
  },
  measure = { surveys = { answers } },
}
]]


describe("check", function()
  it("(1): every rule has an id of its stair that is its own, a severity, and where it comes from", function()
    local seen, letters = {}, { "D", "T", "O", "I", "M", "R" }
    for _, rule in ipairs(check.rules()) do
      assert.is_nil(seen[rule.id], rule.id)
      seen[rule.id] = true
      local letter, number = rule.id:match "^(%u)(%d%d)$"
      assert.equal(letters[rule.stair], letter)
      assert.equal(rule.data or false, tonumber(number) > 20)
      assert.is_true(SEVERITY[rule.severity], rule.id)
      assert.is_true(#rule.items > 0 and math.type(rule.items[1]) == "integer")
      assert.equal("function", type(rule.test))
    end
    assert.is_true(#check.rules() >= 30)
  end)

  it("(4): a rule is off for a reason, and is told as such", function()
    local plan = full.plan { change = function(o)
      o.organise.lead, o.check = nil, { off = { O04 = "there are two of us", R05 = "the same" } }
    end }
    local findings, off = check.run(plan, { today = "2026-11-21" })
    assert.equal(0, #findings)
    assert.same({ { id = "O04", why = "there are two of us" }, { id = "R05", why = "the same" } }, off)
  end)

  it("(4): what check says wrong is refused at the plan's line", function()
    made.refuses('check.off: unknown rule "T5"; did you mean "T05"', { check = { off = { T5 = "x" } } })
    made.refuses("check.off.T05: the reason why the rule is off is wanted, not true", { check = { off = { T05 = true } } })
    made.refuses('check.off.T05: the reason why the rule is off is wanted, not " "', { check = { off = { T05 = " " } } })
    made.refuses("check.answers: a whole number from 1 is wanted, not 0", { check = { answers = 0 } })
    made.refuses('check: unknown key "of"', { check = { of = 1 } })
    made.refuses("check: a table is wanted", { check = "no" })
  end)

  it("(5): asks nothing about customers of a plan that asks its staff alone", function()
    for _, one in ipairs((check.run(dofile "examples/staff/plan.lua", { today = "2026-11-21" }))) do
      for _, rule in ipairs(check.rules()) do
        assert.is_false(rule.id == one.id and rule.of == "customers", one.id)
      end
    end
  end)

  it("(7): an action that the ledger says is done, or told, is", function()
    local folder = child.folder()
    local function found()
      local plan = full.plan { change = function(o)
        o.ledger = folder .. "/plan.ledger"
        o.implement.actions[1].done, o.implement.actions[1].due = nil, "2026-10-10"
        o.implement.actions[1].tell = { to = "all", by = "letter", due = "2026-10-20" }
      end }
      local list = {}
      for _, one in ipairs((check.run(plan, { today = "2026-11-21" }))) do list[#list + 1] = one.id end
      return plan, table.concat(list, " ")
    end
    local plan, ids = found()
    assert.matches("I07 I08", ids)
    local ledger = assert(require "cx.loop".ledger(plan, { who = "anna", now = "2026-11-01T10:00:00Z" }))
    local id = plan.inside.actions[1].id
    assert(ledger:append { { kind = "action", id = id, event = "act", data = {} } })
    assert.is_nil(select(2, found()):find "I07")
    assert.matches("I08", select(2, found()))
    assert(ledger:append { { kind = "action", id = id, event = "tell", data = { to = "all" } } })
    ledger:close()
    assert.is_nil(select(2, found()):find "I0[78]")
    child.remove(folder)
  end)

  it("says of an owner to be named that alone, not that it is strange or owns everything", function()
    local findings = check.run(full.plan { change = function(o)
      for i = 4, 5 do o.touchpoints[i] = { "desk " .. i, phase = "after", goals = o.touchpoints[1].goals } end
      for _, one in ipairs(o.touchpoints) do one.owner = "to be named" end
    end }, { today = "2026-11-21" })
    local n = {}
    for _, one in ipairs(findings) do n[one.id] = (n[one.id] or 0) + 1 end
    assert.equal(5, n.T16)
    assert.same({}, { n.O03, n.O12, n.T03 })
  end)

  it("says nothing of goals that are hidden for privacy", function()
    local plan = dofile "examples/staff/plan.lua"
    local hidden = {}
    for i, goal in ipairs(plan:run { today = "2026-11-21" }.goals) do
      if goal.hidden then hidden[goal.id] = plan.inside.wanted[i].path end
    end
    assert.is_truthy(next(hidden))
    local n = 0
    for _, one in ipairs((check.run(plan, { today = "2026-11-21", data = true }))) do
      if one.id:find "^M2" then
        n = n + 1
        for id, path in pairs(hidden) do assert.not_equal(path, one.path, id) end
      end
    end
    assert.is_true(n > 0)
  end)

  it("says of what is left out, in whatever combination, something or nothing, and never fails", function()
    local seed = 20261121
    local function random(n)
      seed = (1103515245 * seed + 12345) % 2 ^ 31 // 1 | 0
      return seed // 65536 % n + 1
    end
    -- Takes keys away at random, at any depth, from what a plan says; what cx made is left as it is.
    local function spoil(value)
      local keys = {}
      for key in pairs(value) do keys[#keys + 1] = key end
      table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
      for _, key in ipairs(keys) do
        local inner = value[key]
        if type(key) == "string" and key ~= "surveys" and random(16) == 1 then value[key] = nil
        elseif type(inner) == "table" and not inner.kind and getmetatable(inner) == nil then spoil(inner) end
      end
    end
    local ran = 0
    for _ = 1, 300 do
      local done, plan = pcall(full.plan, { change = spoil })
      if done then
        ran = ran + 1
        for _, one in ipairs((check.run(plan, { today = "2026-11-21", data = ran % 10 == 0 }))) do
          assert.is_true(#one.why > 10 and one.line > 0)
        end
      end
    end
    assert.is_true(ran > 100, ran)
  end)

  it("(6): says the same twice, in the order of lines", function()
    local plan = made.plan()
    local first, second = check.run(plan, { today = "2026-11-21" }), check.run(plan, { today = "2026-11-21" })
    assert.same(first, second)
    assert.is_true(#first > 10)
    for i = 2, #first do assert.is_true(first[i - 1].line <= first[i].line) end
  end)

  -- How many goals of a plan with a ledger R21 finds, before and after events are kept there.
  local function reviewed(plan)
    local n = 0
    for _, one in ipairs((check.run(plan, { today = "2026-11-21", data = true }))) do
      n = n + (one.id == "R21" and 1 or 0)
    end
    return n
  end

  local function keep(plan, events, rounds)
    local ledger = assert(require "cx.loop".ledger(plan))
    if events then assert(ledger:append(events)) end
    for i, name in ipairs(rounds or {}) do
      ledger.given_now = ("2026-0%d-06T10:00:00Z"):format(3 * i - 2)
      assert(ledger:save_round { name = name, results = {} })
    end
    ledger:close()
  end

  local REVIEW = { kind = "review", id = "web", event = "kept", at = "2026-05-01T10:00:00Z" }
  local OLD = { kind = "review", id = "old", event = "kept", at = "2025-12-01T10:00:00Z", data = { goal = "store" } }


  it("(3): counts rounds of time since the last review that the ledger has", function()
    local folder, days = child.folder(), { "2026-01-05", "2026-04-05", "2026-07-05" }
    local plan = full.plan { cell = function(_, i) return { day = days[i % 3 + 1] } end,
                             change = function(o) o.ledger = folder .. "/full.ledger" end }
    assert.equal(3, reviewed(plan))                                   -- three rounds of each goal, no ledger
    keep(plan, { OLD })
    assert.equal(3, reviewed(plan))                                   -- all are later than that review
    keep(plan, { REVIEW })
    assert.equal(2, reviewed(plan))                                   -- one of web's is later
    child.remove(folder)
  end)

  it("(3): counts rounds with names since the last review as the ledger kept them", function()
    local folder = child.folder()
    local plan = full.plan { survey = { round = "third" }, change = function(o) o.ledger = folder .. "/full.ledger" end }
    assert.equal(0, reviewed(plan))
    keep(plan, nil, { "first", "second", "third" })
    assert.equal(3, reviewed(plan))
    keep(plan, { OLD, REVIEW })
    assert.equal(2, reviewed(plan))
    child.remove(folder)
  end)
end)


describe("cxlua check", function()
  local folder

  setup(function()
    folder = child.folder()
    child.write(folder .. "/plan.lua", PLAN)
    local rows = { "recommend,other,day" }
    for i = 1, 40 do rows[#rows + 1] = ("%d,%d,2026-10-%02d"):format(i % 11, i % 5 + 1, i % 28 + 1) end
    child.write(folder .. "/answers.csv", table.concat(rows, "\n") .. "\n")
  end)
  teardown(function() child.remove(folder) end)

  local function run(...) return child.run({ program, "check", ... }, { cwd = folder }) end


  it("says file, line, severity, id, why with its stair, and how to mend", function()
    local got = run("plan.lua", "--today", "2026-11-21")
    assert.equal(1, got.status)
    assert.equal("", got.err)
    assert.truthy(got.out:find("plan.lua:11: error T02: Delivery has no goal: every touchpoint has concrete goals of its own "
      .. "(stair 2, develop)\n    mend: add goals = { goal { csat, at_least = 80 } }, or take the touchpoint out\n", 1, true))
    assert.truthy(got.out:find("plan.lua:2: warning M02: no goal uses these questions of answers.csv: other;", 1, true))
    assert.truthy(got.out:find("plan.lua:6: warning O04: ", 1, true))
    assert.truthy(got.out:find("\n1 error, %d+ warnings and %d+ notes\n$"))
  end)

  it("(1): fails for errors, with --strict for warnings, and says wrong usage", function()
    child.write(folder .. "/good.lua", (PLAN:gsub('    { "Delivery"[^\n]*\n', "")))
    assert.equal(0, run("good.lua").status)
    assert.equal(1, run("good.lua", "--strict").status)
    assert.equal(2, run().status)
    assert.equal(2, run("good.lua", "--today", "tomorrow").status)
    assert.equal(2, run("good.lua", "--least", "much").status)
    assert.equal(2, run("good.lua", "--what").status)
    local got = run("nowhere.lua")
    assert.equal(1, got.status)
    assert.matches("nowhere.lua", got.err, 1, true)
    child.write(folder .. "/wrong.lua", 'return require "cx".plan { nmae = 1 }\n')
    got = run("wrong.lua")
    assert.equal(1, got.status)
    assert.matches('wrong.lua:1: unknown key of cx.plan "nmae"', got.err, 1, true)
    child.write(folder .. "/none.lua", "return 1\n")
    assert.matches("none.lua: it is no plan", run("none.lua").err, 1, true)
  end)

  it("(2): reads no data unless it is asked to", function()
    child.write(folder .. "/away.lua", (PLAN:gsub("answers%.csv", "away.csv")))
    assert.equal("", run("away.lua").err)
    local got = run("away.lua", "--data")
    assert.equal(1, got.status)
    assert.matches("away.lua:2: ", got.err, 1, true)
    assert.truthy(run("plan.lua", "--data", "--today", "2026-11-21").out:find("note M27: 40 answers to Checkout", 1, true))
  end)

  it("shows from a severity on, and in another language", function()
    local got = run("plan.lua", "--least", "error", "--language", "fi")
    assert.equal("plan.lua:11: virhe T02: kosketuspisteellä Delivery ei ole tavoitetta: konkreettiset tavoitteet asetetaan "
      .. "jokaiseen erikseen (porras 2, kehitä)\n    korjaus: lisää goals = { goal { csat, at_least = 80 } } tai poista "
      .. "kosketuspiste\n1 virhe\n", got.out)
    assert.matches("1 fel\n$", run("plan.lua", "--least", "error", "--language", "sv").out)
  end)

  it("names phases and functions as the report does", function()
    local out = run("plan.lua", "--language", "fi").out
    assert.truthy(out:find("T07: yksikään kosketuspiste ei ole vaiheessa ennen:", 1, true))
    assert.truthy(out:find("mittaria: johtaminen, henkilöstö, toiminta, palvelut, järjestelmät (porras 3", 1, true))
  end)

  it("gives JSON with its keys in one order", function()
    local got = run("plan.lua", "--json", "--today", "2026-11-21")
    assert.equal(1, got.status)
    local data = cjson.decode(got.out)
    assert.equal("plan.lua", data.plan)
    assert.equal(1, data.counts.error)
    local n = 0
    for line in got.out:gmatch '\n    { "id": [^\n]*' do
      n = n + 1
      assert.matches('^\n    { "id": ".-", "severity": ".-", "stair": %d, "file": ".-", "line": %d+, "path": ".-", '
        .. '"why": ".-", "mend": ".-" },?$', line)
    end
    assert.equal(#data.findings, n)
    assert.equal(got.out, run("plan.lua", "--json", "--today", "2026-11-21").out)
  end)

  it("lists the rules, as JSON too", function()
    local list = run("--rules").out
    local rules = cjson.decode(run("--rules", "--json").out)
    assert.equal(#check.rules(), #rules)
    for _, rule in ipairs(rules) do assert.truthy(list:find(rule.id .. "  ", 1, true)) end
    assert.equal(7, rules[11].inventory[1])
    assert.truthy(list:find("T02  error    2 develop    ... has no goal", 1, true))
  end)

  it("says the line of a row in a table of touchpoints", function()
    child.write(folder .. "/touchpoints.csv", "name;phase;owner;goals\nCheckout;during;sales;nps(recommend) >= 30\n"
      .. "Delivery;after;sales;\n")
    child.write(folder .. "/rows.lua", (PLAN:gsub("touchpoints = %b{}", 'touchpoints = cx.table "touchpoints.csv"')))
    assert.truthy(run("rows.lua").out:find("touchpoints.csv:3: error T02: Delivery", 1, true))
  end)

  it("looks at a plan from someone else behind the sandbox's walls", function()
    local got = child.run({ program, "--sandbox", "check", "plan.lua", "--today", "2026-11-21", "--data" }, { cwd = folder })
    assert.equal(run("plan.lua", "--today", "2026-11-21", "--data").out, got.out)
    child.write(folder .. "/thief.lua", 'io.popen "id" ' .. PLAN)
    got = child.run({ program, "--sandbox", "check", "thief.lua" }, { cwd = folder })
    assert.equal(1, got.status)
    assert.equal("", got.out)
    assert.matches("thief.lua:1: ", got.err, 1, true)
  end)

  it("gives no orders to the terminal", function()
    child.write(folder .. "/rude.lua", (PLAN:gsub('"Delivery"', '"De\\27[2Jlivery"')))
    local got = run("rude.lua")
    assert.is_nil((got.out .. got.err):find "\27")
    assert.truthy(got.err:find("a text is wanted, not one with the control character 27", 1, true))
    child.write(folder .. "/rude.lua", (PLAN:gsub('"Delivery"', '"De\xC2\x9B2Jlivery"')))
    got = run("rude.lua")
    assert.is_nil((got.out .. got.err):find "\xC2\x9B")
  end)

  for path in io.popen("ls examples/*/plan.lua"):lines() do
    it("finds no error in " .. path .. ", nor with its data", function()
      local got = child.run { program, "check", "--data", "--today", "2026-11-21", "--least", "error", here .. "/" .. path }
      assert.equal(0, got.status, got.out .. got.err)
    end)
  end

  for _, file in ipairs { "tests/data/new/telco.csv", "tests/data/new/starwars.csv", "tests/data/nps/answers.csv",
                          "examples/staff/data/puls.csv", "examples/airport/data/sfo_2017.csv" } do
    it("finds no error in what cxlua new drafts from " .. file, function()
      local drafted = child.run({ program, "new", "--today", "2026-11-21", here .. "/" .. file }, { cwd = folder })
      assert.equal(0, drafted.status)
      child.write(folder .. "/drafted.lua", drafted.out)
      local got = run("drafted.lua", "--data", "--today", "2026-11-21", "--least", "error")
      assert.equal(0, got.status, got.out .. got.err)
    end)
  end
end)
