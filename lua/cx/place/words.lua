-- place/words.lua - the words of a text of Lua, each with its line
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a text of Lua, whole or broken. Out: { kind, text, end byte, line = } of each string, name, number and sign.
--
-- (1) Strings and comments are known, so that nothing inside them is taken for code. A string is read as Lua reads it.
-- (2) A long string stands in the line in which it ends, as Lua itself counts.

local words = {}

local grammar -- made once


local ESCAPE = { n = "\n", t = "\t", r = "\r", a = "\a", b = "\b", f = "\f", v = "\v", ["\n"] = "\n" }


-- A short string as Lua reads it.
local function unescaped(text)
  local lpeg = require "lpeg"
  local P, R, C = lpeg.P, lpeg.R, lpeg.C
  local hex = R("09", "af", "AF")
  local function byte(digits, base) return string.char(tonumber(digits, base) % 256) end
  local escape = P "\\" * (P "z" * lpeg.S " \t\r\n"^0 / ""
    + P "x" * C(hex * hex) / function(digits) return byte(digits, 16) end
    + P "u{" * C(hex^1) * "}" / function(digits) return utf8.char(tonumber(digits, 16) & 0x7FFFFFFF) end
    + C(R "09" * R "09"^-2) / function(digits) return byte(digits, 10) end
    + C(1) / function(letter) return ESCAPE[letter] or letter end) / 1
  return lpeg.Cs((escape + 1)^0):match(text)
end


local function compile()
  local lpeg = require "lpeg"
  local P, R, S, C, Cc, Cg, Cb, Cmt, Cp, Ct =
    lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cb, lpeg.Cmt, lpeg.Cp, lpeg.Ct
  local open = "[" * Cg(P "="^0, "level") * "["
  local close = "]" * C(P "="^0) * "]"
  local closing = Cmt(close * Cb "level", function(_, _, a, b) return a == b end)
  local long = open * P "\n"^-1 * C((1 - closing)^0) * closing / 1
  local comment = "--" * (long / 0 + (1 - P "\n")^0)
  local function short(mark) return mark * C((P "\\" * 1 + (1 - S("\\\n" .. mark)))^0) * mark / unescaped end
  local letter, digit = R("az", "AZ") + "_", R "09"
  local name = C(letter * (letter + digit)^0)
  local number = C((digit + "." * digit) * (S "eEpP" * S "+-" + letter + digit + ".")^0)
  local sign = C(P "..." + ".." + "==" + "~=" + "<=" + ">=" + "//" + "::" + "<<" + ">>" + 1)
  local function word(kind, pattern) return Ct(Cc(kind) * pattern * Cp()) end
  local item = S " \t\r\n\f\v"^1 + comment + word("string", long + short '"' + short "'") + word("name", name)
    + word("number", number) + word("sign", sign)
  return Ct((P "#" * (1 - P "\n")^0)^-1 * item^0)
end


--- The words of a text.
---@param text string
---@return table[]
function words.of(text)
  grammar = grammar or compile()
  local list = grammar:match(text) or {}
  local line, at = 1, 1
  for _, one in ipairs(list) do
    local last = one[3] - 1                                       -- (2)
    while true do
      local found = text:find("\n", at, true)
      if not found or found > last then break end
      line, at = line + 1, found + 1
    end
    one.line = line
  end
  return list
end


--- Whether a word is this name or sign.
---@param one? table
---@param text string
---@return boolean
function words.is(one, text) return one ~= nil and one[1] ~= "string" and one[2] == text end


return words
