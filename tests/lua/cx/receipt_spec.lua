-- receipt_spec.lua - receipt.lua: the sums add up, whatever the file

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function sum(list)
  local n = 0
  for _, item in ipairs(list) do n = n + item.n end
  return n
end


local function adds_up(receipt)
  assert.equal(receipt.read, receipt.used + sum(receipt.dropped))                        -- (1)
  local read, used = 0, 0
  for _, file in ipairs(receipt.files) do read, used = read + file.rows, used + file.used end
  assert.same({ receipt.read, receipt.used }, { read, used })
  for _, question in pairs(receipt.questions) do                                      -- (2)
    local n = question.used + (question.outside or 0)
    for _, missing in pairs(question.missing) do n = n + missing end
    assert.equal(receipt.used, n)
  end
end


describe("receipt", function()
  it("(1)(2): adds up for rows of every kind", function()
    local survey = cx.survey { text = "a,w,b\n1,1,x\n\n2,,x\n3,-1,x\n4,2\n5,1,x,y,z\n6,1,x,,\n7,no,x\n9,1,\"q\"r,\n",
                               weight = "w",
                               delimiter = ",", header_rows = 1, questions = { a = cx.scale { 1, 7 } } }
    local receipt = assert(survey:receipt())
    adds_up(receipt)
    local dropped = {}
    for _, item in ipairs(receipt.dropped) do dropped[item.reason] = item.n end
    assert.equal(1, dropped["blank line"])
    assert.is_true(sum(receipt.dropped) >= 4)
    assert.same({ { text = "9", n = 1, reason = "off scale" } }, receipt.questions.a.off_scale)
  end)

  it("(2): where leaves rows outside, and says how many", function()
    local survey = sample.survey()
    assert(survey:tally { of = "answer", where = "touchpoint == 'store'" })
    local receipt = survey:receipt()
    adds_up(receipt)
    assert.same({ 5, 7 }, { receipt.questions.answer.used, receipt.questions.answer.outside })
    assert(survey:tallies { { of = "answer", where = "touchpoint == 'store'" }, { of = "answer" } })
    assert.same({ 11, nil }, { survey:receipt().questions.answer.used, survey:receipt().questions.answer.outside })
  end)

  it("(3): what is off the scale is listed, the most frequent first", function()
    local survey = cx.survey { text = "a,b\n11,1\n6.5,1\n11,1\n99,1\n11,1\n99,1\n3,1\n", questions = { a = cx.scale.nps } }
    local off = survey:receipt().questions.a.off_scale
    assert.same({ "11 3", "99 2", "6.5 1" }, { off[1].text .. " " .. off[1].n, off[2].text .. " " .. off[2].n,
                                               off[3].text .. " " .. off[3].n })
  end)

  it("open questions are counted as well", function()
    local survey = cx.survey { text = "n,s\n1,a\n,b\nx,\n", questions = { n = cx.number, s = cx.scale.several { "a", "b" } } }
    local receipt = survey:receipt()
    adds_up(receipt)
    assert.same({ used = 1, missing = { empty = 1, unreadable = 1 }, off_scale = {} }, receipt.questions.n)
    assert.same({ empty = 1 }, receipt.questions.s.missing)
  end)

  it("tells once of a cell that is no moment, however often its column is used", function()
    local text = "day,n\n2026-01-05,1\nsoon,2\n2026-02-05,3\n,4\n2026-03-05 99:99,5\n"
    local function untimely(...)
      local survey = cx.survey { text = text, time = "day", questions = { n = cx.scale { 1, 5 } } }
      assert(survey:tallies { ... })
      local one = survey:receipt().repaired[1]
      return { one.reason, one.n, table.concat(one.rows, " ") }
    end
    assert.same({ "no time", 1, "3" }, untimely({ by = cx.month, of = "n" }, { by = cx.day, of = "n" }))
    assert.same({ "no time", 2, "3 6" }, untimely({ by = { cx.month, cx.day }, of = "n", where = "day >= '2000-01-01' or n >= 1" }))
    assert.same({ "no time", 2, "3 6" }, untimely({ by = { cx.day, cx.hour }, of = "n" }))
  end)

  it("says what was guessed and what was given", function()
    local receipt = sample.survey { delimiter = "," }:receipt()
    local guessed = {}
    for _, setting in ipairs(receipt.dialect) do guessed[setting.name] = setting.guessed end
    assert.same({ false, true }, { guessed.delimiter, guessed.quote })
    assert.same({ "encoding", "utf-8" }, { receipt.dialect[1].name, receipt.dialect[1].value })
  end)

  it("SFO 2017: 2,831 rows read; NETPRO 2,746 used, 84 blank, 1 empty", function()
    local survey = cx.survey { file = "examples/airport/data/sfo_2017.csv", weight = "WEIGHT",
                               questions = { recommend = cx.scale.nps { column = "NETPRO", missing = { [11] = "blank" } } } }
    local receipt = assert(survey:receipt())
    adds_up(receipt)
    assert.same({ 2831, 2831, 2746, { blank = 84, empty = 1 } },
      { receipt.read, receipt.used, receipt.questions.recommend.used, receipt.questions.recommend.missing })
    local nps = assert(survey:tally { of = "recommend" }):total(cx.metric.nps)
    assert.is_true(math.abs(nps.value - 40.3984355117074) < 1e-9 and math.abs(nps.se - 1.44571707034402) < 1e-9)
  end)
end)
