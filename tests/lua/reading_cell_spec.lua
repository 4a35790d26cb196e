-- reading_cell_spec: numbers, times and answers as exports write them, through the library
--
-- (4) A cell is one answer, one reason for missing, or off the scale; off the scale is no answer.

local cx = require "cx"
local child = dofile "tests/lua/child.lua"
local reading = dofile "tests/lua/reading.lua"

local survey_of, found, sum, counted = reading.survey_of, reading.found, reading.sum, reading.counted


setup(function() reading.folder = child.folder() end)


teardown(function() child.remove(reading.folder) end)


describe("reading: numbers", function()
  local function mean(cells, options)
    local lines_ = { "q\tx" }
    for i, cell in ipairs(cells) do lines_[i + 1] = cell .. "\tabc" end
    options = options or {}
    options.questions, options.delimiter = { q = cx.number }, "\t"
    options.header_rows = 1
    local tally = assert(survey_of(table.concat(lines_, "\n") .. "\n", options):tally { of = "q" })
    local total = tally:total(cx.metric.mean)
    return total.value, total.n
  end

  it("a decimal comma, or a point", function()
    assert.same({ 2.25, 2 }, { mean { "1,5", "3" } })
    assert.same({ 2.25, 2 }, { mean { "1.5", "3" } })
    assert.equal(",", found("q;x\n1,5;a\n2,25;b\n").decimal)
    assert.equal(".", found("q;x\n1.5;a\n2.25;b\n").decimal)
  end)

  it("thousands parted by a no-break, narrow or thin space, or the other mark", function()
    for _, space in ipairs { "\u{A0}", "\u{202F}", "\u{2009}", " ", "." } do
      assert.same({ 1234567.5, 1 }, { mean { ("1%s234%s567,5"):format(space, space) } })
    end
    assert.same({ 1234567.5, 1 }, { mean { "1,234,567.5" } })
    assert.same({ 1234.0, 1 }, { mean { "1\xA0234", "\xE4" } })
  end)

  it("a unicode minus", function()
    assert.same({ -4.0, 3 }, { mean { "\u{2212}5", "-3", "\u{2013}4" } })
    assert.same({ [-1] = 2, [1] = 1 }, (counted(cx.scale { -2, 2 }, { "\u{2212}1", "-1", "+1" })))
  end)

  it("the weight of a row likewise", function()
    local survey = survey_of("q;w\n1;1\u{A0}000,5\n2;0,25\n3;\n4;-1\n5;x\n",
      { weight = "w", questions = { q = cx.scale { 1, 5 } } })
    local tally = assert(survey:tally {})
    assert.equal(1000.75, tally:design().w)
    local receipt = survey:receipt()
    assert.same({ 5, 2, 2, 1 }, { receipt.read, receipt.used, sum(receipt.dropped, "no weight"),
                                  sum(receipt.dropped, "bad weight") })
  end)
end)


