-- allocate.lua - cx.allocate: where the next euro goes, and how sure that is
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: cx.allocate { budget = 50000, touchpoints = { { "Invoice", curve = ..., now = 20000, least =, most =, worth = }, ... } }.
-- Out: an analysis; its outcome: what each should get, how often it does, what the present division loses.
--
-- (1) Money goes in steps, a hundredth of the budget unless step = says another. least is rounded up to steps, most down.
-- (2) The division that gains most: greedy where all curves bend down, else by a dynamic programme (core/infer/allocate.h).
--     What gains add up in is the sum of gain x worth: worth is 1 unless told, and may be { value, low, high } as in curve.lua.
-- (3) What is not sure is drawn, 1000 times unless draws = says otherwise, by counter-based normals of the seed: the same
--     plan gives the same numbers. Intervals are the middle 95 % of the draws.
-- (4) funded: the share of draws whose best division gives the touchpoint more than its least. low, high: of what it gets.
-- (5) near: a tenth of the budget moved from one touchpoint to another is a near-tie when it does as well or better in a
--     quarter of the draws or more; so close divisions are not told apart. Where nothing is drawn, when it loses less
--     than a hundredth of the total.
-- (6) Where all are told what they have now: better, what the division gains more than the present one, draw by draw, and
--     the share of draws in which it does; regret, what each draw's own best division gains more, were it known beforehand
--     (never below 0, so no proof that the present division is worse).
--     Neither where what there is now is above the budget: more money is not held against less.
-- (7) Notes: unspent money that gains nothing; curves that fall; now above the budget, or below it.
-- (8) In a plan the budget is implement.budget, and now the resources of the touchpoint of that name or id, unless told.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local curve = require "cx.curve"

local allocate = {}

local KNOWN = { "budget", "touchpoints", "step", "draws", "seed", "unit", "title", "id" }
local OF_ONE = { "name", "curve", "now", "least", "most", "worth" }
local STEPS, MOST_STEPS, NEAR, MOST_NEAR = 100, 2000, 0.25, 5
local MOST = 1e15 -- money, as in curve.lua

local class = { __name = "allocate" }
class.__index = class


-- ---- declared ------------------------------------------------------------------------------------------

local function money(value, path, default)
  if value == nil then return default end
  if type(value) ~= "number" or not (value >= 0 and value <= MOST) then
    caller.raise(("%s: an amount of money from 0 is wanted, not %s"):format(path, complain.show(value)))
  end
  return value
end


local function read_one(given, i)
  local path = ("touchpoints[%d]"):format(i)
  if type(given) ~= "table" then caller.raise(("%s: a table is wanted, not %s"):format(path, complain.show(given))) end
  caller.known("key of " .. path, given, OF_ONE)
  local name = given[1] or given.name
  if type(name) ~= "string" or name == "" then caller.raise(("%s: whose money? a name is wanted"):format(path)) end
  if not curve.is(given.curve) then
    caller.raise(("%s.curve: a curve is wanted, such as cx.curve.saturating { gain = 10, half = 20000 } makes, not %s")
      :format(path, complain.show(given.curve)))
  end
  local one = { name = name, curve = given.curve, now = money(given.now, path .. ".now"),
                least = money(given.least, path .. ".least", 0), most = money(given.most, path .. ".most"),
                worth = curve.number(given.worth == nil and 1 or given.worth, path .. ".worth") }
  if one.most and one.least > one.most then
    caller.raise(("%s: least, %g, is more than most, %g"):format(path, one.least, one.most))
  end
  return one
end


local function read_all(given)
  if type(given) ~= "table" or #given == 0 then
    caller.raise "touchpoints: a list is wanted, such as { { \"Invoice\", curve = cx.curve.saturating { ... } } }"
  end
  local list, names = {}, {}
  for i, one in ipairs(given) do
    list[i] = read_one(one, i)
    if names[list[i].name] then caller.raise(("two touchpoints are called '%s'"):format(list[i].name)) end
    names[list[i].name] = true
  end
  return list
