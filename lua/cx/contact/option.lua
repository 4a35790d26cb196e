-- option.lua - what cx.contacts is told, checked and read
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- In: the options of cx.contacts. Out: one table of what they mean; mistakes are raised at the plan's line.
--
-- (1) Names of events, shares and answers are names of measures: no two are the same, none is a word of contacts or surveys.
-- (2) The events known by name come first, in their order, then one's own in byte order: nothing depends on a table's order.
-- (3) Of good_start, first_contact and waiting there is what the declared events allow. Where nothing is ever handed on,
--     handed_on = false says so; left out, it leaves the good start unknown.
-- (4) A promise column wants an event that keeps promises: kept_by = one, a list, or a map from the events that promise.

local caller = require "cx.caller"
local complain = require "cx.complain"

local option = {}

--- The events that have a meaning of their own.
local EVENTS = { "asked", "met", "answered", "handed_on", "told_return", "assured", "greeted", "reacted", "thanked",
                 "kept_in_touch", "returned", "solved", "lost", "came_back" }
local COLUMNS = { "case", "time", "event", "promise" }
local KNOWN = { "file", "text", "name", "case", "time", "event", "promise", "touchpoint", "channel", "unit", "account",
                "person", "events", "shares", "kept_by", "start", "bands", "questions", "join", "zone", "today", "privacy",
                "about", "round", "holidays", "hours", "earlier", "names", "record_limit", "only", "max_cases" }
