-- redefine: what to do with each goal, from what the rounds have shown           cxlua redefine plan.lua
--
--   FILE > ROWS > BATCH > TALLY > METRIC > GOAL > REPORT
--
-- In: a plan; the rounds, reviews and findings of its ledger. Out: proposals with reasons; a patch; a decision recorded.
--
-- (1) Nothing is changed but the ledger, and that by --decide alone: a patch is printed, for `patch -p0` to apply.
-- (2) The ledger is the one that the plan says, else the one beside it, plan.ledger, as for cxlua loop.
-- (3) The status is 0; 1 for what failed, such as a goal whose number was not found for the patch; 2 for wrong usage.

local command = require "cx.command"
local redefine = require "cx.redefine"

local WRONG = { no_goal = true, no_word = true, no_target = true }


local function parser_of()
  local parser = require "argparse"("cxlua redefine", "Proposes what to do with each goal: cxlua redefine plan.lua")
  parser:argument("plan", "the plan")
  parser:flag("--patch", "prints the new targets as a patch of the plan")
  parser:flag("--plan", "prints the development plan: finding, action, owner, day, told"):target "development"
  parser:flag("--stairs", "prints the state of each stair this round, and what to do next")
  parser:option("--decide", "records what was decided of a goal: keep, raise, lower, drop, split, ..."):args(2)
    :argname { "GOAL", "WORD" }
  parser:option("--to", "the new target of that decision"):argname "N":convert(tonumber)
  parser:option("--why", "kept with the decision"):argname "TEXT"
  parser:option("--who", "whose decision it is, $USER unless given"):argname "NAME"
  parser:option("--now", "the time to be taken for now"):argname "TIME"
  parser:option("--ledger", "the ledger, where the plan does not say it"):argname "FILE"
  parser:option("--today", "the date to measure at, such as 2026-12-31"):argname "DATE"
  parser:option("--language", "fi, en or sv"):choices { "en", "fi", "sv" }
  parser:option("--html", "writes what would be printed to FILE, for paper"):argname "FILE"
  parser:option("--width", "columns of the text"):argname "N":convert(math.tointeger)
  parser:flag("--json", "answers as JSON")
  return parser
end


local function complain(message, status) return command.complain("redefine", message, status) end


local function say(options, value, words, document)
  if options.json then io.stdout:write(assert(require "cx.ledger.json".encode(value)), "\n")
  elseif options.html then
    local page = require "cx.redefine.show".page(words, document)
    local done, message = require "cx.report".html(page, options.html, { language = words.code })
    if not done then return complain(message) end
  else require "cx.report".print(document, { pages = "all", language = words.code, width = options.width }) end
  return 0
end


local function decide(plan, options, words)
  local goal, word = options.decide[1], options.decide[2]
  local added, message, code = redefine.decide(plan, { goal = goal, word = word, to = options.to, why = options.why,
    who = options.who, now = options.now, at = options.ledger })
  if not added and WRONG[code] then return complain(message, 2) end
  if not added then return complain(require "cx.caller".placed(plan.inside.place, message)) end
  local made = { goal = goal, decided = word, to = options.to }
  if options.json then io.stdout:write(assert(require "cx.ledger.json".encode(made)), "\n")
  else io.stdout:write(words:say(words.redefine.decided, 1, { goal = goal, word = words.redefine.word[word] }), "\n") end
  return 0
end


local function print_patch(plan, list, words)
  local text, left_out = redefine.patch(plan, list)
  if not text then return complain(left_out) end
  io.stdout:write(text)
  for _, one in ipairs(left_out) do
    io.stderr:write(words:say(words.redefine.left_out[one.why], 1, { goal = one.id }), "\n")
  end
  return #left_out > 0 and 1 or 0
end


local function say_stairs(plan, result, list, kept, options, words)
  local stairs, today = require "cx.redefine.stairs", options.today or os.date "%Y-%m-%d"
  local findings = require "cx.check".run(plan, { today = today, language = words.code })
  local states = stairs.states { plan = plan, result = result, proposals = list, actions = kept.actions,
    findings = findings, today = today }
  return say(options, states, words, stairs.document(words, states, result))
end


local function run(options)
  local plan, message = require "cx.plan".load(options.plan)
  if not plan then return complain(message) end
  local words = require "cx.lang".load(options.language or plan.language)
  if options.decide then return decide(plan, options, words) end
  local kept = redefine.kept(plan, { at = options.ledger, today = options.today })
  local show = require "cx.redefine.show"
  if options.development then
    local about = { result = { name = plan.name, today = options.today or os.date "%Y-%m-%d" }, findings = kept.findings }
    return say(options, kept.actions, words, show.plan(words, kept.actions, about))
  end
  local result = require "cx.run".measure(plan, { today = options.today, ledger = options.ledger })
  local list, able = redefine.propose(result, kept)
  if options.stairs then return say_stairs(plan, result, list, kept, options, words) end
  if options.patch then return print_patch(plan, list, words) end
  return say(options, list, words, show.document(words, list, { result = result, able = able }))
end


-- The words, "--to -30" as "--to=-30": argparse takes a number below 0 for an option.
local function with_numbers(args)
  local words = {}
  for _, word in ipairs(args) do
    if words[#words] == "--to" and word:find "^%-[%d.]" then words[#words] = "--to=" .. word
    else words[#words + 1] = word end
  end
  return words
end


local function main(args)
  local options, status = command.read("redefine", parser_of(), with_numbers(args))
  if not options then return status end
  if options.now and not require "cx.ledger.event".is_time(options.now) then
    return complain("--now: a time such as 2026-12-31 is wanted", 2)
  end
  if (options.to or options.why) and not options.decide then return complain("--to and --why go with --decide", 2) end
  local fine, made = pcall(run, options)
  if not fine then return complain(made) end
  return made
end


return main { ... }
