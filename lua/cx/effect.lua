-- effect.lua - cx.effect: did an action change anything, held against those it did not touch
--
--   file > rows > BATCH > TALLY > METRIC > GOAL > report
--
-- In: cx.effect { of = nps(answers.recommend), date = "2026-03-01", where = "district == 'Turku'", against = "rest" }.
-- Out: an analysis; its outcome.
--
-- (1) Difference in differences: the change of the treated less that of the comparison, from the answers of `before` until
--     the day and those of `after` from the day on, six months each unless told. The day itself is after. Where
--     these are not over yet today, it is said: "not_over".
-- (2) Its error is that of cell means, linearised over clusters (effect/difference.lua).
-- (3) Placebo: the same difference between the halves of the time before, when nothing was done. Where it is told from nought
--     (p below .05) the groups moved apart already, and the effect is not to be believed: "not_parallel".
-- (4) Without `against` it is the change of the treated alone: "no_comparison". What else changed then is in it.
-- (5) The day is told, or it is the day on which the plan's action was done, by the plan or its ledger. One that is not done
--     yet has no effect: "not_done".
-- (6) Verdict: "higher" or "lower" where p is at most 1 - confidence; "none" where the interval lies inside +-margin, which is
--     declared; else "cannot tell". A cell of one cluster has no error between clusters: rows stand in, and it is said
--     ("one_cluster"). A cell without answers: no figures ("empty").
-- (7) A cell of fewer people than the privacy minimum hides the figures; a half of the time before hides the placebo; a month,
--     or what the day or the middle of the time before leaves of it, hides the course, since parts add up. With weights
--     figures are as fine as their errors (privacy/coarse.lua), and the verdict is that of the exact ones.

local asked = require "cx.asked"
local caller = require "cx.caller"
local cells = require "cx.effect.cells"
local coarse = require "cx.privacy.coarse"
local complain = require "cx.complain"
local core = require "cx.core"
local difference = require "cx.effect.difference"

local effect = {}

local KNOWN = { "of", "action", "date", "where", "against", "before", "after", "cluster", "margin", "confidence", "minimum",
                "title", "id" }
local SPANS = { day = "day", days = "day", week = "week", weeks = "week", month = "month", months = "month", year = "year",
                years = "year" }
local SIGN = { t1 = -1, t2 = -1, t3 = 1, c1 = 1, c2 = 1, c3 = -1 }
local PLACEBO, PARALLEL = { t1 = -1, t2 = 1, c1 = 1, c2 = -1 }, 0.05

local class = { __name = "effect" }
class.__index = class


-- ---- declared ------------------------------------------------------------------------------------------------

-- "6 months" as a number and a unit.
local function read_span(given, name)
  given = given == nil and "6 months" or given
  local n, unit = tostring(given):match "^(%d+) (%a+)$"
  n = tonumber(n)
  if type(given) ~= "string" or not n or n < 1 or n > 10000 or not SPANS[unit] then
    caller.raise(("%s: a span such as \"6 months\" or \"90 days\" is wanted, not %s"):format(name, complain.show(given)))
  end
  return { n = n, unit = SPANS[unit], text = given }
end


local function read_day(given)
  if given.action ~= nil and given.date ~= nil then caller.raise "date: the action's own day is taken; one of them" end
  if given.action == nil and given.date == nil then
    caller.raise "date: since when? a day such as \"2026-03-01\", or action = the id of one in the plan"
  end
  if given.date ~= nil and not require "cx.goal".is_date(given.date) then
    caller.raise(("date: a day such as \"2026-03-01\" is wanted, not %s"):format(complain.show(given.date)))
  end
  if given.action ~= nil and (type(given.action) ~= "string" or given.action == "") then
    caller.raise(("action: the id of an action in the plan is wanted, not %s"):format(complain.show(given.action)))
  end
end


local function read_where(given, name)
  local text = given[name]
  if text == nil then return nil end
  if type(text) ~= "string" or text == "" then
    caller.raise(("%s: a where-text is wanted, such as \"district == 'Turku'\""):format(name))
  end
  if name == "against" and not given.where then caller.raise "against: whom? where = says who was treated" end
  if name == "against" and text == "rest" then return text end
  local tree, message = require "cx.where".parse(text)
  if not tree then caller.raise((message:match "^[^\n]*":gsub("^where", name):gsub(":$", ""))) end
  return text
end


