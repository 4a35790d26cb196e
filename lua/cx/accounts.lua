-- accounts.lua - cx.accounts: how much of the revenue has answered, how much is at risk, how much nobody knows
--
--   file > rows > BATCH > TALLY > METRIC > goal > report
--
-- In: cx.accounts { of = nps(answers.recommend), revenue = "sales.csv", key = "customer" }. Out: an analysis; its outcome.
--
-- (1) An account is what the revenue's key and the survey's account (or `on`) name alike, trimmed, compared exactly. Its people
--     are told apart by the role person, each by the last answer of the file; without that role each row is somebody.
-- (2) At risk: more detractors than promoters among its people. Safe: more promoters. Else divided. Unknown: nobody answered.
-- (3) Shares are counted in full, of all accounts in the file and of their revenue; they have no error, and no weights. What
--     is at risk lies between what is known and that with all unknown.
-- (4) alike: the share of revenue at risk, if those who did not answer were as those who did: a ratio with its linearised
--     error over accounts, t (Cochran 1977, 6.4). Those who answer seldom are.
-- (5) No account is named. Where a kind has fewer people than the privacy minimum no kind is told, only how much has
--     answered; with fewer people in all, nothing.
-- (6) Refunds count: an account below nought is told, and shares are those of the sum. A sum of nought or less has no shares.

local asked = require "cx.asked"
local caller = require "cx.caller"
local core = require "cx.core"
local purchases = require "cx.worth.purchases"

local accounts = {}

local KNOWN = { "of", "revenue", "key", "amount", "time", "on", "where", "unit", "minimum", "max_persons", "title", "id" }
local COUNT = { promoter = 1, passive = 0, detractor = -1 }
local KINDS = { "safe", "divided", "at_risk", "unknown" }

local class = { __name = "accounts" }
class.__index = class


--- Declares it.
---@param given table see KNOWN; of, revenue and key are wanted
---@return table analysis
function accounts.new(given)
  asked.check("cx.accounts", given, KNOWN)
  local of = asked.wanted(given.of, "of")
  require "cx.worth.people".classes(of.metric, of.survey[of.metric.question])
  for _, name in ipairs { "key", "amount", "time", "on", "where", "unit" } do
    local text = given[name]
    if text ~= nil and (type(text) ~= "string" or text == "") then caller.raise(name .. ": a text is wanted") end
  end
  if given.revenue == nil then caller.raise "revenue: whose? a path, or what cx.series { file = ... } makes, is wanted" end
  if not given.key then caller.raise "key: which column of revenue says whose it is? key = \"customer\"" end
  local roles = require "cx.survey".state(of.survey).roles
  local on = given.on or roles.account
  if not on then caller.raise "on: which column of the survey names the account? account = \"...\" in cx.survey, or on =" end
  return setmetatable({
    kind = "accounts", title = given.title, id = given.id, place = caller.place(), of = of, on = on, where = given.where,
    revenue = purchases.read(given.revenue, "revenue"), unit = given.unit,
    names = { key = given.key, amount = given.amount, time = given.time },
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
    max_persons = asked.whole("max_persons", given.max_persons, nil, 1, 1 << 30),
  }, class)
end


-- ---- who answered (1) --------------------------------------------------------------------------------------

-- By account: how many people, and promoters less detractors.
local function answered_of(self)
  local people = require "cx.worth.people"
  local roles = require "cx.survey".state(self.of.survey).roles
  local who, message, code = people.read(self.of, { column = roles.person or self.on, where = self.where, group = self.on,
                                                    each = not roles.person, most = self.max_persons })
  if not who then return nil, message, code end
  local by = {}
  for person, name in pairs(who.class) do
    local account = who.group[person]
    by[account] = by[account] or { n = 0, net = 0 }
    by[account].n, by[account].net = by[account].n + 1, by[account].net + COUNT[name]
  end
  return by, who
end


local function kind_of(one)
  if not one then return "unknown" end
  return one.net > 0 and "safe" or one.net < 0 and "at_risk" or "divided"
end


-- ---- revenue (2) (3) (4) -----------------------------------------------------------------------------------

-- The share of revenue at risk among those who answered, for the whole (4).
local function alike_of(sums, by)
  local n, all, risk = 0, 0, 0
  for account, one in pairs(by) do
    local money = sums[account]
    if money then n, all, risk = n + 1, all + money, risk + (one.net < 0 and money or 0) end
  end
  if n < 2 or all <= 0 then return nil end
  local ratio, squares = risk / all, 0
  for account, one in pairs(by) do
    local money = sums[account]
    if money then squares = squares + ((one.net < 0 and money or 0) - ratio * money) ^ 2 end
  end
  local se = math.sqrt(squares * n / (n - 1)) / all
  local half = se * core.distribution.t_quantile(0.975, n - 1)
  return { value = ratio, low = math.max(0, ratio - half), high = math.min(1, ratio + half), se = se, n = n,
           method = "ratio, t 95 %" }
end


