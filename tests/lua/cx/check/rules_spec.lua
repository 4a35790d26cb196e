-- rules_spec.lua - every rule of check finds what it is for, and nothing in a plan that has it all

local check = require "cx.check"
local cx = require "cx"
local full = dofile "tests/lua/cx/check/full.lua"

local TODAY = "2026-11-21"


local function ids_of(findings)
  local ids = {}
  for _, one in ipairs(findings) do ids[one.id] = (ids[one.id] or 0) + 1 end
  return ids
end


-- Each rule's ways of failing: what spoils the full plan; data = true where it is to be measured.
local function set(...)
  local steps = { ... }
  local value = table.remove(steps)
  return function(o)
    for i = 1, #steps - 1 do o = o[steps[i]] end
    o[steps[#steps]] = value
  end
end
local function unset(...)
  local steps = { ... }
  return function(o)
    for i = 1, #steps - 1 do o = o[steps[i]] end
    o[steps[#steps]] = nil
  end
end
local function action(key, value) return { change = function(o) o.implement.actions[1][key] = value end } end
local function goal_of(i, make) return { change = function(o, m) o.touchpoints[i].goals = make(m) end } end
local function each_touchpoint(key, value)
  return { change = function(o) for _, one in ipairs(o.touchpoints) do one[key] = value end end }
end

-- An analysis of what the experience is worth, whatever it says.
local WORTH = { kind = "worth", measure = function() return {} end }

local FAILING = {
  D01 = { { change = function(o) o.define = { emotions = { now = "calm" }, principles = { "trust" } }
            for _, one in ipairs(o.touchpoints) do one.serves = nil end end } },
  D02 = { { change = function(o) o.define.benefit, o.touchpoints[2].serves = nil, "care" end } },
  D03 = { { change = set("touchpoints", 1, "serves", "care") } },
  D04 = { { change = function(o) o.touchpoints[2].goals, o.touchpoints[2].practice = nil, "it is shown" end } },
  D05 = { { change = unset("define", "emotions") } },
  D06 = { { change = unset("define", "principles") }, { change = set("define", "principles", {}) } },
  D07 = { { change = set("define", "claims", "the last moment matters most") },
          { change = set("define", "claims", { { text = "two thirds", source = "an article" } }) } },
  D08 = { { change = unset("language") } },
  D09 = { { change = unset("name") } },

  T01 = { { change = function(o) o.touchpoints, o.define = nil, nil end } },
  T02 = { { change = unset("touchpoints", 3, "goals") }, { change = set("touchpoints", 3, "goals", {}) } },
  T03 = { { change = unset("touchpoints", 3, "owner") } },
  T04 = { { change = unset("due") } },
  T05 = { { change = unset("touchpoints", 1, "practice") } },
  T06 = { { change = set("touchpoints", 1, "practice", "it is shown") } },
  T07 = { { change = set("touchpoints", 1, "phase", "during") } },
  T08 = { { change = unset("touchpoints", 1, "phase") } },
  T09 = { { change = unset("touchpoints", 1, "peak") } },
  T10 = { { change = set("touchpoints", 2, "peak", true) } },
  T11 = { { change = unset("touchpoints", 3, "serves") } },
  T12 = { each_touchpoint("serves", nil) },
  T13 = { { change = function(o) o.touchpoints[2].need, o.touchpoints[2].role = "demanding", "digital" end } },
  T14 = { each_touchpoint("role", "digital") },
  T15 = { { change = unset("touchpoints", 1, "feel") } },
  T16 = { { change = set("touchpoints", 1, "owner", "To be named") }, { change = set("touchpoints", 1, "owner", "nimettävä") },
          { change = set("touchpoints", 1, "owner", "???") } },
  T17 = { goal_of(1, function(m) return { cx.goal { m.nps, at_least = 30 }, cx.goal { m.nps, at_most = 20 } } end),
          goal_of(1, function(m) return { cx.goal { m.nps, at_most = 20 }, cx.goal { m.nps, at_least = 30 } } end),
          goal_of(1, function(m)
            return { cx.goal { m.shown, at_least = 60 }, cx.goal { cx.metric.share(m.answers.shown, "no"), at_least = 50 } }
          end) },
  T18 = { goal_of(1, function(m) return { cx.goal { m.nps, at_least = 30 }, cx.goal { m.nps, at_least = 40 } } end) },
  T19 = { goal_of(1, function(m) return { cx.goal { m.nps, at_least = 30, due = "2026-11-20" } } end) },

  O01 = { { change = set("organise", "owners", "sales", { "an agency", outside = true }) },
          { change = function(o)
            o.organise.lead = "head"
            o.organise.owners = { sales = { "an agency", outside = true }, service = { "another", outside = true } }
          end } },
  O02 = { { change = set("organise", "owners", "service", { "call centre", outside = true }) } },
  O03 = { { change = set("touchpoints", 1, "owner", "finance") }, { change = set("redefine", "review", { every = 2, owner = "x" }) },
          { change = set("implement", "actions", 1, "owner", "x") }, { change = set("implement", "strategic", 1, "owner", "x") },
          { change = set("implement", "loop", 1, "owner", "x") }, { change = set("organise", "training", "skills", "owner", "x") } },
  O04 = { { change = unset("organise", "lead") } },
  O05 = { { change = unset("organise", "training") } },
  O06 = { { change = set("organise", "training", "skills", { done = 2, of = 3 }) },
          { change = set("organise", "training", "skills", { done = 2, of = 3, due = "2026-11-20" }) } },
  O07 = { { change = set("organise", "training", { "feelings" }) } },
  O08 = { { change = unset("organise", "rewards") } },
  O09 = { { change = unset("organise", "authority") } },
  O10 = { { change = unset("organise", "recruiting") } },
  O11 = { { change = unset("organise", "functions", "staff") }, { change = unset("organise", "functions") } },
  O12 = { { change = function(o)
    o.touchpoints[4] = { "desk", phase = "after", practice = o.touchpoints[1].practice, goals = o.touchpoints[1].goals }
    for _, one in ipairs(o.touchpoints) do one.owner = "sales" end
  end } },

  I01 = { action("due", nil) }, I02 = { action("owner", nil) }, I03 = { action("finding", nil) },
  I04 = { action("tell", nil) }, I05 = { action("tell", "all customers") }, I06 = { action("cause", nil) },
  I07 = { action("due", "2026-11-20") }, I08 = { action("tell", { to = "all", due = "2026-11-20" }) },
  I09 = { action("tell", nil), { change = unset("implement", "actions") } },
  I10 = { { change = unset("implement", "strategic", 1, "expect") } },
  I11 = { { change = unset("implement", "strategic", 1, "owner") } },
  I12 = { { change = unset("implement", "loop", 1, "tell") } },
  I13 = { { change = unset("implement", "loop", 1, "contact") } },
  I14 = { { survey = { person = false } },
          { change = function(o, m) o.implement.loop[1].survey, o.implement.loop[1].when = m.pulse, "support <= 2" end } },
  I15 = { { change = set("touchpoints", 1, "resources", 1001) } },
  I16 = { { change = function(o) o.implement.budget, o.touchpoints[1].resources = nil, 10 end },
          { change = function(o) o.implement.budget, o.implement.actions[1].cost = nil, 10 end } },
  I17 = { { change = unset("implement", "loop") } },
  I18 = { { change = unset("implement", "daily") } },
  I19 = { { change = unset("implement", "loop", "retention") } },
  I21 = { data = true, { change = set("implement", "loop", 1, "when", "Answerr <= 6") },
          { change = set("implement", "loop", 1, "when", "answer == 'x'") } },

  M01 = { { change = function(o)
    for key in pairs(o) do if key ~= "name" and key ~= "language" then o[key] = nil end end
  end } },
  M02 = { { change = unset("redefine", "expectations") } },
  M03 = { { change = function(o, m) o.touchpoints[2].goals = cx.goal { cx.metric.mean(m.answers.care), at_least = 5.1 } end },
          { change = function(o, m) o.measure.pulse = cx.goal { m.support, at_most = 0.5 } end } },
  M04 = { { change = function(o, m) o.touchpoints[2].goals = cx.goal { cx.metric.mean(m.answers.care), at_least = 1 } end },
          { change = function(o, m) o.touchpoints[2].goals = cx.goal { m.care, at_most = 100 } end } },
  M05 = { { change = function(o, m) -- without the staff's survey
    o.measure.surveys, o.measure.pulse, o.organise.functions = { m.answers }, nil, nil
  end } },
  M06 = { { change = unset("measure", "leading") } },
  M07 = { { change = function(o) o.measure.leading = { cx.goal { cx.leading.staff_commitment, at_least = 3 } } end } },
  M08 = { { change = unset("measure", "behaviour") } },
  M09 = { { survey = { questions = { answer = cx.scale.nps {}, care = cx.scale { 1, 5 }, shown = cx.scale.names { "yes", "no" },
                                     expectation = cx.scale.names { "below", "as", "above" } } } } },
  M10 = { { survey = { time = false } } },
  M11 = { { change = set("check", { answers = 40 }) } },
  M12 = { { change = function(o) o.public_sector, o.measure.worth = true, WORTH end } },
  M13 = { { change = set("measure", "benchmarks", 1, "date", "2023-11-20") } },
  M14 = { { change = set("measure", "frame", "service", {}) } },

  M21 = { data = true, { survey = { only = "care >= 1", text = full.rows() .. "store,1,1,yes,above,P,2026-10-05,too,long\n" } } },
  M22 = { data = true, { cell = function(name, i) return name == "web" and i == 1 and { answer = 99 } or nil end } },
  M23 = { data = true, { change = function(o)
    local wide = cx.survey { text = "of desk,of door\n5,4\n3,5\n", name = "wide", columns = "of *", scale = cx.scale { 1, 5 },
                             round = "2026" }
    o.touchpoints[2].goals[2] = cx.goal { cx.metric.csat(wide.desk), at_least = 1 }
  end } },
  M24 = { data = true, { change = function(o) o.touchpoints[3][1] = "phone" end } },
  M25 = { data = true, { cell = function(_, i) return { care = i % 2 == 0 and 5 or 1 } end,
                         change = function(o, m) o.touchpoints[2].goals = { cx.goal { m.care, at_least = 50 } } end } },
  M26 = { data = true, { cell = function(_, i) return { answer = i % 3 == 0 and 10 or 7, day = ("2026-0%d-05"):format(i % 9 + 1) } end } },
  M27 = { data = true, { cell = function(_, i) return { answer = i % 3 == 0 and 3 or 10 } end } },

  R01 = { { change = unset("round") } },
  R02 = { { change = unset("redefine", "review") } },
  R03 = { { change = unset("redefine", "new") } },
  R04 = { { change = unset("redefine", "expectations") } },
  R05 = { { change = unset("organise", "lead") } },
  R06 = { { change = unset("redefine", "raise") } },
  R07 = { { change = set("due", "2026-11-20") } },
  R21 = { data = true, { cell = function(_, i) return { day = ("2026-%02d-05"):format(i % 3 * 3 + 1) } end } },
}


-- A way to spoil a plan, in which a rule is off besides.
local function switched_off(case, id)
  local made = {}
  for key, value in pairs(case) do made[key] = value end
  made.change = function(o, m)
    if case.change then case.change(o, m) end
    o.check = o.check or {}
    o.check.off = { [id] = "a reason" }
  end
  return made
end


describe("check", function()
  for _, rule in ipairs(check.rules()) do
    local cases = assert(FAILING[rule.id], rule.id .. " has no failing case")
    it(rule.id .. " finds what it is for, nothing in a plan that has it, and nothing when it is off", function()
      local options = { today = TODAY, data = cases.data }
      assert.is_nil(ids_of(check.run(full.plan(), options))[rule.id])
      for i, case in ipairs(cases) do
        local findings = check.run(full.plan(case), options)
        local n = ids_of(findings)[rule.id]
        assert.is_truthy(n, ("%s, case %d: nothing was found"):format(rule.id, i))
        for _, one in ipairs(findings) do
          if one.id == rule.id then
            assert.equal(rule.severity, one.severity)
            assert.matches(("stair %d,"):format(rule.stair), one.why, 1, true)
            assert.is_nil((one.why .. one.mend):find("{%a+}"), one.why)
            assert.matches("check/[%l_]+%.lua$", one.file)
            assert.is_true(one.line > 0)
          end
        end
        local left, off = check.run(full.plan(switched_off(case, rule.id)), options)
        assert.is_nil(ids_of(left)[rule.id])
        assert.same({ { id = rule.id, why = "a reason" } }, off)
      end
    end)
  end


  it("(3) finds nothing at all in a plan that has everything, with its data too", function()
    local findings = check.run(full.plan(), { today = TODAY, data = true })
    for _, one in ipairs(findings) do assert.equal("", one.id .. " " .. one.why) end
    assert.equal(0, #findings)
  end)
end)
