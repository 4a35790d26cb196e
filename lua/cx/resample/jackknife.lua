-- jackknife.lua - errors by leaving out a part of the sample at a time: hash buckets, or the clusters that were drawn
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally, or a raked one, and a metric or a function of counts { { answer, n, w, w2 } ... } as tally:counts gives
-- them. Out: a list, one for each group: value, se, low, high, and what made them. Formulas: core/infer/resample.h.
--
-- (1) leave_out = "buckets": the tally is made with buckets = 32 or so, which keep accounts or persons together.
--     leave_out = "clusters": the survey's own clusters, within its strata. Without it: buckets where there are some.
-- (2) Who is left of a stratum weighs in for what was left out, so that sums are estimated too (replicate.lua, rule 2).
-- (3) Strata of one cluster follow the survey's policy: lonely = (replicate.lua, rule 3).
-- (4) Over a raked tally each replicate is raked anew to the same targets, with the clusters' own weights as the start.
-- (5) A group without anybody once a part is left out, and replicates whose margins cannot be reached, have a value
--     and no error; `why` says so.
-- (6) sum = true is the sum of a metric's scores, w s, not their mean. Answers are people's own: n stays a count.

local caller = require "cx.caller"
local core = require "cx.core"
local replicate = require "cx.resample.replicate"
local resample = require "cx.resample"
local series = require "cx.series"

local jackknife = {}

local KNOWN = { "of", "by", "leave_out", "sum", "confidence", "weighted" }
local WORD, JOIN = "cx.jackknife", "\31"


---@class cx.JackknifeOptions
---@field of? string the question that a function reads
---@field by? string|string[]|false
---@field leave_out? "buckets"|"clusters"
---@field sum? boolean
---@field confidence? number
---@field weighted? boolean


-- ---- what is asked ------------------------------------------------------------------------------------------

