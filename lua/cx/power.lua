-- power.lua - how many answers it takes, and when a goal can be decided
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: what answers look like, and what is to be seen. Out: people, a power, a month.
--
-- (1) Answers look like: promoters and detractors in percent; a share in percent; the standard deviation `sd` of
--     a score; or an estimate that there is already, with the design effect that it shows.
-- (2) within = h: n to know the value to plus or minus h.
-- (3) difference = d: n in each of two rounds to see a change of d with the power (.8 unless told); with n, the
--     power that n has. Shares: power.prop.test of R; scores with an sd: power.t.test; else the normal.
-- (4) goal and estimate with per_month: the month by which the goal can be decided at that flow of answers.
--     today is an option; without it there are months, and no month. met is the plan's rule, for a goal without its own.
-- (5) What can never be seen or decided: never = true, and no number.
-- (6) No difference is wider than the scale, where that is known (all of (1) but sd); nor is it told to within more.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local power = {}

local KNOWN = { "promoters", "detractors", "share", "sd", "estimate", "within", "difference", "power", "n",
                "confidence", "design_effect", "goal", "per_month", "today", "due", "met", "language" }
local NUMBERS = { "promoters", "detractors", "share", "sd", "within", "difference", "n", "design_effect", "per_month" }


local function number(given, name, lo, hi, what)
  local x = given[name]
  if x == nil then return nil end
  if math.type(x) == nil or x ~= x or x < lo or x > hi then
    caller.raise(("%s: %s is wanted, not %s"):format(name, what, complain.show(x)))
  end
  return x
end


local function check(given)
  if type(given) ~= "table" then
    caller.raise "cx.power wants a table: cx.power { promoters = 50, detractors = 20, within = 5 }"
  end
  caller.known("option of cx.power", given, KNOWN)
  for _, name in ipairs(NUMBERS) do number(given, name, -1e15, 1e15, "a finite number") end
  for _, name in ipairs { "promoters", "detractors", "share" } do number(given, name, 0, 100, "0 to 100 percent") end
  for _, name in ipairs { "sd", "per_month" } do number(given, name, 0, 1e15, "a number from 0") end
  number(given, "design_effect", 1e-6, 1e6, "a positive number")
  number(given, "n", 2, 1e15, "at least two people")
  for _, name in ipairs { "power", "confidence" } do
    number(given, name, 1e-12, 1 - 1e-12, "a number between 0 and 1")
  end
end


-- ---- what answers look like (1) ------------------------------------------------------------------------

local look = {}


function look.promoters(given)
  local p, d = given.promoters / 100, (given.detractors or 0) / 100
  if p + d > 1 then caller.raise "promoters and detractors are more than 100 percent together" end
  return { variance = 1e4 * (p + d - (p - d) ^ 2), width = 200, effect = 1 }
end


function look.share(given)
  local x = given.share / 100
  return { variance = 1e4 * x * (1 - x), share = x, width = 100, effect = 1 }
end


function look.sd(given) return { variance = given.sd ^ 2, effect = 1, mean = true } end


function look.estimate(given)
  local e = given.estimate
  if type(e) ~= "table" or (e.value and not e.spread) then
    caller.raise "estimate: an estimate is wanted, as tally:measure gives it"
  end
  if not e.value then
    caller.raise "estimate: nobody answered, so it does not say how answers scatter; use share =, promoters = or sd ="
  end
  local width = e.highest - e.lowest
  local shape = { variance = e.spread, width = width, effect = e.n_interval > 0 and e.n / e.n_interval or 1 }
  if e.interval == "Wilson" and width > 0 then shape.share = (e.value - e.lowest) / width end
  return shape
end


local function shape_of(given)
  for _, name in ipairs { "promoters", "share", "sd", "estimate" } do
    if given[name] ~= nil then
      local shape = look[name](given)
      shape.effect, shape.confidence = given.design_effect or shape.effect, given.confidence
      return shape
    end
  end
  caller.raise "cx.power: what do answers look like? promoters and detractors, share, sd or estimate"
end


-- Raises what no two values of the scale can be apart (6).
local function check_width(shape, given)
  for _, name in ipairs { "difference", "within" } do
    local x = given[name]
    if x and shape.width and math.abs(x) > shape.width then
      caller.raise(("%s: the scale is %.10g wide, so at most that is wanted, not %.10g"):format(name, shape.width, x))
    end
  end
