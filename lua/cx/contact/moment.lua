-- moment.lua - when something happened: a cell as seconds by the wall, and by the world where that is known
--
--   file > ROWS > batch > tally > metric > goal > report
--
-- In: a cell, the file's order of dates, the clock of a zone. Out: wall, offset (nil: not known), whether it has a clock.
--
-- (1) Cells are read by the rules of core/read/time.h: the wall is the clock as written.
-- (2) A zone that the cell bears itself (Z, +02:00, "UTC", "GMT+2"; seconds since 1970 are UTC) is its offset, else that
--     of the declared zone, else none.
-- (3) A date without a clock is the start of its day; as the end of a promise it is the day's last second.

local core = require "cx.core"

local moment = {}

local LAST <const> = 86399 -- of a day (3)


-- The zone that a cell bears, in seconds; nil without one.
local function own_offset(text)
  if text:find "^%s*%d+%s*$" then return 0 end
  local tail = text:match ":%d%d[%d:.,]*%s*(%S.*)$"
  if not tail then return nil end
  tail = tail:gsub("\u{2212}", "-")
  if tail:find "^[Zz]" then return 0 end
  local sign, hour, minute = tail:match "([+-])(%d%d?):?(%d*)%s*$"
  if sign then
    return (tonumber(hour) * 60 + (tonumber(minute) or 0)) * 60 * (sign == "-" and -1 or 1)
  end
  return tail:upper():find "^%a*$" and (tail:upper() == "UTC" or tail:upper() == "GMT") and 0 or nil
end


local function has_clock(text)
  return text:find(":", 1, true) ~= nil or text:find "^%s*%d+%s*$" ~= nil
    or text:find "^%s*%d+%.%d+%.%d%d%d%d%s*,?%s+%S" ~= nil
end



--- Reads a cell; nil when it is no moment.
---@param text string
---@param order string the file's order of dates: "dmy", "mdy" or ""
---@param clock? fun(wall: integer): integer, boolean
---@return integer? wall, integer? offset, boolean? skipped
function moment.read(text, order, clock)
  local wall = core.time(text, order ~= "" and order or nil)
  if not wall then return nil end
  local offset, skipped = own_offset(text), nil
  if not offset and clock then offset, skipped = clock(wall) end                -- (2)
  return wall, offset, skipped
end


--- Reads a cell that says until when (3).
---@param text string
---@param order string
---@param clock? fun(wall: integer): integer, boolean
---@return integer? wall, integer? offset, boolean? skipped
function moment.read_due(text, order, clock)
  local wall, offset, skipped = moment.read(text, order, clock)
  if not wall or has_clock(text) then return wall, offset, skipped end
  wall = wall + LAST
  if offset and clock then offset = clock(wall) end
  return wall, offset, skipped
end


--- A moment as a survey's time column has it.
---@param wall integer
---@return string
function moment.text(wall)
  local second = wall % 86400
  return ("%sT%02d:%02d:%02d"):format(core.bucket(wall, "day"), second // 3600, second // 60 % 60, second % 60)
end


return moment
