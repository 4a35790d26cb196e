-- joined.lua - spend, retention and referrals of those who answered, by class, from a file of purchases
--
--   file > ROWS > BATCH > TALLY > METRIC > goal > report
--
-- In: people (people.lua), rows of purchases. Out: for each class n; spend, retention, referrals as { value, low, high, n };
-- and how these hang together.
--
-- (1) A period is a year. With days on both sides spend is that of the year before the answer (of the part of it that the file
--     covers, a quarter at least, scaled up); without them that of the whole file by its years, or as one year.
-- (2) Retained is who bought in the year after the answer (a return, below nought, is no purchase); asked of those whose year
--     after the answer the file covers, 15 days of grace. So nobody is chosen for having stayed. Where fewer than FEW of a
--     class can be asked: who bought in the last year of the file, of those who bought in the year before it; those who
--     answered had stayed to be asked: "survivors".
-- (3) Or a column says who stayed: 1, yes, kyllä, ja, true against 0, no, ei, nej, false; the last row of a person counts.
-- (4) Referrals: other customers whose row names the person, each once, by the years of the file.
-- (5) People count by their weights. Intervals: t of a mean with its linearised error; Wilson's of a share, of the effective n
--     with weights. A person who answered and is not in the file is in no figure, and counted.
-- (6) Correlations are those of the linearised means, since the same persons are in all three.

local coarse = require "cx.privacy.coarse"
local core = require "cx.core"
local purchases = require "cx.worth.purchases"

local joined = {}

local DAY = 86400
local YEAR, GRACE, FEW, LEAST_COVER = 365.25 * DAY, 15 * DAY, 10, 0.25
local STAYED = { ["1"] = 1, yes = 1, ["kyllä"] = 1, ja = 1, ["true"] = 1, ["0"] = 0, no = 0, ei = 0, nej = 0, ["false"] = 0 }


-- What streams by is held here, by person; keys in the order of the file, so that sums are the same each time.
local function new_book(who, span)
  return { who = who, span = span, keys = {}, spend = {}, before = {}, last = {}, after = {}, stayed = {},
           referred = {}, seen = {} }
end


-- One purchase of somebody who answered.
local function enter(book, key, amount, at)
  local answered, span = book.who.at[key], book.span
  if not book.spend[key] then book.spend[key], book.keys[#book.keys + 1] = 0, key end
  if not span or not answered then
    book.spend[key] = book.spend[key] + amount
  else
    book.spend[key] = book.spend[key] + (at > answered - YEAR and at <= answered and amount or 0)
    if amount > 0 and at > answered and at <= answered + YEAR then book.after[key] = true end
  end
  if span and amount > 0 then
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
    for _, key in ipairs(book.keys) do
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
  if sum.n < 2 then return { value = sum.n == 1 and sum.wx / sum.w or nil, n = sum.n } end
  local mean = sum.wx / sum.w
  local squares = math.max(0, sum.qxx - 2 * mean * sum.qx + mean * mean * sum.q)
  local half = math.sqrt(squares * sum.n / (sum.n - 1)) / sum.w * core.distribution.t_quantile(0.975, sum.n - 1)
  return { value = mean, low = mean - half, high = mean + half, n = sum.n, method = "t 95 %" }
end


-- Of who stayed, 1, and who did not, 0: sums of x are those of the former.
local function share_of(sum, is_weighted)
  if sum.n == 0 then return { n = 0 } end
  local e = core.estimate({ { n = sum.n - sum.x, w = sum.w - sum.wx, q = sum.q - sum.qx, score = 0.0 },
                            { n = sum.x, w = sum.wx, q = sum.qx, score = 1.0 } }, sum.n,
    { interval = "wilson", weighted = is_weighted })
  return { value = e.value, low = e.low, high = e.high, n = sum.n, method = e.method }
end


local function sums() return { n = 0, x = 0.0, w = 0.0, wx = 0.0, q = 0.0, qx = 0.0, qxx = 0.0 } end


-- One person of weight w: x, and sums of w, w x, w^2, w^2 x, w^2 x^2.
local function add(sum, x, w)
  if not x then return end
  local q = w * w
  sum.n, sum.x, sum.w, sum.wx = sum.n + 1, sum.x + x, sum.w + w, sum.wx + w * x
  sum.q, sum.qx, sum.qxx = sum.q + q, sum.qx + q * x, sum.qxx + q * x * x
end


-- Residuals of the means of one person, 0 where it is not in one.
local function residuals(row, means, w)
  local list = {}
  for i, key in ipairs(KEYS) do list[i] = row[i] and means[key] and row.w * (row[i] - means[key]) / w[i] or 0 end
  return list
end


local function correlations(each, made, sum)
  local means, w, c = {}, {}, { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } }
  for i, key in ipairs(KEYS) do means[key], w[i] = made[key].value, sum[i].w end
  each(function(row)
    local e = residuals(row, means, w)
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


-- Calls use({ spend, retained, referrals, w = weight }) for each person of a class who is in the file.
local function each_of(book, name, years, way, has_referral)
  return function(use)
    for _, key in ipairs(book.keys) do
      if book.who.class[key] == name then
        use { w = book.who.weight and book.who.weight[key] or 1,
              spend_of(book, key, years) or false, way and WAYS[way](book, key) or false,
              has_referral and (book.referred[key] or 0) / years or false }
      end
    end
  end
end


local function class_of(book, name, years, way, has_referral)
  local each, sum = each_of(book, name, years, way, has_referral), { sums(), sums(), sums() }
  local made = { n = 0, w = 0.0 }
  each(function(row)
    made.n, made.w = made.n + 1, made.w + row.w
    for i = 1, 3 do add(sum[i], row[i], row.w) end
  end)
  made.people = book.who.weight and made.w or made.n
  made.spend, made.retention, made.referrals = mean_of(sum[1]), share_of(sum[2], book.who.weight ~= nil), mean_of(sum[3])
  made.correlation = correlations(each, made, sum)
  for _, key in ipairs(KEYS) do
    if not made[key].value then made[key] = nil end
  end
  return made
end


--- Inputs as fine as their errors, shares of customers in hundredths (privacy/coarse.lua): what is worked out from them tells
--- no more of a person of a rare weight.
---@param classes table<string, table>
function joined.coarsen(classes)
  local all = 0
  for _, one in pairs(classes) do all = all + one.w end
  for _, one in pairs(classes) do
    for _, key in ipairs(KEYS) do one[key] = one[key] and coarse.figure(one[key]) end
    if one.retention and one.retention.low then
      one.retention.low, one.retention.high = math.max(0.0, one.retention.low), math.min(1.0, one.retention.high)
    end
    one.people = all > 0 and math.floor(100 * one.w / all + 0.5) / 100 or 0
    for _, row in ipairs(one.correlation) do
      for i, r in ipairs(row) do row[i] = math.floor(100 * r + 0.5) / 100 end
    end
  end
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
