-- shop.lua: a plan with answers in memory, and a ledger in a folder of its own, for the specs of the loop

local cx = require "cx"

local shop = {}

shop.ANSWERS = [[
who,when,place,area,recommend,mood,ok
anna@x.fi,2026-10-01 09:00,Invoice,north,2,cross,yes
bertta@x.fi,2026-10-02 10:00,Visit,south,9,glad,yes
cecilia@x.fi,2026-10-02 11:00,Visit,south,6,cross,no
anna@x.fi,2026-10-05 12:00,Visit,north,5,glad,yes
david@x.fi,2026-10-06 13:00,Invoice,north,,cross,yes
,2026-10-06 14:00,Invoice,north,0,cross,yes
eva@x.fi,2026-10-07,Invoice,south,3,glad,yes
]]


--- A survey of the answers; options replace its own, false takes one away.
function shop.survey(options)
  local all = { text = shop.ANSWERS, name = "answers", person = "who", time = "when", touchpoint = "place", unit = "area",
                questions = { recommend = cx.scale.nps, mood = cx.scale.names { "cross", "glad" } } }
  for key, value in pairs(options or {}) do all[key] = value or nil end
  return cx.survey(all)
end


--- A plan with a loop; its folder is the ledger's.
function shop.plan(loop, options)
  options = options or {}
  local survey = options.survey or shop.survey()
  local goal = cx.goal { cx.metric.nps(survey.recommend), at_least = 20 }
  local plan = cx.plan { name = "Shop", language = options.language, ledger = options.ledger, privacy = options.privacy,
    touchpoints = { { "Invoice", owner = "finance", goals = { goal } }, { "Visit", owner = "service", goals = { goal } } },
    implement = { loop = loop, actions = options.actions } }
  plan.inside.folder = options.folder or plan.inside.folder
  return plan
end


--- A new ledger, open at a time; close it, and remove the folder.
function shop.ledger(folder, now, options)
  local all = { plan = "Shop", who = "anna", now = now or "2026-10-09T10:00:00Z" }
  for key, value in pairs(options or {}) do all[key] = value end
  return assert(cx.ledger.open(folder .. "/plan.ledger", all))
end


--- The states of cases in the order of their opening.
function shop.cases(ledger)
  local cases, ids = require "cx.loop".cases(ledger)
  local list = {}
  for i, id in ipairs(ids) do list[i] = cases[id] end
  return list
end


return shop
