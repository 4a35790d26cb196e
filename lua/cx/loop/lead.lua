-- lead.lua - the leading's own deeds: ideas received, used and told back; days on which management met customers
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: what somebody did, the ledger. Out: events in the ledger; figures for cx.leading, nil where there is nothing of it yet.
--
-- (1) An idea comes from a customer or from the staff; it may be used, and whoever gave it may be told what became of it.
--     Used and told back are two deeds: an idea that is not used can be told back too.
-- (2) A day counts once for each of the management who met customers on it.
-- (3) Counts are of the last round's time up to the day that is asked: a plan of quarters counts three months back, one
--     without such rounds a year. Shares are of all that the ledger holds up to that day.
-- (4) A case was solved without asking when it was fixed before it was handed over to another owner. A case is one of many
--     to come, so its share has an interval (Wilson 1927); merged and forgotten cases are left out.
-- (5) A goal was reviewed when a decision on it was kept in the time that the plan asks for, its rounds or four.

local calendar = require "cx.loop.calendar"
local clock = require "cx.loop.clock"
local figure = require "cx.figure"

local lead = {}

lead.FROM = { "customer", "staff" }

local MONTHS = { month = 1, quarter = 3, half_year = 6, year = 12 }
local REVIEW <const> = 4 -- rounds


-- ---- ideas (1) --------------------------------------------------------------------------------------------------

local function fold(state, e)
  state = state or { id = e.id, at = e.at }
  for _, key in ipairs { "text", "from", "touchpoint" } do state[key] = e.data[key] or state[key] end
  if e.event == "use" then state.used = state.used or e.at end
  if e.event == "report" then state.reported = state.reported or e.at end
  return state
end


--- All ideas, in the order of their coming.
---@param ledger cx.Ledger
---@return { id: string, text: string, from: string, at: string, used: string?, reported: string? }[]
function lead.ideas(ledger)
  local states, ids = ledger:state("idea", { reducer = fold })
  local list = {}
  for i, id in ipairs(ids) do list[i] = states[id] end
  return list
end


--- Keeps an idea: { text =, from = "customer"|"staff", touchpoint =, at =, why = }. Gives its id.
---@param plan table
---@param ledger cx.Ledger
---@param given table
---@return string? id, string? message, string? code
function lead.keep(plan, ledger, given)
  local at, message, code = clock.deed(plan, given.at, ledger:now())
  if not at then return nil, message, code end
  return require "cx.loop.outer".begin(ledger, "i", { kind = "idea", event = "receive", at = at, why = given.why,
    data = { text = given.text, from = given.from or "customer", touchpoint = given.touchpoint } })
end


