-- rule.lua - how often a rule of redefining says that something is to be so
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: raise = 3, "met three times running", "met 3 rounds running". Out: 3; nil for other words. And the English key of a word
-- by which a plan says, in one of three languages, what new goals come from.

local rule = {}

local TIMES = { once = 1, twice = 2, ["two times"] = 2, ["three times"] = 3, ["four times"] = 4, ["five times"] = 5 }

local SOURCES = { ["paths without a goal"] = "path without goal", ["polku ilman tavoitetta"] = "path without goal",
                  ["väg utan mål"] = "path without goal", ideat = "ideas", ["idéer"] = "ideas",
                  ["täyttymättömät odotukset"] = "unmet expectations", ["ouppfyllda förväntningar"] = "unmet expectations" }


--- The key of a word of redefine.new; the word itself where it is none of them.
---@param word string
---@return string
function rule.source(word) return SOURCES[word:lower()] or word:lower() end


--- The number of rounds running that a rule says; nil where it says none.
---@param value any
---@return integer?
function rule.times(value)
  if math.type(value) == "integer" then return value end
  local text = type(value) == "string" and value:lower() or ""
  local digits = math.tointeger(tonumber(text:match "(%d+) times" or text:match "(%d+) rounds"))
  if digits and digits > 0 then return digits end
  for word, n in pairs(TIMES) do
    if text:find(word, 1, true) then return n end
  end
end


return rule
