-- helper.lua: what holds after every test of every spec
--
-- (1) Nothing is left for the collector to trip on: two full collections succeed.
-- (2) No test, and nothing that it calls, makes a new global.

local busted = require "busted"

local known = {}


--- The names of globals that were not there before.
local function new_globals()
  local found = {}
  for name in pairs(_G) do
    if not known[name] then found[#found + 1] = tostring(name) end
    known[name] = true
  end
  table.sort(found)
  return found
end


busted.subscribe({ "suite", "start" }, function()
  new_globals()
  return nil, true
end)

busted.subscribe({ "test", "end" }, function(element)
  collectgarbage()
  collectgarbage()                                                              -- (1)
  local found = new_globals()                                                   -- (2)
  if #found > 0 then
    local message = "new globals: " .. table.concat(found, ", ")
    io.write("not ok - after: ", element.name, "\n# ", message, "\n")
    busted.publish({ "error", "it" }, element, element.parent, message)
  end
  return nil, true
end)
