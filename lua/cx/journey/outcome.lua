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
-- (4) What is hidden of counts is decided once for all of them (cells.lua, hidden.lua): a share needs its count and its whole.

local cells = require "cx.journey.cells"
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


-- Cases of each kind; with both, human and converted crossed.
local function kinds_of(self, counted, known)
  local made = { rework = count_kind(counted, "rework"), direct = count_kind(counted, "direct"),
                 single = count_kind(counted, "single") }
  if #known.phases > 1 then made.back = count_kind(counted, "back") end
  if self.conversion then made.converted = count_kind(counted, "converted") end
  if known.human then made.human = count_kind(counted, "human") end
  for kind = 0, self.conversion and known.human and 63 or -1 do
    local name = (kind & KIND.human ~= 0 and "human " or "not_human ")
      .. (kind & KIND.converted ~= 0 and "converted" or "not_converted")
    made[name] = (made[name] or 0) + counted.kinds[kind]
  end
  for i in ipairs(known.phases) do
    local name = "phase" .. i
    made[name] = 0
    for set, n in pairs(counted.phases) do
      if set & 1 << i - 1 ~= 0 then made[name] = made[name] + n end
    end
  end
  return made
end


-- (4) k of n, by the names of their cells.
local function part(self, counted, name, k, whole, n)
  local at = counted.cells.at
  if at[whole] and at[whole].hidden or at[name] and at[name].hidden then return { hidden = true } end
  return share.of(k, n, self.confidence)
end


local function shares_of(self, counted, known)
  local kinds, all = counted.by_kind, counted.cases
  local function of(name) return kinds[name] and part(self, counted, name, kinds[name], "all", all) end
  local made = { rework = of "rework", direct = of "direct", single = of "single", back = of "back",
                 conversion = of "converted" }
  if known.human then made.without_human = part(self, counted, "not_human", all - kinds.human, "all", all) end
  return made
end


-- Conversion of the cases with an encounter with people, and of those without.
local function by_human(self, counted, known)
  if not known.human or not self.conversion then return nil end
  local kinds = counted.by_kind
  local function of(name, n) return part(self, counted, name .. " converted", kinds[name .. " converted"], name, n) end
  return { with = of("human", kinds.human), without = of("not_human", counted.cases - kinds.human) }
end


local function phases_of(self, counted, known)
  local list = {}
  for i, phase in ipairs(known.phases) do
    local name = "phase" .. i
    list[i] = { name = phase.name, share = part(self, counted, name, counted.by_kind[name], "all", counted.cases) }
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


local function activity_of(self, counted, i)
  local one, at = counted.activities[i], counted.cells.at
  local function of(name, k) return part(self, counted, name, k, "k" .. i, one.cases) end
  local function shown(name) return not (at[name .. i] and at[name .. i].hidden) end
  return { name = one.name, number = i, events = shown "e" and one.events or nil, cases = shown "k" and one.cases or nil,
           reached = part(self, counted, "k" .. i, one.cases, "all", counted.cases), repeated = of("r" .. i, one.repeated),
           last = of(i .. ">" .. FINISH, one.ends), drop_off = self.conversion and of("l" .. i, one.lost) or nil,
           feeling = self.feeling_of and shown "e" and mean_feeling(self, one) or nil }
end


