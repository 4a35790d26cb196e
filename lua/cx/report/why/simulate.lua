-- simulate.lua - what must move for a goal to be reached, told
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.simulate, the words of a language. Out: blocks, a sentence.
--
-- (1) The goal is named as on page one: touchpoint and metric.
-- (2) Shares of people are percents, with a decimal below ten.
-- (3) Columns that nothing stands in are left out.
-- (4) Moves of answers that stand side by side to the same answer are told together: "20 % from 5–6 to 7".

local texts = require "cx.report.why.words.simulate"
local wording = require "cx.report.wording"

local simulate = {}


-- The goal as the rest of the report takes it (1).
local function goal_of(outcome)
  return { touchpoint = outcome.touchpoint, metric_name = outcome.metric_name, question = { name = outcome.question },
           metric = { name = outcome.metric_name }, unit = outcome.unit, relation = outcome.relation, target = outcome.target,
           id = outcome.goal_id, estimate = outcome.estimate or {} }
end


local function name(words, outcome)
  if outcome.touchpoint then return wording.name(words, goal_of(outcome)) end
  return wording.metric(words, goal_of(outcome)) .. (outcome.question and " · " .. outcome.question or "")
end


local function percent(words, share)
  return words:percent(100 * share, share < 0.0995 and share > 0 and 1 or 0)
end


-- Moves to one answer as one (4).
local function joined(mix, by_answer)
  local list = {}
  for _, move in ipairs(mix) do
    local last = list[#list]
    if by_answer and last and last.to == move.to then
      last.share, last.last = last.share + move.share, move.from
    else
      list[#list + 1] = { share = move.share, from = move.from, to = move.to }
    end
  end
  return list
end


-- "8 % of those who answer move from 5–6 to 7 and ...".
local function moves(words, text, mix, outcome)
  local list, form = {}, outcome.by_answer and text.answer or text.class
  for i, move in ipairs(joined(mix, outcome.by_answer)) do
    local from = not move.last and move.from or outcome.relation == "at_most" and move.last .. "–" .. move.from
      or move.from .. "–" .. move.last
    local said = i == 1 and form.first or form.next
    list[i] = words:say(said, 1, { share = percent(words, move.share), from = from, to = move.to })
  end
  return words:join(list)
end


local function values_of(words, outcome)
  local goal = goal_of(outcome)
  return { name = name(words, outcome), target = wording.target(words, goal),
           value = outcome.estimate and wording.value(words, goal, 1) or "",
           n = words:number(outcome.sure and outcome.sure.n or outcome.estimate and outcome.estimate.n) or "" }
end


--- One sentence, figures first.
---@return string
function simulate.sentence(outcome, words)
  local text, values = texts[words.code], values_of(words, outcome)
  local note = outcome.notes[1]
  if outcome.hidden then return words:say(text.hidden, 1, values) end
  if note then return words:say(text[note.code], 1, values) end
  if outcome.impossible then return words:say(text.impossible, 1, values) end
  if outcome.need > 0 then
    values.moves = moves(words, text, outcome.mix, outcome)
    local first = words:say(text.sentence, 1, values)
    if not outcome.sure then return first end
    values.moves = moves(words, text, outcome.sure, outcome)
    return first .. " " .. words:say(text.sure, 1, values)
  end
  if not outcome.sure or #outcome.sure == 0 then return words:say(text.reached_sure, 1, values) end
  values.moves = moves(words, text, outcome.sure, outcome)
  return words:say(text.reached, 1, values)
end


local function head(text, keys, right)
  local columns = {}
  for i, key in ipairs(keys) do columns[i] = { title = text[key], align = i >= right and "right" or nil, header = i == 1 } end
  return columns
end


local function move_table(outcome, words)
  local text, e = texts[words.code], outcome.estimate
  local goal = goal_of(outcome)
  local block = { kind = "table", caption = text.moves_caption, rows = {},
                  columns = head(text.columns, { "from", "to", "share", "has", "enough", "cost" }, 3) }
  for i, move in ipairs(outcome.moves) do
    block.rows[i] = { move.from, move.to, percent(words, move.share), percent(words, move.has),
                      move.enough and text.yes or text.no, move.cost and words:plain(move.cost, 1) or "" }
  end
  block.note = words:say(text.moves_note, 1, { value = wording.value(words, goal, 1), range = wording.interval(words, goal, 1),
    n = words:number(e.n), method = words:method_name(e.method) or "", need = words:plain(outcome.need, 1) })
  return block
end


local function mix_table(outcome, words)
  local text, values = texts[words.code], values_of(words, outcome)
  local notes = { outcome.own_cost and text.cost_own or outcome.by_answer and text.cost_answers or text.cost_classes }
  if outcome.mix.ties and outcome.need > 0 or outcome.sure and outcome.sure.ties then notes[2] = text.ties end
  local block = { kind = "table", caption = text.mix_caption, rows = {}, note = table.concat(notes, " "),
                  columns = head(text.mix, { "goal", "moves", "cost" }, 3) }
  for _, one in ipairs { { text.to_reach, outcome.need > 0 and outcome.mix }, { text.to_be_sure, outcome.sure } } do
    if one[2] and #one[2] > 0 then
      block.rows[#block.rows + 1] = { words:say(one[1], 1, values), moves(words, text, one[2], outcome),
                                      words:plain(one[2].cost, 1) }
    end
  end
  return #block.rows > 0 and block or nil
end


local function date_table(outcome, words)
  local text, keys, first = texts[words.code], { "month", "n", "unchanged" }, outcome.dates[1]
  for _, key in ipairs { "moved", "sure" } do keys[#keys + 1] = first[key] and key or nil end        -- (3)
  local block = { kind = "table", caption = text.dates_caption, rows = {}, columns = head(text.dates, keys, 2),
                  note = words:say(text.dates_note, 1, { n = words:number(outcome.per_month, 0) }) }
  if first.moved then block.note = block.note .. " " .. text.half end
  for i, date in ipairs(outcome.dates) do
    local cells = { month = words:month(date.month), n = words:number(date.n) }
    for j, key in ipairs(keys) do cells[j] = cells[key] or words:probability(date[key]) end
    block.rows[i] = table.move(cells, 1, #keys, 1, {})
  end
  return block
end


local function trend_table(outcome, words)
  local text, goal, trend = texts[words.code], goal_of(outcome), outcome.trend
  local decimals = wording.decimals(goal, 1)
  local block = { kind = "table", caption = text.trend_caption, rows = {},
                  columns = head(text.trend, { "round", "value", "interval", "probability" }, 2),
                  note = words:say(text.trend_note, 1, { n = words:number(trend[1].n) }) }
  block.columns[3].near, block.columns[3].quiet = true, true
  for i, one in ipairs(trend) do
    block.rows[i] = { one.round, words:number(one.value, decimals), words:range(one.low, one.high, decimals),
                      words:probability(one.probability) }
  end
  return block
end


--- The blocks.
---@return table[]
function simulate.blocks(outcome, words)
  local blocks = {}
  if #outcome.moves > 0 and outcome.need > 0 then blocks[1] = move_table(outcome, words) end
  if outcome.mix then blocks[#blocks + 1] = mix_table(outcome, words) end
  if #outcome.dates > 0 then blocks[#blocks + 1] = date_table(outcome, words) end
  if outcome.trend then blocks[#blocks + 1] = trend_table(outcome, words) end
  return blocks
end


return simulate
