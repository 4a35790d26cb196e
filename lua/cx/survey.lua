-- survey.lua - a file of answers described: where it is, what its columns mean, what was asked
--
--   FILE > rows > batch > TALLY > metric > goal > report
--
-- In: cx.survey { file =, questions = { ... } }. Out: a survey; nothing is opened before it is counted.
--
-- (1) A survey's questions are its fields: answers.recommend. A question named like a method is refused.
-- (2) columns = "Satisfaction: *" makes one question of each column that matches, named by what * stands for.
-- (3) by: a declared role (touchpoint, channel ...) or a question by its name, else a column; time buckets.
-- (4) Mistakes of the caller raise at their line; what the world does is nil, message, code.
-- (5) round = "2017" names the round that the file is; round = { column = "wave" } says which column tells a row's round.
--     earlier = { ... } are the surveys of the rounds before, oldest first, each with a name of its own.

local caller = require "cx.caller"
local complain = require "cx.complain"
local given = require "cx.survey.given"
local named = require "cx.named"
local scale = require "cx.scale"

local survey = {}

local STATE = {}   -- the key under which a survey keeps what is not for reading
local KNOWN = { "file", "text", "name", "time", "weight", "person", "account", "touchpoint", "channel", "unit", "strata",
                "cluster", "population", "lonely", "about", "only", "questions", "columns", "scale", "names",
                "record_limit", "threads", "kernel", "privacy", "round", "earlier" }
