-- Pohjan Huolto Oy: asiakaskokemuksen suunnitelma 2026.                      cxlua examples/huolto/plan.lua
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- Yritys ja vastaukset ovat keksittyjä (make.lua tekee ne). Kaksi kyselyä: palaute on pitkä, vuosi leveä.
local cx = require "cx"
local goal, nps, csat, ces, share = cx.goal, cx.metric.nps, cx.metric.csat, cx.metric.ces, cx.metric.share

-- Aineistot: kuvauksia, mitään ei vielä lueta; polut suunnitelman kansiosta
local palaute = cx.survey { -- PITKÄ: rivi on yksi kohtaaminen
  file = "data/palaute_*.csv", time = "vastattu", account = "asiakas", weight = "paino",
  touchpoint = "kosketuspiste", channel = "kanava", unit = "piiri",
  questions = {
    suosittelu = cx.scale.nps { text = "Kuinka todennäköisesti suosittelisit meitä?" },
    helppous   = cx.scale { 1, 7, part = "ease", text = "Asiointi oli helppoa", missing = { "En osaa sanoa" } },
    nopeus     = cx.scale { 1, 5, part = "efficiency", text = "Asia hoitui nopeasti", missing = { 6 } },
    huolenpito = cx.scale { 1, 5, part = "emotion", text = "Minusta pidettiin huolta" },
    odotus     = cx.scale.names { "alitti", "täytti", "ylitti", text = "Miten odotukset täyttyivät?" },
    tunne      = cx.scale.names { "luottavainen", "ilahtunut", "ei tunnetta", "hämmentynyt", "harmistunut",
                                  text = "Mikä tunne jäi?" },
  },
}
local vuosi = cx.survey { -- LEVEÄ: sarake on kosketuspiste
  file = "data/vuosikysely_2026.csv", time = "Vastausaika", weight = "paino",
  columns = "Tyytyväisyys: *", scale = cx.scale { 1, 5, missing = { "En osaa sanoa" } },
}

-- Mittarit: csat on niiden osuus, jotka vastasivat 4 tai 5
local suosittelu, helppo = nps(palaute.suosittelu), ces(palaute.helppous)
local hoiva = csat { question = palaute.huolenpito, name = "huolenpito" }
local nopea = csat { question = palaute.nopeus, name = "nopea" }
local ylitti, tyhja = share(palaute.odotus, "ylitti"), share(palaute.tunne, "ei tunnetta")

return cx.plan {
  name = "Pohjan Huolto Oy", language = "fi", round = "quarter", due = "2026-12-31",

  define = { -- 1 MÄÄRITTELE
    value = "Kone käy, eikä asiakkaan tarvitse ajatella sitä",
    experience = { huoli = "Minusta pidetään huolta", tieto = "Tiedän, mitä tapahtuu seuraavaksi" },
    benefit = "Suunnittelematon seisokki alle 4 tuntia", brand = "human",
    emotions = { now = "luottavainen", future = "ilahtunut" },
    principles = { "arvoa eikä myyntiä", "odotukset ylitetään", "luottamusta eikä pelkoa" },
  },

  touchpoints = { -- 2 KEHITÄ
    { "Verkkosivut", phase = "before", channel = "web", role = "digital", need = "routine", owner = "myynti",
      serves = "tieto", practice = "Hinta-arvio ilman kirjautumista", from = vuosi["Verkkosivut"],
      goals = { goal { csat, at_least = 75 } } },
    { "Tarjous", phase = "before", channel = "phone", role = "human", need = "demanding", owner = "myynti",
      serves = "tieto", practice = "Tarjous vuorokaudessa", sells = true,
      goals = { goal { suosittelu, at_least = 35 }, goal { ylitti, at_least = 25 } } },
    { "Vikailmoitus", phase = "during", channel = { "phone", "web" }, role = "human", need = "routine",
      owner = "palvelu", serves = "tieto", practice = "Kerrotaan aina, milloin asentaja tulee",
      goals = { goal { helppo, at_least = 5.8 }, goal { nopea, at_least = 75, due = "2026-09-30" } } },
    { "Huoltokäynti", phase = "during", channel = "visit", role = "human", need = "demanding", owner = "huolto",
      serves = "huoli", peak = true, feel = "luottavainen", practice = "Asentaja esittelee työn ennen lähtöään",
      goals = { goal { suosittelu, at_least = 50 }, goal { hoiva, at_least = 85 }, goal { tyhja, at_most = 10 } } },
    { "Lasku", phase = "after", channel = "web", role = "digital", need = "routine", owner = "talous",
      serves = "tieto", practice = "Lasku samoin sanoin kuin työmääräin", from = vuosi["Laskun selkeys"],
      goals = { goal { csat, at_least = 80 } } },
    { "Jälkisoitto", phase = "after", channel = "phone", role = "human", need = "demanding",
      owner = "palvelu", serves = "huoli", practice = "Soitto kolmen arkipäivän kuluessa",
      goals = { goal { suosittelu, at_least = 40 } } },
  },

  organise = { -- 3 ORGANISOI
    owners = { myynti = "myyntijohtaja", huolto = "huoltopäällikkö", talous = "talouspäällikkö",
               palvelu = { "puhelinpalvelu", outside = true } },
    lead = "huolto", recruiting = "asenne ennen osaamista",
    training = { tunnetaidot = { done = 31, of = 46, due = "2026-06-30" }, ongelmanratkaisu = { done = 20, of = 46 } },
    rewards = "Tiimipalkkio huolenpidosta ja pidetyistä lupauksista",
    authority = "Asentaja hyvittää 200 € kysymättä",
  },

  implement = { -- 4 TOTEUTA
    actions = { -- havainto > toimenpide > asiakaskunta
      { finding = "Laskun rivejä ei ymmärretä", action = "Uusi laskupohja", cause = "system", owner = "talous",
        cost = 9000, due = "2026-11-30", tell = { to = "kaikki asiakkaat", by = "asiakaskirje", due = "2026-12-15" } },
    },
    strategic = { { "2026-01-12", "Jälkisoitto kaikille, ei vain suurille" } },
    budget = 380000,
  },

  measure = { surveys = { palaute, vuosi } }, -- 5 MITTAA

  redefine = { review = "every 2 rounds", raise = "met twice running", new = { "ideas", "alitti" } }, -- 6
}