--- Declares it.
---@param given table see KNOWN
---@return table analysis
function effect.new(given)
  asked.check("cx.effect", given, KNOWN)
  local of = asked.wanted(given.of, "of")
  cells.check(of.metric, of.survey[of.metric.question])
  if not require "cx.survey".state(of.survey).roles.time then
    caller.raise "of: its survey says no time; time = \"...\" in cx.survey is wanted"
  end
  read_day(given)
  local margin = given.margin
  if margin ~= nil and not (type(margin) == "number" and margin > 0 and margin < math.huge) then
    caller.raise(("margin: a difference too small to matter is wanted, not %s"):format(complain.show(margin)))
  end
  if given.cluster ~= nil and type(given.cluster) ~= "string" then caller.raise "cluster: the name of a column is wanted" end
  return setmetatable({
    kind = "effect", title = given.title, id = given.id, place = caller.place(), of = of, date = given.date,
    action = given.action, where = read_where(given, "where"), against = read_where(given, "against"),
    before = read_span(given.before, "before"), after = read_span(given.after, "after"), cluster = given.cluster,
    margin = margin, confidence = asked.confidence(given.confidence),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000),
  }, class)
end


-- ---- the day (5) and the windows (1) ---------------------------------------------------------------------------

-- The actions of a plan, as it and its ledger have them; nil, message, code where the ledger cannot be read.
local function actions_of(plan, today)
  local ledger, message, code = require "cx.loop".ledger(plan, { look = true })
  if not ledger and code ~= "no_file" then return nil, message, code end
  local done, list = pcall(require "cx.loop.outer".actions, plan, ledger, today)
  if ledger then ledger:close() end
  if not done then error(list, 0) end
  return list
end


-- The day, and the action: { date =, action = }, where it is not done without a date; nil, message, code where there is none.
local function day_of(self, context)
  if self.date then return { date = self.date } end
  local plan = context and context.plan
  if not plan then
    return nil, "action: a plan's actions are known in a plan; give date = \"2026-03-01\" here", "usage"
  end
  local list, message, code = actions_of(plan, context.today or context.result and context.result.today or "9999-12-31")
  if not list then return nil, message, code end
  local ids = {}
  for i, one in ipairs(list) do
    ids[i] = one.id
    if one.id == self.action then return { date = one.done and one.done:sub(1, 10), action = one.action or one.id } end
  end
  return nil, complain.message("action", self.action, ids), "usage"
end


local function days_in(y, m) return m == 2 and (y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) and 29 or 28)
  or (m == 4 or m == 6 or m == 9 or m == 11) and 30 or 31 end


-- A day so many spans away, in seconds.
local function away(date, span, sign)
  local seconds = core.time(date)
  if span.unit == "day" or span.unit == "week" then
    return seconds + sign * span.n * (span.unit == "week" and 7 or 1) * cells.DAY
  end
  local y, m, d = date:match "^(%d+)-(%d+)-(%d+)$"
  local months = math.tointeger(y * 12 + m - 1 + sign * span.n * (span.unit == "year" and 12 or 1))
  local year, month = months // 12, months % 12 + 1
  return core.time(("%04d-%02d-%02d"):format(year, month, math.min(math.tointeger(tonumber(d)), days_in(year, month))))
end


local function window_of(self, day)
  local from, at, to = away(day, self.before, -1), core.time(day), away(day, self.after, 1)
  if not (from and to) then return nil end
  local middle = from + (at - from) // 2 // cells.DAY * cells.DAY
  return { from = from, middle = middle, at = at, to = to }
end


-- ---- told ------------------------------------------------------------------------------------------------------

local function signs_of(self, all)
  local sign = {}
  for name, s in pairs(all) do
    if self.against or name:sub(1, 1) == "t" then sign[name] = s end
  end
  return sign
end


local function verdict_of(self, made)
  if made.p and made.p <= 1 - self.confidence then return made.value > 0 and "higher" or "lower" end
  if self.margin and made.low and made.low >= -self.margin and made.high <= self.margin then return "none" end
  return "cannot tell"
end


-- Whether there are people here, and too few of them to show (7).
local function is_few(book, names, minimum)
  local n = minimum > 1 and cells.people(book, names) or 0
  return n > 0 and n < minimum
end


-- A month's mean; with weights and a minimum as fine as its error (7).
local function mean_of_month(sum, is_coarse)
  local mean = sum.wy / sum.w
  if not is_coarse or sum.n < 2 then return mean end
  local squares = math.max(0, sum.wwyy - 2 * mean * sum.wwy + mean * mean * sum.ww)
  return coarse.figure({ value = mean, se = math.sqrt(squares * sum.n / (sum.n - 1)) / sum.w }).value
end


