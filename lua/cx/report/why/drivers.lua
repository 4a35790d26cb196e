-- drivers.lua - what drives an outcome, told: a sentence, a table, what disappoints, a map, what each group gives
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.drivers, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) Shares are whole percents, and their intervals too; gaps to goals, which a verdict is on, have one decimal. A driver
--     that is not distinguishable from zero has no rank.
-- (2) The rank is a span where places cannot be told apart: 1-3. The sentence names one driver only where it surely is first;
--     where many may be, those that surely have more than an even share.
-- (3) To decide: the driver to be mended first, where one is surely important and surely short of its goal.
-- (4) What each group gives is printed so that the parts sum to the printed total.
-- (5) Outcome and drivers are named by their questions' texts, in sentences between quotation marks; a question without a
--     text by its name. The outcome's metric is told where it is not the mean.

local lang = require "cx.lang"
local texts = require "cx.report.why.words.drivers"
local written = require "cx.report.why.written"

local drivers = {}

local MOST_NAMES, MOST_PAIRS = 5, 6


local function label(item) return item.text or item.name end

-- The driver of a name.
local function item_of(outcome, name)
  for _, item in ipairs(outcome.drivers) do
    if item.name == name then return item end
  end
  return { name = name }
end


local function percent(words, x) return x and words:percent(100 * x) or "" end


local function percents(words, one)
  if not (one and one.low) then return "" end
  return words:range(100 * one.low, 100 * one.high) .. words.format.percent
end


local function range(words, one, decimals)
  return one and one.low and words:range(one.low, one.high, decimals) or ""
end


-- Names in sentences (5).
local function quoted(one, words) return one.text and lang.fill(words.privacy.quote, { text = one.text }) or one.name end


local function outcome_name(outcome, words)
  local of = outcome.outcome
  local name = quoted({ text = of.text, name = of.question }, words)
  return of.name == "mean" and name or written.measure(words, { name = of.name, question = name })
end


-- ---- the sentence ---------------------------------------------------------------------------------------

