-- hidden.lua - counts of few cases hidden, and what would give them away
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: counts and the sums between them (cells.lua), paths; the least number of cases. Out: marks: hidden = true.
--
-- (1) A count of fewer cases than the minimum is hidden, and so is a rest of as few: how many did not take a step, too.
-- (2) In a sum whose total is shown, hidden parts are two at least and reach the minimum together; a hidden total has a hidden
--     part. Else the smallest shown one of the sum is hidden too.
-- (3) Then the exact audit (core/infer/audit.h) over all sums: while a count of (1) can be worked out, the smallest shown one
--     of its proof is hidden too. Not with more than MOST_AUDITED hidden counts, which leave (2) alone; nor for what follows
--     only from counts not being negative.
-- (4) A path of fewer cases than the minimum is hidden. What a shown count leaves after the shown paths that it counts is none
--     or reaches the minimum: else the smallest of these paths is hidden too.
-- (5) A path of more than 200 events is not told; it counts among the others.
-- (6) A hidden thing is not in the outcome at all.

local hidden = {}

local MOST_AUDITED = 3000


-- Whether one of two is better hidden: rather what is not dear, a part than the total, few cases than many.
local function is_better(one, other, total)
  if not other then return true end
  if one.dear ~= other.dear then return other.dear == true end
  if (one == total) ~= (other == total) then return other == total end
  return one.people < other.people
end


-- The shown one of a sum to be hidden next, if any may be.
local function smallest(sum)
  local best
  for _, one in ipairs(sum) do
    if not one.hidden and not one.fixed and is_better(one, best, sum[1]) then best = one end
  end
  return best
end


-- Rule (2) for one sum, its total first; true when one more was hidden.
local function close(sum, minimum)
  local n, people = sum[1].hidden and 1 or 0, 0
  for i = 2, #sum do
    if sum[i].hidden then n, people = n + 1, people + sum[i].people end
  end
  if n == 0 or n > 1 and (sum[1].hidden or people >= minimum) then return false end
  local extra = smallest(sum)
  if extra then extra.hidden = true end
  return extra ~= nil
end


-- The hidden counts and the sums between them, as core.audit wants them.
local function system(cells)
  local unknown, number, equations, from = {}, {}, {}, {}
  for _, cell in ipairs(cells.list) do
    if cell.hidden then
      unknown[#unknown + 1] = cell
      number[cell] = #unknown
    end
  end
  for _, sum in ipairs(cells.sums) do
    local row, total = { 0 }, 0
    for i, cell in ipairs(sum) do
      local sign = i == 1 and 1 or -1
      if number[cell] then row[#row + 1], row[#row + 2] = number[cell], sign else total = total - sign * cell.n end
    end
    row[1] = total
    if #row > 1 then equations[#equations + 1], from[#from + 1] = row, sum end
  end
  return unknown, equations, from
end


-- Rule (3); true when one more was hidden.
local function audit(cells)
  local unknown, equations, from = system(cells)
  if #unknown > MOST_AUDITED then return false end
  local answers, changed = assert(require "cx.core".audit(#unknown, equations)), false
  for i, cell in ipairs(unknown) do
    local answer, extra = answers[i], nil
    for k = 1, cell.keep and answer.given_away and answer.proof and #answer.proof or 0, 2 do
      local one = smallest(from[answer.proof[k]])
      if one and is_better(one, extra) then extra = one end
    end
    if extra then extra.hidden, changed = true, true end
  end
  return changed
end


--- Marks counts (1) (2) (3).
---@param cells table { list, sums } of cells.lua
---@param minimum integer
function hidden.counts(cells, minimum)
  for _, cell in ipairs(cells.list) do
    cell.keep = not cell.fixed and cell.people < minimum
    cell.hidden = cell.hidden or cell.keep or nil
  end
  repeat
    local changed = true
    while changed do
      changed = false
      for _, sum in ipairs(cells.sums) do changed = close(sum, minimum) or changed end
    end
  until not audit(cells)
end


-- Whether a count counts the cases of a path.
local function counts(cell, met) return met[cell.of] and not (cell.less and met[cell.less]) end


--- Marks paths (4) (5); counts are marked already.
---@param variants table[] { path, cases, events, met = what counts count it }, most cases first
---@param cells table
---@param minimum integer
function hidden.paths(variants, cells, minimum)
  for _, variant in ipairs(variants) do variant.hidden = variant.hidden or variant.cases < minimum or nil end
  local left, at = {}, 1
  for _, cell in ipairs(cells.list) do
    if cell.of and not cell.hidden then
      left[#left + 1] = { cell = cell, n = cell.n }
      for _, variant in ipairs(variants) do
        if not variant.hidden and counts(cell, variant.met) then left[#left].n = left[#left].n - variant.cases end
      end
    end
  end
  while at <= #left do
    local one, extra = left[at], nil
    for i = #variants, 1, -1 do
      local variant = variants[i]
      if one.n <= 0 or one.n >= minimum or extra then break end
      if not variant.hidden and counts(one.cell, variant.met) then extra = variant end
    end
    if extra then extra.hidden = true end
    for _, other in ipairs(extra and left or {}) do
      if counts(other.cell, extra.met) then other.n = other.n + extra.cases end
    end
    at = extra and 1 or at + 1
  end
end


return hidden
