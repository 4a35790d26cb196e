-- channel_spec.lua - rules of lua/cx/channel.lua, against metafor's figures and planted differences

local cx = require "cx"


-- A survey of answers 0 to 10: rows = { touchpoint, channel, { answer = people... } }.
local function survey(rows, more)
  local lines = { "place,way,x" }
  for _, row in ipairs(rows) do
    for answer = 0, 10 do
      for _ = 1, row[3][answer] or 0 do lines[#lines + 1] = ("%s,%s,%d"):format(row[1], row[2], answer) end
    end
  end
  local given = { text = table.concat(lines, "\n") .. "\n", touchpoint = "place", channel = "way", questions = { x = cx.scale { 0, 10 } } }
  for key, value in pairs(more or {}) do given[key] = value end
  return cx.survey(given)
end


local function measured(rows, more, given)
  local answers = survey(rows, given)
  local options = { score = cx.metric.mean(answers.x) }
  for key, value in pairs(more or {}) do options[key] = value end
  return assert(cx.channel(options):measure())
end


local SPREAD = { [4] = 30, [5] = 40, [6] = 30 }
local HIGH = { [7] = 30, [8] = 40, [9] = 30 }


describe("channel", function()
  it("(2) (3): Q, tau and its Q-profile by hand", function()
    -- se^2 of each, as of a part of 300 answers: 0.6/100 300/299; web 5, store 8, phone 5: Q and tau2 of equal variances have closed forms:
    -- Q = sum (y - m)^2 / V, tau2 = sum (y - m)^2 / 2 - V; bounds: sum (y - m)^2 / q - V, q = qchisq(.975, .025; 2)
    local made = measured { { "desk", "web", SPREAD }, { "desk", "store", HIGH }, { "desk", "phone", SPREAD } }
    local item, v = made.items[1], 0.6 / 100 * 300 / 299
    assert.near(6 / v, item.q, 1e-6)
    assert.near(math.sqrt(3 - v), item.tau, 1e-9)
    assert.near(math.sqrt(6 / 7.377758908 - v), item.tau_low, 1e-6)
    assert.near(math.sqrt(6 / 0.050635616 - v), item.tau_high, 1e-5)
    assert.equal("differs", item.verdict)
  end)

  it("(4): the channel that departs is named, and those that do not are not", function()
    local made = measured { { "desk", "web", SPREAD }, { "desk", "store", { [5] = 30, [6] = 40, [7] = 30 } }, { "desk", "phone", SPREAD },
      { "desk", "self", SPREAD }, { "shop", "web", SPREAD }, { "shop", "store", SPREAD } }
    local by = {}
    for _, one in ipairs(made.items[1].channels) do by[one.label] = one end
    assert.equal("above", by.store.verdict)
    assert.near(1, by.store.difference, 1e-9)
    assert.near(-1 / 3, by.web.difference, 1e-9)
    assert.equal("cannot tell", made.items[2].channels[1].verdict)
    assert.equal("cannot tell", made.items[2].verdict)
    for _, item in ipairs(made.items) do
      for _, one in ipairs(item.channels) do assert.is_true(one.p_adjusted >= one.p) end
    end
  end)

  it("(5): in line inside a margin; one channel alone; no spread at all", function()
    local made = measured({ { "desk", "web", SPREAD }, { "desk", "store", SPREAD }, { "shop", "web", SPREAD } }, { margin = 0.5 })
    assert.equal("in line", made.items[1].verdict)
    assert.equal(0, made.items[1].tau)
    assert.is_nil(made.items[1].tau_high)
    assert.equal("one channel", made.items[2].verdict)
    made = measured { { "desk", "web", { [5] = 20 } }, { "desk", "store", { [5] = 20 } } }
    for _, key in ipairs { "q", "tau", "tau_high", "p" } do
      local x = made.items[1][key]
      assert.is_true(x == nil or x == x and math.abs(x) < math.huge)
    end
    assert.equal("cannot tell", made.items[1].verdict)
  end)

  it("(6): small channels are hidden, and what would give them away", function()
    local made = measured({ { "desk", "web", SPREAD }, { "desk", "store", { [5] = 3 } }, { "desk", "phone", { [5] = 20, [4] = 20 } } },
      { minimum = 10 })
    local hidden = 0
    for _, one in ipairs(made.items[1].channels) do
      if one.hidden then hidden = hidden + 1 end
      assert.is_true(not one.hidden or one.value == nil and one.n == nil)
    end
    assert.is_true(hidden >= 2)
    assert.is_nil(made.items[1].n)
  end)

  it("refuses what it cannot do", function()
    local answers = survey({ { "desk", "web", SPREAD } }, { channel = nil })
    assert.error_matches(function() cx.channel {} end, "score")
    assert.error_matches(function() cx.channel { score = cx.metric.mean(answers.x), margin = 0 } end, "margin")
    assert.error_matches(function() cx.channel { score = cx.metric.mean(answers.x), chanel = "x" } end, "chanel")
    local none, message = cx.channel { score = cx.metric.mean(answers.x), channel = "nowhere" }:measure()
    assert.is_nil(none)
    assert.matches("nowhere", message)
  end)
end)
