-- program_spec: what cxlua adds to the lua command, and that it needs nothing but itself

local child = dofile "tests/lua/child.lua"

local folder, program, plain


local function run(words, options)
  options = options or {}
  return child.run({ program, table.unpack(words) },
    { input = options.input, env = options.env, cwd = options.cwd or folder })
end


local function file(name, text)
  return child.write(folder .. "/" .. name, text)
end


--- What a command of the shell writes.
local function shell(line)
  local pipe = assert(io.popen(line .. " 2>&1", "r"))
  local text = pipe:read "a"
  pipe:close()
  return text
end


setup(function()
  folder = child.folder()
  program = child.program()
  plain = not program:match "build/[at]san/"
end)


teardown(function() child.remove(folder) end)


describe("program: one file", function()
  it("works alone, in an empty folder, from any place", function()
    os.execute(("mkdir %s/alone && cp %s %s/alone/cx"):format(folder, program, folder))
    local got = child.run({ "./cx", "-e", [[
      local lpeg, re = require "lpeg", require "re"
      print(re.match("abc", "{ [a-c]+ }"), lpeg.match(lpeg.P "a" ^ 0, "aab"))
      print(require "cjson".encode { 1, "two" }, require "cjson.safe".decode "{")
      local c = assert(require "luasql.sqlite3".sqlite3():connect ":memory:")
      print(assert(c:execute "select 6 * 7"):fetch())
      print(type(require "cx"), type(require "cx.core"))
    ]] }, { cwd = folder .. "/alone" })
    assert.equal("", got.err)
    assert.equal("abc\t3\n", got.out:match "^[^\n]+\n")
    assert.truthy(got.out:find("[1,\"two\"]\tnil", 1, true))
    assert.truthy(got.out:find("\n42\n", 1, true))
    assert.truthy(got.out:find("\ntable\ttable\n", 1, true))
    assert.equal(0, got.status)
  end)

  it("needs only libc and libm", function()
    if not plain then return end
    for name in shell("ldd " .. program):gmatch "\n?%s*(%S+) =>" do
      assert.truthy(name:match "^libc%.so" or name:match "^libm%.so" or name:match "vdso", name)
    end
  end)

  it("gives modules the names of Lua, and no other", function()
    if not plain then return end
    local n = 0
    for name in shell("nm -D --defined-only " .. program):gmatch "%x+ %u (%S+)" do
      assert.truthy(name:match "^luaL?_" or name:match "^luaopen_" or name:match "@GLIBC", name)
      n = n + 1
    end
    assert.is_true(n > 100)
  end)

  it("loads C modules of others", function()
    local got = run { "-e", [[
      print(type(require "lfs".currentdir()))
      print(type(require "luasql.postgres".postgres()))
    ]] }
    assert.equal("", got.err)
    assert.equal("string\nuserdata\n", got.out)
  end)
end)


describe("install", function()
  it("gives a plain lua5.4 the library", function()
    if not plain then return end
    shell(("make -s install PREFIX=%s/usr"):format(folder))
    file("few.csv", "a\n5\n6\n")
    local lua, c = folder .. "/usr/share/lua/5.4/", folder .. "/usr/lib/lua/5.4/"
    local got = child.run({ "lua5.4", "-e", [[
      local cx = require "cx"
      local survey = cx.survey { file = "few.csv", questions = { a = cx.scale { 0, 10 } } }
      local e = assert(survey:tally { of = "a" }):total(cx.metric.mean "a")
      print(e.value, e.n)
    ]] }, { cwd = folder, env = {
      ("LUA_PATH=%s?.lua;%s?/init.lua;;"):format(lua, lua), ("LUA_CPATH=%s?.so;;"):format(c),
    } })
    assert.equal("", got.err)
    assert.equal("5.5\t2\n", got.out)
    local names = shell("nm -D --defined-only " .. c .. "cx/core.so")
    assert.equal("luaopen_cx_core\n", (names:gsub("%x+ %u (%S+)", "%1")))
  end)
end)


