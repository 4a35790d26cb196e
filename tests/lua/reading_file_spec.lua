-- reading_file_spec: how a file is written, through the library
--
-- (1) What a file is written like is found, can be told by name instead, and stands in the receipt.
-- (2) A guess that a late row overturns is made anew once; a pipe fails and names the option.
-- (3) Strange quotes shift nothing.

local cx = require "cx"
local child = dofile "tests/lua/child.lua"
local reading = dofile "tests/lua/reading.lua"

local write, shell, survey_of, table_of, settings, found, sum, lines, ROWS =
  reading.write, reading.shell, reading.survey_of, reading.table_of, reading.settings, reading.found, reading.sum, reading.lines, reading.ROWS
local folder


local function is_table(names, rows, text, options)
  local got_names, got_rows = table_of(survey_of(text, options))
  assert.same(names, got_names)
  assert.same(rows, got_rows)
end


setup(function()
  folder = child.folder()
  reading.folder = folder
end)


teardown(function() child.remove(reading.folder) end)


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
