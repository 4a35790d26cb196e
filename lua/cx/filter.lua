-- filter.lua - which rows count: a where-text, its names, and the tests that the core runs for it
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: a where-text (language: where.lua), and what each of its names is.  Out: { tests =, program = }.
--
-- (1) A comparison with a missing value is unknown, as in SQL; not of unknown is unknown; only true rows count.
-- (2) A question is compared here, once for each of its answers: by number when its answers are numbers, else by
--     name. Its bins past the answers are reasons for missing.
-- (3) An answer that a question lacks is a mistake, not a comparison that is never true.
-- (4) A date without a clock is that whole day: == is within it, <= up to its end, > after its end, < and >= from
--     its start.
-- (5) Texts are compared by their bytes.

local complain = require "cx.complain"
local where = require "cx.where"

local filter = {}

local DAY = 86400


---@class cx.where_tree the shapes are those of where.lua (6)

---@class cx.described what a name is
---@field kind "score"|"label"|"number"|"time"|"set"
---@field column integer its number among the job's columns
---@field answers? { value: number|string, label: string? }[] of a score, in the order of its bins
---@field n_bins? integer of a score: answers and reasons for missing
---@field day_order? "d"|"m" of a time: how 3/9/2026 is read

---@class cx.filter_job tests counted from 1; a program in reverse Polish order: test numbers, "and", "or", "not"
---@field tests table[]
---@field program (integer|string)[]


--- The tree of a where-text, or nil and a message that points at the character.
filter.parse = where.parse


-- The nodes of a tree that name something, from left to right.
local function leaves(tree, visit)
  if tree.name then visit(tree) end
  for _, part in ipairs(tree) do leaves(part, visit) end
end


