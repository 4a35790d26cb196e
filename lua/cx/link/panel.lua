-- panel.lua - two measures by unit and period: the cells that both sides of a link are made of
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: the staff's and the customers' metric with their surveys; what units and periods are. Out: units in byte order, two
-- lists of unit x period means (false where there is none), answers by unit for reliability, and what was left out.
--
-- (1) A cell of fewer people than the survey's minimum is as if nobody had answered: it is in no figure, and its people are
--     told only when there are as many as the minimum.
-- (2) A unit takes part when both sides have a cell of it; the others are counted by the side that they lack. Rows without a
--     unit or a period are counted.
-- (3) A column named in a series' sum is its total of the period, counted in full; all else is a mean with its error.
-- (4) Reliability goes by people: weights are in the means, not in it. Sums have none, nor have answers to several options,
--     which share people.

local asked = require "cx.asked"
local core = require "cx.core"
local period = require "cx.link.period"

local panel = {}


-- ---- one side ------------------------------------------------------------------------------------------

-- People, mean and sum of squares about it of one cell, weights aside (4).
local function spread_of(box, at, plan, group)
  local n, sum, squares = 0, 0.0, 0.0
  local cells = core.tally_cells(box, at, group)
  for i = 1, #cells, 4 do
    local score = plan.score[plan.place[cells[i]]]
    if score then n, sum = n + cells[i + 1], sum + cells[i + 1] * score end
  end
  local mean = n > 0 and sum / n or 0.0
  for i = 1, #cells, 4 do
    local score = plan.score[plan.place[cells[i]]]
    if score then squares = squares + cells[i + 1] * (score - mean) ^ 2 end
  end
  return n, mean, squares
end


-- The cells of one side: { unit, period, n, value, mean, squares }, and the names of its two columns.
local function cells_of(tally, metric)
  local about, list = require "cx.tally".about(tally), {}
  local at, plan = require "cx.ask".metric(tally, about, metric, "cx.link")
  local unit, when = about.by[1].name, about.by[2].name
  local has_spread = about.questions[at].type ~= "several" and not metric.total
  for group, estimate in ipairs(tally:measure(metric, metric.total and { weighted = false } or nil)) do
    local value, n, mean, squares = estimate.value, 0, 0.0, 0.0
    if value and metric.total then value = value * estimate.n end                               -- (3)
    if has_spread then n, mean, squares = spread_of(tally, at, plan, group) end
    list[group] = { unit = estimate.group[unit], period = estimate.group[when], n = estimate.n, value = value,
                    spread_n = n, mean = mean, squares = squares }
  end
  return list
end


--- Counts one side; nil, message, code as survey:tally.
---@param side { metric: table, survey: table }
---@param call { units: table, by: any }
---@param name "staff"|"customers"
---@param context? table
---@return table[]?, string?, string?
function panel.count(side, call, name, context)
  asked.settle(side.survey, context)
  local request = { by = { call.units[name], call.by }, of = side.survey[side.metric.question] }
  local tally <close>, message, code = side.survey:tally(request)
  if not tally then return nil, message, code end
  return cells_of(tally, side.metric)
end


-- ---- both ----------------------------------------------------------------------------------------------

-- Whether a cell may be used (1); counts why not.
local function is_used(cell, place, minimum, left)
  if cell.unit == "" or not place[cell.period] then
    left.nowhere = left.nowhere + cell.n                                                        -- (2)
  elseif cell.n == 0 then
    return false
  elseif cell.n < minimum then
    left.cells, left.people = left.cells + 1, left.people + cell.n
  else
    return true
  end
  return false
end


-- The used cells of a side by unit, and what was left out.
local function sift(cells, place, minimum)
  local by_unit, left = {}, { nowhere = 0, cells = 0, people = 0 }
  for _, cell in ipairs(cells) do
    if is_used(cell, place, minimum, left) then
      by_unit[cell.unit] = by_unit[cell.unit] or {}
      by_unit[cell.unit][place[cell.period]] = cell
    end
  end
  return by_unit, left
end


