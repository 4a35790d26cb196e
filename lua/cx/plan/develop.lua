-- develop.lua - stair 2: the touchpoints, each with its practice, its goals, and what it is there for
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: touchpoints = { { "Checkout", phase = "during", ... }, ... } or cx.table "touchpoints.csv".
-- Out: inside.touchpoints in the order of the journey; goals and measures to be measured (bind.lua).
--
-- (1) A touchpoint has a name and an id: its own, else the name. No two have one name, nor one id.
-- (2) serves: ids of goals of define; a reference that leads nowhere is a mistake.
-- (3) after: names or ids of the touchpoints that a customer comes from; they must be there and make no circle.
-- (4) practice: { "the offer within a day", kept = share(answers.x, "yes") }; kept is measured at the touchpoint.
-- (5) Rows of a table have the same keys as columns; lists in a cell are parted by commas, goals are phrases.

local bind = require "cx.plan.bind"
local caller = require "cx.caller"
local complain = require "cx.complain"
local read = require "cx.plan.read"

local develop = {}

local KNOWN = { "name", "id", "phase", "channel", "role", "owner", "need", "serves", "practice", "from", "goals", "peak",
                "feel", "sells", "resources", "after", "text" }
local PHASES = { "before", "during", "after" }
local ROLES = { "human", "digital" }
local NEEDS = { "routine", "demanding" }


-- ---- rows of a table (5) -----------------------------------------------------------------------------------

local YES = { yes = true, ["true"] = true, ["1"] = true, x = true, no = false, ["false"] = false, ["0"] = false }


