-- touchpoint.lua - touchpoints of the data beside those of the plan: what stands in one alone
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: a plan, the goals that a long survey answers, its tally by touchpoint. Out: { unplanned, without_rows }.
--
-- (1) unplanned: labels that no touchpoint of the plan bears, with their rows, the most frequent first; the empty label too.
-- (2) without_rows: planned touchpoints with goals here and not one row, with the nearest label, if one is near; those
--     that the plan does not have go first.
-- (3) Under a privacy minimum rows are not told, nor is a label of fewer rows, nor what has none: empty looks like few.

local complain = require "cx.complain"
local names_of = require "cx.named".names

local touchpoint = {}


--- The label by which a touchpoint of the plan is looked for in the data, whose own labels have no blanks around them.
---@param name string
---@return string
function touchpoint.label(name) return name:match "^%s*(.-)%s*$" end


local function most_frequent_first(a, b)
  if a.n ~= b.n then return a.n > b.n end
  return a.name < b.name
end


--- What stands in the plan or in the data alone.
---@param plan table
---@param goals table[] those that the survey answers, each with its label as name
---@param tally userdata by touchpoint
---@return { unplanned: { name: string, n: integer }[], without_rows: { name: string, nearest: string? }[] }
function touchpoint.compare(plan, goals, tally)
  local planned, has_rows, found = {}, {}, { unplanned = {}, without_rows = {} }
  for _, one in ipairs(plan.touchpoints or {}) do planned[touchpoint.label(one[1] or one.name)] = true end
  local all = {}
  for _, group in ipairs(tally:groups()) do
    local name = group.group.touchpoint
    all[#all + 1], has_rows[name] = { name = name, n = group.n }, true
    if not planned[name] then table.insert(found.unplanned, all[#all]) end               -- (1)
  end
  table.sort(found.unplanned, most_frequent_first)
  table.sort(all, most_frequent_first)
  for _, goal in ipairs(goals) do
    if not has_rows[goal.name] then                                                      -- (2)
      has_rows[goal.name] = true
      local near = complain.nearest(goal.name, names_of(found.unplanned)) or complain.nearest(goal.name, names_of(all))
      table.insert(found.without_rows, { name = goal.name, nearest = near ~= "" and near or nil })
    end
  end
  return found
end


--- Takes away what a privacy minimum forbids to tell (3).
---@param result table
function touchpoint.hide(result)
  if not result.privacy then return end
  for _, survey in ipairs(result.surveys) do
    local shown = {}
    for _, item in ipairs(survey.touchpoints and survey.touchpoints.unplanned or {}) do
      if item.n >= result.privacy.minimum then shown[#shown + 1] = { name = item.name } end
    end
    table.sort(shown, function(a, b) return a.name < b.name end)
    survey.touchpoints = not survey.receipt.hidden and #shown > 0 and { unplanned = shown, without_rows = {} } or nil
  end
end


return touchpoint