end


-- least and most in steps (1); what is wrong with them, or nil.
local function set_steps(self)
  local sum = 0
  for _, one in ipairs(self.items) do
    one.most = one.most or self.budget
    if one.least > one.most then return ("%s: least, %g, is more than the budget, %g"):format(one.name, one.least, one.most) end
    one.least_steps = self.step > 0 and math.ceil(one.least / self.step - 1e-9) or 0
    one.most_steps = self.step > 0 and math.min(self.steps, math.floor(one.most / self.step + 1e-9)) or 0
    if one.least_steps > one.most_steps then
      return ("%s: no whole step of %g lies between its least and its most"):format(one.name, self.step)
    end
    sum = sum + one.least_steps
  end
  if sum > self.steps then return ("the least of all touchpoints together is more than the budget, %g"):format(self.budget) end
end


-- The declaration with its budget in steps; nil and what is wrong.
local function settled(self, budget)
  local made = setmetatable({ budget = budget, step = self.step or budget / STEPS, items = {} }, { __index = self })
  made.steps = made.step > 0 and math.floor(budget / made.step + 1e-9) or 0
  if made.steps > MOST_STEPS or (budget > 0 and made.steps == 0) then
    return nil, ("step: the budget has %d steps of it; from 1 to %d are wanted"):format(made.steps, MOST_STEPS)
  end
  for i, one in ipairs(self.items) do made.items[i] = setmetatable({}, { __index = one }) end
  local message = set_steps(made)
  if message then return nil, message end
  return made
end


--- Declares a division of a budget.
---@param given { budget?: number, touchpoints: table[], step?: number, draws?: integer, seed?: integer, unit?: string }
---@return table analysis
function allocate.new(given)
  asked.check("cx.allocate", given, KNOWN)
  if given.unit ~= nil and type(given.unit) ~= "string" then caller.raise "unit: a text is wanted, such as \"€\"" end
  local self = setmetatable({ kind = "allocate", title = given.title, id = given.id, budget = money(given.budget, "budget"),
    step = money(given.step, "step"), items = read_all(given.touchpoints), unit = given.unit, place = caller.place(),
    draws = asked.whole("draws", given.draws, 1000, 2, 100000),
    seed = asked.whole("seed", given.seed, 1, math.mininteger, math.maxinteger) }, class)
  if self.budget then
    local fine, message = settled(self, self.budget)
    if not fine then caller.raise(message) end
  end
  return self
end


-- The declaration with what a plan says besides (8); nil and what is wrong.
local function in_plan(self, context)
  local inside = context and context.plan and context.plan.inside or {}
  local budget = self.budget or inside.budget
  if not budget then
    return nil, "budget: an amount of money is wanted, here or as implement.budget of the plan", "usage"
  end
  local made, message = settled(self, budget)
  if not made then return nil, message, "usage" end
  local resources = {}
  for _, key in ipairs { "id", "name" } do -- a name goes before another's id
    for _, touchpoint in ipairs(inside.touchpoints or {}) do
      if touchpoint[key] then resources[touchpoint[key]] = touchpoint.resources end
    end
  end
  for _, one in ipairs(made.items) do
    local measured, why, code = one.curve:measured(context)
    if not measured then return nil, ("%s: %s"):format(one.name, why), code end
    one.now, one.curve = one.now or resources[one.name], measured
  end
  return made
end


-- ---- measured ------------------------------------------------------------------------------------------

-- How many normals one draw takes; nil where everything is sure.
local function unsure(self)
  local n, is_unsure = 0, false
  for _, one in ipairs(self.items) do
    n = n + one.curve.unsure + 1
    is_unsure = is_unsure or one.worth.low ~= nil or not one.curve:is_sure()
  end
  return is_unsure and n or nil
end


