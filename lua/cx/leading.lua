-- leading.lua - cx.leading: how well the leading of customer experience itself succeeds
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: cx.leading.told, cx.leading.days_with_customers(7), cx.leading.staff_commitment(nps(pulse.workplace)).
-- Out: measures for the goals of measure.leading.
--
-- (1) A bare word takes its data from where they are kept: told from the plan's actions that have a tell (told = the day on
--     which it was done) and what its ledger holds of them (loop/outer.lua), coverage from organise.training (done of all),
--     ideas, days with customers, goals reviewed, staff proposals adopted and cases solved without asking from the ledger
--     (loop/lead.lua), the rest from leading.source[name], which others may fill. Where there are none yet, that is said:
--     "no data", never zero.
-- (2) A word called with a number is that number, counted in full; shares take { 41, of = 58 }.
-- (3) Called with a metric, or a column of a series, it is that metric under this name: measured with its rounds.
-- (4) complaints_per_1000 takes { complaints =, contacts = }, each a number or a column that is a sum.
-- (5) Counted in full means counted in full (figure.lua, 3): these are the organisation's own deeds, not a sample. Cases
--     solved without asking are such a share too, of cases like those to come: it has an interval.

local caller = require "cx.caller"
local complain = require "cx.complain"
local figure = require "cx.figure"
local read = require "cx.plan.read"

local leading = { source = {} }

local UNIT = { told = "percent", reviewed = "percent", coverage = "percent", ideas_received = "count", ideas_used = "count",
               ideas_reported = "count", complaints_per_1000 = "rate", staff_commitment = "points",
               days_with_customers = "count", proposals_adopted = "percent", solved_without_asking = "percent" }
local NAMES = {}
for name in pairs(UNIT) do NAMES[#NAMES + 1] = name end
table.sort(NAMES)

local PEOPLE = { solved_without_asking = true } -- customers stand behind cases

local class = { __name = "measure" }


--- Whether a name is a measure of leading.
---@param name string
---@return boolean
function leading.is_word(name) return UNIT[name] ~= nil end


-- ---- where data come from (1) ------------------------------------------------------------------------------

-- What a function finds in the plan's ledger, nil where there is none yet; what the world does is raised at the plan's line.
local function from_ledger(plan, f)
  local ledger, message, code = require "cx.loop".ledger(plan, { look = true })
  if not ledger and code ~= "no_file" then error(("%s: %s"):format(plan.inside.place or "plan", message), 0) end
  local done, made = pcall(f, ledger)
  if ledger then ledger:close() end
  if not done then error(made, 0) end
  return made
end


--- Actions that were told of those whose telling is planned or done, by the plan and its ledger.
function leading.source.told(context)
  return from_ledger(context.plan, function(ledger)
    local found = require "cx.loop.outer".summary(ledger, context.plan, context.today)
    return figure.share(found.told, found.of)
  end)
end


--- People trained of those who should be.
function leading.source.coverage(context)
  local done, of = 0, 0
  for _, training in ipairs(context.plan.inside.training or {}) do
    if training.of then done, of = done + (training.done or 0), of + training.of end
  end
  return figure.share(done, of)
end


for name, f in pairs(require "cx.loop.lead".sources) do
  leading.source[name] = function(context)
    return from_ledger(context.plan, function(ledger) return ledger and f(context, ledger) or nil end)
  end
end


local function from_source(self, context)
  local source = leading.source[self.name]
  local estimate = source and source(context)
  if estimate then return estimate end
  return nil, "no data"
end


-- ---- given by the plan ---------------------------------------------------------------------------------------

local function made(name, estimate, parts)
  return setmetatable({ kind = "measure", name = name, unit = UNIT[name], estimate = estimate, parts = parts,
                        people = PEOPLE[name] or false }, class)
end


-- A number, or { 41, of = 58 } (2).
local function of_number(name, given, path)
  if type(given) == "number" then
    read.number(given, path, UNIT[name] ~= "points" and 0 or nil)
    if UNIT[name] == "percent" and given > 100 then read.fail(path, "a percentage up to 100", given) end
    return made(name, function() return figure.exact(given) end)
  end
  if UNIT[name] ~= "percent" then read.fail(path, "a number or a metric", given) end
  read.known(given, path, { "of" }, 1)
  local part, of = read.whole(given[1], path .. "[1]", 0), read.whole(given.of, path .. ".of", 1)
  if not part or not of or part > of then read.fail(path, "a part of a whole", nil, "such as { 41, of = 58 }") end
  return made(name, function() return figure.share(part, of) end)
end


-- Complaints to a thousand contacts (4).
local function of_ratio(name, given, path)
  read.known(given, path, { "complaints", "contacts" })
  local parts, numbers = {}, {}
  for i, key in ipairs { "complaints", "contacts" } do
    local value = given[key]
    if require "cx.metric".is(value) and rawget(value, "total") then
      parts[#parts + 1] = value
      numbers[i] = #parts
    else
      if math.type(value) == nil then
        read.fail(read.at(path, key), "a number or a column of a series that is a sum", value)
      end
      numbers[i] = { value = read.number(value, read.at(path, key), i - 1) }
    end
  end
  return made(name, function(_, context)
    local got = {}
    for i, number in ipairs(numbers) do
      local estimate = type(number) == "table" and number or context.parts[number]
      got[i] = estimate and estimate.value
    end
    if not got[1] or not got[2] or got[2] <= 0 then return nil, "no data" end
    return figure.exact(1000 * got[1] / got[2], math.floor(got[2] + 0.5))
  end, parts)
end


function class.__call(self, given)
  local name = self.name
  local path = "cx.leading." .. name
  if require "cx.metric".is(given) then return require "cx.metric".called(given, name) end   -- (3)
  if type(given) == "table" and given.complaints ~= nil and name == "complaints_per_1000" then
    return of_ratio(name, given, path)
  end
  if type(given) == "number" or type(given) == "table" and rawget(given, "kind") == nil then
    return of_number(name, given, path)
  end
  read.fail(path, "a number or a metric", given)
end


return setmetatable(leading, { __index = function(_, name)
  if not UNIT[name] then caller.raise(complain.message("measure of leading", name, NAMES)) end
  local word = made(name, from_source)
  rawset(leading, name, word)
  return word
end })
