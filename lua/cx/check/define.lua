-- define.lua - what is looked for on stair 1: what customers are promised
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan. Out: findings. A rule is { id, severity, stair, items, test }; items are the numbers of what it comes from
-- in the inventory of customer-experience management. test(plan, found) calls found { path =, ... } for each finding.

local KINDS = { "value", "experience", "benefit" }


-- The touchpoints that serve each promise, by its id; whether any serves anything.
local function served(inside)
  local by, any = {}, false
  for _, one in ipairs(inside.touchpoints) do
    for _, id in ipairs(one.serves) do
      by[id] = by[id] or {}
      table.insert(by[id], one)
      any = true
    end
  end
  return by, any
end


-- Whether something is measured at a touchpoint.
local function is_measured(inside, touchpoint)
  for _, wanted in ipairs(inside.wanted) do
    if wanted.touchpoint == touchpoint.given then return true end
  end
  return touchpoint.practice ~= nil and touchpoint.practice.kept ~= nil
end


local function no_promise(plan, found)
  if #plan.inside.promises == 0 then found { path = "define" } end
end


local function missing_kinds(plan, found)
  local has = {}
  for _, promise in ipairs(plan.inside.promises) do has[promise.kind] = true end
  if next(has) == nil then return end
  for _, kind in ipairs(KINDS) do
    if not has[kind] then found { path = "define", key = kind, word = "kind." .. kind } end
  end
end


local function unserved(plan, found)
  local by, any = served(plan.inside)
  for _, promise in ipairs(any and plan.inside.promises or {}) do
    if not by[promise.id] then found { path = promise.path, name = promise.text } end
  end
end


local function unmeasured(plan, found)
  local by = served(plan.inside)
  for _, promise in ipairs(plan.inside.promises) do
    local measured = not by[promise.id]
    for _, one in ipairs(by[promise.id] or {}) do measured = measured or is_measured(plan.inside, one) end
    if not measured then found { path = promise.path, name = promise.text } end
  end
end


local function no_emotions(plan, found)
  if #plan.inside.emotions.now + #plan.inside.emotions.future == 0 then found { path = "define" } end
end


local function no_principles(plan, found)
  local given = (plan.define or {}).principles
  if given == nil or type(given) == "table" and #given == 0 then found { path = "define" } end
end


-- A claim that says only what it says, and who said it.
local function bare_claims(plan, found)
  for i, claim in ipairs(plan.inside.claims) do
    local text, tested = claim, false
    if type(claim) == "table" then
      text, tested = claim.text or claim[1] or "", rawget(claim, "kind") ~= nil
      for key in pairs(claim) do
        tested = tested or key ~= "text" and key ~= 1 and key ~= "source" and key ~= "date"
      end
    end
    if not tested then found { path = ("define.claims[%d]"):format(i), name = text } end
  end
end


local function no_language(plan, found)
  if plan.language == nil then found { path = "" } end
end


local function no_name(plan, found)
  if not plan.name or not plan.name:find "%S" then found { path = "" } end
end


return {
  { id = "D01", severity = "warning", stair = 1, items = { 3, 127 }, test = no_promise },
  { id = "D02", severity = "note", stair = 1, items = { 4, 5, 6 }, test = missing_kinds },
  { id = "D03", severity = "warning", stair = 1, items = { 7, 8 }, test = unserved },
  { id = "D04", severity = "error", stair = 1, items = { 7, 17 }, test = unmeasured },
  { id = "D05", severity = "note", stair = 1, items = { 55 }, test = no_emotions },
  { id = "D06", severity = "note", stair = 1, items = { 26 }, test = no_principles },
  { id = "D07", severity = "warning", stair = 1, items = { 45, 77 }, test = bare_claims },
  { id = "D08", severity = "warning", stair = 1, items = { 30 }, test = no_language },
  { id = "D09", severity = "warning", stair = 1, items = { 30 }, test = no_name },
}
