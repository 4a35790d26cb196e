-- make_why.lua - keksii aineistot, joiden totuus tiedetään: polut, pikapalaute, kentän pulssi, ennusteet, varaosien ostot
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- lua make_why.lua [KANSIO [SIEMEN]]: joka ajolla samat tavut. Väli, joka pitää 95 kertaa sadasta, menee joskus ohi; siemen on
-- valittu niin, ettei mikään mene. Totuus, johon tests/lua/cx/planted_spec.lua vertaa:
--
-- (1) pika.csv: koin = 6,5 + paikka + 0,5 (aika - 6,5) + 0,3 (huoli - 6,5) + 0 siisteys + hajonta. Kysymykset eivät riipu
--     toisistaan ja hajoavat yhtä paljon, joten selitetystä osasta ajan on 25/34, huolenpidon 9/34 ja siisteyden 0.
-- (2) Samat vastaajat odottivat 6,5: laskussa koettu on 0,8 alle, käynnillä 0,4 yli, vikailmoituksessa samaa.
-- (3) kentta.csv: alueen tuki näkyy asiakkaille kuukautta myöhemmin: kuukausikeskiarvojen r on alueiden sisällä 0,5, muilla
--     viiveillä 0. Palkka ei näy milläänkään viiveellä.
-- (4) polut.csv: ketju CHAIN. Laskuun jää 30 %. Jatkaneita on 0,4012; ilman käyntiä tai laskua ei kukaan jatka (vaikutus 1),
--     ilman jälkisoittoa puolet (0,5), ilman vikailmoitusta 0,306 / 0,4012 = 0,7627, ilman verkkosivuja tai tarjousta 0,2373.
-- (5) Poluilla voimakkain tunne jää laskusta, ei käynnistä. Arvosana = 3 + 0,6 loppu + 0,3 huippu; pohja ei vaikuta.
-- (6) ennusteet.csv: johto uskoo laskusta 1,0 liikaa, kenttä oikein; käynnistä ja vikailmoituksesta molemmat oikein. Johdon
--     välit (± 0,3) ovat liian kapeita, kentän (± 0,8) pitävät: ennusteiden hajonta on 0,4.
-- (7) ostot.csv: suosittelija ostaa vuodessa 208 eurolla, neutraali 165, arvostelija 136; seuraavana vuonna jatkaa 90, 80 ja
--     60 %; suosittelija tuo vuodessa 0,25 uutta asiakasta, muut eivät ketään.
local folder = arg[1] or (arg[0]:match "^(.*)/" or ".") .. "/data"


-- ---- satunnaisluvut: Lehmerin ketju, sama joka koneella --------------------------------------------------

local state = math.tointeger(arg[2] or 309) * 7919 % 2147483646 + 1

local function uniform()
  state = state * 48271 % 2147483647
  return state / 2147483647
end


local function draw(n) return math.floor(uniform() * n) + 1 end -- 1 .. n


-- Likimain normaali: kahdentoista summa; vain yhteenlaskua, joten sama kaikkialla.
local function normal()
  local sum = -6
  for _ = 1, 12 do sum = sum + uniform() end
  return sum
end


local function score(x, least, most) return math.max(least, math.min(most, math.floor(x + 0.5))) end


-- Yksi nimistä, todennäköisyyksin { nimi, osuus, nimi, osuus ... }; nil, kun osuudet loppuvat.
local function pick(chances)
  local at = uniform()
  for i = 1, #chances, 2 do
    at = at - chances[i + 1]
    if at < 0 then return chances[i] end
  end
end


-- ---- tiedostot: Windows-1252, puolipisteet ---------------------------------------------------------------

