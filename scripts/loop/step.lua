-- step.lua - commands of cxlua loop that take a step with cases
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a task (task.lua). Out: events in the ledger; what was done, as text or as JSON.
--
-- (1) A step without ids and without filters is refused.

local loop = require "cx.loop"
local shared = require "cx.command.loop.task"

local step = { contact = {}, ["cannot-reach"] = {}, fix = {}, tell = { makes = true }, confirm = {}, reopen = {}, assign = {},
               merge = {} }


-- ---- the command line -------------------------------------------------------------------------------------------

local function add_step(command)
  command:argument("ids", "cases, by the beginning of their ids"):args "*"
  shared.add_filters(command)
  command:option("--at", "when it was done, now unless given"):argname "TIME"
end


for _, name in ipairs { "contact", "cannot-reach", "confirm", "reopen" } do step[name].declare = add_step end

function step.fix.declare(command)
  add_step(command)
  command:option("--set-cause", "what was behind it"):choices { "people", "system", "usability" }
  command:option("--action", "the plan's action that fixed it"):argname "ID"
end


function step.tell.declare(command)
  add_step(command)
  command:option("--text", "what they were told: one message to all"):argname "TEXT"
  command:option("--action", "the plan's action that is reported"):argname "ID"
  command:option("--to", "the clientele that was told of the action"):argname "WHO"
  command:option("--by", "by what: a letter, the website"):argname "CHANNEL"
  command:option("--reach", "how many it reached"):argname "N":convert(math.tointeger)
end


function step.assign.declare(command)
  add_step(command)
  command:option("--new-owner", "who has it from now on"):argname "NAME":count(1)
end


function step.merge.declare(command)
  add_step(command)
  command:option("--into", "the case that answers for them"):argname "ID":count(1)
end


-- ---- taking steps ------------------------------------------------------------------------------------------------

-- What a step with some cases did, said.
local function took(task, done, n, event)
  if task.options.json then
    shared.say_json { cases = n, added = done.added, changed = done.changed }
  else
    local word = task.words.loop.step[event]
    shared.say_counts(task, { { "took", n - done.changed, { step = word }, always = true }, { "meanwhile", done.changed } })
  end
  return shared.finish(done)
end


-- Cases for a step: named, or filtered and able to take it (1).
local function for_step(task, event, data, into)
  if #task.options.ids == 0 and not shared.is_filtered(task.options) then
    return nil, "which cases? name them by their ids, or choose them, as in --touchpoint Invoice", 2
  end
  local case = require "cx.loop.case"
  local at, wrong = require "cx.loop.clock".deed(task.plan, task.options.at, task.ledger:now())
  if not at then return nil, wrong end
  local list, message = shared.chosen(task, function(state)
    return case.misfit(state, event, data or {}, at, into) == nil
  end)
  if not list then return nil, message end
  if #list == 0 then return nil, "no case that these words choose can take this step" end
  return list
end


-- A command that takes one step with its cases; data_of gives the step's data.
local function with(event, data_of)
  return function(task)
    local data, into = {}, nil
    if data_of then
      local message
      data, message, into = data_of(task)
      if not data then return nil, message end
    end
    local list, message, status = for_step(task, event, data, into)
    if not list then return nil, message, status end
    local steps = {}
    for i, state in ipairs(list) do
      local own = event == "reopen" and loop.times(task.plan, state, task.options.at or task.ledger:now()) or data
      steps[i] = { id = state.id, event = event, data = own, at = task.options.at, why = task.options.why }
    end
    local done
    done, message = loop.take(task.plan, task.ledger, steps)
    if not done then return nil, message end
    return took(task, done, #list, event)
  end
end


for _, name in ipairs { "contact", "cannot-reach", "confirm", "reopen" } do step[name].run = with((name:gsub("-", " "))) end

step.fix.run = with("fix", function(task)
  local action, message = shared.action(task)
  if message then return nil, message end
  return { cause = task.options.set_cause, action = action }
end)

step.assign.run = with("assign", function(task) return { owner = task.options.new_owner } end)

step.merge.run = with("merge", function(task)
  local into, message = loop.find((loop.cases(task.ledger)), task.options.into)
  if not into then return nil, message end
  return { into = into.id }, nil, into
end)


-- Tells the clientele of an action, when no cases are named.
local function tell_all(task, given)
  local done, message = loop.tell(task.plan, task.ledger, {}, given)
  if not done then return nil, message end
  if task.options.json then shared.say_json { told = given.action }
  else shared.say_counts(task, { { "told_all", 1, { action = given.action } } }) end
  return shared.finish(done)
end


function step.tell.run(task)
  local o = task.options
  local action, message = shared.action(task)
  if message then return nil, message end
  local given = { text = o.text, action = action, to = o.to, by = o.by, reach = o.reach, at = o.at, why = o.why }
  if (o.to or o.by or o.reach) and not action then return nil, "what was told? name the plan's action, --action", 2 end
  if action and (o.to or o.by or o.reach) and #o.ids == 0 and not shared.is_filtered(o) then return tell_all(task, given) end
  local list, trouble, status = for_step(task, "tell")
  if not list then return nil, trouble, status end
  local ids = {}
  for i, state in ipairs(list) do ids[i] = state.id end
  local done
  done, message = loop.tell(task.plan, task.ledger, ids, given)
  if not done then return nil, message end
  return took(task, done, #ids, "tell")
end


return step
