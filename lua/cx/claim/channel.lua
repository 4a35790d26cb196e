-- channel.lua - the claim that face to face matters most, against the other channels
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: cx.claim.face_to_face_matters_most { feeling = answers.care, outcome = answers.recommend, face = { "visit", "store" } }.
--
-- (1) How much matters: by how much the outcome differs for a step of the feeling, in each channel by itself (the slope of
--     least squares, jackknife over people). face = the labels that are face to face, of the role channel or of a column that
--     channel = names.
-- (2) Most means more than each of the other channels: the slope face to face less theirs, one by one, each interval as wide
--     as all comparisons together need (Bonferroni), by the errors of two different samples. The estimate is the difference
--     that decides: one that surely is not more refutes the claim, else that with the lowest bound has to be more.
-- (3) Channels of fewer people than the minimum, or where nothing varies, are left out and told.

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local rows = require "cx.claim.rows"
local verdict = require "cx.claim.verdict"

local channel = { KEYS = { "feeling", "outcome", "face", "channel" }, REGION = "more" }


local function read_face(given)
  local list = type(given) == "string" and { given } or given
  local fine = type(list) == "table" and #list > 0
  for _, one in ipairs(fine and list or {}) do fine = fine and type(one) == "string" end
  if fine then return list end
  caller.raise(("face: which channels are face to face? face = { \"store\", \"visit\" }, not %s"):format(complain.show(given)))
end


function channel.read(given)
  local feeling, outcome = asked.metric(given.feeling, "feeling"), asked.metric(given.outcome, "outcome")
  if feeling and outcome and feeling.survey ~= outcome.survey then
    caller.raise "feeling: a question of the outcome's own survey is wanted"
  end
  if feeling and outcome and feeling.metric.question == outcome.metric.question then
    caller.raise "feeling: it is the outcome itself; another question is wanted"
  end
  if given.channel ~= nil and (type(given.channel) ~= "string" or given.channel == "") then
    caller.raise "channel: the name of a column is wanted"
  end
  return { feeling = feeling, outcome = outcome, face = read_face(given.face), channel = given.channel,
           names = { metric = outcome and asked.name(outcome.metric), from = feeling and asked.name(feeling.metric) } }
end


--- A where-text for one of some labels.
---@param column string
---@param labels string[]
---@return string
function channel.where(column, labels)
  local list = {}
  for i, label in ipairs(labels) do
    list[i] = "'" .. label:gsub("\\", "\\\\"):gsub("'", "\\'"):gsub("\n", "\\n"):gsub("\r", "\\r"):gsub("\t", "\\t") .. "'"
  end
  return ("`%s` in { %s }"):format(column:gsub("`", "``"), table.concat(list, ", "))
end


-- The other channels' labels, in byte order.
local function others(survey, column, face)
  local tally <close>, message, code = survey:tally { by = column, of = {} }
  if not tally then return nil, message, code end
  local is_face, list, name = {}, {}, require "cx.tally".about(tally).by[1].name
  for _, label in ipairs(face) do is_face[label] = true end
  for _, one in ipairs(tally:groups()) do
    local label = one.group[name]
    if label ~= "" and not is_face[label] then list[#list + 1] = label end
  end
  return list
end


-- The slope in some channels, or nil where it cannot be told.
local function slope(self, ask, column, labels, context)
  local call = { confidence = self.confidence, minimum = self.minimum, where = channel.where(column, labels) }
  return rows.fitted({ ask.outcome, ask.feeling }, call, context, function(fitted)
    if fitted.few or fitted.n < fitted.minimum then return { few = true } end
    return fitted.estimate(function(f)
      return f.spread[1] > 0 and f.beta[1] * f.spread[2] / f.spread[1] or 0
    end, "slope")
  end)
end


-- The face to face slope less another one (2).
local function difference(self, a, b, family)
  local value, se = a.value - b.value, math.sqrt(a.se ^ 2 + b.se ^ 2)
  local reach = core.distribution.t_quantile(1 - (1 - self.confidence) / 2 / family, 31) * se
  return { value = value, low = value - reach, high = value + reach, n = a.n + b.n, unit = "slope", counts = "people",
           method = ("bucket jackknife, %d channels %.6g %%"):format(family, 100 * self.confidence) }
end


-- The difference that decides (2), and the channel that it is from.
local function deciding(self, made)
  local lowest, least
  for i = 2, #made do
    local one = { estimate = difference(self, made[1].slope, made[i].slope, #made - 1), name = made[i].name }
    if not lowest or one.estimate.low < lowest.estimate.low then lowest = one end
    if not least or one.estimate.high < least.estimate.high then least = one end
  end
  local refutes = verdict.of(least.estimate, self.region) == "refuted"
  return (refutes and least or lowest).estimate, (refutes and least or lowest).name
end


-- What is found in all channels: { name, slope } each, the face to face ones together first.
local function slopes(self, ask, column, list, context)
  local made, left = {}, 0
  for i = 0, #list do
    local one, message, code = slope(self, ask, column, i == 0 and ask.face or { list[i] }, context)
    if not one then return nil, message, code end
    if i == 0 and one.few then return {} end
    if one.few then left = left + 1 else made[#made + 1] = { name = list[i], face = i == 0 or nil, slope = one } end
  end
  return made, left
end


function channel.find(self, ask, context)
  if not ask.outcome then return { lacks = "outcome" } end
  if not ask.feeling then return { lacks = "feeling" } end
  local survey = ask.outcome.survey
  local column = ask.channel or require "cx.survey".state(survey).roles.channel and "channel"
  if not column then return { lacks = "channel" } end
  asked.settle(survey, context)
  local list, message, code = others(survey, column, ask.face)
  if not list then return nil, message, code end
  local made, left = slopes(self, ask, column, list, context)
  if not made then return nil, left, code end
  if #made < 2 then return { lacks = "channels" } end
  local found = { data = rows.data { ask.outcome }, minimum = 1, notes = {} }
  found.data.channels, found.data.rows = made, 0
  for _, one in ipairs(made) do found.data.rows = found.data.rows + one.slope.n end
  found.estimate, found.data.against = deciding(self, made)
  if left > 0 then found.notes[1] = { code = "few_channels", n = left } end
  return found
end


return channel
