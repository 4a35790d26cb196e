-- journey_svg.lua - which way customers go, drawn: a directly-follows graph in layers, from the start down to the end
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a block of report/why/journey.lua, an escape function. Out: SVG as a text; rules (1) to (3) of report/svg.lua hold.
--
-- (1) The graph comes laid out (journey_layout.lua): a box a touchpoint, its cases in it; a way as wide as the root of its
--     share of steps, its number beside it.
-- (2) A way back, against the flow, is dashed; a touchpoint that follows itself has a loop at its right.
-- (3) Numbers give way to each other where there is room.

local layout = require "cx.report.why.journey_layout"
local svg = require "cx.report.svg"
local text = require "cx.report.text"

local journey_svg = {}

local WIDTH, ROW, TOP, TALL, MARGIN = 900, 96, 20, 40, 16
local WIDEST, NARROWEST, LETTERS = 5, 1.2, 7.0
local NARROW, MOST_ROOM = 0.4, 240 -- the room of a way through a layer, of a box

local f = svg.number


-- Where everything stands: x of the middle and the width of each box, y of each layer.
local function place(graph)
  local at = {}
  for l, layer in ipairs(graph.layers) do
    local parts, before = 0, 0
    for _, node in ipairs(layer) do parts = parts + (node.dummy and NARROW or 1) end
    local room = math.min((WIDTH - 2 * MARGIN) / parts, MOST_ROOM)
    local left = WIDTH / 2 - room * parts / 2
    for _, node in ipairs(layer) do
      local share = node.dummy and NARROW or 1
      at[node] = { x = left + room * (before + share / 2), y = TOP + (l - 1) * ROW + TALL / 2,
                   w = node.dummy and 0 or math.min(170, room - 14) }
      before = before + share
    end
  end
  return at
end


local function box(node, at, escape)
  local p = at[node]
  local shown = text.cut(text.clean(node.label), math.max(4, math.floor((p.w - 12) / LETTERS)))
  local parts = { ('<g><title>%s</title><rect class="%s" x="%s" y="%s" width="%s" height="%s" rx="%s"/>'):format(
    escape(text.clean(node.label) .. (node.text and ": " .. node.text or "")), node.is_end and "gate" or "node",
    f(p.x - p.w / 2), f(p.y - TALL / 2), f(p.w), f(TALL), node.is_end and f(TALL / 2) or "6") }
  parts[2] = ('<text x="%s" y="%s" text-anchor="middle"%s>%s</text>'):format(f(p.x), f(node.text and p.y - 3 or p.y + 4),
    node.is_end and "" or ' class="value"', escape(shown))
  if node.text then
    parts[3] = ('<text class="end" x="%s" y="%s" text-anchor="middle">%s</text>'):format(f(p.x), f(p.y + 12),
      escape(text.cut(text.clean(node.text), math.max(4, math.floor((p.w - 8) / 6)))))
  end
  return table.concat(parts) .. "</g>"
end


