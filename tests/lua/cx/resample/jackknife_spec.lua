-- jackknife_spec.lua - jackknife.lua: buckets, clusters, raked replicates, and where it refuses (statistics, section 6);
-- verify_replicate_spec.lua and api_spec.lua hold it to R

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"
local votes = dofile "tests/lua/cx/resample/votes.lua"

local near, survey, nps = votes.near, votes.survey, votes.nps


local function weight_of(counts)
  local sum = 0
  for _, count in ipairs(counts) do sum = sum + count.w end
  return sum
end


local function mistake(given, wanted, options)
  return sample.mistake("jackknife_spec", function() local _ = cx.jackknife(given, wanted or cx.metric.nps, options) end)
end


describe("jackknife of buckets", function()
  it("(1): serves weights, and comes near the formula", function()
    local weighted = cx.survey { file = "tests/data/nps/answers.csv", weight = "weight", questions = { recommend = cx.scale.nps } }
    local tally = assert(weighted:tally { of = "recommend", buckets = 64 })
    local made, formula = cx.jackknife(tally, cx.metric.nps)[1], tally:total(cx.metric.nps)
    near(formula.value, made.value)
    assert.is_true(made.se / formula.se > 0.7 and made.se / formula.se < 1.4)
    assert.same({ 63, 64, "jackknife of 64 buckets 95 %", 873 }, { made.df, made.buckets, made.method, made.n })
    assert.is_true(made.low < made.value and made.value < made.high)
  end)

  it("(1): a function gives what the metric gives", function()
    local tally = assert(survey():tally { by = "place", of = "score", buckets = 16 })
    local by_metric, by_function = cx.jackknife(tally, cx.metric.nps), cx.jackknife(tally, nps)
    for i = 1, 2 do
      near(by_metric[i].value, by_function[i].value, 1e-12)
      near(by_metric[i].se, by_function[i].se)
    end
    near(7.8, by_metric[1].se, 3)
    assert.same({ "a", "b" }, { by_metric[1].group.place, by_metric[2].group.place })
  end)

  it("(1): buckets keep accounts together, so they serve clusters", function()
    local tally = assert(survey { account = "id" }:tally { of = "score", buckets = 8 })
    assert.is_true(cx.jackknife(tally, cx.metric.nps)[1].se > 0)
  end)

  it("(2): who is left weighs in for the bucket, so a sum is estimated", function()
    local tally = assert(survey():tally { of = "score", buckets = 16 })
    local theta, mean = {}, 0
    local made = cx.jackknife(tally, cx.metric.mean "score", { sum = true })[1]
    near(10 * 50 + 8 * 30 + 3 * 20 + 9 * 4, made.value)
    -- What a function that adds up people sees, one replicate after the other; the first is of all.
    local seen = {}
    cx.jackknife(tally, function(left)
      local sum = 0
      for _, count in ipairs(left) do sum = sum + count.n * count.answer end
      seen[#seen + 1] = sum
      return sum
    end)
    for i = 2, #seen do theta[i - 1] = seen[i] * 16 / 15 end
    assert.equal(16, #theta)
    for _, value in ipairs(theta) do mean = mean + value / 16 end
    local squares = 0
    for _, value in ipairs(theta) do squares = squares + (value - mean) ^ 2 end
    near(math.sqrt(15 / 16 * squares), made.se)
  end)

  it("(5): all answers in one bucket have no error", function()
    local tally = assert(cx.survey { text = "score,id\n9,1\n", questions = { score = cx.scale.nps } }
      :tally { of = "score", buckets = 4 })
    local made = cx.jackknife(tally, cx.metric.nps)[1]
    assert.same({ 100.0, nil, "all answers stand in one bucket" }, { made.value, made.se, made.why })
    assert.same({ nil, nil }, { made.low, made.method })
  end)

  it("(4): a raked tally's buckets are raked anew", function()
    local weighted = cx.survey { file = "tests/data/nps/answers.csv", weight = "weight", questions = { recommend = cx.scale.nps } }
    local tally = assert(weighted:tally { by = { "channel", "segment" }, of = "recommend", buckets = 40 })
    local raked = assert(cx.rake(tally, { targets = { channel = { app = 0.3, puhelin = 0.3, verkko = 0.4 } } }))
    local list = cx.jackknife(raked, cx.metric.nps)
    for i, formula in ipairs(raked:measure(cx.metric.nps)) do
      near(formula.value, list[i].value)
      assert.same(formula.group, list[i].group)
      assert.is_true(list[i].se / formula.se > 0.7 and list[i].se / formula.se < 1.4)
    end
    assert.equal("jackknife of 40 buckets, each raked anew, 95 %", list[1].method)
    assert.is_true(list[1].raked)
  end)
end)


describe("jackknife of clusters", function()
  local text = "s,store,score,w,g\n1,a,10,1,x\n1,a,3,2,x\n1,b,8,1,x\n1,c,9,1.5,y\n2,d,6,1,x\n2,d,10,1,y\n2,e,9,2,y\n2,e,,1,y\n"

  local function stores(more)
    local all = { text = text, weight = "w", strata = "s", cluster = "store", questions = { score = cx.scale { 0, 10 } } }
    for name, value in pairs(more or {}) do all[name] = value or nil end
    return cx.survey(all)
  end

  -- By hand: rows { stratum, store, score, w }; strata of 3 and 2 stores.
  local ROWS = { { 1, "a", 10, 1 }, { 1, "a", 3, 2 }, { 1, "b", 8, 1 }, { 1, "c", 9, 1.5 }, { 2, "d", 6, 1 }, { 2, "d", 10, 1 },
                 { 2, "e", 9, 2 } }

  local function by_hand(statistic)
    local stores_of, theta, sum = { { "a", "b", "c" }, { "d", "e" } }, {}, 0
    for h, names in ipairs(stores_of) do
      for _, out in ipairs(names) do
        local w, ws = 0, 0
        for _, row in ipairs(ROWS) do
          local k = row[1] ~= h and 1 or row[2] == out and 0 or #names / (#names - 1)
          w, ws = w + k * row[4], ws + k * row[4] * row[3]
        end
        theta[#theta + 1] = { value = statistic(w, ws), factor = (#names - 1) / #names }
        sum = sum + theta[#theta].value
      end
    end
    local v = 0
    for _, one in ipairs(theta) do v = v + one.factor * (one.value - sum / #theta) ^ 2 end
    return math.sqrt(v)
  end

  it("(2): means and sums are those of a loop over rows", function()
    local tally = assert(stores():tally {})
    local mean = cx.jackknife(tally, cx.metric.mean "score")[1]
    near(by_hand(function(w, ws) return ws / w end), mean.se)
    near(by_hand(function(_, ws) return ws end), cx.jackknife(tally, cx.metric.mean "score", { sum = true })[1].se)
    near(by_hand(function(w) return w end), cx.jackknife(tally, weight_of)[1].se)
    assert.same({ 7, 3, 5, 5, "jackknife of 5 clusters in 2 strata 95 %" },
      { mean.n, mean.df, mean.clusters, mean.replicates, mean.method })
    near(mean.value + 3.182446305284263 * mean.se, mean.high)                                       -- R: qt(.975, 3)
  end)

  it("(2): a sum is linear, so its error is that of the design", function()
    local tally = assert(stores():tally { by = "g" })
    local list, formula = cx.jackknife(tally, cx.metric.mean "score", { sum = true }), tally:sum(cx.metric.mean "score")
    for i = 1, 2 do
      near(formula[i].value, list[i].value)
      near(formula[i].se, list[i].se)
      near(formula[i].low, list[i].low)
    end
  end)

  it("(1): by names fewer columns, false none; buckets where there are some, unless clusters are said", function()
    local tally = assert(stores { account = "store" }:tally { by = "g", buckets = 4 })
    assert.equal(2, #cx.jackknife(tally, cx.metric.mean))
    local all = cx.jackknife(tally, cx.metric.mean, { by = false })
    assert.same({ 1, 4 }, { #all, all[1].buckets })
    assert.equal(5, cx.jackknife(tally, cx.metric.mean, { by = false, leave_out = "clusters" })[1].clusters)
    near(cx.jackknife(assert(stores():tally {}), cx.metric.mean)[1].se,
      cx.jackknife(tally, cx.metric.mean, { by = false, leave_out = "clusters" })[1].se, 1e-12)
  end)

  it("(3): a stratum that was taken whole has no error, and one of one cluster follows the policy", function()
    local whole = text:gsub("\n(%d)", function(h) return "\n" .. ({ ["1"] = 3, ["2"] = 2 })[h] .. "," .. h end):gsub("^", "size,")
    local made = cx.jackknife(assert(stores { text = whole, population = "size" }:tally {}), cx.metric.mean)[1]
    assert.same({ 0.0, 3 }, { made.se, made.df })
    local one = text .. "3,f,2,1,x\n"
    assert.matches("lonely: 1 stratum has one cluster", mistake(assert(stores { text = one, lonely = "fail" }:tally {}), cx.metric.mean))
    local adjust = cx.jackknife(assert(stores { text = one }:tally {}), cx.metric.mean)[1]
    local remove = cx.jackknife(assert(stores { text = one, lonely = "remove" }:tally {}), cx.metric.mean)[1]
    local average = cx.jackknife(assert(stores { text = one, lonely = "average" }:tally {}), cx.metric.mean)[1]
    assert.same({ 6, 5, 5 }, { adjust.replicates, remove.replicates, average.replicates })
    near(remove.se * math.sqrt(6 / 5), average.se)
    assert.is_true(adjust.se > remove.se)
  end)

  it("(5): a group in one cluster has no error of its mean, and one cluster in all none of anything", function()
    local tally = assert(stores { text = text .. "2,e,1,1,z\n" }:tally { by = "g" })
    local list = cx.jackknife(tally, cx.metric.mean)
    assert.same({ 1.0, "all answers stand in one cluster" }, { list[3].value, list[3].why })
    assert.is_nil(list[3].se)
    assert.is_true(list[1].se > 0)
    local one = assert(cx.survey { text = "store,score\na,1\na,2\n", cluster = "store", questions = { score = cx.scale { 1, 5 } } }
      :tally {})
    local made = cx.jackknife(one, cx.metric.mean)[1]
    assert.same({ 1.5, "there are no two clusters to leave out" }, { made.value, made.why })
    assert.same({ n = 0, group = {} }, cx.jackknife(assert(stores { text = "s,store,score,w\n1,a,,1\n" }:tally {}), cx.metric.mean)[1])
  end)

  it("(5): a replicate whose margins cannot be reached is said, not repaired", function()
    local tally = assert(stores { text = text .. "2,e,1,1,z\n" }:tally { by = "g" })
    local raked = assert(cx.rake(tally, { targets = { g = { x = 50, y = 30, z = 20 } } }))
    local made = cx.jackknife(raked, cx.metric.mean, { by = false })[1]
    near(raked:total(cx.metric.mean).value, made.value)
    assert.is_nil(made.se)
    assert.equal('without cluster "e": nobody with a weight is in g = "z", so its target cannot be reached; join it with another',
      made.why)
  end)

  it("(4): one cluster in a level leaves the raked sum of everybody what it is", function()
    local raked = assert(cx.rake(assert(stores { text = text:gsub("2,e,,1,y\n", "") }:tally { by = "g" }), { targets = { g = { x = 600, y = 400 } } }))
    local made = cx.jackknife(raked, weight_of, { by = false })[1]
    near(1000, made.value)
    near(0, made.se)
    near(0, raked:sum(cx.metric { question = "score", scores = { [0] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 } }, { by = false })[1].se)
  end)
end)


describe("jackknife", function()
  it("refuses what it cannot leave out", function()
    assert.matches("the tally has no buckets; make it with survey:tally { buckets = 32 }", mistake(assert(survey():tally {})))
    assert.matches("declares no clusters; cluster = is wanted", mistake(assert(survey():tally {}), nil, { leave_out = "clusters" }))
    assert.matches("buckets keep id together, not the clusters of place; leave_out = \"clusters\" does",
      mistake(assert(survey { person = "id", cluster = "place" }:tally { buckets = 8 })))
    local tally = assert(survey():tally { by = "place", buckets = 8 })
    assert.matches("^leave_out: \"buckets\" or \"clusters\"", mistake(tally, nil, { leave_out = "rows" }))
    assert.matches("^unknown option of cx.jackknife", mistake(tally, nil, { seed = 1 }))
    assert.matches("sum = goes with a metric", mistake(tally, nps, { sum = true }))
    assert.matches("of = goes with a function", mistake(tally, cx.metric.nps, { of = "score" }))
    assert.matches("a metric or a function of counts is wanted", mistake(tally, 3))
    assert.matches("the function gave nan", (mistake(tally, function() return 0 / 0 end):gsub("%-nan", "nan")))
    assert.matches("^by: unknown column", mistake(tally, nil, { by = "colour" }))
    assert.matches("a tally is wanted", mistake({}))
    local raked = assert(cx.rake(tally, { targets = { place = { a = 0.5, b = 0.5 } }, trim = 9 }))
    assert.matches("trimmed weights cannot be raked anew", mistake(raked))
    raked = assert(cx.rake(tally, { targets = { place = { a = 0.5, b = 0.5 } } }))
    assert.matches("weighted = is said to cx.rake", mistake(raked, nil, { weighted = false }))
  end)
end)
