-- command.lua - what the commands of the program share: their words in, their complaints out
--
--   FILE > rows > batch > tally > metric > goal > REPORT
--
-- In: a parser of argparse, the words of the command line. Out: options; a line on standard error, an exit status.
--
-- (1) What is wrong is one line after the command's name; wrong usage has status 2, and says where help is.
-- (2) Plans, paths and cases are other people's: none of their control characters reaches a terminal.
-- (3) --today is a date that exists, in all commands.

local command = {}


--- Says what is wrong (1) (2); gives the exit status, 1 unless told.
---@param name string such as "check"
---@param message any
---@param status? integer
---@return integer
function command.complain(name, message, status)
  io.stderr:write("cxlua ", name, ": ", require "cx.report.text".clean(tostring(message)), "\n")
  return status or 1
end


--- The options of the words; nil and the exit status where they are wrong, which is said.
---@param name string
---@param parser table
---@param args string[]
---@return table? options, integer? status
function command.read(name, parser, args)
  local done, options = parser:pparse(args)
  if not done then
    local wrong = options:gsub("%s*\n%s*", "; ")
    return nil, command.complain(name, ("%s; cxlua %s --help lists what there is"):format(wrong, name), 2)
  end
  if options.today and not require "cx.goal".is_date(options.today) then                            -- (3)
    return nil, command.complain(name, ('--today: a date such as 2026-12-31 is wanted, not "%s"'):format(options.today), 2)
  end
  return options
end


return command
