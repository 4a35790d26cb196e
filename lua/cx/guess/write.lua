-- write.lua - a drafted plan as Lua: well formed, in a fixed order, each guess with its reason beside it
--
--   file > rows > batch > tally > metric > GOAL > REPORT
--
-- In: a draft { name, language, due, surveys, touchpoints }. Out: the text of a plan.
--
-- (1) What is guessed is marked; what the file says is not.
-- (2) Questions of one scale share a function when there are three; a metric used at several touchpoints has a name.
-- (3) No cell of a file is written but labels of answers and touchpoints, which scale.lua and touchpoint.lua chose.

local lang = require "cx.lang"
local text = require "cx.guess.text"
local word = require "cx.guess.word"
local name = require "cx.guess.name"

local write = {}

local fill = lang.fill

local LONG = 72 -- of a metric inside a goal


-- ---- scales ------------------------------------------------------------------------------------------------

local function missing_items(found, words)
  local items = {}
  for i, one in ipairs(found.missing or {}) do
    items[i] = ("%s = %s"):format(text.key(one.code), text.quote(words.reason[one.reason]))
  end
  return items
end


-- A list in braces, on one line if it is short.
local function braces(items)
  if #items == 0 then return "{}" end
  local line = "{ " .. table.concat(items, ", ") .. " }"
  return #line <= 80 and line or (text.list((" "):rep(18) .. "{ ", items, " }", "        "):gsub("^ +", ""))
end


-- What a scale says besides its column: { head, items }.
local function scale_parts(found)
  local items, head = {}, "cx.scale"
  if found.type == "names" or found.type == "several" then
    head = "cx.scale." .. found.type
    for i, label in ipairs(found.labels) do items[i] = text.quote(label) end
  elseif found.from == 0 and found.to == 10 then
    head = "cx.scale.nps"
  else
    items[1], items[2] = text.number(found.from), text.number(found.to)
  end
  return head, items
end


