-- grid.lua - a table as lines of text that fit a width
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a table block, a width. Out: lines { text, status?, sign_at?, head? }, none wider than the width.
--
-- What is tried, in this order, until the table fits:
-- (1) as it is, with a bar of the interval if there is room; (2) without the bar; (3) the group column becomes lines of
-- its own; (4) gaps of one, text columns wrap, a foldable one joins the one before; (5) a column that may join another does,
-- before words are broken; (6) each row becomes a paragraph of "title value" pairs.
-- (7) A cell of a merged column is shown once for a run of equal rows.

local text = require "cx.report.text"

local grid = {}

local BAR, LEAST, MOST_LINES = 21, 6, 6


-- A bar of an interval: the goal is the middle, the glyphs of the target page.
local function bar_text(cell)
  if not cell.value then return "" end
  local half, glyph = BAR // 2, {}
  local function at(x) return half + 1 + math.floor(math.max(-1, math.min(1, x)) * half + 0.5) end
  for i = 1, BAR do glyph[i] = " " end
  for i = at(cell.low), at(cell.high) do glyph[i] = "─" end
  glyph[at(cell.low)], glyph[at(cell.high)] = "├", "┤"
  glyph[half + 1] = glyph[half + 1] == " " and "▲" or "┼"
  glyph[at(cell.value)] = "●"
  return table.concat(glyph)
end


-- The text of a cell, with its sign before it.
local function cell_text(cell)
  if type(cell) ~= "table" then return text.clean(cell) end
  if cell.kind == "bar" then return bar_text(cell) end
  local s = text.clean(cell.text)
  return cell.sign and cell.sign .. "\u{a0}" .. s or s
end


--- Which cells repeat the row above, in merged columns that follow each other's runs: rule (7).
---@return boolean[][]
function grid.repeats(block)
  local marks, before = {}, nil
  for i, row in ipairs(block.rows) do
    marks[i] = {}
    local same = before ~= nil
    for j, column in ipairs(block.columns) do
      if column.merge then
        same = same and cell_text(row[j]) == cell_text(before[j])
        marks[i][j] = same
      end
    end
    before = row
  end
  return marks
end


