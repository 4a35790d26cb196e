-- index.lua - the experience index told: never without its parts and their weights
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.index, the words of a language. Out: a sentence, blocks, what to decide.
--
-- (1) The sentence names every part with its result and weight. (2) To decide: where rivals surely are ahead.
-- (3) Beside a goal on an index stand its parts too: a line on page one, a table on the pages after it.

local claims = require "cx.report.why.words.claim"
local method = require "cx.report.method"
local texts = require "cx.report.why.words.index"
local wording = require "cx.report.wording"
local written = require "cx.report.why.written"

local index = {}


local function name_of(words, part) return claims[words.code].part[part.name] or part.name end


local function parts_of(words, outcome)
  local list = {}
  for i, part in ipairs(outcome.parts) do
    list[i] = words:say(texts[words.code].part, 1, { name = name_of(words, part), value = words:number(part.value, 0),
      weight = words:percent(100 * part.weight.value, 0) })
  end
  return words:join(list)
end


-- Ahead of the rivals, behind them, or neither.
local function standing(difference)
  if not difference.low then return "level" end
  return difference.low > 0 and "ahead" or difference.high < 0 and "behind" or "level"
end


--- One sentence: rule (1); with rivals another.
---@return string
function index.sentence(outcome, words)
  local text = texts[words.code]
  if not outcome.value then return text.none end
  local said = words:say(text.sentence, 1, { value = words:number(outcome.value, 0), range = written.range(words, outcome, 0),
    n = words:number(outcome.n), parts = parts_of(words, outcome) })
  if not outcome.rival then return said end
  return said .. " " .. words:say(text[standing(outcome.difference)], 1, { rival = words:number(outcome.rival.value, 0),
    difference = words:number(math.abs(outcome.difference.value), 1), range = written.range(words, outcome.difference, 1) })
end


--- Where rivals are ahead: rule (2).
---@return string?
function index.decide(outcome, words)
  if not outcome.rival or standing(outcome.difference) ~= "behind" then return nil end
  return words:say(texts[words.code].decide, 1, { difference = words:number(-outcome.difference.value, 1) })
end


local function row_of(words, name, measure, one, rival)
  local weight = one.weight or {}
  local has_range = weight.low and weight.high
  local row = { name, measure, weight.value and words:percent(100 * weight.value, 0) or "",
                has_range and words:range(100 * weight.low, 100 * weight.high, 0) or "", words:number(one.value, 1),
                written.range(words, one, 1), words:number(one.n) }
  if rival then row[8], row[9] = words:number(rival.value, 1), written.range(words, rival, 1) end
  return row
end


--- The blocks.
---@return table[]
function index.blocks(outcome, words)
  local text = texts[words.code]
  local blocks = written.notes(words, text.notes, outcome.notes)
  if not outcome.value then return blocks end
  local keys = { "name", "measure", "weight", "weight_interval", "value", "interval", "n", outcome.rival and "rival",
                 outcome.rival and "rival_interval" }
  local block = { kind = "table", caption = text.caption, columns = written.columns(text.columns, keys, 2), rows = {} }
  for i, part in ipairs(outcome.parts) do
    block.rows[i] = row_of(words, name_of(words, part), written.measure(words, part.measure), part, part.rival)
  end
  block.rows[#block.rows + 1] = row_of(words, text.all, "", outcome, outcome.rival)
  local weights = outcome.outcome and words:say(text.fitted, 1, { outcome = written.measure(words, outcome.outcome) })
  block.note = words:say(text.note, 1, { level = written.level(words, outcome.confidence), weights = weights or text.declared })
  table.insert(blocks, 1, block)
  return blocks
end


-- ---- beside a goal (3) -----------------------------------------------------------------------------------

-- The parts of a goal on an index; nil of any other, or where it is hidden.
local function goal_parts(goal)
  local parts = not goal.hidden and goal.estimate and goal.estimate.value and goal.estimate.parts or nil
  return parts and parts[1] and parts[1].weight and parts or nil
end


--- A line of parts for each goal on an index: rule (3).
---@param goals table[]
---@param words table
---@return string[]
function index.goal_lines(goals, words)
  local text, lines = texts[words.code], {}
  for _, goal in ipairs(goals) do
    local list = {}
    for i, part in ipairs(goal_parts(goal) or {}) do
      list[i] = words:say(text.part, 1, { name = name_of(words, part), value = written.both(words, part, 0),
        weight = words:percent(100 * part.weight, 0) })
    end
    if #list > 0 then
      lines[#lines + 1] = words:say(text.goal, 1, { name = wording.name(words, goal), parts = words:join(list) })
    end
  end
  return lines
end


--- The parts of a goal as a table: rule (3); nil where it has none.
---@param goal table
---@param words table
---@param label string
---@return table?
function index.goal_table(goal, words, label)
  local parts, text = goal_parts(goal), texts[words.code]
  if not parts then return nil end
  local keys, methods = { "name", "measure", "weight", "value", "interval", "n" }, {}
  local block = { kind = "table", caption = label, columns = written.columns(text.columns, keys, 2), rows = {} }
  for i, part in ipairs(parts) do
    local decimals = math.min(1, part.decimals or 1)
    block.rows[i] = { name_of(words, part), written.measure(words, part.measure), words:percent(100 * part.weight, 0),
                      words:number(part.value, decimals), written.range(words, part, decimals), words:number(part.n) }
    methods[i] = part.method
  end
  block.note = words:say(text.goal_note, 1, { methods = method.names(words, methods) .. " " .. method.level(words, { goal }) })
  return block
end


return index
