-- question.lua - which columns are questions worth a goal, what each is measured with, and what is left out
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: profiles of columns with their roles. Out: questions with a name, a scale and a metric; the columns left out.
--
-- (1) A score is a question when its wording says what it asks, or when three columns of one name, such as Q7, have it.
-- (2) A lone rating from 1 to 5 with the codes 0 and 6 is one too, where others of the file have both.
-- (3) Yes and no, expectations and feelings are questions when their wording asks for something.
-- (4) Where nothing else is found: any yes and no; then the commonest answer of what is worded as a question.
-- (5) 0 to 10 of a recommendation is an NPS; ease a mean; a rating the share of its two best answers, of three the best one;
--     ten steps a mean. Problems, effort and ranks are the better the smaller.
-- (6) Questions with several answers (several.lua) are asked for and have no goal, for nothing says which answer is good;
--     where a file has no others, the commonest answer stands for each.

local order = require "cx.guess.order"
local scale = require "cx.guess.scale"
local several = require "cx.guess.several"
local word = require "cx.guess.word"

local question = {}

local FEWEST_WORDS = 4  -- of a heading that is a question
local MOST = 60         -- questions of a plan
local MOST_FALLBACK = 8
local MOST_OPTIONS = 60
local FEWEST = 10       -- cells of a column that is a question for want of a better one


-- What columns of one question share: "Q7ART" and "Q7FOOD" are Q7, "Satisfaction: Web" is Satisfaction.
local function family_of(c)
  if c.stem then return "=" .. c.stem end
  return c.name:match "^(%a+%d+)[%a_%[#]" or c.name:match "^(%a[%w ]-)[_%.%- ]*%d+$"
end


local function commonest(tops)
  local best
  for _, top in ipairs { 3, 4, 5, 6, 7 } do
    if (tops[top] or 0) > (tops[best] or 0) then best = top end
  end
  return best
end


-- Families with the largest answer of their members, counted without codes.
local function families(columns, dialect)
  local list = {}
  for _, c in ipairs(columns) do
    local key = c.role == "question" and family_of(c)
    if key then
      local one = list[key] or { n = 0, full = 0, tops = {} }
      local found = scale.of(c, dialect)
      one.n, list[key] = one.n + 1, one
      if found and found.type == "score" then
        one.tops[found.to] = (one.tops[found.to] or 0) + 1
        if found.to >= 5 and found.n_numbers == found.to - found.from + 1 then one.full = one.full + 1 end
      end
    end
  end
  for _, one in pairs(list) do one.top = commonest(one.tops) end
  return list
end


-- The largest answer of most columns whose wording asks for a rating.
local function file_top(columns, dialect)
  local tops = {}
  for _, c in ipairs(columns) do
    local found = c.role == "question" and c.asks and scale.of(c, dialect)
    if found and found.type == "score" then tops[found.to] = (tops[found.to] or 0) + 1 end
  end
  tops[6] = nil
  return commonest(tops)
end


local function has_codes(found)
  local zero, six = false, false
  for _, one in ipairs(found.missing) do
    zero, six = zero or one.code == 0, six or one.code == 6
  end
  return zero and six
end


local METRIC = {}                                                                                    -- (5)

function METRIC.score(q)
  local to, asks = q.scale.to, q.asks
  if asks == "recommend" and q.scale.from == 0 and to == 10 then return { family = "nps" } end
  if asks == "rank" or asks == "effort" then return { family = "mean", relation = "at_most", doubt = asks } end
  if asks == "ease" and to <= 7 then return { family = "ces" } end
  if asks == "problem" then return { family = "mean", relation = "at_most", doubt = "problem" } end
  if to > 7 then return { family = "mean" } end
  return { family = "csat", top = to <= 3 and 1 or 2 }
end


