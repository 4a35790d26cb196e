-- show.lua - cases, findings and figures of the loop as a document, in the plan's language
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: states, stats, the words of a language. Out: blocks that the renderers of reports draw.
--
-- (1) A list has one line a case; columns that nobody has anything in are left out.
-- (2) Days are days; the clock stands in JSON only.
-- (3) No number stands without what it is of; a median has its interval, or "–" where there is none.
-- (4) The warning about who was told stands with every effect.
-- (5) What a customer was told by a message stands with the telling, in the message's words.

local case = require "cx.loop.case"

local show = {}


local function day(words, moment) return moment and words:date(moment:sub(1, 10)) or "" end


local function paragraph(text) return { kind = "paragraph", text = text } end


-- The state of a case in words.
local function state_of(words, state)
  local l = words.loop
  if state.merged then return words:say(l.merged_into, 1, { id = state.merged }) end
  local text = words.loop.state[state.state]
  if state.forgotten then return text .. ", " .. l.forgotten end
  return state.unreachable and text .. ", " .. l.unreachable or text
end


-- The day that a case waits for.
local function due_of(state)
  if case.is_closed(state) then return nil end
  return not state.contacted and state.contact_due or state.tell_due
end


local LIST = { "id", "state", "late", "due", "opened", "owner", "touchpoint", "cause", "name" }

