-- effect_svg.lua - means by month of the treated and of the comparison, and the day of the action
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the picture's block { points = { label, treated, comparison, is_after }, labels, number }. Out: SVG.
--
-- (1) The treated are filled dots on a line, the comparison hollow squares on a dashed one: shapes, not colours, say which.
-- (2) The dashed upright stands before the first month that is after the day.
-- (3) The scale has round numbers. Months are thinned so that their labels keep apart. A month without answers breaks
--     the line.

local svg = require "cx.report.svg"
local text = require "cx.report.text"

local f = svg.number
local WIDTH, HEIGHT = 860, 270
local LEFT, RIGHT, TOP, BOTTOM = 56, 680, 28, 222
local LABEL = 84

local effect_svg = {}


local function label(class, x, y, shown, escape, anchor)
  return ('<text class="%s" x="%s" y="%s"%s>%s</text>'):format(class, f(x), f(y),
    anchor and (' text-anchor="%s"'):format(anchor) or "", escape(text.clean(shown)))
end


-- A step of 1, 2 or 5 times a power of ten that parts a span into five at most (3).
local function step_of(span)
  local power = 10.0 ^ math.floor(math.log(span / 5, 10))
  for _, by in ipairs { 1, 2, 5 } do
    if span / (by * power) <= 5 then return by * power end
  end
  return 10 * power
end


-- The least and the most of both groups, out to whole steps; and the step.
local function range_of(points)
  local low, high
  for _, point in ipairs(points) do
    for _, key in ipairs { "treated", "comparison" } do
      local x = point[key]
      if x then low, high = math.min(low or x, x), math.max(high or x, x) end
    end
  end
  low, high = low or 0, high or 1
  local step = step_of(math.max(high - low, 1e-6 * math.max(1, math.abs(high))))
  low, high = math.floor(low / step) * step, math.ceil(high / step) * step
  return low, high > low and high or low + step, step
end


local MARK = {
  treated = function(x, y) return ('<circle class="point" cx="%s" cy="%s" r="4"/>'):format(f(x), f(y)) end,
  comparison = function(x, y)
    return ('<rect x="%s" y="%s" width="8" height="8" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.4"/>')
      :format(f(x - 4), f(y - 4))
  end,
}


local function line(parts, points, key, x_of, y_of)
  local path, marks, is_open = {}, {}, false
  for i, point in ipairs(points) do
    local value = point[key]
    if value then
      path[#path + 1] = ("%s%s %s"):format(is_open and "L" or "M", f(x_of(i)), f(y_of(value)))
      marks[#marks + 1] = MARK[key](x_of(i), y_of(value))
    end
    is_open = value ~= nil                                                                          -- (3)
  end
  if #path == 0 then return end
  local look = key == "treated" and 'stroke="var(--hi)" stroke-width="1.8"' or 'stroke="var(--ink)" stroke-dasharray="5 3"'
  parts[#parts + 1] = ('<path fill="none" %s d="%s"/>'):format(look, table.concat(path))
  parts[#parts + 1] = table.concat(marks)
end


local function axis(parts, block, scale, x_of, y_of, escape)
  for i = 0, math.floor((scale.high - scale.low) / scale.step + 0.5) do
    local value = scale.low + i * scale.step
    parts[#parts + 1] = ('<path class="grid" d="M%s %sH%s"/>'):format(f(LEFT), f(y_of(value)), f(RIGHT))
    parts[#parts + 1] = label("end", LEFT - 8, y_of(value) + 4, block.number(value) or "", escape, "end")
  end
  local every = math.max(1, math.ceil(#block.points * LABEL / (RIGHT - LEFT)))
  for i, point in ipairs(block.points) do
    if (i - 1) % every == 0 then parts[#parts + 1] = label("end", x_of(i), BOTTOM + 22, point.label, escape, "middle") end
  end
end


-- The day (2).
local function day(parts, block, x_of, escape)
  for i, point in ipairs(block.points) do
    if point.is_after then
      local x = i > 1 and (x_of(i - 1) + x_of(i)) / 2 or x_of(1) - 10
      parts[#parts + 1] = ('<path class="limit" d="M%s %sV%s"/>'):format(f(x), f(TOP - 8), f(BOTTOM))
      parts[#parts + 1] = label("end", x, TOP - 14, block.labels.date, escape, "middle")
      return
    end
  end
end


--- The picture.
---@param block table
---@param id string
---@param escape fun(s: string): string
---@return string
function effect_svg.draw(block, id, escape)
  local low, high, every = range_of(block.points)
  local step, parts = (RIGHT - LEFT) / #block.points, {}
  local function x_of(i) return LEFT + (i - 0.5) * step end
  local function y_of(value) return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP) end
  axis(parts, block, { low = low, high = high, step = every }, x_of, y_of, escape)
  day(parts, block, x_of, escape)
  line(parts, block.points, "comparison", x_of, y_of)
  line(parts, block.points, "treated", x_of, y_of)
  local y = TOP + 14
  for _, key in ipairs { "treated", "comparison" } do
    if block.labels[key] then
      parts[#parts + 1] = MARK[key](RIGHT + 18, y - 4) .. label("end", RIGHT + 30, y, block.labels[key], escape)
      y = y + 24
    end
  end
  return svg.open(WIDTH, HEIGHT, block.title, block.description, id, escape, "control") .. table.concat(parts) .. "</svg>"
end


return effect_svg
