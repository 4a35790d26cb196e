-- counts.lua - which groups of a tally may leave the house
--
--   file > rows > batch > TALLY > metric > goal > REPORT
--
-- In: a tally, a least number of people. Out: a function: group, question -> whether its counts may be saved.
--
-- (1) A group's rows and the people who answered each question are tables with all their margins, which are taken to be
--     known: reports publish them. The tables go through privacy.lua together.
-- (2) A group that is hidden loses everything; a question that is hidden in a group loses its cells there.
-- (3) Margins are never saved, so groups are hidden instead of them.

local core = require "cx.core"
local scale = require "cx.scale"

local counts = {}


-- The labels of a group by dimension.
local function labels_of(box, about, group)
  local labels, at = core.tally_labels(box, group), {}
  for i, by in ipairs(about.by) do at[by.name] = labels[i] end
  return at
end


-- People of a group who answered a question.
local function answered(box, about, q, group)
  local question, cells, n = about.questions[q], core.tally_cells(box, q, group), 0
  local missing = scale.is_open(question) and require "cx.measure".missing_reader(box, q, question, about)
    or function(answer) return answer > #question.answers end
  for i = 1, #cells, 4 do
    if not missing(cells[i]) then n = n + cells[i + 1] end
  end
  return n
end


-- Adds a group's people to every margin of it.
local function add(sums, order, by, at, n)
  local function visit(depth, part, key)
    if depth > #by then
      if not sums[key] then
        sums[key] = { at = part, n = 0 }
        order[#order + 1] = sums[key]
      end
      sums[key].n = sums[key].n + n
      return
    end
    visit(depth + 1, part, key .. "\0")
    local more = {}
    for name, label in pairs(part) do more[name] = label end
    more[by[depth]] = at[by[depth]]
    visit(depth + 1, more, key .. "\0" .. #at[by[depth]] .. ":" .. at[by[depth]])
  end
  visit(1, {}, "")
end


--- A table of groups and margins (1); people(group) counts one.
---@param of string
---@param by string[]
---@param labels table<string, string>[] of each group
---@param minimum integer
---@param people fun(group: integer): integer
---@return table
function counts.table(of, by, labels, minimum, people)
  local sums, order = {}, {}
  for group, at in ipairs(labels) do add(sums, order, by, at, people(group)) end
  for _, cell in ipairs(order) do
    local n = 0
    for _ in pairs(cell.at) do n = n + 1 end
    cell.keep = n < #by and cell.n >= minimum                                              -- (3)
  end
  return { of = of, by = by, cells = order }
end


--- What may be saved of a tally.
---@param box userdata
---@param about table
---@param minimum integer
---@return fun(group: integer, q?: integer): boolean
function counts.shown(box, about, minimum)
  local book, by, labels, is_shown = require "cx.privacy.book", {}, {}, {}
  for i, entry in ipairs(about.by) do by[i] = entry.name end
  for group = 1, core.tally_size(box) do labels[group] = labels_of(box, about, group) end
  local tables = { counts.table("", by, labels, minimum, function(group) return (core.tally_group(box, group)) end) }
  for q in ipairs(about.questions) do
    tables[q + 1] = counts.table(tostring(q), by, labels, minimum, function(group) return answered(box, about, q, group) end)
  end
  for _, made in ipairs((require "cx.privacy".protect(tables, { minimum = minimum }))) do
    for _, cell in ipairs(made.cells) do is_shown[book.key(made.of, cell.at)] = not cell.hidden end
  end
  return function(group, q)                                                                -- (2)
    return is_shown[book.key("", labels[group])] and (q == nil or is_shown[book.key(tostring(q), labels[group])])
  end
end


return counts
