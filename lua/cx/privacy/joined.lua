-- joined.lua - small groups of several rounds as one group, so that parts still add up and nobody is given away
--
--   file > rows > batch > tally > METRIC > goal > REPORT
--
-- In: groups with the people of each round, a least number of people. Out: which groups become one.
--
-- (1) A group of fewer people than the minimum in any round is joined, and so is what would tell it: the groups of each
--     round and all their margins go through privacy.lua.
-- (2) The joined group reaches the minimum in every round, else it takes in the smallest other one: by the people of all
--     rounds, the first of equals, one with `last` only when no other is left.
-- (3) A round in which a group has no number was never asked of it: nobody is hidden there.
-- (4) A round of fewer people than the minimum tells nothing at all.

local joined = {}


local function people_of(groups, round, is_in)
  local n = 0
  for i, group in ipairs(groups) do
    if not is_in or is_in[i] then n = n + (group.n[round] or 0) end
  end
  return n
end


-- Joins what one round hides (1).
local function hide(is_in, by, groups, round, minimum)
  local book, counts = require "cx.privacy.book", require "cx.privacy.counts"
  local asked, labels, dear, hidden = {}, {}, {}, {}
  for _, group in ipairs(groups) do
    if group.n[round] then                                                                          -- (3)
      asked[#asked + 1], labels[#labels + 1] = group, group.at
      dear[book.key("", group.at)] = group.last
    end
  end
  local made = counts.table(tostring(round), by, labels, minimum, function(i) return asked[i].n[round] end)
  for _, cell in ipairs(made.cells) do cell.cost = dear[book.key("", cell.at)] and math.huge or nil end
  for _, cell in ipairs((require "cx.privacy".protect({ made }, { minimum = minimum }))[1].cells) do
    hidden[book.key("", cell.at)] = cell.hidden
  end
  for i, group in ipairs(groups) do
    if group.n[round] and hidden[book.key("", group.at)] then is_in[i] = true end
  end
end


-- The smallest group that is not joined (2).
local function smallest(is_in, groups)
  local best, least
  for i, group in ipairs(groups) do
    local n = group.last and math.huge or 0
    for _, people in pairs(group.n) do n = n + people end
    if not is_in[i] and (not best or n < least) then best, least = i, n end
  end
  return best
end


--- Which groups become one: a set of their numbers, empty when none does; nil for (4).
---@param by string[]
---@param groups { at: table<string, string>, n: table<integer, integer>, last?: boolean }[]
---@param n_rounds integer
---@param minimum integer
---@return table<integer, true>?
function joined.of(by, groups, n_rounds, minimum)
  local is_in = {}
  for round = 1, n_rounds do
    if people_of(groups, round) < minimum then return nil end
  end
  for round = 1, n_rounds do hide(is_in, by, groups, round, minimum) end
  for round = 1, n_rounds do
    while next(is_in) and people_of(groups, round, is_in) < minimum do is_in[smallest(is_in, groups)] = true end
  end
  return is_in
end


return joined
