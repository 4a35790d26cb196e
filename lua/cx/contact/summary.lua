-- summary.lua - what a report says of a contact log: its promises, what became of the cases, two ways of starting well
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: the contacts of a plan's section measure, the plan. Out: result.contacts, plain tables of estimates; nil for none.
--
-- (1) What the declared events and columns allow is there: promises, outcomes, starts, delays (contact/outcome.lua).
-- (2) Under a privacy minimum there is nothing: small kinds would be told, and the goals say what may be said.
-- (3) What the world does is raised with the place of the log in the plan.

local summary = {}


local function raised(contacts, message)
  local place = require "cx.survey".state(contacts.survey).place
  error(require "cx.caller".placed(place, message), 0)
end


--- The summary of a plan's contacts.
---@param plan table
---@param today string
---@param run table the result that is being made
---@return table?
function summary.of(plan, today, run)
  local contacts = plan.inside.contacts
  if not contacts or require "cx.privacy.goals".minimum(contacts.survey, plan) then return nil end -- (2)
  require "cx.survey".state(contacts.survey).as_of(today, run)
  local made = { name = require "cx.survey".name(contacts.survey), survey = contacts.survey, register = contacts.register }
  for _, what in ipairs(contacts:can()) do                                      -- (1)
    local table_, message = contacts[what](contacts)
    if not table_ then raised(contacts, message) end                            -- (3)
    made[what] = table_
  end
  return made
end


return summary
