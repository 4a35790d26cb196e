-- receipt.lua - where every row went: the reading receipt as blocks
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the surveys of a result with their receipts. Out: blocks of a document.
--
-- (1) read = used + dropped, and dropped is the sum of its reasons.
-- (2) A setting that was guessed says so; one that was given says that.
-- (3) A part with nothing to say is left out, a clean reading is said aloud.
-- (4) Touchpoints of the data that are not in the plan are named, the ten most frequent; so are planned ones without rows.
-- (5) Earlier rounds in files of their own have receipts too.

local complain = require "cx.complain"
local design = require "cx.report.design"
local details = require "cx.report.details"
local plain = require "cx.report.plain"

local receipt = {}

local MOST_TOUCHPOINTS = 10


local function sum(list)
  local n = 0
  for _, item in ipairs(list or {}) do n = n + (item.n or 0) end
  return n
end


local function number(words, value)
  return { text = words:number(value) or "", value = value, kind = "number" }
end


local function files(words, r)
  local c, rows = words.column, {}
  for i, file in ipairs(r.files or {}) do
    rows[i] = { tostring(file.path), number(words, file.rows), number(words, file.bytes) }
  end
  return { kind = "table", caption = words.heading.files, rows = rows, columns = {
    { title = c.file, header = true }, { title = c.count, align = "right" }, { title = c.bytes, align = "right" } } }
end


-- Dropped or repaired rows by reason, with the first row numbers.
local function reasons(words, caption, list)
  local c, rows = words.column, {}
  for i, item in ipairs(list or {}) do
    local numbers = {}
    for j, row in ipairs(item.rows or {}) do numbers[j] = words:number(row) end
    if item.n and #numbers > 0 and item.n > #numbers then numbers[#numbers + 1] = "…" end
    rows[i] = { words:word("reason", item.reason), number(words, item.n), table.concat(numbers, "; ") }
  end
  return { kind = "table", caption = caption, rows = rows, columns = {
    { title = c.reason, header = true }, { title = c.count, align = "right" }, { title = c.rows } } }
end


local function missing(words, r)
  local c, rows = words.column, {}
  for _, name in ipairs(plain.keys(r.questions or {})) do
    local question = r.questions[name]
    rows[#rows + 1] = { tostring(name), number(words, question.used), details.reasons(words, question.missing) }
  end
  return { kind = "table", caption = words.heading.missing, rows = rows, columns = {
    { title = c.question, header = true }, { title = c.used, align = "right" }, { title = c.missing } } }
end


local function off_scale(words, r)
  local c, rows = words.column, {}
  for _, name in ipairs(plain.keys(r.questions or {})) do
    for _, item in ipairs(r.questions[name].off_scale or {}) do
      rows[#rows + 1] = { tostring(name), tostring(item.text), number(words, item.n) }
    end
  end
  return { kind = "table", caption = words.heading.off_scale, rows = rows, columns = {
    { title = c.question, header = true, merge = true }, { title = c.text }, { title = c.count, align = "right" } } }
end


-- A setting's value as it may be read: a lone tab or quote gets its name.
local names = { ["\t"] = "tab", [" "] = "space", [""] = "none" }

local function setting_value(words, value)
  if type(value) == "boolean" then return value and words.setting_value.yes or words.setting_value.no end
  if math.type(value) then return words:plain(value) end
  local text = names[value] or tostring(value)
  return words:word("setting_value", text)
end


local function dialect(words, r)
  local c, rows = words.column, {}
  for _, setting in ipairs(r.dialect or {}) do
    rows[#rows + 1] = { words:word("setting", setting.name), setting_value(words, setting.value),
                setting.guessed and words.receipt.guessed or words.receipt.given }          -- (2)
  end
  return { kind = "table", caption = words.heading.dialect, rows = rows, columns = {
    { title = c.setting, header = true }, { title = c.value }, { title = c.mark } } }
end


local function summary(words, survey, r)
  if r.hidden then return { kind = "paragraph", text = words.privacy.rows } end
  local text = words:say(words.receipt.summary, 1, { read = words:number(r.read or 0), used = words:number(r.used or 0),
    dropped = words:number(sum(r.dropped)) })                                   -- (1)
  if survey.n_design then
    text = text .. " " .. words:say(words.receipt.design, 1, { n = words:number(survey.n_design) })
  end
  local drawn = design.sentence(words, survey.design)
  if drawn then text = text .. " " .. drawn end
  if (survey.without_round or 0) > 0 then text = text .. " " .. words:say(words.receipt.without_round, survey.without_round) end
  if sum(r.dropped) == 0 and sum(r.repaired) == 0 then text = text .. " " .. words.receipt.nothing_dropped end
  return { kind = "paragraph", text = text }
end


local function unplanned(words, list)
  local named = {}
  for i = 1, math.min(#list, MOST_TOUCHPOINTS) do
    local name = list[i].name ~= "" and complain.short(list[i].name) or words:word("reason", "empty")
    named[i] = list[i].n and ("%s (%s)"):format(name, words:number(list[i].n)) or name
  end
  if #list > #named then named[#named + 1] = words:say(words.sentence.others, #list - #named) end
  return words:say(words.receipt.unplanned, 1, { list = table.concat(named, words.format.comma) })
end


-- Touchpoints in the data or in the plan alone: rule (4).
local function touchpoints(words, found)
  local parts = {}
  if #found.unplanned > 0 then parts[1] = unplanned(words, found.unplanned) end
  for i = 1, math.min(#found.without_rows, MOST_TOUCHPOINTS) do
    local item = found.without_rows[i]
    parts[#parts + 1] = words:say(item.nearest and words.receipt.nearest or words.receipt.without_rows, 1,
      { name = complain.short(item.name), nearest = item.nearest and complain.short(item.nearest) })
  end
  return #parts > 0 and { kind = "paragraph", text = table.concat(parts, " ") } or nil
end


--- Adds the receipts of all surveys to a document, then those of earlier rounds, whose settings are left out: rule (5).
function receipt.add(document, words, result)
  local function add(block) document[#document + 1] = block end
  local function add_table(block)
    if #block.rows > 0 then add(block) end                                      -- (3)
  end
  local function add_survey(survey, title, is_earlier)
    local r = survey.receipt or {}
    if title then add { kind = "heading", level = 3, text = title } end
    add(summary(words, survey, r))
    local alone = survey.touchpoints and touchpoints(words, survey.touchpoints)
    if alone then add(alone) end
    add_table(files(words, r))
    add_table(reasons(words, words.heading.dropped, r.dropped))
    add_table(reasons(words, words.heading.repaired, r.repaired))
    add_table(missing(words, r))
    add_table(off_scale(words, r))
    if not is_earlier then add_table(dialect(words, r)) end
  end
  if #(result.surveys or {}) == 0 then return end
  add { kind = "page" }
  add { kind = "heading", level = 2, text = words.heading.receipt }
  for _, survey in ipairs(result.surveys) do
    add_survey(survey, (survey.name or #result.surveys > 1) and tostring(survey.name or ""), false)
  end
  for _, survey in ipairs(result.earlier or {}) do
    add_survey(survey, words:say(words.receipt.earlier, 1, { name = tostring(survey.name), round = survey.round }), true)
  end
end


return receipt
