-- loop: cases opened, followed and told                               cxlua loop plan.lua list --late
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, a command, its words. Out: what it says on standard output, as text or as JSON; an exit status.
--
-- (1) A command is one function of `commands` with one of `declare`; what it does is in cx.loop.
-- (2) Cases are named by their ids or the beginnings of these, or chosen by filters: all that fit and can take the step.
--     A step without either is refused.
-- (3) Commands that only look never make a ledger.
-- (4) Errors are one line on standard error; status 1 for what failed, 2 for wrong usage.

local loop = require "cx.loop"


-- ---- the command line -------------------------------------------------------------------------------------------

local FILTERS = { "state", "owner", "touchpoint", "rule", "unit", "cause" }


local function add_filters(command)
  local case = require "cx.loop.case"
  local choices = { state = case.STATES, cause = case.CAUSES }
  for _, name in ipairs(FILTERS) do
    local option = command:option("--" .. name, "only cases of this " .. name):argname "WORD"
    if choices[name] then option:choices(choices[name]) end
  end
  command:flag("--late", "only cases that are late")
end


local function add_step(command)
  command:argument("ids", "cases, by the beginning of their ids"):args "*"
  add_filters(command)
  command:option("--at", "when it was done, now unless given"):argname "TIME"
end


local declare = {}

function declare.list(command)
  add_filters(command)
  command:flag("--all", "closed cases too")
  command:flag("--names", "with names, looked up in the surveys")
end

declare.overdue = declare.list

function declare.show(command)
  command:argument("ids", "cases"):args "+"
  command:flag("--names", "with names, looked up in the surveys")
end


function declare.open(command)
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


declare.contact, declare.confirm, declare.reopen, declare["cannot-reach"] = add_step, add_step, add_step, add_step

function declare.fix(command)
  add_step(command)
  command:option("--set-cause", "what was behind it"):choices { "people", "system", "usability" }
  command:option("--action", "the plan's action that fixed it"):argname "ID"
end


function declare.tell(command)
  add_step(command)
  command:option("--text", "what they were told: one message to all"):argname "TEXT"
  command:option("--action", "the plan's action that is reported"):argname "ID"
  command:option("--to", "the clientele that was told of the action"):argname "WHO"
  command:option("--by", "by what: a letter, the website"):argname "CHANNEL"
  command:option("--reach", "how many it reached"):argname "N":convert(math.tointeger)
end


function declare.assign(command)
  add_step(command)
  command:option("--new-owner", "who has it from now on"):argname "NAME":count(1)
end


function declare.merge(command)
  add_step(command)
  command:option("--into", "the case that answers for them"):argname "ID":count(1)
end


function declare.find(command)
  command:argument("text", "what was found")
  command:option("--touchpoint", "where"):argname "NAME"
end


function declare.act(command)
  command:argument("action", "the plan's action that is done")
  command:option("--at", "when, now unless given"):argname "TIME"
end


function declare.export(command)
  add_filters(command)
  command:option("--out", "writes FILE; CSV, or JSON where its name ends so"):argname "FILE"
  command:flag("--names", "with names, looked up in the surveys")
end


declare["import"] = function(command) command:argument("file", "CSV or JSON, as export writes it") end
function declare.forget(command) command:argument("person", "as the surveys name them") end
function declare.stats() end
function declare.findings() end

local ABOUT = {
  { "list", "cases that are not closed" }, { "overdue", "cases that are late" }, { "show", "cases with their history" },
  { "open", "opens what the plan's rules ask for, or one by hand" }, { "contact", "the customer was contacted" },
  { "cannot-reach", "the customer could not be reached" }, { "fix", "it was fixed" },
  { "tell", "the customer was told: closes" }, { "confirm", "the customer agreed" }, { "reopen", "it did not hold" },
  { "assign", "hands over" }, { "merge", "of one person's cases makes one" }, { "find", "keeps a finding" },
  { "act", "an action is done" }, { "findings", "findings, actions, and who was told" },
  { "export", "cases for a ticket system" }, { "import", "what a ticket system did" }, { "stats", "how the loop goes" },
  { "forget", "takes a person out of the ledger" },
}


