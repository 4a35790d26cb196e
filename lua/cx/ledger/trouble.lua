-- trouble.lua - what an engine complains of, in one line and with a code
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: where the ledger is, the engine's own words. Out: nil, message, code.
--
-- (1) Codes: busy, no_space, not_writable, not_readable, damaged, not_ledger, no_file, no_server, no_driver, other_plan, newer,
--     older, not_empty, no_key, other_key, trace, server; what no pattern knows is "failed".
-- (2) A message is one line: the place, once, what is wrong; what would be right. It never holds a password.

local trouble = {}

-- The engines' words, the code, ours.
local KNOWN = {
  { "database is locked", "busy", "another run is writing; wait for it, and run this again" },
  { "database table is locked", "busy", "another run is writing; wait for it, and run this again" },
  { "lock timeout", "busy", "another run is writing; wait for it, and run this again" },
  { "disk is full", "no_space", "the disk is full; make room, and run this again (what stands there is whole)" },
  { "No space left", "no_space", "the disk is full; make room, and run this again (what stands there is whole)" },
  { "readonly database", "not_writable", "it cannot be written; give yourself the right to write it and its folder" },
  { "read%-only transaction", "not_writable", "it cannot be written: the server is read-only" },
  { "permission denied", "not_writable", "the server does not let this user read or write the ledger" },
  { "not a database", "not_ledger", "it is no ledger but another kind of file; name another file" },
  { "malformed", "damaged", "it is damaged; take the last copy of it from your backups" },
  { "disk I/O error", "disk", "the disk could not be read or written; what was written before stands" },
  { "error connecting", "no_server", nil },
  { "server closed the connection", "no_server", "the server went away; run this again when it is there" },
  { "no connection to the server", "no_server", "the server went away; run this again when it is there" },
  { "terminating connection", "no_server", "the server went away; run this again when it is there" },
}


--- One line of the engine's words, without its own name in front.
local function line_of(words)
  words = tostring(words):gsub("^LuaSQL: ", ""):gsub("error executing statement%. PostgreSQL: ", "")
    :gsub("error connecting to database%. PostgreSQL: ", ""):gsub("^ERROR: +", "")
  return (words:match "^%s*([^\n]*)":gsub("%c+", " "))
end


--- A connection string as it may be shown: rule (2).
---@param where string
---@return string
function trouble.place(where)
  return (where:gsub("(password%s*=%s*)'[^']*'", "%1***"):gsub("(password%s*=%s*)[^%s'&]+", "%1***")
    :gsub("(://[^:/@]*):[^@/]*@", "%1:***@"))
end


--- nil, message, code for what an engine said.
---@param where string
---@param words any
---@return nil, string message, string code
function trouble.of(where, words)
  local place, text = trouble.place(where), tostring(words)
  for _, known in ipairs(KNOWN) do
    if text:find(known[1]) then return nil, ("%s: %s"):format(place, known[3] or line_of(words)), known[2] end
  end
  local line = line_of(words)
  if line:sub(1, #where + 2) == where .. ": " then line = line:sub(#where + 3) end                          -- (2)
  return nil, ("%s: %s"):format(place, line), "failed"
end


--- nil, message, code in our own words.
---@param where string
---@param code string
---@param message string
---@return nil, string message, string code
function trouble.say(where, code, message, ...)
  return nil, ("%s: %s"):format(trouble.place(where), message:format(...)), code
end


return trouble
