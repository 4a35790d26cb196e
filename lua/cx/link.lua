-- link.lua - do staff and customers go together, unit by unit, and who comes first
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: cx.link { staff =, customers =, unit = "district", period = "month", lags = 8 }. Out: an analysis; its outcome.
--
-- (1) Correlations of unit x period means at lags both ways, pooled and within units; whole unit series are permuted, and p
--     is that of the largest |r| over all lags. Formulas and intervals: core/infer/link.h.
-- (2) "link": p of the level is at most 1 - confidence. "no link": the interval of every lag lies inside +-margin, which is
--     declared (equivalence). Else "cannot tell", with the number of units it would take.
-- (3) Units that it takes: so that a link of the margin, or without one of the size that was seen, passes the permutation's
--     limit four times in five, and with a margin that the interval of no link fits into it, as errors shrink with the root
--     of units. (Drawn: at the median of what 20 units say, links of .22 and .36 were found in 77 to 82 % of 300 draws.)
-- (4) Who comes first: within units (pooled where there is no within), z at +l against z at -l, p by Holm over the lags.
-- (5) Moderators part units (link/moderator.lua); p of the largest difference of two strata's r at the lag of the level,
--     which does not depend on how units are parted.
-- (6) Corrected for unreliability (Spearman 1904): r over the root of both ICC(2) of unit x period means, where the intervals
--     of both are above 0. Beside, never instead.
-- (7) Lags leave two periods that overlap at least: a longer one is not asked, and the outcome says so.
-- (8) Nothing by unit is in the outcome. Fewer than three units that both sides have, for want of data or hidden: no numbers
--     at all. Sides that have units, but none of the same name, are a mistake.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local moderator = require "cx.link.moderator"
local panel = require "cx.link.panel"
local period = require "cx.link.period"

local link = {}

local KNOWN = { "staff", "customers", "unit", "period", "lags", "moderator", "digital", "margin", "confidence", "level",
                "permutations", "seed", "minimum", "title", "id" }
local FEWEST, POWER, MOST_UNITS = 3, 0.8, 1000000
local NEARLY = 0.999999 -- a limit of r = 1 would be infinite as z


-- ---- declared ------------------------------------------------------------------------------------------

-- What units are called on either side.
local function read_units(given)
  if given == nil then given = "unit" end
  if type(given) == "string" and given ~= "" then return { staff = given, customers = given } end
  if type(given) == "table" and type(given.staff) == "string" and type(given.customers) == "string" then
    caller.known("key of unit", given, { "staff", "customers" })
    return { staff = given.staff, customers = given.customers }
  end
  caller.raise(("unit: a column, or { staff = \"dept\", customers = \"store\" }, is wanted, not %s")
    :format(complain.show(given)))
end


local function read_level(given)
  if given == nil or given == "pooled" or given == "within" then return given or "pooled" end
  caller.raise(complain.message("level", given, { "pooled", "within" }))
end


local function read_margin(given)
  if given == nil or type(given) == "number" and given > 0 and given < 1 then return given end
  caller.raise(("margin: a correlation too small to matter is wanted, between 0 and 1, such as 0.2, not %s")
    :format(complain.show(given)))
end


-- ---- one level (1) -------------------------------------------------------------------------------------

local function options_of(self, lags, within)
  return { lags = lags, within = within, seed = self.seed, permutations = self.permutations, confidence = self.confidence }
end


-- A lag as an outcome tells it: an estimate.
local function told_lag(self, lag)
  if not lag.value then return { lag = lag.lag } end
  lag.p_family, lag.p_adjusted = nil, lag.p_family
  lag.method = lag.low and ("unit jackknife %.6g %%"):format(100 * self.confidence) or nil
  return lag
end


local function level_of(self, joined, lags, within)
  local made = core.link(joined.staff, joined.customers, joined.periods, options_of(self, lags, within))
  if not made then return nil end
  for i, lag in ipairs(made.lags) do made.lags[i] = told_lag(self, lag) end
  made.best, made.at = made.lags[made.at].lag, nil
  return made
end