table.move(given.DIALECT, 1, #given.DIALECT, #KNOWN + 1, KNOWN)

local REQUEST = { "by", "of", "where", "buckets", "max_groups", "threads", "kernel" }

local method = {}


--- What a survey keeps inside, for the modules of cx.
---@param self table
---@return table
function survey.state(self) return rawget(self, STATE) end


--- True for a survey.
---@param value any
---@return boolean
function survey.is(value) return type(value) == "table" and rawget(value, STATE) ~= nil end


--- True for the name of a method of surveys.
---@param name any
---@return boolean
function survey.has_method(name) return method[name] ~= nil end


-- ---- declaring ------------------------------------------------------------------------------------

-- Methods are called with a colon; answers.tally { ... } would take the options for the survey.
local function check_self(self, name)
  if not survey.is(self) then caller.raise(("%s is called with a colon, as in answers:%s { ... }"):format(name, name)) end
end


local function check_question(name, made)
  if type(name) ~= "string" then
    caller.raise(("questions: each has a name, as in recommend = cx.scale.nps; %s is none"):format(tostring(name)))
  end
  if method[name] or name == "kind" or name == "name" then
    caller.raise(("a question cannot be called '%s': surveys have a %s of that name; give another and column = '%s'")
      :format(name, method[name] and "method" or "field", name))
  end
  if not scale.is(made) then
    caller.raise(("question '%s': a scale is wanted, such as cx.scale { 1, 5 }"):format(name))
  end
end


-- The declared questions, by name.
local function read_questions(self, state, declared)
  local names = {}
  if declared ~= nil and type(declared) ~= "table" then caller.raise "questions: a table is wanted" end
  for name in pairs(declared or {}) do names[#names + 1] = name end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  for i, name in ipairs(names) do
    check_question(name, declared[name])
    local question = scale.question(name, declared[name], self)
    state.questions[i] = question
    state.by_name[name] = question
    rawset(self, name, question)
  end
end


local function read_pattern(state, options)
  if (options.columns == nil) ~= (options.scale == nil) then
    caller.raise "columns = and scale = go together: columns = \"Satisfaction: *\", scale = cx.scale { 1, 5 }"
  end
  if options.columns == nil then return end
  local before, after = tostring(options.columns):match "^([^*]*)%*([^*]*)$"
  if not before then caller.raise "columns: one * is wanted, as in columns = \"Satisfaction: *\"" end
  if not scale.is(options.scale) then caller.raise "scale: a scale is wanted, such as cx.scale { 1, 5 }" end
  state.pattern = { before = before, after = after, scale = options.scale }
end


local function read_only(state, only)
  if only == nil then return end
  if type(only) ~= "string" then caller.raise "only: a where-text is wanted, such as \"Status == 'complete'\"" end
  local tree, message = require "cx.where".parse(only)
  if not tree then caller.raise((message:match "^[^\n]*":gsub("^where", "only"):gsub(":$", ""))) end
  state.only, state.only_tree = only, tree
end


-- How the sample was drawn, by the roles that say so.
local function read_design(roles, lonely)
  local made, message = require "cx.design".of(roles, lonely)
  if message then caller.raise(message) end
  return made
end


-- The surveys of earlier rounds (5).
local function read_earlier(round, earlier)
  if earlier == nil then return nil end
  if survey.is(earlier) then earlier = { earlier } end
  if type(earlier) ~= "table" then caller.raise "earlier: a list of surveys, oldest first, is wanted" end
  if type(round) ~= "string" then caller.raise "earlier: this survey's own round wants a name too: round = \"2017\"" end
  local seen, list = { [round] = true }, {}
  if #earlier == 0 and next(earlier) ~= nil then caller.raise "earlier: a list of surveys, oldest first, is wanted" end
  for i, one in ipairs(earlier) do
    local name = survey.is(one) and survey.state(one).round
    if type(name) ~= "string" then
      caller.raise(("earlier: number %d is no survey with a round = of its own"):format(i))
    end
    if seen[name] then caller.raise(("earlier: two surveys are round '%s'"):format(name)) end
    seen[name], list[i] = true, one
  end
  return list
end


local function describe(options)
  if type(options) ~= "table" then caller.raise "cx.survey wants a table: cx.survey { file = ..., questions = ... }" end
  caller.known("option of cx.survey", options, KNOWN)
  given.source(options)
  given.numbers(options)
  if options.privacy ~= nil then require "cx.privacy.goals".check_survey(options.privacy) end
  if options.names ~= nil and type(options.names) ~= "table" then caller.raise "names: a list of names is wanted" end
  for i, name in ipairs(options.names or {}) do
    if type(name) ~= "string" then caller.raise(("names[%d]: a text is wanted, not %s"):format(i, complain.show(name))) end
  end
  require "cx.plan.read".word(options.about, "about", { "customers", "staff" })
  local roles = given.roles(options)
  return {
    file = options.file, text = options.text, name = options.name, about = options.about, names = options.names,
    privacy = options.privacy, record_limit = options.record_limit, threads = options.threads, kernel = options.kernel,
    dialect = given.dialect(options), roles = roles, design = read_design(roles, options.lonely), questions = {},
    by_name = {}, starred = {}, place = caller.place(), round = given.round(options.round),
    earlier = read_earlier(options.round, options.earlier),
  }
end


-- A question of a pattern survey, made when it is first named (2).
local function starred(self, state, part)
  if not state.starred[part] then
    local p = state.pattern
    state.starred[part] = scale.question(part, p.scale, self, p.before .. part .. p.after)
  end
  return state.starred[part]
end


local class = { __name = "survey" }


function class.__index(self, name)
  if method[name] then return method[name] end
  local state = survey.state(self)
  if type(name) ~= "string" then return nil end
  if state.pattern then return starred(self, state, name) end
  caller.raise(complain.message("question", name, named.names(state.questions)))
end


function class.__tostring(self)
  return ("survey of %s"):format(survey.name(self))
end


--- The survey's name, else its first file's.
---@param self table
---@return string
function survey.name(self)
  local state = survey.state(self)
  if state.name then return state.name end
  local file = state.file and (type(state.file) == "table" and state.file[1] or state.file)
  return file and (file:match "([^/]+)$" or file) or "text"
end


-- Questions of a pattern for the columns that there are; a message when none matches.
local function expander(self, state)
  return function(columns, requests)
    local p, found = state.pattern, {}
    for _, column in ipairs(columns) do
      local ends = p.after == "" or column:sub(-#p.after) == p.after
      if #column > #p.before + #p.after and column:sub(1, #p.before) == p.before and ends then
        found[#found + 1] = starred(self, state, column:sub(#p.before + 1, #column - #p.after))
      end
    end
    if #found == 0 then
      return ("no column matches '%s*%s'; there are %s"):format(p.before, p.after, complain.list(columns, 30))
    end
    for _, request in ipairs(requests) do
      if request.all then
        request.of = table.move(request.declared, 1, #request.declared, 1, {})
        table.move(found, 1, #found, #request.of + 1, request.of)
      end
    end
  end
end


local function made_of(options)
  require "cx.plan.plain".check(options, "cx.survey")
  local state = describe(options)
  local self = { kind = "survey", [STATE] = state }
  read_questions(self, state, options.questions)
  read_pattern(state, options)
  read_only(state, options.only)
  if state.pattern then state.expand = expander(self, state) end
  return setmetatable(self, class)
end


--- cx.survey { ... }
---@param options table
---@return table
function survey.new(options)
  local made = caller.within("survey", options, made_of)
  return made
end


-- ---- asking ----------------------------------------------------------------------------------------

local function as_list(value)
  if value == nil then return {} end
  if type(value) ~= "table" or value.kind then return { value } end
  return value
end


-- One entry of by (3).
local function read_by(state, entry)
  if type(entry) == "table" and entry.kind == "bucket" then
    if not state.roles.time then
      caller.raise(("by: cx.%s needs the survey's time column: time = \"...\""):format(entry.unit))
    end
    return { name = entry.unit, bucket = entry.unit, column = state.roles.time }
  end
  if type(entry) == "table" and entry.kind == "question" then return { name = entry.name, columns = { entry.column } } end
  if type(entry) ~= "string" then
    caller.raise(("by: the name of a column or a bucket such as cx.month is wanted, not %s"):format(complain.show(entry)))
  end
  local role = state.roles[entry]
  if type(role) == "table" then return { name = entry, columns = role.columns, rule = role.rule } end
  if role then return { name = entry, columns = { role } } end
  local question = state.by_name[entry]
  return { name = entry, columns = { question and question.column or entry } }
end


local function read_bys(state, by)
  local list, seen, n = {}, {}, 0
  for i, entry in ipairs(as_list(by)) do
    list[i] = read_by(state, entry)
    local name = list[i].name
    if seen[name] then caller.raise(("by: '%s' is named twice"):format(name)) end
    seen[name] = true
    n = n + (list[i].columns and #list[i].columns or 1)
  end
  if n > 8 then caller.raise(("by: %d columns; a tally groups by 8 at most"):format(n)) end
  return list
end


-- The question of one entry of of.
local function read_of(self, state, entry)
  local question = entry
  if type(entry) == "string" then
    question = state.by_name[entry] or state.pattern and starred(self, state, entry)
    if not question then
      caller.raise("of: " .. complain.message("question", entry, named.names(state.questions)))
    end
  end
  if type(question) ~= "table" or question.kind ~= "question" then
    caller.raise(("of: a question or its name is wanted, not %s"):format(complain.show(entry)))
  end
  if question.survey ~= self then caller.raise(("of: '%s' is a question of another survey"):format(question.name)) end
  if question.type == "text" then
    caller.raise(("of: '%s' is open text, which has no answers to count; survey:rows gives its cells"):format(question.name))
  end
  return question
end


local function read_ofs(self, state, of)
  local list, seen = {}, {}
  for _, entry in ipairs(as_list(of)) do
    local question = read_of(self, state, entry)
    if not seen[question.name] then list[#list + 1] = question end
    seen[question.name] = true
  end
  return list
end


-- Every question that can be counted.
local function all_questions(state)
  local list = {}
  for _, question in ipairs(state.questions) do
    if question.type ~= "text" then list[#list + 1] = question end
  end
  return list
end


local function read_where(request, where)
  if type(where) == "function" then
    request.row_test = where
  elseif type(where) == "string" then
    local tree, message = require "cx.where".parse(where)
    if not tree then caller.raise(message) end
    request.filter = tree
  elseif where ~= nil then
    caller.raise(("where: a text or a function is wanted, not %s"):format(type(where)))
  end
  request.where = where
end


--- The request that options of survey:tally describe.
---@param self table
---@param options table
---@return table
function survey.request(self, options)
  if type(options) ~= "table" then caller.raise "a table of options is wanted, as in survey:tally { of = \"recommend\" }" end
  caller.known("option of a tally", options, REQUEST)
  given.kernel(options)
  local state = survey.state(self)
  local request = {
    by = read_bys(state, options.by), all = options.of == nil,
    of = options.of == nil and all_questions(state) or read_ofs(self, state, options.of),
    buckets = given.whole(options, "buckets", 2, 1024), max_groups = given.whole(options, "max_groups", 1, 4000000000),
    threads = given.whole(options, "threads", 1, 1024), kernel = options.kernel,
  }
  request.declared = request.of
  read_where(request, options.where)
  if request.buckets and #request.by >= 8 then caller.raise "buckets: they count as one of the 8 columns of by" end
  return request
end


--- Many tallies in one pass: survey:tallies { { of = "recommend" }, { by = cx.month, of = "ease" } }.
---@param self table
---@param list table[]
---@return table[]?, string?, string?
function method.tallies(self, list)
  check_self(self, "tallies")
  if type(list) ~= "table" or #list == 0 then
    caller.raise "survey:tallies wants a list: survey:tallies { { of = ... }, { of = ... } }"
  end
  local requests, tests = {}, 0
  for i, options in ipairs(list) do
    requests[i] = survey.request(self, options)
    if requests[i].row_test then tests = tests + 1 end
  end
  if tests > 0 and #requests > 1 then
    caller.raise "where: a function serves a pass with one tally; make that tally with survey:tally"
  end
  return require "cx.tally".count(self, requests)
end


--- One tally: survey:tally { by =, of =, where =, buckets =, max_groups = }.
---@param self table
---@param options table
---@return table?, string?, string?
function method.tally(self, options)
  check_self(self, "tally")
  local tallies, message, code = require "cx.tally".count(self, { survey.request(self, options or {}) })
  if not tallies then return nil, message, code end
  return tallies[1]
end


--- The same people in two rounds, as a tally for cx.compare (panel.lua).
---@param self table
---@param options table { of =, round =, between = { earlier, later }, by =, where = }
---@return userdata?, string?, string?
function method.pairs(self, options)
  check_self(self, "pairs")
  return require "cx.panel".one(self, options)
end


--- How answers go together: sums of products of each two questions (moment.lua).
---@param self table
---@param options table { of =, where =, buckets =, decimals = }
---@return userdata?, string?, string?
function method.moments(self, options)
  check_self(self, "moments")
  return require "cx.moment".new(self, options)
end


--- Where every row of the latest pass went; makes one when there was none.
---@param self table
---@return table?, string?, string?
function method.receipt(self)
  check_self(self, "receipt")
  local state = survey.state(self)
  if not state.receipt then
    local tally, message, code = self:tally {}
    if not tally and not state.receipt then return nil, message, code end
    if tally then tally:close() end
  end
  return state.receipt
end


--- Rows as tables of texts, for one's own logic: the slow way.
---@param self table
---@param options? { where?: string|function, any?: (string|false)[], columns?: string|string[] }
---@return (fun(): table?)?, string?, string?
function method.rows(self, options)
  check_self(self, "rows")
  return require "cx.rows".open(self, options or {})
end


return survey
