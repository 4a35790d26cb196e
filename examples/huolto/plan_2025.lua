-- Pohjan Huolto Oy: asiakaskokemuksen suunnitelma 2025, ennen uudelleen määrittelyä heinäkuussa 2026.
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- Mitä silloin luvattiin ja mitä silloin tiedettiin: cxlua diff examples/huolto/plan_2025.lua examples/huolto/plan.lua
local cx = require "cx"
local goal, nps, csat, ces = cx.goal, cx.metric.nps, cx.metric.csat, cx.metric.ces

local palaute = cx.survey {
  file = { "data/palaute_2025_q4.csv", "data/palaute_2026_q1.csv", "data/palaute_2026_q2.csv" },
  time = "vastattu", person = "yhteyshenkilö", account = "asiakas", weight = "paino",
  touchpoint = "kosketuspiste", channel = "kanava", unit = "piiri",
  questions = {
    suosittelu = cx.scale.nps { text = "Kuinka todennäköisesti suosittelisit meitä?" },
    helppous   = cx.scale { 1, 7, part = "ease", text = "Asiointi oli helppoa", missing = { "En osaa sanoa" } },
    huolenpito = cx.scale { 1, 5, part = "emotion", text = "Minusta pidettiin huolta" },
  },
}
local vuosi = cx.survey {
  file = "data/vuosikysely_2026.csv", time = "Vastausaika", weight = "paino",
  columns = "Tyytyväisyys: *", scale = cx.scale { 1, 5, missing = { "En osaa sanoa" } },
}
local suosittelu, helppo = nps(palaute.suosittelu), ces(palaute.helppous)
local hoiva = csat { question = palaute.huolenpito, name = "huolenpito" }

return cx.plan {
  name = "Pohjan Huolto Oy", language = "fi", round = "quarter", due = "2026-12-31",
  touchpoints = {
    { "Verkkosivut", phase = "before", owner = "myynti", from = vuosi["Verkkosivut"],
      goals = { goal { csat, at_least = 75 } } },
    { "Tarjous", phase = "before", owner = "myynti", goals = { goal { suosittelu, at_least = 30 } } },
    { "Vikailmoitus", phase = "during", owner = "palvelu", goals = { goal { helppo, at_least = 6 } } },
    { "Huoltokäynti", phase = "during", owner = "huolto",
      goals = { goal { suosittelu, at_least = 60 }, goal { hoiva, at_least = 85 } } },
    { "Lasku", phase = "after", owner = "talous", from = vuosi["Laskun selkeys"], goals = { goal { csat, at_least = 80 } } },
    { "Raportit", phase = "after", owner = "huolto", from = vuosi["Raportit"], goals = { goal { csat, at_least = 70 } } },
    { "Jälkisoitto", phase = "after", owner = "palvelu", goals = { goal { suosittelu, at_least = 40 } } },
  },
  measure = { surveys = { palaute, vuosi } },
}
