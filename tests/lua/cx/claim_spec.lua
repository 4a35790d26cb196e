-- claim_spec.lua - claim.lua and claim/: what was planted is found, its contrary refuted, and too little tells nothing

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"
local verdict = require "cx.claim.verdict"


-- ---- draws -----------------------------------------------------------------------------------------------

-- Draws of a seed: uniform ones, normal ones.
local function draws(seed)
  local core, state = require "cx.core", seed * 7919 + 12345
  local made = {}
  function made.uniform()
    state = (state * 6364136223846793005 + 1442695040888963407) & 0x7fffffffffffffff
    return ((state >> 20) % 1000003 + 0.5) / 1000003
  end
  function made.normal() return core.distribution.normal_quantile(made.uniform()) end
  function made.score(x, low, high) return math.max(low, math.min(high, math.floor(x + 0.5))) end
  return made
end


-- One row for each i of n, as `row` says, under a head.
local function text_of(head, n, row)
  local lines = { head }
  for i = 1, n do lines[i + 1] = row(i) end
  return table.concat(lines, "\n") .. "\n"
end


local function survey(text, questions, roles)
  local all = { text = text, questions = questions }
  for key, value in pairs(roles or {}) do all[key] = value end
  return cx.survey(all)
end


local function measured(made, context) return assert(made:measure(context)) end


local function verdicts(...)
  local list = {}
  for i, made in ipairs { ... } do list[i] = measured(made).verdict end
  return list
end


-- Every number in a table is finite, and nothing in it is a function.
local function plain(value)
  assert.are_not.equal("function", type(value))
  if type(value) == "number" then assert.is_true(value == value and math.abs(value) < math.huge) end
  if type(value) ~= "table" then return end
  assert.is_nil(getmetatable(value))
  for _, item in pairs(value) do plain(item) end
end


local SUPPORTED, REFUTED, OPEN = "supported", "refuted", "cannot tell"


-- ---- people with parts of an experience ------------------------------------------------------------------

-- n people: emotion with weight e, ease and speed with 1 each; the whole is their sum with noise of 1.
local function people(n, e, seed)
  local d = draws(seed)
  return survey(text_of("care,ease,speed,whole,bought,channel", n, function(i)
    local care, ease, speed = d.score(3 + d.normal(), 1, 5), d.score(3 + d.normal(), 1, 5), d.score(3 + d.normal(), 1, 5)
    return ("%d,%d,%d,%.3f,%.3f,%s"):format(care, ease, speed, e * care + ease + speed + d.normal(), d.normal() + 0.5 * ease,
      ({ "store", "web", "phone" })[i % 3 + 1])
  end), { care = cx.scale { 1, 5, part = "emotion" }, ease = cx.scale { 1, 5, part = "ease" },
          speed = cx.scale { 1, 5, part = "efficiency" }, whole = cx.number, bought = cx.number }, { channel = "channel" })
end