describe("module", function()
  it("(1) nothing is loaded at start", function()
    local got = run { "-e", [[
      for name in pairs(package.loaded) do assert(not name:match "^cx" and not name:match "lpeg") end
    ]] }
    assert.equal("", got.err)
  end)

  it("(1) messages from inside name the file and the line", function()
    local got = run { "-e", "print(debug.getinfo(require 'cx.complain'.caller or "
      .. "select(2, next(require 'cx.complain')), 'S').source)" }
    assert.equal("@cx/complain.lua\n", got.out)
  end)

  it("(2) CXLUA_PATH comes before what is inside, and -E ignores it", function()
    os.execute("mkdir -p " .. folder .. "/mine/lua/cx/deep " .. folder .. "/mine/scripts/greet")
    file("mine/lua/cx/init.lua", "return { mine = true }")
    file("mine/lua/cx/deep/init.lua", "return 'deep'")
    file("mine/lua/cx/wrong.lua", "x = = 1")
    file("mine/scripts/greet.lua", "print(require 'cx.command.greet.word', arg[0], ...) return 4")
    file("mine/scripts/greet/word.lua", "return 'hello'")
    local env = { env = { "CXLUA_PATH=" .. folder .. "/mine" } }
    assert.equal("true\tdeep\n", run({ "-e", "print(require 'cx'.mine, (require 'cx.deep'))" }, env).out)
    assert.equal("nil\n", run({ "-E", "-e", "print(rawget(require 'cx', 'mine'))" }, env).out)
    assert.truthy(run({ "-l", "cx.wrong" }, env).err:find("/mine/lua/cx/wrong.lua:1: ", 1, true))
    local got = run({ "greet", "you" }, env)
    assert.equal("hello\tgreet\tyou\n", got.out)
    assert.equal(4, got.status)
  end)

  it("(3) a module that is nowhere is told of as the lua command does", function()
    local got = run { "-e", "package.path = ''; package.cpath = ''; require 'cxx'" }
    assert.truthy(got.err:find("module 'cxx' not found:\n\tno field package.preload['cxx']\n\tno file ''\n", 1, true))
  end)
end)


describe("script", function()
  local env

  setup(function()
    os.execute("mkdir -p " .. folder .. "/run/lua/cx")
    file("run/lua/cx/run.lua", [[
      local run = {}
      function run.main(plan, path, args)
        print(plan.kind, path, args[1])
        if plan.raises then error("plan.lua:3: no such key", 0) end
        return plan.status
      end
      return run
    ]])
    env = { env = { "CXLUA_PATH=" .. folder .. "/run" } }
  end)

  it("(2) a file that returns a plan is run as a plan", function()
    file("plan.lua", "return { kind = 'plan', status = 2 }")
    local got = run({ "plan.lua", "--html" }, env)
    assert.equal("plan\tplan.lua\t--html\n", got.out)
    assert.equal(2, got.status)
    assert.equal(0, run({ "-" }, { env = env.env, input = "return { kind = 'plan' }" }).status)
  end)

  it("(2) a plan that raises fails", function()
    file("raises.lua", "return { kind = 'plan', raises = true }")
    local got = run({ "raises.lua" }, env)
    assert.truthy(got.err:find(": plan.lua:3: no such key\n", 1, true))
    assert.equal(1, got.status)
  end)

  it("(2) other results are dropped, as the lua command does", function()
    file("table.lua", "return { kind = 'metric' }")
    file("guard.lua", "return setmetatable({}, { __index = function() error 'asked' end })")
    file("several.lua", "return 1, { kind = 'plan' }")
    for _, name in ipairs { "table.lua", "guard.lua", "several.lua" } do
      local got = run({ name }, env)
      assert.equal("", got.out .. got.err)
      assert.equal(0, got.status)
    end
  end)

  it("(3) a file comes before a command, and an unknown name is no file", function()
    file("greet", "print 'the file'")
    local both = { env = { "CXLUA_PATH=" .. folder .. "/mine" } }
    assert.equal("the file\n", run({ "greet" }, both).out)
    os.execute(("mkdir %s/new"):format(folder))
    assert.matches("^Usage: cxlua new", run({ "new", "--help" }, both).out)        -- a folder is no script
    local got = run({ "nosuchcommand" }, both)
    assert.truthy(got.err:find(": cannot open nosuchcommand", 1, true))
    assert.equal(1, got.status)
  end)

  it("(4) Ctrl-C stops a script, with exit status 130", function()
    if program:match "/tsan/" then return end -- which delivers signals at system calls only
    file("loop.lua", "io.stdout:write('started\\n'):flush() while true do end")
    file("stop.sh", child.WAIT .. '"$1" loop.lua & p=$!; ready $p; kill -INT $p; wait $p; echo $?')
    local text = shell("cd " .. folder .. " && bash -m stop.sh " .. program)
    assert.truthy(text:find "started\n", text)
    assert.truthy(text:find ": interrupted!\nstack traceback:\n\tloop.lua:1: in main chunk", text)
    assert.truthy(text:find "\n130\n", text)
  end)
end)


