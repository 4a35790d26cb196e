-- layers_spec: who may use whom, proved from includes, requires and symbols
--
--   base < read < count < infer < lua/bind < lua/cx < scripts < examples
--
-- (1) A file uses only its own layer and those before it.
-- (2) The core has never heard of Lua, never prints, exits, aborts or jumps.
-- (3) What a core file shows to others begins with cx_ and a noun of its folder: the name
--     of a file, its plural, or a type that a header there declares.
-- (4) The core keeps no mutable global, except the chosen kernel.
-- (5) No file of the program is longer than 600 lines.

local RANK = { base = 1, read = 2, count = 3, infer = 4 }

--- What the core must not call, whatever for.
local FORBIDDEN = {}
for name in ([[
  printf vprintf puts putchar putc perror stdout stderr exit _exit _Exit quick_exit abort
  longjmp siglongjmp __longjmp_chk _setjmp __sigsetjmp __printf_chk __vprintf_chk signal sigaction
]]):gmatch "%S+" do FORBIDDEN[name] = true end

--- Files that may keep a mutable static: the kernel, chosen once (4).
local MUTABLE = { ["core/read/scan"] = true }

--- Lua modules by others that the library may use.
local LIBRARY = { lpeg = true, re = true, argparse = true, cjson = true, ["cjson.safe"] = true,
  ["luasql.sqlite3"] = true, ["luasql.postgres"] = true }


