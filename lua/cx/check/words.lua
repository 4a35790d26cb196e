-- words.lua - what check says, in the plan's language
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a rule, the values of what it found. Out: why, one sentence with its stair, and how to mend it.
--
-- (1) Texts are those of check/lang; {name} is a value. Numbers and dates are written as the language does.
-- (2) A value under `word` is looked up in the words of the report: { word = "phase.before" }; items of a list are, where
--     `group` names their group. Lists are joined, long ones cut.
-- (3) Texts of the plan stand on one line, without control characters.

local complain = require "cx.complain"
local lang = require "cx.lang"

local words = {}

local MOST = 8


--- The texts of check in a language.
---@param language? string|string[]
---@return table own, table common
function words.load(language)
  local common = lang.load(language)
  return require("cx.check.lang." .. common.code), common
end


local function shown(value, common, group)
  if math.type(value) then return common:plain(value, 2) end
  if type(value) == "table" then
    local list = {}
    for i = 1, math.min(#value, MOST) do list[i] = complain.short(group and common[group][value[i]] or value[i]) end
    local text = table.concat(list, ", ")
    return #value > MOST and ("%s ... (%d)"):format(text, #value) or text
  end
  local date = tostring(value):find "^%d%d%d%d%-%d%d%-%d%d$" and common:date(value)
  local month = tostring(value):find "^%d%d%d%d%-%d%d$" and common:month(value)
  return date or month or complain.short(value)
end


--- A function that says what a rule found: why, mend.
---@param language? string|string[]
---@return fun(rule: table, given: table): string, string
function words.speaker(language)
  local own, common = words.load(language)
  return function(rule, given)
    local values = {}
    for key, value in pairs(given) do values[key] = shown(value, common, given.group) end
    if given.word then
      local group, key = given.word:match "^(%a+)%.(%a+)$"
      values.word = (own[group] or common[group] or {})[key] or key
    end
    local text = own.rule[rule.id]
    local stair = lang.fill(own.stair, { n = rule.stair, name = own.stairs[rule.stair] })
    return ("%s (%s)"):format(lang.fill(text[1], values), stair), lang.fill(text[2], values)
  end
end


return words
