-- words.lua - the headings of what is believed, why it is so and what it is worth, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; the words of each kind of outcome stand in words/KIND.lua.

return {
  en = { claims = "What we believe, tested", why = "Why", worth = "What it is worth",
         claims_of = "Of {all} tested, {supported} supported, {refuted} refuted, {cannot_tell} open.",
         line = { claims = "Claims", why = "Why", worth = "Worth" } },
  fi = { claims = "Väitteet koetteilla", why = "Miksi", worth = "Mitä se on arvoltaan",
         claims_of = "Koeteltuja {all}: tukea saa {supported}, ei saa {refuted}, ratkeamatta {cannot_tell}.",
         line = { claims = "Väitteet", why = "Miksi", worth = "Arvo" } },
  sv = { claims = "Påståenden på prov", why = "Varför", worth = "Vad det är värt",
         claims_of = "Av {all} prövade får {supported} stöd, {refuted} inte, {cannot_tell} kan inte avgöras.",
         line = { claims = "Påståenden", why = "Varför", worth = "Värde" } },
}
