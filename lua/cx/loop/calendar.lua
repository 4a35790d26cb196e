-- calendar.lua - when a time is up: days, hours, and working days with the holidays of a country
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a moment, a time such as "2 working days", holidays "fi", "sv" or a list of days. Out: the day or moment it ends.
--
-- (1) Days, weeks, months and years end with a day, which is in time until its end; hours end with a moment.
-- (2) A working day is none of Saturday, Sunday and the holidays; without holidays, the weekend alone. The day of the
--     start does not count: from a Friday, one working day is Monday; from a Saturday it is Monday too.
-- (3) Holidays are computed for any year from 1900 to 9999, Easter by the Gregorian rule (Butcher's), and are those on
--     which nobody is at work: beside the days of the law the eves of Midsummer and Christmas, in Sweden New Year's too.
-- (4) Sweden's national day is one from 2005, its Whit Monday until 2004.
-- (5) A month after the 31st ends with a shorter month.
-- (6) Days are those of the moments given; a ledger's moments are in UTC.
-- (7) Working hours pass on working days between two hours of the clock, 8 and 16 unless told; what starts outside them starts
--     when they do. They end with a moment.

local caller = require "cx.caller"
local core = require "cx.core"

local calendar = {}

local DAY, HOUR <const> = 86400, 3600
local OFFICE = { 8, 16 } -- open from, until (7)
local COUNTRIES = { "fi", "sv" }


-- ---- days as numbers -------------------------------------------------------------------------------------

-- The number of a day, 0 being 1970-01-01, a Thursday.
local function number_of(year, month, day)
  local y = month <= 2 and year - 1 or year
  local era = y // 400
  local of_era = y - era * 400
  local of_year = (153 * (month + (month > 2 and -3 or 9)) + 2) // 5 + day - 1
  return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
end


local function parts_of(text)
  local year, month, day = text:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
  return math.tointeger(tonumber(year)), math.tointeger(tonumber(month)), math.tointeger(tonumber(day))
end


-- The day of a number as text.
local function text_of(number)
  local z = number + 719468
  local era = z // 146097
  local of_era = z - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local month = (5 * of_year + 2) // 153
  local day = of_year - (153 * month + 2) // 5 + 1
  month = month < 10 and month + 3 or month - 9
  return ("%04d-%02d-%02d"):format(year + era * 400 + (month <= 2 and 1 or 0), month, day)
end


--- The day of the week: 1 Monday to 7 Sunday.
---@param number integer
---@return integer
local function weekday(number) return (number + 3) % 7 + 1 end


-- ---- holidays (3) ----------------------------------------------------------------------------------------

-- The number of Easter Sunday.
local function easter(year)
  local a, b, c = year % 19, year // 100, year % 100
  local d, e, f = b // 4, b % 4, (b + 8) // 25
  local g = (b - f + 1) // 3
  local h = (19 * a + b - d - g + 15) % 30
  local i, k = c // 4, c % 4
  local l = (32 + 2 * e + 2 * i - h - k) % 7
  local m = (a + 11 * h + 22 * l) // 451
  return number_of(year, (h + l - 7 * m + 114) // 31, (h + l - 7 * m + 114) % 31 + 1)
end


-- The first day of a kind from a date on: All Saints' is the Saturday from October 31.
local function first(year, month, day, wanted)
  local number = number_of(year, month, day)
  return number + (wanted - weekday(number)) % 7
end


-- What both countries keep.
local function common(year)
  local sunday = easter(year)
  local midsummer = first(year, 6, 20, 6)
  return { number_of(year, 1, 1), number_of(year, 1, 6), sunday - 2, sunday, sunday + 1, number_of(year, 5, 1), sunday + 39,
           sunday + 49, midsummer - 1, midsummer, first(year, 10, 31, 6), number_of(year, 12, 24), number_of(year, 12, 25),
           number_of(year, 12, 26) }
end


local made = {}

function made.fi(year)
  local list = common(year)
  list[#list + 1] = number_of(year, 12, 6)
  return list
end


function made.sv(year)
  local list = common(year)
  list[#list + 1] = year >= 2005 and number_of(year, 6, 6) or easter(year) + 50      -- (4)
  list[#list + 1] = number_of(year, 12, 31)
  return list
end


local known = { fi = {}, sv = {} } -- year -> set of numbers


local function is_holiday(number, year, holidays)
  local years = known[holidays]
  if not years[year] then
    years[year] = {}
    for _, day in ipairs(made[holidays](year)) do years[year][day] = true end
  end
  return years[year][number] == true
end


--- The holidays of a year in order, as days.
---@param year integer
---@param country "fi"|"sv"
---@return string[]
function calendar.holidays(year, country)
  if not made[country] then caller.raise(require "cx.complain".message("country", country, COUNTRIES)) end
  local list, seen = {}, {}
  for _, number in ipairs(made[country](year)) do
    if not seen[number] then list[#list + 1] = text_of(number) end
    seen[number] = true
  end
  table.sort(list)
  return list
end


--- True for a working day (2).
---@param day string
---@param holidays? "fi"|"sv"|string[]
---@return boolean
function calendar.is_working(day, holidays)
  local number = number_of(parts_of(day))
  if weekday(number) >= 6 then return false end
  if type(holidays) == "string" then return not is_holiday(number, (parts_of(day)), holidays) end
  for _, one in ipairs(holidays or {}) do
    if one == day:sub(1, 10) then return false end
  end
  return true
end


-- ---- times -----------------------------------------------------------------------------------------------

local UNIT = { hour = "hour", day = "day", week = "week", month = "month", year = "year" }

--- True of the hours of an office, { 8, 16 }: hours of the clock, the first before the second (7).
---@param hours any
---@return boolean
function calendar.are_hours(hours)
  if type(hours) ~= "table" or #hours ~= 2 then return false end
  local from, till = hours[1], hours[2]
  return math.type(from) ~= nil and math.type(till) ~= nil and from >= 0 and from < till and till <= 24
    and from * HOUR % 1 == 0 and till * HOUR % 1 == 0
end


--- What a time says: a number, a unit and whether working days or hours are meant; nil when it is none.
---@param text any
---@return { n: integer, unit: string, working: boolean }?
function calendar.read(text)
  if type(text) ~= "string" then return nil end
  local working, kind = text:match "^%s*(%d+)%s+working%s+(%l+)%s*$"
  local n, unit = text:match "^%s*(%d+)%s+(%l+)%s*$"
  n, unit = math.tointeger(tonumber(working or n)), UNIT[(kind or unit or ""):gsub("s$", "")]
  if working and unit ~= "day" and unit ~= "hour" then return nil end
  if not n or not unit or n > 100000 then return nil end
  return { n = n, unit = unit, working = working ~= nil }
end


-- The day a number of working days on (2).
local function working_days_on(start, n, holidays)
  local number = start
  while n > 0 do
    number = number + 1
    if calendar.is_working(text_of(number), holidays) then n = n - 1 end
  end
  return text_of(number)
end


-- The second a number of working hours on (7).
local function working_hours_on(seconds, n, holidays, hours)
  local opens, closes, left = (hours or OFFICE)[1] * HOUR, (hours or OFFICE)[2] * HOUR, n * HOUR
  local day, at = seconds // DAY, seconds % DAY
  while true do
    local from = math.max(at, opens)
    if from < closes and calendar.is_working(text_of(day), holidays) then
      if left <= closes - from then return math.tointeger(day * DAY + from + left) end
      left = left - (closes - from)
    end
    day, at = day + 1, 0
  end
end


-- The same day some months on (5).
local function months_on(moment, n)
  local year, month, day = parts_of(moment)
  local months = year * 12 + month - 1 + n
  local last = number_of((months + 1) // 12, (months + 1) % 12 + 1, 1) - 1
  return text_of(math.min(number_of(months // 12, months % 12 + 1, day), last))
end


--- The day so many months and days before another (5).
---@param day string
---@param months integer
---@param days? integer
---@return string
function calendar.back(day, months, days)
  return text_of(number_of(parts_of(months_on(day, -months))) - (days or 0))
end


--- A moment as text, in UTC.
---@param seconds integer
---@return string
function calendar.moment(seconds)
  local rest = seconds % DAY
  return ("%sT%02d:%02d:%02dZ"):format(text_of(seconds // DAY), rest // 3600, rest % 3600 // 60, rest % 60)
end


--- When a time is up: a day, or for hours a moment (1). "2 working days" from a moment, with holidays.
---@param moment string such as "2026-12-23" or "2026-12-23T10:00:00Z"
---@param time string
---@param holidays? "fi"|"sv"|string[]
---@param hours? integer[] of the clock, from and until, for working hours
---@return string
function calendar.add(moment, time, holidays, hours)
  local read, seconds = calendar.read(time), core.time(moment)
  if not read then
    caller.raise(('a time such as "14 days" or "2 working days" is wanted, not %s'):format(require "cx.complain".show(time)))
  end
  if not seconds then
    caller.raise(('a moment such as "2026-12-23T10:00:00" is wanted, not %s'):format(require "cx.complain".show(moment)))
  end
  if read.unit == "hour" and read.working then
    return calendar.moment(working_hours_on(seconds, read.n, holidays, hours))
  end
  if read.unit == "hour" then return calendar.moment(seconds + read.n * 3600) end
  if read.unit == "month" then return months_on(moment, read.n) end
  if read.unit == "year" then return months_on(moment, 12 * read.n) end
  local start = seconds // DAY
  if read.working then return working_days_on(start, read.n, holidays) end
  return text_of(start + read.n * (read.unit == "week" and 7 or 1))
end


-- Seconds of the world; a moment without a zone is in UTC (6).
local function instant(text)
  local wall, offset = require "cx.contact.moment".read(text, "")
  return wall - (offset or 0)
end


--- True when a due day or moment is over (1): a day by the clock that now is written by.
---@param due? string
---@param now string
---@return boolean
function calendar.is_over(due, now)
  if not due then return false end
  if #due == 10 then return now:sub(1, 10) > due end
  return instant(now) > instant(due)
end


--- Days between two moments, with their fraction; a day alone is its midnight.
---@param from string
---@param to string
---@return number
function calendar.days(from, to)
  return (core.time(to) - core.time(from)) / DAY
end


return calendar
