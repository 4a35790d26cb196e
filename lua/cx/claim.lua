-- claim.lua - what is believed, put to the test on the organisation's own data: supported, refuted, cannot tell
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: cx.claim.end_matters { answers.recommend, source = "..." }. Out: an analysis of kind "claim"; its outcome.
--
-- (1) A claim says what an estimate is: a value (is =, with margin = around it), at least, at most, more than nothing, within
--     a margin of nothing. That is its region (claim/verdict.lua); the verdict is by the estimate's interval against it:
--     inside, outside, or neither. Never by a p alone, and nothing that is believed is a constant here.
-- (2) The makers are in claim/NAME.lua: share_of_experience, follows, first_matters and end_matters,
--     face_to_face_matters_most, unrelated, goes_with, suffices, behaviour_predicts, first_contact_must_resolve,
--     search_can_be_influenced, rises, falls, automation_frees_experts, features_alone, led_by_feel, own.
-- (3) source_says = "false": the source denies what the text says. The verdict is on the text; `source_agrees` says whether
--     the data side with the source.
-- (4) Where the data are not there, or too few, the verdict is "cannot tell", and `needs` says what would decide it: how many
--     more answers, units, rounds (claim/verdict.lua, 3), or which data. A file that is not there is a failure, as elsewhere.
-- (5) Fewer people than the privacy minimum: no estimate.
-- (6) `estimate` is one: { value, low, high, n, method, counts = "people"|"units"|"rounds"|..., unit }. A claim of several
--     parts has `parts`, each with its own verdict: supported when all are, refuted when one surely is, each part's interval
--     being wide enough for all of them (Bonferroni).

local asked = require "cx.asked"
local caller = require "cx.caller"
local complain = require "cx.complain"
local verdict = require "cx.claim.verdict"

local claim = {}

local COMMON = { "source", "source_says", "text", "confidence", "margin", "minimum", "title", "id" }

-- The file of each maker.
local FILE = {
  share_of_experience = "share", unrelated = "together", goes_with = "together", suffices = "together",
  behaviour_predicts = "together", face_to_face_matters_most = "channel", follows = "follow", first_matters = "moment",
  end_matters = "moment", first_contact_must_resolve = "contrast", search_can_be_influenced = "contrast", rises = "rounds",
  falls = "rounds", automation_frees_experts = "rounds", features_alone = "rounds", led_by_feel = "deed", own = "own",
}


--- The names of all makers, in byte order.
---@return string[]
function claim.names()
  local names = {}
  for name in pairs(FILE) do names[#names + 1] = name end
  table.sort(names)
  return names
end


-- ---- declared ------------------------------------------------------------------------------------------

local function read_text(given, name)
  local value = given[name]
  if value == nil or type(value) == "string" and value:find "%S" then return value end
  caller.raise(("%s: a text is wanted, not %s"):format(name, complain.show(value)))
end


-- What stands in a claim without a name: at most as many measures as the maker takes.
local function check_places(name, given, most)
  for key in next, given do
    if type(key) ~= "string" and (math.type(key) ~= "integer" or key < 1 or key > most) then
      caller.raise(("cx.claim.%s: %s"):format(name, most == 0 and "all that is given has a name"
        or ("%d without a name at most"):format(most)))
    end
  end
end


local function read_source_says(given)
  local says = given.source_says
  if says == nil or says == "true" or says == "false" then return says or "true" end
  caller.raise(complain.message("source_says", says, { "true", "false" }))
end


local class = { __name = "analysis" }
class.__index = class


-- A claim of one maker (2).
local function made(given, name, maker)
  local known = table.move(maker.KEYS, 1, #maker.KEYS, #COMMON + 1, table.move(COMMON, 1, #COMMON, 1, {}))
  require "cx.plan.plain".check(given, "cx.claim." .. name)
  asked.check("cx.claim." .. name, given, known)
  check_places(name, given, maker.PLACES or 0)
  local self = {
    kind = "claim", claim = name, title = given.title, id = given.id, place = caller.place(), text = read_text(given, "text"),
    source = read_text(given, "source"), source_says = read_source_says(given), confidence = asked.confidence(given.confidence),
    minimum = asked.whole("minimum", given.minimum, nil, 1, 1000000), maker = maker,
  }
  self.region = verdict.region(maker.REGION, given, "cx.claim." .. name)
  self.ask = maker.read(given, name)
  return setmetatable(self, class)
end


-- ---- measured ------------------------------------------------------------------------------------------

-- What the data say of the claim (1) (6).
local function judge(outcome, region, found, confidence)
  outcome.estimate, outcome.parts = found.estimate, found.parts
  outcome.verdict = found.verdict or found.parts and verdict.of_parts(found.parts) or verdict.of(found.estimate, region)
  if outcome.verdict == "cannot tell" then
    outcome.needs = found.needs or verdict.needs(outcome.estimate, region, confidence)
  end
end


-- Whether the data side with the source (3).
local function side_with(outcome)
  if not outcome.source or outcome.verdict == "cannot tell" then return nil end
  return (outcome.verdict == "supported") == (outcome.source_says == "true")
end


-- Of an estimate of too few people nothing is left (5).
local function hide(self, outcome, minimum)
  local estimate = outcome.estimate
  if self.maker.PEOPLE == false or not estimate or estimate.counts ~= "people" or (estimate.n or 0) >= minimum then return end
  outcome.estimate, outcome.parts, outcome.data, outcome.hidden, outcome.verdict = nil, nil, nil, true, "cannot tell"
  outcome.needs = { code = "n", counts = "people", n = minimum }
end


--- The outcome of the claim; nil, message, code where a file or a column is not there.
---@param context? { plan?: table, today?: string, result?: table }
---@return table?, string?, string?
function class:measure(context)
  local found, message, code = self.maker.find(self, self.ask, context)
  if not found then return nil, message, code end
  local outcome = {
    kind = "claim", claim = self.claim, title = self.title, id = self.id, text = self.text, source = self.source,
    source_says = self.source_says, confidence = self.confidence, is = verdict.told(self.region), names = self.ask.names,
    data = found.data, notes = found.notes or {}, verdict = "cannot tell",
  }
  if found.lacks then
    outcome.needs = { code = "data", what = found.lacks }                                             -- (4)
    return outcome
  end
  judge(outcome, self.region, found, self.confidence)
  hide(self, outcome, found.minimum or 1)
  outcome.source_agrees = side_with(outcome)
  return outcome
end


-- A maker by its name, made when it is first asked for.
local function maker_of(name)
  local maker = require("cx.claim." .. FILE[name])
  maker = maker[name] or maker
  return require "cx.core".door(function(given)
    return caller.within("claim." .. name, given, function() return made(given, name, maker) end)
  end)
end


return setmetatable(claim, { __index = function(self, name)
  if not FILE[name] then caller.raise(complain.message("claim", name, claim.names(), 20)) end
  local maker = maker_of(name)
  rawset(self, name, maker)
  return maker
end })
