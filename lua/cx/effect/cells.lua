-- cells.lua - answers before and after a day, of who was treated and of whom it is compared with
--
--   file > ROWS > BATCH > TALLY > metric > goal > report
--
-- In: a metric of a survey, where-texts of the groups, windows of time. Out: sums by cell and cluster, and by month.
--
-- (1) Cells: t1 t2 (treated, the first and the second half of the time before), t3 (after); c1 c2 c3 of the comparison.
-- (2) A cluster is who answers together: the column that is told, else the survey's cluster, its account, its person; without
--     any, or with false, a row.
-- (3) Rows that are in both groups are counted and in neither; rows without a day, a group or an answer are left out.
-- (4) Weights are the survey's. Memory grows with clusters, up to MOST.
-- (5) Where a least number of people is wanted, the persons of each part of time, of each month within it and of both groups
--     are told apart by the survey's person; without that role each row is one.

local caller = require "cx.caller"
local core = require "cx.core"
local purchases = require "cx.worth.purchases"

local cells = {}

cells.MOST = 2000000
cells.DAY = 86400 -- seconds
local MOST_SCORES = 200


-- ---- what passes ---------------------------------------------------------------------------------------------

local function quoted(name) return "`" .. name:gsub("`", "``") .. "`" end


local function literal(value)
  if type(value) == "number" then return tostring(value) end
  return '"' .. value:gsub('[\\"]', "\\%0") .. '"'
end


