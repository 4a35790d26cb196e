-- json.lua - plain data as JSON: the same data, the same bytes
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: texts, numbers, booleans, tables of these. Out: one line of JSON, and the data again.
--
-- (1) Keys stand in byte order; a table whose keys are 1 to n is a list, an empty one is {}.
-- (2) Numbers have 17 digits where they need them; a whole number is a whole number, and comes back as one.
-- (3) What would not come back as it went is refused, with the path of its key: NaN, infinity, whole numbers from 2^53,
--     functions, keys that are no texts, tables deeper than 100 (a cycle is one).
-- (4) Bytes of texts that are no UTF-8 pass through as they are; only quotes, backslashes and control characters change.

local json = {}

local DEEPEST = 100

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r",
                  ["\t"] = "\\t" }


--- A text as it stands between the quotes of JSON.
---@param text string
---@return string
function json.escaped(text)
  return (text:gsub('[%z\1-\31"\\\127]', function(c) return escapes[c] or ("\\u%04x"):format(c:byte()) end))
end


local function refuse(path, why)
  error({ refused = ("%s: %s"):format(path, why) }, 0)
end


local function number(x, path)
  if x ~= x or x == math.huge or x == -math.huge then refuse(path, "a number is wanted, not " .. tostring(x)) end
  if math.type(x) == "float" and x ~= math.floor(x) then return ("%.17g"):format(x) end
  if math.type(x) == "float" and math.abs(x) >= 2 ^ 53 then return ("%.17g"):format(x) end
  if x >= 2 ^ 53 or x <= -2 ^ 53 then refuse(path, ("%d has more digits than JSON keeps; give it as a text"):format(x)) end
  return ("%d"):format(math.tointeger(x))
end


local emit

local function list(value, n, path, depth)
  local parts = {}
  for i = 1, n do parts[i] = emit(value[i], ("%s[%d]"):format(path, i), depth) end
  return "[" .. table.concat(parts, ",") .. "]"
end


local function map(value, path, depth)
  local keys, parts = {}, {}
  for key in pairs(value) do
    if type(key) ~= "string" then
      refuse(path, ("keys are texts, or all of 1 to n, not %s"):format(tostring(key)))
    end
    keys[#keys + 1] = key
  end
  table.sort(keys)
  for i, key in ipairs(keys) do
    local inside = path == "" and key or path .. "." .. key
    parts[i] = '"' .. json.escaped(key) .. '":' .. emit(value[key], inside, depth)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end


function emit(value, path, depth)
  local kind = type(value)
  if kind == "string" then return '"' .. json.escaped(value) .. '"' end
  if kind == "number" then return number(value, path) end
  if kind == "boolean" then return tostring(value) end
  if kind ~= "table" then refuse(path, "data are texts, numbers, booleans and tables, not a " .. kind) end
  if depth == DEEPEST then refuse(path, ("tables are at most %d deep; is there a cycle?"):format(DEEPEST)) end
  local n = 0
  for _ in pairs(value) do n = n + 1 end
  if n > 0 and #value == n then return list(value, n, path, depth + 1) end
  return map(value, path, depth + 1)
end


--- Data as JSON; or nil and what stands in the way.
---@param value any
---@return string? text, string? why
function json.encode(value)
  local done, text = pcall(emit, value, "", 0)
  if done then return text end
  if type(text) ~= "table" then error(text, 0) end
  return nil, (text.refused:gsub("^: ", ""))
end


-- Floats of whole numbers as integers, null as nothing: rule (2).
local function settle(value, null)
  if value == null then return nil end
  if type(value) == "number" then
    local whole = math.abs(value) < 2 ^ 53 and math.tointeger(value)
    return whole or value
  end
  if type(value) ~= "table" then return value end
  for key, inside in pairs(value) do value[key] = settle(inside, null) end
  return value
end


--- The data of a JSON text; or nil and why it is none.
---@param text string
---@return any value, string? why
function json.decode(text)
  local cjson = require "cjson"
  local done, value = pcall(cjson.decode, text)
  if not done then return nil, (tostring(value):gsub("^.-:%d+: ", "")) end
  return settle(value, cjson.null)
end


return json
