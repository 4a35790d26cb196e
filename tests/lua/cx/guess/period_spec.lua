-- period_spec.lua - period: how often a round is, from the months in which people answered

local period = require "cx.guess.period"


-- Months from one on, n answers in each; the last may have its own number.
local function months(from, count, n, last)
  local made = {}
  local year, month = tonumber(from:sub(1, 4)), tonumber(from:sub(6, 7))
  for i = 0, count - 1 do
    local at = month - 1 + i
    made[("%04d-%02d"):format(year + at // 12, at % 12 + 1)] = i == count - 1 and last or n
  end
  return made
end


describe("period", function()
  it("period (1): months up to three, quarters up to two years, then years", function()
    assert.equal("month", period.of(months("2026-02", 2, 200)))
    assert.equal("month", period.of(months("2026-02", 3, 200)))
    assert.equal("quarter", period.of(months("2026-01", 3, 200)))
    assert.equal("quarter", period.of(months("2026-02", 4, 200)))
    assert.equal("quarter", period.of(months("2025-01", 24, 200)))
    assert.equal("year", period.of(months("2024-01", 25, 200)))
  end)

  it("period (2): a longer one where the last round has fewer than a hundred answers, or none", function()
    assert.equal("quarter", period.of(months("2026-03", 3, 60)))
    assert.equal("year", period.of(months("2024-06", 24, 20)))
    assert.is_nil(period.of(months("2026-02", 6, 10)))
  end)

  it("period (2): months without answers are no rounds", function()
    assert.equal("month", period.of { ["2026-03"] = 150, ["2026-05"] = 150 })
    assert.is_nil(period.of { ["2026-01"] = 150, ["2026-12"] = 20 })
  end)

  it("period (3): nothing for one month, nor where the rounds are known", function()
    assert.is_nil(period.of(months("2026-02", 1, 500)))
    assert.is_nil(period.of {})
    local time = { months = months("2025-01", 24, 200) }
    assert.equal("quarter", period.guess { { roles = { time = time } } })
    assert.is_nil(period.guess { { roles = { time = time, round = {} } } })
    assert.is_nil(period.guess { { roles = { time = time }, round = "2025" } })
    assert.is_nil(period.guess { { roles = { time = time } }, { roles = {} } })
  end)

  it("period: of several surveys the longest", function()
    assert.equal("quarter", period.guess { { roles = { time = { months = months("2026-02", 2, 200) } } },
                                           { roles = { time = { months = months("2025-01", 24, 200) } } } })
  end)
end)
