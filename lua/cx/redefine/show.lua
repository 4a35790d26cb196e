-- show.lua - proposals, what can be done, and the development plan, as documents
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: proposals (redefine.lua) with the result that they are of, actions (loop/outer.lua), the words. Out: blocks.
--
-- (1) A goal has one line: what was promised, what came of it with its interval and n, what is proposed; and one sentence
--     that says why.
-- (2) Goals that are due for review stand first, and say for how many rounds nobody looked at them.
-- (3) Metrics and numbers are written as the report's first page writes them.

local method = require "cx.report.method"
local wording = require "cx.report.wording"

local show = {}

local RELATION = { at_least = "≥", at_most = "≤" }
local MOST = 3


-- A number in the goal's decimals, or as few as say it.
local function number(words, x, decimals)
  if not x then return "–" end
  return decimals and words:number(x, decimals) or words:plain(x, 1)
end


-- Names, at most MOST of them.
local function names(words, list)
  local shown = table.move(list, 1, math.min(#list, MOST), 1, {})
  if #list > MOST then shown[#shown + 1] = words:say(words.redefine.stairs.more, #list - MOST) end
  return table.concat(shown, ", ")
end


-- What is said of a part that was split.
local function add_part(values, words, key, given)
  values[key] = given.label
  values[key .. "_value"], values[key .. "_n"] = words:plain(given.value, 1), words:number(given.n)
  values[key .. "_range"] = words:range(given.low, given.high, 1) or "–"
end


--- Why a proposal is made, in one sentence.
---@param words table
---@param one table
---@param goal? table of the result
---@return string
function show.reason(words, one, goal)
  local a, decimals = one.about, goal and wording.decimals(goal, 1) or nil
  local low, high = a.low or one.low, a.high or one.high
  local values = {
    value = number(words, one.value, decimals), target = one.target and number(words, one.target),
    to = number(words, a.to or one.to), sure = number(words, a.sure), wanted = a.wanted and number(words, a.wanted),
    needed = a.needed and words:number(a.needed), month = a.month and words:month(a.month),
    due = a.due and words:date(a.due) or "–", share = a.share and words:number(a.share),
    range = words:range(low, high, a.share and 0 or decimals or 1) or "–",
    answers = words:number(a.answers or one.answers) or "–", answer = a.answer, asked = a.asked or a.question,
    text = a.text, owner = a.owner, list = a.names and names(words, a.names),
    left = a.left and words:plain(a.left), budget = a.budget and words:plain(a.budget),
    round = a.round and a.round .. ": " or "", state = words.redefine.state[a.state] }
  if one.reason == "parts" then
    add_part(values, words, "met", a.met)
    add_part(values, words, "missed", a.missed)
  end
  return (words:say(words.redefine.reason[one.reason], a.n or 1, values))
end


local function proposal(words, one)
  local text = words.redefine.word[one.proposal]
  if one.to then text = ("%s: %s %s"):format(text, RELATION[one.relation], number(words, one.to)) end
  return text
end


local function review(words, one)
  if not one.unseen then return "" end
  local r = words.redefine
  if one.decided then
    local text = ("%s %s"):format(r.word[one.decided.word] or one.decided.word, words:date(one.decided.at:sub(1, 10)))
    return one.due_for_review and text .. " !" or text
  end
  return one.due_for_review and words:say(r.unseen, one.unseen) .. " !" or words:say(r.unseen, one.unseen)
end


--- The head of a page: whose, what, of which day.
local function title(words, about, text)
  if not about then return { kind = "heading", level = 2, text = text } end
  local result = about.result
  local sub = result.today and ("%s · %s"):format(text, words:say(words.title.as_of, 1, { date = words:date(result.today) }))
  return { kind = "title", text = tostring(result.name or words.title.untitled), sub = sub or text }
end

show.title = title


-- ---- proposals (1) (2) (3) ------------------------------------------------------------------------------------------

-- The goals of a result by id, with the words of their metrics.
local function by_id(words, about)
  local goals, labels = {}, {}
  if not about then return goals, labels end
  local all = require "cx.report.page_one".metric_labels(words, about.result.goals)
  for i, goal in ipairs(about.result.goals) do goals[goal.id], labels[goal.id] = goal, all[i] end
  return goals, labels
end


local function row_of(words, one, goal, label)
  local promised = one.relation and ("%s %s %s"):format(label or words:word("metric", one.metric), RELATION[one.relation],
    number(words, one.target))
  local decimals = goal and wording.decimals(goal, 1)
  local interval = goal and not goal.hidden and wording.interval(words, goal, 1) or ""
  return { one.id, promised or "–", number(words, one.value, decimals), interval ~= "" and "(" .. interval .. ")" or "",
    words:number(one.answers) or "", proposal(words, one), review(words, one) }
end


-- The line of the method beneath the table, before what its marks mean.
local function note_of(words, about)
  local line = about and method.line(words, about.result, about.result.goals) or ""
  return line ~= "" and words.redefine.note .. " " .. line or words.redefine.note
end


-- Owners with what they have on hand, and what is left of the budget.
local function add_able(document, words, able)
  local r, rows = words.redefine, {}
  for i, one in ipairs(able.owners) do
    rows[i] = { one.owner, words:number(one.open), names(words, one.overdue), names(words, one.untold) }
  end
  local left = able.left and words:say(r.left, 1, { left = words:plain(able.left), budget = words:plain(able.budget) })
  if #rows == 0 and not left then return end
  document[#document + 1] = { kind = "heading", level = 2, text = r.able }
  if #rows > 0 then
    document[#document + 1] = { kind = "table", rows = rows, columns = { { title = r.owner, header = true },
      { title = r.open, align = "right" }, { title = r.late }, { title = r.untold } } }
  end
  if left then document[#document + 1] = { kind = "paragraph", text = left } end
end


--- The proposals (1) (2).
---@param words table
---@param list table[]
---@param about? { result: table, able: table? } the result, and what redefine.propose says can be done
---@return table[] document
function show.document(words, list, about)
  local r, rows, items = words.redefine, {}, {}
  local goals, labels = by_id(words, about)
  for i, one in ipairs(list) do
    local goal = one.order and goals[one.id] or nil
    rows[i] = row_of(words, one, goal, labels[one.id])
    items[i] = { text = ("%s: %s"):format(one.id, show.reason(words, one, goal)) }
  end
  if #rows == 0 then return { { kind = "paragraph", text = r.nothing } } end
  local document = { title(words, about, r.heading),
    { kind = "table", rows = rows, note = note_of(words, about), columns = { { title = r.goal, header = true },
      { title = r.promised }, { title = r.result, align = "right" }, { title = r.interval, near = true, keep = true },
      { title = r.n, align = "right" }, { title = r.proposal, strong = true }, { title = r.reviewed } } },
    { kind = "heading", level = 2, text = r.why }, { kind = "list", items = items } }
  if about and about.able then add_able(document, words, about.able) end
  return document
end


-- ---- the development plan ----------------------------------------------------------------------------------------

--- The development plan: finding, action, owner, day, told; then the findings that have no action yet.
---@param words table
---@param actions table[]
---@param about? { result: { name: string?, today: string? }, findings: table[]? }
---@return table[] document
function show.plan(words, actions, about)
  local r, rows = words.redefine, {}
  for i, one in ipairs(actions) do
    local told = one.told and words:date(one.told:sub(1, 10)) or one.done and r.not_told or r.not_done
    rows[i] = { one.finding or "–", one.action or "–", one.owner or "–", one.due and words:date(one.due) or "–",
      one.late and told .. " !" or told }
  end
  for _, one in ipairs(about and about.findings or {}) do
    if one.actions == 0 then rows[#rows + 1] = { one.text, "–", "–", "–", r.not_done } end
  end
  if #rows == 0 then return { { kind = "paragraph", text = r.no_actions } } end
  return { title(words, about, r.development),
    { kind = "table", rows = rows, columns = { { title = r.finding, header = true }, { title = r.action }, { title = r.owner },
      { title = r.due }, { title = r.told } } } }
end


--- A document as a page of paper: what report.html wants to know of it.
---@param words table
---@param document table[]
---@return table
function show.page(words, document)
  document.result, document.language, document.upright = {}, words.code, true
  document.first_page_ends = #document
  local head = document[1]
  document.title = head and head.kind == "title" and ("%s · %s"):format(head.text, head.sub) or "cxlua"
  return document
end


return show
