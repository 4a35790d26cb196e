-- scale_spec.lua - scale.lua: what answers and codes become

local cx = require "cx"
local scale = require "cx.scale"
local sample = dofile "tests/lua/cx/sample.lua"


local function question(made) return scale.question("q", made, {}) end


local function mistake(...) return sample.mistake("scale_spec", ...) end


-- How many people gave each answer, and the missing, of one column of cells.
local function counted(made, cells)
  local survey = cx.survey { text = "q,x\n" .. table.concat(cells, ",x\n") .. ",x\n", delimiter = ",", header_rows = 1,
                             questions = { q = made } }
  local tally = assert(survey:tally { of = "q" })
  local n = {}
  for _, count in ipairs(tally:counts "q") do n[count.answer] = count.n end
  return n, survey:receipt().questions.q.missing
end


describe("scale", function()
  it("(1): bins are the answers in order, then the common reasons, then the declared ones", function()
    local column = scale.column(question(cx.scale { 1, 3, missing = { [0] = "blank", [9] = "never used" } }))
    assert.same({ 3, 9, { "0", "9" }, { 7, 8 } }, { column.n_answers, column.n_bins, column.code, column.bin })
    assert.same({ "empty", "short row", "off scale", "unreadable" }, scale.REASONS)
  end)

  it("(2): missing as a list is one reason, as a map each code has its own", function()
    local n, missing = counted(cx.scale { 1, 5, missing = { 6, "EOS", [0] = "blank", [-1] = "skipped" } },
      { "1", "6", "EOS", "0", "-1", "5", "" })
    assert.same({ [1] = 1, [5] = 1 }, n)
    assert.same({ missing = 2, blank = 1, skipped = 1, empty = 1 }, missing)
  end)

  it("(2): a numeric code stands for its value however it is written", function()
    local _, missing = counted(cx.scale { 1, 5, missing = { [6] = "never used" } }, { "6", "6.0", "06" })
    assert.same(3, missing["never used"])
  end)

  it("(2): a code on the scale takes the answer off it", function()
    local n, missing = counted(cx.scale { 1, 5, missing = { [5] = "don't know" } }, { "4", "5" })
    assert.same({ [4] = 1 }, n)
    assert.same({ ["don't know"] = 1 }, missing)
  end)

  it("(2): a reason that is one of the common ones shares its bin", function()
    local q = question(cx.scale { 1, 2, missing = { [0] = "empty" } })
    assert.same(4, #q.reasons)
  end)

  it("(3): answers may be named by text or by number", function()
    local n = counted(cx.scale { 1, 5, answers = { ["Very happy"] = 5, Happy = 4 } }, { "Very happy", "Happy", "5", "3" })
    assert.same({ [5] = 2, [4] = 1, [3] = 1 }, n)
    n = counted(cx.scale { 1, 2, answers = { [1] = "no", [2] = "yes" } }, { "yes", "no", "yes" })
    assert.same({ [1] = 1, [2] = 2 }, n)
    n = counted(cx.scale.names { "yes", "no", answers = { [1] = "yes", [0] = "no" } }, { "1", "0", "yes", "2" })
    assert.same({ yes = 2, no = 1 }, n)
  end)

  it("(3): a label that begins with its number is that answer", function()
    local n = counted(cx.scale.nps, { "10 - Extremely likely", "0 = ei lainkaan", "7" })
    assert.same({ [10] = 1, [0] = 1, [7] = 1 }, n)
  end)

  it("(4): nps, text and number serve bare and with options", function()
    assert.same({ 0, 10 }, { cx.scale.nps.from, cx.scale.nps.to })
    local made = cx.scale.nps { column = "NETPRO", text = "Likely?", missing = { [11] = "blank" } }
    assert.same({ 0, 10, "NETPRO", "Likely?" }, { made.from, made.to, made.column, made.text })
    assert.equal("number", cx.number.type)
    assert.equal("open", cx.scale.text { column = "open" }.column)
  end)

  it("(5): open questions are counted by their texts", function()
    assert.is_true(scale.is_open(question(cx.number)))
    assert.is_true(scale.is_open(question(cx.scale.several { "a" })))
    assert.is_false(scale.is_open(question(cx.scale.nps)))
  end)

  it("off the scale is no answer: 11, 6.5, 99 and words are listed", function()
    local n, missing = counted(cx.scale { 1, 5 }, { "11", "6.5", "99", "n/a", "3" })
    assert.same({ [3] = 1 }, n)
    assert.equal(4, (missing["off scale"] or 0) + (missing.unreadable or 0))
  end)

  it("scales may begin anywhere, also below zero", function()
    local n = counted(cx.scale { -2, 2 }, { "-2", "0", "2", "3" })
    assert.same({ [-2] = 1, [0] = 1, [2] = 1 }, n)
  end)

  it("names are compared whole, trimmed, in any alphabet", function()
    local n, missing = counted(cx.scale.names { "ei tunnetta", "hämmentynyt" },
      { " ei tunnetta ", "hämmentynyt", "Ei tunnetta" })
    assert.same({ ["ei tunnetta"] = 1, ["hämmentynyt"] = 1 }, n)
    assert.equal(1, (missing["off scale"] or 0) + (missing.unreadable or 0))
  end)

  it("refuses what is no scale, at the caller's line", function()
    assert.matches("from 5 to 1 is no scale", mistake(function() cx.scale { 5, 1 } end))
    assert.matches("whole numbers are wanted", mistake(function() cx.scale { 1, 2.5 } end))
    assert.matches('unknown option of a scale "colum"; did you mean "column"',
      mistake(function() cx.scale { 1, 5, colum = "x" } end))
    assert.matches("neither \"x\" nor 9 is on the scale", mistake(function() cx.scale { 1, 5, answers = { x = 9 } } end))
    assert.matches("a list of answers is wanted", mistake(function() cx.scale.names {} end))
    assert.matches("named twice", mistake(function() cx.scale.names { "a", "a" } end))
    assert.matches("the reason for 0 is a text", mistake(function() cx.scale { 1, 5, missing = { [0] = true } } end))
    assert.matches("a code is a text or a number", mistake(function() cx.scale { 1, 5, missing = print } end))
    assert.matches("a code is a text or a number", mistake(function() cx.scale { 1, 5, missing = { [{}] = "a" } } end))
    assert.matches("column: a text is wanted, not 3", mistake(function() cx.scale { 1, 5, column = 3 } end))
    assert.matches("'from' is a number", mistake(function() cx.number { "a" } end))
    assert.matches('unknown scale "npss"; did you mean "nps"', mistake(function() return cx.scale.npss end))
  end)

  it("(4): a named scale keeps its ends, and says so to who gives others", function()
    assert.matches("from 0 to 10; one with other ends is cx.scale { 1, ... }",
      mistake(function() cx.scale.nps { 1, 10 } end), 1, true)
    assert.matches("from 0 to 10", mistake(function() cx.scale.nps { from = 1, to = 10 } end))
    assert.matches("options have names", mistake(function() cx.scale.text { "Q3" } end))
    assert.same({ 18, 60 }, { cx.number { 18, 60 }.from, cx.number { from = 18, to = 60 }.to })
  end)
end)
