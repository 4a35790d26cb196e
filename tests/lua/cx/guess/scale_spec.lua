-- scale_spec.lua - scale: from what to what, and which cells are no answers

local profile = require "tests.lua.cx.guess.profile"
local scale = require "cx.guess.scale"

local POINT = { decimal = "." }


local function codes(found)
  local list = {}
  for i, one in ipairs(found.missing) do list[i] = one.code .. "=" .. one.reason end
  table.sort(list)
  return table.concat(list, " ")
end


local function ends(found) return found and ("%s-%s"):format(found.from, found.to) end


local function of(cells, more, ...) return scale.of(profile.new("x", cells, more), POINT, ...) end


describe("scale", function()
  it("scale (1): numbers that no scale reaches stand for reasons", function()
    local cells = profile.numbers(1, 5)
    cells["-1"], cells["99"] = 3, 2
    local found = of(cells, { asks = "satisfied" })
    assert.equal("1-5", ends(found))
    assert.equal("-1=coded 99=coded", codes(found))
    cells = profile.numbers(1, 5)
    cells["9"] = 7
    assert.equal("9=dont_know", codes(of(cells)))
  end)

  it("scale (2): 0 and 6 beside 1 to 5 are codes; 6 alone is one if others end with 5", function()
    local found = of(profile.numbers(0, 6))
    assert.equal("1-5", ends(found))
    assert.equal("0=blank 6=never_used", codes(found))
    assert.equal("1-6", ends(of(profile.numbers(1, 6))))
    assert.equal("1-5", ends(of(profile.numbers(1, 6), nil, 5)))
    assert.equal("6=never_used", codes(of(profile.numbers(1, 6), nil, nil, 5)))
    assert.equal("1-7", ends(of(profile.numbers(1, 7))))
    assert.equal("1-4", ends(of(profile.numbers(1, 4))))
  end)

  it("scale (2): 11 above 0 to 10 is a blank", function()
    local found = of(profile.numbers(0, 11), { asks = "recommend" })
    assert.equal("0-10", ends(found))
    assert.equal("11=blank", codes(found))
  end)

  it("scale (3): a recommendation begins with 0, unless many gave 1 and nobody 0", function()
    assert.equal("0-10", ends(of({ ["3"] = 2, ["7"] = 9, ["9"] = 5, ["10"] = 20 }, { asks = "recommend" })))
    assert.equal("1-10", ends(of(profile.numbers(1, 10), { asks = "recommend" })))
    assert.equal("1-5", ends(of(profile.numbers(1, 5), { asks = "recommend" })))
  end)

  it("scale (4): labels with an order are a scale, others names, two numbers codes", function()
    local found = of { ["Very easy"] = 10, ["Easy"] = 10, ["Neither"] = 10, ["Difficult"] = 10, ["N/A"] = 2 }
    assert.equal("score", found.type)
    assert.equal("1-4", ends(found))
    assert.equal("N/A=not_applicable", codes(found))
    assert.not_equal("score", (of({ ["1 - bad"] = 20 }) or {}).type)
    assert.same({ "blue", "red" }, of({ red = 12, blue = 15 }).labels)
    assert.equal("codes", of({ ["1"] = 9, ["2"] = 7 }).type)
  end)

  it("scale (5): a label that few gave is not written down, unless everybody knows it", function()
    local found = of { red = 12, blue = 15, ["Anna Virtanen, Kotka"] = 9, yes = 1 }
    assert.same({ "blue", "red", "yes" }, found.labels)
    assert.equal(1, found.hidden)
    assert.is_nil(of { ["Very good, says Anna of Kotka to Pekka"] = 1, ["Very bad"] = 20, Neutral = 20 })
  end)

  it("scale (6): a slip in twenty is off the scale and no more", function()
    local cells = profile.numbers(1, 5)
    cells["4,5"], cells["oops"] = 1, 1
    assert.equal("1-5", ends(of(cells)))
    cells["4,5"] = 30
    assert.is_nil(of(cells))
  end)

  it("is none of amounts, of scattered codes, of nothing", function()
    assert.is_nil(of(profile.numbers(0, 40)))
    assert.is_nil(of { ["1"] = 5, ["8"] = 5, ["10"] = 5 })
    assert.is_nil(of {})
    assert.is_nil(of(profile.numbers(1, 600, 1)))
  end)
end)
