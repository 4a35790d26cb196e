-- file.lua - a report as a file: whole or not at all
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a path, a function that writes. Out: true, or nil, message, "not_writable".
--
-- (1) It is written beside its place and renamed, so that the old file stays until the new one is whole.
-- (2) Every write, the flush and the close are checked: a full disk shows at any of them.
-- (3) What was begun and failed is removed.
-- (4) A device (/dev/...) is written as it is: it cannot be renamed over.
-- (5) What is begun is noted, so that a program that is told to stop in the middle removes it too.
-- (6) A private file has mode 0600 from its first moment, whatever was there before.

local core = require "cx.core"

local file = {}


local function failed(path, reason)
  reason = tostring(reason):gsub("^.-: ", "")
  return nil, ("%s: cannot be written: %s"):format(path, reason), "not_writable"
end


-- Runs fn with a write that remembers its first failure.
local function fill(handle, fn)
  local trouble
  handle:setvbuf("full", 65536)
  local ok, raised = pcall(fn, function(s)
    if trouble then return nil, trouble end
    local done, why = handle:write(s)
    if not done then trouble = why or "write failed" end
    return done and true or nil, why
  end)
  if not trouble and ok then
    local done, why = handle:flush()                                            -- (2)
    if not done then trouble = why or "flush failed" end
  end
  local closed, why = handle:close()
  if not closed and not trouble then trouble = why or "close failed" end
  if not ok then return nil, nil, raised end
  return trouble == nil, trouble
end


-- A device as it is (4).
local function write_device(path, fn)
  local handle, why = io.open(path, "wb")
  if not handle then return failed(path, why) end
  local ok, trouble, raised = fill(handle, fn)
  if raised ~= nil then error(raised, 0) end
  if not ok then return failed(path, trouble) end
  return true
end


-- Opens the file beside; a private one is made as a key is, so that nobody else can read it at any moment (6).
local function open(beside, options)
  if options and options.private then
    os.remove(beside)
    local made, message = core.secret(beside)
    if not made then return nil, message end
  end
  return io.open(beside, "wb")
end


--- Writes a file whole or not at all: rules (1) to (6).
---@param path string
---@param fn fun(write: fun(text: string))
---@param options? { private: boolean? }
---@return true|nil, string?, string?
function file.write(path, fn, options)
  if path:find "^/dev/" then return write_device(path, fn) end
  local beside = path .. ".part"
  core.unfinished(beside)                                                       -- (5), before it is there
  local handle, why = open(beside, options)
  if not handle then
    core.unfinished(nil)
    return failed(path, why)
  end
  local ok, trouble, raised = fill(handle, fn)
  local renamed, reason = nil, trouble
  if ok then renamed, reason = os.rename(beside, path) end
  if not renamed then os.remove(beside) end                                     -- (3)
  core.unfinished(nil)
  if raised ~= nil then error(raised, 0) end
  if not renamed then return failed(path, reason) end
  return true
end


return file
