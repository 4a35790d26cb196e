-- contacts_spec.lua - a contact log: good starts, promises, and what became of them
--
--   file > rows > batch > tally > METRIC > goal > report

local cx = require "cx"

local FILE = "tests/data/contacts/yhteydenotot.csv"
local EVENTS = { asked = "yhteydenotto", met = "tavattu", answered = "vastattu", handed_on = "siirretty",
                 told_return = "kerrottu paluu", assured = "vakuutettu", greeted = "tervehditty", returned = "palattu",
                 solved = "ratkaistu", lost = "menetetty", came_back = "asioi uudelleen", renewed = "lupaus uusittu" }


-- Contacts of the little log; options on top.
local function little(more)
  local options = { file = FILE, case = "tapaus", time = "hetki", event = "tapahtuma", promise = "luvattu",
                    touchpoint = "kosketuspiste", events = EVENTS, questions = { suosittelu = cx.scale.nps } }
  for key, value in pairs(more or {}) do options[key] = value end
  if options.text then options.file = nil end
  return cx.contacts(options)
end


-- The same from its text, since a plan's paths start from the plan's folder.
local function told(more)
  local file <close> = assert(io.open(FILE))
  local options = { text = file:read "a" }
  for key, value in pairs(more or {}) do options[key] = value end
  return little(options)
end


-- Contacts of literal rows "case,time,event,due"; events are their own codes.
local function of_rows(rows, more)
  local options = { text = "case,time,event,due\n" .. table.concat(rows, "\n") .. "\n", case = "case", time = "time",
                    event = "event", promise = "due" }
  for key, value in pairs(more or {}) do options[key] = value end
  return cx.contacts(options)
end


-- The estimate of a measure over all cases.
local function total(contacts, name)
  local metric = contacts[name]
  local tally <close> = assert(metric.survey:tally { of = metric.question })
  return tally:total(metric)
end


local function near(wanted, got, what, tolerance)
  assert.is_true(math.abs(wanted - got) <= (tolerance or 1e-9), ("%s: %.12g, not %.12g"):format(what or "value", got, wanted))
end


local function reasons(list)
  local map = {}
  for _, item in ipairs(list) do map[item.reason] = item.n end
  return map
end


