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
-- (3) mix: the cheapest moves that gain the need together. A move costs as many units as classes it climbs, or what
--     cost(from, to) says, per percent of all who answer. Exact: the cheapest of a class are the lower hull of its costs over
--     its gains, and hull pieces are taken in the order of cost per gain (a fractional knapsack, Dantzig 1957).
-- (4) sure: the same so that the whole interval lies on the goal's side, with n answers (those there are, unless told).
-- (5) dates: for each month up to `by` (the due date) with per_month answers: how likely the goal's verdict is "met" then, when
--     nothing changes, and when the mix is there. The value is as uncertain as it is now, and the new answers scatter with
--     the design effect of those there are.
-- (6) trend: how likely the value is on the goal's side on that day if the plan's trend goes on as it is, with its error.
-- (7) A goal that is reached needs nothing; one that no move reaches says so: impossible.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local distribution = require "cx.core".distribution

local simulate = {}

local KNOWN = { "goal", "cost", "per_month", "by", "n", "where", "today", "title", "id" }
local MONTHS = { week = 12 * 7 / 365.25, month = 1, quarter = 3, ["half-year"] = 6, year = 12 }
local MOST_MONTHS, FEW_CLASSES = 36, 4

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
    answers[i] = { value = answer.value, label = answer.label, score = scores[i], w = 0.0 }
  end
  for _, count in ipairs(tally:counts(question)) do
    for _, answer in ipairs(answers) do
      if answer.value == count.answer then answer.w, sum = count.w, sum + count.w end
    end
  end
  for _, answer in ipairs(answers) do answer.share = sum > 0 and answer.w / sum or nil end
  tally:close()
  local least = asked.minimum(metric.survey, context)
  local is_few = least > 1 and estimate.n < least
  return { id = goal.id, metric_name = metric.name, question = question, unit = metric.unit, relation = relation,
           target = target, due = goal.due, estimate = estimate, hidden = is_few, answers = answers,
           verdict = goal:verdict(estimate) }
end


