-- given.lua - what cx.survey was given: each option right, or raised at the caller's line
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- In: the options of cx.survey, or of a tally. Out: how the file is written, the roles of its columns, its round, numbers.
--
-- (1) Nothing is opened: what only the file can tell, such as whether a column is there, is asked when it is counted.
-- (2) A word that others use for the same thing is understood: "latin-1", "tab", "comma".

local caller = require "cx.caller"
local complain = require "cx.complain"

local given = {}

local RULED = { touchpoint = true, channel = true, unit = true } -- roles that a rule may make
local ROLES = { "time", "weight", "person", "account", "touchpoint", "channel", "unit", "strata", "cluster", "population" }
local KERNELS = { "avx512", "avx2", "portable" }

--- The options that say how a file is written.
given.DIALECT = { "encoding", "delimiter", "quote", "escape", "newline", "skip_space", "decimal", "day_order",
                  "skip_rows", "header_rows" }

local SAME = {
  encoding = { utf8 = "utf-8", ["latin-1"] = "windows-1252", latin1 = "windows-1252", ["iso-8859-1"] = "windows-1252",
               cp1252 = "windows-1252", ["utf-16"] = "utf-16le" },
  delimiter = { tab = "\t", comma = ",", semicolon = ";", pipe = "|", space = " " },
  quote = { none = "" }, escape = { none = "" },
  newline = { ["\n"] = "lf", ["\r\n"] = "crlf", ["\r"] = "cr" },
  day_order = { d = "dmy", m = "mdy" },
  decimal = { comma = ",", point = "." },
}
local WORDS = {
  encoding = { "utf-8", "windows-1252", "utf-16le", "utf-16be" }, newline = { "lf", "crlf", "cr" },
  decimal = { ".", "," }, day_order = { "dmy", "mdy" }, delimiter = { ",", ";", "\t", "|", " " },
  quote = { '"', "'", "" }, escape = { "\\", "" },
}


--- A whole number of the options, or nil.
---@param options table
---@param name string
---@param lo integer
---@param hi integer
---@return integer?
function given.whole(options, name, lo, hi)
  local value = options[name]
  if value == nil then return nil end
  if math.type(value) ~= "integer" or value < lo or value > hi then
    caller.raise(("%s: a whole number from %d to %d is wanted, not %s"):format(name, lo, hi, complain.show(value)))
  end
  return value
end


--- How the file is written, as far as that is told; other names of one thing are that thing (2).
---@param options table
---@return table
function given.dialect(options)
  local dialect = {}
  for _, name in ipairs(given.DIALECT) do
    local value = options[name]
    if type(value) == "string" and WORDS[name] then
      value = SAME[name] and SAME[name][value:lower()] or name == "encoding" and value:lower() or value
      local known = false
      for _, word in ipairs(WORDS[name]) do known = known or word == value end
      if not known then caller.raise(complain.message(name, value, WORDS[name])) end
    elseif value ~= nil and WORDS[name] then
      caller.raise(("%s: a string is wanted, not %s"):format(name, complain.show(value)))
    elseif name == "skip_space" and value ~= nil and type(value) ~= "boolean" then
      caller.raise(("skip_space: true or false is wanted, not %s"):format(complain.show(value)))
    elseif value ~= nil and name ~= "skip_space" and math.type(value) ~= "integer" then
      caller.raise(("%s: a whole number is wanted, not %s"):format(name, complain.show(value)))
    end
    dialect[name] = value
  end
  return dialect
end


--- The columns with a role, by role.
---@param options table
---@return table
function given.roles(options)
  local roles = {}
  for _, role in ipairs(ROLES) do
    local column = options[role]
    local is_rule = type(column) == "table" and column.kind == "rule" and RULED[role]
    if column ~= nil and (type(column) ~= "string" or column == "") and not is_rule then
      caller.raise(("%s: the name of a column is wanted, not %s"):format(role, complain.show(column)))
    end
    roles[role] = column
  end
  return roles
end


--- Where the answers are: a file, files, or a text.
---@param options table
function given.source(options)
  local file, text = options.file, options.text
  if (file == nil) == (text == nil) then
    caller.raise "cx.survey: where are the answers? file = \"answers.csv\" (or text = \"...\" for a literal one)"
  end
  if text ~= nil and type(text) ~= "string" then caller.raise "text: a string is wanted" end
  if file ~= nil and type(file) ~= "string" and (type(file) ~= "table" or #file == 0) then
    caller.raise "file: a path or a list of paths is wanted"
  end
  for i, path in ipairs(type(file) == "table" and file or {}) do
    if type(path) ~= "string" then
      caller.raise(("file: number %d of the list is no path: %s"):format(i, complain.show(path)))
    end
  end
end


--- What scans the file; what runs on this machine the core knows.
---@param options table
function given.kernel(options)
  local name = options.kernel
  if name == nil or name == "" then return end
  for _, known in ipairs(KERNELS) do
    if name == known then return end
  end
  caller.raise(complain.message("kernel", name, KERNELS))
end


--- The numbers and names that bound a run.
---@param options table
function given.numbers(options)
  given.whole(options, "threads", 0, 1024)
  given.whole(options, "record_limit", 0, 1 << 30)
  given.whole(options, "skip_rows", 0, 1000000)
  given.whole(options, "header_rows", 0, 100)
  for _, name in ipairs { "name", "kernel" } do
    local value = options[name]
    if value ~= nil and (type(value) ~= "string" or name == "name" and not value:find "%S") then
      caller.raise(("%s: a text is wanted, not %s"):format(name, complain.show(value)))
    end
  end
  given.kernel(options)
end


--- The round's name, or the column that tells it.
---@param value any
---@return string|table|nil
function given.round(value)
  if value == nil or type(value) == "string" and value ~= "" then return value end
  if type(value) ~= "table" or type(rawget(value, "column")) ~= "string" then
    caller.raise(("round: the round's name, or { column = \"wave\" }, is wanted, not %s"):format(complain.show(value)))
  end
  caller.known("key of round", value, { "column" })
  return { column = value.column }
end


return given
