-- bad_input_spec: whatever is handed in, one line says what is wrong, and nothing is left half done
--
-- (1) A plan ends with one line, `plan.lua:LINE: what is wrong; what would be right`, nothing on standard output, and
--     exit status 1; LINE is that of the survey.
-- (2) A script is given nil, the same words, and a code.
-- (3) Imperfect data are no trouble: they are counted in the receipt, and nothing else moves.
-- (4) A report or a tally is written whole or not at all.
-- (5) Ctrl-C ends a scan within a second, with exit status 130; a REPL gives its prompt.

local cx = require "cx"
local child = dofile "tests/lua/child.lua"

local folder, program, plain


setup(function()
  folder = child.folder()
  program = child.program()
  plain = not program:match "build/[at]san/"
end)


teardown(function() child.remove(folder) end)


local function path(name) return folder .. "/" .. name end


local function write(name, text) return child.write(path(name), text) end


local function read(name)
  local file = assert(io.open(path(name), "rb"))
  local text = file:read "a"
  file:close()
  return text
end


--- A line of the shell, in the folder; $CXLUA is the program.
local function shell(line, options)
  return child.run({ "bash", "-c", line }, { cwd = folder, input = options and options.input,
                                             env = { "CXLUA=" .. program, table.unpack(options and options.env or {}) } })
end


-- Its survey begins in line 3.
local PLAN = [[
local cx = require "cx"

local answers = cx.survey {
  file = %q,
  questions = { recommend = cx.scale.nps },
  %s
}

return cx.plan {
  name = "A plan", measure = { surveys = { answers } },
  touchpoints = { { "All", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } } },
  report = %s,
}
]]


local function write_plan(file, more, report) return write("plan.lua", PLAN:format(file, more or "", report or "nil")) end


--- Runs the plan over a file.
local function plan(file, more, input)
  write_plan(file, more)
  return child.run({ program, "plan.lua" }, { cwd = folder, input = input })
end


--- (1): the plan over the file ends with these words, and nothing else.
local function refuses(words, file, more, input)
  local got = plan(file, more, input)
  assert.equal("", got.out)
  assert.equal("plan.lua:3: " .. words .. "\n", got.err)
  assert.equal(1, got.status)
end


--- The survey of the plan in this process, over a file of the folder.
local function survey(file, more)
  local options = { file = file, questions = { recommend = cx.scale.nps } }
  if file:sub(1, 1) ~= "/" then options.file = path(file) end
  for name, value in pairs(more or {}) do options[name] = value end
  return cx.survey(options)
end


--- (2): nil, words, code for the tally and for whatever else opens the file.
local function gives(words, code, file, more)
  local name = file:sub(1, 1) == "/" and file or path(file)
  local tally, message, got = survey(file, more):tally { of = "recommend" }
  assert.same({ nil, name .. ": " .. words, code }, { tally, message, got })
  return survey(file, more)
end


local function rows_too(one, words, code)
  local rows, message, got = one:rows { columns = { "recommend" } }
  assert.is_nil(rows)
  assert.equal(words, message:match ": (.*)$")
  assert.equal(code, got)
end


local function both(words, code, file)
  refuses(file .. ": " .. words, file)
  return gives(words, code, file)
end


local function sum(list, reason)
  for _, item in ipairs(list) do
    if item.reason == reason then return item.n, item.rows end
  end
  return 0
end


--- Lines "value,text N" with a header.
local function answers(n, text)
  local lines = { "recommend,c" }
  for i = 1, n do lines[i + 1] = ("%d,%s %d"):format(i % 11, text or "text", i) end
  return table.concat(lines, "\n") .. "\n"
end


