-- Nordanvik Hemvård: personalpulsen 2026.                                cxlua examples/staff/plan.lua
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- Företaget och svaren är påhittade (make.lua gör dem). Varje vecka tillfrågas en fjärdedel av personalen; en omgång är
-- fyra veckor. about = "staff": det som färre än tio svarat på visas inte, och inte heller det som skulle röja det.
local cx = require "cx"
local goal, csat, enps = cx.goal, cx.metric.csat, cx.metric.enps

local MINIMUM = 10

-- Målen gäller den senaste omgången; de tidigare står bredvid
local puls = cx.survey {
  file = "data/puls.csv", round = { column = "omgång" }, time = "vecka", touchpoint = "enhet", about = "staff",
  questions = {
    ["stöd"] = cx.scale { 1, 5, text = "Hur väl känner du att du får stöd i arbetet?" },
    rekommenderar = cx.scale.nps { text = "Skulle du rekommendera oss som arbetsplats?" },
  },
}

local supported = csat { question = puls["stöd"], name = "får stöd" }
local loyal = enps(puls.rekommenderar)


-- ---- ett eget avsnitt: vecka för vecka, signal eller brus --------------------------------------------------

-- Hela företagets veckor i ett styrdiagram. Gränserna kommer ur de sexton första veckorna, före det nya schemat.
local function weeks()
  local tally <close> = assert(puls:tally { by = "vecka", of = "stöd" })
  local list, labels = {}, {}
  for i, e in ipairs(tally:measure(supported)) do
    list[i], labels[i] = e.n >= MINIMUM and e or { n = 0 }, ("v %d"):format(14 + i)
  end
  local made = cx.chart(list, { labels = labels, baseline = { "v 15", "v 30" }, language = "sv",
                                events = { { at = "v 37", name = "Nytt schemasystem" } } })
  return { title = "Får stöd: vecka för vecka", blocks = {
    { kind = "chart", chart = "control", title = "Hela företaget, andelen 4 och 5", control = made, unit = "percent" },
  } }
end


-- ---- planen -----------------------------------------------------------------------------------------------

local UNITS = { "Hemvård norr", "Hemvård söder", "Nattpatrullen", "Vårdboendet", "Köket", "Planeringen", "Kontoret" }

local touchpoints = {}
for i, unit in ipairs(UNITS) do
  touchpoints[i] = { unit, from = puls["stöd"], owner = i <= 4 and "vårdchefen" or "driftchefen",
                     goals = { goal { supported, at_least = 75 }, goal { loyal, at_least = 0 } } }
end

return cx.plan {
  name = "Nordanvik Hemvård: personalpulsen", language = "sv", round = "month", due = "2026-12-31",
  define = { value = "Den som hjälper får själv hjälp", experience = { trygghet = "Jag är inte ensam med det svåra" } },
  touchpoints = touchpoints,
  implement = { actions = { { finding = "Det nya schemat kom utan utbildning", action = "Två timmars handledning per enhet",
                              owner = "driftchefen", due = "2026-12-11" } } },
  measure = { surveys = { puls } },
  report = { sections = { weeks } },
}
