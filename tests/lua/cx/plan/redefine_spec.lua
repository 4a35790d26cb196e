-- redefine_spec.lua - plan/redefine.lua: how often goals are looked at again

local made = dofile "tests/lua/cx/plan/made.lua"


local function review(redefine) return made.inside { redefine = redefine }.review end
local function refuses(words, redefine) made.refuses(words, { redefine = redefine }) end


describe("plan.redefine", function()
  it("(1): reviews come every so many rounds", function()
    assert.equal(1, review { review = "every round" }.every)
    assert.equal(2, review { review = "every 2 rounds" }.every)
    assert.equal(3, review { review = 3 }.every)
    local one = review { review = { every = 4, owner = "board", by = "customers" } }
    assert.same({ 4, "board", { "customers" } }, { one.every, one.owner, one.by })
    assert.is_nil(review {}.every)
    refuses('redefine.review: "every round" or "every 2 rounds" is wanted, not "often"', { review = "often" })
    refuses('redefine.review: "every round" or "every 2 rounds" is wanted, not "every 0 rounds"', { review = "every 0 rounds" })
    refuses("redefine.review.every: a whole number from 1 is wanted, not 0", { review = { every = 0 } })
    refuses("redefine.review.every: a whole number of rounds is wanted, not nothing", { review = {} })
  end)

  it("(2) (4): rules in words, and what new goals come from", function()
    local one = review { raise = "met twice running", drop = 3, new = { "ideas" }, inputs = "failures" }
    assert.same({ "met twice running", 3, { "ideas" }, { "failures" } }, { one.raise, one.drop, one.new, one.inputs })
    refuses("redefine.raise: a text is wanted, not true", { raise = true })
    refuses("redefine.drop: a whole number from 1 is wanted, not 1.5", { drop = 1.5 })
    refuses("redefine.new[2]: a text is wanted, not 5", { new = { "ideas", 5 } })
    refuses('redefine: unknown key "reviews"; did you mean "review"', { reviews = 1 })
  end)

  it("(3): expectations are questions", function()
    assert.same({ made.survey.answer }, review { expectations = made.survey.answer }.expectations)
    refuses("redefine.expectations: a question or a list of questions is wanted, not \"answer\"", { expectations = "answer" })
  end)

  it("(5): bridges join a question to what it was", function()
    local bridge = review { bridges = { { made.survey.answer, was = "Old words", until_round = "2025-Q4" } } }.bridges[1]
    assert.same({ made.survey.answer, "Old words", "2025-Q4" }, { bridge.question, bridge.was, bridge.until_round })
    refuses("redefine.bridges[1][1]: a question is wanted, as in answers.bill, not \"answer\"", { bridges = { { "answer", was = "x" } } })
    refuses("redefine.bridges[1].was: a text is wanted, not nothing", { bridges = { { made.survey.answer } } })
  end)
end)
