-- tally_spec.lua - tally.lua: counted once, measured many times; figures of sample M, statistics note 1 and 2

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function near(wanted, got, tolerance)
  assert.is_true(math.abs(wanted - got) <= (tolerance or 5e-7), ("%.9f is not %.9f"):format(got, wanted))
end


local function mistake(...) return sample.mistake("tally_spec", ...) end


-- A list of estimates by one label.
local function by(list, name)
  local map = {}
  for _, estimate in ipairs(list) do map[estimate.group[name]] = estimate end
  return map
end


describe("tally", function()
  it("gives the values, errors and bounds of sample M", function()
    local tally = assert(sample.survey():tally { by = "touchpoint", of = "answer" })
    local nps = cx.metric.nps "answer"
    local all = tally:total(nps)
    near(20.370370, all.value)
    near(29.303387, all.se)
    near(-30.893752, all.low)
    near(61.141696, all.high)
    near(8.944785, all.n_effective)
    assert.same({ 11, { empty = 1 } }, { all.n, all.missing })
    local one = by(tally:measure(nps), "touchpoint")
    near(-16.666667, one.store.value)
    near(45.735663, one.store.se)
    near(50, one.web.value)
    near(25.936987, one.web.se)
    local mean = tally:total(cx.metric.mean "answer")
    near(7.648148, mean.value)
    near(6.114447, mean.low)
    near(9.181849, mean.high)
  end)

  it("the size of the design holds the rows that where leaves out", function()
    local tally = assert(sample.survey():tally { of = "answer", where = "touchpoint == 'store'" })
    assert.equal(12, tally:design().n)
    near(45.735663, tally:total(cx.metric.nps).se)
  end)

  it("weighted = false counts every person as one", function()
    local tally = assert(sample.survey():tally { of = "answer" })
    near(100 * 2 / 11, tally:total(cx.metric.nps, { weighted = false }).value)
  end)

  it("confidence and interval are chosen by name", function()
    local tally = assert(sample.survey():tally { of = "answer" })
    local narrow = tally:total(cx.metric.mean, { confidence = 0.5 })
    local wide = tally:total(cx.metric.mean, { interval = "Wald" })
    assert.is_true(narrow.high < 9.18)
    assert.equal("Wald 95 %", wide.method)
  end)

  it("counts lists each answer of each group", function()
    local tally = assert(sample.survey():tally { by = "touchpoint", of = "answer" })
    local list = tally:counts "answer"
    assert.same({ group = { touchpoint = "store" }, answer = 3, n = 1, w = 1.0, w2 = 1.0 }, list[1])
    assert.same({ group = { touchpoint = "web" }, answer = 10, n = 2, w = 1.75, w2 = 1.5625 }, list[#list])
  end)

  it("groups stand in byte order, and a blank cell is a group of its own", function()
    local survey = cx.survey { text = "g,q\nö,1\nb,1\n,1\nB,1\na,1\n", questions = { q = cx.scale { 1, 2 } } }
    local labels = {}
    for i, group in ipairs(assert(survey:tally { by = "g", of = "q" }):groups()) do labels[i] = group.group.g end
    assert.same({ "", "B", "a", "b", "ö" }, labels)
  end)

  it("time buckets are groups with the unit's name", function()
    local tally = assert(sample.survey():tally { by = { "touchpoint", cx.month }, of = "answer" })
    local seen = {}
    for i, estimate in ipairs(tally:measure(cx.metric.nps)) do
      seen[i] = estimate.group.touchpoint .. " " .. estimate.group.month .. " " .. estimate.n
    end
    assert.same({ "store 2026-01 2", "store 2026-02 3", "web 2026-01 2", "web 2026-03 4" }, seen)
    for unit, label in pairs { hour = "2026-01-03T00", day = "2026-01-03", week = "2026-W01", month = "2026-01",
                               quarter = "2026-Q1", half_year = "2026-H1", year = "2026" } do
      local first = assert(sample.survey { text = sample.rows(1, 1) }:tally { by = cx[unit], of = "answer" })
      assert.equal(label, first:groups()[1].group[unit:gsub("_", "-")])
    end
  end)

  it("(2): a metric finds its question by name, or takes the only one", function()
    local survey = cx.survey { text = "a,b\n1,2\n", questions = { a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 } } }
    local tally = assert(survey:tally {})
    assert.equal(1.0, tally:total(cx.metric.mean(survey.a)).value)
    assert.matches("has no question, and the tally has a, b", mistake(function() tally:total(cx.metric.mean) end))
    assert.matches('unknown question of this tally "c"; did you mean "a"%? known are a, b',
      mistake(function() tally:total(cx.metric.mean "c") end))
    local other = sample.survey()
    assert.matches("belongs to another survey", mistake(function() tally:total(cx.metric.nps(other.answer)) end))
  end)

  it("(3): a closed tally raises at the caller's line, and closes again in peace", function()
    local kept
    do
      local tally <close> = assert(sample.survey():tally { of = "answer" })
      kept = tally
      assert.equal(11, tally:total(cx.metric.nps).n)
    end
    assert.matches("the tally is closed", mistake(function() kept:measure(cx.metric.nps) end))
    assert.matches("the tally is closed", mistake(function() kept:counts() end))
    assert.matches("the tally is closed", mistake(function() kept:save "x" end))
    kept:close()
    assert.is_false(getmetatable(kept))
  end)

  it("(4): hash buckets are counted beside and not shown", function()
    local survey = sample.survey()
    local with = assert(survey:tally { by = "touchpoint", of = "answer", buckets = 8 })
    local without = assert(survey:tally { by = "touchpoint", of = "answer" })
    assert.same(without:measure(cx.metric.nps), with:measure(cx.metric.nps))
    assert.same({ "store", "web" }, { with:groups()[1].group.touchpoint, with:groups()[2].group.touchpoint })
    local core = require "cx.core"
    assert.is_true(core.tally_size(core.tally_about(with).full) > 2)
  end)

  it("many tallies are filled in one pass, each as if alone", function()
    local survey = sample.survey()
    local list = assert(survey:tallies { { by = "touchpoint", of = "answer" }, { by = cx.month, of = "answer" },
                                         { of = "answer", where = "answer >= 9" }, { of = {} } })
    for i, options in ipairs { { by = "touchpoint", of = "answer" }, { by = cx.month, of = "answer" },
                               { of = "answer", where = "answer >= 9" } } do
      assert.same(assert(survey:tally(options)):measure(cx.metric.nps), list[i]:measure(cx.metric.nps))
    end
    assert.equal(12, list[4]:design().n)
  end)

  it("any number of threads and every kernel give the same tally", function()
    local lines = { "g,q,w,c" }
    for i = 1, 30000 do
      lines[#lines + 1] = ("%s,%d,%d.%03d,\"a \"\"comment\"\",\nof %d\""):format("g" .. i % 7, i % 12, i % 3, i % 1000, i)
    end
    local survey = cx.survey { text = table.concat(lines, "\n") .. "\n", weight = "w", questions = { q = cx.scale.nps } }
    local function saved(options)
      local path = os.tmpname()
      options.by, options.of = "g", "q"
      assert(assert(survey:tally(options)):save(path))
      local file = assert(io.open(path, "rb"))
      local text = file:read "a"
      file:close()
      os.remove(path)
      return text
    end
    local one = saved { threads = 1 }
    assert.equal(one, saved { threads = 2 })
    assert.equal(one, saved { threads = 7 })
    assert.equal(one, saved { kernel = "portable" })
    assert.equal(one, saved {})
  end)

  it("a file with a header and no rows is the world's trouble, and its receipt can be asked for", function()
    local survey = cx.survey { text = "g,q\n", questions = { q = cx.scale.nps } }
    local tally, message, code = survey:tally { by = "g", of = "q" }
    assert.same({ nil, "text: it has a header but no rows; rows of answers are wanted", "no_rows" }, { tally, message, code })
    assert.equal(0, survey:receipt().read)
  end)

  it("a where that nobody passes leaves no groups and no value", function()
    local tally = assert(sample.survey():tally { by = "touchpoint", of = "answer", where = "row > 100" })
    assert.same({}, tally:measure(cx.metric.nps))
    local total = tally:total(cx.metric.nps)
    assert.is_nil(total.value)
    assert.same({ 0, {} }, { total.n, total.missing })
  end)

  it("refuses what is no metric and options it does not know", function()
    local tally = assert(sample.survey():tally { of = "answer" })
    assert.matches("a metric is wanted", mistake(function() tally:measure "answer" end))
    assert.matches('unknown option of measure "confidance"; did you mean "confidence"',
      mistake(function() tally:measure(cx.metric.nps, { confidance = 0.9 }) end))
    assert.matches("^interval 'Wilson' needs a metric of two scores",
      mistake(function() tally:measure(cx.metric.nps, { interval = "Wilson" }) end))
    assert.matches("^interval: 'best' is not known",
      mistake(function() tally:measure(cx.metric.nps, { interval = "best" }) end))
  end)
end)
