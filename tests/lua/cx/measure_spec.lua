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