describe("a long scan", function()
  local scan = [[
    local cx = require "cx"
    local survey = cx.survey { file = "-", questions = { a = cx.scale { 0, 10 } } }
    io.stderr:write "reading\n"
    survey:tally { of = "a" }
    io.stderr:write "never reached\n"
  ]]

  it("is stopped by Ctrl-C, with exit status 130", function()
    if program:match "/tsan/" then return end
    file("scan.lua", scan)
    file("stop.sh", child.WAIT .. [[
      mkfifo pipe
      (echo a; exec yes 5) >pipe &
      "$1" scan.lua <pipe &
      scan=$!
      ready $scan
      kill -INT $scan
      wait $scan
      echo "status $?"
    ]])
    local text = shell("cd " .. folder .. " && bash -m stop.sh " .. program)
    assert.truthy(text:find("reading\n", 1, true), text)
    assert.truthy(text:find("scan.lua: interrupted\n", 1, true), text)
    assert.truthy(text:find("status 130\n", 1, true), text)
    assert.falsy(text:find("never reached", 1, true), text)
  end)
end)


describe("hint", function()
  local function message(text)
    file("hint.lua", text)
    return run { "hint.lua" }.err:match "hint.lua(:%d+: .*)\n$"
  end

  it("(2) a name with ä is mended", function()
    assert.equal(":1: unexpected symbol near '<\\195>'; names in Lua are plain letters a-z: "
      .. "write kaytto, or t['käyttö']", message "local käyttö = 1")
    assert.truthy(message "local s = 'ä' -- ä\nlocal t = { Ångström = 1 }"
      :find("^:2: .*write Angstrom, or t%['Ångström'%]$"))
  end)

  it("(2) a name of Windows-1252 is shown in UTF-8", function()
    assert.truthy(message "local k\xE4ytt\xF6 = 1":find("write kaytto, or t['käyttö']", 1, true))
  end)

  it("(2) in -e and on standard input too", function()
    assert.truthy(run { "-e", "print(1)\nö = 1" }.err:find("write o, or t['ö']", 1, true))
    assert.truthy(run({ "-" }, { input = "ö = 1" }).err:find("plain letters a-z\n", 1, true))
  end)

  it("(3) what a word processor puts in is named", function()
    assert.truthy(message "print(“hei”)":find("quotation mark; write \" or '", 1, true))
    assert.truthy(message "x = 1 – 2":find("this is a dash; write -", 1, true))
    assert.truthy(message "x =\u{A0}1":find("no-break space", 1, true))
  end)

  it("(1) other errors stay Lua's own", function()
    assert.equal(":1: unexpected symbol near '='", message "x = = 1")
  end)
end)


describe("interactive", function()
  local function talk(text, env)
    return child.run({ program, "-i" }, { input = text, env = env, cwd = folder })
  end

  it("repl (1): expressions are shown, statements run, open lines go on", function()
    local got = talk "1 + 1\n=3\nx = 5\nx, nil\nfor i = 1, 2 do\nprint(i)\nend\nprint(\n7)\n"
    assert.equal("> 1 + 1\n2\n> =3\n3\n> x = 5\n> x, nil\n5\tnil\n> for i = 1, 2 do\n>> print(i)\n>> end\n"
      .. "1\n2\n> print(\n>> 7)\n7\n> \n", (got.out:gsub("^[^\n]+\n", "")))
    assert.equal("", got.err)
    assert.equal(0, got.status)
  end)

  it("repl (1): errors are told without a name, and the talk goes on", function()
    local got = talk "error 'no'\n+\nerror {}\nprint = nil\n1\n"
    assert.truthy(got.err:find("^stdin:1: no\nstack traceback:"))
    assert.truthy(got.err:find("\nstdin:1: unexpected symbol near '+'\n", 1, true))
    assert.truthy(got.err:find("\n(error object is a table value)\n", 1, true))
    assert.truthy(got.err:find("\nerror calling 'print' (attempt to call a nil value)\n", 1, true))
    assert.equal(0, got.status)
  end)

  it("repl (2): the prompts are Lua values", function()
    local got = talk "_PROMPT, _PROMPT2 = 'a', setmetatable({}, { __tostring = function() return 'b' end })\nprint(\n1)\n"
    assert.truthy(got.out:find("\naprint%(\nb1%)\n1\na\n$"))
  end)

  it("repl (3): cx is there, unless a script made its own", function()
    assert.truthy(talk "type(cx)\n".out:find(")\ntable\n", 1, true))
    local got = child.run({ program, "-e", "cx = 5", "-i" }, { input = "cx\n", cwd = folder })
    assert.truthy(got.out:find("> cx\n5\n", 1, true))
  end)

  it("a script's failure comes before the talk", function()
    assert.equal(1, child.run({ program, "-i", "nosuch.lua" }, { input = "print(1)\n" }).status)
    assert.equal(3, talk "os.exit(3)\n".status)
  end)
end)
