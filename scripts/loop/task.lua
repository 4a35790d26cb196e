-- task.lua - what the commands of cxlua loop share: choosing cases, and saying what was done
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: a task: { plan, ledger, options, words }. Out: the cases that it names; text or JSON on standard output; a status.
--
-- (1) Cases are named by their ids or the beginnings of these, or chosen by filters: all that fit and can take the step.
-- (2) Texts of cases are other people's: none of their control characters reaches a terminal.

local loop = require "cx.loop"

local task = {}

local FILTERS = { "state", "owner", "touchpoint", "rule", "unit", "cause" }


-- ---- the command line -------------------------------------------------------------------------------------------

--- Options that choose cases.
---@param command table of argparse
function task.add_filters(command)
  local case = require "cx.loop.case"
  local choices = { state = case.STATES, cause = case.CAUSES }
  for _, name in ipairs(FILTERS) do
    local option = command:option("--" .. name, "only cases of this " .. name):argname "WORD"
    if choices[name] then option:choices(choices[name]) end
  end
  command:flag("--late", "only cases that are late")
end


-- ---- answers ----------------------------------------------------------------------------------------------------

--- A value as JSON.
---@param value any
function task.say_json(value)
  require "cx.loop.transfer".put(assert(require "cx.ledger.json".encode(value)) .. "\n")
end


--- A document, drawn for the terminal.
---@param document table[]
function task.say_document(document)
  require "cx.report".print(document, { pages = "all" })
end


--- Sentences of the plan's language, those of 0 left out: { { "opened", 3 }, ... }.
---@param of table the task
---@param list table[]
function task.say_counts(of, list)
  local parts = {}
  for _, one in ipairs(list) do
    if (one[2] or 0) > 0 or one.always then parts[#parts + 1] = of.words:say(of.words.loop[one[1]], one[2], one[3]) end
  end
  io.stdout:write(require "cx.report.text".clean(table.concat(parts, " ")), "\n")
end


--- One line on standard error, without orders to a terminal (2).
---@param message any
function task.complain(message)
  require "cx.command".complain("loop", message)
end


-- What hooks raised, the same of many cases as one line: "hook: case 4x, 5y, 6z and 63 more: no mail".
local function gathered(raised)
  local list, at = {}, {}
  for _, message in ipairs(raised) do
    local id, text = message:match "^hook: case (%S+): (.*)$"
    text = text or message
    if not at[text] then
      at[text] = { text = text, ids = {}, seen = {} }
      list[#list + 1] = at[text]
    end
    local one = at[text]
    if id and not one.seen[id] then one.seen[id], one.ids[#one.ids + 1] = true, id end
  end
  for i, one in ipairs(list) do
    list[i] = #one.ids > 0 and ("hook: case %s: %s"):format(require "cx.complain".list(one.ids, 3), one.text) or one.text
  end
  return list
end


--- Says what hooks raised; the status after it.
---@param done { raised: string[]?, changed: integer? }
---@return integer status
function task.finish(done)
  for _, message in ipairs(gathered(done.raised or {})) do task.complain(message) end
  return done.raised and #done.raised > 0 and 1 or (done.changed or 0) > 0 and 1 or 0
end


--- Names by fingerprint where they are asked for.
---@param of table the task
---@return table<string, string>? names, string? message
function task.names(of)
  if not of.options.names then return nil end
  return loop.names(of.plan, of.ledger)
end


-- ---- choosing cases (1) -----------------------------------------------------------------------------------------

--- True where a filter is given.
---@param options table
---@return boolean
function task.is_filtered(options)
  if options.late then return true end
  for _, name in ipairs(FILTERS) do
    if options[name] then return true end
  end
  return false
end


local function fits(state, options, now)
  for _, name in ipairs(FILTERS) do
    if options[name] and state[name] ~= options[name] then return false end
  end
  return not options.late or require "cx.loop.case".late(state, now) ~= nil
end


--- The cases that ids or filters name; nil and a message.
---@param of table the task
---@param accepts? fun(state: table): boolean
---@return table[]? list, string? message
function task.chosen(of, accepts)
  local cases, ids = loop.cases(of.ledger)
  local list, seen, options = {}, {}, of.options
  if options.ids and #options.ids > 0 then
    for _, prefix in ipairs(options.ids) do
      local state, message = loop.find(cases, prefix)
      if not state then return nil, message end
      if not seen[state.id] then list[#list + 1] = state end
      seen[state.id] = true
    end
    return list
  end
  for _, id in ipairs(ids) do
    if fits(cases[id], options, of.now) and accepts(cases[id]) then list[#list + 1] = cases[id] end
  end
  return list
end


--- The plan's action that is named, by its id.
---@param of table the task
---@return string? id, string? message
function task.action(of)
  if not of.options.action then return nil end
  local one, message = require "cx.loop.outer".find(of.plan, of.options.action)
  if not one then return nil, message end
  return one.id
end


return task
