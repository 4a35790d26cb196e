-- limit_spec: a run has a bound, whatever it is stuck in; one line says which, and nothing is left half done

local bad = dofile "tests/lua/bad_input.lua"
local child = dofile "tests/lua/child.lua"

local write, read, shell = bad.write, bad.read, bad.shell
local plain, threads

setup(function()
  bad.begin()
  plain = not bad.program:match "build/[at]san/"
  threads = bad.program:match "/tsan/" -- which delivers signals at system calls only
end)


teardown(bad.finish)


-- Runs a script under limits; what came of it, and seconds.
local function run(limits, text, options)
  write("plan.lua", text)
  local begun = os.time()
  local got = shell(("$CXLUA %s plan.lua"):format(limits), options)
  return got, os.time() - begun
end


local function stopped(text)
  if threads then return end
  local got, seconds = run("--timeout 0.5", text)
  assert.same({ "plan.lua: stopped after 0.5 seconds; --timeout raises it\n", "", 124 }, { got.err, got.out, got.status })
  assert.is_true(seconds <= 30, seconds)
end


describe("limit (1): a run is stopped at its deadline", function()
  it("in a loop, also one that catches whatever is raised", function()
    stopped "while true do end"
    stopped "while true do pcall(function() while true do end end) end"
  end)

  it("in a coroutine, which no hook of the main one sees", function()
    stopped "coroutine.wrap(function() while true do end end)()"
    stopped "while true do coroutine.wrap(function() coroutine.yield() end)() end"
  end)

  it("in a pattern that backtracks for ever, of Lua and of LPeg", function()
    stopped "(('a'):rep(40000)):find(('.-'):rep(25) .. 'b')"
    stopped [[
      local lpeg = require "lpeg"
      local all = lpeg.P(lpeg.P { lpeg.P "a" * lpeg.V(1) * lpeg.V(1) + lpeg.P "a" * lpeg.V(1) + "a" })
      lpeg.match(lpeg.P { (lpeg.P "a" * lpeg.V(1) + lpeg.P "a" * lpeg.V(1)) * "b" + lpeg.P "a" * lpeg.P "c" }, ("a"):rep(60))
      return all
    ]]
  end)

  it("in a finalizer, where there are no hooks", function()
    stopped "setmetatable({}, { __gc = function() while true do end end }) collectgarbage()"
    stopped "setmetatable({}, { __gc = function() while true do end end })"
  end)

  it("in a sort whose order contradicts itself, and in one long call of C", function()
    stopped "local t = {} for i = 1, 1e5 do t[i] = i end while true do pcall(table.sort, t, function() return true end) end"
    stopped "table.concat(setmetatable({}, { __len = function() return math.maxinteger end, __index = function() return '' end }))"
    stopped "table.move(setmetatable({}, { __index = function() return nil end }), 1, math.maxinteger - 1, 2)"
  end)

  it("in programs that it started, and they go too (3)", function()
    if threads then return end
    local got, seconds = run("--timeout 0.5", "os.execute 'sleep 31 | (sleep 32; cat)'")
    assert.same({ "plan.lua: stopped after 0.5 seconds; --timeout raises it\n", "", 124 }, { got.err, got.out, got.status })
    assert.is_true(seconds <= 30, seconds)
    assert.equal("", shell("ps -eo args | grep -E '^sleep 3[12]$'").out)
  end)

  it("while it reads a pipe that says nothing", function()
    if threads then return end
    write("plan.lua", 'local cx = require "cx"\nassert(cx.survey { file = "-", questions = { a = cx.scale.nps } }:tally {})')
    local got = shell "mkfifo silent; exec 3<>silent; $CXLUA --timeout 0.5 plan.lua <silent"
    assert.same({ "plan.lua: stopped after 0.5 seconds; --timeout raises it\n", 124 }, { got.err, got.status })
  end)
end)


