-- joined.lua - spend, retention and referrals of those who answered, by class, from a file of purchases
--
--   file > ROWS > BATCH > TALLY > METRIC > goal > report
--
-- In: people (people.lua), rows of purchases. Out: for each class n; spend, retention, referrals as { value, low, high, n };
-- and how these hang together.
--
-- (1) A period is a year. With days on both sides spend is that of the year before the answer (of the part of it that the file
--     covers, a quarter at least, scaled up); without them that of the whole file by its years, or as one year.
-- (2) Retained is who bought in the year after the answer; asked of those whose year after the answer the file covers, 15 days
--     of grace. So nobody is chosen for having stayed. Where fewer than FEW of a class can be asked: who bought in the
--     last year of the file, of those who bought in the year before it; those who answered had stayed to be asked: "survivors".
-- (3) Or a column says who stayed: 1, yes, kyllä, ja, true against 0, no, ei, nej, false; the last row of a person counts.
-- (4) Referrals: other customers whose row names the person, each once, by the years of the file.
-- (5) Intervals: t of a mean; Wilson's of a share. A person who answered and is not in the file is in no figure, and counted.
-- (6) Correlations are those of the linearised means, since the same persons are in all three.

local core = require "cx.core"
local purchases = require "cx.worth.purchases"

local joined = {}

local DAY = 86400
local YEAR, GRACE, FEW, LEAST_COVER = 365.25 * DAY, 15 * DAY, 10, 0.25
local STAYED = { ["1"] = 1, yes = 1, ["kyllä"] = 1, ja = 1, ["true"] = 1, ["0"] = 0, no = 0, ei = 0, nej = 0, ["false"] = 0 }


-- What streams by is held here, by person.
local function new_book(who, span)
  return { who = who, span = span, spend = {}, before = {}, last = {}, after = {}, stayed = {}, referred = {}, seen = {} }
end


-- One purchase of somebody who answered.
local function enter(book, key, amount, at)
  local answered, span = book.who.at[key], book.span
  if not span or not answered then
    book.spend[key] = (book.spend[key] or 0) + amount
  else
    book.spend[key] = (book.spend[key] or 0) + (at > answered - YEAR and at <= answered and amount or 0)
    if at > answered and at <= answered + YEAR then book.after[key] = true end
  end
  if span then
    if at > span.last - YEAR then book.last[key] = true
    elseif at > span.last - 2 * YEAR then book.before[key] = true end
  end
end


local function fill(book, survey, columns)
  local class = book.who.class
  return purchases.each(survey, columns, function(key, amount, at, referrer, stayed)
    if class[key] then
      enter(book, key, amount, at)
      if stayed ~= "" then book.stayed[key] = STAYED[stayed:lower()] end
    end
    if referrer ~= "" and class[referrer] and referrer ~= key and not book.seen[key] then            -- (4)
      book.seen[key] = true
      book.referred[referrer] = (book.referred[referrer] or 0) + 1
    end
  end)
end


-- ---- one person --------------------------------------------------------------------------------------------

-- Spend of a year (1); nil where the file covers too little.
local function spend_of(book, key, years)
  local answered, span = book.who.at[key], book.span
  if not span or not answered then return book.spend[key] / years end
  local cover = math.min(1, (answered - span.first + DAY) / YEAR)
  if cover < LEAST_COVER then return nil end
  return book.spend[key] / cover
end


-- Ways to know who stayed, the best first: each gives 1, 0, or nil for who cannot be asked (2) (3).
local WAYS = {
  column = function(book, key) return book.stayed[key] end,
  answered = function(book, key)
    local answered = book.who.at[key]
    if not (book.span and answered) or answered + YEAR > book.span.last + GRACE then return nil end
    return book.after[key] and 1 or 0
  end,
  survivors = function(book, key)
    if not book.span or book.span.last - book.span.first < 2 * YEAR - GRACE or not book.before[key] then return nil end
    return book.last[key] and 1 or 0
  end,
}


-- The way that can ask FEW of each class that there is, or nil.
local function way_of(book, has_column)
  for _, way in ipairs(has_column and { "column" } or { "answered", "survivors" }) do
    local n, there = {}, {}
    for key in pairs(book.spend) do
      local class = book.who.class[key]
      there[class] = true
      if WAYS[way](book, key) then n[class] = (n[class] or 0) + 1 end
    end
    local is_enough = next(there) ~= nil
    for class in pairs(there) do is_enough = is_enough and (n[class] or 0) >= (way == "column" and 1 or FEW) end
    if is_enough then return way end
  end
