-- wrong_claim_spec.lua - whatever stands under any key of a claim, or of an index: it is taken, or refused in one line

local cx = require "cx"
local wrong = dofile "tests/lua/cx/wrong.lua"

local TEXT = "answer,ease,price,store,who,day\n9,1,2,a,p,2026-01-01\n3,5,4,b,q,2026-02-01\n"


local function survey()
  return cx.survey { text = TEXT, person = "who", touchpoint = "store", channel = "store", unit = "store", time = "day",
    questions = { answer = cx.scale.nps, ease = cx.scale { 1, 5, part = "ease" }, price = cx.scale { 1, 5, part = "edge" } } }
end


-- What all claims take, added to what one takes.
local function with(given)
  for key, value in pairs { source = "S", source_says = "false", text = "T", confidence = 0.9, minimum = 5, title = "x", id = "y" } do
    given[key] = value
  end
  return given
end


local whole, make = {}, {}

for _, name in ipairs(require "cx.claim".names()) do
  make[name] = function(given) return (cx.claim[name](given)) end
end
make.index = function(given) return (cx.index(given)) end
make.index_measure = function(given) return (cx.metric.index(given)) end

function whole.share_of_experience()
  local s = survey()
  return with { part = { "ease" }, is = 0.5, margin = 0.1, outcome = s.answer, of = { ease = { s.ease }, edge = { s.price } },
    where = "store ~= 'z'", buckets = 16 }
end
function whole.follows()
  local s = survey()
  return with { from = s.ease, to = cx.metric.nps(s.answer), unit = "store", period = "month", lags = 2, level = "within",
    moderator = { size = { a = 1, b = 2 } }, digital = { share = { a = 0.7 } }, permutations = 199, margin = 0.2 }
end
function whole.first_matters() return with { feeling = survey().ease, margin = 0.1 } end
function whole.end_matters()
  local s = survey()
  return with { s.ease, outcome = s.answer, margin = 0.1, better = "low" }
end
function whole.face_to_face_matters_most()
  local s = survey()
  return with { feeling = s.ease, outcome = s.answer, face = { "a" }, channel = "store", margin = 0.1 }
end
function whole.unrelated()
  local s = survey()
  return with { s.ease, s.answer, margin = 0.1, unit = "store", period = "month", level = "within", where = "store ~= 'z'" }
end
function whole.goes_with()
  local s = survey()
  return with { a = s.ease, b = s.answer, margin = 0.1, unit = "store", period = "month", level = "pooled" }
end
function whole.suffices()
  local s = survey()
  return with { product = { s.ease }, encounters = { s.price }, outcome = s.answer, margin = 0.1, where = "store ~= 'z'" }
end
function whole.behaviour_predicts()
  local s = survey()
  return with { behaviour = { s.ease }, score = s.answer, at_least = 0.5, unit = "store", period = "month", level = "pooled",
    where = "store ~= 'z'" }
end
function whole.first_contact_must_resolve()
  local log = cx.contacts { text = "case,time,event\n1,2026-01-01 09:00,met\n", case = "case", time = "time", event = "event",
    events = { met = "met", answered = "answered", assured = "assured", solved = "solved", lost = "lost", handed_on = false } }
  return with { contacts = log, outcome = log.lost, better = "low", margin = 1 }
end
function whole.search_can_be_influenced()
  return with { metric = survey().answer, with = "store == 'a'", without = "store == 'b'", better = "high", margin = 1 }
end
function whole.rises() return with { survey().answer, period = "month", where = "store ~= 'z'", margin = 1 } end
function whole.falls() return with { metric = survey().answer, period = "month" } end
function whole.automation_frees_experts()
  local s = survey()
  return with { expert_time = s.ease, score = s.answer, automated = s.price, demanding = "store == 'a'", period = "month" }
end
function whole.features_alone()
  local s = survey()
  return with { effectiveness = s.ease, emotion = s.price, held = s.answer, period = "month", margin = 0.1 }
end
function whole.led_by_feel() return with { at_most = 0.5 } end
function whole.own() return with { metric = survey().answer, where = "store ~= 'z'", is = 5, margin = 1 } end

function whole.index()
  local s = survey()
  return { parts = { ease = s.ease, edge = s.price }, weights = { ease = 2, edge = 1 }, outcome = s.answer, where = "store ~= 'z'",
    confidence = 0.9, minimum = 5, name = "index", title = "x", id = "y" }
end
function whole.index_measure() return whole.index() end


-- Where another type is right too: patterns of "maker path" -> the types.
local TAKES = {
  ["^[%a_]+ where"] = "function", ["^[%a_]+ with"] = "function", ["^[%a_]+ demanding$"] = "function", ["^[%a_]+ part$"] = "string",
  ["^[%a_]+ face$"] = "string", ["^[%a_]+ period$"] = "table", ["^follows moderator$"] = "string",
  ["^follows moderator%.size$"] = "string table", ["^follows digital%.share%.a$"] = "string", ["^index[%a_]* weights$"] = "string",
}

wrong.prove { spec = "wrong_claim_spec.lua", what = "a claim", make = make, whole = whole, use = {}, takes = TAKES }
