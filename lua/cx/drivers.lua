-- drivers.lua - what drives an outcome: how much of what is known of it goes with each of its drivers
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: cx.drivers { outcome = answers.recommend, of = { answers.ease, ... } }. Out: an analysis; its outcome.
--
-- (1) A driver's share is its part of R squared: LMG, its mean gain over all orders (core/infer/shapley.h), exact to 26
--     drivers or groups; beyond that Johnson's relative weights, or LMG by sampled orders: method = "lmg", "sampled",
--     "johnson". Never PMVD, which is patented. Shares tell what goes together, not what causes what.
-- (2) Intervals are jackknife ones over 32 buckets of people, t with 31 degrees of freedom (driver/fit.lua).
-- (3) A share whose interval reaches 0 is "not distinguishable from zero", and has no rank; the value stays as it is. The
--     rank of another is the span of places that the intervals of the differences leave it; pairs that these do not part are
--     `ties`.
-- (4) Rows: those where all is answered ("listwise") if they are at least 80 % of those who answered the outcome, else each two
--     questions by themselves ("pairwise"), n being the harmonic mean; a matrix that fits no data is shrunk, and that is told.
-- (5) A driver that does not vary is left out and told; collinear drivers share, and have no coefficient of their own. With
--     no more rows than drivers and two, or an outcome that does not vary, there are no figures, and a note why.
-- (6) Beside stand the same by ranks (driver/rank.lua), penalty and reward (contrast.lua), the map of importance and
--     performance (map.lua), and, with by =, what each group gives to the total (parts.lua).
-- (7) Under the privacy minimum there are no figures.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local fit = require "cx.driver.fit"
local moment = require "cx.moment"

local drivers = {}

local KNOWN = { "outcome", "of", "method", "missing", "groups", "goals", "where", "by", "low", "high", "decimals", "confidence",
                "buckets", "orders", "seed", "minimum", "threads", "title", "id" }
local METHODS, MISSING = { "lmg", "johnson", "sampled" }, { "listwise", "pairwise" }
local EXACT, MOST, WHOLE, BUCKETS, TWINS = 26, 63, 0.8, 32, 1000
local DIGITS, FEW_DIGITS = 15.95, 8


-- ---- declared ------------------------------------------------------------------------------------------

local function word(given, name, known)
  if given == nil then return nil end
  for _, one in ipairs(known) do
    if given == one then return given end
  end
  caller.raise(complain.message(name, given, known))
end


-- The drivers' metrics; each of the outcome's survey, none twice, none the outcome itself.
local function read_of(given, outcome)
  if type(given) ~= "table" or given.kind or #given == 0 then
    caller.raise "of: which questions may drive it? of = { answers.ease, answers.price }"
  end
  if #given > MOST then caller.raise(("of: %d drivers; %d at most"):format(#given, MOST)) end
  local list, seen = {}, {}
  for i, one in ipairs(given) do
    local driver = asked.wanted(one, ("of[%d]"):format(i))
    local name = driver.metric.question
    if driver.survey ~= outcome.survey then
      caller.raise(("of[%d]: '%s' is a question of another survey than the outcome"):format(i, name))
    end
    if name == outcome.metric.question then caller.raise(("of[%d]: '%s' is the outcome itself"):format(i, name)) end
    if seen[name] then caller.raise(("of[%d]: '%s' is named twice"):format(i, name)) end
    seen[name], list[i] = true, driver
  end
  return list
end