describe("claim", function()
  it("(1): an interval inside the region supports, one outside it refutes, any other tells nothing", function()
    local region = verdict.region("value", { is = 0.5, margin = 0.1 }, "x")
    local function of(low, high) return verdict.of({ low = low, high = high }, region) end
    assert.same({ SUPPORTED, OPEN, OPEN, REFUTED, REFUTED },
      { of(0.4, 0.6), of(0.39, 0.5), of(0.3, 0.9), of(0.1, 0.39), of(0.61, 0.7) })
    assert.equal(OPEN, verdict.of({ value = 0.5 }, region))
    assert.equal(OPEN, verdict.of(nil, region))
    local more = verdict.region("more", {}, "x")
    assert.same({ SUPPORTED, OPEN, REFUTED }, { verdict.of({ low = 0.1, high = 1 }, more), verdict.of({ low = 0, high = 1 }, more),
                                                verdict.of({ low = -1, high = 0 }, more) })
    local point = verdict.region("value", { is = 0.5 }, "x")
    assert.same({ OPEN, REFUTED }, { verdict.of({ low = 0.49, high = 0.51 }, point), verdict.of({ low = 0.51, high = 0.6 }, point) })
  end)

  it("(4): what it would take is the n at which the interval ends at the bound, four times in five", function()
    -- half 0.1 at n = 100, so se 0.1 / 1.96; at 0.05 from the bound: n = 100 ((1.959964 + 0.841621) / 1.959964 * 2)^2 = 817.3
    local e = { value = 0.55, low = 0.45, high = 0.65, n = 100, counts = "people" }
    local needs = verdict.needs(e, { low = 0.5 }, 0.95)
    assert.same({ "n", 818, 100, 0.8 }, { needs.code, needs.n, needs.has, needs.power })
    e.counts = "rounds" -- 100 * 8.173 ^ (1 / 3)
    assert.equal(202, verdict.needs(e, { low = 0.5 }, 0.95).n)
    e.value = 0.5
    assert.equal("never", verdict.needs(e, { low = 0.5 }, 0.95).code)
  end)

  it("share_of_experience: two thirds planted is supported, one half refuted, few people tell nothing", function()
    -- variances 2 : 1 : 1 of the parts: emotion has e^2 / (e^2 + 2) of what is explained; e = 2 gives two thirds
    local s = people(3000, 2, 2)
    local function of(given)
      given.part, given.outcome = given.part or "emotion", given.outcome or s.whole
      return cx.claim.share_of_experience(given)
    end
    local o = measured(of { is = 2 / 3, margin = 0.06, source = "a book" })
    assert.equal(SUPPORTED, o.verdict)
    assert.near(2 / 3, o.estimate.value, 0.03)
    assert.same({ "people", "share", 3000, true }, { o.estimate.counts, o.estimate.unit, o.estimate.n, o.source_agrees })
    plain(o)
    assert.same({ REFUTED, REFUTED, SUPPORTED, OPEN }, verdicts(of { is = 0.5, margin = 0.06 }, of { is = 0.5 },
      of { part = { "ease", "efficiency" }, is = 1 / 3, margin = 0.06 }, of { is = 2 / 3 }))
    assert.equal("margin", measured(of { is = 2 / 3 }).needs.code) -- no number of people would support an exact value
    local few = people(60, 2, 3)
    o = measured(of { outcome = few.whole, is = 0.62, margin = 0.03 })
    assert.equal(OPEN, o.verdict)
    assert.is_true(o.needs.n > 60 and o.needs.counts == "people")
  end)

  it("share_of_experience: nothing explained, one part alone or no such part: cannot tell, and what is lacking", function()
    local d = draws(4)
    local s = survey(text_of("a,b,y", 300, function()
      return ("%d,%d,%.2f"):format(d.score(3 + d.normal(), 1, 5), d.score(3 + d.normal(), 1, 5), d.normal())
    end), { a = cx.scale { 1, 5, part = "emotion" }, b = cx.scale { 1, 5, part = "ease" }, y = cx.number })
    local o = measured(cx.claim.share_of_experience { part = "emotion", is = 0.5, outcome = s.y })
    assert.same({ OPEN, "explained" }, { o.verdict, o.needs.what })
    o = measured(cx.claim.share_of_experience { part = "edge", is = 0.5, outcome = s.y })
    assert.same({ OPEN, "part" }, { o.verdict, o.needs.what })
    o = measured(cx.claim.share_of_experience { part = "emotion", is = 0.5, outcome = s.y, of = { emotion = s.a } })
    assert.same({ OPEN, "other_parts" }, { o.verdict, o.needs.what })
    o = measured(cx.claim.share_of_experience { part = "emotion", is = 0.5 })
    assert.same({ OPEN, "outcome" }, { o.verdict, o.needs.what })
    assert.equal(OPEN, measured(cx.claim.share_of_experience { part = "emotion", at_least = 0.5, outcome = s.y,
      of = { emotion = { s.a }, ease = { s.b } } }).verdict)
  end)

  it("unrelated: within the margin is supported, a planted link refuted, few people tell nothing", function()
    local s, few = people(2000, 1, 5), people(80, 1, 6)
    assert.same({ SUPPORTED, REFUTED, OPEN }, verdicts(cx.claim.unrelated { s.care, s.bought, margin = 0.1 },
      cx.claim.unrelated { s.ease, s.bought, margin = 0.1 }, cx.claim.unrelated { few.care, few.bought, margin = 0.1 }))
    local o = measured(cx.claim.unrelated { s.ease, s.bought, margin = 0.1, source = "S", source_says = "false" })
    assert.same({ "false", true, "r" }, { o.source_says, o.source_agrees, o.estimate.unit })
    plain(o)
  end)

  it("goes_with: more than the margin", function()
    local s = people(1500, 1, 7)
    assert.same({ SUPPORTED, OPEN, REFUTED }, verdicts(cx.claim.goes_with { s.ease, s.bought },
      cx.claim.goes_with { s.care, s.bought }, cx.claim.goes_with { s.care, s.bought, margin = 0.2 }))
  end)

  it("suffices: encounters that add nothing support it, encounters that add refute it", function()
    local d = draws(8)
    local s = survey(text_of("product,staff,queue,y,z", 1500, function()
      local product, staff, queue = d.score(3 + d.normal(), 1, 5), d.score(3 + d.normal(), 1, 5), d.score(3 + d.normal(), 1, 5)
      return ("%d,%d,%d,%.2f,%.2f"):format(product, staff, queue, product + d.normal(), product + staff + d.normal())
    end), { product = cx.scale { 1, 5 }, staff = cx.scale { 1, 5 }, queue = cx.scale { 1, 5 }, y = cx.number, z = cx.number })
    local function of(outcome, margin)
      return cx.claim.suffices { product = s.product, encounters = { s.staff, s.queue }, outcome = outcome, margin = margin }
    end
    assert.same({ SUPPORTED, REFUTED, OPEN }, verdicts(of(s.y, 0.05), of(s.z, 0.05), of(s.z, 0.36)))
    plain(measured(of(s.z, 0.05)))
  end)

  it("behaviour_predicts: R2 of what is observed against what is asked for", function()
    local s = people(1500, 1, 9)
    local function of(at_least) return cx.claim.behaviour_predicts { s.bought, score = s.ease, at_least = at_least } end
    -- r2 of ease and 0.5 ease + normal: 0.25 v / (0.25 v + 1), v about 0.9: 0.18
    assert.same({ SUPPORTED, REFUTED, OPEN }, verdicts(of(0.1), of(0.3), of(0.18)))
    assert.equal(SUPPORTED, measured(cx.claim.behaviour_predicts { behaviour = { s.care, s.ease }, score = s.whole, at_least = 0.3 }).verdict)
  end)

  -- Slopes of the outcome on the feeling: 2 in the store, 1 elsewhere, or the other way round.
  local function channels(n, store, other, seed)
    local d = draws(seed)
    return survey(text_of("felt,score,channel", n, function(i)
      local channel, felt = ({ "store", "web", "phone" })[i % 3 + 1], d.score(3 + d.normal(), 1, 5)
      return ("%d,%.2f,%s"):format(felt, (channel == "store" and store or other) * felt + d.normal(), channel)
    end), { felt = cx.scale { 1, 5 }, score = cx.number }, { channel = "channel" })
  end

  it("face_to_face_matters_most: against the strongest of the other channels", function()
    local function of(s) return cx.claim.face_to_face_matters_most { feeling = s.felt, outcome = s.score, face = "store" } end
    assert.same({ SUPPORTED, REFUTED, OPEN },
      verdicts(of(channels(900, 2, 1, 10)), of(channels(900, 1, 2, 11)), of(channels(90, 1, 1, 12))))
    local o = measured(of(channels(900, 2, 1, 10)))
    assert.near(1, o.estimate.value, 0.3)
    assert.equal(3, #o.data.channels)
    plain(o)
    local s = people(100, 1, 13)
    o = measured(cx.claim.face_to_face_matters_most { feeling = s.care, outcome = s.whole, face = "nowhere's \\ 'place'" })
    assert.same({ OPEN, "channels" }, { o.verdict, o.needs.what })
  end)

  -- Slopes 2 in the store and 1 on the web, exactly known; 0.5 by phone, by a few noisy ones.
  it("face_to_face_matters_most: more than each of the others: a channel of which little is known leaves it open", function()
    local function of(phone, seed)
      local d = draws(seed)
      local s = survey(text_of("felt,score,channel", 1200, function(i)
        local channel = i % 20 == 0 and "phone" or i % 2 == 0 and "web" or "store"
        local felt = d.score(3 + d.normal(), 1, 5)
        return ("%d,%.2f,%s"):format(felt, ({ store = 2, web = 1, phone = phone })[channel] * felt
          + (channel == "phone" and 12 or 0.5) * d.normal(), channel)
      end), { felt = cx.scale { 1, 5 }, score = cx.number }, { channel = "channel" })
      return measured(cx.claim.face_to_face_matters_most { feeling = s.felt, outcome = s.score, face = "store" })
    end
    for seed = 1, 3 do
      local o = of(0.5, 70 + seed)
      assert.same({ OPEN, "phone" }, { o.verdict, o.data.against })
      assert.is_true(o.estimate.low < 0 and o.estimate.high > 0)
    end
  end)

  -- Units whose customers follow the staff of `lag` months before, as much as `effect` says.
  local function units(n, months, effect, lag, seed)
    local d, staff, customers = draws(seed), { "unit,day,x" }, { "unit,day,x" }
    for u = 1, n do
      local last, x = d.normal(), {}
      for t = 1, months + lag do
        last = 0.5 * last + d.normal()
        x[t] = last
      end
      local own = d.normal()
      for t = 1, months do
        local day = ("%d-%02d-11"):format(2024 + (t - 1) // 12, (t - 1) % 12 + 1)
        staff[#staff + 1] = ("U%d,%s,%.4f"):format(u, day, x[t + lag])
        customers[#customers + 1] = ("U%d,%s,%.4f"):format(u, day, effect * x[t] + 0.3 * own + d.normal())
      end
    end
    local function of(lines)
      return survey(table.concat(lines, "\n") .. "\n", { x = cx.number }, { time = "day", unit = "unit" }).x
    end
    return of(staff), of(customers)
  end

  it("follows: a planted lag is supported, the opposite order, no link and a negative one refuted, few units tell nothing", function()
    local staff, customers = units(14, 20, 1.5, 2, 3)
    local function of(given)
      given.level, given.permutations, given.lags = "within", 199, given.lags or 3
      return cx.claim.follows(given)
    end
    local o = measured(of { from = staff, to = customers })
    assert.same({ SUPPORTED, "units", 2 }, { o.verdict, o.estimate.counts, o.estimate.lag })
    plain(o)
    assert.equal(REFUTED, measured(of { from = customers, to = staff }).verdict)
    local a, b = units(40, 30, 0, 0, 14)
    assert.equal(REFUTED, measured(of { from = a, to = b, lags = 1, margin = 0.25 }).verdict)
    o = measured(of { from = a, to = b, lags = 1 })
    assert.same({ OPEN, "no_link_margin" }, { o.verdict, o.notes[1].code })
    a, b = units(14, 20, -1.5, 0, 5)
    assert.equal(REFUTED, measured(of { from = a, to = b }).verdict)
    a, b = units(2, 6, 1, 0, 6)
    o = measured(of { from = a, to = b, lags = 1 })
    assert.same({ OPEN, "n", "units", 3, 2 }, { o.verdict, o.needs.code, o.needs.counts, o.needs.n, o.needs.has })
    o = measured(cx.claim.follows { from = a, to = people(10, 1, 1).whole })
    assert.same({ OPEN, "unit" }, { o.verdict, o.needs.what })
  end)

  it("unrelated: measures of two files go together by unit and period", function()
    local a, b = units(30, 24, 0, 0, 21)
    assert.equal(SUPPORTED, measured(cx.claim.unrelated { a, b, margin = 0.3, level = "within" }).verdict)
    a, b = units(30, 24, 2, 0, 22)
    local o = measured(cx.claim.unrelated { a, b, margin = 0.3 })
    assert.same({ REFUTED, "units", 30 }, { o.verdict, o.estimate.counts, o.data.units })
    assert.equal(SUPPORTED, measured(cx.claim.behaviour_predicts { a, score = b, at_least = 0.3 }).verdict)
  end)

  -- Paths of six answers; the sixth is made of the mean of the five before, the first and the last of these.
  local function paths(n, first, last, seed)
    local d, lines = draws(seed), { "who,when,felt" }
    for i = 1, n do
      local x, sum = {}, 0
      for k = 1, 5 do
        x[k] = d.normal()
        sum = sum + x[k]
      end
      x[6] = sum / 5 + first * x[1] + last * x[5] + 0.5 * d.normal()
      for k = 1, 6 do lines[#lines + 1] = ("P%d,2026-0%d-10 12:00,%.4f"):format(i, k, x[k]) end
    end
    return survey(table.concat(lines, "\n") .. "\n", { felt = cx.number }, { person = "who", time = "when" })
  end

  it("first_matters and end_matters: the weight beside the mean, its contrary refuted, few people tell nothing", function()
    local s = paths(400, 0, 0.5, 1)
    assert.same({ SUPPORTED, REFUTED }, verdicts(cx.claim.end_matters { s.felt }, cx.claim.first_matters { s.felt, margin = 0.3 }))
    assert.same({ REFUTED, SUPPORTED },
      verdicts(cx.claim.end_matters { paths(400, 0.5, -0.5, 2).felt }, cx.claim.first_matters { paths(400, 0.5, -0.5, 2).felt }))
    assert.equal(OPEN, measured(cx.claim.end_matters { paths(70, 0, 0, 3).felt }).verdict)
    local o = measured(cx.claim.end_matters { paths(59, 0, 2, 3).felt })
    assert.same({ OPEN, 60, 59 }, { o.verdict, o.needs.n, o.needs.has })
    o = measured(cx.claim.end_matters { people(30, 1, 1).whole })
    assert.same({ OPEN, "person" }, { o.verdict, o.needs.what })
    plain(measured(cx.claim.end_matters { s.felt }))
  end)

  it("end_matters (3): a last annoyance undoes, whichever way the feeling is told", function()
    local d, lines = draws(17), { "who,when,felt,score" }
    for i = 1, 200 do
      local x = {}
      for k = 1, 4 do
        x[k] = d.uniform() < 0.25 and "annoyed" or "glad"
        lines[#lines + 1] = ("P%d,2026-0%d-10,%s,"):format(i, k, x[k])
      end
      lines[#lines + 1] = ("P%d,2026-06-10,,%d"):format(i, d.score(7 + d.normal() - (x[4] == "annoyed" and 3 or 0), 0, 10))
    end
    local s = survey(table.concat(lines, "\n") .. "\n", { felt = cx.scale.names { "glad", "annoyed" }, score = cx.scale { 0, 10 } },
      { person = "who", time = "when" })
    local bad = measured(cx.claim.end_matters { cx.metric.share(s.felt, "annoyed"), outcome = s.score, better = "low" })
    local good = measured(cx.claim.end_matters { cx.metric.share(s.felt, "glad"), outcome = s.score })
    assert.same({ SUPPORTED, SUPPORTED }, { bad.verdict, good.verdict })
    assert.near(good.estimate.value, bad.estimate.value, 1e-9)
    assert.near(good.estimate.low, bad.estimate.low, 1e-9)
    assert.equal(REFUTED, measured(cx.claim.end_matters { cx.metric.share(s.felt, "annoyed"), outcome = s.score }).verdict)
  end)

  it("end_matters: the same by lm of R on the same paths", function()
    -- R: b = coef(lm(after ~ first + last + mean)), times the standard deviation of the moment over that of after
    local s = survey(text_of("who,when,felt", 480, function(i)
      local person, k = (i - 1) // 6 + 1, (i - 1) % 6 + 1
      return ("P%02d,2026-0%d-10,%d"):format(person, k, (person * person * k + person * k * k * 7) % 11)
    end), { felt = cx.scale { 0, 10 } }, { person = "who", time = "when" })
    assert.near(-0.0943051367376255, measured(cx.claim.end_matters { s.felt }).estimate.value, 1e-12)
    assert.near(-0.152539720247011, measured(cx.claim.first_matters { s.felt }).estimate.value, 1e-12)
  end)

  it("end_matters: the weights of a journey", function()
    local d, lines = draws(31), { "case,event,time,felt,overall" }
    for i = 1, 600 do
      local x = { d.score(3 + d.normal(), 1, 5), d.score(3 + d.normal(), 1, 5), d.score(3 + d.normal(), 1, 5) }
      local overall = d.score(3 + 1.2 * (x[3] - 3) + 0.5 * d.normal(), 0, 10)
      for k = 1, 3 do
        lines[#lines + 1] = ("C%d,%s,2026-01-0%d 10:00,%d,%s"):format(i, ({ "a", "b", "c" })[k], k, x[k], k == 3 and overall or "")
      end
    end
    local journey = cx.journey { text = table.concat(lines, "\n") .. "\n", case = "case", event = "event", time = "time",
      feeling = cx.scale { 1, 5, column = "felt" }, overall = cx.scale { 0, 10, column = "overall" } }
    assert.same({ SUPPORTED, REFUTED }, verdicts(cx.claim.end_matters { journey = journey },
      cx.claim.first_matters { journey = journey, margin = 0.5 }))
  end)

  -- Contacts: all started well, half solved at once; lost with the probability told of each.
  local function log(n, once, later, seed)
    local d, lines = draws(seed), { "case,time,event" }
    for i = 1, n do
      local at_once = i % 2 == 0
      local events = { "met", "answered", "assured" }
      if at_once then events[4] = "solved" end
      if d.uniform() < (at_once and once or later) then events[#events + 1] = "lost" end
      for k, event in ipairs(events) do lines[#lines + 1] = ("K%d,2026-01-05 09:%02d,%s"):format(i, k, event) end
    end
    return cx.contacts { text = table.concat(lines, "\n") .. "\n", case = "case", time = "time", event = "event",
      events = { met = "met", answered = "answered", assured = "assured", solved = "solved", lost = "lost", handed_on = false } }
  end

  it("first_contact_must_resolve: among good starts, solved at once against not", function()
    local function of(contacts, margin)
      return cx.claim.first_contact_must_resolve { contacts = contacts, outcome = contacts.lost, better = "low", margin = margin }
    end
    local o = measured(of(log(600, 0.1, 0.5, 1)))
    assert.same({ SUPPORTED, "percent" }, { o.verdict, o.estimate.unit })
    assert.near(40, o.estimate.value, 8)
    assert.same({ REFUTED, OPEN, REFUTED }, verdicts(of(log(2000, 0.2, 0.2, 2), 10), of(log(60, 0.2, 0.2, 3)), of(log(600, 0.5, 0.1, 4))))
    plain(o)
  end)

  it("search_can_be_influenced: with the influence against without", function()
    local d = draws(41)
    local s = survey(text_of("guide,day,score", 800, function(i)
      return ("%s,2026-%02d-01,%.2f"):format(i % 2 == 0 and "yes" or "no", i % 12 + 1, d.normal() + (i % 2 == 0 and 1 or 0))
    end), { score = cx.number })
    local function of(with, margin) return cx.claim.search_can_be_influenced { s.score, with = with, margin = margin } end
    assert.same({ SUPPORTED, REFUTED, OPEN, REFUTED }, verdicts(of "guide == 'yes'", of "guide == 'no'",
      of(function(row) return row.day >= "2026-07-01" end), of("guide == 'yes'", 2)))
    local o = measured(cx.claim.search_can_be_influenced { s.score, with = "guide == 'never'" })
    assert.same({ OPEN, "both" }, { o.verdict, o.needs.what })
    assert.equal("influence", measured(cx.claim.search_can_be_influenced { s.score }).needs.what)
  end)

  -- Months of rows; each column rises by its slope a month.
  local function months(n, seed, slopes)
    local d = draws(seed)
    return survey(text_of("day,a,b,c,place", 40 * n, function(i)
      local t = (i - 1) // 40
      return ("%d-%02d-15,%.3f,%.3f,%.3f,%s"):format(2024 + t // 12, t % 12 + 1, d.normal() + slopes[1] * t,
        d.normal() + slopes[2] * t, d.normal() + slopes[3] * t, i % 2 == 0 and "repair" or "invoice")
    end), { a = cx.number, b = cx.number, c = cx.number }, { time = "day", touchpoint = "place" })
  end

  it("rises and falls: the slope over rounds", function()
    local s = months(12, 51, { 0.2, -0.2, 0 })
    local function of(maker, question) return cx.claim[maker] { question, period = "month" } end
    assert.same({ SUPPORTED, REFUTED, REFUTED, SUPPORTED, OPEN },
      verdicts(of("rises", s.a), of("falls", s.a), of("rises", s.b), of("falls", s.b), of("rises", s.c)))
    local o = measured(cx.claim.rises { months(3, 52, { 1, 1, 1 }).a, period = "month" })
    assert.same({ OPEN, "rounds", 4, 3 }, { o.verdict, o.needs.counts, o.needs.n, o.needs.has })
    o = measured(of("rises", s.a), { today = "2024-11-20" })
    assert.equal(10, o.estimate.n) -- November is not over
  end)

  it("automation_frees_experts: both have to rise where needs are demanding", function()
    local function of(slopes, given)
      local s = months(12, 53, slopes)
      given = given or {}
      given.expert_time, given.score, given.period = s.a, s.b, "month"
      given.demanding = given.demanding or "place == 'repair'"
      return cx.claim.automation_frees_experts(given)
    end
    assert.same({ SUPPORTED, REFUTED, REFUTED, OPEN }, verdicts(of { 0.3, 0.3, 0 }, of { 0.3, -0.3, 0 }, of { -0.3, 0.3, 0 },
      of { 0.3, 0, 0 }))
    local o = measured(of { 0.3, 0, 0 })
    assert.same({ 2, "score", "rounds" }, { #o.parts, o.estimate.of, o.needs.counts })
    plain(o)
    local s = months(12, 53, { 0.3, 0.3, 0 })
    local bare = cx.claim.automation_frees_experts { expert_time = s.a, score = s.b, period = "month" }
    assert.equal("demanding", measured(bare).needs.what)
    local plan = { inside = { touchpoints = { { name = "repair", need = "demanding" }, { name = "invoice" } } } }
    assert.equal(SUPPORTED, measured(bare, { plan = plan }).verdict)
  end)

  it("features_alone: only where effectiveness rises and emotion is flat is it put to the test", function()
    local function of(slopes)
      local s = months(16, 54, slopes)
      return cx.claim.features_alone { effectiveness = s.a, emotion = s.b, held = s.c, margin = 0.1, period = "month" }
    end
    assert.same({ SUPPORTED, REFUTED, OPEN }, verdicts(of { 0.3, 0, -0.3 }, of { 0.3, 0, 0.3 }, of { 0.3, 0, 0 }))
    local o = measured(of { 0.3, 0.3, -0.3 })
    assert.same({ OPEN, "pattern" }, { o.verdict, o.needs.what })
    plain(o)
  end)

  it("led_by_feel: the share of decisions that cite a finding", function()
    local function of(cited, n, at_most)
      local list = {}
      for i = 1, n do list[i] = { id = "d" .. i, finding = i <= cited and "a finding" or nil } end
      return measured(cx.claim.led_by_feel { at_most = at_most or 0.5 }, { plan = { inside = { decisions = list } } })
    end
    assert.same({ SUPPORTED, REFUTED, OPEN }, { of(2, 20).verdict, of(19, 20).verdict, of(2, 4).verdict })
    local o = of(3, 10)
    -- Wilson 95 % of 3 of 10 (R: prop.test(3, 10, correct = FALSE)): 0.1077913 to 0.6032219
    assert.near(0.1077913, o.estimate.low, 5e-7)
    assert.near(0.6032219, o.estimate.high, 5e-7)
    assert.equal("decisions", of(0, 0).needs.what)
    assert.equal("decisions", measured(cx.claim.led_by_feel { at_most = 0.5 }).needs.what)
  end)

  it("led_by_feel: a decision of a plan may say what finding it rests on", function()
    local answers = cx.survey { text = "recommend\n9\n10\n3\n", questions = { recommend = cx.scale.nps } }
    local plan = cx.plan { name = "A", measure = { surveys = { answers } },
      define = { claims = { cx.claim.led_by_feel { at_most = 0.5, source = "S" } } },
      implement = { strategic = { { "2026-01-12", "a call to all", finding = "no one calls" }, { "2026-02-12", "a new logo" } } },
      touchpoints = { { "All", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } } } }
    local o = plan:run { today = "2026-11-21" }.claims[1]
    assert.same({ OPEN, 2, 1 }, { o.verdict, o.data.decisions, o.data.cited })
  end)

  it("led_by_feel: the decisions of a ledger count too, those on goals as resting on a result", function()
    local path = os.tmpname() .. ".ledger"
    local plan = { name = "A", ledger = path, inside = { decisions = { { id = "logo" } } } }
    local ledger = assert(cx.ledger.open(path, { plan = "A", who = "anna", now = "2026-11-21T10:00:00" }))
    assert(ledger:append { { kind = "decision", id = "logo", event = "made", data = { finding = "seen as old" } },
                           { kind = "decision", id = "sign", event = "made", data = {} },
                           { kind = "review", id = "All", event = "raise", data = { target = 40 } } })
    ledger:close()
    local o = measured(cx.claim.led_by_feel { at_most = 0.5 }, { plan = plan })
    os.remove(path)
    assert.same({ 3, 2 }, { o.data.decisions, o.data.cited })
  end)

  it("follows: moderator = \"role\" parts units by the plan's digital touchpoints", function()
    local staff, lines, d = { "unit,day,x" }, { "unit,day,place,x" }, draws(71)
    for u = 1, 8 do
      for t = 1, 12 do
        local x = d.normal()
        staff[#staff + 1] = ("U%d,2025-%02d-11,%.3f"):format(u, t, x)
        for k = 1, 3 do
          lines[#lines + 1] = ("U%d,2025-%02d-11,%s,%.3f"):format(u, t, k <= u % 4 and "web" or "desk", x + d.normal())
        end
      end
    end
    local a = survey(table.concat(staff, "\n") .. "\n", { x = cx.number }, { time = "day", unit = "unit" })
    local b = survey(table.concat(lines, "\n") .. "\n", { x = cx.number }, { time = "day", unit = "unit", touchpoint = "place" })
    local context = { plan = { inside = { touchpoints = { { name = "web", role = "digital" }, { name = "desk", role = "human" } } } } }
    local made = cx.claim.follows { from = a.x, to = b.x, lags = 0, level = "within", moderator = "role", permutations = 199 }
    local o = measured(made, context)
    assert.same({ SUPPORTED, { { name = "digital", digital = true, verdict = "cannot tell" } } }, { o.verdict, o.data.moderators })
    assert.is_nil(measured(made).data.moderators)
    local few = survey(table.concat(staff, "\n") .. "\n", { x = cx.number }, { time = "day", unit = "unit", about = "staff" })
    o = measured(cx.claim.follows { from = few.x, to = b.x, lags = 0 }) -- one worker a unit and month
    assert.same({ OPEN, "hidden", true }, { o.verdict, o.needs.what, o.names.staff })
  end)

  it("own: a metric against what is claimed, or a test that gives an estimate", function()
    local s = people(900, 1, 61)
    assert.same({ SUPPORTED, REFUTED, OPEN, SUPPORTED }, verdicts(cx.claim.own { text = "t", metric = s.care, at_least = 2.5 },
      cx.claim.own { text = "t", metric = s.care, at_most = 2.5 }, cx.claim.own { text = "t", metric = s.care, is = 3 },
      cx.claim.own { text = "t", metric = s.care, where = "channel == 'web'", is = 3, margin = 0.3 }))
    local function of(test) return cx.claim.own { text = "t", at_least = 1, test = test } end
    assert.equal(SUPPORTED, measured(of(function() return { value = 3, low = 2, high = 4, n = 9 } end)).verdict)
    assert.equal(REFUTED, measured(of(function() return { estimate = 0, low = -1, high = 0.5, n = 9 } end)).verdict)
    local o = measured(of(function() return nil, "no visits yet" end))
    assert.same({ OPEN, "test", "no visits yet" }, { o.verdict, o.needs.what, o.notes[1].text })
    for _, wrong in ipairs { { value = 0 / 0, low = 0, high = 1 }, { value = 3, low = 4, high = 5 }, { value = 1, low = 0, high = math.huge },
                             { value = 1 }, 5, { value = 1, low = 0, high = 2, n = -1 },
                             { value = 0, low = 0, high = 1e300, n = 9 }, { value = 1, low = 0, high = 2 }, { value = 1, low = 0, high = 2, n = "9" } } do
      local none, message, code = of(function() return wrong end):measure()
      assert.is_nil(none)
      assert.equal("bad_test", code)
      assert.matches("^test: ", message)
    end
  end)

  it("(5): fewer people than the minimum give no estimate, and no data", function()
    local s = people(40, 1, 62)
    for _, made in ipairs { cx.claim.own { text = "t", metric = s.care, at_least = 1, minimum = 50 },
                            cx.claim.unrelated { s.care, s.bought, margin = 0.5, minimum = 50 },
                            cx.claim.share_of_experience { part = "emotion", is = 0.5, outcome = s.whole, minimum = 50 } } do
      local o = measured(made)
      assert.same({ OPEN, nil, nil, 50 }, { o.verdict, o.estimate, o.data, o.needs.n })
    end
  end)

  it("(1): a bound of a claim has 15 digits at most, so that nothing around it is infinite", function()
    local s = people(20, 1, 63)
    for _, x in ipairs { 1e308, -1e308, 0 / 0, math.huge } do
      assert.matches("^is: a number is wanted", sample.mistake("claim_spec", function()
        cx.claim.own { text = "t", metric = s.care, is = x, margin = 1 }
      end))
    end
  end)

  it("own (2): a test that counts fewer people than the plan's minimum is hidden; what it counts of other things is not", function()
    local function of(counts)
      return cx.claim.own { text = "t", at_least = 1, test = function()
        return { value = 3, low = 2, high = 4, n = 9, counts = counts }
      end }
    end
    local context = { plan = { privacy = { minimum = 10 } } }
    local o = measured(of(), context)
    assert.same({ OPEN, nil, true, 10 }, { o.verdict, o.estimate, o.hidden, o.needs.n })
    assert.equal(SUPPORTED, measured(of "visits", context).verdict)
    assert.equal(SUPPORTED, measured(of(), { plan = {} }).verdict)
  end)

  it("a file that is not there is a failure, as elsewhere", function()
    local s = cx.survey { file = "/nowhere/at/all.csv", questions = { a = cx.scale { 1, 5 }, b = cx.scale { 1, 5 } } }
    local none, message = cx.claim.unrelated { s.a, s.b, margin = 0.1 }:measure()
    assert.is_nil(none)
    assert.matches("all.csv", message)
  end)

  -- Wrong verdicts of 95 % intervals: about 5 % of draws where nothing is so; of 120 draws 15 or more with probability .0006.
  it("decides wrongly about as seldom as its confidence says, where nothing is so", function()
    local decided = { goes = 0, ends = 0, rises = 0, share = 0 }
    for seed = 1, 120 do
      local s = people(150, 1, 1000 + seed)
      if measured(cx.claim.goes_with { s.care, s.bought }).verdict ~= OPEN then decided.goes = decided.goes + 1 end
      if measured(cx.claim.share_of_experience { part = "emotion", outcome = s.whole, is = 1 / 3 }).verdict ~= OPEN then
        decided.share = decided.share + 1
      end
      if measured(cx.claim.end_matters { paths(80, 0, 0, 2000 + seed).felt }).verdict ~= OPEN then decided.ends = decided.ends + 1 end
      if measured(cx.claim.rises { months(6, 3000 + seed, { 0, 0, 0 }).a, period = "month" }).verdict ~= OPEN then
        decided.rises = decided.rises + 1
      end
    end
    for name, n in pairs(decided) do assert.is_true(n <= 14, ("%s: %d of 120"):format(name, n)) end
  end)
end)