describe("reading: times", function()
  local function bucket(cells, unit, options)
    options = options or {}
    local all = { time = "t", questions = { q = cx.scale { 1, 5 } } }
    for name, value in pairs(options) do all[name] = value end
    local list = { "t;q" }
    for i, cell in ipairs(cells) do list[i + 1] = cell .. ";3" end
    local survey = survey_of(table.concat(list, "\n") .. "\n", all)
    local tally, message = survey:tally { by = cx[(unit:gsub("%-", "_"))], of = "q" }
    if not tally then return nil, message end
    local labels = {}
    for i, group in ipairs(tally:groups()) do labels[i] = group.group[unit] .. " " .. group.n end
    return labels, survey
  end

  it("ISO 8601 with and without a zone", function()
    assert.same({ "2026-03-09T14 7" }, (bucket({ "2026-03-09T14:05:06", "2026-03-09 14:05", "2026-03-09T14:05:06.789Z",
      "2026-03-09T14:59+02:00", "2026-03-09T14:00:00-0500", "2026-03-09 14:05:06 UTC", "2026/03/09 14:00" }, "hour")))
    assert.same({ "2026-03-09 1" }, (bucket({ "2026-03-09" }, "day")))
  end)

  it("Finnish, with klo and without", function()
    assert.same({ "2026-03-09T14 4", "2026-12-31T00 1" }, (bucket({ "9.3.2026 klo 14.05", "09.03.2026 14.05",
      "9.3.2026 14:05:59", "9.3.2026 klo 14:05", "31.12.2026" }, "hour")))
  end)

  it("American, with AM and PM", function()
    assert.same({ "2026-03-09T00 1", "2026-03-09T14 2", "2026-12-31T12 1" }, (bucket({ "3/9/2026 2:05 PM",
      "3/9/2026 2:05:06 PM", "12/31/2026 12:00 PM", "3/9/2026 12:30 AM" }, "hour")))
  end)

  it("seconds since 1970", function()
    assert.same({ "2026-03-09T14 2" }, (bucket({ "1773065106", "1773065106000" }, "hour")))
  end)

  it("buckets: hour day week month quarter half-year year", function()
    local wanted = { hour = "2021-01-03T23 1", day = "2021-01-03 1", week = "2020-W53 1", month = "2021-01 1",
                     quarter = "2021-Q1 1", ["half-year"] = "2021-H1 1", year = "2021 1" }
    for unit, label in pairs(wanted) do assert.same({ label }, (bucket({ "2021-01-03T23:59" }, unit))) end
    assert.same({ "2020-W53 1", "2021-W01 1" }, (bucket({ "3.1.2021", "4.1.2021" }, "week")))
    assert.same({ "2026-Q3 2", "2026-Q4 1" }, (bucket({ "2026-07-01", "2026-09-30", "2026-10-01" }, "quarter")))
  end)

  it("what is no moment has an empty bucket and is counted", function()
    local labels, survey = bucket({ "2026-03-09", "30.2.2026", "soon", "" }, "month")
    assert.same({ " 3", "2026-03 1" }, labels)
    assert.equal(2, sum(survey:receipt().repaired, "no time"))
  end)

  it("slashed dates that may be either are refused, until a row or the caller settles them", function()
    local labels, message = bucket({ "3/4/2026", "5/6/2026" }, "month")
    assert.is_nil(labels)
    assert.truthy(message:find 'set day_order = "d" or "m"')
    assert.same({ "2026-03 1", "2026-05 1" }, (bucket({ "3/4/2026", "5/6/2026" }, "month", { day_order = "m" })))
    assert.same({ "2026-04 1", "2026-06 1" }, (bucket({ "3/4/2026", "5/6/2026" }, "month", { day_order = "dmy" })))
    assert.same({ "2026-04 1", "2026-06 1" }, (bucket({ "3/4/2026", "25/6/2026" }, "month")))
  end)
end)