local function lines_of(command)
  local pipe = assert(io.popen(command, "r"))
  local list = {}
  for line in pipe:lines() do list[#list + 1] = line end
  pipe:close()
  return list
end


local function find(where, pattern)
  return lines_of(("find %s -name '%s' 2>/dev/null | LC_ALL=C sort"):format(where, pattern))
end


local function each_line(files, visit)
  for _, path in ipairs(files) do
    local n = 0
    for line in io.lines(path) do
      n = n + 1
      visit(path, n, line)
    end
  end
end


local function check(wrong)
  assert.equal("", table.concat(wrong, "\n"))
end


--- Calls visit(path, included, angle) for each include line of the files, collects refusals.
local function includes(files, refuse)
  local wrong = {}
  each_line(files, function(path, n, line)
    local mark, name = line:match '^%s*#%s*include%s*([<"])([^>"]+)[>"]'
    local why = name and refuse(path, name, mark == "<")
    if why then wrong[#wrong + 1] = ("%s:%d: %s: %s"):format(path, n, line, why) end
  end)
  check(wrong)
end


local function requires(files, refuse)
  local wrong = {}
  each_line(files, function(path, n, line)
    local code = line:gsub("%-%-.*", "")
    for name in code:gmatch "require%s*%(?%s*[\"']([%w_.]+)[\"']" do
      local why = refuse(path, name)
      if why then wrong[#wrong + 1] = ("%s:%d: %s: %s"):format(path, n, line, why) end
    end
  end)
  check(wrong)
end


local function is_lua_header(name)
  return name:match "^lua" or name:match "^lauxlib" or name:match "^lualib"
end


describe("layers (1):", function()
  it("a core file includes only its own folder and those before it", function()
    includes(find("core", "*.[ch]"), function(path, name, angle)
      if is_lua_header(name) or name:match "^bind/" then return "the core knows no Lua" end
      if angle then return nil end
      local own, other = path:match "^core/(%w+)/", name:match "^(%w+)/"
      if not RANK[other] then return "write the folder: base/, read/, count/ or infer/" end
      if RANK[other] > RANK[own] then return own .. " stands before " .. other end
    end)
  end)

  it("one binding file does not know another", function()
    includes(find("lua/bind", "bind_*.[ch]"), function(path, name)
      local other = name:match "^bind/(bind_%w+)%.h"
      if other and other ~= path:match "(bind_%w+)%.[ch]$" then return "bind files are strangers" end
    end)
  end)

  it("the border includes the core and Lua, never the program", function()
    includes(find("lua/bind", "*.[ch]"), function(_, name, angle)
      if angle or RANK[name:match "^(%w+)/" or ""] or name:match "^bind/" then return nil end
      return "not of the core, not of bind/"
    end)
  end)

  it("the program reaches the core through the border only", function()
    includes(lines_of "ls lua/*.c lua/*.h", function(_, name)
      if RANK[name:match "^(%w+)/" or ""] then return "the program does not count" end
    end)
  end)

  it("the library requires cx, the border and the libraries that are inside", function()
    requires(find("lua/cx", "*.lua"), function(_, name)
      if name:match "^cx%.command" then return "the library stands before scripts" end
      if name == "cx" or name:match "^cx%." or LIBRARY[name] then return nil end
      return "not inside the program"
    end)
  end)

  it("a script requires the library, never the border", function()
    requires(find("scripts", "*.lua"), function(_, name)
      if name == "cx.core" then return "a script goes through cx" end
    end)
  end)

  it("an example requires cx, like any plan", function()
    requires(find("examples", "*.lua"), function(_, name)
      if name ~= "cx" then return "a plan needs only cx" end
    end)
  end)
end)


--- Calls visit(source, letter, name, section) for each symbol of the core's objects.
local function symbols(visit)
  local wrong = {}
  for _, object in ipairs(find("build/core", "*.o")) do
    local source = object:gsub("^build/", ""):gsub("%.o$", "")
    local exists = io.open(source .. ".c")
    if exists then
      exists:close()
      for _, line in ipairs(lines_of("nm -f sysv " .. object)) do
        local name, letter, section = line:match "^(%S+)%s*|[^|]*|%s*(%a)%s*|.*|%s*(%S*)%s*$"
        local why = name and visit(source, letter, name, section)
        if why then wrong[#wrong + 1] = ("%s.c: %s: %s"):format(source, name, why) end
      end
    end
  end
  check(wrong)
end


describe("layers", function()
  it("(2): the core calls nothing that prints, exits, aborts, jumps or is Lua's", function()
    symbols(function(_, letter, name)
      if letter ~= "U" then return nil end
      if FORBIDDEN[name] then return "not in the core" end
      if name:match "^luaL?_" then return "the core knows no Lua" end
    end)
  end)

  --- The nouns of a folder of the core (3), as keys.
  local nouns_of = setmetatable({}, { __index = function(known, folder)
    local nouns = {}
    for _, path in ipairs(find(folder, "*.[ch]")) do
      local stem = path:match "([^/]+)%.[ch]$"
      nouns[stem], nouns[stem .. "s"] = true, true
      for line in io.lines(path) do
        local noun = path:match "h$" and (line:match "^}%s*cx_([%w_]+);" or line:match "^typedef.*%scx_([%w_]+);")
        if noun then nouns[noun] = true end
      end
    end
    known[folder] = nouns
    return nouns
  end })

  it("(3): the core's externals are called by a noun of their folder", function()
    symbols(function(source, letter, name)
      if not letter:match "[TDBRVWC]" then return nil end
      local words, nouns = name:match "^cx_(.+)$", nouns_of[source:match "^(.+)/"]
      while words do
        if nouns[words] then return nil end
        words = words:match "^(.+)_"
      end
      return "begin it with cx_ and a noun of its folder"
    end)
  end)

  it("(4): the core keeps no mutable global", function()
    symbols(function(source, letter, _, section)
      if not letter:match "[bBdDC]" or MUTABLE[source] then return nil end
      if section:match "^%.data%.rel%.ro" then return nil end -- constant, once loaded
      return "a mutable global"
    end)
  end)

  it("(5): no file of the program is longer than 600 lines", function()
    local wrong = {}
    local files = lines_of [[find core lua scripts -name '*.[ch]' -o -name '*.lua' | LC_ALL=C sort]]
    for _, path in ipairs(files) do
      local n = 0
      for _ in io.lines(path) do n = n + 1 end
      if n > 600 then wrong[#wrong + 1] = ("%s: %d lines"):format(path, n) end
    end
    check(wrong)
  end)
end)
