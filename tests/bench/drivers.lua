-- drivers.lua - the bench's drivers: co-moments in the pass, LMG of many drivers
--
--   the bench's own: a file is made and counted with and without co-moments, LMG is timed, a table in Markdown comes out
--
-- cxlua tests/bench/drivers.lua [ANSWERS=1000000] [ROUNDS=3], from the project's root. Co-moments are what a pass takes more of
-- the processor when it sums products too, 32 buckets, beside one that counts the answers by bucket; LMG has two threads.
package.path = "tests/bench/?.lua;" .. package.path
local cx = require "cx"
local core = require "cx.core"
local measure, system = require "measure", require "system"

local FOLDER, QUESTIONS = "build/bench/", 20


local function whole(name, otherwise)
  local value = os.getenv(name)
  for _, told in ipairs(arg) do value = told:match("^" .. name .. "=(.*)") or value end
  return assert(math.tointeger(tonumber(value ~= "" and value or otherwise)), name .. ": a whole number")
end


local rows, rounds = whole("ANSWERS", "1000000"), whole("ROUNDS", "3")
local state = 20261122

local function draw(n)
  state = state * 6364136223846793005 + 1442695040888963407
  return (state >> 33) % n
end


-- Answers 0-10 of which one in `missing` is blank, and a weight if wanted; the same files every time.
local function file(missing, weighted)
  local path = ("%smoments_%d_%d%s.csv"):format(FOLDER, rows, missing, weighted and "_weighted" or "")
  local there = io.open(path)
  if there then
    there:close()
    return path
  end
  local out <close> = assert(io.open(path, "w"))
  local names, lines = {}, {}
  for q = 1, QUESTIONS do names[q] = "q" .. q end
  for i = 1, 4096 do
    local cells, common = {}, draw(6)
    for q = 1, QUESTIONS do cells[q] = draw(missing) == 0 and "" or tostring(common + draw(6)) end
    if weighted then cells[QUESTIONS + 1] = ("%.2f"):format(0.3 + draw(270) / 100) end
    lines[i] = table.concat(cells, ",") .. "\n"
  end
  if weighted then names[QUESTIONS + 1] = "w" end
  out:write(table.concat(names, ","), "\n")
  for _ = 1, rows do out:write(lines[1 + draw(#lines)]) end
  return path
end


-- The median time of some work in seconds, by a clock: of the wall, or of the processor.
local function time(work, clock)
  local times = {}
  for i = 1, rounds do
    local from = clock()
    work()
    times[i] = clock() - from
  end
  return measure.median(times)
end


local function survey_of(path, weighted)
  local questions, names = {}, {}
  for q = 1, QUESTIONS do
    names[q] = "q" .. q
    questions[names[q]] = cx.scale { 0, 10 }
  end
  return cx.survey { file = path, questions = questions, weight = weighted and "w" or nil }, names
end


-- Nanoseconds a row that co-moments add to a pass by one thread.
local function added(missing, weighted)
  local survey, names = survey_of(file(missing, weighted), weighted)
  assert(survey:tally { of = names, threads = 1 }):close()
  local alone = time(function() assert(survey:tally { of = names, buckets = 32, threads = 1 }):close() end, os.clock)
  local with = time(function() assert(survey:moments { of = names, threads = 1 }):close() end, os.clock)
  return math.max(0, with - alone) / rows * 1e9, with / rows * 1e9
end


-- Seconds of LMG of p drivers.
local function lmg(p)
  local names, decimals, drivers = {}, {}, {}
  for i = 1, p + 1 do names[i], decimals[i] = "v" .. i, 0 end
  for i = 1, p do drivers[i] = i + 1 end
  local box <close> = assert(core.moments_new { names = names, decimals = decimals })
  for i = 1, p + 1 do
    for j = i, p + 1 do
      assert(core.moments_add(box, "listwise", 1, i, j, 1000, "1000", "0", "0", "1000", "1000", i == j and "1000" or "300"))
    end
  end
  return time(function() assert(core.driver(box, "listwise", 0, 1, drivers, { lmg = "exact", threads = 2 })) end, system.monotime)
end


local function line(what, value, form, most)
  print(("| %s | " .. form .. " | %s | %s |"):format(what, value, most or "", most and (value <= most and "✔" or "✘") or ""))
end


print(("\n### Drivers: median of %d; %d rows of %d questions\n"):format(rounds, rows, QUESTIONS))
print "| work | takes | at most | |"
print "|---|---:|---:|---|"
for _, one in ipairs { { 1000000, "none missing" }, { 50, "one answer in fifty missing" }, { 10, "one in ten missing" } } do
  local more, all = added(one[1])
  line(("co-moments, %s: ns a row on top of counting"):format(one[2]), more, "%.1f", 40)
  line("the whole pass by one thread: ns a row", all, "%.1f")
end
line("co-moments, one in ten missing, weighted: ns a row on top of counting", added(10, true), "%.1f")
line("LMG of 20 drivers, ms", lmg(20) * 1000, "%.1f", 50)
line("LMG of 24 drivers, s", lmg(24), "%.3f", 1)
