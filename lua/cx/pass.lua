-- pass.lua - one plain table for the core: what is read, as what, and what is counted of it
--
--   file > rows > BATCH > TALLY > metric > goal > report
--
-- In: a survey's state and requests: { by = {...}, of = {questions}, where =, buckets =, max_groups = }; hidden = the hidden
-- columns where they are not the design's, panel = what makes it one of pairs (panel.lua), moments = what its rows
-- go into (moment.lua).
-- Out: tallies and what the receipt is made of, or nil, message, code. The shape of a job: lua/bind/job.h.
--
-- (1) One column is decoded once, however many tallies want it.
-- (2) A column that is not there is the world's trouble: the message names those that are, and the nearest.
-- (3) A guess that a later row overturns is turned, and the pass made once more (source.lua).

local core = require "cx.core"
local names_of = require "cx.named".names
local scale = require "cx.scale"
local source = require "cx.source"

local pass = {}


-- ---- the job ------------------------------------------------------------------------------------

--- A list of columns that gives each its number (1).
local function registry()
  local columns, at = {}, {}
  local function number_of(key, column)
    if not at[key] then
      columns[#columns + 1] = column
      at[key] = #columns
    end
    return at[key]
  end
  return columns, number_of
end


local function of_column(number_of, question)
  if scale.is_open(question) then
    return number_of("label:" .. question.column, scale.column(question))
  end
  return number_of("score:" .. question.name, scale.column(question))
end


-- Numbers and names of the columns that group; hidden ones last: the design's, then the buckets.
local function by_columns(state, number_of, request)
  local by, names = {}, {}
  local function add(name, key, column)
    by[#by + 1], names[#names + 1] = number_of(key, column), name
  end
  for _, entry in ipairs(request.by) do
    if entry.bucket then
      add(entry.name, "bucket:" .. entry.bucket,
        { kind = "label", label = "bucket", bucket = entry.bucket, name = entry.column })
    else
      for _, column in ipairs(entry.columns) do
        add(entry.rule and column or entry.name, "label:" .. column, scale.text_column(column))
      end
    end
  end
  for _, hidden in ipairs(request.hidden or require "cx.design".hidden(state.design)) do
    add(hidden.name, "label:" .. hidden.column, scale.text_column(hidden.column))
  end
  if request.buckets then
    add("(bucket)", "hash:" .. request.buckets, { kind = "label", label = "hash", n_hash = request.buckets,
      name = state.roles.person or state.roles.account or "" })
  end
  return by, names
end


-- ---- filters ------------------------------------------------------------------------------------

-- What a question is to a filter.
local function resolve_question(number_of, question)
  if question.type == "several" then return { kind = "set", column = 1 } end
  if question.type == "number" then
    return { kind = "number", column = number_of("number:" .. question.column, { kind = "number", name = question.column }) }
  end
  if question.type == "text" then
    return { kind = "label", column = number_of("label:" .. question.column, scale.text_column(question.column)) }
  end
  return { kind = "score", column = of_column(number_of, question), answers = question.answers,
           n_bins = #question.answers + #question.reasons }
end


-- What a column is to a filter that compares it with a constant of a type.
local function resolve_column(state, number_of, input, column, type_)
  if column == state.roles.time then
    return { kind = "time", column = number_of("time:" .. column, { kind = "time", name = column }),
             day_order = input.dialect.day_order }
  end
  local kind = type_ == "number" and "number" or "label"
  local spec = kind == "label" and scale.text_column(column) or { kind = "number", name = column }
  return { kind = kind, column = number_of(kind .. ":" .. column, spec) }
end


-- A parsed text as a job's filter: names mean questions, then roles, then columns.
local function compile(state, number_of, input, tree)
  return require "cx.filter".compile(tree, function(name, type_)
    local question = state.by_name[name] or state.starred[name]
    if question then return resolve_question(number_of, question) end
    local role = state.roles[name]
    if type(role) == "table" then
      return nil, ("%s is made by a rule after the rows were read; its columns are %s"):format(name,
        table.concat(role.columns, ", "))
    end
    local column = type(role) == "string" and role or name
    local lacking = pass.lacks(input, { column })
    if lacking then return nil, lacking, "no_column" end
    return resolve_column(state, number_of, input, column, type_)
  end)
end


-- The filter of a tree; what is wrong with it is the caller's mistake, save a column that is not there.
local function filter(state, number_of, input, tree)
  if not tree then return nil end
  local made, message, code = compile(state, number_of, input, tree)
  if made then return made end
  if code then return nil, message, code end
  require "cx.caller".raise(message)
end


-- What is wrong with `only` in one line, since a plan ends with it.
local function only_line(message)
  return "only: " .. message:match "^[^\n]*":gsub("^where: ", ""):gsub("; at character %d+:$", "")
end


local function compose_tally(state, number_of, input, request)
  local by, by_name = by_columns(state, number_of, request)
  local of, of_name = {}, {}
  for i, question in ipairs(request.of) do
    of[i], of_name[i] = of_column(number_of, question), question.name
  end
  local where, message, code = filter(state, number_of, input, request.filter)
  if message then return nil, message, code end
  return { by = by, by_name = by_name, of = of, of_name = of_name, where = where, max_groups = request.max_groups,
           panel = request.panel and require "cx.panel".compose(request, number_of, #by) or nil,
           moments = request.moments and require "cx.moment".compose(request, number_of) or nil }
end


-- The tally of the whole sample by stratum and cluster (design.lua, 2).
local function compose_frame(state, number_of)
  local by, names = {}, {}
  for i, entry in ipairs(require "cx.design".frame(state.design)) do
    by[i], names[i] = number_of("label:" .. entry.column, scale.text_column(entry.column)), entry.name
  end
  return { by = by, by_name = names, of = {}, of_name = {} }
end


--- The job for some requests, all but its files; the design's frame is one more tally, the last, unless they hide other
--- columns.
---@param state table
---@param requests table[]
---@param input table the first file
---@return table? job
---@return string? message
---@return string? code
function pass.compose(state, requests, input)
  local columns, number_of = registry()
  local job = { columns = columns, tallies = {}, record_limit = state.record_limit }
  local message, code
  if state.roles.weight then
    job.weight = number_of("weight", { kind = "weight", name = state.roles.weight })
  end
  for i, request in ipairs(requests) do
    job.tallies[i], message, code = compose_tally(state, number_of, input, request)
    if message then return nil, message, code end
    job.threads = job.threads or request.threads
    job.kernel = job.kernel or request.kernel
    job.row_test = job.row_test or request.row_test
  end
  if state.design and not requests[1].hidden then job.tallies[#requests + 1] = compose_frame(state, number_of) end
  job.threads, job.kernel = job.threads or state.threads, job.kernel or state.kernel
  job.only, message, code = filter(state, number_of, input, state.only_tree)
  if message then return nil, only_line(message), code end
  if job.row_test then job.row_names = pass.row_names(state) end
  return job
end


--- Which column each name of a question or a role means, for functions that look at rows.
---@param state table
---@return table<string, string>
function pass.row_names(state)
  local names = {}
  for role, column in pairs(state.roles) do
    if type(column) == "string" then names[role] = column end
  end
  for name, question in pairs(state.starred) do names[name] = question.column end
  for _, question in ipairs(state.questions) do names[question.name] = question.column end
  return names
end


-- ---- its columns are there ----------------------------------------------------------------------

-- Whether not one name has a character that can be shown.
local function is_unreadable(names)
  for _, name in ipairs(names) do
    if utf8.len(name) and name:find "[^%c%s]" then return false end
  end
  return true
end


--- nil when the input has all columns, else the message (2).
---@param input table
---@param wanted string[]
---@return string?
function pass.lacks(input, wanted)
  local there = {}
  if #input.columns == 0 then return ("%s: the file is empty; a header and rows are wanted"):format(input.name) end
  for _, name in ipairs(input.columns) do there[name] = true end
  for _, name in ipairs(wanted) do
    if name ~= "" and not there[name] then
      local complain = require "cx.complain"
      if is_unreadable(input.columns) then
        return ("%s: there is no column '%s', and no name in its header can be read; text with a header is wanted")
          :format(input.name, name)
      end
      local near = complain.nearest(name, input.columns)
      return ("%s: there is no column '%s'; %sthere are %s"):format(input.name, name,
        near and ("did you mean '%s'? "):format(complain.short(near)) or "", complain.list(input.columns, 30))
    end
  end
end


-- ---- the pass -----------------------------------------------------------------------------------

local function read(state, requests, inputs)
  local job, trouble, kind = pass.compose(state, requests, inputs[1])
  if not job then return nil, trouble, kind end
  local lacking = pass.lacks(inputs[1], names_of(job.columns))
  if lacking then return nil, lacking, "no_column" end
  job.files = {}
  for i, input in ipairs(inputs) do job.files[i] = input.source end
  local bar = core.isatty(2) and require "cx.progress".new(inputs) or nil
  job.progress = bar and bar.show
  local result, message, code = core.pass(job)
  if bar then bar.clear() end
  if not result then return nil, message, code end
  result.columns = job.columns
  return result
end


--- Makes the pass.
---@param state table
---@param requests table[]
---@return table? result { tallies, receipts, odd, columns }
---@return table|string inputs or a message
---@return string? code
function pass.run(state, requests)
  local inputs, message, code = source.look(state)
  if not inputs then return nil, message, code end
  if state.pattern then
    local trouble = state.expand(inputs[1].columns, requests)
    if trouble then return nil, ("%s: %s"):format(inputs[1].name, trouble), "no_column" end
  end
  while true do
    local result
    result, message, code = read(state, requests, inputs)
    if result then return result, inputs end
    if code ~= "overturned" or not source.turn(state, inputs, message) then return nil, message, code end -- (3)
    local again = source.again(inputs)
    if not again then return nil, message, code end
    inputs = again
  end
end


return pass
