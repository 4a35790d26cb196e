-- new: a plan drafted from answers                               cxlua new answers.csv > plan.lua
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: exports of a survey, on the command line. Out: a plan that runs, on standard output or in a file.
--
-- (1) A file is never overwritten without --force. Nothing is written unless the plan runs.
-- (2) Questions are asked on a terminal, unless --yes is given (ask.lua), in the language of the plan.

local command = require "cx.command"
local guess = require "cx.guess"


local function parser_of()
  local parser = require "argparse"("cxlua new", "Drafts a plan from answers: cxlua new answers.csv > plan.lua")
  parser:argument("answers", "exports of a survey: CSV, also .gz and .zst"):args "+"
  parser:option("-o --out", "writes the plan to FILE"):argname "FILE"
  parser:flag("--force", "overwrites FILE")
  parser:option("--name", "the plan's name"):argname "NAME"
  parser:option("--language", "of the plan"):choices { "en", "fi", "sv" }
  parser:option("--touchpoint", "the column that names the touchpoint, or none"):argname "COLUMN"
  parser:option("--time", "the column of the time, or none"):argname "COLUMN"
  parser:option("--weight", "the column of the weight, or none"):argname "COLUMN"
  parser:option("--today", "the date to plan from, such as 2026-12-31"):argname "DATE"
  parser:flag("--yes", "asks nothing")
  return parser
end


local function complain(message) return command.complain("new", message) end


local function exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end


-- ---- running ------------------------------------------------------------------------------------------------

-- Writes a plan: a file whole or not at all, so that --force loses no plan to a full disk.
local function write(text, out)
  if out then return require "cx.report.file".write(out, function(put) put(text) end) end
  return io.stdout:write(text)
end


local function main(args)
  local options, status = command.read("new", parser_of(), args)
  if not options then return status end
  if options.out and exists(options.out) and not options.force then                                   -- (1)
    return complain(("%s is there already; --force overwrites it"):format(options.out))
  end
  local wishes = {}
  for _, name in ipairs { "time", "weight", "touchpoint" } do
    if options[name] then wishes[name] = options[name] ~= "none" and options[name] end
  end
  local ask = require "cx.guess.ask"
  local surveys, message = guess.look(options.answers)
  if not surveys then return complain(message) end
  local done
  done, message = ask.settle(surveys, wishes, not options.yes and ask.is_possible(), options.language)  -- (2)
  if not done then return complain(message) end
  local text
  text, message = guess.write(surveys, { today = options.today or os.date "%Y-%m-%d", name = options.name,
    language = options.language, out = options.out })
  if not text then return complain(message) end
  done, message = write(text, options.out)
  if not done then return complain(message) end
  if options.out then
    local language = options.language or guess.language(surveys)
    local said = require "cx.lang".fill(require("cx.guess.lang." .. language).ask.done, { file = options.out })
    io.stderr:write(said, "\n")
  end
  return 0
end


return main { ... }
