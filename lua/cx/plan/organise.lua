-- organise.lua - stair 3: who answers, who learns, who may decide
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: organise = { owners =, lead =, training =, recruiting =, rewards =, authority =, functions =, events =, ... }.
-- Out: inside.owners, .training, .functions, .events; measures to be measured (bind.lua).
--
-- (1) owners: names with who they are: { sales = "head of sales", service = { "call centre", outside = true } }.
-- (2) training: { skills = { done = 31, of = 46, due = "2026-06-30" } }; nobody is trained twice, so done <= of.
-- (3) recruiting, rewards, comfort, authority, contribution and together are statements: a text, or texts with kept = (a
--     measure that it is so) and goals =; comfort and contribution may be a measure alone.
-- (4) functions: leadership, staff, operation, services, systems: the five round the customer, each scored by a measure, a
--     goal or several.
-- (5) events that change the mood: { "2026-02-01", "the manager left", unit = "Turku" }.

local bind = require "cx.plan.bind"
local read = require "cx.plan.read"

local organise = {}

local KNOWN = { "owners", "lead", "training", "recruiting", "rewards", "comfort", "authority", "contribution", "together",
                "functions", "norms", "events" }
local STATEMENTS = { "recruiting", "rewards", "comfort", "authority", "contribution", "together" }
local FUNCTIONS = { "leadership", "staff", "operation", "services", "systems" }


-- (1)
local function owners(given)
  local list = {}
  if type(given) == "string" or type(given) == "table" and #given > 0 then
    for i, name in ipairs(read.texts(given, "organise.owners")) do
      list[i] = { id = name, text = name, outside = false, path = read.at("organise.owners", i) }
    end
    return list
  end
  for i, item in ipairs(read.map(given, "organise.owners", 'such as { sales = "head of sales" }')) do
    local value = type(item.value) == "string" and { item.value } or read.table(item.value, item.path)
    read.known(value, item.path, { "outside", "text" }, 1)
    list[i] = { id = item.key, text = read.some_text(value[1] or value.text, item.path), path = item.path,
                outside = read.boolean(value.outside, item.path .. ".outside") or false }
  end
  return list
end


-- (2)
local function training(given)
  local list = {}
  if type(given) == "string" or type(given) == "table" and #given > 0 then
    for i, text in ipairs(read.texts(given, "organise.training")) do
      list[i] = { id = text, text = text, path = read.at("organise.training", i) }
    end
    return list
  end
  for i, item in ipairs(read.map(given, "organise.training", "such as { skills = { done = 31, of = 46 } }")) do
    local value, path = type(item.value) == "string" and { item.value } or read.table(item.value, item.path), item.path
    read.known(value, path, { "done", "of", "due", "owner", "text" }, 1)
    local one = { id = item.key, path = path, text = read.text(value[1] or value.text, path),
                  done = read.whole(value.done, path .. ".done", 0), of = read.whole(value.of, path .. ".of", 1),
                  due = read.date(value.due, path .. ".due"), owner = read.text(value.owner, path .. ".owner") }
    if one.done and not one.of then read.fail(path .. ".of", "a whole number", nil, "how many there are to train") end
    if one.done and one.done > one.of then
      read.raise(path .. ".done", ("%d is more than the %d there are to train"):format(one.done, one.of))
    end
    list[i] = one
  end
  return list
end


-- (4)
local function functions(given, inside)
  local list = {}
  given = read.table(given, "organise.functions", "such as { leadership = mean(pulse.support) }")
  read.known(given, "organise.functions", FUNCTIONS)
  for _, name in ipairs(FUNCTIONS) do
    if given[name] ~= nil then
      local path = "organise.functions." .. name
      local measures = bind.measures(inside, given[name], path, { place = path, word = name })
      list[#list + 1] = { id = name, path = path, measures = measures }
    end
  end
  return list
end


-- (5)
local function events(given)
  local made = {}
  local list, path_of = read.list(given, "organise.events", function() return false end, "a list of events")
  for i, item in ipairs(list) do
    local path = path_of(i)
    item = read.table(item, path, 'such as { "2026-02-01", "the manager left" }')
    read.known(item, path, { "unit", "date", "text" }, 2)
    made[i] = { date = read.date(item[1] or item.date, path .. "[1]"),
                text = read.some_text(item[2] or item.text, path .. "[2]"),
                unit = read.text(item.unit, path .. ".unit"), path = path }
    if not made[i].date then read.fail(path .. "[1]", 'a date such as "2026-12-31"', nil) end
  end
  return made
end


--- Reads the section.
---@param given? table
---@param inside table of the plan
---@return table
function organise.read(given, inside)
  given = read.table(given, "organise")
  read.known(given, "organise", KNOWN)
  inside.owners, inside.lead = owners(given.owners), read.text(given.lead, "organise.lead")
  inside.training = training(given.training)
  inside.statements = {}
  for _, key in ipairs(STATEMENTS) do
    inside.statements[key] = bind.statement(inside, given[key], "organise." .. key, { word = key })
  end
  inside.functions = functions(given.functions, inside)
  inside.norms = read.texts(given.norms, "organise.norms")
  inside.events = events(given.events)
  return given
end


return organise
