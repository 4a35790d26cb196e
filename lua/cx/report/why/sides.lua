-- sides.lua - what is good for the customer and for the company, told: a sentence, a table, sales in service
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.sides, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) To decide: what is surely good for neither; else what pays the company and surely fails the customer.

local lang = require "cx.lang"
local texts = require "cx.report.why.words.sides"

local sides = {}


local function decimals_of(outcome) return outcome.score.unit == "score" and 2 or 1 end


local function range(words, one, decimals) return one and one.low and words:range(one.low, one.high, decimals) or "" end


local function of_side(outcome, side)
  local names = {}
  for _, item in ipairs(outcome.items) do
    if item.side == side then names[#names + 1] = item.label end
  end
  return names
end


--- One sentence, figures first.
---@return string
function sides.sentence(outcome, words)
  local text, values, told = texts[words.code], { all = words:number(#outcome.items) }, 0
  for _, side in ipairs { "both", "customer", "company", "neither" } do
    local n = #of_side(outcome, side)
    values[side], told = words:number(n), told + n
  end
  local open = #of_side(outcome, "cannot tell")
  if told + open == 0 then return text.nothing end
  values.open = open > 0 and lang.fill(text.open, { n = words:number(open) }) or ""
  return lang.fill(text.sentence, values)
end


--- What management must decide (1).
---@return string?
function sides.decide(outcome, words)
  for _, side in ipairs { "neither", "company" } do
    local names = of_side(outcome, side)
    if #names > 0 then return lang.fill(texts[words.code]["decide_" .. side], { names = words:join(names) }) end
  end
end


local function table_of(titles, keys, rows, caption, note)
  local block = { kind = "table", caption = caption, columns = {}, rows = {}, note = note }
  for i, key in ipairs(keys) do
    block.columns[i] = { title = titles[key], align = i > 1 and key ~= "side" and "right" or nil, header = i == 1,
                         quiet = key:find "interval" ~= nil, near = key:find "interval" ~= nil }
  end
  for i, cells in ipairs(rows) do
    block.rows[i] = {}
    for j, key in ipairs(keys) do block.rows[i][j] = cells[key] or "" end
  end
  return block
end


local function main_row(outcome, item, words)
  local text, d = texts[words.code], decimals_of(outcome)
  if item.hidden then return { name = item.label, score = text.hidden } end
  local value = item.value and item.value.value
  return { name = item.label, score = words:number(item.score.value, d), interval = range(words, item.score, d),
           n = words:number(item.score.n), goal = item.goal and words:plain(item.goal, 2),
           value = value and words:plain(value, 2) .. (outcome.unit and " " .. outcome.unit or ""),
           value_interval = range(words, item.value, 2), side = text.sides[item.side] }
end


local function sale_rows(outcome, words)
  local d, rows = decimals_of(outcome), {}
  for _, item in ipairs(outcome.items) do
    local sale = item.sales
    if sale and sale.rate then
      rows[#rows + 1] = { name = item.label, rate = words:percent(sale.rate.value, 1), n = words:number(sale.rate.n),
        rate_interval = sale.rate.low and range(words, sale.rate, 1) .. words.format.percent,
        with = sale.with and words:number(sale.with.value, d), with_interval = range(words, sale.with, d),
        without = sale.without and words:number(sale.without.value, d), without_interval = range(words, sale.without, d) }
    end
  end
  return rows
end


--- The figures under the sentence.
---@return table[]
function sides.blocks(outcome, words)
  if #outcome.items == 0 then return {} end
  local text, rows = texts[words.code], {}
  for i, item in ipairs(outcome.items) do rows[i] = main_row(outcome, item, words) end
  local note = lang.fill(text.note, { pays = words:plain(outcome.pays, 2) })
  local blocks = { table_of(text.columns, { "name", "score", "interval", "n", "goal", "value", "value_interval", "side" }, rows,
    text.caption, note) }
  local sales = sale_rows(outcome, words)
  if #sales > 0 then
    blocks[2] = table_of(text.sale_columns, { "name", "rate", "rate_interval", "n", "with", "with_interval", "without",
                                              "without_interval" }, sales, text.sales, text.sale_note)
  end
  return blocks
end


return sides