describe("limit (2): what ends of itself", function()
  it("passes its output and its exit status on", function()
    local got = run("--timeout 60 --memory 900M", "print(...) io.stderr:write 'b' os.exit(7)")
    assert.same({ "\n", "b", 7 }, { got.out, got.err, got.status })
    got = run("--timeout 60", "print(io.read 'l')", { input = "line\n" })
    assert.same({ "line\n", 0 }, { got.out, got.status })
    got = run("--timeout 60", "error 'no'")
    assert.truthy(got.err:find ": plan.lua:1: no\nstack traceback:")
    assert.equal(1, got.status)
  end)

  it("by a signal, ends so", function()
    write("plan.lua", "os.execute 'kill -9 $PPID'")
    assert.equal(137, shell("bash -c '$CXLUA --timeout 60 plan.lua; exit $?'").status)
    write("plan.lua", "os.execute 'kill -USR1 $PPID'")
    assert.equal(138, shell("bash -c '$CXLUA --timeout 60 plan.lua; exit $?'").status)
  end)

  it("knows what it is called with, -e and -l too", function()
    local got = shell "$CXLUA -e 'x = 5' --timeout 1h -l cx=cx --memory=700M -e 'print(x, type(cx))'"
    assert.same({ "5\ttable\n", "", 0 }, { got.out, got.err, got.status })
    got = run("--timeout 5m", "print(arg[0], arg[-1], arg[-2], ...)")
    assert.equal("plan.lua\t5m\t--timeout\n", got.out)
  end)

  it("and a wrong limit is told, with what would be right", function()
    for _, words in ipairs { "--timeout", "--timeout 0", "--timeout -1", "--timeout x", "--timeout 1e3", "--timeout 0x10",
                             "--timeout=", "--timeout 5d", "--timeout nan", "--timeout 5mm" } do
      local got = shell("$CXLUA " .. words .. " plan.lua")
      if words ~= "--timeout" then assert.truthy(got.err:find(" needs seconds, such as 60\nusage: ", 1, true), words) end
      assert.equal(1, got.status)
    end
    for _, words in ipairs { "1k", "7M", "x", "512 M", "512X", "-5G", "=", "1e300G", "" } do
      local got = shell("$CXLUA --memory '" .. words .. "' plan.lua")
      assert.truthy(got.err:find("'--memory' needs an amount from 8M on, such as 512M\nusage: ", 1, true), got.err)
      assert.equal(1, got.status)
    end
    assert.truthy(shell("$CXLUA --timeouts 5 plan.lua").err:find("unrecognized option '--timeouts'", 1, true))
  end)
end)


describe("limit (3): nothing half-written is left", function()
  local SLOW = [[
    local file = require "cx.report.file"
    file.write("report.html", function(write) write(("x"):rep(1000000)) while true do end end)
  ]]

  local WRITING = "until [ -e report.html.part ]; do sleep 0.05; done"

  it("when the deadline comes in the middle of a report: the old one stays", function()
    if threads then return end
    shell "rm -rf *"
    write("report.html", "old")
    local got = run("--timeout 0.5", SLOW)
    assert.equal(124, got.status)
    assert.equal("old", read "report.html")
    assert.equal("plan.lua\nreport.html\n", shell("ls").out)
  end)

  it("when Ctrl-C, a hang-up or a request to end comes", function()
    if threads then return end
    for _, sign in ipairs { "INT", "TERM", "HUP" } do
      shell "rm -rf *"
      write("plan.lua", SLOW)
      local got = shell(("set -m; $CXLUA --timeout 60 plan.lua & %s; ls; kill -%s $!; wait $!"):format(WRITING, sign))
      assert.equal("plan.lua\nreport.html.part\n", got.out)
      assert.equal(({ INT = 130, TERM = 143, HUP = 129 })[sign], got.status)
      assert.equal("plan.lua\n", shell("ls").out)
    end
  end)

  it("when the parent is killed, its child goes, and tidies up", function()
    if threads then return end
    shell "rm -rf *"
    write("plan.lua", SLOW)
    local gone = "! ps -eo args | grep -F -e '--timeout 61' | grep -qv grep"
    shell(("set -m; $CXLUA --timeout 61 plan.lua & %s; kill -9 $!; until %s; do sleep 0.05; done"):format(WRITING, gone))
    assert.equal("plan.lua\n", shell("ls").out)
  end)

  it("a file that was finished is no longer noted", function()
    if threads then return end
    local got = run("--timeout 0.5", [[
      require "cx.report.file".write("done.html", function(write) write "x" end)
      require "cx.report.file".write("done.html.part", function(write) write "mine" end)
      while true do end
    ]])
    assert.equal(124, got.status)
    assert.equal("mine", read "done.html.part")
  end)
end)