-- Where-texts by score, and the scores in order; nothing for open numbers, whose cells are read.
local function score_tests(metric, question)
  if question.type == "number" then return {}, {} end
  local tests, scores, place = {}, {}, {}
  for i, score in pairs(require "cx.metric".scores(metric, question)) do
    if score then
      if not place[score] then
        place[score] = #scores + 1
        scores[#scores + 1], tests[#tests + 1] = score, {}
      end
      table.insert(tests[place[score]], ("%s == %s"):format(quoted(question.name), literal(question.answers[i].value)))
    end
  end
  if #scores > MOST_SCORES then caller.raise(("of: %d scores; %d at most"):format(#scores, MOST_SCORES)) end
  for i, list in ipairs(tests) do tests[i] = table.concat(list, " or ") end
  return tests, scores
end


--- Checks that the answers of a metric can be read row by row.
---@param metric table
---@param question table
function cells.check(metric, question)
  if question.type ~= "number" and question.type ~= "score" and question.type ~= "names" then
    caller.raise(("of: %s has answers that are no scores; a scale, names or a number is wanted"):format(question.name))
  end
  score_tests(metric, question)
end


-- The list of tests: the treated first, the comparison second, then the scores.
local function tests_of(given, metric, question)
  local tests, scores = score_tests(metric, question)
  local any = { given.where or false, given.against ~= "rest" and given.against or false }
  table.move(tests, 1, #tests, 3, any)
  return any, scores
end


-- ---- one row -------------------------------------------------------------------------------------------------

local function score_of(row, scores, column, decimal)
  for i = 1, #scores do
    if row[2 + i] then return scores[i] end
  end
  return column and purchases.number(purchases.text(row[column]), decimal) or nil
end


-- "t", "c", nil; and whether a row is in both groups (3).
local function group_of(row, given)
  local treated = not given.where or row[1] == true
  if not given.against then return treated and "t" or nil end
  if given.against == "rest" then return treated and "t" or "c" end
  if treated and row[2] then return nil, true end
  return treated and "t" or row[2] and "c" or nil
end


local function part_of(seconds, window)
  if seconds < window.from or seconds >= window.to then return nil end
  return seconds >= window.at and 3 or seconds >= window.middle and 2 or 1
end


local function add(list, key, w, y)
  local sum = list[key]
  if not sum then
    sum = { n = 0, w = 0.0, wy = 0.0 }
    list[key] = sum
  end
  sum.n, sum.w, sum.wy = sum.n + 1, sum.w + w, sum.wy + w * y
  return sum
end


-- A month's sums, which have squares for an error of their own.
local function add_month(list, key, w, y)
  local sum = add(list, key, w, y)
  sum.ww, sum.wwy, sum.wwyy = (sum.ww or 0.0) + w * w, (sum.wwy or 0.0) + w * w * y, (sum.wwyy or 0.0) + w * w * y * y
end


-- What a pass fills; clusters also in their order, so that sums are the same each time.
local function new_book(column)
  return { clusters = {}, order = {}, months = {}, n_clusters = 0, both = 0, people = {}, cluster = column.cluster }
end


-- A person of a part (5).
local function meet(book, part, who)
  book.people[part] = book.people[part] or {}
  book.people[part][who] = true
end


local function enter(book, name, cluster, month, w, y)
  local own = book.clusters[cluster]
  if not own then
    own = {}
    book.clusters[cluster], book.n_clusters = own, book.n_clusters + 1
    book.order[book.n_clusters] = own
  end
  add(own, name, w, y)
  book.months[month] = book.months[month] or {}
  add_month(book.months[month], name:sub(1, 1), w, y)
end


-- ---- the pass ------------------------------------------------------------------------------------------------

-- The columns that are taken, and who clusters (2).
local function columns_of(survey, given, question)
  local roles = require "cx.survey".state(survey).roles
  local cluster = given.cluster
  if cluster == nil then cluster = roles.cluster or roles.account or roles.person end
  local list, seen = {}, {}
  local number = question.type == "number" and question.column
  local person = given.persons and roles.person or false
  for _, name in ipairs { roles.time, cluster or false, roles.weight or false, number, person } do
    if name and not seen[name] then
      seen[name] = true
      list[#list + 1] = name
    end
  end
  return list, { time = roles.time, cluster = cluster or nil, weight = roles.weight, number = number or nil,
                 person = person or nil }
end


-- Who a row is of; a row of its own where nobody is named.
local function name_of(row, column, row_number)
  local name = column and purchases.text(row[column]) or ""
  return name ~= "" and "c" .. name or row_number
end


--- How many people parts of time hold together (5): people(book, { "t1", "t2" }).
---@param book table
---@param names string[]
---@return integer
function cells.people(book, names)
  local seen, n = {}, 0
  for _, name in ipairs(names) do
    for who in pairs(book.people[name] or {}) do
      if not seen[who] then seen[who], n = true, n + 1 end
    end
  end
  return n
end


--- Reads the rows.
---@param side { metric: table, survey: table }
---@param given { where?: string, against?: string, cluster?: string|false, persons?: boolean } persons: told apart (5)
---@param window { from: integer, middle: integer, at: integer, to: integer } seconds
---@return table? book { clusters, n_clusters, months, both, people, cluster }, string?, string?
function cells.read(side, given, window)
  local question = side.survey[side.metric.question]
  local any, scores = tests_of(given, side.metric, question)
  local list, column = columns_of(side.survey, given, question)
  local decimal, message, code = purchases.decimal(side.survey)
  if not decimal then return nil, message, code end
  local rows
  rows, message, code = side.survey:rows { any = any, columns = list }
  if not rows then return nil, message, code end
  local book, row_number = new_book(column), 0
  for row in rows do
    row_number = row_number + 1
    local seconds = core.time(purchases.text(row[column.time]))
    local part = seconds and part_of(seconds, window)
    local group, is_both = group_of(row, given)
    local y = part and group and score_of(row, scores, column.number, decimal)
    local w = not column.weight and 1 or y and purchases.number(purchases.text(row[column.weight]), decimal) or 0
    if part and is_both then
      book.both = book.both + 1
      if given.persons then meet(book, "both", name_of(row, column.person, row_number)) end
    elseif y and w > 0 then
      local month = core.bucket(seconds, "month")
      enter(book, group .. part, name_of(row, column.cluster, row_number), month, w, y)
      if given.persons then
        local who = name_of(row, column.person, row_number)
        meet(book, group .. part, who)
        meet(book, group .. part .. month, who)
      end
      if book.n_clusters > cells.MOST then return nil, ("more than %d clusters answered"):format(cells.MOST), "too_many" end
    end
  end
  return book
end


return cells
