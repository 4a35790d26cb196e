-- wording.lua - one goal in words and rounded numbers
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a goal of a result, the words of a language. Out: its texts.
--
-- (1) Page one rounds to what the interval supports: points and percents are whole, scores and means of percentages have
--     one decimal; a decimal more as long as low and high would read the same, at most three. The following pages have two
--     decimals more. What is counted in full has as many as it needs, one at most; what privacy made coarse has no more
--     than it says.
-- (2) "behind" is said before the due date, "missed" after it: the verdict itself says which.
-- (3) The sign stands beside the word: colour alone says nothing.
-- (4) A probability is shown for what cannot be told and for what is decided by a probability; its word
--     (almost certain, unlikely) stands for the verdict's.

local lang = require "cx.lang"

local wording = {}

local signs = { met = "✔", missed = "✘", behind = "✘", ["cannot tell"] = "?", no_answers = "?", hidden = "–" }
local relations = { at_least = "≥", at_most = "≤" }


--- Whether a goal has a result at all.
function wording.measured(goal)
  return goal.estimate ~= nil and goal.estimate.value ~= nil
end


-- Whether two numbers read the same with some decimals.
local function same_text(a, b, decimals)
  local form = "%." .. decimals .. "f"
  return form:format(a) == form:format(b)
end


--- Decimals of value and interval: rule (1).
---@param page integer 1 for page one, else the following pages
function wording.decimals(goal, page)
  local is_fine = goal.unit == "score" or goal.unit == "percent" and goal.metric and goal.metric.family == "mean"
  local decimals = is_fine and 1 or 0
  local e = goal.estimate or {}
  if e.interval == "exact" then return e.value % 1 == 0 and 0 or 1 end
  if e.low and e.high and e.low < e.high then
    while decimals < 3 and same_text(e.low, e.high, decimals) do decimals = decimals + 1 end
  end
  if page ~= 1 then decimals = decimals + 2 end
  return e.decimals and math.min(decimals, e.decimals) or decimals
end


--- The value, "–" when there is none.
function wording.value(words, goal, page)
  local value = goal.estimate and goal.estimate.value
  return words:number(value, wording.decimals(goal, page)) or "–"
end


--- The standard error, nil where there is no interval.
function wording.se(estimate)
  return estimate.interval ~= "none" and estimate.interval ~= "exact" and estimate.se or nil
end


--- The interval without brackets, "" when there is no result or it is counted in full, "–" for a result without one.
function wording.interval(words, goal, page)
  local e = goal.estimate or {}
  if e.interval == "none" then return "–" end
  if e.interval == "exact" then return "" end
  return words:range(e.low, e.high, wording.decimals(goal, page)) or ""
end


--- The goal itself: "≥ 75".
function wording.target(words, goal)
  if not goal.target then return "" end
  return (relations[goal.relation] or "") .. "\u{a0}" .. words:plain(goal.target)
end


--- The key of a goal's status: met, missed, behind, cannot tell, no_answers or hidden; rule (2).
function wording.status(goal)
  if goal.hidden then return "hidden" end
  if not wording.measured(goal) then return "no_answers" end
  local verdict = goal.verdict or {}
  return verdict.shown or verdict.verdict or "cannot tell"
end


--- The sign of a status: rule (3).
function wording.sign(goal)
  return signs[wording.status(goal)] or "?"
end


--- The word of a status; rule (4).
function wording.status_word(words, goal)
  local status = wording.status(goal)
  if status == "cannot tell" and goal.verdict.word then status = goal.verdict.word end
  return words:word("status", status)
end


--- The probability beside what cannot be told or is decided by it, "" for the rest: rule (4).
function wording.probability(words, goal)
  if not wording.measured(goal) then return "" end
  local by_it = goal.met and goal.met.kind == "probability"
  if wording.status(goal) ~= "cannot tell" and not by_it then return "" end
  return words:probability(goal.verdict and goal.verdict.probability) or ""
end


