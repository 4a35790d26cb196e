-- outer.lua - the loop of a finding: found, acted, told to the clientele
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan's actions, what the ledger holds of findings and actions, the day. Out: findings and actions with where they
-- stand; how many were told.
--
-- (1) The plan declares findings and actions; the ledger adds findings, what was done (act) and what was told (tell): to
--     whom, by what, whom it reached. What either says was done was done.
-- (2) A finding is acted on when one of its actions is done, and told when one of these was told to the clientele.
-- (3) An action whose telling is planned or done counts. Told is what was told; late is what is past its day of telling.
-- (4) Surveys without names have this loop only; one with cases has both, and they are counted apart.
-- (5) An action is told only when it is done: what is merely meant is no report.
-- (6) An action that opens later than the day is asked of is not there yet: neither told nor untold, and no finding's.
-- (7) waiting: of the actions that are late, to be done or, when done, to be told, the one that is so longest: what
--     management is asked about.

local calendar = require "cx.loop.calendar"
local case = require "cx.loop.case"
local clock = require "cx.loop.clock"

local outer = {}


local function fold_action(state, e)
  state = state or { id = e.id, first = e.at }
  if e.event == "act" then
    state.done = state.done or e.at
  elseif e.event == "tell" then
    state.told = state.told or e.at
    state.to, state.by, state.reach = e.data.to or state.to, e.data.by or state.by, e.data.reach or state.reach
  end
  return state
end


-- A day that has come, or nil.
local function come(day, today)
  return day and day:sub(1, 10) <= today and day or nil
end


local function earlier(a, b)
  if a and b then return a < b and a or b end
  return a or b
end


local function action_of(one, kept, today)
  kept = kept or {}
  local tell = one.tell or {}
  local made = { id = one.id, finding = one.finding or one.action, action = one.action, owner = one.owner, cause = one.cause,
                 due = one.due, opened = one.opened or kept.first, done = earlier(come(one.done, today), kept.done),
                 told = earlier(come(tell.told, today), kept.told), tell_due = tell.due, to = kept.to or tell.to,
                 by = kept.by or tell.by, reach = kept.reach or tell.reach, planned = one.tell ~= nil }
  made.state = made.told and "told" or made.done and "acted" or "found"
  made.late = not made.told and calendar.is_over(made.tell_due, today)
  made.later = not (made.done or made.told) and one.opened ~= nil and one.opened > today                        -- (6)
  return made
end


--- Every action of the plan, where it stands (1).
---@param plan table
---@param ledger? cx.Ledger
---@param today string
---@return table[]
function outer.actions(plan, ledger, today)
  local kept, list = {}, {}
  if ledger then kept = ledger:state("action", { reducer = fold_action }) end
  for i, one in ipairs(plan.inside.actions or {}) do list[i] = action_of(one, kept[one.id], today) end
  return list
end


local function copy(source)
  local made = {}
  for key, value in pairs(source) do made[key] = value end
  return made
end


-- An action as declared, with the days on which it was done and told (1).
local function with_days(given, one)
  local made = copy(given)
  made.done = given.done or one.done and one.done:sub(1, 10) or nil
  if one.told then
    made.tell = type(given.tell) == "table" and copy(given.tell) or { to = given.tell }
    for _, key in ipairs { "to", "by", "reach" } do made.tell[key] = made.tell[key] or one[key] end
    made.tell.told = made.tell.told or one.told:sub(1, 10)
  end
  return made
end


--- The section implement as a plan declares it, its actions with what the ledger says of them.
---@param given? table
---@param actions table[] of outer.actions
---@return table?
function outer.declared(given, actions)
  if not given or not given.actions then return given end
  local made = copy(given)
  made.actions = {}
  for i, one in ipairs(given.actions) do made.actions[i] = actions[i] and with_days(one, actions[i]) or one end
  return made
end


local RANK = { found = 1, acted = 2, told = 3 }

