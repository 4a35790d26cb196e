-- privacy.lua - nobody is given away: small cells hidden, and as many others as it takes
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: published tables as plain data (privacy/book.lua), a least number of people. Out: the same tables, cells hidden;
-- an audit: what can still be worked out, from which equation.
--
-- (1) Threshold: a cell of fewer people than the minimum is hidden, whole.
-- (2) Remainder: hidden cells that a known total parts from shown ones reach the minimum together, else the cheapest
--     shown one of them is hidden too.
-- (3) Complement: no sum has one single unknown that must be kept, and the rest known.
-- (4) The audit (core/infer/audit.h) decides: while anything that must be kept can be worked out, the cheapest cell of
--     its equation is hidden too, and (2) to (4) begin again. It ends, since cells are only ever hidden.
-- (5) The cost of a cell is its people unless it says another; a cell with keep = true is never hidden.
-- (6) What must be kept: hidden cells, also of earlier publications, and unpublished totals below the minimum.
-- (7) Hidden and empty look alike: { at =, hidden = true }, in an order that labels alone decide.
-- (8) Published before is published, and what follows from it: it is not hidden in vain. Small cells that earlier tables
--     alone give away stay in the audit's leaks.
-- (9) Who answers under the same hidden cells has the same equations for every sum: means, answers, weights (audit.h, 6).
-- (10) In the end what was hidden beyond (1) is shown again, the dearest first, where the audit and (2) allow it.
-- (11) It binds what is made to leave the house: the reports of a plan (goals.lua), its quotes (quotes.lua), public files
--     (counts.lua), and the groups that cx.decompose names (joined.lua). What Lua is asked otherwise (measure, counts,
--     compare, chart, shrink, rows) is whole, and the analyst's own: protect goes over it before it is published.

local book = require "cx.privacy.book"
local caller = require "cx.caller"
local complain = require "cx.complain"
local leak = require "cx.privacy.leak"

local privacy = {}

local MOST_TRIES = 200 -- of (10)

-- What the cells of a table say to protect alone.
local PRIVATE = { silent = true, keep = true, cost = true }

--- The least number of people of a shown cell, unless told.
privacy.MINIMUM = 10


-- ---- what is hidden ------------------------------------------------------------------------------------

local function is_shown(node)
  return node.n ~= nil and (node.was_shown or node.is_given and not node.hidden) or false
end


local function can_hide(node)
  return node.is_own and not node.hidden and not node.was_shown and not node.keep
end


local function cost(node) return node.cost or node.n end


-- The cheapest of the cells that can still be hidden; the earlier one of equals.
local function cheapest(nodes)
  local best
  for _, node in ipairs(nodes) do
    if can_hide(node) and (not best or cost(node) < cost(best)) then best = node end
  end
  return best
end


