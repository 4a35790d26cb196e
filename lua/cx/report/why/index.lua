-- index.lua - the experience index told: never without its parts and their weights
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.index, the words of a language. Out: a sentence, blocks, what to decide.
--
-- (1) The sentence names every part with its result and weight. (2) To decide: where rivals surely are ahead.

local claims = require "cx.report.why.words.claim"
local texts = require "cx.report.why.words.index"
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


return index
