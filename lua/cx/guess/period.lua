-- period.lua - how often a round is, from the span of the times at which people answered
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: surveys with their roles. Out: "month", "quarter", "year", or nil.
--
-- (1) Up to three months are rounds of a month, up to two years of a quarter, more of a year; three months that are one
--     quarter are the first round of a quarter.
-- (2) A goal is measured on the last round: where that has fewer than FEWEST answers, rounds are the next longer. None is
--     long enough: no rounds.
-- (3) Answers within one month, and those whose rounds a column or the files' names tell, want no period.

local period = {}

local FEWEST = 100

local PERIODS = { "month", "quarter", "year" }

local name_of = {
  month = function(month) return month end,
  quarter = function(month) return ("%s-Q%d"):format(month:sub(1, 4), (tonumber(month:sub(6, 7)) + 2) // 3) end,
  year = function(month) return month:sub(1, 4) end,
}


-- Months from the first to the last, in order; how many there are with those between.
local function months_of(months)
  local list = {}
  for month in pairs(months) do list[#list + 1] = month end
  table.sort(list)
  if #list == 0 then return list, 0 end
  local function number(month) return 12 * tonumber(month:sub(1, 4)) + tonumber(month:sub(6, 7)) end
  return list, number(list[#list]) - number(list[1]) + 1
end


-- How many rounds of a period there are, and how many answers the last one has.
local function rounds(months, list, name)
  local last, n, seen, answers = name(list[#list]), 0, {}, 0
  for _, month in ipairs(list) do
    local round = name(month)
    if not seen[round] then seen[round], n = true, n + 1 end
    if round == last then answers = answers + months[month] end
  end
  return n, answers
end


--- The period of answers that were counted by month (column.lua, 3).
---@param months table<string, integer> "2026-08" -> answers
---@return "month"|"quarter"|"year"|nil
function period.of(months)
  local list, span = months_of(months)
  if span <= 1 then return nil end
  local from = span <= 3 and 1 or span <= 24 and 2 or 3
  if span == 3 and #list == 3 and name_of.quarter(list[1]) == name_of.quarter(list[3]) then return "quarter" end   -- (1)
  for i = from, #PERIODS do
    local n, answers = rounds(months, list, name_of[PERIODS[i]])
    if n >= 2 and answers >= FEWEST then return PERIODS[i] end                                                      -- (2)
  end
end


--- The period of a plan's surveys: the longest that any of them wants, or nil (3).
---@param surveys table[]
---@return "month"|"quarter"|"year"|nil
function period.guess(surveys)
  local longest = 0
  for _, one in ipairs(surveys) do
    local time = one.roles.time
    if one.round or one.roles.round or not time then return nil end
    local found = period.of(time.months)
    for i, name in ipairs(PERIODS) do
      if name == found then longest = math.max(longest, i) end
    end
  end
  return PERIODS[longest]
end


return period
