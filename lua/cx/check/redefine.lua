-- redefine.lua - what is looked for on stair 6: whether goals are looked at again
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan; for rules with data = true its rounds and its ledger's reviews. Out: findings (define.lua says how).
--
-- (1) A goal is unreviewed for its rounds that began after its last review; of rounds that have a name and no date, for those
--     that the ledger kept after it. Without a review it is so for all of its rounds. Reviews are the ledger's events of kind
--     "review" whose id, or data.goal, is the goal's. It is told when there are more of them than the plan says that reviews
--     come, four unless it does.

local UNLESS_TOLD = 4


local function no_round(plan, found)
  if plan.round then return end
  for _, survey in ipairs(plan.inside.surveys) do
    if require "cx.survey".state(survey).round then return end
  end
  found { path = "" }
end


local function no_review(plan, found)
  if not plan.inside.review.every then found { path = "redefine" } end
end


local function nothing_new(plan, found)
  if #plan.inside.review.new == 0 then found { path = "redefine" } end
end


local function no_expectations(plan, found)
  if #plan.inside.review.expectations == 0 then found { path = "redefine" } end
end


local function no_reviewer(plan, found)
  local review = plan.inside.review
  if review.every and not review.owner and not plan.inside.lead then found { path = "redefine.review" } end
end


local function no_rule(plan, found)
  local review = plan.inside.review
  if review.every and not (review.raise or review.lower or review.drop or review.split) then found { path = "redefine" } end
end


local function over(plan, found, context)
  if plan.due and plan.due < context.today then found { path = "due", due = plan.due } end
end


-- The unit of time by which a goal's rounds are parted, or nil.
local function unit_of(goal, plan)
  local state = goal.question and require "cx.survey".state(goal.question.survey)
  return state and state.round == nil and not state.earlier and state.roles.time and plan.round or nil
end


-- Rounds of a goal since its last review (1).
local function rounds_since(goal, plan, ledger)
  local last, n, kept = ledger.reviews[goal.id], 0, 0
  for _, at in pairs(ledger.rounds) do
    if not last or at > last then kept = kept + 1 end
  end
  if not last then return math.max(#(goal.rounds or {}), kept) end
  local unit = unit_of(goal, plan)
  if not unit then return kept end
  local core = require "cx.core"
  local label = core.bucket(core.time(last:sub(1, 10)), unit)
  for _, one in ipairs(goal.rounds or {}) do
    if one.name > label then n = n + 1 end
  end
  return n
end


local function unreviewed(plan, found, context)
  local most = plan.inside.review.every or UNLESS_TOLD
  for i, goal in ipairs(context.result.goals) do
    local n = rounds_since(goal, plan, context.ledger)
    if n > most then
      found { path = plan.inside.wanted[i].path, name = goal.id, n = n, every = most, search = goal.touchpoint }
    end
  end
end


return {
  { id = "R01", severity = "warning", stair = 6, items = { 2 }, test = no_round },
  { id = "R02", severity = "warning", stair = 6, items = { 20 }, test = no_review },
  { id = "R03", severity = "warning", stair = 6, items = { 19, 147 }, test = nothing_new },
  { id = "R04", severity = "note", stair = 6, items = { 21, 36, 43 }, of = "customers", test = no_expectations },
  { id = "R05", severity = "note", stair = 6, items = { 20, 27 }, test = no_reviewer },
  { id = "R06", severity = "note", stair = 6, items = { 19 }, test = no_rule },
  { id = "R07", severity = "warning", stair = 6, items = { 2, 19 }, test = over },
  { id = "R21", severity = "warning", stair = 6, items = { 20 }, data = true, test = unreviewed },
}
