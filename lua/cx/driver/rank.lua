-- rank.lua - whether the shares of drivers hang on the distances between answers: the same by rank scores
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: the counts of each question's answers. Out: variables whose scores are mean ranks; what the fit by them says.
--
-- (1) A rank score is the share of people below an answer and half of those on it (Bross 1958: ridits), to six decimals, of
--     all who answered the question. Correlations of such scores are Spearman's where nothing is missing.
-- (2) It is a line beside, never the result: ranks know that answers have an order, numbers also how far they are apart.

local moment = require "cx.moment"

local rank = {}

local DECIMALS = 6


-- The rank scores of a question's answers in the order of their own scores.
local function scores_of(counts, variable)
  local weight, order, total = {}, {}, 0
  for i, answer in ipairs(variable.question.answers) do weight[answer.value], order[i] = 0, i end
  for _, count in ipairs(counts:counts(variable.name)) do
    if weight[count.answer] then
      weight[count.answer] = weight[count.answer] + count.w
      total = total + count.w
    end
  end
  local values, scores, below = variable.values, {}, 0
  table.sort(order, function(a, b) return values[a] < values[b] end)
  local i = 1
  while i <= #order do -- answers of one score share a rank
    local j, sum = i, 0
    while j <= #order and values[order[j]] == values[order[i]] do
      sum = sum + weight[variable.question.answers[order[j]].value]
      j = j + 1
    end
    for k = i, j - 1 do scores[order[k]] = total > 0 and (below + sum / 2) / total or 0 end
    below, i = below + sum, j
  end
  return scores
end


--- The same variables by ranks; nil where one of them is a number.
---@param counts userdata the tally of the answers
---@param variables table[]
---@return table[]?
function rank.variables(counts, variables)
  local list = {}
  for i, one in ipairs(variables) do
    if not one.values then return nil end
    list[i] = moment.variable(one.question, scores_of(counts, one), one.name, DECIMALS)
  end
  return list
end


return rank
