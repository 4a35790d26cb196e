-- owner.lua - owners as the rules see them
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: an owner's name. Out: whether it is there, and whether it is somebody's.
--
-- (1) An owner to be named is one of the words that cxlua new writes, or a text without a letter, such as "???".

local owner = {}

local UNNAMED = { ["to be named"] = true, ["nimettävä"] = true, ["utses senare"] = true, todo = true, tbd = true }


--- Whether there is a name at all.
---@param name? string
---@return boolean
function owner.is_there(name) return name ~= nil and name:find "%S" ~= nil end


--- Whether the name stands for one that is still to come (1).
---@param name? string
---@return boolean
function owner.is_unnamed(name)
  if not owner.is_there(name) then return false end
  name = name:match "^%s*(.-)%s*$"
  return UNNAMED[name:lower()] ~= nil or not name:find "[%w\x80-\xff]"
end


return owner
