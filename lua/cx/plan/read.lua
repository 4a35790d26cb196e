-- read.lua - values of a plan checked one by one: each mistake is one line with the key path and what was expected
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: what a plan holds at a key path such as touchpoints[3].practice. Out: the same, checked; else an error at the
-- plan's line.
--
-- (1) A message is `path: a date such as "2026-12-31" is wanted, not 5`; an unknown key or word lists the known ones.
-- (2) nil is fine wherever it is not said otherwise; whoever needs a value says so.
-- (3) A list may be one item alone, where the item is no list itself.
-- (4) What comes from a map stands in the byte order of its keys, since a map has no order.

local caller = require "cx.caller"
local complain = require "cx.complain"

local read = {}

local TELLING = { metric = true, goal = true, survey = true, question = true, series = true, measure = true,
                  contacts = true, plan = true, claim = true, scale = true }
local LONGEST = 100000                                          -- as many as cx.loop.calendar counts
local DURATION = { hour = true, day = true, week = true, month = true, year = true }


-- ---- messages (1) ----------------------------------------------------------------------------------------

--- A value as messages show it.
---@param value any
---@return string
function read.show(value)
  local kind = type(value)
  if kind == "string" then return complain.show(complain.short(value)) end
  if value == nil then return "nothing" end
  if value ~= value then return "nan" end
  if kind == "number" or kind == "boolean" then return tostring(value) end
  local name = kind == "table" and rawget(value, "kind")
  return "a " .. (TELLING[name] and name or kind)
end


--- Raises `path: wanted is wanted, example, not value`.
---@param path string
---@param wanted string such as "a number"
---@param value any
---@param example? string such as 'such as share(answers.x, "yes")'
function read.fail(path, wanted, value, example)
  example = example and ", " .. example or ""
  caller.raise(("%s: %s is wanted%s, not %s"):format(path, wanted, example, read.show(value)))
end


--- Raises for a place in a plan.
---@param path string
---@param message string
function read.raise(path, message) caller.raise(("%s: %s"):format(path, message)) end


--- A key path one step longer: touchpoints[3], organise.owners, organise.owners["a b"].
---@param path string
---@param key any
---@return string
function read.at(path, key)
  if math.type(key) then return ("%s[%s]"):format(path, key) end
  key = tostring(key)
  if key:find "^[%a_\x80-\xff][%w_\x80-\xff]*$" then return ("%s.%s"):format(path, key) end
  return ('%s["%s"]'):format(path, complain.short(key))
end


-- ---- single values ---------------------------------------------------------------------------------------

-- Raises for a text that says nothing, or holds what no report can show.
local function check_text(value, path)
  if type(value) ~= "string" or not value:find "%S" then read.fail(path, "a text", value) end
  if not utf8.len(value) then read.raise(path, "a text in UTF-8 is wanted; save the plan as UTF-8") end
  local order = value:match "[\0-\8\11-\12\14-\31\127]"
  if order then read.raise(path, ("a text is wanted, not one with the control character %d"):format(order:byte())) end
  return value
end


--- A text, or nil.
function read.text(value, path)
  if value ~= nil then check_text(value, path) end
  return value
end


--- A text that has to be there.
function read.some_text(value, path) return check_text(value, path) end


--- A finite number, from `least` on, or nil.
function read.number(value, path, least)
  if value == nil then return nil end
  if math.type(value) == nil or value ~= value or math.abs(value) == math.huge then read.fail(path, "a number", value) end
  if least and value < least then read.fail(path, ("a number from %s"):format(least), value) end
  return value
end


--- A whole number, from `least` on, or nil.
function read.whole(value, path, least)
  if value == nil then return nil end
  local whole = math.type(value) and math.tointeger(value)
  if not whole or whole < least then read.fail(path, ("a whole number from %d"):format(least), value) end
  return whole
end


--- true, false or nil.
function read.boolean(value, path)
  if value ~= nil and type(value) ~= "boolean" then read.fail(path, "true or false", value) end
  return value
end


--- A day that exists, or nil.
function read.date(value, path)
  if value ~= nil and not require "cx.goal".is_date(value) then
    local is_shaped = type(value) == "string" and value:find "^%d%d%d%d%-%d%d%-%d%d$"
    if is_shaped then read.raise(path, ("there is no day %s"):format(value)) end
    read.fail(path, 'a date such as "2026-12-31"', value)
  end
  return value
end


