-- compare.lua - two rounds, two groups, a group and the rest, the same people twice: a difference or noise
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: tallies and a metric, or a question and a test.
-- Out: a list of { group, of, against, a, b, difference, se, low, high, p, p_adjusted, family, words, ... }.
--
-- (1) cx.compare(a, b, { metric = }) compares groups of the same name: a minus b.
-- (2) cx.compare(tally, { metric =, each = "rest" | "total" | "other" }): each group against what is left
--     without it, against all of which it is a part, or every group against every other.
-- (3) cx.compare(tally, { metric =, between = { "web", "store" } }): two groups.
-- (4) cx.compare(tally, { metric =, paired = "last_year" }): the same people's answer to the metric's question
--     minus their answer in another column, by which they were counted.
-- (5) cx.compare(..., { question =, test = "chi-square" | "Mann-Whitney" }): whole distributions, by people.
-- (6) All differences of a call are one family: raw and adjusted p stand beside each other, with the family's
--     size. Holm up to 20, Benjamini-Hochberg above, unless told. A side without answers is not in the family.
-- (7) "Beyond noise" is an adjusted p of at most 1 - confidence.
-- (8) Tallies on different scales are refused. Overlapping groups are compared without their overlap.
-- (9) Groups of one tally with strata or clusters: linearised, with the covariance of groups that share clusters
--     (contrast.lua). Two tallies count as independent samples, each with its own design; pairs have no design, and
--     are refused.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local side = require "cx.side"

local compare = {}

local KNOWN = { "metric", "by", "each", "between", "paired", "question", "test", "adjust", "confidence", "method",
                "weighted", "language", "names" }
local EACH = { "rest", "total", "other" }
local TEST = { "chi-square", "Mann-Whitney" }
local ADJUST = { "holm", "benjamini-hochberg", "hochberg", "benjamini-yekutieli", "bonferroni", "none" }
local FEW = 20 -- (6)


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


-- What the functions below need to know of a call.
local function settle(options, about, one)
  local method = options.method or "auto"
  if one and about.design then                                                                        -- (9)
    if method == "auto" then method = "linearised t" end
    if tostring(method):lower() ~= "linearised t" then
      caller.raise "method: groups of a sample with strata or clusters are compared by linearised t"
    end
  end
  return {
    metric = options.metric, confidence = options.confidence or 0.95, method = method,
    weighted = about.weight ~= nil and options.weighted ~= false, names = options.names or {},
    adjust = options.adjust, words = side.words(options.language), design = about.design,
    unit = options.metric and options.metric.unit,
  }
end


local function measuring(call)
  return { confidence = call.confidence, weighted = call.weighted }
end


-- ---- one difference -----------------------------------------------------------------------------------

-- Degrees of freedom of a tally's design: that of strata and clusters stands in its estimates.
local function freedom_of(tally, about, estimate)
  if about.design and (estimate.df or 0) > 0 then return estimate.df end
  return math.max(0, (core.tally_design(tally)) - 1)
end


-- Those of two designs together (Welch).
local function together(a, b, df_a, df_b)
  local x, y = a.se and a.se ^ 2 or 0, b.se and b.se ^ 2 or 0
  local under = x ^ 2 / math.max(1, df_a) + y ^ 2 / math.max(1, df_b)
  return under > 0 and (x + y) ^ 2 / under or df_a + df_b
end


local function difference(call, a, b, more)
  local done, d = pcall(core.compare, a, b, {
    method = call.method, confidence = call.confidence, df = more.df, share = more.share, whole = more.whole,
    covariance = more.covariance,
  })
  if not done then caller.raise((tostring(d):gsub("^[^\n]-:%d+: ", ""))) end
  return d
end


-- The item of a difference; what is not defined is absent.
local function item(call, place, a, b, d)
  return {
    group = place.group, of = place.of, against = place.against, head = place.head, a = a, b = b,
    difference = d.value, centre = d.centre, se = d.se, low = d.low, high = d.high,
    df = d.df ~= 0 and d.df or nil, statistic = d.statistic, p = d.p, effect = d.effect,
    effect_name = d.effect_name, confidence = call.confidence,
    method = d.method and ("%s %.6g %%"):format(d.method, 100 * call.confidence),
  }
