-- point.lua - what one point of a touchpoint's goal is worth: its slope on the outcome times the worth of the outcome's point
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: drivers of an outcome, worths that are drawn. Out: money a customer and of all customers, for one point of each driver.
--
-- (1) A point of the outcome is worth the difference of a promoter and a detractor over the span of their scores.
-- (2) The slope, from cx.drivers with its jackknife interval, is drawn beside the worth, apart from it: one by one.
-- (3) A point is one of the driver's own metric: of a scale 1..5 a whole answer, of points or percentages a hundredth.
-- (4) A driver without a slope (it does not vary, or goes with another) is left out and named.

local curve = require "cx.curve"
local draw = require "cx.worth.draw"

local point = {}


-- What is drawn for each driver (2).
local function drawer(self, span, customers)
  return function(keep, worth, z, at)
    local people = customers and math.max(0, curve.moved(customers, z[at + 1]))
    for i, item in ipairs(self.items) do
      local money = curve.moved(item.slope, z[at + 1 + i]) * worth / span
      keep("point" .. i, money)
      if people then keep("base" .. i, money * people) end
    end
  end
end


local function teller(self, span, customers)
  return function(seen, worth)
    for i, item in ipairs(self.items) do
      local money = item.slope.value * worth / span
      item.each = draw.told(money, seen["point" .. i])
      item.base = customers and draw.told(money * customers.value, seen["base" .. i])
    end
    table.sort(self.items, function(a, b)
      if a.each.value ~= b.each.value then return a.each.value > b.each.value end
      return a.name < b.name
    end)
    self.draw, self.tell = nil, nil
  end
end


-- The highest and the lowest score of a metric, apart.
local function span_of(metric)
  local low, high
  for _, score in pairs(require "cx.metric".scores(metric, metric.survey[metric.question])) do
    if score then low, high = math.min(low or score, score), math.max(high or score, score) end
  end
  return high - low
end


--- Measures the drivers; gives what draws and tells their worths.
---@param given { drivers: table, metric: table, customers?: table }
---@param context? table
---@return table?, string?, string?
function point.measure(given, context)
  local found, message, code = given.drivers:measure(context)
  if not found then return nil, message, code end
  local made = { items = {}, without = {}, n = found.n, outcome = found.outcome, customers = given.customers and
                 given.customers.value, hidden = found.hidden }
  for _, one in ipairs(found.drivers) do
    local slope = one.slope
    if slope and slope.low then
      made.items[#made.items + 1] = { name = one.name, text = one.text, unit = one.unit,
        slope = { value = slope.value, low = slope.low, high = slope.high, method = slope.method } }
    else
      made.without[#made.without + 1] = one.name                                                   -- (4)
    end
  end
  local span = span_of(given.metric)
  made.draw, made.tell = drawer(made, span, given.customers), teller(made, span, given.customers)
  return made
end


return point
