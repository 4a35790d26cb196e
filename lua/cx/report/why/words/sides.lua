-- sides.lua - words of what is good for the customer and for the company, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; {names} are filled by report/why/sides.lua.

return {
  en = {
    sentence = "Of {all} touchpoints {both} surely serve both sides, {customer} only the customer, {company} only "
      .. "the company, "
      .. "{neither} neither{open}.", open = "; of {n} it cannot be told",
    nothing = "No touchpoint has both a score and a value.",
    decide_neither = "What is done with {names}: good neither for the customer nor for the company?",
    decide_company = "How long does {names} pay for itself, when customers surely find it below its goal?",
    caption = "Good for the customer, good for the company", columns = { name = "Touchpoint", score = "Score",
      interval = "Between",
      n = "n", goal = "Goal", value = "Value", value_interval = "Between", side = "Good for" },
    sides = { both = "both", customer = "the customer", company = "the company", neither = "neither",
              ["cannot tell"] = "cannot tell" },
    note = "Customer: the whole interval at the goal or above. Company: value above {pays}.", hidden = "too few people",
    sales = "Sales in service", sale_columns = { name = "Touchpoint", rate = "Sale", rate_interval = "Between", n = "n",
      with = "Score with a sale", with_interval = "Between", without = "Without", without_interval = "Between" },
    sale_note = "The score of encounters with a sale beside those without; they go together, that is no proof of cause.",
  },
  fi = {
    sentence = "Kosketuspisteistä ({all}) varmasti molempia palvelee {both}, vain asiakasta {customer}, vain "
      .. "yritystä {company} "
      .. "eikä kumpaakaan {neither}{open}.", open = "; ratkaisematta on {n}",
    nothing = "Yhdelläkään kosketuspisteellä ei ole sekä tulosta että arvoa.",
    decide_neither = "Mitä tehdään kohdille {names}, jotka eivät ole hyväksi asiakkaalle eivätkä yritykselle?",
    decide_company = "Kuinka kauan {names} kannattaa, kun asiakkaiden tulos on varmasti alle tavoitteen?",
    caption = "Hyväksi asiakkaalle, hyväksi yritykselle", columns = { name = "Kosketuspiste", score = "Tulos",
      interval = "Väli",
      n = "n", goal = "Tavoite", value = "Arvo", value_interval = "Väli", side = "Hyväksi" },
    sides = { both = "molemmille", customer = "asiakkaalle", company = "yritykselle", neither = "ei kummallekaan",
              ["cannot tell"] = "ei ratkea vielä" },
    note = "Asiakas: koko väli tavoitteessa tai yli. Yritys: arvo yli {pays}.", hidden = "liian vähän vastaajia",
    sales = "Myynti palvelutilanteissa", sale_columns = { name = "Kosketuspiste", rate = "Myynti",
      rate_interval = "Väli", n = "n",
      with = "Tulos, kun myytiin", with_interval = "Väli", without = "Kun ei", without_interval = "Väli" },
    sale_note = "Kohtaamisten tulos, kun niissä myytiin ja kun ei; ne kulkevat yhdessä, mikä ei todista syytä.",
  },
  sv = {
    sentence = "Av {all} kontaktpunkter tjänar {both} säkert båda sidor, {customer} bara kunden, {company} bara "
      .. "företaget, "
      .. "{neither} ingendera{open}.", open = "; för {n} kan det inte avgöras",
    nothing = "Ingen kontaktpunkt har både ett resultat och ett värde.",
    decide_neither = "Vad görs med {names}, som varken är bra för kunden eller för företaget?",
    decide_company = "Hur länge lönar sig {names}, när kundernas resultat säkert är under målet?",
    caption = "Bra för kunden, bra för företaget", columns = { name = "Kontaktpunkt", score = "Resultat",
      interval = "Mellan",
      n = "n", goal = "Mål", value = "Värde", value_interval = "Mellan", side = "Bra för" },
    sides = { both = "båda", customer = "kunden", company = "företaget", neither = "ingendera",
              ["cannot tell"] = "kan inte avgöras" },
    note = "Kunden: hela intervallet på målet eller över. Företaget: värde över {pays}.", hidden = "för få svarande",
    sales = "Försäljning i service", sale_columns = { name = "Kontaktpunkt", rate = "Försäljning",
      rate_interval = "Mellan", n = "n",
      with = "Resultat vid köp", with_interval = "Mellan", without = "Utan", without_interval = "Mellan" },
    sale_note = "Resultatet av möten med köp bredvid dem utan; de hör ihop, vilket inte bevisar någon orsak.",
  },
}
