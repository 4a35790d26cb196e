-- capacity.lua - what can be done: the actions that an owner has on hand, and the money that is left
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- In: a plan, its actions as they stand (loop/outer.lua), the day. Out: owners with what they have on hand; what is left.
--
-- (1) An action is open until it is done, overdue when it is open past its day, and untold when it is done and its clientele
--     was not told of it, or is past the day of telling. What nobody owns is nobody's.
-- (2) What is left of the budget is the budget without the resources of touchpoints and the costs of actions, done or not.
-- (3) Nothing can be raised while its owner has actions overdue or untold, the budget has nothing left, or its touchpoint has
--     resources = 0. The first of these is said. What a plan does not declare holds nothing back.

local calendar = require "cx.loop.calendar"

local capacity = {}


local function entry(of, list, owner)
  if not of[owner] then
    of[owner] = { owner = owner, open = 0, overdue = {}, untold = {} }
    list[#list + 1] = of[owner]
  end
  return of[owner]
end


-- What is left of the budget (2); nil without one.
local function left_of(plan)
  local inside = plan.inside
  if not inside.budget then return nil end
  local left = inside.budget - (inside.resources or 0)
  for _, one in ipairs(inside.actions) do left = left - (one.cost or 0) end
  return left
end


--- What can be done (1) (2).
---@param plan table
---@param actions table[] of loop/outer.actions
---@param today string
---@return { owners: table[], of: table<string, table>, budget: number?, left: number? }
function capacity.of(plan, actions, today)
  local list, of = {}, {}
  for _, one in ipairs(actions) do
    local name = one.action or one.id
    if one.owner and not one.told then
      local mine = entry(of, list, one.owner)
      if not one.done then mine.open = mine.open + 1 end
      if not one.done and one.due and calendar.is_over(one.due, today) then table.insert(mine.overdue, name)
      elseif one.done or one.late then table.insert(mine.untold, name) end
    end
  end
  return { owners = list, of = of, budget = plan.inside.budget, left = left_of(plan) }
end


--- Why a goal cannot be raised (3): "busy", "poor" or "bare", and what is said of it; nil where nothing holds it back.
---@param able table of capacity.of
---@param owner? string
---@param touchpoint? table of plan.inside
---@return string?, table?
function capacity.lacks(able, owner, touchpoint)
  local mine = owner and able.of[owner]
  if mine and #mine.overdue + #mine.untold > 0 then
    local names = table.move(mine.untold, 1, #mine.untold, #mine.overdue + 1, table.move(mine.overdue, 1, #mine.overdue, 1, {}))
    return "busy", { owner = owner, names = names }
  end
  if able.left and able.left <= 0 then return "poor", { left = able.left, budget = able.budget } end
  if touchpoint and touchpoint.resources == 0 then return "bare", {} end
end


return capacity
