-- verify.lua - R runs live, and everything it says is compared with what cxlua says
--
--   the tests' own: scripts of R in, the largest relative differences out
--
-- cxlua tests/r/verify.lua [SEED=1] [SAMPLES=60], from the project's root; `make verify-r` brings R. Exit status 1 when
-- a difference is over 1e-9 of the larger of the figure and its error.
--
-- (1) design.R draws random samples by the seed; cxlua measures the same files.
-- (2) The other scripts have a fixed seed or data of their own, and specs hold cxlua to their stored output: here they run
--     again, and must say what is stored.
local cx = require "cx"

local TOLERANCE = 1e-9
local FOLDER = "build/r"
local STORED = { "compare", "contrast", "series", "airport", "airport_drivers", "replicate", "pairs", "crosstab", "times" }


local function setting(name, otherwise)
  for _, told in ipairs(arg) do
    local value = told:match("^" .. name .. "=(%d+)$")
    if value then return value end
  end
  return otherwise
end


local function run(command)
  local done = os.execute(command)
  if not done then error("failed: " .. command, 0) end
end


-- The rows of a CSV without quotes, by the names of its columns.
local function read(path)
  local list, names = {}, nil
  for line in io.lines(path) do
    local row, i = {}, 0
    for cell in (line:gsub("\r", "") .. ","):gmatch "(.-)," do
      i = i + 1
      row[names and names[i] or i] = cell
    end
    if names then list[#list + 1] = row else names = row end
  end
  return list, names
end


-- ---- the largest difference of each kind --------------------------------------------------------------

local kinds, order = {}, {}

local function kind_of(name)
  if not kinds[name] then
    kinds[name] = { n = 0, worst = 0, where = "" }
    order[#order + 1] = name
  end
  return kinds[name]
end


local function note(name, wanted, given, scale, where)
  wanted = tonumber(wanted)
  if not wanted then return end
  local kind = kind_of(name)
  local off = given and math.abs(given - wanted) / math.max(math.abs(wanted), scale, 1e-300) or math.huge
  if given == wanted then off = 0 end
  kind.n = kind.n + 1
  if off > kind.worst then kind.worst, kind.where = off, where end
end


-- ---- random samples (1) ---------------------------------------------------------------------------------

local function survey(row)
  local function role(letter, column) return row.design:find(letter) and column or nil end
  local stratum = role("s", "s")
  return cx.survey {
    file = ("%s/sample_%s.csv"):format(FOLDER, row.sample), weight = "w", strata = stratum,
    cluster = role("c", "c"), population = role("p", "size"), lonely = stratum and ({ remove = "remove", average = "average" })[row.lonely],
    questions = { y = cx.scale.nps, x = cx.number, v = cx.number, h = cx.scale.names { "No", "Yes" } },
  }
end


local tallies = {}

local function tally(row, by)
  local key = row.sample .. table.concat(by, "+")
  tallies[key] = tallies[key] or assert(survey(row):tally { by = by, of = { "y", "x", "v", "h" } })
  return tallies[key]
end


local function of_group(list, group)
  for _, e in ipairs(list) do
    if group == "" or e.group.g == group then return e end
  end
end


local function first_test(row, test, between)
  return cx.compare(tally(row, { "g" }), { question = "h", test = test, between = between })[1]
end


local function by_group(row) return row.group ~= "" and { "g" } or {} end


local function targets_of(text)
  local targets = {}
  for column, label, total in text:gmatch "(%w+) (%w+) ([^;]+)" do
    targets[column] = targets[column] or {}
    targets[column][label] = tonumber(total)
  end
  return targets
end


local METHOD = { xlogit = "logit", asin = "arcsine", beta = "beta", likelihood = "likelihood" }

local measure = {}

measure["mean y"] = function(row) return tally(row, {}):total(cx.metric.mean "y", { interval = "t" }) end

measure["mean x"] = function(row)
  return of_group(tally(row, { "g" }):measure(cx.metric.mean "x", { interval = "t" }), row.group)
end

measure.nps = function(row)
  return of_group(tally(row, by_group(row)):measure(cx.metric.nps "y", { interval = "t" }), row.group)
end

measure["sum x"] = function(row) return tally(row, {}):sum(cx.metric.mean "x")[1] end

measure["sum y"] = function(row) return of_group(tally(row, { "g" }):sum(cx.metric.mean "y"), row.group) end

measure.ratio = function(row) return tally(row, {}):ratio(cx.metric.mean "v", cx.metric.mean "x")[1] end

measure.share = function(row)
  return tally(row, {}):total(cx.metric.share("h", "Yes"), { interval = METHOD[row.interval] }), 100
end

local function raked(row)
  return assert(cx.rake(tally(row, { "g", "h" }), { targets = targets_of(row.targets), sweeps = 100000 }))
end


local function first(list) return list[1] end

-- F and its first degrees of freedom.
measure["Rao-Scott"] = function(row)
  local one = first_test(row, "chi-square")
  return { value = one.statistic, se = one.df }
end

-- t and the difference of mean ranks.
measure["rank test"] = function(row)
  local one = first_test(row, "Mann-Whitney", { "a", "b" })
  return { value = one.statistic, se = one.effect - 0.5 }
end

measure.raked = function(row) return raked(row):total(cx.metric.mean "y") end

measure["raked sum"] = function(row) return first(raked(row):sum(cx.metric.mean "x", { by = false })) end

measure["raked sum yes"] = function(row)
  for _, e in ipairs(raked(row):sum(cx.metric.mean "x", { by = { "g", "h" } })) do
    if e.group.g == row.group and e.group.h == "Yes" then return e end
  end
end

measure["raked ratio"] = function(row)
  return first(raked(row):ratio(cx.metric.mean "v", cx.metric.mean "x", { by = false }))
end

local function difference(given, row)
  local a, b = row.group:match "(%w+) (%w+)"
  local one = cx.compare(given, { metric = cx.metric.mean "x", by = "g", between = { a, b }, method = "linearised t" })[1]
  one.value = one.difference
  return one
end


measure.difference = function(row) return difference(tally(row, { "g" }), row) end

measure["raked difference"] = function(row) return difference(raked(row), row) end

measure.post, measure["post sum"] = measure.raked, measure["raked sum"]

local function jackknife(given, question, by, sum)
  return cx.jackknife(given, cx.metric.mean(question), { by = by, sum = sum, leave_out = "clusters" })
end

measure["jackknife mean y"] = function(row) return first(jackknife(tally(row, {}), "y")) end

measure["jackknife mean x"] = function(row) return of_group(jackknife(tally(row, { "g" }), "x"), row.group) end

measure["jackknife sum x"] = function(row)
  return of_group(jackknife(tally(row, by_group(row)), "x", nil, true), row.group)
end

measure["jackknife raked"] = function(row) return first(jackknife(raked(row), "y", false)) end

measure["jackknife raked sum"] = function(row) return first(jackknife(raked(row), "x", false, true)) end


local function samples(seed, count)
  run(("mkdir -p %s && Rscript --vanilla tests/r/design.R %s %s %s"):format(FOLDER, FOLDER, seed, count))
  for _, row in ipairs(read(FOLDER .. "/truth.csv")) do
    local given, unit = measure[row.statistic](row)
    local where = ("sample %s, design '%s' %s %s"):format(row.sample, row.design, row.group, row.lonely)
    local name = row.statistic .. (row.interval ~= "" and " by " .. row.interval or "")
    for _, field in ipairs { "value", "se", "low", "high" } do
      local figure = given and given[field]
      note(name, row[field], figure and figure / (unit or 1), field == "se" and 0 or tonumber(row.se), where .. " " .. field)
    end
    if given and row.interval == "" then note(name, row.df, given.design_df or given.df, 0, where .. " df") end
  end
end


-- ---- the stored output (2) --------------------------------------------------------------------------------

local function words(text)
  local list = {}
  for word in text:gmatch "%S+" do list[#list + 1] = word end
  return list
end


-- A cell again, number by number.
local function same_cell(name, stored, fresh, where)
  local a, b = words(stored), words(fresh)
  for i = 1, math.max(#a, #b) do
    if tonumber(a[i]) then note(name, a[i], tonumber(b[i]), 1e-12, where)
    elseif a[i] ~= b[i] then note(name, 1, nil, 0, where) end
  end
end


local function stored(script)
  local fresh = ("%s/%s.csv"):format(FOLDER, script)
  run(("Rscript --vanilla tests/r/%s.R > %s"):format(script, fresh))
  local old, names = read(("tests/data/r/%s.csv"):format(script))
  local new = read(fresh)
  note(script .. ".R again", #old, #new, 0, "its number of rows")
  for i, row in ipairs(old) do
    for _, name in ipairs(names) do
      same_cell(script .. ".R again", row[name], new[i] and new[i][name] or "", ("row %d, %s"):format(i, name))
    end
  end
end


-- ---- the table ----------------------------------------------------------------------------------------------

local seed, count = setting("SEED", "1"), setting("SAMPLES", "60")
samples(seed, count)
for _, script in ipairs(STORED) do stored(script) end
print(("%s random samples, seed %s; differences relative to the larger of a figure and its error\n"):format(count, seed))
print "| what | figures | largest difference |"
print "|---|---:|---:|"
local wrong = 0
for _, name in ipairs(order) do
  local kind = kinds[name]
  local far = kind.worst > TOLERANCE or kind.worst ~= kind.worst
  if far then wrong = wrong + 1 end
  print(("| %s | %d | %.1e%s |"):format(name, kind.n, kind.worst, far and " ✘ " .. kind.where or ""))
end
if wrong > 0 then
  print(("\n%d kinds differ by more than %g"):format(wrong, TOLERANCE))
  os.exit(1)
end
