-- scale.lua - the scale of a question, from the answers that it was given
--
--   file > rows > BATCH > tally > metric > goal > report
--
-- In: a profile of a column. Out: { type, from, to, missing, answers, doubt } or nil.
--
-- (1) Negative numbers beside others, 77 and above, and 9 or 8 far from the rest stand for reasons, not for answers.
-- (2) 0 below a scale that begins with 1 is a blank. 6 above 1 to 5 is "never used" where 0 is a code too, or where a
--     column of the same question, or most ratings of the file, end with 5; elsewhere it is an answer. 11 above 0 to 10
--     is a blank.
-- (3) A question whether one would recommend goes from 0 to 10, even if nobody gave a 0; not if many gave a 1 and none a 0.
-- (4) Labels are a scale when their order is known (order.lua); else names. So are numbers of which there are two.
-- (5) A label is written down only if LISTED people gave it, or if everybody knows it.
-- (6) Where 19 cells of 20 are whole numbers, the others are slips.

local core = require "cx.core"
local order = require "cx.guess.order"
local word = require "cx.guess.word"

local scale = {}

scale.LISTED = 10

local MOST_NAMES = 14
local STRAYS = 0.05


-- Whether a label may be written down (5): many gave it, or it is of few words.
local function is_public(c, label, most_words)
  return c.count[label] >= scale.LISTED or word.count(word.fold(label)) <= most_words
end


-- A few cells among many numbers that are no whole number: off the scale, and no reason to give it up (6).
local function few_strays(c, decimal)
  local strays, n = 0, 0
  for _, cell in ipairs(c.order) do
    if not order.missing(cell) then
      n = n + c.count[cell]
      local number = core.number(cell, decimal)
      if not (number and math.tointeger(number)) then strays = strays + c.count[cell] end
    end
  end
  return strays <= STRAYS * n
end


-- The answers of a column as numbers, reasons and labels.
local function sort_cells(c, decimal)
  local made = { count = {}, numbers = {}, missing = {}, labels = {} }
  local forgiven = few_strays(c, decimal)
  for _, cell in ipairs(c.order) do
    local number = core.number(cell, decimal)
    local whole = number and math.tointeger(number)
    if number and not whole and not forgiven then return nil end
    if whole then
      if not made.count[whole] then made.numbers[#made.numbers + 1] = whole end
      made.count[whole] = (made.count[whole] or 0) + c.count[cell]
    elseif order.missing(cell) or not forgiven then
      local reason = order.missing(cell)
      if not reason then
        table.insert(made.labels, cell)
      elseif is_public(c, cell, 4) then
        table.insert(made.missing, { code = cell, reason = reason })
      end
    end
  end
  table.sort(made.numbers)
  return made
end


-- Takes a code from the numbers.
local function take(made, code, reason)
  for i, number in ipairs(made.numbers) do
    if number == code then
      table.remove(made.numbers, i)
      table.insert(made.missing, { code = code, reason = reason })
      return
    end
  end
end


-- Codes that lie outside any scale (1).
local function take_far(made, recommends)
  for i = #made.numbers, 1, -1 do
    local number = made.numbers[i]
    if number < 0 and made.numbers[#made.numbers] > 0 or number >= 77 then take(made, number, "coded") end
  end
  local top = made.numbers[#made.numbers]
  local next_top = made.numbers[#made.numbers - 1]
  if top and next_top and not recommends and (top == 9 or top == 8) and next_top <= 5 then take(made, top, "dont_know") end
  if top == 11 and made.count[10] then take(made, 11, "blank") end                                   -- (2)
end


-- From and to, when the numbers are a recommendation (3).
local function recommendation(made)
  local top = made.numbers[#made.numbers]
  if not top or top > 10 or top < 7 then return nil end
  if not made.count[0] and (made.count[1] or 0) >= scale.LISTED then return nil end
  return { type = "score", from = 0, to = 10 }
end


-- Takes the codes beside 1 to 5 (2).
local function take_six(made, peer_top)
  if made.count[6] and not made.count[7] and (made.count[0] or peer_top == 5) then take(made, 6, "never_used") end
  if made.count[0] then take(made, 0, "blank") end
end


-- From and to of a rating, by its largest number.
local function rating(made, peer_top, file_top, worded)
  local top = made.numbers[#made.numbers]
  if top and top <= 7 then take_six(made, peer_top or file_top) end
  top = made.numbers[#made.numbers]
  if not top or top < 3 or top > 10 then return nil end
  local from = made.count[0] and top > 7 and 0 or 1
  local to = top > 7 and 10 or math.max(top, math.min(peer_top or top, 7))
  if #made.numbers < 3 or #made.numbers < (worded and 0.4 or 0.6) * (to - from + 1) then return nil end
  return { type = "score", from = from, to = to }
end


-- Labels that may be written down (5), and how many are not.
local function listed(c, labels)
  local shown, hidden = {}, 0
  for _, label in ipairs(labels) do
    local known = order.yes_no(label) or order.worth(label)
    if is_public(c, label, known and 3 or 0) then
      shown[#shown + 1] = label
    else
      hidden = hidden + 1
    end
  end
  table.sort(shown, function(a, b)
    if c.count[a] ~= c.count[b] then return c.count[a] > c.count[b] end
    return a < b
  end)
  return shown, hidden
end


local function of_names(c, made)
  local labels, hidden = listed(c, made.labels)
  if #labels < 2 or #labels > MOST_NAMES then return nil end
  return { type = "names", labels = labels, hidden = hidden, missing = made.missing }
end


-- Words with an order (4).
local function of_words(c, made)
  local list, told = order.of(made.labels)
  if not list or c.asks == "feeling" and not order.is_graded(made.labels) then return of_names(c, made) end
  for _, one in ipairs(list) do
    if not is_public(c, one.text, 6) then return nil end
  end
  local top, low = 0, math.huge
  for _, one in ipairs(list) do top, low = math.max(top, one.value), math.min(low, one.value) end
  for _, number in ipairs(made.numbers) do
    if not told then return nil end
    top, low = math.max(top, number), math.min(low, number)
  end
  if c.asks == "recommend" and told and top > 7 then low, top = 0, 10 end
  if top - math.min(low, 1) < 2 then return of_names(c, made) end
  return { type = "score", from = math.min(low, 1), to = top, answers = list, missing = made.missing, doubt = not told and
           "ordered" or nil }
end


--- The scale that a column's answers suggest, or nil.
---@param c table
---@param dialect table
---@param peer_top? integer the largest answer on the scales of columns that ask the same
---@param file_top? integer that of most ratings of the file
---@return table?
function scale.of(c, dialect, peer_top, file_top)
  if c.many then return nil end
  local made = sort_cells(c, dialect.decimal)
  if not made then return nil end
  take_far(made, c.asks == "recommend")
  if #made.labels > 0 then return of_words(c, made) end
  local few = #made.numbers == 1 or #made.numbers == 2 and made.numbers[2] <= 2
  local found = c.asks == "recommend" and recommendation(made) or not few and rating(made, peer_top, file_top, c.asks) or nil
  if not found then return few and { type = "codes", numbers = made.numbers, missing = made.missing } or nil end
  table.sort(made.missing, function(a, b)
    if type(a.code) ~= type(b.code) then return type(a.code) == "number" end
    return a.code < b.code
  end)
  found.missing, found.n_numbers = made.missing, #made.numbers
  return found
end


return scale
