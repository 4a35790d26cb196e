-- diff: two plans, or two rounds of one, side by side                    cxlua diff old.lua plan.lua
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: two plans; or one, and the names of two rounds that its ledger keeps. Out: what differs, on standard output.
--
-- (1) The exit status is 0 when they are alike, 1 when they differ, 2 when they could not be compared.
-- (2) Both plans are measured for the table of moved goalposts, unless --no-data is given; a plan whose data are not there
--     is compared without them, and that is said.
-- (3) A round may name a version: 2026-Q1@2; its last one unless it does.

local command = require "cx.command"
local diff = require "cx.diff"


local function parser_of()
  local parser = require "argparse"("cxlua diff", "Compares two plans, or two rounds: cxlua diff old.lua plan.lua")
  parser:argument("plans", "two plans, or one with --rounds"):args "1-2"
  parser:option("--rounds", "two rounds of the plan's ledger"):args(2):argname { "OLD", "NEW" }
  parser:option("--ledger", "the ledger, where the plan does not say it"):argname "FILE"
  parser:option("--today", "the date to measure at, such as 2026-12-31"):argname "DATE"
  parser:option("--language", "fi, en or sv"):choices { "en", "fi", "sv" }
  parser:option("--width", "columns of the text"):argname "N":convert(math.tointeger)
  parser:flag("--no-data", "compares what the plans say, and measures nothing")
  parser:flag("--json", "answers as JSON")
  return parser
end


local function complain(message) return command.complain("diff", message, 2) end


-- A side of a plan, measured where that can be (2).
local function side_of(plan, options)
  if options.no_data then return diff.of_plan(plan) end
  local done, result = pcall(require "cx.run".measure, plan, { today = options.today })
  if done then return diff.of_plan(plan, result) end
  complain(result)
  return diff.of_plan(plan)
end


-- The round of a name, or of a name and a version (3).
local function round_of(list, word)
  local names = {}
  for i, round in ipairs(list) do
    names[i] = round.name
    if round.name == word then return round end
    for _, version in ipairs(round.versions) do
      if ("%s@%d"):format(round.name, version.version) == word then return version end
    end
  end
  if #names == 0 then return nil, "the ledger keeps no rounds yet; a run of the plan keeps one" end
  return nil, require "cx.complain".message("round", word, names)
end


local function rounds_of(plan, options)
  local done, list = pcall(require "cx.record".rounds, plan, options.ledger)
  if not done then return nil, list end
  local sides = {}
  for i, word in ipairs(options.rounds) do
    local round, message = round_of(list, word)
    if not round then return nil, message end
    sides[i] = diff.of_round(round, plan)
  end
  return sides[1], sides[2]
end


local function compared(options)
  local plans = {}
  for i, path in ipairs(options.plans) do
    local plan, message = require "cx.plan".load(path)
    if not plan then return nil, message end
    plans[i] = plan
  end
  local old, new
  if options.rounds then
    if #plans > 1 then return nil, "rounds are of one plan; name it alone" end
    old, new = rounds_of(plans[1], options)
    if not old then return nil, new end
  else
    if #plans < 2 then return nil, "two plans are wanted, or two rounds of one: --rounds 2026-Q1 2026-Q2" end
    old, new = side_of(plans[1], options), side_of(plans[2], options)
  end
  return diff.compare(old, new, { today = options.today or os.date "%Y-%m-%d" }), plans[#plans].language
end


local function main(args)
  local options, status = command.read("diff", parser_of(), args)
  if not options then return status end
  local made, language = compared(options)
  if not made then return complain(language) end
  if options.json then
    io.stdout:write(assert(require "cx.ledger.json".encode(made)), "\n")
  else
    local words = require "cx.lang".load(options.language or language)
    local document = require "cx.diff.show".document(words, made)
    require "cx.report".print(document, { pages = "all", language = words.code, width = options.width })
  end
  return made.same and 0 or 1                                                                       -- (1)
end


return main { ... }
