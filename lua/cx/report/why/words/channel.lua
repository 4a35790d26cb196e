-- channel.lua - words of whether a touchpoint feels the same in every channel, in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nothing. Out: words by language; {names} are filled by report/why/channel.lua.

return {
  en = {
    differs = "{n} of {all} touchpoints feel different by channel: {list}.",
    none_differs = "At none of {all} touchpoints are channels surely different; {inline} are surely in line.",
    nothing = "No touchpoint is met in two channels by enough people to be compared.",
    one = "{name} (most apart: {channel}, {value} from the others, {range})", one_alone = "{name}",
      everything = "all answers",
    decide = "Who brings {channel} in line at {name}? It is {value} from the other channels ({range}).",
    caption = "Channels by touchpoint", columns = { name = "Touchpoint", channel = "Channel", value = "Score",
      interval = "Between",
      n = "n", difference = "From the others", difference_interval = "Between", verdict = "Verdict" },
    tests = "Do channels feel the same", test_columns = { name = "Touchpoint", verdict = "Verdict", p = "p",
      tau = "Spread (tau)",
      tau_interval = "Between", channels = "Channels" },
    verdicts = { differs = "differs", ["in line"] = "in line", ["cannot tell"] = "cannot tell",
      ["one channel"] = "one channel",
                 above = "above", below = "below" },
    note = "From the others: less their weighted mean. p of all touchpoints and channels adjusted (Holm); {level}. "
      .. "Spread: standard "
      .. "deviation between channels, {method}.",
    hidden = "too few people",
  },
  fi = {
    differs = "Kokemus on eri kanavissa erilainen {n} kosketuspisteessä (kaikkiaan {all}): {list}.",
    none_differs = "Missään kosketuspisteessä (kaikkiaan {all}) kanavat eivät varmasti eroa; varmasti linjassa on "
      .. "{inline}.",
    nothing = "Mitään kosketuspistettä ei kohdata kahdessa kanavassa niin monen voimin, että niitä voisi verrata.",
    one = "{name} (eniten erillään: {channel}, {value} muista, {range})", one_alone = "{name}",
      everything = "kaikki vastaukset",
    decide = "Kuka tuo kanavan {channel} linjaan muiden kanssa kohdassa {name}? Ero niihin on {value} ({range}).",
    caption = "Kanavat kosketuspisteittäin", columns = { name = "Kosketuspiste", channel = "Kanava", value = "Tulos",
      interval = "Väli", n = "n", difference = "Ero muihin", difference_interval = "Väli", verdict = "Päätelmä" },
    tests = "Tuntuvatko kanavat samalta", test_columns = { name = "Kosketuspiste", verdict = "Päätelmä", p = "p",
      tau = "Hajonta (tau)", tau_interval = "Väli", channels = "Kanavia" },
    verdicts = { differs = "eroaa", ["in line"] = "linjassa", ["cannot tell"] = "ei ratkea vielä",
      ["one channel"] = "yksi kanava",
                 above = "yli", below = "alle" },
    note = "Ero muihin: vähennettynä niiden painotettu keskiarvo. p on korjattu kaikkien kosketuspisteiden ja "
      .. "kanavien määrällä "
      .. "(Holm); {level}. Hajonta: keskihajonta kanavien välillä, {method}.",
    hidden = "liian vähän vastaajia",
  },
  sv = {
    differs = "{n} av {all} kontaktpunkter känns olika i olika kanaler: {list}.",
    none_differs = "Vid ingen av {all} kontaktpunkter är kanalerna säkert olika; säkert i linje är {inline}.",
    nothing = "Ingen kontaktpunkt möts i två kanaler av så många att de kan jämföras.",
    one = "{name} (mest avvikande: {channel}, {value} från de andra, {range})", one_alone = "{name}",
      everything = "alla svar",
    decide = "Vem bringar {channel} i linje vid {name}? Skillnaden till de andra kanalerna är {value} ({range}).",
    caption = "Kanaler per kontaktpunkt", columns = { name = "Kontaktpunkt", channel = "Kanal", value = "Resultat",
      interval = "Mellan", n = "n", difference = "Från de andra", difference_interval = "Mellan", verdict = "Slutsats" },
    tests = "Känns kanalerna lika", test_columns = { name = "Kontaktpunkt", verdict = "Slutsats", p = "p",
      tau = "Spridning (tau)",
      tau_interval = "Mellan", channels = "Kanaler" },
    verdicts = { differs = "skiljer sig", ["in line"] = "i linje", ["cannot tell"] = "kan inte avgöras",
      ["one channel"] = "en kanal",
                 above = "över", below = "under" },
    note = "Från de andra: minus deras vägda medelvärde. p är justerat för antalet kontaktpunkter och kanaler "
      .. "(Holm); {level}. "
      .. "Spridning: standardavvikelse mellan kanaler, {method}.",
    hidden = "för få svarande",
  },
}
