-- progress.lua - how far a pass has come, on standard error
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- In: the files of a pass, then calls with bytes done. Out: one line that is written over, then wiped.
--
-- (1) Only a terminal is shown anything; nothing is shown before half a second has passed.
-- (2) Without a known size (a pipe) there are bytes and rate alone.

local core = require "cx.core"

local progress = {}

local WIDTH = 24


local function size(bytes)
  if bytes >= 1e9 then return ("%.2f GB"):format(bytes / 1e9) end
  return ("%.0f MB"):format(bytes / 1e6)
end


local function left(seconds)
  if seconds >= 3600 then return ("%d:%02d h"):format(seconds // 3600, seconds % 3600 // 60) end
  return ("%d:%02d"):format(seconds // 60, seconds % 60)
end


--- The line for bytes done, of all (0: not known), after so many seconds.
---@param done integer
---@param all integer
---@param seconds number
---@param width? integer
---@return string
function progress.line(done, all, seconds, width)
  local rate = done / math.max(seconds, 0.001)
  if all <= 0 or done > all then return ("%s  %s/s"):format(size(done), size(rate)) end
  width = math.min(WIDTH, math.max(0, (width or 80) - 50))
  local full = done * width // all
  return ("%s%s %3d %%  %s of %s  %s/s  %s left"):format(("█"):rep(full), ("░"):rep(width - full), done * 100 // all,
    size(done), size(all), size(rate), left(math.ceil((all - done) / math.max(rate, 1))))
end


--- A bar for the files of a pass: { show = function(file, done, total), clear = function() }.
---@param inputs table[]
---@return table
function progress.new(inputs)
  local before, all = { [0] = 0 }, 0
  for i, input in ipairs(inputs) do
    if input.size <= 0 then all = -math.huge end
    all = all + input.size
    before[i] = before[i - 1] + input.size
  end
  local begun, shown, calls = os.time(), false, 0
  local bar = {}
  function bar.show(file, done)
    calls = calls + 1
    if calls < 5 then return end                                                -- (1)
    shown = true
    local seconds = math.max(os.difftime(os.time(), begun), calls / 10)
    local known = all > 0 and math.tointeger(all) or 0
    io.stderr:write("\r\27[K", progress.line(before[file - 1] + done, known, seconds, core.terminal_width(2)))
    io.stderr:flush()
  end
  function bar.clear()
    if shown then io.stderr:write "\r\27[K" end
  end
  return bar
end


return progress
