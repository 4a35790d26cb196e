-- sv.lua - every word of a drafted plan, in Swedish
--
--   file > rows > batch > tally > metric > GOAL > report

return {
  head = {
    title = "{name}: utkast till plan ur {files}.",
    guess = "Varje rad som är märkt \"gissning\" har gissats ur svaren. Läs den, rätta den och ta bort märket.",
    fill = "\"{owner}\" står där bara du vet namnet. Kontaktpunkter, mål och datum är dina att ändra.",
    check = "cxlua check {file} säger vad som ännu saknas.",
    goals = "Ett mål är dagens nivå och det minsta steg som lika många svar kan visa i nästa omgång. " ..
      "\"5 kräver n 900\" säger hur många svar som skulle visa ett steg på 5.",
    sample = "För gissningarna lästes bara de {n} första raderna; nivåerna är alla raders.",
  },
  plan = {
    owner = "utses senare", define = "vad kunden får och hur det ska kännas: att skriva",
    phase = "gissning: var på resan varje kontaktpunkt står", whole = "Alla svar",
    due = "gissning: ett års arbete", name = "gissning: filens namn; ett års arbete",
    round = "gissning: målen gäller den senaste omgången",
  },
  survey = {
    read = "{rows} rader, {columns} kolumner", staff = "gissning: orden är en personalenkäts",
    dialect = "gissning: så läses filen", same = "gissning: samma kolumner, alltså en enkät",
    round = "gissning: filer vars namn skiljer sig i ett tal är omgångar",
    year = "gissning: året i filens namn",
    only = "gissning: rader från tester och förhandsvisningar är inga svar",
    hidden = "{n} svar som färre än {least} personer gav står inte med: utanför skalan tills de namnges",
  },
  role = {
    weight = "gissning: namnet, och tal över 0", time = "gissning: cellerna är tider", round = "gissning: namnet",
    touchpoint = "gissning: namnet, och {n} olika värden", strata = "gissning: namnet", cluster = "gissning: namnet",
    person = "gissning: knappt någon cell två gånger", account = "gissning: samma svarar igen", channel = "gissning: namnet",
    unit = "gissning: namnet", told = "som du sade",
  },
  scale = {
    worded = "gissning: {from} till {to}, av ordet \"{word}\"", alike = "gissning: {from} till {to}, som grannarna",
    ordered = "gissning: svarens ordning", numbered = "svaren säger sina tal", names = "gissning: av svaren",
    shared = "gissning: {n} frågor från {from} till {to}", codes = "koder som inte ser ut som svar: {codes}",
  },
  doubt = {
    rank = "gissning: 1 är bäst, alltså är mindre bättre", effort = "gissning: mindre möda är bättre; är 1 minst?",
    problem = "gissning: mindre är bättre", yes = "gissning: ja är bättre; annars at_most",
    commonest = "gissning: inget säger vilket svar som är bra, så det vanligaste står för det",
  },
  reason = { blank = "blankt", never_used = "har inte använt", dont_know = "vet ej", no_opinion = "ingen åsikt",
             not_asked = "ej tillfrågad", not_applicable = "gäller inte", refused = "ville inte svara", coded = "en kod" },
  goal = {
    seen = "nu {value} (n {n}); ett steg på {step} syns",
    hold = "nu {value} (n {n}): håll det säkra, inget steg skulle synas",
    more = "; {more} kräver n {many}",
  },
  left = {
    title = "Utelämnade ur frågorna:", personal = "personuppgifter", text = "fri text (cx.scale.text läser den)",
    background = "bakgrund (för by = och where =)", number = "tal och mängder (cx.number)",
    technical = "vad enkätens maskin skriver",
    option = "ett alternativ var av en flervalsfråga",
    several = "flera svar i en cell (cx.scale.several)",
    constant = "samma på varje rad", codes = "ingen skala som kunde gissas", empty = "tomma",
  },
}
