-- rounds_spec.lua - report/change.lua, rounds.lua and method.lua: what changed since the last round, in every format

local change = require "cx.report.change"
local cjson = require "cjson"
local compose = require "cx.report.compose"
local fixture = dofile "tests/lua/cx/report/fixture.lua"
local html = require "cx.report.html"
local lang = require "cx.lang"
local report = require "cx.report"
local text = require "cx.report.text"

local FORMATS = { "terminal", "markdown", "html", "json", "csv" }


local function blocks(document, kind, role)
  local found = {}
  for _, block in ipairs(document) do
    if block.kind == kind and (not role or block.role == role) then found[#found + 1] = block end
  end
  return found
end


-- The cells of a table's row as texts.
local function texts(row)
  local list = {}
  for j, cell in ipairs(row) do list[j] = type(cell) == "table" and cell.text or cell end
  return list
end


local function cell(block, i, key)
  for j, column in ipairs(block.columns) do
    if column.key == key then return texts(block.rows[i])[j] end
  end
end


local function captioned(document, caption)
  local found = {}
  for _, block in ipairs(blocks(document, "table")) do
    if block.caption == caption then found[#found + 1] = block end
  end
  return found
end


-- A result whose changes are those given by the goal's number; the others have none.
local function with_changes(code, given)
  local result = fixture.rounds(code)
  for i, goal in ipairs(result.goals) do
    if not given[i] then goal.change = nil end
    for key, value in pairs(given[i] or {}) do goal.change[key] = value end
  end
  return result
end


local function first_sentence(result)
  return blocks(compose.document(result), "lead")[1].sentences[1]
end


local function copy(given)
  local made = {}
  for key, value in pairs(given) do made[key] = value end
  return made
end


describe("report: changes on page one", function()
  it("change (1): marks what is beyond noise, says without colour what is worse, and leaves empty what has no change", function()
    local block = blocks(compose.document(fixture.rounds "en"), "table", "goals")[1]
    local function shown(i) return cell(block, i, "change") .. "|" .. cell(block, i, "change_mark") end
    assert.equal("+1|", shown(1))
    assert.equal("+15|▲", shown(2))
    assert.equal("|", shown(3))
    assert.equal("+0.3|▲", shown(4))
    assert.equal("+7|▲\u{a0}!", shown(8))            -- at most 10: a rise is worse
    assert.equal("−13|▼\u{a0}!", shown(9))
    local fewer = with_changes("en", { [8] = { difference = -3, better = true } })
    assert.equal("−3|▼", (function()
      local goals = blocks(compose.document(fewer), "table", "goals")[1]
      return cell(goals, 8, "change") .. "|" .. cell(goals, 8, "change_mark")
    end)())
  end)

  it("change (2): rounds as its interval supports, and never shows a change beyond noise as none", function()
    local words = lang.load "en"
    local function shown(given, unit)
      given.beyond_noise, given.better = given.beyond_noise ~= false, true
      return change.number(words, { change = given, unit = unit or "points" }, 1)
    end
    assert.equal("+9", shown { difference = 9.1, low = 3.2, high = 15.4 })
    assert.equal("+0.31", shown { difference = 0.31, low = 0.29, high = 0.33 })
    assert.equal("+0.3", shown { difference = 0.3, low = -0.4, high = 1.1 })
    assert.equal("0", shown { difference = 0.3, low = -0.4, high = 1.1, beyond_noise = false })
    assert.equal("−0.2", shown({ difference = -0.2, low = -0.4, high = -0.1 }, "score"))
    assert.equal("", change.number(words, { unit = "points" }, 1))
  end)

  it("page_one (5): has neither column nor sentence nor figure without rounds", function()
    local document = compose.document(fixture.result "en")
    for _, column in ipairs(blocks(document, "table", "goals")[1].columns) do assert.not_matches("^change", column.key) end
    assert.not_matches("noise", table.concat(blocks(document, "lead")[1].sentences))
    assert.equal("Rows used", blocks(document, "figures")[1].items[4].label)
    assert.not_matches("round", blocks(document, "title")[1].sub)
  end)

  it("page_one (5): names the round beside the subject, in the three languages", function()
    for code, words in pairs { en = "round 2026", fi = "kierros 2026", sv = "omgång 2026" } do
      assert.matches(" · " .. words .. " · ", blocks(compose.document(fixture.rounds(code)), "title")[1].sub, 1, true)
    end
  end)

  it("change (3): says in the legend what the marks mean, since when, of how many, and how adjusted", function()
    local function legend(result) return blocks(compose.document(result), "paragraph", "legend")[1].text end
    assert.matches("Change since 2025: ▲ ▼ = a rise or fall beyond noise, ! = for the worse (p at most 0.05, adjusted by Holm "
      .. "over 9 changes). For Vikailmoitus (ease): since 2024.", legend(fixture.rounds "en"), 1, true)
    assert.matches("Muutos kierroksesta 2025: ▲ ▼ = nousu tai lasku, joka erottuu kohinasta; ! = huonompaan suuntaan "
      .. "(p enintään 0,05, oikaistu menetelmällä Holm, 9 muutosta). Vikailmoitus (helppous): kierroksesta 2024.",
      legend(fixture.rounds "fi"), 1, true)
    assert.matches("Förändring sedan 2025: ▲ ▼ = upp eller ner mer än slumpen förklarar, ! = åt fel håll (p högst 0,05, "
      .. "justerat enligt Holm, 9 förändringar). För Vikailmoitus (enkelhet): sedan 2024.", legend(fixture.rounds "sv"), 1, true)
    local many = with_changes("en", { [2] = { family = 31, adjust = "benjamini-hochberg", confidence = 0.9 } })
    assert.matches("(p at most 0.1, adjusted by Benjamini–Hochberg over 31 changes).", legend(many), 1, true)
    assert.matches("(p at most 0.05, one change).", legend(with_changes("en", { [2] = { family = 1 } })), 1, true)
  end)

  it("change (4): says in a sentence what changed beyond noise", function()
    local two = { [2] = {}, [8] = {} }
    assert.equal("Tarjous (NPS) rose by 15 points since 2025: more than noise.", first_sentence(with_changes("en", { [2] = {} })))
    assert.equal("Lasku (satisfied) fell by 13 percentage points since 2025: more than noise.",
      first_sentence(with_changes("en", { [9] = {} })))
    assert.equal("Huoltokäynti (ei tunnetta) rose by 7 percentage points since 2025, for the worse: more than noise.",
      first_sentence(with_changes("en", { [8] = {} })))
    assert.equal("Huoltokäynti (ei tunnetta) fell by 1 percentage point since 2025, for the better: more than noise.",
      first_sentence(with_changes("en", { [8] = { difference = -1, better = true } })))
    assert.equal("Tarjous (NPS) nousi 15 pistettä kierroksesta 2025, ja muutos erottuu kohinasta.",
      first_sentence(with_changes("fi", { [2] = {} })))
    assert.equal("Tarjous (NPS) nousi 1 pisteen kierroksesta 2025, ja muutos erottuu kohinasta.",
      first_sentence(with_changes("fi", { [2] = { difference = 1 } })))
    assert.equal("Tarjous (NPS) steg 15 poäng sedan 2025, mer än slumpen förklarar.",
      first_sentence(with_changes("sv", { [2] = {} })))
    assert.equal("One result has improved since 2025 by more than noise: Tarjous (NPS). One has got worse: Huoltokäynti "
      .. "(ei tunnetta).", first_sentence(with_changes("en", two)))
    assert.equal("No result has changed since 2025 by more than noise.",
      first_sentence(with_changes("en", { [1] = {}, [5] = {} })))
    assert.equal("The change since 2025 is within noise.", first_sentence(with_changes("en", { [1] = {} })))
    assert.equal("Kaksi tulosta on heikentynyt kierroksesta 2025, ja muutos erottuu kohinasta: Lasku (tyytyväiset) ja "
      .. "Huoltokäynti (ei tunnetta).", first_sentence(with_changes("fi", { [8] = {}, [9] = {} })))
  end)

  it("calls a round that has but a number a round", function()
    assert.equal("The change since round 7 is within noise.", first_sentence(with_changes("en", { [1] = { from = "7" } })))
    assert.equal("Förändringen sedan omgång 7 är inte större än slumpen förklarar.",
      first_sentence(with_changes("sv", { [1] = { from = "7" } })))
    assert.equal("The change since 2026-Q2 is within noise.",
      first_sentence(with_changes("en", { [1] = { from = "2026-Q2" } })))
  end)

  it("change (4): speaks of the round before where goals have different ones", function()
    assert.equal("Two results have improved since the round before by more than noise: Tarjous (NPS) and Vikailmoitus (ease). "
      .. "Two have got worse: Lasku (satisfied) and Huoltokäynti (ei tunnetta).", first_sentence(fixture.rounds "en"))
  end)

  it("has a key figure of change: how many of how many, or the only one with its interval", function()
    local function figure(result) return blocks(compose.document(result), "figures")[1].items[4] end
    assert.same({ label = "Changes beyond noise", value = "4", of = "of 9", note = "2 better, 2 worse" },
      figure(fixture.rounds "en"))
    assert.same({ label = "Muutos kierroksesta 2025", value = "+15", of = "", note = "väli +1…+29: erottuu kohinasta" },
      figure(with_changes("fi", { [2] = {} })))
    assert.equal("within noise", figure(with_changes("en", { [1] = {}, [5] = {} })).note)
  end)
end)


describe("report: rounds on the next pages", function()
  it("change: what answered in both rounds is said beneath the changes", function()
    local words = require "cx.lang".load "en"
    local made = { difference = 1, low = 0, high = 2, p = 0.5, p_adjusted = 1, family = 2, adjust = "holm", confidence = 0.95,
                   method = "linearised t 95 %", shared = 41 }
    local goal = { change = made, unit = "points", relation = "at_least" }
    assert.matches("41 accounts or clusters answered in both rounds; the errors know it%.$", change.method(words, { goal }))
    made.shared = nil
    assert.is_nil(change.method(words, { goal }):find "both rounds")
  end)

  it("rounds (1): has each change with its interval, p raw and adjusted, and what adjusted it beneath", function()
    local block = captioned(compose.document(fixture.rounds "en"), "Changes")[3]
    assert.same({ "ease\u{a0}1–7", "2024", "+0.257", "(+0.086…+0.428)", "<0.001", "<0.001", "▲ for the better" },
      texts(block.rows[1]))
    assert.same({ "hyvä alku, %", "2025", "+0.90", "(−4.76…+6.55)", "0.740", "1.000", "within noise" }, texts(block.rows[2]))
    assert.equal("Change: 95% confidence interval (Welch t, Newcombe); beyond noise = p at most 0.05, adjusted by Holm over 9 "
      .. "changes. Unweighted.", block.note)
  end)

  it("rounds (2): has every round with value, interval and n, and says why one has none", function()
    local block = captioned(compose.document(fixture.rounds "en"), "Round by round")[3]
    local rows = {}
    for i, row in ipairs(block.rows) do rows[i] = texts(row) end
    assert.same({ "ease\u{a0}1–7", "2023", "–", "asked on another scale", "", "", "" }, rows[1])
    assert.same({ "ease\u{a0}1–7", "2026", "5.967", "(5.851–6.082)", "482", "+0.257", "▲" }, rows[4])
    assert.same({ "hyvä alku, %", "2023–2024", "–", "not asked", "", "", "" }, rows[5])
    assert.equal(7, #rows)
    assert.equal("Interval = 95% confidence interval (t, Wilson). Unweighted.", block.note)
  end)

  it("rounds (2): shows the last twelve of many rounds, and all of them in the chart and in JSON", function()
    local result = fixture.rounds "en"
    local goal, list = result.goals[2], {}
    for i = 1, 15 do
      goal.rounds[i] = { name = ("w%02d"):format(i), estimate = copy(goal.rounds[1].estimate) }
      goal.rounds[i].estimate.value = 10 + i % 5
      list[i] = goal.rounds[i].estimate
    end
    goal.control = require "cx".chart(list)
    local block = captioned(compose.document(result), "Round by round")[2]
    assert.equal(13, #block.rows)
    assert.same({ "NPS", "w01–w03", "…", "", "", "", "" }, texts(block.rows[1]))
    assert.equal("w04", texts(block.rows[2])[2])
    assert.equal("w15", texts(block.rows[13])[2])
    local read = cjson.decode(report.text(result, "json"))
    assert.equal(15, #read.goals[2].rounds)
    assert.equal(15, #read.goals[2].control.points)
  end)

  it("rounds (3): a round without answers reads as a hidden one where the report has privacy", function()
    local function reasons(result)
      local found = {}
      for _, block in ipairs(captioned(compose.document(result), "Round by round")) do
        for _, row in ipairs(block.rows) do found[texts(row)[4]] = true end
      end
      return found
    end
    local open, private = fixture.rounds "en", fixture.rounds "en"
    private.privacy = { minimum = 10 }
    assert.is_true(reasons(open)["no answers"])
    assert.is_nil(reasons(private)["no answers"])
    assert.is_true(reasons(private).hidden)
    for _, format in ipairs(FORMATS) do assert.not_matches("no answers", report.text(private, format), 1, true) end
  end)

  it("rounds (4): tells the trend in words and draws a control chart from three rounds on", function()
    local document, said = compose.document(fixture.rounds "en"), {}
    for _, block in ipairs(blocks(document, "paragraph", "trend")) do said[#said + 1] = block.text end
    assert.matches("ei tunnetta,\u{a0}%: a rise beyond noise over 4 rounds; +2.11 a round (interval +0.56…+3.65, p 0.008).",
      table.concat(said, "\n"), 1, true)
    local titles = {}
    for _, block in ipairs(blocks(document, "chart")) do
      if block.chart == "control" then titles[#titles + 1] = block.title end
    end
    assert.equal(7, #titles)                          -- good start and ease have fewer than three values
    assert.equal("Verkkosivut, satisfied,\u{a0}%: round by round", titles[1])
    assert.equal(7, select(2, report.text(fixture.rounds "en", "html"):gsub('<svg class="control"', "")))
    for _, format in ipairs { "terminal", "markdown" } do
      assert.matches("Centre 71%%; limits 58–84%% at 2026", report.text(fixture.rounds "en", format, { width = 140 }))
    end
  end)

  it("rounds (8): says how many trends chance alone would show", function()
    local function said(code) return blocks(compose.document(fixture.rounds(code)), "paragraph", "trend")[1] end
    assert.equal("Trends", said("en").label)
    assert.equal("Each has its own p, unadjusted; of 7, chance alone would on average show 0.4 where there are none.",
      said("en").text)
    assert.matches("7 suunnasta sattuma yksin näyttäisi keskimäärin 0,4", said("fi").text, 1, true)
    assert.matches("av 7 skulle slumpen ensam i medeltal visa 0,4", said("sv").text, 1, true)
  end)

  it("rounds (2): gives all rounds of a goal the same decimals, and limits of a chart that differ", function()
    local result = fixture.rounds "en"
    local goal = result.goals[1]
    goal.rounds[2].estimate.low, goal.rounds[2].estimate.high = 78.88, 78.92
    goal.control.points[4].low, goal.control.points[4].high = 79.12, 79.34
    local document = compose.document(result)
    local block = captioned(document, "Round by round")[1]
    assert.equal("77.2000", texts(block.rows[1])[3])
    assert.equal("(78.8800–78.9200)", texts(block.rows[2])[4])
    for _, chart in ipairs(blocks(document, "chart")) do
      if chart.chart == "control" then
        assert.matches("limits 79.1–79.3% at 2026", chart.summary, 1, true)
        break
      end
    end
  end)

  it("rounds (5): says which goal has nothing to be compared with", function()
    local notes = blocks(compose.document(fixture.rounds "en"), "paragraph", "note")
    assert.equal(1, #notes)
    assert.equal("ylitti,\u{a0}%: no earlier round to compare with.", notes[1].text)
  end)

  it("rounds (7): says once what all charts have to say, in the report's language", function()
    for code, words in pairs { en = "No baseline is frozen", fi = "Vertailujaksoa ei ole lukittu",
                               sv = "Ingen jämförelseperiod är låst" } do
      local result = fixture.rounds "en"
      for _, format in ipairs { "terminal", "markdown", "html" } do
        local shown = report.text(result, format, { language = code, width = 200 })
        assert.equal(1, select(2, shown:gsub(words, "")), code .. " " .. format)
      end
    end
  end)

  it("control_svg (1): a limit of a single point between gaps does not cross itself", function()
    local page = report.text(fixture.rounds "en", "html")
    local n = 0
    for path in page:gmatch '<path class="band" d="M([^"]*)Z"/>' do
      local x = {}
      for number in path:gmatch "([%d.]+) [%d.]+" do x[#x + 1] = tonumber(number) end
      assert.equal(x[1], x[#x])                       -- it ends above or below where it began
      n = n + 1
    end
    assert.equal(8, n)
  end)
end)


describe("report: the line of the method", function()
  it("method (1): stands once beneath every table of estimates, and says no twice what a column says", function()
    local result = fixture.rounds "en"
    result.surveys[1].weighted, result.surveys[1].weight = true, "weight"
    result.surveys[1].design = { strata = 3, clusters = 237, accounts = true, lonely = 0, policy = "adjust" }
    local document = compose.document(result)
    local tail = "Weighted by weight. Errors by 237 accounts in 3 strata."
    assert.equal("Interval = 95% confidence interval (Wilson, adjusted Wald, t). " .. tail,
      blocks(document, "table", "goals")[1].note)
    assert.equal(6, #blocks(document, "table", "estimates"))
    for _, block in ipairs(blocks(document, "table", "estimates")) do assert.equal(tail, block.note) end
    for _, caption in ipairs { "Changes", "Round by round" } do
      assert.equal(6, #captioned(document, caption))
      for _, block in ipairs(captioned(document, caption)) do
        assert.equal(tail, block.note:sub(-#tail))
        assert.equal(1, select(2, block.note:gsub("confidence interval", "")))
      end
    end
    assert.matches("distribution of answers, weighted", report.text(result, "markdown"), 1, true)
    for _, format in ipairs { "terminal", "markdown", "html" } do
      local _, n = report.text(result, format, { width = 200 }):gsub("Weighted by weight%. Errors by 237 accounts", "")
      assert.equal(1 + 3 * 6, n, format)
    end
  end)

  it("method (1): names no interval of a metric that has none", function()
    local result = fixture.result "en"
    for i = 2, #result.goals do result.goals[i] = nil end
    result.goals[1].estimate.interval = "none"
    assert.equal("Unweighted.", blocks(compose.document(result), "table", "goals")[1].note)
  end)

  it("method (2): names the weights of the table's own surveys", function()
    local result, a, b = fixture.result "en", {}, {}
    result.surveys = { { name = "a", survey = a, receipt = {}, weighted = true, weight = "wt" },
                       { name = "b", survey = b, receipt = {} } }
    for i, goal in ipairs(result.goals) do
      goal.question = copy(goal.question or { name = "start" })
      goal.question.survey = i == 1 and a or b
    end
    local list = blocks(compose.document(result), "table", "estimates")
    assert.equal("Weighted by wt.", list[1].note)
    assert.equal("Unweighted.", list[2].note)
  end)

  it("an own table of a plan gives its note", function()
    local result = fixture.result "en"
    result.sections = { { title = "Own", blocks = {
      { kind = "table", columns = { "District" }, rows = { { "Salo" } }, note = "Wilson 95%, weighted by wt." } } } }
    for _, format in ipairs { "terminal", "markdown", "html", "json" } do
      assert.matches("Wilson 95%, weighted by wt.", report.text(result, format), 1, true)
    end
  end)
end)


-- The rows of a CSV text without quoted newlines, by the names of the first.
local function records(shown, delimiter)
  local heads, list = {}, {}
  for line in shown:gsub("^\u{feff}", ""):gmatch "([^\r]*)\r\n" do
    local row = {}
    for value in (line:gsub('"[^"]*"', function(s) return (s:gsub(delimiter, "¤")) end) .. delimiter):gmatch("(.-)" .. delimiter) do
      row[#row + 1] = value
    end
    if #heads == 0 then heads = row else
      local record = {}
      for j, head in ipairs(heads) do record[head] = row[j] end
      list[#list + 1] = record
    end
  end
  return list, heads
end


describe("report: rounds as data", function()
  it("csv (5): keeps the old columns in their places and adds the new ones at the end", function()
    local _, heads = records(report.text(fixture.rounds "en", "csv"), ",")
    assert.equal("id phase touchpoint peak owner metric question unit relation target due value low high se n n_effective missing "
      .. "method verdict probability n_needed round change_from change change_low change_high change_p change_p_adjusted "
      .. "beyond_noise met_rule per_round month never section subject", table.concat(heads, " "))
  end)

  it("csv (5): says round, change, rule and outlook", function()
    local result = fixture.rounds "en"
    result.goals[2].outlook = { difference = 5, per_round = 4310, month = "2028-03", flow = 260 }
    result.goals[8].outlook = { difference = 5, per_round = 512, never = true }
    result.goals[2].met = { kind = "probability", probability = 0.8 }
    result.goals[8].met = { kind = "margin", margin = 2.5 }
    local list = records(report.text(result, "csv"), ",")
    local c = result.goals[2].change
    assert.equal("2026", list[2].round)
    assert.equal("2025", list[2].change_from)
    assert.equal(c.difference, tonumber(list[2].change))
    assert.equal(c.low, tonumber(list[2].change_low))
    assert.equal(c.high, tonumber(list[2].change_high))
    assert.equal("0.0004", list[2].change_p)
    assert.equal("0.0032", list[2].change_p_adjusted)
    assert.equal("yes", list[2].beyond_noise)
    assert.equal("no", list[1].beyond_noise)
    assert.equal("", list[3].change .. list[3].change_from .. list[3].beyond_noise)
    assert.same({ "sure", "probability 0.8", "margin 2.5" }, { list[1].met_rule, list[2].met_rule, list[8].met_rule })
    assert.same({ "4310", "2028-03", "no" }, { list[2].per_round, list[2].month, list[2].never })
    assert.same({ "512", "", "yes" }, { list[8].per_round, list[8].month, list[8].never })
    assert.equal("", list[1].never)
    local fi = records(report.text(result, "csv", { locale = "fi" }), ";")
    assert.equal("todennäköisyys 0,8", fi[2]["sääntö"])
    assert.equal("kyllä", fi[2]["erottuu_kohinasta"])
    assert.equal("", records(report.text(fixture.result "en", "csv"), ",")[1].round)
  end)

  it("json (5): has all rounds of each goal, its change, trend and chart", function()
    local result = fixture.rounds "en"
    local read = cjson.decode(report.text(result, "json"))
    assert.same({ names = { "2023", "2024", "2025", "2026" }, current = "2026", unit = cjson.null }, read.rounds)
    for _, key in ipairs { "from", "to", "difference", "low", "high", "se", "p", "p_adjusted", "family", "adjust",
                           "beyond_noise", "better", "confidence", "method" } do
      assert.equal(result.goals[2].change[key], read.goals[2].change[key], key)
    end
    assert.equal(4, #read.goals[2].rounds)
    assert.equal(12.5, read.goals[2].rounds[1].estimate.value)
    assert.equal(240, read.goals[2].rounds[1].estimate.n)
    assert.equal("other scale", read.goals[4].rounds[1].why)
    assert.equal(cjson.null, read.goals[4].rounds[1].estimate)
    assert.equal("rise", read.goals[8].trend.direction)
    assert.equal(result.goals[8].control.centre, read.goals[8].control.centre)
    assert.equal(4, #read.goals[8].control.points)
    assert.equal(cjson.null, read.goals[3].change)
    assert.equal("sure", read.goals[2].met)
    assert.is_nil(cjson.decode(report.text(fixture.result "en", "json")).rounds)
  end)
end)


describe("report: rounds and privacy", function()
  -- The second goal hidden, with all that a history might have left in it; its numbers are found nowhere else.
  local function hidden(code)
    local result = fixture.rounds(code)
    local goal = result.goals[2]
    goal.hidden, goal.estimate, goal.answers = true, { missing = {} }, {}
    goal.verdict = { verdict = "hidden", shown = "hidden" }
    goal.outlook = { difference = 5, per_round = 48231, month = "2031-07", flow = 48233 }
    goal.change.difference, goal.change.low, goal.change.high = 44.4771, 43.3771, 45.5771
    for i, round in ipairs(goal.rounds) do
      round.estimate = { value = 91.37 + i, low = 57.37, high = 97.37, n = 48235, missing = {} }
    end
    goal.trend.slope, goal.control.centre = 33.3771, 91.3737
    result.privacy = { minimum = 10 }
    return result
  end

  it("hidden goals show nothing of their rounds in any format", function()
    local secrets = { "44[.,]4", "44[.,]48", "43[.,]38", "45[.,]58", "33[.,]37", "33[.,]38", "9[1-57][.,]37", "57[.,]37", "%f[%d]48,?23[135]%f[%D]", "48\u{a0}23", "2031", "+44" }
    for _, code in ipairs { "en", "fi", "sv" } do
      for _, format in ipairs(FORMATS) do
        for _, options in ipairs { {}, { width = 140 }, { locale = code } } do
          local shown = report.text(hidden(code), format, options):gsub("<style>.-</style>", ""):gsub(' [dxy]%d?="[^"]*"', "")
            :gsub(' c[xy]="[^"]*"', "")
          for _, secret in ipairs(secrets) do
            local at = shown:find(secret)
            assert.is_nil(at, at and code .. " " .. format .. " " .. secret .. ": " .. shown:sub(at - 40, at + 20))
          end
        end
      end
    end
  end)

  it("what is not hidden would be found so", function()
    local result = hidden "en"
    result.goals[2].hidden = nil
    result.goals[2].estimate, result.goals[2].verdict = { value = 60, low = 50, high = 70, n = 48235 }, { verdict = "met" }
    assert.matches("48.?23", report.text(result, "json"))
    assert.matches("44[.,]48", report.text(result, "markdown"))
    assert.matches("33[.,]38", report.text(result, "terminal", { width = 140 }))
    assert.matches("2031", report.text(result, "csv"))
  end)

  it("hidden goals are neither counted nor named among the changes", function()
    local document = compose.document(hidden "en")
    assert.equal("3", blocks(document, "figures")[1].items[4].value)
    assert.equal("of 8", blocks(document, "figures")[1].items[4].of)
    assert.not_matches("Tarjous %(NPS%)", blocks(document, "lead")[1].sentences[1])
    local block = blocks(document, "table", "goals")[1]
    assert.equal("", cell(block, 2, "change") .. cell(block, 2, "change_mark"))
  end)

  it("hidden goals have no chart, no trend among those counted, and are not said to have nothing to compare with", function()
    local result = hidden "en"
    result.goals[3].hidden = true                     -- it has no rounds; its estimate was left
    local document, charts = compose.document(result), 0
    for _, block in ipairs(blocks(document, "chart")) do
      if block.chart == "control" then
        charts = charts + 1
        assert.not_matches("^Tarjous", block.title)
      end
    end
    assert.equal(6, charts)
    assert.equal(0, #blocks(document, "paragraph", "note"))
    assert.matches("of 6, chance alone would on average show 0.3", blocks(document, "paragraph", "trend")[1].text, 1, true)
  end)
end)


describe("report: rounds on paper and screen", function()
  for _, width in ipairs { 40, 80, 100, 140 } do
    it("fits " .. width .. " columns", function()
      for _, code in ipairs { "en", "fi", "sv" } do
        for line in report.text(fixture.rounds(code), "terminal", { width = width }):gmatch "([^\n]*)\n" do
          assert.is_true(text.width(line) <= width, line)
        end
      end
    end)
  end

  it("grid (5): at 80 columns the owner stands behind the touchpoint, and no word is broken", function()
    local shown = report.text(fixture.rounds "fi", "terminal", { width = 80 })
    assert.matches("\n Kosketuspiste Mittari +Tulos %(väli%) +n +Muutos Tavoite Tilanne\n %(Vastuu%)\n", shown)
    assert.matches("\n Lasku +tyytyväiset, %%[^\n]*−13 ▼ ! +≥ 80 ✘ jäljessä\n %(talous%)\n", (shown:gsub("\u{a0}", " ")))
  end)

  it("has balanced tags, captions and scopes in HTML, and no NaN anywhere", function()
    local page = report.text(fixture.rounds "fi", "html")
    local stack = {}
    for close, name, rest in page:gmatch "<(/?)(%a%w*)([^>]*)>" do
      if close == "/" then assert.equal(table.remove(stack), name)
      elseif name ~= "meta" and rest:sub(-1) ~= "/" then stack[#stack + 1] = name end
    end
    assert.equal(0, #stack)
    assert.equal(select(2, page:gsub("<table", "")), select(2, page:gsub("<caption", "")))
    for _, format in ipairs(FORMATS) do
      local shown = report.text(fixture.rounds "en", format):gsub("<style>.-</style>", "")
      for _, bad in ipairs { "%f[%a]nan%f[%A]", "%f[%a]inf%f[%A]", "%f[%a]nil%f[%A]", "table: 0x", "{%a+}" } do
        assert.is_nil(shown:find(bad), format .. " " .. bad)
      end
    end
  end)

  for _, n in ipairs { 10, 17, 30 } do
    it("html (4): page one stays one A4 with " .. n .. " goals and their changes", function()
      local pipe = io.popen "command -v chromium 2>/dev/null"
      local found = pipe:read "a" ~= ""
      pipe:close()
      if not found then return pending "chromium is not installed" end
      local result, goals = fixture.rounds "fi", {}
      for i = 1, n do
        goals[i] = copy(result.goals[(i - 1) % 10 + 1])
        goals[i].touchpoint = goals[i].touchpoint .. (i > 10 and " " .. (i - 1) // 10 + 1 or "")
      end
      result.goals = goals
      local document, parts = compose.document(result), {}
      for i = #document, document.first_page_ends + 1, -1 do document[i] = nil end
      html.render(document, function(s) parts[#parts + 1] = s end)
      local name = os.tmpname()
      local file = assert(io.open(name .. ".html", "wb"))
      file:write(table.concat(parts))
      file:close()
      os.execute(("chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir=%s.profile "
        .. "--no-pdf-header-footer --print-to-pdf=%s.pdf file://%s.html >/dev/null 2>&1"):format(name, name, name))
      local pdf = assert(io.open(name .. ".pdf", "rb"))
      local pages = select(2, pdf:read "a":gsub("/Type%s*/Page%f[^%a]", ""))
      pdf:close()
      os.execute(("rm -rf %s %s.*"):format(name, name))
      assert.equal(1, pages)
    end)
  end
end)
