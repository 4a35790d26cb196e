-- writer.lua: a run of its own that writes to a ledger until it is killed, and says what was acknowledged
--
--   cxlua writer.lua append WHERE KEY TAG [MOST]     batches of three events; prints each batch's number
--   cxlua writer.lua forget WHERE KEY FROM TO        forgets "Person 0017" and so on; prints each number
--   cxlua writer.lua look WHERE KEY                  opens for reading alone, and prints how many events there are
--   cxlua writer.lua open WHERE KEY                  opens, and prints "opened"
--
-- Trouble is printed as "code message", and ends it.

local cx = require "cx"

local what, where, key = arg[1], arg[2], arg[3]

io.stdout:setvbuf "line"


local function check(value, message, code)
  if value ~= nil and value ~= false then return value end
  print(code or "?", message)
  os.exit(1, true)
end


local ledger = check(cx.ledger.open(where, { plan = "Huolto", key = key, who = "writer", look = what == "look" }))

if what == "append" then
  local tag, most = arg[4], math.tointeger(tonumber(arg[5])) or math.huge
  local batch = 0
  while batch < most do
    batch = batch + 1
    local events = {}
    for part = 1, 3 do
      events[part] = { kind = "case", id = ("%s:%d"):format(tag, batch), event = "part", person = "Person " .. batch,
                       data = { part = part, filler = ("x"):rep(batch * 37 % 1500) },
                       unique = ("%s %d %d"):format(tag, batch, part) }
    end
    check(ledger:append(events))
    print(batch)
  end
elseif what == "look" then
  local n = 0
  for _ in ledger:events() do n = n + 1 end
  print(n)
elseif what == "forget" then
  for i = tonumber(arg[4]), tonumber(arg[5]) do
    check(ledger:forget(("Person %04d"):format(i)))
    print(i)
  end
end
ledger:close()
print "done"
