-- goals.lua - the goals of a plan that rest on too few people, hidden in the result
--
--   file > rows > batch > tally > metric > GOAL > REPORT
--
-- In: a result with its tallies, privacy = { minimum = 10 } of the plan and of its surveys. Out: the same result, hidden
-- goals without numbers; `published`, the tables that the report amounts to; `privacy`, the minimum and the audit.
--
-- (1) The minimum is the survey's, else the plan's, else 10 for about = "staff"; without one nothing is hidden.
-- (2) A goal that fewer people than that answered is hidden; so is one without answers.
-- (3) Rows of each touchpoint, answers of each question and the rows of the whole survey are published by a report; the
--     audit (privacy.lua) sees them together, with earlier rounds: earlier = { "may.json", ... }, reports as JSON in the
--     plan's folder, or { result.published, ... }.
-- (4) A hidden goal is hidden = true: no estimate, no answers, the verdict "hidden". Every renderer reads the result alone.
-- (5) The receipt says nothing about a question with a hidden goal, nor about single files then; nothing at all about the
--     rows of a survey that fewer people than the minimum answered.
-- (6) round names this report among others (the goals' round, else today, unless told); within says which rounds are sums
--     of others. A round of time that is not over is "2026-Q3 to 2026-08-15"; the earlier reports' own such rounds are
--     parts of it.
-- (7) Sections of the plan's own are their author's: result.surveys[i].tally is whole. Blocks of quotes are not (8).
-- (8) Quotes of a group want more texts than numbers want people: privacy.quotes, 20 unless told wherever there is a
--     minimum, and never fewer than the minimum.
-- (9) Earlier rounds in the report are published by it too: a round of a goal that is hidden says why = "hidden". None
--     says how many gave no answer, since the rows of a place are not told by round (publication.lua, 1).
-- (10) Measures that are no goals are published and hidden as goals are; one over all touchpoints tells how many answered
--     at all. Rows of a series (behaviour.lua) are no people: it has its own minimum or none.
-- (11) Surveys are audited each by itself, so under privacy no two of them read the same file, by whatever path or link, or
--     the same text: the same people by other touchpoints, or with another `only`, would tell what either hides. It is an
--     error at the plan's line.
-- (12) A weighted survey's numbers are as fine as their errors (coarse.lua), and answers tell their shares alone: all digits
--     of a weighted mean, or people and weights of one answer side by side, tell who of a rare weight gave it.
-- (13) What is made of several questions, such as an index, tells them too: they are audited as goals are, and it is hidden
--     where one of them is.

local caller = require "cx.caller"
local coarse = require "cx.privacy.coarse"
local publication = require "cx.privacy.publication"

local goals = {}

local KNOWN = { "minimum", "quotes", "earlier", "round", "within" }
local QUOTES = 20


-- ---- what was declared -----------------------------------------------------------------------------------

local function check_minima(given)
  for _, name in ipairs { "minimum", "quotes" } do
    if given[name] ~= nil then require "cx.privacy".check_minimum(given[name], "privacy." .. name) end
  end
end


--- Raises unless it is the privacy of a plan, or nil.
---@param given any
function goals.check(given)
  if given == nil then return end
  if type(given) ~= "table" then caller.raise "privacy: a table is wanted, as in privacy = { minimum = 10 }" end
  caller.known("key of privacy", given, KNOWN)
  for key in next, given do
    if type(key) ~= "string" then caller.raise "privacy: each key has a name, as in privacy = { minimum = 10 }" end
  end
  check_minima(given)
  for _, name in ipairs { "earlier", "within" } do
    if given[name] ~= nil and type(given[name]) ~= "table" then
      caller.raise(("privacy.%s: a table is wanted, not %s"):format(name, type(given[name])))
    end
  end
  if given.round ~= nil and type(given.round) ~= "string" then caller.raise "privacy.round: a text is wanted" end
end


--- Raises unless it is the privacy of a survey.
---@param given any
function goals.check_survey(given)
  if type(given) ~= "table" then caller.raise "privacy: a table is wanted, as in privacy = { minimum = 10 }" end
  caller.known("key of a survey's privacy", given, { "minimum", "quotes" })
  if given[1] ~= nil then caller.raise "privacy: each key has a name, as in privacy = { minimum = 10 }" end
  check_minima(given)
end


--- The least number of people of a survey, in a plan or by itself (1).
---@param survey table
---@param plan? table
---@return integer?
function goals.minimum(survey, plan)
  local state, privacy = require "cx.survey".state(survey), plan and plan.privacy
  if state.is_series then return state.privacy and state.privacy.minimum end                       -- (10)
  return state.privacy and state.privacy.minimum or privacy and privacy.minimum
    or state.about == "staff" and require "cx.privacy".MINIMUM or nil
end


--- The least number of texts of a group that may be quoted; nil where there is no privacy (8).
---@param survey table
---@param plan? table
---@return integer?
function goals.quotes(survey, plan)
  local state, privacy = require "cx.survey".state(survey), plan and plan.privacy
  local least, minimum = state.privacy and state.privacy.quotes or privacy and privacy.quotes, goals.minimum(survey, plan)
  return (least or minimum) and math.max(least or QUOTES, minimum or 1) or nil
end


-- ---- what a report is about --------------------------------------------------------------------------------

-- What one survey is about: its goals, its places in the order of the plan.
local function open(result, survey, counted, minimum, name)
  local privacy, last = result.plan.privacy or {}, #counted.editions
  local work = { survey = survey, name = name, minimum = minimum, long = counted.long, editions = counted.editions,
                 goals = {}, places = {}, planned = {}, shown = {}, without = counted.without,
                 in_rows = last > 1 and counted.editions[last - 1].survey == survey or counted.without > 0,
                 round = privacy.round or publication.round(counted, result.today),
                 all = "all to " .. result.today, none = "none to " .. result.today }
  local function add(goal)
    if not goal.question or goal.question.survey ~= survey then return end
    local place = publication.place(work, goal)
    work.goals[#work.goals + 1] = goal
    if not place and work.long then return end                                                     -- (10)
    place = place or ""
    if not work.planned[place] then work.places[#work.places + 1] = place end
    work.planned[place] = true
  end
  for _, list in ipairs { result.goals, result.measures or {} } do
    for _, goal in ipairs(list) do
      add(goal)
      for _, part in ipairs(goal.rests_on or {}) do add(part) end                                   -- (13)
    end
  end
  return work
end


-- The rounds of a report that earlier ones told a part of (6).
local function link(work, privacy, earlier)
  local names = { work.round }
  for i = 1, #work.editions - 1 do names[i + 1] = work.editions[i].name end
  local all, none = work.in_rows and work.all or nil, work.without > 0 and work.none or nil
  work.within = { round = publication.within(privacy.within, names, earlier, all, none) }
end


-- ---- hiding (4) (5) ------------------------------------------------------------------------------------------

--- Takes from a goal what it must not tell (4).
---@param goal table
function goals.hide_goal(goal)
  goal.hidden, goal.answers, goal.estimate, goal.why = true, {}, { missing = {} }, nil
  goal.verdict, goal.rounds = { verdict = "hidden", shown = "hidden" }, nil
end


-- A goal's numbers as fine as their errors, where its survey was weighted in any round (12).
local function blur(work, goal)
  local last = #work.editions
  for i, one in ipairs(goal.rounds or {}) do
    if one.estimate and work.editions[i].weighted then
      goal.rounds[i] = { name = one.name, why = one.why, estimate = coarse.estimate(one.estimate) }
      goal.coarse = true
    end
  end
  if work.editions[last].weighted then
    goal.coarse, goal.estimate, goal.answers = true, coarse.estimate(goal.estimate), coarse.answers(goal.answers)
    goal.verdict = goal.verdict and coarse.verdict(goal.verdict)
    if goal.rounds then goal.rounds[last].estimate = goal.estimate end
  end
end


-- The same of what is made of questions of several surveys, where any of them was weighted (12).
local function blur_figures(list)
  for _, one in ipairs(list or {}) do
    if not one.question and not one.hidden then
      one.estimate, one.verdict = coarse.estimate(one.estimate), one.verdict and coarse.verdict(one.verdict)
      for i, part in ipairs(one.estimate.parts or {}) do one.estimate.parts[i] = coarse.figure(part) end
    end
  end
end


-- The receipt without what would tell (5).
local function quiet(receipt, questions, is_all)
  local made = require "cx.privacy.book".copy(receipt)
  made.files, made.questions = {}, {}
  for i, file in ipairs(receipt.files) do
    made.files[i] = #receipt.files == 1 and not is_all and file or { path = file.path, dialect = file.dialect }
  end
  if is_all then
    made.read, made.used, made.dropped, made.repaired, made.hidden = nil, nil, {}, {}, true
    return made
  end
  for name, question in pairs(receipt.questions or {}) do
    if not questions[name] then made.questions[name] = question end
  end
  return made
end


-- Makes the receipts of a survey quiet, in the list that it stands in.
local function hide_receipt(list, survey, questions, is_all)
  for _, one in ipairs(list) do
    if one.survey == survey then
      one.receipt = quiet(one.receipt, questions, is_all)
      if is_all then one.n_design, one.design = nil, nil end
    end
  end
end


-- Hides a goal's earlier rounds as their cells are (9); `told` gathers the questions of files.
local function hide_rounds(work, goal, hidden, told)
  for i = 1, #(goal.rounds or {}) - 1 do
    local one, edition = goal.rounds[i], work.editions[i]
    local labels = publication.at(work, publication.place(work, goal), one.name)
    local all = edition.survey ~= work.survey and hidden(work.name, publication.at(work, nil, one.name))
    if one.estimate or one.why == "no answers" then
      if all or hidden(work.name .. ": " .. goal.question.name, labels) then
        goal.rounds[i] = { name = one.name, why = "hidden" }
        told[edition.survey] = told[edition.survey] or {}
        told[edition.survey][goal.question.name] = true
      end
    end
    if one.estimate then
      one.estimate = require "cx.privacy.book".copy(one.estimate)
      one.estimate.missing = nil
    end
  end
end


-- Whether a goal's own cell is hidden, or the rows of its place.
local function loses(work, goal, hidden)
  local labels = publication.at(work, publication.place(work, goal))
  return hidden(work.name .. ": " .. goal.question.name, labels)
    or work.long and work.shown[goal.touchpoint] and hidden(work.name, labels)
end


-- The goals of one survey hidden as its tables are; `hidden` tells by who is counted and by place.
local function apply(result, work, hidden)
  local told = {}
  local is_all = hidden(work.name, publication.at(work))
  for _, goal in ipairs(work.goals) do
    hide_rounds(work, goal, hidden, told)
    if is_all or loses(work, goal, hidden) then
      told[work.survey] = told[work.survey] or {}
      told[work.survey][goal.question.name] = true
      goals.hide_goal(goal)
    else
      blur(work, goal)
    end
  end
  local silent = is_all or work.in_rows and hidden(work.name, publication.at(work, nil, work.all))
  if silent or told[work.survey] then hide_receipt(result.surveys, work.survey, told[work.survey] or {}, silent) end
  for i = 1, #work.editions - 1 do
    local edition = work.editions[i]
    if edition.survey ~= work.survey then
      local all = hidden(work.name, publication.at(work, nil, edition.name))
      if all or told[edition.survey] then hide_receipt(result.earlier, edition.survey, told[edition.survey] or {}, all) end
    end
  end
end


-- Hides what rests on a part that is hidden (13).
local function hide_wholes(list)
  for _, goal in ipairs(list or {}) do
    for _, part in ipairs(goal.rests_on or {}) do
      if part.hidden and not goal.hidden then goals.hide_goal(goal) end
    end
  end
end


-- A function: who is counted, labels -> whether that cell is hidden.
local function looker(tables)
  local book, is_hidden = require "cx.privacy.book", {}
  for _, made in ipairs(tables) do
    for _, cell in ipairs(made.cells) do is_hidden[book.key(made.of, cell.at)] = cell.hidden or false end
  end
  return function(of, labels) return is_hidden[book.key(of, labels)] end
end


-- Hidden goals are hidden in the tables too, whatever hid them; and so are those elsewhere in their round, who are all minus
-- them and so no longer told.
local function mark(tables, works)
  local book, hidden = require "cx.privacy.book", {}
  local function hide(of, at)
    hidden[book.key(of, at)] = true
    hidden[book.key(of, { round = at.round, touchpoint = publication.others })] = true
  end
  for _, work in ipairs(works) do
    for _, goal in ipairs(work.goals) do
      local of, place = work.name .. ": " .. goal.question.name, publication.place(work, goal)
      if goal.hidden then hide(of, publication.at(work, place)) end
      for i = 1, #work.editions - 1 do
        local name = work.editions[i].name
        local one = goal.rounds and goal.rounds[i]
        if goal.hidden or one and one.why == "hidden" then hide(of, publication.at(work, place, name)) end
      end
    end
  end
  for _, made in ipairs(tables) do
    for i, cell in ipairs(made.cells) do
      if hidden[book.key(made.of, cell.at)] then made.cells[i] = { at = cell.at, hidden = true } end
    end
  end
end


-- The tables of earlier reports (3); what the world does is raised with the plan's line.
local function earlier_of(plan)
  local list, inside = {}, plan.inside or {}
  for i, item in ipairs(plan.privacy and plan.privacy.earlier or {}) do
    list[i] = item
    if type(item) == "string" then
      local path = item:sub(1, 1) == "/" and item or (inside.folder or "") .. item
      local tables, message = require "cx.privacy".load(path)
      if not tables then error(("%s: privacy.earlier: %s"):format(inside.place or "plan", message), 0) end
      list[i] = tables
    end
  end
  return list
end


-- What a survey's rows come from: what tells one source from all others, and how it is called.
local function sources(survey)
  local state, list = require "cx.survey".state(survey), {}
  if state.text then return { { key = "text:" .. state.text, name = "the same text" } } end
  for i, path in ipairs(state.file and require "cx.source".paths(state.file, state.folder) or {}) do
    list[i] = { key = require "cx.core".file_identity(path) or path, name = path }
  end
  return list
end


-- Raises when a survey with a minimum reads what another one reads too, in any of its rounds (11).
local function check_files(result, surveys, counted)
  local first = {}
  for _, survey in ipairs(surveys) do
    for _, edition in ipairs(counted[survey] and counted[survey].editions or {}) do
      for _, one in ipairs(sources(edition.survey)) do
        local other = first[one.key]
        first[one.key] = other or survey
        if other and other ~= survey and (goals.minimum(other, result.plan) or goals.minimum(survey, result.plan)) then
          error(("%s: privacy: two surveys read %s, and one can tell what the other hides; one survey with all the "
            .. "questions of its people is wanted"):format(result.plan.inside.place or "plan", one.name), 0)
        end
      end
    end
  end
end


--- Hides what a result must not tell.
---@param result table
---@param surveys table[] in the order of the plan
---@param counted table<table, table> by survey: { tally, long }
function goals.hide(result, surveys, counted)
  local works, most, seen = {}, 0, {}
  check_files(result, surveys, counted)
  for _, survey in ipairs(surveys) do
    local minimum = counted[survey] and goals.minimum(survey, result.plan)
    if minimum then
      local name = require "cx.survey".name(survey)
      seen[name] = (seen[name] or 0) + 1
      if seen[name] > 1 then name = ("%s (%d)"):format(name, seen[name]) end
      local work = open(result, survey, counted[survey], minimum, name)
      works[#works + 1], most = work, math.max(most, minimum)
    end
  end
  if #works == 0 then return end
  local published, audits, earlier, weighted = {}, {}, earlier_of(result.plan), false
  for i, work in ipairs(works) do
    local tables
    link(work, result.plan.privacy or {}, earlier)
    tables = publication.tables(work)
    tables, audits[i] = require "cx.privacy".protect(tables, { minimum = work.minimum, earlier = earlier })
    apply(result, work, looker(tables))
    table.move(tables, 1, #tables, #published + 1, published)
    for _, edition in ipairs(work.editions) do weighted = weighted or edition.weighted end
  end
  hide_wholes(result.goals)
  hide_wholes(result.measures)
  if weighted then
    blur_figures(result.goals)
    blur_figures(result.measures)
  end
  mark(published, works)
  result.published, result.privacy = published, { minimum = most, audits = audits }
end


return goals
