-- ask.lua - what is wanted of a tally: its question, and where each answer belongs in a metric
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally, a metric or the name of a question. Out: the question's number, { place, score, reason }.
--
-- (1) A metric without a question takes the only one there is, as tally:measure does.

local caller = require "cx.caller"
local complain = require "cx.complain"

local ask = {}


--- The question that a name, a question or nil means, and its number (1).
---@param about table
---@param wanted? string|table
---@param word string who asks: "cx.bootstrap"
---@return table, integer
function ask.question(about, wanted, word)
  local name, known = type(wanted) == "table" and wanted.name or wanted, require "cx.named".names(about.questions)
  if name == nil and #known == 1 then name = known[1] end
  if name == nil then
    caller.raise(("%s: which question? the tally has %s"):format(word, #known == 0 and "none" or complain.list(known)))
  end
  local at = about.index[name]
  if not at then caller.raise(complain.message("question of this tally", name, known)) end
  return about.questions[at], at
end


--- The question's number and the plan of a metric over a box that holds it.
---@param box userdata
---@param about table
---@param wanted table a metric
---@param word string
---@return integer, table
function ask.metric(box, about, wanted, word)
  if wanted.survey and about.survey and wanted.survey ~= about.survey then
    caller.raise(("the metric's question '%s' belongs to another survey"):format(wanted.question))
  end
  local question, at = ask.question(about, wanted.question, word)
  local plan, message = require "cx.measure".plan(box, at, question, wanted, about)
  if not plan then caller.raise(message) end
  return at, plan
end


--- The groups of a tally as { name -> label }, in order.
---@param box userdata
---@param about table
---@return table[]
function ask.groups(box, about)
  local core, list = require "cx.core", {}
  for group = 1, core.tally_size(box) do
    local labels, named = core.tally_labels(box, group), {}
    for i, entry in ipairs(about.by) do named[entry.name] = labels[i] end
    list[group] = named
  end
  return list
end


return ask
