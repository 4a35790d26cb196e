-- tallies_spec.lua - tallies.lua: independent samples, clusters that answered twice (figures of R: verify_contrast_spec)

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local nps = cx.metric.nps


local function near(wanted, got)
  assert.is_true(math.abs(wanted - got) <= 1e-9 * math.max(1, math.abs(wanted)), ("%.15g is not %.15g"):format(got, wanted))
end


-- Rows "region,store,size,answer".
local function round(rows, options)
  local all = { text = "region,store,size,q\n" .. table.concat(rows, "\n") .. "\n", questions = { q = cx.scale.nps } }
  for name, value in pairs(options or {}) do all[name] = value end
  return assert(cx.survey(all):tally {})
end


local function total(a, b, more)
  local options = { metric = nps, by = false }
  for name, value in pairs(more or {}) do options[name] = value end
  return cx.compare(a, b, options)[1]
end


local BEFORE = { "n,1,9,10", "n,1,9,8", "n,2,9,3", "n,2,9,9", "n,3,9,10", "s,1,8,7", "s,1,8,10", "s,2,8,2", "s,2,8,9", "s,3,8,10" }
local AFTER = { "n,1,9,9", "n,1,9,9", "n,2,9,2", "n,2,9,7", "n,4,9,10", "s,1,8,9", "s,1,8,9", "s,2,8,5", "s,2,8,10", "s,4,8,0" }
local BOTH = { strata = "region", cluster = "store" }


