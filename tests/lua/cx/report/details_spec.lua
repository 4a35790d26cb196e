-- details_spec.lua - report/details.lua: what the weights and the design cost stands beneath the numbers, described only

local compose = require "cx.report.compose"
local cx = require "cx"


local function plan(options)
  local all = { file = os.getenv "PWD" .. "/tests/data/nps/answers.csv", questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  for name, value in pairs(options or {}) do all[name] = value end
  local survey = cx.survey(all)
  return cx.plan { language = "en", measure = { surveys = { survey } }, touchpoints = {
    { "store", goals = { cx.goal { cx.metric.nps(survey.recommend), at_least = 10 },
                         cx.goal { cx.metric.mean(survey.satisfied), at_least = 3 } } } } }:run { today = "2026-11-21" }
end


-- The line under the table of estimates.
local function line(result, language)
  for _, block in ipairs(compose.document(result, language)) do
    if block.role == "estimates" then return block.note end
  end
end


describe("details", function()
  it("(6): weighting efficiency and design effect, from the least to the greatest of the table's goals", function()
    local result = plan { weight = "weight", strata = "region", cluster = "store" }
    local said, list = line(result), {}
    for i, goal in ipairs(result.goals) do
      local e = goal.estimate
      list[i] = { ("%.0f%%"):format(100 * e.n_effective / e.n), ("%.1f"):format(e.design_effect) }
    end
    local function range(k)
      local a, b = list[1][k], list[2][k]
      if a == b then return a end
      return tonumber(a:match "[%d.]+") < tonumber(b:match "[%d.]+") and a .. "–" .. b or b .. "–" .. a
    end
    assert.equal(("Weighted by weight. Errors by 36 clusters in 3 strata. For description alone: weighting efficiency %s, "
      .. "design effect %s."):format(range(1), range(2)), said)
  end)

  it("(6): without weights and design there is nothing to describe", function()
    assert.equal("Unweighted.", line(plan()))
    assert.is_nil(line(plan { weight = "weight" }):find "design effect")
  end)

  it("(6): in Finnish and Swedish", function()
    local result = plan { weight = "weight", strata = "region" }
    assert.matches("Vain kuvailuksi: painotuksen tehokkuus %d+ %%, asetelmavaikutus 1,%d", (line(result, "fi"):gsub("\u{a0}", " ")))
    assert.matches("Endast som beskrivning: viktningens effektivitet", line(result, "sv"))
  end)

  it("(6): a hidden goal says nothing of them", function()
    local result = plan { weight = "weight" }
    for _, goal in ipairs(result.goals) do goal.hidden, goal.verdict = true, { verdict = "hidden", shown = "hidden" } end
    assert.is_nil(line(result))
    local text = cx.report.text(result, "markdown") .. cx.report.text(result, "html") .. cx.report.text(result, "terminal")
    assert.is_nil(text:find "Weighted by")
    result.goals[1].hidden = nil
    assert.matches("Weighted by weight.", line(result), 1, true)
  end)
end)
