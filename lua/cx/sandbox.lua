-- sandbox.lua - the world of a plan from someone else
--
--   FILE > ROWS > BATCH > TALLY > METRIC > GOAL > REPORT
--
-- In: the plan's folder, "" or with its slash; a state in which no plan has run. Out: the globals that plans see.
--
-- (1) What a plan sees is a list of what is harmless, in tables of its own: what it changes there, cx does not see.
-- (2) Files: of its own folder, to read; what it writes, cx writes (reports, tallies, a ledger). bind/wall.h says which.
-- (3) Modules: cx, and Lua files of its folder, which see the same world. Chunks are text, never bytecode.
-- (4) Metatables: only those that it set itself; not those of strings, files, surveys.
-- (5) What it prints has no control characters: they would give orders to the terminal.
-- (6) The globals of cx are walled too: whoever got hold of them would find no way out either.

local core = require "cx.core"

local sandbox = {}

local refusal = core.refusal
local find, gsub, gmatch = string.find, string.gsub, string.gmatch
local error, select, type, tostring, setmetatable, pairs, ipairs, next =
  error, select, type, tostring, setmetatable, pairs, ipairs, next
local concat, pack = table.concat, table.pack
local load, loadfile, require, getmetatable, collect = load, loadfile, require, getmetatable, collectgarbage
local open, rename, remove = io.open, os.rename, os.remove
local stdout, stderr, read_input = io.stdout, io.stderr, io.read

local DENIED = 13 -- what a file's functions give as the number of "permission denied"


-- ---- files (2) -------------------------------------------------------------------------------------------

local function wall(path, write)
  local why = refusal(path, write)
  if why then return nil, tostring(path) .. ": " .. why, DENIED end
  return true
end


local function open_walled(path, mode)
  local fine, why, number = wall(path, mode ~= nil and find(mode, "[wa+]") ~= nil)
  if not fine then return nil, why, number end
  return open(path, mode)
end


local function rename_walled(from, to)
  local fine, why, number = wall(from, true)
  if fine then fine, why, number = wall(to, true) end
  if not fine then return nil, why, number end
  return rename(from, to)
end


local function remove_walled(path)
  local fine, why, number = wall(path, true)
  if not fine then return nil, why, number end
  return remove(path)
end


-- What a plan may open: to read.
local function open_to_read(path, mode)
  mode = mode or "r"
  if mode ~= "r" and mode ~= "rb" then return nil, tostring(path) .. ": a plan under --sandbox opens files to read", DENIED end
  return open_walled(path, mode)
end


local function lines(path, ...)
  local file, why = open_to_read(path)
  if not file then error(why, 2) end
  return file:lines(...)
end


-- ---- chunks and modules (3) --------------------------------------------------------------------------------

local function load_text(env)
  return function(chunk, name, _, ...)
    local its = env
    if select("#", ...) > 0 then its = ... end
    return load(chunk, name, "t", its)
  end
end


local function loadfile_text(env)
  return function(path, _, ...)
    local its = env
    if select("#", ...) > 0 then its = ... end
    local fine, why = wall(path or "", false)
    if not fine then return nil, why end
    local chunk, message = loadfile(path, "t", its)
    if not chunk and find(message, "binary chunk", 1, true) then
      message = path .. ": it is no text; a plan under --sandbox is Lua as it is written"
    end
    return chunk, message
  end
end


local function dofile_text(env)
  local read = loadfile_text(env)
  return function(path)
    local chunk, why = read(path)
    if not chunk then error(why, 2) end
    return chunk()
  end
end


-- The path of a module in the folder, or nil.
local function path_of(folder, name)
  if not find(name, "^[%w_][%w_%-%.]*$") or find(name, "..", 1, true) then return nil end
  local path = folder .. gsub(name, "%.", "/")
  for _, ending in pairs { ".lua", "/init.lua" } do
    local file = open_walled(path .. ending, "rb")
    if file then
      file:close()
      return path .. ending
    end
  end
end


local function require_inside(folder, env)
  local loaded, read = {}, loadfile_text(env)
  return function(name)
    if type(name) ~= "string" then error("a module's name is wanted, not " .. tostring(name), 2) end
    if name == "cx" then return require "cx" end
    if loaded[name] ~= nil then return loaded[name] end
    local path = path_of(folder, name)
    if not path then
      error(("module '%s' not found: a plan under --sandbox has cx, and the Lua files of its folder"):format(name), 2)
    end
    local chunk, why = read(path)
    if not chunk then error(why, 2) end
    local value = chunk(name, path)
    loaded[name] = value == nil and true or value
    return loaded[name], path
  end
