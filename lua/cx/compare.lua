-- compare.lua - two rounds, two groups, a group and the rest, the same people twice: a difference or noise
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: tallies and a metric, or a question and a test.
-- Out: a list of { group, of, against, a, b, difference, se, low, high, p, p_adjusted, family, words, ... }.
--
-- (1) cx.compare(a, b, { metric = }) compares groups of the same name: a minus b (compare/tallies.lua).
-- (2) cx.compare(tally, { metric =, each = "rest" | "total" | "other" }): each group against what is left
--     without it, against all of which it is a part, or every group against every other.
-- (3) cx.compare(tally, { metric =, between = { "web", "store" } }): two groups.
-- (4) cx.compare(tally, { metric =, paired = "last_year" }): the same people's answer to the metric's question
--     minus their answer in another column, by which they were counted; paired = "before" of survey:pairs (compare/paired.lua).
-- (5) cx.compare(..., { question =, test = "chi-square" | "Mann-Whitney" }): whole distributions, by people.
-- (6) All differences of a call are one family: raw and adjusted p stand beside each other, with the family's
--     size (compare/family.lua). A side without answers is not in the family.
-- (7) "Beyond noise" is an adjusted p of at most 1 - confidence.
-- (8) Tallies on different scales are refused. Overlapping groups are compared without their overlap.
-- (9) Groups of one tally with strata or clusters: linearised, with the covariance of groups that share clusters
--     (compare/contrast.lua); pairs as one mean of differences.
-- (10) What cx.rake gave is compared as a tally is, by any metric: groups of one with the errors and covariances of its
--     residuals, linearised (compare/raked_side.lua); `by` is the columns not raked on, unless told. Tests of whole
--     distributions and pairs do not know raking, and are refused.
-- (11) Two tallies count as independent samples, each with its own design, unless the same clusters answered in both:
--     then the difference is linearised, with their covariance, and `shared` says how many clusters (compare/tallies.lua).
-- (12) A side without answers, or with none that weighs: no difference and no p. One answer, equal answers, or a design
--     without degrees of freedom: an error as of equal answers stands in (core/infer/compare.h, rule 6). Nothing is ever
--     NaN or infinite.
-- (13) Answers of a scale with an open end that do not vary tell no error at all: the difference then has no bounds and
--     no p, and is not in the family.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local difference = require "cx.compare.difference"
local side = require "cx.compare.side"

local compare = {}

local KNOWN = { "metric", "by", "each", "between", "paired", "question", "test", "adjust", "confidence", "method",
                "weighted", "language", "names" }
local EACH = { "rest", "total", "other" }
local TEST = { "chi-square", "Mann-Whitney" }
local ADJUST = { "holm", "benjamini-hochberg", "hochberg", "benjamini-yekutieli", "bonferroni", "none" }


-- ---- options ---------------------------------------------------------------------------------------

local function one_of(name, value, known)
  if value == nil then return end
  for _, word in ipairs(known) do
    if word == value then return end
  end
  caller.raise(complain.message(name, value, known))
end


local function check(options)
  if type(options) ~= "table" then
    caller.raise "cx.compare: options are wanted, as in cx.compare(a, b, { metric = cx.metric.nps })"
  end
  caller.known("option of cx.compare", options, KNOWN)
  one_of("each", options.each, EACH)
  one_of("test", options.test, TEST)
  one_of("adjust", options.adjust, ADJUST)
  if options.names ~= nil and type(options.names) ~= "table" then
    caller.raise "names: two names are wanted, as in names = { \"2026\", \"2025\" }"
  end
  local confidence = options.confidence
  if confidence ~= nil and not (type(confidence) == "number" and confidence > 0 and confidence < 1) then
    caller.raise "confidence: a number between 0 and 1 is wanted, such as 0.95"
  end
  if options.test and not options.question then caller.raise "test: of which question? question =" end
  if not options.test and not require "cx.metric".is(options.metric) then
    caller.raise(("metric: a metric is wanted, such as cx.metric.nps \"recommend\", not %s")
      :format(complain.show(options.metric)))
  end
end


local function measuring(call)
  return { confidence = call.confidence, weighted = call.weighted }
end


-- ---- groups of one tally (2) (3) ------------------------------------------------------------------------------

-- Degrees of freedom of a sample of rows.
local function freedom_of(box) return math.max(0, (core.tally_design(box)) - 1) end


-- Each group against the rest or the total: of is the group, b the rest, total everybody or nil.
local function against(call, each, of, b, total, more)
  more.whole = total
  return difference.item(call, { group = of.group, of = side.shown(call.words, of), against = call.words.compare[each] },
    of.estimate, total or b, difference.of(call, of.estimate, b, more))
end


local function against_rest(call, box, each)
  local list, rests, total = {}, side.rests(box, call.metric, measuring(call)), each == "total"
  for i, one in ipairs(side.groups(box, call.metric, measuring(call))) do
    local r = rests[i]
    list[i] = against(call, each, one, r.rest, total and r.total or nil,
      { df = freedom_of(box), share = total and math.min(1, r.share) or nil })
  end
  return list
end