local function activities_of(self, counted)
  local list = {}
  for i, one in ipairs(counted.activities) do
    if not one.hidden then list[#list + 1] = activity_of(self, counted, i) end
  end
  table.sort(list, function(a, b)
    local x, y = counted.activities[a.number].cases, counted.activities[b.number].cases
    if x ~= y then return x > y end
    return a.name < b.name
  end)
  return list
end


local function shown_steps(counted, steps)
  local list = {}
  local function name(code) return code > 0 and counted.activities[code].name or nil end
  for _, step in ipairs(steps) do
    if not (step.cell and step.cell.hidden) then
      local is_told = not (step.cases_cell and step.cases_cell.hidden)
      list[#list + 1] = { from = name(step.from), to = name(step.to), n = step.n, cases = is_told and step.cases or nil,
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
    if whole[i] > 0 and not counted.cells.hides("k" .. i) then
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


local function peak_of(self, counted, known)
  local list, felt = {}, counted.felt.n
  for i, one in ipairs(counted.activities) do
    if one.peaks > 0 and not one.hidden and not counted.cells.hides("p" .. i) then
      list[#list + 1] = { name = one.name, cases = one.peaks, share = share.of(one.peaks, felt, self.confidence) }
    end
  end
  table.sort(list, function(a, b)
    if a.cases ~= b.cases then return a.cases > b.cases end
    return a.name < b.name
  end)
  local made = { n = felt, observed = list }
  if known.peak then made.planned, made.verdict = known.peak, judge_peak(list, known.peak) end
  return made
end


local function feelings_of(self, counted, known, minimum)
  if not self.feeling_of or counted.felt.n < math.max(1, minimum) then return nil end
  local made = { n = counted.felt.n, neutral = self.neutral, means = feeling.means(counted.felt, self.confidence),
                 peak = peak_of(self, counted, known) }
  if self.overall_of then
    local n = 0
    for _, bucket in ipairs(counted.scored) do n = n + bucket.n end
    if n >= minimum then made.fit = feeling.fit(counted.scored, self.confidence) end
  end
  return made
end


-- ---- hidden (4) --------------------------------------------------------------------------------------------

-- What cells count a path: its activities, steps, kinds (cells.lua, 2).
local function met_by(path, known, self, counted)
  local met, seen, from, latest = { all = true, single = #path == 1 }, {}, START, 0
  local is_human, is_aim = {}, {}
  for _, name in ipairs(known.human or {}) do is_human[name] = true end
  for _, name in ipairs(self.conversion or {}) do is_aim[name] = true end
  for _, code in ipairs(path) do
    local name = counted.activities[code].name
    met["k" .. code], met[from .. ">" .. code] = true, true
    if seen[code] then met.rework, met["r" .. code] = true, true end
    if from == code then met.direct = true end
    met.human, met.converted = met.human or is_human[name], met.converted or is_aim[name]
    local phase = counted.phase_of[name]
    if phase then
      met["phase" .. phase] = true
      if phase < latest then met.back = true else latest = phase end
    end
    seen[code], from = true, code
  end
  met[from .. ">" .. FINISH], met["l" .. from] = true, not met.converted
  met[(met.human and "human " or "not_human ") .. (met.converted and "converted" or "not_converted")] = true
  return met
end


-- Marks what is hidden of activities, steps and paths.
local function hide(self, counted, known, steps, minimum)
  counted.cells = { at = {} }
  if minimum > 1 then
    counted.cells = cells.of(counted, steps, counted.by_kind, { conversion = self.conversion, human = known.human,
                                                               phases = known.phases })
    hidden.counts(counted.cells, minimum)
  end
  function counted.cells.hides(name) return counted.cells.at[name] and counted.cells.at[name].hidden end
  counted.phase_of = {}
  for i, phase in ipairs(known.phases) do
    for _, name in ipairs(phase.events) do counted.phase_of[name] = i end
  end
  for _, one in ipairs(counted.activities) do one.hidden = one.cases < minimum end
  for _, variant in ipairs(counted.told) do
    variant.hidden = variant.events > #variant.path or nil                                          -- hidden.lua (5)
    for _, code in ipairs(variant.path) do variant.hidden = variant.hidden or counted.activities[code].hidden or nil end
    variant.met = minimum > 1 and met_by(variant.path, known, self, counted) or nil
  end
  if minimum > 1 then hidden.paths(counted.told, counted.cells, minimum) end
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
  counted.by_kind = kinds_of(self, counted, known)
  hide(self, counted, known, steps, minimum)
  made.cases, made.events, made.n_variants = counted.cases, counted.events, minimum == 1 and counted.n_variants or nil
  made.shares, made.by_human = shares_of(self, counted, known), by_human(self, counted, known)
  made.phases = #known.phases > 0 and phases_of(self, counted, known) or nil
  made.activities, made.steps = activities_of(self, counted), shown_steps(counted, steps)
  made.variants, made.other_cases = variants_of(self, counted)
  made.times = times_of(counted.times)
  made.converting = not counted.cells.hides "converted" and times_of(counted.converting) or nil
  made.lengths = { median = counted.lengths.median, high = counted.lengths.high, n = counted.lengths.n }
  made.removal, made.feeling = removal_of(self, counted), feelings_of(self, counted, known, minimum)
  made.is_partly_hidden = #made.activities < #counted.activities or #made.steps < #steps or nil
  return made
end


return outcome
