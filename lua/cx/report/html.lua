-- html.lua - a document as one HTML file: no network, no script, readable on paper
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a document, write(text). Out: HTML.
--
-- (1) Every text is cleaned and escaped; a text of the data never becomes markup, an attribute's end or an address.
-- (2) Nothing is fetched: the page's own policy forbids it, should a reader's program doubt.
-- (3) Tables have a caption and the scope of their heads; charts have a title and a description.
-- (4) Each page block begins a sheet; page one is one A4: with many goals its lines are set closer, with more the paper
--     stands upright.

local grid = require "cx.report.grid"
local style = require "cx.report.style"
local svg = require "cx.report.svg"
local text = require "cx.report.text"

local html = {}

local MANY, TALL, CROWD = 11, 17, 28
local CHANGES, MOST_OF_GOALS = 2, 3 -- lines that changes, and requests of goals, take on page one
local LONG = 28 -- characters of a word that may be broken

local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }


--- A text that may stand in an element or in a quoted attribute: rule (1).
function html.escape(s)
  return (text.clean(s):gsub("[&<>\"']", entities))
end

local escape = html.escape


-- A text in its own direction, when it holds letters that run from right to left.
local function isolated(s)
  local shown = escape(s)
  if shown:find "[\xd6-\xdf\xe0][\x80-\xbf]" or shown:find "\xef[\xac-\xbb]" then return "<bdi>" .. shown .. "</bdi>" end
  return shown
end


local Page = {}
Page.__index = Page


function Page:put(...)
  for _, s in ipairs { ... } do self.write(s) end
  self.write "\n"
end


function Page:id()
  self.last_id = self.last_id + 1
  return "c" .. self.last_id
end


local draw = {}


function draw.title(page, block)
  page:put("<header><h1>", isolated(block.text), "</h1>\n<p class=\"sub\">", escape(block.sub), "</p></header>")
end


function draw.lead(page, block)
  page:put '<div class="lead">'
  for _, sentence in ipairs(block.sentences) do page:put("<p>", isolated(sentence), "</p>") end
  page:put "</div>"
end


function draw.figures(page, block)
  page:put '<dl class="figures">'
  for _, item in ipairs(block.items) do
    local sign = item.sign and ('<span class="%s" aria-hidden="true">%s</span> '):format(item.tone, escape(item.sign)) or ""
    page:put('<div class="', item.tone or "plain", '"><dt>', sign, escape(item.label), "</dt>")
    page:put("<dd><b>", escape(item.value), "</b>",
      item.of ~= "" and '<span class="of">' .. escape(item.of) .. "</span>" or "",
      "<small>", escape(item.note or ""), "</small></dd></div>")
  end
  page:put "</dl>"
end


local function close_card(page)
  if page.card then page:put "</div>" end
  page.card = false
end


function draw.heading(page, block)
  close_card(page)
  if block.level >= 3 then
    page:put '<div class="card">'
    page.card = true
  end
  local tag = "h" .. math.max(2, math.min(6, block.level))
  page:put("<", tag, ">", isolated(block.text), "</", tag, ">")
end


function draw.paragraph(page, block)
  local class = block.role and (' class="%s"'):format(escape(block.role)) or ""
  local label = block.label and "<b>" .. escape(block.label) .. ":</b> " or ""
  local more_text = block.with_bar and " " .. escape(block.with_bar) or ""
  page:put("<p", class, ">", label, isolated(block.text), more_text, "</p>")
end


