-- mix.lua - answers that move to better ones: each class alone, and the cheapest of all together
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: classes of equal score, worst first, each with its answers; what a move costs. Out: moves, their cost, shares after.
--
-- (1) A place is what can move: an answer, to the nearest answer of a better class, at as many units as the scale has answers
--     in between and one; where a cost of the analyst's, or no scale, says nothing of answers, a whole class, at cost(from, to)
--     or as many units as it climbs.
-- (2) The cheapest moves of a place are the lower hull of its costs over its gains; hull pieces are taken in the order of
--     cost per gain, exact (a fractional knapsack, Dantzig 1957). Of pieces that cost as much the shorter goes first, then
--     the worse place; that there were others is told: ties.
-- (3) Costs are units per hundred who answer.

local complain = require "cx.complain"

local mix = {}

local NEARLY = 1e-9


-- ---- places and moves (1) --------------------------------------------------------------------------------

local function cost_of(self, a, b)
  if not self.cost then return math.abs(b.at - a.at) end
  local cost = self.cost(a, b)
  if type(cost) ~= "number" or not (cost >= 0 and cost < math.huge) then
    error(("%s: cost: a number from 0 is wanted for %s to %s, not %s"):format(self.place or "cx.simulate", a.label, b.label,
      complain.show(cost)), 0)
  end
  return cost
end


-- What can move: { label, score, share, at, class }, worst first.
local function places_of(classes, by_answer)
  local list = {}
  for i, class in ipairs(classes) do
    if by_answer then
      for _, answer in ipairs(class.answers) do
        list[#list + 1] = { label = answer.label, score = class.score, share = answer.share, at = answer.at, class = i }
      end
    else
      list[#list + 1] = { label = class.label, score = class.score, share = class.share, at = i, class = i }
    end
  end
  return list
end


-- The cheapest move of a place into each better class: by place, { i, j, gain, cost }.
local function moves_of(self, places, dir)
  local list = {}
  for i, a in ipairs(places) do
    local best = {}
    for j, b in ipairs(places) do
      local cost = b.class > a.class and (self.cost or a.share > 0) and cost_of(self, a, b)
      if cost and (not best[b.class] or cost < best[b.class].cost) then
        best[b.class] = { i = i, j = j, gain = dir * (b.score - a.score), cost = cost }
      end
    end
    list[i] = best
  end
  return list
end


--- Places and moves of a goal's classes.
---@param self { cost?: function, place?: string }
---@param classes table[] { label, score, share, answers = { label, share, at } }, worst first
---@param dir 1|-1 1 where more is better
---@param is_scale boolean answers stand in the order of a scale
---@return table board { places, moves }
function mix.board(self, classes, dir, is_scale)
  local places = places_of(classes, is_scale and not self.cost)
  return { places = places, moves = moves_of(self, places, dir), by_answer = is_scale and not self.cost or nil }
end


-- ---- the cheapest (2) ------------------------------------------------------------------------------------

-- The pieces of a place's lower hull into the classes that are asked for, each { i, before, j, gain, cost, slope, order }.
local function hull(moves, i, only)
  local pieces, j, gain, cost, last = {}, i, 0, 0, 0
  while true do
    local best, slope
    for class, point in pairs(moves) do
      if point.gain > gain and (not only or class == only) then
        local s = math.max(last, (point.cost - cost) / (point.gain - gain))
        local is_tie = slope and math.abs(s - slope) <= NEARLY * slope
        if not slope or is_tie and point.gain < best.gain or not is_tie and s < slope then best, slope = point, s end
      end
    end
    if not best then return pieces end
    pieces[#pieces + 1] = { i = i, before = j, j = best.j, gain = best.gain - gain, cost = best.cost - cost, slope = slope,
                            order = #pieces + 1 }
    j, gain, cost, last = best.j, best.gain, best.cost, slope
  end
end


local function in_order(a, b)
  if a.slope ~= b.slope then return a.slope < b.slope end
  if a.order ~= b.order then return a.order < b.order end
  return a.i < b.i
end


-- Slopes that are equal but for rounding are made so, for an order that holds.
local function level(pieces)
  table.sort(pieces, function(a, b) return a.slope < b.slope end)
  for k = 2, #pieces do
    if pieces[k].slope - pieces[k - 1].slope <= NEARLY * pieces[k].slope then pieces[k].slope = pieces[k - 1].slope end
  end
  table.sort(pieces, in_order)
end


--- The cheapest moves that gain so much: shares by place and place, their cost, whether others cost as much; nil when all
--- together do not gain it.
---@param board table
---@param need number
---@param from? integer only answers of this class
---@param to? integer only into this class
---@return table<integer, table<integer, number>>? by, number? cost, boolean? ties
function mix.cheapest(board, need, from, to)
  local pieces, left, cost, by = {}, need, 0, {}
  for i, place in ipairs(board.places) do
    if place.share > 0 and (not from or place.class == from) then
      table.move(hull(board.moves[i], i, to), 1, 1000, #pieces + 1, pieces)
    end
  end
  level(pieces)
  local last, room = nil, 0
  for _, piece in ipairs(pieces) do
    local has = board.places[piece.i].share
    if left <= 1e-12 and not (last and piece.slope == last) then break end
    local share = math.min(has, math.max(0, left) / piece.gain)
    if left > 1e-12 then
      last = piece.slope
      by[piece.i] = by[piece.i] or {}
      by[piece.i][piece.before] = (by[piece.i][piece.before] or share) - share
      by[piece.i][piece.j] = share
      left, cost = left - share * piece.gain, cost + share * piece.cost
    end
    room = room + has - share
  end
  if left > NEARLY * math.max(1, need) then return nil end
  return by, cost, last ~= nil and #pieces > 1 and room > NEARLY and mix.has_other(pieces, last)
end


--- Whether more than one piece costs so much per gain.
---@param pieces table[]
---@param slope number
---@return boolean
function mix.has_other(pieces, slope)
  local n = 0
  for _, piece in ipairs(pieces) do
    if piece.slope == slope then n = n + 1 end
  end
  return n > 1
end


--- A mix as an outcome tells it, and the shares of the places after it (3).
---@param board table
---@param by table<integer, table<integer, number>>
---@param cost number
---@param ties? boolean
---@return table mix { { from, to, share }, ..., cost, ties }
---@return number[] after
function mix.told(board, by, cost, ties)
  local made, after = { cost = 100 * cost, ties = ties or nil }, {}
  for i, place in ipairs(board.places) do after[i] = place.share end
  for i, place in ipairs(board.places) do
    for j, to in ipairs(board.places) do
      local share = by[i] and by[i][j] or 0
      if share > 1e-12 then
        made[#made + 1] = { from = place.label, to = to.label, share = share }
        after[i], after[j] = after[i] - share, after[j] + share
      end
    end
  end
  return made, after
end


return mix