local function parted(text)
  local list = {}
  for part in (text .. ","):gmatch "%s*(.-)%s*," do
    if part ~= "" then list[#list + 1] = part end
  end
  return #list > 1 and list or list[1]
end


local function boolean(text, path)
  local value = YES[text:lower()]
  if value == nil then read.fail(path, "yes or no", text) end
  return value
end


local column = {
  channel = parted, role = parted, serves = parted, feel = parted, after = parted, peak = boolean, sells = boolean,
  resources = function(text, path)
    local number = tonumber((text:gsub("[\u{a0} ]", ""):gsub(",", ".")))
    if not number then read.fail(path, "a number", text) end
    return number
  end,
}


-- A row as a touchpoint.
local function of_row(row, path, inside)
  local made = {}
  for key, text in pairs(row) do
    local cell = text:match "^%s*(.-)%s*$"
    if cell ~= "" and key ~= "kept" then made[key] = column[key] and column[key](cell, read.at(path, key)) or cell end
    if cell ~= "" and column[key] == boolean then made[key] = boolean(cell, read.at(path, key)) end
  end
  if made.from then made.from = require "cx.plan.phrase".question(inside, made.from, path .. ".from") end
  local kept = row.kept and row.kept:match "^%s*(.-)%s*$" or ""
  if kept ~= "" then
    made.practice = { made.practice, kept = require "cx.plan.phrase".metric(kept, inside, path .. ".kept") }
  end
  return made
end


-- The touchpoints as declared, each with its key path.
local function declared(given, inside)
  if not require "cx.table".is(given) then
    read.table(given, "touchpoints", 'such as { { "Checkout", phase = "during" }, ... }')
    local list, path_of = read.list(given, "touchpoints", function() return false end, "a list of touchpoints")
    return list, path_of
  end
  local columns = table.move(KNOWN, 1, #KNOWN, 1, {})
  columns[#columns + 1] = "kept"
  local rows, numbers = require "cx.table".rows(given, inside, columns)
  local list = {}
  local function path_of(i) return ("%s: row %d"):format(given.name, numbers[i]) end
  for i, row in ipairs(rows) do list[i] = of_row(row, path_of(i), inside) end
  return list, path_of
end


-- ---- one touchpoint ----------------------------------------------------------------------------------------

local function words(value, path, known)
  local list, path_of = read.list(value, path, function(item) return type(item) == "string" end, "a word or a list of words")
  for i, word in ipairs(list) do
    if known then read.word(word, path_of(i), known) else read.some_text(word, path_of(i)) end
  end
  return list
end


local function name_of(given, path)
  if given ~= nil then read.table(given, path, 'such as { "Checkout", phase = "during" }') end
  local name = given and (given[1] or given.name)
  if type(name) ~= "string" or not name:find "%S" then
    read.raise(path, 'a touchpoint begins with its name, as in { "Checkout", phase = "during" }')
  end
  read.text(name, path)
  read.known(given, path, KNOWN, 1)
  return require "cx.touchpoint".label(name)
end


-- Ids of define that a touchpoint serves (2).
local function serves_of(inside, value, path)
  local list, path_of = read.list(value, path, function(item) return type(item) == "string" end, "an id or a list of ids")
  local seen = {}
  for i, id in ipairs(list) do
    if type(id) ~= "string" then read.fail(path_of(i), "an id", id) end
    if seen[id] then read.raise(path_of(i), ("'%s' stands here twice"):format(id)) end
    seen[id] = true
    if not inside.promise[id] then
      local known = {}
      for k, promise in ipairs(inside.promises) do known[k] = promise.id end
      if #known == 0 then read.raise(path_of(i), ("define has no goals that '%s' could be"):format(tostring(id))) end
      read.raise(path_of(i), complain.message("goal of define", id, known, #known))
    end
  end
  return list
end


local function practice_of(inside, one, given, path)
  local made = bind.statement(inside, given, path, { touchpoint = one.given, label = one.name,
    place = ("touchpoints.%s.practice"):format(one.id), word = one.name })
  return made and { text = made.text, kept = made.kept and made.kept.metric, path = path }
end


local function take_id(inside, one, given, path)
  for _, other in ipairs(inside.touchpoints) do
    if other.name == one.name then
      read.raise(path, ("touchpoint '%s' stands in the plan twice, first at %s; one name for each is wanted")
        :format(one.name, other.path))
    end
    if other.id == (given.id or one.name) then
      caller.raise(("two touchpoints have the id '%s'; give one of them another"):format(other.id))
    end
  end
  return read.text(given.id, path .. ".id") or one.name
end


local function check_from(from, path)
  if from ~= nil and (type(from) ~= "table" or rawget(from, "kind") ~= "question") then
    read.fail(path .. ".from", "a question", from, "as in from = answers.checkout")
  end
end


-- Whether service sells: true, or a measure of it.
local function sells_of(inside, one, value, path)
  if value == nil or type(value) == "boolean" then return value end
  if not bind.is_measure(value) then read.fail(path, "true, false or a measure", value) end
  return bind.measure(inside, value, path, { touchpoint = one.given, label = one.name, word = one.name,
    place = ("touchpoints.%s.sells"):format(one.id) }).metric
end


local function read_one(inside, given, path)
  local one = { name = name_of(given, path), path = path, place = inside.place, given = given }
  one.id = take_id(inside, one, given, path)
  one.phase = read.word(given.phase, path .. ".phase", PHASES)
  one.channel, one.role = words(given.channel, path .. ".channel"), words(given.role, path .. ".role", ROLES)
  one.need, one.owner = read.word(given.need, path .. ".need", NEEDS), read.text(given.owner, path .. ".owner")
  one.feel, one.text = words(given.feel, path .. ".feel"), read.text(given.text, path .. ".text")
  one.peak = read.boolean(given.peak, path .. ".peak") or false
  one.resources = read.number(given.resources, path .. ".resources", 0)
  check_from(given.from, path)
  one.serves = serves_of(inside, given.serves, path .. ".serves")
  inside.touchpoints[#inside.touchpoints + 1] = one
  bind.touchpoint(inside, given, one.id, one.name, path)
  one.practice = practice_of(inside, one, given.practice, path .. ".practice")
  one.sells = sells_of(inside, one, given.sells, path .. ".sells")
end


-- ---- the way from one to the next (3) --------------------------------------------------------------------------

local function link(inside)
  local by, known = {}, {}
  for i, one in ipairs(inside.touchpoints) do by[one.id], known[i] = one, one.id end
  for _, one in ipairs(inside.touchpoints) do by[one.name] = by[one.name] or one end
  for _, one in ipairs(inside.touchpoints) do
    local path = one.path .. ".after"
    one.after = {}
    for i, name in ipairs(words(one.given.after, path)) do
      if not by[name] then read.raise(path, complain.message("touchpoint", name, known, #known)) end
      one.after[i] = by[name].id
    end
  end
  return by
end


-- Raises for a circle of touchpoints, each after the other.
local function check_circle(inside, by)
  local state = {}
  local function visit(one, way)
    way[#way + 1] = one.name
    if state[one] == "here" then
      read.raise(one.path .. ".after", ("a circle: %s"):format(table.concat(way, " after ")))
    end
    if not state[one] then
      state[one] = "here"
      for _, id in ipairs(one.after) do visit(by[id], way) end
      state[one] = "done"
    end
    way[#way] = nil
  end
  for _, one in ipairs(inside.touchpoints) do visit(one, {}) end
end


--- Reads the section.
---@param given? table
---@param inside table of the plan
---@return table[] touchpoints as declared
function develop.read(given, inside)
  inside.touchpoints = {}
  local list, path_of = declared(given, inside)
  for i, one in ipairs(list) do read_one(inside, one, path_of(i)) end
  check_circle(inside, link(inside))
  return list
end


return develop
