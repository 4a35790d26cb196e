-- split_spec.lua - split.lua: parts of a tally that are as if they had been counted alone

local cx = require "cx"
local split = require "cx.split"

local DATA = "tests/data/nps/answers.csv"


local function survey(options)
  local all = { file = DATA, questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


-- Every group's NPS of two tallies, to the last bit.
local function same(expected, given, word)
  local metric = cx.metric.nps "recommend"
  assert.same(expected:measure(metric), given:measure(metric), word)
  assert.same(expected:total(metric), given:total(metric), word)
  assert.same(expected:design(), given:design(), word)
  assert.same(expected:counts "satisfied", given:counts "satisfied", word)
end


describe("split", function()
  local kinds = {
    plain = {}, weighted = { weight = "weight" }, strata = { weight = "weight", strata = "region" },
    clusters = { weight = "weight", strata = "region", cluster = "store" }, accounts = { account = "store" },
  }
  for word, options in pairs(kinds) do
    it("(1): a part is what the rows of its label alone would give: " .. word, function()
      local whole = assert(survey(options):tally { by = { "segment", "channel" } })
      local parts = split.by(whole, "channel")
      assert.is_true(#parts >= 2)
      for _, part in ipairs(parts) do
        options.only = ("channel == '%s'"):format(part.label)
        same(assert(survey(options):tally { by = "segment" }), part.tally, part.label)
        part.tally:close()
      end
      options.only = nil
    end)
  end

  it("(2): the population of a stratum is that of every part", function()
    local text = "r,s,p,a\n1,n,40,9\n1,n,40,3\n1,z,50,10\n1,z,50,8\n2,n,40,9\n2,n,40,0\n2,z,50,7\n2,z,50,8\n"
    local options = { text = text, strata = "s", population = "p", questions = { a = cx.scale.nps } }
    local part = split.by(assert(cx.survey(options):tally { by = "r" }), "r")[2]
    options.only = "r == '2'"
    local alone = assert(cx.survey(options):tally {})
    assert.same(alone:total(cx.metric.nps), part.tally:total(cx.metric.nps))
    assert.is_true(part.tally:total(cx.metric.nps).se > 0)
  end)

  it("labels come in byte order, the empty one first", function()
    local tally = assert(cx.survey { text = "r,a\nb,1\n,2\na,3\n", questions = { a = cx.scale { 1, 5 } } }:tally { by = "r" })
    local labels = {}
    for i, part in ipairs(split.by(tally, "r")) do labels[i] = part.label end
    assert.same({ "", "a", "b" }, labels)
  end)
end)
