-- entry_spec: whatever is wrong with a plan, every way to use it ends with one line at its place, and does nothing by halves
--
-- (1) Each mistake is met by each entry point: running the plan, also from standard input and in a sandbox, check, loop, diff
--     on either side, redefine, new.
-- (2) Standard error is one line, `plan.lua:LINE: ...`, after the command's name; standard output is empty.
-- (3) The exit status is 1; of diff, where 1 means that plans differ, 2.
-- (4) No file is made, none is changed: neither ledger nor key nor report.

local bad = dofile "tests/lua/bad_input.lua"

local write, shell = bad.write, bad.shell

local HEAD = [[
local cx = require "cx"
local answers = cx.survey {
  file = "answers.csv", touchpoint = "shop", person = "who", questions = { recommend = cx.scale.nps },
}
local function goal() return cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } end
]]

-- A plan without a mistake: its name, its loop, and lines of its own.
local PLAN = HEAD .. [[
return cx.plan {
  name = "%s", ledger = "plan.ledger", measure = { surveys = { answers } }, report = { html = "report.html" },
  touchpoints = { { "Web", goals = goal() }, %s },
  implement = { loop = { { when = "recommend <= 6", contact = "2 days", tell = "5 days" } }, %s },
}
]]

-- What is wrong, the plan, the line that says it.
local MISTAKES = {
  { "two touchpoints of one name", PLAN:format("A", '\n    { "Web" }', ""),
    "9: touchpoints[2]: touchpoint 'Web' stands in the plan twice, first at touchpoints[1]; one name for each is wanted" },
  { "a cycle between touchpoints", HEAD .. 'local a, b = { "A" }, { "B" }\na.resources, b.resources = b, a\n'
    .. 'return cx.plan {\n  name = "A",\n  touchpoints = { a, b },\n}\n',
    "10: touchpoints[1].resources.resources: this table holds itself: it is touchpoints[1] too; write what is meant, not the table" },
  { "a date that does not exist", PLAN:format("A", "", '\n  actions = { { action = "x",\n    due = "2026-02-30" } }'),
    "11: implement.actions[1].due: there is no day 2026-02-30" },
  { "a due date before its opening", PLAN:format("A", "", '\n  actions = { { action = "x", opened = "2026-05-02",\n    due = "2026-05-01" } }'),
    "11: implement.actions[1].due: 2026-05-01 is before its opening 2026-05-02" },
  { "a syntax error", HEAD .. "return cx.plan {\n  name = 'A',,\n}\n", "7: unexpected symbol near ','" },
  { "an endless table", HEAD .. "local list = setmetatable({}, { __index = function(_, i) return { 'T' .. i } end,\n"
    .. "  __len = function() return math.maxinteger end })\nreturn cx.plan {\n  name = 'A',\n  touchpoints = list }\n",
    "10: touchpoints: a plain table is wanted, not one with __index, which may have no end" },
  { "a ledger of another plan", PLAN:format("B", "", ""),
    '6: plan.ledger: it is the ledger of the plan "A", not of "B"; name a ledger of its own, or, where the plan got a new '
      .. 'name: cxlua loop PLAN rename --from "A"' },
}

-- Words after the program's name, the exit status, the plan's name in messages; `unread` says that no ledger is opened.
local ENTRIES = {
  { "bad.lua", 1 }, { "--sandbox bad.lua", 1 }, { "- <bad.lua", 1, file = "stdin" }, { "bad.lua --html x.html", 1 },
  { "check bad.lua", 1, unread = true }, { "check --data bad.lua", 1 }, { "check --json bad.lua", 1, unread = true },
  { "loop bad.lua list", 1 }, { "loop bad.lua list --json", 1 }, { "loop bad.lua open", 1 }, { "loop bad.lua open --person x", 1 },
  { "loop bad.lua stats", 1 }, { "loop bad.lua export --out cases.csv", 1 }, { "loop bad.lua find 'too slow'", 1 },
  { "diff bad.lua plan.lua --no-data", 2, unread = true }, { "diff plan.lua bad.lua --no-data", 2, unread = true },
  { "diff bad.lua --rounds 2026-Q1 2026-Q2", 2 },
  { "redefine bad.lua", 1 }, { "redefine bad.lua --patch", 1 }, { "redefine bad.lua --stairs --html x.html", 1 },
  { "redefine bad.lua --plan", 1 }, { "redefine bad.lua --decide Web keep", 1 },
}


-- Every file of the folder with its sum (4).
local function files() return shell("ls -A; cat $(ls -A) | cksum; for f in $(ls -A); do cksum $f; done").out end


setup(function()
  bad.begin()
  write("answers.csv", "shop,who,recommend\nWeb,p,9\nWeb,q,3\n")
  write("plan.lua", PLAN:format("A", "", ""))
  assert.equal(0, shell("$CXLUA loop plan.lua open").status)
end)


teardown(bad.finish)


describe("a plan with", function()
  for _, mistake in ipairs(MISTAKES) do
    it(mistake[1] .. " is one line at its place, by every entry point (1) (2) (3) (4)", function()
      write("bad.lua", mistake[2])
      local before = files()
      for _, entry in ipairs(ENTRIES) do
        if not (entry.unread and mistake[1]:find "ledger") then
          local got = shell("$CXLUA " .. entry[1])
          local line = got.err:match "^([^\n]*)\n$"
          assert.truthy(line, entry[1] .. ": " .. got.err)
          local place = (entry.file or "bad.lua") .. ":" .. mistake[3]
          assert.equal(place, line:sub(-#place), entry[1])
          local name = line:sub(1, -#place - 1)
          assert.truthy(name == "" or name == bad.program .. ": " or name == "cxlua " .. entry[1]:match "^%a+" .. ": ", line)
          assert.same({ "", entry[2] }, { got.out, got.status }, entry[1])
          assert.equal(before, files(), entry[1])
        end
      end
    end)
  end

  it("a mistake is no export of answers: new says so and writes nothing (1) (4)", function()
    for _, mistake in ipairs(MISTAKES) do
      write("bad.lua", mistake[2])
      local before = files()
      for _, words in ipairs { "new bad.lua", "new bad.lua --out made.lua", "new bad.lua --out plan.lua --force" } do
        local got = shell("$CXLUA " .. words)
        assert.truthy(got.err:find "^cxlua new: bad.lua: [^\n]+\n$", got.err)
        assert.same({ "", 1 }, { got.out, got.status })
        assert.equal(before, files(), words)
      end
    end
  end)

  it("a ledger of another plan is compared by diff without its data, and that is said", function()
    write("bad.lua", PLAN:format("B", "", ""))
    local before = files()
    for _, words in ipairs { "diff bad.lua plan.lua", "diff plan.lua bad.lua" } do
      local got = shell("$CXLUA " .. words .. " --today 2026-06-01")
      assert.equal('cxlua diff: bad.lua:' .. MISTAKES[#MISTAKES][3] .. "\n", got.err)
      assert.equal(0, got.status)
      assert.equal(before, files())
    end
  end)
end)
