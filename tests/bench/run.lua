-- run.lua - the bench: one job over a long file, the programs that do it too, and every ordinary path
--
--   the bench's own: makes files, measures whole programs, prints tables in Markdown
--
-- cxlua tests/bench/run.lua [ROWS=10000000] [ROUNDS=5] [PEERS=none], from the project's root; the
-- settings may also be in the environment. Files and packages lie in build/bench. Its exit status is 1
-- when an answer is wrong; speed and memory are printed beside their limits.
package.path = "tests/bench/?.lua;" .. package.path
local measure, answer = require "measure", require "answer"

local folder, cxlua = "build/bench/", os.getenv "CXLUA" or "build/cxlua"
local wrong = 0


local function setting(name, otherwise)
  for _, told in ipairs(arg) do
    local value = told:match("^" .. name .. "=(.*)")
    if value then return value end
  end
  local value = os.getenv(name)
  return value ~= "" and value or otherwise
end


local rows = assert(math.tointeger(tonumber(setting("ROWS", "10000000"))), "ROWS: a whole number")
local rounds = assert(math.tointeger(tonumber(setting("ROUNDS", "5"))), "ROUNDS: a whole number")
local peers = setting("PEERS", "all") ~= "none"
local cores = tonumber(measure.ask "nproc") or 1
local few = math.max(10000, rows // 5) -- rows of the files that are written in other ways


local function run(command)
  if not os.execute(command) then error("failed: " .. command, 0) end
end


local function say(format, ...) print(format:format(...)) end


-- A table in Markdown: the first row is the header, the first column text, the others to the right.
local function show(title, lines)
  say("\n### %s\n", title)
  for i, cells in ipairs(lines) do
    say("| %s |", table.concat(cells, " | "))
    if i == 1 then say("|---|%s", ("---:|"):rep(#cells - 1)) end
  end
end


local function build()
  local compiler = os.getenv "CC" or "cc"
  run("mkdir -p " .. folder)
  run(compiler .. " -std=c11 -D_GNU_SOURCE -O2 -ffp-contract=off -o build/bench/generate "
      .. "tests/bench/generate.c -lm")
  run(compiler .. " -std=c11 -D_GNU_SOURCE -O2 -o build/bench/stopwatch tests/bench/stopwatch.c")
end


-- The path of a file, made when it is not there, and read once so that it lies in the page cache.
local function file(n_rows, form)
  local path = ("%s%s_%d.csv"):format(folder, form, n_rows)
  if not io.open(path) then
    run(("%sgenerate %d %s > %s.part && mv %s.part %s"):format(folder, n_rows, form, path, path, path))
  end
  run(("cat %s > /dev/null"):format(path))
  return path
end


local function size(path)
  local opened <close> = assert(io.open(path))
  return opened:seek "end"
end


local function job(name, path, form, input)
  return { name = name, input = input,
           command = ("%s tests/bench/job.lua %s %s"):format(cxlua, path, form or "plain") }
end


-- DuckDB's and Polars' packages for node, put under build/bench. Polars' machine code is asked for by
-- name, since npm leaves it out without a word when it thinks the node too old.
local function install_packages()
  local machine = ({ x86_64 = "x64", aarch64 = "arm64" })[measure.ask "uname -m"] or "x64"
  local names = { "@duckdb/node-api", "nodejs-polars", ("nodejs-polars-linux-%s-gnu"):format(machine) }
  local missing = false
  for _, name in ipairs(names) do
    missing = missing or not io.open(("%snode_modules/%s/package.json"):format(folder, name))
  end
  if missing and measure.exists "npm" then
    os.execute(("cd %s && echo '{\"private\": true}' > package.json && npm install --silent "
      .. "--no-audit --no-fund %s"):format(folder, table.concat(names, " ")))
  end
end


-- The peers that are installed; what is not is said and left out.
local function find_peers(path)
  local packages, list = folder .. "node_modules/", {}
  install_packages()
  local function add(name, present, command, before)
    if present then
      list[#list + 1] = { name = name, before = before, command = command .. " " .. path, peer = true }
    else
      say("%s is not installed and is left out", name)
    end
  end
  add("DuckDB", io.open(packages .. "@duckdb/node-api/package.json"), "node tests/bench/peers/duckdb.mjs")
  add("Polars", io.open(packages .. "nodejs-polars/package.json"), "node tests/bench/peers/polars.cjs",
      ("POLARS_MAX_THREADS=%d "):format(cores))
  add("data.table", measure.ask "Rscript -e 'library(data.table)'" ~= nil,
      "Rscript --vanilla tests/bench/peers/datatable.R")
  for _, peer in ipairs(list) do peer.command = ("%s %d"):format(peer.command, cores) end
  return list
end


-- Notes a wrong answer and gives the word for the table.
local function verdict(difference)
  if difference then wrong = wrong + 1 end
  return difference or "same"
end


local function number(value, decimals) return ("%%.%df"):format(decimals):format(value) end


local function limit(name, value, most, unit)
  return { name, number(value, 2) .. unit, "at most " .. most .. unit, value <= most and "✔" or "✘" }
end


-- The main table: everyone does the job on the same file.
local function race(path)
  local programs = { job("cxlua", path), { name = "wc -l", command = "wc -l " .. path } }
  if peers then for _, peer in ipairs(find_peers(path)) do programs[#programs + 1] = peer end end
  measure.rounds(programs, rounds)
  local ours, floor = programs[1], programs[2]
  assert(ours.seconds, ours.trouble)
  local mine = measure.read(ours.output)
  local lines = { { "program", "seconds", "GB/s", "× wc -l", "× cxlua", "memory, MB", "answer" } }
  for _, p in ipairs(programs) do
    if p.trouble then
      lines[#lines + 1] = { p.name, "–", "–", "–", "–", "–", p.trouble }
    else
      lines[#lines + 1] = { p.name, number(p.seconds, 3), number(size(path) / p.seconds / 1e9, 2),
        number(p.seconds / floor.seconds, 2), number(p.seconds / ours.seconds, 2), number(p.memory, 0),
        p.peer and verdict(answer.difference(mine, measure.read(p.output))) or "" }
    end
  end
  if rows == 10000000 then
    lines[2][7] = verdict(answer.difference(mine, measure.read "tests/bench/expected_1e7.csv"))
  end
  show(("The job: %d rows, %d cores, median of %d"):format(rows, cores, rounds), lines)
  return programs
end


-- What must be the same in another form: every figure, the last row alone, or nothing.
local ordinary = {
  { "CR LF", "crlf", "all rows" }, { "; and decimal comma", "semicolon", "all rows" },
  { "quoted scores", "quoted", "all rows" }, { "without comments", "narrow", "all rows" },
  { "20 scores", "scores", "all rows", "scores" }, { "97 columns", "columns", "all rows" },
  { "1,000 groups", "groups", "(all)" }, { "a stray quote in mid-file", "stray", "all rows" },
  { "a where", "plain", nil, "where" }, { "groups by month", "plain", "(all)", "month" },
  { "standard input", "plain", "all rows", "plain", true },
}


-- Every ordinary path against the plain file of the same rows, by time per byte.
local function paths()
  local plain = file(few, "plain")
  local programs = { job("plain", plain) }
  for _, way in ipairs(ordinary) do
    local path = file(few, way[2])
    local program = job(way[1], way[5] and "-" or path, way[4], way[5] and path)
    program.path, program.same = path, way[3]
    programs[#programs + 1] = program
  end
  programs[1].path = plain
  measure.rounds(programs, rounds)
  local base = assert(programs[1].seconds, programs[1].trouble) / size(plain)
  local mine = measure.read(programs[1].output)
  local lines = { { "path", "seconds", "GB/s", "× plain per byte", "memory, MB", "answer" } }
  for i, p in ipairs(programs) do
    if p.trouble then
      lines[#lines + 1] = { p.name, "–", "–", "–", "–", verdict(p.trouble) }
    else
      local each = p.seconds / size(p.path)
      local difference = i > 1 and p.same and answer.difference(measure.read(p.output), mine,
        p.same == "(all)" and p.same or nil)
      lines[#lines + 1] = { p.name, number(p.seconds, 3), number(1e-9 / each, 2),
        number(each / base, 2) .. (each > 3 * base and " ✘" or ""), number(p.memory, 0),
        i > 1 and p.same and verdict(difference) or "" }
    end
  end
  show(("Ordinary paths: %d rows each, none over 3"):format(few), lines)
end


-- Memory of a file ten times as long, and what a small job and an empty one cost.
local function small(path)
  local tenfold, start = job("ten times the file", path, "tenfold"), job("10,000 rows", file(10000, "plain"))
  local empty = { name = "cxlua -e", command = cxlua .. " -e ''" }
  local stock = { name = "lua5.4 -e", command = "lua5.4 -e ''" }
  measure.rounds({ tenfold }, 1)
  measure.rounds({ start, empty, stock }, math.max(rounds, 51))
  return tenfold, start, empty, stock
end


local function limits(programs, path)
  local ours, floor = programs[1], programs[2]
  local tenfold, start, empty, stock = small(path)
  local lines = { { "limit", "here", "wanted", "" },
    limit("cxlua against wc -l", ours.seconds / floor.seconds, 3, " ×") }
  for i = 3, #programs do
    if programs[i].seconds then
      local ratio = programs[i].seconds / ours.seconds
      local wanted = programs[i].name == "data.table" and 1 or 6
      lines[#lines + 1] = { programs[i].name .. " against cxlua", number(ratio, 2) .. " ×",
        "at least " .. wanted .. " ×", ratio >= wanted and "✔" or "✘" }
    end
  end
  lines[#lines + 1] = limit("memory", ours.memory, 32, " MB")
  if tenfold.trouble then
    lines[#lines + 1] = { "memory, ten times the file", "–", verdict(tenfold.trouble), "✘" }
  else
    lines[#lines + 1] = limit("memory, ten times the file", tenfold.memory, 32, " MB")
  end
  lines[#lines + 1] = limit("10,000 rows, start to exit", start.seconds * 1000, 10, " ms")
  if stock.seconds then
    lines[#lines + 1] = limit("cxlua -e \"\" against lua5.4 -e \"\"", empty.seconds / stock.seconds, 1.5, " ×")
  end
  show("Limits", lines)
end


build()
local path = file(rows, "plain")
local programs = race(path)
paths()
limits(programs, path)
os.execute(("%s tests/bench/statistics.lua%s"):format(cxlua, peers and "" or " PEERS=none"))
os.execute(("%s tests/bench/drivers.lua"):format(cxlua))
os.execute(cxlua .. " tests/bench/journey.lua")
if wrong > 0 then
  say("\n%d answers are wrong", wrong)
  os.exit(1)
end
