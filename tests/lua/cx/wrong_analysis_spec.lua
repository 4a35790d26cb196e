-- wrong_analysis_spec.lua - whatever stands under any key of an analysis: it is taken, or refused in one line
--
-- As wrong_key_spec.lua does it of surveys and goals, for cx.drivers, cx.journey, cx.link, cx.gap, cx.perception, cx.allocate,
-- cx.simulate and the curves. What is taken is not measured: their own specs do that.

local cx = require "cx"
local wrong = dofile "tests/lua/cx/wrong.lua"

local TEXT = "answer,ease,price,store,who,day\n9,1,2,a,p,2026-01-01\n3,5,4,b,q,2026-02-01\n"


local function survey()
  return cx.survey { text = TEXT, person = "who", touchpoint = "store", time = "day",
    questions = { answer = cx.scale.nps, ease = cx.scale { 1, 5 }, price = cx.scale { 1, 5 } } }
end


local whole, make = {}, {}

function make.drivers(given) return (cx.drivers(given)) end
function whole.drivers()
  local s = survey()
  return { outcome = s.answer, of = { s.ease, s.price }, method = "lmg", missing = "listwise", groups = { all = { "ease", "price" } },
    goals = { cx.goal { cx.metric.mean(s.ease), at_least = 3 } }, where = "store ~= 'z'", by = "store", low = 0.25, high = 0.75,
    confidence = 0.95, buckets = 32, orders = 1000, seed = 1, minimum = 5, title = "x", id = "y" }
end

function make.journey(given) return (cx.journey(given)) end
function whole.journey()
  return { text = "c,e,t,f\n1,a,2026-01-01,5\n", case = "c", event = "e", time = "t", feeling = cx.scale { 1, 5, column = "f" },
    neutral = 3, conversion = "a", human = { "a" }, phases = { before = "a", after = { "b" } }, peak = "a", only = "e ~= 'z'",
    variants = 20, minimum = 5, memory = 512, confidence = 0.95, title = "x", id = "y" }
end

function make.link(given) return (cx.link(given)) end
function whole.link()
  local s = survey()
  return { staff = s.ease, customers = cx.metric.nps(s.answer), unit = "store", period = "month", lags = 8, level = "pooled",
    margin = 0.1, digital = { share = { a = 0.7 } }, moderator = { size = { a = 1, b = 2 } }, confidence = 0.95,
    permutations = 999, seed = 1, minimum = 5, title = "x", id = "y" }
end

function make.gap(given) return (cx.gap(given)) end
function whole.gap()
  local s = survey()
  return { experience = s.ease, expectation = s.price, earlier = { round = cx.year, between = { "2025", "2026" } }, by = "touchpoint",
    where = "store ~= 'z'", margin = 0.5, confidence = 0.95, minimum = 5, title = "x", id = "y" }
end

function make.perception(given) return (cx.perception(given)) end
function whole.perception()
  return { predictions = { { role = "leader", touchpoint = "a", value = 5, low = 4, high = 6, given_at = "2026-01-01" } },
    customers = survey().ease, by = "touchpoint", round = cx.quarter, results = "2026-03-01", level = 0.9, margin = 0.5,
    improvements = { "b", "a" }, drivers = { "a", "b" }, minimum = 10, confidence = 0.95, seed = 1, permutations = 999, title = "x",
    id = "y" }
end

function make.allocate(given) return (cx.allocate(given)) end
function whole.allocate()
  return { budget = 100, step = 1, draws = 100, seed = 1, unit = "€", title = "x", id = "y", touchpoints = {
    { "A", curve = cx.curve.saturating { gain = 5, half = 10 }, now = 3, least = 1, most = 50, worth = { 1, 0.5, 2 } } } }
end

function make.simulate(given) return (cx.simulate(given)) end
function whole.simulate()
  return { goal = cx.goal { cx.metric.nps(survey().answer), at_least = 30 }, cost = function() return 1 end, per_month = 10,
    by = "2026-12-31", n = 100, where = "store ~= 'z'", today = "2026-03-01", title = "x", id = "y" }
end

function make.saturating(given) return (cx.curve.saturating(given)) end
function whole.saturating() return { gain = { 10, 6, 12 }, half = 100 } end
function make.s_shaped(given) return (cx.curve.s_shaped(given)) end
function whole.s_shaped() return { gain = 8, half = { 100, 50, 150 }, steep = 3 } end
function make.points(given) return (cx.curve.points(given)) end
function whole.points() return { { 10, 1 }, { 20, { 3, 2, 4 } } } end
function make.fitted(given) return (cx.curve.fitted(given)) end
function whole.fitted() return { { 10, 3.1 }, { 20, 5.2 }, { 30, 6.1 } } end


-- Where another type is right too: patterns of "maker path" -> the types.
local TAKES = {
  ["^%a+ where"] = "function", ["^allocate touchpoints%[1%]%.worth$"] = "number", ["^points %[%d%]%[2%]$"] = "number table",
  ["^fitted %[%d%]%[2%]$"] = "table",
  ["^[%a_]+ gain$"] = "number table", ["^[%a_]+ half$"] = "number table", ["^s_shaped steep$"] = "table",
  ["^gap by$"] = "boolean", ["^gap earlier%.round$"] = "string",
  ["^gap earlier%.between%[%d%]$"] = "number", ["^perception round$"] = "string boolean",
  ["^journey human$"] = "string", ["^journey phases%.after$"] = "string", ["^link moderator%.size$"] = "string table",
  ["^link digital%.share%.a$"] = "string", ["^link period$"] = "table", ["^perception by$"] = "boolean",
  ["^perception predictions$"] = "string", ["^perception predictions%[1%]%.[%a_]+$"] = "string number", ["^simulate goal$"] = "string",
}

wrong.prove { spec = "wrong_analysis_spec.lua", what = "an analysis", make = make, whole = whole, use = {}, takes = TAKES }
