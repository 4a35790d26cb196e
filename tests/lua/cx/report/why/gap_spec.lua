-- gap_spec.lua - report/why/gap.lua: every verdict in three languages, hidden places

local cx = require "cx"
local gap = require "cx.report.why.gap"
local lang = require "cx.lang"
local told = dofile "tests/lua/cx/report/why/told.lua"


-- People by place, expected and experienced.
local function survey(list)
  local lines = { "id,place,expected,x" }
  for _, one in ipairs(list) do
    for _ = 1, one[4] do lines[#lines + 1] = ("p%d,%s,%s,%s"):format(#lines, one[1], one[2], one[3]) end
  end
  return cx.survey { text = table.concat(lines, "\n") .. "\n", touchpoint = "place", person = "id",
                     questions = { expected = cx.scale.nps, x = cx.scale.nps } }
end


local function outcome(list, options)
  local s = survey(list)
  local all = { experience = cx.metric.nps(s.x), expectation = s.expected }
  for key, value in pairs(options or {}) do all[key] = value end
  return assert(cx.gap(all):measure())
end


local WORSE = { { "web", 10, 3, 20 }, { "web", 8, 8, 10 }, { "store", 8, 8, 15 }, { "store", 3, 10, 2 }, { "web", "", 9, 1 } }


describe("report: gap", function()
  it("has the same words in three languages", function() told.same_keys(require "cx.report.why.words.gap") end)

  it("(1): tells what falls short and where", function()
    local o = outcome(WORSE)
    assert.matches("^Experience falls short of what the same 47 people expected: −76.6 %(−110.2…−42.9%). 43%% fell short, 53%% met, "
      .. "4%% exceeded. It falls short at: web.$", gap.sentence(o, lang.load "en"))
    assert.matches("^Kokemus alittaa sen, mitä samat 47 ihmistä odottivat: −76,6", gap.sentence(o, lang.load "fi"))
    assert.matches("^Upplevelsen underträffar vad samma 47 personer väntade sig: −76,6", gap.sentence(o, lang.load "sv"))
    assert.matches("| web | −133.3 |", told.all(gap, o), 1, true)
    assert.matches("1 person has one of the answers only", told.all(gap, o))
  end)

  it("(2): asks what is done where it surely falls short, and only there", function()
    assert.equal("What is done where experience falls short of what was promised or expected: web −133.3 (−169.1…−97.5)?",
      gap.decide(outcome(WORSE), lang.load "en"))
    assert.is_nil(gap.decide(outcome { { "web", 3, 10, 20 } }, lang.load "en"))
  end)

  it("tells every verdict of both comparisons", function()
    local o = outcome(WORSE, { margin = 5 })
    for against, verdicts in pairs { expectation = { "exceeded", "fell short", "met", "cannot tell" },
                                     earlier = { "better", "worse", "same", "cannot tell" } } do
      for _, verdict in ipairs(verdicts) do
        o.list[1].against, o.list[1].total.verdict, o.list[1].items[1].verdict = against, verdict, verdict
        told.all(gap, o)
      end
    end
    o.list[2] = o.list[1]
    told.all(gap, o)
  end)

  it("tells hidden places and hidden totals alike, and nobody", function()
    assert.matches("| store | – |  |", told.all(gap, outcome(WORSE, { minimum = 20 })), 1, true)
    assert.equal("Too few people have both answers.", gap.sentence(outcome(WORSE, { minimum = 50 }), lang.load "en"))
    told.all(gap, outcome(WORSE, { minimum = 50 }))
    assert.equal("Nobody has both answers.", gap.sentence(outcome { { "web", "", 3, 5 } }, lang.load "en"))
    told.all(gap, outcome { { "web", "", 3, 5 } })
    told.all(gap, outcome({ { "web", 3, 4, 5 } }, { by = false }))
  end)
end)
