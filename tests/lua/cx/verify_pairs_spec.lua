-- verify_pairs_spec.lua - pairs of the same people, and their differences, as R has them (tests/r/pairs.R, tests/data/r/pairs.csv)

local cx = require "cx"

local TOLERANCE = 1e-9
local ROLES = { [""] = {}, c = { account = "account" }, sc = { account = "account", strata = "stratum" },
                scw = { account = "account", strata = "stratum", weight = "weight" },
                sw = { strata = "stratum", weight = "weight" }, pw = { cluster = "person", weight = "weight" } }
local METRIC = { mean = cx.metric.mean, nps = cx.metric.nps, top = cx.metric.share("answer", { 9, 10 }) }


local function near(wanted, got, what)
  wanted = tonumber(wanted)
  assert.is_true(math.abs(wanted - got) <= TOLERANCE * math.max(1, math.abs(wanted)),
    ("%s: %.15g is not %.15g"):format(what, got, wanted))
end


-- The rows as one survey, or as the two rounds' own.
local function survey(rows, design, round)
  local lines = { "person,round,answer,account,stratum,weight" }
  for row in rows:gmatch "[^;]+" do
    local cells = row:gsub(" ", ","):gsub(",%-,", ",,")
    if not round or cells:match "^[^,]*,([^,]*)" == round then lines[#lines + 1] = cells end
  end
  local options = { text = table.concat(lines, "\n") .. "\n", name = round, person = "person", questions = { answer = cx.scale.nps } }
  for role, column in pairs(ROLES[design]) do options[role] = column end
  return cx.survey(options)
end


local function check(row, tally)
  local one = cx.compare(tally, { metric = METRIC[row.metric], paired = "before" })[1]
  assert.same({ tonumber(row.people), tonumber(row.pairs) }, { tally:people().both, one.n })
  assert.equal(row.kind == "ttest" and "paired t 95 %" or "linearised t 95 %", one.method)
  for _, name in ipairs { "difference", "se", "statistic", "df", "p", "low", "high" } do
    -- bounds past the largest difference there can be are cut there, which R does not know
    local most = row.metric == "mean" and 10 or row.metric == "nps" and 200 or 100
    local wanted = math.max(-most, math.min(most, tonumber(row[name])))
    near((name == "low" or name == "high") and wanted or row[name], one[name], name)
  end
end


describe("pairs, as R has them:", function()
  local n, rows = 0, nil
  for row in assert(cx.survey { file = "tests/data/r/pairs.csv", questions = {} }:rows()) do
    n = n + 1
    rows = row.rows ~= "" and row.rows or rows
    local own = rows
    it(("%d. %s %s %s of %s people"):format(n, row.kind, row.design, row.metric, row.people), function()
      check(row, assert(survey(own, row.design):pairs { of = "answer", round = "round", between = { 1, 2 } }))
      check(row, assert(cx.pairs(survey(own, row.design, "1"), survey(own, row.design, "2"), { of = "answer" })))
    end)
  end

  it("leaves nothing out", function() assert.equal(108, n) end)
end)
