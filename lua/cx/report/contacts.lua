-- contacts.lua - a contact log in a report: promises, what became of the cases, good starts beside cases solved in one go
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: result.contacts (contact/summary.lua), the words of a language. Out: blocks of a document.
--
-- (1) Every share and mean has its interval in brackets; what has no cases says "–".
-- (2) Beneath the tables stands how the intervals were made, and that kinds of cases differ in more than their kind.

local method = require "cx.report.method"

local contacts = {}


local function number(words, n) return { text = words:number(n) or "", value = n, kind = "number" } end


-- An estimate with its interval (1).
local function estimated(words, estimate, unit)
  if not estimate or not estimate.value then return "–" end
  local decimals = unit == "percent" and 0 or 1
  local text = unit == "percent" and words:percent(estimate.value) or words:number(estimate.value, 1)
  local range = words:range(estimate.low, estimate.high, decimals)
  return { text = range and ("%s (%s)"):format(text, range) or text, value = estimate.value, kind = "number" }
end


local function metric_title(words, metric) return words.metric[metric.name] or (metric.name:gsub("_", " ")) end


-- A table of kinds: their name, cases, an estimate a metric; estimates are kept for the line beneath.
local function kinds_table(words, caption, head, made, name_of, used)
  local block = { kind = "table", caption = caption, rows = {}, columns = {
    { title = head, header = true }, { title = words.contacts.cases, align = "right" } } }
  for _, metric in ipairs(made.metrics) do
    block.columns[#block.columns + 1] = { title = metric_title(words, metric), align = "right" }
  end
  for i, one in ipairs(made.kinds) do
    local row = { name_of(one), number(words, one.n) }
    for _, metric in ipairs(made.metrics) do
      row[#row + 1] = estimated(words, one[metric.name], metric.unit)
      used[#used + 1] = { estimate = one[metric.name] }
    end
    block.rows[i] = row
  end
  return block
end


local FATES = { "kept", "late", "broken", "open" }

local function promises(words, made, used)
  local c = words.contacts
  local block = { kind = "table", caption = c.promises, rows = {}, columns = {
    { title = c.promise, header = true }, { title = words.column.people, align = "right" } } }
  for i, fate in ipairs(FATES) do block.rows[i] = { c.fate[fate], number(words, made[fate]) } end
  used[#used + 1] = { estimate = made.share }
  if not made.share.value then return block end
  block.note = words:say(c.share, made.share.n, { n = words:number(made.share.n),
                                                  share = estimated(words, made.share, "percent").text })
  return block
end


local function start_name(words)
  local names = words.contacts.start
  return function(one)
    if one.good_start then return one.first_contact and names.both or names.start end
    return one.first_contact and names.once or names.neither
  end
end


local function starts(words, made, used)
  local c, d = words.contacts, made.difference
  local block = kinds_table(words, c.starts, c.kind, made, start_name(words), used)
  local parts = { ("%s %s; %s %s."):format(words.metric.good_start, estimated(words, made.good_start, "percent").text or "–",
    words.metric.first_contact, estimated(words, made.first_contact, "percent").text or "–") }
  if d and d.low then
    parts[2] = words:say(c.difference, 1, { difference = words:number(d.difference, 0),
                                            interval = words:range(d.low, d.high, 0) })
  end
  used[#used + 1] = { estimate = made.good_start }
  block.note = require "cx.lang".capital(table.concat(parts, " "))
  return block
end


local function delays(words, made, used)
  local c = words.contacts
  local block = kinds_table(words, c.delays, c.wait, made, function(one)
    return words.reason[one.kind] or one.kind
  end, used)
  if made.trend then
    block.note = words:say(c.trend, 1, { text = words.trend[made.trend.direction], p = words:number(made.trend.p, 3) })
  end
  return block
end


-- How customers were met: the share of the cases with each coded item.
local function items(words, made, used)
  local c = words.contacts
  local block = { kind = "table", caption = c.items, rows = {}, columns = { { title = c.item, header = true },
    { title = words.metric.share, align = "right" }, { title = c.cases, align = "right" } } }
  for i, one in ipairs(made.kinds) do
    block.rows[i] = { words.metric[one.kind] or (one.kind:gsub("_", " ")), estimated(words, one.share, "percent"),
      number(words, one.of) }
    used[#used + 1] = { estimate = one.share }
  end
  return block
end


-- Coded items: cases with each, estimates with it and without it, the adjusted p of their difference.
local function coded(words, made, used)
  local c = words.contacts
  local block = { kind = "table", caption = c.coded, rows = {}, columns = {
    { title = c.item, header = true }, { title = c.cases, align = "right" } } }
  for _, metric in ipairs(made.metrics) do
    for _, title in ipairs { ("%s, %s"):format(metric_title(words, metric), c.with), c.without, words.column.p_adjusted } do
      block.columns[#block.columns + 1] = { title = title, align = "right" }
    end
  end
  for i, one in ipairs(made.kinds) do
    local row = { words.metric[one.kind] or (one.kind:gsub("_", " ")), number(words, one.n) }
    for _, metric in ipairs(made.metrics) do
      local difference = one.differences[metric.name]
      row[#row + 1] = estimated(words, one[metric.name], metric.unit)
      row[#row + 1] = estimated(words, one.without[metric.name], metric.unit)
      row[#row + 1] = difference and difference.p_adjusted and words:number(difference.p_adjusted, 3) or "–"
      used[#used + 1], used[#used + 2] = { estimate = one[metric.name] }, { estimate = one.without[metric.name] }
    end
    block.rows[i] = row
  end
  return block
end


--- The blocks of a contact log; none without one.
---@param words table
---@param result table
---@return table[]
function contacts.blocks(words, result)
  local made, list, used = result.contacts, {}, {}
  if not made then return list end
  if made.promises then list[#list + 1] = promises(words, made.promises, used) end
  if made.outcomes then
    list[#list + 1] = kinds_table(words, words.contacts.outcomes, words.contacts.promise, made.outcomes,
      function(one) return words.contacts.fate[one.kind] end, used)
  end
  if made.starts then list[#list + 1] = starts(words, made.starts, used) end
  if made.delays then list[#list + 1] = delays(words, made.delays, used) end
  if made.items then list[#list + 1] = items(words, made.items, used) end
  if made.coded then list[#list + 1] = coded(words, made.coded, used) end
  if #list == 0 then return list end
  list[#list + 1] = { kind = "paragraph", text = method.line(words, { surveys = {} }, used) .. " "   -- (2)
    .. words.contacts.caution }
  return list
end


return contacts
