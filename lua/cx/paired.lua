-- paired.lua - the same people asked twice: the mean of their differences
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: a tally of one answer, by the column of the other. Out: items as cx.compare gives them.
--
-- (1) The tally by the other column is the joint table of both answers: nothing else is needed.
-- (2) A label of the column is an answer by its value, its label or its declared code; else the pair is not whole.
-- (3) Pairs that are not whole are counted as `unpaired`, and are in no figure.
-- (4) Strata and clusters are refused: the error of pairs does not know them.

local caller = require "cx.caller"
local core = require "cx.core"
local side = require "cx.side"

local paired = {}


-- The place of each label that an answer can have (2).
local function reader(question)
  local place = {}
  for i, answer in ipairs(question.answers) do
    place[answer.label or tostring(answer.value)] = i
    place[tostring(answer.value)] = i
  end
  for _, code in ipairs(question.codes or {}) do place[code.code] = code.answer end
  for _, missing in ipairs(question.missing or {}) do place[missing.code] = nil end
  return function(label)
    local number = math.tointeger(tonumber(label))
    return place[label] or number and place[tostring(number)]
  end
end


local MOST = 1e15 -- of a score, and so of a difference of two


-- The lowest and highest difference that there can be, with nobody in them.
local function ends(scores)
  local lowest, highest = math.huge, -math.huge
  for _, s in ipairs(scores) do lowest, highest = math.min(lowest, s), math.max(highest, s) end
  if highest - lowest > MOST then
    caller.raise(("paired: scores are %g apart; up to 1e15 is wanted"):format(highest - lowest))
  end
  return { { n = 0, score = lowest - highest }, { n = 0, score = highest - lowest } }
end


-- Adds the people of one group of the joint table to the cells; counts those without a whole pair (3).
local function add(into, joint, group, earlier)
  local cells, whole = core.tally_cells(joint.box, joint.at, group), 0
  for i = 1, #cells, 4 do
    local later = joint.plan.score[joint.plan.place[cells[i]]]
    if earlier and later then
      into.cells[#into.cells + 1] = { n = cells[i + 1], w = cells[i + 2], q = cells[i + 3], score = later - earlier }
      whole = whole + cells[i + 1]
    end
  end
  local n_rows = core.tally_group(joint.box, group)
  into.n, into.unpaired = into.n + whole, into.unpaired + n_rows - whole
end


-- A function: group -> the label of the paired column, the other labels as a text and by name.
local function split(box, about, column)
  return function(group)
    local label, others, named = nil, {}, {}
    for i, text in ipairs(core.tally_labels(box, group)) do
      local name = about.by[i].name
      if name == column then
        label = text
      else
        others[#others + 1], named[name] = text, text
      end
    end
    return label, table.concat(others, ", "), named
  end
end


-- The columns to collapse to: those asked for, and the paired one.
local function columns(about, options)
  local by, has = {}, false
  for i, name in ipairs(side.columns(about, options.by)) do
    by[i] = name
    has = has or name == options.paired
  end
  if not has then by[#by + 1] = options.paired end
  return by
end


-- What the metric makes of both answers.
local function prepare(box, metric, column)
  box:measure(metric) -- says what is wrong with the metric
  local about = side.about(box)
  local question, at = side.question(about, metric.question)
  if question.type ~= "score" and question.type ~= "names" then
    caller.raise(("paired: %s is no scale of answers; cx.scale, cx.scale.nps or cx.scale.names is wanted"):format(question.name))
  end
  local plan = require "cx.measure".plan(box, at, question, metric, about)
  return { box = box, at = at, question = question, plan = plan, read = reader(question),
           scores = require "cx.metric".scores(metric, question), parts = split(box, about, column) }
end


-- The cells of differences, one list for each group besides the paired column.
local function gather(joint)
  local list, by_head = {}, {}
  for group = 1, core.tally_size(joint.box) do
    local label, head, named = joint.parts(group)
    local into = by_head[head]
    if not into then
      into = { cells = ends(joint.scores), n = 0, unpaired = 0, head = head, group = named }
      by_head[head], list[#list + 1] = into, into
    end
    add(into, joint, group, joint.scores[joint.read(label) or 0])
  end
  return list
end


--- Differences of the same people (cx.compare, rule 4).
---@param tally userdata
---@param options table
---@param compare table
---@return table[]
function paired.compare(tally, options, compare)
  local about = side.about(tally)
  local call = compare.settle(options, about)
  if about.design then                                                                                -- (4)
    caller.raise "paired: the error of pairs knows no strata, clusters or accounts; declare none for this tally"
  end
  local box <close> = side.collapse(tally, columns(about, options))
  local joint = prepare(box, call.metric, options.paired)
  local list = gather(joint)
  for i, into in ipairs(list) do
    local d = core.compare_pairs(into.cells, { confidence = call.confidence, weighted = call.weighted })
    local one = compare.item(call, {
      group = into.group, of = call.names[1] or joint.question.name, against = call.names[2] or options.paired,
      head = into.head ~= "" and into.head or nil,
    }, nil, nil, d)
    one.n, one.unpaired = into.n, into.unpaired
    list[i] = one
  end
  return compare.finish(call, list, compare.say)
end


return paired
