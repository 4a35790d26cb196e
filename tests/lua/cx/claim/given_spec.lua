-- given_spec.lua - claim/given.lua: what a claim may not be made of, and what data that are all alike can tell

local cx = require "cx"
local claim = require "cx.claim"
local sample = dofile "tests/lua/cx/sample.lua"


-- n people with the questions that claims are made of; what they say does not matter here.
local function people(n)
  local lines = { "care,ease,speed,whole,bought,channel" }
  for i = 1, n do
    lines[i + 1] = ("%d,%d,%d,%d,%d,%s"):format(i % 5 + 1, i % 4 + 1, i % 3 + 1, i % 7, i % 6, i % 2 == 0 and "web" or "store")
  end
  return cx.survey { text = table.concat(lines, "\n") .. "\n", channel = "channel", questions = {
    care = cx.scale { 1, 5, part = "emotion" }, ease = cx.scale { 1, 5, part = "ease" },
    speed = cx.scale { 1, 5, part = "efficiency" }, whole = cx.number, bought = cx.number } }
end


describe("a claim's mistake", function()
  local s = people(20)
  local function mistake(...) return sample.mistake("given_spec", ...) end

  it("is raised at the line of the plan", function()
    assert.matches('^unknown claim "ends_matter"; did you mean "end_matters"%?', mistake(function() return cx.claim.ends_matter {} end))
    assert.matches("margin = how large may it be", mistake(function() cx.claim.unrelated { s.care, s.bought } end))
    assert.matches("margin = how large may it be", mistake(function() cx.claim.suffices { product = s.care } end))
    assert.matches("margin: a number above 0 is wanted, not %-1", mistake(function() cx.claim.end_matters { s.care, margin = -1 } end))
    assert.matches("margin: a number is wanted, not nan", mistake(function() cx.claim.end_matters { s.care, margin = 0 / 0 } end))
    assert.matches("what is claimed%? is =, at_least =, at_most = a number", mistake(function() cx.claim.own { text = "t", metric = s.care } end))
    assert.matches("is and at_least: one of them", mistake(function() cx.claim.own { text = "t", metric = s.care, is = 1, at_least = 2 } end))
    assert.matches('unknown source_says "no"', mistake(function() cx.claim.end_matters { s.care, source_says = "no" } end))
    assert.matches('unknown option of cx.claim.end_matters "metrik"', mistake(function() cx.claim.end_matters { metrik = s.care } end))
    assert.matches("1 without a name at most", mistake(function() cx.claim.end_matters { s.care, s.ease } end))
    assert.matches("text: what is claimed", mistake(function() cx.claim.own { at_least = 1 } end))
    assert.matches("text: a text is wanted", mistake(function() cx.claim.own { text = 5, at_least = 1 } end))
    assert.matches("is: a share is between 0 and 1", mistake(function()
      cx.claim.share_of_experience { part = "emotion", is = 54, outcome = s.whole }
    end))
    assert.matches("part: which part", mistake(function() cx.claim.share_of_experience { is = 0.5, outcome = s.whole } end))
    assert.matches("'care' stands on two sides", mistake(function() cx.claim.unrelated { s.care, s.care, margin = 0.1 } end))
    assert.matches("face: which channels", mistake(function() cx.claim.face_to_face_matters_most { feeling = s.care, outcome = s.whole } end))
    assert.matches("journey: what cx.journey", mistake(function() cx.claim.end_matters { journey = 5 } end))
    assert.matches("contacts: what cx.contacts", mistake(function() cx.claim.first_contact_must_resolve { contacts = 5 } end))
    assert.matches("^with: expected a value", mistake(function() cx.claim.search_can_be_influenced { s.care, with = "care ==" } end))
    assert.matches("margin: a correlation too small", mistake(function() cx.claim.follows { margin = 2 } end))
    assert.matches("confidence: a number between 0 and 1", mistake(function() cx.claim.end_matters { s.care, confidence = 95 } end))
    assert.matches("cx.claim.end_matters wants a table", mistake(function() cx.claim.end_matters(5) end))
    assert.equal(17, #claim.names())
  end)

  it("is none where the data are all alike: cannot tell", function()
    local same = cx.survey { text = "a,b\n" .. ("3,4\n"):rep(100), questions = { a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 } } }
    for _, made in ipairs { cx.claim.unrelated { same.a, same.b, margin = 0.1 }, cx.claim.goes_with { same.a, same.b },
                            cx.claim.behaviour_predicts { same.b, score = same.a, at_least = 0.1 } } do
      local o = assert(made:measure())
      assert.same({ "cannot tell", "variation" }, { o.verdict, o.needs.what })
    end
  end)
end)