end


-- ---- answers ------------------------------------------------------------------------------------------------

local function people(n, given, words)
  if not n then return { never = true, words = words.compare.power_never } end                      -- (5)
  local whole = math.tointeger(math.ceil(n - 1e-9 * n)) or math.ceil(n)
  local said = words:say(words.compare[given.within and "power_within" or "power_rounds"], 2, {
    n = words:number(whole), difference = words:plain(math.abs(given.within or given.difference), 2) })
  return { n = whole, exact = n, words = said }
end


-- The second of two shares, on 0 to 1.
local function moved(shape, difference)
  local y = shape.share + difference / shape.width
  if y < 0 or y > 1 then
    caller.raise(("difference: from %g %% no share is %+g away; one from %g to %g is wanted"):format(100 * shape.share,
      difference, -shape.share * shape.width, (1 - shape.share) * shape.width))
  end
  return y
end


local function round_people(shape, difference, wanted)
  if shape.share then return core.power.share_people(shape, shape.share, moved(shape, difference), wanted) end
  return core.power[shape.mean and "mean_people" or "people"](shape, difference, wanted)
end


local function power_of(shape, difference, n)
  if shape.share then return core.power.share_of(shape, shape.share, moved(shape, difference), n) end
  return core.power[shape.mean and "mean_of" or "of"](shape, difference, n)
end


-- ---- months (4) -----------------------------------------------------------------------------------------------

-- "2026-11-21" and 3 months: "2027-02".
local function later(today, months)
  local year, month = today:match "^(%d+)%-(%d+)"
  local count = 12 * tonumber(year) + tonumber(month) - 1 + months
  return ("%04d-%02d"):format(count // 12, count % 12 + 1)
end


local function check_goal(given)
  local goal = require "cx.goal"
  if not goal.is(given.goal) then caller.raise "goal: a goal is wanted, as cx.goal makes it" end
  if type(given.estimate) ~= "table" then caller.raise "goal: which estimate? estimate =" end
  if not given.per_month then caller.raise "goal: how many answers come in a month? per_month =" end
  for _, name in ipairs { "today", "due" } do
    if given[name] ~= nil and not goal.is_date(given[name]) then
      caller.raise(("%s: a date such as \"2026-12-31\" is wanted, not %s"):format(name, complain.show(given[name])))
    end
  end
end


local function decide(given, words)
  check_goal(given)
  local rule, message = require "cx.met".read(given.met)
  if message then caller.raise(message) end
  local verdict = given.goal:verdict(given.estimate, given.today, given.due, rule)
  local made = { verdict = verdict.verdict, n_needed = verdict.n_needed }
  if verdict.verdict ~= "cannot tell" then
    made.months, made.words = 0, words.compare.power_decided
    return made
  end
  made.months = verdict.n_needed and core.power.months(given.estimate.n, verdict.n_needed, given.per_month)
  if not made.months then                                                                              -- (5)
    made.never, made.words = true, words.compare.power_never
    return made
  end
  local due = given.goal.due or given.due
  made.month = given.today and later(given.today, made.months)
  if made.month and due then made.in_time = made.month <= due:sub(1, 7) end
  made.words = words:say(words.compare.power_months, 2, { n = words:number(verdict.n_needed),
    months = words:number(made.months) })
  return made
end


--- People, power or a month: { n, exact } for within and difference; { power } with n; { months, month, in_time,
--- n_needed, verdict } for a goal; words in each.
---@param given table
---@return table
function power.new(given)
  check(given)
  local words = require "cx.compare.side".words(given.language)
  if given.goal then return decide(given, words) end
  local shape = shape_of(given)
  if (given.within == nil) == (given.difference == nil) then
    caller.raise "cx.power: within = to know a value, or difference = to see a change"
  end
  check_width(shape, given)
  if given.within then return people(core.power.within(shape, given.within), given, words) end
  if not given.n then return people(round_people(shape, given.difference, given.power or 0.8), given, words) end
  local chance = power_of(shape, given.difference, given.n)
  return { power = chance, n = given.n, words = words:say(words.compare.power_chance, 2, {
    chance = words:probability(chance), difference = words:plain(math.abs(given.difference), 2) }) }
end


return power
