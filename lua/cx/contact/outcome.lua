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
-- (5) Whether loss rises with waiting: Cochran and Armitage's test over the bands of those who were met; with accounts, the
--     slope over the bands' estimates. Bands without cases are left out, and there is no trend of fewer than three.

local caller = require "cx.caller"

local outcome = {}

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
  caller.known("option", options, { "of" })
  local metric, list = require "cx.metric", options.of
  if list == nil then return default_metrics(self, inside) end
  if metric.is(list) then list = { list } end
  for _, one in ipairs(list) do
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
  return { kinds = list, differences = differences }
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
  local made, n = { good_start = pair:total(start), first_contact = pair:total(once), kinds = {} }, {}
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


-- (5)
local function trend_of(self, list)
  local counts, estimates, times = {}, {}, {}
  for i = 1, #list - 1 do
    local lost = list[i].lost
    if lost and lost.n > 0 then
      times[#times + 1] = i
      counts[#counts + 1] = { math.floor(lost.value / 100 * lost.n + 0.5), lost.n }
      estimates[#estimates + 1] = lost
    end
  end
  if #counts < 3 then return nil end
  local trend = require "cx.trend"
  if require "cx.survey".state(self.survey).design then return trend(estimates, { times = times }) end
  return trend.shares(counts, { times = times })
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
  made.trend = inside.has_event.lost and trend_of(self, made.kinds) or nil
  return made
end


return outcome
