-- complain_spec.lua - complain.lua

local complain = require "cx.complain"


describe("complain", function()
  it("at: names the line of whoever called the function that complains", function()
    local function door() complain.at(2, "no such door") end
    local fine, message = pcall(function()
      door()
    end)
    assert.is_false(fine)
    assert.matches("complain_spec%.lua:10: no such door$", message)
  end)


  it("unknown: passes what is known, and positions", function()
    complain.unknown(1, "option", { 7, at_least = 1 }, { "at_least" })
  end)


  it("unknown: lists the known names, the nearest one first", function()
    local _, message = pcall(function()
      complain.unknown(1, "option of cx.goal", { at_lest = 1 }, { "at_least", "at_most" })
    end)
    assert.matches('unknown option of cx%.goal "at_lest"; did you mean "at_least"%? known are at_least, at_most$', message)
  end)


  it("unknown: complains of the same key whatever the order of the table", function()
    for _ = 1, 20 do
      local given = {}
      for _, key in ipairs { "zeta", "beta", "alpha", "delta" } do given[key] = 1 end
      local _, message = pcall(complain.unknown, 1, "option", given, { "x" })
      assert.matches('"alpha"', message)
    end
  end)


  it("nearest: takes swapped and missing letters, and leaves strangers", function()
    assert.equal("question", complain.nearest("qeustion", { "answers", "question" }))
    assert.equal("Q7ALL", complain.nearest("q7al", { "Q7ART", "Q7ALL" }))
    assert.is_nil(complain.nearest("weight", { "due", "id" }))
  end)


  it("list: cuts what nobody would read", function()
    local words = {}
    for i = 1, 100 do words[i] = "w" .. i end
    assert.equal("w1, w2 and 98 more", complain.list(words, 2))
    assert.equal("w1", complain.list({ "w1" }))
  end)
end)
