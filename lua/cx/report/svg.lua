-- svg.lua - charts as inline SVG: marks, and a title and a description in words
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a chart block or a bar cell, and an escape function. Out: SVG as a text.
--
-- (1) A chart says with shapes what it says with colours: filled dot decided, hollow dot cannot tell, triangle the goal.
-- (2) Colours come from the page's style sheet by class, so that light, dark and print need no second drawing.
-- (3) Coordinates have one decimal: the same data give the same bytes.

local text = require "cx.report.text"

local svg = {}

local classes = { met = "met", missed = "behind", behind = "behind", ["cannot tell"] = "open", no_answers = "open" }

local CHARACTER = 6.3                       -- the width of a character of a label, about


local function f(x)
  return (("%.1f"):format(x):gsub("%.0$", ""):gsub("^%-0$", "0"))
end


local function open(width, height, title, description, id, escape, class)
  return ('<svg class="%s" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-labelledby="%s-t %s-d">'
    .. '<title id="%s-t">%s</title><desc id="%s-d">%s</desc>'):format(class, f(width), f(height), f(width), f(height),
    id, id, id, escape(title), id, escape(description))
end


--- For charts that are drawn elsewhere: a coordinate (3), the element with its title and description.
svg.number, svg.open = f, open


-- An interval with its ends and its value at a height: rule (1).
local function interval(class, low, value, high, y, size)
  local parts = { ('<g class="%s">'):format(class) }
  parts[2] = ('<path class="line" d="M%s %sH%sM%s %sV%sM%s %sV%s"/>'):format(f(low), f(y), f(high),
    f(low), f(y - size), f(y + size), f(high), f(y - size), f(y + size))
  parts[3] = ('<circle class="dot" cx="%s" cy="%s" r="%s"/></g>'):format(f(value), f(y), f(size))
  return table.concat(parts)
end


local function triangle(x, y, size)
  return ('<path class="goal-mark" d="M%s %sl%s %sh%sz"/>'):format(f(x), f(y), f(size), f(size * 1.5), f(-2 * size))
end


local function clamp(x)
  return math.max(-1, math.min(1, x))
end


--- The bar of a table cell: the goal in the middle, better to the right.
function svg.bar(cell, id, escape)
  if not cell.value then return "" end
  local width, height, y = 220, 20, 8
  local half = width / 2 - 8
  local function at(x) return width / 2 + clamp(x) * half end
  return open(width, height, cell.title, cell.description, id, escape, "bar")
    .. triangle(width / 2, y + 5, 3.4)
    .. interval(classes[cell.status] or "open", at(cell.low), at(cell.value), at(cell.high), y, 4) .. "</svg>"
end


-- One goal on its metric's own scale.
local function goal_row(row, y, escape)
  local left, right = 190, 640
  local function at(x)
    return left + (right - left) * math.max(0, math.min(1, (x - row.from) / (row.to - row.from)))
  end
  local class = classes[row.status] or "open"
  local parts = { ('<text class="label" x="0" y="%s">%s</text>'):format(f(y + 4), escape(text.cut(text.clean(row.label), 28))) }
  parts[#parts + 1] = ('<path class="axis" d="M%s %sH%s"/>'):format(f(left), f(y), f(right))
  parts[#parts + 1] = ('<text class="end" x="%s" y="%s" text-anchor="end">%s</text>'):format(f(left - 8), f(y + 4),
    escape(row.from_text))
  parts[#parts + 1] = ('<text class="end" x="%s" y="%s">%s</text>'):format(f(right + 8), f(y + 4), escape(row.to_text))
  if row.target then
    local x = at(row.target)
    parts[#parts + 1] = triangle(x, y + 5, 4.2)
    parts[#parts + 1] = ('<text class="end" x="%s" y="%s" text-anchor="middle">%s</text>'):format(f(x), f(y + 23),
      escape(row.target_text))
  end
  if row.value then
    parts[#parts + 1] = interval(class, at(row.low or row.value), at(row.value), at(row.high or row.value), y, 4.5)
    parts[#parts + 1] = ('<text class="value" x="%s" y="%s" text-anchor="middle">%s</text>'):format(f(at(row.value)), f(y - 9),
      escape(row.value_text))
  else
    parts[#parts + 1] = ('<text class="end" x="%s" y="%s" text-anchor="middle">%s</text>'):format(f((left + right) / 2),
      f(y - 6), escape(row.value_text))
  end
  return table.concat(parts)
end


--- Goals against results, each on its own scale.
function svg.goals(block, id, escape)
  local step, parts = 50, {}
  for i, row in ipairs(block.rows) do parts[i] = goal_row(row, step * i - 26, escape) end
  return open(700, step * #block.rows + 2, block.title, block.description, id, escape, "goals")
    .. table.concat(parts) .. "</svg>"
end


-- What fits into a piece of the bar: label and share, the share alone, or nothing.
local function piece_label(part, width)
  local both = text.clean(part.label) .. " · " .. part.short_text
  if text.width(both) * CHARACTER + 10 <= width then return both end
  if text.width(part.label) * CHARACTER + 12 <= width then return text.clean(part.label) end
  return nil
end


--- How answers divide: one bar cut into pieces.
function svg.distribution(block, id, escape)
  local width, height, x, parts = 700, 30, 0, {}
  for _, part in ipairs(block.parts) do
    local w = width * part.share / 100
    if w > 0 then
      parts[#parts + 1] = ('<rect class="%s" x="%s" y="0" width="%s" height="%s"/>'):format(part.tone, f(x),
        f(math.max(0.6, w - 1.5)), f(height))
      local label = piece_label(part, w)
      if label then
        parts[#parts + 1] = ('<text class="on-%s" x="%s" y="19.5" text-anchor="middle">%s</text>'):format(part.tone,
          f(x + (w - 1.5) / 2), escape(label))
      end
    end
    x = x + w
  end
  return open(width, height, block.title, block.description, id, escape, "distribution") .. table.concat(parts) .. "</svg>"
end


return svg
