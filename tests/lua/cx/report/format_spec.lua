-- format_spec.lua - report/json.lua, csv.lua and markdown.lua: read back by something that reads the format

local cjson = require "cjson"
local fixture = dofile "tests/lua/cx/report/fixture.lua"
local report = require "cx.report"


-- The rows of a CSV text: quotes of RFC 4180, CRLF.
local function read_csv(s, delimiter)
  local rows, row, at = {}, {}, 1
  while at <= #s do
    local value
    if s:sub(at, at) == '"' then
      local from = at + 1
      repeat
        at = s:find('"', at + 1, true)
        local doubled = s:sub(at + 1, at + 1) == '"'
        if doubled then at = at + 1 end
      until not doubled
      value, at = s:sub(from, at - 1):gsub('""', '"'), at + 1
    else
      local to = s:find("[" .. delimiter .. "\r]", at)
      value, at = s:sub(at, to - 1), to
    end
    row[#row + 1] = value
    if s:sub(at, at) == delimiter then at = at + 1
    else
      assert(s:sub(at, at + 1) == "\r\n", "a record ends with CRLF")
      rows[#rows + 1], row, at = row, {}, at + 2
    end
  end
  return rows
end


local function column(rows, name)
  for j, head in ipairs(rows[1]) do
    if head == name then return j end
  end
end


describe("report.json", function()
  it("is read by cjson and says what the result says", function()
    local read = cjson.decode(report.text(fixture.result "fi", "json"))
    local result = fixture.result "fi"
    assert.equal(10, #read.goals)
    for i, goal in ipairs(result.goals) do
      assert.equal(goal.estimate.value, read.goals[i].estimate.value)
      assert.equal(goal.estimate.se, read.goals[i].estimate.se)
      assert.equal(goal.verdict.verdict, read.goals[i].verdict.verdict)
      assert.equal(goal.target, read.goals[i].target)
      assert.equal(#goal.answers, #read.goals[i].answers)
    end
    assert.equal("behind", read.goals[9].verdict.shown)
    assert.equal(1236, read.surveys[1].receipt.read)
    assert.equal("Uusi laskupohja", read.kept.implement.actions[1].action)
    assert.equal(2, read.surveys[1].receipt.questions.suosittelu.off_scale[1].n)
  end)

  it("(1) has its keys in a fixed order", function()
    local text = report.text(fixture.result "fi", "json")
    local last = 0
    for _, key in ipairs { "format", "name", "language", "today", "due", "goals", "surveys", "sections", "kept" } do
      local at = text:find('\n  "' .. key .. '": ', 1, true)
      assert.is_true(at > last, key)
      last = at
    end
  end)

  it("(2) keeps every digit, and writes null for what is not there", function()
    local json = require "cx.report.json"
    assert.equal("0.1", json.number(0.1))
    assert.equal("0.30000000000000004", json.number(0.1 + 0.2))
    assert.equal("75", json.number(75))
    assert.equal("75", json.number(75.0))
    assert.equal("0", json.number(-0.0))
    assert.equal("-12", json.number(-12.0))
    assert.equal("null", json.number(0 / 0))
    assert.equal("null", json.number(-math.huge))
    assert.equal(2 ^ 70, tonumber(json.number(2 ^ 70)))
    for _, x in ipairs { 1 / 3, 40.4021, 1e-300, 123456789.123456789 } do assert.equal(x, tonumber(json.number(x))) end
    local result = fixture.result "fi"
    result.goals[1].estimate.se, result.goals[1].verdict.n_needed = 0 / 0, math.huge
    local read = cjson.decode(report.text(result, "json"))
    assert.equal(cjson.null, read.goals[1].estimate.se)
    assert.equal(cjson.null, read.goals[1].verdict.n_needed)
  end)

  it("carries hostile texts unchanged, as far as they are UTF-8", function()
    local read = cjson.decode(report.text(fixture.attacked "fi", "json"))
    assert.equal(fixture.hostile.script, read.goals[1].touchpoint)
    assert.equal(fixture.hostile.rtl, read.goals[2].touchpoint)
    assert.equal(fixture.hostile.escape, read.goals[9].touchpoint)
    assert.equal("rikki\u{fffd}\u{fffd} utf-8", read.goals[4].owner)
    assert.equal(fixture.hostile.lines, read.goals[5].owner)
  end)
end)


describe("report.csv", function()
  it("has one row for each goal and the same cells in each", function()
    local rows = read_csv(report.text(fixture.result "fi", "csv"), ",")
    assert.equal(11, #rows)
    for _, row in ipairs(rows) do assert.equal(36, #row) end
    assert.equal("80.0995", rows[2][column(rows, "value")])
    assert.equal("cannot tell", rows[3][column(rows, "verdict")])
    assert.equal("behind", rows[10][column(rows, "verdict")])
    assert.equal("at_most", rows[9][column(rows, "relation")])
    assert.equal("", rows[2][column(rows, "n_needed")])
  end)

  it("(2) speaks the locale: semicolon, decimal comma, dates, a byte-order mark", function()
    local text = report.text(fixture.result "fi", "csv", { locale = "fi" })
    assert.equal("\u{feff}", text:sub(1, 3))
    local rows = read_csv(text:sub(4), ";")
    assert.equal("80,0995", rows[2][column(rows, "tulos")])
    assert.equal("31.12.2026", rows[2][column(rows, "määräaika")])
    assert.equal("jäljessä", rows[10][column(rows, "tilanne")])
    assert.equal("enintään", rows[9][column(rows, "suunta")])
    local sv = read_csv(report.text(fixture.result "sv", "csv", { locale = "sv" }):sub(4), ";")
    assert.equal("2026-12-31", sv[2][column(sv, "tidsfrist")])
    assert.is_nil(report.text(fixture.result "en", "csv", { locale = "en" }):find "^\u{feff}")
  end)

  it("(3) neutralises formulas, and leaves negative numbers alone", function()
    local result = fixture.attacked "en"
    result.goals[1].estimate.value, result.goals[1].estimate.low = -12.5, -20.25
    local rows = read_csv(report.text(result, "csv"), ",")
    assert.equal("-12.5", rows[2][column(rows, "value")])
    assert.equal("-20.25", rows[2][column(rows, "low")])
    local place, owner = column(rows, "touchpoint"), column(rows, "owner")
    assert.equal("'=cmd|'/c calc'!A1", rows[5][place])
    assert.equal("'+358 40", rows[6][place])
    assert.equal("'@SUM(A1)", rows[7][place])
    assert.equal("'-2+3", rows[8][place])
    assert.equal("' =1+1", rows[9][place])
    assert.equal("'=cmd|'/c calc'!A1", rows[7][owner])
    for _, row in ipairs(rows) do
      for j, value in ipairs(row) do
        assert.is_true(not value:find "^[=+@\t\r-]" or tonumber(value) ~= nil, j .. ": " .. value)
      end
    end
  end)

  it("quotes what must be quoted", function()
    local rows = read_csv(report.text(fixture.attacked "en", "csv"), ",")
    assert.equal(fixture.hostile.quotes, read_csv(report.text((function()
      local result = fixture.result "en"
      result.goals[1].touchpoint = fixture.hostile.quotes .. ", c"
      return result
    end)(), "csv"), ",")[2][column(rows, "touchpoint")]:sub(1, -4))
    assert.equal(11, #rows)
  end)

  it("refuses a locale it does not know", function()
    assert.error_matches(function() report.text(fixture.result "en", "csv", { locale = "xx" }) end, "unknown locale")
  end)
end)


describe("report.markdown", function()
  -- The cells of a row: pipes that no backslash stands before.
  local function cells(line)
    local body = line:gsub("\\\\", "  "):gsub("\\|", "  "):match "^| (.*) |$"
    local n = 1
    for _ in body:gmatch "|" do n = n + 1 end
    return n
  end

  for _, kind in ipairs { "result", "attacked" } do
    it("has as many cells in every row of a table as in its head: " .. kind, function()
      local text, tables, width = report.text(fixture[kind] "fi", "markdown"), 0, nil
      for line in text:gmatch "([^\n]*)\n" do
        if line:find "^|" then
          if not width then width, tables = cells(line), tables + 1 end
          assert.equal(width, cells(line))
        else width = nil end
      end
      assert.is_true(tables > 15)
    end)
  end

  it("(1) makes no markup of the data", function()
    local text = report.text(fixture.attacked "fi", "markdown")
    for at in text:gmatch "()<" do assert.equal("\\", text:sub(at - 1, at - 1)) end
    assert.is_nil(text:find("![x](", 1, true))
    assert.is_nil(text:find("http://", 1, true))
    assert.is_nil(text:find "[%z\1-\9\11-\31]")
  end)
end)