describe("bad input (9): a file", function()
  it("that is missing", function()
    rows_too(both("there is no such file", "no_file", "missing.csv"), "there is no such file", "no_file")
    refuses("nobody*.csv: no file matches", "nobody*.csv")
    refuses("missing.csv/x.csv: there is no such file", "missing.csv/x.csv")
  end)

  it("that is a directory", function()
    os.execute("mkdir -p " .. path "dir")
    both("it is a directory; a file would be right", "not_readable", "dir")
  end)

  it("that may not be read", function()
    write("secret.csv", answers(3))
    os.execute(("chmod 000 %s; chmod 755 %s"):format(path "secret.csv", folder))
    write_plan "secret.csv"
    os.execute("chmod 644 " .. path "plan.lua")
    local me = shell "id -u".out
    local line = "'$CXLUA' plan.lua"
    if me == "0\n" then
      os.execute(("cp %s %s && chmod 755 %s"):format(program, path "cxlua", path "cxlua"))
      if shell("setpriv --reuid=65534 --regid=65534 --clear-groups true").status ~= 0 then return end
      line = "setpriv --reuid=65534 --regid=65534 --clear-groups ./cxlua plan.lua"
    end
    local got = shell((line:gsub("'%$CXLUA'", '"$CXLUA"')))
    assert.equal("plan.lua:3: secret.csv: it cannot be read: permission denied\n", got.err)
    assert.same({ "", 1 }, { got.out, got.status })
  end)

  it("that is a socket", function()
    if shell("python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('sock')\"").status ~= 0 then return end
    both("it cannot be read: no such device or address", "not_readable", "sock")
  end)

  it("that is empty, or holds nothing but blank lines", function()
    write("empty.csv", "")
    write("blank.csv", "\n\n\r\n")
    both("the file is empty; a header and rows are wanted", "no_column", "empty.csv")
    assert.truthy(plan("blank.csv").err:find "^plan.lua:3: blank.csv: [^\n]+\n$")
    assert.equal(1, plan("blank.csv").status)
    refuses("standard input: the file is empty; a header and rows are wanted", "-")
  end)

  it("that is a header only", function()
    write("header.csv", "recommend,c\n")
    write("bare.csv", "recommend,c")
    both("it has a header but no rows; rows of answers are wanted", "no_rows", "header.csv")
    write("blank.csv", "recommend,c\n\n\r\n\n")
    both("it has a header but no rows; rows of answers are wanted", "no_rows", "bare.csv")
    both("it has a header but no rows; rows of answers are wanted", "no_rows", "blank.csv")
    assert.equal(0, survey("header.csv"):receipt().read)
  end)

  it("that is a header only among others is no trouble", function()
    write("header.csv", "recommend,c\n")
    write("some.csv", answers(5))
    local tally = assert(cx.survey { file = { path "header.csv", path "some.csv" },
                                     questions = { recommend = cx.scale.nps } }:tally {})
    assert.equal(5, tally:design().n)
  end)

  it("that is binary", function()
    local bytes, state = {}, 1
    for i = 1, 100000 do
      state = (state * 1103515245 + 12345) % 2147483648
      bytes[i] = string.char(state >> 16 & 255)
    end
    write("random.csv", table.concat(bytes))
    both("it looks binary; a text file would be right", "not_csv", "random.csv")
    write("nul.csv", ("\0"):rep(100000))
    both("it looks binary; a text file would be right", "not_csv", "nul.csv")
    for first, words in pairs { ["PK\3\4"] = "a zip or Excel file", ["\xD0\xCF\x11\xE0"] = "an old Excel file",
                                ["$FL2"] = "an SPSS file", ["%PDF-1.7"] = "a PDF file",
                                ["\x89PNG\r\n"] = "a picture" } do
      write("known.csv", first .. table.concat(bytes, "", 1, 1000))
      both(("it is %s; export it as CSV"):format(words), "not_csv", "known.csv")
    end
  end)

  it("that is a gzip file cut short, or damaged", function()
    write("whole.csv", answers(20000))
    shell "gzip -c whole.csv >whole.gz && head -c 20000 whole.gz >cut.csv && head -c 5 whole.gz >stub.csv"
    both("its gzip data end too early; the file is not whole", "truncated", "cut.csv")
    both("its gzip data end too early; the file is not whole", "truncated", "stub.csv")
    local text = read "whole.gz"
    write("hurt.csv", text:sub(1, 15000) .. ("x"):rep(30) .. text:sub(15031))
    local got = plan "hurt.csv"
    assert.truthy(got.err:find "^plan.lua:3: hurt.csv: its gzip data [^\n]+\n$")
    assert.equal(1, got.status)
  end)

  it("that is a zstd file cut short, or damaged", function()
    write("whole.csv", answers(20000))
    if shell("zstd -qfc whole.csv >whole.zst && head -c 20000 whole.zst >cut.csv").status ~= 0 then return end
    both("its zstd data end too early; the file is not whole", "truncated", "cut.csv")
    local text = read "whole.zst"
    write("hurt.csv", text:sub(1, 15000) .. ("x"):rep(300) .. text:sub(15301))
    local got = plan "hurt.csv"
    assert.truthy(got.err:find "^plan.lua:3: hurt.csv: its zstd data [^\n]+\n$")
    assert.equal(1, got.status)
  end)
end)


