-- verify_series_spec.lua - every trend, order, shrinkage and raking that R made for us (tests/r/series.R,
-- tests/data/r/series.csv)

local cx = require "cx"

local TOLERANCE = 1e-9


local function near(wanted, got, what, tolerance)
  if wanted == "" then return end
  wanted = tonumber(wanted)
  assert.is_true(math.abs(wanted - got) <= (tolerance or TOLERANCE) * math.max(1, math.abs(wanted)),
    ("%s: %.15g is not %.15g"):format(what, got, wanted))
end


local function numbers(text)
  local list = {}
  for word in text:gmatch "%S+" do list[#list + 1] = tonumber(word) end
  return list
end


local function estimates(row)
  local values, errors, list = numbers(row.a), numbers(row.b), {}
  for i, value in ipairs(values) do list[i] = { value = value, se = errors[i] or 1 } end
  return list
end


local DESIGN = { w = {}, st = { strata = "region" }, cl = { strata = "region", cluster = "store" } }
local METRIC = { nps = cx.metric.nps "recommend", mean = cx.metric.mean "satisfied" }
local LABELS = { region = { "etela", "lansi", "pohjoinen" }, channel = { "app", "puhelin", "verkko" }, segment = { "B2B", "B2C" } }

local tallies = {}


-- The tally of a design; to trim, by the weight too.
local function tally_of(design, trim)
  local key = design .. tostring(trim)
  if not tallies[key] then
    local options = { file = "tests/data/nps/answers.csv", weight = "weight",
                      questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
    for name, column in pairs(DESIGN[design]) do options[name] = column end
    tallies[key] = assert(cx.survey(options):tally { by = { "region", "channel", "segment", trim and "weight" or nil } })
  end
  return tallies[key]
end


local function raked(row)
  local targets = {}
  for name, column in pairs { region = "a", channel = "b", segment = "c" } do
    targets[name] = {}
    for i, total in ipairs(numbers(row[column])) do targets[name][LABELS[name][i]] = total end
  end
  local trim = tonumber(row.times)
  local made = assert(cx.rake(tally_of(row.design, trim ~= nil), { targets = targets, trim = trim }))
  return made:total(METRIC[row.metric])
end


local check = {
  slope = function(row)
    local made = cx.trend(estimates(row))
    return made.slope, made.se, made.p
  end,
  kendall = function(row)
    local order = cx.trend(estimates(row)).order
    return order.tau, nil, order.p
  end,
  shares = function(row)
    local had, people, counts = numbers(row.a), numbers(row.b), {}
    for i in ipairs(had) do counts[i] = { had[i], people[i] } end
    local made = cx.trend.shares(counts)
    return made.chi_square, nil, made.p
  end,
  paule = function(row)
    local made = cx.shrink(estimates(row), { draws = 0 })
    return made.tau2, made.mean_se
  end,
  rake = function(row)
    local made = raked(row)
    return made.value, made.se
  end,
}
check.trim = check.rake


describe("R agrees:", function()
  local n = 0
  for row in assert(cx.survey { file = "tests/data/r/series.csv", questions = {} }:rows()) do
    n = n + 1
    it(("%s of line %d %s %s"):format(row.kind, n + 1, row.design, row.metric), function()
      local estimate, se, p = check[row.kind](row)
      near(row.estimate, estimate, "estimate")
      if se then near(row.se, se, "se") end
      if p then near(row.p, p, "p") end
    end)
  end
end)
