-- contacts_spec.lua - a contact log: good starts, promises, and what became of them
--
--   file > rows > batch > tally > METRIC > goal > report

local cx = require "cx"

local FILE = "tests/data/contacts/yhteydenotot.csv"
local EVENTS = { asked = "yhteydenotto", met = "tavattu", answered = "vastattu", handed_on = "siirretty",
                 told_return = "kerrottu paluu", assured = "vakuutettu", greeted = "tervehditty", returned = "palattu",
                 solved = "ratkaistu", lost = "menetetty", came_back = "asioi uudelleen", renewed = "lupaus uusittu" }


-- Contacts of the little log; options on top.
local function little(more)
  local options = { file = FILE, case = "tapaus", time = "hetki", event = "tapahtuma", promise = "luvattu",
                    touchpoint = "kosketuspiste", events = EVENTS, questions = { suosittelu = cx.scale.nps } }
  for key, value in pairs(more or {}) do options[key] = value end
  return cx.contacts(options)
end


-- The estimate of a measure over all cases.
local function total(contacts, name)
  local metric = contacts[name]
  local tally <close> = assert(metric.survey:tally { of = metric.question })
  return tally:total(metric)
end


local function near(wanted, got, what, tolerance)
  assert.is_true(math.abs(wanted - got) <= (tolerance or 1e-9), ("%s: %.12g, not %.12g"):format(what or "value", got, wanted))
end


local function reasons(list)
  local map = {}
  for _, item in ipairs(list) do map[item.reason] = item.n end
  return map
end


describe("contacts of a little log", function()
  local loki

  setup(function() loki = little() end)


  it("(2): the good start is the four criteria together, over all cases", function()
    local start = total(loki, "good_start")                     -- T1 T3 T5 T7 of eight
    assert.equal(8, start.n)
    near(50, start.value)
    near(100 * 7 / 8, total(loki, "met").value)
    near(100 * 6 / 8, total(loki, "answered").value)
    near(100 * 5 / 8, total(loki, "assured").value)
  end)


  it("(2): told when the expert returns asks those alone who were handed on", function()
    local told = total(loki, "told_return")                     -- T1 T3 T7 of T1 T3 T4 T7 T8
    assert.equal(5, told.n)
    near(60, told.value)
    assert.equal(3, told.missing["not handed on"])
  end)


  it("(2): coded items are shares of cases", function()
    near(12.5, total(loki, "greeted").value)
    near(12.5, total(loki, "came_back").value)
    near(12.5, total(loki, "renewed").value)
  end)


  it("(2): solved in one go is not solved after a second question or a handing on", function()
    near(25, total(loki, "first_contact").value)                -- T2 T5, not T8
  end)


  it("(2): waiting is the mean of hours to the first contact", function()
    local e = total(loki, "waiting")
    assert.equal(7, e.n)
    assert.equal(1, e.missing["not contacted"])
    near((20 / 60 + 24 + 2 + 0.5 + 1 / 60 + 0.5 + 10 / 60) / 7, e.value)
  end)


  it("(2): promises are kept, late, broken or open", function()
    local p = loki:promises()
    -- kept: T1, T8's renewed one; late: T3, T8's first; broken: T4; open: T7
    assert.same({ 6, 2, 2, 1, 1 }, { p.made, p.kept, p.late, p.broken, p.open })
    near(40, p.share.value)
    assert.equal(5, p.share.n)
    near(40, total(loki, "promises_late").value)
    near(20, total(loki, "promises_broken").value)
  end)


  it("(4): promises stand as of today; later rows are not there yet", function()
    local function fates(today)
      local p = little { today = today }:promises()
      return { p.made, p.kept, p.late, p.broken, p.open }
    end
    assert.same({ 2, 0, 1, 0, 1 }, fates "2026-03-02")
    assert.same({ 2, 0, 0, 1, 1 }, fates "2026-03-02 15:30")
    assert.same({ 6, 2, 2, 1, 1 }, fates "2026-03-09 11:59:59")
    assert.same({ 6, 2, 2, 2, 0 }, fates "2026-03-09 12:00:01")
    assert.equal(33, reasons(little { today = "2026-03-02" }:receipt().dropped)["after today"])
  end)


  it("(5): the receipt counts every row, and none is used in silence", function()
    local r = loki:receipt()
    assert.equal(51, r.read)
    assert.equal(8, r.cases)
    assert.same({ ["no case"] = 1, ["promise without a case"] = 1, ["no time"] = 1, ["repeated row"] = 1 }, reasons(r.dropped))
    assert.equal(47, r.used)
    assert.same({ ["unknown event"] = 1, ["out of order"] = 1, ["promise due before it was made"] = 1 }, reasons(r.repaired))
    assert.same({ { code = "kahvitauko", n = 1 } }, r.unknown)
    total(loki, "good_start")
    local of_cases = loki.survey:receipt()
    assert.same({ 51, 47, 8 }, { of_cases.read, of_cases.used, of_cases.questions.good_start.used })
  end)


  it("(3): cases are tallied by touchpoint and time as any survey's rows", function()
    local tally <close> = assert(loki.survey:tally { by = { "touchpoint", cx.day }, of = "good_start" })
    local n = {}
    for _, e in ipairs(tally:measure(loki.good_start)) do n[e.group.touchpoint .. " " .. e.group.day] = e.n .. " " .. e.value end
    assert.same({ ["Vikailmoitus 2026-03-02"] = "2 50.0", ["Tarjous 2026-03-02"] = "1 100.0", ["Tarjous 2026-03-03"] = "1 0.0",
                  ["Vikailmoitus 2026-03-03"] = "1 100.0", ["Tarjous 2026-03-04"] = "1 0.0", ["Tarjous 2026-03-05"] = "1 0.0",
                  ["Vikailmoitus 2026-03-06"] = "1 100.0" }, n)
  end)


  it("(3): cases of one account are one cluster, promises else those of one case", function()
    local by_account = little { account = "asiakas" }
    local plain, clustered = total(loki, "good_start"), total(by_account, "good_start")
    near(plain.value, clustered.value)
    -- z of a cluster = sum of (x - mean) / 8, V = 6/5 sum z^2: Aalto 2 good, Berg 1 of 2, Cederberg 1, Dahl 0, Ek 0, Fors 0
    near(100 * math.sqrt(6 / 5 * (1 ^ 2 + 0 + 0.5 ^ 2 * 4)) / 8, clustered.se)
    -- promises whose time has come: T1 1, T3 0, T4 0, T8 1 of 2, T7 none; five clusters, mean .4
    near(100 * math.sqrt(5 / 4 * (0.6 ^ 2 + 0.4 ^ 2 * 2 + 0.2 ^ 2)) / 5, total(loki, "promises_kept").se)
  end)
end)
