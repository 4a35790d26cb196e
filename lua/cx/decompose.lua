-- decompose.lua - why a total moved: mix, rate and questionnaire, parts that add up exactly
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: the tallies of two rounds, a metric, columns to part the total by.
-- Out: { before, after, change, mix, rate, questionnaire, groups = { { group, mix, rate, ... } }, printed, words }.
--
-- (1) Mix: people moved between groups. Rate: groups changed. Their formulas: core/infer/decompose.h.
-- (2) Groups whose items were changed or asked in one round only are named in `changed`: they make up the
--     questionnaire's part.
-- (3) mix + rate + questionnaire is the change, and so is the sum of the groups' parts, to the last bit.
-- (4) `printed` holds the same rounded to decimals (1 unless told), so that what is printed adds up too. Parts that have
--     no such decimals in 15 digits are refused.
-- (5) Under a least number of people (privacy = { minimum = 10 }, else the survey's own; privacy = false for none) the
--     groups that few people answered in either round are one group, the last, named by the word for hidden
--     (privacy/joined.lua). One that holds a changed group counts as changed. A changed group may be absent of one round.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local side = require "cx.compare.side"

local decompose = {}

local KNOWN = { "metric", "by", "changed", "decimals", "weighted", "language", "privacy" }


local function check(options)
  if type(options) ~= "table" then
    caller.raise "cx.decompose wants two tallies and { metric =, by = }"
  end
  caller.known("option of cx.decompose", options, KNOWN)
  if not require "cx.metric".is(options.metric) then
    caller.raise(("metric: a metric is wanted, such as cx.metric.nps \"recommend\", not %s")
      :format(complain.show(options.metric)))
  end
  local decimals = options.decimals
  if decimals ~= nil and not (math.type(decimals) == "integer" and decimals >= 0 and decimals <= 9) then
    caller.raise "decimals: a whole number from 0 to 9 is wanted"
  end
  local privacy = options.privacy
  if privacy == nil or privacy == false then return end
  if type(privacy) ~= "table" then caller.raise "privacy: a table is wanted, as in privacy = { minimum = 10 }, or false" end
  caller.known("key of privacy", privacy, { "minimum" })
  if privacy.minimum ~= nil then require "cx.privacy".check_minimum(privacy.minimum, "privacy.minimum") end
end


-- ---- slices ----------------------------------------------------------------------------------------

-- Adds the groups of one round to the slices.
local function read(into, tally, by, options, round)
  local weighted = side.about(tally).weight ~= nil and options.weighted ~= false
  local box <close> = side.collapse(tally, by)
  local groups = box:measure(options.metric, { weighted = weighted })
  for i, cells in ipairs(side.cells(box, options.metric)) do
    local labels = core.tally_labels(box, i)
    local key = table.concat(labels, "\0")
    local slice = into[key]
    if not slice then
      slice = { key = key, label = table.concat(labels, ", "), group = groups[i].group, n0 = 0, n1 = 0 }
      into[key], into[#into + 1] = slice, slice
    end
    local w, ws = 0, 0
    for _, cell in ipairs(cells) do
      local weight = weighted and cell.w or cell.n
      w, ws = w + weight, ws + weight * cell.score
    end
    slice["w" .. round], slice["ws" .. round] = w + 0.0, ws + 0.0
    slice["n" .. round], slice["value" .. round] = groups[i].n, groups[i].value
  end
end


-- (2)
local function set_apart(slices, changed)
  if changed == nil then return end
  local by_label, labels = {}, {}
  for i, slice in ipairs(slices) do by_label[slice.label], labels[i] = slice, slice.label end
  for _, label in ipairs(type(changed) == "table" and changed or { changed }) do
    if not by_label[label] then caller.raise(complain.message("group", label, labels)) end
    by_label[label].apart = true
  end
end


-- ---- few people (5) ----------------------------------------------------------------------------------

-- The least number of people; nil for none.
local function minimum_of(options, ...)
  if options.privacy == false then return nil end
  if options.privacy and options.privacy.minimum then return options.privacy.minimum end
  local least
  for _, about in ipairs { ... } do
    local own = about.public or about.survey and require "cx.privacy.goals".minimum(about.survey)
    if own then least = math.max(least or 0, own) end
  end
  return least or options.privacy and require "cx.privacy".MINIMUM
end


-- Several slices as one, named by the word for hidden.
local function merged(list, by, word)
  local slice = { label = word, group = {}, hidden = true, n0 = 0, n1 = 0, w0 = 0.0, ws0 = 0.0, w1 = 0.0, ws1 = 0.0 }
  for _, name in ipairs(by) do slice.group[name] = word end
  for _, part in ipairs(list) do
    slice.apart = slice.apart or part.apart
    for _, key in ipairs { "n0", "w0", "ws0", "n1", "w1", "ws1" } do slice[key] = slice[key] + (part[key] or 0) end
  end
  if slice.w0 > 0 then slice.value0 = slice.ws0 / slice.w0 end
  if slice.w1 > 0 then slice.value1 = slice.ws1 / slice.w1 end
  return slice
end


-- The slices as they may be shown; nil when a round is too small to tell anything.
local function join(slices, by, minimum, word)
  local groups, shown, few = {}, {}, {}
  for i, slice in ipairs(slices) do
    local n0, n1 = slice.n0, slice.n1
    if slice.apart then n0, n1 = n0 > 0 and n0 or nil, n1 > 0 and n1 or nil end
    groups[i] = { at = slice.group, n = { n0, n1 }, last = slice.apart }
  end
  local is_in = require "cx.privacy.joined".of(by, groups, 2, minimum)
  if not is_in then return nil end
  for i, slice in ipairs(slices) do table.insert(is_in[i] and few or shown, slice) end
  if #few > 0 then shown[#shown + 1] = merged(few, by, word) end
  return shown
end


-- ---- printed (4) -------------------------------------------------------------------------------------

local function round_to(x, decimals)
  return tonumber(("%.0f"):format(tonumber(("%." .. decimals .. "f"):format(x)) * 10 ^ decimals))
end


-- What is printed is counted in units of the last decimal, which must be whole.
local function check_printed(change, decimals)
  local largest = math.max(math.abs(change.before), math.abs(change.after))
  for _, part in ipairs(change.parts) do largest = math.max(largest, math.abs(part)) end
  if largest * 10 ^ decimals < 1e15 then return end
  caller.raise(("decimals: parts up to %.6g cannot be printed with %d decimals; fewer, or smaller scores, are wanted")
    :format(largest, decimals))
end


local function print_parts(change, parts, n, decimals)
  local before, after = round_to(change.before, decimals), round_to(change.after, decimals)
  local unit = 10 ^ decimals
  local units = core.decompose_round(parts, decimals, after - before)
  local printed = { before = before / unit, after = after / unit, change = (after - before) / unit, groups = {} }
  local mix, rate = 0, 0
  for i = 1, n do
    mix, rate = mix + units[2 * i - 1], rate + units[2 * i]
    printed.groups[i] = { mix = units[2 * i - 1] / unit, rate = units[2 * i] / unit }
  end
  printed.mix, printed.rate, printed.questionnaire = mix / unit, rate / unit, units[2 * n + 1] / unit
  return printed
end


local function say(words, change, decimals)
  local said = {}
  for _, key in ipairs { "before", "after", "change", "mix", "rate", "questionnaire" } do
    said[key] = words:number(change.printed[key], decimals)
  end
  local key = change.questionnaire == 0 and "moved" or "moved_questionnaire"
  return words:say(words.compare[key], 2, said)
end


--- Why a metric's total moved between two rounds; nil and why when one has no answers.
---@param before userdata
---@param after userdata
---@param options table { metric =, by =, changed =, decimals =, weighted =, language =, privacy = }
---@return table?, string?, string?
function decompose.new(before, after, options)
  local a, b = side.about(before), side.about(after)
  check(options)
  local by, slices = side.columns(a, options.by), {}
  local question, other = side.question(a, options.metric.question), side.question(b, options.metric.question)
  if question and other then require "cx.compare.scales".check(question, other) end
  read(slices, before, by, options, 0)
  read(slices, after, by, options, 1)
  table.sort(slices, function(x, y) return x.key < y.key end)
  set_apart(slices, options.changed)
  local words, minimum = side.words(options.language), minimum_of(options, a, b)
  if minimum then
    slices = join(slices, by, minimum, words.privacy.hidden)
    if not slices then return nil, ("a round has fewer answers than %d: nothing is told of it"):format(minimum), "hidden" end
  end
  local change = core.decompose(slices)
  if not change.change then
    return nil, "a round has no answers: nothing moved from or to it; two rounds with answers are wanted", "no_answers"
  end
  local decimals, parts = options.decimals or 1, change.parts
  check_printed(change, decimals)
  change.parts, change.groups = nil, {}
  for i, slice in ipairs(slices) do
    change.groups[i] = {
      group = slice.group, label = slice.label, changed = slice.apart, hidden = slice.hidden,
      mix = parts[2 * i - 1], rate = parts[2 * i],
      n_before = slice.n0, n_after = slice.n1, value_before = slice.value0, value_after = slice.value1,
    }
  end
  change.printed = print_parts(change, parts, #slices, decimals)
  change.words = say(words, change, decimals)
  return change
end


return decompose
