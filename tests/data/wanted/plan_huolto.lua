-- Pohjan Huolto Oy: asiakaskokemuksen suunnitelma 2026.                       cxlua plan_huolto.lua
local cx = require "cx"
local goal, claim = cx.goal, cx.claim
local nps, csat, ces, mean, share = cx.metric.nps, cx.metric.csat, cx.metric.ces, cx.metric.mean, cx.metric.share

-- Aineistot: kuvauksia, mitään ei vielä lueta; polut suunnitelman kansiosta
local palaute = cx.survey { -- PITKÄ: rivi on yksi kohtaaminen
  file = "palaute_*.csv", time = "vastattu", person = "yhteyshenkilö", account = "asiakas",
  touchpoint = "kosketuspiste", channel = "kanava", unit = "piiri",
  questions = {
    suosittelu = cx.scale.nps { text = "Kuinka todennäköisesti suosittelisit meitä?" },
    helppous   = cx.scale { 1, 7, part = "ease" },
    nopeus     = cx.scale { 1, 5, part = "efficiency", missing = { 6 } },
    vertailu   = cx.scale { 1, 5, part = "edge", text = "Muihin toimittajiin verrattuna" },
    huolenpito = cx.scale { 1, 5, part = "emotion", text = "Minusta pidettiin huolta" },
    odotus     = cx.scale.names { "alitti", "täytti", "ylitti" },
    tunne      = cx.scale.names { "luottavainen", "ilahtunut", "ei tunnetta", "hämmentynyt", "harmistunut" },
    esittely   = cx.scale.names { "kyllä", "ei" },
  } }
local vuosi = cx.survey { -- LEVEÄ: sarake on kosketuspiste
  file = "vuosikysely_*.csv", time = "Vastausaika", weight = "paino",
  columns = "Tyytyväisyys: *", scale = cx.scale { 1, 5, missing = { "En osaa sanoa" } } }
local pulssi = cx.survey { -- henkilöstö, joka viikko
  file = "pulssi.csv", time = "viikko", unit = "piiri", about = "staff",
  questions = { tuki = cx.scale { 1, 5 }, tyopaikka = cx.scale.nps, osani = cx.scale { 1, 5 }, viihdyn = cx.scale { 1, 5 } } }
local loki = cx.contacts { file = "yhteydenotot.csv", case = "tapaus", time = "hetki", event = "tapahtuma",
  events = { asked = "yhteydenotto", met = "tavattu", answered = "vastattu", handed_on = false, assured = "vakuutettu",
             solved = "ratkaistu", hyvitys = "hyvitys", poikkeus = "poikkeus", alone = "ratkaistu kysymättä",
             tarjottu = "tarjous" },
  shares = { tarjous_24h = { within = { from = "asked", to = "tarjottu", hours = 24 } },
             solved_without_asking = { of = { "alone", "hyvitys", "poikkeus" }, has = "alone" } } }
local crm = cx.series { file = "crm.csv", time = "kk", unit = "piiri", sum = { "huoltomyynti", "yhteydenotot", "valitukset", "paivat" },
                        percent = "uudet_talossa_12kk" }

local suosittelu, helppo, hoiva = nps(palaute.suosittelu), ces(palaute.helppous), csat(palaute.huolenpito)
local ylitti, tyhja = share(palaute.odotus, "ylitti"), share(palaute.tunne, "ei tunnetta")

