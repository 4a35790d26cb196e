-- channel.lua - does the same touchpoint feel the same in every channel: web, store, self-service, phone
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: cx.channel { score = cx.metric.nps(answers.recommend) }. Out: an analysis; its outcome.
--
-- (1) Of each touchpoint (by = another role or column; false: all answers as one) the score in each channel (channel = another
--     column), with its interval.
-- (2) Equal scores: Q = sum (y - m)^2 / V, m weighted by 1/V, is chi-square with one degree of freedom less than there are
--     channels (Cochran, 1954, Biometrics 10:101; the Wald test of independent estimates). p is adjusted over the touchpoints
--     (Holm).
-- (3) Spread: tau, the standard deviation of true scores between channels (Paule and Mandel, 1982), its interval by the
--     Q-profile (Viechtbauer, 2007, Statistics in Medicine 26:37), which is empty, and not told, where the scores are
--     more alike than their own errors would have them.
-- (4) Which departs: each channel less the weighted mean of the others, z; p adjusted over all of them (Holm, 1979).
-- (5) "differs": p of (2) is at most 1 - confidence. "in line": with `margin`, the interval of every departure lies inside
--     +-margin. Else "cannot tell". One channel alone: "one channel".
-- (6) Channels of fewer people than the minimum are hidden, and as many others as it takes (privacy/listed.lua).

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"

local channel = {}

local KNOWN = { "score", "by", "channel", "where", "margin", "confidence", "minimum", "title", "id" }
local normal = core.distribution


-- ---- declared ------------------------------------------------------------------------------------------

local function read_by(given, survey)
  if given == nil then return require "cx.survey".state(survey).roles.touchpoint and "touchpoint" or nil end
  if given == false then return nil end
  if type(given) == "string" and given ~= "" then return given end
  caller.raise(("by: a role such as \"touchpoint\", a column, or false is wanted, not %s"):format(complain.show(given)))
end


local function read_channel(given, survey)
  if type(given) == "string" and given ~= "" then return given end
  if given ~= nil then caller.raise(("channel: the name of a column is wanted, not %s"):format(complain.show(given))) end
  if require "cx.survey".state(survey).roles.channel then return "channel" end
  caller.raise "channel: which column tells it? channel = \"...\" is wanted, here or in the survey"
end


local class = { __name = "channel" }
class.__index = class


--- cx.channel { score =, by =, channel =, margin = }
---@param given { score: table, by?: string|false, channel?: string, where?: string, margin?: number, confidence?: number,
---  minimum?: integer, title?: string, id?: string } margin in the metric's unit
---@return table analysis
function channel.new(given)
  asked.check("cx.channel", given, KNOWN)
  local score = asked.wanted(given.score, "score")
  if given.where ~= nil and type(given.where) ~= "string" then caller.raise "where: a text is wanted" end
  if given.margin ~= nil and not (type(given.margin) == "number" and given.margin > 0 and given.margin < math.huge) then
    caller.raise "margin: a difference too small to matter, in the metric's unit, is wanted"
  end
  return setmetatable({ kind = "channel", title = given.title, id = given.id, place = caller.place(), score = score,
    by = read_by(given.by, score.survey), channel = read_channel(given.channel, score.survey), where = given.where,
    margin = given.margin, confidence = asked.confidence(given.confidence),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000) }, class)
end


-- ---- one touchpoint (2) (3) (4) --------------------------------------------------------------------------

-- Cochran's sum for a variance between; and the weighted mean.
local function cochran(list, tau2)
  local w, sum, q = 0, 0, 0
  for _, one in ipairs(list) do
    local weight = 1 / (one.v + tau2)
    w, sum = w + weight, sum + weight * one.value
  end
  for _, one in ipairs(list) do q = q + (one.value - sum / w) ^ 2 / (one.v + tau2) end
  return q, sum / w
end


-- The quantile of chi-square by bisection of its tail.
local function chi_square_quantile(p, df)
  local low, high = 0, 1
  while normal.chi_square_tail(high, df) > 1 - p do high = 2 * high end
  for _ = 1, 100 do
    local middle = (low + high) / 2
    if normal.chi_square_tail(middle, df) > 1 - p then low = middle else high = middle end
  end
  return (low + high) / 2
end


-- The variance between at which Cochran's sum is `target`; 0 when it is below even there.
local function solve(list, target)
  local low, high = 0, 1
  if cochran(list, 0) <= target then return 0 end
  while cochran(list, high) > target do
    high = 2 * high
    if high > 1e18 then return high end
  end
  for _ = 1, 200 do
    local middle = (low + high) / 2
    if cochran(list, middle) > target then low = middle else high = middle end
  end
  return (low + high) / 2
end


