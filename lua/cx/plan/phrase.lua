-- phrase.lua - goals as people write them: "nps >= 30; csat(satisfied) >= 80 by 2026-12-31"
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a phrase, the surveys of a plan. Out: goals, metrics.
--
--   goals  <- goal (';' goal)*
--   goal   <- metric ('>=' / '≥' / 'at least' / '<=' / '≤' / 'at most') number '%'? ('by' date)?
--   metric <- name ('(' argument (',' argument)* ')')?        argument: a word, several words, or 'in quotes'
--
-- (1) The metrics are nps enps csat ces mean share. The first argument is the question, by its name; for share the
--     answers follow, for csat how many of the highest answers count.
-- (2) A metric without arguments is that of its touchpoint's `from`.
-- (3) A number may have a decimal comma. A last ; may stand there.
-- (4) A mistake says what stands where the phrase cannot be read.

local complain = require "cx.complain"
local read = require "cx.plan.read"

local phrase = {}

local NAMES = { "nps", "enps", "csat", "ces", "mean", "share" }
local EXAMPLE = 'such as "nps >= 30; share(expectation, exceeded) >= 25 by 2026-12-31"'

local grammar


-- The grammar, made when the first phrase is read.
local function compile()
  local lpeg = require "lpeg"
  local P, R, S, C, Cc, Cg, Cp, Ct, V = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct, lpeg.V
  local space = S " \t\r\n"^0
  local function word(text) return P(text) * space end
  local digits = R "09"^1
  local number = C(P "-"^-1 * digits * (S ".," * digits)^-1) / function(text) return tonumber((text:gsub(",", "."))) end
  local date = C(R "09"^1 * "-" * R "09"^1 * "-" * R "09"^1)
  local bare = C((1 - S ",()'\";<>\226")^1) / function(text) return (text:match "^(.-)%s*$") end
  local quoted = P "'" * C((1 - P "'")^0) * "'" * space + P '"' * C((1 - P '"')^0) * '"' * space
  local rest = C((1 - P ";")^0)
  local relation = (word ">=" + word "≥" + word "at least") * Cc "at_least"
    + (word "<=" + word "≤" + word "at most") * Cc "at_most"
  return P {
    "goals",
    goals = space * Ct(V "goal" * (word ";" * V "goal")^0) * word ";"^-1 * Cp(),
    goal = Ct(Cg(V "metric", "metric") * Cg(relation, "relation") * Cg(number, "target") * space * word "%"^-1
      * (word "by" * Cg(date, "due") * space)^-1) + #(space * (1 - P ";")) * Ct(Cg(rest, "strange")),
    metric = Ct(Cg(C(R("az", "AZ")^1), "name") * space
      * (word "(" * (quoted + bare) * (word "," * (quoted + bare))^0 * word ")")^-1),
  }, P { "only", only = space * V "metric" * -1, metric = Ct(Cg(C(R("az", "AZ")^1), "name") * space
      * (word "(" * (quoted + bare) * (word "," * (quoted + bare))^0 * word ")")^-1) }
end


local function grammars()
  if not grammar then grammar = { compile() } end
  return grammar[1], grammar[2]
end


--- A question by its name: the one survey's that asks it, else a column of the one survey whose columns are named by *.
---@param inside table
---@param name string
---@param path string
---@return table
function phrase.question(inside, name, path)
  local starred, asked
  for _, survey in ipairs(inside.surveys) do
    local state = require "cx.survey".state(survey)
    asked = asked or state.by_name[name]
    if state.pattern and not state.is_series then starred = starred == nil and survey or false end
  end
  if not asked and starred then return starred[name] end
  return require "cx.plan.bind".survey_asking(inside.surveys, name, path)[name]
end


-- An answer as the scale has it: a number where it is one.
local function answer_of(question, text)
  for _, answer in ipairs(question.answers) do
    if answer.value == text or answer.label == text then return answer.value end
  end
  return tonumber(text) or text
end


-- The metric of a part of a phrase (1).
local function metric_of(part, inside, path)
  local metric = require "cx.metric"
  local known = false
  for _, name in ipairs(NAMES) do known = known or name == part.name end
  if not known then read.raise(path, complain.message("metric", part.name, NAMES)) end
  if not part[1] then
    if part.name == "share" then read.raise(path, "share: of which question and answer? as in share(expectation, exceeded)") end
    return metric[part.name]                                                                   -- (2)
  end
  local question, more = phrase.question(inside, part[1], path), {}
  for i = 2, #part do more[i - 1] = answer_of(question, part[i]) end
  local done, made
  if part.name == "share" then
    if #more == 0 then read.raise(path, ("share: which answer of '%s'? as in share(expectation, exceeded)"):format(part[1])) end
    done, made = pcall(metric.share, question, more)
  elseif #more == 0 then
    done, made = pcall(metric[part.name], question)
  elseif part.name == "csat" and #more == 1 then
    done, made = pcall(metric.csat, question, { top = more[1] })
  else
    read.raise(path, ("%s takes one question"):format(part.name))
  end
  if not done then read.raise(path, (tostring(made):gsub("^[^\n]-:%d+: ", ""))) end
  return made
end


-- What a phrase says, part by part; a mistake names what cannot be read (4).
local function parts_of(text, path)
  local list, stop = (grammars()):match(text)
  if not list or stop <= #text then read.fail(path, "a goal", text, EXAMPLE) end
  for _, part in ipairs(list) do
    if part.strange then read.fail(path, "a goal", part.strange:match "^%s*(.-)%s*$", EXAMPLE) end
  end
  return list
end


--- The goals of a phrase.
---@param text string
---@param inside table with the surveys
---@param path string
---@return table[]
function phrase.goals(text, inside, path)
  local goals = {}
  for i, part in ipairs(parts_of(text, path)) do
    read.date(part.due, path .. ".due")
    local given = { metric_of(part.metric, inside, path), [part.relation] = part.target, due = part.due }
    local trouble = require "cx.goal".trouble(given)
    if trouble then read.raise(path, trouble) end
    goals[i] = require "cx.goal"(given)
  end
  return goals
end


--- The metric of a phrase without a target: "share(shown, yes)".
---@param text string
---@param inside table
---@param path string
---@return table
function phrase.metric(text, inside, path)
  local _, only = grammars()
  local part = only:match(text)
  if not part then read.fail(path, "a measure", text, 'such as "share(shown, yes)"') end
  return metric_of(part, inside, path)
end


return phrase