--- The names in a tree, each once, in the order of the text.
---@param tree cx.where_tree
---@return string[]
function filter.names(tree)
  local names, seen = {}, {}
  leaves(tree, function(node)
    if not seen[node.name] then names[#names + 1] = node.name end
    seen[node.name] = true
  end)
  return names
end


-- Questions ----------------------------------------------------------------------------------------------

local compare = {
  ["=="] = function(a, b) return a == b end,
  ["~="] = function(a, b) return a ~= b end,
  ["<"] = function(a, b) return a < b end,
  ["<="] = function(a, b) return a <= b end,
  [">"] = function(a, b) return a > b end,
  [">="] = function(a, b) return a >= b end,
}

local is_equality = { ["=="] = true, ["~="] = true, ["in"] = true }

-- The answers of a question, for messages.
local function listed(what)
  local names = {}
  for i, answer in ipairs(what.answers) do names[i] = complain.show(answer.value) end
  return complain.list(names)
end

-- (2) (3) The answer that a constant means.
local function answer_of(node, what, constant, fail)
  local numeric = type(what.answers[1].value) == "number"
  if type(constant) == "number" and numeric then return constant end
  for _, answer in ipairs(what.answers) do
    if answer.value == constant then return answer.value end
    if is_equality[node.op] and answer.label == constant then return answer.value end
  end
  if numeric then
    fail("%s is answered with numbers, not with %s; its answers are %s", node.name, complain.show(constant), listed(what))
  end
  fail("%s has no answer %s; its answers are %s", node.name, complain.show(constant), listed(what))
end

-- Whether an answer makes a comparison true.
local function holds(node, answer, constants)
  if node.op ~= "in" then return compare[node.op](answer, constants[1]) end
  for _, constant in ipairs(constants) do
    if answer == constant then return true end
  end
  return false
end

-- (2) The truth of each bin.
local function test_score(node, what, fail)
  local constants, truth = {}, {}
  if #what.answers == 0 then fail("%s has no answers to compare with", node.name) end
  for i, constant in ipairs(node.values or { node.value }) do
    constants[i] = answer_of(node, what, constant, fail)
  end
  if not is_equality[node.op] and type(what.answers[1].value) == "string" then
    fail("the answers of %s are names without an order; compare with == ~= or in", node.name)
  end
  for bin, answer in ipairs(what.answers) do truth[bin] = holds(node, answer.value, constants) and 1 or 0 end
  return { kind = "bins", column = what.column, truth = truth }
end

-- Is missing: true of all bins past the answers, of none before.
local function test_missing(what)
  if what.kind ~= "score" then return { kind = "missing", column = what.column } end
  local truth = {}
  for bin = 1, what.n_bins do truth[bin] = bin > #what.answers and 1 or 0 end
  return { kind = "bins", column = what.column, truth = truth }
end


-- Columns ------------------------------------------------------------------------------------------------

-- A test with its constants, all of the type that the column has.
local function test_constants(kind, constant_type, mistake)
  return function(node, what, fail)
    local constants = node.values or { node.value }
    if type(constants[1]) ~= constant_type then fail(mistake, node.name, complain.show(constants[1])) end
    return { kind = kind, column = what.column, compare = node.op, constants = { table.unpack(constants) } }
  end
end

local test_label = test_constants("text", "string", "%s is compared as text; write %s in quotes")
local test_number = test_constants("number", "number", "%s is compared as a number; %s is a text")

-- (4) A date without a clock.
local function is_whole_day(text)
  return text:find "^%s*%d+[-./]%d+[-./]%d+%s*$" ~= nil
end

-- (4) From which second on, or until before which, a comparison with a whole day holds.
local whole_day = {
  ["<"] = { "<", 0 }, ["<="] = { "<", DAY }, [">"] = { ">=", DAY }, [">="] = { ">=", 0 },
}

-- (4) Adds the tests of a time and one moment to a job.
local function add_moment(op, what, moment, add)
  local function test(how, seconds)
    add { kind = "time", column = what.column, compare = how, constants = { seconds } }
  end
  local day = moment.whole_day
  if not day then
    test(op, moment.seconds)
  elseif whole_day[op] then
    test(whole_day[op][1], moment.seconds + whole_day[op][2])
  else
    test(">=", moment.seconds)
    test("<", moment.seconds + DAY)
    add "and"
    if op == "~=" then add "not" end
  end
end

-- A moment from its text.
local function to_moment(node, what, constant, read_time, fail)
  if type(constant) ~= "string" then
    fail("%s is a time; compare it with a date in quotes such as '2026-01-31'", node.name)
  end
  local seconds = read_time(constant, what.day_order)
  if not seconds then
    fail("%s is no moment; write it as '2026-01-31' or '2026-01-31 14:30'", complain.show(constant))
  end
  return { seconds = seconds, whole_day = is_whole_day(constant) }
end

local function add_time(node, what, add, read_time, fail)
  if not node.values then
    return add_moment(node.op, what, to_moment(node, what, node.value, read_time, fail), add)
  end
  for i, constant in ipairs(node.values) do
    add_moment("==", what, to_moment(node, what, constant, read_time, fail), add)
    if i > 1 then add "or" end
  end
end


-- Compiling ----------------------------------------------------------------------------------------------

local tests_of = { score = test_score, label = test_label, number = test_number }

-- Adds one comparison to a job.
local function add_leaf(node, what, add, read_time, fail)
  if what.kind == "set" then
    fail("%s has several answers at once, which where does not compare yet; name the column of one option", node.name)
  elseif node.op == "missing" then
    add(test_missing(what))
  elseif what.kind == "time" then
    add_time(node, what, add, read_time, fail)
  else
    add(tests_of[what.kind](node, what, fail))
  end
end

-- What a node compares its name with: "number", "string", or nil for is missing.
local function type_of_constant(node)
  if node.op == "missing" then return nil end
  return type(node.values and node.values[1] or node.value)
end

-- The byte at which a character begins.
local function byte_of(text, character)
  return utf8.offset(text, character) or character
end


--- The tests and the program of a tree; or nil, a message that points at the character, and perhaps a code.
--- resolve(name, type) says what a name is ("number" or "string": what it is compared with; nil: it is asked
--- whether it is missing), or gives nil, a message and perhaps a code.
---@param tree cx.where_tree
---@param resolve fun(name: string, type: string?): cx.described?, string?, string?
---@param read_time? fun(text: string, day_order: string?): integer? as cx.core.time, which it is unless given
---@return cx.filter_job?
---@return string? message
---@return string? code
function filter.compile(tree, resolve, read_time)
  local job = { tests = {}, program = {} }
  local mistake = {}
  read_time = read_time or function(...) return require("cx.core").time(...) end

  local function add(what)
    if type(what) == "table" then
      job.tests[#job.tests + 1] = what
      what = #job.tests
    end
    job.program[#job.program + 1] = what
  end

  local function walk(node)
    for _, part in ipairs(node) do walk(part) end
    if not node.name then return add(node.op) end
    local function fail(message, ...)
      mistake.message = where.message(tree.text, byte_of(tree.text, node.at), message:format(...))
      error(mistake, 0)
    end
    local what, message, code = resolve(node.name, type_of_constant(node))
    mistake.code = code
    if not what then fail("%s", message) end
    add_leaf(node, what, add, read_time, fail)
  end

  local done, trouble = pcall(walk, tree)
  if done then return job end
  if trouble ~= mistake then error(trouble, 0) end
  return nil, mistake.message, mistake.code
end


return filter
