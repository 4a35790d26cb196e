-- scales_spec.lua - scales.lua: which questions can be compared

local cx = require "cx"
local scales = require "cx.compare.scales"


local function question(scale) return cx.survey({ text = "q\n1\n", questions = { q = scale } }).q end


describe("scales", function()
  it("(1): the same ends and answers are one scale, whatever the question is called", function()
    assert.is_true(scales.alike(question(cx.scale { 1, 5 }), question(cx.scale { 1, 5, text = "Happy?" })))
    assert.is_true(scales.alike(question(cx.number), question(cx.number)))
    assert.is_false(scales.alike(question(cx.scale { 1, 5 }), question(cx.scale { 1, 7 })))
    assert.is_false(scales.alike(question(cx.scale { 1, 5 }), question(cx.number)))
  end)

  it("(1): names are one scale in any order, and an answer that one lacks is named", function()
    local two, three = question(cx.scale.names { "web", "store" }), question(cx.scale.names { "store", "web", "phone" })
    assert.is_true(scales.alike(two, question(cx.scale.names { "store", "web" })))
    assert.is_false(scales.alike(two, three))
    assert.error_matches(function() scales.check(two, three) end, "phone\"? in the second only; bridge them first")
  end)
end)
