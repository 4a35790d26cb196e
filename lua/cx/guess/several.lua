-- several.lua - questions of which a person may choose several answers, by the two ways in which exports write them
--
--   file > ROWS > batch > tally > metric > goal > report
--
-- In: profiles of columns. Out: the options that stand in a column's cells; the columns that are one option each.
--
-- (1) A cell of several: options parted by ; | a newline or a comma. Options come again in other cells, and together they
--     are nearly all that was said. Of those parted by commas half stand alone somewhere, or else a comma is only a comma.
--     What people wrote in their own words is none of this: a sentence, a quotation, many words.
-- (2) A column of one option: all its cells say the same, or 0 and 1, and a column beside it is of the same question.
-- (3) An option is written down only if scale.LISTED people chose it, or if the file's header names it.
-- (4) A blank in a column of one option is "not chosen".

local order = require "cx.guess.order"
local word = require "cx.guess.word"

local several = {}

local LISTED = 10         -- people behind an option (3), as of scale.LISTED
local MOST, WORDS = 24, 8  -- options of a question, words of an option
local COVERED = 0.8       -- of what was chosen is a listed option
local PARTED = 0.1        -- of the cells have more than one option
local BESIDE = 3          -- columns of 0 and 1 whose names begin alike
local MARKS = { ";", "|", "\n", "," }


-- ---- several in a cell (1) --------------------------------------------------------------------------------

local function parts_of(cell, mark)
  local list = {}
  for part in (cell .. mark):gmatch("%s*(.-)%s*%" .. mark) do
    if part ~= "" then list[#list + 1] = part end
  end
  return list
end


-- How often each option was chosen, and where.
local function count(c, mark)
  local made = { n = {}, alone = {}, order = {}, total = 0, cells = 0, parted = 0 }
  for _, cell in ipairs(c.order) do
    local parts, n = parts_of(cell, mark), c.count[cell]
    made.cells = made.cells + n
    if #parts > 1 then made.parted = made.parted + n end
    for _, part in ipairs(parts) do
      if not made.n[part] then made.order[#made.order + 1] = part end
      made.n[part], made.total = (made.n[part] or 0) + n, made.total + n
      if #parts == 1 then made.alone[part] = true end
    end
  end
  return made
end


-- Whether somebody wrote this, who could have chosen from nothing.
local function is_written(part)
  return word.count(word.fold(part)) > WORDS or part:find "[.!?]%s" or part:find "[!\"]" or part:find "%.$"
end


-- The options that may be written (3), the commonest first; what of them is no answer stands in missing.
local function listed(made)
  local labels, missing, covered, alone = {}, {}, 0, 0
  for _, part in ipairs(made.order) do
    local reason = made.alone[part] and order.missing(part)
    if made.n[part] >= LISTED then
      covered = covered + made.n[part]
      if reason then missing[#missing + 1] = { code = part, reason = reason } else labels[#labels + 1] = part end
      if made.alone[part] and not reason then alone = alone + 1 end
    end
    if is_written(part) then return {}, missing, 0, 0 end
  end
  table.sort(labels, function(a, b)
    if made.n[a] ~= made.n[b] then return made.n[a] > made.n[b] end
    return a < b
  end)
  return labels, missing, covered, alone
end


--- The scale of a column whose cells hold several options, or nil.
---@param c table
---@return table? scale { type, labels, hidden, missing }
function several.of(c)
  if c.filled == 0 or c.numbers == c.filled or c.times > 0.5 * c.filled then return nil end
  for _, mark in ipairs(MARKS) do
    local made = count(c, mark)
    if made.parted >= PARTED * made.cells and made.parted > 0 then
      local labels, missing, covered, alone = listed(made)
      local known = mark ~= "," or 2 * alone >= #labels
      if #labels >= 2 and #labels <= MOST and covered >= COVERED * made.total and known then
        return { type = "several", labels = labels, hidden = made.total - covered, missing = missing }
      end
    end
  end
end


-- ---- one option in a column (2) ----------------------------------------------------------------------------

local function is_pair(c) return c.distinct == 2 and (c.count["0"] or 0) > 0 and (c.count["1"] or 0) > 0 end


-- The scale of a column that may be one option, or nil.
local function option_of(c)
  if c.role ~= "question" or c.many then return nil end
  if is_pair(c) or c.distinct == 1 and c.count["0"] and c.filled == c.rows then
    return { type = "score", from = 0, to = 1, missing = {} }
  end
  if c.distinct ~= 1 or c.filled == c.rows then return nil end
  local label = c.order[1]
  local named = label == "1" or word.fold(label) == word.fold(c.option or "")
  if not named and c.count[label] < LISTED or order.missing(label) then return nil end
  return { type = "names", labels = { label, "" }, missing = {} }
end


-- What the columns of one question share.
local function key_of(c, found)
  if c.stem then return "=" .. c.stem end
  return found.type == "score" and c.name:match "^(.+)[_.%- ][^_.%- ]+$" or nil
end


-- The columns that are one option of a question each: c -> { scale, stem, first }.
local function options(columns)
  local by, keys, list = {}, {}, {}
  for _, c in ipairs(columns) do
    local found = option_of(c)
    local key = found and key_of(c, found)
    if key then
      if not by[key] then by[key], keys[#keys + 1] = {}, key end
      table.insert(by[key], { column = c, scale = found, stem = c.stem or key })
    end
  end
  for _, key in ipairs(keys) do
    local least = key:sub(1, 1) == "=" and 2 or BESIDE
    for i, one in ipairs(#by[key] >= least and by[key] or {}) do
      one.first, list[#list + 1] = i == 1, one
    end
  end
  return list
end


--- Questions with several answers, in the order of the columns.
---@param columns table[] with their roles
---@return table[] questions { column, scale, several = "cell"|"option", stem, first }
function several.find(columns)
  local place, list = {}, {}
  for i, c in ipairs(columns) do
    place[c] = i
    if c.role == "several" and c.several then list[#list + 1] = { column = c, scale = c.several, several = "cell" } end
  end
  for _, one in ipairs(options(columns)) do
    one.several = "option"
    list[#list + 1] = one
  end
  table.sort(list, function(a, b) return place[a.column] < place[b.column] end)
  return list
end


--- The answer that stands for a question when nothing else in a file can be a goal.
---@param q table
---@return table metric
function several.metric(q)
  local label = q.scale.type == "score" and 1 or q.scale.labels[1]
  return { family = "share", answers = { label }, doubt = "commonest" }
end


return several