-- Means by month of both groups; nil where one of few people would be told (7).
local function course_of(book, minimum, is_coarse)
  local months, list = {}, {}
  for month in pairs(book.months) do months[#months + 1] = month end
  table.sort(months)
  for i, month in ipairs(months) do
    local one = { month = month }
    for key, sum in pairs(book.months[month]) do
      for part = 1, 3 do
        if is_few(book, { key .. part .. month }, minimum) then return nil end
      end
      local name = key == "t" and "treated" or "comparison"
      one[name], one["n_" .. name] = mean_of_month(sum, is_coarse), sum.n
    end
    list[i] = one
  end
  return list
end


local function note(outcome, code, more)
  more = more or {}
  more.code = code
  outcome.notes[#outcome.notes + 1] = more
end


local function placebo_of(self, book, outcome, minimum)
  for name in pairs(PLACEBO) do
    if is_few(book, { name }, minimum) then return note(outcome, "placebo_few", { minimum = minimum }) end
  end
  local made = difference.of(book, signs_of(self, PLACEBO), self.against and 4 or 2, self.confidence)
  if not made then return note(outcome, "no_placebo") end
  if made.p and made.p < PARALLEL then note(outcome, self.against and "not_parallel" or "moving", { p = made.p }) end
  outcome.placebo = made
end


-- The means before and after, of those treated and of those compared with.
local function cells_of(self, book)
  local function both(key)
    return { before = difference.mean(book, { key .. 1, key .. 2 }, self.confidence),
             after = difference.mean(book, { key .. 3 }, self.confidence) }
  end
  return { treated = both "t", comparison = self.against and both "c" or nil }
end


-- Figures as fine as their errors (7).
local function coarsen(outcome)
  local figure = coarse.figure(outcome)
  for _, key in ipairs { "value", "se", "low", "high", "p", "df", "decimals" } do outcome[key] = figure[key] end
  for _, group in pairs(outcome.cells) do
    group.before, group.after = coarse.figure(group.before), coarse.figure(group.after)
  end
  outcome.placebo = outcome.placebo and coarse.figure(outcome.placebo)
  for _, one in ipairs(outcome.notes) do one.p = one.p and coarse.figure({ p = one.p }).p end
end


local function fill(self, outcome, book, minimum)
  local made = difference.of(book, signs_of(self, SIGN), self.against and 4 or 2, self.confidence)
  if not made then return note(outcome, "empty") end
  for _, names in ipairs { { "t1", "t2" }, { "t3" }, { "c1", "c2" }, { "c3" } } do
    if is_few(book, names, minimum) then
      outcome.hidden = true
      return note(outcome, "few", { minimum = minimum })
    end
  end
  for _, key in ipairs { "value", "se", "low", "high", "n", "p", "df", "method" } do outcome[key] = made[key] end
  if not self.against and made.method then outcome.method = made.method:gsub("^difference in differences", "difference") end
  outcome.verdict, outcome.clusters, outcome.cells = verdict_of(self, made), book.n_clusters, cells_of(self, book)
  if not self.against then note(outcome, "no_comparison") end
  if not made.low then note(outcome, "no_error") end
  placebo_of(self, book, outcome, minimum)
  local is_coarse = coarse.is_wanted(self.of.survey, minimum)
  outcome.course = course_of(book, minimum, is_coarse)
  if is_coarse then coarsen(outcome) end
end


-- Reads the rows; once more by rows where clusters are too few for an error (6).
local function read(self, window, outcome, minimum)
  local options = { where = self.where, against = self.against, cluster = self.cluster, persons = minimum > 1 }
  local book, message, code = cells.read(self.of, options, window)
  if not book then return nil, message, code end
  if not difference.needs_rows(book, signs_of(self, SIGN)) then return book end
  note(outcome, "one_cluster")
  options.cluster = false
  return cells.read(self.of, options, window)
end


--- The outcome; nil, message, code where a file or an action is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  local survey = self.of.survey
  asked.settle(survey, context)
  local outcome = { kind = "effect", title = self.title, id = self.id, measure = asked.name(self.of.metric), notes = {},
                    confidence = self.confidence, margin = self.margin,
                    comparison = self.against ~= nil }
  local found, message, code = day_of(self, context)
  if not found then return nil, message, code end
  local day = found.date
  outcome.action = found.action
  if not day then
    note(outcome, "not_done")
    return outcome
  end
  local window = window_of(self, day)
  if not window then return nil, ("before: %s before %s is no day"):format(self.before.text, day), "usage" end
  outcome.date, outcome.before, outcome.after = day, self.before.text, self.after.text
  outcome.from, outcome.to = core.bucket(window.from, "day"), core.bucket(window.to - cells.DAY, "day")
  local today = context and (context.today or context.result and context.result.today)
  if today and today < outcome.to then                                                                       -- (1)
    outcome.to = today
    note(outcome, "not_over")
  end
  local minimum = asked.minimum(survey, context, self.minimum)
  local book
  book, message, code = read(self, window, outcome, minimum)
  if not book then return nil, message, code end
  outcome.cluster = book.cluster
  if book.both > 0 and not is_few(book, { "both" }, minimum) then note(outcome, "both", { n = book.both }) end
  fill(self, outcome, book, minimum)
  return outcome
end


return effect
