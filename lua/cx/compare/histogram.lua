-- histogram.lua - whole distributions compared: chi-square and Mann-Whitney
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: tallies and a question. Out: items as cx.compare gives them, with effect "Cramér's V" or superiority.
--
-- (1) Without weights, strata and clusters (or weighted = false without the latter) people are counted: Pearson's
--     chi-square, and U. Else a count of weights is no count of people, and the tests are the design's (crosstab.lua): Rao
--     and Scott's F with df and df2, and a rank test by t. `method` says which.
-- (2) Chi-square of one tally is over all its groups at once; of two tallies, of each group between them.
-- (3) Mann-Whitney takes the answers in the order of their scale, and two groups that do not overlap.
-- (4) A chi-square that expects too few people somewhere is `doubtful`, and its words say so.
-- (5) A test that the sample has no error for has an effect and no p: too few clusters, or no spread within groups. Its
--     words say so.

local caller = require "cx.caller"
local core = require "cx.core"
local difference = require "cx.compare.difference"
local side = require "cx.compare.side"
local tallies = require "cx.compare.tallies"

local histogram = {}

local SUPERIORITY = "share of superiority"
local METHOD = { ["chi-square"] = "Rao-Scott chi-square", ["Mann-Whitney"] = "design-based rank test" }


-- { key, label, group, n = people by answer } for each group.
local function histograms(box, name, answers)
  local list, at, place = {}, {}, {}
  for i, value in ipairs(answers) do place[value] = i end
  for i, one in ipairs(box:groups()) do
    local labels, n = core.tally_labels(box, i), {}
    for k = 1, #answers do n[k] = 0 end
    list[i] = { key = table.concat(labels, "\0"), label = table.concat(labels, ", "), group = one.group, n = n }
    at[list[i].key] = n
  end
  local about = side.about(box)
  for _, count in ipairs(box:counts(name)) do
    local labels = {}
    for i, by in ipairs(about.by) do labels[i] = count.group[by.name] end
    local n, k = at[table.concat(labels, "\0")], place[count.answer]
    if k then n[k] = count.n end
  end
  return list
end


