-- survey_spec.lua - survey.lua: what is declared, what is asked, and what is refused

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function mistake(...) return sample.mistake("survey_spec", ...) end


local function labels(tally, name)
  local list = {}
  for i, group in ipairs(tally:groups()) do list[i] = group.group[name] end
  return list
end


describe("survey", function()
  it("opens nothing before it is counted", function()
    local survey = cx.survey { file = "no/such/file.csv", questions = { q = cx.scale.nps } }
    assert.equal("survey", survey.kind)
    local tally, message, code = survey:tally { of = "q" }
    assert.same({ nil, "no/such/file.csv: there is no such file", "no_file" }, { tally, message, code })
  end)

  it("(1): a question is a field of its survey", function()
    local survey = sample.survey()
    assert.equal("answer", survey.answer.name)
    assert.equal(survey, survey.answer.survey)
    assert.matches('unknown question "anser"; did you mean "answer"', mistake(function() return survey.anser end))
  end)

  it("(1): a question named like a method is refused", function()
    for _, name in ipairs { "tally", "tallies", "receipt", "rows", "kind" } do
      assert.matches("a question cannot be called '" .. name .. "'",
        mistake(function() cx.survey { file = "x", questions = { [name] = cx.scale.nps } } end))
    end
  end)

  it("(2): columns with a * give a question each, by the starred part", function()
    local survey = cx.survey { text = "id,Satisfaction: shops,Satisfaction: food,Other\n1,5,2,9\n2,4,3,9\n",
                               columns = "Satisfaction: *", scale = cx.scale { 1, 5 } }
    local tally = assert(survey:tally {})
    assert.equal(4.5, tally:total(cx.metric.mean "shops").value)
    assert.equal(2.5, tally:total(cx.metric.mean(survey.food)).value)
    assert.equal("Satisfaction: shops", survey["shops"].column)
    local missing, message, code = survey:tally { of = "Food" }
    assert.is_nil(missing)
    assert.equal("no_column", code)
    assert.matches("there is no column 'Satisfaction: Food'; did you mean 'Satisfaction: food'", message)
  end)

  it("(2): starred questions serve in where, beside questions of their own name", function()
    local survey = cx.survey { text = "id,T: a,T: b,o\n1,5,1,foo\n2,4,2,bar\n", columns = "T: *", scale = cx.scale { 1, 5 },
                               questions = { o = cx.scale.text, id = cx.number } }
    local tally = assert(survey:tally {})
    assert.same({ 2, 2, 1.5 }, { #tally:counts "a", #tally:counts "id", tally:total(cx.metric.mean "b").value })
    assert.equal(1.0, survey:tally { of = "b", where = "a == 5 and o == 'foo'" }:total(cx.metric.mean).value)
    assert.equal(2.0, survey:tally { of = "b", where = function(row) return row.a == "4" end }:total(cx.metric.mean).value)
  end)

  it("(2): a pattern that matches no column says which there are", function()
    local survey = cx.survey { text = "a,b\n1,2\n", columns = "Q* (text)", scale = cx.scale { 1, 5 } }
    local tally, message, code = survey:tally {}
    assert.same({ nil, "text: no column matches 'Q* (text)'; there are a, b", "no_column" }, { tally, message, code })
  end)

  it("(3): by names a role, a question, or a column", function()
    local text = "kosketuspiste,kanava,q\nLasku,web,1\nTarjous,web,2\n"
    local survey = cx.survey { text = text, touchpoint = "kosketuspiste", channel = "kanava",
                               questions = { score = cx.scale { 1, 5, column = "q" } } }
    assert.same({ "Lasku", "Tarjous" }, labels(assert(survey:tally { by = "touchpoint", of = "score" }), "touchpoint"))
    assert.same({ "Lasku", "Tarjous" }, labels(assert(survey:tally { by = "kosketuspiste", of = "score" }), "kosketuspiste"))
    assert.same({ "web" }, labels(assert(survey:tally { by = { "channel" }, of = "score" }), "channel"))
    assert.same({ "1", "2" }, labels(assert(survey:tally { by = "score", of = "score" }), "score"))
    assert.same({ "1", "2" }, labels(assert(survey:tally { by = survey.score, of = "score" }), "score"))
  end)

  it("(3): a rule makes one label of several columns, for each group once", function()
    local asked = 0
    local survey = cx.survey { text = "channel,room,q\nweb,,1\nweb,,2\nphone,,3\nchair,1,4\nchair,2,5\nother,,5\n",
      questions = { q = cx.scale { 1, 5 } },
      touchpoint = cx.rule({ "channel", "room" }, function(channel, room)
        asked = asked + 1
        if channel == "other" then return nil end
        return channel == "chair" and "Chair" .. (room == "" and "?" or "") or "Booking"
      end) }
    local tally = assert(survey:tally { by = { "touchpoint" }, of = "q" })
    assert.same({ "", "Booking", "Chair" }, labels(tally, "touchpoint"))
    assert.equal(2.0, tally:measure(cx.metric.mean)[2].value)
    assert.equal(6, tally:design().n)
    assert.equal(5, asked)
    local both = assert(survey:tally { by = { "channel", "touchpoint" }, of = "q", buckets = 4 })
    assert.same({ "chair", "other", "phone", "web" }, labels(both, "channel"))
  end)

  it("(4): a column that is not there is the world's trouble, with the nearest name", function()
    local tally, message, code = sample.survey { touchpoint = "toucpoint" }:tally { by = "touchpoint", of = "answer" }
    assert.is_nil(tally)
    assert.equal("no_column", code)
    assert.equal("text: there is no column 'toucpoint'; did you mean 'touchpoint'? there are row, touchpoint, answer, "
      .. "weight, account, day", message)
  end)

  it("(4): unknown options are listed with the known ones", function()
    assert.matches('unknown option of cx.survey "questons"; did you mean "questions"%? known are file, text',
      mistake(function() cx.survey { file = "x", questons = {} } end))
    local survey = sample.survey()
    assert.matches('unknown option of a tally "off"; did you mean "of"',
      mistake(function() survey:tally { off = "answer" } end))
    assert.matches('of: unknown question "x"; known are answer', mistake(function() survey:tally { of = "x" } end))
    assert.matches("max_groups: a whole number", mistake(function() survey:tally { max_groups = 0 } end))
    assert.matches('unknown encoding "utf%-9"; did you mean "utf%-8"',
      mistake(function() sample.survey { encoding = "utf-9" } end))
    assert.matches("header_rows: a whole number", mistake(function() sample.survey { header_rows = "two" } end))
    assert.matches("skip_space: true or false", mistake(function() sample.survey { skip_space = "yes" } end))
    assert.matches("where are the answers", mistake(function() cx.survey {} end))
    assert.matches("needs the survey's time column", mistake(function()
      cx.survey { text = "a\n1\n", questions = { a = cx.scale.nps } }:tally { by = cx.month }
    end))
    assert.matches("open text", mistake(function()
      cx.survey { text = "a\n1\n", questions = { a = cx.scale.text } }:tally { of = "a" }
    end))
    assert.matches("named twice", mistake(function() survey:tally { by = { "touchpoint", "touchpoint" } } end))
  end)

  it("where is a domain: names mean questions, then roles, then columns", function()
    local survey = sample.survey()
    local function n(where) return assert(survey:tally { of = "answer", where = where }):total(cx.metric.nps).n end
    assert.equal(5, n "answer >= 9")
    assert.equal(5, n "touchpoint == 'store'")
    assert.equal(3, n "account in { 'A', 'D' } and answer > 7")
    assert.equal(4, n "day < '2026-02-01'")
    assert.equal(0, n "answer is missing")
    assert.equal(6, n "row >= 6")
    assert.equal(6, n "not (touchpoint == 'store')")
  end)

  it("a rule comes after the rows, so where names its columns", function()
    local survey = cx.survey { text = "a,q\nx,1\n", touchpoint = cx.rule("a", tostring), questions = { q = cx.scale { 1, 2 } } }
    assert.matches("touchpoint is made by a rule after the rows were read; its columns are a",
      mistake(function() survey:tally { where = "touchpoint == 'x'" } end))
    assert.matches("person: the name of a column", mistake(function()
      cx.survey { text = "a\n1\n", person = cx.rule("a", tostring), questions = {} }
    end))
  end)

  it("where is checked before anything is read, and points at the character", function()
    local message = mistake(function() sample.survey():tally { where = "answer >> 3" } end)
    assert.matches("^where: .*at character %d+:\n  answer >> 3\n +%^", message)
    message = mistake(function() sample.survey():tally { where = "answer == 'x'" } end)
    assert.matches('answered with numbers, not with "x"', message)
  end)

  it("where may be a function of the row, whose cells have the names of questions, roles and columns", function()
    local survey = sample.survey { questions = { score = cx.scale.nps { column = "answer" } } }
    local tally = assert(survey:tally { of = "score", where = function(row)
      return row.score ~= "" and row.touchpoint == "web" and tonumber(row.weight) > 1 and row.account ~= "D"
    end })
    assert.equal(2, tally:total(cx.metric.nps).n)
    assert.equal(12, tally:design().n)
  end)

  it("what a function of the row raises comes out as it is", function()
    local survey, mark = sample.survey(), {}
    local done, message = pcall(function() survey:tally { of = "answer", where = function() error(mark) end } end)
    assert.is_false(done)
    assert.equal(mark, message)
    assert.matches("a row has no column 'nope'", mistake(function()
      survey:tally { of = "answer", where = function(row) return row.nope end }
    end))
    local kept
    survey:tally { of = "answer", where = function(row) kept = row return true end }
    assert.matches("a row is gone", mistake(function() return kept.answer end))
  end)

  it("only takes rows out of the design, and the receipt says how many", function()
    local survey = sample.survey { only = "touchpoint == 'web'" }
    local tally = assert(survey:tally { of = "answer" })
    assert.equal(7, tally:design().n)
    local receipt = survey:receipt()
    assert.same({ 12, 7, 5 }, { receipt.read, receipt.used, receipt.dropped[1].n })
    assert.matches("^only: ", mistake(function() sample.survey { only = "touchpoint =" } end))
  end)

  it("dialects are overridden by name", function()
    local text = "title\na|b\n'x|y'|'2'\n"
    local survey = cx.survey { text = text, delimiter = "|", quote = "'", skip_rows = 1, header_rows = 1,
                               questions = { b = cx.scale { 1, 5 } } }
    assert.equal(2.0, assert(survey:tally { of = "b" }):total(cx.metric.mean).value)
    survey = cx.survey { text = "1,5\n2,4\n", header_rows = 0, names = { "id", "q" }, questions = { q = cx.scale { 1, 5 } } }
    assert.equal(4.5, assert(survey:tally { of = "q" }):total(cx.metric.mean).value)
    local tally, message = cx.survey { text = "1,5\n2,4\n", header_rows = 0, names = { "id" },
                                       questions = { q = cx.scale { 1, 5 } } }:tally {}
    assert.is_nil(tally)
    assert.equal("text: 1 names are given for 2 columns", message)
  end)

  it("too many groups are an error that names the column", function()
    local tally, message, code = sample.survey():tally { by = "row", of = "answer", max_groups = 3 }
    assert.is_nil(tally)
    assert.equal("too_many", code)
    assert.matches("'row'", message)
  end)

  it("(4): values out of range are mistakes of the line that gives them, not of the one that counts", function()
    local function given(name, value)
      return mistake(function() cx.survey { file = "x", [name] = value } end)
    end
    assert.equal("header_rows: a whole number from 0 to 100 is wanted, not -1", given("header_rows", -1))
    assert.equal("threads: a whole number from 0 to 1024 is wanted, not -1", given("threads", -1))
    assert.equal("record_limit: a whole number from 0 to 1073741824 is wanted, not 1073741825",
      given("record_limit", (1 << 30) + 1))
    assert.equal('threads: a whole number from 0 to 1024 is wanted, not "x"', given("threads", "x"))
    assert.equal("kernel: a text is wanted, not 3", given("kernel", 3))
    local unknown = 'unknown kernel "avx9"; did you mean "avx2"? known are avx512, avx2, portable'
    assert.equal(unknown, given("kernel", "avx9"))
    assert.equal(unknown, mistake(function() sample.survey():tally { kernel = "avx9" } end))
    assert.equal("name: a text is wanted, not 3", given("name", 3))
    assert.equal("file: number 2 of the list is no path: 2",
      mistake(function() cx.survey { file = { "x", 2 } } end))
  end)

  it("(4): a dot in place of the colon is said", function()
    local survey = sample.survey()
    for _, name in ipairs { "tally", "tallies", "receipt", "rows" } do
      assert.equal(("%s is called with a colon, as in answers:%s { ... }"):format(name, name),
        mistake(function() survey[name] { of = "answer" } end))
    end
  end)

  it("(5): rounds are named or stand in a column, and earlier ones have names of their own", function()
    local function given(options)
      options.text = "a\n1\n"
      return mistake(function() cx.survey(options) end)
    end
    local first = cx.survey { text = "a\n1\n", round = "2016" }
    cx.survey { text = "a\n1\n", round = "2017", earlier = { first } }
    cx.survey { text = "a\n1\n", round = "2017", earlier = first }
    cx.survey { text = "a\n1\n", round = { column = "wave" } }
    assert.equal('round: the round\'s name, or { column = "wave" }, is wanted, not 2017', given { round = 2017 })
    assert.matches('unknown key of round "col"', given { round = { column = "a", col = 1 } })
    assert.equal("earlier: this survey's own round wants a name too: round = \"2017\"", given { earlier = { first } })
    assert.equal("earlier: number 2 is no survey with a round = of its own",
      given { round = "2017", earlier = { first, cx.survey { text = "a\n1\n" } } })
    assert.equal("earlier: two surveys are round '2016'", given { round = "2016", earlier = { first } })
  end)
end)