describe("tallies", function()
  it("(3): stores that answered twice make the rounds dependent, and the item says how many", function()
    local a, b = round(AFTER, BOTH), round(BEFORE, BOTH)
    local one = total(a, b)
    assert.same({ "linearised t 95 %", 4, 6.0 }, { one.method, one.shared, one.df })
    local apart = total(a, round(BEFORE, { strata = "region", cluster = "size" }), { method = "linearised t" })
    near(apart.difference, one.difference)
    assert.is_nil(apart.shared)
    assert.is_true(one.se < total(a, round({ "n,5,9,10", "n,6,9,3", "s,5,8,7", "s,6,8,2" }, BOTH), { method = "linearised t" }).se)
  end)

  it("(3): without clusters in both nothing is shared, and the method is that of independent samples", function()
    local renamed = {}
    for i, row in ipairs(BEFORE) do renamed[i] = (row:gsub(",(%d),", ",old %1,", 1)) end
    local one = total(round(AFTER, BOTH), round(renamed, BOTH))
    assert.same({ nil, "adjusted Wald 95 %" }, { one.shared, one.method })
    one = total(round(AFTER), round(BEFORE))
    assert.same({ nil, "adjusted Wald 95 %" }, { one.shared, one.method })
    one = total(round(AFTER, BOTH), round(BEFORE))
    assert.same({ nil, "adjusted Wald 95 %" }, { one.shared, one.method })
  end)

  it("(3): customer companies are clusters too", function()
    local one = total(round(AFTER, { account = "store" }), round(BEFORE, { account = "store" }))
    assert.same({ 2, 3.0 }, { one.shared, one.df }) -- companies 1 and 2; of 1, 2, 3, 4 in all
  end)

  it("(3): another method is refused, for it would not know the clusters", function()
    local a, b = round(AFTER, BOTH), round(BEFORE, BOTH)
    assert.matches("method: rounds that share clusters are compared by linearised t", sample.mistake("tallies_spec", function()
      local _ = cx.compare(a, b, { metric = nps, method = "adjusted Wald" })
    end))
  end)

  it("(3): a round against itself is no difference at all, with nothing left to chance", function()
    for _, metric in ipairs { nps, cx.metric.mean, cx.metric.share("q", 10) } do
      local one = total(round(AFTER, BOTH), round(AFTER, BOTH), { metric = metric })
      assert.same({ 0.0, 0.0, 1.0, 0.0, 0.0, 6 }, { one.difference, one.se, one.p, one.low, one.high, one.shared })
    end
  end)

  it("(3): a group whose stores did not answer twice shares none, and one without answers has no p", function()
    local function by_store(rows) return (assert(cx.survey {
      text = "region,store,size,q\n" .. table.concat(rows, "\n") .. "\n", questions = { q = cx.scale.nps }, cluster = "store",
    }:tally { by = "store" })) end
    local list = cx.compare(by_store(AFTER), by_store(BEFORE), { metric = nps })
    local said = {}
    for i, one in ipairs(list) do said[i] = ("%s %s %s"):format(one.group.store, one.shared, one.p ~= nil) end
    assert.same({ "1 1 true", "2 1 true", "3 nil false", "4 nil false" }, said)
    assert.equal(2, list[1].family)
  end)

  it("(4): rounds that are not stratified alike meet by the label alone", function()
    local one = total(round(AFTER, BOTH), round(BEFORE, { cluster = "store" }))
    local plain = total(round(AFTER, { cluster = "store" }), round(BEFORE, { cluster = "store" }))
    assert.same({ 2, 3.0 }, { one.shared, one.df })
    near(plain.se, one.se)
    near(plain.p, one.p)
    local other = total(round(AFTER, BOTH), round(BEFORE, { strata = "size", cluster = "store" }))
    near(plain.se, other.se)
  end)

  it("(5): the larger of two populations, none where one round says none or more were drawn than there are", function()
    local function sized(rows, size, options)
      local list = {}
      for i, row in ipairs(rows) do list[i] = (row:gsub("^(%a,%d),%d", "%1," .. size)) end
      options = options or { strata = "region", cluster = "store", population = "size" }
      return round(list, options)
    end
    local nine = total(sized(AFTER, 9), sized(BEFORE, 9))
    near(nine.se, total(sized(AFTER, 9), sized(BEFORE, 5)).se)
    local endless = total(round(AFTER, BOTH), round(BEFORE, BOTH))
    assert.is_true(nine.se < endless.se)
    near(endless.se, total(sized(AFTER, 9), sized(BEFORE, 9, BOTH)).se)
    near(0, total(sized(AFTER, 4), sized(BEFORE, 4)).se) -- all four of four: nothing was left to chance
    local a, b = { "n,1,4,10", "n,2,4,3", "n,3,4,9" }, { "n,3,4,8", "n,4,4,9", "n,5,4,2" }
    near(total(round(a, BOTH), round(b, BOTH)).se, total(sized(a, 4), sized(b, 4)).se) -- five stores are drawn of four
  end)

  it("(6): strata of one cluster over both rounds are taken as the first tally says", function()
    local a, b = { "n,1,9,10", "n,1,9,3", "s,1,9,9", "s,2,9,1", "s,3,9,10" }, { "n,1,9,9", "s,1,9,9", "s,2,9,7", "s,2,9,10" }
    local function by(lonely)
      return total(round(a, { strata = "region", cluster = "store", lonely = lonely }), round(b, BOTH))
    end
    assert.is_true(by "remove".se < by "adjust".se)
    assert.equal(2.0, by "adjust".df)
    assert.equal(3, by "adjust".shared)
  end)

  it("(3): without degrees of freedom both rounds stand by themselves", function()
    local a, b = round({ "n,1,9,10", "n,1,9,3", "s,1,9,9" }, BOTH), round({ "n,1,9,9", "s,1,9,6", "s,1,9,10" }, BOTH)
    for _, metric in ipairs { nps, cx.metric.mean, cx.metric.share("q", 10) } do
      local one = total(a, b, { metric = metric })
      assert.is_nil(one.df)
      assert.is_true(one.p > 0.05 and one.p <= 1 and one.low < one.difference and one.high > one.difference)
      near(math.sqrt(one.a.centre_se ^ 2 + one.b.centre_se ^ 2), one.se)
    end
  end)

  it("(7): clusters that all moved alike leave the rounds as unsure as independent ones", function()
    local a, b = round({ "n,1,9,10", "n,2,9,9", "n,3,9,5" }, BOTH), round({ "n,1,9,8", "n,2,9,7", "n,3,9,3" }, BOTH)
    local one = total(a, b, { metric = cx.metric.mean })
    near(2, one.difference)
    near(math.sqrt(one.a.se ^ 2 + one.b.se ^ 2), one.se)
    assert.is_true(one.p > 0.05)
  end)

  it("(2): two raked rounds, and a raked one against a weighted one", function()
    local function raw(rows) return (assert(cx.survey {
      text = "region,store,size,q\n" .. table.concat(rows, "\n") .. "\n", questions = { q = cx.scale.nps },
    }:tally { by = { "region", "store" } })) end
    local targets = { region = { n = 70, s = 30 } }
    local a, b = assert(cx.rake(raw(AFTER), { targets = targets })), assert(cx.rake(raw(BEFORE), { targets = targets }))
    local one = cx.compare(a, b, { metric = nps, by = false, method = "linearised t", names = { "2026", "2025" } })[1]
    local x, y = a:total(nps), b:total(nps)
    near(x.value - y.value, one.difference)
    near(math.sqrt(x.se ^ 2 + y.se ^ 2), one.se)
    assert.matches("^2026 and 2025", one.words)
    one = cx.compare(a, raw(BEFORE), { metric = nps, by = false, method = "linearised t" })[1]
    near(math.sqrt(x.se ^ 2 + raw(BEFORE):total(nps).se ^ 2), one.se)
    assert.same({ "1", "2", "3", "4" }, (function()
      local groups = {}
      for i, item in ipairs(cx.compare(a, b, { metric = nps })) do groups[i] = item.group.store end
      return groups
    end)()) -- by the column that is not raked on
    for _, metric in ipairs { nps, cx.metric.mean, cx.metric.share("q", { 9, 10 }) } do
      one = cx.compare(a, b, { metric = metric, by = false })[1]
      assert.same({ true, true, 1 }, { one.effect ~= nil, one.p_adjusted == one.p, one.family })
    end
    assert.matches("the first tally is by store, the second by region, store", sample.mistake("tallies_spec", function()
      local _ = cx.compare(a, raw(BEFORE), { metric = nps })
    end))
  end)
end)
