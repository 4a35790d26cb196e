-- outcome_spec.lua - what became of the cases of a contact log
--
--   file > rows > batch > tally > METRIC > goal > report

local cx = require "cx"
local sample = dofile "tests/lua/cx/contact/sample.lua"

local little, told, of_rows, total, near = sample.little, sample.told, sample.of_rows, sample.total, sample.near


describe("contacts: what became of the cases", function()
  it("outcome (2): kinds stand in one order, with their cases, losses and scores", function()
    local made = little():outcomes()
    local shown = {}
    for i, one in ipairs(made.kinds) do
      shown[i] = { one.kind, one.n, one.lost and one.lost.value, one.suosittelu and one.suosittelu.value }
    end
    assert.same({ { "none", 3, 0.0, 8.0 }, { "kept", 1, 0.0, 9.0 }, { "late", 2, 50.0, 4.0 }, { "broken", 1, 0.0 },
                  { "open", 1, 0.0 } }, shown)
    assert.equal(10, #made.differences.lost)
  end)


  it("outcome (4): the good start stands beside first-contact resolution on the same cases", function()
    local made = little():starts()
    local n = {}
    for i, one in ipairs(made.kinds) do n[i] = one.n end
    assert.same({ 1, 3, 1, 3 }, n)                               -- T5; T1 T3 T7; T2; T4 T6 T8
    near(50, made.good_start.value)
    near(25, made.first_contact.value)
    -- paired: d = 1 three times, -1 once, 0 four times; V = (sum d^2 - n m^2) / (n (n - 1))
    near(25, made.difference.difference)
    near(100 * math.sqrt((4 - 8 * 0.25 ^ 2) / (8 * 7)), made.difference.se)
    near(100 / 3, made.kinds[2].lost.value)
  end)


  it("outcome (5): loss by waiting, with Cochran and Armitage's test over the bands", function()
    local rows = {}
    -- R: prop.trend.test(c(2, 3, 6), c(10, 10, 10), 1:3): X-squared 3.444976076555, p 0.0634443401288
    for i = 1, 30 do
      local band = (i - 1) // 10
      rows[#rows + 1] = ("%d,2026-03-02T08:00,asked,"):format(i)
      rows[#rows + 1] = ("%d,2026-03-02T%02d:30,met,"):format(i, ({ 8, 10, 14 })[band + 1])
      if (i - 1) % 10 < ({ 2, 3, 6 })[band + 1] then rows[#rows + 1] = ("%d,2026-03-09T08:00,lost,"):format(i) end
    end
    local made = of_rows(rows, { bands = { 1, 4, 24 } }):delays()
    assert.same({ "0-1 h", 10, 20.0 }, { made.kinds[1].kind, made.kinds[1].n, made.kinds[1].lost.value })
    assert.equal(0, made.kinds[4].n)
    near(3.444976076555, made.trend.chi_square, "chi-square")
    near(0.0634443401288, made.trend.p, "p")
  end)


  it("outcome (7): greeting, reaction, thanks and keeping in touch are shares of the cases, with interval", function()
    local rows = { "case,time,event" }
    for i = 1, 40 do
      rows[#rows + 1] = ("%d,2026-03-02T08:00,met"):format(i)
      if i % 2 == 0 then rows[#rows + 1] = ("%d,2026-03-02T08:01,greeted"):format(i) end
      if i % 5 == 0 then rows[#rows + 1] = ("%d,2026-03-03T08:02,kept_in_touch"):format(i) end
    end
    local loki = cx.contacts { text = table.concat(rows, "\n") .. "\n", case = "case", time = "time", event = "event",
      events = { met = "met", greeted = "greeted", kept_in_touch = "kept_in_touch" } }
    local made = loki:items()
    assert.same({ "greeted", 20, 40, "kept_in_touch", 8, 40 }, { made.kinds[1].kind, made.kinds[1].n, made.kinds[1].of,
      made.kinds[2].kind, made.kinds[2].n, made.kinds[2].of })
    near(20, made.kinds[2].share.value)
    near(10.49999, made.kinds[2].share.low, "low", 1e-3)             -- R: prop.test(8, 40, correct = FALSE)
    near(34.75731, made.kinds[2].share.high, "high", 1e-3)
    local plan = cx.plan { name = "x", touchpoints = { { "Call", goals = { cx.goal { loki.kept_in_touch, at_least = 50 } } } },
      measure = { contacts = loki }, due = "2027-12-31" }
    local result = plan:run { today = "2026-06-01" }
    for _, language in ipairs { "en", "fi", "sv" } do
      local words = require "cx.lang".load(language)
      assert.equal(words.metric.kept_in_touch, require "cx.report.contacts".blocks(words, result)[1].rows[2][1])
      assert.matches("20", require "cx.report.contacts".blocks(words, result)[1].rows[2][2].text)
    end
  end)


  it("outcome (6): a coded item's cases stand against those without it, all items as one family", function()
    local rows = { "case,time,event,score" }
    for i = 1, 40 do
      rows[#rows + 1] = ("%d,2026-03-02T08:00,met,%d"):format(i, i % 2 == 0 and 8 + i % 3 or 2 + i % 7)
      if i % 2 == 0 then rows[#rows + 1] = ("%d,2026-03-02T08:01,greeted,"):format(i) end
      if i % 3 == 0 then rows[#rows + 1] = ("%d,2026-03-02T08:02,thanked,"):format(i) end
    end
    local loki = cx.contacts { text = table.concat(rows, "\n") .. "\n", case = "case", time = "time", event = "event",
                               questions = { score = cx.scale.nps } }
    local made = loki:coded { of = cx.metric.mean(loki.survey.score) }
    local names = {}
    for i, one in ipairs(made.kinds) do names[i] = one.kind .. " " .. one.n .. " " .. one.without_n end
    assert.same({ "greeted 20 20", "reacted 0 40", "thanked 13 27", "kept_in_touch 0 40" }, names)
    local sums = { [0] = 0, 0 }
    for i = 1, 40 do
      if i % 2 == 0 then sums[1] = sums[1] + 8 + i % 3 else sums[0] = sums[0] + 2 + i % 7 end
    end
    near(sums[1] / 20, made.kinds[1].mean.value)
    near(sums[0] / 20, made.kinds[1].without.mean.value)
    local greeted, thanked = made.kinds[1].differences.mean, made.kinds[3].differences.mean
    assert.is_nil(made.kinds[2].differences.mean)
    assert.same({ 2, "holm" }, { greeted.family, greeted.adjust })
    near(math.min(1, 2 * math.min(greeted.p, thanked.p)), math.min(greeted.p_adjusted, thanked.p_adjusted))
    assert.is_true(greeted.beyond_noise)
    assert.equal(1, #loki:coded { items = { "met" } }.kinds)
    assert.has_error(function() loki:coded { items = { "mett" } } end)
  end)


  it("(3): the interval of a share is Wilson's, as of any survey", function()
    -- R: prop.test(85, 100, correct = FALSE)$conf.int: 0.767164404092 0.906940147163
    local rows = {}
    for i = 1, 100 do
      rows[#rows + 1] = ("%d,2026-03-02,%s,"):format(i, "met")
      if i <= 85 then rows[#rows + 1] = ("%d,2026-03-02,solved,"):format(i) end
    end
    local e = total(of_rows(rows), "first_contact")
    near(76.7164404092, e.low, "low")
    near(90.6940147163, e.high, "high")
  end)


  it("join (2): a case gets the first answer of its account after it began", function()
    local answers = cx.survey { text = "firm,when,recommend\nA,2026-03-01,1\nA,2026-03-05,9\nA,2026-03-04,7\nB,2026-02-01,2\n",
      time = "when", account = "firm", questions = { recommend = cx.scale.nps } }
    local text = "case,time,event,firm\n1,2026-03-02,met,A\n2,2026-03-02,met,B\n3,2026-03-05,met,A\n4,2026-03-05,met,\n"
    local loki = cx.contacts { text = text, case = "case", time = "time", event = "event", account = "firm",
                               join = { survey = answers, by = "account", of = "recommend" } }
    local tally <close> = assert(loki.survey:tally { of = "recommend" })
    local n = {}
    for _, count in ipairs(tally:counts()) do n[count.answer] = count.n end
    assert.same({ [7] = 1, [9] = 1 }, n)
    assert.equal(2, tally:total(cx.metric.nps(loki.survey.recommend)).missing.empty)
  end)
end)


describe("contacts: in a report", function()
  local function measured(more)
    local loki = told(more)
    return cx.plan { name = "Log", due = "2026-12-31", measure = { surveys = {}, contacts = loki }, touchpoints = {
      { "Vikailmoitus", goals = { cx.goal { loki.good_start, at_least = 50 } } } } }:run { today = "2026-03-08" }
  end


  -- The report in a form and a language.
  local function written(result, form, language)
    local path = os.tmpname()
    assert(cx.report[form](result, path, { language = language }))
    local file <close> = assert(io.open(path))
    os.remove(path)
    return (file:read "a":gsub("\u{a0}", " "))
  end


  it("summary (1): has what the declared events allow", function()
    local made = measured().contacts
    assert.equal(2, made.promises.kept)
    assert.same({ "none", "kept", "late", "broken", "open" }, (function()
      local names = {}
      for i, one in ipairs(made.outcomes.kinds) do names[i] = one.kind end
      return names
    end)())
    assert.equal(8, made.delays.kinds[1].n + made.delays.kinds[2].n + made.delays.kinds[3].n + made.delays.kinds[4].n
      + made.delays.kinds[5].n + made.delays.kinds[6].n)
    local loki = of_rows({ "1,2026-03-02,met," }, { events = { met = "met", returned = "returned" } })
    assert.same({ "promises" }, loki:can())
  end)


  it("summary (2): says nothing under a privacy minimum", function()
    assert.is_nil(measured { privacy = { minimum = 5 } }.contacts)
  end)


  it("report (1): stands in the section measure, in three languages", function()
    local result = measured()
    local wanted = {
      en = { "Promises in the contact log", "| kept late | 2 |", "Kept 40% (9–82) of the 5", "| good start alone | 3 | 33%",
             "| greeted | 1 | 0% (0–79) | 14% (3–51)" },
      fi = { "Lupaukset yhteydenottolokissa", "| pidetty myöhässä | 2 |", "pidetty 40 % (9–82)", "| vain hyvä alku | 3 | 33 %" },
      sv = { "Löften i kontaktloggen", "| hållet för sent | 2 |", "hållna: 40 % (9–82)", "| bara bra start | 3 | 33 %" },
    }
    for language, texts in pairs(wanted) do
      local report = written(result, "markdown", language)
      for _, text in ipairs(texts) do assert.truthy(report:find(text, 1, true), language .. ": " .. text .. "\n" .. report) end
    end
  end)


  it("report (1): JSON has the same numbers", function()
    local made = require "cjson".decode(written(measured(), "json")).contacts
    assert.equal(6, made.promises.made)
    assert.equal(40, made.promises.share.value)
    assert.equal(25, made.difference.value)
    near(100 / 3, made.starts[2].lost.value)
  end)


  it("outcome (5): with accounts the chi-square is divided by the design effect of loss", function()
    local lines = { "case,time,event,firm" }
    for i = 1, 36 do
      local hour = ({ 8, 10, 14 })[(i - 1) // 12 + 1]
      lines[#lines + 1] = ("%d,2026-03-02T08:00,asked,F%d"):format(i, (i - 1) // 3)
      lines[#lines + 1] = ("%d,2026-03-02T%02d:30,met,F%d"):format(i, hour, (i - 1) // 3)
      if (i - 1) // 3 % 3 == 0 or i > 30 then lines[#lines + 1] = ("%d,2026-03-09,lost,F%d"):format(i, (i - 1) // 3) end
    end
    local options = { text = table.concat(lines, "\n") .. "\n", case = "case", time = "time", event = "event", bands = { 1, 4, 24 } }
    local plain = cx.contacts(options):delays().trend
    options.account = "firm"
    local trend = cx.contacts(options):delays().trend
    assert.is_true(trend.design_effect > 2)                     -- whole firms are lost
    near(plain.chi_square / trend.design_effect, trend.chi_square)
    assert.is_true(trend.p > plain.p)
  end)
end)
