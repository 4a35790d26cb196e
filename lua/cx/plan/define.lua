-- define.lua - stair 1: what the organisation wants its customers to have
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: define = { value =, experience =, benefit =, brand =, emotions =, principles =, claims = }.
-- Out: inside.promises, the goals of stair 1 that touchpoints serve; inside.claims; inside.tested, the claims that are tested.
--
-- (1) value is what the organisation produces, experience what customers are to feel, benefit what they concretely get.
--     Each is a text, a list of texts, or texts by their ids: experience = { care = "I am looked after" }.
-- (2) A promise has an id: its key; a text alone has that of its kind, texts of a list "value 1", "value 2".
-- (3) emotions: those wanted now, and in future customers. principles, edge (what is hard to copy) and images are texts.
-- (4) A claim is a text, a table with one, or what a maker of claims made; one that cx.claim made is tested on data.

local read = require "cx.plan.read"

local define = {}

local KNOWN = { "value", "experience", "benefit", "brand", "emotions", "principles", "edge", "images", "claims" }
local KINDS = { "value", "experience", "benefit" }


local function add(inside, id, text, kind, path)
  if inside.promise[id] then read.raise(path, ("'%s' is a goal of define already; another id is wanted"):format(id)) end
  local promise = { id = id, text = read.some_text(text, path), kind = kind, path = path, place = inside.place }
  inside.promises[#inside.promises + 1], inside.promise[id] = promise, promise
end


-- The promises of one kind (1) (2).
local function promises(inside, given, kind)
  local path = "define." .. kind
  if given == nil then return end
  if type(given) == "string" then return add(inside, kind, given, kind, path) end
  read.table(given, path, 'such as { care = "I am looked after" }')
  if #given > 0 then
    for i, text in ipairs(read.texts(given, path)) do add(inside, ("%s %d"):format(kind, i), text, kind, read.at(path, i)) end
    return
  end
  for _, item in ipairs(read.map(given, path)) do add(inside, item.key, item.value, kind, item.path) end
end


-- (4)
local function claims(given)
  local function is_claim(item)
    return type(item) == "table" and (rawget(item, "kind") == "claim" or rawget(item, "text") ~= nil)
  end
  local list, path_of = read.list(given, "define.claims", function(item)
    return type(item) == "string" or is_claim(item)
  end, "a claim or a list of claims")
  for i, item in ipairs(list) do
    local is_made = type(item) == "table" and rawget(item, "kind") == "claim"
    local text = item
    if type(item) == "table" and (is_made or rawget(item, "kind") == nil) then
      text = rawget(item, "text") or rawget(item, 1)
    end
    if not is_made and type(text) ~= "string" then
      read.fail(path_of(i), "a claim", item, 'such as "the last moment matters most"')
    end
    read.text(text, path_of(i))
  end
  return list
end


-- The claims that a maker made, which are tested on the plan's data.
local function tested(list)
  local made = {}
  for _, one in ipairs(list) do
    if require "cx.analysis".is(one, "claim") then made[#made + 1] = one end
  end
  return made
end


--- Reads the section.
---@param given? table
---@param inside table of the plan
---@return table
function define.read(given, inside)
  given = read.table(given, "define")
  read.known(given, "define", KNOWN)
  inside.promises, inside.promise = {}, {}
  for _, kind in ipairs(KINDS) do promises(inside, given[kind], kind) end
  for _, key in ipairs { "principles", "edge", "images" } do read.texts(given[key], "define." .. key) end
  read.text(given.brand, "define.brand")
  local emotions = given.emotions
  emotions = type(emotions) == "string" and { now = emotions } or read.table(emotions, "define.emotions")
  read.known(emotions, "define.emotions", { "now", "future" })
  inside.emotions = { now = read.texts(emotions.now, "define.emotions.now"),
                      future = read.texts(emotions.future, "define.emotions.future") }
  inside.claims = claims(given.claims)
  inside.tested = tested(inside.claims)
  return given
end


return define
