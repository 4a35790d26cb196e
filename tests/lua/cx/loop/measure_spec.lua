-- measure_spec.lua - times, counts, and what telling did
--
--   file > rows > batch > tally > METRIC > goal > report

local cx = require "cx"
local child = dofile "tests/lua/child.lua"
local loop = require "cx.loop"
local measure = require "cx.loop.measure"
local shop = dofile "tests/lua/cx/loop/shop.lua"


describe("measure", function()
  local folder, ledger

  before_each(function()
    folder = child.folder()
    ledger = shop.ledger(folder)
  end)

  after_each(function()
    ledger:close()
    child.remove(folder)
  end)


  local function at(now)
    ledger:close()
    ledger = shop.ledger(folder, now)
  end


  local function spans(step)
    local cases, ids = loop.cases(ledger)
    local parts = {}
    for i, one in ipairs(measure.spans(cases, ids, step, ledger:now())) do
      parts[i] = ("%g%s"):format(one.time, one.done and "" or "+")
    end
    return table.concat(parts, " ")
  end


  it("(1): times run from the opening, and until now for what is not done", function()
    local plan = shop.plan { { when = "recommend <= 9" } }
    assert(loop.open(plan, ledger))                                              -- 2026-10-09T10:00, 5 cases
    local list = shop.cases(ledger)
    at "2026-10-19T10:00:00Z"
    local function take(i, event, day, data)
      assert(loop.take(plan, ledger, { { id = list[i].id, event = event, at = day, data = data } }))
    end
    take(1, "contact", "2026-10-10T10:00:00Z")
    take(1, "fix", "2026-10-12T10:00:00Z")
    take(1, "tell", "2026-10-12T22:00:00Z")
    take(2, "tell", "2026-10-09")                                                 -- the day of its opening: no time
    take(3, "cannot reach", "2026-10-14T10:00:00Z")
    take(4, "merge", "2026-10-11T10:00:00Z", { into = list[1].id })
    assert.equal("1 0 5+ 2+ 10+", spans "contact")
    assert.equal("3 0+ 5+ 2+ 10+", spans "fix")
    assert.equal("3.5 0 5+ 2+ 10+", spans "tell")
    assert(ledger:forget "eva@x.fi")
    assert.equal("3.5 0 5+ 2+ 0+", spans "tell")
  end)


  it("(2) (3): counts states, causes, what is late, in time and opened again", function()
    local plan = shop.plan { { when = "recommend <= 9", contact = "2 working days", tell = "7 days", cause = "system" } }
    assert(loop.open(plan, ledger))
    local list = shop.cases(ledger)
    at "2026-10-20T10:00:00Z"
    assert(loop.tell(plan, ledger, { list[1].id }, { at = "2026-10-12" }))
    assert(loop.tell(plan, ledger, { list[2].id }, { at = "2026-10-18" }))       -- too late
    assert(loop.take(plan, ledger, { { id = list[2].id, event = "reopen", at = "2026-10-18" } }))
    assert(loop.take(plan, ledger, { { id = list[3].id, event = "contact", at = "2026-10-13" } }))
    assert(loop.take(plan, ledger, { { id = list[4].id, event = "cannot reach", at = "2026-10-13" } }))
    local stats = assert(measure.stats(plan, ledger))
    local c = stats.cases
    assert.same({ n = 5, open = 3, contacted = 1, told = 1, reopened = 1, ever = 2, unreachable = 1 },
      { n = c.n, open = c.states.open, contacted = c.states.contacted, told = c.states.told, reopened = c.reopened,
        ever = c.ever_done, unreachable = c.unreachable })
    assert.same({ system = 5 }, c.causes)
    assert.same({ contact = 0, tell = 3 }, c.late)                                -- 2 (opened again: old days), 3, 5
    assert.same({ kept = 2, of = 3 }, stats.times.contact.in_time)                -- 1 and 3; 5 late; 4 is out of reach
    assert.same({ kept = 1, of = 3 }, stats.times.tell.in_time)                   -- 1; 3 and 5 late
    assert.same({ 5, 3 }, { stats.times.contact.n, stats.times.contact.done })
  end)


  -- Answers of two rounds: who was bad in the first, and what everybody answered in the second.
  local function two_rounds(n)
    local lines = { "who,when,place,area,recommend,mood,ok" }
    for i = 1, n do lines[#lines + 1] = ("p%d,2026-10-01 09:00,Visit,north,2,cross,yes"):format(i) end
    for i = 1, n do                                                               -- even people are told, and are glad then
      lines[#lines + 1] = ("p%d,2026-11-01 09:00,Visit,north,%d,glad,yes"):format(i, i % 2 == 0 and 10 - i % 3 or 3 + i % 5)
    end
    return shop.survey { text = table.concat(lines, "\n") .. "\n" }
  end


  it("(4): compares the next answers of those told with those not told, as cx.compare does", function()
    local plan = shop.plan({ { when = "recommend <= 2" } }, { survey = two_rounds(40) })
    assert(loop.open(plan, ledger))
    local names, told = loop.names(plan, ledger), {}
    for _, state in ipairs(shop.cases(ledger)) do
      if tonumber(names[state.person]:match "%d+") % 2 == 0 then told[#told + 1] = state.id end
    end
    assert(loop.tell(plan, ledger, told, { text = "sorry" }))
    local made = assert(measure.effect(plan, ledger))[1]
    local rows = { "side,score" }
    for i = 1, 40 do rows[#rows + 1] = ("%s,%d"):format(i % 2 == 0 and "a" or "b", i % 2 == 0 and 10 - i % 3 or 3 + i % 5) end
    local tally <close> = cx.survey { text = table.concat(rows, "\n") .. "\n", questions = { score = cx.scale.nps } }
      :tally { by = "side", of = "score" }
    local wanted = cx.compare(tally, { metric = cx.metric.nps "score", between = { "a", "b" } })[1]
    assert.same({ 20, 20, "selection", "nps" }, { made.told.n, made.not_told.n, made.warning, made.metric })
    assert.same({ wanted.difference, wanted.low, wanted.high, wanted.p }, { made.difference, made.low, made.high, made.p })
    assert.is_true(made.low < made.difference and made.difference < made.high)
  end)


  it("(4): who is told only after the next answer counts as not told", function()
    local plan = shop.plan({ { when = "recommend <= 2" } }, { survey = two_rounds(12) })
    assert(loop.open(plan, ledger))
    local ids = {}
    for i, state in ipairs(shop.cases(ledger)) do ids[i] = state.id end
    at "2026-11-15"
    assert(loop.tell(plan, ledger, ids, {}))
    local made = assert(measure.effect(plan, ledger))[1]
    assert.same({ 0, 12 }, { made.told.n, made.not_told.n })
    assert.is_nil(made.difference)
  end)


  it("(6): says nothing of sides smaller than the plan's privacy asks for", function()
    local plan = shop.plan({ { when = "recommend <= 2" } }, { survey = two_rounds(12), privacy = { minimum = 5 } })
    assert(loop.open(plan, ledger))
    local list = shop.cases(ledger)
    assert(loop.tell(plan, ledger, { list[1].id, list[2].id }, {}))
    local made = assert(measure.effect(plan, ledger))[1]
    assert.same({ 2, true }, { made.told.n, made.hidden })
    assert.is_nil(made.told.value or made.difference)
  end)


  it("(5): counts findings that became actions, and actions that were told", function()
    local plan = shop.plan(nil, { actions = { { finding = "a", action = "A", done = "2026-10-01", tell = { to = "all", told = "2026-10-02" } },
                                              { finding = "b", action = "B" } } })
    require "cx.loop.outer".keep(ledger, { text = "c" })
    assert.same({ found = 3, with_action = 2, actions = 2, done = 1, told = 1 }, assert(measure.stats(plan, ledger)).findings)
  end)
end)
