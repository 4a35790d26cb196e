-- publication_spec.lua - publication.lua: the rounds of a report are published, and give nobody away

local cx = require "cx"

local FORMATS = { "terminal", "markdown", "json", "csv", "html" }


-- A staff survey by quarter: rounds = { { "2026-02-01", { Cafe = 40, Store = 6 } }, ... }.
local function pulse(rounds, options)
  local rows = { "day,unit,mood" }
  for _, one in ipairs(rounds) do
    for _, unit in ipairs { "Cafe", "Shop", "Store" } do
      for i = 1, one[2][unit] or 0 do rows[#rows + 1] = ("%s,%s,%d"):format(one[1], unit, i * 7 % 11) end
    end
  end
  local given = { text = table.concat(rows, "\n") .. "\n", name = "pulse", touchpoint = "unit", time = "day", about = "staff",
                  questions = { mood = cx.scale.nps } }
  for key, value in pairs(options or {}) do given[key] = value end
  return cx.survey(given)
end


local function run(survey, privacy, today)
  local touchpoints = {}
  for i, name in ipairs { "Cafe", "Shop", "Store" } do
    touchpoints[i] = { name, from = survey.mood, goals = { cx.goal { cx.metric.enps, at_least = 10 } } }
  end
  return cx.plan { name = "Pulse", language = "en", round = "quarter", privacy = privacy, measure = { surveys = { survey } },
                   touchpoints = touchpoints }:run { today = today or "2026-11-21" }
end


-- Per goal a letter for each round: v shown, h hidden, - nobody or not asked; "hidden" for a goal that is.
local function pattern(result)
  local list = {}
  for i, goal in ipairs(result.goals) do
    local marks = {}
    for k, one in ipairs(goal.rounds or {}) do marks[k] = one.estimate and "v" or one.why == "hidden" and "h" or "-" end
    list[i] = goal.hidden and "hidden" or table.concat(marks)
  end
  return table.concat(list, " ")
end


describe("publication", function()
  it("(1): a small cell of an earlier round is hidden, and so is what would tell it", function()
    local result = run(pulse { { "2026-02-01", { Cafe = 40, Shop = 30, Store = 6 } },
                               { "2026-05-01", { Cafe = 41, Shop = 31, Store = 12 } } })
    assert.equal("vv vv hv", pattern(result))
    assert.equal("hidden", result.goals[3].rounds[1].why)
    assert.is_nil(result.goals[3].change)
    assert.same({}, result.privacy.audits[1].leaks)
  end)

  it("(1): a hidden goal has no rounds, no change and no chart in any format", function()
    local result = run(pulse { { "2026-02-01", { Cafe = 40, Shop = 30, Store = 27 } },
                               { "2026-05-01", { Cafe = 40, Shop = 30, Store = 6 } } })
    local store = result.goals[3]
    assert.is_true(store.hidden)
    assert.same({}, { store.rounds, store.change, store.trend, store.control })
    for _, format in ipairs(FORMATS) do
      local text = cx.report.text(result, format)
      assert.is_nil(text:find("%D27%D"), format)
    end
  end)

  it("(1)(3): the rows of earlier rounds and of no round are counted in the sum, and audited", function()
    local result = run(pulse { { "2026-02-01", { Cafe = 40 } }, { "", { Shop = 11 } }, { "2026-05-01", { Cafe = 30, Shop = 12 } } })
    assert.is_nil(result.surveys[1].without_round) -- said only where nobody is to be hidden
    local sum
    for _, cell in ipairs(result.published[#result.published].cells) do
      if cell.at.round == "all to 2026-11-21" then sum = cell.n end
    end
    assert.equal(93, sum)
    assert.same({}, result.privacy.audits[1].leaks)
  end)

  it("(2): a round that is not over is called by its day", function()
    local survey = pulse { { "2026-02-01", { Cafe = 40 } }, { "2026-05-01", { Cafe = 30 } } }
    local function has(today, label)
      for _, cell in ipairs(run(survey, nil, today).published[1].cells) do
        if cell.at.round == label then return true end
      end
      return false
    end
    assert.same({ true, false }, { has("2026-05-20", "2026-Q2 to 2026-05-20"), has("2026-05-20", "2026-Q2") })
    assert.same({ false, true }, { has("2026-07-01", "2026-Q2 to 2026-07-01"), has("2026-07-01", "2026-Q2") })
  end)

  it("(2): a month later three more answers would be told by the difference; they are not", function()
    local later = { { "2026-02-01", { Cafe = 40, Shop = 40, Store = 30 } }, { "2026-05-01", { Cafe = 30, Shop = 20, Store = 25 } } }
    local may = run(pulse(later), nil, "2026-05-20")
    assert.equal("vv vv vv", pattern(may))
    later[3] = { "2026-06-10", { Cafe = 15, Shop = 3, Store = 20 } }
    local alone = run(pulse(later), nil, "2026-07-01")
    assert.is_nil(alone.goals[2].hidden)
    local linked = run(pulse(later), { earlier = { may.published } }, "2026-07-01")
    assert.is_true(linked.goals[2].hidden)
    assert.is_nil(linked.goals[3].hidden) -- Cafe goes with Shop: their sum after May is told by the rows
    assert.same({}, linked.privacy.audits[1].leaks)
  end)

  it("(2): the chain of a round's own parts goes by their days", function()
    local publication = require "cx.privacy.publication"
    local function told(round) return { cells = { { at = { round = round }, n = 10 } } } end
    local earlier = { { told "Q2 to 2026-05-20" }, { told "Q2 to 2026-04-20" }, { told "Q1" } }
    assert.same({ ["Q2"] = { "Q2 to 2026-05-20", "Q2 after Q2 to 2026-05-20" },
                  ["Q2 to 2026-05-20"] = { "Q2 to 2026-04-20", "Q2 to 2026-05-20 after Q2 to 2026-04-20" } },
      publication.within(nil, { "Q2", "Q1" }, earlier))
    assert.same({ ["Q2 to 2026-05-01"] = { "Q2 to 2026-04-20", "Q2 to 2026-05-01 after Q2 to 2026-04-20" } },
      publication.within({}, { "Q2 to 2026-05-01" }, earlier))
  end)

  it("(1): an earlier file whose rows are too few hides its receipt too", function()
    local first = pulse({ { "2026-02-01", { Cafe = 6 } } }, { round = "2025", name = "pulse 2025" })
    local result = run(pulse({ { "2026-05-01", { Cafe = 30, Shop = 30, Store = 30 } } }, { round = "2026", earlier = first }))
    assert.equal("hv hv hv", pattern(result))
    assert.is_true(result.earlier[1].receipt.hidden)
    assert.is_nil(result.earlier[1].receipt.read)
    assert.is_nil(result.earlier[1].n_design)
  end)
end)
