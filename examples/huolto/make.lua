-- make.lua - keksii Pohjan Huolto Oy:n vastaukset: joka ajolla samat tavut
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- lua make.lua [KANSIO]: kirjoittaa neljän neljänneksen palautteet (pitkä), vuosikyselyn (leveä), henkilöstön pulssin,
-- yhteydenottojen lokin ja kuukausien luvut niin kuin suomalainen taulukkolaskenta ne vie: Windows-1252, puolipisteet,
-- pilkku desimaalina, d.m.yyyy. Joukossa on tavallista likaa.
local folder = arg[1] or (arg[0]:match "^(.*)/" or ".") .. "/data"


-- Satunnaisluvut: Lehmerin ketju, sama joka koneella.
local state = 20260101

local function draw(n) -- 1 .. n
  state = state * 48271 % 2147483647
  return state % n + 1
end


-- Kutsuu omalla ketjullaan: mitä jälkeenpäin keksittiin, ei muuta sitä, mikä oli jo keksitty.
local other = 20251001

local function apart(f, ...)
  state, other = other, state
  local made = f(...)
  state, other = other, state
  return made
end


local function happens(percent) return draw(100) <= percent end


-- Yksi vastauksista; chances on niiden todennäköisyydet prosentteina.
local function pick(answers, chances)
  local at, sum = draw(100), 0
  for i, chance in ipairs(chances) do
    sum = sum + chance
    if at <= sum then return answers[i] end
  end
  return answers[#answers]
end


-- Kosketuspisteet: kuinka monta vastausta ja miten niissä vastataan.
local touchpoints = {
  { "Tarjous", n = 260, channel = "puhelin", nps = { 23, 27, 50 }, ease = 5.4, care = { 3, 6, 14, 40, 37 },
    hope = { 17, 56, 27 } },
  { "Vikailmoitus", n = 380, channel = "puhelin", nps = { 15, 33, 52 }, ease = 6.0, care = { 3, 5, 12, 42, 38 },
    hope = { 12, 62, 26 } },
  { "Huoltokäynti", n = 380, channel = "käynti", nps = { 8, 27, 65 }, ease = 6.2, care = { 1, 2, 8, 38, 51 },
    hope = { 8, 55, 37 } },
  { "Jälkisoitto", n = 88, channel = "puhelin", nps = { 20, 24, 56 }, ease = 5.9, care = { 4, 5, 13, 38, 40 },
    hope = { 14, 58, 28 } },
}
local districts = { "Turku", "Salo", "Pori", "Rauma", "Tampere", "Lahti", "Kotka", "Vaasa", "Oulu" }
local feelings = { "luottavainen", "ilahtunut", "ei tunnetta", "hämmentynyt", "harmistunut" }
local comments = {
  "", "", "", "", "", "Asentaja tuli ajallaan", "Kiitos!", "Lasku oli epäselvä; rivejä en ymmärtänyt",
  "Puhelimeen vastattiin heti,\nmutta paluuaikaa ei kerrottu", "Sanoivat \"huomenna\" ja tulivat huomenna",
  "Hinta nousi 20 €", "Laite toimii taas. Mitä käyttöohjeessa pitäisi lukea?", "ok",
}


-- Solu, jossa on ; rivinvaihto tai lainaus, pannaan lainausmerkkeihin; tuuman merkki jää paljaaksi, kuten vienneissä.
local function quote(cell)
  return (cell:find "[;\n]" or cell:find '"%a') and '"' .. cell:gsub('"', '""') .. '"' or cell
end


-- UTF-8 Windows-1252:ksi: kirjaimet ovat samat kuin Unicoden 256 ensimmäistä, euro on 80.
local function windows(text)
  local bytes = {}
  for _, code in utf8.codes(text) do
    bytes[#bytes + 1] = string.char(code == 0x20AC and 0x80 or code)
  end
  return table.concat(bytes)
end


local function write(name, rows)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  for _, row in ipairs(rows) do
    local cells = {}
    for i, cell in ipairs(row) do cells[i] = quote(cell) end
    file:write(windows(table.concat(cells, ";")), "\r\n")
  end
  assert(file:close())
end


local function weight(from, to)
  local hundredths = from + draw(to - from)
  return ("%d,%02d"):format(hundredths // 100, hundredths % 100)
end


-- 0..10 kolmesta osuudesta: arvostelijat, neutraalit, suosittelijat.
local function recommendation(chances)
  local low, high = table.unpack(pick({ { 2, 6 }, { 7, 8 }, { 9, 10 } }, chances))
  return tostring(low + draw(high - low + 1) - 1)
end


local function ease(level) -- 1..7
  local score = math.floor(level + (draw(100) + draw(100) - 101) / 50 + 0.5)
  return tostring(math.max(1, math.min(7, score)))
end


local function encounter(place, quarter, year)
  local month = quarter * 3 - 3 + draw(3)
  local empty = place[1] == "Huoltokäynti" and 12 or 20
  return {
    vastattu = ("%d.%d.%d %d.%02d"):format(draw(28), month, year, 7 + draw(10), draw(60) - 1),
    asiakas = ("A%03d"):format(draw(240)), kosketuspiste = place[1],
    kanava = place.channel == "puhelin" and happens(30) and "verkko" or place.channel, piiri = districts[draw(9)],
    suosittelu = recommendation(place.nps), helppous = ease(place.ease),
    nopeus = pick({ "1", "2", "3", "4", "5", "6" }, { 4, 8, 20, 36, 27, 5 }),
    huolenpito = pick({ "1", "2", "3", "4", "5" }, place.care),
    odotus = pick({ "alitti", "täytti", "ylitti" }, place.hope),
    tunne = pick(feelings, { 44, 27, empty, 10, 100 }),
    paino = weight(60, 160), kommentti = comments[draw(#comments)],
  }
end


-- Likaa: puuttuvia, asteikon ulkopuolisia, välilyöntejä, "En osaa sanoa".
local function soil(row)
  if happens(3) then row.suosittelu = "" end
  if happens(1) then row.suosittelu = pick({ "11", "99", "6,5" }, { 40, 40, 20 }) end
  if happens(4) then row.helppous = "En osaa sanoa" end
  if happens(4) then row.huolenpito = "" end
  if happens(2) then row.odotus = "" end
  if happens(2) then row.kosketuspiste = row.kosketuspiste .. " " end
  if happens(1) then row.kommentti = '19" näyttö ei syty' end
  return row
end


-- Kuka vastasi, saako häneen ottaa yhteyttä, esittelikö asentaja työnsä; tavasta pidetään kiinni vuosi vuodelta paremmin.
local function contact(row, place, shown)
  row["yhteyshenkilö"] = ("%s-%d"):format(row.asiakas, draw(2))
  row.lupa = pick({ "kyllä", "ei", "" }, { 58, 34, 8 })
  row.esittely = place[1] == "Huoltokäynti" and pick({ "kyllä", "ei" }, { shown, 100 }) or ""
  return row
end


local function long(quarter, columns, year, shown)
  local rows = { columns }
  for _, place in ipairs(touchpoints) do
    for _ = 1, place.n // 2 do
      local row, cells = soil(encounter(place, quarter, year)), {}
      apart(contact, row, place, shown)
      for i, column in ipairs(columns) do cells[i] = row[column] end
      rows[#rows + 1] = cells
    end
  end
  for i = #rows, 3, -1 do -- sekaisin, otsikko ensin
    local j = 1 + draw(i - 1)
    rows[i], rows[j] = rows[j], rows[i]
  end
  return rows
end


local function satisfaction(chances)
  return pick({ "1", "2", "3", "4", "5", "En osaa sanoa", "" }, chances)
end


local function wide()
  local rows = { { "Vastausaika", "Toimiala", "paino", "Tyytyväisyys: Verkkosivut", "Tyytyväisyys: Laskun selkeys",
                   "Tyytyväisyys: Raportit" } }
  for _ = 1, 420 do
    rows[#rows + 1] = {
      ("%d.9.2026"):format(draw(30)), pick({ "teollisuus", "kiinteistöt", "kauppa" }, { 55, 30, 15 }), weight(70, 140),
      satisfaction { 2, 4, 13, 44, 34, 3 }, satisfaction { 7, 11, 19, 37, 23, 2, 1 }, satisfaction { 2, 6, 17, 40, 25, 10 },
    }
  end
  return rows
end



-- ---- henkilöstö, yhteydenotot, kuukaudet -----------------------------------------------------------------------

-- 46 työntekijää, joista kolmasosa vastaa joka kuukausi, nimettömästi; luvut nousevat vuoden mittaan.
local function pulse()
  local rows = { { "viikko", "piiri", "tuki", "tyopaikka", "osani", "viihdyn" } }
  for month = 0, 11 do
    for _ = 1, 40 + draw(6) do
      local low = 16 - month
      rows[#rows + 1] = {
        ("%d.%d.%d"):format(draw(28), (month + 9) % 12 + 1, month < 3 and 2025 or 2026), districts[draw(9)],
        pick({ "2", "3", "4", "5" }, { low, 24, 42, 100 }), recommendation { 12 + low, 36, 100 },
        pick({ "2", "3", "4", "5" }, { 8, 30, 42, 100 }), pick({ "1", "2", "3", "4", "5" }, { 2, 6, 26, 42, 100 }),
      }
    end
  end
  return rows
end


-- Tapahtumat yhden yhteydenoton alusta: kello on minuutteja yhteydenotosta, tapahtumat tulevat järjestyksessä.
local function fault(add, good)
  add(0, "soitto")
  if not happens(good + 4) then return end
  add(draw(9), "vastattu")
  if happens(good) then add(9 + draw(5), "neuvottu") end
  if happens(35) then
    add(15, "vakuutettu")
    add(15 + draw(5), "ratkaistu")
    return add(21, happens(good - 20) and "kysymättä" or "kysyi luvan")
  end
  add(15 + draw(5), "asentajalle")
  local told = happens(good)
  if told then add(21, "aika kerrottu", 24 * (1 + draw(2))) end
  if happens(good) then add(22, "vakuutettu") end
  add((happens(good - 8) and 20 or 70) * 60 + draw(300), "asentaja tuli")
  if happens(20) then add(75 * 60, "hyvitys") add(75 * 60 + 1, happens(good - 15) and "kysymättä" or "kysyi luvan") end
end


local function offer(add, good)
  add(0, "tarjouspyyntö")
  add(happens(good) and 60 * (2 + draw(20)) or 60 * (26 + draw(40)), "tarjous")
end


local OCTOBER <const> = 1759190400 -- syyskuun 30. päivä 2025 klo 0, ja kuukausien alut siitä päivinä
local MONTHS = { 0, 31, 61, 92, 123, 151, 182, 212, 243, 273, 304, 335 }


-- Puhelinpalvelun ja myynnin lokit: rivi on tapahtuma, luvattu on hetki, johon mennessä.
local function logs()
  local faults, offers, case = {}, {}, 0
  faults[1] = { "tapaus", "hetki", "tapahtuma", "luvattu", "asiakas" }
  offers[1] = { "tapaus", "hetki", "tapahtuma" }
  for month = 0, 11 do
    for _ = 1, 34 do
      local is_fault, account, good = happens(70), ("A%03d"):format(draw(240)), 84 + month
      local start = OCTOBER + (MONTHS[month + 1] + draw(26)) * 86400 + (8 * 60 + draw(420)) * 60
      case = case + 1
      local function at(minutes) return os.date("!%d.%m.%Y %H.%M", start + minutes * 60) end
      local function add(minutes, event, hours)
        local rows = is_fault and faults or offers
        rows[#rows + 1] = { ("T%04d"):format(case), at(minutes), event }
        if is_fault then table.move({ hours and at(minutes + hours * 60) or "", account }, 1, 2, 4, rows[#rows]) end
      end
      (is_fault and fault or offer)(add, good)
    end
  end
  return faults, offers
end


local function months()
  local rows = { { "kk", "huoltomyynti", "yhteydenotot", "valitukset", "päivät asiakkailla" } }
  for month = 0, 11 do
    rows[#rows + 1] = { ("1.%d.%d"):format((month + 9) % 12 + 1, month < 3 and 2025 or 2026),
                        tostring(310000 + 4000 * month + draw(30000)), tostring(900 + draw(160)),
                        tostring(24 - month + draw(5)), tostring(draw(3)) }
  end
  return rows
end


-- ---- tiedostot ---------------------------------------------------------------------------------------------------

local columns = { "vastattu", "asiakas", "yhteyshenkilö", "kosketuspiste", "kanava", "piiri", "suosittelu",
                  "helppous", "nopeus", "huolenpito", "odotus", "tunne", "esittely", "lupa", "paino", "kommentti" }
local first = long(2, columns, 2026, 74)
table.insert(first, 40, { "" })                                            -- tyhjä rivi
table.insert(first, 90, { "3.5.2026 9.15", "A017", "A017-1", "Tarjous" })  -- kesken jäänyt vastaus
write("palaute_2026_q2.csv", first)
table.insert(columns, 1, table.remove(columns))                            -- seuraava vienti: kommentti ensin
write("palaute_2026_q3.csv", long(3, columns, 2026, 84))
write("vuosikysely_2026.csv", wide())

-- Ennen kesää oli heikompaa: vikailmoituksessa ei kerrottu aikaa, jälkisoitto tuli vain suurille.
for i, nps in ipairs { { 31, 31, 38 }, { 22, 32, 46 }, { 14, 30, 56 }, { 34, 30, 36 } } do touchpoints[i].nps = nps end
touchpoints[2].ease, touchpoints[4].n = 5.6, 60
table.insert(columns, table.remove(columns, 1))
write("palaute_2025_q4.csv", long(4, columns, 2025, 52))
touchpoints[2].ease, touchpoints[4].n = 5.8, 84
write("palaute_2026_q1.csv", long(1, columns, 2026, 60))
write("pulssi.csv", pulse())
local faults, offers = logs()
write("yhteydenotot.csv", faults)
write("tarjoukset.csv", offers)
write("crm.csv", months())
