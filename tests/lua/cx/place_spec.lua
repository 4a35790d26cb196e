-- place_spec.lua - place.lua: where in a plan's text something stands

local place = require "cx.place"


local PLAN = [==[
#!/usr/bin/cxlua
-- a comment: cx.plan { touchpoints = { { "Art" } } }
local cx = require "cx"
--[[ a long one
return cx.plan { define = 1 } ]]
local text = "cx.plan { define = { value = 1 } }"
local long = [=[
touchpoints = { "Art" }
]=]
local organise = {
  owners = {
    sales = "head",
    ["the shop"] = { "shop", outside = true },
  },
}
local units = { "North", 'So\117th', "North" }
local function f(a, b) if a then return { a, b } end for i = 1, 3 do print(i, b) end end
return cx.plan {
  name = "Plan", check = a == b,
  define = { value = "Time",
    experience = { care = "I am looked after" } },
  touchpoints = {
    { "Art", phase = "before", goals = { goal { nps, at_least = 3 },
      goal { csat, at_least = 80 } } },
    place { "Shop",
      practice = { "fast",
                   kept = f(1, 2) } },
    [3] = { "Gate" };
  },
  organise = organise, implement = made(units),
  report = { sections = { function(r) local t = { 1, 2 }
    return t end, { title = "x" } } },
  redefine = { review = "every round" },
}
]==]


