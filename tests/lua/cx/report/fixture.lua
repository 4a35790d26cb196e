-- fixture.lua - results of a plan made by hand, so that reports are tested without reading a file
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- Every figure is invented, but intervals, probabilities and answers needed are plausible for their n.

local fixture = {}

local csat_scores = { [1] = 0, [2] = 0, [3] = 0, [4] = 100, [5] = 100 }

local function nps_scores()
  local scores = {}
  for answer = 0, 10 do scores[answer] = answer >= 9 and 100 or answer >= 7 and 0 or -100 end
  return scores
end

local function scale(from, to)
  local list = {}
  for value = from, to do list[#list + 1] = { value = value, label = tostring(value) } end
  return list
end

local function names(list)
  local made = {}
  for i, value in ipairs(list) do made[i] = { value = value } end
  return made
end

-- The questions, by the words of the plan.
local function questions()
  return {
    suosittelu = { kind = "question", name = "suosittelu", type = "score", from = 0, to = 10, answers = scale(0, 10),
                   text = "Kuinka todennäköisesti suosittelisit meitä?" },
    tyytyvaisyys = { kind = "question", name = "tyytyväisyys", type = "score", from = 1, to = 5, answers = scale(1, 5) },
    helppous = { kind = "question", name = "helppous", type = "score", from = 1, to = 7, answers = scale(1, 7) },
    hoiva = { kind = "question", name = "huolenpito", type = "score", from = 1, to = 5, answers = scale(1, 5) },
    odotus = { kind = "question", name = "odotus", type = "names", answers = names { "alitti", "täytti", "ylitti" } },
    tunne = { kind = "question", name = "tunne", type = "names",
              answers = names { "luottavainen", "ilahtunut", "ei tunnetta", "hämmentynyt", "harmistunut" } },
  }
end

local function answers(question, counts, scores)
  local total, list = 0, {}
  for _, n in ipairs(counts) do total = total + n end
  for i, n in ipairs(counts) do
    local answer = question.answers[i]
    list[i] = { value = answer.value, label = answer.label or answer.value, score = scores and scores[answer.value] or 0,
                n = n, w = n, share = n / total }
  end
  return list
end

local function identity(from, to)
  local scores = {}
  for value = from, to do scores[value] = value end
  return scores
end

local function estimate(value, low, high, se, n, method, missing)
  return { group = {}, value = value, low = low, high = high, se = se, n = n, n_effective = n, method = method,
           missing = missing or {}, centre = value, centre_se = se }
end

local WALD, WILSON, T = "adjusted Wald 95 %", "Wilson 95 %", "t 95 %"

local function verdict(word, probability, n_needed)
  local shown = word == "missed" and "behind" or word
  local sure = word == "cannot tell" and probability and (probability >= 0.9 and "almost certain"
    or probability <= 0.1 and "unlikely") or nil
  return { verdict = word, probability = probability, n_needed = n_needed, word = sure, shown = shown }
end

-- The goals in the order of the journey: { touchpoint, metric, question, answers, estimate, verdict, target }.
local function goals(q)
  local nps, mean7 = nps_scores(), identity(1, 7)
  local ylitti = { ["alitti"] = 0, ["täytti"] = 0, ["ylitti"] = 100 }
  local tyhja = { luottavainen = 0, ilahtunut = 0, ["ei tunnetta"] = 100, ["hämmentynyt"] = 0, harmistunut = 0 }
  local web = { touchpoint = "Verkkosivut", phase = "before", owner = "myynti" }
  local offer = { touchpoint = "Tarjous", phase = "before", owner = "myynti" }
  local fault = { touchpoint = "Vikailmoitus", phase = "during", owner = "palvelu (ulk.)" }
  local visit = { touchpoint = "Huoltokäynti", phase = "during", owner = "huolto", peak = true }
  local bill = { touchpoint = "Lasku", phase = "after", owner = "talous" }
  local call = { touchpoint = "Jälkisoitto", phase = "after", owner = "palvelu (ulk.)" }
  return {
    { web, "csat", q.tyytyvaisyys, { 9, 17, 54, 170, 152 }, csat_scores,
      estimate(80.0995, 75.93, 83.71, 1.9912, 402, WILSON, { ["empty"] = 12, ["En osaa sanoa"] = 31 }),
      verdict("met", 0.9942), 75 },
    { offer, "nps", q.suosittelu, { 5, 2, 3, 6, 4, 14, 16, 30, 60, 58, 62 }, nps,
      estimate(26.9231, 17.21, 36.02, 4.7986, 260, WALD, { ["empty"] = 4 }), verdict("cannot tell", 0.2411, 5210), 30 },
    { offer, "share", q.odotus, { 31, 157, 71 }, ylitti,
      estimate(27.4131, 22.33, 33.15, 2.7718, 259, WILSON, { ["empty"] = 5 }), verdict("cannot tell", 0.7702, 2480), 25 },
    { fault, "ces", q.helppous, { 3, 5, 12, 31, 84, 163, 184 }, mean7,
      estimate(5.9668, 5.8514, 6.0822, 0.0587, 482, T, { ["empty"] = 9, ["off scale"] = 2 }),
      verdict("met", 0.9976), 5.8 },
    { fault, "good_start", nil, nil, nil, estimate(84.7953, 80.61, 88.22, 1.9417, 342, WILSON),
      verdict("missed", 0.0031), 90 },
    { visit, "nps", q.suosittelu, { 2, 1, 2, 3, 3, 8, 12, 33, 66, 105, 145 }, nps,
      estimate(57.6316, 49.82, 63.94, 3.5710, 380, WALD, { ["empty"] = 6 }), verdict("cannot tell", 0.9701, 640), 50 },
    { visit, "csat", q.hoiva, { 4, 9, 33, 150, 185 }, csat_scores,
      estimate(87.9265, 84.27, 90.83, 1.6695, 381, WILSON, { ["empty"] = 5 }), verdict("cannot tell", 0.9699, 655), 85 },
    { visit, "share", q.tunne, { 180, 96, 46, 37, 21 }, tyhja,
      estimate(12.1053, 9.19, 15.78, 1.6754, 380, WILSON, { ["empty"] = 4, ["short row"] = 2 }),
      verdict("cannot tell", 0.0912, 1490), nil, 10 },
    { bill, "csat", q.tyytyvaisyys, { 31, 44, 76, 141, 106 }, csat_scores,
      estimate(62.0603, 57.20, 66.69, 2.4353, 398, WILSON, { ["empty"] = 18 }), verdict("missed", 0.0000), 80 },
    { call, "nps", q.suosittelu, { 1, 0, 1, 1, 2, 4, 5, 10, 17, 22, 25 }, nps,
      estimate(37.5000, 20.81, 51.81, 7.8452, 88, WALD, { ["empty"] = 1 }), verdict("cannot tell", 0.3205, 3021), 40 },
  }
end

local units = { nps = "points", csat = "percent", share = "percent", ces = "score", good_start = "percent" }

local function goal(row)
  local place, name, question, counts, scores, found, judged, least, most = table.unpack(row, 1, 9)
  return {
    id = place.touchpoint, touchpoint = place.touchpoint, phase = place.phase, peak = place.peak or false,
    owner = place.owner, metric_name = name, unit = units[name], question = question,
    metric = { kind = "metric", name = name, unit = units[name], question = question and question.name, scores = scores,
               label = name == "good_start" and "hyvä alku, %" or nil },
    relation = least and "at_least" or "at_most", target = least or most, due = "2026-12-31",
    estimate = found, verdict = judged, answers = counts and answers(question, counts, scores) or {},
  }
end

local function receipt()
  return {
    files = { { path = "data/palaute_2026.csv", rows = 1236, bytes = 148320 } },
    read = 1236, used = 1210,
    dropped = { { reason = "short row", n = 19, rows = { 17, 203, 204 } }, { reason = "empty", n = 7, rows = { 88 } } },
    repaired = { { reason = "stray quote", n = 3, rows = { 45, 610, 933 } } },
    questions = {
      suosittelu = { used = 728, missing = { ["empty"] = 11 }, off_scale = { { text = "11", n = 2 } } },
      helppous = { used = 482, missing = { ["empty"] = 9, ["off scale"] = 2 }, off_scale = { { text = "6,5", n = 2 } } },
    },
    dialect = { { name = "encoding", value = "Windows-1252", guessed = true },
                { name = "delimiter", value = ";", guessed = true },
                { name = "decimal", value = ",", guessed = false } },
  }
end

local function kept(q)
  return {
    define = { value = "Kone käy, eikä asiakkaan tarvitse ajatella sitä",
               experience = { huoli = "Minusta pidetään huolta", tieto = "Tiedän, mitä tapahtuu seuraavaksi" },
               benefit = "Suunnittelematon seisokki alle 4 tuntia",
               principles = { "arvoa eikä myyntiä", "odotukset ylitetään", "luottamusta eikä pelkoa" } },
    organise = { lead = "huolto", training = { tunnetaidot = { done = 31, of = 46, due = "2026-06-30" } },
                 functions = { operation = { kind = "metric", name = "ces", question = q.helppous } } },
    implement = { actions = { { finding = "Laskun rivejä ei ymmärretä", action = "Uusi laskupohja", owner = "talous",
                                cost = 9000, due = "2026-05-31", tell = { to = "kaikki asiakkaat", by = "asiakaskirje" } } } },
    redefine = { review = "joka toinen kierros" },
  }
end

--- The result of the service company's plan.
---@param language? string "fi" unless given
function fixture.result(language)
  local q = questions()
  local result = {
    name = "Pohjan Huolto Oy", language = language or "fi", today = "2026-11-21", due = "2026-12-31",
    goals = {}, surveys = { { name = "palaute", files = { "data/palaute_2026.csv" }, receipt = receipt(), n_design = 1210,
                              weighted = false } },
    sections = { { title = "Piirit", blocks = {
      { kind = "paragraph", text = "Salo on jäljessä muista." },
      { kind = "table", columns = { { title = "Piiri" }, { title = "NPS", align = "right" } },
        rows = { { "Turku", { value = 41.5, kind = "number" } }, { "Salo", { value = -12, kind = "number" } } } } } } },
    kept = kept(q),
  }
  for i, row in ipairs(goals(q)) do result.goals[i] = goal(row) end
  result.plan = { name = result.name }
  return result
end

-- An earlier round's estimate: the present one with another value.
local function earlier(now, value, se)
  local reach = 1.96 * se
  return { group = {}, value = value, low = value - reach, high = value + reach, se = se, n = now.n - 20,
           n_effective = now.n - 20, method = now.method, missing = {}, centre = value, centre_se = se }
end

-- Of each goal by its number: values in 2023, 2024, 2025 (or why there is none); p of the change, p adjusted.
local history = {
  [1] = { 77.2, 78.9, 79.3, 0.78, 1 }, [2] = { 12.5, 15.1, 12.2, 0.0004, 0.0032 },
  [4] = { "other scale", 5.71, "other scale", 0.0001, 0.0009 }, [5] = { "not asked", "not asked", 83.9, 0.74, 1 },
  [6] = { 51.2, 49.9, 53.1, 0.37, 1 }, [7] = { 86.1, "no answers", 87.4, 0.82, 1 },
  [8] = { 5.2, 6.1, 5.4, 0.0008, 0.0056 }, [9] = { 74.1, 73.3, 74.9, 0.00007, 0.0007 },
  [10] = { 33.1, 39.4, 30.2, 0.5, 1 },
}

local FAMILY = 9

local function change(of, last, p, p_adjusted)
  local now = of.estimate
  local d, se = now.value - last.estimate.value, math.sqrt(now.se ^ 2 + last.estimate.se ^ 2)
  local up = of.relation ~= "at_most"
  return { from = last.name, to = "2026", difference = d, low = d - 1.96 * se, high = d + 1.96 * se, se = se, p = p,
           p_adjusted = p_adjusted, family = FAMILY, adjust = "holm", beyond_noise = p_adjusted <= 0.05,
           better = (d > 0) == up, confidence = 0.95,
           method = of.unit == "points" and "adjusted Wald 95 %" or of.unit == "score" and "Welch t 95 %" or "Newcombe 95 %" }
end

local function with_history(of, said, language)
  local cx, list, last = require "cx", {}, nil
  of.rounds = {}
  for i, value in ipairs { said[1], said[2], said[3] } do
    local name = tostring(2022 + i)
    local asked = type(value) == "number"
    of.rounds[i] = { name = name, estimate = asked and earlier(of.estimate, value, of.estimate.se * 1.1) or nil,
                       why = not asked and value or nil }
    list[i] = of.rounds[i].estimate or { n = 0 }
    if asked then last = of.rounds[i] end
  end
  of.rounds[4], list[4] = { name = "2026", estimate = of.estimate }, of.estimate
  of.change = change(of, last, said[4], said[5])
  local n = 0
  for _, e in ipairs(list) do n = n + (e.value and 1 or 0) end
  if n < 3 then return end
  local options = { labels = { "2023", "2024", "2025", "2026" }, language = language }
  of.trend, of.control = cx.trend(list, options), cx.chart(list, options)
end

--- The same result after four rounds; one goal is new, three were not asked or could not be compared at times.
---@param language? string "fi" unless given
function fixture.rounds(language)
  local result = fixture.result(language)
  result.rounds = { names = { "2023", "2024", "2025", "2026" }, current = "2026" }
  for i, said in pairs(history) do with_history(result.goals[i], said, language or "fi") end
  return result
end

--- Texts that attack a report, one in each place where data may come in.
fixture.hostile = {
  script = "<script>alert(1)</script>", quotes = "a \"b\" 'c' & d", pipe = "a|b\\|c", formula = "=cmd|'/c calc'!A1",
  plus = "+358 40", at = "@SUM(A1)", minus = "-2+3", tab = "\t=1+1", escape = "\27[31mred\27[0m\7\0end",
  long = ("Erittäinpitkäkosketuspisteennimi"):rep(8), rtl = "\u{202e}עברית\u{202c} kohtaaminen", wide = "顧客体験の接点です",
  image = "![x](http://evil.example/x.png)", bad = "rikki\xff\xfe utf-8", lines = "yksi\r\nkaksi\nkolme",
}

--- The same result with hostile names everywhere.
function fixture.attacked(language)
  local result, h = fixture.result(language), fixture.hostile
  local order = { "script", "quotes", "pipe", "formula", "plus", "at", "minus", "tab", "escape", "long" }
  for i, goal_row in ipairs(result.goals) do
    goal_row.touchpoint, goal_row.id = h[order[i]], i .. h[order[i]]
    goal_row.owner = h[order[#order + 1 - i]]
    goal_row.metric.label = i % 2 == 0 and h.image or nil
  end
  result.goals[2].touchpoint, result.goals[3].touchpoint = h.rtl, h.wide
  result.goals[4].owner, result.goals[5].owner, result.goals[6].owner = h.bad, h.lines, h.formula
  result.name = h.script .. h.quotes
  result.goals[1].answers[1].label = h.script
  result.surveys[1].name = h.formula
  result.surveys[1].receipt.questions.suosittelu.missing[h.script] = 3
  result.surveys[1].receipt.dropped[1].reason = h.escape
  result.kept.define = { [h.script] = { [h.pipe] = h.image } }
  result.sections[1] = { title = h.script, blocks = {
    { kind = "table", columns = { { title = h.formula }, { title = h.pipe } }, rows = { { h.tab, h.escape } } } } }
  return result
end

return fixture
