-- paired_spec.lua - paired.lua: the same people twice, from the joint table that a tally is

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


-- The note's joint table (section 4): detractors, passives, promoters before by after.
local function survey(odd)
  local table_, value = { { 10, 6, 4 }, { 3, 15, 12 }, { 1, 9, 40 } }, { 3, 8, 10 }
  local lines = { "before,after,side,weight" }
  for i, row in ipairs(table_) do
    for j, n in ipairs(row) do
      for k = 1, n do lines[#lines + 1] = ("%d,%d,%s,2"):format(value[i], value[j], k % 2 == 0 and "a" or "b") end
    end
  end
  for _, line in ipairs(odd or {}) do lines[#lines + 1] = line end
  return { text = table.concat(lines, "\n") .. "\n", questions = { after = cx.scale.nps } }
end


describe("paired", function()
  it("(1): the mean of the differences, as the note has it", function()
    local tally = assert(cx.survey(survey()):tally { by = "before" })
    local list = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })
    local one = list[1]
    assert.equal(1, #list)
    assert.is_true(math.abs(one.difference - 12) < 1e-12)
    assert.is_true(math.abs(one.se - 7.003607) < 5e-7)
    assert.is_true(math.abs(one.low + 1.896675) < 5e-7)
    assert.is_true(math.abs(one.high - 25.896675) < 5e-7)
    assert.is_true(math.abs(one.p - .089768) < 5e-7)
    assert.same({ 99.0, 100, 0, "paired t 95 %" }, { one.df, one.n, one.unpaired, one.method })
    assert.equal("after and before: no difference that the answers can tell", one.words)
  end)

  it("(1): equal weights change nothing", function()
    local options = survey()
    options.weight = "weight"
    local tally = assert(cx.survey(options):tally { by = "before" })
    local one = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1]
    assert.is_true(math.abs(one.se - 7.003607) < 5e-7)
  end)

  it("(2) (3): a pair that is not whole is counted, and is in no figure", function()
    local tally = assert(cx.survey(survey { ",10,a,1", "11,10,a,1", "n/a,10,a,1", "10,,a,1" }):tally { by = "before" })
    local one = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1]
    assert.is_true(math.abs(one.p - .089768) < 5e-7)
    assert.same({ 100, 4 }, { one.n, one.unpaired })
  end)

  it("groups by the other columns are a family", function()
    local tally = assert(cx.survey(survey()):tally { by = { "side", "before" } })
    local list = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })
    assert.same({ { side = "a" }, { side = "b" } }, { list[1].group, list[2].group })
    assert.equal(100, list[1].n + list[2].n)
    assert.equal(2, list[2].family)
    assert.matches("^a: after", list[1].words)
    assert.equal(1, #cx.compare(tally, { metric = cx.metric.nps, paired = "before", by = false }))
  end)

  it("nobody twice, and one person twice, have a defined result", function()
    local function one(text)
      local tally = assert(cx.survey { text = "before,after\n" .. text, questions = { after = cx.scale.nps } }:tally { by = "before" })
      return cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1]
    end
    assert.same({ nil, 0, 1 }, { one "x,10\n".p, one "x,10\n".n, one "x,10\n".unpaired })
    local alone = one "0,10\n"
    assert.equal("equal answers 95 %", alone.method)
    assert.is_true(alone.p > 0.05 and alone.low <= 0 and alone.high == 200)
    assert.equal(1.0, one "7,8\n9,10\n".p)
  end)

  it("refuses a column that the tally is not by, and open questions", function()
    local tally = assert(cx.survey(survey()):tally { by = "before" })
    assert.matches('unknown column of the tally "befor"', sample.mistake("paired_spec", function()
      cx.compare(tally, { metric = cx.metric.nps, paired = "befor" })
    end))
    local open = assert(cx.survey { text = "a,b\n1,2\n", questions = { b = cx.number } }:tally { by = "a" })
    assert.matches("b is no scale of answers", sample.mistake("paired_spec", function()
      cx.compare(open, { metric = cx.metric.mean, paired = "a" })
    end))
  end)
end)
