-- contacts.lua - a contact log: how cases started, what was promised, what became of it
--
--   FILE > ROWS > batch > tally > METRIC > goal > report
--
-- In: cx.contacts { file =, case =, time =, event =, promise =, events = { ... } }: a row an event of a case.
-- Out: contacts; measures of them, bound to an ordinary survey of a row a case, so that goals, intervals, privacy, rounds and
-- reports are those of any survey. Nothing is read before it is counted.
--
-- (1) events says which codes of the file mean what; a code may mean several things. Known by name: asked met answered
--     handed_on told_return assured (the start), greeted reacted thanked kept_in_touch (how), returned (the expert, as
--     promised), solved, lost, came_back (what became of it). Any other name is an event of one's own. `false` says that there
--     is none. Without events the codes are these names themselves.
-- (2) contacts.NAME is a measure: the share of cases with the event; good_start and first_contact (contact/case.lua); waiting,
--     the mean hours to the first contact; promises_kept, promises_late, promises_broken, shares of the promises whose time has
--     come, a row a promise (contact/promise.lua); and each of shares = { NAME = { ... } }, one's own (contact/share.lua).
-- (3) contacts.survey is the survey of the cases, contacts.register that of the promises: both can be tallied by touchpoint,
--     time and the rest. Errors are clustered by account where one is declared; promises else by their case.
-- (4) As of today, which a plan's run gives, else today =, else the log's last moment: later rows are not there yet.
-- (5) What the rows were is told by contacts:receipt() and, in place of that of the cases, by the surveys' own receipts.
-- (6) One pass over the files makes both; they are kept for the day and the run of a plan, so memory grows with cases and
--     promises, not more than max_cases of them, a million unless told.
-- (7) Working times of shares and promises go by holidays = and hours =, else by the loop's of the plan (contact/allowed.lua).

local caller = require "cx.caller"
local complain = require "cx.complain"

local contacts = {}

local INSIDE = {} -- the key under which contacts keep what is not for reading

local PASSED = { "file", "text", "names", "record_limit", "only" } -- to the survey that reads the log
local method = {}


--- True for contacts.
---@param value any
---@return boolean
function contacts.is(value) return type(value) == "table" and rawget(value, INSIDE) ~= nil end


-- ---- the surveys ------------------------------------------------------------------------------------------------

local function raw_survey(options)
  local given = { name = options.name }
  for _, key in ipairs(PASSED) do given[key] = options[key] end
  for _, key in ipairs(require "cx.source".DIALECT) do given[key] = options[key] end
  return require "cx.survey".new(given)
end


-- Both tables as of the day (4) (6).
local function sheets(inside, state)
  local today = inside.today or inside.run_today
  inside.folder = inside.folder or state.folder
  local raw = require "cx.survey".state(inside.raw)
  raw.folder = raw.folder or inside.folder
  if inside.sheets and inside.sheets_of == today then return inside.sheets end
  local made, message, code = require "cx.contact.sheet".make(inside, today)
  if not made then return nil, message, code end
  inside.sheets, inside.sheets_of = made, today
  return made
end


-- The log's receipt in place of that of a table made of it (5).
local function settle(receipt, log)
  for _, key in ipairs { "files", "read", "used", "dropped", "repaired", "dialect", "cases", "unknown", "unseen" } do
    receipt[key] = log[key]
  end
  receipt.log = log
end


-- What reports call a survey: the promises bear the name of their column too.
local function name_of(inside, options, key)
  local name = options.name or require "cx.survey".name(inside.raw)
  return key == "promises" and inside.promise and ("%s: %s"):format(name, inside.promise) or name
end


-- A survey whose text is made when it is read.
local function made_survey(inside, options, key, questions, more)
  local given = { text = "", name = name_of(inside, options, key), time = "(time)",
                  questions = questions, privacy = options.privacy, about = options.about, round = options.round,
                  earlier = more.earlier, cluster = more.cluster, encoding = "utf-8", delimiter = ",", quote = '"',
                  escape = "", newline = "lf", skip_space = false, day_order = "dmy", skip_rows = 0, header_rows = 1 }
  for role in pairs(inside.roles) do given[role] = ("(%s)"):format(role) end
  local survey = require "cx.survey"
  local self = survey.new(given)
  local state = survey.state(self)
  for name, asked in pairs(questions) do
    if not inside.scales[name] and not asked.text then self[name].words = "contact" end
  end
  state.make = function()
    local made, message, code = sheets(inside, state)
    if not made then return nil, message, code end
    state.dialect.decimal, state.may_be_empty = made.decimal, key == "promises" and made.n_promises == 0
    return made[key]
  end
  state.settle = function(receipt) settle(receipt, inside.sheets.receipt) end
  state.as_of = function(today, run)                                            -- (4)
    if inside.run ~= run then inside.sheets = nil end -- another run reads anew
    inside.run_today, inside.run, inside.plan = today, run, (run or {}).plan
    for _, before in ipairs(state.earlier or {}) do survey.state(before).as_of(today, run) end
  end
  return self