local function draw_items(page, items, ordered)
  page:put(ordered and "<ol>" or "<ul>")
  for _, item in ipairs(items) do
    local shown = isolated(item.text)
    if item.label and item.text:sub(1, #item.label) == item.label then
      shown = '<span class="key">' .. escape(item.label) .. "</span>" .. isolated(item.text:sub(#item.label + 1))
    end
    page.write("<li>" .. shown)
    if item.items and #item.items > 0 then draw_items(page, item.items, false) end
    page:put "</li>"
  end
  page:put(ordered and "</ol>" or "</ul>")
end

function draw.list(page, block)
  page:put(block.ordered and "<div>" or '<div class="kept">')
  draw_items(page, block.items, block.ordered)
  page:put "</div>"
end


-- The classes of a column's cells.
local function classes(block, j)
  local column, following, list = block.columns[j], block.columns[j + 1], {}
  if not following then list[1] = "last" end
  if column.align == "right" or column.align == "center" then list[#list + 1] = column.align end
  for _, name in ipairs { "near", "strong", "quiet" } do
    if column[name] then list[#list + 1] = name end
  end
  if column.keep then list[#list + 1] = "nowrap" end
  if column.header then list[#list + 1] = "head" end
  if following and following.near then list[#list + 1] = "tight" end
  return table.concat(list, " ")
end


local function attribute(name, value)
  return value ~= "" and (' %s="%s"'):format(name, value) or ""
end


-- How many rows a merged cell spans from row i.
local function span(repeats, i, j)
  local n = 1
  while repeats[i + n] and repeats[i + n][j] do n = n + 1 end
  return n
end


local function cell_markup(page, cell)
  if type(cell) ~= "table" then return isolated(cell) end
  if cell.kind == "bar" then return svg.bar(cell, page:id(), escape) end
  if cell.sign then
    local tone = ({ met = "met", behind = "behind", missed = "behind" })[cell.status] or "open"
    return ('<span class="status"><span class="sign %s" aria-hidden="true">%s</span>%s</span>'):format(tone, escape(cell.sign),
      escape(cell.text))
  end
  return isolated(cell.text)
end


-- Whether a cell holds a word that would push the other columns off the page.
local function is_long(cell)
  local shown = type(cell) == "table" and cell.text or cell
  return type(shown) == "string" and #shown > LONG and text.widest_word(text.clean(shown)) > LONG
end


local function put_cell(page, block, repeats, i, j)
  if repeats[i][j] then return end
  local column, cell = block.columns[j], block.rows[i][j] or ""
  local rows = column.merge and span(repeats, i, j) or 1
  local class = column.key == "bar" and "barcell" or classes(block, j)
  local tag, scope = "td", ""
  if is_long(cell) then class = class == "" and "wide" or class .. " wide" end
  if i + rows > #block.rows then class = class == "" and "to-end" or class .. " to-end" end
  if column.group then tag, scope, class = "th", ' scope="rowgroup"', "group " .. class
  elseif column.header then tag, scope = "th", rows > 1 and ' scope="rowgroup"' or ' scope="row"' end
  page.write(("<%s%s%s%s>%s</%s>"):format(tag, scope, attribute("class", class), rows > 1 and attribute("rowspan", rows) or "",
    cell_markup(page, cell), tag))
end


-- Whether row i goes on with what the row above says: its first head is repeated.
local function more(block, repeats, i)
  for j, column in ipairs(block.columns) do
    if column.header then return column.merge and repeats[i][j] end
  end
end


function draw.table(page, block)
  local repeats = grid.repeats(block)
  local hidden = not (block.caption and not block.role) and ' class="hidden"' or ""
  if block.note then page:put '<div class="noted">' end
  page:put('<div class="scroll"><table', attribute("class", escape(block.role or "own")), ">")
  page:put("<caption", hidden, ">", isolated(block.caption or page.heading or ""), "</caption>")
  page.write "<thead><tr>"
  for j, column in ipairs(block.columns) do
    local class = column.key == "bar" and "barhead" or classes(block, j)
    page.write(('<th scope="col"%s>%s</th>'):format(attribute("class", class), isolated(column.title or "")))
  end
  page:put "</tr></thead>\n<tbody>"
  for i = 1, #block.rows do
    page.write(more(block, repeats, i) and '<tr class="more">' or "<tr>")
    for j = 1, #block.columns do put_cell(page, block, repeats, i, j) end
    page:put "</tr>"
  end
  page:put "</tbody></table></div>"
  if block.note then page:put('<p class="note">', isolated(block.note), "</p></div>") end
end


-- The shares as a table under the bar: rule (3).
local function share_table(page, block)
  page:put('<div class="scroll"><table><caption class="hidden">', isolated(block.title), "</caption>")
  page.write('<thead><tr><th scope="col">' .. escape(block.columns[1]) .. "</th>")
  for _, part in ipairs(block.parts) do page.write('<th scope="col" class="right">' .. isolated(part.label) .. "</th>") end
  page:put "</tr></thead><tbody>"
  for k, key in ipairs { "share_text", block.parts[1].n_text and "n_text" } do
    page.write('<tr><th scope="row">' .. escape(block.columns[k + 1]) .. "</th>")
    for _, part in ipairs(block.parts) do page.write('<td class="right">' .. escape(part[key] or "") .. "</td>") end
    page:put "</tr>"
  end
  page:put "</tbody></table></div>"
end


-- The points of a control chart as a table, folded: rule (3).
local function point_table(page, block)
  local l = block.labels
  page:put('<details><summary>', escape(l.values), '</summary><div class="scroll"><table><caption class="hidden">',
    isolated(block.title), "</caption>")
  page.write "<thead><tr>"
  for i, head in ipairs { l.point, l.value, l.limits, l.mark } do
    page.write(('<th scope="col"%s>%s</th>'):format((i == 2 or i == 3) and ' class="right"' or "", escape(head)))
  end
  page:put "</tr></thead><tbody>"
  for _, point in ipairs(block.points) do
    local signs = #point.marks > 0 and table.concat(point.marks) .. " " .. table.concat(point.signals, ", ") or ""
    page:put('<tr><th scope="row">', isolated(point.label), '</th><td class="right">', escape(point.value_text),
      '</td><td class="right">', escape(point.limits_text), "</td><td>", escape(signs), "</td></tr>")
  end
  page:put "</tbody></table></div></details>"
end


local function draw_control(page, block)
  page:put('<figure class="control"><figcaption><b>', isolated(block.title), "</b> ", escape(block.summary), "</figcaption>")
  page:put('<div class="scroll">', require "cx.report.control_svg".draw(block, page:id(), escape), "</div>")
  if #block.legend > 0 then
    page.write '<p class="marks">'
    for _, item in ipairs(block.legend) do
      page.write(('<span><b aria-hidden="true">%s</b> %s</span>'):format(item.mark, escape(item.text)))
    end
    page:put "</p>"
  end
  if block.note ~= "" then page:put('<p class="note">', isolated(block.note), "</p>") end
  point_table(page, block)
  page:put "</figure>"
end


-- A chart that a module of its own draws; the table beside it says the same (3).
local function draw_picture(page, block)
  page:put('<figure class="picture"><figcaption><b>', isolated(block.title), "</b> ", escape(block.summary or ""),
    '</figcaption><div class="scroll">', require(block.picture).draw(block, page:id(), escape), "</div></figure>")
end


function draw.chart(page, block)
  if block.picture then return draw_picture(page, block) end
  if block.chart == "control" then return draw_control(page, block) end
  if block.chart == "distribution" then
    page:put("<figure><figcaption>", isolated(block.title), "</figcaption>")
    page:put(svg.distribution(block, page:id(), escape))
    share_table(page, block)
    page:put "</figure>"
  elseif #(block.rows or {}) > 0 then
    page:put("<figure>", svg.goals(block, page:id(), escape), "</figure>")
  end
end


function draw.page(page)
  close_card(page)
  page:put '</section>\n<section class="sheet">'
end


-- How many lines of analyses stand on page one: answers, and requests beyond those that goals make.
local function analysis_lines(document)
  local answers, requests = 0, 0
  for i = 1, document.first_page_ends or 0 do
    local block = document[i]
    if block.role == "answer" then answers = answers + 1 end
    if block.kind == "list" then requests = #block.items end
  end
  return answers > 0 and answers + math.max(0, requests - MOST_OF_GOALS) or 0
end


-- The classes of page one by its number of lines, and whether the paper stands upright: rule (4).
local function first_class(document)
  if document.upright then return "", true end
  local n = #(document.result.goals or {}) + analysis_lines(document)
  if document.result.rounds then n = n + CHANGES end
  if n > TALL then return n > CROWD and " tall crowd" or " tall", true end
  return n > MANY and " many" or "", false
end


local function put_head(page, document)
  local class, upright = first_class(document)
  page:put("<!DOCTYPE html>\n<html lang=\"", escape(document.language), "\">\n<head>\n<meta charset=\"utf-8\">")
  page:put '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'  -- (2)
  page:put '<meta name="viewport" content="width=device-width, initial-scale=1">'
  page:put '<meta name="generator" content="cxlua">'
  page:put("<title>", escape(document.title), "</title>\n<style>\n", style,
    upright and "@media print{@page{size:A4 portrait;margin:11mm}}\n" or "", "</style>\n</head>")
  page:put("<body", upright and ' class="upright"' or "", ">\n<main", document.result.rounds and ' class="rounds"' or "",
    '>\n<section class="sheet first', class, '">')
end


--- Writes the document as one HTML file.
---@param document table as compose.document makes it
---@param write fun(text: string)
---@param options? table none yet
function html.render(document, write, options) -- luacheck: no unused args
  local page = setmetatable({ write = write, last_id = 0, card = false }, Page)
  put_head(page, document)
  for i, block in ipairs(document) do
    if i == (document.first_page_ends or 0) + 1 and block.kind ~= "page" then draw.page(page) end
    if block.kind == "heading" then page.heading = block.text end
    draw[block.kind](page, block)
  end
  close_card(page)
  page:put "</section>\n</main>\n</body>\n</html>"
end


return html
