-- child.lua: runs a program as a child, and tells what it wrote and how it ended

local child = {}

--- Functions of the shell: `ready PID` returns half a second after the program, or its child, began to listen for
--- Ctrl-C; `shown TEXT FILE` when the file has the text. Both give up after a minute.
child.WAIT = [[
  listens() { awk '/^SigCgt:/ && substr($2, 16) ~ /[2367abef]/ { found = 1 } END { exit !found }' "/proc/$1/status"; }
  listening() { for p in $1 $(cat "/proc/$1/task/$1/children"); do if listens "$p"; then return 0; fi; done; return 1; }
  ready() { for _ in $(seq 1200); do if listening "$1"; then break; fi; sleep 0.05; done 2>/dev/null; sleep 0.5; }
  shown() { for _ in $(seq 1200); do if grep -q "$1" "$2"; then break; fi; sleep 0.05; done 2>/dev/null; }
]]


--- The word as one argument of the shell.
local function quote(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end


--- The whole file, then nothing of it on the disk.
local function take(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "a"
  file:close()
  os.remove(path)
  return text
end


function child.write(path, text)
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
  return path
end


--- A new empty folder; the caller removes it.
function child.folder()
  local pipe = assert(io.popen("mktemp -d", "r"))
  local path = pipe:read "l"
  pipe:close()
  return path
end


function child.remove(folder)
  assert(folder:match "^/.+/.+")
  os.execute("rm -rf " .. quote(folder))
end


--- Runs words[1] with the other words; options: input (text), env (list of "A=B"), cwd.
--- An environment of ours is empty but for PATH and HOME, unless env says more.
---@return { out: string, err: string, status: integer }
function child.run(words, options)
  options = options or {}
  local input, out, err = os.tmpname(), os.tmpname(), os.tmpname()
  child.write(input, options.input or "")
  local quoted = {}
  for i, word in ipairs(words) do quoted[i] = quote(word) end
  local env = { "env -i PATH=" .. quote(os.getenv "PATH"), "HOME=/nonexistent" }
  for _, pair in ipairs(options.env or {}) do env[#env + 1] = quote(pair) end
  local line = ("cd %s && timeout 120 %s %s <%s >%s 2>%s"):format(quote(options.cwd or "."),
    table.concat(env, " "), table.concat(quoted, " "), input, out, err)
  local _, how, status = os.execute(line)
  os.remove(input)
  if how == "signal" then status = status + 128 end
  return { out = take(out), err = take(err), status = status }
end


--- The program under test, from any folder.
function child.program()
  local path = os.getenv "CXLUA" or "build/cxlua"
  if path:sub(1, 1) == "/" then return path end
  return os.getenv "PWD" .. "/" .. path
end

return child
