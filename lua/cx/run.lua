-- run.lua - a plan measured: goals against results, and the program's way from a plan to its report
--
--   FILE > ROWS > BATCH > TALLY > METRIC > GOAL > REPORT
--
-- In: a plan, the arguments of the command line. Out: a result (plain data); a report; an exit status.
--
-- (1) One pass a survey feeds all goals and measures that it answers; nothing is read for a survey without any.
-- (2) Goals are measured in the last round of their survey; earlier ones stand beside (round.lua, history.lua).
-- (3) The date is an option, today's unless given; reports never read the clock.
-- (4) What the world does stands in one line that begins with the survey's place in the plan; exit status 1.
-- (5) What rests on too few people is hidden here, before anything is shown (privacy/goals.lua).
-- (6) What is worked out of several rounds, changes, trends and the outlook, is so after that, from what is shown alone.
-- (7) How the round stands, told of all, is in result.loop: the plan's actions and what its ledger holds, where there is one.
--     What the ledger says was done, or told, stands in result.kept with the actions that the plan declares.
-- (8) A plan with `ledger =`, or a run told where by ledger =, --ledger, has its earlier rounds from there in result.history.
--     The program keeps the round there too (record.lua), and reports even where it cannot, with exit status 1; plan:run
--     only keeps it when told save = true.

local caller = require "cx.caller"

local run = {}


-- ---- measuring -----------------------------------------------------------------------------------------

-- What each survey answers: goals, measures and the parts of these.
local function by_survey(inside)
  local wanted = {}
  local function add(one)
    for _, part in ipairs(one.parts or {}) do add(part) end
    if not one.question then return end
    local survey = one.question.survey
    wanted[survey] = wanted[survey] or {}
    table.insert(wanted[survey], one)
  end
  for _, goal in ipairs(inside.wanted) do add(goal) end
  for _, one in ipairs(inside.measured) do add(one) end
  return wanted
end


