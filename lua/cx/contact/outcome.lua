-- outcome.lua - what became of the cases: by their promises, by their start, by how long they waited
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: contacts, what is asked of each kind (lost, came_back, scores). Out: plain tables of estimates; nil, message, code.
--
-- (1) What is asked is, unless told by of = { metrics }: the events lost and came_back as far as they are known, and the mean
--     of each score that was carried or joined.
-- (2) Kinds stand in one fixed order, those without cases too.
-- (3) Differences are cx.compare's, every kind against every other, one family a metric: what goes together, not what causes
--     it. Cases of one account are clustered where an account is declared.
-- (4) Good start and first-contact resolution are compared on the same cases, as a pair: the good start's share minus that of
--     the cases solved in one go.
-- (5) Whether loss rises with waiting: Cochran and Armitage's test over the bands of those who were met; with accounts its
--     chi-square is divided by the design effect of loss, never below 1 (Rao and Scott's first correction). Bands without
--     cases are left out, and there is no trend of fewer than three, or without any loss.
-- (6) Coded items are greeted, reacted, thanked and kept_in_touch as far as they are known, unless told by items = { events }:
--     the cases with an item against those without, the items of one metric being one family.
-- (7) How customers were met is the share of all cases with each of the coded items of (6) that are known.

local caller = require "cx.caller"

local outcome = {}

local ITEMS = { "greeted", "reacted", "thanked", "kept_in_touch" }
local FATES = { "none", "kept", "late", "broken", "open" }


-- ---- what is asked (1) --------------------------------------------------------------------------------------

local function default_metrics(self, inside)
  local metric, list = require "cx.metric", {}
  for _, name in ipairs { "lost", "came_back" } do
    if inside.has_event[name] then list[#list + 1] = self[name] end
  end
  for _, name in ipairs(inside.answers) do
    local question = self.survey[name]
    if question.type == "score" then list[#list + 1] = metric.mean { question = question, name = name } end
  end
  return list
end


local function metrics_of(self, inside, options)
  options = options or {}
  if type(options) ~= "table" then caller.raise "options are a table: { of = { metrics } }" end
  caller.known("option", options, { "of", "items" })
  local metric, list = require "cx.metric", options.of
  if list == nil then return default_metrics(self, inside) end
  if metric.is(list) then list = { list } end
  for _, one in ipairs(type(list) == "table" and list or { list }) do
    if not metric.is(one) or one.survey ~= self.survey then
      caller.raise "of: metrics of these contacts are wanted, such as loki.lost or cx.metric.nps(loki.survey.recommend)"
    end
  end
  return list
end


local function questions_of(metrics)
  local list, seen = {}, {}
  for _, metric in ipairs(metrics) do
    if not seen[metric.question] then list[#list + 1] = metric.question end
    seen[metric.question] = true
  end
  return list
end


-- The coded items that are asked of: those that are known, or one's own.
local function items_of(inside, options)
  local items = options and options.items or ITEMS
  if type(items) ~= "table" then caller.raise "items: a list of events is wanted" end
  local list = {}
  for _, item in ipairs(items) do
    if inside.has_event[item] then
      list[#list + 1] = item
    elseif items ~= ITEMS then
      caller.raise("items: " .. require "cx.complain".message("event", item, inside.events, #inside.events))
    end
  end
  return list
end


--- Which of the tables there can be, in the order of a report.
---@param self table contacts
---@param inside table
---@return string[]
function outcome.can(self, inside)
  local list, has_metrics = {}, #default_metrics(self, inside) > 0
  if inside.promise then list[1] = "promises" end
  if inside.promise and has_metrics then list[#list + 1] = "outcomes" end
  if inside.can.good_start and inside.can.first_contact then list[#list + 1] = "starts" end
  if inside.can.waiting and has_metrics then list[#list + 1] = "delays" end
  if #items_of(inside) > 0 then list[#list + 1] = "items" end
  if #items_of(inside) > 0 and has_metrics then list[#list + 1] = "coded" end
  return list
end


-- Estimates of a metric by the key of its group.
local function by_key(tally, metric, key_of)
  local at = {}
  for _, estimate in ipairs(tally:measure(metric)) do at[key_of(estimate.group)] = estimate end
  return at
end


-- Kinds with their cases and estimates; differences beside (2) (3).
local function kinds(tally, column, labels, metrics)
  local list, at = {}, {}
  for i, label in ipairs(labels) do
    list[i] = { kind = label, n = 0 }
    at[label] = list[i]
  end
  for _, group in ipairs(tally:groups()) do
    if at[group.group[column]] then at[group.group[column]].n = group.n end
  end
  local differences = {}
  for _, metric in ipairs(metrics) do
    local estimates = by_key(tally, metric, function(group) return group[column] end)
    for _, one in ipairs(list) do one[metric.name] = estimates[one.kind] end
    differences[metric.name] = #tally:groups() < 2 and {}
      or require "cx.compare".new(tally, { metric = metric, each = "other" })
  end
  return { kinds = list, differences = differences, metrics = metrics }
end


-- ---- the three tables -----------------------------------------------------------------------------------------

--- Cases by the worst fate of their promises: { kinds = { { kind, n, lost = estimate, ... }, ... }, differences }.
---@param self table contacts
---@param inside table
---@param options? { of: table[] }
---@return table?, string?, string?
function outcome.promises(self, inside, options)
  if not inside.promise then caller.raise "outcomes: which column says until when something was promised? promise = \"...\"" end
  local metrics = metrics_of(self, inside, options)
  local tally <close>, message, code = self.survey:tally { by = "promised", of = questions_of(metrics) }
  if not tally then return nil, message, code end
  return kinds(tally, "promised", FATES, metrics)
end


-- One item: estimates of the cases with it and without it, and their differences.
local function with_and_without(tally, item, metrics)
  local made = { kind = item, n = 0, without_n = 0, without = {}, differences = {} }
  for _, group in ipairs(tally:groups()) do
    if group.group[item] == "1" then made.n = group.n else made.without_n = made.without_n + group.n end
  end
  for _, metric in ipairs(metrics) do
    local estimates = by_key(tally, metric, function(group) return group[item] end)
    made[metric.name], made.without[metric.name] = estimates["1"], estimates["0"]
    if made.n > 0 and made.without_n > 0 then
      local one = require "cx.compare".new(tally, { metric = metric, between = { "1", "0" } })[1]
      one.words = nil -- they know nothing of the other items
      made.differences[metric.name] = one
    end
  end
  return made
end


local STARTS = { { "1", "1" }, { "1", "0" }, { "0", "1" }, { "0", "0" } }

--- Good starts beside cases solved in one go (4): { good_start, first_contact, difference, kinds }.
---@param self table contacts
---@param inside table
---@param options? { of: table[] }
---@return table?, string?, string?
function outcome.starts(self, inside, options)
  local start, once, metrics = self.good_start, self.first_contact, metrics_of(self, inside, options)
  local both, message, code = self.survey:tallies {
    { by = { "good_start", "first_contact" }, of = questions_of(metrics) },
    { by = "first_contact", of = { "good_start", "first_contact" } } }
  if not both then return nil, message, code end
  local joint <close> = both[1]
  local pair <close> = both[2]
  local made, n = { good_start = pair:total(start), first_contact = pair:total(once), kinds = {}, metrics = metrics }, {}
  local function key(group) return group.good_start .. group.first_contact end
  for _, group in ipairs(joint:groups()) do n[key(group.group)] = group.n end
  for i, at in ipairs(STARTS) do
    made.kinds[i] = { good_start = at[1] == "1", first_contact = at[2] == "1", n = n[at[1] .. at[2]] or 0 }
  end
  for _, metric in ipairs(metrics) do
    local estimates = by_key(joint, metric, key)
    for i, at in ipairs(STARTS) do made.kinds[i][metric.name] = estimates[at[1] .. at[2]] end
  end
  made.difference = require "cx.compare".new(pair, { metric = start, paired = "first_contact" })[1]
  return made
end


--- How customers were met: the share of the cases with each coded item (7).
---@param self table contacts
---@param inside table
---@return table?, string?, string?
function outcome.items(self, inside)
  local items, made = items_of(inside), { kinds = {} }
  if #items == 0 then return made end
  local tally <close>, message, code = self.survey:tally { of = items }
  if not tally then return nil, message, code end
  for i, item in ipairs(items) do
    local share = tally:total(self[item])
    made.kinds[i] = { kind = item, n = math.floor((share.value or 0) / 100 * share.n + 0.5), of = share.n, share = share }
  end
  return made
end


--- Coded items: what became of the cases that had each, and of those that had not (6): { kinds, metrics }.
---@param self table contacts
---@param inside table
---@param options? { of: table[], items: string[] }
---@return table?, string?, string?
function outcome.coded(self, inside, options)
  local items, metrics = items_of(inside, options), metrics_of(self, inside, options)
  local requests, made, family = {}, { kinds = {}, metrics = metrics }, {}
  for i, item in ipairs(items) do requests[i] = { by = item, of = questions_of(metrics) } end
  if #items == 0 then return made end
  local tallies, message, code = self.survey:tallies(requests)
  if not tallies then return nil, message, code end
  for i, item in ipairs(items) do
    local tally <close> = tallies[i]
    made.kinds[i] = with_and_without(tally, item, metrics)
    for _, metric in ipairs(metrics) do
      family[metric.name] = family[metric.name] or {}
      table.insert(family[metric.name], made.kinds[i].differences[metric.name])
    end
  end
  for _, metric in ipairs(metrics) do require "cx.compare.family".adjust(family[metric.name] or {}) end
  return made
end


-- How many times the variance of a share is that of people drawn one by one, at least once.
local function effect_of(estimate)
  local share = (estimate.value or 0) / 100
  if estimate.n < 2 or share <= 0 or share >= 1 then return 1.0 end
  return math.max(1.0, (estimate.se / 100) ^ 2 * (estimate.n - 1) / (share * (1 - share)))
end


-- Whether loss rises or falls with waiting (5); nil when there is nothing to tell it from.
local function trend_of(self, tally, list)
  local counts, times, lost = {}, {}, 0
  for i = 1, #list - 1 do
    local one = list[i].lost
    if one and one.n > 0 then
      times[#times + 1], counts[#counts + 1] = i, { math.floor(one.value / 100 * one.n + 0.5), one.n }
      lost = lost + counts[#counts][1]
    end
  end
  if #counts < 3 or lost == 0 then return nil end
  local made = require "cx.trend".shares(counts, { times = times })
  if not require "cx.survey".state(self.survey).design then return made end
  made.design_effect = effect_of(tally:total(self.lost))
  made.chi_square, made.z = made.chi_square / made.design_effect, made.z / math.sqrt(made.design_effect)
  made.p = require "cx.core".distribution.chi_square_tail(made.chi_square, 1)
  made.method, made.text = "Cochran-Armitage, design effect", nil
  made.direction = made.p >= 1 - made.confidence and "none" or made.z > 0 and "rise" or "fall"
  return made
end


--- Loss by the time to first contact: { kinds, differences, trend }.
---@param self table contacts
---@param inside table
---@param options? { of: table[] }
---@return table?, string?, string?
function outcome.delays(self, inside, options)
  if not inside.can.waiting then caller.raise "delays: the event met is wanted: events = { met = ... }" end
  local metrics = metrics_of(self, inside, options)
  local tally <close>, message, code = self.survey:tally { by = "waited", of = questions_of(metrics) }
  if not tally then return nil, message, code end
  local made = kinds(tally, "waited", inside.band_names, metrics)
  made.trend = inside.has_event.lost and trend_of(self, tally, made.kinds) or nil
  return made
end


return outcome
