-- run_spec.lua - run.lua: goals against results, and the program that runs a plan

local child = dofile "tests/lua/child.lua"
local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local program = os.getenv "CXLUA" or "build/cxlua"
local root = io.popen "pwd":read "l"
if not program:find "^/" then program = root .. "/" .. program end


local function plan_of(survey, metric, extra)
  local all = { name = "M", language = "en", due = "2026-12-31", measure = { surveys = { survey } }, touchpoints = {
    { "store", phase = "during", owner = "shop", peak = true, goals = { cx.goal { metric, at_least = -200 / 10 } } },
    { "web", phase = "after", goals = { cx.goal { metric, at_least = 30, due = "2026-06-30" } } },
    { "phone", goals = { cx.goal { metric, at_least = 30 } } } } }
  for name, value in pairs(extra or {}) do all[name] = value end
  return (cx.plan(all))
end


describe("run", function()
  it("(1)(2): a long survey gives each touchpoint its own rows", function()
    local survey = sample.survey()
    local result = plan_of(survey, cx.metric.nps(survey.answer)):run { today = "2026-05-01" }
    local store, web, phone = result.goals[1], result.goals[2], result.goals[3]
    assert.same({ "store", "during", true, "shop", "nps", "points", "at_least", -20.0, "2026-12-31" },
      { store.touchpoint, store.phase, store.peak, store.owner, store.metric_name, store.unit, store.relation, store.target,
        store.due })
    assert.is_true(math.abs(store.estimate.value + 16.666667) < 1e-6)
    assert.same({ 6, { empty = 1 }, "cannot tell" }, { web.estimate.n, web.estimate.missing, web.verdict.verdict })
    assert.same({ 0, nil, "cannot tell" }, { phone.estimate.n, phone.estimate.value, phone.verdict.verdict })
    assert.equal(1, #result.surveys)
    assert.same({ 12, true, "weight", 12 }, { result.surveys[1].n_design, result.surveys[1].weighted, result.surveys[1].weight,
                                             result.surveys[1].receipt.read })
  end)

  it("(2): a wide survey gives each question all rows", function()
    local survey = cx.survey { text = "T: a,T: b\n5,1\n4,2\n", columns = "T: *", scale = cx.scale { 1, 5 } }
    local plan = cx.plan { measure = { surveys = { survey } }, touchpoints = {
      { "A", from = survey.a, goals = { cx.goal { cx.metric.mean, at_least = 4 } } },
      { "B", from = survey.b, goals = { cx.goal { cx.metric.mean, at_least = 4 } } } } }
    local result = plan:run()
    assert.same({ 4.5, 1.5 }, { result.goals[1].estimate.value, result.goals[2].estimate.value })
  end)

  it("answers hold every answer of the scale, with people and shares that add up", function()
    local survey = sample.survey()
    local answers = plan_of(survey, cx.metric.nps(survey.answer)):run().goals[1].answers
    local n, share = 0, 0
    for _, answer in ipairs(answers) do n, share = n + answer.n, share + answer.share end
    assert.same({ 11, 5 }, { #answers, n })
    assert.is_true(math.abs(share - 1) < 1e-12)
    assert.same({ 100, 10, "10" }, { answers[11].score, answers[11].value, answers[11].label })
  end)

  it("touchpoint (1)(2): what stands in the data or in the plan alone is told in the receipt", function()
    local lines = { "touchpoint,q" }
    for i = 1, 12 do lines[#lines + 1] = ("extra %02d,9\n"):format(i):rep(i):sub(1, -2) end
    local text = table.concat(lines, "\n") .. "\nCheckout,10\nCheckout,9\n spaced ,9\n,3\n"
    local survey = cx.survey { text = text, touchpoint = "touchpoint", questions = { q = cx.scale.nps } }
    local function goals() return { cx.goal { cx.metric.nps(survey.q), at_least = 3 } } end
    local plan = cx.plan { measure = { surveys = { survey } }, touchpoints = {
      { "Chekout", goals = goals() }, { "  spaced", goals = goals() }, { "Xyzzy", goals = goals() }, { "extra 01" } } }
    local result = plan:run { today = "2026-05-01" }
    assert.same({ "spaced", 1 }, { result.goals[2].touchpoint, result.goals[2].estimate.n })
    local found = result.surveys[1].touchpoints
    assert.same({ 13, { name = "extra 12", n = 12 } }, { #found.unplanned, found.unplanned[1] })
    assert.same({ { name = "Chekout", nearest = "Checkout" }, { name = "Xyzzy" } }, found.without_rows)
    local said = require "cx.report".text(result, "markdown"):gsub("\\", "")
    assert.truthy(said:find("Touchpoints not in the plan: extra 12 (12), extra 11 (11), extra 10 (10), extra 09 (9), extra 08 (8), "
      .. "extra 07 (7), extra 06 (6), extra 05 (5), extra 04 (4), extra 03 (3), 3 others. 'Chekout' has no rows; did you mean "
      .. "'Checkout'? 'Xyzzy' has no rows.", 1, true), said)
    for code, words in pairs { fi = "suunnitelmassa ei ole: extra 12 (12)", sv = "inte finns i planen: extra 12 (12)" } do
      local other = require "cx.report".text(result, "terminal", { language = code, width = 100 })
      assert.truthy(other:find(words, 1, true), other)
    end
    local read = require "cjson".decode(require "cx.report".text(result, "json"))
    assert.same({ name = "extra 12", n = 12 }, read.surveys[1].touchpoints.unplanned[1])
  end)

  it("touchpoint (3): under a privacy minimum no rows are told, nor what is rare or has none", function()
    local text = "touchpoint,q\n" .. ("often,9\n"):rep(30) .. ("some,9\n"):rep(20) .. "rare,9\n"
    local survey = cx.survey { text = text, touchpoint = "touchpoint", questions = { q = cx.scale.nps } }
    local function goals() return { cx.goal { cx.metric.nps(survey.q), at_least = 3 } } end
    local plan = cx.plan { privacy = { minimum = 10 }, measure = { surveys = { survey } },
                           touchpoints = { { "often", goals = goals() }, { "none", goals = goals() } } }
    assert.same({ unplanned = { { name = "some" } }, without_rows = {} },
      plan:run { today = "2026-05-01" }.surveys[1].touchpoints)
  end)

  it("(3): the date decides between behind and missed", function()
    local survey = cx.survey { text = "q,x\n" .. ("0,a\n"):rep(200) .. ("10,a\n"):rep(20), questions = { q = cx.scale.nps } }
    local plan = cx.plan { due = "2026-12-31", measure = { surveys = { survey } }, touchpoints = {
      { "all", goals = { cx.goal { cx.metric.nps(survey.q), at_least = 50 } } } } }
    assert.equal("behind", plan:run { today = "2026-12-31" }.goals[1].verdict.shown)
    assert.equal("missed", plan:run { today = "2027-01-01" }.goals[1].verdict.shown)
    assert.matches("today: a date", sample.mistake("run_spec", function() plan:run { today = "tomorrow" } end))
    assert.matches('unknown option of plan:run "day"', sample.mistake("run_spec", function() plan:run { day = 1 } end))
  end)

  it("(4): what the world does begins with the survey's line", function()
    local survey = cx.survey { file = "no/such.csv", questions = { q = cx.scale.nps } }
    local line = debug.getinfo(1, "l").currentline - 1
    local plan = plan_of(survey, cx.metric.nps(survey.q))
    local done, message = pcall(plan.run, plan)
    assert.is_false(done)
    assert.equal(("tests/lua/cx/run_spec.lua:%d: tests/lua/cx/no/such.csv: there is no such file"):format(line), message)
  end)

  it("(4): what is wrong with an earlier round begins with the line of that round's survey", function()
    local function surveys(given)
      local before = cx.survey(given)
      local line = debug.getinfo(1, "l").currentline - 1
      return line, cx.survey { text = "q\n9\n", round = "2", questions = { q = cx.scale.nps }, earlier = { before } }
    end
    for message, given in pairs {
      ["tests/lua/cx/no/such.csv: there is no such file"] = { file = "no/such.csv" },
      ["text: there is no column 'q'; there are abc, xyz"] = { text = "abc,xyz\n1,2\n" },
      ["text: question 'q': nothing in column 'q' is on the scale 0 to 10, it holds 'x' (1); another scale, or "
        .. "answers = { ... }, is wanted"] = { text = "q,b\nx,2\n" },
    } do
      given.round, given.questions = "1", { q = cx.scale.nps }
      local line, survey = surveys(given)
      local done, words = pcall(plan_of(survey, cx.metric.nps(survey.q)).run, plan_of(survey, cx.metric.nps(survey.q)))
      assert.same({ false, ("tests/lua/cx/run_spec.lua:%d: %s"):format(line, message) }, { done, words })
    end
  end)

  it("own sections are tables or functions of the result", function()
    local survey = sample.survey()
    local plan = plan_of(survey, cx.metric.nps(survey.answer), { report = { sections = {
      { title = "A", blocks = { { kind = "paragraph", text = "a" } } },
      { title = "B", blocks = function(result) return { { kind = "paragraph", text = result.goals[1].touchpoint } } end },
      function(result) return { title = result.name, blocks = {} } end } } })
    local sections = plan:run().sections
    assert.same({ "A", "B", "M" }, { sections[1].title, sections[2].title, sections[3].title })
    assert.equal("store", sections[2].blocks[1].text)
  end)

  it("own sections that are none are named with the plan's line", function()
    local survey = sample.survey()
    local function trouble(section)
      local plan = plan_of(survey, cx.metric.nps(survey.answer), { report = { sections = { section } } })
      local _, message = pcall(plan.run, plan)
      return message
    end
    local place = "run_spec.lua:%d+: report.sections: number 1: "
    assert.matches(place .. "a table { title =, blocks = } is wanted, not 3", trouble(function() return 3 end))
    assert.matches(place .. "blocks = { ... } is wanted, not 4", trouble { title = "A", blocks = 4 })
    assert.matches(place .. 'unknown kind of report block "pie"', trouble { title = "A", blocks = { { kind = "pie" } } })
    assert.matches(place .. "a block of a report is a text or a table, not a number", trouble { blocks = { 3 } })
    assert.equal("table", type(trouble(function() end))) -- nothing to say is no mistake
  end)
end)


describe("cxlua plan.lua", function()
  local folder

  local function write(name, text) return child.write(folder .. "/" .. name, text) end

  local PLAN = [[
local cx = require "cx"
local answers = cx.survey {
  file = "%s", questions = { recommend = cx.scale.nps },
}
return cx.plan { name = "Café", language = "en", measure = { surveys = { answers } }, %s
  touchpoints = { { "All", from = answers.recommend, goals = { cx.goal { cx.metric.nps, at_least = 10 } } } } }
]]

  before_each(function() folder = child.folder() end)
  after_each(function() child.remove(folder) end)

  it("prints the report and ends with 0, from any directory", function()
    write("answers.csv", "id,recommend\n" .. ("1,9\n2,3\n3,10\n"):rep(20))
    write("plan.lua", PLAN:format("answers.csv", ""))
    for _, where in ipairs { folder, "/" } do
      local got = child.run({ program, folder .. "/plan.lua", "--today", "2026-05-01" }, { cwd = where })
      assert.same({ 0, "" }, { got.status, got.err })
      assert.matches("Café", got.out)
    end
  end)

  it("(4): a world's trouble is one line with the plan's line, and status 1", function()
    write("plan.lua", PLAN:format("nope.csv", ""))
    local got = child.run({ program, "plan.lua" }, { cwd = folder })
    assert.same({ 1, "", "plan.lua:2: nope.csv: there is no such file\n" }, { got.status, got.out, got.err })
    write("answers.csv", "id,recomend\n1,9\n")
    write("plan.lua", PLAN:format("answers.csv", ""))
    got = child.run({ program, "plan.lua" }, { cwd = folder })
    assert.equal(1, got.status)
    assert.equal("plan.lua:2: answers.csv: there is no column 'recommend'; did you mean 'recomend'? there are id, recomend\n",
      got.err)
  end)

  it("an analyst's mistake names the plan's line, also in a tail call", function()
    write("plan.lua", 'local cx = require "cx"\n\nreturn cx.plan {\n  nmae = "x",\n}\n')
    local got = child.run({ program, "plan.lua" }, { cwd = folder })
    assert.equal(1, got.status)
    assert.matches('plan.lua:4: unknown key of cx.plan "nmae"; did you mean "name"', got.err)
  end)

  it("writes the files asked for, and knows wrong usage", function()
    write("answers.csv", "id,recommend\n" .. ("1,9\n2,3\n3,10\n"):rep(20))
    write("plan.lua", PLAN:format("answers.csv", ""))
    local got = child.run({ program, "plan.lua", "--json", "r.json", "--quiet", "--today", "2026-05-01" }, { cwd = folder })
    assert.same({ 0, "", "" }, { got.status, got.out, got.err })
    assert.is_not_nil(io.open(folder .. "/r.json"))
    assert.equal(2, child.run({ program, "plan.lua", "--nonsense" }, { cwd = folder }).status)
    got = child.run({ program, "plan.lua", "--today", "soon" }, { cwd = folder })
    assert.is_true(got.status == 1 or got.status == 2)
    assert.is_nil(got.err:find "traceback")
  end)

  it("a report of one's own takes the place of ours", function()
    write("answers.csv", "id,recommend\n1,9\n2,3\n")
    write("plan.lua", PLAN:format("answers.csv", "report = function(result) print(result.goals[1].estimate.n) end,"))
    local got = child.run({ program, "plan.lua" }, { cwd = folder })
    assert.same({ 0, "2\n", "" }, { got.status, got.out, got.err })
  end)

  it("says that Excel files are not written yet, and writes the rest", function()
    write("answers.csv", "id,recommend\n1,9\n2,3\n")
    write("plan.lua", PLAN:format("answers.csv", 'report = { json = "r.json", xlsx = "r.xlsx" },'))
    local got = child.run({ program, "plan.lua" }, { cwd = folder })
    assert.equal(0, got.status)
    assert.matches("^plan.lua:%d+: report.xlsx: Excel files are not written yet[^\n]*\n$", got.err)
    assert.is_not_nil(io.open(folder .. "/r.json"))
  end)
end)
