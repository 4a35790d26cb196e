-- deed.lua - the claim that experience is led by feel: seen as the share of decisions that cite a finding
--
--   file > rows > batch > tally > METRIC > GOAL > report
--
-- In: cx.claim.led_by_feel { at_most = 0.5 } in a plan with implement.strategic and a ledger.
--
-- (1) Decisions: those of implement.strategic, which cite a finding with finding = "...", and the ledger's: of kind "decision",
--     which do so with finding in their data, one that is in the plan too counting once, by its id; and those on goals
--     (redefine.lua), which are made on a result.
-- (2) The share that cites one, with Wilson's interval: as of decisions like those to come. Led by feel is what a plan says:
--     at most so large a share (at_most =).

local core = require "cx.core"

local deed = { KEYS = { "at_most" }, REGION = "most", PEOPLE = false }


function deed.read(given)
  local x = given.at_most
  if not (x >= 0 and x <= 1) then
    require "cx.caller".raise(("at_most: a share is between 0 and 1, such as 0.5, not %s"):format(tostring(x)))
  end
  return { names = {} }
end


-- Decisions of the ledger by id: whether each cites a finding (1).
local function add_kept(plan, cites)
  if not plan.ledger then return true end
  local ledger, message, code = require "cx.loop".ledger(plan, { look = true })
  if not ledger then return code == "no_file", message, code end
  for event in ledger:events { kind = "decision" } do
    local data = type(event.data) == "table" and event.data or {}
    cites[event.id] = cites[event.id] or data.finding ~= nil
  end
  for event in ledger:events { kind = "review" } do cites[("review %s"):format(event.seq)] = true end
  ledger:close()
  return true
end


local function wilson(cited, n, confidence)
  local function cell(count, score) return { n = count, w = count + 0.0, q = count + 0.0, score = score } end
  local made = core.estimate({ cell(n - cited, 0.0), cell(cited, 1.0) }, n, { interval = "wilson", confidence = confidence })
  return { value = made.value, low = made.low, high = made.high, n = n, method = made.method, counts = "decisions",
           unit = "share" }
end


function deed.find(self, _, context)
  local plan = context and context.plan
  if not plan or not plan.inside then return { lacks = "decisions" } end
  local cites, n, cited = {}, 0, 0
  for _, one in ipairs(plan.inside.decisions or {}) do cites[one.id] = one.finding ~= nil end
  local done, message, code = add_kept(plan, cites)
  if not done then return nil, message, code end
  for _, yes in pairs(cites) do n, cited = n + 1, cited + (yes and 1 or 0) end
  if n == 0 then return { lacks = "decisions" } end
  return { estimate = wilson(cited, n, self.confidence), data = { decisions = n, cited = cited }, minimum = 1 }
end


return deed
