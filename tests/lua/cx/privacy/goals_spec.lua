-- goals_spec.lua - privacy of a plan: what rests on too few people is in no report

local cx = require "cx"

local FORMATS = { "terminal", "markdown", "json", "csv", "html" }


-- A staff survey of units: { name, people, who did not answer the load }.
local function pulse(units, options)
  local rows = { "unit,mood,load" }
  for _, unit in ipairs(units) do
    for i = 1, unit[2] do
      rows[#rows + 1] = ("%s,%d,%s"):format(unit[1], i * 7 % 11, i > (unit[3] or 0) and i % 5 + 1 or "")
    end
  end
  local given = { text = table.concat(rows, "\n") .. "\n", name = "pulse", touchpoint = "unit", about = "staff",
                  questions = { mood = cx.scale.nps, load = cx.scale { 1, 5 } } }
  for key, value in pairs(options or {}) do given[key] = value end
  return cx.survey(given)
end


local function plan_of(staff, names, privacy)
  local touchpoints = {}
  for i, name in ipairs(names) do
    touchpoints[i] = { name, from = staff.mood, goals = { cx.goal { cx.metric.enps, at_least = 10 },
      cx.goal { cx.metric.mean(staff.load), at_least = 3 } } }
  end
  return cx.plan { name = "Pulse", language = "en", privacy = privacy, measure = { surveys = { staff } },
                   touchpoints = touchpoints }
end


local function run(units, names, privacy, options)
  return plan_of(pulse(units, options), names, privacy):run { today = "2026-11-21" }
end


-- "1" shown, "0" hidden, goal by goal.
local function pattern(result)
  local marks = {}
  for i, goal in ipairs(result.goals) do marks[i] = goal.hidden and "0" or "1" end
  return table.concat(marks)
end


local UNITS = { { "Cafe", 40 }, { "Store", 6 }, { "Shop", 30 }, { "Service", 25 } }
local NAMES = { "Cafe", "Store", "Shop", "Service" }


describe("privacy of goals", function()
  it("(1): staff surveys have 10, others none unless told, and a survey's own stands before the plan's", function()
    assert.equal("11001100", pattern(run(UNITS, NAMES)))
    assert.equal("11111111", pattern(run(UNITS, NAMES, nil, { about = "customers" })))
    assert.equal("11001100", pattern(run(UNITS, NAMES, { minimum = 7 }, { about = "customers" })))
    assert.equal("11111111", pattern(run(UNITS, NAMES, { minimum = 6 })))
    assert.equal("11111111", pattern(run(UNITS, NAMES, { minimum = 30 }, { privacy = { minimum = 2 } })))
  end)

  it("(2): k people are shown, k - 1 hidden", function()
    assert.equal("1111", pattern(run({ { "Cafe", 40 }, { "Store", 10 } }, { "Cafe", "Store" })))
    assert.equal("0000", pattern(run({ { "Cafe", 40 }, { "Store", 9 } }, { "Cafe", "Store" })))
  end)

  it("(2): a goal is hidden by those who answered it, not by the rows", function()
    local result = run({ { "Cafe", 40 }, { "Store", 30, 25 } }, { "Cafe", "Store" })
    assert.equal("1110", pattern(result))
    assert.is_nil(result.surveys[1].receipt.questions.load)
    assert.equal(70, result.surveys[1].receipt.questions.mood.used)
  end)

  it("(3): rows outside the plan hide the small one well enough, when they are many", function()
    assert.equal("110011", pattern(run(UNITS, { "Cafe", "Store", "Shop" })))
  end)

  it("(4): hidden goals carry no number at all", function()
    local goal = run(UNITS, NAMES).goals[3]
    assert.same({ missing = {} }, goal.estimate)
    assert.same({ verdict = "hidden", shown = "hidden" }, goal.verdict)
    assert.same({}, goal.answers)
  end)

  it("(5): the receipt is silent about their questions; the survey's own is not touched", function()
    local staff = pulse(UNITS)
    local result = plan_of(staff, NAMES):run { today = "2026-11-21" }
    assert.same({}, result.surveys[1].receipt.questions)
    assert.equal(101, result.surveys[1].receipt.used)
    assert.equal(101, staff:receipt().questions.mood.used)
  end)

  it("(5): the rows of single files are not told, since a file may be a unit", function()
    local paths = {}
    for i, unit in ipairs { { "Cafe", 40 }, { "Store", 6 }, { "Shop", 30 } } do
      local rows = { "unit,mood,load" }
      for k = 1, unit[2] do rows[#rows + 1] = ("%s,%d,%d"):format(unit[1], k % 11, k % 5 + 1) end
      paths[i] = os.tmpname()
      local file = assert(io.open(paths[i], "w"))
      file:write(table.concat(rows, "\n"), "\n")
      file:close()
    end
    local staff = cx.survey { file = paths, touchpoint = "unit", about = "staff",
                              questions = { mood = cx.scale.nps, load = cx.scale { 1, 5 } } }
    local receipt = plan_of(staff, { "Cafe", "Store", "Shop" }):run().surveys[1].receipt
    for i, path in ipairs(paths) do
      assert.same({ path, nil, nil }, { receipt.files[i].path, receipt.files[i].rows, receipt.files[i].bytes })
      os.remove(path)
    end
    assert.equal(76, receipt.used)
  end)

  it("(5): a survey of fewer people than the minimum shows no rows", function()
    local result = run({ { "Cafe", 4 }, { "Store", 3 } }, { "Cafe", "Store" })
    assert.equal("0000", pattern(result))
    local receipt = result.surveys[1].receipt
    assert.same({ nil, nil, nil, true }, { receipt.read, receipt.used, result.surveys[1].n_design, receipt.hidden })
    for _, format in ipairs { "terminal", "markdown", "html" } do
      local text = cx.report.text(result, format, { width = 100 })
      assert.matches("The rows of this survey are hidden", text)
      assert.is_nil(text:find("7 rows", 1, true))
    end
  end)

  it("(11): two surveys of one file are refused, in any of their rounds, since one tells what the other hides", function()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write("department,team,mood\n", ("care,north,5\n"):rep(23), ("care,south,3\n"):rep(2), ("office,city,4\n"):rep(30))
    file:close()
    local function survey(name, touchpoint, options)
      local given = { file = path, name = name, touchpoint = touchpoint, questions = { mood = cx.scale { 1, 5 } } }
      for key, value in pairs(options or {}) do given[key] = value end
      return cx.survey(given)
    end
    local function message(second, privacy)
      local first = survey("first", "department")
      local function goal(one) return { cx.goal { cx.metric.mean(one.mood), at_least = 3 } } end
      local plan = cx.plan { name = "P", privacy = privacy, measure = { surveys = { first, second } }, touchpoints = {
        { "care", goals = goal(first) }, { "north", goals = goal(second) } } }
      local done, what = pcall(plan.run, plan, { today = "2026-11-21" })
      return not done and what or nil
    end
    local refused = "goals_spec%.lua:%d+: privacy: two surveys read "
    assert.matches(refused, message(survey("second", "team"), { minimum = 10 }))
    assert.matches(refused, message(survey("second", "team", { about = "staff" })))
    assert.matches(refused, message(survey("second", "team", { about = "staff", file = "/." .. path })))
    local before = survey("before", "team", { round = "1" })
    local now = cx.survey { text = "team,mood\nnorth,5\n", name = "now", touchpoint = "team", round = "2", earlier = before,
                            questions = { mood = cx.scale { 1, 5 } } }
    assert.matches(refused, message(now, { minimum = 10 }))
    assert.is_nil(message(survey("second", "team")))
    for _, kind in ipairs { "-s", "" } do
      local link = os.tmpname()
      os.remove(link)
      assert(os.execute(("ln %s '%s' '%s'"):format(kind, path, link)))
      assert.matches(refused .. link, message(survey("second", "team", { about = "staff", file = link })), 1)
      os.remove(link)
    end
    os.remove(path)
  end)

  it("(11): two surveys of one text are refused as two of one file are", function()
    local function message(second)
      local given = { text = "unit,team,mood\n" .. ("a,x,5\n"):rep(20), touchpoint = "unit", name = "first", about = "staff",
                      questions = { mood = cx.scale { 1, 5 } } }
      local one = cx.survey(given)
      given.text, given.touchpoint, given.name = second or given.text, "team", "second"
      local two = cx.survey(given)
      local function goal(of) return { cx.goal { cx.metric.mean(of.mood), at_least = 3 } } end
      local plan = cx.plan { name = "P", measure = { surveys = { one, two } }, touchpoints = {
        { "a", goals = goal(one) }, { "x", goals = goal(two) } } }
      local done, what = pcall(plan.run, plan, { today = "2026-11-21" })
      return not done and what or nil
    end
    assert.matches("goals_spec%.lua:%d+: privacy: two surveys read the same text, and one can tell", message())
    assert.is_nil(message("unit,team,mood\n" .. ("a,x,4\n"):rep(20)))
  end)

  it("(9): no earlier round tells how many gave no answer, which with the others' is how many of a small place did", function()
    local rows = { "wave,unit,mood,load" }
    for wave, units in ipairs { { Cafe = { 24, 1 }, Shop = { 11, 1 }, Store = { 3, 0 } }, { Cafe = { 21, 1 }, Shop = { 20, 0 }, Store = { 21, 0 } } } do
      for unit, n in pairs(units) do
        for i = 1, n[1] do rows[#rows + 1] = ("%d,%s,%d,%s"):format(wave, unit, i % 11, i > n[2] and 3 or "") end
      end
    end
    local staff = cx.survey { text = table.concat(rows, "\n") .. "\n", touchpoint = "unit", round = { column = "wave" },
                              about = "staff", questions = { mood = cx.scale.nps, load = cx.scale { 1, 5 } } }
    local result = plan_of(staff, { "Cafe", "Shop", "Store" }):run { today = "2026-11-21" }
    assert.same({ 23, nil }, { result.goals[2].rounds[1].estimate.n, result.goals[2].rounds[1].estimate.missing })
    assert.same({ empty = 1 }, result.goals[2].rounds[2].estimate.missing)
    assert.matches('"missing": null', cx.report.text(result, "json"), 1, true)
  end)

  it("(9): the month of a decision does not tell how many people a hidden round has", function()
    local function outlook(hidden)
      local rows = { "day,unit,mood,load" }
      for month, n in ipairs { 40, hidden, 40, 40 } do
        for i = 1, n do rows[#rows + 1] = ("2026-%02d-%02d,Cafe,%d,3"):format(month, i % 28 + 1, i * 7 % 11) end
        for i = 1, 60 do rows[#rows + 1] = ("2026-%02d-%02d,Shop,%d,3"):format(month, i % 28 + 1, i * 5 % 11) end
        for i = 1, 18 - (month == 2 and hidden or 0) do
          rows[#rows + 1] = ("2026-%02d-%02d,Store,%d,3"):format(month, i % 28 + 1, i % 11)
        end
      end
      local staff = cx.survey { text = table.concat(rows, "\n") .. "\n", about = "staff", touchpoint = "unit", time = "day",
                                questions = { mood = cx.scale.nps } }
      local goals = { cx.goal { cx.metric.enps(staff.mood), at_least = -20 } }
      local result = cx.plan { name = "P", round = "month", measure = { surveys = { staff } }, touchpoints = {
        { "Cafe", goals = goals } } }:run { today = "2026-05-02" }
      assert.equal("hidden", result.goals[1].rounds[2].why)
      return result.goals[1].outlook
    end
    assert.same(outlook(2), outlook(8))
  end)

  it("(12): a weighted survey's answers tell no people and weights beside each other", function()
    local rows = { "unit,mood,w" }
    for i = 1, 40 do rows[#rows + 1] = ("Cafe,%d,%s"):format(i % 11, i == 7 and "3.5" or "0.9") end
    local function goal(about)
      local survey = cx.survey { text = table.concat(rows, "\n") .. "\n", touchpoint = "unit", weight = "w", about = about,
                                 questions = { mood = cx.scale.nps } }
      local result = cx.plan { name = "P", measure = { surveys = { survey } }, touchpoints = {
        { "Cafe", goals = { cx.goal { cx.metric.enps(survey.mood), at_least = 0 } } } } }:run { today = "2026-11-21" }
      return result.goals[1], cx.report.text(result, "markdown"), cx.report.text(result, "json")
    end
    local whole, private, markdown, json = goal(), goal "staff"
    assert.same({ 4, 3.5 + 3 * 0.9 }, { whole.answers[8].n, whole.answers[8].w })
    assert.same({ value = 7, label = whole.answers[8].label, score = 0, share = 6 / 40 }, private.answers[8])
    assert.matches("15.0%", markdown, 1, true)
    assert.is_nil(markdown:find("\n| n | ", 1, true))
    assert.matches('"w": null', json, 1, true)
  end)

  it("(12): a weighted survey's numbers are as fine as their errors in every format, and for own sections", function()
    local rows = { "wave,unit,mood,w" }
    for wave = 1, 3 do
      for i = 1, 60 do rows[#rows + 1] = ("%d,Cafe,%d,%s"):format(wave, (i * 7 + wave) % 11, i % 9 == 0 and "3.57" or "0.91") end
    end
    local function run_of(about)
      local survey = cx.survey { text = table.concat(rows, "\n") .. "\n", touchpoint = "unit", weight = "w", about = about,
                                 round = { column = "wave" }, questions = { mood = cx.scale.nps } }
      local seen
      local result = cx.plan { name = "P", language = "en", measure = { surveys = { survey } }, touchpoints = {
        { "Cafe", goals = { cx.goal { cx.metric.enps(survey.mood), at_least = 0 } } } },
        report = { sections = { function(made) seen = made.goals[1] end } } }:run { today = "2026-11-21" }
      return result.goals[1], result, seen
    end
    local whole, private, result, seen = run_of(), run_of "staff"
    assert.equal(private, seen)
    assert.equal(whole.verdict.verdict, private.verdict.verdict)
    for i, one in ipairs(private.rounds) do
      local exact, e = whole.rounds[i].estimate, one.estimate
      for _, key in ipairs { "value", "se", "low", "high", "n_effective" } do assert.equal(e[key] // 1, e[key], key) end
      assert.is_true(math.abs(e.value - exact.value) <= 0.5 and e.low <= exact.low and e.high >= exact.high)
      assert.is_nil(e.design_effect)
    end
    assert.equal(private.estimate, private.rounds[3].estimate)
    assert.equal(math.floor(whole.change.difference + 0.5), private.change.difference)
    assert.is_true(whole.change.p ~= private.change.p and math.abs(whole.change.p / private.change.p - 1) < 0.05)
    for _, format in ipairs(FORMATS) do
      local text = cx.report.text(result, format, { width = 100 })
      for _, number in ipairs { whole.estimate.value, whole.estimate.se, whole.estimate.low, whole.change.difference,
                                whole.rounds[1].estimate.value } do
        assert.is_nil(text:find(("%.2f"):format(math.abs(number)), 1, true), format)
      end
    end
  end)

  it("hidden and empty look alike in every format", function()
    local few = run(UNITS, NAMES)
    local empty = run({ { "Cafe", 40 }, { "Shop", 30 }, { "Service", 25 } }, NAMES)
    assert.equal(pattern(few), pattern(empty))
    for i, goal in ipairs(few.goals) do
      if goal.hidden then
        local other = empty.goals[i]
        assert.same({ goal.estimate, goal.verdict, goal.answers }, { other.estimate, other.verdict, other.answers })
      end
    end
    -- what differs is the file's size and the rows of what is shown, nothing of the hidden ones
    for _, format in ipairs(FORMATS) do
      local function of_store(result)
        local lines = {}
        for line in cx.report.text(result, format, { width = 200 }):gmatch "[^\n]+" do
          if line:find("Store", 1, true) and not line:find("Cafe", 1, true) then lines[#lines + 1] = line end
        end
        return table.concat(lines, "\n")
      end
      assert.equal(of_store(few), of_store(empty), format)
    end
  end)

  it("says hidden in the three languages, with the minimum", function()
    local result = run(UNITS, NAMES)
    for code, word in pairs { en = "hidden", fi = "peitetty", sv = "dold" } do
      for _, format in ipairs { "terminal", "markdown", "html" } do
        local text = cx.report.text(result, format, { language = code, width = 120 })
        assert.is_truthy(text:find(word, 1, true), code .. " " .. format)
        assert.is_truthy(text:find "10 ", code)
      end
    end
    assert.is_truthy(cx.report.text(result, "csv"):find("hidden", 1, true))
    assert.is_truthy(cx.report.text(result, "json"):find('"verdict": "hidden"', 1, true))
  end)

  it("page one counts the hidden ones by themselves: nothing is said of them", function()
    local text = cx.report.text(run(UNITS, NAMES), "markdown")
    assert.is_truthy(text:find("Four goals are hidden.", 1, true))
    assert.is_nil(text:find(" eight ", 1, true))
    text = cx.report.text(run({ { "Cafe", 4 } }, { "Cafe" }), "markdown", { language = "fi" })
    assert.is_truthy(text:find("Kaksi tavoitetta on peitetty.", 1, true))
    assert.is_nil(text:find("saavutettu.", 1, true))
  end)

  it("the published tables pass the audit from outside", function()
    local result = run(UNITS, NAMES)
    local audit = cx.audit(result)
    assert.is_true(audit.safe)
    assert.is_true(audit.n_hidden > 0)
    for _, made in ipairs(result.published) do
      for _, cell in ipairs(made.cells) do assert.is_true(cell.hidden or cell.n >= 10) end
    end
  end)

  it("(6): year to date is hidden where the round before would give this round away", function()
    local before = run({ { "Cafe", 40 }, { "Shop", 30 } }, { "Cafe", "Shop" }, { minimum = 10, round = "to May" })
    assert.equal("1111", pattern(before))
    local within = { ["to June"] = { "to May", "June" } }
    local function to_june(n)
      return run({ { "Cafe", 40 + n }, { "Shop", 50 } }, { "Cafe", "Shop" },
        { minimum = 10, round = "to June", earlier = { before.published }, within = within })
    end
    assert.equal("1111", pattern(to_june(15)))
    assert.matches("^00", pattern(to_june(3)))
  end)

  it("(3): a report's JSON is enough for the next round to be audited with it", function()
    local before = run(UNITS, NAMES, { round = "to May" })
    local path = os.tmpname()
    assert(cx.report.save(before, path .. ".json"))
    local tables = assert(cx.privacy.load(path .. ".json"))
    assert.same(cx.audit(before).n_hidden, cx.audit(tables).n_hidden)
    local within = { ["to June"] = { "to May", "June" } }
    local units = { { "Cafe", 43 }, { "Store", 20 }, { "Shop", 50 }, { "Service", 45 } }
    local by_path = run(units, NAMES, { round = "to June", earlier = { path .. ".json" }, within = within })
    local by_table = run(units, NAMES, { round = "to June", earlier = { before.published }, within = within })
    os.remove(path)
    os.remove(path .. ".json")
    assert.equal(pattern(by_table), pattern(by_path))
    assert.matches("^00", pattern(by_path))
    local done, message = pcall(run, units, NAMES, { earlier = { path .. ".json" } })
    assert.is_false(done)
    assert.matches("^[^\n]*goals_spec%.lua:%d+: privacy%.earlier: .*no such file", message)
  end)

  it("(3): two hundred random pulses: what a reader of the JSON can subtract is nobody, or ten and more", function()
    local state = 7
    local function chance(m)
      state = (state * 1103515245 + 12345) % 2147483648
      return state // 65536 % m
    end
    local n_hidden = 0
    for _ = 1, 200 do
      local units, names = {}, {}
      for i = 1, 2 + chance(5) do
        units[i] = { "u" .. i, chance(3) == 0 and chance(12) or 8 + chance(40), chance(6) }
        names[i] = units[i][1]
      end
      local report = require "cjson".decode(cx.report.text(run(units, names), "json"))
      local rest, hidden, seen = report.surveys[1].receipt.used, {}, {}
      for _, goal in ipairs(report.goals) do
        local n, place = goal.estimate.n, goal.touchpoint
        if n == require "cjson".null then hidden[place] = true
        else
          for _, missing in pairs(goal.estimate.missing) do n = n + missing end
          if not seen[place] then rest = rest - n end
          seen[place] = true
          assert.is_true(goal.estimate.n >= 10)
        end
      end
      local list = {}
      for place in pairs(hidden) do
        if not seen[place] then list[#list + 1] = place end
      end
      n_hidden = n_hidden + #list
      if math.type(report.surveys[1].receipt.used) or type(report.surveys[1].receipt.used) == "number" then
        assert.is_true(#list == 0 and rest == 0 or rest >= 10)
        assert.is_true(#list ~= 1 or rest >= 10)
      else
        assert.equal(#names, #list)
      end
    end
    assert.is_true(n_hidden > 100)
  end)

  it("leaves a result without a minimum as it was", function()
    local result = run(UNITS, NAMES, nil, { about = "customers" })
    assert.is_nil(result.published)
    assert.is_nil(result.privacy)
  end)

  it("refuses what it does not know, at the plan's line", function()
    local function message(privacy, options)
      local done, text = pcall(run, UNITS, NAMES, privacy, options)
      assert.is_false(done)
      return text
    end
    assert.matches("goals_spec%.lua:%d+: privacy%.minimum: .* whole number from 1, not 0", message { minimum = 0 })
    assert.matches("privacy%.minimum: .* not 2%.5", message { minimum = 2.5 })
    assert.matches("unknown key of privacy \"minimun\"; did you mean \"minimum\"", message { minimun = 3 })
    assert.matches("privacy: a table is wanted", message(10))
    assert.matches("privacy%.round", message { round = 5 })
    assert.matches("unknown key of a survey's privacy \"max\"", message(nil, { privacy = { max = 3 } }))
  end)
end)
