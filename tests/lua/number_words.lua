-- number_words.lua - every word of cx that makes a number of a tally, and a plan with its reports, asked at random

local bad = dofile "tests/lua/bad_number.lua"
local cx = require "cx"

local words = {}

local INTERVALS = { "auto", "adjusted Wald", "score", "Wilson", "Wilson survey", "beta", "logit", "arcsine", "likelihood", "t",
                    "Wald" }
local METHODS = { "auto", "Newcombe", "score", "Wald", "Welch t", "adjusted Wald", "linearised t" }
local CONFIDENCE = { 0.5, 0.8, 0.95, 0.95, 0.95, 0.99, 0.999999 }


--- Every metric that there is, over the questions of number_random.
function words.metrics()
  local metric = cx.metric
  return {
    metric.nps "q", metric.enps "q", metric.csat "s", metric.csat("s", { top = 1 }), metric.ces "s", metric.mean "s",
    metric.mean "x", metric.share("c", "yes"), metric.share("k", "a"), metric.share("q", { 9, 10 }), metric.mean "q",
    metric.emotion { question = "c", positive = "yes", negative = "no" }, metric.share("x", 2),
    metric { question = "s", scores = { [1] = -1e15, [5] = 1e15 }, others = 0, name = "wild" },
    metric { question = "c", scores = { yes = 3, no = 3 }, name = "flat" },
    metric { question = "s", scores = { [1] = 1e-15, [5] = 2e-15 }, others = 0, name = "faint" },
  }
end


-- What the call of one word needs to know: r is random, path says where it was.
local function measure_options(r)
  return { interval = r:some(r:pick(INTERVALS)), confidence = r:some(r:pick(CONFIDENCE)), weighted = not r:chance(4) }
end


-- ---- words of one tally ---------------------------------------------------------------------------------

local function estimates(r, tally, metric, path)
  local list = bad.calm(path .. "measure", tally.measure, tally, metric, measure_options(r))
  local total = bad.calm(path .. "total", tally.total, tally, metric, measure_options(r))
  local how = { by = r:some(false), confidence = r:some(r:pick(CONFIDENCE)), weighted = not r:chance(4) }
  bad.calm(path .. "sum", tally.sum, tally, metric, how)
  bad.calm(path .. "ratio", tally.ratio, tally, metric, r:pick(words.metrics()), how)
  return list, total
end


local function series(r, list, path)
  local n, confidence = #list, r:pick(CONFIDENCE)
  bad.calm(path .. "trend", cx.trend, list, { confidence = confidence })
  bad.calm(path .. "chart", cx.chart, list, { method = r:pick { "laney", "xmr" }, confidence = confidence,
    baseline = n >= 2 and r:chance(3) and { 1, n } or nil, events = n >= 2 and r:chance(3) and { { at = n, name = "e" } } or nil })
  bad.calm(path .. "shrink", cx.shrink, list, { draws = r:pick { 0, 50 }, seed = r:below(9), confidence = confidence })
end


local function comparisons(r, tally, by, metric, path)
  for _, each in ipairs { "rest", "total", "other" } do
    bad.calm(path .. "each " .. each, cx.compare, tally, { metric = metric, each = each, method = r:some(r:pick(METHODS)),
      confidence = r:some(r:pick(CONFIDENCE)), weighted = not r:chance(4) })
  end
  bad.calm(path .. "between", cx.compare, tally,
    { metric = metric, between = r:pick { { "Web", "Shop" }, { "n", "s" }, { "10", "9" } } })
  bad.calm(path .. "test", cx.compare, tally, { question = r:pick { "q", "s", "c", "x", "k" },
    test = r:pick { "chi-square", "Mann-Whitney" }, each = r:some(r:pick { "rest", "other" }) })
  if by then
    bad.calm(path .. "paired", cx.compare, tally, { metric = metric, paired = by, confidence = r:some(r:pick(CONFIDENCE)),
      weighted = not r:chance(4) })
  end
end