-- What an item gains of so much money, worth counted (2).
local function gain_of(one, amount, z)
  local gain = one.curve:at(amount, z) * curve.moved(one.worth, z and z[#z] or 0)
  return gain == gain and math.max(-1e300, math.min(1e300, gain)) or 0
end


-- The best division under one draw: steps, total, the way, gains of all steps.
local function solve(self, z)
  local gains, least, most, at = {}, {}, {}, 0
  local own = {}
  for i, one in ipairs(self.items) do
    if z then own[i] = table.move(z, at + 1, at + one.curve.unsure + 1, 1, {}) end
    at = at + one.curve.unsure + 1
    gains[i], least[i], most[i] = {}, one.least_steps, one.most_steps
    for s = 0, self.steps do gains[i][s + 1] = gain_of(one, s * self.step, own[i]) end
  end
  local spend, way = core.allocate(gains, least, most)
  local made = { spend = spend, way = way, gains = gains, own = own, total = 0 }
  for i, s in ipairs(spend) do made.total = made.total + gains[i][s + 1] end
  return made
end


-- The total of what each has now (6); nil unless the plan says that of all.
local function present(self, made)
  local sum = 0
  for i, one in ipairs(self.items) do
    if not one.now then return nil end
    sum = sum + gain_of(one, one.now, made.own[i])
  end
  return sum
end


local function middle(list)
  table.sort(list)
  local function at(share) return list[math.max(1, math.min(#list, math.floor(share * (#list - 1) + 1.5)))] end
  return at(0.025), at(0.975)
end


-- Moves that a draw is asked about (5): a tenth of the budget, whole steps, from who has it to who may get it.
local function moves_of(self, best)
  local list, amount = {}, math.max(1, math.floor(self.steps / 10 + 0.5))
  for i, from in ipairs(self.items) do
    for j, to in ipairs(self.items) do
      if i ~= j and best.spend[i] - amount >= from.least_steps and best.spend[j] + amount <= to.most_steps then
        list[#list + 1] = { i = i, j = j, steps = amount, as_good = 0 }
      end
    end
  end
  return list
end


-- What a move loses under a draw.
local function loss(move, best, gains)
  local i, j, n = move.i, move.j, move.steps
  local from, to = best.spend[i] + 1, best.spend[j] + 1
  return gains[i][from] - gains[i][from - n] - (gains[j][to + n] - gains[j][to])
end


-- All draws (3): lists by what is asked of them.
local function draw_all(self, best, moves, n)
  local seen = { total = {}, now = {}, regret = {}, better = {}, wins = 0, spend = {}, gain = {}, funded = {} }
  for i in ipairs(self.items) do seen.spend[i], seen.gain[i], seen.funded[i] = {}, {}, 0 end
  for r = 1, self.draws do
    local made = solve(self, core.normals(n, self.seed, 0, r))
    local now, total = present(self, made), 0
    for i, one in ipairs(self.items) do
      seen.spend[i][r], seen.gain[i][r] = made.spend[i] * self.step, made.gains[i][best.spend[i] + 1]
      total = total + seen.gain[i][r]
      if made.spend[i] > one.least_steps then seen.funded[i] = seen.funded[i] + 1 end
    end
    seen.total[r] = total
    if now then
      seen.now[r], seen.regret[r], seen.better[r] = now, made.total - now, total - now
      if total > now then seen.wins = seen.wins + 1 end
    end
    for _, move in ipairs(moves) do
      if loss(move, best, made.gains) <= 0 then move.as_good = move.as_good + 1 end
    end
  end
  return seen
end


-- Near-ties (5), the closest first.
local function near(self, best, moves, drawn)
  local list = {}
  for _, move in ipairs(moves) do
    local lost, share = loss(move, best, best.gains), drawn and move.as_good / self.draws
    if share and share >= NEAR or not share and lost < math.abs(best.total) / 100 then
      list[#list + 1] = { from = self.items[move.i].name, to = self.items[move.j].name, amount = move.steps * self.step,
                          loss = lost, as_good = share }
    end
  end
  table.sort(list, function(a, b)
    if a.loss ~= b.loss then return a.loss < b.loss end
    return a.from .. "\0" .. a.to < b.from .. "\0" .. b.to
  end)
  return table.move(list, 1, MOST_NEAR, 1, {})
end


-- The notes of an outcome (7).
local function notes_of(self, best, spent, is_told)
  local notes, now = {}, 0
  if self.budget - spent > self.step / 2 then notes[1] = { code = "unspent", amount = self.budget - spent } end
  for i, one in ipairs(self.items) do
    now = now + (one.now or 0)
    for s = 1, self.steps do
      if best.gains[i][s + 1] < best.gains[i][s] - 1e-12 * math.abs(best.gains[i][s]) then
        notes[#notes + 1] = { code = "falls", name = one.name, from = (s - 1) * self.step }
        break
      end
    end
  end
  local over = is_told and now - self.budget or 0
  if math.abs(over) > 1e-9 * self.budget then
    notes[#notes + 1] = { code = over > 0 and "over" or "under", amount = math.abs(over) }
  end
  return notes
end


-- An amount with the middle of its draws; without draws it is as sure as what was declared.
local function told(value, list)
  local low, high
  if list and #list > 0 then low, high = middle(list) end
  return { value = value, low = low and math.min(low, value), high = high and math.max(high, value) }
end


local function told_number(number) return { value = number.value, low = number.low, high = number.high } end


local function line_of(self, i, best, seen)
  local one, s = self.items[i], best.spend[i]
  local line = told(s * self.step, seen and seen.spend[i])
  line.name, line.now, line.least, line.most = one.name, one.now, one.least, one.most < self.budget and one.most or nil
  line.gain = told(best.gains[i][s + 1], seen and seen.gain[i])
  line.now_gain = one.now and gain_of(one, one.now)
  line.next = s < one.most_steps and best.gains[i][s + 2] - best.gains[i][s + 1] or nil
  line.worth = (one.worth.low or one.worth.value ~= 1) and told_number(one.worth) or nil
  line.curve = one.curve:about()
  line.funded = seen and seen.funded[i] / self.draws
  return line
end


-- What the present division loses (6).
local function against_now(self, outcome, best, now, seen)
  outcome.now_total = told(now, seen and seen.now)
  for _, note in ipairs(outcome.notes) do
    if note.code == "over" then return end
  end
  outcome.better = told(best.total - now, seen and seen.better)
  local mean = 0
  for _, one in ipairs(seen and seen.regret or {}) do mean = mean + one / self.draws end
  outcome.regret = told(seen and mean or best.total - now, seen and seen.regret)
  outcome.better.share = seen and seen.wins / self.draws
end


--- Divides the budget.
---@param context? { plan?: table, today?: string, result?: table }
---@return table? outcome { budget, step, way, lines, total, now_total, better, regret, near, notes, draws, seed }
---@return string? message
---@return string? code
function class:measure(context)
  local made, message, code = in_plan(self, context)
  if not made then return nil, message, code end
  local best, n = solve(made), unsure(made)
  local moves = moves_of(made, best)
  local seen = n and draw_all(made, best, moves, n)
  local now, spent = present(made, best), 0
  local outcome = { kind = "allocate", budget = made.budget, step = made.step, unit = made.unit, way = best.way,
                    lines = {}, total = told(best.total, seen and seen.total) }
  if n then outcome.draws, outcome.seed = made.draws, made.seed end
  for i in ipairs(made.items) do
    outcome.lines[i] = line_of(made, i, best, seen)
    spent = spent + outcome.lines[i].value
  end
  outcome.near = near(made, best, moves, n)
  outcome.notes = notes_of(made, best, spent, now ~= nil)
  if now then against_now(made, outcome, best, now, seen) end
  outcome.method = n and ("%s, %d draws"):format(best.way, made.draws) or best.way
  return outcome
end


return allocate
