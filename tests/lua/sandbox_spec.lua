-- sandbox_spec: a plan from someone else stays in its folder, whatever it tries
--
-- Each way out is a piece of a plan that prints OUT when it is out. Without --sandbox it must get out, or the test says
-- nothing; with it, it must not, and what lies around its folder stays as it was. There the kernel's walls are left out,
-- so that each hole in the first one shows; they are tested alone, by a program of C.

local bad = dofile "tests/lua/bad_input.lua"

local write, read, shell = bad.write, bad.read, bad.shell
local plain


local function lay_out()
  shell [[
    rm -rf * && mkdir -p plan/.git/hooks other
    printf SECRET >secret.txt
    printf 'recommend,c\n9,SECRET\n1,OUT\n' >secret.csv
    printf 'print "OUT"\nreturn { file = io and io.popen }\n' >outside.lua
    cd plan
    printf 'recommend,c\n9,a\n1,b\n' >answers.csv
    printf 'return { name = "inside", open = io.popen, file = ... }\n' >inside.lua
    printf 'SECRET' >.env
    ln -s ../secret.txt link.txt; ln -s ../secret.csv link.csv; ln -s .. up; ln -s ../made.html made.html
    ln -s ../made.txt b.ledger-wal; ln -s ../made.txt report.html.part; ln -s link.csv chain.csv; printf 'all:\n' >Makefile
  ]]
end


setup(function()
  bad.begin()
  plain = not bad.program:match "build/[at]san/"
end)


teardown(bad.finish)


local HEAD = [[
local cx = require "cx"
local function survey(file)
  return cx.survey { file = file, questions = { recommend = cx.scale.nps }, touchpoint = "c" }
end
local function slurp(file)
  local text = file and file:read "a"
  if text and text:find "SECRET" then print "OUT" end
end
local function counted(one)
  local tally = one and one:tally { by = "c" }
  if tally then print(tally:counts "recommend"[1].group.c:gsub("SECRET", "OUT")) end
end
]]


-- Runs text as a plan in its folder; what it printed and what lies around the folder afterwards.
local function try(text, options, env)
  lay_out()
  write("plan/plan.lua", HEAD .. text)
  local got = shell(("cd plan && $CXLUA %s plan.lua 2>&1"):format(options), { env = env })
  return got.out, shell("ls -A . other; cat *.txt plan/Makefile; ls -A plan/.git/hooks").out, got.status
end


--- The way is one without the sandbox, and none with it.
local function refused(text)
  local free, around = try(text, "")
  lay_out()
  write("plan/plan.lua", "")
  local before = shell("ls -A . other; cat *.txt plan/Makefile; ls -A plan/.git/hooks").out
  assert.is_true(free:find "OUT" ~= nil or around ~= before, "no way out to begin with: " .. text .. "\n" .. free)
  local kept, after = try(text, "--sandbox --timeout 20", { "CXLUA_WALLS=lua" })
  assert.is_nil(kept:find("OUT", 1, true), text .. "\n" .. kept)
  assert.is_nil(kept:find("SECRET", 1, true), text .. "\n" .. kept)
  assert.equal(before, after, text)
  return kept
end


local function each(list)
  for _, text in ipairs(list) do refused(text) end
end


