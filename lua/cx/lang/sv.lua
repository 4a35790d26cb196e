-- sv.lua - every word of a report, in Swedish.
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- The noun counted is a goal (mål, neuter), so the number one is "ett".

return {
  code = "sv",

  format = {
    decimal = ",", thousands = "\u{a0}", percent = "\u{a0}%", minus = "−",
    date = "{year}-{month2}-{day2}", month = "{month_name} {year}",
    month_names = { "jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec" },
    pair = "{a} och {b}", comma = ", ",
    range = "{low}–{high}", range_signed = "{low}…{high}",
  },

  count = { "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio" },
  count_of = { "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio" },

  title = {
    subject = "Kundupplevelse: mål och resultat", subject_staff = "Medarbetarupplevelse: mål och resultat",
    round = "omgång {name}", as_of = "läget {date}", due = "tidsfrist {date}", untitled = "Plan",
  },

  heading = {
    goals = "Kontaktpunkterna i kundresans ordning",
    decide = "Ledningen ombeds besluta",
    basis = "Vad talen vilar på",
    details = "Talen i detalj, kontaktpunkt för kontaktpunkt",
    plan = "Vad planen säger",
    receipt = "Inläsningsrapport",
    files = "Filer", dropped = "Förkastade rader", repaired = "Reparerade rader",
    missing = "Svar som saknas", off_scale = "Svar utanför skalan", dialect = "Hur filerna lästes",
  },

  sentence = {
    all_met = { one = "Det enda målet är uppnått.", other = "Alla {count} mål är uppnådda." },
    met = { one = "{Count} av {total_of} mål är uppnått.", other = "{Count} av {total_of} mål är uppnådda." },
    none_met = { one = "Målet är hittills inte uppnått.", other = "Inget av {total_of} mål är hittills uppnått." },
    behind = { one = "{Count} ligger efter: {names}.", other = "{Count} ligger efter: {names}." },
    missed = { one = "{Count} nåddes inte: {names}.", other = "{Count} nåddes inte: {names}." },
    none_behind = "Inget ligger efter.",
    open = { one = "{Count} kan inte avgöras ännu", other = "{Count} kan inte avgöras ännu" },
    open_sure = { one = "{count} är nästan säkert uppnått", other = "{count} är nästan säkert uppnådda" },
    open_unlikely = { one = "{count} är knappast uppnått", other = "{count} är knappast uppnådda" },
    all_told = "Varje bedömning håller på konfidensnivån {confidence}.", all_decided = "Varje mål kunde avgöras.",
    no_answers = { one = "Ett mål har inga svar: {names}.", other = "{Count} mål har inga svar: {names}." },
    needed = { one = "{name} kan inte avgöras med {n} svar; omkring {needed} skulle behövas.",
               other = "{name} kan inte avgöras med {n} svar; omkring {needed} skulle behövas." },
    needed_several = "{Count} av dem kan inte avgöras med det nuvarande antalet svar: {names}.",
    needed_all = "Inget av dem kan avgöras med det nuvarande antalet svar: {names}.",
    never = "{name} kan aldrig avgöras: resultatet är själva målet.",
    others = { one = "{n} annat", other = "{n} andra" },
    no_goals = "Planen har inga mål ännu.",
  },

  decide = {
    behind = "{name}: resultatet är {value}, målet {goal}. Vilken åtgärd, och när?",
    open = { one = "{name}: ett svar räcker inte för att avgöra målet; omkring {needed} skulle behövas{when}. "
                 .. "Följs det över längre tid, eller byts måttet?",
             other = "{name}: {n} svar räcker inte för att avgöra målet; omkring {needed} skulle behövas{when}. "
                 .. "Följs det över längre tid, eller byts måttet?" },
    when = ", och de bör ha kommit in {month}",
    never = "{name}: inget antal svar avgör målet om resultatet består. Flyttas målet, eller byts måttet?",
    no_answers = "{name}: det finns inget att mäta målet med. Vem frågar, och när?",
    untold = "{action}: gjort, men {days} för sent inte berättat för någon. Berättas det nu?",
    untold_to = "{action}: gjort, men {days} för sent inte berättat för någon. Berättas det nu: {to}?",
    undone = "{action} är {days} sen. Får den vad den behöver, eller läggs den ned?",
    days = { one = "en dag", other = "{n} dagar" },
    owner = "ansvar: {owner}",
  },

  outlook = {
    month = "till {month} med {flow}", late = "till {month} med {flow}, efter tidsfristen",
    flow = { week = "{n} i veckan", month = "{n} i månaden", quarter = "{n} i kvartalet", ["half-year"] = "{n} per halvår",
             year = "{n} om året" },
    power = "Med sannolikheten {power} syns en ändring mellan två omgångar, när vardera har så här många svar: {list}.",
    power_item = "{metric}, {difference}: {n}",
    decided = "Med det nuvarande antalet svar kan målet avgöras: {list}.", decided_item = "{metric} {month}",
    never = "{metric}: inget antal svar avgör målet om resultatet består.",
  },

  figure = {
    goals = "Mål", met = "Uppnått", behind = "Efter", missed = "Ej uppnått", late = "Efter eller ej uppnått",
    open = "Kan inte avgöras",
    answers = "Använda rader",
    of = "av {total}",
    answers_note = "av {read} lästa", sure_note = { one = "{n} nästan säkert", other = "{n} nästan säkra" },
    unlikely_note = { one = "{n} osannolikt", other = "{n} osannolika" },
  },

  column = {
    phase = "Fas", touchpoint = "Kontaktpunkt", metric = "Mått", result = "Resultat", interval = "(intervall)",
    n = "n", goal = "Mål", bar = "sämre ◂▸ bättre", status = "Läge", probability = "Sannol.",
    owner = "Ansvar", se = "Standardfel", n_effective = "n eff.", missing = "Saknas", method = "Metod",
    needed = "n behövs", verdict = "Läge", due = "Tidsfrist", question = "Fråga", reason = "Orsak",
    rows = "Rader, de första", file = "Fil", bytes = "Byte", count = "Rader", setting = "Inställning", value = "Värde",
    mark = "", answer = "Svar", share = "Andel", people = "n", text = "Text", used = "Använda",
    change = "Förändring", since = "Sedan", p = "p", p_adjusted = "p just.", beyond = "Mer än slumpen", round = "Omgång",
  },

  change = {
    since = "sedan {round}", since_number = "sedan omgång {round}", since_last = "sedan förra mätningen",
    rose = "{name} steg {difference} {since}, mer än slumpen förklarar.",
    rose_worse = "{name} steg {difference} {since}, alltså åt fel håll, mer än slumpen förklarar.",
    fell = "{name} sjönk {difference} {since}, mer än slumpen förklarar.",
    fell_better = "{name} sjönk {difference} {since}, alltså åt rätt håll, mer än slumpen förklarar.",
    better = { one = "Ett resultat har förbättrats {since} mer än slumpen förklarar: {names}.",
               other = "{Count} resultat har förbättrats {since} mer än slumpen förklarar: {names}." },
    worse = { one = "Ett resultat har försämrats {since} mer än slumpen förklarar: {names}.",
              other = "{Count} resultat har försämrats {since} mer än slumpen förklarar: {names}." },
    worse_too = { one = "Ett har försämrats: {names}.", other = "{Count} har försämrats: {names}." },
    none = { one = "Förändringen {since} är inte större än slumpen förklarar.",
             other = "Inget resultat har förändrats {since} mer än slumpen förklarar." },
    points = { one = "{n} poäng", other = "{n} poäng" },
    percent = { one = "{n} procentenhet", other = "{n} procentenheter" },
    legend = "Förändring {since}: ▲ ▼ = upp eller ner mer än slumpen förklarar, ! = åt fel håll (p högst {level}, {adjust}).",
    adjusted = { one = "en förändring", other = "justerat enligt {way}, {n} förändringar" },
    unadjusted = { one = "en förändring", other = "ojusterat, {n} förändringar" },
    legend_of = "För {names}: {since}.",
    figure = "Säkra förändringar", figure_one = "Förändring {since}",
    better_note = { one = "{n} bättre", other = "{n} bättre" }, worse_note = { one = "{n} sämre", other = "{n} sämre" },
    interval_note = "intervall {interval}: {beyond}", beyond = "mer än slumpen", within = "inom slumpens gränser",
    is_better = "åt rätt håll", is_worse = "åt fel håll",
    shared = { one = "Ett kundkonto eller kluster svarade i båda omgångarna; felen tar hänsyn till det.",
               other = "{n} kundkonton eller kluster svarade i båda omgångarna; felen tar hänsyn till det." },
    method = "Förändring: konfidensintervall på nivån {confidence} ({methods}); mer än slumpen = p högst {level}, {adjust}.",
  },

  rounds = {
    charts = "Styrdiagram", of = "Omgång för omgång", change_of = "Förändringar",
    none = { one = "{list}: ingen tidigare omgång att jämföra med.", other = "{list}: ingen tidigare omgång att jämföra med." },
    trend = "{metric}: {text} under {n} omgångar; {slope} per omgång (intervall {interval}, p {p}).",
    trends = "Trender",
    chance = "Var och en har sitt eget p, ojusterat; av {n} skulle slumpen ensam i medeltal visa {wrong}, fast ingen finns.",
    chart = "{name}: omgång för omgång",
  },




  round_why = { ["not asked"] = "inte frågat", ["other scale"] = "frågat på en annan skala", ["no answers"] = "inga svar" },

  legend = {
    probability = "Sannol. = sannolikheten att målet verkligen är uppfyllt.",
    peak = "★ = planerad höjdpunkt.",
    bar = "Stapel: intervallet ├●┤ som avstånd från målet ▲, i andelar av skalan.",
    met_sure = "Uppnått = hela intervallet är på målets sida; ej uppnått eller efter = ingen del av det är.",
    met_probability = "Uppnått = resultatet når målet, och gör det verkligen med en sannolikhet på minst {probability}; "
                   .. "ej uppnått eller efter = det når inte, lika säkert.",
    met_margin = "Uppnått = ingen del av intervallet är mer än {margin} från målet på fel sida; ej uppnått eller efter = hela "
              .. "intervallet är; sannol. likaså.",
    met_of = "Men för {names}: {rule}",
    chance_of_one = "Slumpen ensam skulle avgöra ett mål fel med en sannolikhet på högst {risk}.",
    chance_below_one = "Av {total_of} mål skulle slumpen ensam i medeltal avgöra färre än ett fel.",
    chance = { one = "Av {total_of} mål skulle slumpen ensam avgöra högst omkring ett fel.",
               other = "Av {total_of} mål skulle slumpen ensam avgöra högst omkring {count} fel." },
  },

  basis = {
    rows = "{read} rader lästa, {used} använda, {dropped} förkastade.",
    warning = "Varning: {n} av de {read} raderna i {survey} kunde inte användas. Resultaten vilar bara på de övriga.",
    in_full = "Ett resultat utan intervall är räknat i sin helhet, utan urvalsfel.",
    reasons = "Orsakerna står i inläsningsrapporten.",
    interval = "Intervall = konfidensintervall på nivån {confidence} ({methods}).",
    weighted = "Viktat med {weight}.", unweighted = "Oviktat.",
    round = "Omgång {name}: {n} rader.",
    teller = "Berättat av cxlua: samma data ger samma rapport.",
  },

  describe = {
    text = "Endast som beskrivning: {list}.", efficiency = "viktningens effektivitet {range}",
    effect = "designeffekt {range}",
  },

  design = {
    errors = "Fel efter {units}{survey}{more}.", within = "{units} i {strata}", rows = "rader",
    accounts = { one = "ett kundkonto", other = "{n} kundkonton" }, clusters = { one = "ett kluster", other = "{n} kluster" },
    strata = { one = "ett stratum", other = "{n} strata" },
    lonely = "; ensamma strata: {policy} ({n})", population = "; populationens storlek beaktad",
  },

  lonely = { adjust = "justerade", remove = "utelämnade", average = "medelvärde", fail = "avvisade" },

  status = {
    met = "uppnått", missed = "ej uppnått", behind = "efter", ["cannot tell"] = "kan inte avgöras",
    ["almost certain"] = "nästan säkert", unlikely = "osannolikt", no_answers = "inga svar", hidden = "dold",
  },

  privacy = {
    hidden = "dold", total = "totalt",
    bound = "{cell} kan inte vara annat än {value}, eftersom antal inte är negativa",
    unproved = "{cell}: det är inte bevisat att den är säker",
    safe = { one = "{n} dold cell; den kan inte räknas ut ur det som publicerats.",
             other = "{n} dolda celler; ingen av dem kan räknas ut ur det som publicerats." },
    contradicts = "De publicerade summorna motsäger varandra.",
    legend = "Dold = färre än {minimum} personer, eller nödvändigt för att skydda ett sådant resultat; tomt ser likadant ut.",
    goals = { one = "{Count} mål är dolt.", other = "{Count} mål är dolda." },
    quote = "”{text}”", quotes = "dold, färre än {n} kommentarer",
    rows = "Antalet rader i denna undersökning är dolt.",
  },

  phase = { before = "före", during = "under", after = "efter" },

  unit = { percent = "%", points = "poäng", score = "poängtal" },

  metric = {
    nps = "NPS", enps = "eNPS", csat = "nöjda", ces = "enkelhet", mean = "medelvärde", share = "andel", emotion = "känsla",
    index = "upplevelseindex",
    told = "berättat för kunderna", reviewed = "granskade mål", coverage = "utbildade",
    ideas_received = "mottagna idéer", ideas_used = "idéer som tagits i bruk", ideas_reported = "återrapporterade idéer",
    complaints_per_1000 = "negativ feedback per 1\u{a0}000 kontakter", staff_commitment = "personalens engagemang",
    days_with_customers = "dagar hos kunderna", proposals_adopted = "antagna förslag från personalen",
    solved_without_asking = "löst utan att fråga om lov",
    good_start = "bra start", first_contact = "löst på en gång", waiting = "väntan på första kontakt, h",
    promises_kept = "hållna löften", promises_late = "löften hållna för sent", promises_broken = "brutna löften",
    asked = "tagit kontakt", met = "mött vid lämplig tidpunkt", answered = "mest brådskande behovet besvarat",
    handed_on = "fört vidare", told_return = "berättat när experten återkommer",
    assured = "försäkrat att ärendet går framåt", greeted = "hälsat", reacted = "reagerat", thanked = "tackat",
    kept_in_touch = "hållit kontakt", returned = "experten återkom", solved = "löst", lost = "kunden förlorad",
    came_back = "kunden kom tillbaka",
  },

  method = {
    ["adjusted wald"] = "justerad Wald", wald = "Wald", wilson = "Wilson", ["wilson survey"] = "Wilson för urvalsdata",
    logit = "logit", arcsine = "arcussinus", likelihood = "likelihood",
    score = "poängintervall", t = "t", ["korn-graubard beta"] = "Korn–Graubards beta", ["equal answers"] = "lika svar",
    ["counted in full"] = "räknat i sin helhet",
    newcombe = "Newcombe", ["welch t"] = "Welchs t", ["linearised t"] = "linjäriserad t", ["paired t"] = "parvis t",
    ["welch t with a stand-in error"] = "Welchs t med ersatt fel",
    ["linearised t with a stand-in error"] = "linjäriserad t med ersatt fel",
  },

  reason = {
    empty = "tomt", ["short row"] = "kort rad", ["off scale"] = "utanför skalan", unreadable = "oläsligt", missing = "saknas",
    ["blank line"] = "tom rad", ["long row"] = "för lång rad", ["no weight"] = "vikt saknas", ["bad weight"] = "ogiltig vikt",
    ["not in only"] = "hör inte till enkätens rader", ["empty surplus cells"] = "tomma celler för mycket",
    ["stray quote"] = "löst citattecken", ["no time"] = "oläslig tid", ["NUL byte"] = "nollbyte",
    ["not UTF-8"] = "oläsliga tecken", ["column renamed"] = "kolumn omdöpt", ["not asked"] = "inte frågat",
    ["not answered"] = "inte svarat", ["not applicable"] = "gäller inte mig", ["don't know"] = "vet ej",
    ["does not apply"] = "gäller inte ärendet", ["event never seen"] = "angiven händelse sågs aldrig",
    ["not handed on"] = "inte fört vidare", ["not due yet"] = "tidsfristen löper", ["not contacted"] = "inte mött ännu",
    ["not late"] = "inte försenat", ["no case"] = "inget ärende", ["promise without a case"] = "löfte utan ärende",
    ["after today"] = "efter granskningsdagen", ["repeated row"] = "upprepad rad", ["unknown event"] = "okänd händelse",
    ["no event"] = "ingen händelse", ["out of order"] = "inte i tidsordning",
    ["unreadable promise"] = "oläsligt löfte", ["promise due before it was made"] = "löfte som förföll innan det gavs",
    ["skipped hour"] = "timme som sommartiden hoppar över", ["zone left out"] = "tidszon utelämnad",
    ["several places"] = "ärende på flera ställen", ["before its start"] = "slut före sin början",
  },

  contacts = {
    promises = "Löften i kontaktloggen", promise = "Löfte", cases = "Ärenden", kind = "Start", wait = "Väntan",
    fate = { none = "inget löfte", kept = "hållet", late = "hållet för sent", broken = "brutet", open = "tidsfristen löper" },
    share = { one = "Ett löfte har förfallit; hållet: {share}.", other = "{n} löften har förfallit; hållna: {share}." },
    outcomes = "Hur det gick i ärendena, efter det sämsta löftet",
    starts = "Bra start och löst på en gång i samma ärenden",
    start = { both = "bra start, löst på en gång", start = "bara bra start", once = "bara löst på en gång",
              neither = "ingetdera" },
    difference = "Skillnad {difference} procentenheter (intervall {interval}).",
    delays = "Efter väntetid till första kontakten", trend = "Förlorade när väntan blir längre: {text} (p {p}).",
    items = "Hur kunderna bemöttes: andel ärenden där så gjordes",
    coded = "Hur kunden bemöttes: ärenden med och utan anteckning", item = "Anteckning", with = "med", without = "utan",
    caution = "Ärendena skiljer sig åt också i övrigt: ett samband visar ännu ingen orsak.",
  },

  contact = { ["0"] = "nej", ["1"] = "ja", kept = "hållet", late = "försenat", broken = "brutet", outcome = "löften" },

  receipt = {
    guessed = "gissat", given = "givet",
    summary = "{read} rader lästa = {used} använda + {dropped} förkastade.",
    design = "Designens storlek: {n}.",
    nothing_dropped = "Ingen rad förkastades eller reparerades.",
    without_round = { one = "En rad hör inte till någon omgång och ingår inte i något resultat.",
                      other = "{n} rader hör inte till någon omgång och ingår inte i något resultat." },
    earlier = "{name}, omgång {round}",
    unplanned = "Kontaktpunkter som inte finns i planen: {list}.",
    without_rows = "”{name}” har inga rader.",
    nearest = "”{name}” har inga rader; menade du ”{nearest}”?",
  },

  setting = {
    encoding = "teckenkodning", delimiter = "skiljetecken", quote = "citattecken", escape = "undantagstecken",
    newline = "radslut", skip_space = "mellanslag hoppas över", decimal = "decimaltecken", day_order = "datumordning",
    skip_rows = "överhoppade rader", header_rows = "rubrikrader", compression = "komprimering",
  },

  setting_value = {
    tab = "tabb", space = "mellanslag", none = "ingen", yes = "ja", no = "nej", dmy = "dagen först", mdy = "månaden först",
  },

  section = {
    define = "1 Definiera", touchpoints = "2 Utveckla", organise = "3 Organisera", implement = "4 Genomför",
    measure = "5 Mät", redefine = "6 Omdefiniera",
  },

  kept = {
    zone = "tidszon", hours = "arbetstid",
    value = "värde som skapas", experience = "önskad upplevelse", benefit = "nytta för kunden", brand = "varumärke",
    emotions = "känslor", now = "nu", future = "i framtiden", principles = "principer", claims = "påståenden",
    owners = "ansvariga", lead = "leder", recruiting = "rekrytering", training = "utbildning", rewards = "belöning",
    authority = "befogenheter", functions = "funktioner", norms = "normer", events = "händelser", goals = "mål",
    leadership = "ledarskap", staff = "personal", operation = "verksamhet", services = "tjänster", systems = "system",
    done = "gjort", of = "av", due = "tidsfrist", kept = "hållet", outside = "utanför huset", cost = "kostnad",
    actions = "åtgärder", loop = "att stänga loopen", strategic = "strategiska val", daily = "dagliga val",
    budget = "budget", resources = "resurser", finding = "iakttagelse", action = "åtgärd", cause = "orsak",
    owner = "ansvar", tell = "berättas", to = "för", by = "hur", when = "när", contact = "kontakt", expect = "förväntat",
    review = "översyn", raise = "höjs när", expectations = "förväntningar", new = "nytt", bridges = "broar",
    was = "var förut", unit = "enhet", source = "källa", is = "är", part = "del", outcome = "utfall", from = "från",
    pulse = "puls", leading = "ledningens framgång", worth = "värde i pengar", practice = "arbetssätt", serves = "tjänar",
    id = "kännetecken", decisions = "beslut", title = "rubrik", text = "text", inputs = "underlag", fun = "funktion",
    yes = "ja", no = "nej",
    told = "berättat", reach = "nådde", edge = "svårt att härma", images = "bilder av företaget", comfort = "trivsel i arbetet",
    contribution = "medverkan", together = "tillsammans", frame = "prestation", benchmarks = "jämförelsetal",
    opened = "öppnad", hook = "koppling", holidays = "helgdagar", retention = "lagringstid", route = "styrning",
    group = "gruppering", drop = "utgår när", lower = "sänks när", split = "delas när", messages = "meddelanden",
    channel = "kanal", role = "roll", need = "behov", feel = "önskad känsla", sells = "säljer",
    after = "kommer efter", every = "omgångar emellan", until_round = "till och med omgång", date = "datum",
    survey = "enkät", touchpoint = "kontaktpunkt",
  },

  duration = {
    hour = { one = "{n} timme", other = "{n} timmar" },
    day = { one = "{n} dag", other = "{n} dagar" },
    working_day = { one = "{n} arbetsdag", other = "{n} arbetsdagar" },
    working_hour = { one = "{n} arbetstimme", other = "{n} arbetstimmar" },
    week = { one = "{n} vecka", other = "{n} veckor" },
    month = { one = "{n} månad", other = "{n} månader" },
    year = { one = "{n} år", other = "{n} år" },
    rounds = { one = "varje omgång", other = "var {n}:e omgång" },
  },

  kept_value = {
    web = "webben", phone = "telefon", email = "e-post", visit = "besök", store = "butik", chat = "chatt",
    human = "människa", digital = "digital", routine = "rutin", demanding = "krävande", people = "människor",
    system = "system", usability = "användbarhet",
  },

  measures = {
    shared = "därav fördelat på kontaktpunkter",
    caption = "Mått", subject = "Av", ["no data"] = "inga uppgifter", ["no answers"] = "inga svar",
    promises = "Löften och målen för de kontaktpunkter som tjänar dem", promise = "Löfte",
    touchpoints = "Kontaktpunkter", met = "Uppnått", open = "Kan inte avgöras", unserved = "ingen tjänar det",
  },

  compare = {
    higher = "{a} {difference} högre än {b}, mer än slumpen förklarar",
    lower = "{a} {difference} lägre än {b}, mer än slumpen förklarar",
    none = "{a} och {b}: ingen skillnad som svaren kan visa",
    absent = "{a} och {b}: inga svar att jämföra",
    unsure = "{a} och {b}: svaren varierar för lite för att en skillnad ska kunna bedömas",
    first = "den första", second = "den andra", rest = "de övriga", total = "alla tillsammans", blank = "(tomt)",
    points = "{difference} poäng", percent = "{difference} procentenheter", score = "{difference}",
    differ = "grupperna svarar olika, mer än slumpen förklarar",
    alike = "ingen skillnad mellan grupperna som svaren kan visa",
    ranks_higher = "{a} svarar högre än {b} i {share} av paren, mer än slumpen förklarar",
    ranks_lower = "{a} svarar lägre än {b} i {share} av paren, mer än slumpen förklarar",
    untested = "kan inte testas: för få kluster, eller för lika svar inom grupperna",
    doubtful = " (för få svar för att testet ska vara pålitligt)",
    moved = "från {before} till {after}, ändring {change}: {mix} av fördelningen, {rate} av nivån",
    moved_questionnaire = "från {before} till {after}, ändring {change}: {mix} av fördelningen, {rate} av nivån, "
        .. "{questionnaire} av frågeformuläret",
    power_within = "{n} svar visar värdet på ±{difference} när",
    power_rounds = "{n} svar i varje omgång visar en ändring på {difference}",
    power_chance = "en ändring på {difference} syns med sannolikheten {chance}",
    power_months = "kan avgöras om {months} månader, med {n} svar",
    power_decided = "är redan avgjort", power_never = "kan aldrig avgöras så",
  },

  csv = {
    id = "kännetecken", phase = "fas", touchpoint = "kontaktpunkt", peak = "höjdpunkt", owner = "ansvar", metric = "mått",
    question = "fråga", unit = "enhet", relation = "riktning", target = "mål", due = "tidsfrist", value = "resultat",
    low = "intervall_nedre", high = "intervall_övre", se = "standardfel", n = "n", n_effective = "n_effektiv",
    missing = "saknas", method = "metod", verdict = "läge", probability = "sannolikhet", n_needed = "n_behövs", yes = "ja",
    no = "nej", round = "omgång", change_from = "förändring_sedan", change = "förändring", change_low = "förändring_nedre",
    change_high = "förändring_övre", change_p = "förändring_p", change_p_adjusted = "förändring_p_justerat",
    beyond_noise = "mer_än_slumpen", met_rule = "regel", per_round = "n_per_omgång", month = "avgörs",
    section = "trappsteg", subject = "objekt", never = "avgörs_aldrig",
    rule = { sure = "säkert", probability = "sannolikhet {x}", margin = "marginal {x}" }, at_least = "minst", at_most = "högst",
  },

  chart = {
    goals_title = "{name}: resultat och intervall jämfört med målet",
    goals_desc = "{metric}: resultat {value}, intervall {interval}, mål {goal}: {status}.",
    distribution_title = "{name} · svarens fördelning",
    distribution_weighted = "{name} · svarens fördelning, viktad",
    distribution_desc = "Andelar av {n} svar: {shares}.",
    no_result = "inget resultat",
  },

  series = {
    empty = { one = "En omgång utan svar är utelämnad.", other = "{n} omgångar utan svar är utelämnade." },
    replaced = { one = "I en omgång är alla svar lika: felet i dess intervall används i stället.",
                 other = "I {n} omgångar är alla svar lika: felen i deras intervall används i stället." },
  },

  trend = {
    rise = "en uppgång utöver bruset", fall = "en nedgång utöver bruset", none = "ingen trend som svaren kan urskilja",
  },

  control = {
    centre = "mittlinje", upper = "övre gräns", lower = "nedre gräns", baseline = "jämförelseperiod",
    values = "Värdena punkt för punkt", point = "Punkt", value = "Värde", limits = "Gränser", mark = "Signal",
    summary = "Mittlinje {centre}; gränser {limits} vid {label} ({method}).",
    found = { one = "En punkt är en signal.", other = "{Count} punkter är signaler." },
    quiet = "Ingen enskild punkt är en signal.",
    signal = "en signal", noise = "brus",
    above = "över gränserna", below = "under gränserna", row = "åtta i rad på samma sida om mittlinjen",
    jump = "ett större hopp än vanligt",
    event = { rise = "högre efteråt, utöver bruset", fall = "lägre efteråt, utöver bruset",
              none = "ingen ändring som svaren kan urskilja" },
    warning = "Annat ändrades samtidigt: före och efter visar inte ensamt orsaken.",
    not_frozen = "Ingen jämförelseperiod är låst: mittlinje och gränser kommer ur hela serien, signalerna medräknade.",
    few = { one = "Jämförelseperioden har bara en punkt: dess gränser är osäkra.",
            other = "Jämförelseperioden har bara {n} punkter: dess gränser är osäkra." },
    overlapping = "Omgångar med samma personer liknar varandra: signalerna är osäkrare än de ser ut.",
  },

  loop = {
    state = { open = "öppet", contacted = "kontaktat", fixed = "åtgärdat", told = "berättat", confirmed = "bekräftat",
              merged = "sammanslaget", found = "funnet", acted = "gjort" },
    step = { open = "öppnat", contact = "kontaktat", fix = "åtgärdat", tell = "berättat", confirm = "bekräftat",
             reopen = "öppnat igen", ["cannot reach"] = "ej nådd", merge = "sammanslaget", assign = "överlämnat",
             note = "antecknat", join = "ett svar till" },
    cause = { people = "människor", system = "system", usability = "användbarhet", unknown = "inte angiven" },
    column = { id = "ärende", state = "läge", late = "försenat", opened = "öppnat", owner = "ansvar",
               touchpoint = "kontaktpunkt", due = "senast",
               cause = "orsak", name = "person", when = "när", step = "steg", who = "av", what = "vad",
               finding = "iakttagelse", action = "åtgärd", n = "ärenden", done = "gjorda", median = "median, dagar",
               range = "95 %-intervall", in_time = "i tid",
               number = "nr", idea = "idé", from = "av", received = "mottagen", used = "i bruk", reported = "återrapporterad" },
    late = { contact = "kontakt", tell = "besked" }, unreachable = "kan inte nås",
    listed = { one = "Ett ärende.", other = "{n} ärenden." },
    listed_late = { one = "Ett är försenat.", other = "{n} är försenade." },
    nothing = "Inga ärenden.", merged_into = "sammanslaget med {id}", forgotten = "glömt",
    opened = { one = "Ett ärende öppnades.", other = "{n} ärenden öppnades." },
    known = { one = "Ett svar hade redan sitt ärende.", other = "{n} svar hade redan sina ärenden." },
    nobody = { one = "Ett svar nämner ingen och öppnar inget.", other = "{n} svar nämner ingen och öppnar inget." },
    old = { one = "Ett svar är för gammalt och öppnar inget.", other = "{n} svar är för gamla och öppnar inget." },
    early = { one = "Ett svar är daterat senare än i morgon; dess ärende öppnas när dagen kommer.",
              other = "{n} svar är daterade senare än i morgon; deras ärenden öppnas när dagarna kommer." },
    dropped = { one = "Reglernas egna funktioner uteslöt ett.", other = "Reglernas egna funktioner uteslöt {n}." },
    gone = { one = "Ett gäller en person som glömts.", other = "{n} gäller personer som glömts." },
    retained = { one = "En händelse var för gammal för att sparas.", other = "{n} händelser var för gamla för att sparas." },
    took = { one = "Ett ärende: {step}.", other = "{n} ärenden: {step}." },
    meanwhile = { one = "En annan körning ändrade ett av dem under tiden; se efter och kör igen.",
                  other = "En annan körning ändrade {n} av dem under tiden; se efter och kör igen." },
    idea = "Idén {id} är antecknad.", idea_use = "I bruk: idé {id}.", idea_report = "Återrapporterad: idé {id}.",
    met = "Antecknat: {who} mötte kunder {day}.", met_known = "{day} är redan antecknad för {who}.",
    alone = "Löst utan att fråga om lov: {share} av åtgärdade ärenden (95 %-intervall {low}–{high}, n {n}).",
    source = { customer = "kund", staff = "personal" },
    acted = "Gjort: {action}. Berätta om det nu.", told_all = "Kommunicerat till kundkretsen: {action}.",
    found = "Iakttagelsen {id} är sparad.",
    imported = { one = "Ett ärende lästes; {changed} ändrades.", other = "{n} ärenden lästes; {changed} ändrades." },
    strangers = "Okända, lämnades oinlästa: {names}.",
    backed_up = { one = "En händelse skrevs till {file}.", other = "{n} händelser skrevs till {file}." },
    restored = { one = "En händelse återställdes från {file}.", other = "{n} händelser återställdes från {file}." },
    renamed = "Liggaren flyttades från planen {from} till planen {to}.",
    forget = {
      none = "Glömt: liggaren hade inga händelser för personen.",
      buried = { one = "Glömt: av en händelse finns bara stommen kvar.",
                 other = "Glömt: av {n} händelser finns bara stommen kvar." },
      redacted = { one = "I en annan händelse står nu ett märke i stället för namnet.",
                   other = "I {n} andra händelser står nu ett märke i stället för namnet." },
      searched = {
        bytes = "Genomsökt: all text i {of} händelser och varje byte i {files}. Varken namnet, med stora eller små bokstäver, "
          .. "eller dess fingeravtryck finns kvar.",
        words = "Genomsökt: all text i {of} händelser och varje byte i {files}. Varken det korta namnet som helt ord, med "
          .. "stora eller små bokstäver, eller dess fingeravtryck finns kvar.",
        events = "Genomsökt: all text i {of} händelser. Varken det korta namnet som helt ord eller dess fingeravtryck finns "
          .. "kvar. Skrivna på nytt: {files}; i deras byte går ett så kort namn inte att urskilja.",
        server = "Genomsökt: all text i {of} händelser. Varken namnet eller dess fingeravtryck finns kvar, och tabellerna "
          .. "skrevs på nytt. Serverns egen logg och säkerhetskopior är dess administratörs.",
      },
    },
    at_once = "Ärenden: {states}.", reopened = { one = "Av {of} åtgärdade eller berättade öppnades ett igen.",
    other = "Av {of} åtgärdade eller berättade öppnades {n} igen." },
    given_up = { one = "En kan inte nås.", other = "{n} kan inte nås." }, causes = "Orsaker: {causes}.",
    told_of = "Berättat om {told} av {of} åtgärder.", cases_of = "Berättat för {told} av {of} kunder med ärende.",
    waits = { one = "Den äldsta har väntat en dag.", other = "Den äldsta har väntat {n} dagar." },
    actions_late = { one = "En har passerat dagen då den skulle berättas.",
                     other = "{n} har passerat dagen då de skulle berättas." },
    findings = "Iakttagelser: {found}, med åtgärder: {with}. Åtgärder: {actions}, gjorda: {done}, berättade: {told}.",
    effect = "{metric} i nästa svar: berättat {a} (n {na}), inte berättat {b} (n {nb}); "
      .. "skillnad {difference} ({low} till {high}).",
    effect_few = "{metric} i nästa svar: berättat n {na}, inte berättat n {nb}; för få att jämföra.",
    selection = "Ingen lottade vem som fick besked: de kan skilja sig på annat sätt, så detta bevisar ingen verkan.",
    open_round = "Omgången är öppen: kunderna har fått besked om {told} av {of} åtgärder.",
    open_cases = "Berättat för {told} av {of} kunder med ärende.", times = "Tider", stats = "Loopen",
  },

  page = {
    more = "Fler sidor: cxlua PLAN | less, eller report = { html = \"rapport.html\" } i planen.",
  },
}
