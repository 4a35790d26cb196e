-- rounds.lua - the goals of a touchpoint round by round: changes, values, trend, control chart
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: goals with goal.rounds, change, trend and control (history.lua), the words of a language. Out: blocks of a document.
--
-- (1) A change stands with its interval, its p raw and adjusted, and whether it is more than noise; the line beneath names
--     the intervals, the size of the family and the adjustment.
-- (2) Every round of a goal stands with its value, interval and n; the last one with the mark of its change. Rounds that have
--     no value say why; those that follow each other for the same reason are one row. Of many rounds the last twelve stand
--     there, the earlier ones in the control chart and in JSON.
-- (3) Where the report has privacy, a round without answers reads as one that is hidden.
-- (4) The trend is told in words, with its slope; a control chart is drawn from three rounds on.
-- (5) A goal without an earlier round to be compared with says so.
-- (6) A hidden goal has none of this, whatever stands in the result.
-- (7) What all charts have to say (chart.lua's notes) is said once, before the touchpoints.
-- (8) Trends are not adjusted for their number; how many of them chance alone would show is said there too.
-- (9) What happened in the organisation stands on each chart, and beneath it whether the results differ since; that other
--     things changed too is said once, with (7).

local change = require "cx.report.change"
local control = require "cx.report.control"
local lang = require "cx.lang"
local method = require "cx.report.method"
local wording = require "cx.report.wording"

local rounds = {}

local FEW_POINTS = 8 -- of a baseline, as chart.lua has it
local MOST_ROWS = 12 -- (2)


-- ---- changes (1) ----------------------------------------------------------------------------------------

local function p_text(words, p)
  if not p then return "" end
  if p < 0.001 then return "<" .. words:number(0.001, 3) end
  return words:number(p, 3)
end


local function change_row(words, goal, label)
  local made, interval = goal.change, change.interval(words, goal, 2)
  return { label, tostring(made.from), { text = change.number(words, goal, 2), value = made.difference, kind = "number" },
    interval ~= "" and "(" .. interval .. ")" or "", { text = p_text(words, made.p), value = made.p, kind = "number" },
    { text = p_text(words, made.p_adjusted), value = made.p_adjusted, kind = "number" }, change.verdict(words, goal) }
end


-- The changes of a touchpoint's goals as a table; nil without any.
local function change_table(words, result, place)
  local c, goals, rows = words.column, {}, {}
  for i, goal in ipairs(place.goals) do
    if change.of(goal) then
      goals[#goals + 1] = goal
      rows[#rows + 1] = change_row(words, goal, place.labels[i])
    end
  end
  if #goals == 0 then return nil end
  return { kind = "table", caption = words.rounds.change_of, rows = rows,
    note = method.line(words, result, goals, { column = true, also = change.method(words, goals) }),
    columns = {
      { title = c.metric, header = true }, { title = c.since }, { title = c.change, align = "right", strong = true },
      { title = c.interval, near = true, keep = true }, { title = c.p, align = "right" },
      { title = c.p_adjusted, align = "right" }, { title = c.beyond },
    } }
end


-- ---- values (2) (3) -------------------------------------------------------------------------------------

local function why_of(words, result, round)
  local why = round.why or "no answers"
  if why == "hidden" or result.privacy and why == "no answers" then return words.privacy.hidden end
  return words:word("round_why", why)
end


-- Names of rounds that follow each other: "2014", "2014–2016".
local function span(words, from, to)
  return from == to and from or lang.fill(words.format.range, { low = from, high = to })
end


local function has_value(round)
  return round.estimate ~= nil and round.estimate.value ~= nil
end


-- Decimals of all rounds of a goal: those of the round that needs most.
local function decimals_of(goal)
  local most = 0
  for _, round in ipairs(goal.rounds) do
    if has_value(round) then most = math.max(most, wording.decimals({ unit = goal.unit, estimate = round.estimate }, 2)) end
  end
  return most
end


local function value_row(words, goal, label, round, is_last)
  local e, decimals = round.estimate, decimals_of(goal)
  local interval = e.interval == "none" and "–" or words:range(e.low, e.high, decimals)
  local whole = e.n and math.abs(e.n - math.floor(e.n + 0.5)) < 0.05
  return { label, tostring(round.name), { text = words:number(e.value, decimals), value = e.value, kind = "number" },
    interval and "(" .. interval .. ")" or "",
    { text = words:number(e.n, whole and 0 or 1) or "", value = e.n, kind = "number" },
    is_last and change.number(words, goal, 2) or "", is_last and change.mark(goal) or "" }
end


-- The rounds of one goal as rows.
local function add_rows(rows, words, result, goal, label)
  local list = goal.rounds
  local i = math.max(1, #list - MOST_ROWS + 1)
  if i > 1 then
    rows[#rows + 1] = { label, span(words, tostring(list[1].name), tostring(list[i - 1].name)), "…", "", "", "", "" }
  end
  while i <= #list do
    local last = i
    if has_value(list[i]) then
      rows[#rows + 1] = value_row(words, goal, label, list[i], i == #list)
    else
      local why = why_of(words, result, list[i])
      while list[last + 1] and not has_value(list[last + 1]) and why_of(words, result, list[last + 1]) == why do
        last = last + 1
      end
      rows[#rows + 1] = { label, span(words, tostring(list[i].name), tostring(list[last].name)), "–", why, "", "", "" }
    end
    i = last + 1
  end
end


-- Every round of a touchpoint's goals as a table; nil without any.
local function value_table(words, result, place)
  local c, rows, goals = words.column, {}, {}
  for i, goal in ipairs(place.goals) do
    if goal.rounds and not goal.hidden then
      goals[#goals + 1] = goal
      add_rows(rows, words, result, goal, place.labels[i])
    end
  end
  if #goals == 0 then return nil end
  return { kind = "table", caption = words.rounds.of, rows = rows,
    note = method.line(words, result, goals, { earlier = true }),
    columns = {
      { title = c.metric, header = true, merge = true }, { title = c.round, keep = true },
      { title = c.result, align = "right", strong = true }, { title = c.interval, near = true, keep = true },
      { title = c.n, align = "right" }, { title = c.change, align = "right" },
      { title = c.mark, near = true, keep = true },
    } }
end


-- ---- trend and control chart (4) ------------------------------------------------------------------------

local function trend_text(words, goal, label)
  local made, decimals = goal.trend, wording.decimals(goal, 2)
  local interval = lang.fill(words.format.range_signed, { low = change.signed(words, made.low, decimals),
                                                          high = change.signed(words, made.high, decimals) })
  return words:say(words.rounds.trend, made.rounds, { metric = label, text = words.trend[made.direction] or made.text,
    slope = change.signed(words, made.slope, decimals), interval = interval, p = p_text(words, made.p) })
end


-- The first language of a result, in which its charts were asked for.
local function language_of(result)
  local language = result.language
  return type(language) == "table" and language[1] or language or "en"
end


-- What a chart has to say in the language of the report.
local function notes_of(words, result, made)
  if words.code == language_of(result) then return made.notes or {} end
  local notes, baseline = {}, made.baseline or {}
  if not baseline.frozen then notes[1] = words.control.not_frozen end
  if baseline.n and baseline.n < FEW_POINTS then notes[#notes + 1] = words:say(words.control.few, baseline.n) end
  return notes
end


local function has_chart(goal)
  return goal.control ~= nil and not goal.hidden
end


-- The notes that more than one chart has, as a set and in their order: rule (7).
local function shared(words, result)
  local counts, set = {}, {}
  for _, goal in ipairs(result.goals) do
    for _, note in ipairs(has_chart(goal) and notes_of(words, result, goal.control) or {}) do
      counts[note] = (counts[note] or 0) + 1
      if counts[note] == 2 then set[note], set[#set + 1] = true, note end
    end
  end
  return set
end


-- Decimals of a chart: as on page one, more while its limits would read the same.
local function chart_decimals(goal)
  local decimals, last = wording.decimals(goal, 1), nil
  for _, point in ipairs(goal.control.points) do last = point.low and point or last end
  while last and decimals < 3 and ("%." .. decimals .. "f"):format(last.low) == ("%." .. decimals .. "f"):format(last.high) do
    decimals = decimals + 1
  end
  return decimals
end


-- The events of a chart in the words of the report, without the warning that is said once (9).
local function events_of(words, made)
  local list = {}
  for i, event in ipairs(made.events or {}) do
    list[i] = { at = event.at, label = event.label, name = event.name,
                text = words.control.event[event.direction] or event.text }
  end
  return list
end


local function control_chart(words, result, goal, name, known)
  local notes = {}
  for _, note in ipairs(notes_of(words, result, goal.control)) do
    if not known[note] then notes[#notes + 1] = note end
  end
  local block = control.made(words, {
    title = words:say(words.rounds.chart, 1, { name = name }), unit = goal.unit, decimals = chart_decimals(goal),
    control = setmetatable({ notes = notes, events = events_of(words, goal.control) }, { __index = goal.control }) })
  block.beside = true -- the values stand in the table of rounds
  return block
end


local function add_series(add, words, result, place, known)
  for i, goal in ipairs(place.goals) do
    if goal.trend and not goal.hidden then
      add { kind = "paragraph", role = "trend", text = trend_text(words, goal, place.labels[i]) }
    end
    if has_chart(goal) then
      add(control_chart(words, result, goal, ("%s, %s"):format(place.name, place.labels[i]), known))
    end
  end
end


-- Goals that have nothing to be compared with: rule (5).
local function add_alone(add, words, place)
  local list = {}
  for i, goal in ipairs(place.goals) do
    if not goal.hidden and not goal.rounds and wording.measured(goal) then list[#list + 1] = place.labels[i] end
  end
  if #list > 0 then
    add { kind = "paragraph", role = "note", text = words:say(words.rounds.none, #list, { list = words:join(list) }) }
  end
end


-- How many trends chance alone would show: rule (8); nil without any.
local function chance_of_trends(words, result)
  local n, sum = 0, 0
  for _, goal in ipairs(result.goals) do
    if goal.trend and not goal.hidden then n, sum = n + 1, sum + 1 - (goal.trend.confidence or 0.95) end
  end
  return n > 1 and words:say(words.rounds.chance, n, { n = words:number(n), wrong = words:plain(sum, 1) }) or nil
end


--- Adds what is said of all trends and charts at once: rules (7) and (8).
---@param add fun(block: table)
---@param words table
---@param result table
---@return table<string, true> notes that are not to be said again
function rounds.introduce(add, words, result)
  if not result.rounds then return {} end
  local chance, notes = chance_of_trends(words, result), shared(words, result)
  if chance then add { kind = "paragraph", role = "trend", label = words.rounds.trends, text = chance } end
  local said = table.move(notes, 1, #notes, 1, {})
  for _, goal in ipairs(result.goals) do
    if has_chart(goal) and #(goal.control.events or {}) > 0 then
      said[#said + 1] = words.control.warning                                                     -- (9)
      break
    end
  end
  if #said > 0 then
    add { kind = "paragraph", role = "trend", label = words.rounds.charts, text = table.concat(said, " ") }
  end
  return notes
end


--- Adds the rounds of a touchpoint's goals; nothing where the result has one round alone.
---@param add fun(block: table)
---@param words table
---@param result table
---@param place { name: string, goals: table[], labels: string[] }
---@param known table<string, true> what introduce gave
function rounds.add(add, words, result, place, known)
  if not result.rounds then return end
  local changes, values = change_table(words, result, place), value_table(words, result, place)
  if changes then add(changes) end
  if values then add(values) end
  add_alone(add, words, place)
  add_series(add, words, result, place, known)
end


return rounds
