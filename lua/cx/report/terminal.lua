-- terminal.lua - a document as text for a terminal
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a document, write(text), options { width = 80, colour = false, pages = "all"|"first" }. Out: lines that fit width.
--
-- (1) Widths are counted in terminal cells (text.lua); the layout is grid.lua's.
-- (2) Nothing of the data reaches the terminal's controls: every text is cleaned.
-- (3) Colour is an addition to signs and words, and only when asked for.
-- (4) pages = "first" writes page one and the plan's own sections, and says how to see the rest.

local grid = require "cx.report.grid"
local text = require "cx.report.text"

local terminal = {}

local LEAST_WIDTH = 40

local codes = { met = "32", missed = "31", behind = "31", ["cannot tell"] = "33", no_answers = "33", open = "33",
                bold = "1", quiet = "2" }


local Page = {}
Page.__index = Page


function Page:paint(style, s)
  if not self.colour or not codes[style] then return s end
  return "\27[" .. codes[style] .. "m" .. s .. "\27[0m"
end


function Page:line(s)
  self.write((s or ""):gsub(" +$", "") .. "\n")
end


function Page:wrapped(s, indent, hanging)
  indent, hanging = indent or "", hanging or indent or ""
  local room = math.max(8, self.width - text.width(hanging))
  for i, part in ipairs(text.wrap(text.clean(s), room)) do
    self:line((i == 1 and indent or hanging) .. part)
  end
end


local draw = {}


function draw.title(page, block)
  for _, part in ipairs(text.wrap(text.clean(block.text), page.width)) do page:line(page:paint("bold", part)) end
  page:wrapped(block.sub)
  page:line(("═"):rep(page.width))
end


function draw.lead(page, block)
  for _, sentence in ipairs(block.sentences) do page:wrapped(sentence, " ", "   ") end
  page:line()
end


