-- allowed.lua - how long something may take: hours, days, working hours and working days from a moment of a contact log
--
--   file > ROWS > batch > tally > metric > goal > report
--
-- In: "2 working hours", "1 working day", "1 arkipäivä", "2 arbetsdagar"; the wall's clock. Out: the last second in time.
--
-- (1) Times are those of loop/calendar.lua, said in English, Finnish or Swedish: days end with a day, hours with a moment.
-- (2) Working times go by the holidays and hours of cx.contacts, else by those of the plan's loop: holidays = "fi", hours =
--     { 8, 16 }; without holidays the weekend alone is free, and an office is open from 8 to 16 unless told.

local calendar = require "cx.loop.calendar"
local core = require "cx.core"

local allowed = {}

local LAST <const> = 86399 -- second of a day

-- Units as people write them (1).
local WORDS = {
  ["arkipäivä"] = "working day", ["arkipäivää"] = "working day", ["työpäivä"] = "working day", ["työpäivää"] = "working day",
  ["työtunti"] = "working hour", ["työtuntia"] = "working hour", tunti = "hour", tuntia = "hour", ["päivä"] = "day",
  ["päivää"] = "day", viikko = "week", viikkoa = "week", arbetsdag = "working day", arbetsdagar = "working day",
  vardag = "working day", vardagar = "working day", arbetstimme = "working hour", arbetstimmar = "working hour",
  timme = "hour", timmar = "hour", dag = "day", dagar = "day", vecka = "week", veckor = "week",
}


--- A time in the calendar's words, or nil.
---@param text any
---@return string?
function allowed.read(text)
  if type(text) ~= "string" then return nil end
  local n, unit = text:match "^%s*(%d+)%s+(%S.-)%s*$"
  if not n then return nil end
  unit = unit:lower()
  local time = n .. " " .. (WORDS[unit] or unit)
  return calendar.read(time) and time or nil
end


--- The last second in time, by the wall's clock.
---@param inside table what cx.contacts was told
---@param wall integer the moment that it starts from
---@param time string of allowed.read
---@return integer
function allowed.until_(inside, wall, time)
  local loop = inside.plan and inside.plan.inside.loop or {}
  local holidays, hours = inside.holidays or loop.holidays, inside.hours or loop.hours
  local over = calendar.add(calendar.moment(wall), time, holidays, hours)
  return core.time(over) + (#over == 10 and LAST or 0)
end


return allowed
