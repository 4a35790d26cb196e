-- sv.lua - every word of a drafted plan, in Swedish
--
--   file > rows > batch > tally > metric > GOAL > report

return {
  head = {
    title = "{name}: planutkast utifrån {files}.",
    guess = "Varje rad som är märkt \"gissning\" har gissats utifrån svaren. Kontrollera, rätta och ta bort märkningen.",
    fill = "\"{owner}\" står där bara du vet namnet. Kontaktpunkter, mål och datum kan du fritt ändra.",
    check = "cxlua check {file} säger vad som ännu saknas.",
    goals = "Ett mål är dagens nivå plus den minsta förändring som lika många svar kan påvisa i nästa omgång. " ..
      "\"5 kräver n 900\" säger hur många svar som krävs för att påvisa en förändring på 5.",
    sample = "Gissningarna bygger på de {n} första raderna; nivåerna är beräknade på alla rader.",
  },
  plan = {
    owner = "utses senare", define = "skriv här vad kunden får och hur det ska kännas",
    phase = "gissning: var på kundresan varje kontaktpunkt finns", whole = "Alla svar",
    due = "gissning: ett års arbete", name = "gissning: filens namn; ett års arbete",
    round = "gissning: av hur många månader svaren täcker; målen gäller den senaste omgången",
    several = "alternativen i flervalsfrågorna väntar på mål",
  },
  survey = {
    read = "{rows} rader, {columns} kolumner", staff = "gissning: orden tyder på en personalenkät",
    dialect = "gissning: så läses filen", same = "gissning: samma kolumner, alltså samma enkät",
    round = "gissning: filer vars namn har olika nummer är omgångar",
    year = "gissning: året i filens namn",
    only = "gissning: rader från tester och förhandsvisningar är inga svar",
    hidden = "{n} svar som vart och ett gavs av färre än {least} personer räknas som utanför skalan tills de namnges",
  },
  role = {
    weight = "gissning: av namnet, och talen är positiva", time = "gissning: cellerna innehåller tider",
    round = "gissning: av namnet", touchpoint = "gissning: av namnet, och {n} olika värden", strata = "gissning: av namnet",
    cluster = "gissning: av namnet", person = "gissning: nästan inga värden upprepas",
    account = "gissning: samma svarande återkommer", channel = "gissning: av namnet", unit = "gissning: av namnet",
    told = "enligt din uppgift",
  },
  scale = {
    worded = "gissning: {from} till {to}, av ordet \"{word}\"", alike = "gissning: {from} till {to}, som kolumnerna intill",
    ordered = "gissning: av svarens ordning", numbered = "talen står i svaren", names = "gissning: av svaren",
    shared = "gissning: {n} frågor från {from} till {to}", codes = "koder som inte ser ut som svar: {codes}",
    several = "gissning: flera svar i en cell, vart och ett räknas för sig",
    option = "gissning: \"{stem}\" har en kolumn per alternativ; blankt är \"inte valt\", även när frågan inte ställdes",
  },
  doubt = {
    rank = "gissning: 1 är bäst, alltså är lägre bättre", effort = "gissning: mindre ansträngning är bättre; är 1 minst?",
    problem = "gissning: ju mindre desto bättre", yes = "gissning: \"ja\" är bra; om inte, at_most",
    commonest = "gissning: det framgår inte vilket svar som är bra, så det vanligaste står för det",
  },
  reason = { blank = "blankt", never_used = "har inte använt", dont_know = "vet ej", no_opinion = "ingen åsikt",
             not_asked = "ej tillfrågad", not_applicable = "ej aktuellt", refused = "ville inte svara", coded = "kod" },
  goal = {
    seen = "nu {value} (n {n}); en förändring på {step} kan påvisas",
    hold = "nu {value} (n {n}): håll fast vid det säkra, ingen förändring skulle kunna påvisas",
    more = "; {more} kräver n {many}",
  },
  left = {
    title = "Utelämnat bland frågorna:", personal = "personuppgifter", text = "fri text (cx.scale.text läser den)",
    background = "bakgrund (för by = och where =)", number = "tal och mängder (cx.number)",
    technical = "enkätverktygets egna uppgifter",
    option = "enskilda alternativ i flervalsfrågor",
    several = "flera svar i en cell (cx.scale.several)",
    constant = "samma på varje rad", codes = "ingen skala som kunde gissas", empty = "tomma",
  },
  ask = {
    column = "I vilken kolumn finns {role}? {names} eller {none}",
    touch = "Finns kontaktpunkten i någon kolumn, till exempel {names}?",
    none = "ingen", done = "{file}: utkastet är klart; cxlua {file} mäter det",
    time = "svarstiden", weight = "vikten", touchpoint = "kontaktpunkten",
  },
}
