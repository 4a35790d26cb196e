-- coarse_spec.lua - numbers as fine as their errors

local coarse = require "cx.privacy.coarse"


describe("coarse numbers", function()
  it("(1): have the place of the error's second digit, bounds outwards and within the scale", function()
    local given = { value = 7.123456, se = 0.12345, low = 6.87654, high = 9.9999, lowest = 0, highest = 10, n = 40,
                    n_effective = 33.4, n_interval = 38.6, spread = 1.2345, design_effect = 1.2, interval = "t" }
    local made = coarse.estimate(given)
    assert.same({ value = 7.12, se = 0.12, low = 6.87, high = 10.0, lowest = 0, highest = 10, n = 40, n_effective = 33.0,
                  n_interval = 39.0, spread = 1.2, interval = "t", decimals = 2 }, made)
    assert.equal(1.2, given.design_effect)
    made = coarse.estimate { value = -46.37, se = 12.9, low = -99.9, high = -18.1, lowest = -100, highest = 100, n_effective = 9.0 }
    assert.same({ -46.0, 13.0, -100.0, -18.0, 0 }, { made.value, made.se, made.low, made.high, made.decimals })
    made = coarse.estimate { value = 4, se = 0, low = 3.333, high = 4.222, n_effective = 12.3 }
    assert.same({ 4.0, 3.33, 4.23 }, { made.value, made.low, made.high })
  end)

  it("(1): leave what is counted in full, and what has no value, as it is", function()
    local exact, none = { value = 7.123456, interval = "exact" }, { n = 0 }
    assert.equal(exact, coarse.estimate(exact))
    assert.equal(none, coarse.estimate(none))
    assert.equal(5, coarse.estimate { value = 5, interval = "none" }.value)
  end)

  it("(3): give answers as many parts as people, a hundred at most", function()
    local function shares(...)
      local list = {}
      for i, answer in ipairs(coarse.answers { ... }) do list[i] = answer.share end
      return list
    end
    assert.same({ 0.4, 0.6 }, shares({ n = 4, w = 3.6 }, { n = 6, w = 5.5 }))
    assert.same({ 0.33, 0.67 }, shares({ n = 400, w = 333.3 }, { n = 600, w = 666.7 }))
    assert.same({}, shares({ n = 0, w = 0.0 }, { n = 0, w = 0.0 }))
  end)

  it("(4): keep the verdict; probabilities in hundredths, people in two digits", function()
    local function probability(p) return coarse.verdict { verdict = "met", probability = p }.probability end
    assert.same({ 0.93, 0.12, 0.0002, 0.9998, 0, 1 }, { probability(0.93456), probability(0.1234), probability(0.000243),
      probability(0.999757), probability(0), probability(1) })
    assert.same({ verdict = "cannot tell", n_needed = 1300 }, coarse.verdict { verdict = "cannot tell", n_needed = 1234 })
    assert.equal(math.huge, coarse.verdict { n_needed = math.huge }.n_needed)
  end)

  it("(5): a change has the place of its own error", function()
    assert.same({ difference = 3.5, low = -1.2, high = 8.1, se = 2.4, p = 0.14, p_adjusted = 0.28, from = "1", decimals = 1 },
      coarse.change { difference = 3.4567, low = -1.2345, high = 8.1479, se = 2.3934, p = 0.1432, p_adjusted = 0.2764, from = "1" })
    assert.same({ difference = 2 }, coarse.change { difference = 2 })
    assert.same({ value = 3.5, low = -1.3, high = 8.2, se = 2.4, p = 0.14, label = "x", decimals = 1 },
      coarse.figure { value = 3.4567, low = -1.2345, high = 8.1479, se = 2.3934, p = 0.1432, label = "x" })
    assert.same({ hidden = true }, coarse.figure { hidden = true })
  end)
end)
