-- store.lua - a database that holds a ledger: what is the same for every engine
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a LuaSQL connection, an engine's own ways. Out: statements run, rows read, transactions that are whole.
--
-- (1) Every text is stored as bytes and written as their hexadecimal digits, the one quoting there is: LuaSQL 2.6 has no
--     bound parameters, its escape() ends at a NUL, and a server refuses texts that are no UTF-8. Digits cannot break out.
-- (2) One statement a call: LuaSQL runs only the first one of a string on SQLite, and says nothing of the rest.
-- (3) Cursors live no longer than a call, so that nothing of ours keeps a database from being cleaned or closed.
-- (4) A transaction is kept or undone as a whole: undone when its function gives nil, raises, or cannot be kept.
--     It holds the ledger for itself from its beginning, so that what it reads is still so when it writes.
-- (5) Several queries in `still` see one state of the ledger, whatever others write meanwhile; nothing waits for them.
-- (6) An engine is { name, bytes, whole, begin, still, literal(digits), text(value), readable(column),
--     position(needle, column), open(where, options), settle(store), tables(store), clean(store), files(store) }.

local handle = require "cx.ledger.handle"
local trouble = require "cx.ledger.trouble"

local store = {}
store.__index = store

local digits = {} -- of each byte
for byte = 0, 255 do digits[string.char(byte)] = ("%02x"):format(byte) end


--- A store on an open connection.
---@param engine table the engine's ways (6)
---@param where string
---@param connection any of LuaSQL
---@param environment any of LuaSQL
---@return table
function store.new(engine, where, connection, environment)
  handle.enter()
  return setmetatable({ engine = engine, where = where, connection = connection, environment = environment }, store)
end


--- A text as a literal of SQL, NULL for nil: rule (1).
---@param text string?
---@return string
function store:bytes(text)
  if text == nil then return "NULL" end
  return self.engine.literal((text:gsub(".", digits)))
end


--- The template with the engine's types: {bytes}, {whole}, {text:column}.
---@param template string
---@return string
function store:sql(template)
  return (template:gsub("{(%l+):?([%w_]*)}", function(word, column)
    if word == "text" then return self.engine.readable(column) end
    return self.engine[word]
  end))
end


-- Runs one statement; its cursor or count.
local function execute(self, statement)
  if not self.connection then return trouble.say(self.where, "closed", "the ledger was closed") end
  local result, words = self.connection:execute(statement)
  if result == nil then return trouble.of(self.where, words) end
  return result
end


--- Runs a statement that gives no rows: how many rows it changed; or nil, message, code.
---@param statement string
---@return integer? count, string? message, string? code
function store:run(statement)
  local result, message, code = execute(self, statement)
  if result == nil then return nil, message, code end
  if type(result) == "number" then return math.tointeger(result) or 0 end
  while type(result) == "userdata" and result:fetch() ~= nil do end -- luacheck: ignore 542
  if type(result) == "userdata" then result:close() end
  return 0
end


--- The rows of a query, each a list of n values; texts and numbers as the engine gives them: see text and whole.
---@param query string
---@return table[]? rows, string? message, string? code
function store:rows(query)
  local cursor, message, code = execute(self, query)
  if cursor == nil then return nil, message, code end
  if type(cursor) ~= "userdata" then return {} end
  local rows = {}
  local done, raised = pcall(function()
    local row, words = cursor:fetch({}, "n")
    while row do
      rows[#rows + 1] = row
      row, words = cursor:fetch({}, "n")
    end
    return words
  end)
  cursor:close()                                                                -- (3)
  if not done then return trouble.of(self.where, raised) end
  if raised ~= nil then return trouble.of(self.where, raised) end
  return rows
end


--- The first value of a query, or nil; what failed comes after it.
---@param query string
---@return any value, string? message, string? code
function store:value(query)
  local rows, message, code = self:rows(query)
  if not rows then return nil, message, code end
  return rows[1] and rows[1][1]
end


--- A text of a row.
---@param value any
---@return string?
function store:text(value)
  if value == nil then return nil end
  return self.engine.text(value)
end


--- Runs fn in a transaction that has the ledger for itself: rule (4). Gives what fn gives.
---@param fn fun(): ...
---@return any
function store:exclusive(fn)
  if self.looks then return trouble.say(self.where, "not_writable", "it was opened to be looked at; nothing is written") end
  for _, statement in ipairs(self.engine.begin) do
    local begun, message, code = self:run(statement)
    if not begun then
      self.connection:execute "ROLLBACK"
      return nil, message, code
    end
  end
  local results = table.pack(pcall(fn))
  if results[1] and results[2] ~= nil then
    local kept, message, code = self:run "COMMIT"
    if kept then return table.unpack(results, 2, results.n) end
    results = { true, nil, message, code, n = 4 }
  end
  self.connection:execute "ROLLBACK"
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end


--- Runs fn, which only reads, on one state of the ledger: rule (5). Gives what fn gives.
---@param fn fun(): ...
---@return any
function store:still(fn)
  local begun, message, code = self:run(self.engine.still)
  if not begun then return nil, message, code end
  local results = table.pack(pcall(fn))
  self.connection:execute "ROLLBACK"
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end


--- Closes the connection; again is fine.
function store:close()
  if self.connection then
    self.connection:close()
    self.environment:close()
    self.connection = nil
    handle.leave()
  end
end


return store
