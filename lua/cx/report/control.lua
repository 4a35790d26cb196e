-- control.lua - a control chart as a block that every renderer can show
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a plan's block { kind = "chart", chart = "control", title =, control = cx.chart(...), unit =, decimals = }, the words
-- of a language. Out: a block with every text in the language: points, limits, signals, events, ticks of the axis.
--
-- (1) A signal is told by its shape: ▲ above the limits, ▼ below, ◆ in a row on one side, ■ a jump; then by its colour.
-- (2) Limits are shown within what the unit can be: 0 to 100 percent, -100 to 100 points.
-- (3) What is not there (a hidden or empty round) is a gap, in the line too.
-- (4) The axis has ticks at round numbers, all with the decimals of their step.
-- (5) What cx.chart itself says (notes, events) is in the language that it was asked in: language = "sv".

local control = {}

local MARKS = { above = "▲", below = "▼", row = "◆", jump = "■" }
local RANGE = { percent = { 0, 100 }, points = { -100, 100 } }


--- What is wrong with a block of this kind, or nil.
---@return string?
function control.unfit(block)
  local given = block.control
  if type(given) == "table" and given.kind == "control" and type(given.points) == "table" and given.centre then return nil end
  return "a control chart is given by control = cx.chart(...)"
end


-- A value in the block's unit.
local function written(words, block, value)
  local decimals = block.decimals or 0
  if block.unit == "percent" then return words:percent(value, decimals) end
  return words:number(value, decimals)
end


local function within(block, value)
  local range = RANGE[block.unit]                                                 -- (2)
  return value and range and math.max(range[1], math.min(range[2], value)) or value
end


-- One point with its texts.
local function point_of(words, block, given)
  local point = { label = tostring(given.label), value = given.value, low = within(block, given.low),
                  high = within(block, given.high), marks = {}, signals = {} }
  if given.value == nil then
    point.value_text, point.limits_text = "–", ""                                 -- (3)
    return point
  end
  point.value_text = written(words, block, given.value)
  local limits = words:range(point.low, point.high, block.decimals)
  point.limits_text = limits and limits .. (block.unit == "percent" and words.format.percent or "") or ""
  for i, rule in ipairs(given.signals or {}) do
    point.marks[i], point.signals[i] = MARKS[rule], words.control[rule]           -- (1)
    point.rule = point.rule or rule
  end
  return point
end


-- The least and the greatest of all that is drawn.
local function reach(points, centre)
  local from, to = centre, centre
  for _, point in ipairs(points) do
    for _, value in ipairs { point.value, point.low or point.value, point.high or point.value } do
      from, to = math.min(from, value), math.max(to, value)
    end
  end
  return from, to > from and to or from + 1
end


-- Round numbers from below the least to above the greatest: rule (4).
local function ticks_of(words, block, from, to)
  local step = 10 ^ math.floor(math.log(to - from, 10))
  while (to - from) / step < 3 do step = step / 2 end
  while (to - from) / step > 6 do step = step * 2 end
  local first, last, list = math.floor(from / step), math.ceil(to / step), {}
  local decimals = math.max(0, #(("%.6f"):format(step):gsub("0+$", ""):match "%.(%d*)$"))
  for k = first, last do
    local text = words:number(k * step, decimals)
    list[#list + 1] = { value = k * step, text = block.unit == "percent" and text .. words.format.percent or text }
  end
  return list
end


-- The marks that occur, each with its words, in the order of the rules.
local function legend(points)
  local list, seen = {}, {}
  for _, point in ipairs(points) do
    for i, mark in ipairs(point.marks) do seen[mark] = point.signals[i] end
  end
  for _, rule in ipairs { "above", "below", "row", "jump" } do
    local text = seen[MARKS[rule]]
    if text then list[#list + 1] = { rule = rule, mark = MARKS[rule], text = text } end
  end
  return list
end


-- The sentence that tells the chart without a picture.
local function summary(words, block, given, points)
  local last
  for _, point in ipairs(points) do last = point.limits_text ~= "" and point or last end
  local n = 0
  for _, point in ipairs(points) do n = n + (point.rule and 1 or 0) end
  local text = words:say(words.control.summary, 1, { centre = written(words, block, given.centre),
    limits = last and last.limits_text or "", label = last and last.label or "", method = given.method })
  return text .. " " .. (n > 0 and words:say(words.control.found, n) or words.control.quiet)
end


-- The signals point by point, for those who do not see the picture.
local function description(points)
  local list = {}
  for _, point in ipairs(points) do
    if point.rule then
      list[#list + 1] = ("%s: %s, %s."):format(point.label, point.value_text, table.concat(point.signals, ", "))
    end
  end
  return table.concat(list, " ")
end


local function events_of(given)
  local list = {}
  for i, event in ipairs(given.events or {}) do
    list[i] = { at = event.at, label = event.label, name = event.name, text = event.text, warning = event.warning }
  end
  return list
end


-- First and last point of the baseline by number, when it is frozen.
local function baseline_of(given, points)
  local b = given.baseline
  if not b or not b.frozen then return nil end
  local found = {}
  for i, point in ipairs(points) do
    if point.label == tostring(b.from) then found.from = found.from or i end
    if point.label == tostring(b.to) then found.to = i end
  end
  return found.from and found.to and found or nil
end


-- What stands below the chart: the events, then what cx.chart itself has to say.
local function notes_of(given)
  local notes = {}
  for i, event in ipairs(given.events or {}) do
    if event.text then notes[#notes + 1] = ("%s (%s): %s."):format(event.name, tostring(event.label), event.text) end
    if i == #given.events then notes[#notes + 1] = event.warning end
  end
  for _, note in ipairs(given.notes or {}) do notes[#notes + 1] = note end
  return table.concat(notes, " ")
end


--- The block of a control chart with all its texts.
---@param words table
---@param block { title: string?, control: table, unit: string?, decimals: integer? }
---@return table
function control.made(words, block)
  local given, points = block.control, {}
  for i, one in ipairs(given.points) do points[i] = point_of(words, block, one) end
  local ticks = ticks_of(words, block, reach(points, given.centre))
  local made = { kind = "chart", chart = "control", title = tostring(block.title or ""), points = points,
                 centre = given.centre, centre_text = written(words, block, given.centre), ticks = ticks,
                 events = events_of(given), baseline = baseline_of(given, points), legend = legend(points),
                 summary = summary(words, block, given, points), note = notes_of(given), labels = words.control }
  local last = points[#points]
  made.low_text = last.low and written(words, block, last.low)
  made.high_text = last.high and written(words, block, last.high)
  made.description = made.summary .. " " .. description(points)
  return made
end


return control
