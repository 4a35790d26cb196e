-- make.lua - keksii Pohjan Huolto Oy:n vastaukset: joka ajolla samat tavut
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- lua make.lua [KANSIO]: kirjoittaa palaute_*.csv (pitkä) ja vuosikysely_2026.csv (leveä) niin kuin suomalainen
-- taulukkolaskenta ne vie: Windows-1252, puolipisteet, pilkku desimaalina, d.m.yyyy. Joukossa on tavallista likaa.
local folder = arg[1] or (arg[0]:match "^(.*)/" or ".") .. "/data"


-- Satunnaisluvut: Lehmerin ketju, sama joka koneella.
local state = 20260101

local function draw(n) -- 1 .. n
  state = state * 48271 % 2147483647
  return state % n + 1
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


local function encounter(place, quarter)
  local month = quarter * 3 - 3 + draw(3)
  local empty = place[1] == "Huoltokäynti" and 12 or 20
  return {
    vastattu = ("%d.%d.2026 %d.%02d"):format(draw(28), month, 7 + draw(10), draw(60) - 1),
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


local function long(quarter, columns)
  local rows = { columns }
  for _, place in ipairs(touchpoints) do
    for _ = 1, place.n // 2 do
      local row, cells = soil(encounter(place, quarter)), {}
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


local columns = { "vastattu", "asiakas", "kosketuspiste", "kanava", "piiri", "suosittelu", "helppous", "nopeus",
                  "huolenpito", "odotus", "tunne", "paino", "kommentti" }
local first = long(2, columns)
table.insert(first, 40, { "" })                                   -- tyhjä rivi
table.insert(first, 90, { "3.5.2026 9.15", "A017", "Tarjous" })   -- kesken jäänyt vastaus
write("palaute_2026_q2.csv", first)
table.insert(columns, 1, table.remove(columns))                   -- seuraava vienti: kommentti ensin
write("palaute_2026_q3.csv", long(3, columns))
write("vuosikysely_2026.csv", wide())
