-- measure_spec.lua - measure.lua: scales, numbers and several options, from cells to estimates

local cx = require "cx"
local measure = require "cx.measure"
local sample = dofile "tests/lua/cx/sample.lua"


local function tally_of(text, questions, options)
  local all = { text = text, questions = questions }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(cx.survey(all):tally {})
end


local function counts_of(tally, name)
  local n = {}
  for _, count in ipairs(tally:counts(name)) do n[count.answer] = count.n end
  return n
end


describe("measure", function()
  it("(1): a score that nobody gave still has its place, so the method is that of the scale", function()
    local tally = tally_of("q,x\n10,1\n10,1\n10,1\n7,1\n", { q = cx.scale.nps })
    local estimate = tally:total(cx.metric.nps)
    assert.equal("adjusted Wald", estimate.interval)
    assert.equal(75.0, estimate.value)
  end)

  it("(2): numbers are read by the file's decimal mark, and codes for missing by value", function()
    local tally = tally_of("q;x\n1,5;a\n2,5;b\n-1;c\n;d\nmany;e\n", { q = cx.number { missing = { [-1] = "skipped" } } },
      { delimiter = ";", decimal = "," })
    local estimate = tally:total(cx.metric.mean)
    assert.same({ 2.0, 2 }, { estimate.value, estimate.n })
    assert.same({ skipped = 1, empty = 1, unreadable = 1 }, estimate.missing)
    assert.same({ [1.5] = 1, [2.5] = 1 }, counts_of(tally, "q"))
  end)

  it("(2): numbers outside their bounds are off the scale", function()
    local tally = tally_of("q,x\n5,a\n17,b\n200,c\n", { q = cx.number { from = 10, to = 120 } })
    local estimate = tally:total(cx.metric.mean)
    assert.same({ 17.0, 1, 2 }, { estimate.value, estimate.n, estimate.missing["off scale"] })
    assert.same({ 10.0, 120.0 }, { estimate.lowest, estimate.highest })
  end)

  it("(5): numbers without both ends: equal answers have no interval and decide nothing", function()
    for _, made in ipairs { cx.number, cx.number { from = 5 }, cx.number { from = 0 }, cx.number { to = 9 } } do
      for _, text in ipairs { "q,x\n5,a\n", "q,x\n5,a\n5,b\n5,c\n" } do
        local estimate = tally_of(text, { q = made }):total(cx.metric.mean)
        assert.same({ 5.0, "none" }, { estimate.value, estimate.interval })
        assert.same({}, { estimate.low, estimate.high, estimate.method })
        for _, target in ipairs { -7, 3, 5, 7 } do
          local verdict = cx.goal { cx.metric.mean, at_least = target }:verdict(estimate, "2026-05-01")
          assert.same({ verdict = "cannot tell", shown = "cannot tell" }, verdict)
        end
      end
    end
    local bounded = tally_of("q,x\n5,a\n5,b\n", { q = cx.number { from = 0, to = 10 } }):total(cx.metric.mean)
    assert.is_true(bounded.low < 3 and bounded.high > 7)
  end)

  it("(5): a mean of numbers without ends is a mean of many scores, however few were seen", function()
    local estimate = tally_of("q,x\n5,a\n5,b\n6,c\n", { q = cx.number }):total(cx.metric.mean)
    assert.equal("t", estimate.interval)
    assert.is_true(estimate.low < 4 and estimate.high > 6.7)
    assert.equal("cannot tell", cx.goal { cx.metric.mean, at_least = 6.5 }:verdict(estimate).verdict)
  end)

  it("(1): a share of numbers lies between 0 and 100, whatever was seen", function()
    local estimate = tally_of("q,x\n5,a\n5,b\n", { q = cx.number }):total(cx.metric.share("q", 5))
    assert.same({ 100.0, "Wilson", 0.0, 100.0 }, { estimate.value, estimate.interval, estimate.lowest, estimate.highest })
    assert.is_true(estimate.low < 50)
  end)

  it("(5): a report of a result without an interval shows none", function()
    local survey = cx.survey { text = "q,x\n5,a\n5,b\n", questions = { q = cx.number } }
    local result = cx.plan { measure = { surveys = { survey } }, touchpoints = {
      { "A", goals = cx.goal { cx.metric.mean(survey.q), at_least = 4 } } } }:run { today = "2026-05-01" }
    local report = require "cx.report"
    for _, format in ipairs { "terminal", "markdown", "html", "json", "csv" } do
      local text = report.text(result, format)
      assert.is_nil(text:find "%d%d%d%d%d%d%d%d%d%d" or text:find "equal answers", format)
      if format == "terminal" then assert.truthy(text:find("5.0 (–)", 1, true), text) end
    end
    local e = require "cjson".decode(report.text(result, "json")).goals[1].estimate
    local null = require "cjson".null
    assert.same({ 5, null, null, null }, { e.value, e.low, e.high, e.se })
  end)

  it("(2): a question of numbers without any number has no value", function()
    local estimate = tally_of("q,x\n,a\n", { q = cx.number }):total(cx.metric.mean)
    assert.is_nil(estimate.value)
    assert.equal(0, estimate.n)
  end)

  it("(3): the longest option that fits is taken, the rest is other", function()
    local options = { "Me, myself and I", "web", "Me" }
    assert.same({ ["Me, myself and I"] = true, web = true }, measure.split("Me, myself and I; web", options))
    assert.same({ Me = true, other = true }, measure.split("Me, myself", options))
    assert.same({ other = true }, measure.split("webs", options))
    assert.same({ web = true, Me = true }, measure.split(" web |Me\n", options))
    assert.same({}, measure.split(" ; ,", options))
  end)

  it("(4): several options are measured one at a time on the common base", function()
    local tally = tally_of('id;q\n1;"a, c"\n2;"a, b"\n3;\n4;"zz; c"\n5;a,b;\n', { q = cx.scale.several { "a", "a, b", "c" } },
      { delimiter = ";" })
    local a = tally:total(cx.metric.share("q", "a"))
    assert.same({ 50.0, 4, 1 }, { a.value, a.n, a.missing.empty })
    assert.equal(75.0, tally:total(cx.metric.share("q", { "a", "a, b" })).value)
    assert.same({ a = 2, ["a, b"] = 1, c = 2, other = 2 }, counts_of(tally, "q"))
    local own = cx.metric { question = "q", scores = { a = 1, ["a, b"] = 2, c = 3 } }
    assert.matches("measure one at a time", sample.mistake("measure_spec", function() tally:total(own) end))
  end)

  it("every metric of the library works on a tally", function()
    local tally = tally_of("q,f\n1,good\n4,bad\n5,none\n5,good\n",
      { q = cx.scale { 1, 5 }, f = cx.scale.names { "good", "none", "bad" } })
    assert.equal(3.75, tally:total(cx.metric.mean "q").value)
    assert.equal(75.0, tally:total(cx.metric.csat "q").value)
    assert.equal(50.0, tally:total(cx.metric.csat("q", { top = 1 })).value)
    assert.equal(50.0, tally:total(cx.metric.share("f", "good")).value)
    assert.equal(25.0, tally:total(cx.metric.emotion { question = "f", positive = { "good" }, negative = { "bad" },
                                                       none = { "none" } }).value)
  end)
end)
