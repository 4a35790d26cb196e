-- compose_spec.lua - report/compose.lua and what it calls: page one, the numbers in full, the plan, the receipts

local compose = require "cx.report.compose"
local fixture = dofile "tests/lua/cx/report/fixture.lua"
local lang = require "cx.lang"
local plain = require "cx.report.plain"
local sentence = require "cx.report.sentence"
local share = require "cx.report.share"
local wording = require "cx.report.wording"
local report = require "cx.report"


local function blocks(document, kind, role)
  local found = {}
  for _, block in ipairs(document) do
    if block.kind == kind and (not role or block.role == role) then found[#found + 1] = block end
  end
  return found
end


local function cell(block, i, key)
  for j, column in ipairs(block.columns) do
    if column.key == key then
      local value = block.rows[i][j]
      return type(value) == "table" and value.text or value
    end
  end
end


local function lead(goals, code)
  return sentence.lead(lang.load(code or "en"), goals)
end


-- A goal in few words.
local function goal(name, verdict, more)
  local made = { id = name, touchpoint = name, metric_name = "nps", unit = "points", relation = "at_least", target = 50,
                 estimate = { value = 40, low = 30, high = 60, n = 100, method = "adjusted Wald 95 %" }, answers = {},
                 verdict = { verdict = verdict, shown = verdict } }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end


describe("report: page one", function()
  it("says in three sentences what is met, how sure the rest is, and what cannot be told", function()
    local said = blocks(compose.document(fixture.result "en"), "lead")[1].sentences
    assert.same({
      "Two of ten goals are met. Two are behind: Lasku (satisfied) and Vikailmoitus (hyvä alku).",
      "Six cannot be told yet: two are almost certainly met and one is unlikely to be met.",
      "Four of them cannot be told from the present number of answers: Jälkisoitto (NPS), Tarjous (NPS), Tarjous (ylitti) "
        .. "and Huoltokäynti (ei tunnetta).",
    }, said)
  end)

  it("says the same in Finnish and Swedish", function()
    local fi = blocks(compose.document(fixture.result "fi"), "lead")[1].sentences
    assert.equal("Kuusi ei ratkea vielä: kaksi on lähes varmasti saavutettu ja yksi tuskin on saavutettu.", fi[2])
    local sv = blocks(compose.document(fixture.result "sv"), "lead")[1].sentences
    assert.equal("Två av tio mål är uppnådda. Två ligger efter: Lasku (nöjda) och Vikailmoitus (hyvä alku).", sv[1])
  end)

  it("says one goal as one, and all as all", function()
    assert.same({ "The only goal is met.", "Every verdict holds at 95% confidence." }, lead { goal("Bill", "met") })
    assert.equal("All three goals are met.", lead({ goal("a", "met"), goal("b", "met"), goal("c", "met") })[1])
    assert.equal("Kaikki kolme tavoitetta on saavutettu.",
      lead({ goal("a", "met"), goal("b", "met"), goal("c", "met") }, "fi")[1])
    assert.equal("None of the two goals is met so far. None is behind.",
      lead({ goal("a", "cannot tell"), goal("b", "cannot tell") })[1])
    assert.same({ "The plan has no goals yet." }, lead {})
  end)

  it("says behind before the due date and missed after it", function()
    local late = goal("Bill", "missed", { verdict = { verdict = "missed", shown = "behind" } })
    assert.matches("One is behind: Bill", lead({ late })[1])
    assert.matches("One was missed: Bill", lead({ goal("Bill", "missed") })[1])
    assert.equal("jäljessä", wording.status_word(lang.load "fi", late))
    assert.equal("ei saavutettu", wording.status_word(lang.load "fi", goal("Bill", "missed")))
  end)

  it("names three and counts the others when many are behind", function()
    local goals = {}
    for i = 1, 6 do goals[i] = goal("P" .. i, "missed", { target = 50 + i }) end
    assert.matches("Six were missed: P6 %(NPS%), P5 %(NPS%), P4 %(NPS%) and 3 others%.", lead(goals)[1])
  end)

  it("says what has no answers, and asks who will ask", function()
    local none = goal("Bill", "cannot tell", { estimate = { n = 0 }, owner = "finance" })
    assert.same({ "None of the two goals is met so far. None is behind.", "One cannot be told yet.",
                  "There are no answers for one goal: Bill (NPS)." }, lead { none, goal("b", "cannot tell") })
    assert.same({ "Bill (NPS): there is nothing to measure the goal with. Who asks, and when? (owner: finance)" },
      sentence.requests(lang.load "en", { none }))
    local late = { action = "New invoice", owner = "finance", days = 1, done = false }
    assert.equal("New invoice is one day late. Does it get what it needs, or is it given up? (owner: finance)",
      sentence.requests(lang.load "en", { none }, late)[1])
    late = { action = "New invoice", days = 15, done = true, to = "kaikille" }
    assert.equal("New invoice: tehty, mutta kertominen on 15 päivää myöhässä. Kerrotaanko nyt: kaikille?",
      sentence.requests(lang.load "fi", {}, late)[1])
    late.to = nil
    assert.equal("New invoice: gjort, men 15 dagar för sent inte berättat för någon. Berättas det nu?",
      sentence.requests(lang.load "sv", {}, late)[1])
  end)

  it("shows the goals in the order of the journey, with all that a goal says", function()
    local block = blocks(compose.document(fixture.result "fi"), "table", "goals")[1]
    assert.equal(10, #block.rows)
    assert.equal("Huoltokäynti ★", cell(block, 6, "touchpoint"))
    assert.equal("Aikana", cell(block, 6, "phase"))
    assert.equal("tyytyväiset,\u{a0}%", cell(block, 1, "metric"))
    assert.equal("helppous\u{a0}1–7", cell(block, 4, "metric"))
    assert.equal("ylitti,\u{a0}%", cell(block, 3, "metric"))
    assert.equal("≤\u{a0}10", cell(block, 8, "goal"))
    assert.equal("lähes varma", cell(block, 6, "status"))
    assert.equal("97\u{a0}%", cell(block, 6, "probability"))
    assert.equal("", cell(block, 1, "probability"))
    assert.equal("palvelu (ulk.)", cell(block, 10, "owner"))
  end)

  it("wording: a metric without a scale has round ends around result and goal", function()
    local function ends(low, high, target) return { wording.scale { estimate = { low = low, high = high }, target = target } } end
    assert.same({ 0.0, 50.0 }, ends(35.5, 40.072272, 40))
    assert.same({ -13.0, 2.0 }, ends(-12.3, 1.5, 2))
    assert.same({ 0.0, 9000.0 }, ends(7300.5, 8123.456, 8000))
    assert.same({ 0.0, 1.0 }, ends(0.1, 0.2, 0.5))
  end)

  it("wording (1): rounds to what the interval supports", function()
    local block = blocks(compose.document(fixture.result "fi"), "table", "goals")[1]
    assert.equal("80", cell(block, 1, "result"))
    assert.equal("(76–84)", cell(block, 1, "interval"))
    assert.equal("6,0", cell(block, 4, "result"))
    assert.equal("(5,9–6,1)", cell(block, 4, "interval"))
    local narrow = goal("a", "met", { estimate = { value = 40.4021, low = 40.3812, high = 40.4231 } })
    assert.equal(2, wording.decimals(narrow, 1))
    assert.equal("40.40", wording.value(lang.load "en", narrow, 1))
    assert.equal("40.38–40.42", wording.interval(lang.load "en", narrow, 1))
  end)

  it("wording (1): has decimals on the following pages", function()
    local block = blocks(compose.document(fixture.result "fi"), "table", "estimates")[1]
    assert.equal("80,10", cell(block, 1, "result"))
    assert.equal("(75,93–83,71)", cell(block, 1, "interval"))
    assert.equal("1,991", cell(block, 1, "se"))
    assert.equal("En osaa sanoa 31, tyhjä 12", cell(block, 1, "missing"))
    assert.equal("Wilson 95\u{a0}%", cell(block, 1, "method"))
  end)

  it("page_one (2): leaves out what nothing fills, and shows a due date of its own", function()
    local result = fixture.result "en"
    for _, g in ipairs(result.goals) do g.phase, g.owner = nil, nil end
    result.goals[3].due = "2026-06-30"
    local block = blocks(compose.document(result), "table", "goals")[1]
    assert.is_nil(cell(block, 1, "phase"))
    assert.is_nil(cell(block, 1, "owner"))
    assert.equal("30 Jun 2026", cell(block, 3, "due"))
  end)

  it("tells two alike goals of a touchpoint apart by their question", function()
    local result = fixture.result "en"
    result.goals[8] = result.goals[7]
    local twin = {}
    for key, value in pairs(result.goals[7]) do twin[key] = value end
    twin.question = { name = "speed" }
    result.goals[8] = twin
    local block = blocks(compose.document(result), "table", "goals")[1]
    assert.equal("satisfied,\u{a0}% · huolenpito", cell(block, 7, "metric"))
    assert.equal("satisfied,\u{a0}% · speed", cell(block, 8, "metric"))
  end)

  it("page_one (3): a bar to the right is better, also where less is wanted", function()
    local block = blocks(compose.document(fixture.result "en"), "table", "goals")[1]
    local at
    for j, column in ipairs(block.columns) do
      if column.key == "bar" then at = j end
    end
    assert.is_true(block.rows[1][at].low > 0)
    assert.is_true(block.rows[9][at].high < 0)
    assert.is_true(block.rows[8][at].value < 0)
    for _, row in ipairs(block.rows) do assert.is_true(row[at].low <= row[at].value and row[at].value <= row[at].high) end
  end)

  it("says what the numbers rest on", function()
    local block = blocks(compose.document(fixture.result "en"), "paragraph", "basis")[1]
    assert.equal("1,236 rows read, 1,210 used, 26 dropped. The reasons are in the reading receipt. Told by cxlua: the same "
      .. "data give the same report.", block.text)
  end)

  it("page_one (6): is about the staff where all surveys are", function()
    local first = { en = "Staff experience", fi = "Henkilöstökokemus", sv = "Medarbetarupplevelse" }
    for code, words in pairs(first) do
      local result = fixture.result(code)
      result.surveys[2] = { name = "pulse", receipt = {} }
      for _, survey in ipairs(result.surveys) do survey.about = "staff" end
      assert.matches("^" .. words .. ": ", blocks(compose.document(result), "title")[1].sub)
      result.surveys[2].about = "customers"
      assert.not_matches(words, blocks(compose.document(result), "title")[1].sub)
    end
  end)

  it("design (1) to (3): says how the errors were found, under every table of estimates and in the receipt", function()
    local first = { en = "Errors by 237 accounts in 3 strata; lonely strata: adjusted (2)%.",
                    fi = "Virheet 237 asiakkuuden ja 3 ositteen mukaan; yksinäiset ositteet: oikaistu %(2%)%.",
                    sv = "Fel efter 237 kundkonton i 3 strata; ensamma strata: justerade %(2%)%." }
    first.en = first.en:gsub("[()]", "%%%0")
    for code, words in pairs(first) do
      local result = fixture.result(code)
      result.surveys[1].design = { strata = 3, clusters = 237, accounts = true, population = false, lonely = 2,
                                   policy = "adjust" }
      local found, document = 0, compose.document(result)
      for _, block in ipairs(blocks(document, "paragraph")) do
        if block.text:find(words) then found = found + 1 end
      end
      assert.equal(1, found, code)
      for _, block in ipairs(blocks(document, "table", "goals")) do assert.matches(words, block.note) end
      for _, block in ipairs(blocks(document, "table", "estimates")) do assert.matches(words, block.note) end
    end
    local design, words = require "cx.report.design", lang.load "en"
    assert.equal("Errors by rows in one stratum; finite population corrected.",
      design.sentence(words, { strata = 1, population = true, lonely = 0, policy = "adjust" }))
    assert.same({ "Errors by 9 clusters (b)." }, design.sentences(words,
      { { name = "a" }, { name = "b", design = { clusters = 9, lonely = 0, policy = "fail" } } }))
    assert.is_nil(design.sentence(words, nil))
  end)

  it("page_one (4): warns when most rows were dropped, in every language", function()
    local first = { en = "^Warning: 700 of the 1,236 rows of palaute could not be used%.",
                    fi = "^Varoitus: aineiston palaute 1\u{a0}236 rivistä 700 jäi käyttämättä%.",
                    sv = "^Varning: 700 av de 1\u{a0}236 raderna i palaute kunde inte användas%." }
    for code, words in pairs(first) do
      local result = fixture.result(code)
      local receipt = result.surveys[1].receipt
      receipt.dropped, receipt.used = { { reason = "no weight", n = 700 } }, 536
      assert.matches(words, blocks(compose.document(result), "paragraph", "basis")[1].text)
      receipt.dropped[1].reason = "not in only"
      assert.not_matches("^[VW]ar", blocks(compose.document(result), "paragraph", "basis")[1].text)
    end
  end)

  it("says what counts as met, in the three languages", function()
    local function legend(code, change)
      local result = fixture.result(code)
      if change then change(result) end
      return blocks(compose.document(result), "paragraph", "legend")[1].text
    end
    assert.matches("Met = the whole interval is on the goal's side;", legend "en", 1, true)
    assert.matches("Saavutettu = koko väli on tavoitteen puolella;", legend "fi", 1, true)
    assert.matches("Uppnått = hela intervallet är på målets sida;", legend "sv", 1, true)
    local function probable(result)
      result.met = { kind = "probability", probability = 0.8 }
      for _, one in ipairs(result.goals) do one.met = result.met end
    end
    assert.matches("with a probability of at least 80%;", legend("en", probable), 1, true)
    assert.matches("vähintään 80\u{a0}%:n todennäköisyydellä", legend("fi", probable), 1, true)
    assert.matches("sannolikhet på minst 80\u{a0}%;", legend("sv", probable), 1, true)
    assert.not_matches("whole interval", legend("en", probable))
    local function mixed(result) result.goals[2].met = { kind = "margin", margin = 2.5 } end
    assert.matches("is on the goal's side; missed or behind = none of it is. But for Tarjous (NPS): Met = no part of the "
      .. "interval falls short of the goal by more than 2.5;", legend("en", mixed), 1, true)
    assert.matches("enempää kuin 2,5;", legend("fi", mixed), 1, true)
    assert.matches("mer än 2,5 från målet", legend("sv", mixed), 1, true)
  end)

  it("counts what chance alone would change by the rule and the level of each goal", function()
    local function legend(change)
      local result = fixture.result "en"
      change(result)
      return blocks(compose.document(result), "paragraph", "legend")[1].text
    end
    local function all(change) return function(r) for _, one in ipairs(r.goals) do change(one) end end end
    assert.matches("Of ten goals, chance alone would on average decide fewer than one wrongly", legend(function() end))
    assert.matches("Of ten goals, chance alone would on average decide at most about two wrongly",
      legend(all(function(one) one.met = { kind = "probability", probability = 0.8 } end)))
    assert.matches("at most about one wrongly", legend(all(function(one) one.estimate.confidence = 0.8 end)))
    assert.matches("Of nine goals", legend(function(r) r.goals[1].estimate = { n = 0 } end))
    assert.matches("Chance alone would decide a goal wrongly with a probability of at most 2.5%",
      legend(function(r) r.goals = { r.goals[1] } end), 1, true)
  end)

  it("claims no level where a probability decided, and shows the probability", function()
    local sure = goal("Bill", "met", { met = { kind = "probability", probability = 0.8 },
      verdict = { verdict = "met", shown = "met", probability = 0.85 } })
    assert.same({ "The only goal is met.", "Every goal could be decided." }, lead { sure })
    assert.equal("85%", wording.probability(lang.load "en", sure))
    assert.equal("", wording.probability(lang.load "en", goal("Bill", "met", { verdict = { verdict = "met", probability = 0.99 } })))
  end)

  it("names the one goal that is short of answers, and the one that no number of them decides", function()
    local short = goal("Bill", "cannot tell", { verdict = { verdict = "cannot tell", n_needed = 250 } })
    assert.equal("Bill (NPS) cannot be told from 100 answers; about 250 would be needed.", lead({ short })[3])
    local never = goal("Bill", "cannot tell", { outlook = { never = true } })
    assert.equal("Bill (NPS) can never be told: its result is the goal itself.", lead({ never })[3])
    assert.matches("^Bill %(NPS%): no number of answers decides the goal while the result stays%. Is the goal moved",
      sentence.requests(lang.load "en", { never })[1])
    assert.matches("present number of answers: b %(NPS%) and Bill %(NPS%)%.", lead({ short, goal("b", "cannot tell",
      { outlook = { never = true } }) })[3])
  end)

  it("says by which month a goal can be decided, in the three languages", function()
    local function said(code, more)
      local open = goal("Bill", "cannot tell", { round = "quarter", verdict = { verdict = "cannot tell", n_needed = 250 },
        outlook = { month = "2027-05", flow = 100, in_time = more } })
      return sentence.requests(lang.load(code), { open })[1]
    end
    assert.matches("about 250 would, by May 2027 with 100 a quarter. Is it", said "en", 1, true)
    assert.matches("100 a quarter, after the due date. Is it", said("en", false), 1, true)
    assert.matches("ja ne kertyvät 5/2027 mennessä, kun vastauksia tulee 100 neljännesvuodessa. Seurataanko", said "fi", 1, true)
    assert.matches("eli määräajan jälkeen. Seurataanko", said("fi", false), 1, true)
    assert.matches("och de bör ha kommit in till maj 2027 med 100 i kvartalet. Följs", said "sv", 1, true)
  end)

  it("says on the next pages how many answers a round show a change", function()
    local result = fixture.result "en"
    result.goals[2].outlook = { difference = 5, per_round = 4310, month = "2028-03", flow = 260 }
    result.goals[3].outlook = { difference = 5, per_round = 1234, never = true }
    result.goals[2].round = "quarter"
    assert.same({ "With a probability of 80% a change between two rounds is seen when each has so many answers: "
      .. "NPS, 5 points: 4,310; ylitti, 5 percentage points: 1,234. At the present flow the goal can be decided: NPS by "
      .. "Mar 2028 with 260 a quarter. ylitti: no number of answers decides the goal while the result stays." },
      { blocks(compose.document(result), "paragraph", "outlook")[1].text })
    assert.equal(1, #blocks(compose.document(result), "paragraph", "outlook"))
  end)

  it("asks the management for decisions", function()
    local list = blocks(compose.document(fixture.result "en"), "list")[1].items
    assert.equal("Lasku (satisfied): the result is 62%, the goal ≥\u{a0}80%. Which action, by when? (owner: talous)",
      list[1].text)
    assert.matches("^Jälkisoitto %(NPS%): 88 answers cannot decide", list[3].text)
    assert.equal(3, #list)
  end)
end)


describe("report: the following pages", function()
  it("share (1): shares sum to exactly one hundred", function()
    assert.same({ 33.4, 33.3, 33.3 }, share.percents { 1, 1, 1 })
    for n = 1, 40 do
      local amounts, sum = {}, 0
      for i = 1, n do amounts[i] = (i * 7919) % 101 end
      amounts[1] = amounts[1] + 1
      for _, percent in ipairs(share.percents(amounts, 1)) do sum = sum + math.floor(percent * 10 + 0.5) end
      assert.equal(1000, sum)
    end
    assert.is_nil(share.percents { 0, 0 })
    assert.is_nil(share.percents {})
  end)

  it("details (2): shows the answers of a question once for each touchpoint", function()
    local titles = {}
    for _, block in ipairs(blocks(compose.document(fixture.result "en"), "chart")) do
      if block.chart == "distribution" then titles[#titles + 1] = block.title end
    end
    assert.equal(9, #titles)
    assert.equal("tyytyväisyys · distribution of answers", titles[1])
  end)

  it("control (1) to (4): draws a control chart with its signals, limits and gaps", function()
    local list, labels = {}, {}
    for i = 1, 14 do list[i], labels[i] = { value = 70 + i * 7 % 5, se = 4, n = 100 }, "w" .. i end
    list[11] = { n = 0 }
    list[14].value = 99.0
    local made = require "cx".chart(list, { labels = labels, baseline = { "w1", "w8" },
                                            events = { { at = "w9", name = "<Rota>" } } })
    local result = fixture.result "en"
    result.sections = { { title = "Weeks", blocks = {
      { kind = "chart", chart = "control", title = "Supported", control = made, unit = "percent" } } } }
    local block = blocks(compose.document(result), "chart")[1]
    assert.equal("control", block.chart)
    assert.same({ "▲", "above the limits" }, { block.points[14].marks[1], block.points[14].signals[1] })
    assert.equal("–", block.points[11].value_text)
    assert.same({ 1, 8 }, { block.baseline.from, block.baseline.to })
    for _, point in ipairs(block.points) do assert.is_true((point.high or 100) <= 100) end
    assert.is_true(#block.ticks >= 3 and #block.ticks <= 8)
    assert.same({ 0, "%" }, { select(2, block.ticks[1].text:gsub("%.", "")), block.ticks[1].text:sub(-1) })
    assert.matches("^Centre 72%%; limits [%d–]+%% at w14 %(Laney p'%)%.", block.summary)

    local shown = {}
    for _, format in ipairs { "html", "terminal", "markdown", "json" } do shown[format] = report.text(result, format) end
    assert.matches('<svg class="control"', shown.html, 1, true)
    assert.matches("&lt;Rota&gt;", shown.html, 1, true)
    assert.equal(1, select(2, shown.html:gsub('class="signal"', "")))
    assert.equal(12, select(2, shown.html:gsub('class="point"', "")))
    assert.matches("w14  99%% ▲", shown.terminal)
    assert.matches("w11  –", shown.terminal, 1, true)
    assert.matches("| w14 | 99% |", shown.markdown, 1, true)
    assert.matches('"kind": "control"', shown.json, 1, true)
    for _, text in pairs(shown) do assert.not_matches("nan", text, 1, true) end
  end)

  it("control: wants what cx.chart gives", function()
    assert.equal("a control chart is given by control = cx.chart(...)", compose.unfit { kind = "chart", chart = "control" })
    assert.is_nil(compose.unfit { kind = "chart", chart = "goals" })
  end)

  it("shows the kept sections in the order of the stairs", function()
    local heads = {}
    for _, block in ipairs(blocks(compose.document(fixture.result "fi"), "heading")) do
      if block.text:find "^%d " then heads[#heads + 1] = block.text end
    end
    assert.same({ "1 Määrittele", "3 Organisoi", "4 Toteuta", "6 Määrittele uudelleen" }, heads)
  end)

  it("plain (1): has one order, whatever the table's", function()
    local node = plain.node { zebra = 1, value = 2, [2] = "b", [1] = "a", apple = 3 }
    local keys = {}
    for i, pair in ipairs(node) do keys[i] = tostring(pair.key) end
    assert.same({ "1", "2", "value", "apple", "zebra" }, keys)
  end)

  it("plain (2)(3): names objects, and ends where a table is in itself", function()
    local ring = { name = "a" }
    ring.self = ring
    assert.equal("…", plain.node(ring)[2].node.value)
    assert.equal("nps (recommend)", plain.node({ kind = "metric", name = "nps", question = "recommend" }).value)
    assert.equal("function", plain.node(print).kind)
  end)

  it("receipt (1): what was read is what was used and dropped", function()
    local text = report.text(fixture.result "en", "terminal", { width = 140 })
    assert.matches("1,236 rows read = 1,210 used %+ 26 dropped%.", text)
    assert.matches("delimiter%s+;%s+guessed", text)
    assert.matches("decimal mark%s+,%s+given", text)
    local clean = fixture.result "en"
    clean.surveys[1].receipt.dropped, clean.surveys[1].receipt.repaired = {}, {}
    assert.matches("No row was dropped or repaired", report.text(clean, "terminal", { width = 140 }))
  end)

  it("shows the plan's own sections after page one", function()
    local document = compose.document(fixture.result "fi")
    assert.equal("Piirit", document[document.first_page_ends + 1].text)
    assert.equal("−12", document[document.own_ends].rows[2][2].text)
  end)

  it("compose (3): refuses a block it does not know", function()
    local result = fixture.result "en"
    result.sections = { { title = "x", blocks = { { kind = "picture" } } } }
    local fine, message = pcall(compose.document, result)
    assert.is_false(fine)
    assert.matches("unknown kind of report block \"picture\"", message)
    assert.has_error(function() compose.document(nil) end)
  end)

  it("takes texts, numbers, goals and answers in own blocks", function()
    local result = fixture.result "en"
    result.sections = { { title = "Own", blocks = { "plain text",
      { kind = "list", items = { "a", { text = "b", items = { "c" } } } },
      { kind = "table", columns = { "Name", { title = "Share", align = "right" } },
        rows = { { "x", { value = 12.345, kind = "percent", decimals = 1 } }, { "y" } } },
      { kind = "chart", chart = "goals", title = "Mine", goals = result.goals },
      { kind = "chart", chart = "distribution", title = "Answers", answers = result.goals[1].answers } } } }
    for _, format in ipairs { "terminal", "markdown", "html", "json", "csv" } do
      assert.is_true(#report.text(result, format) > 500)
    end
    local text = report.text(result, "markdown")
    assert.matches("12%.3%%", text)
    assert.matches("plain text", text)
  end)
end)


describe("report: languages", function()
  -- Words of the English table that may not stand in another language's report. Words that the plan's author wrote, names
  -- of methods and words that the languages share are not among them.
  local function english_words()
    local words, shared = {}, {}
    for _, code in ipairs { "fi", "sv" } do
      local function add(t)
        for _, value in pairs(t) do
          if type(value) == "table" then add(value)
          else for word in value:lower():gmatch "%a+" do shared[word] = true end end
        end
      end
      add(require("cx.lang." .. code))
    end
    local function add(t)
      for _, value in pairs(t) do
        if type(value) == "table" then add(value)
        else
          for word in value:gsub("{.-}", " "):lower():gmatch "%a+" do
            if #word > 2 and not shared[word] then words[word] = true end
          end
        end
      end
    end
    add(require "cx.lang.en")
    return words
  end

  for _, code in ipairs { "fi", "sv" } do
    it("lets no English word into a report in " .. code, function()
      local words = english_words()
      words.data, words.csv, words.ces = nil, nil, nil    -- of the file's path, and a metric's own name
      for _, format in ipairs { "terminal", "markdown", "html" } do
        local text = report.text(fixture.result(code), format, { width = 140 })
        if format == "html" then text = text:gsub("<style>.-</style>", ""):gsub("<[^>]*>", " ") end
        for word in text:gsub("[\x80-\xff]+", "x"):gmatch "%a+" do
          assert.is_nil(words[word:lower()], code .. " " .. format .. ": " .. word)
        end
      end
    end)
  end

  it("gives the same bytes for the same result", function()
    for _, format in ipairs { "terminal", "markdown", "html", "json", "csv" } do
      assert.equal(report.text(fixture.result "fi", format), report.text(fixture.result "fi", format))
    end
  end)

  it("never shows a NaN, an infinity, nil or a table's address", function()
    local result = fixture.result "en"
    result.goals[1].estimate = { n = 0, missing = {} }
    result.goals[1].verdict = { verdict = "cannot tell", shown = "cannot tell" }
    result.goals[2].verdict.n_needed = math.huge
    result.goals[3].estimate.se = 0 / 0
    for _, format in ipairs { "terminal", "markdown", "html", "json", "csv" } do
      local text = report.text(result, format):gsub("<style>.-</style>", "")
      for _, bad in ipairs { "%f[%a]nan%f[%A]", "%f[%a]inf%f[%A]", "%f[%a]nil%f[%A]", "table: 0x", "function: 0x", "{%a+}" } do
        assert.is_nil(text:find(bad), format .. " " .. bad)
      end
    end
  end)
end)
