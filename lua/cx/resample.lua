-- resample.lua - what is to be resampled: a metric, or any function of a histogram, written in Lua
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a metric, or a function of counts { { answer, n, w, w2 } ... } as tally:counts gives them. Out: counts of each group,
-- and what the function says of them. Used by resample/bootstrap.lua and resample/jackknife.lua.
--
-- (1) Answers to several options share people: no function of them all.
-- (2) The function must give a finite number for every histogram that can be drawn.

local caller = require "cx.caller"

local resample = {}


--- The function that is wanted, nil for a metric; anything else is refused.
---@param word string who asks: "cx.bootstrap"
---@param wanted any
---@param options { of?: string }
---@return function?
function resample.wanted(word, wanted, options)
  if type(wanted) == "function" then return wanted end
  if not require "cx.metric".is(wanted) then
    caller.raise(("%s: a metric or a function of counts is wanted"):format(word))
  end
  if options.of ~= nil then caller.raise(("%s: of = goes with a function; a metric has its question"):format(word)) end
end


--- A question and a reader of its answers in each group; refuses (1) cells that share people.
---@param word string
---@param box userdata
---@param about table
---@param options { of?: string }
---@return table, fun(group: integer): table[]
function resample.counts(word, box, about, options)
  local question, at = require "cx.ask".question(about, options.of, word)
  if question.type == "several" then
    caller.raise(("%s: people of \"%s\" stand under several options; use a metric over one of them")
      :format(word, question.name))
  end
  return question, require "cx.measure".counter(box, at, question, about)
end


--- What a function says of counts; a number that is none is refused (2).
---@param word string
---@param statistic fun(counts: table[]): number
---@param counts table[]
---@return number
function resample.value(word, statistic, counts)
  local value = statistic(counts)
  if type(value) ~= "number" or value ~= value or math.abs(value) == math.huge then
    caller.raise(("%s: the function gave %s; a finite number is wanted for every histogram"):format(word, tostring(value)))
  end
  return value + 0.0
end


return resample
