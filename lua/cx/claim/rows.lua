-- rows.lua - measures of the same rows: fitted to one another, with the jackknife over people
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: metrics of one survey, the first the outcome. Out: estimates of anything that is a function of their fit.
--
-- (1) Rows where all is answered; the jackknife leaves out 32 buckets of people (driver/fit.lua).
-- (2) A correlation's interval is Fisher's: of its z, brought back. R2 is the adjusted one, which is about nothing where
--     nothing is explained (Wherry 1931); it is never told below 0 or above 1, nor is its interval.

local asked = require "cx.asked"
local core = require "cx.core"
local fit = require "cx.driver.fit"
local moment = require "cx.moment"

local rows = {}

local BUCKETS, NEARLY = 32, 0.9999999


--- The variable of moments that a side is.
---@param side { metric: cx.Metric, survey: table }
---@return table
function rows.variable(side)
  local question = require "cx.survey".request(side.survey, { of = side.metric.question }).of[1]
  local plain = question.type == "score" and side.metric.family == "mean"
  return moment.variable(question, not plain and side.metric or nil)
end


-- Which variables vary; nil where one does not.
local function all_vary(box, n)
  local matrix = core.moments_matrix(box, "listwise", 0, require "cx.tally".count_up(n))
  for i = 1, n do
    if matrix.covariance[i][i] <= 0 then return false end
  end
  return true
end


---@class cx.Fitted
---@field n integer
---@field minimum integer
---@field estimate fun(of: fun(made: table): number): table
---@field with fun(drivers: integer[]): cx.Fit the same outcome by some of the drivers

--- Fits the first metric by the others (1); `few` instead where there are too few rows, or nothing varies.
---@param sides { metric: cx.Metric, survey: table }[]
---@param call { confidence: number, minimum?: integer, where?: any }
---@param context? table
---@param use fun(fitted: cx.Fitted): any what is asked of the fit, while it is open
---@return any, string?, string?
function rows.fitted(sides, call, context, use)
  local survey, variables = sides[1].survey, {}
  asked.settle(survey, context)
  for i, side in ipairs(sides) do variables[i] = rows.variable(side) end
  local list, counts, code = moment.count(survey, { variables }, { where = call.where, buckets = BUCKETS })
  if not list then return nil, counts, code end
  counts:close()
  local box <close> = list[1]
  local minimum = asked.minimum(survey, context, call.minimum)
  local function make(drivers)
    return fit.make(box, BUCKETS, { missing = "listwise", outcome = 1, drivers = drivers, way = "none" })
  end
  local drivers = table.move(require "cx.tally".count_up(#sides), 2, #sides, 1, {})
  local full = all_vary(box, #sides) and make(drivers)
  if not full or not full.leaves or not fit.is_fit(full.full, #drivers) then return use { few = true, minimum = minimum } end
  return use { n = math.floor(full.full.n + 0.5), minimum = minimum, fit = full, make = make,
               estimate = function(of, unit)
                 local made = fit.interval(full, call.confidence, of)
                 made.df, made.counts, made.unit = nil, "people", unit
                 for _, key in ipairs(unit == "r_squared" and { "value", "low", "high" } or {}) do
                   made[key] = math.max(0, math.min(1, made[key]))
                 end
                 return made
               end }
end


--- The adjusted R2 of a fit (2).
---@param made table
---@return number
function rows.adjusted(made)
  local p = #made.beta
  return 1 - (1 - made.r_squared) * (made.n - 1) / math.max(1, made.n - p - 1)
end


--- The correlation of the outcome with the first driver, with Fisher's interval (2).
---@param fitted table
---@return table
function rows.correlation(fitted)
  local made = fitted.estimate(function(f)
    local r = math.max(-NEARLY, math.min(NEARLY, f.correlation[1]))
    return 0.5 * math.log((1 + r) / (1 - r))
  end, "r")
  local function back(z) return 1 - 2 / (math.exp(2 * z) + 1) end
  made.value, made.low, made.high, made.se = back(made.value), back(made.low), back(made.high), nil
  return made
end


--- What a claim is told of rows and surveys it used.
---@param sides table[]
---@param n? integer
---@return table
function rows.data(sides, n)
  local list, seen = {}, {}
  for _, side in ipairs(sides) do
    local name = require "cx.survey".name(side.survey)
    if not seen[name] then list[#list + 1] = name end
    seen[name] = true
  end
  return { surveys = list, rows = n }
end


return rows
