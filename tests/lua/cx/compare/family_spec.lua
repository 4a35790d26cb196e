-- family_spec.lua - family.lua: p of differences that were made together

local family = require "cx.compare.family"


local function made(n, p)
  local list = {}
  for i = 1, n do list[i] = { p = p, confidence = 0.95 } end
  return list
end


describe("family", function()
  it("(1): Holm up to 20, Benjamini-Hochberg above, unless told", function()
    assert.equal("holm", family.adjust(made(20, 0.01))[20].adjust)
    assert.equal("benjamini-hochberg", family.adjust(made(21, 0.01))[21].adjust)
    assert.equal("none", family.adjust(made(21, 0.01), "none")[1].adjust)
  end)

  it("(1): what has no p is not in the family, and is told its size", function()
    local list = family.adjust { { p = 0.02, confidence = 0.95 }, { confidence = 0.95 }, { p = 0.5, confidence = 0.95 } }
    assert.equal(2, list[2].family)
    assert.is_nil(list[2].p_adjusted)
    assert.is_nil(list[2].beyond_noise)
    assert.near(0.04, list[1].p_adjusted, 1e-15)
  end)

  it("(2): each is beyond noise by its own confidence", function()
    local list = family.adjust({ { p = 0.03, confidence = 0.95 }, { p = 0.03, confidence = 0.99 } }, "none")
    assert.is_true(list[1].beyond_noise)
    assert.is_false(list[2].beyond_noise)
  end)
end)
