-- chart.lua - a control chart: which points of a series are signals, and which are noise
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: estimates in time order, a baseline, events. Out: a plain table with centre, limits, signals and words.
-- Formulas: core/infer/chart.h.
--
-- (1) "laney" (default) uses the errors of the estimates, pooled over the baseline when they tell the spread of one
--     answer; "xmr" uses the values alone, for series whose n is unknown or constant.
-- (2) baseline = { from, to }: numbers or labels of points, both in it; centre and limits come from it alone. Without
--     one it is the whole series, and a note says that nothing is frozen.
-- (3) A point without a value stands in `points` with its label alone; rules pass over it.
-- (4) An event belongs to the first point after it; what follows is compared with what came before, always with the
--     warning that other things changed too.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local series = require "cx.series"

local chart = {}

local KNOWN = { "method", "baseline", "events", "labels", "confidence", "language", "overlapping" }
local METHOD = { laney = "Laney p'", xmr = "XmR" }
local FEW = 8 -- points of a baseline, below which its limits are themselves unsure


-- The number of the point that a number or a label names, among those with a value.
local function place_of(what, name, points)
  local labels = {}
  for i, point in ipairs(points) do
    if point.at == name or point.label == name then return i end
    labels[i] = point.label
  end
  caller.raise(complain.message("point of " .. what, name, labels))
end


-- First and last point of the baseline, and whether it was given (2).
local function read_baseline(given, points)
  if given == nil then return 1, #points, false end
  if type(given) ~= "table" or #given ~= 2 then caller.raise "baseline: { from, to } is wanted" end
  local from, to = place_of("baseline", given[1], points), place_of("baseline", given[2], points)
  if to <= from then caller.raise "baseline: at least two points are wanted, the earlier one first" end
  return from, to, true
end


local function read_events(given, points)
  local at = {}
  if given ~= nil and type(given) ~= "table" then caller.raise "events: a list of { at =, name = } is wanted" end
  for i, event in ipairs(given or {}) do
    if type(event) ~= "table" or event.at == nil or type(event.name) ~= "string" then
      caller.raise(("events: number %d is not { at = the first point after it, name = \"...\" }"):format(i))
    end
    at[i] = place_of("events", event.at, points)
    if at[i] == 1 then caller.raise(("events: nothing stands before '%s'"):format(event.name)) end
  end
  return at
end


-- The lists that the core reads (1).
local function input_of(points, method)
  local input = { y = series.column(points, "value") }
  if method == "xmr" then return input, "" end
  local n, spread, weight = {}, {}, {}
  for i, point in ipairs(points) do
    n[i], spread[i] = point.estimate.n_interval, point.estimate.spread
    weight[i] = point.estimate.n_effective or point.estimate.n or 1
  end
  if #n == #points and #spread == #points then
    input.n, input.spread = n, spread
    return input, "pooled"
  end
  input.se, input.weight = series.column(points, "se"), weight
  return input, "own"
end


local RULES = { "above", "below", "row", "jump" }


-- Joins what the core found to the points; collects the signals.
local function join(result, read, words)
  local signals, k = {}, 0
  for i, point in ipairs(read.all) do
    local out = { at = i, label = point.label, value = point.value }
    result.points[i] = out
    if point.value ~= nil then
      k = k + 1
      local found = result.found[k]
      out.se = result.method ~= "XmR" and found.se or nil
      out.low, out.high, out.range = found.low, found.high, k > 1 and found.range or nil
      out.baseline = k >= result.from and k <= result.to
      for _, rule in ipairs(RULES) do
        if found[rule] then
          out.signals = out.signals or {}
          table.insert(out.signals, rule)
          signals[#signals + 1] = { at = i, label = out.label, rule = rule, text = words.control[rule] }
        end
      end
    end
  end
  return signals
end


-- The events in words (4).
local function annotate(given, changes, places, points, confidence, words)
  local list = {}
  for i, event in ipairs(given or {}) do
    local change = changes[i] or nil
    local point = points[places[i]]
    local made = { at = point.at, label = point.label, name = event.name, warning = words.control.warning }
    if change then
      local z = core.distribution.normal_quantile((1 + confidence) / 2)
      local beyond = change.p < 1 - confidence and (change.difference > 0 and "rise" or "fall") or "none"
      for name, value in pairs(change) do made[name] = value end
      made.low, made.high = change.difference - z * change.se, change.difference + z * change.se
      made.direction, made.text = beyond, words.control.event[beyond]
    end
    list[i] = made
  end
  return list
end


local function notes_of(read, words, from, to, frozen, options)
  local notes = series.notes(read, words)
  if not frozen then notes[#notes + 1] = words.control.not_frozen end
  if to - from + 1 < FEW then notes[#notes + 1] = words:say(words.control.few, to - from + 1) end
  if options.overlapping then notes[#notes + 1] = words.control.overlapping end
  return notes
end


--- cx.chart(estimates, { method =, baseline =, events =, labels =, confidence =, language =, overlapping = })
---@param list table[]
---@param options? table
---@return table { kind = "control", method, centre, sigma, points, signals, signal, text, events, baseline, notes }
function chart.new(list, options)
  options = options or {}
  if type(options) ~= "table" then caller.raise "cx.chart: options are a table" end
  caller.known("option of cx.chart", options, KNOWN)
  local method = options.method or "laney"
  if not METHOD[method] then caller.raise(complain.message("method of cx.chart", method, { "laney", "xmr" })) end
  local confidence, words = series.part("confidence", options.confidence, 0.95), series.words(options.language)
  local read = series.read("cx.chart", list, options.labels, method == "laney")
  local points = read.points
  if #points < 2 then caller.raise "cx.chart: at least two points with a value are wanted" end
  local from, to, frozen = read_baseline(options.baseline, points)
  local places = read_events(options.events, points)
  local input, errors = input_of(points, method)
  local found = core.chart(method, input, from, to, places)
  if not found then caller.raise "cx.chart: all answers of the baseline are equal; a longer baseline is wanted" end
  local result = { kind = "control", method = METHOD[method], centre = found.centre, sigma = found.sigma, points = {},
                   found = found.points, from = from, to = to, errors = errors ~= "" and errors or nil }
  if method == "xmr" then result.range, result.range_limit = found.range, found.range_limit end
  result.signals = join(result, read, words)
  result.found, result.from, result.to = nil, nil, nil
  result.signal = #result.signals > 0
  result.text = result.signal and words.control.signal or words.control.noise
  result.baseline = { from = points[from].label, to = points[to].label, n = to - from + 1, frozen = frozen }
  result.events = annotate(options.events, found.events, places, points, confidence, words)
  result.notes = notes_of(read, words, from, to, frozen, options)
  return result
end


return chart
