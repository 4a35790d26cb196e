-- Nordanvik Hemvård: personalpulsen 2026.                                cxlua examples/staff/plan.lua
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- Företaget och svaren är påhittade (make.lua gör dem). Varje vecka tillfrågas en fjärdedel av personalen; en omgång är
-- fyra veckor. about = "staff": det som färre än tio svarat på visas inte, och inte heller det som skulle röja det.
local cx = require "cx"
local goal, csat, enps = cx.goal, cx.metric.csat, cx.metric.enps

local ROUNDS, MINIMUM = 8, 10

-- En undersökning av hela filen, och en av den senaste omgången: målen gäller nuläget
local function pulse(only)
  return cx.survey {
    file = "data/puls.csv", time = "vecka", touchpoint = "enhet", about = "staff", only = only,
    questions = {
      ["stöd"] = cx.scale { 1, 5, text = "Hur väl känner du att du får stöd i arbetet?" },
      rekommenderar = cx.scale.nps { text = "Skulle du rekommendera oss som arbetsplats?" },
    },
  }
end
local now, whole = pulse(("omgång == '%d'"):format(ROUNDS)), pulse()

local supported = csat { question = now["stöd"], name = "får stöd" }
local loyal = enps(now.rekommenderar)


-- ---- ett eget avsnitt: åtta omgångar, enhet för enhet -------------------------------------------------------

local trend_metric = csat { question = "stöd", name = "får stöd" }

-- Värdena per omgång och enhet, hela företaget under "".
local function measured()
  local values = {}
  for _, by in ipairs { { "omgång", "enhet" }, { "omgång" } } do
    local tally <close> = assert(whole:tally { by = by, of = "stöd" })
    for _, e in ipairs(tally:measure(trend_metric)) do
      local round = tonumber(e.group["omgång"])
      values[round] = values[round] or {}
      values[round][e.group.enhet or ""] = e
    end
  end
  return values
end


-- Vad som får visas: antalen av alla omgångar skyddas tillsammans med det som rapporten redan visar av den senaste. Med
-- samma ord (of, round, touchpoint) hör tabellerna till samma ekvationer.
local function shown(result, values)
  local made = { of = "puls.csv: stöd", by = { "round", "touchpoint" }, cells = {} }
  for round = 1, ROUNDS do
    for unit, e in pairs(values[round]) do
      made.cells[#made.cells + 1] = { at = { round = tostring(round), touchpoint = unit ~= "" and unit or nil }, n = e.n,
                                      keep = unit == "" }
    end
  end
  table.sort(made.cells, function(a, b)
    if a.at.round ~= b.at.round then return a.at.round < b.at.round end
    return (a.at.touchpoint or "") < (b.at.touchpoint or "")
  end)
  local tables, audit = cx.privacy.protect({ made }, { minimum = MINIMUM, earlier = { result.published } })
  assert(#audit.leaks == 0, "tabellen röjer någon")
  local open = {}
  for _, cell in ipairs(tables[1].cells) do
    if not cell.hidden then open[cell.at.round .. (cell.at.touchpoint or "")] = true end
  end
  return open
end


local UNITS = { "Hemvård norr", "Hemvård söder", "Nattpatrullen", "Vårdboendet", "Köket", "Planeringen", "Kontoret" }

-- Enheterna som rader, omgångarna som kolumner, sist om trenden är mer än brus.
local function rounds(result)
  local values = measured()
  local open = shown(result, values)
  local columns, rows = { { title = "Enhet", header = true } }, {}
  for round = 1, ROUNDS do columns[round + 1] = { title = "omg. " .. round, align = "right" } end
  columns[ROUNDS + 2] = { title = "trend" }
  for i, unit in ipairs { "", table.unpack(UNITS) } do
    local series, row = {}, { unit == "" and "Hela företaget" or unit }
    for round = 1, ROUNDS do
      local e = open[round .. unit] and values[round][unit]
      row[round + 1] = e and { value = e.value, kind = "percent", decimals = 0 } or "dold"
      if e then series[#series + 1] = e end
    end
    row[ROUNDS + 2] = #series == ROUNDS and cx.trend(series, { language = "sv" }).text or ""
    rows[i] = row
  end
  return { title = "Får stöd: andelen 4 och 5, omgång för omgång", blocks = {
    { kind = "table", columns = columns, rows = rows,
      note = "Dold: färre än tio svar, eller nödvändigt för att ingen ska kunna räknas ut ur det som visas." },
  } }
end


-- ---- ett eget avsnitt: vecka för vecka, signal eller brus --------------------------------------------------

-- Hela företagets veckor i ett styrdiagram. Gränserna kommer ur de sexton första veckorna, före det nya schemat.
local function weeks()
  local tally <close> = assert(whole:tally { by = "vecka", of = "stöd" })
  local list, labels = {}, {}
  for i, e in ipairs(tally:measure(trend_metric)) do
    list[i], labels[i] = e.n >= MINIMUM and e or { n = 0 }, ("v %d"):format(14 + i)
  end
  local made = cx.chart(list, { labels = labels, baseline = { "v 15", "v 30" }, language = "sv",
                                events = { { at = "v 37", name = "Nytt schemasystem" } } })
  return { title = "Får stöd: vecka för vecka", blocks = {
    { kind = "chart", chart = "control", title = "Hela företaget, andelen 4 och 5", control = made, unit = "percent" },
  } }
end


-- ---- planen -----------------------------------------------------------------------------------------------

local touchpoints = {}
for i, unit in ipairs(UNITS) do
  touchpoints[i] = { unit, from = now["stöd"], owner = i <= 4 and "vårdchefen" or "driftchefen",
                     goals = { goal { supported, at_least = 75 }, goal { loyal, at_least = 0 } } }
end

return cx.plan {
  name = "Nordanvik Hemvård: personalpulsen", language = "sv", round = "month", due = "2026-12-31",
  privacy = { round = tostring(ROUNDS) },
  define = { value = "Den som hjälper får själv hjälp", experience = { trygghet = "Jag är inte ensam med det svåra" } },
  touchpoints = touchpoints,
  implement = { actions = { { finding = "Det nya schemat kom utan utbildning", action = "Två timmars handledning per enhet",
                              owner = "driftchefen", due = "2026-12-11" } } },
  measure = { surveys = { now, whole } },
  report = { sections = { weeks, rounds } },
}
