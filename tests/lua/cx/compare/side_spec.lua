-- side_spec.lua - side.lua: groups, their rests and totals, on tallies by chance

local cx = require "cx"
local side = require "cx.compare.side"

local random = 20261121


-- A number below n from a generator that the test owns.
local function below(n)
  random = (random * 1103515245 + 12345) % 2147483648
  return random // 65536 % n
end


local function tally_by_chance(weight)
  local lines = { "g,h,q,w" }
  for _ = 1, 40 + below(200) do
    lines[#lines + 1] = ("%d,%d,%d,%d.%d"):format(below(6), below(2), below(11), 1 + below(4), below(10))
  end
  return assert(cx.survey { text = table.concat(lines, "\n") .. "\n", weight = weight, questions = { q = cx.scale.nps } }
    :tally { by = { "g", "h" } })
end


local function near(wanted, got) assert.is_true(math.abs(wanted - got) < 1e-9 * math.max(1, math.abs(wanted))) end


describe("side", function()
  it("(2): the differences to the total, by their shares, add up to nothing", function()
    for round = 1, 30 do
      local tally = tally_by_chance(round % 2 == 0 and "w" or nil)
      local weighted = round % 2 == 0
      local rests = side.rests(tally, cx.metric.nps, { weighted = weighted })
      local sum, shares = 0, 0
      for i, one in ipairs(cx.compare(tally, { metric = cx.metric.nps, each = "total" })) do
        sum, shares = sum + rests[i].share * one.difference, shares + rests[i].share
      end
      assert.is_true(math.abs(sum) < 1e-9)
      near(1, shares)
    end
  end)

  it("(2): a rest has the people that the group has not", function()
    for _ = 1, 10 do
      local tally = tally_by_chance()
      local n = tally:total(cx.metric.nps).n
      for _, one in ipairs(cx.compare(tally, { metric = cx.metric.nps, each = "rest" })) do
        assert.equal(n, one.a.n + one.b.n)
      end
    end
  end)

  it("(1): a tally by fewer columns measures what the tally by those columns does", function()
    for _ = 1, 5 do
      local tally = tally_by_chance "w"
      local few <close> = side.collapse(tally, { "h" })
      local list = side.groups(few, cx.metric.nps, {})
      assert.same({ "0", "1" }, { list[1].key, list[2].group.h })
      local n = 0
      for _, one in ipairs(list) do n = n + one.estimate.n end
      assert.equal(tally:total(cx.metric.nps).n, n)
      assert.equal(0, #side.about(side.collapse(tally, {})).by)
    end
  end)

  it("comparing twice gives the same bits, and a against b the negative of b against a", function()
    local a, b = tally_by_chance "w", tally_by_chance "w"
    local first, again = cx.compare(a, b, { metric = cx.metric.nps }), cx.compare(a, b, { metric = cx.metric.nps })
    assert.same(first, again)
    for i, back in ipairs(cx.compare(b, a, { metric = cx.metric.nps })) do
      if back.p then
        near(-first[i].difference, back.difference)
        near(first[i].p_adjusted, back.p_adjusted)
        near(-first[i].high, back.low)
      end
    end
  end)
end)
