-- simulate.lua - cx.simulate: which answers must move for a goal to be reached, what that costs, how likely it is by when
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: cx.simulate { goal = goal or its id in the plan, cost =, per_month =, by =, n =, where = }. Out: an analysis.
--
-- (1) Answers with the same score are one class: "0–6", "7–8", "9–10". Shares are weighted where the survey is.
-- (2) need: what the value lacks to the target. A move from a class to a better one gains the share that moves times the
--     difference of scores; alone it is enough when the class has so many. With more than four classes only moves to the
--     next one are told.
-- (3) mix: the cheapest moves that gain the need together (simulate/mix.lua). A move costs as many answers of the scale as it
--     climbs, or what cost(from, to) says of classes, per percent of all who answer; who is nearest to a better class moves.
-- (4) sure: the same so that the whole interval lies on the goal's side, with n answers (those there are, unless told).
-- (5) dates and trend, how likely by when: simulate/forecast.lua.
-- (6) A goal that is reached needs nothing; one that no move reaches says so: impossible.
-- (7) A goal of its own, not the plan's: where its survey has a minimum, it is hidden when fewer people answered, or fewer are
--     left out by `where`; with weights it is as fine as its error (privacy/coarse.lua).

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local distribution = require "cx.core".distribution
local forecast = require "cx.simulate.forecast"
local mix = require "cx.simulate.mix"

local simulate = {}

local KNOWN = { "goal", "cost", "per_month", "by", "n", "where", "today", "title", "id" }
local FEW_CLASSES = 4

local class = { __name = "simulate" }
class.__index = class


-- ---- declared ------------------------------------------------------------------------------------------

local function read_goal(given)
  if type(given) == "string" and given ~= "" then return given end
  if type(given) == "table" and rawget(given, "kind") == "goal" then return given end
  caller.raise(("goal: a goal, or the id of one in the plan, is wanted, not %s"):format(complain.show(given)))
end


local function read_date(name, given)
  if given ~= nil and not require "cx.goal".is_date(given) then
    caller.raise(("%s: a date such as \"2026-12-31\" is wanted, not %s"):format(name, complain.show(given)))
  end
  return given
end


