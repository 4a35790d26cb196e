-- page_one.lua - the page that management reads: one A4
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a result, the words of a language. Out: blocks of a document (compose.lua says their shapes).
--
-- (1) Order: title, sentences, key figures, goal table in the order of the journey with the line of its method (method.lua),
--     the parts of what is put together of such (why/index.lua), legend, lines of why and of worth, requests (goals first,
--     then analyses), what it rests on.
-- (2) A column that would be empty, and the due date when all goals share the plan's, are left out.
--     The legend says what counts as met (met.lua), and how many verdicts chance alone would change: the sum over the goals
--     with answers of the most that each may be wrong.
-- (3) All bars share one axis: the goal is in the middle, right of it is better, the unit is a share of the scale.
-- (4) Where more than half of a survey's rows were dropped, what the numbers rest on begins with a warning. Blank lines and
--     rows that the survey's own `only` leaves out do not count.
-- (5) With rounds: the round's name beside the subject, what changed beyond noise as the first sentence, as the last key
--     figure instead of the rows, and as a column with a legend (change.lua).
-- (6) The subject is the customers' experience, the staff's where all surveys are about = "staff".
-- (7) A round with actions or cases that nobody was told of is open, and the last sentence says so: "told 41 of 58".

local change = require "cx.report.change"
local method = require "cx.report.method"
local sentence = require "cx.report.sentence"
local why = require "cx.report.why"
local wording = require "cx.report.wording"

local page_one = {}

local LEAST_REACH, MOST_REACH = 0.04, 0.5


-- Whose experience it is: rule (6).
local function subject(words, result)
  local surveys = result.surveys or {}
  for _, survey in ipairs(surveys) do
    if survey.about ~= "staff" then return words.title.subject end
  end
  return #surveys > 0 and words.title.subject_staff or words.title.subject
end


