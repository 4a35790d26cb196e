-- loop_ledger_spec.lua - cxlua loop and the ledger as a whole, as it is typed
--
--   file > rows > batch > tally > metric > GOAL > report

local child = dofile "tests/lua/child.lua"
local json = require "cx.ledger.json"

local PLAN = [[
local cx = require "cx"
local answers = cx.survey { file = "answers.csv", person = "who", time = "when", touchpoint = "place",
                            questions = { recommend = cx.scale.nps } }
local goal = cx.goal { cx.metric.nps(answers.recommend), at_least = 20 }
return cx.plan { name = "NAME", language = "LANGUAGE", touchpoints = { { "Invoice", owner = "finance", goals = { goal } } },
  implement = { loop = { { when = "recommend <= 6", contact = "2 working days", tell = "14 days" }, holidays = "fi",
                         retention = "3 years" } } }
]]

local ANSWERS = [[
who,when,place,recommend
Aino Meikäläinen,2026-10-01 09:00,Invoice,2
Bertta Aino,2026-10-05 12:00,Invoice,5
Eva,2026-10-07,Invoice,3
]]


describe("cxlua loop, the ledger:", function()
  local folder

  local function run(...)
    local made = child.run({ child.program(), "loop", "plan.lua", ... }, { cwd = folder, env = { "USER=anna" } })
    return made.out, made.err, made.status
  end

  local function fine(...)
    local out, err, status = run(...)
    assert.equal("", err)
    assert.equal(0, status)
    return out
  end

  local function fails(pattern, ...)
    local out, err, status = run(...)
    assert.same({ "", 1 }, { out, status })
    assert.equal(1, select(2, err:gsub("\n", "")), err)
    assert.truthy(err:find(pattern, 1, true), err)
  end

  local function plan(name, language)
    child.write(folder .. "/plan.lua", (PLAN:gsub("NAME", name or "Shop"):gsub("LANGUAGE", language or "en")))
  end

  before_each(function()
    folder = child.folder()
    plan()
    child.write(folder .. "/answers.csv", ANSWERS)
    fine("open", "--now", "2026-10-09T10:00:00Z")
  end)

  after_each(function() child.remove(folder) end)

  local function cases() return assert(json.decode(fine("list", "--all", "--json"))) end


  it("forget names the events in which the name stands, and --redact puts a mark there", function()
    local id = cases()[3].id
    fine("contact", id, "--why", "AINO MEIKÄLÄINEN answered her phone")
    fails(("case %s (event 4: why); --redact puts [forgotten] in its place"):format(id), "forget", "Aino Meikäläinen")
    assert.equal("Forgotten: the ledger had no event of this person. In one other event a mark stands in the place of the name.",
      fine("forget", "Aino Meikäläinen", "--redact", "--why", "asked"):match "^(.-) Searched")
    assert.matches("[forgotten] answered her phone", fine("show", id), 1, true)
    local again = assert(json.decode(fine("forget", "Aino Meikäläinen", "--json")))
    assert.same({ 0, 0, "bytes" }, { again.events, again.redacted, again.searched })
    assert.is_true(again.of >= 5)
  end)

  it("forget says what was searched, in the plan's language", function()
    for language, words in pairs { en = "Forgotten: of one event", fi = "Unohdettu: yhdestä tapahtumasta", sv = "Glömt: av en händelse" } do
      plan("Shop", language)
      local name = ({ en = "Eva", fi = "Aino Meikäläinen", sv = "Bertta Aino" })[language]
      local out = fine("forget", name)
      assert.equal(1, (out:find(words, 1, true)), out)
      assert.matches("plan.ledger", out, 1, true)
    end
  end)

  it("backup and restore: the whole ledger, in another place too", function()
    fine("contact", cases()[1].id, "--at", "2026-10-10", "--why", "rang")
    fine("forget", "Eva")
    local before = cases()
    assert.equal("5 events written to all.jsonl.\n", fine("backup", "--out", "all.jsonl"))
    local mode = assert(io.popen("stat -c %a '" .. folder .. "/all.jsonl'")):read "l"
    assert.equal("600", mode)
    local text = fine "backup"
    assert.truthy(text:find("cxlua ledger 1", 1, true))
    fails("it has 5 events; a backup is restored into a new ledger", "restore", "all.jsonl")
    os.rename(folder .. "/plan.ledger", folder .. "/old.ledger")
    assert.equal("5 events restored from all.jsonl.\n", fine("restore", "all.jsonl"))
    assert.same(before, cases())
    assert.equal(text, fine "backup")
    assert.matches("One is of a person who was forgotten", fine("open", "--now", "2026-10-09T10:00:00Z"))
    os.remove(folder .. "/plan.ledger")
    child.write(folder .. "/all.jsonl", text:sub(1, -200))
    fails("all.jsonl:", "restore", "all.jsonl")
    fails("none.jsonl", "restore", "none.jsonl")
  end)

  it("rename takes the ledger along to the plan's new name", function()
    plan "Store"
    fails('it is the ledger of the plan "Shop", not of "Store"; name a ledger of its own, or, where the plan got a new name: '
      .. 'cxlua loop PLAN rename --from "Shop"', "list")
    fails('it is the ledger of the plan "Shop", not of "Stall"; nothing was renamed', "rename", "--from", "Stall")
    fails('--from: the plan is called "Store" now; its name so far is wanted', "rename", "--from", "Store")
    assert.equal("The ledger of Shop is now that of Store.\n", fine("rename", "--from", "Shop", "--why", "we grew"))
    assert.equal(3, #cases())
  end)

  it("commands that write apply the plan's retention, those that look do not", function()
    assert.equal(3, #cases())
    fine("list", "--now", "2031-01-01")
    assert.equal(3, #cases())
    assert.matches("3 events were too old to be kept.", fine("find", "queues", "--now", "2031-01-01T10:00:00Z"), 1, true)
    assert.equal(0, #cases())
  end)

  it("looking needs no right to write, neither the file nor its folder", function()
    local root = io.popen "id -u":read "l" == "0"
    local before = { fine("list", "--json"), fine "stats", fine("export"), fine("backup"), fine("show", cases()[1].id) }
    local id = cases()[1].id
    local bin = folder .. "/cxlua"
    os.execute(("cp %s %s; chmod 444 %s/plan.* %s/answers.csv; chmod 555 %s"):format(child.program(), bin, folder, folder, folder))
    local function look(...)
      local words = root and { "runuser", "-u", "nobody", "--" } or {}
      local made = child.run(table.move({ bin, "loop", "plan.lua", ... }, 1, select("#", ...) + 3, #words + 1, words), { cwd = folder })
      assert.equal("", made.err)
      return made.out
    end
    local after = { look("list", "--json"), look "stats", look("export"), look("backup"), look("show", id) }
    local names = io.popen("ls " .. folder):read "a"
    os.execute(("chmod 755 %s"):format(folder))
    assert.same(before, after)
    assert.equal("answers.csv\ncxlua\nplan.ledger\nplan.ledger.key\nplan.lua\n", names)
  end)

  it("a run that cannot keep its round reports all the same, says so, and fails", function()
    local root = io.popen "id -u":read "l" == "0"
    fine "list"
    local bin = folder .. "/cxlua"
    os.execute(("cp %s %s; chmod 444 %s/plan.* %s/answers.csv; chmod 555 %s"):format(child.program(), bin, folder, folder, folder))
    local words = root and { "runuser", "-u", "nobody", "--" } or {}
    local line = { bin, "plan.lua", "--today", "2026-11-22", "--ledger", "plan.ledger" }
    local got = child.run(table.move(line, 1, #line, #words + 1, words), { cwd = folder })
    os.execute(("chmod 755 %s"):format(folder))
    assert.matches("^Shop\n", got.out)
    assert.matches("^plan.lua:%d+: plan.ledger: it cannot be written; [^\n]+\n$", got.err)
    assert.equal(1, got.status)
  end)
end)