describe("bad input (9): a line of 1 GB", function()
  -- What the program says of a gigabyte made on the way, and the megabytes it took.
  local function gigabyte(first, letter)
    write("line.lua", [[
      local cx = require "cx"
      local tally, message, code = cx.survey { file = "-", questions = { recommend = cx.scale.nps } }:tally {}
      print(tally, code)
      print(message)
      print(io.open "/proc/self/status":read "a":match "VmHWM:%s*(%d+)")
    ]])
    local begun = os.time()
    local got = shell(("(printf '%s'; head -c 1000000000 /dev/zero | tr '\\0' '%s') 2>/dev/null | \"$CXLUA\" line.lua")
      :format(first, letter))
    assert.equal("", got.err)
    assert.is_true(os.difftime(os.time(), begun) < (plain and 10 or 60))
    local code, message, peak = got.out:match "^nil\t(%S+)\n([^\n]+)\n(%d+)\n$"
    if plain then assert.is_true(tonumber(peak) < 200000, peak) end
    return code, message
  end

  it("as the first", function()
    local code, message = gigabyte("", "a")
    assert.equal("too_long", code)
    assert.truthy(message:find("^standard input: its first record does not end in 16 megabytes"))
    assert.equal("too_long", (gigabyte("", ",")))
    assert.equal("too_long", (gigabyte("", '"')))
  end)

  it("as a later one", function()
    for _, first in ipairs { "recommend,c\\n1,2\\n", 'recommend,c\\n1,2\\n3,"' } do
      local code, message = gigabyte(first, "a")
      assert.equal("too_long", code)
      assert.equal("standard input: a record is longer than 8388608 bytes; set record_limit, "
        .. "or the file is no delimited text", message)
    end
    assert.equal("too_long", (gigabyte("recommend,c\\n1,2\\n", ",")))
  end)

  it("in the middle of a file, with any threads; one under the limit is only long", function()
    local rows = ("9,abc\n"):rep(400000)
    for size, fits in pairs { [7000000] = true, [9000000] = false } do
      write("long.csv", "recommend,c\n" .. rows .. '8,"' .. ("a"):rep(size) .. '"\n' .. rows)
      for _, threads in ipairs { 1, 2, 7 } do
        local tally, message, code = survey("long.csv", { threads = threads }):tally {}
        if fits then
          assert.equal(800001, assert(tally):design().n)
        else
          assert.same({ nil, "too_long" }, { tally, code })
          assert.truthy(message:find("record_limit", 1, true))
        end
      end
      assert(survey("long.csv", { record_limit = 40000000 }):tally {})
    end
    write("long.csv", ("a"):rep(30000000))
    gives("its first record does not end in 16 megabytes; a text file with rows would be right", "too_long", "long.csv")
    shell "rm long.csv"
  end)

  it("in a plan", function()
    write_plan "-"
    local got = shell "head -c 1000000000 /dev/zero | tr '\\0' a 2>/dev/null | \"$CXLUA\" plan.lua"
    assert.truthy(got.err:find "^plan.lua:3: standard input: its first record does not end [^\n]+\n$")
    assert.same({ "", 1 }, { got.out, got.status })
  end)
end)


