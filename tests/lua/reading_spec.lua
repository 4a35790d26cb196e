-- reading_spec: every kind of file and cell that section "Reading" of the reader's work names, through the library
--
-- (1) What a file is written like is found, can be told by name instead, and stands in the receipt.
-- (2) A guess that a late row overturns is made anew once; a pipe fails and names the option.
-- (3) Strange quotes shift nothing.
-- (4) A cell is one answer, one reason for missing, or off the scale; off the scale is no answer.
-- (5) read = used + dropped; used = answers + missing for each question, on any text.
-- (6) Several tallies of one pass are what each is alone; parts that are merged are what one pass gives.

local cx = require "cx"
local child = dofile "tests/lua/child.lua"
local sample = dofile "tests/lua/cx/sample.lua"

local folder


setup(function() folder = child.folder() end)


teardown(function() child.remove(folder) end)


local function write(name, text) return child.write(folder .. "/" .. name, text) end


local function shell(line) assert(os.execute(("cd %s && %s"):format(folder, line))) end


local function survey_of(text, options)
  local all = { text = text }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


--- Names of the columns, and rows as lists of cells (false where a row is too short).
local function table_of(survey)
  local state = require "cx.survey".state(survey)
  local inputs = assert(require "cx.source".look(state))
  local names, rows = inputs[1].columns, {}
  for row in assert(survey:rows()) do
    local list = {}
    for i, name in ipairs(names) do
      list[i] = row[name] or false
    end
    rows[#rows + 1] = list
  end
  return names, rows
end


local function is_table(names, rows, text, options)
  local got_names, got_rows = table_of(survey_of(text, options))
  assert.same(names, got_names)
  assert.same(rows, got_rows)
end


local function settings(survey)
  local by_name = {}
  for _, setting in ipairs(assert(survey:receipt()).dialect) do by_name[setting.name] = setting end
  return by_name
end


--- What was found of a text: the values of the settings.
local function found(text, options)
  local values = {}
  for name, setting in pairs(settings(survey_of(text, options))) do values[name] = setting.value end
  return values
end


local function sum(list, reason)
  for _, item in ipairs(list) do
    if item.reason == reason then return item.n end
  end
  return 0
end


-- Answers and missing of one column of cells on a scale.
local function counted(made, cells, options)
  local lines = { "q\tx" }
  for i, cell in ipairs(cells) do lines[i + 1] = cell .. "\tx" end
  options = options or {}
  options.questions, options.delimiter, options.header_rows = { q = made }, "\t", 1
  local survey = survey_of(table.concat(lines, "\n") .. "\n", options)
  local n = {}
  for _, count in ipairs(assert(survey:tally { of = "q" }):counts "q") do n[count.answer] = count.n end
  local told = survey:receipt().questions.q
  return n, told.missing, told.off_scale
end


local ROWS = { { "1", "Oulu", "9" }, { "2", "Vaasa", "10" }, { "3", "Turku", "7" } }


local function lines(delimiter, newline)
  local list = { table.concat({ "id", "shop", "nps" }, delimiter) }
  for i, row in ipairs(ROWS) do list[i + 1] = table.concat(row, delimiter) end
  return table.concat(list, newline or "\n") .. (newline or "\n")
end


describe("reading (1): a file's own way", function()
  it("delimiters , ; tab and | are found", function()
    for _, delimiter in ipairs { ",", ";", "\t", "|" } do
      is_table({ "id", "shop", "nps" }, ROWS, lines(delimiter))
      assert.equal(delimiter, found(lines(delimiter)).delimiter)
    end
  end)

  it("a delimiter is found by many records, not by the first line", function()
    local text = 'id;comment, in, own, words, at, length;nps\n1;"good, really";9\n2;none, thanks;8\n3;a, b, c;7\n4;x;6\n'
    assert.equal(";", found(text).delimiter)
    is_table({ "id", "comment, in, own, words, at, length", "nps" },
      { { "1", "good, really", "9" }, { "2", "none, thanks", "8" }, { "3", "a, b, c", "7" }, { "4", "x", "6" } }, text)
  end)

  it("quotes \" and '", function()
    is_table({ "a", "b" }, { { "x,y", "1" }, { 'say "hi"', "2" }, { "two\nlines", "3" } },
      'a,b\n"x,y",1\n"say ""hi""",2\n"two\nlines",3\n')
    is_table({ "a", "b" }, { { "x,y", "1" }, { "it's", "2" }, { "two\nlines", "3" } },
      "a,b\n'x,y',1\n'it''s',2\n'two\nlines',3\n")
  end)

  it("an escape \\ before a quote", function()
    is_table({ "a", "b" }, { { 'say "hi", then', "1" }, { 'a "b"', "2" }, { "x", "3" } },
      'a,b\n"say \\"hi\\", then",1\n"a \\"b\\"",2\n"x",3\n')
  end)

  it("records end with LF, CRLF or CR", function()
    for newline, word in pairs { ["\n"] = "lf", ["\r\n"] = "crlf", ["\r"] = "cr" } do
      is_table({ "id", "shop", "nps" }, ROWS, lines(",", newline))
      is_table({ "id", "shop", "nps" }, ROWS, (lines(",", newline):gsub("[\r\n]+$", "")))
      assert.equal(word, found(lines(",", newline)).newline)
    end
  end)

  it("newlines of another kind stay in quotes", function()
    is_table({ "a", "b" }, { { "x\ny", "1" }, { "x\r\ny", "2" } }, 'a,b\r\n"x\ny",1\r\n"x\r\ny",2\r\n')
  end)

  it("a byte-order mark is no part of the first name", function()
    is_table({ "id", "shop", "nps" }, ROWS, "\xEF\xBB\xBF" .. lines ";")
    is_table({ "id", "shop" }, { { "1", "a" } }, '\xEF\xBB\xBF"id","shop"\n1,a\n')
  end)

  local function wide(text, big)
    local units = {}
    for _, code in utf8.codes(text) do
      if code > 0xFFFF then
        code = code - 0x10000
        units[#units + 1] = string.pack(big and ">I2I2" or "<I2I2", 0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))
      else
        units[#units + 1] = string.pack(big and ">I2" or "<I2", code)
      end
    end
    return table.concat(units)
  end

  it("UTF-16 of both orders, with a mark and without", function()
    local text = "id\tnimi\tnps\n1\tYlä-Äänekoski €\t9\n2\t😀\t8\n"
    for name, big in pairs { ["utf-16le"] = false, ["utf-16be"] = true } do
      for _, mark in ipairs { "\u{FEFF}", "" } do
        is_table({ "id", "nimi", "nps" }, { { "1", "Ylä-Äänekoski €", "9" }, { "2", "😀", "8" } }, wide(mark .. text, big))
        assert.equal(name, found(wide(mark .. text, big)).encoding)
      end
    end
  end)

  it("Windows-1252 and Latin-1", function()
    is_table({ "id", "käyttö" }, { { "1", "hyvä €" }, { "2", "“oh” – ÿ" } },
      "id;k\xE4ytt\xF6\n1;hyv\xE4 \x80\n2;\x93oh\x94 \x96 \xFF\n")
    assert.equal("windows-1252", found("id;k\xE4ytt\xF6\n1;hyv\xE4\n2;b\n").encoding)
    assert.equal("utf-8", found("id;käyttö\n1;hyvä\n2;b\n").encoding)
  end)

  it("a first line sep=; is obeyed and dropped", function()
    is_table({ "a,b", "c,d" }, { { "1,5", "2" }, { "3,5", "4" } }, "sep=;\na,b;c,d\n1,5;2\n3,5;4\n")
    is_table({ "a", "b" }, { { "1", "2" } }, "sep=|\r\na|b\r\n1|2\r\n")
  end)

  it("ragged rows: what a short one lacks is missing, a long one is left out, empty surplus is cut", function()
    local survey = survey_of("a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,1,1,,\n2,2,2\n", { questions = { c = cx.scale { 1, 5 } } })
    local _, rows = table_of(survey)
    assert.same({ { "1", "2", "3" }, { "4", "5", false }, { "1", "1", "1" }, { "2", "2", "2" } }, rows)
    local receipt = survey:receipt()
    assert.same({ 5, 4 }, { receipt.read, receipt.used })
    assert.same({ 1, 1, 1 }, { sum(receipt.dropped, "long row"), sum(receipt.repaired, "short row"),
                               sum(receipt.repaired, "empty surplus cells") })
    assert.equal(1, receipt.questions.c.missing["short row"])
  end)

  it("blank lines are left out and counted", function()
    local survey = survey_of("a,b\n\n1,2\n\r\n3,4\n\n\n", { questions = { b = cx.scale { 1, 5 } } })
    assert.equal(2, survey:receipt().used)
    assert.equal(survey:receipt().read - 2, sum(survey:receipt().dropped, "blank line"))
    local one = survey_of("q\n1\n\n2\n", { questions = { q = cx.scale { 1, 5 } } })
    assert.equal(2, one:receipt().questions.q.used)
  end)

  it("NUL bytes in a few cells are counted and shift nothing", function()
    local survey = survey_of("a,b\nx\0y,1\nz,2\nw,3\0\0\nv,3\n" .. ("u,3\n"):rep(200),
      { questions = { b = cx.scale { 1, 5 } } })
    local tally = assert(survey:tally { by = "a", of = "b" })
    assert.equal(204, tally:design().n)
    assert.equal(203, survey:receipt().questions.b.used)
    assert.same({ { text = "3\0\0", n = 1, reason = "unreadable" } }, survey:receipt().questions.b.off_scale)
    assert.equal(1, sum(survey:receipt().repaired, "NUL byte"))
  end)

  it("names that come twice or are empty are made ones of their own, and counted", function()
    local survey = survey_of("id,score,score,,score,\n1,2,3,4,5,6\n7,8,9,10,11,12\n")
    local names = table_of(survey)
    assert.same({ "id", "score", "score.2", "column 4", "score.3", "column 6" }, names)
    assert.equal(4, sum(survey:receipt().repaired, "column renamed"))
  end)

  it("a preamble before the header is passed over", function()
    local text = "Asiakaskysely 2026\nTulostettu 3.2.2026\n\nid;shop;nps\n1;Oulu;9\n2;Vaasa;10\n3;Turku;7\n"
    is_table({ "id", "shop", "nps" }, ROWS, text)
    local values = found(text)
    assert.same({ 3, 1 }, { values.skip_rows, values.header_rows })
  end)

  it("a file without a header has columns by number", function()
    local text = "1,Oulu,9\n2,Vaasa,10\n3,Turku,7\n4,Oulu,3\n"
    is_table({ "column 1", "column 2", "column 3" }, { ROWS[1], ROWS[2], ROWS[3], { "4", "Oulu", "3" } }, text)
    assert.equal(0, found(text).header_rows)
    assert.equal(7.25, assert(survey_of(text, { questions = { nps = cx.scale.nps { column = "column 3" } } }):tally {})
      :total(cx.metric.mean).value)
  end)

  it("every guess can be told by name, and the receipt says which were", function()
    local told = {
      { "encoding", "windows-1252", "a,b\nk\xC3\xA4,1\n", { { "kÃ¤", "1" } } },
      { "delimiter", "|", "a,x|b\n1,2|3\n", { { "1,2", "3" } } },
      { "quote", "'", "a,b\n'x,y',1\n", { { "x,y", "1" } } },
      { "quote", "", 'a,b\n"x,1\n', { { '"x', "1" } } },
      { "escape", "\\", 'a,b\n"x\\"y",1\n', { { 'x"y', "1" } } },
      { "newline", "cr", "a,b\r1,2\r", { { "1", "2" } } },
      { "skip_space", true, "a, b\n1, 2\n", { { "1", "2" } } },
      { "skip_rows", 1, "title,1\na,b\nx,y\n", { { "x", "y" } } },
      { "header_rows", 0, "a,b\nx,y\n", { { "a", "b" }, { "x", "y" } } },
      { "header_rows", 2, "a,b\nc,d\n1,2\n", { { "1", "2" } } },
    }
    for _, case in ipairs(told) do
      local name, value, text, rows = table.unpack(case)
      local survey = survey_of(text, { [name] = value })
      local _, got = table_of(survey)
      assert.same(rows, got, name)
      local setting = settings(survey)[name]
      assert.same({ name = name, value = value, guessed = false }, setting)
      assert.is_true(settings(survey_of(text, {})).decimal.guessed)
    end
  end)

  it("decimal and day_order are told by name too", function()
    local survey = survey_of("t;w;q\n3/4/2026;1,250;1\n3/4/2026;2,000;2\n",
      { decimal = ",", day_order = "d", time = "t", weight = "w", questions = { q = cx.scale { 1, 5 } } })
    local tally = assert(survey:tally { by = cx.month })
    assert.equal("2026-04", tally:groups()[1].group.month)
    assert.equal(3.25, tally:design().w)
    local values = settings(survey)
    assert.same({ false, false }, { values.decimal.guessed, values.day_order.guessed })
    survey = survey_of("t;w;q\n3/4/2026;1,250;1\n3/4/2026;2,000;2\n",
      { decimal = ".", day_order = "mdy", time = "t", weight = "w", questions = { q = cx.scale { 1, 5 } } })
    tally = assert(survey:tally { by = cx.month })
    assert.same({ "2026-03", 3250.0 }, { tally:groups()[1].group.month, tally:design().w })
  end)

  it("the receipt prints itself: rows, problems, questions and every setting", function()
    local survey = survey_of("q;g\n9;a\n11;b\n;c\n1;2;3\n\"8\" x;d\n", { delimiter = ";", questions = { q = cx.scale.nps } })
    local words = tostring(assert(survey:receipt()))
    for _, line in ipairs { "read 5, used 4, dropped 1", "  long row                    1   row 5",
                            "  q                           1, empty 1, off scale 1, unreadable 1: '\"8\" x' (1), '11' (1)",
                            "  delimiter                   ;   told", "  encoding                utf-8   guessed",
                            "  quote                       \"   guessed", "  escape                   none   guessed" } do
      assert.truthy(words:find(line, 1, true), line .. "\n" .. words)
    end
  end)

  it("the receipt lists all settings in one order", function()
    local names = {}
    for i, setting in ipairs(survey_of("a,b\n1,2\n"):receipt().dialect) do names[i] = setting.name end
    assert.same({ "encoding", "delimiter", "quote", "escape", "newline", "skip_space", "decimal", "day_order", "skip_rows",
                  "header_rows" }, names)
  end)
end)


describe("reading (2): a guess overturned", function()
  local plain = ("abcdefgh;3;1;1/2/2026\n"):rep(60000)

  -- Over a pipe: the message and the code.
  local function through_pipe(options)
    write("s.lua", ([[
      local cx = require "cx"
      local tally, message, code = cx.survey { file = "-", time = "t", weight = "w", questions = { q = cx.scale { 1, 5 } }, %s }
        :tally { by = { "g", cx.day } }
      print(tally and tally:design().w or message .. " " .. code)
    ]]):format(options or ""))
    local pipe = assert(io.popen(("cat %s/late.csv | %s %s/s.lua"):format(folder, child.program(), folder)))
    local out = pipe:read "a"
    pipe:close()
    return out
  end

  local cases = {
    encoding = { "k\xE4ytt\xF6;3;1;1/2/2026\n", "windows-1252" },
    decimal = { "abcdefgh;3;1,5;1/2/2026\n", "," },
    day_order = { "abcdefgh;3;1;1/25/2026\n", "mdy" },
  }

  for option, case in pairs(cases) do
    it("of " .. option .. " is turned once for a file, and a pipe names the option", function()
      local path = write("late.csv", "g;q;w;t\n" .. plain .. case[1])
      local survey = cx.survey { file = path, time = "t", weight = "w", questions = { q = cx.scale { 1, 5 } },
                                 day_order = option ~= "day_order" and "d" or nil }
      assert(survey:tally { by = { "g", cx.day } })
      assert.same({ name = option, value = case[2], guessed = true }, settings(survey)[option])
      assert.equal(60001, survey:receipt().used)
      local out = through_pipe(option ~= "day_order" and 'day_order = "d"' or "")
      if out:find "overturned" then
        assert.truthy(out:find("standard input: [^\n]*" .. option))
        assert.truthy(out:find('set ' .. option .. ' = "', 1, true))
      else
        assert.equal("day_order", option) -- both orders are kept open until a row settles it
      end
    end)
  end

  it("a message's advice mends the pipe", function()
    write("late.csv", "g;q;w;t\n" .. plain .. cases.decimal[1])
    assert.truthy(through_pipe 'day_order = "d"':find 'set decimal = ","')
    assert.equal("60001.5\n", through_pipe 'day_order = "d", decimal = ","')
  end)
end)


describe("reading (3): strange quotes", function()
  local function values(text)
    local survey = survey_of(text, { delimiter = ",", quote = '"', header_rows = 1, skip_rows = 0 })
    local _, rows = table_of(survey)
    local second = {}
    for i, row in ipairs(rows) do second[i] = row[2] end
    return second, sum(survey:receipt().repaired, "stray quote"), rows
  end

  it("inch marks and spoken words in unquoted fields are data", function()
    local second, n, rows = values('a,b\n12" screen,1\nsay "hi" now,2\n5\' 7",3\nok,4\n')
    assert.same({ "1", "2", "3", "4" }, second)
    assert.equal(3, n)
    assert.same({ '12" screen', 'say "hi" now', '5\' 7"' }, { rows[1][1], rows[2][1], rows[3][1] })
  end)

  it("a quote that is never closed shifts nothing", function()
    local second, n = values('a,b\nx,1\n"open,2\ny,3\nz,4\n')
    assert.same({ "1", "2", "3", "4" }, second)
    assert.equal(1, n)
  end)

  it("words after a closing quote stay in their cell", function()
    local second, _, rows = values('a,b\n"x" y,1\n"p""q"r,2\ns,3\n')
    assert.same({ "1", "2", "3" }, second)
    assert.truthy(rows[1][1]:find "x")
  end)

  it("wherever they stand, with any number of threads", function()
    local list = { "a,b,c" }
    for i = 1, 40000 do
      list[i + 1] = i % 997 == 0 and ('%d,12" screen %d,x'):format(i % 11, i)
        or i % 1499 == 0 and ('%d,"open %d,x'):format(i % 11, i) or ('%d,"quoted, ""%d""\nline",x'):format(i % 11, i)
    end
    local text, wanted = table.concat(list, "\n") .. "\n", nil
    for _, threads in ipairs { 1, 2, 7 } do
      for _, kernel in ipairs { "portable", false } do
        local survey = survey_of(text, { threads = threads, kernel = kernel or nil, delimiter = ",", quote = '"',
                                         questions = { a = cx.scale.nps } })
        local tally = assert(survey:tally { of = "a" })
        local got = { tally:design().n, sum(survey:receipt().repaired, "stray quote"), tally:total(cx.metric.nps).value }
        wanted = wanted or got
        assert.same(wanted, got)
        assert.same({ 40000, 40 + 26 }, { got[1], got[2] })
      end
    end
  end)
end)


describe("reading: sources", function()
  before_each(function() shell "rm -rf s && mkdir s" end)

  local function nps(file, options)
    local all = { file = file, questions = { nps = cx.scale.nps } }
    for name, value in pairs(options or {}) do all[name] = value end
    local tally, message, code = cx.survey(all):tally {}
    return tally and tally:total(cx.metric.mean).value, message, code
  end

  it("a path, a list of paths, a pattern, and literal text", function()
    local one, two = write("s/a.csv", lines ","), write("s/b.csv", "nps|id|shop\n0|4|Oulu\n0|5|Oulu\n")
    assert.equal(26 / 3, nps(one))
    assert.equal(26 / 5, nps { one, two })
    assert.equal(26 / 5, nps(folder .. "/s/*.csv"))
    assert.equal(26 / 5, nps { folder .. "/s/a*.csv", two })
    assert.equal(26 / 3, nps(nil, { text = lines "\t" }))
  end)

  it("gzip and zstd by their first bytes, whatever the name", function()
    write("s/a.csv", lines ",")
    shell "cd s && gzip -c a.csv >z.csv && gzip -c a.csv >y.zst && cp a.csv x.gz"
    for _, name in ipairs { "z.csv", "y.zst", "x.gz" } do assert.equal(26 / 3, nps(folder .. "/s/" .. name)) end
    shell "cd s && (echo 4,Lahti,5; echo 5,Oulu,4) | gzip -c | cat z.csv - >two.csv"
    local survey = cx.survey { file = folder .. "/s/two.csv", questions = { nps = cx.scale.nps } }
    assert.equal(5, survey:receipt().read)
    assert.equal("gzip", settings(survey).compression.value)
    if os.execute "command -v zstd >/dev/null" then
      shell "cd s && zstd -qc a.csv >w.csv"
      assert.equal(26 / 3, nps(folder .. "/s/w.csv"))
    end
  end)

  it("standard input, compressed or not", function()
    write("s/a.csv", lines ",")
    write("s/in.lua", [[local cx = require "cx"
      print(assert(cx.survey { file = "-", questions = { nps = cx.scale.nps } }:tally {}):total(cx.metric.mean).value * 3)]])
    for _, command in ipairs { "cat a.csv |", "gzip -c a.csv |", "" } do
      local pipe = assert(io.popen(("cd %s/s && %s %s in.lua %s"):format(folder, command, child.program(),
        command == "" and "<a.csv" or "")))
      assert.equal("26.0\n", pipe:read "a")
      pipe:close()
    end
  end)

  it("many files with columns in another order are one survey; other columns are named", function()
    local one = write("s/a.csv", "id,nps\n1,10\n")
    local two = write("s/b.csv", "nps;id\n0;2\n")
    local three = write("s/c.csv", "id,nps,mood\n3,5,x\n")
    assert.equal(5.0, nps { one, two })
    local value, message, code = nps { one, two, three }
    assert.same({ nil, "other_columns" }, { value, code })
    assert.equal(("%s: other columns than %s: has 'mood' besides"):format(three, one), message)
  end)
end)


describe("reading: numbers", function()
  local function mean(cells, options)
    local lines_ = { "q\tx" }
    for i, cell in ipairs(cells) do lines_[i + 1] = cell .. "\tabc" end
    options = options or {}
    options.questions, options.delimiter = { q = cx.number }, "\t"
    options.header_rows = 1
    local tally = assert(survey_of(table.concat(lines_, "\n") .. "\n", options):tally { of = "q" })
    local total = tally:total(cx.metric.mean)
    return total.value, total.n
  end

  it("a decimal comma, or a point", function()
    assert.same({ 2.25, 2 }, { mean { "1,5", "3" } })
    assert.same({ 2.25, 2 }, { mean { "1.5", "3" } })
    assert.equal(",", found("q;x\n1,5;a\n2,25;b\n").decimal)
    assert.equal(".", found("q;x\n1.5;a\n2.25;b\n").decimal)
  end)

  it("thousands parted by a no-break, narrow or thin space, or the other mark", function()
    for _, space in ipairs { "\u{A0}", "\u{202F}", "\u{2009}", " ", "." } do
      assert.same({ 1234567.5, 1 }, { mean { ("1%s234%s567,5"):format(space, space) } })
    end
    assert.same({ 1234567.5, 1 }, { mean { "1,234,567.5" } })
    assert.same({ 1234.0, 1 }, { mean { "1\xA0234", "\xE4" } })
  end)

  it("a unicode minus", function()
    assert.same({ -4.0, 3 }, { mean { "\u{2212}5", "-3", "\u{2013}4" } })
    assert.same({ [-1] = 2, [1] = 1 }, (counted(cx.scale { -2, 2 }, { "\u{2212}1", "-1", "+1" })))
  end)

  it("the weight of a row likewise", function()
    local survey = survey_of("q;w\n1;1\u{A0}000,5\n2;0,25\n3;\n4;-1\n5;x\n",
      { weight = "w", questions = { q = cx.scale { 1, 5 } } })
    local tally = assert(survey:tally {})
    assert.equal(1000.75, tally:design().w)
    local receipt = survey:receipt()
    assert.same({ 5, 2, 2, 1 }, { receipt.read, receipt.used, sum(receipt.dropped, "no weight"),
                                  sum(receipt.dropped, "bad weight") })
  end)
end)


describe("reading: times", function()
  local function bucket(cells, unit, options)
    options = options or {}
    local all = { time = "t", questions = { q = cx.scale { 1, 5 } } }
    for name, value in pairs(options) do all[name] = value end
    local list = { "t;q" }
    for i, cell in ipairs(cells) do list[i + 1] = cell .. ";3" end
    local survey = survey_of(table.concat(list, "\n") .. "\n", all)
    local tally, message = survey:tally { by = cx[unit], of = "q" }
    if not tally then return nil, message end
    local labels = {}
    for i, group in ipairs(tally:groups()) do labels[i] = group.group[unit] .. " " .. group.n end
    return labels, survey
  end

  it("ISO 8601 with and without a zone", function()
    assert.same({ "2026-03-09T14 7" }, (bucket({ "2026-03-09T14:05:06", "2026-03-09 14:05", "2026-03-09T14:05:06.789Z",
      "2026-03-09T14:59+02:00", "2026-03-09T14:00:00-0500", "2026-03-09 14:05:06 UTC", "2026/03/09 14:00" }, "hour")))
    assert.same({ "2026-03-09 1" }, (bucket({ "2026-03-09" }, "day")))
  end)

  it("Finnish, with klo and without", function()
    assert.same({ "2026-03-09T14 4", "2026-12-31T00 1" }, (bucket({ "9.3.2026 klo 14.05", "09.03.2026 14.05",
      "9.3.2026 14:05:59", "9.3.2026 klo 14:05", "31.12.2026" }, "hour")))
  end)

  it("American, with AM and PM", function()
    assert.same({ "2026-03-09T00 1", "2026-03-09T14 2", "2026-12-31T12 1" }, (bucket({ "3/9/2026 2:05 PM",
      "3/9/2026 2:05:06 PM", "12/31/2026 12:00 PM", "3/9/2026 12:30 AM" }, "hour")))
  end)

  it("seconds since 1970", function()
    assert.same({ "2026-03-09T14 2" }, (bucket({ "1773065106", "1773065106000" }, "hour")))
  end)

  it("buckets: hour day week month quarter year", function()
    local wanted = { hour = "2021-01-03T23 1", day = "2021-01-03 1", week = "2020-W53 1", month = "2021-01 1",
                     quarter = "2021-Q1 1", year = "2021 1" }
    for unit, label in pairs(wanted) do assert.same({ label }, (bucket({ "2021-01-03T23:59" }, unit))) end
    assert.same({ "2020-W53 1", "2021-W01 1" }, (bucket({ "3.1.2021", "4.1.2021" }, "week")))
    assert.same({ "2026-Q3 2", "2026-Q4 1" }, (bucket({ "2026-07-01", "2026-09-30", "2026-10-01" }, "quarter")))
  end)

  it("what is no moment has an empty bucket and is counted", function()
    local labels, survey = bucket({ "2026-03-09", "30.2.2026", "soon", "" }, "month")
    assert.same({ " 3", "2026-03 1" }, labels)
    assert.equal(2, sum(survey:receipt().repaired, "no time"))
  end)

  it("slashed dates that may be either are refused, until a row or the caller settles them", function()
    local labels, message = bucket({ "3/4/2026", "5/6/2026" }, "month")
    assert.is_nil(labels)
    assert.truthy(message:find 'set day_order = "d" or "m"')
    assert.same({ "2026-03 1", "2026-05 1" }, (bucket({ "3/4/2026", "5/6/2026" }, "month", { day_order = "m" })))
    assert.same({ "2026-04 1", "2026-06 1" }, (bucket({ "3/4/2026", "5/6/2026" }, "month", { day_order = "dmy" })))
    assert.same({ "2026-04 1", "2026-06 1" }, (bucket({ "3/4/2026", "25/6/2026" }, "month")))
  end)
end)


describe("reading (4): scales", function()
  it("of whole numbers, with any end points", function()
    assert.same({ [1] = 1, [5] = 2 }, (counted(cx.scale { 1, 5 }, { "1", "5", " 5 " })))
    assert.same({ [-3] = 1, [0] = 1, [3] = 1 }, (counted(cx.scale { -3, 3 }, { "-3", "0", "3" })))
    assert.same({ [0] = 1, [100] = 1 }, (counted(cx.scale { 0, 100 }, { "0", "100", "101" })))
    assert.same({ [2024] = 1, [2026] = 1 }, (counted(cx.scale { 2020, 2026 }, { "2024", "2026", "1999" })))
    assert.same({ [5] = 1, [4] = 2 }, (counted(cx.scale { 1, 5 }, { "5.0", "4", "04" })))
  end)

  it("with labels at the ends", function()
    assert.same({ [0] = 1, [10] = 2, [5] = 1 }, (counted(cx.scale.nps,
      { "10 - Extremely likely", "0 - Not at all likely", "10 = varmasti", "5" })))
  end)

  it("with named answers", function()
    assert.same({ [5] = 2, [1] = 1, [3] = 1 }, (counted(cx.scale { 1, 5, answers = { ["Very happy"] = 5, [1] = "Very sad" } },
      { "Very happy", "5", "Very sad", "3" })))
  end)

  it("of names, unordered", function()
    local n, missing = counted(cx.scale.names { "ilahtunut", "ei mitään", "ärtynyt" },
      { "ärtynyt", "ilahtunut", "ei mitään", "ärtynyt", "raivoissaan" })
    assert.same({ ilahtunut = 1, ["ei mitään"] = 1, ["ärtynyt"] = 2 }, n)
    assert.same({ unreadable = 1 }, { unreadable = (missing.unreadable or 0) + (missing["off scale"] or 0) })
  end)

  it("of several options in one cell, that may hold the separator themselves", function()
    local made = cx.scale.several { "Me, myself and I", "web", "shop" }
    local n, missing = counted(made, { "web, shop", "Me, myself and I", "web;Me, myself and I;", "", "kiosk, web" })
    assert.same({ web = 3, shop = 1, ["Me, myself and I"] = 2, other = 1 }, n)
    assert.same({ empty = 1 }, missing)
    local survey = survey_of("q\tx\nweb, shop\ta\nMe, myself and I\tb\n\tc\nkiosk\td\n", { questions = { q = made } })
    local share = assert(survey:tally {}):total(cx.metric.share("q", "web"))
    assert.same({ 100 / 3, 3 }, { share.value, share.n })
  end)

  it("of numbers", function()
    local n, missing = counted(cx.number { from = 0, to = 120 }, { "35", "35.0", "1,5", "121", "old", "" })
    assert.same({ [35] = 2, [1.5] = 1 }, n)
    assert.same({ ["off scale"] = 1, unreadable = 1, empty = 1 }, missing)
  end)

  it("of text has no answers, and its cells come by rows", function()
    local survey = survey_of("q,c\n1,free words\n2,\n", { questions = { q = cx.scale { 1, 5 }, c = cx.scale.text } })
    local list = {}
    for row in assert(survey:rows { columns = { "c", "q" } }) do list[#list + 1] = row.c end
    assert.same({ "free words", "" }, list)
    assert(survey:tally {})
  end)

  it("codes of missing keep their reasons, and don't know is apart from empty", function()
    local n, missing = counted(cx.scale { 1, 5, missing = { [0] = "blank", [6] = "never used", [9] = "don't know",
      EOS = "don't know" } }, { "0", "6", "9", "EOS", "", "5", "6" })
    assert.same({ [5] = 1 }, n)
    assert.same({ blank = 1, ["never used"] = 2, ["don't know"] = 2, empty = 1 }, missing)
  end)

  it("off the scale is counted, listed, and never an answer", function()
    local n, missing, off = counted(cx.scale.nps, { "11", "6.5", "99", "11", "-1", "10", "0", "6,5", "n/a", "1O" })
    assert.same({ [0] = 1, [10] = 1 }, n)
    assert.equal(8, (missing["off scale"] or 0) + (missing.unreadable or 0))
    local seen = {}
    for _, item in ipairs(off) do seen[item.text] = item.n end
    assert.same({ ["11"] = 2, ["6.5"] = 1, ["99"] = 1, ["-1"] = 1, ["6,5"] = 1, ["n/a"] = 1, ["1O"] = 1 }, seen)
    assert.equal("11", off[1].text)
  end)

  it("one for all columns of a matrix", function()
    local survey = survey_of("id,Satisfaction: shops,Satisfaction: food,Satisfaction: wi-fi\n1,5,2,9\n2,4,,1\n",
      { columns = "Satisfaction: *", scale = cx.scale { 1, 5 } })
    local tally = assert(survey:tally {})
    assert.same({ 4.5, 2.0, 1.0 }, { tally:total(cx.metric.mean "shops").value, tally:total(cx.metric.mean "food").value,
                                     tally:total(cx.metric.mean(survey["wi-fi"])).value })
    assert.equal("9", survey:receipt().questions["wi-fi"].off_scale[1].text)
  end)

  it("the long layout and the wide one give the same numbers", function()
    local long, wide = { "person,touchpoint,score,w" }, { "person,shops,food,w" }
    for i = 1, 500 do
      local a, b = i * 7 % 12, i * 5 % 11
      local shops, food = a == 11 and "" or tostring(a), tostring(b)
      wide[#wide + 1] = ("%d,%s,%s,%d.5"):format(i, shops, food, i % 3)
      long[#long + 1] = ("%d,shops,%s,%d.5"):format(i, shops, i % 3)
      long[#long + 1] = ("%d,food,%s,%d.5"):format(i, food, i % 3)
    end
    local by = {}
    local tally = assert(survey_of(table.concat(long, "\n") .. "\n", { touchpoint = "touchpoint", weight = "w",
      questions = { score = cx.scale.nps } }):tally { by = "touchpoint" })
    for _, estimate in ipairs(tally:measure(cx.metric.nps)) do by[estimate.group.touchpoint] = estimate end
    tally = assert(survey_of(table.concat(wide, "\n") .. "\n", { weight = "w",
      questions = { shops = cx.scale.nps, food = cx.scale.nps } }):tally {})
    for _, name in ipairs { "shops", "food" } do
      local estimate = tally:total(cx.metric.nps(name))
      assert.same({ by[name].value, by[name].n, by[name].missing }, { estimate.value, estimate.n, estimate.missing })
    end
  end)
end)


describe("reading (5): receipts add up", function()
  local PIECES = { "1", "5", "9", "10", "11", "6.5", "-1", "", " ", ",", ",", ",", ",", "\n", "\n", "\n", "\r\n", '"', '""',
                   "a", "ä", "\xE4", "12\" screen", '"x, y"', '"two\nlines"', "n/a", "2026-01-02", "\u{2212}3", "\0", ";",
                   "1,5,a\n", "10,0.5,b\n", '7,2,"c"\n' }

  -- A text of the pieces, the same for the same number.
  local function dirty(seed)
    math.randomseed(seed)
    local list = { "q,w,g\n1,1,a\n2,2,b\n3,1.5,c\n4,1,a\n" }
    for i = 2, math.random(5, 400) do list[i] = PIECES[math.random(#PIECES)] end
    return table.concat(list)
  end

  local function adds_up(receipt, seed)
    local dropped = 0
    for _, item in ipairs(receipt.dropped) do dropped = dropped + item.n end
    assert.equal(receipt.read, receipt.used + dropped, "seed " .. seed)
    for name, question in pairs(receipt.questions) do
      local n = question.used + (question.outside or 0)
      for _, missing in pairs(question.missing) do n = n + missing end
      assert.equal(receipt.used, n, ("seed %d, question %s"):format(seed, name))
    end
  end

  it("on random dirty texts, with any threads, and by rows", function()
    for seed = 1, 400 do
      local text = dirty(seed)
      local told = { delimiter = ",", quote = '"', header_rows = 1, skip_rows = 0, decimal = ".", encoding = "utf-8",
                     weight = seed % 2 == 0 and "w" or nil, threads = seed % 3 + 1,
                     only = seed % 5 == 0 and "g ~= 'b'" or nil,
                     questions = { q = cx.scale.nps { missing = { [9] = "nine" } }, g = cx.scale.names { "a", "b", "c" } } }
      local survey = survey_of(text, told)
      local tally = assert(survey:tally { by = "g" })
      local receipt = survey:receipt()
      adds_up(receipt, seed)
      assert.equal(receipt.used, tally:design().n)
      local n = 0
      for _, group in ipairs(tally:groups()) do n = n + group.n end
      assert.equal(receipt.used, n, "seed " .. seed)
      if not told.weight then
        local rows = 0
        for _ in assert(survey:rows { columns = "g" }) do rows = rows + 1 end
        assert.equal(receipt.used, rows, "seed " .. seed)
      end
      if not told.only then
        told.threads, told.kernel = 1, "portable"
        local again = survey_of(text, told)
        local other = assert(again:tally { by = "g" })
        assert.same(tally:counts "q", other:counts "q", "seed " .. seed)
        assert.same({ receipt.read, receipt.dropped, receipt.repaired },
          { again:receipt().read, again:receipt().dropped, again:receipt().repaired }, "seed " .. seed)
      end
    end
  end)

  it("when everything about the text has to be guessed", function()
    for seed = 1001, 1200 do
      local survey = survey_of(dirty(seed), { questions = { q = cx.scale.nps } })
      local receipt, message, code = survey:receipt()
      if receipt then adds_up(receipt, seed)
      else
        assert.is_string(message)
        assert.truthy(({ no_column = true, not_csv = true, overturned = true })[code], ("seed %d: %s"):format(seed, message))
      end
    end
  end)
end)


describe("reading (6): tallies", function()
  local function text(from, to)
    local list = { "a,b,c,d,e,f,g,h,i,t,w,q,z" }
    for n = from, to do
      list[#list + 1] = ("%d,%d,%d,%d,%d,%d,%d,%d,%d,2026-%02d-11,%d.%02d,%d,%s"):format(n % 2, n % 3, n % 2, n % 3, n % 2, n % 3,
        n % 2, n % 3, n, n % 12 + 1, n % 4, n % 100, n % 12, n % 7 == 0 and "" or n % 5)
    end
    return table.concat(list, "\n") .. "\n"
  end

  local function survey(from, to, options)
    local all = { weight = "w", time = "t", questions = { q = cx.scale.nps, z = cx.scale { 0, 4 } } }
    for name, value in pairs(options or {}) do all[name] = value end
    return survey_of(text(from or 1, to or 2000), all)
  end

  local function saved(tally)
    local path = folder .. "/t.tally"
    assert(tally:save(path))
    local file = assert(io.open(path, "rb"))
    local content = file:read "a"
    file:close()
    return content
  end

  it("several in one pass are what each is alone", function()
    local one = survey()
    local requests = { { by = "a" }, { by = { "b", cx.quarter }, of = "q" }, { where = "q >= 9", of = "z" },
                       { by = "d", buckets = 8 }, { of = {} } }
    local together = assert(one:tallies(requests))
    for i, request in ipairs(requests) do assert.equal(saved(assert(one:tally(request))), saved(together[i]), i) end
  end)

  it("by 0 to 8 columns", function()
    local names, one = { "a", "b", "c", "d", "e", "f", "g", "h" }, survey()
    local total = assert(one:tally {}):total(cx.metric.mean "q")
    for n = 0, 8 do
      local tally = assert(one:tally { by = table.move(names, 1, n, 1, {}) })
      assert.equal(n == 0 and 1 or n == 1 and 2 or 6, #tally:groups())
      assert.same(total, tally:total(cx.metric.mean "q"))
    end
    names[9] = "i"
    assert.matches("a tally groups by 8 at most", sample.mistake("reading_spec", function() one:tally { by = names } end))
  end)

  it("too many groups: the column with too many values is named", function()
    local tally, message, code = survey():tally { by = { "a", "i" }, max_groups = 100 }
    assert.same({ nil, "too_many" }, { tally, code })
    assert.matches("^text: .*'i'", message)
    assert.is_nil(message:find "'a'")
    assert(survey():tally { by = "i", max_groups = 2000 })
  end)

  it("a default of a million groups", function()
    local list = { "g,q" }
    for i = 1, 1000001 do list[i + 1] = i .. ",1" end
    local one = survey_of(table.concat(list, "\n") .. "\n", { questions = { q = cx.scale { 1, 2 } } })
    local tally, message, code = one:tally { by = "g" }
    assert.same({ nil, "too_many" }, { tally, code })
    assert.truthy(message:find("'g'", 1, true) and message:find("1000000", 1, true), message)
  end)

  it("where, end to end", function()
    local one = survey_of("shop,nps,Mitä kuuluu,when,käyttö\nOulu,10,hyvää,2026-01-05,1\nVaasa,3,,2026-02-06,2\n"
      .. "Oulu,,huonoa,2026-03-07,3\nTurku,9,hyvää,2026-04-08,\n", { time = "when", questions = { nps = cx.scale.nps } })
    local function n(where)
      local count = 0
      for _, group in ipairs(assert(one:tally { of = "nps", where = where, by = "shop" }):groups()) do count = count + group.n end
      local rows = 0
      for _ in assert(one:rows { where = where }) do rows = rows + 1 end
      assert.equal(count, rows, where)
      return count
    end
    assert.equal(2, n "shop == 'Oulu'")
    assert.equal(2, n "shop ~= 'Oulu'")
    assert.equal(1, n "nps < 9")
    assert.equal(2, n "nps >= 9")
    assert.equal(2, n "not (nps < 9)")
    assert.equal(1, n "nps is missing")
    assert.equal(3, n "nps is missing or nps > 8")
    assert.equal(2, n "shop in { 'Vaasa', 'Turku' }")
    assert.equal(2, n "`Mitä kuuluu` == 'hyvää'")
    assert.equal(2, n "käyttö > 1")
    assert.equal(2, n "when >= '2026-02-01' and when < '2026-04-01'")
    assert.equal(1, n "when == '2026-01-05'")
    assert.equal(0, n "`Mitä kuuluu` == 'none'")
  end)

  it("where that is wrong points at the character", function()
    local one = survey()
    local message = sample.mistake("reading_spec", function() one:tally { where = "q >= 9 andd z == 1" } end)
    assert.matches("^where: .*character 8", message)
    assert.matches("\n  q >= 9 andd z == 1\n         ^", message, 1, true)
    message = sample.mistake("reading_spec", function() one:rows { where = "q >=" } end)
    assert.matches("^where: .*character 5", message)
    local tally, text_, code = one:tally { where = "qq == 1" }
    assert.same({ nil, "no_column" }, { tally, code })
    assert.matches("there is no column 'qq'", text_)
  end)

  it("only takes rows out of the design, and where does not", function()
    local one = survey(1, 100, { only = "a == '1'" })
    local tally = assert(one:tally { of = "q", where = "b == '0'" })
    assert.equal(50, tally:design().n)
    assert.equal(50, sum(one:receipt().dropped, "not in only"))
    assert.is_true(tally:total(cx.metric.mean).n < 20)
  end)

  it("a function as where counts as the text that says the same", function()
    local one = survey()
    local by_text = assert(one:tally { by = "b", of = "q", where = "a == '1' and q >= 5" })
    local by_function = assert(one:tally { by = "b", of = "q", where = function(row)
      return row.a == "1" and tonumber(row.q) >= 5 and tonumber(row.q) <= 10
    end })
    assert.same(by_text:counts "q", by_function:counts "q")
  end)

  it("an error in a function as where ends the pass as it is, and nothing stays behind", function()
    local one, asked = survey(), 0
    local done, message = pcall(function()
      one:tally { where = function(row)
        asked = asked + 1
        if asked == 500 then error("row " .. row.i, 0) end
        return true
      end }
    end)
    assert.same({ false, "row 500", 500 }, { done, message, asked })
    assert.equal(2000, assert(one:tally {}):design().n)
  end)

  it("rows with where and columns, at more than a million a second", function()
    local list = { "a,b,c,d" }
    for i = 1, 200000 do list[i + 1] = ("%d,text %d,%d,x"):format(i % 11, i % 100, i) end
    local one = survey_of(table.concat(list, "\n") .. "\n", { questions = { a = cx.scale.nps } })
    local n, begun = 0, os.clock()
    for row in assert(one:rows { columns = { "a", "b", "c" } }) do if row.c then n = n + 1 end end
    local rate = n / (os.clock() - begun)
    assert.equal(200000, n)
    io.stderr:write(("# rows of three columns: %.2f million a second\n"):format(rate / 1e6))
    n = 0
    for row in assert(one:rows { where = "a == 10", columns = { "c" } }) do
      assert.equal(10, tonumber(row.c) % 11)
      n = n + 1
    end
    assert.equal(18181, n)
  end)

  it("saved, loaded and merged is one pass, to the last bit", function()
    local request = { by = { "b", cx.month } }
    local whole = saved(assert(survey(1, 900):tally(request)))
    local parts = { assert(survey(1, 300):tally(request)), assert(survey(301, 301):tally(request)),
                    assert(survey(302, 900):tally(request)) }
    assert.equal(whole, saved(assert(cx.merge(parts[3], parts[1], parts[2]))))
    saved(parts[2])
    local loaded = assert(cx.load(folder .. "/t.tally"))
    local merged = assert(cx.merge(parts[1], loaded, parts[3]))
    assert.equal(whole, saved(merged))
    assert.same(assert(survey(1, 900):tally(request)):measure(cx.metric.nps "q"), merged:measure(cx.metric.nps "q"))
  end)

  it("a merge of what differs is refused, and the difference named", function()
    local one = assert(survey():tally { by = "a" })
    local function refused(other, words)
      local merged, message = cx.merge(one, assert(other))
      assert.is_nil(merged)
      assert.truthy(message:find(words, 1, true), message)
    end
    refused(survey():tally { by = "b" }, 'by: "a" against "b"')
    refused(survey():tally { by = "a", of = "q" }, "questions")
    refused(survey():tally { by = "a", where = "q > 1" }, "where")
    refused(survey():tally { by = "a", buckets = 4 }, "buckets")
    refused(survey(1, 2000, { questions = { q = cx.scale { 0, 11 }, z = cx.scale { 0, 4 } } }):tally { by = "a" }, "scale of 'q'")
    refused(survey(1, 2000, { only = "a == '1'" }):tally { by = "a" }, "only")
  end)
end)