describe("contacts of a little log", function()
  local loki

  setup(function() loki = little() end)


  it("(2): the good start is the four criteria together, over all cases", function()
    local start = total(loki, "good_start")                     -- T1 T3 T5 T7 of eight
    assert.equal(8, start.n)
    near(50, start.value)
    near(100 * 7 / 8, total(loki, "met").value)
    near(100 * 6 / 8, total(loki, "answered").value)
    near(100 * 5 / 8, total(loki, "assured").value)
  end)


  it("(2): told when the expert returns asks those alone who were handed on", function()
    local returns = total(loki, "told_return")                     -- T1 T3 T7 of T1 T3 T4 T7 T8
    assert.equal(5, returns.n)
    near(60, returns.value)
    assert.equal(3, returns.missing["not handed on"])
  end)


  it("(2): coded items are shares of cases", function()
    near(12.5, total(loki, "greeted").value)
    near(12.5, total(loki, "came_back").value)
    near(12.5, total(loki, "renewed").value)
  end)


  it("(2): solved in one go is not solved after a second question or a handing on", function()
    near(25, total(loki, "first_contact").value)                -- T2 T5, not T8
  end)


  it("(2): waiting is the mean of hours to the first contact", function()
    local e = total(loki, "waiting")
    assert.equal(7, e.n)
    assert.equal(1, e.missing["not contacted"])
    near((20 / 60 + 24 + 2 + 0.5 + 1 / 60 + 0.5 + 10 / 60) / 7, e.value)
  end)


  it("(2): promises are kept, late, broken or open", function()
    local p = loki:promises()
    -- kept: T1, T8's renewed one; late: T3, T8's first; broken: T4; open: T7
    assert.same({ 6, 2, 2, 1, 1 }, { p.made, p.kept, p.late, p.broken, p.open })
    near(40, p.share.value)
    assert.equal(5, p.share.n)
    near(40, total(loki, "promises_late").value)
    near(20, total(loki, "promises_broken").value)
  end)


  it("(4): promises stand as of today; later rows are not there yet", function()
    local function fates(today)
      local p = little { today = today }:promises()
      return { p.made, p.kept, p.late, p.broken, p.open }
    end
    assert.same({ 2, 0, 1, 0, 1 }, fates "2026-03-02")
    assert.same({ 2, 0, 0, 1, 1 }, fates "2026-03-02 15:30")
    assert.same({ 6, 2, 2, 1, 1 }, fates "2026-03-09 11:59:59")
    assert.same({ 6, 2, 2, 2, 0 }, fates "2026-03-09 12:00:01")
    assert.equal(33, reasons(little { today = "2026-03-02" }:receipt().dropped)["after today"])
  end)


  it("(5): the receipt counts every row, and none is used in silence", function()
    local r = loki:receipt()
    assert.equal(51, r.read)
    assert.equal(8, r.cases)
    assert.same({ ["no case"] = 1, ["promise without a case"] = 1, ["no time"] = 1, ["repeated row"] = 1 }, reasons(r.dropped))
    assert.equal(47, r.used)
    assert.same({ ["unknown event"] = 1, ["out of order"] = 1, ["promise due before it was made"] = 1 }, reasons(r.repaired))
    assert.same({ { code = "kahvitauko", n = 1 } }, r.unknown)
    total(loki, "good_start")
    local of_cases = loki.survey:receipt()
    assert.same({ 51, 47, 8 }, { of_cases.read, of_cases.used, of_cases.questions.good_start.used })
  end)


  it("(3): cases are tallied by touchpoint and time as any survey's rows", function()
    local tally <close> = assert(loki.survey:tally { by = { "touchpoint", cx.day }, of = "good_start" })
    local n = {}
    for _, e in ipairs(tally:measure(loki.good_start)) do n[e.group.touchpoint .. " " .. e.group.day] = e.n .. " " .. e.value end
    assert.same({ ["Vikailmoitus 2026-03-02"] = "2 50.0", ["Tarjous 2026-03-02"] = "1 100.0", ["Tarjous 2026-03-03"] = "1 0.0",
                  ["Vikailmoitus 2026-03-03"] = "1 100.0", ["Tarjous 2026-03-04"] = "1 0.0", ["Tarjous 2026-03-05"] = "1 0.0",
                  ["Vikailmoitus 2026-03-06"] = "1 100.0" }, n)
  end)


  it("(3): cases of one account are one cluster, promises else those of one case", function()
    local by_account = little { account = "asiakas" }
    local plain, clustered = total(loki, "good_start"), total(by_account, "good_start")
    near(plain.value, clustered.value)
    -- z of a cluster = sum of (x - mean) / 8, V = 6/5 sum z^2: Aalto 2 good, Berg 1 of 2, Cederberg 1, Dahl 0, Ek 0, Fors 0
    near(100 * math.sqrt(6 / 5 * (1 ^ 2 + 0 + 0.5 ^ 2 * 4)) / 8, clustered.se)
    -- promises whose time has come: T1 1, T3 0, T4 0, T8 1 of 2, T7 none; five clusters, mean .4
    near(100 * math.sqrt(5 / 4 * (0.6 ^ 2 + 0.4 ^ 2 * 2 + 0.2 ^ 2)) / 5, total(loki, "promises_kept").se)
  end)
end)


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


