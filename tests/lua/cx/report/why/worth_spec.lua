-- worth_spec.lua - report/why/worth.lua: three numbers in three languages, the pictures, what is not counted

local cx = require "cx"
local lang = require "cx.lang"
local told = dofile "tests/lua/cx/report/why/told.lua"
local worth = require "cx.report.why.worth"


local function outcome(more)
  local given = { unit = "€", discount = 0.08, margin = 0.5, conversion = 0.5, loss = 0.1, not_counted = { "word of mouth" },
    segments = { promoter = { spend = { 208, 200, 216 }, retention = { 0.9, 0.85, 0.95 }, referrals = 0.3 },
                 passive = { spend = 165, retention = 0.8 }, detractor = { spend = 136, retention = 0.6, mentions = 0.2 } } }
  for key, x in pairs(more or {}) do given[key] = x end
  return assert(cx.worth(given):measure())
end


describe("report: worth", function()
  it("has the same words in three languages", function() told.same_keys(require "cx.report.why.words.worth") end)

  it("tells three numbers, figures first", function()
    local o = outcome()
    assert.matches("^A promoter is worth 36.0\u{a0}€ %(3[12]%.%d–40%.%d%) more than a detractor at the purchase, 471\u{a0}€ %(",
      worth.sentence(o, lang.load "en"))
    assert.matches("^Suosittelija on ostossa 36,0\u{a0}€ ", worth.sentence(o, lang.load "fi"))
    assert.matches("^En ambassadör är värd 36,0\u{a0}€ ", worth.sentence(o, lang.load "sv"))
    local text = told.all(worth, o)
    assert.matches("Not counted: word of mouth.", text, 1, true)
    assert.matches("Taken from how long present customers have stayed it is too high", text, 1, true)
    assert.matches("| retention a year, promoters |", text, 1, true)
  end)

  it("(3): asks what matters most to be measured where it is assumed, and what is done about a loss", function()
    assert.is_nil(worth.decide(outcome(), lang.load "en"))
    local plain = outcome { segments = { promoter = { spend = 10, retention = 0.9 }, detractor = { spend = 5, retention = 0.5 } } }
    assert.matches("^Is it measured: ", worth.decide(plain, lang.load "en"))
  end)

  it("tells points, no customers, too few, and losses", function()
    local answers = cx.survey { text = "ease,x\n" .. ("1,2\n5,10\n4,9\n2,5\n3,9\n3,4\n"):rep(40),
                                questions = { ease = cx.scale { 1, 5 }, x = cx.scale.nps } }
    local text = told.all(worth, outcome { points = { of = { answers.ease }, outcome = cx.metric.nps(answers.x),
                                                      customers = 12000 } })
    assert.matches("What one point is worth", text, 1, true)
    local people = cx.survey { person = "who", questions = { x = cx.scale.nps }, text = "who,x\na,9\nb,10\n" }
    local sold = cx.survey { text = "who;sum\na;100\nb;200\nc;10\nd;20\n" }
    local none = assert(cx.worth { of = cx.metric.nps(people.x), key = "who", discount = 0.1, spend = sold }:measure())
    assert.matches("cannot be told", worth.sentence(none, lang.load "en"))
    told.all(worth, none)
    local few = assert(cx.worth { of = cx.metric.nps(people.x), key = "who", discount = 0.1, spend = sold,
                                  minimum = 5 }:measure())
    assert.matches("^Too few", worth.sentence(few, lang.load "en"))
    told.all(worth, few)
    local loss = assert(cx.worth { discount = 0.1, segments = { promoter = { margin = 10 },
                                                                detractor = { margin = -5 } } }:measure())
    assert.matches("detractors%?$", worth.decide(loss, lang.load "en"))
    told.all(worth, loss)
  end)
end)
