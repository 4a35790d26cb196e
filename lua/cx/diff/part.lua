-- part.lua - what a plan says beside its goals, in plain data: promises, touchpoints, actions, rules of the loop
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan; two such lists. Out: { kind, id, of = { field = text } } in the plan's order; what was added, dropped, changed.
--
-- (1) Parts go by kind and id; one whose id changed was dropped and added.
-- (2) A field is a text or a number; lists are joined, and of a function it is only said that it is one.
-- (3) Changes stand in the order of the new side, then what was dropped in that of the old one.

local part = {}

local TOUCHPOINT = { "name", "owner", "phase", "need", "peak", "feel", "channel", "role", "serves", "resources" }
local ACTION = { "finding", "action", "owner", "cause", "opened", "due", "done", "cost", "touchpoint" }
local RULE = { "when", "contact", "tell", "owner", "cause", "touchpoint" }
local FIELDS = { "text", "kind", "name", "owner", "phase", "need", "peak", "feel", "channel", "role", "practice", "serves",
                 "resources", "finding", "action", "cause", "opened", "due", "done", "cost", "touchpoint", "tell_to", "tell_by",
                 "tell_due", "told", "when", "contact", "tell" }


-- A value as a text or a number (2); nil for what is neither.
local function plain(value)
  if type(value) == "function" then return "function" end
  if type(value) == "boolean" then return value and "yes" or nil end
  if type(value) == "string" or math.type(value) then return value end
  if type(value) ~= "table" then return nil end
  local list = {}
  for _, one in ipairs(value) do list[#list + 1] = type(one) == "string" and one or nil end
  return #list > 0 and table.concat(list, ", ") or value.text
end


local function fields_of(given, names)
  local made = {}
  for _, name in ipairs(names) do made[name] = plain(given[name]) end
  return made
end


local function add_actions(list, inside)
  for _, one in ipairs(inside.actions) do
    local of, tell = fields_of(one, ACTION), one.tell or {}
    of.tell_to, of.tell_by, of.tell_due, of.told = tell.to, tell.by, tell.due, tell.told
    list[#list + 1] = { kind = "action", id = one.id, of = of }
  end
end


--- What a plan says beside its goals.
---@param plan table
---@return { kind: string, id: string, of: table<string, string|number> }[]
function part.of(plan)
  local list, inside = {}, plan.inside
  for _, one in ipairs(inside.promises) do
    list[#list + 1] = { kind = "promise", id = one.id, of = fields_of(one, { "text", "kind" }) }
  end
  for _, one in ipairs(inside.touchpoints) do
    local of = fields_of(one, TOUCHPOINT)
    of.practice = one.practice and one.practice.text
    list[#list + 1] = { kind = "touchpoint", id = one.id, of = of }
  end
  add_actions(list, inside)
  for _, one in ipairs(inside.loop and inside.loop.rules or {}) do
    list[#list + 1] = { kind = "rule", id = one.id, of = fields_of(one, RULE) }
  end
  return list
end


local function by_key(list)
  local by = {}
  for _, one in ipairs(list) do by[one.kind .. "\0" .. one.id] = one end
  return by
end


-- The fields that differ.
local function fields_between(was, now)
  local list = {}
  for _, key in ipairs(FIELDS) do
    if was.of[key] ~= now.of[key] then list[#list + 1] = { key = key, old = was.of[key], new = now.of[key] } end
  end
  return list
end


--- What differs between two lists (3).
---@param old table[] of part.of
---@param new table[]
---@return { kind: string, id: string, change: "added"|"dropped"|"changed", fields: table[] }[]
function part.compare(old, new)
  local before, after, list = by_key(old), by_key(new), {}
  for _, now in ipairs(new) do
    local was = before[now.kind .. "\0" .. now.id]
    local fields = was and fields_between(was, now) or {}
    if not was or #fields > 0 then
      list[#list + 1] = { kind = now.kind, id = now.id, name = now.of.name, change = was and "changed" or "added",
                          fields = fields }
    end
  end
  for _, was in ipairs(old) do
    if not after[was.kind .. "\0" .. was.id] then
      list[#list + 1] = { kind = was.kind, id = was.id, name = was.of.name, change = "dropped", fields = {} }
    end
  end
  return list
end


return part
