-- change.lua - what changed since the last round, and whether it is more than noise: marks, a sentence, a figure
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the goals of a result with goal.change (history.lua), the words of a language. Out: texts.
--
-- (1) ▲ and ▼ say that a change is beyond noise by its adjusted p, ! that it is for the worse: with a goal of at most, a rise
--     is. No sign hangs on a colour. A change within noise is a number alone; without an earlier round there is none.
-- (2) A change is rounded as its own interval supports, as wording.lua does; one beyond noise never reads as none.
-- (3) The legend says since which round, the level of p, the size of the family and how p was adjusted; goals that have
--     another round to be compared with are named.
-- (4) The sentence names what changed beyond noise, the greatest share of the scale first: better, then worse; or says that
--     nothing did. One alone is told with its difference.
-- (5) A hidden goal has no change, whatever stands in the result.

local method = require "cx.report.method"
local sentence = require "cx.report.sentence"
local wording = require "cx.report.wording"

local change = {}

local WAYS = { holm = "Holm", ["benjamini-hochberg"] = "Benjamini–Hochberg", hochberg = "Hochberg",
               ["benjamini-yekutieli"] = "Benjamini–Yekutieli", bonferroni = "Bonferroni" }


--- The change of a goal, nil when it has none or is hidden: rule (5).
---@return table?
function change.of(goal)
  local made = goal.change
  if goal.hidden or not made or not made.difference then return nil end
  return made
end


