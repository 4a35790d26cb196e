-- hidden.lua - paths and steps of few cases hidden, and what would give them away
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: activities, steps, variants as counted; the least number of cases. Out: marks: hidden = true.
--
-- (1) An activity, a step, a path of fewer cases than the minimum is hidden; steps of a hidden activity are.
-- (2) Events of an activity are the sum of the steps into it, and of those out of it, the start and the end among them. Hidden
--     ones on a side are two at least, and reach the minimum together, else the smallest shown one of the side is hidden too.
--     So with the list of activities, whose events add up to all.
-- (3) What a shown count leaves after the shown paths through it is none or reaches the minimum: else the smallest of these
--     paths is hidden too. So with all cases.
-- (4) How many did not take a step or meet an activity is not hidden: all cases less those that did.
-- (5) A path of more than 200 events is not told; it counts among the others.
-- (6) A hidden thing is not in the outcome at all; how many there are is, not which.

local hidden = {}


-- The smallest shown one of a list.
local function smallest(list)
  local best
  for _, one in ipairs(list) do
    if not one.hidden and (not best or one.n < best.n) then best = one end
  end
  return best
end


-- Rule (2) for one list whose total is known; true when one more was hidden.
local function close(list, minimum)
  local n, cases = 0, 0
  for _, one in ipairs(list) do
    if one.hidden then n, cases = n + 1, cases + one.cases end
  end
  if n == 0 or n > 1 and cases >= minimum then return false end
  local extra = smallest(list)
  if extra then extra.hidden = true end
  return extra ~= nil
end


-- All lists of rule (2): into each activity, out of it, and out of the start and into the end.
local function sides(steps)
  local lists, at = {}, {}
  local function add(key, step)
    if not at[key] then
      at[key] = {}
      lists[#lists + 1] = at[key]
    end
    table.insert(at[key], step)
  end
  for _, step in ipairs(steps) do
    add("out " .. step.from, step)
    add("in " .. step.to, step)
  end
  return lists
end


-- A hidden activity hides its steps, and an activity none of whose steps in is shown is still told by its own count.
local function spread(activities, steps)
  local changed = false
  for _, step in ipairs(steps) do
    local from, to = activities[step.from], activities[step.to]
    if not step.hidden and (from and from.hidden or to and to.hidden) then step.hidden, changed = true, true end
  end
  return changed
end


--- Marks activities and steps (1) (2).
---@param activities table[] { cases, n }
---@param steps table[] { from, to, cases, n }, with the start as 0 and the end as -1
---@param minimum integer
function hidden.steps(activities, steps, minimum)
  for _, list in ipairs { activities, steps } do
    for _, one in ipairs(list) do one.hidden = one.cases < minimum or nil end
  end
  local lists, changed = sides(steps), true
  while changed do
    changed = close(activities, minimum)
    changed = spread(activities, steps) or changed
    for _, list in ipairs(lists) do changed = close(list, minimum) or changed end
  end
end


-- What a path goes through: its activities, and its steps as "from>to".
local function met(path)
  local set, from = {}, 0
  for _, code in ipairs(path) do
    set[code], set[from .. ">" .. code] = true, true
    from = code
  end
  set[from .. ">-1"] = true
  return set
end


-- The count that rule (3) finds wanting, as a function of sets, or nil.
local function wanting(counts, shown, minimum)
  for _, count in ipairs(counts) do
    local left = count.cases
    for _, variant in ipairs(shown) do
      if not variant.hidden and (not count.key or variant.met[count.key]) then left = left - variant.cases end
    end
    if left > 0 and left < minimum then return count end
  end
end


--- Marks paths (1) (3); activities and steps are marked already.
---@param variants table[] { path, cases, events }, most cases first
---@param activities table[]
---@param steps table[]
---@param all integer cases
---@param minimum integer
function hidden.paths(variants, activities, steps, all, minimum)
  local counts = { { cases = all } }
  for i, one in ipairs(activities) do
    if not one.hidden then counts[#counts + 1] = { key = i, cases = one.cases } end
  end
  for _, step in ipairs(steps) do
    if not step.hidden then counts[#counts + 1] = { key = step.from .. ">" .. step.to, cases = step.cases } end
  end
  for _, variant in ipairs(variants) do
    variant.met = met(variant.path)
    variant.hidden = variant.cases < minimum or variant.events > #variant.path or nil
    for _, code in ipairs(variant.path) do variant.hidden = variant.hidden or activities[code].hidden end
  end
  local count = minimum > 1 and wanting(counts, variants, minimum)
  while count do
    for i = #variants, 1, -1 do
      local variant = variants[i]
      if not variant.hidden and (not count.key or variant.met[count.key]) then
        variant.hidden = true
        break
      end
    end
    count = wanting(counts, variants, minimum)
  end
end


return hidden
