-- organise.lua - what is looked for on stair 3: who answers, who learns, who may decide
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan. Out: findings (define.lua says how).
--
-- (1) The whole is outsourced when the lead is an owner from outside, or all owners are.
-- (2) Owners are looked for among those of organise only where there are any; those that are still to be named are T16's.

local owning = require "cx.check.owner"

local FUNCTIONS = { "leadership", "staff", "operation", "services", "systems" }

local MANY = 4 -- touchpoints that are much for one owner


local function owner_named(inside, name)
  for _, owner in ipairs(inside.owners) do
    if owner.id == name or owner.text == name then return owner end
  end
end


-- (1)
local function outsourced(plan, found)
  local inside, outside = plan.inside, 0
  local lead = inside.lead and owner_named(inside, inside.lead)
  if lead and lead.outside then return found { path = "organise.lead", name = inside.lead } end
  for _, owner in ipairs(inside.owners) do outside = outside + (owner.outside and 1 or 0) end
  if outside > 0 and outside == #inside.owners then found { path = "organise.owners", name = inside.owners[1].id } end
end


local function outside_owner(plan, found)
  for _, one in ipairs(plan.inside.touchpoints) do
    local owner = one.owner and owner_named(plan.inside, one.owner)
    if owner and owner.outside then found { path = one.path, name = one.name, owner = one.owner } end
  end
end


-- Everything that has an owner: { path, owner }.
local function owned(inside)
  local list = {}
  local function add(one) list[#list + 1] = { path = one.path, owner = one.owner } end
  for _, kind in ipairs { "touchpoints", "training", "actions", "decisions" } do
    for _, one in ipairs(inside[kind]) do add(one) end
  end
  for _, rule in ipairs((inside.loop or {}).rules or {}) do add(rule) end
  add { path = "redefine.review", owner = inside.review.owner }
  return list
end


-- (2)
local function strange_owner(plan, found)
  local inside, told = plan.inside, {}
  if #inside.owners == 0 then return end
  for _, one in ipairs(owned(inside)) do
    local is_somebody = owning.is_there(one.owner) and not owning.is_unnamed(one.owner)
    if is_somebody and not owner_named(inside, one.owner) and not told[one.owner] then
      told[one.owner] = true
      found { path = one.path, name = one.owner }
    end
  end
end


local function no_lead(plan, found)
  if not plan.inside.lead then found { path = "organise" } end
end


local function no_training(plan, found)
  if #plan.inside.training == 0 then found { path = "organise" } end
end


local function untrained(plan, found, context)
  for _, one in ipairs(plan.inside.training) do
    if one.of and (one.done or 0) < one.of and (not one.due or one.due < context.today) then
      found { path = one.path, name = one.id, done = one.done or 0, of = one.of }
    end
  end
end


local function uncounted(plan, found)
  for _, one in ipairs(plan.inside.training) do
    if not one.of then found { path = one.path, name = one.id } end
  end
end


-- A statement of organise that is not there.
local function unsaid(key)
  return function(plan, found)
    if not plan.inside.statements[key] then found { path = "organise" } end
  end
end


local function unmeasured_functions(plan, found)
  local has, missing = {}, {}
  for _, one in ipairs(plan.inside.functions) do has[one.id] = #one.measures > 0 end
  for _, name in ipairs(FUNCTIONS) do
    if not has[name] then missing[#missing + 1] = name end
  end
  if #missing > 0 then found { path = "organise.functions", names = missing, group = "kept" } end
end


local function one_owner(plan, found)
  local first = plan.inside.touchpoints[1]
  if #plan.inside.touchpoints < MANY or not owning.is_there(first.owner) or owning.is_unnamed(first.owner) then return end
  for _, one in ipairs(plan.inside.touchpoints) do
    if one.owner ~= first.owner then return end
  end
  found { path = "touchpoints", name = first.owner, n = #plan.inside.touchpoints }
end


return {
  { id = "O01", severity = "error", stair = 3, items = { 28 }, test = outsourced },
  { id = "O02", severity = "warning", stair = 3, items = { 28 }, test = outside_owner },
  { id = "O03", severity = "warning", stair = 3, items = { 27 }, test = strange_owner },
  { id = "O04", severity = "warning", stair = 3, items = { 27, 128 }, test = no_lead },
  { id = "O05", severity = "note", stair = 3, items = { 11, 29, 111 }, test = no_training },
  { id = "O06", severity = "warning", stair = 3, items = { 29 }, test = untrained },
  { id = "O07", severity = "note", stair = 3, items = { 29 }, test = uncounted },
  { id = "O08", severity = "note", stair = 3, items = { 12 }, test = unsaid "rewards" },
  { id = "O09", severity = "note", stair = 3, items = { 34 }, test = unsaid "authority" },
  { id = "O10", severity = "note", stair = 3, items = { 10 }, test = unsaid "recruiting" },
  { id = "O11", severity = "note", stair = 3, items = { 33 }, test = unmeasured_functions },
  { id = "O12", severity = "note", stair = 3, items = { 27, 35 }, test = one_owner },
}