-- A tally or a raked one as { box, about, weighted, domains, names, state = of a raked one }.
local function read_sample(given, options)
  local raked = require "cx.rake.raked"
  if raked.is(given) then
    local state = raked.open(given)
    if options.weighted ~= nil then caller.raise "cx.jackknife: weighted = is said to cx.rake" end
    if state.trimmed then
      caller.raise "cx.jackknife: trimmed weights cannot be raked anew for each replicate; rake without trim"
    end
    local domains, names = raked.domains(state, options.by)
    return { box = state.box, about = state.about, weighted = state.weighted, state = state, domains = domains, names = names }
  end
  local domain, about = require "cx.domain", require "cx.tally".about(given)
  local all = require "cx.tally".count_up(#about.by)
  local domains, names = domain.list(given, about, domain.read(about, options.by, all))
  return { box = given, about = about, weighted = about.weight ~= nil and options.weighted ~= false, domains = domains,
           names = names }
end


-- Refuses buckets that part what was drawn together (1).
local function check_buckets(about)
  local cluster, state = about.design and about.design.cluster, about.survey and require "cx.survey".state(about.survey)
  local kept = state and (state.roles.person or state.roles.account)
  if cluster and state and kept ~= cluster then
    caller.raise(("cx.jackknife: buckets keep %s together, not the clusters of %s; leave_out = \"clusters\" does")
      :format(kept or "rows", cluster))
  end
end


-- What is left out (1).
local function read_left(about, wanted)
  local has = { buckets = about.buckets ~= nil, clusters = about.design ~= nil and about.design.cluster ~= nil }
  if wanted ~= nil and has[wanted] == nil then
    caller.raise "leave_out: \"buckets\" or \"clusters\" is wanted"
  end
  wanted = wanted or (has.clusters and not has.buckets) and "clusters" or "buckets"
  if not has[wanted] then
    caller.raise(wanted == "clusters" and "cx.jackknife: the survey declares no clusters; cluster = is wanted"
      or "cx.jackknife: the tally has no buckets; make it with survey:tally { buckets = 32 }")
  end
  if wanted == "buckets" then check_buckets(about) end
  return wanted
end


-- The strata of what is left out: { psus, population, lonely, at }.
local function strata_of(about, left)
  if left == "buckets" then return { psus = { about.buckets }, population = { 0 } } end
  return require "cx.design".strata(about)
end


-- ---- sums ---------------------------------------------------------------------------------------------------

-- A function: group of the full tally, add -> its answers added, all of a metric under one key.
local function by_metric(call, metric)
  local at, plan = require "cx.ask".metric(call.full, call.about, metric, WORD)
  return function(group, put)
    local cells, n, w, y = core.tally_cells(call.full, at, group), 0, 0.0, 0.0
    for i = 1, #cells, 4 do
      local score = plan.score[plan.place[cells[i]]]
      if score then
        local weight = call.weighted and cells[i + 2] or cells[i + 1]
        n, w, y = n + cells[i + 1], w + weight, y + weight * (score + 0.0) -- whole numbers would pass 2^63
      end
    end
    if n > 0 then put("", n, w, 0.0, y) end
  end
end


-- The same under the answers; gives their order besides.
local function by_answer(call, options)
  local question, counts = resample.counts(WORD, call.full, call.about, options)
  local place = {}
  for i, answer in ipairs(question.answers or {}) do place[answer.value] = i end
  local function before(a, b)
    if question.type == "number" then return a < b end
    return place[a] < place[b]
  end
  return function(group, put)
    for _, count in ipairs(counts(group)) do
      if count.answer ~= nil then
        local w, q = count.n + 0.0, count.n + 0.0
        if call.weighted then w, q = count.w, count.w2 end
        put(count.answer, count.n, w, q, 0.0)
      end
    end
  end, before
end


-- Empty sums of each domain, by its cells where they have factors (4); and whose a cell's are.
local function new_sums(call)
  local lists, sums_of = {}, {}
  for d, cells in ipairs(call.domains) do
    lists[d] = {}
    for i, cell in ipairs(cells) do
      if call.state or i == 1 then table.insert(lists[d], replicate.sums(cell)) end
      sums_of[cell] = lists[d][#lists[d]]
    end
  end
  return lists, sums_of
end


-- Sums of each domain, and of all rows of each cell for raking.
local function read_sums(call)
  local lists, sums_of = new_sums(call)
  local index, rows, columns = {}, {}, #call.about.by
  for cell = 1, core.tally_size(call.box) do
    index[table.concat(core.tally_labels(call.box, cell), JOIN)] = cell
    rows[cell] = replicate.sums(cell)
  end
  for g = 1, core.tally_size(call.full) do
    local labels = core.tally_labels(call.full, g)
    local cell = index[table.concat(labels, JOIN, 1, columns)]
    local stratum, unit = call.place(labels)
    call.read(g, replicate.adder(sums_of[cell], stratum, unit))
    if call.state then
      local n, w = core.tally_group(call.full, g)
      replicate.adder(rows[cell], stratum, unit)("", n, call.weighted and w or n + 0.0, 0.0, 0.0)
    end
  end
  return lists, rows
end


-- ---- replicates ---------------------------------------------------------------------------------------------

-- The value of a domain in a replicate, by the factors of its cells.
local function value_in(call, list, one, factors)
  local bag = {}
  for _, sums in ipairs(list) do
    local f = factors and factors[sums.cell] or 1
    replicate.each_left(sums, one, function(key, n, w, q, y) replicate.add(bag, key, n, f * w, f * f * q, f * y) end)
  end
  return call.value(bag)
end


-- A function: sums of answers -> the metric's mean or sum (6), or what the analyst's function says.
local function valuer(wanted, options, before)
  if type(wanted) ~= "function" then
    return function(bag)
      local all = bag[""]
      if options.sum then return all and all.y or 0.0 end
      if all and all.w > 0 then return all.y / all.w end
    end
  end
  return function(bag)
    local counts = {}
    for answer, sum in pairs(bag) do counts[#counts + 1] = { answer = answer, n = sum.n, w = sum.w, w2 = sum.q } end
    table.sort(counts, function(a, b) return before(a.answer, b.answer) end)
    if #counts > 0 then return resample.value(WORD, wanted, counts) end
  end
end


local SINGLE = { buckets = "bucket", clusters = "cluster" }

-- What a replicate leaves out: 'cluster "a"', or a stratum of one.
local function out_of(call, one)
  return one.unit and ("%s \"%s\""):format(SINGLE[call.left], one.unit) or "a stratum of one cluster"
end


-- The factors of all cells in a replicate; nil and why they cannot be had (4) (5).
local function rake_again(call, rows, one)
  local weights = {}
  for cell, sums in ipairs(rows) do
    weights[cell] = 0.0
    replicate.each_left(sums, one, function(_, _, w) weights[cell] = w end)
  end
  local factors, word, margin, level, value = core.rake_again(call.state.raked, call.box, weights)
  if factors then return factors end
  local message = require "cx.rake".refusal(call.state.margins, word, margin, level, value)
  return nil, ("without %s: %s"):format(out_of(call, one), message)
end


-- Adds a domain's value in a replicate.
local function leave_out(call, made, list, one, factors)
  local value = value_in(call, list, one, factors)
  if not value then
    made.why = ("all answers stand in one %s"):format(one.own == 0 and "stratum" or SINGLE[call.left])
    return
  end
  local at = #made.theta + 1
  made.theta[at], made.factor[at], made.times[at] = value, one.factor, one.times
end


-- Every domain by itself: clusters that nobody of it is in leave the same.
local function leave_out_each(call, made, lists)
  for d, list in ipairs(lists) do
    for _, one in ipairs(made[d].value and replicate.list(call.strata, list) or {}) do
      if not made[d].why then leave_out(call, made[d], list, one) end
    end
  end
end


-- All domains, raked anew for each replicate (4).
local function rake_each(call, made, lists, rows)
  for _, one in ipairs(replicate.list(call.strata, rows)) do
    local factors, why = rake_again(call, rows, one)
    for d, list in ipairs(lists) do
      made[d].why = made[d].why or why
      if made[d].value and not made[d].why then leave_out(call, made[d], list, one, factors) end
    end
  end
end


-- ---- what comes of it ---------------------------------------------------------------------------------------

local function method_of(call, all)
  local strata = #call.strata.psus > 1 and (" in %d strata"):format(#call.strata.psus) or ""
  return ("jackknife of %d %s%s%s %.6g %%"):format(all, call.left, strata, call.state and ", each raked anew," or "",
    100 * call.confidence)
end


local function finish(call, made, all)
  local replicates = 0
  for _, times in ipairs(made.times) do replicates = replicates + times end
  local done = { n = made.n, value = made.value, why = made.why, df = all - #call.strata.psus, replicates = replicates,
                 buckets = call.left == "buckets" and all or nil, clusters = call.left == "clusters" and all or nil }
  if not done.value then return { n = made.n } end
  if not done.why and replicates < 2 then done.why = ("there are no two %s to leave out"):format(call.left) end
  if done.why then
    done.replicates = nil
    return done
  end
  done.se = core.replicates(made.theta, made.factor, made.times)
  done.confidence, done.method = call.confidence, method_of(call, all)
  if done.df >= 1 then
    local reach = core.distribution.t_quantile((1 + call.confidence) / 2, done.df) * done.se
    done.low, done.high = done.value - reach, done.value + reach
  end
  return done
end


-- The domains as they are in the whole sample, with room for their replicates.
local function start(call, lists, factors)
  local made = {}
  for d, list in ipairs(lists) do
    local n = 0
    for _, sums in ipairs(list) do
      for _, sum in pairs(sums.all) do n = n + sum.n end
    end
    made[d] = { n = n, value = n > 0 and value_in(call, list, nil, factors) or nil, theta = {}, factor = {}, times = {} }
  end
  return made
end


local function run(call)
  local lists, rows = read_sums(call)
  local made, all = start(call, lists, call.state and core.rake_factors(call.state.raked, call.box)), 0
  for _, n in ipairs(call.strata.psus) do all = all + n end
  if call.state then rake_each(call, made, lists, rows) else leave_out_each(call, made, lists) end
  for d in ipairs(made) do
    made[d] = finish(call, made[d], all)
    made[d].group, made[d].raked = call.names[d], call.state and true or nil
  end
  return made
end


-- A function: labels of the full tally -> stratum and what is left out.
local function placer(call)
  if call.left == "buckets" then return function(labels) return 1, labels[#labels] end end
  local first, strata = #call.about.by + 1, call.strata
  return function(labels)
    return strata.at[strata.stratified and labels[first] or ""], labels[first + (strata.stratified and 1 or 0)]
  end
end


--- cx.jackknife(tally or raked tally, metric | function, { of =, by =, leave_out =, sum =, confidence =, weighted = })
---@param given userdata|cx.RakedTally
---@param wanted table|fun(counts: table[]): number
---@param options? cx.JackknifeOptions
---@return table[]
function jackknife.of(given, wanted, options)
  options = options or {}
  if type(options) ~= "table" then caller.raise "cx.jackknife: options are a table" end
  caller.known("option of cx.jackknife", options, KNOWN)
  resample.wanted(WORD, wanted, options)
  if options.sum ~= nil and type(wanted) == "function" then
    caller.raise "cx.jackknife: sum = goes with a metric; a function adds up as it likes"
  end
  local call = read_sample(given, options)
  call.confidence = series.part("confidence", options.confidence, 0.95)
  call.left = read_left(call.about, options.leave_out)
  call.full, call.strata = call.about.full, strata_of(call.about, call.left)
  call.place = placer(call)
  local before
  if type(wanted) == "function" then
    call.read, before = by_answer(call, options)
  else
    call.read = by_metric(call, wanted)
  end
  call.value = valuer(wanted, options, before)
  return run(call)
end


return jackknife
