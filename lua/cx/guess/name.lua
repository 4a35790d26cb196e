-- name.lua - names that Lua can bear: for questions, for variables, for touchpoints
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: names of columns and wordings. Out: "how_easy_was_it"; "Job satisfaction".
--
-- (1) A name is short, of small letters, digits and _; no word of Lua, none of a survey's own, none that is taken.
-- (2) A long wording gives its first words, without those that say nothing.

local word = require "cx.guess.word"

local name = {}

local LONGEST = 28

local TAKEN = {}
for taken in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true until
  while tally tallies rows receipt pairs kind name cx goal answers nps enps csat ces mean share emotion rating require]])
  :gmatch "%S+" do TAKEN[taken] = true end

local EMPTY = { the = true, a = true, of = true, to = true, you = true, your = true, is = true, it = true, ["do"] = true,
  ["in"] = true, on = true, please = true, which = true, following = true, with = true, are = true, that = true, at = true,
  how = true, would = true, were = true, was = true, have = true, been = true, ja = true, on_ = true, kuinka = true,
  oli = true, och = true, att = true, hur = true, du = true, opinion = true, yourself = true, consider = true, be = true }

local ASCII = { ["å"] = "a", ["ä"] = "a", ["ö"] = "o", ["é"] = "e", ["ü"] = "u", ["è"] = "e", ["á"] = "a", ["ø"] = "o",
  ["æ"] = "ae" }


-- The words of a text in plain letters.
local function plain(text)
  local words = {}
  for one in word.fold(text):gmatch "%S+" do
    one = one:gsub("[\xC3-\xC5][\x80-\xBF]", ASCII):gsub("[^%w]", "")
    if one ~= "" then words[#words + 1] = one end
  end
  return words
end


local function joined(words)
  local text, telling = "", {}
  for _, one in ipairs(words) do
    if not EMPTY[one] then telling[#telling + 1] = one end
  end
  if #telling == 0 then telling = words end
  for _, one in ipairs(telling) do
    local more = text == "" and one or text .. "_" .. one
    if #more > LONGEST and text ~= "" then break end
    text = more
  end
  return text:sub(1, LONGEST)
end


--- A name for a text (1) (2), and marks it as taken.
---@param text string
---@param taken table<string, boolean>
---@return string
function name.of(text, taken)
  local short = text:match "^[%w_]+$" and #text <= LONGEST and not text:find "%l%u" and text:lower()
  local base = short or joined(plain(text))
  if base == "" then base = "question" end
  if base:find "^%d" then base = "q" .. base end
  local made, n = TAKEN[base] and base .. "_" or base, 1
  while taken[made] do
    n = n + 1
    made = ("%s_%d"):format(base, n)
  end
  taken[made] = true
  return made
end


--- A name for people: "JobSatisfaction" as "Job satisfaction", a wording cut to one line.
---@param text string
---@param most? integer bytes, 60 unless told
---@return string
function name.shown(text, most)
  text = word.line(text)
  if not text:find "%s" then
    text = text:gsub("(%l)(%u%l)", function(a, b) return a .. " " .. b:lower() end):gsub("_+", " "):gsub("(%a)%.(%a)", "%1 %2")
  end
  text = word.line(text, most or 60)
  local first, rest = text:match "^([a-z])(.*)$"
  if first then return first:upper() .. rest end
  return (text:gsub("^\xC3([\xA0-\xB6\xB8-\xBE])", function(byte) return "\xC3" .. string.char(byte:byte() - 32) end))
end


return name