describe("sandbox (1): no way out by", function()
  it("commands", function()
    each { "os.execute 'echo OUT'", "slurp(io.popen 'cat ../secret.txt')", "os.execute 'touch ../made'" }
  end)

  it("files outside", function()
    each {
      "slurp(io.open '../secret.txt')", "slurp(io.open((arg[0]:gsub('plan.lua', '../secret.txt'))))",
      "slurp(io.open '../plan/../secret.txt')", "for line in io.lines '../secret.txt' do print((line:gsub('SECRET', 'OUT'))) end",
      "io.input '../secret.txt' slurp(io.stdin or io) slurp(io.input())", "slurp(io.open('../secret.txt', 'rb'))",
      "slurp(io.open('/proc/self/../self/cwd/../secret.txt'))", "if io.open '/proc/self/maps' then print 'OUT' end",
      "if io.open '/dev/null' then print 'OUT' end", "slurp(io.open('../secret.txt', 'r+'))",
    }
  end)

  it("links", function()
    each { "slurp(io.open 'link.txt')", "slurp(io.open 'up/secret.txt')", "slurp(io.open './up/plan/up/secret.txt')" }
  end)

  it("hidden files of its own folder", function()
    each { "slurp(io.open '.env')", "slurp(io.open './.env')", "slurp(io.open 'up/plan/.env')" }
  end)

  it("writing", function()
    each {
      "io.open('../made.txt', 'w'):write('x'):close()", "io.open('Makefile', 'a'):write('OUT'):close()",
      "io.open('.git/hooks/post-checkout', 'w'):close()", "io.output('../made.csv')", "io.open('made.html', 'w'):close()",
      "os.remove '../secret.txt'", "os.rename('../secret.txt', '../other/x')", "os.rename('answers.csv', '../answers.csv')",
      "os.rename('../secret.txt', 'here.txt')", "io.open('../other/new.html', 'w'):close()", "local n = os.tmpname() print 'OUT' os.remove(n)", "io.tmpfile() print 'OUT'",
    }
  end)

  it("the environment, the locale and the exit", function()
    each { "if os.getenv 'PATH' then print 'OUT' end", "if os.setlocale 'C' then print 'OUT' end",
           "setmetatable({}, { __gc = function() if os.exit then print 'OUT' os.exit(true, true) end end })" }
    local _, _, status = try("os.exit(0)", "--sandbox")
    assert.equal(1, status)
  end)

  it("modules", function()
    each {
      "package.path = '../?.lua' require 'outside'", "if package.loadlib then print 'OUT' end",
      "if pcall(require, 'lfs') then print 'OUT' end", "if require 'lpeg' then print 'OUT' end",
      "if require 'cjson' then print 'OUT' end", "if require 'luasql.sqlite3' then print 'OUT' end",
      "if require 'cx.core' then print 'OUT' end", "if require 'cx.report.file' then print 'OUT' end",
      "if require 'cx.sandbox' then print 'OUT' end", "if package.loaded then print 'OUT' end",
      "if package.searchers then print 'OUT' end", "require 'up.outside'", "if require 'debug' then print 'OUT' end",
      "if require 'io' then print 'OUT' end", "package.preload.x = function() print 'OUT' end require 'x'",
    }
    for _, name in ipairs { "..outside", "../outside", "/etc/passwd", "", ".env", "inside/../../outside", "up/outside" } do
      local got = try(("print(pcall(require, %q))"):format(name), "--sandbox")
      assert.truthy(got:find("^false\tmodule '" .. name:gsub("%p", "%%%0") .. "' not found: a plan under"), got)
    end
  end)

  it("chunks", function()
    each {
      "load(string.dump(function() print 'OUT' end))()", "load(string.dump(load 'print [[OUT]]'), 'x', 'b')()",
      "dofile '../outside.lua'", "loadfile('../outside.lua')()", "dofile 'up/outside.lua'",
      "if load 'return io.popen'() then print 'OUT' end", "if load('return _ENV', 'x', 't')().io.popen then print 'OUT' end",
      "if loadfile 'inside.lua'().open then print 'OUT' end", "if dofile 'inside.lua'.open then print 'OUT' end",
      "if require 'inside'.open then print 'OUT' end",
      "local i, p = 0, { 'return ', 'io', '.popen' } if load(function() i = i + 1 return p[i] end)() then print 'OUT' end",
    }
    local way = "print(pcall(load(io.open('code.txt', 'rb'):read 'a') or tostring), loadfile 'code.txt' or '')"
    for _, options in ipairs { "", "--sandbox" } do
      lay_out()
      write("plan/plan.lua", way)
      shell [[printf 'print "OUT"' >x.lua; cd plan; "$CXLUA" -e 'io.open("code.txt", "wb"):write(string.dump(loadfile "../x.lua"))']]
      local out = shell(("cd plan && $CXLUA %s plan.lua"):format(options)).out
      assert.equal(options == "", out:find("OUT", 1, true) ~= nil)
      assert.equal(options == "", out:find("function: ", 1, true) ~= nil)
    end
    lay_out()
    shell [[printf 'print "OUT"' >x.lua; cd plan; "$CXLUA" -e 'io.open("plan.lua", "wb"):write(string.dump(loadfile "../x.lua"))']]
    local got = shell "cd plan && $CXLUA plan.lua && $CXLUA --sandbox plan.lua"
    assert.equal("OUT\n", got.out)
    assert.truthy(got.err:find "plan%.lua: it is no text; a plan under %-%-sandbox is Lua as it is written\n$", got.err)
    got = shell "cd plan && $CXLUA --sandbox check plan.lua"
    assert.equal("cxlua check: plan.lua: it is no text; a plan under --sandbox is Lua as it is written\n", got.err)
  end)

  it("debug", function()
    each {
      "if debug.getregistry() then print 'OUT' end", "if debug.getinfo(1, 'f') then print 'OUT' end",
      "if debug.getupvalue(cx.survey, 1) then print 'OUT' end", "debug.sethook() print 'OUT'",
      "debug.setmetatable('', nil) print 'OUT'", "if debug.getlocal(1, 1) then print 'OUT' end",
    }
  end)

  it("metatables of what is not its own", function()
    each {
      "getmetatable('').__index = nil print 'OUT'", "if getmetatable(io.stdout) then print 'OUT' end",
      "if getmetatable(survey 'answers.csv') then print 'OUT' end", "if getmetatable(cx) then print 'OUT' end",
      "string.format = function() return 'OUT' end print(('x'):format())",
      "string.gsub = function() print 'OUT' end survey '*.csv':tally {} cx.report.print {}",
    }
    local got = try("local m = {} print(getmetatable(setmetatable({}, m)) == m, ('x'):rep(3))", "--sandbox")
    assert.equal("true\txxx\n", got)
  end)

  it("the garbage collector", function()
    each { "if collectgarbage 'stop' and collectgarbage 'isrunning' == false then print 'OUT' end",
           "if collectgarbage('incremental', 1000, 1, 1) ~= 0 then print 'OUT' end" }
  end)

  it("orders to the terminal (5)", function()
    assert.equal("a\27[2Jb\n", (try("print 'a\\27[2Jb'", "")))
    for _, text in ipairs { "print('a\\27[2Jb\\7\\r\\xC2\\x9Bc', 1)", "io.write('a\\27[2Jb\\7\\r\\xC2\\x9Bc', '\\t', 1, '\\n')",
                            "io.stderr:write('a\\27[2Jb\\7\\r\\xC2\\x9Bc', '\\t1\\n')" } do
      assert.equal("a?[2Jb???c\t1\n", (try(text, "--sandbox")))
    end
    assert.truthy(try("error('a\\27[2Jb\\7\\xC2\\x9Bc', 0)", "--sandbox"):find("a?[2Jb??c", 1, true))
    local got = try("return cx.plan { name = 'a', report = { sections = { function() error('a\\27[2Jb\\xC2\\x9Bc', 0) end } } }",
      "--sandbox")
    assert.equal("a?[2Jb?c\n", got)
  end)
end)