end


-- ---- families (6) (7) ------------------------------------------------------------------------------------

local function say_difference(call, one)
  local words = call.words.compare
  local key = one.p == nil and "absent" or not one.beyond_noise and "none"
    or one.difference > 0 and "higher" or "lower"
  local text = call.words:say(words[key], 2, {
    a = one.of, b = one.against,
    difference = one.difference and call.words:say(words[call.unit or "score"], 2,
      { difference = call.words:number(math.abs(one.difference), call.unit == "score" and 2 or 1) }),
  })
  return one.head and one.head .. ": " .. text or text
end


local function finish(call, list, say)
  local p, of = {}, {}
  for _, one in ipairs(list) do
    if one.p then p[#p + 1], of[#of + 1] = one.p, one end
  end
  local way = call.adjust or (#p <= FEW and "holm" or "benjamini-hochberg")
  for i, adjusted in ipairs(core.adjust(p, way)) do
    of[i].p_adjusted = adjusted
    of[i].beyond_noise = adjusted <= 1 - call.confidence + 1e-12
  end
  for _, one in ipairs(list) do
    one.family, one.adjust = #p, way
    one.words = say(call, one)
    one.head = nil
  end
  return list
end


-- ---- two tallies (1) ---------------------------------------------------------------------------------------

-- The columns that both tallies are compared by.
local function common(a, b, by)
  if by ~= nil then return side.columns(a, by) end
  local x, y = side.columns(a), side.columns(b)
  if table.concat(x, "\0") == table.concat(y, "\0") then return x end
  caller.raise(("by: the first tally is by %s, the second by %s; by which column are they compared? by = false for none")
    :format(#x > 0 and complain.list(x) or "nothing", #y > 0 and complain.list(y) or "nothing"))
end


-- Sides of two lists that meet, in the order of their keys.
local function meet(first, second)
  local at, keys = {}, {}
  for which, list in ipairs { first, second } do
    for _, one in ipairs(list) do
      if not at[one.key] then
        at[one.key] = {}
        keys[#keys + 1] = one.key
      end
      at[one.key][which] = one
    end
  end
  table.sort(keys)
  for i, key in ipairs(keys) do keys[i] = at[key] end
  return keys
end


local NOBODY = { n = 0, n_effective = 0.0 }


local function rounds(a, b, options)
  local about_a, about_b = side.about(a), side.about(b)
  local call, by = settle(options, about_a), common(about_a, about_b, options.by)
  local question, other = side.question(about_a, call.metric.question), side.question(about_b, call.metric.question)
  if question and other then side.same_scale(question, other) end
  local x <close> = side.collapse(a, by)
  local y <close> = side.collapse(b, by)
  local more = { confidence = call.confidence, weighted = about_b.weight ~= nil and options.weighted ~= false }
  local first, second = side.groups(x, call.metric, measuring(call)), side.groups(y, call.metric, more)
  local list, words = {}, call.words.compare
  for i, pair in ipairs(meet(first, second)) do
    local one = pair[1] or pair[2]
    local e, f = pair[1] and pair[1].estimate or NOBODY, pair[2] and pair[2].estimate or NOBODY
    local df = together(e, f, freedom_of(a, about_a, e), freedom_of(b, about_b, f))
    list[i] = item(call, {
      group = one.group, of = call.names[1] or words.first, against = call.names[2] or words.second,
      head = one.label ~= "" and one.label or nil,
    }, e, f, difference(call, e, f, { df = df }))
  end
  return finish(call, list, say_difference)
end


-- ---- groups of one tally (2) (3) ------------------------------------------------------------------------------

local function against_rest(call, box, each)
  local list, rests = {}, side.rests(box, call.metric, measuring(call))
  local df = freedom_of(box, {}, {})
  for i, one in ipairs(side.groups(box, call.metric, measuring(call))) do
    local r = rests[i]
    local total = each == "total"
    local d = difference(call, one.estimate, r.rest,
      { df = df, share = total and math.min(1, r.share) or nil, whole = total and r.total or nil })
    list[i] = item(call, { group = one.group, of = one.label, against = call.words.compare[each] },
      one.estimate, total and r.total or r.rest, d)
  end
  return list
end


-- Two groups that do not overlap; with a design (9).
local function pair_of(call, box, a, b)
  local more = { df = freedom_of(box, {}, {}) }
  if call.design then more = require "cx.contrast".between(call, box, a, b) end
  return item(call, { group = a.group, of = a.label, against = b.label, }, a.estimate, b.estimate,
    difference(call, a.estimate, b.estimate, more))
end


-- Each group against the rest or the total, in a tally with a design (9).
local function against_designed(call, box, each)
  local list, contrast = {}, require "cx.contrast"
  local total = each == "total" and box:total(call.metric, measuring(call)) or nil
  for i, one in ipairs(side.groups(box, call.metric, measuring(call))) do
    local two <close> = contrast.against_rest(box, i)
    local a, b = contrast.pair(side.groups(two, call.metric, measuring(call)))
    local more = contrast.between(call, two, a, b)
    if total then more.share, more.whole = contrast.share(call, two, a), total end
    list[i] = item(call, { group = one.group, of = one.label, against = call.words.compare[each] },
      one.estimate, total or b.estimate, difference(call, one.estimate, b.estimate, more))
  end
  return list
end


local function every_pair(call, box)
  local list, groups = {}, side.groups(box, call.metric, measuring(call))
  for i = 1, #groups do
    for j = i + 1, #groups do list[#list + 1] = pair_of(call, box, groups[i], groups[j]) end
  end
  return list
end


-- The two groups named; a label of several columns is "web, B2B".
local function named(groups, between)
  if type(between) ~= "table" or #between ~= 2 then
    caller.raise "between: two groups are wanted, as in between = { \"web\", \"store\" }"
  end
  local by_label, labels, pair = {}, {}, {}
  for i, one in ipairs(groups) do by_label[one.label], labels[i] = one, one.label end
  for i, label in ipairs(between) do
    pair[i] = by_label[tostring(label)]
    if not pair[i] then caller.raise(complain.message("group", label, labels)) end
  end
  return pair[1], pair[2]
end


local function groups(tally, options)
  local about = side.about(tally)
  local call = settle(options, about, true)
  local box <close> = side.collapse(tally, side.columns(about, options.by))
  if options.between then
    local a, b = named(side.groups(box, call.metric, measuring(call)), options.between)
    return finish(call, { pair_of(call, box, a, b) }, say_difference)
  end
  local list
  if options.each == "other" then list = every_pair(call, box)
  elseif call.design then list = against_designed(call, box, options.each)
  else list = against_rest(call, box, options.each) end
  return finish(call, list, say_difference)
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


--- Differences, and whether they are more than noise.
---@param a userdata a tally
---@param b userdata|table another, or the options
---@param options? table
---@return table[]
function compare.new(a, b, options)
  side.about(a)
  if type(b) == "userdata" then
    side.about(b)
    check(options)
    local way = chosen(options)
    if way then caller.raise(way .. ": compares groups of one tally, and two were given") end
    if options.test then return require "cx.histogram".rounds(a, b, options, compare) end
    return rounds(a, b, options)
  end
  check(b)
  local way = chosen(b)
  if b.test then return require "cx.histogram".groups(a, b, compare) end
  if way == "paired" then return require "cx.paired".compare(a, b, compare) end
  if way then return groups(a, b) end
  caller.raise "cx.compare of one tally wants each = \"rest\", between = { .., .. } or paired ="
end


compare.settle, compare.item, compare.finish, compare.say, compare.named, compare.common, compare.meet =
  settle, item, finish, say_difference, named, common, meet


return compare
