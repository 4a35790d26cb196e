-- allocate_svg.lua - money now and in the best division, a bar for each touchpoint
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the picture's block { bars = { label, now, value, low, high, text }, now, best }. Out: SVG.
--
-- (1) The bar is the best division, the whisker the middle of its draws, the hollow mark what there is now: shapes, not
--     colours, say which.

local svg = require "cx.report.svg"
local text = require "cx.report.text"

local f = svg.number
local ROW, LEFT, RIGHT, WIDTH = 30, 190, 620, 720

local allocate_svg = {}


local function bar(one, y, at, escape)
  local x, parts = at(one.value), {}
  parts[1] = ('<text class="label" x="0" y="%s">%s</text>'):format(f(y + 4), escape(text.cut(text.clean(one.label), 28)))
  parts[2] = ('<rect class="level" x="%s" y="%s" width="%s" height="14"/>'):format(f(LEFT), f(y - 7),
    f(math.max(x - LEFT, 0.5)))
  if one.low then
    parts[3] = ('<path class="centre" d="M%s %sH%sM%s %sv8M%s %sv8"/>'):format(f(at(one.low)), f(y), f(at(one.high)),
      f(at(one.low)), f(y - 4), f(at(one.high)), f(y - 4))
  end
  if one.now then
    parts[#parts + 1] = ('<path class="goal-mark" d="M%s %sl5 8h-10z"/>'):format(f(at(one.now)), f(y + 6))
  end
  parts[#parts + 1] = ('<text class="end" x="%s" y="%s">%s</text>'):format(f(RIGHT + 10), f(y + 4), escape(one.text))
  return table.concat(parts)
end


--- The picture.
---@param block table
---@param id string
---@param escape fun(s: string): string
---@return string
function allocate_svg.draw(block, id, escape)
  local most = 0
  for _, one in ipairs(block.bars) do most = math.max(most, one.value, one.high or 0, one.now or 0) end
  local function at(x) return LEFT + (most > 0 and x / most or 0) * (RIGHT - LEFT) end
  local height, parts = #block.bars * ROW + 34, {}
  for i, one in ipairs(block.bars) do parts[i] = bar(one, i * ROW - 8, at, escape) end
  local legend = (block.now and "▴ " .. block.now .. "   " or "") .. "▬ " .. block.best
  parts[#parts + 1] = ('<text class="end" x="%s" y="%s">%s</text>'):format(f(LEFT), f(height - 10), escape(legend))
  return svg.open(WIDTH, height, block.title, block.description, id, escape, "control") .. table.concat(parts) .. "</svg>"
end


return allocate_svg
