-- full.lua - a plan in which no rule finds anything, and ways to spoil it

local cx = require "cx"

local full = {}

local HEAD = "touchpoint,answer,care,shown,expectation,person,day"


--- Rows of answers, all alike unless `cell` says otherwise: cell(touchpoint, i) gives values by column.
function full.rows(cell)
  local lines, n = { HEAD }, 0
  for _, name in ipairs { "store", "web", "call" } do
    for i = 1, 60 do
      n = n + 1
      local row = { touchpoint = name, answer = 10, care = 5, shown = "yes", expectation = "above", person = "P" .. n,
                    day = "2026-10-05" }
      for key, value in pairs(cell and cell(name, i) or {}) do row[key] = value end
      local cells = {}
      for key in HEAD:gmatch "%a+" do cells[#cells + 1] = tostring(row[key]) end
      lines[#lines + 1] = table.concat(cells, ",")
    end
  end
  return table.concat(lines, "\n") .. "\n"
end


local function surveys(spoil)
  local asked = { text = full.rows(spoil.cell), name = "answers", touchpoint = "touchpoint", time = "day", person = "person",
    questions = { answer = cx.scale.nps {}, care = cx.scale { 1, 5, part = "emotion" },
                  shown = cx.scale.names { "yes", "no" }, expectation = cx.scale.names { "below", "as", "above" } } }
  for key, value in pairs(spoil.survey or {}) do asked[key] = value or nil end
  local staff = cx.survey { text = "support,day\n5,2026-10-05\n4,2026-10-06\n", name = "pulse", about = "staff", time = "day",
                            questions = { support = cx.scale { 1, 5 } }, privacy = { minimum = 2 } }
  return cx.survey(asked), staff
end


-- The options of the plan, and what they are made of.
local function options(spoil)
  local answers, pulse = surveys(spoil)
  local goal, nps, csat, share = cx.goal, cx.metric.nps(answers.answer), cx.metric.csat, cx.metric.share
  local shown, care, support = share(answers.shown, "yes"), csat(answers.care), cx.metric.mean(pulse.support)
  local function touchpoint(name, phase, owner, own)
    local one = { name, phase = phase, owner = owner, role = "human", serves = "care", feel = "calm",
                  practice = { "it is shown", kept = shown }, goals = { goal { nps, at_least = 30 } } }
    for key, value in pairs(own or {}) do one[key] = value end
    return one
  end
  return {
    name = "Full", language = "en", round = "quarter", due = "2026-12-31",
    define = { value = { time = "Time" }, experience = { care = "I am looked after" }, benefit = { ease = "By itself" },
               emotions = { now = "calm" }, principles = { "trust" } },
    touchpoints = {
      touchpoint("store", "before", "sales", { serves = { "care", "time" }, peak = true }),
      touchpoint("web", "during", "service", { serves = { "ease" }, goals = { goal { care, at_least = 60 } } }),
      touchpoint("call", "after", "service"),
    },
    organise = { owners = { sales = "head of sales", service = "head of service" }, lead = "sales",
                 training = { skills = { done = 3, of = 3 } }, rewards = "bonus", authority = "200", recruiting = "attitude",
                 functions = { leadership = support, staff = support, operation = support, services = support,
                               systems = support } },
    implement = {
      actions = { { finding = "It is slow", action = "Be fast", cause = "people", owner = "sales", due = "2026-12-01",
                    tell = { to = "all", by = "letter", due = "2026-12-15" } } },
      strategic = { { "2026-01-12", "Call everyone", expect = { nps, 5 }, owner = "sales" } },
      daily = { shown = shown },
      loop = { { when = "answer <= 6", contact = "2 working days", tell = "14 days", owner = "service" }, retention = "3 years" },
      budget = 1000,
    },
    measure = { surveys = { answers, pulse }, pulse = goal { support, at_least = 3 },
                leading = { goal { cx.leading.told, at_least = 80 } }, frame = { service = care },
                behaviour = { cx.metric.mean(answers.care) },
                benchmarks = { { "NPS of the trade", 31, source = "a study", date = "2025-06-01", of = nps } } },
    redefine = { review = "every 2 rounds", raise = "met twice", new = "ideas", expectations = answers.expectation },
  }, { answers = answers, pulse = pulse, nps = nps, care = care, shown = shown, support = support }
end


--- The plan, spoilt: { change = function(options, made), survey = { ... }, cell = function(touchpoint, i) }.
---@param spoil? table
---@return table plan
function full.plan(spoil)
  spoil = spoil or {}
  local given, made = options(spoil)
  if spoil.change then spoil.change(given, made) end
  return (cx.plan(given))
end


return full
