-- journey_layout.lua - a directed graph in layers, few ways crossing
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: nodes in the order of their weight, ways { from, to, n } between their ids. Out: layers of nodes, ways through them.
--
-- (1) In the manner of Sugiyama, Tagawa and Toda (1981, IEEE Trans. Systems, Man, and Cybernetics 11:109). Cycles are broken by
--     taking ways from the most travelled on; one that would close a cycle is turned for the drawing (reversed = true).
-- (2) A node's layer is the longest path to it, of one that nothing leads to the one before the next; the start alone has the
--     first, the end the last.
-- (3) A way over several layers goes through a dummy node in each. Layers are ordered by the barycentre of their neighbours,
--     down and up in turn; the order with the fewest crossings stays.
-- (4) The same nodes and ways give the same drawing.

local layout = {}

local SWEEPS = 12


-- Whether a way leads from one node to another.
local function leads(next_of, from, to, seen)
  if from == to then return true end
  seen[from] = true
  for _, node in ipairs(next_of[from]) do
    if not seen[node] and leads(next_of, node, to, seen) then return true end
  end
  return false
end


-- Ways that close no cycle, those that do turned (1); loops apart.
local function acyclic(by_id, ways)
  local sorted, list, loops, next_of = {}, {}, {}, {}
  for _, node in pairs(by_id) do next_of[node] = {} end
  for i, way in ipairs(ways) do sorted[i] = { way = way, i = i } end
  table.sort(sorted, function(a, b)
    if a.way.n ~= b.way.n then return a.way.n > b.way.n end
    return a.i < b.i
  end)
  for _, one in ipairs(sorted) do
    local way, from, to = one.way, by_id[one.way.from], by_id[one.way.to]
    if from == to then
      loops[#loops + 1] = { node = from, way = way }
    else
      local reversed = leads(next_of, to, from, {})
      if reversed then from, to = to, from end
      table.insert(next_of[from], to)
      list[#list + 1] = { from = from, to = to, n = way.n, text = way.text, reversed = reversed }
    end
  end
  return list, loops
end


-- Layers by the longest path (2).
local function rank(nodes, list)
  for _, node in ipairs(nodes) do node.layer = node.is_start and 1 or 2 end
  for _ = 1, #nodes do
    local changed = false
    for _, way in ipairs(list) do
      if way.to.layer < way.from.layer + 1 then way.to.layer, changed = way.from.layer + 1, true end
    end
    if not changed then break end
  end
  local entered, next_layer = {}, {}
  for _, way in ipairs(list) do
    entered[way.to] = true
    next_layer[way.from] = math.min(next_layer[way.from] or math.huge, way.to.layer)
  end
  for _, node in ipairs(nodes) do
    if not entered[node] and not node.is_start and next_layer[node] then node.layer = math.max(2, next_layer[node] - 1) end
  end
  local deepest = 1
  for _, node in ipairs(nodes) do
    if not node.is_finish then deepest = math.max(deepest, node.layer) end
  end
  for _, node in ipairs(nodes) do
    if node.is_finish then node.layer = deepest + 1 end
  end
end


-- Layers with dummy nodes, and each way as the nodes that it goes through (3).
local function fill(nodes, list)
  local layers = {}
  local function put(node)
    layers[node.layer] = layers[node.layer] or {}
    table.insert(layers[node.layer], node)
  end
  for _, node in ipairs(nodes) do put(node) end
  for _, way in ipairs(list) do
    way.nodes = { way.from }
    for layer = way.from.layer + 1, way.to.layer - 1 do
      local dummy = { dummy = true, layer = layer }
      put(dummy)
      way.nodes[#way.nodes + 1] = dummy
    end
    way.nodes[#way.nodes + 1] = way.to
  end
  local packed = {}
  for layer = 1, #nodes + 2 do
    if layers[layer] then packed[#packed + 1] = layers[layer] end
  end
  return packed
end


local function number(layers)
  for _, layer in ipairs(layers) do
    for i, node in ipairs(layer) do node.at = (i - 0.5) / #layer end
  end
end


-- Pairs of nodes in neighbouring layers that a way joins.
local function joints(list)
  local pairs_of = {}
  for _, way in ipairs(list) do
    for i = 2, #way.nodes do pairs_of[#pairs_of + 1] = { way.nodes[i - 1], way.nodes[i] } end
  end
  return pairs_of
end


local function crossings(list)
  local n = 0
  for i = 1, #list do
    for j = i + 1, #list do
      local a, b = list[i], list[j]
      if a[1].layer == b[1].layer and (a[1].at - b[1].at) * (a[2].at - b[2].at) < 0 then n = n + 1 end
    end
  end
  return n
end


local function sweep(layers, list, side)
  local sum, count = {}, {}
  for _, pair in ipairs(list) do
    local node, other = pair[side], pair[3 - side]
    sum[node], count[node] = (sum[node] or 0) + other.at, (count[node] or 0) + 1
  end
  local from, to, step = 1, #layers, 1
  if side == 1 then from, to, step = #layers, 1, -1 end
  for l = from, to, step do
    local layer = layers[l]
    for i, node in ipairs(layer) do node.key, node.was = count[node] and sum[node] / count[node] or node.at, i end
    table.sort(layer, function(a, b)
      if a.key ~= b.key then return a.key < b.key end
      return a.was < b.was
    end)
    for i, node in ipairs(layer) do node.at = (i - 0.5) / #layer end
  end
end


local function copy(layers)
  local list = {}
  for l, layer in ipairs(layers) do list[l] = table.move(layer, 1, #layer, 1, {}) end
  return list
end


-- (3)
local function untangle(layers, list)
  local pairs_of = joints(list)
  number(layers)
  local best, fewest = copy(layers), crossings(pairs_of)
  for i = 1, SWEEPS do
    if fewest == 0 then break end
    sweep(layers, pairs_of, i % 2 == 1 and 2 or 1)
    local n = crossings(pairs_of)
    if n < fewest then best, fewest = copy(layers), n end
  end
  return best, fewest
end


--- The layout of a graph.
---@param nodes { id: any, label: string, is_start?: boolean, is_finish?: boolean }[]
---@param ways { from: any, to: any, n: number, text: string }[]
---@return { layers: table[][], ways: table[], loops: table[], crossings: integer }
function layout.make(nodes, ways)
  local by_id, made = {}, {}
  for i, node in ipairs(nodes) do
    made[i] = { id = node.id, label = node.label, text = node.text, is_start = node.is_start, is_finish = node.is_finish,
                is_end = node.is_start or node.is_finish }
    by_id[node.id] = made[i]
  end
  local list, loops = acyclic(by_id, ways)
  rank(made, list)
  local layers, fewest = untangle(fill(made, list), list)
  return { layers = layers, ways = list, loops = loops, crossings = fewest }
end


return layout
