-- plain_spec: a plan's tables have an end, or one line says where they have none

local cx = require "cx"
local plain = require "cx.plan.plain"
local bad = dofile "tests/lua/bad_input.lua"


setup(bad.begin)
teardown(bad.finish)


local function endless_list() return setmetatable({}, { __index = function() return { "A" } end }) end


local function deep(n)
  local t = {}
  for _ = 1, n do t = { t } end
  return t
end


describe("plain", function()
  it("(1) functions that answer for what is not there are refused, tables of defaults are not", function()
    for name, value in pairs { __index = function() return 1 end, __len = function() return 1 / 0 end,
                               __pairs = function() return function() return 1 end end } do
      local made = { define = { brand = { setmetatable({}, { [name] = value }) } } }
      assert.equal("define.brand[1]: a plain table is wanted, not one with " .. name .. ", which may have no end",
        plain.trouble(made, "cx.plan"))
    end
    assert.equal("cx.plan: a plain table is wanted, not one with __index, which may have no end",
      plain.trouble(endless_list(), "cx.plan"))
    assert.is_nil(plain.trouble({ setmetatable({}, { __index = { owner = "anna" } }) }, "cx.plan"))
  end)

  it("(2) a table that holds itself is refused, one in two places is not", function()
    local a = { name = "x" }
    a.brand = { value = { a } }
    assert.equal("define.brand.value[1]: this table holds itself: it is define too; write what is meant, not the table",
      plain.trouble({ define = a }, "cx.plan"))
    local self = {}
    self.me = self
    assert.equal("me: this table holds itself: it is cx.plan too; write what is meant, not the table", plain.trouble(self, "cx.plan"))
    local shared = { 1 }
    assert.is_nil(plain.trouble({ a = shared, b = { shared, shared } }, "cx.plan"))
    local wide = {}
    for _ = 1, 40 do wide = { wide, wide } end -- 2^40 ways, 40 tables
    assert.is_nil(plain.trouble(wide, "cx.plan"))
  end)

  it("(3) depth and size have a bound", function()
    assert.is_nil(plain.trouble(deep(49), "cx.plan"))
    assert.truthy(plain.trouble(deep(50), "cx.plan"):find "^%[1%]%[1%].* %.%.%.: tables inside tables, more than 50 deep$")
    assert.truthy(plain.trouble(deep(100000), "cx.plan"))
    local long = {}
    for i = 1, 1000000 do long[i] = i end
    assert.is_nil(plain.trouble(long, "cx.plan"))
    long[1000001] = 1
    assert.equal("cx.plan: more than 1000000 values in its tables", plain.trouble(long, "cx.plan"))
  end)

  it("(4) what cx made is not looked into", function()
    local answers = cx.survey { text = "a\n1\n", questions = { a = cx.scale { 0, 10 } } }
    local metric = cx.metric.mean(answers.a)
    assert.is_nil(plain.trouble({ answers, answers.a, metric, cx.goal { metric, at_least = 1 }, cx.month, cx.metric.nps,
                                  cx.scale.nps, cx.table "x.csv" }, "cx.plan"))
  end)
end)


