-- alike_spec.lua - names in texts, in whatever letters they are written
--
--   file > rows > batch > tally > metric > GOAL > report

local alike = require "cx.ledger.alike"


describe("alike", function()
  it("(1): small and capital letters, and marks in one character or several", function()
    for _, pair in ipairs {
      { "ÄITI MÄKINEN", "äiti mäkinen" }, { "A\u{308}iti", "äiti" }, { "Ångström", "a\u{30A}ngstro\u{308}m" },
      { "ŽŠČ ŁĐØÆÞ", "žšč łđøæþ" }, { "É", "e\u{301}" }, { "İ", "i\u{307}" }, { "ẞ", "ß" }, { "ΆΡΗΣ", "άρης" }, { "ЙОЁ", "йоё" },
    } do
      assert.equal(alike.fold(pair[1]), alike.fold(pair[2]))
    end
    assert.not_equal(alike.fold "Mäki", alike.fold "Maki")
  end)

  it("(1): marks come in one order, whatever order they were written in", function()
    -- U+1EC7 is e, U+0323 and U+0302 by its canonical decomposition (Unicode 14, UnicodeData.txt)
    assert.equal("e\u{323}\u{302}", alike.fold "\u{1EC7}")
    assert.equal("e\u{323}\u{302}", alike.fold "\u{EA}\u{323}")
    assert.equal("e\u{323}\u{302}", alike.fold "E\u{302}\u{323}")
    assert.equal("u\u{308}\u{304}", alike.fold "Ǖ")
  end)

  it("(1): bytes that are no text stay as they are", function()
    local bytes = "\0\xff\xfe\xc3(\xe1\x80\xbf\xcc"
    assert.equal(bytes, alike.fold(bytes))
  end)

  local function stands(name, text) return alike.holds(text, { alike.name(name) }) end

  it("(2): a long name is found in words, a short one as a whole word", function()
    assert.is_true(stands("Anders", "anderssonin"))
    assert.is_true(stands("Aino", "“AINO” sanoi"))
    assert.is_true(stands("Aino", "aino@x.fi"))
    assert.is_true(stands("Äijö", "nähty: a\u{308}ijo\u{308}."))
    for _, text in ipairs { "Kaino", "Ainoa", "aino\u{308}", "äaino", "x17aino" } do assert.is_false(stands("Aino", text)) end
  end)

  it("(2): a number is not found in dates, times and other numbers", function()
    for _, text in ipairs { "2026-11-17", "10:17:00", "17.5", "1,17", "1723", "+1-17" } do assert.is_false(stands("17", text)) end
    for _, text in ipairs { "customer 17 rang", "no. 17.", "17", "(17)", "17, and more" } do assert.is_true(stands("17", text)) end
  end)

  it("(3): a mark takes the place of the whole word, and the rest stays byte for byte", function()
    local function replaced(text, name) return (alike.replace(text, alike.name(name), "[x]")) end
    assert.equal("\xffÅbo, [x] ja [x]: Ä\0", replaced("\xffÅbo, AINO MEIKA\u{308}LA\u{308}INEN ja Aino Meikäläinen: Ä\0",
      "aino meikäläinen"))
    assert.equal("[x] soitti", replaced("Anderssonille soitti", "Anders"))
    assert.equal("“[x]” [x]", replaced("“Äijö” A\u{308}IJÖ", "äijö"))
    assert.equal("Kaino", replaced("Kaino", "Aino"))
    assert.same({ "a [x] b [x]", 2 }, { alike.replace("a 17 b 17", alike.name "17", "[x]") })
  end)
end)
