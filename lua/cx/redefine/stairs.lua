-- stairs.lua - the state of each stair this round: what is done, open and overdue, and what to do next, on one page
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan's result, the proposals for its goals, its actions, what cxlua check found. Out: six states; a document.
--
-- (1) Done of all, stair by stair: promises that a touchpoint serves; touchpoints with a goal; people trained; actions told
--     to the clientele; goals that are decided; goals that are not due for review.
-- (2) Overdue by its day: training, actions that are not done or not told, goals that are not decided, goals due for review.
-- (3) Open is what check warns of on that stair; notes do not count. The state is the worst that there is;
--     none where the plan has nothing of the stair.
-- (4) Next, stair by stair, the reasons of its state: what is overdue, what else is left to do, and the first finding, errors
--     before warnings, with how it is mended. At most three names each, so that all six fit on one page.
-- (5) The leading's own measures stand beneath.

local stairs = {}

local NAMES = { "define", "touchpoints", "organise", "implement", "measure", "redefine" }
local MOST = 3


-- How many are done, of how many, and the names of the others.
local function count(list, is_done, key)
  local n, left = 0, {}
  for _, one in ipairs(list) do
    if is_done(one) then n = n + 1 else left[#left + 1] = one[key] or one.id end
  end
  return n, #list, left
end


local function has_passed(day, today) return day ~= nil and day < today end


-- ---- done and overdue, stair by stair (1) (2) ---------------------------------------------------------------------

local of = {}

function of.define(about)
  return {}, count(about.result.promises or {}, function(one) return #one.touchpoints > 0 end, "text")
end


function of.touchpoints(about)
  local has = {}
  for _, wanted in ipairs(about.plan.inside.wanted) do has[wanted.touchpoint] = true end
  return {}, count(about.plan.inside.touchpoints, function(one) return has[one.given] end, "name")
end


function of.organise(about)
  local overdue, done, all, left = {}, 0, 0, {}
  for _, one in ipairs(about.plan.inside.training) do
    done, all = done + (one.of and one.done or 0), all + (one.of or 0)
    if one.of and (one.done or 0) < one.of and has_passed(one.due, about.today) then overdue[#overdue + 1] = one.id
    elseif one.of and (one.done or 0) < one.of then left[#left + 1] = one.id end
  end
  return overdue, done, all, left
end


function of.implement(about)
  local overdue = {}
  for _, one in ipairs(about.actions) do
    if one.late or not one.done and has_passed(one.due, about.today) then overdue[#overdue + 1] = one.action or one.id end
  end
  return overdue, count(about.actions, function(one) return one.told end, "action")
end


function of.measure(about)
  local overdue = {}
  local function is_decided(goal)
    local verdict = not goal.hidden and goal.estimate.value and goal.verdict.verdict
    return verdict == "met" or verdict == "missed"
  end
  for _, goal in ipairs(about.result.goals) do
    if not is_decided(goal) and has_passed(goal.due, about.today) then overdue[#overdue + 1] = goal.id end
  end
  return overdue, count(about.result.goals, is_decided)
end


function of.redefine(about)
  local overdue, goals = {}, {}
  for _, one in ipairs(about.proposals) do
    if one.unseen then goals[#goals + 1] = one end
    if one.due_for_review then overdue[#overdue + 1] = one.id end
  end
  return overdue, count(goals, function(one) return one.decided ~= nil and not one.due_for_review end)
end


-- ---- the whole (3) (4) --------------------------------------------------------------------------------------------

-- What check found on a stair, errors first.
local function found_on(findings, stair)
  local list = {}
  for _, severity in ipairs { "error", "warning" } do
    for _, one in ipairs(findings) do
      if one.stair == stair and one.severity == severity then list[#list + 1] = one end
    end
  end
  return list
end


-- The names that are not among those overdue.
local function others(left, overdue)
  local seen, list = {}, {}
  for _, name in ipairs(overdue) do seen[name] = true end
  for _, name in ipairs(left) do
    if not seen[name] then list[#list + 1] = name end
  end
  return list
end


--- The six states.
---@param about { plan: table, result: table, proposals: table[], actions: table[], findings: table[], today: string }
---@return { stair: integer, key: string, state: "none"|"done"|"open"|"overdue", done: integer, of: integer, overdue: string[],
---open: integer, left: string[], finding: table?, next: string? }[]
function stairs.states(about)
  local list = {}
  for i, key in ipairs(NAMES) do
    local overdue, done, all, left = of[key](about)
    local found = found_on(about.findings, i)
    local state = (all > 0 or next(about.plan[key] or {}) ~= nil) and "done" or "none"
    if #found > 0 or done < all then state = "open" end
    if #overdue > 0 then state = "overdue" end
    list[i] = { stair = i, key = key, done = done, of = all, overdue = overdue, open = #found, state = state,
      left = others(left, overdue), finding = found[1] and { id = found[1].id, why = found[1].why } or nil,
      next = found[1] and found[1].mend or nil }
  end
  return list
end


local function named(words, form, list)
  local s = words.redefine.stairs
  local names = table.move(list, 1, math.min(#list, MOST), 1, {})
  if #list > MOST then names[#names + 1] = words:say(s.more, #list - MOST) end
  return (words:say(form, #list, { list = table.concat(names, ", ") }))
end


-- The first finding and how it is mended; nil where what is overdue says it already.
local function mend_of(one)
  if not one.next then return nil end
  local why = one.finding and one.finding.why and one.finding.why:gsub("%s*%([^()]*%)$", "")
  for _, name in ipairs(why and one.overdue or {}) do
    if why:find(name, 1, true) then return nil end
  end
  return why and ("%s – %s."):format(why, one.next) or one.next
end


-- What is said of a stair (4); nil where nothing is.
local function next_of(words, one)
  local s, parts = words.redefine.stairs, {}
  local function add(text) parts[#parts + 1] = #parts > 0 and text and require "cx.lang".capital(text) or text end
  if #one.overdue > 0 then add(named(words, s.overdue_of, one.overdue)) end
  if #one.left > 0 then add(named(words, s.left_of, one.left)) end
  add(mend_of(one))
  return #parts > 0 and table.concat(parts, " ") or nil
end


--- The states as a document (5).
---@param words table
---@param list table[] of stairs.states
---@param result table
---@return table[]
function stairs.document(words, list, result)
  local s, rows, items = words.redefine.stairs, {}, {}
  for i, one in ipairs(list) do
    rows[i] = { words.section[one.key], s.state[one.state], one.of > 0 and words:say(s.done_of, one.done,
      { done = words:number(one.done), all = words:number(one.of), what = s.what[one.key] }) or "–",
      words:number(#one.overdue), words:number(one.open) }
    local text = next_of(words, one)
    if text then items[#items + 1] = { text = ("%s: %s"):format(words.section[one.key], text) } end
  end
  local document = { require "cx.redefine.show".title(words, { result = result }, s.heading),
    { kind = "table", rows = rows, note = s.note, columns = { { title = s.stair, header = true },
      { title = s.is, strong = true }, { title = s.done }, { title = s.overdue, align = "right" },
      { title = s.open, align = "right" } } } }
  if #items > 0 then
    document[#document + 1] = { kind = "heading", level = 2, text = s.next }
    document[#document + 1] = { kind = "list", items = items }
  end
  local leading = {}
  for _, one in ipairs(result.measures or {}) do
    if (one.place or ""):find "^measure%.leading" then leading[#leading + 1] = one end
  end
  if #leading > 0 then
    document[#document + 1] = { kind = "heading", level = 2, text = s.leading }
    document[#document + 1] = require "cx.report.measures".table(words, { measures = leading, surveys = result.surveys,
      privacy = result.privacy }, "measure")
  end
  return document
end


return stairs