describe("bad input (9): an endless plan", function()
  local HEAD = [[
local cx = require "cx"
local endless = setmetatable({}, { __index = function() return { "A" } end })
local paired = setmetatable({}, { __pairs = function() return function() return "a", 1 end end })
local long = setmetatable({}, { __len = function() return math.maxinteger end })
local round = { "A" } round[2] = round
local answers = cx.survey { text = "recommend\n9\n8\n", questions = { recommend = cx.scale.nps } }
]]

  -- The plan ends soon with one line for line 7.
  local function ends(text, words)
    bad.write("plan.lua", HEAD .. text)
    local got = bad.shell "$CXLUA --timeout 20 plan.lua"
    assert.same({ "", 1 }, { got.out, got.status })
    assert.truthy(got.err:find("^[^\n]*plan.lua:7: [^\n]+\n$"), got.err)
    assert.truthy(got.err:find(words, 1, true), got.err)
  end

  it("is refused at the plan's line, with the key path, wherever it stands", function()
    for _, name in ipairs { "endless", "paired", "long" } do
      for _, path in ipairs { "touchpoints", "define", "organise", "implement", "measure", "redefine", "report", "privacy", "language" } do
        ends(("return cx.plan { %s = %s }"):format(path, name), path .. ": a plain table is wanted, not one with __")
      end
      ends(("return cx.plan(%s)"):format(name), "cx.plan: a plain table is wanted, not one with __")
      ends(("return cx.plan { touchpoints = { { 'A', goals = %s } } }"):format(name), "touchpoints[1].goals: a plain table is wanted")
      ends(("local s = cx.survey { questions = %s } return s"):format(name), "questions: a plain table is wanted")
      ends(("local s = cx.survey { file = %s } return s"):format(name), "file: a plain table is wanted")
    end
    ends("return cx.plan { touchpoints = round }", "touchpoints[2]: this table holds itself: it is touchpoints too")
    ends("return cx.plan { define = { brand = round } }", "define.brand[2]: this table holds itself")
  end)

  it("is refused where a report's section makes it, too", function()
    for _, name in ipairs { "endless", "long", "round" } do
      bad.write("plan.lua", HEAD .. ([[
return cx.plan { name = "A", report = { sections = { function() return { title = "B", blocks = %s } end,
  { title = "C", blocks = function() return { { kind = "table", columns = { { title = "a" } }, rows = %s } } end } } } }
]]):format(name == "long" and "{}" or name, name))
      local got = bad.shell "$CXLUA --timeout 20 plan.lua"
      assert.same({ "", 1 }, { got.out, got.status })
      assert.truthy(got.err:find("^plan.lua:7: report.sections: number [12]: blocks[^\n]+\n$"), got.err)
    end
  end)

  it("cannot be made of the words of cx either", function()
    for _, call in ipairs { "cx.goal, paired", "cx.metric, paired", "cx.scale, paired", "cx.compare, paired", "cx.power, paired",
      "cx.rake, paired", "cx.quotes, paired", "cx.scale.names, endless", "cx.scale.several, endless", "cx.scale.names, paired",
      "cx.scale, endless", "cx.metric, { scores = paired }", "cx.goal, endless", "cx.metric.emotion, { positive = endless }",
      "cx.metric.csat, endless" } do
      bad.write("plan.lua", HEAD .. ("print(pcall(%s))"):format(call))
      local got = bad.shell "$CXLUA --timeout 20 plan.lua"
      assert.equal(0, got.status, call .. got.err)
    end
  end)

  it("with a syntax error is one line with its file and line", function()
    for text, words in pairs { ["x = = 1"] = "unexpected symbol near '='", ["return cx.plan { name = 'A' "] = "'}' expected near <eof>",
                               ["local s = 'a\n'"] = "unfinished string near ''a'", ["for i = 1, 2 do"] = "'end' expected near <eof>" } do
      ends(text, words)
      bad.write("plan.lua", HEAD .. text)
      local got = bad.shell "$CXLUA --sandbox plan.lua; $CXLUA plan.lua"
      local first, second = got.err:match "^([^\n]+\n)([^\n]+\n)$"
      assert.equal(first, second)
      assert.truthy(first)
    end
  end)

  it("(6) of several troubles the same one is told, whatever order the keys are in", function()
    for i = 1, 20 do
      local a, b, made = {}, {}, {}
      a.next, b.next, a.back, b.back, a["x" .. i], b[i + 1] = b, a, b, a, b, 1
      for key = 20, i, -1 do made["k" .. key] = true end
      made.touchpoints = { { a }, a }
      assert.equal("touchpoints[1][1].back: item 1 of the list is nil, and something comes after it", plain.trouble(made, "cx.plan"))
      b[i + 1] = nil
      assert.equal("touchpoints[1][1].back.back: this table holds itself: it is touchpoints[1][1] too; "
        .. "write what is meant, not the table", plain.trouble(made, "cx.plan"))
    end
  end)
end)
