-- Pohjan Huolto Oy: asiakaskokemuksen suunnitelma 2026.                      cxlua examples/huolto/plan.lua
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- Yritys ja vastaukset ovat keksittyjä (make.lua tekee ne). Neljä kierrosta, lokakuusta 2025 syyskuuhun 2026.
-- Miksi ja mitä se on arvoltaan: näiden aineistojen totuus tiedetään (make_why.lua kertoo sen).
local cx = require "cx"
local goal, leading = cx.goal, cx.leading
local nps, csat, ces, mean, share = cx.metric.nps, cx.metric.csat, cx.metric.ces, cx.metric.mean, cx.metric.share

-- Aineistot: kuvauksia, mitään ei vielä lueta; polut suunnitelman kansiosta
local palaute = cx.survey { -- PITKÄ: rivi on yksi kohtaaminen
  file = "data/palaute_*.csv", time = "vastattu", person = "yhteyshenkilö", account = "asiakas", weight = "paino",
  touchpoint = "kosketuspiste", channel = "kanava", unit = "piiri",
  questions = {
    suosittelu = cx.scale.nps { text = "Kuinka todennäköisesti suosittelisit meitä?" },
    helppous   = cx.scale { 1, 7, part = "ease", text = "Asiointi oli helppoa", missing = { "En osaa sanoa" } },
    nopeus     = cx.scale { 1, 5, part = "efficiency", text = "Asia hoitui nopeasti", missing = { 6 } },
    huolenpito = cx.scale { 1, 5, part = "emotion", text = "Minusta pidettiin huolta" },
    odotus     = cx.scale.names { "alitti", "täytti", "ylitti", text = "Miten odotukset täyttyivät?" },
    tunne      = cx.scale.names { "luottavainen", "ilahtunut", "ei tunnetta", "hämmentynyt", "harmistunut",
                                  part = "emotion", text = "Mikä tunne jäi?" },
    esittely   = cx.scale.names { "kyllä", "ei", text = "Esittelikö asentaja työnsä?" },
  },
}
local vuosi = cx.survey { -- LEVEÄ: sarake on kosketuspiste
  file = "data/vuosikysely_2026.csv", time = "Vastausaika", weight = "paino",
  columns = "Tyytyväisyys: *", scale = cx.scale { 1, 5, missing = { "En osaa sanoa" } },
}
local pulssi = cx.survey { -- henkilöstö, kuukausittain, nimettömästi
  file = "data/pulssi.csv", time = "viikko", unit = "piiri", about = "staff",
  questions = {
    tuki      = cx.scale { 1, 5, text = "Kuinka hyvin koet saavasi tukea?" },
    osani     = cx.scale { 1, 5, text = "Ymmärrän osani asiakkaan kokemuksessa" },
    viihdyn   = cx.scale { 1, 5, text = "Viihdyn työssäni" },
    tyopaikka = cx.scale.nps { text = "Suosittelisitko meitä työpaikkana?" },
  },
}
local loki = cx.contacts { -- puhelinpalvelu: rivi on tapahtuma, luvattu on hetki, johon mennessä asentaja tulee
  file = "data/yhteydenotot.csv", case = "tapaus", time = "hetki", event = "tapahtuma", promise = "luvattu",
  account = "asiakas",
  events = { asked = "soitto", met = "vastattu", answered = "neuvottu", handed_on = "asentajalle",
             told_return = "aika kerrottu", assured = "vakuutettu", returned = "asentaja tuli", solved = "ratkaistu",
             hyvitys = "hyvitys", itse = "kysymättä", luvalla = "kysyi luvan" },
  shares = { omin_luvin = { of = { "itse", "luvalla" }, has = "itse", text = "Ratkaistu kysymättä lupaa" } },
}
local myynti = cx.contacts { -- tarjouspyynnöt ja tarjoukset
  file = "data/tarjoukset.csv", case = "tapaus", time = "hetki", event = "tapahtuma",
  events = { asked = "tarjouspyyntö", tarjous = "tarjous" },
  shares = { tarjous_24h = { within = { from = "asked", to = "tarjous", hours = 24 } } },
}
local kuukaudet = cx.series { -- mitä asiakkaat ja johto tekivät
  file = "data/crm.csv", time = "kk", sum = { "huoltomyynti", "yhteydenotot", "valitukset", "päivät asiakkailla" },
}

