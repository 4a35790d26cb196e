-- show.lua - a comparison of two plans, or of two rounds, as a document
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: what diff.compare gives, the words of a language. Out: blocks.
--
-- (1) Metrics are named as the report's first page names them, with the words of their question.
-- (2) A moved goal has three lines: the results with interval and n, then each target with its verdicts. Where the new
--     target alone gives another verdict, a sentence says so.
-- (3) What else changed has a line an entry: one or two fields with their old and new values, more of them by name alone.
-- (4) A goal that did not move has one line: its target, and what the old and the new data say of it.

local method = require "cx.report.method"
local wording = require "cx.report.wording"

local show = {}

local MOST = 2
local RELATION = { at_least = "≥", at_most = "≤" }


-- ---- goals (1) ------------------------------------------------------------------------------------------------------

-- A described goal as wording reads goals.
local function as_goal(asked)
  local question = asked.question and { name = asked.question, from = asked.from, to = asked.to } or nil
  return { unit = asked.unit, metric_name = asked.metric, question = question,
           metric = { name = asked.metric, label = asked.label, family = asked.family, answers = { asked.scoring } } }
end


-- What a goal asks: "NPS (Would you recommend us?)".
local function asked_of(words, asked)
  local label = wording.metric(words, as_goal(asked))
  return asked.text and ("%s (%s)"):format(label, asked.text) or label
end


local function target_of(words, relation, target)
  return ("%s\u{a0}%s"):format(RELATION[relation], words:plain(target))
end


-- What a goal promises: "NPS ≥ 45 (Would you recommend us?)".
local function promised_of(words, asked)
  local label = wording.metric(words, as_goal(asked)) .. " " .. target_of(words, asked.relation, asked.target)
  return asked.text and ("%s (%s)"):format(label, asked.text) or label
end


local PROMISED = { added = true, dropped = true, turned = true }

-- A side of a change as the language writes it.
local function side_of(words, one, value, asked)
  if value == nil then return "–" end
  if PROMISED[one.kind] and asked then return promised_of(words, asked) end
  if one.kind == "metric" and asked then return asked_of(words, asked) end
  if math.type(value) then return words:plain(value) end
  return (words:date(value))
end


local function goal_table(words, made)
  local d, rows = words.diff, {}
  for i, one in ipairs(made.goals) do
    rows[i] = { one.id, d.kind[one.kind], side_of(words, one, one.old, one.old_asked),
                side_of(words, one, one.new, one.new_asked) }
  end
  return { kind = "table", rows = rows, columns = { { title = d.goal, header = true }, { title = d.what },
    { title = d.old }, { title = d.new } } }
end


-- ---- goalposts (2) --------------------------------------------------------------------------------------------------

--- What is said of a moved goalpost; nil where nothing is.
---@param words table
---@param post table
---@return string?
function show.sentence(words, post)
  if not post.moved then return nil end
  local form = post.relation ~= post.old_relation and "turned" or post.new > post.old and "rose" or "fell"
  return (words:say(words.diff.because[form], 1, { goal = post.id, now = words:word("status", post.shown.new_on_new),
    was = words:word("status", post.shown.old_on_new), old = words:plain(post.old), new = words:plain(post.new) }))
end


-- A result with interval and n: "41 (36–46), n = 1,000".
local function result_text(words, post, result)
  if not result then return "–" end
  local goal = { unit = post.unit, metric = { family = result.family }, estimate = result }
  local interval = wording.interval(words, goal, 1)
  local text = wording.value(words, goal, 1) .. (interval ~= "" and (" (%s)"):format(interval) or "")
  return result.n and ("%s, n\u{a0}=\u{a0}%s"):format(text, words:number(result.n)) or text
end