local function empty_kinds()
  local kinds = {}
  for i, name in ipairs(KINDS) do kinds[i] = { name = name, accounts = 0, people = 0, revenue = 0.0 } end
  return kinds, { safe = kinds[1], divided = kinds[2], at_risk = kinds[3], unknown = kinds[4] }
end


-- Accounts and revenue by kind, and of all.
local function kinds_of(sums, by)
  local kinds, place = empty_kinds()
  local all = { accounts = 0, revenue = 0.0, below = 0, matched = 0, people = 0 }
  local keys = {}
  for account in pairs(sums) do keys[#keys + 1] = account end
  table.sort(keys)                                        -- sums are the same each time
  for _, account in ipairs(keys) do
    local one, kind = by[account], place[kind_of(by[account])]
    kind.accounts, kind.revenue = kind.accounts + 1, kind.revenue + sums[account]
    kind.people = kind.people + (one and one.n or 0)
    all.accounts, all.revenue = all.accounts + 1, all.revenue + sums[account]
    all.people, all.matched = all.people + (one and one.n or 0), all.matched + (one and 1 or 0)
    if sums[account] < 0 then all.below = all.below + 1 end
  end
  for _, kind in ipairs(kinds) do
    kind.share = all.accounts > 0 and kind.accounts / all.accounts or nil
    kind.of_revenue = all.revenue > 0 and kind.revenue / all.revenue or nil
  end
  return kinds, all, place
end


local function read_revenue(self, context)
  local columns, message, code = purchases.open(self.revenue, self.names, context)
  if not columns then return nil, message, code end
  local sums, first, last = {}, nil, nil
  local left
  left, message, code = purchases.each(self.revenue, columns, function(key, amount, at)
    sums[key] = (sums[key] or 0) + amount
    if at then first, last = math.min(first or at, at), math.max(last or at, at) end
  end)
  if not left then return nil, message, code end
  left.from, left.to = first and core.bucket(first, "day"), last and core.bucket(last, "day")
  return sums, left
end


-- ---- measured ----------------------------------------------------------------------------------------------

-- Whether kinds, or everything, is hidden (5).
local function hide(outcome, kinds, all, minimum)
  local is_few = false
  for _, kind in ipairs(kinds) do is_few = is_few or kind.people > 0 and kind.people < minimum end
  if all.people > 0 and all.people < minimum then
    outcome.hidden = "all"
  elseif is_few then
    outcome.hidden = "kinds"
  end
  if outcome.hidden then outcome.notes[#outcome.notes + 1] = { code = "few", minimum = minimum } end
end


local function note(outcome, code, n)
  if n > 0 then outcome.notes[#outcome.notes + 1] = { code = code, n = n } end
end


local function fill(outcome, kinds, all, place, alike)
  if outcome.hidden == "all" then return outcome end
  outcome.accounts, outcome.revenue, outcome.answered = all.accounts, all.revenue, all.matched
  outcome.people, outcome.method = all.people, "counted in full"
  outcome.coverage = { accounts = all.accounts > 0 and all.matched / all.accounts or nil,
                       revenue = place.unknown.of_revenue and 1 - place.unknown.of_revenue or nil }
  outcome.unknown = { value = place.unknown.revenue, share = place.unknown.of_revenue, n = place.unknown.accounts }
  if outcome.hidden or all.matched == 0 then return outcome end
  local risk, unknown = place.at_risk, place.unknown
  outcome.kinds, outcome.alike = kinds, alike
  outcome.at_risk = { value = risk.revenue, share = risk.of_revenue, n = risk.accounts, method = "counted in full" }
  if risk.revenue >= 0 and unknown.revenue >= 0 then                                                           -- (3)
    outcome.at_risk.low, outcome.at_risk.high = risk.revenue, risk.revenue + unknown.revenue
  end
  return outcome
end


--- The outcome; nil, message, code where a file is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  asked.settle(self.of.survey, context)
  local by, who, code = answered_of(self)
  if not by then return nil, who, code end
  local sums, left, trouble = read_revenue(self, context)
  if not sums then return nil, left, trouble end
  local kinds, all, place = kinds_of(sums, by)
  local minimum = asked.minimum(self.of.survey, context, self.minimum)
  local outcome = { kind = "accounts", title = self.title, id = self.id, unit = self.unit, notes = {}, from = left.from,
                    to = left.to, measure = asked.name(self.of.metric) }
  local unmatched = 0
  for account in pairs(by) do unmatched = unmatched + (sums[account] and 0 or 1) end
  hide(outcome, kinds, all, minimum)
  if all.accounts == 0 then note(outcome, "no_accounts", 1)
  elseif all.matched == 0 then note(outcome, "nobody", 1) end
  note(outcome, "below", all.below)
  if minimum <= 1 then
    note(outcome, "unmatched", unmatched)
    note(outcome, "nameless", who.blank)
  end
  note(outcome, "unreadable", left.blank + left.unreadable)
  return fill(outcome, kinds, all, place, alike_of(sums, by))
end


return accounts
