-- scales.lua - whether two questions can be compared at all
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: two questions. Out: whether they are on one scale, or a mistake that says how they differ.
--
-- (1) One scale is the same kind of question, with the same ends and the same answers; a number has neither.

local caller = require "cx.caller"
local complain = require "cx.complain"

local scales = {}


local function ends(question)
  if not question.from then return question.type == "number" and "is any number" or "has named answers" end
  return ("runs from %s to %s"):format(question.from, question.to)
end


-- An answer that only one of two questions has, and which of them: "first" or "second".
local function odd_answer(a, b)
  for which, pair in ipairs { { a, b }, { b, a } } do
    local has = {}
    for _, answer in ipairs(pair[2].answers) do has[answer.value] = true end
    for _, answer in ipairs(pair[1].answers) do
      if not has[answer.value] then return answer.value, which == 1 and "first" or "second" end
    end
  end
end


--- Whether two questions are on one scale (1).
---@param a table
---@param b table
---@return boolean
function scales.alike(a, b)
  if a.type ~= b.type or a.from ~= b.from or a.to ~= b.to then return false end
  return a.type == "number" or odd_answer(a, b) == nil
end


--- Raises when two questions are on different scales, and says how they differ.
---@param a table
---@param b table
function scales.check(a, b)
  if a.type ~= b.type or a.from ~= b.from or a.to ~= b.to then
    caller.raise(("the tallies are on different scales: %s %s in the first and %s in the second; bridge them first")
      :format(a.name, ends(a), ends(b)))
  end
  if a.type == "number" then return end
  local answer, which = odd_answer(a, b)
  if answer ~= nil then
    caller.raise(("the tallies are on different scales: %s has the answer %s in the %s only; bridge them first")
      :format(a.name, complain.show(answer), which))
  end
end


return scales
