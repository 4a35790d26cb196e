-- init.lua - the few words that a plan uses
--
--   FILE > ROWS > BATCH > TALLY > METRIC > GOAL > REPORT
--
-- In: nothing. Out: the table cx. Each word is loaded when it is first used, so that starting costs nothing.

-- What makes an analysis: its tables have an end, and a mistake in them is at the line of its key.
local function analysis(name)
  return function()
    local new, core, caller = require("cx." .. name).new, require "cx.core", require "cx.caller"
    local function checked(given)
      require "cx.plan.plain".check(given, "cx." .. name)
      return new(given)
    end
    return core.door(function(given) return caller.within(name, given, checked) end)
  end
end


local WORD = {
  survey = function() return require "cx.survey".new end,
  scale  = function() return require "cx.scale" end,
  number = function() return require "cx.scale".number end,
  rule   = function() return require "cx.rule".new end,
  metric = function() return require "cx.metric" end,
  ledger = function() return require "cx.ledger" end,
  loop   = function() return require "cx.loop" end,
  goal   = function() return require "cx.goal" end,
  contacts = function() return require "cx.core".door(require "cx.contacts".new) end,
  plan   = function() return require "cx.core".door(require "cx.plan".new) end,
  series = function() return require "cx.core".door(require "cx.behaviour".new) end,
  link   = analysis "link",
  channel = analysis "channel",
  sides  = analysis "sides",
  journey = analysis "journey",
  gap    = analysis "gap",
  perception = analysis "perception",
  drivers = analysis "drivers",
  leading = function() return require "cx.leading" end,
  table  = function() return require "cx.core".door(require "cx.table".new) end,
  load   = function() return require "cx.exchange".load end,
  merge  = function() return require "cx.exchange".merge end,
  pairs  = function() return require "cx.core".door(require "cx.panel".two) end,
  compare = function() return require "cx.core".door(require "cx.compare".new) end,
  decompose = function() return require "cx.core".door(require "cx.decompose".new) end,
  power  = function() return require "cx.core".door(require "cx.power".new) end,
  report = function() return require "cx.report" end,
  quotes = function() return require "cx.core".door(require "cx.quotes".new) end,
  trend  = function() return require "cx.trend" end,
  chart  = function() return require "cx.core".door(require "cx.chart".new) end,
  shrink = function() return require "cx.core".door(require "cx.shrink".new) end,
  rake   = function() return require "cx.core".door(require "cx.rake".new) end,
  bootstrap = function() return require "cx.core".door(require "cx.resample.bootstrap".of) end,
  jackknife = function() return require "cx.core".door(require "cx.resample.jackknife".of) end,
  privacy = function() return require "cx.privacy" end,
  index  = analysis "index",
  claim  = function() return require "cx.claim" end,
  allocate = analysis "allocate",
  curve  = function() return require "cx.curve" end,
  simulate = analysis "simulate",
  worth  = analysis "worth",
  accounts = analysis "accounts",
  effect = analysis "effect",
  audit  = function() return require "cx.privacy".audit end,
}

-- Time buckets are plain data.
for _, unit in ipairs { "hour", "day", "week", "month", "quarter", "half-year", "year" } do
  WORD[(unit:gsub("%-", "_"))] = function() return { kind = "bucket", unit = unit } end
end


local function known()
  local names = {}
  for name in pairs(WORD) do names[#names + 1] = name end
  table.sort(names)
  return names
end


return setmetatable({}, {
  __index = function(cx, name)
    if not WORD[name] then
      local complain = require "cx.complain"
      complain.at(2, complain.message("word of cx", name, known()))
    end
    local word = WORD[name]()
    rawset(cx, name, word)
    return word
  end,
})
