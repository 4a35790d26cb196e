-- postgres_spec.lua - the loop on a PostgreSQL server, a real one
--
--   file > rows > batch > tally > metric > GOAL > report

local child = require "tests.lua.child"
local loop = require "cx.loop"
local server_of = require "tests.lua.cx.ledger.server"
local shop = dofile "tests/lua/cx/loop/shop.lua"


describe("loop on PostgreSQL:", function()
  if not server_of.bin() then
    pending "PostgreSQL is not installed (Debian: postgresql)"
    return
  end

  local server, folder

  setup(function()
    server, folder = server_of.start(), child.folder()
  end)

  teardown(function()
    if server then server:stop() end
    if folder then child.remove(folder) end
  end)


  local function plan_of()
    return shop.plan({ { when = "recommend <= 6 and ok == 'yes'", contact = "2 working days", tell = "14 days" } },
      { folder = folder .. "/", ledger = { at = server:database(), key = "plan.key" },
        actions = { { action = "New invoice", done = "2026-09-01", tell = { to = "all", due = "2026-09-30" } } } })
  end


  it("opens nothing twice, takes steps all or none, and tells", function()
    local plan = plan_of()
    local ledger <close> = assert(loop.ledger(plan, { who = "anna", now = "2026-10-09T10:00:00Z" }))
    assert.equal(3, assert(loop.open(plan, ledger)).opened)
    assert.same({ 0, 3 }, (function(done) return { done.opened, done.known } end)(assert(loop.open(plan, ledger))))
    local list = shop.cases(ledger)
    assert(loop.tell(plan, ledger, { list[1].id }, { text = "sorry", action = "New invoice", to = "all" }))
    local done = loop.take(plan, ledger, { { id = list[2].id, event = "fix" }, { id = list[1].id, event = "fix" } })
    assert.is_nil(done)
    assert.equal("open", shop.cases(ledger)[2].state)
    assert.same({ told = 1, of = 1, late = 0, cases = { told = 1, of = 3, late = 0, unreachable = 0, oldest_days = 0 } },
      loop.summary(ledger, plan))
    assert.equal(3, assert(require "cx.loop.measure".stats(plan, ledger)).cases.n)
    assert(ledger:forget "anna@x.fi")
    assert.equal(2, assert(loop.open(plan, ledger)).forgotten)
  end)


  it("is left alone by a look, where there is nothing yet", function()
    local plan = plan_of()
    assert.same({ 0, 1 }, (function(s) return { s.told, s.of } end)(loop.stand(plan, "2026-10-09")))
  end)


  it("is looked at, backed up and restored as it is typed; a look, or a step, makes no table in an empty database", function()
    local where, name = server:database()
    local place = where .. " password=secret"
    local function run(...)
      return child.run({ child.program(), "loop", "plan.lua", ... }, { cwd = folder, env = { "USER=kalle" } })
    end
    local function write(at)
      child.write(folder .. "/plan.lua", ([[
        local cx = require "cx"
        local answers = cx.survey { file = "answers.csv", person = "who", time = "when", touchpoint = "place",
                                    questions = { recommend = cx.scale.nps } }
        return cx.plan { name = "Shop", ledger = { at = %q, key = "cli.key" }, touchpoints = { { "Invoice", owner = "finance",
          goals = { cx.goal { cx.metric.nps(answers.recommend), at_least = 20 } } } },
          implement = { loop = { { when = "recommend <= 6", tell = "14 days" } } } }
      ]]):format(at))
    end
    child.write(folder .. "/answers.csv", "who,when,place,recommend\nanna,2026-10-01,Invoice,2\nbertta,2026-10-01,Invoice,3\n")
    write(place)
    for _, words in ipairs { { "list" }, { "stats" }, { "export" }, { "backup" }, { "contact", "x" }, { "forget", "anna" } } do
      local made = run(table.unpack(words))
      assert.same({ "", 1 }, { made.out, made.status })
      assert.truthy(made.err:find("password=***: there is no ledger yet; cxlua loop plan.lua open begins it", 1, true), made.err)
    end
    assert.equal("0", server:sql(name, "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'cx%'"))
    assert.equal(0, run("open", "--now", "2026-10-09T10:00:00Z").status)
    assert.matches("The server's own log and its backups are its administrator's", run("forget", "anna").out, 1, true)
    local all, cases = run("backup").out, run("list", "--json").out
    child.write(folder .. "/all.jsonl", all)
    write "cli.ledger"                                                          -- from the server to a file
    assert.equal("3 events restored from all.jsonl.\n", run("restore", "all.jsonl").out)
    assert.same({ all, cases }, { run("backup").out, run("list", "--json").out })
    write((server:database()))                                                  -- and from that to a server again
    assert.equal("3 events restored from all.jsonl.\n", run("restore", "all.jsonl").out)
    assert.same({ all, cases }, { run("backup").out, run("list", "--json").out })
  end)
end)