describe("contacts: shares of one's own", function()
  local rows = { "1,2026-03-02T08:00,asked,", "1,2026-03-03T08:00,offered,", "2,2026-03-02T08:00,asked,",
                 "2,2026-03-03T08:00:01,offered,", "3,2026-03-03T08:00,offered,", "4,2026-03-02T07:00,offered,",
                 "4,2026-03-02T08:00,asked,", "5,2026-03-05T08:00,asked,", "6,2026-03-02T08:00,asked,",
                 "6,2026-03-02T09:00,leave,", "6,2026-03-02T10:00,offered,", "5,2026-03-05T12:00,leave," }
  local events = { asked = "asked", offered = "offered", leave = "leave" }

  local function share(given, more)
    local options = { events = events, promise = false, shares = { own = given } }
    for key, value in pairs(more or {}) do options[key] = value end
    if options.promise == false then options.promise = nil end
    options.kept_by = "offered"
    return of_rows(rows, options), "own"
  end


  it("share (2): within counts the last second, a to after its from, and leaves open what is not due", function()
    local loki = share { within = { from = "asked", to = "offered", hours = 24 } }
    local e = total(loki, "own")
    assert.same({ 4, 50.0 }, { e.n, e.value })                   -- 1 yes, 2 no by a second, 4 no, 6 yes
    assert.same({ ["does not apply"] = 1, ["not due yet"] = 1 }, { ["does not apply"] = e.missing["does not apply"],
                                                                   ["not due yet"] = e.missing["not due yet"] })
    assert.equal(1, reasons(loki:receipt().repaired)["before its start"])
    assert.equal(5, total(share({ within = { from = "asked", to = "offered", hours = 24 } }, { today = "2026-03-07" }), "own").n)
  end)


  it("share (1) (3): has, any, without and of", function()
    local function value(given)
      local e = total(share(given), "own")
      return ("%d: %.0f"):format(e.n, e.value)
    end
    assert.equal("6: 67", value { has = { "asked", "offered" } })
    assert.equal("6: 67", value { any = { "leave", "offered" }, without = "leave" })
    assert.equal("6: 100", value { any = { "leave", "offered" } })
    assert.equal("5: 60", value { of = "offered", without = "leave", has = "asked" })
    assert.equal("2: 50", value { of = "leave", has = "offered" })
  end)


  it("share (4): a function looks at a case", function()
    local e = total(share { rule = function(case)
      if case.id == "3" then return nil end
      return case.n "asked" == 1 and case.first "asked" == case.events[1].at and #case.events > 1
    end }, "own")
    assert.same({ 5, 80.0 }, { e.n, e.value })
    assert.has_error(function() total(share { rule = function() return 7 end }, "own") end)
  end)
end)


-- ---- by other means ---------------------------------------------------------------------------------------------

