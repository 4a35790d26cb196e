-- handle.lua - a ledger's files opened beside its engine, and when they may be closed
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: stores that open and close; files that somebody has read. Out: the files closed, at once or later.
--
-- (1) Who closes any handle of a file loses all locks that his process has on it (POSIX), those of SQLite too. Another run
--     then takes itself for the last one and removes the log, and what is still written to that is lost. So as long as any
--     store is open, files that were read stay open.

local handle = {}

local n_open, held = 0, {}


--- A store was opened.
function handle.enter() n_open = n_open + 1 end


--- A store was closed; with the last one everything that was read is.
function handle.leave()
  n_open = n_open - 1
  if n_open > 0 then return end
  for _, file in ipairs(held) do file:close() end
  held = {}
end


--- Gives a file back that was read: it is closed when that does no harm (1).
---@param file file*
function handle.give_back(file)
  if n_open == 0 then file:close() else held[#held + 1] = file end
end


return handle
