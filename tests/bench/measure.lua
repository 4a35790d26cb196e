-- measure.lua - runs whole programs, times them and notes their memory
--
--   the bench's own: a program goes in, its median time and its highest memory come out
--
-- Programs are run one after another, round by round, so that a slow minute of the machine meets all.
local measure = {}

local folder = "build/bench/"


-- A file's text, or nil.
function measure.read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end


-- What a shell command prints, without the last newline; nil when it failed.
function measure.ask(command)
  local pipe = assert(io.popen(command .. " 2>/dev/null"))
  local text = pipe:read "a"
  return pipe:close() and (text:gsub("\n$", "")) or nil
end


function measure.exists(program)
  return measure.ask("command -v " .. program) ~= nil
end


-- The middle value; of an even number the lower of the two.
function measure.median(values)
  local sorted = table.move(values, 1, #values, 1, {})
  table.sort(sorted)
  return sorted[(#sorted + 1) // 2]
end


-- Runs a program once: { command=, name=, before= (a shell prefix), input= (a file to pipe in) }.
function measure.once(program)
  local note, output = folder .. "note", folder .. program.name:gsub("%W+", "_") .. ".out"
  local line = ("%s%s %sstopwatch %s %s >%s 2>%s.err"):format(
    program.input and ("cat %s | "):format(program.input) or "", program.before or "",
    folder, note, program.command, output, output)
  os.execute(line)
  local seconds, kilobytes, status = (measure.read(note) or ""):match "(%S+) (%d+) (%d+)"
  os.remove(note)
  if status ~= "0" then
    return nil, (measure.read(output .. ".err") or ""):match "[^\n]+" or "it did not run"
  end
  return { seconds = tonumber(seconds), memory = tonumber(kilobytes) / 1000, output = output }
end


-- Runs all programs `rounds` times, alternating; gives each program seconds, memory and output, or
-- `trouble` when it failed.
function measure.rounds(programs, rounds)
  for _, program in ipairs(programs) do program.times, program.memory = {}, 0 end
  for _ = 1, rounds do
    for _, program in ipairs(programs) do
      if not program.trouble then
        local run, trouble = measure.once(program)
        program.trouble = trouble
        if run then
          program.times[#program.times + 1] = run.seconds
          program.memory = math.max(program.memory, run.memory)
          program.output = run.output
        end
      end
    end
  end
  for _, program in ipairs(programs) do
    program.seconds = not program.trouble and measure.median(program.times) or nil
  end
  return programs
end


return measure
