-- sides_spec.lua - rules of lua/cx/sides.lua

local cx = require "cx"


local function survey(rows)
  local lines = { "place,x,sold" }
  for _, row in ipairs(rows) do
    for i = 1, row[3] do lines[#lines + 1] = ("%s,%d,%s"):format(row[1], row[2] + i % 2, i <= row[4] and "yes" or "no") end
  end
  return cx.survey { text = table.concat(lines, "\n") .. "\n", touchpoint = "place",
                     questions = { x = cx.scale { 0, 10 }, sold = cx.scale.names { "yes", "no" } } }
end


local ROWS = { { "web", 8, 100, 40 }, { "store", 8, 100, 60 }, { "phone", 3, 100, 20 }, { "letter", 3, 100, 0 }, { "fair", 6, 10, 5 } }


local function by_label(made)
  local by = {}
  for _, item in ipairs(made.items) do by[item.label] = item end
  return by
end


describe("sides", function()
  it("(1) (2) (3): both, customer, company, neither, and what cannot be told", function()
    local answers = survey(ROWS)
    local by = by_label(assert(cx.sides { score = cx.metric.mean(answers.x), goal = 6.5,
      value = { web = 12, store = -3, phone = 5, letter = -1, fair = 4 } }:measure()))
    assert.same({ "both", "customer", "company", "neither", "cannot tell" },
      { by.web.side, by.store.side, by.phone.side, by.letter.side, by.fair.side })
    assert.is_true(by.web.score.low >= 6.5 and by.web.score.n == 100)
  end)

  it("(1): a touchpoint without a goal or a value is not judged", function()
    local answers = survey(ROWS)
    local by = by_label(assert(cx.sides { score = cx.metric.mean(answers.x), goal = { web = 5 }, value = { store = 1 } }:measure()))
    assert.equal("absent", by.web.company)
    assert.equal("absent", by.store.customer)
    assert.equal("cannot tell", by.web.side)
  end)

  it("(2): values from the sums of a series", function()
    local answers = survey(ROWS)
    local crm = cx.series { text = "place,month,margin\nweb,2026-01,5\nweb,2026-02,7\nstore,2026-01,-9\nstore,2026-02,1\n",
                            touchpoint = "place", time = "month", sum = "margin" }
    local by = by_label(assert(cx.sides { score = cx.metric.mean(answers.x), goal = 6.5, value = crm.margin }:measure()))
    assert.near(12, by.web.value.value, 1e-9)
    assert.near(-8, by.store.value.value, 1e-9)
    assert.same({ "both", "customer" }, { by.web.side, by.store.side })
  end)

  it("(4): sales in service beside the score of those encounters", function()
    local answers = survey(ROWS)
    local by = by_label(assert(cx.sides { score = cx.metric.mean(answers.x), goal = 6.5, value = { web = 1 },
      sales = cx.metric.share(answers.sold, "yes") }:measure()))
    assert.near(40, by.web.sales.rate.value, 1e-9)
    assert.equal(40, by.web.sales.with.n)
    assert.equal(60, by.web.sales.without.n)
    assert.near(8.5, by.web.sales.with.value, 1e-9)
    assert.is_nil(by.letter.sales.with)
  end)

  it("(5): small touchpoints are hidden", function()
    local answers = survey(ROWS)
    local made = assert(cx.sides { score = cx.metric.mean(answers.x), goal = 6.5, value = { web = 1 }, minimum = 50 }:measure())
    local hidden = 0
    for _, item in ipairs(made.items) do hidden = hidden + (item.hidden and 1 or 0) end
    assert.is_true(hidden >= 2)
    assert.is_nil(by_label(made).fair.score)
  end)

  it("refuses what it cannot do", function()
    local answers = survey(ROWS)
    assert.error_matches(function() cx.sides { score = cx.metric.mean(answers.x) } end, "value: what is each")
    assert.error_matches(function() cx.sides { score = cx.metric.mean(answers.x), value = 3 } end, "one for each")
    assert.error_matches(function() cx.sides { score = cx.metric.mean(answers.x), value = { web = 0 / 0 } } end, "value")
  end)
end)
