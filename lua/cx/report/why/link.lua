-- link.lua - staff and customers told: a sentence, the lags as a picture and a table, what it rests on and depends on
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.link, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) To decide: where the staff come first, whether their measure is led as a sign of what is to come.
-- (2) Numbers by unit are nowhere; a moderator with units in one group alone says so instead of numbers.

local texts = require "cx.report.why.words.link"
local written = require "cx.report.why.written"

local link = {}


-- So many periods of the outcome, as a text.
local function time_of(text, words, outcome, n)
  return words:say(text.time[outcome.is_calendar and outcome.period or "period"], n)
end


local function lag_of(text, words, outcome, lag)
  local kind = text.time[outcome.is_calendar and outcome.period or "period"]
  if lag == 0 then return words:say(text.at_once, 1, { same = kind.same }) end
  return words:say(lag > 0 and text.after or text.before, 1, { time = time_of(text, words, outcome, math.abs(lag)) })
end


local function values_of(text, words, outcome)
  return { n = words:number(outcome.units), r = words:number(outcome.value, 2), range = written.range(words, outcome, 2),
           margin = words:number(outcome.margin, 2), lag = outcome.lag and lag_of(text, words, outcome, outcome.lag) }
end


-- How many units it would take, or nil.
local function needed(text, words, outcome)
  local need = outcome.needed
  if not need then return nil end
  if not need.n then return text.needed_many end
  return words:say(text.needed, 2, { n = words:number(need.n), size = words:number(need.size, 2) })
end


--- One sentence, figures first; with who comes first, or how many units it would take.
---@return string
function link.sentence(outcome, words)
  local text, key = texts[words.code], outcome.verdict
  if not outcome.value then return text.none end
  if not outcome.low and key == "cannot tell" then key = "unbounded" end
  if key == "link" and outcome.value < 0 then key = "opposite" end
  local said = (words:say(text[key], 2, values_of(text, words, outcome)):gsub(" %(%)", ""))
  local parts = { said, needed(text, words, outcome) }
  if outcome.verdict == "link" and outcome.lead then parts[#parts + 1] = text[outcome.lead.verdict ~= "cannot tell"
    and outcome.lead.verdict or ""] end
  return table.concat(parts, " ")
end


--- Whether the staff's measure is led ahead: rule (1).
---@return string?
function link.decide(outcome, words)
  local text = texts[words.code]
  local is_ahead = outcome.verdict == "link" and outcome.lag > 0 and outcome.lead and outcome.lead.verdict == "staff first"
  if not is_ahead then return nil end
  return words:say(text.decide, 1, { time = time_of(text, words, outcome, outcome.lag) })
end


-- ---- tables ----------------------------------------------------------------------------------------------

-- The lag of a level by its place; nothing where the level has none.
local function at(level, i) return level and level.lags[i] or {} end


