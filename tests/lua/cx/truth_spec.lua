-- truth_spec.lua - from the file to the estimate: a real survey of 2,831 people, as R's survey package computes it
--
-- tests/data/sfo/README.md says how R made each column; 1e-9 is the tolerance throughout.

local cx = require "cx"

local TOLERANCE = 1e-9


-- The truth as a list of tables, read by the library itself.
local function truth()
  local list = {}
  local survey = cx.survey { file = "tests/data/sfo/truth.csv", questions = {} }
  for row in assert(survey:rows()) do list[#list + 1] = row end
  return list
end


local function near(wanted, got, what)
  wanted = assert(tonumber(wanted), what)
  assert.is_true(math.abs(wanted - got) <= TOLERANCE, ("%s: %.15g is not %.15g"):format(what, got, wanted))
end


local METRIC = {
  nps = function(name) return cx.metric.nps(name) end,
  mean = function(name) return cx.metric.mean(name) end,
  top2box = function(name) return cx.metric.csat(name) end,
  share_promoters = function(name) return cx.metric.share(name, { 9, 10 }) end,
  share_passives = function(name) return cx.metric.share(name, { 7, 8 }) end,
  share_detractors = function(name) return cx.metric.share(name, { 0, 1, 2, 3, 4, 5, 6 }) end,
}


-- One survey and one tally for all columns of the truth.
local function tally_of(rows)
  local questions = {}
  for _, row in ipairs(rows) do
    questions[row.column] = row.column == "NETPRO" and cx.scale.nps { missing = { [11] = "blank" } }
      or cx.scale { 1, 5, missing = { [0] = "blank", [6] = "never used", Blank = "blank" } }
  end
  local survey = cx.survey { file = "examples/airport/data/sfo_2017.csv", weight = "WEIGHT", questions = questions }
  return assert(survey:tally {})
end


describe("the whole line", function()
  local rows = truth()
  local tally = tally_of(rows)

  for _, row in ipairs(rows) do
    it(("gives R's figures: %s of %s"):format(row.metric, row.column), function()
      local metric = METRIC[row.metric](row.column)
      local weighted = tally:total(metric)
      local plain = tally:total(metric, { weighted = false })
      local missing = 0
      for _, n in pairs(weighted.missing) do missing = missing + n end
      assert.same({ tonumber(row.n), tonumber(row.missing) }, { weighted.n, missing })
      near(row.n_effective, weighted.n_effective, "n_effective")
      near(row.weighted, weighted.value, "weighted")
      near(row.se_weighted_domain, weighted.se, "se_weighted_domain")
      near(row.unweighted, plain.value, "unweighted")
      local n, design = tonumber(row.n), tally:design().n        -- R: the answers are the design; ours is all rows
      near(row.se_unweighted, plain.se * math.sqrt((design - 1) / design * n / (n - 1)), "se_unweighted")
    end)
  end
end)
