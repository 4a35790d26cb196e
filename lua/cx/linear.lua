-- linear.lua - sums of scores, and ratios of two sums, with the errors of the sample's design
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a tally, one or two metrics. Out: a list of estimates, one for each group; by = names fewer columns, false none.
--
-- (1) A sum is sum w s; its influence is w s of each row, nought where there is no answer (R: svytotal, svyby).
-- (2) A ratio is sum w y / sum w x; its influence is w (y - ratio x) / sum w x (R: svyratio). It needs y and x of the
--     same people: every row of the group has both, else it is refused.
-- (3) A tally knows y and x together only of a cluster, not of a person: without clusters a column that differs in
--     every row can be declared as one, and the error is then that of persons.
-- (4) Influences are added up by cluster, then the variance is the design's (core/infer/design.h). Without a declared
--     design all rows are one stratum, and a row is a cluster. Bounds are value +- t se, t of clusters less strata.

local caller = require "cx.caller"
local core = require "cx.core"

local linear = {}

local KNOWN = { "by", "confidence", "weighted" }
local JOIN = "\31"


---@class cx.LinearOptions
---@field by? string|string[]|false
---@field confidence? number
---@field weighted? boolean


--- The strata of a tally's design; one of all rows when none is declared (4).
---@param box userdata
---@param about table
---@return table
function linear.strata(box, about)
  if not about.design then
    local n = core.tally_design(box)
    return { at = { [""] = 1 }, psus = { n }, population = { 0 }, lonely = "adjust" }
  end
  return require "cx.design".strata(about)
end


--- Checked options and their confidence.
---@param word string
---@param options? table
---@param known string[]
---@return table, number
function linear.options(word, options, known)
  options = options or {}
  if type(options) ~= "table" then caller.raise(("%s: options are a table"):format(word)) end
  caller.known("option of " .. word, options, known)
  local confidence = options.confidence or 0.95
  if type(confidence) ~= "number" or not (confidence > 0 and confidence < 1) then
    caller.raise("confidence: a number between 0 and 1 is wanted, such as 0.95")
  end
  return options, confidence
end


--- The metric that is wanted; anything else is refused.
---@param word string
---@param wanted any
---@return table
function linear.metric(word, wanted)
  if require "cx.metric".is(wanted) then return wanted end
  caller.raise(("%s: a metric is wanted, such as cx.metric.mean \"price\", not %s")
    :format(word, require "cx.complain".show(wanted)))
end


-- A function: group of a box -> n, sum w, sum w s, sum w^2 s^2, sum w^2 of those with a score.
local function adder(call, metric)
  local at, plan = require "cx.ask".metric(call.full, call.about, metric, call.word)
  return function(group)
    local n, w, q, y, y2 = 0, 0.0, 0.0, 0.0, 0.0
    local cells = core.tally_cells(call.full, at, group)
    for i = 1, #cells, 4 do
      local score = plan.score[plan.place[cells[i]]]
      if score then
        local weight = call.weighted and cells[i + 2] or cells[i + 1]
        local square = call.weighted and math.max(cells[i + 3], weight * weight / cells[i + 1]) or cells[i + 1]
        n, w, q = n + cells[i + 1], w + weight, q + square
        score = score + 0.0 -- squares of whole scores pass 2^63
        y, y2 = y + weight * score, y2 + square * score * score
      end
    end
    return n, w, q, y, y2
  end
end


