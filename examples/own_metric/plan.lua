-- Harbour Dental: a metric, a rule for touchpoints and a report section of one's own.
--
--   file > rows > batch > tally > METRIC > goal > report         cxlua examples/own_metric/plan.lua
--
-- The clinic and its answers are made up (make.lua). What is special here is said in the three comments below.
local cx = require "cx"
local goal = cx.goal

-- 1. A rule for touchpoints: the export knows channels and rooms, the plan speaks of moments. The rule is asked
--    once for each pair that occurs, never for each row.
local function moment(channel, room)
  if channel == "web" or channel == "phone" then return "Booking" end
  if channel == "desk" then return "Reception" end
  if channel == "email" then return "Afterwards" end
  return room == "children" and "Children's chair" or "Chair"
end

local answers = cx.survey {
  file = "data/answers.csv", time = "day", touchpoint = cx.rule({ "channel", "room" }, moment),
  questions = {
    mood = cx.scale.names { "calm", "uneasy", "tense", "afraid", text = "How did you feel?" },
    recommend = cx.scale.nps { text = "Would you recommend us?" },
  },
}

-- 2. A metric is a table of scores: fear weighs as much as calm, and unease half.
local calm = cx.metric { question = answers.mood, name = "calm",
                         scores = { calm = 100, uneasy = 50, tense = 0, afraid = -100 } }
local nps = cx.metric.nps(answers.recommend)

-- 3. A report section: the two chairs side by side, with the metric of our own.
local function chairs()
  local tally <close> = assert(answers:tally { by = "room", of = "mood", where = "channel == 'chair'" })
  local rows = {}
  for i, e in ipairs(tally:measure(calm)) do
    rows[i] = { e.group.room, { value = e.value, decimals = 1 }, ("%.0f to %.0f"):format(e.low, e.high), e.n }
  end
  local columns = { { title = "Room" }, { title = "Calm", align = "right" }, { title = "Interval", align = "right" },
                    { title = "n", align = "right" } }
  return { title = "Which chair is the calm one?", blocks = {
    { kind = "table", columns = columns, rows = rows },
    { kind = "paragraph", text = "Calm is 100 for calm, 50 for uneasy, 0 for tense and -100 for afraid." },
  } }
end

return cx.plan {
  name = "Harbour Dental", language = "en", due = "2026-12-31",
  define = { value = "Healthy teeth without fear", experience = { calm = "Nothing happens that I was not told of" } },
  touchpoints = {
    { "Booking", phase = "before", owner = "reception", goals = { goal { calm, at_least = 70 } } },
    { "Reception", phase = "during", owner = "reception", goals = { goal { calm, at_least = 70 } } },
    { "Chair", phase = "during", owner = "dentists", peak = true,
      goals = { goal { calm, at_least = 60 }, goal { nps, at_least = 55 } } },
    { "Children's chair", phase = "during", owner = "dentists", goals = { goal { calm, at_least = 60 } } },
    { "Afterwards", phase = "after", owner = "manager", goals = { goal { calm, at_least = 80 }, goal { nps, at_least = 40 } } },
  },
  measure = { surveys = { answers } },
  report = { sections = { chairs } },
}
