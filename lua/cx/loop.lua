-- loop.lua - the closed loop: cases from answer to telling, findings from action to telling the clientele
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, its ledger, what somebody did. Out: events in the ledger, and the plan's hook called for each.
--
-- (1) The ledger stands beside the plan, with the plan's name: plan.lua has plan.ledger. A plan may name another:
--     ledger = "file", or { at = "postgres://...", key = "plan.key", persons = "plain" }.
-- (2) What is done is done for all cases named, or for none: a step that does not fit one of them does nothing.
-- (3) A step is meant for a case as it was seen. Where another run has changed the case meanwhile the step is not taken, and
--     that is said.
-- (4) Opening again opens nothing twice (loop/rule.lua, 3). Answers of one group join the case that is open for it.
-- (5) The hook is called after its event is kept: hook(case, event). What it raises is told, and undoes nothing.
-- (6) Ids are eight letters and figures, drawn; nothing of the person is in them. Any beginning that is one case's will do.
-- (7) Telling by a message keeps the message too: its text, and the action that it reports.
-- (8) Nothing is done in the future; whose clock a time is by says loop/clock.lua.

local case = require "cx.loop.case"
local clock = require "cx.loop.clock"

local loop = {}

local LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


-- ---- the ledger (1) ---------------------------------------------------------------------------------------------

-- The plan's file without its folder, "plan" where it is none.
local function stem_of(plan)
  local file = (plan.inside.place or ""):match "^(.*):%d+$"
  return file and file:match("([^/]+)$"):gsub("%.lua$", "") or "plan"
end


--- The name that a plan's ledger goes by.
---@param plan table
---@return string
function loop.name(plan) return plan.name or stem_of(plan) end


--- Where a plan's ledger is, and its options.
---@param plan table
---@return string where, { key: string?, persons: string? } options
function loop.place(plan)
  local given = plan.ledger
  if type(given) == "string" then given = { at = given } end
  given = given or {}
  local at, folder = given.at or stem_of(plan) .. ".ledger", plan.inside.folder or ""
  local is_server = require "cx.ledger.postgres".is(at)
  local function placed(path) return path and path:sub(1, 1) ~= "/" and folder .. path or path end
  return is_server and at or placed(at), { key = placed(given.key), persons = given.persons }
end


--- Opens the ledger of a plan. With create = false, or look = true, which is for reading alone, one that is not there is nil,
--- message, "no_file". any = true takes the ledger of a plan of another name too.
---@param plan table
---@param options? { who: string?, now: string?, create: boolean?, look: boolean?, any: boolean? }
---@return cx.Ledger? ledger, string? message, string? code
function loop.ledger(plan, options)
  options = options or {}
  local where, own = loop.place(plan)
  local now = options.now
  if now and require "cx.ledger.event".is_time(now) then now = clock.utc(plan, now) end
  return require "cx.ledger".open(where, { plan = not options.any and loop.name(plan) or nil, who = options.who, now = now,
    create = options.create, look = options.look, key = own.key, persons = own.persons })
end


--- The states of all cases, and their ids in the order of their opening.
---@param ledger cx.Ledger
---@return table<string, table> cases, string[] ids
function loop.cases(ledger)
  return ledger:state("case", { reducer = case.reduce })
end


