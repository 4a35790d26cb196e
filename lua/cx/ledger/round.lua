-- round.lua - the rounds that a plan has been through, every version of each
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a round { name, plan_hash, plan_text, tallies, results, verdicts }. Out: rounds in order, and what a re-run changed.
--
-- (1) A round is an event of kind "round". Running it again appends a version; none is written over.
-- (2) A run that gives what the last version has is no version: nothing is added. When and by whom does not count.
-- (3) A difference is a list of { path, old, new } in the order of paths; items of lists that have an id go by it.
-- (4) Tallies are texts of public counts (tally:save with public = true): no row, and no person, is in a round.

local event = require "cx.ledger.event"
local json = require "cx.ledger.json"

local round = {}

local KEYS = { "name", "plan_hash", "plan_text", "tallies", "results", "verdicts", "why", "who" }
local KEPT = { "plan_hash", "plan_text", "tallies", "results", "verdicts" }


-- Every value of data by its path.
local function flatten(value, path, into)
  if type(value) ~= "table" then
    into[path] = value
    return into
  end
  for key, inside in pairs(value) do
    local name = type(key) == "number" and type(inside) == "table" and inside.id or key
    local step = type(name) == "number" and ("[%d]"):format(name) or (path == "" and "" or ".") .. tostring(name)
    flatten(inside, path .. step, into)
  end
  return into
end


--- What differs between two data: rule (3).
---@param old table
---@param new table
---@return { path: string, old: any, new: any }[]
function round.difference(old, new)
  local before, after, list = flatten(old, "", {}), flatten(new, "", {}), {}
  for path, value in pairs(before) do
    if after[path] ~= value then list[#list + 1] = { path = path, old = value, new = after[path] } end
  end
  for path, value in pairs(after) do
    if before[path] == nil then list[#list + 1] = { path = path, new = value } end
  end
  table.sort(list, function(a, b) return a.path < b.path end)
  return list
end


-- The versions of a round as events, oldest first.
local function versions_of(store, name)
  local list = {}
  local done, message = pcall(function()
    for e in event.each(store, { kind = "round", id = name }) do list[#list + 1] = e end
  end)
  if not done then return nil, message, "failed" end
  return list
end


--- Saves a round: rules (1) and (2).
---@param ledger table
---@param given table
---@return integer? version, table|string|nil difference what changed since the version before, string? code
function round.save(ledger, given)
  local caller = require "cx.caller"
  if type(given) ~= "table" then caller.raise "save_round: a table is wanted, { name =, results =, ... }" end
  caller.known("key of a round", given, KEYS)
  local data = {}
  for _, key in ipairs(KEPT) do data[key] = given[key] end
  local list = event.checked(ledger, { { kind = "round", id = given.name, event = "saved", data = data, why = given.why,
                                         who = given.who } })
  return ledger.store:exclusive(function()
    local earlier, message, code = versions_of(ledger.store, given.name)
    if not earlier then return nil, message, code end
    local last = earlier[#earlier]
    if last and json.encode(last.data) == list[1].data then return #earlier, {} end -- (2)
    local added
    added, message, code = event.write(ledger.store, list)
    if not added then return nil, message, code end
    return #earlier + 1, last and round.difference(last.data, json.decode(list[1].data)) or nil
  end)
end


-- A version as it is shown.
local function shown(e, version)
  local one = { name = e.id, version = version, seq = e.seq, at = e.at, who = e.who, why = e.why, forgotten = e.forgotten }
  for _, key in ipairs(KEPT) do one[key] = e.data[key] end
  return one
end


--- Every round in the order of its first saving: its last version, with all of them in `versions`.
---@param store table
---@return table[]? rounds, string? message, string? code
function round.list(store)
  local events, message, code = versions_of(store)
  if not events then return nil, message, code end
  local names, versions = {}, {}
  for _, e in ipairs(events) do
    if not versions[e.id] then names[#names + 1], versions[e.id] = e.id, {} end
    local all = versions[e.id]
    all[#all + 1] = shown(e, #all + 1)
  end
  local list = {}
  for i, name in ipairs(names) do
    local all = versions[name]
    local one = {}
    for key, value in pairs(all[#all]) do one[key] = value end
    one.versions = all
    list[i] = one
  end
  return list
end


return round
