-- again.lua - rounds that the ledger keeps and that the data now tell otherwise
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a result with its earlier rounds, the rounds that a ledger keeps. Out: what differs, goal by goal; new versions.
--
-- (1) A goal's earlier round is compared with the last version kept of it where both asked the same and both show something:
--     n and value. The round that a result is of is record.lua's own.
-- (2) What differs is kept as a new version of that round, with the plan of its time: the new figures and the verdicts on the
--     goals as they were; how many gave each answer is left out for these. The old version stays.
-- (3) Where privacy asks for a least number, a difference by fewer people is neither shown nor kept, only that there is one;
--     the old figure then is not shown beside the new one either.
-- (4) A version says by its why that it is one of these (again.WHY).

local again = {}

again.WHY = "the data of an earlier round changed"


local function is_same(a, b)
  return a == b or a and b and math.abs(a - b) <= 1e-9 * math.max(1, math.abs(a), math.abs(b))
end


local function figure(estimate)
  return { value = estimate.value, low = estimate.low, high = estimate.high, n = estimate.n or 0 }
end


-- What differs of a goal between two estimates, the new one nil for no answers; nil for nothing (1) (3).
local function difference(id, was, now, minimum)
  local new = now and figure(now) or { n = 0 }
  if is_same(was.value, new.value) and is_same(was.n or 0, new.n) then return nil end
  if minimum and math.abs((was.n or 0) - new.n) < minimum then return { id = id, hidden = true } end
  return { id = id, was = figure(was), now = new, estimate = now }
end


local function kept_goal(kept, described)
  for _, one in ipairs(kept.results.goals) do
    if one.id == described.id and one.metric == described.metric and one.question == described.question
      and one.scoring == described.scoring then return one end
  end
end


-- Whether a round of the data can be compared, and its estimate.
local function estimate_of(one, minimum)
  if one.why == "no answers" and not minimum then return true, nil end
  return one.estimate ~= nil and one.estimate.value ~= nil, one.estimate
end


-- The earlier rounds of a goal by name.
local function rounds_of(goal)
  local by = {}
  for i = 1, #(goal.rounds or {}) - 1 do by[tostring(goal.rounds[i].name)] = goal.rounds[i] end
  return by
end


--- What differs of the rounds that a ledger keeps (1), oldest first.
---@param result table
---@param rounds table[] of record.rounds
---@return { round: string, kept: table, goals: table[] }[]
function again.changes(result, rounds)
  local record, list, by = require "cx.record", {}, {}
  local described = record.goals(result.plan)
  for i, goal in ipairs(result.goals) do by[i] = rounds_of(goal) end
  for _, kept in ipairs(rounds) do
    local goals = {}
    for i, one in ipairs(described) do
      local round = by[i][tostring(kept.name)]
      local was, minimum = round and kept_goal(kept, one), record.minimum(result.plan, result.plan.inside.wanted[i])
      local fits, now
      local shows = was and was.estimate and not (minimum and (was.estimate.n or 0) < minimum)
      if shows then fits, now = estimate_of(round, minimum) end
      if fits then goals[#goals + 1] = difference(one.id, was.estimate, now and record.estimate(now), minimum) end
    end
    if #goals > 0 then list[#list + 1] = { round = tostring(kept.name), kept = kept, goals = goals } end
  end
  return list
end


-- The verdict on a kept goal with another estimate, as a round keeps verdicts; nil without an estimate.
local function verdict_of(goal)
  local word = require "cx.diff".judge(goal, goal.estimate)
  if not word then return nil end
  local made = { id = goal.id, verdict = word }
  if goal.estimate.interval ~= "exact" and goal.estimate.interval ~= "none" then
    made.probability = require "cx.met".verdict(goal.met, goal.estimate, goal.relation, goal.target).probability
  end
  return made
end


local function copy(source)
  local made = {}
  for key, value in pairs(source) do made[key] = value end
  return made
end


-- Tallies without the answers of some goals.
local function tallies_of(kept, is_other)
  local list = {}
  for i, one in ipairs(kept.tallies or {}) do list[i] = is_other[one.id] and { id = one.id, answers = {} } or one end
  return list
end


--- A changed round as ledger:save_round takes it (2); nil where nothing of it may be kept (3).
---@param change table of again.changes
---@return table?
function again.version(change)
  local kept, is_other, any = change.kept, {}, false
  for _, one in ipairs(change.goals) do
    if not one.hidden then is_other[one.id], any = one, true end
  end
  if not any then return nil end
  local results, verdicts = copy(kept.results), {}
  results.goals = {}
  for i, goal in ipairs(kept.results.goals) do
    local other = is_other[goal.id]
    results.goals[i] = copy(goal)
    if other then
      results.goals[i].estimate = other.estimate
      verdicts[#verdicts + 1] = verdict_of(results.goals[i])
    end
  end
  for _, one in ipairs(kept.verdicts or {}) do
    if not is_other[one.id] then verdicts[#verdicts + 1] = one end
  end
  return { name = kept.name, plan_text = kept.plan_text, plan_hash = kept.plan_hash, why = again.WHY, results = results,
           verdicts = verdicts, tallies = tallies_of(kept, is_other) }
end


-- One figure with its n: "61 (n = 100)".
local function shown(words, one)
  return ("%s (n = %s)"):format(one.value and words:number(one.value, 1) or "–", words:number(one.n) or "–")
end


--- The goals of a change, each with its old and new figure: "Lasku 61 (n = 100) → 64 (n = 110)".
---@param words table
---@param goals table[]
---@return string
function again.text(words, goals)
  local list = {}
  for i, one in ipairs(goals) do
    list[i] = one.hidden and ("%s %s"):format(one.id, words.history.few)
      or ("%s %s → %s"):format(one.id, shown(words, one.was), shown(words, one.now))
  end
  return table.concat(list, "; ")
end


--- Keeps what changed of earlier rounds (2), and says so: a line a round.
---@param ledger table
---@param words table
---@param changes table[]
---@return string[]? lines, string? message, string? code
function again.keep(ledger, words, changes)
  local lines = {}
  for _, change in ipairs(changes) do
    local given, version = again.version(change), nil
    if given then
      local message, code
      version, message, code = ledger:save_round(given)
      if not version then return nil, tostring(message), code end
    end
    lines[#lines + 1] = words:say(words.history[given and "earlier" or "earlier_few"], #change.goals,
      { round = change.round, version = tostring(version), list = again.text(words, change.goals) })
  end
  return lines
end


--- What versions of a round changed after it was over (4): { version, at, goals }.
---@param round table of record.rounds
---@param minimum fun(goal: table): integer?
---@return table[]
function again.versions(round, minimum)
  local list = {}
  for i = 2, #(round.versions or {}) do
    local old, new, goals = round.versions[i - 1], round.versions[i], {}
    for _, goal in ipairs(new.why == again.WHY and new.results and old.results and new.results.goals or {}) do
      local was, least = kept_goal(old, goal), minimum(goal)
      local shows = was and was.estimate and not (least and (was.estimate.n or 0) < least)
      if shows then goals[#goals + 1] = difference(goal.id, was.estimate, goal.estimate, least) end
    end
    if #goals > 0 then list[#list + 1] = { version = new.version, at = new.at, goals = goals } end
  end
  return list
end


return again
