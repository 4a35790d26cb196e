-- fi.lua - mitä redefine, diff ja kierrosten historia sanovat suomeksi
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- Kolmella kielellä on samat avaimet ja samat {nimet}; testi katsoo sen.

return {
  diff = {
    result = "Tulos", parts = "Lupaukset, kosketuspisteet, toimenpiteet ja säännöt", part = "Mikä",
    change = { added = "lisätty", dropped = "poistettu" },
    kinds = { promise = "lupaus", touchpoint = "kosketuspiste", action = "toimenpide", rule = "tapausten sääntö" },
    field = { text = "sanat", kind = "laji", name = "nimi", owner = "vastuu", phase = "vaihe", peak = "huippuhetki",
              need = "tarve",
              feel = "tunne", practice = "toimintatapa", serves = "palvelee", resources = "resurssit", finding = "havainto",
              action = "toimenpide", due = "päivä", opened = "avattu", done = "tehty", cost = "kustannus", cause = "syy",
              tell_to = "kenelle kerrotaan", tell_by = "miten kerrotaan", tell_due = "kerrotaan viimeistään",
              told = "kerrottu", when = "milloin", contact = "yhteydenotto viimeistään", tell = "kerrotaan viimeistään",
              touchpoint = "kosketuspiste", channel = "kanava", role = "rooli", from_function = "funktio laskee" },
    same = "Samanlaiset.", goals = "Tavoitteet", posts = "Siirretyt maalitolpat", questions = "Kysymykset", goal = "Tavoite",
    what = "Mikä muuttui", old = "Ennen", new = "Nyt", target = "Tavoitetaso", old_data = "Vanhoilla vastauksilla",
    new_data = "Uusilla vastauksilla", asked = "Kysymys", trend = "Sen kehityssuunta",
    bridged = "jatkuu: suunnitelmassa on silta", broken = "katkeaa",
    results = "Tulokset",
    kind = { added = "lisätty", dropped = "poistettu", raised = "nostettu", lowered = "laskettu", turned = "käännetty",
             due = "määräaika siirretty", metric = "toinen mittari", owner = "toinen vastuuhenkilö" },
    question = { wording = "sanamuoto", scale = "asteikko", codes = "koodit" },
    because = { fell = "{goal}: {now}, koska tavoite laskettiin: {old} → {new}; vanhalla tavoitteella: {was}.",
                rose = "{goal}: {now}, koska tavoite nostettiin: {old} → {new}; vanhalla tavoitteella: {was}.",
                turned = "{goal}: {now}, koska tavoite käännettiin; vanhalla tavoitteella: {was}." },
  },

  redefine = {
    able = "Voimavarat", open = "Avoinna", late = "Myöhässä", untold = "Kertomatta", interval = "Väli", n = "n",
    left = "Budjetista jäljellä {left} / {budget}, kun resurssit ja toimenpiteiden kustannukset on otettu pois.",
    rule = { known = { ideas = "ideat", ["path without goal"] = "polku ilman tavoitetta",
                       ["unmet expectations"] = "täyttymättömät odotukset", ["customers' ideas"] = "asiakkaiden ideat" },
             met = { one = "saavutettu yhdellä kierroksella", other = "saavutettu {n} kierroksella peräkkäin" },
             missed = { one = "ei saavutettu yhdellä kierroksella",
                     other = "ei saavutettu {n} kierroksella peräkkäin" },
             none = { one = "ei vastauksia yhdellä kierroksella",
                     other = "ei vastauksia {n} kierroksella peräkkäin" } },
    heading = "Tavoitteet päätettäväksi", goal = "Tavoite", promised = "Luvattiin", result = "Tulos", proposal = "Ehdotus",
    reviewed = "Tarkasteltu", why = "Perustelut",
    note = "! = on aika tarkastella. Ehdotukset perustuvat lukuihin; päätös on teidän: --decide.",
    nothing = "Suunnitelmassa ei ole tavoitteita.", development = "Kehittämissuunnitelma", finding = "Havainto",
    action = "Ehdotus", owner = "Vastuu", due = "Päivä", told = "Kerrottu", not_told = "ei vielä kerrottu",
    not_done = "ei vielä tehty", no_actions = "Suunnitelmassa ei ole toimenpiteitä.", decided = "{goal}: {word}; kirjattu.",
    unseen = { one = "ei yhteen kierrokseen", other = "ei {n} kierrokseen" },
    word = { keep = "pidä", raise = "nosta", lower = "laske", drop = "poista", split = "jaa",
             ["cannot tell yet"] = "ei ratkea vielä", new = "uusi" },
    left_out = { gone = "{goal}: lukua ei löytynyt sen riviltä; muuta se käsin.",
                 many = "{goal}: sama luku on rivillä monta kertaa; muuta se käsin.",
                 shared = "{goal}: tavoite on usean kosketuspisteen yhteinen; muuta se käsin.",
                 elsewhere = "{goal}: tavoite on toisessa tiedostossa; muuta se siellä." },
    stairs = {
      heading = "Kuusi porrasta", stair = "Porras", is = "Tila", done = "Tehty", overdue = "Myöhässä", open = "Avoinna",
      next = "Mitä seuraavaksi", leading = "Miten itse johtaminen onnistuu",
      note = "Myöhässä = päivä on ohi. Avoinna = asia, josta cxlua check varoittaa.",
      state = { done = "tehty", open = "avoinna", overdue = "myöhässä", none = "ei suunnitelmassa" },
      done_of = "{done} / {all} {what}",
      what = { define = "lupausta kosketuspisteillä", touchpoints = "kosketuspisteellä tavoite", organise = "koulutettu",
               implement = "toimenpidettä kerrottu", measure = "tavoitetta ratkennut", redefine = "tavoitetta tarkasteltu" },
      left_of = "jäljellä: {list}.",
      overdue_of = { one = "myöhässä: {list}.", other = "myöhässä: {list}." },
      more = { one = "yksi muu", other = "{n} muuta" },
    },
    state = { missed = "ei saavutettu", behind = "jäljessä" },
    reason = {
      met_sure = {
        one = "saavutettu; {to} on jo varma: {range}, n = {answers}.",
        other = "saavutettu {n} kierroksella peräkkäin; {to} on jo varma: {range}, n = {answers}." },
      met_trend = {
        one = "saavutettu ja paranee; {to} on seuraavalla kierroksella varma, jos suunta jatkuu: nyt {range}, n = "
              .. "{answers}.",
        other = "saavutettu {n} kierroksella peräkkäin ja paranee; {to} on seuraavalla kierroksella varma, jos "
                .. "suunta jatkuu: nyt {range}, n = {answers}." },
      met_no_room = {
        one = "saavutettu, mutta kovempi tavoite kuin {target} ei ole varma: {range}, n = {answers}.",
        other = "saavutettu {n} kierroksella peräkkäin, mutta kovempi tavoite kuin {target} ei ole varma: {range}, "
                .. "n = {answers}." },
      met_no_way = {
        one = "saavutettu, mutta luottamusväliä, johon kovempi tavoite voisi nojata, ei ole.",
        other = "saavutettu {n} kierroksella peräkkäin, mutta luottamusväliä, johon kovempi tavoite voisi nojata, "
                .. "ei ole." },
      met_busy = {
        one = "saavutettu, ja {sure} on varma, mutta omistajan ({owner}) on ensin tehtävä valmiiksi tai "
              .. "kerrottava: {list}.",
        other = "saavutettu {n} kierroksella peräkkäin, ja {sure} on varma, mutta omistajan ({owner}) on ensin "
                .. "tehtävä valmiiksi tai kerrottava: {list}." },
      met_poor = {
        one = "saavutettu, ja {sure} on varma, mutta budjetista on jäljellä {left} / {budget}.",
        other = "saavutettu {n} kierroksella peräkkäin, ja {sure} on varma, mutta budjetista on jäljellä {left} / "
                .. "{budget}." },
      met_bare = {
        one = "saavutettu, ja {sure} on varma, mutta kosketuspisteellä ei ole resursseja.",
        other = "saavutettu {n} kierroksella peräkkäin, ja {sure} on varma, mutta kosketuspisteellä ei ole resursseja." },
      met_few = { one = "saavutettu yhdellä kierroksella; nostetaan, kun kierroksia on {wanted}.",
                  other = "saavutettu {n} kierroksella peräkkäin; nostetaan, kun kierroksia on {wanted}." },
      missed_running = {
        one = "{state}; vastaukset sallivat vielä tavoitteen {to}: {value} ({range}), n = {answers}.",
        other = "{state} {n} kierroksella peräkkäin; vastaukset "
                .. "sallivat vielä tavoitteen {to}: {value} ({range}), n = {answers}." },
      missed_few = { one = "{state} yhdellä kierroksella; ensin toimitaan, ja lasketaan, kun kierroksia on {wanted}.",
        other = "{state} {n} kierroksella peräkkäin; ensin toimitaan, ja lasketaan, kun kierroksia on {wanted}." },
      missed_better = { one = "{state}, mutta suunta on oikea.",
                        other = "{state} {n} kierroksella peräkkäin, mutta suunta on oikea." },
      missed_near = { one = "{state}, mutta yksi havaittava askel riittää siihen.",
                      other = "{state} {n} kierroksella peräkkäin, mutta yksi havaittava askel riittää siihen." },
      unanswered = { one = "kukaan ei vastannut.", other = "kukaan ei vastannut {n} kierroksella peräkkäin." },
      no_answers = "kukaan ei vastannut tällä kierroksella.", hidden = "vastaajia on liian vähän, jotta lukua voisi näyttää.",
      never = "mikään vastausmäärä ei ratkaise sitä, jos tulos pysyy tasolla {value}.",
      late = "tällä tahdilla ratkeaa vasta {month}, määräpäivän {due} jälkeen: kysy useammalta tai siirrä päivää.",
      month = "tällä tahdilla ratkeaa {month}.", needed = "{needed} vastausta ratkaisisi sen.",
      open = "luvut eivät ratkaise sitä.",
      parts = "{round}varmasti saavutettu: {met}, {met_value} ({met_range}), n = {met_n}; varmasti saavuttamatta: "
        .. "{missed}, {missed_value} ({missed_range}), n = {missed_n}.",
      no_goal = "kosketuspisteellä ei ole tavoitetta.", finding = "havainto, jolle ei ole tehty mitään: {text}.",
      idea = "idea, jota ei ole otettu käyttöön: {text}.",
      unmet = "{round}{share} % ({range}), n = {answers}, vastasi {answer} kysymykseen ”{asked}”; enintään {to} %:n "
        .. "tavoite erottuisi.",
    },
  },

  history = {
    heading = "Päiväkirjan kierrokset", goal = "Tavoite",
    note = "Kukin kierros ja sen arvio silloisesta tavoitteesta; jos tavoite oli toinen, se on vieressä.",
    earlier = "Kierros {round}: aineisto on muuttunut kirjaamisen jälkeen; kirjattu versiona {version}: {list}.",
    earlier_few = "Kierros {round}: aineisto on muuttunut kirjaamisen jälkeen; ei kirjattu uudelleen: {list}.",
    few = "niin harvan vastaajan verran, ettei sitä näytetä", star = "* Kierros on muuttunut päättymisensä jälkeen.",
    version = "{round}, versio {version}, kirjattu {date}: {list}.",
    differs = "{round}: kirjattu tulos eroaa siitä, mitä aineisto nyt kertoo: {list}.",
    saved = "Kierros {round}: kirjattu päiväkirjaan.",
    again = { one = "Kierros {round}: kirjattu versiona {version}; yksi tulos eroaa: {list}.",
              other = "Kierros {round}: kirjattu versiona {version}; {n} tulosta eroaa: {list}." },
    again_goals = "Kierros {round}: kirjattu versiona {version}; tavoitteet eroavat: {goals}.",
    goals = "Tavoitteet eroavat: {goals}.",
    again_plan = "Kierros {round}: kirjattu versiona {version}; suunnitelman teksti eroaa, tulokset eivät.",
    again_else = "Kierros {round}: kirjattu versiona {version}; tulokset ovat samat, muu niiden vieressä eroaa.",
  },
}
