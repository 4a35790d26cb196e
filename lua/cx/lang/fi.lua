-- fi.lua - every word of a report, in Finnish.
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- After a number Finnish has the partitive singular: "other" forms are written so.

return {
  code = "fi",

  format = {
    decimal = ",", thousands = "\u{a0}", percent = "\u{a0}%", minus = "−",
    date = "{day}.{month}.{year}", month = "{month}/{year}",
    month_names = { "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras",
                    "joulu" },
    pair = "{a} ja {b}", comma = ", ",
    range = "{low}–{high}", range_signed = "{low}…{high}",
  },

  count = { "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan", "yhdeksän", "kymmenen" },
  count_of = { "yhdestä", "kahdesta", "kolmesta", "neljästä", "viidestä", "kuudesta", "seitsemästä", "kahdeksasta",
               "yhdeksästä", "kymmenestä" },

  title = {
    subject = "Asiakaskokemus: tavoitteet ja tulokset", subject_staff = "Henkilöstökokemus: tavoitteet ja tulokset",
    round = "kierros {name}", as_of = "tilanne {date}", due = "määräaika {date}", untitled = "Suunnitelma",
  },

  heading = {
    goals = "Kosketuspisteet polun järjestyksessä",
    decide = "Pyydämme johdolta päätöstä",
    basis = "Mihin luvut perustuvat",
    details = "Luvut tarkemmin kosketuspisteittäin",
    plan = "Mitä suunnitelma sanoo",
    receipt = "Aineiston lukuraportti",
    files = "Tiedostot", dropped = "Hylätyt rivit", repaired = "Korjatut rivit",
    missing = "Puuttuvat vastaukset", off_scale = "Asteikon ulkopuoliset vastaukset",
    dialect = "Miten tiedostot luettiin",
  },

  sentence = {
    all_met = { one = "Ainoa tavoite on saavutettu.", other = "Kaikki {count} tavoitetta on saavutettu." },
    met = { one = "{Total_of} tavoitteesta {count} on saavutettu.",
            other = "{Total_of} tavoitteesta {count} on saavutettu." },
    none_met = { one = "Tavoitetta ei ole toistaiseksi saavutettu.",
                 other = "{Total_of} tavoitteesta yhtäkään ei ole toistaiseksi saavutettu." },
    behind = { one = "{Count} on jäljessä: {names}.", other = "{Count} on jäljessä: {names}." },
    missed = { one = "{Count} jäi saavuttamatta: {names}.", other = "{Count} jäi saavuttamatta: {names}." },
    none_behind = "Yksikään ei ole jäljessä.",
    open = { one = "{Count} ei ratkea vielä", other = "{Count} ei ratkea vielä" },
    open_sure = { one = "{count} on lähes varmasti saavutettu", other = "{count} on lähes varmasti saavutettu" },
    open_unlikely = { one = "{count} tuskin on saavutettu", other = "{count} tuskin on saavutettu" },
    all_told = "Jokainen tulkinta pitää {confidence}:n luottamustasolla.", all_decided = "Jokainen tavoite ratkesi.",
    no_answers = { one = "Yhdellä tavoitteella ei ole vastauksia: {names}.",
                   other = "{n} tavoitteella ei ole vastauksia: {names}." },
    needed = { one = "{name} ei ratkea {n} vastauksella; tarvittaisiin noin {needed}.",
               other = "{name} ei ratkea {n} vastauksella; tarvittaisiin noin {needed}." },
    needed_several = "{Count} niistä ei ratkea nykyisellä vastausmäärällä: {names}.",
    needed_all = "Yksikään niistä ei ratkea nykyisellä vastausmäärällä: {names}.",
    never = "{name} ei voi ratketa: sen tulos on tavoite itse.",
    others = { one = "{n} muu", other = "{n} muuta" },
    no_goals = "Suunnitelmassa ei ole vielä tavoitteita.",
  },

  decide = {
    behind = "{name}: tulos on {value}, tavoite {goal}. Mikä toimenpide, mihin mennessä?",
    open = { one = "{name}: yksi vastaus ei riitä ratkaisemaan tavoitetta; tarvittaisiin noin {needed}{when}. "
                 .. "Seurataanko pidemmältä ajalta vai vaihdetaanko mittari?",
             other = "{name}: {n} vastausta ei riitä ratkaisemaan tavoitetta; tarvittaisiin noin {needed}{when}. "
                 .. "Seurataanko pidemmältä ajalta vai vaihdetaanko mittari?" },
    when = ", ja ne kertyvät {month}",
    never = "{name}: mikään vastausmäärä ei ratkaise tavoitetta, jos tulos pysyy. Siirretäänkö tavoitetta vai vaihdetaanko "
         .. "mittari?",
    no_answers = "{name}: tavoitteelle ei ole mittausta. Kuka kysyy ja milloin?",
    untold = "{action}: tehty, mutta kertominen on {days} myöhässä. Kerrotaanko nyt?",
    untold_to = "{action}: tehty, mutta kertominen on {days} myöhässä. Kerrotaanko nyt: {to}?",
    undone = "{action} on {days} myöhässä. Saako se, mitä se vaatii, vai luovutaanko siitä?",
    days = { one = "yhden päivän", other = "{n} päivää" },
    owner = "vastuu: {owner}",
  },

  outlook = {
    month = "{month} mennessä, kun vastauksia tulee {flow}",
    late = "{month} mennessä, kun vastauksia tulee {flow}, eli määräajan jälkeen",
    flow = { week = "{n} viikossa", month = "{n} kuukaudessa", quarter = "{n} neljännesvuodessa",
             ["half-year"] = "{n} puolessa vuodessa", year = "{n} vuodessa" },
    power = "Muutos kahden kierroksen välillä havaitaan {power}:n todennäköisyydellä, kun kummallakin on näin monta vastausta: "
         .. "{list}.",
    power_item = "{metric}, {difference}: {n}",
    decided = "Nykyisellä vastausmäärällä tavoite ratkeaa: {list}.", decided_item = "{metric} {month}",
    never = "{metric}: mikään vastausmäärä ei ratkaise tavoitetta, jos tulos pysyy.",
  },

  figure = {
    goals = "Tavoitteet", met = "Saavutettu", behind = "Jäljessä", missed = "Ei saavutettu",
    late = "Jäljessä tai ei saavutettu", open = "Ei ratkea vielä",
    answers = "Käytetyt rivit",
    of = "/ {total}",
    answers_note = "luettu {read}", sure_note = { one = "{n} lähes varma", other = "{n} lähes varmaa" },
    unlikely_note = { one = "{n} epätodennäköinen", other = "{n} epätodennäköistä" },
  },

  column = {
    phase = "Vaihe", touchpoint = "Kosketuspiste", metric = "Mittari", result = "Tulos", interval = "(väli)",
    n = "n", goal = "Tavoite", bar = "heikompi ◂▸ parempi", status = "Tilanne", probability = "Tod.näk.",
    owner = "Vastuu", se = "Keskivirhe", n_effective = "n ef.", missing = "Puuttuu", method = "Menetelmä",
    needed = "n tarvitaan", verdict = "Tilanne", due = "Määräaika", question = "Kysymys", reason = "Syy",
    rows = "Rivit, ensimmäiset", file = "Tiedosto", bytes = "Tavua", count = "Rivejä", setting = "Asetus", value = "Arvo",
    mark = "", answer = "Vastaus", share = "Osuus", people = "n", text = "Teksti", used = "Käytetty",
    change = "Muutos", since = "Mistä", p = "p", p_adjusted = "p oik.", beyond = "Erottuuko kohinasta", round = "Kierros",
  },

  change = {
    since = "kierroksesta {round}", since_number = "kierroksesta {round}", since_last = "edellisestä mittauksesta",
    rose = "{name} nousi {difference} {since}, ja muutos erottuu kohinasta.",
    rose_worse = "{name} nousi {difference} {since} eli huonompaan suuntaan, ja muutos erottuu kohinasta.",
    fell = "{name} laski {difference} {since}, ja muutos erottuu kohinasta.",
    fell_better = "{name} laski {difference} {since} eli parempaan suuntaan, ja muutos erottuu kohinasta.",
    better = { one = "Yksi tulos on parantunut {since}, ja muutos erottuu kohinasta: {names}.",
               other = "{Count} tulosta on parantunut {since}, ja muutos erottuu kohinasta: {names}." },
    worse = { one = "Yksi tulos on heikentynyt {since}, ja muutos erottuu kohinasta: {names}.",
              other = "{Count} tulosta on heikentynyt {since}, ja muutos erottuu kohinasta: {names}." },
    worse_too = { one = "Yksi on heikentynyt: {names}.", other = "{Count} on heikentynyt: {names}." },
    none = { one = "Muutos {since} ei erotu kohinasta.", other = "Yhdenkään tuloksen muutos {since} ei erotu kohinasta." },
    points = { one = "{n} pisteen", other = "{n} pistettä" },
    percent = { one = "{n} prosenttiyksikön", other = "{n} prosenttiyksikköä" },
    legend = "Muutos {since}: ▲ ▼ = nousu tai lasku, joka erottuu kohinasta; ! = huonompaan suuntaan (p enintään {level}, "
          .. "{adjust}).",
    adjusted = { one = "yksi muutos", other = "oikaistu menetelmällä {way}, {n} muutosta" },
    unadjusted = { one = "yksi muutos", other = "oikaisematta, {n} muutosta" },
    legend_of = "{Names}: {since}.",
    figure = "Erottuvat muutokset", figure_one = "Muutos {since}",
    better_note = { one = "{n} parempi", other = "{n} parempaa" },
    worse_note = { one = "{n} heikompi", other = "{n} heikompaa" },
    interval_note = "väli {interval}: {beyond}", beyond = "erottuu kohinasta", within = "ei erotu kohinasta",
    is_better = "parempaan suuntaan", is_worse = "huonompaan suuntaan",
    shared = { one = "Yksi asiakkuus tai ryhmä vastasi molemmilla kierroksilla; virheet ottavat sen huomioon.",
               other = "{n} asiakkuutta tai ryhmää vastasi molemmilla kierroksilla; virheet ottavat sen huomioon." },
    method = "Muutos: {confidence}:n luottamusväli ({methods}); erottuu kohinasta = p enintään {level}, {adjust}.",
  },

  rounds = {
    charts = "Ohjauskortit", of = "Kierros kierrokselta", change_of = "Muutokset",
    none = { one = "{list}: aiempaa kierrosta, johon verrata, ei ole.",
             other = "{list}: aiempaa kierrosta, johon verrata, ei ole." },
    trend = "{metric}: {text}, {n} kierrosta; {slope} kierroksessa (väli {interval}, p {p}).",
    trends = "Kehityssuunnat",
    chance = "Kullakin on oma p, oikaisematta; {n} suunnasta sattuma yksin näyttäisi keskimäärin {wrong}, vaikka yhtään "
          .. "ei olisi.",
    chart = "{name}: kierros kierrokselta",
  },




  round_why = { ["not asked"] = "ei kysytty", ["other scale"] = "kysytty toisella asteikolla",
                ["no answers"] = "ei vastauksia" },

  legend = {
    probability = "Tod.näk. = todennäköisyys, että tavoite on todella täyttynyt.",
    peak = "★ = suunniteltu huippuhetki.",
    bar = "Palkki: väli ├●┤ etäisyytenä tavoitteesta ▲, osuuksina asteikosta.",
    met_sure = "Saavutettu = koko väli on tavoitteen puolella; ei saavutettu tai jäljessä = mikään osa siitä ei ole.",
    met_probability = "Saavutettu = tulos yltää tavoitteeseen, ja vähintään {probability}:n todennäköisyydellä todella; "
                   .. "ei saavutettu tai jäljessä = tulos ei yllä, yhtä varmasti.",
    met_margin = "Saavutettu = mikään osa välistä ei jää tavoitteesta enempää kuin {margin}; ei saavutettu tai jäljessä = koko "
              .. "väli jää; tod.näk. samoin.",
    met_of = "Poikkeus, {names}: {rule}",
    chance_of_one = "Sattuma yksin ratkaisisi tavoitteen väärin enintään {risk}:n todennäköisyydellä.",
    chance_below_one = "{Total_of} tavoitteesta sattuma yksin ratkaisisi väärin keskimäärin alle yhden.",
    chance = { one = "{Total_of} tavoitteesta sattuma yksin ratkaisisi väärin enintään noin yhden.",
               other = "{Total_of} tavoitteesta sattuma yksin ratkaisisi väärin enintään noin {n}." },
  },

  basis = {
    rows = "{read} riviä luettu, {used} käytetty, {dropped} hylätty.",
    warning = "Varoitus: aineiston {survey} {read} rivistä {n} jäi käyttämättä. Tulokset perustuvat vain loppuihin riveihin.",
    in_full = "Tulos, jolla ei ole väliä, on laskettu kokonaan: siinä ei ole otantavirhettä.",
    reasons = "Syyt ovat aineiston lukuraportissa.",
    interval = "Väli = {confidence}:n luottamusväli ({methods}).",
    weighted = "Painotettu: {weight}.", unweighted = "Painottamaton.",
    round = "Kierroksella {name} {n} riviä.",
    teller = "Kertoja: cxlua. Sama aineisto antaa saman raportin.",
  },

  describe = {
    text = "Vain kuvailuksi: {list}.", efficiency = "painotuksen tehokkuus {range}", effect = "asetelmavaikutus {range}",
  },

  design = {
    errors = "Virheet {units} mukaan{survey}{more}.", within = "{units} ja {strata}", rows = "rivien",
    accounts = { one = "yhden asiakkuuden", other = "{n} asiakkuuden" },
    clusters = { one = "yhden ryppään", other = "{n} ryppään" },
    strata = { one = "yhden ositteen", other = "{n} ositteen" },
    lonely = "; yksinäiset ositteet: {policy} ({n})", population = "; perusjoukon koko otettu huomioon",
  },

  lonely = { adjust = "oikaistu", remove = "poistettu", average = "keskiarvoistettu", fail = "hylätty" },

  status = {
    met = "saavutettu", missed = "ei saavutettu", behind = "jäljessä", ["cannot tell"] = "ei ratkea vielä",
    ["almost certain"] = "lähes varma", unlikely = "epätodennäköinen", no_answers = "ei vastauksia", hidden = "peitetty",
  },

  privacy = {
    hidden = "peitetty", total = "yhteensä",
    bound = "{cell} ei voi olla muuta kuin {value}, koska lukumäärät eivät ole negatiivisia",
    unproved = "{cell}: turvallisuutta ei saatu todistetuksi",
    safe = { one = "{n} peitetty solu; sitä ei voi laskea julkaistusta.",
             other = "{n} peitettyä solua; yhtäkään ei voi laskea julkaistusta." },
    contradicts = "Julkaistut summat ovat ristiriidassa keskenään.",
    legend = "Peitetty = alle {minimum} henkilöä tai tarpeen sellaisen tuloksen suojaamiseksi; tyhjä näyttää samalta.",
    goals = { one = "{Count} tavoite on peitetty.", other = "{Count} tavoitetta on peitetty." },
    quote = "”{text}”", quotes = "peitetty, alle {n} kommenttia",
    rows = "Tämän kyselyn rivimäärät on peitetty.",
  },

  phase = { before = "ennen", during = "aikana", after = "jälkeen" },

  unit = { percent = "%", points = "pistettä", score = "pistemäärä" },

  metric = {
    nps = "NPS", enps = "eNPS", csat = "tyytyväiset", ces = "helppous", mean = "keskiarvo", share = "osuus",
    emotion = "tunne",
    index = "kokemusindeksi",
    told = "kerrottu asiakkaille", reviewed = "tarkistetut tavoitteet", coverage = "koulutetut",
    ideas_received = "saadut ideat", ideas_used = "käyttöön otetut ideat",
    ideas_reported = "ideat, joista kerrottiin takaisin",
    complaints_per_1000 = "kielteisiä palautteita 1\u{a0}000 yhteydenottoa kohti",
    staff_commitment = "henkilöstön sitoutuminen", days_with_customers = "päiviä asiakkaiden luona",
    proposals_adopted = "käyttöön otetut henkilöstön ehdotukset",
    solved_without_asking = "ratkaistu kysymättä lupaa",
    good_start = "hyvä alku", first_contact = "ratkesi kerralla", waiting = "odotus ensikontaktiin, h",
    promises_kept = "pidetyt lupaukset", promises_late = "myöhässä pidetyt lupaukset", promises_broken = "rikotut lupaukset",
    asked = "otettu yhteyttä", met = "kohdattu sopivalla hetkellä", answered = "vastattu kiireisimpään tarpeeseen",
    handed_on = "siirretty eteenpäin", told_return = "kerrottu, milloin palataan",
    assured = "vakuutettu asian etenevän", greeted = "tervehditty", reacted = "reagoitu", thanked = "kiitetty",
    kept_in_touch = "pidetty yhteyttä", returned = "asiantuntija palasi", solved = "ratkaistu",
    lost = "asiakas menetetty", came_back = "asiakas palasi",
  },

  method = {
    ["adjusted wald"] = "korjattu Wald", wald = "Wald", wilson = "Wilson", ["wilson survey"] = "Wilson otanta-aineistolle",
    logit = "logit", arcsine = "arkussini", likelihood = "uskottavuus",
    score = "pistemääräväli", t = "t", ["korn-graubard beta"] = "Kornin–Graubardin beeta",
    ["equal answers"] = "samat vastaukset",
    ["counted in full"] = "laskettu kokonaan",
    newcombe = "Newcombe", ["welch t"] = "Welchin t", ["linearised t"] = "linearisoitu t", ["paired t"] = "parittainen t",
    ["welch t with a stand-in error"] = "Welchin t (virhe korvattu)",
    ["linearised t with a stand-in error"] = "linearisoitu t (virhe korvattu)",
  },

  reason = {
    empty = "tyhjä", ["short row"] = "vajaa rivi", ["off scale"] = "asteikon ulkopuolella", unreadable = "lukukelvoton",
    missing = "puuttuu", ["blank line"] = "tyhjä rivi", ["long row"] = "ylipitkä rivi", ["no weight"] = "ei painoa",
    ["bad weight"] = "kelvoton paino", ["not in only"] = "ei kuulu kyselyn riveihin",
    ["empty surplus cells"] = "tyhjiä ylimääräisiä soluja", ["stray quote"] = "irrallinen lainausmerkki",
    ["no time"] = "lukukelvoton aika", ["NUL byte"] = "nollatavu", ["not UTF-8"] = "lukukelvottomia merkkejä",
    ["column renamed"] = "sarake nimetty uudelleen", ["not asked"] = "ei kysytty", ["not answered"] = "ei vastattu",
    ["not applicable"] = "ei koske minua", ["don't know"] = "en osaa sanoa",
    ["does not apply"] = "ei koske tapausta", ["event never seen"] = "ilmoitettua tapahtumaa ei näkynyt",
    ["not handed on"] = "ei siirretty", ["not due yet"] = "määräaika kesken", ["not contacted"] = "ei vielä kohdattu",
    ["not late"] = "ei myöhässä", ["no case"] = "ei tapausta", ["promise without a case"] = "lupaus ilman tapausta",
    ["after today"] = "tarkasteluhetken jälkeen", ["repeated row"] = "toistuva rivi",
    ["unknown event"] = "tuntematon tapahtuma", ["no event"] = "ei tapahtumaa", ["out of order"] = "ei aikajärjestyksessä",
    ["unreadable promise"] = "lukukelvoton lupaus", ["promise due before it was made"] = "lupaus erääntyi ennen antamistaan",
    ["skipped hour"] = "kesäajan ohittama tunti", ["zone left out"] = "aikavyöhyke jätetty pois",
    ["several places"] = "tapaus useassa paikassa", ["before its start"] = "loppu ennen alkuaan",
  },

  contacts = {
    promises = "Lupaukset yhteydenottolokissa", promise = "Lupaus", cases = "Tapauksia", kind = "Alku", wait = "Odotus",
    fate = { none = "ei luvattu", kept = "pidetty", late = "pidetty myöhässä", broken = "rikottu", open = "määräaika kesken" },
    share = { one = "Yksi lupaus on erääntynyt; pidetty {share}.",
              other = "Lupauksia on erääntynyt {n}; niistä pidetty {share}." },
    outcomes = "Miten tapauksissa kävi, huonoimman lupauksen mukaan",
    starts = "Hyvä alku ja kerralla ratkeaminen samoissa tapauksissa",
    start = { both = "hyvä alku, ratkesi kerralla", start = "vain hyvä alku", once = "vain ratkesi kerralla",
              neither = "ei kumpaakaan" },
    difference = "Ero {difference} prosenttiyksikköä (väli {interval}).",
    delays = "Ensikontaktin odotusajan mukaan", trend = "Menetetyt odotuksen pidetessä: {text} (p {p}).",
    items = "Miten asiakkaat kohdattiin: niiden tapausten osuus, joissa näin tehtiin",
    coded = "Miten asiakas kohdattiin: tapaukset, joissa merkintä on ja joissa sitä ei ole",
    item = "Merkintä", with = "on", without = "ei ole",
    caution = "Tapaukset eroavat toisistaan muutenkin: yhteys ei vielä osoita syytä.",
  },

  contact = { ["0"] = "ei", ["1"] = "kyllä", kept = "pidetty", late = "myöhässä", broken = "rikottu", outcome = "lupaukset" },

  receipt = {
    guessed = "arvattu", given = "annettu",
    summary = "{read} riviä luettu = {used} käytetty + {dropped} hylätty.",
    design = "Asetelman koko: {n}.",
    nothing_dropped = "Yhtään riviä ei hylätty eikä korjattu.",
    without_round = { one = "Yhdellä rivillä ei ole kierrosta; se ei ole missään tuloksessa.",
                      other = "{n} rivillä ei ole kierrosta; ne eivät ole missään tuloksessa." },
    earlier = "{name}, kierros {round}",
    unplanned = "Kosketuspisteet, joita suunnitelmassa ei ole: {list}.",
    without_rows = "Kosketuspisteellä ”{name}” ei ole rivejä.",
    nearest = "Kosketuspisteellä ”{name}” ei ole rivejä; tarkoititko ”{nearest}”?",
  },

  setting = {
    encoding = "merkistö", delimiter = "erotin", quote = "lainausmerkki", escape = "ohjausmerkki", newline = "rivinvaihto",
    skip_space = "välilyönnit ohitetaan", decimal = "desimaalimerkki", day_order = "päiväyksen järjestys",
    skip_rows = "ohitettuja rivejä", header_rows = "otsikkorivejä", compression = "pakkaus",
  },

  setting_value = {
    tab = "sarkain", space = "välilyönti", none = "ei ole", yes = "kyllä", no = "ei", dmy = "päivä ensin",
    mdy = "kuukausi ensin",
  },

  section = {
    define = "1 Määrittele", touchpoints = "2 Kehitä", organise = "3 Organisoi", implement = "4 Toteuta",
    measure = "5 Mittaa", redefine = "6 Määrittele uudelleen",
  },

  kept = {
    zone = "aikavyöhyke", hours = "työaika",
    value = "tuotettu arvo", experience = "tavoiteltu kokemus", benefit = "hyöty asiakkaalle", brand = "brändi",
    emotions = "tunteet", now = "nyt", future = "tulevaisuudessa", principles = "periaatteet", claims = "väitteet",
    owners = "vastuuhenkilöt", lead = "johtaa", recruiting = "rekrytointi", training = "koulutus", rewards = "palkitseminen",
    authority = "valtuudet", functions = "toiminnot", norms = "arvot", events = "tapahtumat", goals = "tavoitteet",
    leadership = "johtaminen", staff = "henkilöstö", operation = "toiminta", services = "palvelut", systems = "järjestelmät",
    done = "tehty", of = "kaikkiaan", due = "määräaika", kept = "pidetty", outside = "talon ulkopuolella",
    cost = "kustannus", actions = "toimenpiteet", loop = "ympyrän sulkeminen", strategic = "strategiset valinnat",
    daily = "päivittäiset valinnat", budget = "budjetti", resources = "resurssit", finding = "havainto",
    action = "toimenpide", cause = "syy", owner = "vastuu", tell = "kerrotaan", to = "kenelle", by = "miten", when = "milloin",
    contact = "yhteydenotto", expect = "odotus", review = "tarkistus", raise = "nostetaan, kun",
    expectations = "odotukset", new = "uutta", bridges = "sillat", was = "oli ennen", unit = "yksikkö", source = "lähde",
    is = "on", part = "osa", outcome = "lopputulos", from = "mistä", pulse = "pulssi", leading = "johtamisen onnistuminen",
    worth = "rahallinen arvo", practice = "toimintatapa", serves = "palvelee", id = "tunnus", decisions = "päätökset",
    title = "otsikko", text = "teksti", inputs = "lähtötiedot", fun = "funktio", yes = "kyllä", no = "ei",
    told = "kerrottu", reach = "tavoitti", edge = "vaikea jäljitellä", images = "mielikuvat",
    comfort = "työssä viihtyminen", contribution = "vaikuttaminen", together = "yhdessä", frame = "tuloksellisuus",
    benchmarks = "vertailuarvot", opened = "avattu", hook = "kytkentä", holidays = "vapaapäivät",
    retention = "säilytysaika", route = "ohjaus", group = "ryhmittely", drop = "jätetään pois, kun",
    lower = "lasketaan, kun", split = "jaetaan, kun", messages = "viestit", channel = "kanava", role = "rooli",
    need = "tarve", feel = "tavoiteltu tunne", sells = "myy", after = "tätä ennen", every = "kierrosten väli",
    until_round = "kierrokseen asti", date = "päivä", survey = "kysely", touchpoint = "kosketuspiste",
  },

  duration = {
    hour = { one = "{n} tunti", other = "{n} tuntia" },
    day = { one = "{n} päivä", other = "{n} päivää" },
    working_day = { one = "{n} arkipäivä", other = "{n} arkipäivää" },
    working_hour = { one = "{n} työtunti", other = "{n} työtuntia" },
    week = { one = "{n} viikko", other = "{n} viikkoa" },
    month = { one = "{n} kuukausi", other = "{n} kuukautta" },
    year = { one = "{n} vuosi", other = "{n} vuotta" },
    rounds = { one = "joka kierros", other = "joka {n}. kierros" },
  },

  kept_value = {
    web = "verkko", phone = "puhelin", email = "sähköposti", visit = "käynti", store = "myymälä", chat = "chat",
    human = "ihminen", digital = "digitaalinen", routine = "rutiini", demanding = "vaativa", people = "ihmiset",
    system = "järjestelmä", usability = "käytettävyys",
  },

  measures = {
    shared = "siitä jaettu kosketuspisteille",
    caption = "Mittarit", subject = "Kohde", ["no data"] = "ei tietoja", ["no answers"] = "ei vastauksia",
    promises = "Lupaukset ja niitä palvelevien kosketuspisteiden tavoitteet", promise = "Lupaus",
    touchpoints = "Kosketuspisteet", met = "Saavutettu", open = "Ei ratkea vielä", unserved = "yksikään ei palvele",
  },

  compare = {
    higher = "{a} {difference} korkeampi kuin {b}, enemmän kuin satunnaisvaihtelu selittää",
    lower = "{a} {difference} matalampi kuin {b}, enemmän kuin satunnaisvaihtelu selittää",
    none = "{a} ja {b}: ei eroa, jonka vastaukset pystyisivät osoittamaan",
    absent = "{a} ja {b}: ei vastauksia verrattavaksi",
    unsure = "{a} ja {b}: vastaukset vaihtelevat liian vähän eron arvioimiseen",
    first = "ensimmäinen", second = "toinen", rest = "muut", total = "kaikki yhdessä", blank = "(tyhjä)",
    points = "{difference} pistettä", percent = "{difference} prosenttiyksikköä", score = "{difference}",
    differ = "ryhmät vastaavat eri tavoin, enemmän kuin satunnaisvaihtelu selittää",
    alike = "ei eroa ryhmien välillä, jonka vastaukset pystyisivät osoittamaan",
    ranks_higher = "{a} antaa korkeamman vastauksen kuin {b} ({share} pareista), enemmän kuin satunnaisvaihtelu selittää",
    ranks_lower = "{a} antaa matalamman vastauksen kuin {b} ({share} pareista), enemmän kuin satunnaisvaihtelu selittää",
    untested = "ei voida testata: ryppäitä on liian vähän tai vastaukset ovat ryhmissä liian samanlaisia",
    doubtful = " (vastauksia on liian vähän, jotta testiin voisi luottaa)",
    moved = "{before} → {after}, muutos {change}: rakenteesta {mix}, tasosta {rate}",
    moved_questionnaire = "{before} → {after}, muutos {change}: rakenteesta {mix}, tasosta {rate}, "
        .. "kyselylomakkeesta {questionnaire}",
    power_within = "{n} vastausta kertoo tuloksen ±{difference} tarkkuudella",
    power_rounds = "{n} vastausta kummallakin kierroksella näyttää muutoksen {difference}",
    power_chance = "muutos {difference} havaitaan todennäköisyydellä {chance}",
    power_months = "ratkaistavissa {months} kuukaudessa, kun vastauksia on {n}",
    power_decided = "on jo ratkennut", power_never = "ei voi näin koskaan ratketa",
  },

  csv = {
    id = "tunnus", phase = "vaihe", touchpoint = "kosketuspiste", peak = "huippuhetki", owner = "vastuu", metric = "mittari",
    question = "kysymys", unit = "yksikkö", relation = "suunta", target = "tavoite", due = "määräaika", value = "tulos",
    low = "väli_ala", high = "väli_ylä", se = "keskivirhe", n = "n", n_effective = "n_efektiivinen", missing = "puuttuu",
    method = "menetelmä", verdict = "tilanne", probability = "todennäköisyys", n_needed = "n_tarvitaan", yes = "kyllä",
    no = "ei", round = "kierros", change_from = "muutos_mistä", change = "muutos", change_low = "muutos_ala",
    change_high = "muutos_ylä", change_p = "muutos_p", change_p_adjusted = "muutos_p_oikaistu",
    beyond_noise = "erottuu_kohinasta", met_rule = "sääntö", per_round = "n_kierroksella", month = "ratkeaa",
    section = "porras", subject = "kohde", never = "ei_ratkea",
    rule = { sure = "varma", probability = "todennäköisyys {x}", margin = "vara {x}" },
    at_least = "vähintään", at_most = "enintään",
  },

  chart = {
    goals_title = "{name}: tulos ja väli tavoitteeseen verrattuna",
    goals_desc = "{metric}: tulos {value}, väli {interval}, tavoite {goal}: {status}.",
    distribution_title = "{name} · vastausten jakauma",
    distribution_weighted = "{name} · vastausten jakauma, painotettu",
    distribution_desc = "Osuudet, vastauksia {n}: {shares}.",
    no_result = "ei tulosta",
  },

  series = {
    empty = { one = "Yksi kierros ilman vastauksia on jätetty pois.",
              other = "{n} kierrosta ilman vastauksia on jätetty pois." },
    replaced = { one = "Yhdellä kierroksella kaikki vastaukset ovat samoja: virheenä on sen luottamusvälin virhe.",
                 other = "{n} kierroksella kaikki vastaukset ovat samoja: virheenä on niiden luottamusvälin virhe." },
  },

  trend = {
    rise = "nousu, joka erottuu kohinasta", fall = "lasku, joka erottuu kohinasta",
    none = "ei suuntaa, jonka vastaukset erottaisivat",
  },

  control = {
    centre = "keskiviiva", upper = "yläraja", lower = "alaraja", baseline = "vertailujakso", values = "Arvot pisteittäin",
    point = "Piste", value = "Arvo", limits = "Rajat", mark = "Signaali",
    summary = "Keskiviiva {centre}; rajat {limits} kohdassa {label} ({method}).",
    found = { one = "Yksi piste on signaali.", other = "{Count} pistettä on signaaleja." },
    quiet = "Yksikään piste ei ole yksinään signaali.",
    signal = "signaali", noise = "kohinaa",
    above = "rajojen yläpuolella", below = "rajojen alapuolella", row = "kahdeksan peräkkäin samalla puolella keskiviivaa",
    jump = "tavallista suurempi hyppäys",
    event = { rise = "jälkeen korkeammalla, erottuu kohinasta", fall = "jälkeen matalammalla, erottuu kohinasta",
              none = "ei muutosta, jonka vastaukset erottaisivat" },
    warning = "Samaan aikaan muuttui muutakin: ennen ja jälkeen ei yksin osoita syytä.",
    not_frozen = "Vertailujaksoa ei ole lukittu: keskiviiva ja rajat tulevat koko sarjasta, signaalit mukaan luettuina.",
    few = { one = "Vertailujaksossa on vain yksi piste: sen rajat ovat epävarmat.",
            other = "Vertailujaksossa on vain {n} pistettä: sen rajat ovat epävarmat." },
    overlapping = "Kierrokset, joilla on samoja vastaajia, ovat toistensa kaltaisia: signaalit ovat näkyvää epävarmempia.",
  },

  loop = {
    state = { open = "avoin", contacted = "otettu yhteyttä", fixed = "korjattu", told = "kerrottu", confirmed = "vahvistettu",
              merged = "yhdistetty", found = "havaittu", acted = "tehty" },
    step = { open = "avattu", contact = "otettu yhteyttä", fix = "korjattu", tell = "kerrottu", confirm = "vahvistettu",
             reopen = "avattu uudelleen", ["cannot reach"] = "ei tavoitettu", merge = "yhdistetty", assign = "siirretty",
             note = "merkitty", join = "toinen vastaus" },
    cause = { people = "ihmiset", system = "järjestelmä", usability = "käytettävyys", unknown = "ei ilmoitettu" },
    column = { id = "tapaus", state = "tila", late = "myöhässä", opened = "avattu", owner = "vastuu",
               touchpoint = "kosketuspiste", due = "määräaika", cause = "syy", name = "henkilö", when = "milloin",
               step = "vaihe", who = "kuka", what = "mitä", finding = "havainto", action = "toimenpide", n = "tapauksia",
               done = "tehty", median = "mediaani, päivää", range = "95 %:n väli", in_time = "ajoissa",
               number = "nro", idea = "idea", from = "keneltä", received = "saatu", used = "käytössä",
               reported = "kerrottu takaisin" },
    late = { contact = "yhteydenotto", tell = "kertominen" }, unreachable = "ei tavoiteta",
    listed = { one = "Yksi tapaus.", other = "{n} tapausta." }, listed_late = { one = "Yksi on myöhässä.",
    other = "{n} on myöhässä." },
    nothing = "Ei tapauksia.", merged_into = "yhdistetty tapaukseen {id}", forgotten = "unohdettu",
    opened = { one = "Avattiin yksi tapaus.", other = "Avattiin {n} tapausta." },
    known = { one = "Yhdellä vastauksella oli jo tapauksensa.", other = "{n} vastauksella oli jo tapauksensa." },
    nobody = { one = "Yhdestä vastauksesta ei selviä vastaaja, eikä se avaa tapausta.",
               other = "Vastaaja ei selviä, eikä tapausta avata: {n} vastausta." },
    old = { one = "Yksi vastaus on liian vanha eikä avaa tapausta.",
            other = "{n} vastausta on liian vanhoja eikä avaa tapausta." },
    early = { one = "Yhden vastauksen päiväys on huomista myöhempi; tapaus avataan, kun se päivä tulee.",
              other = "{n} vastauksen päiväys on huomista myöhempi; tapaukset avataan, kun ne päivät tulevat." },
    dropped = { one = "Sääntöjen omat funktiot jättivät pois yhden.", other = "Sääntöjen omat funktiot jättivät pois {n}." },
    gone = { one = "Yksi on unohdetun henkilön.", other = "{n} on unohdettujen henkilöiden." },
    retained = { one = "Yksi tapahtuma oli liian vanha säilytettäväksi.",
                 other = "{n} tapahtumaa oli liian vanhoja säilytettäviksi." },
    took = { one = "Yksi tapaus: {step}.", other = "{n} tapausta: {step}." },
    meanwhile = { one = "Toinen ajo muutti yhtä niistä samaan aikaan; katso se ja aja uudelleen.",
                  other = "Toinen ajo muutti niistä {n}:ää samaan aikaan; katso ne ja aja uudelleen." },
    idea = "Idea {id} on kirjattu.", idea_use = "Käytössä: idea {id}.", idea_report = "Kerrottu takaisin: idea {id}.",
    met = "Kirjattu: {who} tapasi asiakkaita {day}.", met_known = "{day} on jo kirjattu: {who}.",
    alone = "Ratkaistu kysymättä lupaa: {share} korjatuista tapauksista (95 %:n väli {low}–{high}, n {n}).",
    source = { customer = "asiakas", staff = "henkilöstö" },
    acted = "Tehty: {action}. Kerro siitä nyt.", told_all = "Viestitty asiakaskunnalle: {action}.",
    found = "Havainto {id} on kirjattu.",
    imported = { one = "Luettiin yksi tapaus; muuttui {changed}.", other = "Luettiin {n} tapausta; muuttui {changed}." },
    strangers = "Tuntemattomat jätettiin lukematta: {names}.",
    backed_up = { one = "Yksi tapahtuma kirjoitettiin tiedostoon {file}.",
                  other = "{n} tapahtumaa kirjoitettiin tiedostoon {file}." },
    restored = { one = "Yksi tapahtuma palautettiin tiedostosta {file}.",
                 other = "{n} tapahtumaa palautettiin tiedostosta {file}." },
    renamed = "Päiväkirja siirtyi suunnitelmalta {from} suunnitelmalle {to}.",
    forget = {
      none = "Unohdettu: henkilöllä ei ollut tapahtumia päiväkirjassa.",
      buried = { one = "Unohdettu: yhdestä tapahtumasta jäi vain runko.",
                 other = "Unohdettu: {n} tapahtumasta jäi vain runko." },
      redacted = { one = "Yhdessä muussa tapahtumassa nimen paikalla on nyt merkki.",
                   other = "{n} muussa tapahtumassa nimen paikalla on nyt merkki." },
      searched = {
        bytes = "Käytiin läpi {of} tapahtuman kaikki tekstit ja tavu tavulta {files}: nimeä ei ole isoin eikä pienin "
          .. "kirjaimin, eikä sen sormenjälkeä.",
        words = "Käytiin läpi {of} tapahtuman kaikki tekstit ja tavu tavulta {files}: lyhyttä nimeä ei ole kokonaisena "
          .. "sanana isoin eikä pienin kirjaimin, eikä sen sormenjälkeä.",
        events = "Käytiin läpi {of} tapahtuman kaikki tekstit: lyhyttä nimeä ei ole kokonaisena sanana, eikä sen "
          .. "sormenjälkeä. Kirjoitettiin uudelleen: {files}; niiden tavuista näin lyhyttä nimeä ei voi erottaa.",
        server = "Käytiin läpi {of} tapahtuman kaikki tekstit: nimeä tai sen sormenjälkeä ei ole, ja taulut kirjoitettiin "
          .. "uudelleen. Palvelimen oma loki ja varmuuskopiot ovat sen ylläpitäjän vastuulla.",
      },
    },
    at_once = "Tapaukset: {states}.", reopened = { one = "Korjatuista tai kerrotuista ({of}) avattiin uudelleen yksi.",
    other = "Korjatuista tai kerrotuista ({of}) avattiin uudelleen {n}." },
    given_up = { one = "Yhtä ei tavoiteta.", other = "{n} ei tavoiteta." }, causes = "Syyt: {causes}.",
    told_of = "Toimenpiteistä on kerrottu {told}/{of}.", cases_of = "Asiakkaille, joilla on tapaus, on kerrottu {told}/{of}.",
    waits = { one = "Vanhin on odottanut yhden päivän.", other = "Vanhin on odottanut {n} päivää." },
    actions_late = { one = "Yhden kertomispäivä on ohi.", other = "{n} toimenpiteen kertomispäivä on ohi." },
    findings = "Havaintoja {found}, niistä toimenpiteiksi {with}; toimenpiteitä {actions}, tehty {done}, kerrottu {told}.",
    effect = "{metric} seuraavassa vastauksessa: kerrotut {a} (n {na}), muut {b} (n {nb}); ero {difference} ({low}…{high}).",
    effect_few = "{metric} seuraavassa vastauksessa: kerrotut n {na}, muut n {nb}; liian vähän vertailtavaksi.",
    selection = "Kerrottuja ei arvottu: he voivat erota muutenkin, joten tämä ei todista vaikutusta.",
    open_round = "Kierros on auki: toimenpiteistä on kerrottu asiakkaille {told}/{of}.",
    open_cases = "Asiakkaille, joilla on tapaus, on kerrottu {told}/{of}.", times = "Ajat", stats = "Ympyrän sulkeminen",
  },

  page = {
    more = "Lisää sivuja: cxlua SUUNNITELMA | less, tai suunnitelmaan report = { html = \"raportti.html\" }.",
  },
}
