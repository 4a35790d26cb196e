-- journey.lua - the bench's journeys: a long log of events into the paths of its cases
--
--   the bench's own: a log is made, the whole program is timed over it, a table in Markdown comes out
--
-- cxlua tests/bench/journey.lua [EVENTS=20000000] [ROUNDS=5], from the project's root. What is timed is a whole program, from
-- its start to its exit: the CSV, which lies in the page cache, is read and parsed, parted by case, each case put in order of
-- time and its path counted. Cases are dense whole numbers and interleaved; the goal is 20 million events a second on two
-- cores that do nothing else. Seconds of the processor are beside, since they say more where others use it too.
package.path = "tests/bench/?.lua;" .. package.path
local measure = require "measure"

local folder, cxlua = "build/bench/", os.getenv "CXLUA" or "build/cxlua"


local function setting(name, otherwise)
  for _, told in ipairs(arg) do
    local value = told:match("^" .. name .. "=(.*)")
    if value then return assert(math.tointeger(tonumber(value)), name .. ": a whole number") end
  end
  return otherwise
end


-- One run, when this file is asked for it: cxlua tests/bench/journey.lua READ PATH
if arg[1] == "READ" then
  local cx = require "cx"
  local made = assert(cx.journey { file = arg[2], case = "case", event = "touchpoint", time = "when", memory = 4096 }:measure())
  print(made.cases, made.events, made.n_variants, os.clock())
  return
end


local events, rounds = setting("EVENTS", 20000000), setting("ROUNDS", 5)
local path = ("%slog_%d.csv"):format(folder, events)
assert(os.execute("mkdir -p " .. folder))
assert(os.execute("cc -std=c11 -O2 -o build/bench/generate_log tests/bench/generate_log.c"))
assert(os.execute "cc -std=c11 -D_GNU_SOURCE -O2 -o build/bench/stopwatch tests/bench/stopwatch.c")
if not io.open(path) then
  assert(os.execute(("build/bench/generate_log %d > %s.part && mv %s.part %s"):format(events, path, path, path)))
end
assert(os.execute(("cat %s > /dev/null"):format(path)))
local program = { name = "journeys", command = ("%s tests/bench/journey.lua READ %s"):format(cxlua, path) }
measure.rounds({ program }, rounds)
assert(program.seconds, program.trouble)
local cases, read, variants, processor = measure.read(program.output):match "(%d+)%s+(%d+)%s+(%d+)%s+(%S+)"
assert(tonumber(read) == events, "events were lost")
local speed = events / program.seconds / 1e6
print(("\n### Journeys: %d events, median of %d\n"):format(events, rounds))
print "| cases | paths | seconds | processor s | ns an event | M events/s | memory, MB | wanted |"
print "|---:|---:|---:|---:|---:|---:|---:|---:|"
print(("| %s | %s | %.2f | %.2f | %.0f | %.1f | %.0f | 20 %s |"):format(cases, variants, program.seconds, tonumber(processor),
  tonumber(processor) / events * 1e9, speed, program.memory, speed >= 20 and "✔" or "✘"))
