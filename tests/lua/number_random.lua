-- number_random.lua - random numbers from a seed, and tiny surveys of bad numbers made by them

local random = {}
random.__index = random

local WEIGHTS = { "0", "1", "1", "1", "2.5", "0.5", "1e-18", "1e-9", "0.0001", "1e9", "999999999", "", "-1", "inf", "nan",
                  "1e308", "1e300", "1e-300", "123.456789012345678" }
local TAME = { "1", "1", "2", "0.5", "1.25", "0" }
local SCORES = { "0", "3", "6", "7", "8", "9", "10", "10", "", "77" }
local NUMBERS = { "1", "2", "2.5", "-3", "0", "1e15", "-1e14", "1e-300", "", "x", "1e308", "999999999999" }
local SIZES = { "2", "5", "10", "1", "1e15", "", "0", "-3", "inf", "x" }
local DAYS = { "2026-01-01", "2026-02-03", "2026-03-05", "2026-04-07", "2027-05-01", "" }


--- A source of random numbers.
---@param seed integer
function random.new(seed)
  local self = setmetatable({ state = (seed * 2654435761 + 12345) & math.maxinteger }, random)
  for _ = 1, 5 do self:below(2) end
  return self
end


--- A whole number from 0 to n - 1 (xorshift).
function random:below(n)
  local x = self.state
  x = x ~ (x << 13)
  x = x ~ (x >> 7)
  x = x ~ (x << 17)
  self.state = x
  return (x >> 11) % n
end


function random:pick(list) return list[self:below(#list) + 1] end


--- True once in n times.
function random:chance(n) return self:below(n) == 0 end


--- A value, or nil, as often.
function random:some(value)
  if self:chance(2) then return value end
end


local function row(self, all, q, tame, size)
  return table.concat({
    self:pick { "Web", "Shop", "Web", "" }, q or self:pick(SCORES), self:pick { "1", "5", "5", "", "9" },
    self:pick { "yes", "no", "yes", "" }, self:pick { "a", "b", "a;b", "", "z" }, self:pick(NUMBERS),
    self:pick(tame and TAME or WEIGHTS), self:pick { "n", "s", "n", "" }, self:pick { "1", "2", "3", "4", "" },
    all and size or self:pick(SIZES), self:pick { "A", "B", "C", "" }, self:pick { "p", "q", "r", "" }, self:pick(DAYS),
    self:pick(SCORES),
  }, ",")
end


--- Rows of answers, weights and the columns of a design.
---@param rows integer
---@param tame boolean with ordinary weights
function random:text(rows, tame)
  local lines = { "tp,q,s,c,k,x,w,st,cl,pop,acc,person,day,old" }
  local alike, all, q, size = self:chance(5), self:chance(2), self:pick(SCORES), self:pick(SIZES)
  for i = 1, rows do lines[i + 1] = row(self, all, alike and q or nil, tame, size) end
  return table.concat(lines, "\n") .. "\n"
end


--- The questions of those rows.
function random.questions(bounded)
  local cx = require "cx"
  return { q = cx.scale.nps { missing = { 77 } }, s = cx.scale { 1, 5 }, c = cx.scale.names { "yes", "no" },
           k = cx.scale.several { "a", "b" }, x = bounded and cx.number { from = 0, to = 10 } or cx.number }
end


local ROLES = { { "touchpoint", "tp", 2 }, { "strata", "st", 3 }, { "cluster", "cl", 4 }, { "account", "acc", 5 },
                { "population", "pop", 6 }, { "person", "person", 6 }, { "time", "day", 2 } }


--- A survey over them, with weights and a design or without.
---@param tame boolean
---@param more? table options besides
function random:survey(tame, more)
  local rows = self:below(self:chance(4) and 40 or 7)
  local options = { text = self:text(rows, tame), questions = random.questions(self:chance(2)), name = "S" }
  if not self:chance(3) then options.weight = "w" end
  for _, role in ipairs(ROLES) do
    if self:chance(role[3]) then options[role[1]] = role[2] end
  end
  if (options.strata or options.cluster or options.account) and self:chance(2) then
    options.lonely = self:pick { "adjust", "fail", "remove", "average" }
  end
  for name, value in pairs(more or {}) do options[name] = value end
  return require "cx".survey(options)
end


--- A survey of a round with earlier ones.
---@param tame boolean
function random:rounds(tame)
  local earlier = {}
  for i = 1, 1 + self:below(3) do earlier[i] = self:survey(tame, { round = ("202%d"):format(i) }) end
  return self:survey(tame, { round = "2026", earlier = earlier })
end


return random
