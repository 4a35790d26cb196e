-- control_svg.lua - a control chart drawn: points, centre, limits, signals, events
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a block of control.lua, an escape function. Out: SVG as a text; rules (1) to (3) of svg.lua hold.
--
-- (1) Behind all lie the band between the limits, a step a point, and the frozen baseline's name; in front the signals,
--     each in the shape of its rule.
-- (2) Labels of points are thinned so that none touches the next; labels at the right keep a line's distance.
-- (3) An event stands between the points that it parts, its name on the side with room.

local svg = require "cx.report.svg"
local text = require "cx.report.text"

local control_svg = {}

local WIDTH, HEIGHT = 860, 300
local LEFT, RIGHT, TOP, BOTTOM = 46, 700, 34, 264
local CHARACTER = 6.2

local f = svg.number


-- Where things stand: functions from a point's number and from a value to coordinates.
local function scale_of(block)
  local from, to = block.ticks[1].value, block.ticks[#block.ticks].value
  local step = (RIGHT - LEFT) / #block.points
  return { step = step,
           x = function(i) return LEFT + (i - 0.5) * step end,
           y = function(value) return BOTTOM - (BOTTOM - TOP) * (value - from) / (to - from) end }
end


local function label(class, x, y, shown, escape, anchor)
  return ('<text class="%s" x="%s" y="%s"%s>%s</text>'):format(class, f(x), f(y),
    anchor and (' text-anchor="%s"'):format(anchor) or "", escape(text.clean(shown)))
end


local function axis(parts, block, at, escape)
  for _, tick in ipairs(block.ticks) do
    local y = at.y(tick.value)
    parts[#parts + 1] = ('<path class="grid" d="M%s %sH%s"/>'):format(f(LEFT), f(y), f(RIGHT))
    parts[#parts + 1] = label("end", LEFT - 8, y + 4, tick.text, escape, "end")
  end
  local widest = 0
  for _, point in ipairs(block.points) do widest = math.max(widest, text.width(text.clean(point.label))) end
  local every = math.max(1, math.ceil((widest * CHARACTER + 10) / at.step))             -- (2)
  for i, point in ipairs(block.points) do
    if (i - 1) % every == 0 then parts[#parts + 1] = label("end", at.x(i), BOTTOM + 20, point.label, escape, "middle") end
  end
end


-- The steps of one limit over points i .. j, forwards (way = 1) or back (-1).
local function steps(block, at, key, i, j, way)
  local list = {}
  for k = i, j, way do
    local x, y = at.x(k), f(at.y(block.points[k][key]))
    list[#list + 1] = ("%s %s L%s %s"):format(f(x - way * at.step / 2), y, f(x + way * at.step / 2), y)
  end
  return table.concat(list, " L")
end


-- Calls draw(i, j) for each run of points that have limits.
local function runs(block, draw)
  local from
  for i = 1, #block.points + 1 do
    local has = block.points[i] and block.points[i].low
    if has and not from then from = i end
    if not has and from then
      draw(from, i - 1)
      from = nil
    end
  end
end


local function band(parts, block, at)
  runs(block, function(i, j)
    local upper, lower = steps(block, at, "high", i, j, 1), steps(block, at, "low", i, j, 1)
    parts[#parts + 1] = ('<path class="band" d="M%s L%sZ"/>'):format(upper, steps(block, at, "low", j, i, -1))
    parts[#parts + 1] = ('<path class="limit" d="M%s M%s"/>'):format(upper, lower)
  end)
end


local function baseline(parts, block, at, escape)
  local b = block.baseline
  if not b then return end
  local from, to, y = at.x(b.from) - at.step / 2, at.x(b.to) + at.step / 2, TOP - 12
  parts[#parts + 1] = ('<path class="axis" d="M%s %sv6M%s %sH%sM%s %sv6"/>'):format(f(from), f(y - 3), f(from), f(y), f(to),
    f(to), f(y - 3))
  parts[#parts + 1] = label("end", (from + to) / 2, y - 6, block.labels.baseline, escape, "middle")
end


-- The labels at the right: upper limit, centre, lower limit, a line's distance between them (2).
local function beside(parts, block, at, escape)
  local last, list = block.points[#block.points], {}
  local y = at.y(block.centre)
  if last.high then list[1] = { y = math.min(at.y(last.high), y - 15), text = block.labels.upper .. " " .. block.high_text } end
  list[#list + 1] = { y = y, text = block.labels.centre .. " " .. block.centre_text, class = "value" }
  if last.low then
    list[#list + 1] = { y = math.max(at.y(last.low), y + 15), text = block.labels.lower .. " " .. block.low_text }
  end
  for _, item in ipairs(list) do parts[#parts + 1] = label(item.class or "end", RIGHT + 10, item.y + 4, item.text, escape) end
end


local function line(parts, block, at)
  local list, pen = {}, "M"
  for i, point in ipairs(block.points) do
    if point.value then list[#list + 1] = pen .. f(at.x(i)) .. " " .. f(at.y(point.value)) end
    pen = point.value and "L" or "M"
  end
  parts[#parts + 1] = ('<path class="series" d="%s"/>'):format(table.concat(list))
end


local SHAPES = {
  above = "M%s %sm0 -6l6 10.5h-12z", below = "M%s %sm0 6l6 -10.5h-12z", row = "M%s %sm0 -6l6 6l-6 6l-6 -6z",
  jump = "M%s %sm-4.8 -4.8h9.6v9.6h-9.6z",
}


local function marks(parts, block, at, escape)
  for i, point in ipairs(block.points) do
    if point.value then
      local x, y = at.x(i), at.y(point.value)
      local title = ("<title>%s: %s</title>"):format(escape(text.clean(point.label)), escape(point.value_text
        .. (point.rule and " · " .. table.concat(point.signals, ", ") or "")))
      local shape = point.rule and ('<path class="signal" d="%s">'):format(SHAPES[point.rule]:format(f(x), f(y)))
        or ('<circle class="point" cx="%s" cy="%s" r="3">'):format(f(x), f(y))
      parts[#parts + 1] = shape .. title .. (point.rule and "</path>" or "</circle>")
    end
  end
end


local function events(parts, block, at, escape)
  for _, event in ipairs(block.events) do
    local x = at.x(event.at) - at.step / 2                                              -- (3)
    local left = x > (LEFT + RIGHT) / 2
    parts[#parts + 1] = ('<path class="event" d="M%s %sV%s"/>'):format(f(x), f(TOP - 10), f(BOTTOM))
    parts[#parts + 1] = label("event-name", x + (left and -7 or 7), TOP - 3, text.cut(text.clean(event.name), 40), escape,
      left and "end" or "start")
  end
end


--- The picture of a control chart.
---@param block table as control.made makes it
---@param id string
---@param escape fun(s: string): string
---@return string
function control_svg.draw(block, id, escape)
  local at, parts = scale_of(block), {}
  band(parts, block, at)
  axis(parts, block, at, escape)
  baseline(parts, block, at, escape)
  parts[#parts + 1] = ('<path class="centre" d="M%s %sH%s"/>'):format(f(LEFT), f(at.y(block.centre)), f(RIGHT))
  events(parts, block, at, escape)
  line(parts, block, at)
  marks(parts, block, at, escape)
  beside(parts, block, at, escape)
  return svg.open(WIDTH, HEIGHT, block.title, block.description, id, escape, "control") .. table.concat(parts) .. "</svg>"
end


return control_svg
