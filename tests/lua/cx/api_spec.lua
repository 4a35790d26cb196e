-- api_spec.lua - what R's package survey says of two samples of Californian schools (tests/data/api/truth.csv)
local cx = require "cx"

local DATA = "tests/data/api/"

-- The cells of a line of R's CSV, where a text may hold commas and doubled quotes.
local function cells(line)
  local list = {}
  for cell in line:gsub('""', "'"):gmatch '"([^"]*)"' do list[#list + 1] = cell end
  return list
end

-- The doubled quotes of an empty cell are no quotes of a text.
local function rows()
  local list, names = {}, nil
  for line in io.lines(DATA .. "truth.csv") do
    local row = {}
    for i, cell in ipairs(cells((line:gsub(',""', ',"-"')))) do
      if names then row[names[i]] = cell ~= "-" and cell or nil else row[i] = cell end
    end
    if names then list[#list + 1] = row else names = row end
  end
  return list
end

local STRAT = { file = DATA .. "apistrat.csv", strata = "stype" }
local CLUS = { file = DATA .. "apiclus1.csv", cluster = "dnum" }
local STYPE, WIDE = { E = 4421, H = 755, M = 1018 }, { No = 1072, Yes = 5122 }
local BOTH = { stype = STYPE, ["sch.wide"] = WIDE }
local RAKED = { rk = { "clus", BOTH }, rkw = { "clus0", BOTH }, rj = { "clus", BOTH }, ps = { "clus", { stype = STYPE } } }
-- R stopped at ten sweeps, which was enough for the sample to 1e-10; its replicates, and the error of the total of rj, are
-- then 3e-9 from where they end. jackknife_spec.lua has them at their end.
local SWEEPS = { rj = 10 }
local JACKKNIFE = { jk = true, rj = true }
local DESIGN = { strat = { STRAT, "fpc" }, strat0 = { STRAT }, clus = { CLUS, "fpc" }, clus0 = { CLUS } }

-- The survey of a design; `row` names the cluster of designs without one.
local function survey(design, cluster)
  local plan, population = DESIGN[design][1], DESIGN[design][2]
  return cx.survey {
    file = plan.file, weight = "pw", strata = plan.strata, cluster = plan.cluster or cluster, population = population,
    questions = { api00 = cx.number, api99 = cx.number, enroll = cx.number, students = cx.number { column = "api.stu" },
                  wide = cx.scale.names { column = "sch.wide", "No", "Yes" } },
  }
end

local kept = {}

local function tally(design, by, cluster)
  local key = table.concat({ design, type(by) == "table" and table.concat(by, "+") or by or "", cluster or "" }, " ")
  kept[key] = kept[key] or assert(survey(design, cluster):tally { by = by, of = { "api00", "api99", "enroll", "students", "wide" } })
  return kept[key]
end

local function close_to(expected, given, tolerance, word)
  if expected == nil then return end
  expected = tonumber(expected)
  assert.is_true(math.abs(expected - given) <= tolerance * math.max(1, math.abs(expected)),
    ("%s: %.15g, not %.15g"):format(word, given, expected))
end

-- The estimate of a list whose group is "stype=E"; without a group the only one.
local function find(list, group)
  if not group then return list[1] end
  local name, value = group:match "^([^=]+)=(.*)$"
  for _, e in ipairs(list) do
    if e.group[name] == value then return e end
  end
end

local function raked(design)
  local base, targets = RAKED[design][1], RAKED[design][2]
  kept[design] = kept[design] or assert(cx.rake(tally(base, { "stype", "sch.wide" }), { targets = targets, sweeps = SWEEPS[design] }))
  return kept[design]
end

local INTERVAL = { logit = "logit", xlogit = "logit", asin = "arcsine", beta = "beta", mean = "t", likelihood = "likelihood" }
-- R iterates for the logit, and reads the profile of the likelihood off between a few points (interval.h, rule 12).
local TOLERANCE = { logit = 1e-6, likelihood = 5e-6 }

local state = {}

-- What leaving out a district at a time says; by = false is all groups.
local function jackknife(row, metric, by, sum)
  local given = RAKED[row.design] and raked(row.design) or tally("clus", by)
  return find(cx.jackknife(given, metric, { by = by or false, sum = sum, leave_out = "clusters" }), row.group), 1
end

function state.mean(row)
  local by, metric = row.group and row.group:match "^[^=]+", cx.metric.mean(row.variable)
  if row.group == "stype=E and meals>50" then
    local part = assert(survey "clus":tally { of = "api00", where = "stype == 'E' and meals > 50" })
    return part:total(metric), 1
  end
  if JACKKNIFE[row.design] then return jackknife(row, metric, by) end
  if not RAKED[row.design] then return find(tally(row.design, by):measure(metric, { interval = "t" }), row.group), 1 end
  if not by then return raked(row.design):total(metric), 1 end
  return find(raked(row.design):measure(metric, { by = by }), row.group), 1
end

function state.total(row)
  local by, metric = row.group and row.group:match "^[^=]+", cx.metric.mean(row.variable)
  if JACKKNIFE[row.design] then return jackknife(row, metric, by, true) end
  if RAKED[row.design] then return find(raked(row.design):sum(metric, { by = by or false }), row.group), 1 end
  return find(tally(row.design, by):sum(metric), row.group), 1
end

function state.ratio(row)
  local t = tally(row.design, nil, "snum")
  return t:ratio(cx.metric.mean "students", cx.metric.mean "enroll")[1], 1
end

function state.proportion(row)
  local method = INTERVAL[row.interval]
  if method then return tally(row.design):total(cx.metric.share("wide", "Yes"), { interval = method }), 100 end
end

-- Rows that other tests of this file check: their statistic is a part of a figure, not an estimate.
local ALONE = { ["design effect"] = 4, ["design effect (replace)"] = 4, ["t-test difference"] = 1, ["t-test t"] = 1, ["t-test p"] = 1 }
-- Rows that crosstab_spec.lua checks.
local ELSEWHERE = { ["Rao-Scott F"] = 1, ["Rao-Scott p"] = 1, ["Rao-Scott ndf"] = 1, ["Rao-Scott ddf"] = 1 }

describe("api", function()
  it("every row is R's: means, totals, ratios, shares, their errors and bounds; none is passed over", function()
    local checked, left = {}, {}
    for _, row in ipairs(rows()) do
      local how, given, unit = state[row.statistic], nil, nil
      if how then given, unit = how(row) end
      if not given then
        left[row.statistic] = (left[row.statistic] or 0) + 1
      else
        local word = table.concat({ row.design, row.statistic, row.variable, row.group or "", row.interval }, " ")
        local tolerance = TOLERANCE[row.interval] or 1e-9
        close_to(row.estimate, given.value / unit, tolerance, word)
        close_to(row.se, given.se / unit, 1e-9, word .. " se")
        close_to(row.low, given.low / unit, tolerance, word .. " low")
        close_to(row.high, given.high / unit, tolerance, word .. " high")
        assert.equal(tonumber(row.n), given.n)
        if row.df then assert.equal(tonumber(row.df), given.design_df) end
        checked[row.statistic] = (checked[row.statistic] or 0) + 1
      end
    end
    assert.same({ mean = 42, total = 17, ratio = 4, proportion = 24 }, checked)
    for word, n in pairs(ELSEWHERE) do ALONE[word] = n end
    assert.same(ALONE, left)
  end)

  it("the design effect is against drawing with replacement; by 1 - n/W it is R's against drawing without", function()
    local checked = 0
    for _, row in ipairs(rows()) do
      if row.statistic:find "^design effect" then
        local t = tally(row.design)
        local e = t:total(cx.metric.mean "api00")
        local left = row.statistic:find "replace" and 1 or 1 - e.n / t:design().w
        close_to(row.estimate, e.design_effect / left, 1e-9, row.design)
        checked = checked + 1
      end
    end
    assert.equal(8, checked)
  end)

  it("a difference of two groups is that of svyttest, which leaves one degree of freedom less", function()
    local d = cx.compare(tally("strat", "sch.wide"), { metric = cx.metric.mean "api00", between = { "Yes", "No" },
                                                       method = "linearised t" })[1]
    close_to(82.7835854421896, d.difference, 1e-9, "difference")
    close_to(21.400054960652, d.se, 1e-9, "se")
    close_to(3.8683819081027, d.statistic, 1e-9, "t")
    local distribution = require "cx.core".distribution                                     -- R's p and bounds, by 196
    close_to(0.000149054470775807, 2 * distribution.t(-d.statistic, d.df - 1), 1e-12, "p")
    close_to(40.5796549084546, d.difference - distribution.t_quantile(0.975, d.df - 1) * d.se, 1e-9, "low")
    close_to(124.987515975925, d.difference + distribution.t_quantile(0.975, d.df - 1) * d.se, 1e-9, "high")
    assert.equal(197, d.df)
  end)
end)
