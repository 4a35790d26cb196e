-- wrong.lua - values of every wrong kind, put in the place of each value of a table, for the specs of bad input

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local wrong = {}


--- What stands anywhere and is wrong nearly everywhere, each with its name.
---@return { name: string, value: any }[]
function wrong.values()
  local survey = sample.survey()
  local cycle = {}
  cycle[1], cycle.x = cycle, cycle
  local deep = {}
  local at = deep
  for _ = 1, 100 do
    at[1] = {}
    at = at[1]
  end
  local list = {
    { "5", 5 }, { "-1.5", -1.5 }, { "nan", 0 / 0 }, { "infinity", 1 / 0 }, { "2^53", 2 ^ 53 }, { "text", "x" }, { "nothing", "" },
    { "blank", " \t" }, { "bytes", "\n\0\xff" }, { "true", true }, { "false", false }, { "{}", {} }, { "{{}}", { {} } }, { "{5}", { 5 } },
    { "{true}", { true } }, { "{x={}}", { x = {} } }, { "{[3]=x}", { [3] = "x" } }, { "{nil,x}", { nil, "x" } }, { "function", function() end },
    { "thread", coroutine.create(function() end) }, { "survey", survey }, { "question", survey.answer }, { "metric", cx.metric.nps },
    { "bound metric", cx.metric.nps(survey.answer) }, { "goal", cx.goal { cx.metric.nps(survey.answer), at_least = 3 } },
    { "measure", cx.leading.told }, { "scale", cx.scale.nps }, { "bucket", cx.month }, { "cx.table", cx.table "no/such.csv" },
    { "endless table", setmetatable({}, { __index = function() return 1 end }) },
    { "endless list", setmetatable({}, { __len = function() return 9 end }) },
    { "endless pairs", setmetatable({}, { __pairs = function() return function() return 1, 1 end end }) },
    { "cycle", cycle }, { "deep", deep }, { "file", io.stdout },
  }
  local values = {}
  for i, one in ipairs(list) do values[i] = { name = one[1], value = one[2] } end
  return values
end


--- The paths of all values of a table, objects of cx as one.
function wrong.paths(value, path, list)
  path, list = path or {}, list or {}
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    local longer = table.move(path, 1, #path, 1, {})
    longer[#longer + 1] = key
    list[#list + 1] = longer
    local item = value[key]
    if type(item) == "table" and rawget(item, "kind") == nil then wrong.paths(item, longer, list) end
  end
  return list
end


function wrong.replace(given, path, value)
  local at = given
  for i = 1, #path - 1 do at = at[path[i]] end
  at[path[#path]] = value
end


--- The list at each path with nothing in its first place: { nil, what stood there first }.
function wrong.gaps(given)
  local list = {}
  for _, path in ipairs(wrong.paths(given)) do
    local item = given
    for _, key in ipairs(path) do item = item[key] end
    if type(item) == "table" and rawget(item, "kind") == nil and rawget(item, 1) ~= nil then
      list[#list + 1] = { path = path, value = { nil, item[1] } }
      for key, value in pairs(item) do
        if type(key) == "string" then list[#list].value[key] = value end
      end
    end
  end
  return list
end


--- A path as texts show it.
function wrong.shown(path)
  local text = ""
  for _, key in ipairs(path) do
    if math.type(key) then text = ("%s[%s]"):format(text, key)
    else text = text == "" and tostring(key) or ("%s.%s"):format(text, tostring(key)) end
  end
  return text
end


--- Whether a message is one line at a spec's own line, and speaks of what was given, not of Lua or of what cx is made of.
---@param message any
---@param spec string such as "wrong_spec.lua"
---@return boolean
function wrong.is_one_line(message, spec)
  if type(message) ~= "string" then return false end
  local words = message:match("^[^\n]-" .. spec:gsub("%p", "%%%0") .. ":%d+: ([^\n]*)$")
  if not words or words:find("[%z\1-\31\127]") or not utf8.len(words) then return false end
  for _, strange in ipairs { "attempt to", "bad argument", ": 0x", "stack traceback", "stack overflow", ".lua:", "upvalue" } do
    if words:find(strange, 1, true) then return false end
  end
  return true
end


--- Whether a message names a key on the way to what is wrong, the last name of its path or one above.
function wrong.names_key(message, path)
  local has_name = false
  for i = #path, 1, -1 do
    has_name = has_name or type(path[i]) == "string"
    if type(path[i]) == "string" and message:find(path[i]:gsub("s$", ""), 1, true) then return true end
  end
  return not has_name
end


return wrong
