-- wrong_spec.lua - whatever stands anywhere in a plan: it is read, or refused in one line at the plan's line
--
-- Each value of a whole plan is replaced by each of some wrong ones. A plan that is read is also measured and reported.

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"
local wrong = dofile "tests/lua/cx/wrong.lua"


local function whole()
  local survey = sample.survey { person = "account" }
  local nps, goal = cx.metric.nps(survey.answer), cx.goal
  local crm = cx.series { text = "m,churn,sales\n2026-01-05,3.4,10\n2026-02-06,3.8,11\n", time = "m", sum = "sales", percent = "churn" }
  return {
    name = "x", language = "fi", round = "month", due = "2026-12-31", public_sector = true, met = "sure",
    privacy = { minimum = 2, quotes = 3, round = "month" }, check = { off = { T05 = "why" }, answers = 100 },
    report = { html = "x.html", json = "x.json", csv = "x.csv", markdown = "x.md", terminal = false, locale = "fi",
               sections = { { title = "x", blocks = { { kind = "paragraph", text = "x" } } } } },
    ledger = { at = "x.ledger", key = "x.key", persons = "plain" },
    define = { value = "Time", experience = { care = "Care" }, benefit = { "An hour" }, brand = "human",
               emotions = { now = "calm", future = { "glad" } }, principles = { "trust" }, edge = "nearness", images = { "old" },
               claims = { "a claim", { text = "another" } } },
    touchpoints = {
      { "store", id = "shop", phase = "during", channel = { "visit" }, role = "human", need = "routine", owner = "sales",
        serves = { "care" }, practice = { "A greeting", kept = nps }, from = survey.answer, goals = { goal { nps, at_least = 3 } },
        peak = true, feel = "calm", sells = nps, resources = 5, text = "x" },
      { "web", after = "store", goals = "nps(answer) >= 30", practice = "x" },
    },
    organise = { owners = { sales = { "Anna", outside = true } }, lead = "sales", training = { a = { done = 1, of = 2, due = "2026-06-30" } },
                 recruiting = { "attitude", kept = nps }, rewards = "x", comfort = nps, authority = { "x", goals = { goal { nps, at_least = 3 } } },
                 contribution = nps, together = "x", functions = { staff = { nps } }, norms = { "x" },
                 events = { { "2026-02-01", "x", unit = "y" } } },
    implement = {
      actions = { { id = "a", finding = "x", action = "y", cause = "people", owner = "sales", opened = "2026-01-01", due = "2026-05-31",
                    done = "2026-05-30", cost = 5, touchpoint = "web", text = "z",
                    tell = { to = "x", by = "y", due = "2026-06-15", told = "2026-06-16", reach = 5, text = "z" } } },
      strategic = { { "2026-01-12", "x", expect = { nps, 5 }, id = "d", owner = "sales" } }, daily = { refunds = crm.sales },
      loop = { { id = "r", when = "answer <= 6", contact = "2 working days", tell = "14 days", owner = "sales", cause = "system",
                 route = function() end, group = function() end, drop = function() end, survey = survey, touchpoint = "web", text = "x" },
               hook = function() end, holidays = { "2026-12-24" }, retention = "3 years" },
      messages = { { to = "x", by = "y", due = "2026-06-15" } }, budget = 100 },
    measure = { surveys = { survey }, behaviour = { crm, crm.churn }, pulse = goal { nps, at_least = 3 },
                leading = { cx.leading.told, goal { cx.leading.ideas_used(5), at_least = 3 } }, frame = { a = { nps } },
                benchmarks = { { "x", 31, source = "y", date = "2025-06-01", of = nps } }, worth = {}, predictions = {} },
    redefine = { review = { every = 2, owner = "x", by = { "y" } }, raise = "x", lower = 2, drop = "x", split = "x",
                 expectations = { survey.answer }, new = { "ideas" }, inputs = { "x" }, bridges = { { survey.answer, was = "x", until_round = "y" } } },
  }
end


