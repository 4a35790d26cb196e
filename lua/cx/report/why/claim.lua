-- claim.lua - beliefs and their verdicts told: a sentence each, one table of all, what it would take to decide
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: outcomes of cx.claim, the words of a language. Out: a sentence, blocks, one table of all claims, what to decide.
--
-- (1) The sentence: what is claimed, the verdict, the estimate with its interval; where that cannot tell, what would.
-- (2) The text is the plan's own, else the maker's in the report's language (words/claim.lua).
-- (3) A share is told as the simple fraction that it is, 2/3, else in percent; R2 in percent. How many it would take is told
--     to two digits, rounded up.
-- (4) To decide: what changes where a belief was refuted.
-- (5) A percentage that does not tell by itself what it is a share of says so in the sentence: decisions on a finding, what is
--     explained.

local texts = require "cx.report.why.words.claim"
local written = require "cx.report.why.written"

local claim = {}

local PERCENT = { share = true, r_squared = true }
local DECIMALS = { r = 2, beta = 2, weight = 2, slope = 2 }


-- ---- numbers (3) -----------------------------------------------------------------------------------------

local function fraction(x)
  for below = 2, 6 do
    local above = x * below
    if math.abs(above - math.floor(above + 0.5)) < 1e-9 and above > 0.5 and above < below - 0.5 then
      return ("%d/%d"):format(math.floor(above + 0.5), below)
    end
  end
end


-- A bound of a claim as it is said.
local function bound_number(words, x, unit)
  if unit ~= "share" then return PERCENT[unit] and words:percent(100 * x, 0) or words:plain(x, 3) end
  return fraction(x) or words:percent(100 * x, 0)
end


local function decimals_of(estimate) return DECIMALS[estimate.unit] or written.decimals(estimate.unit) end


-- The value of an estimate and its interval, without what is around them.
local function numbers(words, estimate)
  if PERCENT[estimate.unit] then
    local low, high = 100 * estimate.low, 100 * estimate.high
    local decimals = high > low and high - low < 1 and 1 or 0
    return words:percent(100 * estimate.value, decimals), words:range(low, high, decimals)
  end
  local decimals = decimals_of(estimate)
  local is_signed = estimate.change or estimate.difference
  local value = is_signed and written.signed(words, estimate.value, decimals) or words:number(estimate.value, decimals)
  if estimate.unit == "percent" and not is_signed then value = words:percent(estimate.value, decimals) end
  return value, words:range(estimate.low, estimate.high, decimals)
end


-- The value of an estimate as it is said, in a sentence that of its claim (5), and its interval.
local function said_value(words, estimate, of)
  local text = texts[words.code]
  local value, range = numbers(words, estimate)
  local key = estimate.change and "change" or estimate.difference and "difference" or estimate.unit
  return words:say(of and text.unit[of] or text.unit[key] or text.unit.other, 1, { x = value }), range
end


-- ---- what is claimed (2) ---------------------------------------------------------------------------------

local UNIT = { share_of_experience = "share", led_by_feel = "share", suffices = "r_squared", behaviour_predicts = "r_squared" }


-- "2/3", "at least 1/2", "within ±0.1"; "" for a claim of parts.
local function bound_of(words, outcome)
  local is, bound, unit = outcome.is, texts[words.code].bound, UNIT[outcome.claim]
  if not is then return "" end
  local function say(key, x, margin)
    return words:say(bound[key], 1, { x = bound_number(words, x, unit), margin = margin and bound_number(words, margin, unit) })
  end
  if is.at_least then return say("at_least", is.at_least) end
  if is.at_most then return say("at_most", is.at_most) end
  if is.low and is.high and is.low == -is.high and is.is == 0 and is.margin then return say("within", is.margin) end
  if is.is then return is.margin and say("margin", is.is, is.margin) or say("is", is.is) end
  if is.low then return say("more", is.low) end
  return say(outcome.claim == "suffices" and "small" or "less", is.high)
end


-- What a measure is called; a column by its name alone.
local function measure(words, one)
  if not one then return "" end
  return one.name == one.question and one.name or written.measure(words, one)
end


local function parts_of(words, names)
  local list, known = {}, texts[words.code].part
  for i, part in ipairs(names.parts or {}) do list[i] = known[part] or part end
  return words:join(list), #list
end


-- The bound of a share as the claim's own text has it: without a margin.
local function plain_bound(words, outcome)
  if not outcome.is or not (outcome.is.is or outcome.is.at_least or outcome.is.at_most) then return "" end
  local is = { is = outcome.is.is, at_least = outcome.is.at_least, at_most = outcome.is.at_most }
  return bound_of(words, { claim = outcome.claim, is = is })
end


--- What is claimed (2); also of a claim that is not measured yet.
---@param made table an outcome, or what cx.claim made
---@param words table
---@return string
function claim.text(made, words)
  local own = rawget(made, "text")
  if own then return own end
  local names, forms = rawget(made, "names") or made.ask and made.ask.names or {}, texts[words.code].text
  local parts, n = parts_of(words, names)
  local form = made.claim == "follows" and names.staff and forms.staff or forms[made.claim]
  local bound = plain_bound(words, { claim = made.claim, is = rawget(made, "is") or rawget(made, "region") })
  return words:say(form, n, { parts = parts, bound = bound, metric = measure(words, names.metric),
                              from = measure(words, names.from), to = measure(words, names.to) })
end


