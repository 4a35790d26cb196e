-- accounts.lua - words of accounts and their revenue, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; {names} are filled by report/why/accounts.lua.

return {
  en = {
    coverage = { one = "{revenue_share} of the revenue has answered: {answered} of {accounts} accounts.",
                 other = "{revenue_share} of the revenue has answered: {answered} of {accounts} accounts." },
    coverage_plain = "{answered} of {accounts} accounts have answered.",
    risk = "At risk is {risk}, {risk_share} of the revenue ({risk_n} with more detractors than promoters).",
    unknown = "Nothing is known of {unknown_share} of it.",
    hidden = "Too few people answered for accounts to be shown.", no_accounts = "The file of revenue has no accounts.",
    nobody = "None of the {accounts} accounts has answered.",
    decide = "What is done about the accounts at risk, and by whom: {risk_n}, with {risk} of revenue?",
    decide_unknown = "Who asks the accounts that have not answered: {unknown_n}, with {unknown} of revenue?",
    caption = "Accounts and their revenue",
    columns = { kind = "Accounts that are", accounts = "Accounts", share = "Share", revenue = "Revenue",
                of_revenue = "Of revenue", people = "People" },
    kinds = { safe = "Safe", divided = "Divided", at_risk = "At risk", unknown = "Unknown" },
    note = "Safe: more promoters than detractors among the account's people; at risk: more detractors; divided: as "
      .. "many; unknown: "
      .. "nobody answered. Counted in full.",
    span = "Revenue from {from} to {to}.",
    between = "At risk: {range}, the latter if all that is unknown is at risk.",
    alike = "If the others were as the {n} that answered, {share} ({range}) of the revenue would be at risk; those who do not "
      .. "answer seldom are like those who do.",
    notes = {
      few = "Kinds with fewer than {minimum} people are not told apart.",
      below = { one = "{n} account has less than nought as revenue.", other = "{n} accounts have less than nought as "
        .. "revenue." },
      unmatched = { one = "{n} account that answered is not in the revenue.",
                    other = "{n} accounts that answered are not in the revenue." },
      nameless = { one = "{n} answer names no account.", other = "{n} answers name no account." },
      unreadable = { one = "{n} row of revenue cannot be read.", other = "{n} rows of revenue cannot be read." },
    },
  },
  fi = {
    coverage = { one = "Vastanneen asiakkuuden osuus liikevaihdosta on {revenue_share}: vastanneita on {answered}, kun "
                   .. "asiakkuuksia on {accounts}.",
                 other = "Vastanneiden asiakkuuksien osuus liikevaihdosta on {revenue_share}: vastanneita on {answered}, kun "
                   .. "asiakkuuksia on {accounts}." },
    coverage_plain = "Asiakkuuksia on vastannut {answered}, kun niitä on {accounts}.",
    risk = "Vaarassa on {risk}, {risk_share} liikevaihdosta (asiakkuuksia, joissa arvostelijoita on enemmän kuin "
      .. "suosittelijoita: "
      .. "{risk_n}).",
    unknown = "Muista ei tiedetä mitään: niiden osuus liikevaihdosta on {unknown_share}.",
    hidden = "Vastaajia on liian vähän, jotta asiakkuuksia voisi näyttää.",
    no_accounts = "Liikevaihdon tiedostossa ei ole yhtään asiakkuutta.",
    nobody = "Yksikään asiakkuus ei ole vastannut; niitä on {accounts}.",
    decide = "Mitä vaarassa oleville asiakkuuksille tehdään ja kuka sen tekee? Niitä on {risk_n}, liikevaihtoa {risk}.",
    decide_unknown = "Kuka kysyy asiakkuuksilta, jotka eivät ole vastanneet? Niitä on {unknown_n}, liikevaihtoa {unknown}.",
    caption = "Asiakkuudet ja niiden liikevaihto",
    columns = { kind = "Tilanne", accounts = "Asiakkuudet", share = "Osuus", revenue = "Liikevaihto",
                of_revenue = "Liikevaihdosta", people = "Ihmisiä" },
    kinds = { safe = "Turvassa", divided = "Jakautunut", at_risk = "Vaarassa", unknown = "Ei tiedossa" },
    note = "Turvassa: asiakkuuden ihmisissä on enemmän suosittelijoita kuin arvostelijoita; vaarassa: arvostelijoita "
      .. "on enemmän; "
      .. "jakautunut: yhtä monta; ei tiedossa: kukaan ei ole vastannut. Luvut ovat kokonaislaskennasta, eivät otoksesta.",
    span = "Liikevaihto ajalta {from}–{to}.",
    between = "Vaarassa: {range}, jälkimmäinen, jos kaikki vastaamatta jättäneet ovat vaarassa.",
    alike = "Jos muut olisivat kuin vastanneet ({n}), vaarassa olisi {share} ({range}) liikevaihdosta; vastaamatta jättäneet "
      .. "ovat harvoin samanlaisia kuin vastanneet.",
    notes = {
      few = "Alle {minimum} ihmisen ryhmiä ei erotella.",
      below = { one = "{n} asiakkuuden liikevaihto on alle nollan.", other = "{n} asiakkuuden liikevaihto on alle nollan." },
      unmatched = { one = "{n} vastannut asiakkuus puuttuu liikevaihdosta.",
                    other = "{n} vastannutta asiakkuutta puuttuu liikevaihdosta." },
      nameless = { one = "{n} vastaus ei nimeä asiakkuutta.", other = "{n} vastausta ei nimeä asiakkuutta." },
      unreadable = { one = "{n} liikevaihdon riviä ei voi lukea.", other = "{n} liikevaihdon riviä ei voi lukea." },
    },
  },
  sv = {
    coverage = { one = "Kunden som har svarat står för {revenue_share} av omsättningen: {answered} av {accounts}.",
                 other = "Kunderna som har svarat står för {revenue_share} av omsättningen: {answered} av {accounts}." },
    coverage_plain = "{answered} av {accounts} kunder har svarat.",
    risk = "I riskzonen finns {risk}, {risk_share} av omsättningen (kunder med fler kritiker än ambassadörer: {risk_n}).",
    unknown = "Om {unknown_share} av omsättningen vet man ingenting.",
    hidden = "För få har svarat för att kunderna ska kunna visas.", no_accounts = "Filen över omsättningen har inga kunder.",
    nobody = "Ingen av de {accounts} kunderna har svarat.",
    decide = "Vad görs åt kunderna i riskzonen, och av vem? De är {risk_n}, med {risk} av omsättningen.",
    decide_unknown = "Vem frågar kunderna som inte har svarat? De är {unknown_n}, med {unknown} av omsättningen.",
    caption = "Kunderna och deras omsättning",
    columns = { kind = "Läge", accounts = "Kunder", share = "Andel", revenue = "Omsättning", of_revenue = "Av omsättningen",
                people = "Personer" },
    kinds = { safe = "Trygga", divided = "Delade", at_risk = "I riskzonen", unknown = "Okända" },
    note = "Trygga: fler ambassadörer än kritiker bland kundens personer; i riskzonen: fler kritiker; delade: lika "
      .. "många; okända: "
      .. "ingen har svarat. Allt är räknat, ingenting är ett urval.",
    span = "Omsättning från {from} till {to}.",
    between = "I riskzonen: {range}, det senare om allt okänt är i riskzonen.",
    alike = "Om de andra vore som de {n} som svarat skulle {share} ({range}) av omsättningen vara i riskzonen; de som "
      .. "inte svarar är "
      .. "sällan som de som svarar.",
    notes = {
      few = "Grupper med färre än {minimum} personer särskiljs inte.",
      below = { one = "{n} kund har en omsättning under noll.", other = "{n} kunder har en omsättning under noll." },
      unmatched = { one = "{n} kund som svarat saknas i omsättningen.", other = "{n} kunder som svarat saknas i "
        .. "omsättningen." },
      nameless = { one = "{n} svar nämner ingen kund.", other = "{n} svar nämner ingen kund." },
      unreadable = { one = "{n} rad av omsättningen kan inte läsas.", other = "{n} rader av omsättningen kan inte läsas." },
    },
  },
}
