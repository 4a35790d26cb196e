-- log.lua - a contact log read once, row by row, into cases
--
--   FILE > ROWS > batch > tally > metric > goal > report
--
-- In: what cx.contacts was told, the last second that counts. Out: cases in the order of their first rows, each with its
-- events in the order of time; a receipt.
--
-- (1) A row is used when it has a case and a moment that can be read, not after today; the others are dropped by reason:
--     "no case" ("promise without a case" where it also promised), "no time", "after today", "repeated row".
-- (2) A row whose event is unknown or blank still says that there was a case then; nothing else is made of it. The codes are
--     counted, the most frequent first; so are declared events that no row bears: a code may be misspelt.
-- (3) Rows need not be in the order of time: they are put into it (those of one moment stay in the file's order), and rows
--     earlier than one before them of their case are counted as "out of order".
-- (4) A row is repeated when its case, moment, event and promise are those of an earlier row.
-- (5) A promise that cannot be read, or is due before it was made, is none, and is counted.
-- (6) Differences are by instants when the zone is declared, or when every moment of the log bears its own; else by the
--     wall's clock, where a span over the change to summer time is an hour off, and zones that some cells bear are
--     left out and counted.
-- (7) A case is where its earliest row with a name says (touchpoint, channel, unit, account, person); of a column of answers
--     the latest cell that is not blank counts. Cases with several touchpoints and the like are counted.
-- (8) Memory grows with the rows that are used, until the cases are judged: some 700 bytes a row.
-- (9) A log none of whose moments can be read, or with dates that can be two days, is refused: nil, message, "no_time".
-- (10) A promise is a moment, a day, or a time from the row's own moment: "1 working day", "2 arkipäivää" (allowed.lua).

local allowed = require "cx.contact.allowed"
local caller = require "cx.caller"
local core = require "cx.core"
local moment = require "cx.contact.moment"

local log = {}

local FIRST <const> = 5 -- row numbers that a receipt names
local ORDER = { "no case", "promise without a case", "no time", "after today", "repeated row", "unknown event", "no event",
                "out of order", "unreadable promise", "promise due before it was made", "skipped hour", "zone left out",
                "several places", "event never seen" }
local DROPS = { ["no case"] = true, ["promise without a case"] = true, ["no time"] = true, ["after today"] = true,
                ["repeated row"] = true }

--- The roles that place a case.
log.PLACES = { "touchpoint", "channel", "unit", "account", "person" }


local function trim(text) return text and text:match "^%s*(.-)%s*$" or "" end


-- ---- what became of rows --------------------------------------------------------------------------------

local function note(self, reason, row)
  local item = self.notes[reason]
  if not item then
    item = { reason = reason, n = 0, rows = {} }
    self.notes[reason] = item
  end
  item.n = item.n + 1
  if #item.rows < FIRST then item.rows[#item.rows + 1] = row end
end


-- A code that no event has (2).
local function stranger(self, code, row)
  note(self, code == "" and "no event" or "unknown event", row)
  if code ~= "" then self.unknown[code] = (self.unknown[code] or 0) + 1 end
end


local function unknown_codes(counts)
  local list = {}
  for code, n in pairs(counts) do list[#list + 1] = { code = code, n = n } end
  table.sort(list, function(a, b)
    if a.n ~= b.n then return a.n > b.n end
    return a.code < b.code
  end)
  return list
end


-- Events that were told of and that no row bears; counted, since a code may be misspelt (2).
local function unseen(self)
  local list, seen = {}, {}
  for _, kind in pairs(self.kinds) do
    for _, name in ipairs(kind.is_seen and kind.names or {}) do seen[name] = true end
  end
  for _, name in ipairs(self.events) do
    if not seen[name] then list[#list + 1] = name end
  end
  if #list > 0 then self.notes["event never seen"] = { reason = "event never seen", n = #list, rows = {} } end
  return list
end


local function receipt_of(self)
  local made = { files = self.files, read = self.read, cases = #self.cases, unknown = unknown_codes(self.unknown),
                 unseen = self.declared and unseen(self) or {}, dropped = {}, repaired = {}, dialect = self.dialect }
  local lost = 0
  for _, reason in ipairs(ORDER) do
    local item = self.notes[reason]
    if item then
      table.insert(DROPS[reason] and made.dropped or made.repaired, item)
      lost = lost + (DROPS[reason] and item.n or 0)
    end
  end
  made.used = made.read - lost
  return made
end


-- ---- one row ----------------------------------------------------------------------------------------------

-- Keeps where a case is, by its earliest row with a name, and its latest answers (7).
local function place(self, case, row, wall)
  for _, role in ipairs(self.places) do
    local cell, known = trim(row[role]), case.place[role]
    if cell ~= "" then
      if known and known ~= cell then case.several = true end
      if not known or wall < case.since[role] then case.place[role], case.since[role] = cell, wall end
    end
  end
  for _, key in ipairs(self.carried) do
    local cell, since = row[key], case.since[key]
    if cell and cell:find "%S" and (not since or wall >= since) then case.place[key], case.since[key] = cell, wall end
  end
end


-- Keeps the first cell that is one day or another (9).
local function doubt(self, text, order)
  if order == "" and text and core.time(text, "dmy") then self.doubtful = self.doubtful or text end
end


-- Sets until when a row promises; says what is wrong with it (5).
local function promise(self, event, text, order)
  if text == "" then return end
  local wall, offset, skipped = moment.read_due(text, order, self.clock)
  local time = not wall and allowed.read(text)                                  -- (10)
  if time then
    wall = allowed.until_(self.inside, event.wall, time)
    offset = self.clock and self.clock(wall) or event.offset
  end
  if not wall then
    doubt(self, text, order)
    return note(self, "unreadable promise", event.row)
  end
  if skipped then note(self, "skipped hour", event.row) end
  event.due, event.due_offset = wall, offset
  self.zoned, self.bare = self.zoned + (offset and 1 or 0), self.bare + (offset and 0 or 1)
end


-- The case, else the reason why the row is dropped (1).
local function fate(self, id, wall, due)
  if id == "" then return due ~= "" and "promise without a case" or "no case" end
  if not wall then return "no time" end
  if self.now and wall > self.now then return "after today" end
end


-- What all events of one code share: { code =, names = } (8).
local function kind_of(self, code)
  local kind = self.kinds[code]
  if not kind then
    kind = { code = code, names = self.names_of[code] }
    self.kinds[code] = kind
  end
  return kind
end


local function case_of(self, id)
  local case = self.by_id[id]
  if not case then
    case = { id = id, events = {}, place = {}, since = {}, latest = math.mininteger }
    self.by_id[id] = case
    self.cases[#self.cases + 1] = case
  end
  return case
end


local function add(self, row, number, order)
  local id, due = trim(row.case), trim(row.promise)
  local wall, offset, skipped = moment.read(row.time or "", order, self.clock)
  local reason = fate(self, id, wall, due)
  if reason == "no time" then
    self.untold = self.untold or row.time or ""
    doubt(self, row.time, order)
  end
  if reason then return note(self, reason, number) end
  if skipped then note(self, "skipped hour", number) end
  if #self.cases >= self.max_cases and not self.by_id[id] then return "too many" end
  local case = case_of(self, id)
  local event = { wall = wall, row = number, kind = kind_of(self, trim(row.event)), at = wall }
  if offset then event.offset = offset end
  self.zoned, self.bare = self.zoned + (offset and 1 or 0), self.bare + (offset and 0 or 1)
  promise(self, event, due, order)
  if wall < case.latest then note(self, "out of order", number) end             -- (3)
  case.latest = math.max(case.latest, wall)
  if not self.last or wall >= self.last then self.last, self.last_offset = wall, offset end
  case.events[#case.events + 1] = event
  place(self, case, row, wall)
end


-- ---- all rows -----------------------------------------------------------------------------------------------

-- An iterator of the rows of one file.
local function open(self, state, input)
  local pass = require "cx.pass"
  local request = require "cx.survey".request(self.raw, { of = {} })
  local job, message, code = pass.compose(state, { request }, input)
  if not job then return nil, message, code end
  job.files, job.take, job.keys = { input.source }, self.take, self.keys
  return core.rows(job)
end


local function read_file(self, state, input)
  local next_row, message, code = open(self, state, input)
  if not next_row then return nil, message, code end
  local order, before = input.dialect.day_order, self.read
  for row in next_row do
    self.read = self.read + 1
    if add(self, row, self.read, order) then
      return nil, ("%s: more than %d cases; max_cases = says how many memory is there for"):format(input.name, self.max_cases),
        "too_many"
    end
  end
  self.files[#self.files + 1] = { path = input.name, rows = self.read - before, bytes = input.size }
  return true
end


-- Columns that are read, and as what.
local function columns_of(self, inside)
  self.take, self.keys, self.places, self.carried = {}, {}, {}, {}
  local function take(key, column)
    self.take[#self.take + 1], self.keys[#self.keys + 1] = column, key
  end
  for _, key in ipairs { "case", "time", "event", "promise" } do
    if inside[key] then take(key, inside[key]) end
  end
  for _, role in ipairs(log.PLACES) do
    if inside.roles[role] then
      self.places[#self.places + 1] = role
      take(role, inside.roles[role])
    end
  end
  for _, column in ipairs(inside.carried) do
    self.carried[#self.carried + 1] = "answer " .. column
    take("answer " .. column, column)
  end
end


local function empty(inside, now)
  local self = { inside = inside, raw = inside.raw, clock = inside.clock, names_of = inside.names_of, now = now,
                 max_cases = inside.max_cases,
                 kinds = {}, events = inside.events, declared = inside.declared,
                 cases = {}, by_id = {}, notes = {}, unknown = {}, files = {}, read = 0, zoned = 0, bare = 0 }
  columns_of(self, inside)
  return self
end


-- Reads all files anew.
local function read(inside, now)
  local self, state = empty(inside, now), require "cx.survey".state(inside.raw)
  local inputs, message, code = require "cx.source".look(state)
  if not inputs then return nil, message, code end
  local lacking = require "cx.pass".lacks(inputs[1], self.take)
  if lacking then return nil, lacking, "no_column" end
  for _, input in ipairs(inputs) do
    local done
    done, message, code = read_file(self, state, input)
    if not done then return nil, message, code end
  end
  self.dialect, self.decimal = {}, inputs[1].dialect.decimal
  for i, name in ipairs(require "cx.source".DIALECT) do
    self.dialect[i] = { name = name, value = inputs[1].dialect[name], guessed = inputs[1].dialect.guessed[name] or false }
  end
  return self
end


-- What is wrong with a log of which no moment can be read (9).
local function unreadable(self, inside)
  if self.doubtful then
    return ("%s: '%s' can be two days; day_order = \"dmy\" or \"mdy\" says which"):format(self.files[1].path, self.doubtful)
  end
  if #self.cases > 0 or not self.untold then return nil end
  return ("%s: no moment of column '%s' can be read, it holds '%s'; dates such as 2026-03-31 14:05 or 31.3.2026 14.05 are "
    .. "wanted"):format(self.files[1].path, inside.time,
    require "cx.complain".short(self.untold))
end


-- The same; a guess that a late row overturns is turned once, and all is read again (source.lua).
local function read_turned(inside, now)
  local source, state = require "cx.source", require "cx.survey".state(inside.raw)
  while true do
    local done, self, message, code = pcall(read, inside, now)
    if done then return self, message, code end
    local inputs = type(self) == "string" and source.look(state)
    if not inputs or not source.turn(state, inputs, self) then error(self, 0) end
  end
end


-- ---- put in order ----------------------------------------------------------------------------------------

local function earlier(a, b)
  if a.at ~= b.at then return a.at < b.at end
  return a.row < b.row
end


-- True for a row that says what one of the same moment has said (4).
local function is_repeated(events, event)
  for i = #events, 1, -1 do
    if events[i].at ~= event.at then return false end
    if events[i].kind == event.kind and events[i].due == event.due then return true end
  end
  return false
end


-- The events of a case, each once, in their order (3) (4).
local function each_once(self, given)
  table.sort(given, earlier)
  local events = {}
  for _, event in ipairs(given) do
    if is_repeated(events, event) then note(self, "repeated row", event.row) else events[#events + 1] = event end
  end
  return events
end


-- Puts a case in order; takes away promises that cannot be kept (5).
local function settle(self, case, by_instant)
  for _, event in ipairs(case.events) do
    if by_instant then event.at = event.wall - event.offset end
    if event.due then event.due_at = event.due - (by_instant and event.due_offset or 0) end
  end
  case.events = each_once(self, case.events)
  for _, event in ipairs(case.events) do
    event.kind.is_seen = true
    if not event.kind.names then stranger(self, event.kind.code, event.row) end
    if event.due_at and event.due_at < event.at then
      note(self, "promise due before it was made", event.row)
      event.due, event.due_at = nil, nil
    end
  end
  if case.several then note(self, "several places", case.events[1].row) end
end


--- Reads a contact log.
---@param inside table what cx.contacts was told
---@param now? integer the last second of the wall's clock that counts
---@return table? book { cases, last?, last_offset?, decimal, by_instant, receipt }
---@return string? message
---@return string? code
function log.read(inside, now)
  local self, message, code = read_turned(inside, now)
  if not self then return nil, message, code end
  message = unreadable(self, inside)
  if message then return nil, message, "no_time" end
  local by_instant = self.zoned > 0 and self.bare == 0                          -- (6)
  if self.zoned > 0 and not by_instant then
    self.notes["zone left out"] = { reason = "zone left out", n = self.zoned, rows = {} }
  end
  for _, case in ipairs(self.cases) do settle(self, case, by_instant) end
  for _, item in pairs(self.notes) do table.sort(item.rows) end
  return { cases = self.cases, last = self.last, last_offset = self.last_offset, decimal = self.decimal,
           by_instant = by_instant, receipt = receipt_of(self) }
end


--- The last second of a day or the second of a moment, as today = has it; raises for anything else.
---@param today string
---@return integer
function log.now(today)
  local wall = type(today) == "string" and moment.read_due(today, "") or nil
  if not wall then
    caller.raise(("today: a date or a moment such as \"2026-12-31\" is wanted, not %s")
      :format(require "cx.complain".show(today)))
  end
  return wall
end


return log