--- The month by which a goal can be decided, whether that is too late, at which flow; nil when nothing is known of it.
function wording.month(words, goal)
  local o = goal.outlook
  if not o or not o.month then return nil end
  local flow = words:say(words.outlook.flow[goal.round] or "{n}", 1, { n = words:number(o.flow) })
  return words:say(words.outlook[o.in_time == false and "late" or "month"], 1, { month = words:month(o.month), flow = flow })
end


-- The answers that a share counts: those with the highest score.
local function counted(goal)
  local best, labels = nil, {}
  for _, answer in ipairs(goal.answers or {}) do
    if answer.score and (not best or answer.score > best) then best = answer.score end
  end
  for _, answer in ipairs(goal.answers or {}) do
    if answer.score == best then labels[#labels + 1] = tostring(answer.label or answer.value) end
  end
  for i, answer in ipairs(#labels == 0 and goal.metric and goal.metric.answers or {}) do labels[i] = tostring(answer) end
  return labels
end


local function bare_metric(words, goal)
  local metric, name = goal.metric or {}, goal.metric_name or goal.metric and goal.metric.name or ""
  if metric.label then return metric.label end
  if name == "share" then
    local labels = counted(goal)
    if #labels > 0 and #labels < 4 then return words:join(labels) end
  end
  if words.metric[name] then return words.metric[name] end
  return (tostring(name):gsub("_", " "))
end


--- The metric as the table names it: "NPS", "tyytyväiset, %", "helppous 1–7".
function wording.metric(words, goal)
  local label, question = bare_metric(words, goal), goal.question
  if goal.unit == "percent" and not label:find("%", 1, true) then return label .. ",\u{a0}%" end
  if goal.unit == "score" and question and question.from and question.to and not label:find "%d" then
    return label .. "\u{a0}" .. words:range(question.from, question.to, 0)
  end
  return label
end


--- The goal as sentences name it: "Lasku (tyytyväiset)".
function wording.name(words, goal)
  local label = bare_metric(words, goal):gsub("[,%s\u{a0}]*%%$", "")
  local place = goal.touchpoint or goal.id
  if not place then return label end
  return label ~= "" and ("%s (%s)"):format(place, label) or tostring(place)
end


-- Round ends around result and goal, for a metric whose scale has none.
local function around(goal)
  local e = goal.estimate or {}
  local from = math.min(0, e.low or 0, goal.target or 0)
  local to = math.max(1, e.high or 0, goal.target or 0)
  local step = 10 ^ math.floor(math.log(to - from, 10) - 0.5)
  return math.floor(from / step) * step, math.ceil(to / step) * step
end


--- The ends of the metric's scale: those of its scores, else of its unit.
---@return number, number
function wording.scale(goal)
  local from, to
  for _, answer in ipairs(goal.answers or {}) do
    local score = answer.score
    if score then from, to = math.min(from or score, score), math.max(to or score, score) end
  end
  if from and from < to then return from, to end
  if goal.unit == "percent" then return 0, 100 end
  if goal.unit == "points" then return -100, 100 end
  local q = goal.question
  if q and q.from and q.to and q.from < q.to then return q.from, q.to end
  return around(goal)
end


--- How far the result is from the goal, as a share of the scale; positive is better. nil without a result.
---@return number? value, number? low, number? high
function wording.distance(goal)
  if not wording.measured(goal) or not goal.target then return nil end
  local from, to = wording.scale(goal)
  local e, way = goal.estimate, (goal.relation == "at_most" and -1 or 1) / (to - from)
  local low, high = (e.low or e.value) - goal.target, (e.high or e.value) - goal.target
  if way < 0 then low, high = high, low end
  return (e.value - goal.target) * way, low * way, high * way
end


--- A count as "about": two figures that count.
function wording.about(words, n)
  local step = 10 ^ math.max(0, math.floor(math.log(math.max(n, 1), 10)) - 1)
  return words:number(math.ceil(n / step - 1e-9) * step)
end


--- A word of the data with its first letter as a capital.
wording.capital = lang.capital


return wording
