-- bad_number.lua - what the specs of bad numbers share: tables and texts without nan, inf or bounds that miss their value

local bad = {}

local LARGEST = 1e300 -- what is beyond it came of a division by next to nothing
local SLACK = 1e-9


-- ---- tables ---------------------------------------------------------------------------------------------

local function fail(path, word, ...)
  error(("%s: %s"):format(path, word:format(...)), 0)
end


local function number(x, path)
  if x ~= x or math.abs(x) >= LARGEST then fail(path, "no number that may be shown: %s", x) end
end


local PROBABILITY = { p = true, p_adjusted = true, probability = true, power = true, q_p = true, share = true, confidence = true }
local NEVER_BELOW = { se = true, centre_se = true, n = true, n_effective = true, n_needed = true, spread = true, df = true,
                      tau2 = true, factor = true, weight = true, w = true, w2 = true }


-- The bounds of one table are around its value, or around what else they are of.
local function bounds(t, path)
  local middle = t.value or t.difference or t.slope
  if t.low == nil and t.high == nil then return end
  if not (t.low and t.high) then fail(path, "one bound without the other") end
  local slack = SLACK * math.max(1, math.abs(t.low), math.abs(t.high))
  if t.low > t.high + slack then fail(path, "low %.17g above high %.17g", t.low, t.high) end
  if middle and not t.sigma and t.kind ~= "control" and (middle < t.low - slack or middle > t.high + slack) then
    fail(path, "%.17g is not within %.17g and %.17g", middle, t.low, t.high)
  end
end


local function field(key, x, path)
  if PROBABILITY[key] and (x < 0 or x > 1 + 1e-12) then fail(path, "not between 0 and 1: %.17g", x) end
  if NEVER_BELOW[key] and x < 0 then fail(path, "below 0: %.17g", x) end
end


local SKIPPED = { survey = true, plan = true, question = true, metric = true, goal = true }


--- Every number in a table and the tables in it; an error names the path of what is wrong.
---@param value any
---@param path? string
---@param skip? string "bounds" where low and high are limits, not an interval
function bad.sound(value, path, skip, seen)
  path, seen = path or "result", seen or {}
  if type(value) == "number" then return number(value, path) end
  if type(value) ~= "table" or seen[value] or SKIPPED[rawget(value, "kind")] then return end
  seen[value] = true
  local limits = skip == "bounds" or rawget(value, "kind") == "control" or tostring(rawget(value, "method")):find "percentile"
  for key, one in next, value do
    local where = ("%s.%s"):format(path, tostring(key))
    if type(one) == "number" and type(key) == "string" then field(key, one, where) end
    if key ~= "ranges" then bad.sound(one, where, limits and "bounds" or nil, seen) end
  end
  if not limits and type(rawget(value, "low") or 0) == "number" and type(rawget(value, "high") or 0) == "number" then
    bounds(value, path)
  end
end


-- ---- texts ----------------------------------------------------------------------------------------------

local WORDS = { "%f[%w]nan%f[%W]", "%f[%w]inf%f[%W]", "%f[%w]infinity%f[%W]", "1%.#", "%f[%w]nil%f[%W]", "table: 0x" }


--- A text without any of the words of no number, and without an exponent that no count or score has.
---@param text string
---@param path? string
function bad.clean(text, path)
  local low = text:lower()
  for _, word in ipairs(WORDS) do
    local at = low:find(word)
    if at then fail(path or "text", "%s in: %s", word, text:sub(math.max(1, at - 60), at + 40)) end
  end
  for digits in low:gmatch "%de%+?(%d+)" do
    if tonumber(digits) >= 300 then fail(path or "text", "an exponent of %s", digits) end
  end
  if low:find(("%d"):rep(60)) then fail(path or "text", "a number of sixty digits") end
end


-- ---- errors ---------------------------------------------------------------------------------------------

local HINTS = { "; ", " wanted", "as in ", "use ", "such as ", "declare ", "there are ", "there is ", " sum to ", "lies between",
                "one of them", "different scales", " needs ", " = ", "compared by", "compare the share", "the least is", "the most is" }


--- A message of one line that says what would be right.
---@param message any
---@param path? string
function bad.told(message, path)
  message = tostring(message)
  if message:find "\n" or #message > 600 then fail(path or "error", "not one line: %s", message) end
  if message:find "^%[?[^:]*cx/%w+%.lua" or message:find "attempt to" then fail(path or "error", "not declared: %s", message) end
  for _, hint in ipairs(HINTS) do
    if message:find(hint, 1, true) then return end
  end
  fail(path or "error", "no mending hint: %s", message)
end


--- Calls; a result is sound, a refusal is told. Gives the result, or nil and the message.
---@param path string
---@param call function
---@return any, string?
function bad.calm(path, call, ...)
  local packed = table.pack(pcall(call, ...))
  if not packed[1] then
    bad.told(packed[2], path)
    return nil, tostring(packed[2])
  end
  if packed[2] == nil and packed[3] ~= nil then
    bad.told(packed[3], path)
    return nil, packed[3]
  end
  bad.sound(packed[2], path)
  return packed[2]
end


return bad
