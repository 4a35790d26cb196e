-- made.lua - plans over sample M for the specs of the six sections

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local made = { survey = sample.survey() }

made.nps = cx.metric.nps(made.survey.answer)


--- A plan with some keys of its own; false takes a key away.
function made.plan(options)
  local all = { name = "M", language = "en", due = "2026-12-31", measure = { surveys = made.survey },
    define = { value = "Time", experience = { care = "I am looked after", ease = "It goes by itself" } },
    touchpoints = { { "store", goals = cx.goal { made.nps, at_least = -20 } },
                    { "web", goals = cx.goal { made.nps, at_least = 30 } } } }
  for name, value in pairs(options or {}) do all[name] = value or nil end
  return (cx.plan(all))
end


--- What stands inside such a plan.
function made.inside(options) return made.plan(options).inside end


--- Asserts that a plan is refused, in one line at its own place, with these words.
function made.refuses(words, options)
  local text = sample.mistake("made", made.plan, options)
  assert(not text:find "\n", text)
  assert(text:find(words, 1, true), ("%s\nwas wanted, not\n%s"):format(words, text))
end


return made