local function tail_items(found, words)
  local items, missing = {}, missing_items(found, words)
  if found.answers then
    local answers = {}
    for i, one in ipairs(found.answers) do answers[i] = ("%s = %d"):format(text.key(one.text), one.value) end
    items[#items + 1] = "answers = " .. braces(answers)
  end
  if #missing > 0 then items[#items + 1] = "missing = " .. braces(missing) end
  return items
end


-- Two scales are the same when they are written alike.
local function signature(found, words)
  local head, items = scale_parts(found)
  return head .. table.concat(items, ",") .. table.concat(tail_items(found, words), ",")
end


-- Functions for scales that three questions have (2): in order; q.shared is the function's name.
local function shared_scales(surveys, words)
  local by, order = {}, {}
  for _, one in ipairs(surveys) do
    for _, q in ipairs(one.questions) do
      if q.scale.type == "score" then
        local key = signature(q.scale, words)
        if not by[key] then
          by[key] = { scale = q.scale, questions = {} }
          order[#order + 1] = by[key]
        end
        table.insert(by[key].questions, q)
      end
    end
  end
  local list = {}
  for _, one in ipairs(order) do
    if #one.questions >= 3 then
      list[#list + 1] = one
      one.name = #list == 1 and "rating" or ("rating_%d"):format(#list)
      for _, q in ipairs(one.questions) do q.shared = one end
    end
  end
  return list
end


-- Remarks as one: only the first is marked as a guess.
local function joined(notes)
  for i = 2, #notes do notes[i] = notes[i]:gsub("^[^%s:]+: ", "", 1) end
  return #notes > 0 and table.concat(notes, "; ") or nil
end


local function codes_of(found)
  local list = {}
  for _, one in ipairs(found.missing or {}) do
    if type(one.code) == "number" then list[#list + 1] = text.number(one.code) end
  end
  return #list > 0 and table.concat(list, ", ") or nil
end


local function shared_function(one, words)
  local s = words.scale
  local found = one.scale
  local notes = { fill(s.shared, { n = #one.questions, from = found.from, to = found.to }) }
  local codes = codes_of(found)
  if codes then notes[2] = "-: " .. fill(s.codes, { codes = codes }) end
  if found.doubt then notes[#notes + 1] = s[found.doubt] end
  local head, items = scale_parts(found)
  items[#items + 1] = "column = column"
  items[#items + 1] = "text = text"
  table.move(tail_items(found, words), 1, 2, #items + 1, items)
  return table.concat({ text.remark(joined(notes)), ("local function %s(column, text)"):format(one.name),
    text.list(("  return %s { "):format(head), items, " }", "    "), "end" }, "\n")
end


-- ---- questions ------------------------------------------------------------------------------------------------

local function wording(c)
  local shown = name.shown(c.option or c.text, 90)
  return (shown:find " " or word.lower(shown) ~= word.lower(c.name)) and shown or nil
end


local function question_note(q, words)
  local found, s, notes = q.scale, words.scale, {}
  if q.several == "cell" then notes[1] = s.several end
  if q.several == "option" and q.first and found.type == "names" then
    notes[1] = fill(s.option, { stem = word.line(q.stem, 60) })
  end
  if not q.shared and not q.several then
    if found.type == "names" then notes[1] = s.names
    elseif found.answers then notes[1] = found.doubt and s.ordered or s.numbered
    elseif q.worded then
      notes[1] = fill(s.worded, { from = found.from, to = found.to, word = word.line(q.column.asked_by) })
    else notes[1] = fill(s.alike, { from = found.from, to = found.to }) end
    local codes = codes_of(found)
    if codes then notes[#notes + 1] = "-: " .. fill(s.codes, { codes = codes }) end
  end
  if q.metric and q.metric.doubt then notes[#notes + 1] = words.doubt[q.metric.doubt] end
  if (found.hidden or 0) > 0 then
    notes[#notes + 1] = "-: " .. fill(words.survey.hidden, { n = found.hidden, least = require "cx.guess.scale".LISTED })
  end
  return joined(notes)
end


local function question_line(q, width, words)
  local c = q.column
  local first = ("    %s = "):format(q.name .. (" "):rep(math.min(width, 28) - #q.name))
  local shown = wording(c)
  if q.shared then
    local items = { text.quote(c.name, "      "), shown and text.quote(shown) or text.quote(c.name, "      ") }
    return { code = text.list(first .. q.shared.name .. "(", items, "),", "      "), note = question_note(q, words) }
  end
  local head, items = scale_parts(q.scale)
  if c.name ~= q.name then items[#items + 1] = "column = " .. text.quote(c.name, "      ") end
  if shown then items[#items + 1] = "text = " .. text.quote(shown) end
  table.move(tail_items(q.scale, words), 1, 2, #items + 1, items)
  local code = #items == 0 and first .. head .. "," or text.list(first .. head .. " { ", items, " },", "      ")
  return { code = code, note = question_note(q, words) }
end


-- ---- surveys --------------------------------------------------------------------------------------------------

local function dialect_items(one)
  local d, items = one.dialect, {}
  local function add(key, value) items[#items + 1] = ("%s = %s"):format(key, value) end
  if d.delimiter ~= "," then add("delimiter", d.delimiter == "\t" and '"tab"' or text.quote(d.delimiter)) end
  if d.encoding ~= "utf-8" then add("encoding", text.quote(d.encoding)) end
  if d.decimal ~= "." then add("decimal", text.quote(d.decimal)) end
  if d.quote ~= '"' and d.quote ~= "" then add("quote", text.quote(d.quote)) end
  if d.day_order ~= "" and one.roles.time then add("day_order", text.quote(d.day_order)) end
  return items
end


local function files_code(one)
  if #one.files == 1 then return text.quote(one.files[1]) end
  local items = {}
  for i, path in ipairs(one.files) do items[i] = text.quote(path) end
  return "{ " .. table.concat(items, ", ") .. " }"
end


local function role_lines(one, words, block)
  for _, role in ipairs(require "cx.guess.role".ORDER) do
    local c = one.roles[role]
    if c then
      local value = role == "round" and ("{ column = %s }"):format(text.quote(c.name)) or text.quote(c.name, "    ")
      block[#block + 1] = { code = ("  %s = %s,"):format(role, value),
                            note = c.told and words.role.told or fill(words.role[role], { n = c.distinct }) }
    end
  end
end


-- Names of columns, those of one question once with their number.
local function shown_names(names)
  local list, count = {}, {}
  for _, one in ipairs(names) do
    local stem = #one > 60 and require "cx.guess.head".cut(one) or one
    local shown = word.line(stem, 70)
    if not count[shown] then list[#list + 1] = shown end
    count[shown] = (count[shown] or 0) + 1
  end
  for i, shown in ipairs(list) do
    if count[shown] > 1 then list[i] = ("%s (%d)"):format(shown, count[shown]) end
  end
  if #list > 40 then list = table.move(list, 1, 40, 1, { [41] = ("... (%d)"):format(#list) }) end
  return list
end


local function left_lines(one, words)
  if #one.left == 0 then return nil end
  local lines = { "-- " .. words.left.title }
  for _, left in ipairs(one.left) do
    local names = shown_names(left.names)
    lines[#lines + 1] = text.remark(("- %s: %s"):format(words.left[left.kind], table.concat(names, ", ")))
  end
  return table.concat(lines, "\n")
end


local function survey_code(one, words, numbers)
  local read = fill(words.survey.read, { rows = numbers:number(one.rows) .. (one.sampled and "+" or ""), columns =
    numbers:number(#one.columns) })
  local block = { { code = ("  file = %s,"):format(files_code(one)), note = #one.files > 1 and words.survey.same or read } }
  local dialect = dialect_items(one)
  if #dialect > 0 then
    block[#block + 1] = { code = text.list("  ", dialect, ",", "  "), note = words.survey.dialect }
  end
  role_lines(one, words, block)
  if one.round then
    local earlier = {}
    for i, other in ipairs(one.earlier or {}) do earlier[i] = other.var end
    local code = ("  round = %s,"):format(text.quote(one.round))
    if #earlier > 0 then code = text.list(code .. " earlier = { ", earlier, " },", "    ") end
    block[#block + 1] = { code = code, note = words.survey[one.by_name and "year" or "round"] }
  end
  if one.only then block[#block + 1] = { code = ("  only = %s,"):format(text.quote(one.only)), note = words.survey.only } end
  if one.staff then block[#block + 1] = { code = '  about = "staff",', note = words.survey.staff } end
  local questions, width = {}, 0
  for _, q in ipairs(one.questions) do width = math.max(width, #q.name) end
  for i, q in ipairs(one.questions) do questions[i] = question_line(q, width, words) end
  local parts = { ("local %s = cx.survey {"):format(one.var), text.block(block), "  questions = {", text.block(questions),
                  "  },", "}" }
  if not one.is_earlier then parts[#parts + 1] = left_lines(one, words) end
  return table.concat(parts, "\n")
end


-- ---- metrics and goals ------------------------------------------------------------------------------------------

local function labels_code(labels)
  local items = {}
  for i, label in ipairs(labels) do items[i] = text.quote(label) end
  return braces(items)
end


-- A metric as an expression; bare where the touchpoint's from binds it.
local function metric_code(goal)
  local metric, asked = goal.metric, ("%s.%s"):format(goal.survey.var, goal.question.name)
  if metric.family == "share" then
    local answers = #metric.answers == 1 and text.quote(metric.answers[1]) or labels_code(metric.answers)
    local line = ("share(%s, %s)"):format(asked, answers)
    return #line <= 80 and line or ("share(%s,\n  %s)"):format(asked, answers)
  elseif metric.family == "emotion" then
    local f = metric.feelings
    return ("emotion { question = %s,\n  positive = %s, negative = %s, none = %s }"):format(asked, labels_code(f.positive),
      labels_code(f.negative), labels_code(f.none))
  end
  local extra = metric.family == "csat" and metric.top ~= 2 and (", top = %d"):format(metric.top) or ""
  if goal.bound and metric.twice then extra = extra .. (", name = %s"):format(text.quote(goal.question.name)) end
  if extra ~= "" then return ("%s { question = %s%s }"):format(metric.family, asked, extra) end
  return goal.bound and ("%s(%s)"):format(metric.family, asked) or metric.family
end


-- Metrics that have a name (2): every bound one, and long ones.
local function named_metrics(draft)
  local lines, seen, count = {}, {}, {}
  for _, one in ipairs(draft.surveys) do
    for _, q in ipairs(one.questions) do
      if q.metric then count[q.metric.family] = (count[q.metric.family] or 0) + 1 end
    end
  end
  for _, one in ipairs(draft.touchpoints) do
    for _, goal in ipairs(one.goals) do
      goal.metric.twice = count[goal.metric.family] > 1
      local q, code = goal.question, metric_code(goal)
      goal.code = code
      if goal.bound or #code > LONG then
        if not seen[q] then lines[#lines + 1] = ("local %s = %s"):format(q.name, code) end
        seen[q], goal.code = true, q.name
      end
    end
  end
  return lines
end


local function goal_code(goal)
  return ("goal { %s, %s = %s }"):format(goal.code, goal.relation, text.number(goal.target))
end


local function touchpoint_lines(one, words, block)
  local items = { text.quote(one.name), ('phase = "%s"'):format(one.phase), "owner = " .. text.quote(words.plan.owner) }
  if one.from then items[#items + 1] = ("from = %s.%s"):format(one.survey.var, one.from.name) end
  if #one.goals == 1 then
    block[#block + 1] = { code = text.list("    { ", items, ",", "      ") }
    block[#block + 1] = { code = ("      goals = { %s } },"):format(goal_code(one.goals[1])), note = one.goals[1].note }
    return
  end
  block[#block + 1] = { code = text.list("    { ", items, ", goals = {", "      ") }
  for _, goal in ipairs(one.goals) do
    block[#block + 1] = { code = ("      %s,"):format(goal_code(goal)), note = goal.note }
  end
  block[#block + 1] = { code = "    } }," }
end


local function metric_words(draft)
  local used, left, right = {}, { "goal" }, { "cx.goal" }
  for _, one in ipairs(draft.touchpoints) do
    for _, goal in ipairs(one.goals) do used[goal.metric.family] = true end
  end
  for _, family in ipairs { "nps", "enps", "csat", "ces", "mean", "share", "emotion" } do
    if used[family] then left[#left + 1], right[#right + 1] = family, "cx.metric." .. family end
  end
  local line = ("local %s = %s"):format(table.concat(left, ", "), table.concat(right, ", "))
  if #line <= text.WIDTH then return line end
  return ("local goal = cx.goal\nlocal %s = %s"):format(table.concat(left, ", ", 2), table.concat(right, ", ", 2))
end


local function head_lines(draft, words, numbers)
  local h, files = words.head, {}
  for _, one in ipairs(draft.surveys) do for _, path in ipairs(one.files) do files[#files + 1] = path:match "[^/]+$" end end
  local lines = { text.remark(fill(h.title, { name = word.line(draft.name), files = table.concat(files, ", ") })),
    "--", "--   file > rows > batch > tally > metric > GOAL > report            cxlua " .. draft.file, "--",
    text.remark(h.guess), text.remark(fill(h.fill, { owner = words.plan.owner })), text.remark(h.goals),
    text.remark(fill(h.check, { file = draft.file })) }
  if draft.sampled then lines[#lines + 1] = text.remark(fill(h.sample, { n = numbers:number(draft.sampled) })) end
  return table.concat(lines, "\n")
end


-- Whether there are questions with several answers that have no goal.
local function has_several(draft)
  for _, one in ipairs(draft.surveys) do
    for _, q in ipairs(one.is_earlier and {} or one.questions) do
      if q.several and not q.metric then return true end
    end
  end
end


local function plan_lines(draft, words)
  local surveys, block = {}, {}
  for _, one in ipairs(draft.surveys) do
    if not one.is_earlier then surveys[#surveys + 1] = one.var end
  end
  for _, one in ipairs(draft.touchpoints) do touchpoint_lines(one, words, block) end
  local top = text.block { { code = ("  name = %s, language = %s, due = %s,"):format(text.quote(draft.name),
    text.quote(draft.language), text.quote(draft.due)), note = words.plan[draft.named and "due" or "name"] } }
  if draft.period then
    top = top .. "\n" .. text.block { { code = ("  round = %s,"):format(text.quote(draft.period)), note = words.plan.round } }
  end
  if has_several(draft) then top = ('%s\n\n  check = { off = { M02 = %s } },'):format(top, text.quote(words.plan.several)) end
  return table.concat({ "return cx.plan {", top, "", "  -- define = { value = \"...\" }: " .. words.plan.define, "",
    "  -- " .. words.plan.phase, "  touchpoints = {", text.block(block), "  },", "",
    ("  measure = { surveys = { %s } },"):format(table.concat(surveys, ", ")), "}" }, "\n")
end


--- The text of a plan.
---@param draft table
---@return string
function write.plan(draft)
  local words, numbers = require("cx.guess.lang." .. draft.language), lang.load(draft.language)
  local parts = { head_lines(draft, words, numbers) .. '\nlocal cx = require "cx"\n' .. metric_words(draft) }
  for _, one in ipairs(shared_scales(draft.surveys, words)) do parts[#parts + 1] = shared_function(one, words) end
  for _, one in ipairs(draft.surveys) do parts[#parts + 1] = survey_code(one, words, numbers) end
  local metrics = named_metrics(draft)
  if #metrics > 0 then parts[#parts + 1] = table.concat(metrics, "\n") end
  parts[#parts + 1] = plan_lines(draft, words)
  return table.concat(parts, "\n\n") .. "\n"
end


return write
