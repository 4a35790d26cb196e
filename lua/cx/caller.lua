-- caller.lua - where the analyst's own code stands, outside the library
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: the call stack. Out: a level for error(), a place "plan.lua:12", a folder; mistakes raised there.

local caller = {}

-- A mistake about a key of a table that a call was given is raised at that key's own line, where the text has it
-- (place/call.lua).

-- Chunks of the library begin with this: "@cx/" inside the program, "@/usr/share/lua/5.4/cx/" elsewhere.
local home = debug.getinfo(1, "S").source:gsub("caller%.lua$", "")


--- True for a function of Lua that is not the library's.
local function is_outside(info)
  return info.what ~= "C" and info.source:sub(1, #home) ~= home
end


--- The first function outside the library: debug info and its level as seen by whoever calls this.
---@return table? info
---@return integer level
function caller.find()
  local level = 2
  while true do
    local info = debug.getinfo(level, "Sl")
    if not info then return nil, 1 end
    if is_outside(info) then return info, level - 1 end
    level = level + 1
  end
end


--- Raises a mistake at the analyst's line; without a place where none of the analyst's code is running.
---@param message string what is wrong; what would be right
function caller.raise(message)
  local info, level = caller.find()
  error(message, info and level or 0)
end


-- The line of the key that a mistake is about, and its message; those of the call where that cannot be told.
local function mended(info, name, given, message)
  if type(given) ~= "table" then return info.currentline, message end
  local done, line, text = pcall(require "cx.place.call".mend, info.source, info.currentline, name, given, message)
  if not done then return info.currentline, message end
  return line, text
end


--- Raises a mistake about the table that cx's `name` was called with, at the line of the key with which it begins.
---@param name string such as "goal"
---@param given any
---@param message string such as "at_least: a number is wanted, not nan"
function caller.raise_in(name, given, message)
  local info = caller.find()
  if not info then error(message, 0) end
  local line, text = mended(info, name, given, message)
  error(("%s:%d: %s"):format(info.short_src, line, text), 0)
end


-- What a call gave; a mistake that it raised at the analyst's line is raised in the table.
local function given_back(name, given, info, done, first, ...)
  if done then return first, ... end
  local before = info and ("%s:%d: "):format(info.short_src, info.currentline)
  if before and type(first) == "string" and first:sub(1, #before) == before then
    caller.raise_in(name, given, first:sub(#before + 1))
  end
  error(first, 0)
end


--- Calls f(given, ...), for the maker of what cx's `name` makes: its mistakes are raised as by raise_in.
---@param name string
---@param given any
---@param f function
---@return any
function caller.within(name, given, f, ...)
  return given_back(name, given, caller.find(), pcall(f, given, ...))
end


-- What a call of the core gave; its mistake, without the place inside the library, is the analyst's.
local function outcome(done, first, ...)
  if not done then caller.raise((tostring(first):gsub("^[^\n]-:%d+: ", ""))) end
  return first, ...
end


--- Calls a function of the core; what it raises is raised at the analyst's line.
---@param f function
---@param ... any
---@return any
function caller.try(f, ...) return outcome(pcall(f, ...)) end


--- Raises when a table has a string key that is not among the known ones.
---@param kind string such as "option of a scale"
---@param given table
---@param known string[]
function caller.known(kind, given, known)
  local complain = require "cx.complain"
  local strange = complain.stranger(given, known)
  if strange then caller.raise(complain.message(kind, strange, known, #known)) end
end


--- "plan.lua:12", or nil outside files.
---@return string?
function caller.place()
  local info = caller.find()
  if not info then return nil end
  local file = info.source:match "^@(.*)$" or info.short_src
  return ("%s:%d"):format(file, info.currentline)
end


--- A message with a place in front, unless it begins with one of the same file already.
---@param place? string "plan.lua:12"
---@param message string
---@return string
function caller.placed(place, message)
  local file = place and place:match "^(.*):%d+$"
  if not file or message:sub(1, #file + 1) == file .. ":" and message:find("^%d+: ", #file + 2) then return message end
  return ("%s: %s"):format(place, message)
end


--- The folder of the analyst's file with its slash; "" when it stands in the working directory or is none.
---@return string
function caller.folder()
  local info = caller.find()
  local path = info and info.source:match "^@(.*)$"
  return path and path:match "^(.*/)" or ""
end


return caller
