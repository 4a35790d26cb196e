-- accounts.lua - how much of the revenue has answered, is at risk, is unknown, told
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.accounts, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) Counted in full: shares have no error; what is at risk lies between what is known and that with all unknown.
-- (2) To decide: what is done about the accounts at risk; where none is known, who asks those who did not answer, when they
--     are half of the revenue or more.

local money = require "cx.report.why.money"
local texts = require "cx.report.why.words.accounts"
local written = require "cx.report.why.written"

local accounts = {}

local HALF = 0.5


local function percent(words, share) return share and words:percent(100 * share, 0) end


local function values_of(outcome, words)
  local values = { accounts = words:number(outcome.accounts), answered = words:number(outcome.answered) }
  local coverage, risk, unknown = outcome.coverage or {}, outcome.at_risk, outcome.unknown
  values.revenue_share, values.account_share = percent(words, coverage.revenue), percent(words, coverage.accounts)
  if risk then
    values.risk, values.risk_n = money.text(words, risk.value, outcome.unit), words:number(risk.n)
    values.risk_share = percent(words, risk.share)
    values.range = money.range(words, risk)
  end
  if unknown then
    values.unknown, values.unknown_share = money.text(words, unknown.value, outcome.unit), percent(words, unknown.share)
    values.unknown_n = words:number(unknown.n)
  end
  return values
end


--- One sentence, figures first.
---@return string
function accounts.sentence(outcome, words)
  local text, values = texts[words.code], values_of(outcome, words)
  if outcome.hidden == "all" then return text.hidden end
  if outcome.accounts == 0 then return text.no_accounts end
  if outcome.answered == 0 then return words:say(text.nobody, outcome.accounts, values) end
  local first = values.revenue_share and text.coverage or text.coverage_plain
  local parts = { words:say(first, outcome.answered, values) }
  if outcome.at_risk and values.risk_share then
    parts[2] = words:say(text.risk, outcome.at_risk.n, values)
    if values.unknown_share then parts[3] = words:say(text.unknown, outcome.unknown.n, values) end
  end
  return table.concat(parts, " ")
end


--- What to decide: rule (2).
---@return string?
function accounts.decide(outcome, words)
  local text, values, risk = texts[words.code], values_of(outcome, words), outcome.at_risk
  if risk and risk.n > 0 and risk.value > 0 then return words:say(text.decide, risk.n, values) end
  local share = outcome.unknown and outcome.unknown.share
  if share and share >= HALF then return words:say(text.decide_unknown, 1, values) end
  return nil
end


local function kinds_table(outcome, words)
  local text = texts[words.code]
  local keys = { "kind", "accounts", "share", "revenue", "of_revenue", "people" }
  local block = { kind = "table", caption = text.caption, rows = {}, columns = written.columns(text.columns, keys, 1) }
  for i, kind in ipairs(outcome.kinds) do
    block.rows[i] = { text.kinds[kind.name], words:number(kind.accounts), percent(words, kind.share) or "–",
                      money.text(words, kind.revenue, outcome.unit), percent(words, kind.of_revenue) or "–",
                      kind.name == "unknown" and "" or words:number(kind.people) }
  end
  local notes = { text.note }
  if outcome.from then
    notes[2] = words:say(text.span, 1, { from = words:date(outcome.from), to = words:date(outcome.to) })
  end
  local values = values_of(outcome, words)
  if values.range and values.range ~= "" then notes[#notes + 1] = words:say(text.between, 1, values) end
  if outcome.alike then
    notes[#notes + 1] = words:say(text.alike, 1, { share = percent(words, outcome.alike.value),
      range = ("%s…%s"):format(percent(words, outcome.alike.low), percent(words, outcome.alike.high)),
      n = words:number(outcome.alike.n) })
  end
  block.note = table.concat(notes, " ")
  return block
end


local function picture(outcome, words)
  local text = texts[words.code]
  local bars = { { label = text.columns.accounts }, { label = text.columns.revenue } }
  for i, kind in ipairs(outcome.kinds) do
    bars[1][i] = { share = kind.share or 0, text = percent(words, kind.share) or "" }
    bars[2][i] = { share = math.max(0, kind.of_revenue or 0), text = percent(words, kind.of_revenue) or "" }
  end
  local labels = {}
  for i, kind in ipairs(outcome.kinds) do labels[i] = text.kinds[kind.name] end
  return { kind = "chart", picture = "cx.report.why.accounts_svg", title = text.caption, bars = bars, labels = labels,
           description = accounts.sentence(outcome, words) }
end


--- The blocks.
---@return table[]
function accounts.blocks(outcome, words)
  local text, blocks = texts[words.code], {}
  if outcome.kinds then blocks = { picture(outcome, words), kinds_table(outcome, words) } end
  for _, note in ipairs(outcome.notes) do
    local form = text.notes[note.code]
    if form then
      blocks[#blocks + 1] = { kind = "paragraph", text = words:say(form, note.n or 1,
        { n = words:number(note.n), minimum = words:number(note.minimum) }) }
    end
  end
  return blocks
end


return accounts
