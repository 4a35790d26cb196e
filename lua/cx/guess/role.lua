-- role.lua - which column is the time, the weight, the person, the touchpoint; and which may be questions
--
--   FILE > ROWS > batch > tally > metric > goal > report
--
-- In: profiles of columns (column.lua), what the caller wishes. Out: each has a role; { role = column }.
--
-- (1) A role wants a short name that means it and cells that can be it: a time reads as times, a weight is a number above 0.
-- (2) What the caller named is taken, and not guessed again.
-- (3) Whoever looks like a person's name, address or place is personal: it is named, and none of its cells is.
-- (4) What has no role and is not personal, technical, background, an amount or open text may be a question.
-- (5) Two columns that fit alike are a doubt, which the caller may ask about; the first in order is taken.

local column = require "cx.guess.column"
local lexicon = require "cx.guess.lexicon"
local several = require "cx.guess.several"
local word = require "cx.guess.word"

local role = {}

local SPARED = { account = true, channel = true, unit = true, cluster = true } -- no name of a question or of an amount
local SHORT = 4      -- words of a name that can be a role
local LATEST = { "record", "complet", "answer", "vasta", "svarad", "besvarad", "submit", "end", "time", "aika", "tid" }

--- Roles in the order in which columns are given them.
role.ORDER = { "weight", "time", "round", "touchpoint", "strata", "cluster", "person", "account", "channel", "unit" }


local function few(c, least, most) return not c.many and c.distinct >= least and c.distinct <= most end


local fits = {}                                                                                     -- (1)

function fits.weight(c)
  return column.share(c, "numbers") > 0.95 and c.positive == c.numbers and c.fractions > 0
end

function fits.time(c) return column.share(c, "times") >= 0.9 end

function fits.round(c) return few(c, 2, 40) and not column.is_unique(c) end

function fits.touchpoint(c) return few(c, 2, 60) and c.filled >= 5 * c.distinct end

function fits.strata(c) return few(c, 2, 200) and c.filled >= 5 * c.distinct end

function fits.cluster(c) return c.distinct >= 2 and not column.is_unique(c) end

function fits.person(c) return c.filled >= 2 and column.is_unique(c) end

function fits.account(c) return c.distinct >= 10 and not column.is_unique(c) end

function fits.channel(c) return few(c, 2, 200) and c.filled >= 5 * c.distinct and c.numbers == 0 end

function fits.unit(c) return few(c, 2, 200) and c.filled >= 5 * c.distinct end


-- (3)
local function is_personal(c)
  if word.has(c.short, lexicon.personal) then return true end
  for _, alone in ipairs(lexicon.personal_alone) do
    if c.short:match "^%s*(.-)%s*$" == alone then return true end
  end
end


--- The words of a column's name and wording, those that are short only.
local function short_of(c)
  local name, text = word.fold(c.name), word.fold(c.text)
  local words = word.count(name) <= SHORT and name or " "
  if text ~= name and word.count(text) <= SHORT then words = words .. " " .. text end
  return words
end


-- What a question asks, and by which words.
local function asks_of(c)
  local words = word.fold(c.name) .. " " .. word.fold(c.text)
  for _, pair in ipairs(lexicon.asks) do
    local stem = word.has(words, pair[2])
    if stem then return pair[1], stem end
  end
end


-- The better of two columns that could be the time: one that tells when somebody answered.
local function time_rank(c)
  for i, stem in ipairs(LATEST) do
    if word.has(c.short, { stem }) then return i end
  end
  return #LATEST + 1
end


local function candidates(columns, name)
  local list = {}
  for _, c in ipairs(columns) do
    local named = word.has(c.short, lexicon.role[name])
    local free = not c.role and not (c.asks and name ~= "weight" and name ~= "time")
    local other = c.name:find "^Q%d" or word.has(c.short, lexicon.amount) or word.has(c.short, lexicon.technical)
    if SPARED[name] and other then free = false end
    if free and fits[name](c) and (named or name == "time") then list[#list + 1] = c end
  end
  if name == "time" then
    local place = {}
    for i, c in ipairs(columns) do place[c] = i end
    table.sort(list, function(a, b)
      if time_rank(a) ~= time_rank(b) then return time_rank(a) < time_rank(b) end
      return place[a] < place[b]
    end)
  end
  return list
end


-- The columns that the caller named (2); a message for one that is not there.
local function wished(columns, wishes, roles)
  for _, name in ipairs(role.ORDER) do
    local wish = wishes[name]
    if wish then
      for _, c in ipairs(columns) do
        if c.name == wish then roles[name], c.role, c.told = c, name, true end
      end
      if not roles[name] then
        local names = {}
        for i, c in ipairs(columns) do names[i] = c.name end
        return require "cx.complain".message("column", wish, names)
      end
    end
  end
end


-- What a column without a role is (4).
local function kind_of(c)
  if c.filled == 0 then return "empty" end
  if is_personal(c) or column.share(c, "addresses") > 0.2 then return "personal" end
  if word.has(c.short, lexicon.technical) and not word.has(c.short, lexicon.background) then return "technical" end
  c.several = not word.has(c.short, lexicon.open) and several.of(c) or nil
  if c.several then return "several" end
  if c.asks and not c.many and c.distinct <= 30 then return "question" end
  if word.has(c.short, lexicon.background) then return "background" end
  if c.distinct == 1 and c.filled == c.rows and c.rows > 1 then return "constant" end
  if column.share(c, "times") > 0.5 or word.has(c.short, lexicon.role.time) then return "technical" end
  if column.share(c, "lists") > 0.3 and c.numbers == 0 and not column.is_unique(c) then return "several" end
  if c.numbers == c.filled and (c.fractions > 0 or c.many or c.distinct > 30) then return "number" end
  if word.has(c.short, lexicon.amount) then return "number" end
  if word.has(c.short, lexicon.open) then return "text" end
  if c.spaces > 3 * (c.filled - c.numbers) and c.distinct > 12 then return "text" end
  if c.many or c.distinct > 40 or column.is_unique(c) and c.filled > 5 and c.numbers < c.filled then return "text" end
  return "question"
end


--- Gives each column a role or a kind (c.role), and what it seems to ask (c.asks).
---@param columns table[]
---@param wishes table<string, string|false> role -> name of a column, false: none
---@return table<string, table>? roles
---@return table[]|string doubts { role, columns }, or what is wrong
function role.assign(columns, wishes)
  local roles, doubts = {}, {}
  for _, c in ipairs(columns) do
    c.short = short_of(c)
    c.asks, c.asked_by = asks_of(c)
  end
  local message = wished(columns, wishes, roles)
  if message then return nil, message end
  for _, c in ipairs(columns) do
    if not c.role and c.filled > 0 and is_personal(c) then c.role = "personal" end
  end
  for _, name in ipairs(role.ORDER) do
    local list = not roles[name] and wishes[name] ~= false and candidates(columns, name) or {}
    if #list > 0 then roles[name], list[1].role = list[1], name end
    if #list > 1 then doubts[#doubts + 1] = { role = name, columns = list } end                     -- (5)
  end
  for _, c in ipairs(columns) do c.role = c.role or kind_of(c) end
  return roles, doubts
end


return role
