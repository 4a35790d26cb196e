-- call_spec.lua - place/call.lua: at which key of a call a mistake is, and what a call gave for nothing

local call = require "cx.place.call"


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

  it("call (1): in cx.plan is at the line of its key", function()
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

  it("call (1): with an unknown key is at that key, at the top and deep down", function()
    local line, words = raised_in_file(HEAD .. "return cx.plan {\n name = 'x',\n nmae = 'y' }")
    assert.same({ 5, 'unknown key of cx.plan "nmae"' }, { line, words:match "^[^;]+" })
    line, words = raised_in_file(HEAD .. "return cx.plan {\n touchpoints = {\n { 'A',\n ownr = 'x' } } }")
    assert.same({ 6, 'touchpoints[1]: unknown key "ownr"' }, { line, words:match "^[^;]+" })
  end)

  it("call (1): is at the call where the value came from elsewhere, or at the last key that is in the text", function()
    assert.equal(6, (raised_in_file(HEAD .. "local t = { 'A',\n phase = 'before' }\nt.phase = 'x'\nlocal p = cx.plan {\n touchpoints = { t } }")))
    assert.equal(4, (raised_in_file(HEAD .. "return cx.plan { name = 'x',\n touchpoints = (function() return { { 'A', phase = 'x' } } end)() }")))
    assert.equal(4, (raised_in_file(HEAD .. "local made = load 'return { name = 5 }'\nreturn cx.plan(made())")))
    assert.equal(1, (raised "require 'cx'.plan { name = 5 }"))
  end)

  it("call (1): in what cx makes beside a plan is at its key too", function()
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

  it("call (2): in a goal names the goal's path in the plan", function()
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

  it("call (3): a call is for nothing when it stands alone, or in a name not heard of again", function()
    local function loses(text)
      local lost
      in_file(text, function(path) lost = call.loses(path, 1, "plan") end)
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
    assert.is_false(call.loses("no/such/file.lua", 1, "plan"))
  end)
end)
