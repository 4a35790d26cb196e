-- zone.lua - the clocks of a country: seconds by the wall turned into seconds of the world
--
--   file > ROWS > batch > tally > metric > goal > report
--
-- In: zone = "Europe/Helsinki" or "+02:00". Out: a function: seconds of the wall's clock -> how far it is from UTC.
--
-- (1) Zones of Europe have summer time by the Union's rule of 1996, for all years: from the last Sunday of March to the
--     last of October, 01:00 UTC.
-- (2) The hour that comes twice in October is its first coming; the one that March leaves out is read by winter's clock,
--     an hour later by summer's, and said to be skipped.
-- (3) A zone written "+02:00" has the same clock all year.

local zone = {}

local HOUR, DAY <const> = 3600, 86400

local WEST, MIDDLE, EAST = 0, 1, 2
local NAMES = {
  { WEST, "Dublin", "Lisbon", "London" },
  { MIDDLE, "Amsterdam", "Berlin", "Brussels", "Budapest", "Copenhagen", "Madrid", "Oslo", "Paris", "Prague", "Rome",
    "Stockholm", "Vienna", "Warsaw", "Zurich" },
  { EAST, "Athens", "Bucharest", "Helsinki", "Kyiv", "Mariehamn", "Riga", "Sofia", "Tallinn", "Vilnius" },
}

local hours_of, known = {}, { "+02:00" }
for _, group in ipairs(NAMES) do
  for i = 2, #group do
    local name = "Europe/" .. group[i]
    hours_of[name], known[#known + 1] = group[1], name
  end
end
table.sort(known)


-- 01:00 UTC of the last Sunday of a month of 31 days.
local function last_sunday(year, month)
  local last = require "cx.core".time(("%04d-%02d-31"):format(year, month))
  local weekday = (last // DAY + 4) % 7 -- 1970-01-01 was a Thursday; Sunday is 0
  return last - weekday * DAY + HOUR
end


-- The clock of a zone with summer time (1) (2).
local function european(hours)
  local base, years = hours * HOUR, {}
  local function is_summer(instant, year)
    local ends = years[year]
    if not ends then
      ends = { last_sunday(year, 3), last_sunday(year, 10) }
      years[year] = ends
    end
    return instant >= ends[1] and instant < ends[2]
  end
  return function(wall)
    local core = require "cx.core"
    local year = tonumber(core.bucket(wall, "year"))
    if is_summer(wall - base - HOUR, year) then return base + HOUR, false end
    return base, is_summer(wall - base, year)
  end
end


--- The clock of a zone, or nil and what would be right.
---@param name any
---@return (fun(wall: integer): integer, boolean)? clock seconds ahead of UTC; whether the wall never showed that hour
---@return string? message
function zone.clock(name)
  if hours_of[name] then return european(hours_of[name]) end
  local sign, hour, minute = tostring(name):match "^([+-])(%d%d):(%d%d)$"
  if sign and tonumber(hour) <= 14 and tonumber(minute) < 60 then
    local offset = (tonumber(hour) * 60 + tonumber(minute)) * 60 * (sign == "-" and -1 or 1)
    return function() return offset, false end                                  -- (3)
  end
  return nil, require "cx.complain".message("zone", name, known, #known)
end


return zone
