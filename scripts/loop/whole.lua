-- whole.lua - commands of cxlua loop for the ledger as a whole: a copy of it, a new one from a copy, its plan's new name
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a task (task.lua). Out: what was done, as text or as JSON.

local shared = require "cx.command.loop.task"

local whole = { backup = { looks = true }, restore = { makes = true }, rename = { any = true } }


function whole.backup.declare(command)
  command:option("--out", "writes FILE, else standard output"):argname "FILE"
end


local FAILED = {} -- raised where the ledger cannot be read, so that no file is left

-- Writes the ledger to a file that is there whole or not at all, and its owner's alone.
local function write_file(task, path)
  local done, why
  local fine, written, trouble = pcall(require "cx.report.file".write, path, function(write)
    done, why = task.ledger:backup(write)
    if not done then error(FAILED, 0) end
  end, { private = true })
  if not fine and written ~= FAILED then error(written, 0) end
  if not fine then return nil, why end
  if not written then return nil, trouble end
  return done
end


function whole.backup.run(task)
  local out = task.options.out
  if not out then
    local fine, trouble = true, nil
    local done, message = task.ledger:backup(function(line)
      if fine then fine, trouble = io.stdout:write(line) end
    end)
    if not done or not fine then return nil, message or trouble end
    return 0
  end
  local done, message = write_file(task, out)
  if not done then return nil, message end
  if task.options.json then shared.say_json(done)
  else shared.say_counts(task, { { "backed_up", done.events, { file = out }, always = true } }) end
  return 0
end


function whole.restore.declare(command) command:argument("file", "as backup writes it") end


function whole.restore.run(task)
  local path = task.options.file
  local file <close>, message = io.open(path, "rb")
  if not file then return nil, message end
  local done, why, code = task.ledger:restore(file:lines())
  if not done and code == "damaged" then return nil, ("%s:%s"):format(path, why) end
  if not done then return nil, why end
  if task.options.json then shared.say_json(done)
  else shared.say_counts(task, { { "restored", done.events, { file = path }, always = true } }) end
  return 0
end


function whole.rename.declare(command)
  command:option("--from", "the plan's name so far"):argname "NAME":count(1)
end


function whole.rename.run(task)
  local from, to = task.options.from, require "cx.loop".name(task.plan)
  if from == to then return nil, ('--from: the plan is called "%s" now; its name so far is wanted'):format(to) end
  local done, message = task.ledger:rename(from, to, { why = task.options.why })
  if not done then return nil, message end
  if task.options.json then shared.say_json { from = from, to = to, events = done }
  else shared.say_counts(task, { { "renamed", 1, { from = from, to = to } } }) end
  return 0
end


return whole