-- Messages about these may name another key, which the change made impossible.
local IN_OTHER_WORDS = { touchpoints = true, measure = true }


-- Where another type is right too: patterns of paths -> the types.
local TAKES = {
  ["^define%.[vepi]"] = "string table", ["^define%.benefit"] = "string table", ["^define%.claims"] = "string table", ["^language"] = "table",
  ["^touchpoints%[%d%]%.[cfrsag]"] = "string table boolean", ["^touchpoints%[%d%]%.practice"] = "string table",
  ["^organise"] = "string table", ["^implement%.actions%[1%]%.tell"] = "string", ["^implement%.loop%[1%]%.when"] = "function",
  ["^implement%.loop%.holidays"] = "string table", ["^implement%.messages%[1%]"] = "string", ["^redefine%.review"] = "number string",
  ["^redefine%.[rlds]"] = "number string", ["^redefine%.[nie]"] = "string table", ["^redefine%.review%.by"] = "string table",
  ["^measure%.predictions"] = "table", ["^measure"] = "table", ["^report"] = "function", ["^ledger"] = "string", ["^privacy"] = "table",
  ["^implement%.daily"] = "table", ["^implement%.strategic%[1%]%.expect"] = "table", ["^report%.terminal"] = "boolean",
}


-- Whether a value of another type, or one that is right nowhere, was taken.
local function is_strange(path, before, value)
  local kind = type(value)
  if kind == "thread" or kind == "userdata" or value ~= value or value == math.huge then return true end
  local meta = kind == "table" and getmetatable(value)
  if meta and not meta.__name and (meta.__index == nil or type(meta.__index) == "function") and rawget(value, "kind") == nil then return true end
  if kind == type(before) then return false end
  for pattern, kinds in pairs(TAKES) do
    if wrong.shown(path):find(pattern) and kinds:find(kind, 1, true) then return false end
  end
  return true
end


describe("a plan with something wrong in it", function()
  it("is as it should be to begin with", function()
    local plan = cx.plan(whole())
    plan.ledger = nil
    assert.is_table(plan:run { today = "2026-06-01" }.goals[1])
  end)

  it("is read, or refused in one line at its own line that says what is wrong and names the key", function()
    local n, read, troubles, silent = 0, 0, {}, function() end

    local function check(fine, path, word, text)
      if not fine and #troubles < 40 then troubles[#troubles + 1] = ("%s = %s: %s"):format(wrong.shown(path), word, tostring(text)) end
    end

    local function report(result)
      local document = require "cx.report.compose".document(result)
      require "cx.report.markdown".render(document, silent, {})
      require "cx.report.json".render(document, silent, {})
    end

    local function try(path, value, word)
      local given = whole()
      local before = given
      for _, key in ipairs(path) do before = before[key] end
      wrong.replace(given, path, value)
      local done, made = pcall(function()
        local plan = cx.plan(given)
        return plan
      end)
      n = n + 1
      if not done then
        check(wrong.is_one_line(made, "wrong_spec.lua"), path, word, made)
        check(wrong.names_key(made, path) or IN_OTHER_WORDS[path[1]], path, word, made)
        return
      end
      read = read + 1
      check(path[2] == "sections" or not is_strange(path, before, value), path, word, "taken") -- sections are asked later
      made.ledger = nil -- it would be opened
      local fine, result = pcall(made.run, made, { today = "2026-06-01" })
      if fine then check(pcall(report, result), path, word, "not reported")
      else check(wrong.is_one_line(result, "wrong_spec.lua"), path, word, result) end
    end

    for _, path in ipairs(wrong.paths(whole())) do
      for _, one in ipairs(wrong.values()) do try(path, one.value, one.name) end
    end
    for _, one in ipairs(wrong.gaps(whole())) do try(one.path, one.value, "a list with a gap") end
    assert.same({}, troubles)
    assert.is_true(n > 5000 and read > 100 and read < n / 3, ("%d of %d"):format(read, n))
  end)
end)
