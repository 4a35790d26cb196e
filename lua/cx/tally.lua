-- tally.lua - how many people gave each answer: counted in one pass, measured many times
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a survey and requests. Out: tallies, userdata with these methods; estimates as plain tables.
--
-- (1) What C does not know stands in `about`, the tally's user value: names, questions, rules.
-- (2) A metric finds its question by name; without one it takes the only question there is.
-- (3) A tally is closed by close, <close> or the collector; using it afterwards raises.
-- (4) Strata, clusters and hash buckets are dimensions of the full tally, which is kept beside; groups do not show them.
-- (5) With a design the errors are the design's (design.lua); values stay the same.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local names_of = require "cx.named".names

local tally = {}

local method = core.tally -- the table of methods of every tally


-- ---- made --------------------------------------------------------------------------------------------

--- What is said about a tally of a request.
local function describe(self, state, request, inputs)
  local about = {
    by = {}, questions = request.of, index = {}, weight = state.roles.weight, only = state.only,
    buckets = request.buckets, day_order = inputs[1].dialect.day_order, decimal = inputs[1].dialect.decimal,
    design = not request.hidden and state.design or nil, survey = self,
    where = type(request.where) == "string" and request.where or nil,
    untold = type(request.where) == "function" or nil,
  }
  for i, entry in ipairs(request.by) do
    about.by[i] = { name = entry.name, bucket = entry.bucket, column = entry.column or entry.columns[1],
                    rule = entry.rule and true or nil }
  end
  for i, question in ipairs(request.of) do about.index[question.name] = i end
  return about
end


