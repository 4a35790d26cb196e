-- raked_side.lua - groups of a raked tally as the sides of a comparison, and the errors of their differences
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: what cx.rake gave, a metric, columns. Out: a set: { about, design_n, sides } with between, rest, share, parts.
--
-- (1) A side is a group of the columns that are not raked on, or of those that by names; its estimate is that of
--     raked:measure. The rest of a group are all other joint cells, estimated in the same way.
-- (2) The influence of a row on a - b is (s - m)/W of its own side, less on side b, and 0 on neither. The margins explain
--     part of it, also of rows on neither side (core/infer/rake.h, rule 4): what is left is summed by cluster where
--     clusters are declared, and has the variance of the design (core/infer/design.h). Without a design all rows are one
--     stratum, as R's survey has it.
-- (3) Trimmed weights no longer have the margins: nothing is taken from their influences.

local caller = require "cx.caller"
local contrast = require "cx.compare.contrast"
local core = require "cx.core"
local side = require "cx.compare.side"

local raked_side = {}

---@class cx.RakedSet
---@field about table
---@field design_n number
---@field sides table[]
local class = {}
class.__index = class


--- What is said about the tally behind; raises when it is closed.
---@param raked table
---@return table
function raked_side.about(raked) return require "cx.rake.raked".open(raked).about end


