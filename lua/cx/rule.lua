-- rule.lua - an organisation's own grouping: several columns in, one label out
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: cx.rule({ "channel", "site" }, function(channel, site) return ... end).
-- Out: what stands in place of a column: touchpoint = cx.rule(...).
--
-- (1) The function is asked once for each group that the columns make, after the pass, never for a row.
-- (2) It gives a text; nil is the empty label. Groups that get one label are added up.

local caller = require "cx.caller"

local rule = {}


--- A rule.
---@param columns string|string[]
---@param label fun(...: string): string?
---@return table
function rule.new(columns, label)
  if type(columns) == "string" then columns = { columns } end
  if type(columns) ~= "table" or #columns == 0 or #columns > 8 then
    caller.raise "cx.rule: 1 to 8 columns are wanted, as in cx.rule({ \"channel\", \"site\" }, function(channel, site) ... end)"
  end
  for _, name in ipairs(columns) do
    if type(name) ~= "string" or not name:find "%S" then caller.raise "cx.rule: the names of columns are wanted" end
  end
  if type(label) ~= "function" then caller.raise "cx.rule: a function is wanted that gives the label" end
  return { kind = "rule", columns = table.move(columns, 1, #columns, 1, {}), rule = label }
end


return rule