return cx.plan { -- palautetaan; cxlua ajaa ja tulostaa
  name = "Pohjan Huolto Oy", language = "fi", round = "quarter", due = "2026-12-31",

  define = { -- 1 MÄÄRITTELE
    value = "Kone käy, eikä asiakkaan tarvitse ajatella sitä",
    experience = { huoli = "Minusta pidetään huolta", tieto = "Tiedän, mitä tapahtuu seuraavaksi" },
    benefit = "Suunnittelematon seisokki alle 4 tuntia", brand = "human",
    emotions = { now = "luottavainen", future = "ilahtunut" },
    principles = { "arvoa eikä myyntiä", "odotukset ylitetään", "luottamusta eikä pelkoa" },
    claims = { -- väitteitä, ei totuuksia
      claim.share_of_experience { part = "emotion", is = 2/3, outcome = suosittelu, source = "Korkiakoski 2019" },
      claim.follows { from = pulssi.tuki, to = suosittelu, unit = "piiri", lags = 8, moderator = "role" },
      claim.end_matters { suosittelu, source = "Holma ym. 2021" },
      claim.unrelated { suosittelu, crm.huoltomyynti, margin = 0.1, source = "Salonen", source_says = "false" },
    } },

  touchpoints = { -- 2 KEHITÄ
    { "Verkkosivut", phase = "before", channel = "web", role = "digital", need = "routine", owner = "myynti", serves = "tieto",
      practice = "Hinta-arvio ilman kirjautumista", from = vuosi["Verkkosivut"], goals = { goal { csat, at_least = 75 } } },
    { "Tarjous", phase = "before", channel = "phone", role = "human", need = "demanding", owner = "myynti", serves = "tieto",
      practice = { "Tarjous vuorokaudessa", kept = loki.tarjous_24h }, sells = true, after = "Verkkosivut",
      goals = { goal { suosittelu, at_least = 30 }, goal { ylitti, at_least = 25 } } },
    { "Vikailmoitus", phase = "during", channel = { "phone", "web" }, role = "human", need = "routine", owner = "asiakaspalvelu",
      serves = "tieto", practice = "Kerrotaan aina, milloin asentaja tulee",
      goals = { goal { helppo, at_least = 5.8 }, goal { loki.good_start, at_least = 90 } } },
    { "Huoltokäynti", phase = "during", channel = "visit", role = "human", need = "demanding", owner = "huolto",
      serves = "huoli", peak = true, feel = "luottavainen", resources = 240000, after = { "Tarjous", "Vikailmoitus" },
      practice = { "Asentaja esittelee työn ennen lähtöään", kept = share(palaute.esittely, "kyllä") },
      goals = { goal { suosittelu, at_least = 50 }, goal { hoiva, at_least = 85 }, goal { tyhja, at_most = 10 } } },
    { "Lasku", phase = "after", channel = "web", role = "digital", need = "routine", owner = "talous", serves = "tieto",
      practice = "Lasku samoin sanoin kuin työmääräin", from = vuosi["Laskun selkeys"], goals = "csat >= 80" },
    { "Jälkisoitto", phase = "after", channel = "phone", role = "human", need = "demanding", owner = "asiakaspalvelu",
      serves = "huoli", practice = "Soitto kolmen arkipäivän kuluessa", goals = { goal { suosittelu, at_least = 40 } } },
  },

  organise = { -- 3 ORGANISOI
    owners = { myynti = "myyntijohtaja", huolto = "huoltopäällikkö", talous = "talouspäällikkö",
               asiakaspalvelu = { "puhelinpalvelu", outside = true } },
    lead = "huolto", recruiting = { "asenne ennen osaamista", kept = crm.uudet_talossa_12kk },
    training = { tunnetaidot = { done = 31, of = 46, due = "2026-06-30" }, ongelmanratkaisu = { done = 20, of = 46 } },
    rewards = "Tiimipalkkio huolenpidosta ja pidetyistä lupauksista",
    authority = { "Asentaja hyvittää 200 € kysymättä", goals = { goal { loki.solved_without_asking, at_least = 80 } } },
    functions = { leadership = mean(pulssi.tuki), staff = mean(pulssi.viihdyn), operation = helppo, services = ylitti,
                  systems = mean(pulssi.osani) },
    events = { { "2026-02-01", "Turun huoltopäällikkö vaihtui", unit = "Turku" } },
  },

  implement = { -- 4 TOTEUTA
    loop = { -- sisäkehä: yksi asiakas
      { when = "suosittelu <= 6 and lupa == 'kyllä'", contact = "2 working days", tell = "14 days" },
      { when = "tunne == 'harmistunut'", owner = "huolto", contact = "1 working day", tell = "7 days" },
    },
    actions = { -- ulkokehä: havainto > toimenpide > asiakaskunta
      { finding = "Laskun rivejä ei ymmärretä", action = "Uusi laskupohja", cause = "system", owner = "talous", cost = 9000,
        due = "2026-05-31", tell = { to = "kaikki asiakkaat", by = "asiakaskirje", due = "2026-06-15" } },
    },
    strategic = { { "2026-01-12", "Jälkisoitto kaikille, ei vain suurille", expect = { suosittelu, 5 } } },
    daily = { hyvitys = loki.hyvitys, poikkeus = loki.poikkeus }, -- koko henkilöstön valinnat: lasketaan, ei luetella
    budget = 380000,
  },

  measure = { -- 5 MITTAA
    surveys = { palaute, vuosi, pulssi }, contacts = loki, behaviour = crm,
    pulse   = { goal { mean(pulssi.tuki), at_least = 4.0 }, goal { nps(pulssi.tyopaikka), at_least = 20 } },
    leading = { goal { cx.leading.told, at_least = 95 }, goal { cx.leading.days_with_customers(crm.paivat), at_least = 12 },
                goal { cx.leading.ideas_used, at_least = 10 },
                goal { cx.leading.complaints_per_1000 { complaints = crm.valitukset, contacts = crm.yhteydenotot }, at_most = 15 } },
  },

  redefine = { -- 6 MÄÄRITTELE UUDELLEEN
    review = "every 2 rounds", raise = "met twice running", expectations = palaute.odotus,
    new = { "ideas", "path without goal", "alitti" },
    bridges = { { vuosi["Laskun selkeys"], was = "Tyytyväisyys: Laskutus", until_round = "2025-Q4" } },
  },
  report = { html = "raportti.html" },
}
