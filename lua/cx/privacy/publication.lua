-- publication.lua - the tables that a report amounts to: who is counted in it, round by round and place by place
--
--   file > rows > batch > tally > metric > GOAL > REPORT
--
-- In: what one survey is about in a report. Out: tables for privacy.protect (book.lua).
--
-- (1) A report tells the answers to each question by round and place, the rows of each place in the goals' round, and the
--     rows of each file in its receipt. Rows by round within a file are not told, only their sum.
-- (2) A round is called by its name; one that is not over by "2026-Q3 to 2026-08-15", and so is its own part of later ones:
--     what earlier reports published of it to other days is within it.
-- (3) Rows outside the plan's places, and in no round, are there and not told. All rows of a file with rounds, and those in
--     none, are called by the day: there will be more of them.
-- (4) A measure over all touchpoints tells how many answered a question at all; those at places that are not told make up
--     the difference, and are not told.

local OTHERS = "…"

local publication = { others = OTHERS } -- the label of those at no place that is told


--- What a report calls the round that goals are measured in (2).
---@param counted table { current, unit }
---@param today string
---@return string
function publication.round(counted, today)
  local name, core = counted.current, require "cx.core"
  if not name then return today end
  if counted.unit and core.bucket(core.time(today), counted.unit) == name then return name .. " to " .. today end
  return name
end


--- The touchpoint of a goal, where its survey tells them apart.
---@param work table
---@param goal table
---@return string?
function publication.place(work, goal) return work.long and goal.touchpoint or nil end


--- The labels of a cell; of the goals' round unless told.
---@param work table
---@param place? string
---@param round? string
---@return table
function publication.at(work, place, round) return { round = round or work.round, touchpoint = place } end


-- ---- answers -------------------------------------------------------------------------------------------

