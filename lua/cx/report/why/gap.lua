-- gap.lua - expectation and experience told: a sentence, a table by touchpoint for each thing it is held against
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.gap, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) The sentence is that of the first comparison; touchpoints that fall short are named, three at most.
-- (2) To decide: what is done where experience surely falls short, else where it surely got worse.

local texts = require "cx.report.why.words.gap"
local written = require "cx.report.why.written"

local gap = {}

local MOST_NAMES = 3
local BAD = { expectation = "fell short", earlier = "worse" }


local function unit_of(outcome) return outcome.experience.unit end


-- The touchpoints of a comparison that surely lose, worst first, or nil; with how much in the given decimals.
local function worst(words, part, decimals)
  local list, names = {}, {}
  for _, item in ipairs(part.items) do
    if item.verdict == BAD[part.against] then list[#list + 1] = item end
  end
  table.sort(list, function(a, b)
    if a.value ~= b.value then return a.value < b.value end
    return a.label < b.label
  end)
  for i = 1, math.min(#list, MOST_NAMES) do
    names[i] = list[i].label .. (decimals and " " .. written.both(words, list[i], decimals) or "")
  end
  return #names > 0 and names or nil
end


local function percent(words, share) return words:percent(share.value, 0) end


-- The sentence of one comparison: rule (1).
local function say(outcome, part, words)
  local text, total = texts[words.code], part.total
  if not total or part.empty then return text.nobody end
  if total.hidden then return text.hidden end
  local decimals, names = written.decimals(unit_of(outcome)), worst(words, part)
  local first = words:say(text[part.against][total.verdict], total.n, { value = written.signed(words, total.value, decimals),
    range = written.range(words, total, decimals), margin = words:plain(outcome.margin or 0, 2) })
  local parts = { (first:gsub(" %(%)", "")), words:say(part.against == "earlier" and text.shares_earlier or text.shares, 1,
    { short = percent(words, total.short), met = percent(words, total.met), exceeded = percent(words, total.exceeded) }) }
  if names then parts[3] = words:say(text.places[part.against], #names, { names = words:join(names) }) end
  return table.concat(parts, " ")
end


--- One sentence, figures first.
---@return string
function gap.sentence(outcome, words) return say(outcome, outcome.list[1], words) end


--- What is done where it falls short: rule (2).
---@return string?
function gap.decide(outcome, words)
  local text = texts[words.code]
  for _, part in ipairs(outcome.list) do
    local names = worst(words, part, written.decimals(unit_of(outcome)))
    if names then
      return words:say(part.against == "earlier" and text.decide_earlier or text.decide, #names, { names = words:join(names) })
    end
  end
end


-- A share with its interval, in percent.
local function share(words, one)
  local range = written.range(words, one, 0)
  return ("%s (%s)"):format(words:percent(one.value, 0), range)
end


local function row_of(outcome, words, item, label)
  local text, decimals = texts[words.code], written.decimals(unit_of(outcome))
  local cells = { label, "–", "", "", "", "", "", "", text.verdict[item.verdict] }
  if item.hidden or not item.value then return cells end
  cells[2], cells[3] = written.signed(words, item.value, decimals), written.range(words, item, decimals)
  cells[4], cells[5] = words:number(item.n), written.p(words, item.p_adjusted or item.p)
  for i, key in ipairs { "short", "met", "exceeded" } do cells[5 + i] = share(words, item[key]) end
  return cells
end


local function table_of(outcome, part, words)
  local text = texts[words.code]
  local keys = { "place", "value", "interval", "n", "p", "short", "met", "exceeded", "verdict" }
  local block = { kind = "table", caption = text.caption[part.against], columns = written.columns(text.columns, keys, 1),
                  rows = {}, note = words:say(text.note, 1, { level = written.level(words, outcome.confidence) }) }
  block.columns[9].align = nil
  for i = 6, 8 do
    if part.against == "earlier" then block.columns[i].title = text.columns_earlier[keys[i]] end
  end
  for i, item in ipairs(part.items) do block.rows[i] = row_of(outcome, words, item, item.label) end
  if part.total then block.rows[#block.rows + 1] = row_of(outcome, words, part.total, text.all) end
  return block
end


--- The blocks.
---@return table[]
function gap.blocks(outcome, words)
  local text, blocks = texts[words.code], {}
  for i, part in ipairs(outcome.list) do
    if i > 1 then blocks[#blocks + 1] = { kind = "paragraph", text = say(outcome, part, words) } end
    if not part.empty then blocks[#blocks + 1] = table_of(outcome, part, words) end
    local unpaired = part.total and part.total.unpaired or 0
    if unpaired > 0 then blocks[#blocks + 1] = { kind = "paragraph", text = words:say(text.unpaired, unpaired) } end
  end
  return blocks
end


return gap
