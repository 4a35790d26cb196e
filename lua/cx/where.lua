-- where.lua - the where-language: a text in, a tree of plain data out
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: "segment == 'B2B' and age >= 30".  Out: { op = "and", a, b, at = 1, text = the whole text }.
--
-- (1) or binds least, then and, then not, then comparisons; and and or group from the left.
-- (2) A comparison has a name on one side and a constant on the other; a constant on the left is turned
--     round, so that every node reads name, op, value.
-- (3) Bare names have letters of any alphabet, digits and "_", and are no keyword; all other names stand in
--     backquotes, a backquote in them doubled.
-- (4) Texts stand in ' or "; in them \n \t \r \\ \' \" \` are known. Numbers have a point, whatever the locale.
-- (5) What is written in another language's way is refused with ours; `at` and errors count characters.
-- (6) Nodes: { op = "and" | "or", a, b }, { op = "not", a }, { op = "==" | "~=" | "<" | "<=" | ">" | ">=", name =,
--     value = }, { op = "in", name =, values = }, { op = "missing", name = }, all with `at`.

local lpeg = require "lpeg"

local P, R, S, V = lpeg.P, lpeg.R, lpeg.S, lpeg.V
local C, Cc, Cg, Cp, Cs, Ct = lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Cs, lpeg.Ct

local where = {}


-- Errors -------------------------------------------------------------------------------------------------

-- Stops the parsing; at counts bytes here.
local function stop(at, message, ...)
  error({ at = at, message = message:format(...) }, 0)
end

-- A pattern that, where it is tried, is a mistake.
local function refuse(message, ...)
  message = select("#", ...) > 0 and message:format(...) or message
  return P(function(_, at) stop(at, "%s", message) end)
end

-- The number of the character that begins at a byte; bytes count where the text is no UTF-8.
local function character(text, byte)
  return (utf8.len(text, 1, byte - 1) or byte - 1) + 1
end