-- The lag of a level by its number.
local function at(level, lag) return level.lags[lag + (#level.lags + 1) // 2] end


-- Who comes first (4).
local function lead_of(self, joined, lags, level, within)
  local list, p, told = core.link_lead(joined.staff, joined.customers, joined.periods, options_of(self, lags, within)), {}, {}
  local sign = at(level, level.best).value < 0 and -1 or 1
  for lag, one in ipairs(list) do
    if one then
      told[#told + 1], p[#p + 1] = one, one.p
      one.lag, one.value, one.low, one.high = lag, sign * one.value, sign * (sign > 0 and one.low or one.high),
        sign * (sign > 0 and one.high or one.low)
    end
  end
  local made, staff, customers = { lags = told, level = within and "within" or "pooled" }, false, false
  for i, adjusted in ipairs(#p > 0 and core.adjust(p, "holm") or {}) do
    told[i].p_adjusted = adjusted
    if adjusted <= 1 - self.confidence then
      staff, customers = staff or told[i].value > 0, customers or told[i].value < 0
    end
  end
  made.verdict = staff and not customers and "staff first" or customers and not staff and "customers first" or "cannot tell"
  return made
end


-- ---- verdict (2) (3) -----------------------------------------------------------------------------------

local function is_inside(level, margin)
  for _, lag in ipairs(level.lags) do
    if lag.value and not (lag.low and lag.low >= -margin and lag.high <= margin) then return false end
  end
  return true
end


local function units_needed(self, level, best, n)
  local size = math.min(self.margin or math.abs(best.value), NEARLY)
  if not best.se or size <= 0 then return nil end
  local normal, root = core.distribution.normal_quantile, math.sqrt(n)
  local limit = 0.5 * math.log((1 + math.min(level.band, NEARLY)) / (1 - math.min(level.band, NEARLY)))
  local z = 0.5 * math.log((1 + size) / (1 - size))
  local need = ((limit + normal(POWER) * best.se) * root / z) ^ 2
  if self.margin then
    local fits = ((normal((1 + self.confidence) / 2) + normal((1 + POWER) / 2)) * best.se * root / z) ^ 2
    need = math.max(need, fits)
  end
  return { n = need <= MOST_UNITS and math.max(n + 1, math.ceil(need)) or nil, size = size, power = POWER }
end


local function judge(self, outcome, level)
  local best = at(level, level.best)
  outcome.value, outcome.low, outcome.high, outcome.n, outcome.method = best.value, best.low, best.high, best.units, best.method
  outcome.lag, outcome.p, outcome.level = level.best, level.p, self.level
  if level.p <= 1 - self.confidence + 1e-12 then
    outcome.verdict = "link"
  elseif self.margin and is_inside(level, self.margin) then
    outcome.verdict = "no link"
  else
    outcome.verdict = "cannot tell"
    outcome.needed = units_needed(self, level, best, outcome.units)
  end
end


-- r corrected for unreliability (6).
local function disattenuate(outcome)
  local a, b = outcome.staff.reliability.periods, outcome.customers.reliability.periods
  if not a or not b or a.icc2_low <= 0 or b.icc2_low <= 0 or not outcome.value then return nil end
  local by = 1 / math.sqrt(a.icc2 * b.icc2)
  local function within(r) return r and math.max(-1, math.min(1, r * by)) end
  return { value = within(outcome.value), low = within(outcome.low), high = within(outcome.high), n = outcome.n, factor = by,
           cut = math.abs(outcome.value * by) > 1 or nil, method = outcome.method }
end


-- ---- moderators (5) ------------------------------------------------------------------------------------

-- The strata of a moderator at one lag: r each, and how far the extremes are apart.
local function told_strata(self, strata, made)
  local list = {}
  for i, lags in ipairs(made.strata) do
    local lag = told_lag(self, lags[made.at])
    list[i] = { name = strata.names[i], value = lag.value, low = lag.low, high = lag.high, n = lag.units, method = lag.method,
                se = lag.se }
  end
  return list
end


local function moderate(self, joined, lags, lag, one, context)
  local strata, message, code = moderator.strata(one, joined.units, self, context)
  if not strata then return nil, message, code end
  local told = { name = one.name, digital = one.digital, median = strata.median, missing = strata.missing,
                 verdict = "cannot tell" }
  if #strata.names < 2 then
    told.few = true
    return told
  end
  local made = core.link_moderate(joined.staff, joined.customers, joined.periods,
    options_of(self, lags, self.level == "within"), strata.stratum, #strata.names, lag)
  told.strata, told.lag = told_strata(self, strata, made), lag
  told.p, told.orders, told.exact = made.p, made.orders, made.exact
  if told.p and told.p <= 1 - self.confidence + 1e-12 then told.verdict = "differs" end
  return told
end


-- ---- measured ------------------------------------------------------------------------------------------

-- What both sides have, as an outcome without numbers.
local function opened(self, joined)
  return {
    kind = "link", title = self.title, id = self.id, staff = joined.about_staff, customers = joined.about_customers,
    unit = self.units.customers, period = self.period_unit or self.by, is_calendar = self.period_unit ~= nil,
    units = #joined.units, periods = joined.periods, asked_lags = self.lags, margin = self.margin,
    confidence = self.confidence, seed = self.seed, verdict = "cannot tell", notes = {},
  }
end


local function note(outcome, code, n) outcome.notes[#outcome.notes + 1] = { code = code, n = n } end


-- What is to be known of the data, before any number.
local function note_data(outcome, joined, lags)
  if joined.only_staff > 0 then note(outcome, "only_staff", joined.only_staff) end
  if joined.only_customers > 0 then note(outcome, "only_customers", joined.only_customers) end
  for _, side in ipairs { "staff", "customers" } do
    if outcome[side].left_cells > 0 then note(outcome, "hidden_" .. side, outcome[side].left_cells) end
    if outcome[side].nowhere then note(outcome, "nowhere_" .. side, outcome[side].nowhere) end
  end
  if lags < outcome.asked_lags then note(outcome, "short", lags) end
end


-- All that is measured of at least three units.
local function fill(self, outcome, joined, lags, context)
  outcome.pooled, outcome.within = level_of(self, joined, lags, false), level_of(self, joined, lags, true)
  outcome.lags = lags
  local level = outcome[self.level]
  if not level then
    note(outcome, (outcome.pooled or outcome.within) and "no_level" or "constant")
    return outcome
  end
  judge(self, outcome, level)
  outcome.orders, outcome.exact = level.orders, level.exact
  if level.exact and level.orders * (1 - self.confidence) < 1 then note(outcome, "few_orders", level.orders) end
  if outcome.verdict == "link" and self.margin and is_inside(level, self.margin) then note(outcome, "small") end
  if lags > 0 then outcome.lead = lead_of(self, joined, lags, outcome.within or outcome.pooled, outcome.within ~= nil) end
  if self.level == "pooled" then outcome.disattenuated = disattenuate(outcome) end
  outcome.moderators = {}
  for i, one in ipairs(self.moderators) do
    local told, message, code = moderate(self, joined, lags, level.best, one, context)
    if not told then return nil, message, code end
    outcome.moderators[i] = told
  end
  return outcome
end


-- Whether both sides have units, none hidden, and no name in common: a mistake, where no data yet would be none.
local function is_mismatch(joined)
  local hidden = joined.about_staff.left_cells + joined.about_customers.left_cells
  return #joined.units == 0 and joined.only_staff > 0 and joined.only_customers > 0 and hidden == 0
end


local class = { __name = "analysis" }
class.__index = class


--- The outcome of the link; nil, message, code where a file or the units are not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  local staff, message, code = panel.count(self.staff, self, "staff", context)
  if not staff then return nil, message, code end
  local customers
  customers, message, code = panel.count(self.customers, self, "customers", context)
  if not customers then return nil, message, code end
  local joined
  joined, message, code = panel.join(staff, customers, self, context and context.today, {
    staff = asked.minimum(self.staff.survey, context, self.minimum),
    customers = asked.minimum(self.customers.survey, context, self.minimum) })
  if not joined then return nil, message, code end
  if is_mismatch(joined) then
    return nil, "unit: no unit is on both sides; the same names are wanted in the staff's and the customers' rows", "no_units"
  end
  local lags = math.max(0, math.min(self.lags, joined.periods - 2))                             -- (7)
  local outcome = opened(self, joined)
  note_data(outcome, joined, lags)
  if #joined.units < FEWEST then                                                                -- (8)
    note(outcome, "few_units", #joined.units)
    outcome.staff.reliability, outcome.customers.reliability = {}, {}
    return outcome
  end
  return fill(self, outcome, joined, lags, context)
end


---@class cx.LinkOptions
---@field staff cx.Metric|table a metric, a question (its mean) or a column of a series
---@field customers cx.Metric|table
---@field unit? string|{ staff: string, customers: string } column or role of either survey; "unit" unless told
---@field period? string|table "month" unless told, cx.quarter ..., or a column
---@field lags? integer periods, both ways; 8 unless told, at most two fewer than there are periods
---@field level? "pooled"|"within" whose p and interval decide; pooled unless told
---@field margin? number an r too small to matter, between 0 and 1; without it "no link" is never said
---@field digital? table<string, string[]|table<string, number>> { channel = { "web" } } or { share = { North = 0.7 } }
---@field moderator? table<string, table|string> by name: units with texts or numbers, a metric, a column
---@field confidence? number .95 unless told
---@field permutations? integer beyond eight units; 9999 unless told
---@field seed? integer 1 unless told
---@field minimum? integer people of a cell, where more are wanted than the surveys do
---@field title? string
---@field id? string

--- An analysis; mistakes are raised at the caller's line.
---@param given cx.LinkOptions
---@return table
function link.new(given)
  asked.check("cx.link", given, KNOWN)
  local by, unit = period.read(given.period)
  return setmetatable({
    kind = "link", title = given.title, id = given.id, place = caller.place(), staff = asked.wanted(given.staff, "staff"),
    customers = asked.wanted(given.customers, "customers"), units = read_units(given.unit), by = by, period_unit = unit,
    lags = asked.whole("lags", given.lags, 8, 0, 1000), moderators = moderator.read(given), margin = read_margin(given.margin),
    confidence = asked.confidence(given.confidence), level = read_level(given.level),
    permutations = asked.whole("permutations", given.permutations, 9999, 99, 1000000),
    seed = asked.whole("seed", given.seed, 1, math.mininteger, math.maxinteger),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
  }, class)
end


return link
