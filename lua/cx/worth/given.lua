-- given.lua - what cx.worth is told: segments, shared numbers, where the data are
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: the table that cx.worth was called with. Out: the same, checked; mistakes are raised at the analyst's line.
--
-- (1) A number is a number, { value, low, high }, or an estimate: a table with value, low and high (curve.number).
-- (2) retention lies between 0 and 1 a period, and means above 1 are refused; a discount is 0 or more.
-- (3) Without years the sum over time must exist: the discount is above 0, or retention below 1, at all ends of the intervals.

local caller = require "cx.caller"
local complain = require "cx.complain"
local curve = require "cx.curve"
local value = require "cx.worth.value"

local given_of = {}

local OF_SEGMENT = { "spend", "margin", "purchases", "retention", "referrals", "mentions", "acquisition", "share" }
local MOST = 1e15


-- A number within limits, nil where nothing is given (1).
local function number(given, path, lo, hi)
  if given == nil then return nil end
  local made = curve.number(given, path)
  for _, x in ipairs { made.value, made.low or made.value, made.high or made.value } do
    if not (x >= (lo or -MOST) and x <= (hi or MOST)) then
      caller.raise(lo and hi and ("%s: a number from %g to %g is wanted, not %g"):format(path, lo, hi, x)
        or lo and ("%s: a number from %g is wanted, not %g"):format(path, lo, x)
        or ("%s: a number up to %g is wanted, not %g"):format(path, MOST, x))
    end
  end
  return made
end

given_of.number = number


-- One segment; spend and margin are two ways to say the same.
local function segment(given, path)
  if type(given) ~= "table" then caller.raise(("%s: a table is wanted, not %s"):format(path, complain.show(given))) end
  caller.known("key of " .. path, given, OF_SEGMENT)
  if given.spend ~= nil and given.margin ~= nil then
    caller.raise(("%s: spend and margin are two ways to say what a purchase brings; one of them"):format(path))
  end
  return { spend = number(given.spend or given.margin, path .. (given.margin and ".margin" or ".spend")),
           is_margin = given.margin ~= nil or nil,
           purchases = number(given.purchases, path .. ".purchases", 0),
           retention = number(given.retention, path .. ".retention", 0, 1),
           referrals = number(given.referrals, path .. ".referrals", 0, 1e6),
           mentions = number(given.mentions, path .. ".mentions", 0, 1e6),
           acquisition = number(given.acquisition, path .. ".acquisition", 0),
           share = number(given.share, path .. ".share", 0, 1) }
end


--- The segments that are declared.
---@param given any
---@param has_data boolean
---@return table<string, table>
function given_of.segments(given, has_data)
  if given == nil and has_data then given = {} end
  if type(given) ~= "table" then
    caller.raise "segments: { promoter = { spend =, retention = }, detractor = { ... } } is wanted, or spend = a file"
  end
  caller.known("segment", given, value.SEGMENTS)
  local made = {}
  for _, name in ipairs(value.SEGMENTS) do
    local path = "segments." .. name
    if given[name] ~= nil then made[name] = segment(given[name], path) end
    if not has_data and name ~= "passive" and not made[name] then
      caller.raise(("%s: what are they worth? { spend = 208, retention = 0.9 } is wanted"):format(path))
    end
    if not has_data and made[name] and not made[name].spend then
      caller.raise(("%s: spend or margin is wanted: what a purchase brings"):format(path))
    end
  end
  return made
end


-- Whether the sum over time exists (3).
local function check_sum(shared, segments, has_data)
  if shared.years then return end
  local d = shared.discount.low or shared.discount.value
  if has_data and d <= 0 then
    caller.raise "discount: above 0 is wanted where retention comes from data and years = is not said; else worth has no end"
  end
  for _, name in ipairs(value.SEGMENTS) do
    local r = segments[name] and segments[name].retention
    if r and 1 + d <= (r.high or r.value) then
      caller.raise(("segments.%s: retention %g with discount %g lasts for ever and sums to no number; years = 5 ends it")
        :format(name, r.high or r.value, d))
    end
  end
end


--- The numbers of all segments, checked together with the segments.
---@param given table
---@param segments table
---@param has_data boolean
---@return table
function given_of.shared(given, segments, has_data)
  if given.discount == nil then caller.raise "discount: of how much a year? such as 0.08" end
  if given.generations ~= nil and given.generations ~= 1 and given.generations ~= "all" then
    caller.raise(("generations: 1 or \"all\" is wanted, not %s"):format(complain.show(given.generations)))
  end
  local shared = { discount = number(given.discount, "discount", 0, 10), years = given.years,
                   margin = number(given.margin, "margin", -1, 1),
                   conversion = number(given.conversion, "conversion", 0, 1), loss = number(given.loss, "loss", 0, 1),
                   acquisition = number(given.acquisition, "acquisition", 0),
                   new_value = number(given.new_value, "new_value"), all = given.generations == "all" or nil }
  if shared.years ~= nil and (math.type(shared.years) ~= "integer" or shared.years < 1 or shared.years > 100) then
    caller.raise(("years: a whole number from 1 to 100 is wanted, not %s"):format(complain.show(given.years)))
  end
  for _, one in pairs(segments) do
    if one.is_margin and shared.margin then
      caller.raise "margin: the segments say their margins already; give spend there, or no margin here"
    end
  end
  check_sum(shared, segments, has_data)
  return shared
end


--- A list of texts: what is not counted.
---@param given any
---@return string[]
function given_of.texts(given)
  if given == nil then return {} end
  if type(given) == "string" then given = { given } end
  if type(given) ~= "table" then caller.raise "not_counted: a list of texts is wanted" end
  local list = {}
  for i, one in ipairs(given) do
    if type(one) ~= "string" or one == "" then caller.raise(("not_counted[%d]: a text is wanted"):format(i)) end
    list[i] = one
  end
  return list
end


return given_of
