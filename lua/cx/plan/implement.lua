-- implement.lua - stair 4: what is done about what was found, and who is told
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: implement = { actions =, strategic =, daily =, loop =, messages =, budget = }.
-- Out: inside.actions, .decisions, .daily, .loop, .messages, .budget, .resources.
--
-- (1) An action is tied to a finding, with owner, due date, cost and a cause: people, system, usability. tell says who is
--     to be told of it, how and when; told is the day on which that was done.
-- (2) Days stand in their order: opened, done, due not before opened; told not before opened.
-- (3) strategic: { "2026-01-12", "the call for everyone", expect = { nps, 5 } }: a decision of the management, and what it is
--     expected to change by how much. What is expected is measured. finding = "..." is what it rests on.
-- (4) daily: choices of all staff, counted by a measure each, not listed: { refunds = log.refunds }.
-- (5) loop: rules that open cases, { when = "recommend <= 6", contact = "2 working days", tell = "14 days" }; beside them
--     hook = a function, holidays = "fi", "sv" or days, retention = "3 years", zone = "Europe/Helsinki": the clock of its
--     times; hours = { 8, 16 }: when working hours begin and end. Two rules that take the same answers to
--     the same place are one rule written twice.
-- (6) budget is shared between touchpoints by their resources.

local bind = require "cx.plan.bind"
local read = require "cx.plan.read"

local implement = {}

local KNOWN = { "actions", "strategic", "daily", "loop", "messages", "budget" }
local ACTION = { "id", "finding", "action", "cause", "owner", "opened", "due", "done", "cost", "tell", "touchpoint", "text" }
local TELL = { "to", "by", "due", "told", "reach", "text" }
local RULE = { "id", "when", "contact", "tell", "owner", "cause", "route", "group", "drop", "survey", "touchpoint", "text" }
local LOOP = { "hook", "holidays", "retention", "zone", "hours" }
local CAUSES = { "people", "system", "usability" }
local HOLIDAYS = { "fi", "sv" }


local function never() return false end


-- ---- actions (1) (2) -------------------------------------------------------------------------------------------

local function tell_of(given, path, opened)
  if given == nil then return nil end
  if type(given) == "string" then given = { to = given } end
  given = read.table(given, path, 'such as { to = "all customers", by = "letter", due = "2026-06-15" }')
  read.known(given, path, TELL)
  local tell = { to = read.some_text(given.to, path .. ".to"), by = read.text(given.by, path .. ".by"),
                 due = read.date(given.due, path .. ".due"), told = read.date(given.told, path .. ".told"),
                 reach = read.whole(given.reach, path .. ".reach", 0), text = read.text(given.text, path .. ".text") }
  read.not_before(tell.due, opened, path .. ".due", "its opening")
  read.not_before(tell.told, opened, path .. ".told", "its opening")
  return tell
end


