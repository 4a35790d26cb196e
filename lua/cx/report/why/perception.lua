-- perception.lua - predictions held against answers told: a sentence, gaps by touchpoint, scores by role, agreement
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.perception, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) The sentence tells the largest gap that is sure, else the largest there is.
-- (2) To decide: where a role surely saw more than there is, whose picture decisions rest on.
-- (3) Where all predictors are too few the sentence says so, and there is no table.

local lang = require "cx.lang"
local texts = require "cx.report.why.words.perception"
local written = require "cx.report.why.written"

local perception = {}


local function place_of(text, item) return item.place == "" and text.everything or item.place end


local function is_sure(item) return item.verdict == "too high" or item.verdict == "too low" end


-- The item of the sentence: rule (1).
local function largest(outcome, fits)
  local best
  for _, item in ipairs(outcome.items) do
    if item.value and fits(item) and (not best or math.abs(item.value) > math.abs(best.value)) then best = item end
  end
  return best
end


local function values_of(outcome, item, words, signed)
  local text, decimals = texts[words.code], written.decimals(outcome.measure.unit)
  local value = signed and written.signed(words, item.value, decimals) or words:number(math.abs(item.value), decimals)
  return { role = lang.capital(item.role), place = place_of(text, item), value = value,
           range = written.range(words, item, decimals), margin = words:plain(outcome.margin or 0, 2) }
end


local function say(outcome, item, words, form, signed)
  return (words:say(form, 2, values_of(outcome, item, words, signed)):gsub(" %(%)", ""))
end


--- One sentence, figures first.
---@return string
function perception.sentence(outcome, words)
  local text = texts[words.code]
  local item = largest(outcome, is_sure) or largest(outcome, function() return true end)
  if not item and #outcome.items > 0 then return words:say(text.hidden, outcome.minimum) end
  if not item then return text.nothing end
  local parts = { say(outcome, item, words, text[item.verdict], not is_sure(item)) }
  for _, pair in ipairs(outcome.pairs) do
    if pair.verdict ~= "cannot tell" and not parts[2] then
      local is_first = pair.verdict == "nearer"
      parts[2] = words:say(text.nearer, 1, { role = is_first and pair.role or pair.against,
                                             against = is_first and pair.against or pair.role })
    end
  end
  return table.concat(parts, " ")
end


--- Whose picture decisions rest on: rule (2).
---@return string?
function perception.decide(outcome, words)
  local item = largest(outcome, function(one) return one.verdict == "too high" end)
  if not item then return nil end
  local text = texts[words.code]
  return say(outcome, item, words, outcome.of == "staff" and text.decide_staff or text.decide)
end


-- ---- tables ----------------------------------------------------------------------------------------------

local function gap_row(outcome, item, words)
  local text, decimals = texts[words.code], written.decimals(outcome.measure.unit)
  local row = { place_of(text, item), item.role, item.round, "–", "–", "–", "", "", "", text.verdict[item.verdict] }
  if item.hidden then return row end
  row[4], row[5] = words:number(item.predicted, decimals), written.both(words, item.measured, decimals)
  row[6], row[7] = written.signed(words, item.value, decimals), written.range(words, item, decimals)
  row[8], row[9] = words:number(item.n), written.p(words, item.p_adjusted)
  return row
end


-- A table without its column of rounds, where there is one round without a name.
local function without_rounds(block, outcome, at)
  if #outcome.rounds ~= 1 or outcome.rounds[1] ~= "" then return block end
  table.remove(block.columns, at)
  for _, row in ipairs(block.rows) do table.remove(row, at) end
  return block
end


local function gaps_table(outcome, words)
  local text = texts[words.code]
  local keys = { "place", "role", "round", "predicted", "measured", "value", "interval", "n", "p", "verdict" }
  local block = { kind = "table", caption = text.caption, columns = written.columns(text.columns, keys, 3), rows = {},
                  note = words:say(text.note, 1, { level = written.level(words, outcome.confidence) }) }
  block.columns[1].merge, block.columns[10].align = true, nil
  for i, item in ipairs(outcome.items) do block.rows[i] = gap_row(outcome, item, words) end
  return without_rounds(block, outcome, 3)
end


local function score_row(outcome, one, words, role, round)
  local text, decimals = texts[words.code], written.decimals(outcome.measure.unit)
  local function cell(estimate)
    if not estimate then return "–" end
    return estimate.hidden and text.verdict.hidden or written.both(words, estimate, decimals)
  end
  local held = one.held and words:say(text.held, 1, { n = words:number(one.held.n), of = words:number(one.held.of) }) or "–"
  return { role, round, cell(one.squared), cell(one.interval), held, words:number(one.squared and one.squared.n) or "" }
end


local function scores_table(outcome, words)
  local text = texts[words.code]
  local columns = written.columns(text.score, { "role", "round", "squared", "interval_score", "held", "n" }, 2)
  for _, column in ipairs(columns) do column.near, column.quiet = nil, nil end
  columns[1].merge = true
  local block = { kind = "table", caption = text.scores, columns = columns, rows = {}, note = words:say(text.score_note, 1,
    { level = written.level(words, outcome.confidence), promised = written.level(words, outcome.level) }) }
  for _, role in ipairs(outcome.scores) do
    if #role.rounds > 1 then
      for _, one in ipairs(role.rounds) do
        block.rows[#block.rows + 1] = score_row(outcome, one, words, role.role, one.round)
      end
    end
    local only = #role.rounds == 1 and role.rounds[1].round or text.all
    block.rows[#block.rows + 1] = score_row(outcome, role, words, role.role, only)
  end
  return without_rounds(block, outcome, 2)
end


local AGREEMENT = { agree = "agree", opposed = "opposed", ["cannot tell"] = "cannot" }


local function agreement(one, words)
  local text = texts[words.code]
  if not one.value then return text.no_agreement end
  local said = words:say(text.agreement, one.n, { value = words:number(one.value, 2), range = written.range(words, one, 2),
                                                  p = written.p(words, one.p) })
  return table.concat({ (said:gsub(" %(%)", "")), text[AGREEMENT[one.verdict]],
    words:say(text.first, one.n, { name = one.first.name, rank = words:number(one.first.rank) }) }, " ")
end


--- The blocks.
---@return table[]
function perception.blocks(outcome, words)
  local blocks, shows = {}, false
  for _, item in ipairs(outcome.items) do shows = shows or not item.hidden end
  for _, role in ipairs(outcome.scores) do shows = shows or role.squared and not role.squared.hidden end
  if shows then blocks = { gaps_table(outcome, words), scores_table(outcome, words) } end
  if outcome.agreement then blocks[#blocks + 1] = { kind = "paragraph", text = agreement(outcome.agreement, words) } end
  for _, block in ipairs(written.notes(words, texts[words.code].notes, outcome.notes)) do blocks[#blocks + 1] = block end
  return blocks
end


return perception
