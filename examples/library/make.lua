-- make.lua - keksii Merikylän kirjaston vastaukset: joka ajolla samat tavut
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- lua make.lua [KANSIO]: kirjoittaa kavijakysely_2024..2026.csv, pulssi.csv ja kaynnit.csv niin kuin kirjaston ohjelmat ne
-- vievät: UTF-8 ja sen alkumerkki, puolipisteet, d.m.yyyy. Joukossa on tavallista likaa.
local folder = arg[1] or (arg[0]:match "^(.*)/" or ".") .. "/data"


-- Satunnaisluvut: Lehmerin ketju, sama joka koneella.
local state = 20241101

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


local function write(name, rows)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write "\u{FEFF}"
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row) do
      row[i] = cell:find "[;\n\"]" and '"' .. cell:gsub('"', '""') .. '"' or cell
    end
    file:write(table.concat(row, ";"), "\r\n")
  end
  assert(file:close())
end


-- ---- kävijäkysely ------------------------------------------------------------------------------------------

-- Palvelut: kuinka monta vastaa vuodessa ja miten; omatoimiajan ovi korjattiin keväällä 2026.
local services = {
  { "Verkkokirjasto", n = 230, rating = { 3, 5, 16, 45, 31 }, hope = { 9, 68, 23 } },
  { "Noutovaraus", n = 160, rating = { 4, 9, 21, 41, 25 }, hope = { 21, 63, 16 } },
  { "Neuvonta", n = 180, rating = { 1, 2, 6, 36, 55 }, hope = { 5, 55, 40 } },
  { "Omatoimiaika", n = 190, rating = { 8, 12, 20, 37, 23 }, hope = { 24, 62, 14 }, mended = { 2, 4, 12, 46, 36 } },
  { "Tapahtumat", n = 44, rating = { 2, 4, 12, 38, 44 }, hope = { 8, 50, 42 } },
}
local ideas = {
  "Hiljainen huone kokeisiin lukeville", "Enemmän tuoleja lehtisaliin", "Mera böcker på svenska, tack",
  "Ovi jumittaa iltaisin; kortti ei lue", "Satutunti myös lauantaina", "Laina-aika näkyviin jo hyllyssä",
  "Saisiko noutohyllyn lähemmäs ovea?", "Läxhjälp på torsdagar", "Ompelukone lainattavaksi", "Kiitos, \"oma\" kirjasto!",
}


-- Ideat, kommentti välillä kahdella rivillä: joka neljäs kertoo jotain.
local function idea()
  if not happens(26) then return "" end
  local text = ideas[draw(#ideas)]
  return happens(10) and text .. "\n" .. ideas[draw(#ideas)] or text
end


local function answer(service, year)
  local rating = year == 2026 and service.mended or service.rating
  local asked = service[1] == "Neuvonta" and happens(70)
  local row = {
    ("%d.%d.%d"):format(draw(30), 9 + draw(2) - 1, year), service[1],
    pick({ "Pääkirjasto", "Ranta", "Kirjastoauto" }, { 62, 27, 11 }), pick({ "fi", "sv" }, { 83, 17 }),
    pick({ "1", "2", "3", "4", "5" }, rating), pick({ "alitti", "täytti", "ylitti" }, service.hope),
    asked and pick({ "kyllä", "ei" }, { year == 2026 and 88 or 74, 100 }) or "", idea(),
  }
  if happens(4) then row[5] = "EOS" end                     -- likaa: ei osaa sanoa, tyhjä, asteikon ulkopuolella
  if happens(2) then row[5] = pick({ "", "45", "0" }, { 60, 20, 20 }) end
  if happens(3) then row[6] = "" end
  if happens(2) then row[2] = row[2] .. " " end
  return row
end


local function visitors(year)
  local rows = {}
  for _, service in ipairs(services) do
    for _ = 1, service.n + draw(20) - 10 do rows[#rows + 1] = answer(service, year) end
  end
  for i = #rows, 2, -1 do -- sekaisin
    local j = draw(i)
    rows[i], rows[j] = rows[j], rows[i]
  end
  table.insert(rows, 1, { "pvm", "palvelu", "toimipiste", "kieli", "tyytyvaisyys", "odotus", "saatettiin", "idea" })
  return rows
end


-- ---- henkilöstön pulssi ja käynnit ------------------------------------------------------------------------------

-- 31 työntekijää, joilta kysytään neljästi vuodessa, nimettömästi.
local function pulse()
  local rows = { { "viikko", "tuki", "osani" } }
  for _, year in ipairs { 2024, 2025, 2026 } do
    for _, day in ipairs { "12.2.", "13.5.", "2.9.", "4.11." } do
      for _ = 1, 22 + draw(7) do
        rows[#rows + 1] = { day .. year, pick({ "1", "2", "3", "4", "5" }, { 2, 6, 22 - (year - 2024) * 5, 45, 100 }),
                            happens(3) and "" or pick({ "1", "2", "3", "4", "5" }, { 3, 8, 25, 42, 22 }) }
      end
    end
  end
  return rows
end


-- Mitä kävijät tekivät: kuukausi ja toimipiste rivillään, niin kuin kirjastojärjestelmä ne laskee.
local function visits()
  local rows = { { "kk", "toimipiste", "käynnit", "lainat", "valitukset", "varaus viikossa" } }
  for _, year in ipairs { 2024, 2025, 2026 } do
    for month = 1, year == 2026 and 10 or 12 do
      for i, place in ipairs { "Pääkirjasto", "Ranta", "Kirjastoauto" } do
        local size = ({ 9000, 2600, 700 })[i]
        rows[#rows + 1] = { ("1.%d.%d"):format(month, year), place, tostring(size + draw(size // 5)),
                            tostring(size * 2 + draw(size // 3)), tostring(draw(size // 700 + 1) - 1),
                            ("%d,%d"):format(60 + (year - 2024) * 7 + draw(12), draw(10) - 1) }
      end
    end
  end
  return rows
end


for year = 2024, 2026 do
  local rows = visitors(year)
  if year == 2025 then
    table.insert(rows, 120, { "" })                                        -- tyhjä rivi
    table.insert(rows, 300, { "7.9.2052", "Neuvonta", "Ranta", "fi", "5", "täytti", "", "" }) -- vuosi väärin
  end
  write(("kavijakysely_%d.csv"):format(year), rows)
end
write("pulssi.csv", pulse())
write("kaynnit.csv", visits())