local function check_touchpoint(inside, name, path)
  if read.text(name, path) == nil then return nil end
  local known = {}
  for i, one in ipairs(inside.touchpoints) do
    if one.id == name or one.name == name then return one.id end
    known[i] = one.id
  end
  read.raise(path, require "cx.complain".message("touchpoint", name, known, #known))
end


local function action_of(inside, given, path, taken)
  given = read.table(given, path, 'such as { finding = "...", action = "...", owner = "...", due = "2026-05-31" }')
  read.known(given, path, ACTION)
  local made = { path = path, place = inside.place, finding = read.text(given.finding, path .. ".finding"),
                 action = read.some_text(given.action, path .. ".action"),
                 cause = read.word(given.cause, path .. ".cause", CAUSES),
                 owner = read.text(given.owner, path .. ".owner"), text = read.text(given.text, path .. ".text"),
                 opened = read.date(given.opened, path .. ".opened"), due = read.date(given.due, path .. ".due"),
                 done = read.date(given.done, path .. ".done"), cost = read.number(given.cost, path .. ".cost", 0) }
  read.not_before(made.due, made.opened, path .. ".due", "its opening")
  read.not_before(made.done, made.opened, path .. ".done", "its opening")
  made.tell = tell_of(given.tell, path .. ".tell", made.opened)
  made.touchpoint = check_touchpoint(inside, given.touchpoint, path .. ".touchpoint")
  made.id = read.id(taken, given.id, made.action, path, "actions")
  return made
end


local function actions(given, inside)
  local made, taken = {}, {}
  local list, path_of = read.list(given, "implement.actions", never, "a list of actions")
  for i, item in ipairs(list) do made[i] = action_of(inside, item, path_of(i), taken) end
  return made
end


-- ---- decisions (3) ---------------------------------------------------------------------------------------------

local function expect_of(inside, given, path, id)
  if given == nil then return nil end
  given = read.table(given, path, "such as { nps, 5 }")
  read.known(given, path, {}, 2)
  local entry = bind.measure(inside, given[1] == nil and false or given[1], path .. "[1]",
    { place = ("implement.strategic.%s"):format(id), word = id })
  if given[2] == nil then read.fail(path .. "[2]", "a number", nil, "by how much it is expected to change") end
  return { metric = entry.metric, n = read.number(given[2], path .. "[2]"), measure = entry.id, entry.metric, given[2] }
end


local function decisions(given, inside)
  local made, taken = {}, {}
  local list, path_of = read.list(given, "implement.strategic", never, "a list of decisions")
  for i, item in ipairs(list) do
    local path = path_of(i)
    item = read.table(item, path, 'such as { "2026-01-12", "a call to every customer" }')
    read.known(item, path, { "id", "expect", "finding", "owner", "date", "text" }, 2)
    local one = { path = path, place = inside.place, date = read.date(item[1] or item.date, path .. "[1]"),
                  text = read.some_text(item[2] or item.text, path .. "[2]"), owner = read.text(item.owner, path .. ".owner"),
                  finding = read.text(item.finding, path .. ".finding") }
    if not one.date then read.fail(path .. "[1]", 'a date such as "2026-12-31"', nil) end
    one.id = read.id(taken, item.id, one.text, path, "decisions")
    one.expect = expect_of(inside, item.expect, path .. ".expect", one.id)
    made[i] = one
  end
  return made
end


-- (4)
local function daily(given, inside)
  local made = {}
  for _, item in ipairs(read.map(given, "implement.daily", "such as { refunds = log.refunds }")) do
    made[item.key] = bind.measure(inside, item.value, item.path, { word = item.key }).metric
  end
  return made
end


-- ---- the loop (5) ------------------------------------------------------------------------------------------------

local function when_of(given, path)
  if type(given) == "function" then return given end
  if type(given) ~= "string" then read.fail(path, "a where-text", given, "such as \"recommend <= 6\"") end
  local tree, message = require "cx.where".parse(given)
  if not tree then read.raise(path, (message:match "^[^\n]*":gsub("^where: ?", ""):gsub(":$", ""))) end
  return given
end


local function rule_of(inside, given, path, taken)
  given = read.table(given, path, 'such as { when = "recommend <= 6", contact = "2 working days" }')
  read.known(given, path, RULE)
  local made = { path = path, place = inside.place, when = when_of(given.when, path .. ".when"),
                 contact = read.duration(given.contact, path .. ".contact"), tell = read.duration(given.tell, path .. ".tell"),
                 owner = read.text(given.owner, path .. ".owner"), cause = read.word(given.cause, path .. ".cause", CAUSES),
                 survey = given.survey, text = read.text(given.text, path .. ".text"),
                 touchpoint = check_touchpoint(inside, given.touchpoint, path .. ".touchpoint") }
  for _, key in ipairs { "route", "group", "drop" } do made[key] = read.func(given[key], read.at(path, key)) end
  if made.survey ~= nil and not require "cx.survey".is(made.survey) then
    read.fail(path .. ".survey", "a survey", made.survey)
  end
  made.id = read.id(taken, given.id, type(made.when) == "string" and made.when or "rule", path, "rules of the loop")
  return made
end


local function holidays_of(given, path)
  if given == nil then return nil end
  if type(given) == "string" then return read.word(given, path, HOLIDAYS) end
  local list, path_of = read.list(given, path, never, '"fi", "sv" or a list of days')
  for i, day in ipairs(list) do
    if read.date(day, path_of(i)) == nil then read.fail(path_of(i), "a date", nil) end
  end
  return list
end


local function zone_of(given, path)
  if read.text(given, path) == nil then return nil end
  local clock, message = require "cx.contact.zone".clock(given)
  if not clock then read.raise(path, message) end
  return given
end


local function hours_of(given, path)
  if given ~= nil and not require "cx.loop.calendar".are_hours(given) then
    read.fail(path, "hours of the clock from and until", given, "such as { 8, 16 }")
  end
  return given
end


-- What two rules have in common when they take the same answers to the same place, whatever is done with them then.
local function same_answers(one)
  local when = type(one.when) == "string" and one.when:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "") or one.when
  return { when, one.survey or false, one.touchpoint or false, one.drop or false, one.group or false, one.route or false }
end


-- No rule stands twice (5).
local function check_twice(rules)
  for i, one in ipairs(rules) do
    local mine = same_answers(one)
    for k = 1, i - 1 do
      local other, same = same_answers(rules[k]), true
      for n, value in ipairs(mine) do same = same and rawequal(value, other[n]) end
      if same then
        read.raise(one.path, ("it takes the same answers as %s, so that each would open two cases; give them one rule, or "
          .. "each another when, touchpoint or survey"):format(rules[k].path))
      end
    end
  end
end


local function loop(given, inside)
  if given == nil then return nil end
  local path, made, taken = "implement.loop", { rules = {} }, {}
  given = read.table(given, path, 'such as { { when = "recommend <= 6", contact = "2 working days" } }')
  if given.when ~= nil then given = { given } end
  read.known(given, path, LOOP, #given)
  for i = 1, #given do made.rules[i] = rule_of(inside, given[i], read.at(path, i), taken) end
  made.hook, made.holidays = read.func(given.hook, path .. ".hook"), holidays_of(given.holidays, path .. ".holidays")
  made.retention = read.duration(given.retention, path .. ".retention")
  if made.retention and not require "cx.ledger.retain".limit("2026-01-01", made.retention) then
    read.fail(path .. ".retention", 'a time of days, weeks, months or years such as "3 years"', made.retention)
  end
  made.zone, made.hours = zone_of(given.zone, path .. ".zone"), hours_of(given.hours, path .. ".hours")
  check_twice(made.rules)
  return made
end


-- ---- messages and money -------------------------------------------------------------------------------------------

-- What customers are to be told: of actions, and beside them.
local function messages(given, inside)
  local made = {}
  for _, action in ipairs(inside.actions) do
    if action.tell then
      made[#made + 1] = { action = action.id, to = action.tell.to, by = action.tell.by, due = action.tell.due,
                          told = action.tell.told, text = action.tell.text or action.action, path = action.path .. ".tell" }
    end
  end
  local list, path_of = read.list(given, "implement.messages", never, "a list of messages")
  for i, item in ipairs(list) do
    local path = path_of(i)
    local tell = tell_of(item, path)
    if not tell then read.fail(path, "a message", item, 'such as { to = "all customers", by = "letter" }') end
    tell.path, made[#made + 1] = path, tell
  end
  return made
end


-- (6)
local function resources(inside)
  local sum
  for _, one in ipairs(inside.touchpoints) do
    if one.resources then sum = (sum or 0) + one.resources end
  end
  return sum
end


--- Reads the section.
---@param given? table
---@param inside table of the plan
---@return table
function implement.read(given, inside)
  given = read.table(given, "implement")
  read.known(given, "implement", KNOWN)
  inside.actions = actions(given.actions, inside)
  inside.decisions = decisions(given.strategic, inside)
  inside.daily = daily(given.daily, inside)
  inside.loop = loop(given.loop, inside)
  inside.messages = messages(given.messages, inside)
  inside.budget, inside.resources = read.number(given.budget, "implement.budget", 0), resources(inside)
  return given
end


return implement
