-- head_spec.lua - head: what headers of one, two and three lines say of a column

local head = require "cx.guess.head"


local function heads_of(file)
  local input, heads = head.look("tests/data/new/" .. file)
  local by = {}
  for i, name in ipairs(assert(input).columns) do by[name] = heads[i] end
  return by, heads, input
end


describe("head", function()
  it("head (1): Qualtrics names the column in the first line and asks in the second", function()
    local by = heads_of "no_basis_insights.csv"
    assert.equal("Indicate how you feel about squash", by.Q1.text)
    assert.equal("Cucumbers", by.Q3_2.option)
    by = heads_of "no_basis_legacy.csv"
    assert.equal("EmailAddress", by.V5.text)
    assert.equal("Squash are great", by.Q2_1.option)
  end)

  it("head (2): SurveyMonkey asks once for the columns beside", function()
    local _, heads = heads_of "starwars.csv"
    assert.equal("Have you seen any of the 6 films in the Star Wars franchise?", heads[2].text)
    assert.equal("Han Solo", heads[16].option)
    assert.equal("Yoda", heads[29].option)
    assert.equal(heads[16].stem, heads[29].stem)
    assert.matches("^Please state whether you view", heads[29].stem)
    assert.equal("Gender", heads[34].text)
  end)

  it("head (3): one line may name a question and its part", function()
    assert.same({ "Satisfaction", "Web" }, { head.cut "Satisfaction: Web" })
    assert.same({ "Q1", "Web" }, { head.cut "Q1 - Web" })
    assert.same({ "Rate", "Web shop" }, { head.cut "Rate [Web shop]" })
    assert.is_nil(head.cut "JobSatisfaction")
    assert.is_nil(head.cut "Do you like it?")
  end)

  it("says what is wrong with a file", function()
    local input, message = head.look "tests/data/new/none.csv"
    assert.is_nil(input)
    assert.matches("none.csv", message, 1, true)
  end)
end)
