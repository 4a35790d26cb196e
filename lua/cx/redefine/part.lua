-- part.lua - what the parts of the last round say: where a goal is met and where missed, what fell short of expectations
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a result, a goal of it; the plan's questions of expectation. Out: a part that meets and one that misses; new goals.
--
-- (1) Only the last round is looked at, the one that goals are measured in (round.lua); its name and n go with all that is
--     said. Fewer than 30 answers say nothing.
-- (2) Under a privacy minimum nothing is looked at.
-- (3) An answer that is less than expected is known by its words, in three languages: whole ones, so that "understood" is none,
--     and none that is denied ("not worse"), except where that says it ("not met").

local diff = require "cx.diff"
local record = require "cx.record"

local part = {}

local FEWEST, LEAST_SHARE = 30, 10
-- Beginnings of words end in an asterisk.
local BELOW = { "alitt*", "alle", "heiko*", "huono*", "below", "worse", "short", "under", "underskr*", "sämre" }
local UNMET = { "not met", "ei täyttynyt", "eivät täyttyneet", "ei vastannut", "motsvarade inte", "inte uppfyllda",
                "uppfylldes inte" }
local DENIED = { "not", "no", "never", "ei", "eivät", "inte", "aldrig" }


-- ---- parts of a goal -----------------------------------------------------------------------------------------------

-- The column that parts a survey's touchpoints, and whether that may be looked at (2).
local function column_of(plan, wanted)
  local survey = wanted.question and wanted.question.survey
  if not survey or not require "cx.survey".is(survey) or record.minimum(plan, wanted) then return nil end
  local state = require "cx.survey".state(survey)
  if not state.roles then return nil end
  return state.roles.channel and "channel" or state.roles.unit and "unit" or nil, survey, state
end


local function said_of(label, e)
  return { label = label, value = e.value, low = e.low, high = e.high, n = e.n }
end


-- The last round of a survey by columns; kept, since goals share questions.
local function counted(kept, survey, by, question, result)
  local key = ("%p %s"):format(survey, question.name)
  if kept[key] == nil then
    local tally, name = require "cx.round".latest(survey, by, question, result.plan, result.today)
    kept[key] = tally and { tally = tally, name = name } or false
  end
  return kept[key] or nil
end


--- A part that surely meets a goal and one that surely misses it; nil without both.
---@param result table
---@param i integer the goal
---@param described table of record.goals
---@param kept table for the tallies of one result
---@return { met: table, missed: table, round: string? }?
function part.split(result, i, described, kept)
  local wanted = result.plan.inside.wanted[i]
  local column, survey, state = column_of(result.plan, wanted)
  if not column then return nil end
  local long = state.roles.touchpoint ~= nil and not wanted.overall
  local one = counted(kept, survey, { column, state.roles.touchpoint and "touchpoint" or nil }, wanted.question, result)
  if not one then return nil end
  local tally = one.tally
  if state.roles.touchpoint and not long then tally = require "cx.compare.side".collapse(tally, { column }) end
  local met, missed
  for _, e in ipairs(tally:measure(require "cx.metric".by_name(wanted.metric))) do
    if (not long or e.group.touchpoint == wanted.name) and e.n >= FEWEST and e.group[column] ~= "" then
      local verdict = diff.judge(described, e)
      if verdict == "met" then met = met or said_of(e.group[column], e) end
      if verdict == "missed" then missed = missed or said_of(e.group[column], e) end
    end
  end
  return met and missed and { met = met, missed = missed, round = one.name } or nil
end


-- ---- expectations ----------------------------------------------------------------------------------------------------

-- Whether a text has one of some words, whole.
local function has_word(text, list)
  for _, word in ipairs(list) do
    local stem = word:match "^(.*)%*$"
    local pattern = "%f[%w\128-\255]" .. (stem or word) .. (stem and "" or "%f[^%w\128-\255]")
    if text:find(pattern) then return true end
  end
  return false
end


--- The answer of a question that says that it was less than expected; nil where none does (3).
---@param question table
---@return any
function part.unmet(question)
  for _, answer in ipairs(question.answers or {}) do
    local text = tostring(answer.label or answer.value):lower()
    if has_word(text, UNMET) or has_word(text, BELOW) and not has_word(text, DENIED) then return answer.value end
  end
end


-- Whether a goal of a place asks a question already.
local function is_asked(plan, question, name)
  for _, wanted in ipairs(plan.inside.wanted) do
    if wanted.question == question and (not name or wanted.name == name) then return true end
  end
end


local function proposal(question, answer, e, name, round)
  return { proposal = "new", reason = "unmet", touchpoint = name,
    id = name and ("%s (%s)"):format(name, question.name) or question.name,
    about = { share = e.value, low = e.low, high = e.high, answer = tostring(answer), answers = e.n, n = e.n, round = round,
      question = question.name, asked = question.text, to = require "cx.guess.goal".propose(e, "percent", "at_most") } }
end


-- The expectations of one question.
local function add_question(list, result, question, answer)
  local plan, state = result.plan, require "cx.survey".state(question.survey)
  local long = state.roles.touchpoint ~= nil
  local by = { long and "touchpoint" or nil }
  local tally, round = require "cx.round".latest(question.survey, by, question, plan, result.today)
  for _, e in ipairs(tally and tally:measure(require "cx.metric".share(question.name, answer)) or {}) do
    local name = long and e.group.touchpoint or nil
    local is_sure = e.value and e.n >= FEWEST and e.low and e.low > LEAST_SHARE
    if is_sure and not is_asked(plan, question, name) then list[#list + 1] = proposal(question, answer, e, name, round) end
  end
end


--- Adds a proposal for each expectation that was not met in the last round, where no goal asks for it yet.
---@param list table[]
---@param result table
function part.add_expectations(list, result)
  for _, question in ipairs(result.plan.inside.review.expectations) do
    local answer = part.unmet(question)
    local state = require "cx.survey".state(question.survey)
    if answer ~= nil and state and not record.minimum(result.plan, { question = question }) then                 -- (2)
      add_question(list, result, question, answer)
    end
  end
end


return part
