-- outcome.lua - what a log of events comes to: the plain table of cx.journey
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: what the core counted, and what is known of the events. Out: the outcome, small counts hidden.
--
-- (1) Times are in seconds. Shares are percent of cases.
-- (2) Removal effects are told of shown activities that a case can reach on its way to the conversion, the largest first;
--     share: of their sum.
-- (3) The observed peak of a path is the event of the largest deviation from the neutral feeling, and of those the first. The
--     planned peak is where it was planned when its interval lies above that of every other activity, elsewhere when that of
--     another lies above its own, else it cannot be told.
-- (4) A share whose cases, or the rest of them, are under the minimum is hidden.

local feeling = require "cx.journey.feeling"
local hidden = require "cx.journey.hidden"
local share = require "cx.journey.share"

local outcome = {}

local KIND = { human = 1, converted = 2, rework = 4, direct = 8, back = 16, single = 32 }
local START, FINISH = 0, -1
local LONGEST = 200 -- events of a path that is told (hidden.lua, 5)


local function seconds(ms) return ms / 1000 end


-- Quantiles of spans (1).
local function times_of(spans)
  if not spans then return nil end
  local made = { n = spans.n, method = "quantiles within 0.8 % of themselves" }
  for _, name in ipairs { "low", "quarter", "median", "three_quarters", "high" } do made[name] = seconds(spans[name]) end
  return made
end


-- How many cases are of a kind.
local function count_kind(counted, name)
  local n = 0
  for kind = 0, 63 do
    if kind & KIND[name] ~= 0 then n = n + counted.kinds[kind] end
  end
  return n
end


-- (4)
local function part(self, k, n, minimum)
  if n > 0 and (k > 0 and k < minimum or n - k > 0 and n - k < minimum or n < minimum) then return { hidden = true } end
  return share.of(k, n, self.confidence)
end


local function shares_of(self, counted, known, minimum)
  local function of(name) return part(self, count_kind(counted, name), counted.cases, minimum) end
  local made = { rework = of "rework", direct = of "direct", single = of "single" }
  if #known.phases > 1 then made.back = of "back" end
  if self.conversion then made.conversion = of "converted" end
  if known.human then
    made.without_human = part(self, counted.cases - count_kind(counted, "human"), counted.cases, minimum)
  end
  return made
end


-- Conversion of the cases with an encounter with people, and of those without.
local function by_human(self, counted, known, minimum)
  if not known.human or not self.conversion then return nil end
  local n, k = { [0] = 0, [1] = 0 }, { [0] = 0, [1] = 0 }
  for kind = 0, 63 do
    local human = kind & KIND.human
    n[human] = n[human] + counted.kinds[kind]
    if kind & KIND.converted ~= 0 then k[human] = k[human] + counted.kinds[kind] end
  end
  return { with = part(self, k[1], n[1], minimum), without = part(self, k[0], n[0], minimum) }
end


local function phases_of(self, counted, known, minimum)
  local list = {}
  for i, phase in ipairs(known.phases) do
    local n = 0
    for set, cases in pairs(counted.phases) do
      if set & 1 << i - 1 ~= 0 then n = n + cases end
    end
    list[i] = { name = phase.name, share = part(self, n, counted.cases, minimum) }
  end
  return list
end


