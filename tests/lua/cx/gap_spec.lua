-- gap_spec.lua - gap.lua: paired gaps of the statistics note (section 4), shares, places, privacy

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local VALUE = { 3, 8, 10 } -- a detractor, a passive, a promoter
local JOINT = { { 10, 6, 4 }, { 3, 15, 12 }, { 1, 9, 40 } } -- expected by experienced: the note's table


-- One row a person; touchpoints by turns, every third person on the web.
local function rows(joint)
  local lines, k = { "id,place,expected,x,weight" }, 0
  for i, row in ipairs(joint) do
    for j, n in ipairs(row) do
      for _ = 1, n do
        k = k + 1
        lines[#lines + 1] = ("p%d,%s,%d,%d,1"):format(k, k % 3 == 0 and "web" or "store", VALUE[i], VALUE[j])
      end
    end
  end
  return lines
end


local function survey(lines, options)
  local all = { text = table.concat(lines, "\n") .. "\n", person = "id", touchpoint = "place",
                questions = { expected = cx.scale.nps, x = cx.scale.nps, other = cx.scale { 1, 5 } } }
  for key, value in pairs(options or {}) do all[key] = value end
  return cx.survey(all)
end


local function gap(s, options)
  local all = { experience = cx.metric.nps(s.x), expectation = s.expected }
  for key, value in pairs(options or {}) do all[key] = value end
  return assert(cx.gap(all):measure()).list[1]
end


describe("gap", function()
  it("(1): the paired difference is the note's", function()
    local total = gap(survey(rows(JOINT))).total
    assert.same({ 12.0, 100, 0, "cannot tell" }, { total.value, total.n, total.unpaired, total.verdict })
    assert.near(7.003607, total.se, 5e-7)
    assert.near(-1.896675, total.low, 5e-7)
    assert.near(25.896675, total.high, 5e-7)
    assert.near(0.089768, total.p, 5e-7)
  end)

  it("(1): a pair that is not whole is counted, and is in no figure", function()
    local lines = rows(JOINT)
    lines[#lines + 1], lines[#lines + 2] = "q,web,,10,1", "r,web,3,,1"
    local total = gap(survey(lines)).total
    assert.same({ 12.0, 100, 2 }, { total.value, total.n, total.unpaired })
  end)

  it("(2): fell short, met, exceeded by the order of the answers, whatever the metric", function()
    for _, metric in ipairs { cx.metric.nps, cx.metric.mean, cx.metric.csat } do
      local s = survey(rows(JOINT))
      local total = gap(s, { experience = metric(s.x) }).total
      assert.same({ 13.0, 65.0, 22.0, 100 }, { total.short.value, total.met.value, total.exceeded.value, total.short.n })
      -- Wilson of 13 of 100 (R 4.2: prop.test(13, 100, correct = FALSE)$conf.int)
      assert.near(7.75716742724050, total.short.low, 1e-9)
      assert.near(20.9803514400758, total.short.high, 1e-9)
    end
  end)

  it("(2): weights of one change nothing", function()
    local a, b = gap(survey(rows(JOINT))).total, gap(survey(rows(JOINT), { weight = "weight" })).total
    for _, key in ipairs { "value", "low", "high", "p" } do assert.near(a[key], b[key], 1e-12) end
    assert.near(a.short.low, b.short.low, 1e-12)
  end)

  it("(3): against the same person's earlier round, in one file or two", function()
    local lines = { "id,year,place,x" }
    for i, line in ipairs(rows(JOINT)) do
      local id, place, before, after = line:match "^(p%d+),(%a+),(%d+),(%d+)"
      if i > 1 then
        lines[#lines + 1] = ("%s,2025,%s,%s"):format(id, place, before)
        lines[#lines + 1] = ("%s,2026,%s,%s"):format(id, place, after)
      end
    end
    lines[#lines + 1] = "new,2026,web,10"
    local function of(year)
      local list = { lines[1] }
      for _, line in ipairs(lines) do
        if not year and line ~= lines[1] or year and line:find("," .. year .. ",", 1, true) then list[#list + 1] = line end
      end
      return survey(list, { round = year, questions = { x = cx.scale.nps } })
    end
    local one = of()
    local made = assert(cx.gap { experience = cx.metric.nps(one.x), earlier = { round = "year", between = { 2025, 2026 } } }:measure())
    local later = of "2026"
    local two = assert(cx.gap { experience = cx.metric.nps(later.x), earlier = of "2025" }:measure())
    for _, outcome in ipairs { made, two } do
      local part = outcome.list[1]
      assert.same({ 12.0, 100, { "2025", "2026" } }, { part.total.value, part.total.n, part.rounds })
      assert.near(7.003607, part.total.se, 5e-7)
      assert.same({ both = 100, before = 0, after = 1 }, part.people)
      assert.equal(2, #part.items)
    end
  end)

  it("(3): an expectation that another survey asked the same people before", function()
    local before, after = { "id,expected" }, { "id,place,x" }
    for i, line in ipairs(rows(JOINT)) do
      local id, place, expected, x = line:match "^(p%d+),(%a+),(%d+),(%d+)"
      if i > 1 then
        table.insert(before, 2, ("%s,%s"):format(id, expected))
        after[#after + 1] = ("%s,%s,%s"):format(id, place, x)
      end
    end
    before[#before + 1] = "nobody,10"
    local asked = cx.survey { text = table.concat(before, "\n") .. "\n", person = "id", questions = { expected = cx.scale.nps } }
    local felt = survey(after, { questions = { x = cx.scale.nps } })
    local part = assert(cx.gap { experience = cx.metric.nps(felt.x), expectation = asked.expected }:measure()).list[1]
    assert.same({ 12.0, 100, "expected", 2 }, { part.total.value, part.total.n, part.question, #part.items })
    assert.near(7.003607, part.total.se, 5e-7)
    assert.same({ both = 100, before = 1, after = 0 }, part.people)
    assert.near(13.0, part.total.short.value, 1e-12)
  end)

  it("(4): verdicts of places, adjusted over them", function()
    local items = gap(survey(rows { { 2, 3, 90 }, { 0, 0, 0 }, { 0, 0, 30 } })).items
    assert.same({ "exceeded", "exceeded" }, { items[1].verdict, items[2].verdict })
    assert.near(math.min(1, 2 * math.min(items[1].p, items[2].p)), math.min(items[1].p_adjusted, items[2].p_adjusted), 1e-12)
    local total = gap(survey(rows { { 2, 0, 0 }, { 0, 0, 0 }, { 90, 0, 30 } })).total
    assert.equal("fell short", total.verdict)
  end)

  it("(4): met is said within a declared margin only", function()
    local s = survey(rows { { 80, 0, 0 }, { 1, 80, 1 }, { 0, 0, 80 } })
    assert.equal("cannot tell", gap(s).total.verdict)
    assert.equal("met", gap(s, { margin = 5 }).total.verdict)
  end)

  it("(4): nobody whole, one person, equal differences: defined", function()
    local part = gap(survey { "id,place,expected,x,weight", "p,web,,3,1" })
    assert.is_true(part.empty)
    part = gap(survey { "id,place,expected,x,weight", "p,web,3,8,1" })
    assert.same({ 100.0, 1, "cannot tell" }, { part.total.value, part.total.n, part.total.verdict })
    part = gap(survey(rows { { 0, 0, 9 }, { 0, 0, 0 }, { 0, 0, 0 } }))
    assert.is_true(part.total.low < 200 and part.total.high <= 200)
  end)

  it("(5): places under the minimum are hidden, and another with them", function()
    local lines = rows(JOINT)
    for i = 1, 4 do lines[#lines + 1] = ("z%d,phone,3,8,1"):format(i) end
    local part = gap(survey(lines), { minimum = 10 })
    local shown = {}
    for _, item in ipairs(part.items) do shown[item.label] = not item.hidden end
    assert.same({ phone = false, store = true, web = false }, shown)
    assert.same({ label = "phone", hidden = true, verdict = "hidden" }, part.items[1])
    assert.equal(104, part.total.n)
  end)

  it("(5): with weights and a minimum numbers are as fine as their errors, alone and in a plan", function()
    local lines = rows(JOINT)
    for i = 2, #lines do lines[i] = lines[i]:gsub("1$", ({ "1", "2.5", "0.7" })[1 + i % 3]) end
    local exact = gap(survey(lines, { weight = "weight" })).total
    local s = survey(lines, { weight = "weight", privacy = { minimum = 5 } })
    local total = gap(s).total
    assert.is_true(exact.value * 10 % 1 ~= 0)
    assert.equal(0.0, total.value * 10 ^ total.decimals % 1)
    assert.near(exact.value, total.value, 0.5 * 10 ^ -total.decimals + 1e-9)
    assert.is_true(total.low <= exact.low and total.high >= exact.high and total.met.value ~= exact.met.value)
    assert.equal(exact.verdict, total.verdict)
    assert.is_nil(gap(survey(lines, { privacy = { minimum = 5 } })).total.decimals) -- without weights people are counted
  end)

  it("(2): with strata and clusters shares have the errors of the design; all intervals have the confidence", function()
    local lines = { "g,c,place,expected,x,weight" }
    for c = 1, 12 do
      for i = 1, 10 do
        local later = 3 + (c * 5 % 7 > 3 and 1 or 0) + (i * c % 3 == 0 and 1 or 0) - (i % 4 == 0 and 1 or 0)
        lines[#lines + 1] = ("%s,%d,%s,%d,%d,%s"):format(c <= 6 and "A" or "B", c, i % 2 == 0 and "web" or "store", 3, later,
          ({ "1", "2.5", "0.7" })[1 + i % 3])
      end
    end
    local function run(options)
      local s = cx.survey { text = table.concat(lines, "\n"), touchpoint = "place", weight = "weight", strata = options.strata,
        cluster = options.cluster, questions = { expected = cx.scale { 1, 5 }, x = cx.scale { 1, 5 } } }
      return assert(cx.gap { experience = s.x, expectation = s.expected, confidence = options.confidence }:measure()).list[1].total
    end
    local plain, drawn = run {}, run { strata = "g", cluster = "c" }
    assert.near(plain.exceeded.value, drawn.exceeded.value, 1e-12)
    assert.is_true(drawn.exceeded.high - drawn.exceeded.low > 1.2 * (plain.exceeded.high - plain.exceeded.low))
    -- R: weighted share of x > expected, linearised over c in g, n = p (1 - p) / v, Wilson
    assert.near(65.8388520971, drawn.exceeded.value, 1e-6)
    assert.near(48.2211517480, drawn.exceeded.low, 1e-6)
    assert.near(79.9540710879, drawn.exceeded.high, 1e-6)
    local wide = run { strata = "g", cluster = "c", confidence = 0.99 }
    assert.is_true(wide.exceeded.low < drawn.exceeded.low and wide.met.high > drawn.met.high)
    assert.equal("Wilson 99 %", run({ confidence = 0.99 }).met.method)
  end)

  it("refuses what it cannot take at the analyst's line", function()
    local s = survey(rows(JOINT))
    local function wrong(options) return sample.mistake("gap_spec", function() cx.gap(options) end) end
    assert.matches("experience: whose measure", wrong { expectation = s.expected })
    assert.matches("against what", wrong { experience = s.x })
    assert.matches("another scale", wrong { experience = s.x, expectation = s.other })
    assert.matches("own question", wrong { experience = s.x, expectation = s.x })
    assert.matches("earlier: an earlier survey", wrong { experience = s.x, earlier = "2025" })
    assert.matches("by: a role", wrong { experience = s.x, expectation = s.expected, by = 5 })
    assert.matches("margin", wrong { experience = s.x, expectation = s.expected, margin = -1 })
    assert.matches("unknown option of cx.gap", wrong { experience = s.x, expected = s.expected })
  end)

  it("gives what the world does back: no round, no file", function()
    local s = survey(rows(JOINT))
    local none, message, code = cx.gap { experience = s.x, earlier = { round = "place", between = { "web", "moon" } } }:measure()
    assert.is_nil(none)
    assert.matches("moon", message)
    assert.equal("no_round", code)
  end)
end)
