-- Merikylän kirjasto: asiakaskokemuksen suunnitelma. Julkinen palvelu: ei kilpailijoita, ei euroja.    cxlua plan_library.lua
local cx = require "cx"
local goal, csat = cx.goal, cx.metric.csat

local kavijat = cx.survey { file = "kavijakysely_*.csv", time = "pvm", touchpoint = "palvelu", channel = "toimipiste",
  questions = { tyytyvaisyys = cx.scale { 1, 5, missing = { "EOS" } }, odotus = cx.scale.names { "alitti", "täytti", "ylitti" },
                idea = cx.scale.text } }
local vaki = cx.survey { file = "pulssi.csv", time = "viikko", about = "staff", questions = { tuki = cx.scale { 1, 5 } } }

return cx.plan {
  name = "Merikylän kirjasto", language = { "fi", "sv" }, round = "year", due = "2026-11-30", public_sector = true,
  define = { value = "Tieto ja rauha jokaiselle", benefit = "Varaus haettavissa viikossa",
             experience = { rauha = "Täällä saa olla", apu = "Minua autettiin loppuun asti" } },
  touchpoints = cx.table "touchpoints.csv", -- jokainen vastuuhenkilö täyttää omat rivinsä
  organise  = { lead = "palvelupäällikkö", authority = "Maksun saa antaa anteeksi tiskillä",
                training = { tunnetaidot = { done = 9, of = 14 } } },
  implement = { actions = { { finding = "Omatoimiajan ovi jumittaa", action = "Uusi lukija", cause = "system",
                owner = "asiakaspalvelu", due = "2026-03-31",
                tell = { to = "kaikki kävijät", by = "ilmoitus ovessa ja uutiskirje", due = "2026-04-05" } } } },
  measure   = { surveys = { kavijat, vaki }, pulse = goal { csat(vaki.tuki), at_least = 70 },
                leading = { goal { cx.leading.ideas_used(4), at_least = 5 } } },
  redefine  = { review = "every round", expectations = kavijat.odotus, new = { "ideas" } },
}
