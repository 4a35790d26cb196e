-- fi.lua - every word of a drafted plan, in Finnish
--
--   file > rows > batch > tally > metric > GOAL > report

return {
  head = {
    title = "{name}: suunnitelman luonnos aineistosta {files}.",
    guess = "Jokainen rivi, jossa lukee \"arvaus\", on arvattu vastauksista. Tarkista, korjaa ja poista merkintä.",
    fill = "Kohtiin \"{owner}\" vain sinä tiedät nimen. Kosketuspisteitä, tavoitteita ja määräpäivää voit muuttaa.",
    check = "cxlua check {file} kertoo, mitä vielä puuttuu.",
    goals = "Tavoite on nykytaso ja siihen lisättynä pienin muutos, jonka sama vastausmäärä voi osoittaa seuraavalla " ..
      "kierroksella. \"5 vaatii n 900\" kertoo, kuinka monta vastausta viiden muutos vaatii.",
    sample = "Arvaukset perustuvat {n} ensimmäiseen riviin; tasot on laskettu kaikista riveistä.",
  },
  plan = {
    owner = "nimettävä", define = "kirjoita tähän, mitä asiakas saa ja miltä sen pitää tuntua",
    phase = "arvaus: missä kohtaa polkua kukin kosketuspiste on", whole = "Kaikki vastaukset",
    due = "arvaus: vuoden työ", name = "arvaus: tiedoston nimestä; vuoden työ",
    round = "arvaus: siitä, kuinka monelta kuukaudelta vastauksia on; tavoitteet koskevat viimeistä kierrosta",
    several = "monivalintojen vaihtoehdot odottavat tavoitteita",
  },
  survey = {
    read = "{rows} riviä, {columns} saraketta", staff = "arvaus: sanasto on henkilöstökyselyn",
    dialect = "arvaus: näin tiedosto luetaan", same = "arvaus: samat sarakkeet, siis sama kysely",
    round = "arvaus: tiedostot, joiden nimissä on eri numero, ovat kierroksia",
    year = "arvaus: vuosi tiedoston nimestä",
    only = "arvaus: testi- ja esikatselurivit eivät ole vastauksia",
    hidden = "{n} vastausta, joita kutakin antoi alle {least} ihmistä, jää asteikon ulkopuolelle, kunnes ne nimetään",
  },
  role = {
    weight = "arvaus: nimestä, ja luvut ovat positiivisia", time = "arvaus: soluissa on aikoja",
    round = "arvaus: nimestä", touchpoint = "arvaus: nimestä, ja eri arvoja on {n}", strata = "arvaus: nimestä",
    cluster = "arvaus: nimestä", person = "arvaus: arvot eivät juuri toistu", account = "arvaus: samat vastaavat toistuvasti",
    channel = "arvaus: nimestä", unit = "arvaus: nimestä", told = "kuten kerroit",
  },
  scale = {
    worded = "arvaus: {from}–{to}, sanan \"{word}\" perusteella", alike = "arvaus: {from}–{to}, kuten viereisissä sarakkeissa",
    ordered = "arvaus: vastausten järjestyksestä", numbered = "numerot ovat vastauksissa", names = "arvaus: vastauksista",
    shared = "arvaus: {n} kysymystä asteikolla {from}–{to}", codes = "koodit, jotka eivät näytä vastauksilta: {codes}",
    several = "arvaus: solussa on monta vastausta, ja kukin lasketaan erikseen",
    option = "arvaus: kysymyksessä \"{stem}\" on sarake joka vaihtoehdolle; tyhjä on \"ei valittu\", myös kun ei kysytty",
  },
  doubt = {
    rank = "arvaus: 1 on paras, joten pienempi on parempi", effort = "arvaus: pienempi vaiva on parempi; onko 1 pienin?",
    problem = "arvaus: mitä vähemmän, sitä parempi", yes = "arvaus: \"kyllä\" on hyvä; jos ei, niin at_most",
    commonest = "arvaus: aineistosta ei näe, mikä vastaus on hyvä, joten sen tilalla on yleisin",
  },
  reason = { blank = "tyhjä", never_used = "ei ole käyttänyt", dont_know = "ei osaa sanoa", no_opinion = "ei mielipidettä",
             not_asked = "ei kysytty", not_applicable = "ei koske vastaajaa", refused = "ei halunnut vastata",
             coded = "koodi" },
  goal = {
    seen = "nyt {value} (n {n}); pienin erottuva muutos {step}",
    hold = "nyt {value} (n {n}): pidetään kiinni siitä, mikä on varmaa; mikään muutos ei erottuisi",
    more = "; {more} vaatii n {many}",
  },
  left = {
    title = "Kysymyksistä jätettiin pois:", personal = "henkilötietoja", text = "avointa tekstiä (cx.scale.text lukee sen)",
    background = "taustatietoja (by = ja where =)", number = "lukuja ja määriä (cx.number)",
    technical = "kyselyohjelman omia tietoja",
    option = "monivalinnan yksittäisiä vaihtoehtoja",
    several = "monta vastausta solussa (cx.scale.several)",
    constant = "sama joka rivillä", codes = "asteikkoa ei voinut arvata", empty = "tyhjiä",
  },
  ask = {
    column = "Missä sarakkeessa on {role}? {names} tai {none}",
    touch = "Onko kosketuspiste jossakin sarakkeessa, esimerkiksi {names}?",
    none = "ei missään", done = "{file}: luonnos on valmis; cxlua {file} mittaa sen",
    time = "vastausaika", weight = "paino", touchpoint = "kosketuspiste",
  },
}
