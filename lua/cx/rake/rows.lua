-- rows.lua - raked weights written back to the rows: a CSV with one more column, by a second pass
--
--   FILE > ROWS > batch > TALLY > metric > goal > report
--
-- In: a raked tally's inside, its survey, a path. Out: the number of rows written, or nil, message, code.
--
-- (1) Every row of the tally is written, with all of its columns and, last, its raked weight: its own weight (1 without
--     weights) times the factor of its group. Rows that the tally left out (only, where, bad weights) are not there.
-- (2) The column is "raked_weight" unless named; a name that the file has is refused.
-- (3) The file is whole or not at all. A row of a group that the tally does not have means that the file has changed
--     since it was counted: nil, message, "other_rows".

local caller = require "cx.caller"
local core = require "cx.core"

local rows = {}


local function quoted(text)
  text = text or ""
  if text:find '[,"\r\n]' then return '"' .. text:gsub('"', '""') .. '"' end
  return text
end


-- A number in as few digits as give it back.
local function digits(x)
  for n = 15, 16 do
    local text = ("%." .. n .. "g"):format(x)
    if tonumber(text) == x then return text end
  end
  return ("%.17g"):format(x)
end


-- A function: row -> the labels by which the tally grouped it.
local function labeller(state, survey_state)
  local list, day_order = {}, state.about.day_order
  for i, entry in ipairs(state.about.by) do
    local role = survey_state.roles[entry.name]
    if entry.bucket then
      list[i] = function(row)
        local seconds = core.time(row[entry.column] or "", day_order ~= "" and day_order or nil)
        return seconds and core.bucket(seconds, entry.bucket) or ""
      end
    elseif entry.rule then
      list[i] = function(row)
        local cells = {}
        for k, column in ipairs(role.columns) do cells[k] = row[column] or "" end
        local label = role.rule(table.unpack(cells, 1, #role.columns))
        return label == nil and "" or tostring(label)
      end
    else
      list[i] = function(row) return row[entry.column] or "" end
    end
  end
  return function(row)
    local labels = {}
    for i, label in ipairs(list) do labels[i] = label(row) end
    return table.concat(labels, "\31")
  end
end


-- The factor of each group by its labels.
local function factors_of(state)
  local map, factors = {}, core.rake_factors(state.raked, state.box)
  for group = 1, core.tally_size(state.box) do
    map[table.concat(core.tally_labels(state.box, group), "\31")] = factors[group]
  end
  return map
end


-- The weight of a row before raking; nil when the tally left the row out for it.
local function weigher(state)
  local column, decimal = state.about.weight, state.about.decimal
  if not column then return function() return 1 end end
  return function(row)
    local text = row[column] or ""
    local weight = core.number(text, decimal) or core.number(text, decimal == "," and "." or ",")
    return weight and weight >= 0 and weight < math.huge and weight or nil
  end
end


local function check(state, survey, path, options)
  if not require "cx.survey".is(survey) or type(path) ~= "string" then
    caller.raise "raked:write(survey, \"weights.csv\"): the survey and a path are wanted"
  end
  if state.about.survey and survey ~= state.about.survey then
    caller.raise "raked:write: the tally was made of another survey"
  end
  options = options or {}
  caller.known("option of raked:write", options, { "column", "where" })
  if state.about.untold and type(options.where) ~= "function" then
    caller.raise "raked:write: the tally was made with a function as where; give it again, as where ="
  end
  return options, options.column or "raked_weight"
end


-- The columns of the file, and a file that has the new one already (2).
local function columns_of(survey_state, new)
  local inputs, message, code = require "cx.source".look(survey_state)
  if not inputs then return nil, message, code end
  local columns = inputs[1].columns
  for _, input in ipairs(inputs) do input.source:close() end
  for _, name in ipairs(columns) do
    if name == new then caller.raise(("raked:write: the file has a column '%s'; name another as column ="):format(new)) end
  end
  return columns
end


--- Writes the rows (1).
---@param state table the inside of a raked tally
---@param survey table
---@param path string
---@param options? { column?: string, where?: function }
---@return integer? rows, string? message, string? code
function rows.write(state, survey, path, options)
  local new
  options, new = check(state, survey, path, options)
  local survey_state = require "cx.survey".state(survey)
  local columns, message, code = columns_of(survey_state, new)
  if not columns then return nil, message, code end
  local next_row
  next_row, message, code = survey:rows { where = options.where or state.about.where }
  if not next_row then return nil, message, code end
  local factor, label, weigh, n = factors_of(state), labeller(state, survey_state), weigher(state), 0
  local strange = {}
  local done
  done, message, code = pcall(require "cx.report.file".write, path, function(write)
    local line = {}
    for i, name in ipairs(columns) do line[i] = quoted(name) end
    line[#columns + 1] = quoted(new)
    write(table.concat(line, ",") .. "\n")
    for row in next_row do
      local f, w = factor[label(row)], weigh(row)
      if w and not f then error(strange) end                                                            -- (3)
      if w then
        for i, name in ipairs(columns) do line[i] = quoted(row[name]) end
        line[#columns + 1] = digits(w * f)
        write(table.concat(line, ",") .. "\n")
        n = n + 1
      end
    end
  end)
  if not done and message == strange then
    return nil, ("%s: rows of a group that the tally does not have; count it again"):format(path), "other_rows"
  end
  if not done then error(message, 0) end
  if not message then return nil, code, "not_writable" end
  return n
end


return rows
