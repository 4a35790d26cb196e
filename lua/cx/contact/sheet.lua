-- sheet.lua - a contact log as two tables of text: a row a case, a row a promise
--
--   FILE > ROWS > BATCH > tally > metric > goal > report
--
-- In: the log's cases, what cx.contacts was told. Out: CSV texts that ordinary surveys read; the log's receipt.
--
-- (1) Columns of roles stand in brackets, "(time)", "(touchpoint)" ...; questions bear their names; answers carried from the
--     log or joined from a survey are "(answer) recommend".
-- (2) A case has the moment of its first row; a promise the moment when it was made, and the case's place.
-- (3) What is too early to tell, or does not apply, is written as its reason.
-- (4) An own share whose `to` came before its `from` is counted in the receipt: "before its start".
-- (5) Both texts are kept until they are asked for another day: memory grows with the cases and the promises.

local case = require "cx.contact.case"
local log = require "cx.contact.log"
local moment = require "cx.contact.moment"

local sheet = {}


local function quoted(text)
  if not text:find '[",\r\n]' then return text end
  return '"' .. text:gsub('"', '""') .. '"'
end


local function number_text(value, decimal)
  local text = ("%.12g"):format(value)
  return decimal == "," and text:gsub("%.", ",") or text
end


-- A line of names.
local function add_header(lines, names)
  for i, name in ipairs(names) do names[i] = quoted(name) end
  lines[1] = table.concat(names, ",")
end


-- The columns of both tables for roles: names and a function that gives a case's cells.
local function place_columns(inside)
  local names, roles = { "(case)", "(time)" }, {}
  for _, role in ipairs(log.PLACES) do
    if inside.roles[role] then names[#names + 1], roles[#roles + 1] = ("(%s)"):format(role), role end
  end
  return names, function(one, wall)
    local cells = { quoted(one.id), moment.text(wall) }
    for _, role in ipairs(roles) do cells[#cells + 1] = quoted(one.place[role] or "") end
    return cells
  end
end


-- ---- cases ---------------------------------------------------------------------------------------------------

local function case_line(self, one, answers)
  local cells = self.place(one, one.events[1].wall)
  for _, name in ipairs(self.inside.asked) do
    local answer = answers[name]
    cells[#cells + 1] = type(answer) == "number" and quoted(number_text(answer, self.decimal)) or answer
  end
  for _, column in ipairs(self.inside.carried) do cells[#cells + 1] = quoted(one.place["answer " .. column] or "") end
  for _, name in ipairs(self.inside.joined) do cells[#cells + 1] = quoted(self.join(one, name)) end
  self.cases[#self.cases + 1] = table.concat(cells, ",")
end


local function promise_lines(self, one, promises)
  for _, made in ipairs(promises) do
    local cells = self.place(one, made.event.wall)
    cells[#cells + 1] = moment.text(made.event.due)
    cells[#cells + 1] = made.fate == "open" and "not due yet" or made.fate
    cells[#cells + 1] = made.fate == "late" and quoted(number_text(made.delay / 3600, self.decimal)) or "not late"
    self.promises[#self.promises + 1] = table.concat(cells, ",")
  end
end


local function headers(self, names)
  local inside, heads = self.inside, table.move(names, 1, #names, 1, {})
  for _, name in ipairs(inside.asked) do heads[#heads + 1] = name end
  for _, column in ipairs(inside.carried) do heads[#heads + 1] = "(answer) " .. column end
  for _, name in ipairs(inside.joined) do heads[#heads + 1] = "(answer) " .. name end
  add_header(self.cases, heads)
  local more = table.move(names, 1, #names, 1, {})
  table.move({ "(due)", "outcome", "late_by" }, 1, 3, #more + 1, more)
  add_header(self.promises, more)
end


-- ---- both -----------------------------------------------------------------------------------------------------

-- Now by the clock that differences go by.
local function instant(book, inside, now)
  if not book.by_instant then return now end
  return now - (inside.clock and inside.clock(now) or book.last_offset or 0)
end


-- Adds to the receipt what own shares found out of order (4).
local function add_too_soon(receipt, counts)
  local n = 0
  for _, times in pairs(counts) do n = n + times end
  if n > 0 then table.insert(receipt.repaired, { reason = "before its start", n = n, rows = {} }) end
end


local function write(self, book, now)
  local too_soon, now_at = {}, instant(book, self.inside, now)
  for i, one in ipairs(book.cases) do
    book.cases[i] = false -- judged, and no more kept
    local answers, promises, soon = case.judge(one, self.inside, now, now_at)
    case_line(self, one, answers)
    promise_lines(self, one, promises)
    for _, name in ipairs(soon or {}) do too_soon[name] = (too_soon[name] or 0) + 1 end
  end
  add_too_soon(book.receipt, too_soon)
end


--- Both tables of a log as of a day: { cases =, promises =, n_promises =, receipt =, decimal = }.
---@param inside table what cx.contacts was told
---@param today? string the log's last moment unless given
---@return table?, string?, string?
function sheet.make(inside, today)
  local book, message, code = log.read(inside, today and log.now(today))
  if not book then return nil, message, code end
  local self = { inside = inside, decimal = book.decimal, cases = {}, promises = {} }
  if inside.join then
    self.join, message, code = require "cx.contact.join".read(inside.join, inside.folder)
    if not self.join then return nil, message, code end
  end
  local names
  names, self.place = place_columns(inside)
  headers(self, names)
  write(self, book, today and log.now(today) or book.last or 0)
  return { cases = table.concat(self.cases, "\n") .. "\n", promises = table.concat(self.promises, "\n") .. "\n",
           n_promises = #self.promises - 1, receipt = book.receipt, decimal = book.decimal }
end


return sheet
