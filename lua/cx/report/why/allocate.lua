-- allocate.lua - a divided budget told: a sentence, a picture, the table, near-ties
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.allocate, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) Amounts have no decimals from 100 on, gains as many as their interval bears.
-- (2) To decide: where the division surely gains more than the present one (95 % of the draws, and more), which touchpoint
--     has most too much, and which most too little.
-- (3) Touchpoints that are best given alike are named together.

local texts = require "cx.report.why.words.allocate"

local allocate = {}


-- An amount of money: rule (1).
local function money(outcome, words, x)
  if not x then return "" end
  local text = math.abs(x) >= 100 and words:number(x, 0) or words:plain(x, 2)
  return outcome.unit and text .. "\u{a0}" .. outcome.unit or text
end


local function decimals(x)
  local size = math.abs(x)
  return size >= 100 and 0 or size >= 1 and 1 or 3
end


local function gain(words, x) return x and words:number(x, decimals(x)) or "" end


local function range(words, estimate)
  if not (estimate and estimate.low) then return "" end
  return words:range(estimate.low, estimate.high, decimals(math.max(math.abs(estimate.low), math.abs(estimate.high))))
end


-- The touchpoints that are best given most (3).
local function largest(outcome)
  local most, names = outcome.lines[1], {}
  for _, line in ipairs(outcome.lines) do
    if line.value > most.value then most = line end
  end
  for _, line in ipairs(outcome.lines) do
    if math.abs(line.value - most.value) <= outcome.step / 2 then names[#names + 1] = line.name end
  end
  return most, names
end


local function values_of(outcome, words)
  local better = outcome.better
  return { budget = money(outcome, words, outcome.budget), better = better and gain(words, math.abs(better.value)),
           range = range(words, better), share = words:probability(better and better.share) }
end


-- What the division gains more than the present one; nil where that is not told.
local function against_now(text, better)
  if not better then return nil end
  if not better.low then return better.value > 0 and text.better or text.alike end
  return better.low > 0 and text.surely or text.perhaps
end


--- One sentence, figures first.
---@return string
function allocate.sentence(outcome, words)
  local text, values, most, names = texts[words.code], values_of(outcome, words), largest(outcome)
  if most.value <= 0 then return words:say(text.nothing, 1, values) end
  values.name, values.amount, values.funded = words:join(names), money(outcome, words, most.value),
    words:probability(most.funded)
  local parts = { words:say(#outcome.lines == 1 and text.only or #names > 1 and text.each or text.sentence, 1, values) }
  if most.funded and #names == 1 then parts[2] = words:say(text.funded, 1, values) end
  local last = against_now(text, outcome.better)
  if last then parts[#parts + 1] = words:say(last, 1, values) end
  return table.concat(parts, " ")
end


--- Whether management moves money: rule (2).
---@return string?
function allocate.decide(outcome, words)
  local better = outcome.better
  if not (better and (better.low or better.value) > 0) then return nil end
  local from, to
  for _, line in ipairs(outcome.lines) do
    local over = line.now - line.value
    if not from or over > from.now - from.value then from = line end
    if not to or over < to.now - to.value then to = line end
  end
  if from.now <= from.value or to.now >= to.value then return nil end
  local values = values_of(outcome, words)
  values.from, values.to = from.name, to.name
  local sentence = words:say(texts[words.code].decide, 1, values)
  return (sentence:gsub(" %(%)", ""))
end


local function head(text, keys)
  local columns = {}
  for i, key in ipairs(keys) do
    columns[i] = { title = text[key], align = i > 1 and "right" or nil, quiet = key:find "interval" ~= nil,
                   near = key:find "interval" ~= nil, header = i == 1 }
  end
  return columns
end


local function division(outcome, words)
  local text, keys = texts[words.code], { "name", "best", "interval", "now", "gain", "gain_interval", "funded", "next" }
  local drawn, has_now = outcome.draws, outcome.now_total
  local shown = {}
  for _, key in ipairs(keys) do
    local out = not drawn and (key:find "interval" or key == "funded") or not has_now and key == "now"
    if not out then shown[#shown + 1] = key end
  end
  local block = { kind = "table", caption = text.caption, columns = head(text.columns, shown), rows = {} }
  for i, line in ipairs(outcome.lines) do
    local cells = { name = line.name, best = money(outcome, words, line.value), now = money(outcome, words, line.now),
      interval = line.low and words:range(line.low, line.high, line.high >= 100 and 0 or 1) or "",
      gain = gain(words, line.gain.value), gain_interval = range(words, line.gain),
      funded = words:probability(line.funded) or "", next = gain(words, line.next) }
    block.rows[i] = {}
    for j, key in ipairs(shown) do block.rows[i][j] = cells[key] end
  end
  local notes = { words:say(text.note, 1, { step = money(outcome, words, outcome.step), way = text.way[outcome.way] }) }
  if drawn then notes[2] = words:say(text.drawn, 1, { draws = words:number(drawn), seed = tostring(outcome.seed) }) end
  block.note = table.concat(notes, " ")
  return block
end


-- What the division rests on: the curves, and what a gain is worth.
local function curves(outcome, words)
  local text = texts[words.code]
  local keys = { "name", "shape", "top", "top_interval", "half", "half_interval", "worth" }
  local block = { kind = "table", caption = text.curves_caption, rows = {}, columns = head(text.curves, keys),
                  note = text.curves_note }
  block.columns[2].align = nil
  for i, line in ipairs(outcome.lines) do
    local one = line.curve
    local half, worth = one.half, line.worth
    block.rows[i] = { line.name, words:say(text.shape[one.shape], one.n or 1, { n = words:number(one.n) }),
      gain(words, one.top.value), range(words, one.top), half and money(outcome, words, half.value) or "", range(words, half),
      worth and (gain(words, worth.value) .. (worth.low and (" (%s)"):format(range(words, worth)) or "")) or "" }
  end
  local has_worth = false
  for _, row in ipairs(block.rows) do has_worth = has_worth or row[7] ~= "" end
  if not has_worth then
    block.columns[7] = nil
    for _, row in ipairs(block.rows) do row[7] = nil end
  end
  return block
end


local function near_ties(outcome, words)
  local text, drawn = texts[words.code], outcome.draws
  local keys = { "from", "to", "amount", "loss", drawn and "as_good" }
  local block = { kind = "table", caption = text.near_caption, columns = head(text.near, keys), rows = {},
                  note = drawn and text.near_note or text.near_sure }
  block.columns[2].align = nil
  for i, tie in ipairs(outcome.near) do
    block.rows[i] = { tie.from, tie.to, money(outcome, words, tie.amount), gain(words, tie.loss),
                      drawn and words:probability(tie.as_good) or nil }
  end
  return block
end


local function picture(outcome, words)
  local text = texts[words.code]
  local bars = {}
  for i, line in ipairs(outcome.lines) do
    bars[i] = { label = line.name, now = line.now, value = line.value, low = line.low, high = line.high,
                text = money(outcome, words, line.value) }
  end
  return { kind = "chart", picture = "cx.report.why.allocate_svg", title = text.picture, bars = bars,
           description = allocate.sentence(outcome, words), now = outcome.now_total and text.picture_now,
           best = text.picture_best }
end


--- The blocks.
---@return table[]
function allocate.blocks(outcome, words)
  local text, blocks = texts[words.code], { picture(outcome, words), division(outcome, words), curves(outcome, words) }
  if #outcome.near > 0 then blocks[#blocks + 1] = near_ties(outcome, words) end
  local regret = outcome.regret
  if regret and regret.low then
    blocks[#blocks + 1] = { kind = "paragraph", text = words:say(texts[words.code].regret, 1,
      { regret = gain(words, regret.value), range = range(words, regret) }) }
  end
  for _, note in ipairs(outcome.notes) do
    blocks[#blocks + 1] = { kind = "paragraph", text = words:say(text.notes[note.code], 1,
      { amount = money(outcome, words, note.amount), name = note.name, from = money(outcome, words, note.from) }) }
  end
  return blocks
end


return allocate