--- Every finding: { text, state, actions, id, at, touchpoint } in the order of the plan, then of the ledger (2).
---@param ledger? cx.Ledger
---@param actions table[] of outer.actions
---@return table[]
function outer.findings(ledger, actions)
  local list, at = {}, {}
  local function add(text, id)
    local made = at[text] or at[id]
    if not made then
      made = { text = text, id = id, state = "found", actions = 0 }
      list[#list + 1] = made
    end
    at[text], at[id or text] = made, made
    return made
  end
  if ledger then
    for e in ledger:events { kind = "finding" } do
      if e.event == "find" and e.data.text then
        local made = add(e.data.text, e.id)
        made.at, made.touchpoint = e.at, e.data.touchpoint
      end
    end
  end
  for _, one in ipairs(actions) do
    if not one.later then
      local made = add(one.finding)
      made.actions = made.actions + 1
      if RANK[one.state] > RANK[made.state] then made.state = one.state end
    end
  end
  return list
end


-- Days since the earliest of some moments, or nil.
local function oldest(moments, today)
  local first
  for _, moment in ipairs(moments) do first = earlier(first, moment) end
  return first and math.max(0, math.floor(calendar.days(first:sub(1, 10), today))) or nil
end


local function of_actions(actions, today)
  local made, waiting = { told = 0, of = 0, late = 0 }, {}
  for _, one in ipairs(actions) do
    if not one.later and (one.planned or one.told) then                         -- (3)
      made.of = made.of + 1
      if one.told then made.told = made.told + 1
      else waiting[#waiting + 1] = earlier(one.opened, one.done) end
      if one.late then made.late = made.late + 1 end
    end
  end
  made.oldest_days = oldest(waiting, today)
  return made
end


local function of_cases(cases, ids, today)
  local made, waiting = { told = 0, of = 0, late = 0, unreachable = 0 }, {}
  for _, id in ipairs(ids) do
    local state = cases[id]
    if not state.merged and not (state.forgotten and not case.is_closed(state)) then
      made.of = made.of + 1
      if case.is_closed(state) then made.told = made.told + 1
      else waiting[#waiting + 1] = state.opened end
      if state.unreachable then made.unreachable = made.unreachable + 1 end
      if case.late(state, today) then made.late = made.late + 1 end
    end
  end
  made.oldest_days = oldest(waiting, today)
  return made
end


-- (7)
local function waiting_of(actions, today)
  local found
  for _, one in ipairs(actions) do
    local due = not one.told and (one.done and one.tell_due or not one.done and one.due) or nil
    if due and calendar.is_over(due, today) and (not found or due < found.due) then
      found = { id = one.id, action = one.action, owner = one.owner, to = one.to, due = due, done = one.done ~= nil }
    end
  end
  if found then found.days = math.floor(calendar.days(found.due, today)) end
  return found
end


--- How the round stands: told, of, late and oldest_days of the actions, and the same of the cases (3) (4); waiting (7).
---@param ledger? cx.Ledger
---@param plan table
---@param today? string the ledger's time unless given
---@return { told: integer, of: integer, late: integer, oldest_days: integer?, waiting: table?, cases: table }
function outer.summary(ledger, plan, today)
  today = today or ledger and ledger:now():sub(1, 10) or os.date "!%Y-%m-%d"
  local actions = outer.actions(plan, ledger, today)
  local made = of_actions(actions, today)
  made.waiting = waiting_of(actions, today)
  local cases, ids = {}, {}
  if ledger then cases, ids = require "cx.loop".cases(ledger) end
  made.cases = of_cases(cases, ids, today)
  return made
end


-- ---- deeds ----------------------------------------------------------------------------------------------------

--- The action of a plan whose id, or its beginning, is given; or nil and what is wrong.
---@param plan table
---@param given string
---@return table? action, string? message, string? code
function outer.find(plan, given)
  local found, ids = {}, {}
  for i, one in ipairs(plan.inside.actions or {}) do
    if one.id == given then return one end
    if given ~= "" and one.id:sub(1, #given) == given then found[#found + 1] = one end
    ids[i] = one.id
  end
  local complain = require "cx.complain"
  if #found == 1 then return found[1] end
  if #ids == 0 then return nil, ("there is no action '%s': the plan has none"):format(given), "no_action" end
  if #found == 0 then return nil, complain.message("action", given, ids), "no_action" end
  for i, one in ipairs(found) do found[i] = one.id end
  return nil, ("'%s' may be %s; give more of it"):format(given, complain.list(found, 5)), "no_action"
end


--- Adds the first event of a new thing under an id of a letter and a number. Gives the id.
---@param ledger cx.Ledger
---@param letter string
---@param e table an event without id
---@return string? id, string? message, string? code
function outer.begin(ledger, letter, e)
  local last, message, code = require "cx.ledger.event".last(ledger.store)
  while last do
    local id, added = letter .. last + 1
    e.id, e.unique = id, e.kind .. "\0" .. id
    added, message, code = ledger:append { e }
    if not added then return nil, message, code end
    if added == 1 then return id end
    last = last + 1                                                             -- another run took that id meanwhile
  end
  return nil, message, code
end


--- Keeps a finding: { text =, touchpoint =, why = }. Gives its id.
---@param ledger cx.Ledger
---@param given table
---@return string? id, string? message, string? code
function outer.keep(ledger, given)
  return outer.begin(ledger, "f", { kind = "finding", event = "find", why = given.why,
    data = { text = given.text, touchpoint = given.touchpoint } })
end


-- The state of one action now.
local function state_of(plan, ledger, id, today)
  for _, one in ipairs(outer.actions(plan, ledger, today)) do
    if one.id == id then return one end
  end
end


--- Says that an action is done.
---@param plan table
---@param ledger cx.Ledger
---@param id string
---@param given { at: string?, why: string? }
---@return integer? added, string? message, string? code
function outer.act(plan, ledger, id, given)
  local at, wrong, why = clock.deed(plan, given.at, ledger:now())
  if not at then return nil, ("action '%s': %s"):format(id, wrong), why end
  local one = state_of(plan, ledger, id, at:sub(1, 10))
  if one.done then return nil, ("action '%s': it was done %s"):format(id, one.done:sub(1, 10)), "step" end
  if one.opened and at:sub(1, 10) < one.opened:sub(1, 10) then
    return nil, ("action '%s': %s is before its opening %s"):format(id, at, one.opened:sub(1, 10)), "step"
  end
  local added, message, code = ledger:append { { kind = "action", id = id, event = "act", at = at, why = given.why } }
  if not added then return nil, message, code end
  return added
end


--- The event that says that the clientele was told of an action (5); nil and what is wrong.
---@param plan table
---@param ledger cx.Ledger
---@param id string
---@param given { at: string?, why: string?, to: string?, by: string?, reach: integer?, text: string? }
---@return table? event, string? message, string? code
function outer.telling(plan, ledger, id, given)
  local at, wrong, why = clock.deed(plan, given.at, ledger:now())
  if not at then return nil, ("action '%s': %s"):format(id, wrong), why end
  local one = state_of(plan, ledger, id, at:sub(1, 10))
  if not one.done then
    return nil, ("action '%s': it is not done yet; say that it is, with act, and tell then"):format(id), "step"
  end
  if at:sub(1, 10) < one.done:sub(1, 10) then
    return nil, ("action '%s': %s is before it was done, %s"):format(id, at, one.done:sub(1, 10)), "step"
  end
  return { kind = "action", id = id, event = "tell", at = at, why = given.why,
           data = { to = given.to or one.to, by = given.by or one.by, reach = given.reach, text = given.text } }
end


return outer
