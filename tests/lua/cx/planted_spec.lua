-- planted_spec.lua - examples/huolto: what was planted is found, inside its interval, and nothing where nothing was
--
-- The data are made by examples/huolto/make_why.lua, whose head says what is true; the numbers of its rules (1) to (7) stand
-- in the names below. An interval of 95 % misses one truth in twenty, and the committed seed is one of those that miss none:
-- with 80 others the slopes were caught 76, 75 and 75 times, r 75, the weights of feelings 73 to 76, removal effects 76 and
-- 77 times; the planted lag was found and the peak elsewhere 80 times; pay was called a link twice in 160.

local cx = require "cx"


-- The outcomes of the plan by their titles.
local function outcomes()
  local result, list = dofile "examples/huolto/plan.lua":run { today = "2026-11-21" }, {}
  for _, key in ipairs { "claims", "why", "worth" } do
    for _, outcome in ipairs(result[key]) do list[outcome.title or outcome.text or outcome.claim] = outcome end
  end
  return list
end


local function by_name(items, key)
  local list = {}
  for _, item in ipairs(items) do list[item[key or "name"]] = item end
  return list
end


-- The truth lies in the interval, and the interval is narrow enough to say something.
local function holds(truth, estimate, width, what)
  assert.is_true(estimate.low <= truth and truth <= estimate.high,
    ("%s: %g is not in %g ... %g"):format(what, truth, estimate.low, estimate.high))
  assert.is_true(estimate.high - estimate.low <= width, what .. " is too wide")
end


