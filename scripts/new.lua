-- new: a plan drafted from answers                               cxlua new answers.csv > plan.lua
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: exports of a survey, on the command line. Out: a plan that runs, on standard output or in a file.
--
-- (1) A file is never overwritten without --force. Nothing is written unless the plan runs.
-- (2) Questions are asked on a terminal, unless --yes is given (ask.lua), in the language of the plan.

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


local function complain(message, status)
  io.stderr:write("cxlua new: ", message, "\n")
  return status or 1
end


local function exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end


-- ---- running ------------------------------------------------------------------------------------------------

local function write(text, out)
  if not out then
    local done, message = io.stdout:write(text)
    return done, message
  end
  local file, message = io.open(out, "wb")
  if not file then return nil, message end
  local done
  done, message = file:write(text)
  local closed, trouble = file:close()
  return done and closed, message or trouble
end


local function main(args)
  local done, options = parser_of():pparse(args)
  if not done then return complain(options .. "; cxlua new --help lists what there is", 2) end
  if options.today and not require "cx.goal".is_date(options.today) then
    return complain("--today: a date such as 2026-12-31 is wanted", 2)
  end
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
  done, message = ask.settle(surveys, wishes, not options.yes and ask.is_possible(), options.language)  -- (2)
  if not done then return complain(message) end
  local text
  text, message = guess.write(surveys, { today = options.today or os.date "%Y-%m-%d", name = options.name,
    language = options.language, out = options.out })
  if not text then return complain(message) end
  done, message = write(text, options.out)
  if not done then return complain(tostring(message)) end
  if options.out then
    local language = options.language or guess.language(surveys)
    local said = require "cx.lang".fill(require("cx.guess.lang." .. language).ask.done, { file = options.out })
    io.stderr:write(said, "\n")
  end
  return 0
end


return main { ... }
