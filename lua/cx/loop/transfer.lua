-- transfer.lua - cases to and from a ticket system, as CSV or JSON
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: cases; a file that came back. Out: texts; the steps that the file says were taken.
--
-- (1) One case is one row (CSV) or one object (JSON) with the keys of FIELDS; what a case has not is empty, or absent.
-- (2) An import is of the same shape: id, and whatever else it has. Keys that are not known are left alone and named.
--     An empty cell says nothing.
-- (3) What an import says more than the ledger knows becomes steps: a date, a later state, an owner, a cause. A state told or
--     confirmed that goes back to open is a reopening. What was kept is never changed: another date for the same deed, or
--     another survey, is an error.
-- (4) Cases that are not in the ledger, one id twice, a step that does not fit: one line with the row, and nothing is done.
--     Cases of forgotten people are left out, and counted.
-- (5) What was exported and comes back unchanged changes nothing. Nothing of a text is lost: quotes, line ends, blanks.
-- (6) People are fingerprints, unless their names are asked for: these stand in the surveys, and are looked up there.
-- (7) No spreadsheet takes a cell of our CSV for a formula: such texts stand behind an apostrophe, which an import takes away.
-- (8) Files hold what people said of people: only their owner may read them. What goes to a terminal, and not to a file or
--     another program, has its control characters replaced.

local case = require "cx.loop.case"
local json = require "cx.ledger.json"

local transfer = {}

local FIELDS = { "id", "state", "opened", "rule", "survey", "touchpoint", "channel", "unit", "moment", "owner", "cause",
                 "contact_due", "tell_due", "contacted", "fixed", "told", "confirmed", "unreachable", "tries", "reopened",
                 "reopened_at", "action", "message", "merged", "merged_at", "text", "person", "name", "changed", "who" }
local FIXED = { "opened", "rule", "survey", "touchpoint", "channel", "unit", "moment", "person" }
local DEEDS = { { "contacted", "contact" }, { "unreachable", "cannot reach" }, { "fixed", "fix" }, { "told", "tell" },
                { "confirmed", "confirm" } }
local NOTED = { "cause", "text", "contact_due", "tell_due" }
local DATED = { contacted = true, unreachable = true, fixed = true, told = true, confirmed = true, contact_due = true,
                tell_due = true }
local FORMULA = "^'*[=+@\t\r-]" -- what a spreadsheet takes for one
local RANK = { open = 1, contacted = 2, fixed = 3, told = 4, confirmed = 5 }

transfer.FIELDS = FIELDS


-- ---- out (1) ----------------------------------------------------------------------------------------------------

--- A case as it is exported.
---@param state table
---@param names? table<string, string> fingerprint -> name
---@return table
function transfer.row(state, names)
  local row = {}
  for _, key in ipairs(FIELDS) do row[key] = state[key] end
  row.name = names and names[state.person] or nil
  return row
end


local function cell(value)
  if value == nil then return "" end
  value = tostring(value)
  if value:find(FORMULA) then value = "'" .. value end                          -- (7)
  if value:find '[",;\t\r\n]' or value:find "^%s" or value:find "%s$" or value:find "^'" then
    return '"' .. value:gsub('"', '""') .. '"'
  end
  return value
end