-- The table as texts, without the columns that are not shown.
local function lay_out(block, without)
  local repeats, made = grid.repeats(block), { columns = {}, rows = {} }
  for j, column in ipairs(block.columns) do
    if not without[column.key or 0] then made.columns[#made.columns + 1] = { column = column, at = j } end
  end
  for i, row in ipairs(block.rows) do
    local cells = { status = row.status }
    for j, item in ipairs(made.columns) do
      cells[j] = repeats[i][item.at] and "" or cell_text(row[item.at] or "")
      if type(row[item.at]) == "table" and row[item.at].sign then cells.sign_column = j end
    end
    if without.group_at then
      local group = row[without.group_at]
      cells.group = not repeats[i][without.group_at] and cell_text(group) or nil
    end
    made.rows[i] = cells
  end
  return made
end


-- Natural widths, and the gap before each column.
local function measure(made, gap)
  for j, item in ipairs(made.columns) do
    item.title = text.clean(item.column.title or "")
    item.width = text.width(item.title)
    item.gap = j == 1 and 1 or item.column.near and 1 or gap
    item.wraps = item.column.align ~= "right" and item.column.align ~= "center" and not item.column.keep
    for _, row in ipairs(made.rows) do item.width = math.max(item.width, text.width(row[j])) end
  end
end


local function total(made)
  local sum = 0
  for _, item in ipairs(made.columns) do sum = sum + item.gap + item.width end
  return sum
end


-- The least width at which a column keeps words of up to `word` cells whole.
local function least_width(made, j, item, word)
  local least = math.min(text.widest_word(item.title), word)
  for _, row in ipairs(made.rows) do least = math.max(least, math.min(text.widest_word(row[j]), word)) end
  return math.max(LEAST, least)
end


-- Narrows the widest wrapping column step by step, keeping words of up to `word` cells; false when nothing is left.
local function narrow(made, width, word)
  local excess = total(made) - width
  for j, item in ipairs(made.columns) do
    if item.wraps then item.least = math.min(item.width, least_width(made, j, item, word)) end
  end
  while excess > 0 do
    local widest
    for _, item in ipairs(made.columns) do
      if item.wraps and item.width > item.least and (not widest or item.width > widest.width) then widest = item end
    end
    if not widest then return false end
    widest.width, excess = widest.width - 1, excess - 1
  end
  return true
end


-- A cell as the lines of its column.
local function cell_lines(s, item)
  if text.width(s) <= item.width then return { s } end
  local lines = text.wrap(s, item.width)
  if #lines > MOST_LINES then
    lines[MOST_LINES] = text.cut(lines[MOST_LINES] .. "…", item.width)
    for i = #lines, MOST_LINES + 1, -1 do lines[i] = nil end
  end
  return lines
end


-- Columns that may join the one before do so: a probability stands behind its status.
local function fold(made)
  for j = #made.columns, 2, -1 do
    if made.columns[j].column.folds then
      table.remove(made.columns, j)
      for _, row in ipairs(made.rows) do
        local s = table.remove(row, j)
        if s ~= "" then row[j - 1] = row[j - 1] .. " " .. s end
      end
    end
  end
end


-- Columns that name another as their own's companion join it: an owner stands behind the touchpoint (5).
local function join(made)
  for j = #made.columns, 1, -1 do
    local to
    for k, item in ipairs(made.columns) do
      if item.column.key and item.column.key == made.columns[j].column.joins then to = k end
    end
    if to and to < j then
      local item = table.remove(made.columns, j)
      local head = made.columns[to].column
      made.columns[to].column = setmetatable({ title = ("%s (%s)"):format(head.title, item.column.title) }, { __index = head })
      for _, row in ipairs(made.rows) do
        local s = table.remove(row, j)
        if s ~= "" then row[to] = (row[to] == "" and "" or row[to] .. " ") .. "(" .. s .. ")" end
        if row.sign_column and row.sign_column > j then row.sign_column = row.sign_column - 1 end
      end
    end
  end
end


-- One row as lines of text.
local function row_lines(made, row, out, head)
  local parts, height = {}, 1
  for j, item in ipairs(made.columns) do
    parts[j] = cell_lines(row[j], item)
    height = math.max(height, #parts[j])
  end
  for k = 1, height do
    local line, bytes, sign_at = {}, 0, nil
    for j, item in ipairs(made.columns) do
      local piece = (" "):rep(item.gap) .. text.pad(parts[j][k] or "", item.width, item.column.align)
      if j == row.sign_column and k == 1 then sign_at = bytes + item.gap + 1 end
      line[j], bytes = piece, bytes + #piece
    end
    out[#out + 1] = { text = table.concat(line), status = row.status, sign_at = sign_at, head = head }
  end
end


local function draw(made)
  local out, titles = {}, {}
  for j, item in ipairs(made.columns) do titles[j] = item.title end
  row_lines(made, titles, out, true)
  for _, row in ipairs(made.rows) do
    if row.group and row.group ~= "" then out[#out + 1] = { text = " " .. row.group, head = true } end
    row_lines(made, row, out, false)
  end
  return out
end


-- Each row as a paragraph: (6).
local function paragraphs(block, width)
  local out = {}
  for _, row in ipairs(block.rows) do
    local pairs_of = {}
    for j, column in ipairs(block.columns) do
      local s, title = cell_text(row[j] or ""), text.clean(column.title or "")
      if s ~= "" and column.kind ~= "bar" and column.key ~= "bar" then
        if j == 1 or title == "" then pairs_of[#pairs_of + 1] = s
        elseif column.near then pairs_of[#pairs_of] = pairs_of[#pairs_of] .. " " .. s
        else pairs_of[#pairs_of + 1] = title .. " " .. s end
      end
    end
    for k, line in ipairs(text.wrap(table.concat(pairs_of, " · "), width - 5)) do
      out[#out + 1] = { text = (k == 1 and " " or "     ") .. line }
    end
  end
  return out
end


-- The columns of one kind with the heads of the rows, as a table: rule (4).
local function half(block, second)
  local made, at = { columns = {}, rows = {}, is_half = true }, {}
  for j, column in ipairs(block.columns) do
    if column.header or (column.second or false) == second then
      made.columns[#made.columns + 1], at[#at + 1] = column, j
    end
  end
  for i, row in ipairs(block.rows) do
    made.rows[i] = { status = row.status }
    for k, j in ipairs(at) do made.rows[i][k] = row[j] or "" end
  end
  return made
end


-- Both halves, one under the other; nil when there is no second or a half would be paragraphs.
local function stacked(block, width)
  local has_second = false
  for _, column in ipairs(block.columns) do has_second = has_second or column.second end
  if not has_second or block.is_half then return nil end
  local lines, whole = grid.lines(half(block, false), width)
  local more, more_whole = grid.lines(half(block, true), width)
  return whole and more_whole and table.move(more, 1, #more, #lines + 1, lines) or nil
end


--- The lines of a table that fit a width: rules (1) to (6); true when it is one with no word broken.
---@param block table a table block
---@param width integer
---@return { text: string, status: string?, sign_at: integer?, head: boolean? }[]
---@return boolean whole
function grid.lines(block, width)
  local group_at
  for j, column in ipairs(block.columns) do
    if column.group then group_at = j end
  end
  local group_key = group_at and block.columns[group_at].key
  for _, try in ipairs { { {}, 2 }, { { bar = true }, 2 },
                         group_at and { { bar = true, [group_key] = true, group_at = group_at }, 2 } or false } do
    if try then
      local made = lay_out(block, try[1])
      measure(made, try[2])
      if total(made) <= width then return draw(made), true end
    end
  end
  local both = stacked(block, width)
  if both then return both, true end
  local made = lay_out(block, { bar = true, [group_key or 0] = group_at and true, group_at = group_at })
  fold(made)
  measure(made, 1)
  for _, word in ipairs { 18, 14 } do
    if narrow(made, width, word) then return draw(made), true end
  end
  join(made)
  measure(made, 1)
  for _, word in ipairs { 18, 14 } do
    if narrow(made, width, word) then return draw(made), true end
    measure(made, 1)
  end
  for _, word in ipairs { 12, 10 } do
    if narrow(made, width, word) then return draw(made), false end
  end
  return paragraphs(block, width), false
end


return grid
