-- case.lua - one customer's matter, from the answer that opened it to the customer being told
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: events of a ledger, in order; a step that somebody wants to take. Out: the state of a case; whether the step fits.
--
-- (1) A case is open, contacted, fixed, told or confirmed. It is closed when the customer has been told, never before.
-- (2) Telling is also contacting. What is fixed and told may be fixed without a word before, and told without a fix
--     ("we cannot mend it"), but confirmed only after it was told.
-- (3) Reopened, a case begins anew with times of its own; `first` keeps when it was first contacted, fixed and told.
-- (4) Who cannot be reached is not told: the case stays open, but is not late; any later contact or telling ends that.
-- (5) Two cases of one person may be merged; the one merged is closed, and answered by the other. Cases of two people are
--     not: each is told.
-- (6) A forgotten case keeps its times, so that the figures stand, and nothing else; no step can be taken with it.
-- (7) Steps that others have taken meanwhile are not taken twice: see loop.take (loop.lua, 3).

local calendar = require "cx.loop.calendar"

local case = {}

case.STATES = { "open", "contacted", "fixed", "told", "confirmed" }
case.CAUSES = { "people", "system", "usability" }

local KEPT = { "rule", "survey", "touchpoint", "channel", "unit", "moment", "owner", "cause", "contact_due", "tell_due", "text",
               "group", "action", "message" }


-- ---- folding --------------------------------------------------------------------------------------------------

local fold = {}

function fold.open(state, e)
  state.state, state.opened = "open", e.at
end


function fold.contact(state, e)
  if state.state == "open" then state.state = "contacted" end
  state.contacted, state.first.contact, state.unreachable = state.contacted or e.at, state.first.contact or e.at, nil
end


function fold.fix(state, e)
  state.state, state.fixed, state.first.fix = "fixed", e.at, state.first.fix or e.at
end


function fold.tell(state, e)
  fold.contact(state, e)
  state.state, state.told, state.first.tell = "told", e.at, state.first.tell or e.at
end


function fold.confirm(state, e)
  state.state, state.confirmed = "confirmed", e.at
end


function fold.reopen(state, e)
  state.state, state.reopened, state.reopened_at = "open", state.reopened + 1, e.at
  state.contacted, state.fixed, state.told, state.confirmed, state.unreachable = nil, nil, nil, nil, nil
  state.action, state.message = e.data.action, e.data.message
end


fold["cannot reach"] = function(state, e)
  state.tries, state.unreachable = state.tries + 1, e.at
end


function fold.merge(state, e)
  state.merged, state.merged_at = e.data.into or state.merged or "", e.at
end


-- Another had it before it was fixed: it was handed over.
function fold.assign(state, e, owner)
  if owner and owner ~= e.data.owner and not state.first.fix then state.first.assign = state.first.assign or e.at end
end


function fold.note() end
function fold.join(state) state.joined = state.joined + 1 end


--- The next state of a case; for ledger:state("case", { reducer = case.reduce }).
---@param state table?
---@param e table an event
---@return table
function case.reduce(state, e)
  state = state or { id = e.id, state = "open", opened = e.at, reopened = 0, tries = 0, joined = 0, first = {} }
  local owner = state.owner
  for _, key in ipairs(KEPT) do
    if e.data[key] ~= nil then state[key] = e.data[key] end
  end
  if fold[e.event] then fold[e.event](state, e, owner) end
  if e.event ~= "join" then state.person = e.person or state.person end
  state.forgotten = e.forgotten or state.forgotten
  state.changed, state.who, state.last, state.seq = e.at, e.who, e.event, e.seq
  return state
end


--- The same state, to be changed apart.
---@param state table
---@return table
function case.copy(state)
  local copy, first = {}, {}
  for key, value in pairs(state) do copy[key] = value end
  for key, value in pairs(state.first) do first[key] = value end
  copy.first = first
  return copy
end


-- ---- asking ---------------------------------------------------------------------------------------------------

--- True when the customer has been told, or the case is merged (1).
---@param state table
---@return boolean
function case.is_closed(state)
  return state.merged ~= nil or state.state == "told" or state.state == "confirmed"
end


--- What is late of a case: "tell", "contact", or nil (4).
---@param state table
---@param now string
---@return string? what, string? due
function case.late(state, now)
  if case.is_closed(state) or state.unreachable or state.forgotten then return nil end
  if calendar.is_over(state.tell_due, now) then return "tell", state.tell_due end
  if not state.contacted and calendar.is_over(state.contact_due, now) then return "contact", state.contact_due end
end


-- ---- steps ----------------------------------------------------------------------------------------------------

local done = { told = "was told", confirmed = "was confirmed" }

-- Steps that may only be taken with a case that is not closed.
local function still_open(state)
  if done[state.state] then return ("it %s; reopen it first"):format(done[state.state]) end
end


local allowed = { contact = still_open, tell = still_open, ["cannot reach"] = still_open }

function allowed.fix(state)
  if state.state == "fixed" then return "it was fixed; reopen it first, where that did not hold" end
  return still_open(state)
end


function allowed.confirm(state, _, _, at)
  if state.state == "confirmed" then return "it was confirmed" end
  if state.state ~= "told" then return ("it is %s: the customer has not been told; tell first"):format(state.state) end
  if state.told and at:sub(1, 10) < state.told:sub(1, 10) then
    return ("%s is before the customer was told, %s"):format(at, state.told)
  end
end


function allowed.reopen(state, _, _, at)
  if state.state == "open" or state.state == "contacted" then
    return ("it is %s, and needs no reopening"):format(state.state)
  end
  local before = state.confirmed or state.told or state.fixed
  if before and at:sub(1, 10) < before:sub(1, 10) then return ("%s is before it was %s, %s"):format(at, state.state, before) end
end


function allowed.assign(state, data)
  if state.owner == data.owner then return ("it is %s's"):format(data.owner) end
end


function allowed.note() end
function allowed.join() end


function allowed.merge(state, data, into)
  if state.id == data.into then return "it cannot be merged into itself" end
  if into.merged or into.forgotten then return ("%s is itself no case to merge into"):format(into.id) end
  if not state.person or state.person ~= into.person then
    return ("%s is another person's; tell both, which one message can do"):format(into.id)
  end
end


--- Nil when a step fits a case, or what stands in the way, in words.
---@param state table
---@param name string the event
---@param data table of the event
---@param at string when
---@param into? table the case that is merged into
---@return string?
function case.misfit(state, name, data, at, into)
  local trouble
  if state.forgotten then trouble = "its person was forgotten"
  elseif state.merged then trouble = ("it was merged into %s; name that"):format(state.merged)
  elseif require "cx.core".time(at) < require "cx.core".time(#at == 10 and state.opened:sub(1, 10) or state.opened) then
    trouble = ("%s is before its opening %s"):format(at, state.opened)
  elseif state.reopened_at and at:sub(1, 10) < state.reopened_at:sub(1, 10) then
    trouble = ("%s is before it was opened again, %s"):format(at, state.reopened_at)
  else trouble = allowed[name](state, data, into, at) end
  return trouble and ("case %s: %s"):format(state.id, trouble)
end


return case
