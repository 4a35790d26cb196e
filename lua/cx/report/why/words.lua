-- words.lua - the headings of what is believed, why it is so and what it is worth, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; the words of each kind of outcome stand in words/KIND.lua.

return {
  en = { claims = "What we believe, tested", why = "Why", worth = "What it is worth",
         line = { claims = "Claims", why = "Why", worth = "Worth" } },
  fi = { claims = "Väitteet koetteilla", why = "Miksi", worth = "Mitä se on arvoltaan",
         line = { claims = "Väitteet", why = "Miksi", worth = "Arvo" } },
  sv = { claims = "Påståenden på prov", why = "Varför", worth = "Vad det är värt",
         line = { claims = "Påståenden", why = "Varför", worth = "Värde" } },
}
