-- paired_spec.lua - paired.lua: the same people twice, from the joint table that a tally is

local cx = require "cx"
local core = require "cx.core"
local sample = dofile "tests/lua/cx/sample.lua"


-- The note's joint table (section 4): detractors, passives, promoters before by after.
local function survey(odd)
  local table_, value = { { 10, 6, 4 }, { 3, 15, 12 }, { 1, 9, 40 } }, { 3, 8, 10 }
  local lines = { "before,after,side,weight" }
  for i, row in ipairs(table_) do
    for j, n in ipairs(row) do
      for k = 1, n do lines[#lines + 1] = ("%d,%d,%s,2"):format(value[i], value[j], k % 2 == 0 and "a" or "b") end
    end
  end
  for _, line in ipairs(odd or {}) do lines[#lines + 1] = line end
  return { text = table.concat(lines, "\n") .. "\n", questions = { after = cx.scale.nps } }
end


describe("paired", function()
  it("(1): the mean of the differences, as the note has it", function()
    local tally = assert(cx.survey(survey()):tally { by = "before" })
    local list = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })
    local one = list[1]
    assert.equal(1, #list)
    assert.is_true(math.abs(one.difference - 12) < 1e-12)
    assert.is_true(math.abs(one.se - 7.003607) < 5e-7)
    assert.is_true(math.abs(one.low + 1.896675) < 5e-7)
    assert.is_true(math.abs(one.high - 25.896675) < 5e-7)
    assert.is_true(math.abs(one.p - .089768) < 5e-7)
    assert.same({ 99.0, 100, 0, "paired t 95 %" }, { one.df, one.n, one.unpaired, one.method })
    assert.equal("after and before: no difference that the answers can tell", one.words)
  end)

  it("(1): equal weights change nothing", function()
    local options = survey()
    options.weight = "weight"
    local tally = assert(cx.survey(options):tally { by = "before" })
    local one = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1]
    assert.is_true(math.abs(one.se - 7.003607) < 5e-7)
  end)

  it("(2) (3): a pair that is not whole is counted, and is in no figure", function()
    local tally = assert(cx.survey(survey { ",10,a,1", "11,10,a,1", "n/a,10,a,1", "10,,a,1" }):tally { by = "before" })
    local one = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1]
    assert.is_true(math.abs(one.p - .089768) < 5e-7)
    assert.same({ 100, 4 }, { one.n, one.unpaired })
  end)

  it("groups by the other columns are a family", function()
    local tally = assert(cx.survey(survey()):tally { by = { "side", "before" } })
    local list = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })
    assert.same({ { side = "a" }, { side = "b" } }, { list[1].group, list[2].group })
    assert.equal(100, list[1].n + list[2].n)
    assert.equal(2, list[2].family)
    assert.matches("^a: after", list[1].words)
    assert.equal(1, #cx.compare(tally, { metric = cx.metric.nps, paired = "before", by = false }))
  end)

  it("nobody twice, and one person twice, have a defined result", function()
    local function one(text)
      local tally = assert(cx.survey { text = "before,after\n" .. text, questions = { after = cx.scale.nps } }:tally { by = "before" })
      return cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1]
    end
    assert.same({ nil, 0, 1 }, { one "x,10\n".p, one "x,10\n".n, one "x,10\n".unpaired })
    local alone = one "0,10\n"
    assert.equal("equal answers 95 %", alone.method)
    assert.is_true(alone.p > 0.05 and alone.low <= 0 and alone.high == 200)
    assert.equal(1.0, one "7,8\n9,10\n".p)
  end)

  -- Pairs in accounts and strata: { stratum, account, before, after, weight }.
  local PAIRS = {
    { "x", "A", 3, 9, 2 }, { "x", "A", 8, 10, 1 }, { "x", "B", 10, 10, 1 }, { "x", "B", 0, 6, 3 }, { "x", "C", 7, 7, 1 },
    { "y", "D", 9, 2, 1 }, { "y", "D", 5, 9, 2 }, { "y", "E", 6, 6, 1 }, { "y", "E", 4, 8, 1 }, { "y", "F", 9, 10, 2 },
    { "y", "F", "", 3, 1 }, { "y", "G", 3, "", 5 },
  }

  local function designed(roles, metric)
    local lines = { "person,stratum,account,before,after,weight,size" }
    for i, p in ipairs(PAIRS) do
      lines[#lines + 1] = ("%d,%s,%s,%s,%s,%s,%d"):format(i, p[1], p[2], p[3], p[4], p[5], p[1] == "x" and 5 or 4)
    end
    roles.text, roles.questions = table.concat(lines, "\n") .. "\n", { after = cx.scale.nps }
    local tally = assert(cx.survey(roles):tally { by = "before" })
    return cx.compare(tally, { metric = metric or cx.metric.mean, paired = "before" })[1]
  end

  -- The same by the formula: sum over strata of (1 - f) k / (k - 1) sum (z - mean z)^2, z the cluster's influence.
  local function by_hand(cluster_of, stratum_of, weight_of, size_of)
    local w, y = 0, 0
    for i, p in ipairs(PAIRS) do
      if p[3] ~= "" and p[4] ~= "" then w, y = w + weight_of(i), y + weight_of(i) * (p[4] - p[3]) end
    end
    local mean, strata, var, df = y / w, {}, 0, 0
    for i, p in ipairs(PAIRS) do
      local s = strata[stratum_of(i)] or {}
      strata[stratum_of(i)] = s
      s[cluster_of(i)] = (s[cluster_of(i)] or 0)
        + (p[3] ~= "" and p[4] ~= "" and weight_of(i) * (p[4] - p[3] - mean) / w or 0)
    end
    for name, s in pairs(strata) do
      local k, sum, sq = 0, 0, 0
      for _, z in pairs(s) do k, sum = k + 1, sum + z end
      for _, z in pairs(s) do sq = sq + (z - sum / k) ^ 2 end
      var, df = var + (1 - (size_of and k / size_of(name) or 0)) * k / (k - 1) * sq, df + k - 1
    end
    return mean, math.sqrt(var), df
  end

  local function field(at) return function(i) return PAIRS[i][at] end end
  local function itself(i) return i end
  local function one_of_all() return 1 end

  local function same(one, mean, se, df)
    assert.is_true(math.abs(one.difference - mean) < 1e-12)
    assert.is_true(math.abs(one.se - se) < 1e-12)
    assert.same({ df, "linearised t 95 %", 10, 2 }, { one.df, one.method, one.n, one.unpaired })
    local reach = core.distribution.t_quantile(.975, df) * se
    assert.is_true(math.abs(one.low - (mean - reach)) < 1e-12 and math.abs(one.high - (mean + reach)) < 1e-12)
    assert.is_true(math.abs(one.p - 2 * core.distribution.t(-math.abs(mean / se), df)) < 1e-12)
  end

  it("(4): accounts, strata and weights are linearised, as the formula has it", function()
    same(designed { account = "account" }, by_hand(field(2), one_of_all, one_of_all))
    same(designed { strata = "stratum", cluster = "account" }, by_hand(field(2), field(1), one_of_all))
    same(designed { strata = "stratum", cluster = "account", weight = "weight" }, by_hand(field(2), field(1), field(5)))
    same(designed { strata = "stratum", weight = "weight" }, by_hand(itself, field(1), field(5)))
    same(designed { strata = "stratum", cluster = "account", population = "size" },
      by_hand(field(2), field(1), one_of_all, function(name) return name == "x" and 5 or 4 end))
  end)

  it("(4): people who are their own clusters differ as people without clusters do", function()
    local rows = {}
    for i = 1, 40 do rows[i] = ("%d,%d,%d"):format(i, i * 7 % 11, i * 5 % 11) end
    local text = "person,before,after\n" .. table.concat(rows, "\n") .. "\n"
    local function one(cluster)
      local tally = assert(cx.survey { text = text, cluster = cluster, questions = { after = cx.scale.nps } }:tally { by = "before" })
      return cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1]
    end
    local a, b = one(nil), one "person"
    for _, name in ipairs { "difference", "se", "df", "low", "high", "p", "effect" } do
      assert.is_true(math.abs(a[name] - b[name]) < 1e-12, name)
    end
    assert.same({ "paired t 95 %", "linearised t 95 %" }, { a.method, b.method })
  end)

  it("(5): one cluster, and equal differences, have an error as of equal answers", function()
    local function one(text)
      local tally = assert(cx.survey { text = "account,before,after\n" .. text, account = "account",
                                       questions = { after = cx.scale { 1, 5 } } }:tally { by = "before" })
      return cx.compare(tally, { metric = cx.metric.mean, paired = "before" })[1]
    end
    local lone = one "A,1,2\nA,2,5\nA,4,4\n"
    assert.same({ "equal answers 95 %", 3 }, { lone.method, lone.n })
    assert.is_true(lone.p > .05 and lone.low < lone.difference and lone.high > lone.difference and lone.high <= 4)
    assert.equal("equal answers 95 %", one("A,1,2\nB,2,3\nC,4,5\n").method)
    assert.is_nil(one("A,,2\nB,,3\n").p)
  end)

  it("(6): strata taken whole have no error", function()
    local function one(after)
      local text = "account,size,before,after\nA,2,1,2\nA,2,3,3\nB,2,4," .. after .. "\n"
      local tally = assert(cx.survey { text = text, account = "account", population = "size",
                                       questions = { after = cx.scale { 1, 5 } } }:tally { by = "before" })
      return cx.compare(tally, { metric = cx.metric.mean, paired = "before" })[1]
    end
    assert.same({ 2 / 3, 0.0, 2 / 3, 2 / 3, 0.0 }, { one(5).difference, one(5).se, one(5).low, one(5).high, one(5).p })
    assert.same({ 0.0, 1.0 }, { one(3).difference, one(3).p })
  end)

  it("refuses a column that the tally is not by, and open questions", function()
    local tally = assert(cx.survey(survey()):tally { by = "before" })
    assert.matches('unknown column of the tally "befor"', sample.mistake("paired_spec", function()
      cx.compare(tally, { metric = cx.metric.nps, paired = "befor" })
    end))
    local open = assert(cx.survey { text = "a,b\n1,2\n", questions = { b = cx.number } }:tally { by = "a" })
    assert.matches("b is no scale of answers", sample.mistake("paired_spec", function()
      cx.compare(open, { metric = cx.metric.mean, paired = "a" })
    end))
  end)
end)
