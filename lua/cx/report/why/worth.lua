-- worth.lua - what a promoter is worth more than a detractor, told: a sentence, bars, tables, what is assumed and not counted
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.worth, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) Every input stands in a table with where it comes from: the differences rest on them.
-- (2) The first inputs of the sensitivity are shown, MOST of them.
-- (3) To decide: whether what matters most is measured, where it is assumed; what is done about a class served at a loss.
-- (4) What is not counted is said last, whatever it is.

local money = require "cx.report.why.money"
local texts = require "cx.report.why.words.worth"
local written = require "cx.report.why.written"

local worth = {}

local MOST = 8
local STEPS = { "purchase", "duration", "total" }


local function values_of(outcome, words)
  local values = { years = words:number(outcome.years) }
  for _, step in ipairs(STEPS) do
    local name = step == "total" and "whole" or step          -- total is a word of words:say
    if outcome[step] then values[name] = money.both(words, outcome[step], outcome.unit) end
  end
  return values
end


--- One sentence, figures first.
---@return string
function worth.sentence(outcome, words)
  local text = texts[words.code]
  if outcome.hidden then return text.hidden end
  if not outcome.purchase then return text.none end
  local key = outcome.total and "sentence" or outcome.duration and "sentence_two" or "sentence_one"
  return words:say(text[key], 1, values_of(outcome, words))
end


--- What to decide: rule (3).
---@return string?
function worth.decide(outcome, words)
  local text, first = texts[words.code], outcome.sensitivity[1]
  for _, note in ipairs(outcome.notes) do
    if note.code == "negative" then return words:say(text.decide_negative, 1, { segment = text.of[note.segment] }) end
  end
  if not (first and first.assumed) then return nil end
  return words:say(text.decide, 1, { input = worth.input_name(text, first) })
end


--- "retention, promoters".
function worth.input_name(text, input)
  local name = text.inputs[input.key == "spend" and input.source == "data" and "year" or input.key]
  return input.segment and ("%s, %s"):format(name, text.of[input.segment]) or name
end


-- An input's number as it is read: shares in percent, money with its unit.
local PERCENT = { retention = true, discount = true, margin = true, conversion = true, loss = true }
local MONEY = { spend = true, acquisition = true, new_value = true }

local function number_of(outcome, words, key, x)
  if not x then return "" end
  if PERCENT[key] then return words:percent(100 * x, 1) end
  if MONEY[key] then return money.text(words, x, outcome.unit) end
  return words:plain(x, 2)
end


-- An input with its interval behind it.
local function both_of(outcome, words, input)
  local value = number_of(outcome, words, input.key, input.value)
  if not input.low or input.low == input.high then return value end
  local range = PERCENT[input.key] and words:range(100 * input.low, 100 * input.high, 1)
    or MONEY[input.key] and money.range(words, input) or words:range(input.low, input.high, 2)
  return ("%s (%s)"):format(value, range)
end


-- ---- pictures ----------------------------------------------------------------------------------------------

local function bars(outcome, words)
  local text, list = texts[words.code], {}
  for _, step in ipairs(STEPS) do
    local one = outcome[step]
    if one then
      list[#list + 1] = { label = text.steps[step], value = one.value, low = one.low, high = one.high,
                          text = money.text(words, one.value, outcome.unit) }
    end
  end
  return { kind = "chart", picture = "cx.report.why.worth_svg", shape = "bars", title = text.picture, bars = list,
           description = worth.sentence(outcome, words) }
end


