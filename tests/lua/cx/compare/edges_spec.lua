-- edges_spec.lua - compare.lua, rules (8) and (12): few answers, equal answers, strata of one cluster, no weight
--
-- All of it for plain, weighted, clustered and raked tallies, groups and rounds.

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local METRICS = { cx.metric.nps, cx.metric.mean, cx.metric.share("q", 10), cx.metric { scores = { [0] = 1, [5] = 2, [10] = 7 },
  others = 0, name = "own" } }


-- Rows "touchpoint,answer" so many times each; s a stratum, c a cluster, m what is raked on.
local function survey(counts, roles)
  local lines, i = { "touchpoint,q,s,c,m,w" }, 0
  for _, count in ipairs(counts) do
    for _ = 1, count[3] do
      i = i + 1
      lines[#lines + 1] = ("%s,%s,s%d,c%d,m%d,%s"):format(count[1], count[2], i % 2, i % 6, i % 3 % 2, count[4] or 1 + i % 3)
    end
  end
  local options = { text = table.concat(lines, "\n") .. "\n", questions = { q = cx.scale.nps } }
  for name, value in pairs(roles or {}) do options[name] = value end
  return cx.survey(options)
end


local CLUSTERED = { weight = "w", strata = "s", cluster = "c" }

-- What makes a tally of counts: by its kind.
local MAKE = {}

function MAKE.plain(counts) return (assert(survey(counts):tally { by = "touchpoint" })) end

function MAKE.weighted(counts) return (assert(survey(counts, { weight = "w" }):tally { by = "touchpoint" })) end

function MAKE.clustered(counts) return (assert(survey(counts, CLUSTERED):tally { by = "touchpoint" })) end

local function rake(counts, roles)
  return assert(cx.rake(assert(survey(counts, roles):tally { by = { "touchpoint", "m" } }),
    { targets = { m = { m0 = 60, m1 = 40 } } }))
end

function MAKE.raked(counts) return rake(counts, { weight = "w" }) end

function MAKE.raked_clustered(counts) return rake(counts, CLUSTERED) end

local KINDS = { "plain", "weighted", "clustered", "raked", "raked_clustered" }


-- Raises for a number that is none; and an item has either all of a difference or nothing of it.
local function sound(list, what)
  local function finite(value)
    for name, x in pairs(value) do
      if type(x) == "table" then finite(x)
      elseif math.type(x) == "float" and name ~= "statistic" then
        assert.is_true(x == x and math.abs(x) < 1e15, ("%s: %s is %s"):format(what, name, x))
      end
    end
  end
  for _, one in ipairs(list) do
    finite(one)
    assert.is_true(one.statistic == nil or math.abs(one.statistic) <= 1e300, what)
    local defined = one.a.value ~= nil and one.b.value ~= nil
    if one.against == "all together" and one.a.value == one.b.value then defined = one.p ~= nil end -- it may be all
    for _, name in ipairs { "difference", "se", "low", "high", "p", "p_adjusted", "method" } do
      assert.equal(defined, one[name] ~= nil, what .. ": " .. name)
    end
    assert.equal(defined, one.beyond_noise ~= nil, what)
    if defined then
      assert.is_true(one.p >= 0 and one.p <= 1 and one.low <= one.difference and one.difference <= one.high, what)
    else
      assert.matches("no answers to compare", one.words)
    end
  end
  return list
end


local function every_way(kind, a, b, what)
  for k, metric in ipairs(METRICS) do
    local label = ("%s, metric %d, %s"):format(kind, k, what)
    local by_touchpoint = { metric = metric, by = "touchpoint" }
    sound(cx.compare(a, b, by_touchpoint), label .. ", rounds")
    sound(cx.compare(a, b, { metric = metric, by = false, method = "linearised t" }), label .. ", rounds in all")
    for _, each in ipairs { "rest", "total", "other" } do
      sound(cx.compare(a, { metric = metric, by = "touchpoint", each = each }), label .. ", " .. each)
    end
  end
end


describe("compare (12)", function()
  for _, kind in ipairs(KINDS) do
    it(kind .. ": nobody, one or two on either side", function()
      local make = MAKE[kind]
      for n = 0, 2 do
        for m = 0, 2 do
          -- the shop is there so that there is something to rake
          local a = make { { "shop", 5, 7 }, { "web", 10, n } }
          local b = make { { "shop", 0, 6 }, { "shop", 10, 3 }, { "web", 0, m } }
          every_way(kind, a, b, ("%d against %d"):format(n, m))
        end
      end
    end)

    it(kind .. ": two who answer, of one mind or two, are never sure", function()
      local make = MAKE[kind]
      for _, answers in ipairs { { 10, 10 }, { 10, 0 } } do
        local a = make { { "web", answers[1], 1 }, { "web", answers[2], 1 }, { "shop", 5, 4 } }
        for k, metric in ipairs(METRICS) do
          for _, one in ipairs(cx.compare(a, { metric = metric, by = "touchpoint", between = { "web", "shop" } })) do
            assert.is_true(one.se > 0, kind .. k)
            assert.is_true(one.low < one.difference or one.difference < one.high, kind .. k)
          end
        end
      end
    end)

    it(kind .. ": all answers equal on one side or on both", function()
      local make = MAKE[kind]
      local same = make { { "web", 10, 9 }, { "shop", 10, 9 } }
      every_way(kind, same, same, "all equal")
      for _, metric in ipairs(METRICS) do
        local one = cx.compare(same, { metric = metric, by = "touchpoint", between = { "web", "shop" } })[1]
        assert.same({ 0.0, false }, { one.difference, one.beyond_noise })
        assert.equal(1.0, one.p)
        assert.is_true(one.high > 0 and one.low < 0)
      end
      local apart = make { { "web", 10, 9 }, { "shop", 0, 9 } }
      every_way(kind, apart, same, "equal, but apart")
      local one = cx.compare(apart, { metric = cx.metric.nps, by = "touchpoint", between = { "web", "shop" } })[1]
      assert.same({ 200.0, 200.0, true }, { one.difference, one.high, one.beyond_noise })
      assert.is_true(one.low < 200 and one.low > 0)
      local mixed = make { { "web", 10, 9 }, { "shop", 10, 5 }, { "shop", 0, 4 } }
      every_way(kind, mixed, apart, "one side equal")
    end)

    it(kind .. ": answers that nobody's weight stands behind are no answers", function()
      if kind == "plain" then return end
      local a = MAKE[kind] { { "web", 10, 5, 0 }, { "shop", 10, 5 }, { "shop", 0, 4 } }
      every_way(kind, a, a, "no weight")
      local one = cx.compare(a, { metric = cx.metric.nps, by = "touchpoint", between = { "web", "shop" } })[1]
      assert.same({ nil, nil, 0 }, { one.difference, one.p, one.family })
    end)
  end

  -- One cluster in each stratum: no degrees of freedom. One more in one stratum: some.
  local function lonely(kind, policy, more)
    local text = "touchpoint,q,s,c,m\nweb,10,a,1,m0\nweb,3,a,1,m1\nshop,9,b,2,m0\nshop,2,b,2,m1\nweb,9,b,2,m1\n" .. (more or "")
    local box = assert(cx.survey { text = text, strata = "s", cluster = "c", lonely = policy, questions = { q = cx.scale.nps } }
      :tally { by = { "touchpoint", "m" } })
    return kind == "raked" and assert(cx.rake(box, { targets = { m = { m0 = 60, m1 = 40 } } })) or box
  end

  for _, kind in ipairs { "clustered", "raked" } do
    it(kind .. ": strata of one cluster each leave no degrees of freedom, and no side is sure", function()
      for _, policy in ipairs { "adjust", "remove", "average" } do
        local a = lonely(kind, policy)
        for k, metric in ipairs(METRICS) do
          local label = ("%s %s %d"):format(kind, policy, k)
          for _, one in ipairs(sound(cx.compare(a, { metric = metric, by = "touchpoint", each = "other" }), label)) do
            assert.is_nil(one.df)
            assert.is_true(one.se > 0 and one.p > 0.05, label)
          end
          sound(cx.compare(a, a, { metric = metric, by = "touchpoint" }), label)
          sound(cx.compare(a, { metric = metric, by = "touchpoint", each = "total" }), label)
        end
      end
    end)

    it(kind .. ": a stratum of one cluster beside others is taken as the survey says", function()
      local more = "shop,10,b,3,m0\nweb,1,b,3,m0\nshop,8,b,4,m1\n"
      local se = {}
      for _, policy in ipairs { "adjust", "remove", "average" } do
        local one = cx.compare(lonely(kind, policy, more), { metric = cx.metric.mean, by = "touchpoint", each = "other" })[1]
        assert.equal(2.0, one.df)
        se[policy] = one.se
      end
      assert.is_true(se.remove < se.adjust and se.remove < se.average)
      assert.matches("lonely: 1 stratum has one cluster", sample.mistake("edges_spec", function()
        local _ = cx.compare(lonely(kind, "fail", more), { metric = cx.metric.mean, by = "touchpoint", each = "other" })
      end))
    end)
  end

  it("groups that differ alike in every cluster are no surer than independent ones (contrast, rule 6)", function()
    local text = "t,q,c\na,10,1\nb,8,1\na,9,2\nb,7,2\na,5,3\nb,3,3\n"
    local box = assert(cx.survey { text = text, cluster = "c", questions = { q = cx.scale.nps } }:tally { by = "t" })
    local one = cx.compare(box, { metric = cx.metric.mean, each = "other" })[1]
    assert.is_true(math.abs(one.difference - 2) < 1e-12)
    assert.is_true(math.abs(one.se - math.sqrt(one.a.se ^ 2 + one.b.se ^ 2)) < 1e-12)
    assert.is_true(one.p > 0.05)
  end)

  it("rounds: a sample without degrees of freedom adds its own error, and none of its design", function()
    local a, b = lonely("clustered", "adjust"), MAKE.clustered { { "web", 10, 9 }, { "web", 0, 5 }, { "shop", 5, 4 } }
    for _, metric in ipairs(METRICS) do
      local one = sound(cx.compare(a, b, { metric = metric, by = false, method = "linearised t" }), "rounds")[1]
      assert.is_true(one.se > one.b.se and one.p > 0.01)
      assert.is_true(math.abs(one.se - math.sqrt(one.a.centre_se ^ 2 + one.b.se ^ 2)) < 1e-9)
    end
  end)
end)


describe("compare (13)", function()
  local text = "t,q,m\na,3.5,m0\nb,4,m0\nb,7,m1\nb,9,m0\nc,2,m1\nc,2,m0\n"

  local function open(options)
    local all = { text = text, questions = { q = cx.number } }
    for name, value in pairs(options or {}) do all[name] = value end
    local box = assert(cx.survey(all):tally { by = { "t", "m" } })
    return box, assert(cx.rake(box, { targets = { m = { m0 = 60, m1 = 40 } } }))
  end

  it("one answer, or equal ones, of an open scale: a difference without bounds, and not of the family", function()
    local box, raked = open()
    for _, thing in ipairs { box, raked } do
      local list = cx.compare(thing, { metric = cx.metric.mean, by = "t", each = "other" })
      for _, one in ipairs(list) do
        assert.same({ nil, nil, nil, nil, 0 }, { one.se, one.p, one.low, one.beyond_noise, one.family })
        assert.is_true(math.abs(one.a.value - one.b.value - one.difference) < 1e-12)
      end
      assert.equal("a and b: the answers vary too little to tell a difference", list[1].words)
      for _, each in ipairs { "rest", "total" } do
        local against = cx.compare(thing, { metric = cx.metric.mean, by = "t", each = each, language = "fi" })
        assert.same({ 1, 1 }, { against[2].family, against[1].family })
        assert.matches("vaihtelevat liian vähän", against[3].words)
        assert.is_true(against[2].p > 0.01 and against[2].se < 10)
      end
      local rounds = cx.compare(thing, thing, { metric = cx.metric.mean, by = "t" })
      assert.same({ nil, 0.0, true }, { rounds[1].p, rounds[1].difference, rounds[2].p ~= nil })
    end
  end)

  it("raked, an open scale that does not vary has no interval, as without raking", function()
    local _, raked = open()
    local one = raked:measure(cx.metric.mean, { by = "t" })[1]
    assert.same({ 3.5, "none" }, { one.value, one.interval })
    assert.is_nil(one.low)
  end)
end)


describe("compare (8)", function()
  it("refuses raked and plain tallies on different scales alike", function()
    local function five(roles)
      return (assert(cx.survey { text = "touchpoint,q,m\nweb,5,m0\nweb,1,m1\n", questions = { q = cx.scale { 1, 5 } },
                                 weight = roles }:tally { by = { "touchpoint", "m" } }))
    end
    local ten = MAKE.raked { { "web", 10, 4 }, { "shop", 0, 4 } }
    local targets = { m = { m0 = 60, m1 = 40 } }
    for _, other in ipairs { five(), assert(cx.rake(five(), { targets = targets })) } do
      for _, pair in ipairs { { ten, other }, { other, ten } } do
        assert.matches("the tallies are on different scales: q runs from %d+ to %d+ in the first",
          sample.mistake("edges_spec", function()
            local _ = cx.compare(pair[1], pair[2], { metric = cx.metric.mean, by = false })
          end))
      end
    end
  end)
end)
