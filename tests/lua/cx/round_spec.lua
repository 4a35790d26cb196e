-- round_spec.lua - round.lua: which rounds a survey has, and what is counted in each

local cx = require "cx"
local round = require "cx.round"

local HEAD = "day,wave,place,answer,other\n"
local ROWS = "2026-02-01,10,web,9,1\n2026-02-03,10,shop,3,2\n2026-05-01,9,web,10,3\n2026-05-02,9,web,7,4\n,,web,8,5\n"
  .. "2027-01-01,11,shop,2,5\n"


local function survey(options)
  local all = { text = HEAD .. ROWS, touchpoint = "place", questions = { answer = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


local function count(one, plan, today)
  return round.count(one, { { question = one.answer, name = "web" } }, plan or {}, today or "2026-11-21")
end


-- "name n" of each edition.
local function told(editions)
  local list = {}
  for i, edition in ipairs(editions) do list[i] = ("%s %d"):format(edition.name, edition.tally:design().n) end
  return table.concat(list, "; ")
end


describe("round", function()
  it("(1): without rounds all rows are one edition without a name", function()
    local editions, about = count(survey { time = "day" })
    assert.same({ 1, 6, false }, { #editions, editions[1].tally:design().n, about.rounds })
    assert.is_nil(editions[1].name)
  end)

  it("(1)(2)(3): buckets of time; what begins after today and what has no date is in none", function()
    local editions, about = count(survey { time = "day" }, { round = "quarter" })
    assert.equal("2026-Q1 2; 2026-Q2 2", told(editions))
    assert.same({ 1, 1, true, "quarter" }, { about.without, about.later, about.rounds, about.unit })
    assert.equal("2026-H1 4", told((count(survey { time = "day" }, { round = "half-year" }))))
  end)

  it("(1)(2): labels of a column, in the order of their numbers", function()
    local editions, about = count(survey { round = { column = "wave" }, time = "day" }, { round = "quarter" })
    assert.equal("9 2; 10 2; 11 1", told(editions))
    assert.same({ 1, 0 }, { about.without, about.later })
    editions = count(survey { round = { column = "place" }, touchpoint = "wave" })
    assert.equal("shop 2; web 4", told(editions))
  end)

  it("(1)(4): earlier surveys, asked what they ask on the same scale", function()
    local first = survey { text = HEAD .. "2025-01-01,1,web,4,1\n", round = "2025", time = "day" }
    local other = survey { text = HEAD .. "2024-01-01,1,web,4,1\n", round = "2024", questions = { answer = cx.scale { 1, 5 } } }
    local none = survey { text = HEAD .. "2023-01-01,1,web,4,1\n", round = "2023", questions = { other = cx.scale { 1, 5 } } }
    local now = survey { round = "2026", earlier = { none, other, first }, time = "day" }
    local editions, about = count(now, { round = "quarter" })
    assert.same({ 4, true }, { #editions, about.rounds })
    assert.same({ "2023", "2024", "2025", "2026" },
      { editions[1].name, editions[2].name, editions[3].name, editions[4].name })
    assert.is_nil(editions[1].tally)
    assert.is_nil(editions[2].tally)
    assert.same({ 1, 6 }, { editions[3].tally:design().n, editions[4].tally:design().n })
    assert.same({ "not asked" }, { select(2, round.question(none, now.answer)) })
    assert.same({ "other scale" }, { select(2, round.question(other, now.answer)) })
    assert.equal(first.answer, (round.question(first, now.answer)))
  end)

  it("rows that all come later are measured as they stand, and an earlier file that is not there is said with its place",
    function()
      local editions = count(survey { time = "day" }, { round = "year" }, "2020-01-01")
      assert.same({ 1, 6 }, { #editions, editions[1].tally:design().n })
      local gone = cx.survey { file = "no such.csv", round = "1", questions = { answer = cx.scale.nps } }
      local done, message = pcall(count, survey { round = "2", earlier = gone })
      assert.is_false(done)
      assert.matches("round_spec.lua:%d+: no such.csv: there is no such file", message)
    end)
end)
