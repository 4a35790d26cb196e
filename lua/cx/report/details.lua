-- details.lua - the numbers in full, touchpoint by touchpoint: the pages after the first
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a result, the words of a language. Out: blocks of a document.
--
-- (1) Every estimate comes with its standard error, interval, n, effective n, missing by reason, and method.
-- (2) The answers of a question are shown once for each touchpoint, as shares that sum to 100 (share.lua).
-- (3) Below stands what the next rounds can tell: answers a round to see a change, the month of the decision (outlook.lua).
-- (4) Reasons for missing stand in a fixed order: the largest first, then by name.
-- (5) With rounds, changes, values and charts of the rounds follow (rounds.lua).
-- (6) Weighting efficiency (Kish: effective n of n) and the design effect stand beneath the table, as descriptions.

local lang = require "cx.lang"
local method_line = require "cx.report.method"
local page_one = require "cx.report.page_one"
local plain = require "cx.report.plain"
local rounds = require "cx.report.rounds"
local share = require "cx.report.share"
local wording = require "cx.report.wording"

local details = {}


--- Reasons with their counts, "empty 12, not asked 40"; "0" when nothing is missing: rule (4).
function details.reasons(words, missing)
  local list = {}
  for _, reason in ipairs(plain.keys(missing or {})) do
    list[#list + 1] = { reason = reason, n = missing[reason], at = #list }
  end
  table.sort(list, function(a, b)
    if a.n ~= b.n then return a.n > b.n end
    return a.at < b.at
  end)
  local parts = {}
  for i, item in ipairs(list) do
    parts[i] = ("%s %s"):format(words:word("reason", item.reason), words:number(item.n))
  end
  return #parts > 0 and table.concat(parts, words.format.comma) or "0"
end


--- The reasons of a goal, nothing when it is hidden.
function details.missing(words, goal)
  return goal.hidden and "" or details.reasons(words, (goal.estimate or {}).missing)
end


-- The method with its level: "korjattu Wald 95 %".
local function method(words, estimate)
  local name, level = words:method_name(estimate.method), words:method_level(estimate.method)
  if not name then return "" end
  return level and name .. " " .. level or name
end


local function number_cell(words, value, decimals)
  local text = words:number(value, decimals)
  return { text = text or "", value = value, kind = "number" }
end


local function count_cell(words, value)
  if not value then return "" end
  local whole = math.abs(value - math.floor(value + 0.5)) < 0.05
  return number_cell(words, value, whole and 0 or 1)
end


local function columns(words)
  local c = words.column
  return {
    { key = "metric", title = c.metric, header = true }, { key = "result", title = c.result, align = "right", strong = true },
    { key = "interval", title = c.interval, near = true, keep = true },
    { key = "se", title = c.se, align = "right", second = true },
    { key = "n", title = c.n, align = "right", second = true },
    { key = "n_effective", title = c.n_effective, align = "right", second = true },
    { key = "missing", title = c.missing, second = true }, { key = "method", title = c.method, second = true },
    { key = "goal", title = c.goal, align = "right" },
    { key = "status", title = c.status }, { key = "probability", title = c.probability, align = "right", folds = true },
    { key = "needed", title = c.needed, align = "right" },
  }
end


-- One goal as a row: rule (1).
local function row(words, goal, label)
  local e, verdict = goal.estimate or {}, goal.verdict or {}
  local decimals, interval = wording.decimals(goal, 2), wording.interval(words, goal, 2)
  local needed = verdict.n_needed
  if needed and not (needed < math.huge and needed == needed) then needed = nil end
  local open = wording.status(goal) == "cannot tell"
  return { status = wording.status(goal), label,
    { text = wording.value(words, goal, 2), value = e.value, kind = "number" }, interval ~= "" and "(" .. interval .. ")" or "",
    number_cell(words, wording.se(e), e.decimals or decimals + 1), count_cell(words, e.n), count_cell(words, e.n_effective),
    details.missing(words, goal), method(words, e), wording.target(words, goal),
    { text = wording.status_word(words, goal), sign = wording.sign(goal), kind = "sign", status = wording.status(goal) },
    verdict.probability and wording.measured(goal) and words:probability(verdict.probability) or "",
    open and needed and words:number(math.ceil(needed)) or "" }
end


--- A chart of goals: result with interval on the metric's own scale, and the goal.
---@param labels? string[]
function details.goal_chart(words, name, goals, labels)
  local block = { kind = "chart", chart = "goals", title = words:say(words.chart.goals_title, 1, { name = name }), rows = {} }
  local descriptions = {}
  for i, goal in ipairs(goals) do
    local from, to = wording.scale(goal)
    local e = goal.estimate or {}
    local label = labels and labels[i] or wording.metric(words, goal)
    local interval = wording.interval(words, goal, 1)
    block.rows[i] = { label = label, from = from, to = to, value = e.value, low = e.low, high = e.high,
      target = goal.target, status = wording.status(goal), sign = wording.sign(goal),
      from_text = words:plain(from), to_text = words:plain(to), target_text = wording.target(words, goal),
      value_text = wording.measured(goal) and wording.value(words, goal, 1)
        or goal.hidden and words.privacy.hidden or words.chart.no_result,
      interval_text = interval }
    descriptions[i] = words:say(words.chart.goals_desc, 1, { metric = label, value = block.rows[i].value_text,
      interval = interval, goal = wording.target(words, goal), status = wording.status_word(words, goal) })
  end
  block.description = table.concat(descriptions, " ")
  return block
end


-- How many different scores the answers have.
local function score_count(answers)
  local seen, n = {}, 0
  for _, answer in ipairs(answers) do
    if answer.score and not seen[answer.score] then seen[answer.score], n = true, n + 1 end
  end
  return n
end


-- The tone of an answer: with two scores those that count stand out (as an alarm when few of them are wanted), else five
-- steps from the worst to the best.
local function tone(score, from, to, two, few)
  if not score or from >= to then return "lo" end
  if two then return score < to and "lo" or few and "alarm" or "hi" end
  local step = math.floor((score - from) / (to - from) * 4 + 0.5)
  return "t" .. (few and 4 - step or step)
end


-- How an answer reads: its value, and its label where that says more.
local function answer_label(words, answer, known)
  local label = answer.label or answer.value
  if known and known[tostring(answer.value)] then return known[tostring(answer.value)] end
  if math.type(label) then return words:plain(label) end
  return tostring(label)
end


--- A chart of how answers divide: rule (2). nil without answers.
---@param answers { value:any, label:any?, score:number?, n:integer, w:number? }[]
---@param weighted boolean?
---@param few boolean? the goal is to have few of what the metric counts
---@param known table? words of answers that the tool itself made up
function details.distribution(words, name, answers, weighted, few, known)
  local amounts, n, from, to = {}, 0, math.huge, -math.huge
  for i, answer in ipairs(answers) do
    amounts[i] = weighted and answer.w or answer.n or answer.share or 0
    n = n + (answer.n or 0)
    if answer.score then from, to = math.min(from, answer.score), math.max(to, answer.score) end
  end
  local percents = share.percents(amounts, 1)
  if not percents then return nil end
  n = answers.n or n -- of answers that do not tell it one by one (privacy/goals.lua, 12)
  local block = { kind = "chart", chart = "distribution", parts = {},
                  title = words:say(words.chart[weighted and "distribution_weighted" or "distribution_title"], 1,
                    { name = name }),
                  columns = { words.column.answer, words.column.share, words.column.people } }
  local shares, two = {}, score_count(answers) == 2
  for i, answer in ipairs(answers) do
    local label = answer_label(words, answer, known)
    block.parts[i] = { label = label, share = percents[i], tone = tone(answer.score, from, to, two, few), n = answer.n,
      share_text = words:percent(percents[i], 1), short_text = words:percent(percents[i]),
      n_text = answer.n and words:number(answer.n) or nil }
    shares[i] = ("%s: %s"):format(label, block.parts[i].share_text)
  end
  block.description = words:say(words.chart.distribution_desc, n, { n = words:number(n), shares = table.concat(shares, "; ") })
  return block
end


-- The goals of a result as runs of the same touchpoint.
local function by_touchpoint(result, labels)
  local places, at = {}, {}
  for i, goal in ipairs(result.goals) do
    local name = tostring(goal.touchpoint or goal.id or "")
    if not at[name] then
      places[#places + 1] = { name = name, goals = {}, labels = {}, peak = goal.peak }
      at[name] = places[#places]
    end
    table.insert(at[name].goals, goal)
    table.insert(at[name].labels, labels[i])
  end
  return places
end


local function add_distributions(add, words, place, weighted)
  local seen = {}
  for i, goal in ipairs(place.goals) do
    local question = goal.question and goal.question.name or place.labels[i]
    if #(goal.answers or {}) > 0 and not seen[question] then
      seen[question] = true
      local known = goal.question and words[goal.question.words]
      local text = goal.question and goal.question.text or known and (words.metric[question] or known[question]) or question
      local block = details.distribution(words, tostring(text), goal.answers, weighted, goal.relation == "at_most", known)
      if block then add(block) end
    end
  end
end


-- The texts of one goal's outlook: change, month, never.
local function add_outlook(words, goal, label, changes, months, never)
  if goal.hidden then return end
  local o, made, metric = words.outlook, goal.outlook or {}, label:gsub("[,%s\u{a0}]*%%$", "")
  if made.per_round then
    changes[#changes + 1] = words:say(o.power_item, 2, { metric = metric, n = words:number(made.per_round),
      difference = words:say(words.compare[goal.unit], 2, { difference = words:plain(made.difference, 2) }) })
  end
  local month = wording.month(words, goal)
  if month then months[#months + 1] = words:say(o.decided_item, 1, { metric = metric, month = month }) end
  if made.never then never[#never + 1] = words:say(o.never, 1, { metric = metric }) end
end


-- What the next rounds can tell of the goals of a touchpoint: rule (3); "" for nothing.
local function outlook_text(words, place)
  local o, changes, months, parts = words.outlook, {}, {}, {}
  for i, goal in ipairs(place.goals) do add_outlook(words, goal, place.labels[i], changes, months, parts) end
  if #months > 0 then table.insert(parts, 1, words:say(o.decided, 1, { list = table.concat(months, "; ") })) end
  if #changes > 0 then
    table.insert(parts, 1, words:say(o.power, 1, { list = table.concat(changes, "; "),
      power = words:probability(require "cx.outlook".power) }))
  end
  return table.concat(parts, " ")
end


-- The least and the greatest of some numbers, written: "1.1–1.3"; nil without any.
local function span(words, list, write)
  if #list == 0 then return nil end
  local low, high = write(math.min(table.unpack(list))), write(math.max(table.unpack(list)))
  return low == high and low or lang.fill(words.format.range, { low = low, high = high })
end


-- What weights and design cost, which no test rests on: rule (6); nil where there are neither.
local function description(words, goals)
  local kept, effect, list = {}, {}, {}
  for _, goal in ipairs(goals) do
    local e = not goal.hidden and goal.estimate or {}
    if (e.n or 0) > 0 and (e.n_effective or e.n) < e.n then kept[#kept + 1] = 100 * e.n_effective / e.n end
    effect[#effect + 1] = e.design_effect
  end
  kept = span(words, kept, function(x) return words:percent(x) end)
  effect = span(words, effect, function(x) return words:number(x, 1) end)
  if kept then list[1] = words:say(words.describe.efficiency, 1, { range = kept }) end
  if effect then list[#list + 1] = words:say(words.describe.effect, 1, { range = effect }) end
  return #list > 0 and words:say(words.describe.text, 1, { list = table.concat(list, words.format.comma) }) or nil
end


--- Adds the pages after the first to a document.
function details.add(document, words, result)
  if #result.goals == 0 then return end
  local function add(block) document[#document + 1] = block end
  local labels = page_one.metric_labels(words, result.goals)
  add { kind = "page" }
  add { kind = "heading", level = 2, text = words.heading.details }
  local known = rounds.introduce(add, words, result)
  for _, place in ipairs(by_touchpoint(result, labels)) do
    local name = place.name .. (place.peak and " ★" or "")
    add { kind = "heading", level = 3, text = name }
    local block = { kind = "table", role = "estimates", caption = name, columns = columns(words), rows = {} }
    for i, goal in ipairs(place.goals) do block.rows[i] = row(words, goal, place.labels[i]) end
    local described = description(words, place.goals)
    local note = method_line.line(words, result, place.goals, { column = true }) .. (described and " " .. described or "")
    block.note = note ~= "" and note or nil
    add(block)
    for i, goal in ipairs(place.goals) do
      local parts = require "cx.report.why.index".goal_table(goal, words, place.labels[i])
      if parts then add(parts) end
    end
    local text = outlook_text(words, place)
    if text ~= "" then add { kind = "paragraph", role = "outlook", text = text } end
    local chart = details.goal_chart(words, place.name, place.goals, place.labels)
    chart.beside = true
    add(chart)
    add_distributions(add, words, place, method_line.weighted(result, place.goals))
    rounds.add(add, words, result, place, known)
  end
end


return details