local function rounds(r, tally, other, metric, path)
  bad.calm(path .. "rounds", cx.compare, tally, other,
    { metric = metric, by = r:some(false), confidence = r:some(r:pick(CONFIDENCE)), method = r:some(r:pick(METHODS)) })
  bad.calm(path .. "decompose", cx.decompose, tally, other,
    { metric = metric, weighted = not r:chance(4), decimals = r:some(r:below(10)) })
  bad.calm(path .. "tests", cx.compare, tally, other,
    { question = r:pick { "q", "s", "c", "x" }, test = r:pick { "chi-square", "Mann-Whitney" } })
end


local function mean_of(counts)
  local n, sum = 0, 0
  for _, count in ipairs(counts) do n, sum = n + count.n, sum + count.n * (tonumber(count.answer) or 1) end
  return n > 0 and sum / n or 0
end


local function resamples(r, tally, metric, path)
  bad.calm(path .. "bootstrap", cx.bootstrap, tally, metric, { replicates = r:pick { 2, 20 }, weighted = not r:chance(2),
    confidence = r:some(r:pick(CONFIDENCE)) })
  bad.calm(path .. "jackknife", cx.jackknife, tally, metric, { weighted = not r:chance(3), confidence = r:some(r:pick(CONFIDENCE)) })
  bad.calm(path .. "bootstrap of", cx.bootstrap, tally, mean_of, { of = "q", replicates = 5, weighted = not r:chance(2) })
  bad.calm(path .. "jackknife of", cx.jackknife, tally, mean_of, { of = "q", weighted = not r:chance(2) })
end


-- ---- goals ----------------------------------------------------------------------------------------------

--- A goal with a target that its metric can have.
function words.goal(r, metric)
  local given = { metric }
  given[r:pick { "at_least", "at_most" }] = r:pick(metric.unit == "score" and { -1e15, 0, 3, 1e15 } or { 0, 0, 50, 100 })
  given.minimum = r:chance(3) and 3 or nil
  given.met = r:chance(3) and r:pick { "sure", { probability = 0.8 }, { margin = 0.5 }, { probability = 0.999999 } } or nil
  local done, goal = pcall(cx.goal, given)
  if done then return goal end
  given.met = nil -- a margin that any value meets is refused
  return cx.goal(given)
end


local function goals(r, total, metric, path)
  local goal = words.goal(r, metric)
  bad.calm(path .. "verdict", goal.verdict, goal, total, "2026-05-05")
  bad.calm(path .. "power", cx.power, { estimate = total, difference = r:pick { 1, 5, 1e-9, 1e9, -3, 0 }, n = r:some(10),
    confidence = r:some(r:pick(CONFIDENCE)) })
  bad.calm(path .. "within", cx.power, { estimate = total, within = r:pick { 1, 5, 1e-9, 1e9, 0 } })
  bad.calm(path .. "month", cx.power, { estimate = total, goal = goal, per_month = r:pick { 0, 1, 1e-9, 1e9 },
    today = "2026-05-05" })
end


-- ---- raking ---------------------------------------------------------------------------------------------

local function targets_of(r, tally, by)
  local targets = {}
  for _, group in ipairs(tally:groups()) do
    if not r:chance(8) then targets[group.group[by]] = r:pick { 1, 10, 1e-9, 1e9, 1e15, 0.5, 25 } end
  end
  return targets
end


local function raking(r, tally, by, path)
  local raked = bad.calm(path .. "rake", cx.rake, tally, { targets = { [by] = targets_of(r, tally, by) },
    trim = r:some(r:pick { 1.5, 3, 1.0001 }), weighted = not r:chance(4) })
  if not raked then return end
  bad.sound(raked.report, path .. "rake report")
  bad.sound(raked:weights(), path .. "rake weights")
  bad.sound(raked:counts "q", path .. "rake counts")
  for _ = 1, 4 do
    local metric, how = r:pick(words.metrics()), { confidence = r:some(r:pick(CONFIDENCE)), interval = r:some(r:pick(INTERVALS)) }
    bad.calm(path .. "raked total " .. metric.name, raked.total, raked, metric, how)
    how.by = by
    bad.calm(path .. "raked " .. metric.name, raked.measure, raked, metric, how)
    how = { by = r:some(by), confidence = r:some(r:pick(CONFIDENCE)) }
    bad.calm(path .. "raked sum " .. metric.name, raked.sum, raked, metric, how)
    bad.calm(path .. "raked ratio " .. metric.name, raked.ratio, raked, metric, r:pick(words.metrics()), how)
    bad.calm(path .. "raked jackknife " .. metric.name, cx.jackknife, raked, metric)
    for _, each in ipairs { "rest", "total", "other" } do
      bad.calm(path .. "raked each " .. metric.name, cx.compare, raked, { metric = metric, each = each, by = by })
    end
    bad.calm(path .. "raked rounds " .. metric.name, cx.compare, raked, raked, { metric = metric, by = r:some(by) or false })
  end
