-- accounts_spec.lua: accounts.lua and its report: coverage, at risk, unknown, what is hidden, what is refused

local cx = require "cx"
local lang = require "cx.lang"
local part = require "cx.report.why.accounts"
local told = dofile "tests/lua/cx/report/why/told.lua"

local ANSWERS = "acc,p,x\nA,1,9\nA,2,2\nA,2,10\nB,1,3\nC,,3\nC,1,8\nZ,1,8\n"
local REVENUE = "k;e;day\nA;100;2026-01-02\nB;50;2026-02-02\nB;25;2026-03-02\nC;5;2026-03-03\nD;120;2026-12-30\n"


local function declared(more, answers, roles)
  local options = { text = answers or ANSWERS, account = "acc", person = "p", questions = { x = cx.scale.nps } }
  for key, value in pairs(roles or {}) do options[key] = value or nil end
  local survey = cx.survey(options)
  local given = { of = cx.metric.nps(survey.x), revenue = cx.survey { text = REVENUE }, key = "k", unit = "€" }
  for key, value in pairs(more or {}) do given[key] = value end
  return cx.accounts(given)
end


local function measured(...) return assert(declared(...):measure()) end


local function kind(outcome, name)
  for _, one in ipairs(outcome.kinds) do
    if one.name == name then return one end
  end
end


local function raises(words, given)
  local done, message = pcall(cx.accounts, given)
  assert.is_false(done)
  assert.truthy(tostring(message):find(words, 1, true), message)
  assert.truthy(tostring(message):find("accounts_spec.lua:", 1, true), message)
end


describe("accounts", function()
  it("(1) (2) (3): people by their last answers, accounts by their people, revenue by accounts", function()
    local o = measured()
    assert.same({ 4, 3, 300.0 }, { o.accounts, o.answered, o.revenue })
    assert.near(0.6, o.coverage.revenue, 1e-12)
    assert.near(0.75, o.coverage.accounts, 1e-12)
    assert.same({ 1, 100.0, 2 }, { kind(o, "safe").accounts, kind(o, "safe").revenue, kind(o, "safe").people })
    assert.same({ 75.0, 75.0, 195.0, 1 }, { o.at_risk.value, o.at_risk.low, o.at_risk.high, o.at_risk.n })
    assert.near(0.4, o.unknown.share, 1e-12)
    assert.same({ "2026-01-02", "2026-12-30" }, { o.from, o.to })
    local notes = {}
    for i, note in ipairs(o.notes) do notes[i] = note.code .. " " .. note.n end
    assert.same({ "unmatched 1", "nameless 1" }, notes)
  end)

  it("(1): without a role person each row is somebody", function()
    local o = measured(nil, "acc,x\nA,9\nA,10\nA,2\nB,1\n", { person = false })
    assert.same({ 3, 1 }, { kind(o, "safe").people, kind(o, "at_risk").people })
  end)

  it("(4): the share of those who answered, with the error of a ratio", function()
    local o = measured()
    local ratio, squares = 75 / 180, 0
    for _, one in ipairs { { 100, 0 }, { 75, 75 }, { 5, 0 } } do squares = squares + (one[2] - ratio * one[1]) ^ 2 end
    assert.near(ratio, o.alike.value, 1e-12)
    assert.near(math.sqrt(squares * 3 / 2) / 180, o.alike.se, 1e-12)
    assert.is_true(o.alike.low >= 0 and o.alike.high <= 1)
  end)

  it("(5): few people of a kind hide the kinds, few in all hide everything", function()
    local o = measured { minimum = 2 }
    assert.equal("kinds", o.hidden)
    assert.is_nil(o.kinds)
    assert.is_nil(o.at_risk)
    assert.near(0.6, o.coverage.revenue, 1e-12)
    told.all(part, o)
    o = measured { minimum = 10 }
    assert.equal("all", o.hidden)
    assert.is_nil(o.coverage)
    assert.matches("^Too few", part.sentence(o, lang.load "en"))
    told.all(part, o)
  end)

  it("(6): refunds, nobody who answered, no accounts at all", function()
    local o = measured { revenue = cx.survey { text = "k;e\nA;-100\nB;50\n" } }
    assert.is_nil(o.coverage.revenue)
    assert.is_nil(o.at_risk.share)
    assert.equal("below", o.notes[1].code)
    told.all(part, o)
    o = measured(nil, "acc,p,x\nQ,1,9\n")
    assert.equal(0, o.answered)
    assert.matches("^None of the 4 accounts", part.sentence(o, lang.load "en"))
    assert.matches("^Who asks the accounts", part.decide(o, lang.load "en"))
    told.all(part, o)
    local _, message, code = declared({ revenue = cx.survey { text = "k;e\n" } }):measure()
    assert.matches("no column of amount", message)
    assert.equal("no_column", code)
  end)

  it("report: the same words in three languages; a sentence, figures first; what to decide", function()
    told.same_keys(require "cx.report.why.words.accounts")
    local o = measured()
    assert.equal("60% of the revenue has answered: 3 of 4 accounts. At risk is 75.0\u{a0}€, 25% of the revenue (1 with more "
      .. "detractors than promoters). Nothing is known of 40% of it.", part.sentence(o, lang.load "en"))
    assert.matches("^Vastanneiden asiakkuuksien osuus liikevaihdosta on 60\u{a0}%%: vastanneita on 3", part.sentence(o, lang.load "fi"))
    assert.matches("^Kunderna som har svarat står för 60\u{a0}%% av omsättningen", part.sentence(o, lang.load "sv"))
    assert.matches("^What is done about the accounts at risk", part.decide(o, lang.load "en"))
    assert.matches("| At risk | 1 | 25% | 75.0", told.all(part, o), 1, true)
  end)

  it("refuses what it cannot use, at the analyst's line", function()
    local survey = cx.survey { text = ANSWERS, account = "acc", questions = { x = cx.scale.nps } }
    local nps = cx.metric.nps(survey.x)
    raises("of", { revenue = "r.csv", key = "k" })
    raises("revenue", { of = nps, key = "k" })
    raises("key", { of = nps, revenue = "r.csv" })
    raises("colour", { of = nps, revenue = "r.csv", key = "k", colour = 1 })
    local plain = cx.survey { text = ANSWERS, questions = { x = cx.scale.nps } }
    raises("on:", { of = cx.metric.nps(plain.x), revenue = "r.csv", key = "k" })
    raises("promoters and detractors", { of = cx.metric.mean(survey.x), revenue = "r.csv", key = "k" })
    local outcome, _, code = cx.accounts { of = nps, revenue = "tests/data/none.csv", key = "k" }:measure()
    assert.is_nil(outcome)
    assert.equal("no_file", code)
  end)
end)
