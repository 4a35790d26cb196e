-- Merikylän kirjasto: asiakaskokemuksen suunnitelma 2026.                    cxlua examples/library/plan.lua
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- Kirjasto ja vastaukset ovat keksittyjä (make.lua tekee ne). Julkinen palvelu: ei kilpailijoita, ei euroja. Kysely on
-- nimetön, joten yksittäistä kävijää ei voi tavoittaa: korjauksista kerrotaan kaikille.
local cx = require "cx"
local goal, csat, mean, leading = cx.goal, cx.metric.csat, cx.metric.mean, cx.leading

local kavijat = cx.survey { -- joka syksy: rivi on yksi käynti
  file = "data/kavijakysely_*.csv", time = "pvm", touchpoint = "palvelu", channel = "toimipiste",
  questions = {
    tyytyvaisyys = cx.scale { 1, 5, text = "Kuinka tyytyväinen olit palveluun?", missing = { "EOS" } },
    odotus       = cx.scale.names { "alitti", "täytti", "ylitti", text = "Miten odotuksesi täyttyivät?" },
    saatettiin   = cx.scale.names { "kyllä", "ei", text = "Saatettiinko sinut hyllylle asti?" },
    idea         = cx.scale.text { text = "Mitä tekisit toisin?" },
  },
}
local vaki = cx.survey { -- henkilöstö neljästi vuodessa, nimettömästi
  file = "data/pulssi.csv", time = "viikko", about = "staff",
  questions = {
    tuki  = cx.scale { 1, 5, text = "Kuinka hyvin koet saavasi tukea?" },
    osani = cx.scale { 1, 5, text = "Tiedän, miten työni näkyy kävijälle" },
  },
}
local kaynnit = cx.series { -- mitä kävijät tekivät, kuukausittain
  file = "data/kaynnit.csv", time = "kk", unit = "toimipiste", sum = { "käynnit", "lainat", "valitukset" },
  percent = "varaus viikossa",
}

local tuki = csat { question = vaki.tuki, name = "saa tukea" }

-- Raportin oma osa: kävijöiden sanoin
local ideat = { title = "Mitä kävijät tekisivät toisin", blocks = {
  { kind = "quotes", of = kavijat.idea, by = "palvelu", most = 3 } } }

return cx.plan {
  name = "Merikylän kirjasto", language = { "fi", "sv" }, round = "year", due = "2026-11-30", public_sector = true,

  define = { -- 1 MÄÄRITTELE
    value = { tieto = "Tieto ja rauha jokaiselle" },
    experience = { rauha = "Täällä saa olla", apu = "Minua autettiin loppuun asti" },
    benefit = { viikko = "Varaus haettavissa viikossa" },
    emotions = { now = "rauha", future = "ilo" },
    principles = { "kävijä ennen hyllyä", "luottamusta eikä valvontaa" },
  },

  touchpoints = cx.table "touchpoints.csv", -- 2 KEHITÄ: vastuuhenkilöt täyttävät omat rivinsä

  organise = { -- 3 ORGANISOI
    owners = { ["palvelupäällikkö"] = "Aino Laine", asiakaspalvelu = "Joel Berg", tapahtumatuottaja = "Sari Niemi" },
    lead = "palvelupäällikkö",
    training = { tunnetaidot = { done = 22, of = 31, due = "2026-12-15" } },
    recruiting = "Halu auttaa ennen luetteloinnin taitoa",
    rewards = "Koulutuspäivä sille, jonka idea otettiin käyttöön",
    authority = "Maksun saa antaa anteeksi tiskillä",
    contribution = { "Jokainen tietää osansa kävijän polulla", kept = mean(vaki.osani) },
    functions = { leadership = tuki },
  },

  implement = { -- 4 TOTEUTA: havainto > toimenpide > kerrotaan kaikille
    actions = {
      { finding = "Omatoimiajan ovi jumittaa", action = "Uusi lukija oveen", cause = "system", owner = "asiakaspalvelu",
        touchpoint = "Omatoimiaika", opened = "2025-11-10", due = "2026-03-31", done = "2026-03-20",
        tell = { to = "kaikki kävijät", by = "ilmoitus ovessa ja uutiskirje", due = "2026-04-05", told = "2026-04-01",
                 reach = 5400 } },
      { finding = "Hyllylle ei löydetä", action = "Saatetaan aina, kun jono sallii", cause = "people",
        owner = "asiakaspalvelu", touchpoint = "Neuvonta", opened = "2025-11-10", due = "2026-02-28", done = "2026-02-10",
        tell = { to = "kaikki kävijät", by = "juliste neuvonnassa", due = "2026-03-15", told = "2026-03-02", reach = 3100 } },
      { finding = "Varaus on hyllyssä, mutta siitä ei tiedetä", action = "Tekstiviesti, kun varaus on noudettavissa",
        cause = "usability", owner = "palvelupäällikkö", touchpoint = "Noutovaraus", opened = "2026-01-20",
        due = "2026-09-30", done = "2026-10-12",
        tell = { to = "varaajat", by = "uutiskirje ja verkkokirjasto", due = "2026-10-31" } },
    },
    strategic = { { "2026-01-20", "Omatoimiaika joka ilta klo 22 asti", owner = "palvelupäällikkö",
                    expect = { kaynnit["käynnit"], 5000 } } },
  },

  measure = { -- 5 MITTAA
    surveys = { kavijat, vaki }, behaviour = kaynnit,
    pulse = goal { tuki, at_least = 75 },
    leading = {
      goal { leading.told, at_least = 95 },
      goal { leading.ideas_used(4), at_least = 5 },          -- seinällä: idea, kenen, mitä sille tehtiin
      goal { leading.ideas_reported(3), at_least = 4 },
      goal { leading.days_with_customers(9), at_least = 10 }, -- johto tiskin takana
      goal { leading.complaints_per_1000 { complaints = kaynnit.valitukset, contacts = kaynnit["käynnit"] }, at_most = 0.5 },
    },
  },

  redefine = { -- 6 MÄÄRITTELE UUDELLEEN
    review = "every round", raise = "met twice running", expectations = kavijat.odotus, new = { "ideas", "alitti" },
  },

  check  = { off = { I17 = "kysely on nimetön: ketään ei voi tavoittaa, kerrotaan kaikille" } },
  report = { sections = { ideat } },
}
