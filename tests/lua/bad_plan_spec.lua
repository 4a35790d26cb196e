-- bad_plan_spec: whatever plan, disk or key is pressed, one line says what is wrong, and nothing is left half done
--
-- (1) A plan ends with one line, `plan.lua:LINE: what is wrong; what would be right`, nothing on standard output, and
--     exit status 1; LINE is that of the survey.
-- (2) A script is given nil, the same words, and a code.
-- (3) Imperfect data are no trouble: they are counted in the receipt, and nothing else moves.
-- (4) A report or a tally is written whole or not at all.
-- (5) Ctrl-C ends a scan, with exit status 130; a REPL gives its prompt.

local cx = require "cx"
local bad = dofile "tests/lua/bad_input.lua"
local child = dofile "tests/lua/child.lua"

local path, write, read, shell, write_plan, plan, refuses, survey, gives, answers =
  bad.path, bad.write, bad.read, bad.shell, bad.write_plan, bad.plan, bad.refuses, bad.survey, bad.gives, bad.answers
local folder, program


setup(function()
  bad.begin()
  folder = bad.folder
  program = bad.program
end)


teardown(bad.finish)


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

  it("a column that is not there where no name can be read", function()
    gives("there is no column 'recommend', and no name in its header can be read; text with a header is wanted", "no_column",
      write("odd.csv", "\27\28,\2\n9,1\n8,2\n"):match "[^/]+$")
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

  it("a weight column without one weight: what it holds (fit 3)", function()
    write("words.csv", "recommend,w\n" .. ("9,much\n"):rep(3) .. "8,-1\n\n7,\n")
    local words = "nothing in the weight column 'w' is a weight, it holds 'much' (3), '' (1), '-1' (1); "
      .. "a column of numbers, or no weight =, is wanted"
    refuses("words.csv: " .. words, "words.csv", "weight = 'w'")
    gives(words, "bad_weight", "words.csv", { weight = "w" })
    write_plan("-", "weight = 'w'")
    assert.equal("plan.lua:3: standard input: nothing in the weight column 'w' is a weight; a column of numbers, or no weight =, "
      .. "is wanted\n", shell "cat words.csv | $CXLUA plan.lua".err)
    write("words.csv", "recommend,w\n9,much\n8,1\n")
    assert.equal(1, survey("words.csv", { weight = "w" }):receipt().used)
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

  it("a kernel that is not there is blamed on whoever named it", function()
    write("kernel.csv", "recommend\n9\n")
    write_plan "kernel.csv"
    local got = shell("$CXLUA plan.lua", { env = { "CXLUA_KERNEL=avx9" } })
    assert.equal("plan.lua:3: CXLUA_KERNEL: no kernel 'avx9' runs on this machine; there are avx512, avx2 and portable\n", got.err)
    assert.equal(1, got.status)
    got = plan("kernel.csv", "kernel = 'avx9'")
    assert.truthy(got.err:find('plan.lua:6: unknown kernel "avx9"; did you mean "avx2"? known are avx512, avx2, portable\n', 1, true))
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
    assert.truthy(got.err:find('plan.lua:3: unknown key of cx.plan "nmae"; did you mean "name"', 1, true))
    assert.same({ "", 1 }, { got.out, got.status })
  end)

  it("with a mistake that cx complains of ends with one line, however deep cx found it (call 3)", function()
    for _, text in ipairs {
      "return cx.plan { nmae = 'A' }", "return cx.plan { touchpoints = { { 'A', ownr = 'x' } } }",
      "local g = cx.goal { cx.metric.nps, at_lest = 3 }", "local m = cx.metric.npss", "cx.survey {}",
      "local v = cx.goal { cx.metric.nps, at_least = 3 }.verdict {}",
    } do
      write("plan.lua", 'local cx = require "cx"\n' .. text .. "\n")
      local got = child.run({ program, "plan.lua" }, { cwd = folder })
      assert.truthy(got.err:find "^[^\n]+: plan.lua:2: [^\n]+\n$", got.err)
      assert.same({ "", 1 }, { got.out, got.status })
    end
  end)

  it("with a mistake of Lua's own keeps its traceback, also in a function that cx calls", function()
    for _, text in ipairs { "local x\nreturn x.y", "\nerror 'mine'", "local g = cx.goal\nreturn g(nil .. 'a')" } do
      write("plan.lua", 'local cx = require "cx"\n' .. text .. "\n")
      local got = child.run({ program, "plan.lua" }, { cwd = folder })
      assert.truthy(got.err:find ": plan.lua:3: [^\n]+\nstack traceback:\n", got.err)
      assert.same({ "", 1 }, { got.out, got.status })
    end
  end)

  it("that is made and not returned is missed, in one line, by every command (plan 9)", function()
    local WORDS = "plan.lua: the plan was made but not returned; end the file with return cx.plan { ... }\n"
    for _, text in ipairs { "cx.plan { name = 'A' }", "local made = cx.plan {\n name = 'A' }", "made = cx.plan({ name = 'A' })\nreturn nil",
                            "do local made <const> = cx.plan { name = 'A' } end print 'x'" } do
      write("plan.lua", 'local cx = require "cx"\n' .. text .. "\n")
      local got = child.run({ program, "plan.lua" }, { cwd = folder })
      assert.same({ WORDS, 1 }, { got.err, got.status }, text)
      for _, command in ipairs { "check", "loop", "redefine", "diff" } do
        local words = { program, command, "plan.lua", ({ diff = "plan.lua", loop = "list" })[command] }
        got = child.run(words, { cwd = folder })
        assert.same({ "cxlua " .. command .. ": " .. WORDS, command == "diff" and 2 or 1 }, { got.err, got.status })
      end
    end
    for command, place in pairs { ["--sandbox plan.lua"] = "plan.lua", ["- <plan.lua"] = "stdin", ["--sandbox - <plan.lua"] = "stdin" } do
      local got = shell('"$CXLUA" ' .. command)
      assert.same({ (WORDS:gsub("^plan.lua", place)), 1 }, { got.err, got.status })
    end
  end)

  it("that a script uses itself, or that none makes, is missed by nobody (plan 9)", function()
    for _, text in ipairs { "cx.plan { name = 'A' }:run()", "local made = cx.plan { name = 'A' }\nmade:run()", "print(cx.plan { name = 'A' }.name)",
                            "local t = { cx.plan { name = 'A' } }", "assert(cx.plan { name = 'A' })", "print(1)", "local plan = { name = 'A' }",
                            "local function made() return cx.plan { name = 'A' } end made()", "return 5, cx.plan { name = 'A' }" } do
      write("plan.lua", 'local cx = require "cx"\n' .. text .. "\n")
      for _, command in ipairs { "plan.lua", "- <plan.lua" } do
        local got = shell('"$CXLUA" ' .. command)
        assert.same({ "", 0 }, { got.err, got.status }, text)
      end
    end
  end)

  it("from standard input has its mistakes at the lines of their keys, below a first line of the shell too", function()
    for _, first in ipairs { "", "#!/usr/bin/cxlua\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF# a plan\n" } do
      local text = first .. 'local cx = require "cx"\nreturn cx.plan {\n  name = "A",\n  due = "2026-02-30",\n}\n'
      local got = child.run({ program, "-" }, { cwd = folder, input = text })
      local line = select(2, first:gsub("\n", "")) + 4
      assert.truthy(got.err:find(("stdin:%d: due: there is no day 2026-02-30\n"):format(line), 1, true), got.err)
      assert.same({ "", 1 }, { got.out, got.status })
    end
    local got = child.run({ program, "-" }, { cwd = folder, input = "#!/usr/bin/cxlua" })
    assert.same({ "", "", 0 }, { got.out, got.err, got.status })
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


describe("bad input (9): a command's output that goes nowhere", function()
  it("fails the command, and the line says so (script 5)", function()
    write("some.csv", answers(500))
    write_plan "some.csv"
    for _, command in ipairs { "new some.csv", "check plan.lua", "check --rules", "diff plan.lua plan.lua", "redefine plan.lua --plan",
                               "loop plan.lua find 'too slow'", "loop plan.lua findings --json" } do
      local got = shell(('"$CXLUA" %s >/dev/full'):format(command))
      assert.truthy(got.err:find "^[^\n]*standard output: cannot be written: [^\n]+\n$", got.err)
      assert.equal(1, got.status, command)
    end
  end)
end)


describe("bad input (9): Ctrl-C", function()
  local ENDLESS = "exec 3>pipe; printf 'recommend,c\\n' >&3; yes 9,abc >&3 2>/dev/null"
  local SILENT = "exec 3>pipe; printf 'recommend,c\\n9,a\\n8,b\\n' >&3; exec sleep 300"

  -- Interrupts a program over a named pipe half a second after it began to listen.
  local function interrupt(words, feed)
    write("feed.sh", feed)
    write("hit.sh", child.WAIT .. ([[
      set -m
      rm -f pipe && mkfifo pipe
      bash feed.sh >/dev/null 2>&1 &
      feeder=$!
      "$CXLUA" %s >out 2>err &
      scan=$!
      ready $scan
      begun=$(date +%%s)
      kill -INT $scan
      wait $scan
      echo $? $(($(date +%%s) - begun))
      kill -9 -- -$feeder
    ]]):format(words))
    local status, seconds = shell("bash hit.sh 2>/dev/null").out:match "^(%d+) (%d+)"
    assert.equal("130", status)
    assert.is_true(tonumber(seconds) <= 30, seconds)
    return read "out", read "err"
  end

  local slow = os.getenv "CXLUA" and os.getenv("CXLUA"):match "/tsan/" -- which delivers signals at system calls only

  it("stops a plan over an endless pipe", function()
    if slow then return end
    write_plan "pipe"
    assert.same({ "", "plan.lua: interrupted\n" }, { interrupt("plan.lua", ENDLESS) })
  end)

  it("stops a plan over a silent pipe", function()
    if slow then return end
    write_plan "pipe"
    for _, feed in ipairs { SILENT, "sleep 300 >pipe", "sleep 300" } do
      assert.same({ "", "plan.lua: interrupted\n" }, { interrupt("plan.lua", feed) })
    end
  end)

  it("stops a plan over a big file", function()
    if slow then return end
    write_plan "big.csv"
    shell "(echo recommend,c; yes '9,abc' | head -c 64000000) >part.csv"
    write("many.lua", [[
      local cx = require "cx"
      local one = cx.survey { file = "part.csv", questions = { recommend = cx.scale.nps }, threads = 1 }
      for _ = 1, 500 do one:tally {} end
    ]])
    assert.same({ "", "many.lua: interrupted\n" }, { interrupt("many.lua", "sleep 300") })
  end)

  it("stops a plan that is loading, in one line (script 4)", function()
    if slow then return end
    write("plan.lua", 'local cx = require "cx" local n = cx.survey while true do n = n end')
    assert.same({ "", "plan.lua: interrupted\n" }, { interrupt("plan.lua", "sleep 300") })
  end)

  it("stops rows, and a function as where", function()
    if slow then return end
    write("rows.lua", 'local cx = require "cx"\n'
      .. 'for row in cx.survey { file = "pipe" }:rows { columns = { "c" } } do assert(row.c) end')
    write("where.lua", 'local cx = require "cx"\n'
      .. 'cx.survey { file = "pipe" }:tally { where = function(row) return row.c == "abc" end }')
    for _, script in ipairs { "rows.lua", "where.lua" } do
      assert.same({ "", script .. ": interrupted\n" }, { interrupt(script, ENDLESS) })
    end
    interrupt("rows.lua", SILENT)
  end)

  it("stops a coroutine that never ends, and a script that catches it, with one Ctrl-C (call 6)", function()
    if slow then return end
    for _, text in ipairs { "coroutine.wrap(function() while true do end end)()", "while true do pcall(function() while true do end end) end" } do
      write("loop.lua", "io.stderr:write('begun\\n') " .. text)
      write("hit.sh", [[
        set -m
        "$CXLUA" loop.lua >out 2>err &
        loop=$!
        for i in $(seq 300); do grep -q begun err && break; sleep 0.1; done
        kill -INT $loop
        wait $loop
        echo $?
      ]])
      assert.equal("130\n", shell("bash hit.sh 2>/dev/null").out)
      assert.truthy(read("err"):find "interrupted!")
    end
  end)

  it("gives the prompt of the REPL back", function()
    if slow or shell("command -v script").status ~= 0 then return end
    write("talk.sh", child.WAIT .. [[
      rm -f pipe && mkfifo pipe
      (exec 3>pipe; echo >open; printf 'recommend,c\n' >&3; exec yes 9,abc >&3) 2>/dev/null &
      (shown '> ' talk
       echo 'answers = cx.survey { file = "pipe", questions = { recommend = cx.scale.nps } }'
       echo 'answers:tally {}'
       until [ -e open ]; do sleep 0.05; done
       sleep 0.5
       printf '\003'
       shown interrupted talk
       echo '"back " .. 6 * 7'
       shown 'back 42' talk
       echo 'os.exit(4)'
       sleep 0.5) | script -qefc "exec $CXLUA" talk
      echo "status $?"
      kill %1 2>/dev/null
    ]])
    local got = shell("bash talk.sh", { env = { "TERM=dumb" } })
    assert.truthy(got.out:find "interrupted!", got.out)
    assert.truthy(got.out:find("back 42", 1, true), got.out)
    assert.truthy(got.out:find "status 4", got.out)
  end)
end)
