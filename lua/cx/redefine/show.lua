-- show.lua - proposals, and the development plan, as a document
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: proposals (redefine.lua), actions (loop/outer.lua), the words of a language. Out: blocks.
--
-- (1) A goal has one line: what was promised, what came of it, what is proposed; and one sentence that says why.
-- (2) Goals that are due for review stand first, and say for how many rounds nobody looked at them.

local show = {}

local RELATION = { at_least = "≥", at_most = "≤" }


local function number(words, x) return x and words:plain(x, 1) or "–" end


--- Why a proposal is made, in one sentence.
---@param words table
---@param one table
---@return string
function show.reason(words, one)
  local a = one.about
  local text = words:say(words.redefine.reason[one.reason], a.n or 1, {
    value = number(words, one.value), target = one.target and number(words, one.target), to = number(words, a.to or one.to),
    relation = RELATION[one.relation], wanted = a.wanted and number(words, a.wanted),
    needed = a.needed and words:number(a.needed),
    month = a.month and words:month(a.month), due = a.due and words:date(a.due) or "–", met = a.met, missed = a.missed,
    share = a.share and words:number(a.share), low = a.low and words:number(a.low), high = a.high and words:number(a.high),
    answer = a.answer, text = a.text })
  return text
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


--- The proposals (1) (2).
---@param words table
---@param list table[]
---@return table[] document
function show.document(words, list)
  local r, rows, items = words.redefine, {}, {}
  for i, one in ipairs(list) do
    local promised = one.relation and ("%s %s %s"):format(one.metric, RELATION[one.relation], number(words, one.target))
    rows[i] = { one.id, promised or "–", number(words, one.value), proposal(words, one), review(words, one) }
    items[i] = { text = ("%s: %s"):format(one.id, show.reason(words, one)) }
  end
  if #rows == 0 then return { { kind = "paragraph", text = r.nothing } } end
  return { { kind = "heading", level = 2, text = r.heading },
    { kind = "table", rows = rows, note = r.note, columns = { { title = r.goal, header = true }, { title = r.promised },
      { title = r.result, align = "right" }, { title = r.proposal, strong = true }, { title = r.reviewed } } },
    { kind = "heading", level = 2, text = r.why }, { kind = "list", items = items } }
end


--- The development plan: finding, action, owner, day, told.
---@param words table
---@param actions table[]
---@return table[] document
function show.plan(words, actions)
  local r, rows = words.redefine, {}
  for i, one in ipairs(actions) do
    local told = one.told and words:date(one.told:sub(1, 10)) or one.done and r.not_told or r.not_done
    rows[i] = { one.finding or "–", one.action or "–", one.owner or "–", one.due and words:date(one.due) or "–",
      one.late and told .. " !" or told }
  end
  if #rows == 0 then return { { kind = "paragraph", text = r.no_actions } } end
  return { { kind = "heading", level = 2, text = r.development },
    { kind = "table", rows = rows, columns = { { title = r.finding, header = true }, { title = r.action }, { title = r.owner },
      { title = r.due }, { title = r.told } } } }
end


return show
