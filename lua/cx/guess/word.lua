-- word.lua - names of columns and wordings of questions as words that can be looked for
--
--   FILE > rows > batch > tally > metric > goal > report
--
-- In: any text. Out: its words in lower case between blanks; whether one of a list of stems is among them.
--
-- (1) "JobSatisfaction", "job_satisfaction" and "Q7JobSatisfaction" have the words job and satisfaction.
-- (2) A stem stands at the start of a word; "=id" is a whole word; "*satisf" stands anywhere in one.

local word = {}


--- The text in lower case, also the letters beyond ASCII that Finnish and Swedish use.
---@param text string
---@return string
function word.lower(text)
  text = text:lower():gsub("\xC3([\x80-\x96\x98-\x9E])", function(byte) return "\xC3" .. string.char(byte:byte() + 32) end)
  return text
end


--- The words of a text, each between blanks (1).
---@param text string
---@return string
function word.fold(text)
  text = text:gsub("(%l)(%u)", "%1 %2"):gsub("(%u)(%u%l)", "%1 %2"):gsub("(%d)(%a)", "%1 %2")
  text = word.lower(text):gsub("\xC2\xA0", " "):gsub("\xE2\x80[\x80-\xBF]", " "):gsub("[%c%p%s]+", " ")
  return " " .. text:gsub("^ +", ""):gsub(" +$", "") .. " "
end


--- How many words a folded text has.
---@param folded string
---@return integer
function word.count(folded)
  local _, n = folded:gsub("%S+", "")
  return n
end


--- The first of the stems that a folded text has, or nil (2).
---@param folded string
---@param stems string[]
---@return string?
function word.has(folded, stems)
  for _, stem in ipairs(stems) do
    local mark, rest = stem:match "^([=*]?)(.*)$"
    local look = mark == "=" and " " .. rest .. " " or mark == "*" and rest or " " .. rest
    if folded:find(look, 1, true) then return rest end
  end
end


--- The text on one line, without blanks around it, cut between words when it is longer than `most` bytes.
---@param text string
---@param most? integer
---@return string
function word.line(text, most)
  text = text:gsub("<[^<>]*>", " "):gsub("[%c%s]+", " "):gsub("^ ", ""):gsub(" $", "")
  if not most or #text <= most then return text end
  local cut = text:sub(1, most - 2):gsub("[\xC0-\xFF]?[\x80-\xBF]*$", "")
  return (cut:match "^(.*) " or cut):gsub("[%p%s]+$", "") .. " ..."
end


return word