-- Steps with those into the end, which the core counts as ends; of those on the way only numbers.
local function steps_of(counted)
  local list = {}
  for _, step in ipairs(counted.steps) do
    if step.to > 0 and step.n > 0 then
      list[#list + 1] = { from = step.from, to = step.to, n = step.n, cases = step.cases, times = step.times }
    end
  end
  for i, activity in ipairs(counted.activities) do
    activity.n = activity.events
    if activity.ends > 0 then list[#list + 1] = { from = i, to = FINISH, n = activity.ends, cases = activity.ends } end
  end
  return list
end


local function mean_feeling(self, activity)
  local n, sum, squares = 0, 0, 0
  for i, count in ipairs(activity.felt) do
    local x = self.feeling_of[i]
    n, sum, squares = n + count, sum + count * x, squares + count * x * x
  end
  if n < 2 then return nil end
  local mean = sum / n
  local se = math.sqrt(math.max(0, squares / n - mean * mean) / (n - 1))
  local half = require "cx.core".distribution.t_quantile((1 + self.confidence) / 2, n - 1) * se
  return { value = mean, low = mean - half, high = mean + half, n = n,
           method = share.method("t, events", self.confidence) }
end


local function activities_of(self, counted, minimum)
  local list = {}
  for i, one in ipairs(counted.activities) do
    if not one.hidden then
      list[#list + 1] = {
        name = one.name, number = i, events = one.events, cases = one.cases,
        reached = share.of(one.cases, counted.cases, self.confidence),
        repeated = part(self, one.repeated, one.cases, minimum),
        last = part(self, one.ends, one.cases, minimum),
        drop_off = self.conversion and part(self, one.lost, one.cases, minimum) or nil,
        feeling = self.feeling_of and one.cases >= minimum and mean_feeling(self, one) or nil,
      }
    end
  end
  table.sort(list, function(a, b)
    if a.cases ~= b.cases then return a.cases > b.cases end
    return a.name < b.name
  end)
  return list
end


local function shown_steps(counted, steps)
  local list = {}
  local function name(code) return code > 0 and counted.activities[code].name or nil end
  for _, step in ipairs(steps) do
    if not step.hidden then
      list[#list + 1] = { from = name(step.from), to = name(step.to), n = step.n, cases = step.cases,
                          times = times_of(step.times), start = step.from == START or nil, finish = step.to == FINISH or nil }
    end
  end
  table.sort(list, function(a, b)
    if a.n ~= b.n then return a.n > b.n end
    if a.from ~= b.from then return (a.from or "") < (b.from or "") end
    return (a.to or "") < (b.to or "")
  end)
  return list
end


local function variants_of(self, counted)
  local list, rest = {}, counted.cases
  for _, one in ipairs(counted.told) do
    if not one.hidden then
      local path = {}
      for i, code in ipairs(one.path) do path[i] = counted.activities[code].name end
      list[#list + 1] = { path = path, cases = one.cases, share = share.of(one.cases, counted.cases, self.confidence),
                          mean_time = seconds(one.mean_ms) }
      rest = rest - one.cases
    end
  end
  return list, rest
end


-- ---- removal (2) -------------------------------------------------------------------------------------------

local function removal_of(self, counted)
  local whole = counted.removal and counted.removal[0]
  if not whole or whole.conversion <= 0 then return nil end
  local list, sum = {}, 0
  for i, activity in ipairs(counted.activities) do
    if whole[i] > 0 and not activity.hidden then
      local left = {}
      for _, one in ipairs(counted.removal) do left[#left + 1] = one and one[i] or nil end
      local low, high, se = share.jackknife(whole[i], left, self.confidence)
      if #left < #counted.removal then low, high, se = nil, nil, nil end
      list[#list + 1] = { name = activity.name, value = whole[i], se = se, low = low and math.max(0, low),
                          high = high and math.min(1, high), n = counted.cases,
                          method = low and share.method(("jackknife, %d buckets, t"):format(#left), self.confidence) or nil }
      sum = sum + whole[i]
    end
  end
  for _, one in ipairs(list) do one.share = sum > 0 and one.value / sum or nil end
  table.sort(list, function(a, b)
    if a.value ~= b.value then return a.value > b.value end
    return a.name < b.name
  end)
  return list
end


-- ---- feelings (3) ------------------------------------------------------------------------------------------

-- The activity planned as the peak, and whether it is.
local function judge_peak(list, planned)
  local is_planned, best_planned, best_other = {}, nil, nil
  for _, name in ipairs(planned) do is_planned[name] = true end
  for _, one in ipairs(list) do
    one.planned = is_planned[one.name]
    if one.planned and not best_planned then best_planned = one end
    if not one.planned and not best_other then best_other = one end
  end
  if not best_planned then return "not seen" end
  if not best_other or best_planned.share.low > best_other.share.high then return "as planned" end
  if best_other.share.low > best_planned.share.high then return "elsewhere" end
  return "cannot tell"
end


local function peak_of(self, counted, known, minimum)
  local list, felt = {}, counted.felt.n
  local rest = felt
  for _, one in ipairs(counted.activities) do
    local is_small = one.peaks < minimum or felt - one.peaks > 0 and felt - one.peaks < minimum
    if not one.hidden and one.peaks > 0 and not (minimum > 1 and is_small) then
      list[#list + 1] = { name = one.name, cases = one.peaks, share = share.of(one.peaks, felt, self.confidence) }
      rest = rest - one.peaks
    end
  end
  table.sort(list, function(a, b)
    if a.cases ~= b.cases then return a.cases > b.cases end
    return a.name < b.name
  end)
  if rest > 0 and rest < minimum then table.remove(list) end
  local made = { n = felt, observed = list }
  if known.peak then made.planned, made.verdict = known.peak, judge_peak(list, known.peak) end
  return made
end


local function feelings_of(self, counted, known, minimum)
  if not self.feeling_of or counted.felt.n < math.max(1, minimum) then return nil end
  local made = { n = counted.felt.n, neutral = self.neutral, means = feeling.means(counted.felt, self.confidence),
                 peak = peak_of(self, counted, known, minimum) }
  if self.overall_of then
    local n = 0
    for _, bucket in ipairs(counted.scored) do n = n + bucket.n end
    if n >= minimum then made.fit = feeling.fit(counted.scored, self.confidence) end
  end
  return made
end


-- ---- together ----------------------------------------------------------------------------------------------

local function notes_of(self, counted, known, minimum)
  local list, seen = {}, {}
  local function note(code, n) list[#list + 1] = { code = code, n = n } end
  for _, one in ipairs(counted.activities) do seen[one.name] = true end
  for _, name in ipairs { "no_case", "no_event", "no_time" } do
    if counted[name] > 0 then note(name, counted[name]) end
  end
  if counted.zoned > 0 and counted.zoneless > 0 then note("mixed_zones", counted.zoneless) end
  if counted.lengths and counted.lengths.largest > LONGEST then note("long_paths", LONGEST) end
  local no_role = 0
  for _, one in ipairs(counted.activities) do
    if known.has_role and not known.has_role[one.name] and one.cases >= minimum then no_role = no_role + 1 end
  end
  if no_role > 0 then note("no_role", no_role) end
  for _, group in ipairs { self.conversion or {}, self.human or {}, self.peak or {} } do
    for _, name in ipairs(group) do
      if not seen[name] then list[#list + 1] = { code = "never_seen", name = name } end
    end
  end
  return list
end


--- The outcome.
---@param self table the analysis
---@param counted table of core.journey
---@param known table { human, phases, peak }
---@param minimum integer
---@return table
function outcome.of(self, counted, known, minimum)
  local made = { kind = "journey", title = self.title, id = self.id, minimum = minimum, confidence = self.confidence,
                 aim = self.conversion, notes = notes_of(self, counted, known, minimum) }
  if counted.cases < minimum or counted.cases == 0 then
    made.hidden = counted.cases > 0 or nil
    made.cases = counted.cases == 0 and 0 or nil
    return made
  end
  local steps = steps_of(counted)
  counted.told = table.move(counted.variants, 1, math.min(#counted.variants, self.variants), 1, {})
  hidden.steps(counted.activities, steps, minimum)
  hidden.paths(counted.told, counted.activities, steps, counted.cases, minimum)
  made.cases, made.events, made.n_variants = counted.cases, counted.events, minimum == 1 and counted.n_variants or nil
  made.shares, made.by_human = shares_of(self, counted, known, minimum), by_human(self, counted, known, minimum)
  made.phases = #known.phases > 0 and phases_of(self, counted, known, minimum) or nil
  made.activities, made.steps = activities_of(self, counted, minimum), shown_steps(counted, steps)
  made.variants, made.other_cases = variants_of(self, counted)
  made.times = times_of(counted.times)
  made.converting = counted.converting and counted.converting.n >= minimum and times_of(counted.converting) or nil
  made.lengths = { median = counted.lengths.median, high = counted.lengths.high, n = counted.lengths.n }
  made.removal, made.feeling = removal_of(self, counted), feelings_of(self, counted, known, minimum)
  made.is_partly_hidden = #made.activities < #counted.activities or #made.steps < #steps or nil
  return made
end


return outcome