-- Classes of equal score, worst first; dir is 1 where more is better.
local function classes_of(answers, dir)
  local list, by = {}, {}
  for _, answer in ipairs(answers) do
    if answer.score and answer.share then
      local one = by[answer.score]
      if not one then
        one = { score = answer.score, share = 0, from = answer.label, to = answer.label }
        list[#list + 1], by[answer.score] = one, one
      end
      one.share, one.to = one.share + answer.share, answer.label
    end
  end
  table.sort(list, function(a, b) return dir * a.score < dir * b.score end)
  for _, one in ipairs(list) do
    one.label = one.from == one.to and one.from or one.from .. "–" .. one.to
    one.from, one.to = nil, nil
  end
  return list
end


-- ---- moves and the cheapest mix (2) (3) ----------------------------------------------------------------

local function cost_of(self, classes, i, j)
  if not self.cost then return j - i end
  local cost = self.cost(classes[i], classes[j])
  if type(cost) ~= "number" or not (cost >= 0 and cost < math.huge) then
    error(("%s: cost: a number from 0 is wanted for %s to %s, not %s"):format(self.place or "cx.simulate", classes[i].label,
      classes[j].label, complain.show(cost)), 0)
  end
  return cost
end


-- Every move to a better class, with what the whole class would gain.
local function moves_of(self, classes, dir)
  local list = {}
  for i = 1, #classes do
    for j = i + 1, #classes do
      list[#list + 1] = { i = i, j = j, gain = dir * (classes[j].score - classes[i].score),
                          cost = cost_of(self, classes, i, j) }
    end
  end
  return list
end


-- The pieces of a class's lower hull, each { from j, to j, gain, cost } a person.
local function hull(moves, i)
  local points, j, gain, cost = {}, i, 0, 0
  for _, move in ipairs(moves) do
    if move.i == i then points[#points + 1] = move end
  end
  local pieces = {}
  while true do
    local best, slope
    for _, point in ipairs(points) do
      local s = point.gain > gain and (point.cost - cost) / (point.gain - gain)
      if s and (not slope or s < slope - 1e-15 or s <= slope and point.gain > best.gain) then best, slope = point, s end
    end
    if not best then return pieces end
    pieces[#pieces + 1] = { i = i, before = j, j = best.j, gain = best.gain - gain, cost = best.cost - cost, slope = slope }
    j, gain, cost = best.j, best.gain, best.cost
  end
end


-- The cheapest moves that gain so much (3): { moves = { [i][j] = share }, cost }; nil when all together do not.
local function cheapest(classes, moves, need)
  local pieces, left, cost, by = {}, need, 0, {}
  for i = 1, #classes do
    for _, piece in ipairs(hull(moves, i)) do pieces[#pieces + 1] = piece end
  end
  table.sort(pieces, function(a, b)
    if a.slope ~= b.slope then return a.slope < b.slope end
    if a.i ~= b.i then return a.i < b.i end
    return a.gain < b.gain
  end)
  for _, piece in ipairs(pieces) do
    if left <= 1e-12 then break end
    local share = math.min(classes[piece.i].share, left / piece.gain)
    by[piece.i] = by[piece.i] or {}
    by[piece.i][piece.before] = (by[piece.i][piece.before] or share) - share
    by[piece.i][piece.j] = share
    left, cost = left - share * piece.gain, cost + share * piece.cost
  end
  if left > 1e-9 * math.max(1, need) then return nil end
  return by, cost
end


-- A mix as a report tells it, and the shares after it.
local function told_mix(classes, by, cost)
  local mix, after = { cost = 100 * cost }, {}
  for i, one in ipairs(classes) do after[i] = one.share end
  for i = 1, #classes do
    for j = i + 1, #classes do
      local share = by[i] and by[i][j] or 0
      if share > 1e-12 then
        mix[#mix + 1] = { from = classes[i].label, to = classes[j].label, share = share }
        after[i], after[j] = after[i] - share, after[j] + share
      end
    end
  end
  return mix, after
end


-- Mean and standard deviation of shares over the classes; with the design's effect on the latter.
local function moments(found, shares)
  local mean, square = 0, 0
  for i, one in ipairs(found.classes) do
    mean, square = mean + shares[i] * one.score, square + shares[i] * one.score ^ 2
  end
  return mean, math.sqrt(math.max(0, square - mean * mean)) * (found.effect or 1)
end


-- The root of the design effect: the error that there is against that of as many people by chance.
local function effect_of(found)
  local _, sd = moments(found, found.shares)
  return sd > 0 and found.estimate.se * math.sqrt(found.estimate.n) / sd or 1
end


-- ---- how likely (4) (5) (6) ------------------------------------------------------------------------------

local function months_between(from, to)
  local y1, m1, d1 = from:match "^(%d+)%-(%d+)%-(%d+)$"
  local y2, m2, d2 = to:match "^(%d+)%-(%d+)%-(%d+)$"
  return (y2 - y1) * 12 + (m2 - m1) + (d2 - d1) / 31
end


local function month_after(date, k)
  local y, m = date:match "^(%d+)%-(%d+)"
  local index = y * 12 + m - 1 + k
  return ("%04d-%02d"):format(index // 1 // 12, index // 1 % 12 + 1)
end


-- Whether the verdict will be met with n answers of this mean and deviation: the mean is as unsure as it is now.
local function chance(found, mean, sd, n)
  local z = distribution.normal_quantile(0.5 + found.estimate.confidence / 2)
  local se = sd / math.sqrt(n)
  local spread = math.sqrt(found.estimate.se ^ 2 + se ^ 2)
  local beyond = found.dir * (mean - found.target) - z * se
  if spread <= 0 then return beyond >= 0 and 1 or 0 end
  return distribution.normal(beyond / spread)
end


local function dates_of(self, found, today, by, after)
  local list, last = {}, math.min(MOST_MONTHS, math.floor(months_between(today, by)))
  if not self.per_month or last < 1 then return list end
  local mean, sd = moments(found, found.shares)
  local moved, moved_sd = moments(found, after)
  for k = 1, last do
    local n = self.per_month * k
    list[k] = { month = month_after(today, k), n = math.floor(n + 0.5), unchanged = chance(found, mean, sd, n),
                moved = chance(found, moved, moved_sd, n) }
  end
  return list
end


local function trend_of(found, context, today, by)
  local trend, rounds = found.goal.trend, context and context.result and context.result.rounds
  local months = rounds and MONTHS[rounds.unit]
  if not (trend and trend.slope and trend.se and months) then return nil end
  local k = months_between(today, by) / months
  local se = math.sqrt(found.estimate.se ^ 2 + (k * trend.se) ^ 2)
  if k <= 0 or se <= 0 then return nil end
  local value = found.estimate.value + k * trend.slope
  return { value = value, se = se, probability = distribution.normal(found.dir * (value - found.target) / se), date = by }
end


-- What is lacking so that the interval of n answers lies beyond the target (4): the error is that of the shares after it.
local function sure_mix(found, moves, n)
  local z, need = distribution.normal_quantile(0.5 + found.estimate.confidence / 2), found.need
  local by, cost, after, mix
  for _ = 1, 50 do
    by, cost = cheapest(found.classes, moves, math.max(0, need))
    if not by then return nil end
    mix, after = told_mix(found.classes, by, cost)
    local _, sd = moments(found, after)
    local wanted = found.need + z * sd / math.sqrt(n)
    if math.abs(wanted - need) < 1e-9 then break end
    need = wanted
  end
  mix.need, mix.n = math.max(0, need), n
  return mix
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
  local found = { goal = goal, estimate = goal.estimate, target = goal.target, dir = dir, shares = {},
                  classes = classes_of(goal.answers or {}, dir) }
  for i, one in ipairs(found.classes) do found.shares[i] = one.share end
  return found
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


-- The moves, each alone (2).
local function single_moves(found, moves)
  local list = {}
  for _, move in ipairs(moves) do
    local share, has = math.max(0, found.need) / move.gain, found.classes[move.i].share
    if has > 0 and (#found.classes <= FEW_CLASSES or move.j == move.i + 1) then
      list[#list + 1] = { from = found.classes[move.i].label, to = found.classes[move.j].label, share = share, has = has,
                          enough = share <= has + 1e-12, cost = move.cost }
    end
  end
  return list
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
  local today = self.today or context and context.today or os.date "%Y-%m-%d"
  local by = self.by or found.goal.due
  found.need = found.dir * (found.target - found.estimate.value)
  found.effect = effect_of(found)
  outcome.need, outcome.classes = math.max(0, found.need), found.classes
  local moves = moves_of(self, found.classes, found.dir)
  outcome.moves = single_moves(found, moves)
  local mix_by, cost = cheapest(found.classes, moves, outcome.need)
  if not mix_by then
    outcome.impossible = true                                                              -- (7)
    return outcome
  end
  local after
  outcome.mix, after = told_mix(found.classes, mix_by, cost)
  outcome.sure = sure_mix(found, moves, self.n or math.max(2, found.estimate.n))
  if by then
    outcome.by = by
    outcome.dates, outcome.trend = dates_of(self, found, today, by, after), trend_of(found, context, today, by)
  end
  return outcome
end


return simulate