-- Those that may be first.
local function at_top(outcome, words)
  local list = {}
  for _, item in ipairs(outcome.drivers) do
    if item.rank and item.rank[1] == 1 then list[#list + 1] = quoted(item, words) end
  end
  return list
end


-- Those whose share is surely above what each would have if all mattered alike.
local function above_even(outcome, words)
  local list = {}
  for _, item in ipairs(outcome.drivers) do
    if item.part.low and item.part.low > 1 / #outcome.drivers then list[#list + 1] = quoted(item, words) end
  end
  return list
end


local function most(outcome, words)
  local text, top, first = texts[words.code], at_top(outcome, words), outcome.drivers[1]
  if #top == 0 then return text.none_sure end
  if #top == 1 and first.rank then
    return words:say(text.first, 1, { name = quoted(first, words), part = percent(words, first.part.value),
                                      range = percents(words, first.part) })
  end
  if #top == 1 or #top > MOST_NAMES then
    local above = above_even(outcome, words)
    if #above == 0 or #above > MOST_NAMES then return words:say(text.many, #outcome.drivers) end
    return words:say(text.above, #above, { names = words:join(above), all = #outcome.drivers })
  end
  return words:say(text.tied, 1, { names = words:join(top) })
end


local function note_text(outcome, words, note)
  local text = texts[words.code]
  local values = {}
  for key, value in pairs(note) do
    values[key] = type(value) == "number" and words:plain(value, 3) or value
  end
  if note.name then values.name = quoted(note, words) end
  if note.code == "many_drivers" then values.method = text.method[outcome.method] end
  return lang.fill(text.notes[note.code], values)
end


--- One sentence, figures first (2).
---@return string
function drivers.sentence(outcome, words)
  local text, name = texts[words.code], outcome_name(outcome, words)
  if not outcome.r_squared then
    local last = outcome.notes[#outcome.notes]
    return words:say(text.nothing, 1, { outcome = name, why = note_text(outcome, words, last) })
  end
  local made = words:say(text.sentence, 1, { r2 = percent(words, outcome.r_squared.value), outcome = name,
                                             most = most(outcome, words) })
  return lang.capital(made)
end


--- What management must decide (3).
---@return string?
function drivers.decide(outcome, words)
  for _, item in ipairs(outcome.map and outcome.map.items or {}) do
    if item.verdict == "mend" then
      return words:say(texts[words.code].decide, 1, { name = label(item), gap = words:percent(-item.gap.value, 1),
        range = words:range(-item.gap.high, -item.gap.low, 1) .. words.format.percent })
    end
  end
end


-- ---- tables ----------------------------------------------------------------------------------------------

local function head(titles, keys)
  local columns = {}
  for i, key in ipairs(keys) do
    columns[i] = { title = titles[key], align = i > 1 and key ~= "verdict" and key ~= "rank" and "right" or nil,
                   quiet = key:find "interval" ~= nil, near = key:find "interval" ~= nil, header = i == 1 }
  end
  return columns
end


-- A table of rows of cells by key.
local function table_of(titles, keys, rows, caption, note)
  local block = { kind = "table", caption = caption, columns = head(titles, keys), rows = {}, note = note }
  for i, cells in ipairs(rows) do
    block.rows[i] = {}
    for j, key in ipairs(keys) do block.rows[i][j] = cells[key] or "" end
  end
  return block
end


local function rank_text(item, words)
  if item.rank and item.rank[1] == item.rank[2] then return tostring(item.rank[1]) end
  return item.rank and words:range(item.rank[1], item.rank[2]) or item.low and texts[words.code].zero or ""
end


local function main_table(outcome, words)
  local text, rows = texts[words.code], {}
  for i, item in ipairs(outcome.drivers) do
    rows[i] = { name = label(item), part = percent(words, item.part.value), interval = percents(words, item.part),
                rank = rank_text(item, words), r = item.correlation and words:number(item.correlation, 2),
                beta = item.beta and words:number(item.beta.value, 2) or item.collinear and text.collinear,
                beta_interval = range(words, item.beta, 2), vif = item.vif and words:number(item.vif, 1) }
  end
  local level = words:plain(100 * outcome.confidence) .. words.format.percent
  local note = words:say(outcome.r_squared.low and text.note or text.plain_note, 1, {
    r2 = percent(words, outcome.r_squared.value), range = percents(words, outcome.r_squared), level = level,
    method = text.method[outcome.method], n = words:number(outcome.n), missing = text.missing[outcome.missing] })
  return table_of(text.columns, { "name", "part", "interval", "rank", "r", "beta", "beta_interval", "vif" }, rows,
    words:say(text.caption, 1, { outcome = outcome_name(outcome, words) }), note)
end


-- The pairs that cannot be told apart; nil where there are none.
local function ties_text(outcome, words)
  local text, ties, pairs_of, names = texts[words.code], outcome.ties or {}, {}, {}
  if #ties == 0 then return nil end
  for _, item in ipairs(outcome.drivers) do names[item.name] = label(item) end
  for i = 1, math.min(#ties, MOST_PAIRS) do pairs_of[i] = names[ties[i].a] .. " – " .. names[ties[i].b] end
  local list = table.concat(pairs_of, "; ")
  return words:say(text.ties, 1, { names = #ties > MOST_PAIRS and words:say(text.more, 1, { names = list }) or list })
end


local function contrast_table(outcome, words)
  local text, rows = texts[words.code], {}
  local decimals = outcome.outcome.unit == "score" and 2 or 1
  for i, item in ipairs(outcome.contrast) do
    rows[i] = { name = label(item), penalty = words:number(-item.penalty.value, decimals),
                penalty_interval = item.penalty.low and words:range(-item.penalty.high, -item.penalty.low, decimals),
                reward = words:number(item.reward.value, decimals), reward_interval = range(words, item.reward, decimals),
                verdict = text.verdicts[item.verdict] }
  end
  return table_of(text.contrast, { "name", "penalty", "penalty_interval", "reward", "reward_interval", "verdict" }, rows,
    text.contrast_caption, words:say(text.contrast_note, 1, { outcome = outcome_name(outcome, words) }))
end


-- ---- the map -----------------------------------------------------------------------------------------------

local function map_table(outcome, words)
  local text, rows, map = texts[words.code], {}, outcome.map
  for i, item in ipairs(map.items) do
    local decimals = item.unit == "score" and 1 or 0
    rows[i] = { name = label(item), part = percent(words, item.importance.value), interval = percents(words, item.importance),
                value = words:number(item.performance.value, decimals), target = words:plain(item.target, 1),
                gap = words:percent(item.gap.value, 1), verdict = text.map_verdict[item.verdict],
                gap_interval = item.gap.low and words:range(item.gap.low, item.gap.high, 1) .. words.format.percent }
  end
  local notes = { words:say(text.map_note, 1, { line = percent(words, map.line) }) }
  if #map.without > 0 then
    local names = {}
    for i, name in ipairs(map.without) do names[i] = quoted(item_of(outcome, name), words) end
    notes[2] = words:say(text.without, 1, { names = words:join(names) })
  end
  return table_of(text.map, { "name", "part", "interval", "value", "target", "gap", "gap_interval", "verdict" }, rows,
    text.map_caption, table.concat(notes, " "))
end


local function map_picture(outcome, words)
  local text, points, told = texts[words.code], {}, {}
  for i, item in ipairs(outcome.map.items) do
    points[i] = { label = label(item), x = item.gap.value, x_low = item.gap.low, x_high = item.gap.high,
                  y = 100 * item.importance.value, y_low = item.importance.low and 100 * item.importance.low,
                  y_high = item.importance.high and 100 * item.importance.high, verdict = item.verdict,
                  text = text.map_verdict[item.verdict] }
    told[i] = label(item) .. ": " .. points[i].text
  end
  return { kind = "chart", chart = "drivers", picture = "cx.report.why.drivers_svg", title = text.picture, points = points,
           line = 100 * outcome.map.line, axis_x = text.axis_x, axis_y = text.axis_y, corner = text.map_verdict,
           percent = words.format.percent, description = table.concat(told, "; ") }
end


-- ---- parts (4) --------------------------------------------------------------------------------------------

-- Numbers with decimals that sum to their printed total: each is rounded down, the largest remainders get one step more.
local function printed(list, total, decimals)
  local unit, units, rests, order, sum = 10 ^ decimals, {}, {}, {}, 0
  for i, x in ipairs(list) do
    units[i] = math.floor(x * unit)
    rests[i], order[i], sum = x * unit - units[i], i, sum + units[i]
  end
  table.sort(order, function(a, b)
    if rests[a] ~= rests[b] then return rests[a] > rests[b] end
    return a < b
  end)
  for i = 1, math.min(math.floor(total * unit + 0.5) - sum, #order) do units[order[i]] = units[order[i]] + 1 end
  for i = 1, #units do units[i] = units[i] / unit end
  return units
end


local function parts_table(outcome, words)
  local text, made, rows = texts[words.code], outcome.parts, {}
  local decimals = outcome.outcome.unit == "score" and 2 or 1
  local values, pulls = {}, {}
  for i, group in ipairs(made.groups) do values[i], pulls[i] = group.value, group.from_mean.value end
  values, pulls = printed(values, made.total, decimals), printed(pulls, 0, decimals)
  for i, group in ipairs(made.groups) do
    rows[i] = { name = group.hidden and text.parts_hidden or group.name ~= "" and group.name or "–",
                share = percent(words, group.share), mean = group.mean and words:number(group.mean, decimals),
                part = words:number(values[i], decimals), interval = range(words, group, decimals),
                pull = words:number(pulls[i], decimals), pull_interval = range(words, group.from_mean, decimals),
                n = words:number(group.n) }
  end
  rows[#rows + 1] = { name = text.parts_total, share = words:percent(100), mean = words:number(made.total, decimals),
                      part = words:number(made.total, decimals), n = words:number(made.n), pull = words:number(0, decimals) }
  return table_of(text.parts, { "name", "share", "mean", "part", "interval", "pull", "pull_interval", "n" }, rows,
    words:say(text.parts_caption, 1, { outcome = outcome_name(outcome, words) }), text.parts_note)
end


--- The blocks.
---@return table[]
function drivers.blocks(outcome, words)
  local text, blocks = texts[words.code], {}
  if not outcome.r_squared then return blocks end
  blocks[1] = main_table(outcome, words)
  local notes = { ties_text(outcome, words) }
  if outcome.check and outcome.check.moved then
    notes[#notes + 1] = words:say(text.check, 1, { r2 = percent(words, outcome.check.r_squared),
      most = words:number(100 * outcome.check.most, 1), name = quoted(item_of(outcome, outcome.check.moved), words) })
  end
  for _, note in ipairs(outcome.notes) do notes[#notes + 1] = note_text(outcome, words, note) end
  if #notes > 0 then blocks[#blocks + 1] = { kind = "paragraph", text = table.concat(notes, " ") } end
  if outcome.map then
    blocks[#blocks + 1] = map_picture(outcome, words)
    blocks[#blocks + 1] = map_table(outcome, words)
  end
  if outcome.contrast then blocks[#blocks + 1] = contrast_table(outcome, words) end
  if outcome.parts then blocks[#blocks + 1] = parts_table(outcome, words) end
  return blocks
end


return drivers
