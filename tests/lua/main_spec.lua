-- main_spec: cxlua behaves as the lua command does; the packaged lua5.4 is the measure

local child = dofile "tests/lua/child.lua"

local folder, ours, theirs

--- Both interpreters are called "lua", each in a folder of its own, so that messages agree.
local function install(name, target)
  os.execute(("mkdir -p %s/%s && ln -s %s %s/%s/lua"):format(folder, name, target, folder, name))
  return "PATH=" .. folder .. "/" .. name .. ":" .. os.getenv "PATH"
end


local function run(path, words, options)
  local env = { path }
  for _, pair in ipairs(options.env or {}) do env[#env + 1] = pair end
  return child.run({ "lua", table.unpack(words) },
    { input = options.input, env = env, cwd = folder })
end


--- Our lines more, after what the lua command says of its usage.
local function without_addition(text)
  return (text:gsub("A script that returns a plan is measured and reported%.\n.*$", ""))
end


local function same(words, options)
  local wanted, got = run(theirs, words, options or {}), run(ours, words, options or {})
  local line = "lua " .. table.concat(words, " ")
  assert.equal(wanted.out, got.out, line)
  assert.equal(wanted.err, without_addition(got.err), line)
  assert.equal(wanted.status, got.status, line)
  return got
end


setup(function()
  folder = child.folder()
  ours = install("ours", child.program())
  theirs = install("theirs", "/usr/bin/lua5.4")
  local function file(name, text) child.write(folder .. "/" .. name, text) end
  file("fine.lua", "print('fine', ...)\nreturn 7\n")
  file("args.lua", "for i = -4, 4 do print(i, arg[i]) end print(select('#', ...), ...)\n")
  file("bad.lua", "local a = \n")
  file("fails.lua", "local function f() error 'no' end\nlocal function g() f() end\ng()\n")
  file("mod.lua", "local name, from = ...\nreturn { name = name, from = from }\n")
  file("broken.lua", "return +\n")
  file("raises.lua", "error 'at load'\n")
  file("hash.lua", "#!/usr/bin/env lua\nprint 'after the first line'\nerror 'line 3'\n")
  file("close.lua", "local a <close> = setmetatable({}, { __close = function() print 'closed' end })\n"
    .. "setmetatable({}, { __gc = function() print 'collected' end })\nos.exit(3, true)\n")
  file("dash.lua", "print 'dash'\n")
  os.execute(("cp %s/dash.lua %s/-"):format(folder, folder))
  os.execute(("cp %s/dash.lua %s/-x.lua"):format(folder, folder))
end)


teardown(function() child.remove(folder) end)


describe("main (1): the lua command's own", function()
  it("options in their order", function()
    same { "-e", "print(1)" }
    same { "-eprint(1)", "-e", "print(2)" }
    same { "-e", "a = 1", "-e", "print(a)", "fine.lua", "x" }
    same { "-v" }
    same { "-v", "-e", "print(1)" }
    same { "-vE" }
    same { "-v", "--", "fine.lua" }
    same { "--", "fine.lua", "-v" }
    same { "-l", "mod", "-e", "print(mod.name, mod.from)" }
    same { "-lmod", "-e", "print(mod.name, mod.from)" }
    same { "-l", "m=mod", "-e", "print(m.name, mod)" }
    same { "-lm=mod", "-e", "print(m.name, mod)" }
    same { "-l", "string", "-e", "print(string.rep('a', 3))" }
  end)

  it("wrong options", function()
    for _, words in ipairs {
      { "-x" }, { "-e" }, { "-l" }, { "-e", "-v" }, { "-l", "-" }, { "--x" }, { "-vv" },
      { "-ix" }, { "-Ex" }, { "-Wx" }, { "-e", "print(1)", "-x", "fine.lua" }, { "-i", "-x" },
      { "--version" }, { "-h" },
    } do same(words) end
  end)

  it("arg and the script's arguments", function()
    same { "args.lua" }
    same { "args.lua", "a", "b c", "" }
    same { "-e", "x = 1", "-E", "args.lua", "-e", "y" }
    same { "-", "a", "b" }
    same({ "-", "a", "b" }, { input = "print(arg[0], arg[-1], ...)" })
    same { "-e", "print(arg[0], arg[1], arg[-1], #arg)" }
    same { "-e", "arg = nil", "fine.lua" }
    same { "-e", "arg = { 'other', 'words' }", "fine.lua", "x" }
  end)

  it("standard input as a script", function()
    same({}, { input = "print('from input', ...)" })
    same({ "-" }, { input = "print('from input', ...)\nerror('line 2')" })
    same({}, { input = "x = = 1" })
    same({}, { input = "#!first\nprint 'second'" })
    same({ "-e", "print 'no input is read'" }, { input = "error 'read'" })
    same({ "-v" }, { input = "error 'read'" })
    same({ "-E" }, { input = "print 'read'" })
    same({ "-W" }, { input = "warn 'read'" })
    same { "--", "-" }
    same { "--", "-x.lua" }
  end)

  it("a conversation with a pipe, which line (5) prints", function()
    local function talk(text, words) return same(words or { "-i" }, { input = text }) end
    talk ""
    talk "1 + 1\n=3, nil\nx = 5\nfor i = 1, 2 do\nprint(i)\nend\nprint(\n7)\n"
    talk "\n\nprint(1) -- the last line has no end"
    talk "error 'no'\n+\nerror {}\nx = = 1\nlocal a = 1\na\n"
    talk("print = nil\n1\n", { "-i", "fine.lua", "a" })
    talk("a = 1\nprint(\n1)\n", { "-e", "_PROMPT, _PROMPT2 = '', 2", "-i" })
    talk("a = 1\nb = 2\n", { "-i", "-e", [[local n = 0
      _PROMPT = setmetatable({}, { __tostring = function() n = n + 1 return n .. ': ' end })]] })
  end)

  it("errors, tracebacks and exit statuses", function()
    same { "fails.lua" }
    same { "bad.lua" }
    same { "hash.lua" }
    same { "nosuch.lua" }
    same { "" }
    same { "." }
    same { "-e", "error 'message'" }
    same { "-e", "error('message', 0)" }
    same { "-e", "error()" }
    same { "-e", "error {}" }
    same { "-e", "error(12)" }
    same { "-e", "error(setmetatable({}, { __tostring = function() return 'speaks' end }))" }
    same { "-e", "error(setmetatable({}, { __tostring = function() return 5 end }))" }
    same { "-e", "error(setmetatable({}, { __tostring = function() error 'x' end }))" }
    same { "-e", "local function f() return f() + 1 end f()" }
    same { "-e", "x = " }
    same { "-e", "x = = 2" }
    same { "-e", "print(1)", "-e", "error 'stops'", "fine.lua" }
    same { "-e", "coroutine.wrap(function() error 'inside' end)()" }
    same { "-e", "string.rep('x', -1, {})" }
    same { "-e", "local t = setmetatable({}, { __index = function(t, k) error(k) end }) print(t.x)" }
    same { "-e", "print(debug.traceback 'here')" }
  end)

  it("os.exit and closing", function()
    same { "-e", "os.exit()" }
    same { "-e", "os.exit(true)" }
    same { "-e", "os.exit(false)" }
    same { "-e", "os.exit(7)" }
    same { "close.lua" }
    same { "-e", "setmetatable({}, { __gc = function() print 'collected at the end' end })" }
    same { "-e", "setmetatable({}, { __gc = function() error 'in a finalizer' end })" }
    same { "-W", "-e", "setmetatable({}, { __gc = function() error 'in a finalizer' end })" }
  end)

  it("libraries that are not there, broken, or raise", function()
    same { "-l", "nosuch", "fine.lua" }
    same { "-l", "broken" }
    same { "-l", "raises" }
    same { "-e", "require 'nosuch.part'" }
    same { "-e", "package.path = '?.lua;?/?'; package.cpath = '?.so'; require 'XXX'" }
    same { "-e", "print(pcall(require, 'broken'))" }
  end)

  it("warnings", function()
    same { "-e", "warn('unheard')" }
    same { "-W", "-e", "warn('a', 'b')" }
    same { "-e", "warn('@on') warn('heard') warn('@off') warn('unheard')" }
    same { "-W", "-e", "warn('@off')", "-e", "warn('unheard')" }
    same { "-e", "warn('unheard')", "-W", "-e", "warn('heard')" }
  end)

  it("LUA_INIT, and -E that ignores it", function()
    local function init(text, words, name)
      same(words or { "-e", "print(x)" }, { env = { (name or "LUA_INIT") .. "=" .. text } })
    end
    init "x = 12"
    init("x = 13", nil, "LUA_INIT_5_4")
    init "@fine.lua"
    init "@nosuch.lua"
    init "error 'in it'"
    init "x = = 1"
    init "@bad.lua"
    init("x = 12", { "-E", "-e", "print(x)" })
    init("print(arg[0], arg[1])", { "fine.lua", "one" })
    init("", { "-e", "print(x)" })
    same({ "-e", "print(x)" }, { env = { "LUA_INIT=x = 1", "LUA_INIT_5_4=x = 2" } })
  end)

  it("LUA_PATH and LUA_CPATH, and -E that ignores them", function()
    local env = { env = { "LUA_PATH=/a/?.lua;;", "LUA_CPATH=/b/?.so" } }
    same({ "-e", "print(package.path, package.cpath)" }, env)
    same({ "-E", "-e", "print(package.path, package.cpath)" }, env)
  end)

  it("the state that a script finds", function()
    same { "-e", "print(collectgarbage 'incremental')" }
    same { "-e", "local t = {} for k in pairs(_G) do t[#t + 1] = k end "
      .. "table.sort(t) print(table.concat(t, ' '))" }
    same { "-e", "local t = {} for k in pairs(package.loaded) do t[#t + 1] = k end "
      .. "table.sort(t) print(table.concat(t, ' '))" }
    same { "-e", "print(next(package.preload))" }
    same { "-e", "print(('ÄÖ'):lower(), ('%a'):rep(2), os.setlocale())" }
    same { "-e", "print(_VERSION, math.maxinteger, #arg)" }
    same { "-e", "print(select(2, require 'mod'))" }
  end)

  it("(4): programs that a script starts have their own signals", function()
    local got = same { "-e", "print(os.execute 'ulimit -c 0; kill -s XFSZ $$') "
      .. "print(io.popen('ulimit -c 0; kill -s XFSZ $$'):close())" }
    assert.equal("nil\tsignal\t25\nnil\tsignal\t25\n", got.out)
  end)

  it("long scripts, and many arguments", function()
    local lines = {}
    for i = 1, 20000 do lines[i] = "x = " .. i end
    lines[#lines + 1] = "print(x)"
    same({ "-" }, { input = table.concat(lines, "\n") })
    local words = { "args.lua" }
    for i = 1, 3000 do words[#words + 1] = "w" .. i end
    same(words)
  end)

  it("precompiled scripts", function()
    same { "-e", "local f = assert(io.open('code.luac', 'wb')) "
      .. "f:write(string.dump(loadfile 'fine.lua')) f:close()" }
    same { "code.luac", "one" }
  end)
end)