-- A smooth line through points, from layer to layer.
local function curve(points)
  local list = { ("M%s %s"):format(f(points[1].x), f(points[1].y)) }
  for i = 2, #points do
    local a, b = points[i - 1], points[i]
    local middle = (a.y + b.y) / 2
    list[#list + 1] = ("C%s %s %s %s %s %s"):format(f(a.x), f(middle), f(b.x), f(middle), f(b.x), f(b.y))
  end
  return table.concat(list)
end


local function tip(x, y, down, width)
  local size = (4 + width) * (down and 1 or -1)
  local half = math.abs(size) * 0.7
  return ('<path class="tip" d="M%s %sl%s %sh%sz"/>'):format(f(x), f(y), f(-half), f(-size), f(2 * half))
end


local function number(x, y, shown, escape)
  return ('<text class="end n" x="%s" y="%s" text-anchor="middle">%s</text>'):format(f(x), f(y), escape(shown))
end


-- Where ways leave and enter a box: side by side, in the order of what they lead to.
local function ports(ways, at, key, other)
  local by, x = {}, {}
  for _, way in ipairs(ways) do
    by[way[key]] = by[way[key]] or {}
    table.insert(by[way[key]], way)
  end
  for node, list in pairs(by) do
    local p = at[node]
    table.sort(list, function(a, b)
      local c, d = at[a[other]].x, at[b[other]].x
      if c ~= d then return c < d end
      return a.order < b.order
    end)
    for i, way in ipairs(list) do x[way] = p.x + p.w * 0.7 * ((i - 0.5) / #list - 0.5) end
  end
  return x
end


-- Where on the first stretch of a way its number stands: the first place that is free (3).
local function stand(a, b, taken, reversed, shown)
  local best
  local wide = 3.3 * #shown + 6
  for _, t in ipairs(reversed and { 0.4, 0.3, 0.55, 0.7, 0.2 } or { 0.55, 0.4, 0.68, 0.28, 0.8 }) do
    local x, y = a.x + (b.x - a.x) * (3 * t * t - 2 * t ^ 3), a.y + (b.y - a.y) * (1.5 * t * (1 - t) + t ^ 3)
    local free = true
    for _, other in ipairs(taken) do
      if math.abs(other.x - x) < other.wide + wide and math.abs(other.y - y) < 13 then free = false end
    end
    best = best or { x = x, y = y, wide = wide }
    if free then
      best = { x = x, y = y, wide = wide }
      break
    end
  end
  taken[#taken + 1] = best
  return best.x, best.y
end


local function way_of(way, at, out, into, widest, taken, escape)
  local points = { { x = out[way], y = at[way.nodes[1]].y + TALL / 2 } }
  for i = 2, #way.nodes - 1 do
    local p = at[way.nodes[i]]
    points[#points + 1] = { x = p.x, y = p.y }
  end
  local last = { x = into[way], y = at[way.nodes[#way.nodes]].y - TALL / 2 }
  local width = math.max(NARROWEST, WIDEST * math.sqrt(way.n / widest))
  local inset = 4 + width
  points[#points + 1] = { x = last.x, y = way.reversed and last.y or last.y - inset * 0.8 }
  if way.reversed then points[1].y = points[1].y + inset * 0.8 end
  local a = points[1]
  local x, y = stand(a, points[2], taken, way.reversed, way.text)
  local line = ('<path class="way%s" stroke-width="%s" d="%s"/>'):format(way.reversed and " back" or "", f(width),
    curve(points))
  local arrow = way.reversed and tip(a.x, a.y - inset * 0.8, false, width) or tip(last.x, last.y, true, width)
  return line .. arrow, number(x, y + 4, way.text, escape)
end


-- (2)
local function loop(node, way, at, escape)
  local p = at[node]
  local x, y = p.x + p.w / 2, p.y
  return ('<path class="way" stroke-width="%s" d="M%s %sc20 -12 20 22 5 14"/>'):format(f(NARROWEST), f(x), f(y - 8))
    .. ('<path class="tip" d="M%s %sl9 -1l-5 8z"/>'):format(f(x), f(y + 4)), number(x + 12, y - 12, way.text, escape)
end


--- The picture of a journey.
---@param block table { nodes, ways, title, description }
---@param id string
---@param escape fun(s: string): string
---@return string
function journey_svg.draw(block, id, escape)
  local graph = layout.make(block.nodes, block.ways)
  local at, lines, numbers, boxes, widest = place(graph), {}, {}, {}, 1
  for i, way in ipairs(graph.ways) do
    way.order, way.first, way.next = i, way.nodes[1], way.nodes[2]
    way.last, way.before = way.nodes[#way.nodes], way.nodes[#way.nodes - 1]
    widest = math.max(widest, way.n)
  end
  local taken = {}
  local out, into = ports(graph.ways, at, "first", "next"), ports(graph.ways, at, "last", "before")
  for _, way in ipairs(graph.ways) do
    lines[#lines + 1], numbers[#numbers + 1] = way_of(way, at, out, into, widest, taken, escape)
  end
  for _, one in ipairs(graph.loops) do
    lines[#lines + 1], numbers[#numbers + 1] = loop(one.node, one.way, at, escape)
  end
  for _, layer in ipairs(graph.layers) do
    for _, node in ipairs(layer) do
      if not node.dummy then boxes[#boxes + 1] = box(node, at, escape) end
    end
  end
  local height = TOP + (#graph.layers - 1) * ROW + TALL + 14
  return svg.open(WIDTH, height, block.title, block.description, id, escape, "flow") .. table.concat(lines)
    .. table.concat(boxes) .. table.concat(numbers) .. "</svg>"
end


return journey_svg
