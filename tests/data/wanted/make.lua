-- make.lua - the invented data of the two plans: the same rows each time
--
-- In: a folder that is there. Out: its files, written there.

local seed = 20260101


-- A whole number from 0 to n - 1, by a linear congruence: the same everywhere.
local function chance(n)
  seed = (seed * 1103515245 + 12345) % 2 ^ 31
  return seed // 65536 % n
end


local function pick(list) return list[chance(#list) + 1] end


local function day(of) return ("2026-%02d-%02d"):format(of % 6 + 1, of % 27 + 1) end


local function write(folder, name, header, n, row)
  local lines = { header }
  for i = 1, n do lines[i + 1] = row(i) end
  local file <close> = assert(io.open(folder .. "/" .. name, "wb"))
  assert(file:write(table.concat(lines, "\n"), "\n"))
end


local PLACES = { "Tarjous", "Vikailmoitus", "Huoltokäynti", "Jälkisoitto" }
local UNITS = { "Turku", "Salo", "Lahti" }
local FEELINGS = { "luottavainen", "ilahtunut", "luottavainen", "ei tunnetta", "hämmentynyt", "harmistunut" }


local function encounter(i)
  return ("%s,P%d,A%d,%s,%s,%s,%d,%d,%d,%d,%d,%s,%s,%s,%s"):format(day(i), i % 150, i % 40, PLACES[i % 4 + 1],
    pick { "phone", "web", "visit" }, pick(UNITS), pick { 10, 9, 9, 8, 7, 6, 3 }, 4 + chance(4), 1 + chance(6), 1 + chance(5),
    3 + chance(3), pick { "alitti", "täytti", "täytti", "ylitti" }, pick(FEELINGS), pick { "kyllä", "kyllä", "ei" },
    pick { "kyllä", "ei" })
end


local EVENTS = { "yhteydenotto", "tavattu", "vastattu", "vakuutettu", "ratkaistu" }
local MORE = { "hyvitys", "poikkeus", "ratkaistu kysymättä", "tarjous" }


-- A case of the log: its events by the hour, some of them, and now and then one of the staff's own choices.
local function case(i)
  local lines = {}
  for k, event in ipairs(EVENTS) do
    if k < 3 or chance(8) > 0 then lines[#lines + 1] = ("T%d,%sT%02d:00:00,%s"):format(i, day(i), 7 + k, event) end
  end
  if chance(2) == 0 then lines[#lines + 1] = ("T%d,%sT%02d:30:00,%s"):format(i, day(i), 13, pick(MORE)) end
  return table.concat(lines, "\n")
end


local function company(folder)
  write(folder, "palaute_2026.csv", "vastattu,yhteyshenkilö,asiakas,kosketuspiste,kanava,piiri,suosittelu,helppous,nopeus,"
    .. "vertailu,huolenpito,odotus,tunne,esittely,lupa", 600, encounter)
  write(folder, "vuosikysely_2026.csv", "Vastausaika,paino,Tyytyväisyys: Verkkosivut,Tyytyväisyys: Laskun selkeys", 200, function(i)
    return ("%s,%d.5,%d,%s"):format(day(i), chance(2), 2 + chance(4), pick { 2, 3, 4, 5, "En osaa sanoa" })
  end)
  write(folder, "pulssi.csv", "viikko,piiri,tuki,tyopaikka,osani,viihdyn", 120, function(i)
    return ("%s,%s,%d,%d,%d,%d"):format(day(i), pick(UNITS), 3 + chance(3), 6 + chance(5), 2 + chance(4), 2 + chance(4))
  end)
  write(folder, "yhteydenotot.csv", "tapaus,hetki,tapahtuma", 90, case)
  write(folder, "crm.csv", "kk,piiri,huoltomyynti,uudet_talossa_12kk,yhteydenotot,valitukset,paivat", 18, function(i)
    return ("2026-%02d-15,%s,%d,%d,%d,%d,%d"):format((i - 1) // 3 + 1, UNITS[i % 3 + 1], 20000 + chance(9000), 70 + chance(30),
      100 + chance(80), chance(4), chance(2))
  end)
end


local TOUCHPOINTS = [[
name;phase;role;need;owner;serves;practice;goals
Verkkokirjasto;before;digital;routine;palvelupäällikkö;apu;Varaus kolmella painalluksella;csat(tyytyvaisyys) >= 70
Neuvonta;during;human;demanding;asiakaspalvelu;apu;Saatetaan hyllylle asti;"csat(tyytyvaisyys) >= 85; share(odotus, alitti) <= 8"
Omatoimiaika;during;digital;routine;asiakaspalvelu;rauha;Opastus ensikäynnillä;csat(tyytyvaisyys) >= 75
]]


local function library(folder)
  write(folder, "touchpoints.csv", TOUCHPOINTS:match "^(.-)\n$", 0)
  write(folder, "kavijakysely_2026.csv", "pvm,palvelu,toimipiste,tyytyvaisyys,odotus,idea", 300, function(i)
    return ("%s,%s,%s,%s,%s,%s"):format(day(i), ({ "Verkkokirjasto", "Neuvonta", "Omatoimiaika" })[i % 3 + 1],
      pick { "pääkirjasto", "Ranta" }, pick { 3, 4, 4, 5, 5, "EOS" }, pick { "alitti", "täytti", "täytti", "ylitti" },
      pick { "", "", "lisää tuoleja" })
  end)
  write(folder, "pulssi.csv", "viikko,tuki", 60, function(i) return ("%s,%d"):format(day(i), 3 + chance(3)) end)
end


return function(folder, name)
  if name == "library" then library(folder) else company(folder) end
end
