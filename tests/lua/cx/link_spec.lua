-- link_spec.lua - link.lua: the check of the statistics note (section 13) through surveys, planted and absent links

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local STAFF = { { 3.1, 3.3, 3.0, 3.4 }, { 4.0, 4.1, 4.3, 4.2 }, { 2.5, 2.8, 2.6, 2.9 }, { 3.6, 3.4, 3.7, 3.9 },
                { 4.4, 4.5, 4.2, 4.6 } }
local CUSTOMERS = { { 22, 25, 24, 30 }, { 41, 44, 38, 47 }, { 30, 18, 26, 21 }, { 28, 35, 30, 33 }, { 36, 45, 49, 40 } }


-- One row for each unit and month, or `people` rows around the value.
local function rows(table_of, people)
  local lines = { "unit,day,x,channel" }
  for u, row in ipairs(table_of) do
    for m, value in ipairs(row) do
      for k = 1, people or 1 do
        local off = people and (k % 2 == 0 and 0.5 or -0.5) or 0
        lines[#lines + 1] = value and ("U%02d,20%02d-%02d-11,%s,%s"):format(u, 26 + (m - 1) // 12, (m - 1) % 12 + 1, value + off,
          u % 2 == 0 and "web" or "store") or nil
      end
    end
  end
  return table.concat(lines, "\n") .. "\n"
end


local function survey(table_of, options, people)
  local all = { text = rows(table_of, people), time = "day", unit = "unit", channel = "channel", questions = { x = cx.number } }
  for key, value in pairs(options or {}) do all[key] = value end
  return cx.survey(all)
end


local function link(options)
  local all = { staff = survey(STAFF).x, customers = survey(CUSTOMERS).x, lags = 1 }
  for key, value in pairs(options or {}) do all[key] = value or nil end
  return cx.link(all)
end


local function measured(options) return assert(link(options):measure()) end


local function codes(outcome)
  local list = {}
  for i, note in ipairs(outcome.notes) do list[i] = note.code .. (note.n and " " .. note.n or "") end
  return list
end


-- Every number in a table is finite.
local function all_finite(value)
  if type(value) == "number" then assert.is_true(value == value and math.abs(value) < math.huge) end
  if type(value) ~= "table" then return end
  for _, item in pairs(value) do all_finite(item) end
end


-- Units that go on as they went; the customers follow their staff `lag` periods later, as much as `effect` says.
local function made_up(units, periods, effect, lag, seed)
  local core, state = require "cx.core", seed
  local function normal()
    state = (state * 1103515245 + 12345) % 2147483648
    return core.distribution.normal_quantile((state + 0.5) / 2147483648)
  end
  local staff, customers = {}, {}
  for u = 1, units do
    local x, last, own = {}, normal(), normal()
    for t = 1, periods + lag do
      last = 0.5 * last + normal()
      x[t] = last
    end
    staff[u], customers[u], last = {}, {}, normal()
    for t = 1, periods do
      last = 0.5 * last + normal()
      staff[u][t], customers[u][t] = x[t + lag], effect * x[t] + own + last
    end
  end
  return survey(staff).x, survey(customers).x
end


