-- markdown.lua - a document as Markdown with pipe tables
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a document, write(text). Out: Markdown.
--
-- (1) Every character that could be markup is escaped: a text of the data never becomes a link, a picture or HTML.
-- (2) A table has as many cells in every row as it has columns; a pipe in a cell is escaped.

local text = require "cx.report.text"

local markdown = {}


--- A text that stays text: rule (1).
function markdown.escape(s)
  s = text.clean(s):gsub("[\\`*_%[%]<>|~]", "\\%0"):gsub("&", "&amp;")
  s = s:gsub("^(%s*)([#+=-])", "%1\\%2"):gsub("^(%s*%d+)([.)])%f[%s%z]", "%1\\%2")
  return (s:gsub("://", "\\:\\/\\/"):gsub("@", "\\@"))
end

local escape = markdown.escape


local function cell_text(cell)
  if type(cell) ~= "table" then return escape(cell) end
  local s = escape(cell.text)
  return cell.sign and cell.sign .. " " .. s or s
end


local function row_text(cells)
  return "| " .. table.concat(cells, " | ") .. " |\n"
end


local rules = { right = "---:", center = ":---:" }


-- Columns that a table of text can show.
local function shown_columns(block)
  local list = {}
  for j, column in ipairs(block.columns) do
    if column.key ~= "bar" then list[#list + 1] = j end
  end
  return list
end


local draw = {}


function draw.title(write, block)
  write("# " .. escape(block.text) .. "\n\n" .. escape(block.sub) .. "\n\n")
end


function draw.lead(write, block)
  for _, sentence in ipairs(block.sentences) do write("**" .. escape(sentence) .. "**\n\n") end
end


function draw.figures(write, block)
  for _, item in ipairs(block.items) do
    local note = item.note and item.note ~= "" and (" (%s)"):format(escape(item.note)) or ""
    local of = item.of ~= "" and " " .. escape(item.of) or ""
    local sign = item.sign and item.sign .. " " or ""
    write(("- %s%s: **%s**%s%s\n"):format(sign, escape(item.label), escape(item.value), of, note))
  end
  write "\n"
end


function draw.heading(write, block)
  write(("#"):rep(math.max(2, math.min(6, block.level))) .. " " .. escape(block.text) .. "\n\n")
end


function draw.paragraph(write, block)
  write((block.label and "**" .. escape(block.label) .. ":** " or "") .. escape(block.text) .. "\n\n")
end


local function draw_items(write, items, indent, ordered)
  for i, item in ipairs(items) do
    write(indent .. (ordered and i .. ". " or "- ") .. escape(item.text) .. "\n")
    if item.items then draw_items(write, item.items, indent .. (ordered and "   " or "  "), false) end
  end
end

function draw.list(write, block)
  draw_items(write, block.items, "", block.ordered)
  write "\n"
end


function draw.table(write, block)
  local at, heads, lines = shown_columns(block), {}, {}
  if block.caption and not block.role then write("*" .. escape(block.caption) .. "*\n\n") end
  for k, j in ipairs(at) do
    heads[k] = escape(block.columns[j].title or "")
    lines[k] = rules[block.columns[j].align] or "---"
  end
  write(row_text(heads) .. row_text(lines))
  for _, row in ipairs(block.rows) do
    local cells = {}
    for k, j in ipairs(at) do cells[k] = cell_text(row[j] or "") end
    write(row_text(cells))
  end
  write "\n"
  if block.note then write(escape(block.note) .. "\n\n") end
end


local function draw_distribution(write, block)
  local heads, lines, shares, people = { escape(block.columns[1]) }, { "---" }, { escape(block.columns[2]) },
    { escape(block.columns[3]) }
  for _, part in ipairs(block.parts) do
    heads[#heads + 1], lines[#lines + 1] = escape(part.label), "---:"
    shares[#shares + 1], people[#people + 1] = escape(part.share_text), escape(part.n_text or "")
  end
  write("*" .. escape(block.title) .. "*\n\n")
  write(row_text(heads) .. row_text(lines) .. row_text(shares)
    .. (block.parts[1].n_text and row_text(people) or "") .. "\n")
end


local function draw_control(write, block)
  local l = block.labels
  write("*" .. escape(block.title) .. "*\n\n" .. escape(block.beside and block.description or block.summary) .. "\n\n")
  if block.beside then
    if block.note ~= "" then write(escape(block.note) .. "\n\n") end
    return
  end
  write(row_text { escape(l.point), escape(l.value), escape(l.limits), escape(l.mark) })
  write(row_text { "---", "---:", "---:", "---" })
  for _, point in ipairs(block.points) do
    local signs = #point.marks > 0 and table.concat(point.marks) .. " " .. escape(table.concat(point.signals, ", ")) or ""
    write(row_text { escape(point.label), escape(point.value_text), escape(point.limits_text), signs })
  end
  write "\n"
  if block.note ~= "" then write(escape(block.note) .. "\n\n") end
end


function draw.chart(write, block)
  if block.picture then return end -- the table beside it says the same
  if block.chart == "control" then return draw_control(write, block) end
  if block.chart == "distribution" then draw_distribution(write, block)
  elseif not block.beside then
    for _, row in ipairs(block.rows or {}) do
      write(("- %s %s: %s (%s) · %s\n"):format(row.sign, escape(row.label), escape(row.value_text), escape(row.interval_text),
        escape(row.target_text)))
    end
    write "\n"
  end
end


function draw.page(write)
  write "---\n\n"
end


--- Writes the document as Markdown.
---@param document table as compose.document makes it
---@param write fun(text: string)
---@param options? table none yet
function markdown.render(document, write, options) -- luacheck: no unused args
  for _, block in ipairs(document) do draw[block.kind](write, block) end
end


return markdown
