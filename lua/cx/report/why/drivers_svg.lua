-- drivers_svg.lua - the map of importance and distance to the goal
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the picture's block { points = { label, x, x_low, x_high, y, y_low, y_high, verdict, text }, line, axis_x, axis_y,
-- corner, percent }. Out: SVG.
--
-- (1) The goal is the upright line at 0, equal importance the level one; crosses of thin lines are intervals of both.
-- (2) A point that surely lies in its corner is filled, one that cannot be told apart from a line is hollow: shapes, not
--     colours, say which. "Mend" is a triangle.
-- (3) A label stands right of its point, or left of it, as near as those already placed and the points leave room.

local svg = require "cx.report.svg"
local text = require "cx.report.text"

local f = svg.number
local LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 70, 700, 24, 380, 720, 430
local CHARACTER, LINE = 6.3, 15

local drivers_svg = {}


-- Ends of an axis: around all points and their intervals, and the line that is always seen.
local function span(points, key, always, least, most)
  local low, high = always, always
  for _, p in ipairs(points) do
    low, high = math.min(low, p[key], p[key .. "_low"] or p[key]), math.max(high, p[key], p[key .. "_high"] or p[key])
  end
  local pad = math.max((high - low) * 0.08, 2)
  return math.max(low - pad, least), math.min(high + pad, most)
end


local function scale_of(block)
  local x_low, x_high = span(block.points, "x", 0, -100, 100)
  local y_low, y_high = span(block.points, "y", block.line, -1e9, 1e9)
  y_low = math.max(math.min(y_low, 0), -100)
  local function bound(v, a, b) return math.max(a, math.min(b, v)) end
  return {
    x = function(v) return bound(LEFT + (v - x_low) / (x_high - x_low) * (RIGHT - LEFT), LEFT, RIGHT) end,
    y = function(v) return bound(BOTTOM - (v - y_low) / (y_high - y_low) * (BOTTOM - TOP), TOP, BOTTOM) end,
    x_low = x_low, x_high = x_high, y_low = y_low, y_high = y_high,
  }
end


local function write(class, x, y, words, escape, anchor)
  return ('<text class="%s" x="%s" y="%s"%s>%s</text>'):format(class, f(x), f(y),
    anchor and (' text-anchor="%s"'):format(anchor) or "", escape(words))
end


local function frame(parts, block, at, escape)
  parts[#parts + 1] = ('<path class="axis" d="M%s %sV%sH%s"/>'):format(f(LEFT), f(TOP), f(BOTTOM), f(RIGHT))
  parts[#parts + 1] = ('<path class="centre" d="M%s %sV%s"/>'):format(f(at.x(0)), f(TOP), f(BOTTOM))            -- (1)
  parts[#parts + 1] = ('<path class="centre" d="M%s %sH%s"/>'):format(f(LEFT), f(at.y(block.line)), f(RIGHT))
  for _, v in ipairs { at.x_low, 0, at.x_high } do
    if v == 0 or math.abs(at.x(v) - at.x(0)) > 40 then
      local whole = math.floor(v + 0.5)
      parts[#parts + 1] = write("end", at.x(v), BOTTOM + 15, (whole < 0 and "−" or "") .. math.abs(whole) .. block.percent,
        escape, "middle")
    end
  end
  local line = math.floor(block.line + 0.5) .. block.percent
  parts[#parts + 1] = write("end", LEFT - 7, at.y(block.line) + 4, line, escape, "end")
  if math.abs(at.y(at.y_high) - at.y(block.line)) > 20 then
    parts[#parts + 1] = write("end", LEFT - 7, TOP + 4, math.floor(at.y_high + 0.5) .. block.percent, escape, "end")
  end
  parts[#parts + 1] = write("end", (LEFT + RIGHT) / 2, BOTTOM + 36, block.axis_x, escape, "middle")
  parts[#parts + 1] = write("end", LEFT, TOP - 10, block.axis_y, escape)
  local corner = block.corner
  parts[#parts + 1] = write("end", LEFT + 8, TOP + 14, corner.mend, escape)
  parts[#parts + 1] = write("end", RIGHT - 4, TOP + 14, corner.keep, escape, "end")
  parts[#parts + 1] = write("end", LEFT + 8, BOTTOM - 8, corner.watch, escape)
  parts[#parts + 1] = write("end", RIGHT - 4, BOTTOM - 8, corner.leave, escape, "end")
end


local SHAPE = {
  mend = '<g><path class="signal" d="M%s %sm0 -6l6 10.5h-12z"/>',
  ["cannot tell"] = '<g class="open"><circle class="dot" cx="%s" cy="%s" r="4.5"/>',
}
local SURE = '<g><circle class="point" cx="%s" cy="%s" r="4.5"/>'


local function point(parts, p, at, escape)
  local x, y = at.x(p.x), at.y(p.y)
  local cross = {}
  if p.x_low then cross[1] = ("M%s %sH%s"):format(f(at.x(p.x_low)), f(y), f(at.x(p.x_high))) end
  if p.y_low then cross[#cross + 1] = ("M%s %sV%s"):format(f(x), f(at.y(p.y_low)), f(at.y(p.y_high))) end
  if #cross > 0 then parts[#parts + 1] = ('<path class="axis" d="%s"/>'):format(table.concat(cross)) end
  parts[#parts + 1] = (SHAPE[p.verdict] or SURE):format(f(x), f(y)) .. "<title>"                               -- (2)
    .. escape(text.clean(p.label) .. ": " .. p.text) .. "</title></g>"
end


-- Where a label stands without lying on another or on a point (3): x, y; the nearest free place of both sides.
local function settle(taken, p, width, at)
  local px, py = at.x(p.x), at.y(p.y)
  local function is_free(x, y)
    for _, one in ipairs(taken) do
      if math.abs(one.y - y) < LINE and x < one.x + one.width and one.x < x + width then return false end
    end
    return y > TOP + 22 and y < BOTTOM - 16
  end
  local sides = {}
  if px + 9 + width <= RIGHT then sides[1] = px + 9 end
  if px - 9 - width >= LEFT then sides[#sides + 1] = px - 9 - width end
  for step = 0, 40 do
    for _, x in ipairs(sides) do
      for _, y in ipairs { py - 6 - step, py - 6 + step } do
        if is_free(x, y) then return x, y end
      end
    end
  end
  return sides[1] or LEFT, py - 6
end


local function names(parts, block, at, escape)
  local taken = {}
  for i, p in ipairs(block.points) do taken[i] = { x = at.x(p.x) - 7, y = at.y(p.y) + 3, width = 14 } end
  for _, p in ipairs(block.points) do
    local words = text.cut(text.clean(p.label), 36)
    local width = CHARACTER * utf8.len(words)
    local x, y = settle(taken, p, width, at)
    taken[#taken + 1] = { x = x, y = y, width = width }
    local to_left = x < at.x(p.x)
    parts[#parts + 1] = write("label", to_left and x + width or x, y, words, escape, to_left and "end" or nil)
  end
end


--- The picture.
---@param block table
---@param id string
---@param escape fun(s: string): string
---@return string
function drivers_svg.draw(block, id, escape)
  local at, parts = scale_of(block), {}
  frame(parts, block, at, escape)
  for _, p in ipairs(block.points) do point(parts, p, at, escape) end
  names(parts, block, at, escape)
  return svg.open(WIDTH, HEIGHT, block.title, block.description, id, escape, "control") .. table.concat(parts) .. "</svg>"
end


return drivers_svg
