-- design.lua - how the errors were found: by strata and clusters, in a sentence
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: what a result says of a survey's design, the words of a language. Out: sentences for page one and the receipts.
--
-- (1) A survey without strata, clusters or population says nothing: its rows are people drawn one by one.
-- (2) Strata of one cluster are told with what was done about them, and how many they are.
-- (3) Where there are several surveys, each sentence names its own.

local design = {}


-- What the errors go by: "237 accounts in 3 strata".
local function units(words, made)
  local d = words.design
  local by = made.clusters and words:say(made.accounts and d.accounts or d.clusters, made.clusters) or d.rows
  if not made.strata then return by end
  return words:say(d.within, 1, { units = by, strata = words:say(d.strata, made.strata) })
end


--- How the errors of a survey were found; nil where nothing is declared: rules (1) and (2).
---@param words table
---@param made? table result.surveys[i].design
---@param survey? string its name, where it must be told
---@return string?
function design.sentence(words, made, survey)
  if not made then return nil end
  local d, more = words.design, ""
  if (made.lonely or 0) > 0 then
    more = words:say(d.lonely, made.lonely, { policy = words:word("lonely", made.policy) })
  end
  if made.population then more = more .. d.population end
  return words:say(d.errors, 1, { units = units(words, made), survey = survey and (" (%s)"):format(survey) or "",
                                  more = more })
end


--- The sentences of all surveys: rule (3).
---@param words table
---@param surveys? table[]
---@return string[]
function design.sentences(words, surveys)
  local list, several = {}, #(surveys or {}) > 1
  for _, survey in ipairs(surveys or {}) do
    list[#list + 1] = design.sentence(words, survey.design, several and survey.name and tostring(survey.name) or nil)
  end
  return list
end


return design
