-- keep.lua - commands of cxlua loop that keep something new: cases, findings, deeds; and that let go
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a task (task.lua). Out: events in the ledger; what was done, as text or as JSON.

local loop = require "cx.loop"
local shared = require "cx.command.loop.task"

local keep = { open = { makes = true }, find = { makes = true }, act = { makes = true }, import = {}, forget = {} }


function keep.open.declare(command)
  command:option("--since", "answers from before this day open nothing"):argname "DATE"
  command:option("--person", "opens one case by hand, for this person"):argname "NAME"
  command:option("--touchpoint", "of that case"):argname "NAME"
  command:option("--owner", "of that case, the touchpoint's unless given"):argname "NAME"
  command:option("--cause", "of that case"):choices { "people", "system", "usability" }
  command:option("--text", "what it is about"):argname "TEXT"
  command:option("--contact-due", "the day to contact by"):argname "DATE"
  command:option("--tell-due", "the day to tell by"):argname "DATE"
  command:option("--at", "when, now unless given"):argname "TIME"
end


-- What is wrong with --touchpoint, which is to be one of the plan's; nil where nothing is.
local function wrong_touchpoint(task)
  local name, known = task.options.touchpoint, {}
  if name == nil then return nil end
  for i, one in ipairs(task.plan.inside.touchpoints) do
    if one.id == name or one.name == name then return nil end
    known[i] = one.name
  end
  return "--touchpoint: " .. require "cx.complain".message("touchpoint", name, known)
end


local function open_by_hand(task)
  local o, wrong = task.options, wrong_touchpoint(task)
  if not wrong and not o.person:find "%S" then wrong = "--person: who? a name, an address or an id is wanted" end
  if wrong then return nil, wrong, 2 end
  local done, message = loop.open_one(task.plan, task.ledger, { person = o.person, touchpoint = o.touchpoint,
    owner = o.owner, cause = o.cause, text = o.text, contact_due = o.contact_due, tell_due = o.tell_due, at = o.at,
    why = o.why })
  if not done then return nil, message end
  if o.json then shared.say_json { opened = 1, id = done.id }
  else
    shared.say_counts(task, { { "opened", 1 } })
    io.stdout:write(done.id, "\n")
  end
  return shared.finish(done)
end


function keep.open.run(task)
  if task.options.person then return open_by_hand(task) end
  local done, message = loop.open(task.plan, task.ledger, { since = task.options.since })
  if not done then return nil, message end
  done.retained, message = loop.retain(task.plan, task.ledger)
  if not done.retained then return nil, message end
  if task.options.json then
    shared.say_json(done)
  else
    shared.say_counts(task, { { "opened", done.opened, always = true }, { "known", done.known }, { "nobody", done.nobody },
      { "old", done.old }, { "early", done.early }, { "dropped", done.dropped }, { "gone", done.forgotten },
      { "retained", done.retained } })
  end
  return shared.finish(done)
end


function keep.find.declare(command)
  command:argument("text", "what was found")
  command:option("--touchpoint", "where"):argname "NAME"
end


function keep.find.run(task)
  local wrong = wrong_touchpoint(task)
  if not wrong and not task.options.text:find "%S" then wrong = "what was found? give the finding in words" end
  if wrong then return nil, wrong, 2 end
  local done, message = require "cx.loop.outer".keep(task.ledger, task.options)
  if not done then return nil, message end
  if task.options.json then shared.say_json { id = done } else shared.say_counts(task, { { "found", 1, { id = done } } }) end
  return 0
end


function keep.act.declare(command)
  command:argument("action", "the plan's action that is done")
  command:option("--at", "when, now unless given"):argname "TIME"
end


function keep.act.run(task)
  local id, message = shared.action(task)
  if not id then return nil, message end
  local added
  added, message = require "cx.loop.outer".act(task.plan, task.ledger, id, task.options)
  if not added then return nil, message end
  if task.options.json then shared.say_json { done = id } else shared.say_counts(task, { { "acted", 1, { action = id } } }) end
  return 0
end


function keep.import.declare(command) command:argument("file", "CSV or JSON, as export writes it") end


function keep.import.run(task)
  local done, message = require "cx.loop.transfer".import(task.plan, task.ledger, task.options.file)
  if not done then return nil, message end
  if task.options.json then
    shared.say_json(done)
  else
    shared.say_counts(task, { { "imported", done.rows, { changed = tostring(done.changed) }, always = true },
      { "gone", done.forgotten }, { "meanwhile", done.meanwhile },
      { "strangers", #done.strangers, { names = table.concat(done.strangers, ", ") } } })
  end
  return shared.finish { raised = done.raised, changed = done.meanwhile }
end


function keep.forget.declare(command)
  command:argument("person", "as the surveys name them")
  command:flag("--redact", "puts [forgotten] in the place of the name in what was written of others")
end


-- What was done and what was searched, in sentences.
local function say_forgotten(task, done)
  local about = { files = table.concat(done.files, ", "), of = task.words:number(done.of) }
  local words = task.words.loop.forget
  local parts = { task.words:say(done.events > 0 and words.buried or words.none, done.events) }
  if done.redacted > 0 then parts[#parts + 1] = task.words:say(words.redacted, done.redacted) end
  parts[#parts + 1] = task.words:say(words.searched[done.searched], 1, about)
  io.stdout:write(table.concat(parts, " "), "\n")
end


function keep.forget.run(task)
  if task.options.person == "" then return nil, "forget: the person is wanted as the surveys name them, not \"\"" end
  local done, message = task.ledger:forget(task.options.person, { why = task.options.why, redact = task.options.redact })
  if not done then return nil, message end
  if task.options.json then shared.say_json(done) else say_forgotten(task, done) end
  return 0
end


return keep
