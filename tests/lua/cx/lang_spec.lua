-- lang_spec.lua - lang: the words of a report, numbers and dates in three languages

local lang = require "cx.lang"


-- The paths of all keys of a table, "sentence.met.one" and so on.
local function paths(t, above, list)
  for key, value in pairs(t) do
    local path = above .. tostring(key)
    if type(value) == "table" then paths(value, path .. ".", list) else list[#list + 1] = path end
  end
  return list
end


local function keys_of(code)
  local list = paths(require("cx.lang." .. code), "", {})
  table.sort(list)
  return list
end


-- The {names} of a template, sorted.
local function holes(template)
  local list = {}
  for name in template:gmatch "{(%a%w*)" do list[#list + 1] = name:lower() end
  table.sort(list)
  return table.concat(list, " ")
end


describe("lang", function()
  it("has exactly the same keys in the three languages", function()
    local english = keys_of "en"
    assert.same(english, keys_of "fi")
    assert.same(english, keys_of "sv")
    assert.is_true(#english > 250)
  end)

  it("leaves no word empty, save the head of a column of marks", function()
    for _, code in ipairs(lang.known) do
      local function look(t, above)
        for key, value in pairs(t) do
          if type(value) == "table" then look(value, above .. key .. ".")
          elseif above .. key ~= "column.mark" then assert.is_true(#value > 0, code .. " " .. above .. key) end
        end
      end
      look(require("cx.lang." .. code), "")
    end
  end)

  it("tells in every form of a sentence the names, and how many more are needed", function()
    for _, code in ipairs(lang.known) do
      local s = require("cx.lang." .. code).sentence
      for _, form in ipairs { "one", "other" } do
        assert.matches("names", holes(s.behind[form]))
        assert.matches("names", holes(s.missed[form]))
        assert.equal("n name needed", holes(s.needed[form]))
      end
    end
  end)

  it("(1) writes decimals, thousands and percents as the language does", function()
    local en, fi, sv = lang.load "en", lang.load "fi", lang.load "sv"
    assert.equal("1,234,567.9", en:number(1234567.89, 1))
    assert.equal("1\u{a0}234\u{a0}567,9", fi:number(1234567.89, 1))
    assert.equal("1\u{a0}234\u{a0}567,9", sv:number(1234567.89, 1))
    assert.equal("24%", en:percent(24))
    assert.equal("24\u{a0}%", fi:percent(24))
    assert.equal("12,5\u{a0}%", sv:percent(12.5, 1))
    assert.equal("999", fi:number(999))
    assert.equal("1\u{a0}000", fi:number(1000))
  end)

  it("(2) writes the minus of text, and no minus before a zero", function()
    local fi = lang.load "fi"
    assert.equal("−12,5", fi:number(-12.5, 1))
    assert.equal("0", fi:number(-0.4))
    assert.equal("0,0", fi:number(-0.04, 1))
    assert.equal("−3…5", fi:range(-3, 5))
    assert.equal("3–5", fi:range(3, 5))
  end)

  it("(2) says nothing for what is absent or not finite", function()
    local en = lang.load "en"
    assert.is_nil(en:number(nil))
    assert.is_nil(en:number(0 / 0))
    assert.is_nil(en:number(math.huge))
    assert.is_nil(en:range(1, nil))
  end)

  it("writes a number with as few decimals as say it", function()
    local sv = lang.load "sv"
    assert.equal("75", sv:plain(75))
    assert.equal("5,8", sv:plain(5.8))
    assert.equal("40,25", sv:plain(40.25))
    assert.equal("0,333333", sv:plain(1 / 3))
    assert.equal("9\u{a0}000", sv:plain(9000.0))
  end)

  it("never claims certainty", function()
    local fi = lang.load "fi"
    assert.equal(">99\u{a0}%", fi:probability(0.9999))
    assert.equal("<1\u{a0}%", fi:probability(0))
    assert.equal("97\u{a0}%", fi:probability(0.9701))
  end)

  it("writes dates as the language does, and leaves other texts alone", function()
    assert.equal("31.12.2026", lang.load("fi"):date "2026-12-31")
    assert.equal("2026-12-31", lang.load("sv"):date "2026-12-31")
    assert.equal("1 Feb 2026", lang.load("en"):date "2026-02-01")
    assert.equal("joulukuu", lang.load("fi"):date "joulukuu")
    assert.equal("2026-13-01", lang.load("fi"):date "2026-13-01")
  end)

  it("(3) has the forms of one and of more, in every language", function()
    local function said(code, key, n, values)
      local words = lang.load(code)
      return words:say(words.sentence[key], n, values)
    end
    assert.equal("Two of ten goals are met.", said("en", "met", 2, { total = 10 }))
    assert.equal("One of ten goals is met.", said("en", "met", 1, { total = 10 }))
    assert.equal("Kymmenestä tavoitteesta kaksi on saavutettu.", said("fi", "met", 2, { total = 10 }))
    assert.equal("16 tavoitteesta 12 on saavutettu.", said("fi", "met", 12, { total = 16 }))
    assert.equal("Två av tio mål är uppnådda.", said("sv", "met", 2, { total = 10 }))
    assert.equal("Ett av tio mål är uppnått.", said("sv", "met", 1, { total = 10 }))
    assert.equal("Kaikki kolme tavoitetta on saavutettu.", said("fi", "all_met", 3))
    for code, start in pairs { en = "a: one answer cannot", fi = "a: yksi vastaus ei riitä", sv = "a: ett svar räcker inte" } do
      local words = lang.load(code)
      assert.equal(start, words:say(words.decide.open, 1, { name = "a", needed = "12" }):sub(1, #start))
    end
  end)

  it("(4) makes a capital of a letter with dots too", function()
    assert.equal("Ålder", lang.capital "ålder")
    assert.equal("Jälkeen", lang.capital "jälkeen")
    assert.equal("Överträffade", lang.capital "överträffade")
    assert.equal("", lang.capital "")
  end)

  it("joins a list as a sentence does", function()
    assert.equal("a, b and c", lang.load("en"):join { "a", "b", "c" })
    assert.equal("a ja b", lang.load("fi"):join { "a", "b" })
    assert.equal("a", lang.load("sv"):join { "a" })
    assert.equal("", lang.load("sv"):join {})
  end)

  it("takes the first of several languages", function()
    assert.equal("sv", lang.load({ "sv", "fi" }).code)
    assert.equal("en", lang.load(nil).code)
  end)

  it("refuses a language it does not know, at the caller's line", function()
    local fine, message = pcall(function() lang.load "no" end)
    assert.is_false(fine)
    assert.matches("^[^\n]*lang_spec%.lua:%d+: unknown language \"no\"", message)
    assert.matches("known are en, fi, sv", message)
  end)

  it("names an interval's method without its level", function()
    local fi = lang.load "fi"
    assert.equal("korjattu Wald", fi:method_name "adjusted Wald 95 %")
    assert.equal("Wilson", fi:method_name "Wilson 99.9 %")
    assert.equal("oma tapa", fi:method_name "oma tapa")
    assert.equal("99,9\u{a0}%", fi:method_level "Wilson 99.9 %")
    assert.is_nil(fi:method_level "Wilson")
  end)
end)
