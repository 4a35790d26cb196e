-- lexicon.lua - what the names of columns, the wordings of questions and the labels of answers usually mean
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- Stems as word.has reads them, in English, Finnish and Swedish. A list is a guess, never a rule.

local lexicon = {}

--- Roles of columns, by their short names.
lexicon.role = {
  weight = { "=weight", "=wt", "=wgt", "=paino", "painokerroin", "=vikt", "=pw", "survey weight" },
  time = { "timestamp", "=time", "*aikaleima", "=aika", "vastattu", "vastausaika", "vastauspäivä", "=pvm",
    "päivämäär", "=date", "answered", "submitted", "submit date", "submitdate", "completed", "completion time",
    "recorded date", "recordeddate", "end date", "enddate", "start date", "startdate", "start time", "=tid", "datum",
    "tidpunkt", "svarad", "besvarad", "=vecka", "=week", "=viikko", "=day", "=päivä", "intdate", "created", "=month",
    "=kuukausi" },
  round = { "=round", "=wave", "=kierros", "=aalto", "=omgång", "=mätomgång", "=våg" },
  touchpoint = { "touchpoint", "touch point", "kosketuspiste", "kontaktpunkt", "beröringspunkt", "=moment", "=stage",
    "=vaihe", "journey step", "kohtaaminen", "=interaction" },
  person = { "respondent id", "=respondentid", "respnum", "response id", "responseid", "respondent", "vastaaja",
    "svarande", "customer id", "customerid", "=id", "=uid", "user id", "person id", "employee number", "employee id",
    "=fsd id", "henkilönumero", "anställningsnummer", "case id" },
  account = { "=account", "account id", "=company", "=yritys", "=asiakas", "asiakasnumero", "asiakasyritys",
    "=customer", "=kund", "kundnummer", "=jäsen", "jäsennumero", "=member", "member id", "=medlem", "medlemsnummer",
    "=företag", "=client", "organisation", "organization" },
  channel = { "=channel", "kanava", "kanal" },
  unit = { "=unit", "=enhet", "yksikkö", "department", "=osasto", "avdelning", "toimipiste", "=branch", "=site",
    "=piiri", "=store", "=butik", "myymälä", "=team", "=tiimi", "=office", "=kontor" },
  strata = { "=strata", "=stratum", "=ositus", "=strat" },
  cluster = { "=cluster", "=psu", "=ryväs", "=kluster" },
}

--- Columns that may tell who somebody is: named in the plan, and never read there.
lexicon.personal = { "email", "e mail", "*sähköposti", "e post", "=epost", "=name", "first name", "last name",
  "firstname", "lastname", "surname", "=etunimi", "=sukunimi", "=nimi", "=förnamn", "=efternamn", "=namn",
  "phone number", "=telephone", "puhelinnumero", "puhelinnro", "telefonnummer", "mobile number", "ip address",
  "ipaddress", "=ip", "latitude", "longitude", "location latitude", "location longitude", "location accuracy",
  "address", "osoite", "adress", "=ssn", "henkilötunnus", "=hetu", "personnummer", "birth", "syntymä", "födelse",
  "=zip", "postal", "postinumero", "postnummer", "recipient", "=city", "kaupunki", "=stad" }

--- The same, when they are the whole of a name.
lexicon.personal_alone = { "phone", "mobile", "puhelin", "telefon", "matkapuhelin", "mobil", "gsm" }

--- What the survey's own machine writes.
lexicon.technical = { "=status", "finished", "progress", "duration", "distribution channel", "user language",
  "collector", "response set", "response type", "external data", "external reference", "referrer", "referer",
  "browser", "user agent", "=seed", "=token", "=version", "last page", "lastpage", "startlanguage", "refurl",
  "ipaddr", "=lang", "language", "run id", "=run", "=runid", "=fpc" }

--- Where people write in their own words.
lexicon.open = { "comment", "kommentti", "kommentit", "kommentar", "avoin", "vapaa sana", "feedback", "palaute",
  "open ended", "verbatim", "fritext", "öppet svar", "perustelu", "motivering" }

--- What people are, not what they think: for by = and where =.
lexicon.background = { "gender", "=sex", "=age", "age group", "=ikä", "=ikäsi", "ikäryhmä", "=ålder", "åldersgrupp",
  "=kön", "sukupuoli", "education", "koulutus", "utbildning", "income", "household", "tulot", "tuloluokka", "inkomst",
  "region", "=alue", "maakunta", "=län", "marital", "location", "country", "=maa", "=land", "county", "=state",
  "occupation", "ammatti", "=yrke", "segment", "toimiala", "bransch", "industry", "job role", "job level", "partner",
  "dependents", "senior", "over 18", "=live", "major region", "=kunta", "kommun", "=home", "children", "=stype",
  "business travel", "=level", "=area", "airline" }