-- Key figures side by side, as many in a row as fit.
function draw.figures(page, block)
  local room = math.max(18, page.width // #block.items)
  local across = math.max(1, page.width // room)
  for from = 1, #block.items, across do
    local lines = { {}, {}, {}, {}, {}, {} }
    for i = from, math.min(from + across - 1, #block.items) do
      local item = block.items[i]
      local cell = function(s) return text.pad(text.cut(text.clean(s), room - 1), room) end
      local head = (item.sign and item.sign .. " " or "") .. item.label
      local heads = text.wrap(text.clean(head), room - 3)
      lines[1][#lines[1] + 1] = page:paint(item.tone or "", cell(" " .. heads[1]))
      lines[2][#lines[2] + 1] = page:paint(item.tone or "", cell("   " .. table.concat(heads, " ", 2)))
      lines[3][#lines[3] + 1] = page:paint("bold", cell("   " .. item.value .. " " .. item.of))
      local note = text.wrap(text.clean(item.note or ""), room - 4)
      for k = 1, 3 do lines[3 + k][#lines[3 + k] + 1] = page:paint("quiet", cell("   " .. (note[k] or ""))) end
    end
    for _, parts in ipairs(lines) do
      local s = table.concat(parts)
      if s:gsub("\27%[%d*m", ""):find "[^ ]" then page:line(s) end
    end
  end
end


function draw.heading(page, block)
  page:line()
  if block.level < 3 then
    page:wrapped(text.clean(block.text))
    if not block.bare then page:line(("─"):rep(page.width)) end
  else
    for _, part in ipairs(text.wrap(text.clean(block.text), page.width)) do page:line(page:paint("bold", part)) end
  end
end


function draw.paragraph(page, block)
  if block.role == "basis" or block.is_first then page:line(("─"):rep(page.width)) end
  page:wrapped((block.label and block.label .. ": " or "") .. block.text)
end


local function draw_items(page, items, depth, ordered)
  for i, item in ipairs(items) do
    local mark = ordered and ("%2d. "):format(i) or "- "
    local indent = ("  "):rep(math.min(depth, 6)) .. " "
    page:wrapped(item.text, indent .. mark, indent .. (" "):rep(#mark))
    if item.items then draw_items(page, item.items, depth + 1, false) end
  end
end

function draw.list(page, block)
  draw_items(page, block.items, 0, block.ordered)
end


function draw.table(page, block)
  if block.caption and not block.role then page:wrapped(block.caption, " ") end
  local lines = grid.lines(block, page.width)
  for _, line in ipairs(lines) do
    local s = line.text
    if line.status and line.sign_at then
      local head, tail = s:sub(1, line.sign_at - 1), s:sub(line.sign_at)
      local sign = tail:match "^[%z\1-\127\194-\244][\128-\191]*"
      s = head .. page:paint(line.status, sign) .. tail:sub(#sign + 1)
    elseif line.head then s = page:paint("quiet", s) end
    page:line(s)
  end
  if block.role == "goals" then page:line(("─"):rep(page.width)) end
  if block.note then page:wrapped(block.note, block.role and "" or " ") end
end


local function draw_goals(page, block)
  if block.beside then return end
  for _, row in ipairs(block.rows or {}) do
    local line = ("%s %s: %s (%s) · %s"):format(row.sign, row.label, row.value_text, row.interval_text, row.target_text)
    page:wrapped(line, " ", "   ")
  end
end


local function draw_distribution(page, block)
  page:wrapped(block.title, " ", "   ")
  local cells = {}
  for i, part in ipairs(block.parts) do cells[i] = text.clean(part.label) .. "\u{a0}\u{a0}" .. part.share_text end
  local widest = 0
  for _, cell in ipairs(cells) do widest = math.max(widest, text.width(cell)) end
  local room = math.min(widest, page.width - 6) + 3
  local across = math.max(1, (page.width - 3) // room)
  for from = 1, #cells, across do
    local line = {}
    for i = from, math.min(from + across - 1, #cells) do line[#line + 1] = text.pad(text.cut(cells[i], room - 3), room) end
    page:line("   " .. table.concat(line))
  end
end


-- Values point by point with the marks of signals, as many in a line as fit.
local function draw_control(page, block)
  if block.beside then
    local note = block.note ~= "" and " " .. block.note or ""
    return page:wrapped(block.title .. ". " .. block.description .. note, " ", "   ")
  end
  page:wrapped(block.title, " ", "   ")
  page:wrapped(block.summary, "   ")
  local cells, widest = {}, 0
  for i, point in ipairs(block.points) do
    local mark = #point.marks > 0 and table.concat(point.marks) or " "
    cells[i] = ("%s  %s %s"):format(text.clean(point.label), point.value_text, mark)
    widest = math.max(widest, text.width(cells[i]))
  end
  local room = math.min(widest, page.width - 6) + 2
  local across = math.max(1, (page.width - 3) // room)
  for from = 1, #cells, across do
    local line = {}
    for i = from, math.min(from + across - 1, #cells) do line[#line + 1] = text.pad(text.cut(cells[i], room - 2), room) end
    page:line("   " .. table.concat(line))
  end
  for _, item in ipairs(block.legend) do page:wrapped(item.mark .. " = " .. item.text, "   ", "       ") end
  if block.note ~= "" then page:wrapped(block.note, "   ") end
end


function draw.chart(page, block)
  if block.picture then return end -- the table beside it says the same
  if block.chart == "control" then return draw_control(page, block) end
  if block.chart == "distribution" then draw_distribution(page, block) else draw_goals(page, block) end
end


function draw.page(page)
  page:line()
  page:line()
end


--- Writes the document as terminal text.
---@param document table as compose.document makes it
---@param write fun(text: string)
---@param options? { width: integer?, colour: boolean?, pages: "all"|"first"|nil }
function terminal.render(document, write, options)
  options = options or {}
  local page = setmetatable({ write = write, colour = options.colour,
                              width = math.max(LEAST_WIDTH, options.width or 80) }, Page)
  local last = options.pages == "first" and document.own_ends or #document                          -- (4)
  for i = 1, last do draw[document[i].kind](page, document[i]) end
  if last < #document then
    page:line()
    page:wrapped(document.words.page.more)
  end
end


return terminal
