-- airport_spec.lua - the airport's four years, as R's survey package computes them from the same files
--
-- Every line of tests/data/r/airport.csv and airport_drivers.csv (the R scripts beside say what they hold) against the
-- surveys that examples/airport/plan.lua declares, and what its report is made of. 1e-9 of the figure, or of 1 when it is less.

local cx = require "cx"

local TOLERANCE = 1e-9
local YEARS = { "2014", "2015", "2016", "2017" }


local function near(wanted, got, what)
  if wanted == "" then return end
  wanted = assert(tonumber(wanted), what)
  assert.is_number(got, what)
  assert.is_true(math.abs(wanted - got) <= TOLERANCE * math.max(1, math.abs(wanted)),
    ("%s: %.15g is not %.15g"):format(what, got, wanted))
end


-- The plan, and its surveys by their rounds.
local function declared()
  local surveys, new = {}, cx.survey
  rawset(cx, "survey", function(options)
    local made = new(options)
    surveys[options.round] = made
    return made
  end)
  local done, plan = pcall(dofile, "examples/airport/plan.lua")
  rawset(cx, "survey", new)
  return assert(done and plan, plan), surveys
end


-- What R says: by question, then by kind, a year's estimate by the year.
local function truth()
  local list = {}
  for row in assert(cx.survey { file = "tests/data/r/airport.csv", questions = {} }:rows()) do
    list[row.question] = list[row.question] or {}
    list[row.question][row.kind == "estimate" and row.year or row.kind] = row
  end
  return list
end


