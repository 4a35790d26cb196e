-- series.lua - a list of estimates, in the order of time or of touchpoints, read for trend, chart and shrinkage
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: estimates as tally:measure gives them, or { value =, se = } by hand. Out: lists of numbers for the core.
--
-- (1) An estimate without a value (nobody answered) keeps its place but takes no part; it is counted.
-- (2) A round in which all answered alike has a standard error of 0, which nobody believes: that of its interval's
--     centre stands in for it, and this is counted too. Without even that (a metric
--     with one score) it is refused where errors are needed.
-- (3) Labels: those given, else the labels of the estimate's group, else its number.

local caller = require "cx.caller"
local complain = require "cx.complain"

local series = {}


local function is_number(value)
  return type(value) == "number" and value == value and math.abs(value) < math.huge
end


local function label_of(estimate, i, labels)
  if labels and labels[i] ~= nil then return tostring(labels[i]) end
  local parts, names = {}, {}
  for name in pairs(type(estimate) == "table" and estimate.group or {}) do names[#names + 1] = name end
  table.sort(names)
  for k, name in ipairs(names) do parts[k] = tostring(estimate.group[name]) end
  return #parts > 0 and table.concat(parts, " · ") or tostring(i)
end


-- The error of an estimate, and whether it stands in for 0 (2).
local function error_of(estimate)
  if is_number(estimate.se) and estimate.se > 0 then return estimate.se, false end
  if is_number(estimate.centre_se) and estimate.centre_se > 0 then return estimate.centre_se, true end
end


--- Reads a list of estimates; with needs_error each that has a value must have an error.
---@param word string the caller's name: "cx.trend"
---@param list table[]
---@param labels? string[]
---@param needs_error boolean
---@return { points: table[], all: table[], empty: integer, replaced: integer }
function series.read(word, list, labels, needs_error)
  if type(list) ~= "table" or list.value ~= nil then
    caller.raise(("%s wants a list of estimates, as tally:measure gives it"):format(word))
  end
  if labels ~= nil and type(labels) ~= "table" then caller.raise "labels: a list of texts is wanted" end
  local read = { points = {}, all = {}, empty = 0, replaced = 0 }
  for i, estimate in ipairs(list) do
    if type(estimate) == "number" then estimate = { value = estimate } end
    if type(estimate) ~= "table" then
      caller.raise(("%s: number %d is no estimate but %s"):format(word, i, complain.show(estimate)))
    end
    local point = { at = i, label = label_of(estimate, i, labels), value = estimate.value, estimate = estimate }
    read.all[i] = point
    if point.value == nil then
      read.empty = read.empty + 1                                                                       -- (1)
    elseif not is_number(point.value) then
      caller.raise(("%s: the value of number %d is no number"):format(word, i))
    else
      local replaced
      point.se, replaced = error_of(estimate)
      if needs_error and not point.se then
        caller.raise(("%s: number %d (%s) has %s; leave it out of the list"):format(word, i, point.label,
          estimate.se == 0 and "a standard error of 0" or "no standard error"))
      end
      if replaced then read.replaced = read.replaced + 1 end
      read.points[#read.points + 1] = point
    end
  end
  return read
end


--- One number of each point as a list.
---@param points table[]
---@param name string
---@return number[]
function series.column(points, name)
  local list = {}
  for i, point in ipairs(points) do list[i] = point[name] end
  return list
end


--- A list of finite numbers as long as the estimates, or nil; raises otherwise.
---@param name string
---@param list any
---@param n integer
---@return number[]?
function series.numbers(name, list, n)
  if list == nil then return nil end
  if type(list) ~= "table" or #list ~= n then
    caller.raise(("%s: a list of %d numbers is wanted, one for each estimate"):format(name, n))
  end
  for i = 1, n do
    if not is_number(list[i]) then caller.raise(("%s: number %d is no number"):format(name, i)) end
  end
  return list
end


--- A number strictly between 0 and 1.
---@param name string
---@param value any
---@param default number
---@return number
function series.part(name, value, default)
  if value == nil then return default end
  if not is_number(value) or value <= 0 or value >= 1 then
    caller.raise(("%s: a number between 0 and 1 is wanted, such as %s"):format(name, default))
  end
  return value
end


--- The words of a language; raises at the analyst's line when there is none.
---@param code? string
---@return table
function series.words(code)
  local lang = require "cx.lang"
  for _, known in ipairs(lang.known) do
    if code == nil or code == known then return lang.load(code) end
  end
  caller.raise(complain.message("language", code, lang.known))
end


--- What is to be said about the points that were read: a list of texts in the language.
---@param read table
---@param words table
---@return string[]
function series.notes(read, words)
  local notes = {}
  if read.empty > 0 then notes[#notes + 1] = words:say(words.series.empty, read.empty) end
  if read.replaced > 0 then notes[#notes + 1] = words:say(words.series.replaced, read.replaced) end
  return notes
end


return series
