-- draw.lua - worth with its intervals: inputs drawn, and each moved alone to see which matters most
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: inputs { segment =, key =, value =, low =, high = }, what is shared. Out: values, intervals, sensitivity.
--
-- (1) What is not sure is drawn by counter-based normals of the seed, each side by its own half of the interval (curve.lua);
--     spend, retention and referrals of one class that were joined from data are drawn together, by their correlations.
--     Draws stay within what an input can be. Intervals are the middle 95 % of the draws: in 600 trials of 80 people a class
--     they held the truth in 94 to 95 of 100.
-- (2) Sensitivity: each input alone at its low and at its high, the others at their values. One that is declared without an
--     interval is moved by a tenth either way, retention at most half the way to 1; these are marked as assumed. What nobody
--     declared (a default, the people of a class) is not moved.

local core = require "cx.core"
local curve = require "cx.curve"
local value = require "cx.worth.value"

local draw = {}

local RANGE = { spend = { -1e15, 1e15 }, retention = { 0, 1 }, conversion = { 0, 1 }, loss = { 0, 1 }, margin = { -1, 1 },
                new_value = { -1e15, 1e15 } }
local FROM_NOUGHT = { 0, 1e15 }
local JOINED, TENTH = { "spend", "retention", "referrals" }, 0.1


local function within(key, x)
  local range = RANGE[key] or FROM_NOUGHT
  return math.max(range[1], math.min(range[2], x))
end


--- The worths with inputs as at(input) gives them.
---@param inputs table[]
---@param shared { years?: integer, all?: boolean }
---@param at fun(input: table): number
---@return table<string, table> made, number ratio
function draw.worths(inputs, shared, at)
  local segments, all = {}, { years = shared.years, all = shared.all }
  for _, input in ipairs(inputs) do
    local x = within(input.key, at(input))
    if input.segment then
      segments[input.segment] = segments[input.segment] or {}
      segments[input.segment][input.key] = x
    else
      all[input.key] = x
    end
  end
  return value.of(segments, all)
end


-- The root of a 3 x 3 matrix of correlations (Cholesky); what is left below nought counts as nought.
local function root_of(r)
  local l = { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } }
  for i = 1, 3 do
    for j = 1, i do
      local sum = r[i][j]
      for k = 1, j - 1 do sum = sum - l[i][k] * l[j][k] end
      if i == j then l[i][i] = math.sqrt(math.max(0, sum))
      else l[i][j] = l[j][j] > 1e-12 and sum / l[j][j] or 0 end
    end
  end
  return l
end


-- Makes the normals of inputs that were joined go together (1).
local function correlate(z, inputs, roots)
  for segment, l in pairs(roots) do
    local place = {}
    for i, input in ipairs(inputs) do
      for k, key in ipairs(JOINED) do
        if input.segment == segment and input.key == key and input.source == "data" then place[k] = i end
      end
    end
    local plain = {}
    for k = 1, 3 do plain[k] = place[k] and z[place[k]] or 0 end
    for k = 1, 3 do
      if place[k] then z[place[k]] = l[k][1] * plain[1] + l[k][2] * plain[2] + l[k][3] * plain[3] end
    end
  end
end


--- Calls use(worths, ratio, normals) for each draw; extra more normals are made beside those of the inputs.
---@param inputs table[]
---@param shared table
---@param options { draws: integer, seed: integer, correlation: table<string, number[][]>, extra: integer }
---@param use fun(made: table, ratio: number, z: number[])
function draw.each(inputs, shared, options, use)
  local roots, n, index = {}, #inputs + options.extra, {}
  for i, input in ipairs(inputs) do index[input] = i end
  for segment, r in pairs(options.correlation) do roots[segment] = root_of(r) end
  for r = 1, options.draws do
    local z = core.normals(n, options.seed, 0, r)
    correlate(z, inputs, roots)
    local made, ratio = draw.worths(inputs, shared, function(input) return curve.moved(input, z[index[input]]) end)
    use(made, ratio, z)
  end
end


--- An estimate of a value and its draws (1).
---@param x number
---@param list? number[]
---@return { value: number, low: number?, high: number? }
function draw.told(x, list)
  if not list or #list == 0 then return { value = x } end
  table.sort(list)
  local function at(share) return list[math.max(1, math.min(#list, math.floor(share * (#list - 1) + 1.5)))] end
  return { value = x, low = math.min(x, at(0.025)), high = math.max(x, at(0.975)) }
end


-- Where an input is moved to (2).
local function ends_of(input)
  if input.low then return input.low, input.high, nil end
  local by = TENTH * math.abs(input.value)
  local high = input.value + by
  if input.key == "retention" then high = math.min(high, (1 + input.value) / 2) end
  return within(input.key, input.value - by), within(input.key, high), true
end


--- What each input does alone, the most first (2).
---@param inputs table[]
---@param shared table
---@param result fun(made: table): number
---@return { segment: string?, key: string, low: number, high: number, at_low: number, at_high: number, assumed: true? }[]
function draw.sensitivity(inputs, shared, result)
  local list = {}
  for _, moved in ipairs(inputs) do
    local function at(x)
      return result((draw.worths(inputs, shared, function(input) return input == moved and x or input.value end)))
    end
    if moved.low or moved.source == "declared" then
      local low, high, assumed = ends_of(moved)
      local one = { segment = moved.segment, key = moved.key, source = moved.source, low = low, high = high, at_low = at(low),
                    at_high = at(high), assumed = assumed }
      if one.at_low ~= one.at_high then list[#list + 1] = one end
    end
  end
  local function key(one) return (one.segment or "") .. "\0" .. one.key end
  table.sort(list, function(a, b)
    local x, y = math.abs(a.at_high - a.at_low), math.abs(b.at_high - b.at_low)
    if x ~= y then return x > y end
    return key(a) < key(b)
  end)
  return list
end


return draw