describe("sandbox (2): cx fetches nothing for it", function()
  it("surveys of other folders", function()
    each {
      "counted(survey '../secret.csv')", "counted(survey 'up/secret.csv')", "counted(survey 'link.csv')",
      "counted(survey 'chain.csv')", "counted(survey { 'answers.csv', '../secret.csv' })", "counted(survey '../s*.csv')",
      "counted(survey '../pl*/../secret.csv')", "counted(survey 'u*/secret.csv')", "counted(survey '[l]ink.csv')",
      "counted(survey(arg[0] and (io.open 'answers.csv' and '/proc/self/cwd/../secret.csv')))",
      "print((survey '../secret.csv':rows {}().c:gsub('SECRET', 'OUT')))",
      "for row in assert(survey '../secret.csv':rows { columns = { 'c' } }) do print((row.c:gsub('SECRET', 'OUT'))) end",
      "local a = cx.survey { file = 'answers.csv', round = '2', questions = { recommend = cx.scale.nps }, "
        .. "earlier = cx.survey { file = '../secret.csv', round = '1', questions = { recommend = cx.scale.nps } } } "
        .. "local r = cx.plan { measure = { surveys = a }, touchpoints = { { 'A', goals = cx.goal { cx.metric.nps(a.recommend), "
        .. "at_least = 1 } } } }:run() if r.goals[1].rounds then print 'OUT' end",
      "cx.plan { touchpoints = cx.table '../secret.csv' }" and "print((survey '../secret.csv':rows {}().c:gsub('SECRET', 'OUT')))",
    }
    for _, path in ipairs { "../secret.csv", "up/secret.csv", "link.csv" } do
      each {
        ("for row in assert(cx.series { file = %q, mean = 'recommend' }.recommend.survey:rows { columns = { 'c' } }) do "):format(path)
          .. "print((row.c:gsub('SECRET', 'OUT'))) end",
        ("local t = cx.table { file = %q } for row in assert(t.survey:rows { columns = { 'c' } }) do "):format(path)
          .. "print((row.c:gsub('SECRET', 'OUT'))) end",
      }
    end
    local got = try("print((select(2, survey '../secret.csv':tally {})))", "--sandbox")
    assert.equal("../secret.csv: it is outside the plan's folder, and --sandbox lets it go no further\n", got)
  end)

  it("contact logs of other folders, however they are asked", function()
    for _, path in ipairs { "../secret.csv", "up/secret.csv", "link.csv", "chain.csv" } do
      local log = ("local log = cx.contacts { file = %q, case = 'c', time = 'recommend', event = 'c', promise = 'c' } "):format(path)
      for _, asked in ipairs { "log:receipt()", "log:promises()", "log:starts()", "log.survey:tally {}", "log.register:tally {}",
                               "log.survey:rows {}" } do
        local text = log .. ("print((select(2, %s)))"):format(asked)
        local got = try(text, "--sandbox")
        assert.equal(path .. ": it is outside the plan's folder, and --sandbox lets it go no further\n", got, asked)
        assert.is_nil(try(text, ""):find("outside", 1, true))
      end
      local got, _, status = try(log .. "\nreturn cx.plan { measure = { contacts = log }, "
        .. "touchpoints = { { 'A', goals = cx.goal { log.asked, at_least = 1 } } } }", "--sandbox")
      assert.truthy(got:find("^plan.lua:%d+: " .. path:gsub("%p", "%%%0") .. ": it is outside the plan's folder[^\n]*\n$"), got)
      assert.equal(1, status)
    end
  end)

  it("which files there are elsewhere", function()
    local function words(name) return (try(("print((select(2, survey %q:tally {})))"):format(name), "--sandbox"):gsub("^[^:]*", "")) end
    assert.equal(words "../secret.csv", words "../nothing.csv")
    assert.equal(words "/etc/passwd", words "/etc/nothing")
    assert.equal(words "../other", words "../nothing/x")
    assert.equal(": no file matches\n", words "../*.csv")
  end)

  it("tables, tallies and reports of other folders", function()
    each {
      "local t = survey 'answers.csv':tally {} t:save '../x.tally'", "survey 'answers.csv':tally {}:save 'up/x.tally'",
      "survey 'answers.csv':tally {}:save 'Makefile'", "survey 'answers.csv':tally {}:save '.git/hooks/x.tally'",
    }
    for _, text in ipairs { "cx.load '../secret.csv'", "cx.privacy.load '../secret.csv'", "cx.load '/etc/passwd'" } do
      local got = try("print(select(2, pcall(function() return assert(" .. text .. ") end)))", "--sandbox")
      assert.truthy(got:find("it is outside the plan's folder", 1, true) or got:find("there is no such file", 1, true), got)
      assert.is_nil(try("print(select(2, pcall(function() return assert(" .. text .. ") end)))", ""):find("no such file", 1, true))
    end
    local got = try("return cx.plan { touchpoints = cx.table '../secret.csv' }", "--sandbox")
    assert.truthy(got:find("../secret.csv: it is outside the plan's folder", 1, true), got)
    assert.truthy(try("return cx.plan { touchpoints = cx.table '../secret.csv' }", ""):find("column", 1, true))
  end)

  it("reports elsewhere, and of other kinds", function()
    local PLAN = "return cx.plan { name = 'A', report = { terminal = false, html = %q } }"
    for _, path in ipairs { "../made.html", "up/made.html", "Makefile", ".git/hooks/x.html", "up/other/x.html" } do
      local got = refused(PLAN:format(path))
      assert.truthy(got:find("cannot be written: ", 1, true), got)
    end
    local got = try(PLAN:format "/etc/cxlua.html", "--sandbox")
    assert.truthy(got:find("/etc/cxlua.html: cannot be written: it is outside the plan's folder", 1, true), got)
    refused "cx.report.save(cx.plan { name = 'A' }:run(), '../made.html')"
    refused "cx.report.save(cx.plan { name = 'A' }:run(), 'report.html')" -- through the link in the way of its beginnings
    refused "local r = cx.plan { name = 'A' }:run() cx.report.json(r, '../made.json')"
  end)

  it("files that the command line names elsewhere", function()
    lay_out()
    write("plan/plan.lua", HEAD .. "return cx.plan { name = 'A' }")
    local got = shell "cd plan && $CXLUA --sandbox plan.lua --quiet --html ../x.html"
    assert.same({ "../x.html: cannot be written: it is outside the plan's folder, and --sandbox lets it go no further\n", 1 },
      { got.err, got.status })
    assert.equal("", shell("ls | grep html").out)
  end)

  it("ledgers elsewhere, other databases, and the network", function()
    each {
      "cx.ledger.open('../made.ledger', { plan = 'A' })", "cx.ledger.open('up/made.ledger', { plan = 'A' })",
      "cx.ledger.open('file:../made.ledger?mode=rwc', { plan = 'A' }) io.open('../made.txt', 'w'):close()",
      "local l = cx.ledger.open('a.ledger', { plan = 'A', key = '../made.key' }) l:person 'x'",
      "local l = cx.ledger.open('a.ledger', { plan = 'A' }) l.store.connection:execute [[ATTACH '../made.ledger' AS x]] "
        .. "l.store.connection:execute 'CREATE TABLE x.y (a)'",
      "local l = cx.ledger.open('a.ledger', { plan = 'A' }) l.store.connection:execute [[ ;  VACUUM INTO '../made.ledger']]"
        .. "l.store.connection:execute [[VACUUM INTO '../made2.ledger']]",
    }
    local got = try("print(cx.ledger.open('b.ledger', { plan = 'A' }))", "--sandbox") -- b.ledger-wal leads out
    assert.truthy(got:find("outside the plan's folder", 1, true), got)
    got = try("print(pcall(cx.ledger.open, 'postgres://localhost/x', { plan = 'A' }))", "--sandbox")
    assert.truthy(got:find("no network", 1, true), got)
    got = try([[
      local l = assert(cx.ledger.open('a.ledger', { plan = 'A', who = 'b', now = '2026-11-21T10:00:00' }))
      print((l:append { { kind = 'action', id = 'a', event = 'open', data = { text = "ATTACH 'x'" } } }))
      for e in l:events {} do print(e.id, e.data.text) end
      print(#l:person 'x') l:close()]], "--sandbox")
    assert.equal("1\na\tATTACH 'x'\n64\n", got)
  end)

  it("what its own functions are called with", function()
    local STEAL = [[
      local core
      cx.report.terminal_options = function(given) core = given return { width = 80 } end
      cx.report.print(cx.plan { name = 'A' }:run())
      local way = ...
      %s
    ]]
    for _, way in ipairs {
      "if core.inspect { file = '../secret.csv' } then print 'OUT' end",
      "if core.file_exists '../secret.csv' then print 'OUT' end",
      "if core.file_identity '../secret.csv' then print 'OUT' end", "if #core.glob '../*.csv' > 0 then print 'OUT' end",
      "if core.secret '../made.key' then print 'OUT' end",
      "local n = 0 if core.inspect(setmetatable({}, { __index = function(_, k) if k == 'file' then n = n + 1 "
        .. "return n > 1 and '../secret.csv' or '../secret.csv' end end })) then print 'OUT' end",
    } do refused(STEAL:format(way)) end
  end)

  it("when it replaces what cx is made of", function()
    each {
      "cx.report.print = os.execute cx.report.print 'echo OUT'",
      "local find = string.find string.find = function(s, ...) return find(s == '../secret.txt' and 'x' or s, ...) end "
        .. "slurp(io.open '../secret.txt')",
      "tostring = function() return 'answers.csv' end slurp(io.open '../secret.txt')",
    }
  end)
end)


describe("sandbox (3): the kernel's walls", function()
  -- Calls of C, tried behind cx_confine alone.
  local PROBE = [[
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <signal.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <unistd.h>
    #include <pthread.h>
    #include <sys/socket.h>
    #include <sys/wait.h>
    #include <sys/ioctl.h>
    #include "confine.h"
    static void *thread(void *p) { *(int *)p = 1; return NULL; }
    static void say(const char *what, int out) { printf("%s %s\n", what, out ? "yes" : "no"); }
    int main(int argc, char **argv) {
      int walls = argc > 1 ? cx_confine(argv[1]) : 3, ran = 0;
      printf("%d\n", walls);
      pthread_t t;
      say("thread", pthread_create(&t, NULL, thread, &ran) == 0 && pthread_join(t, NULL) == 0 && ran);
      say("inside", open("answers.csv", O_RDONLY) >= 0);
      say("write", open("new.csv", O_RDWR | O_CREAT, 0644) >= 0 && rename("new.csv", "new2.csv") == 0 && unlink("new2.csv") == 0);
      say("outside", open("../secret.txt", O_RDONLY) >= 0);
      say("link", open("link.txt", O_RDONLY) >= 0);
      say("create", open("../new", O_RDWR | O_CREAT, 0644) >= 0);
      say("remove", unlink("../secret.csv") == 0);
      say("symlink", symlink("/etc", "etc") == 0);
      say("socket", socket(AF_INET, SOCK_STREAM, 0) >= 0);
      say("raise", signal(SIGUSR1, SIG_IGN) != SIG_ERR && raise(SIGUSR1) == 0);
      say("kill", kill(getppid(), 0) == 0);
      say("key", ioctl(0, TIOCSTI, "x") == 0 || errno != EPERM);
      fflush(stdout);
      pid_t pid = fork();
      if (pid == 0) _exit(0);
      if (pid > 0) waitpid(pid, NULL, 0);
      say("fork", pid > 0);
      say("popen", popen("true", "r") != NULL);
      fflush(stdout);
      execl("/bin/echo", "echo", "exec yes", NULL);
      say("exec", 0);
      return 0;
    }
  ]]

  local ALL = "thread inside write outside link create remove symlink socket raise key fork popen exec"

  it("stop what gets through the first", function()
    if not plain or shell("command -v gcc").status ~= 0 then return end
    lay_out()
    write("probe.c", PROBE)
    local here = os.getenv "PWD"
    local made = shell(("gcc -D_GNU_SOURCE -I%s/lua -o probe probe.c %s/lua/confine.c -pthread"):format(here, here))
    assert.equal("", made.err)
    local free = shell("cd plan && ../probe").out
    for name in ALL:gmatch "%S+" do assert.truthy(free:find("\n" .. name .. " yes", 1, true), name .. free) end
    lay_out()
    write("probe.c", PROBE)
    shell(("gcc -D_GNU_SOURCE -I%s/lua -o probe probe.c %s/lua/confine.c -pthread"):format(here, here))
    local got = shell("cd plan && ../probe .").out
    local walls = tonumber(got:match "^%d+")
    local function allowed(names, yes)
      for name in names:gmatch "%S+" do
        assert.truthy(got:find("\n" .. name .. (yes and " yes" or " no"), 1, true), name .. "\n" .. got)
      end
    end
    allowed("thread inside write raise", true)
    if walls & 1 ~= 0 then allowed "outside link create remove symlink" end
    if walls & 2 ~= 0 then allowed "socket kill key fork popen exec symlink" end
  end)

  it("are named by -v", function()
    local got = shell "$CXLUA -v --sandbox"
    assert.truthy(got.out:find "\nsandbox: Lua[%w, ]*\n$", got.out)
    assert.equal(0, got.status)
    assert.equal("sandbox: Lua\n", shell("CXLUA_WALLS=lua $CXLUA -v --sandbox").out:match "\n(.*)$")
    if plain and shell("grep -q Seccomp: /proc/self/status").status == 0 then assert.truthy(got.out:find("seccomp", 1, true)) end
  end)
end)


describe("sandbox (4): the command line and the environment", function()
  it("-e, -l and -i do not go with it, and there must be a script", function()
    lay_out()
    for _, words in ipairs { "-e 'print \"OUT\"' --sandbox plan.lua", "--sandbox -l outside plan.lua", "--sandbox -i plan.lua" } do
      local got = shell("$CXLUA " .. words)
      assert.same({ "", 1 }, { got.out, got.status })
      assert.truthy(got.err:find("--sandbox runs a script and nothing else; -e, -i and -l do not go with it\n", 1, true), got.err)
    end
  end)

  it("variables bring nothing in", function()
    lay_out()
    shell "mkdir -p evil/lua/cx; echo 'print \"OUT\"' >evil/lua/cx/init.lua; cp outside.lua cx.lua"
    write("plan/plan.lua", 'require "cx" pcall(require, "outside")')
    local got = shell("cd plan && $CXLUA --sandbox plan.lua", { env = { "CXLUA_PATH=../evil", "LUA_INIT=print 'OUT'",
      "LUA_PATH=../?.lua", "LUA_PATH_5_4=../?.lua", "LUA_CPATH=../?.so" } })
    assert.same({ "", "", 0 }, { got.out, got.err, got.status })
  end)

  it("commands load plans into it (5)", function()
    for _, options in ipairs { "", "--sandbox" } do
      lay_out()
      write("plan/plan.lua", HEAD .. [[
        print(io.popen and "OUT" or "kept", os.execute and "OUT" or "kept")
        local answers = survey "answers.csv"
        slurp(io.open "../secret.txt")
        return cx.plan { name = "A", measure = { surveys = { answers } }, touchpoints = { { "a" } } }
      ]])
      local out = shell(("cd plan && $CXLUA %s loop plan.lua list; cd .. && $CXLUA %s loop plan/plan.lua list"):format(options, options)).out
      assert.equal(options == "", out:find("OUT", 1, true) ~= nil, out)
      assert.equal(options ~= "", out:find("^kept\tkept\n.*\nkept\tkept\n") ~= nil or out:find "^kept\tkept\nkept\tkept\n" ~= nil, out)
    end
    lay_out()
    local free, kept = shell "$CXLUA new plan/answers.csv", shell "$CXLUA --sandbox new plan/answers.csv"
    assert.same(free, kept)
    assert.truthy(kept.out:find("cx.survey", 1, true))
    assert.is_nil(shell "$CXLUA --sandbox new plan/answers.csv ../secret.csv".out:find("SECRET", 1, true))
  end)

  it("has limits of its own (limit 7)", function()
    if not plain then return end
    local got = try("local s = ('x'):rep(2^30) .. 'x' return #(s .. s)", "--sandbox")
    assert.equal("plan.lua: stopped at 1G of memory; --memory raises it\n", got)
    assert.equal("plan.lua: stopped at 64M of memory; --memory raises it\n", (try("return ('x'):rep(2^27)", "--sandbox --memory 64M")))
  end)

  it("is stopped in patterns, coroutines and finalizers too", function()
    if not plain then return end
    for _, text in ipairs { "(('a'):rep(40000)):find(('.-'):rep(25) .. 'b')",
                            "coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()",
                            "setmetatable({}, { __gc = function() while true do end end })", "local s = 'x' while true do s = s:rep(2) s = 'x' end",
                            "error(setmetatable({}, { __tostring = function() while true do end end }))",
                            "return cx.plan { name = 'A', report = { sections = { function() error(setmetatable({}, { __tostring = function() "
                              .. "while true do end end })) end } } }" } do
      local got, _, status = try(text, "--sandbox --timeout 0.4")
      assert.same({ "plan.lua: stopped after 0.4 seconds; --timeout raises it\n", 124 }, { got, status })
    end
  end)
end)


describe("sandbox: what a plan may do", function()
  it("all that an honest one does", function()
    local text, _, status = try([[
      local inside = require "inside"
      print(inside.name, inside.open, inside.file, require "inside" == inside, _G == _ENV, arg[0], ...)
      for line in io.lines "answers.csv" do io.write(line, ";") end
      print(io.open("answers.csv"):read "l", os.date "%Y" + 0 > 2000, math.pi > 3, utf8.char(228), #table.pack(1, 2))
      print(load "return 1 + 1"(), load("return x", "n", "t", { x = 5 })(), pcall(error, "no", 0))
      print(select(2, xpcall(function() error("a", 0) end, function(m) return m .. "b" end)), debug.traceback "t" ~= nil)
      local answers = survey "*.csv"
      return cx.plan { name = "A", measure = { surveys = { answers } },
        touchpoints = { { "a", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } } },
        report = { html = "page.html", json = "report.json", csv = "r.csv", markdown = "r.md" } }
    ]], "--sandbox")
    assert.equal("inside\tnil\tinside\ttrue\ttrue\tplan.lua\nrecommend,c;9,a;1,b;recommend,c\ttrue\ttrue\tä\t2\n2\t5\tfalse\tno\nab\ttrue\n",
      text:match "^.-\nab\ttrue\n")
    assert.equal(0, status)
    for _, name in ipairs { "page.html", "report.json", "r.csv", "r.md" } do assert.is_true(#read("plan/" .. name) > 100, name) end
  end)

  it("from another folder, from standard input, and in the examples", function()
    lay_out()
    write("plan/plan.lua", HEAD .. "counted(survey(arg[1] or 'plan/answers.csv')) print(require 'inside'.name)")
    local got = shell "$CXLUA --sandbox plan/plan.lua; $CXLUA --sandbox plan/plan.lua secret.csv; cd plan; $CXLUA --sandbox - <plan.lua"
    assert.same({ "a\t0\ninside\ninside\ninside\n", "" }, { got.out, got.err })
    for _, name in ipairs { "airport", "huolto", "library", "own_metric", "staff" } do
      local folder = os.getenv "PWD" .. "/examples/" .. name
      local free, kept = shell(("cd %s && $CXLUA plan.lua --today 2026-11-21"):format(folder)),
        shell(("cd %s && $CXLUA --sandbox --timeout 110 plan.lua --today 2026-11-21"):format(folder))
      assert.equal(free.out, kept.out)
      assert.same({ free.err, free.status }, { kept.err, kept.status })
    end
  end)
end)
