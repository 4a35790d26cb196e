-- develop_spec.lua - plan/develop.lua: the touchpoints

local cx = require "cx"
local made = dofile "tests/lua/cx/plan/made.lua"
local sample = dofile "tests/lua/cx/sample.lua"


local function touchpoints(list) return made.inside { touchpoints = list }.touchpoints end
local function refuses(words, ...) made.refuses(words, { touchpoints = { ... } }) end


describe("plan.develop", function()
  it("keeps every entity of a touchpoint, lists as lists, in the order of the plan", function()
    local one = touchpoints { { "store", id = "shop", phase = "during", channel = { "visit", "phone" }, role = "human",
      need = "demanding", owner = "sales", serves = { "care", "ease" }, feel = "calm", peak = true, resources = 1200,
      sells = true, practice = "A greeting" } }[1]
    assert.same({ "store", "shop", "during", { "visit", "phone" }, { "human" }, "demanding", "sales", { "care", "ease" },
                  { "calm" }, true, 1200, true, "A greeting", "touchpoints[1]" },
      { one.name, one.id, one.phase, one.channel, one.role, one.need, one.owner, one.serves, one.feel, one.peak, one.resources,
        one.sells, one.practice.text, one.path })
    assert.matches("made.lua:%d+$", one.place)
  end)

  it("(1): a touchpoint has a name; no two have one name or one id", function()
    refuses("touchpoints[1]: a touchpoint begins with its name", { phase = "before" })
    refuses('touchpoints[1]: a table is wanted, such as { "Checkout", phase = "during" }, not 5', 5)
    refuses("touchpoints[1]: a touchpoint begins with its name", { "  " })
    refuses("touchpoints[2]: touchpoint 'web' stands in the plan twice, first at touchpoints[1]", { "web" }, { " web " })
    refuses("two touchpoints have the id 'web'", { "web" }, { "net", id = "web" })
    made.refuses("touchpoints: a table is wanted", { touchpoints = "x" })
    made.refuses("touchpoints: a list is wanted; \"web\" has no place in it", { touchpoints = { web = {} } })
  end)

  it("(1): words that are one of a few, and values of a wrong type, name the key path", function()
    refuses('touchpoints[1].phase: unknown word "during "; did you mean "during"? known are before, during, after',
      { "a", phase = "during " })
    refuses('touchpoints[1].role: unknown word "robot"; known are human, digital', { "a", role = "robot" })
    refuses('touchpoints[1].role[2]: unknown word "humane"; did you mean "human"', { "a", role = { "digital", "humane" } })
    refuses("touchpoints[1].need: one of routine, demanding is wanted, not 5", { "a", need = 5 })
    refuses("touchpoints[1].owner: a text is wanted, not a table", { "a", owner = {} })
    refuses("touchpoints[1].peak: true or false is wanted, not \"yes\"", { "a", peak = "yes" })
    refuses("touchpoints[1].resources: a number from 0 is wanted, not -5", { "a", resources = -5 })
    refuses("touchpoints[1].resources: a number is wanted, not a metric", { "a", resources = made.nps })
    refuses("touchpoints[1].sells: true, false or a measure is wanted, not 1", { "a", sells = 1 })
    refuses("touchpoints[1].from: a question is wanted, as in from = answers.checkout, not \"x\"", { "a", from = "x" })
    refuses('touchpoints[1]: unknown key "practise"; did you mean "practice"', { "a", practise = "x" })
  end)

  it("(2): serves leads to goals of define", function()
    refuses('touchpoints[1].serves: unknown goal of define "kare"; did you mean "care"? known are value, care, ease',
      { "a", serves = "kare" })
    refuses('touchpoints[1].serves[2]: unknown goal of define "x"', { "a", serves = { "care", "x" } })
    refuses("touchpoints[1].serves[2]: 'care' stands here twice", { "a", serves = { "care", "care" } })
    refuses("touchpoints[1].serves[1]: an id is wanted, not 5", { "a", serves = { 5 } })
    made.refuses("touchpoints[1].serves: define has no goals that 'care' could be",
      { define = false, touchpoints = { { "a", serves = "care" } } })
  end)

  it("(3): after names touchpoints that are there, and makes no circle", function()
    local list = touchpoints { { "a" }, { "b", id = "second", after = "a" }, { "c", after = { "b", "a" } } }
    assert.same({ {}, { "a" }, { "second", "a" } }, { list[1].after, list[2].after, list[3].after })
    refuses('touchpoints[1].after: unknown touchpoint "weeb"; did you mean "web"', { "a", after = "weeb" }, { "web" })
    refuses("a circle: a after c after b after a", { "a", after = "c" }, { "b", after = "a" }, { "c", after = "b" })
    refuses("touchpoints[1].after: a circle: a after a", { "a", after = "a" })
    touchpoints { { "a" }, { "b", after = "a" }, { "c", after = "a" }, { "d", after = { "b", "c" } } }
  end)

  it("(4): practice.kept is measured at its touchpoint", function()
    local share = cx.metric.share(made.survey.answer, 10)
    local plan = made.plan { touchpoints = { { "store", practice = { "A greeting", kept = share } } } }
    assert.equal(share, plan.inside.touchpoints[1].practice.kept)
    local one = plan:run { today = "2026-06-01" }.measures[1]
    -- rows 1 to 5 of sample M are the store's; one of the five gave 10; weighted: 1.5 of 6
    assert.same({ "touchpoints.store.practice.kept", "store", 5 }, { one.place, one.touchpoint, one.estimate.n })
    assert.near(25, one.estimate.value, 1e-9)
    refuses('touchpoints[1].practice.kept: a measure is wanted, such as share(answers.x, "yes"), not 5',
      { "a", practice = { "A greeting", kept = 5 } })
    refuses('touchpoints[1].practice: a table is wanted, such as', { "a", practice = 7 })
    refuses('touchpoints[1].practice: unknown key "keeps"', { "a", practice = { "x", keeps = share } })
  end)
end)


