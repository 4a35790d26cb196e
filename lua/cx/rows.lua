-- rows.lua - rows as Lua tables, one at a time: the slow way, for what no metric can say
--
--   FILE > ROWS > batch > tally > metric > goal > report
--
-- In: a survey, { where =, columns = }. Out: an iterator of tables name -> text.
--
-- (1) Names of columns mean questions first, then roles, then columns of the file; the table bears the name asked.
-- (2) Without columns: all of the file's.
-- (3) A cell that is empty is ""; one that a short row lacks is nil.
-- (4) any = { "recommend <= 6", "mood == 'cross'" } gives the rows that pass any of these, in one pass: row[1] = true where
--     the first holds, row[2] where the second does. false among them stands for all rows.
-- (5) What goes wrong with a file in the middle is raised; before the first row it is nil, message, code. So is a guess
--     that a late row overturns: rows that were given cannot be given anew, and the message names the option.

local caller = require "cx.caller"
local core = require "cx.core"

local rows = {}


-- The column that a name means (1).
local function column_of(state, name)
  local question = state.by_name[name] or state.pattern and state.starred[name]
  local role = state.roles[name]
  return question and question.column or type(role) == "string" and role or name
end


-- What is taken of the file, and as what.
local function columns_of(state, options, input)
  local keys = options.columns
  if keys == nil then return input.columns, input.columns end
  if type(keys) == "string" or type(keys) == "table" and keys.kind == "question" then keys = { keys } end
  if type(keys) ~= "table" then caller.raise "columns: a list of names is wanted" end
  local take, names = {}, {}
  for i, name in ipairs(keys) do
    if type(name) == "table" and name.kind == "question" then name = name.name end
    if type(name) ~= "string" then caller.raise "columns: a list of names is wanted" end
    take[i], names[i] = column_of(state, name), name
  end
  return take, names
end


-- What a pass is asked for: one filter, or several (4).
local function requests_of(self, options, test)
  local survey = require "cx.survey"
  if options.any == nil then return { survey.request(self, { of = {}, where = not test and options.where or nil }) } end
  if options.where ~= nil then caller.raise "rows: where and any are two ways to choose rows; give one of them" end
  if type(options.any) ~= "table" or #options.any == 0 then caller.raise "any: a list of where-texts is wanted" end
  local requests = {}
  for i, where in ipairs(options.any) do
    if where and type(where) ~= "string" then caller.raise(("any: number %d is no where-text"):format(i)) end
    requests[i] = survey.request(self, { of = {}, where = where or nil })
  end
  return requests
end


-- The same iterator, without the rows that a function refuses.
local function only(next_row, test)
  return function()
    while true do
      local row = next_row()
      if row == nil or test(row) then return row end
    end
  end
end


--- Opens the rows of a survey.
---@param self table
---@param options { where?: string|function, any?: (string|false)[], columns?: string|string[] }
---@return (fun(): table?)?, string?, string?
function rows.open(self, options)
  caller.known("option of rows", options, { "where", "any", "columns" })
  local pass, state = require "cx.pass", require "cx.survey".state(self)
  local test = type(options.where) == "function" and options.where or nil
  local requests = requests_of(self, options, test)
  local inputs, message, code = require "cx.source".look(state)
  if not inputs then return nil, message, code end
  local take, keys = columns_of(state, options, inputs[1])
  local lacking = pass.lacks(inputs[1], take)
  if lacking then return nil, lacking, "no_column" end
  local job
  job, message, code = pass.compose(state, requests, inputs[1])
  if not job then return nil, message, code end
  job.files, job.take, job.keys, job.any = {}, take, keys, options.any and #options.any or nil
  for i, input in ipairs(inputs) do job.files[i] = input.source end
  local next_row
  next_row, message, code = core.rows(job)
  if not next_row then return nil, message, code end
  return test and only(next_row, test) or next_row
end


return rows
