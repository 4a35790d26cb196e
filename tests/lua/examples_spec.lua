-- examples_spec.lua - each example prints what its folder says it prints
--
--   file > rows > batch > tally > metric > goal > REPORT

local cxlua = os.getenv "CXLUA" or "build/cxlua"


local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read "a"
end


-- What a command prints, and whether it went well.
local function run(command)
  local pipe = assert(io.popen(command .. " 2>&1", "r"))
  local text = pipe:read "a"
  return text, pipe:close()
end


-- The rows of a file with semicolons, by the names of its columns; a cell in quotes may hold anything.
local function table_of(path)
  local text, cells, rows, header = read(path):gsub("^\u{FEFF}", ""), {}, {}, nil
  local at = 1
  while at <= #text do
    local cell = ""
    while text:sub(at, at) == '"' do                                  -- "" is a quote, so two pieces touch
      local piece, stop = text:match('^"([^"]*)"()', at)
      cell, at = cell .. (cell ~= "" and '"' or "") .. piece, stop
    end
    local plain, mark, stop = text:match("^([^;\r\n]*)([;\r]\n?)()", at)
    cells[#cells + 1], at = cell .. plain, stop
    if mark ~= ";" then
      local row = {}
      for i, name in ipairs(header or {}) do row[name] = cells[i] or "" end
      if header then rows[#rows + 1] = row else header = cells end
      cells = {}
    end
  end
  return rows
end


describe("examples", function()
  for _, name in ipairs { "airport", "huolto", "library", "own_metric", "staff" } do
    it(name .. " prints its expected report", function()
      local text, fine = run(("%s examples/%s/plan.lua --today 2026-11-21 --width 100"):format(cxlua, name))
      assert.is_true(fine, text)
      assert.equal(read("examples/" .. name .. "/expected.txt"), text)
    end)
  end


  it("airport: every value is what R's survey package computes, to 1e-9 (its errors, by strata: airport_spec)", function()
    local truth = {}
    for line in io.lines "tests/data/sfo/truth.csv" do
      local cells = {}
      for cell in (line .. ","):gmatch "(.-)," do cells[#cells + 1] = cell end
      truth[cells[1] .. " " .. cells[2]] = { n = tonumber(cells[3]), value = tonumber(cells[11]) }
    end
    local family, checked = { csat = "top2box", mean = "mean", nps = "nps" }, 0
    for _, goal in ipairs(dofile "examples/airport/plan.lua":run { today = "2026-11-21" }.goals) do
      local wanted = truth[("%s %s"):format(family[goal.metric.family], goal.question.column)]
      if wanted then
        assert.equal(wanted.n, goal.estimate.n)
        assert.near(wanted.value, goal.estimate.value, 1e-9)
        checked = checked + 1
      end
    end
    assert.equal(17, checked)
  end)


  it("airport: the receipt tells the blank code from the empty cell", function()
    local result = dofile "examples/airport/plan.lua":run { today = "2026-11-21" }
    local receipt = result.surveys[1].receipt
    assert.equal(2831, receipt.read)
    assert.equal(2831, receipt.used)
    assert.equal(2746, receipt.questions.recommend.used)
    assert.same({ ["left blank"] = 84, empty = 1 }, receipt.questions.recommend.missing)
  end)


  it("huolto: every figure is what a plain loop over the decoded files gives", function()
    local wanted = { -- n, value, standard error: of the third quarter's accounts, where a file has them
      { 404, 81.359401, 1.98030 }, { 125, 28.125695, 6.85452 }, { 129, 30.168365, 4.05437 }, { 182, 5.999460, 0.06515 },
      { 178, 64.606827, 3.53977 }, { 69, 89.855072, 3.61477 }, { 40, 92.5, 4.22757 }, { 184, 50.498240, 5.13539 }, { 184, 84.913643, 2.79392 }, { 190, 9.888573, 2.26893 },
      { 408, 59.901209, 2.46530 }, { 42, 50.335711, 11.45300 },
    }
    local goals = dofile "examples/huolto/plan.lua":run { today = "2026-11-21" }.goals
    assert.equal(#wanted, #goals)
    for i, goal in ipairs(goals) do
      assert.equal(wanted[i][1], goal.estimate.n)
      assert.near(wanted[i][2], goal.estimate.value, 1e-6)
      assert.near(wanted[i][3], goal.estimate.se, 1e-5)
    end
  end)


  it("huolto: its log, pulse and months are what a plain loop gives, round by round", function()
    local result = dofile "examples/huolto/plan.lua":run { today = "2026-11-21" }
    assert.same({ "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3" }, result.rounds.names)
    for i, values in pairs { -- by a program in Python of its own: good starts, promises kept, NPS of the visit and of the call
      [6] = { 64.935065, 67.605634, 75.384615, 89.855072 }, [7] = { 86.363636, 70.588235, 82.051282, 92.5 },
      [8] = { 33.445518, 47.725826, 61.528352, 50.498240 }, [12] = { -2.607641, 8.185293, 0.057449, 50.335711 },
    } do
      for k, value in ipairs(values) do assert.near(value, result.goals[i].rounds[k].estimate.value, 1e-6) end
    end
    local measures = {}
    for _, one in ipairs(result.measures) do measures[one.id] = one end
    for id, want in pairs {
      ["touchpoints.Tarjous.practice.kept"] = { 33, 93.939394 }, ["touchpoints.Vikailmoitus.practice.kept"] = { 42, 95.238095 },
      ["touchpoints.Huoltokäynti.practice.kept"] = { 190, 82.919300 }, ["organise.authority.goals"] = { 33, 75.757576 },
      ["organise.functions.leadership"] = { 132, 3.939394 }, ["organise.functions.staff"] = { 132, 3.856061 },
      ["organise.functions.systems"] = { 132, 3.765152 }, ["measure.pulse 2"] = { 132, 24.242424 },
      ["implement.daily.hyvitys"] = { 69, 10.144928 }, ["measure.leading"] = { 3, 66.666667 },
      ["measure.leading 2"] = { 3, 6 }, ["measure.leading 3"] = { 2956, 17.253045 },
      ["implement.strategic.Jälkisoitto kaikille, ei vain suurille"] = { 537, 44.732621 },
    } do
      local estimate = assert(measures[id], id).estimate
      assert.same({ want[1], ("%.4f"):format(want[2]) }, { estimate.n, ("%.4f"):format(estimate.value) }, id)
    end
  end)


  it("huolto: its loop opens a case for each answer that wants one, once, and goes on as its story tells", function()
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute(("mkdir %s && cp -r examples/huolto/plan.lua examples/huolto/data %s"):format(folder, folder)))
    local function loop(words)
      local text, fine = run(("%s loop %s/plan.lua %s"):format(cxlua, folder, words))
      assert.is_true(fine, text)
      return text:match "^[^\n]*"
    end
    assert.matches("^Avattiin 6 tapausta%. 281 vastausta", loop "open --since 2026-09-15 --now 2026-10-01T09:00")
    assert.matches("^Avattiin 0 tapausta%. 6 vastauksella", loop "open --since 2026-09-15 --now 2026-10-01T09:05")
    assert.equal("3 tapausta: otettu yhteyttä.", loop "contact --owner palvelu --now 2026-10-02T10:00")
    assert.equal("3 tapausta: korjattu.", loop "fix --owner palvelu --state contacted --set-cause people --now 2026-10-06T15:00")
    assert.equal("3 tapausta: kerrottu.", loop "tell --owner palvelu --state fixed --text x --now 2026-10-08T12:00")
    assert.equal("3 tapausta. 3 on myöhässä.", loop "overdue --now 2026-10-12T09:00")
    assert.matches("on kerrottu 3/6%.$", loop "stats --now 2026-10-12T09:00")
    os.execute("rm -r " .. folder)
  end)


  it("huolto: what was promised before is told from what is promised now", function()
    -- the visit's NPS was 61.5 (51 to 70) in the second quarter and is 50.5 (39 to 59.7) in the third
    local text, fine, _, status = run(cxlua .. " diff examples/huolto/plan_2025.lua examples/huolto/plan.lua --today 2026-11-21")
    assert.same({ nil, 1 }, { fine, status }) -- as diff says that things differ
    text = text:gsub("\u{A0}", " "):gsub(" *\n", "\n")
    assert.matches("Huoltokäynti +Tulos[^\n]+\n +≥ 60 +ei ratkea vielä +jäljessä\n +≥ 50 +saavutettu +ei ratkea vielä", text)
    assert.matches("Vikailmoitus: saavutettu, koska tavoite laskettiin: 6 → 5,8; vanhalla tavoitteella: ei ratkea vielä.", text, 1, true)
  end)


  it("library: every figure is what a plain loop over the answers gives", function()
    local function of(rows, place, column, right, all)
      local n, hits = 0, 0
      for _, row in ipairs(rows) do
        local text = (row.palvelu or place):match "^(.-) *$" == place and row[column] or ""
        local dated = (row.pvm or row.kk):find "202[456]$"
        if dated and all:find("|" .. text .. "|", 1, true) then
          n, hits = n + 1, hits + (right:find("|" .. text .. "|", 1, true) and 1 or 0)
        end
      end
      return { n, 100 * hits / n }
    end
    local SCORES, HOPE = "|1|2|3|4|5|", "|alitti|täytti|ylitti|"
    local result = dofile "examples/library/plan.lua":run { today = "2026-11-21" }
    for i, name in ipairs(result.rounds.names) do
      local rows = table_of(("examples/library/data/kavijakysely_%s.csv"):format(name))
      local function happy(place) return of(rows, place, "tyytyvaisyys", "|4|5|", SCORES) end
      for k, want in ipairs { happy "Verkkokirjasto", happy "Noutovaraus", of(rows, "Noutovaraus", "odotus", "|alitti|", HOPE),
                              happy "Neuvonta", of(rows, "Neuvonta", "odotus", "|alitti|", HOPE), happy "Omatoimiaika",
                              of(rows, "Tapahtumat", "odotus", "|ylitti|", HOPE) } do
        local estimate = result.goals[k].rounds[i].estimate
        assert.equal(want[1], estimate.n, result.goals[k].id)
        assert.near(want[2], estimate.value, 1e-9)
      end
    end
    assert.same({ { "2024", "2025", "2026" }, 7 }, { result.rounds.names, #result.goals })
    local measures = {}
    for _, one in ipairs(result.measures) do measures[one.id] = one.estimate end
    local rows, visits, complaints = table_of "examples/library/data/kavijakysely_2026.csv", 0, 0
    local led = of(rows, "Neuvonta", "saatettiin", "|kyllä|", "|kyllä|ei|")
    assert.near(led[2], measures["touchpoints.Neuvonta.practice.kept"].value, 1e-9)
    for _, row in ipairs(table_of "examples/library/data/kaynnit.csv") do
      if row.kk:find "2026$" then visits, complaints = visits + row["käynnit"], complaints + row.valitukset end
    end
    assert.near(1000 * complaints / visits, measures["measure.leading 5"].value, 1e-9)
    assert.near(100 * 2 / 3, measures["measure.leading"].value, 1e-9)
  end)


  it("staff: what is hidden is never alone nor too few, round by round", function()
    local people = {}
    for line in io.lines "examples/staff/data/puls.csv" do
      local round, unit = line:match "^[%d-]+;(%d+);([^;]+);"
      if round then
        people[round .. unit] = (people[round .. unit] or 0) + 1
      end
    end
    local goals, least = dofile "examples/staff/plan.lua":run { today = "2026-11-21" }.goals, 0
    for round = 1, 8 do
      local hidden, sum = 0, 0
      for i = 1, #goals, 2 do
        local n = people[round .. goals[i].touchpoint]
        if goals[i].hidden or goals[i].rounds[round].why == "hidden" then
          hidden, sum = hidden + 1, sum + n
        else
          assert.is_true(goals[i].rounds[round].estimate.n >= 10, goals[i].touchpoint)
        end
      end
      assert.is_true(hidden >= 2 and sum >= 10, "round " .. round)
      least = least + hidden
    end
    assert.is_true(least >= 16)
  end)


  for name, files in pairs {
    ["huolto/make_why.lua"] = { "pika.csv", "kentta.csv", "polut.csv", "ennusteet.csv", "suosittelut.csv", "ostot.csv" },
    huolto = { "palaute_2025_q4.csv", "palaute_2026_q1.csv", "palaute_2026_q2.csv", "palaute_2026_q3.csv", "vuosikysely_2026.csv",
               "pulssi.csv", "yhteydenotot.csv", "tarjoukset.csv", "crm.csv" },
    own_metric = { "answers.csv" },
    staff = { "puls.csv" },
    library = { "kavijakysely_2024.csv", "kavijakysely_2025.csv", "kavijakysely_2026.csv", "pulssi.csv", "kaynnit.csv" },
  } do
    local example, maker = name:match "^[^/]+", name:match "/(.+)" or "make.lua"
    it(("%s: %s writes the committed data, byte for byte"):format(example, maker), function()
      local folder = os.tmpname()
      os.remove(folder)
      assert(os.execute("mkdir " .. folder))
      local text, fine = run(("%s examples/%s/%s %s"):format(cxlua, example, maker, folder))
      assert.is_true(fine, text)
      for _, file in ipairs(files) do
        assert.equal(read(("examples/%s/data/%s"):format(example, file)), read(folder .. "/" .. file))
      end
      os.execute("rm -r " .. folder)
    end)
  end
end)
