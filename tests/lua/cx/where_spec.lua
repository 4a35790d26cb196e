-- where_spec.lua: the where-language, rules of lua/cx/where.lua

local where = require "cx.where"

-- A tree as one line, all brackets shown.
local function show(node)
  local function constant(value) return type(value) == "string" and ("%q"):format(value) or tostring(value) end
  if node.op == "and" or node.op == "or" then
    return ("(%s %s %s)"):format(show(node[1]), node.op, show(node[2]))
  elseif node.op == "not" then
    return ("not %s"):format(show(node[1]))
  elseif node.op == "missing" then
    return ("<%s> is missing"):format(node.name)
  elseif node.op == "in" then
    local values = {}
    for i, value in ipairs(node.values) do values[i] = constant(value) end
    return ("<%s> in {%s}"):format(node.name, table.concat(values, ","))
  end
  return ("<%s> %s %s"):format(node.name, node.op, constant(node.value))
end

local function reads(text, expected)
  local tree, message = where.parse(text)
  assert(tree, message)
  assert.are.equal(expected, show(tree))
  assert.are.equal(text, tree.text)
end

-- The message's first line holds the words, its place is the character, and the caret is below it.
local function refuses(text, words, character)
  local tree, message = where.parse(text)
  assert.is_nil(tree, text)
  local first, line, caret = message:match "^([^\n]*)\n  ([^\n]*)\n  ( *)%^$"
  assert(first, message)
  assert(first:find(words, 1, true), ("%q has no %q"):format(first, words))
  assert.are.equal(("; at character %d:"):format(character), first:match "; at character %d+:$", first)
  if not text:find "\n" and character <= 60 then
    assert.are.equal(text, line)
    assert.are.equal(character - 1, #caret)
  end
end


describe("where", function()
  it("where (1): or binds least, then and, then not, and all group from the left", function()
    reads("a == 1 or b == 2 and c == 3", "(<a> == 1 or (<b> == 2 and <c> == 3))")
    reads("a == 1 and b == 2 or c == 3", "((<a> == 1 and <b> == 2) or <c> == 3)")
    reads("a == 1 or b == 2 or c == 3", "((<a> == 1 or <b> == 2) or <c> == 3)")
    reads("not a == 1 and b == 2", "(not <a> == 1 and <b> == 2)")
    reads("not (a == 1 and b == 2)", "not (<a> == 1 and <b> == 2)")
    reads("not not a == 1", "not not <a> == 1")
    reads("((a == 1))", "<a> == 1")
  end)

  it("where (1): long chains are read whole", function()
    local parts = {}
    for i = 1, 5000 do parts[i] = "a == " .. i end
    local tree = assert(where.parse(table.concat(parts, " or ")))
    for i = 5000, 2, -1 do
      assert.are.equal(i, tree[2].value)
      tree = tree[1]
    end
  end)

  it("where (1): too many brackets are refused, some dozens are not", function()
    assert(where.parse(("("):rep(40) .. "a == 1" .. (")"):rep(40)))
    local tree, message = where.parse(("("):rep(9000) .. "a == 1" .. (")"):rep(9000))
    assert.is_nil(tree)
    assert.are.equal("where: too many brackets stand in one another; write it with fewer", message)
  end)

  it("where (2): a constant on the left is turned round", function()
    reads("30 <= age", "<age> >= 30")
    reads("30 < age", "<age> > 30")
    reads("30 >= age", "<age> <= 30")
    reads("30 > age", "<age> < 30")
    reads("'x' == age", '<age> == "x"')
    reads("'x' ~= age", '<age> ~= "x"')
  end)

  it("where (2): two names, two constants and chains are refused", function()
    refuses("segment == B2B", "two names are compared; a text stands in quotes: 'B2B'", 12)
    refuses("'a' == 'b'", "one side must be a name", 1)
    refuses("1 < age < 5", "not chained; write A < B and B < C", 9)
    refuses("a == 1 == 2", "not chained", 8)
    refuses("(a == 1) in {1}", "not chained", 10)
    refuses("a == nil", "nothing equals nil; write a is missing", 6)
    refuses("5 in {5}", "a name stands before 'in'", 1)
    refuses("5 is missing", "a name stands before 'is missing'", 1)
  end)

  it("where (3): bare names have letters of any alphabet, other names stand in backquotes", function()
    reads("käyttö == 1", "<käyttö> == 1")
    reads("имя == 1 and 名前 == 2 and _x1 == 3", "((<имя> == 1 and <名前> == 2) and <_x1> == 3)")
    reads("`first name` == 1", "<first name> == 1")
    reads("`a``b` == 1", "<a`b> == 1")
    reads("`and` == 1 and `käyttö: *` is missing", "(<and> == 1 and <käyttö: *> is missing)")
    reads("order == 1 and notes == 2 and inn == 3 and island == 4 and missing_x == 5",
      "((((<order> == 1 and <notes> == 2) and <inn> == 3) and <island> == 4) and <missing_x> == 5)")
    refuses("first name == 1", "a name with spaces or other signs stands in backquotes", 7)
    refuses("Q1.a == 1", "stands in backquotes", 3)
    refuses("[first name] == 1", "a name of several words stands in backquotes; write `...`", 1)
    refuses("a == [1, 2]", "a set stands in braces; write { ... }", 6)
    refuses("a == 1 and [b c] in { 1 }", "a name of several words stands in backquotes", 12)
    refuses("`` == 1", "a name is empty", 1)
    refuses("a == 1 and `b == 1", "a name is not closed; write ` at its end", 12)
  end)

  it("where (3): keywords are no names", function()
    for _, keyword in ipairs { "and", "or", "in", "is", "missing" } do
      refuses(keyword .. " == 1", ("a column of that name is written `%s`"):format(keyword), 1)
    end
    refuses("a == and", "a keyword is no name", 6)
    refuses("a == not 1", "a keyword is no name", 6)
  end)

  it("where (4): texts stand in either quotes, with escapes", function()
    reads([[a == 'it\'s']], [[<a> == "it's"]])
    reads([[a == "say \"hi\" 'ho'"]], [[<a> == "say \"hi\" 'ho'"]])
    reads([[a == '\\\t\n\r\`']], ("<a> == %q"):format "\\\t\n\r`")
    reads("a == ''", '<a> == ""')
    reads("a == 'ä ö'", '<a> == "ä ö"')
    refuses("a == 'x", "a text is not closed; write ' at its end", 6)
    refuses('ä == "x\\"', 'a text is not closed; write " at its end', 6)
    refuses("a == 'it\\qs'", "an escape that is not known", 10)
    refuses("a == 'it''s'", "write \\' for a quote inside a text", 10)
  end)

  it("where (4): numbers have a point, and may be negative", function()
    reads("a == -4.5", "<a> == -4.5")
    reads("a == 007", "<a> == 7")
    reads("a == 1e3 or a == 2.5E-1", "(<a> == 1000 or <a> == 0.25)")
    reads("a==.5 or 5.==a", "(<a> == 0.5 or <a> == 5)")
    assert.are.equal("integer", math.type(where.parse("a == 5").value))
    refuses("a == 4,5", "a decimal mark is a point; write 4.5", 7)
    refuses("a == 30y", "a number runs into a word", 8)
    refuses("a == 0x10", "a number runs into a word", 7)
    refuses("a == 1e400", "1e400 is too large", 6)
    refuses("a == +5", "a plus is not written", 6)
    refuses("a == \u{2212}5", "this dash is no minus; write -", 6)
    refuses("a >= 2026-01-01", "a date stands in quotes; write it as '2026-01-31'", 10)
    refuses("a >= 1.2.2026", "a date stands in quotes", 9)
  end)

  it("where (4): spaces of any kind part words, or none do", function()
    reads("\n a==1\tand\u{A0}b\u{202F}~=2 ", "(<a> == 1 and <b> ~= 2)")
    refuses("", "expected a name or a value", 1)
    refuses("  ", "expected a name or a value", 3)
  end)

  it("where (5): what other languages write is refused with ours", function()
    local said = {
      ["a = 1"] = "'=' compares nothing; write ==", ["a === 1"] = "write ==", ["a != 1"] = "write ~=",
      ["a <> 1"] = "write ~=", ["a =< 1"] = "write <=", ["a => 1"] = "write >=", ["a \u{2264} 1"] = "write <=",
      ["a \u{2265} 1"] = "write >=", ["a \u{2260} 1"] = "write ~=",
      ["a between 1 and 5"] = "write NAME >= A and NAME <= B", ["a LIKE 'x'"] = "texts are compared whole",
      ["a not in {1}"] = "write not (NAME in { ... })",
    }
    for text, words in pairs(said) do refuses(text, words, 3) end
    refuses("a == 1 && b == 2", "'&&' joins nothing; write and", 8)
    refuses("a == 1 & b == 2", "'&' joins nothing; write and", 8)
    refuses("a == 1 || b == 2", "'||' joins nothing; write or", 8)
    refuses("a == 1 | b == 2", "'|' joins nothing; write or", 8)
    refuses("(a == 1) && b == 2", "'&&' joins nothing; write and", 10)
    refuses("!(a == 1)", "'!' joins nothing; write not", 1)
    refuses("a == 1 AND b == 2", "keywords are written small; write and", 8)
    refuses("a == 1 Or b == 2", "keywords are written small; write or", 8)
    refuses("NOT a == 1", "keywords are written small: not", 1)
    refuses("a == \u{201C}x\u{201D}", "straight quotes", 6)
  end)

  it("where (5): errors count characters, and point into the line they are in", function()
    refuses("ääkköset == ", "expected a value after '=='", 13)
    refuses("ääkköset == 1 and ö = 2", "'=' compares nothing", 21)
    local _, message = where.parse("a == 1 and\nbä = 2")
    assert.are.equal("where: '=' compares nothing; write ==; at character 15:\n  bä = 2\n     ^", message)
    local long = ("a == 1 and "):rep(20) .. "b = 2"
    local _, shortened = where.parse(long)
    local line, caret = shortened:match "\n  ([^\n]*)\n  ( *)%^$"
    assert.are.equal("= 2", line:sub(#caret + 1))
    assert.is_true(#line < 70)
  end)

  it("where (5): what is missing is named where it is missing", function()
    refuses("a", "expected a comparison such as age >= 30", 2)
    refuses("a == 1 or", "expected a name or a value", 10)
    refuses("a in", "write in { 1, 2 }", 5)
    refuses("a in (1, 2)", "write in { 1, 2 }", 6)
    refuses("a in [1]", "write in { 1, 2 }", 6)
    refuses("a in {}", "expected a value in the set", 7)
    refuses("a in {1,", "expected a value after ','", 9)
    refuses("a in {1 2}", "expected ',' or '}' in the set", 9)
    refuses("a in {b}", "a set holds constants; a text stands in quotes: 'b'", 7)
    refuses("a in {1, 'b'}", "numbers and texts stand in one set", 10)
    refuses("a is", "expected 'missing' after 'is'", 5)
    refuses("a is not null", "expected 'missing' after 'is'", 10)
    refuses("(a == 1", "expected ')'", 8)
    refuses("a == 1)", "a ')' has no '('", 7)
    refuses("a == 1 b == 2", "expected 'and', 'or' or the end", 8)
  end)

  it("where (6): a tree is plain data, with a place in every node", function()
    assert.are.same({
      op = "and", at = 1, text = "ä in {'x', \"y\",} and not b is not missing",
      { op = "in", at = 1, name = "ä", values = { "x", "y" } },
      { op = "not", at = 22, { op = "not", at = 26, { op = "missing", at = 26, name = "b" } } },
    }, (where.parse "ä in {'x', \"y\",} and not b is not missing"))
  end)

  it("where: no text of any bytes does more than be read or be refused", function()
    math.randomseed(23)
    local pieces = { "a", "ä", "`b c`", "1", "-2.5", "'x'", '"y"', "==", "~=", "<", "<=", ">", "=", "!=", "and", "or",
      "not", "in", "is", "missing", "{", "}", "(", ")", ",", " ", " ", "\n", "\255", "\u{A0}", "'", "`", "&&", "." }
    for _ = 1, 20000 do
      local text = {}
      for i = 1, math.random(12) do text[i] = pieces[math.random(#pieces)] end
      local tree, message = where.parse(table.concat(text, math.random(2) == 1 and " " or ""))
      assert(tree or message:find "^where: .+; at character %d+:\n  [^\n]*\n  +%^$" or message:find "\n  %^$", message)
    end
  end)
end)
