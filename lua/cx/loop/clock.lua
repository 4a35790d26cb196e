-- clock.lua - whose clock a time of the loop is by: moments of deeds as instants, days as days of the plan's clock
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a time as somebody wrote it, the plan's zone, now. Out: a day, or a moment in UTC, as the ledger keeps them.
--
-- (1) A moment with a zone of its own (Z, +02:00) is that instant. One without is by the plan's clock, implement.loop.zone,
--     such as "Europe/Helsinki", with its summer time; without a zone it is UTC.
-- (2) A day is a day of the plan's clock, and stays a day.
-- (3) What has not come yet was not done: a deed of the future is refused. A now that is a day lasts until its end.
-- (4) A time allowed ends with a day of the plan's clock, counted from the plan's today; hours end with a moment.
--     Working hours (calendar.lua, 7) are those of the plan's clock too.
-- (5) Answers are by the plan's clock, whatever zone they bear: a survey's times are the clock on the wall.

local calendar = require "cx.loop.calendar"
local core = require "cx.core"
local moment = require "cx.contact.moment"

local clock = {}

local LAST <const> = 86399 -- second of a day


local function zone_of(plan)
  local zone = plan.inside.loop and plan.inside.loop.zone
  return zone and require "cx.contact.zone".clock(zone) or nil
end


-- Seconds of the world of a moment as written (1).
local function instant(plan, text)
  local wall, offset = moment.read(text, "", zone_of(plan))
  return wall and wall - (offset or 0)
end


local function is_day(text) return #text == 10 end


--- A time as the ledger keeps it: a day, or a moment in UTC (1) (2).
---@param plan table
---@param text string
---@return string
function clock.utc(plan, text)
  return is_day(text) and text or calendar.moment(instant(plan, text))
end


--- The day that it is by the plan's clock.
---@param plan table
---@param now string
---@return string
function clock.today(plan, now)
  if is_day(now) then return now end
  local seconds, zone = instant(plan, now), zone_of(plan)
  if zone then seconds = seconds + zone(seconds + zone(seconds)) end
  return calendar.moment(seconds):sub(1, 10)
end


--- The same now as the plan's clock shows it, with its zone: for asking whether a day is over.
---@param plan table
---@param now string
---@return string
function clock.here(plan, now)
  local zone = zone_of(plan)
  if is_day(now) or not zone then return now end
  local seconds = instant(plan, now)
  local ahead = zone(seconds + zone(seconds))
  local sign, minutes = ahead < 0 and "-" or "+", math.abs(ahead) // 60
  return ("%s%s%02d:%02d"):format(calendar.moment(seconds + ahead):sub(1, 19), sign, minutes // 60, minutes % 60)
end


--- When a deed was done, as the ledger keeps it; nil and what is wrong (3).
---@param plan table
---@param text? string now unless given
---@param now string
---@return string? at, string? message, string? code
function clock.deed(plan, text, now)
  if text == nil then return clock.utc(plan, now) end
  local is_future
  if is_day(text) then is_future = text > clock.today(plan, now)
  else is_future = instant(plan, text) > instant(plan, now) + (is_day(now) and LAST or 0) end
  if not is_future then return clock.utc(plan, text) end
  return nil, ("%s has not come yet, it is %s; what was done is told when it is done"):format(text, now), "step"
end


--- When a time that starts now is up (4).
---@param plan table
---@param now string
---@param time string such as "2 working days"
---@return string
function clock.due(plan, now, time)
  local read, loop = calendar.read(time), plan.inside.loop
  if read.unit ~= "hour" then return calendar.add(clock.today(plan, now), time, loop.holidays) end
  local start, zone = is_day(now) and core.time(now) or instant(plan, now), zone_of(plan)
  if not read.working then return calendar.moment(start + read.n * 3600) end
  local wall = start + (zone and zone(start + zone(start)) or 0)
  return clock.utc(plan, (calendar.add(calendar.moment(wall), time, loop.holidays, loop.hours):gsub("Z$", "")))
end


--- Seconds of the world of a time that the ledger keeps; a day is its midnight.
---@param plan table
---@param text string
---@return integer
function clock.seconds(plan, text)
  if not is_day(text) then return instant(plan, text) end
  return clock.answered(plan, text)
end


--- Seconds of the world of an answer's moment: exports write the clock on the wall, here the plan's (5).
---@param plan table
---@param text string
---@return integer
function clock.answered(plan, text)
  local wall, zone = core.time(text), zone_of(plan)
  return wall - (zone and zone(wall) or 0)
end


return clock
