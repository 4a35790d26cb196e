-- replicate.lua - a sample with a part of it left out: what it sums to, and how much such a replicate counts
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: sums of people by stratum and by the part that can be left out; the strata. Out: replicates, and sums without a part.
--
-- (1) Sums are bags: key -> { n, w, q, y }, people, sum w, sum w^2, sum w s. A set of sums has a bag of all, one of each
--     stratum in it, one of each part (unit) of a stratum.
-- (2) Leaving out one of n units of a stratum, the others weigh by n/(n - 1), and rows of other strata by 1. The replicate
--     counts (1 - f)(n - 1)/n (R: as.svrepdesign, JK1 and JKn). Units without anybody are all alike: one replicate, n times.
-- (3) A stratum of one unit: adjust leaves it out, and all others weigh by H/(H - 1), H strata; it counts (H - 1)/H. remove
--     leaves it be; average lets the replicates of the others count for it too; fail refuses. A stratum that was taken
--     whole has no error.
-- (4) A key that nobody is left of is not in the sums, and weights that rounding leaves of nothing are nothing.

local caller = require "cx.caller"

local replicate = {}

local NOTHING = { n = 0, w = 0.0, q = 0.0, y = 0.0 }


---@class cx.Replicate
---@field stratum integer
---@field unit? string what is left out; nil: a unit that nobody is in, or a whole stratum (own = 0)
---@field times integer how many there are of it
---@field factor number how much one counts
---@field own number what those who are left of the stratum weigh by
---@field others number what the rest weighs by


-- ---- sums (1) -----------------------------------------------------------------------------------------------

--- Adds people under a key.
---@param bag table
---@param key any
function replicate.add(bag, key, n, w, q, y)
  local sum = bag[key]
  if not sum then
    bag[key] = { n = n, w = w, q = q, y = y }
    return
  end
  sum.n, sum.w, sum.q, sum.y = sum.n + n, sum.w + w, sum.q + q, sum.y + y
end


--- A set of sums of nobody; `cell` is whose.
---@param cell? integer
---@return table
function replicate.sums(cell) return { cell = cell, all = {}, strata = {} } end


--- A function: key, n, w, q, y -> added to all, to a stratum and to a unit of it.
---@param sums table
---@param stratum integer
---@param unit string
---@return fun(key: any, n: integer, w: number, q: number, y: number)
function replicate.adder(sums, stratum, unit)
  local add, own = replicate.add, sums.strata[stratum] or { all = {}, units = {} }
  sums.strata[stratum], own.units[unit] = own, own.units[unit] or {}
  local part = own.units[unit]
  return function(key, n, w, q, y)
    add(sums.all, key, n, w, q, y)
    add(own.all, key, n, w, q, y)
    add(part, key, n, w, q, y)
  end
end


-- ---- replicates (2) (3) -------------------------------------------------------------------------------------

-- The units of each stratum that somebody is in, in order.
local function units_of(list_of_sums)
  local list, seen = {}, {}
  for _, sums in ipairs(list_of_sums) do
    for h, own in pairs(sums.strata) do
      list[h], seen[h] = list[h] or {}, seen[h] or {}
      for unit in pairs(own.units) do
        if not seen[h][unit] then
          seen[h][unit] = true
          list[h][#list[h] + 1] = unit
        end
      end
    end
  end
  for _, units in pairs(list) do table.sort(units) end
  return list
end


local function refuse_lonely(strata)
  local lonely = 0
  for h, n in ipairs(strata.psus) do
    if n == 1 and strata.population[h] ~= 1 then lonely = lonely + 1 end
  end
  if lonely > 0 and strata.lonely == "fail" then
    caller.raise(require "cx.design".lonely(lonely))
  end
end


--- The replicates of sums: one for each unit that somebody is in, and one for all the rest of a stratum.
---@param strata { psus: integer[], population: number[], lonely?: string }
---@param list_of_sums table[]
---@return cx.Replicate[]
function replicate.list(strata, list_of_sums)
  refuse_lonely(strata)
  local units = units_of(list_of_sums)
  local list, all, used = {}, 0, 0
  for h, n in ipairs(strata.psus) do
    local size, k = strata.population[h], n / (n - 1)
    local left = size > 0 and math.max(0, 1 - n / size) or 1
    all, used = all + n, used + (n > 1 and n or 0)
    local function put(unit, times)
      list[#list + 1] = { stratum = h, unit = unit, times = times, factor = left / k, own = k, others = 1 }
    end
    if n > 1 then
      for _, unit in ipairs(units[h] or {}) do put(unit, 1) end
      if n > #(units[h] or {}) then put(nil, n - #(units[h] or {})) end
    elseif left > 0 and strata.lonely == "adjust" and #strata.psus > 1 then
      local share = #strata.psus / (#strata.psus - 1)
      list[#list + 1] = { stratum = h, times = 1, factor = 1 / share, own = 0, others = share }
    end
  end
  for _, one in ipairs(strata.lonely == "average" and list or {}) do one.factor = one.factor * all / used end
  return list
end


--- Calls visit(key, n, w, q, y) for what a replicate leaves of sums; without a replicate for all of them.
---@param sums table
---@param one? cx.Replicate
---@param visit fun(key: any, n: integer, w: number, q: number, y: number)
function replicate.each_left(sums, one, visit)
  local own = one and sums.strata[one.stratum]
  local out = own and one.unit and own.units[one.unit]
  for key, all in pairs(sums.all) do
    local s, u = own and own.all[key] or NOTHING, out and out[key] or NOTHING
    local a, k = one and one.others or 1, one and one.own or 1
    local n = all.n - s.n + (k > 0 and s.n - u.n or 0)
    local w = a * (all.w - s.w) + k * (s.w - u.w)
    if n > 0 then                                                                                        -- (4)
      if w > 1e-12 * all.w then
        visit(key, n, w, a * a * (all.q - s.q) + k * k * (s.q - u.q), a * (all.y - s.y) + k * (s.y - u.y))
      else
        visit(key, n, 0.0, 0.0, 0.0)
      end
    end
  end
end


return replicate
