-- ask.lua - the few questions that a guess leaves to a person
--
--   file > ROWS > batch > tally > metric > goal > report
--
-- In: surveys that were looked at, what is known already. Out: columns with their roles, settled.
--
-- (1) Only a terminal is asked: standard input and standard error are both one.
-- (2) At most MOST questions: which of several columns is the time or the weight, and whether one names the touchpoint.
-- (3) Each has a default, which the empty line takes; "none" is an answer, in English and in the language asked in.
-- (4) It is asked in the language of the plan: the one that the caller wants, else that of the questionnaire.

local core = require "cx.core"
local guess = require "cx.guess"

local fill = require "cx.lang".fill

local ask = {}

local MOST = 4
local ASKED = { time = true, weight = true, touchpoint = true }


--- Whether somebody is there to be asked (1).
---@return boolean
function ask.is_possible() return core.isatty(0) and core.isatty(2) end


local function hear(state, question, default)
  if state.n >= MOST then return default end
  state.n = state.n + 1
  io.stderr:write(question, " [", default, "] ")
  local line = io.read "l"
  line = line and line:match "^%s*(.-)%s*$"
  return line and line ~= "" and line or default
end


local function is_none(state, answer) return answer == "none" or answer == state.words.none end


local function ask_doubt(state, doubt, wishes)
  local names, words = {}, state.words
  for i = 1, math.min(#doubt.columns, 6) do names[i] = doubt.columns[i].name end
  local question = fill(words.column, { role = words[doubt.role], names = table.concat(names, ", "), none = words.none })
  local answer = hear(state, question, names[1])
  wishes[doubt.role] = not is_none(state, answer) and answer
end


local POSSIBLE = { channel = true, unit = true, background = true, question = true }


local function ask_touchpoint(state, one, wishes)
  if one.roles.touchpoint or wishes.touchpoint ~= nil then return end
  local names = {}
  for _, c in ipairs(one.columns) do
    local labelled = not c.many and c.numbers == 0 and c.distinct >= 2 and c.distinct <= 30
    if labelled and POSSIBLE[c.role] and c.filled >= 10 * c.distinct and #names < 6 then names[#names + 1] = c.name end
  end
  if #names == 0 then return end
  local question = fill(state.words.touch, { names = table.concat(names, ", ") })
  local answer = hear(state, question, state.words.none)
  if not is_none(state, answer) then wishes.touchpoint = answer end
end


-- What a survey is to be told: a column that only another of them has is not its own.
local function wishes_for(one, surveys, wishes)
  local own = {}
  for name, wish in pairs(wishes) do
    local here, there = not wish, false
    for _, other in ipairs(surveys) do
      for _, c in ipairs(other.columns) do
        if c.name == wish then here, there = here or other == one, there or other ~= one end
      end
    end
    if here or not there then own[name] = wish end
  end
  return own
end


--- Gives the columns of all surveys their roles, after asking what is doubtful.
---@param surveys table[]
---@param wishes table<string, string|false>
---@param interactive boolean
---@param language? "en"|"fi"|"sv" guessed without one
---@return boolean?
---@return string? message
function ask.settle(surveys, wishes, interactive, language)
  local words = interactive and require("cx.guess.lang." .. (language or guess.language(surveys))).ask            -- (4)
  local state = { n = 0, words = words }
  for _, one in ipairs(surveys) do
    local doubts, message = guess.roles(one, wishes_for(one, surveys, wishes))
    if not doubts then return nil, message end
    if interactive then
      for _, doubt in ipairs(doubts) do
        if ASKED[doubt.role] then ask_doubt(state, doubt, wishes) end
      end
      ask_touchpoint(state, one, wishes)
      doubts, message = guess.roles(one, wishes_for(one, surveys, wishes))
      if not doubts then return nil, message end
    end
  end
  return true
end


return ask
