-- check.lua - a plan looked over: numbered rules, each finding with its place, why it matters and how to mend it
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, today's date; its result where the data are to be looked at too. Out: findings in the order of the plan.
--
-- (1) A rule has an id that stays its own: the stair's letter (D T O I M R) and a number, from 21 on those that want data.
-- (2) error: the plan cannot do what it says. warning: something that the stairs ask is missing or will go wrong. note: what
--     the sources speak of, and the plan does not.
-- (3) Nothing is measured unless it is asked for: rules with data = true are asked with a result alone.
-- (4) check = { off = { T05 = "why" } } of the plan switches rules off, each with a reason. check.answers is how many
--     answers to one goal a round is expected to bring.
-- (5) Rules with of = "customers" are not asked of a plan that asks its staff alone.
-- (6) Findings stand in the order of file, line and id. Why and mend are in the plan's language (check/lang).
-- (7) What the plan's ledger says of an action, done or told, counts as if the plan said it.
-- (8) A rule of the loop that fits no survey ends a run of the plan; here it is a finding among others.

local check = {}

local STAIRS = { "define", "develop", "organise", "implement", "measure", "redefine" }
local KNOWN = { "off", "answers" }

local all


---@class cx.CheckContext what a rule may look at beside the plan
---@field today string
---@field actions table<string, table> by id, with the days of the ledger
---@field result? table
---@field ledger? table

---@class cx.Rule
---@field id string
---@field severity "error"|"warning"|"note"
---@field stair integer 1 to 6
---@field items integer[] numbers of the inventory of customer-experience management that it comes from
---@field data? boolean wants a result
---@field of? "customers"
---@field test fun(plan: table, found: fun(given: table), context: cx.CheckContext)

---@class cx.Finding
---@field id string
---@field severity "error"|"warning"|"note"
---@field stair integer
---@field file string
---@field line? integer
---@field path string
---@field why string
---@field mend string


--- All rules in the order of the stairs.
---@return cx.Rule[]
function check.rules()
  if all then return all end
  all = {}
  for _, stair in ipairs(STAIRS) do
    for _, rule in ipairs(require("cx.check." .. stair)) do all[#all + 1] = rule end
  end
  return all
end


--- The section check of a plan (4); what is wrong is raised at the plan's line.
---@param given? table
function check.read(given)
  if given == nil then return end
  local read = require "cx.plan.read"
  given = read.table(given, "check", 'such as { off = { T05 = "why" } }')
  read.known(given, "check", KNOWN)
  read.whole(given.answers, "check.answers", 1)
  local ids = {}
  for i, rule in ipairs(check.rules()) do ids[i], ids[rule.id] = rule.id, true end
  for _, item in ipairs(read.map(given.off, "check.off", 'such as { T05 = "why" }')) do
    if not ids[item.key] then read.raise("check.off", require "cx.complain".message("rule", item.key, ids, #ids)) end
    if type(item.value) ~= "string" or not item.value:find "%S" then
      read.fail(item.path, "the reason why the rule is off", item.value)
    end
  end
end


-- ---- running -----------------------------------------------------------------------------------------------------

-- Whether a plan asks its staff and nobody else (5).
local function is_of_staff(plan)
  for _, one in ipairs(plan.inside.surveys) do
    if require "cx.survey".state(one).about ~= "staff" then return false end
  end
  return #plan.inside.surveys > 0
end


-- A rule's findings: what its test says, with words and places.
local function ask(rule, plan, context, speak, place)
  local list = {}
  rule.test(plan, function(given)
    local file, line = place(given)
    local why, mend = speak(rule, given)
    list[#list + 1] = { id = rule.id, severity = rule.severity, stair = rule.stair, file = file, line = line,
                        path = given.path, why = why, mend = mend }
  end, context)
  return list
end


-- (6); table.sort is not stable, so equal ones go by the order in which they were found.
local function sorted(list)
  for i, one in ipairs(list) do one.at = i end
  table.sort(list, function(a, b)
    if a.file ~= b.file then return a.file < b.file end
    if (a.line or 0) ~= (b.line or 0) then return (a.line or 0) < (b.line or 0) end
    if a.id ~= b.id then return a.id < b.id end
    return a.at < b.at
  end)
  for _, one in ipairs(list) do one.at = nil end
  return list
end


-- When goals were last reviewed, and when the ledger's rounds were kept; neither without a ledger.
local function history_of(plan)
  local made = { reviews = {}, rounds = {} }
  local ledger = require "cx.loop".ledger(plan, { look = true })
  if not ledger then return made end
  for event in ledger:events { kind = "review" } do
    made.reviews[event.data and event.data.goal or event.id] = event.at
  end
  for event in ledger:events { kind = "round" } do made.rounds[event.id] = made.rounds[event.id] or event.at end
  ledger:close()
  return made
end


-- Where the plan's actions stand, its ledger looked at, by their ids (7).
local function actions_of(plan, today)
  local made = {}
  if #(plan.inside.actions or {}) == 0 then return made end
  local ledger = require "cx.loop".ledger(plan, { look = true })
  for _, one in ipairs(require "cx.loop.outer".actions(plan, ledger, today)) do made[one.id] = one end
  if ledger then ledger:close() end
  return made
end


--- What the rules find in a plan.
---@param plan table
---@param options { today: string, data?: boolean, language?: string }
---@return cx.Finding[] findings
---@return table[] off { id, why }, those that the plan switched off
function check.run(plan, options)
  local context = { today = options.today, actions = actions_of(plan, options.today) }
  if options.data then
    context.result = require "cx.run".measure(plan, { today = options.today }, true)                             -- (3) (8)
    context.ledger = history_of(plan)
  end
  local speak = require "cx.check.words".speaker(options.language or plan.language)
  local place, reasons = require "cx.place".finder(plan), (plan.check or {}).off or {}
  local list, off, is_staff = {}, {}, is_of_staff(plan)
  for _, rule in ipairs(check.rules()) do
    if reasons[rule.id] then
      off[#off + 1] = { id = rule.id, why = reasons[rule.id] }
    elseif (options.data or not rule.data) and not (is_staff and rule.of == "customers") then
      for _, finding in ipairs(ask(rule, plan, context, speak, place)) do list[#list + 1] = finding end
    end
  end
  return sorted(list), off
end


--- How many findings there are of each severity.
---@param findings table[]
---@return { error: integer, warning: integer, note: integer }
function check.count(findings)
  local n = { error = 0, warning = 0, note = 0 }
  for _, one in ipairs(findings) do n[one.severity] = n[one.severity] + 1 end
  return n
end


return check
