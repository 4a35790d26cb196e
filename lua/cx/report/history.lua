-- history.lua - the rounds that a ledger keeps, goal by goal, each with the verdict of its time
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: result.history (record.lua), the words of a language. Out: a table goal x round in a document.
--
-- (1) A row is a goal, a column a round, oldest first, the result's own last; of many rounds the last eight.
-- (2) A cell is the value and the sign of its verdict, on the target of its time; another target than today's stands beside.
-- (3) What was hidden, has no value or was no goal then says so by a dash.
-- (4) A round that changed after it was over has a star, and beneath the table stands what changed: between its versions,
--     and between what was kept and what the data tell now.

local page_one = require "cx.report.page_one"
local wording = require "cx.report.wording"

local history = {}

local MOST = 8
local RELATION = { at_least = "≥", at_most = "≤" }


-- A kept goal as wording reads goals.
local function as_goal(goal, kept)
  return { unit = kept.unit or goal.unit, metric = goal.metric, estimate = kept.estimate,
           verdict = kept.verdict and { verdict = kept.verdict, shown = kept.verdict } }
end


local function cell(words, goal, kept)
  if not kept or kept.hidden or not kept.estimate then return "–" end                               -- (3)
  local like = as_goal(goal, kept)
  local text = wording.value(words, like, 1)
  if kept.verdict then text = ("%s %s"):format(text, wording.sign(like)) end
  if kept.target and (kept.target ~= goal.target or kept.relation ~= goal.relation) then            -- (2)
    text = ("%s (%s %s)"):format(text, RELATION[kept.relation] or "", words:plain(kept.target))
  end
  return { text = text, value = kept.estimate.value, kind = "number" }
end


-- The result's own round of a goal as a ledger would keep it.
local function now(goal)
  return { hidden = goal.hidden, estimate = goal.estimate and goal.estimate.value and goal.estimate or nil,
           target = goal.target, relation = goal.relation, unit = goal.unit, verdict = goal.verdict and goal.verdict.verdict }
end


local function is_kept(list, id)
  for _, one in ipairs(list) do
    if one.goals[id] then return true end
  end
end


local function is_changed(round) return round.change ~= nil or #(round.versions or {}) > 0 end


-- What changed of rounds after they were over (4).
local function add_changes(document, words, list)
  local again, items = require "cx.record.again", {}
  for _, round in ipairs(list) do
    for _, one in ipairs(round.versions or {}) do
      items[#items + 1] = { text = words:say(words.history.version, #one.goals, { round = tostring(round.name),
        version = tostring(one.version), date = words:date(one.at:sub(1, 10)), list = again.text(words, one.goals) }) }
    end
    if round.change then
      items[#items + 1] = { text = words:say(words.history.differs, #round.change, { round = tostring(round.name),
        list = again.text(words, round.change) }) }
    end
  end
  if #items == 0 then return end
  document[#document + 1] = { kind = "paragraph", role = "note", text = words.history.star }
  document[#document + 1] = { kind = "list", items = items }
end


--- Adds the table.
---@param document table
---@param words table
---@param result table
function history.add(document, words, result)
  local list = result.history
  list = table.move(list, math.max(1, #list - MOST + 2), #list, 1, {})                                -- (1)
  local columns = { { title = words.history.goal, header = true }, { title = words.column.metric } }
  for _, one in ipairs(list) do
    columns[#columns + 1] = { title = is_changed(one) and one.name .. "\u{a0}*" or one.name, align = "right" }
  end
  columns[#columns + 1] = { title = require "cx.record".name(result), align = "right", strong = true }
  local labels, rows = page_one.metric_labels(words, result.goals), {}
  for i, goal in ipairs(result.goals) do
    if is_kept(list, goal.id) then
      local row = { goal.id, ("%s %s"):format(labels[i], wording.target(words, goal)) }
      for _, one in ipairs(list) do row[#row + 1] = cell(words, goal, one.goals[goal.id]) end
      row[#row + 1] = cell(words, goal, now(goal))
      rows[#rows + 1] = row
    end
  end
  if #rows == 0 then return end
  document[#document + 1] = { kind = "heading", level = 2, text = words.history.heading }
  document[#document + 1] = { kind = "table", columns = columns, rows = rows, note = words.history.note }
  add_changes(document, words, list)
end


return history
