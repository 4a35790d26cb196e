-- verify_replicate_spec.lua - jackknife.lua and rake_sum.lua against R: every line of tests/data/r/replicate.csv, which
-- tests/r/replicate.R made

local cx = require "cx"


local function read(path)
  local list, names = {}, nil
  for line in io.lines(path) do
    local row, i = {}, 0
    for cell in (line .. ","):gmatch "(.-)," do
      i = i + 1
      row[names and names[i] or i] = cell
    end
    if names then list[#list + 1] = row else names = row end
  end
  return list
end


local function totals(variable)
  local map = {}
  for _, row in ipairs(read "tests/data/nps/margins.csv") do
    if row.variable == variable then map[row.level] = tonumber(row.total) end
  end
  return map
end


-- ---- the surveys of replicate.R -------------------------------------------------------------------------------

local NPS = { file = "tests/data/nps/answers.csv", weight = "weight",
              questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
local SCHOOLS = { api00 = cx.number, enroll = cx.number, students = cx.number { column = "api.stu" } }
local LONELY = "s,y,x,w,id\n1,1,2,1,a\n1,4,3,2,b\n1,2,1,1,c\n2,9,5,3,d\n3,5,5,1,e\n3,8,6,2,f\n"
local BOTH = { stype = { E = 4421, H = 755, M = 1018 }, ["sch.wide"] = { No = 1072, Yes = 5122 } }


local function with(plan, more)
  local all = {}
  for name, value in pairs(plan) do all[name] = value end
  for name, value in pairs(more) do all[name] = value end
  return cx.survey(all)
end


local SURVEY = {
  nps = function() return with(NPS, { strata = "region", cluster = "store" }), { "channel", "age" } end,
  rows = function() return with(NPS, {}), { "channel", "age" } end,
  api = function()
    return cx.survey { file = "tests/data/api/apistrat.csv", weight = "pw", strata = "stype", cluster = "snum",
                       population = "fpc", questions = SCHOOLS }, { "stype", "sch.wide" }
  end,
  clus = function()
    return cx.survey { file = "tests/data/api/apiclus1.csv", weight = "pw", cluster = "dnum", population = "fpc",
                       questions = SCHOOLS }, { "stype", "sch.wide" }
  end,
}
for _, policy in ipairs { "adjust", "remove", "average" } do
  SURVEY[policy] = function()
    return cx.survey { text = LONELY, weight = "w", strata = "s", cluster = "id", lonely = policy,
                       questions = { y = cx.number, x = cx.number } }, { "s" }
  end
end

local MARGINS = {
  ["nps raked"] = { channel = totals "channel", age = totals "age" }, ["nps post"] = { age = totals "age" },
  ["api raked"] = BOTH, ["clus raked"] = BOTH, ["clus post"] = { stype = BOTH.stype },
}
MARGINS["nps linear"], MARGINS["rows linear"] = MARGINS["nps raked"], MARGINS["nps raked"]
MARGINS["rows post"], MARGINS["api linear"] = MARGINS["nps post"], BOTH

local kept = {}

-- The tally of a design, raked if it is.
local function sample(design)
  if not kept[design] then
    local survey, by = SURVEY[design:match "^%a+"]()
    local tally = assert(survey:tally { by = by })
    kept[design] = MARGINS[design] and assert(cx.rake(tally, { targets = MARGINS[design], sweeps = 5000 })) or tally
  end
  return kept[design]
end


-- ---- asked ----------------------------------------------------------------------------------------------------

-- The standard deviation of counts by their weights.
local function spread(counts)
  local w, sum, squares = 0, 0, 0
  for _, count in ipairs(counts) do w, sum = w + count.w, sum + count.w * count.answer end
  for _, count in ipairs(counts) do squares = squares + count.w * (count.answer - sum / w) ^ 2 end
  return math.sqrt(squares / w)
end


local FAMILY = { nps = "nps", rows = "nps", api = "schools", clus = "schools", adjust = "six", remove = "six", average = "six" }
local METRIC = {
  nps = { nps = cx.metric.nps "recommend", mean = cx.metric.mean "satisfied", sum = cx.metric.mean "satisfied" },
  schools = { mean = cx.metric.mean "api00", sum = cx.metric.mean "enroll" },
  six = { mean = cx.metric.mean "y", sum = cx.metric.mean "x" },
}
local COLUMN = { nps = "channel", schools = "stype", six = "s" }
local SPREAD_OF = { nps = "recommend", schools = "api00" }


local function ask(row)
  local given, family = sample(row.design), FAMILY[row.design:match "^%a+"]
  local by = row.group ~= "" and COLUMN[family]
  local metric = METRIC[family][row.statistic]
  if row.statistic == "ratio" then return given:ratio(cx.metric.mean "students", cx.metric.mean "enroll", { by = by }) end
  if row.design:find "linear" or row.design:find "post" then
    if row.statistic == "sum" then return given:sum(metric, { by = by }) end
    return given:measure(metric, { by = by })
  end
  if row.statistic == "spread" then return cx.jackknife(given, spread, { of = SPREAD_OF[family], by = by }) end
  return cx.jackknife(given, metric, { by = by, sum = row.statistic == "sum" })
end


local function near(wanted, given, what)
  wanted = tonumber(wanted)
  assert.is_true(math.abs(wanted - given) <= 1e-9 * math.max(1e-3, math.abs(wanted)),
    ("%s: %.15g is not %.15g"):format(what, given, wanted))
end


describe("R's replicates and raked sums", function()
  local rows = read "tests/data/r/replicate.csv"

  for _, row in ipairs(rows) do
    it(("%s %s %s"):format(row.design, row.statistic, row.group), function()
      for _, e in ipairs(ask(row)) do
        local label = select(2, next(e.group)) or ""
        if label == row.group then
          near(row.estimate, e.value, "value")
          near(row.se, e.se, "se")
          return
        end
      end
      error("there is no such group")
    end)
  end

  it("are all there", function() assert.equal(111, #rows) end)
end)