--- Amounts: whole numbers that no scale limits.
lexicon.amount = { "years", "=num", "number of", "=count", "salary", "hourly rate", "daily rate", "monthly rate",
  "charges", "price", "hinta", "=euro", "=hours", "tenure", "level", "distance", "percent", "times", "training times",
  "stock", "lukumäärä", "=antal", "=summa", "=kesto", "duration", "how many", "kuinka monta", "hur många", "how long",
  "howlong", "cost", "weight", "height", "enroll" }

--- What a question asks, by its wording; in this order.
lexicon.asks = {
  { "rank", { "=rank", "ranking", "=järjestykseen", "paremmuusjärjest", "rangordna" } },
  { "recommend", { "*recommend", "*suosittel", "*suositel", "rekommend", "=netpro", "=nps", "=enps" } },
  { "expectation", { "expectation", "*odotu", "förvänt", "expected" } },
  { "problem", { "problem", "*ongelm", "complain", "*valitu", "reklam", "klagomål", "churn", "attrition", "=error",
    "virhe", "delay", "viiväs", "försen", "irtisan" } },
  { "effort", { "effort", "vaivannä", "ansträng", "difficult", "=hankalaa", "=vaikeaa" } },
  { "ease", { "=ease", "=easy", "=easily", "easiness", "=ces", "helppo", "vaivatto", "*lätt att", "=lätt", "=enkelt",
    "smidig" } },
  { "satisfied", { "*satisf", "*tyytyväi", "nöjd", "*nöjdhet", "csat" } },
  { "feeling", { "feeling", "=feel", "=mood", "emotion", "=tunne", "tunnelma", "=fiilis", "känsl", "=känns" } },
  { "rating", { "=rate", "rating", "*arvosana", "arvio", "betyg", "grade", "quality", "laatu", "kvalitet", "clean",
    "siist", "puhtau", "städ", "renhet", "renlig",
    "=safe", "safety", "turvalli", "trygg", "helpful", "friendly", "*ystäväll", "vänlig", "bemöt", "nopeus", "nopea",
    "speed", "snabb", "huolenpito", "caring", "luotta", "trust", "förtroende", "=stöd", "support", "=tuki",
    "involvement", "balance", "commitment", "sitout", "engagemang", "importan", "tärkeä", "viktig", "agree",
    "samaa mieltä", "instämm", "favorabl", "favourabl", "viihty", "clarity", "selkeä", "selkeys", "tydlig", "palvelu",
    "service", "=care", "=opinion" } },
}

--- Labels that are no answer, with the word of lang for the reason.
lexicon.missing = {
  { "dont_know", { "don t know", "dont know", "do not know", "unsure", "cannot say", "can t say", "en osaa sanoa",
    "=eos", "ei osaa sanoa", "en tiedä", "vet ej", "vet inte", "kan ej säga" } },
  { "no_opinion", { "no opinion", "ei mielipidettä", "ingen åsikt", "ingen uppfattning" } },
  { "not_asked", { "not asked", "ei kysytty" } },
  { "never_used", { "never used", "never tried", "have not used", "en ole käyttänyt", "ei kokemusta",
    "har inte använt", "har ej använt" } },
  { "not_applicable", { "n a", "=na", "not applicable", "no basis", "unfamiliar", "ei koske", "ei sovellu",
    "inte aktuellt", "ej aktuellt", "ej tillämplig", "no phone service", "no internet service" } },
  { "refused", { "prefer not", "refused", "en halua vastata", "ei halua vastata", "vill inte svara",
    "vill ej svara" } },
  { "blank", { "=blank", "no answer", "no response", "ei vastausta", "ej svar", "inget svar", "=null", "=missing" } },
}

lexicon.yes = { "=yes", "=y", "=true", "=kyllä", "=ja", "=joo" }
lexicon.no = { "=no", "=n", "=false", "=ei", "=nej" }

lexicon.positive = { "=satisfied", "=content", "=easy", "=agree", "=likely", "=good", "=great", "excellent",
  "outstanding", "=favorably", "=favourably", "=favorable", "=important", "=happy", "delighted", "=calm", "=pleased",
  "=often", "always", "=high", "=a lot", "=tyytyväinen", "=helppoa", "=helppo", "samaa mieltä", "=todennäköistä",
  "=todennäköisesti", "=hyvä", "=hyvin", "erinomainen", "kiitettävä", "ilahtunut", "iloinen", "luottavainen",
  "=tärkeä", "=tärkeää", "=nöjd", "=lätt", "instämmer", "=sannolikt", "=bra", "utmärkt", "=glad", "trygg", "=viktigt",
  "=confident", "relieved" }
