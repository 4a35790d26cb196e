-- journey.lua - which way customers go: paths, steps, times, what turns them back, and what they feel on the way
--
--   FILE > ROWS > BATCH > TALLY > METRIC > goal > report
--
-- In: cx.journey { file = "events.csv", case = "customer", event = "touchpoint", time = "when" }. Out: an analysis.
--
-- (1) A row is an event of a case at a moment. Rows may stand in any order; events of a case at the same moment keep that of
--     the file. A row without a case, an event or a moment is left out and counted. Moments with a zone are brought to UTC.
-- (2) conversion = the events that are the aim: the share of cases that reach one, the time it takes, and for each touchpoint
--     the removal effect (core/infer/removal.h), with the jackknife over 32 buckets of cases.
-- (3) human = the events that are encounters with people; phases = { before = {...}, during = {...}, after = {...} } or a list
--     { "name", events... }: in a plan both, and the planned peak, come from its touchpoints of the same name. One of role
--     "human" is an encounter with people, even where it is "digital" too; an event that no role is planned for is not, and
--     so noted.
-- (4) feeling = and overall = scales, as in cx.scale { 1, 5, column = "felt" }: journey/feeling.lua.
-- (5) A path, a step, an activity of fewer cases than the minimum is hidden, and what would give it away: journey/hidden.lua.
-- (6) Intervals of shares are Wilson's over cases. Times are quantiles within 0.8 % of themselves (core/count/sketch.h).
-- (7) An event is one of MOST_ACTIVITIES at most, else the log is refused; paths of more than 200 events are not told.
-- (8) The log is read anew for each measurement, in `memory` megabytes (512 unless told) and then a temporary file in `folder`.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local journey = {}

local PASSED = { "file", "text", "names", "record_limit", "only", "threads", "kernel", "privacy", "name" }
local KNOWN = { "case", "event", "time", "feeling", "overall", "neutral", "conversion", "human", "phases", "peak", "variants",
                "minimum", "memory", "folder", "confidence", "title", "id" }