end


-- ---- a class (5) (6) -----------------------------------------------------------------------------------------

local KEYS = { "spend", "retention", "referrals" }


local function mean_of(sum)
  if sum.n < 2 then return { value = sum.n == 1 and sum.x or nil, n = sum.n } end
  local mean = sum.x / sum.n
  local se = math.sqrt(math.max(0, sum.xx / sum.n - mean * mean) * sum.n / (sum.n - 1) / sum.n)
  local half = se * core.distribution.t_quantile(0.975, sum.n - 1)
  return { value = mean, low = mean - half, high = mean + half, n = sum.n, method = "t 95 %" }
end


local function share_of(sum)
  if sum.n == 0 then return { n = 0 } end
  local e = core.estimate({ { n = sum.n - sum.x, score = 0.0 }, { n = sum.x, score = 1.0 } }, sum.n, { interval = "wilson" })
  return { value = e.value, low = e.low, high = e.high, n = sum.n, method = e.method }
end


local function sums() return { n = 0, x = 0.0, xx = 0.0 } end


local function add(sum, x)
  if x then sum.n, sum.x, sum.xx = sum.n + 1, sum.x + x, sum.xx + x * x end
end


-- Residuals of the means of one person, 0 where it is not in one.
local function residuals(row, means, n)
  local list = {}
  for i, key in ipairs(KEYS) do list[i] = row[i] and n[key] > 0 and (row[i] - means[key]) / n[key] or 0 end
  return list
end


local function correlations(each, made)
  local means, n, c = {}, {}, { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } }
  for _, key in ipairs(KEYS) do means[key], n[key] = made[key].value, made[key].n or 0 end
  each(function(row)
    local e = residuals(row, means, n)
    for i = 1, 3 do
      for j = 1, 3 do c[i][j] = c[i][j] + e[i] * e[j] end
    end
  end)
  local r = {}
  for i = 1, 3 do
    r[i] = {}
    for j = 1, 3 do r[i][j] = i == j and 1 or c[i][i] > 0 and c[j][j] > 0 and c[i][j] / math.sqrt(c[i][i] * c[j][j]) or 0 end
  end
  return r
end


-- Calls use({ spend, retained, referrals }) for each person of a class who is in the file.
local function each_of(book, name, years, way, has_referral)
  return function(use)
    for key in pairs(book.spend) do
      if book.who.class[key] == name then
        use { spend_of(book, key, years) or false, way and WAYS[way](book, key) or false,
              has_referral and (book.referred[key] or 0) / years or false }
      end
    end
  end
end


local function class_of(book, name, years, way, has_referral)
  local each, all, sum = each_of(book, name, years, way, has_referral), 0, { sums(), sums(), sums() }
  each(function(row)
    all = all + 1
    for i = 1, 3 do add(sum[i], row[i]) end
  end)
  local made = { n = all, spend = mean_of(sum[1]), retention = share_of(sum[2]), referrals = mean_of(sum[3]) }
  made.correlation = correlations(each, made)
  for _, key in ipairs(KEYS) do
    if not made[key].value then made[key] = nil end
  end
  return made
end


--- Joins who answered with what they bought.
---@param who table of people.read
---@param survey table the purchases
---@param columns table of purchases.open
---@return table? made { classes, way, years, answered, unmatched, left, is_timed }, string?, string?
function joined.make(who, survey, columns)
  local span, message, code = purchases.span(survey, columns)
  if not span and message then return nil, message, code end
  local book = new_book(who, span)
  local left, why, trouble = fill(book, survey, columns)
  if not left then return nil, why, trouble end
  local years = span and math.max(LEAST_COVER, (span.last - span.first + DAY) / YEAR) or 1
  local way = way_of(book, columns.retained ~= nil)
  local made = { classes = {}, way = way, years = years, answered = who.n, unmatched = 0, left = left,
                 is_timed = span ~= nil and who.is_timed, spanned = span ~= nil }
  for key in pairs(who.class) do
    if not book.spend[key] then made.unmatched = made.unmatched + 1 end
  end
  for _, name in ipairs { "promoter", "passive", "detractor" } do
    made.classes[name] = class_of(book, name, years, way, columns.referral ~= nil)
  end
  return made
end


return joined
