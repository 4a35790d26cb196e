-- jackknife.lua - errors by leaving out a part of the sample at a time: hash buckets, or the clusters that were drawn
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally, or a raked one, and a metric or a function of counts { { answer, n, w, w2 } ... } as tally:counts gives
-- them. Out: a list, one for each group: value, se, low, high, and what made them. Formulas: core/infer/resample.h.
--
-- (1) leave_out = "buckets": the tally is made with buckets = 32 or so, which keep accounts or persons together.
--     leave_out = "clusters": the survey's own clusters, within its strata. Without it: buckets where there are some.
-- (2) Who is left of a stratum weighs in for what was left out, n/(n - 1), so that sums are estimated too; a replicate
--     counts (1 - f)(n - 1)/n, f being the part of the population in the sample (R: as.svrepdesign, JK1 and JKn).
-- (3) Strata of one cluster: adjust leaves the stratum out and all others weigh in for it; remove leaves it be; average
--     gives it what the others have; fail refuses. A stratum that was taken whole has no error.
-- (4) Over a raked tally each replicate is raked anew to the same targets, with the clusters' own weights as the start.
-- (5) A group without anybody once a part is left out, and replicates whose margins cannot be reached, have a value
--     and no error; `why` says so.
-- (6) sum = true is the sum of a metric's scores, w s, not their mean. Answers are people's own: n stays a count.

local caller = require "cx.caller"
local core = require "cx.core"
local resample = require "cx.resample"
local series = require "cx.series"

local jackknife = {}

local KNOWN = { "of", "by", "leave_out", "sum", "confidence", "weighted" }
local WORD, JOIN = "cx.jackknife", "\31"
local NOTHING = { n = 0, w = 0.0, q = 0.0, y = 0.0 }


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
  local raked = require "cx.raked"
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
  local strata, message = require "cx.design".strata(about)
  if not strata then caller.raise(message) end
  return strata
end


-- ---- sums ---------------------------------------------------------------------------------------------------

local function add(bag, key, n, w, q, y)
  local sum = bag[key]
  if not sum then
    sum = { n = 0, w = 0.0, q = 0.0, y = 0.0 }
    bag[key] = sum
  end
  sum.n, sum.w, sum.q, sum.y = sum.n + n, sum.w + w, sum.q + q, sum.y + y
end


-- Adds to everybody, to a stratum and to a part of it, under one key.
local function add_all(sums, stratum, unit, ...)
  local own = sums.strata[stratum] or { all = {}, units = {} }
  sums.strata[stratum], own.units[unit] = own, own.units[unit] or {}
  add(sums.all, ...)
  add(own.all, ...)
  add(own.units[unit], ...)
end


local function new_sums(cell) return { cell = cell, all = {}, strata = {} } end


-- A function: group of the full tally, add -> its answers added, all of a metric under one key.
local function by_metric(call, metric)
  local at, plan = require "cx.ask".metric(call.full, call.about, metric, WORD)
  return function(group, put)
    local cells = core.tally_cells(call.full, at, group)
    for i = 1, #cells, 4 do
      local score = plan.score[plan.place[cells[i]]]
      local w = call.weighted and cells[i + 2] or cells[i + 1] + 0.0
      if score then put("", cells[i + 1], w, 0.0, w * score) end
    end
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


-- Sums of each domain, by its cells where there are factors for them, and of all rows of each cell (4).
local function read_sums(call)
  local sums_of, lists, rows, index, columns = {}, {}, {}, {}, #call.about.by
  for d, cells in ipairs(call.domains) do
    local one = new_sums()
    lists[d] = { one }
    for i, cell in ipairs(cells) do
      if call.state then
        one = new_sums(cell)
        lists[d][i] = one
      end
      sums_of[cell] = one
    end
  end
  for group = 1, core.tally_size(call.box) do
    index[table.concat(core.tally_labels(call.box, group), JOIN)] = group
    rows[group] = new_sums(group)
  end
  for g = 1, core.tally_size(call.full) do
    local labels = core.tally_labels(call.full, g)
    local cell = index[table.concat(labels, JOIN, 1, columns)]
    local stratum, unit = call.place(labels)
    call.read(g, function(...) add_all(sums_of[cell], stratum, unit, ...) end)
    local n, w = core.tally_group(call.full, g)
    add_all(rows[cell], stratum, unit, "", n, call.weighted and w or n + 0.0, 0.0, 0.0)
  end
  return lists, rows
end


-- ---- replicates (2) (3) -------------------------------------------------------------------------------------