-- The idea whose id, or its beginning, is given.
local function find(ledger, prefix)
  local found = {}
  for _, one in ipairs(lead.ideas(ledger)) do
    if one.id == prefix then return one end
    if prefix ~= "" and one.id:sub(1, #prefix) == prefix then found[#found + 1] = one end
  end
  if #found == 1 then return found[1] end
  if #found == 0 then return nil, ("there is no idea %s; findings shows those that there are"):format(prefix), "no_idea" end
  for i, one in ipairs(found) do found[i] = one.id end
  return nil, ("%s may be %s; give more of its id"):format(prefix, require "cx.complain".list(found, 5)), "no_idea"
end


--- Says that an idea is used, or that whoever gave it was told what became of it. Gives its id.
---@param plan table
---@param ledger cx.Ledger
---@param prefix string
---@param deed "use"|"report"
---@param given { at: string?, why: string? }
---@return string? id, string? message, string? code
function lead.deed(plan, ledger, prefix, deed, given)
  local one, message, code = find(ledger, prefix)
  if not one then return nil, message, code end
  local at
  at, message, code = clock.deed(plan, given.at, ledger:now())
  if not at then return nil, ("idea %s: %s"):format(one.id, message), code end
  local before = deed == "use" and one.used or deed == "report" and one.reported
  if before then
    return nil, ("idea %s: it was %s %s"):format(one.id, deed == "use" and "used" or "told back", before:sub(1, 10)), "step"
  end
  if at:sub(1, 10) < one.at:sub(1, 10) then
    return nil, ("idea %s: %s is before it came, %s"):format(one.id, at, one.at:sub(1, 10)), "step"
  end
  local added
  added, message, code = ledger:append { { kind = "idea", id = one.id, event = deed, at = at, why = given.why,
    unique = table.concat({ "idea", one.id, deed }, "\0") } }
  if not added then return nil, message, code end
  return one.id
end


-- ---- meeting customers (2) --------------------------------------------------------------------------------------

--- Keeps a day on which one of the management met customers: { who =, customers =, at =, why = }. Gives the day and whether
--- it is new.
---@param plan table
---@param ledger cx.Ledger
---@param given table
---@return string? day, boolean|string? added, string? code
function lead.meet(plan, ledger, given)
  local at, message, code = clock.deed(plan, given.at, ledger:now())
  if not at then return nil, message, code end
  local day = given.at and #given.at == 10 and given.at or clock.today(plan, at)
  local added
  added, message, code = ledger:append { { kind = "leading", id = given.who, event = "met", at = at, why = given.why,
    data = { customers = given.customers, day = day }, unique = table.concat({ "met", given.who, day }, "\0") } }
  if not added then return nil, message, code end
  return day, added == 1
end


-- ---- figures (3) ------------------------------------------------------------------------------------------------

-- True of moments within the last round's time up to a day.
local function lately(plan, today)
  local since = plan.round == "week" and calendar.back(today, 0, 7) or calendar.back(today, MONTHS[plan.round] or 12)
  return function(at) return at ~= nil and at:sub(1, 10) > since and at:sub(1, 10) <= today end
end


local function count(list, test)
  local n = 0
  for _, one in ipairs(list) do
    if test(one) then n = n + 1 end
  end
  return n
end


local sources = {}

local function ideas_figure(key)
  return function(context, ledger)
    local ideas, is_lately = lead.ideas(ledger), lately(context.plan, context.today)
    return #ideas > 0 and figure.exact(count(ideas, function(one) return is_lately(one[key]) end)) or nil
  end
end

sources.ideas_received, sources.ideas_used = ideas_figure "at", ideas_figure "used"
sources.ideas_reported = ideas_figure "reported"


--- Of the staff's ideas, those that are used.
function sources.proposals_adopted(context, ledger)
  local of, used = 0, 0
  for _, one in ipairs(lead.ideas(ledger)) do
    if one.from == "staff" and one.at:sub(1, 10) <= context.today then
      of = of + 1
      if one.used and one.used:sub(1, 10) <= context.today then used = used + 1 end
    end
  end
  return figure.share(used, of)
end


function sources.days_with_customers(context, ledger)
  local is_lately, any, days = lately(context.plan, context.today), false, 0
  for e in ledger:events { kind = "leading" } do
    if e.event == "met" then
      any = true
      if is_lately(e.data.day) then days = days + 1 end
    end
  end
  return any and figure.exact(days) or nil
end


-- (5)
function sources.reviewed(context, ledger)
  local plan, last = context.plan, {}
  for e in ledger:events { kind = "review" } do
    if e.at:sub(1, 10) <= context.today then last[e.data.goal or e.id] = e.at end
  end
  local months = MONTHS[plan.round]
  local since = months and calendar.back(context.today, months * (plan.inside.review.every or REVIEW)) or ""
  local goals = require "cx.record".goals(plan)
  return figure.share(count(goals, function(one) return (last[one.id] or ""):sub(1, 10) > since end), #goals)
end


--- Cases fixed without handing them over, of those fixed (4): an estimate, nil of none.
---@param ledger cx.Ledger
---@param today string
---@return table?
function lead.alone(ledger, today)
  local cases, ids = require "cx.loop".cases(ledger)
  local alone, of = 0, 0
  for _, id in ipairs(ids) do
    local one = cases[id]
    if one.first.fix and one.first.fix:sub(1, 10) <= today and not one.merged and not one.forgotten then
      of = of + 1
      if not one.first.assign then alone = alone + 1 end
    end
  end
  if of == 0 then return nil end
  local made = require "cx.core".estimate({ { n = alone, w = alone + 0.0, q = alone + 0.0, score = 100.0 },
    { n = of - alone, w = of - alone + 0.0, q = of - alone + 0.0, score = 0.0 } }, of, { interval = "wilson" })
  made.missing, made.group = {}, {}
  return made
end


function sources.solved_without_asking(context, ledger) return lead.alone(ledger, context.today) end

--- Figures by the name of the measure: f(context, ledger) -> estimate, or nil without data.
lead.sources = sources


return lead