-- The labels of a group after the rules of by have been applied; labels come one for each column.
local function ruled(request, labels)
  local new, at = {}, 0
  for i, entry in ipairs(request.by) do
    local n = entry.columns and #entry.columns or 1
    if entry.rule then
      local label = entry.rule(table.unpack(labels, at + 1, at + n))
      new[i] = label == nil and "" or tostring(label)
    else
      new[i] = labels[at + 1]
    end
    at = at + n
  end
  return table.move(labels, at + 1, #labels, #new + 1, new)
end


--- Copies a tally, each group under new labels; groups that become one are added up.
local function regroup(box, request, about)
  local names, bins = tally.columns(about), {}
  for i, question in ipairs(about.questions) do bins[i] = tally.bins(question) end
  local new = assert(core.tally_new(names, names_of(about.questions), bins))
  assert(core.tally_add_design(new, core.tally_design(box, true)))
  for group = 1, core.tally_size(box) do
    local code = assert(core.tally_add_group(new, ruled(request, core.tally_labels(box, group)),
      core.tally_group(box, group, true)))
    for q in ipairs(about.questions) do tally.copy_cells(box, q, group, new, code) end
  end
  assert(core.tally_settle(new))
  box:close()
  return new
end


--- The columns of a full tally: those that group, then the hidden ones (4).
---@param about table
---@return string[]
function tally.columns(about)
  local names = names_of(about.by)
  for _, hidden in ipairs(require "cx.design".hidden(about.design)) do names[#names + 1] = hidden.name end
  if about.buckets then names[#names + 1] = "(bucket)" end
  return names
end


--- How many bins the core keeps of a question; 0 when it is open.
---@param question table
---@return integer
function tally.bins(question)
  if require "cx.scale".is_open(question) then return 0 end
  return #question.answers + #question.reasons
end


--- Adds the cells of one question in one group to a group of another tally.
function tally.copy_cells(from, q, group, to, code)
  local cells, texts = core.tally_cells(from, q, group, true), core.tally_answers(from, q)
  for i = 1, #cells, 4 do
    local answer = #texts > 0 and texts[cells[i]] or cells[i]
    assert(core.tally_add_cell(to, q, code, answer, cells[i + 1], cells[i + 2], cells[i + 3]))
  end
end


--- 1 .. n as a list.
---@param n integer
---@return integer[]
function tally.count_up(n)
  local list = {}
  for i = 1, n do list[i] = i end
  return list
end


--- Gives a settled box what is said about it; hides what groups do not show (4).
---@param box userdata
---@param about table
---@return userdata
function tally.dress(box, about)
  if #tally.columns(about) > #about.by then
    about.full = box
    box = assert(core.tally_collapse(box, tally.count_up(#about.by)))
  end
  core.tally_about(box, about)
  return box
end


local function has_rule(request)
  for _, entry in ipairs(request.by) do
    if entry.rule then return true end
  end
  return false
end


-- The rows of one column, all of them, read once more where that can be done.
local function again(state, column, inputs)
  for _, input in ipairs(inputs) do
    if not input.restart then return nil end
  end
  local fresh = require "cx.source".look(state)
  if not fresh then return nil end
  local job = { columns = {}, tallies = {}, record_limit = state.record_limit, files = {},
                take = { column }, keys = { column } }
  for i, input in ipairs(fresh) do job.files[i] = input.source end
  return (core.rows(job))
end


--- Counts what a survey is asked for, in one pass; the receipt stays with the survey.
---@param self table
---@param requests table[]
---@return userdata[]?, string?, string?
function tally.count(self, requests)
  local state = require "cx.survey".state(self)
  local result, inputs, code = require "cx.pass".run(state, requests)
  if not result then return nil, inputs, code end
  local list = {}
  for i, request in ipairs(requests) do
    local about = describe(self, state, request, inputs)
    local box = result.tallies[i]
    about.frame = result.tallies[#requests + 1]
    if request.panel then box = require "cx.panel".settle(request, about, box, state) end
    if has_rule(request) then box = regroup(box, request, about) end
    list[i] = tally.dress(box, about)
  end
  state.receipt = require "cx.receipt".make(inputs, result, list)
  local trouble, kind
  if not state.may_be_empty then
    trouble, kind = require "cx.fit".trouble(state.receipt, list, function()
      return again(state, state.roles.weight, inputs)
    end)
  end
  if state.settle then state.settle(state.receipt) end
  if not trouble then return list end
  for _, box in ipairs(list) do box:close() end
  return nil, trouble, kind
end


-- ---- asked ---------------------------------------------------------------------------------------------

--- What is said about an open tally; raises for anything else (3).
---@param box any
---@return table
function tally.about(box)
  local is, open = core.tally_is(box)
  if not is then caller.raise(("a tally is wanted, not %s"):format(type(box))) end
  if not open then caller.raise "the tally is closed" end
  return core.tally_about(box)
end


-- The question that a metric or a name means, and its number (2).
local function find(about, wanted, word)
  local name = type(wanted) == "table" and wanted.name or wanted
  if name == nil and #about.questions == 1 then name = about.questions[1].name end
  local known = names_of(about.questions)
  if name == nil then
    caller.raise(("%s has no question, and the tally has %s: bind it, as in cx.metric.nps \"%s\"")
      :format(word, #known == 0 and "none" or complain.list(known), known[1] or "recommend"))
  end
  local at = about.index[name]
  if not at then caller.raise(complain.message("question of this tally", name, known)) end
  return about.questions[at], at
end


local MEASURE = { "confidence", "interval", "weighted" }


-- Everything that core.measure wants for one metric.
local function prepare(box, about, wanted, options)
  local metric = require "cx.metric"
  if not metric.is(wanted) then
    caller.raise(("a metric is wanted, such as cx.metric.nps \"recommend\", not %s"):format(complain.show(wanted)))
  end
  options = options or {}
  caller.known("option of measure", options, MEASURE)
  if wanted.survey and about.survey and wanted.survey ~= about.survey then
    caller.raise(("the metric's question '%s' belongs to another survey"):format(wanted.question))
  end
  local question, at = find(about, wanted.question, "the metric " .. wanted.name)
  local plan, message = require "cx.measure".plan(box, at, question, wanted, about)
  if not plan then caller.raise(message) end
  local weighted = about.weight ~= nil and options.weighted ~= false
  return at, plan, { confidence = options.confidence, interval = options.interval, weighted = weighted }
end


-- What core.measure wants of the design for a full tally (5); nil without one.
local function designed(box, about, full)
  if not about.design then return nil end
  local strata = require "cx.design".strata(about)
  strata.full = full or box -- a population alone hides no column
  return strata
end


local function measure(box, about, wanted, options, full)
  local at, plan, how = prepare(box, about, wanted, options)
  local list = caller.try(core.measure, box, at, plan, how, designed(box, about, full or about.full))
  for _, estimate in ipairs(list) do require "cx.measure".bare(estimate, plan) end
  return list
end


--- Estimates of a metric, one for each group, in byte order of the groups.
---@param self userdata
---@param metric table
---@param options? { confidence?: number, interval?: string, weighted?: boolean }
---@return table[]
function method.measure(self, metric, options)
  return measure(self, tally.about(self), metric, options)
end


--- The estimate of a metric over all groups.
---@param self userdata
---@param metric table
---@param options? { confidence?: number, interval?: string, weighted?: boolean }
---@return table
function method.total(self, metric, options)
  local about = tally.about(self)
  local all <close> = assert(core.tally_collapse(self, {}))
  local hidden = {}
  for i = 1, #require "cx.design".hidden(about.design) do hidden[i] = #about.by + i end
  local full <close> = about.design and assert(core.tally_collapse(about.full or self, hidden)) or nil
  return measure(all, about, metric, options, full)[1] or { n = 0, n_effective = 0.0, missing = {}, group = {} }
end


--- The sum of a metric's scores, w s, for each group, with its error (linear.lua); by = false is all groups.
---@param self userdata
---@param metric table
---@param options? cx.LinearOptions
---@return table[]
function method.sum(self, metric, options) return require "cx.linear".sum(self, metric, options) end


--- The ratio of two metrics' sums for each group, where clusters are declared (linear.lua).
---@param self userdata
---@param numerator table
---@param denominator table
---@param options? cx.LinearOptions
---@return table[]
function method.ratio(self, numerator, denominator, options)
  return require "cx.linear".ratio(self, numerator, denominator, options)
end


-- The labels of a group by name.
local function group_of(box, about, group)
  local labels, named = core.tally_labels(box, group), {}
  for i, entry in ipairs(about.by) do named[entry.name] = labels[i] end
  return named
end


--- How many people gave each answer: a list of { group, answer, n, w, w2 }.
---@param self userdata
---@param question? string|table
---@return table[]
function method.counts(self, question)
  local about = tally.about(self)
  local at
  question, at = find(about, question, "counts")
  local list, read = {}, require "cx.measure".counter(self, at, question, about)
  for group = 1, core.tally_size(self) do
    local named = group_of(self, about, group)
    for _, count in ipairs(read(group)) do
      count.group = named
      list[#list + 1] = count
    end
  end
  return list
end


--- The groups and their rows: a list of { group, n, w, w2 }.
---@param self userdata
---@return table[]
function method.groups(self)
  local about, list = tally.about(self), {}
  for group = 1, core.tally_size(self) do
    local n, w, w2 = core.tally_group(self, group)
    list[group] = { group = group_of(self, about, group), n = n, w = w, w2 = w2 }
  end
  return list
end


---@class cx.People persons of both rounds, of one only; rows of nobody, of other rounds, that a later one stands for
---@field both integer
---@field before integer
---@field after integer
---@field blank integer
---@field other integer
---@field repeated integer
---@field rounds string[] their names

--- How many people a tally of pairs was made of (panel.lua, 6); nil for another.
---@param self userdata
---@return cx.People?
function method.people(self) return tally.about(self).people end


--- The size of the whole design: { n, w, w2 }.
---@param self userdata
---@return table
function method.design(self)
  tally.about(self)
  local n, w, w2 = core.tally_design(self)
  return { n = n, w = w, w2 = w2 }
end


--- Writes the counts to a file, to be loaded and merged elsewhere (exchange.lua).
---@param self userdata
---@param path string
---@param options? { public?: boolean, minimum?: integer, weighted?: false } public: small cells stay out of the file
---@return true?, string?, string?
function method.save(self, path, options)
  return require "cx.exchange".save(self, tally.about(self), path, options)
end


return tally
