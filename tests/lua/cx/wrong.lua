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


-- ---- proving -------------------------------------------------------------------------------------------------------

-- Whether another type may stand at a path: of.takes has patterns of "maker path" -> the types.
local function takes(of, name, path, kind)
  local key = ("%s %s"):format(name, wrong.shown(path))
  for pattern, kinds in pairs(of.takes) do
    if key:find(pattern) and kinds:find(kind, 1, true) then return true end
  end
  return false
end


local function at(given, path)
  for _, key in ipairs(path) do given = given[key] end
  return given
end


-- Whether a value of another type, or one that is right nowhere, was taken.
local function is_strange(of, name, path, before, value)
  local kind = type(value)
  if kind == "thread" or kind == "userdata" or value ~= value or value == math.huge then return true end
  local meta = kind == "table" and getmetatable(value)
  if meta and not meta.__name and (rawget(meta, "__index") and value.kind == 1 or meta.__len or meta.__pairs) then return true end
  return kind ~= type(before) and not takes(of, name, path, kind)
end


-- One wrong value in the place of a right one: whether it was refused, and what is wrong with how it was taken or refused.
local function try(of, name, path, value)
  local given = of.whole[name]()
  local before = at(given, path)
  wrong.replace(given, path, value)
  local done, made = pcall(function()
    local one = of.make[name](given)
    return one
  end)
  if not done then
    local fine = wrong.is_one_line(made, of.spec) and (wrong.names_key(made, path) or made:find("answer", 1, true))
    return true, not fine and tostring(made) or nil
  end
  if is_strange(of, name, path, before, value) then return false, "taken" end
  local fine, why = pcall(of.use[name] or function() end, made)
  if not fine and tostring(why):find("attempt to", 1, true) then return false, why end
  return false
end


-- Every wrong value in every place of one maker's table.
local function prove_keys(of, name)
  local assert = require "luassert"
  local troubles, n, refused = {}, 0, 0
  local function one(path, value, word)
    local is_refused, trouble = try(of, name, path, value)
    n, refused = n + 1, refused + (is_refused and 1 or 0)
    if trouble and #troubles < 20 then troubles[#troubles + 1] = ("%s = %s: %s"):format(wrong.shown(path), word, trouble) end
  end
  for _, path in ipairs(wrong.paths(of.whole[name]())) do
    for _, value in ipairs(wrong.values()) do one(path, value.value, value.name) end
  end
  for _, gap in ipairs(wrong.gaps(of.whole[name]())) do one(gap.path, gap.value, "a list with a gap") end
  assert.same({}, troubles)
  assert.is_true(n > 30 and refused > n / 3, ("%d of %d"):format(refused, n))
end


-- Wrong values in the place of the tables themselves.
local function prove_tables(of, names)
  local assert = require "luassert"
  local troubles = {}
  for _, name in ipairs(names) do
    for _, one in ipairs(wrong.values()) do
      local done, made = pcall(function()
        local it = of.make[name](one.value)
        return it
      end)
      if not done and not wrong.is_one_line(made, of.spec) then
        troubles[#troubles + 1] = name .. ": " .. one.name .. ": " .. tostring(made)
      end
    end
  end
  assert.same({}, troubles)
end


--- Tests of makers: `whole` gives a table that is right, `make` what cx makes of it, `use` counts that.
---@param of { spec: string, what: string, make: table, whole: table, use: table, takes: table<string, string> }
function wrong.prove(of)
  local busted, names = require "busted", {}
  for name in pairs(of.whole) do names[#names + 1] = name end
  table.sort(names)
  busted.describe(of.what, function()
    for _, name in ipairs(names) do
      busted.it(("(%s) is taken, or refused in one line that names the key"):format(name), function()
        if of.use[name] then of.use[name](of.make[name](of.whole[name]())) else of.make[name](of.whole[name]()) end
        prove_keys(of, name)
      end)
    end
    busted.it("is refused in one line where no table, or another one, is given in its place", function() prove_tables(of, names) end)
  end)
end


return wrong
