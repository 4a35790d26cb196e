-- perception_spec.lua - report/why/perception.lua: every verdict in three languages, hidden predictors, agreement

local cx = require "cx"
local lang = require "cx.lang"
local perception = require "cx.report.why.perception"
local told = dofile "tests/lua/cx/report/why/told.lua"

local ANSWERS = "day,place,x\n" .. ("2026-01-10,web,3\n2026-01-11,web,5\n2026-02-10,web,4\n2026-02-11,store,8\n2026-02-12,store,9\n")
  :rep(4) .. "2026-04-10,web,4\n2026-04-11,web,5\n2026-04-12,web,5\n"


local function rows()
  local list = {}
  for i = 1, 5 do
    for _, place in ipairs { "web", "store", "" } do
      for _, day in ipairs { "2026-01-01", "2026-04-01" } do
        list[#list + 1] = { role = "leader", touchpoint = place, value = 8 + i / 10, low = 7, high = 9, given_at = day, who = i }
        list[#list + 1] = { role = "front line", touchpoint = place, value = 4 + i / 10, given_at = day, who = i }
      end
    end
  end
  return list
end


local function outcome(options, given)
  local s = cx.survey { text = ANSWERS, time = "day", touchpoint = "place", questions = { x = cx.scale { 0, 10 } } }
  local all = { predictions = given or rows(), customers = s.x, round = cx.quarter, minimum = 1 }
  for key, value in pairs(options or {}) do all[key] = value end
  return assert(cx.perception(all):measure())
end


describe("report: perception", function()
  it("has the same words in three languages", function() told.same_keys(require "cx.report.why.words.perception") end)

  it("(1) (2): tells the largest sure gap, and whose picture decisions rest on", function()
    local o = outcome()
    assert.matches("^Front line expected 4%.%d+ less than there is at store %(.*The predictions of", perception.sentence(o, lang.load "en"))
    assert.matches("^Whose picture of the customers do decisions rest on%? Leader saw", perception.decide(o, lang.load "en"))
    o.of = "staff"
    assert.matches("^Whose picture of the staff", perception.decide(o, lang.load "en"))
    local text = told.all(perception, o)
    assert.matches("| all together |", text, 1, true)
    assert.matches("| web | front line | 2026-Q2 |", text, 1, true)
    assert.matches("0 of 10", text, 1, true)
  end)

  it("tells every verdict and every note", function()
    local o = outcome { margin = 1 }
    for _, verdict in ipairs { "too high", "too low", "near", "cannot tell" } do
      for _, item in ipairs(o.items) do item.verdict = verdict end
      told.all(perception, o)
    end
    for code in pairs(require "cx.report.why.words.perception".en.notes) do o.notes[#o.notes + 1] = { code = code, n = 2 } end
    told.all(perception, o)
  end)

  it("tells of one round without its column, of nobody, of too few predictors", function()
    assert.is_nil(told.all(perception, outcome { round = false }):find "| Round |")
    local late = { { role = "leader", touchpoint = "web", value = 3, given_at = "2027-01-01" } }
    assert.equal("No prediction can be held against an answer.", perception.sentence(outcome({}, late), lang.load "en"))
    assert.matches("1 prediction was given after the results", told.all(perception, outcome({}, late)))
    local o = outcome { minimum = 9 }
    assert.equal("Fewer than 9 predictors of a role: nothing is told of them.", perception.sentence(o, lang.load "en"))
    assert.is_nil(told.all(perception, o):find "8%.3")
  end)

  it("tells the agreement of improvements and drivers", function()
    local names = { "a", "b", "c", "d", "e" }
    local o = outcome { improvements = names, drivers = names }
    assert.matches("tau 1%.00, 5 named by both, p 0%.017%. They agree%. What the staff name first, a, is number 1 of 5", told.all(perception, o))
    o = outcome { improvements = names, drivers = { "e", "d", "c", "b", "a" } }
    assert.matches("They are opposed", told.all(perception, o))
    o = outcome { improvements = names, drivers = { "b", "a", "d", "e", "c" } }
    assert.matches("cannot be told", told.all(perception, o))
    o = outcome { improvements = { "a", "b" }, drivers = { a = 1, b = 1 } }
    assert.matches("cannot be compared", told.all(perception, o))
  end)
end)
