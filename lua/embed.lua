-- embed.lua: Lua modules as bytecode in a C table, so that the program is one file
--
-- In:   paths of Lua files as arguments.
-- Out:  C source on standard output (embedded.h says its shape).


--- The name a file is required by, and the name that messages show.
local function names(path)
  local command = path:match "^scripts/(.+)%.lua$"
  if command then return "cx.command." .. command:gsub("/", "."), "@" .. path end
  local place = path:match "^lua/(cx/.+)$"
  if not place then -- a library's own file, such as LPeg's re.lua
    local base = path:match "[^/]+$"
    return base:gsub("%.lua$", ""), "@" .. base
  end
  local name = place:gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", ".")
  return name, "@" .. place
end


--- The file as bytecode with its line numbers, so that messages stay exact.
local function compile(path, chunk)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a"):gsub("^#[^\n]*", "")
  file:close()
  return string.dump(assert(load(text, chunk, "t")), false)
end


local function bytes(code)
  local line = {}
  for from = 1, #code, 24 do
    line[#line + 1] = table.concat({ code:byte(from, math.min(from + 23, #code)) }, ",")
  end
  return table.concat(line, ",\n")
end


local modules = {}
for _, path in ipairs(arg) do
  local name, chunk = names(path)
  modules[#modules + 1] = { name = name, chunk = chunk, code = compile(path, chunk) }
end
table.sort(modules, function(a, b) return a.name < b.name end)

print '#include "embedded.h"\n'
for i, m in ipairs(modules) do
  print(("static const unsigned char code%d[] = {\n%s};\n"):format(i, bytes(m.code)))
end
print "const cx_embedded cx_embedded_modules[] = {"
for i, m in ipairs(modules) do
  print(('  {"%s", "%s", code%d, sizeof code%d},'):format(m.name, m.chunk, i, i))
end
print("};\n\nconst size_t cx_embedded_count = " .. #modules .. ";")