-- The line of the intervals in the table of goalposts; nil without any.
local function method_line(words, posts)
  local goals, methods = {}, {}
  for _, post in ipairs(posts) do
    for _, result in ipairs { post.old_result or {}, post.new_result or {} } do
      if result.method and result.low and result.interval ~= "exact" and result.interval ~= "none" then
        goals[#goals + 1], methods[#methods + 1] = { estimate = result }, result.method
      end
    end
  end
  if #goals == 0 then return nil end
  local about = { confidence = method.level(words, goals), methods = method.names(words, methods) }
  return (words:say(words.basis.interval, 1, about))
end


local function post_blocks(words, made, add)
  local d, rows, items = words.diff, {}, {}
  for _, post in ipairs(made.posts) do
    local function status(key) return post.shown[key] and words:word("status", post.shown[key]) or "–" end
    if post.old_result or post.new_result then
      rows[#rows + 1] = { post.id, d.result, result_text(words, post, post.old_result),
                          result_text(words, post, post.new_result) }
    end
    rows[#rows + 1] = { post.id, target_of(words, post.old_relation, post.old), status "old_on_old", status "old_on_new" }
    rows[#rows + 1] = { post.id, target_of(words, post.relation, post.new), status "new_on_old", status "new_on_new" }
    local text = show.sentence(words, post)
    if text then items[#items + 1] = { text = text } end
  end
  if #rows == 0 then return end
  add { kind = "heading", level = 2, text = d.posts }
  add { kind = "table", rows = rows, note = method_line(words, made.posts), columns = {
    { title = d.goal, header = true, merge = true }, { title = d.target }, { title = d.old_data }, { title = d.new_data } } }
  if #items > 0 then add { kind = "list", items = items } end
end


-- Goals that did not move (4).
local function result_blocks(words, made, add)
  local d, rows = words.diff, {}
  for i, one in ipairs(made.results) do
    local function side(key)
      local text, status = result_text(words, one, one[key .. "_result"]), one.shown[key]
      return status and ("%s · %s"):format(text, words:word("status", status)) or text
    end
    rows[i] = { one.id, target_of(words, one.relation, one.target), side "old", side "new" }
  end
  if #rows == 0 then return end
  add { kind = "heading", level = 2, text = d.results }
  add { kind = "table", rows = rows, note = method_line(words, made.results), columns = {
    { title = d.goal, header = true }, { title = d.target }, { title = d.old_data }, { title = d.new_data } } }
end


-- ---- questions and the rest (3) ----------------------------------------------------------------------------------------

local function question_blocks(words, made, add)
  local d, rows = words.diff, {}
  for i, one in ipairs(made.questions) do
    local what = {}
    for j, kind in ipairs(one.changes) do what[j] = d.question[kind] end
    rows[i] = { one.new_text or one.id, words:join(what), one.bridged and d.bridged or d.broken }
  end
  if #rows == 0 then return end
  add { kind = "heading", level = 2, text = d.questions }
  add { kind = "table", rows = rows, columns = { { title = d.asked, header = true }, { title = d.what },
    { title = d.trend } } }
end


-- A value of a field as the language writes it.
local function field_value(words, key, value)
  if value == nil then return "–" end
  if value == "function" then return words.diff.field.from_function end
  if key == "peak" then return words.kept.yes end
  if math.type(value) then return words:plain(value) end
  return words.kept_value[value] or key == "phase" and words:word("phase", value) or words:date(value)
end


-- What changed of an entry (3).
local function fields_text(words, fields)
  local d, list = words.diff, {}
  for i, field in ipairs(fields) do
    list[i] = #fields > MOST and d.field[field.key] or ("%s: %s → %s"):format(d.field[field.key],
      field_value(words, field.key, field.old), field_value(words, field.key, field.new))
  end
  return table.concat(list, #fields > MOST and words.format.comma or "; ")
end


local function part_blocks(words, made, add)
  local d, rows = words.diff, {}
  for i, one in ipairs(made.parts) do
    rows[i] = { d.kinds[one.kind], one.name or one.id, d.change[one.change] or fields_text(words, one.fields) }
  end
  if #rows == 0 then return end
  add { kind = "heading", level = 2, text = d.parts }
  add { kind = "table", rows = rows, columns = { { title = d.part, merge = true }, { title = "", header = true },
    { title = d.what } } }
end


--- A comparison as a document.
---@param words table
---@param made table of diff.compare
---@return table[]
function show.document(words, made)
  local d, document = words.diff, {}
  local function add(block) document[#document + 1] = block end
  if made.same then
    add { kind = "paragraph", text = d.same }
    return document
  end
  if #made.goals > 0 then
    add { kind = "heading", level = 2, text = d.goals }
    add(goal_table(words, made))
  end
  post_blocks(words, made, add)
  result_blocks(words, made, add)
  question_blocks(words, made, add)
  part_blocks(words, made, add)
  return document
end


return show
