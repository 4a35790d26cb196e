-- effect.lua - what an action changed, told: a sentence, the course by month, the cells, the placebo
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.effect, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) Without a comparison, or where the groups moved apart before, the sentence says so at once: no effect is claimed.
-- (2) To decide: whether what surely helped goes to all, whether what surely did not is stopped.

local texts = require "cx.report.why.words.effect"
local written = require "cx.report.why.written"

local effect = {}


local function has(outcome, code)
  for _, note in ipairs(outcome.notes) do
    if note.code == code then return true end
  end
  return false
end


local function values_of(outcome, words)
  local decimals = written.decimals(outcome.measure.unit)
  return { value = written.signed(words, outcome.value, decimals), range = written.range(words, outcome, decimals),
           date = outcome.date and words:date(outcome.date) or "", measure = written.measure(words, outcome.measure),
           action = outcome.action or "", margin = outcome.margin and words:plain(outcome.margin, 2),
           p = written.p(words, outcome.p) }
end


--- One sentence, figures first; rule (1).
---@return string
function effect.sentence(outcome, words)
  local text, values = texts[words.code], values_of(outcome, words)
  if has(outcome, "not_done") then return words:say(text.not_done, 1, values) end
  if outcome.hidden then return text.hidden end
  if not outcome.value then return words:say(text.empty, 1, values) end
  local key = outcome.comparison and text.compared or text.alone
  local parts = { (words:say(key[outcome.verdict], outcome.n, values):gsub(" %(%)", "")) }
  if has(outcome, "not_parallel") then parts[2] = text.not_parallel
  elseif has(outcome, "moving") then parts[2] = text.moving end
  if not outcome.comparison then parts[#parts + 1] = text.association end
  return table.concat(parts, " ")
end


--- What to decide: rule (2).
---@return string?
function effect.decide(outcome, words)
  local text = texts[words.code]
  if not outcome.comparison or not outcome.verdict or has(outcome, "not_parallel") then return nil end
  local form = text.decide[outcome.verdict]
  return form and words:say(form, 1, values_of(outcome, words)) or nil
end


-- A mean with its interval and n.
local function cell(words, one, decimals)
  if not one then return "–", "", "" end
  return words:number(one.value, decimals), written.range(words, one, decimals), words:number(one.n)
end


local function cells_table(outcome, words)
  local text, decimals = texts[words.code], written.decimals(outcome.measure.unit)
  local keys = { "group", "before", "interval", "n", "after", "interval", "n", "change" }
  local block = { kind = "table", caption = text.caption, rows = {}, columns = written.columns(text.columns, keys, 1) }
  for _, name in ipairs { "treated", "comparison" } do
    local one = outcome.cells[name]
    if one then
      local row = { text[name] }
      for _, when in ipairs { "before", "after" } do
        local value, range, n = cell(words, one[when], decimals)
        row[#row + 1], row[#row + 2], row[#row + 3] = value, range, n
      end
      row[8] = written.signed(words, one.after.value - one.before.value, decimals)
      block.rows[#block.rows + 1] = row
    end
  end
  local notes = { words:say(text.span, 1, { from = words:date(outcome.from), to = words:date(outcome.to),
                                            date = words:date(outcome.date) }) }
  if outcome.low then
    notes[2] = words:say(outcome.comparison and text.difference or text.change, 1, { value = values_of(outcome, words).value,
      range = values_of(outcome, words).range, p = values_of(outcome, words).p, n = words:number(outcome.n),
      level = written.level(words, outcome.confidence) })
    notes[3] = outcome.cluster and words:say(text.clusters, outcome.clusters, { cluster = outcome.cluster }) or text.rows
  end
  local placebo = outcome.placebo
  if placebo and placebo.low then
    notes[#notes + 1] = words:say(text.placebo, 1, { value = written.signed(words, placebo.value, decimals),
      range = written.range(words, placebo, decimals), p = written.p(words, placebo.p) })
  end
  block.note = table.concat(notes, " ")
  return block
end


local function picture(outcome, words)
  local text, points = texts[words.code], {}
  local decimals = written.decimals(outcome.measure.unit)
  for i, month in ipairs(outcome.course) do
    points[i] = { label = words:month(month.month), treated = month.treated, comparison = month.comparison,
                  is_after = month.month > outcome.date:sub(1, 7) or month.month == outcome.date:sub(1, 7)
                    and outcome.date:sub(9) == "01" }
  end
  return { kind = "chart", picture = "cx.report.why.effect_svg", title = text.picture, points = points,
           description = effect.sentence(outcome, words), number = function(x) return words:number(x, decimals) end,
           labels = { treated = text.treated, comparison = outcome.comparison and text.comparison or nil,
                      date = words:date(outcome.date) } }
end


--- The blocks.
---@return table[]
function effect.blocks(outcome, words)
  local text, blocks = texts[words.code], {}
  if outcome.cells then
    if outcome.course and #outcome.course > 1 then blocks[1] = picture(outcome, words) end
    blocks[#blocks + 1] = cells_table(outcome, words)
  end
  local values = { minimum = nil }
  for _, note in ipairs(outcome.notes) do values.minimum = note.minimum and words:number(note.minimum) or values.minimum end
  for _, block in ipairs(written.notes(words, text.notes, outcome.notes, values)) do blocks[#blocks + 1] = block end
  return blocks
end


return effect