describe("place", function()
  local index = place.index(PLAN)

  local function line_after(words)
    local at = PLAN:find(words, 1, true)
    return select(2, PLAN:sub(1, at):gsub("\n", "\n")) + 1
  end


  it("(1): knows strings and comments, so that nothing inside them is taken for the plan", function()
    assert.equal(line_after "name = \"Plan\"" - 1, index:line "")
    assert.equal(line_after "define = { value = \"Time\"", index:line "define")
    assert.equal(2, place.index("--[==[\n]==] cx.plan { define = 1 }"):line "define")
    assert.equal(1, place.index('cx.plan { a = "\\"}", define = 1 }'):line "define")
  end)

  it("(2): follows keys and items", function()
    assert.equal(line_after "care =", index:line "define.experience.care")
    assert.equal(line_after "{ \"Art\", phase", index:line "touchpoints[1]")
    assert.equal(line_after "goal { csat", index:line "touchpoints[1].goals[2]")
    assert.equal(line_after "practice =", index:line "touchpoints[2].practice")
    assert.equal(line_after "kept =", index:line "touchpoints[2].practice.kept")
    assert.equal(line_after "\"Gate\"", index:line "touchpoints[3]")
    assert.equal(line_after "{ title = \"x\" }", index:line "report.sections[2]")
    assert.equal(line_after "redefine =", index:line "redefine.review")
  end)

  it("(2): looks a name up where it got its table", function()
    assert.equal(line_after "sales = \"head\"", index:line "organise.owners.sales")
    assert.equal(line_after "the shop", index:line 'organise.owners["the shop"]')
    assert.equal(4, place.index("x = { o = {} }\nlocal o = {\n\n name = 'x' }\nreturn cx.plan(o)"):line "name")
    assert.equal(3, place.index("local o = {\n\n name = 'x' }\nreturn cx.plan(o)"):line "name")
  end)

  it("(3): looks for the entry's name where the path ends early, else takes the last line reached", function()
    assert.equal(line_after "local units", index:line("touchpoints[7]", "South"))
    assert.equal(line_after "local units", index:line("touchpoints[7]", "North", 2))
    assert.equal(line_after "touchpoints = {\n    {", index:line("touchpoints[7]", "nowhere"))
    assert.equal(line_after "implement =", index:line "implement.actions[1].due")
    assert.equal(line_after "define = { value = \"Time\"", index:line "define.emotions")
  end)

  it("says nothing of a text without a plan, and stops at texts that are none", function()
    for _, text in ipairs { "", "return 1", "cx.plan", "cx.plan {", "cx.plan { a = ", "x = 'open", "\0\255", "a = a cx.plan(a)",
                            "--[[ open", "[==[ open", "cx.plan(" } do
      assert.is_true(math.type(place.index(text):line("a.b[1]", "c") or 1) == "integer", text)
    end
    local loop = place.index "t = { x = t } cx.plan { x = t }"
    assert.equal(1, loop:line "x.x.x.x")
  end)

  it("(3): stops at any beginning of a plan, and never raises", function()
    for n = 1, #PLAN do
      local line = place.index(PLAN:sub(1, n)):line("touchpoints[2].practice.kept", "Shop")
      assert.is_true(line == nil or line > 0)
    end
  end)

  it("(3): never raises for a text with bytes changed at random", function()
    local seed = 7
    local function random(n)
      seed = (1103515245 * seed + 12345) % 2 ^ 31 // 1 | 0
      return seed // 65536 % n + 1
    end
    local marks = { "{", "}", '"', "[[", "]]", "--", "\\", "end", "function", "=", ",", "\n", "\255", "" }
    for _ = 1, 1000 do
      local at, mark = random(#PLAN), marks[random(#marks)]
      local line = place.index(PLAN:sub(1, at - 1) .. mark .. PLAN:sub(at + random(3))):line("touchpoints[1].goals[2]", "Art")
      assert.is_true(line == nil or line > 0)
    end
  end)

  it("(4): knows the row of a table file", function()
    assert.same({ "touchpoints.csv", 3 }, { place.row "touchpoints.csv: row 3.goals" })
    assert.is_nil(place.row "touchpoints[3]")
  end)
end)


-- The line and the message of what a plan's text raises.
local function raised(text)
  local done, message = pcall(assert(load(text, "@plan.lua")))
  assert.is_false(done)
  local line, words = message:match "^plan.lua:(%d+): ([^\n]*)$"
  return math.tointeger(tonumber(line)), words or message
end


-- A text as a file that only its errors' places read.
local function in_file(text, test)
  local child = dofile "tests/lua/child.lua"
  local folder = child.folder()
  local path = child.write(folder .. "/plan.lua", text)
  local done, message = pcall(test, path)
  child.remove(folder)
  assert(done, message)
end


-- The same, of a text that is read from a file.
local function raised_in_file(text)
  local line, words
  in_file(text, function(path)
    local done, message = pcall(assert(loadfile(path)))
    assert.is_false(done)
    line, words = message:match "plan.lua:(%d+): ([^\n]*)$"
    assert(line, message)
  end)
  return math.tointeger(tonumber(line)), words
end


describe("a mistake", function()
  local HEAD = "local cx = require 'cx'\nlocal goal, nps = cx.goal, cx.metric.nps\n"

  it("(5): in cx.plan is at the line of its key", function()
    for path, text in pairs {
      ["touchpoints[2].phase"] = "return cx.plan {\n touchpoints = {\n { 'A' },\n { 'B',\n phase = 'x' } } }",
      ["define.experience.care"] = "return cx.plan({ name = 'x',\n define = {\n experience = {\n care = 5 } } })",
      ["organise.events[1][1]"] = "return cx.plan { name = 'x', organise = {\n events = {\n {\n '2026-02-30', 'x' } } } }",
      ["implement.actions[1].due"] = "local a = {\n action = 'x',\n due = 5 }\nreturn cx.plan { implement = { actions = { a } } }",
    } do
      local line, words = raised_in_file(HEAD .. text)
      assert.equal(path, words:match "^[^:]+")
      assert.equal(path:find "actions" and 5 or path:find "touch" and 7 or path:find "define" and 6 or 6, line, words)
    end
  end)

  it("(5): with an unknown key is at that key, at the top and deep down", function()
    local line, words = raised_in_file(HEAD .. "return cx.plan {\n name = 'x',\n nmae = 'y' }")
    assert.same({ 5, 'unknown key of cx.plan "nmae"' }, { line, words:match "^[^;]+" })
    line, words = raised_in_file(HEAD .. "return cx.plan {\n touchpoints = {\n { 'A',\n ownr = 'x' } } }")
    assert.same({ 6, 'touchpoints[1]: unknown key "ownr"' }, { line, words:match "^[^;]+" })
  end)

  it("(5): is at the call where the value came from elsewhere, or at the last key that is in the text", function()
    assert.equal(6, (raised_in_file(HEAD .. "local t = { 'A',\n phase = 'before' }\nt.phase = 'x'\nlocal p = cx.plan {\n touchpoints = { t } }")))
    assert.equal(4, (raised_in_file(HEAD .. "return cx.plan { name = 'x',\n touchpoints = (function() return { { 'A', phase = 'x' } } end)() }")))
    assert.equal(4, (raised_in_file(HEAD .. "local made = load 'return { name = 5 }'\nreturn cx.plan(made())")))
    assert.equal(1, (raised "require 'cx'.plan { name = 5 }"))
  end)

  it("(5): in what cx makes beside a plan is at its key too", function()
    for text, line in pairs {
      ["cx.survey {\n file = 'x.csv',\n threads = 'x' }"] = 5,
      ["cx.survey {\n file = 'x.csv',\n questions = {\n a = 5 } }"] = 6,
      ["cx.survey {\n file = {\n 'x.csv',\n 5 } }"] = 6,
      ["cx.survey { file = 'x.csv', questions = {\n a = cx.scale { 1, 5,\n missing = true } } }"] = 5,
      ["cx.contacts { file = 'x', case = 'a', time = 'b',\n event = 'c',\n zone = 5 }"] = 5,
      ["cx.series { file = 'x',\n sum = { 'a',\n 5 } }"] = 5,
      ["cx.table { file = 'x',\n delimiter = 5 }"] = 4,
      ["goal { nps,\n at_least = 'x' }"] = 4,
      ["goal { nps,\n at_lest = 5 }"] = 4,
      ["goal { nps,\n due = '2026-02-30', at_least = 5 }"] = 4,
    } do assert.equal(line, (raised_in_file(HEAD .. "local _ = " .. text)), text) end
  end)

  it("(6): in a goal names the goal's path in the plan", function()
    local line, words = raised_in_file(HEAD .. [[
return cx.plan { name = "x",
  touchpoints = {
    { "A" }, { "B" },
    { "C", goals = {
      goal {
        nps,
        at_least = "forty" } } } } }]])
    assert.same({ 9, 'touchpoints[3].goals[1].at_least: a number is wanted, not "forty"' }, { line, words })
    line, words = raised_in_file(HEAD .. [[
return cx.plan { name = "x",
  touchpoints = {
    { "C", goals = { goal { nps, at_least = 5 }, goal { nps } } } } }]])
    assert.same({ 5, "touchpoints[1].goals[2]: a goal has one target: at_least = or at_most =" }, { line, words })
    line, words = raised_in_file(HEAD .. "return cx.plan { measure = { leading = { goal { nps,\n at_lest = 5 } } } }")
    assert.same({ 4, 'measure.leading[1]: unknown option of cx.goal "at_lest"' }, { line, words:match "^[^;]+" })
  end)

  it("(7): a call is for nothing when it stands alone, or in a name not heard of again", function()
    local function loses(text)
      local lost
      in_file(text, function(path) lost = place.loses(path, 1, "plan") end)
      return lost
    end
    for _, text in ipairs { "cx.plan { name = 'x' }", "local p = cx.plan { name = 'x' }", "p = cx.plan({ name = 'x' }) print(1)",
                            "local p <const> = cx.plan { name = 'x' }", "plan { name = 'x' }", "local x = 5 cx.plan { name = 'x' }",
                            "local t = {} cx.plan { name = 'x' }", "print 'x' cx.plan { name = 'x' }" } do
      assert.is_true(loses(text), text)
    end
    for _, text in ipairs { "return cx.plan { name = 'x' }", "local p = cx.plan { name = 'x' } print(p.name)", "cx.plan { name = 'x' }:run()",
                            "cx.plan({ name = 'x' }):run()", "f(cx.plan { name = 'x' })", "t = { cx.plan { name = 'x' } }", "t.p = cx.plan { name = 'x' }",
                            "local a, p = 1, cx.plan { name = 'x' } p:run()", "if cx.plan { name = 'x' } then end", "-- cx.plan {}", "" } do
      assert.is_false(loses(text), text)
    end
    assert.is_false(place.loses("no/such/file.lua", 1, "plan"))
  end)
end)
