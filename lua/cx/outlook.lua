-- outlook.lua - what the next rounds can tell of a goal
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a goal of a result, the plan that it is of. Out: answers a round, the month of the decision.
--
-- (1) per_round: answers in each of two rounds to see a change of `difference` with a power of .8 (power.lua): 5 points or
--     percentage points; for scores 0.2, on scales wider than 10 also 5, on those wider than 200 a fortieth of them; for
--     numbers without ends a fifth of their standard deviation (a small effect, Cohen 1988), and nothing where they do
--     not scatter. What cannot rise by it falls.
-- (2) What cannot be told yet, though it has an interval: never, when no number of answers decides it while the result
--     stays; else month, by which it can be decided if answers keep coming as they did. flow is how many came in one of the
--     plan's rounds: those that there are, over the time that the survey's time column covers (a hundredth of the rows left
--     out at either end, since a stray date is soon written), one round at least; without such a column they are those of one
--     round. A plan without a round has no month. in_time compares it with the due date.
-- (3) Hidden goals and goals without answers have no outlook, nor has what is counted in full.

local outlook = { power = 0.8 }

local ENDLESS = 1e14 -- measure.lua carries ends that there are not as numbers beyond this
local MONTHS = { week = 12 * 7 / 365.25, month = 1, quarter = 3, ["half-year"] = 6, year = 12 }


-- (1)
local function difference_of(goal)
  if goal.unit ~= "score" then return 5 end
  local width = goal.estimate.highest - goal.estimate.lowest
  if width >= ENDLESS then return goal.estimate.spread > 0 and math.sqrt(goal.estimate.spread) / 5 or nil end
  return width <= 10 and 0.2 or math.max(5, width / 40)
end


-- (1); nil when the answers do not scatter.
local function per_round(estimate, difference)
  local width = estimate.highest - estimate.lowest
  if not difference or not estimate.spread or estimate.spread <= 0 or width < difference then return nil end
  if estimate.value + difference > estimate.highest then difference = -difference end
  return require "cx.power".new { estimate = estimate, difference = difference, power = outlook.power,
    confidence = estimate.confidence }.n
end


-- The number of a day "2026-11-21"; nil for what is no day.
local function day_number(text)
  local seconds = text ~= nil and require "cx.core".time(text)
  return seconds and seconds // 86400 or nil
end


-- The months from the first row to the last, a hundredth of the rows left out at either end (2); nil without days.
local function months_of(tally)
  local days, all, sum = {}, 0, 0
  for _, group in ipairs(tally:groups()) do
    local number = day_number(group.group.day)
    if number then days[#days + 1], all = { number, group.n }, all + group.n end
  end
  tally:close()
  table.sort(days, function(a, b) return a[1] < b[1] end)
  local first, last
  for _, day in ipairs(days) do
    if sum <= 0.99 * all then last = day[1] end
    sum = sum + day[2]
    if not first and sum > 0.01 * all then first = day[1] end
  end
  return first and (last - first + 1) * 12 / 365.25
end


--- Counts what a survey is asked for, and beside it in the same pass the months that its rows cover (2). Where those
--- cannot be counted, they are those of one round.
---@param survey table
---@param request table of survey:tally
---@param round? string of the plan
---@return userdata? tally, number|string|nil months or what is wrong
function outlook.count(survey, request, round)
  if round and require "cx.survey".state(survey).roles.time then
    local list = survey:tallies { request, { by = require "cx".day, of = request.of[1] } }
    if list then return list[1], math.max(months_of(list[2]) or 0, MONTHS[round]) end
  end
  local tally, message = survey:tally(request)
  if not tally then return nil, message end
  return tally, round and MONTHS[round]
end


-- (2)
local function decision(made, goal, wanted, plan, today, per_month)
  if not goal.estimate.low or not goal.estimate.high then return end               -- no interval: n is not what is missing
  made.never = not goal.verdict.n_needed or nil
  if made.never or not per_month then return end
  local found = require "cx.power".new { goal = wanted.goal, estimate = goal.estimate, today = today, due = plan.due,
    met = plan.met, per_month = per_month }
  made.never, made.month, made.in_time = found.never, found.month, found.in_time
  made.flow = math.floor(per_month * MONTHS[plan.round] + 0.5)
end


--- The outlook of a goal of a result; nil: (3).
---@param goal table of the result
---@param wanted table what the plan wants: { goal }
---@param plan table
---@param today string
---@param months? number that the answers took, those of all rounds in the rows
---@param n? integer answers in those months, the goal's own unless told
---@return { difference?: number, per_round?: integer, never?: boolean, month?: string, in_time?: boolean, flow?: integer }?
function outlook.of(goal, wanted, plan, today, months, n)
  if goal.hidden or not goal.estimate.value or not goal.estimate.highest then return nil end
  local made = { difference = difference_of(goal) }
  made.per_round = per_round(goal.estimate, made.difference)
  if goal.verdict.verdict == "cannot tell" then
    decision(made, goal, wanted, plan, today, months and (n or goal.estimate.n) / months)
  end
  return made
end


return outlook
