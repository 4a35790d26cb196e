-- measure.lua - what is looked for on stair 5: what is measured, and whether it can decide anything
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: a plan; for rules with data = true its result. Out: findings (define.lua says how).
--
-- (1) A question is used by goals, measures, rules of the loop, expectations, bridges and benchmarks. Texts are read, not
--     scored, and a section of the report or a function of the loop may use any: nothing is said then. Nor is it of what was
--     not asked: contact logs and series.
-- (2) Expected answers, check = { answers = n }, are those to one goal in one round. They are too few when the value is not
--     known to plus or minus 5 points or percentage points: of shares at the target; of NPS when half of those who do not
--     recommend are passive.
-- (3) A word of leading has data when the plan says them, or when a ledger keeps them.
-- (4) Nothing is said of goals that are hidden for privacy, since what is said would tell of their people.
-- (5) A benchmark is old after three years.

local WITHIN = 5
local OLD = 3


local function state_of(survey) return require "cx.survey".state(survey) end


local function all_wanted(plan)
  local list = table.move(plan.inside.wanted, 1, #plan.inside.wanted, 1, {})
  return table.move(plan.inside.measured, 1, #plan.inside.measured, #list + 1, list)
end


local function nothing_measured(plan, found)
  if #plan.inside.surveys == 0 and #all_wanted(plan) == 0 and not plan.inside.contacts then found { path = "measure" } end
end


-- ---- questions (1) ---------------------------------------------------------------------------------------------

-- Adds the questions that a where-text names, in all surveys that ask them; false for a function.
local function add_where(used, plan, when)
  if type(when) ~= "string" then return false end
  for _, name in ipairs(require "cx.filter".names(require "cx.where".parse(when))) do
    for _, survey in ipairs(plan.inside.surveys) do
      local question = state_of(survey).by_name[name]
      if question then used[question] = true end
    end
  end
  return true
end


-- The set of questions that the plan uses; nil when it cannot be known.
local function used_questions(plan)
  local inside, used = plan.inside, {}
  local report = plan.report
  if type(report) == "function" or type(report) == "table" and report.sections then return nil end
  local function add(one)
    if one.question then used[one.question] = true end
    for _, part in ipairs(one.parts or {}) do add(part) end
  end
  for _, one in ipairs(all_wanted(plan)) do add(one) end
  for _, rule in ipairs((inside.loop or {}).rules or {}) do
    if not add_where(used, plan, rule.when) then return nil end
  end
  for _, question in ipairs(inside.review.expectations) do used[question] = true end
  for _, bridge in ipairs(inside.review.bridges) do used[bridge.question] = true end
  for _, benchmark in ipairs(inside.benchmarks) do
    local of = benchmark.of
    if of and of.survey then used[of.survey[of.question]] = true end
  end
  return used
end


local function unused(plan, found)
  local used = used_questions(plan)
  for _, survey in ipairs(used and plan.inside.surveys or {}) do
    local names, is_asked = {}, not state_of(survey).make and not state_of(survey).is_series
    for _, question in ipairs(is_asked and state_of(survey).questions or {}) do
      if not used[question] and question.type ~= "text" then names[#names + 1] = question.name end
    end
    local name = require "cx.survey".name(survey)
    if #names > 0 then found { path = "measure.surveys", place = state_of(survey).place, name = name, names = names } end
  end
end


-- ---- targets ---------------------------------------------------------------------------------------------------

-- Calls found for goals whose target is beyond the ends of their scale, to the side that a sign says.
local function beyond(is_met)
  return function(plan, found)
    for _, wanted in ipairs(all_wanted(plan)) do
      local scores = wanted.goal and wanted.question and require "cx.metric".scores(wanted.metric, wanted.question)
      if scores and #scores > 0 then
        local relation, target = wanted.goal:target()
        local low, high = math.min(table.unpack(scores)), math.max(table.unpack(scores))
        local always = relation == "at_least" and target <= low or relation == "at_most" and target >= high
        local never = relation == "at_least" and target > high or relation == "at_most" and target < low
        if is_met and always or not is_met and never then
          found { path = wanted.path, name = wanted.id, target = target, low = low, high = high, search = wanted.name }
        end
      end
    end
  end
end


-- Answers by which the value is known to plus or minus WITHIN; nil where that cannot be said beforehand (2).
local function answers_wanted(wanted)
  local _, target = wanted.goal:target()
  local family, given = wanted.metric.family, { within = WITHIN }
  if wanted.metric.unit == "percent" and target > 0 and target < 100 then given.share = target
  elseif family == "nps" and math.abs(target) < 100 then
    given.promoters = (100 + 2 * target) / 3
    if given.promoters < 0 or target < 0 then return nil end
    given.detractors = given.promoters - target
  else return nil end
  return require "cx.power".new(given).n
end


local function too_few_expected(plan, found)
  local answers = (plan.check or {}).answers
  if not answers then return end
  for _, wanted in ipairs(plan.inside.wanted) do
    local n = wanted.goal and wanted.question and answers_wanted(wanted)
    if n and n > answers then
      found { path = wanted.path, name = wanted.id, n = answers, wanted = n, within = WITHIN, search = wanted.name }
    end
  end
end


-- ---- what else is measured -----------------------------------------------------------------------------------------

local function no_pulse(plan, found)
  for _, survey in ipairs(plan.inside.surveys) do
    if state_of(survey).about == "staff" then return end
  end
  if #plan.inside.pulse == 0 then found { path = "measure" } end
end


local function no_leading(plan, found)
  if #plan.inside.leading == 0 then found { path = "measure" } end
end


-- (3)
local function leading_without_data(plan, found)
  if plan.ledger ~= nil then return end
  local leading = require "cx.leading"
  for _, wanted in ipairs(plan.inside.leading) do
    local word = wanted.measure
    if word and leading.is_word(word.name) and rawget(leading, word.name) == word then
      local source = leading.source[word.name]
      local estimate = source and source { plan = plan, today = "9999-12-31" }
      if not estimate then found { path = wanted.path, name = word.name } end
    end
  end
end


local function no_behaviour(plan, found)
  if #plan.inside.behaviour.measures == 0 then found { path = "measure" } end
end


local function no_emotion(plan, found)
  for _, wanted in ipairs(all_wanted(plan)) do
    if wanted.metric.family == "emotion" or wanted.question and wanted.question.part == "emotion" then return end
  end
  if #plan.inside.surveys > 0 then found { path = "measure" } end
end


local function timeless(plan, found)
  for _, survey in ipairs(plan.inside.surveys) do
    local state = state_of(survey)
    if not state.roles.time and not state.round and not state.is_series then
      found { path = "measure.surveys", place = state.place, name = require "cx.survey".name(survey) }
    end
  end
end


local function public_worth(plan, found)
  if plan.public_sector and (plan.measure or {}).worth ~= nil then found { path = "measure.worth" } end
end


-- (5)
local function old_benchmarks(plan, found, context)
  for _, one in ipairs(plan.inside.benchmarks) do
    local since = ("%04d"):format(tonumber(one.date:sub(1, 4)) + OLD) .. one.date:sub(5)
    if since < context.today then found { path = one.path, name = one.text, date = one.date } end
  end
end


local function empty_frame(plan, found)
  for _, area in ipairs(plan.inside.frame) do
    if #area.measures == 0 then found { path = area.path, name = area.id } end
  end
end


-- ---- with data (4) ---------------------------------------------------------------------------------------------------

-- The receipts of a result, each with its survey.
local function receipts(context)
  local list = {}
  for _, one in ipairs(context.result.surveys) do
    if one.receipt then
      list[#list + 1] = { receipt = one.receipt, name = one.name, place = state_of(one.survey).place, survey = one.survey }
    end
  end
  return list
end


local function dropped(_, found, context)
  for _, one in ipairs(receipts(context)) do
    local n = (one.receipt.read or 0) - (one.receipt.used or 0)
    if n > 0 then found { path = "measure.surveys", place = one.place, name = one.name, n = n, of = one.receipt.read } end
  end
end


local function off_scale(_, found, context)
  for _, one in ipairs(receipts(context)) do
    local names = {}
    for name, question in pairs(one.receipt.questions or {}) do
      if #(question.off_scale or {}) > 0 then names[#names + 1] = name end
    end
    table.sort(names)
    if #names > 0 then found { path = "measure.surveys", place = one.place, name = one.name, names = names } end
  end
end


-- Columns that the * of a survey stands for, and that no goal uses.
local function unused_columns(plan, found)
  for _, survey in ipairs(plan.inside.surveys) do
    local state, used, names = state_of(survey), {}, {}
    for _, wanted in ipairs(all_wanted(plan)) do
      if wanted.question and wanted.question.survey == survey then used[wanted.question.column] = true end
    end
    local p = not state.is_series and state.pattern
    local inputs = p and require "cx.source".look(state)
    for _, column in ipairs(inputs and inputs[1].columns or {}) do
      local is_of = #column > #p.before + #p.after and column:sub(1, #p.before) == p.before
        and (p.after == "" or column:sub(-#p.after) == p.after)
      if is_of and not used[column] then names[#names + 1] = column:sub(#p.before + 1, #column - #p.after) end
    end
    if #names > 0 then
      found { path = "measure.surveys", place = state.place, name = require "cx.survey".name(survey), names = names }
    end
  end
end


-- Calls found for goals of the result of which a predicate gives values (4).
local function each_goal(predicate)
  return function(plan, found, context)
    for i, goal in ipairs(context.result.goals) do
      local values = not goal.hidden and predicate(goal, goal.outlook or {})
      if values then
        values.path, values.name, values.search = plan.inside.wanted[i].path, goal.id, goal.touchpoint
        found(values)
      end
    end
  end
end


local function unanswered(goal) return goal.estimate.value == nil and {} end

local function undecidable(goal, outlook)
  local is_open = goal.verdict.verdict == "cannot tell" and goal.estimate.value ~= nil
  return is_open and outlook.never and { target = goal.target }
end

local function too_late(goal, outlook)
  return outlook.in_time == false and { month = outlook.month, due = goal.due }
end

local function blunt(goal, outlook)
  local n = goal.estimate.n
  return outlook.per_round and n < outlook.per_round
    and { n = n, wanted = outlook.per_round, difference = math.abs(outlook.difference) }
end


return {
  { id = "M01", severity = "error", stair = 5, items = { 17 }, test = nothing_measured },
  { id = "M02", severity = "warning", stair = 5, items = { 97, 125 }, test = unused },
  { id = "M03", severity = "error", stair = 5, items = { 3, 17 }, test = beyond(false) },
  { id = "M04", severity = "warning", stair = 5, items = { 3, 17 }, test = beyond(true) },
  { id = "M05", severity = "note", stair = 5, items = { 95, 96 }, of = "customers", test = no_pulse },
  { id = "M06", severity = "note", stair = 5, items = { 18, 129, 130 }, test = no_leading },
  { id = "M07", severity = "warning", stair = 5, items = { 18 }, test = leading_without_data },
  { id = "M08", severity = "note", stair = 5, items = { 75 }, of = "customers", test = no_behaviour },
  { id = "M09", severity = "note", stair = 5, items = { 42, 49 }, of = "customers", test = no_emotion },
  { id = "M10", severity = "warning", stair = 5, items = { 2, 97 }, test = timeless },
  { id = "M11", severity = "warning", stair = 5, items = { 77 }, test = too_few_expected },
  { id = "M12", severity = "warning", stair = 5, items = { 31 }, test = public_worth },
  { id = "M13", severity = "note", stair = 5, items = { 99 }, test = old_benchmarks },
  { id = "M14", severity = "warning", stair = 5, items = { 98 }, test = empty_frame },
  { id = "M21", severity = "warning", stair = 5, items = { 77 }, data = true, test = dropped },
  { id = "M22", severity = "warning", stair = 5, items = { 77 }, data = true, test = off_scale },
  { id = "M23", severity = "note", stair = 5, items = { 97, 125 }, data = true, test = unused_columns },
  { id = "M24", severity = "error", stair = 5, items = { 17 }, data = true, test = each_goal(unanswered) },
  { id = "M25", severity = "warning", stair = 5, items = { 17, 77 }, data = true, test = each_goal(undecidable) },
  { id = "M26", severity = "warning", stair = 5, items = { 17, 77 }, data = true, test = each_goal(too_late) },
  { id = "M27", severity = "note", stair = 5, items = { 17, 77 }, data = true, test = each_goal(blunt) },
}