-- The answers of questions, in order; of numbers those that were given.
local function answers_of(question, ...)
  local list, seen = {}, {}
  local function add(value)
    if not seen[value] then seen[value], list[#list + 1] = true, value end
  end
  if question.type == "several" then
    caller.raise(("%s takes several options at once: compare the share of each"):format(question.name))
  end
  for _, answer in ipairs(question.answers) do add(answer.value) end
  if question.type == "number" then
    for _, box in ipairs { ... } do
      for _, count in ipairs(box:counts(question.name)) do add(count.answer) end
    end
    table.sort(list)
  end
  return list
end


local function question_of(about, wanted) return (require "cx.ask".question(about, wanted, "cx.compare")) end


-- ---- words ------------------------------------------------------------------------------------------

local function say(call, one)
  local words, superior = call.words.compare, one.effect_name == SUPERIORITY
  local key
  if one.p == nil then key = one.effect and "untested" or "absent"
  elseif not one.beyond_noise then key = one.against and "none" or "alike"
  elseif not superior then key = "differ"
  else key = one.effect > 0.5 and "ranks_higher" or "ranks_lower" end
  local share = superior and call.words:percent(100 * math.max(one.effect, 1 - one.effect))
  local text = call.words:say(words[key], 2, { a = one.of or "", b = one.against or "", share = share })
  if one.doubtful then text = text .. words.doubtful end
  return one.head and one.head .. ": " .. text or text
end


-- What people tell of a test: of the plain one all, of the design's how far it can be trusted.
local function plain(test, rows)
  if test == "chi-square" then return core.independence(rows) end
  return core.rank_test(rows[1], rows[2])
end


-- The test of rows of people; sources, where the design's is wanted (1).
local function item(call, place, test, rows, sources)
  local people = plain(test, rows)
  local t = people
  if sources and people.p then t = require "cx.compare.crosstab".test(test, call.answers, #rows, sources) end
  return {
    group = place.group, of = place.of, against = place.against, head = place.head, statistic = t.statistic,
    df = t.df, df2 = t.df2, shared = t.shared, p = t.p, effect = t.effect, u = not sources and t.u or nil,
    small_expected = people.small_expected, weighted = call.weighted,
    effect_name = t.effect and (test == "chi-square" and "Cramér's V" or SUPERIORITY),
    doubtful = people.doubtful, least_expected = people.least_expected, confidence = call.confidence,
    method = sources and METHOD[test] or test,
  }
end


-- A source of crosstab.lua: a tally, and the row of each of its groups.
local function source_of(call, box, rows, weighted)
  call.memo = call.memo or {}
  return { box = box, question = call.question, weighted = weighted, rows = rows, memo = call.memo }
end


-- ---- ways -----------------------------------------------------------------------------------------------

-- The columns that two tallies are compared by.
local function columns_of(a, b, by)
  if by ~= nil then return side.columns(a, by) end
  return tallies.same(side.columns(a), side.columns(b))
end


--- Groups of the same name in two tallies.
function histogram.rounds(a, b, options)
  local about_a, about_b = side.about(a), side.about(b)
  local question = question_of(about_a, options.question)
  require "cx.compare.scales".check(question, question_of(about_b, options.question))
  local call, by = difference.settle(options, about_a), columns_of(about_a, about_b, options.by)
  local x <close> = side.collapse(a, by)
  local y <close> = side.collapse(b, by)
  local answers, list, words = answers_of(question, x, y), {}, call.words.compare
  local ours, other = call.weighted, about_b.weight ~= nil and options.weighted ~= false
  local designed = ours or other or about_a.design or about_b.design
  call.question, call.answers, call.weighted = question.name, answers, ours or other
  local none = {}
  for i = 1, #answers do none[i] = 0 end
  local both = tallies.meet(histograms(x, question.name, answers), histograms(y, question.name, answers))
  for i, pair in ipairs(both) do
    local one = pair[1] or pair[2]
    local sources = designed and { source_of(call, x, { [one.key] = 1 }, ours),
                                   source_of(call, y, { [one.key] = 2 }, other) }
    list[i] = item(call, {
      group = one.group, of = call.names[1] or words.first, against = call.names[2] or words.second,
      head = side.shown(call.words, one),
    }, options.test, { pair[1] and pair[1].n or none, pair[2] and pair[2].n or none }, sources)
  end
  return difference.finish(call, list, say)
end


-- For each histogram the sum of the others; whole people, so that subtracting loses nothing.
local function rests_of(list)
  local total, rests = {}, {}
  for _, one in ipairs(list) do
    for k, n in ipairs(one.n) do total[k] = (total[k] or 0) + n end
  end
  for i, one in ipairs(list) do
    rests[i] = {}
    for k, n in ipairs(one.n) do rests[i][k] = total[k] - n end
  end
  return rests
end


-- A group's key in row 1, the keys of others in row 2.
local function rows_of(one, others)
  local rows = {}
  for _, other in ipairs(others) do rows[other.key] = 2 end
  rows[one.key] = 1
  return rows
end


local function pairs_of(call, options, list)
  local made = {}
  local function add(a, b, n, others)
    made[#made + 1] = item(call, { group = a.group, of = side.shown(call.words, a), against = b }, options.test, { a.n, n },
      call.box and { source_of(call, call.box, rows_of(a, others), call.weighted) })
  end
  if options.between then
    local a, b = side.named(list, options.between)
    add(a, side.shown(call.words, b), b.n, { b })
  elseif options.each == "rest" then
    local rests = rests_of(list)
    for i, one in ipairs(list) do add(one, call.words.compare.rest, rests[i], list) end
  elseif options.each == "other" then
    for i, one in ipairs(list) do
      for j = i + 1, #list do add(one, side.shown(call.words, list[j]), list[j].n, { list[j] }) end
    end
  end
  return made
end


--- Groups of one tally.
function histogram.groups(tally, options)
  local about = side.about(tally)
  local question, call = question_of(about, options.question), difference.settle(options, about)
  if options.paired or options.each == "total" then
    caller.raise(("%s: groups that do not overlap are wanted; use each = \"rest\" or between ="):format(options.test))
  end
  local box <close> = side.collapse(tally, side.columns(about, options.by))
  call.question, call.answers = question.name, answers_of(question, box)
  call.box = (call.weighted or call.design) and box or nil                                            -- (1)
  local list = histograms(box, question.name, call.answers)
  if options.each or options.between then
    return difference.finish(call, pairs_of(call, options, list), say)
  end
  if options.test == "Mann-Whitney" then
    caller.raise "Mann-Whitney compares two groups: between = { .., .. } or each = \"rest\""
  end
  local rows, at = {}, {}
  for i, one in ipairs(list) do rows[i], at[one.key] = one.n, i end
  local sources = call.box and { source_of(call, box, at, call.weighted) }
  return difference.finish(call, { item(call, { group = {} }, options.test, rows, sources) }, say)         -- (2)
end


return histogram
