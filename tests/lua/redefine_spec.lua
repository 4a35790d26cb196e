-- redefine_spec.lua - cxlua redefine, as it is typed
--
--   file > rows > batch > tally > metric > GOAL > report

local child = dofile "tests/lua/child.lua"
local json = require "cx.ledger.json"

local PLAN = [[
local cx = require "cx"
local answers = cx.survey { file = "answers.csv", time = "when", touchpoint = "place",
                            questions = { recommend = cx.scale.nps } }
local nps = cx.metric.nps(answers.recommend)
return cx.plan { name = "Shop", language = "LANGUAGE", round = "quarter", due = "2027-12-31", ledger = "plan.ledger",
  touchpoints = {
    { "Invoice", goals = { cx.goal { nps, at_least = 45 } } }, -- at_least = 45 since 2024
    { "Visit",   goals = { cx.goal { nps, at_least = TARGET } } },
  },
  implement = { actions = { { finding = "Rows", action = "New rows", owner = "finance", due = "2026-08-31",
                              tell = { to = "all", by = "letter" } } } } }
]]


describe("cxlua redefine", function()
  local folder

  local function write(language, target)
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", language):gsub("TARGET", target or "-50")))
  end

  local function run(...) return child.run({ child.program(), ... }, { cwd = folder, env = { "USER=anna" } }) end
  local function redefine(...) return run("redefine", "plan.lua", "--today", "2026-06-30", ...) end

  before_each(function()
    folder = child.folder()
    write "en"
    local lines = { "when,place,recommend" }
    for _, month in ipairs { "02", "05" } do
      for i = 1, 1000 do
        lines[#lines + 1] = ("2026-%s-10,%s,%d"):format(month, i % 2 == 0 and "Invoice" or "Visit", i <= 900 and 10 or 0)
      end
    end
    child.write(folder .. "/answers.csv", table.concat(lines, "\n") .. "\n")
  end)
  after_each(function() child.remove(folder) end)

  it("proposes with reasons, in the plan's language and as JSON, and changes nothing", function()
    for code, word in pairs { en = "raise: ≥ 74", fi = "nosta: ≥ 74", sv = "höj: ≥ 74" } do
      write(code)
      local made = redefine()
      assert.same({ 0, "" }, { made.status, made.err })
      assert.matches(word, made.out, 1, true)
    end
    local list = json.decode(redefine("--json").out)
    assert.same({ "Invoice", "raise", "met_sure", 45 }, { list[1].id, list[1].proposal, list[1].reason, list[1].target })
    local file = io.open(folder .. "/plan.ledger")
    assert.is_nil(file)
  end)

  it("(1): the patch changes the numbers alone, applies, and the plan then proposes no more of it", function()
    local made = redefine "--patch"
    assert.same({ 0, "" }, { made.status, made.err })
    child.write(folder .. "/x.patch", made.out)
    assert.equal(0, child.run({ "patch", "-p0", "-s", "-i", "x.patch" }, { cwd = folder }).status)
    local file = io.open(folder .. "/plan.lua")
    local text = file:read "a"
    file:close()
    assert.matches("at_least = 74 } } }, %-%- at_least = 45 since 2024\n", text)
    assert.equal("", redefine("--patch").out)
  end)

  it("(2): a number that stands nowhere is said, with status 1", function()
    write("en", "2 * -25")
    local made = redefine "--patch"
    assert.equal(1, made.status)
    assert.equal("Visit: its number was not found at its line; change it by hand.\n", made.err)
    assert.matches("%-    { \"Invoice\"", made.out)
  end)

  it("(2): numbers that several goals share, and goals in phrases, are left alone and said", function()
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", "en"):gsub("  touchpoints = {.-\n  },\n", [[
  touchpoints = (function()
    local list = {}
    for i, name in ipairs { "Invoice", "Visit" } do list[i] = { name, goals = { cx.goal { nps, at_least = 45 } } } end
    return list
  end)(),
]])))
    local made = redefine "--patch"
    assert.same({ 1, "" }, { made.status, made.out })
    assert.matches("^Invoice: several touchpoints share this goal; [^\n]+\nVisit: several", made.err)
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", "en"):gsub("  touchpoints = {.-\n  },\n", [[
  touchpoints = { { "Invoice", goals = "nps(recommend) >= 45" },
                  { "Visit", goals = { cx.goal { nps, at_least = 45 } } } },
  measure = { surveys = { answers } },
]])))
    made = redefine "--patch"
    assert.equal("Invoice: its number was not found at its line; change it by hand.\n", made.err)
    assert.matches('\n%+[^\n]*"Visit"[^\n]*at_least = 74', made.out)
  end)

  it("--decide records who decided what and why; the patch then follows the decision", function()
    run("plan.lua", "--today", "2026-06-30", "--quiet")
    local made = redefine("--decide", "Invoice", "raise", "--to", "50", "--why", "a small step", "--now", "2026-07-01")
    assert.same({ 0, "Invoice: raise; recorded.\n", "" }, { made.status, made.out, made.err })
    redefine("--decide", "Visit", "keep", "--now", "2026-07-01")
    assert.equal(0, redefine("--decide", "Visit", "lower", "--to", "-55", "--now", "2026-06-30").status)      -- below 0
    redefine("--decide", "Visit", "keep", "--now", "2026-07-01")
    local ledger = assert(require "cx.ledger".open(folder .. "/plan.ledger", { create = false }))
    local events = {}
    for e in ledger:events { kind = "review" } do events[#events + 1] = e end
    ledger:close()
    assert.same({ "Invoice", "raise", "anna", "a small step", 45, 50 }, { events[1].id, events[1].event, events[1].who,
      events[1].why, events[1].data.target, events[1].data.to })
    local text = redefine("--patch").out
    assert.matches("\n%+[^\n]*Invoice[^\n]*at_least = 50 ", text)
    assert.is_nil(text:find "\n%-[^\n]*Visit")
    assert.matches("raise 1 Jul 2026", redefine().out)
  end)

  it("(2): without a ledger in the plan it is the one beside it, as for cxlua loop; what was decided is no longer due", function()
    child.write(folder .. "/plan.lua", (PLAN:gsub("LANGUAGE", "en"):gsub("TARGET", "-50"):gsub(', ledger = "plan.ledger"',
      ', redefine = { review = "every 2 rounds" }')))
    assert.matches("not in 2 rounds !", redefine().out)
    assert.equal(0, redefine("--decide", "Invoice", "keep", "--now", "2026-06-30").status)
    local ledger = assert(require "cx.ledger".open(folder .. "/plan.ledger", { create = false }))
    ledger:close()
    local line = redefine().out:match "\n Invoice[^\n]*"
    assert.matches("keep 30 Jun 2026", line)
    assert.is_nil(line:find("!", 1, true))
    assert.matches("\n Visit[^\n]*not in 2 rounds !", redefine().out)
  end)

  it("--html writes the page as a file", function()
    assert.same({ 0, "", "" }, { redefine("--html", "page.html").status, redefine("--html", "page.html").out,
      redefine("--html", "page.html").err })
    local file = assert(io.open(folder .. "/page.html"))
    local text = file:read "a"
    file:close()
    assert.matches("Goals to decide on", text)
  end)

  it("--plan prints findings, proposals, owners, days and whether they were told", function()
    local out = redefine("--plan").out
    assert.matches("Rows +New rows +finance +31 Aug 2026 +not done yet", out)
    run("loop", "plan.lua", "act", "New rows", "--now", "2026-06-01")
    run("loop", "plan.lua", "act", json.decode(redefine("--plan", "--json").out)[1].id, "--now", "2026-06-01")
    assert.matches("not told yet", redefine("--plan").out)
    run("loop", "plan.lua", "find", "The form is long", "--now", "2026-06-02")
    assert.matches("The form is long +– +– +– +not done yet", redefine("--plan").out)
  end)

  it("--stairs prints the state of each stair, and what to do next", function()
    local made = redefine "--stairs"
    assert.same({ 0, "" }, { made.status, made.err })
    assert.matches("4 Implement +open +0 of 1 actions told", made.out)
    local list = json.decode(redefine("--stairs", "--json").out)
    assert.same({ 6, "implement", 1 }, { #list, list[4].key, list[4].of })
  end)

  it("(2): wrong usage is one line and status 2, a plan that fails 1", function()
    for _, words in ipairs { { "--what" }, { "--decide", "Invoice", "perhaps" }, { "--decide", "Invoices", "keep" },
                             { "--to", "5" }, { "--now", "x" },
                             { "--decide", "Invoice", "raise", "--to", "101" }, { "--decide", "Invoice", "raise", "--to", "44" },
                             { "--decide", "Invoice", "lower", "--to", "46" }, { "--decide", "Invoice", "raise", "--to", "45" },
                             { "--decide", "Invoice", "keep", "--to", "50" }, { "--decide", "Invoice", "raise", "--to", "1e999" },
                             { "--decide", "Invoice", "raise", "--to", "x" } } do
      local made = redefine(table.unpack(words))
      assert.same({ 2, "" }, { made.status, made.out })
      assert.matches("^cxlua redefine: [^\n]+\n$", made.err)
    end
    os.remove(folder .. "/answers.csv")
    assert.same({ 1, "" }, { redefine().status, redefine().out })
    assert.equal(1, run("redefine", "none.lua").status)
  end)
end)