-- The line of text around a byte, and a caret below it.
local function point(text, byte)
  local first, last = byte, byte
  while first > 1 and text:sub(first - 1, first - 1) ~= "\n" do first = first - 1 end
  while last <= #text and text:sub(last, last) ~= "\n" do last = last + 1 end
  local line, before = text:sub(first, last - 1), text:sub(first, byte - 1)
  if #before > 60 then                                        -- long lines lose their beginning
    local cut = utf8.offset(before, -50) or #before - 50
    line, before = "..." .. line:sub(cut), "..." .. before:sub(cut)
  end
  return ("  %s\n  %s^"):format(line:gsub("%c", " "), (" "):rep(utf8.len(before) or #before))
end

--- A message about a place in a where-text, with the place shown.
---@param text string the whole where-text
---@param byte integer where in it
---@param message string what is wrong; what would be right
---@return string
function where.message(text, byte, message)
  return ("where: %s; at character %d:\n%s"):format(message, character(text, byte), point(text, byte))
end


-- Words and signs ----------------------------------------------------------------------------------------

local byte_after = R"\128\191"
local wide_space = P"\u{A0}" + "\u{202F}" + "\u{FEFF}" + "\u{3000}"
  + P"\226\128" * R"\128\139"                                 -- U+2000 to U+200B
local space = S" \t\r\n\v\f" + wide_space
local gap = space^0

local curly = P"\u{2018}" + "\u{2019}" + "\u{201A}" + "\u{201C}" + "\u{201D}" + "\u{201E}" + "\u{AB}" + "\u{BB}" + "\u{B4}"
local dash = P"\u{2010}" + "\u{2011}" + "\u{2012}" + "\u{2013}" + "\u{2014}" + "\u{2212}"
local sign = P"\u{2264}" + "\u{2265}" + "\u{2260}"
local wide = R"\194\223" * byte_after + R"\224\239" * byte_after * byte_after
  + R"\240\244" * byte_after * byte_after * byte_after

local digit = R"09"
local first = R("az", "AZ") + "_" + wide - wide_space - curly - dash - sign
local rest = first + digit
local word = first * rest^0

local keywords = { "and", "or", "not", "in", "is", "missing" }

local function key(text)
  return P(text) * -rest * gap
end

-- A keyword as shouted or begun with a capital.
local function loud(text)
  return key(text:upper()) + key(text:sub(1, 1):upper() .. text:sub(2))
end

local function token(text)
  return P(text) * gap
end


-- Values -------------------------------------------------------------------------------------------------

local escapes = { n = "\n", t = "\t", r = "\r", ["\\"] = "\\", ["'"] = "'", ['"'] = '"', ["`"] = "`" }
local unknown_escape = refuse "an escape that is not known; known are \\n \\t \\r \\\\ \\' \\\""
local escape = P"\\" / "" * (C(S"ntr\\'\"`") / escapes) + P"\\" * unknown_escape

-- A text between two equal marks; the mark of an unclosed one is where the error points.
local function quoted(mark, inside, what)
  local body = mark * Cs(inside^0) * mark
  return body + #P(mark) * refuse("%s is not closed; write %s at its end", what, mark)
end

local function text_in(mark)
  return quoted(mark, escape + (1 - S("\\" .. mark)), "a text")
end

local a_text = (text_in "'" + text_in '"') * gap
local backquoted = #P"``" * -P"```" * refuse "a name is empty; write the column's name between the backquotes"
  + quoted("`", P"``" / "`" + (1 - P"`"), "a name")

local figures = digit^1 * (P"." * digit^0)^-1 + P"." * digit^1
local exponent = S"eE" * S"+-"^-1 * digit^1
local number = C(P"-"^-1 * figures * exponent^-1) * Cp()

-- (4) A number's value; at is where it ends.
local function to_number(source, at)
  local value = math.tointeger(tonumber(source)) or tonumber(source)
  if value == math.huge or value == -math.huge then stop(at - #source, "%s is too large for a number", source) end
  return value
end

local date_like = S".-/" * digit
local runs_on = #date_like * refuse "a date stands in quotes; write it as '2026-01-31'"
  + #rest * refuse "a number runs into a word; write a space between, or the name in backquotes"
local a_number = number / to_number * runs_on^-1 * gap

local name = (C(word) + backquoted) * gap                     -- (3); keywords are refused by hints


-- What other languages write (5) -------------------------------------------------------------------------

-- Patterns that refuse: { what is written, what to write } pairs.
local function one_of(list)
  local pattern = P(false)
  for _, hint in ipairs(list) do pattern = pattern + #hint[1] * refuse(hint[2]) end
  return pattern
end

local keyword_hints = P(false)
for _, text in ipairs(keywords) do
  keyword_hints = keyword_hints
    + #key(text) * refuse("a keyword is no name; a column of that name is written `%s`", text)
    + #loud(text) * refuse("keywords are written small: %s; a name is written in backquotes", text)
end

local comparing = S"=~<>" + P"!=" + P"\u{2260}" + P"\u{2264}" + P"\u{2265}"

local value_hints = keyword_hints + one_of {
  { curly, "a text stands in straight quotes; write ' or \"" },
  { dash, "this dash is no minus; write -" },
  { P"+" * (digit + "."), "a plus is not written; write the number alone" },
  { P"!", "'!' joins nothing; write not" },
  { P"[" * (1 - S"[]{}")^1 * "]" * gap * (comparing + key "in" + key "is"),
    "a name of several words stands in backquotes; write `...`" },
  { P"[", "a set stands in braces; write { ... }" },
}

local operator_hints = one_of {
  { P"===", "'===' compares nothing; write ==" },
  { P"=<", "'=<' compares nothing; write <=" },
  { P"=>", "'=>' compares nothing; write >=" },
  { P"=" - P"==", "'=' compares nothing; write ==" },
  { P"!=", "'!=' compares nothing; write ~=" },
  { P"<>", "'<>' compares nothing; write ~=" },
  { P"\u{2260}", "this sign compares nothing; write ~=" },
  { P"\u{2264}", "this sign compares nothing; write <=" },
  { P"\u{2265}", "this sign compares nothing; write >=" },
  { key "not" * key "in", "'not in' is written round the whole; write not (NAME in { ... })" },
  { key "between" + loud "between", "'between' is not known; write NAME >= A and NAME <= B" },
  { key "like" + loud "like", "texts are compared whole; a Lua function as where can look inside them" },
}

local joint_hints = one_of {
  { P"&&", "'&&' joins nothing; write and" },
  { P"&", "'&' joins nothing; write and" },
  { P"||", "'||' joins nothing; write or" },
  { P"|", "'|' joins nothing; write or" },
  { loud "and", "keywords are written small; write and" },
  { loud "or", "keywords are written small; write or" },
  { comparing + key "in" + key "is", "comparisons are not chained; write A < B and B < C" },
  { P"," * digit, "a decimal mark is a point; write 4.5" },
  { S"'\"", "a text ends here and another begins; write \\' for a quote inside a text" },
}


-- Nodes (6) ----------------------------------------------------------------------------------------------

local turned = { ["=="] = "==", ["~="] = "~=", ["<"] = ">", ["<="] = ">=", [">"] = "<", [">="] = "<=" }
local no_text = { ["nil"] = "is missing", null = "is missing", missing = "is missing" }

local function complain_of_name(left, right)
  local small = right.name:lower()
  if no_text[small] then stop(right.at, "nothing equals %s; write %s is missing", right.name, left.name) end
  stop(right.at, "two names are compared; a text stands in quotes: '%s'", right.name)
end

-- (2) A comparison from its two sides.
local function compare(left, op, right)
  if left.name and right.name then complain_of_name(left, right) end
  if not left.name and not right.name then
    stop(left.at, "two constants are compared; one side must be a name")
  end
  if left.name then return { op = op, name = left.name, value = right.value, at = left.at } end
  return { op = turned[op], name = right.name, value = left.value, at = left.at }
end

-- in { ... }: all of one type.
local function belong(left, values)
  if not left.name then stop(left.at, "a name stands before 'in'") end
  local list = {}
  for i, value in ipairs(values) do
    if value.name then stop(value.at, "a set holds constants; a text stands in quotes: '%s'", value.name) end
    if type(value.value) ~= type(values[1].value) then
      stop(value.at, "numbers and texts stand in one set; write all in quotes or none")
    end
    list[i] = value.value
  end
  return { op = "in", name = left.name, values = list, at = left.at }
end

local function be_missing(left, negated)
  if not left.name then stop(left.at, "a name stands before 'is missing'") end
  local node = { op = "missing", name = left.name, at = left.at }
  return negated and { op = "not", node, at = left.at } or node
end

-- One comparison: a value and what is said of it.
local function state(left, what)
  if what.op then return compare(left, what.op, what.right) end
  if what.values then return belong(left, what.values) end
  return be_missing(left, what.negated)
end

-- (1) Operands of one operator, grouped from the left.
local function group(op)
  return function(operands)
    local node = operands[1]
    for i = 2, #operands do node = { op = op, node, operands[i], at = node.at } end
    return node
  end
end

local function deny(at, node)
  return { op = "not", node, at = at }
end


-- The grammar --------------------------------------------------------------------------------------------

local function expect(pattern, what)
  return pattern + refuse("expected %s", what)
end

local value = value_hints + Ct(Cg(Cp(), "at") * (Cg(a_number, "value") + Cg(a_text, "value") + Cg(name, "name")))
local set = expect(token "{", "{ after 'in', and its values with commas between; write in { 1, 2 }")
  * Ct(expect(value, "a value in the set") * (token "," * -P"}" * expect(value, "a value after ','"))^0)
  * token ","^-1 * expect(token "}", "',' or '}' in the set")

-- An operator and the value that must follow it.
local function with(op)
  return Cg(C(op), "op") * gap * Cg(expect(value, ("a value after '%s'"):format(op)), "right")
end

local what = operator_hints
  + with "==" + with "~=" + with "<=" + with ">=" + with "<" + with ">"
  + key "in" * Cg(set, "values")
  + key "is" * Cg(key "not" * Cc(true), "negated")^-1
    * Cg(expect(key "missing" * Cc(true), "'missing' after 'is'"), "missing")
  + refuse "expected a comparison such as age >= 30; a name with spaces or other signs stands in backquotes"

local grammar = P {
  gap * V"either" * (P(-1) + #P")" * refuse "a ')' has no '('" + refuse "expected 'and', 'or' or the end"),
  either = Ct(V"both" * (key "or" * V"both")^0) / group "or",
  both = Ct(V"single" * (key "and" * V"single")^0) / group "and",
  single = Cp() * key "not" * V"single" / deny
    + token "(" * V"either" * expect(token ")", "')', or 'and', or 'or'") * joint_hints^-1
    + V"comparison",
  comparison = expect(value, "a name or a value") * Ct(what) / state * joint_hints^-1,
}


-- Byte positions of a tree to characters (5).
local function count_characters(source, node)
  if not source:find "[\128-\255]" then return end
  node.at = character(source, node.at)
  for _, part in ipairs(node) do count_characters(source, part) end
end


--- The tree of a where-text, or nil and a message that points at the character.
---@param source string
---@return table? tree
---@return string? message
function where.parse(source)
  local done, tree = pcall(grammar.match, grammar, source)
  if done then
    count_characters(source, tree)
    tree.text = source
    return tree
  elseif type(tree) == "table" then
    return nil, where.message(source, tree.at, tree.message)
  elseif tostring(tree):find "overflow" then
    return nil, "where: too many brackets stand in one another; write it with fewer"
  end
  error(tree, 0)
end


return where