--- Declares a simulation.
---@param given { goal: table|string, cost?: fun(from: table, to: table): number, per_month?: number, by?: string, n?: integer }
---@return table analysis
function simulate.new(given)
  asked.check("cx.simulate", given, KNOWN)
  if given.cost ~= nil and type(given.cost) ~= "function" then
    caller.raise(("cost: a function of the class left and the class reached is wanted, not %s")
      :format(complain.show(given.cost)))
  end
  local per_month = given.per_month
  if per_month ~= nil and (type(per_month) ~= "number" or not (per_month > 0 and per_month < 1e12)) then
    caller.raise(("per_month: a number of answers above 0 is wanted, not %s"):format(complain.show(per_month)))
  end
  return setmetatable({ kind = "simulate", title = given.title, id = given.id, goal = read_goal(given.goal),
    cost = given.cost, per_month = per_month, by = read_date("by", given.by), today = read_date("today", given.today),
    n = asked.whole("n", given.n, nil, 2, 10 ^ 12 // 1), where = asked.where(given.where), place = caller.place() }, class)
end


-- ---- what there is (1) ---------------------------------------------------------------------------------

-- The goal as a plan has measured it.
local function of_plan(self, result)
  for i, goal in ipairs(result.goals) do
    local own = result.plan.inside.wanted[i].goal
    if own == self.goal or goal.id == self.goal then
      if self.where then return nil, "where: a goal of the plan is taken as it is measured there", "usage" end
      return goal
    end
  end
end


-- Whether so many people are too few, or those that `where` leaves out (7); nil, message, code.
local function hides(self, metric, n, context)
  local least = asked.minimum(metric.survey, context)
  if least <= 1 or n < least or self.where == nil then return least > 1 and n < least end
  local tally <close>, message, code = metric.survey:tally { of = metric.question }
  if not tally then return nil, message, code end
  local others = tally:total(metric).n - n
  return others > 0 and others < least
end


-- The goal measured by itself: an entry like those of a plan's result.
local function alone(self, context)
  local goal = self.goal
  local metric = goal.metric
  if not (metric and metric.survey) then
    return nil, "the goal's metric is of no survey; bind it, as in cx.metric.nps(answers.recommend)", "usage"
  end
  asked.settle(metric.survey, context)
  local question = metric.survey[metric.question]
  local tally, message, code = metric.survey:tally { of = metric.question, where = self.where }
  if not tally then return nil, message, code end
  local estimate, relation, target = tally:total(metric), goal:target()
  local scores, sum, answers = require "cx.metric".scores(metric, question), 0, {}
  for i, answer in ipairs(question.answers) do
    answers[i] = { value = answer.value, label = answer.label, score = scores[i], w = 0.0, n = 0 }
  end
  for _, count in ipairs(tally:counts(question)) do
    for _, answer in ipairs(answers) do
      if answer.value == count.answer then answer.w, answer.n, sum = count.w, count.n, sum + count.w end
    end
  end
  for _, answer in ipairs(answers) do answer.share = sum > 0 and answer.w / sum or nil end
  tally:close()
  local is_few
  is_few, message, code = hides(self, metric, estimate.n, context)
  if message then return nil, message, code end
  local verdict = goal:verdict(estimate)
  local coarse = require "cx.privacy.coarse"
  if coarse.is_wanted(metric.survey, asked.minimum(metric.survey, context)) and not is_few then
    estimate, answers, verdict = coarse.estimate(estimate), coarse.answers(answers), coarse.verdict(verdict)
  end
  return { id = goal.id, metric_name = metric.name, question = question, unit = metric.unit, relation = relation,
           target = target, due = goal.due, estimate = estimate, hidden = is_few, answers = answers, verdict = verdict }
end


-- Classes of equal score with their answers, worst first; dir is 1 where more is better.
local function classes_of(answers, dir)
  local list, by = {}, {}
  for at, answer in ipairs(answers) do
    if answer.score and answer.share then
      local one = by[answer.score]
      if not one then
        one = { score = answer.score, share = 0, from = answer.label, to = answer.label, answers = {} }
        list[#list + 1], by[answer.score] = one, one
      end
      one.share, one.to = one.share + answer.share, answer.label
      one.answers[#one.answers + 1] = { label = answer.label, share = answer.share, at = at }
    end
  end
  table.sort(list, function(a, b) return dir * a.score < dir * b.score end)
  for _, one in ipairs(list) do
    one.label = one.from == one.to and one.from or one.from .. "–" .. one.to
    one.from, one.to = nil, nil
  end
  return list
end


-- ---- what must move (2) (3) (4) --------------------------------------------------------------------------

-- What is lacking so that the interval of n answers lies beyond the target (4): the error is that of the shares after it.
local function sure_mix(found, n)
  local z, need = distribution.normal_quantile(0.5 + found.estimate.confidence / 2), found.need
  local made, after
  for _ = 1, 50 do
    local by, cost, ties = mix.cheapest(found.board, math.max(0, need))
    if not by then return nil end
    made, after = mix.told(found.board, by, cost, ties)
    local _, sd = forecast.moments(found, after)
    local wanted = found.need + z * sd / math.sqrt(n)
    if math.abs(wanted - need) < 1e-9 then break end
    need = wanted
  end
  made.need, made.n = math.max(0, need), n
  return made, after
end


-- ---- measured ------------------------------------------------------------------------------------------

local function found_of(self, context)
  local goal, message, code
  if context and context.result then goal, message, code = of_plan(self, context.result) end
  if message then return nil, message, code end
  if not goal and type(self.goal) == "string" then
    return nil, ("no goal of the plan has the id '%s'"):format(self.goal), "usage"
  end
  if not goal then goal, message, code = alone(self, context) end
  if not goal then return nil, message, code end
  local dir = goal.relation == "at_least" and 1 or -1
  return { goal = goal, estimate = goal.estimate, target = goal.target, dir = dir, shares = {},
           classes = classes_of(goal.answers or {}, dir) }
end


local function empty_outcome(found)
  local goal, e = found.goal, found.estimate
  local is_shown = not goal.hidden
  return { kind = "simulate", touchpoint = goal.touchpoint, goal_id = goal.id, metric_name = goal.metric_name,
    question = goal.question and goal.question.name, unit = goal.unit, relation = goal.relation, target = goal.target,
    due = goal.due, hidden = goal.hidden and true or nil, moves = {}, dates = {}, notes = {}, classes = {},
    estimate = is_shown and { value = e.value, low = e.low, high = e.high, n = e.n, method = e.method } or nil,
    probability = is_shown and goal.verdict and goal.verdict.probability or nil }
end


-- The moves, each alone (2), with what that many cost.
local function single_moves(found)
  local list, need = {}, math.max(0, found.need)
  for i, from in ipairs(found.classes) do
    for j = i + 1, #found.classes do
      local to = found.classes[j]
      if from.share > 0 and (#found.classes <= FEW_CLASSES or j == i + 1) then
        local share = need / (found.dir * (to.score - from.score))
        local enough = share <= from.share + 1e-12
        local by, cost = mix.cheapest(found.board, need, i, j)
        list[#list + 1] = { from = from.label, to = to.label, share = share, has = from.share, enough = enough,
                            cost = enough and by and 100 * cost or nil }
      end
    end
  end
  return list
end


-- Classes as an outcome tells them.
local function told_classes(classes)
  local list = {}
  for i, one in ipairs(classes) do list[i] = { label = one.label, score = one.score, share = one.share } end
  return list
end


-- The mix, what makes it sure, and how likely it is by when.
local function fill(self, outcome, found, context)
  local by, cost, ties = mix.cheapest(found.board, outcome.need)
  if not by then
    outcome.impossible = true                                                              -- (6)
    return outcome
  end
  local moved, sure
  outcome.mix, moved = mix.told(found.board, by, cost, ties)
  outcome.sure, sure = sure_mix(found, self.n or math.max(2, found.estimate.n))
  outcome.own_cost, outcome.by_answer = self.cost and true or nil, found.board.by_answer
  outcome.by = self.by or found.goal.due
  if not outcome.by then return outcome end
  local span = { today = self.today or context and context.today or os.date "%Y-%m-%d", by = outcome.by }
  outcome.per_month = forecast.per_month(self, found.goal, context)
  outcome.dates = forecast.dates(found, outcome.per_month, span,
    { moved = outcome.need > 0 and moved or nil, sure = outcome.sure and #outcome.sure > 0 and sure or nil })
  outcome.trend = forecast.trend(found, context, span)
  return outcome
end


--- Measures the simulation.
---@param context? { plan: table, today: string, result: table }
---@return table? outcome { estimate, target, need, classes, moves, mix, sure, dates, trend, notes }
---@return string? message
---@return string? code
function class:measure(context)
  local found, message, code = found_of(self, context)
  if not found then return nil, message, code end
  local outcome = empty_outcome(found)
  if found.goal.hidden then return outcome end
  if not found.estimate.value or not found.estimate.se or #found.classes < 2 then
    outcome.notes[1] = { code = found.estimate.value and "no_classes" or "no_answers" }
    return outcome
  end
  found.need = found.dir * (found.target - found.estimate.value)
  local question = found.goal.question
  found.board = mix.board(self, found.classes, found.dir, question ~= nil and question.type == "score")
  for i, place in ipairs(found.board.places) do found.shares[i] = place.share end
  found.effect = forecast.effect(found)
  outcome.need, outcome.classes = math.max(0, found.need), told_classes(found.classes)
  outcome.moves = single_moves(found)
  return fill(self, outcome, found, context)
end


return simulate
