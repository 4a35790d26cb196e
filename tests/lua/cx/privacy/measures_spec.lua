-- measures_spec.lua - privacy/goals.lua (10): measures that are no goals, at random, against counts of rows
--
-- Random little surveys with goals, practices and measures over all: what a report publishes is what the rows are, nobody few
-- is shown, and an audit of what is published finds nothing.

local cx = require "cx"

local seed = 7


local function chance(n)
  seed = (seed * 1103515245 + 12345) % (1 << 31)
  return math.tointeger(seed) // 65536 % n
end


local PLACES, ROUNDS = { "a", "b", "c", "d" }, { "1", "2" }


-- Random rows: a place of the plan or another, a round, two questions that may be blank.
local function rows_of(n)
  local rows = {}
  for i = 1, n do
    rows[i] = { place = PLACES[chance(#PLACES) + 1], round = ROUNDS[chance(2) + 1],
                x = chance(4) > 0 and chance(5) + 1 or "", y = chance(3) > 0 and chance(5) + 1 or "" }
  end
  return rows
end


local function csv(rows)
  local lines = { "place,round,x,y" }
  for i, row in ipairs(rows) do lines[i + 1] = ("%s,%s,%s,%s"):format(row.place, row.round, row.x, row.y) end
  return table.concat(lines, "\n") .. "\n"
end


local function count(rows, round, place, question)
  local n = 0
  for _, row in ipairs(rows) do
    if (not round or row.round == round) and (not place or row.place == place) and (not question or row[question] ~= "") then n = n + 1 end
  end
  return n
end


local function plan_of(rows, minimum)
  local survey = cx.survey { text = csv(rows), name = "s", touchpoint = "place", round = { column = "round" },
                             questions = { x = cx.scale { 1, 5 }, y = cx.scale { 1, 5 } } }
  local mean, touchpoints = cx.metric.mean, {}
  for i, place in ipairs { "a", "b", "c" } do
    touchpoints[i] = { place, goals = chance(3) > 0 and cx.goal { mean(survey.x), at_least = 3 } or nil,
                       practice = chance(2) > 0 and { "p", kept = mean(chance(2) > 0 and survey.y or survey.x) } or nil }
  end
  return cx.plan { name = "x", privacy = { minimum = minimum }, touchpoints = touchpoints, measure = { surveys = survey,
    pulse = chance(2) > 0 and mean(survey.x) or nil }, organise = { functions = { staff = chance(2) > 0 and mean(survey.y) or nil } } }
end


-- The last round that there is.
local function last_round(rows) return count(rows, "2") > 0 and "2" or "1" end


describe("privacy (10): measures at random", function()
  it("what is published is true, nobody few is shown, and nothing can be worked out", function()
    local shown, hidden = 0, 0
    for _ = 1, 150 do
      local rows, minimum = rows_of(8 + chance(50)), 3 + chance(5)
      local result = plan_of(rows, minimum):run { today = "2026-06-01" }
      local round = last_round(rows)
      local function check(one)
        local n = count(rows, round, one.touchpoint, one.question.name)
        if one.hidden then
          hidden = hidden + 1
          assert.is_nil(one.estimate.value)
          assert.is_nil(one.estimate.n)
        else
          shown = shown + 1
          assert.equal(n, one.estimate.n)
          assert.is_true(n >= minimum, ("%d of %d"):format(n, minimum))
        end
        for _, before in ipairs(one.rounds or {}) do
          if before.estimate and before.estimate.n then
            assert.equal(count(rows, before.name, one.touchpoint, one.question.name), before.estimate.n)
            assert.is_true(before.estimate.n >= minimum)
          end
        end
      end
      for _, one in ipairs(result.goals) do check(one) end
      for _, one in ipairs(result.measures) do check(one) end
      for _, made in ipairs(result.published or {}) do
        local question = made.of:match "^s: (%l)$"
        for _, cell in ipairs(made.cells) do
          if question and cell.n and cell.at.touchpoint ~= "…" then
            assert.equal(count(rows, cell.at.round, cell.at.touchpoint, question), cell.n, ("%s %s %s"):format(made.of, cell.at.round, cell.at.touchpoint))
          end
        end
      end
      if result.published then assert.is_true(cx.audit(result).safe) end
    end
    assert.is_true(shown > 100 and hidden > 50, ("%d shown, %d hidden"):format(shown, hidden))
  end)
end)
