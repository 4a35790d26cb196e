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


  it("words (1): knows strings and comments, so that nothing inside them is taken for the plan", function()
    assert.equal(line_after "name = \"Plan\"" - 1, index:line "")
    assert.equal(line_after "define = { value = \"Time\"", index:line "define")
    assert.equal(2, place.index("--[==[\n]==] cx.plan { define = 1 }"):line "define")
    assert.equal(1, place.index('cx.plan { a = "\\"}", define = 1 }'):line "define")
  end)

  it("tree (1): follows keys and items", function()
    assert.equal(line_after "care =", index:line "define.experience.care")
    assert.equal(line_after "{ \"Art\", phase", index:line "touchpoints[1]")
    assert.equal(line_after "goal { csat", index:line "touchpoints[1].goals[2]")
    assert.equal(line_after "practice =", index:line "touchpoints[2].practice")
    assert.equal(line_after "kept =", index:line "touchpoints[2].practice.kept")
    assert.equal(line_after "\"Gate\"", index:line "touchpoints[3]")
    assert.equal(line_after "{ title = \"x\" }", index:line "report.sections[2]")
    assert.equal(line_after "redefine =", index:line "redefine.review")
  end)

  it("tree (2): looks a name up where it got its table", function()
    assert.equal(line_after "sales = \"head\"", index:line "organise.owners.sales")
    assert.equal(line_after "the shop", index:line 'organise.owners["the shop"]')
    assert.equal(4, place.index("x = { o = {} }\nlocal o = {\n\n name = 'x' }\nreturn cx.plan(o)"):line "name")
    assert.equal(3, place.index("local o = {\n\n name = 'x' }\nreturn cx.plan(o)"):line "name")
  end)

  it("(1): looks for the entry's name where the path ends early, else takes the last line reached", function()
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

  it("(1): stops at any beginning of a plan, and never raises", function()
    for n = 1, #PLAN do
      local line = place.index(PLAN:sub(1, n)):line("touchpoints[2].practice.kept", "Shop")
      assert.is_true(line == nil or line > 0)
    end
  end)

  it("(1): never raises for a text with bytes changed at random", function()
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

  it("(2): knows the row of a table file", function()
    assert.same({ "touchpoints.csv", 3 }, { place.row "touchpoints.csv: row 3.goals" })
    assert.is_nil(place.row "touchpoints[3]")
  end)
end)
