-- design_spec.lua - errors of samples with strata and clusters, against R's package survey
local cx = require "cx"

local DATA = "tests/data/nps/"

-- A line of R's CSV: every cell in quotes.
local function cells(line)
  local list = {}
  for cell in line:gmatch '"([^"]*)"' do list[#list + 1] = cell end
  return list
end

local DESIGNS = { st = { strata = "region" }, cl = { strata = "region", cluster = "store" } }

local function survey(design, text)
  return cx.survey {
    file = not text and DATA .. "answers.csv" or nil, text = text, weight = "weight", strata = design.strata,
    cluster = design.cluster, population = design.population, lonely = design.lonely, account = design.account,
    questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } },
  }
end

local METRICS = {
  nps = cx.metric.nps "recommend", promoter = cx.metric.share("recommend", { 9, 10 }),
  detractor = cx.metric.share("recommend", { 0, 1, 2, 3, 4, 5, 6 }), top2 = cx.metric.csat "satisfied",
  satisfied = cx.metric.mean "satisfied", recommend = cx.metric.mean "recommend",
}

local function close_to(expected, given, word)
  local scale = math.max(1, math.abs(expected))
  assert.is_true(math.abs(expected - given) <= 1e-9 * scale, ("%s: %.15g, not %.15g"):format(word, given, expected))
end