local function windows(text)
  local bytes = {}
  for _, code in utf8.codes(text) do bytes[#bytes + 1] = string.char(code) end
  return table.concat(bytes)
end


local function write(name, rows)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  for _, row in ipairs(rows) do file:write(windows(table.concat(row, ";")), "\r\n") end
  assert(file:close())
end


local AREAS = { "Espoo", "Forssa", "Hamina", "Hanko", "Heinola", "Iisalmi", "Imatra", "Joensuu", "Jyväskylä", "Jämsä",
  "Kajaani", "Kemi", "Kerava", "Kokkola", "Kotka", "Kouvola", "Kuopio", "Lahti", "Lohja", "Loimaa", "Mikkeli", "Naantali",
  "Oulu", "Pietarsaari", "Pori", "Porvoo", "Raahe", "Rauma", "Salo", "Savonlinna", "Seinäjoki", "Tampere", "Tornio", "Turku",
  "Vaasa", "Varkaus" }


-- Päivä kuukautena 1 .. 12, lokakuusta 2025; 0 on syyskuu 2025.
local function day(month, number)
  return ("%d.%d.%d"):format(number or draw(28), (month + 8) % 12 + 1, month <= 3 and 2025 or 2026)
end


-- ---- alueet: kenttä ja asiakkaat (1) (2) (3) -------------------------------------------------------------

-- Luvuista pois niiden keskiarvo: alueet eroavat toisistaan, mutta paikkojen ja odotusten erot ovat tasan luvatut.
local function centre(list, key)
  local sum = 0
  for _, one in ipairs(list) do sum = sum + one[key] end
  for _, one in ipairs(list) do one[key] = one[key] - sum / #list end
end


-- Mitä alueella kuukausittain on: tuki ja palkka; kuukausi 0 on syyskuu, jonka tuki näkyy lokakuussa.
local function moods()
  local list = {}
  for i in ipairs(AREAS) do
    list[i] = { level = 0.3 * normal(), pay = 0.3 * normal(), customers = 0.2 * normal() }
    for month = 0, 12 do list[i]["tuki" .. month], list[i]["palkka" .. month] = normal(), normal() end
  end
  centre(list, "customers")
  for month = 0, 12 do centre(list, "tuki" .. month) end
  return list
end


-- Kumppanien asentajat vastaavat nimettömästi, alueella 10-13 kuussa.
local function staff(list)
  local rows = { { "pvm", "alue", "tuki", "palkka" } }
  for month = 1, 12 do
    for i, area in ipairs(AREAS) do
      for _ = 1, 9 + draw(4) do
        local mood = list[i]
        rows[#rows + 1] = { day(month), area, score(3.4 + mood.level + 0.5 * mood["tuki" .. month] + 0.9 * normal(), 1, 5),
                            score(3.2 + mood.pay + 0.5 * mood["palkka" .. month] + 0.9 * normal(), 1, 5) }
      end
    end
  end
  return rows
end


local PLACES = { { "Vikailmoitus", 0 }, { "Huoltokäynti", 0.4 }, { "Lasku", -0.8 } }


-- Tekstiviestikysely: mitä odotin ja mitä koin, 0-10.
local function customers(list)
  local rows = { { "pvm", "alue", "kosketuspiste", "odotin", "koin", "aika", "huoli", "siisteys" } }
  for month = 1, 12 do
    for i, area in ipairs(AREAS) do
      local common = list[i].customers + 0.26 * list[i]["tuki" .. month - 1] + 0.15 * normal()
      for _ = 1, 12 + draw(4) do
        local place = PLACES[draw(3)]
        local told = {}
        for k = 1, 3 do told[k] = score(6.5 + 1.4 * normal(), 0, 10) end
        local felt = 6.5 + place[2] + 0.5 * (told[1] - 6.5) + 0.3 * (told[2] - 6.5) + common + 0.8 * normal()
        rows[#rows + 1] = { day(month), area, place[1], score(6.5 + 1.1 * normal(), 0, 10), score(felt, 0, 10),
                            told[1], told[2], told[3] }
      end
    end
  end
  return rows
end


-- ---- polut (4) (5) ---------------------------------------------------------------------------------------

local CHAIN = {
  [""] = { "Verkkosivut", 0.40, "Vikailmoitus", 0.60 },
  Verkkosivut = { "Tarjous", 0.60 },
  Tarjous = { "Huoltokäynti", 0.70 },
  Vikailmoitus = { "Huoltokäynti", 0.90 },
  ["Huoltokäynti"] = { "Huoltokäynti", 0.10, "Lasku", 0.85 },
  Lasku = { "Jälkisoitto", 0.40, "Sopimus jatkuu", 0.30 },
  ["Jälkisoitto"] = { "Sopimus jatkuu", 0.75 },
  ["Sopimus jatkuu"] = {},
}
local FELT = { Verkkosivut = 4.2, Tarjous = 4.4, Vikailmoitus = 4.0, ["Huoltokäynti"] = 4.8, Lasku = 2.0,
               ["Jälkisoitto"] = 5.0, ["Sopimus jatkuu"] = 5.0 } -- asteikolla 1-7, hajonta 0,9
local HOURS = { Verkkosivut = 2, Tarjous = 20, Vikailmoitus = 30, ["Huoltokäynti"] = 200, Lasku = 90, ["Jälkisoitto"] = 150 }
local OCTOBER <const> = 1759276800


local function path(case, rows)
  local at, now = OCTOBER + (draw(330) - 1) * 86400 + (7 + draw(9)) * 3600 + draw(60) * 60, pick(CHAIN[""])
  local peak, last
  while now do
    local felt = score(FELT[now] + 0.9 * normal(), 1, 7)
    rows[#rows + 1] = { case, os.date("!%d.%m.%Y %H.%M", at), now, felt, "" }
    if not peak or math.abs(felt - 4) > math.abs(peak) then peak = felt - 4 end
    last, at = felt - 4, at + math.floor((HOURS[now] or 0) * 3600 * (0.3 + 1.4 * uniform()))
    now = pick(CHAIN[now])
  end
  rows[#rows][5] = score(6 + 0.6 * last + 0.3 * peak + 0.7 * normal(), 0, 10)
end


local function paths()
  local rows = { { "tapaus", "hetki", "tapahtuma", "tunne", "arvosana" } }
  for i = 1, 2000 do path(("P%04d"):format(i), rows) end
  return rows
end


-- ---- ennusteet (6) ---------------------------------------------------------------------------------------

local function decimal(x) return (("%.1f"):format(x):gsub("%.", ",")) end


-- Väli, jonka ennustaja lupaa pitävän yhdeksässä kymmenestä: johto on liian varma.
local function predictions()
  local rows, roles = { { "role", "touchpoint", "value", "low", "high", "given_at", "who", "round" } },
    { { "johto", 14, { 0, 0, 1.0 }, 0.3 }, { "kenttä", 24, { 0, 0, 0 }, 0.8 } }
  for _, role in ipairs(roles) do
    for who = 1, role[2] do
      for i, place in ipairs(PLACES) do
        local value = 6.5 + place[2] + role[3][i] + 0.4 * normal()
        rows[#rows + 1] = { role[1], place[1], decimal(value), decimal(value - role[4]), decimal(value + role[4]), "28.6.2026",
                            ("%s%02d"):format(role[1]:sub(1, 1), who), "2026-Q3" }
      end
    end
  end
  return rows
end


-- ---- varaosien ostot (7) ---------------------------------------------------------------------------------

local CLASSES = { { share = 0.45, from = 9, to = 10, spend = 208, stays = 0.90, brings = 0.25 },
                  { share = 0.30, from = 7, to = 8, spend = 165, stays = 0.80, brings = 0 },
                  { share = 0.25, from = 0, to = 6, spend = 136, stays = 0.60, brings = 0 } }


local function class_of()
  local at = uniform()
  for _, class in ipairs(CLASSES) do
    at = at - class.share
    if at < 0 then return class end
  end
  return CLASSES[3]
end


-- Kyselyyn vastannut, hänen ostonsa ja asiakkaat, jotka hän toi.
local function buyer(id, answers, buys, new)
  local class = class_of()
  answers[#answers + 1] = { id, day(draw(12)), class.from + draw(class.to - class.from + 1) - 1 }
  local stays = uniform() < class.stays and "kyllä" or "ei"
  local spent = math.max(20, class.spend * (1 + 0.25 * normal()))
  for part = 1, 2 do
    buys[#buys + 1] = { id, ("%.2f"):format(spent * (part == 1 and 0.6 or 0.4)):gsub("%.", ","), "", stays }
  end
  if uniform() < class.brings then
    new.n = new.n + 1
    buys[#buys + 1] = { ("U%04d"):format(new.n), "100,00", id, "" }
  end
end


local function purchases()
  local answers, buys, new = { { "asiakas", "pvm", "suosittelu" } }, { { "asiakas", "euroa", "toi", "jatkoi" } }, { n = 0 }
  for i = 1, 1500 do buyer(("V%04d"):format(i), answers, buys, new) end
  return answers, buys
end


local list = moods()
write("kentta.csv", staff(list))
write("pika.csv", customers(list))
write("polut.csv", paths())
write("ennusteet.csv", predictions())
local answers, buys = purchases()
write("suosittelut.csv", answers)
write("ostot.csv", buys)