local function title(words, result)
  local parts = { subject(words, result) }
  if result.rounds and result.rounds.current then
    parts[2] = words:say(words.title.round, 1, { name = tostring(result.rounds.current) })
  end
  if result.today then parts[#parts + 1] = words:say(words.title.as_of, 1, { date = words:date(result.today) }) end
  if result.due then parts[#parts + 1] = words:say(words.title.due, 1, { date = words:date(result.due) }) end
  local name = result.name or words.title.untitled
  return { kind = "title", text = tostring(name), sub = table.concat(parts, " · ") }
end


-- Rows read, used and dropped in all surveys; whether some are hidden.
local function row_sums(result)
  local read, used, dropped, hidden, seen = 0, 0, 0, false, {}
  for _, survey in ipairs(result.surveys or {}) do
    local receipt = survey.receipt or {}
    hidden = hidden or receipt.hidden
    if not seen[receipt.log or receipt] then -- cases and promises of one log are one reading
      seen[receipt.log or receipt] = true
      read, used = read + (receipt.read or 0), used + (receipt.used or 0)
      for _, reason in ipairs(receipt.dropped or {}) do dropped = dropped + (reason.n or 0) end
    end
  end
  return read, used, dropped, hidden
end


local function figures(words, result, by)
  local f, total = words.figure, #result.goals - #by.hidden
  local read, used, _, hidden = row_sums(result)
  local of = words:say(f.of, 1, { total = total })
  local late = #by.missed == 0 and "behind" or #by.behind == 0 and "missed" or "late"
  local notes = {}
  if by.sure > 0 then notes[#notes + 1] = words:say(f.sure_note, by.sure) end
  if by.unlikely > 0 then notes[#notes + 1] = words:say(f.unlikely_note, by.unlikely) end
  return { kind = "figures", items = {
    { label = f.met, value = words:number(#by.met), of = of, tone = "met", sign = "✔" },
    { label = f[late], value = words:number(#by.behind + #by.missed), of = of, tone = "behind", sign = "✘" },
    { label = f.open, value = words:number(#by["cannot tell"] + #by.no_answers), of = of,
      note = table.concat(notes, ", "), tone = "open", sign = "?" },
    change.figure(words, result.goals) or { label = f.answers, of = "",
      value = hidden and words.privacy.hidden or words:number(used),
      note = hidden and "" or words:say(f.answers_note, 1, { read = words:number(read) }) },
  } }
end


-- The half-width of the common axis: rule (3).
local function reach(goals)
  local most = LEAST_REACH
  for _, goal in ipairs(goals) do
    local value, low, high = wording.distance(goal)
    if value then most = math.max(most, math.abs(value), math.abs(low), math.abs(high)) end
  end
  return math.min(most, MOST_REACH)
end


local function bar_cell(words, goal, half)
  local value, low, high = wording.distance(goal)
  if not value or goal.estimate.interval == "none" then return { kind = "bar", text = "" } end
  local description = words:say(words.chart.goals_desc, 1, { metric = wording.name(words, goal),
    value = wording.value(words, goal, 1), interval = wording.interval(words, goal, 1),
    goal = wording.target(words, goal), status = wording.status_word(words, goal) })
  return { kind = "bar", text = "", value = value / half, low = low / half, high = high / half,
           status = wording.status(goal), description = description,
           title = words:say(words.chart.goals_title, 1, { name = wording.name(words, goal) }) }
end


-- The label of the metric; with its question where a touchpoint has two alike.
local function metric_labels(words, goals)
  local seen, labels = {}, {}
  for i, goal in ipairs(goals) do
    labels[i] = wording.metric(words, goal)
    local key = tostring(goal.touchpoint) .. "\0" .. labels[i]
    seen[key] = (seen[key] or 0) + 1
  end
  for i, goal in ipairs(goals) do
    if seen[tostring(goal.touchpoint) .. "\0" .. labels[i]] > 1 and goal.question then
      labels[i] = labels[i] .. " · " .. tostring(goal.question.name)
    end
  end
  return labels
end

page_one.metric_labels = metric_labels


-- The columns in order; each says how a goal fills it.
local function columns(words, half)
  local c = words.column
  return {
    { key = "phase", title = c.phase, merge = true, group = true, cell = function(goal)
      return wording.capital(goal.phase and words:word("phase", goal.phase) or "") end },
    { key = "touchpoint", title = c.touchpoint, merge = true, header = true, cell = function(goal)
      return tostring(goal.touchpoint or goal.id or "") .. (goal.peak and " ★" or "") end },
    { key = "metric", title = c.metric, cell = function(_, label) return label end },
    { key = "result", title = c.result, align = "right", strong = true, cell = function(goal)
      return { text = wording.value(words, goal, 1), kind = "number", value = goal.estimate and goal.estimate.value } end },
    { key = "interval", title = c.interval, quiet = true, near = true, keep = true, cell = function(goal)
      local text = wording.interval(words, goal, 1)
      return text ~= "" and "(" .. text .. ")" or "" end },
    { key = "n", title = c.n, align = "right", quiet = true, cell = function(goal)
      local n = goal.estimate and goal.estimate.n
      return { text = words:number(n) or "", kind = "number", value = n } end },
    { key = "change", title = c.change, align = "right", cell = function(goal)
      local made = change.of(goal)
      return { text = change.number(words, goal, 1), kind = "number", value = made and made.difference } end },
    { key = "change_mark", title = c.mark, near = true, keep = true, folds = true, cell = change.mark },
    { key = "goal", title = c.goal, align = "right", cell = function(goal) return wording.target(words, goal) end },
    { key = "due", title = c.due, keep = true, cell = function(goal) return goal.due and words:date(goal.due) or "" end },
    { key = "bar", title = c.bar, align = "center", optional = true, cell = function(goal)
      return bar_cell(words, goal, half) end },
    { key = "status", title = c.status, cell = function(goal)
      return { text = wording.status_word(words, goal), sign = wording.sign(goal), kind = "sign",
               status = wording.status(goal) } end },
    { key = "probability", title = c.probability, align = "right", folds = true, cell = function(goal)
      return wording.probability(words, goal) end },
    { key = "owner", title = c.owner, merge = true, joins = "touchpoint", cell = function(goal)
      return tostring(goal.owner or "") end },
  }
end


-- Which columns have something to say: rule (2).
local function wanted(result)
  local has = { phase = false, owner = false, due = false, change = false, change_mark = false }
  for _, goal in ipairs(result.goals) do
    if change.of(goal) then has.change, has.change_mark = true, true end
    if goal.phase then has.phase = true end
    if goal.owner and goal.owner ~= "" then has.owner = true end
    if goal.due and goal.due ~= result.due then has.due = true end
  end
  return has
end


local function goal_table(words, result)
  local has, all = wanted(result), columns(words, reach(result.goals))
  local labels = metric_labels(words, result.goals)
  local block = { kind = "table", role = "goals", caption = words.heading.goals, columns = {}, rows = {} }
  for _, column in ipairs(all) do
    if has[column.key] ~= false then block.columns[#block.columns + 1] = column end
  end
  for i, goal in ipairs(result.goals) do
    local row = { status = wording.status(goal) }
    for j, column in ipairs(block.columns) do row[j] = column.cell(goal, labels[i]) end
    block.rows[i] = row
  end
  local note = method.line(words, result, result.goals)
  block.note = note ~= "" and note or nil
  return block
end


-- The rules in force in the order of the plan, its own first, each with its goals.
local function rules_in_force(result)
  local list, known = {}, {}
  local function add(rule, goal)
    local kind = rule and rule.kind or "sure"
    local key = kind .. " " .. tostring(rule and (rule.probability or rule.margin))
    if kind == "sure" then key = kind end
    if not known[key] then
      known[key] = { kind = kind, rule = rule or {}, goals = {} }
      list[#list + 1] = known[key]
    end
    table.insert(known[key].goals, goal)
  end
  add(result.met)
  for _, goal in ipairs(result.goals) do add(goal.met, goal) end
  if #list[1].goals == 0 then table.remove(list, 1) end
  return list
end


-- What counts as met; where goals differ, those of the others are named.
local function add_rules(parts, words, result)
  for i, one in ipairs(rules_in_force(result)) do
    local text = words:say(words.legend["met_" .. one.kind], 1, { probability = words:probability(one.rule.probability),
      margin = one.rule.margin and words:plain(one.rule.margin) })
    if i > 1 then text = words:say(words.legend.met_of, 1, { names = sentence.names(words, one.goals), rule = text }) end
    parts[#parts + 1] = text
  end
end


-- How many verdicts chance alone would change.
local function add_chance(parts, words, result)
  local l, sum, total = words.legend, 0, 0
  for _, goal in ipairs(result.goals) do
    if wording.measured(goal) then
      sum, total = sum + require "cx.met".risk(goal.met, goal.estimate.confidence), total + 1
    end
  end
  if total == 0 then return end
  if total == 1 then
    parts[#parts + 1] = words:say(l.chance_of_one, 1, { risk = words:plain(100 * sum, 1) .. words.format.percent })
  elseif sum < 1 - 1e-9 then
    parts[#parts + 1] = words:say(l.chance_below_one, total, { total = total })
  else
    parts[#parts + 1] = words:say(l.chance, math.floor(sum + 0.5), { total = total })
  end
end


local function legend(words, result)
  local l, parts = words.legend, { words.legend.probability }
  parts[#parts + 1] = change.legend(words, result.goals)
  add_rules(parts, words, result)
  for _, goal in ipairs(result.goals) do
    if goal.peak then parts[#parts + 1] = l.peak break end
  end
  if result.privacy then parts[#parts + 1] = words:say(words.privacy.legend, 1, { minimum = result.privacy.minimum }) end
  add_chance(parts, words, result)
  return { kind = "paragraph", role = "legend", text = table.concat(parts, " "), with_bar = l.bar }
end


local NO_LOSS = { ["blank line"] = true, ["not in only"] = true }

-- The surveys that lost most of their rows: rule (4).
local function add_warnings(parts, words, result)
  for _, survey in ipairs(result.surveys or {}) do
    local receipt = survey.receipt or {}
    local lost, read = 0, receipt.read or 0
    for _, item in ipairs(receipt.dropped or {}) do
      if NO_LOSS[item.reason] then read = read - item.n else lost = lost + item.n end
    end
    if not receipt.hidden and lost * 2 > read then
      parts[#parts + 1] = words:say(words.basis.warning, lost, { n = words:number(lost), read = words:number(read),
        survey = tostring(survey.name or "") })
    end
  end
end


-- How many of the rows are of the goals' round; nil when all are.
local function of_round(words, result, used)
  if not result.rounds then return nil end
  local n = 0
  for _, survey in ipairs(result.surveys) do
    if not survey.n_design then return nil end
    n = n + survey.n_design
  end
  return n < used and words:say(words.basis.round, 1, { n = words:number(n), name = tostring(result.rounds.current) }) or nil
end


local function basis(words, result)
  local b, parts = words.basis, {}
  add_warnings(parts, words, result)
  local read, used, dropped, hidden = row_sums(result)
  parts[#parts + 1] = hidden and words.privacy.rows
    or words:say(b.rows, read, { read = words:number(read), used = words:number(used), dropped = words:number(dropped) })
  if dropped > 0 then parts[#parts + 1] = b.reasons end
  parts[#parts + 1] = not hidden and of_round(words, result, used) or nil
  parts[#parts + 1] = b.teller
  return { kind = "paragraph", role = "basis", label = words.heading.basis, text = table.concat(parts, " ") }
end


--- Adds page one to a document: rule (1).
function page_one.add(document, words, result)
  local by = sentence.sorted_out(result.goals)
  local function add(block) document[#document + 1] = block end
  add(title(words, result))
  local sentences = sentence.lead(words, result.goals)
  local moved = change.sentence(words, result.goals)
  if moved then table.insert(sentences, 1, moved) end
  sentences[#sentences + 1] = require "cx.loop.show".open_round(words, result.loop)                             -- (7)
  add { kind = "lead", sentences = sentences }
  if #result.goals > 0 then
    add(figures(words, result, by))
    add { kind = "heading", level = 2, text = words.heading.goals }
    add(goal_table(words, result))
    for _, line in ipairs(require "cx.report.why.index".goal_lines(result.goals, words)) do
      add { kind = "paragraph", role = "legend", text = line }
    end
    add(legend(words, result))
  end
  for i, line in ipairs(why.lines(words, result)) do
    add { kind = "paragraph", role = "answer", is_first = i == 1, label = line.label, text = line.text }
  end
  local requests = sentence.requests(words, result.goals, result.loop and result.loop.waiting)
  for _, request in ipairs(why.requests(words, result)) do requests[#requests + 1] = request end
  if #requests > 0 then
    local items = {}
    for i, text in ipairs(requests) do items[i] = { text = text } end
    add { kind = "heading", level = 2, text = words.heading.decide }
    add { kind = "list", ordered = true, items = items }
  end
  add(basis(words, result))
end


return page_one
