-- perception.lua - words of predictions held against answers, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; {names} are filled by report/why/perception.lua.

return {
  en = {
    ["too high"] = "{role} expected {value} more than there is at {place} ({range}).",
    ["too low"] = "{role} expected {value} less than there is at {place} ({range}).",
    near = "{role} knew {place} within ±{margin}: {value} off ({range}).",
    ["cannot tell"] = "Whether {role} judged {place} rightly cannot be told: {value} off ({range}).",
    everything = "all together", nothing = "No prediction can be held against an answer.",
    hidden = "Fewer than {n} predictors of a role: nothing is told of them.",
    nearer = "The predictions of {role} came nearer than those of {against}.",
    decide = "Whose picture of the customers do decisions rest on? {role} saw {place} {value} too high ({range}).",
    decide_staff = "Whose picture of the staff do decisions rest on? {role} saw {place} {value} too high ({range}).",
    caption = "Predictions less answers",
    columns = { place = "Touchpoint", role = "Role", round = "Round", predicted = "Predicted", measured = "Answered",
                value = "Gap", interval = "Between", n = "Predictors", p = "p", verdict = "Verdict" },
    note = "Mean prediction less the measured value, {level}; p adjusted for all gaps in the table. Positive: more "
      .. "was expected "
      .. "than there is.",
    scores = "How near the predictions came: lower is better",
    score = { role = "Role", round = "Round", squared = "Squared error", interval_score = "Interval score",
              held = "Intervals that held",
              n = "Predictors" },
    score_note = "Mean of the predictors' scores, {level}. Interval score: Gneiting and Raftery 2007, for intervals that are "
      .. "to hold with {promised}.",
    all = "All", held = "{n} of {of}",
    agreement = "The staff's improvements and the customers' drivers: Kendall's tau {value} ({range}), {n} named by "
      .. "both, p {p}.",
    agree = "They agree.", opposed = "They are opposed.", cannot = "Whether they agree cannot be told.",
    no_agreement = "Staff's improvements and customers' drivers cannot be compared: too few are named by both, or "
      .. "they are all tied.",
    first = "What the staff name first, {name}, is number {rank} of {n} for the customers.",
    verdict = { ["too high"] = "too high", ["too low"] = "too low", near = "near", ["cannot tell"] = "cannot tell",
                hidden = "hidden" },
    notes = {
      late = { one = "{n} prediction was given after the results: it is not used.",
               other = "{n} predictions were given after the results: they are not used." },
      undated = { one = "{n} prediction has no date: it is not used.",
                  other = "{n} predictions have no date: they are not used." },
      unreadable = { one = "{n} prediction cannot be read.", other = "{n} predictions cannot be read." },
      no_round = { one = "{n} prediction is of no round.", other = "{n} predictions are of no round." },
      no_place = { one = "{n} prediction is of a touchpoint without answers.",
                   other = "{n} predictions are of touchpoints without answers." },
      off_scale = { one = "{n} prediction is off the scale.", other = "{n} predictions are off the scale." },
      hidden = { one = "{n} prediction is of a touchpoint that is hidden.",
                 other = "{n} predictions are of touchpoints that are hidden." },
    },
  },
  fi = {
    ["too high"] = "{role}: {place} ennustettiin {value} liian hyväksi ({range}).",
    ["too low"] = "{role}: {place} ennustettiin {value} liian huonoksi ({range}).",
    near = "{role}: {place} tunnettiin rajoissa ±{margin}, ero {value} ({range}).",
    ["cannot tell"] = "{role}: vielä ei ratkea, arvioitiinko {place} oikein, ero {value} ({range}).",
    everything = "kokonaisuus", nothing = "Yhtäkään ennustetta ei voi verrata vastauksiin.",
    hidden = "Roolissa on alle {n} ennustajaa: heistä ei kerrota mitään.",
    nearer = "{Role} osui ennusteissaan lähemmäs kuin {against}.",
    decide = "Kenen käsitykseen asiakkaista päätökset perustuvat? {role}: {place} arvioitiin {value} liian hyväksi ({range}).",
    decide_staff = "Kenen käsitykseen henkilöstöstä päätökset perustuvat? {role}: {place} arvioitiin {value} liian "
      .. "hyväksi ({range}).",
    caption = "Ennusteet miinus vastaukset",
    columns = { place = "Kosketuspiste", role = "Rooli", round = "Kierros", predicted = "Ennuste", measured = "Vastattiin",
                value = "Ero", interval = "Väli", n = "Ennustajia", p = "p", verdict = "Tulkinta" },
    note = "Ennusteiden keskiarvo miinus mitattu arvo, {level}; p on korjattu taulukon erojen määrällä. Positiivinen: "
      .. "odotettiin "
      .. "enemmän kuin on.",
    scores = "Kuinka lähelle ennusteet osuivat: pienempi on parempi",
    score = { role = "Rooli", round = "Kierros", squared = "Neliövirhe", interval_score = "Välipisteet",
              held = "Pitäneet välit",
              n = "Ennustajia" },
    score_note = "Ennustajien pisteiden keskiarvo, {level}. Välipisteet: Gneiting ja Raftery 2007, kun välin luvattiin pitävän "
      .. "todennäköisyydellä {promised}.",
    all = "Kaikki", held = "{n}/{of}",
    agreement = "Henkilöstön parannusehdotukset ja asiakkaiden ajurit: Kendallin tau {value} ({range}), molemmat "
      .. "nimesivät {n}, p {p}.",
    agree = "Ne ovat samansuuntaiset.", opposed = "Ne ovat vastakkaiset.",
    cannot = "Vielä ei ratkea, ovatko ne samansuuntaiset.",
    no_agreement = "Henkilöstön parannusehdotuksia ja asiakkaiden ajureita ei voi verrata: molemmat nimesivät liian vähän, tai "
      .. "kaikki ovat tasoissa.",
    first = "Henkilöstön ensimmäinen ehdotus, {name}, on asiakkaille sijalla {rank}/{n}.",
    verdict = { ["too high"] = "liian hyvä", ["too low"] = "liian huono", near = "lähellä", ["cannot tell"] = "ei ratkea vielä",
                hidden = "peitetty" },
    notes = {
      late = { one = "{n} ennuste annettiin tulosten jälkeen: sitä ei käytetä.",
               other = "{n} ennustetta annettiin tulosten jälkeen: niitä ei käytetä." },
      undated = { one = "{n} ennusteelta puuttuu päivä: sitä ei käytetä.",
                  other = "{n} ennusteelta puuttuu päivä: niitä ei käytetä." },
      unreadable = { one = "{n} ennustetta ei voi lukea.", other = "{n} ennustetta ei voi lukea." },
      no_round = { one = "{n} ennuste ei ole miltään kierrokselta.", other = "{n} ennustetta ei ole miltään kierrokselta." },
      no_place = { one = "{n} ennuste koskee kosketuspistettä, josta ei ole vastauksia.",
                   other = "{n} ennustetta koskee kosketuspisteitä, joista ei ole vastauksia." },
      off_scale = { one = "{n} ennuste on asteikon ulkopuolella.", other = "{n} ennustetta on asteikon ulkopuolella." },
      hidden = { one = "{n} ennuste koskee peitettyä kosketuspistettä.",
                 other = "{n} ennustetta koskee peitettyjä kosketuspisteitä." },
    },
  },
  sv = {
    ["too high"] = "{role} väntade sig {value} mer än det är på {place} ({range}).",
    ["too low"] = "{role} väntade sig {value} mindre än det är på {place} ({range}).",
    near = "{role} kände {place} inom ±{margin}: {value} ifrån ({range}).",
    ["cannot tell"] = "Om {role} bedömde {place} rätt kan inte avgöras: {value} ifrån ({range}).",
    everything = "helheten", nothing = "Ingen förutsägelse kan jämföras med svaren.",
    hidden = "Färre än {n} förutsäger i en roll: inget visas om dem.",
    nearer = "Förutsägelserna från {role} kom närmare än de från {against}.",
    decide = "Vems bild av kunderna bygger besluten på? {role} såg {place} {value} för högt ({range}).",
    decide_staff = "Vems bild av personalen bygger besluten på? {role} såg {place} {value} för högt ({range}).",
    caption = "Förutsägelser minus svar",
    columns = { place = "Kontaktpunkt", role = "Roll", round = "Mätomgång", predicted = "Förutsagt", measured = "Svarat",
                value = "Skillnad", interval = "Mellan", n = "Förutsägare", p = "p", verdict = "Bedömning" },
    note = "Förutsägelsernas medelvärde minus det uppmätta, {level}; p är justerat för alla skillnader i tabellen. "
      .. "Positivt: mer "
      .. "väntades än det är.",
    scores = "Hur nära förutsägelserna kom: lägre är bättre",
    score = { role = "Roll", round = "Mätomgång", squared = "Kvadratfel", interval_score = "Intervallpoäng",
              held = "Intervall som höll",
              n = "Förutsägare" },
    score_note = "Medelvärde av personernas poäng, {level}. Intervallpoäng: Gneiting och Raftery 2007, för intervall "
      .. "som ska hålla "
      .. "med {promised}.",
    all = "Alla", held = "{n} av {of}",
    agreement = "Personalens förbättringar och kundernas drivkrafter: Kendalls tau {value} ({range}), {n} nämns av "
      .. "båda, p {p}.",
    agree = "De stämmer överens.", opposed = "De är motsatta.", cannot = "Om de stämmer överens kan inte avgöras.",
    no_agreement = "Personalens förbättringar och kundernas drivkrafter kan inte jämföras: för få nämns av båda, "
      .. "eller så står alla lika.",
    first = "Det som personalen nämner först, {name}, är nummer {rank} av {n} för kunderna.",
    verdict = { ["too high"] = "för högt", ["too low"] = "för lågt", near = "nära", ["cannot tell"] = "kan inte avgöras",
                hidden = "dold" },
    notes = {
      late = { one = "{n} förutsägelse gavs efter resultaten: den används inte.",
               other = "{n} förutsägelser gavs efter resultaten: de används inte." },
      undated = { one = "{n} förutsägelse saknar datum: den används inte.",
                  other = "{n} förutsägelser saknar datum: de används inte." },
      unreadable = { one = "{n} förutsägelse går inte att läsa.", other = "{n} förutsägelser går inte att läsa." },
      no_round = { one = "{n} förutsägelse hör till ingen mätomgång.", other = "{n} förutsägelser hör till ingen mätomgång." },
      no_place = { one = "{n} förutsägelse gäller en kontaktpunkt utan svar.",
                   other = "{n} förutsägelser gäller kontaktpunkter utan svar." },
      off_scale = { one = "{n} förutsägelse ligger utanför skalan.", other = "{n} förutsägelser ligger utanför skalan." },
      hidden = { one = "{n} förutsägelse gäller en dold kontaktpunkt.",
                 other = "{n} förutsägelser gäller dolda kontaktpunkter." },
    },
  },
}
