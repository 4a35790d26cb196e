-- link_svg.lua - correlations by lag, with intervals and the band that chance stays in
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the picture's block { pooled, within = points, band, margin, ticks, lags, labels }. Out: SVG.
--
-- (1) Pooled is a filled dot, within units a hollow square beside it: shapes, not colours, say which. Whiskers are intervals.
-- (2) The band is the permutations'; the dashed lines are the declared margin.
-- (3) Lags are thinned so that their labels keep apart.

local svg = require "cx.report.svg"
local text = require "cx.report.text"

local f = svg.number
local WIDTH, HEIGHT = 860, 300
local LEFT, RIGHT, TOP, BOTTOM = 46, 660, 20, 254
local NEXT = 5 -- between the marks of one lag

local link_svg = {}


local function label(class, x, y, shown, escape, anchor)
  return ('<text class="%s" x="%s" y="%s"%s>%s</text>'):format(class, f(x), f(y),
    anchor and (' text-anchor="%s"'):format(anchor) or "", escape(text.clean(shown)))
end


local function y_of(value) return TOP + (BOTTOM - TOP) * (1 - value) / 2 end


local function axis(parts, block, x_of, escape)
  for _, tick in ipairs(block.ticks) do
    parts[#parts + 1] = ('<path class="%s" d="M%s %sH%s"/>'):format(tick.value == 0 and "centre" or "grid", f(LEFT),
      f(y_of(tick.value)), f(RIGHT))
    parts[#parts + 1] = label("end", LEFT - 8, y_of(tick.value) + 4, tick.text, escape, "end")
  end
  local every = math.max(1, math.ceil((2 * block.lags + 1) * 34 / (RIGHT - LEFT)))               -- (3)
  for lag = -block.lags, block.lags do
    if lag % every == 0 then
      local shown = (lag > 0 and "+" or "") .. block.number(lag)
      parts[#parts + 1] = label("end", x_of(lag), BOTTOM + 20, shown, escape, "middle")
    end
  end
end


local function limits(parts, block)
  if block.band then                                                                            -- (2)
    parts[#parts + 1] = ('<rect class="t2" opacity="0.55" x="%s" y="%s" width="%s" height="%s"/>'):format(f(LEFT),
      f(y_of(block.band)), f(RIGHT - LEFT), f(y_of(-block.band) - y_of(block.band)))
  end
  if block.margin then
    parts[#parts + 1] = ('<path class="limit" d="M%s %sH%sM%s %sH%s"/>'):format(f(LEFT), f(y_of(block.margin)), f(RIGHT),
      f(LEFT), f(y_of(-block.margin)), f(RIGHT))
  end
end


local SHAPE = {
  pooled = function(x, y) return ('<circle class="point" cx="%s" cy="%s" r="4"/>'):format(f(x), f(y)) end,
  within = function(x, y)
    return ('<rect x="%s" y="%s" width="8" height="8" fill="var(--paper)" stroke="var(--behind)" stroke-width="1.8"/>')
      :format(f(x - 4), f(y - 4))
  end,
}
local STROKE = { pooled = "var(--hi)", within = "var(--behind)" }


local function whisker(x, low, high, key)
  return ('<path fill="none" stroke="%s" stroke-width="1.4" d="M%s %sV%sM%s %sh6M%s %sh6"/>'):format(STROKE[key], f(x),
    f(y_of(low)), f(y_of(high)), f(x - 3), f(y_of(low)), f(x - 3), f(y_of(high)))
end


local function marks(parts, block, key, x_of, off)
  for _, point in ipairs(block[key]) do
    local x = x_of(point.lag) + off
    if point.low then parts[#parts + 1] = whisker(x, point.low, point.high, key) end
    if point.value then parts[#parts + 1] = SHAPE[key](x, y_of(point.value)) end
  end
end


local function legend(parts, block, escape)
  local y = TOP + 14
  for _, key in ipairs { "pooled", "within" } do
    if #block[key] > 0 then
      parts[#parts + 1] = SHAPE[key](RIGHT + 18, y - 4) .. label("end", RIGHT + 30, y, block.labels[key], escape)
      y = y + 22
    end
  end
  if block.band then
    parts[#parts + 1] = ('<rect class="t2" opacity="0.55" x="%s" y="%s" width="12" height="12"/>'):format(f(RIGHT + 12),
      f(y - 10))
    for _, line in ipairs(text.wrap(block.labels.band, 24)) do
      parts[#parts + 1] = label("end", RIGHT + 30, y, line, escape)
      y = y + 15
    end
    y = y + 7
  end
  if block.margin then
    parts[#parts + 1] = ('<path class="limit" d="M%s %sh12"/>'):format(f(RIGHT + 12), f(y - 4))
      .. label("end", RIGHT + 30, y, block.labels.margin, escape)
  end
end


--- The picture.
---@param block table
---@param id string
---@param escape fun(s: string): string
---@return string
function link_svg.draw(block, id, escape)
  local step, parts = (RIGHT - LEFT) / (2 * block.lags + 1), {}
  local function x_of(lag) return LEFT + (lag + block.lags + 0.5) * step end
  limits(parts, block)
  axis(parts, block, x_of, escape)
  local off = #block.pooled > 0 and #block.within > 0 and NEXT or 0
  marks(parts, block, "within", x_of, off)
  marks(parts, block, "pooled", x_of, -off)
  legend(parts, block, escape)
  return svg.open(WIDTH, HEIGHT, block.title, block.description, id, escape, "control") .. table.concat(parts) .. "</svg>"
end


return link_svg
