-- rule.lua - which answers open cases: the rules of implement.loop asked of every row, once
--
--   FILE > ROWS > batch > tally > metric > GOAL > report
--
-- In: a plan, the time. Out: candidates, one for each answer that a rule takes: what a ledger is to open, and its `unique`.
--
-- (1) One pass over a survey for all its rules (rows.lua, 4), by the engine that tallies use.
-- (2) A rule without survey = belongs to the one survey of customers that asks what its `when` names.
-- (3) An answer is known by survey, person, moment and rule, so that the same answers in another file, or again, open
--     nothing twice. Without a time there is one case for a person and a rule. The moment is read as a time where it is one,
--     so that its spelling does not matter.
-- (4) Whoever is to be told must be known: a row without a person opens nothing, and is counted; so is one whose moment is
--     before `since`, or before what the plan's retention keeps, or later than the day after now, which no clock explains.
-- (5) drop(row, case) true: no case. route(row, case) gives the owner. group(row, case) gives a text: answers of one text
--     join the case that is open for it, one at a time. A row is texts by the names of questions, roles and columns. What is
--     no text is a mistake at the function's line, and opens nothing. The case is a copy: changing it changes nothing.
-- (6) The owner is the rule's, else the touchpoint's.
-- (7) What the world does, and a rule that fits no survey, is nil and one line that begins with the rule's in the plan.
-- (8) What a where-text names is a question, a role or a column of its survey; a run of the plan refuses another name too, and
--     says where in the plan it stands.

local calendar = require "cx.loop.calendar"
local clock = require "cx.loop.clock"
local core = require "cx.core"

local rule = {}

local ROLES = { "person", "account", "time", "touchpoint", "channel", "unit" }


-- ---- which survey (2) -------------------------------------------------------------------------------------------

local function state_of(survey) return require "cx.survey".state(survey) end


-- True when a survey asks something of these names.
local function asks(survey, names)
  for _, name in ipairs(names) do
    if state_of(survey).by_name[name] then return true end
  end
  return false
end