-- A table of rows with keys; empty columns are left out (1).
local function table_of(words, keys, rows)
  local block, used = { kind = "table", columns = {}, rows = {} }, {}
  for _, key in ipairs(keys) do
    for _, row in ipairs(rows) do
      if row[key] ~= nil and row[key] ~= "" then used[key] = true end
    end
    if used[key] then
      block.columns[#block.columns + 1] = { key = key, title = words.loop.column[key], keep = key == "id" or nil }
    end
  end
  for i, row in ipairs(rows) do
    block.rows[i] = {}
    for k, column in ipairs(block.columns) do
      local value = row[column.key]
      block.rows[i][k] = type(value) == "table" and value or tostring(value or "")
    end
  end
  return block
end


local function case_row(words, state, now, names)
  local late = case.late(state, now)
  return { id = state.id, state = state_of(words, state), late = late and words.loop.late[late] or nil,
           due = day(words, due_of(state)), opened = day(words, state.opened), owner = state.owner,
           touchpoint = state.touchpoint, cause = state.cause and words.loop.cause[state.cause] or nil,
           name = names and names[state.person] or nil }
end


--- A list of cases (1).
---@param words table
---@param states table[]
---@param now string
---@param names? table<string, string>
---@return table[] document
function show.list(words, states, now, names)
  local l, rows, late = words.loop, {}, 0
  for i, state in ipairs(states) do
    rows[i] = case_row(words, state, now, names)
    if rows[i].late then late = late + 1 end
  end
  if #rows == 0 then return { paragraph(l.nothing) } end
  local text = words:say(l.listed, #rows)
  if late > 0 then text = text .. " " .. words:say(l.listed_late, late) end
  return { paragraph(text), table_of(words, LIST, rows) }
end


-- What an event says beside its name (5).
local function what_of(words, e, sent)
  local parts, message = {}, sent and sent[e.data.message] or {}
  for _, key in ipairs { "owner", "action", "into", "cause", "text", "moment" } do
    local value = e.data[key] or key == "text" and message.text or nil
    if key == "cause" and value then value = words.loop.cause[value] or value end
    if key == "moment" and value then value = words:date((tostring(value):gsub("T.*", ""))) end
    if value then parts[#parts + 1] = tostring(value) end
  end
  if e.why ~= "" then parts[#parts + 1] = e.why end
  return table.concat(parts, "; ")
end


--- One case and its history.
---@param words table
---@param state table
---@param history table[] its events
---@param about { now: string, names: table<string, string>?, sent: table<string, table>? } sent: messages by their ids
---@return table[] document
function show.case(words, state, history, about)
  local rows = {}
  for i, e in ipairs(history) do
    rows[i] = { when = day(words, e.at), step = words.loop.step[e.event] or e.event, who = e.who,
                what = what_of(words, e, about.sent) }
  end
  return { table_of(words, LIST, { case_row(words, state, about.now, about.names) }),
           table_of(words, { "when", "step", "who", "what" }, rows) }
end


--- Findings, and what became of them.
---@param words table
---@param actions table[] of outer.actions
---@param findings table[] of outer.findings
---@return table[] document
function show.findings(words, actions, findings)
  local rows = {}
  for _, one in ipairs(findings) do
    if one.actions == 0 then rows[#rows + 1] = { finding = one.text, state = words.loop.state.found } end
    for _, action in ipairs(actions) do
      if action.finding == one.text or action.finding == one.id then
        rows[#rows + 1] = { finding = one.text, action = action.action, state = words.loop.state[action.state],
                            owner = action.owner, due = day(words, action.tell_due or action.due),
                            late = action.late and words.loop.late.tell or nil }
      end
    end
  end
  if #rows == 0 then return { paragraph(words.loop.nothing) } end
  return { table_of(words, { "finding", "action", "state", "late", "due", "owner" }, rows) }
end


--- Ideas, and what became of them.
---@param words table
---@param ideas table[] of lead.ideas
---@return table[] document none without ideas
function show.ideas(words, ideas)
  local rows = {}
  for i, one in ipairs(ideas) do
    rows[i] = { number = one.id, idea = one.text, from = words.loop.source[one.from], touchpoint = one.touchpoint,
                received = day(words, one.at), used = day(words, one.used), reported = day(words, one.reported) }
  end
  if #rows == 0 then return {} end
  return { table_of(words, { "number", "idea", "from", "touchpoint", "received", "used", "reported" }, rows) }
end


-- ---- figures ----------------------------------------------------------------------------------------------------

local function states_text(words, cases)
  local parts = {}
  for _, name in ipairs(case.STATES) do
    if cases.states[name] then parts[#parts + 1] = words.loop.state[name] .. " " .. words:number(cases.states[name]) end
  end
  if cases.merged > 0 then parts[#parts + 1] = words.loop.state.merged .. " " .. words:number(cases.merged) end
  return table.concat(parts, ", ")
end


local function causes_text(words, cases)
  local parts = {}
  for _, name in ipairs { "people", "system", "usability", "unknown" } do
    if cases.causes[name] then parts[#parts + 1] = words.loop.cause[name] .. " " .. words:number(cases.causes[name]) end
  end
  return table.concat(parts, ", ")
end


-- (3)
local function times_table(words, times)
  local rows = {}
  for i, step in ipairs { "contact", "fix", "tell" } do
    local one = times[step]
    local range = one.low and (one.high and words:range(one.low, one.high, 1) or words:number(one.low, 1) .. "–") or "–"
    rows[i] = { step = words.loop.step[step], n = words:number(one.n), done = words:number(one.done),
                median = words:number(one.median, 1) or "–",
                range = range, in_time = one.in_time and one.in_time.of > 0
                  and ("%d/%d"):format(one.in_time.kept, one.in_time.of) or nil }
  end
  return table_of(words, { "step", "n", "done", "median", "range", "in_time" }, rows)
end


local function effect_text(words, one)
  local l, metric = words.loop, words.metric[one.metric] or one.metric
  local values = { metric = metric, na = words:number(one.told.n), nb = words:number(one.not_told.n) }
  if one.difference == nil then return words:say(l.effect_few, 1, values) end
  values.a, values.b = words:number(one.told.value, 1), words:number(one.not_told.value, 1)
  values.difference = words:number(one.difference, 1)
  values.low, values.high = words:number(one.low, 1) or "–", words:number(one.high, 1) or "–"
  return words:say(l.effect, 1, values)
end


--- "Told 41 of 58 actions", and of cases; nil when there are neither.
---@param words table
---@param summary table of loop.summary
---@return string?
function show.summary(words, summary)
  local l, parts = words.loop, {}
  if summary.of > 0 then
    parts[1] = words:say(l.told_of, 1, { told = words:number(summary.told), of = words:number(summary.of) })
    if summary.late > 0 then parts[#parts + 1] = words:say(l.actions_late, summary.late) end
    if summary.oldest_days then parts[#parts + 1] = words:say(l.waits, summary.oldest_days) end
  end
  local cases = summary.cases
  if cases.of > 0 then
    parts[#parts + 1] = words:say(l.cases_of, 1, { told = words:number(cases.told), of = words:number(cases.of) })
    if cases.late > 0 then parts[#parts + 1] = words:say(l.listed_late, cases.late) end
    if cases.oldest_days then parts[#parts + 1] = words:say(l.waits, cases.oldest_days) end
  end
  return #parts > 0 and table.concat(parts, " ") or nil
end


--- What page one says of a round that is not closed: untold actions, untold customers; nil where all were told.
---@param words table
---@param summary? table of loop.summary
---@return string?
function show.open_round(words, summary)
  if not summary then return nil end
  local l, parts, cases = words.loop, {}, summary.cases
  if summary.told < summary.of then
    parts[1] = words:say(l.open_round, 1, { told = words:number(summary.told), of = words:number(summary.of) })
    if summary.late > 0 then parts[#parts + 1] = words:say(l.actions_late, summary.late) end
    if summary.oldest_days then parts[#parts + 1] = words:say(l.waits, summary.oldest_days) end
  end
  if cases.told < cases.of then
    parts[#parts + 1] = words:say(l.open_cases, 1, { told = words:number(cases.told), of = words:number(cases.of) })
    if cases.late > 0 then parts[#parts + 1] = words:say(l.listed_late, cases.late) end
  end
  return #parts > 0 and table.concat(parts, " ") or nil
end


--- All figures of measure.stats.
---@param words table
---@param stats table
---@return table[] document
function show.stats(words, stats)
  local l, cases, document = words.loop, stats.cases, {}
  local function add(block) document[#document + 1] = block end
  local summary = show.summary(words, stats.summary)
  if summary then add(paragraph(summary)) end
  local f = stats.findings
  if f.found > 0 then
    add(paragraph(words:say(l.findings, 1, { found = f.found, with = f.with_action, actions = f.actions, done = f.done,
                                             told = f.told })))
  end
  if cases.n == 0 then
    add(paragraph(l.nothing))
    return document
  end
  local parts = { words:say(l.at_once, 1, { states = states_text(words, cases) }) }
  if cases.unreachable > 0 then parts[#parts + 1] = words:say(l.given_up, cases.unreachable) end
  if cases.reopened > 0 then
    parts[#parts + 1] = words:say(l.reopened, cases.reopened, { of = words:number(cases.ever_done) })
  end
  parts[#parts + 1] = words:say(l.causes, 1, { causes = causes_text(words, cases) })
  add(paragraph(table.concat(parts, " ")))
  add(times_table(words, stats.times))
  local alone = stats.alone
  if alone then
    add(paragraph(words:say(l.alone, 1, { share = words:percent(alone.value), low = words:number(alone.low, 0),
                                          high = words:number(alone.high, 0), n = words:number(alone.n) })))
  end
  for _, one in ipairs(stats.effect) do
    local asked = one.told.n + one.not_told.n > 0
    if asked then add(paragraph(effect_text(words, one) .. " " .. l.selection)) end            -- (4)
  end
  return document
end


return show
