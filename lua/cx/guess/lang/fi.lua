-- fi.lua - every word of a drafted plan, in Finnish
--
--   file > rows > batch > tally > metric > GOAL > report

return {
  head = {
    title = "{name}: suunnitelman luonnos aineistosta {files}.",
    guess = "Jokainen rivi, jolla lukee \"arvaus\", on arvattu vastauksista. Lue se, korjaa se ja poista merkintä.",
    fill = "\"{owner}\" on paikassa, jonka nimen vain sinä tiedät. Kosketuspisteet, tavoitteet ja päivä ovat muutettavissa.",
    check = "cxlua check {file} kertoo, mitä vielä puuttuu.",
    goals = "Tavoite on nykyinen taso ja pienin askel, jonka yhtä monta vastausta voi näyttää seuraavalla kierroksella. " ..
      "\"5 vaatii n 900\" sanoo, kuinka monta vastausta näyttäisi viiden askeleen.",
    sample = "Arvauksia varten luettiin vain {n} ensimmäistä riviä; tasot ovat kaikkien rivien.",
  },
  plan = {
    owner = "nimettävä", define = "mitä asiakas saa ja miltä sen pitää tuntua: kirjoitettava",
    phase = "arvaus: missä kohtaa polkua kukin kosketuspiste on", whole = "Kaikki vastaukset",
    due = "arvaus: vuoden työ", name = "arvaus: tiedoston nimi; vuoden työ",
    round = "arvaus: tavoitteet koskevat viimeistä kierrosta",
  },
  survey = {
    read = "{rows} riviä, {columns} saraketta", staff = "arvaus: sanat ovat henkilöstökyselyn",
    dialect = "arvaus: näin tiedosto luetaan", same = "arvaus: samat sarakkeet, siis yksi kysely",
    round = "arvaus: tiedostot, joiden nimissä eroaa vain luku, ovat kierroksia",
    year = "arvaus: vuosi tiedoston nimestä",
    only = "arvaus: testi- ja esikatselurivit eivät ole vastauksia",
    hidden = "{n} vastausta, jotka antoi alle {least} ihmistä, ei ole luettelossa: asteikon ulkopuolella, kunnes ne nimetään",
  },
  role = {
    weight = "arvaus: nimi, ja lukuja yli nollan", time = "arvaus: solut ovat aikoja", round = "arvaus: nimi",
    touchpoint = "arvaus: nimi, ja {n} eri arvoa", strata = "arvaus: nimi", cluster = "arvaus: nimi",
    person = "arvaus: tuskin mikään toistuu", account = "arvaus: samat vastaavat uudelleen", channel = "arvaus: nimi",
    unit = "arvaus: nimi", told = "kuten sanoit",
  },
  scale = {
    worded = "arvaus: {from}–{to}, sanasta \"{word}\"", alike = "arvaus: {from}–{to}, kuten naapurit",
    ordered = "arvaus: vastausten järjestys", numbered = "vastauksissa on numerot", names = "arvaus: vastauksista",
    shared = "arvaus: {n} kysymystä asteikolla {from}–{to}", codes = "koodeja, jotka eivät näytä vastauksilta: {codes}",
  },
  doubt = {
    rank = "arvaus: 1 on paras, siis vähemmän on parempi", effort = "arvaus: pienempi vaiva on parempi; onko 1 pienin?",
    problem = "arvaus: vähemmän on parempi", yes = "arvaus: kyllä on parempi; muuten at_most",
    commonest = "arvaus: mikään ei kerro, mikä vastaus on hyvä, joten yleisin on sen paikalla",
  },
  reason = { blank = "tyhjä", never_used = "ei ole käyttänyt", dont_know = "ei osaa sanoa", no_opinion = "ei mielipidettä",
             not_asked = "ei kysytty", not_applicable = "ei koske", refused = "ei halunnut vastata", coded = "koodi" },
  goal = {
    seen = "nyt {value} (n {n}); askel {step} erottuu",
    hold = "nyt {value} (n {n}): pidä se, mikä on varmaa; askelta ei erottaisi",
    more = "; {more} vaatii n {many}",
  },
  left = {
    title = "Kysymyksistä jätettiin pois:", personal = "henkilötietoja", text = "avointa tekstiä (cx.scale.text lukee sen)",
    background = "taustatietoja (by = ja where =)", number = "lukuja ja määriä (cx.number)",
    technical = "kyselyohjelman omia",
    option = "monivalinnan yksittäisiä vaihtoehtoja",
    several = "monta vastausta solussa (cx.scale.several)",
    constant = "sama joka rivillä", codes = "asteikkoa ei voinut arvata", empty = "tyhjiä",
  },
}
