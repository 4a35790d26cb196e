-- terminal_spec.lua - report/terminal.lua, grid.lua and text.lua: text that fits its width

local fixture = dofile "tests/lua/cx/report/fixture.lua"
local report = require "cx.report"
local text = require "cx.report.text"


local function lines_of(s)
  local list = {}
  for line in s:gmatch "([^\n]*)\n" do list[#list + 1] = line end
  return list
end


local function widest(s)
  local most = 0
  for _, line in ipairs(lines_of(s)) do most = math.max(most, text.width(line)) end
  return most
end


describe("report.text", function()
  it("(3) counts cells: combining marks none, East Asian wide characters and emoji two", function()
    assert.equal(5, text.width "abcde")
    assert.equal(5, text.width "äöåéß")
    assert.equal(1, text.width "e\u{301}")
    assert.equal(6, text.width "顧客体")
    assert.equal(2, text.width "😀")
    assert.equal(1, text.width "★")
    assert.equal(3, text.width "├●┤")
    assert.equal(0, text.width "")
  end)

  it("(1) shows no control character and no broken byte", function()
    assert.equal("a\u{fffd}[31mb", text.clean "a\27[31mb")
    assert.equal("a b c", text.clean "a\nb\tc")
    assert.equal("x\u{fffd}y", text.clean "x\u{85}y")
    assert.equal("x\u{fffd}\u{fffd}y", text.clean "x\xff\xfey")
    assert.equal("\u{fffd}", text.clean "\0")
    assert.equal("true", text.clean(true))
    for i = 0, 255 do assert.is_truthy(utf8.len(text.clean(string.char(i)))) end
  end)

  it("(2) drops what turns the direction of the text", function()
    assert.equal("abc", text.clean "a\u{202e}b\u{2066}c\u{200f}")
  end)

  it("cuts and wraps by width, never inside a character", function()
    assert.equal("顧客…", text.cut("顧客体験", 5))
    assert.equal("abcd", text.cut("abcd", 4))
    assert.equal("abc…", text.cut("abcde", 4))
    assert.same({ "yksi", "kaksi", "kolme" }, text.wrap("yksi kaksi kolme", 6))
    assert.same({ "abcd", "efgh", "ij" }, text.wrap("abcdefghij", 4))
    assert.same({ "" }, text.wrap("", 4))
    for _, line in ipairs(text.wrap(("顧客体験 "):rep(9), 7)) do assert.is_true(text.width(line) <= 7) end
  end)

  it("pads to a width from either side", function()
    assert.equal("ä  ", text.pad("ä", 3))
    assert.equal("  ä", text.pad("ä", 3, "right"))
    assert.equal(" ä ", text.pad("ä", 3, "center"))
  end)
end)


describe("report.terminal", function()
  for _, width in ipairs { 40, 60, 80, 100, 110, 140, 200 } do
    it("fits " .. width .. " columns, also with hostile names", function()
      for _, code in ipairs { "en", "fi", "sv" } do
        assert.is_true(widest(report.text(fixture.result(code), "terminal", { width = width })) <= width)
        assert.is_true(widest(report.text(fixture.attacked(code), "terminal", { width = width })) <= width)
      end
    end)
  end

  it("keeps the goal table a table at 80 columns", function()
    local shown = report.text(fixture.result "fi", "terminal", { width = 80 })
    assert.matches("Kosketuspiste Mittari", shown)
    assert.matches("\n Lasku +tyytyväiset,", shown)
    assert.matches("\n Jälkeen\n", shown)
  end)

  it("keeps the numbers in full a table of whole words at 80 columns: a second table under the first", function()
    local shown = report.text(fixture.result "fi", "terminal", { width = 80 })
    local full = shown:match "Luvut tarkemmin.*"
    assert.matches("\n Mittari[^\n]*Tulos[^\n]*Tavoite[^\n]*Tilanne", full)
    assert.matches("\n Mittari[^\n]*Keskivirhe[^\n]*Menetelmä", full)
    assert.is_nil(full:find("· Keskivirhe", 1, true))
  end)

  it("wraps the head of a figure rather than cut it", function()
    local result = fixture.result "fi"
    result.goals[1].verdict.shown, result.goals[2].verdict.shown = "behind", "missed"
    for _, width in ipairs { 60, 80, 100 } do
      local shown = report.text(result, "terminal", { width = width })
      assert.is_nil(shown:match "\n ✔ Saavutettu[^\n]*…")
    end
  end)

  it("has the interval as a bar when there is room", function()
    assert.matches("┼─●─┤", report.text(fixture.result "fi", "terminal", { width = 150 }))
    assert.is_nil(report.text(fixture.result "fi", "terminal", { width = 100 }):find("●", 1, true))
  end)

  it("aligns numbers to the right, by width and not by bytes", function()
    local at = {}
    for _, line in ipairs(lines_of(report.text(fixture.result "fi", "terminal", { width = 120 }))) do
      local head = line:match "^(.-) ≥\u{a0}75 " or line:match "^(.-) ≥\u{a0}5,8 "
      if head and line:find "saavutettu" then
        local to = line:find "✔"
        at[#at + 1] = text.width(line:sub(1, to - 1))
      end
    end
    assert.is_true(#at >= 2)
    assert.equal(at[1], at[2])
  end)

  it("(2) lets no control character of the data through", function()
    for _, width in ipairs { 80, 140 } do
      local shown = report.text(fixture.attacked "fi", "terminal", { width = width })
      assert.is_nil(shown:find "[%z\1-\9\11-\31\127]")
      assert.is_truthy(utf8.len(shown))
      assert.is_nil(shown:find("\u{202e}", 1, true))
    end
  end)

  it("(3) colours only when asked, and says the same without", function()
    local bare = report.text(fixture.result "fi", "terminal", { width = 120 })
    local coloured = report.text(fixture.result "fi", "terminal", { width = 120, colour = true })
    assert.is_nil(bare:find("\27", 1, true))
    assert.is_truthy(coloured:find("\27[32m✔", 1, true))
    assert.equal(bare, (coloured:gsub("\27%[%d*m", ""):gsub(" +\n", "\n")))
  end)

  it("(4) writes page one and the plan's own sections alone, and says how to see the rest", function()
    local shown = report.text(fixture.result "en", "terminal", { width = 110, pages = "first" })
    assert.matches("Salo on jäljessä", shown)
    assert.is_nil(shown:find "The numbers in full")
    assert.matches("More pages", shown)
  end)
end)
