-- paired.lua - the same people asked twice: the mean of their differences
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: a tally of one answer, by the column of the other. Out: items as cx.compare gives them.
--
-- (1) The tally by the other column is the joint table of both answers: nothing else is needed. What survey:pairs and
--     cx.pairs count (panel.lua) is such a tally; its column is "before", whatever the number of questions.
-- (2) A label of the column is an answer by its value, its label or its declared code; else the pair is not whole.
-- (3) Pairs that are not whole are counted as `unpaired`, and are in no figure.
-- (4) Strata and clusters: linearised t. A cluster's influence is the sum of w (difference - mean) over its people, divided
--     by all their weight; the variance is the design's (core/infer/design.h, 6), its frame the tally's.
-- (5) Equal differences, or a design of one cluster, do not know their spread: the error as of equal answers stands in, for
--     the one cluster as if it were one person.
-- (6) Strata taken whole have no error: p is 0 without a statistic, or 1 where the difference is 0.

local caller = require "cx.caller"
local core = require "cx.core"
local difference = require "cx.compare.difference"
local side = require "cx.compare.side"

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


-- ---- the joint table (1) ---------------------------------------------------------------------------

-- A function: group -> the label of the paired column, the other labels as a text and by name, those of the design.
local function split(box, about, column)
  return function(group)
    local labels = core.tally_labels(box, group)
    local label, others, named = nil, {}, {}
    for i, entry in ipairs(about.by) do
      if entry.name == column then
        label = labels[i]
      else
        others[#others + 1], named[entry.name] = labels[i], labels[i]
      end
    end
    return label, table.concat(others, "\0"), named, table.move(labels, #about.by + 1, #labels, 1, {})
  end
end


local function has(about, column)
  for _, entry in ipairs(about.by) do
    if entry.name == column then return true end
  end
  return false
end


-- The paired column, and those to collapse to: of several questions' earlier answers only the one's own.
local function columns(about, options, question)
  local column, by, seen, others = options.paired, {}, false, {}
  if question and not has(about, column) and has(about, question.name .. " " .. column) then
    column = question.name .. " " .. column
  end
  for _, other in ipairs(about.questions) do
    if other ~= question then others[other.name .. " " .. tostring(options.paired)] = true end
  end
  for _, name in ipairs(side.columns(about, options.by)) do
    if options.by ~= nil or not others[name] then by[#by + 1] = name end
    seen = seen or name == column
  end
  if not seen then by[#by + 1] = column end
  return by, column
end


-- What the metric makes of both answers.
local function prepare(box, metric, column)
  box:measure(metric) -- says what is wrong with the metric
  local about = side.about(box)
  local question, at = side.question(about, metric.question)
  if question.type ~= "score" and question.type ~= "names" then
    caller.raise(("paired: %s is no scale of answers; cx.scale, cx.scale.nps or cx.scale.names is wanted")
      :format(question.name))
  end
  local plan = require "cx.measure".plan(box, at, question, metric, about)
  local full = about.full or box
  return { box = full, at = at, question = question, plan = plan, read = reader(question), about = about,
           scores = require "cx.metric".scores(metric, question), parts = split(full, about, column) }
end


-- Adds the people of one group of the joint table; counts those without a whole pair (3).
local function add(into, joint, group, earlier, design)
  local cells, whole = core.tally_cells(joint.box, joint.at, group), 0
  for i = 1, #cells, 4 do
    local later = joint.plan.score[joint.plan.place[cells[i]]]
    if earlier and later then
      into.cells[#into.cells + 1] = { n = cells[i + 1], w = cells[i + 2], q = cells[i + 3], score = later - earlier,
                                      design = design }
      whole = whole + cells[i + 1]
    end
  end
  local n_rows = core.tally_group(joint.box, group)
  into.n, into.unpaired = into.n + whole, into.unpaired + n_rows - whole
end


-- The cells of differences, one list for each group besides the paired column.
local function gather(joint)
  local list, by_head = {}, {}
  for group = 1, core.tally_size(joint.box) do
    local label, head, named, design = joint.parts(group)
    local into = by_head[head]
    if not into then
      into = { cells = ends(joint.scores), n = 0, unpaired = 0, head = head, group = named }
      by_head[head], list[#list + 1] = into, into
    end
    add(into, joint, group, joint.scores[joint.read(label) or 0], design)
  end
  return list
end


-- ---- the design (4) ----------------------------------------------------------------------------------

-- Variance and degrees of freedom of the mean of differences.
local function variance(call, drawn, cells, mean)
  local all, given = 0, table.move(cells, 3, #cells, 1, {}) -- the first two are the ends
  for _, cell in ipairs(given) do all = all + (call.weighted and cell.w or cell.n) end
  return require "cx.design".variance(drawn.strata, given, function(cell)
    local off = (cell.score - mean) / all
    local stratum, cluster = drawn.place(cell.design, 0)
    return (call.weighted and cell.w or cell.n) * off, (call.weighted and cell.q or cell.n) * off * off,
      drawn.strata.at[stratum], cluster
  end)
end


-- Gives a paired difference the design's error; one that knows no spread keeps what stands in (5).
local function linearise(call, drawn, into, d)
  if not d.value or d.effect == nil then return d end
  local found, df = variance(call, drawn, into.cells, d.value)
  if df < 1 then
    local alone = { into.cells[1], into.cells[2], { n = 1, score = d.value } }
    return core.compare_pairs(alone, { confidence = call.confidence })
  end
  local se = math.sqrt(found)
  local reach = core.distribution.t_quantile(0.5 + 0.5 * call.confidence, df) * se
  d.centre, d.se, d.df, d.method = d.value, se, df, "linearised t"
  d.low = math.max(d.value - reach, into.cells[1].score)
  d.high = math.min(d.value + reach, into.cells[2].score)
  if se > 0 then
    d.statistic = d.value / se
    d.p = math.min(1, 2 * core.distribution.t(-math.abs(d.statistic), df))
  else                                                                                               -- (6)
    d.statistic = d.value == 0 and 0.0 or nil
    d.p = d.value == 0 and 1.0 or 0.0
  end
  return d
end


-- How the sample was drawn; nil without a design.
local function drawn_of(about)
  local design = require "cx.design"
  return about.design and { strata = design.strata(about), place = design.placer(about.design) }
end


-- ---- differences ---------------------------------------------------------------------------------------

-- What a call of cx.compare means by pairs: the call, the joint table, one list of cells for each group.
local function open(tally, options, use)
  local about = side.about(tally)
  local call = difference.settle(options, about)
  local by, column = columns(about, options, (side.question(about, call.metric.question)))
  local box <close> = side.collapse(tally, by)
  local joint = prepare(box, call.metric, column)
  return use(call, about, joint, gather(joint))
end


-- The effective number of people of a share of the pairs by the design; nil where it does not tell one.
local function design_n(call, drawn, cells, is_counted)
  local shares, all, yes = { cells[1], cells[2] }, 0, 0
  for i = 3, #cells do
    local one, weight = cells[i], call.weighted and cells[i].w or cells[i].n
    shares[i] = { n = one.n, w = one.w, q = one.q, score = is_counted(one.score) and 1 or 0, design = one.design }
    all, yes = all + weight, yes + shares[i].score * weight
  end
  if all <= 0 or yes <= 0 or yes >= all then return nil end
  local found, df = variance(call, drawn, shares, yes / all)
  return df >= 1 and found > 0 and yes / all * (1 - yes / all) / found or nil
end


--- The cells of differences themselves: { cells = { n, w, q, score }, n, unpaired, group } for each group; with a design
--- design_n(is_counted), the effective number of people of a share of the pairs (4).
---@param tally userdata
---@param options { metric: table, paired: string, by?: string[] }
---@return table[]
function paired.cells(tally, options)
  return open(tally, options, function(call, about, _, list)
    local drawn = drawn_of(about)
    for _, into in ipairs(drawn and list or {}) do
      into.design_n = function(is_counted) return design_n(call, drawn, into.cells, is_counted) end
    end
    return list
  end)
end


--- Differences of the same people (cx.compare, rule 4).
---@param tally userdata
---@param options table
---@return table[]
function paired.compare(tally, options)
  return open(tally, options, function(call, about, joint, list)
    local drawn, rounds = drawn_of(about), about.people and about.people.rounds or {}
    for i, into in ipairs(list) do
      local d = core.compare_pairs(into.cells, { confidence = call.confidence, weighted = call.weighted })
      if drawn then d = linearise(call, drawn, into, d) end
      local one = difference.item(call, {
        group = into.group, of = call.names[1] or rounds[2] or joint.question.name,
        against = call.names[2] or rounds[1] or options.paired,
        head = side.shown(call.words, { key = into.head, label = "", group = into.group }),
      }, nil, nil, d)
      one.n, one.unpaired = into.n, into.unpaired
      list[i] = one
    end
    return difference.finish(call, list)
  end)
end


return paired
