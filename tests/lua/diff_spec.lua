-- diff_spec.lua - cxlua diff, as it is typed
--
--   file > rows > batch > tally > metric > GOAL > report

local child = dofile "tests/lua/child.lua"
local json = require "cx.ledger.json"

local PLAN = [[
local cx = require "cx"
local answers = cx.survey { file = "answers.csv", time = "when", touchpoint = "place",
                            questions = { recommend = cx.scale.nps } }
return cx.plan { name = "Shop", round = "quarter", ledger = "plan.ledger", due = "2027-12-31",
  touchpoints = { { "Invoice", goals = { cx.goal { cx.metric.nps(answers.recommend), at_least = TARGET } } } } }
]]


describe("cxlua diff", function()
  local folder

  local function write(name, target)
    child.write(folder .. "/" .. name, (PLAN:gsub("TARGET", target)))
  end

  local function answers(month, tens, zeros)
    child.write(folder .. "/answers.csv", "when,place,recommend\n" .. ("2026-%02d-05,Invoice,10\n"):format(month):rep(tens)
      .. ("2026-%02d-06,Invoice,0\n"):format(month):rep(zeros))
  end

  local function run(...) return child.run({ child.program(), ... }, { cwd = folder }) end

  before_each(function()
    folder = child.folder()
    write("old.lua", "45")
    write("new.lua", "38")
    answers(2, 705, 295)
  end)
  after_each(function() child.remove(folder) end)

  it("(1): the status is 0 for plans alike, 1 for others, 2 for what cannot be compared", function()
    assert.same({ 0, "" }, { run("diff", "old.lua", "old.lua").status, run("diff", "old.lua", "old.lua").err })
    assert.matches("^%s*Alike%.", run("diff", "old.lua", "old.lua").out)
    assert.equal(1, run("diff", "old.lua", "new.lua").status)
    for _, words in ipairs { { "old.lua" }, { "old.lua", "none.lua" }, { "old.lua", "answers.csv" }, { "--what" }, {},
                             { "old.lua", "new.lua", "--rounds", "a", "b" }, { "old.lua", "new.lua", "--today", "x" } } do
      local made = run("diff", table.unpack(words))
      assert.same({ 2, "" }, { made.status, made.out })
      assert.matches("^cxlua diff: [^\n]+\n$", made.err)
    end
  end)

  it("(2): both plans are measured; without data, or with --no-data, their goals are compared all the same", function()
    local made = json.decode(run("diff", "old.lua", "new.lua", "--json", "--today", "2026-03-31").out)
    assert.same({ "lowered", 45, 38 }, { made.goals[1].kind, made.goals[1].old, made.goals[1].new })
    assert.same({ "cannot tell", "cannot tell", 41 }, { made.posts[1].old_on_new, made.posts[1].new_on_new,
                                                      made.posts[1].new_value })
    made = json.decode(run("diff", "old.lua", "new.lua", "--json", "--no-data").out)
    assert.same({ "lowered", nil }, { made.goals[1].kind, made.posts[1].new_value })
    os.remove(folder .. "/answers.csv")
    local without = run("diff", "old.lua", "new.lua")
    assert.equal(1, without.status)
    assert.matches("answers.csv", without.err)
    assert.matches("lowered", without.out)
  end)

  it("(3): rounds of the ledger, by name or by name and version", function()
    write("plan.lua", "45")
    answers(2, 8000, 2000)
    run("plan.lua", "--today", "2026-03-31")
    write("plan.lua", "38")
    answers(5, 7050, 2950)
    run("plan.lua", "--today", "2026-06-30")
    local made = run("diff", "plan.lua", "--rounds", "2026-Q1", "2026-Q2", "--today", "2026-06-30")
    assert.same({ 1, "" }, { made.status, made.err })
    assert.matches("Invoice: met, because the target fell from 45 to 38; on the old target: behind.", made.out, 1, true)
    assert.matches("60 %(58–62%), n = 10,000", (made.out:gsub("\u{a0}", " ")))
    made = run("diff", "plan.lua", "--rounds", "2026-Q1", "2026-Q2", "--today", "2028-01-31")
    assert.matches("Invoice: met, because the target fell from 45 to 38; on the old target: missed.", made.out, 1, true)
    assert.equal(0, run("diff", "plan.lua", "--rounds", "2026-Q2", "2026-Q2@1").status)
    local wrong = run("diff", "plan.lua", "--rounds", "2026-Q1", "2026-Q9")
    assert.equal(2, wrong.status)
    assert.matches('unknown round "2026%-Q9"; did you mean', wrong.err)
    assert.matches("keeps no rounds yet", run("diff", "plan.lua", "--ledger", "none.ledger", "--rounds", "a", "b").err)
  end)
end)
