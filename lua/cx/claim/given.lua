-- given.lua - what claims are given: measures with a name or without, conditions on rows
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: the table that a maker was called with. Out: checked values; a mistake is raised at the analyst's line.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"

local given = {}


--- What stands without a name at a place, or under a name; both are a mistake.
---@param all table
---@param place integer
---@param name string
---@return any
function given.either(all, place, name)
  if all[place] ~= nil and all[name] ~= nil then
    caller.raise(("%s: it stands without its name too; one of them is wanted"):format(name))
  end
  if all[place] ~= nil then return all[place] end
  return all[name]
end


--- The measure of given.either; nil where there is none.
---@param all table
---@param place integer
---@param name string
---@return { metric: cx.Metric, survey: table }?
function given.measure(all, place, name)
  return asked.metric(given.either(all, place, name), all[place] ~= nil and ("[%d]"):format(place) or name)
end


--- Which way is better: 1 for better = "high" or nothing, -1 for "low".
---@param value any
---@return integer
function given.better(value)
  if value == nil or value == "high" or value == "low" then return value == "low" and -1 or 1 end
  caller.raise(complain.message("better", value, { "high", "low" }))
end


--- A condition on rows, or nil.
---@param value any
---@param name string
---@return string|function?
function given.where(value, name)
  if value == nil or type(value) == "function" then return value end
  if type(value) ~= "string" then
    caller.raise(("%s: a where-text such as \"guide == 'yes'\", or a function of a row, is wanted, not %s"):format(name,
      complain.show(value)))
  end
  local tree, message = require "cx.where".parse(value)
  if not tree then
    caller.raise(("%s: %s"):format(name, (message:match "^[^\n]*":gsub("^where: ?", ""):gsub(":$", ""))))
  end
  return value
end


return given
