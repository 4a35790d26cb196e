-- named.lua - lists of things that bear a name: columns, questions, groups
--
--   file > rows > BATCH > TALLY > metric > GOAL > report
--
-- In: a list of tables with a name. Out: their names, in the same order.

local named = {}


--- The names of a list.
---@param list { name: string }[]
---@return string[]
function named.names(list)
  local names = {}
  for i, item in ipairs(list) do names[i] = item.name end
  return names
end


return named
