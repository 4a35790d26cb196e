-- several_spec.lua - several: questions with several answers, in one cell or in a column for each option

local profile = require "tests.lua.cx.guess.profile"
local question = require "cx.guess.question"
local role = require "cx.guess.role"
local several = require "cx.guess.several"

local PLAIN = { decimal = ".", header_rows = 1 }


local function labels(cells, more)
  local found = several.of(profile.new("Which do you use?", cells, more))
  return found and table.concat(found.labels, " | ")
end


local function find(columns)
  assert(role.assign(columns, {}))
  local by, list = {}, question.find(columns, PLAIN)
  for _, q in ipairs(list) do by[q.column.name] = q end
  return by, list
end


describe("several", function()
  it("several (1): options in a cell, parted by ; | a newline or a comma, the commonest first", function()
    for _, mark in ipairs { ";", "|", "\n", ",", "; ", ", " } do
      local both = "Web" .. mark .. "Phone"
      assert.equal("Web | Phone | Visit", labels { [both] = 20, Web = 30, Phone = 10, ["Phone" .. mark .. "Visit"] = 5, Visit = 7 })
    end
  end)

  it("several (1): codes of options too, but no numbers with a decimal comma", function()
    assert.equal("1 | 2 | 3", labels { ["1,2"] = 20, ["1"] = 30, ["2"] = 10, ["2,3"] = 12, ["3"] = 1 })
    assert.is_nil(labels({ ["1,2"] = 20, ["1,3"] = 30, ["2"] = 10 }, { decimal = "," }))
  end)

  it("several (1): a comma within an answer is only a comma", function()
    assert.is_nil(labels { ["No, not at all"] = 40, ["Yes, somewhat"] = 30, ["Yes, very"] = 20 })
    assert.is_nil(labels { ["$25,000 - $49,999"] = 40, ["$50,000 - $99,999"] = 30, ["$0 - $24,999"] = 20 })
  end)

  it("several (1): sentences that have such marks are no options", function()
    local cells = {}
    for i = 1, 60 do cells[i] = ("I came %d times; it was good on day %d"):format(i, i * 7) end
    assert.is_nil(labels(cells))
    assert.is_nil(labels { ["Thanks! It works, again"] = 20, ["Thanks!"] = 20, ["It works"] = 15, ["again"] = 12 })
    assert.is_nil(labels { ['"huomenna", they said'] = 20, ['they said'] = 20 })
    local by = find { profile.new("satisfied", profile.numbers(1, 5)), profile.new("comment", { ["a;b"] = 30, a = 30, b = 20 }) }
    assert.is_nil(by.comment)
    assert.is_nil(labels { ["I went there with my whole family on the first day of summer; fine"] = 20, fine = 20 })
  end)

  it("several (3): an option of fewer than ten people is not written down, and is counted as hidden", function()
    local c = profile.new("x", { ["Web;Phone"] = 30, Web = 20, Phone = 20, ["Web;Seller Smith"] = 3 })
    local found = several.of(c)
    assert.same({ { "Web", "Phone" }, 3 }, { found.labels, found.hidden })
  end)

  it("several (1): what is no answer is missing, where it stands alone", function()
    local found = several.of(profile.new("x", { ["A;B"] = 30, A = 20, ["Don't know"] = 15 }))
    assert.same({ "A", "B" }, found.labels)
    assert.same({ { code = "Don't know", reason = "dont_know" } }, found.missing)
  end)

  it("several (2): columns of one option each, beside another of their question", function()
    local by = find { profile.new("satisfied", profile.numbers(1, 5)),
                      profile.new("Which? [Web]", { Web = 30, [""] = 70 }), profile.new("Which? [Shop]", { Shop = 20, [""] = 80 }),
                      profile.new("Where? [Alone]", { Alone = 20, [""] = 80 }) }
    assert.same({ "names", "Web", "" }, { by["Which? [Web]"].scale.type, table.unpack(by["Which? [Web]"].scale.labels) })
    assert.is_nil(by["Which? [Web]"].metric)                          -- nothing says which option is good
    assert.is_true(by["Which? [Web]"].first)
    assert.is_false(by["Which? [Shop]"].first)
    assert.is_nil(by["Where? [Alone]"])
  end)

  it("several (2): 0 and 1 in three columns whose names begin alike", function()
    local cells = { ["0"] = 60, ["1"] = 40 }
    local by = find { profile.new("satisfied", profile.numbers(1, 5)), profile.new("used_web", cells),
                      profile.new("used_phone", cells), profile.new("used_shop", cells), profile.new("is_member", cells) }
    assert.same({ "score", 0, 1 }, { by.used_web.scale.type, by.used_web.scale.from, by.used_web.scale.to })
    assert.is_nil(by.is_member)
  end)

  it("question (6): where a file has no others, the commonest answer stands for each", function()
    local by = find { profile.new("Which services?", { ["Web;Phone"] = 30, Web = 30, Phone = 3 }) }
    assert.same({ "share", "Web" }, { by["Which services?"].metric.family, by["Which services?"].metric.answers[1] })
  end)
end)
