-- rows_spec.lua - rows.lua: rows as tables, for one's own logic

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local function all(survey, options)
  local list = {}
  for row in assert(survey:rows(options)) do list[#list + 1] = row end
  return list
end


describe("rows", function()
  it("(1): the table bears the names asked: questions, roles, columns", function()
    local survey = sample.survey { questions = { score = cx.scale.nps { column = "answer" } } }
    local list = all(survey, { columns = { "score", "touchpoint", "row" } })
    assert.same({ score = "10", touchpoint = "store", row = "1" }, list[1])
    assert.equal(12, #list)
    assert.same({ score = "10" }, all(survey, { columns = survey.score })[1])
  end)

  it("(2): without columns all of the file's", function()
    assert.same({ row = "12", touchpoint = "web", answer = "8", weight = "1.5", account = "F", day = "2026-03-05" },
      all(sample.survey())[12])
  end)

  it("(3): an empty cell is a text, an absent one is nil", function()
    local survey = cx.survey { text = 'a,b\n"x ""y""",\nz\n', header_rows = 1, delimiter = ",", questions = {} }
    assert.same({ { a = 'x "y"', b = "" }, { a = "z" } }, all(survey))
  end)

  it("where is a text or a function", function()
    local survey = sample.survey()
    assert.equal(5, #all(survey, { where = "answer >= 9", columns = "row" }))
    assert.equal(3, #all(survey, { where = function(row) return row.account == "F" end, columns = { "account" } }))
    assert.equal(7, #all(sample.survey { only = "touchpoint == 'web'" }))
  end)

  it("rows of several files follow one another, whatever the order of columns", function()
    local one, two = sample.file "a,b\n1,2\n", sample.file "b;a\n4;3\n"
    local list = all(cx.survey { file = { one, two }, questions = {} }, { columns = { "a", "b" } })
    os.remove(one)
    os.remove(two)
    assert.same({ { a = "1", b = "2" }, { a = "3", b = "4" } }, list)
  end)

  it("(5): what goes wrong before the first row is nil and a message", function()
    local survey = sample.survey()
    local rows, message, code = survey:rows { columns = { "rowe" } }
    assert.same({ nil, "no_column" }, { rows, code })
    assert.matches("did you mean 'row'", message)
    rows, message, code = cx.survey { file = "no/such.csv", questions = {} }:rows()
    assert.same({ nil, "no/such.csv: there is no such file", "no_file" }, { rows, message, code })
  end)

  it("(5): a cell that overturns the encoding is raised, not taken for absent", function()
    local file = sample.file("g,q\n" .. ("abcdefgh,3\n"):rep(120000) .. "k\xE4ytt\xF6,5\n")
    local n = 0
    local fine, message = pcall(function()
      for _ in assert(cx.survey { file = file, questions = {} }:rows()) do n = n + 1 end
    end)
    local list = all(cx.survey { file = file, encoding = "windows-1252", questions = {} })
    os.remove(file)
    assert.same({ false, 120000 }, { fine, n })
    assert.matches('set encoding = "windows%-1252"', message)
    assert.same({ g = "käyttö", q = "5" }, list[120001])
  end)

  it("(4): rows that pass any of several filters say which, in one pass", function()
    local survey = cx.survey { text = "p,recommend,mood\na,3,ok\nb,9,cross\nc,2,cross\nd,10,ok\ne,,ok\n",
                               questions = { recommend = cx.scale.nps } }
    local function marked(any)
      local list = {}
      for _, row in ipairs(all(survey, { any = any, columns = { "p" } })) do
        list[#list + 1] = row.p .. (row[1] and "1" or "") .. (row[2] and "2" or "")
      end
      return table.concat(list, " ")
    end
    assert.equal("a1 b2 c12", marked { "recommend <= 6", "mood == 'cross'" })
    assert.equal("a12 b2 c12 d2 e2", marked { "recommend <= 6", false })
    assert.equal("", marked { "recommend > 10" })
    assert.matches("give one of them", sample.mistake("rows_spec", function() survey:rows { any = { "a == 'b'" }, where = "c == 'd'" } end))
    assert.matches("a list of where%-texts", sample.mistake("rows_spec", function() survey:rows { any = {} } end))
    assert.matches("number 1 is no where%-text", sample.mistake("rows_spec", function() survey:rows { any = { 5 } } end))
  end)

  it("an iterator that is left early is collected in peace", function()
    for _ = 1, 50 do
      assert(sample.survey():rows())()
    end
    collectgarbage()
  end)

  it("unknown options are refused at the caller's line", function()
    local survey = sample.survey()
    assert.matches('unknown option of rows "column"',
      sample.mistake("rows_spec", function() survey:rows { column = "a" } end))
  end)
end)
