-- statistics.lua - the bench's statistics: intervals over many cells, a bootstrap, raking; beside R
--
--   the bench's own: a file is made and counted once, each piece of work is timed, a table in Markdown comes out
--
-- cxlua tests/bench/statistics.lua [CELLS=10000] [JOINT=100000] [REPLICATES=2000] [ROUNDS=3] [PEERS=none], from the
-- project's root. R does a part of the cells (PART=100) by svyby and boot, and its time is scaled up to all of them;
-- raking it does whole. What R lacks is said and left out.
package.path = "tests/bench/?.lua;" .. package.path
local cx = require "cx"
local core = require "cx.core"
local measure, system = require "measure", require "system"

local FOLDER = "build/bench/"


local function setting(name, otherwise)
  for _, told in ipairs(arg) do
    local value = told:match("^" .. name .. "=(.*)")
    if value then return value end
  end
  local value = os.getenv(name)
  return value ~= "" and value or otherwise
end


local function whole(name, otherwise)
  local number = math.tointeger(tonumber(setting(name, otherwise)))
  return assert(number, name .. ": a whole number")
end


local cells, joint, replicates = whole("CELLS", "10000"), whole("JOINT", "100000"), whole("REPLICATES", "2000")
local rounds, part = whole("ROUNDS", "3"), math.min(whole("PART", "100"), cells)
local peers = setting("PEERS", "all") ~= "none"

-- Random numbers of our own, so that the files are the same everywhere.
local state = 20261121

local function draw(n)
  state = (state * 6364136223846793005 + 1442695040888963407)
  return (state >> 33) % n
end


local function write(name, head, rows, line)
  local path = FOLDER .. name
  local out <close> = assert(io.open(path, "w"))
  out:write(head, "\n")
  for i = 1, rows do out:write(line(i), "\n") end
  return path
end


-- Ten answers in each cell, with weights for the intervals.
local function cells_file()
  return write(("cells_%d.csv"):format(cells), "cell,recommend,weight", cells * 10, function(i)
    return ("%d,%d,%d.%d"):format((i - 1) // 10, math.min(10, draw(8) + draw(5)), 1 + draw(2), draw(10))
  end)
end


local MARGINS, LEVELS = 8, 6

-- One row in nearly every joint cell: 6^8 cells are possible.
local function joint_file()
  local names = {}
  for m = 1, MARGINS do names[m] = "m" .. m end
  return write(("joint_%d.csv"):format(joint), table.concat(names, ",") .. ",recommend", joint, function()
    local row = {}
    for m = 1, MARGINS do row[m] = tostring(draw(LEVELS)) end
    return table.concat(row, ",") .. "," .. draw(11)
  end), names
end


-- ---- timed ----------------------------------------------------------------------------------------------

-- The median time of some work, in seconds of the wall clock.
local function time(work)
  local times = {}
  for i = 1, rounds do
    local from = system.monotime()
    work()
    times[i] = system.monotime() - from
  end
  return measure.median(times)
end


local nps = cx.metric.nps "recommend"

local function count(path, by, weight)
  local survey = cx.survey { file = path, weight = weight, questions = { recommend = cx.scale.nps } }
  return assert(survey:tally { by = by, of = "recommend" })
end


-- Shares of each level, a little apart from those of the file: 0.9 to 1.1 of what is equal.
local function targets(names)
  local made = {}
  for _, name in ipairs(names) do
    made[name] = {}
    for level = 0, LEVELS - 1 do made[name][tostring(level)] = joint / LEVELS * (0.9 + 0.2 * level / (LEVELS - 1)) end
  end
  return made
end


local function ours()
  local path, joint_path, names = cells_file(), joint_file()
  local weighted, plain, made = count(path, "cell", "weight"), count(path, "cell"), {}
  made.interval = time(function() weighted:measure(nps) end)
  made.bootstrap = time(function() cx.bootstrap(plain, nps, { seed = 1, replicates = replicates, threads = 2 }) end)
  local box, wanted = count(joint_path, names), targets(names)
  made.groups = core.tally_size(box)
  made.rake = time(function() assert(cx.rake(box, { targets = wanted })):close() end)
  return made, path, joint_path
end


-- ---- R ----------------------------------------------------------------------------------------------------

-- Seconds of R's svyby, boot and rake, where there is R and the packages.
local function theirs(path, joint_path)
  local made = {}
  if not peers or not measure.exists "Rscript" then return made end
  local text = measure.ask(("Rscript --vanilla tests/bench/peers/statistics.R %s %s %d %d"):format(path, joint_path, part,
    replicates))
  for name, value in (text or ""):gmatch "(%w+)=(%S+)" do made[name] = tonumber(value) end
  for _, name in ipairs { "interval", "bootstrap" } do
    if made[name] then made[name] = made[name] * cells / part end
  end
  return made
end


local mine, path, joint_path = ours()
local r = theirs(path, joint_path)

local function line(what, name, most, scale)
  local seconds = mine[name]
  local judged = scale == 1 and (seconds <= most and "✔" or "✘") or ""
  local ratio = r[name] and ("%.0f ×"):format(r[name] / seconds) or "–"
  return ("| %s | %.4f | %s | %s | %s | %s |"):format(what, seconds, most, judged, r[name] and ("%.3g"):format(r[name]) or "–", ratio)
end

print(("\n### Statistics: median of %d; R's svyby and boot by %d of the cells, scaled up\n"):format(rounds, part))
print "| work | seconds | at most | | R, seconds | R against cxlua |"
print "|---|---:|---:|---|---:|---:|"
print(line(("NPS with interval, %d cells"):format(cells), "interval", 0.05, cells == 10000 and 1))
print(line(("bootstrap of %d NPS cells, %d replicates, two threads"):format(cells, replicates), "bootstrap", 4,
  cells == 10000 and replicates == 2000 and 1))
print(line(("raking %d margins over %d joint cells"):format(MARGINS, mine.groups), "rake", 1, joint == 100000 and 1))
if peers and not (r.interval and r.bootstrap and r.rake) then
  print "\nR or one of its packages survey and boot is not installed; what it would do is left out"
end
