-- new: a plan drafted from answers                               cxlua new answers.csv > plan.lua
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: exports of a survey, on the command line. Out: a plan that runs, on standard output or in a file.
--
-- (1) A file is never overwritten without --force. Nothing is written unless the plan runs.
-- (2) Questions are asked when standard input and standard error are terminals and --yes is absent: a few, each with a
--     default that the empty line takes.

local core = require "cx.core"
local guess = require "cx.guess"

local MOST_ASKED = 4
local OUGHT = { "time", "weight", "touchpoint" }


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


-- ---- asking (2) --------------------------------------------------------------------------------------------

local asked = 0


local function ask(question, default)
  if asked >= MOST_ASKED then return default end
  asked = asked + 1
  io.stderr:write(question, " [", default, "] ")
  local line = io.read "l"
  line = line and line:match "^%s*(.-)%s*$"
  return line and line ~= "" and line or default
end


-- The columns that a doubt leaves open.
local function ask_doubt(doubt, wishes)
  local names = {}
  for i = 1, math.min(#doubt.columns, 6) do names[i] = doubt.columns[i].name end
  local answer = ask(("which column is the %s? %s, or none"):format(doubt.role, table.concat(names, ", ")), names[1])
  if answer == "none" then wishes[doubt.role] = false else wishes[doubt.role] = answer end
end


local function ask_touchpoint(one, wishes)
  if one.roles.touchpoint or wishes.touchpoint ~= nil then return end
  local names = {}
  for _, c in ipairs(one.columns) do
    local labelled = not c.many and c.numbers == 0 and c.distinct >= 2 and c.distinct <= 30
    local possible = c.role == "channel" or c.role == "unit" or c.role == "background" or c.role == "question"
    if labelled and possible and c.filled >= 10 * c.distinct and #names < 6 then names[#names + 1] = c.name end
  end
  if #names == 0 then return end
  local answer = ask(("does a column name the touchpoint, such as %s?"):format(table.concat(names, ", ")), "none")
  if answer ~= "none" then wishes.touchpoint = answer end
end


local function settle(surveys, wishes, interactive)
  for _, one in ipairs(surveys) do
    local doubts, message = guess.roles(one, wishes)
    if not doubts then return nil, message end
    if interactive then
      for _, doubt in ipairs(doubts) do
        for _, name in ipairs(OUGHT) do
          if doubt.role == name then ask_doubt(doubt, wishes) end
        end
      end
      ask_touchpoint(one, wishes)
      doubts, message = guess.roles(one, wishes)
      if not doubts then return nil, message end
    end
  end
  return true
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
  for _, name in ipairs(OUGHT) do
    if options[name] then wishes[name] = options[name] ~= "none" and options[name] end
  end
  local interactive = not options.yes and core.isatty(0) and core.isatty(2)
  local surveys, message = guess.look(options.answers)
  if not surveys then return complain(message) end
  done, message = settle(surveys, wishes, interactive)
  if not done then return complain(message) end
  local text
  text, message = guess.write(surveys, { today = options.today or os.date "%Y-%m-%d", name = options.name,
    language = options.language, out = options.out })
  if not text then return complain(message) end
  done, message = write(text, options.out)
  return done and 0 or complain(tostring(message))
end


return main { ... }
