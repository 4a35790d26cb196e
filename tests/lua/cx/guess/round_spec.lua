-- round_spec.lua - round: files of several years as rounds

local round = require "cx.guess.round"


local function question(name, to, text)
  return { column = { name = name, text = text or name }, scale = { type = "score", from = 1, to = to or 5 } }
end


local function survey(file_name, ...)
  return { file_name = file_name, paths = { file_name .. ".csv" }, roles = {}, questions = { ... } }
end


describe("round", function()
  it("round (1): names that differ in a number are rounds, by the number, not by the letters", function()
    local list = round.join { survey("wave_10", question "a"), survey("wave_9", question "a"), survey("other", question "a") }
    assert.equal(3, #list)
    assert.equal("wave_9", list[1].file_name)
    assert.is_true(list[1].is_earlier)
    assert.same({ list[1] }, list[2].earlier)
    assert.equal("10", list[2].round)
    assert.is_nil(list[3].round)
    assert.is_nil(list[3].earlier)
  end)

  it("round (1): of several numbers the last tells; files that ask other things stay apart", function()
    local list = round.join { survey("q1_2024", question "a", question "b", question "c"), survey("q1_2025", question "d") }
    assert.equal(2, #list)
    for _, one in ipairs(list) do
      assert.is_nil(one.is_earlier)
      assert.is_nil(one.earlier)
    end
    list = round.join { survey("q1_2024", question "a"), survey("q1_2025", question "a") }
    assert.equal("2024", list[1].round)
  end)

  it("round (1): the year may be the folder's", function()
    local old, new = survey("answers", question "a"), survey("answers", question "a")
    old.paths, new.paths = { "2016/answers.csv" }, { "2017/answers.csv" }
    local list = round.join { new, old }
    assert.equal(old, list[1])
    assert.same({ "2016", "2017" }, { list[1].round, list[2].round })
  end)

  it("round (3): a file alone is the round of its name's year, unless a time says more", function()
    assert.equal("2026", round.join({ survey("annual_2026", question "a") })[1].round)
    local timed = survey("annual_2026", question "a")
    timed.roles.time = {}
    assert.is_nil(round.join({ timed })[1].round)
    assert.is_nil(round.join({ survey("export_20260301", question "a") })[1].round)
    assert.is_nil(round.join({ survey("page_1234", question "a") })[1].round)
  end)

  it("round (2): questions meet by column or by wording, on the same scale; a lone file is no round", function()
    local old = survey("s2024", question "a", question("x", 5, "How was it?"), question("c", 7))
    local new = survey("s2025", question "a", question("y", 5, "How was it?"), question("c", 5))
    local list = round.join { old, new }
    assert.equal(2, #list[1].questions)
    assert.equal(new.questions[2], list[1].questions[2].twin)
    assert.is_nil(round.join({ survey("s25", question "a") })[1].round)
  end)
end)
