-- source.lua - the files of a survey: found, looked at, and found to be one table
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- In: a survey's file = or text =, and the dialect options it names.
-- Out: one input per file (core.inspect), or nil, message, code.
--
-- (1) A relative path starts from the survey's folder: that of its plan, else the working directory.
-- (2) A name with * ? [ is a pattern, unless a file bears it; the files it matches come in byte order.
-- (3) Files of one survey have the same columns, in any order; a file with others is named.
-- (4) What is guessed wrong and found out is guessed the other way once, for that file and option.
-- (5) The survey remembers what was turned, as long as the file has the size that it had then.
-- (6) A survey whose rows are made of other files has state.make, which gives their text when it is looked for.
-- (7) A file stands in a survey once, whatever it is called there: its rows would count twice.

local core = require "cx.core"

local source = {}

-- Options of a dialect, in the order of receipts.
source.DIALECT = { "encoding", "delimiter", "quote", "escape", "newline", "skip_space", "decimal", "day_order",
                   "skip_rows", "header_rows" }

local KEPT_OPEN = 8 -- so many files stay open between the look and the pass


local function place(folder, path)
  if path == "-" or path:sub(1, 1) == "/" then return path end
  return (folder or "") .. path
end


--- The paths of a survey, patterns spelled out.
---@param files string|string[]
---@param folder? string
---@return string[]?, string?, string?
function source.paths(files, folder)
  local paths = {}
  if type(files) == "string" then files = { files } end
  for _, name in ipairs(files) do
    local path = place(folder, name)                                            -- (1)
    if path:find "[*?%[]" and not core.file_exists(path) then                   -- (2)
      local found = core.glob(path)
      if #found == 0 then return nil, ("%s: no file matches"):format(path), "no_file" end
      table.move(found, 1, #found, #paths + 1, paths)
    else
      paths[#paths + 1] = path
    end
  end
  return paths
end


-- What is wrong with paths of which two lead to one file (7), or nil.
local function named_twice(paths)
  local seen = {}
  for _, path in ipairs(paths) do
    local file = path == "-" and path or core.file_identity(path)
    local before = file and seen[file]
    if before then
      local other = before ~= path and (", as %s too"):format(require "cx.complain".short(before)) or ""
      return ("%s: this file is named twice%s; its rows would count twice, name it once"):format(path, other)
    end
    if file then seen[file] = path end
  end
end


-- What core.inspect is to be asked for each file.
local function requests(state)
  if state.make then                                                            -- (6)
    local text, message, code = state.make()
    if not text then return nil, message, code end
    return { { text = text, name = state.name } }
  end
  if state.text then return { { text = state.text, name = state.name or "text" } } end
  local paths, message, code = source.paths(state.file, state.folder)
  if not paths then return nil, message, code end
  local twice = #paths > 1 and named_twice(paths)
  if twice then return nil, twice, "named_twice" end
  local list = {}
  for i, path in ipairs(paths) do list[i] = { file = path } end
  return list
end


local function set_of(names)
  local set = {}
  for _, name in ipairs(names) do set[name] = true end
  return set
end


-- Names of one list that a set lacks.
local function besides(names, set)
  local list = {}
  for _, name in ipairs(names) do
    if not set[name] then list[#list + 1] = ("'%s'"):format(name) end
  end
  return list
end


--- What makes an input no part of the first one's table, or nil (3).
local function difference(first, input)
  local complain = require "cx.complain"
  local lacks = besides(first.columns, set_of(input.columns))
  local more = besides(input.columns, set_of(first.columns))
  local parts = {}
  if #lacks > 0 then parts[#parts + 1] = "lacks " .. complain.list(lacks, 5) end
  if #more > 0 then parts[#parts + 1] = "has " .. complain.list(more, 5) .. " besides" end
  if #parts == 0 then return nil end
  return ("%s: other columns than %s: %s"):format(input.name, first.name, table.concat(parts, ", "))
end


local function inspect(state, ask, keep)
  for _, name in ipairs(source.DIALECT) do
    if ask[name] == nil then ask[name] = state.dialect[name] end
  end
  ask.names, ask.keep = state.names, keep
  local input, message, code = core.inspect(ask)
  if not input then return nil, message, code end
  input.ask, input.turned = ask, {}
  return input
end


-- The same file looked at again, with what is known of it now.
local function anew(input)
  input.source:close()
  local again, message, code = core.inspect(input.ask)
  if not again then return nil, message, code end
  again.ask, again.turned = input.ask, input.turned
  for option in pairs(input.turned) do again.dialect.guessed[option] = true end
  return again
end


-- An input with what earlier passes of the survey turned (5).
local function recall(state, input)
  local known = state.turned and state.turned[input.name]
  if not known or known.size ~= input.size then return input end
  for option, value in pairs(known.options) do
    if input.ask[option] == nil then input.ask[option], input.turned[option] = value, true end
  end
  return anew(input)
end


--- Looks at every file of a survey.
---@param state table
---@return table[]?, string?, string?
function source.look(state)
  local list, message, code = requests(state)
  if not list then return nil, message, code end
  local inputs = {}
  for i, ask in ipairs(list) do
    local input
    input, message, code = inspect(state, ask, #list <= KEPT_OPEN)
    if input then input, message, code = recall(state, input) end
    if not input then return nil, message, code end
    local other = i > 1 and difference(inputs[1], input)
    if other then return nil, other, "other_columns" end
    inputs[i] = input
  end
  return inputs
end


local OTHER = {
  encoding = { ["utf-8"] = "windows-1252", ["windows-1252"] = "utf-8" },
  decimal = { ["."] = ",", [","] = "." },
  day_order = { dmy = "mdy", mdy = "dmy", [""] = "mdy" },
}


-- The input and the option that a message "FILE:...: OPTION..." is about.
local function overturned(inputs, message)
  for _, input in ipairs(inputs) do
    if message:sub(1, #input.name + 1) == input.name .. ":" then
      local rest = message:sub(#input.name + 1)
      for option in pairs(OTHER) do
        if rest:find("^[:%d]*: " .. option) then return input, option end
      end
    end
  end
end


--- After a pass found a guess wrong: true when the guess was turned and a new look is worth while (4) (5).
---@param state table
---@param inputs table[]
---@param message string
---@return boolean
function source.turn(state, inputs, message)
  local input, option = overturned(inputs, message)
  if not input or input.ask[option] ~= nil then return false end
  for _, other in ipairs(inputs) do
    if not other.restart then return false end
  end
  local value = OTHER[option][input.dialect[option]]
  if value == nil then return false end
  input.ask[option], input.turned[option] = value, true
  state.turned = state.turned or {}
  local known = state.turned[input.name]
  if not known or known.size ~= input.size then known = { size = input.size, options = {} } end
  known.options[option], state.turned[input.name] = value, known
  return true
end


--- Looks again, with what is known now.
---@param inputs table[]
---@return table[]?, string?, string?
function source.again(inputs)
  local new = {}
  for i, input in ipairs(inputs) do
    local message, code
    new[i], message, code = anew(input)
    if not new[i] then return nil, message, code end
  end
  return new
end


return source
