-- scale.lua - questions: which answers there are, and which cells stand for none
--
--   file > rows > BATCH > tally > metric > goal > report
--
-- In: `cx.scale { 1, 5, missing = { [0] = "blank" } }` and its kin. Out: plain descriptions and questions.
--
-- (1) Bins: the answers in order, then the reasons every scale has (REASONS), then the declared ones.
-- (2) `missing` as a list means one reason, "missing"; as a map each code has its own.
-- (3) `answers` names answers: { ["Very happy"] = 5 } or { [5] = "Very happy" }.
-- (4) A scale is usable bare (`cx.scale.nps`) or called with options.
-- (5) several, number and text are open: the cells' texts are counted, and read when they are measured.

local caller = require "cx.caller"
local complain = require "cx.complain"

local scale = {}

scale.REASONS = { "empty", "short row", "off scale", "unreadable" }

local COMMON = { "column", "text", "part", "missing" }
local MOST = 10000 -- answers of one scale


local function with(extra)
  local known = table.move(COMMON, 1, #COMMON, 1, {})
  return table.move(extra, 1, #extra, #known + 1, known)
end


local KNOWN = {
  score = with { "from", "to", "answers" },
  names = with { "answers" },
  several = with {},
  number = with { "from", "to" },
  text = with {},
}


--- A code as it stands in a file: whole numbers without a point.
---@param code string|number
---@return string
function scale.code(code)
  if type(code) ~= "number" then return tostring(code) end
  local whole = math.tointeger(code)
  return whole and tostring(whole) or ("%.14g"):format(code)
end


-- Keys of a map in an order that is the same each time: numbers, then texts.
local function ordered(map)
  local keys = {}
  for key in pairs(map) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if type(a) ~= type(b) then return type(a) == "number" end
    return a < b
  end)
  return keys
end


-- A code is what can stand in a cell.
local function check_code(name, code)
  local fine = type(code) == "string" or math.type(code) and code == code and math.abs(code) ~= math.huge
  if not fine then caller.raise(("%s: a code is a text or a number, not %s"):format(name, complain.show(code))) end
end


--- Codes for missing as a list of { code, reason } (2).
local function read_missing(missing)
  local codes = {}
  if missing == nil then return codes end
  if type(missing) ~= "table" or rawget(missing, "kind") then missing = { missing } end
  for key, value in pairs(missing) do
    check_code("missing", key)
    if math.type(key) == "integer" and key >= 1 and key <= #missing then check_code("missing", value) end
  end
  for _, code in ipairs(missing) do codes[#codes + 1] = { code = scale.code(code), reason = "missing" } end
  for _, key in ipairs(ordered(missing)) do
    if math.type(key) ~= "integer" or key < 1 or key > #missing then
      local reason = missing[key]
      if type(reason) ~= "string" then
        caller.raise(("missing: the reason for %s is a text, not %s"):format(scale.code(key), type(reason)))
      end
      codes[#codes + 1] = { code = scale.code(key), reason = reason }
    end
  end
  return codes
end


local function whole(options, name, index)
  local value = math.tointeger(options[index] or options[name])
  if not value then
    caller.raise(("cx.scale: whole numbers are wanted, as in cx.scale { 1, 5 }; '%s' is %s")
      :format(name, complain.show(options[index] or options[name])))
  end
  return value
end


-- Codes for answers as { code, answer }, answer being its place from 1 (3).
local function read_answers(named, place_of, label)
  local codes = {}
  if named == nil then return codes end
  if type(named) ~= "table" then caller.raise "answers: a table is wanted, as in answers = { [\"Very happy\"] = 5 }" end
  for _, key in ipairs(ordered(named)) do
    local value = named[key]
    local place, text = place_of(value), key
    if not place then place, text = place_of(key), value end
    if not place then
      caller.raise(("answers: neither %s nor %s is on the scale"):format(complain.show(key), complain.show(value)))
    end
    check_code("answers", text)
    codes[#codes + 1] = { code = scale.code(text), answer = place }
    if type(text) == "string" then label(place, text) end
  end
  return codes
end


local build = {}


function build.score(made, options)
  made.from, made.to = whole(options, "from", 1), whole(options, "to", 2)
  if made.from > made.to or made.to - made.from >= MOST then
    caller.raise(("cx.scale: from %d to %d is no scale"):format(made.from, made.to))
  end
  made.answers = {}
  for value = made.from, made.to do
    made.answers[#made.answers + 1] = { value = value, label = tostring(value) }
  end
  made.codes = read_answers(options.answers, function(value)
    local number = math.tointeger(value)
    return number and number >= made.from and number <= made.to and number - made.from + 1
  end, function(place, text) made.answers[place].label = text end)
end


function build.names(made, options)
  made.answers, made.codes = {}, {}
  local places = {}
  for place, name in ipairs(options) do
    check_code("answers", name)
    name = scale.code(name)
    if places[name] then caller.raise(("the answer %s is named twice"):format(complain.show(name))) end
    places[name] = place
    made.answers[place] = { value = name, label = name }
    made.codes[place] = { code = name, answer = place }
  end
  if #options == 0 then caller.raise "a list of answers is wanted, as in cx.scale.names { \"yes\", \"no\" }" end
  if #options > MOST then caller.raise(("more than %d answers"):format(MOST)) end
  if made.type == "several" then return end
  local more = read_answers(options.answers, function(value) return places[value] end, function() end)
  table.move(more, 1, #more, #made.codes + 1, made.codes)
end

build.several = build.names


local function bound(options, name, index)
  local value = options[name]
  if value == nil then value = options[index] end
  if value ~= nil and (math.type(value) == nil or value ~= value or math.abs(value) > 1e15) then
    caller.raise(("cx.number: '%s' is a number up to 1e15, not %s"):format(name, complain.show(value)))
  end
  return value
end


function build.number(made, options)
  made.from, made.to = bound(options, "from", 1), bound(options, "to", 2)
end

function build.text() end


local function made_of(options, type_)
  if type(options) ~= "table" then
    caller.raise(("cx.scale: a table of options is wanted, not %s"):format(complain.show(options)))
  end
  require "cx.plan.plain".check(options, "cx.scale")
  caller.known("option of a scale", options, KNOWN[type_])
  for _, name in ipairs { "column", "text", "part" } do
    if options[name] ~= nil and type(options[name]) ~= "string" then
      caller.raise(("%s: a text is wanted, not %s"):format(name, complain.show(options[name])))
    end
  end
  local made = { kind = "scale", type = type_, column = options.column, text = options.text, part = options.part }
  build[type_](made, options)
  made.missing = read_missing(options.missing)
  return made
end


--- A description of a scale.
---@param type_ "score"|"names"|"several"|"number"|"text"
---@param options table
---@return table
local function new(type_, options)
  local made = caller.within("scale nps names several number text", options, made_of, type_)
  return made
end


-- A scale with a name has its ends: other ends are another scale, and never left aside in silence.
local function refuse_bounds(type_, fixed, options)
  if type_ == "number" then return end
  local from = options.from or options[1]
  if type_ == "score" and (from ~= nil or options.to ~= nil) then
    caller.raise(("this scale is from %d to %d; one with other ends is cx.scale { %s, ... }"):format(fixed[1], fixed[2],
      tostring(from or "1")))
  elseif from ~= nil then
    caller.raise "cx.scale.text: options have names, as in cx.scale.text { column = \"Q3\" }"
  end
end


-- A description that is complete as it stands and can also be called with options (4).
local function bare(type_, fixed)
  return setmetatable(new(type_, fixed), {
    __call = function(_, options)
      local all = {}
      if type(options) ~= "table" then
        caller.raise(("a table of options is wanted, not %s"):format(complain.show(options)))
      end
      refuse_bounds(type_, fixed, options)
      for key, value in next, options do all[key] = value end
      for key, value in pairs(fixed) do all[key] = value end
      return new(type_, all)
    end,
  })
end


scale.nps = bare("score", { 0, 10 })
scale.text = bare("text", {})
scale.number = bare("number", {})


--- Answers without an order, one for each person.
---@param options table the answers in a list; column, text, part, missing, answers
---@return table scale
function scale.names(options) return new("names", options) end


--- Answers of which a person may give several in one cell: one question of yes or no for each.
---@param options table as of scale.names
---@return table scale
function scale.several(options) return new("several", options) end


local WORDS = { "names", "nps", "several", "text" }

setmetatable(scale, {
  __call = function(_, options) return new("score", options) end,
  __index = function(_, name)
    if type(name) == "string" then caller.raise(complain.message("scale", name, WORDS)) end
  end,
})


--- Sets the names of all reasons in bin order, and the place of each (1).
---@param question table
function scale.place_reasons(question)
  local reasons, place = table.move(scale.REASONS, 1, #scale.REASONS, 1, {}), {}
  for i, name in ipairs(reasons) do place[name] = i end
  for _, code in ipairs(question.missing) do
    if not place[code.reason] then
      reasons[#reasons + 1] = code.reason
      place[code.reason] = #reasons
    end
  end
  question.reasons = reasons
  question.reason_place = place
end


--- The question that a survey asks on a scale.
---@param name string
---@param made table a description
---@param survey table
---@param column? string in place of the description's
---@return table
function scale.question(name, made, survey, column)
  local question = {
    kind = "question", name = name, column = column or made.column or name, survey = survey, text = made.text,
    part = made.part, type = made.type, from = made.from, to = made.to, answers = made.answers or {},
    missing = made.missing, codes = made.codes or {},
  }
  scale.place_reasons(question)
  return question
end


--- True when a value describes a scale.
---@param value any
---@return boolean
function scale.is(value) return type(value) == "table" and rawget(value, "kind") == "scale" end


--- True when cells of the question are counted by their texts (5).
---@param question table
---@return boolean
function scale.is_open(question) return question.type == "several" or question.type == "number" end


--- A column of texts.
---@param column string
---@return table
function scale.text_column(column) return { kind = "label", label = "text", name = column } end


--- The column that a pass is to decode for the question.
---@param question table
---@return table
function scale.column(question)
  if scale.is_open(question) then return scale.text_column(question.column) end
  local n, codes, bins = #question.answers, {}, {}
  for _, code in ipairs(question.missing) do
    codes[#codes + 1], bins[#bins + 1] = code.code, n + question.reason_place[code.reason] - 1
  end
  for _, code in ipairs(question.codes) do
    codes[#codes + 1], bins[#bins + 1] = code.code, code.answer - 1
  end
  return {
    kind = "score", name = question.column, question = question, from = question.type == "score" and question.from or 1,
    to = question.type == "score" and question.to or 0, n_answers = n, n_bins = n + #question.reasons,
    code = codes, bin = bins,
  }
end


return scale