local function parser_of()
  local parser = require "argparse"("cxlua loop", "Opens, follows and closes the cases of a plan.")
  parser:argument("plan", "the plan")
  parser:command_target "command"
  for _, one in ipairs(ABOUT) do
    local command = parser:command(one[1], one[2])
    declare[one[1]](command)
    command:flag("--json", "answers as JSON")
    command:option("--who", "whose doing it is, $USER unless given"):argname "NAME"
    command:option("--why", "kept with it"):argname "TEXT"
    command:option("--now", "the time to be taken for now"):argname "TIME"
  end
  return parser
end


-- ---- answers ----------------------------------------------------------------------------------------------------

local function say_json(value) io.stdout:write(assert(require "cx.ledger.json".encode(value)), "\n") end


local function say_document(document)
  require "cx.report".print(document, { pages = "all" })
end


-- Sentences of the plan's language, those of 0 left out: { { "opened", 3 }, ... }.
local function say_counts(task, list)
  local parts = {}
  for _, one in ipairs(list) do
    if (one[2] or 0) > 0 or one.always then parts[#parts + 1] = task.words:say(task.words.loop[one[1]], one[2], one[3]) end
  end
  io.stdout:write(table.concat(parts, " "), "\n")
end


-- What hooks raised, and the status after it.
local function finish(done)
  for _, message in ipairs(done.raised or {}) do io.stderr:write("cxlua loop: ", message, "\n") end
  return done.raised and #done.raised > 0 and 1 or (done.changed or 0) > 0 and 1 or 0
end


local function names_of(task)
  if not task.options.names then return nil end
  return loop.names(task.plan, task.ledger)
end


-- ---- choosing cases (2) -----------------------------------------------------------------------------------------

local function is_filtered(options)
  if options.late then return true end
  for _, name in ipairs(FILTERS) do
    if options[name] then return true end
  end
  return false
end


local function fits(state, options, now)
  for _, name in ipairs(FILTERS) do
    if options[name] and state[name] ~= options[name] then return false end
  end
  return not options.late or require "cx.loop.case".late(state, now) ~= nil
end


-- The cases that ids or filters name; nil and a message.
local function chosen(task, accepts)
  local cases, ids = loop.cases(task.ledger)
  local list, seen, options = {}, {}, task.options
  if options.ids and #options.ids > 0 then
    for _, prefix in ipairs(options.ids) do
      local state, message = loop.find(cases, prefix)
      if not state then return nil, message end
      if not seen[state.id] then list[#list + 1] = state end
      seen[state.id] = true
    end
    return list
  end
  for _, id in ipairs(ids) do
    if fits(cases[id], options, task.ledger:now()) and accepts(cases[id]) then list[#list + 1] = cases[id] end
  end
  return list
end


local function is_waiting(state)
  return not require "cx.loop.case".is_closed(state) and not state.forgotten
end


-- ---- commands that look -----------------------------------------------------------------------------------------

local commands = {}

function commands.list(task)
  local options = task.options
  local function accepts(state)
    return not state.forgotten and (options.all or options.state ~= nil or is_waiting(state))
  end
  local list, names, message = chosen(task, accepts), names_of(task)
  if options.names and not names then return nil, message end
  if options.json then
    local rows = {}
    for i, state in ipairs(list) do rows[i] = require "cx.loop.transfer".row(state, names) end
    io.stdout:write(require "cx.loop.transfer".json(rows))
  else
    say_document(require "cx.loop.show".list(task.words, list, task.ledger:now(), names))
  end
  return 0
end


function commands.overdue(task)
  task.options.late = true
  return commands.list(task)
end


function commands.show(task)
  local list, message = chosen(task)
  if not list then return nil, message end
  local names = names_of(task)
  for _, state in ipairs(list) do
    local history = {}
    for e in task.ledger:events { kind = "case", id = state.id } do history[#history + 1] = e end
    if task.options.json then
      local row = require "cx.loop.transfer".row(state, names)
      row.history = history
      say_json(row)
    else
      say_document(require "cx.loop.show".case(task.words, state, history, task.ledger:now(), names))
    end
  end
  return 0
end


function commands.stats(task)
  local stats, message = require "cx.loop.measure".stats(task.plan, task.ledger)
  if not stats then return nil, message end
  if task.options.json then say_json(stats) else say_document(require "cx.loop.show".stats(task.words, stats)) end
  return 0
end


function commands.findings(task)
  local outer = require "cx.loop.outer"
  local actions = outer.actions(task.plan, task.ledger, task.ledger:now():sub(1, 10))
  local findings = outer.findings(task.ledger, actions)
  if task.options.json then say_json { actions = actions, findings = findings }
  else say_document(require "cx.loop.show".findings(task.words, actions, findings)) end
  return 0
end


function commands.export(task)
  local transfer, rows, names = require "cx.loop.transfer", {}, names_of(task)
  for i, state in ipairs(chosen(task, function(state) return not state.forgotten end)) do
    rows[i] = transfer.row(state, names)
  end
  local out = task.options.out
  local is_json = task.options.json or out and out:find "%.json$"
  local text = is_json and transfer.json(rows) or transfer.csv(rows)
  if not out then
    io.stdout:write(text)
    return 0
  end
  local file, message = io.open(out, "wb")
  if not file then return nil, message end
  local done, why = file:write(text)
  local closed, trouble = file:close()
  if not (done and closed) then return nil, ("%s: %s"):format(out, why or trouble) end
  return 0
end


-- ---- commands that do -------------------------------------------------------------------------------------------

local function open_by_hand(task)
  local o = task.options
  local done, message = loop.open_one(task.plan, task.ledger, { person = o.person, touchpoint = o.touchpoint,
    owner = o.owner, cause = o.cause, text = o.text, contact_due = o.contact_due, tell_due = o.tell_due, at = o.at,
    why = o.why })
  if not done then return nil, message end
  if o.json then say_json { opened = 1, id = done.id }
  else
    say_counts(task, { { "opened", 1 } })
    io.stdout:write(done.id, "\n")
  end
  return finish(done)
end


function commands.open(task)
  if task.options.person then return open_by_hand(task) end
  local done, message = loop.open(task.plan, task.ledger, { since = task.options.since })
  if not done then return nil, message end
  done.retained, message = loop.retain(task.plan, task.ledger)
  if not done.retained then return nil, message end
  if task.options.json then
    say_json(done)
  else
    say_counts(task, { { "opened", done.opened, always = true }, { "known", done.known }, { "nobody", done.nobody },
      { "old", done.old }, { "dropped", done.dropped }, { "gone", done.forgotten }, { "retained", done.retained } })
  end
  return finish(done)
end


-- What a step with some cases did, said.
local function took(task, done, n, event)
  if task.options.json then
    say_json { cases = n, added = done.added, changed = done.changed }
  else
    local step = task.words.loop.step[event]
    say_counts(task, { { "took", n - done.changed, { step = step }, always = true }, { "meanwhile", done.changed } })
  end
  return finish(done)
end


-- Cases for a step: named, or filtered and able to take it.
local function for_step(task, event, data, into)
  if #task.options.ids == 0 and not is_filtered(task.options) then
    return nil, "which cases? name them by their ids, or choose them, as in --touchpoint Invoice", 2
  end
  local case, at = require "cx.loop.case", task.options.at or task.ledger:now()
  local list, message = chosen(task, function(state)
    return case.misfit(state, event, data or {}, at, into) == nil
  end)
  if not list then return nil, message end
  if #list == 0 then return nil, "no case that these words choose can take this step" end
  return list
end


local function step(event, data_of)
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


commands.contact, commands.confirm, commands.reopen = step "contact", step "confirm", step "reopen"
commands["cannot-reach"] = step "cannot reach"

-- The plan's action that is named, by its id.
local function action_of(task)
  if not task.options.action then return nil end
  local one, message = require "cx.loop.outer".find(task.plan, task.options.action)
  if not one then return nil, message end
  return one.id
end


commands.fix = step("fix", function(task)
  local action, message = action_of(task)
  if message then return nil, message end
  return { cause = task.options.set_cause, action = action }
end)

commands.assign = step("assign", function(task) return { owner = task.options.new_owner } end)

commands.merge = step("merge", function(task)
  local into, message = loop.find((loop.cases(task.ledger)), task.options.into)
  if not into then return nil, message end
  return { into = into.id }, nil, into
end)


-- Tells the clientele of an action, when no cases are named.
local function tell_all(task, given)
  local done, message = loop.tell(task.plan, task.ledger, {}, given)
  if not done then return nil, message end
  if task.options.json then say_json { told = given.action }
  else say_counts(task, { { "told_all", 1, { action = given.action } } }) end
  return finish(done)
end


function commands.tell(task)
  local o = task.options
  local action, message = action_of(task)
  if message then return nil, message end
  local given = { text = o.text, action = action, to = o.to, by = o.by, reach = o.reach, at = o.at, why = o.why }
  if (o.to or o.by or o.reach) and not action then return nil, "what was told? name the plan's action, --action", 2 end
  if action and (o.to or o.by or o.reach) and #o.ids == 0 and not is_filtered(o) then return tell_all(task, given) end
  local list, trouble, status = for_step(task, "tell")
  if not list then return nil, trouble, status end
  local ids = {}
  for i, state in ipairs(list) do ids[i] = state.id end
  local done
  done, message = loop.tell(task.plan, task.ledger, ids, given)
  if not done then return nil, message end
  return took(task, done, #ids, "tell")
end


function commands.find(task)
  local done, message = require "cx.loop.outer".keep(task.ledger, task.options)
  if not done then return nil, message end
  if task.options.json then say_json { id = done } else say_counts(task, { { "found", 1, { id = done } } }) end
  return 0
end


function commands.act(task)
  local id, message = action_of(task)
  if not id then return nil, message end
  local added
  added, message = require "cx.loop.outer".act(task.plan, task.ledger, id, task.options)
  if not added then return nil, message end
  if task.options.json then say_json { done = id } else say_counts(task, { { "acted", 1, { action = id } } }) end
  return 0
end


commands["import"] = function(task)
  local done, message = require "cx.loop.transfer".import(task.plan, task.ledger, task.options.file)
  if not done then return nil, message end
  if task.options.json then
    say_json(done)
  else
    say_counts(task, { { "imported", done.rows, { changed = tostring(done.changed) }, always = true },
      { "gone", done.forgotten }, { "meanwhile", done.meanwhile },
      { "strangers", #done.strangers, { names = table.concat(done.strangers, ", ") } } })
  end
  return finish { raised = done.raised, changed = done.meanwhile }
end


function commands.forget(task)
  if task.options.person == "" then return nil, "forget: the person is wanted as the surveys name them, not \"\"" end
  local done, message = task.ledger:forget(task.options.person, { why = task.options.why })
  if not done then return nil, message end
  if task.options.json then say_json(done)
  else say_counts(task, { { "forgot", 1, { files = table.concat(done.files, ", ") } } }) end
  return 0
end


-- ---- running ----------------------------------------------------------------------------------------------------

local MAKES = { open = true, find = true, act = true, tell = true } -- (3)


local function complain(message, status)
  io.stderr:write("cxlua loop: ", tostring(message), "\n")
  return status or 1
end


-- Times on the command line that are none.
local function check_times(options)
  for _, name in ipairs { "now", "at", "since", "contact_due", "tell_due" } do
    if options[name] and not require "cx.ledger.event".is_time(options[name]) then
      return ('--%s: a date such as 2026-12-31 is wanted, not "%s"'):format(name:gsub("_", "-"), options[name])
    end
  end
end


local function run(options)
  local plan, message = require "cx.plan".load(options.plan)
  if not plan then return nil, message end
  local ledger, code
  ledger, message, code = loop.ledger(plan, { who = options.who, now = options.now, create = MAKES[options.command] or false })
  if not ledger and code == "no_file" then
    message = ("%s: there is no ledger yet; cxlua loop %s open begins it"):format(loop.place(plan), options.plan)
  end
  if not ledger then return nil, message end
  local task = { plan = plan, ledger = ledger, options = options, words = require "cx.lang".load(plan.language) }
  local done, status, trouble, wrong = pcall(commands[options.command], task)
  ledger:close()
  if not done then return nil, status end
  return status, trouble, wrong
end


local function main(args)
  local done, options = parser_of():pparse(args)
  if not done then return complain(options:gsub("%s*\n%s*", "; ") .. "; cxlua loop --help lists what there is", 2) end
  local wrong = check_times(options)
  if wrong then return complain(wrong, 2) end
  local status, message, usage = run(options)
  if status then return status end
  return complain(message, usage)
end


return main { ... }
