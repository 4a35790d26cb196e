-- measures.lua - measures that are no goals of a touchpoint, and the promises that goals make up: small tables
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a result, the words of a language. Out: tables of a document, for the section that a measure stands in.
--
-- (1) A row is a measure: what it stands for, its result with interval and n, its goal and state if it has one. Columns
--     that would be empty are left out; what has no data says so.
-- (2) A promise stands with the touchpoints that serve it, how many of their goals are met, and how many are open; promises
--     are shown where a touchpoint serves any. One that none serves says so.
-- (3) Beneath stands how the intervals were made, as beneath every table of estimates, and which parts an index has.

local change = require "cx.report.change"
local method = require "cx.report.method"
local wording = require "cx.report.wording"

local measures = {}


-- What a measure stands for: a function, a daily choice, the touchpoint whose practice it is; nothing where its metric
-- bears that name itself.
local function subject(words, one)
  if one.word == one.metric_name then return "" end
  if one.word then return words.kept[one.word] or (tostring(one.word):gsub("_", " ")) end
  return one.touchpoint and tostring(one.touchpoint) or ""
end


-- The state of a measure: its goal's, or why it has no result.
local function state(words, one)
  if one.hidden then return { text = words.status.hidden, sign = "–", kind = "sign", status = "hidden" } end
  if one.why then return { text = words.measures[one.why] or one.why, sign = "?", kind = "sign", status = "no_answers" } end
  if not one.target then return "" end
  return { text = wording.status_word(words, one), sign = wording.sign(one), kind = "sign", status = wording.status(one) }
end


-- The metric, with its question where its own name says nothing of it: "mean 1-5" of what?
local function label(words, one)
  local text, name = wording.metric(words, one), one.metric_name
  if not one.question or one.question.words or not words.metric[name] or require "cx.leading".is_word(name) then return text end
  return ("%s · %s"):format(text, one.question.name)
end


-- The columns in order; each says how a measure fills it.
local function columns(words)
  local c = words.column
  return {
    { key = "subject", title = words.measures.subject, header = true, optional = true,
      cell = function(one) return subject(words, one) end },
    { key = "metric", title = c.metric, cell = function(one) return label(words, one) end },
    { key = "result", title = c.result, align = "right", strong = true, cell = function(one)
      return { text = wording.value(words, one, 1), kind = "number", value = one.estimate.value } end },
    { key = "interval", title = c.interval, near = true, keep = true, optional = true, cell = function(one)
      local text = wording.interval(words, one, 1)
      return text ~= "" and text ~= "–" and "(" .. text .. ")" or text end },
    { key = "n", title = c.n, align = "right", cell = function(one)
      return { text = words:number(one.estimate.n) or "", kind = "number", value = one.estimate.n } end },
    { key = "change", title = c.change, align = "right", optional = true, cell = function(one)
      return change.number(words, one, 1) end },
    { key = "mark", title = c.mark, near = true, keep = true, optional = true, cell = change.mark },
    { key = "goal", title = c.goal, align = "right", optional = true,
      cell = function(one) return wording.target(words, one) end },
    { key = "status", title = c.status, optional = true, cell = function(one) return state(words, one) end },
    { key = "probability", title = c.probability, align = "right", optional = true, cell = function(one)
      return one.target and wording.probability(words, one) or "" end },
  }
end


local function is_empty(cell) return cell == "" or type(cell) == "table" and cell.text == "" end


-- The columns of a table in which some row has something.
local function filled(all, list)
  local kept = {}
  for _, column in ipairs(all) do
    local has = not column.optional
    for _, one in ipairs(list) do has = has or not is_empty(column.cell(one)) end
    if has then kept[#kept + 1] = column end
  end
  return kept
end


--- The measures of a section as a table (1); nil when it has none.
---@param words table
---@param result table
---@param section string such as "organise"
---@return table?
function measures.table(words, result, section)
  local list = {}
  for _, one in ipairs(result.measures or {}) do
    if one.section == section then list[#list + 1] = one end
  end
  if #list == 0 then return nil end
  local block = { kind = "table", role = "measures", caption = words.measures.caption, rows = {},
                  columns = filled(columns(words), list) }
  for i, one in ipairs(list) do
    block.rows[i] = { status = one.target and wording.status(one) or nil }
    for j, column in ipairs(block.columns) do block.rows[i][j] = column.cell(one) end
  end
  local notes, line = require "cx.report.why.index".goal_lines(list, words), method.line(words, result, list)     -- (3)
  if line ~= "" then table.insert(notes, 1, line) end
  block.note = #notes > 0 and table.concat(notes, " ") or nil
  return block
end


--- The promises as a table (2); nil when no touchpoint serves any.
---@param words table
---@param result table
---@return table?
function measures.promises(words, result)
  local m, served = words.measures, false
  local block = { kind = "table", role = "promises", caption = m.promises, rows = {}, columns = {
    { key = "promise", title = m.promise, header = true }, { key = "touchpoints", title = m.touchpoints },
    { key = "met", title = m.met, align = "right" }, { key = "open", title = m.open, align = "right" } } }
  for i, one in ipairs(result.promises or {}) do
    local has = #one.touchpoints > 0
    served = served or has
    block.rows[i] = { one.text, has and table.concat(one.touchpoints, words.format.comma) or m.unserved,
      one.of > 0 and words:number(one.met) .. " / " .. words:number(one.of) or "–",
      one.of > 0 and words:number(one.open) or "–" }
  end
  return served and block or nil
end


return measures
