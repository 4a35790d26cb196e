-- index.lua - words of the experience index, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; {names} are filled by report/why/index.lua. Parts are called as in words/claim.lua.

return {
  en = {
    sentence = "The experience index is {value} of 100 ({range}; {n} people): {parts}.",
    part = "{name} {value} with weight {weight}",
    none = "The experience index cannot be told.",
    ahead = "The rivals' is {rival}; ours is {difference} higher ({range}).",
    behind = "The rivals' is {rival}; ours is {difference} lower ({range}).",
    level = "The rivals' is {rival}; the two cannot be told apart ({range}).",
    decide = "Where do we catch up with the rivals, whose experience index is {difference} higher?",
    caption = "The experience index and its parts, 0 to 100",
    columns = { name = "Part", measure = "Measure", weight = "Weight", weight_interval = "Between", value = "Result",
                interval = "Between", n = "People", rival = "Rivals", rival_interval = "Between" },
    all = "Index", note = "Intervals {level}. Each part is brought to 0–100 by the ends of its scale; {weights}.",
    declared = "the weights are declared", fitted = "the weights are the parts' shares of what goes with {outcome}",
    notes = { nobody = "Nobody answered all parts.", hidden = "Too few people answered all parts.",
              nothing_fitted = "Nothing goes with the outcome, so there are no weights." },
  },
  fi = {
    sentence = "Kokemusindeksi on {value}/100 ({range}; {n} vastaajaa): {parts}.", part = "{name} {value} painolla {weight}",
    none = "Kokemusindeksi ei ratkea.",
    ahead = "Kilpailijoiden indeksi on {rival}; meidän on {difference} korkeampi ({range}).",
    behind = "Kilpailijoiden indeksi on {rival}; meidän on {difference} matalampi ({range}).",
    level = "Kilpailijoiden indeksi on {rival}; eroa ei voi osoittaa ({range}).",
    decide = "Missä kirimme kilpailijat kiinni, kun heidän kokemusindeksinsä on {difference} korkeampi?",
    caption = "Kokemusindeksi ja sen osat, 0–100",
    columns = { name = "Osa", measure = "Mittari", weight = "Paino", weight_interval = "Väli", value = "Tulos",
                interval = "Väli",
                n = "Vastaajia", rival = "Kilpailijat", rival_interval = "Väli" },
    all = "Indeksi",
    note = "Luottamusvälit {level}. Jokainen osa on muunnettu asteikolle 0–100 oman asteikkonsa päistä; {weights}.",
    declared = "painot on annettu", fitted = "painot ovat osien osuudet siitä, mikä kulkee yhdessä mittarin {outcome} kanssa",
    notes = { nobody = "Kukaan ei vastannut kaikkiin osiin.", hidden = "Kaikkiin osiin vastasi liian harva.",
              nothing_fitted = "Mikään ei kulje tuloksen kanssa, joten painoja ei ole." },
  },
  sv = {
    sentence = "Upplevelseindexet är {value} av 100 ({range}; {n} svarande): {parts}.",
    part = "{name} {value} med vikten {weight}",
    none = "Upplevelseindexet kan inte avgöras.",
    ahead = "Konkurrenternas är {rival}; vårt är {difference} högre ({range}).",
    behind = "Konkurrenternas är {rival}; vårt är {difference} lägre ({range}).",
    level = "Konkurrenternas är {rival}; någon skillnad kan inte påvisas ({range}).",
    decide = "Var hinner vi i kapp konkurrenterna, vars upplevelseindex är {difference} högre?",
    caption = "Upplevelseindexet och dess delar, 0–100",
    columns = { name = "Del", measure = "Mått", weight = "Vikt", weight_interval = "Mellan", value = "Resultat",
                interval = "Mellan", n = "Svarande", rival = "Konkurrenter", rival_interval = "Mellan" },
    all = "Index",
    note = "Konfidensintervall på {level}. Varje del är omräknad till 0–100 efter ändarna på sin skala; {weights}.",
    declared = "vikterna är angivna", fitted = "vikterna är delarnas andelar av det som följer med {outcome}",
    notes = { nobody = "Ingen har svarat på alla delar.", hidden = "För få har svarat på alla delar.",
              nothing_fitted = "Ingenting följer med utfallet, så det finns inga vikter." },
  },
}