end


local YES_OR_NO = { "not handed on", "does not apply", "not due yet" }

local function yes_or_no(text)
  local scale, missing = require "cx.scale", {}
  for _, reason in ipairs(YES_OR_NO) do missing[reason] = reason end
  return scale { 0, 1, missing = missing, text = text }
end


-- A copy of a scale or question that reads another column.
local function with_column(made, column)
  local new = {}
  for key, value in pairs(made) do new[key] = value end
  new.kind, new.column = "scale", column
  return new
end


local function case_questions(inside)
  local scale, questions = require "cx.scale", {}
  for _, name in ipairs(inside.asked) do questions[name] = yes_or_no() end
  for _, one in ipairs(inside.shares) do questions[one.name] = yes_or_no(one.made.text) end
  if inside.can.waiting then
    questions.waiting = scale.number { 0, missing = { ["not contacted"] = "not contacted" } }
    questions.waited = scale.names(table.move(inside.band_names, 1, #inside.band_names, 1, {}))
  end
  if inside.promise then questions.promised = scale.names { "none", "kept", "late", "broken", "open" } end
  for name, one in pairs(inside.scales) do questions[name] = with_column(one.made, one.column) end
  return questions
end


local function promise_questions()
  local scale = require "cx.scale"
  return { outcome = scale.names { "kept", "late", "broken", missing = { ["not due yet"] = "not due yet" } },
           late_by = scale.number { 0, missing = { ["not late"] = "not late" } } }
end


-- Contacts of earlier rounds as surveys of one of the two kinds.
local function earlier_of(options, key)
  if options.earlier == nil then return nil end
  local list = contacts.is(options.earlier) and { options.earlier } or options.earlier
  if type(list) ~= "table" or #list == 0 and next(list) ~= nil then
    caller.raise "earlier: a list of contacts, oldest first, is wanted"
  end
  local surveys = {}
  for i, one in ipairs(list) do
    if not contacts.is(one) then caller.raise(("earlier: number %d is no contacts"):format(i)) end
    surveys[#surveys + 1] = one[key]
  end
  return surveys
end


-- ---- measures (2) -------------------------------------------------------------------------------------------------

local PROMISES = { promises_kept = "kept", promises_late = "late", promises_broken = "broken" }
local WANTS = {
  good_start = "the events met, answered and assured, and handed_on with told_return (or handed_on = false)",
  first_contact = "the event solved", waiting = "the event met",
}


local function measure_names(inside)
  local list = table.move(inside.events, 1, #inside.events, 1, {})
  for _, name in ipairs { "good_start", "first_contact", "waiting" } do
    if inside.can[name] then list[#list + 1] = name end
  end
  if inside.promise then table.move({ "promises_kept", "promises_late", "promises_broken" }, 1, 3, #list + 1, list) end
  for _, one in ipairs(inside.shares) do list[#list + 1] = one.name end
  return list
end


local function measure(self, inside, name)
  local metric = require "cx.metric"
  if PROMISES[name] and inside.promise then
    return metric.share { question = self.register.outcome, answers = { PROMISES[name] }, name = name }
  end
  if name == "waiting" and inside.can.waiting then return metric.mean { question = self.survey.waiting, name = name } end
  if inside.has_event[name] or inside.has_share[name] or name ~= "waiting" and inside.can[name] then
    return metric.share { question = self.survey[name], answers = { 1 }, name = name }
  end
  if WANTS[name] then caller.raise(("contacts: %s needs %s among events"):format(name, WANTS[name])) end
  if PROMISES[name] then caller.raise(("contacts: %s needs promise = the column of due moments"):format(name)) end
  local known = measure_names(inside)
  caller.raise(complain.message("measure of contacts", name, known, #known))
end


local class = { __name = "contacts" }


function class.__index(self, name)
  if method[name] then return method[name] end
  if type(name) ~= "string" then return nil end
  local made = measure(self, rawget(self, INSIDE), name)
  rawset(self, name, made)
  return made
end


function class.__tostring(self) return ("contacts of %s"):format(require "cx.survey".name(self.survey)) end


-- ---- made ----------------------------------------------------------------------------------------------------------

---@class cx.Contacts
---@field kind "contacts"
---@field survey table a row a case
---@field register table a row a promise
---@field [string] cx.Metric a measure by its name (2)

local function made_of(options)
  require "cx.plan.plain".check(options, "cx.contacts")
  local inside = require "cx.contact.option".read(options)
  inside.raw = raw_survey(options)
  local self = { kind = "contacts", [INSIDE] = inside }
  self.survey = made_survey(inside, options, "cases", case_questions(inside), { earlier = earlier_of(options, "survey") })
  self.register = made_survey(inside, options, "promises", promise_questions(),
    { earlier = earlier_of(options, "register"), cluster = not inside.roles.account and "(case)" or nil })
  return setmetatable(self, class)
end


--- cx.contacts { file =, case =, time =, event =, ... }
---@param options table
---@return cx.Contacts
function contacts.new(options)
  local made = caller.within("contacts", options, made_of)
  return made
end


-- ---- asked ---------------------------------------------------------------------------------------------------------

local function inside_of(self, name)
  if not contacts.is(self) then caller.raise(("%s is called with a colon, as in loki:%s()"):format(name, name)) end
  return rawget(self, INSIDE)
end


--- Where every row of the log went: read, used, cases, dropped, repaired, codes unknown, events unseen.
---@param self cx.Contacts
---@return table?, string?, string?
function method.receipt(self)
  local made, message, code = sheets(inside_of(self, "receipt"), require "cx.survey".state(self.survey))
  if not made then return nil, message, code end
  return made.receipt
end


--- How many promises were made, kept, late, broken, are open; the share that was kept, of those whose time has come.
---@param self cx.Contacts
---@return { made: integer, kept: integer, late: integer, broken: integer, open: integer, share: table }?, string?, string?
function method.promises(self)
  if not inside_of(self, "promises").promise then caller.raise "promises: promise = the column of due moments is wanted" end
  local tally <close>, message, code = self.register:tally { of = "outcome" }
  if not tally then return nil, message, code end
  local made = { made = tally:design().n, kept = 0, late = 0, broken = 0, share = tally:total(self.promises_kept) }
  for _, count in ipairs(tally:counts()) do made[count.answer] = count.n end
  made.open = made.made - made.kept - made.late - made.broken
  return made
end


--- What became of the cases whose promises were kept, late, broken, are open, or who were promised nothing.
---@param self cx.Contacts
---@param options? { of: table[] }
---@return table?, string?, string?
function method.outcomes(self, options)
  return require "cx.contact.outcome".promises(self, inside_of(self, "outcomes"), options)
end


--- Good starts beside first-contact resolution, on the same cases, and what became of each.
---@param self cx.Contacts
---@param options? { of: table[] }
---@return table?, string?, string?
function method.starts(self, options)
  return require "cx.contact.outcome".starts(self, inside_of(self, "starts"), options)
end


--- What became of the cases by their time to first contact; whether loss rises with it.
---@param self cx.Contacts
---@param options? { of: table[] }
---@return table?, string?, string?
function method.delays(self, options)
  return require "cx.contact.outcome".delays(self, inside_of(self, "delays"), options)
end


--- What became of the cases with each coded item (greeted, reacted ...), and of those without it.
---@param self cx.Contacts
---@param options? { of: table[], items: string[] }
---@return table?, string?, string?
function method.coded(self, options)
  return require "cx.contact.outcome".coded(self, inside_of(self, "coded"), options)
end


--- How customers were met: the share of the cases with each coded item, { kinds = { { kind, n, share = estimate }, ... } }.
---@param self cx.Contacts
---@return table?, string?, string?
function method.items(self) return require "cx.contact.outcome".items(self, inside_of(self, "items")) end


--- Which of promises, outcomes, starts, delays and coded there can be.
---@param self cx.Contacts
---@return string[]
function method.can(self) return require "cx.contact.outcome".can(self, inside_of(self, "can")) end


--- Says where the log's relative path starts from: the folder of a plan, unless it has one already.
---@param self cx.Contacts
---@param folder? string
function method.settle(self, folder)
  local inside = inside_of(self, "settle")
  inside.folder = inside.folder or folder
end


return contacts