-- Each channel less the others (4).
local function departures(self, list)
  local z = normal.normal_quantile((1 + self.confidence) / 2)
  for i, one in ipairs(list) do
    local w, sum = 0, 0
    for j, other in ipairs(list) do
      if i ~= j then w, sum = w + 1 / other.v, sum + other.value / other.v end
    end
    local se = math.sqrt(one.v + 1 / w)
    one.difference = one.value - sum / w
    one.difference_low, one.difference_high = one.difference - z * se, one.difference + z * se
    one.p = 2 * normal.normal(-math.abs(one.difference) / se)
  end
end


local function test(self, item)
  local list = {}
  for _, one in ipairs(item.channels) do
    if one.v then list[#list + 1] = one end
  end
  item.tested = #list
  if #list < 2 then return end
  local df, alpha = #list - 1, 1 - self.confidence
  item.q, item.mean = cochran(list, 0)
  item.df, item.p = df, normal.chi_square_tail(item.q, df)
  item.tau = math.sqrt(solve(list, df))
  local least = chi_square_quantile(alpha / 2, df)
  if item.q > least then
    item.tau_low = math.sqrt(solve(list, chi_square_quantile(1 - alpha / 2, df)))
    item.tau_high = math.sqrt(solve(list, least))
    item.tau_method = ("Paule-Mandel, Q-profile %.6g %%"):format(100 * self.confidence)
  end
  departures(self, list)
end


-- ---- measured ------------------------------------------------------------------------------------------

-- Scores by touchpoint and channel, in the order of their bytes (1).
local function read(self, tally)
  local items, by_label = {}, {}
  for _, e in ipairs(tally:measure(self.score.metric, { confidence = self.confidence })) do
    local label, name = self.by and e.group[self.by] or "", e.group[self.channel]
    if e.n > 0 and name ~= "" and (label ~= "" or not self.by) then
      local item = by_label[label]
      if not item then
        item = { label = self.by and label or nil, channels = {}, n = 0 }
        items[#items + 1], by_label[label] = item, item
      end
      local se = e.se and e.se > 0 and e.se or e.centre_se and e.centre_se > 0 and e.centre_se or nil
      item.channels[#item.channels + 1] = { label = name, value = e.value, low = e.low, high = e.high, se = e.se, n = e.n,
                                            method = e.method, v = se and e.value and se * se or nil }
      item.n = item.n + e.n
    end
  end
  return items
end


-- (6)
local function hide(items, minimum)
  for _, item in ipairs(items) do
    local hidden = require "cx.privacy.listed".hidden(item.channels, item.n, minimum)
    for i, one in ipairs(item.channels) do
      if hidden[one.label] or minimum > 1 and one.n < minimum then
        item.channels[i], item.n = { label = one.label, hidden = true }, nil
      end
    end
  end
end


local function adjust(list)
  local p, of = {}, {}
  for _, one in ipairs(list) do
    if one.p then p[#p + 1], of[#of + 1] = one.p, one end
  end
  if #p == 0 then return end
  for i, adjusted in ipairs(core.adjust(p, "holm")) do of[i].p_adjusted = adjusted end
end


local function verdict_of(self, item)
  if item.tested < 2 then return #item.channels > 1 and "cannot tell" or "one channel" end
  if item.p_adjusted <= 1 - self.confidence then return "differs" end
  local inside = self.margin ~= nil
  for _, one in ipairs(item.channels) do
    if inside and one.difference then
      inside = one.difference_low >= -self.margin and one.difference_high <= self.margin
    end
  end
  return inside and "in line" or "cannot tell"
end


local function judge(self, items)
  local every = {}
  for _, item in ipairs(items) do
    test(self, item)
    for _, one in ipairs(item.channels) do every[#every + 1] = one end
  end
  adjust(items)
  adjust(every)
  for _, one in ipairs(every) do
    if one.p_adjusted then
      local is_sure = one.p_adjusted <= 1 - self.confidence
      one.verdict = is_sure and (one.difference > 0 and "above" or "below") or "cannot tell"
    end
    one.v = nil
  end
  for _, item in ipairs(items) do item.verdict = verdict_of(self, item) end
end


--- Counts the survey and works the outcome out.
---@param context? table
---@return table? outcome
---@return string? message
---@return string? code
function class:measure(context)
  local side = self.score
  asked.settle(side.survey, context)
  local by = self.by and { self.by, self.channel } or { self.channel }
  local tally <close>, message, code = side.survey:tally { by = by, of = side.survey[side.metric.question], where = self.where }
  if not tally then return nil, message, code end
  local items, minimum = read(self, tally), asked.minimum(side.survey, context, self.minimum)
  hide(items, minimum)
  judge(self, items)
  return { kind = "channel", title = self.title, id = self.id, score = asked.name(side.metric), items = items,
           margin = self.margin, confidence = self.confidence, minimum = minimum, notes = {} }
end


return channel