local function lags_table(outcome, words)
  local text = texts[words.code]
  local keys = { "lag", "pooled", "interval", "p", "within", "interval", "p" }
  local block = { kind = "table", caption = text.caption, columns = written.columns(text.columns, keys, 1), rows = {} }
  local n = #(outcome.pooled or outcome.within).lags
  for i = 1, n do
    local a, b = at(outcome.pooled, i), at(outcome.within, i)
    block.rows[i] = { lag_of(text, words, outcome, i - (n + 1) // 2),
      words:number(a.value, 2) or "–", written.range(words, a, 2), written.p(words, a.p_adjusted),
      words:number(b.value, 2) or "–", written.range(words, b, 2), written.p(words, b.p_adjusted) }
  end
  block.note = words:say(text.note, 1, { orders = words:number((outcome.pooled or outcome.within).orders),
    way = (outcome.pooled or outcome.within).exact and text.all_orders
      or words:say(text.random, 1, { seed = tostring(outcome.seed) }),
    level = written.level(words, outcome.confidence) })
  return block
end


-- An ICC with its interval.
local function icc(words, reliability, key)
  if not reliability then return "–" end
  local estimate = { value = reliability[key], low = reliability[key .. "_low"], high = reliability[key .. "_high"] }
  return written.both(words, estimate, 2)
end


local function sides_table(outcome, words)
  local text = texts[words.code]
  local block = { kind = "table", caption = text.sides, note = text.side_note, rows = {},
                  columns = written.columns(text.side, { "side", "measure", "people", "cells", "icc1", "icc2" }, 2) }
  for i, name in ipairs { "staff", "customers" } do
    local side = outcome[name]
    block.rows[i] = { text[name], written.measure(words, side.measure), words:number(side.n) or "–", words:number(side.cells),
                      icc(words, side.reliability.units, "icc1"), icc(words, side.reliability.units, "icc2") }
  end
  return block
end


-- What a half of numbers is called: by its median, a share in percent.
local function stratum_name(text, words, one, stratum)
  if not one.median then return stratum.name end
  local median = one.digital and words:percent(100 * one.median, 0) or words:plain(one.median, 2)
  return words:say(text[stratum.name], 1, { median = median })
end


local function moderators_table(outcome, words)
  local text = texts[words.code]
  local block = { kind = "table", caption = text.moderators, rows = {},
                  columns = written.columns(text.moderator, { "name", "stratum", "n", "r", "interval", "p", "verdict" }, 2) }
  block.columns[1].merge, block.columns[7].align = true, nil
  for _, one in ipairs(outcome.moderators) do
    local name = one.digital and text.digital or one.name
    if one.few then block.rows[#block.rows + 1] = { name, "", "", "", "", "", text.cannot .. ": " .. text.few } end -- (2)
    for i, stratum in ipairs(one.strata or {}) do
      block.rows[#block.rows + 1] = { name, stratum_name(text, words, one, stratum), words:number(stratum.n) or "",
        words:number(stratum.value, 2) or "–", written.range(words, stratum, 2), i == 1 and written.p(words, one.p) or "",
        i == 1 and (one.verdict == "differs" and text.differs or text.cannot) or "" }
    end
  end
  return block
end


-- ---- picture -----------------------------------------------------------------------------------------------

local function points_of(level)
  local list = {}
  for i, lag in ipairs(level and level.lags or {}) do
    list[i] = { lag = lag.lag, value = lag.value, low = lag.low, high = lag.high }
  end
  return list
end


local function picture(outcome, words)
  local text, level = texts[words.code], outcome[outcome.level] or outcome.pooled or outcome.within
  local ticks = {}
  for i, value in ipairs { -1, -0.5, 0, 0.5, 1 } do ticks[i] = { value = value, text = words:number(value, 1) } end
  return { kind = "chart", picture = "cx.report.why.link_svg", title = text.picture,
           description = link.sentence(outcome, words), pooled = points_of(outcome.pooled),
           within = points_of(outcome.within), band = level.band, margin = outcome.margin,
           ticks = ticks, lags = outcome.lags, number = function(n) return words:number(n) end,
           labels = { pooled = text.picture_pooled, within = text.picture_within,
                      margin = words:say(text.picture_margin, 1, { margin = words:number(outcome.margin, 2) }),
                      band = words:say(text.picture_band, 1, { level = written.level(words, outcome.confidence) }) } }
end


--- The blocks.
---@return table[]
function link.blocks(outcome, words)
  local text, blocks = texts[words.code], {}
  if outcome.pooled or outcome.within then
    blocks[1], blocks[2], blocks[3] = picture(outcome, words), lags_table(outcome, words), sides_table(outcome, words)
  end
  local corrected = outcome.disattenuated
  if corrected then
    blocks[#blocks + 1] = { kind = "paragraph", text = words:say(corrected.low and text.corrected or text.corrected_plain, 1,
      { r = words:number(corrected.value, 2), range = written.range(words, corrected, 2) }) }
  end
  if #(outcome.moderators or {}) > 0 then blocks[#blocks + 1] = moderators_table(outcome, words) end
  for _, block in ipairs(written.notes(words, text.notes, outcome.notes, { margin = words:number(outcome.margin, 2) })) do
    blocks[#blocks + 1] = block
  end
  return blocks
end


return link