--- The case whose id begins so (6), or nil and what is wrong.
---@param cases table<string, table>
---@param prefix string
---@return table? state, string? message, string? code
function loop.find(cases, prefix)
  if cases[prefix] then return cases[prefix] end
  local found = {}
  for id in pairs(cases) do
    if id:sub(1, #prefix) == prefix and prefix ~= "" then found[#found + 1] = id end
  end
  table.sort(found)
  if #found == 1 then return cases[found[1]] end
  if #found == 0 then return nil, ("there is no case %s; list shows those that there are"):format(prefix), "no_case" end
  return nil, ("%s may be %s; give more of its id"):format(prefix, require "cx.complain".list(found, 5)), "no_case"
end


-- An id that nobody has (6).
local function new_id(taken)
  repeat
    local letters = {}
    for i = 1, 8 do
      local at = math.random(#LETTERS)
      letters[i] = LETTERS:sub(at, at)
    end
    local id = table.concat(letters)
    if not taken[id] then
      taken[id] = true
      return id
    end
  until false
end


-- ---- the hook (5) -----------------------------------------------------------------------------------------------

-- Calls the plan's hook for what was added after a number; gives what it raised.
local function call_hook(plan, ledger, after, ids)
  local hook, raised = plan.inside.loop and plan.inside.loop.hook, {}
  if not hook then return raised end
  local cases = loop.cases(ledger)
  for e in ledger:events { kind = "case", since = after } do
    if ids[e.id] then
      local done, message = pcall(hook, cases[e.id], e)
      if not done then raised[#raised + 1] = ("hook: case %s: %s"):format(e.id, tostring(message)) end
    end
  end
  return raised
end


local function last_of(ledger) return require "cx.ledger.event".last(ledger.store) end


-- Adds events of cases and others, and calls the hook. Gives how many were added and what the hook raised.
local function append(plan, ledger, events)
  local after, message, code = last_of(ledger)
  if not after then return nil, message, code end
  local added, left_out
  added, left_out, code = ledger:append(events)
  if not added then return nil, left_out, code end
  local ids = {}
  for _, e in ipairs(events) do
    if e.kind == "case" then ids[e.id] = true end
  end
  return added, left_out, added > 0 and call_hook(plan, ledger, after, ids) or {}
end


-- ---- opening (4) ------------------------------------------------------------------------------------------------

local DATA = { "rule", "survey", "touchpoint", "channel", "unit", "moment", "owner", "cause", "contact_due", "tell_due",
               "text" }

local function event_of(candidate, id)
  local data = {}
  for _, key in ipairs(DATA) do data[key] = candidate[key] end
  return { kind = "case", id = id, event = "open", data = data, person = candidate.person, unique = candidate.unique }
end


-- The open cases of groups, and the answers that are in them: group -> id, mark -> true.
local function groups_of(ledger, cases)
  local open, marks = {}, {}
  for e in ledger:events { kind = "case" } do
    if e.data.mark then marks[e.data.mark] = true end
    if e.data.group and not case.is_closed(cases[e.id]) then open[e.data.group] = e.id end
  end
  return open, marks
end


-- The event of a candidate that belongs to a group: it opens a case, or joins one; nil where it is known.
local function grouped(ledger, one, known, taken)
  local group, message, code = ledger:person(table.concat({ "group", one.survey, one.rule, one.group }, "\0"))
  if not group then return nil, message, code end
  local mark = ledger:person(one.unique)
  if known.marks[mark] then return false end
  known.marks[mark] = true
  local e = event_of(one, known.open[group] or new_id(taken))
  if known.open[group] then e.event, e.data = "join", { moment = one.moment } end
  e.data.group, e.data.mark = group, mark
  known.open[group] = e.id
  return e
end


-- Candidates as events.
local function events_of(ledger, list)
  local cases = loop.cases(ledger)
  local events, taken, known = {}, {}, nil
  for id in pairs(cases) do taken[id] = true end
  for _, one in ipairs(list) do
    local e
    if one.group then
      known = known or {}
      if not known.open then known.open, known.marks = groups_of(ledger, cases) end
      local message, code
      e, message, code = grouped(ledger, one, known, taken)
      if e == nil then return nil, message, code end
    else
      e = event_of(one, new_id(taken))
    end
    if e then events[#events + 1] = e end
  end
  return events
end


--- Opens the cases that the plan's rules ask for. since: answers from before that day open nothing.
---@param plan table
---@param ledger cx.Ledger
---@param options? { since: string? }
---@return table? done { opened =, known =, forgotten =, nobody =, old =, early =, dropped =, raised = }
---@return string? message, string? code
function loop.open(plan, ledger, options)
  local list, counts, code = require "cx.loop.rule".candidates(plan, { now = ledger:now(), since = (options or {}).since })
  if not list then return nil, counts, code end
  local events, message
  events, message, code = events_of(ledger, list)
  if not events then return nil, message, code end
  local added, left_out, raised = append(plan, ledger, events)
  if not added then return nil, left_out, raised end
  counts.opened, counts.raised, counts.forgotten = added, raised, left_out.forgotten
  counts.known = left_out.known + #list - #events
  return counts
end


--- Opens a case by hand: { person =, touchpoint =, owner =, cause =, text =, contact_due =, tell_due = }.
---@param plan table
---@param ledger cx.Ledger
---@param given table
---@return table? done { id =, added =, raised = }, string? message, string? code
function loop.open_one(plan, ledger, given)
  local at, message, code = clock.deed(plan, given.at, ledger:now())
  if not at then return nil, message, code end
  for _, key in ipairs { "contact_due", "tell_due" } do
    if given[key] and given[key] < at:sub(1, 10) then
      return nil, ("%s %s is before its opening %s"):format(key:gsub("_", " "), given[key], at:sub(1, 10)), "usage"
    end
  end
  local taken, data = {}, {}
  for id in pairs((loop.cases(ledger))) do taken[id] = true end
  for _, key in ipairs(DATA) do data[key] = given[key] end
  for _, one in ipairs(plan.inside.touchpoints) do
    if given.touchpoint ~= nil and (one.id == given.touchpoint or one.name == given.touchpoint) then
      data.owner = data.owner or one.owner
    end
  end
  local id = new_id(taken)
  local added, left_out, raised = append(plan, ledger, { { kind = "case", id = id, event = "open", data = data,
    person = given.person, at = at, why = given.why } })
  if not added then return nil, left_out, raised end
  if added == 0 then return nil, "the person was forgotten: no case is opened", "forgotten" end
  return { id = id, added = added, raised = raised }
end


-- ---- steps (2) (3) ----------------------------------------------------------------------------------------------

--- Checks steps against the cases as they are: { { id =, event =, data =, at =, why = }, ... }. Gives events, or nil and
--- what stands in the way.
---@param plan table
---@param ledger cx.Ledger
---@param cases table<string, table>
---@param steps table[]
---@return table[]? events, string? message, string? code
function loop.checked(plan, ledger, cases, steps)
  local events, troubles, after = {}, {}, {}
  for i, step in ipairs(steps) do
    local seen, data = cases[step.id], step.data or {}
    local at, trouble = clock.deed(plan, step.at, ledger:now())                                                -- (8)
    if not at then trouble, at = ("case %s: %s"):format(step.id, trouble), ledger:now() end
    local state = after[step.id] or seen
    trouble = trouble or case.misfit(state, step.event, data, at, data.into and (after[data.into] or cases[data.into]))
    if trouble then troubles[#troubles + 1] = trouble end
    events[i] = { kind = "case", id = step.id, event = step.event, data = data, at = at, why = step.why,
                  unique = table.concat({ "step", step.id, tostring(seen.seq), step.event }, "\0") }            -- (3)
    after[step.id] = case.reduce(case.copy(state), { id = step.id, event = step.event, data = data, at = at, seq = seen.seq })
  end
  if #troubles == 0 then return events end
  local more = #troubles > 1 and (" (and %d more like it; nothing was done)"):format(#troubles - 1) or ""
  return nil, troubles[1] .. more, "step"
end


--- Takes a step with cases, all or none: (2), (3). `also` are other events of the same moment: a message, say.
---@param plan table
---@param ledger cx.Ledger
---@param steps table[]
---@param also? table[]
---@return { added: integer, changed: integer, raised: string[] }? done, string? message, string? code
function loop.take(plan, ledger, steps, also)
  local events, message, code = loop.checked(plan, ledger, (loop.cases(ledger)), steps)
  if not events then return nil, message, code end
  for _, e in ipairs(also or {}) do events[#events + 1] = e end
  local added, left_out, raised = append(plan, ledger, events)
  if not added then return nil, left_out, raised end
  return { added = added, changed = left_out.known, raised = raised }
end


--- The times that a case gets when it is opened again: its rule's, from then.
---@param plan table
---@param state table
---@param at string
---@return table data
function loop.times(plan, state, at)
  local data = {}
  for _, one in ipairs(plan.inside.loop and plan.inside.loop.rules or {}) do
    if one.id == state.rule then
      data.contact_due = one.contact and clock.due(plan, at, one.contact)
      data.tell_due = one.tell and clock.due(plan, at, one.tell)
    end
  end
  return data
end


--- Tells cases, by one message where there is a text or an action (7).
---@param plan table
---@param ledger cx.Ledger
---@param ids string[]
---@param given { text: string?, action: string?, at: string?, why: string?, to: string?, by: string?, reach: integer? }
---@return table? done, string? message, string? code
function loop.tell(plan, ledger, ids, given)
  local steps, also, message = {}, {}, nil
  local at, wrong, why = clock.deed(plan, given.at, ledger:now())
  if not at then return nil, wrong, why end
  local action = given.action and require "cx.loop.outer".find(plan, given.action)
  if action and action.id == given.action then
    local event, trouble, code = require "cx.loop.outer".telling(plan, ledger, given.action, given)             -- it is done
    if not event then return nil, trouble, code end
    if given.to or given.by or given.reach then also[1] = event end             -- told to all, not to these alone
  end
  if given.text or given.action then
    message = new_id {}
    also[#also + 1] = { kind = "message", id = message, event = "send", at = at, why = given.why,
                data = { text = given.text, action = given.action, cases = #ids, to = given.to, by = given.by,
                         reach = given.reach } }
  end
  for i, id in ipairs(ids) do
    steps[i] = { id = id, event = "tell", at = at, why = given.why, data = { action = given.action, message = message } }
  end
  return loop.take(plan, ledger, steps, also)
end


--- The names of the people in the ledger, from the surveys that the rules look at: fingerprint -> name. The ledger has none.
---@param plan table
---@param ledger cx.Ledger
---@return table<string, string>? names, string? message, string? code
function loop.names(plan, ledger)
  local names, seen = {}, {}
  if not plan.inside.loop then return names end
  local done, message, code = require "cx.loop.rule".people(plan, function(raw)
    if not seen[raw] then
      seen[raw] = true
      names[ledger:person(raw) or ""] = raw
    end
  end)
  if not done then return nil, message, code end
  return names
end


--- How the round stands: { told =, of =, late =, oldest_days =, cases = { the same } }; see loop/outer.lua.
---@param ledger? cx.Ledger
---@param plan table
---@param today? string
---@return table
function loop.summary(ledger, plan, today)
  return require "cx.loop.outer".summary(ledger, plan, today)
end


--- How the round of a plan stands on a day, with what its ledger holds, where there is one; nil for a plan that has nobody to
--- tell anything. Second, its actions as outer.actions gives them. Where the plan has a privacy, cases are not counted: they
--- say what so many people answered. What the world does is raised at the plan's line.
---@param plan table
---@param today string
---@return table? stand, table[] actions
function loop.stand(plan, today)
  local ledger, message, code = loop.ledger(plan, { look = true })
  if not ledger and code ~= "no_file" then error(("%s: %s"):format(plan.inside.place or "plan", message), 0) end
  local actions
  local done, made = pcall(function()
    actions = require "cx.loop.outer".actions(plan, ledger, today)
    return loop.summary(ledger, plan, today)
  end)
  if ledger then ledger:close() end
  if not done then error(made, 0) end
  if plan.privacy then made.cases = { told = 0, of = 0, late = 0, unreachable = 0, hidden = true } end
  return (made.of > 0 or made.cases.of > 0) and made or nil, actions
end


--- Applies the plan's retention of cases; how many events became tombstones.
---@param plan table
---@param ledger table
---@return integer? events, string? message, string? code
function loop.retain(plan, ledger)
  local period = plan.inside.loop and plan.inside.loop.retention
  if not period then return 0 end
  return ledger:retain { case = period }
end


return loop
