-- met.lua - what counts as met: the rule by which a goal is decided
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: met = as a goal or a plan says it; an estimate and a target. Out: a rule; the verdict by it.
--
-- (1) "sure", the default: met when the whole interval is on the goal's side, missed when none of it is
--     (core/infer/verdict.h).
-- (2) { probability = p }, above .5 and below 1: met when the result reaches the target and does so truly with at least
--     that probability; missed when it does not, and the goal is truly met with at most 1 - p. A p of .975 is as strict
--     as "sure" at 95 %.
-- (3) { margin = m }, in the metric's own unit: non-inferiority. All that "sure" says, of a target that is m easier:
--     verdict, probability and answers needed.
-- (4) Answers needed decide by the rule in force: for (2) with the quantile of p in place of the interval's.

local complain = require "cx.complain"

local met = {}

local KNOWN = { "probability", "margin" }
local WANTED = 'met: "sure", { probability = 0.8 } or { margin = 2 } is wanted'
local SURE = { kind = "sure" }


---@class cx.Met
---@field kind "sure"|"probability"|"margin"
---@field probability? number
---@field margin? number


local function is_number(x)
  return math.type(x) ~= nil and x == x
end


-- The rule of a table, or nil and what is wrong.
local function read_table(given)
  for key in pairs(given) do
    if key ~= "probability" and key ~= "margin" then return nil, complain.message("key of met", key, KNOWN) end
  end
  local p, m = given.probability, given.margin
  if (p == nil) == (m == nil) then return nil, WANTED .. ", one of them" end
  if p ~= nil then
    if is_number(p) and p > 0.5 and p < 1 then return { kind = "probability", probability = p } end
    return nil, "met.probability: a number above 0.5 and below 1 is wanted, not " .. complain.show(p)
  end
  if is_number(m) and m > 0 and m <= 1e15 then return { kind = "margin", margin = m } end
  return nil, "met.margin: a number above 0, in the unit of the metric, is wanted, not " .. complain.show(m)
end


--- A rule of what a goal or a plan says; nil says nothing and gives nil. Else nil and what is wrong.
---@param given any
---@return cx.Met?, string?
function met.read(given)
  if given == nil then return nil end
  if given == "sure" then return SURE end
  if type(given) == "table" then return read_table(given) end
  if type(given) == "string" then
    return nil, complain.message("met", given, { "sure", "{ probability = 0.8 }", "{ margin = 2 }" })
  end
  return nil, ("%s, not %s"):format(WANTED, complain.show(given))
end


--- The target that the interval has to reach: rule (3).
---@param rule? cx.Met
---@param relation "at_least"|"at_most"
---@param target number
---@return number
function met.eased(rule, relation, target)
  if not rule or rule.kind ~= "margin" then return target end
  return relation == "at_least" and target - rule.margin or target + rule.margin
end


-- (4): undecided at any level, so that it is counted what would decide.
local function needed(p, estimate, relation, target)
  local open = {}
  for key, value in pairs(estimate) do open[key] = value end
  open.confidence, open.low, open.high = 2 * p - 1, estimate.lowest, estimate.highest
  return require "cx.core".verdict(open, relation, target).n_needed
end


-- (2)
local function by_probability(p, estimate, relation, target)
  local verdict = require "cx.core".verdict(estimate, relation, target)
  verdict.n_needed = nil
  if not verdict.probability then return verdict end
  local reached = relation == "at_least" and estimate.value >= target or relation == "at_most" and estimate.value <= target
  verdict.verdict = "cannot tell"
  if reached and verdict.probability >= p then verdict.verdict = "met"
  elseif not reached and verdict.probability <= 1 - p then verdict.verdict = "missed"
  else verdict.n_needed = needed(p, estimate, relation, target) end
  return verdict
end


--- The verdict on an estimate by a rule, nil for "sure".
---@param rule? cx.Met
---@param estimate table
---@param relation "at_least"|"at_most"
---@param target number
---@return table { verdict, probability, n_needed }
function met.verdict(rule, estimate, relation, target)
  if rule and rule.kind == "probability" then return by_probability(rule.probability, estimate, relation, target) end
  return require "cx.core".verdict(estimate, relation, met.eased(rule, relation, target))
end


--- The most that chance alone puts a verdict on the wrong side: one tail of the interval, or 1 - p.
---@param rule? cx.Met
---@param confidence? number of the interval, .95 unless told
---@return number
function met.risk(rule, confidence)
  if rule and rule.kind == "probability" then return 1 - rule.probability end
  return (1 - (confidence or 0.95)) / 2
end


return met