local function yes_answers(labels)
  local yes, n = {}, 0
  for _, label in ipairs(labels) do
    local said = order.yes_no(label)
    if said then n = n + 1 end
    if said == "yes" then yes[#yes + 1] = label end
  end
  return n == #labels and #yes > 0 and #yes < n and yes or nil
end


local function exceeded(labels)
  for _, label in ipairs(labels) do
    if word.has(word.fold(label), require "cx.guess.lexicon".exceeded) then return { label } end
  end
end


function METRIC.names(q)
  local labels = q.scale.labels
  local yes = yes_answers(labels)
  if yes then
    local worse = q.asks == "problem"
    return { family = "share", answers = yes, relation = worse and "at_most" or "at_least", yes = true,
             doubt = worse and "problem" or "yes" }
  end
  local best = q.asks == "expectation" and exceeded(labels)
  if best then return { family = "share", answers = best } end
  local feelings = q.asks == "feeling" and order.feelings(labels)
  if feelings then return { family = "emotion", feelings = feelings } end
end


-- How clearly a column asks something: 1 a score, 2 yes and no or a feeling, 3 and 4 guesses of last resort, or nil.
-- sure: the header is that of a survey's machine.
local function tier_of(q, family, coded, sure)
  if q.scale.type == "score" then
    local worded = q.asks and (q.scale.to > 3 or q.asks ~= "problem")
    local alike = family and family.full >= 3 and q.scale.to >= 5                                    -- (1)
    if worded or alike then return 1 end
    return coded and q.scale.to == 5 and has_codes(q.scale) and 1 or nil                             -- (2)
  end
  local sentence = q.column.text:find "%?" or word.count(word.fold(q.column.text)) >= FEWEST_WORDS
  if q.metric and (sentence or q.asks == "problem" or q.asks == "expectation" or q.asks == "feeling" or
                   q.asks == "recommend" or q.asks == "satisfied") then return 2 end                 -- (3)
  if not sure and q.column.filled < FEWEST then return nil end
  if q.metric then return 3 end                                                                      -- (4)
  local n = q.scale.labels and #q.scale.labels or #q.scale.numbers
  return sentence and n <= 8 and 4 or nil
end


local function candidate(c, dialect, list, most)
  if c.distinct == 1 and c.filled < c.rows then return nil end
  local family = list[family_of(c) or ""]
  local found = scale.of(c, dialect, family and family.top, most)
  if not found then return nil end
  local q = { column = c, scale = found, asks = c.asks }
  q.metric = METRIC[found.type] and METRIC[found.type](q)
  return q, family
end


-- Questions of the best tiers that there are, in the order of the columns.
local function best_of(found)
  local last = 2
  if #found[1] + #found[2] == 0 then last = #found[3] > 0 and 3 or 4 end
  local list = {}
  for tier = 1, last do
    for i, q in ipairs(found[tier]) do
      if tier < 3 or i <= MOST_FALLBACK then list[#list + 1] = q end
    end
  end
  table.sort(list, function(a, b) return a.place < b.place end)
  return table.move(list, 1, math.min(#list, MOST), 1, {})
end


-- The commonest answer stands for a question that has no better one.
local function last_resort(q)
  if q.scale.type == "codes" then
    local labels = {}
    for i, number in ipairs(q.scale.numbers) do labels[i] = tostring(number) end
    q.scale = { type = "names", labels = labels, missing = q.scale.missing }
  end
  q.metric = q.metric or { family = "share", answers = { q.scale.labels[1] }, doubt = "commonest" }
end


-- The questions with several answers beside those that have a goal (6).
local function add_several(chosen, options)
  for _, q in ipairs(chosen) do q.column.chosen = true end
  local alone = #chosen == 0
  for i = 1, math.min(#options, MOST_OPTIONS) do
    local q = options[i]
    if alone and i <= MOST_FALLBACK then q.metric = several.metric(q) end
    q.column.chosen = true
    chosen[#chosen + 1] = q
  end
  return chosen
end


--- Finds the questions of a file.
---@param columns table[] with their roles
---@param dialect table
---@return table[] questions { column, scale, asks, metric?, several?, sure }
function question.find(columns, dialect)
  local options, apart = several.find(columns), {}
  for _, q in ipairs(options) do apart[q.column] = true end
  local list, found = families(columns, dialect), { {}, {}, {}, {} }
  local coded, most = false, file_top(columns, dialect)
  for _, one in pairs(list) do coded = coded or one.full >= 3 end
  for place, c in ipairs(columns) do
    local q, family
    if c.role == "question" and not apart[c] then q, family = candidate(c, dialect, list, most) end
    local tier = q and tier_of(q, family, coded, dialect.header_rows > 1)
    if tier then
      q.place, q.tier, q.worded = place, tier, c.asks ~= nil
      table.insert(found[tier], q)
    end
  end
  local chosen = best_of(found)
  for _, q in ipairs(chosen) do last_resort(q) end
  return add_several(chosen, options)
end


local KINDS = { "personal", "text", "background", "number", "technical", "option", "several", "codes", "constant", "empty" }


--- The columns that are no question and have no role in the survey: { { kind, names }, ... } in a fixed order.
---@param columns table[]
---@return table[]
function question.left(columns)
  local by_kind, list = {}, {}
  for _, kind in ipairs(KINDS) do by_kind[kind] = { kind = kind, names = {} } end
  for _, c in ipairs(columns) do
    local kind = c.role == "question" and (c.distinct == 1 and "option" or "codes") or c.role
    if not c.chosen and by_kind[kind] then table.insert(by_kind[kind].names, c.name) end
  end
  for _, kind in ipairs(KINDS) do
    if #by_kind[kind].names > 0 then list[#list + 1] = by_kind[kind] end
  end
  return list
end


return question