-- A random log: rows as plain tables, in a random order, some of them spoilt.
local function random_log(seed)
  math.randomseed(seed)
  local codes = { "asked", "met", "answered", "handed_on", "told_return", "assured", "returned", "solved", "lost", "odd", "" }
  local rows = {}
  for _ = 1, math.random(1, 120) do
    local row = { case = tostring(math.random(1, 12)), minute = math.random(0, 400) * 15, code = codes[math.random(#codes)],
                  place = ({ "web", "shop" })[math.random(2)] }
    if math.random() < 0.3 then row.due = row.minute + math.random(-4, 60) * 15 end
    if math.random() < 0.04 then row.case = "" end
    if math.random() < 0.04 then row.minute = nil end
    rows[#rows + 1] = row
    if math.random() < 0.05 then
      local twin = {}
      for key, value in pairs(row) do twin[key] = value end
      rows[#rows + 1] = twin
    end
  end
  for i = #rows, 2, -1 do
    local j = math.random(i)
    rows[i], rows[j] = rows[j], rows[i]
  end
  return rows
end


local function clock(minute)
  return minute and ("2026-03-%02dT%02d:%02d"):format(2 + minute // 1440, minute // 60 % 24, minute % 60) or "soon"
end


local function text_of(rows)
  local lines = { "case,time,event,due,place" }
  for _, row in ipairs(rows) do
    lines[#lines + 1] = table.concat({ row.case, clock(row.minute), row.code, row.due and clock(row.due) or "", row.place }, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end


-- What should come out, row against row, without any order but the minutes'.
local function expected(rows)
  local sums, dropped, cases, seen, last = {}, 0, {}, {}, -1
  local function count(name, answer)
    sums[name] = sums[name] or {}
    sums[name][answer] = (sums[name][answer] or 0) + 1
  end
  for i, row in ipairs(rows) do
    local key = row.minute and table.concat({ row.case, row.minute, row.code, row.due or "-" }, "|")
    if row.case == "" or not row.minute or seen[key] then
      dropped = dropped + 1
    else
      seen[key], cases[row.case] = true, cases[row.case] or {}
      table.insert(cases[row.case], { minute = row.minute, code = row.code, due = row.due, at = i })
    end
    if row.case ~= "" and row.minute then last = math.max(last, row.minute) end
  end
  for _, list in pairs(cases) do
    local function least(code, from)
      local best
      for _, e in ipairs(list) do
        if e.code == code and e.minute >= (from or 0) and (not best or e.minute < best) then best = e.minute end
      end
      return best
    end
    local good = least "met" and least "answered" and least "assured" and (not least "handed_on" or least "told_return")
    count("good_start", good and 1 or 0)
    count("told_return", not least "handed_on" and "-" or least "told_return" and 1 or 0)
    count("met", least "met" and 1 or 0)
    local solved, once = least "solved", 0
    if solved then
      local asked = 0
      for _, e in ipairs(list) do
        if e.code == "asked" and e.minute <= solved then asked = asked + 1 end
        if (e.code == "handed_on" or e.code == "returned") and e.minute <= solved then asked = 9 end
      end
      once = asked <= 1 and 1 or 0
    end
    count("first_contact", once)
    for _, e in ipairs(list) do
      if e.due and e.due >= e.minute then
        local best
        for _, other in ipairs(list) do
          local is_after = other.minute > e.minute or other.minute == e.minute and other.at > e.at
          if other.code == "returned" and is_after and (not best or other.minute < best) then best = other.minute end
        end
        count("outcome", best and (best <= e.due and "kept" or "late") or e.due < last and "broken" or "-")
      end
    end
    local from = least "asked"
    if not from then
      from = math.huge
      for _, e in ipairs(list) do from = math.min(from, e.minute) end
    end
    local met = least("met", from)
    count("waiting", met and (met - from) / 60 or "-")
  end
  return sums, dropped
end


local function mean_of(counts, score)
  local n, sum = 0, 0
  for answer, times in pairs(counts or {}) do
    if answer ~= "-" then n, sum = n + times, sum + times * (score and score[answer] or not score and answer or 0) end
  end
  return n, n > 0 and sum / n or nil
end


describe("contacts beside a count of rows against rows", function()
  it("(2): agree on 150 random logs", function()
    local some = 0
    for seed = 1, 150 do
      local rows = random_log(seed)
      local loki = cx.contacts { text = text_of(rows), case = "case", time = "time", event = "event", promise = "due" }
      local sums, dropped = expected(rows)
      local receipt = assert(loki:receipt())
      assert.equal(#rows - dropped, receipt.used, "seed " .. seed)
      for _, name in ipairs { "good_start", "told_return", "met", "first_contact", "waiting" } do
        local n, mean = mean_of(sums[name], name ~= "waiting" and { [0] = 0, [1] = 100 } or nil)
        if receipt.cases > 0 and n > 0 then
          local e = total(loki, name)
          assert.equal(n, e.n, name .. ", seed " .. seed)
          near(mean, e.value, name .. ", seed " .. seed, 1e-9)
          some = some + 1
        end
      end
      local n, kept = mean_of(sums.outcome, { kept = 100 })
      local e = receipt.cases > 0 and total(loki, "promises_kept") or { n = 0 }
      assert.equal(n, e.n, "promises, seed " .. seed)
      if n > 0 then near(kept, e.value, "kept, seed " .. seed) end
    end
    assert.is_true(some > 500)
  end)
end)


describe("contacts: clocks", function()
  local function waits(rows, more)
    return total(of_rows(rows, more), "waiting").value
  end


  it("zone (1): a span over the change to summer time is an hour shorter where the zone is declared", function()
    local rows = { "1,2026-03-28T12:00,asked,", "1,2026-03-29T12:00,met," }
    near(24, waits(rows))
    near(23, waits(rows, { zone = "Europe/Helsinki" }))
    near(24, waits(rows, { zone = "+02:00" }))
    local autumn = { "1,2026-10-24T12:00,asked,", "1,2026-10-25T12:00,met," }
    near(25, waits(autumn, { zone = "Europe/Stockholm" }))
    near(24, waits({ "1,2026-07-24T12:00,asked,", "1,2026-07-25T12:00,met," }, { zone = "Europe/London" }))
  end)


  it("zone (2): the hour that comes twice is its first coming; the one left out is counted", function()
    near(2, waits({ "1,2026-10-25T02:30,asked,", "1,2026-10-25T03:30,met," }, { zone = "Europe/Stockholm" }))
    near(1, waits({ "1,2026-10-25T01:30,asked,", "1,2026-10-25T02:30,met," }, { zone = "Europe/Stockholm" }))
    local loki = of_rows({ "1,2026-03-29T03:30,asked,", "1,2026-03-29T04:30,met," }, { zone = "Europe/Helsinki" })
    near(0, total(loki, "waiting").value)
    assert.equal(1, reasons(loki:receipt().repaired)["skipped hour"])
  end)


  it("moment (2): zones that cells bear count where all bear one, and are told where not", function()
    near(1, waits { "1,2026-03-02T10:00+02:00,asked,", "1,2026-03-02T09:00Z,met," })
    near(3, waits { "1,2026-03-02 10:00:00 GMT+2,asked,", "1,2026-03-02T11:00:00.5Z,met," })
    near(0, waits { "1,1772445600,asked,", "1,2026-03-02T12:00+02:00,met," })
    local mixed = of_rows { "1,2026-03-02T10:00+02:00,asked,", "1,2026-03-02T11:30,met," }
    near(1.5, total(mixed, "waiting").value)
    assert.equal(1, reasons(mixed:receipt().repaired)["zone left out"])
    near(1.5, waits({ "1,2026-03-02T10:00+02:00,asked,", "1,2026-03-02T11:30,met," }, { zone = "Europe/Helsinki" }))
  end)


  it("log (6): a promise that bears no zone leaves the others out too", function()
    local loki = of_rows { "1,2026-03-02T10:00+02:00,asked,2026-03-02T12:00", "1,2026-03-02T09:30Z,returned," }
    assert.equal(2, reasons(loki:receipt().repaired)["zone left out"])
  end)


  it("moment (3): a promise without a clock lasts to the end of its day", function()
    local p = of_rows({ "1,2026-03-02T10:00,asked,2026-03-02", "1,2026-03-02T23:59:59,returned,",
                        "2,2026-03-02T10:00,asked,2026-03-02", "2,2026-03-03T00:00,returned," }):promises()
    assert.same({ 1, 1 }, { p.kept, p.late })
    assert.equal(1, of_rows({ "1,2.3.2026 klo 10.00,asked,2.3.2026" }, { today = "2026-03-02" }):promises().open)
    assert.equal(1, of_rows({ "1,2.3.2026 klo 10.00,asked,2.3.2026" }, { today = "2026-03-03" }):promises().broken)
  end)


  it("case (3): start bounds the criteria, and a start that runs is not judged", function()
    local rows = { "1,2026-03-02T10:00,met,", "1,2026-03-02T10:30,answered,", "1,2026-03-02T12:30,assured,",
                   "2,2026-03-02T10:00,met,", "2,2026-03-02T10:30,answered,", "2,2026-03-02T11:00,assured,",
                   "3,2026-03-02T12:00,met," }
    local function start(more)
      local e = total(of_rows(rows, more), "good_start")
      return { e.n, e.value, e.missing["not due yet"] }
    end
    assert.same({ 3, 200 / 3, nil }, { start()[1], start()[2] + 0.0 })
    assert.same({ 2, 50.0, 1 }, start { start = 1 })
    assert.same({ 3, 100 / 3 }, start { start = 1, today = "2026-03-03" })
  end)
end)


describe("contacts: bad input", function()
  local function message(options)
    local done, text = pcall(cx.contacts, options)
    assert.is_false(done)
    return tostring(text)
  end


  local function with(more)
    local options = { text = "case,time,event,due\n1,2026-03-02,met,\n", case = "case", time = "time", event = "event" }
    for key, value in pairs(more) do options[key] = value end
    return options
  end


  it("(1): mistakes are raised at the plan's line, with what would be right", function()
    local cases = {
      { { case = false }, "case = the name of a column is wanted, not false" },
      { { event = 7 }, "event = the name of a column is wanted, not 7" },
      { { tapaus = "x" }, 'unknown option of cx.contacts "tapaus"' },
      { { events = {} }, "events: a table is wanted" },
      { { events = { met = {} } }, "events.met: a code or a list of codes is wanted" },
      { { events = { ["hello world"] = "x" } }, 'events: each has a name' },
      { { events = { rows = "x" } }, "events: 'rows' is what contacts have already" },
      { { events = { waiting = "x" } }, "events: 'waiting' is what contacts have already" },
      { { shares = { met = { has = "met" } } }, "shares: 'met' is the name of one of the events too" },
      { { shares = { own = { has = "mett" } } }, 'shares.own.has: unknown event "mett"; did you mean "met"?' },
      { { shares = { own = {} } }, "shares.own: what does it count?" },
      { { shares = { own = { within = { from = "asked", to = "met" } } } }, "shares.own.within: hours: a number from 0" },
      { { shares = { own = { within = { from = "asked", to = "met", hours = 0 / 0 } } } }, "hours: a number from 0" },
      { { kept_by = "met" }, 'kept_by: it goes with promise' },
      { { promise = "due", events = { met = "met" } }, "kept_by: which event keeps a promise?" },
      { { promise = "due", kept_by = "solvd" }, 'kept_by: unknown event "solvd"; did you mean "solved"?' },
      { { promise = "due", kept_by = { met = "x" } }, 'kept_by.met: unknown event "x"' },
      { { start = -1 }, "start: a number from 0" },
      { { bands = { 4, 1 } }, "bands: hours that ascend are wanted" },
      { { bands = {} }, "bands: hours that ascend are wanted" },
      { { zone = "Europe/Helsingfors" }, 'unknown zone "Europe/Helsingfors"; did you mean "Europe/Helsinki"?' },
      { { zone = "+25:00" }, 'unknown zone "+25:00"' },
      { { today = "2026-02-30" }, "today: a date or a moment" },
      { { max_cases = 0 }, "max_cases: a whole number from 1" },
      { { questions = { nps = 5 } }, "questions: nps: a scale is wanted" },
      { { join = {} }, "join: { survey = answers" },
      { { earlier = { 1 }, round = "2026" }, "earlier: number 1 is no contacts" },
      { { round = 2026 }, "round: the round's name is wanted, not 2026" },
    }
    for _, case in ipairs(cases) do
      local text = message(with(case[1]))
      assert.truthy(text:find(case[2], 1, true), text)
      assert.truthy(text:find("contacts_spec.lua:%d+: "), text)
    end
  end)


  it("(2): a measure that is not there names those that are, or what it needs", function()
    local loki = cx.contacts(with { events = { met = "met" } })
    for name, wanted in pairs { good_strat = 'unknown measure of contacts "good_strat"', good_start = "good_start needs the events",
                                first_contact = "first_contact needs the event solved", promises_kept = "needs promise =" } do
      local done, text = pcall(function() return loki[name] end)
      assert.is_false(done)
      assert.truthy(text:find(wanted, 1, true), text)
    end
    assert.truthy(cx.contacts(with { events = { met = "m", answered = "a", assured = "s", handed_on = false } }).good_start)
  end)


  it("(4): what the world does is nil, message, code", function()
    local function trouble(more)
      local tally, text, code = cx.contacts(with(more)).survey:tally { of = "met" }
      assert.is_nil(tally)
      return code .. ": " .. text
    end
    assert.truthy(trouble({ case = "tapaus" }):find("no_column: text: there is no column 'tapaus'", 1, true))
    assert.truthy(trouble({ text = "case,time,event\n" }):find("no_rows: ", 1, true))
    assert.truthy(trouble({ text = "case,time,event\n,2026-03-02,met\n" }):find("no_rows: ", 1, true))
    assert.truthy(trouble({ text = "" }):find("the file is empty", 1, true))
    assert.truthy(cx.contacts { file = "tests/data/contacts/none.csv", case = "a", time = "b", event = "c" }:receipt() == nil)
    assert.truthy(trouble({ text = "case,time,event\n1,2026-03-02,met\n2,2026-03-02,met\n", max_cases = 1 })
      :find("too_many: text: more than 1 cases", 1, true))
  end)


  it("log (2): a log of unknown events alone has cases, and says so", function()
    local loki = cx.contacts(with { text = "case,time,event\n1,2026-03-02,x\n2,2026-03-02,y\n3,2026-03-02,y\n3,2026-03-02,\n" })
    assert.same({ 3, 0.0 }, { total(loki, "met").n, total(loki, "met").value })
    local r = loki:receipt()
    assert.same({ { code = "y", n = 2 }, { code = "x", n = 1 } }, r.unknown)
    assert.same({ ["unknown event"] = 3, ["no event"] = 1 }, reasons(r.repaired))
  end)


  it("log (2): a declared event that no row bears is counted", function()
    local r = cx.contacts(with { events = { met = "met", lost = "losst" } }):receipt()
    assert.same({ "lost" }, r.unseen)
    assert.equal(1, reasons(r.repaired)["event never seen"])
  end)


  it("log (1): a log without a promise has measures without answers", function()
    local loki = of_rows { "1,2026-03-02,met," }
    assert.equal(0, total(loki, "promises_kept").n)
    assert.same({ 0, 0 }, { loki:promises().made, loki:promises().open })
  end)


  it("sheet (1): names with quotes, commas and line breaks come through", function()
    local loki = cx.contacts { text = 'case,time,event,place\n1,2026-03-02,met,"a ""b"", c"\n2,2026-03-02,met,"x\ny"\n', case = "case",
                               time = "time", event = "event", touchpoint = "place" }
    local tally <close> = assert(loki.survey:tally { by = "touchpoint", of = "met" })
    local names = {}
    for i, group in ipairs(tally:groups()) do names[i] = group.group.touchpoint end
    assert.same({ 'a "b", c', "x\ny" }, names)
  end)
end)


describe("contacts in a plan", function()
  it("(4): goals at touchpoints, promises and own shares are measured as of the plan's day", function()
    local loki = told { shares = { in_a_day = { within = { from = "asked", to = "met", hours = 1 } } } }
    local plan = cx.plan { name = "Log", due = "2026-12-31", measure = { surveys = {}, contacts = loki }, touchpoints = {
      { "Vikailmoitus", goals = { cx.goal { loki.good_start, at_least = 50 }, cx.goal { loki.promises_kept, at_least = 50 } } },
      { "Tarjous", goals = { cx.goal { loki.in_a_day, at_least = 50 } } } } }
    local result = plan:run { today = "2026-03-08" }
    local seen = {}
    for i, goal in ipairs(result.goals) do seen[i] = { goal.metric_name, goal.estimate.n, goal.estimate.value } end
    assert.same({ { "good_start", 4, 75.0 }, { "promises_kept", 1, 100.0 }, { "in_a_day", 4, 50.0 } }, seen)
    assert.equal(51, result.surveys[1].receipt.read)
    for _, language in ipairs { "en", "fi", "sv" } do
      local text = {}
      for _, item in ipairs(result.surveys[1].receipt.repaired) do
        text[#text + 1] = require "cx.lang".load(language).reason[item.reason]
      end
      assert.equal(#result.surveys[1].receipt.repaired, #text)
    end
    local later = plan:run { today = "2026-03-09" }
    assert.equal(2, later.goals[2].estimate.n)
  end)


  it("(3): rounds in files of their own are rounds of the goals", function()
    local before = of_rows({ "1,2025-03-02,met,", "2,2025-03-02,asked," }, { round = "2025" })
    local now = of_rows({ "1,2026-03-02,met,", "2,2026-03-02,met," }, { round = "2026", earlier = before })
    local result = cx.plan { due = "2026-12-31", touchpoints = { { "All", goals = { cx.goal { now.met, at_least = 50 } } } } }
      :run { today = "2026-04-01" }
    assert.same({ 50.0, 100.0 }, { result.goals[1].rounds[1].estimate.value, result.goals[1].rounds[2].estimate.value })
  end)


  it("(3): few cases are hidden where there is a minimum", function()
    local loki = told { privacy = { minimum = 5 } }
    local result = cx.plan { due = "2026-12-31", touchpoints = { { "Tarjous", goals = { cx.goal { loki.good_start, at_least = 50 } } } } }
      :run { today = "2026-03-09" }
    assert.is_true(result.goals[1].hidden)
    assert.is_nil(result.goals[1].estimate.value)
  end)
end)