describe("limit (4): Ctrl-C", function()
  -- Sends SIGINT to the process, or to its group as a terminal does; the seconds until it ended.
  local function interrupt(text, target, begun)
    write("plan.lua", text)
    write("hit.sh", child.WAIT .. ([[
      set -m
      "$CXLUA" --timeout 60 plan.lua >out 2>err &
      %s
      begun=$(date +%%s)
      kill -INT %s
      wait $!
      echo $? $(($(date +%%s) - begun))
    ]]):format(begun or "ready $!", target))
    local status, seconds = shell("bash hit.sh").out:match "^(%d+) (%d+)"
    assert.equal("130", status)
    assert.is_true(tonumber(seconds) <= 30, seconds)
    return read "err"
  end

  it("stops a loop as it would without a limit", function()
    if threads then return end
    assert.truthy(interrupt("while true do end", "$!"):find "interrupted!\nstack traceback")
  end)

  it("stops what no hook can", function()
    if threads then return end
    assert.equal("plan.lua: interrupted\n", interrupt("coroutine.wrap(function() while true do end end)()", "$!"))
    interrupt("coroutine.wrap(function() while true do end end)()", "-- -$!")
  end)

  it("stops programs that it started", function()
    if threads then return end
    interrupt("os.execute 'sleep 33'", "$!", "until ps -eo args | grep -qx 'sleep 33'; do sleep 0.05; done")
    assert.equal("", shell("ps -eo args | grep -E '^sleep 33$'").out)
  end)

  it("gives the prompt back, and the terminal (6)", function()
    if threads or shell("command -v script").status ~= 0 then return end
    write("talk.sh", child.WAIT .. [[
      (shown '> ' talk; echo 'io.write("be" .. "gun\n") while true do end'; shown begun talk; printf '\003'
       shown interrupted talk; echo '"back " .. 6 * 7'; shown 'status 124' talk) |
        script -qefc "trap : INT; stty -g; $CXLUA --timeout 6 -i; echo status \$?; stty -g" talk
    ]])
    local got = shell("bash talk.sh", { env = { "TERM=dumb" } })
    assert.truthy(got.out:find("back 42", 1, true), got.out)
    assert.truthy(got.out:find("stopped after 6 seconds; --timeout raises it", 1, true), got.out)
    assert.truthy(got.out:find("status 124", 1, true), got.out)
    local before, after = got.out:match "^(%S+)\r?\n.-status 124\r?\n(%S+)\r?\n$"
    assert.equal(before, after)
    assert.truthy(before)
  end)
end)


describe("limit (5): memory", function()
  local function refused(limit, text)
    if not plain then return end
    local got = run("--timeout 300 --memory " .. limit, text)
    assert.same({ ("plan.lua: stopped at %s of memory; --memory raises it\n"):format(limit), "", 124 },
      { got.err, got.out, got.status })
  end

  it("ends a table, a string and a stack that grow for ever with one line", function()
    refused("64M", "local t = {} while true do t[#t + 1] = #t end")
    refused("64M", "local s = 'x' while true do s = s .. s end")
    refused("64M", "local s = ('x'):rep(2^30)")
    refused("64M", "collectgarbage 'stop' local t = {} while true do t = { t } end")
    refused("64M", "local function f() local t = {} for i = 1, 1e5 do t[i] = coroutine.create(f) coroutine.resume(t[i]) end end f()")
  end)

  it("ends a plan whose report has no end", function()
    refused("64M", [[
      local cx = require "cx"
      local answers = cx.survey { text = "recommend\n9\n", questions = { recommend = cx.scale.nps } }
      local text = ("x"):rep(1000000)
      return cx.plan { name = "A", measure = { surveys = { answers } },
        report = { sections = { function() local t = {} while true do t[#t + 1] = text .. #t end end } } }
    ]])
  end)

  it("is enough for a survey many times as long, with several threads", function()
    if not plain then return end
    shell "(echo recommend,c; yes '9,abc' | head -c 150000000) >big.csv"
    local got = run("--memory 64M", [[
      local cx = require "cx"
      local tally = assert(cx.survey { file = "big.csv", questions = { recommend = cx.scale.nps }, threads = 4 }:tally {})
      print(tally:total(cx.metric.nps "recommend").n)
    ]])
    shell "rm big.csv"
    assert.same({ "25000000\n", "" }, { got.out, got.err })
  end)

  it("is what the program may have; what the plan caught may go on", function()
    if not plain then return end
    local got = run("--memory 64M", "print(pcall(string.rep, 'x', 2^30)) return 5")
    assert.same({ "false\tnot enough memory\n", "", 0 }, { got.out, got.err, got.status })
  end)
end)


describe("limit (7): the sandbox alone", function()
  it("has 60 seconds, a gigabyte of memory, and files of a gigabyte", function()
    if not plain then return end
    write("plan.lua", "while true do end")
    write("limits.sh", child.WAIT .. [[
      set -m
      $CXLUA --sandbox plan.lua &
      ready $!
      grep -E 'file size|data size|cpu time|core' /proc/$(cat /proc/$!/task/$!/children | tr -d ' ')/limits
      kill -INT $!
      wait $!
    ]])
    local out = shell("bash limits.sh").out
    assert.truthy(out:find "Max file size +1073741824 +1073741824 ", out)
    assert.truthy(out:find "Max data size +1073741824 +1073741824 ", out)
    assert.truthy(out:find "Max core file size +0 +0 ", out)
    local seconds = tonumber(out:match "Max cpu time +(%d+)")
    assert.is_true(seconds >= 62 and (seconds - 2) % 60 == 0, seconds)
  end)
end)
