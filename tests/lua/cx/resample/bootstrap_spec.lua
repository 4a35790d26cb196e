-- bootstrap_spec.lua - bootstrap.lua: the bootstrap, and where it refuses (statistics, section 6)

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"
local votes = dofile "tests/lua/cx/resample/votes.lua"

local near, survey, nps = votes.near, votes.survey, votes.nps


-- The middle answer.
local function median(counts)
  local all, below = 0, 0
  for _, count in ipairs(counts) do all = all + count.n end
  for _, count in ipairs(counts) do
    below = below + count.n
    if 2 * below >= all then return count.answer end
  end
end


describe("bootstrap", function()
  local tally = assert(survey():tally { by = "place", of = "score" })

  it("(1): meets the exact truth of the note", function()
    local made = cx.bootstrap(tally, cx.metric.nps, { replicates = 20000 })[1]
    assert.same({ 30.0, 100, "a" }, { made.value, made.n, made.group.place })
    near(7.8102, made.se, 0.12)
    near(14, made.low, 1)
    near(45, made.high, 1)
    assert.equal("bootstrap percentile 95 %", made.method)
  end)

  it("(2): the seed decides, the threads do not", function()
    local one = cx.bootstrap(tally, cx.metric.nps, { seed = 9, threads = 1 })
    assert.same(one, cx.bootstrap(tally, cx.metric.nps, { seed = 9, threads = 7 }))
    assert.are_not.same(one, cx.bootstrap(tally, cx.metric.nps, { seed = 10 }))
    assert.equal(9, one[2].seed)
  end)

  it("takes any function of the histogram", function()
    local made = cx.bootstrap(tally, nps, { replicates = 1000 })[1]
    near(30, made.value, 1e-12)
    near(7.8102, made.se, 0.6)
    local middle = cx.bootstrap(tally, median, { replicates = 500 })[1]
    assert.same({ 8.0, 8.0, 10.0 }, { middle.value, middle.low, middle.high })
  end)

  it("(1): refuses weights and clusters, and says what serves", function()
    local weighted = assert(sample.survey():tally { of = "answer" })
    local mistake = sample.mistake("bootstrap_spec", function() local _ = cx.bootstrap(weighted, cx.metric.nps) end)
    assert.matches("weighted by weight", mistake)
    assert.matches("use cx.jackknife on survey:tally { buckets = 32 }", mistake)
    assert.equal(11, cx.bootstrap(weighted, cx.metric.nps, { weighted = false })[1].n)
    local clustered = assert(survey { account = "id" }:tally { of = "score" })
    assert.matches("declares clusters", sample.mistake("bootstrap_spec", function()
      local _ = cx.bootstrap(clustered, cx.metric.nps)
    end))
  end)

  it("a group without answers has no value", function()
    local empty = assert(cx.survey { text = "place,score\na,9\na,3\nb,\n", questions = { score = cx.scale.nps } }
      :tally { by = "place", of = "score" })
    for _, wanted in ipairs { cx.metric.nps, nps } do
      local made = cx.bootstrap(empty, wanted, { of = wanted == nps and "score" or nil })[2]
      assert.same({ nil, 0, "b" }, { made.value, made.n, made.group.place })
    end
  end)

  it("resample (2): refuses mistakes at the caller's line", function()
    local mistake = function(wanted, options)
      return sample.mistake("bootstrap_spec", function() local _ = cx.bootstrap(tally, wanted, options) end)
    end
    assert.matches("a metric or a function of counts is wanted", mistake(3))
    assert.matches("the function gave nil", mistake(function() end))
    assert.matches("the function gave inf", mistake(function() return 1 / 0 end))
    assert.matches("^replicates: a whole number from 2", mistake(cx.metric.nps, { replicates = 1 }))
    assert.matches("^confidence", mistake(cx.metric.nps, { confidence = 95 }))
    assert.matches("of = goes with a function", mistake(cx.metric.nps, { of = "score" }))
    assert.matches("^unknown option of cx.bootstrap", mistake(cx.metric.nps, { sed = 1 }))
  end)
end)
