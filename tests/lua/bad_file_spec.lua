-- bad_file_spec: whatever file is handed in, one line says what is wrong, and nothing is left half done
--
-- (1) A plan ends with one line, `plan.lua:LINE: what is wrong; what would be right`, nothing on standard output, and
--     exit status 1; LINE is that of the survey.
-- (2) A script is given nil, the same words, and a code.
-- (3) Imperfect data are no trouble: they are counted in the receipt, and nothing else moves.
-- (4) A report or a tally is written whole or not at all.
-- (5) Ctrl-C ends a scan within a second, with exit status 130; a REPL gives its prompt.

local cx = require "cx"
local bad = dofile "tests/lua/bad_input.lua"

local path, write, read, shell, write_plan, plan, refuses, survey, gives, rows_too, both, sum, answers =
  bad.path, bad.write, bad.read, bad.shell, bad.write_plan, bad.plan, bad.refuses, bad.survey, bad.gives, bad.rows_too, bad.both, bad.sum, bad.answers
local folder, program, plain


setup(function()
  bad.begin()
  folder = bad.folder
  program = bad.program
  plain = not bad.program:match "build/[at]san/"
end)


teardown(bad.finish)


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
    assert.is_true(os.difftime(os.time(), begun) < 100)
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
    assert.is_true(os.clock() - begun < 60)
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
