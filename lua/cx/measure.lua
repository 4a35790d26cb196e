-- measure.lua - where each answer of a question belongs in a metric: a score, or a reason for missing
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a question and a metric. Out: { place, score, reason } for core.measure; counts by answer.
--
-- (1) Answers with one score share a place; every score that there can be has one.
-- (2) An open question is read here: numbers by the file's decimal mark, options by name. A number beyond 1e15 is off
--     the scale; one nearer to 0 than 1e-15 is 0.
-- (3) A cell of several options is split by the longest option that fits; , ; | and newlines part them, and
--     what is no option is "other".
-- (4) Several options are measured one at a time, on the common base of those who answered.
-- (5) A number without both ends declared could be anything: a mean of it is a mean of many scores (t), whatever few were
--     seen. One answer, or answers that are all equal, say nothing about the rest then: a value without an interval, and
--     the verdict is "cannot tell" (goal.lua, 6).

local core = require "cx.core"

local measure = {}

local OTHER = "other"
local MOST, LEAST = 1e15, 1e-15 -- of a number, but 0 (2)
local FAR, NEARER = 4e14, 3e14 -- scores that an open end lets be; two, so that there are never just two or three scores


-- A list of scores, each once, and for each score its number (1).
local function distinct(scores)
  local list, at = {}, {}
  for i = 1, #scores do
    if not at[scores[i]] then
      list[#list + 1] = scores[i]
      at[scores[i]] = #list
    end
  end
  return list, at
end


-- Reasons of missing cells by text, for open questions.
local function reason_of(question)
  local by_text, by_number = {}, {}
  for _, missing in ipairs(question.missing) do
    by_text[missing.code] = question.reason_place[missing.reason]
    local number = core.number(missing.code)
    if number then by_number[number] = question.reason_place[missing.reason] end
  end
  return function(text, number)
    if text == "" then return question.reason_place.empty end
    return by_text[text] or number and by_number[number]
  end
end


-- ---- numbers ----------------------------------------------------------------------------------------------

-- The number that a text is, else the number of the reason for which it is none (2).
local function number_reader(question, about)
  local reason = reason_of(question)
  local decimal = about.decimal or "."
  return function(text)
    local number = core.number(text, decimal) or core.number(text, decimal == "." and "," or ".")
    local missing = reason(text, number)
    if missing then return nil, missing end
    if not number then return nil, question.reason_place.unreadable end
    if math.abs(number) > MOST or number < (question.from or -MOST) or number > (question.to or MOST) then
      return nil, question.reason_place["off scale"]
    end
    if math.abs(number) < LEAST then return 0 end
    return math.tointeger(number) or number
  end
end


-- The numbers found and the bounds that were declared, ascending, as answers: a bound is a score there can be (1).
local function numbers_found(texts, read, question)
  local seen, answers = {}, {}
  local function add(number, label)
    if number and not seen[number] then
      seen[number] = true
      answers[#answers + 1] = { value = number, label = label }
    end
  end
  for _, text in ipairs(texts) do add(read(text), text) end
  if #answers > 0 then
    add(question.from, tostring(question.from))
    add(question.to, tostring(question.to))
  end
  table.sort(answers, function(a, b) return a.value < b.value end)
  return answers
end


local function with_answers(question, answers)
  local copy = {}
  for key, value in pairs(question) do copy[key] = value end
  copy.answers = answers
  return copy
end


-- Every score that there can be, whatever was seen (1) (5); true when an end is open.
local function add_possible(scores, wanted, question)
  local function add(...) for _, s in ipairs { ... } do scores[#scores + 1] = s end end
  if wanted.family == "share" then
    add(0, 100)
  elseif wanted.family ~= "mean" then
    for _, s in pairs(wanted.scores or {}) do add(s) end
    if wanted.others then add(wanted.others) end
  else
    if not question.from then add(-FAR, -NEARER) end
    if not question.to then add(FAR, NEARER) end
    return not (question.from and question.to)
  end
  return false
end


local function plan_number(box, at, question, wanted, about)
  local texts, read = core.tally_answers(box, at), number_reader(question, about)
  local answers = numbers_found(texts, read, question)
  local scores = { 0 }
  if #answers > 0 then
    local message
    scores, message = require "cx.metric".scores(wanted, with_answers(question, answers))
    if not scores then return nil, message end
  end
  local of_value, place = {}, {}
  local is_open = add_possible(scores, wanted, question)
  local list, slot = distinct(scores)
  for i, answer in ipairs(answers) do of_value[answer.value] = slot[scores[i]] end
  for i, text in ipairs(texts) do
    local number, missing = read(text)
    place[i] = number and of_value[number] or -missing
  end
  return { place = place, score = list, reason = question.reasons, open = is_open }
end


--- Takes the interval from an estimate that has none (5).
---@param estimate table
---@param plan table
---@return table
function measure.bare(estimate, plan)
  if plan.open and estimate.value and (estimate.interval == "equal answers" or estimate.se == 0) then
    estimate.low, estimate.high, estimate.method, estimate.interval = nil, nil, nil, "none"
  end
  return estimate
end


-- ---- several options ----------------------------------------------------------------------------------------

-- Where an option that begins at `from` ends, when a separator or the end follows.
local function fits(text, from, option)
  local to = from + #option
  if text:sub(from, to - 1) ~= option then return nil end
  return text:find("^%s*[,;|\n]", to) and to or text:find("^%s*$", to) and to or nil
end


--- The options named in a cell, as a set; what is none of them is "other" (3).
---@param text string
---@param options string[] the longest first
---@return table<string, true>
function measure.split(text, options)
  local found, from = {}, 1
  while true do
    from = text:find("[^%s,;|]", from)
    if not from then return found end
    local to
    for _, option in ipairs(options) do
      to = fits(text, from, option)
      if to then
        found[option] = true
        break
      end
    end
    if not to then
      found[OTHER] = true
      to = text:find("[,;|\n]", from) or #text + 1
    end
    from = to
  end
end


local function longest_first(question)
  local options = {}
  for i, answer in ipairs(question.answers) do options[i] = answer.value end
  table.sort(options, function(a, b)
    if #a ~= #b then return #a > #b end
    return a < b
  end)
  return options
end


-- What each text of a several-question says: a set of options, or nil and a reason.
local function option_reader(question)
  local reason, options = reason_of(question), longest_first(question)
  return function(text)
    local missing = reason(text)
    if missing then return nil, missing end
    return measure.split(text, options)
  end
end


-- The answers and the one score of a metric over options (4).
local function chosen_of(question, scores)
  local score, chosen = nil, {}
  for i, answer in ipairs(question.answers) do
    if scores[i] ~= 0 then
      if score and scores[i] ~= score then return nil end
      score = scores[i]
      chosen[#chosen + 1] = answer.value
    end
  end
  return score, chosen
end


local function plan_several(box, at, question, wanted)
  local scores, message = require "cx.metric".scores(wanted, question)
  if not scores then return nil, message end
  local score, chosen = chosen_of(question, scores)
  if not score then
    return nil, ("question \"%s\" takes several options at once: measure one at a time, as in "
      .. "cx.metric.share(question, \"%s\")"):format(question.name, question.answers[1].value)
  end
  local place, read = {}, option_reader(question)
  for i, text in ipairs(core.tally_answers(box, at)) do
    local set, missing = read(text)
    place[i] = -(missing or 0)
    if set then
      place[i] = 1
      for _, option in ipairs(chosen) do
        if set[option] then place[i] = 2 end
      end
    end
  end
  return { place = place, score = { 0, score }, reason = question.reasons }
end


-- ---- scales ---------------------------------------------------------------------------------------------------

local function plan_scale(_, _, question, wanted)
  local scores, message = require "cx.metric".scores(wanted, question)
  if not scores then return nil, message end
  local list, slot = distinct(scores)
  local place, n = {}, #question.answers
  for i = 1, n do place[i] = slot[scores[i]] end
  for i = 1, #question.reasons do place[n + i] = -i end
  return { place = place, score = list, reason = question.reasons }
end


local plan = { number = plan_number, several = plan_several, score = plan_scale, names = plan_scale }


--- Where each answer of question number `at` belongs; nil and what does not fit.
---@param box userdata
---@param at integer
---@param question table
---@param wanted table a metric
---@param about table
---@return table?, string?
function measure.plan(box, at, question, wanted, about)
  return plan[question.type](box, at, question, wanted, about)
end


-- ---- counts -----------------------------------------------------------------------------------------------------

-- The names that the people of one cell are counted under: an answer, or several options.
local function values_of(box, at, question, about)
  if question.type == "number" or question.type == "several" then
    local texts = core.tally_answers(box, at)
    local read = question.type == "number" and number_reader(question, about) or option_reader(question)
    return function(answer)
      local value = read(texts[answer])
      if type(value) ~= "table" then return { value } end
      local list = {}
      for _, option in ipairs(question.answers) do
        if value[option.value] then list[#list + 1] = option.value end
      end
      if value[OTHER] then list[#list + 1] = OTHER end
      return list
    end
  end
  return function(answer) return { question.answers[answer] and question.answers[answer].value } end
end


--- A function: answer of an open question -> the reason why it is missing, or nil.
---@param box userdata
---@param at integer
---@param question table
---@param about table
---@return fun(answer: integer): string?
function measure.missing_reader(box, at, question, about)
  local texts = core.tally_answers(box, at)
  local read = question.type == "number" and number_reader(question, about) or option_reader(question)
  return function(answer)
    local _, missing = read(texts[answer])
    return missing and question.reasons[missing]
  end
end


--- A function: group -> list of { answer, n, w, w2 } in the order of the answers.
---@param box userdata
---@param at integer
---@param question table
---@param about table
---@return fun(group: integer): table[]
function measure.counter(box, at, question, about)
  local values = values_of(box, at, question, about)
  return function(group)
    local cells, list, by_value = core.tally_cells(box, at, group), {}, {}
    for i = 1, #cells, 4 do
      for _, value in ipairs(values(cells[i])) do
        local count = by_value[value]
        if not count then
          count = { answer = value, n = 0, w = 0.0, w2 = 0.0 }
          by_value[value] = count
          list[#list + 1] = count
        end
        count.n, count.w, count.w2 = count.n + cells[i + 1], count.w + cells[i + 2], count.w2 + cells[i + 3]
      end
    end
    if question.type == "number" then table.sort(list, function(a, b) return a.answer < b.answer end) end
    return list
  end
end


return measure
