-- cells.lua - what the reader makes of a file, by the test program build/tests/tool/cells
--
--   FILE > ROWS > batch > tally > metric > goal > report

local cjson = require "cjson"

local cells = {}

local program = (os.getenv "CXLUA" or "build/cxlua"):gsub("[^/]*$", "") .. "tests/tool/cells"


local function quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end


---The dialect, names and rows of a file as a table; `options` are those of the test program.
---@param path string
---@param options table<string, string|number>
---@return table
function cells.read(path, options)
  local command = { quoted(program) }
  for name, value in pairs(options or {}) do
    command[#command + 1] = quoted(name .. "=" .. value)
  end
  command[#command + 1] = quoted(path)
  local pipe <close> = assert(io.popen(table.concat(command, " ") .. " 2>/dev/null"))
  return cjson.decode(pipe:read "a")
end


---The bytes of a file.
---@param path string
---@return string
function cells.slurp(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read "a"
end


---Runs `work` with the path of a file that holds `text` for so long.
---@param text string
---@param work fun(path: string): any
function cells.with_file(text, work)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local result = table.pack(pcall(work, path))
  os.remove(path)
  assert(result[1], result[2])
  return table.unpack(result, 2, result.n)
end


return cells