describe("bad input (9): a quote that is never closed", function()
  local function check(text, n, row)
    write("quote.csv", text)
    for _, threads in ipairs { 1, 2, 7 } do
      local one = survey("quote.csv", { threads = threads })
      local tally = assert(one:tally { of = "recommend" })
      local receipt = one:receipt()
      assert.same({ n, n }, { receipt.read, receipt.used })
      assert.same({ 1, { row } }, { sum(receipt.repaired, "stray quote") })
      assert.equal(n, tally:total(cx.metric.mean).n)
    end
  end

  it("in a small file is counted, and shifts nothing", function()
    check(answers(5) .. '9,"never closed\n' .. answers(5):gsub("^[^\n]+\n", ""), 11, 7)
    check('recommend,c\n9,"never closed\n1,a\n2,b\n', 3, 2)
    check('recommend,c\n1,a\n2,"b', 2, 3)
    local n = {}
    for _, count in ipairs(assert(survey("quote.csv"):tally {}):counts "recommend") do n[count.answer] = count.n end
    assert.same({ [1] = 1, [2] = 1 }, n)
  end)

  it("in a file of 20 MB is counted, and shifts nothing", function()
    local lines = {}
    for i = 1, 300000 do lines[i] = ('%d,"a text, ""%d"" and more"'):format(i % 11, i) end
    local half = table.concat(lines, "\n") .. "\n"
    check("recommend,c\n" .. half .. '10,"never closed\n' .. half, 600001, 300002)
    local mean = assert(survey("quote.csv"):tally {}):counts "recommend"
    assert.equal(2 * 27272 + 1, mean[#mean].n)
  end)
end)


describe("bad input (9): 100,000 columns", function()
  local N = 100000

  local function row(first, make)
    local cells = { first }
    for i = 2, N do cells[i] = make(i) end
    return table.concat(cells, ",") .. "\n"
  end

  it("are read in reasonable time", function()
    local value = function(i) return tostring(i % 7) end
    write("wide.csv", row("recommend", function(i) return "c" .. i end) .. row("9", value) .. row("10", value):rep(4))
    local begun = os.clock()
    assert.equal(5, assert(survey("wide.csv"):tally { of = "recommend", by = "c100000" }):design().n)
    assert.is_true(os.clock() - begun < (plain and 5 or 60))
    assert.equal(0, plan("wide.csv").status)
  end)

  it("are shown in part when a name is wrong, and named when they have no name", function()
    local value = function(i) return tostring(i % 7) end
    local _, message = survey("wide.csv"):tally { by = "c99" .. "9999" }
    assert.is_true(#message < 500)
    assert.truthy(message:find "and 99970 more$")
    write("wide.csv", row("recommend", function(i) return i % 2 == 0 and "" or "same" end) .. row("9", value):rep(5))
    local receipt = survey("wide.csv"):receipt()
    assert.equal(N - 2, (sum(receipt.repaired, "column renamed")))
  end)
end)


describe("bad input (9): text that is no UTF-8", function()
  local late = "9,k\xE4ytt\xF6\n"

  local function labels(one)
    local tally, list = assert(one:tally { by = "c", of = "recommend" }), {}
    for i, group in ipairs(tally:groups()) do list[i] = group.group.c end
    return list
  end

  local function encoding(one)
    for _, setting in ipairs(one:receipt().dialect) do
      if setting.name == "encoding" then return setting.value, setting.guessed end
    end
  end

  local function many(text) return "recommend,c\n" .. ("9," .. text .. "\n"):rep(400000) end

  it("behind a megabyte of plain letters is read as Windows-1252 from the start", function()
    write("late.csv", many "abc" .. late)
    local one = survey "late.csv"
    assert.same({ "abc", "käyttö" }, labels(one))
    assert.same({ "windows-1252", true }, { encoding(one) })
    assert.equal(400001, one:receipt().used)
  end)

  it("behind a megabyte of UTF-8 is U+FFFD, and counted", function()
    write("late.csv", many "ääni" .. late)
    local one = survey "late.csv"
    assert.same({ "k\u{FFFD}ytt\u{FFFD}", "ääni" }, labels(one))
    assert.same({ "utf-8", true }, { encoding(one) })
    assert.same({ 1, { 400002 } }, { sum(one:receipt().repaired, "not UTF-8") })
  end)

  it("in a pipe fails and names the option, which mends it", function()
    write("late.csv", many "abc" .. late)
    write("by.lua", [[
      local cx = require "cx"
      local tally, message, code = cx.survey { file = "-", encoding = arg[1], questions = { recommend = cx.scale.nps } }
        :tally { by = "c", of = "recommend" }
      if not tally then print(message) print(code) os.exit(3) end
      for _, group in ipairs(tally:groups()) do print(group.group.c, group.n) end
    ]])
    local got = shell 'cat late.csv | "$CXLUA" by.lua'
    assert.equal('standard input: encoding is not UTF-8 after all; set encoding = "windows-1252"\noverturned\n', got.out)
    assert.equal(3, got.status)
    assert.equal("abc\t400000\nkäyttö\t1\n", shell('cat late.csv | "$CXLUA" by.lua windows-1252').out)
    assert.equal("abc\t400000\nkäyttö\t1\n", shell('"$CXLUA" by.lua <late.csv').out)
  end)

  it("in the first megabyte is Windows-1252", function()
    write("early.csv", "recommend,c\n" .. late)
    assert.same({ "käyttö" }, labels(survey "early.csv"))
  end)
end)


describe("bad input (9): a survey that does not fit its file", function()
  it("a column that is not there: the nearest is named, and those that are", function()
    write("some.csv", "recomend,shop,weight\n9,a,1\n8,b,2\n")
    refuses("some.csv: there is no column 'recommend'; did you mean 'recomend'? there are recomend, shop, weight",
      "some.csv")
    gives("there is no column 'recommend'; did you mean 'recomend'? there are recomend, shop, weight", "no_column",
      "some.csv")
    write("some.csv", "recommend,shop,weight\n9,a,1\n8,b,2\n")
    refuses("some.csv: there is no column 'wieght'; did you mean 'weight'? there are recommend, shop, weight", "some.csv",
      "weight = 'wieght'")
    refuses("some.csv: there is no column 'xyz'; there are recommend, shop, weight", "some.csv", "touchpoint = 'xyz'")
    refuses("only: some.csv: there is no column 'shp'; did you mean 'shop'? there are recommend, shop, weight", "some.csv",
      "only = 'shp == \"a\"'")
    local _, message, code = survey("some.csv"):tally { where = "shp == 'a'" }
    assert.same({ "no_column", true }, { code, message:find("did you mean 'shop'?", 1, true) ~= nil })
  end)

  it("a scale that no answer is on: the question, the scale and what the column holds", function()
    write("words.csv", "recommend,c\n" .. ("Good,x\n"):rep(3) .. ("Bad,y\n"):rep(2) .. "Fine,z\n,z\n")
    local words = "words.csv: question 'recommend': nothing in column 'recommend' is on the scale 0 to 10, it holds "
      .. "'Good' (3), 'Bad' (2), 'Fine' (1); another scale, or answers = { ... }, is wanted"
    refuses(words, "words.csv")
    gives(words:match "^words.csv: (.*)$", "bad_scale", "words.csv")
    local one = survey "words.csv"
    assert.equal(6, one:receipt().questions.recommend.missing.unreadable)
    write("words.csv", "recommend,c\n11,x\n99,y\n11,z\n")
    gives("question 'recommend': nothing in column 'recommend' is on the scale 0 to 10, it holds '11' (2), '99' (1); "
      .. "another scale, or answers = { ... }, is wanted", "bad_scale", "words.csv")
  end)

  it("names and cells of many lines, or very long ones, leave the message one line", function()
    local long = ("ää "):rep(10000)
    write("words.csv", ('recommend,"my\nlong\r\nname",%s\n"very\ngood",a,b\n%s,a,b\n'):format(long, long))
    local got = plan "words.csv"
    assert.truthy(got.err:find "^plan.lua:3: words.csv: [^\n]+ it holds [^\n]+\n$")
    assert.truthy(got.err:find("'very good' (1)", 1, true))
    assert.is_true(#got.err < 400 and utf8.len(got.err) ~= nil)
    got = plan("words.csv", "weight = 'x'")
    assert.truthy(got.err:find "^plan.lua:3: words.csv: there is no column 'x'; there are recommend, my long name, ää [^\n]+%.%.%.\n$")
    assert.is_true(#got.err < 400 and utf8.len(got.err) ~= nil)
  end)

  it("a scale of names, or numbers, that no answer is among", function()
    write("words.csv", "recommend,c\nyes,x\nno,y\nyes,z\n")
    local function message(made)
      local tally, words, code = survey("words.csv", { questions = { recommend = made } }):tally {}
      assert.same({ nil, "bad_scale" }, { tally, code })
      return words:match "question.*$"
    end
    assert.equal("question 'recommend': nothing in column 'recommend' is among kyllä, ei, it holds 'yes' (2), 'no' (1); "
      .. "another scale, or answers = { ... }, is wanted", message(cx.scale.names { "kyllä", "ei" }))
    assert.equal("question 'recommend': nothing in column 'recommend' is a number, it holds 'yes' (2), 'no' (1); "
      .. "another scale, or answers = { ... }, is wanted", message(cx.number))
  end)

  it("a scale is not blamed for what where leaves out, for codes of missing, or for nothing at all", function()
    write("words.csv", "recommend,c\n9,x\nno,y\n77,z\n")
    assert(survey("words.csv"):tally { where = "c == 'y'" })
    write("words.csv", "recommend,c\n77,x\nno,y\n")
    assert(survey("words.csv", { questions = { recommend = cx.scale.nps { missing = { [77] = "do not know" } } } }):tally {})
    write("words.csv", "recommend,c\n,x\n,y\n")
    assert(survey("words.csv"):tally {})
  end)

  it("files with other columns are named", function()
    write("a.csv", "recommend,c\n9,x\n")
    write("b.csv", "c,recommend\ny,3\n")
    write("d.csv", "recommend,d\n9,x\n")
    local one = cx.survey { file = { path "a.csv", path "b.csv" }, questions = { recommend = cx.scale.nps } }
    assert.equal(2, assert(one:tally {}):total(cx.metric.mean).n)
    local tally, message, code = cx.survey { file = { path "a.csv", path "d.csv" },
                                             questions = { recommend = cx.scale.nps } }:tally {}
    assert.same({ nil, "other_columns" }, { tally, code })
    assert.equal(("%s: other columns than %s: lacks 'c', has 'd' besides"):format(path "d.csv", path "a.csv"), message)
  end)
end)


describe("bad input (9): a plan", function()
  it("with a Lua name outside a-z gets Lua's own error and what to write", function()
    write("plan.lua", 'local cx = require "cx"\nlocal käyttö = 1\nreturn cx.plan {}\n')
    local got = child.run({ program, "plan.lua" }, { cwd = folder })
    assert.truthy(got.err:find "plan.lua:2: [^\n]+ near '<\\195>'; names in Lua are plain letters a%-z: write kaytto, or t%['käyttö'%]\n$")
    assert.same({ "", 1 }, { got.out, got.status })
  end)

  it("with a mistake in it names its line", function()
    write("plan.lua", 'local cx = require "cx"\nreturn cx.plan {\n  nmae = "A",\n}\n')
    local got = child.run({ program, "plan.lua" }, { cwd = folder })
    assert.truthy(got.err:find('plan.lua:2: unknown key of cx.plan "nmae"; did you mean "name"', 1, true))
    assert.same({ "", 1 }, { got.out, got.status })
  end)

  it("in another folder is named as it was called", function()
    write_plan "missing.csv"
    local got = child.run({ program, path "plan.lua" }, { cwd = "/" })
    assert.equal(("%s:3: %s: there is no such file\n"):format(path "plan.lua", path "missing.csv"), got.err)
    assert.equal(1, got.status)
  end)
end)


describe("bad input (9): a disk that fills up", function()
  local limited

  -- Runs a command beside an old file on a disk of a few kilobytes; where none may be mounted, as limited does.
  local function small_disk(command, kilobytes)
    if shell("mkdir -p disk && mount -t tmpfs -o size=" .. kilobytes .. "k tmpfs disk").status ~= 0 then
      return limited(command, kilobytes)
    end
    write("disk/old.html", "old")
    local got = shell(command:format "disk/old.html")
    local kept, list = read "disk/old.html", shell("ls disk").out
    shell "umount disk"
    return got, kept, list
  end

  -- The same with a limit to the size of files.
  function limited(command, kilobytes)
    shell "mkdir -p held"
    write("held/old.html", "old")
    local got = shell(("ulimit -f %d; "):format(kilobytes) .. command:format "held/old.html")
    return got, read "held/old.html", shell("ls held").out
  end

  before_each(function() write("some.csv", answers(5000)) end)

  it("while a report is written: the old one stays", function()
    for _, place in ipairs { small_disk, limited } do
      write_plan "some.csv"
      local got, kept, list = place('"$CXLUA" plan.lua --quiet --html %s', 8)
      assert.truthy(got.err:find "^%a+/old.html: cannot be written: [^\n]+\n$", got.err)
      assert.same({ "", 1, "old", "old.html\n" }, { got.out, got.status, kept, list })
    end
  end)

  it("while a report that the plan asks for is written: its line is named", function()
    shell "mkdir -p disk"
    write_plan("some.csv", "", '{ terminal = false, html = "nowhere/old.html" }')
    local got = shell '"$CXLUA" plan.lua'
    assert.equal("plan.lua:9: nowhere/old.html: cannot be written: No such file or directory\n", got.err)
    assert.equal(1, got.status)
  end)

  it("while a tally is saved: the old one stays", function()
    write("save.lua", [[
      local cx = require "cx"
      local tally = assert(cx.survey { file = "some.csv", questions = { recommend = cx.scale.nps } }:tally { by = "c" })
      local done, message, code = tally:save(arg[1])
      print(done, code)
      io.stderr:write(message, "\n")
      os.exit(1)
    ]])
    for _, place in ipairs { small_disk, limited } do
      local got, kept, list = place('"$CXLUA" save.lua %s', 8)
      assert.truthy(got.err:find "^%a+/old.html: cannot be written: [^\n]+\n$")
      assert.same({ "nil\tnot_writable\n", "old", "old.html\n" }, { got.out, kept, list })
    end
  end)

  it("while standard output is written", function()
    write_plan "some.csv"
    for _, command in ipairs { '"$CXLUA" plan.lua', '"$CXLUA" plan.lua --quiet --html -' } do
      local got = shell(command .. " >/dev/full")
      assert.equal("standard output: cannot be written: No space left on device\n", got.err)
      assert.equal(1, got.status)
    end
  end)
end)


describe("bad input (9): Ctrl-C", function()
  local ENDLESS = "exec 3>pipe; printf 'recommend,c\\n' >&3; yes 9,abc >&3 2>/dev/null"
  local SILENT = "exec 3>pipe; printf 'recommend,c\\n9,a\\n8,b\\n' >&3; exec sleep 30"

  -- Interrupts a program over a named pipe half a second after its start; seconds until it ended.
  local function interrupt(words, feed)
    write("feed.sh", feed)
    write("hit.sh", ([[
      set -m
      rm -f pipe && mkfifo pipe
      bash feed.sh >/dev/null 2>&1 &
      feeder=$!
      "$CXLUA" %s >out 2>err &
      scan=$!
      sleep 0.5
      begun=$(date +%%s%%N)
      kill -INT $scan
      wait $scan
      echo $? $((($(date +%%s%%N) - begun) / 1000000))
      kill -9 -- -$feeder
    ]]):format(words))
    local status, milliseconds = shell("bash hit.sh 2>/dev/null").out:match "^(%d+) (%d+)"
    assert.equal("130", status)
    if plain then assert.is_true(tonumber(milliseconds) < 1000, milliseconds) end
    return read "out", read "err"
  end

  local slow = os.getenv "CXLUA" and os.getenv("CXLUA"):match "/tsan/" -- which delivers signals at system calls only

  it("stops a plan over an endless pipe within a second", function()
    if slow then return end
    write_plan "pipe"
    assert.same({ "", "plan.lua: interrupted\n" }, { interrupt("plan.lua", ENDLESS) })
  end)

  it("stops a plan over a silent pipe within a second", function()
    if slow then return end
    write_plan "pipe"
    for _, feed in ipairs { SILENT, "sleep 30 >pipe", "sleep 30" } do
      assert.same({ "", "plan.lua: interrupted\n" }, { interrupt("plan.lua", feed) })
    end
  end)

  it("stops a plan over a big file within a second", function()
    if slow then return end
    write_plan "big.csv"
    shell "(echo recommend,c; yes '9,abc' | head -c 64000000) >part.csv"
    write("many.lua", [[
      local cx = require "cx"
      local files = {}
      for i = 1, 500 do files[i] = "part.csv" end
      cx.survey { file = files, questions = { recommend = cx.scale.nps }, threads = 1 }:tally {}
    ]])
    local out, err = interrupt("many.lua", "sleep 30")
    assert.equal("", out)
    assert.truthy(err:find "interrupted!")
  end)

  it("stops rows, and a function as where", function()
    if slow then return end
    write("rows.lua", 'local cx = require "cx"\n'
      .. 'for row in cx.survey { file = "pipe" }:rows { columns = { "c" } } do assert(row.c) end')
    write("where.lua", 'local cx = require "cx"\n'
      .. 'cx.survey { file = "pipe" }:tally { where = function(row) return row.c == "abc" end }')
    for _, script in ipairs { "rows.lua", "where.lua" } do
      local out, err = interrupt(script, ENDLESS)
      assert.equal("", out)
      assert.truthy(err:find "interrupted!")
    end
    interrupt("rows.lua", SILENT)
  end)

  it("gives the prompt of the REPL back", function()
    if slow or shell("command -v script").status ~= 0 then return end
    write("talk.sh", [[
      rm -f pipe && mkfifo pipe
      (exec 3>pipe; printf 'recommend,c\n' >&3; exec yes 9,abc >&3) 2>/dev/null &
      (sleep 0.5
       echo 'answers = cx.survey { file = "pipe", questions = { recommend = cx.scale.nps } }'
       echo 'answers:tally {}'
       sleep 1
       printf '\003'
       sleep 1
       echo '"back " .. 6 * 7'
       sleep 0.5
       echo 'os.exit(4)'
       sleep 0.5) | timeout 30 script -qec "exec $CXLUA" /dev/null
      echo "status $?"
      kill %1 2>/dev/null
    ]])
    local got = shell("bash talk.sh", { env = { "TERM=dumb" } })
    assert.truthy(got.out:find "interrupted!", got.out)
    assert.truthy(got.out:find("back 42", 1, true), got.out)
    assert.truthy(got.out:find "status 4", got.out)
  end)
end)
