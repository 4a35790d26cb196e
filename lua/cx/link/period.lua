-- period.lua - periods as whole numbers, so that a lag is a difference, and a gap is a gap
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: labels of time buckets, or of a column. Out: each label's place, 1 being the first.
--
-- (1) Buckets are counted on the calendar: a month in which nobody answered keeps its place.
-- (2) The labels of a column stand in the order of their numbers where all are numbers, else in that of their bytes, one
--     after the other.
-- (3) A label that is no bucket has no place; nor has an empty one, nor a bucket after the day that is told.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local period = {}

local UNITS = { "hour", "day", "week", "month", "quarter", "half-year", "year" }
local MOST = 10000 -- periods from the first to the last


--- What a period is by: a bucket for surveys and its unit, or the name of a column.
---@param given any
---@return any by, string? unit
function period.read(given)
  if given == nil then given = "month" end
  local unit = type(given) == "table" and rawget(given, "kind") == "bucket" and given.unit or given
  for _, known in ipairs(UNITS) do
    if unit == known then return { kind = "bucket", unit = unit }, unit end
  end
  if type(given) == "string" and given ~= "" then return given end
  caller.raise(("period: a length of time such as \"month\", or the name of a column, is wanted, not %s")
    :format(complain.show(given)))
end


local function days(date)
  local seconds = core.time(date)
  return seconds and seconds // 86400
end


-- The number of a bucket on its calendar.
local number = {}


function number.year(label) return math.tointeger(tonumber(label:match "^%d%d%d%d$")) end


-- Parts of a year, so many of them.
local function part(pattern, parts)
  return function(label)
    local year, at = label:match(pattern)
    return year and math.tointeger(tonumber(year) * parts + tonumber(at))
  end
end


number["half-year"] = part("^(%d%d%d%d)%-H([12])$", 2)
number.quarter = part("^(%d%d%d%d)%-Q([1-4])$", 4)
number.month = part("^(%d%d%d%d)%-(%d%d)$", 12)


-- The first week of a year is that of the 4th of January; day 0, 1970-01-01, was a Thursday.
function number.week(label)
  local year, week = label:match "^(%d%d%d%d)%-W(%d%d)$"
  local fourth = year and days(year .. "-01-04")
  return fourth and (fourth + 3) // 7 + math.tointeger(tonumber(week))
end


function number.day(label) return label:match "^%d%d%d%d%-%d%d%-%d%d$" and days(label) end


function number.hour(label)
  local date, hour = label:match "^(%d%d%d%d%-%d%d%-%d%d)T(%d%d)$"
  local day = date and days(date)
  return day and day * 24 + math.tointeger(tonumber(hour))
end


-- The labels of a column in order (2).
local function in_order(labels)
  local list, all_numbers = {}, true
  for label in pairs(labels) do
    if label ~= "" then
      list[#list + 1] = label
      all_numbers = all_numbers and tonumber(label) ~= nil
    end
  end
  table.sort(list, function(a, b)
    if all_numbers and tonumber(a) ~= tonumber(b) then return tonumber(a) < tonumber(b) end
    return a < b
  end)
  local place = {}
  for i, label in ipairs(list) do place[label] = i end
  return place, #list
end


-- The places of buckets (1) (3).
local function on_calendar(labels, unit, today)
  local last = today and core.bucket(core.time(today), unit)
  local place, first, final = {}, nil, nil
  for label in pairs(labels) do
    local at = label ~= "" and (not last or label <= last) and number[unit](label) or nil
    place[label] = at
    if at then first, final = math.min(first or at, at), math.max(final or at, at) end
  end
  for label, at in pairs(place) do place[label] = at - first + 1 end
  return place, first and final - first + 1 or 0
end


--- The place of each label, and how many places there are; nil when there are too many to be true.
---@param labels table<string, true>
---@param unit? string of buckets; nil for a column
---@param today? string
---@return table<string, integer>? place, integer n
function period.places(labels, unit, today)
  local place, n
  if unit then place, n = on_calendar(labels, unit, today) else place, n = in_order(labels) end
  if n > MOST then return nil, n end
  return place, n
end


return period
