-- worth_svg.lua - bars with intervals from nought, and how far each assumption moves the result
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the picture's block: shape "bars" { bars = { label, value, low, high, text } }, or "tornado" { bars = { label, from, to,
-- from_text, to_text }, value, value_text, legend }. Out: SVG.
--
-- (1) Bars begin at nought, which stands where it is when values lie on both sides of it. The whisker is the interval.
-- (2) A tornado's bars span what one input moves; the hollow end is its low, the filled one its high: shapes, not colours.

local svg = require "cx.report.svg"
local text = require "cx.report.text"

local f = svg.number
local ROW, LEFT, RIGHT, WIDTH, LABEL = 34, 230, 600, 720, 36

local worth_svg = {}


-- From amounts to places between LEFT and RIGHT.
local function scale_of(low, high)
  if high <= low then high = low + 1 end
  return function(x) return LEFT + (x - low) / (high - low) * (RIGHT - LEFT) end
end


local function label(class, x, y, shown, escape, anchor)
  return ('<text class="%s" x="%s" y="%s"%s>%s</text>'):format(class, f(x), f(y),
    anchor and (' text-anchor="%s"'):format(anchor) or "", escape(text.clean(shown)))
end


local function bar(one, y, at, escape)
  local nought, x = at(0), at(one.value)
  local parts = { label("label", 0, y + 4, text.cut(text.clean(one.label), LABEL), escape),
    ('<rect class="level" x="%s" y="%s" width="%s" height="16"/>'):format(f(math.min(nought, x)), f(y - 8),
      f(math.max(0.5, math.abs(x - nought)))) }
  if one.low then
    parts[3] = ('<path class="centre" d="M%s %sH%sM%s %sv10M%s %sv10"/>'):format(f(at(one.low)), f(y), f(at(one.high)),
      f(at(one.low)), f(y - 5), f(at(one.high)), f(y - 5))
  end
  parts[#parts + 1] = label("value", WIDTH, y + 4, one.text, escape, "end")
  return table.concat(parts)
end


local function draw_bars(block, escape)
  local low, high, parts = 0, 0, {}
  for _, one in ipairs(block.bars) do
    low, high = math.min(low, one.value, one.low or 0), math.max(high, one.value, one.high or 0)
  end
  local at = scale_of(low, high)
  for i, one in ipairs(block.bars) do parts[i] = bar(one, i * ROW - 12, at, escape) end
  local height = #block.bars * ROW + 8
  parts[#parts + 1] = ('<path class="grid" d="M%s 2V%s"/>'):format(f(at(0)), f(height - 4))
  return parts, height
end


local function moved(one, y, at, escape)
  local from, to = at(one.from), at(one.to)
  local left, right = math.min(from, to), math.max(from, to)
  local is_turned = from > to
  return table.concat { label("label", 0, y + 4, text.cut(text.clean(one.label), LABEL), escape),
    ('<rect class="level" x="%s" y="%s" width="%s" height="12"/>'):format(f(left), f(y - 6), f(math.max(0.5, right - left))),
    ('<circle cx="%s" cy="%s" r="4" fill="var(--paper)" stroke="var(--ink)"/>'):format(f(from), f(y)),
    ('<circle cx="%s" cy="%s" r="4" fill="var(--ink)"/>'):format(f(to), f(y)),
    label("end", left - 9, y + 4, is_turned and one.to_text or one.from_text, escape, "end"),
    label("end", right + 9, y + 4, is_turned and one.from_text or one.to_text, escape) }
end


local function draw_tornado(block, escape)
  local low, high, parts = block.value, block.value, {}
  for _, one in ipairs(block.bars) do
    low, high = math.min(low, one.from, one.to), math.max(high, one.from, one.to)
  end
  local room = (high - low) * 0.16                     -- for the amounts beside the bars
  local at = scale_of(low - room, high + room)
  for i, one in ipairs(block.bars) do parts[i] = moved(one, i * 26 + 8, at, escape) end
  local height = #block.bars * 26 + 52
  table.insert(parts, 1, ('<path class="limit" d="M%s 20V%s"/>'):format(f(at(block.value)), f(height - 30)))
  parts[#parts + 1] = label("end", at(block.value), 12, block.value_text, escape, "middle")
  parts[#parts + 1] = label("end", LEFT, height - 8, block.legend, escape)
  return parts, height
end


--- The picture.
---@param block table
---@param id string
---@param escape fun(s: string): string
---@return string
function worth_svg.draw(block, id, escape)
  local parts, height = (block.shape == "tornado" and draw_tornado or draw_bars)(block, escape)
  return svg.open(WIDTH, height, block.title, block.description, id, escape, "control") .. table.concat(parts) .. "</svg>"
end


return worth_svg
