-- promise.lua - promises of a case: kept, late, broken, or still open
--
--   file > ROWS > batch > tally > metric > goal > report
--
-- In: a case's events in order, which events keep a promise, the present moment. Out: a list of promises, each with its fate.
--
-- (1) A row with a due moment promises; the first event after it, in the order of the case, that keeps such a promise
--     fulfils it: kept when that is at the due moment or before, late when after.
-- (2) Never fulfilled, it is broken when the due moment has passed by now, else open: too early to tell.
-- (3) A promise renewed does not mend the one before: each is judged by its own due moment.
-- (4) What keeps a promise is the event `returned`, unless told; a map tells it for each event that promises.
-- (5) Now is compared with the due moment by the wall's clock.

local promise = {}

--- Fates in the order from worst to best for a case of several promises.
promise.FATES = { "broken", "late", "open", "kept" }


-- True when an event is one of those wanted.
local function is_any(event, wanted)
  for _, name in ipairs(event.kind.names or {}) do
    if wanted[name] then return true end
  end
  return false
end


-- The events that keep what an event promises (4).
local function keepers(event, kept_by)
  if not kept_by.of then return kept_by.all end
  for _, name in ipairs(event.kind.names or {}) do
    if kept_by.of[name] then return kept_by.of[name] end
  end
  return kept_by.all
end


local function fate_of(events, i, kept_by, now)
  local event = events[i]
  local wanted = keepers(event, kept_by)
  for j = i + 1, #events do
    if is_any(events[j], wanted) then                                           -- (1)
      local delay = events[j].at - event.due_at
      return delay <= 0 and "kept" or "late", delay
    end
  end
  return event.due < now and "broken" or "open"                                 -- (2)
end


--- The promises of a case: { event, fate, delay? in seconds }.
---@param events table[]
---@param kept_by { all: table<string, boolean>, of?: table<string, table<string, boolean>> }
---@param now integer
---@return { event: table, fate: string, delay: integer? }[]
function promise.list(events, kept_by, now)
  local list = {}
  for i, event in ipairs(events) do
    if event.due then
      local fate, delay = fate_of(events, i, kept_by, now)
      list[#list + 1] = { event = event, fate = fate, delay = delay }
    end
  end
  return list
end


--- The worst fate of a case's promises; "none" without one.
---@param list { fate: string }[]
---@return string
function promise.worst(list)
  local seen = {}
  for _, one in ipairs(list) do seen[one.fate] = true end
  for _, fate in ipairs(promise.FATES) do
    if seen[fate] then return fate end
  end
  return "none"
end


return promise
