-- filter_spec.lua: where-texts compiled to the core's tests, rules of lua/cx/filter.lua

local filter = require "cx.filter"

local DAY = 86400

-- ISO moments only: the core's reader has its own tests.
local function read_time(text)
  local year, month, day, hour, minute = text:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)[T ]?(%d*):?(%d*)$"
  if not year or tonumber(month) > 12 then return nil end
  local days = 0
  for y = 1970, year - 1 do days = days + ((y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0)) and 366 or 365) end
  local lengths = { 31, year % 4 == 0 and 29 or 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
  for m = 1, month - 1 do days = days + lengths[m] end
  return (days + day - 1) * DAY + (tonumber(hour) or 0) * 3600 + (tonumber(minute) or 0) * 60
end

local function scale(from, to)
  local answers = {}
  for value = from, to do answers[#answers + 1] = { value = value, label = tostring(value) } end
  return answers
end

-- What the names of these tests are; nothing else is known.
local known = {
  recommend = { kind = "score", column = 1, answers = scale(0, 10), n_bins = 14 },
  satisfied = { kind = "score", column = 2, n_bins = 4,
    answers = { { value = 1, label = "Unhappy" }, { value = 2, label = "So-so" }, { value = 3, label = "Happy" } } },
  feeling = { kind = "score", column = 3, n_bins = 5,
    answers = { { value = "ilahtunut" }, { value = "ei tunnetta" }, { value = "ärtynyt" } } },
  segment = { kind = "label", column = 4 },
  age = { kind = "number", column = 5 },
  answered_at = { kind = "time", column = 6 },
  channels = { kind = "set" },
}

local function resolve(name)
  if known[name] then return known[name] end
  return nil, "there is no " .. name .. "; there is age", "no_column"
end

local function compile(text)
  return assert(filter.compile(assert(filter.parse(text)), resolve, read_time))
end

local function refuses(text, words, character, code)
  local job, message, its_code = filter.compile(assert(filter.parse(text)), resolve, read_time)
  assert.is_nil(job)
  assert(message:find(words, 1, true), message)
  assert(message:find(("; at character %d:\n"):format(character), 1, true), message)
  assert.are.equal(code, its_code)
end


describe("filter", function()
  it("filter: names are listed once, in the order of the text", function()
    local tree = filter.parse "b == 1 and (a in {1} or not b is missing) and `c d` == 'x'"
    assert.are.same({ "b", "a", "c d" }, filter.names(tree))
  end)

  it("filter: a program is in reverse Polish order, its tests counted from 1", function()
    local job = compile "not age < 5 and (segment == 'x' or age in {1, 2})"
    assert.are.same({ 1, "not", 2, 3, "or", "and" }, job.program)
    assert.are.same({
      { kind = "number", column = 5, compare = "<", constants = { 5 } },
      { kind = "text", column = 4, compare = "==", constants = { "x" } },
      { kind = "number", column = 5, compare = "in", constants = { 1, 2 } },
    }, job.tests)
  end)

  it("filter: resolve is told what a name is compared with", function()
    local asked = {}
    local tree = filter.parse "age == 1 and segment in {'x'} and age is missing"
    filter.compile(tree, function(name, kind)
      asked[#asked + 1] = { name, kind }
      return known[name]
    end)
    assert.are.same({ { "age", "number" }, { "segment", "string" }, { "age" } }, asked)
  end)

  it("filter: what resolve does not know is told with its place and code", function()
    refuses("age == 1 and ägee == 2", "where: there is no ägee; there is age", 14, "no_column")
  end)

  it("filter: an error inside resolve is not swallowed", function()
    local tree = filter.parse "age == 1"
    assert.has_error(function() filter.compile(tree, function() error("oops", 0) end) end, "oops")
  end)

  it("filter (2): a numeric question is compared by number, answer by answer", function()
    assert.are.same({ { kind = "bins", column = 1, truth = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1 } } },
      compile("recommend >= 9").tests)
    assert.are.same({ 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0 }, compile("recommend < 6.5").tests[1].truth)
    assert.are.same({ 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0 }, compile("recommend in {0, 5.0, 99}").tests[1].truth)
    assert.are.same({ 1, 1, 0 }, compile("satisfied ~= 3").tests[1].truth)
    assert.are.same({ 0, 0, 1 }, compile("satisfied == 'Happy'").tests[1].truth)
  end)

  it("filter (2): a question with named answers is compared by name", function()
    assert.are.same({ 1, 0, 0 }, compile("feeling == 'ilahtunut'").tests[1].truth)
    assert.are.same({ 0, 1, 1 }, compile("feeling ~= 'ilahtunut'").tests[1].truth)
    assert.are.same({ 1, 0, 1 }, compile("feeling in {'ärtynyt', 'ilahtunut'}").tests[1].truth)
  end)

  it("filter (2): is missing is true of the bins past the answers", function()
    assert.are.same({ 0, 0, 0, 1 }, compile("satisfied is missing").tests[1].truth)
    local job = compile "feeling is not missing"
    assert.are.same({ kind = "bins", column = 3, truth = { 0, 0, 0, 1, 1 } }, job.tests[1])
    assert.are.same({ 1, "not" }, job.program)
    for name, column in pairs { segment = 4, age = 5, answered_at = 6 } do
      assert.are.same({ { kind = "missing", column = column } }, compile(name .. " is missing").tests)
    end
  end)

  it("filter (3): an answer that a question lacks is refused with its answers", function()
    refuses("age == 1 or feeling == 'iloinen'",
      'feeling has no answer "iloinen"; its answers are "ilahtunut", "ei tunnetta", "ärtynyt"', 13)
    refuses("feeling in {'ärtynyt', 'iloinen'}", 'feeling has no answer "iloinen"', 1)
    refuses("feeling == 5", "feeling has no answer 5", 1)
    refuses("satisfied == 'happy'", 'satisfied is answered with numbers, not with "happy"; its answers are 1, 2, 3', 1)
    refuses("satisfied >= 'Happy'", "satisfied is answered with numbers", 1)
    refuses("feeling < 'ärtynyt'", "names without an order; compare with == ~= or in", 1)
  end)

  it("filter: a constant of another type than the column's is refused", function()
    refuses("segment == 5", "segment is compared as text; write 5 in quotes", 1)
    refuses("age == 'x'", 'age is compared as a number; "x" is a text', 1)
    refuses("answered_at > 5", "answered_at is a time; compare it with a date in quotes", 1)
    refuses("answered_at > '2026-13-01'", '"2026-13-01" is no moment', 1)
    refuses("channels == 'web'", "channels has several answers at once", 1)
  end)

  it("filter (4): a date without a clock is the whole day", function()
    local day = read_time "2026-01-31"
    local function time(how, seconds)
      return { kind = "time", column = 6, compare = how, constants = { seconds } }
    end
    local expected = {
      ["<"] = { { time("<", day) }, { 1 } },
      ["<="] = { { time("<", day + DAY) }, { 1 } },
      [">"] = { { time(">=", day + DAY) }, { 1 } },
      [">="] = { { time(">=", day) }, { 1 } },
      ["=="] = { { time(">=", day), time("<", day + DAY) }, { 1, 2, "and" } },
      ["~="] = { { time(">=", day), time("<", day + DAY) }, { 1, 2, "and", "not" } },
    }
    for op, what in pairs(expected) do
      assert.are.same({ tests = what[1], program = what[2] }, compile("answered_at " .. op .. " '2026-01-31'"))
    end
    assert.are.same({ 1, 2, "and", 3, "or", 4, 5, "and", "or" },
      compile("answered_at in {'2026-01-31', '2026-02-01 12:30', '2026-02-02'}").program)
  end)

  it("filter (4): a moment with a clock is that second", function()
    local noon = read_time "2026-01-31 12:00"
    for _, op in ipairs { "<", "<=", ">", ">=", "==", "~=" } do
      assert.are.same({ tests = { { kind = "time", column = 6, compare = op, constants = { noon } } }, program = { 1 } },
        compile("answered_at " .. op .. " '2026-01-31 12:00'"))
    end
  end)
end)


-- Random expressions: a naive evaluator of trees, against the compiled program's meaning ------------------

local T, F, U = 1, 0, 2

local function truth(condition) return condition and T or F end

local function both(a, b) return (a == F or b == F) and F or (a == U or b == U) and U or T end

local function negated(a) return a == U and U or 1 - a end

local function either(a, b) return negated(both(negated(a), negated(b))) end

local compared = {
  ["=="] = function(a, b) return a == b end, ["~="] = function(a, b) return a ~= b end,
  ["<"] = function(a, b) return a < b end, ["<="] = function(a, b) return a <= b end,
  [">"] = function(a, b) return a > b end, [">="] = function(a, b) return a >= b end,
}

-- The naive meaning of a tree; a row has values by name, nil where missing, and times as ISO texts, so that a whole
-- day is a matter of the text's first ten characters.
local function means(node, row)
  if node.op == "and" then return both(means(node[1], row), means(node[2], row)) end
  if node.op == "or" then return either(means(node[1], row), means(node[2], row)) end
  if node.op == "not" then return negated(means(node[1], row)) end
  local value = row[node.name]
  if node.op == "missing" then return truth(value == nil) end
  if value == nil then return U end
  local function one(op, constant)
    return truth(compared[op](node.name == "answered_at" and value:sub(1, #constant) or value, constant))
  end
  if node.op ~= "in" then return one(node.op, node.value) end
  local any = F
  for _, constant in ipairs(node.values) do any = either(any, one("==", constant)) end
  return any
end

-- The meaning of one test, as count/filter.h has it.
local function run_test(test, row)
  local cell = row[test.column]
  if test.kind == "bins" then return test.truth[cell] or U end
  if test.kind == "missing" then return truth(cell == nil) end
  if cell == nil then return U end
  if test.compare ~= "in" then return truth(compared[test.compare](cell, test.constants[1])) end
  for _, constant in ipairs(test.constants) do
    if cell == constant then return T end
  end
  return F
end

local function run(job, row)
  local stack = {}
  local function pop() return table.remove(stack) end
  for _, op in ipairs(job.program) do
    local result
    if op == "and" then result = both(pop(), pop())
    elseif op == "or" then result = either(pop(), pop())
    elseif op == "not" then result = negated(pop())
    else result = run_test(job.tests[op], row) end
    stack[#stack + 1] = result
  end
  assert.are.equal(1, #stack)
  return stack[1]
end

local function pick(list) return list[math.random(#list)] end

local operators = { "==", "~=", "<", "<=", ">", ">=" }
local constants = {
  recommend = { "0", "3", "6.5", "10", "-1", "99" }, age = { "-5", "0", "30", "30.5" },
  segment = { "'B2B'", '"B2C"', "'ä'", "''" },
  answered_at = { "'2026-01-30'", "'2026-01-31'", "'2026-01-31T12:30'", "'2026-02-01T00:00'" },
  feeling = { "'ilahtunut'", "'ei tunnetta'", "'ärtynyt'" },
}
local named = { "recommend", "age", "segment", "answered_at", "feeling" }
local turned = { ["<"] = ">", ["<="] = ">=", [">"] = "<", [">="] = "<=", ["=="] = "==", ["~="] = "~=" }

local function random_comparison()
  local name = pick(named)
  local die = math.random(6)
  if die == 1 then return name .. " is missing" end
  if die == 2 then return name .. " is not missing" end
  if die == 3 then return ("%s in {%s, %s}"):format(name, pick(constants[name]), pick(constants[name])) end
  local op = name == "feeling" and pick { "==", "~=" } or pick(operators)
  if die == 4 then return ("%s %s %s"):format(pick(constants[name]), turned[op], name) end
  return ("%s %s %s"):format(name, op, pick(constants[name]))
end

local function random_text(depth)
  local die = depth == 0 and 1 or math.random(5)
  if die == 1 then return random_comparison() end
  if die == 2 then return "not (" .. random_text(depth - 1) .. ")" end
  if die == 3 then return "(" .. random_text(depth - 1) .. ")" end
  return random_text(depth - 1) .. pick { " and ", " or " } .. random_text(depth - 1)
end

-- A row twice: values by name for the naive evaluator, cells by column for the program.
local function random_row()
  local row = {}
  local function give(name, value, column, cell)
    if math.random(4) > 1 then row[name], row[column] = value, cell
    elseif known[name].n_bins then row[column] = math.random(#known[name].answers + 1, known[name].n_bins) end
  end
  local score, age, segment = math.random(0, 10), pick { -5, 0, 29, 30, 30.5 }, pick { "B2B", "B2C", "b", "ö" }
  local moment = pick { "2026-01-29T23:59", "2026-01-30T00:00", "2026-01-31T12:30", "2026-01-31T23:59", "2026-02-01T00:00",
    "2026-02-02T08:00" }
  local feeling = math.random(3)
  give("recommend", score, 1, score + 1)
  give("feeling", known.feeling.answers[feeling].value, 3, feeling)
  give("segment", segment, 4, segment)
  give("age", age, 5, age)
  give("answered_at", moment, 6, read_time(moment))
  return row
end

describe("filter", function()
  it("filter (1): random programs mean what a naive evaluation of the tree means", function()
    math.randomseed(29)
    for _ = 1, 3000 do
      local text = random_text(4)
      local tree = assert(filter.parse(text))
      local job = assert(filter.compile(tree, resolve, read_time))
      for _ = 1, 8 do
        local row = random_row()
        local expected, got = means(tree, row), run(job, row)
        if expected ~= got then error(("%s: %s, not %s"):format(text, got, expected)) end
      end
    end
  end)

  it("filter (1): the core's reader of moments is used unless another is given", function()
    local core = require "cx.core"
    if not core.time then return end
    local job = assert(filter.compile(filter.parse "answered_at >= '31.1.2026 klo 12.30'", resolve))
    assert.are.same({ read_time "2026-01-31 12:30" }, job.tests[1].constants)
  end)
end)