table.move(PASSED, 1, #PASSED, #KNOWN + 1, KNOWN)
table.move(require "cx.source".DIALECT, 1, 10, #KNOWN + 1, KNOWN)

local PHASES = { "before", "during", "after" }
local MOST_PHASES = 8
local MOST_ACTIVITIES = 1000 -- core/count/journey.h
local CONVERTS, HUMAN = 1, 2


-- ---- declared ------------------------------------------------------------------------------------------

local function read_column(name, value, example)
  if type(value) == "string" and value ~= "" then return value end
  caller.raise(("%s: the name of a column is wanted, such as \"%s\", not %s"):format(name, example, complain.show(value)))
end


-- Names of events: a text or a list of texts.
local function read_events(name, value)
  if value == nil then return nil end
  if type(value) == "string" then value = { value } end
  local fine = type(value) == "table" and #value > 0
  for _, one in ipairs(fine and value or {}) do fine = fine and type(one) == "string" and one ~= "" end
  if fine then return value end
  caller.raise(("%s: an event or a list of events is wanted, such as { \"order\" }"):format(name))
end


local function read_phases(given)
  if given == nil then return nil end
  if type(given) ~= "table" then caller.raise "phases: { before = { events }, during = { events } } is wanted" end
  local list = {}
  if #given == 0 then
    caller.known("phase", given, PHASES)
    for _, name in ipairs(PHASES) do
      if given[name] ~= nil then list[#list + 1] = { name = name, events = read_events("phases." .. name, given[name]) } end
    end
  end
  for i, one in ipairs(given) do
    if type(one) ~= "table" or type(one[1]) ~= "string" then
      caller.raise(("phases[%d]: a name and its events are wanted, as in { \"before\", \"search\", \"visit\" }"):format(i))
    end
    list[i] = { name = one[1], events = read_events(("phases[%d]"):format(i), table.move(one, 2, #one, 1, {})) }
  end
  if #list == 0 or #list > MOST_PHASES then caller.raise(("phases: 1 to %d of them are wanted"):format(MOST_PHASES)) end
  return list
end


-- The survey that reads the log; its questions are the scales.
local function read_log(given)
  local scale, options = require "cx.scale", { questions = {} }
  for _, key in ipairs(PASSED) do options[key] = given[key] end
  for _, key in ipairs(require "cx.source".DIALECT) do options[key] = given[key] end
  for _, key in ipairs { "feeling", "overall" } do
    if given[key] ~= nil and not scale.is(given[key]) then
      caller.raise(("%s: a scale is wanted, such as cx.scale { 1, 5, column = \"%s\" }"):format(key, key))
    end
    options.questions[key] = given[key]
  end
  return require "cx.survey".new(options)
end


-- The number of each answer of a scale, less the neutral one.
local function numbers_of(question, neutral)
  local list = {}
  for i, answer in ipairs(question.answers) do
    if type(answer.value) ~= "number" then
      caller.raise(("%s: answers that are numbers are wanted, as in cx.scale { 1, 5 }"):format(question.name))
    end
    list[i] = answer.value - neutral
  end
  return list
end


local function read_moods(self, given)
  if given.feeling == nil then
    if given.overall ~= nil then caller.raise "overall: the feelings that it is held against are wanted too" end
    return
  end
  local raw = require "cx.survey".state(self.log).by_name
  local answers = raw.feeling.answers
  local neutral = given.neutral
  local is_number = type(neutral) == "number" and math.abs(neutral) < math.huge
  if neutral ~= nil and not is_number then caller.raise "neutral: the number of no feeling is wanted, such as 0" end
  numbers_of(raw.feeling, 0)
  self.neutral = neutral or (answers[1].value + answers[#answers].value) / 2
  self.feeling_of = numbers_of(raw.feeling, self.neutral)
  self.overall_of = raw.overall and numbers_of(raw.overall, 0) or nil
end


local class = { __name = "journey" }
class.__index = class


--- cx.journey { file =, case =, event =, time =, ... }
---@param given { file?: string|string[], text?: string, case: string, event: string, time: string, feeling?: table,
---  overall?: table, neutral?: number, conversion?: string|string[], human?: string|string[], phases?: table,
---  peak?: string|string[], only?: string, variants?: integer, minimum?: integer, memory?: integer, folder?: string,
---  confidence?: number, title?: string, id?: string }
---@return table analysis
function journey.new(given)
  asked.check("cx.journey", given, KNOWN)
  local self = {
    kind = "journey", title = given.title, id = given.id, place = caller.place(),
    case = read_column("case", given.case, "customer"), event = read_column("event", given.event, "touchpoint"),
    time = read_column("time", given.time, "when"), conversion = read_events("conversion", given.conversion),
    human = read_events("human", given.human), phases = read_phases(given.phases), peak = read_events("peak", given.peak),
    variants = asked.whole("variants", given.variants, 20, 1, 10000),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
    memory = asked.whole("memory", given.memory, 512, 1, 1 << 20), confidence = asked.confidence(given.confidence),
  }
  if given.folder ~= nil then self.folder = read_column("folder", given.folder, "/tmp") end
  self.log = read_log(given)
  read_moods(self, given)
  return setmetatable(self, class)
end


-- ---- read ----------------------------------------------------------------------------------------------

-- What a plan's touchpoints say of the events of their names (3); has_role: those whose role decided what is human.
local function from_plan(self, context)
  local phases, peak = self.phases, self.peak
  local points = context and context.plan and context.plan.inside and context.plan.inside.touchpoints or {}
  local by_phase, planned, human, has_role = {}, {}, {}, {}
  for _, point in ipairs(points) do
    for _, name in ipairs { point.name, point.id ~= point.name and point.id or nil } do
      if point.phase then
        by_phase[point.phase] = by_phase[point.phase] or { name = point.phase, events = {} }
        table.insert(by_phase[point.phase].events, name)
      end
      if point.peak then planned[#planned + 1] = name end
      for _, role in ipairs(point.role or {}) do
        has_role[name] = true
        if role == "human" then human[#human + 1] = name end
      end
    end
  end
  if not phases then
    phases = {}
    for _, name in ipairs(PHASES) do phases[#phases + 1] = by_phase[name] end
  end
  local from_roles = not self.human and #human > 0
  return { human = self.human or from_roles and human or nil, has_role = from_roles and has_role or nil, phases = phases,
           peak = peak or #planned > 0 and planned or nil }
end


local function roles_of(self, known)
  local roles = {}
  for _, name in ipairs(self.conversion or {}) do roles[#roles + 1] = { name, CONVERTS, 0 } end
  for _, name in ipairs(known.human or {}) do roles[#roles + 1] = { name, HUMAN, 0 } end
  for i, phase in ipairs(known.phases) do
    for _, name in ipairs(phase.events) do roles[#roles + 1] = { name, 0, i } end
  end
  return roles
end


local function compose(self, state, inputs, known)
  local pass, scale = require "cx.pass", require "cx.scale"
  local job, message, code = pass.compose(state, {}, inputs[1])
  if not job then return nil, message, code end
  local columns, wanted = job.columns, { self.case, self.time, self.event }
  local function add(column)
    columns[#columns + 1], wanted[#wanted + 1] = column, column.name
    return #columns
  end
  job.journey = { case = self.case, time = self.time, variants = 1000, memory = self.memory << 20, folder = self.folder,
                  feeling_of = self.feeling_of, overall_of = self.overall_of, roles = roles_of(self, known) }
  job.journey.event = add { kind = "label", name = self.event, max_labels = MOST_ACTIVITIES }
  for _, key in ipairs { "feeling", "overall" } do
    if state.by_name[key] then job.journey[key] = add(scale.column(state.by_name[key])) end
  end
  for _, column in ipairs(columns) do wanted[#wanted + 1] = column.name end
  local lacking = pass.lacks(inputs[1], wanted)
  if lacking then return nil, lacking, "no_column" end
  job.files = {}
  for i, input in ipairs(inputs) do job.files[i] = input.source end
  return job
end


-- What the core counted; a guess that a row overturns is turned, as in pass.lua.
local function read(self, known)
  local state, source = require "cx.survey".state(self.log), require "cx.source"
  local inputs, message, code = source.look(state)
  while inputs do
    local job, counted
    job, message, code = compose(self, state, inputs, known)
    if not job then return nil, message, code end
    counted, message, code = core.journey(job)
    if counted then return counted end
    if code == "too_many" then                                                                      -- (7)
      return nil, message:gsub("group by .*$", "an event of a journey is one of a few: name coarser ones"), code
    end
    if code ~= "overturned" or not source.turn(state, inputs, message) then return nil, message, code end
    inputs, message, code = source.again(inputs)
  end
  return nil, message, code
end


--- Reads the log and works the outcome out.
---@param context? { plan?: table, today?: string, result?: table }
---@return table? outcome
---@return string? message
---@return string? code
function class:measure(context)
  asked.settle(self.log, context)
  local known = from_plan(self, context)
  local counted, message, code = read(self, known)
  if not counted then return nil, message, code end
  return require "cx.journey.outcome".of(self, counted, known, asked.minimum(self.log, context, self.minimum))
end


return journey
