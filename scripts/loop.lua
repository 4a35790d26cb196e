-- loop: cases opened, followed and told                               cxlua loop plan.lua list --late
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, a command, its words. Out: what it says on standard output, as text or as JSON; an exit status.
--
-- (1) A command is { declare =, run =, makes =, looks =, any = } of its group: loop/look.lua, loop/step.lua, loop/keep.lua,
--     loop/lead.lua, loop/whole.lua. What it does is in cx.loop.
-- (2) Only commands that make something new begin a ledger (makes); those that look need no right to write it (looks); one
--     that renames takes that of a plan of another name (any).
-- (3) Errors are one line on standard error; status 1 for what failed, 2 for wrong usage.
-- (4) The beginning of a command will do where it is no other's, as that of an id does: cxlua loop plan.lua ov.

local shared = require "cx.command"
local loop = require "cx.loop"
local keep = require "cx.command.loop.keep"
local lead = require "cx.command.loop.lead"
local look = require "cx.command.loop.look"
local step = require "cx.command.loop.step"
local whole = require "cx.command.loop.whole"

-- Every command, its group, what it is about.
local COMMANDS = {
  { "list", look, "cases that are not closed" },
  { "overdue", look, "cases that are late" },
  { "show", look, "cases with their history" },
  { "open", keep, "opens what the plan's rules ask for, or one by hand" },
  { "contact", step, "the customer was contacted" },
  { "cannot-reach", step, "the customer could not be reached" },
  { "fix", step, "it was fixed" },
  { "tell", step, "the customer was told: closes" },
  { "confirm", step, "the customer agreed" },
  { "reopen", step, "it did not hold" },
  { "assign", step, "hands over" },
  { "merge", step, "of one person's cases makes one" },
  { "find", keep, "keeps a finding" },
  { "act", keep, "an action is done" },
  { "findings", look, "findings, actions, and who was told; ideas" },
  { "idea", lead, "keeps an idea, or says that it is used, or told back" },
  { "met", lead, "one of the management met customers" },
  { "export", look, "cases for a ticket system" },
  { "import", keep, "what a ticket system did" },
  { "stats", look, "how the loop goes" },
  { "forget", keep, "takes a person out of the ledger" },
  { "backup", whole, "writes the whole ledger to a file" },
  { "restore", whole, "fills a new ledger from such a file" },
  { "rename", whole, "takes the ledger along to the plan's new name" },
}


local function parser_of()
  local parser = require "argparse"("cxlua loop", "Opens, follows and closes the cases of a plan.")
  parser:argument("plan", "the plan")
  parser:command_target "command"
  for _, one in ipairs(COMMANDS) do
    local command, declare = parser:command(one[1], one[3]), one[2][one[1]].declare
    if declare then declare(command) end
    command:flag("--json", "answers as JSON")
    command:option("--who", "whose doing it is, $USER unless given"):argname "NAME"
    command:option("--why", "kept with it"):argname "TEXT"
    command:option("--now", "the time to be taken for now"):argname "TIME"
  end
  return parser
end


local function command_of(options)
  for _, one in ipairs(COMMANDS) do
    if one[1] == options.command then return one[2][one[1]] end
  end
end


local function complain(message, status) return shared.complain("loop", message, status) end


-- Times on the command line that are none.
local function check_times(options)
  for _, name in ipairs { "now", "at", "since", "contact_due", "tell_due" } do
    if options[name] and not require "cx.ledger.event".is_time(options[name]) then
      return ('--%s: a date such as 2026-12-31 is wanted, not "%s"'):format(name:gsub("_", "-"), options[name])
    end
  end
end


-- Applies the plan's retention of cases, as every run does that writes.
local function retain(task, status)
  local n, message = loop.retain(task.plan, task.ledger)
  if not n then return nil, message end
  if n > 0 and not task.options.json then
    io.stdout:write(task.words:say(task.words.loop.retained, n), "\n")
  end
  return status
end


local function run(options)
  local command = command_of(options)
  local plan, message = require "cx.plan".load(options.plan)
  if not plan then return nil, message end
  local ledger, code
  ledger, message, code = loop.ledger(plan, { who = options.who, now = options.now, create = command.makes or false,
    look = command.looks, any = command.any })
  if not ledger and code == "no_file" then
    local place = require "cx.ledger.trouble".place((loop.place(plan)))
    return nil, ("%s: there is no ledger yet; cxlua loop %s open begins it"):format(place, options.plan)
  end
  if not ledger then return nil, require "cx.caller".placed(plan.inside.place, message) end
  local task = { plan = plan, ledger = ledger, options = options, words = require "cx.lang".load(plan.language),
    now = require "cx.loop.clock".here(plan, ledger:now()) }
  local done, status, trouble, wrong = pcall(command.run, task)
  if done and status and not command.looks then status, trouble = retain(task, status) end
  ledger:close()
  if not done then return nil, status end
  return status, trouble, wrong
end


-- The words, with a command's whole name in place of a beginning that is its alone (4); nil and what is wrong.
local function with_command(args)
  local words, n, found = table.move(args, 1, #args, 1, {}), 0, {}
  for i, word in ipairs(words) do
    n = n + (word:find "^%-" and 0 or 1)
    if n == 2 then
      for _, one in ipairs(COMMANDS) do
        if one[1] == word then return words end
        if word ~= "" and one[1]:sub(1, #word) == word then found[#found + 1] = one[1] end
      end
      if #found > 1 then return nil, ("'%s' may be %s; give more of it"):format(word, table.concat(found, ", ")) end
      words[i] = found[1] or word
      return words
    end
  end
  return words
end


local function main(args)
  local words, ambiguous = with_command(args)
  if not words then return complain(ambiguous, 2) end
  local options, status = shared.read("loop", parser_of(), words)
  if not options then return status end
  local wrong = check_times(options)
  if wrong then return complain(wrong, 2) end
  local message, usage
  status, message, usage = run(options)
  if status then return status end
  return complain(message, usage)
end


return main { ... }
