-- implement.lua - what is looked for on stair 4: actions, decisions, the loop, messages, money
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan. Out: findings (define.lua says how).
--
-- (1) A rule of the loop without a person: none of the surveys that it may look at (its own, else all of customers) has a
--     column that says whom to tell.
-- (2) What the plan's ledger says is done, or told, is (context.actions).
-- (3) What a rule of the loop asks, a survey of it has: a question, a role or a column (loop/rule.lua, 2, 8).


-- Calls found for entries of a list of inside of which a predicate is true.
local function each(list, predicate, name)
  return function(plan, found, context)
    for _, one in ipairs(plan.inside[list]) do
      local due = predicate(one, context)
      if due then found { path = one.path, name = one[name], due = type(due) == "string" and due or nil } end
    end
  end
end


local function lacks(key)
  return function(one) return one[key] == nil or type(one[key]) == "string" and not one[key]:find "%S" end
end


-- ---- actions --------------------------------------------------------------------------------------------------

local function tell_without_date(action) return action.tell ~= nil and not action.tell.due and not action.tell.told end

-- What the ledger says of an action (2).
local function kept(action, context) return context.actions and context.actions[action.id] or {} end

local function overdue(action, context)
  return not action.done and not kept(action, context).done and action.due and action.due < context.today and action.due
end

local function untold(action, context)
  local tell = action.tell
  return tell and not tell.told and not kept(action, context).told and tell.due and tell.due < context.today and tell.due
end


local function no_message(plan, found)
  if #plan.inside.messages == 0 then found { path = "implement" } end
end


-- ---- the loop -------------------------------------------------------------------------------------------------

local function rules_of(plan) return (plan.inside.loop or {}).rules or {} end


local function each_rule(predicate)
  return function(plan, found)
    for _, rule in ipairs(rules_of(plan)) do
      if predicate(rule, plan) then found { path = rule.path, name = rule.id } end
    end
  end
end


-- (1)
local function without_person(rule, plan)
  local survey = require "cx.survey"
  for _, one in ipairs(rule.survey and { rule.survey } or plan.inside.surveys) do
    local state = survey.state(one)
    if (state.about ~= "staff" or rule.survey) and (state.roles.person or state.roles.account) then return false end
  end
  return true
end


local function no_loop(plan, found)
  if #rules_of(plan) == 0 then found { path = "implement" } end
end


local function kept_for_ever(plan, found)
  if #rules_of(plan) > 0 and not plan.inside.loop.retention then found { path = "implement.loop" } end
end


-- ---- money ----------------------------------------------------------------------------------------------------

local function over_budget(plan, found)
  local inside = plan.inside
  if inside.budget and (inside.resources or 0) > inside.budget then
    found { path = "implement.budget", sum = inside.resources, budget = inside.budget }
  end
end


-- (3); the message's beginning, the place in the plan, goes with the finding.
local function fits_none(plan, found, context)
  local is_read = {}
  for _, survey in ipairs(context.result.surveys) do is_read[survey.survey] = true end
  require "cx.loop.rule".check(plan, function(survey) return is_read[survey] end, function(rule, message)
    local _, last = message:find(rule.path, 1, true)
    message = message:sub((last or 0) + 1):gsub("^%.when", ""):gsub("^: ", "")
    found { path = rule.path .. ".when", name = rule.id, message = message }
  end)
end


local function without_budget(plan, found)
  local inside = plan.inside
  local sum = inside.resources or 0
  for _, action in ipairs(inside.actions) do sum = sum + (action.cost or 0) end
  if not inside.budget and sum > 0 then found { path = "implement", sum = sum } end
end


local function no_daily(plan, found)
  if next(plan.inside.daily) == nil then found { path = "implement" } end
end


return {
  { id = "I01", severity = "error", stair = 4, items = { 116 }, test = each("actions", lacks "due", "action") },
  { id = "I02", severity = "error", stair = 4, items = { 116 }, test = each("actions", lacks "owner", "action") },
  { id = "I03", severity = "error", stair = 4, items = { 117 }, test = each("actions", lacks "finding", "action") },
  { id = "I04", severity = "warning", stair = 4, items = { 115 }, of = "customers",
    test = each("actions", lacks "tell", "action") },
  { id = "I05", severity = "warning", stair = 4, items = { 115 }, of = "customers",
    test = each("actions", tell_without_date, "action") },
  { id = "I06", severity = "warning", stair = 4, items = { 66, 67 }, test = each("actions", lacks "cause", "action") },
  { id = "I07", severity = "warning", stair = 4, items = { 41 }, test = each("actions", overdue, "action") },
  { id = "I08", severity = "warning", stair = 4, items = { 115 }, of = "customers", test = each("actions", untold, "action") },
  { id = "I09", severity = "warning", stair = 4, items = { 114, 115 }, of = "customers", test = no_message },
  { id = "I10", severity = "warning", stair = 4, items = { 15 }, test = each("decisions", lacks "expect", "text") },
  { id = "I11", severity = "note", stair = 4, items = { 15 }, test = each("decisions", lacks "owner", "text") },
  { id = "I12", severity = "warning", stair = 4, items = { 115 }, test = each_rule(lacks "tell") },
  { id = "I13", severity = "warning", stair = 4, items = { 115 }, test = each_rule(lacks "contact") },
  { id = "I14", severity = "error", stair = 4, items = { 115 }, test = each_rule(without_person) },
  { id = "I15", severity = "error", stair = 4, items = { 16 }, test = over_budget },
  { id = "I16", severity = "warning", stair = 4, items = { 16 }, test = without_budget },
  { id = "I17", severity = "note", stair = 4, items = { 114 }, of = "customers", test = no_loop },
  { id = "I18", severity = "note", stair = 4, items = { 14 }, test = no_daily },
  { id = "I19", severity = "note", stair = 4, items = { 85, 125 }, test = kept_for_ever },
  { id = "I21", severity = "error", stair = 4, items = { 115 }, data = true, test = fits_none },
}
