-- rule_spec.lua - which answers open cases
--
--   FILE > ROWS > batch > tally > metric > GOAL > report

local cx = require "cx"
local rule = require "cx.loop.rule"
local shop = dofile "tests/lua/cx/loop/shop.lua"

local NOW = "2026-10-09T10:00:00Z"
local BAD = "recommend <= 6 and ok == 'yes'"


local function candidates(loop, options, more)
  local list, counts, code = rule.candidates(shop.plan(loop, options), { now = NOW, since = more and more.since })
  return list, counts, code
end


-- "person touchpoint" of each.
local function told(list)
  local parts = {}
  for i, one in ipairs(list) do parts[i] = one.person:match "^%a+" .. " " .. tostring(one.touchpoint) end
  return table.concat(parts, ", ")
end


describe("rule", function()
  it("(1) (3): takes the answers that its when takes, by the engine's own rules for what is missing", function()
    local list, counts = candidates { { when = BAD, contact = "2 working days", tell = "14 days" }, holidays = "fi" }
    assert.equal("anna Invoice, anna Visit, eva Invoice", told(list))
    assert.same({ rows = 4, nobody = 1, old = 0, early = 0, dropped = 0, twice = 0 }, counts)
    assert.same({ "answers", "2026-10-01T09:00:00Z", "north", "finance", "2026-10-13", "2026-10-23" },
      { list[1].survey, list[1].moment, list[1].unit, list[1].owner, list[1].contact_due, list[1].tell_due })
    assert.equal("2026-10-07", list[3].moment)
  end)


  it("(1): all rules of a survey look at its rows once", function()
    local survey, opened = shop.survey(), 0
    local open = survey.rows
    rawset(survey, "rows", function(...)
      opened = opened + 1
      return open(...)
    end)
    local list = candidates({ { when = BAD }, { when = "mood == 'cross'", owner = "head" }, { when = "area == 'south'" } },
      { survey = survey })
    assert.equal(1, opened)
    assert.equal("anna Invoice, anna Invoice, bertta Visit, cecilia Visit, cecilia Visit, anna Visit, david Invoice, eva Invoice, eva Invoice",
      told(list))
    assert.equal("head", list[2].owner)
  end)


  it("(7): says the rule's own line in the plan, at a run and when cases are opened", function()
    local child = dofile "tests/lua/child.lua"
    local folder = child.folder()
    local file <close> = assert(io.open(folder .. "/plan.lua", "w"))
    file:write [[
local cx = require "cx"
local s = cx.survey { text = "who,q\na,9\nb,3\n", person = "who", questions = { q = cx.scale.nps } }
return cx.plan { name = "P", due = "2026-12-31", ledger = "p.ledger",
  touchpoints = { { "A", goals = { cx.goal { cx.metric.nps(s.q), at_least = 1 } } } },
  implement = { loop = {
    { when = "q <= 6", tell = "3 days" },
    { tell = "3 days",
      when = "Qq <= 6" },
  } } }
]]
    file:flush()
    local function run(...)
      local made = child.run({ child.program(), ... }, { cwd = folder })
      return made.err
    end
    assert.equal("plan.lua:8: implement.loop[2].when: text: there is no column 'Qq'; did you mean 'q'? there are who, q\n", run "plan.lua")
    assert.matches("plan.lua:8: implement.loop[2].when: text: there is no column 'Qq'", run("loop", "plan.lua", "open"), 1, true)
    local made = child.run({ child.program(), "check", "--data", "plan.lua" }, { cwd = folder })
    assert.matches("plan.lua:8: error I21: the rule \"Qq <= 6\" opens no case: text: there is no column 'Qq'", made.out, 1, true)
    assert.matches("plan.lua:6: warning I13", made.out, 1, true)
    child.remove(folder)
  end)


  it("(2): finds its survey by what when names, and says so when it cannot", function()
    local other = cx.survey { text = "who,ease\na,1\n", name = "other", person = "who", questions = { ease = cx.scale { 1, 5 } } }
    local function with(loop)
      local survey = shop.survey()
      local plan = cx.plan { name = "Shop", touchpoints = { { "Shop", goals = {
        cx.goal { cx.metric.nps(survey.recommend), at_least = 1 }, cx.goal { cx.metric.mean(other.ease), at_least = 1 } } } },
        implement = { loop = loop } }
      return rule.candidates(plan, { now = NOW })
    end
    assert.equal("other", with({ { when = "ease <= 2" } })[1].survey)
    local list, message = with { { when = "ok == 'yes'" } }
    assert.is_nil(list)
    assert.matches("^tests/lua/cx/loop/rule_spec.lua:%d+: implement.loop%[1%]: no survey asks ok; name one, survey = %.%.%.$", message)
    list, message = with { { when = "ease <= 2" }, { when = "recomend <= 6" } }
    assert.is_nil(list)
    assert.matches("^tests/lua/cx/loop/rule_spec.lua:%d+: implement.loop%[2%]: ", message)
    assert.matches('no survey asks recomend; name one, survey = ...; did you mean "recommend"?', message, 1, true)
    list, message = with { { when = function() return true end } }
    assert.is_nil(list)
    assert.matches("2 surveys ask what it looks at; say which", message)
    assert.equal(1, #with { { when = "who == 'a'", survey = other } })
  end)


  it("(3): knows an answer again however its moment is written", function()
    local plain = candidates({ { when = "recommend <= 2" } })
    local other = candidates({ { when = "recommend <= 2" } }, { survey = shop.survey { text = (shop.ANSWERS:gsub(
      "2026%-10%-01 09:00", "1.10.2026 09:00:00")) } })
    assert.equal(plain[1].unique, other[1].unique)
    assert.not_equal(plain[1].unique, candidates({ { when = "recommend <= 2", id = "another" } })[1].unique)
  end)


  it("(3): without a time there is one case for a person and a rule", function()
    local list, counts = candidates({ { when = BAD } }, { survey = shop.survey { time = false } })
    assert.equal("anna Invoice, eva Invoice", told(list))
    assert.equal(1, counts.twice)
    assert.is_nil(list[1].moment)
  end)


  it("(4): opens nothing for what is before since, or before what retention keeps", function()
    local list, counts = candidates({ { when = BAD } }, nil, { since = "2026-10-05" })
    assert.equal("anna Visit, eva Invoice", told(list))
    assert.equal(1, counts.old)
    list = candidates { { when = BAD }, retention = "3 days" }
    assert.equal("eva Invoice", told(list))
    list = candidates({ { when = BAD }, retention = "3 days" }, nil, { since = "2026-10-08" })
    assert.equal("", told(list))
  end)


  it("(4): an account stands for the person where there is none", function()
    local survey = shop.survey { person = false, account = "who" }
    assert.equal("anna Invoice, anna Visit, eva Invoice", told((candidates({ { when = BAD } }, { survey = survey }))))
  end)


  it("(5): what route and group give is a text, else nothing is opened and the function's line is named", function()
    for _, key in ipairs { "route", "group" } do
      for _, given in ipairs { 5, {}, true, false, "", " ", "\xff", print } do
        local line = debug.getinfo(1, "l").currentline + 1
        local done, message = pcall(candidates, { { when = "recommend <= 6", [key] = function() return given end } })
        assert.is_false(done)
        local place, words = message:match "^([^\n]-:%d+): ([^\n]*)$"
        assert.equal("tests/lua/cx/loop/rule_spec.lua:" .. line, place)
        assert.equal(1, words:find("implement.loop[1]." .. key .. ": a function that gives a text or nil is wanted, not ", 1, true))
      end
    end
  end)

  it("(5): the case that the functions see is a copy", function()
    local function spoil(_, made)
      for name in pairs(made) do made[name] = "x" end
    end
    local rules = { when = "recommend <= 6", drop = spoil, route = spoil, group = spoil }
    assert.equal(told((candidates { { when = "recommend <= 6" } })), told((candidates { rules })))
  end)

  it("(5): functions route, group and drop, and see questions, roles and columns", function()
    local seen
    local list, counts = candidates { {
      when = function(row) return row.ok == "yes" and row.recommend == "5" or row.recommend == "3" end,
      route = function(row, made)
        seen = { row.person, row.who, row.area, row.recommend, made.touchpoint, made.rule }
        return "chief of " .. row.area
      end,
      group = function(row) return row.area end,
      drop = function(_, made) return made.person == "eva@x.fi" end,
    } }
    assert.equal("anna Visit", told(list))
    assert.same({ "chief of north", "north" }, { list[1].owner, list[1].group })
    assert.same({ "anna@x.fi", "anna@x.fi", "north", "5", "Visit", "rule" }, seen)
    assert.equal(1, counts.dropped)
  end)


  it("(6): a rule of one touchpoint takes its answers only, and gives its owner", function()
    local list = candidates { { when = BAD, touchpoint = "Visit" } }
    assert.equal("anna Visit", told(list))
    assert.equal("service", list[1].owner)
    list = candidates({ { when = BAD, touchpoint = "Visit" } }, { survey = shop.survey { touchpoint = false } })
    assert.equal("anna Visit, anna Visit, eva Visit", told(list))
  end)


  it("(6): the touchpoint may be made of columns by a rule", function()
    local made = cx.rule({ "place", "area" }, function(place, area) return area == "north" and place or "Visit" end)
    local list = candidates({ { when = BAD } }, { survey = shop.survey { touchpoint = made } })
    assert.equal("anna Invoice, anna Visit, eva Visit", told(list))
  end)


  it("(4): an answer that is dated later than tomorrow opens nothing yet", function()
    local function open(now)
      local list, counts = rule.candidates(shop.plan { { when = "recommend <= 6" } }, { now = now })
      return #list, counts.early
    end
    assert.same({ 4, 0 }, { open "2026-10-09T10:00:00Z" })
    assert.same({ 3, 1 }, { open "2026-10-05T10:00:00Z" })
    assert.same({ 4, 0 }, { open "2026-10-06T10:00:00Z" })
    assert.same({ 1, 3 }, { open "2026-09-30T10:00:00Z" })
  end)


  it("(1): reads again where a late row overturns a guess, and counts no row twice", function()
    local sample = dofile "tests/lua/cx/sample.lua"
    local text = "who,when,place,area,recommend,mood,ok\n" .. "a@x.fi,2026-10-01,Invoice,north,2,cross,yes\n"
      .. ("b@x.fi,2026-10-01,Invoice,north,9,glad,no\n"):rep(60000) .. "k\xE4ytt\xF6,2026-10-01,Visit,south,1,cross,yes\n"
    local path = sample.file(text, ".csv")
    finally(function() os.remove(path) end)
    local function survey() return shop.survey { text = false, file = path } end
    local list, counts = candidates({ { when = BAD } }, { survey = survey() })
    assert.same({ "a@x.fi", "käyttö", 2, 2 }, { list[1].person, list[2].person, #list, counts.rows })
    local people = {}
    assert(rule.people(shop.plan({ { when = BAD } }, { survey = survey() }), function(raw) people[raw] = true end))
    assert.is_true(people["käyttö"])
  end)


  it("(7): says in one line what is wrong with the world or the plan", function()
    local list, message = candidates({ { when = BAD } }, { survey = shop.survey { person = false } })
    assert.is_nil(list)
    assert.matches("implement.loop%[1%]: its survey names nobody; give it person = \"column\"", message)
    list, message = candidates({ { when = "recommend <= 6 and colour == 'red'" } })
    assert.is_nil(list)
    assert.matches("colour", message)
    list, message = candidates({ { when = BAD } }, { survey = shop.survey { text = false, file = "no/such.csv" } })
    assert.is_nil(list)
    assert.matches("no/such.csv: there is no such file$", message)
    assert.error_matches(function() shop.plan { { when = BAD, id = "a" }, { when = BAD, id = "a" } } end,
      "two rules of the loop have the id 'a'")
  end)
end)
