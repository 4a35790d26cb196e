-- look.lua - commands of cxlua loop that only look
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a task (task.lua). Out: what is in the ledger, as text or as JSON.

local shared = require "cx.command.loop.task"

local look = { list = { looks = true }, overdue = { looks = true }, show = { looks = true }, stats = { looks = true },
               findings = { looks = true }, export = { looks = true } }


local function is_waiting(state)
  return not require "cx.loop.case".is_closed(state) and not state.forgotten
end


function look.list.declare(command)
  shared.add_filters(command)
  command:flag("--all", "closed cases too")
  command:flag("--names", "with names, looked up in the surveys")
end


function look.list.run(task)
  local options = task.options
  local function accepts(state)
    return not state.forgotten and (options.all or options.state ~= nil or is_waiting(state))
  end
  local list, names, message = shared.chosen(task, accepts), shared.names(task)
  if options.names and not names then return nil, message end
  if options.json then
    local rows = {}
    for i, state in ipairs(list) do rows[i] = require "cx.loop.transfer".row(state, names) end
    require "cx.loop.transfer".put(require "cx.loop.transfer".json(rows))
  else
    shared.say_document(require "cx.loop.show".list(task.words, list, task.now, names))
  end
  return 0
end


look.overdue.declare = look.list.declare

function look.overdue.run(task)
  task.options.late = true
  return look.list.run(task)
end


function look.show.declare(command)
  command:argument("ids", "cases"):args "+"
  command:flag("--names", "with names, looked up in the surveys")
end


function look.show.run(task)
  local list, message = shared.chosen(task)
  if not list then return nil, message end
  local names, trouble = shared.names(task)
  if task.options.names and not names then return nil, trouble end
  local sent = {}
  for e in task.ledger:events { kind = "message" } do sent[e.id] = e.data end
  for _, state in ipairs(list) do
    local history = {}
    for e in task.ledger:events { kind = "case", id = state.id } do history[#history + 1] = e end
    if task.options.json then
      local row = require "cx.loop.transfer".row(state, names)
      row.history = history
      shared.say_json(row)
    else
      shared.say_document(require "cx.loop.show".case(task.words, state, history, { now = task.now, names = names,
        sent = sent }))
    end
  end
  return 0
end


function look.stats.run(task)
  local stats, message = require "cx.loop.measure".stats(task.plan, task.ledger)
  if not stats then return nil, message end
  if task.options.json then shared.say_json(stats) else shared.say_document(require "cx.loop.show".stats(task.words, stats)) end
  return 0
end


function look.findings.run(task)
  local outer = require "cx.loop.outer"
  local actions = outer.actions(task.plan, task.ledger, task.ledger:now():sub(1, 10))
  local findings = outer.findings(task.ledger, actions)
  local ideas = require "cx.loop.lead".ideas(task.ledger)
  if task.options.json then
    shared.say_json { actions = actions, findings = findings, ideas = ideas }
  else
    local show = require "cx.loop.show"
    local more = show.ideas(task.words, ideas)
    local document = (#findings > 0 or #ideas == 0) and show.findings(task.words, actions, findings) or {}
    shared.say_document(table.move(more, 1, #more, #document + 1, document))
  end
  return 0
end


function look.export.declare(command)
  shared.add_filters(command)
  command:option("--out", "writes FILE; CSV, or JSON where its name ends so"):argname "FILE"
  command:flag("--names", "with names, looked up in the surveys")
end


function look.export.run(task)
  local transfer, rows, names, trouble = require "cx.loop.transfer", {}, shared.names(task)
  if task.options.names and not names then return nil, trouble end
  for i, state in ipairs(shared.chosen(task, function(state) return not state.forgotten end)) do
    rows[i] = transfer.row(state, names)
  end
  local out = task.options.out
  local is_json = task.options.json or out and out:find "%.json$"
  local text = is_json and transfer.json(rows) or transfer.csv(rows)
  local done, message = transfer.put(text, out)
  if not done then return nil, message end
  return 0
end


return look