local function tornado(outcome, words)
  local text, list = texts[words.code], {}
  local steps = outcome.total or outcome.duration or outcome.purchase
  for i = 1, math.min(MOST, #outcome.sensitivity) do
    local one = outcome.sensitivity[i]
    list[i] = { label = worth.input_name(text, one), from = one.at_low, to = one.at_high, assumed = one.assumed,
                from_text = money.text(words, one.at_low), to_text = money.text(words, one.at_high) }
  end
  return { kind = "chart", picture = "cx.report.why.worth_svg", shape = "tornado", title = text.tornado, bars = list,
           value = steps.value, value_text = money.text(words, steps.value, outcome.unit),
           description = words:say(text.tornado_says, 1, { input = list[1].label }), legend = text.legend }
end


-- ---- tables ------------------------------------------------------------------------------------------------

local function steps_table(outcome, words)
  local text, keys = texts[words.code], { "step" }
  for _, segment in ipairs(outcome.segments) do keys[#keys + 1] = segment.name end
  keys[#keys + 1], keys[#keys + 2] = "difference", "interval"
  local titles = { step = text.columns.step, difference = text.columns.difference, interval = text.columns.interval }
  for name, shown in pairs(text.segments) do titles[name] = shown end
  local block = { kind = "table", caption = text.caption, columns = written.columns(titles, keys, 1), rows = {} }
  for _, step in ipairs(STEPS) do
    if outcome[step] then
      local row = { text.steps[step] }
      for _, segment in ipairs(outcome.segments) do row[#row + 1] = money.text(words, segment[step].value, outcome.unit) end
      row[#row + 1] = money.text(words, outcome[step].value, outcome.unit)
      row[#row + 1] = money.range(words, outcome[step])
      block.rows[#block.rows + 1] = row
    end
  end
  local people = {}
  for _, segment in ipairs(outcome.segments) do
    if segment.n then people[#people + 1] = ("%s %s"):format(text.segments[segment.name], words:number(segment.n)) end
  end
  local notes, margin, is_year = {}, nil, false
  for _, one in ipairs(outcome.inputs) do
    if one.key == "margin" and one.value ~= 1 then margin = one.value end
    is_year = is_year or one.key == "spend" and one.source == "data"
  end
  if margin then notes[1] = words:say(text.by_margin, 1, { margin = words:percent(100 * margin, 0) }) end
  if is_year then notes[#notes + 1] = text.by_year end
  if outcome.duration then
    notes[#notes + 1] = outcome.years and words:say(text.horizon, outcome.years, { years = words:number(outcome.years) })
      or text.no_end
  end
  if outcome.draws then
    notes[#notes + 1] = words:say(text.drawn, 1, { draws = words:number(outcome.draws), seed = tostring(outcome.seed) })
  end
  if #people > 0 then notes[#notes + 1] = words:say(text.people, 1, { people = table.concat(people, words.format.comma) }) end
  block.note = table.concat(notes, " ")
  return block
end


-- Whether an input is told: not what nobody chose and nothing rests on.
local function is_told(outcome, one)
  if one.key == "share" then return one.source == "declared" end
  if one.source == "default" and (one.key == "conversion" or one.key == "loss") then return outcome.total ~= nil end
  return one.source ~= "default" or one.key ~= "acquisition" and one.key ~= "purchases"
end


-- One row for each kind of input, a column for each class, and one for what holds for all: rule (1).
local function inputs_table(outcome, words)
  local text, keys, rows, by = texts[words.code], { "name" }, {}, {}
  for _, segment in ipairs(outcome.segments) do keys[#keys + 1] = segment.name end
  keys[#keys + 1], keys[#keys + 2] = "all", "source"
  local place = {}
  for i, key in ipairs(keys) do place[key] = i end
  local titles = { name = text.input.name, all = text.input.all, source = text.input.source }
  for name, shown in pairs(text.segments) do titles[name] = shown end
  for _, one in ipairs(outcome.inputs) do
    local key = one.key .. one.source
    if is_told(outcome, one) then
      if not by[key] then
        by[key] = { worth.input_name(text, { key = one.key, source = one.source }) }
        for i = 2, #keys do by[key][i] = "" end
        rows[#rows + 1] = by[key]
      end
      by[key][place[one.segment or "all"]] = both_of(outcome, words, one)
      by[key][#keys] = text.source[one.source]
    end
  end
  local block = { kind = "table", caption = text.inputs_caption, columns = written.columns(titles, keys, 1), rows = rows,
                  note = text.inputs_note }
  block.columns[#keys].align = nil
  return block
end


local function sensitivity_table(outcome, words)
  local text = texts[words.code]
  local block = { kind = "table", caption = text.tornado, rows = {}, note = text.assumed,
                  columns = written.columns(text.moved, { "name", "low", "high", "at_low", "at_high" }, 1) }
  for i = 1, math.min(MOST, #outcome.sensitivity) do
    local one = outcome.sensitivity[i]
    block.rows[i] = { worth.input_name(text, one) .. (one.assumed and " *" or ""),
      number_of(outcome, words, one.key, one.low), number_of(outcome, words, one.key, one.high),
      money.text(words, one.at_low, outcome.unit), money.text(words, one.at_high, outcome.unit) }
  end
  return block
end


local function points_table(outcome, words)
  local text, points = texts[words.code], outcome.points
  local keys = { "name", "slope", "slope_interval", "each", "interval" }
  if points.customers then keys[6], keys[7] = "base", "base_interval" end
  local block = { kind = "table", caption = text.points, columns = written.columns(text.point, keys, 1), rows = {} }
  for i, item in ipairs(points.items) do
    block.rows[i] = { item.text or item.name, words:number(item.slope.value, 2), written.range(words, item.slope, 2),
                      money.text(words, item.each.value, outcome.unit), money.range(words, item.each) }
    if points.customers then
      block.rows[i][6], block.rows[i][7] = money.text(words, item.base.value, outcome.unit), money.range(words, item.base)
    end
  end
  block.note = words:say(text.points_note, 1, { outcome = written.measure(words, points.outcome),
    n = words:number(points.n), customers = words:number(points.customers) or "" })
  return block
end


--- The blocks.
---@return table[]
function worth.blocks(outcome, words)
  local text, blocks = texts[words.code], {}
  if outcome.purchase then
    blocks = { bars(outcome, words), steps_table(outcome, words), inputs_table(outcome, words) }
    if #outcome.sensitivity > 0 then
      blocks[#blocks + 1] = tornado(outcome, words)
      blocks[#blocks + 1] = sensitivity_table(outcome, words)
    end
    if outcome.points and #outcome.points.items > 0 then blocks[#blocks + 1] = points_table(outcome, words) end
  end
  for _, note in ipairs(outcome.notes) do
    blocks[#blocks + 1] = { kind = "paragraph", text = words:say(text.notes[note.code], note.n or 1,
      { n = words:number(note.n), segment = note.segment and text.of[note.segment], minimum = words:number(note.minimum),
        ratio = words:number(note.ratio, 2) }) }
  end
  local left = #outcome.not_counted > 0 and words:say(text.not_counted, 1, { list = words:join(outcome.not_counted) })
    or text.not_named                                                                                         -- (4)
  blocks[#blocks + 1] = { kind = "paragraph", text = left }
  return blocks
end


return worth