-- Drivers put together, in the order of their first ones; a driver in no group is one by itself.
local function read_groups(given, of)
  local items, at, in_group = {}, {}, {}
  for i, driver in ipairs(of) do at[driver.metric.question] = i end
  if given ~= nil and type(given) ~= "table" then
    caller.raise "groups: { service = { \"staff\", \"queue\" }, ... } is wanted"
  end
  for name, members in pairs(given or {}) do
    if type(name) ~= "string" or type(members) ~= "table" or #members == 0 then
      caller.raise "groups: each has a name and a list of drivers, as in groups = { service = { \"staff\", \"queue\" } }"
    end
    local item = { name = name, members = {} }
    for i, member in ipairs(members) do
      member = type(member) == "table" and (member.question or member.name) or member
      if not at[member] then caller.raise(("groups.%s: %s is no driver"):format(name, complain.show(member))) end
      if in_group[member] then caller.raise(("groups.%s: '%s' is in two groups"):format(name, member)) end
      in_group[member], item.members[i] = true, at[member]
    end
    table.sort(item.members)
    items[#items + 1] = item
  end
  for i, driver in ipairs(of) do
    if not in_group[driver.metric.question] then items[#items + 1] = { name = driver.metric.question, members = { i } } end
  end
  table.sort(items, function(a, b) return a.members[1] < b.members[1] end)
  return items
end


local function read_goals(given)
  if given == nil then return nil end
  if type(given) == "table" and given.kind == "goal" then given = { given } end
  if type(given) ~= "table" then caller.raise "goals: a list of goals is wanted, such as cx.goal { ..., at_least = 30 }" end
  for i, goal in ipairs(given) do
    if type(goal) ~= "table" or goal.kind ~= "goal" or goal.metric.kind ~= "metric" then
      caller.raise(("goals[%d]: a goal on a metric is wanted, such as cx.goal { cx.metric.nps \"ease\", at_least = 30 }")
        :format(i))
    end
  end
  return given
end


local function read_bound(name, given)
  if given == nil or type(given) == "number" and math.abs(given) < math.huge then return given end
  caller.raise(("%s: a number on the drivers' scale is wanted, not %s"):format(name, complain.show(given)))
end


-- ---- what is fitted -------------------------------------------------------------------------------------

-- The variables of outcome and drivers, the outcome first.
local function variables_of(self)
  local list = {}
  for i, one in ipairs(self.all) do
    local question = require "cx.survey".request(self.survey, { of = one.metric.question }).of[1]
    local plain = question.type == "score" and one.metric.family == "mean"
    list[i] = moment.variable(question, not plain and one.metric or nil, nil, self.decimals)
  end
  return list
end


-- Listwise or pairwise (4).
local function missing_of(self, box)
  local matrix = core.moments_matrix(box, "pairwise", 0, { 1 })
  local complete = 0
  for bucket = 1, self.buckets do complete = complete + core.moments_get(box, "listwise", bucket, 1, 1) end
  local answered = math.floor(matrix.n[1][1])
  if self.missing then return self.missing, complete, answered end
  return complete >= WHOLE * answered and "listwise" or "pairwise", complete, answered
end


-- The items without drivers that do not vary; the questions of these.
local function varying(self, box, missing, variables)
  local matrix = core.moments_matrix(box, missing, 0, require "cx.tally".count_up(#self.all))
  local items, constant = {}, {}
  for _, item in ipairs(self.items) do
    local members = {}
    for _, i in ipairs(item.members) do
      if matrix.covariance[i + 1][i + 1] > 0 then
        members[#members + 1] = i
      else
        constant[#constant + 1] = variables[i + 1].question
      end
    end
    if #members > 0 then items[#items + 1] = { name = item.name, members = members } end
  end
  return items, constant, matrix.covariance[1][1] > 0
end


-- How R squared is shared out (1).
local function method_of(self, n)
  if self.method == "lmg" and n > EXACT then return "sampled" end
  return self.method or n <= EXACT and "lmg" or "johnson"
end


-- What fit.make is asked: the drivers' places among the variables, group by group.
local function question_of(self, items, missing, method)
  local places, sizes = {}, {}
  for i, item in ipairs(items) do
    sizes[i] = #item.members
    for _, member in ipairs(item.members) do places[#places + 1] = member + 1 end
  end
  return { missing = missing, outcome = 1, drivers = places, groups = #places > #items and sizes or nil, seed = self.seed,
           twins = self.orders, threads = self.threads,
           way = method == "lmg" and "exact" or method == "sampled" and "sampled" or "none" }
end


-- The share of item i in a fit; Johnson's weights of a group are those of its members.
local function sharer(items, method)
  if method ~= "johnson" then return function(i) return function(f) return f.lmg[i] end end end
  local from, to, at = {}, {}, 0
  for i, item in ipairs(items) do
    from[i], to[i], at = at + 1, at + #item.members, at + #item.members
  end
  return function(i)
    return function(f)
      local sum = 0
      for k = from[i], to[i] do sum = sum + f.johnson[k] end
      return sum
    end
  end
end


-- ---- told -----------------------------------------------------------------------------------------------

-- What stands beside a single driver: place k among the drivers of the fit.
local function describe(item, made, k, confidence)
  local full = made.full
  item.correlation, item.first, item.last = full.correlation[k], full.first[k], full.last[k]
  item.pratt, item.car, item.johnson, item.collinear = full.pratt[k], full.car[k], full.johnson[k], full.collinear[k] or nil
  if full.collinear[k] then return end
  item.vif = full.vif[k]
  item.beta = fit.interval(made, confidence, function(f) return f.beta[k] end)
  item.slope = fit.interval(made, confidence, function(f)
    local p = #f.beta
    return f.spread[k] > 0 and f.beta[k] * f.spread[p + 1] / f.spread[k] or 0
  end)
  item.suppressed = full.beta[k] * full.correlation[k] < 0 or nil
end


-- The places of two drivers by the interval of their difference: either surely above the other, or a tie.
local function set_apart(a, b, difference, ties)
  if difference.low > 0 then
    if a.rank then a.rank[2] = a.rank[2] - 1 end
    if b.rank then b.rank[1] = b.rank[1] + 1 end
  elseif difference.high < 0 then
    if a.rank then a.rank[1] = a.rank[1] + 1 end
    if b.rank then b.rank[2] = b.rank[2] - 1 end
  elseif a.rank and b.rank then
    difference.a, difference.b = a.name, b.name
    ties[#ties + 1] = difference
  end
end


-- Who is surely above whom: the span of ranks that is left to each, and the pairs that cannot be told apart (3).
local function rank(list, made, share, confidence)
  local ties = {}
  for _, item in ipairs(list) do item.rank = made.leaves and item.distinguishable and { 1, #list } or nil end
  for i = 1, made.leaves and #list or 0 do
    for j = i + 1, #list do
      local a, b = list[i], list[j]
      set_apart(a, b, fit.interval(made, confidence, function(f) return share(a.at)(f) - share(b.at)(f) end), ties)
    end
  end
  return ties
end


local function part_of(share, i)
  return function(f) return f.r_squared > 0 and share(i)(f) / f.r_squared or 0 end
end


-- The drivers by their shares, largest first.
local function tell_drivers(self, items, made, share, variables)
  local list, k = {}, 0
  for i, item in ipairs(items) do
    local told = fit.interval(made, self.confidence, share(i))
    told.at, told.name, told.part = i, item.name, fit.interval(made, self.confidence, part_of(share, i))
    told.distinguishable = told.low ~= nil and told.low > 0
    if #item.members == 1 then
      told.question = variables[item.members[1] + 1].question
      told.text = told.question.text
      describe(told, made, k + 1, self.confidence)
    else
      told.members = {}
      for m, member in ipairs(item.members) do told.members[m] = self.of[member].metric.question end
    end
    if made.full.lmg_se then told.sampling_se = made.full.lmg_se[i] end
    k = k + #item.members
    list[i] = told
  end
  table.sort(list, function(a, b)
    if a.value ~= b.value then return a.value > b.value end
    return a.at < b.at
  end)
  return list, rank(list, made, share, self.confidence)
end


local function note(outcome, code, values)
  values = values or {}
  values.code = code
  outcome.notes[#outcome.notes + 1] = values
end


-- What is to be known of the fit (4) (5).
local function note_fit(outcome, made, p)
  local full = made.full
  if full.lambda > 0 then note(outcome, "shrunk", { lambda = full.lambda, least = full.least }) end
  local digits = full.condition > 0 and DIGITS - math.log(full.condition, 10) or 0
  outcome.condition, outcome.digits = full.condition > 0 and full.condition or nil, math.max(0, digits)
  if full.rank < p then
    note(outcome, "collinear", { n = p - full.rank })
  elseif digits < FEW_DIGITS then
    note(outcome, "ill_conditioned", { digits = math.max(0, math.floor(digits)) })
  end
  if not made.leaves then note(outcome, "no_intervals") end
end


-- ---- beside (6) -------------------------------------------------------------------------------------------

-- The same shares by rank scores: { r_squared, drivers = { { name, part, rank } }, most = the largest change of a part }.
local function by_ranks(self, outcome, counts, variables, asking, items, share)
  local ranked = require "cx.driver.rank".variables(counts, variables)
  if not ranked then return nil end
  local list = moment.count(self.survey, { ranked }, { where = self.where, buckets = 1, threads = self.threads })
  if not list then return note(outcome, "not_again") end
  local box <close> = list[1]
  local made = fit.make(box, 1, asking)
  if not made or made.full.r_squared <= 0 then return nil end
  local told, by_name = { r_squared = made.full.r_squared, drivers = {}, most = 0 }, {}
  for i, item in ipairs(items) do by_name[item.name] = part_of(share, i)(made.full) end
  for i, item in ipairs(outcome.drivers) do
    told.drivers[i] = { name = item.name, part = by_name[item.name] }
    local change = math.abs(by_name[item.name] - item.part.value)
    if change > told.most then told.most, told.moved = change, item.name end
  end
  return told
end


-- What every outcome has.
local function opened(self, box, variables, context)
  local missing, complete, answered = missing_of(self, box)
  local outcome = {
    kind = "drivers", title = self.title, id = self.id, outcome = asked.name(self.all[1].metric), missing = missing,
    complete = complete, answered = answered, rows = 0, confidence = self.confidence, notes = {}, drivers = {},
    minimum = asked.minimum(self.survey, context, self.minimum),
  }
  outcome.outcome.text = variables[1].question.text
  for bucket = 1, self.buckets do outcome.rows = outcome.rows + core.moments_rows(box, bucket) end
  return outcome
end


-- The figures; nil where there are none, and a note why (5) (7).
local function fill(self, outcome, box, variables)
  local people = outcome.missing == "listwise" and outcome.complete or outcome.answered
  if people > 0 and people < outcome.minimum then                                                  -- (7)
    outcome.hidden, outcome.complete, outcome.answered, outcome.rows, outcome.notes = true, nil, nil, nil, {}
    return note(outcome, "hidden", { minimum = outcome.minimum })
  end
  if people == 0 then return note(outcome, "few_rows", { n = 0, drivers = #self.of }) end
  local items, constant, moves = varying(self, box, outcome.missing, variables)
  for _, one in ipairs(constant) do note(outcome, "constant", { name = one.name, text = one.text }) end
  if not moves then return note(outcome, "constant_outcome") end
  if #items == 0 then return note(outcome, "no_drivers") end
  local method = method_of(self, #items)
  local asking = question_of(self, items, outcome.missing, method)
  local made, message, code = fit.make(box, self.buckets, asking)
  if not made then return nil, message, code end
  outcome.n = math.floor(made.full.n + 0.5)
  if outcome.n > 0 and outcome.n < outcome.minimum then
    outcome.hidden, outcome.n, outcome.notes = true, nil, {}
    return note(outcome, "hidden", { minimum = outcome.minimum })
  end
  if not fit.is_fit(made.full, #asking.drivers) then
    return note(outcome, "few_rows", { n = outcome.n, drivers = #asking.drivers })
  end
  local share = sharer(items, method)
  outcome.method, outcome.df = method, made.df
  outcome.r_squared = fit.interval(made, self.confidence, function(f) return f.r_squared end)
  outcome.drivers, outcome.ties = tell_drivers(self, items, made, share, variables)
  note_fit(outcome, made, #asking.drivers)
  if method ~= "lmg" and self.method == nil or self.method == "lmg" and method ~= "lmg" then
    note(outcome, "many_drivers", { n = #items, method = method })
  end
  return { asking = asking, items = items, share = share }
end


-- Numbers of variables that had more decimals than are kept.
local function note_rounded(outcome, box, variables)
  for i, one in ipairs(variables) do
    local n = core.moments_rounded(box, i)
    if n > 0 then
      note(outcome, "rounded", { name = one.name, text = one.question.text, n = n, decimals = one.decimals })
    end
  end
end


-- An outcome is plain: questions are of no use in it.
local function bare(outcome)
  for _, item in ipairs(outcome.drivers) do item.question, item.at = nil, nil end
  return outcome
end


local class = { __name = "analysis" }
class.__index = class


-- All that stands beside the drivers (6).
local function fill_beside(self, outcome, made, sinks, counts, variables, context)
  if sinks[2] then
    outcome.contrast = require "cx.driver.contrast".measure(sinks[2].box, sinks[2].drivers,
      { buckets = self.buckets, missing = outcome.missing, confidence = self.confidence, minimum = outcome.minimum,
        counts = counts, bounds = { low = self.low, high = self.high } })
  end
  outcome.check = by_ranks(self, outcome, counts, variables, made.asking, made.items, made.share)
  outcome.map = require "cx.driver.map".make(self, outcome.drivers, counts, context, outcome.minimum)
  if self.by then
    local told, message, code = require "cx.driver.parts".measure(self.survey, self.all[1].metric,
      { by = self.by, where = self.where, minimum = outcome.minimum, confidence = self.confidence })
    if message then return nil, message, code end
    outcome.parts = told
  end
  return outcome
end


--- The outcome of the drivers; nil, message, code where a file or a column is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  asked.settle(self.survey, context)
  local variables = variables_of(self)
  local sinks, contrast = { variables }, require "cx.driver.contrast"
  local dummies, scaled = contrast.variables(variables[1], table.move(variables, 2, #variables, 1, {}),
    { low = self.low, high = self.high })
  sinks[2] = dummies
  local list, counts, code = moment.count(self.survey, sinks,
    { where = self.where, buckets = self.buckets, threads = self.threads })
  if not list then return nil, counts, code end
  local box <close> = list[1]
  local second <close> = list[2]
  local tally <close> = counts
  local outcome = opened(self, box, variables, context)
  note_rounded(outcome, box, variables)
  local made, message, trouble = fill(self, outcome, box, variables)
  if message then return nil, message, trouble end
  if not made then return bare(outcome) end
  local told
  told, message, trouble = fill_beside(self, outcome, made, { true, second and { box = second, drivers = scaled } }, tally,
    variables, context)
  if not told then return nil, message, trouble end
  return bare(outcome)
end


---@class cx.DriversOptions
---@field outcome table a question or a metric bound to one; a question's answers are their own numbers
---@field of table[] questions or metrics of the same survey, 63 at most
---@field method? "lmg"|"sampled"|"johnson" how R squared is shared out: lmg up to 26 drivers or groups, then johnson (1)
---@field missing? "listwise"|"pairwise" else by the rule of 80 % (4)
---@field groups? table<string, table> drivers that are taken together, by the group's name
---@field goals? cx.Goal[] for the map; else those of the plan's result
---@field where? string|function which rows
---@field by? string a column by which the total is parted
---@field low? number a driver is low up to it, on its own scale; else up to 60 % of the scale
---@field high? number high from it on; else from 90 % of the scale
---@field decimals? integer of numbers; 4
---@field confidence? number 0.95
---@field buckets? integer of the jackknife; 32
---@field orders? integer random orders of "sampled", each with its reverse; 1000
---@field seed? integer of these; 1
---@field minimum? integer the least number of people; at least the survey's or the plan's
---@field threads? integer
---@field title? string
---@field id? string

--- An analysis of what drives an outcome; measured, it gives r_squared, drivers by their share (value in parts of R squared,
--- part in parts of what is explained, rank, beta, slope, vif, first, last, pratt, car, johnson), ties, check, contrast, map,
--- parts, notes. What is wrong with the options is raised at the caller's line.
---@param given cx.DriversOptions
---@return table
function drivers.new(given)
  asked.check("cx.drivers", given, KNOWN)
  local outcome = asked.wanted(given.outcome, "outcome")
  local of = read_of(given.of, outcome)
  local self = {
    kind = "drivers", title = given.title, id = given.id, survey = outcome.survey, all = { outcome }, of = of,
    items = read_groups(given.groups, of), method = word(given.method, "method", METHODS),
    missing = word(given.missing, "missing", MISSING), goals = read_goals(given.goals), by = given.by,
    where = asked.where(given.where),
    low = read_bound("low", given.low), high = read_bound("high", given.high),
    decimals = asked.whole("decimals", given.decimals, nil, 0, 9), confidence = asked.confidence(given.confidence),
    buckets = asked.whole("buckets", given.buckets, BUCKETS, 2, 1024),
    orders = asked.whole("orders", given.orders, TWINS, 2, 1000000),
    seed = asked.whole("seed", given.seed, 1, 0, math.maxinteger),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
    threads = asked.whole("threads", given.threads, nil, 1, 64),
  }
  table.move(of, 1, #of, 2, self.all)
  if self.by ~= nil and type(self.by) ~= "string" then caller.raise "by: the name of a column is wanted" end
  if self.by then require "cx.survey".request(self.survey, { by = self.by }) end -- what is wrong is raised here
  return setmetatable(self, class)
end


return drivers
