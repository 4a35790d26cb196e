-- verify_contrast_spec.lua - differences of sides that are not independent, as R has them (tests/r/contrast.R)

local cx = require "cx"

local TOLERANCE = 1e-9


-- Relative to the larger of a figure and the difference's own error.
local function near(wanted, got, what, scale)
  if wanted == "" then return end
  wanted = tonumber(wanted)
  assert.is_true(got ~= nil and math.abs(wanted - got) <= TOLERANCE * math.max(scale or 0, math.abs(wanted)),
    ("%s: %s is not %.15g"):format(what, tostring(got), wanted))
end


local METRIC = { nps = cx.metric.nps "recommend", promoters = cx.metric.share("recommend", { 9, 10 }),
                 mean = cx.metric.mean "satisfied" }


local function survey(file, roles)
  local options = { file = file, weight = "weight",
                    questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(roles) do options[name] = value end
  return cx.survey(options)
end


-- ---- groups of one raked sample ----

local DESIGN = { rw = {}, rs = { strata = "region" }, rc = { strata = "region", cluster = "store" } }

local function margins()
  local targets = {}
  for row in assert(cx.survey { file = "tests/data/nps/margins.csv", questions = {} }:rows()) do
    targets[row.variable] = targets[row.variable] or {}
    targets[row.variable][row.level] = tonumber(row.total)
  end
  return targets
end


local raked = {}

local function raked_of(design)
  if not raked[design] then
    local tally = assert(survey("tests/data/nps/answers.csv", DESIGN[design])
      :tally { by = { "region", "channel", "age", "segment" } })
    raked[design] = assert(cx.rake(tally, { targets = margins() }))
  end
  return raked[design]
end


-- ---- two rounds ----

local BOTH = { strata = "region", cluster = "store" }
local ROUND = {
  c = { cluster = "store" }, sc = BOTH, scp = { strata = "region", cluster = "store", population = "size" }, raked = BOTH,
  adjust = { strata = "zone", cluster = "store" }, remove = { strata = "zone", cluster = "store", lonely = "remove" },
  average = { strata = "zone", cluster = "store", lonely = "average" }, w = {}, s = { strata = "region" }, rw = {},
  rs = { strata = "region" },
}
local RAKED = { raked = true, rw = true, rs = true }
local WANTED = { region = { north = 400, south = 350, west = 250 }, channel = { shop = 450, web = 550 } }
local rounds = {}

local function round_of(design, i)
  local key = design .. i
  if not rounds[key] then
    local tally = assert(survey(("tests/data/r/round_%d.csv"):format(i), ROUND[design])
      :tally { by = { "region", "channel" } })
    rounds[key] = RAKED[design] and assert(cx.rake(tally, { targets = WANTED })) or tally
  end
  return rounds[key]
end


local function find(list, column, label)
  for _, one in ipairs(list) do
    if (one.group[column] or "") == label then return one end
  end
end


local check = {}

function check.raked(row)
  local options = { metric = METRIC[row.metric], by = row.column }
  if row.b == "" then options.each = "rest" else options.between = { row.a, row.b } end
  return find(cx.compare(raked_of(row.design), options), row.column, row.a)
end


local function of_rounds(row, method)
  local list = cx.compare(round_of(row.design, 1), round_of(row.design, 2),
    { metric = METRIC[row.metric], by = row.a ~= "" and row.column, method = method })
  return find(list, row.column, row.a)
end


function check.shared(row)
  local one = of_rounds(row)
  assert.equal(tonumber(row.shared), one.shared)
  return one
end


function check.rounds(row)
  local one = of_rounds(row, "linearised t")
  assert.is_nil(one.shared)
  return one
end


describe("contrast, as R has it:", function()
  local n = 0
  for row in assert(cx.survey { file = "tests/data/r/contrast.csv", questions = {} }:rows()) do
    n = n + 1
    it(("%d. %s %s %s %s against %s"):format(n, row.kind, row.design, row.metric, row.a, row.b), function()
      local got = check[row.kind](row)
      assert.equal("linearised t 95 %", got.method)
      for _, name in ipairs { "difference", "low", "high" } do near(row[name], got[name], name, tonumber(row.se)) end
      for _, name in ipairs { "se", "df", "p" } do near(row[name], got[name], name) end
      near(row.statistic, got.statistic, "statistic", 1)
    end)
  end

  it("leaves nothing out", function() assert.equal(198, n) end)
end)
