-- patch_spec.lua - patch: new targets in a plan's text, the number alone
--
--   file > rows > batch > tally > metric > GOAL > report

local child = dofile "tests/lua/child.lua"
local patch = require "cx.redefine.patch"

-- The text after the goal of a line has a new target, or why not.
local function edited(text, line, old, new, relation)
  local edit, why = patch.edit(text, line, relation or "at_least", old, new)
  return edit and patch.apply(text, { edit }) or why
end


describe("patch", function()
  it("(1): keeps its length, and takes neither strings nor comments for code", function()
    local text = 'a = "at_least = 3" -- at_least = 3\n--[==[ at_least = 3\n ]] ]==] b = [[ at_least = 3 ]] .. \'\\\'at_least\'\nc'
    local masked = patch.masked(text)
    assert.equal(#text, #masked)
    assert.is_nil(masked:find "at_least")
    assert.matches("^a = .*\n.*\n.* b = .* .. .*\nc$", masked)
    assert.equal("x - y - z", patch.masked "x - y - z")
    assert.equal("    ", patch.masked '"abc')
  end)

  it("changes the number alone: columns and comments stay", function()
    assert.equal("goal { nps,  at_least =  50 }, -- at_least = 45, said Anna\n",
      edited("goal { nps,  at_least =  45 }, -- at_least = 45, said Anna\n", 1, 45, 50))
    assert.equal("x\ngoal { t, at_most = 5.5 }", edited("x\ngoal { t, at_most = 10 }", 2, 10, 5.5, "at_most"))
    assert.equal("goal { m, at_least=-3 }", edited("goal { m, at_least=-20 }", 1, -20, -3))
  end)

  it("knows which of two goals on a line by their numbers", function()
    assert.equal("goal { a, at_least = 35 }, goal { b, at_least = 30 }",
      edited("goal { a, at_least = 35 }, goal { b, at_least = 25 }", 1, 25, 30))
  end)

  it("(2): follows a goal over its lines, and not beyond them", function()
    assert.equal("goal {\n  nps, -- {\n  at_least = 50,\n}\nat_least = 45", edited("goal {\n  nps, -- {\n  at_least = 45,\n}\nat_least = 45",
      1, 45, 50))
    assert.equal("gone", edited("goal {\n nps }\ngoal { nps, at_least = 45 }", 1, 45, 50))
  end)

  it("(2): takes no number of a table that opens on a later line", function()
    assert.equal("gone", edited("list = { { goal { a, at_least = N } },\n { goal { b, at_least = 45 } } }", 1, 45, 50))
    assert.equal("list = { { goal { a, at_least = 50 } },\n { goal { b, at_least = 45 } } }",
      edited("list = { { goal { a, at_least = 45 } },\n { goal { b, at_least = 45 } } }", 1, 45, 50))
    assert.equal("list = { { goal { a, at_least = 45 } },\n { goal { b, at_least = 50 } } }",
      edited("list = { { goal { a, at_least = 45 } },\n { goal { b, at_least = 45 } } }", 2, 45, 50))
  end)

  it("(3): refuses what is not there, there twice, worked out, or of another name", function()
    assert.equal("many", edited("goal { a, at_least = 35 }, goal { b, at_least = 35 }", 1, 35, 40))
    for _, text in ipairs { "goal { a, at_least = 5 * 7 }", "goal { a, at_least = TARGET }", "goal { a, least = 35 }",
                            "goal { a, not_at_least = 35 }", "touchpoints = cx.table 'x.csv'", "goal { a, at_least = 35 + 1 }" } do
      assert.equal("gone", edited(text, 1, 35, 40))
    end
    assert.equal("gone", edited("goal { a, at_least = 35 }", 7, 35, 40))
  end)

  it("(4): a patch is applied by patch -p0, with lines of any length between, at the ends and without a last line end", function()
    local lines = {}
    for i = 1, 30 do lines[i] = ("goal { a, at_least = %d } -- %s"):format(i, ("x"):rep(i % 7)) end
    local text = table.concat(lines, "\n")
    for _, chosen in ipairs { { 1 }, { 30 }, { 1, 30 }, { 5, 6, 12, 13, 25 }, { 3, 10 }, { 3, 11 } } do
      local edits = {}
      for i, line in ipairs(chosen) do edits[i] = assert(patch.edit(text, line, "at_least", line, 100 + line)) end
      local folder = child.folder()
      child.write(folder .. "/plan.lua", text)
      child.write(folder .. "/x.patch", patch.unified("plan.lua", text, edits))
      local made = child.run({ "patch", "-p0", "-s", "-i", "x.patch" }, { cwd = folder })
      assert.same({ 0, "", "" }, { made.status, made.out, made.err })
      local file = io.open(folder .. "/plan.lua", "rb")
      assert.equal(patch.apply(text, edits), file:read "a")
      file:close()
      child.remove(folder)
    end
    assert.equal("", patch.unified("plan.lua", text, {}))
  end)
end)