-- Names that no survey asks, and the question that is nearest to the first of them with one near.
local function unasked(surveys, names)
  local complain, known, near = require "cx.complain", {}, nil
  for _, survey in ipairs(surveys) do
    for _, question in ipairs(state_of(survey).questions or {}) do known[#known + 1] = question.name end
  end
  for _, name in ipairs(names) do near = near or complain.nearest(name, known) end
  return near and ("; did you mean %s?"):format(complain.show(near)) or ""
end


-- What is wrong with what stands at a path of a plan (7).
local function fail(plan, path, message)
  local file, line = require "cx.place".finder(plan) { path = path }
  return nil, ("%s: %s: %s"):format(line and ("%s:%d"):format(file, line) or file, path, message), "loop"
end


local function survey_of(plan, one)
  if one.survey then return one.survey end
  local names, fit, all = {}, {}, {}
  if type(one.when) == "string" then names = require "cx.filter".names(require "cx.where".parse(one.when)) end
  for _, survey in ipairs(plan.inside.surveys) do
    if state_of(survey).about ~= "staff" then
      all[#all + 1] = survey
      if asks(survey, names) then fit[#fit + 1] = survey end
    end
  end
  if #all == 1 or #names == 0 then fit = all end                                -- there may be no other
  if #fit == 1 then return fit[1] end
  local word = names[1] and table.concat(names, ", ") or "what it looks at"
  if #fit == 0 then
    return fail(plan, one.path, ("no survey asks %s; name one, survey = ...%s"):format(word, unasked(all, names)))
  end
  return fail(plan, one.path, ("%d surveys ask %s; say which, survey = ..."):format(#fit, word))
end


-- The rules of each survey, in the order of the plan: { { survey, rules }, ... }.
local function by_survey(plan)
  local list, at = {}, {}
  for _, one in ipairs(plan.inside.loop.rules) do
    local survey, message, code = survey_of(plan, one)
    if not survey then return nil, message, code end
    local state = state_of(survey)
    if not (state.roles.person or state.roles.account) then
      return fail(plan, one.path,
        "its survey names nobody; give it person = \"column\", or tell its findings to all (actions with tell)")
    end
    if not at[survey] then
      at[survey] = { survey = survey, state = state, rules = {} }
      list[#list + 1] = at[survey]
    end
    table.insert(at[survey].rules, one)
  end
  return list
end


-- ---- one row ----------------------------------------------------------------------------------------------------

local function has_functions(rules)
  for _, one in ipairs(rules) do
    if type(one.when) == "function" or one.route or one.group or one.drop then return true end
  end
  return false
end


-- The columns to read: roles, and for functions everything.
local function columns_of(work, inputs)
  local list, seen = {}, {}
  local function add(name)
    if not seen[name] then list[#list + 1] = name end
    seen[name] = true
  end
  for _, role in ipairs(ROLES) do
    local column = work.state.roles[role]
    if type(column) == "string" then add(role) end
    for _, name in ipairs(type(column) == "table" and column.columns or {}) do add(name) end
  end
  if has_functions(work.rules) then
    for _, question in ipairs(work.state.questions) do add(question.name) end
    for _, name in ipairs(inputs[1].columns) do add(name) end
  end
  return list
end


local function text_of(cell)
  cell = cell and cell:match "^%s*(.-)%s*$"
  return cell ~= "" and cell or nil
end


-- A role's text, made by a rule where it is one.
local function role_of(work, row, role)
  local made = work.state.roles[role]
  if type(made) ~= "table" then return text_of(row[role]) end
  local cells = {}
  for i, name in ipairs(made.columns) do cells[i] = row[name] or "" end
  local label = made.rule(table.unpack(cells))
  return label ~= nil and text_of(tostring(label)) or nil
end


-- The moment of an answer (3).
local function moment_of(text, day_order)
  local seconds = text and core.time(text, day_order)
  if not seconds then return text end
  local moment = calendar.moment(seconds)
  return (moment:gsub("T00:00:00Z$", ""))
end


-- Who gave a row, or nil.
local function person_of(row) return text_of(row.person) or text_of(row.account) end

rule.person = person_of


-- What a row is for all rules, or nil and why it opens nothing (4).
local function answer_of(work, row, options)
  local person = person_of(row)
  if not person then return nil, "nobody" end
  local moment = moment_of(row.time, work.day_order)
  if moment and options.since and moment < options.since then return nil, "old" end
  if moment and moment:find "^%d%d%d%d%-%d%d%-%d%d" and moment:sub(1, 10) > options.latest then return nil, "early" end
  return { survey = work.name, person = person, moment = moment, touchpoint = role_of(work, row, "touchpoint"),
           channel = role_of(work, row, "channel"), unit = role_of(work, row, "unit") }
end


-- The plan's touchpoint of a label, or {}.
local function touchpoint_of(plan, label)
  for _, one in ipairs(plan.inside.touchpoints) do
    if label ~= nil and (one.id == label or one.name == label) then return one end
  end
  return {}
end


local function copy(made)
  local new = {}
  for key, value in pairs(made) do new[key] = value end
  return new
end


-- The text that a rule's function gives for a row, or nil (5).
local function text_from(one, key, row, made)
  if not one[key] then return nil end
  local text = one[key](row, copy(made))
  if text == nil or type(text) == "string" and text:find "%S" and utf8.len(text) then return text end
  local info = debug.getinfo(one[key], "S")
  error(("%s:%d: %s.%s: a function that gives a text or nil is wanted, not %s"):format(info.short_src, info.linedefined,
    one.path, key, require "cx.plan.read".show(text)), 0)
end


-- The rule's own functions (5); a false `made` is a dropped one.
local function asked(one, row, made)
  if one.drop and one.drop(row, copy(made)) then return false end
  made.owner = text_from(one, "route", row, made) or made.owner
  made.group = text_from(one, "group", row, made)
  return made
end


-- The candidate of a rule and an answer, or nil where the rule is another touchpoint's.
local function candidate(plan, one, row, answer, now)
  local touchpoint = answer.touchpoint or one.touchpoint
  local planned = touchpoint_of(plan, touchpoint)
  if one.touchpoint and planned.id ~= one.touchpoint then return nil end
  local made = { rule = one.id, survey = answer.survey, person = answer.person, moment = answer.moment,
                 touchpoint = touchpoint, channel = answer.channel, unit = answer.unit, cause = one.cause, text = one.text,
                 owner = one.owner or planned.owner,                                                            -- (6)
                 contact_due = one.contact and clock.due(plan, now, one.contact),
                 tell_due = one.tell and clock.due(plan, now, one.tell) }
  made.unique = table.concat({ "case", answer.survey, answer.person, answer.moment or "", one.id }, "\0")      -- (3)
  return asked(one, row, made)
end


-- ---- all rows ---------------------------------------------------------------------------------------------------

local function count(counts, word) counts[word] = counts[word] + 1 end


-- True when a survey has what every where-text asks of it; else nil and one line with the place of the rule in the plan (8).
local function is_askable(plan, work, input)
  local survey, pass = require "cx.survey", require "cx.pass"
  for _, one in ipairs(work.rules) do
    local fine, job, message = true, true, nil
    if type(one.when) == "string" then
      fine, job, message = pcall(function()
        return pass.compose(work.state, { survey.request(work.survey, { of = {}, where = one.when }) }, input)
      end)
    end
    if not (fine and job) then
      message = fine and message or job
      local wrong = tostring(message):match "where: ([^\n]*)"
      if not (fine or wrong) then error(message, 0) elseif not wrong then return nil, message end
      return fail(plan, one.path .. ".when", (wrong:gsub("; at character %d+:$", "")))
    end
  end
  return true
end


-- Reads one survey's rows into candidates; nil, message, code.
local function read(plan, work, options, into)
  local source = require "cx.source"
  local inputs, message, code = source.look(work.state)
  if not inputs then return nil, message, code end
  local askable
  askable, message, code = is_askable(plan, work, inputs[1])
  if not askable then return nil, message, code end
  work.day_order = inputs[1].dialect.day_order
  local any = {}
  for i, one in ipairs(work.rules) do any[i] = type(one.when) == "string" and one.when or false end
  local next_row
  next_row, message, code = work.survey:rows { any = any, columns = columns_of(work, inputs) }
  if not next_row then return nil, message, code end
  for row in next_row do
    into.counts.rows = into.counts.rows + 1
    local answer, why
    for i, one in ipairs(work.rules) do
      if row[i] and (type(one.when) == "string" or one.when(row)) then
        if not answer and not why then answer, why = answer_of(work, row, options) end
        local made = answer and candidate(plan, one, row, answer, options.now)
        if why then count(into.counts, why)
        elseif made == false then count(into.counts, "dropped")
        elseif made and into.seen[made.unique] then count(into.counts, "twice")
        elseif made then
          into.seen[made.unique] = true
          into.list[#into.list + 1] = made
        end
      end
    end
  end
  return true
end


--- Calls f, and again from its beginning when a late row has overturned a guess of the survey's (source.lua).
---@param state table of a survey
---@param f fun(): any
---@return any
function rule.again(state, f)
  local source = require "cx.source"
  while true do
    local results = table.pack(pcall(f))
    if results[1] then return table.unpack(results, 2, results.n) end
    local inputs = type(results[2]) == "string" and source.look(state)
    if not inputs or not source.turn(state, inputs, results[2]) then error(results[2], 0) end
  end
end


-- The same as read, from its beginning as often as a guess is overturned.
local function read_again(plan, work, options, into)
  local kept, counts = #into.list, {}
  for word, n in pairs(into.counts) do counts[word] = n end
  return rule.again(work.state, function()
    for i = #into.list, kept + 1, -1 do
      into.seen[into.list[i].unique] = nil
      into.list[i] = nil
    end
    for word, n in pairs(counts) do into.counts[word] = n end
    return read(plan, work, options, into)
  end)
end


--- The day before which answers open nothing: since, or what retention keeps (4).
---@param plan table
---@param options { now: string, since: string? }
---@return string?
local function earliest(plan, options)
  local period = plan.inside.loop.retention
  local limit = period and require "cx.ledger.retain".limit(options.now, period) or nil
  if limit and options.since and options.since > limit then return options.since end
  return limit or options.since
end


--- The candidates of all rules: rules (1) to (7). counts: rows that a rule may take, nobody, old, early, dropped, twice.
---@param plan table
---@param options { now: string, since: string? }
---@return table[]? candidates, table|string counts, string? code
function rule.candidates(plan, options)
  local into = { list = {}, seen = {}, counts = { rows = 0, nobody = 0, old = 0, early = 0, dropped = 0, twice = 0 } }
  if not plan.inside.loop then return {}, into.counts end
  local works, message, code = by_survey(plan)
  if not works then return nil, message, code end
  local limit, latest = earliest(plan, options), calendar.add(clock.today(plan, options.now), "1 day")
  for _, work in ipairs(works) do
    work.name = require "cx.survey".name(work.survey)
    local done
    done, message, code = read_again(plan, work, { now = options.now, since = limit, latest = latest }, into)
    if not done then return nil, message, code end
  end
  return into.list, into.counts
end


--- People as the surveys of the rules name them: visit(raw) is called for each row that names one, perhaps twice.
---@param plan table
---@param visit fun(raw: string)
---@return boolean? done, string? message, string? code
function rule.people(plan, visit)
  local works, message, code = by_survey(plan)
  if not works then return nil, message, code end
  for _, work in ipairs(works) do
    local columns = {}
    for _, role in ipairs { "person", "account" } do
      if work.state.roles[role] then columns[#columns + 1] = role end
    end
    local done
    done, message, code = rule.again(work.state, function()
      local next_row, trouble, word = work.survey:rows { columns = columns }
      if not next_row then return nil, trouble, word end
      for row in next_row do
        local person = rule.person(row)
        if person then visit(person) end
      end
      return true
    end)
    if not done then return nil, message, code end
  end
  return true
end


-- True when one rule can be asked of its survey, as far as a run reads this (8).
local function is_fit(plan, one, is_read)
  local survey, message, code = survey_of(plan, one)
  if not survey then return nil, message, code end
  local inputs = is_read(survey) and require "cx.source".look(state_of(survey))
  if not inputs then return true end
  return is_askable(plan, { survey = survey, state = state_of(survey), rules = { one } }, inputs[1])
end


--- Calls found(rule, message) for each rule of a plan that cannot be asked of its survey: rules (7) (8).
---@param plan table
---@param is_read fun(survey: table): boolean
---@param found fun(one: table, message: string)
function rule.check(plan, is_read, found)
  for _, one in ipairs(plan.inside.loop and plan.inside.loop.rules or {}) do
    local done, message = is_fit(plan, one, is_read)
    if not done then found(one, message) end
  end
end


--- The surveys of the rules, each with its rules; and how the moment of a row is read.
rule.by_survey = by_survey
rule.moment = moment_of


return rule