-- What is measured at touchpoints, not over all of them.
local function at_places(wanted)
  local list = {}
  for _, one in ipairs(wanted) do
    if not one.overall then list[#list + 1] = one end
  end
  return list
end


-- Measures; what a survey's answers cannot give, such as an error for one cluster, is raised with its place (4).
local function at_survey(wanted, f, ...)
  local done, made = pcall(f, ...)
  if done then return made end
  local one = wanted.question and wanted or (wanted.parts or {})[1]
  local place = one and require "cx.survey".state(one.question.survey).place
  if type(made) == "string" and not made:find "interrupted!$" then made = caller.placed(place, made) end
  error(made, 0)
end


local function survey_result(plan, edition, goals)
  local survey, tally = edition.survey, edition.tally
  local state = require "cx.survey".state(survey)
  local receipt, files = survey:receipt(), {}
  for i, file in ipairs(receipt.files) do files[i] = file.path end
  return { name = require "cx.survey".name(survey), survey = survey, files = files, receipt = receipt, about = state.about,
           round = edition.name, n_design = tally:design().n, weighted = edition.weighted, weight = state.roles.weight,
           design = require "cx.design".describe(require "cx.tally".about(tally)),
           touchpoints = edition.long and require "cx.touchpoint".compare(plan, at_places(goals), tally) or nil, tally = tally }
end


-- Counts a survey and the ones before it; those go to result.earlier.
local function count(plan, survey, goals, result)
  local editions, about = require "cx.round".count(survey, goals, plan, result.today)
  local made = survey_result(plan, editions[#editions], goals)
  made.without_round = not require "cx.privacy.goals".minimum(survey, plan) and about.without + about.later or nil
  table.insert(result.surveys, made)
  for _, edition in ipairs(editions) do
    if edition.survey ~= survey and edition.tally then
      local before = survey_result(plan, edition, goals)
      before.touchpoints = nil
      table.insert(result.earlier, before)
    end
  end
  return { editions = editions, months = about.months, unit = about.unit, rounds = about.rounds,
           without = about.without + about.later,
           tally = editions[#editions].tally, long = editions[#editions].long, current = editions[#editions].name }
end


-- The names of all rounds, oldest first, and the current one; nil when no survey has several.
local function rounds_of(result, counted)
  local names, seen, unit, current = {}, {}, nil, nil
  for _, survey in ipairs(result.surveys) do
    local one = counted[survey.survey]
    if one.rounds then
      unit, current = unit or one.unit, one.current
      for _, edition in ipairs(one.editions) do
        if not seen[edition.name] then names[#names + 1], seen[edition.name] = edition.name, true end
      end
    end
  end
  if unit then
    table.sort(names)
    current = names[#names]
  end
  return #names > 0 and { names = names, current = current, unit = unit } or nil
end


-- Answers to a goal in all rounds that stand in its survey's rows: what came in counted.months. A hidden round counts as
-- the mean of those that are shown, since the month of a decision would tell its people (6).
local function answers_in_rows(goal, counted)
  local n, shown, hidden = goal.estimate.n or 0, 1, 0
  for i, one in ipairs(goal.rounds or {}) do
    local edition = counted.editions[i]
    if edition.survey == goal.question.survey and i < #counted.editions then
      n, shown = n + (one.estimate and one.estimate.n or 0), shown + (one.why == "hidden" and 0 or 1)
      hidden = hidden + (one.why == "hidden" and 1 or 0)
    end
  end
  return hidden > 0 and n * (shown + hidden) / shown or n
end


-- Raises what is wrong with section i at the plan's line.
local function unfit(plan, i, trouble, given)
  if given ~= nil then trouble = ("%s is wanted, not %s"):format(trouble, require "cx.complain".show(given)) end
  error(("%s: report.sections: number %d: %s"):format(plan.inside.place or "plan", i, trouble), 0)
end


-- The plan's own sections; a function is asked with the result.
local function sections_of(plan, result)
  local list = {}
  local declared = type(plan.report) == "table" and plan.report.sections or {}
  for i, section in ipairs(declared) do
    if type(section) == "function" then section = section(result) end
    if section == nil then section = {} end -- a section may have nothing to say
    if type(section) ~= "table" then unfit(plan, i, "a table { title =, blocks = }", section) end
    local blocks = section.blocks
    if type(blocks) == "function" then blocks = blocks(result) end
    local endless = require "cx.plan.plain".trouble(blocks, "blocks", "blocks")
    if endless then unfit(plan, i, endless) end
    if blocks ~= nil and type(blocks) ~= "table" then unfit(plan, i, "blocks = { ... }", blocks) end
    list[i] = { title = section.title, blocks = {} }
    for j, block in ipairs(blocks or {}) do
      local trouble = require "cx.report.compose".unfit(block)
      if not trouble and type(block) == "table" and block.kind == "quotes" then
        block, trouble = require "cx.quotes".block(block, plan)
      end
      if trouble then unfit(plan, i, trouble) end
      list[i].blocks[j] = block
    end
  end
  return list
end


-- What is shown of the section measure as it was written: the rest are measures, which have results.
local function kept_of(measure)
  if not measure or not (measure.frame or measure.benchmarks) then return nil end
  return { benchmarks = measure.benchmarks, frame = measure.frame }
end


-- How the round stands; the plan's actions with what the ledger says of them (7).
local function add_loop(result, plan, today)
  if not (plan.inside.loop or #plan.inside.actions > 0) then return end
  local actions
  result.loop, actions = require "cx.loop".stand(plan, today)
  result.kept.implement = require "cx.loop.outer".declared(plan.implement, actions)
end


-- Raises what is wrong with a rule of the loop: it would open no case.
local function check_rules(plan, counted)
  if not plan.inside.loop then return end
  require "cx.loop.rule".check(plan, function(survey) return counted[survey] ~= nil end, function(_, message)
    error(message, 0)
  end)
end


-- Keeps the round, and what is said of that (8). What the world does is raised.
local function keep(result, options)
  if not result.plan.ledger and not options.ledger then
    caller.raise "save: where? the plan says it, ledger = \"plan.ledger\", or the option ledger ="
  end
  local line, message = require "cx.record".save(result, { at = options.ledger })
  if not line then error(("%s: %s"):format(result.plan.inside.place or "plan", message), 0) end
  result.kept_line = line
end


-- What is believed, why it is so and what it is worth (9).
local function add_analyses(plan, result)
  local context, inside = { plan = plan, today = result.today, result = result }, plan.inside
  local outcomes = require "cx.analysis".outcomes
  result.claims = outcomes(inside.tested, context)
  result.why, result.worth = outcomes(inside.why, context), outcomes(inside.worth, context)
end


-- A result in which nothing is measured yet.
local function begun(plan, today)
  return {
    plan = plan, name = plan.name, language = plan.language, today = today, due = plan.due, round = plan.round,
    met = plan.inside.met,
    goals = {}, measures = {}, surveys = {}, earlier = {}, sections = {},
    kept = { measure = kept_of(plan.measure), define = plan.define, organise = plan.organise,
             implement = plan.implement, redefine = plan.redefine },
  }
end


-- The answers of every survey that is asked (1).
local function count_all(result)
  local plan, wanted, counted = result.plan, by_survey(result.plan.inside), {}
  for _, survey in ipairs(plan.inside.surveys) do
    local of, as_of = wanted[survey], require "cx.survey".state(survey).as_of
    if as_of then as_of(result.today, result) end -- of a survey that is made of a log (contacts.lua, 4)
    if of then counted[survey] = at_survey(of[1], count, plan, survey, of, result) end
  end
  return counted
end


-- Goals and measures, what of them is hidden (5), what they were and where they go.
local function add_goals(result, counted)
  local plan, inside, made = result.plan, result.plan.inside, require "cx.result"
  local function estimated(list, make)
    local estimates = {}
    for i, one in ipairs(list) do estimates[i] = at_survey(one, make, plan, one, counted, result.today) end
    return estimates
  end
  result.goals, result.measures = estimated(inside.wanted, made.goal), estimated(inside.measured, made.measure)
  result.rounds = rounds_of(result, counted)
  require "cx.privacy.goals".hide(result, inside.surveys, counted)
  require "cx.touchpoint".hide(result)
  local add = require "cx.history".add
  add(result.goals, inside.wanted, counted, result.language, inside.events)
  add(result.measures, inside.measured, counted, result.language, inside.events)
  for i, goal in ipairs(result.goals) do
    local rows = goal.question and counted[goal.question.survey]
    goal.outlook = require "cx.outlook".of(goal, inside.wanted[i], plan, result.today, rows and rows.months,
      rows and answers_in_rows(goal, rows))
  end
end


--- Measures a plan.
---@param plan table
---@param options? { today?: string, ledger?: string, save?: boolean }
---@param looks? boolean the caller looks at the rules of the loop itself
---@return table result
function run.measure(plan, options, looks)
  options = options or {}
  caller.known("option of plan:run", options, { "today", "ledger", "save" })
  local today = options.today or os.date "%Y-%m-%d"                                 -- (3)
  if not require "cx.goal".is_date(today) then
    caller.raise(("today: a date such as \"2026-12-31\" is wanted, not %s"):format(tostring(today)))
  end
  local result = begun(plan, today)
  local counted = count_all(result)
  if not looks then check_rules(plan, counted) end
  add_goals(result, counted)
  result.promises, result.orphans = require "cx.result".promises(plan, result.goals)
  add_loop(result, plan, today)                                                                                -- (7)
  result.contacts = plan.inside.contacts and require "cx.contact.summary".of(plan, today, result) or nil
  if plan.ledger or options.ledger then result.history = require "cx.record".history(result, options.ledger) end   -- (8)
  add_analyses(plan, result)                                                                                   -- (9)
  result.sections = sections_of(plan, result)
  if options.save then keep(result, options) end
  return result
end


-- ---- the command line ------------------------------------------------------------------------------------

local FILES = { "html", "markdown", "json", "csv" }


local function parser_of(file)
  local parser = require "argparse"(("cxlua %s"):format(file), "Measures the plan and reports it.")
  for _, format in ipairs(FILES) do
    parser:option("--" .. format, ("writes the report as %s to FILE"):format(format)):argname "FILE"
  end
  parser:option("--today", "the date to measure at, such as 2026-12-31"):argname "DATE"
  parser:option("--width", "columns of the text"):argname "N":convert(math.tointeger)
  parser:option("--language", "fi, en or sv"):argname "CODE"
  parser:option("--ledger", "keeps the round in FILE; where the plan has a ledger, there"):argname "FILE"
  parser:flag("--quiet", "no text, only files")
  return parser
end


-- The options of the command line; nil and an exit status when they are wrong (or --help).
local function read_options(file, args)
  if not args or #args == 0 then return {} end
  local parser = parser_of(file)
  local done, options = parser:pparse(table.move(args, 1, #args, 1, {}))
  if done then return options end
  io.stderr:write(("cxlua: %s\n%s\n"):format(tostring(options), parser:get_usage()))
  return nil, 2
end


-- What the files and the screen are to be given.
local function deliver(plan, result, options, folder)
  local report = require "cx.report"
  local shown = { width = options.width, language = options.language }
  if type(plan.report) == "function" then return plan.report(result) end
  local asked = false
  for _, format in ipairs(FILES) do
    if options[format] then
      asked = true
      local done, message = report[format](result, options[format], { language = options.language })
      if not done then return nil, message end
    end
  end
  local wish = {}
  for key, value in pairs(not asked and plan.report or {}) do
    if key ~= "sections" and key ~= "xlsx" then wish[key] = value end
  end
  if not asked and type(plan.report) == "table" and plan.report.xlsx ~= nil then
    io.stderr:write(("%s: report.xlsx: Excel files are not written yet; csv with locale = \"fi\" opens in Excel\n")
      :format(plan.inside.place or "plan"))
  end
  if options.quiet then wish.terminal = false end
  shown.folder = folder
  local done, message = report.deliver(result, wish, shown)
  if done or not message or message:find "^standard output" then return done, message end
  return nil, ("%s: %s"):format(plan.inside.place or "plan", message)
end


-- One line on standard error; a place inside the library says nothing to the plan's author.
local function complain_of(message, file)
  io.stdout:flush()
  message = tostring(message)
  if message:find "not enough memory" then error(message, 0) end -- the program knows of limits
  if message:find "interrupted!$" then message = file .. ": interrupted" end
  message = message:gsub("[\0-\8\11-\31\127]", "?"):gsub("\xC2[\x80-\x9F]", "?") -- no orders to the terminal
  io.stderr:write(message, "\n")
  return 1
end


--- Says that the file at a path made a plan and did not return it (plan.lua, 9); whether that was so.
---@param file string
---@return boolean
function run.unreturned(file)
  local message = require "cx.plan".unreturned(file)
  if message then complain_of(message, file) end
  return message ~= nil
end


-- What was kept, and what was too old to be (record.lua, 6), on standard error.
local function say_kept(result, options)
  local lines = { result.kept_line or "" }
  if not result.plan.ledger then
    local line, message = require "cx.record".retain(result)
    lines[2] = line or ("%s: what is too old stays: %s"):format(result.plan.inside.place or "plan", message)
  end
  for _, line in ipairs(lines) do
    if line ~= "" and not options.quiet then
      io.stdout:flush()
      io.stderr:write(line, "\n")
    end
  end
end


--- Measures and reports a plan for the program.
---@param plan table
---@param file string the plan's path
---@param args? string[]
---@return integer exit status: 0 fine, 1 failed, 2 wrong usage
function run.main(plan, file, args)
  local options, status = read_options(file, args)
  if not options then return status end
  local done, result = pcall(run.measure, plan, { today = options.today, ledger = options.ledger })
  if not done then return complain_of(result, file) end
  local kept, why = true, nil
  if plan.ledger or options.ledger then kept, why = pcall(keep, result, options) end                           -- (8)
  local delivered, trouble = deliver(plan, result, options, plan.inside.folder)
  if delivered == nil and trouble then return complain_of(trouble, file) end
  if not kept then return complain_of(why, file) end
  say_kept(result, options)
  return 0
end


return run
