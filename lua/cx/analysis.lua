-- analysis.lua - what the analyses of a plan have alike: why it is so, what is believed, what it is worth
--
--   file > rows > batch > TALLY > METRIC > GOAL > report
--
-- In: what cx.drivers, cx.journey, cx.link, cx.claim, cx.worth ... made. Out: outcomes, plain tables.
--
-- (1) An analysis is declared where it is written and opens nothing; analysis:measure(context) works it out.
-- (2) An outcome has the kind, the title and the id of its analysis. What is no number in it is nil, never NaN.
-- (3) What the world does to one (no such file) is raised at the place of the analysis.

local analysis = {}

--- The kinds that answer why, and those that answer what it is worth, in the order of a report.
analysis.WHY = { "index", "drivers", "gap", "perception", "channel", "journey", "link", "effect" }
analysis.WORTH = { "worth", "accounts", "sides", "simulate", "allocate" }

local KIND = { claim = true }
for _, list in ipairs { analysis.WHY, analysis.WORTH } do
  for _, kind in ipairs(list) do KIND[kind] = true end
end


--- True for an analysis; with a kind only for one of that kind.
---@param value any
---@param kind? string
---@return boolean
function analysis.is(value, kind)
  if type(value) ~= "table" then return false end
  local own = rawget(value, "kind")
  return KIND[own] == true and (kind == nil or kind == own) and type(value.measure) == "function"
end


--- The outcomes of analyses, in their order (1).
---@param list table[]
---@param context { plan: table, today: string, result: table }
---@return table[]
function analysis.outcomes(list, context)
  local made = {}
  for i, one in ipairs(list or {}) do
    local outcome, message = one:measure(context)
    if not outcome then                                                              -- (3)
      local place = rawget(one, "place") or context.plan.inside.place or "plan"
      error(("%s: %s"):format(place, message), 0)
    end
    outcome.kind, outcome.title, outcome.id = one.kind, outcome.title or one.title, outcome.id or one.id         -- (2)
    made[i] = outcome
  end
  return made
end


return analysis
