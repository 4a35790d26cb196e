-- share.lua - a share of one's own over the cases of a contact log
--
--   file > rows > BATCH > TALLY > metric > goal > report
--
-- In: shares = { offer_in_a_day = { within = { from = "asked", to = "offered", hours = 24 } }, ... }, the known events.
-- Out: for each a function: a case, now -> "1", "0", or the reason why it is neither.
--
-- (1) has: all these events are there; any: one of them is; without: none of them. Several of these must all hold.
-- (2) within: from its first `from` the case reaches `to` in so many hours of the clock, the last second included. A `to`
--     before its `from` is none. Without a `from` the rule does not apply ("does not apply"); while the hours are not over
--     it is too early to tell ("not due yet"). In place of hours, time = "2 working hours", "1 working day" or another time of
--     contact/allowed.lua, by the holidays of the log or of the plan.
-- (3) of: only cases with one of these events; others are "does not apply".
-- (4) rule: a function of the case, { id =, events = { { names =, code =, at =, due = }, ... }, first = f(name), n = f(name) };
--     true, false, or nil for "does not apply".

local caller = require "cx.caller"
local complain = require "cx.complain"

local share = {}

local KNOWN = { "has", "any", "without", "within", "of", "rule", "text" }
local WITHIN = { "from", "to", "hours", "time" }


-- ---- declaring -------------------------------------------------------------------------------------------

-- A list of known events from one or several.
local function events_of(word, given, known)
  local list = type(given) == "table" and given or { given }
  if #list == 0 then caller.raise(("%s: an event or a list of events is wanted"):format(word)) end
  for _, name in ipairs(list) do
    local is_known = false
    for _, one in ipairs(known) do is_known = is_known or one == name end
    if not is_known then caller.raise(word .. ": " .. complain.message("event", name, known, #known)) end
  end
  return list
end


local function read_within(word, given, known)
  if type(given) ~= "table" then
    caller.raise(("%s.within: { from = \"asked\", to = \"answered\", hours = 24 } is wanted, not %s"):format(word,
      complain.show(given)))
  end
  caller.known("key of within", given, WITHIN)
  local hours, time = given.hours, require "cx.contact.allowed".read(given.time)
  if given.time ~= nil and (hours ~= nil or not time) then
    caller.raise(('%s.within: time: one such as "2 working hours" is wanted, in place of hours, not %s'):format(word,
      complain.show(given.time)))
  end
  if not time and (math.type(hours) == nil or not (hours >= 0 and hours <= 1e6)) then
    caller.raise(("%s.within: hours: a number from 0 is wanted, not %s"):format(word, complain.show(hours)))
  end
  return { from = events_of(word .. ".within.from", given.from, known), to = events_of(word .. ".within.to", given.to, known),
           seconds = not time and hours * 3600 or nil, time = time }
end


--- Checks a share and reads it.
---@param name string
---@param given any
---@param known string[] events
---@return table
function share.read(name, given, known)
  local word = ("shares.%s"):format(name)
  if type(given) ~= "table" then
    caller.raise(("%s: a table is wanted, as in { has = \"solved\", without = \"asked_leave\" }, not %s"):format(word,
      complain.show(given)))
  end
  caller.known("key of " .. word, given, KNOWN)
  local made = { rule = given.rule, text = given.text, within = given.within ~= nil and read_within(word, given.within, known) }
  for _, key in ipairs { "has", "any", "without", "of" } do
    if given[key] ~= nil then made[key] = events_of(word .. "." .. key, given[key], known) end
  end
  if given.rule ~= nil and type(given.rule) ~= "function" then
    caller.raise(("%s.rule: a function of a case is wanted, not %s"):format(word, complain.show(given.rule)))
  end
  if given.text ~= nil and (type(given.text) ~= "string" or not given.text:find "%S") then
    caller.raise(word .. ".text: a text is wanted")
  end
  if not (made.has or made.any or made.without or made.within or made.rule) then
    caller.raise(("%s: what does it count? has, any, without, within or rule"):format(word))
  end
  return made
end


-- ---- judging ---------------------------------------------------------------------------------------------

local function first_of(case, names, from)
  local best
  for _, name in ipairs(names) do
    for _, at in ipairs(case.at[name] or {}) do
      if (not from or at >= from) and (not best or at < best) then best = at end
    end
  end
  return best
end


local function has_any(case, names)
  for _, name in ipairs(names) do
    if case.at[name] then return true end
  end
  return false
end


local function has_all(case, names)
  for _, name in ipairs(names) do
    if not case.at[name] then return false end
  end
  return true
end


-- "1", "0" or why neither (2); true in second place when a `to` came too soon.
local function within(case, rule, now_at)
  local from = first_of(case, rule.from)
  if not from then return "does not apply" end
  local to, last = first_of(case, rule.to, from), rule.seconds and from + rule.seconds or case.last(from, rule.time)
  local too_soon = not to and first_of(case, rule.to) ~= nil
  if to and to <= last then return "1", too_soon end
  if not to and now_at <= last then return "not due yet", too_soon end
  return "0", too_soon
end


-- What a function says of a case (4).
local function asked(case, rule, name)
  local events = {}
  for i, event in ipairs(case.events) do
    events[i] = { names = event.kind.names or {}, code = event.kind.code, at = event.at, due = event.due_at }
  end
  local said = rule { id = case.id, events = events,
                      first = function(event) return case.at[event] and case.at[event][1] end,
                      n = function(event) return #(case.at[event] or {}) end }
  if said == nil then return "does not apply" end
  if type(said) ~= "boolean" then
    error(("shares.%s.rule: true, false or nil is wanted of it, not %s"):format(name, complain.show(said)), 0)
  end
  return said and "1" or "0"
end


--- What a share says of a case: "1", "0", or the reason why neither; whether `to` came before `from`.
---@param made table of share.read
---@param name string
---@param case table with at = { event = { seconds, ... } }, last = f(at, time) for a time allowed
---@param now_at integer
---@return string, boolean?
function share.judge(made, name, case, now_at)
  if made.of and not has_any(case, made.of) then return "does not apply" end    -- (3)
  if made.has and not has_all(case, made.has) or made.any and not has_any(case, made.any)
    or made.without and has_any(case, made.without) then return "0" end         -- (1)
  if made.rule then
    local said = asked(case, made.rule, name)
    if said ~= "1" then return said end
  end
  if made.within then return within(case, made.within, now_at) end
  return "1"
end


return share
