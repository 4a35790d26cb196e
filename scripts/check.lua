-- check: a plan looked over, rule by rule                            cxlua check plan.lua
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, on the command line. Out: findings on standard output; exit status 0 none that count, 1 some, 2 wrong usage.
--
-- (1) Errors count; with --strict warnings do too. A plan that does not load is an error as well.
-- (2) The plan is loaded and nothing is measured, unless --data asks for it.

local check = require "cx.check"
local command = require "cx.command"
local show = require "cx.check.show"


local function parser_of()
  local parser = require "argparse"("cxlua check", "Looks a plan over: cxlua check plan.lua")
  parser:argument("plan", "a plan"):args "?"
  parser:flag("--data", "measures too, and looks at receipts, answers and rounds")
  parser:flag("--strict", "warnings fail too")
  parser:flag("--json", "findings as JSON")
  parser:flag("--rules", "lists the rules instead")
  parser:option("--least", "shows what is at least this"):choices { "note", "warning", "error" }:argname "SEVERITY"
  parser:option("--today", "the date to look at, such as 2026-12-31"):argname "DATE"
  parser:option("--language", "fi, en or sv; the plan's unless told"):choices { "en", "fi", "sv" }:argname "CODE"
  return parser
end


local function complain(message, status) return command.complain("check", message, status) end


-- Those of a severity that are to be shown.
local function at_least(findings, least)
  local rank, list = { note = 1, warning = 2, error = 3 }, {}
  for _, one in ipairs(findings) do
    if rank[one.severity] >= rank[least or "note"] then list[#list + 1] = one end
  end
  return list
end


local function look(options)
  local plan, message = require "cx.plan".load(options.plan)
  if not plan then return complain(message) end
  local done, findings, off = pcall(check.run, plan, { today = options.today or os.date "%Y-%m-%d", data = options.data,
    language = options.language })
  if not done then return complain(findings) end
  local shown = at_least(findings, options.least)
  io.stdout:write(options.json and show.json(shown, off, options.plan) or show.text(shown, off, plan, options.language))
  local n = check.count(findings)
  return (n.error > 0 or options.strict and n.warning > 0) and 1 or 0                                      -- (1)
end


local function main(args)
  local options, status = command.read("check", parser_of(), args)
  if not options then return status end
  if options.rules then
    local list = options.json and show.rules_json or show.rules
    io.stdout:write(list(check.rules(), options.language))
    return 0
  end
  if not options.plan then return complain("which plan? cxlua check plan.lua", 2) end
  return look(options)
end


return main { ... }
