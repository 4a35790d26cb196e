-- verify_compare_spec.lua - every difference that R made for us (tests/r/compare.R, tests/data/r/compare.csv)

local cx = require "cx"
local core = require "cx.core"

local TOLERANCE = 1e-9


local function near(wanted, got, what)
  if wanted == "" then return end
  wanted = tonumber(wanted)
  assert.is_true(math.abs(wanted - got) <= TOLERANCE * math.max(1, math.abs(wanted)),
    ("%s: %.15g is not %.15g"):format(what, got, wanted))
end


local function numbers(text)
  local list = {}
  for word in text:gmatch "%S+" do list[#list + 1] = tonumber(word) end
  return list
end


local function estimate(counts)
  local cells, n = {}, 0
  for i, count in ipairs(counts) do
    cells[i], n = { n = count, score = i }, n + count
  end
  return core.estimate(cells, n)
end


local function share(x, n) return core.estimate({ { n = n - x, score = 0 }, { n = x, score = 1 } }, n) end


local SCORE = { -100, 0, 100 }

local check = {
  welch = function(row) return core.compare(estimate(numbers(row.a)), estimate(numbers(row.b))) end,
  wilcoxon = function(row)
    local t = core.rank_test(numbers(row.a), numbers(row.b))
    return { statistic = t.u, p = t.p }
  end,
  chisq = function(row) return core.independence { numbers(row.a), numbers(row.b) } end,
  prop = function(row)
    local a, b = numbers(row.a), numbers(row.b)
    return core.compare(share(a[1], a[2]), share(b[1], b[2]))
  end,
  paired = function(row)
    local cells = {}
    for i, n in ipairs(numbers(row.a)) do
      cells[i] = { n = n, score = SCORE[(i - 1) % 3 + 1] - SCORE[(i - 1) // 3 + 1] }
    end
    local d = core.compare_pairs(cells, {})
    d.difference = d.value
    return d
  end,
}


local DESIGN = { u = {}, w = { weight = "weight" }, st = { weight = "weight", strata = "region" },
                 cl = { weight = "weight", strata = "region", cluster = "store" } }
local METRIC = { nps = cx.metric.nps "recommend", promoters = cx.metric.share("recommend", { 9, 10 }),
                 mean = cx.metric.mean "satisfied" }


local function tally_of(design, column)
  local options = { file = "tests/data/nps/answers.csv",
                    questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(DESIGN[design]) do options[name] = value end
  return assert(cx.survey(options):tally { by = column })
end


local tallies = {}


function check.survey(row)
  local key = row.design .. row.column
  tallies[key] = tallies[key] or tally_of(row.design, row.column)
  local options = { metric = METRIC[row.metric], method = "linearised t" }
  if row.b ~= "" then
    options.between = { row.a, row.b }
    return cx.compare(tallies[key], options)[1]
  end
  options.each = "rest"
  for _, one in ipairs(cx.compare(tallies[key], options)) do
    if one.of == row.a then return one end
  end
end


describe("compare, as R has it:", function()
  local n = 0
  for row in assert(cx.survey { file = "tests/data/r/compare.csv", questions = {} }:rows()) do
    n = n + 1
    it(("%d. %s %s %s %s against %s"):format(n, row.kind, row.design, row.metric, row.a, row.b), function()
      local got = check[row.kind](row)
      for _, name in ipairs { "difference", "se", "statistic", "df", "p", "low", "high" } do
        if row.kind ~= "prop" or name ~= "se" then near(row[name], got[name] or got.value, name) end
      end
    end)
  end

  it("leaves nothing out", function() assert.equal(192, n) end)
end)