-- The parts of each stratum that somebody is in, in order.
local function units_of(rows)
  local list, seen = {}, {}
  for _, sums in ipairs(rows) do
    for h, own in pairs(sums.strata) do
      list[h], seen[h] = list[h] or {}, seen[h] or {}
      for unit in pairs(own.units) do
        if not seen[h][unit] then
          seen[h][unit] = true
          list[h][#list[h] + 1] = unit
        end
      end
    end
  end
  for _, units in pairs(list) do table.sort(units) end
  return list
end


local function refuse_lonely(strata)
  local lonely = 0
  for h, n in ipairs(strata.psus) do
    if n == 1 and strata.population[h] ~= 1 then lonely = lonely + 1 end
  end
  if lonely > 0 and strata.lonely == "fail" then
    caller.raise(("lonely: %d strata have one cluster, so that the sample has no error; say how they are to be taken: "
      .. "lonely = \"adjust\", \"remove\" or \"average\""):format(lonely))
  end
end


-- Replicates: { stratum, unit, times, factor, own, others }, the last two being what those who are left weigh by.
local function replicates_of(strata, units)
  refuse_lonely(strata)
  local list, all, used = {}, 0, 0
  for h, n in ipairs(strata.psus) do
    local size, k = strata.population[h], n / (n - 1)
    local left = size > 0 and math.max(0, 1 - n / size) or 1
    all, used = all + n, used + (n > 1 and n or 0)
    local function put(unit, times)
      list[#list + 1] = { stratum = h, unit = unit, times = times, factor = left / k, own = k, others = 1 }
    end
    if n > 1 then
      for _, unit in ipairs(units[h] or {}) do put(unit, 1) end
      if n > #(units[h] or {}) then put(nil, n - #(units[h] or {})) end
    elseif left > 0 and strata.lonely == "adjust" and #strata.psus > 1 then
      local share = #strata.psus / (#strata.psus - 1)
      list[#list + 1] = { stratum = h, times = 1, factor = 1 / share, own = 0, others = share }
    end
  end
  for _, replicate in ipairs(strata.lonely == "average" and list or {}) do replicate.factor = replicate.factor * all / used end
  return list, all
end


-- Calls visit(key, n, w, q, y) for what a replicate leaves of sums; without a replicate for all of them.
local function each_left(sums, replicate, visit)
  local own = replicate and sums.strata[replicate.stratum]
  local out = own and replicate.unit and own.units[replicate.unit]
  for key, all in pairs(sums.all) do
    local s, u = own and own.all[key] or NOTHING, out and out[key] or NOTHING
    local a, k = replicate and replicate.others or 1, replicate and replicate.own or 1
    local n = all.n - s.n + (k > 0 and s.n - u.n or 0)
    local w = a * (all.w - s.w) + k * (s.w - u.w)
    if n > 0 then
      if w > 1e-12 * all.w then
        visit(key, n, w, a * a * (all.q - s.q) + k * k * (s.q - u.q), a * (all.y - s.y) + k * (s.y - u.y))
      else
        visit(key, n, 0.0, 0.0, 0.0)
      end
    end
  end
end


-- The value of a domain in a replicate, by the factors of its cells.
local function value_in(call, list, replicate, factors)
  local bag = {}
  for _, sums in ipairs(list) do
    local f = factors and factors[sums.cell] or 1
    each_left(sums, replicate, function(key, n, w, q, y) add(bag, key, n, f * w, f * f * q, f * y) end)
  end
  return call.value(bag)
end


-- A function: sums of answers -> the metric's mean or sum (6), or what the analyst's function says.
local function valuer(wanted, options, before)
  if type(wanted) ~= "function" then
    return function(bag)
      local all = bag[""] or NOTHING
      if options.sum then return all.y end
      if all.w > 0 then return all.y / all.w end
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
local function out_of(call, replicate)
  return replicate.unit and ("%s \"%s\""):format(SINGLE[call.left], replicate.unit) or "a stratum of one cluster"
end


-- The factors of all cells in a replicate; nil and why they cannot be had (4) (5).
local function rake_again(call, rows, replicate)
  local weights = {}
  for cell, sums in ipairs(rows) do
    weights[cell] = 0.0
    each_left(sums, replicate, function(_, _, w) weights[cell] = w end)
  end
  local factors, word, margin, level, value = core.rake_again(call.state.raked, call.box, weights)
  if factors then return factors end
  local message = require "cx.rake".refusal(call.state.margins, word, margin, level, value)
  return nil, ("without %s: %s"):format(out_of(call, replicate), message)
end


-- Adds a domain's value in a replicate; a domain that does not have the unit is the same without it.
local function leave_out(call, made, list, replicate, factors)
  local own = list[1] and list[1].strata[replicate.stratum]
  local same = not factors and not (own and replicate.unit and own.units[replicate.unit])
  local value = same and made.same[replicate.stratum] or value_in(call, list, replicate, factors)
  if not value then
    made.why = ("all answers stand in one %s"):format(replicate.own == 0 and "stratum" or SINGLE[call.left])
    return
  end
  if same then made.same[replicate.stratum] = value end
  for _ = 1, replicate.times do
    made.theta[#made.theta + 1], made.factor[#made.factor + 1] = value, replicate.factor
  end
end


-- ---- what comes of it ---------------------------------------------------------------------------------------

local function method_of(call, all)
  local strata = #call.strata.psus > 1 and (" in %d strata"):format(#call.strata.psus) or ""
  return ("jackknife of %d %s%s%s %.6g %%"):format(all, call.left, strata, call.state and ", each raked anew," or "",
    100 * call.confidence)
end


local function finish(call, made, all)
  local theta, factor, why = made.theta, made.factor, made.why
  local done = { n = made.n, value = made.value, why = why, df = all - #call.strata.psus, replicates = #theta,
                 buckets = call.left == "buckets" and all or nil, clusters = call.left == "clusters" and all or nil }
  if not done.value then return { n = made.n } end
  if not why and #theta < 2 then done.why = ("there are no two %s to leave out"):format(call.left) end
  if done.why then
    done.replicates = nil
    return done
  end
  done.se, done.confidence, done.method = core.replicates(theta, factor), call.confidence, method_of(call, all)
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
    made[d] = { n = n, value = n > 0 and value_in(call, list, nil, factors) or nil, theta = {}, factor = {}, same = {} }
  end
  return made
end


local function run(call)
  local lists, rows = read_sums(call)
  local replicates, all = replicates_of(call.strata, units_of(rows))
  local made = start(call, lists, call.state and core.rake_factors(call.state.raked, call.box))
  for _, replicate in ipairs(replicates) do
    local factors, why
    if call.state then factors, why = rake_again(call, rows, replicate) end
    for d, list in ipairs(lists) do
      if why then made[d].why = made[d].why or why end
      if made[d].value and not made[d].why then leave_out(call, made[d], list, replicate, factors) end
    end
  end
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