end


-- ---- what a plan prints (5) ----------------------------------------------------------------------------------

local function clean(text)
  text = gsub(text, "[\0-\8\11-\31\127]", "?")
  return (gsub(text, "\xC2[\x80-\x9F]", "?"))
end


-- A stream that only writes.
local function stream(file)
  local made = {}
  function made.write(self, ...)
    local words = pack(...)
    for i = 1, words.n do
      if type(words[i]) ~= "string" and type(words[i]) ~= "number" then error("a text or a number is wanted", 2) end
      words[i] = clean(tostring(words[i]))
    end
    file:write(concat(words))
    return self
  end
  function made.flush(self)
    file:flush()
    return self
  end
  return made
end


local function print_clean(...)
  local words = pack(...)
  for i = 1, words.n do words[i] = clean(tostring(words[i])) end
  stdout:write(concat(words, "\t"), "\n")
end


-- ---- what a plan sees (1) --------------------------------------------------------------------------------------

-- A metatable belongs to who set it (4).
local function metatables()
  local own = setmetatable({}, { __mode = "k" })
  local function set(object, meta)
    if meta ~= nil and type(meta) == "table" then own[meta] = true end
    return setmetatable(object, meta)
  end
  local function get(object)
    if type(object) ~= "table" then return nil end
    local meta = getmetatable(object)
    return own[meta] and meta or nil
  end
  return set, get
end


local function collect_harmless(option)
  if option == "count" then return collect "count" end
  return 0
end


local function copy(from, names)
  local to = {}
  for name in gmatch(names, "%S+") do to[name] = from[name] end
  return to
end


local function world(folder)
  local env = copy(_G, "assert error ipairs next pairs pcall rawequal rawget rawlen rawset select tonumber tostring type "
    .. "xpcall _VERSION")
  env._G = env
  env.setmetatable, env.getmetatable = metatables()
  env.print, env.collectgarbage = print_clean, collect_harmless
  env.string = copy(string, "byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper")
  env.table = copy(table, "concat insert move pack remove sort unpack")
  env.coroutine = copy(coroutine, "close create isyieldable resume running status wrap yield")
  env.utf8 = copy(utf8, "char charpattern codepoint codes len offset")
  env.os = copy(os, "clock date difftime time")
  env.debug = copy(debug, "traceback")
  env.math = {}
  for name, value in next, math do env.math[name] = value end
  local out = stream(stdout)
  env.io = { stdout = out, stderr = stream(stderr), open = open_to_read, lines = lines, read = read_input,
             write = function(...) return out:write(...) end }
  env.load, env.loadfile, env.dofile = load_text(env), loadfile_text(env), dofile_text(env)
  env.require = require_inside(folder, env)
  env.arg = {}
  for i, word in pairs(arg or {}) do env.arg[i] = word end
  return env
end


-- ---- the globals of cx (6) ---------------------------------------------------------------------------------------

-- Leaves in a table what the names say and what is new, and nothing else.
local function replace(from, names, new)
  local kept, all = copy(from, names), {}
  for name in next, from do all[#all + 1] = name end
  for _, name in ipairs(all) do from[name] = kept[name] end
  for name, value in next, new do from[name] = value end
end


local function build_walls(env)
  local database = require "cx.sandbox.database"
  package.preload["luasql.sqlite3"] = database.files(require "luasql.sqlite3", wall)
  package.preload["luasql.postgres"] = database.none
  package.loaded["luasql.sqlite3"] = nil
  replace(io, "write read stdin stdout stderr type", { open = open_walled })
  replace(os, "clock date difftime exit getenv time", { rename = rename_walled, remove = remove_walled })
  replace(debug, "getinfo traceback", {})
  replace(package, "config loaded preload searchers", { path = "", cpath = "" })
  replace(string, "byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper", {})
  for i = #package.searchers, 3, -1 do package.searchers[i] = nil end
  _G.load, _G.loadfile, _G.dofile = env.load, env.loadfile, env.dofile
end


--- Walls cx in, and gives the world of a plan in the folder.
---@param folder string "" or with its slash
---@return table env
function sandbox.enter(folder)
  local env = world(folder)
  build_walls(env)
  return env
end


return sandbox