describe("link", function()
  it("(1): the note's correlations and probabilities, from two surveys", function()
    local o = measured()
    local r, p = {}, {}
    for i, lag in ipairs(o.pooled.lags) do r[i], p[i] = lag.value, lag.p end
    assert.near(0.864279, r[1], 5e-7)
    assert.near(0.818006, r[2], 5e-7)
    assert.near(0.952623, r[3], 5e-7)
    assert.near(1 / 120, o.p, 1e-12)
    assert.near(6 / 120, p[2], 1e-12)
    assert.same({ "link", 1, 5, 4, 120, true, "unit jackknife 95 %" },
      { o.verdict, o.lag, o.units, o.periods, o.orders, o.exact, o.method })
    all_finite(o)
  end)

  it("(1): answers of many people give the same as their means", function()
    local o = measured { staff = survey(STAFF, {}, 4).x, customers = survey(CUSTOMERS, {}, 6).x }
    assert.near(0.952622944481957, o.value, 1e-12)
    assert.same({ 80, 120 }, { o.staff.n, o.customers.n })
  end)

  it("(1): more than eight units are permuted at random, with a seed that is told", function()
    local staff, customers = made_up(12, 10, 0, 0, 5)
    local a = measured { staff = staff, customers = customers, lags = 2, permutations = 499, seed = 7 }
    local b = measured { staff = staff, customers = customers, lags = 2, permutations = 499, seed = 7 }
    assert.same(a, b)
    assert.same({ 7, 500, false }, { a.seed, a.orders, a.exact })
  end)

  it("(2) (4): a planted lag is found, and who comes first", function()
    local staff, customers = made_up(14, 20, 1.5, 2, 3)
    local o = measured { staff = staff, customers = customers, lags = 4, level = "within", permutations = 999 }
    assert.same({ "link", 2, "staff first" }, { o.verdict, o.lag, o.lead.verdict })
    o = measured { staff = customers, customers = staff, lags = 4, level = "within", permutations = 999 }
    assert.same({ "link", -2, "customers first" }, { o.verdict, o.lag, o.lead.verdict })
  end)

  -- 60 draws: between 0 and 8 found at 5 % with probability .998. (4000 draws: tests/core/infer/test_link.c.)
  it("(2): where nothing was planted little is found", function()
    local found = 0
    for seed = 1, 60 do
      local staff, customers = made_up(6, 6, 0, 0, 1000 * seed)
      local o = measured { staff = staff, customers = customers, lags = 1 }
      if o.verdict == "link" then found = found + 1 end
    end
    assert.is_true(found <= 8)
  end)

  it("(2): no link is said where the interval of every lag lies inside the margin, and only then", function()
    local staff, customers = made_up(40, 30, 0, 0, 12)
    local all = { staff = staff, customers = customers, lags = 1, level = "within", permutations = 199 }
    assert.equal("cannot tell", measured(all).verdict)
    all.margin = 0.25
    local o = measured(all)
    assert.equal("no link", o.verdict)
    for _, lag in ipairs(o.within.lags) do assert.is_true(lag.low > -0.25 and lag.high < 0.25) end
    all.margin = 0.01
    o = measured(all)
    assert.equal("cannot tell", o.verdict)
    assert.is_true(o.needed.n > 40)
    assert.equal(0.01, o.needed.size)
  end)

  it("(3): units that it takes, by hand", function()
    local staff, customers = made_up(10, 8, 0, 0, 77)
    local o = measured { staff = staff, customers = customers, lags = 0, permutations = 199, margin = 0.2 }
    assert.equal("cannot tell", o.verdict)
    local z, root = function(r) return 0.5 * math.log((1 + r) / (1 - r)) end, math.sqrt(10)
    -- normal quantiles (R 4.2): qnorm(.8), qnorm(.975), qnorm(.9)
    local see = (z(o.pooled.band) + 0.841621233572914 * o.pooled.lags[1].se) * root / z(0.2)
    local fit = (1.95996398454005 + 1.2815515655446) * o.pooled.lags[1].se * root / z(0.2)
    assert.equal(math.max(math.ceil(see * see), math.ceil(fit * fit), 11), o.needed.n)
  end)

  it("(5): strata whose links differ are told apart, with p by permutation", function()
    local staff, customers, strata = {}, {}, {}
    for u = 1, 8 do
      staff[u], customers[u] = {}, {}
      strata[("U%02d"):format(u)] = u <= 4 and "service" or "web shop"
      for t = 1, 6 do
        staff[u][t] = (u * 7 + t * t * 3) % 11
        customers[u][t] = u <= 4 and staff[u][t] + (t % 2) or (t * 5 + u * u) % 7
      end
    end
    local o = measured { staff = survey(staff).x, customers = survey(customers).x, lags = 0, moderator = { kind = strata } }
    local one = o.moderators[1]
    assert.same({ "kind", "differs", 40320, true }, { one.name, one.verdict, one.orders, one.exact })
    assert.same({ "service", "web shop" }, { one.strata[1].name, one.strata[2].name })
    assert.is_true(one.strata[1].value > 0.9 and one.strata[2].value < 0.6 and one.p <= 0.05)
    assert.same({ 4, 4 }, { one.strata[1].n, one.strata[2].n })
  end)

  it("(5): the digital share is counted from the customers' rows and halved", function()
    local staff, customers = made_up(6, 6, 0, 0, 9)
    local o = measured { staff = staff, customers = customers, lags = 0, digital = { channel = { "web" } } }
    local one = o.moderators[1]
    assert.same({ true, 0.5, 0 }, { one.digital, one.median, one.missing })
    assert.same({ "low", "high" }, { one.strata[1].name, one.strata[2].name })
    assert.same({ 3, 3 }, { one.strata[1].n, one.strata[2].n })
    assert.equal("cannot tell", one.verdict)
  end)

  it("(5): moderators by number, by metric and by column; strata under three units are not told", function()
    local staff, customers = made_up(6, 6, 0, 0, 9)
    local o = measured { staff = staff, customers = customers, lags = 0, moderator = {
      age = { U01 = 1, U02 = 2, U03 = 3, U04 = 4, U05 = 5 }, lead = staff, way = "channel", zone = { U01 = "a", U02 = "b" } } }
    local age, lead, way, zone = table.unpack(o.moderators)
    assert.same({ true, 3, 3 }, { age.few, age.median, age.missing })
    assert.same({ 3, 3, 0 }, { lead.strata[1].n, lead.strata[2].n, lead.missing })
    assert.same({ "store", "web" }, { way.strata[1].name, way.strata[2].name })
    assert.is_true(zone.few)
    all_finite(o)
  end)

  it("(6): r corrected for unreliability by both ICC(2), and no larger than 1", function()
    local o = measured { staff = survey(STAFF, {}, 4).x, customers = survey(CUSTOMERS, {}, 6).x }
    local a, b = o.staff.reliability.periods, o.customers.reliability.periods
    assert.near(math.min(1, o.value / math.sqrt(a.icc2 * b.icc2)), o.disattenuated.value, 1e-12)
    assert.is_nil(measured().disattenuated)
  end)

  it("(6): reliability is the note's", function()
    local groups = { { 3, 4, 4, 5, 4 }, { 2, 3, 2, 3, 2 }, { 5, 4, 5, 5, 4 }, { 3, 3, 4, 2, 3 } }
    local o = measured { staff = survey(groups).x, customers = survey(groups).x, lags = 0 }
    assert.near(0.690722, o.staff.reliability.units.icc1, 5e-7)
    assert.near(0.917808, o.staff.reliability.units.icc2, 5e-7)
  end)

  it("(7): lags longer than the series are not asked, and told", function()
    local o = measured { lags = 8 }
    assert.same({ 2, 8, { "short 2" } }, { o.lags, o.asked_lags, codes(o) })
    o = measured { staff = survey({ { 1 }, { 2 }, { 4 } }).x, customers = survey({ { 2 }, { 1 }, { 5 } }).x, lags = 8 }
    assert.equal(0, o.lags)
    assert.is_nil(o.within)
    all_finite(o)
  end)

  it("(8): one unit, two units: no numbers", function()
    for n = 1, 2 do
      local o = measured { staff = survey({ table.unpack(STAFF, 1, n) }).x, customers = survey({ table.unpack(CUSTOMERS, 1, n) }).x }
      assert.same({ "cannot tell", "few_units " .. n }, { o.verdict, codes(o)[1] })
      assert.is_nil(o.value or o.pooled or o.within)
    end
  end)

  it("(8): with three units all orders are six, and p cannot be small: it says so", function()
    local o = measured { staff = survey({ table.unpack(STAFF, 1, 3) }).x, customers = survey({ table.unpack(CUSTOMERS, 1, 3) }).x }
    assert.equal("few_orders 6", codes(o)[1])
    assert.is_true(o.p >= 1 / 6 - 1e-12)
  end)

  it("(8): a series that does not vary has no link to tell", function()
    local same = {}
    for u = 1, 5 do same[u] = { 3, 3, 3, 3 } end
    local o = measured { staff = survey(same).x }
    assert.same({ "cannot tell", "constant" }, { o.verdict, codes(o)[1] })
    for u = 1, 5 do same[u] = { u, u, u, u } end
    o = measured { staff = survey(same).x, level = "within" }
    assert.same({ "cannot tell", "no_level" }, { o.verdict, codes(o)[1] })
    all_finite(o)
  end)

  it("(8): units on one side alone are counted; without a common unit it says why", function()
    local o = measured { staff = survey({ table.unpack(STAFF, 1, 4) }).x }
    assert.same({ 4, { "only_customers 1" } }, { o.units, codes(o) })
    local none, message, code = link { unit = { staff = "channel", customers = "unit" } }:measure()
    assert.is_nil(none)
    assert.matches("no unit is on both sides", message)
    assert.equal("no_units", code)
  end)

  it("(8): a side without answers yet is no mistake", function()
    local o = measured { staff = cx.survey { text = "unit,day,x\nU01,2026-01-01,\n", time = "day", unit = "unit",
                                             questions = { x = cx.number } }.x }
    assert.same({ "cannot tell", 0, "only_customers 5", "few_units 0" },
      { o.verdict, o.units, codes(o)[1], codes(o)[#o.notes] })
  end)

  it("panel (1): cells under the minimum of people are in no figure, and few people are not told", function()
    local staff = { text = rows(STAFF, 4) .. rows({ { 1 } }, 1):gsub("^[^\n]*\n", ""):gsub("U01", "U09"), about = "staff",
                    privacy = { minimum = 4 } }
    local o = measured { staff = survey({}, staff).x, lags = 1 }
    assert.near(0.952622944481957, o.value, 1e-12)
    assert.same({ 1, 4 }, { o.staff.left_cells, o.staff.minimum })
    assert.is_nil(o.staff.left_n)
    assert.is_nil(o.staff.n) -- with it the one person could be counted
    for _, options in ipairs { { minimum = 5 }, { staff = survey(STAFF, { about = "staff" }).x } } do
      o = measured(options)
      assert.same({ "cannot tell", 0, 20 }, { o.verdict, o.units, o.staff.left_cells })
      assert.is_nil(o.value or o.pooled)
    end
  end)

  it("panel (4): an option of several has its people, and no reliability; weights weigh the means", function()
    local lines = { "unit,day,options,x,w" }
    for u = 1, 4 do
      for m = 1, 4 do
        for k = 1, 5 do
          lines[#lines + 1] = ("U%d,2026-%02d-03,%s,%d,%d"):format(u, m, k <= (u + m) % 5 and "a;b" or "b", (u * m + k) % 7, k)
        end
      end
    end
    local s = cx.survey { text = table.concat(lines, "\n"), unit = "unit", time = "day", weight = "w", delimiter = ",",
                          questions = { options = cx.scale.several { "a", "b" }, x = cx.scale { 0, 10 } } }
    local o = measured { staff = cx.metric.share(s.options, "a"), customers = s.x, lags = 0 }
    assert.same({ 80, 80, {} }, { o.staff.n, o.customers.n, o.staff.reliability })
    local x, y, n = {}, {}, 0
    for _, e in ipairs(assert(s:tally { by = { "unit", cx.month }, of = "x" }):measure(cx.metric.mean "x")) do
      n = n + 1
      y[n] = e.value
    end
    for i, e in ipairs(assert(s:tally { by = { "unit", cx.month }, of = "options" }):measure(cx.metric.share("options", "a"))) do
      x[i] = e.value
    end
    local sx, sy, xx, yy, xy = 0, 0, 0, 0, 0
    for i = 1, n do sx, sy = sx + x[i] / n, sy + y[i] / n end
    for i = 1, n do
      xx, yy, xy = xx + (x[i] - sx) ^ 2, yy + (y[i] - sy) ^ 2, xy + (x[i] - sx) * (y[i] - sy)
    end
    assert.near(xy / math.sqrt(xx * yy), o.value, 1e-12)
    all_finite(o)
  end)

  it("panel (3): a column of a series, summed or not", function()
    local crm = cx.series { text = rows(CUSTOMERS), time = "day", unit = "unit", sum = "x" }
    local o = measured { customers = crm.x }
    assert.near(0.952622944481957, o.value, 1e-12)
    assert.equal("count", o.customers.measure.unit)
    assert.same({}, o.customers.reliability)
  end)

  it("period (1): a month in which nobody answered keeps its place", function()
    local staff, customers = {}, {}
    for u = 1, 5 do
      staff[u], customers[u] = {}, {}
      for t = 1, 7 do
        staff[u][t] = t ~= 3 and (u * 5 + t * t) % 13
        customers[u][t] = t ~= 3 and t > 2 and (u * 5 + (t - 2) ^ 2) % 13 -- two months after the staff
      end
    end
    local o = measured { staff = survey(staff).x, customers = survey(customers).x, lags = 3 }
    assert.same({ 2, 7 }, { o.lag, o.periods })
    assert.near(1, o.value, 1e-12)
    assert.equal(15, o.pooled.lags[6].n) -- months 4, 6, 7: 5 would need the staff of month 3
  end)

  it("period (2): periods may be the labels of a column", function()
    local function waves(table_of) return (rows(table_of):gsub("day", "wave", 1):gsub("2026%-(%d%d)%-11", "%1")) end
    local function of(table_of) return cx.survey { text = waves(table_of), unit = "unit", questions = { x = cx.number } } end
    local o = measured { staff = of(STAFF).x, customers = of(CUSTOMERS).x, period = "wave" }
    assert.near(0.952622944481957, o.value, 1e-12)
    assert.is_false(o.is_calendar)
  end)

  it("period (3): periods after the day of the report take no part", function()
    local o = assert(link():measure { today = "2026-03-20" })
    assert.same({ 3, 15 }, { o.periods, o.staff.cells })
  end)

  it("refuses what it cannot take at the analyst's line", function()
    local x = survey(STAFF).x
    local function wrong(options) return sample.mistake("link_spec", function() cx.link(options) end) end
    assert.matches("staff: whose measure", wrong { customers = x })
    assert.matches("staff: a metric, a question or a column", wrong { staff = 5, customers = x })
    assert.matches("staff: which survey's nps", wrong { staff = cx.metric.nps "x", customers = x })
    assert.matches('unknown option of cx.link "lag"; did you mean "lags"', wrong { staff = x, customers = x, lag = 3 })
    assert.matches("lags: a whole number from 0 to 1000", wrong { staff = x, customers = x, lags = -1 })
    assert.matches("margin: a correlation too small", wrong { staff = x, customers = x, margin = 2 })
    assert.matches("period: a length of time", wrong { staff = x, customers = x, period = 5 })
    assert.matches("unit: a column", wrong { staff = x, customers = x, unit = 5 })
    assert.matches('unknown level "between"', wrong { staff = x, customers = x, level = "between" })
    assert.matches("moderator.a: units with texts", wrong { staff = x, customers = x, moderator = { a = { U = 0 / 0 } } })
    assert.matches("moderator.a: no unit", wrong { staff = x, customers = x, moderator = { a = {} } })
    assert.matches("digital: one role", wrong { staff = x, customers = x, digital = {} })
    assert.matches("confidence: a number", wrong { staff = x, customers = x, confidence = 1 })
    assert.matches("cx.link wants a table", wrong(5))
  end)

  it("gives what the world does back: no file", function()
    local gone = cx.survey { file = "tests/data/gone.csv", time = "day", unit = "unit", questions = { x = cx.number } }
    local none, message, code = link { staff = gone.x }:measure()
    assert.is_nil(none)
    assert.matches("gone.csv", message)
    assert.equal("no_file", code)
  end)
end)