-- The cell of a goal in a round: the fewest that any goal there rests on.
local function add_answer(work, tables, goal, round, n)
  local name, place = goal.question.name, publication.place(work, goal)
  local made = tables[name]
  if not made then
    made = { of = work.name .. ": " .. name, name = name, by = { "round", "touchpoint" }, cells = {}, within = work.within }
    tables[name], tables[#tables + 1], work.known[made] = made, made, {}
  end
  local known, key = work.known[made], round .. "\0" .. (place or "")
  if not known[key] then
    known[key] = { at = publication.at(work, place, round), n = n }
    made.cells[#made.cells + 1] = known[key]
  end
  known[key].n = math.min(known[key].n, n)
end


-- Those who answered elsewhere than at the places told, where all who answered are told too (4).
local function add_elsewhere(work, made)
  local all, told, order = {}, {}, {}
  for _, cell in ipairs(made.cells) do
    local round = cell.at.round
    if cell.at.touchpoint then told[round] = (told[round] or 0) + cell.n
    else all[round], order[#order + 1] = cell.n, round end
  end
  for _, round in ipairs(order) do
    local n = all[round] - (told[round] or 0)
    if n > 0 then made.cells[#made.cells + 1] = { at = publication.at(work, OTHERS, round), n = n, silent = true } end
  end
end


-- A table of each question: its people by round and place.
local function answers(work)
  local tables = {}
  work.known = {}
  for _, goal in ipairs(work.goals) do
    add_answer(work, tables, goal, work.round, goal.estimate.n or 0)
    for i = 1, #(goal.rounds or {}) - 1 do
      local one = goal.rounds[i]
      local n = one.estimate and one.estimate.n or one.why == "no answers" and 0
      if n then add_answer(work, tables, goal, one.name, n) end
    end
  end
  for _, made in ipairs(tables) do
    if work.long then add_elsewhere(work, made) end
    for _, cell in ipairs(made.cells) do
      if cell.at.round == work.round and cell.n >= work.minimum then work.shown[cell.at.touchpoint or ""] = true end
    end
  end
  return table.move(tables, 1, #tables, 1, {}) -- without the names
end


-- ---- rows ------------------------------------------------------------------------------------------------

-- Rows of an edition: all, by place of the plan, and of the others together (3).
local function rows_of(work, edition)
  local rows = { all = 0, places = {}, others = 0 }
  for _, group in ipairs(edition.tally:groups()) do
    local place = edition.long and group.group.touchpoint or ""
    rows.all = rows.all + group.n
    if work.planned[place] then rows.places[place] = group.n else rows.others = rows.others + group.n end
  end
  return rows
end


local function add_up(sum, rows)
  sum.all, sum.others = sum.all + rows.all, sum.others + rows.others
  for place, n in pairs(rows.places) do sum.places[place] = (sum.places[place] or 0) + n end
end


-- The cells of a round: its sum is told or not, and so are the places that page one shows (1).
local function add_rows(work, cells, round, rows, is_told, has_places)
  cells[#cells + 1] = { at = publication.at(work, nil, round), n = rows.all, silent = not is_told or nil,
                        keep = is_told and round ~= work.all and rows.all >= work.minimum or nil }
  if not work.long then return end
  for _, place in ipairs(work.places) do
    cells[#cells + 1] = { at = publication.at(work, place, round), n = rows.places[place] or 0,
                          silent = not (has_places and work.shown[place]) }
  end
  if rows.others > 0 then
    cells[#cells + 1] = { at = publication.at(work, OTHERS, round), n = rows.others, silent = true }
  end
end


local function rows(work)
  local made = { of = work.name, name = work.name, by = { "round", "touchpoint" }, within = work.within, cells = {} }
  local last = #work.editions
  local own = rows_of(work, work.editions[last])
  local sum = { all = 0, places = {}, others = 0 }
  add_rows(work, made.cells, work.round, own, true, true)
  add_up(sum, own)
  for i = 1, last - 1 do
    local edition = work.editions[i]
    local rows_, file = edition.tally and rows_of(work, edition), edition.survey ~= work.survey
    if rows_ then add_rows(work, made.cells, edition.name, rows_, file, false) end
    if rows_ and not file then add_up(sum, rows_) end
  end
  if work.in_rows then
    local none = { all = work.without, places = {}, others = work.long and work.without or 0 }
    if work.without > 0 then add_rows(work, made.cells, work.none, none, false, false) end
    add_up(sum, none)
    add_rows(work, made.cells, work.all, sum, true, false)
  end
  return made
end


--- The tables of one survey in a report.
---@param work table
---@return table[]
function publication.tables(work)
  local tables = answers(work)
  tables[#tables + 1] = rows(work)
  return tables
end


-- ---- rounds that were not over (2) -----------------------------------------------------------------------------

-- The days to which earlier reports told a round, in order.
local function days_of(name, earlier)
  local days, seen, prefix = {}, {}, name .. " to "
  for _, list in ipairs(earlier) do
    for _, made in ipairs(list.cells and { list } or list) do
      for _, cell in ipairs(made.cells or {}) do
        local label = tostring(cell.at and cell.at.round or "")
        local day = label:sub(1, #prefix) == prefix and label:sub(#prefix + 1)
        if day and not seen[day] then days[#days + 1], seen[day] = day, true end
      end
    end
  end
  table.sort(days)
  return days
end


--- Which rounds are sums of others: what the plan says, all rows of a file, and what earlier reports told of rounds that
--- were not over then.
---@param within? table label -> parts, as the plan says them
---@param names string[] of the rounds in this report
---@param earlier table[] published tables
---@param all? string what all rows are called
---@param none? string what rows without a round are called
---@return table
function publication.within(within, names, earlier, all, none)
  local made = {}
  for label, parts in pairs(within or {}) do made[label] = parts end
  if all then
    made[all] = table.move(names, 1, #names, 1, {})
    table.insert(made[all], none)
  end
  for _, label in ipairs(names) do
    local name, last = label:match "^(.*) to (%d%d%d%d%-%d%d%-%d%d)$"
    local part
    for _, day in ipairs(days_of(name or label, earlier)) do
      if last and day >= last then break end
      local whole = (name or label) .. " to " .. day
      if part and not made[whole] then made[whole] = { part, whole .. " after " .. part } end
      part = whole
    end
    if part and not made[label] then made[label] = { part, label .. " after " .. part } end
  end
  return made
end


return publication
