-- priority.lua - what the staff would improve first, against what drives the customers
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: improvements in order or with votes; drivers in order, with importances, or as cx.drivers tells them. Out: Kendall's
-- tau of what both name, with interval and permutation p (core/infer/agree.h), and where the staff's first stands.
--
-- (1) In a list the first is the highest. Names are compared as they are written, trimmed.
-- (2) Of two names at least both sides must speak; what only one names is counted.
-- (3) "agree" and "opposed" want p of at most 1 - confidence; else "cannot tell".

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local priority = {}

local IMPORTANCE = { "importance", "share", "lmg", "value" } -- of an entry of an outcome, whichever comes first


local function trimmed(name) return (tostring(name):match "^%s*(.-)%s*$") end


local function is_number(x) return type(x) == "number" and x == x and math.abs(x) < math.huge end


-- Names in order as scores, n for the first (1).
local function from_list(list, path)
  local scores = {}
  for i, name in ipairs(list) do
    if type(name) ~= "string" then caller.raise(("%s[%d]: a name is wanted, not %s"):format(path, i, complain.show(name))) end
    if scores[trimmed(name)] then caller.raise(("%s: '%s' is named twice"):format(path, name)) end
    scores[trimmed(name)] = #list - i + 1
  end
  return scores
end


local function from_map(map, path)
  local scores = {}
  for name, x in next, map do
    if type(name) ~= "string" or not is_number(x) then
      caller.raise(("%s: names with numbers, or names in order, are wanted"):format(path))
    end
    scores[trimmed(name)] = x
  end
  if not next(scores) then caller.raise(("%s: nothing is named"):format(path)) end
  return scores
end


local function is_analysis(given) return type(given.measure) == "function" or given.kind == "drivers" end


--- Checks improvements or drivers: scores by name, or an analysis to be measured.
---@param given any
---@param path string
---@param may_measure boolean
---@return table?
function priority.read(given, path, may_measure)
  if given == nil then return nil end
  if type(given) ~= "table" then caller.raise(("%s: a list of names is wanted, not %s"):format(path, complain.show(given))) end
  if may_measure and is_analysis(given) then return { analysis = given } end
  return { scores = #given > 0 and from_list(given, path) or from_map(given, path) }
end


local function importance_of(entry)
  for _, key in ipairs(IMPORTANCE) do
    local x = entry[key]
    if type(x) == "table" then x = x.value end
    if is_number(x) then return x end
  end
end


-- Scores of an outcome of cx.drivers; nil, message, code.
local function from_outcome(given, context)
  local outcome, message, code = given, nil, nil
  if type(given.measure) == "function" then outcome, message, code = given:measure(context) end
  if not outcome then return nil, message, code end
  local scores = {}
  for _, entry in ipairs(outcome.drivers or {}) do
    local name = entry.name or entry.label or entry.question
    local x = importance_of(entry)
    if name and x then scores[trimmed(name)] = x end
  end
  return scores
end


-- How many of the scores are higher, and one more.
local function rank_of(name, scores, names)
  local rank = 1
  for _, other in ipairs(names) do
    if scores[other] > scores[name] then rank = rank + 1 end
  end
  return rank
end


local function verdict_of(made, confidence)
  if made.p > 1 - confidence then return "cannot tell" end
  return made.value > 0 and "agree" or "opposed"
end


-- What both sides name, in byte order; how many only one does (2).
local function common(a, b)
  local names, only_staff, only_drivers = {}, 0, 0
  for name in pairs(a) do
    if b[name] then names[#names + 1] = name else only_staff = only_staff + 1 end
  end
  for name in pairs(b) do
    if not a[name] then only_drivers = only_drivers + 1 end
  end
  table.sort(names)
  return names, only_staff, only_drivers
end


--- The agreement of improvements and drivers; nil, message, code where drivers could not be measured.
---@param self table the analysis: improvements, drivers, confidence, seed, permutations
---@param context? table
---@return table?, string?, string?
function priority.agree(self, context)
  local staff, drivers, message, code = self.improvements.scores, self.drivers.scores, nil, nil
  if not drivers then drivers, message, code = from_outcome(self.drivers.analysis, context) end
  if not drivers then return nil, message, code end
  local names, only_staff, only_drivers = common(staff, drivers)
  local a, b = {}, {}
  for i, name in ipairs(names) do a[i], b[i] = staff[name] + 0.0, drivers[name] + 0.0 end
  local made = #names >= 2 and core.agree(a, b, self.confidence, self.seed, self.permutations) or { verdict = "cannot tell" }
  made.n, made.only_staff, made.only_drivers = #names, only_staff, only_drivers
  if not made.value then return made end
  made.method, made.verdict = "Kendall tau-b", verdict_of(made, self.confidence)
  local first
  for _, name in ipairs(names) do
    if not first or staff[name] > staff[first] then first = name end
  end
  made.first = { name = first, rank = rank_of(first, drivers, names) }
  return made
end


return priority