describe("airport:", function()
  local plan, surveys = declared()
  local result, wanted = plan:run { today = "2026-11-21" }, truth()
  local goals = result.goals

  -- One tally a year, of the questions that the goals hear.
  local tallies = {}
  for _, year in ipairs(YEARS) do
    local of = {}
    for _, goal in ipairs(goals) do
      if wanted[goal.question.name][year] then of[#of + 1] = goal.question.name end
    end
    tallies[year] = assert(surveys[year]:tally { of = of })
  end

  -- The goal's metric in any year's tally.
  local function metric_of(goal)
    local name = goal.question.name
    if goal.metric.family == "share" then return cx.metric.share(name, "problem") end
    return cx.metric[goal.metric.family](name)
  end

  local function estimates_of(goal)
    local list, times, truths = {}, {}, wanted[goal.question.name]
    for _, year in ipairs(YEARS) do
      if truths[year] then
        list[#list + 1], times[#times + 1] = tallies[year]:total(metric_of(goal)), tonumber(year)
      end
    end
    return list, times
  end


  it("the goals are those that R was asked for", function()
    local seen, questions = {}, 0
    for _, goal in ipairs(goals) do
      local row = wanted[goal.question.name]["2017"]
      assert.same({ row.metric, row.column }, { goal.metric.family, goal.question.column })
      seen[goal.question.name] = true
    end
    for name in pairs(wanted) do
      assert.is_true(seen[name], name)
      questions = questions + 1
    end
    assert.equal(22, questions)
    assert.equal(22, #goals)
  end)


  for _, goal in ipairs(goals) do
    local name = goal.question.name
    local rows = wanted[name]

    it(name .. ": each year that asked is R's domain of a stratified sample", function()
      local list, times = estimates_of(goal)
      for i, estimate in ipairs(list) do
        local year = tostring(times[i])
        local row = rows[year]
        assert.equal(tonumber(row.n), estimate.n, year)
        near(row.value, estimate.value, year .. " value")
        near(row.se, estimate.se, year .. " se")
        near(row.df, estimate.design_df or estimate.df, year .. " df")
      end
      near(rows["2017"].value, goal.estimate.value, "the goal's value")
      near(rows["2017"].se, goal.estimate.se, "the goal's se")
    end)

    if rows.linear then
      it(name .. ": 2017 less 2016 is R's, by the errors of both and by the metric's own method", function()
        local own = rows.score or rows.Welch
        for method, row in pairs { ["linearised t"] = rows.linear, auto = own } do
          local d = cx.compare(tallies["2017"], tallies["2016"], { metric = metric_of(goal), method = method })[1]
          assert.equal(1, (d.method:find(row.kind == "linear" and "linearised t" or row.kind, 1, true)))
          for _, field in ipairs { "se", "df", "statistic", "p", "low", "high" } do near(row[field], d[field], field) end
          near(row.value, d.difference, "difference")
        end
      end)

      it(name .. ": the slope over the years is R's weighted line with known errors", function()
        local list, times = estimates_of(goal)
        local made = cx.trend(list, { times = times })
        near(rows.slope.value, made.slope, "slope")
        near(rows.slope.se, made.se, "se")
        near(rows.slope.statistic, made.z, "z")
        near(rows.slope.p, made.p, "p")
      end)
    end
  end


  for _, goal in ipairs(goals) do
    local name = goal.question.name
    local rows = wanted[name]
    local own = rows.score or rows.Welch

    if own then
      it(name .. ": the report's rounds, change and trend are these", function()
        for i, year in ipairs(YEARS) do
          local round, row = goal.rounds[i], rows[year]
          assert.same({ year, not row and "not asked" or nil }, { round.name, round.why })
          if row then
            near(row.value, round.estimate.value, year .. " value")
            near(row.se, round.estimate.se, year .. " se")
          end
        end
        local change, trend = goal.change, goal.trend
        assert.same({ "2016", "2017", 21, "benjamini-hochberg" }, { change.from, change.to, change.family, change.adjust })
        near(own.value, change.difference, "difference")
        near(own.se, change.se, "se")
        near(own.p, change.p, "p")
        near(rows.BH.p, change.p_adjusted, "adjusted p")
        assert.equal(name == "security", change.beyond_noise)
        near(rows.slope.value, trend.slope, "slope")
        near(rows.slope.se, trend.se, "slope's se")
        near(rows.slope.p, trend.p, "slope's p")
      end)
    else
      it(name .. ": what was asked once has no change and no trend", function()
        for i = 1, 3 do assert.same({ name = YEARS[i], why = "not asked" }, goal.rounds[i]) end
        assert.equal(goal.estimate, goal.rounds[4].estimate)
        assert.is_nil(goal.change)
        assert.is_nil(goal.trend)
      end)
    end
  end


  it("drivers of the whole visit and of the recommendation are those of R's own matrices", function()
    local outcomes, lines = {}, 0
    for _, outcome in ipairs(result.why) do
      if outcome.kind == "drivers" then
        local by = { all = outcome }
        for _, driver in ipairs(outcome.drivers) do by[driver.name] = driver end
        outcomes[outcome.outcome.question] = by
      end
    end
    for row in assert(cx.survey { file = "tests/data/r/airport_drivers.csv", questions = {} }:rows()) do
      local by, what = outcomes[row.outcome], row.outcome .. " by " .. row.driver
      near(row.r_squared, by.all.r_squared.value, "R squared of " .. what)
      near(row.part, by[row.driver].part.value, "part of " .. what)
      near(row.beta, by[row.driver].beta.value, "beta of " .. what)
      near(row.r, by[row.driver].correlation, "r of " .. what)
      lines = lines + 1
    end
    assert.equal(26, lines)
  end)


  it("the map says mend of what surely matters and surely falls short: restaurants, whose csat R puts below 60", function()
    local verdicts, food = {}, wanted.food["2017"]
    for _, item in ipairs(result.why[1].map.items) do
      local list = verdicts[item.verdict] or {}
      list[#list + 1], verdicts[item.verdict] = item.name, list
      if item.name == "food" then near(food.value, item.performance.value, "the restaurants' performance") end
    end
    assert.same({ "food" }, verdicts.mend)
    assert.same({ "roads", "shops" }, verdicts.keep)
    assert.same({ "restrooms" }, verdicts.watch)
    assert.is_true(food.value + 1.96 * food.se < 60)
    assert.is_nil(result.why[2].map.items[1].verdict == "mend" or nil)
  end)


  it("no cell is off its scale but two of 2014, a 4 that no guide explains", function()
    local rows = { ["2014"] = 2818, ["2015"] = 2958, ["2016"] = 3087, ["2017"] = 2831 }
    for _, year in ipairs(YEARS) do
      local receipt, off = surveys[year]:receipt(), {}
      assert.same({ rows[year], rows[year] }, { receipt.read, receipt.used }, year)
      for name, question in pairs(receipt.questions) do
        for _, cell in ipairs(question.off_scale or {}) do off[#off + 1] = ("%s %s %d"):format(name, cell.text, cell.n) end
        assert.is_nil(question.missing.unreadable, name)
      end
      assert.same(year == "2014" and { "problem 4 2" } or {}, off, year)
    end
  end)
end)
