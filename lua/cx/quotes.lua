-- quotes.lua - what people wrote, a few of them from each group that has enough
--
--   file > ROWS > batch > tally > metric > goal > REPORT
--
-- In: { of = answers.comment, by = "touchpoint", where =, most = 5 }. Out: groups in byte order of their labels:
-- { label, quotes = { ... } } or { label, hidden = true, minimum }; nil, message, code when the file cannot be read.
--
-- (1) Under privacy a group of fewer texts than the minimum for quotes (privacy/goals.lua, 8) is hidden; one without any
--     looks the same. No group tells how many texts it has. A label of fewer rows than that, or than
--     ten, is not even named: it may be what one person wrote. Places of the plan's goals are, in the file or not.
-- (2) The texts of a group are drawn by lot from a fixed seed, and stand in the order of the file: the same file gives the
--     same quotes, and no group's depend on another's.
-- (3) Cells that are empty, blank or a missing code of the question are no texts; rows without a label are in no group.
-- (4) A text is given as it was written: it can name its author whatever the minimum. Read quotes before they are published.
-- (5) It reads all rows of the files, the slow way; memory grows with the groups, not with the texts.

local caller = require "cx.caller"
local complain = require "cx.complain"

local quotes = {}

local KNOWN = { "of", "by", "where", "most", "minimum" }
local MOST = 5 -- quotes of a group, unless told
local SEED <const> = 20261121


--- What is wrong with what was asked, or nil.
---@param options any
---@param known? string[]
---@return string?
function quotes.unfit(options, known)
  if type(options) ~= "table" then return "quotes: { of = answers.comment, by = \"touchpoint\" } is wanted" end
  local strange = complain.stranger(options, known or KNOWN)
  if strange then return complain.message("option of quotes", strange, known or KNOWN) end
  local of = options.of
  if type(of) ~= "table" or of.kind ~= "question" or of.type ~= "text" then
    return "quotes: of = a question of open text is wanted, one declared as cx.scale.text"
  end
  if options.by ~= nil and type(options.by) ~= "string" then
    return ("quotes: by: the name of one column is wanted, not %s"):format(complain.show(options.by))
  end
  local most = options.most
  if most ~= nil and (math.type(most) ~= "integer" or most < 1 or most > 1000) then
    return ("quotes: most: a whole number from 1 to 1000 is wanted, not %s"):format(complain.show(most))
  end
end


-- A whole number from 1 to n, the next of a group's own (2).
local function draw(group, n)
  local x = group.state + 0x9E3779B97F4A7C15
  group.state = x
  x = (x ~ (x >> 30)) * 0xBF58476D1CE4E5B9
  x = (x ~ (x >> 27)) * 0x94D049BB133111EB
  return ((x ~ (x >> 31)) >> 1) % n + 1
end


-- One text more of a group: kept, or kept instead of another, or not.
local function add(group, text, most)
  group.n = group.n + 1
  local at = group.n <= most and group.n or draw(group, group.n)
  if at <= most then group.kept[at] = { n = group.n, text = text } end
end


-- The columns to read, and a function: row -> the label of its group.
local function labeller(state, by)
  if not by then return {}, function() return "" end end
  local role = state.roles[by]
  if type(role) ~= "table" then return { by }, function(row) return row[by] end end
  return role.columns, function(row)
    local cells = {}
    for i, column in ipairs(role.columns) do cells[i] = row[column] or "" end
    local label = role.rule(table.unpack(cells))
    return label ~= nil and tostring(label) or ""
  end
end