local DIALECT = require "cx.source".DIALECT
table.move(DIALECT, 1, #DIALECT, #KNOWN + 1, KNOWN)
local MADE = { "good_start", "first_contact", "waiting", "waited", "promised", "promises_kept", "promises_late",
               "promises_broken" }
local BANDS = { 1, 4, 24, 72 }
local MOST_CASES <const> = 1000000

-- Words that contacts have of themselves (1).
local WORDS = { "survey", "register", "kind", "name", "receipt", "promises", "outcomes", "starts", "delays",
                "coded", "items", "settle", "can" }
table.move(MADE, 1, #MADE, #WORDS + 1, WORDS)


-- ---- events --------------------------------------------------------------------------------------------------

-- Names of a map: the known events in their order, then one's own in byte order.
local function names_in_order(declared)
  local list, seen = {}, {}
  for _, name in ipairs(EVENTS) do
    if declared[name] ~= nil then list[#list + 1], seen[name] = name, true end
  end
  local own = {}
  for name in pairs(declared) do
    if type(name) ~= "string" or not name:find "^[%a_\x80-\xff][%w_\x80-\xff]*$" then
      caller.raise(("events: each has a name, as in met = \"called\"; %s is none"):format(complain.show(name)))
    end
    if not seen[name] then own[#own + 1] = name end
  end
  table.sort(own)
  return table.move(own, 1, #own, #list + 1, list)
end


local function add_codes(inside, name, codes)
  if type(codes) ~= "table" then codes = { codes } end
  if #codes == 0 then caller.raise(("events.%s: a code or a list of codes is wanted"):format(name)) end
  for _, code in ipairs(codes) do
    if (type(code) ~= "string" or not code:find "%S") and math.type(code) ~= "integer" then
      caller.raise(("events.%s: a code is a text, not %s"):format(name, complain.show(code)))
    end
    code = tostring(code):match "^%s*(.-)%s*$"
    inside.names_of[code] = inside.names_of[code] or {}
    table.insert(inside.names_of[code], name)
  end
end


local function read_events(inside, declared)
  inside.events, inside.has_event, inside.names_of, inside.declared = {}, {}, {}, declared ~= nil
  if declared == nil then
    declared = {}
    for _, name in ipairs(EVENTS) do declared[name] = name end                  -- (1)
  end
  if type(declared) ~= "table" or next(declared) == nil or rawget(declared, "kind") then
    caller.raise "events: a table is wanted, as in events = { met = \"called\", answered = { \"A1\", \"A2\" } }"
  end
  inside.never = {}
  for _, name in ipairs(names_in_order(declared)) do
    if declared[name] == false then
      inside.never[name] = true
    else
      inside.events[#inside.events + 1], inside.has_event[name] = name, true
      add_codes(inside, name, declared[name])
    end
  end
end


local function set_of(word, given, inside)
  local set = {}
  for _, name in ipairs(type(given) == "table" and given or { given }) do
    if not inside.has_event[name] then
      caller.raise(word .. ": " .. complain.message("event", name, inside.events, #inside.events))
    end
    set[name] = true
  end
  if next(set) == nil then caller.raise(word .. ": an event or a list of events is wanted") end
  return set
end


-- Which events keep promises (contact/promise.lua, 4).
local function read_kept_by(inside, given)
  if not inside.promise then
    if given ~= nil then caller.raise "kept_by: it goes with promise = \"the column of due moments\"" end
    return
  end
  if given == nil and not inside.has_event.returned then
    caller.raise "kept_by: which event keeps a promise? kept_by = \"offered\", or events = { returned = ... }"
  end
  if type(given) == "table" and #given == 0 and next(given) ~= nil then
    local of = {}
    for name, list in pairs(given) do
      set_of("kept_by", name, inside)
      of[name] = set_of(("kept_by.%s"):format(name), list, inside)
    end
    inside.kept_by = { all = { returned = inside.has_event.returned }, of = of }
  else
    inside.kept_by = { all = set_of("kept_by", given == nil and "returned" or given, inside) }
  end
end


-- ---- options --------------------------------------------------------------------------------------------------

local function number_option(options, name, least, most, is_whole)
  local value = options[name]
  if value == nil then return nil end
  if math.type(value) == nil or is_whole and math.type(value) ~= "integer" or not (value >= least and value <= most) then
    caller.raise(("%s: a %snumber from %s to %s is wanted, not %s"):format(name, is_whole and "whole " or "", least, most,
      complain.show(value)))
  end
  return value
end


local function read_bands(given)
  if given == nil then return BANDS end
  local ascending = type(given) == "table" and #given > 0
  for i, bound in ipairs(ascending and given or {}) do
    ascending = ascending and math.type(bound) ~= nil and bound > (i > 1 and given[i - 1] or 0) and bound <= 1e6
    if not ascending then break end
  end
  if not ascending then caller.raise "bands: hours that ascend are wanted, as in bands = { 1, 4, 24 }" end
  return given
end


local function read_columns(inside, options)
  for _, key in ipairs(COLUMNS) do
    local column = options[key]
    if column ~= nil and (type(column) ~= "string" or column == "") or column == nil and key ~= "promise" then
      caller.raise(("cx.contacts: %s = the name of a column is wanted, not %s"):format(key, complain.show(column)))
    end
    inside[key] = column
  end
  inside.roles = {}
  for _, role in ipairs(require "cx.contact.log".PLACES) do
    local column = options[role]
    if column ~= nil and (type(column) ~= "string" or column == "") then
      caller.raise(("%s: the name of a column is wanted, not %s"):format(role, complain.show(column)))
    end
    inside.roles[role] = column
  end
end


-- Names that a question of the cases cannot have.
local function check_name(taken, kind, name)
  local is_word = require "cx.survey".has_method(name)
  for _, word in ipairs(WORDS) do is_word = is_word or word == name end
  if is_word then
    caller.raise(("%s: '%s' is what contacts have already; another name is wanted"):format(kind, name))
  end
  if taken[name] then
    caller.raise(("%s: '%s' is the name of one of the %s too; another is wanted"):format(kind, name, taken[name]))
  end
  taken[name] = kind
end


local function read_shares(inside, declared, taken)
  inside.shares, inside.has_share = {}, {}
  if declared ~= nil and type(declared) ~= "table" then caller.raise "shares: a table is wanted" end
  local names = {}
  for name in pairs(declared or {}) do
    if type(name) ~= "string" then caller.raise "shares: each has a name, as in in_a_day = { within = { ... } }" end
    names[#names + 1] = name
  end
  table.sort(names)
  for i, name in ipairs(names) do
    check_name(taken, "shares", name)
    inside.shares[i] = { name = name, made = require "cx.contact.share".read(name, declared[name], inside.events) }
    inside.has_share[name] = true
  end
end


-- What the cases are asked beside their events.
local function read_asked(inside)
  local has, never = inside.has_event, inside.never
  local handing = has.handed_on and has.told_return or never.handed_on and not has.told_return
  inside.can = { good_start = has.met and has.answered and has.assured and handing or false,
                 first_contact = has.solved or false, waiting = has.met or false }
  inside.asked = table.move(inside.events, 1, #inside.events, 1, {})
  local function ask(name) inside.asked[#inside.asked + 1] = name end
  if inside.can.good_start then ask "good_start" end
  if inside.can.first_contact then ask "first_contact" end
  if inside.can.waiting then
    ask "waiting"
    ask "waited"
  end
  if inside.promise then ask "promised" end
  for _, one in ipairs(inside.shares) do ask(one.name) end
end


-- Answers that come with the log, or are joined from a survey.
local function read_answers(inside, options, taken)
  inside.carried, inside.joined, inside.answers, inside.scales = {}, {}, {}, {}
  local scale, declared = require "cx.scale", options.questions
  if declared ~= nil and type(declared) ~= "table" then caller.raise "questions: a table is wanted" end
  local names = {}
  for name, made in pairs(declared or {}) do
    if type(name) ~= "string" or not scale.is(made) then
      caller.raise(("questions: %s: a scale is wanted, such as cx.scale.nps"):format(
        type(name) == "string" and complain.short(name) or complain.show(name)))
    end
    names[#names + 1] = name
  end
  table.sort(names)
  for _, name in ipairs(names) do
    check_name(taken, "questions", name)
    local column = declared[name].column or name
    inside.carried[#inside.carried + 1], inside.answers[#inside.answers + 1] = column, name
    inside.scales[name] = { made = declared[name], column = "(answer) " .. column }
  end
  inside.join = options.join ~= nil and require "cx.contact.join".check(options.join) or nil
  if inside.join and not inside.roles[inside.join.role] then
    caller.raise(("join.by: which column of the log holds the %s? %s = \"...\""):format(inside.join.role, inside.join.role))
  end
  for _, question in ipairs(inside.join and inside.join.of or {}) do
    check_name(taken, "join", question.name)
    inside.joined[#inside.joined + 1], inside.answers[#inside.answers + 1] = question.name, question.name
    inside.scales[question.name] = { made = question, column = "(answer) " .. question.name }
  end
end


-- The calendar of working times (allowed.lua, 2).
local function read_calendar(inside, options)
  local calendar, holidays, hours = require "cx.loop.calendar", options.holidays, options.hours
  if holidays ~= nil and type(holidays) ~= "table" and holidays ~= "fi" and holidays ~= "sv" then
    caller.raise(("holidays: \"fi\", \"sv\" or a list of days is wanted, not %s"):format(complain.show(holidays)))
  end
  for i, day in ipairs(type(holidays) == "table" and holidays or {}) do
    if not require "cx.goal".is_date(day) then
      caller.raise(("holidays: number %d: a date such as \"2026-12-31\" is wanted, not %s"):format(i, complain.show(day)))
    end
  end
  if hours ~= nil and not calendar.are_hours(hours) then
    caller.raise(("hours: two hours of the clock are wanted, such as { 8, 16 }, not %s"):format(complain.show(hours)))
  end
  inside.holidays, inside.hours = holidays, hours
end


--- Reads the options of cx.contacts.
---@param options any
---@return table inside
function option.read(options)
  if type(options) ~= "table" then
    caller.raise "cx.contacts wants a table: cx.contacts { file =, case =, time =, event = }"
  end
  caller.known("option of cx.contacts", options, KNOWN)
  if options.round ~= nil and type(options.round) ~= "string" then
    caller.raise("round: the round's name is wanted, not " .. complain.show(options.round))
  end
  local inside = {}
  read_columns(inside, options)
  read_events(inside, options.events)
  read_kept_by(inside, options.kept_by)
  inside.start = number_option(options, "start", 0, 1e6)
  inside.max_cases = number_option(options, "max_cases", 1, 1 << 30, true) or MOST_CASES
  inside.bands = read_bands(options.bands)
  inside.band_names = require "cx.contact.case".bands(inside.bands)
  local taken = {}
  for _, name in ipairs(inside.events) do check_name(taken, "events", name) end
  read_shares(inside, options.shares, taken)
  read_asked(inside)
  read_answers(inside, options, taken)
  if options.today ~= nil then require "cx.contact.log".now(options.today) end
  inside.today = options.today
  read_calendar(inside, options)
  if options.zone == nil then return inside end
  local clock, message = require "cx.contact.zone".clock(options.zone)
  if not clock then caller.raise(message) end
  inside.clock = clock
  return inside
end


return option