describe("huolto, planted:", function()
  local found = outcomes()

  it("(1): two questions drive the experience by their planted weights, and the third not at all", function()
    local drivers = by_name(found["Mistä kokemus syntyy"].drivers)
    for name, truth in pairs { aika = { 0.5, 25 / 34, { 1, 1 } }, huoli = { 0.3, 9 / 34, { 2, 2 } }, siisteys = { 0, 0 } } do
      holds(truth[1], drivers[name].slope, 0.06, name .. "'s slope")
      holds(truth[2], drivers[name].part, 0.08, name .. "'s part")
      assert.same(truth[3], drivers[name].rank)
    end
    assert.is_false(drivers.siisteys.distinguishable)
    local contrast = by_name(found["Mistä kokemus syntyy"].contrast) -- straight lines: nothing disappoints more than it delights
    assert.same({ "both", "both", "cannot tell" },
      { contrast.aika.verdict, contrast.huoli.verdict, contrast.siisteys.verdict })
    local map = by_name(found["Mistä kokemus syntyy"].map.items)
    assert.same({ "mend", "leave" }, { map.aika.verdict, map.huoli.verdict }) -- 6.5 against goals of 7 and of 6
  end)


  it("(2): expectations are missed at the bill, exceeded at the visit, and met at the fault report", function()
    local gaps = by_name(found["Odotettu ja koettu"].list[1].items, "label")
    for name, truth in pairs { Lasku = { -0.8, "fell short" }, ["Huoltokäynti"] = { 0.4, "exceeded" },
                               Vikailmoitus = { 0, "met" } } do
      holds(truth[1], gaps[name], 0.2, name)
      assert.equal(truth[2], gaps[name].verdict)
    end
  end)


  it("(3): the fitters' support shows in the customers a month later, their pay never", function()
    local support, pay = found["Asentajan tuki ja asiakas"], found["Asentajan palkka ja asiakas"]
    assert.same({ "link", 1, "staff first" }, { support.verdict, support.lag, support.lead.verdict })
    holds(0.5, support, 0.25, "r")
    assert.same({ "no link", "cannot tell" }, { pay.verdict, pay.lead.verdict })
    assert.is_true(pay.p > 0.05)
    for _, one in ipairs { support, pay } do
      for _, lag in ipairs(one.within.lags) do
        if lag.lag ~= 1 or one == pay then assert.is_true(lag.p_adjusted > 0.05, "lag " .. lag.lag) end
      end
    end
  end)


  it("(4): three in ten are lost at the bill, and removal effects are those of the chain", function()
    local path = found["Polku vikailmoituksesta sopimukseen"]
    local places, removal = by_name(path.activities), by_name(path.removal)
    local function share(estimate) return { low = estimate.low / 100, high = estimate.high / 100 } end
    holds(0.30, share(places.Lasku.drop_off), 0.06, "lost at the bill")
    holds(0.10, share(places.Vikailmoitus.drop_off), 0.06, "lost at the fault report")
    local bill = 0.3 + 0.4 * 0.75                                -- who gets the bill goes on with this probability
    local visit = 0.85 / 0.9 * bill                              -- one visit in ten is followed by another
    local whole = 0.6 * 0.9 * visit + 0.4 * 0.6 * 0.7 * visit
    holds(whole, share(path.shares.conversion), 0.05, "conversion")
    for name, truth in pairs { ["Huoltokäynti"] = 1, Lasku = 1, Vikailmoitus = 0.6 * 0.9 * visit / whole,
                               ["Jälkisoitto"] = 1 - 0.3 / bill, Tarjous = 0.4 * 0.6 * 0.7 * visit / whole,
                               Verkkosivut = 0.4 * 0.6 * 0.7 * visit / whole } do
      if truth == 1 then assert.near(1, removal[name].value, 1e-12) else holds(truth, removal[name], 0.1, name) end
    end
    assert.is_nil(removal["Sopimus jatkuu"])
  end)


  it("(5): the strongest feeling is of the bill, and the end and the peak make the score, the lowest moment does not", function()
    local felt = found["Polku vikailmoituksesta sopimukseen"].feeling
    assert.same({ "elsewhere", "Lasku", "moments matter" }, { felt.peak.verdict, felt.peak.observed[1].name, felt.fit.verdict })
    local weights = by_name(felt.fit.weights)
    for name, truth in pairs { ["end"] = 0.6, peak = 0.3, trough = 0, first = 0, mean = 0 } do
      holds(truth, weights[name], 0.25, name)
    end
  end)


  it("(6): leaders believed too well of the bill, by one; the front line was near, and knew how sure it was", function()
    local seen = found["Mitä johto ja kenttä uskoivat"]
    assert.equal(6, #seen.items)
    for _, item in ipairs(seen.items) do
      local is_planted = item.role == "johto" and item.place == "Lasku"
      holds(is_planted and 1 or 0, item, 0.7, item.role .. " of " .. item.place)
      assert.equal(is_planted and "too high" or "near", item.verdict)
    end
  end)


  it("(7): a promoter buys for 72 euros more, and stays and brings others as was planted", function()
    local made = found["Mitä suosittelija tuo"]
    holds(208 - 136, made.purchase, 12, "at the purchase")
    local function years(spend, stays) -- ten years, discounted by 8 % a year
      local sum = 0
      for year = 0, 9 do sum = sum + spend * (stays / 1.08) ^ year end
      return sum
    end
    holds(years(208, 0.9) - years(136, 0.6), made.duration, 200, "with duration")
    local truth = assert(cx.worth { discount = 0.08, years = 10, segments = {
      promoter = { spend = 208, retention = 0.9, referrals = 0.25, share = 0.45 },
      passive = { spend = 165, retention = 0.8, referrals = 0, share = 0.30 },
      detractor = { spend = 136, retention = 0.6, referrals = 0, share = 0.25 } } }:measure())
    holds(truth.total.value, made.total, 600, "with referrals")
    local inputs = {}
    for _, one in ipairs(made.inputs) do inputs[one.key .. " " .. (one.segment or "")] = one end
    for key, value in pairs { ["spend promoter"] = 208, ["spend passive"] = 165, ["spend detractor"] = 136,
                              ["retention promoter"] = 0.9, ["retention passive"] = 0.8, ["retention detractor"] = 0.6,
                              ["referrals promoter"] = 0.25 } do
      assert.equal("data", inputs[key].source)
      holds(value, inputs[key], 0.3 * value, key)
    end
    for _, segment in ipairs { "passive", "detractor" } do assert.equal(0, inputs["referrals " .. segment].value) end
  end)


  it("claims that are true here are supported, and those that are not are refuted", function()
    local verdicts = {}
    for _, name in ipairs { "Asentajan saama tuki näkyy asiakkaalle", "Asentajan palkka näkyy asiakkaalle", "end_matters",
                            "first_matters" } do
      verdicts[#verdicts + 1] = found[name].verdict
    end
    assert.same({ "supported", "refuted", "supported", "refuted" }, verdicts)
  end)


  it("the budget: no other division into steps of 3,000 gains more than the best, and the present one loses what is told", function()
    local made = found["Mihin kehitysraha"]
    local function saturating(gain, half) return function(x) return gain * (1 - 2 ^ (-x / half)) end end
    local curves = { saturating(52000, 9000), saturating(40000, 18000),
                     function(x) return 26000 * x ^ 3 / (15000 ^ 3 + x ^ 3) end, saturating(18000, 8000) }
    local function total(amounts)
      local sum = 0
      for i, amount in ipairs(amounts) do sum = sum + curves[i](amount) end
      return sum
    end
    local spent = {}
    for i, line in ipairs(made.lines) do spent[i] = line.value end
    assert.near(total(spent), made.total.value, 1e-6)
    local best = 0
    for a = 0, 18 do
      for b = 0, 18 - a do
        for c = 0, 18 - a - b do best = math.max(best, total { 3000 * a, 3000 * b, 3000 * c, 60000 - 3000 * (a + b + c) }) end
      end
    end
    assert.is_true(made.total.value >= best and best > 0.99 * made.total.value)
    assert.near(made.total.value - total { 9000, 27000, 14000, 10000 }, made.better.value, 1e-6)
  end)
end)
