-- simulate_spec.lua: what must move for a goal, against brute force and hand calculations

local cx = require "cx"
local words = require "cx.lang".load
local part = require "cx.report.why.simulate"

-- A survey of so many people with each answer.
local function survey(people, options)
  local lines = { "recommend" }
  for answer = 0, 10 do
    for _ = 1, people[answer] or 0 do lines[#lines + 1] = tostring(answer) end
  end
  options = options or {}
  options.text, options.questions = table.concat(lines, "\n") .. "\n", { recommend = options.scale or cx.scale.nps }
  options.scale = nil
  return cx.survey(options)
end

local PEOPLE = { [10] = 50, [8] = 30, [3] = 20 } -- NPS 30, as in the note (statistics, section 2)

local function nps(target, more)
  local given = { goal = cx.goal { cx.metric.nps(survey(PEOPLE).recommend), at_least = target }, today = "2026-11-22" }
  for key, value in pairs(more or {}) do given[key] = value end
  return cx.simulate(given):measure()
end

local function near(expected, got, by) assert.is_true(math.abs(expected - got) <= (by or 1e-9), ("%.12g"):format(got)) end

local function raises(text, f, ...)
  local done, message = pcall(f, ...)
  assert.is_false(done)
  assert.truthy(tostring(message):find(text, 1, true), message)
end

local function finite(value)
  if type(value) == "number" then assert.is_true(value == value and math.abs(value) < math.huge) end
  if type(value) == "table" then for _, one in pairs(value) do finite(one) end end
end


describe("simulate", function()
  it("(1): answers of one score are one class", function()
    local classes = nps(45).classes
    assert.same({ { label = "0–6", score = -100, share = 0.2 }, { label = "7–8", score = 0, share = 0.3 },
                  { label = "9–10", score = 100, share = 0.5 } }, classes)
  end)

  it("(2): says what each move alone must bring", function()
    local outcome = nps(45)
    near(15, outcome.need)
    local told = {}
    for i, move in ipairs(outcome.moves) do
      told[i] = { move.from, move.to, move.share, move.enough, math.floor(move.cost + 0.5) }
    end
    -- from 3 to 7 four steps, from 3 to 9 six, from 8 to 9 one
    assert.same({ { "0–6", "7–8", 0.15, true, 60 }, { "0–6", "9–10", 0.075, true, 45 }, { "7–8", "9–10", 0.15, true, 15 } }, told)
    assert.is_nil(nps(75).moves[3].cost)
    assert.is_false(nps(75).moves[3].enough)
  end)

  it("(3): mixes the moves as no other mix of them is cheaper", function()
    local random = 7
    local function chance()
      random = (random * 1103515245 + 12345) % 2147483648
      return random / 2147483648
    end
    for _ = 1, 40 do
      local c = { { 0, 0, 0 }, { 0, 0, 0 } }
      c[1][2], c[1][3], c[2][3] = 0.2 + chance() * 3, 0.2 + chance() * 3, 0.2 + chance() * 3
      local target = 31 + math.floor(chance() * 60)
      local at = { [-100] = 1, [0] = 2, [100] = 3 }
      local outcome = nps(target, { cost = function(from, to) return c[at[from.score]][at[to.score]] end })
      local best = math.huge
      for a = 0, 200 do -- thousandths of 0-6 to 7-8; then to 9-10; the rest from 7-8 to 9-10
        for b = 0, 200 - a do
          local left = (target - 30) / 100 - a / 1000 - 2 * b / 1000
          if left <= 0.3 + 1e-12 then best = math.min(best, a / 10 * c[1][2] + b / 10 * c[1][3] + math.max(0, left) * 100 * c[2][3]) end
        end
      end
      local gain = 0
      for _, move in ipairs(outcome.mix) do
        gain = gain + move.share * ((move.from == "0–6" and move.to == "9–10") and 200 or 100)
      end
      near(target - 30, gain, 1e-9)
      assert.is_true(outcome.mix.cost <= best + 1e-9, ("%g %g"):format(outcome.mix.cost, best))
      assert.is_true(outcome.mix.cost >= best - 0.2 * math.max(c[1][2], c[1][3], c[2][3]))
    end
  end)

  it("mix (1): who is nearest to a better class moves, at a step of the scale each, and no division is cheaper", function()
    local goal = cx.goal { cx.metric.nps(survey { [10] = 40, [8] = 10, [7] = 10, [6] = 8, [5] = 12, [2] = 20 }.recommend),
                           at_least = 35 }
    local mix = cx.simulate { goal = goal, today = "2026-11-22" }:measure().mix
    local told = {}
    for i, move in ipairs(mix) do told[i] = ("%s %s %.4f"):format(move.from, move.to, move.share) end
    -- 35 points of hundred: 8 from 6 to 7 and 10 from 8 to 9 at one a point; then two a point: 5 to 7, 6 to 9 by way of 7,
    -- 7 to 9, of which the first steps of a place go first and the worse place
    assert.same({ "5 7 0.1200", "6 7 0.0800", "7 9 0.0500", "8 9 0.1000" }, told)
    near(8 + 10 + 2 * 17, mix.cost)
    assert.is_true(mix.ties)
    local best = math.huge -- brute force: how many of each place go to 7 and to 9
    for five = 0, 12 do
      for six = 0, 8 do
        for up = 0, 8 - six do
          for seven = 0, 10 do
            for eight = 0, 10 do
              if five + six + 2 * up + seven + eight == 35 then
                best = math.min(best, 2 * five + six + 3 * up + 2 * seven + eight)
              end
            end
          end
        end
      end
    end
    near(best, mix.cost)
  end)

  it("mix (2): says where other moves cost as much, and where none do", function()
    assert.is_nil(nps(45).mix.ties) -- 8 to 9 alone costs one a point
    assert.is_true(nps(45, { cost = function(from, to) return (to.score - from.score) / 100 end }).mix.ties)
    assert.matches("Other moves cost as much", part.blocks(nps(45, { cost = function() return 0 end }), words "en")[2].note)
  end)

  it("mix (1): answers without a scale move by classes", function()
    local mood = cx.survey { text = "mood\n" .. ("glad\n"):rep(50) .. ("cross\n"):rep(50), questions = {
      mood = cx.scale.names { "glad", "calm", "cross" } } }
    local outcome = cx.simulate { goal = cx.goal { cx.metric.share(mood.mood, "glad"), at_least = 60 } }:measure()
    near(0.1, outcome.mix[1].share)
    near(10, outcome.mix.cost)
    assert.is_nil(outcome.by_answer)
  end)

  it("(4): is sure where the interval of the moved answers lies beyond the target", function()
    local outcome = nps(45, { n = 400 })
    local p = { ["3"] = 0.2, ["8"] = 0.3, ["9"] = 0, ["10"] = 0.5 }
    for _, move in ipairs(outcome.sure) do p[move.from], p[move.to] = p[move.from] - move.share, p[move.to] + move.share end
    p["9–10"], p["0–6"] = p["9"] + p["10"], p["3"]
    local mean = p["9–10"] - p["0–6"]
    -- the error of the rows as they are is 7.849596 for 7.810250 by chance (statistics, section 1): its effect stays
    local sd = math.sqrt(p["9–10"] + p["0–6"] - mean ^ 2) * 7.849596 / 7.810250
    near(0.45, mean - 1.959964 * sd / math.sqrt(400), 1e-6)
    assert.is_true(outcome.sure.need > 15 and outcome.sure.n == 400)
  end)

  it("forecast (1): the moves that make it sure decide it more often than not in time", function()
    local outcome = nps(45, { per_month = 500, by = "2027-11-30" })
    local last = outcome.dates[#outcome.dates]
    assert.is_true(last.moved < 0.5 and last.sure > 0.9 and last.unchanged < 0.05)
    assert.is_nil(nps(25, { per_month = 500, by = "2027-02-28" }).dates[1].moved) -- nothing lacks
  end)

  it("forecast (2) (3): in a plan answers come as they came, and the line through its rounds goes on", function()
    local lines = { "date,recommend" }
    for month, people in pairs { ["2025-02"] = { 20, 30, 50 }, ["2025-05"] = { 22, 30, 55 }, ["2025-08"] = { 18, 33, 52 },
                                 ["2025-11"] = { 17, 30, 60 }, ["2026-02"] = { 16, 28, 62 }, ["2026-08"] = { 12, 30, 66 } } do
      for k, answer in ipairs { 3, 8, 10 } do
        for i = 1, people[k] do lines[#lines + 1] = ("%s-%02d,%d"):format(month, 1 + i % 27, answer) end
      end
    end
    local answers = cx.survey { text = table.concat(lines, "\n"), time = "date", questions = { recommend = cx.scale.nps } }
    local goal = cx.goal { cx.metric.nps(answers.recommend), at_least = 55, id = "g", due = "2027-03-31" }
    local function run(round, by)
      return cx.plan { name = "A", round = round, due = "2027-03-31", touchpoints = { { "All", goals = goal } },
        measure = { surveys = { answers }, worth = cx.simulate { goal = "g", by = by } } }:run { today = "2026-11-22" }.worth[1]
    end
    local outcome = run "quarter"
    assert.is_true(outcome.per_month > 30 and outcome.per_month < 37)
    assert.equal(4, #outcome.dates)
    -- R: lm(y ~ t, weights = 1/se^2) of t = 1 2 3 4 5 7 at 8 and 9, known variances
    local expected = { { "2026-Q4", 53.675755362, 6.809318085, 0.422901842 }, { "2027-Q1", 57.315459502, 8.169806350, 0.611571283 } }
    assert.equal(2, #outcome.trend)
    for i, one in ipairs(outcome.trend) do
      assert.equal(expected[i][1], one.round)
      near(expected[i][2], one.value, 1e-7)
      near(expected[i][3], one.se, 1e-7)
      near(expected[i][4], one.probability, 1e-7)
      near(one.value - 1.959963985 * one.se, one.low, 1e-6)
    end
    assert.is_nil(run("quarter", "2026-09-30").trend)
    assert.is_nil(run(nil).trend)
    finite(outcome)
    for _, code in ipairs { "en", "fi", "sv" } do
      local blocks = part.blocks(outcome, words(code))
      assert.equal(4, #blocks)
      assert.equal("2027-Q1", blocks[4].rows[2][1])
    end
  end)

  it("(5): tells how likely the verdict is met, month by month", function()
    local outcome = nps(25, { per_month = 500, by = "2027-02-28" })
    assert.equal(3, #outcome.dates)
    assert.equal("2026-12", outcome.dates[1].month)
    assert.equal(1500, outcome.dates[3].n)
    -- beyond = 5 - z * 78.10250 * (7.849596 / 7.810250) / sqrt(500); spread = sqrt(7.849596^2 + 78.49596^2 / 500)
    near(0.413451, outcome.dates[1].unchanged, 1e-6)
    assert.is_true(outcome.dates[3].unchanged > outcome.dates[1].unchanged)
    assert.is_true(nps(45, { per_month = 500, by = "2027-02-28" }).dates[1].moved > 0.1)
    assert.same({}, nps(25, { by = "2027-02-28" }).dates)
    assert.same({}, nps(25, { per_month = 5, by = "2026-11-01" }).dates)
  end)

  it("(6): needs nothing where the goal is reached, and says what cannot be", function()
    local outcome = nps(20)
    near(0, outcome.need)
    assert.equal(0, #outcome.mix)
    assert.is_true(#outcome.sure > 0)
    assert.matches("has reached .-20; to be sure with 100 answers", part.sentence(outcome, words "en"))
    local most = cx.simulate { goal = cx.goal { cx.metric.mean(survey(PEOPLE, { scale = cx.scale { 0, 10, part = "x" } }).recommend),
      at_least = 10 } }:measure()
    assert.is_nil(most.impossible) -- all may still say 10
    near(10, 0.5 * 10 + 0.3 * 10 + 0.2 * 10)
    finite(most)
  end)

  it("turns round for at_most", function()
    local outcome = cx.simulate { goal = cx.goal { cx.metric.mean(survey(PEOPLE).recommend), at_most = 7.5 } }:measure()
    near(8 - 7.5, outcome.need)
    assert.equal("10", outcome.moves[1].from)
    assert.equal("9", outcome.moves[1].to)
    finite(outcome)
  end)

  it("takes a goal of the plan as it was measured there, by its id, and hides what is hidden there", function()
    local function run(privacy)
      local answers = survey(PEOPLE, { privacy = privacy })
      return cx.plan { name = "A", measure = { surveys = { answers }, worth = cx.simulate { goal = "g" } },
        touchpoints = { { "All", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 45, id = "g" } } } }
        :run { today = "2026-11-22" }.worth[1]
    end
    local outcome = run()
    assert.equal("All", outcome.touchpoint)
    near(15, outcome.need)
    local hidden = run { minimum = 500 }
    assert.is_true(hidden.hidden)
    assert.same({ 0, 0 }, { #hidden.moves, #hidden.classes })
    assert.is_nil(hidden.estimate)
    assert.matches("hidden", part.sentence(hidden, words "en"))
  end)

  it("(7): a goal of its own is hidden where few answered, or few are left out; weighted it is as fine as its error", function()
    local lines = { "g,w,recommend" }
    for i = 1, 60 do
      local g, w = i <= 4 and "few" or i <= 30 and "a" or "b", ({ 1, 2.5, 0.7 })[1 + i % 3]
      lines[#lines + 1] = ("%s,%s,%d"):format(g, w, i * 7 % 11)
    end
    local function run(where, options)
      local all = { text = table.concat(lines, "\n"), privacy = { minimum = 10 }, questions = { recommend = cx.scale.nps } }
      for key, value in pairs(options or {}) do all[key] = value or nil end
      return cx.simulate { goal = cx.goal { cx.metric.nps(cx.survey(all).recommend), at_least = 60 }, where = where }:measure()
    end
    assert.is_true(run("g == 'few'").hidden)
    assert.is_true(run("g ~= 'few'").hidden) -- four are left
    assert.is_nil(run("g == 'a'").hidden)
    assert.is_nil(run("g ~= 'few'", { privacy = false }).hidden)
    local outcome = run("g == 'a'", { weight = "w" })
    assert.equal(0.0, outcome.estimate.value % 1)
    for _, one in ipairs(outcome.classes) do near(0, (one.share * 26 + 0.5) % 1 - 0.5, 1e-9) end
    finite(outcome)
  end)

  it("tells moves to one answer together", function()
    local goal = cx.goal { cx.metric.nps(survey { [10] = 40, [8] = 10, [7] = 10, [6] = 8, [5] = 12, [2] = 20 }.recommend),
                           at_least = 35 }
    local outcome = cx.simulate { goal = goal, today = "2026-11-22" }:measure()
    assert.matches("move from 0–6 to 7–8 and 5%.0%% from 7–8 to 9–10", part.sentence(nps(55, { cost = function(from, to)
      return (to.score - from.score) / 100 end }), words "en"))
    assert.matches("when 20%% of those who answer move from 5–6 to 7 and 15%% from 7–8 to 9%.", part.sentence(outcome, words "en"))
    assert.matches("kun 20\u{a0}%% vastaajista siirtyy vastauksesta 5–6 vastaukseen 7 ja 15\u{a0}%% vastauksesta 7–8 vastaukseen 9%.",
      part.sentence(outcome, words "fi"))
    assert.matches("när 20\u{a0}%% av de svarande går från 5–6 till 7 och 15\u{a0}%% från 7–8 till 9%.",
      part.sentence(outcome, words "sv"))
  end)

  it("says what is wrong with what it was given", function()
    raises("goal: a goal, or the id of one in the plan, is wanted", cx.simulate, {})
    raises("cost: a function", cx.simulate, { goal = "x", cost = 5 })
    raises("per_month: a number of answers above 0", cx.simulate, { goal = "x", per_month = 0 })
    raises("by: a date such as", cx.simulate, { goal = "x", by = "2026-02-30" })
    raises("n: a whole number from 2", cx.simulate, { goal = "x", n = 1 })
    local _, message = cx.simulate { goal = "nowhere" }:measure()
    assert.equal("no goal of the plan has the id 'nowhere'", message)
    _, message = cx.simulate { goal = cx.goal { cx.metric.nps "recommend", at_least = 1 } }:measure()
    assert.matches("the goal's metric is of no survey", message)
    raises("cost: a number from 0 is wanted for 0–6 to 7–8, not nan", nps, 45, { cost = function() return 0 / 0 end })
  end)

  it("has no numbers where there are no answers", function()
    local empty = cx.survey { text = "recommend,x\n,1\n,2\n", questions = { recommend = cx.scale.nps } }
    local outcome = cx.simulate { goal = cx.goal { cx.metric.nps(empty.recommend), at_least = 45 } }:measure()
    assert.equal("no_answers", outcome.notes[1].code)
    assert.matches("no answers yet", part.sentence(outcome, words "en"))
    assert.same({}, part.blocks(outcome, words "en"))
  end)

  it("is told in three languages, with the same keys", function()
    local texts = require "cx.report.why.words.simulate"
    local outcome = nps(45, { per_month = 500, by = "2027-02-28" })
    for _, code in ipairs { "en", "fi", "sv" } do
      for key, value in pairs(texts.en) do
        assert.equal(type(value), type(texts[code][key]), key)
        for inner in pairs(type(value) == "table" and value or {}) do assert.truthy(texts[code][key][inner], inner) end
      end
      local text = part.sentence(outcome, words(code))
      for _, block in ipairs(part.blocks(outcome, words(code))) do text = text .. (block.note or "") .. (block.text or "") end
      assert.falsy(text:find "[{}]", text)
    end
  end)
end)