-- The groups of a label such as "region=etela channel=app".
local function columns_of(group)
  local names, values = {}, {}
  for name, value in group:gmatch "([^ =]+)=([^ ]+)" do
    names[#names + 1], values[#values + 1] = name, value
  end
  return names, values
end

local function find(list, names, values)
  for _, e in ipairs(list) do
    local same = true
    for i, name in ipairs(names) do same = same and e.group[name] == values[i] end
    if same then return e end
  end
end

describe("design", function()
  it("(5): gives R's estimate, error, bounds and degrees of freedom for every group of both designs", function()
    local measured, checked = {}, 0
    for line in io.lines(DATA .. "truth_design.csv") do
      local row = cells(line)
      local metric = METRICS[row[2]]
      if DESIGNS[row[1]] and metric then
        local names, values = columns_of(row[3])
        local key = row[1] .. table.concat(names, ",")
        measured[key] = measured[key] or assert(survey(DESIGNS[row[1]]):tally { by = names, of = { "recommend", "satisfied" } })
        local e = assert(find(measured[key]:measure(metric, { interval = "t" }), names, values), row[3])
        close_to(tonumber(row[4]), e.value, line)
        close_to(tonumber(row[5]), e.se, line)
        close_to(tonumber(row[6]), e.low, line)
        close_to(tonumber(row[7]), e.high, line)
        assert.equal(tonumber(row[8]), e.df)
        assert.equal(tonumber(row[9]), e.n)
        checked = checked + 1
      end
    end
    assert.is_true(checked >= 100, ("%d rows were checked"):format(checked))
  end)

  -- The sample of twelve answers of core/infer/test_design.c.
  local M = [[
touchpoint,recommend,satisfied,weight,account,part
store,10,,1.5,A,1
store,9,,0.5,A,1
store,6,,2,B,1
store,8,,1,B,1
store,3,,1,C,1
web,10,,0.75,D,2
web,7,,1.25,D,2
web,9,,2.5,E,2
web,0,,0.5,E,2
web,10,,1,F,3
web,,,1,F,3
web,8,,1.5,F,3
]]

  it("(3): accounts are clusters, unless a cluster is declared", function()
    local e = assert(survey({ account = "account" }, M):tally { of = "recommend" }):total(cx.metric.nps "recommend")
    assert.near(29.35842, e.se, 5e-6)
    assert.equal(5, e.design_df)
  end)

  it("design (5): strata of one cluster follow the policy, and the estimate says how many there are", function()
    local function error_of(lonely)
      local answers = survey({ strata = "part", cluster = "account", lonely = lonely }, M)
      local e = assert(answers:tally { of = "recommend" }):total(cx.metric.nps "recommend")
      assert.equal(1, e.lonely)
      return e.se
    end
    assert.near(28.756734, error_of(nil), 5e-7)
    assert.near(28.526053, error_of "remove", 5e-7)
    assert.near(34.937137, error_of "average", 5e-7)
    assert.error_matches(function() error_of "fail" end, "lonely: 1 stratum has one cluster")
  end)

  it("(5): what a report says of a design: strata, clusters, and strata of one cluster", function()
    local function told(roles)
      return require "cx.design".describe(require "cx.tally".about(assert(survey(roles, M):tally { of = "recommend" })))
    end
    assert.same({ strata = 3, clusters = 6, population = false, lonely = 1, policy = "average" },
      told { strata = "part", cluster = "account", lonely = "average" })
    assert.same({ clusters = 6, accounts = true, population = false, lonely = 0, policy = "adjust" }, told { account = "account" })
    assert.is_nil(told {})
  end)

  it("(4): a population of one size makes the error smaller; two sizes and too small ones are refused", function()
    local function tally(sizes)
      local row = 0
      local text = M:gsub("\n", function()
        row = row + 1
        return row == 1 and ",size\n" or "," .. sizes(row - 1) .. "\n"
      end)
      return assert(survey({ cluster = "account", population = "size" }, text):tally { of = "recommend" })
    end
    local nps = cx.metric.nps "recommend"
    assert.near(29.35842 * math.sqrt(0.5), tally(function() return 12 end):total(nps).se, 5e-6)
    assert.equal(0, tally(function() return 6 end):total(nps).se)
    assert.error_matches(function() tally(function(i) return 11 + i end):total(nps) end, "two sizes")
    assert.error_matches(function() tally(function() return 5 end):total(nps) end, "holds 6 in the sample")
    assert.error_matches(function() tally(function() return "many" end):total(nps) end, "'many' is no size")
  end)

  it("(2): one pass and the merge of its halves have the same errors, saved and loaded too", function()
    local design = { strata = "part", cluster = "account" }
    local head, first, second = M:match "^([^\n]*\n)(.-)(web.*)$"
    local function tally(text) return assert(survey(design, text):tally { by = "touchpoint", of = "recommend" }) end
    local whole, path = tally(M), os.tmpname()
    assert(tally(head .. second):save(path))
    local merged = assert(cx.merge(assert(cx.load(path)), tally(head .. first)))
    os.remove(path)
    local nps = cx.metric.nps "recommend"
    assert.same(whole:measure(nps), merged:measure(nps))
    assert.same(whole:total(nps), merged:total(nps))
  end)

  it("exchange (7): tallies of unlike designs do not merge", function()
    local a = assert(survey({ strata = "part" }, M):tally { of = "recommend" })
    local b = assert(survey({ strata = "part", cluster = "account" }, M):tally { of = "recommend" })
    local sum, message, code = cx.merge(a, b)
    assert.is_nil(sum)
    assert.matches("cluster", message)
    assert.equal("other_design", code)
  end)

  it("(1): values do not depend on the design, and unit weights without strata give the plain error", function()
    local plain = assert(survey({}, M):tally { by = "touchpoint", of = "recommend" }):measure(cx.metric.nps "recommend")
    local one = assert(survey({ strata = "satisfied" }, M):tally { by = "touchpoint", of = "recommend" })
    for i, e in ipairs(one:measure(cx.metric.nps "recommend")) do
      assert.equal(plain[i].value, e.value)
      assert.near(plain[i].se, e.se, 1e-12)
    end
  end)

  it("(1): a group of a full tally belongs where its hidden labels say", function()
    local placer, labels = require "cx.design".placer, { "web", "north", "17" }
    local both, key = placer { stratum = "part", cluster = "store" }, "north\00017"
    assert.same({ "north", key }, { both(labels, 1) })
    assert.same({ "", "\00017" }, { placer({ stratum = "part", cluster = "store" }, false)(labels, 1) })
    assert.same({ "north", "north" }, { placer { stratum = "part" }(labels, 1) })
    assert.same({ "", "\00017" }, { placer { cluster = "store" }({ "web", "17" }, 1) })
  end)

  it("(1): the influences of a cluster are one, those of rows without clusters their squares", function()
    local design, parts = require "cx.design", { 1, 2, -3 }
    local function as(key) return function(x) return x, x * x, 1, key(x) end end
    local strata = { psus = { 3 }, population = { 0 }, lonely = "adjust", clustered = true }
    assert.near(3 / 2 * 14, (design.variance(strata, parts, as(function(x) return x end))), 1e-12)
    strata.psus = { 2 }
    local variance, df = design.variance(strata, parts, as(function(x) return x > 0 end))
    assert.near(2 * 18, variance, 1e-12)
    assert.equal(1, df)
    strata.psus, strata.clustered = { 3 }, false
    assert.near(3 / 2 * 14, (design.variance(strata, parts, as(function() return nil end))), 1e-12)
  end)

  it("lonely is one of its words, and wants strata", function()
    assert.error_matches(function() survey({ strata = "part", lonely = "certainty" }, M) end, "lonely")
    assert.error_matches(function() survey({ lonely = "fail" }, M) end, "strata = is wanted")
  end)
end)
