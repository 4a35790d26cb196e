-- sum.lua - sums of scores and ratios of two sums with raked weights, and errors that know the raking
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: the inside of a raked tally, one or two metrics. Out: a list of estimates, one for each group.
--
-- (1) As in linear.lua, w being raked. Where the sum is of everybody, it is an estimate of the population's.
-- (2) What the margins explain has no error: the score, nought outside the group and without an answer, is residualised
--     on them (core/infer/rake.h, rule 8). Rows outside the group have residuals too, so all rows of the sample add to
--     the error (R: svytotal and svyratio of rake and postStratify).
-- (3) Residuals are linear: those of a ratio are those of its two sums, put together by cluster.

local core = require "cx.core"
local linear = require "cx.linear"

local sum = {}


-- The parts of the full tally, each with its cell and all of its rows: { at, cell, stratum, psu, n, w, q }.
local function parts_of(state)
  local design, list = state.design, {}
  local full = design and design.full or state.box
  for g = 1, core.tally_size(full) do
    local n, w, q = core.tally_group(full, g)
    if n > 0 then q = math.max(q, w * w / n) end -- as cells have it (core/infer/estimate.h, rule 6)
    list[g] = { at = g, cell = design and design.cell[g] or g, stratum = design and design.stratum[g] or 1,
                psu = design and design.psu[g] or g, n = n, w = state.weighted and w or n, q = state.weighted and q or n }
  end
  return list
end


-- The scored answers of each part: flat lists of n, w, q, score.
local function scored(call, metric)
  local at, plan = require "cx.ask".metric(call.full, call.about, linear.metric(call.word, metric), call.word)
  local list, weighted = {}, call.weighted
  for i, part in ipairs(call.parts) do
    local answers, cells = {}, core.tally_cells(call.full, at, part.at)
    for k = 1, #cells, 4 do
      local score, n = plan.score[plan.place[cells[k]]], cells[k + 1]
      if score then
        local to, w = #answers, weighted and cells[k + 2] or n
        answers[to + 1], answers[to + 2], answers[to + 3], answers[to + 4] =
          n, w, weighted and math.max(cells[k + 3], w * w / n) or n, score + 0.0
      end
    end
    list[i] = answers
  end
  return list
end


-- One variable in one group: its sum, its people, and what the margins take from it in each cell.
local function variable(call, answers, inside)
  local made = { n = 0, w = 0.0, q = 0.0, sum = 0.0, answers = answers }
  local sums, weighted = {}, {}
  for cell = 1, core.tally_size(call.state.box) do sums[cell], weighted[cell] = 0.0, 0.0 end
  for i, part in ipairs(call.parts) do
    local f, list = call.factors[part.cell], inside[part.cell] and answers[i] or {}
    for k = 1, #list, 4 do
      local n, w, q, score = list[k], list[k + 1], list[k + 2], list[k + 3]
      sums[part.cell], weighted[part.cell] = sums[part.cell] + n * score, weighted[part.cell] + w * score
      made.n, made.w, made.q, made.sum = made.n + n, made.w + f * w, made.q + f * f * q, made.sum + f * w * score
    end
  end
  made.taken = core.rake_taken(call.state.raked, call.state.box, sums, weighted)
  return made
end


-- The influence of part number i on a variable's sum, and the sum of its rows' squares (2).
local function influence(call, one, inside, i)
  local part = call.parts[i]
  local f, taken, z, z2 = call.factors[part.cell], one.taken[part.cell], 0.0, 0.0
  local w_rest, q_rest, list = part.w, part.q, inside[part.cell] and one.answers[i] or {}
  for k = 1, #list, 4 do
    local w, q, e = list[k + 1], list[k + 2], list[k + 3] - taken
    z, z2, w_rest, q_rest = z + w * e, z2 + q * e * e, w_rest - w, q_rest - q
  end
  return f * (z - w_rest * taken), f * f * (z2 + math.max(0, q_rest) * taken * taken)
end


-- Does `work` for each group: its cells as a set, and their parts by number.
local function for_groups(state, word, options, prepare)
  local call = { word = word, state = state, about = state.about, weighted = state.weighted }
  options, call.confidence = linear.options(word, options, { "by", "confidence" })
  call.full = state.design and state.design.full or state.box
  call.strata = linear.strata(state.box, state.about)
  call.parts, call.factors = parts_of(state), core.rake_factors(state.raked, state.box)
  local work, list = prepare(call), {}
  for i, part in ipairs(call.parts) do part.number = i end
  local domains, names = require "cx.rake.raked".domains(state, options.by)
  for i, cells in ipairs(domains) do
    local inside = {}
    for _, cell in ipairs(cells) do inside[cell] = true end
    list[i] = work(inside)
    list[i].group, list[i].raked = names[i], true
  end
  return list
end


local function kish(made) return made.q > 0 and made.w * made.w / made.q or 0.0 end


--- The sums of a metric's scores over the population.
---@param state cx.RakedState
---@param metric table
---@param options? { by?: string|string[]|false, confidence?: number }
---@return table[]
function sum.sum(state, metric, options)
  return for_groups(state, "sum", options, function(call)
    local answers = scored(call, metric)
    return function(inside)
      local one = variable(call, answers, inside)
      local made = { value = one.sum, n = one.n, n_effective = kish(one) }
      return linear.finish(call, made, call.parts, function(part) return influence(call, one, inside, part.number) end)
    end
  end)
end


--- The ratios of two metrics' sums; both answers of every person are wanted, as in linear.lua.
---@param state cx.RakedState
---@param numerator table
---@param denominator table
---@param options? { by?: string|string[]|false, confidence?: number }
---@return table[]
function sum.ratio(state, numerator, denominator, options)
  return for_groups(state, "ratio", options, function(call)
    local above, below = scored(call, numerator), scored(call, denominator)
    linear.wants_clusters(call.strata)
    return function(inside)
      local y, x, rows = variable(call, above, inside), variable(call, below, inside), 0
      for _, part in ipairs(call.parts) do rows = rows + (inside[part.cell] and part.n or 0) end
      linear.wants_both(rows, y.n, x.n)
      local made = { n = x.n, n_effective = kish(x) }
      if x.sum == 0 then return made end
      made.value = y.sum / x.sum
      return linear.finish(call, made, call.parts, function(part)                                        -- (3)
        local top = influence(call, y, inside, part.number)
        return (top - made.value * influence(call, x, inside, part.number)) / x.sum, 0
      end)
    end
  end)
end


return sum
