-- compose.lua - a result becomes a document: blocks of text that every renderer understands
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the result of a plan, a language. Out: a list of blocks with the fields language, title, words and result.
--
-- Blocks: title {text, sub} · lead {sentences} · figures {items} · heading {level, text} · paragraph {text, role?, label?}
-- · list {items, ordered?}, an item is {text, items?} · table {columns, rows, caption?, note?, role?} · chart {chart, ...}
-- · page {}. A chart is of goals, a distribution, a control chart (control.lua), or what the module named by `picture` draws
-- as SVG, draw(block, id, escape), beside a table that says the same (why.lua). Quotes become a list (quotes.lua).
-- A cell is a text or {text, value?, kind?, sign?}.
--
-- (1) All text is in the language already; renderers add no words.
-- (2) Order: page one, the plan's own sections, the numbers in full, what the plan says, the receipts.
-- (3) The plan's own blocks are checked: an unknown kind is a mistake of the one who wrote it.

local complain = require "cx.complain"
local control = require "cx.report.control"
local details = require "cx.report.details"
local kept = require "cx.report.kept"
local lang = require "cx.lang"
local page_one = require "cx.report.page_one"
local receipt = require "cx.report.receipt"

local compose = {}

local known = { "chart", "heading", "list", "page", "paragraph", "quotes", "table" }


-- A cell of an own table: texts stay, numbers are written in the language.
local function cell(words, value)
  if math.type(value) then return { text = words:plain(value, 2) or "", value = value, kind = "number" } end
  if type(value) ~= "table" then return value == nil and "" or tostring(value) end
  if value.text then return value end
  local text = ""
  if value.kind == "percent" then text = words:percent(value.value, value.decimals)
  elseif value.kind == "date" then text = words:date(value.value)
  elseif math.type(value.value) then
    text = value.decimals and words:number(value.value, value.decimals) or words:plain(value.value, 2)
  elseif value.value ~= nil then text = tostring(value.value) end
  return { text = text or "", value = value.value, kind = value.kind, sign = value.sign }
end


-- An own table, every row with a cell for each column.
local function made_table(words, block)
  local made = { kind = "table", caption = block.caption, note = block.note, columns = {}, rows = {} }
  for j, column in ipairs(block.columns or {}) do
    made.columns[j] = type(column) == "table" and column or { title = tostring(column) }
  end
  for i, row in ipairs(block.rows or {}) do
    made.rows[i] = {}
    for j = 1, #made.columns do made.rows[i][j] = cell(words, row[j]) end
  end
  return made
end


local function made_chart(words, block)
  if block.chart == "goals" and block.goals then
    return details.goal_chart(words, tostring(block.title or ""), block.goals)
  end
  if block.chart == "distribution" and block.answers then
    return details.distribution(words, tostring(block.title or ""), block.answers, block.weighted)
  end
  if block.chart == "control" then return control.made(words, block) end
  return block
end


local function made_items(list)
  local items = {}
  for i, item in ipairs(list or {}) do
    items[i] = type(item) == "table" and { text = tostring(item.text or ""), items = item.items and made_items(item.items) }
      or { text = tostring(item) }
  end
  return items
end


local make = {
  heading = function(_, block) return { kind = "heading", level = block.level or 3, text = tostring(block.text or "") } end,
  paragraph = function(_, block) return { kind = "paragraph", text = tostring(block.text or "") } end,
  list = function(_, block) return { kind = "list", ordered = block.ordered, items = made_items(block.items or block) } end,
  table = made_table,
  chart = made_chart,
  page = function() return { kind = "page" } end,
  quotes = function(words, block) return require "cx.quotes".made(words, block) end,
}


--- What is wrong with a block of a plan's own section, or nil: rule (3).
---@return string?
function compose.unfit(block)
  if type(block) == "string" then return nil end
  if type(block) ~= "table" then return "a block of a report is a text or a table, not a " .. type(block) end
  if block.kind == "chart" and block.chart == "control" then return control.unfit(block) end
  return not make[block.kind] and complain.message("kind of report block", block.kind, known) or nil
end


--- One block of a plan's own section, checked: rule (3).
---@param level integer where to complain
function compose.block(words, block, level)
  local trouble = compose.unfit(block)
  if trouble then complain.at(level, trouble) end
  if type(block) == "string" then return { kind = "paragraph", text = block } end
  return make[block.kind](words, block)
end


local function add_sections(document, words, result, level)
  for _, section in ipairs(result.sections or {}) do
    if section.title then document[#document + 1] = { kind = "heading", level = 2, text = tostring(section.title) } end
    for _, block in ipairs(section.blocks or {}) do
      document[#document + 1] = compose.block(words, block, level + 1)
    end
  end
end


--- The document of a result.
---@param result table as a plan's run gives it
---@param language? string|string[] the result's own unless given; of a list the first
---@param level? integer where to complain, 2 unless given
---@return table document
function compose.document(result, language, level)
  level = level or 2
  if type(result) ~= "table" then complain.at(level, "a report needs the result of a plan, not a " .. type(result)) end
  local words = lang.load(language or result.language, level + 1)
  local shown = setmetatable({ goals = result.goals or {} }, { __index = result })
  local document = { language = words.code, title = tostring(result.name or words.title.untitled), words = words,
                     result = result }
  page_one.add(document, words, shown)
  document.first_page_ends = #document
  add_sections(document, words, shown, level + 1)
  document.own_ends = #document
  details.add(document, words, shown)
  if result.history then require "cx.report.history".add(document, words, shown) end
  require "cx.report.why".add(document, words, shown)
  kept.add(document, words, shown)
  receipt.add(document, words, shown)
  return document
end


return compose
