-- order.lua - labels of answers: which are no answer, which is yes, and which are better than which
--
--   file > rows > BATCH > tally > metric > goal > report
--
-- In: labels. Out: reasons, yes and no, places on a scale, feelings. What is not understood is nil.
--
-- (1) "5 - Very satisfied" says its own number.
-- (2) "Very", "somewhat" and their like part the good from the very good; "neither" is the middle. Labels that come out
--     alike are no scale.
-- (3) A label that denies a good word ("not easy") is a bad one.

local lexicon = require "cx.guess.lexicon"
local word = require "cx.guess.word"

local order = {}


--- The word for the reason that a label stands for when it is no answer.
---@param label string
---@return string?
function order.missing(label)
  if label == "-" or label == "." then return "blank" end
  local words = word.fold(label)
  if word.count(words) > 6 then return nil end
  for _, pair in ipairs(lexicon.missing) do
    if word.has(words, pair[2]) then return pair[1] end
  end
end


--- "yes", "no" or nil, by the label's first word.
---@param label string
---@return string?
function order.yes_no(label)
  local first = word.fold(label):match "^ (%S+)"
  if not first then return nil end
  if word.has(" " .. first .. " ", lexicon.yes) then return "yes" end
  if word.has(" " .. first .. " ", lexicon.no) then return "no" end
end


--- How good a label is, from -3 to 3, or nil (2) (3).
---@param label string
---@return integer?
function order.worth(label)
  local words = word.fold(label)
  if word.has(words, lexicon.neutral) then return 0 end
  local size = word.has(words, lexicon.weak) and 1 or word.has(words, lexicon.strong) and 3 or 2
  if word.has(words, lexicon.negative) then return -size end
  if word.has(words, lexicon.positive) then return word.has(words, lexicon.denied) and -size or size end        -- (3)
end


-- Labels that begin with their number (1).
local function numbered(labels)
  local list = {}
  for i, label in ipairs(labels) do
    local number = label:match "^(%d%d?)%s*[%-=:.)]%s*%D" or label:match "^(%d%d?)%s*\xE2\x80[\x93\x94]" or
      label:match "^(%d%d?)%s+%a" or label:match "%((%d%d?)%)$"
    if not number then return nil end
    list[i] = { text = label, value = math.tointeger(tonumber(number)) }
  end
  return list
end


--- The labels with their values, worst first, and whether the labels say the values; nil when there is no order.
---@param labels string[]
---@return { text: string, value: integer }[]?
---@return boolean? told
function order.of(labels)
  local list = #labels > 0 and numbered(labels)
  if list then return list, true end
  list = {}
  local seen, good, bad = {}, false, false
  for i, label in ipairs(labels) do
    local worth = order.worth(label)
    if not worth or seen[worth] then return nil end                                              -- (2)
    seen[worth], good, bad = true, good or worth > 0, bad or worth < 0
    list[i] = { text = label, worth = worth }
  end
  if #list < 3 or not good or not bad then return nil end
  table.sort(list, function(a, b) return a.worth < b.worth end)
  for i, one in ipairs(list) do one.value = i end
  return list, false
end


--- Whether labels grade what they say, as "very good" does; "calm" and "afraid" name two feelings.
---@param labels string[]
---@return boolean
function order.is_graded(labels)
  for _, label in ipairs(labels) do
    local words = word.fold(label)
    if label:find "^%d" or word.has(words, lexicon.strong) or word.has(words, lexicon.weak) then return true end
  end
  return false
end


--- Labels of feelings as { positive, negative, none }, when each is known.
---@param labels string[]
---@return table?
function order.feelings(labels)
  local made = { positive = {}, negative = {}, none = {} }
  for _, label in ipairs(labels) do
    local worth = order.worth(label)
    if not worth then return nil end
    local list = worth > 0 and made.positive or worth < 0 and made.negative or made.none
    list[#list + 1] = label
  end
  return #made.positive > 0 and #made.negative > 0 and made or nil
end


return order
