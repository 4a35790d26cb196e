-- truth.lua - what was measured in each round and place, and until when it could still be predicted
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a metric with its survey, what rounds and places are by. Out: rounds in order, each with its last day and the
-- estimates of its places and of all of them.
--
-- (1) A prediction counts that was given on the last day of the round's data at the latest; results = says another day:
--     one for all rounds, or one for each.
-- (2) Rounds stand in the order of their last days, then in that of their bytes. Without round = there is one, "".
-- (3) A column named in a series' sum is its total of the round, counted in full: it has no error of its own.
-- (4) Places with fewer people than the survey's minimum are hidden, and as many others as it takes. With weights and a
--     minimum what was measured is as fine as its error (privacy/coarse.lua), and so is all that is worked out from it.

local asked = require "cx.asked"
local core = require "cx.core"
local listed = require "cx.privacy.listed"

local truth = {}


-- The last day of the data of each round; nil, message, code.
local function last_days(self)
  local by = { { kind = "bucket", unit = "day" } }
  if self.round then by[2] = self.round end
  local tally <close>, message, code = self.side.survey:tally { by = by, of = {} }
  if not tally then return nil, message, code end
  local about, last = require "cx.tally".about(tally), {}
  for _, one in ipairs(tally:groups()) do
    local day, round = one.group.day, self.round and one.group[about.by[2].name] or ""
    if day ~= "" and (not last[round] or day > last[round]) then last[round] = day end
  end
  return last
end


-- The day until which a round could be predicted (1).
local function deadline(self, round, last)
  if type(self.results) == "string" then return self.results end
  return self.results and self.results[round] or last[round]
end


-- Estimates of a tally; totals in full (3).
local function measure(tally, metric)
  if not metric.total then return tally:measure(metric) end
  local list = tally:measure(metric, { weighted = false })
  for i, e in ipairs(list) do
    if e.value then
      list[i] = require "cx.figure".exact(e.value * e.n, e.n)
      list[i].group = e.group
    end
  end
  return list
end


-- Estimates of every round: of its places, and of all.
local function estimates(self)
  local survey, metric = self.side.survey, self.side.metric
  local requests, rounds = {}, {}
  requests[1] = { by = { self.round }, of = survey[metric.question] }
  if self.by then requests[2] = { by = { self.by, self.round }, of = survey[metric.question] } end
  local tallies, message, code = survey:tallies(requests)
  if not tallies then return nil, message, code end
  for i, tally in ipairs(tallies) do
    local about = require "cx.tally".about(tally)
    for _, e in ipairs(measure(tally, metric)) do
      local name = self.round and e.group[about.by[i].name] or ""
      rounds[name] = rounds[name] or { name = name, places = {}, list = {} }
      if i == 1 then rounds[name].places[""] = e end
      local place = i == 2 and e.group[about.by[1].name] or ""
      if place ~= "" and e.value then
        rounds[name].places[place] = e
        table.insert(rounds[name].list, { label = place, n = e.n })
      end
    end
    tally:close()
  end
  return rounds
end


-- Hides what few people answered (4).
local function hide(round, minimum, survey)
  local total = round.places[""]
  local hidden, all_hidden = listed.hidden(round.list, total and total.n, minimum)
  for label in pairs(hidden) do round.places[label] = { hidden = true } end
  if all_hidden then round.places[""] = { hidden = true } end
  local coarse = require "cx.privacy.coarse"
  if not coarse.is_wanted(survey, minimum) then return end
  for label, one in pairs(round.places) do
    if not one.hidden then round.places[label] = coarse.estimate(one) end
  end
end


--- The rounds in order: { name, deadline, places = { [place] = estimate } }; nil, message, code.
---@param self table the analysis
---@param context? table
---@return table[]?, string?, string?
function truth.rounds(self, context)
  asked.settle(self.side.survey, context)
  local last, list = {}, {}
  local rounds, message, code
  if type(self.results) ~= "string" and require "cx.survey".state(self.side.survey).roles.time then
    last, message, code = last_days(self)
    if not last then return nil, message, code end
  end
  rounds, message, code = estimates(self)
  if not rounds then return nil, message, code end
  local minimum = asked.minimum(self.side.survey, context)
  for name, round in pairs(rounds) do
    round.deadline = deadline(self, name, last)
    hide(round, minimum, self.side.survey)
    if (name ~= "" or not self.round) and round.deadline then list[#list + 1] = round end
  end
  table.sort(list, function(a, b)
    if a.deadline ~= b.deadline then return a.deadline < b.deadline end
    return a.name < b.name
  end)
  return list
end


--- Whether the core reads a text as a day.
---@param value any
---@return boolean
function truth.is_day(value) return type(value) == "string" and core.time(value) ~= nil end


return truth
