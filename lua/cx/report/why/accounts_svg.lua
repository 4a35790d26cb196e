-- accounts_svg.lua - accounts and revenue, a whole bar each, parted into safe, divided, at risk and unknown
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the picture's block { bars = { { label, { share, text }, ... }, ... }, labels }. Out: SVG.
--
-- (1) Pieces stand in the order of the table; a share too narrow for its text has none: the table says it.
-- (2) What is unknown is hollow and dashed, what is at risk is ruled across: shapes, not colours, say which.

local svg = require "cx.report.svg"
local text = require "cx.report.text"

local f = svg.number
local LEFT, RIGHT, WIDTH, ROW, HIGH = 120, 700, 720, 44, 24
local NARROW = 34
local AT_RISK, UNKNOWN = 3, 4
local CLASS = { "level", "band", "level" }

local accounts_svg = {}


local function piece(i, x, y, width, high)
  if i == UNKNOWN then                                                                            -- (2)
    return ('<rect fill="none" stroke="var(--muted)" stroke-dasharray="4 3" x="%s" y="%s" width="%s" height="%s"/>'):format(
      f(x + 0.5), f(y), f(math.max(0.5, width - 1)), f(high))
  end
  local shown = ('<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>'):format(CLASS[i], f(x), f(y),
    f(math.max(0.5, width)), f(high))
  if i ~= AT_RISK then return shown end
  local lines = {}
  for at = 0, width - 4, 8 do
    lines[#lines + 1] = ('M%s %sl%s -%s'):format(f(x + at), f(y + high), f(math.min(high / 2, width - at)), f(high))
  end
  return shown .. ('<path stroke="var(--behind)" stroke-width="1.4" fill="none" d="%s"/>'):format(table.concat(lines))
    .. ('<rect fill="none" stroke="var(--behind)" x="%s" y="%s" width="%s" height="%s"/>'):format(f(x), f(y),
      f(math.max(0.5, width)), f(high))
end


local function bar(one, y, escape)
  local sum, x = 0, LEFT
  for _, part in ipairs(one) do sum = sum + part.share end
  local parts = { ('<text class="label" x="0" y="%s">%s</text>'):format(f(y + 17), escape(text.clean(one.label))) }
  for i, part in ipairs(one) do
    local width = sum > 0 and part.share / sum * (RIGHT - LEFT) or 0
    if width > 0 then
      parts[#parts + 1] = piece(i, x, y, width, HIGH)
      if width >= NARROW then                                                                       -- (1)
        if i == AT_RISK then
          parts[#parts + 1] = ('<rect fill="var(--paper)" x="%s" y="%s" width="%s" height="16"/>'):format(f(x + width / 2 - 17),
            f(y + 4), f(34))
        end
        parts[#parts + 1] = ('<text class="label" text-anchor="middle" x="%s" y="%s">%s</text>'):format(f(x + width / 2),
          f(y + 17), escape(part.text))
      end
    end
    x = x + width
  end
  return table.concat(parts)
end


--- The picture.
---@param block table
---@param id string
---@param escape fun(s: string): string
---@return string
function accounts_svg.draw(block, id, escape)
  local parts = {}
  for i, one in ipairs(block.bars) do parts[i] = bar(one, (i - 1) * ROW + 6, escape) end
  local y, x = #block.bars * ROW + 10, LEFT
  for i, label in ipairs(block.labels) do
    parts[#parts + 1] = piece(i, x, y, 14, 14)
      .. ('<text class="end" x="%s" y="%s">%s</text>'):format(f(x + 20), f(y + 11), escape(text.clean(label)))
    x = x + (RIGHT - LEFT) / #block.labels
  end
  return svg.open(WIDTH, y + 26, block.title, block.description, id, escape, "control") .. table.concat(parts) .. "</svg>"
end


return accounts_svg