end


-- ---- all of them ----------------------------------------------------------------------------------------

-- The rows of a receipt add up.
local function check_receipt(survey, path)
  local receipt, dropped = survey:receipt(), 0
  bad.sound(receipt, path .. "receipt")
  for _, item in ipairs(receipt.dropped) do dropped = dropped + item.n end
  if receipt.read ~= receipt.used + dropped then error(path .. "read is not used and dropped", 0) end
end


--- Every word over one survey and another; raises what is not sound, nor refused in words.
---@param r table random
---@param survey table
---@param other? table
---@param path string
---@param by string|false|nil column of the tally
---@param n? integer metrics tried
function words.all(r, survey, other, path, by, n)
  if by == nil then by = r:pick { false, false, "tp", "st", "day", "old", "c" } end
  local tally = bad.calm(path .. "tally", survey.tally, survey, { by = by or nil, buckets = r:chance(3) and r:pick { 2, 5 } or nil })
  if not tally then return end
  check_receipt(survey, path)
  bad.sound({ tally:counts "q", tally:groups(), tally:design() }, path .. "counts")
  local second = other and bad.calm(path .. "other", other.tally, other, { by = by or nil })
  for _ = 1, n or 4 do
    local metric = r:pick(words.metrics())
    local at = ("%sby %s: %s %s "):format(path, by, metric.name, metric.question)
    local list, total = estimates(r, tally, metric, at)
    if list then series(r, list, at) end
    comparisons(r, tally, by, metric, at)
    if second then rounds(r, tally, second, metric, at) end
    resamples(r, tally, metric, at)
    if total then goals(r, total, metric, at) end
  end
  if by then raking(r, tally, by, path) end
end


-- ---- plans ----------------------------------------------------------------------------------------------

local LANGUAGES, FORMATS = { "en", "fi", "sv" }, { "terminal", "markdown", "html", "json", "csv" }


local function touchpoints(r)
  local list = {}
  for i, name in ipairs { "Web", "Shop", "Gone" } do
    local made = {}
    for k = 1, 3 do made[k] = words.goal(r, r:pick(words.metrics())) end
    list[i] = { name, phase = r:some(r:pick { "before", "during", "after" }), goals = made, peak = r:some(true) }
  end
  return list
end


--- A report without the parts of HTML that no one reads.
local function shown(text, format)
  if format == "json" then require "cjson".decode(text) end
  if format ~= "html" then return text end
  return (text:gsub("<style.-</style>", ""):gsub("<script.-</script>", ""))
end


--- A plan over a survey, measured and rendered in all formats.
---@param r table random
---@param survey table
---@param path string
function words.plan(r, survey, path)
  local plan = bad.calm(path .. "plan", cx.plan, {
    name = "P", language = r:pick(LANGUAGES), touchpoints = touchpoints(r), measure = { surveys = { survey } },
    round = r:some(r:pick { "week", "month", "quarter", "year" }), due = r:some(r:pick { "2026-12-31", "2020-01-01" }),
    met = r:some { probability = 0.9 }, privacy = r:chance(5) and { minimum = r:pick { 2, 3 } } or nil })
  local result = plan and bad.calm(path .. "run", plan.run, plan, { today = "2026-06-01" })
  if not result then return end
  for _, format in ipairs(FORMATS) do
    local text = cx.report.text(result, format, { width = r:pick { 40, 80, 110 }, language = r:pick(LANGUAGES), colour = r:chance(2),
      pages = r:pick { "first", "all" } })
    bad.clean(shown(text, format), path .. format)
  end
end


return words