--- Rows as CSV: commas, CRLF, a line of names.
---@param rows table[]
---@return string
function transfer.csv(rows)
  local lines = { table.concat(FIELDS, ",") }
  for i, row in ipairs(rows) do
    local cells = {}
    for k, key in ipairs(FIELDS) do cells[k] = cell(row[key]) end
    lines[i + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\r\n") .. "\r\n"
end


--- Rows as JSON: a list, one object a line.
---@param rows table[]
---@return string
function transfer.json(rows)
  local lines = {}
  for i, row in ipairs(rows) do lines[i] = assert(json.encode(row)) end
  return "[\n" .. table.concat(lines, ",\n") .. "\n]\n"
end


--- Writes a text where it is wanted: to a file, whole or not at all, or to standard output (8).
---@param text string
---@param path? string
---@return true? done, string? message
function transfer.put(text, path)
  if path then
    return require "cx.report.file".write(path, function(write) write(text) end, { private = true })
  end
  io.stdout:write(require "cx.core".isatty(1) and transfer.harmless(text) or text)
  return true
end


--- A text of several lines without what a terminal takes for orders.
---@param text string
---@return string
function transfer.harmless(text)
  local lines = {}
  for line, ending in text:gmatch "([^\r\n]*)([\r\n]*)" do
    ending = ending:gsub("\r", ending:find "\n" and "" or " ")
    lines[#lines + 1] = require "cx.report.text".clean(line) .. ending
  end
  return table.concat(lines)
end


-- ---- in (2) -----------------------------------------------------------------------------------------------------

local function read_json(path)
  local file <close>, why = io.open(path, "rb")
  if not file then return nil, why end
  local text, unread = file:read "a"
  if not text then return nil, ("%s: %s"):format(path, unread) end
  local list, trouble = json.decode(text)
  if type(list) ~= "table" then return nil, ("%s: it is no JSON: %s"):format(path, trouble or "a list is wanted") end
  local n = 0
  for _ in pairs(list) do n = n + 1 end
  if n ~= #list then return nil, path .. ': a list of cases is wanted, [ { "id": "..." }, ... ]' end
  for i, row in ipairs(list) do
    if type(row) ~= "table" then return nil, ("%s: case %d is no object"):format(path, i) end
    for key, value in pairs(row) do
      if math.type(value) then row[key] = require "cx.scale".code(value)
      elseif type(value) ~= "string" then row[key] = nil end
    end
  end
  return list
end


-- The records of a CSV text, each a list of texts as they stand: nothing is trimmed. The delimiter is the one that the line
-- of names has most of.
local function records_of(text)
  local lpeg = require "lpeg"
  local head, mark, most = text:match "^[^\r\n]*", ",", 0
  for _, one in ipairs { ",", ";", "\t" } do
    local _, n = head:gsub(one, "")
    if n > most then mark, most = one, n end
  end
  local quoted = '"' * lpeg.Cs(((1 - lpeg.S '"') + lpeg.P '""' / '"')^0) * '"'
  local value = quoted + -lpeg.P '"' * lpeg.C((1 - lpeg.S("\r\n" .. mark))^0)
  local line_end = lpeg.P "\r\n" + lpeg.S "\r\n"
  local record = lpeg.Ct(lpeg.Cg(lpeg.Cp(), "at") * value * (mark * value)^0)
  return lpeg.match(lpeg.Ct(record * (line_end * record)^0) * -1, (text:gsub("[\r\n]+$", "")))
end


local function read_csv(path)
  local file <close>, why = io.open(path, "rb")
  if not file then return nil, why end
  local text, trouble = file:read "a"
  if not text then return nil, ("%s: %s"):format(path, trouble) end               -- a folder, say
  text = text:gsub("^\u{FEFF}", "")
  if not text:find "%S" then return nil, path .. ": it is empty; cases as export writes them are wanted" end
  if not utf8.len(text) then return nil, path .. ": it is not UTF-8; save it as CSV UTF-8" end
  local records = records_of(text)
  if not records then return nil, path .. ": a quote is never closed, or stands in the middle of a cell" end
  local list, line, upto = { lines = {} }, 1, 1
  for i = 2, #records do
    local row = {}
    line, upto = line + select(2, text:sub(upto, records[i].at - 1):gsub("\r?\n", "")), records[i].at
    for k, key in ipairs(records[1]) do
      local said = records[i][k]
      row[key] = said and said:find("^'" .. FORMULA:sub(2)) and said:sub(2) or said       -- (7)
    end
    if #records[i] > 1 or records[i][1] ~= "" then
      list[#list + 1] = row
      list.lines[#list] = line
    end
  end
  return list
end


--- A row's place: the file, and its line where it has lines.
---@param path string
---@param rows table[]
---@param i integer
---@return string
function transfer.place(path, rows, i)
  return rows.lines and ("%s:%d"):format(path, rows.lines[i]) or path
end


--- The rows of a file that came back: JSON by its name, else CSV.
---@param path string
---@return table[]? rows, string? message
function transfer.read(path)
  local rows, message
  if path:find "%.json$" then rows, message = read_json(path) else rows, message = read_csv(path) end
  if not rows then return nil, message end
  for i, row in ipairs(rows) do
    for key, value in pairs(row) do
      if value == "" then row[key] = nil end                                    -- (2)
    end
    if not row.id then return nil, ("%s: case %d: it has no id"):format(transfer.place(path, rows, i), i) end
  end
  return rows
end


-- The keys that no case has, each once.
local function strangers(rows)
  local known, list = {}, {}
  for _, key in ipairs(FIELDS) do known[key] = true end
  for _, row in ipairs(rows) do
    for key in pairs(row) do
      if not known[key] then
        known[key], list[#list + 1] = true, key
      end
    end
  end
  table.sort(list)
  return list
end


-- ---- what was done (3) -------------------------------------------------------------------------------------------

-- The same moment as the ledger keeps it, where the row's is another spelling of one.
local function settle_times(plan, row, state)
  for key in pairs(DATED) do
    local said = row[key]
    if said and said ~= state[key] and require "cx.ledger.event".is_time(said) then
      row[key] = require "cx.loop.clock".utc(plan, said)
    end
  end
end


-- What a row says that cannot be, in words.
local function impossible(row, state)
  for _, key in ipairs(FIXED) do
    if row[key] and row[key] ~= state[key] then
      return ("%s cannot be changed: it is %s, not %s"):format(key, state[key] or "nothing", row[key])
    end
  end
  for key in pairs(DATED) do
    if row[key] and not require "cx.ledger.event".is_time(row[key]) then
      return ('%s: a date such as "2026-12-31" is wanted, not "%s"'):format(key, row[key])
    end
  end
  for _, key in ipairs { "contact_due", "tell_due" } do
    if row[key] and row[key] ~= state[key] and row[key] < state.opened:sub(1, 10) then
      return ("%s %s is before its opening %s"):format(key, row[key], state.opened:sub(1, 10))
    end
  end
  if row.state and not RANK[row.state] then
    return require "cx.complain".message("state", row.state, case.STATES)
  end
  if row.cause and row.cause ~= state.cause then
    for _, known in ipairs(case.CAUSES) do
      if known == row.cause then return nil end
    end
    return require "cx.complain".message("cause", row.cause, case.CAUSES)
  end
end


-- What a row says beside deeds.
local function remarks(add, row, state)
  if row.owner and row.owner ~= state.owner then add("assign", { owner = row.owner }) end
  local data
  for _, key in ipairs(NOTED) do
    if row[key] and row[key] ~= state[key] then
      data = data or {}
      data[key] = row[key]
    end
  end
  if data then add("note", data) end
end


-- The deeds of a row: those with a date, and the one that its state says; nil and a message for a changed date.
local function deeds(add, row, state, renewed)
  local rank = RANK[row.state or state.state]
  for _, deed in ipairs(DEEDS) do
    local key, name = deed[1], deed[2]
    local known, told = not renewed and state[key] or nil, row[key]
    if renewed and told == state[key] then told = nil end                       -- of the time before it was reopened
    if known and told and told ~= known then return ("%s is kept as %s, not %s"):format(key, known, told) end
    if not known and (told or row.state == key and RANK[key] == rank) then
      add(name, name == "tell" and { action = row.action } or {}, told)
    end
  end
end


-- When a row says that a case was opened again: the first of its new deeds, nil for now.
local function reopening(row, state)
  local first
  for _, deed in ipairs(DEEDS) do
    local at = row[deed[1]]
    if at and at ~= state[deed[1]] and (not first or at < first) then first = at end
  end
  return first
end


-- The steps of one row, or nil and what is wrong with it.
local function steps_of(plan, row, state, now)
  settle_times(plan, row, state)
  local trouble, steps = impossible(row, state), {}
  if trouble then return nil, trouble end
  local function add(name, data, at)
    steps[#steps + 1] = { id = state.id, event = name, data = data or {}, at = at, why = "import" }
  end
  local wanted, renewed = RANK[row.state or state.state], false
  if row.merged and row.merged ~= state.merged then
    add("merge", { into = row.merged })
    return steps
  end
  if wanted < RANK[state.state] then
    if wanted > RANK.contacted then
      return nil, ("it is %s; to reopen it, its state is open, not %s"):format(state.state, row.state)
    end
    if state.state ~= "contacted" then
      renewed = true
      add("reopen", require "cx.loop".times(plan, state, now), reopening(row, state))
    else return nil, "it is contacted; that is not undone" end
  end
  remarks(add, row, state)
  trouble = deeds(add, row, state, renewed)
  if trouble then return nil, trouble end
  return steps
end


--- The steps that rows say were taken: (3), (4). counts: rows, unchanged, forgotten; strangers: keys left alone.
---@param plan table
---@param ledger cx.Ledger
---@param rows table[]
---@param path string
---@return table[]? steps, table|string counts
function transfer.steps(plan, ledger, rows, path)
  local cases, steps, seen = require "cx.loop".cases(ledger), {}, {}
  local counts = { rows = #rows, unchanged = 0, forgotten = 0, changed = 0, strangers = strangers(rows) }
  for i, row in ipairs(rows) do
    local state, trouble, list = cases[row.id], nil, {}
    if not state then trouble = "there is no such case; nothing was imported"
    elseif seen[row.id] then trouble = "it is there twice"
    elseif row.merged and row.merged ~= state.merged and not cases[row.merged] then
      trouble = ("merged: there is no case %s"):format(row.merged)
    elseif state.forgotten then counts.forgotten = counts.forgotten + 1
    else list, trouble = steps_of(plan, row, state, ledger:now()) end
    if trouble then return nil, ("%s: row %d: case %s: %s"):format(transfer.place(path, rows, i), i, row.id, trouble) end
    seen[row.id] = true
    table.move(list, 1, #list, #steps + 1, steps)
    if #list > 0 then counts.changed = counts.changed + 1
    elseif not state.forgotten then counts.unchanged = counts.unchanged + 1 end
  end
  return steps, counts
end


--- Imports a file: all of it, or nothing.
---@param plan table
---@param ledger cx.Ledger
---@param path string
---@return table? counts, string? message
function transfer.import(plan, ledger, path)
  local rows, message = transfer.read(path)
  if not rows then return nil, message end
  local steps, counts = transfer.steps(plan, ledger, rows, path)
  if not steps then return nil, counts end
  counts.raised = {}
  if #steps == 0 then return counts end
  local done
  done, message = require "cx.loop".take(plan, ledger, steps)
  if not done then return nil, ("%s: %s"):format(path, message) end
  counts.raised, counts.meanwhile = done.raised, done.changed
  return counts
end


return transfer
