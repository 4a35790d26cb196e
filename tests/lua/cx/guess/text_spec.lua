-- text_spec.lua - text: lines of Lua that are pleasant, and that no data can break

local text = require "cx.guess.text"
local name = require "cx.guess.name"


local function value_of(code) return assert(load("return " .. code))() end


describe("text", function()
  it("text (1): any text comes back as it was, long ones over several lines", function()
    local hostile = { 'a "quoted" \\ one', "two\nlines\r\n", "\0\1\127", "]] --[[ os.exit()", ("word "):rep(60), ("x"):rep(300),
                      "ä\u{a0}ö", ("Kysymys\\n \"x\" "):rep(30) }
    for _, s in ipairs(hostile) do assert.equal(s, value_of(text.quote(s))) end
    local _, breaks = text.quote(("word "):rep(60)):gsub("\\z\n", "")
    assert.is_true(breaks >= 2)
    for line in text.quote(("word "):rep(60)):gmatch "[^\n]+" do assert.is_true(#line <= 120) end
  end)

  it("wraps lists, and never in the middle of an item", function()
    local items = {}
    for i = 1, 40 do items[i] = ("item%d"):format(i) end
    local made = text.list("x = { ", items, " }", "  ")
    for line in made:gmatch "[^\n]+" do assert.is_true(#line <= text.WIDTH, line) end
    assert.equal("x = { " .. table.concat(items, ", ") .. " }", (made:gsub("\n ", "")))
    assert.equal("f { }", text.list("f {", {}, " }", "  "))
  end)

  it("text (2): remarks stand in one column, those too long above", function()
    local made = text.block { { code = "a = 1,", note = "one" }, { code = "long = 2,", note = "two" }, { code = "c = 3," },
                              { code = "d,", note = ("w "):rep(70) } }
    assert.matches("^a = 1,     %-%- one\nlong = 2,  %-%- two\nc = 3,\n%-%- w w", made)
    assert.matches("w\nd,$", made)
  end)

  it("text (3): a remark cannot end before its line does", function()
    assert.equal("-- a b os.exit()", text.remark "a\nb\r\nos.exit()")
    assert.equal("x,  -- a b", text.block { { code = "x,", note = "a\nb" } })
  end)
end)


describe("name", function()
  it("name (1): is one that Lua and a survey can bear, and of its own", function()
    local taken = {}
    for given, want in pairs { ["JobSatisfaction"] = "job_satisfaction", ["end"] = "end_", ["Tally"] = "tally_",
                               ["5 stars"] = "q5_stars", ["Öljy & äes"] = "oljy_aes", ["???"] = "question" } do
      assert.equal(want, name.of(given, taken))
    end
    assert.equal("job_satisfaction_2", name.of("job satisfaction", taken))
    for _, given in ipairs { "日本", "", "x-y", "a\nb", "Ünï", "nil", "goto", "rows", "pairs", ("long "):rep(30) } do
      assert.is_truthy(load("local t = {} t." .. name.of(given, {}) .. " = 1"), given)
    end
  end)

  it("name (2): a long wording gives its first telling words", function()
    assert.equal("easy_find_what_looking_for", name.of("How easy was it to find what you were looking for?", {}))
  end)

  it("shows names as people write them", function()
    assert.equal("Job satisfaction", name.shown "JobSatisfaction")
    assert.equal("Ääni", name.shown "ääni")
    assert.equal("Sch wide", name.shown "sch.wide")
    assert.is_true(#name.shown(("word "):rep(40)) <= 64)
  end)
end)