-- The same in a tally with a design (9).
local function against_designed(call, box, each)
  local list, contrast = {}, require "cx.compare.contrast"
  local total = each == "total" and box:total(call.metric, measuring(call)) or nil
  for i, one in ipairs(side.groups(box, call.metric, measuring(call))) do
    local two <close> = contrast.against_rest(call, box, i)
    local sides = side.groups(two, call.metric, measuring(call))
    local a, b = contrast.pair(sides)
    local more = contrast.between(call, two, sides)(a, b)
    if total then more.share = contrast.share(call, two, a) end
    list[i] = against(call, each, one, b.estimate, total, more)
  end
  return list
end


-- The same in a raked tally (10).
local function against_raked(call, set, each)
  local list, total = {}, each == "total" and set:total().estimate or nil
  for i, one in ipairs(set.sides) do
    local rest = set:rest(one)
    local more = set:between(one, rest)
    if total then more.share = set:share(one, rest) end
    list[i] = against(call, each, one, rest.estimate, total, more)
  end
  return list
end


-- Two groups that do not overlap (3).
local function pair_of(call, a, b, more)
  return difference.item(call, { group = a.group, of = side.shown(call.words, a), against = side.shown(call.words, b) },
    a.estimate, b.estimate, difference.of(call, a.estimate, b.estimate, more))
end


local function every_pair(call, sides, between)
  local list = {}
  for i = 1, #sides do
    for j = i + 1, #sides do list[#list + 1] = pair_of(call, sides[i], sides[j], between(sides[i], sides[j])) end
  end
  return list
end


-- The differences asked for: of two sides by `between`, of one and the rest by `rest`.
local function differences(call, options, sides, between, rest)
  if options.between then
    local a, b = side.named(sides, options.between)
    return { pair_of(call, a, b, between(a, b)) }
  end
  if options.each == "other" then return every_pair(call, sides, between) end
  return rest(options.each)
end


local function groups(tally, options)
  local about = side.about(tally)
  local call = difference.settle(options, about, about.design and "groups of a sample with strata or clusters")
  local box <close> = side.collapse(tally, side.columns(about, options.by))
  local sides = side.groups(box, call.metric, measuring(call))
  local between = function() return { df = freedom_of(box) } end
  if call.design then between = require "cx.compare.contrast".between(call, box, sides) end
  local function rest(each) return (call.design and against_designed or against_rest)(call, box, each) end
  return difference.finish(call, differences(call, options, sides, between, rest))
end


-- (10)
local function raked_groups(raked, options)
  local raked_side = require "cx.compare.raked_side"
  local call = difference.settle(options, raked_side.about(raked), "groups of a raked tally")
  local set = raked_side.open(raked, call, raked_side.columns(raked, options.by))
  local function between(a, b) return set:between(a, b) end
  local function rest(each) return against_raked(call, set, each) end
  return difference.finish(call, differences(call, options, set.sides, between, rest))
end


-- ---- ways -----------------------------------------------------------------------------------------------------

local function chosen(options)
  local ways = {}
  for _, name in ipairs { "each", "between", "paired" } do
    if options[name] ~= nil then ways[#ways + 1] = name end
  end
  if #ways > 1 then caller.raise(("%s and %s: one of them"):format(ways[1], ways[2])) end
  return ways[1]
end


local function is_raked(value) return type(value) == "table" and require "cx.rake.raked".is(value) end


-- What is not known of raked tallies (10).
local function check_raked(options, way)
  if options.test then
    caller.raise(("test: %s counts people, not raked weights; give the tally that was raked"):format(options.test))
  end
  if way == "paired" then caller.raise "paired: the error of pairs knows no raking; give the tally that was raked" end
  if options.weighted == false then
    caller.raise "weighted: raked groups are compared with their weights; without them give the tally that was raked"
  end
end


-- (1) (11)
local function two(a, b, options)
  local about = require "cx.compare.tallies".about
  about(a)
  about(b)
  check(options)
  local way = chosen(options)
  if way then caller.raise(way .. ": compares groups of one tally, and two were given") end
  if is_raked(a) or is_raked(b) then check_raked(options) end
  if options.test then return require "cx.compare.histogram".rounds(a, b, options) end
  return require "cx.compare.tallies".compare(a, b, options)
end


local function one(a, options)
  require "cx.compare.tallies".about(a)
  check(options)
  local way = chosen(options)
  if is_raked(a) then check_raked(options, way) end
  if options.test then return require "cx.compare.histogram".groups(a, options) end                     -- (5)
  if way == "paired" then return require "cx.compare.paired".compare(a, options) end                    -- (4)
  if way then return (is_raked(a) and raked_groups or groups)(a, options) end
  caller.raise "cx.compare of one tally wants each = \"rest\", between = { .., .. } or paired ="
end


--- Differences, and whether they are more than noise.
---@param a userdata|cx.RakedTally a tally, raked or not
---@param b userdata|cx.RakedTally|table another, or the options
---@param options? table
---@return table[]
function compare.new(a, b, options)
  if type(b) == "userdata" or is_raked(b) then return two(a, b, options) end
  return one(a, b)
end


return compare
