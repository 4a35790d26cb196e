-- retain.lua - what is too old becomes tombstones
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: rules, kind -> period: { case = "3 years" }. Out: how many events became tombstones.
--
-- (1) A thing is too old when its last event is from before the day that the period before now is. Periods are days, weeks,
--     months and years of the calendar; a month before the 31st ends with the month.
-- (2) Nobody joins the list of the forgotten: the person may be met again.
-- (3) All rules are applied in one transaction; the ledger says of each kind that it was done.

local core = require "cx.core"
local tombstone = require "cx.ledger.tombstone"

local retain = {}


-- The day that a period before a moment is: "3 years", "18 months", "90 days".
local UNIT = { day = "day", days = "day", week = "week", weeks = "week", month = "month", months = "month", year = "year",
               years = "year" }

-- The last day of a month.
local function last_day(year, month)
  local day = 31
  while not core.time(("%04d-%02d-%02d"):format(year, month, day)) do day = day - 1 end
  return day
end


--- The day before which things are too old; or nil when the period is none.
---@param now string
---@param period any
---@return string?
function retain.limit(now, period)
  if type(period) ~= "string" then return nil end
  local n, unit = period:match "^%s*(%d+)%s+(%l+)%s*$"
  n, unit = math.tointeger(tonumber(n)), UNIT[unit]
  if not n or not unit or n < 1 or n > 9999 then return nil end
  local year, month, day = now:match "^(%d+)%-(%d+)%-(%d+)"
  if unit == "day" or unit == "week" then
    local back = core.time(now:sub(1, 10)) - n * (unit == "week" and 7 or 1) * 86400
    return os.date("!%Y-%m-%d", back)
  end
  local months = tonumber(year) * 12 + tonumber(month) - 1 - n * (unit == "year" and 12 or 1)
  if months < 12 then return "0001-01-01" end
  year, month = months // 12, months % 12 + 1
  return ("%04d-%02d-%02d"):format(year, month, math.min(tonumber(day), last_day(year, month)))
end


-- Things of a kind whose last event is before a day, and which are not tombstones all.
local function old_things(store, kind, limit)
  local rows, message, code = store:rows(([[SELECT id FROM cx_event e WHERE kind = %s
    AND NOT EXISTS (SELECT 1 FROM cx_event o WHERE o.kind = e.kind AND o.id = e.id AND o.at >= %s)
    GROUP BY id HAVING max(length(data)) > 0 ORDER BY min(seq)]]):format(store:bytes(kind), store:bytes(limit)))
  if not rows then return nil, message, code end
  local list = {}
  for i, row in ipairs(rows) do list[i] = { kind = kind, id = store:text(row[1]), alone = true } end
  return list
end


-- Every fingerprint of people in a thing, and, where people are plain, their names.
local function people_in(store, thing)
  local rows, message, code = store:rows(("SELECT DISTINCT person FROM cx_event WHERE kind = %s AND id = %s"):format(
    store:bytes(thing.kind), store:bytes(thing.id)))
  if not rows then return nil, message, code end
  local list = {}
  for _, row in ipairs(rows) do list[#list + 1] = store:text(row[1]) end
  return list
end


-- Buries what is too old of one kind.
local function retain_kind(ledger, kind, period, options)
  local store = ledger.store
  local things, message, code = old_things(store, kind, retain.limit(ledger:now(), period))
  if not things then return nil, message, code end
  local buried = 0
  for _, thing in ipairs(things) do
    local people, n
    people, message, code = people_in(store, thing)
    if not people then return nil, message, code end
    n, message, code = tombstone.bury(store, thing, "", require "cx.ledger.trace".names(people))
    if not n then return nil, message, code end
    buried = buried + n
  end
  if buried > 0 then
    local done
    local told = { kind = kind, period = period, things = #things, events = buried }
    done, message, code = tombstone.note(ledger, "retained", told, options)
    if not done then return nil, message, code end
  end
  return buried
end


--- Applies retention rules, kind -> period: rules (1) to (3). Gives the number of events that became tombstones.
---@param ledger table
---@param rules table<string, string>
---@param options { who: string?, why: string? }
---@return integer? events, string? message, string? code
function retain.apply(ledger, rules, options)
  local kinds = {}
  for kind, period in pairs(rules) do
    if type(kind) ~= "string" or not retain.limit(ledger:now(), period) then
      require "cx.caller".raise(('retain.%s: a period is wanted, such as "3 years", "18 months" or "90 days", not %s'):format(
        tostring(kind), require "cx.complain".show(period)))
    end
    kinds[#kinds + 1] = kind
  end
  table.sort(kinds)
  local buried, message, code = ledger.store:exclusive(function()
    local total = 0
    for _, kind in ipairs(kinds) do
      local n, why, word = retain_kind(ledger, kind, rules[kind], options)
      if not n then return nil, why, word end
      total = total + n
    end
    return total
  end)
  if not buried then return nil, message, code end
  if buried > 0 then
    local done
    done, message, code = tombstone.clean(ledger.store)
    if not done then return nil, message, code end
  end
  return buried
end


return retain
