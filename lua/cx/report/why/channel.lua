-- channel.lua - whether a touchpoint feels the same in every channel, told: a sentence, a table of tests, one of channels
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.channel, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) The sentence names the touchpoints that surely differ and, of each, the channel that surely departs most.
-- (2) To decide: the channel that is surely furthest below the others.

local lang = require "cx.lang"
local texts = require "cx.report.why.words.channel"

local channel = {}


local function decimals_of(outcome) return outcome.score.unit == "score" and 2 or 1 end


local function signed(words, x, decimals)
  return (x > 0 and "+" or "") .. words:number(x, decimals)
end


local function range(words, low, high, decimals) return low and words:range(low, high, decimals) or "" end


local function label(item, words) return item.label or texts[words.code].everything end


-- The channel of an item that surely departs, by a measure of how far; nil without one.
local function furthest(item, far)
  local best
  for _, one in ipairs(item.channels) do
    if (one.verdict == "above" or one.verdict == "below") and (not best or far(one) > far(best)) then best = one end
  end
  return best
end


local function told(outcome, item, words)
  local text, d = texts[words.code], decimals_of(outcome)
  local one = furthest(item, function(x) return math.abs(x.difference) end)
  if not one then return lang.fill(text.one_alone, { name = label(item, words) }) end
  return lang.fill(text.one, { name = label(item, words), channel = one.label, value = signed(words, one.difference, d),
                               range = range(words, one.difference_low, one.difference_high, d) })
end


--- One sentence, figures first (1).
---@return string
function channel.sentence(outcome, words)
  local text, list, all, inline = texts[words.code], {}, 0, 0
  for _, item in ipairs(outcome.items) do
    if item.p then all = all + 1 end
    if item.verdict == "in line" then inline = inline + 1 end
    if item.verdict == "differs" then list[#list + 1] = told(outcome, item, words) end
  end
  if all == 0 then return text.nothing end
  return lang.fill(#list > 0 and text.differs or text.none_differs, { n = words:number(#list), all = words:number(all),
    inline = words:number(inline), list = table.concat(list, "; ") })
end


--- What management must decide (2).
---@return string?
function channel.decide(outcome, words)
  local worst, where
  for _, item in ipairs(outcome.items) do
    for _, one in ipairs(item.verdict == "differs" and item.channels or {}) do
      if one.verdict == "below" and (not worst or one.difference < worst.difference) then worst, where = one, item end
    end
  end
  if not worst then return nil end
  local d = decimals_of(outcome)
  return lang.fill(texts[words.code].decide, { channel = worst.label, name = label(where, words),
    value = signed(words, worst.difference, d), range = range(words, worst.difference_low, worst.difference_high, d) })
end


local function table_of(titles, keys, rows, caption, note)
  local block = { kind = "table", caption = caption, columns = {}, rows = {}, note = note }
  for i, key in ipairs(keys) do
    local is_text = i == 1 or key == "channel" or key == "verdict"
    block.columns[i] = { title = titles[key], align = not is_text and "right" or nil, header = i == 1,
                         quiet = key:find "interval" ~= nil, near = key:find "interval" ~= nil }
  end
  for i, cells in ipairs(rows) do
    block.rows[i] = {}
    for j, key in ipairs(keys) do block.rows[i][j] = cells[key] or "" end
  end
  return block
end


local function p_text(words, p)
  if not p then return "" end
  return p < 0.001 and "<" .. words:number(0.001, 3) or words:number(p, 3)
end


local function test_rows(outcome, words)
  local text, d, rows, method = texts[words.code], decimals_of(outcome), {}, nil
  for i, item in ipairs(outcome.items) do
    method = method or item.tau_method
    rows[i] = { name = label(item, words), verdict = text.verdicts[item.verdict], p = p_text(words, item.p_adjusted),
                tau = item.tau and words:number(item.tau, d), tau_interval = range(words, item.tau_low, item.tau_high, d),
                channels = words:number(#item.channels) }
  end
  return rows, method
end


local function channel_rows(outcome, words)
  local text, d, rows = texts[words.code], decimals_of(outcome), {}
  for _, item in ipairs(outcome.items) do
    for i, one in ipairs(item.channels) do
      rows[#rows + 1] = one.hidden and { name = i == 1 and label(item, words), channel = one.label, value = text.hidden } or {
        name = i == 1 and label(item, words), channel = one.label, value = words:number(one.value, d),
        interval = range(words, one.low, one.high, d), n = words:number(one.n),
        difference = one.difference and signed(words, one.difference, d),
        difference_interval = range(words, one.difference_low, one.difference_high, d), verdict = text.verdicts[one.verdict] }
    end
  end
  return rows
end


--- The figures under the sentence.
---@return table[]
function channel.blocks(outcome, words)
  if #outcome.items == 0 then return {} end
  local text = texts[words.code]
  local tests, method = test_rows(outcome, words)
  local note = lang.fill(text.note, { level = words:plain(100 * outcome.confidence) .. words.format.percent,
                                      method = method or "Paule-Mandel" })
  return {
    table_of(text.test_columns, { "name", "verdict", "p", "tau", "tau_interval", "channels" }, tests, text.tests),
    table_of(text.columns, { "name", "channel", "value", "interval", "n", "difference", "difference_interval", "verdict" },
      channel_rows(outcome, words), text.caption, note),
  }
end


return channel
