-- follow.lua - the claim that one measure follows another: employee experience makes customer experience
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: cx.claim.follows { from = pulse.support, to = nps(answers.recommend), unit = "district", lags = 8, margin = 0.2 }.
--
-- (1) By cx.link: correlations of units at lags both ways, whole unit series permuted. supported: a link that is positive, at
--     once or with `from` ahead, its interval above nothing and the largest of all lags beyond chance.
-- (2) refuted: no link within +-margin at any lag; a link that surely goes the opposite way; one in which `to` comes first.
-- (3) moderator = "role": the touchpoints' own: the share of rows at digital ones parts units. Any other text is a column of
--     `to`'s survey; a table is as in cx.link. What the link depends on is told beside, and decides nothing.

local asked = require "cx.asked"
local caller = require "cx.caller"
local units = require "cx.claim.units"

local follow = { KEYS = { "from", "to", "unit", "period", "lags", "level", "moderator", "digital", "permutations" } }


-- The margin is the link's: without one no absence of a link can be told.
local function read_margin(given)
  if given == nil or type(given) == "number" and given > 0 and given < 1 then return given end
  caller.raise "margin: a correlation too small to matter is wanted, between 0 and 1, such as 0.2"
end


-- Whether a measure is the staff's; so is one that is not there yet.
local function is_staff(side)
  return not side or require "cx.survey".state(side.survey).about == "staff" or nil
end


function follow.read(given)
  local from, to = asked.metric(given.from, "from"), asked.metric(given.to, "to")
  local ask = { from = from, to = to, margin = read_margin(given.margin), digital = given.digital,
                lags = asked.whole("lags", given.lags, 8, 0, 1000),
                names = { from = from and asked.name(from.metric), to = to and asked.name(to.metric), staff = is_staff(from) } }
  for _, key in ipairs { "unit", "period", "level", "permutations" } do ask[key] = given[key] end
  if given.moderator == "role" then
    ask.by_role = true
  elseif type(given.moderator) == "string" then
    ask.moderator = { [given.moderator] = given.moderator }
  else
    ask.moderator = given.moderator
  end
  units.check(ask)
  return ask
end


-- The digital touchpoints of a plan as what parts units (3); nil where none is there.
local function digital_of(ask, context)
  if not ask.by_role or ask.digital or not require "cx.survey".state(ask.to.survey).roles.touchpoint then return ask.digital end
  local names = {}
  local points = context and context.plan and context.plan.inside.touchpoints or {}
  for _, point in ipairs(points) do
    if point.role == "digital" then names[#names + 1] = point.name end
  end
  return #names > 0 and { touchpoint = names } or nil
end


local function verdict_of(outcome)
  if outcome.verdict == "no link" then return "refuted" end
  if outcome.verdict ~= "link" or not outcome.low then return "cannot tell" end
  if outcome.high < 0 then return "refuted" end
  if outcome.lag < 0 and outcome.lead and outcome.lead.verdict == "customers first" then return "refuted" end   -- (2)
  return outcome.low > 0 and outcome.lag >= 0 and "supported" or "cannot tell"                                  -- (1)
end


local function moderators_of(outcome)
  local list = {}
  for i, one in ipairs(outcome.moderators or {}) do
    list[i] = { name = one.name, digital = one.digital, verdict = one.verdict }
  end
  return #list > 0 and list or nil
end


function follow.find(self, ask, context)
  if not ask.from then return { lacks = "from" } end
  if not ask.to then return { lacks = "to" } end
  local how = {}
  for key, value in pairs(ask) do how[key] = value end
  how.digital = digital_of(ask, context)
  local outcome, message, code = units.link(self, how, ask.from, ask.to, context)
  if not outcome or outcome.lacks then return outcome, message, code end
  local found = { data = units.data(outcome, { ask.from, ask.to }), verdict = verdict_of(outcome), notes = {} }
  found.data.moderators = moderators_of(outcome)
  if outcome.value and outcome.low then
    found.estimate = { value = outcome.value, low = outcome.low, high = outcome.high, n = outcome.n, method = outcome.method,
                       counts = "units", unit = "r", lag = outcome.lag, p = outcome.p }
  end
  local need = outcome.needed
  if need then
    found.needs = { code = need.n and "n" or "never", counts = "units", n = need.n, has = outcome.units, power = need.power }
  else
    found.needs = units.needs(outcome)
  end
  if outcome.verdict == "link" and found.verdict == "cannot tell" then
    found.needs = { code = "data", what = "order" }
  end
  if not ask.margin and outcome.verdict == "cannot tell" then
    found.notes[1] = { code = "no_link_margin" }
  end
  return found
end


return follow