-- ---- what would decide it ------------------------------------------------------------------------------------

-- How many it takes, to two digits.
local function about(n)
  local step = 10 ^ math.max(0, math.floor(math.log(math.max(1, n), 10)) - 1)
  return math.ceil(n / step) * math.floor(step)
end


local function counted(words, counts, n)
  local forms = texts[words.code].counts
  return words:say(forms[counts] or forms.other, n)
end


-- What would decide it, as the end of a sentence; "" where it is decided.
local function needs_of(words, outcome)
  local needs, text = outcome.needs, texts[words.code]
  if not needs or outcome.verdict ~= "cannot tell" then return "" end
  if needs.code == "never" or needs.code == "margin" then return text.needs[needs.code] end
  if needs.code == "data" then return words:say(text.needs.data, 1, { what = text.lacks[needs.what] or needs.what }) end
  local has = needs.has and counted(words, needs.counts, needs.has)
  local n = needs.power and about(needs.n) or needs.n
  return words:say(text.needs[not has and "new" or needs.power and "n" or "least"], 1,
    { has = has, needed = has and words:number(n) or counted(words, needs.counts, n) })
end


--- One sentence: rule (1).
---@return string
function claim.sentence(outcome, words)
  local text, values = texts[words.code], { text = claim.text(outcome, words), needs = needs_of(words, outcome) }
  values.verdict = text.verdict[outcome.verdict]
  if not outcome.estimate then return words:say(text.bare, 1, values) end
  local value, range = said_value(words, outcome.estimate, outcome.claim)
  values.estimate = ("%s (%s)"):format(value, range)
  return words:say(text.sentence, 1, values)
end


--- What changes where a belief was refuted: rule (4).
---@return string?
function claim.decide(outcome, words)
  if outcome.verdict ~= "refuted" then return nil end
  return words:say(texts[words.code].decide, 1, { text = claim.text(outcome, words) })
end


-- ---- tables ------------------------------------------------------------------------------------------------------

-- What an estimate rests on: how many, and of which files.
local function data_of(words, outcome)
  local list, data = {}, outcome.data or {}
  if outcome.estimate then list[1] = counted(words, outcome.estimate.counts, outcome.estimate.n) end
  for _, name in ipairs(data.surveys or {}) do list[#list + 1] = name end
  return table.concat(list, " · ")
end


local function source_of(words, outcome)
  if not outcome.source then return "" end
  if outcome.source_says ~= "false" then return outcome.source end
  return words:say(texts[words.code].denies, 1, { source = outcome.source })
end


-- What would decide it as a cell of its own.
local function needs_cell(words, outcome) return (needs_of(words, outcome):gsub("^; ", "")) end


-- Takes a column without a word in it out of a table.
local function drop_empty(block, i)
  for _, row in ipairs(block.rows) do
    if row[i] ~= "" then return end
  end
  table.remove(block.columns, i)
  for _, row in ipairs(block.rows) do table.remove(row, i) end
end


--- One table of all claims.
---@param outcomes table[]
---@param words table
---@return table[]
function claim.all(outcomes, words)
  local text = texts[words.code]
  local keys = { "text", "verdict", "claimed", "value", "interval", "data", "needs", "source" }
  local block = { kind = "table", caption = text.caption, columns = written.columns(text.columns, keys, 3), rows = {} }
  for i = 6, 8 do block.columns[i].align = nil end
  local level = outcomes[1].confidence
  for i, outcome in ipairs(outcomes) do
    local value, range = "–", ""
    if outcome.estimate then value, range = said_value(words, outcome.estimate) end
    block.rows[i] = { claim.text(outcome, words), text.verdict[outcome.verdict], bound_of(words, outcome), value, range,
                      data_of(words, outcome), needs_cell(words, outcome), source_of(words, outcome) }
    level = math.min(level, outcome.confidence)
  end
  block.note = words:say(text.note, 1, { level = written.level(words, level) })
  for i = #keys, 1, -1 do drop_empty(block, i) end
  return { block }
end


local function parts_table(outcome, words)
  local text = texts[words.code]
  local keys = { "name", "measure", "value", "interval", "rounds", "verdict" }
  local block = { kind = "table", caption = text.parts, columns = written.columns(text.part_columns, keys, 2), rows = {} }
  block.columns[6].align = nil
  for i, part in ipairs(outcome.parts) do
    local value, range = "–", ""
    if part.estimate then value, range = numbers(words, part.estimate) end
    block.rows[i] = { text.part_name[part.name] or part.name, measure(words, part.measure), value, range,
                      words:number(part.rounds), text.verdict[part.verdict] }
  end
  return block
end


--- What stands below a claim's sentence: its parts, its notes, whether the data side with its source.
---@return table[]
function claim.blocks(outcome, words)
  local text, blocks = texts[words.code], {}
  if outcome.parts then blocks[1] = parts_table(outcome, words) end
  for _, block in ipairs(written.notes(words, text.notes, outcome.notes)) do blocks[#blocks + 1] = block end
  for _, note in ipairs(outcome.notes) do
    if note.code == "said" then blocks[#blocks + 1] = { kind = "paragraph", text = note.text } end
  end
  if outcome.source_agrees ~= nil then
    blocks[#blocks + 1] = { kind = "paragraph",
      text = words:say(outcome.source_agrees and text.agrees or text.disagrees, 1, { source = outcome.source }) }
  end
  return blocks
end


return claim