-- Miksi: pikapalaute ja kumppanien asentajien pulssi alueittain, ja ketkä ostavat varaosia
local pika = cx.survey {
  file = "data/pika.csv", time = "pvm", unit = "alue", touchpoint = "kosketuspiste",
  questions = { odotin = cx.scale { 0, 10 }, koin = cx.scale { 0, 10, text = "Kokemus" },
                aika = cx.scale { 0, 10, text = "Sovittu aika piti" },
                huoli = cx.scale { 0, 10, text = "Minusta pidettiin huolta" },
                siisteys = cx.scale { 0, 10, text = "Jälki oli siisti" } },
}
local kentta = cx.survey {
  file = "data/kentta.csv", time = "pvm", unit = "alue", about = "staff",
  questions = { tuki = cx.scale { 1, 5 }, palkka = cx.scale { 1, 5 } },
}
local ostajat = cx.survey {
  file = "data/suosittelut.csv", time = "pvm", person = "asiakas", questions = { suosittelu = cx.scale.nps },
}

local polku = cx.journey { title = "Polku vikailmoituksesta sopimukseen", file = "data/polut.csv", case = "tapaus",
  time = "hetki", event = "tapahtuma", conversion = "Sopimus jatkuu",
  human = { "Tarjous", "Vikailmoitus", "Huoltokäynti", "Jälkisoitto" },
  feeling = cx.scale { 1, 7, column = "tunne" }, overall = cx.scale { 0, 10, column = "arvosana" },
}

-- Mittarit: csat on niiden osuus, jotka vastasivat 4 tai 5
local suosittelu, helppo = nps(palaute.suosittelu), ces(palaute.helppous)
local hoiva = csat { question = palaute.huolenpito, name = "huolenpito" }
local nopea = csat { question = palaute.nopeus, name = "nopea" }
local ylitti, tyhja = share(palaute.odotus, "ylitti"), share(palaute.tunne, "ei tunnetta")