--- The goals that have a change.
---@return table[]
function change.goals(goals)
  local list = {}
  for _, goal in ipairs(goals) do
    if change.of(goal) then list[#list + 1] = goal end
  end
  return list
end


-- ---- one change -----------------------------------------------------------------------------------------

local function reads_as(x, decimals)
  return ("%." .. decimals .. "f"):format(math.abs(x))
end


-- Decimals of a change: rule (2).
local function decimals_of(goal, page)
  local made, decimals = goal.change, goal.unit == "score" and 1 or 0
  local function too_few()
    if made.low and made.high and made.low < made.high
      and ("%." .. decimals .. "f"):format(made.low) == ("%." .. decimals .. "f"):format(made.high) then return true end
    return made.beyond_noise and made.difference ~= 0 and not reads_as(made.difference, decimals):find "[1-9]"
  end
  while decimals < 3 and too_few() do decimals = decimals + 1 end
  if page ~= 1 then decimals = decimals + 2 end
  return made.decimals and math.min(decimals, made.decimals) or decimals
end


--- A difference with its sign, "+9"; nothing has none.
---@return string?
function change.signed(words, x, decimals)
  local text = words:number(x, decimals)
  return text and x > 0 and text:find "[1-9]" and "+" .. text or text
end


--- The change as a number with its sign, "+9"; "" without one.
---@param page integer 1 for page one, else the following pages
---@return string
function change.number(words, goal, page)
  local made = change.of(goal)
  return made and change.signed(words, made.difference, decimals_of(goal, page)) or ""
end


--- The mark of a change beyond noise, "" within it: rule (1).
---@return string
function change.mark(goal)
  local made = change.of(goal)
  if not made or not made.beyond_noise or made.difference == 0 then return "" end
  return (made.difference > 0 and "▲" or "▼") .. (made.better == false and "\u{a0}!" or "")
end


--- The interval of a change without brackets, "+3…+15"; "" without one.
---@return string
function change.interval(words, goal, page)
  local made = change.of(goal)
  if not made or not made.low or not made.high then return "" end
  local decimals = decimals_of(goal, page)
  return require "cx.lang".fill(words.format.range_signed,
    { low = change.signed(words, made.low, decimals), high = change.signed(words, made.high, decimals) })
end


--- Whether a change is beyond noise, in words with its mark.
---@return string
function change.verdict(words, goal)
  local made, c, mark = change.of(goal), words.change, change.mark(goal)
  if not made then return "" end
  if mark == "" then return c.within end
  return mark .. " " .. (made.better and c.is_better or c.is_worse)
end


-- A difference without its sign, in its unit: "9 points".
local function amount(words, goal)
  local text = words:number(math.abs(goal.change.difference), decimals_of(goal, 1))
  local form = words.change[goal.unit]
  if type(form) ~= "table" then return text end
  return words:say(form, text == "1" and 1 or 2, { n = text })
end


-- ---- all changes ----------------------------------------------------------------------------------------

-- The round that most goals are compared with, and the others.
local function round_of(goals)
  local counts, common = {}, nil
  for _, goal in ipairs(goals) do
    local from = tostring(goal.change.from)
    counts[from] = (counts[from] or 0) + 1
    if not common or counts[from] > counts[common] then common = from end
  end
  local others = {}
  for _, goal in ipairs(goals) do
    if tostring(goal.change.from) ~= common then others[#others + 1] = goal end
  end
  return common, others
end


-- "since 2016"; a round that has but a number is called one: "since round 7".
local function since_round(words, name)
  local form = name:find "^%d%d?%d?$" and words.change.since_number or words.change.since
  return words:say(form, 1, { round = name })
end


-- The same of all goals, or "since the round before" where they have different ones.
local function since(words, goals)
  local common, others = round_of(goals)
  return #others > 0 and words.change.since_last or since_round(words, common)
end


-- The level of p, and how it was adjusted: "0.05", "adjusted by Holm over 21 changes".
local function level_and_way(words, goals)
  local made, c = goals[1].change, words.change
  local family = made.family or #goals
  return { level = words:plain(1 - (made.confidence or 0.95), 4),
           adjust = words:say(WAYS[made.adjust] and c.adjusted or c.unadjusted, family, { way = WAYS[made.adjust] }) }
end


--- What the marks mean: rule (3); nil when no goal has a change.
---@return string?
function change.legend(words, all)
  local goals, c = change.goals(all), words.change
  if #goals == 0 then return nil end
  local common, others = round_of(goals)
  local values = level_and_way(words, goals)
  values.since = since_round(words, common)
  local parts, seen = { words:say(c.legend, 1, values) }, {}
  for _, goal in ipairs(others) do
    local from = tostring(goal.change.from)
    if not seen[from] then seen[from], seen[#seen + 1] = {}, from end
    table.insert(seen[from], goal)
  end
  for _, from in ipairs(seen) do
    parts[#parts + 1] = words:say(c.legend_of, 1, { names = sentence.names(words, seen[from], true),
      since = since_round(words, from) })
  end
  return table.concat(parts, " ")
end


--- The line beneath a table of changes: their intervals, and what is beyond noise.
---@return string
function change.method(words, goals)
  local methods, shared = {}, 0
  for i, goal in ipairs(goals) do
    methods[i], shared = goal.change.method, math.max(shared, goal.change.shared or 0)
  end
  local values = level_and_way(words, goals)
  values.methods = method.names(words, methods)
  values.confidence = words:plain(100 * (goals[1].change.confidence or 0.95)) .. words.format.percent
  local text = words:say(words.change.method, 1, values)
  return shared > 0 and text .. " " .. words:say(words.change.shared, shared) or text
end


-- Goals that changed beyond noise, better and worse, the greatest share of the scale first.
local function moved(goals)
  local better, worse, size, place = {}, {}, {}, {}
  for i, goal in ipairs(goals) do
    local from, to = wording.scale(goal)
    size[goal], place[goal] = math.abs(goal.change.difference) / (to - from), i
    if change.mark(goal) ~= "" then table.insert(goal.change.better and better or worse, goal) end
  end
  local function greater(a, b)
    if size[a] ~= size[b] then return size[a] > size[b] end
    return place[a] < place[b]
  end
  table.sort(better, greater)
  table.sort(worse, greater)
  return better, worse
end


-- One change alone, with its difference.
local function told_alone(words, goal)
  local made, c = goal.change, words.change
  local key = made.difference > 0 and (made.better and "rose" or "rose_worse")
    or made.better and "fell_better" or "fell"
  return words:say(c[key], 1, { name = wording.name(words, goal), difference = amount(words, goal),
                                since = since(words, { goal }) })
end


--- What changed beyond noise, in a sentence: rule (4); nil when no goal has a change.
---@return string?
function change.sentence(words, all)
  local goals, c = change.goals(all), words.change
  if #goals == 0 then return nil end
  local better, worse = moved(goals)
  if #better + #worse == 0 then return words:say(c.none, #goals, { since = since(words, goals) }) end
  if #better + #worse == 1 then return told_alone(words, better[1] or worse[1]) end
  local parts = {}
  for _, part in ipairs { { better, c.better }, { worse, #better > 0 and c.worse_too or c.worse } } do
    if #part[1] > 0 then
      parts[#parts + 1] = words:say(part[2], #part[1], { names = sentence.names(words, part[1], true),
                                                         since = since(words, goals) })
    end
  end
  return table.concat(parts, " ")
end


-- The figure of the only change: the difference with its interval.
local function figure_of_one(words, goal)
  local c = words.change
  local interval = change.interval(words, goal, 1)
  local beyond = change.mark(goal) ~= "" and c.beyond or c.within
  return { label = words:say(c.figure_one, 1, { since = since(words, { goal }) }), of = "",
           value = change.number(words, goal, 1),
           note = interval ~= "" and words:say(c.interval_note, 1, { interval = interval, beyond = beyond }) or beyond }
end


--- The key figure of change: how many of how many are beyond noise; of one goal, its change. nil without any.
---@return table?
function change.figure(words, all)
  local goals, c, notes = change.goals(all), words.change, {}
  if #goals == 0 then return nil end
  if #goals == 1 then return figure_of_one(words, goals[1]) end
  local better, worse = moved(goals)
  if #better > 0 then notes[1] = words:say(c.better_note, #better) end
  if #worse > 0 then notes[#notes + 1] = words:say(c.worse_note, #worse) end
  return { label = c.figure, value = words:number(#better + #worse),
           of = words:say(words.figure.of, 1, { total = #goals }),
           note = #notes > 0 and table.concat(notes, words.format.comma) or c.within }
end


return change