-- Units that both sides have, in byte order; how many only one has (2).
local function common(a, b)
  local list, only_a, only_b = {}, 0, 0
  for unit in pairs(a) do
    if b[unit] then list[#list + 1] = unit else only_a = only_a + 1 end
  end
  for unit in pairs(b) do
    if not a[unit] then only_b = only_b + 1 end
  end
  table.sort(list)
  return list, only_a, only_b
end


-- The means of one side, unit by unit; false where there is none.
local function series_of(by_unit, units, n_periods)
  local list, n, cells = {}, 0, 0
  for _, unit in ipairs(units) do
    for at = 1, n_periods do
      local cell = by_unit[unit][at]
      list[#list + 1] = cell and cell.value or false
      if cell then n, cells = n + cell.n, cells + 1 end
    end
  end
  return list, n, cells
end


-- Cells in order, as lists for core.icc.
local function lists_of(cells)
  local n, mean, squares = {}, {}, {}
  for i, cell in ipairs(cells) do n[i], mean[i], squares[i] = cell.spread_n, cell.mean + 0.0, cell.squares end
  return n, mean, squares
end


-- One unit's answers of all periods as one group.
local function pooled(by_period, n_periods)
  local all = { spread_n = 0, mean = 0.0, squares = 0.0 }
  for at = 1, n_periods do
    local cell = by_period[at]
    if cell then
      local off, n = cell.mean - all.mean, all.spread_n + cell.spread_n
      if n > 0 then
        all.squares = all.squares + cell.squares + off * off * all.spread_n * cell.spread_n / n
        all.mean, all.spread_n = all.mean + off * cell.spread_n / n, n
      end
    end
  end
  return all
end


-- Reliability of units over all periods, and of their single periods; nil for each where answers do not tell (4).
local function reliability(by_unit, units, n_periods, confidence)
  local groups, cells = {}, {}
  for i, unit in ipairs(units) do
    groups[i] = pooled(by_unit[unit], n_periods)
    for at = 1, n_periods do cells[#cells + 1] = by_unit[unit][at] end
  end
  local n, mean, squares = lists_of(groups)
  local of_units = core.icc(n, mean, squares, confidence)
  n, mean, squares = lists_of(cells)
  return { units = of_units, periods = core.icc(n, mean, squares, confidence) }
end


-- What is told of one side: people unless they would tell of few hidden ones (1).
local function told(side, left, minimum, n, cells)
  local hides = left.people > 0 and left.people < minimum
  return { measure = asked.name(side.metric), n = not hides and n or nil, cells = cells, left_cells = left.cells,
           left_n = left.people >= minimum and left.people or nil,
           nowhere = left.nowhere >= minimum and left.nowhere or nil, minimum = minimum > 1 and minimum or nil }
end


--- Both sides joined; nil, message, code when the periods cannot be.
---@param staff table[] cells
---@param customers table[]
---@param call table
---@param today? string
---@param minimum { staff: integer, customers: integer }
---@return table?, string?, string?
function panel.join(staff, customers, call, today, minimum)
  local labels = {}
  for _, list in ipairs { staff, customers } do
    for _, cell in ipairs(list) do
      if cell.n > 0 then labels[cell.period] = true end
    end
  end
  local place, n_periods = period.places(labels, call.period_unit, today)
  if not place then
    return nil, ("period: %d periods from the first to the last; a stray date, or a longer period, may be the cause")
      :format(n_periods), "no_periods"
  end
  local a, left_a = sift(staff, place, minimum.staff)
  local b, left_b = sift(customers, place, minimum.customers)
  local units, only_staff, only_customers = common(a, b)
  local made = { units = units, periods = n_periods, only_staff = only_staff, only_customers = only_customers }
  local n, cells
  made.staff, n, cells = series_of(a, units, n_periods)
  made.about_staff = told(call.staff, left_a, minimum.staff, n, cells)
  made.customers, n, cells = series_of(b, units, n_periods)
  made.about_customers = told(call.customers, left_b, minimum.customers, n, cells)
  made.about_staff.reliability = reliability(a, units, n_periods, call.confidence)
  made.about_customers.reliability = reliability(b, units, n_periods, call.confidence)
  return made
end


return panel