--- The columns of `by`; without it those that are not raked on (1).
---@param raked table
---@param by string|string[]|false|nil
---@return string[]
function raked_side.columns(raked, by)
  local state = require "cx.rake.raked".open(raked)
  if by ~= nil then return side.columns(state.about, by) end
  local used, names = {}, {}
  for _, margin in ipairs(state.margins) do
    for _, column in ipairs(margin.columns) do used[column] = true end
  end
  for i, entry in ipairs(state.about.by) do
    if not used[i] then names[#names + 1] = entry.name end
  end
  return names
end


-- ---- sides (1) --------------------------------------------------------------------------------------------

-- The joint cells by their labels in some columns: sides without estimates, in the order of their keys.
local function gather(state, places)
  local list, by_key = {}, {}
  for cell = 1, core.tally_size(state.box) do
    local labels, own, group = core.tally_labels(state.box, cell), {}, {}
    for i, place in ipairs(places) do own[i], group[state.about.by[place].name] = labels[place], labels[place] end
    local key = table.concat(own, "\0")
    if not by_key[key] then
      by_key[key] = { key = key, label = table.concat(own, ", "), group = group, cells = {} }
      list[#list + 1] = by_key[key]
    end
    table.insert(by_key[key].cells, cell)
  end
  table.sort(list, function(a, b) return a.key < b.key end)
  return list
end


local function estimate(self, sides)
  local state, domains = self.state, {}
  for i, one in ipairs(sides) do domains[i] = one.cells end
  local list = caller.try(core.rake_measure, state.raked, state.box, self.at, self.plan, { confidence = self.confidence },
    domains, state.weighted, state.design)
  for i, one in ipairs(sides) do
    one.estimate = require "cx.measure".bare(list[i], self.plan)
    one.estimate.group, one.estimate.raked = one.group, true
  end
end


--- The sides of a raked tally.
---@param raked table
---@param call { metric: table, confidence: number }
---@param by string[]
---@return cx.RakedSet
function raked_side.open(raked, call, by)
  local state = require "cx.rake.raked".open(raked)
  local self = setmetatable({ state = state, about = state.about, metric = call.metric, confidence = call.confidence,
                              design_n = (core.tally_design(state.box)) }, class)
  self.at, self.plan = require "cx.ask".metric(state.box, state.about, call.metric, "cx.compare")
  self.sides = gather(state, side.places(state.about, by))
  estimate(self, self.sides)
  return self
end


--- The side of all that a side has not; without a value when it is everybody.
---@param one table
---@return table
function class:rest(one)
  local own, rest = {}, { key = "", label = "", group = {}, cells = {} }
  for _, cell in ipairs(one.cells) do own[cell] = true end
  for cell = 1, core.tally_size(self.state.box) do
    if not own[cell] then table.insert(rest.cells, cell) end
  end
  if #rest.cells == 0 then rest.estimate = { n = 0, n_effective = 0.0 } else estimate(self, { rest }) end
  return rest
end


--- The side of everybody.
---@return table
function class:total()
  local all = { key = "", label = "", group = {}, cells = {} }
  for cell = 1, core.tally_size(self.state.box) do all.cells[cell] = cell end
  estimate(self, { all })
  return all
end


-- ---- influences (2) -------------------------------------------------------------------------------------------

-- Where the groups of the full tally belong: the design's; without one all rows are one stratum.
local function frame_of(self)
  local state = self.state
  if state.design then return state.design end
  if not self.frame then
    local n = core.tally_size(state.box)
    self.frame = { full = state.box, psus = { self.design_n }, population = { 0 }, lonely = "adjust", clustered = false,
                   cell = require "cx.tally".count_up(n), stratum = {} }
    for g = 1, n do self.frame.stratum[g] = 1 end
  end
  return self.frame
end


-- The answers of each group of the full tally: flat lists of n, w, q, score; w and q raked, as those of all its rows.
local function answers_of(self)
  if self.answers then return self.answers end
  local state, frame, list = self.state, frame_of(self), {}
  local factors = core.rake_factors(state.raked, state.box)
  self.w, self.q = {}, {}
  for g, slots in ipairs(side.cells(frame.full, self.metric, state.about)) do
    local f, flat = factors[frame.cell[g]], {}
    local rows, sum, squares = core.tally_group(frame.full, g)
    self.w[g], self.q[g] = f * (state.weighted and sum or rows), f * f * (state.weighted and squares or rows)
    for _, slot in ipairs(slots) do
      if slot.n > 0 then
        local w, q = state.weighted and slot.w or slot.n, state.weighted and slot.q or slot.n
        table.move({ slot.n, f * w, f * f * q, slot.score }, 1, 4, #flat + 1, flat)
      end
    end
    list[g] = flat
  end
  self.answers, self.factors = list, factors
  return list
end


-- The raked weight of all that answered on a side.
local function weight_of(self, one)
  if one.weight then return one.weight end
  local frame, inside, sum = frame_of(self), {}, 0
  for _, cell in ipairs(one.cells) do inside[cell] = true end
  for g, flat in ipairs(answers_of(self)) do
    for k = 2, inside[frame.cell[g]] and #flat or 0, 4 do sum = sum + flat[k] end
  end
  one.weight = sum
  return sum
end


-- The value of each joint cell's side and 1/W with its sign: { [cell] = { value, scale } }.
local function scales_of(self, signs)
  local list = {}
  for one, sign in pairs(signs) do
    local scale = { value = one.estimate.value, by = sign / weight_of(self, one) }
    for _, cell in ipairs(one.cells) do list[cell] = scale end
  end
  return list
end


-- What the margins take from the influences in each joint cell.
local function taken_of(self, scales)
  local state, frame, sums, weighted = self.state, frame_of(self), {}, {}
  for cell = 1, core.tally_size(state.box) do sums[cell], weighted[cell] = 0.0, 0.0 end
  for g, flat in ipairs(answers_of(self)) do
    local cell = frame.cell[g]
    local scale, f = scales[cell], self.factors[cell]
    for k = 1, scale and f > 0 and #flat or 0, 4 do
      local x = (flat[k + 3] - scale.value) * scale.by
      sums[cell], weighted[cell] = sums[cell] + flat[k] * x, weighted[cell] + flat[k + 1] / f * x
    end
  end
  return core.rake_taken(state.raked, state.box, sums, weighted)
end


-- visit(group, z, z2, n) for each group of the full tally: the sum of its rows' influences on the sides by their signs,
-- the sum of their squares, and how many of its people answered on one of the sides.
local function each_part(self, signs, visit)
  local frame, answers = frame_of(self), answers_of(self)
  local scales = scales_of(self, signs)
  local taken = taken_of(self, scales)
  for g, flat in ipairs(answers) do
    local cell = frame.cell[g]
    local scale, less = scales[cell], taken[cell]
    local w, q = self.w[g], self.q[g]
    local n, z, z2 = 0, 0.0, 0.0
    for k = 1, scale and #flat or 0, 4 do
      local e = (flat[k + 3] - scale.value) * scale.by - less
      n, z, z2 = n + flat[k], z + flat[k + 1] * e, z2 + flat[k + 2] * e * e
      w, q = w - flat[k + 1], q - flat[k + 2]
    end
    visit(g, z - w * less, z2 + math.max(0, q) * less * less, n)
  end
end


-- The parts of one side; place says where a group of the full tally belongs.
local function parts_of(self, one, place)
  local parts = { list = {}, at = {} }
  if one.estimate.value then
    each_part(self, { [one] = 1 }, function(g, z, z2, n) contrast.add(parts, z, z2, n, place(g)) end)
  end
  return parts
end


-- Sides of a clustered tally: their parts by cluster, each made once.
local function by_cluster(self, a, b)
  local frame = frame_of(self)
  local function place(g) return frame.stratum[g], frame.psu[g] end
  for _, one in ipairs { a, b } do one.parts = one.parts or parts_of(self, one, place) end
  return (contrast.join(frame, a, b, a.parts, b.parts))
end


--- Degrees of freedom and covariance of two sides, for core.compare. Without clusters rows on neither side have influences
--- on both, so that the squares are those of the difference.
---@param a table
---@param b table
---@return { df: number, covariance: number }
function class:between(a, b)
  if not (a.estimate.value and b.estimate.value) then return { df = 0, covariance = 0 } end
  local frame, z, z2 = frame_of(self), {}, {}
  if frame.clustered then return by_cluster(self, a, b) end
  for h = 1, #frame.psus do z[h], z2[h] = 0.0, 0.0 end
  each_part(self, { [a] = 1, [b] = -1 }, function(g, part, squares)
    local h = frame.stratum[g]
    z[h], z2[h] = z[h] + part, z2[h] + squares
  end)
  return contrast.covariance(frame, z, z2, a, b)
end


--- A side's share of the raked weight of all that answered.
---@param a table
---@param rest table
---@return number
function class:share(a, rest)
  local own = weight_of(self, a)
  local sum = own + weight_of(self, rest)
  return sum > 0 and math.min(1, own / sum) or 1
end


--- The parts of every side, by its key.
---@param place fun(labels: string[], by: integer): integer, string where a group of the full tally belongs
---@return table<string, cx.Parts>
function class:parts(place)
  local full, by, all, stratum, key = self.state.design.full, #self.about.by, {}, {}, {}
  for g = 1, core.tally_size(full) do stratum[g], key[g] = place(core.tally_labels(full, g), by) end
  for _, one in ipairs(self.sides) do
    all[one.key] = parts_of(self, one, function(g) return stratum[g], key[g] end)
  end
  return all
end


--- Nothing is to be closed: the tally is the caller's.
function class.close() end


class.__close = class.close


return raked_side
