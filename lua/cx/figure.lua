-- figure.lua - measures that no question of a survey gives: counted in full from the plan, a ledger, a log
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: { name, unit, estimate = function(self, context) }. Out: what stands in a goal in the place of a metric.
--
-- (1) A figure is { kind = "measure", name, unit, estimate }. estimate(self, context) gives an estimate as tally:measure
--     does; nil and why when there are no data. No data are never zero.
-- (2) context = { plan, today, touchpoint, parts }: parts are the estimates of figure.parts, a list of metrics that are
--     measured with all others of their surveys; at the goal's touchpoint where the figure is placed.
-- (3) What is counted in full has no sampling error: its interval is "exact", from its value to its value, and a goal on
--     it is met or missed. Its n is how many things were counted.
-- (4) Figures count people unless people = false; those are hidden below the privacy minimum of the plan.

local figure = {}


--- Whether a value is such a measure.
---@param value any
---@return boolean
function figure.is(value)
  return type(value) == "table" and rawget(value, "kind") == "measure" and type(value.estimate) == "function"
end


--- The estimate of what was counted in full (3).
---@param value number
---@param n? integer how many things were counted
---@return table
function figure.exact(value, n)
  n = n or math.max(0, math.floor(value))
  return { value = value, low = value, high = value, se = 0.0, n = n, n_effective = n + 0.0, interval = "exact",
           method = "counted in full", missing = {}, group = {} }
end


--- The estimate of a part of a whole, in percent; nil of nothing.
---@param part number
---@param of integer
---@return table?
function figure.share(part, of)
  if of <= 0 then return nil end
  return figure.exact(100 * part / of, of)
end


--- The verdict on what was counted in full (3).
---@param value number
---@param relation "at_least"|"at_most"
---@param target number
---@return table
function figure.verdict(value, relation, target)
  local reached = relation == "at_least" and value >= target or relation == "at_most" and value <= target
  return { verdict = reached and "met" or "missed" }
end


return figure
