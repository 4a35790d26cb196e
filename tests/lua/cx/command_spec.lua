-- command_spec.lua - command.lua: every command reads its words and complains in the same way

local bad = dofile "tests/lua/bad_input.lua"

local shell = bad.shell


setup(bad.begin)
teardown(bad.finish)


describe("command", function()
  local WRONG = {
    check = "--strickt plan.lua", new = "--forc a.csv", diff = "--jsn a.lua b.lua", redefine = "--patc plan.lua", loop = "plan.lua lst",
  }

  it("(1): wrong usage is one line that says where help is, with status 2", function()
    for name, words in pairs(WRONG) do
      local got = shell(("$CXLUA %s %s"):format(name, words))
      assert.truthy(got.err:find(("^cxlua %s: [^\n]+; Did you mean '[^\n]+'%%?; cxlua %s %%-%%-help lists what there is\n$"):format(name,
        name)), got.err)
      assert.same({ "", 2 }, { got.out, got.status })
    end
  end)

  it("(2): control characters of others' names reach no terminal", function()
    for _, words in ipairs { "new", "check", "redefine", "diff x.lua", "loop" } do
      local got = shell(("$CXLUA %s $'no\\e[2J\\u009b31m.lua' %s"):format(words, words == "loop" and "list" or ""))
      assert.truthy(got.err:find "^cxlua %a+: [^\n]+\n$", got.err)
      assert.is_nil(got.err:find("\27", 1, true))
      assert.is_nil(got.err:find("\u{9b}", 1, true))
    end
  end)

  it("(3): --today is a date that exists, in every command that has it", function()
    for name, words in pairs { check = "p.lua", new = "a.csv", diff = "p.lua q.lua", redefine = "p.lua" } do
      for _, day in ipairs { "2026-02-30", "tomorrow", "" } do
        local got = shell(("$CXLUA %s %s --today '%s'"):format(name, words, day))
        assert.equal(('cxlua %s: --today: a date such as 2026-12-31 is wanted, not "%s"\n'):format(name, day), got.err)
        assert.equal(2, got.status)
      end
    end
  end)

  it("new (1): a plan is overwritten whole or not at all", function()
    bad.write("answers.csv", bad.answers(500))
    bad.write("plan.lua", "old")
    local got = shell "ulimit -f 1; $CXLUA new answers.csv --today 2026-11-21 --out plan.lua --force"
    assert.truthy(got.err:find "^cxlua new: plan.lua: cannot be written: [^\n]+\n$", got.err)
    assert.same({ 1, "old", "answers.csv\nplan.lua\n" }, { got.status, bad.read "plan.lua", shell("ls").out })
  end)
end)