-- The groups of the full tally, each with its own parts in order: { stratum, psu, at }.
local function parts_of(call)
  local strata, columns, list, by_key = call.strata, #call.about.by, {}, {}
  local made = call.about.design
  local place = made and require "cx.design".placer(made) or function() return "" end
  for g = 1, core.tally_size(call.full) do
    local labels = core.tally_labels(call.full, g)
    local key = table.concat(labels, JOIN, 1, columns)
    if not by_key[key] then
      by_key[key] = {}
      list[#list + 1] = by_key[key]
    end
    local stratum, psu = place(labels, columns)
    table.insert(by_key[key], { stratum = strata.at[stratum], psu = strata.clustered and psu or g, at = g })
  end
  return list
end


--- The estimate of a value, of the influence of its parts; without degrees of freedom it has no bounds.
---@param call { strata: table, confidence: number }
---@param made { value: number }
---@param parts { stratum: integer, psu: any }[]
---@param influence fun(part: table): number, number
---@return table
function linear.finish(call, made, parts, influence)
  local found, df = require "cx.design".variance(call.strata, parts, function(part)
    local z, z2 = influence(part)
    return z, z2, part.stratum, part.psu
  end)
  made.se, made.df, made.design_df = math.sqrt(found), df, math.tointeger(df) or df
  made.confidence, made.interval = call.confidence, "t"
  made.method = ("t %.6g %%"):format(100 * call.confidence)
  if df >= 1 then
    local reach = core.distribution.t_quantile(0.5 + 0.5 * call.confidence, df) * made.se
    made.low, made.high = made.value - reach, made.value + reach
  end
  return made
end


-- Does `each` for all groups of a tally by the columns wanted.
local function for_groups(box, word, options, each)
  local side = require "cx.compare.side"
  local call = { word = word }
  options, call.confidence = linear.options(word, options, KNOWN)
  local few <close> = side.collapse(box, side.columns(side.about(box), options.by))
  call.about = side.about(few)
  call.full = call.about.full or few
  call.weighted = call.about.weight ~= nil and options.weighted ~= false
  call.strata = linear.strata(few, call.about)
  local list, names, work = {}, require "cx.ask".groups(few, call.about), each(call)
  for i, parts in ipairs(parts_of(call)) do
    list[i] = work(parts)
    list[i].group = names[i]
  end
  return list
end


-- Adds what an adder says of the parts into fields of theirs, and gives the sums.
local function sum_parts(parts, add, name)
  local all = { n = 0, w = 0.0, q = 0.0, y = 0.0 }
  for _, part in ipairs(parts) do
    local n, w, q, y, y2 = add(part.at)
    part[name], part[name .. "2"] = y, y2
    all.n, all.w, all.q, all.y = all.n + n, all.w + w, all.q + q, all.y + y
  end
  return all
end


local function kish(all) return all.q > 0 and all.w * all.w / all.q or 0.0 end


--- The sums of a metric's scores over the population: w s added up (1).
---@param box userdata
---@param metric table
---@param options? cx.LinearOptions
---@return table[]
function linear.sum(box, metric, options)
  return for_groups(box, "sum", options, function(call)
    local add = adder(call, linear.metric("sum", metric))
    return function(parts)
      local all = sum_parts(parts, add, "y")
      local made = { value = all.y, n = all.n, n_effective = kish(all) }
      return linear.finish(call, made, parts, function(part) return part.y, part.y2 end)
    end
  end)
end


--- Refuses a ratio of a sample without clusters (3).
---@param strata { clustered?: boolean }
function linear.wants_clusters(strata)
  if strata.clustered then return end
  caller.raise("ratio: the tally does not know both answers of a person; declare cluster = in cx.survey, if nothing "
    .. "else a column that differs in every row, such as the respondent's number")
end


--- Refuses a ratio over rows that lack an answer to one of two questions (2).
---@param rows integer
---@param a integer with the one
---@param b integer with the other
function linear.wants_both(rows, a, b)
  local few = math.max(rows - a, rows - b)
  if few == 0 then return end
  caller.raise(("ratio: %d rows lack an answer to one of the two; count those that have both, with where ="):format(few))
end


--- The ratios of two metrics' sums: of the numerator to the denominator (2).
---@param box userdata
---@param numerator table
---@param denominator table
---@param options? cx.LinearOptions
---@return table[]
function linear.ratio(box, numerator, denominator, options)
  return for_groups(box, "ratio", options, function(call)
    local above, below = adder(call, linear.metric("ratio", numerator)), adder(call, linear.metric("ratio", denominator))
    linear.wants_clusters(call.strata)
    return function(parts)
      local y, x = sum_parts(parts, above, "y"), sum_parts(parts, below, "x")
      local rows = 0
      for _, part in ipairs(parts) do rows = rows + core.tally_group(call.full, part.at) end
      linear.wants_both(rows, y.n, x.n)
      if x.y == 0 then return { n = x.n, n_effective = kish(x) } end
      local made = { value = y.y / x.y, n = x.n, n_effective = kish(x) }
      return linear.finish(call, made, parts, function(part) return (part.y - made.value * part.x) / x.y, 0 end)
    end
  end)
end


return linear