--- Raises when a day comes before another that it cannot precede.
---@param later? string
---@param earlier? string
---@param path string of the later day
---@param word string what the earlier day is
function read.not_before(later, earlier, path, word)
  if later and earlier and later < earlier then
    read.raise(path, ("%s is before %s %s"):format(later, word, earlier))
  end
end


--- One of some words, or nil.
function read.word(value, path, words)
  if value == nil then return nil end
  for _, word in ipairs(words) do
    if word == value then return value end
  end
  if type(value) ~= "string" then read.fail(path, ("one of %s"):format(complain.list(words)), value) end
  read.raise(path, complain.message("word", value, words))
end


--- A length of time such as "2 working days" or "3 years", or nil.
---@return string?
function read.duration(value, path)
  if value == nil then return nil end
  local unit = type(value) == "string" and (value:match "^%d+ (%l+)$" or value:match "^%d+ working ([dh]%l+)$")
  if not unit or not DURATION[unit:gsub("s$", "")] or tonumber(value:match "^%d+") > LONGEST then
    read.fail(path, 'a time such as "14 days" or "2 working days"', value)
  end
  return value
end


--- A function, or nil.
function read.func(value, path)
  if value ~= nil and type(value) ~= "function" then read.fail(path, "a function", value) end
  return value
end


-- ---- tables ----------------------------------------------------------------------------------------------

--- A plain table; {} for nil.
function read.table(value, path, example)
  if value == nil then return {} end
  if type(value) ~= "table" or TELLING[rawget(value, "kind")] then read.fail(path, "a table", value, example) end
  return value
end


--- Raises for keys that are not known, and for items beyond `most` in the list part.
---@param value table
---@param path string
---@param keys string[]
---@param most? integer 0 unless told
function read.known(value, path, keys, most)
  local strange = complain.stranger(value, keys)
  if strange then read.raise(path, complain.message("key", strange, keys, #keys)) end
  for key in next, value do
    if type(key) ~= "string" and not (math.type(key) == "integer" and key >= 1 and key <= (most or 0)) then
      read.raise(path, ("item %s has no name; known are %s"):format(math.type(key) and key or read.show(key),
        complain.list(keys, #keys)))
    end
  end
end


--- A list of items; one item alone is a list of it (3).
---@param value any
---@param path string
---@param is_item fun(value: any): boolean
---@param wanted string what an item is
---@return any[] items, fun(i: integer): string path of an item
function read.list(value, path, is_item, wanted)
  if value == nil then return {}, function() return path end end
  if is_item(value) then return { value }, function() return path end end
  if type(value) ~= "table" or TELLING[rawget(value, "kind")] then read.fail(path, wanted, value) end
  local n = #value
  for key in next, value do
    if math.type(key) ~= "integer" or key < 1 or key > n then read.raise(path, ("a list is wanted; %s has no place in it")
      :format(read.show(key))) end
  end
  return table.move(value, 1, n, 1, {}), function(i) return read.at(path, i) end
end


--- A text or a list of texts.
---@return string[]
function read.texts(value, path)
  local list, path_of = read.list(value, path, function(item) return type(item) == "string" end, "a text or a list of texts")
  for i, item in ipairs(list) do read.some_text(item, path_of(i)) end
  return list
end


--- The named items of a table in byte order (4).
---@param value any
---@param path string
---@return { key: string, value: any, path: string }[]
function read.map(value, path, example)
  local list = {}
  for key, item in next, read.table(value, path, example) do
    if type(key) ~= "string" then read.raise(path, ("each item has a name here%s; %s has none")
      :format(example and ", " .. example or "", read.show(item))) end
    check_text(key, path)
    list[#list + 1] = { key = key, value = item, path = read.at(path, key) }
  end
  table.sort(list, function(a, b) return a.key < b.key end)
  return list
end


-- ---- ids -------------------------------------------------------------------------------------------------

--- An id that nobody in a list has yet; two of the plan's own that are equal are a mistake, one that is made makes way.
---@param taken table<string, boolean>
---@param own? string
---@param made string
---@param path string
---@param word string what bears ids
---@return string
function read.id(taken, own, made, path, word)
  read.text(own, read.at(path, "id"))
  local id, n = own or made, 1
  while taken[id] do
    if own then caller.raise(("two %s have the id '%s'; give one of them another"):format(word, own)) end
    n = n + 1
    id = ("%s %d"):format(made, n)
  end
  taken[id] = true
  return id
end


return read