lexicon.negative = { "dissatisfied", "unsatisfied", "difficult", "=hard", "disagree", "unlikely", "=bad", "=poor",
  "terrible", "unacceptable", "unfavorabl", "unfavourabl", "unimportant", "unhappy", "annoyed", "angry", "=sad",
  "uneasy", "=tense", "afraid", "confused", "disappointed", "rarely", "=never", "=low", "tyytymätön", "=vaikeaa",
  "=vaikea", "eri mieltä", "epätodennäkö", "=huono", "=huonosti", "välttävä", "heikko", "heikosti", "harmistunut",
  "hämmentynyt", "pettynyt", "vihainen", "surullinen", "missnöjd", "=svårt", "=svår", "=dålig", "=dåligt", "=arg",
  "besviken", "orolig", "osannolikt", "tar avstånd", "frustrated", "not satisfied", "not easy", "not likely",
  "not important", "ei lainkaan", "inte alls", "not at all", "not much" }
lexicon.neutral = { "neither", "=nor", "=eikä", "=enkä", "ei kumpi", "neutral", "en tyytyväinen enkä",
  "ei helppoa eikä", "ei samaa eikä", "varken", "ei tunnetta", "=nothing", "indifferent", "no feeling",
  "ingen känsla", "=ok", "=okay", "=some", "=average", "tyydyttävä", "=fair", "kohtalainen", "sometimes", "joskus",
  "ibland", "=medium", "about half" }
lexicon.strong = { "very", "extremely", "completely", "strongly", "totally", "highly", "erittäin", "täysin", "hyvin",
  "todella", "mycket", "helt", "väldigt", "excellent", "outstanding", "terrible", "always", "never", "not at all",
  "ei lainkaan", "inte alls", "erinomainen", "kiitettävä", "heikko", "utmärkt", "unacceptable" }
lexicon.denied = { "=not", "=inte", "=ej", "=ei", "en ole", "en lainkaan", "en kovin", "en erityisen" }
lexicon.weak = { "not very", "not so", "inte särskilt", "inte så", "ei kovin", "en kovin", "ei erityisen",
  "en erityisen", "somewhat", "fairly", "slightly", "rather", "quite", "moderately", "a little", "melko",
  "jokseenkin", "hieman", "osittain", "ganska", "något", "delvis", "lite", "not much" }

--- Labels of an expectation question.
lexicon.exceeded = { "exceeded", "=above", "better than", "ylitti", "ylittyi", "ylittyivät", "överträffa",
  "bättre än", "=more", "=better", "=paremmin", "=bättre" }

--- Where on the journey a touchpoint stands.
lexicon.phase = {
  before = { "before", "ennen", "före", "web", "verkkosiv", "hemsid", "search", "haku", "offer", "tarjous", "offert",
    "booking", "varaus", "bokning", "order", "tilaus", "beställ", "getting", "road", "park", "rental", "shuttle",
    "advert", "mainos", "reklam", "check in", "arrival", "saapuminen", "ankomst", "quote" },
  after = { "after", "jälki", "jälkeen", "efter", "invoice", "lasku", "faktura", "billing", "return", "palautus",
    "retur", "support", "complaint", "reklamaatio", "recommend", "suositt", "suosittel", "rekommend", "netpro",
    "=nps", "=all", "overall", "kokonai", "helhet", "churn", "attrition", "delivery", "toimitus", "leverans" },
}

--- Words that give the language away.
lexicon.language = {
  fi = { "=ja", "=oli", "=on", "=ei", "=kyllä", "=että", "=kuinka", "=miten", "=mitä", "=meitä", "en osaa sanoa",
    "*suosittel", "*tyytyväi", "helppo", "kosketuspiste", "kanava", "asiakas", "vastattu", "=paino", "nainen", "mies",
    "*isyys", "kommentti", "nopeus", "odotus", "*nen", "sukupuoli", "=ikä" },
  sv = { "=och", "=är", "=att", "=det", "=hur", "=du", "=vi", "=inte", "vet ej", "rekommend", "nöjd", "=stöd",
    "=vecka", "=enhet", "omgång", "=kund", "lätt", "kontaktpunkt", "=kanal", "svarad", "=ja", "=nej", "kvinna",
    "=man", "ålder", "kommentar" },
  en = { "=the", "=and", "=of", "=you", "=how", "=is", "=do", "=to", "=what", "=yes", "recommend", "satisf", "=easy",
    "female", "=male", "weight", "=id", "gender", "comment", "channel", "=age", "region", "response" },
}

return lexicon