local function hide(self, node, why)
  node.hidden = true
  self.added[#self.added + 1] = { of = node.of, at = node.at, why = why }
end


local function must_be_kept(self)
  return function(node)                                                                    -- (6)
    if node.is_published then return not is_shown(node) end
    return node.n ~= nil and node.n < self.minimum
  end
end


local function threshold(self)                                                             -- (1)
  for _, node in ipairs(self.book.nodes) do
    if node.n and node.n < self.minimum and can_hide(node) then hide(self, node, "threshold") end
  end
end


-- The unknown parts of a sum and their people; the total's if it is unknown.
local function unknown_of(equation, is_known)
  local list, n = {}, 0
  for _, part in ipairs(equation.parts) do
    if not is_known(part) then list[#list + 1], n = part, n + (part.n or 0) end
  end
  return list, n
end


local function parts_and_total(equation)
  local all = table.move(equation.parts, 1, #equation.parts, 1, {})
  all[#all + 1] = equation.total
  return all
end


-- Which of (2) and (3) one sum breaks, or nil.
local function broken(self, equation, is_known, is_kept)
  local list, n = unknown_of(equation, is_known)
  local has_total = is_known(equation.total)
  local single = has_total and #list == 1 and list[1] or not has_total and #list == 0 and equation.total or nil
  if single and is_kept(single) then return "complement" end
  return has_total and #list > 0 and n < self.minimum and "remainder" or nil
end


-- (2) and (3) for one sum; true when a cell more was hidden.
local function close(self, equation, is_known, is_kept)
  local why = broken(self, equation, is_known, is_kept)
  local extra = why and cheapest(why == "remainder" and equation.parts or parts_and_total(equation))
  if not extra and why == "remainder" then extra = cheapest { equation.total } end
  if extra then hide(self, extra, why) end
  return extra ~= nil
end


-- (2) and (3) until nothing changes.
local function close_all(self, given_away)
  local function is_known(node) return is_shown(node) or given_away[node] or false end
  local is_kept, changed = must_be_kept(self), true
  local ever = false
  while changed do
    changed = false
    for _, equation in ipairs(self.book.equations) do
      changed = close(self, equation, is_known, is_kept) or changed
    end
    ever = ever or changed
  end
  return ever
end


-- The cells that a leak rests on: those of its equation, else those of its sums.
local function basis(self, found)
  local list = {}
  for _, term in ipairs(found.terms or {}) do list[#list + 1] = term.node end
  if cheapest(list) then return list end
  for _, equation in ipairs(self.book.equations) do
    local all = parts_and_total(equation)
    for _, node in ipairs(all) do
      if node == found.node then table.move(all, 1, #all, #list + 1, list) end
    end
  end
  return cheapest(list) and list or not found.terms and self.book.nodes or {}
end


-- (4): hides one cell more, or says that nothing leaks that can be helped.
local function stop_one(self, audit)
  for _, found in ipairs(audit.leaks) do
    local extra = cheapest(basis(self, found))
    if extra then
      hide(self, extra, "audit")
      return true
    end
  end
  return false
end


local function holds(self, audit, n_leaks)
  if #audit.leaks > n_leaks then return false end
  local function is_known(node) return is_shown(node) or audit.given_away[node] or false end
  local is_kept = must_be_kept(self)
  for _, equation in ipairs(self.book.equations) do
    if broken(self, equation, is_known, is_kept) == "remainder" then return false end
  end
  return true
end


-- (10): shows again what nothing needs hidden, the dearest first.
local function relent(self, audit)
  local list, is_back, added = {}, {}, {}
  for _, one in ipairs(self.added) do
    if one.why ~= "threshold" then list[#list + 1] = self.book.by_key[book.key(one.of, one.at)] end
  end
  table.sort(list, function(a, b)
    if cost(a) ~= cost(b) then return cost(a) > cost(b) end
    return a.number < b.number
  end)
  for i = 1, math.min(#list, MOST_TRIES) do
    list[i].hidden = false
    local try = leak.find(self.book, is_shown, must_be_kept(self))
    list[i].hidden = not holds(self, try, #audit.leaks)
    if not list[i].hidden then audit, is_back[list[i]] = try, true end
  end
  for _, one in ipairs(self.added) do
    if not is_back[self.book.by_key[book.key(one.of, one.at)]] then added[#added + 1] = one end
  end
  self.added, self.given_away = added, audit.given_away
  return audit
end


-- What earlier tables tell already is known, shown or not (8); hiding it would protect nobody.
local function learn_earlier(self)
  local function told(node) return node.was_shown end
  local audit = leak.find(self.book, told, function() return false end)
  for _, node in ipairs(self.book.nodes) do
    local is_fine = not node.was_hidden and node.n and node.n >= self.minimum
    if is_fine and audit.given_away[node] then node.was_shown = true end
  end
end


local function suppress(self, has_earlier)
  if has_earlier then learn_earlier(self) end
  threshold(self)
  close_all(self, {})
  while true do
    local audit = leak.find(self.book, is_shown, must_be_kept(self))
    self.given_away = audit.given_away
    if not close_all(self, audit.given_away) and not stop_one(self, audit) then return relent(self, audit) end
  end
end


-- ---- what comes out ----------------------------------------------------------------------------------------

local class = {}
class.__index = class


--- The audit in words.
---@param language? string "en" unless given
---@return string
function class:text(language)
  return table.concat(leak.lines(require "cx.lang".load(language or "en"), self), "\n")
end


function class.__tostring(self) return self:text() end


-- The audit as it is given: without the book's own cells.
local function finish(audit, self)
  audit.n_hidden, audit.safe, audit.given_away, audit.added = 0, #audit.leaks == 0, nil, self.added
  for _, found in ipairs(audit.leaks) do
    found.node = nil
    for _, term in ipairs(found.terms or {}) do term.node = nil end
  end
  for _, node in ipairs(self.book.nodes) do
    if node.is_published and not is_shown(node) then audit.n_hidden = audit.n_hidden + 1 end
  end
  return setmetatable(audit, class)
end


-- Ranks of the labels of a table's cells: totals last, else by number or by bytes (7).
local function before(by)
  return function(a, b)
    for _, name in ipairs(by) do
      local x, y = a.at[name], b.at[name]
      if x ~= y then
        if x == nil or y == nil then return y == nil end
        if math.type(x) and math.type(y) then return x < y end
        return tostring(x) < tostring(y)
      end
    end
    return false
  end
end


local function public(cell)
  local made = book.copy(cell)
  for name in pairs(PRIVATE) do made[name] = nil end
  return made
end


-- A table as it may be published (7).
local function published(self, given, made)
  local result, seen = book.copy(given), {}
  result.cells, result.by = {}, made.by
  local function add(node, cell)
    if seen[node] then return end
    seen[node] = true
    local is_public = is_shown(node) or node.is_silent and self.given_away[node]
    result.cells[#result.cells + 1] = cell and is_public and public(cell) or { at = book.copy(node.at), hidden = true }
  end
  for _, cell in ipairs(given.cells) do add(self.book.by_key[book.key(made.of, cell.at or {})], cell) end
  for _, node in ipairs(self.book.nodes) do
    if node.is_empty and node.of == made.of and book.has_dimensions(node, made.by) then add(node) end
  end
  for _, cell in ipairs(result.cells) do cell.at = cell.at or {} end
  table.sort(result.cells, before(made.by))
  return result
end


-- ---- the face --------------------------------------------------------------------------------------------------

local function open_book(tables, earlier)
  local done, made = pcall(book.new, tables, earlier)
  if not done then caller.raise(made) end
  return made
end


-- Tables one by one, in lists, or inside what carries them as `published`.
local function flat(list, into)
  for _, item in ipairs(list) do
    if type(item) ~= "table" then caller.raise(("published tables are wanted, not %s"):format(complain.show(item))) end
    if item.published then flat(item.published, into)
    elseif item.cells or #item == 0 then into[#into + 1] = item
    else flat(item, into) end
  end
  return into
end


--- Raises unless it is a least number of people.
---@param minimum any
---@param word string
function privacy.check_minimum(minimum, word)
  if math.type(minimum) ~= "integer" or minimum < 1 then
    caller.raise(("%s: the least number of people is a whole number from 1, not %s"):format(word, complain.show(minimum)))
  end
end


--- The tables that a report published, from its JSON.
---@param path string
---@return table[]?, string?, string?
function privacy.load(path)
  if type(path) ~= "string" then caller.raise "privacy.load: the path of a report is wanted" end
  return require "cx.privacy.earlier".load(path)
end


--- Tables that give nobody away, and the audit of them.
---@param tables table[]
---@param options? { minimum?: integer, earlier?: table[] }
---@return table[], table
function privacy.protect(tables, options)
  options = options or {}
  caller.known("option of privacy.protect", options, { "minimum", "earlier" })
  local minimum = options.minimum or privacy.MINIMUM
  privacy.check_minimum(minimum, "minimum")
  if type(tables) ~= "table" then caller.raise "privacy.protect: a list of tables is wanted" end
  tables = flat(tables.cells and { tables } or tables, {})
  local earlier = flat(options.earlier or {}, {})
  local self = { minimum = minimum, added = {}, book = open_book(tables, earlier) }
  local audit, list = suppress(self, #earlier > 0), {}
  for i, given in ipairs(tables) do list[i] = published(self, given, self.book.tables[i]) end
  return list, finish(audit, self)
end


--- What published tables give away of their hidden cells; print it to read the equations.
---@param ... table tables, lists of tables, results of plans
---@return table audit
function privacy.audit(...)
  local tables = flat({ ... }, {})
  if #tables == 0 then caller.raise "cx.audit: published tables are wanted" end
  local self = { minimum = 0, added = {}, book = open_book({}, tables) }
  return finish(leak.find(self.book, is_shown, must_be_kept(self)), self)
end


return privacy
