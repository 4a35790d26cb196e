-- redefine.lua - stair 6: how often goals are looked at again, and by what rule
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: redefine = { review =, raise =, expectations =, new =, bridges =, ... }. Out: inside.review.
--
-- (1) review: "every round", "every 2 rounds", or { every = 2, owner =, by = { ... } }.
-- (2) raise, lower, drop and split say in words by what rule a goal is; raise = 2 means met twice running.
-- (3) expectations: the question, or questions, by which customers say what they expected.
-- (4) new: what new goals come from: ideas, unmet expectations, paths without a goal, in words of the plan's languages, or
--     an answer of an expectations question; inputs: what a review looks at, in words.
-- (5) bridges: questions whose wording changed and whose trend goes on:
--     { answers.bill, was = "Clearness of the bill", until_round = "2025-Q4" }.

local read = require "cx.plan.read"

local redefine = {}

local KNOWN = { "review", "raise", "lower", "drop", "split", "expectations", "new", "inputs", "bridges" }


-- (1)
local function review_of(given)
  local path = "redefine.review"
  if given == nil then return nil end
  if type(given) == "number" then given = { every = given } end
  if type(given) == "string" then
    local every = given == "every round" and 1 or math.tointeger(tonumber(given:match "^every (%d+) rounds?$"))
    if not every or every < 1 then read.fail(path, '"every round" or "every 2 rounds"', given) end
    return { every = every }
  end
  given = read.table(given, path, "such as { every = 2 }")
  read.known(given, path, { "every", "owner", "by" })
  local every = read.whole(given.every, path .. ".every", 1)
  if not every then read.fail(path .. ".every", "a whole number of rounds", nil) end
  return { every = every, owner = read.text(given.owner, path .. ".owner"), by = read.texts(given.by, path .. ".by") }
end


local NEW = { "ideas", "unmet expectations", "path without goal", "paths without a goal", "ideat", "täyttymättömät odotukset",
              "polku ilman tavoitetta", "idéer", "ouppfyllda förväntningar", "väg utan mål" }


-- (4)
local function new_of(given, questions)
  local path, known = "redefine.new", table.move(NEW, 1, #NEW, 1, {})
  for _, question in ipairs(questions) do
    for _, answer in ipairs(question.answers) do
      known[#known + 1] = tostring(answer.value)
      if answer.label and answer.label ~= answer.value then known[#known + 1] = tostring(answer.label) end
    end
  end
  local texts = read.texts(given, path)
  for i, word in ipairs(texts) do read.word(word, type(given) == "table" and read.at(path, i) or path, known) end
  return texts
end


local function is_question(value) return type(value) == "table" and rawget(value, "kind") == "question" end


-- (3)
local function expectations(given)
  local list, path_of = read.list(given, "redefine.expectations", is_question, "a question or a list of questions")
  for i, one in ipairs(list) do
    if not is_question(one) then read.fail(path_of(i), "a question", one, "as in answers.expectation") end
  end
  return list
end


-- (5)
local function bridges(given)
  local made = {}
  local list, path_of = read.list(given, "redefine.bridges", function() return false end, "a list of bridges")
  for i, item in ipairs(list) do
    local path = path_of(i)
    item = read.table(item, path, 'such as { answers.bill, was = "Clearness of the bill" }')
    read.known(item, path, { "was", "until_round", "question" }, 1)
    local question = item[1] or item.question
    if not is_question(question) then read.fail(path .. "[1]", "a question", question, "as in answers.bill") end
    made[i] = { question = question, was = read.some_text(item.was, path .. ".was"),
                until_round = read.text(item.until_round, path .. ".until_round"), path = path }
  end
  return made
end


--- Reads the section.
---@param given? table
---@param inside table of the plan
---@return table
function redefine.read(given, inside)
  given = read.table(given, "redefine")
  read.known(given, "redefine", KNOWN)
  local review = review_of(given.review)
  for _, key in ipairs { "raise", "lower", "drop", "split" } do
    if type(given[key]) == "number" then read.whole(given[key], "redefine." .. key, 1)
    else read.text(given[key], "redefine." .. key) end
  end
  local asked = expectations(given.expectations)
  inside.review = { every = review and review.every, owner = review and review.owner, by = review and review.by or {},
                    raise = given.raise, lower = given.lower, drop = given.drop, split = given.split,
                    expectations = asked, new = new_of(given.new, asked),
                    inputs = read.texts(given.inputs, "redefine.inputs"), bridges = bridges(given.bridges) }
  return given
end


return redefine
