-- difference.lua - one difference as an item of cx.compare, and all of a call as one family
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: options of cx.compare, pairs of estimates and how they hang together. Out: items with p adjusted, and words.
--
-- (1) Sides that are not independent are compared by linearised t, whatever made them so; another method is refused.
-- (2) An estimate that tells no error at all (an open scale, equal answers) leaves a value without bounds and p.
-- (3) Where a side does not know its error and that of its interval stands in, the method says so.

local caller = require "cx.caller"
local core = require "cx.core"
local family = require "cx.compare.family"
local side = require "cx.compare.side"

local difference = {}

local STAND_IN = " with a stand-in error" -- a part of names that lang/ knows


--- What every comparison needs to know of a call; `linear` names sides that are not independent.
---@param options table
---@param about table what is said about a tally
---@param linear? string
---@return table call
function difference.settle(options, about, linear)
  local method = options.method or "auto"
  if linear then
    if method == "auto" then method = "linearised t" end
    if tostring(method):lower() ~= "linearised t" then
      caller.raise(("method: %s are compared by linearised t"):format(linear))
    end
  end
  return {
    metric = options.metric, confidence = options.confidence or 0.95, method = method,
    weighted = about.weight ~= nil and options.weighted ~= false, names = options.names or {},
    adjust = options.adjust, words = side.words(options.language), design = about.design,
    unit = options.metric and options.metric.unit,
  }
end


--- What core.compare says of two estimates; `more` says how they hang together: df, covariance, share, whole.
---@param call table
---@param a table an estimate
---@param b table
---@param more { df?: number, covariance?: number, share?: number, whole?: table }
---@return table
function difference.of(call, a, b, more)
  if a.interval == "none" or b.interval == "none" then                                                -- (2)
    return { value = a.value and b.value and (more.share or 0) < 1 and (a.value - b.value) * (1 - (more.share or 0)) or nil }
  end
  return caller.try(core.compare, a, b, {
    method = call.method, confidence = call.confidence, df = more.df, share = more.share, whole = more.whole,
    covariance = more.covariance,
  })
end


--- The item of a difference; what is not defined is absent.
---@param call table
---@param place { group: table, of?: string, against?: string, head?: string, shared?: integer }
---@param a? table an estimate
---@param b? table
---@param d table
---@return table
function difference.item(call, place, a, b, d)
  return {
    group = place.group, of = place.of, against = place.against, head = place.head, a = a, b = b,
    shared = place.shared,
    difference = d.value, centre = d.centre, se = d.se, low = d.low, high = d.high,
    df = d.df ~= 0 and d.df or nil, statistic = d.statistic, p = d.p, effect = d.effect,
    effect_name = d.effect_name, confidence = call.confidence,
    method = d.method and ("%s%s %.6g %%"):format(d.method, d.stands_in and STAND_IN or "", 100 * call.confidence), -- (3)
  }
end


--- A difference in words.
---@param call table
---@param one table an item
---@return string
function difference.say(call, one)
  local words = call.words.compare
  local key = one.difference == nil and "absent" or one.p == nil and "unsure" or not one.beyond_noise and "none"
    or one.difference > 0 and "higher" or "lower"
  local text = call.words:say(words[key], 2, {
    a = one.of, b = one.against,
    difference = one.difference and call.words:say(words[call.unit or "score"], 2,
      { difference = call.words:number(math.abs(one.difference), call.unit == "score" and 2 or 1) }),
  })
  return one.head and one.head .. ": " .. text or text
end


--- All items of a call as one family (family.lua), each with its words.
---@param call table
---@param list table[]
---@param say? fun(call: table, one: table): string
---@return table[] list
function difference.finish(call, list, say)
  family.adjust(list, call.adjust)
  for _, one in ipairs(list) do
    one.words = (say or difference.say)(call, one)
    one.head = nil
  end
  return list
end


return difference
