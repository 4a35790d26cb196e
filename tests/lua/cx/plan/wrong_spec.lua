-- wrong_spec.lua - whatever stands anywhere in a plan: it is read, or refused in one line at the plan's line
--
-- Each value of a whole plan is replaced by each of some wrong ones. A plan that is read is also measured and reported.

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function whole()
  local survey = sample.survey()
  local nps, goal = cx.metric.nps(survey.answer), cx.goal
  local crm = cx.series { text = "m,churn,sales\n2026-01-05,3.4,10\n2026-02-06,3.8,11\n", time = "m", sum = "sales", percent = "churn" }
  return {
    name = "x", language = "fi", round = "month", due = "2026-12-31", public_sector = true, met = "sure",
    privacy = { minimum = 2 },
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


-- The paths of all values of a table, objects of cx as one.
local function paths(value, path, list)
  for key, item in pairs(value) do
    local longer = table.move(path, 1, #path, 1, {})
    longer[#longer + 1] = key
    list[#list + 1] = longer
    if type(item) == "table" and rawget(item, "kind") == nil then paths(item, longer, list) end
  end
  return list
end


local function replace(plan, path, value)
  local at = plan
  for i = 1, #path - 1 do at = at[path[i]] end
  at[path[#path]] = value
end


local function shown(path, value)
  local parts = {}
  for i, key in ipairs(path) do parts[i] = tostring(key) end
  return table.concat(parts, ".") .. " = " .. tostring(value)
end


local function wrongs()
  local survey = sample.survey()
  local cycle = {}
  cycle[1], cycle.x = cycle, cycle
  return { 5, -1.5, 0 / 0, 1 / 0, "x", "", "\n\0\xff", true, false, {}, { {} }, { 5 }, { x = {} }, { [3] = "x" }, function() end,
           coroutine.create(function() end), survey, survey.answer, cx.metric.nps, cx.metric.nps(survey.answer),
           cx.goal { cx.metric.nps(survey.answer), at_least = 3 }, cx.leading.told, cx.scale.nps, cx.table "no/such.csv",
           setmetatable({}, { __index = function() return 1 end }), setmetatable({}, { __len = function() return 9 end }), cycle, io.stdout }
end


-- Whether a message is one line at the plan's line, and speaks of the plan, not of Lua.
local function is_one_line(message)
  message = tostring(message)
  return message:find "^[^\n]-wrong_spec.lua:%d+: [^\n]*$" and not message:find("attempt to", 1, true)
    and not message:find("bad argument", 1, true) and not message:find(": 0x", 1, true)
end


describe("a plan with something wrong in it", function()
  it("is as it should be to begin with", function()
    local plan = cx.plan(whole())
    assert.is_table(plan:run { today = "2026-06-01" }.goals[1])
  end)

  it("is read, or refused in one line at its own line that says what is wrong", function()
    local n, read, troubles, silent = 0, 0, {}, function() end
    for _, path in ipairs(paths(whole(), {}, {})) do
      for _, wrong in ipairs(wrongs()) do
        local given = whole()
        replace(given, path, wrong)
        local done, made = pcall(function() local plan = cx.plan(given) return plan end)
        n = n + 1
        local function check(fine, text)
          if not fine then troubles[#troubles + 1] = shown(path, wrong) .. ": " .. tostring(text) end
        end
        if done then
          read = read + 1
          local fine, result = pcall(made.run, made, { today = "2026-06-01" })
          if fine then
            local written, why = pcall(function()
              local document = require "cx.report.compose".document(result)
              require "cx.report.markdown".render(document, silent, {})
              require "cx.report.json".render(document, silent, {})
            end)
            check(written, why)
          else
            check(is_one_line(result), result)
          end
        else
          check(is_one_line(made), made)
        end
      end
    end
    assert.same({}, table.move(troubles, 1, 40, 1, {}))
    assert.is_true(n > 3000 and read > 100 and read < n / 3, ("%d of %d"):format(read, n))
  end)
end)
