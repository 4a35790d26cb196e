-- lead.lua - commands of cxlua loop for the leading's own deeds: ideas, days with customers
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a task (task.lua). Out: events in the ledger; what was done, as text or as JSON.
--
-- (1) Words that are no id of an idea keep a new one; with --used or --reported they are the beginning of an id.

local deeds = require "cx.loop.lead"
local shared = require "cx.command.loop.task"

local lead = { idea = { makes = true }, met = { makes = true } }


function lead.idea.declare(command)
  command:argument("idea", "what was suggested; of --used and --reported the id")
  command:option("--from", "whose idea it is"):choices(deeds.FROM)
  command:option("--touchpoint", "where"):argname "NAME"
  command:flag("--used", "the idea is in use")
  command:flag("--reported", "whoever gave it was told what became of it")
  command:option("--at", "when, now unless given"):argname "TIME"
end


function lead.idea.run(task)
  local o, word = task.options, "idea"
  local id, message
  if o.used and o.reported then return nil, "--used and --reported are two deeds; say one of them", 2 end
  if o.used or o.reported then
    if o.from or o.touchpoint then return nil, "--from and --touchpoint go with a new idea", 2 end
    local deed = o.used and "use" or "report"
    id, message = deeds.deed(task.plan, task.ledger, o.idea, deed, o)
    word = "idea_" .. deed
  elseif not o.idea:find "%S" then
    return nil, "what was suggested? give the idea in words", 2
  else
    id, message = deeds.keep(task.plan, task.ledger, { text = o.idea, from = o.from, touchpoint = o.touchpoint, at = o.at,
      why = o.why })
  end
  if not id then return nil, message end
  if o.json then shared.say_json { id = id } else shared.say_counts(task, { { word, 1, { id = id } } }) end
  return 0
end


function lead.met.declare(command)
  command:argument("of", "who of the management")
  command:option("--customers", "how many"):argname "N":convert(math.tointeger)
  command:option("--at", "the day, today unless given"):argname "TIME"
end


function lead.met.run(task)
  local o = task.options
  if not o.of:find "%S" then return nil, "who met customers?", 2 end
  if o.customers and o.customers < 1 then return nil, "--customers: one at least is wanted", 2 end
  local day, added = deeds.meet(task.plan, task.ledger, { who = o.of, customers = o.customers, at = o.at, why = o.why })
  if not day then return nil, added end
  local word = added and "met" or "met_known"
  if o.json then shared.say_json { day = day, who = o.of, added = added }
  else shared.say_counts(task, { { word, 1, { who = o.of, day = (task.words:date(day)) } } }) end
  return 0
end


return lead