return cx.plan {
  name = "Pohjan Huolto Oy", language = "fi", round = "quarter", due = "2026-12-31",

  define = { -- 1 MÄÄRITTELE
    value = { ["käynti"] = "Kone käy, eikä asiakkaan tarvitse ajatella sitä" },
    experience = { huoli = "Minusta pidetään huolta", tieto = "Tiedän, mitä tapahtuu seuraavaksi" },
    benefit = { seisokki = "Suunnittelematon seisokki alle 4 tuntia" }, brand = "human",
    emotions = { now = "luottavainen", future = "ilahtunut" },
    principles = { "arvoa eikä myyntiä", "odotukset ylitetään", "luottamusta eikä pelkoa" },
    claims = { -- mitä uskotaan: koetellaan omilla aineistoilla
      cx.claim.follows { text = "Asentajan saama tuki näkyy asiakkaalle", from = kentta.tuki, to = pika.koin, unit = "alue",
                         period = "month", lags = 3, level = "within", margin = 0.25, source = "johto" },
      cx.claim.follows { text = "Asentajan palkka näkyy asiakkaalle", from = kentta.palkka, to = pika.koin, unit = "alue",
                         period = "month", lags = 3, level = "within", margin = 0.25, source = "luottamushenkilö" },
      cx.claim.end_matters { journey = polku, margin = 0.1, source = "kirjallisuus" },
      cx.claim.first_matters { journey = polku, margin = 0.1, source = "myynti" },
    },
  },

  touchpoints = { -- 2 KEHITÄ
    { "Verkkosivut", phase = "before", channel = "web", role = "digital", need = "routine", owner = "myynti",
      serves = "tieto", practice = "Hinta-arvio ilman kirjautumista", from = vuosi["Verkkosivut"],
      goals = { goal { csat, at_least = 75 } } },
    { "Tarjous", phase = "before", channel = "phone", role = "human", need = "demanding", owner = "myynti",
      serves = "tieto", practice = { "Tarjous vuorokaudessa", kept = myynti.tarjous_24h }, sells = true,
      goals = { goal { suosittelu, at_least = 35 }, goal { ylitti, at_least = 25 } } },
    { "Vikailmoitus", phase = "during", channel = { "phone", "web" }, role = "human", need = "routine",
      owner = "palvelu", serves = { "tieto", "seisokki" }, after = "Tarjous",
      practice = { "Kerrotaan aina, milloin asentaja tulee", kept = loki.told_return },
      goals = { goal { helppo, at_least = 5.8 }, goal { nopea, at_least = 75, due = "2026-09-30" },
                goal { loki.good_start, at_least = 80 }, goal { loki.promises_kept, at_least = 90 } } },
    { "Huoltokäynti", phase = "during", channel = "visit", role = "human", need = "demanding", owner = "huolto",
      serves = { "huoli", "käynti" }, after = "Vikailmoitus", peak = true, feel = "luottavainen", resources = 240000,
      practice = { "Asentaja esittelee työn ennen lähtöään", kept = share(palaute.esittely, "kyllä") },
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
    training = { tunnetaidot = { done = 31, of = 46, due = "2026-06-30" },
                 ongelmanratkaisu = { done = 20, of = 46, due = "2027-01-31" } },
    rewards = "Tiimipalkkio huolenpidosta ja pidetyistä lupauksista",
    authority = { "Asentaja hyvittää 200 € kysymättä", goals = { goal { loki.omin_luvin, at_least = 80 } } },
    functions = { leadership = mean(pulssi.tuki), staff = mean(pulssi.viihdyn), operation = helppo, services = ylitti,
                  systems = mean(pulssi.osani) },
    events = { { "2026-02-01", "Turun huoltopäällikkö vaihtui", unit = "Turku" } },
  },

  implement = { -- 4 TOTEUTA
    loop = { -- sisäkehä: yksi asiakas, joka on antanut luvan
      { id = "arvostelija", when = "suosittelu <= 6 and lupa == 'kyllä'", contact = "2 working days", tell = "14 days" },
      { id = "harmistunut", when = "tunne == 'harmistunut' and lupa == 'kyllä'", owner = "huolto",
        contact = "1 working day", tell = "7 days" },
      holidays = "fi", retention = "3 years",
    },
    actions = { -- ulkokehä: havainto > toimenpide > asiakaskunta
      { finding = "Paluuaikaa ei kerrottu", action = "Aika sanotaan joka puhelussa", cause = "people", owner = "palvelu",
        touchpoint = "Vikailmoitus", opened = "2026-01-12", due = "2026-03-31", done = "2026-03-20",
        tell = { to = "kaikki asiakkaat", by = "asiakaskirje", due = "2026-04-15", told = "2026-04-10", reach = 236 } },
      { finding = "Jälkisoitto tuli vain suurille", action = "Jälkisoitto kaikille", cause = "system", owner = "palvelu",
        touchpoint = "Jälkisoitto", opened = "2026-01-12", due = "2026-06-30", done = "2026-06-15",
        tell = { to = "kaikki asiakkaat", by = "asiakaskirje ja verkkosivut", due = "2026-07-31", told = "2026-08-12",
                 reach = 240 } },
      { finding = "Laskun rivejä ei ymmärretä", action = "Uusi laskupohja", cause = "system", owner = "talous", cost = 9000,
        touchpoint = "Lasku", opened = "2026-09-30", due = "2026-11-30",
        tell = { to = "kaikki asiakkaat", by = "asiakaskirje", due = "2026-12-15" } },
    },
    strategic = { { "2026-01-12", "Jälkisoitto kaikille, ei vain suurille", owner = "palvelu", expect = { suosittelu, 5 } } },
    daily = { hyvitys = loki.hyvitys }, -- koko henkilöstön valinnat: lasketaan, ei luetella
    budget = 380000,
  },

  measure = { -- 5 MITTAA
    surveys = { palaute, vuosi, pulssi }, contacts = loki, behaviour = kuukaudet,
    pulse   = { goal { mean(pulssi.tuki), at_least = 4.0 }, goal { nps(pulssi.tyopaikka), at_least = 20 } },
    leading = {
      goal { leading.told, at_least = 95 },
      goal { leading.days_with_customers(kuukaudet["päivät asiakkailla"]), at_least = 6 },
      goal { leading.complaints_per_1000 { complaints = kuukaudet.valitukset, contacts = kuukaudet.yhteydenotot },
             at_most = 15 },
    },
    why = {
      cx.drivers { title = "Mistä kokemus syntyy", outcome = pika.koin, of = { pika.aika, pika.huoli, pika.siisteys },
                   goals = { goal { mean(pika.aika), at_least = 7 }, goal { mean(pika.huoli), at_least = 6 } } },
      cx.gap { title = "Odotettu ja koettu", experience = pika.koin, expectation = pika.odotin, margin = 0.2 },
      cx.perception { title = "Mitä johto ja kenttä uskoivat", predictions = "data/ennusteet.csv", customers = pika.koin,
                      round = cx.quarter, margin = 0.4 },
      polku,
      cx.link { title = "Asentajan tuki ja asiakas", staff = kentta.tuki, customers = pika.koin, unit = "alue",
                period = "month", lags = 3, level = "within", margin = 0.25 },
      cx.link { title = "Asentajan palkka ja asiakas", staff = kentta.palkka, customers = pika.koin, unit = "alue",
                period = "month", lags = 3, level = "within", margin = 0.25 },
      cx.effect { title = "Auttoiko jälkisoitto kaikille", of = suosittelu, action = "Jälkisoitto kaikille",
                  where = "kosketuspiste == 'Jälkisoitto'", against = "rest" },
    },
    worth = {
      cx.worth { title = "Mitä suosittelija tuo", spend = "data/ostot.csv", key = "asiakas", amount = "euroa", referral = "toi",
                 retained = "jatkoi", of = nps(ostajat.suosittelu), discount = 0.08, years = 10, unit = "€",
                 not_counted = { "huoltosopimukset", "asentajien työaika" } },
      cx.simulate { title = "Mitä huoltokäynnin tavoite vaatii", goal = "Huoltokäynti", per_month = 60 },
      cx.allocate { title = "Mihin kehitysraha", budget = 60000, unit = "€", touchpoints = { -- tuotto: € vuodessa
        { "Lasku", now = 9000, curve = cx.curve.saturating { gain = { 52000, 38000, 66000 }, half = { 9000, 6000, 13000 } } },
        { "Huoltokäynti", now = 27000,
          curve = cx.curve.saturating { gain = { 40000, 22000, 58000 }, half = { 18000, 11000, 28000 } } },
        { "Vikailmoitus", now = 14000, curve = cx.curve.s_shaped { gain = { 26000, 12000, 40000 }, half = 15000 } },
        { "Jälkisoitto", now = 10000, least = 5000,
          curve = cx.curve.saturating { gain = { 18000, 9000, 27000 }, half = { 8000, 5000, 12000 } } },
      } },
    },
  },

  redefine = { -- 6 MÄÄRITTELE UUDELLEEN
    review = "every 2 rounds", raise = "met twice running", expectations = palaute.odotus,
    new = { "ideas", "path without goal", "alitti" },
  },
}
