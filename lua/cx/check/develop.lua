-- develop.lua - what is looked for on stair 2: touchpoints with their goals and practices
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan. Out: findings (define.lua says how).
--
-- (1) Goals contradict each other when they are of one touchpoint and question, and no answers can meet both: at least more
--     than at most; or shares of different answers that are more than all of them together.
-- (2) A goal stands twice when touchpoint, measure, direction and date are the same.

local owner = require "cx.check.owner"

local PHASES = { "before", "during", "after" }

local MOST_PEAKS = 0.5 -- of three touchpoints or more


-- Calls found for touchpoints of which a predicate is true.
local function each(predicate)
  return function(plan, found)
    for _, one in ipairs(plan.inside.touchpoints) do
      if predicate(one, plan) then found { path = one.path, name = one.name } end
    end
  end
end


local function goals_of(plan, touchpoint)
  local list = {}
  for _, wanted in ipairs(plan.inside.wanted) do
    if wanted.touchpoint == touchpoint.given then list[#list + 1] = wanted end
  end
  return list
end


local function count(plan, predicate)
  local n = 0
  for _, one in ipairs(plan.inside.touchpoints) do
    if predicate(one) then n = n + 1 end
  end
  return n
end


local function has(list, word)
  for _, one in ipairs(list) do
    if one == word then return true end
  end
  return false
end


-- ---- touchpoints ---------------------------------------------------------------------------------------------

local function no_touchpoints(plan, found)
  if #plan.inside.touchpoints == 0 then found { path = "touchpoints" } end
end


local function without_goal(one, plan) return #goals_of(plan, one) == 0 end

local function without_owner(one) return not owner.is_there(one.owner) end

local function without_practice(one) return one.practice == nil end

local function unkept(one) return one.practice ~= nil and one.practice.kept == nil end

local function without_phase(one) return one.phase == nil end

local function demanding_without_human(one)
  return one.need == "demanding" and #one.role > 0 and not has(one.role, "human")
end

local function peak_without_feel(one) return one.peak and #one.feel == 0 end

local function is_unnamed(one) return owner.is_unnamed(one.owner) end


local function empty_phase(plan, found)
  if count(plan, function(one) return one.phase ~= nil end) == 0 then return end
  for _, phase in ipairs(PHASES) do
    if count(plan, function(one) return one.phase == phase end) == 0 then
      found { path = "touchpoints", word = "phase." .. phase }
    end
  end
end


local function no_peak(plan, found)
  if #plan.inside.touchpoints > 0 and count(plan, function(one) return one.peak end) == 0 then
    found { path = "touchpoints" }
  end
end


local function many_peaks(plan, found)
  local all, peaks = #plan.inside.touchpoints, count(plan, function(one) return one.peak end)
  if all >= 3 and peaks > MOST_PEAKS * all then found { path = "touchpoints", n = peaks, of = all } end
end


local function nothing_served(plan)
  return count(plan, function(one) return #one.serves > 0 end) == 0
end


local function orphans(plan, found)
  if nothing_served(plan) then return end
  each(function(one) return #one.serves == 0 end)(plan, found)
end


local function nobody_serves(plan, found)
  if #plan.inside.promises > 0 and #plan.inside.touchpoints > 0 and nothing_served(plan) then
    found { path = "touchpoints" }
  end
end


local function no_human(plan, found)
  local told = count(plan, function(one) return #one.role > 0 end)
  if told > 0 and told == #plan.inside.touchpoints and count(plan, function(one) return has(one.role, "human") end) == 0 then
    found { path = "touchpoints" }
  end
end


-- ---- goals ----------------------------------------------------------------------------------------------------

-- All that has a target: goals of touchpoints, and those elsewhere.
local function all_goals(plan)
  local list = table.move(plan.inside.wanted, 1, #plan.inside.wanted, 1, {})
  for _, one in ipairs(plan.inside.measured) do
    if one.goal then list[#list + 1] = one end
  end
  return list
end


local function dateless(plan, found)
  for _, wanted in ipairs(all_goals(plan)) do
    if not wanted.goal.due and not plan.due then found { path = wanted.path, name = wanted.id, search = wanted.name } end
  end
end


local function past_due(plan, found, context)
  for _, wanted in ipairs(all_goals(plan)) do
    local due = wanted.goal.due
    if due and due < context.today then found { path = wanted.path, name = wanted.id, due = due, search = wanted.name } end
  end
end


local function disjoint(a, b)
  for _, answer in ipairs(a) do
    if has(b, answer) then return false end
  end
  return true
end


-- What two targets on one question say that cannot both be (1).
local function contradict(a, b)
  local relation_a, target_a = a.goal:target()
  local relation_b, target_b = b.goal:target()
  local one, other = a.metric, b.metric
  if one.family == "share" and other.family == "share" and one.answers and other.answers
    and disjoint(one.answers, other.answers) then
    return relation_a == "at_least" and relation_b == "at_least" and target_a + target_b > 100
  end
  if one.name ~= other.name or one.family ~= other.family or relation_a == relation_b then return false end
  if relation_a == "at_least" then return target_a > target_b end
  return target_b > target_a
end


-- Calls found for the second of each two goals of one touchpoint and question of which a predicate is true.
local function pairs_of(predicate)
  return function(plan, found)
    local list = plan.inside.wanted
    for i, a in ipairs(list) do
      for k = i + 1, #list do
        local b = list[k]
        if a.touchpoint == b.touchpoint and a.question ~= nil and a.question == b.question and predicate(a, b, plan) then
          found { path = b.path, name = b.name, first = a.id, second = b.id, search = b.name }
        end
      end
    end
  end
end


local function is_twice(a, b, plan)                                                                      -- (2)
  return a.metric.name == b.metric.name and a.metric.family == b.metric.family
    and a.goal:target() == b.goal:target() and (a.goal.due or plan.due) == (b.goal.due or plan.due)
end


return {
  { id = "T01", severity = "error", stair = 2, items = { 63, 64 }, test = no_touchpoints },
  { id = "T02", severity = "error", stair = 2, items = { 7 }, test = each(without_goal) },
  { id = "T03", severity = "error", stair = 2, items = { 27, 35 }, test = each(without_owner) },
  { id = "T04", severity = "error", stair = 2, items = { 3, 20 }, test = dateless },
  { id = "T05", severity = "warning", stair = 2, items = { 9 }, test = each(without_practice) },
  { id = "T06", severity = "note", stair = 2, items = { 9, 65 }, test = each(unkept) },
  { id = "T07", severity = "warning", stair = 2, items = { 62 }, of = "customers", test = empty_phase },
  { id = "T08", severity = "note", stair = 2, items = { 62 }, of = "customers", test = each(without_phase) },
  { id = "T09", severity = "note", stair = 2, items = { 52 }, of = "customers", test = no_peak },
  { id = "T10", severity = "warning", stair = 2, items = { 52 }, test = many_peaks },
  { id = "T11", severity = "warning", stair = 2, items = { 7, 8 }, test = orphans },
  { id = "T12", severity = "note", stair = 2, items = { 7, 8 }, test = nobody_serves },
  { id = "T13", severity = "note", stair = 2, items = { 78, 79 }, of = "customers", test = each(demanding_without_human) },
  { id = "T14", severity = "note", stair = 2, items = { 80, 140 }, of = "customers", test = no_human },
  { id = "T15", severity = "note", stair = 2, items = { 52, 55 }, of = "customers", test = each(peak_without_feel) },
  { id = "T16", severity = "warning", stair = 2, items = { 27 }, test = each(is_unnamed) },
  { id = "T17", severity = "error", stair = 2, items = { 3, 7 }, test = pairs_of(contradict) },
  { id = "T18", severity = "warning", stair = 2, items = { 3 }, test = pairs_of(is_twice) },
  { id = "T19", severity = "warning", stair = 2, items = { 19, 20 }, test = past_due },
}