-- The groups of all rows; nil, message, code.
local function gather(options, state)
  local columns, label_of = labeller(state, options.by)
  local take = table.move(columns, 1, #columns, 2, { options.of })
  local next_row, message, code = options.of.survey:rows { columns = take, where = options.where }
  if not next_row then return nil, message, code end
  local most, is_missing, groups, name = options.most or MOST, {}, {}, options.of.name
  for _, item in ipairs(options.of.missing) do is_missing[tostring(item.code)] = true end
  for row in next_row do
    local label, text = label_of(row), row[name]
    if label ~= nil and (label ~= "" or not options.by) then                                        -- (3)
      local group = groups[label] or { state = SEED, n = 0, rows = 0, kept = {}, label = options.by and label or nil }
      groups[label], group.rows = group, group.rows + 1
      if text and text:find "%S" and not is_missing[text] then add(group, text, most) end
    end
  end
  return groups
end


-- The same; a guess that a late row overturns is turned once, and the rows read again (source.lua).
local function read(options, state)
  local source = require "cx.source"
  while true do
    local done, groups, message, code = pcall(gather, options, state)
    if done then return groups, message, code end
    local inputs = type(groups) == "string" and source.look(state)
    local turned = inputs and source.turn(state, inputs, groups)
    for _, input in ipairs(inputs or {}) do input.source:close() end
    if not turned then error(groups, 0) end
  end
end


-- A group as it may be shown (1).
local function shown(group, minimum)
  if minimum and group.n < minimum then return { label = group.label, hidden = true, minimum = minimum } end
  table.sort(group.kept, function(a, b) return a.n < b.n end)
  local made = { label = group.label, quotes = {} }
  for i, item in ipairs(group.kept) do made.quotes[i] = item.text end
  return made
end


-- Leaves out the labels that may not be named, and adds the places that are (1).
local function name(groups, places, minimum)
  for label, group in pairs(groups) do
    if group.rows < math.min(minimum, require "cx.privacy".MINIMUM) and group.label then groups[label] = nil end
  end
  for _, place in ipairs(places) do
    groups[place] = groups[place] or { n = 0, kept = {}, label = place }
  end
end


--- The quotes of a survey, for options that are fit.
---@param options table
---@param minimum? integer
---@param places? string[] to be named under a minimum
---@return table[]?, string?, string?
function quotes.of(options, minimum, places)
  local groups, message, code = read(options, require "cx.survey".state(options.of.survey))
  if not groups then return nil, message, code end
  local labels, list = {}, {}
  if minimum then name(groups, places or {}, minimum) end
  for label in pairs(groups) do labels[#labels + 1] = label end
  table.sort(labels)
  if not options.by and #labels == 0 then labels[1], groups[""] = "", { n = 0, kept = {} } end
  for i, label in ipairs(labels) do list[i] = shown(groups[label], minimum) end
  return list
end


--- cx.quotes { of = answers.comment, by =, where =, most =, minimum = }; without a minimum the survey's own.
---@param options { of: table, by?: string, where?: string|function, most?: integer, minimum?: integer }
---@return table[]?, string?, string?
function quotes.new(options)
  local trouble = quotes.unfit(options)
  if trouble then caller.raise(trouble) end
  if options.minimum ~= nil then require "cx.privacy".check_minimum(options.minimum, "minimum") end
  return quotes.of(options, options.minimum or require "cx.privacy.goals".quotes(options.of.survey))
end


-- ---- a block of a plan's section -----------------------------------------------------------------------

local BLOCK = { "kind", "of", "by", "where", "most" }


-- The places of the goals that a survey answers, where quotes are by them.
local function places_of(block, plan)
  local survey, list, seen = block.of.survey, {}, {}
  local column = require "cx.survey".state(survey).roles.touchpoint
  if not block.by or block.by ~= "touchpoint" and block.by ~= column then return list end
  for _, goal in ipairs(column and plan.inside.wanted or {}) do
    if goal.question and goal.question.survey == survey and not seen[goal.name] then
      list[#list + 1], seen[goal.name] = goal.name, true
    end
  end
  return list
end


--- { kind = "quotes", of =, by =, where =, most = } of a plan, with its quotes; nil and what is wrong.
---@param block table
---@param plan table
---@return table?, string?
function quotes.block(block, plan)
  local trouble = quotes.unfit(block, BLOCK)
  if trouble then return nil, trouble end
  local minimum = require "cx.privacy.goals".quotes(block.of.survey, plan)
  local groups, message = quotes.of(block, minimum, places_of(block, plan))
  if not groups then return nil, message end
  return { kind = "quotes", groups = groups }
end


--- The quotes as a list that every renderer draws.
---@param words table
---@param block table
---@return table
function quotes.made(words, block)
  local items = {}
  for _, group in ipairs(block.groups or {}) do
    local texts, mark = {}, group.label and group.label .. ": " or ""
    for i, text in ipairs(group.quotes or {}) do texts[i] = { text = words:say(words.privacy.quote, 1, { text = text }) } end
    if group.hidden then items[#items + 1] = { text = mark .. words:say(words.privacy.quotes, group.minimum) }
    elseif #texts == 0 then items[#items + 1] = { text = mark .. words.status.no_answers }
    elseif group.label then items[#items + 1] = { text = group.label, items = texts }
    else table.move(texts, 1, #texts, #items + 1, items) end
  end
  return { kind = "list", items = items }
end


return quotes