describe("reading (4): scales", function()
  it("of whole numbers, with any end points", function()
    assert.same({ [1] = 1, [5] = 2 }, (counted(cx.scale { 1, 5 }, { "1", "5", " 5 " })))
    assert.same({ [-3] = 1, [0] = 1, [3] = 1 }, (counted(cx.scale { -3, 3 }, { "-3", "0", "3" })))
    assert.same({ [0] = 1, [100] = 1 }, (counted(cx.scale { 0, 100 }, { "0", "100", "101" })))
    assert.same({ [2024] = 1, [2026] = 1 }, (counted(cx.scale { 2020, 2026 }, { "2024", "2026", "1999" })))
    assert.same({ [5] = 1, [4] = 2 }, (counted(cx.scale { 1, 5 }, { "5.0", "4", "04" })))
  end)

  it("with labels at the ends", function()
    assert.same({ [0] = 1, [10] = 2, [5] = 1 }, (counted(cx.scale.nps,
      { "10 - Extremely likely", "0 - Not at all likely", "10 = varmasti", "5" })))
  end)

  it("with named answers", function()
    assert.same({ [5] = 2, [1] = 1, [3] = 1 }, (counted(cx.scale { 1, 5, answers = { ["Very happy"] = 5, [1] = "Very sad" } },
      { "Very happy", "5", "Very sad", "3" })))
  end)

  it("of names, unordered", function()
    local n, missing = counted(cx.scale.names { "ilahtunut", "ei mitään", "ärtynyt" },
      { "ärtynyt", "ilahtunut", "ei mitään", "ärtynyt", "raivoissaan" })
    assert.same({ ilahtunut = 1, ["ei mitään"] = 1, ["ärtynyt"] = 2 }, n)
    assert.same({ unreadable = 1 }, { unreadable = (missing.unreadable or 0) + (missing["off scale"] or 0) })
  end)

  it("of several options in one cell, that may hold the separator themselves", function()
    local made = cx.scale.several { "Me, myself and I", "web", "shop" }
    local n, missing = counted(made, { "web, shop", "Me, myself and I", "web;Me, myself and I;", "", "kiosk, web" })
    assert.same({ web = 3, shop = 1, ["Me, myself and I"] = 2, other = 1 }, n)
    assert.same({ empty = 1 }, missing)
    local survey = survey_of("q\tx\nweb, shop\ta\nMe, myself and I\tb\n\tc\nkiosk\td\n", { questions = { q = made } })
    local share = assert(survey:tally {}):total(cx.metric.share("q", "web"))
    assert.same({ 100 / 3, 3 }, { share.value, share.n })
  end)

  it("of numbers", function()
    local n, missing = counted(cx.number { from = 0, to = 120 }, { "35", "35.0", "1,5", "121", "old", "" })
    assert.same({ [35] = 2, [1.5] = 1 }, n)
    assert.same({ ["off scale"] = 1, unreadable = 1, empty = 1 }, missing)
  end)

  it("of text has no answers, and its cells come by rows", function()
    local survey = survey_of("q,c\n1,free words\n2,\n", { questions = { q = cx.scale { 1, 5 }, c = cx.scale.text } })
    local list = {}
    for row in assert(survey:rows { columns = { "c", "q" } }) do list[#list + 1] = row.c end
    assert.same({ "free words", "" }, list)
    assert(survey:tally {})
  end)

  it("codes of missing keep their reasons, and don't know is apart from empty", function()
    local n, missing = counted(cx.scale { 1, 5, missing = { [0] = "blank", [6] = "never used", [9] = "don't know",
      EOS = "don't know" } }, { "0", "6", "9", "EOS", "", "5", "6" })
    assert.same({ [5] = 1 }, n)
    assert.same({ blank = 1, ["never used"] = 2, ["don't know"] = 2, empty = 1 }, missing)
  end)

  it("off the scale is counted, listed, and never an answer", function()
    local n, missing, off = counted(cx.scale.nps, { "11", "6.5", "99", "11", "-1", "10", "0", "6,5", "n/a", "1O" })
    assert.same({ [0] = 1, [10] = 1 }, n)
    assert.equal(8, (missing["off scale"] or 0) + (missing.unreadable or 0))
    local seen = {}
    for _, item in ipairs(off) do seen[item.text] = item.n end
    assert.same({ ["11"] = 2, ["6.5"] = 1, ["99"] = 1, ["-1"] = 1, ["6,5"] = 1, ["n/a"] = 1, ["1O"] = 1 }, seen)
    assert.equal("11", off[1].text)
  end)

  it("one for all columns of a matrix", function()
    local survey = survey_of("id,Satisfaction: shops,Satisfaction: food,Satisfaction: wi-fi\n1,5,2,9\n2,4,,1\n",
      { columns = "Satisfaction: *", scale = cx.scale { 1, 5 } })
    local tally = assert(survey:tally {})
    assert.same({ 4.5, 2.0, 1.0 }, { tally:total(cx.metric.mean "shops").value, tally:total(cx.metric.mean "food").value,
                                     tally:total(cx.metric.mean(survey["wi-fi"])).value })
    assert.equal("9", survey:receipt().questions["wi-fi"].off_scale[1].text)
  end)

  it("the long layout and the wide one give the same numbers", function()
    local long, wide = { "person,touchpoint,score,w" }, { "person,shops,food,w" }
    for i = 1, 500 do
      local a, b = i * 7 % 12, i * 5 % 11
      local shops, food = a == 11 and "" or tostring(a), tostring(b)
      wide[#wide + 1] = ("%d,%s,%s,%d.5"):format(i, shops, food, i % 3)
      long[#long + 1] = ("%d,shops,%s,%d.5"):format(i, shops, i % 3)
      long[#long + 1] = ("%d,food,%s,%d.5"):format(i, food, i % 3)
    end
    local by = {}
    local tally = assert(survey_of(table.concat(long, "\n") .. "\n", { touchpoint = "touchpoint", weight = "w",
      questions = { score = cx.scale.nps } }):tally { by = "touchpoint" })
    for _, estimate in ipairs(tally:measure(cx.metric.nps)) do by[estimate.group.touchpoint] = estimate end
    tally = assert(survey_of(table.concat(wide, "\n") .. "\n", { weight = "w",
      questions = { shops = cx.scale.nps, food = cx.scale.nps } }):tally {})
    for _, name in ipairs { "shops", "food" } do
      local estimate = tally:total(cx.metric.nps(name))
      assert.same({ by[name].value, by[name].n, by[name].missing }, { estimate.value, estimate.n, estimate.missing })
    end
  end)
end)
