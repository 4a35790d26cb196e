-- lang: the words of a report, and how numbers and dates are written
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a language code (en, fi, sv). Out: one table of words with the functions below.
--
-- (1) Finnish and Swedish: decimal comma, no-break space between thousands and before %; English: dot, comma, no space.
-- (2) The minus of text is U+2212. A value that rounds to zero has no minus.
-- (3) A form is {one=, other=}: "one" is for the number 1 alone, in all three languages.
-- (4) A template's {name} is the value; {Name} the value with a capital first letter.
-- (5) Nothing depends on the environment's locale.
-- (6) Words of a subject of its own stand beside it, and are loaded when they are first asked for.

local complain = require "cx.complain"

local lang = { known = { "en", "fi", "sv" } }

local APART = { diff = "cx.redefine.lang.", redefine = "cx.redefine.lang.", history = "cx.redefine.lang." } -- (6)

local Words = {}

function Words.__index(words, key)
  local place = APART[key]
  return place and require(place .. rawget(words, "code"))[key] or Words[key]
end

local loaded = {}


--- The words of a language; of a list of languages the first.
---@param code string|string[]|nil "en" unless given
---@param level? integer where to complain
---@return table
function lang.load(code, level)
  if type(code) == "table" then code = code[1] end
  code = code or "en"
  if loaded[code] then return loaded[code] end
  for _, name in ipairs(lang.known) do
    if name == code then
      loaded[code] = setmetatable(require("cx.lang." .. code), Words)
      return loaded[code]
    end
  end
  complain.at(level or 2, complain.message("language", code, lang.known))
end


-- The first letter as a capital; the letters of three languages are enough.
local capitals = { ["å"] = "Å", ["ä"] = "Ä", ["ö"] = "Ö" }

--- A text with its first letter as a capital.
function lang.capital(text)
  local first = text:match "^[\xc3][\x80-\xbf]"
  if first then return (capitals[first] or first) .. text:sub(#first + 1) end
  return (text:gsub("^%l", string.upper))
end


--- Fills a template: rule (4). Unknown names stay as they are.
function lang.fill(template, values)
  return (template:gsub("{([%a_][%w_]*)}", function(name)
    local value = values[name]
    if value ~= nil then return tostring(value) end
    local low = name:sub(1, 1):lower() .. name:sub(2)
    value = values[low]
    return value ~= nil and lang.capital(tostring(value)) or nil
  end))
end


-- Digits in threes, from the right.
local function grouped(digits, mark)
  local head = #digits % 3
  local parts = { head > 0 and digits:sub(1, head) or nil }
  for i = head + 1, #digits, 3 do parts[#parts + 1] = digits:sub(i, i + 2) end
  return table.concat(parts, mark)
end


--- A number as text with a fixed count of decimals. Absent or not finite: nil.
---@param x number?
---@param decimals? integer 0 unless given
---@return string?
function Words:number(x, decimals)
  if not x or x ~= x or x == math.huge or x == -math.huge then return nil end
  local text = ("%." .. (decimals or 0) .. "f"):format(x)
  local sign, whole, part = text:match "^(-?)(%d+)%.?(%d*)$"
  if not text:find "[1-9]" then sign = "" end                                   -- (2)
  if #whole > 3 then whole = grouped(whole, self.format.thousands) end
  return (sign == "-" and self.format.minus or "") .. whole .. (part ~= "" and self.format.decimal .. part or "")
end


--- A number with as few decimals as say it, at most `most`: 75, 5.8, 40.25.
function Words:plain(x, most)
  for decimals = 0, (most or 6) do
    local scaled = x * 10 ^ decimals
    if math.abs(scaled - math.floor(scaled + 0.5)) < 1e-9 * math.max(1, math.abs(scaled)) then
      return self:number(x, decimals)
    end
  end
  return self:number(x, most or 6)
end


--- A percentage, given as 0..100.
function Words:percent(x, decimals)
  local text = self:number(x, decimals)
  return text and text .. self.format.percent
end


--- A probability, given as 0..1, as whole percents that never claim certainty.
function Words:probability(p)
  if not p then return nil end
  if p > 0.99 then return ">" .. self:percent(99) end
  if p < 0.01 then return "<" .. self:percent(1) end
  return self:percent(100 * p)
end


--- A date "2026-12-31" in the language's own way; anything else passes as it is.
function Words:date(iso)
  local year, month, day = tostring(iso):match "^(%d%d%d%d)-(%d%d)-(%d%d)$"
  local name = month and self.format.month_names[tonumber(month)]
  if not name then return tostring(iso) end
  return lang.fill(self.format.date, { year = year, month = tonumber(month), day = tonumber(day),
                                       month2 = month, day2 = day, month_name = name })
end


--- A month "2026-12" in the language's own way.
function Words:month(iso)
  local year, month = iso:match "^(%d%d%d%d)-(%d%d)$"
  return lang.fill(self.format.month, { year = year, month = tonumber(month),
                                        month_name = self.format.month_names[tonumber(month)] })
end


--- low and high as one text; with a negative end the dash would read as a minus.
function Words:range(low, high, decimals)
  if not low or not high then return nil end
  local form = (low < 0 or high < 0) and self.format.range_signed or self.format.range
  return lang.fill(form, { low = self:number(low, decimals), high = self:number(high, decimals) })
end


--- "a, b and c".
function Words:join(list)
  if #list < 2 then return list[1] or "" end
  local head = table.concat(list, self.format.comma, 1, #list - 1)
  return lang.fill(self.format.pair, { a = head, b = list[#list] })
end


--- The word of a small number ("two"), digits of a large one.
function Words:count_word(n)
  return self.count[n] or self:number(n)
end


--- A sentence by the number: rule (3). `values` may add to {n}, {count}, {count_of} and {total_of}.
---@param form string|table a template or {one=, other=}
---@param n integer
---@param values? table
function Words:say(form, n, values)
  local template = type(form) == "table" and (n == 1 and form.one or form.other) or form
  local all = { n = self:number(n), count = self:count_word(n), count_of = self.count_of[n] or self:number(n) }
  for key, value in pairs(values or {}) do all[key] = value end
  if values and values.total then
    all.total_of = self.count_of[values.total] or self:number(values.total)
    all.total = self:number(values.total)
  end
  return lang.fill(template, all)
end


--- A word of a group, or the user's own word as it stands.
function Words:word(group, word)
  return self[group][word] or tostring(word)
end


--- The name of an interval's method: "adjusted Wald 95 %" in the language, without its level.
function Words:method_name(method)
  if not method then return nil end
  local name = method:gsub("[%s\u{a0}]*[%d.,]+[%s\u{a0}]*%%$", "")
  return self.method[name:lower()] or name
end


--- The level in an interval's method, "95 %" or "99.9 %"; nil when it does not say.
function Words:method_level(method)
  local level = method and method:match "([%d.]+)[%s\u{a0}]*%%$"
  return level and self:plain(tonumber(level)) .. self.format.percent
end


return lang
