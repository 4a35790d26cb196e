-- effect.lua - words of what an action changed, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; {names} are filled by report/why/effect.lua.

return {
  en = {
    compared = {
      higher = "Since {date} {measure} gained {value} ({range}) on where nothing was done (n = {n}).",
      lower = "Since {date} {measure} lost on where nothing was done: {value} ({range}), n = {n}.",
      none = "Since {date} {measure} changed as it did where nothing was done, within ±{margin}: {value} ({range}), n = {n}.",
      ["cannot tell"] = "Whether {measure} changed since {date} more than where nothing was done cannot be told: "
        .. "{value} ({range}), "
        .. "n = {n}.",
    },
    alone = {
      higher = "Since {date} {measure} is higher than before: {value} ({range}), n = {n}.",
      lower = "Since {date} {measure} is lower than before: {value} ({range}), n = {n}.",
      none = "Since {date} {measure} is as before, within ±{margin}: {value} ({range}), n = {n}.",
      ["cannot tell"] = "Whether {measure} changed since {date} cannot be told: {value} ({range}), n = {n}.",
    },
    association = "There is nothing to compare with: what else changed then is in it too, so this is no proof of an effect.",
    not_parallel = "But the groups moved apart before it already, so this is no proof of an effect.",
    moving = "It was changing before that already.",
    not_done = "The action \"{action}\" is not done yet: it has no effect to measure.",
    hidden = "Too few people answered for an effect to be shown.",
    empty = "What changed since {date} cannot be told: one of the groups has no answers before or after.",
    decide = { higher = "Is what was done on {date} done everywhere? {measure} gained {value} ({range}).",
               lower = "Is what was done on {date} stopped? {measure} lost: {value} ({range})." },
    treated = "Where it was done", comparison = "Compared with",
    caption = "Before and after",
    columns = { group = "Group", before = "Before", interval = "Between", n = "n", after = "After", change = "Change" },
    span = "Answers from {from} to {to}, parted at {date}.",
    difference = "Difference of the changes {value} ({range}), {level} interval, p {p}, n = {n}.",
    change = "Change {value} ({range}), {level} interval, p {p}, n = {n}.",
    clusters = { one = "Errors by {n} cluster ({cluster}).", other = "Errors by {n} clusters ({cluster})." },
    rows = "Errors by answer.",
    placebo = "Between the halves of the time before, when nothing was done, the same difference is {value} ({range}), p {p}.",
    picture = "Month by month",
    notes = {
      few = "A group has fewer than {minimum} people before or after.",
      one_cluster = "A group is one cluster only: how much clusters differ is not in the error, so the interval is too narrow.",
      both = { one = "{n} answer is in both groups and in neither figure.",
               other = "{n} answers are in both groups and in neither figure." },
      placebo_few = "A half of the time before has fewer than {minimum} people: how the groups moved then is not shown.",
      no_placebo = "The time before is too short for a trial of whether the groups moved alike.",
      no_error = "Answers do not vary enough for an interval.",
    },
  },
  fi = {
    compared = {
      higher = "{Measure} on {date} alkaen muuttunut {value} ({range}) verrattuna siihen, missä mitään ei tehty (n = {n}).",
      lower = "{Measure} on {date} alkaen muuttunut {value} ({range}) verrattuna siihen, missä mitään ei tehty (n = {n}).",
      none = "{Measure} on {date} alkaen muuttunut samoin kuin siellä, missä mitään ei tehty, ±{margin} tarkkuudella: {value} "
        .. "({range}), n = {n}.",
      ["cannot tell"] = "Ei ratkea, onko {measure} muuttunut {date} alkaen enemmän kuin siellä, missä mitään ei tehty: {value} "
        .. "({range}), n = {n}.",
    },
    alone = {
      higher = "{Measure} on {date} alkaen korkeampi kuin ennen: {value} ({range}), n = {n}.",
      lower = "{Measure} on {date} alkaen matalampi kuin ennen: {value} ({range}), n = {n}.",
      none = "{Measure} on {date} alkaen kuten ennen, ±{margin} tarkkuudella: {value} ({range}), n = {n}.",
      ["cannot tell"] = "Ei ratkea, onko {measure} muuttunut {date} alkaen: {value} ({range}), n = {n}.",
    },
    association = "Vertailuryhmää ei ole: mukana on kaikki muukin, mikä silloin muuttui, joten tämä ei todista vaikutusta.",
    not_parallel = "Ryhmät olivat kuitenkin erkaantuneet jo sitä ennen, joten tämä ei todista vaikutusta.",
    moving = "Se oli muuttumassa jo ennen sitä.",
    not_done = "Toimenpide \"{action}\" on vielä tekemättä: mitattavaa vaikutusta ei ole.",
    hidden = "Vastaajia on liian vähän, jotta vaikutuksen voisi näyttää.",
    empty = "Ei voi sanoa, mitä on muuttunut {date} alkaen: toisella ryhmällä ei ole vastauksia ennen tai jälkeen.",
    decide = { higher = "Tehdäänkö se, mikä tehtiin {date}, kaikkialla? {Measure} muuttui {value} ({range}).",
               lower = "Lopetetaanko se, mikä aloitettiin {date}? {Measure} muuttui {value} ({range})." },
    treated = "Missä tehtiin", comparison = "Vertailu",
    caption = "Ennen ja jälkeen",
    columns = { group = "Ryhmä", before = "Ennen", interval = "Väli", n = "n", after = "Jälkeen", change = "Muutos" },
    span = "Vastaukset ajalta {from}–{to}, jakopäivä {date}.",
    difference = "Muutosten ero {value} ({range}), {level}:n luottamusväli, p {p}, n = {n}.",
    change = "Muutos {value} ({range}), {level}:n luottamusväli, p {p}, n = {n}.",
    clusters = { one = "Virhe ryppäittäin ({cluster}), ryppäitä {n}.", other = "Virhe ryppäittäin ({cluster}), ryppäitä {n}." },
    rows = "Virhe vastauksittain.",
    placebo = "Edeltävän ajan puoliskojen välillä, kun mitään ei ollut tehty, sama ero on {value} ({range}), p {p}.",
    picture = "Kuukausi kuukaudelta",
    notes = {
      few = "Ryhmässä on ennen tai jälkeen alle {minimum} ihmistä.",
      one_cluster = "Ryhmä on yksi ryväs: ryppäiden väliset erot eivät ole virheessä mukana, joten väli on liian kapea.",
      both = { one = "{n} vastaus on kummassakin ryhmässä eikä ole mukana.",
               other = "{n} vastausta on kummassakin ryhmässä eikä ole mukana." },
      placebo_few = "Edeltävän ajan puoliskossa on alle {minimum} ihmistä, joten ryhmien aiempaa liikettä ei näytetä.",
      no_placebo = "Edeltävä aika on liian lyhyt sen kokeilemiseen, liikkuivatko ryhmät samoin.",
      no_error = "Vastaukset eivät vaihtele tarpeeksi, jotta välin voisi laskea.",
    },
  },
  sv = {
    compared = {
      higher = "Sedan {date} har {measure} förändrats {value} ({range}) jämfört med där inget gjordes (n = {n}).",
      lower = "Sedan {date} har {measure} förändrats {value} ({range}) jämfört med där inget gjordes (n = {n}).",
      none = "Sedan {date} har {measure} förändrats som där inget gjordes, inom ±{margin}: {value} ({range}), n = {n}.",
      ["cannot tell"] = "Om {measure} har förändrats mer sedan {date} än där inget gjordes kan inte avgöras: {value} "
        .. "({range}), "
        .. "n = {n}.",
    },
    alone = {
      higher = "Sedan {date} är {measure} högre än förut: {value} ({range}), n = {n}.",
      lower = "Sedan {date} är {measure} lägre än förut: {value} ({range}), n = {n}.",
      none = "Sedan {date} är {measure} som förut, inom ±{margin}: {value} ({range}), n = {n}.",
      ["cannot tell"] = "Om {measure} har förändrats sedan {date} kan inte avgöras: {value} ({range}), n = {n}.",
    },
    association = "Det finns inget att jämföra med: allt annat som då förändrades ingår, så detta bevisar ingen effekt.",
    not_parallel = "Men grupperna hade glidit isär redan före det, så detta bevisar ingen effekt.",
    moving = "Det höll på att förändras redan före det.",
    not_done = "Åtgärden \"{action}\" är inte gjord än: det finns ingen effekt att mäta.",
    hidden = "För få har svarat för att en effekt ska kunna visas.",
    empty = "Vad som har förändrats sedan {date} kan inte sägas: någon av grupperna saknar svar före eller efter.",
    decide = { higher = "Görs det som gjordes {date} överallt? {Measure} förändrades {value} ({range}).",
               lower = "Slutar man med det som började {date}? {Measure} förändrades {value} ({range})." },
    treated = "Där det gjordes", comparison = "Jämfört med",
    caption = "Före och efter",
    columns = { group = "Grupp", before = "Före", interval = "Mellan", n = "n", after = "Efter", change = "Förändring" },
    span = "Svar från {from} till {to}, delade vid {date}.",
    difference = "Förändringarnas skillnad {value} ({range}), {level} konfidensintervall, p {p}, n = {n}.",
    change = "Förändring {value} ({range}), {level} konfidensintervall, p {p}, n = {n}.",
    clusters = { one = "Felet räknat på {n} kluster ({cluster}).", other = "Felet räknat på {n} kluster ({cluster})." },
    rows = "Felet räknat per svar.",
    placebo = "Mellan halvorna av tiden före, när inget hade gjorts, är samma skillnad {value} ({range}), p {p}.",
    picture = "Månad för månad",
    notes = {
      few = "En grupp har färre än {minimum} personer före eller efter.",
      one_cluster = "En grupp är ett enda kluster: hur klustren skiljer sig ingår inte i felet, så intervallet är för smalt.",
      both = { one = "{n} svar finns i båda grupperna och räknas inte.", other = "{n} svar finns i båda grupperna och "
        .. "räknas inte." },
      placebo_few = "En halva av tiden före har färre än {minimum} personer: om grupperna rörde sig lika visas inte.",
      no_placebo = "Tiden före är för kort för att pröva om grupperna rörde sig lika.",
      no_error = "Svaren varierar för lite för ett intervall.",
    },
  },
}