describe("touchpoints in a table", function()
  local function from(text, options)
    local path = sample.file(text, ".csv")
    local plan
    local done, message = pcall(function()
      plan = made.plan { touchpoints = cx.table(path), define = options and options.define }
    end)
    os.remove(path)
    if not done then return nil, (message:gsub("^[^\n]-made.lua:%d+: ", "")) end
    return plan
  end

  it("(5): rows are touchpoints, lists in a cell are parted by commas, goals are phrases", function()
    local plan = assert(from [[
name;phase;channel;peak;resources;serves;practice;kept;goals
store;during;visit, phone;yes;1 200,5;care;A greeting;share(answer, 10);"nps(answer) >= -20; mean(answer) >= 5"
;;;;;;;;
web;after;web;no;;;;;"nps(answer) at least 30 by 2026-06-30"
]])
    local one, two = plan.inside.touchpoints[1], plan.inside.touchpoints[2]
    assert.same({ "store", "during", { "visit", "phone" }, true, 1200.5, { "care" }, "A greeting", "share" },
      { one.name, one.phase, one.channel, one.peak, one.resources, one.serves, one.practice.text, one.practice.kept.name })
    assert.same({ "web", false }, { two.name, two.peak })
    local result = plan:run { today = "2026-05-01" }
    assert.same({ "store", "store 2", "web" }, { result.goals[1].id, result.goals[2].id, result.goals[3].id })
    assert.same({ "2026-06-30", "2026-12-31" }, { result.goals[3].due, result.goals[1].due })
    assert.equal("touchpoints.store.practice.kept", result.measures[1].place)
  end)

  it("(5): what is wrong in a row names the row; an unknown column the known ones", function()
    local _, message = from "name,phase\nstore,during\nweb,middle\n"
    assert.matches('row 3%.phase: unknown word "middle"; known are before, during, after$', message)
    _, message = from "name,fase\nstore,during\n"
    assert.matches('unknown column "fase"; known are name, id, phase', message)
    _, message = from "name,peak\nstore,maybe\n"
    assert.matches('row 2%.peak: yes or no is wanted, not "maybe"$', message)
    _, message = from "name,resources\nstore,much\n"
    assert.matches('row 2%.resources: a number is wanted, not "much"$', message)
    _, message = from "name,goals\nstore,nsp(answer) >= 4\n"
    assert.matches('row 2%.goals: unknown metric "nsp"; did you mean "nps"', message)
    _, message = from "phase\nduring\n"
    assert.matches("row 2: a touchpoint begins with its name", message)
  end)

  it("a row longer than the header is refused, not dropped", function()
    local _, message = from "name;goals\nstore;nps(answer) >= -20; mean(answer) >= 5\nweb;\n"
    assert.matches("'mean%(answer%) >= 5' stands under no column; cells with ; or , in them are wanted in quotes$", message)
    _, message = from "name;goals;owner\nstore;nps(answer) >= -20; mean(answer) >= 5;Eero\nweb;;\nnet;;\n"
    assert.matches("row 2: a long row; cells with ; or , in them are wanted in quotes$", message)
  end)

  it("a table that is not there is said at the plan's line", function()
    made.refuses("no/such.csv", { touchpoints = cx.table "no/such.csv" })
  end)
end)
